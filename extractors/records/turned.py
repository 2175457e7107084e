"""A sheet with an indicator a column: its labels stand down the first column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.grid.model import Cell
from extractors.lexicon import Lexicon, Match
from extractors.records.headers import CellMap
from extractors.records.table_state import TRAILING_NUMBER

FEWEST = 3
"""So many rows of labels make such a sheet."""


@dataclass(slots=True)
class Turned:
    """The rows of the sheet, each a label with its field and one cell a column; ``end`` is the row after them."""

    rows: list[tuple[Cell, Match, list[Cell]]]
    end: int


def turned_at(rows: Sequence[Sequence[Cell]], start: int, cells: CellMap, lexicon: Lexicon) -> Turned | None:
    """The sheet that begins in a row: `| Indicatore 1 | Indicatore 2`, or at once `Indicatore | text | text`."""
    filled = [c for c in rows[start] if c.text]
    if len(filled) < 2:
        return None
    numbered = filled[0].col > 0 and all(_numbered(c, lexicon) for c in filled)
    columns = [c.col for c in (filled if numbered else filled[1:])]
    if len(columns) < 2:
        return None
    found: list[tuple[Cell, Match, list[Cell]]] = []
    row = start + numbered
    while row < len(rows):
        own = [c for c in rows[row] if c.text]
        match = lexicon.find(own[0].text, "indicator") if own and not own[0].col else None
        beside = [cells.at(row, col) for col in columns]
        values = [c for c in beside if c is not None and c.row == row and c.colspan == 1]
        if match is None or not match.exact or len({id(c) for c in values}) < len(columns):
            break
        if {c.col for c in own[1:]} - set(columns) or _head(own[1:], lexicon):
            break
        found.append((own[0], match, values))
        row += 1
    fields = [match.field for _, match, _ in found]
    if len(found) < FEWEST or fields.count("description") != 1 or (not numbered and fields[0] != "description"):
        return None
    return Turned(found, row)


def _head(cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    """Names of different columns: the head of another table. `Numero | Numero` are two units of measure."""
    found = [lexicon.find(cell.text, "indicator") for cell in cells]
    return len({match.field for match in found if match}) == len(cells)


def _numbered(cell: Cell, lexicon: Lexicon) -> bool:
    """`Indicatore 2`"""
    match = lexicon.find(TRAILING_NUMBER.sub("", cell.text), "indicator")
    return bool(TRAILING_NUMBER.search(cell.text) and match and match.exact and match.field == "description")
