"""Targets as typed values: operator, number, unit, date or yes/no.

Two ways lead to a reading, and both end in the same small builders:

* the plain forms (``100%``, ``≥ 4.500``, ``Max 3 gg.``, ``entro il 30/06/2016``, ``sì``) match one regular expression;
* all else goes through a blank spaCy pipeline: a lexer that keeps numbers, dates and comparators whole, an EntityRuler
  that names what each word does (bound, change, unit, date, link ...), and a Matcher whose rules say which sequences of
  those names make a statement. Each rule stands beside an example and what it must give; the tests run them.

A number is taken only when a rule claims it and no other number is left over: what is not understood is ``text``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from normalizers.dates import MONTH, DateReading, read_date, read_period
from normalizers.numbers import SCALE, join_spaced, parse_number
from normalizers.text import fold, plain, split_indicators

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True)
class TargetReading:
    """One target, with the columns of the table ``targets`` and three more.

    ``operator``: = < <= > >= between improve yes_no done_by text. ``value`` is the printed number (per cent stay per cent,
    ``3,5 mln`` is 3500000); for ``improve`` it is the size of the change, without sign. ``unit``: ``%``, ``euro``,
    ``giorni``, ``giorni lavorativi``, ``ore``, ``minuti`` ..., or the noun counted, as printed. ``due_date``: the day by
    which (``al 2019`` is its last day). ``direction``: ``higher`` or ``lower`` is better, as far as the print says.

    ``problem``: ``not_given`` (``*``, ``/``, ``-``), ``no_value`` (``≥`` alone, ``entro`` alone), ``several`` (numbers that
    do not make one statement), ``withdrawn`` (a note says that the target was removed), ``not_binary`` (a formula that
    says 1 or 0, with another number), or a problem of `DateReading`; ``proposed`` is then the day probably meant.
    """

    operator: str
    value: float | None = None
    value_upper: float | None = None
    unit: str | None = None
    due_date: date | None = None
    is_yes: bool | None = None
    direction: str | None = None
    problem: str | None = None
    proposed: date | None = None


# --- words ---------------------------------------------------------------------------------------------------------------
# All are matched on folded text (no case, no accents, one kind of quote and dash).

_OF = r"(?:\s*(?:(?:a|al|allo|alla|alle|ai|agli|di|del|dello|della|delle|dei|il|lo|la|i|gli|le)(?![\w.'])|(?:all|dell|d|l)'))*"

BOUNDS: tuple[tuple[str, str], ...] = (
    # operator, folded pattern; the first that matches wins, so the longer forms stand first
    (">=", r"non\s+(?:e\s+|sia\s+|essere\s+)?(?:<|inferior[ei]|minor[ei]|meno|sotto)"),
    ("<=", r"non\s+(?:e\s+|sia\s+|essere\s+)?(?:>|superior[ei]|maggior[ei]|piu|oltre|eccedent[ei]|sopra)"),
    (">=", r"(?:superior[ei]|maggior[ei])\s+(?:o|od|oppure|e/o)\s+(?:ugual[ei]|pari)"),
    (">=", r"(?:pari|ugual[ei])\s+(?:o|od|oppure|e/o)\s+(?:superior[ei]|maggior[ei])"),
    ("<=", r"(?:inferior[ei]|minor[ei])\s+(?:o|od|oppure|e/o)\s+(?:ugual[ei]|pari)"),
    ("<=", r"(?:pari|ugual[ei])\s+(?:o|od|oppure|e/o)\s+(?:inferior[ei]|minor[ei])"),
    (">=", r">\s?o?\s?=|=\s?o?\s?>|≥|≧|⩾|>\s+o\s+="),
    ("<=", r"<\s?o?\s?=|=\s?o?\s?<|≤|≦|⩽|<\s+o\s+="),
    (
        ">=",
        r"(?:da\s+)?almeno|(?:al|come|un)?\s*minim[oi](?:\s+di)?|min\.?(?=\s*(?:n\.?\s*)?\d)|quantomeno|a\s+partire\s+da|da\s+un\s+minimo\s+di",
    ),
    (
        "<=",
        r"(?:al|fino\s+a(?:d\s+un)?|un)?\s*massim[oi](?:\s+di)?|max\.?|al\s+piu|fino\s+ad?(?=\s*(?:n\.?\s*)?\d)|(?:da\s+)?contener[ei]\s+entro",
    ),
    (
        ">",
        r">|superior[ei]|maggior[ei]|(?:piu|oltre)(?=\s+(?:di|del|dell'|il|i|n|\d))|oltre|piu\s+di|(?:al\s+di\s+)?sopra|eccedent[ei]",
    ),
    ("<", r"<|inferior[ei]|minor[ei]|meno(?=\s+(?:di|del|dell'))|(?:al\s+di\s+)?sotto"),
    ("=", r"=|(?:pari|ugual[ei])|esattamente"),
)
_BOUND = "|".join(f"(?P<b{n}>{p})" for n, (_, p) in enumerate(BOUNDS))
_HIGHER, _LOWER = {">", ">="}, {"<", "<="}

UP = (
    r"(?:incrementar[ei]|increment[oi]|aumentar[ei]|aument[oi]|crescit[ae]|maggiorazion[ei]|migliorament[oi]|migliorar[ei]|"
    r"ulterior[ei]|potenziament[oi]|accresciment[oi]|incr\.|in\s+aumento|in\s+crescita|estension[ei])"
)
DOWN = (
    r"(?:riduzion[ei]|ridurre|ridott[oaie]|diminuzion[ei]|diminuir[ei]|contrazion[ei]|risparmi[oi]|calo|abbattiment[oi]|contenimento|"
    r"decrement[oi]|rid\.|dim\.|in\s+diminuzione|in\s+calo|decrescita|taglio)"
)

_QUALIFIER = (
    r"lavorativi|lavorativo|lavorative|lav\.?|solari|solare|naturali(?:\s+e\s+consecutivi)?|consecutivi|di\s+calendario|feriali|"
    r"pro\s?-?\s?capite|(?:al|alla|all'|per|a|ogni|/)\s?(?:mese|settimana|anno|giorno|giornata|ora|trimestre|semestre|bimestre|abitante|"
    r"utente|pratica|abitanti|anno)|(?:annu[aeoi]|annual[ei]|mensil[ei]|settimanal[ei]|giornalier[eiao]|trimestral[ei]|semestral[ei])"
)
UNITS: tuple[tuple[str, str], ...] = (
    # unit, folded pattern; the first that matches wins
    ("punti percentuali", r"punt[oi]\s+percentual[ei]|p\.\s?p\.|pp(?![\w])"),
    ("%", r"%|per\s?cento\b|percento\b|percentuale\b"),
    ("‰", r"‰|per\s?mille\b"),
    ("giorni", r"(?:giorn[oi]|giornat[ae]|gg|gg\.|g\.g\.|g\.|g(?=\s*$)|dd)(?![\w'])"),
    ("ore", r"(?:or[ae]|hh?\.?)(?![\w'])"),
    ("secondi", r"(?:second[oi]|sec\.?|''|\")(?![\w'])"),
    ("minuti", r"(?:minut[oi]|min\.?|')(?![\w'])"),
    ("settimane", r"settiman[ae](?![\w'])|sett\.(?=\s*$)"),
    ("mesi", r"mes[ei](?![\w'])"),
    ("anni", r"ann[oi](?![\w'])"),
    ("euro", r"(?:€|eur\.?|euro)(?![\w'])"),
    ("volte", r"volt[ae](?![\w'])"),
    ("punti", r"(?:punt[oi]|pt\.?|pti\.?)(?![\w'])"),
    ("kg", r"kg\.?(?![\w'])|chil[oi](?:gramm[oi])?(?![\w'])"),
    ("t", r"(?:tonnellat[ae]|ton\.?|tonn\.?|t\.?(?=\s*$|\s+(?:pro|di|annue)))(?![\w'])"),
    ("km", r"(?:km\.?|chilometr[oi])(?![\w'])"),
    ("mq", r"(?:mq\.?|m2|metri\s+quadr\w+)(?![\w'])"),
    ("mc", r"(?:mc\.?|m3|metri\s+cubi)(?![\w'])"),
    ("ml", r"ml\.?(?![\w'])"),
    ("kWh", r"kwh(?![\w'])"),
    ("MWh", r"mwh(?![\w'])"),
    ("ha", r"(?:ha|ettar[oi])(?![\w'])"),
)
_UNIT = "|".join(f"(?P<u{n}>{p})" for n, (_, p) in enumerate(UNITS))
_UNIT_RE = re.compile(rf"(?:{_UNIT})(?:\s*(?P<qualifier>{_QUALIFIER}|/[a-z]{(3,)}(?:\s[a-z]+)?))?(?![\w])")
_CANON = {
    "lav": "lavorativi",
    "lav.": "lavorativi",
    "lavorativo": "lavorativi",
    "lavorative": "lavorativi",
    "solare": "solari",
}

_NUMBER = r"[+-]?\d(?:[\d.,]*\d)?"
WORDS: dict[str, int] = {
    "zero": 0, "un": 1, "uno": 1, "una": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8,
    "nove": 9, "dieci": 10, "undici": 11, "dodici": 12, "quindici": 15, "venti": 20, "trenta": 30, "quaranta": 40,
    "cinquanta": 50, "sessanta": 60, "settanta": 70, "ottanta": 80, "novanta": 90, "cento": 100, "mille": 1000,
}  # fmt: skip
_COUNT = r"(?:n|nr|num|numero|n\.ro|no)(?:\s?[.°:o]\s?[.°]?|(?=\s?\d))"

_PLAIN = re.compile(
    rf"(?:(?:{_BOUND}){_OF}\s*)?(?:{_COUNT}\s*)?(?:circa\s+|ca\.?\s+)?(?P<euro>(?:€\.?|euro|eur)\s*)?(?P<number>{_NUMBER})"
    rf"(?:\s*(?P<scale>{SCALE}))?(?:\s+di(?=\s+eur))?(?:\s*(?P<unit>{_UNIT_RE.pattern}))?\s*[.;,]?"
)
_YES = re.compile(r"(?:si|s|yes|fatto|realizzato|on)(?:\s*[/-]\s*(?:no|n))?")
_YES_LEAD = re.compile(r"(si)\s*(?:[,;:(./-]|\bentro\b|$)")
_NO = re.compile(r"no|non fatto")
_NO_LEAD = re.compile(r"(no)\s*[,;:(-]\s*\D")
_EITHER = re.compile(r"(?:si\s*/\s*no|s\s*/\s*n|si\s+o\s+no|on\s*/\s*off)\.?")
_NOTHING = re.compile(
    r"(?:[*/.\-_\\]|//|\.\.|n\.?\s?[dapv]\.?|n\.?c\.?|non (?:disponibile|previsto|definito|applicabile|rilevato|rilevabile))+"
)
_DATE_ONLY = re.compile(
    r"(?:entro\s+(?:e\s+non\s+oltre\s+)?(?:il\s+|la\s+data\s+del\s+|l'\s?)?|al\s+|il\s+)?"
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{1,2}}\s?°?\s{MONTH}\s(?:19|20)\d\d)\.?"
)
_SCALE_FACTORS = {"mila": 1e3, "mln": 1e6, "milion": 1e6, "mld": 1e9, "miliard": 1e9}
_LATEX = {
    r"\geqslant": "≥",
    r"\leqslant": "≤",
    r"\geq": "≥",
    r"\leq": "≤",
    r"\ge": "≥",
    r"\le": "≤",
    r"\gt": ">",
    r"\lt": "<",
    r"\%": "%",
}


def _latex(text: str) -> str:
    """``$\\geq 95\\%$`` as ``≥ 95%``."""
    for code, sign in _LATEX.items():
        text = text.replace(code, sign)
    return text.replace("$", "")


def _unit_of(found: re.Match[str] | None) -> str | None:
    """The canonical unit of a match of the unit pattern, its qualifier (``lavorativi``, ``al mese``) kept."""
    if not found:
        return None
    groups = found.groupdict()
    name = next((UNITS[n][0] for n in range(len(UNITS)) if groups.get(f"u{n}")), None)
    qualifier = groups.get("qualifier")
    if name and qualifier:
        qualifier = re.sub(r"\s+", " ", _CANON.get(qualifier, qualifier)).strip()
        qualifier = "/" + qualifier[1:].strip() if qualifier.startswith("/") else " " + qualifier
        return name + qualifier
    return name


def _bound_of(found: re.Match[str]) -> str | None:
    groups = found.groupdict()
    return next((op for n, (op, _) in enumerate(BOUNDS) if groups.get(f"b{n}") is not None), None)


def _direction(operator: str) -> str | None:
    return "higher" if operator in _HIGHER else "lower" if operator in _LOWER else None


def _scaled(number: str, scale: str | None) -> float | None:
    value = parse_number(number)
    if value is None:
        return None
    factor = next((f for word, f in _SCALE_FACTORS.items() if scale and scale.startswith(word)), 1.0)
    return float(value) * factor


def _plain_form(text: str) -> TargetReading | None:
    """A bound, a number and a unit, and nothing else; a bare number with a plus sign and ``%`` is a change."""
    found = _PLAIN.fullmatch(text)
    if not found:
        return None
    value = _scaled(found["number"], found["scale"])
    unit = "euro" if found["euro"] else _unit_of(found)
    if value is None or (found["euro"] and found["unit"] and _unit_of(found) != "euro"):
        return None
    bound = _bound_of(found)
    if bound is None and found["number"].startswith("+"):
        return TargetReading("improve", abs(value), unit=unit, direction="higher")
    operator = bound or "="
    return TargetReading(operator, value, unit=unit, direction=_direction(operator))


# --- rules ---------------------------------------------------------------------------------------------------------------

_LAW_WORDS = (
    r"l\.?r|d\.?\s?lgs|d\.?l|dpr|d\.p\.r|legge|decreto|dgc|dgr|dcc|gc|cc|art|artt|articolo|comma|iso|uni|en|cup|cig|cap|capitolo|delibera(?:zione)?|"
    r"determina(?:zione)?|prot|protocollo|pg|fase|fasi|lotto|stralcio|livello|categoria|cat|allegato|all|missione|programma|misura|azione|"
    r"obiettivo|punto|tabella|scheda|linea|asse|codice|cod|tel|via|piazza|strada|versione|release|classe|zona|step|milestone|sezione|titolo|parte"
)
_LEXER = re.compile(
    rf"(?P<law>\b(?:{_LAW_WORDS})\b\.?\s?(?:n\.?\s?|nr\.?\s?)?\d[\w./-]*)"
    rf"|(?P<ordinal>(?<![\w.,])\d+\s?(?:°|º|ª|ma|mo|esim[oa])(?!\w))"
    rf"|(?P<short>(?<![\d./,-])\d+/\d+(?![\d./%]))"
    rf"|(?P<code>(?=\w*\d)(?=\w*[a-z])\w+(?:[-./]\w+)*|\d+(?:/\d+)+(?:[./-]\w+)*)"
    rf"|(?P<range>(?<![\d./,-])\d[\d.,]*(?<![.,])\s?-\s?\d[\d.,]*(?<![.,])(?=\s*(?:%|$|\)|[a-z])))"
    rf"|(?P<number>(?<![\w.,/]){_NUMBER}(?!/\d))"
    rf"|(?P<word>[^\W\d_]+(?:\.[^\W\d_]+)*(?:\.|')?)"
    rf"|(?P<other>''|\S)"
)
_YEAR_WORD = re.compile(r"(?:19|20)\d\d")
_YEAR_SPAN = re.compile(r"(?:19|20)\d\d\s?-\s?(?:(?:19|20)\d\d|\d\d)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A sequence of named words that makes a statement, with an example and what it must give.

    ``pattern`` is a Matcher pattern over the entity names given by `_names`; ``build`` makes the reading from the words
    of the match. ``expect`` holds the fields of the example's reading that are not None.
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
    return _scaled(
        token.text.replace(" ", ""), after.text if after is not None and after.ent_type_ == "SCALE" else None
    )


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
        return _unit_of(_UNIT_RE.fullmatch(found[-1].text))
    return "euro" if _words(tokens, "EURO") else None


_OPERATORS = {"GE": ">=", "LE": "<=", "GT": ">", "LT": "<", "EQ": "="}


def _bound(tokens: list[Token]) -> TargetReading | None:
    signs = [_OPERATORS[t.ent_type_] for t in tokens if t.ent_type_ in _OPERATORS]
    values = _numbers(tokens)
    if not signs or len(values) != 1:
        return None
    operator = next((s for s in signs if s != "="), "=")
    return TargetReading(operator, values[0], unit=_unit_in(tokens), direction=_direction(operator))


def _between(tokens: list[Token]) -> TargetReading | None:
    values = _numbers(tokens)
    if len(values) != 2 or values[0] > values[1]:
        return None
    return TargetReading("between", values[0], values[1], unit=_unit_in(tokens))


def _range(tokens: list[Token]) -> TargetReading | None:
    low, high = (_scaled(p.strip(), None) for p in re.split(r"\s?-\s?", _words(tokens, "RANGE")[0].text, maxsplit=1))
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
    return TargetReading(operator, values[0], unit=_unit_in(tokens), direction=_direction(operator))


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
        _unit_of(_UNIT_RE.fullmatch(noun))
        if noun
        else next((t.text for t in tokens if t.ent_type_ in ("", "LINK") and t.text != "su" and len(t.text) > 2), None)
    )
    whole = f"{values[1]:g}"
    signs = [_OPERATORS[t.ent_type_] for t in tokens if t.ent_type_ in _OPERATORS]
    operator = signs[0] if signs else "="
    return TargetReading(
        operator, values[0], unit=f"{noun} su {whole}" if noun else f"su {whole}", direction=_direction(operator)
    )


def _rank(tokens: list[Token]) -> TargetReading | None:
    digits = re.match(r"\d+", _words(tokens, "ORDINAL")[0].text)
    return TargetReading("=", float(digits[0]), unit=tokens[-1].text, direction="lower") if digits else None


def _count(tokens: list[Token]) -> TargetReading | None:
    values = _numbers(tokens)
    return TargetReading("=", values[0], unit=_unit_in(tokens)) if len(values) == 1 else None


_CMP = {"ENT_TYPE": {"IN": ["GE", "LE", "GT", "LT", "EQ"]}}
_INEQ = {"ENT_TYPE": {"IN": ["GE", "LE", "GT", "LT"]}}
_N = {"ENT_TYPE": "NUM"}
_U: list[dict[str, Any]] = [_e("SCALE", "?"), _e("LINK", "?"), _e("UNIT", "?")]
_CHANGE = {"ENT_TYPE": {"IN": ["UP", "DOWN"]}}

RULES: tuple[Rule, ...] = (
    Rule(
        "between_from_to", "da 91 a 100", {"operator": "between", "value": 91.0, "value_upper": 100.0},
        [{"LOWER": {"IN": ["da", "dal", "dall'", "tra", "fra", "tra il", "compreso"]}}, *_LINKS, _N, _e("UNIT", "?"), {"LOWER": {"IN": ["a", "al", "ad", "all'", "e", "ed"]}}, *_LINKS, _N, *_U],
        _between,
    ),
    Rule(
        "between_dash", "10-15 incontri", {"operator": "between", "value": 10.0, "value_upper": 15.0, "unit": "incontri"},
        [_e("EURO", "?"), _e("RANGE"), *_U],
        _range,
    ),
    Rule(
        "between_bounds", "almeno 2 e non più di 5", {"operator": "between", "value": 2.0, "value_upper": 5.0},
        [{"ENT_TYPE": {"IN": ["GE", "GT"]}}, *_LINKS, _N, _e("UNIT", "?"), {"LOWER": {"IN": ["e", "ed", "ma", ","]}, "OP": "?"}, {"ENT_TYPE": {"IN": ["LE", "LT"]}}, *_LINKS, _N, *_U],
        _between,
    ),
    Rule(
        "change_over_base", "Incremento rispetto al n. di 22", {"operator": ">", "value": 22.0, "direction": "higher"},
        [_CHANGE, {"LOWER": "rispetto"}, *_LINKS, _N],
        _above_base,
    ),
    Rule(
        "change_by", "Riduzione del 13%", {"operator": "improve", "value": 13.0, "unit": "%", "direction": "lower"},
        [_CHANGE, {"ENT_TYPE": {"IN": ["LINK", "GE", "ASOF", "GT", "EQ", "COUNT"]}, "OP": "*"}, _e("EURO", "?"), _N, *_U],
        _change,
    ),
    Rule(
        "change_of_noun_by", "incremento dei visitatori del 15%", {"operator": "improve", "value": 15.0, "unit": "%", "direction": "higher"},
        [_CHANGE, {"ENT_TYPE": {"IN": ["", "LINK"]}, "IS_ALPHA": True, "OP": "{1,8}"}, {"LOWER": {"IN": ["del", "di", "dell'", "almeno", "pari"]}}, *_LINKS, _N, _e("UNIT")],
        _change,
    ),
    Rule(
        "change_after_number", "10% in meno rispetto al 2015", {"operator": "improve", "value": 10.0, "unit": "%", "direction": "lower"},
        [_N, *_U, {"ENT_TYPE": {"IN": ["MORE", "FEWER"]}}],
        _change,
    ),
    Rule(
        "against_the_past", ">maggiore anno precedente", {"operator": "improve", "direction": "higher"},
        [_INEQ, {"ENT_TYPE": {"IN": ["GE", "LE", "GT", "LT", "LINK"]}, "OP": "*"}, {"ENT_TYPE": "", "IS_ALPHA": True, "OP": "{0,3}"}, _e("LINK", "*"), _e("PAST"),
         {"LOWER": {"IN": ["o", "oppure", "ovvero"]}, "OP": "?"}, _e("EQ", "?"), _e("LINK", "*"), {"TEXT": "0", "OP": "?"}],
        _against_past,
    ),
    Rule(
        "ratio", "3 su 4", {"operator": "=", "value": 3.0, "unit": "su 4"},
        [{**_CMP, "OP": "?"}, *_LINKS, _N, _e("UNIT", "?"), {"ENT_TYPE": "", "IS_ALPHA": True, "OP": "{0,3}"}, {"LOWER": "su"}, _e("LINK", "*"), _N],
        _ratio,
    ),
    Rule(
        "rank", "22ma posizione", {"operator": "=", "value": 22.0, "unit": "posizione", "direction": "lower"},
        [_e("ORDINAL"), {"LOWER": {"IN": ["posizione", "posto"]}}],
        _rank,
    ),
    Rule(
        "bound", "non inferiore al 95%", {"operator": ">=", "value": 95.0, "unit": "%", "direction": "higher"},
        [{**_CMP, "OP": "{1,2}"}, *_LINKS, _N, *_U],
        _bound,
    ),
    Rule(
        "bound_within", "entro 24 ore", {"operator": "<=", "value": 24.0, "unit": "ore", "direction": "lower"},
        [_e("WITHIN"), *_LINKS, _N, _e("SCALE", "?"), _e("UNIT")],
        lambda tokens: (lambda n: TargetReading("<=", n[0], unit=_unit_in(tokens), direction="lower") if len(n) == 1 else None)(_numbers(tokens)),
    ),
    Rule(
        "bound_after", "2 incontri minimo", {"operator": ">=", "value": 2.0, "unit": "incontri", "direction": "higher"},
        [_e("EURO", "?"), _N, *_U, {"ENT_TYPE": "", "IS_ALPHA": True, "OP": "{0,2}"}, {"ENT_TYPE": {"IN": ["GE", "LE", "ORMORE", "ORLESS"]}}],
        lambda tokens: _bound_after(tokens),
    ),
    Rule(
        "count", "n. 20 schede", {"operator": "=", "value": 20.0, "unit": "schede"},
        [_e("COUNT", "?"), _e("LINK", "?"), _e("EURO", "?"), _N, *_U],
        _count,
    ),
)  # fmt: skip


def _bound_after(tokens: list[Token]) -> TargetReading | None:
    values, last = _numbers(tokens), tokens[-1].ent_type_
    if len(values) != 1:
        return None
    if not tokens[-1].text[0].isalpha():
        return None
    operator = ">=" if last in ("GE", "ORMORE") else "<="
    return TargetReading(operator, values[0], unit=_unit_in(tokens), direction=_direction(operator))


_NAMES: tuple[tuple[str, str], ...] = (
    # entity name, folded pattern of one or several words; longest match first, then the order here
    ("MORE", r"in piu|aggiuntiv[oiae]|in aumento|supplementar[ei]"),
    ("FEWER", r"in meno|in diminuzione"),
    ("ORMORE", r"o piu|e oltre|ed oltre|in su|o superiore|o maggiore"),
    ("ORLESS", r"o meno|o inferiore|o minore"),
    ("PAST", r"(?:(?:(?:dat[oi]|valor[ei]|stock|media|quello|quella|quanto|risultato|importo|numero|totale) )?(?:rilevat[oaie] |registrat[oaie] )?(?:del(?:l')? ?|nel(?:l')? ?|al(?:l')? ?|di )?"
             r"(?:ann[oi]|trienni[oi]|bienni[oi]|esercizi[oi]|period[oi]|annualita|semestre|trimestre|mandato) (?:precedent[ei]|scors[oi]|passat[oi]))|(?:valor[ei]|dat[oi]|costo|situazione|livell[oi]) (?:storic[oi]|attual[ei]|precedent[ei]|di partenza|inizial[ei])"),
    ("WITHIN", r"entro(?: e non oltre)?(?: il| i| le| gli)?(?: termine(?: massimo)? di)?"),
)  # fmt: skip


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = {op: name for name, op in _OPERATORS.items()}
    table = [*_NAMES, ("UP", UP), ("DOWN", DOWN), *((named[op], p) for op, p in BOUNDS)]
    # words need their limits, signs do not
    return tuple((name, re.compile(rf"(?<!\w)(?=[a-z])(?:{p})(?!\w)|(?![a-z])(?:{p})")) for name, p in table)


_BEFORE_UNIT = re.compile(rf"\s*(?:{SCALE}\s*)?(?:di\s+(?=eur))?")


def _lex(text: str) -> list[tuple[str, str, bool]]:
    """(word, kind, blank after) for a folded text; a phrase that names one thing (``non inferiore``) is one word."""
    spans = [(m.start(), m.end(), m.lastgroup or "other") for m in _LEXER.finditer(text)]
    fixed = [(a, b) for a, b, kind in spans if kind in ("law", "ordinal", "code", "range", "number", "short")]
    claimed: list[tuple[int, int, str]] = []
    for a, b, kind in spans:
        if kind not in ("number", "range"):
            continue
        start = m.end() if (m := _BEFORE_UNIT.match(text, b)) else b
        unit = _UNIT_RE.match(text, start)
        if unit and not any(x < unit.end() and start < y for x, y in fixed):
            claimed.append((unit.start(), unit.end(), "UNIT"))
    for name, pattern in _phrases():
        for m in pattern.finditer(text):
            a = m.start() + len(m[0]) - len(m[0].lstrip())
            b = a + len(m[0].strip())
            if b > a and not any(x < b and a < y for x, y in fixed) and not any(x < b and a < y for x, y, _ in claimed):
                claimed.append((a, b, name))
    words = [w for w in spans if not any(x < w[1] and w[0] < y for x, y, _ in claimed)] + claimed
    words.sort()
    out: list[tuple[str, str, bool]] = []
    for k, (a, b, kind) in enumerate(words):
        if kind == "range" and _YEAR_SPAN.fullmatch(text[a:b]):
            kind = "year"
        if kind == "number" and _YEAR_WORD.fullmatch(text[a:b]):
            before = text[words[k - 1][0] : words[k - 1][1]] if k else ""
            after = words[k + 1][2] if k + 1 < len(words) else ""
            named = words[k - 1][2] if k else ""
            counted = named in (*_OPERATORS, "WITHIN") or re.fullmatch(r"n\.?|nr\.?|numero|€|euro", before)
            kind = kind if counted or after == "UNIT" else "year"
        out.append((text[a:b], kind, b < len(text) and text[b] == " "))
    return out


class _Lexer:
    """The tokeniser of the pipeline: numbers, comparators, codes and phrases whole, each with its kind as its tag."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        lexed = _lex(text)
        return Doc(
            self.vocab, words=[w for w, _, _ in lexed], spaces=[s for _, _, s in lexed], tags=[k for _, k, _ in lexed]
        )


