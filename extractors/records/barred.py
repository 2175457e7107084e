"""A phase or an indicator on one line: `Fase 1: text | Inizio: … | Fine: …`."""

from __future__ import annotations

import re

from extractors.flow.blocks import TextBlock
from extractors.lexicon import Lexicon
from extractors.records.events import RecordEvent, Span
from extractors.records.headers import YEAR

HEAD = re.compile(
    r"^\s*(?P<name>[^\W\d][\w' ]{2,30}?)\s*(?:n\.?|nr\.?|n°)?\s*(?P<n>\d{1,2})\s*[:–-]\s*(?P<rest>\S.*)$", re.DOTALL
)
BAR = re.compile(r"\s[|¦]\s|\s;\s|;\s(?=[A-Z][\w' ]{2,30}:)")
ROLES = {"target": "target", "standard": "target", "baseline": "baseline", "achieved": "achieved", "value": "value"}


def record_line(span: Span, block: TextBlock, lexicon: Lexicon) -> RecordEvent | None:
    """The record of a numbered line; None for a line that is none."""
    head = HEAD.match(span.text)
    if not head:
        return None
    kinds = [
        d
        for d in ("phase", "indicator")
        if (m := lexicon.find(head["name"], d)) and m.field == "description" and m.score > 95
    ]
    if not kinds:
        return None
    kind = kinds[0]
    first, *rest = BAR.split(head["rest"])
    values = {f"{kind}.number": _part(span, head["n"]), f"{kind}.description": _part(span, first)}
    targets: list[tuple[str, int | None, Span]] = []
    for piece in rest:
        label, colon, text = piece.partition(":")
        match = lexicon.find(label, kind) if colon else None
        if match is None or not text.strip():
            continue
        role = ROLES.get(match.field) if kind == "indicator" else None
        year = YEAR.search(label)
        if role:
            targets.append((role, int(year.group(1)) if year else None, _part(span, text)))
        else:
            values[f"{kind}.{match.field}"] = _part(span, text)
    return RecordEvent(block, span.places, kind, values, targets, fresh=set(values), reader="text")


def _part(span: Span, text: str) -> Span:
    text = text.strip(" ;|")
    return Span(text, span.places, [text])
