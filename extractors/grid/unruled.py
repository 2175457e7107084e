"""Tables without vertical rules: rows between horizontal rules, columns where white space runs through all of them."""

from __future__ import annotations

import itertools
from bisect import bisect_right

from extractors.grid.lines import lines_of
from extractors.grid.model import Cell, Grid, Line
from extractors.grid.steps import part_rows
from extractors.reading.content import Box, PageContent, Rule, Word

ALIKE = 12.0
"""Rules of one table begin and end within this many points of each other."""
CHANNEL = 0.42
"""A column gap is at least this share of the text's height, and wider than the space between words."""
LARGER = 1.18
"""Text this much larger than the rows above is a heading."""
PADDING = 1.6
"""Text that stands this many text heights below the rule does not belong to the row under it."""
FEW_RULES = 4
"""With so few rules (top, under the header, foot, total) the rows themselves have none."""
PROSE_WORDS = 6
EVEN = 1.3
"""In a line of prose the widest space is at most this many times the narrowest, give or take a point."""
FULL = 0.6
"""A line of prose as long as this share of the rules crosses the columns."""
SPACED = 4.0
"""Spaces in a justified cell are narrower than this many text heights."""
BAR = 45.0
"""A coloured bar with a title is at most this high (points)."""
TALLEST = 0.45
"""A row taller than this share of the page is not a row."""


def line_tables(rules: list[Rule], words: list[Word], page: PageContent) -> tuple[list[Grid], list[Word]]:
    """Grids made of horizontal rules alone, and the words they leave over."""
    grids: list[Grid] = []
    bars = _bars(rules, words, page)
    for stack in _stacks([*rules, *bars]):
        for run in _runs(stack, words, page, bars):
            grid = _grid(run, words, page)
            if grid:
                part_rows(grid, rules)
                _unclosed(grid, words)
                grids.append(grid)
                boxes = grid.box
                words = [w for w in words if not boxes.holds(*w.middle)]
    return grids, words


def _bars(rules: list[Rule], words: list[Word], page: PageContent) -> list[Rule]:
    """The lower edges of coloured bars with a bold title, as wide as the rules below: they close the table above."""
    found: list[Rule] = []
    for shading in page.shadings:
        box = shading.box
        if box.height > BAR or not any(
            abs(r.x0 - box.x0) < ALIKE and abs(r.x1 - box.x1) < ALIKE and r.top > box.bottom - 1 for r in rules
        ):
            continue
        inside = [w for w in words if box.holds(*w.middle)]
        if inside and all(w.bold for w in inside) and not any(abs(r.top - box.bottom) < 3 for r in [*rules, *found]):
            found.append(Rule(box.x0, box.bottom, box.x1, box.bottom))
    return found


def _stacks(rules: list[Rule]) -> list[list[Rule]]:
    """Rules with the same ends, from the top down; pieces on one height count as one rule."""
    whole: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.top), r.x0)):
        last = whole[-1] if whole else None
        if last and abs(last.top - rule.top) < 1.5 and rule.x0 - last.x1 < ALIKE:
            whole[-1] = Rule(last.x0, last.top, max(last.x1, rule.x1), last.top)
        else:
            whole.append(rule)
    stacks: list[list[Rule]] = []
    for rule in whole:
        for stack in stacks:
            if abs(stack[-1].x0 - rule.x0) < ALIKE and abs(stack[-1].x1 - rule.x1) < ALIKE:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [s for s in stacks if len(s) > 1 and s[0].x1 - s[0].x0 > 60]


def _runs(stack: list[Rule], words: list[Word], page: PageContent, bars: list[Rule]) -> list[list[Rule]]:
    """Stretches of the stack whose bands all read as rows of the same columns."""
    runs: list[list[Rule]] = []
    current: list[Rule] = [stack[0]]
    held: list[Word] = []
    bands = [_between(upper, lower, words, page) for upper, lower in itertools.pairwise(stack)]
    for n, (upper, lower) in enumerate(itertools.pairwise(stack)):
        band = bands[n]
        if band and _goes_on(held, band, upper, len(current)):
            held += band
            current.append(lower)
            continue
        if len(current) > 1:
            runs.append(current)
        between = _is_between(held, band, bands[n + 1] if n + 1 < len(bands) else [], upper, lower in bars)
        current, held = [lower], []
        if band and not between and _goes_on([], band, upper, 1):
            current, held = [upper, lower], band
    if len(current) > 1:
        runs.append(current)
    return runs


