"""Tables without any rule: rows of text whose gaps line up.

Lines that follow each other and keep the same gaps make a stretch; its gaps are the columns. camelot's ``network``
parser reads alignments instead, and is fed with our lines, not with the PDF. What was measured on the 29 tables of a
plan set with spaces alone (8 pages) and on 132 pages of others that hold one such table:

- camelot on whole pages: 2 of the 29 with the right lines and columns (it joins a table with the form above it), and 40
  tables on pages that have none: an index, an address, justified text;
- camelot on our stretches: the same columns in 25, the same rows in 22; the other 4 are headers alone and tables of two
  rows, too small for it; nothing that differs;
- time: 2 ms a stretch, 19 ms a page, and 0.7 to 1.4 s to import it.

So the gaps find the tables and fill them, and camelot is the second opinion where no bold header vouches for a stretch.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.grid.model import Grid, Line
from extractors.grid.unruled import grid_of
from extractors.reading.content import Word

GAP = 1.0
"""A gap at least this wide parts two cells of a line: share of the letters' box, which is about 1.2 em high."""
CHANNEL = 0.5
"""Where a column is, the strip between it and the next is at least this wide over all lines (share of the same)."""
APART = 1.6
"""Lines further apart than this (share of the same) are not of one table."""
TIGHT = 0.25
"""Gaps between lines that differ by less than this (share of the same) are alike."""
ROWS = 3
"""Rows that a table has at least, its header among them; a bold header over another row is enough."""
ALONE = 4
"""Cells of a bold line that is a header even alone, as the last line of a page."""
SAME = 1.6
"""Edges within this many points are one."""
PIECES = 240
"""Texts at the head of a stretch that camelot is shown: its time grows with their square."""
LABEL = 0.45
"""A column of labels is at most this share of the width."""
INDEX = re.compile(r"[.…_·]{4,}|(?:\. ){4,}|\bp(?:ag(?:ina)?)?\.?\s*\d+$", re.IGNORECASE)
"""A line of a table of contents."""
ATOM = re.compile(r"^[<>=≤≥\s]*[\d.,/%€\-]+$")
NUMBERED = re.compile(r"^\W*\w{0,3}\W*$")


Span = tuple[float, float]
"""Left and right edge, points."""


@dataclass(slots=True)
class Row:
    """A line with what is often asked of it; ``parts`` are the words between its wide gaps."""

    line: Line
    words: list[Word]
    parts: list[list[Word]]
    top: float
    bottom: float
    size: float
    bold: bool
    listed: bool
    """It belongs to a table of contents."""

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1


@dataclass(slots=True)
class Stretch:
    """Lines that may be a table, from the top down; columns are parted by ``channels``, lines by ``gaps`` (points)."""

    lines: list[Row]
    channels: list[Span]
    gaps: list[float] = field(init=False)
    nearest: float = field(init=False)
    two_kinds: bool = field(init=False)
    """Its lines stand at two distances, not at one."""

    def __post_init__(self) -> None:
        self.gaps = [lower.top - upper.bottom for upper, lower in pairwise(self.lines)]
        self.nearest = min(self.gaps, default=0.0)
        self.two_kinds = max(self.gaps, default=0.0) - self.nearest > TIGHT * self.lines[0].size

    def tight(self, n: int) -> bool:
        """Line ``n`` stands as near to the one above as any two lines do, and nearer than half a line."""
        gap = self.gaps[n - 1]
        return gap - self.nearest <= 0.5 * TIGHT * self.lines[0].size and gap < 0.5 * self.lines[n].size


def aligned_tables(lines: list[Line], page: int) -> tuple[list[Grid], list[Line]]:
    """Grids of the free lines of a page, and the lines that stand in none."""
    rows = sorted((_row(line) for line in lines if line.words[0].angle == 0), key=lambda row: row.top)
    grids: list[Grid] = []
    used: set[int] = set()
    for stretch in _stretches(rows):
        grids.append(_grid(stretch, page))
        used |= {id(row.line) for row in stretch.lines}
    return grids, [line for line in lines if id(line) not in used]


def _row(line: Line) -> Row:
    size = line.size
    parts = [[line.words[0]]]
    for word in line.words[1:]:
        if word.x0 - parts[-1][-1].x1 >= GAP * size:
            parts.append([word])
        else:
            parts[-1].append(word)
    listed = bool(INDEX.search(line.text))
    return Row(line, line.words, parts, line.top, line.bottom, size, line.bold, listed)


def _stretches(rows: list[Row]) -> Iterator[Stretch]:
    at = 0
    while at < len(rows):
        count = 0 if rows[at].listed else len(rows[at].parts)
        found = _stretch(rows, at) if count > 1 else None
        found = found or (_labels(rows, at) if count == 2 else None)
        if found:
            yield found
            at += len(found.lines)
        else:
            at += 1