_KINDS = {
    "law": "LAW",
    "ordinal": "ORDINAL",
    "code": "CODE",
    "range": "RANGE",
    "number": "NUM",
    "short": "SHORT",
    "year": "YEAR",
}
_LINK_WORDS = "a al allo alla alle ai agli all' di del dello della delle dei degli dell' d' il lo la i gli le l' ad circa ca. ca : , + per".split()
_TAGGED = ("UP", "DOWN", "MORE", "FEWER", "ORMORE", "ORLESS", "PAST", "WITHIN", "GE", "LE", "GT", "LT", "EQ", "UNIT")


@cache
def _pipeline() -> tuple[Language, Matcher]:
    """A blank Italian pipeline: lexer, EntityRuler for what each word does, Matcher for the rules; built when first needed."""
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("it")
    nlp.tokenizer = _Lexer(nlp.vocab)
    ruler: Any = nlp.add_pipe("entity_ruler")
    count_words = ["n.", "n", "nr", "nr.", "num.", "numero", "n.ro", "no."]
    patterns: list[dict[str, Any]] = [{"label": name, "pattern": [{"TAG": name}]} for name in _TAGGED]
    patterns += [{"label": entity, "pattern": [{"TAG": kind}]} for kind, entity in _KINDS.items()]
    patterns += [
        {"label": "LINK", "pattern": [{"LOWER": {"IN": _LINK_WORDS}}]},
        {
            "label": "COUNT",
            "pattern": [{"TAG": "word", "LOWER": {"IN": count_words}}, {"TEXT": {"IN": ["°", ".", ":"]}, "OP": "*"}],
        },
        {
            "label": "EURO",
            "pattern": [
                {"TAG": {"IN": ["word", "other"]}, "LOWER": {"IN": ["€", "euro", "eur", "eur."]}},
                {"TEXT": ".", "OP": "?"},
            ],
        },
        {"label": "SCALE", "pattern": [{"LOWER": {"REGEX": rf"^{SCALE}$"}}]},
    ]
    ruler.add_patterns(patterns)
    matcher = Matcher(nlp.vocab)
    for rule in RULES:
        matcher.add(rule.name, [rule.pattern], greedy="LONGEST")
    return nlp, matcher


