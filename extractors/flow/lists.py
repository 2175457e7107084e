"""Whether a table that begins a page is the rest of the list before it, though that page had room left."""

from __future__ import annotations

import re

from extractors.grid.lines import Mender
from extractors.grid.model import Cell, Grid

SAME = 2.5
"""Borders of a list are printed at the same places on every page, within so many points."""
PLAIN = 0.7
"""Share of a list's rows whose cells all are one column wide."""
NUMBER = re.compile(r"^(\d{1,4})(?:[.)°]|\b)(?![.,/]\d)")
HEADER_DEPTH = 3
MANY = 6
"""So many columns at the same places are no chance."""


def goes_on(upper: Grid, lower: Grid, mender: Mender) -> bool:
    """The one list goes on in the other: its numbers do, or its header comes again, or only the upper one has a header.

    Programs that never break a row, and spreadsheets printed page by page, leave a good part of a page empty; cards
    of one look begin pages too, so a grid with title rows or merged columns is no list.
    """
    if counts_on(upper, lower, mender):
        return True
    if upper.n_cols < 3 or not same_borders(upper, lower) or not (_plain(upper) and _plain(lower)):
        return False
    if header_again(upper, lower, mender):
        return True
    return not _headed(lower) and (_headed(upper) or upper.n_cols >= MANY)


def counts_on(upper: Grid, lower: Grid, mender: Mender) -> bool:
    """The first cells number the rows, without a gap from the one piece to the other."""
    if abs(upper.box.x0 - lower.box.x0) > SAME or abs(upper.box.x1 - lower.box.x1) > SAME:
        return False
    last = [_number(row, mender) for row in upper.rows()[-2:]]
    if len(last) < 2 or None in last or last[0] != (last[1] or 0) - 1:
        return False
    rows = lower.rows()
    return bool(rows) and _number(rows[0], mender) == (last[1] or 0) + 1


def same_borders(upper: Grid, lower: Grid) -> bool:
    return upper.n_cols == lower.n_cols and all(abs(a - b) < SAME for a, b in zip(upper.xs, lower.xs, strict=True))


def header_again(upper: Grid, lower: Grid, mender: Mender) -> bool:
    """The first row of the lower grid says word for word what one of the first rows of the upper one says."""
    rows = lower.rows()
    wanted = _texts(rows[0], mender) if rows else []
    if len(wanted) < max(2, (upper.n_cols + 1) // 2):
        return False
    return any(_texts(row, mender) == wanted for row in upper.rows()[:HEADER_DEPTH])


def is_list(grid: Grid) -> bool:
    return grid.n_cols >= 3 and _plain(grid)


def _plain(grid: Grid) -> bool:
    """Nearly all rows have cells of one column each, and none below the header looks like another header."""
    rows = [row for row in grid.rows() if row]
    plain = sum(all(cell.colspan == 1 for cell in row) for row in rows)
    return plain >= PLAIN * len(rows) and not any(_header_like(row, grid) for row in rows[HEADER_DEPTH:])


def _headed(grid: Grid) -> bool:
    """The first row is a header: bold, and the rows below it are not."""
    rows = grid.rows()
    return bool(rows) and _header_like(rows[0], grid) and not all(_bold(row) for row in rows)


def _header_like(row: list[Cell], grid: Grid) -> bool:
    filled = [cell for cell in row if cell.filled]
    return len(filled) > 1 and sum(cell.colspan for cell in filled) > 0.6 * grid.n_cols and _bold(row)


def _bold(row: list[Cell]) -> bool:
    filled = [cell for cell in row if cell.filled]
    return bool(filled) and all(cell.bold for cell in filled)


def _number(row: list[Cell], mender: Mender) -> int | None:
    found = NUMBER.match(mender.join(row[0].lines)) if row and row[0].col == 0 else None
    return int(found[1]) if found else None


def _texts(row: list[Cell], mender: Mender) -> list[str]:
    return [text for text in (mender.join(cell.lines).casefold() for cell in row) if text]
