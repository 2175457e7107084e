"""Rows told apart by bands of colour alone."""

from __future__ import annotations

from extractors.grid.ruled import Lattice
from extractors.reading.content import Box, Rule, Shading, Word

EDGE = 3.0
"""Points by which a band may miss the border of the cells that it crosses."""


def band_rules(lattices: list[Lattice], shadings: list[Shading], words: list[Word]) -> list[Rule]:
    """Horizontal rules along the edges of bands that run through whole rows of a table and cover only a part of them."""
    rules: list[Rule] = []
    for lattice in lattices:
        box = lattice.box
        bands = _bands(box, shadings)
        for top, bottom in bands:
            rows = [(a, b) for a, b in zip(lattice.ys, lattice.ys[1:], strict=False) if a - EDGE < top and bottom < b + EDGE]
            if not rows or bottom - top > rows[0][1] - rows[0][0] - EDGE or not _holds_text(words, box, top, bottom):
                continue
            rules += [
                Rule(box.x0, y, box.x1, y) for y in (top, bottom) if min(abs(y - rows[0][0]), abs(y - rows[0][1])) > EDGE
            ]
    return rules


def _bands(box: Box, shadings: list[Shading]) -> list[tuple[float, float]]:
    """Top and bottom of the bands of one height, of any number of pieces, that cross the whole table."""
    found: dict[tuple[int, int], list[Box]] = {}
    for shading in shadings:
        own = shading.box
        if box.x0 - EDGE < own.x0 and own.x1 < box.x1 + EDGE and box.top - EDGE < own.top and own.bottom < box.bottom + EDGE:
            found.setdefault((round(own.top), round(own.bottom)), []).append(own)
    return [
        (pieces[0].top, pieces[0].bottom)
        for pieces in found.values()
        if sum(piece.width for piece in pieces) > 0.95 * box.width
    ]


def _holds_text(words: list[Word], box: Box, top: float, bottom: float) -> bool:
    """Words stand in the band and none is cut by its edges."""
    over = [w for w in words if box.x0 < w.middle[0] < box.x1 and w.bottom > top - 1 and w.top < bottom + 1]
    inside = [w for w in over if top < w.middle[1] < bottom]
    cut = [w for w in over if min(abs(w.middle[1] - top), abs(w.middle[1] - bottom)) < 0.25 * w.size]
    return bool(inside) and not cut