_STOP_NOUN = frozenset(
    "di del dello della delle dei degli dell' d' a al allo alla alle ai agli all' da dal dalla dai dall' in nel nella nei nell' nello nelle su sul "
    "sulla sui sull' per con tra fra rispetto entro ogni che e ed o od il lo la i gli le l' come se si - , ; : ( ) . / + *".split()
)
_VERBAL = re.compile(
    r"(?!\w*(?:sezione|direzione|stazione|frazione|edizione|funzione|convenzione|posizione|opzione|graduazione|annotazione)$)\w{3,}(?:are|ere|ire|arsi|zione|zioni|mento|menti|ssione)$|\w{3,}(?:at|it|ut)[aeio]$|"
    r"^(?:stesura|apertura|invio|avvio|rilascio|svolt[aeio]|raggiunt[aeio]|almeno|(?:present|realizz|approv|pubblic|effettu|svolg|organizz)\w{0,4}\.?)$"
)
_PER_TIME = re.compile(r"(?:al|alla|all'|per|/)\s?(?:mese|settimana|anno|giorno|trimestre|semestre)\b")
_FRACTION = re.compile(
    r"\d\s+(?:terz[oi]|quart[oi]|quint[oi]|decim[oi]|decin[ae]|centinai[ao]|migliai[ao]|dozzin[ae])\b"
)
_ARITHMETIC = re.compile(
    r"[*×]\s*\d|\bx\s*100\b|\)\s*/|/\s*\(|/\s?(?:n[.°]|num|tot)|\w{3,}\s+/\s+\w|\w{4,}/[a-z]\w*\s+\w+\s*\*"
)
"""A formula: whatever numbers stand in it are no target."""
_LONG, _FAR = 28, 9
"""Words beyond which a text tells a story, and words before a number beyond which the number is an aside."""
_SCALE_OF_MARKS = re.compile(r"\b(?:scala|fasce|fascia|punteggio da|gradi da|se\b.*\bse\b)")


