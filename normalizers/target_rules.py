"""Rules that say which sequences of words make a target, over a blank spaCy pipeline.

The lexer keeps numbers, comparators, codes and phrases whole; the EntityRuler names what each word does (bound,
change, unit, link ...); the Matcher finds the sequences. spaCy is imported when the first text needs it, since
that takes a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from normalizers.numbers import SCALE
from normalizers.target_words import (
    BOUND,
    COUNT,
    NUMBER,
    OF,
    OPERATORS,
    UNIT_RE,
    bound_of,
    direction_of,
    lex,
    scaled,
    unit_of,
)
from normalizers.text import fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True)
class TargetReading:
    """One target, with the columns of the table ``targets`` and three more.

    ``operator``: = < <= > >= between improve yes_no done_by text. ``value`` is the printed number (per cent
    stay per cent, ``3,5 mln`` is 3500000); for ``improve`` it is the size of the change, without sign.
    ``unit``: ``%``, ``euro``, ``giorni``, ``giorni lavorativi``, ``ore``, ``minuti`` ..., or the noun counted,
    as printed. ``due_date``: the day by which (``al 2019`` is its last day). ``direction``: ``higher`` or
    ``lower`` is better, as far as the print says.

    ``problem``: ``not_given`` (``*``, ``/``, ``-``), ``no_value`` (``≥`` alone, ``entro`` alone), ``several``
    (numbers that do not make one statement), ``withdrawn`` (a note says that the target was removed),
    ``not_binary`` (a formula that says 1 or 0, with another number), ``ambiguous`` (``- 5%``: bullet
    or minus), or a problem of `DateReading`;
    ``proposed`` is then the day probably meant.
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


# --- plain forms: one regular expression, without spaCy ---

PLAIN = re.compile(
    rf"(?:(?:{BOUND}){OF}\s*)?(?:{COUNT}\s*)?(?:circa\s+|ca\.?\s+)?(?P<euro>(?:€\.?|euro|eur)\s*)?(?P<number>{NUMBER})"
    rf"(?:\s*(?P<scale>{SCALE}))?(?:\s+di(?=\s+eur))?(?:\s*(?P<unit>{UNIT_RE.pattern}))?\s*[.;,]?"
)


def read_plain(text: str) -> TargetReading | None:
    """A bound, a number and a unit, and nothing else; a bare number with a plus sign and ``%`` is a change."""
    found = PLAIN.fullmatch(text)
    if not found:
        return None
    value = scaled(found["number"], found["scale"])
    unit = "euro" if found["euro"] else unit_of(found)
    if value is None or (found["euro"] and found["unit"] and unit_of(found) != "euro"):
        return None
    bound = bound_of(found)
    if bound is None and found["number"].startswith("+"):
        return TargetReading("improve", abs(value), unit=unit, direction="higher")
    operator = bound or "="
    return TargetReading(operator, value, unit=unit, direction=direction_of(operator))


def _plain_with_noun(text: str, printed: str) -> TargetReading | None:
    """A plain form with the noun that it counts and words after it: ``n. 2 report``, ``≥ 95% delle richieste``.

    What the rules would give, for the commonest of their forms: no word may be a number, a bound or a change.
    """
    found = PLAIN.match(text)
    head = found[0].rstrip() if found else ""
    if not head or head[-1] in ".;," or not re.fullmatch(r" [^\d]+", text[len(head) :]):
        return None
    tail = lex(text[len(head) :].strip())
    if len(tail) > LONG - 4 or any(kind not in ("word", "other") for _, kind, _ in tail):
        return None
    if tail[0][0] in "-/" or any(word in ("su", "€", "euro") for word, _, _ in tail[:4]):
        return None
    reading = read_plain(head)
    return reading and with_noun(reading, tail, printed)


# --- rules ---


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


