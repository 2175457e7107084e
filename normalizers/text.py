"""White space, folding for matching, and the indicators that share one cell."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans(
    {c: "'" for c in "’‘`´ʼ′‛"} | {c: '"' for c in "“”«»„″"} | {c: "-" for c in "–—−‐‑‒―"} | {"\u00ad": "", "\u200b": ""}
)
_SPACE = re.compile(r"\s+")
_ACCENT_AS_QUOTE = re.compile(r"(?<=[aeiou])'(?!\w)")


def squash(text: str | None) -> str:
    """The text with every run of white space as one blank, ends trimmed; '' for None."""
    return _SPACE.sub(" ", text).strip() if text else ""


def plain(text: str | None) -> str:
    """Squashed, with one kind of quote, dash and blank: what the readers of values work on. Case and accents stay."""
    if not text:
        return ""
    return _SPACE.sub(" ", text.translate(_QUOTES).replace("\xa0", " ")).strip()


def fold(text: str | None) -> str:
    """A key for matching: case, accents, kinds of quote and dash and white space folded away; '' for None.

    An apostrophe that stands for an accent (``QUANTITA'``) is dropped, so that it equals ``QUANTITÀ``.
    """
    if not text:
        return ""
    bare = unicodedata.normalize("NFKD", text.translate(_QUOTES))
    bare = "".join(c for c in bare if not unicodedata.combining(c)).translate(_QUOTES).casefold()
    return _SPACE.sub(" ", _ACCENT_AS_QUOTE.sub("", bare)).strip()