def _noun_after(words: list[Token], index: int) -> str | None:
    """The noun counted: what follows the number as far as the next preposition, four words at most."""
    noun: list[str] = []
    for token in words[index:]:
        if token.text in _STOP_NOUN or token.tag_ != "word":
            slash = token.text == "/" and noun
            if not slash:
                break
        noun.append(token.text + token.whitespace_)
        if len(noun) == 4:
            break
    found = "".join(noun).strip().strip("/")
    return found if len(found) > 2 else None


def _as_printed(folded: str | None, printed: str) -> str | None:
    """A folded noun in the letters of the text that it comes from."""
    if not folded:
        return None
    place = fold(printed).find(folded)
    candidates = [printed[k : k + len(folded)] for k in range(len(printed))] if place >= 0 else []
    return next((c for c in candidates if fold(c) == folded), folded)


def _by_rules(text: str, printed: str) -> TargetReading | None:
    """The one statement of a text, by the rules; None when there is none, or when a number is left over."""
    nlp, matcher = _pipeline()
    doc = nlp(text)
    if _FRACTION.search(text) or _SCALE_OF_MARKS.search(text) or _ARITHMETIC.search(text) or len(doc) > _LONG:
        return None
    order = {rule.name: n for n, rule in enumerate(RULES)}
    found = sorted(
        ((nlp.vocab.strings[key], a, b) for key, a, b in matcher(doc)),
        key=lambda m: (order[m[0]] if m[0] not in ("count", "bound_within") else 90 + order[m[0]], m[1] - m[2]),
    )
    numeric = {t.i for t in doc if t.ent_type_ in ("NUM", "RANGE", "SHORT")}
    taken: set[int] = set()
    readings: list[tuple[str, int, int, TargetReading]] = []
    for name, a, b in found:
        if taken & set(range(a, b)):
            continue
        tokens = list(doc[a:b])
        reading = RULES[order[name]].build(tokens)
        if reading is None:
            continue
        if name == "count" and not _countable(doc, a, b):
            continue
        before = [t for t in doc[:a] if t.tag_ == "word" and t.ent_type_ not in ("LINK", "COUNT")]
        if len(before) > _FAR or (name.startswith("between_") and any(_VERBAL.search(t.text) for t in before)):
            continue
        if name == "between_from_to" and any(t.ent_type_ in ("UP", "DOWN") for t in doc[:a]):
            continue
        taken |= set(range(a, b))
        readings.append((name, a, b, reading))
    if numeric - taken:
        return None
    if len(readings) > 1:
        # a span of days beside a share or a count is its condition: "90% entro 30 giorni"
        main = [r for r in readings if r[0] != "bound_within"]
        readings = main if len(main) == 1 else []
    if len(readings) != 1:
        return None
    name, a, b, reading = readings[0]
    if reading.unit is None and reading.value is not None and name not in ("ratio", "rank"):
        after = 1 + max(t.i for t in doc[a:b] if t.ent_type_ in ("NUM", "RANGE", "SCALE"))
        if per := _PER_TIME.match("".join(t.text_with_ws for t in doc[after:])):
            return replace(reading, unit=per[0])
        noun = _noun_after(list(doc), after)
        reading = replace(reading, unit=_as_printed(noun, printed))
    return reading


