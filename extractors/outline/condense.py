"""Blocks without the words that nobody will ask for: most of a long plan's memory is the places of single words.

When the labels and rows of a block are found, only lists and indexes are still read word by word (``lists``). Of the
others' words a line, of a cell all its lines on a page, become one word: it has their text, their look and their place.

Tables are made anew, and not changed: an old cell stands in memory among the words of its page, and as long as it is
there, Python cannot use that stretch of memory for anything else.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.flow import Block, TableBlock, TextBlock
from extractors.grid.lines import Mender
from extractors.grid.model import Cell, Line
from extractors.outline.lists import rows_of
from extractors.reading.content import Word


def condense(block: Block, mender: Mender) -> None:
    """Let go of a block's words, once its events are made."""
    if isinstance(block, TableBlock):
        block.grid = replace(block.grid, cells=[_condensed(cell, mender) for cell in block.grid.cells])
    elif not any(rows_of(block, mender)):
        _condense_text(block)


def _condensed(cell: Cell, mender: Mender) -> Cell:
    lines = _one_a_page(cell, mender)
    return Cell(
        cell.row,
        cell.col,
        cell.rowspan,
        cell.colspan,
        cell.page,
        cell.box,
        lines,
        cell.shade,
        cell.text,
        cell.cut,
    )


def _one_a_page(cell: Cell, mender: Mender) -> list[Line]:
    if not cell.lines:
        return []
    pages = sorted({line.page for line in cell.lines})
    if len(pages) == 1:
        return [_one_word(cell.lines, cell.text, cell.bold)]
    parts = [[line for line in cell.lines if line.page == page] for page in pages]
    return [_one_word(lines, mender.join(lines), cell.bold) for lines in parts]


def _condense_text(block: TextBlock) -> None:
    """Lines in letters of one size: a small number in one points to a note, and is no part of the name before it."""
    for line in block.lines:
        if all(word.size == line.words[0].size for word in line.words):
            line.words = _one_word([line], line.text, line.bold).words


def _one_word(lines: list[Line], text: str, bold: bool) -> Line:
    """Lines of one page as one word."""
    words = [word for line in lines for word in line.words] if len(lines) > 1 else lines[0].words
    first, page = words[0], lines[0].page
    if len(words) == 1:
        box, size, italic = first.box, first.size, first.italic
    else:
        box, size = Line(words, page).box, max([line.size for line in lines])
        italic = first.italic and all(word.italic for word in words)
    return Line([Word(text, *box, size, bold, italic, first.angle)], page)
