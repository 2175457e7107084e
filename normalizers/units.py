"""Unit codes printed before the text of a phase, told from the text by their form and by their recurrence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

# an abbreviation: letters with points between (LL.PP., S.E.), or capitals with or without a final point (FIN, SUE.)
_CODE = r"(?:[A-Z]{1,4}(?:\.[A-Z]{1,4})+\.?|[A-Z]{2,6}\.?)"
_PREFIX = re.compile(
    rf"^({_CODE}(?:\s*[-–—,/+&]\s*{_CODE})*)\s*(?:[-–—:]\s*)?(?=[A-ZÀ-Ú\"“«])(?!{_CODE}(?:\s|$)(?![A-ZÀ-Ú]))"
)
_SPLIT = re.compile(r"\s*[-–—,/+&]\s*")
_ALL_CAPS_GO_ON = re.compile(r"(?:I|GLI|LE|IL|LA|LO|DI|DEL|DEI|DELLE|E)\s+[A-ZÀ-Ú]{2,}")
_ACRONYMS = (
    "PNRR DUP PEG PIAO PDO PTPCT RPCT ANAC IVA IMU TARI SPID CIE GDPR DPO CUP CIG SAL DGC DCC DPR DL DLGS SP SS SR "
    "VIA VAS PGT PRG ERP OIV NDV CCNL CCDI"
)
_NOT_UNITS = frozenset(_ACRONYMS.split())
"""Acronyms of Italian administration that begin phases and are no units: plans, taxes, acts, codes, roads."""
_WORDS_FOR_ALL = frozenset({"TUTTI", "TUTTE"})


def _norm(code: str) -> str:
    return code.replace(".", "").upper()


def split_units(prefix: str | None) -> list[str]:
    """The codes of a prefix, as printed: ``LL.PP. – FIN`` -> ``['LL.PP.', 'FIN']``."""
    return [c for c in _SPLIT.split((prefix or "").strip()) if c]


def split_unit_prefix(text: str, known: Collection[str] = ()) -> tuple[str | None, str]:
    """The unit codes printed before a phase, and the phase without them; (None, text) when there are none.

    A prefix is one or more short abbreviations in capitals (``S.E.``, ``LL.PP. – FIN``, ``SUE -S.E.``) before a capital
    letter. With points inside, or joined by dashes to one that has them, it is told by its form alone; a bare word
    in capitals (``FIN.``, ``PNRR``) counts only when ``known`` (see `known_prefixes`) holds it, since an acronym that
    begins a sentence looks the same.
    """
    found = _PREFIX.match(text)
    if not found:
        return None, text
    codes = split_units(found[1])
    accepted = {_norm(k) for k in known} | _WORDS_FOR_ALL
    dotted = [bool(re.search(r"\.[A-Z]", c)) for c in codes]
    if known:
        fine = all(_norm(c) in accepted for c in codes)
    else:
        fine = any(dotted) or all(_norm(c) in _WORDS_FOR_ALL for c in codes) or all(c.endswith(".") for c in codes)
    fine = fine or found[0].rstrip().endswith(":")
    rest = text[found.end() :].strip()
    if any(_norm(c) in _NOT_UNITS for c in codes) or _ALL_CAPS_GO_ON.match(rest):
        return None, text
    return (found[1].strip(), rest) if fine and len(rest) > 3 else (None, text)


def known_prefixes(texts: Iterable[str]) -> frozenset[str]:
    """The codes that a plan prints before its phases: of the form above, and seen before different texts.

    A dotted code counts when it is seen once; one that ends in a point when it stands before two different
    texts; a bare word in capitals when it also stands beside one of those with a dash (``LL.PP. – FIN``), or
    before three different texts.
    """
    after: dict[str, set[str]] = {}
    printed: Counter[str] = Counter()
    beside: set[str] = set()
    dotted: set[str] = set()
    for text in texts:
        found = _PREFIX.match(text)
        if not found:
            continue
        codes = split_units(found[1])
        sure = any(re.search(r"\.[A-Z]", c) for c in codes)
        for code in codes:
            key = _norm(code)
            printed[key] += 1
            after.setdefault(key, set()).add(text[found.end() :][:40])
            if re.search(r"\.[A-Z]", code):
                dotted.add(key)
            elif sure:
                beside.add(key)
    return frozenset(
        key
        for key, rests in after.items()
        if key not in _NOT_UNITS
        and (
            key in dotted
            or key in beside
            or key in _WORDS_FOR_ALL
            or len(rests) >= 3
            or (len(rests) >= 2 and printed[key] >= 2)
        )
    )