# --- three columns and more ---


def _stretch(rows: list[Row], at: int) -> Stretch | None:
    """The table that begins with line ``at``: as far down as the lines keep its columns."""
    held = [rows[at]]
    inked = _inked([], rows[at])
    count = len(_channels(inked, rows[at].size))
    for last, row in pairwise(rows[at:]):
        if row.listed or not _follows(row, last) or (row.bold and not last.bold):
            break
        more = _inked(inked, row)
        left = len(_channels(more, row.size))
        if left < count and not (len(held) == 1 and left > 1 and len(row.parts) > 2):
            break
        held.append(row)
        inked, count = more, left
    if len(held) == 1:
        after = rows[at + 1 : at + 2]
        return Stretch(held, _channels(inked, held[0].size)) if _lone_header(held[0], after) else None
    if count < 2:
        return None
    stretch = _trimmed(held)
    return stretch if _is_table(stretch) else None


def _trimmed(held: list[Row]) -> Stretch:
    """Without the lines of one text at its end that are not the last row's."""
    stretch = Stretch(held, [])
    while len(held) > 1 and len(held[-1].parts) == 1 and not stretch.tight(len(held) - 1):
        held.pop()
    inked: list[Span] = []
    for row in held:
        inked = _inked(inked, row)
    return Stretch(held, _channels(inked, held[0].size))


def _inked(spans: list[Span], row: Row) -> list[Span]:
    """Where any word stands: spans from left to right, with those of one more line."""
    merged: list[Span] = []
    for a, b in sorted([*spans, *((word.x0, word.x1) for word in row.words)]):
        if merged and a <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], b)
        else:
            merged.append((a, b))
    return merged


def _channels(inked: list[Span], size: float) -> list[Span]:
    return [(a[1], b[0]) for a, b in pairwise(inked) if b[0] - a[1] >= CHANNEL * size]


def _lone_header(row: Row, after: list[Row]) -> bool:
    """A bold line of several cells, unevenly apart (else it is a heading spread over the line), nothing near below."""
    gaps = [b[0].x0 - a[-1].x1 for a, b in pairwise(row.parts)]
    foot = not after or not _follows(after[0], row)
    return foot and row.bold and len(row.parts) >= ALONE and max(gaps) > 1.5 * min(gaps)


def _follows(row: Row, last: Row) -> bool:
    size = min(row.size, last.size)
    return row.top - last.bottom < APART * size and max(row.size, last.size) < 1.3 * size


def _is_table(stretch: Stretch) -> bool:
    """At least three columns, and most rows fill three of them themselves."""
    if len(stretch.channels) < 2:
        return False
    full = [row for row in stretch.lines if len(row.parts) > 2]
    first = stretch.lines[0]
    rows = len(_row_starts(stretch))
    headed = first.bold and not stretch.lines[-1].bold and len(first.parts) > 2
    if rows < ROWS or len(full) < max(ROWS, 0.5 * rows):
        return headed and rows == 2 and len(full) > 1
    return headed or _confirmed(stretch)


class _Text:
    """A piece of a line as camelot wants it: ``y`` grows upwards."""

    __slots__ = ("text", "x0", "x1", "y0", "y1")

    def __init__(self, words: list[Word], foot: float) -> None:
        self.text = " ".join(word.text for word in words)
        self.x0, self.x1 = words[0].x0, words[-1].x1
        self.y0, self.y1 = foot - max(word.bottom for word in words), foot - min(word.top for word in words)

    def get_text(self) -> str:
        return self.text


def _confirmed(stretch: Stretch) -> bool:
    """camelot's network parser sees one table in the stretch, with as many columns."""
    from camelot.parsers.network import Network  # a second's work to import: only for the pages that need it

    foot, right = stretch.lines[-1].bottom, max(row.x1 for row in stretch.lines)
    pieces = [_Text(part, foot) for row in stretch.lines for part in row.parts][:PIECES]
    parser = Network()
    parser.prepare_page_parse("", None, (right, foot), 1, [], pieces, [], "", {})
    parser._generate_table_bbox()
    found = [len(parser._generate_columns_and_rows(box, None)[0]) for box in parser.table_bboxes()]
    return found == [len(stretch.channels) + 1]


# --- labels and values ---


