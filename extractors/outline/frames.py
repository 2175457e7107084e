"""What frames a table: the heading above it, its header of one or several rows, the notes below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.flow import Block, Flow, TableBlock, TextBlock
from extractors.grid.model import Cell, Grid
from extractors.lexicon import Lexicon, fold_label
from extractors.outline.titles import FIELD, Outline

ABOVE = 4
"""Paragraphs above a table among which its caption is looked for."""
NEAR = 60.0
"""A caption stands no further above its table than this (points)."""
CAPTION = 260
NOTES = 6
"""Notes that one table has at most."""
DEEPEST = 4
"""Rows of a header."""
MARK = re.compile(r"^\s*(?:\*+|\(\*+\)|\[\*+\]|[¹²³⁴⁵]|\(\d\)|\[\d\]|†|‡)\s*\S")
YEARED = re.compile(r"\b(?:anno|anni|triennio|annualità|esercizio)\b|\d", re.IGNORECASE)
FIGURE = re.compile(r"^[\s€<>=≤≥+\-–]*\d[\d.,/%€\s:-]*$|^\s*[-–/]+\s*$")


@dataclass(slots=True)
class Frame:
    """What stands around a table, and in its first rows."""

    heading: str | None = None
    path: list[str] = field(default_factory=list)
    """The headings that it stands under."""
    header: list[str] = field(default_factory=list)
    """One text a column, those of several rows joined by ` / `; empty where no row is a header."""
    header_rows: int = 0
    """Rows down to the last one of the header, titles above it included."""
    notes: list[str] = field(default_factory=list)


def frames_of(flow: Flow, outline: Outline, lexicon: Lexicon) -> dict[int, Frame]:
    """A frame for each table, by the id of its block."""
    captions = tuple(fold_label(w) for w in lexicon.words.get("caption_words", []))
    notes = tuple(fold_label(w) for w in lexicon.words.get("note_words", []))
    frames: dict[int, Frame] = {}
    path: list[str] = []
    for n, block in enumerate(flow.blocks):
        if isinstance(block, TextBlock):
            known = outline.by_block.get(id(block))
            path = known.path if known else path
            continue
        titles, header, depth = header_of(block.grid)
        above, sure = _caption(flow.blocks[max(0, n - ABOVE) : n], block, outline, captions)
        inside = " ".join(titles)
        heading = (above if sure else inside or above) or (path[-1] if path else None)
        found = _notes(flow.blocks[n + 1 : n + 1 + NOTES], block, flow.body_size, notes, outline)
        frames[id(block)] = Frame(heading, path, header, depth, found)
    return frames


def _caption(
    before: list[Block], table: TableBlock, outline: Outline, captions: tuple[str, ...]
) -> tuple[str | None, bool]:
    """The paragraph above that names the table, and whether it does for sure.

    Sure is one that begins as captions do, or a line that announces the table; a heading may be of more than the table.
    """
    best: str | None = None
    below = table.box.top
    for block in reversed(before):
        if isinstance(block, TableBlock) or block.page != table.page or below - block.box.bottom > NEAR:
            break
        below, text = block.box.top, block.text
        if FIELD.match(text) or sum(c.isalpha() for c in YEARED.sub("", text)) < 4:
            continue
        if _begins(text, captions) and len(text) <= CAPTION:
            return text, True
        if id(block) in outline.by_block:
            return (best, True) if best else (text, False)
        if best is None and text.rstrip().endswith(":"):
            best = text if len(text) <= CAPTION else _last_sentence(text)
        elif best is None and len(text) < 0.5 * CAPTION and not text.rstrip().endswith((".", ";", ",")):
            best = text
        elif best is None:
            break
    return best, bool(best)


def _last_sentence(text: str) -> str:
    return re.split(r"(?<=[.;])\s+(?=[A-ZÀ-Ý])", text)[-1]


def _notes(after: list[Block], table: TableBlock, body: float, words: tuple[str, ...], outline: Outline) -> list[str]:
    """The paragraphs right below: marked with a star or number, opened by a word such as `Fonte`, or in small print."""
    found: list[str] = []
    last = table.page_last
    lines = [line.bottom for c in table.grid.cells for line in c.lines if line.page == last]
    bottom = max([c.box.bottom for c in table.grid.cells if c.page == last] + lines, default=0.0)
    for block in after:
        if isinstance(block, TableBlock) or block.page not in (table.page_last, table.page_last + 1):
            break
        if id(block) in outline.by_block and not MARK.match(block.text):
            break
        near = block.page == table.page_last and 0 <= block.box.top - bottom < NEAR
        small = near and block.size < 0.9 * body and len(block.text) < 600
        named = near and _begins(block.text, words) and len(block.text) < 600
        if not (MARK.match(block.text) or small or named):
            break
        found.append(block.text)
        bottom = block.box.bottom
    return found


def _begins(text: str, words: tuple[str, ...]) -> bool:
    folded = fold_label(text)
    return any(folded == word or folded.startswith(word + " ") for word in words)


def header_of(grid: Grid) -> tuple[list[str], list[str], int]:
    """(title rows above the header, the header, rows down to its last one)."""
    rows = grid.rows()
    first = 0
    titles: list[str] = []
    while first < min(len(rows) - 1, DEEPEST) and _is_title(rows[first], grid):
        titles += [cell.text for cell in rows[first] if cell.text]
        first += 1
    if grid.n_cols < 2 or len(rows) - first < 2 or not _is_header(rows, first):
        return titles, [], first
    last = _last_row(rows, first)
    return titles, _columns(rows[first : last + 1], grid.n_cols), last + 1


def _is_title(row: list[Cell], grid: Grid) -> bool:
    """One text over the whole width."""
    filled = [cell for cell in row if cell.text]
    return len(filled) == 1 and grid.n_cols > 1 and filled[0].colspan >= grid.n_cols and filled[0].rowspan == 1


def _is_header(rows: list[list[Cell]], first: int) -> bool:
    """Bold or shaded where the rows below are not, or words over figures."""
    head = [cell for cell in rows[first] if cell.text]
    below = [cell for row in rows[first + 1 :] for cell in row if cell.text]
    if len(head) < 2 or not below:
        return False
    if all(FIGURE.match(cell.text) and not re.fullmatch(r"(?:19|20)\d\d", cell.text.strip()) for cell in head[1:]):
        return False
    if all(cell.bold for cell in head) and sum(cell.bold for cell in below) < 0.7 * len(below):
        return True
    shades = {cell.shade for cell in head}
    if len(shades) == 1 and None not in shades and sum(cell.shade in shades for cell in below) < 0.5 * len(below):
        return True
    columns = {cell.col for cell in below if FIGURE.match(cell.text)}
    figured = [c for c in columns if all(FIGURE.match(cell.text) for cell in below if cell.col == c)]
    wordy = [c for c in figured if any(h.col == c and not FIGURE.match(h.text) for h in head)]
    return bool(wordy) and not any(FIGURE.match(cell.text) for cell in head if cell.col in figured)


def _last_row(rows: list[list[Cell]], first: int) -> int:
    """The header goes on as far down as its merged cells reach, and under cells that head several columns."""
    last = first + max((cell.rowspan for cell in rows[first] if cell.text), default=1) - 1
    wide = [cell for cell in rows[first] if cell.text and cell.colspan > 1]
    if last == first and wide and first + 1 < len(rows) - 1:
        under = [cell for cell in rows[first + 1] if cell.text]
        inside = [c for c in under if any(w.col <= c.col < w.col + w.colspan for w in wide)]
        alike = {cell.bold for cell in rows[first] if cell.text} == {cell.bold for cell in under}
        words = not any(FIGURE.match(c.text) and not re.fullmatch(r"(?:19|20)\d\d", c.text.strip()) for c in under)
        if inside and alike and words and all(c.colspan == 1 for c in inside) and len(under) > 1:
            last = first + 1
    return min(last, first + DEEPEST - 1, len(rows) - 2)


def _columns(rows: list[list[Cell]], width: int) -> list[str]:
    """The texts over each column, from above."""
    texts: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        for cell in row:
            for column in range(cell.col, min(cell.col + cell.colspan, width)):
                if cell.text and cell.text not in texts[column]:
                    texts[column].append(cell.text)
    return [" / ".join(parts) for parts in texts]