def _countable(doc: Doc, a: int, b: int) -> bool:
    """A number without a bound counts when the text begins with it, or leads up to it as to a quantity (``raggiungimento dell'80%``)."""
    words = [t for t in doc[:a] if t.tag_ == "word" and t.ent_type_ not in ("LINK", "COUNT")]
    tokens = doc[a:b]
    if any(t.text in ("ogni", "non", "senza", "se", "circa") for t in words) or len(doc) > 24:
        return False
    if not words:
        return True
    if len(words) > 6:
        return False
    if any(t.ent_type_ == "EURO" for t in tokens):
        return True
    if any(t.ent_type_ in ("UP", "DOWN") for t in doc):
        return False
    link = doc[a].ent_type_ == "LINK" or doc[a - 1].ent_type_ == "LINK"
    unit = any(t.ent_type_ == "UNIT" for t in tokens)
    if b == len(doc) and any(t.text == ":" for t in doc[max(0, a - 1) : a + 1]):
        return True
    if re.fullmatch(r"\d+\.\d{1,2}", tokens[-1].text):
        return False  # a section number (2.3), not a quantity
    quantity = unit and doc[a - 1 if doc[a].ent_type_ != "LINK" else a].text not in ("a", "ad")
    return bool(_VERBAL.search(words[-1].text)) or (link and quantity)


