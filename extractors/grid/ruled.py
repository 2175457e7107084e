"""Ruling lines to grids of cells with spans.

The rules that touch each other make one grid. Their coordinates cut its area into elementary cells; where no rule parts
two neighbours they are one cell. So a merged cell comes out with its span, a table that a page cuts is closed by the
page's edge, and a missing outer border costs nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from extractors.grid.model import Cell
from extractors.reading.content import Box, Rule

SNAP = 2.6
"""Rules nearer than this (points) are one."""
REACH = 3.0
"""Rules whose ends come this near (points) touch."""
COVER = 0.6
"""A rule parts two elementary cells when it runs along this share of their common side."""


@dataclass(slots=True)
class Lattice:
    """A grid's geometry before its words: cells, borders, and which of its ends no rule closes."""

    box: Box
    xs: list[float]
    ys: list[float]
    cells: list[Cell]
    open_top: bool
    open_bottom: bool


def lattices(rules: list[Rule], page: int) -> tuple[list[Lattice], list[Rule]]:
    """The grids of a page, and the horizontal rules that belong to none."""
    across, down = (
        _merged([r for r in rules if r.horizontal], True),
        _merged([r for r in rules if not r.horizontal], False),
    )
    found: list[Lattice] = []
    loose: list[Rule] = []
    for group in _touching(across + down):
        h, v = [r for r in group if r.horizontal], [r for r in group if not r.horizontal]
        grid = _lattice(h, v, page) if h and v and len(h) + len(v) > 2 else None
        if grid:
            found.append(grid)
        else:
            loose += h
    return found, loose


def _merged(rules: list[Rule], horizontal: bool) -> list[Rule]:
    """Rules on one line joined where they meet or overlap; their coordinate is the line's mean."""
    keyed = [(r.top, r.x0, r.x1) if horizontal else (r.x0, r.top, r.bottom) for r in rules]
    merged: list[Rule] = []
    for at, spans in _snapped(keyed):
        spans.sort()
        start, end = spans[0]
        for a, b in spans[1:]:
            if a <= end + REACH:
                end = max(end, b)
            else:
                merged.append(Rule(start, at, end, at) if horizontal else Rule(at, start, at, end))
                start, end = a, b
        merged.append(Rule(start, at, end, at) if horizontal else Rule(at, start, at, end))
    return merged


def _snapped(keyed: list[tuple[float, float, float]]) -> list[tuple[float, list[tuple[float, float]]]]:
    groups: list[list[tuple[float, float, float]]] = []
    for item in sorted(keyed):
        if groups and item[0] - groups[-1][-1][0] <= SNAP and item[0] - groups[-1][0][0] <= 2 * SNAP:
            groups[-1].append(item)
        else:
            groups.append([item])
    return [(sum(g[0] for g in group) / len(group), [(a, b) for _, a, b in group]) for group in groups]


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Rules grouped by touch, over any chain."""
    parent = list(range(len(rules)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    across = [i for i, r in enumerate(rules) if r.horizontal]
    down = [i for i, r in enumerate(rules) if not r.horizontal]
    across.sort(key=lambda i: rules[i].top)
    tops = [rules[i].top for i in across]
    for j in down:
        v = rules[j]
        for k in range(bisect_left(tops, v.top - REACH), len(across)):
            h = rules[across[k]]
            if h.top > v.bottom + REACH:
                break
            if h.x0 - REACH <= v.x0 <= h.x1 + REACH:
                parent[root(across[k])] = root(j)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(root(i), []).append(rule)
    return list(groups.values())


def _lattice(across: list[Rule], down: list[Rule], page: int) -> Lattice | None:
    xs = _borders([r.x0 for r in down], [r.x0 for r in across], [r.x1 for r in across])
    ys = _borders([r.top for r in across], [r.top for r in down], [r.bottom for r in down])
    if len(xs) < 2 or len(ys) < 2:
        return None
    above, left = _walls(across, ys, xs, True), _walls(down, xs, ys, False)
    cells = _regions(xs, ys, above, left, page)
    if not cells:
        return None
    n_cols = len(xs) - 1
    return Lattice(
        Box(xs[0], ys[0], xs[-1], ys[-1]),
        xs,
        ys,
        cells,
        sum(above[0]) < COVER * n_cols,
        sum(above[-1]) < COVER * n_cols,
    )


def _borders(lines: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """Sorted coordinates of the rules, and the outermost ends of those across them when no rule stands there."""
    found = sorted(set(lines))
    borders = [found[0]]
    for at in found[1:]:
        if at - borders[-1] > SNAP:
            borders.append(at)
    if min(starts) < borders[0] - 2 * REACH:
        borders.insert(0, min(starts))
    if max(ends) > borders[-1] + 2 * REACH:
        borders.append(max(ends))
    return borders


def _walls(rules: list[Rule], lines: list[float], steps: list[float], horizontal: bool) -> list[list[bool]]:
    """walls[i][j]: a rule runs on line i between step j and step j + 1."""
    walls = [[False] * (len(steps) - 1) for _ in lines]
    for rule in rules:
        at, start, end = (rule.top, rule.x0, rule.x1) if horizontal else (rule.x0, rule.top, rule.bottom)
        i = min(range(len(lines)), key=lambda k: abs(lines[k] - at)) if len(lines) < 8 else _nearest(lines, at)
        row = walls[i]
        for j in range(max(0, bisect_left(steps, start) - 1), len(steps) - 1):
            a, b = steps[j], steps[j + 1]
            if a >= end:
                break
            if min(b, end) - max(a, start) >= COVER * (b - a):
                row[j] = True
    return walls


def _nearest(lines: list[float], at: float) -> int:
    k = bisect_left(lines, at)
    if k == len(lines) or (k and at - lines[k - 1] < lines[k] - at):
        return k - 1
    return k


def _regions(
    xs: list[float], ys: list[float], above: list[list[bool]], left: list[list[bool]], page: int
) -> list[Cell]:
    """Cells: maximal rectangles of elementary cells with no wall between them."""
    rows, cols = len(ys) - 1, len(xs) - 1
    taken = [[False] * cols for _ in range(rows)]
    cells: list[Cell] = []
    for i in range(rows):
        for j in range(cols):
            if taken[i][j]:
                continue
            wide = 1
            while j + wide < cols and not left[j + wide][i] and not taken[i][j + wide]:
                wide += 1
            tall = 1
            while i + tall < rows and _open_below(i + tall, j, wide, above, left, taken):
                tall += 1
            for a in range(i, i + tall):
                for b in range(j, j + wide):
                    taken[a][b] = True
            box = Box(xs[j], ys[i], xs[j + wide], ys[i + tall])
            cells.append(Cell(i, j, tall, wide, page, box))
    return cells


def _open_below(
    row: int, col: int, wide: int, above: list[list[bool]], left: list[list[bool]], taken: list[list[bool]]
) -> bool:
    """No wall parts the cells of a row from those above or from each other, and both sides end as they do above."""
    span = range(col, col + wide)
    if any(above[row][b] or taken[row][b] for b in span):
        return False
    if any(left[b][row] for b in span if b > col):
        return False
    cols = len(taken[0])
    closed_right = col + wide == cols or left[col + wide][row] or taken[row][col + wide]
    closed_left = col == 0 or left[col][row] or taken[row][col - 1]
    return closed_left and closed_right
