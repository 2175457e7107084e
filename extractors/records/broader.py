"""A header corrected by the rows below it: which of two columns of objectives is the narrower, and lists of years."""

from __future__ import annotations

from extractors.grid.model import Grid
from extractors.lexicon import Lexicon, fold_label
from extractors.records.counted import settle_numbers
from extractors.records.headers import ONLY_YEAR, CellMap, Column, Mapping, find_label
from extractors.records.headers.fit import settle_owners

LINKS = ("strategic_objective", "strategic_area")
"""What the broader of two objectives is to the narrower one, unless its own words say public value."""
MEASURED = {"description", "target", "standard", "formula", "unit_of_measure", "source"}
"""Columns that only indicators have."""


def corrected(mapping: Mapping, grid: Grid, cells: CellMap, row: int, lexicon: Lexicon) -> Mapping | None:
    """The header as the rows from ``row`` on show it; None where they are no records."""
    if _by_year(mapping, grid, cells, row, lexicon):
        return None
    _ends_without_year(mapping, lexicon)
    _narrowest_title(mapping, grid, cells, row, lexicon)
    settle_numbers(mapping, grid, cells, row)
    return mapping


def _ends_without_year(mapping: Mapping, lexicon: Lexicon) -> None:
    """`Fine 2031` holds what is wanted by then; `Fine` alone is the end of something, not a target."""
    for column in mapping.columns:
        target = (column.domain, column.name) == ("indicator", "target")
        if target and column.year is None and fold_label(column.label) in lexicon.ends:
            column.domain = column.name = ""


def _narrowest_title(mapping: Mapping, grid: Grid, cells: CellMap, row: int, lexicon: Lexicon) -> None:
    """`Obiettivo di valore pubblico | Obiettivo annuale`: the column merged over several of the other is a link.

    Without a merged cell the words of the lexicon tell the broader one.
    """
    title = next((c for c in mapping.columns if (c.domain, c.name) == ("objective", "title")), None)
    if mapping.kind not in ("matrix", "mixed") or title is None:
        return
    for other in mapping.columns:
        if other.name or other.month or other.col < title.col or not _is_title(other.label, lexicon):
            continue
        if not (_over(title, other, grid, cells, row) or fold_label(title.label) in lexicon.broader):
            continue
        public = any(words in fold_label(title.label) for words in lexicon.public_value_words)
        free = (name for name in LINKS if not mapping.has(f"objective.{name}"))
        name = "public_value" if public and not mapping.has("objective.public_value") else next(free, "")
        title.domain, title.name = ("objective", name) if name else ("", "")
        other.domain, other.name, other.score = "objective", "title", title.score
        settle_owners(mapping, grid, cells, row, lexicon)
        title = other


def _is_title(label: str, lexicon: Lexicon) -> bool:
    match = find_label(label, lexicon, "objective")
    return match is not None and match.exact and match.field == "title"


def _over(broad: Column, narrow: Column, grid: Grid, cells: CellMap, row: int) -> bool:
    """A cell of the one column stands beside several of the other; never the other way round."""
    pairs = [(cells.at(r, broad.col), cells.at(r, narrow.col)) for r in range(row, grid.n_rows)]
    spans = [(a.rowspan, b.rowspan) for a, b in pairs if a and b and a.text and b.text]
    return any(a > b for a, b in spans) and not any(a < b for a, b in spans)


def _by_year(mapping: Mapping, grid: Grid, cells: CellMap, row: int, lexicon: Lexicon) -> bool:
    """`Anno | Grado di raggiungimento` over a row a year tells the past of the body, no indicators."""
    first = mapping.columns[0]
    if mapping.kind != "indicator" or not first.label or fold_label(first.label) not in lexicon.year_words:
        return False
    if any(c.score > MEASURED_BY_NAME and c.name in MEASURED for c in mapping.columns):
        return False
    texts = [c.text for r in range(row, grid.n_rows) if (c := cells.at(r, first.col)) and c.text]
    return len(texts) > 1 and all(ONLY_YEAR.match(text) for text in texts)


MEASURED_BY_NAME = 70.0
"""A column guessed to hold the indicators has this score; one whose label says so has more."""
