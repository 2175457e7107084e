"""Intervals of scores: `60 < X ≤ 70`, `da 60 a 70`, `oltre 90`, `fino a 60`."""

from __future__ import annotations

import re

NUMBER = r"\d{1,3}(?:[.,]\d+)?\s*%?"
UP_TO = r"(?:\b(?:a|al|allo|fino\s+a|sino\s+a|inferiore\s+a|minore\s+di)\s|<=?|≤)"
BETWEEN = (
    re.compile(rf"^\s*(?P<low>{NUMBER})\s*[<≤⩽]=?\s*[^\W\d_]{{1,12}}\.?\s*[<≤⩽]=?\s*(?P<high>{NUMBER})\s*$"),
    re.compile(
        rf"(?:\b(?:(?:compres[oaie]\s+)?(?:da|dal|dallo|tra|fra)|oltre|superiore\s+a|maggiore\s+di|più\s+di)\s|>=?|≥)\s*"
        rf"(?:punti\s+)?(?P<low>{NUMBER})(?!\d)\s*(?:punti\s*)?(?:,?\s*\bed?\s+|,)?\s*"
        rf"(?:{UP_TO}\s*|(?<=e )|(?<=ed ))(?P<high>{NUMBER})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"^\s*(?:punti\s+)?(?P<low>{NUMBER})\s*[-–—÷/]\s*(?P<high>{NUMBER})\s*(?:punti)?\s*$", re.IGNORECASE),
)
ABOVE = re.compile(
    rf"(?:oltre|superiore|maggiore|almeno|pari\s+o\s+superiore|non\s+inferiore|più\s+di|da|>=?|≥)\D{{0,25}}?(?P<low>{NUMBER})",
    re.IGNORECASE,
)
BELOW = re.compile(
    rf"(?:fino|sino|inferiore|minore|meno\s+di|sotto|entro|non\s+superiore|<=?|≤)\D{{0,25}}?(?P<high>{NUMBER})",
    re.IGNORECASE,
)
NEGATED = re.compile(r"non\s+(?:inferiore|superiore)", re.IGNORECASE)


def read_interval(text: str) -> tuple[str | None, str | None] | None:
    """Lower and upper end as printed, None for an open one; None for a text that is no interval."""
    for pattern in BETWEEN:
        if match := pattern.search(text):
            return match["low"].strip(), match["high"].strip()
    if len(re.findall(r"\d+(?:[.,]\d+)?", text)) != 1:
        return None
    negated = NEGATED.search(text)
    above, below = ABOVE.search(text), BELOW.search(text)
    if negated:
        above, below = (above, None) if "inferiore" in negated.group() else (None, below)
    if above and not (below and below.start() < above.start()):
        return above["low"].strip(), None
    if below:
        return None, below["high"].strip()
    return None
