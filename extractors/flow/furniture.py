"""Running heads, feet and page numbers: lines that come back at the same place from page to page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from extractors.grid.model import Line
from extractors.grid.page_tables import PageTables

MARGIN = 0.14
"""Furniture stands in the outer 14% of the page's height."""
SHARE = 0.6
"""A line is furniture when it stands on this share of the pages between its first and last."""
WIDE = 1.3
"""A gap wider than this many text heights parts two labels on one line."""
PAGE_NUMBER = re.compile(
    r"^[\W_]*(pag(ina|\.)?\s*)?\W*\d{1,4}\W*((di|/|su|of|\|)\s*\d{1,4})?\W*$|^pag(ina|\.)?\s*[ivxlc]+$", re.IGNORECASE
)


def furniture_of(pages: list[PageTables], is_label: Callable[[str], bool]) -> set[int]:
    """Ids (``id(line)``) of the lines that are running heads, feet or page numbers; labels of a card are never."""
    places: dict[tuple[str, int, int], list[tuple[int, Line]]] = defaultdict(list)
    found: set[int] = set()
    heights = {page.number: round(page.height) for page in pages}
    for page in pages:
        for line in page.lines:
            place = _place(line, page)
            if not place:
                continue
            if PAGE_NUMBER.match(line.text):
                found.add(id(line))
            else:
                places[_masked(line.text), place, round(page.height)].append((page.number, line))
    for (text, _, height), seen in places.items():
        numbers = {number for number, _ in seen}
        between = range(min(numbers), max(numbers) + 1)  # only pages as high: landscape ones have other places
        stretch = sum(heights.get(number) == height for number in between)
        enough = 3 if len(pages) > 4 else 2
        parity = len({n % 2 for n in numbers}) == 1 and len(numbers) >= SHARE * (stretch + 1) / 2 and len(numbers) > 3
        often = len(numbers) >= enough and (len(numbers) >= SHARE * stretch or parity)
        if often and not _names(seen[0][1], text, is_label) and not _heads_form(seen, pages, is_label):
            found |= {id(line) for _, line in seen}
    return found


def _names(line: Line, text: str, is_label: Callable[[str], bool]) -> bool:
    """A label, or several side by side and nothing else, as over the columns of a card."""
    parts = line.parted(WIDE)
    return is_label(text) or (len(parts) > 1 and all(is_label(part.text) for part in parts))


def _heads_form(seen: list[tuple[int, Line]], pages: list[PageTables], is_label: Callable[[str], bool]) -> bool:
    """`Missione: 1 …` over `Programma: …` on every page: the first line of a form, whose next label is one too."""
    if not all(_labelled(line.text, is_label) for _, line in seen):
        return False
    by_number = {page.number: page for page in pages}
    below: set[str] = set()
    for number, line in seen:
        after = [k for k in by_number[number].lines if k.top > line.top + 1]
        below.add(_labelled(min(after, key=lambda k: k.top).text, is_label) if after else "")
    return len(below) == 1 and "" not in below


def _labelled(text: str, is_label: Callable[[str], bool]) -> str:
    """The label of `Label: value`; '' for other lines."""
    label, colon, value = text.partition(":")
    return label.strip().casefold() if colon and value.strip() and is_label(label) else ""


def _place(line: Line, page: PageTables) -> int:
    """The height class of a line in the page's margins, 0 for the body."""
    if line.bottom < MARGIN * page.height and not _table_above(line, page):
        return 1 + round(line.top / 6)
    if line.top > (1 - MARGIN) * page.height and not _table_below(line, page):
        return 1000 + round((page.height - line.bottom) / 6)
    return 0


def _table_above(line: Line, page: PageTables) -> bool:
    return any(g.box.bottom < line.top + 2 for g in page.grids)


def _table_below(line: Line, page: PageTables) -> bool:
    return any(g.box.top > line.bottom - 2 for g in page.grids)


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", text.casefold()).strip()