class _Lexer:
    """The tokeniser of the pipeline: numbers, comparators, codes and phrases whole, each with its kind as its tag."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        lexed = lex(text)
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
_ARTICLES = (
    "a al allo alla alle ai agli all' ad di del dello della delle dei degli dell' d' il lo la i gli le l' "
    "circa ca. ca per : , +"
)
_LINK_WORDS = _ARTICLES.split()
_TAGGED = ("UP", "DOWN", "MORE", "FEWER", "ORMORE", "ORLESS", "PAST", "WITHIN", "GE", "LE", "GT", "LT", "EQ", "UNIT")


_DEMANDS = ("UP", "DOWN", "MORE", "FEWER", "WITHIN", "GE", "LE", "GT", "LT", "EQ", "PAST")


@cache
def _pipeline() -> tuple[Language, Matcher]:
    """A blank Italian pipeline: lexer, EntityRuler for what each word does, Matcher for the rules; built when
    first needed.
    """
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


def warm_up() -> None:
    """Build the pipeline now: about a second of CPU, else paid at the first target that no plain form reads."""
    _pipeline()


_STOP_NOUN = frozenset(
    [
        "di",
        "del",
        "dello",
        "della",
        "delle",
        "dei",
        "degli",
        "dell'",
        "d'",
        "a",
        "al",
        "allo",
        "alla",
        "alle",
        "ai",
        "agli",
        "all'",
        "da",
        "dal",
        "dalla",
        "dai",
        "dall'",
        "in",
        "nel",
        "nella",
        "nei",
        "nell'",
        "nello",
        "nelle",
        "su",
        "sul",
        "sulla",
        "sui",
        "sull'",
        "per",
        "con",
        "tra",
        "fra",
        "rispetto",
        "entro",
        "ogni",
        "che",
        "e",
        "ed",
        "o",
        "od",
        "il",
        "lo",
        "la",
        "i",
        "gli",
        "le",
        "l'",
        "come",
        "se",
        "si",
        "-",
        ",",
        ";",
        ":",
        "(",
        ")",
        ".",
        "/",
        "+",
        "*",
    ]
)
_VERBAL = re.compile(
    r"(?!\w*(?:sezione|direzione|stazione|frazione|edizione|funzione|convenzione|posizione|opzione|"
    r"graduazione|annotazione)$)\w{3,}(?:are|ere|ire|arsi|zione|zioni|mento|menti|ssione)$|"
    r"\w{3,}(?:at|it|ut)[aeio]$|"
    r"^(?:stesura|apertura|invio|avvio|rilascio|svolt[aeio]|raggiunt[aeio]|almeno|(?:present|realizz|"
    r"approv|pubblic|effettu|svolg|organizz)\w{0,4}\.?)$"
)
_MEASURE = re.compile(r"tass[oi]|temp[oi]|percentual[ei]|copertura|medi[aoei]|indice|grado|livello|valore|durata|quota")
"""What a number with its unit at the end of a label measures: ``tasso di copertura 85%``."""
_PER_TIME = re.compile(r"(?:al|alla|all'|per|/)\s?(?:mese|settimana|anno|giorno|trimestre|semestre)\b")
_FRACTION = re.compile(
    r"\d\s+(?:terz[oi]|quart[oi]|quint[oi]|decim[oi]|decin[ae]|centinai[ao]|migliai[ao]|dozzin[ae])\b"
)
ARITHMETIC = re.compile(
    r"[*×]\s*\d|\bx\s*100\b|\)\s*/|/\s*\(|/\s?(?:n[.°]|num|tot)|\w{3,}\s+/\s+\w|\w{4,}/[a-z]\w*\s+\w+\s*\*"
)
"""A formula: whatever numbers stand in it are no target."""
LONG, _FAR = 28, 9
"""Words beyond which a text tells a story, and words before a number beyond which the number is an aside."""
_SCALE_OF_MARKS = re.compile(r"\b(?:scala|fasce|fascia|punteggio da|gradi da|se\b.*\bse\b)")


def _noun_after(words: list[tuple[str, str, bool]]) -> str | None:
    """The noun counted: the words after a number as far as the next preposition, four at most."""
    noun: list[str] = []
    for word, kind, blank in words:
        if (word in _STOP_NOUN or kind != "word") and not (word == "/" and noun):
            break
        noun.append(word + " " * blank)
        if len(noun) == 4:
            break
    found = "".join(noun).strip().strip("/")
    return found if len(found) > 2 else None


def with_noun(reading: TargetReading, tail: list[tuple[str, str, bool]], printed: str) -> TargetReading:
    """The reading with what its number counts as its unit, if it has none: a noun, or a rate (``all'anno``)."""
    if reading.unit is not None or reading.value is None:
        return reading
    if per := _PER_TIME.match("".join(word + " " * blank for word, _, blank in tail)):
        return replace(reading, unit=per[0])
    return replace(reading, unit=_as_printed(_noun_after(tail), printed))


def _as_printed(folded: str | None, printed: str) -> str | None:
    """A folded noun in the letters of the text that it comes from."""
    if not folded:
        return None
    place = fold(printed).find(folded)
    candidates = [printed[k : k + len(folded)] for k in range(len(printed))] if place >= 0 else []
    return next((c for c in candidates if fold(c) == folded), folded)


def read_by_rules(text: str, printed: str) -> TargetReading | None:
    """The one statement of a text, by the rules; None when there is none, or when a number is left over."""
    if _FRACTION.search(text) or _SCALE_OF_MARKS.search(text) or ARITHMETIC.search(text) or len(lex(text)) > LONG:
        return None
    if quick := _plain_with_noun(text, printed):
        return quick
    nlp, matcher = _pipeline()
    doc = nlp(text)
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
        if name == "between_dash" and before and reading.unit is None:
            continue  # "orario 9-13"
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
    loose = [
        t for t in doc if t.i not in taken and t.ent_type_ in _DEMANDS and not (t.ent_type_ == "WITHIN" and t.i > a)
    ]
    if loose and name in ("count", "ratio"):
        return None  # a bound or a change that no rule could tie to a number: it may be about this one
    if reading.value is not None and name not in ("ratio", "rank"):
        after = 1 + max(t.i for t in doc[a:b] if t.ent_type_ in ("NUM", "RANGE", "SCALE"))
        reading = with_noun(reading, [(t.text, t.tag_, bool(t.whitespace_)) for t in doc[after:]], printed)
    return reading


def _countable(doc: Doc, a: int, b: int) -> bool:
    """A number without a bound counts when the text begins with it, or leads up to it as to a quantity
    (``raggiungimento dell'80%``).
    """
    words = [t for t in doc[:a] if t.tag_ == "word" and t.ent_type_ not in ("LINK", "COUNT")]
    tokens = doc[a:b]
    if any(t.text in ("ogni", "non", "senza", "se", "circa") for t in words) or len(doc) > 24:
        return False
    if a and doc[a - 1].ent_type_ in ("LAW", "CODE", "SHORT", "ORDINAL"):
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
    if b == len(doc) and unit and len(words) <= 5 and any(_MEASURE.fullmatch(t.text) for t in words):
        return doc[a].text not in ("a", "ad") and doc[a - 1].text not in ("a", "ad")
    quantity = unit and doc[a - 1 if doc[a].ent_type_ != "LINK" else a].text not in ("a", "ad")
    return bool(_VERBAL.search(words[-1].text)) or (link and quantity)
