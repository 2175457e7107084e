"""Phases and indicators printed as items of a list, without a table."""

from __future__ import annotations

import re

from extractors.records.events import Span
from extractors.records.model import Row

LEAD = re.compile(r"^\s*(?:(?P<n>\d{1,2})\s*[.)\-–]|[-–—•●▪■➢➤✓*]|[a-z]\))\s*", re.IGNORECASE)
WHEN = re.compile(
    r"[,;(–-]?\s*\(?(?P<when>(?:entro|dal|da|fino al|nel|tra|periodo|termine|scadenza)\b[^,;()]*?\d[^,;()]*|entro (?:il |la |fine )?[^,;()]{3,40})\)?\s*[.;]?\s*$",
    re.IGNORECASE,
)
WANTED = re.compile(r"\s*[:,;(–-]?\s*\(?\b(?:valore atteso|target|risultato atteso|atteso|valore obiettivo)\b\s*(?:20\d\d)?\s*[:=]?\s*(?P<target>[^()]+?)\)?\s*[.;]?\s*$", re.IGNORECASE)


def listed_row(kind: str, span: Span) -> Row | None:
    """The phase or indicator of one list item; None for text that is no item."""
    lead = LEAD.match(span.text)
    if not lead or kind not in ("phase", "indicator"):
        return None
    text = span.text[lead.end() :].strip()
    values: dict[str, Span] = {}
    if lead.group("n"):
        values["number"] = _part(span, lead.group("n"))
    targets: list[tuple[str, int | None, Span]] = []
    if kind == "phase" and (when := WHEN.search(text)):
        values["period"] = _part(span, when.group("when").strip())
        text = text[: when.start()]
    if kind == "indicator" and (wanted := WANTED.search(text)):
        targets.append(("target", None, _part(span, wanted.group("target").strip())))
        text = text[: wanted.start()]
    values["description"] = _part(span, text.strip(" ;,:"))
    return Row(kind, values, targets, [], span.places)


def _part(span: Span, text: str) -> Span:
    return Span(text, span.places, [text])
