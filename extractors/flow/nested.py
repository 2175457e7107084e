"""Tables inside a cell of another table: read where they stand, between the rows of the table around them."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.grid.lines import lines_of
from extractors.grid.model import Cell, Grid
from extractors.reading.content import hull

SLACK = 1.5
"""A table reaches out of the cell around it by this much (points) at most."""


def in_reading_order(grids: list[Grid]) -> list[Grid]:
    """A page's tables from the top; a table around others is parted after each row that holds one."""
    ordered = sorted(grids, key=lambda g: (g.box.top, g.box.x0))
    inside: dict[int, list[tuple[Cell, Grid]]] = {}
    roots: list[Grid] = []
    for grid in ordered:
        around = _cell_around(grid, ordered)
        if around is None:
            roots.append(grid)
        elif len(grid.cells) == 1:  # a mere frame around the cell's text
            cell = around[1]
            cell.lines = lines_of([w for line in (*cell.lines, *grid.cells[0].lines) for w in line.words], grid.page)
        else:
            inside.setdefault(id(around[0]), []).append((around[1], grid))
    return [piece for grid in roots for piece in _pieces(grid, inside)] if inside else roots


def _cell_around(grid: Grid, others: list[Grid]) -> tuple[Grid, Cell] | None:
    """The smallest table around a table, and its cell that holds it."""
    size = grid.box.width * grid.box.height
    found: list[tuple[float, Grid, Cell]] = []
    for other in others:
        area = other.box.width * other.box.height
        if other is grid or area <= size or len(other.cells) < 2 or not other.box.around(grid.box, SLACK):
            continue
        found += [(area, other, cell) for cell in other.cells if cell.box.around(grid.box, SLACK)]
    if not found:
        return None
    _, outer, cell = min(found, key=lambda f: f[0])
    return outer, cell


def _pieces(grid: Grid, inside: dict[int, list[tuple[Cell, Grid]]]) -> Iterator[Grid]:
    held = [(cell.row + cell.rowspan, cell, inner) for cell, inner in inside.get(id(grid), [])]  # rows count anew below
    ends = sorted({end for end, _, _ in held})
    if any(c.row < end < c.row + c.rowspan for c in grid.cells for end in ends):
        ends = [grid.n_rows] if held else []  # a cell merged over the cut: the rows stay together
    start = 0
    for end in ends:
        here = [(cell, inner) for below, cell, inner in held if start < below <= end]
        under = [_text_under(cell, inner) for cell, inner in reversed(here)]
        yield from _rows(grid, start, end)
        for (_, inner), text in zip(here, reversed(under), strict=True):
            yield from _pieces(inner, inside)
            yield from text
        start = end
    yield from _rows(grid, start, grid.n_rows)


def _text_under(cell: Cell, inner: Grid) -> list[Grid]:
    """What the cell says below the table in it, as a table of one cell: mostly the title of the next one."""
    edge = inner.box.bottom - SLACK
    lines = [line for line in cell.lines if line.top > edge]
    if not lines:
        return []
    cell.lines = [line for line in cell.lines if line.top <= edge]
    box = hull([line.box for line in lines])._replace(x0=cell.box.x0, x1=cell.box.x1)
    own = Cell(0, 0, 1, 1, cell.page, box, lines, cell.shade)
    return [Grid(inner.page, box, [own], [box.x0, box.x1], 1, inner.reader)]


def _rows(grid: Grid, start: int, end: int) -> Iterator[Grid]:
    """The rows of a table as one of its own; none when nothing is written in them."""
    if start == 0 and end == grid.n_rows:
        yield grid
        return
    cells = [cell for cell in grid.cells if start <= cell.row < end]
    if not any(cell.filled for cell in cells):
        return
    for cell in cells:
        cell.row -= start
    box = hull([cell.box for cell in cells])
    yield Grid(
        grid.page,
        box,
        cells,
        grid.xs,
        end - start,
        grid.reader,
        grid.open_top and start == 0,
        grid.open_bottom and end == grid.n_rows,
    )


__all__ = ["in_reading_order"]
