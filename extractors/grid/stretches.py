"""Horizontal rules to stretches of rows: which bands between them are rows of one table, its head, or across it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.grid.lines import lines_of
from extractors.grid.model import Line
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
PROSE_WORDS = 6
EVEN = 1.3
"""In a line of prose the widest space is at most this many times the narrowest, give or take a point."""
FULL = 0.6
"""A line of prose as long as this share of the rules crosses the columns."""
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

    def parts(self) -> list[list[Line]]:
        """Its texts, line by line: they stand wide apart."""
        return [line.parted(APART) for line in lines_of(self.words, self.page.number)]

    def heads(self, below: Band, first: bool) -> bool:
        """A title that runs across the columns of the row below; as the first of all it may be a heading of the page.

        Only colour behind it tells that such a one belongs to the table.
        """
        if not self.words or not below.words or not self._alone(below.words) or (first and not self._coloured()):
            return False
        columns = len(channels_between(below.words, self.upper.x0, self.upper.x1))
        return 1 < columns > len(channels_between(self.words + below.words, self.upper.x0, self.upper.x1))

    def leads(self, held: list[Word]) -> bool:
        """A title or a total between rows."""
        return bool(self.words) and len(channels_between(held, self.upper.x0, self.upper.x1)) > 1 and self._alone(held)

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

    def _coloured(self) -> bool:
        wide = 0.9 * (self.upper.x1 - self.upper.x0)
        spots = [w.middle for w in self.words]
        return any(s.box.width > wide and all(s.box.holds(*at) for at in spots) for s in self.page.shadings)


def bars_of(rules: list[Rule], words: list[Word], page: PageContent) -> list[Rule]:
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


def stacks_of(rules: list[Rule]) -> list[list[Rule]]:
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


def headed_stacks(stacks: list[list[Rule]], words: list[Word], page: PageContent) -> Iterator[list[Rule]]:
    """The stacks cut over heads with a rule below them alone: what stands over a head is not its table's."""
    for stack in stacks:
        start = 0
        for n, (upper, lower) in enumerate(itertools.pairwise(stack)):
            own = [
                w for w in words if upper.x0 - 2 <= w.middle[0] <= upper.x1 + 2 and upper.top < w.middle[1] < lower.top
            ]
            top = _head_top(Band(upper, lower, own, page)) if n + 2 < len(stack) else None
            if top is not None:
                yield stack[start : n + 1]
                stack[n] = upper._replace(top=top, bottom=top)
                start = n
        yield stack[start:]


def _between(upper: Rule, lower: Rule, words: list[Word]) -> list[Word]:
    return [w for w in words if upper.top < w.middle[1] < lower.top and upper.x0 - 2 <= w.middle[0] <= upper.x1 + 2]


def _head_top(band: Band) -> float | None:
    """Where the head begins that stands on the lower rule, under a title or under text that is not bold."""
    lines = lines_of(band.words, band.page.number)
    heads: list[Line] = []
    edge = band.lower.top
    while lines and lines[-1].bold and edge - lines[-1].bottom < (0.4 if heads else PADDING) * lines[-1].size:
        if heads and lines[-1].size > TITLE * heads[0].size:
            break
        edge = lines[-1].top
        heads.insert(0, lines.pop())
    if not lines or not heads:
        return None
    above = Band(band.upper, band.lower, lines[-1].words, band.page)
    if lines[-1].bold and lines[-1].size <= TITLE * heads[0].size and len(above.parts()[0]) > 1:
        return None
    named = Band(band.upper, band.lower, [w for line in heads for w in line.words], band.page)
    if max(len(line) for line in named.parts()) < 3 or any(AMOUNT.match(w.text) for w in named.words):
        return None
    return edge - 1


def runs_of(stack: list[Rule], words: list[Word], page: PageContent, bars: list[Rule]) -> list[Run]:
    """Stretches of the stack whose bands all read as rows of the same columns, with the lead rows among them."""
    bands: list[Band] = []
    for upper, lower in itertools.pairwise(stack):
        own = _between(upper, lower, words)
        high = lower.top - upper.top >= TALLEST * page.height
        plain = not own or high or _is_prose(own, upper.x1 - upper.x0, page.number)
        bands.append(Band(upper, lower, [] if plain else own, page))
    runs: list[Run] = []
    above: list[Word] = []
    at = 0
    while at < len(bands):
        then = bands[at + 1].words if at + 1 < len(bands) else []
        between = _is_between(above, bands[at], then, bands[at].lower in bars)
        run = None if between else _run_from(stack, bands, at)
        if run is None:
            above = []
            at += 1
        else:
            runs.append(run)
            end = at + len(run.rules) - 1
            above = [word for band in bands[at:end] for word in band.words]
            at = end
    return runs


def _is_between(above: list[Word], band: Band, then: list[Word], bar: bool) -> bool:
    """A band with fewer columns than the table above stands between that table and the next.

    It stands apart from the rule that closes the table above, or the columns of that table are printed again after it.
    So does a coloured bar whose texts have no columns below them.
    """

    def columns(words: list[Word]) -> int:
        return len(channels_between(words, band.upper.x0, band.upper.x1))

    if bar and band.words and then and columns(band.words + then) < columns(band.words):
        return True
    before = columns(above)
    if not band.words or columns(band.words) >= before:
        return False
    first = min(band.words, key=lambda w: w.top)
    apart = first.top - band.upper.top > PADDING * first.size
    return apart or (bool(then) and columns(above + then) >= before > 1)


def _run_from(stack: list[Rule], bands: list[Band], first: int) -> Run | None:
    """The rows that begin with a band; None where it is no row. A lead row counts where the columns go on after it."""
    held: list[Word] = []
    leads: set[int] = set()
    waiting: set[int] = set()
    end, count = first, 0
    for n in range(first, len(bands)):
        band = bands[n]
        if count < 2 and n + 1 < len(bands) and band.heads(bands[n + 1], not count):
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
    if styled(band.words) and not styled(held):
        return True
    left = channels_between(held + band.words, band.upper.x0, band.upper.x1)
    before = channels_between(held, band.upper.x0, band.upper.x1)
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
    together = len(channels_between(held + band, upper.x0, upper.x1))
    if not held:
        return together >= 1
    own = len(channels_between(band, upper.x0, upper.x1))
    before = len(channels_between(held, upper.x0, upper.x1))
    typical = sorted(w.size for w in held)[len(held) // 2]
    first = min(band, key=lambda w: w.top)
    if first.size > LARGER * typical or first.top - upper.top > PADDING * typical:
        return False
    if lower.top - max(w.bottom for w in band) > HOLLOW * typical:
        return False  # a rule at the page's foot, not the row's
    if own > together and styled(band) and not styled(held):
        return False  # the head of the next table
    if not own and first.bold and first.size > TITLE * typical and not styled(band):
        return False  # a title over its text
    if bands == 2:
        return together >= max(1, min(before, own))
    return together >= before


def styled(words: list[Word]) -> bool:
    """Set in bold or italics throughout, as heads are."""
    return all(w.bold for w in words) or all(w.italic for w in words)


def channels_between(words: list[Word], x0: float, x1: float) -> list[tuple[float, float]]:
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
