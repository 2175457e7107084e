"""Loading the lexicon and matching printed labels to fields, typos and all."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import filterfalse
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from extractors.lexicon.own import check, check_domain, check_fields, read_yaml

HERE = Path(__file__).parent
LONGEST_PAIR = 70
"""Two labels in one have at most this many letters."""
MARK = 88.0
"""A label is matched from this likeness (0-100, rapidfuzz ratio) on."""
WORD_MARK = 75.0
"""So alike must each word of a misspelt label be to the lexicon's."""
SHORTEST = 6
"""Labels shorter than this many letters are matched only as they stand in the lexicon."""
KEPT = 1 << 12
"""Matches kept in memory, the last ones asked for: a label is asked for many times while its table is read."""
YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s*[-/–]\s*(?:(?:19|20)?\d\d))?\b")
DATE = re.compile(
    r"\b(?:al\s+)?\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\bal\s+\d{1,2}\s+(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)\b",
    re.IGNORECASE,
)
JOINED = re.compile(r"\s+(?:e|ed|con)\s+|\s*[/,;+–—-]\s*|\s*\(\s*", re.IGNORECASE)
"""What stands between the two labels of a column that holds both."""
PART = re.compile(r"\W*(?:sotto)?sezione\s+(?:\d|[ivx]+\b)", re.IGNORECASE)
"""`Sezione 2 – Performance` is a chapter; `Sezione Appalti` may be a unit."""
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class Match(NamedTuple):
    """A field of a domain and how well the printed label matched it, 0-100."""

    domain: str
    field: str
    score: float
    exact: bool


@dataclass(slots=True)
class Catalogue:
    """What tells the header of a catalogue or list, such as the register of risks, from that of any other table."""

    domain: str
    key: tuple[str, ...]
    """Fields of which a header must have one."""
    headings: tuple[str, ...]
    """Titles above the table (folded) that name it."""
    plain: frozenset[str]
    """Labels (folded) of any table, such as `codice`: they count beside a telling one or under such a title."""
    first: str = ""
    """What an unlabelled first column holds."""
    yearly: str = ""
    """What stands in a column whose label is a year."""
    once: frozenset[str] = frozenset()
    """Fields that hold one number: of two columns for one of them, the one best known has it."""
    summary: tuple[str, ...] = ()
    """Fields of the headless list of sums under such a table: the label's, then the amounts' from left to right."""
    unless: tuple[str, ...] = ()
    """Words (folded) in a label or right above the table by which it is about something else."""
    not_under: tuple[str, ...] = ()
    """Words (folded) right above the table, not in a label, by which it is about something else."""
    looks: tuple[tuple[str, str], ...] = ()
    """Fields known by their values, with the name of the list of words that these begin with."""


@lru_cache(maxsize=KEPT)
def fold_label(text: str) -> str:
    """A label without case, accents, punctuation, brackets, dates and years; '' when nothing is left."""
    bare = BRACKETS.sub(" ", text)
    bare = bare if bare.strip(" :*.-") else text
    if len(DATE.findall(bare)) == 1:
        bare = DATE.sub(" ", bare)
    bare = YEAR.sub(" ", bare)
    plain = bare.casefold()
    if not plain.isascii():
        plain = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", bare).casefold()))
    plain = plain.replace("obbiettiv", "obiettiv").replace("º", " ").replace("°", " ").replace("%", " % ")
    return " ".join(re.sub(r"[^\w%]+|_", " ", plain).split())


def _misspelt(printed: str, label: str) -> bool:
    """The same words with slips of the pen: `stato della fase` is not `risultato della fase`, however alike."""
    words, known = printed.split(), label.split()
    return len(words) != len(known) or all(
        max(len(a), len(b)) < 4 or fuzz.ratio(a, b) >= WORD_MARK for a, b in zip(words, known, strict=True)
    )


