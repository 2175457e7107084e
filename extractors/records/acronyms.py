"""Short forms that a plan introduces for `obiettivo …`: the headers after it may say no more."""

from __future__ import annotations

import re
from collections.abc import Set

INTRODUCED = re.compile(
    r"\b(?P<long>[Oo][Bb]{1,2}[Ii][Ee][Tt]{2}[Ii][Vv][IiOo]\b[^().;:]{0,80})\((?P<short>O[A-Z]{1,5})\)"
)
"""`Obiettivi di sviluppo annuali (OSA)`"""
WORD = "obiettivo"
LITTLE = 3
"""Words of so few letters have none in the short form."""


def acronyms_in(text: str) -> set[str]:
    """The short forms that a text introduces; those of other names (`… del DUP`) do not fit its words."""
    found = INTRODUCED.finditer(text) if "(" in text else ()
    return {m["short"] for m in found if _initials(m["long"]) == m["short"]}


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split() if len(word) > LITTLE).upper()


def spelt_out(label: str, acronyms: Set[str]) -> str:
    """A header's label with the word that the short form stands for."""
    words = label.split(" ")
    return " ".join(WORD if word in acronyms else word for word in words)
