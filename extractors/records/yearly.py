"""A cell that states a value for each of several years: `Anno 2025: 60% Anno 2026: 80%`."""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.records.events import Span

STATED = re.compile(
    r"(?:^|(?<=[\s;,|/]))(?:(?:anno|nel|entro il|target|valore|al 31[./]12[./])\s*)?"
    r"(?P<year>(?:19|20)\d\d)\s*(?:[:=]|[-–—]>|[-–—](?=\s))\s*",
    re.IGNORECASE,
)
Stated = tuple[str, int | None, Span]
"""Role, year and value."""
LONGEST = 80
"""A value of more letters is a text that speaks of a year."""


def by_year(role: str, year: int | None, span: Span) -> list[Stated]:
    """The statements of a cell, one a year; the cell as it stands where it is no such list."""
    whole = [(role, year, span)]
    if len(span.text) < 9:
        return whole
    heads = list(STATED.finditer(span.text))
    years = [int(head["year"]) for head in heads]
    if len(heads) < 2 or heads[0].start() or any(b <= a for a, b in pairwise(years)):
        return whole
    ends = [head.start() for head in heads[1:]] + [len(span.text)]
    values = [span.text[head.end() : end].strip(" \n;,|/") for head, end in zip(heads, ends, strict=True)]
    if not all(value and len(value) <= LONGEST for value in values):
        return whole
    return [(role, y, Span(value, span.places, [value], [])) for y, value in zip(years, values, strict=True)]


def with_stated(targets: list[Stated], role: str, year: int | None, span: Span, greatest: bool = False) -> list[Stated]:
    """The targets of a row and those of one more cell; the greatest value expected goes before the least."""
    told = by_year(role, year, span)
    return [*told, *targets] if greatest and role == "target" else [*targets, *told]
