"""Training: the year of a table of courses from the title over it."""

from __future__ import annotations

import re

from extractors.lexicon import Lexicon
from extractors.records.catalogues.entries import Entry
from extractors.records.events import Span

NAMED = re.compile(r"\bann[oi]\s+((?:19|20)\d\d)\b(?!\s*[-–/])", re.IGNORECASE)
BARE = re.compile(r"(?<![\d/.\-–])(?<!n\. )((?:19|20)\d\d)(?![\d/\-–]|\.\d)")
LONGEST = 200
"""A title has at most so many letters."""


def finish_trainings(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """Each course with the year of its own row, of a title row of its table, or of the nearest heading that has one."""
    for entry in entries:
        entry.context = {name: span for name, span in entry.context.items() if name == "year"}
        titles = [*reversed(entry.lead), *(Span(text) for text in reversed(entry.headings))]
        if "year" not in entry.values and (year := next((y for t in titles if (y := stated_year(t.text))), None)):
            entry.values["year"] = Span(year)
    return [e for e in entries if not lexicon.is_blank(e.text("title"))]


def stated_year(title: str) -> str | None:
    """The one year that a title names; None for a span of years, a law's year or prose."""
    if len(title) > LONGEST:
        return None
    named = set(NAMED.findall(title)) or set(BARE.findall(title))
    return named.pop() if len(named) == 1 else None
