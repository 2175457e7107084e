"""Text set in two columns side by side: each is read down by itself, where labels over their values show that it must.

    Perché                              Referente
    Chi si iscrive aspetta troppo e     Anna Rossi
    torna più volte allo sportello.     A chi serve
    Che cosa faremo                     Nuovi iscritti

A table without rules looks much alike, and is read by its rows; so do labels beside each other over their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from extractors.grid.model import Line

GAP = 1.0
"""The gap between columns is at least this many text heights wide."""
NARROWEST = 5.0
"""And more than so many points: most lines have no such gap."""
SAME = 2.0
"""Lines of a column begin within so many points."""
FEWEST = 3
"""Lines that a column has at least."""
FEWEST_LABELS = 2
"""Labels that the second column has at least: a form's value may read like one."""
LONGEST_LABEL = 60
LEAD = 1.5
"""Lines further apart than this many text heights do not go on with a column."""


class Columns(NamedTuple):
    """Lines ``first`` to ``end`` (excluded) of some lines from the top down, as two columns."""

    first: int
    end: int
    left: list[Line]
    right: list[Line]


def columns_in(lines: list[Line], is_label: Callable[[str], bool]) -> Columns | None:
    """The first two columns among ``lines``, which stand in order from the top down; None where there are none."""
    for x in _starts(lines):
        for first, end in _stretches(lines, x):
            left, right = _cut(lines[first:end], x)
            if _are_columns(left, right, is_label):
                return Columns(first, end, left, right)
    return None


def _starts(lines: list[Line]) -> list[float]:
    """Where second columns may begin: the first words after wide gaps, those that come again."""
    found: list[float] = []
    for line in lines:
        gaps = [(b.x0 - a.x1, b) for a, b in pairwise(line.words) if b.x0 - a.x1 > NARROWEST]
        if gaps:
            wide = GAP * line.size
            found += [word.x0 for gap, word in gaps if gap > wide and not word.angle]
    found.sort()
    return sorted({a for a, b in pairwise(found) if b - a < SAME})


def _stretches(lines: list[Line], x: float) -> Iterator[tuple[int, int]]:
    """Runs of lines that leave the place before ``x`` free, from the first to the last that has text right of it.

    Lines at the left alone that follow closely go on with the left column.
    """
    first: int | None = None
    end = 0
    for n, line in enumerate([*lines, None]):
        free = line is not None and not any(w.x0 < x - SAME and w.x1 > x - 0.5 * w.size for w in line.words)
        beside = line is not None and any(abs(w.x0 - x) < SAME for w in line.words)
        near = n == 0 or line is None or line.top - lines[n - 1].bottom < LEAD * line.size
        if first is not None and not (free and near):
            yield first, end
            first = None
        if free and beside and first is None:
            first = n
        if free:
            end = n + 1


def _cut(lines: list[Line], x: float) -> tuple[list[Line], list[Line]]:
    left = [Line([w for w in line.words if w.x0 < x - SAME], line.page) for line in lines]
    right = [Line([w for w in line.words if w.x0 >= x - SAME], line.page) for line in lines]
    return [line for line in left if line.words], [line for line in right if line.words]


def _are_columns(left: list[Line], right: list[Line], is_label: Callable[[str], bool]) -> bool:
    """Labels stand alone on lines of both sides, and one at the right beside a text: in a form they begin the rows."""
    if min(len(left), len(right)) < FEWEST:
        return False
    labels = [line for line in right if len(line.text) <= LONGEST_LABEL and is_label(line.text)]
    if len(labels) < FEWEST_LABELS:
        return False
    texts = [line for line in left if not all(is_label(piece.text) for piece in line.parted(GAP))]
    if len(texts) == len(left):
        return False
    return any(text.top < (label.top + label.bottom) / 2 < text.bottom for label in labels for text in texts)
