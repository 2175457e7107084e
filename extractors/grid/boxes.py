"""Boxes to tick that are drawn, not written: a small square beside or around a mark becomes a sign of its own."""

from __future__ import annotations

from extractors.grid.ruled import Lattice
from extractors.reading.content import Box, Shading, Word

SMALLEST, LARGEST = 4.5, 16.0
"""Sides of a box to tick, points."""
SQUARE = 1.35
"""The longer side over the shorter one, at most."""
NEAR = 2.0
"""The option's name stands within this many text heights."""
MARKS = {"x", "X", "✓", "✔", "✗", "✘", "V", "v", "■", "●", "☒", "☑", "×", "•"}
DARK, WHITE = 110, 235
"""A ground darker than DARK fills the box; one between the two is a legend's colour."""


def with_boxes(found: list[Lattice], words: list[Word], shadings: list[Shading]) -> tuple[list[Lattice], list[Word]]:
    """The grids that are none of these boxes, and the words with a sign for each box."""
    small = [lattice for lattice in found if len(lattice.cells) == 1 and _is_small(lattice.box)]
    signs: list[Word] = []
    marks: set[int] = set()
    boxes: set[int] = set()
    for lattice in small:
        inside = [w for w in words if lattice.box.holds(*w.middle, slack=1.0)]
        sign = _sign(lattice.box, inside, shadings)
        named = next((w for w in words if _names(w, lattice.box)), None) if sign else None
        if named is None:
            continue
        boxes.add(id(lattice))
        marks |= {id(w) for w in inside}
        x0, _, x1, _ = lattice.box
        signs.append(Word(sign, x0, named.top, x1, named.bottom, named.size, named.bold, named.italic))
    if not boxes:
        return found, words
    return [k for k in found if id(k) not in boxes], [*(w for w in words if id(w) not in marks), *signs]


def _is_small(box: Box) -> bool:
    short, long = sorted((box.width, box.height))
    return short >= SMALLEST and long <= LARGEST and long <= SQUARE * short


def _sign(box: Box, inside: list[Word], shadings: list[Shading]) -> str:
    """☒ for a mark or a dark ground, ☐ for nothing; empty for a box that holds something else."""
    if inside:
        return "☒" if "".join(w.text for w in inside) in MARKS else ""
    middle = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    grounds = [s.colour for s in shadings if s.box.holds(*middle) and s.box.width <= LARGEST]
    if not grounds or min(grounds[-1]) >= WHITE:
        return "☐"
    return "☒" if max(grounds[-1]) < DARK else ""


def _names(word: Word, box: Box) -> bool:
    """The word stands beside the box, on its line and near it."""
    level = word.top - 1 <= (box.top + box.bottom) / 2 <= word.bottom + 1
    near = any(-1 <= gap <= NEAR * word.size for gap in (word.x0 - box.x1, box.x0 - word.x1))
    return level and near and any(c.isalnum() for c in word.text)


__all__ = ["with_boxes"]
