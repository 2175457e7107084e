"""Tables without vertical rules: rows between horizontal rules, columns where white space runs through all of them."""

from __future__ import annotations

import itertools
from bisect import bisect_right

from extractors.grid.lines import lines_of
from extractors.grid.model import Cell, Grid, Line
from extractors.grid.steps import part_rows
from extractors.grid.stretches import (
    BAR,
    PADDING,
    Band,
    Run,
    bars_of,
    channels_between,
    headed_stacks,
    runs_of,
    stacks_of,
    styled,
)
from extractors.reading.content import Box, PageContent, Rule, Word

FEW_RULES = 4
"""With so few rules (top, under the header, foot, total) the rows themselves have none."""
LEVEL = 0.2
"""Lines that share more than this part of their height stand in one row."""
SPACED = 4.0
"""Spaces in a justified cell are narrower than this many text heights."""


def line_tables(rules: list[Rule], words: list[Word], page: PageContent) -> tuple[list[Grid], list[Word]]:
    """Grids made of horizontal rules alone, and the words they leave over."""
    grids: list[Grid] = []
    bars = bars_of(rules, words, page)
    for stack in headed_stacks(stacks_of([*rules, *bars]), words, page):
        for run in runs_of(stack, words, page, bars):
            grid = _grid(run, words, page)
            if grid:
                part_rows(grid, rules)
                _unclosed(grid, words)
                grids.append(grid)
                boxes = grid.box
                words = [w for w in words if not boxes.holds(*w.middle)]
    return grids, words


def _grid(run: Run, words: list[Word], page: PageContent) -> Grid | None:
    rules = run.rules
    box = Box(min(r.x0 for r in rules), rules[0].top, max(r.x1 for r in rules), rules[-1].top)
    inside = [w for w in words if box.holds(*w.middle, slack=2.0)]
    across = [(rules[n].top, rules[n + 1].top) for n in sorted(run.leads)]
    rows = [w for w in inside if not any(top < w.middle[1] < bottom for top, bottom in across)]
    xs = columns_of(rows, box.x0, box.x1)
    head = _head_on_colour(box, words, page)
    if head and len(both := columns_of(rows + head, box.x0, box.x1)) == len(xs):
        xs = both
    first = next(n for n in range(len(rules)) if n not in run.leads)
    if len(rules) > first + 2:
        under = rules[first + 1].top
        xs = _headed(xs, [w for w in rows if w.middle[1] < under], [w for w in rows if w.middle[1] > under])
    if len(xs) < 3:
        return None
    borders = [rules[0].top]
    few = not across and len(rules) <= FEW_RULES and not _parted_rows(rules, inside, xs, page.number)
    for n, (upper, lower) in enumerate(itertools.pairwise(rules)):
        if few and (n or len(rules) == 2):
            band = [w for w in inside if upper.top < w.middle[1] < lower.top]
            borders += row_breaks(lines_of(band, page.number), xs)
        borders.append(lower.top)
    grid = grid_of(inside, xs, borders, page.number, "lines")
    for n in run.leads:
        _merge_lead(grid, n, Band(rules[n], rules[n + 1], [w for w in inside if w not in rows], page))
    return grid


def _head_on_colour(box: Box, words: list[Word], page: PageContent) -> list[Word]:
    """The words on the colour that touches the table from above: they stand over its columns."""
    touching = [s.box for s in page.shadings if abs(s.box.bottom - box.top) < 3 and s.box.height < BAR]
    return [w for w in words if any(b.holds(*w.middle) for b in touching)]


def _merge_lead(grid: Grid, row: int, band: Band) -> None:
    """The cells of a row across the columns: one for each of its texts, up to where the next begins."""
    words = [w for w in band.words if band.upper.top < w.middle[1] < band.lower.top]
    starts = [part.x0 for part in max(Band(band.upper, band.lower, words, band.page).parts(), key=len)]
    cols = [0, *(max(1, bisect_right(grid.xs, x) - 1) for x in starts[1:]), grid.n_cols]
    grid.cells = [c for c in grid.cells if c.row != row]
    for a, b in itertools.pairwise(cols):
        left, right = grid.xs[a] if a else 0.0, grid.xs[b]
        own = [w for w in words if (left <= w.middle[0] or not a) and (w.middle[0] < right or b == grid.n_cols)]
        place = Box(grid.xs[a], band.upper.top, right, band.lower.top)
        grid.cells.append(Cell(row, a, 1, b - a, grid.page, place, lines_of(own, grid.page)))


def _parted_rows(rules: list[Rule], words: list[Word], xs: list[float], page: int) -> bool:
    """Two bands under a head are two rows: the last is no line of totals, and the one above it cannot be several rows.

    A cell set beside the middle of its neighbours' lines, or one line beside several, is that of a single row.
    """
    if len(rules) != FEW_RULES:
        return False
    bands = [[w for w in words if a.top < w.middle[1] < b.top] for a, b in itertools.pairwise(rules)]
    row, last = ([len(lines_of(cell, page)) for cell in _by_column(band, xs)] for band in bands[1:])
    return bool(row) and bool(last) and min(row) == 1 < max(row) and max(last) > 1


def _by_column(words: list[Word], xs: list[float]) -> list[list[Word]]:
    held: dict[int, list[Word]] = {}
    for word in words:
        held.setdefault(bisect_right(xs, word.middle[0]), []).append(word)
    return list(held.values())


