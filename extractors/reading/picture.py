"""Pages that are pictures: telling them, and finding their ruling lines in the picture with OpenCV."""

from __future__ import annotations

from typing import Any

from extractors.reading.content import Box, PageContent, Rule

COVERED = 0.5
"""Share of the page that pictures must cover."""
FEW = 3
"""Words that a scanned page may have all the same, besides a registry's stamp in its margins."""
MARGIN = 0.08
"""Share of the height that is margin, above and below."""
DPI = 200
"""At which rules are looked for."""
LONG, TALL = 25.0, 13.0
"""Points that a horizontal, a vertical line must have; taller than a letter."""
THICK = 2.2
"""Points that a line may be thick, on its average."""
ALONE = 40.0
"""Points that a vertical line must have where no horizontal one meets it."""
NEAR = 4.0
REACH = 20.0
"""Points over which a vertical line is prolonged to the next horizontal one."""
DARK = 120
GREY_PAPER, INK = 150, 0.001
Picture = Any
"""A numpy array of grey values."""


def may_be_picture(page: PageContent) -> bool:
    """Whether a page has pictures over most of it and (almost) no text. Cheap: asked of every page."""
    if not page.images:
        return False
    covered = sum(_inside(image.box, page) for image in page.images)
    if covered <= COVERED * page.width * page.height:
        return False
    top, bottom = MARGIN * page.height, (1 - MARGIN) * page.height
    return sum(1 for word in page.words if not word.angle and top < word.middle[1] < bottom) <= FEW


def _inside(box: Box, page: PageContent) -> float:
    width = min(box.x1, page.width) - max(box.x0, 0.0)
    height = min(box.bottom, page.height) - max(box.top, 0.0)
    return max(width, 0.0) * max(height, 0.0)


def looks_written(grey: Picture) -> bool:
    """Whether a picture is bright paper with something dark on it: neither a photograph nor a blank page."""
    import numpy as np

    counts = np.bincount(grey.ravel(), minlength=256)
    paper = int(counts.argmax())
    level = counts[max(paper - 20, 0) : paper + 21].sum() / grey.size
    return bool(paper >= GREY_PAPER and level >= 0.5 and counts[: paper - 60].sum() / grey.size >= INK)


def rules_of(grey: Picture, dpi: float = DPI) -> list[Rule]:
    """The long horizontal and vertical lines of a picture, in points."""
    import cv2

    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 10)
    dark[cv2.blur(grey, (41, 21)) < DARK] = 0  # the gaps between white letters on a dark band are no lines
    scale = 72 / dpi
    across = _lines(dark, (max(int(LONG / scale), 3), 1), scale)
    down = _lines(dark, (1, max(int(TALL / scale), 3)), scale)
    kept = [line for line in down if line.bottom - line.top >= ALONE or _meets(line, across)]
    return across + [_prolonged(line, across) for line in kept]


def _prolonged(line: Rule, across: list[Rule]) -> Rule:
    """A vertical line up to the horizontal ones that it nearly reaches: on shaded cells lines are hard to see."""
    met = [rule.top for rule in across if rule.x0 - NEAR <= line.x0 <= rule.x1 + NEAR]
    above = max((y for y in met if y <= line.top + NEAR), default=line.top)
    below = min((y for y in met if y >= line.bottom - NEAR), default=line.bottom)
    top = above if line.top - above <= REACH else line.top
    bottom = below if below - line.bottom <= REACH else line.bottom
    return Rule(line.x0, top, line.x1, bottom)


def _lines(dark: Picture, kernel: tuple[int, int], scale: float) -> list[Rule]:
    import cv2

    opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
    _, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    found = []
    for left, top, width, height, area in stats[1:].tolist():
        long, lying = max(width, height), kernel[0] > kernel[1]
        if area / long * scale > THICK or (width > height) != lying:
            continue
        x0, y0, x1, y1 = left * scale, top * scale, (left + width) * scale, (top + height) * scale
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        found.append(Rule(x0, y, x1, y) if lying else Rule(x, y0, x, y1))
    return found


def _meets(line: Rule, across: list[Rule]) -> bool:
    return any(
        rule.x0 - NEAR <= line.x0 <= rule.x1 + NEAR and line.top - NEAR <= rule.top <= line.bottom + NEAR
        for rule in across
    )
