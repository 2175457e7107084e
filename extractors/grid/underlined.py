"""Tables whose only rule stands under the head: the rows below end where something else begins."""

from __future__ import annotations

import itertools
from bisect import bisect_right

from extractors.grid.lines import lines_of
from extractors.grid.model import Grid, Line
from extractors.grid.stretches import PADDING, channels_of, styled
from extractors.grid.unruled import columns_of, grid_of, row_breaks
from extractors.reading.content import Rule, Word

NARROWEST = 60.0
ALIKE = 12.0
"""Rules of one look begin and end within this many points of each other."""
ROOM = 1.8
"""A rule nearer to the first or last line than this many text heights belongs to the table."""
CLOSE = 0.35
"""A line nearer than this many text heights goes on with the one above it."""
HEAD_GAP = 1.2
"""The names of two columns stand at least this many text heights apart."""


def underlined_tables(rules: list[Rule], words: list[Word], page: int) -> tuple[list[Grid], list[Rule], list[Word]]:
    """Grids under such heads, and the rules and words they leave over.

    A page must have two of them, one after the other: a lone rule under bold words may be anything. Among other rules
    a head names three columns at least, and no rule closes its rows.
    """
    level = sorted((r for r in rules if r.x1 - r.x0 > NARROWEST and r.bottom - r.top < 2), key=lambda r: r.top)
    if not level:
        return [], rules, words
    lines = lines_of([w for w in words if w.angle == 0], page)
    heads = [(rule, head) for rule in level if (head := _head_over(rule, lines))]
    found = [(rule, grid) for rule, head in heads if (grid := _grid(rule, head, lines, page))]
    if len(heads) < max(2, len(level)) or not _alike(level) or len(found) < len(heads):
        found = [(rule, grid) for rule, grid in found if grid.n_cols > 2 and _unruled(rule, grid, level, lines)]
    under = [rule for rule, _ in found]
    taken = [grid.box for _, grid in found]
    words = [w for w in words if not any(box.holds(*w.middle) for box in taken)] if taken else words
    return [grid for _, grid in found], [r for r in rules if r not in under], words


def _unruled(rule: Rule, grid: Grid, rules: list[Rule], lines: list[Line]) -> bool:
    """No other rule stands near the head or the rows, where it would make a table of rules, and no line goes on there.

    A head of several lines and a row that was cut short are such tables'.
    """
    size = max(line.size for cell in grid.cells for line in cell.lines)
    top, bottom = grid.box.top, grid.box.bottom
    if any(other is not rule and top - ROOM * size < other.top < bottom + ROOM * size for other in rules):
        return False
    over = [k for k in lines if k.x1 > grid.box.x0 and k.x0 < grid.box.x1]
    head = any(styled(k.words) and len(_names(k)) for k in over if 0 <= top + 1 - k.bottom < CLOSE * size)
    return not head and not any(-CLOSE * size < k.top - bottom < CLOSE * size for k in over if k.bottom > bottom + 1)


def _alike(rules: list[Rule]) -> bool:
    """All rules begin and end alike."""
    first = rules[0]
    return all(abs(r.x0 - first.x0) < ALIKE and abs(r.x1 - first.x1) < ALIKE for r in rules)


def _head_over(rule: Rule, lines: list[Line]) -> Line | None:
    """The line right above a rule that names columns, in bold or italics, over a line that is set in neither."""
    above = [k for k in lines if k.bottom < rule.top + 2 and k.x0 > rule.x0 - 3 and k.x1 < rule.x1 + 3]
    below = [k for k in lines if k.top > rule.top - 2]
    if not above or not below:
        return None
    head, first = max(above, key=lambda k: k.bottom), min(below, key=lambda k: k.top)
    if not styled(head.words) or rule.top - head.bottom > PADDING * head.size or len(_names(head)) < 1:
        return None
    if styled(first.words) or first.top - rule.top > PADDING * first.size:
        return None
    return head


def _names(head: Line) -> list[tuple[float, float]]:
    """The gaps between the names of a head's columns."""
    return channels_of(head.words, HEAD_GAP * head.size)


def _grid(rule: Rule, head: Line, lines: list[Line], page: int) -> Grid | None:
    """The head, and the lines below it that keep its columns."""
    rows: list[Line] = []
    held, edge, wanted = list(head.words), rule.top, len(_names(head))
    for line in (k for k in lines if k.top > rule.top - 2):
        if line.bold or line.italic or line.top - edge > PADDING * line.size or line.x0 < rule.x0 - 3:
            break
        if line.x1 > rule.x1 + 3 or len(channels_of(held + line.words, 0.5 * line.size)) < wanted:
            break
        rows.append(line)
        held += line.words
        edge = line.bottom
    xs = columns_of(held, rule.x0, rule.x1)
    if not rows or len(xs) != wanted + 2:
        return None
    filled = [{bisect_right(xs, w.middle[0]) for w in line.words} for line in rows]
    while rows and len(filled[-1]) < 2 and not _continues(rows[-1], rows[:-1]):
        rows.pop()
        filled.pop()
    if not rows or len(filled[0]) < 2:
        return None
    borders = [head.top - 1, rule.top, *_breaks(rows, filled, xs), rows[-1].bottom + 1]
    inside = [*head.words, *(w for line in rows for w in line.words)]
    grid = grid_of(inside, xs, borders, page, "lines")
    grid.open_bottom = True
    return grid


def _continues(line: Line, before: list[Line]) -> bool:
    """The rest of a cell: as near to the line above as the lines of a text are."""
    return bool(before) and line.top - before[-1].bottom < 0.35 * line.size


def _breaks(rows: list[Line], filled: list[set[int]], xs: list[float]) -> list[float]:
    """Between rows: where every line fills two columns from the first on, each is a row."""
    if all(len(columns) > 1 and min(columns) == 1 for columns in filled):
        return [(a.bottom + b.top) / 2 for a, b in itertools.pairwise(rows)]
    return row_breaks(rows, xs)
