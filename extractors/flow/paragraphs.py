"""Lines of running text to headings, paragraphs and list items."""

from __future__ import annotations

import re

from extractors.flow.blocks import TextBlock
from extractors.grid.model import Line

APART = 0.75
"""Lines further apart than this share of their height begin a new block."""
ITEM = re.compile(r"^\s*([-–—•●▪■◦○➤➢✓✔*]|[a-z]\)|\(?\d{1,2}[).]|\d{1,2}\s*[-–])\s*\S", re.IGNORECASE)
ENDED = re.compile(r"[.;:!?]\s*[)»”\"']?$")


def paragraphs_of(lines: list[Line], width: float) -> list[TextBlock]:
    """Blocks of one page's free lines, in order."""
    blocks: list[TextBlock] = []
    right = max((line.x1 for line in lines), default=width)
    for line in sorted(lines, key=lambda k: (k.top, k.x0)):
        last = blocks[-1].lines[-1] if blocks else None
        if last and not _starts(line, last, right):
            blocks[-1].lines.append(line)
        else:
            blocks.append(TextBlock([line]))
    for block in blocks:
        block.centred = all(abs((k.x0 + k.x1) / 2 - width / 2) < 0.03 * width and k.x0 > 0.12 * width for k in block.lines)
    return blocks


def _starts(line: Line, last: Line, right: float) -> bool:
    """Whether a line begins a new block after ``last``; ``right`` is the text's right margin."""
    if line.top - last.bottom > APART * min(line.size, last.size):
        return True
    if line.bold != last.bold or abs(line.size - last.size) > 0.15 * last.size:
        return True
    if ITEM.match(line.text):
        return True
    indented = line.x0 - last.x0 > 0.8 * line.size
    if not line.bold and indented and ENDED.search(last.text):
        return True
    short = last.x1 < right - 0.18 * (right - last.x0)
    return short and not line.bold and bool(ENDED.search(last.text)) and line.text[:1].isupper()
