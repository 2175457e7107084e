"""Sentences of a text, as they stand in it: abbreviations, numbers and initials do not end one."""

from __future__ import annotations

import re
from collections.abc import Collection

_END = re.compile(r"[.!?]+[\"'”’»)]*(?=\s+[\"'“‘«(]*(?:[A-ZÀ-Ý0-9•●▪➤–-]))")
_LAST_WORD = re.compile(r"([^\s\"'’“«(]+?)[.!?]+[\"'”’»)]*$")
_DOTTED = re.compile(r"(?:\w{1,4}\.)+\w{0,4}")
_MARKER = re.compile(r"\(?\d{1,2}")


def ends_open(text: str, short_forms: Collection[str]) -> bool:
    """Whether a text stops in the middle of a sentence: no stop at its end, or that of an abbreviation."""
    text = text.rstrip()
    if not re.search(r"[.!?;:][\"'”’»)]*$", text):
        return True
    return text[-1] == "." and _shortened(text, short_forms)


def sentences(text: str, short_forms: Collection[str]) -> list[tuple[int, int]]:
    """Start and end of each sentence; ``short_forms`` are abbreviations without their point, in small letters."""
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _END.finditer(text):
        head = text[start : stop.end()]
        if stop[0][0] == "." and _shortened(head, short_forms):
            continue
        found.append((start, stop.end()))
        start = stop.end()
    found.append((start, len(text)))
    trimmed = []
    for a, b in found:
        piece = text[a:b]
        a += len(piece) - len(piece.lstrip())
        b -= len(piece) - len(piece.rstrip())
        if b > a:
            trimmed.append((a, b))
    return trimmed


def _shortened(head: str, short_forms: Collection[str]) -> bool:
    last = _LAST_WORD.search(head[-40:])
    if not last:
        return False
    word = last[1].casefold()
    if word in short_forms or (_DOTTED.fullmatch(word) and not word[0].isdigit()):
        return True
    if len(word) == 1 and word.isalpha():
        return True
    return bool(_MARKER.fullmatch(word)) and not head[: last.start()].strip(" -–•(") and len(head) < 6
