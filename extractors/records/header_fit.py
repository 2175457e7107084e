"""What a header read by its labels alone leaves open, settled by the columns beside each other and the rows below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.grid.model import Grid
from extractors.lexicon import Lexicon

if TYPE_CHECKING:
    from extractors.records.headers import CellMap, Column, Mapping

SHARED = {"weight": ("weight",), "responsible": ("unit", "responsible")}
"""Fields of an indicator whose labels name a field of the objective too."""
VALUE = re.compile(
    r"\d|^\W*(?:n\.?\s?[da]\.?|s[iì]|no|non (?:rilevato|disponibile|presente)|assente|nessun[ao]?)\W*$", re.I
)
"""What stands in a column of measured values."""
LONGEST_VALUE = 40
SHORT_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](\d\d)\b(?![./-])")
"""`31/12/24`"""


def settle_owners(mapping: Mapping, grid: Grid, cells: CellMap, row: int, lexicon: Lexicon) -> None:
    """In a matrix, weights and units that are the objective's though their columns stand after the indicators'.

    They are it where they are merged over an objective's indicators as its title is. Where no title is merged, they
    are it beside a column that only objectives have, and who is in charge where the objective has nobody else.
    """
    if mapping.kind != "matrix":
        return
    title = next((c for c in mapping.columns if (c.domain, c.name) == ("objective", "title")), None)
    columns = [c for c in mapping.columns if c.domain == "indicator" and c.name in SHARED]
    for column in columns:
        match = lexicon.find(column.label.rpartition(" | ")[2], "objective")
        name = "weight" if column.name == "weight" else match.field if match and match.exact else ""
        if name not in SHARED[column.name] or mapping.has(f"objective.{name}"):
            continue
        alike = None if title is None else _printed_alike(title, column, grid, cells, row)
        alone = column.name == "responsible" and not mapping.has("objective.unit", "objective.responsible")
        if alike or (alike is None and (alone or _beside_own(column, mapping))):
            column.domain, column.name = "objective", name


def _printed_alike(title: Column, column: Column, grid: Grid, cells: CellMap, row: int) -> bool | None:
    """The column's cells are merged as the titles are, or stand for each of a title's rows; None where none tells."""
    pairs = [(cells.at(r, title.col), cells.at(r, column.col)) for r in range(row, grid.n_rows)]
    if any(not t.text and c.text for t, c in pairs if t and c):
        return False
    spans = {(t.row, t.rowspan, c.row, c.rowspan) for t, c in pairs if t and c and t.rowspan > 1}
    return all((at, tall) == (own, span) for at, tall, own, span in spans) if spans else None


def _beside_own(column: Column, mapping: Mapping) -> bool:
    """`… | Target | Struttura responsabile | Strutture coinvolte`: right of the indicator's columns the objective's."""
    at = mapping.columns.index(column)
    last = max(
        (i for i, c in enumerate(mapping.columns) if c.domain == "indicator" and c.name not in SHARED), default=0
    )
    beside = [mapping.columns[i] for i in (at - 1, at + 1) if last < i < len(mapping.columns)]
    return at > last > 0 and any(c.domain == "objective" for c in beside)


def name_baseline(mapping: Mapping, grid: Grid, cells: CellMap, row: int) -> None:
    """`Stato 2024 | Target 2025`: values of an earlier year left of what is to be reached are where it starts from."""
    if mapping.kind not in ("indicator", "matrix", "mixed"):
        return
    targets = [i for i, c in enumerate(mapping.columns) if (c.domain, c.name) == ("indicator", "target")]
    years = [y for i in targets if (y := mapping.columns[i].year) is not None]
    for column in mapping.columns if years else ():
        if (column.domain, column.name) == ("indicator", "value") and column.year and column.year < min(years):
            column.name = "baseline"
    if not targets or mapping.has("indicator.baseline", "indicator.achieved"):
        return
    for column in mapping.columns[: targets[0]]:
        if column.name or column.month:
            continue
        short = SHORT_DATE.search(column.label)
        year = column.year or (2000 + int(short[1]) if short else None)
        if year is None or (years and year >= min(years)):
            continue
        texts = [c.text for r in range(row, grid.n_rows) if (c := cells.at(r, column.col)) and c.text]
        if texts and all(len(text) < LONGEST_VALUE and VALUE.search(text) for text in texts):
            column.domain, column.name, column.score, column.year = "indicator", "baseline", 80.0, year
