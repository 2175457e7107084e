"""Lists of the running text that say what a table would: indexes, counted lists under titles, labels with values.

A row has the title of its group (where there is one), its mark, and its text. Plain bullets stay prose.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Literal

from extractors.flow import Flow, TableBlock, TextBlock
from extractors.grid.lines import Mender
from extractors.grid.model import Cell, Grid, Line
from extractors.reading.content import hull

Kind = Literal["index", "tab", "count", "letter", "bullet", "label", "line"]

WIDE = 2.0
"""A gap of so many letter heights is a tab."""
FEWEST: dict[Kind, int] = {"index": 4, "tab": 4, "count": 3, "letter": 3, "bullet": 3, "label": 3, "line": 4}
"""Rows below which a run is no list of its own."""
LONGEST = 400
"""Letters of a usual row; longer ones are paragraphs that happen to be numbered."""
TITLE = 160
"""Letters that the title of a group has at most."""
COUNT = re.compile(r"^\(?(\d{1,3})(?:[).°]|\s*[-–](?=\s))\s*(?=\S)")
LETTER = re.compile(r"^\(?([a-z])[).]\s+(?=\S)", re.IGNORECASE)
BULLET = re.compile(r"^([-–—•●▪■◦○➤➢✓✔*>])\s+(?=\S)")
LABEL = re.compile(r"^([A-ZÀ-Ý][^:.;]{1,45}):\s+(?=\S)")
PAGE = re.compile(r"^(?:pag\.?|pagina|p\.)?\s*(\d{1,4})$", re.IGNORECASE)
LEADER = re.compile(r"^[.…_·\s]{2,}$")
DOTS = re.compile(r"\s*[.…_·]{4,}$")
LEADER_END = re.compile(r"[.…_·]{3,}\s*(\d{0,4})$")


@dataclass(slots=True)
class Row:
    """One entry; ``parts`` are its cells."""

    kind: Kind
    parts: list[list[Line]]
    number: int | None = None
    """Its count, letter (a = 1), page or bullet."""
    group: list[Line] | None = None

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part]


@dataclass(slots=True)
class Run:
    """Rows of one kind that follow each other."""

    kind: Kind
    rows: list[Row] = field(default_factory=list)
    nested: bool = False


def lists_of(flow: Flow, taken: Container[int] = ()) -> list[Grid]:
    """Every such list as a grid, in reading order.

    ``taken``: ids of blocks that fed a record; of those only indexes and what is set with tabs is listed again.
    """
    runs: list[Run] = []
    reader = _Reader(flow.mender)
    for block in flow.blocks:
        if isinstance(block, TableBlock):
            reader.stop()
        else:
            reader.read(block, id(block) in taken)
    reader.stop()
    runs = [run for run in reader.runs if _telling(run, flow.mender)]
    return [_grid(run, flow.mender) for run in runs]


class _Reader:
    """Goes through the paragraphs and gathers runs."""

    def __init__(self, mender: Mender) -> None:
        self.mender = mender
        self.runs: list[Run] = []
        self.run: Run | None = None
        self.outer: Row | None = None
        """The counted or lettered row under which bullets stand."""
        self.title: TextBlock | None = None

    def stop(self) -> None:
        self.run, self.outer, self.title = None, None, None

    def read(self, block: TextBlock, taken: bool) -> None:
        rows = list(rows_of(block, self.mender))
        if rows and taken and rows[0].kind not in ("index", "tab") and not _yearly(rows[0]):
            self.stop()
        elif rows:
            for row in rows:
                self._add(row)
        elif self.run and self.run.rows and self._goes_on(block):
            self.run.rows[-1].parts[-1].extend(block.lines)
        elif _is_title(block):
            self.title = block
        else:
            self.stop()

    def _goes_on(self, block: TextBlock) -> bool:
        """A page or a bad break cut the last row."""
        before = " ".join(line.text for line in self.run.rows[-1].lines) if self.run else ""
        text = block.lines[0].text
        if block.bold or not before:
            return False
        return before.count("(") > before.count(")") or (text[:1].islower() and not before.endswith((".", ":")))

    def _add(self, row: Row) -> None:
        last = self.run.rows[-1] if self.run else None
        if row.kind == "bullet" and last and last.kind in ("count", "letter") and _opens(last):
            self.outer = last
        if row.kind != "bullet" or (self.title and self.title.bold):
            self.outer = None
        elif self.outer:
            row.group = self.outer.lines
        if self.run is None or not self._same(row, last):
            self.run = self._reopened(row) or self._begun(row)
        elif self.title and not row.group:
            row.group = self.title.lines
        elif last and not row.group:
            row.group = last.group
        self.title = None
        self.run.rows.append(row)

    def _begun(self, row: Row) -> Run:
        if self.title and not row.group:
            row.group = self.title.lines
        run = Run(row.kind, nested=self.outer is not None)
        self.runs.append(run)
        return run

    def _reopened(self, row: Row) -> Run | None:
        """Bullets under b) go on with those under a)."""
        if row.kind != "bullet" or self.outer is None or len(self.runs) < 2:
            return None
        before = self.runs[-2]
        between = self.runs[-1]
        return before if before.nested and len(between.rows) == 1 and not between.nested else None

    def _same(self, row: Row, last: Row | None) -> bool:
        if last is None or row.kind != last.kind or (row.kind == "bullet" and row.number != last.number):
            return False
        if row.kind in ("count", "letter"):
            return row.number == (last.number or 0) + 1
        if row.kind == "index":
            return (row.number or 0) >= (last.number or 0)
        return self.title is None or (row.kind == "tab" and self.title.bold)


def rows_of(block: TextBlock, mender: Mender) -> Iterator[Row]:
    """The rows that a paragraph holds; none for prose."""
    text = mender.join(block.lines)
    indexed = [_index(line) for line in block.lines]
    if indexed[-1] and sum(1 for row in indexed if row) * 2 >= len(indexed):
        before: list[Line] = []
        for line, row in zip(block.lines, indexed, strict=True):
            if row is None:
                before.append(line)
            else:
                row.parts[0][:0] = before
                before = []
                yield row
        return
    for pattern, kind in ((COUNT, "count"), (LETTER, "letter"), (BULLET, "bullet")):
        found = pattern.match(text)
        if found and any(c.isalpha() for c in text):
            yield Row(kind, _marked(block.lines), _value(found[1]))  # type: ignore[arg-type]
            return
    tabbed = [line.parted(WIDE) for line in block.lines]
    if sum(len(parts) > 1 for parts in tabbed) * 2 > len(tabbed):
        yield from (Row("tab", [[part] for part in parts]) for parts in tabbed)
    elif not block.bold and (found := LABEL.match(text)):
        cut = len(found[1].split())
        yield Row("label", _split(block.lines, cut))
    elif not block.bold and _forced(block.lines):
        yield from (Row("line", [lines]) for lines in _entries(block.lines))


def _index(line: Line) -> Row | None:
    """`Title ..... 12`, `Title pag. 12`, or a title and a number far off at the right."""
    words = list(line.words)
    if len(words) < 2:
        return None
    found = LEADER_END.search(words[-1].text)
    if found and found[1] and len(words[-1].text) > len(found[1]):  # dots and number are one word
        return Row("index", [[Line(words[:-1], line.page)], [Line(words[-1:], line.page)]], int(found[1]))
    page = PAGE.match(words[-1].text)
    if not page:
        return None
    number, words = words[-1:], words[:-1]
    said = words[-1].text.casefold().rstrip(".") in ("pag", "pagina", "p") and len(words) > 1
    if said:
        number, words = [words[-1], *number], words[:-1]
    dotted = bool(LEADER.match(words[-1].text) or LEADER_END.search(words[-1].text))
    while len(words) > 1 and LEADER.match(words[-1].text):
        words = words[:-1]
    far = number[0].x0 - words[-1].x1 > 4 * WIDE * line.size
    if not (said or dotted or far) or not any(c.isalpha() for w in words for c in w.text):
        return None
    return Row("index", [[Line(words, line.page)], [Line(number, line.page)]], int(page[1]))


def _marked(lines: list[Line]) -> list[list[Line]]:
    """Mark and text, where the mark is a word of its own."""
    return _split(lines, 1) if len(lines[0].words) > 1 else [lines]


def _split(lines: list[Line], words: int) -> list[list[Line]]:
    """The first words, and the rest."""
    head, rest = lines[0].words[:words], lines[0].words[words:]
    if not rest:
        return [lines[:1], lines[1:]] if len(lines) > 1 else [lines]
    return [[Line(head, lines[0].page)], [Line(rest, lines[0].page), *lines[1:]]]


def _value(mark: str) -> int:
    """The count; a letter's place in the alphabet; for a bullet its sign."""
    if mark.isdigit():
        return int(mark)
    return ord(mark.casefold()) - ord("a") + 1 if mark.isalpha() else ord(mark)


