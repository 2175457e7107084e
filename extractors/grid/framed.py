"""Frames without inner rules: labels and values side by side, each a cell of its own."""

from __future__ import annotations

from itertools import pairwise

from extractors.grid.lines import lines_of
from extractors.grid.model import Cell, Grid
from extractors.grid.stretches import channels_of
from extractors.reading.content import Box, Word

ROOM = 1.0
"""Texts in a frame stand at least this many text heights apart."""
SAME = 3.0
"""Borders nearer than this (points) are one."""
MOST_ROWS = 4
MOST_LINES = 4


def part_frame(grid: Grid) -> None:
    """Give a frame of one column the columns of its texts, where labels and values differ in weight or height.

    Only then is it known that the texts of a row do not read on from one to the next.
    """
    if grid.n_cols != 1 or grid.n_rows > MOST_ROWS or not grid.cells:
        return
    rows = [(cell, _texts(cell)) for cell in grid.cells]
    if not any(_interleaved(texts) for _, texts in rows):
        return
    borders = [grid.xs[0]]
    edges = sorted((a[-1].x1 + b[0].x0) / 2 for _, texts in rows for a, b in pairwise(texts))
    for edge in edges:
        if edge - borders[-1] > SAME:
            borders.append(edge)
    borders.append(grid.xs[-1])
    grid.cells = [part for cell, texts in rows for part in _parted(cell, texts, borders, grid.page)]
    grid.xs = borders


def unframed(grids: list[Grid], words: list[Word]) -> tuple[list[Grid], list[Word]]:
    """Without the frames around a whole card: their texts are free, to be read between the tables inside."""
    frames = [
        g for g in grids if len(g.cells) == 1 and any(len(k.cells) > 1 and g.box.around(k.box, SAME / 2) for k in grids)
    ]
    if not frames:
        return grids, words
    free = [w for g in frames for line in g.cells[0].lines for w in line.words]
    apart = {id(g) for g in frames}
    return [g for g in grids if id(g) not in apart], [*words, *free]


def _texts(cell: Cell) -> list[list[Word]]:
    """The texts of a cell side by side; one where they are not labels and values by turns."""
    words = sorted((w for line in cell.lines for w in line.words), key=lambda w: w.x0)
    if not words or len(cell.lines) > MOST_LINES or any(w.angle for w in words):
        return [words] if words else []
    room = ROOM * sorted(w.size for w in words)[len(words) // 2]
    found: list[list[Word]] = [[]]
    cuts = [b for _, b in channels_of(words, room)]
    for word in words:
        if cuts and word.x0 >= cuts[0]:
            cuts.pop(0)
            found.append([])
        found[-1].append(word)
    looks = [_look(text) for text in found]
    apart = len(found) > 1 and None not in looks and (looks[0] != looks[1])
    return found if apart else [words]


def _look(text: list[Word]) -> tuple[bool, int] | None:
    """Weight and height of a text, None where it is set in several."""
    telling = [w for w in text if any(c.isalnum() for c in w.text)]
    if not telling or len({w.bold for w in telling}) > 1:
        return None
    return telling[0].bold, round(sorted(w.size for w in telling)[len(telling) // 2])


def _interleaved(texts: list[list[Word]]) -> bool:
    """Several texts, of which one has more lines than another: read line by line they would mix."""
    heights = {len(lines_of(text, 0)) for text in texts}
    return len(texts) > 1 and len(heights) > 1


def _parted(cell: Cell, texts: list[list[Word]], borders: list[float], page: int) -> list[Cell]:
    starts = [0]
    for a, b in pairwise(texts):
        edge = (a[-1].x1 + b[0].x0) / 2
        starts.append(min(range(1, len(borders) - 1), key=lambda k: abs(borders[k] - edge)))
    parts: list[Cell] = []
    for text, (first, last) in zip(texts or [[]], pairwise([*starts, len(borders) - 1]), strict=False):
        box = Box(borders[first], cell.box.top, borders[last], cell.box.bottom)
        parts.append(
            Cell(cell.row, first, cell.rowspan, last - first, page, box, lines_of(text, page), shade=cell.shade)
        )
    return parts


__all__ = ["part_frame", "unframed"]