def _labels(rows: list[Row], at: int) -> Stretch | None:
    """A form without rules: short labels on one edge, values on another; lines of a value go on under it.

    Labels that end with a colon say themselves what they are, numbers and bullets begin the items of a list, and a
    column of numbers at the right is an index: none of these is a form.
    """
    left, right = rows[at].x0, rows[at].parts[1][0].x0
    held: list[Row] = []
    labels: list[str] = []
    values: list[str] = []
    for line in rows[at:]:
        if held and (line.listed or not _follows(line, held[-1])):
            break
        k = next((k for k, word in enumerate(line.words) if abs(word.x0 - right) < SAME), None)
        if k is None and labels and _unanswered(line, held[0], right):
            labels.append(" ".join(word.text for word in line.words))
            held.append(line)
            continue
        if k is None or (k and abs(line.x0 - left) >= SAME):
            break
        if k and line.words[k].x0 - line.words[k - 1].x1 < CHANNEL * line.size:
            break
        if k and any(part[0].x0 > right + SAME for part in line.parts):
            break
        if k:
            labels.append(" ".join(word.text for word in line.words[:k]))
            values.append(" ".join(word.text for word in line.words[k:]))
        held.append(line)
    while held and held[-1].x1 < right:  # nothing follows that would tell it from a heading
        held.pop()
        labels.pop()
    if len(labels) < ROWS or any(label.endswith(":") or _number(label) for label in labels):
        return None
    if all(ATOM.match(value) for value in values):
        return None
    words = [word for line in held for word in line.words]
    edge = max(word.x1 for word in words if word.x1 < right)
    wide = max(line.x1 for line in held) - left
    if right - left > LABEL * wide or len(set(labels)) < len(labels) or _prose(held, left, right):
        return None
    return Stretch(held, [(edge, right)])


def _unanswered(line: Row, first: Row, right: float) -> bool:
    """A label whose value is left blank: it begins as the first one does, and ends well before the values."""
    alike = abs(line.x0 - first.x0) < SAME and line.words[0].bold == first.words[0].bold
    return alike and len(line.parts) == 1 and line.x1 < right - GAP * line.size and line.words[0].text[:1].isupper()


def _number(text: str) -> bool:
    return bool(NUMBERED.match(text) or ATOM.match(text))


def _prose(lines: list[Row], left: float, right: float) -> bool:
    """Two columns of a newspaper: the left one is full of text."""
    widths = [max((w.x1 for w in line.words if w.x1 < right), default=left) - left for line in lines]
    return sum(width > 0.8 * (right - left) for width in widths) > 0.6 * len(lines)


# --- rows ---


def _grid(stretch: Stretch, page: int) -> Grid:
    lines = stretch.lines
    starts = _row_starts(stretch)
    words = [word for line in lines for word in line.words]
    x0, x1 = min(word.x0 for word in words) - 1, max(word.x1 for word in words) + 1
    xs = [x0, *((a + b) / 2 for a, b in stretch.channels), x1]
    borders = [lines[0].top - 1]
    borders += [(lines[k - 1].bottom + lines[k].top) / 2 for k in starts[1:]]
    borders.append(max(line.bottom for line in lines) + 1)
    return grid_of(words, xs, borders, page, "network")


def _row_starts(stretch: Stretch) -> list[int]:
    """Numbers of the lines that begin a row.

    Where lines stand at two distances the wide one parts rows. Where all distances are alike, a line that leaves the
    first column empty, or has text in nothing but a column that goes on, belongs to the row above.
    """
    lines = stretch.lines
    borders = [a for a, _ in stretch.channels]
    filled = [_filled(line, borders) for line in lines]
    heads = _header_lines(stretch)
    starts = [0]
    row = dict(filled[0])
    for n in range(1, len(lines)):
        if n < heads or (n >= heads and n != heads and _goes_on(stretch, filled, row, n)):
            for column, text in filled[n].items():
                row[column] = f"{row.get(column, '')} {text}".strip()
        else:
            starts.append(n)
            row = dict(filled[n])
    return starts


def _header_lines(stretch: Stretch) -> int:
    """How many bold lines at the head, set close to each other, are one header; 0 where nothing plain follows."""
    lines = stretch.lines
    heads = 0
    while heads < len(lines) and lines[heads].bold and (not heads or stretch.tight(heads)):
        heads += 1
    return heads if heads < len(lines) else 0


def _filled(line: Row, borders: list[float]) -> dict[int, str]:
    """Column -> text of a line."""
    texts: dict[int, str] = {}
    for word in line.words:
        column = bisect_left(borders, word.middle[0])
        texts[column] = f"{texts[column]} {word.text}" if column in texts else word.text
    return texts


def _goes_on(stretch: Stretch, filled: list[dict[int, str]], row: dict[int, str], n: int) -> bool:
    """Whether line ``n`` goes on with the row above, of which ``row`` holds the text so far."""
    own = filled[n]
    if any(ATOM.match(text) and ATOM.match(row.get(column, "")) for column, text in own.items()):
        return False
    if any(column not in row for column in own) and 0 in own:
        return False
    if stretch.two_kinds:
        return stretch.tight(n)
    if 0 not in own:
        return all(column in row for column in own)
    return len(own) == 1 and own[0][:1].islower()
