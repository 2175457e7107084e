"""Pages whose text was drawn sideways without /Rotate are turned, so that later stages read from left to right."""

from __future__ import annotations

from dataclasses import replace

from extractors.reading.content import Box, Image, PageContent, Rule, Shading, Word

MOSTLY = 0.6
"""Share of the words that must stand sideways before the page is turned."""


def upright(page: PageContent) -> PageContent:
    """The page itself, or the page turned by 90 or 270 degrees with its ``turn`` noted."""
    for angle in (90, 270):
        sideways = sum(1 for w in page.words if w.angle == angle)
        if len(page.words) > 10 and sideways > MOSTLY * len(page.words):
            return _turned(page, angle)
    return page


def _turned(page: PageContent, angle: int) -> PageContent:
    def turn(x0: float, top: float, x1: float, bottom: float) -> Box:
        if angle == 90:
            return Box(top, page.width - x1, bottom, page.width - x0)
        return Box(page.height - bottom, x0, page.height - top, x1)

    def word(w: Word) -> Word:
        box = turn(*w.box)
        return replace(w, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, angle=(w.angle - angle) % 360)

    return PageContent(
        page.number,
        page.height,
        page.width,
        [word(w) for w in page.words],
        [Rule(*turn(r.x0, r.top, r.x1, r.bottom)) for r in page.rules],
        [Shading(turn(*s.box), s.colour) for s in page.shadings],
        [Image(turn(*i.box)) for i in page.images],
        angle,
    )
