"""What a page holds, whichever library read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points from the page's top-left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Whether a point lies inside, give or take ``slack`` points."""
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack

    def around(self, other: Box, slack: float = 0.0) -> bool:
        """Whether another box lies inside, give or take ``slack`` points."""
        x0, top, x1, bottom = other
        across = self.x0 - slack <= x0 and x1 <= self.x1 + slack
        return across and self.top - slack <= top and bottom <= self.bottom + slack

    def grown(self, by: float) -> Box:
        return Box(self.x0 - by, self.top - by, self.x1 + by, self.bottom + by)


def hull(boxes: list[Box]) -> Box:
    """The smallest box around all; the list must not be empty."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(slots=True)
class Word:
    """A printed word; ``angle`` is its reading direction in degrees (0 upright, 90 downwards, 270 upwards)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    angle: int = 0

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A ruling line, horizontal or vertical; its thickness is already folded away."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


class Shading(NamedTuple):
    """A filled area; ``colour`` is red, green, blue on 0-255."""

    box: Box
    colour: tuple[int, int, int]


class Image(NamedTuple):
    """A picture's place."""

    box: Box


@dataclass(slots=True)
class PageContent:
    """One page as a viewer shows it; ``turn`` is how far text printed sideways was turned to be upright (degrees).

    ``recognised``: the page is a picture, and its words come from OCR.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    shadings: list[Shading] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    turn: int = 0
    recognised: bool = False

    def forget_drawing(self) -> None:
        """Let go of rules, shadings and images: once its tables are found, a page in memory needs only its words."""
        self.rules, self.shadings, self.images = [], [], []

    def as_shown(self, box: Box) -> Box:
        """A box of the upright page in the coordinates of the page as a viewer shows it."""
        if self.turn == 90:
            return Box(self.height - box.bottom, box.x0, self.height - box.top, box.x1)
        if self.turn == 270:
            return Box(box.top, self.width - box.x1, box.bottom, self.width - box.x0)
        return box