def _unclosed(grid: Grid, words: list[Word]) -> None:
    """A head whose rows no rule closes, as at a page's foot: the lines below that keep its columns are its rows."""
    if grid.n_rows > 1 or not all(c.bold for c in grid.cells if c.filled):
        return
    box = grid.box
    taken: list[Line] = []
    below = [w for w in words if box.x0 - 2 < w.middle[0] < box.x1 + 2 and w.top > box.bottom - 1]
    edge = box.bottom
    for line in lines_of(below, grid.page):
        columns = {bisect_right(grid.xs, w.middle[0]) for w in line.words}
        crossed = any(w.x0 < x - 1 and w.x1 > x + 1 for w in line.words for x in grid.xs[1:-1])
        if line.top - edge > PADDING * line.size or crossed or (len(columns) < 2 and not taken) or line.bold:
            break
        taken.append(line)
        edge = line.bottom
    if not taken:
        return
    breaks = [box.bottom, *row_breaks(taken, grid.xs), edge + 1]
    more = grid_of([w for line in taken for w in line.words], grid.xs, breaks, grid.page, grid.reader)
    for cell in more.cells:
        cell.row += grid.n_rows
        grid.cells.append(cell)
    grid.n_rows += more.n_rows
    grid.box = box._replace(bottom=edge + 1)
    grid.open_bottom = True


def _headed(xs: list[float], head: list[Word], body: list[Word]) -> list[float]:
    """Without the columns that a bold head does not name: wide spaces in justified cells, near the word before.

    A row below that is bold too may hold the names, so then all columns stay.
    """
    below = min(body, key=lambda w: w.top, default=None)
    if not head or not styled(head) or below is None or below.bold or below.italic:
        return xs
    kept = [xs[0]]
    for n in range(1, len(xs) - 1):
        a, b = xs[n], xs[n + 1]
        own = [w for w in body if a <= w.middle[0] < b]
        named = any(a <= w.middle[0] < b for w in head)
        if named or not own or not all(_follows(w, body) for w in own):
            kept.append(a)
    return [*kept, xs[-1]]


def _follows(word: Word, words: list[Word]) -> bool:
    """A word stands right before it on its line, nearer than ``SPACED`` text heights."""
    return any(
        0 <= word.x0 - other.x1 < SPACED * word.size and abs(word.middle[1] - other.middle[1]) < 0.3 * word.size
        for other in words
    )


def columns_of(words: list[Word], x0: float, x1: float) -> list[float]:
    """Column borders from ``x0`` to ``x1``: the middles of the strips without words."""
    return [x0, *((a + b) / 2 for a, b in channels_between(words, x0, x1)), x1]


def row_breaks(lines: list[Line], xs: list[float]) -> list[float]:
    """Heights between the rows of a band that no rule parts.

    A line opens a row when it stands in the first column and in another one, and either every gap between lines is
    alike or the gap above it is one of the wide ones.
    """
    if len(lines) < 2:
        return []
    gaps = [b.top - a.bottom for a, b in itertools.pairwise(lines)]
    narrow, wide = min(gaps), max(gaps)
    two_kinds = wide - narrow > 0.25 * lines[0].size
    breaks = []
    for gap, (upper, lower) in zip(gaps, itertools.pairwise(lines), strict=True):
        opens = lower.x0 < xs[1] and lower.x1 > xs[1] and not _goes_on_below(lines[0], lower)
        if gap < -LEVEL * lower.size:
            continue  # set beside the middle of its neighbour's lines
        if opens and not two_kinds and _broken_over(upper, lower, xs):
            continue
        if (gap - narrow > 0.5 * (wide - narrow)) if two_kinds else opens:
            breaks.append((upper.bottom + lower.top) / 2)
    return breaks


def _goes_on_below(first: Line, line: Line) -> bool:
    """Rows begin with a capital, this line in lower case: the rest of the row above."""
    return line.words[0].text[:1].islower() and first.words[0].text[:1].isupper()


def _broken_over(upper: Line, lower: Line, xs: list[float]) -> bool:
    """In one of the columns a word is broken at the end of the upper line, or brackets it opened close below."""
    above, below = _texts(upper, xs), _texts(lower, xs)
    for column, text in above.items():
        rest = below.get(column, "")
        broken = len(text) > 1 and text[-1] in "-\u00ad" and text[-2].isalpha() and rest[:1].islower()
        open_bracket = text.count("(") > text.count(")") and rest.count(")") > rest.count("(")
        if broken or open_bracket:
            return True
    return False


def _texts(line: Line, xs: list[float]) -> dict[int, str]:
    held: dict[int, list[str]] = {}
    for word in line.words:
        held.setdefault(bisect_right(xs, word.middle[0]), []).append(word.text)
    return {column: " ".join(words) for column, words in held.items()}


def grid_of(words: list[Word], xs: list[float], borders: list[float], page: int, reader: str) -> Grid:
    """A grid of plain cells from its column and row borders."""
    held: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        x, y = word.middle
        held.setdefault((bisect_right(borders, y) - 1, bisect_right(xs, x) - 1), []).append(word)
    cells: list[Cell] = []
    for i, (top, bottom) in enumerate(itertools.pairwise(borders)):
        for j, (x0, x1) in enumerate(itertools.pairwise(xs)):
            cells.append(Cell(i, j, 1, 1, page, Box(x0, top, x1, bottom), lines_of(held.get((i, j), []), page)))
    box = Box(xs[0], borders[0], xs[-1], borders[-1])
    return Grid(page, box, cells, xs, len(borders) - 1, reader=reader)
