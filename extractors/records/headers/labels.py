"""What a column's printed label names."""

from __future__ import annotations

import re

from extractors.lexicon import Lexicon, Match

COUNTED = re.compile(r"^\d{1,3} [a-zàèéìòù]")
"""`2 addetti` is an answer, though `addetti` is a label."""


def candidates(label: str) -> list[str]:
    texts = label.split(" | ") if label else []
    if len(texts) > 1:
        return [texts[-1], f"{texts[0]} {texts[-1]}", texts[0]]
    return texts


def find_label(label: str, lexicon: Lexicon, domain: str) -> Match | None:
    """The field that a column's label names: its last row, the first and last together, or the first."""
    for text in candidates(label):
        match = None if COUNTED.match(text) else lexicon.find(text, domain)
        if match:
            return match
    return None
