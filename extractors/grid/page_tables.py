"""A page's tables in order, and its words that stand in none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractors.grid.bands import band_lines, band_rules
from extractors.grid.boxes import with_boxes
from extractors.grid.framed import part_frame, unframed
from extractors.grid.heads import with_head
from extractors.grid.lines import lines_of
from extractors.grid.model import Cell, Grid, Line
from extractors.grid.network import aligned_tables
from extractors.grid.ruled import Lattice, lattices
from extractors.grid.underlined import underlined_tables
from extractors.grid.unruled import line_tables
from extractors.reading.content import Box, PageContent, Shading, Word

SLIVER = 4.0
"""Rows and columns thinner than this (points) and empty are the gap of a double rule."""


@dataclass(slots=True)
class PageTables:
    """What the grid stage found on a page: its tables, and the lines of text outside them."""

    number: int
    width: float
    height: float
    grids: list[Grid] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    content: PageContent | None = None

    def bare(self) -> PageTables:
        """The page without words, lines and tables, for when what needs them has been made."""
        return replace(self, grids=[], lines=[], content=self.content and replace(self.content, words=[]))


def tables_of(page: PageContent) -> PageTables:
    """Tables from rules, then from horizontal rules alone, then from gaps that line up; the rest are lines of text."""
    found, loose = lattices(page.rules, page.number)
    banded = band_rules(found, page.shadings, page.words) if page.shadings else []
    if banded:
        found, loose = lattices([*page.rules, *banded], page.number)
    found, words = with_boxes(found, list(page.words), page.shadings)
    grids: list[Grid] = []
    for lattice in sorted(found, key=lambda g: g.box.width * g.box.height):
        grid, words = _filled(lattice, words, page)
        if grid:
            grids.append(grid)
    grids, words = unframed(grids, words)
    for grid in grids:
        words = with_head(grid, words, page.shadings)
    under, loose, words = underlined_tables(loose, words, page.number)
    more, words = line_tables(loose, words, page)
    for grid in more:
        first = [cell for cell in grid.rows()[0] if cell.filled]
        if not all(cell.bold for cell in first) or (len(first) == 1 and first[0].colspan > 1):
            words = with_head(grid, words, page.shadings)
    grids += [*under, *more]
    aligned, lines = aligned_tables(lines_of(words, page.number), page.number)
    grids += aligned
    grids.sort(key=lambda g: (g.box.top, g.box.x0))
    lines = band_lines(lines, page.shadings) if page.shadings else lines
    return PageTables(page.number, page.width, page.height, grids, lines, page)


def _filled(lattice: Lattice, words: list[Word], page: PageContent) -> tuple[Grid | None, list[Word]]:
    """The grid with its words in its cells, and the words left over; None for an empty grid or a mere frame."""
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        (inside if lattice.box.holds(*word.middle, slack=1.0) else outside).append(word)
    if not inside:
        return None, words
    held: dict[int, list[Word]] = {}
    for word in inside:
        held.setdefault(_cell_at(lattice.cells, *word.middle), []).append(word)
    if len(lattice.cells) == 1 and lattice.box.height > 0.5 * page.height:
        return None, words
    for index, own in held.items():
        lattice.cells[index].lines = lines_of(own, page.number)
    grid = Grid(
        page.number,
        lattice.box,
        lattice.cells,
        lattice.xs,
        len(lattice.ys) - 1,
        open_top=lattice.open_top,
        open_bottom=lattice.open_bottom,
    )
    _drop_slivers(grid, lattice.ys)
    _shade(grid.cells, page.shadings)
    part_frame(grid)
    return grid, outside


def _cell_at(cells: list[Cell], x: float, y: float) -> int:
    for index, cell in enumerate(cells):
        x0, top, x1, bottom = cell.box
        if x0 <= x < x1 and top <= y < bottom:
            return index
    return min(range(len(cells)), key=lambda index: _away(cells[index].box, x, y))


def _away(box: Box, x: float, y: float) -> float:
    return max(box.x0 - x, x - box.x1, 0.0) + max(box.top - y, y - box.bottom, 0.0)


def _drop_slivers(grid: Grid, ys: list[float]) -> None:
    """Remove empty rows and columns that are only the gap between two rules, and columns no cell starts in."""
    rows = _kept([(c.row, c.rowspan, c.filled) for c in grid.cells], ys)
    cols = _kept([(c.col, c.colspan, c.filled) for c in grid.cells], grid.xs)
    cells = []
    for cell in grid.cells:
        new_rows = [rows[i] for i in range(cell.row, cell.row + cell.rowspan) if i in rows]
        new_cols = [cols[i] for i in range(cell.col, cell.col + cell.colspan) if i in cols]
        if not new_rows or not new_cols:
            continue
        cell.row, cell.rowspan = new_rows[0], len(new_rows)
        cell.col, cell.colspan = new_cols[0], len(new_cols)
        cells.append(cell)
    grid.cells = cells
    grid.n_rows = len(rows)
    grid.xs = [grid.xs[i] for i in cols] + [grid.xs[-1]]


def _kept(spans: list[tuple[int, int, bool]], borders: list[float]) -> dict[int, int]:
    """Old index to new index of the rows (or columns) that stay."""
    starts = {start for start, _, _ in spans}
    filled = {start for start, span, full in spans if full and span == 1}
    kept: dict[int, int] = {}
    for i in range(len(borders) - 1):
        thin = borders[i + 1] - borders[i] < SLIVER
        if i in filled or (i in starts and not thin):
            kept[i] = len(kept)
    return kept


def _shade(cells: list[Cell], shadings: list[Shading]) -> None:
    """The colour behind each cell, of the last area painted that covers its middle and most of it."""
    middles = [((c.box.x0 + c.box.x1) / 2, (c.box.top + c.box.bottom) / 2, c) for c in cells]
    for (x0, top, x1, bottom), colour in shadings:
        for x, y, cell in middles:
            if x0 <= x <= x1 and top <= y <= bottom and _covered(cell.box, Box(x0, top, x1, bottom)) > 0.5:
                cell.shade = colour


def _covered(inner: Box, outer: Box) -> float:
    wide = min(inner.x1, outer.x1) - max(inner.x0, outer.x0)
    tall = min(inner.bottom, outer.bottom) - max(inner.top, outer.top)
    return max(wide, 0) * max(tall, 0) / max(inner.width * inner.height, 1e-6)
