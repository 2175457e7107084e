"""Words to lines, and lines to one text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.grid.model import Line
from extractors.reading.content import Word

OVERLAP = 0.5
"""Two words stand on one line when they share this much of the lower one's height."""
MONTHS = {
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
}
"""`aprile-giugno` keeps its hyphen in plans that print neither month alone."""
SPLIT = re.compile(r"(?<=[^\W\d_])[-\u2010]$")


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """Lines from the top down; words that stand sideways make lines of their own, read in their own direction."""
    words = list(words)
    level = [w for w in words if w.angle in (0, 180)]
    lines = [Line(run, page) for run in _rows(level)]
    for angle in (90, 270):
        sideways = [w for w in words if w.angle == angle]
        if sideways:
            lines += [Line(run, page) for run in _columns(sideways, downwards=angle == 90)]
    return lines


def _rows(words: list[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    tops: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: w.top + w.bottom):
        middle = (word.top + word.bottom) / 2
        if rows:
            top, bottom = tops[-1]
            shared = min(bottom, word.bottom) - max(top, word.top)
            if top <= middle <= bottom and shared >= OVERLAP * min(bottom - top, word.bottom - word.top):
                rows[-1].append(word)
                if word.size > bottom - top:
                    tops[-1] = (word.top, word.bottom)
                continue
        rows.append([word])
        tops.append((word.top, word.bottom))
    for row in rows:
        row.sort(key=lambda w: w.x0)
    return rows


def _columns(words: list[Word], downwards: bool) -> list[list[Word]]:
    """Lines of sideways text: columns of words, in the order in which a reader who turns the page meets them."""
    columns: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.x0 + w.x1, reverse=downwards):
        middle = (word.x0 + word.x1) / 2
        if columns and columns[-1][0].x0 <= middle <= columns[-1][0].x1:
            columns[-1].append(word)
        else:
            columns.append([word])
    for column in columns:
        column.sort(key=lambda w: w.top, reverse=not downwards)
    return columns


class Mender:
    """Joins the lines of one text; a word split at a line's end is mended as the plan spells it elsewhere."""

    def __init__(self, vocabulary: Iterable[str] = ()) -> None:
        self._known = MONTHS | {w.casefold() for w in vocabulary}

    def join(self, lines: Iterable[Line]) -> str:
        """One text with single spaces; '' for no lines."""
        text = ""
        for line in lines:
            piece = line.text
            if SPLIT.search(text[-2:]) and piece[:1].islower():
                text = self._mended(text, piece)
            elif text and text[-1] == "/" and piece[:1].islower() and text[-2:-1] != " " and "://" in text[-80:]:
                text += piece
            else:
                text = f"{text} {piece}" if text else piece
        return text

    def _mended(self, text: str, piece: str) -> str:
        head = re.split(r"[\s(«“\"']", text)[-1][:-1]
        tail = re.split(r"[\s,.;:)»”\"']", piece)[0]
        whole, hyphened = f"{head}{tail}".casefold(), f"{head}-{tail}".casefold()
        if whole not in self._known:
            both = head.casefold() in self._known and tail.casefold() in self._known and len(head) > 2 and len(tail) > 2
            if hyphened in self._known or "-" in head or both:
                return text + piece
        return text[:-1] + piece
