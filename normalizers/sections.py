"""Sections of the PIAO as the scheme of DM 132/2022 numbers them, from a printed heading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from normalizers.text import fold

MARK = 88.0
"""Likeness (0-100) of a heading to a title of the scheme below which nothing is said."""
OWN_MARK = 70.0
"""Likeness that is enough where the number printed before the heading already says which it is."""

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("1", ("scheda anagrafica dell'amministrazione", "scheda anagrafica dell'ente", "scheda anagrafica")),
    (
        "2",
        ("valore pubblico, performance e anticorruzione", "valore pubblico, performance, anticorruzione e trasparenza"),
    ),
    ("2.1", ("valore pubblico",)),
    ("2.2", ("performance", "piano della performance", "performance e obiettivi")),
    ("2.3", ("rischi corruttivi e trasparenza", "anticorruzione e trasparenza", "prevenzione della corruzione")),
    ("3", ("organizzazione e capitale umano",)),
    ("3.1", ("struttura organizzativa", "organizzazione")),
    ("3.2", ("organizzazione del lavoro agile", "lavoro agile", "piano organizzativo del lavoro agile")),
    (
        "3.3",
        (
            "piano triennale dei fabbisogni di personale",
            "piano triennale del fabbisogno del personale",
            "piano triennale fabbisogni di personale",
            "fabbisogni di personale",
            "fabbisogno del personale",
        ),
    ),
    ("4", ("monitoraggio",)),
)
"""Code of the scheme -> its title and the wordings in use, folded."""

_NUMBER = re.compile(
    r"^(?:(?:sotto)?\s*-?\s*sezione\s*(?:di programmazione)?\s*(?:n\.?\s*)?)?([1-4](?:\.\d{1,2}){0,3})\b\.?"
)
_DEEP = re.compile(r"[1-4]\.\d{1,2}\.\d")
_WORD = re.compile(r"^(?:sotto)?\s*-?\s*sezione(?:\s+di\s+programmazione)?\b")


@dataclass(frozen=True, slots=True)
class SectionReading:
    """``code``: 1, 2, 2.1, 2.2, 2.3, 3, 3.1, 3.2, 3.3 or 4; None for any other heading. ``score``: 0-100."""

    code: str | None = None
    score: float = 0.0


def read_section(heading: str | None) -> SectionReading:
    """The section that a heading opens: ``SEZIONE 2 - ...`` ``2.2 Sottosezione performance`` ``3.2 Lavoro agile``.

    The words decide; a number of the scheme before them lowers what they need, one that says otherwise raises it. A
    heading deeper down (``2.3.4 Le aree di rischio``) belongs to the section of its first two numbers. A number alone,
    or a title of the scheme inside a longer sentence, is no heading of the scheme.
    """
    text = re.sub(r"[.\s]{3,}\d*$", "", fold(heading)).strip()
    if not text or len(text) > 120:
        return SectionReading()
    found = _NUMBER.match(text)
    number = found[1] if found else None
    rest = text[found.end() :] if found else text
    named = bool(found and "sezione" in found[0])
    while word := _WORD.match(rest.lstrip(" -:.")):
        rest, named = rest.lstrip(" -:.")[word.end() :], True
    words = re.sub(r"[^\w']+", " ", rest).strip()
    if not words or (text.endswith(".") and not text[0].isdigit()):
        return SectionReading()
    code, score = _best(words)
    deeper = number is not None and number.count(".") > 1
    if deeper and number:
        above = ".".join(number.split(".")[:2])
        return SectionReading(above, 100.0) if above in dict(SECTIONS) else SectionReading()
    if number and number in dict(SECTIONS) and _likeness(words, number) >= OWN_MARK:
        return SectionReading(number, _likeness(words, number))
    # a title of one common word ("Performance", "Monitoraggio") opens a section only with its number or the word itself
    short = len([w for w in words.split() if len(w) > 2]) < 2
    if score >= MARK and (number is None or named) and (named or not short):
        return SectionReading(code, score)
    return SectionReading()


def follow(headings: Iterable[str | None]) -> list[str | None]:
    """The section that each heading of a plan stands in, in reading order: that of the last heading of the scheme.

    A number deeper down (``3.1.1``) never leads back: chapters of an annex often begin to count anew.
    """
    found: list[str | None] = []
    current: str | None = None
    for heading in headings:
        reading = read_section(heading)
        back = current is not None and reading.code is not None and reading.code < current
        if reading.code and not (back and _DEEP.match(fold(heading))):
            current = reading.code
        found.append(current)
    return found


def _likeness(words: str, code: str) -> float:
    return max(fuzz.ratio(words, re.sub(r"[^\w']+", " ", title)) for title in dict(SECTIONS)[code])


def _best(words: str) -> tuple[str, float]:
    return max(((code, _likeness(words, code)) for code, _ in SECTIONS), key=lambda pair: pair[1])