@dataclass
class Lexicon:
    """Labels by domain, section titles, and the words of ``words.yaml``."""

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    """domain -> folded label -> field"""
    sections: dict[str, set[str]] = field(default_factory=dict)
    """record kind -> folded section titles"""
    kinds: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    catalogues: dict[str, Catalogue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._matches = lru_cache(KEPT)(self._match)
        self._titles = lru_cache(KEPT)(self._title)
        self.headers_seen: dict[tuple[str, ...], list[Catalogue]] = {}
        self.catalogue_words = {
            domain: {word for label in self.labels[domain] for word in label.split() if len(word) > 3}
            for domain in self.catalogues
        }
        """The words that a catalogue's labels are made of."""
        self._closed = {
            domain: {label.replace(" ", ""): label for label in known if len(label) >= SHORTEST - 2}
            for domain, known in self.labels.items()
        }
        """Labels without their spaces: a narrow column breaks `Raggiunt | o` where no hyphen stands."""
        self._long = {
            domain: sorted((k for k in known if len(k) >= SHORTEST), key=len) for domain, known in self.labels.items()
        }
        self.ticks = set(map(str, self.words.get("ticks", [])))
        self.unticked = set(map(str, self.words.get("unticked", [])))
        self.blanks = set(map(str, self.words.get("blanks", [])))
        self.card_headings = {fold_label(t) for t in self.words.get("card_headings", [])}
        self.thresholds = tuple(fold_label(t) for t in self.words.get("thresholds", []))
        self.empty_lists = tuple(fold_label(t) for t in self.words.get("empty_lists", []))
        self.sums = tuple(fold_label(t) for t in self.words.get("sums", []))
        self.greatest = {fold_label(t) for t in self.words.get("greatest", [])}
        self.broader = {fold_label(t) for t in self.words.get("broader_objectives", [])}
        self.public_value_words = tuple(fold_label(t) for t in self.words.get("public_value_words", []))
        self.year_words = {fold_label(t) for t in self.words.get("year_words", [])}
        self.plan_words = {fold_label(t) for t in self.words.get("plan_words", [])}
        self.yes_or_no = {fold_label(t) for t in self.words.get("yes_or_no", [])}
        self.indicator_words = tuple(fold_label(t) for t in self.words.get("indicator_words", []))
        names = "|".join(map(re.escape, self.words.get("plan_names", [])))
        self._of_plan = re.compile(rf"\s+[-–—]\s+(?:{names})(?!\w).*\b(?:19|20)\d\d\b.*$", re.IGNORECASE)
        centres = "|".join(map(re.escape, self.words.get("centres", [])))
        self._centre = re.compile(
            rf"^(?:{centres})\s+(?:n\.?\s*)?(?:\d[\d.]*|[IVX]+)\s*[-–—:.]\s*(?=\w)", re.IGNORECASE
        )
        self.card_words = {fold_label(t) for t in self.words.get("card_words", [])}
        self.code_words = {fold_label(t) for t in self.words.get("code_words", [])}
        self.link_codes = {code: name for name, codes in (self.words.get("link_codes") or {}).items() for code in codes}
        """Initials that begin the codes of what objectives are linked to."""
        self.chapters = {fold_label(t) for t in self.words.get("other_sections", [])}
        self.area_words = {fold_label(t) for t in self.words.get("area_words", [])}
        self.unit_words = {fold_label(t) for t in self.words.get("unit_words", [])}
        self.all_units = {fold_label(t) for t in self.words.get("all_units", [])}
        self.index_titles = {fold_label(t) for t in self.words.get("index_titles", [])}
        self.totals = {fold_label(t) for t in self.words.get("totals", [])}
        self.budget_sides = self.words.get("budget_sides") or {}
        self.registry = {fold_label(t) for names in (self.words.get("registry") or {}).values() for t in names}
        self.terms = {fold_label(t) for t in self.words.get("glossary_terms", [])}
        self.ends = {fold_label(t) for t in self.words.get("ends", [])}
        self.any_resources = {fold_label(t) for t in self.words.get("any_resources", [])}
        self.people_words = {fold_label(t) for t in self.words.get("people_words", [])}
        self.meanings = {fold_label(t) for t in self.words.get("glossary_meanings", [])}
        self.months = {
            name: int(n) for n, names in (self.words.get("months") or {}).items() for name in names if len(name) > 1
        }
        self.month_letters = [
            next(name for name in names if len(name) == 1) for names in (self.words.get("months") or {}).values()
        ]

    def find(self, text: str, domain: str) -> Match | None:
        """The field of one domain that a whole printed label names."""
        return self._matches(text, domain)

    def names_both(self, text: str) -> bool:
        """`Direzione e dirigente`, `Settore / Responsabile`: the labels of a unit and of its head in one."""
        parts = [fold_label(part) for part in JOINED.split(text)] if len(text) <= LONGEST_PAIR else []
        known = self.labels.get("objective", {})
        return len(parts) == 2 and {known.get(part) for part in parts} == {"unit", "responsible"}

    def best(self, text: str, domains: Iterable[str]) -> Match | None:
        """The best match over several domains, the earlier domain first when equal."""
        found = [m for m in (self.find(text, d) for d in domains) if m]
        return max(found, key=lambda m: m.score) if found else None

    def _match(self, text: str, domain: str) -> Match | None:
        found = self._find(fold_label(text), domain)
        if domain == "objective" and not (found and found.exact) and self.names_both(text):
            return Match(domain, "responsible", 100.0, True)
        return found

    def _find(self, folded: str, domain: str) -> Match | None:
        if not folded or len(folded) > 120:
            return None
        known = self.labels.get(domain, {})
        if folded in known:
            return Match(domain, known[folded], 100.0, True)
        if not known:
            return None
        if " " in folded and (broken := self._closed[domain].get(folded.replace(" ", ""))):
            return Match(domain, known[broken], 99.0, True)
        if len(folded) < SHORTEST:
            return None
        hit = process.extractOne(folded, self._of_length(domain, len(folded)), scorer=fuzz.ratio, score_cutoff=MARK)
        if hit is None or not _misspelt(folded, hit[0]) or _two_labels(folded, hit[0], known):
            return None
        return Match(domain, known[hit[0]], hit[1], False)

    def _of_length(self, domain: str, length: int) -> list[str]:
        """The labels whose length lets them be alike enough to a text of this length: most need no comparison."""
        known, slack = self._long[domain], 1 - MARK / 100  # alike: |a - b| <= slack * (a + b) of their lengths
        first = bisect_left(known, length * (1 - slack) / (1 + slack), key=len)
        return known[first : bisect_right(known, length * (1 + slack) / (1 - slack), lo=first, key=len)]

    def section(self, text: str) -> str | None:
        """The record kind (phase, indicator, budget, staff) whose section a title opens."""
        return self._titles(text)

    def _title(self, text: str) -> str | None:
        folded = fold_label(text)
        best: tuple[float, str | None] = 0.0, None
        for kind, titles in self.sections.items():
            if folded in titles:
                return kind
            hit = process.extractOne(folded, titles, scorer=fuzz.ratio, score_cutoff=92) if len(folded) > 9 else None
            if hit and _misspelt(folded, hit[0]) and hit[1] > best[0]:
                best = hit[1], kind
        return best[1]

    def indicator_kind(self, text: str) -> str | None:
        """impact, result or process, when a title names just one of them."""
        folded = fold_label(text)
        kinds = [kind for kind, words in self.kinds.items() if any(re.search(rf"\b{w}", folded) for w in words)]
        return kinds[0] if len(kinds) == 1 else None

    def budget_side(self, text: str) -> str:
        """E or U, when a title speaks of revenue or of expenditure alone; else ''."""
        words = set(fold_label(text).split())
        told = [side for side, names in self.budget_sides.items() if words & set(names)]
        return told[0] if len(told) == 1 else ""

    def is_unit(self, text: str) -> bool:
        """Whether a text names an organisational unit: it begins with a word such as settore, servizio, ufficio."""
        folded = fold_label(text)
        if folded in self.all_units:
            return True
        return any(folded == w or folded.startswith(w + " ") for w in self.unit_words) and not PART.match(text)

    def without_plan(self, text: str) -> str:
        """`Settore Tributi – PEG 2025` without the plan and its year."""
        return self._of_plan.sub("", text)

    def without_centre(self, text: str) -> str:
        """`Centro di responsabilità 3 – Tributi`: the name alone; what stands before it is a label with a number."""
        return self._centre.sub("", text)

    def is_empty_list(self, text: str) -> bool:
        """Whether a text only says that a list has no rows: `Nessun dato presente`."""
        return fold_label(text).startswith(self.empty_lists)

    def names_sum(self, text: str) -> bool:
        """Whether a text begins with words for what is added up or averaged: `Totale pesi`, `Grado medio …`."""
        folded = fold_label(text)
        return any(folded == name or folded.startswith(name + " ") for name in self.sums)

    def is_greatest(self, text: str) -> bool:
        """Whether a label of a value speaks of the most that is expected, beside the least."""
        return bool(self.greatest & set(fold_label(text).split()))

    def is_chapter(self, text: str) -> bool:
        """Whether a heading is the usual title of a plan's chapter, such as `Valore pubblico` or `Premessa`."""
        return fold_label(text) in self.chapters

    def is_index(self, text: str) -> bool:
        """Whether a heading announces an index or a summary: it begins with one of their titles."""
        folded = fold_label(text)
        return any(folded == t or folded.startswith(t + " ") for t in self.index_titles)

    def is_blank(self, text: str | None) -> bool:
        return text is None or text.strip() in self.blanks

    def nearest(self, text: str, limit: int = 3) -> list[tuple[str, str, float]]:
        """The lexicon's labels most like a printed one: (label, domain.field, likeness 0-100)."""
        folded = fold_label(text)
        every = {label: f"{domain}.{name}" for domain, known in self.labels.items() for label, name in known.items()}
        return [
            (label, every[label], score)
            for label, score, _ in process.extract(folded, every.keys(), scorer=fuzz.WRatio, limit=limit)
        ]


def _two_labels(folded: str, label: str, known: Mapping[str, str]) -> bool:
    """`Descrizione Finalità` are two labels side by side, not a typo of `Descrizione e finalità`."""
    first, link, second = label.partition(" e ")
    return bool(link) and folded == f"{first} {second}" and first in known and second in known


def load_lexicon(extra: Iterable[Path] = ()) -> Lexicon:
    """The package's lexicon, extended by an analyst's own files. Raises ``LexiconError`` for a file that is none."""
    return _load(tuple(Path(p) for p in extra))


@lru_cache(maxsize=1)
def package_files() -> list[dict[str, Any]]:
    """The files of the package as they stand: what domains and fields there are."""
    return [read_yaml(path) for path in sorted(HERE.rglob("*.yaml"))]


def check_labels(path: Path, labels: Mapping[str, Iterable[str]]) -> None:
    """Raise ``LexiconError`` for a domain or a field that the lexicon does not have: domain -> its fields."""
    for domain, fields in labels.items():
        check_domain(path, domain, package_files())
        check_fields(path, f"labels.{domain}", domain, fields, package_files())


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...]) -> Lexicon:
    labels: dict[str, dict[str, str]] = {}
    sections: dict[str, set[str]] = {}
    kinds: dict[str, list[str]] = {}
    words: dict[str, Any] = {}
    catalogues: dict[str, Catalogue] = {}
    for path in [*sorted(HERE.rglob("*.yaml")), *extra]:
        data = read_yaml(path)
        if path in extra:
            check(path, data, package_files(), fold_label)
        domain = data.get("domain", "")
        known = labels.setdefault(domain, {}) if domain else {}
        plain = data.get("plain") or {}
        for name, printed in [*plain.items(), *(data.get("labels") or {}).items()]:
            for label in printed or []:
                known[fold_label(str(label))] = name
        if "catalogue" in data or domain in catalogues:
            catalogues[domain] = _catalogue(domain, data, catalogues.get(domain))
        titles = data.get("sections") or []
        for kind, names in titles.items() if isinstance(titles, dict) else [(domain, titles)]:
            sections.setdefault(kind, set()).update(fold_label(str(t)) for t in names)
        for kind, told in (data.get("kinds") or {}).items():
            kinds[kind] = [*kinds.get(kind, []), *told]
        for key in set(data) - {"domain", "labels", "plain", "catalogue", "sections", "kinds"}:
            if isinstance(data[key], list):
                words[key] = [*words.get(key, []), *data[key]]
            else:  # lists by name: those of a later file are added to what the name has
                known_words = words.get(key, {})
                words[key] = known_words | {n: [*known_words.get(n, []), *data[key][n]] for n in data[key]}
    return Lexicon(labels, {k: v for k, v in sections.items() if v}, kinds, words, catalogues)


def _catalogue(domain: str, data: dict[str, Any], known: Catalogue | None) -> Catalogue:
    """A file's catalogue; a later file of the same domain adds to it."""
    told = data.get("catalogue") or {}
    plain = {fold_label(str(t)) for names in (data.get("plain") or {}).values() for t in names}
    headings = tuple(fold_label(str(t)) for t in told.get("headings") or [])
    key = tuple(map(str, told.get("key") or []))
    known = known or Catalogue(domain, (), (), frozenset())
    return Catalogue(
        domain,
        key or known.key,
        known.headings + headings,
        known.plain | plain,
        str(told.get("first") or known.first),
        str(told.get("yearly") or known.yearly),
        frozenset(map(str, told.get("once") or known.once)),
        tuple(map(str, told.get("summary") or known.summary)),
        tuple(fold_label(str(t)) for t in told.get("unless") or []) + known.unless,
        tuple(fold_label(str(t)) for t in told.get("not_under") or []) + known.not_under,
        tuple((told.get("looks") or {}).items()) or known.looks,
    )
