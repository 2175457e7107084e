"""The prose of a plan as passages under headings: a sentence that a page or a short line cut is one again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from extractors.flow import Flow, TableBlock, TextBlock
from extractors.flow.blocks import Block
from extractors.flow.paragraphs import ITEM
from extractors.grid.model import Line
from extractors.reading.content import Box
from normalizers.sentences import ends_open

HEADING = 200
"""Characters; longer bold text is prose."""
LARGER = 1.12
"""Text this much larger than the plan's usual is a heading."""
DEEPEST = 4
LEADERS = re.compile(r"\.{5,}|…{2,}|(?:\.\s){5,}")
BULLET = re.compile(r"^\s*[-–—•●▪■◦○➤➢✓✔*]")
NUMBERED = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2})*)[.)]?\s*[-–]?\s+\S")
OPENS, CLOSES = re.compile(r"[“«(]"), re.compile(r"[”»)]")


@dataclass(slots=True)
class Passage:
    """Running text with the lines it was printed on."""

    text: str
    lines: list[Line]
    blocks: list[Block]
    topic: list[str] = field(default_factory=list)

    def places(self, start: int, end: int) -> list[tuple[int, Box]]:
        """Where a part of the text stands: its lines, found by their length."""
        printed = sum(len(line.text) + 1 for line in self.lines)
        scale = printed / max(len(self.text) + 1, 1)
        first, last = start * scale, max(end * scale, start * scale + 1)
        found: list[tuple[int, Box]] = []
        place = 0
        for line in self.lines:
            after = place + len(line.text) + 1
            if place < last and after > first + 0.5:
                found.append((line.page, line.box))
            place = after
        return found or [(self.lines[0].page, self.lines[0].box)]


@dataclass(slots=True)
class Heading:
    """A heading that holds for what follows; ``depth`` of its number, 0 without one."""

    text: str
    size: float
    depth: int


def is_heading(block: TextBlock, body_size: float) -> bool:
    if len(block.text) >= HEADING or BULLET.match(block.text):
        return False
    return (block.bold and not re.search(r"[.;]$", block.text)) or block.size > LARGER * body_size


def under(path: list[Heading], new: Heading) -> list[Heading]:
    """The headings that still hold when a new one is printed, with it."""
    while path:
        last = path[-1]
        if last.depth and new.depth:
            higher = last.depth < new.depth
        else:
            higher = last.size > new.size + 0.3 or (bool(last.depth) and not new.depth and last.size > new.size - 0.3)
        if higher:
            break
        path = path[:-1]
    return [*path, new][-DEEPEST:]


def passages_of(flow: Flow, short_forms: Collection[str]) -> Iterator[Passage | tuple[TableBlock, list[str]]]:
    """Passages and tables in reading order, each with the headings above it; headings are passages too."""
    path: list[Heading] = []
    waiting: Passage | None = None
    for block in flow.blocks:
        if isinstance(block, TableBlock):
            if waiting:
                yield waiting
                waiting = None
            if not block.skipped:
                yield block, [h.text for h in path]
            continue
        if not block.text or LEADERS.search(block.text):
            continue
        if is_heading(block, flow.body_size):
            if waiting:
                yield waiting
                waiting = None
            number = NUMBERED.match(block.text)
            path = under(path, Heading(block.text, block.size, number[1].count(".") + 1 if number else 0))
            yield Passage(block.text, list(block.lines), [block], [h.text for h in path])
            continue
        if waiting and _goes_on(waiting, block, short_forms):
            text = flow.mender.join([*waiting.lines, *block.lines])
            waiting = Passage(text, [*waiting.lines, *block.lines], [*waiting.blocks, block], waiting.topic)
            continue
        if waiting:
            yield waiting
        waiting = Passage(block.text, list(block.lines), [block], [h.text for h in path])
    if waiting:
        yield waiting


def _goes_on(before: Passage, block: TextBlock, short_forms: Collection[str]) -> bool:
    """Whether a paragraph goes on with the sentence of the one before it."""
    text = block.text
    if not (text[0].islower() or text[0].isdigit() or before.text.rstrip().endswith(".")) or BULLET.match(text):
        return False
    if ends_open(before.text, short_forms):
        follows = before.text.rstrip().endswith(".") or text[0].islower()
    else:
        quoted = len(OPENS.findall(before.text)) > len(CLOSES.findall(before.text))
        follows = quoted and text[0].islower() and not ITEM.match(text)
    last = before.blocks[-1]
    return (
        follows
        and isinstance(last, TextBlock)
        and last.bold == block.bold
        and abs(last.size - block.size) <= 0.15 * last.size
    )
