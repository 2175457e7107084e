"""Rules that say which sequences of words make a target, each with an example; ``target_matcher`` finds them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from normalizers.target_reading import TargetReading
from normalizers.target_words import (
    OPERATORS,
    UNIT_RE,
    direction_of,
    scaled,
    unit_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Rule:
    """A sequence of named words that makes a statement, with an example and what it must give.

    ``pattern`` is a Matcher pattern over the entity names that `_pipeline` gives; ``build`` makes the reading
    from the words of the match. ``expect`` holds the fields of the example's reading that are not None.
    """

    name: str
    example: str
    expect: dict[str, Any]
    pattern: list[dict[str, Any]]
    build: Callable[[list[Token]], TargetReading | None]


def _e(name: str, op: str | None = None) -> dict[str, Any]:
    return {"ENT_TYPE": name} | ({"OP": op} if op else {})


_LINKS: list[dict[str, Any]] = [_e("LINK", "*"), _e("COUNT", "?"), _e("LINK", "*"), _e("EURO", "?")]


def _words(tokens: list[Token], name: str) -> list[Token]:
    return [t for t in tokens if t.ent_type_ == name]


def _number(token: Token, after: Token | None = None) -> float | None:
    return scaled(token.text.replace(" ", ""), after.text if after is not None and after.ent_type_ == "SCALE" else None)


def _numbers(tokens: list[Token]) -> list[float]:
    out: list[float] = []
    for k, token in enumerate(tokens):
        if token.ent_type_ == "NUM":
            value = _number(token, tokens[k + 1] if k + 1 < len(tokens) else None)
            if value is not None:
                out.append(value)
    return out


def _unit_in(tokens: list[Token]) -> str | None:
    """The unit of a match: the currency before a number, or what stands after it."""
    found = _words(tokens, "UNIT")
    if found:
        return unit_of(UNIT_RE.fullmatch(found[-1].text))
    return "euro" if _words(tokens, "EURO") else None


def _bound(tokens: list[Token]) -> TargetReading | None:
    signs = [OPERATORS[t.ent_type_] for t in tokens if t.ent_type_ in OPERATORS]
    values = _numbers(tokens)
    if not signs or len(values) != 1:
        return None
    operator = next((s for s in signs if s != "="), "=")
    return TargetReading(operator, values[0], unit=_unit_in(tokens), direction=direction_of(operator))


def _between(tokens: list[Token]) -> TargetReading | None:
    values = _numbers(tokens)
    units = {unit_of(UNIT_RE.fullmatch(t.text)) for t in _words(tokens, "UNIT")}
    if len(values) != 2 or values[0] > values[1] or len(units) > 1:
        return None
    return TargetReading("between", values[0], values[1], unit=_unit_in(tokens))


def _range(tokens: list[Token]) -> TargetReading | None:
    low, high = (scaled(p.strip(), None) for p in re.split(r"\s?-\s?", _words(tokens, "RANGE")[0].text, maxsplit=1))
    if low is None or high is None or low >= high:
        return None
    return TargetReading("between", low, high, unit=_unit_in(tokens))


def _change(tokens: list[Token]) -> TargetReading | None:
    values = _numbers(tokens)
    ways = {t.ent_type_ for t in tokens} & {"UP", "DOWN", "MORE", "FEWER"}
    if len(ways) != 1 or len(values) > 1:
        return None
    direction = "higher" if ways & {"UP", "MORE"} else "lower"
    return TargetReading(
        "improve", abs(values[0]) if values else None, unit=_unit_in(tokens) if values else None, direction=direction
    )


def _above_base(tokens: list[Token]) -> TargetReading | None:
    values = _numbers(tokens)
    if len(values) != 1:
        return None
    up = bool(_words(tokens, "UP"))
    operator = ">" if up else "<"
    return TargetReading(operator, values[0], unit=_unit_in(tokens), direction=direction_of(operator))


def _against_past(tokens: list[Token]) -> TargetReading | None:
    signs = [t.ent_type_ for t in tokens if t.ent_type_ in ("GE", "GT", "LE", "LT")]
    if not signs:
        return None
    return TargetReading("improve", direction="higher" if signs[0] in ("GE", "GT") else "lower")


def _ratio(tokens: list[Token]) -> TargetReading | None:
    values = _numbers(tokens)
    if len(values) != 2 or values[1] <= 0:
        return None
    noun = next((t.text for t in tokens if t.ent_type_ == "UNIT"), None)
    noun = (
        unit_of(UNIT_RE.fullmatch(noun))
        if noun
        else next((t.text for t in tokens if t.ent_type_ in ("", "LINK") and t.text != "su" and len(t.text) > 2), None)
    )
    whole = f"{values[1]:g}"
    signs = [OPERATORS[t.ent_type_] for t in tokens if t.ent_type_ in OPERATORS]
    operator = signs[0] if signs else "="
    return TargetReading(
        operator, values[0], unit=f"{noun} su {whole}" if noun else f"su {whole}", direction=direction_of(operator)
    )


def _rank(tokens: list[Token]) -> TargetReading | None:
    digits = re.match(r"\d+", _words(tokens, "ORDINAL")[0].text)
    return TargetReading("=", float(digits[0]), unit=tokens[-1].text, direction="lower") if digits else None


def _count(tokens: list[Token]) -> TargetReading | None:
    values = _numbers(tokens)
    return TargetReading("=", values[0], unit=_unit_in(tokens)) if len(values) == 1 else None


def _bound_after(tokens: list[Token]) -> TargetReading | None:
    values, last = _numbers(tokens), tokens[-1].ent_type_
    if len(values) != 1:
        return None
    if not tokens[-1].text[0].isalpha():
        return None
    operator = ">=" if last in ("GE", "ORMORE") else "<="
    return TargetReading(operator, values[0], unit=_unit_in(tokens), direction=direction_of(operator))


def _within(tokens: list[Token]) -> TargetReading | None:
    values = _numbers(tokens)
    return TargetReading("<=", values[0], unit=_unit_in(tokens), direction="lower") if len(values) == 1 else None


def _any(*names: str, op: str | None = None) -> dict[str, Any]:
    """One word of any of these names."""
    return {"ENT_TYPE": {"IN": list(names)}} | ({"OP": op} if op else {})


def _say(*words: str, op: str | None = None) -> dict[str, Any]:
    """One of these very words."""
    return {"LOWER": {"IN": list(words)}} | ({"OP": op} if op else {})


def _free(op: str) -> dict[str, Any]:
    """Words without a name of their own."""
    return {"ENT_TYPE": "", "IS_ALPHA": True, "OP": op}


_N, _CHANGE = _e("NUM"), _any("UP", "DOWN")
_BOUNDS = ("GE", "LE", "GT", "LT", "EQ")
_LINKED: list[dict[str, Any]] = [*_LINKS, _N]
"""A number, with the articles, ``n.`` or currency before it."""
_U: list[dict[str, Any]] = [_e("SCALE", "?"), _e("LINK", "?"), _e("UNIT", "?")]
"""What may follow a number: ``mln``, ``di``, its unit."""

RULES: tuple[Rule, ...] = (
    Rule(
        "between_from_to",
        "da 91 a 100",
        {"operator": "between", "value": 91.0, "value_upper": 100.0},
        [
            _say("da", "dal", "dall'", "tra", "fra", "compreso"),
            *_LINKED,
            _e("UNIT", "?"),
            _say("a", "al", "ad", "all'", "e", "ed"),
            *_LINKED,
            *_U,
        ],
        _between,
    ),
    Rule(
        "between_dash",
        "10-15 incontri",
        {"operator": "between", "value": 10.0, "value_upper": 15.0, "unit": "incontri"},
        [_e("EURO", "?"), _e("RANGE"), *_U],
        _range,
    ),
    Rule(
        "between_units",
        "5% - 10%",
        {"operator": "between", "value": 5.0, "value_upper": 10.0, "unit": "%"},
        [_N, _e("UNIT"), {"TEXT": "-"}, _N, _e("UNIT")],
        _between,
    ),
    Rule(
        "between_bounds",
        "almeno 2 e non più di 5",
        {"operator": "between", "value": 2.0, "value_upper": 5.0},
        [
            _any("GE", "GT"),
            *_LINKED,
            _e("UNIT", "?"),
            _say("e", "ed", "ma", ",", op="?"),
            _any("LE", "LT"),
            *_LINKED,
            *_U,
        ],
        _between,
    ),
    Rule(
        "change_over_base",
        "Incremento rispetto al n. di 22",
        {"operator": ">", "value": 22.0, "direction": "higher"},
        [_CHANGE, _say("rispetto"), *_LINKED],
        _above_base,
    ),
    Rule(
        "change_by",
        "Riduzione del 13%",
        {"operator": "improve", "value": 13.0, "unit": "%", "direction": "lower"},
        [_CHANGE, _any("LINK", "GE", "GT", "EQ", "COUNT", op="*"), _e("EURO", "?"), _N, *_U],
        _change,
    ),
    Rule(
        "change_of_noun_by",
        "incremento dei visitatori del 15%",
        {"operator": "improve", "value": 15.0, "unit": "%", "direction": "higher"},
        [
            _CHANGE,
            {"ENT_TYPE": {"IN": ["", "LINK"]}, "IS_ALPHA": True, "OP": "{1,8}"},
            _say("del", "di", "dell'", "almeno", "pari"),
            *_LINKED,
            _e("UNIT"),
        ],
        _change,
    ),
    Rule(
        "change_after_number",
        "10% in meno rispetto al 2015",
        {"operator": "improve", "value": 10.0, "unit": "%", "direction": "lower"},
        [_N, *_U, _any("MORE", "FEWER")],
        _change,
    ),
    Rule(
        "against_the_past",
        ">maggiore anno precedente",
        {"operator": "improve", "direction": "higher"},
        [
            _any(*_BOUNDS[:4]),
            _any(*_BOUNDS[:4], "LINK", op="*"),
            _free("{0,3}"),
            _e("LINK", "*"),
            _e("PAST"),
            # "... o pari a zero" says no more
            _say("o", "oppure", "ovvero", op="?"),
            _e("EQ", "?"),
            _e("LINK", "*"),
            {"TEXT": "0", "OP": "?"},
        ],
        _against_past,
    ),
    Rule(
        "ratio",
        "3 su 4",
        {"operator": "=", "value": 3.0, "unit": "su 4"},
        [_any(*_BOUNDS, op="?"), *_LINKED, _e("UNIT", "?"), _free("{0,3}"), _say("su"), _e("LINK", "*"), _N],
        _ratio,
    ),
    Rule(
        "rank",
        "22ma posizione",
        {"operator": "=", "value": 22.0, "unit": "posizione", "direction": "lower"},
        [_e("ORDINAL"), _say("posizione", "posto")],
        _rank,
    ),
    Rule(
        "bound",
        "non inferiore al 95%",
        {"operator": ">=", "value": 95.0, "unit": "%", "direction": "higher"},
        [_any(*_BOUNDS, op="{1,2}"), *_LINKED, *_U],
        _bound,
    ),
    Rule(
        "bound_within",
        "entro 24 ore",
        {"operator": "<=", "value": 24.0, "unit": "ore", "direction": "lower"},
        [_e("WITHIN"), *_LINKED, _e("SCALE", "?"), _e("UNIT")],
        _within,
    ),
    Rule(
        "bound_after",
        "2 incontri minimo",
        {"operator": ">=", "value": 2.0, "unit": "incontri", "direction": "higher"},
        [_e("EURO", "?"), _N, *_U, _free("{0,2}"), _any("GE", "LE", "ORMORE", "ORLESS")],
        _bound_after,
    ),
    Rule(
        "count",
        "n. 20 schede",
        {"operator": "=", "value": 20.0, "unit": "schede"},
        [_e("COUNT", "?"), _e("LINK", "?"), _e("EURO", "?"), _N, *_U],
        _count,
    ),
)
