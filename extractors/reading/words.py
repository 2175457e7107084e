"""Characters to words: by printed spaces where there are any, by gaps where there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from extractors.reading.content import Word

Char = tuple[int, str, float, float, float, float]
"""Index, glyph, x0, top, x1, bottom; a white-space glyph has no box."""
Style = tuple[bool, bool, int]
"""Bold, italic, angle in degrees."""

GAP = 0.18
"""A gap wider than this share of the letter's height parts two words."""
BACK = 0.6
"""A step back by more than this share of the height starts a new word."""
LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\u00ad": "-"}


def words_of(chars: Iterable[Char], style_of: Callable[[int], Style]) -> list[Word]:
    """Words in the order of the content stream."""
    words: list[Word] = []
    run: list[Char] = []
    for char in chars:
        if char[1] == " ":
            _flush(run, style_of, words)
            run = []
        elif run and _parted(run[-1], char, len(run) > 1 and _vertical(run)):
            _flush(run, style_of, words)
            run = [char]
        else:
            run.append(char)
    _flush(run, style_of, words)
    return words


def _vertical(run: list[Char]) -> bool:
    return abs(run[-1][2] - run[-2][2]) < 0.3 and abs(run[-1][3] - run[-2][3]) > 1


def _parted(last: Char, char: Char, vertical: bool) -> bool:
    _, _, x0, top, x1, bottom = last
    _, _, u0, up, u1, down = char
    if u0 == x0 and u1 == x1 and up == top:  # letters of one ligature share its box
        return False
    height = max(bottom - top, 1.0)
    if abs(up - top) > 0.5 * height and abs(down - bottom) > 0.5 * height:
        beside = abs(u0 - x0) < 0.5 * (x1 - x0) + 1
        near = min(abs(up - bottom), abs(down - top)) < GAP * max(x1 - x0, 1.0) + 0.5
        return not (beside and near)
    if vertical:
        return False
    step = u0 - x1
    return step > GAP * height or step < -BACK * height


def _flush(run: list[Char], style_of: Callable[[int], Style], words: list[Word]) -> None:
    if not run:
        return
    text = "".join([c[1] for c in run])
    if not text.isascii():
        text = "".join(LIGATURES.get(c, c) for c in text)
    _, _, x0, top, x1, bottom = run[0]
    for _, _, u0, up, u1, down in run[1:]:
        x0, top, x1, bottom = min(x0, u0), min(top, up), max(x1, u1), max(bottom, down)
    bold, italic, angle = style_of(run[0][0])
    size = (x1 - x0) if angle in (90, 270) else (bottom - top)
    words.append(Word(text, x0, top, x1, bottom, size, bold, italic, angle))