# --- the parts of a text that are not its number ---------------------------------------------------------------------------

_NOTE = re.compile(r"^\(([^()]*[a-z]{2}[^()]*)\)[\s#*:.-]*(?=\S)")
_WITHDRAWN = re.compile(r"\b(?:eliminat|rimoss|rimozion|cancellat|soppress|annullat|revocat|stralciat)")
_LABEL = re.compile(
    r"^(?:target|valore(?:\s+(?:atteso|target|obiettivo|programmato))?|risultato(?:\s+atteso)?|standard|atteso|previsto|obiettivo)\s*(?:[:=]\s*|(?=[<>≥≤]))"
)
_ENUMERATOR = re.compile(r"^(?:\d{1,2}|[a-z]\d{0,2})\)\s+(?=[a-z])")
_DATE_WORDS = rf"(?:\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?\d{{2,5}}|(?:19|20)\d\d-\d\d-\d\d|(?:\d{{1,2}}|primo)\s?[°ºo]?\s+{MONTH}(?:\s+(?:19|20)\d\d)?|{MONTH}\s+(?:19|20)\d\d)"
_YEAR_NUMBER = r"(?:19|20)\d\d(?![\d%/€]|[.,]\d|\s?[%€]|\s+(?:euro|giorni|gg|ore|utenti)(?!\s*\d))"
_BASE = re.compile(
    rf"(?:,\s*)?(?:rispetto|in confronto|in relazione|confronto)\s+(?:a|al|alla|all'|con|agli|alle|ai)\s?(?:[a-z']+\s+){{0,4}}?(?:(?:del|dell'anno|dell'|nel|al|l'anno|anno)\s?)?(?:{_DATE_WORDS}|{_YEAR_NUMBER})"
    rf"|(?:sul|sull'anno|su|dal|dell'anno|(?<!fine )(?<!termine )(?<!mese )del|(?<!l')(?<!entro )anno|a partire dal|base)\s+(?:anno\s+)?{_YEAR_NUMBER}"
    rf"|\b(?:del|di|da|dal|dall'|in|in data|dopo il)\s*{_DATE_WORDS}"
    rf"|\b(?:anterior[ei]|precedent[ei]|successiv[aeio]|posterior[ei]|antecedent[ei])\s+(?:a|al|alla|all')\s?(?:{_DATE_WORDS}|{_YEAR_NUMBER})"
)
_LEAD_TO_DATE = (
    r"(?:(?:da\s+)?(?:realizzar[ei]|concluder[ei]|attivar[ei]|approvar[ei])\s+)?(?:\b(?:entro(?:\s+e\s+non\s+oltre)?|fino|sino|non\s+oltre|al\s+piu\s+tardi|scadenza|nel|nell'|per|alla\s+data|a|al|alla)\b)"
    r"(?:\s*(?:(?:il|la|lo|al|alla|del|della|di|fine|anno|mese|data|termine|giorno)(?![\w'])|(?:l|dell|nell|d)'))*\s*"
)
_DUE = re.compile(rf"(?:{_LEAD_TO_DATE})(?P<d>{_DATE_WORDS}|{_YEAR_NUMBER})|(?<![\w.,/])(?P<e>{_DATE_WORDS})")
_DUE_SHORT = re.compile(
    rf"\bentro(?:\s+e\s+non\s+oltre)?\s+(?:il\s+|la\s+data\s+del\s+|fine\s+|il\s+mese\s+di\s+|l'\s?|la\s+)?(?P<d>\d{{1,2}}\s?[./]\s?\d{{1,2}}(?![\d./%])|{MONTH}|(?<=fine\s)anno|anno)(?!\w)"
)
_FIRM = re.compile(r"(?:da )?\w*\s?(?:entro|non oltre|al piu tardi|scadenza|e non oltre)")
_HALF_YEAR = re.compile(
    r"\b(?:entro|nel)\s+(?:il\s+|la\s+fine\s+del\s+)?((?:primo|secondo|i|ii|1°?|2°?)\s+semestre|(?:primo|secondo|terzo|quarto|i|ii|iii|iv|[1-4]°?)\s+trimestre)(?:\s+(?:del\s+)?((?:19|20)\d\d))?(?!\w)"
)


def _due_of(text: str, year: int | None) -> tuple[list[DateReading], str, bool]:
    """The dates by which, the text without them, and whether the words say that they are deadlines.

    ``entro`` does, as ``al`` and ``fino al`` do at either end of the text; ``nel``, ``per il`` and a bare date only date
    what stands beside them.
    """
    text = _BASE.sub(" ", text)
    dues: list[DateReading] = []
    firm: list[bool] = []
    size = len(text)

    def take(found: re.Match[str]) -> str:
        groups = found.groupdict()
        stated = groups.get("d") or groups.get("e") or ""
        reading = read_date(stated if stated != "anno" else "fine anno", year)
        if reading == DateReading():
            return found[0]
        lead = found[0][: -len(stated)].strip()
        dues.append(reading)
        firm.append(
            bool(_FIRM.match(lead))
            or (lead.startswith(("al", "fino", "sino", "a")) and (found.start() < 3 or found.end() > size - 3))
        )
        return " "

    text = _DUE.sub(take, text)
    text = _DUE_SHORT.sub(take, text)
    if (half := _HALF_YEAR.search(text)) and (half[2] or year):
        end = read_period(half[1] + (f" {half[2]}" if half[2] else ""), year).end
        if end:
            dues.append(DateReading(end))
            firm.append(True)
            text = text[: half.start()] + " " + text[half.end() :]
    return dues, re.sub(r"\s+", " ", text).strip(), bool(firm) and all(firm)


_GLUED_UNIT = re.compile(
    r"(\d)(gg|g|hh?|km|mq|kg|mln|mila|euro|eur|min|kwh|mwh|mc|ha|ore|giorni|mesi|anni|volte)(?![\w])"
)
_WORD_NUMBER = re.compile(
    rf"((?:{'|'.join(p for _, p in BOUNDS)}){_OF}\s+(?:n\.\s?)?|^)({'|'.join(sorted(WORDS, key=len, reverse=True))})"
    r"(?!\w|\s+(?:terz|quart|quint|decim|decin|centinai|migliai|dozzin|po|minim|massim|valore|numero|tempo|livello|punteggio|terzo))"
)


