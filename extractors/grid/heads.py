"""Header rows that stand above their table's rules: bold, italic, or on a band of colour that touches the table."""

from __future__ import annotations

from itertools import pairwise

from extractors.grid.lines import lines_of
from extractors.grid.model import Cell, Grid, Line
from extractors.reading.content import Box, Shading, Word

NEAR = 0.9
"""The header's last line stands at most this share of its height above the table, and its lines from each other."""
CLOSE = 0.35
"""Once every column has its header, only a line as near as this still belongs to it."""
TOUCH = 3.0
"""Points between a band of colour and the table that it heads."""
SPACE = 0.35
"""A gap narrower than this share of the height is the space between two words, not a column's end."""
WIDE_SPACE = 0.55
"""So is one as wide as the line's narrowest other gap, up to this share: bold letters stand further apart."""
EVEN = 1.2
TALLEST = 60.0
"""Points that a band which is a header row is high at most."""


def with_head(grid: Grid, words: list[Word], shadings: list[Shading]) -> list[Word]:
    """Gives the grid the header row above it, if there is one; returns the words that are left.

    Each of its texts stands within one column, and all columns but at most one (of three or more) have one: so a
    heading above a table is not taken for its header.
    """
    if _by_turns(grid):
        return words
    band = _band(grid, shadings)
    heads: list[Line] = []
    named: set[int] = set()
    edge = grid.box.top
    for line in reversed(_above(grid, words)):
        columns = _columns(line, grid.xs)
        inside = band is not None and line.top >= band.top - 1
        room = CLOSE if len(named) == grid.n_cols else NEAR
        if inside and not columns:
            return words  # a title on that colour runs across the columns: none of its lines names them
        if not columns or not (inside or ((line.bold or line.italic) and edge - line.bottom < room * line.size)):
            break
        heads.insert(0, line)
        named |= columns
        edge = line.top
    if len(named) < max(2, grid.n_cols - (grid.n_cols > 2)):
        return words
    _insert(grid, heads, band.top if band else heads[0].top - 1)
    taken = {id(word) for line in heads for word in line.words}
    return [word for word in words if id(word) not in taken]


def _by_turns(grid: Grid) -> bool:
    """The first row is `Label | value | Label | value`: what stands over it is a title, wherever its texts fall."""
    first = [cell.bold for cell in sorted(grid.cells, key=lambda c: c.col) if cell.row == 0 and cell.filled]
    return len(first) > 3 and all(bold == (n % 2 == 0) for n, bold in enumerate(first))


def _band(grid: Grid, shadings: list[Shading]) -> Box | None:
    """The area of the shadings that stand on the table's upper edge, when they are as wide as it."""
    boxes = [s.box for s in shadings if abs(s.box.bottom - grid.box.top) < TOUCH and s.box.height < TALLEST]
    boxes = [b for b in boxes if b.x0 > grid.box.x0 - 2 * TOUCH and b.x1 < grid.box.x1 + 2 * TOUCH]
    if not boxes or sum(b.width for b in boxes) < 0.9 * grid.box.width:
        return None
    return Box(grid.box.x0, min(b.top for b in boxes), grid.box.x1, grid.box.top)


def _above(grid: Grid, words: list[Word]) -> list[Line]:
    """Lines above the table, of the words over it alone (another table may stand beside it)."""
    reach = grid.box.top - TALLEST
    over = [
        word
        for word in words
        if grid.box.x0 - TOUCH < word.middle[0] < grid.box.x1 + TOUCH
        and reach < word.top
        and word.middle[1] < grid.box.top
    ]
    return [line for line in lines_of(over, grid.page) if line.words[0].angle == 0]


def _columns(line: Line, xs: list[float]) -> set[int]:
    """The columns that a line has words in; none where a word, or the mere space between two, crosses a border."""
    found: list[int] = []
    gaps = [b.x0 - a.x1 for a, b in pairwise(line.words)]
    for n, word in enumerate(line.words):
        inside = [j for j, (a, b) in enumerate(pairwise(xs)) if a - TOUCH < word.x0 and word.x1 < b + TOUCH]
        if not inside:
            return set()
        if found and inside[-1] != found[-1] and _mere_space(gaps, n - 1, line.size):
            return set()
        found.append(inside[-1])
    return set(found)


def _mere_space(gaps: list[float], at: int, size: float) -> bool:
    if gaps[at] < SPACE * size:
        return True
    others = [gap for n, gap in enumerate(gaps) if n != at]
    return bool(others) and gaps[at] < min(WIDE_SPACE * size, EVEN * min(others))


def _insert(grid: Grid, heads: list[Line], top: float) -> None:
    for cell in grid.cells:
        cell.row += 1
    words = [word for line in heads for word in line.words]
    for j, (a, b) in enumerate(pairwise(grid.xs)):
        own = [word for word in words if (a if j else a - TOUCH) <= word.middle[0] < b]
        place = Box(a, top, b, grid.box.top)
        grid.cells.append(Cell(0, j, 1, 1, grid.page, place, lines_of(own, grid.page)))
    grid.n_rows += 1
    grid.box = grid.box._replace(top=top)
    grid.open_top = False
