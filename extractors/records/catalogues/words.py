"""The words of prose in the lexicon, as the readers of acts and facts want them."""

from __future__ import annotations

from functools import lru_cache

from extractors.lexicon import Lexicon
from normalizers.acts import ActWords
from normalizers.fact_words import FactWords


def _list(lexicon: Lexicon, key: str) -> tuple[str, ...]:
    return tuple(str(w) for w in lexicon.words.get(key) or ())


def short_forms(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(w.rstrip(".").casefold() for w in _list(lexicon, "short_forms"))


def act_words(lexicon: Lexicon) -> ActWords:
    parts = ("heads", "laws", "acronyms", "letters", "stops", "numbered", "dated", "about")
    return _act_words(tuple(_list(lexicon, f"act_{part}") for part in parts))


@lru_cache(maxsize=8)
def _act_words(parts: tuple[tuple[str, ...], ...]) -> ActWords:
    return ActWords(*parts)


def fact_words(lexicon: Lexicon) -> FactWords:
    units = tuple(
        (str(unit), str(form)) for unit, forms in (lexicon.words.get("fact_units") or {}).items() for form in forms
    )
    parts = ("ranks", "references", "no_nouns", "links", "bounds", "other_years", "no_labels")
    return _fact_words(units, tuple(_list(lexicon, f"fact_{part}") for part in parts))


@lru_cache(maxsize=8)
def _fact_words(units: tuple[tuple[str, str], ...], parts: tuple[tuple[str, ...], ...]) -> FactWords:
    return FactWords(units, *parts)