def _spell_out(text: str) -> str:
    """Number words after a bound as digits (``almeno due``); at the start of the text only ``zero`` and from two up."""

    def digits(found: re.Match[str]) -> str:
        if not found[1] and WORDS[found[2]] == 1:
            return found[0]
        return f"{found[1]}{WORDS[found[2]]}"

    return _WORD_NUMBER.sub(digits, text)


_EXPLANATION = re.compile(r"(?<=[\d%.')a-z])[\s,.;:-]+(?=[A-ZÀ-Ý](?:'|[a-zà-ÿ])[^\d]*?(?:\s+\S+){3,})")
_YEARLY = re.compile(
    r"(?:^|(?<=[\s;,|/]))(?:anno\s+|al\s+)?((?:19|20)\d\d)\s*(?:[:=)]|-\s)\s*([^;|]+?)(?=[\s;,|/]+(?:anno\s+|al\s+)?(?:19|20)\d\d\s*(?:[:=)]|-\s)|[;|]|$)",
    re.I,
)


def _read_one(printed: str, year: int | None) -> TargetReading:
    """The reading of one statement."""
    text = fold(printed)
    if _ARITHMETIC.search(text) and not re.search(r"[<>≥≤]|[)\d]\s*=", text):
        return TargetReading("text")
    withdrawn = False
    while note := _NOTE.match(text):
        withdrawn |= bool(_WITHDRAWN.search(note[1]))
        text = text[note.end() :]
        printed = printed[printed.index(")") + 1 :].strip(" #*:.-")
    reading = _read_text(text.strip("# "), printed, year)
    return replace(reading, problem=reading.problem or "withdrawn") if withdrawn else reading


def _read_text(text: str, printed: str, year: int | None) -> TargetReading:
    text = _ENUMERATOR.sub("", _LABEL.sub("", text))
    if not text or _NOTHING.fullmatch(text):
        return TargetReading("text", problem="not_given")
    if _EITHER.fullmatch(text):
        return TargetReading("yes_no")
    if _YES.fullmatch(text):
        return TargetReading("yes_no", is_yes=True)
    if _NO.fullmatch(text):
        return TargetReading("yes_no", is_yes=False)
    text = join_spaced(re.sub(r"^\+\s+(?=\d)", "+", text))
    if plain_form := _plain_form(text):
        if (
            year
            and plain_form.operator == "="
            and plain_form.unit is None
            and _YEAR_WORD.fullmatch(text)
            and abs(int(text) - year) <= 6
        ):
            return TargetReading("done_by", due_date=date(int(text), 12, 31))
        return plain_form
    if _DATE_ONLY.fullmatch(text):
        only = read_date(text, year)
        return TargetReading("done_by", due_date=only.value, problem=only.problem, proposed=only.proposed)
    bracketed = re.fullmatch(r"\((.*)\)", text)
    text = bracketed[1] if bracketed else re.sub(r"\([^()]*\)", " ", text)
    text = (
        _GLUED_UNIT.sub(r"\1 \2", re.sub(r"([%<>=≥≤])(?=[a-z])", r"\1 ", text)).replace("m2", "mq").replace("m3", "mc")
    )
    dues, rest, firm = _due_of(text, year)
    due = dues[0] if len({d for d in dues}) == 1 else None
    day = due.value if due else max((d.value for d in dues if d.value), default=None) if dues else None
    problem = due.problem if due else None
    proposed = due.proposed if due else None
    lead = _YES_LEAD.match(rest) or _NO_LEAD.match(rest)
    if lead:
        return TargetReading("yes_no", due_date=day, is_yes=lead[1] == "si", problem=problem, proposed=proposed)
    rest = re.sub(r"^(?:[\s.,;:#*]|-(?!\d))+|[\s.,;:#*-]+$", "", _spell_out(rest))
    reading = _plain_form(rest) if rest else None
    if (
        reading is None
        and rest
        and (
            re.search(r"\d", rest)
            or re.search(UP + "|" + DOWN, rest)
            or re.search(r"[<>≥≤]|inferior|superior|maggior|minor", rest)
        )
    ):
        reading = _by_rules(rest, printed)
    if reading is not None:
        return replace(reading, due_date=day, problem=reading.problem or problem, proposed=proposed)
    if not re.search(r"\d", rest) and len(rest.split()) <= 12 and (alone := _CHANGE_ALONE.match(rest)):
        return TargetReading(
            "improve", due_date=day, direction="higher" if alone[1] else "lower", problem=problem, proposed=proposed
        )
    words = len(re.findall(r"[a-z]{2,}", rest))
    if dues and not _statement_left(rest) and (words <= 2 or (firm and words <= _LONG)):
        if len({d for d in dues}) > 1:
            return TargetReading("done_by", due_date=day, problem="several")
        return TargetReading("done_by", due_date=day, problem=problem, proposed=proposed)
    if not re.search(r"[a-z\d]", re.sub("|".join(p for _, p in BOUNDS), "", rest)) or rest == "entro":
        return TargetReading("text", problem="no_value")
    many = len(re.findall(_NUMBER, rest)) > 1
    return TargetReading("text", problem="several" if many and len(rest) < 60 else None)


_CHANGE_ALONE = re.compile(
    r"(?:(?:trend|valore|andamento)\s+)?(?:in\s+)?(?:(increment[oi]|aument[oi]|crescita|miglioramento|crescente)|"
    r"(riduzione|diminuzione|calo|decremento|contenimento|decrescente))\b"
)
"""A change with no size: ``riduzione rispetto all'anno precedente``, ``trend in aumento``."""


def _statement_left(rest: str) -> bool:
    """Whether numbers that nobody understood are left beside a date."""
    return any(kind in ("number", "range", "short") for _, kind, _ in _lex(rest))


# --- what formula and description add ----------------------------------------------------------------------------------------

