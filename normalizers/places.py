"""Municipalities, provinces and regions by name, from a bundled register (see data/README.md). Nothing is guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from normalizers._data import rows
from normalizers.text import fold

MARK = 92.0
"""Likeness (0-100) that a misspelt name needs, and then only inside a province that is stated."""


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """Where a body is.

    ``istat_code``: six digits for a municipality, three (the historical code) for a province. ``cadastral_code`` for
    municipalities. ``province``: its two letters. ``method``: exact, fuzzy (within the stated province), or None.
    ``problem``: ``ambiguous`` (several places of that name), ``unknown``, ``province_conflict``.
    """

    istat_code: str | None = None
    cadastral_code: str | None = None
    name: str | None = None
    province: str | None = None
    region: str | None = None
    kind: str | None = None
    score: float = 0.0
    method: str | None = None
    problem: str | None = None


_NO_WORD = re.compile(r"\W+")
_SAINT = re.compile(r"\bs(?:to|ta)\b")


def _key(name: str) -> str:
    key = _NO_WORD.sub(" ", fold(name)).strip()
    return _SAINT.sub(lambda m: {"sto": "santo", "sta": "santa"}[m[0]], key) if "st" in key else key


@cache
def _municipalities() -> dict[str, tuple[dict[str, str], ...]]:
    table: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("municipalities"):
        table[_key(row["name"])].append(row)
        if row["other_name"]:
            for name in (row["other_name"], f"{row['name']} {row['other_name']}"):
                table[_key(name)].append(row)
    return {key: tuple({r["istat_code"]: r for r in found}.values()) for key, found in table.items()}


_SHORT_PROVINCES = {
    "reggio emilia": "re",
    "reggio calabria": "rc",
    "bolzano bozen": "bz",
    "monza brianza": "mb",
    "monza e brianza": "mb",
    "forli": "fc",
    "pesaro": "pu",
    "massa": "ms",
    "verbania": "vb",
    "aosta": "ao",
}
"""Names in use that are not those of the register."""
_SMALL = re.compile(
    r"\b(?:di|del|della|dello|dei|degli|delle|dell|d|in|nel|nella|nell|sul|sulla|a|al|l|la|lo|il|le|i|gli|capitale)\b"
)


def _bare(key: str) -> str:
    """The key without articles and prepositions: ``Comune dell'Aquila`` is L'Aquila, ``Reggio Calabria`` Reggio di
    Calabria.
    """
    return re.sub(r"\s+", " ", _SMALL.sub(" ", key)).strip()


@cache
def _bare_municipalities() -> dict[str, tuple[dict[str, str], ...]]:
    table: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for key, found in _municipalities().items():
        for row in found:
            table[_bare(key)][row["istat_code"]] = row
    return {key: tuple(found.values()) for key, found in table.items()}


def warm_up() -> None:
    """Read the register: a process that workers are forked from does it once for all."""
    _bare_municipalities()


@cache
def _provinces() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for row in rows("provinces"):
        table[_key(row["name"])] = row
        table[row["code"].casefold()] = row
    for short, code in _SHORT_PROVINCES.items():
        table.setdefault(short, table[code])
    return table


@cache
def _regions() -> dict[str, str]:
    found = {_key(row["region"]): row["region"] for row in rows("provinces")}
    return found | {_key(r.split("-")[0]): r for r in found.values() if r.startswith(("Trentino", "Friuli"))}


def find_province(text: str | None) -> str | None:
    """The letters of a province from its name or letters: ``(Provincia Avellino)``, ``AV``, ``provincia di
    Asti``.
    """
    key = re.sub(
        r"^(?:(?:provincia|prov|citta metropolitana|libero consorzio comunale|autonoma)\s+)+(?:(?:di|del|"
        r"della|dell)\s+)?",
        "",
        _key(text or ""),
    )
    row = _provinces().get(key)
    return row["code"] if row else None


_KIND = re.compile(
    r"^(?:(?:il|la|l)\s+)?(?:(?P<comune>(?:comune|citta|municipio)(?:\s+capoluogo)?)|"
    r"(?P<provincia>amministrazione provinciale|provincia(?:\s+autonoma)?|"
    r"libero consorzio comunale)|(?P<metro>citta metropolitana)|(?P<regione>regione(?:\s+autonoma)?)|"
    r"(?P<other>unione|comunita|consorzio|asl|ats|asst|asp|ausl|azienda|agenzia|camera|universita|"
    r"istituto|ente|autorita|parco|ordine|ministero|fondazione)\b.*)"
    r"\b(?:\s+(?:di|del|della|dello|dei|degli|delle|dell|d|della\s+citta\s+di))?\b\s*"
)


def match_entity(name: str | None, province: str | None = None) -> PlaceReading:
    """The municipality, province or region that a body's name tells: ``CITTÀ DI ASTI``, ``Comune di X (AL)``,
    ``Provincia di Y``.

    The whole name must be that of the register (case, accents, apostrophes, hyphens, articles and prepositions
    apart); a misspelt one is taken only inside a stated province, at `MARK` or above and ahead of all others.
    Homonyms need the province. Bodies of other kinds (unions, health authorities, chambers) are not placed.
    """
    text = name or ""
    stated = find_province(province) if province else None
    inside = re.search(
        r"\(\s*(?:prov(?:incia|\.)?\s*(?:di\s+)?)?([A-Za-zÀ-ÿ' -]{2,30})\s*\)|"
        r"\bprovincia\s+(?:di\s+)?([A-Za-zÀ-ÿ' -]{3,30})\s*$",
        text,
        re.I,
    )
    key = _key(text)
    kind = _KIND.match(key)
    role = kind.lastgroup if kind else "comune"
    if inside and role == "comune" and inside.start() > 0:
        own = find_province(inside[1] or inside[2])
        if own:
            stated = stated or own
            key = _key(text[: inside.start()])
            kind = _KIND.match(key)
    if not key or role == "other":
        return PlaceReading(problem="unknown" if key else None)
    rest = key[kind.end() :].strip() if kind else key
    if role == "comune" and kind and key.startswith("citta metropolitana"):
        role = "metro"
        rest = re.sub(r"^citta metropolitana(?:\s+(?:di|del|della))?\s*", "", key)
    if role == "regione":
        region = _regions().get(rest)
        return (
            PlaceReading(name=region, region=region, kind="regione", score=100.0, method="exact")
            if region
            else PlaceReading(problem="unknown")
        )
    if role in ("provincia", "metro"):
        row = _provinces().get(rest) if len(rest) > 2 else None
        if not row:
            return PlaceReading(problem="unknown")
        return PlaceReading(
            row["istat_code"], None, row["name"], row["code"], row["region"], row["kind"], 100.0, "exact"
        )
    found = (
        _municipalities().get(rest, ())
        or (_municipalities().get(key, ()) if kind else ())
        or _bare_municipalities().get(_bare(rest), ())
    )
    if found:
        here = [r for r in found if stated is None or r["province"] == stated]
        if len(here) == 1:
            return _municipality(here[0], 100.0, "exact")
        return PlaceReading(problem="ambiguous" if here else "province_conflict")
    if stated:
        local = {k: r for k, many in _municipalities().items() for r in many if r["province"] == stated}
        best = process.extract(rest, local.keys(), scorer=fuzz.ratio, limit=2, score_cutoff=MARK)
        if best and (len(best) == 1 or best[0][1] > best[1][1] + 2 or local[best[0][0]] is local[best[1][0]]):
            return _municipality(local[best[0][0]], best[0][1], "fuzzy")
    return PlaceReading(problem="unknown")


def _municipality(row: dict[str, str], score: float, method: str) -> PlaceReading:
    region = _provinces()[row["province"].casefold()]["region"]
    return PlaceReading(
        row["istat_code"], row["cadastral_code"], row["name"], row["province"], region, "comune", score, method
    )
