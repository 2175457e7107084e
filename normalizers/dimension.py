"""Dimension of an indicator (quantity, quality, efficiency, satisfaction, impact) from what the plan prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from normalizers._data import rows
from normalizers.text import fold

MARK = 88.0
"""Below this likeness a printed dimension stays unread."""


@dataclass(frozen=True, slots=True)
class DimensionReading:
    """``dimension``: quantity, quality, efficiency, satisfaction, impact. ``subdimension``: accessibility, technical,
    timeliness, transparency, effectiveness (quality); technical, economic (efficiency). None where not known."""

    dimension: str | None = None
    subdimension: str | None = None
    score: float = 0.0


@cache
def _vocabulary() -> dict[str, tuple[str, str | None]]:
    return {r["printed"]: (r["dimension"], r["subdimension"] or None) for r in rows("dimensions")}


def _key(text: str | None) -> str:
    return re.sub(r"[^\w' ]+", " ", fold(text)).strip()


def _look_up(text: str | None) -> tuple[str, str | None, float] | None:
    key = re.sub(r"\s+", " ", _key(text))
    if not key:
        return None
    words = _vocabulary()
    if key in words:
        return (*words[key], 100.0)
    best = process.extractOne(key, words.keys(), scorer=fuzz.ratio, score_cutoff=MARK)
    return (*words[best[0]], best[1]) if best else None


def read_dimension(dimension: str | None, subdimension: str | None = None) -> DimensionReading:
    """The printed dimension and sub-dimension in the controlled vocabulary.

    ``tecnica`` and ``economica`` mean what their dimension says (quality or efficiency); a sub-dimension alone
    names its dimension where only one has it. ``Qualità tecnica`` or ``Efficienza - Economica`` in one cell are
    read as both.
    """
    whole = _look_up(dimension)
    detail = fold(subdimension).strip(" -/*.")
    if whole is None and dimension:
        head, _, tail = re.sub(r"\s*[-/:(]\s*|\s+", " ", fold(dimension)).strip(" )").partition(" ")
        whole = _look_up(head)
        detail = detail or tail
    if whole is None:
        found = _look_up(subdimension)
        return DimensionReading(found[0], found[1], found[2]) if found else DimensionReading()
    name, sub, score = whole
    if sub is None and detail:
        joined = {"quality": f"qualita {detail}", "efficiency": f"efficienza {detail}"}.get(name)
        for wording in (joined, detail):
            found = _look_up(wording)
            if found and found[0] == name and found[1]:
                return DimensionReading(name, found[1], min(score, found[2]))
    return DimensionReading(name, sub, score)