_BINARY = re.compile(
    r"\b1\s*[=:]\s*[\"']?\s*[a-z].{0,60}?\b0\s*[=:]\s*[\"']?\s*[a-z]|\b0\s*[=:]\s*[\"']?\s*[a-z].{0,60}?\b1\s*[=:]\s*[\"']?\s*[a-z]",
    re.S,
)
_YES_NO_FORMULA = re.compile(r"^\W*(?:si\s*/\s*no|s\s*/\s*n|on\s*/\s*off|fatto\s*/\s*non fatto|si o no)\W*$")
_PERCENT = re.compile(r"%|\bpercentual[ei]\b|[x*×·]\s*100\b|\bper cento\b")
_LABEL_UNITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "giorni",
        re.compile(
            r"^(?:n\.?|nr\.?|numero)?\s*(?:medio\s+)?(?:di\s+)?giorni\b|\((?:in\s+)?(?:gg\.?|giorni)\)|\b(?:espress[oi]\s+)?in\s+giorni\b|^gg\.?\b"
        ),
    ),
    (
        "ore",
        re.compile(r"^(?:n\.?|nr\.?|numero)?\s*(?:di\s+)?ore\b|\((?:in\s+)?(?:ore|h)\)|\bespress[oi]\s+in\s+ore\b"),
    ),
    (
        "minuti",
        re.compile(
            r"^(?:n\.?|numero)?\s*(?:di\s+)?minuti\b|\((?:in\s+)?(?:min\.?|minuti)\)|\bespress[oi]\s+in\s+minuti\b"
        ),
    ),
    ("euro", re.compile(r"\((?:in\s+)?(?:euro|€)\)|\bespress[oi]\s+in\s+euro\b|^(?:importo|euro)\b")),
)
_LOWER_LABEL = re.compile(
    r"\b(?:ritard[oi]|criticita|reclam[oi]|anomali[ae]|error[ei]|arretrat[oi]|giacenz[ae]|contenzios[oi]|sinistr[oi]|scostament[oi]|rilievi|"
    r"temp[oi]\s+(?:medi[oi]\s+)?(?:di|per|d')|giorni\s+(?:medi\s+)?(?:di|per)|attes[ae]|cost[oi]\s+(?:medi[oi]|per|unitari[oi])|assenz[ae]|"
    r"dispersion[ei]|evasion[ei]|interruzion[ei]|guast[oi]|non\s+conform\w+|consum[oi]|emission[ei]|infort\w+|debit[oi]|segnalazion[ei]\s+di\s+disserviz\w+)\b"
)
_HIGHER_LABEL = re.compile(
    r"\b(?:soddisfazione|gradimento|partecipant[ei]|utenti|iscritt[ei]|iniziativ[ae]|event[oi]|incontr[oi]|copertura|adesion[ei]|rispost[ae]|"
    r"pratiche\s+(?:evase|concluse|definite)|percentuale\s+di\s+(?:realizzazione|completamento|attuazione|riscossione)|riscossion[ei]|incass[oi]|"
    r"controlli\s+effettuati|dipendenti\s+format[ei]|servizi\s+(?:attivati|digitali)|raccolta\s+differenziata)\b"
)


def expected_direction(description: str | None) -> str | None:
    """``lower`` or ``higher`` is better, as far as the words of an indicator say; None when they do not, or say both."""
    text = fold(description)
    lower, higher = bool(_LOWER_LABEL.search(text)), bool(_HIGHER_LABEL.search(text))
    return None if lower == higher else "lower" if lower else "higher"


def is_binary(formula: str | None) -> bool:
    """Whether a formula only knows done and not done: ``1= fatto 0= non fatto``, ``SI/NO``."""
    text = fold(formula)
    return bool(_BINARY.search(text) or _YES_NO_FORMULA.match(text))


def implied_unit(formula: str | None, description: str | None) -> str | None:
    """The unit that formula or description give to a bare number: ``%`` from ``.. * 100``, days from ``(gg)``."""
    form, label = fold(formula), fold(description)
    if _PERCENT.search(form) or re.search(
        r"^\s*(?:%|percentuale|tasso|incidenza percentuale)|\(%\)|\bin percentuale\b|^grado di .*%", label
    ):
        return "%"
    return next((unit for unit, pattern in _LABEL_UNITS if pattern.search(label) or pattern.search(form)), None)


def _with_context(
    reading: TargetReading, year: int | None, formula: str | None, description: str | None
) -> TargetReading:
    bare = reading.operator == "=" and reading.unit is None and reading.value is not None
    if bare and formula and is_binary(formula):
        due = read_date(" ".join(re.findall(_DATE_WORDS, fold(formula))[:1]), year) if formula else DateReading()
        if reading.value in (0, 1):
            return TargetReading(
                "yes_no", due_date=reading.due_date or due.value, is_yes=reading.value == 1, problem=due.problem
            )
        return replace(reading, problem="not_binary")
    if (
        bare
        and reading.value == 1
        and formula
        and (against := _read_one(plain(formula), year)).operator == "improve"
        and against.value is None
    ):
        return replace(against, due_date=reading.due_date)
    if (
        reading.value is not None
        and reading.unit is None
        and reading.operator in ("=", "<", "<=", ">", ">=", "between")
    ):
        reading = replace(reading, unit=implied_unit(formula, description))
    if reading.direction is None and reading.operator == "=":
        reading = replace(reading, direction=expected_direction(description))
    return reading


_BULLET = re.compile(r"^(?:[-•●▪*]\s+|\d{1,2}[.)]\s+|[a-z]\)\s+)")


def read_targets(
    raw: str | None, year: int | None = None, formula: str | None = None, description: str | None = None
) -> list[TargetReading]:
    """Every target that a cell states, in order; [] for an empty cell, one ``text`` for what is not understood.

    ``year`` is the plan's, for dates printed without one. ``formula`` and ``description`` of the indicator tell a yes/no
    from a number (``1= fatto 0= non fatto``), give a bare number its unit (``... * 100``) and the wanted direction.
    """
    lines = [plain(_latex(line)) for line in (raw or "").splitlines()]
    text = " ".join(line for line in lines if line)
    if not text:
        return []
    yearly = _YEARLY.findall(text)
    if len(yearly) > 1 and not re.search(r"\d", _YEARLY.sub("", text)):
        parts = [replace(_read_one(part.strip(" ,;/"), int(y)), due_date=date(int(y), 12, 31)) for y, part in yearly]
        if all(p.operator != "text" for p in parts):
            return [_with_context(p, year, formula, description) for p in parts]
    cut = _EXPLANATION.search(text)
    head = _read_one(text[: cut.start()], year) if cut else None
    if (
        cut
        and head
        and head.operator not in ("text", "done_by")
        and (len(text[cut.end() :].split()) > 5 or re.search(r"\d", text[cut.end() :]))
    ):
        remark = text[cut.end() :]
        if not _bounded(remark) and (head.unit is not None or head.value is None or _REMARK.match(fold(remark))):
            return [_with_context(head, year, formula, description)]
    items = [line for line in lines if line]
    if len(items) > 1 and all(_BULLET.match(line) for line in items):
        readings = [_read_one(_BULLET.sub("", line), year) for line in items]
        if all(r.operator != "text" for r in readings):
            return [_with_context(r, year, formula, description) for r in readings]
    whole = _read_one(text, year)
    if whole.operator == "text":
        if head and head.operator != "text" and (head.value is not None or head.is_yes is not None or head.due_date):
            if not (cut and _bounded(text[cut.end() :])):
                return [_with_context(head, year, formula, description)]
        for parts_raw in (_several(text), items):
            if len(parts_raw) > 1:
                readings = [_read_one(part, year) for part in parts_raw]
                if all(r.operator != "text" for r in readings):
                    return [_with_context(r, year, formula, description) for r in readings]
    return [_with_context(whole, year, formula, description)]


_REMARK = re.compile(
    r"(?:(?:il|lo|la|i|gli|le|si|in|per|nel|nella|con|rispetto|come|dove|quando|salvo|in caso)\b|l'|nell'|\w+(?:at|it|ut)[oaie]\b)"
)


def _bounded(text: str) -> bool:
    """Whether a text states a target of its own, set apart by a bound: then it is no mere explanation."""
    return not _REMARK.match(fold(text)) and any(target for _, target in split_indicators(text))


def _several(text: str) -> list[str]:
    """The targets of a cell that holds several: indicators with their bounds one after the other, or pieces at ``;``."""
    pairs = split_indicators(text)
    if len(pairs) > 1 and all(target for _, target in pairs):
        return [target for _, target in pairs if target]
    pieces = [p.strip() for p in re.split(r"\s*;\s*|\s+[-+]\s+(?=\D)|\s*\|\s*", text) if p.strip()]
    return pieces if len(pieces) > 1 else []
