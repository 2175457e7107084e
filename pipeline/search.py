"""Full-text search: the paragraphs and table rows of all plans that hold the words, ranked, each in its sentence.

Words are compared without accents and endings, so that `obiettivo` finds `obiettivi`. No index is kept and nothing
installed: DuckDB picks the texts that can match, BM25 ranks them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from pipeline.insert import Connection
from schemas.errors import UsageError

HEADER = ("entity", "plan_id", "file_name", "page", "section", "heading", "kind", "sentence", "score")
WORD = re.compile(r"\w+")
QUOTED = re.compile(r'"([^"]+)"|[«“]([^»”]+)[»”]')
SENTENCE = re.compile(r"(?<=\w{4}[.;:!?])\s+(?=[\"“«(]?[A-ZÀ-Ý0-9•–-])|(?<=[)»”\"][.;:!?])\s+(?=[A-ZÀ-Ý])")
"""Where a sentence ends; `n.`, `art.` and other short words before a point end none."""
LEADER = re.compile(r"[.…_]{5,}")
SHORTEST = 4
"""Letters of a word that may lose its ending."""
WINDOW = 320
"""Letters of a hit that are shown."""
COMMON = frozenset(
    re.findall(
        r"\w+",
        "a ad al alla alle allo agli ai con d da dal dalla dalle dei del della delle dello degli di e ed fra gli i il "
        "in l la le lo nei nel nella nelle nello negli o per su sul sulla sulle sui tra un una uno che non",
    )
)
"""Words that alone say nothing."""
K1, B = 1.2, 0.75


@dataclass(frozen=True)
class Query:
    """What is looked for, as stems; phrases are stems that must follow each other."""

    stems: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Place:
    """Where a text stands."""

    entity: str
    plan_id: str
    file_name: str
    page: int | None
    path: tuple[str, ...]
    heading: str | None
    kind: str
    """`text` or `table`."""


@dataclass(frozen=True)
class Hit(Place):
    """A paragraph or table row that answers."""

    sentence: str
    score: float

    @property
    def values(self) -> list[Any]:
        """The cells under ``HEADER``."""
        path = " › ".join(self.path)
        place = [self.entity, self.plan_id, self.file_name, self.page, path, self.heading, self.kind]
        return [*place, self.sentence, round(self.score, 3)]


@dataclass(frozen=True)
class _Text(Place):
    text: str


def read_query(text: str) -> Query:
    """Words and "phrases" to stems. Raises UsageError where nothing is left to look for."""
    phrases = [tuple(stems_of(a or b)) for a, b in QUOTED.findall(text)]
    stems = list(dict.fromkeys(stems_of(text)))
    telling = [stem for stem in stems if stem not in COMMON] or stems
    if not telling:
        raise UsageError("say what to search for: one word or more")
    return Query(tuple(telling), tuple(phrase for phrase in phrases if len(phrase) > 1))


def stems_of(text: str) -> list[str]:
    return [stem(word) for word in WORD.findall(text)]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without case, accents and ending: `Attività` and `attivita`, `banche` and `banca` are the same."""
    folded = fold(word)
    if len(folded) < SHORTEST or not folded.isalpha():
        return folded
    bare = re.sub(r"(?:[aeo]|i{1,2}|ie|io|ia)$", "", folded)
    return re.sub(r"(?<=[cg])h$", "", bare)


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def search(
    con: Connection, text: str, *, entity_id: str | None = None, plan_id: str | None = None, limit: int = 20
) -> list[Hit]:
    """The best hits: those that hold all words first, then by BM25, then in the order of plans and pages."""
    query = read_query(text)
    found = [(each, stems_of(each.text)) for each in _texts(con, query, entity_id, plan_id)]
    found = [(each, stems) for each, stems in found if _holds(stems, query)]
    frequency = Counter(stem for _, stems in found for stem in set(stems) & set(query.stems))
    total = max(_count(con), len(found), 1)
    mean = sum(len(stems) for _, stems in found) / max(len(found), 1)
    ranked: list[tuple[int, float, _Text]] = []
    for each, stems in found:
        counts = Counter(stems)
        here = [stem for stem in query.stems if counts[stem]]
        norm = K1 * (1 - B + B * len(stems) / max(mean, 1.0))
        rarity = {s: math.log(1 + (total - frequency[s] + 0.5) / (frequency[s] + 0.5)) for s in here}
        score = sum(rarity[s] * counts[s] * (K1 + 1) / (counts[s] + norm) for s in here)
        ranked.append((len(here), score, each))
    ranked.sort(key=lambda r: (-r[0], -r[1], r[2].file_name, r[2].page or 0))
    hits: list[Hit] = []
    seen: set[tuple[str, int | None, str]] = set()
    for _, score, each in ranked:
        sentence = sentence_of(each.text, query)
        key = each.plan_id, each.page, sentence
        if key not in seen:
            seen.add(key)
            place = each.entity, each.plan_id, each.file_name, each.page, each.path, each.heading, each.kind
            hits.append(Hit(*place, sentence, score))
        if len(hits) == limit:
            break
    return hits


