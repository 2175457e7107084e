"""Telling ruling lines from shadings: what a drawn path means for a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.reading.content import Box, PageContent, Rule, Shading

THIN = 3.0
"""A filled rectangle at most this thick (points) is a line, whatever tool drew it."""
STRAIGHT = 1.0
"""How far (points) a line may lean and still be horizontal or vertical."""
SHORT = 2.0
"""Strokes shorter than this (points) are dots of a dotted line, letters of a logo, or noise."""
THICK_STROKE = 8.0
"""A stroke as thick as this (points) is a band of colour, not a line."""

WHITE = 250


@dataclass(slots=True)
class Subpath:
    """The corners of one subpath on the page as shown."""

    points: list[tuple[float, float]]
    closed: bool
    curved: bool


def classify(path: Subpath, fill: tuple[int, int, int] | None, stroked: bool, page: PageContent) -> None:
    """Add the rules and shadings of one subpath to the page; curves give none."""
    if path.curved and len(path.points) > 24:
        return
    xs, ys = [p[0] for p in path.points], [p[1] for p in path.points]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    if fill is not None:
        if min(box.width, box.height) <= THIN:
            page.rules += _thin(box)
            return
        if _rectangle(path) and min(fill) < WHITE:
            page.shadings.append(Shading(box, fill))
    if stroked:
        page.rules += _strokes(path)


def _rectangle(path: Subpath) -> bool:
    """Every side of the path runs along an axis (rounded corners allowed)."""
    pairs = pairwise(path.points)
    return path.curved or all(abs(a[0] - b[0]) <= STRAIGHT or abs(a[1] - b[1]) <= STRAIGHT for a, b in pairs)


def _thin(box: Box) -> Iterator[Rule]:
    if max(box.width, box.height) < SHORT:
        return
    if box.width >= box.height:
        y = (box.top + box.bottom) / 2
        yield Rule(box.x0, y, box.x1, y)
    else:
        x = (box.x0 + box.x1) / 2
        yield Rule(x, box.top, x, box.bottom)


def _strokes(path: Subpath) -> Iterator[Rule]:
    points = [*path.points, path.points[0]] if path.closed else path.points
    for (xa, ya), (xb, yb) in pairwise(points):
        if abs(ya - yb) <= STRAIGHT and abs(xa - xb) >= SHORT:
            y = (ya + yb) / 2
            yield Rule(min(xa, xb), y, max(xa, xb), y)
        elif abs(xa - xb) <= STRAIGHT and abs(ya - yb) >= SHORT:
            x = (xa + xb) / 2
            yield Rule(x, min(ya, yb), x, max(ya, yb))
