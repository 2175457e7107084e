"""Tables without vertical rules: rows between horizontal rules, columns where white space runs through all of them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

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
HOLLOW = 5.0
"""No row of a table ends in this many text heights of nothing."""
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
APART = 0.7
"""Texts of a row across the columns stand at least this many text heights apart."""
TITLE = 1.08
"""A line this much larger than the names of the columns below it is the table's title."""
AMOUNT = re.compile(r"^(?!20\d\d$)[\d.,]*\d[\d.,]*%?$")
TALLEST = 0.45
"""A row taller than this share of the page is not a row."""


@dataclass(slots=True)
class Run:
    """The rules of a table, and which of its bands are lead rows: a group's title or total across the columns."""

    rules: list[Rule]
    leads: set[int]


@dataclass(slots=True)
class Band:
    """What stands between two rules."""

    upper: Rule
    lower: Rule
    words: list[Word]
    page: PageContent

    def parts(self) -> list[list[list[Word]]]:
        """Its texts, line by line: they stand wide apart."""
        found: list[list[list[Word]]] = []
        for line in lines_of(self.words, self.page.number):
            own = [[line.words[0]]]
            for a, b in itertools.pairwise(line.words):
                if b.x0 - a.x1 >= APART * line.size:
                    own.append([])
                own[-1].append(b)
            found.append(own)
        return found

    def heads(self, below: Band) -> bool:
        """A title over the first row: it is set off, and it runs across the columns of that row."""
        if not self.words or not below.words or not self._alone(below.words):
            return False
        columns = len(_channels(below.words, self.upper.x0, self.upper.x1))
        together = len(_channels(self.words + below.words, self.upper.x0, self.upper.x1))
        return columns > 1 and together < columns and self._set_off()

    def leads(self, held: list[Word]) -> bool:
        """A title or a total between rows."""
        if not self.words or len(_channels(held, self.upper.x0, self.upper.x1)) < 2 or not self._alone(held):
            return False
        return self._set_off() or self.sums()

    def sums(self) -> bool:
        """A text and, apart from it, a value at the right."""
        return [len(line) for line in self.parts()] == [2] and any(c.isdigit() for c in self.words[-1].text)

    def _alone(self, rows: list[Word]) -> bool:
        """One text or two, no larger than the rows, close to both rules."""
        lines = self.parts()
        typical = sorted(w.size for w in rows)[len(rows) // 2]
        top, bottom = min(w.top for w in self.words), max(w.bottom for w in self.words)
        near = top - self.upper.top <= PADDING * typical and self.lower.top - bottom <= PADDING * typical
        own = sorted(w.size for w in self.words)[len(self.words) // 2]
        large = own > LARGER * typical and not self._coloured()
        return near and not large and len(lines) < 3 and all(len(line) < 3 for line in lines)

    def _set_off(self) -> bool:
        """Its first text is bold or in italics, or colour lies behind the whole of it."""
        first = min(self.words, key=lambda w: (round(w.top), w.x0))
        return first.bold or first.italic or self._coloured()

    def _coloured(self) -> bool:
        wide = 0.9 * (self.upper.x1 - self.upper.x0)
        spots = [w.middle for w in self.words]
        return any(s.box.width > wide and all(s.box.holds(*at) for at in spots) for s in self.page.shadings)


def line_tables(rules: list[Rule], words: list[Word], page: PageContent) -> tuple[list[Grid], list[Word]]:
    """Grids made of horizontal rules alone, and the words they leave over."""
    grids: list[Grid] = []
    for stack in _headed_stacks(_stacks([*rules, *_bars(rules, words, page)]), words, page):
        for run in _runs(stack, words, page):
            grid = _grid(run, words, page)
            if grid:
                part_rows(grid, rules)
                _unclosed(grid, words)
                grids.append(grid)
                boxes = grid.box
                words = [w for w in words if not boxes.holds(*w.middle)]
    return grids, words


def _bars(rules: list[Rule], words: list[Word], page: PageContent) -> list[Rule]:
    """The edges of coloured bars that begin in bold, as wide as the rules below: they close the rows above them.

    A bar that is but partly bold is a row itself, so its upper edge counts too.
    """
    found: list[Rule] = []
    for box in _strips(page):
        if box.height > BAR or not any(
            abs(r.x0 - box.x0) < ALIKE and abs(r.x1 - box.x1) < ALIKE and r.top > box.bottom - 1 for r in rules
        ):
            continue
        inside = [w for w in words if box.holds(*w.middle)]
        if not inside or not min(inside, key=lambda w: (round(w.top), w.x0)).bold:
            continue
        for edge in [box.bottom] if all(w.bold for w in inside) else [box.top, box.bottom]:
            if not any(abs(r.top - edge) < 3 for r in [*rules, *found]):
                found.append(Rule(box.x0, edge, box.x1, edge))
    return found


def _strips(page: PageContent) -> list[Box]:
    """Coloured areas; pieces side by side, as the cells of a head are painted, are one."""
    found: list[Box] = []
    for box in sorted({s.box for s in page.shadings}, key=lambda b: (round(b.top), round(b.bottom), b.x0)):
        last = found[-1] if found else None
        level = last is not None and abs(last.top - box.top) < 1.5 and abs(last.bottom - box.bottom) < 1.5
        if last is not None and level and abs(box.x0 - last.x1) < 1.5:
            found[-1] = last._replace(x1=box.x1)
        else:
            found.append(box)
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


def _headed_stacks(stacks: list[list[Rule]], words: list[Word], page: PageContent) -> Iterator[list[Rule]]:
    """The stacks cut over heads with a rule below them alone: what stands over a head is not its table's."""
    for stack in stacks:
        start = 0
        for n, (upper, lower) in enumerate(itertools.pairwise(stack)):
            own = [w for w in words if upper.x0 - 2 <= w.middle[0] <= upper.x1 + 2 and upper.top < w.middle[1] < lower.top]
            top = _head_top(Band(upper, lower, own, page)) if n + 2 < len(stack) else None
            if top is not None:
                yield stack[start : n + 1]
                stack[n] = upper._replace(top=top, bottom=top)
                start = n
        yield stack[start:]


def _head_top(band: Band) -> float | None:
    """Where the head begins that stands on the lower rule, under text that is not bold or that is set larger."""
    lines = lines_of(band.words, band.page.number)
    heads: list[Line] = []
    edge = band.lower.top
    while lines and lines[-1].bold and edge - lines[-1].bottom < (0.4 if heads else PADDING) * lines[-1].size:
        if heads and lines[-1].size > TITLE * heads[0].size:
            break
        edge = lines[-1].top
        heads.insert(0, lines.pop())
    if not lines or not heads or (lines[-1].bold and lines[-1].size <= TITLE * heads[0].size):
        return None
    named = Band(band.upper, band.lower, [w for line in heads for w in line.words], band.page)
    if max(len(line) for line in named.parts()) < 3 or any(AMOUNT.match(w.text) for w in named.words):
        return None
    return edge - 1


def _runs(stack: list[Rule], words: list[Word], page: PageContent) -> list[Run]:
    """Stretches of the stack whose bands all read as rows of the same columns, with the lead rows among them."""
    bands: list[Band] = []
    for upper, lower in itertools.pairwise(stack):
        own = [w for w in words if upper.x0 - 2 <= w.middle[0] <= upper.x1 + 2 and upper.top < w.middle[1] < lower.top]
        high = lower.top - upper.top >= TALLEST * page.height
        plain = not own or high or _is_prose(own, upper.x1 - upper.x0, page.number)
        bands.append(Band(upper, lower, [] if plain else own, page))
    runs: list[Run] = []
    at = 0
    while at < len(bands):
        run = _run_from(stack, bands, at)
        if run is None:
            at += 1
        else:
            runs.append(run)
            at += len(run.rules) - 1
    return runs


def _run_from(stack: list[Rule], bands: list[Band], first: int) -> Run | None:
    """The rows that begin with a band; None where it is no row. A lead row counts where the columns go on after it."""
    held: list[Word] = []
    leads: set[int] = set()
    waiting: set[int] = set()
    end, count = first, 0
    for n in range(first, len(bands)):
        band = bands[n]
        if count < 2 and n + 1 < len(bands) and band.heads(bands[n + 1]):
            waiting.add(n - first)
            continue
        fits = bool(band.words) and _goes_on(held, band.words, band.upper, band.lower, count + 1)
        if fits and not (waiting and held and _other_table(held, band)):
            held += band.words
            leads |= waiting
            waiting, end, count = set(), n + 1, count + 1
        elif held and band.leads(held):
            waiting.add(n - first)
        else:
            break
    if waiting and count > 1 and min(waiting) == end - first and bands[end].sums():
        leads.add(end - first)
        end += 1
    return Run(stack[first : end + 1], leads) if count else None


def _other_table(held: list[Word], band: Band) -> bool:
    """Under a title: bold names of columns, or a row whose columns are not those of the rows above."""
    if _styled(band.words) and not _styled(held):
        return True
    left = _channels(held + band.words, band.upper.x0, band.upper.x1)
    before = _channels(held, band.upper.x0, band.upper.x1)
    return not all(any(a < y and x < b for x, y in left) for a, b in before)


def _is_prose(band: list[Word], width: float, page: int) -> bool:
    """A paragraph stands between two tables: one of its lines runs across them with even spaces."""
    for line in lines_of(band, page):
        gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(line.words)]
        if len(line.words) < PROSE_WORDS or line.x1 - line.x0 < FULL * width:
            continue
        if max(gaps) <= EVEN * max(min(gaps), 0.0) + 1.0:
            return True
    return False


def _goes_on(held: list[Word], band: list[Word], upper: Rule, lower: Rule, bands: int) -> bool:
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
    if lower.top - max(w.bottom for w in band) > HOLLOW * typical:
        return False  # a rule at the page's foot, not the row's
    if own > together and _styled(band) and not _styled(held):
        return False  # the head of the next table
    if not own and first.bold and first.size > TITLE * typical and not _styled(band):
        return False  # a title over its text
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
    starts = [part[0].x0 for part in max(Band(band.upper, band.lower, words, band.page).parts(), key=len)]
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
