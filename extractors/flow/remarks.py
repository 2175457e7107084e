"""A short remark with a number set apart at the end of a heading's line: `A.2 Title        peso 20`."""

from __future__ import annotations

import re

from extractors.grid.model import Line
from extractors.reading.content import Word

WIDE = 1.6
"""The gap before the remark is wider than this many text heights."""
REMARK = re.compile(r"^[(\[]?\s?[^\W\d]{1,14}\.?(?:\s[^\W\d]{1,12}){0,2}\s*[:=]?\s*\d[\d.,]*\s*(?:%|/\s*\d+)?[)\]]?$")
FEWEST = 3
"""Words before it: two alone may be a label with its value."""


def parted_remark(line: Line, fewest: int = FEWEST) -> tuple[list[Word], list[Word]] | None:
    """The words before the last wide gap, bracket or end of bold letters, and the remark's; None for other lines."""
    words = line.words
    for at in range(len(words) - 1, fewest - 1, -1):
        apart = words[at].x0 - words[at - 1].x1 > WIDE * words[at].size
        if apart or (words[at - 1].bold and not words[at].bold) or words[at].text[:1] in "([":
            remark = " ".join(word.text for word in words[at:])
            told = REMARK.match(remark) and not words[at - 1].text.endswith(":")
            return (words[:at], words[at:]) if told else None
    return None


def is_bold(line: Line) -> bool:
    """Bold, apart from such a remark in another letter."""
    if not line.words[0].bold or line.bold:
        return line.bold
    parts = parted_remark(line)
    return parts is not None and Line(parts[0], line.page).bold