def _between(upper: Rule, lower: Rule, words: list[Word], page: PageContent) -> list[Word]:
    """The words of a band that may be a row."""
    if lower.top - upper.top >= TALLEST * page.height:
        return []
    band = [w for w in words if upper.x0 - 2 <= w.middle[0] <= upper.x1 + 2 and upper.top < w.middle[1] < lower.top]
    return [] if band and _is_prose(band, upper.x1 - upper.x0, page.number) else band


def _is_between(held: list[Word], band: list[Word], then: list[Word], upper: Rule, bar: bool) -> bool:
    """A band with fewer columns than the table above stands between that table and the next.

    It stands apart from the rule that closes the table above, or the columns of that table are printed again after it.
    So does a coloured bar whose texts have no columns below them.
    """

    def columns(own: list[Word]) -> int:
        return len(_channels(own, upper.x0, upper.x1))

    if bar and band and then and columns(band + then) < columns(band):
        return True
    before = columns(held)
    if not band or columns(band) >= before:
        return False
    first = min(band, key=lambda w: w.top)
    apart = first.top - upper.top > PADDING * first.size
    return apart or (bool(then) and columns(held + then) >= before > 1)


def _is_prose(band: list[Word], width: float, page: int) -> bool:
    """A paragraph stands between two tables: one of its lines runs across them with even spaces."""
    for line in lines_of(band, page):
        gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(line.words)]
        if len(line.words) < PROSE_WORDS or line.x1 - line.x0 < FULL * width:
            continue
        if max(gaps) <= EVEN * max(min(gaps), 0.0) + 1.0:
            return True
    return False


def _goes_on(held: list[Word], band: list[Word], upper: Rule, bands: int) -> bool:
    """Whether a band is a row of the table above: its words keep the columns, and it is no heading or paragraph."""
    together = len(_channels(held + band, upper.x0, upper.x1))
    if not held:
        return together >= 1
    own = len(_channels(band, upper.x0, upper.x1))
    before = len(_channels(held, upper.x0, upper.x1))
    typical = sorted(w.size for w in held)[len(held) // 2]
    first = min(band, key=lambda w: w.top)
    if first.size > LARGER * typical or first.top - upper.top > PADDING * typical:
        return False
    if own > together and _styled(band) and not _styled(held):
        return False  # the head of the next table
    if bands == 2:
        return together >= max(1, min(before, own))
    return together >= before


def _styled(words: list[Word]) -> bool:
    """Set in bold or italics throughout, as heads are."""
    return all(w.bold for w in words) or all(w.italic for w in words)


def _channels(words: list[Word], x0: float, x1: float) -> list[tuple[float, float]]:
    """Vertical strips without a word, wider than the space between words."""
    if not words:
        return []
    height = sorted(w.size for w in words)[len(words) // 2]
    return channels_of(words, CHANNEL * height)


def channels_of(words: list[Word], room: float) -> list[tuple[float, float]]:
    """Vertical strips of at least ``room`` points that no word enters: their left and right edges."""
    spans = sorted((w.x0, w.x1) for w in words)
    gaps, reach = [], spans[0][1]
    for a, b in spans[1:]:
        if a - reach >= room:
            gaps.append((reach, a))
        reach = max(reach, b)
    return gaps


def _grid(rules: list[Rule], words: list[Word], page: PageContent) -> Grid | None:
    box = Box(min(r.x0 for r in rules), rules[0].top, max(r.x1 for r in rules), rules[-1].top)
    inside = [w for w in words if box.holds(*w.middle, slack=2.0)]
    xs = columns_of(inside, box.x0, box.x1)
    if len(rules) > 2:
        xs = _headed(
            xs, [w for w in inside if w.middle[1] < rules[1].top], [w for w in inside if w.middle[1] > rules[1].top]
        )
    if len(xs) < 3:
        return None
    borders = [rules[0].top]
    few = len(rules) <= FEW_RULES and not _parted_rows(rules, inside, xs, page.number)
    for n, (upper, lower) in enumerate(itertools.pairwise(rules)):
        if few and (n or len(rules) == 2):
            band = [w for w in inside if upper.top < w.middle[1] < lower.top]
            borders += row_breaks(lines_of(band, page.number), xs)
        borders.append(lower.top)
    return grid_of(inside, xs, borders, page.number, "lines")


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
    if not head or not _styled(head) or below is None or below.bold or below.italic:
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
    return [x0, *((a + b) / 2 for a, b in _channels(words, x0, x1)), x1]


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
        if (gap - narrow > 0.5 * (wide - narrow)) if two_kinds else opens:
            breaks.append((upper.bottom + lower.top) / 2)
    return breaks


def _goes_on_below(first: Line, line: Line) -> bool:
    """Rows begin with a capital, this line in lower case: the rest of the row above."""
    return line.words[0].text[:1].islower() and first.words[0].text[:1].isupper()


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