def _holds(stems: Sequence[str], query: Query) -> bool:
    if not set(stems) & set(query.stems):
        return False
    return all(
        any(tuple(stems[n : n + len(phrase)]) == phrase for n in range(len(stems) - len(phrase) + 1))
        for phrase in query.phrases
    )


def _texts(con: Connection, query: Query, entity_id: str | None, plan_id: str | None) -> Iterator[_Text]:
    """What may match: DuckDB looks for the stems anywhere in the text."""
    given: dict[str, Any] = {f"s{n}": f"%{_pattern(stem)}%" for n, stem in enumerate(query.stems)}
    scope = []
    for name, value in (("entity_id", entity_id), ("plan_id", plan_id)):
        if value:
            scope.append(f"plans.{name} = ${name}")
            given[name] = value
    where = " AND ".join(["status <> 'failed'", *scope])

    def like(column: str) -> str:
        folded = f"strip_accents(lower({column}))"
        return "(" + " OR ".join(f"{folded} LIKE $s{n} ESCAPE '!'" for n in range(len(query.stems))) + ")"

    who = "coalesce(entities.name, ''), plans.plan_id, plans.file_name"
    plans = "JOIN plans USING (plan_id) LEFT JOIN entities ON entities.entity_id = plans.entity_id"
    rows = con.execute(
        f"SELECT {who}, s.page, s.path, s.title, s.text, s.paragraph_pages FROM sections s {plans} "
        f"WHERE {where} AND {like('concat_ws(chr(10), s.title, s.text)')} ORDER BY plans.plan_id, s.position",
        given,
    ).fetchall()
    for name, pid, file_name, page, path, title, text, paragraph_pages in rows:
        place = tuple(path or ())
        if title:
            yield _Text(name, pid, file_name, page, place, None, "text", title)
        at = paragraph_pages or []
        for n, paragraph in enumerate((text or "").split("\n")):
            if paragraph and not LEADER.search(paragraph):
                yield _Text(name, pid, file_name, at[n] if n < len(at) else page, place, None, "text", paragraph)
    rows = con.execute(
        "WITH rows_hit AS (SELECT DISTINCT c.table_id, c.row FROM cells c JOIN tables t USING (table_id) "
        f"{plans} WHERE {where} AND coalesce(t.reader, '') NOT IN ('list', 'index') AND {like('c.text')}) "
        f"SELECT {who}, min(c.page), any_value(t.path), any_value(t.heading), "
        "string_agg(c.text, ' | ' ORDER BY c.col) "
        "FROM rows_hit h JOIN cells c ON c.table_id = h.table_id AND c.row = h.row "
        f"JOIN tables t ON t.table_id = c.table_id {plans} "
        "GROUP BY entities.name, plans.plan_id, plans.file_name, c.table_id, c.row "
        "ORDER BY plans.plan_id, c.table_id, c.row",
        given,
    ).fetchall()
    for name, pid, file_name, page, path, heading, text in rows:
        yield _Text(name, pid, file_name, page, tuple(path or ()), heading, "table", text or "")


def _pattern(stem: str) -> str:
    return re.sub(r"([!%_])", r"!\1", stem)


def _count(con: Connection) -> int:
    row = con.execute(
        "SELECT (SELECT sum(greatest(1, len(paragraph_pages))) FROM sections) + count(*) FROM (SELECT "
        "DISTINCT table_id, row FROM cells)"
    ).fetchone()
    return int(row[0] or 0) if row else 0


def sentence_of(text: str, query: Query) -> str:
    """The sentence of a text that holds most of the words, shortened around the first of them."""
    wanted = set(query.stems)
    best = max(SENTENCE.split(text), key=lambda part: len(wanted & set(stems_of(part))))
    if len(best) <= WINDOW:
        return best.strip()
    places = marks(best, query)
    first = places[0][0] if places else 0
    start = max(0, min(first - WINDOW // 3, len(best) - WINDOW))
    start = best.rfind(" ", 0, start) + 1 if start else 0
    cut = best[start : start + WINDOW]
    cut = cut if start + WINDOW >= len(best) else cut.rpartition(" ")[0] + " …"
    return ("… " if start else "") + cut.strip()


def marks(text: str, query: Query) -> list[tuple[int, int]]:
    """Where the words stand in a text."""
    return [found.span() for found in WORD.finditer(text) if stem(found[0]) in query.stems]


def hits_page(hits: Iterable[Hit], query: Query) -> RenderableType:
    """The hits for the eye: where, and the sentence with the words in bold."""
    parts: list[RenderableType] = []
    for hit in hits:
        section = " › ".join(hit.path) or hit.heading or ""
        where = Text(f"{hit.entity or '?'} · {hit.file_name} · pag. {hit.page or '?'}", style="cyan")
        parts.append(where.append(f" · {section}" if section else "", style="dim"))
        sentence = Text(f"  {hit.sentence}")
        for start, end in marks(hit.sentence, query):
            sentence.stylize("bold", start + 2, end + 2)
        parts.append(sentence)
    return Group(*parts)
