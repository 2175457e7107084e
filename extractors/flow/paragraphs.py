"""Lines of running text to headings, paragraphs and list items."""

from __future__ import annotations

import itertools
import re

from extractors.flow.blocks import TextBlock
from extractors.flow.remarks import is_bold, parted_remark
from extractors.grid.model import Line

APART = 0.75
"""Lines further apart than this share of their height begin a new block."""
CLOSE = 0.4
"""… and where the page's lines stand close, so much further than they."""
UNLIKE = 0.15
"""Lines whose heights differ by more than this share are no one paragraph."""
STEP = 0.08
"""The same for bold lines: a heading under a heading of the next rank."""
ITEM = re.compile(r"^\s*([-–—•●▪■◦○➤➢✓✔*]|[a-z]\)|\(?\d{1,2}[).]|\d{1,2}\s*[-–])\s*\S", re.IGNORECASE)
LABELLED = re.compile(r"^[A-ZÀ-Ý][\w'’./ ]{1,45}:\s+\S")
"""`Dirigente: …`: a label that begins a line."""
LABEL_ALONE = re.compile(r"^[A-ZÀ-Ý][\w'’./ ]{1,45}:$")
"""`Fasi:`: a title over a list."""
NUMBERED = re.compile(r"^[A-ZÀ-Ý][^\W\d][\w' ]{1,28}\s(?:n\.?\s?)?\d{1,2}\s*[:–-]\s+\S")
"""`Fase 1: …`"""
BARS = re.compile(r"\s[|¦]\s")
ENDED = re.compile(r"[.;:!?]\s*[)»”\"']?$")


def paragraphs_of(lines: list[Line], width: float) -> list[TextBlock]:
    """Blocks of one page's free lines, in order."""
    blocks: list[TextBlock] = []
    ordered = sorted(lines, key=lambda k: (k.top, k.x0))
    spacing = _spacing(ordered)
    right = max((line.x1 for line in lines), default=width)
    right = max(right, 0.85 * width)
    left = min((line.x0 for line in lines), default=0.0)
    left = min(left, 0.15 * width)
    for line in ordered:
        last = blocks[-1].lines[-1] if blocks else None
        if last and not (_starts(line, last, left, right, spacing) or _leaves_item(line, blocks[-1].lines, right)):
            blocks[-1].lines.append(line)
        else:
            blocks.append(TextBlock([line]))
    for block in blocks:
        block.centred = all(
            abs((k.x0 + k.x1) / 2 - width / 2) < 0.03 * width and k.x0 > 0.12 * width for k in block.lines
        )
    return blocks


def _spacing(lines: list[Line]) -> float:
    """The usual gap between a paragraph's lines on this page, points: a low quantile, for headings stand apart."""
    gaps = sorted(
        b.top - a.bottom
        for a, b in itertools.pairwise(lines)
        if abs(a.size - b.size) < 1 and -2 < b.top - a.bottom < 1.4 * a.size
    )
    return max(0.0, gaps[len(gaps) // 6]) if len(gaps) > 5 else 0.0


def _room(size: float, spacing: float) -> float:
    """The widest gap within a paragraph: where lines stand close, half a line more already sets the next one apart."""
    usual = max(APART * size, 1.3 * spacing)
    return min(usual, spacing + CLOSE * size) if spacing else usual


def _starts(line: Line, last: Line, left: float, right: float, spacing: float) -> bool:
    """Whether a line begins a new block after ``last``; the text runs from ``left`` to ``right``."""
    if line.top - last.bottom > _room(min(line.size, last.size), spacing):
        return True
    apart = STEP if line.bold and last.bold else UNLIKE
    if is_bold(line) != is_bold(last) or abs(line.size - last.size) > apart * last.size:
        return True
    if ITEM.match(line.text) and not _in_brackets(last):
        return True
    if line.bold and LABELLED.match(line.text):
        return True
    if line.bold and _forced(line, last, right - left):
        return True
    meant = last.x1 + line.words[0].x1 - line.words[0].x0 + 0.3 * line.size < 0.97 * right
    if meant and line.text[:1].isupper() and not line.bold and (parted_remark(last) or parted_remark(line)):
        return True  # `A.2 Title (peso 20)` over its text
    if line.words[0].bold and not line.bold and (not last.words[-1].bold or (meant and _bold_label(line))):
        return True
    if line.italic and meant and line.text[:1].isupper() and not any(w.italic for w in last.words):
        return True  # a small title in italics
    if line.italic and meant and LABEL_ALONE.match(line.text) and not last.words[-1].italic:
        return True
    ended = last.words[-1].text[-1:] in "0123456789%" and line.text[:1].isupper()
    if ended and LABELLED.match(last.text) and (meant or LABELLED.match(line.text)):
        return True
    if BARS.search(last.text) and not BARS.search(line.text) and (meant or ended):
        return True
    if NUMBERED.match(line.text) or (LABELLED.match(line.text) and BARS.search(line.text) and meant):
        return True
    if LABEL_ALONE.match(line.text) and ENDED.search(last.text):
        return True
    if LABELLED.match(line.text) and ((LABELLED.match(last.text) and meant) or ENDED.search(last.text)):
        return True
    indented = line.x0 - last.x0 > 0.8 * line.size
    if not line.bold and indented and ENDED.search(last.text):
        return True
    short = last.x1 < right - 0.18 * (right - last.x0)
    return short and not line.bold and bool(ENDED.search(last.text)) and line.text[:1].isupper()


def _leaves_item(line: Line, lines: list[Line], right: float) -> bool:
    """A label further left than the list item above it, which broke off although its next word would have fitted."""
    if not ITEM.match(lines[0].text) or lines[0].x0 - line.x0 < 0.8 * line.size:
        return False
    if not (LABELLED.match(line.text) or LABEL_ALONE.match(line.text)):
        return False
    first = line.words[0]
    return lines[-1].x1 + first.x1 - first.x0 + 0.3 * line.size < 0.97 * right


def _in_brackets(line: Line) -> bool:
    """A bracket that the line leaves open: a dash at the head of the next one is no item's."""
    return line.text.rfind("(") > line.text.rfind(")")


def _bold_label(line: Line) -> bool:
    """`**Risorse stanziate:** nessuna`."""
    for word in line.words[:7]:
        if not word.bold:
            return False
        if word.text.endswith(":"):
            return True
    return False


def _forced(line: Line, last: Line, room: float) -> bool:
    """The next line's first word would have fitted: the break was meant, so these are two headings."""
    first = line.words[0]
    return (last.x1 - last.x0) + (first.x1 - first.x0) + 0.4 * line.size < 0.93 * room
