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
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.grid.model import Grid, Line
from extractors.grid.unruled import channels_of, grid_of
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
LABEL = 0.45
"""A column of labels is at most this share of the width."""
INDEX = re.compile(r"[.…_·]{4,}|(?:\. ){4,}|\bp(?:ag(?:ina)?)?\.?\s*\d+$", re.IGNORECASE)
"""A line of a table of contents."""
ATOM = re.compile(r"^[<>=≤≥\s]*[\d.,/%€\-]+$")
NUMBERED = re.compile(r"^\W*\w{0,3}\W*$")


@dataclass(slots=True)
class Stretch:
    """Lines that may be a table, from the top down; columns are parted by ``channels`` (left, right edge in points)."""

    lines: list[Line]
    channels: list[tuple[float, float]]


def aligned_tables(lines: list[Line], page: int) -> tuple[list[Grid], list[Line]]:
    """Grids of the free lines of a page, and the lines that stand in none."""
    level = sorted((line for line in lines if line.words[0].angle == 0), key=lambda line: line.top)
    grids: list[Grid] = []
    used: set[int] = set()
    for stretch in _stretches(level):
        grids.append(_grid(stretch, page))
        used |= {id(line) for line in stretch.lines}
    return grids, [line for line in lines if id(line) not in used]


def segments_of(line: Line) -> list[list[Word]]:
    """The words between the wide gaps of a line."""
    parts = [[line.words[0]]]
    room = GAP * line.size
    for word in line.words[1:]:
        if word.x0 - parts[-1][-1].x1 >= room:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _stretches(lines: list[Line]) -> Iterator[Stretch]:
    cells = [0 if INDEX.search(line.text) else len(segments_of(line)) for line in lines]
    at = 0
    while at < len(lines):
        found = _stretch(lines, cells, at) if cells[at] > 1 else None
        found = found or (_labels(lines, cells, at) if cells[at] == 2 else None)
        if found:
            yield found
            at += len(found.lines)
        else:
            at += 1


# --- three columns and more ---


def _stretch(lines: list[Line], cells: list[int], at: int) -> Stretch | None:
    """The table that begins with line ``at``: as far down as the lines keep its columns."""
    held = [lines[at]]
    words = list(lines[at].words)
    channels = _channels(words, lines[at].size)
    for n in range(at + 1, len(lines)):
        line, last = lines[n], lines[n - 1]
        if not cells[n] or not _follows(line, last) or (line.bold and not last.bold):
            break
        more = _channels(words + line.words, line.size)
        if len(more) < len(channels) and not (len(held) == 1 and len(more) > 1 and cells[n] > 2):
            break
        held.append(line)
        words += line.words
        channels = more
    while len(held) > 1 and len(segments_of(held[-1])) == 1 and not _tight(held, len(held) - 1):
        held.pop()
    words = [word for line in held for word in line.words]
    stretch = Stretch(held, _channels(words, held[0].size))
    if len(held) == 1:
        after = lines[at + 1 : at + 2]
        return stretch if _lone_header(held[0], after) else None
    return stretch if _is_table(stretch) else None


def _lone_header(line: Line, after: list[Line]) -> bool:
    """A bold line of several cells, unevenly apart (else it is a heading spread over the line), nothing near below."""
    parts = segments_of(line)
    gaps = [b[0].x0 - a[-1].x1 for a, b in pairwise(parts)]
    foot = not after or not _follows(after[0], line)
    return foot and line.bold and len(parts) >= ALONE and max(gaps) > 1.5 * min(gaps)


def _follows(line: Line, last: Line) -> bool:
    size = min(line.size, last.size)
    return line.top - last.bottom < APART * size and max(line.size, last.size) < 1.3 * size


def _channels(words: list[Word], size: float) -> list[tuple[float, float]]:
    return channels_of(words, CHANNEL * size)


