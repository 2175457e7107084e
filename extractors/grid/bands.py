"""Rows told apart by bands of colour alone."""

from __future__ import annotations

from itertools import pairwise

from extractors.grid.lines import lines_of
from extractors.grid.model import Line
from extractors.grid.ruled import Lattice
from extractors.reading.content import Box, Rule, Shading, Word, hull

EDGE = 3.0
"""Points by which a band may miss the border of the cells that it crosses."""
TALLEST = 60.0
"""A band over a card is no higher than this, points."""
PARTED = 1.2
"""A gap through all its lines wider than this many text heights parts a band's texts."""


def band_rules(lattices: list[Lattice], shadings: list[Shading], words: list[Word]) -> list[Rule]:
    """Horizontal rules along the edges of bands that run through whole rows of a table and cover only a part of them.

    Some tools colour each line of a cell by itself: a band parts rows only where text stands outside the bands too.
    """
    rules: list[Rule] = []
    for lattice in lattices:
        box = lattice.box
        bands = _bands(box, shadings) if len(lattice.xs) > 2 else []
        for top, bottom in bands:
            row = next((r for r in pairwise(lattice.ys) if r[0] - EDGE < top and bottom < r[1] + EDGE), None)
            if row is None or bottom - top > row[1] - row[0] - EDGE:
                continue
            own = [w for w in words if box.x0 < w.middle[0] < box.x1 and row[0] < w.middle[1] < row[1]]
            if _is_row(own, lattice, top, bottom) and _plain(own, bands):
                rules += [Rule(box.x0, y, box.x1, y) for y in (top, bottom) if min(y - row[0], row[1] - y) > EDGE]
    return rules


def _bands(box: Box, shadings: list[Shading]) -> list[tuple[float, float]]:
    """Top and bottom of the bands of one height, of any number of pieces, that cross the whole table."""
    found: dict[tuple[int, int], list[Box]] = {}
    for shading in shadings:
        own = shading.box
        if (
            box.x0 - EDGE < own.x0
            and own.x1 < box.x1 + EDGE
            and box.top - EDGE < own.top
            and own.bottom < box.bottom + EDGE
        ):
            found.setdefault((round(own.top), round(own.bottom)), []).append(own)
    return [
        (pieces[0].top, pieces[0].bottom)
        for pieces in found.values()
        if sum(piece.width for piece in pieces) > 0.95 * box.width
    ]


def _is_row(words: list[Word], lattice: Lattice, top: float, bottom: float) -> bool:
    """Words stand in two columns of the band, no cell covers all of them, and no word is cut by the band's edges."""
    inside = [w for w in words if top < w.middle[1] < bottom]
    cut = any(min(abs(w.middle[1] - top), abs(w.middle[1] - bottom)) < 0.25 * w.size for w in words)
    y = (top + bottom) / 2
    cells = [c for c in lattice.cells if c.box.top < y < c.box.bottom]
    filled = sum(any(c.box.x0 < w.middle[0] < c.box.x1 for w in inside) for c in cells)
    return not cut and filled > 1


def _plain(words: list[Word], bands: list[tuple[float, float]]) -> bool:
    return any(not any(top < w.middle[1] < bottom for top, bottom in bands) for w in words)


def band_lines(lines: list[Line], shadings: list[Shading]) -> list[Line]:
    """The lines, with those of a band whose texts stand side by side put into one, text after text.

    `A.3 | Title over | Peso 5%`: beside a title of two lines the code and the weight stand at its middle, and line by
    line they would be read into it.
    """
    for band in _painted(shadings) if lines else []:
        inside = [line for line in lines if band.holds(*_middle(line.box)) and line.words[0].angle == 0]
        if len(inside) < 2:
            continue
        texts = [lines_of(part, inside[0].page) for part in _parts(inside)]
        if len(texts) > 1 and min(map(len, texts)) == 1 < max(map(len, texts)):
            whole = Line([word for text in texts for line in text for word in line.words], inside[0].page)
            taken = {id(line) for line in inside[1:]}
            lines = [whole if line is inside[0] else line for line in lines if id(line) not in taken]
    return lines


def _painted(shadings: list[Shading]) -> list[Box]:
    """Bands that may lie behind a title, whole or in pieces side by side."""
    rows: dict[tuple[int, int], list[Box]] = {}
    for box, _ in shadings:
        if box.height < TALLEST < box.width:
            rows.setdefault((round(box.top), round(box.bottom)), []).append(box)
    return [hull(pieces) for pieces in rows.values()]


def _parts(lines: list[Line]) -> list[list[Word]]:
    """The words of several lines, parted where a gap goes through all of them."""
    parts: list[list[Word]] = []
    edge = 0.0
    for word in sorted((word for line in lines for word in line.words), key=lambda w: w.x0):
        if not parts or word.x0 - edge > PARTED * word.size:
            parts.append([])
        parts[-1].append(word)
        edge = max(edge, word.x1)
    return parts


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
