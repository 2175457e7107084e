"""Missions and programmes of D.lgs. 118/2011 (annex 14), and the missions of the State, from a code or a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from normalizers._data import rows
from normalizers.text import fold

MARK = 88.0
"""Likeness (0-100) of a printed name to the law's below which nothing is said."""
CUT = 18
"""Characters that the beginning of a name needs to stand for the whole name, where only one begins so."""
CUT_SCORE = 95.0
OWN_MARK = 75.0
"""Likeness that is enough where a code printed beside the name already says which it is."""


@dataclass(frozen=True, slots=True)
class MissionReading:
    """A mission or a programme.

    ``code``: two digits for a mission of annex 14, three for one of the State, four for a programme.
    ``system``: ``local`` or ``state``. ``score``: 0-100. ``method``: code, name, code+name, or None.
    ``problem``: ``conflict`` (code and name name different ones), ``several``, ``unknown_code``,
    ``unknown_name``, ``needs_mission`` (a programme's number without its mission).
    """

    code: str | None = None
    name: str | None = None
    score: float = 0.0
    method: str | None = None
    system: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    system: str
    code: str
    name: str
    keys: tuple[str, ...]


def _key(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[^\w]+", " ", fold(text))).strip()


@cache
def _missions() -> tuple[_Entry, ...]:
    return tuple(
        _Entry(r["system"], r["code"], r["name"], tuple(_key(n) for n in (r["name"], r["also"]) if n))
        for r in rows("missions")
    )


@cache
def _programmes() -> tuple[_Entry, ...]:
    return tuple(_Entry("local", r["code"], r["name"], (_key(r["name"]),)) for r in rows("programmes"))


_NOISE = re.compile(
    r"\b(?:missione|missioni|programma|programmi|mission|progr|miss|prevalente|n|nr|num|cod|codice|dup|bilancio|e)\b"
)
_NUMBERS = re.compile(r"(?<![\d])\d{1,4}(?![\d])")
_EDITION = re.compile(r"^(?:(?:19|20)\d\d)[ _-]+(?:(?:mis|pro|prog|miss|oo)[ _-]*)+", re.I)


def _parts(text: str) -> tuple[list[str], str]:
    """The numbers that begin a text (its code, in pieces), and its words."""
    bare = _EDITION.sub("", fold(text).strip(" '\"([-"))
    bare = re.sub(r"\((?:19|20)\d\d(?:\s?-\s?(?:19|20)?\d\d)?\)", " ", bare)
    lead = re.match(
        r"(?:(?:missione|miss\.?|programma|progr?\.?|mission|m\.?|p\.?|cod\.?|codice|n\.?|nr\.?|:|"
        r"-)\s*)*((?:\d{1,4}(?:\s*[-_./:)\s]\s*(?=\d))?)*)",
        bare,
    )
    digits = re.findall(r"\d+", lead[1]) if lead else []
    rest = bare[lead.end() :] if lead else bare
    words = re.sub(r"\s+", " ", _NOISE.sub(" ", _key(rest))).strip() if rest else ""
    return digits, words


def _best(words: str, entries: tuple[_Entry, ...]) -> tuple[_Entry | None, float, float]:
    """The most alike entry, its score, and the score of the next one of another code."""
    scored = sorted(
        ((max(_alike(words, _noise_free(k)) for k in e.keys), -n, e) for n, e in enumerate(entries)),
        key=lambda t: t[:2],
        reverse=True,
    )
    if not scored:
        return None, 0.0, 0.0
    top = scored[0]
    return top[2], top[0], scored[1][0] if len(scored) > 1 else 0.0


def _alike(words: str, key: str) -> float:
    """Likeness; a name cut short (``Sviluppo sostenibile e tutela del territorio``) is as good as whole ones."""
    cut = len(words) >= CUT and len(words.split()) >= 3 and key.startswith(words + " ")
    return CUT_SCORE if cut else fuzz.ratio(words, key)


@cache
def _noise_free(key: str) -> str:
    return re.sub(r"\s+", " ", _NOISE.sub(" ", key)).strip()


def _own(words: str, entry: _Entry) -> float:
    """How well words fit the entry whose code stands beside them: all of its words, some of them, or more than them."""
    return max(max(fuzz.ratio(words, _noise_free(k)), fuzz.token_set_ratio(words, _noise_free(k))) for k in entry.keys)


def read_mission(text: str | None) -> MissionReading:
    """The mission that a text names: ``01`` ``5`` ``Missione 09`` ``01 01-SERVIZI...`` ``2024_MIS_10_10 - ...`` or
    a name.

    Names that annex 14 and the State share (``Soccorso civile``) are those of annex 14, unless a three-digit
    code says otherwise. A code and a name that disagree give nothing but the problem; so does a name below
    `MARK`.
    """
    if not text or not text.strip():
        return MissionReading()
    digits, words = _parts(text)
    inner = [d for d in _NUMBERS.findall(words) if not re.fullmatch(r"(?:19|20)\d\d", d)]
    local = {e.code: e for e in _missions() if e.system == "local"}
    state = {e.code: e for e in _missions() if e.system == "state"}
    words = re.sub(r"\s+", " ", re.sub(r"\d+", " ", words)).strip()
    best, score, _ = _best(words, _missions()) if words else (None, 0.0, 0.0)
    entry: _Entry | None = None
    if digits:
        first = digits[0]
        if len(first) == 3:
            entry = state.get(first)
        elif len(first) == 4:
            entry = local.get(first[:2]) if any(p.code == first for p in _programmes()) else None
        else:
            entry = local.get(first.zfill(2))
        if entry is None and not (best and score >= MARK):
            return MissionReading(problem="unknown_code")
    if inner and any(d.zfill(2) != (entry.code if entry else "") for d in inner):
        return MissionReading(problem="several")
    if entry and words:
        if (
            best
            and score >= MARK
            and best.code != entry.code
            and (best.system == entry.system or entry.name != best.name)
        ):
            return _of_state(digits[0], words) or MissionReading(problem="conflict")
        fit = _own(words, entry)
        if fit < OWN_MARK:
            return MissionReading(problem="unknown_name")
        return MissionReading(entry.code, entry.name, fit, "code+name", entry.system)
    if entry:
        return MissionReading(entry.code, entry.name, 100.0, "code", entry.system)
    if digits and best and score >= MARK:
        return _of_state(digits[0], words) or MissionReading(problem="conflict")
    if best and score >= MARK:
        return MissionReading(best.code, best.name, score, "name", best.system)
    return MissionReading(score=score, problem="unknown_name" if words else None)


def _of_state(number: str, words: str) -> MissionReading | None:
    """A mission of the State whose number and name both fit: it prints two digits too, and its 18 is not annex 14's."""
    for entry in _missions():
        if entry.system == "state" and entry.code == number.zfill(3):
            score = max(_alike(words, _noise_free(key)) for key in entry.keys)
            return MissionReading(entry.code, entry.name, score, "code+name", "state") if score >= MARK else None
    return None


def read_programme(text: str | None, mission_code: str | None = None) -> MissionReading:
    """The programme that a text names, as its four digits: ``03`` (with its mission), ``01_10 Risorse Umane``,
    ``0110``, ``10 - Risorse umane``, ``2024_PRO_10_03 ...`` or a name.

    ``mission_code`` is the mission's two digits, where known: it completes a bare number, and a programme of
    another mission is a conflict.
    """
    if not text or not text.strip():
        return MissionReading()
    mission = mission_code.zfill(2) if mission_code and mission_code.isdigit() and len(mission_code) < 3 else None
    digits, words = _parts(text)
    if any(not re.fullmatch(r"(?:19|20)\d\d", d) for d in _NUMBERS.findall(words)):
        return MissionReading(problem="several")
    words = re.sub(r"\s+", " ", re.sub(r"\d+", " ", words)).strip()
    every = _programmes()
    by_code = {e.code: e for e in every}
    pool = tuple(e for e in every if e.code[:2] == mission) if mission else every
    best, score, second = _best(words, pool) if words else (None, 0.0, 0.0)
    candidates: list[str] = []
    if digits:
        if len(digits[0]) == 4:
            candidates = [digits[0]]
        elif len(digits) >= 2:
            candidates = [digits[0].zfill(2) + digits[1].zfill(2)]
            if mission and digits[0].zfill(2) != mission:
                # "01 01-NAME" prints the programme's number twice
                candidates = [mission + digits[0].zfill(2)] if digits[0].zfill(2) == digits[1].zfill(2) else candidates
        elif mission:
            candidates = [mission + digits[0].zfill(2)]
        elif best and score >= MARK and best.code[2:] == digits[0].zfill(2):
            return MissionReading(best.code, best.name, score, "code+name", "local")
        else:
            return MissionReading(problem="conflict" if best and score >= MARK else "needs_mission")
    entry = next((by_code[c] for c in candidates if c in by_code), None)
    if candidates and entry is None:
        return MissionReading(problem="unknown_code")
    if entry and mission and entry.code[:2] != mission:
        return MissionReading(problem="conflict")
    if entry and words:
        other, high, _ = _best(words, every)
        if other and high >= MARK and other.code != entry.code and _own(words, entry) < MARK:
            return MissionReading(problem="conflict")
        fit = _own(words, entry)
        if fit < OWN_MARK:
            return MissionReading(problem="unknown_name")
        return MissionReading(entry.code, entry.name, fit, "code+name", "local")
    if entry:
        return MissionReading(entry.code, entry.name, 100.0, "code", "local")
    if best and score >= MARK and score > second:
        return MissionReading(best.code, best.name, score, "name", "local")
    if mission and words:
        other, high, _ = _best(words, every)
        if other and high >= MARK:
            return MissionReading(problem="conflict")
    return MissionReading(score=score, problem="unknown_name" if words else None)


def reference() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The bundled missions (system, code, name) and programmes (code, mission_code, name, regions_only)."""
    return list(rows("missions")), list(rows("programmes"))


@dataclass(frozen=True, slots=True)
class MissionCodes:
    """What the mission and programme cells of one objective name.

    ``mission`` and ``programme``: the only one, or the one marked as prevalent; None where there are several. The lists
    hold all of them. ``problems``: (text, problem) of every piece that names none.
    """

    mission: str | None
    missions: list[str]
    programme: str | None
    programmes: list[str]
    problems: list[tuple[str, str]]


_PREVALENT = re.compile(r"\bprevalen", re.I)


def read_codes(mission: str | None, programme: str | None) -> MissionCodes:
    """The codes of an objective's missions and programmes, from its two cells; several stand joined by ``; ``.

    Cells of the same number of pieces go together one by one, as the columns of a table do; a mission stands for every
    programme when it is the only one. A programme read with its four digits tells its mission where none is printed.
    """
    pieces = [part.strip() for part in (mission or "").split("; ") if part.strip()]
    others = [part.strip() for part in (programme or "").split("; ") if part.strip()]
    readings = [read_mission(piece) for piece in pieces]
    problems = [(t, r.problem) for t, r in zip(pieces, readings, strict=True) if r.problem and not r.code]
    codes = [r.code for r in readings]
    beside = codes if len(codes) == len(others) else codes * len(others) if len(codes) == 1 else [None] * len(others)
    read = [read_programme(t, c if c and len(c) == 2 else None) for t, c in zip(others, beside, strict=True)]
    problems += [(t, r.problem) for t, r in zip(others, read, strict=True) if r.problem and not r.code]
    if not pieces:
        codes = [r.code[:2] if r.code else None for r in read]
    chosen = [n for n, piece in enumerate(pieces) if _PREVALENT.search(piece)]
    only = chosen[0] if len(chosen) == 1 else None
    mission_codes = list(dict.fromkeys(c for c in codes if c))
    programme_codes = list(dict.fromkeys(r.code for r in read if r.code))
    one_mission = codes[only] if only is not None else mission_codes[0] if len(mission_codes) == 1 else None
    one_programme = programme_codes[0] if len(programme_codes) == 1 else None
    if only is not None and len(read) == len(codes):
        one_programme = read[only].code
    return MissionCodes(one_mission, mission_codes, one_programme, programme_codes, problems)
