"""Who publishes the plan and what plan it is: from the cover, the registry table and the running heads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extractors.flow import Flow, TableBlock, TextBlock
from extractors.lexicon import Lexicon, fold_label

COVER_PAGES = 4
YEARS = re.compile(r"\b(20\d\d)\s*(?:[-–/]|e il|al)\s*(20\d\d|\d\d)\b")
YEAR = re.compile(r"\b(20\d\d)\b")
PROVINCE = re.compile(
    r"\(\s*(?:prov(?:incia|\.)?\s*(?:di\s+)?)?([A-Z]{2}|[A-Z][\w' ]+)\s*\)|\bprovincia di ([A-Z][\w' ]+)", re.IGNORECASE
)


@dataclass(slots=True)
class Identity:
    """As printed; None where the plan does not say."""

    name: str | None = None
    entity_kind: str | None = None
    registry: dict[str, str] = field(default_factory=dict)
    kind: str | None = None
    title: str | None = None
    year_from: int | None = None
    year_to: int | None = None


def identity_of(flow: Flow, lexicon: Lexicon, file_name: str) -> Identity:
    """The body and the plan; the file's name helps only where the pages say nothing."""
    words = lexicon.words
    cover = [b.text for b in flow.blocks if isinstance(b, TextBlock) and b.page <= COVER_PAGES]
    lines = [line.text for b in flow.blocks if isinstance(b, TextBlock) and b.page <= COVER_PAGES for line in b.lines]
    heads = [text for text, _ in Counter(line.text for line in flow.furniture).most_common(6)]
    found = Identity(registry=_registry(flow, lexicon))
    found.name, found.entity_kind = _entity(found.registry.get("name"), lines, heads, words.get("entity_kinds", {}))
    found.kind, found.title = _plan(cover, heads, file_name, words.get("plan_kinds", {}))
    found.year_from, found.year_to = _years(
        [found.title or "", *cover[:12], *heads, *cover[12:], file_name.replace("_", " ")]
    )
    if "province" not in found.registry:
        for text in lines[:12]:
            match = PROVINCE.search(text)
            if match and found.entity_kind != "provincia":
                found.registry["province"] = (match.group(1) or match.group(2)).strip()
                break
    return found


def _registry(flow: Flow, lexicon: Lexicon) -> dict[str, str]:
    """`Codice IPA | c_x000` rows of the tables on the first pages."""
    names = {fold_label(label): key for key, labels in lexicon.words.get("registry", {}).items() for label in labels}
    found: dict[str, str] = {}
    for block in flow.blocks:
        if not isinstance(block, TableBlock) or block.page > 12 or block.grid.n_cols > 4:
            continue
        rows = [[c for c in row if c.text] for row in block.grid.rows()]
        mine: dict[str, str] = {}
        for row in rows:
            if len(row) != 2:
                continue
            folded = re.sub(r"\s+(al|all|a)$", "", re.sub(r"\s*\d.*$", "", fold_label(row[0].text)))
            if folded in names:
                mine.setdefault(names[folded], row[1].text)
        if len(mine) >= 2 or "ipa_code" in mine:
            for key, value in mine.items():
                found.setdefault(key, value)
    return found


def _entity(
    registered: str | None, lines: list[str], heads: list[str], kinds: dict[str, list[str]]
) -> tuple[str | None, str | None]:
    names = [(fold_label(start), kind) for kind, starts in kinds.items() for start in starts]
    names.sort(key=lambda n: -len(n[0]))
    tries = (
        ([registered] if registered else [])
        + lines[:25]
        + [part for h in heads for part in re.split(r"\s[-–]\s|\s{2,}|\||(?=\bP(?:IAO|EG)\b)", h)]
    )
    for text in tries:
        folded = fold_label(text)
        for start, kind in names:
            alone = kind == "altro" and text is not registered
            if (
                (folded == start or folded.startswith(start + " "))
                and len(folded) < 90
                and len(folded) > len(start) + 2
                and not (alone and len(folded.split()) < 2)
            ):
                return _tidy(text), kind
    return (registered, "altro") if registered else (None, None)


def _tidy(text: str) -> str:
    return re.sub(r"\s*[-–|(].*$", "", text).strip(" .,:") if len(text) > 60 else text.strip(" .,:|")


def _plan(
    cover: list[str], heads: list[str], file_name: str, kinds: dict[str, list[str]]
) -> tuple[str | None, str | None]:
    """The kind whose words stand first on the cover; a report on a plan is a report."""
    for text in [*cover[:30], *heads, file_name.replace("_", " ")]:
        folded = f" {fold_label(text)} "
        if len(folded) > 300:
            continue
        for kind, names in kinds.items():
            if any(f" {fold_label(name)} " in folded for name in names):
                return kind, text if text in cover else None
    return None, None


def _years(texts: list[str]) -> tuple[int | None, int | None]:
    for text in texts:
        match = YEARS.search(text)
        if match:
            first = int(match.group(1))
            last = int(match.group(2)) if len(match.group(2)) == 4 else first // 100 * 100 + int(match.group(2))
            if first <= last <= first + 6:
                return first, last
        single = YEAR.findall(text)
        if single and len(set(single)) == 1 and len(text) < 200:
            return int(single[0]), int(single[0])
    return None, None
