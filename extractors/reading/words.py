"""Characters to words: by printed spaces where there are any, by gaps where there are none."""

from __future__ import annotations

import re
from collections.abc import Callable
from sys import intern
from typing import NamedTuple

from extractors.reading.content import Word

Style = tuple[bool, bool, int]
"""Bold, italic, angle in degrees."""


class Chars(NamedTuple):
    """A page's characters in the order of the content stream: one text, and a column for each side of their boxes."""

    text: str
    x0: list[float]
    top: list[float]
    x1: list[float]
    bottom: list[float]


GAP = 0.18
"""A gap wider than this share of the letter's height parts two words."""
TOUCH = 0.1
"""Letters on one line that are no further apart (points) touch, whatever white space PDFium writes between them."""
BACK = 0.6
"""A step back by more than this share of the height starts a new word."""
STEPS = 32
"""Steps of a coordinate in a point."""
LARGEST = 2048.0
"""Points; what lies further out keeps a number of its own."""
COORDINATES = [step / STEPS for step in range(int(LARGEST * STEPS) + 1)]
RUN = re.compile(r"[^\x00\x01\x03-\x20\xa0]+")
"""What stands between white space; PDFium writes 2 for a hyphen at a line's end."""
LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\u00ad": "-"}
BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf076": "◆",
    "\uf0d2": "◦",
    "\ue00c": "▪",
    "\uf02d": "-",
}
"""The signs of lists in the symbol fonts of word processors, which have no letters of their own."""
GLYPHS = str.maketrans(LIGATURES | BULLETS | {"\x02": "-", "\ufffe": "-"})


def words_of(chars: Chars, style_of: Callable[[int], Style]) -> list[Word]:
    """Words in the order of the content stream; ``style_of`` is asked with the index of a word's first character."""
    words: list[Word] = []
    _, lefts, tops, rights, _ = chars
    before = -9
    for run in RUN.finditer(chars.text):
        start, end = run.span()
        broken = start - before == 2 and _touches(chars, before - 1, start)
        glued = words.pop() if broken and words else None
        first = len(words)
        for i in range(start + 1, end):
            touching = tops[i] == tops[i - 1] and -BACK <= lefts[i] - rights[i - 1] <= GAP
            if not touching and _parted(chars, i, i - start > 1 and _vertical(chars, i - 1)):
                words.append(_word(chars, start, i, style_of(start)))
                start = i
        words.append(_word(chars, start, end, style_of(start)))
        if glued is not None:
            words[first:] = [_glued(glued, words[first]), *words[first + 1 :]]
        before = end
    return words


def _touches(chars: Chars, last: int, i: int) -> bool:
    """A letter stands right after another on its line, or is drawn a little nearer."""
    height = chars.bottom[last] - chars.top[last]
    return chars.top[i] == chars.top[last] and -0.1 * height < chars.x0[i] - chars.x1[last] < TOUCH


def _glued(a: Word, b: Word) -> Word:
    """PDFium breaks the line after every letter of some text that is set letter by letter: it is one word."""
    x0, top, x1, bottom = min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom)
    return Word(intern(a.text + b.text), x0, top, x1, bottom, a.size, a.bold, a.italic, a.angle)


def _vertical(chars: Chars, i: int) -> bool:
    """A character stands under or over the one before it."""
    return abs(chars.x0[i] - chars.x0[i - 1]) < 0.3 and abs(chars.top[i] - chars.top[i - 1]) > 1


def _parted(chars: Chars, i: int, vertical: bool) -> bool:
    """Whether a new word begins with a character."""
    x0, top, x1, bottom = chars.x0[i - 1], chars.top[i - 1], chars.x1[i - 1], chars.bottom[i - 1]
    u0, up, u1, down = chars.x0[i], chars.top[i], chars.x1[i], chars.bottom[i]
    if u0 == x0 and u1 == x1 and up == top:  # letters of one ligature share its box
        return False
    height = max(bottom - top, 1.0)
    stacked = abs(u0 - x0) < 0.3 and abs(u1 - x1) < 0.3 and up != top
    if stacked or (abs(up - top) > 0.5 * height and abs(down - bottom) > 0.5 * height):
        beside = abs(u0 - x0) < 0.5 * (x1 - x0) + 1
        near = min(abs(up - bottom), abs(down - top)) < GAP * max(x1 - x0, 1.0) + 0.5
        return not (beside and near)
    if vertical:
        return False
    step = u0 - x1
    return step > GAP * height or step < -BACK * height


def _snapped(*sides: float) -> list[float]:
    """Coordinates in whole steps: all words share the same few numbers, which take no memory of their own."""
    return [COORDINATES[int(x * STEPS + 0.5)] if 0 <= x < LARGEST else x for x in sides]


def _word(chars: Chars, start: int, end: int, style: Style) -> Word:
    text, lefts, tops, rights, bottoms = chars
    x0, top, x1, bottom = min(lefts[start:end]), min(tops[start:end]), max(rights[start:end]), max(bottoms[start:end])
    bold, italic, angle = style
    size = (x1 - x0) if angle in (90, 270) else (bottom - top)
    printed = intern(text[start:end].translate(GLYPHS))  # a plan says the same words again and again
    x0, top, x1, bottom, size = _snapped(x0, top, x1, bottom, size)
    return Word(printed, x0, top, x1, bottom, size, bold, italic, angle)