def _yearly(row: Row) -> bool:
    """`Year 2024: …`"""
    return row.kind == "label" and bool(
        re.search(r"\b(?:19|20)\d\d$", " ".join(line.text for line in row.parts[0]).rstrip(":"))
    )


def _is_title(block: TextBlock) -> bool:
    text = " ".join(line.text for line in block.lines)
    return len(text) <= TITLE and not text[:1].islower()


def _opens(row: Row) -> bool:
    """`a) in the following cases:`"""
    return row.lines[-1].text.rstrip().endswith(":")


def _forced(lines: list[Line]) -> bool:
    """Every line begins with a capital, and broke although the next word would have fitted."""
    if len(lines) < 3:
        return False
    right = max(line.x1 for line in lines)
    meant = sum(a.x1 + (b.words[0].x1 - b.words[0].x0) + 0.3 * b.size < right for a, b in pairwise(lines))
    capitals = sum(line.text[:1].isupper() for line in lines)
    even = max(line.x0 for line in lines) - min(line.x0 for line in lines) < 2
    return even and capitals >= 0.9 * len(lines) and meant >= 0.7 * (len(lines) - 1)


def _entries(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines of a plain list; one that ends in a comma goes on."""
    entry: list[Line] = []
    for line in lines:
        entry.append(line)
        if not line.text.endswith((",", "-", "–")):
            yield entry
            entry = []
    if entry:
        yield entry


def _telling(run: Run, mender: Mender) -> bool:
    """Whether a run is worth a table."""
    texts = [mender.join(row.lines) for row in run.rows]
    if len(texts) < FEWEST[run.kind]:
        return False
    if run.kind == "label" and len({re.sub(r"\d+", "", text.partition(":")[0]) for text in texts}) == 1:
        return True  # `Year 2023: …`, `Year 2024: …`, however long
    if median(len(text) for text in texts) > LONGEST:
        return False
    if run.kind == "bullet":
        labelled = sum(bool(re.match(r"^\S\s[^:.;]{2,60}:\s", text)) for text in texts)
        return run.nested or labelled > 0.8 * len(texts)
    return True


def _grid(run: Run, mender: Mender) -> Grid:
    """The rows as a grid; a row of fewer parts than others lets its last one span the rest."""
    grouped = any(row.group for row in run.rows)
    width = grouped + max(len(row.parts) for row in run.rows)
    cells: list[Cell] = []
    for n, row in enumerate(run.rows):
        if grouped and row.group:
            cells.append(_cell(n, 0, 1, row.group, mender))
        for k, part in enumerate(row.parts):
            col = grouped + k
            span = width - col if k == len(row.parts) - 1 else 1
            cells.append(_cell(n, col, span, part, mender))
    boxes = [cell.box for cell in cells if cell.page == cells[0].page]
    box = hull(boxes)
    reader = "index" if run.kind == "index" else "list"
    xs = [box.x0 + (box.x1 - box.x0) * k / width for k in range(width + 1)]
    last = max(line.page for row in run.rows for line in row.lines)
    return Grid(run.rows[0].lines[0].page, box, cells, xs, len(run.rows), reader, page_last=last)


def _cell(row: int, col: int, span: int, lines: list[Line], mender: Mender) -> Cell:
    page = lines[0].page
    box = hull([line.box for line in lines if line.page == page])
    return Cell(row, col, 1, span, page, box, lines, text=DOTS.sub("", mender.join(lines)))
