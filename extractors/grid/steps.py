"""Rows of tables without vertical rules that part only the last columns: the cells to their left are merged."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from extractors.grid.lines import lines_of
from extractors.grid.model import Cell, Grid
from extractors.reading.content import Box, Rule, Word

END = 12.0
"""Points by which such a rule may miss the table's right edge."""
CLEAR = 3.0
"""Points between it and the rules across the whole table."""
LEAD = 2.0
"""A column's text may begin this many points left of the rule over it."""


def part_rows(grid: Grid, rules: list[Rule]) -> None:
    """Split the rows below the head at rules that begin at a later column and run to the table's right edge."""
    tops = sorted({c.box.top for c in grid.cells} | {c.box.bottom for c in grid.cells})
    cuts: dict[int, list[tuple[float, int]]] = {}
    for rule in rules:
        row = bisect_right(tops, rule.top) - 1
        if not 0 < row < grid.n_rows or abs(rule.x1 - grid.box.x1) > END or rule.x0 < grid.box.x0 + END:
            continue
        if min(rule.top - tops[row], tops[row + 1] - rule.top) < CLEAR:
            continue
        col = _first_column(grid, rule)
        if col:
            cuts.setdefault(row, []).append((rule.top, col))
    if cuts and len(tops) == grid.n_rows + 1:
        _rebuild(grid, tops, cuts)


def _first_column(grid: Grid, rule: Rule) -> int | None:
    """The column that a rule begins with: the first whose texts all begin under it; none where one is cut."""
    for col in range(1, grid.n_cols):
        begins = [w.x0 for w in _words(grid, col)]
        if begins and min(begins) >= rule.x0 - LEAD:
            ends = [w.x1 for w in _words(grid, col - 1)]
            return col if all(x1 <= rule.x0 + LEAD for x1 in ends) else None
    return None


def _words(grid: Grid, col: int) -> list[Word]:
    return [w for c in grid.cells if c.col == col and c.colspan == 1 for line in c.lines for w in line.words]


def _rebuild(grid: Grid, tops: list[float], cuts: dict[int, list[tuple[float, int]]]) -> None:
    cells: list[Cell] = []
    start = 0
    for row, (top, bottom) in enumerate(pairwise(tops)):
        own = sorted(cuts.get(row, []))
        heights = [top, *sorted({y for y, _ in own}), bottom]
        for cell in (c for c in grid.cells if c.row == row):
            edges = [top, *(y for y, col in own if col <= cell.col), bottom]
            words = [w for line in cell.lines for w in line.words]
            for upper, lower in pairwise(edges):
                first, last = heights.index(upper), heights.index(lower)
                box = Box(cell.box.x0, upper, cell.box.x1, lower)
                inside = [w for w in words if upper <= w.middle[1] < lower]
                lines = lines_of(inside, grid.page)
                cells.append(Cell(start + first, cell.col, last - first, cell.colspan, grid.page, box, lines))
        start += len(heights) - 1
    grid.cells, grid.n_rows = cells, start


__all__ = ["part_rows"]
