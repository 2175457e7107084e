"""The headings of a plan and the path of each: by their numbers where they have some, else by their looks."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from extractors.flow import Flow, TableBlock, TextBlock
from extractors.lexicon import Lexicon, fold_label
from normalizers.text import in_capitals

LONGEST = 200
"""Letters that a heading has at most."""
LARGER = 1.08
"""A heading is larger than the text, or than another heading, from this ratio on."""
MUCH_LARGER = 1.25
DEEPEST = 8
NUMBER = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2}){0,5})(?:\.|\)|\s*[-–—:])?\s+(?=\D)")
LETTER = re.compile(r"^\s*(?:[A-Z]|[IVX]{1,5})\s*(?:[.)]|\s[-–—])\s*(?=\S)")
FIELD = re.compile(r"^\s*[^\W\d]+(?:\s[^\W\d]+)?\s*:\s*\S")
"""`Anno: 2026`: a label with its value."""
SIGN = re.compile(r"^\s*(?:[-–—•●▪■◦○➤➢✓✔*>]\s|\()")
ORDINAL = re.compile(r"\d|[ivx]+\b|[a-z]\b|prim|second|terz|quart|quint|sest|settim|ottav|non[ao]|decim")


@dataclass(slots=True)
class Heading:
    """A heading, with the headings it stands under."""

    block: TextBlock
    text: str
    path: list[str] = field(default_factory=list)
    """From the outermost heading to this one."""
    number: tuple[int, ...] = ()
    part: int = 0
    """1 for `Sezione`, `Allegato`; 2 for `Sottosezione`; 0 for others."""
    lettered: bool = False
    """`A – …`"""


@dataclass(slots=True)
class Outline:
    """The headings of a plan in reading order, by the id of their paragraph too."""

    headings: list[Heading] = field(default_factory=list)
    by_block: dict[int, Heading] = field(default_factory=dict)


def outline_of(flow: Flow, lexicon: Lexicon, index: Container[int] = ()) -> Outline:
    """Headings with their paths; ``index`` are ids of words that stand in a table of contents."""
    outline, stack = Outline(), list[Heading]()
    words = lexicon.words
    parts = tuple(_folded(words.get(key, [])) for key in ("part_words", "subpart_words", "numbered_part_words"))
    for block in flow.blocks:
        if isinstance(block, TableBlock) or not _is_heading(block, flow.body_size):
            continue
        if any(id(word) in index for word in block.lines[0].words):
            continue
        heading = _heading(block, parts[0], parts[1], parts[2])
        while stack and not _stands_over(stack, heading):
            stack.pop()
        stack = [*stack[: DEEPEST - 1], heading]
        heading.path = [above.text for above in stack]
        outline.headings.append(heading)
        outline.by_block[id(block)] = heading
    return outline


def _is_heading(block: TextBlock, body: float) -> bool:
    text = block.text
    if not any(c.isalpha() for c in text) or len(text) > LONGEST or text.rstrip().endswith((";", ",")):
        return False
    if SIGN.match(text) or FIELD.match(text) or (text[:1].islower() and not LETTER.match(text)):
        return False
    if text.rstrip().endswith(".") and block.size < LARGER * body and not NUMBER.match(text):
        return False  # a bold sentence, or the end of one
    return block.bold or block.size > 1.12 * body or (in_capitals(text) and len(text) > 8 and bool(NUMBER.match(text)))


def _heading(block: TextBlock, parts: list[str], subparts: list[str], counted: list[str]) -> Heading:
    folded = fold_label(block.text)
    if _begins(folded, counted) and ORDINAL.match(folded.partition(" ")[2]):
        parts = counted
    part = 1 if _begins(folded, parts) else 2 if _begins(folded, subparts) else 0
    rest = block.text
    if part:
        words = next(w for w in (parts if part == 1 else subparts) if _begins(folded, [w]))
        rest = re.sub(r"^\W*" + r"\W+".join(map(re.escape, words.split())) + r"\W*(?:n\W*)?", "", rest, flags=re.I)
    found = NUMBER.match(rest) or (re.match(r"^\s*(\d{1,2}(?:\.\d{1,2})*)\b", rest) if part else None)
    number = tuple(map(int, found[1].split("."))) if found else ()
    lettered = not part and not number and bool(LETTER.match(block.text))
    return Heading(block, block.text, [], number, part, lettered)


def _stands_over(stack: list[Heading], heading: Heading) -> bool:
    """Whether the last heading of the stack is one that the new heading stands under."""
    top = stack[-1]
    if heading.part == 1:
        if top.number and heading.number and fold_label(top.text)[:4] == fold_label(heading.text)[:4]:
            return len(top.number) < len(heading.number) and heading.number[: len(top.number)] == top.number
        return top.part == 1 and _larger(top, heading)
    if heading.number and top.number and not _named_apart(top):
        if len(top.number) < len(heading.number) and heading.number[: len(top.number)] == top.number:
            return True
        return len(heading.number) == 1 and _outranks(top, heading)  # a small `1.` under `2.3`: a count of its own
    if heading.number and not top.number and not top.part:
        above = [h for h in stack[:-1] if h.number and not _named_apart(h)]
        if any(h.number == heading.number[: len(h.number)] for h in above):
            return len(heading.number) == 1 and _outranks(top, heading)
        if any(h.number[:-1] == heading.number[:-1] for h in above):
            return _outranks(top, heading) and len(heading.number) == 1
        return _outranks(top, heading)
    if top.part:
        much = heading.block.size > MUCH_LARGER * top.block.size
        return heading.part != top.part and (top.part == 1 or not heading.part) and not much
    if top.number:
        return not heading.part and not _larger(heading, top)
    if heading.part:
        return False
    if heading.lettered and any(h.lettered for h in _since_number(stack)):
        return not top.lettered and _larger(top, heading)
    return _outranks(top, heading) or (top.lettered and not heading.lettered and not _larger(heading, top))


def _since_number(stack: list[Heading]) -> list[Heading]:
    """The headings under the last numbered one."""
    last = max((n for n, h in enumerate(stack) if h.number or h.part), default=-1)
    return stack[last + 1 :]


def _named_apart(heading: Heading) -> bool:
    """`Allegato 2`, `Appendice 1.1`: its number counts annexes, not chapters; `Sezione 2` counts chapters."""
    return heading.part == 1 and not fold_label(heading.text).startswith(("sezione", "capitolo", "parte"))


def _larger(a: Heading, b: Heading) -> bool:
    return a.block.size > LARGER * b.block.size


def _outranks(a: Heading, b: Heading) -> bool:
    """The one looks like a heading over the other: larger, else in capitals, else bold, where the other is not."""
    if _larger(a, b) or _larger(b, a):
        return _larger(a, b)
    return (in_capitals(a.text), a.block.bold, a.block.centred) > (in_capitals(b.text), b.block.bold, b.block.centred)


def _folded(words: Iterable[str]) -> list[str]:
    return sorted({fold_label(word) for word in words}, key=len, reverse=True)


def _begins(folded: str, words: list[str]) -> bool:
    return any(folded == word or folded.startswith(word + " ") for word in words)