def _is_table(stretch: Stretch) -> bool:
    """At least three columns, and most rows fill three of them themselves."""
    if len(stretch.channels) < 2:
        return False
    full = [line for line in stretch.lines if len(segments_of(line)) > 2]
    first = stretch.lines[0]
    rows = len(_row_starts(stretch))
    headed = first.bold and not stretch.lines[-1].bold and first in full
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

    foot, right = stretch.lines[-1].bottom, max(line.x1 for line in stretch.lines)
    pieces = [_Text(part, foot) for line in stretch.lines for part in segments_of(line)]
    parser = Network()
    parser.prepare_page_parse("", None, (right, foot), 1, [], pieces, [], "", {})
    parser._generate_table_bbox()
    found = [len(parser._generate_columns_and_rows(box, None)[0]) for box in parser.table_bboxes()]
    return found == [len(stretch.channels) + 1]


# --- labels and values ---


def _labels(lines: list[Line], cells: list[int], at: int) -> Stretch | None:
    """A form without rules: short labels on one edge, values on another; lines of a value go on under it.

    Labels that end with a colon say themselves what they are, numbers and bullets begin the items of a list, and a
    column of numbers at the right is an index: none of these is a form.
    """
    left, right = lines[at].x0, segments_of(lines[at])[1][0].x0
    held: list[Line] = []
    labels: list[str] = []
    values: list[str] = []
    for n in range(at, len(lines)):
        line = lines[n]
        if held and (not cells[n] or not _follows(line, held[-1])):
            break
        k = next((k for k, word in enumerate(line.words) if abs(word.x0 - right) < SAME), None)
        if k is None or (k and abs(line.x0 - left) >= SAME):
            break
        if k and line.words[k].x0 - line.words[k - 1].x1 < CHANNEL * line.size:
            break
        if k and any(len(part) and part[0].x0 > right + SAME for part in segments_of(line)):
            break
        if k:
            labels.append(" ".join(word.text for word in line.words[:k]))
            values.append(" ".join(word.text for word in line.words[k:]))
        held.append(line)
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


def _number(text: str) -> bool:
    return bool(NUMBERED.match(text) or ATOM.match(text))


def _prose(lines: list[Line], left: float, right: float) -> bool:
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
    heads = _header_lines(lines)
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


def _header_lines(lines: list[Line]) -> int:
    """How many bold lines at the head, set close to each other, are one header; 0 where nothing plain follows."""
    heads = 0
    while heads < len(lines) and lines[heads].bold and (not heads or _tight(lines, heads)):
        heads += 1
    return heads if heads < len(lines) else 0


def _filled(line: Line, borders: list[float]) -> dict[int, str]:
    """Column -> text of a line."""
    texts: dict[int, str] = {}
    for word in line.words:
        column = sum(word.middle[0] > border for border in borders)
        texts[column] = f"{texts[column]} {word.text}" if column in texts else word.text
    return texts


def _goes_on(stretch: Stretch, filled: list[dict[int, str]], row: dict[int, str], n: int) -> bool:
    """Whether line ``n`` goes on with the row above, of which ``row`` holds the text so far."""
    own, lines = filled[n], stretch.lines
    if any(ATOM.match(text) and ATOM.match(row.get(column, "")) for column, text in own.items()):
        return False
    if any(column not in row for column in own) and 0 in own:
        return False
    if _two_kinds(lines):
        return _tight(lines, n)
    if 0 not in own:
        return all(column in row for column in own)
    return len(own) == 1 and own[0][:1].islower()


def _two_kinds(lines: list[Line]) -> bool:
    gaps = _gaps(lines)
    return max(gaps) - min(gaps) > TIGHT * lines[0].size


def _tight(lines: list[Line], n: int) -> bool:
    """Line ``n`` stands as near to the one above as any two lines of the stretch do, or nearer than half a line."""
    gaps = _gaps(lines)
    return gaps[n - 1] - min(gaps) <= 0.5 * TIGHT * lines[0].size and gaps[n - 1] < 0.5 * lines[n].size


def _gaps(lines: list[Line]) -> list[float]:
    return [lower.top - upper.bottom for upper, lower in pairwise(lines)]
