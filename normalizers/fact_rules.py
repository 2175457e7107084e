"""Which numbers of a sentence state something: rules over tokens, each beside an example.

spaCy's matchers are built when the first number asks for them: a PhraseMatcher names units of measure and ranks as
entities, a Matcher holds the rules. The first rule that claims a number has it; a number that none claims is no fact.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from normalizers.fact_words import EURO, SCALE, SPELLED, FactWords, Token, value_of
from normalizers.target_words import WORDS

if TYPE_CHECKING:
    from spacy.matcher import Matcher, PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

NUMERIC = ("num", "ordinal", "glued")
BASES = (100, 1_000, 10_000, 100_000, 1_000_000)
NEAR = 8
"""Tokens on either side of a number that a rule may look at."""
_SCALES = {"mila": 3, "mln": 6, "milione": 6, "milioni": 6, "mld": 9, "miliardo": 9, "miliardi": 9}
_NUM: dict[str, Any] = {"TAG": "num"}
_UNIT: dict[str, Any] = {"ENT_TYPE": "UNIT"}
_EURO: dict[str, Any] = {"LOWER": {"IN": sorted(EURO)}}
_SCALE: dict[str, Any] = {"LOWER": {"IN": sorted(SCALE)}, "OP": "?"}
_WORD: dict[str, Any] = {"TAG": "word"}


def _say(*words: str, op: str = "") -> dict[str, Any]:
    return {"LOWER": {"IN": list(words)}, **({"OP": op} if op else {})}


_THE = _say("i", "gli", "le", "il", "lo", "la", "l'", "l’", "n", op="?")
_FROM = (_say("da", "dai", "dal", "dalle", "dall'", "tra", "fra"), _THE)
_TO = (_say("a", "ad", "ai", "al", "alle", "all'", "e"), _THE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of tokens that states a number; the tests read ``example``."""

    name: str
    pattern: tuple[dict[str, Any], ...]
    example: str
    gives: tuple[float | None, str | None] | None
    """Value and unit of the example; None where it states nothing."""


RULES = (
    Rule(
        "between", (*_FROM, _NUM, {**_UNIT, "OP": "?"}, *_TO, _NUM, _WORD), "classi da 12 a 25 alunni", (None, "alunni")
    ),
    Rule("between_units", (*_FROM, _NUM, {**_UNIT, "OP": "?"}, *_TO, _NUM, _UNIT), "sale dal 5% al 9%", (None, "%")),
    Rule("between_first", (*_FROM, _NUM, _UNIT, *_TO, _NUM), "passa da 18 ore a 24", (None, "ore")),
    Rule("range", (_NUM, _say("-", "–"), _NUM, _UNIT), "uno sconto del 10-15%", (None, "%")),
    Rule(
        "range_signs", (_NUM, {"LOWER": "%"}, _say("-", "–"), _NUM, {"LOWER": "%"}), "sconti del 3% - 4%", (None, "%")
    ),
    Rule("money", ({**_EURO, "OP": "+"}, _say(".", ":", op="?"), _NUM, _SCALE), "costa € 1.200,50", (1200.5, "euro")),
    Rule(
        "money_after",
        (_NUM, _SCALE, _say("di", op="?"), {**_EURO, "OP": "+"}),
        "3 milioni di euro",
        (3_000_000.0, "euro"),
    ),
    Rule(
        "out_of",
        (_NUM, {**_UNIT, "OP": "+"}, _say("su"), _NUM),
        "ottiene 70 punti su 100",
        (70.0, "punti su 100"),
    ),
    Rule("rank", ({"TAG": "ordinal"}, {"ENT_TYPE": "RANK"}), "sale al 4° posto", (4.0, "posto")),
    Rule("bound", ({"TAG": "sign"}, _NUM), "un ritardo ≤ 3", (3.0, None)),
    Rule("unit", (_NUM, _SCALE, {**_UNIT, "OP": "+"}), "dura 12 mesi", (12.0, "mesi")),
    Rule("unit_of_new", (_NUM, _WORD, _UNIT), "assume 4 nuove unità", (4.0, "nuove unità")),
    Rule("count", (_NUM, _SCALE, _WORD), "n. 15 convenzioni firmate", (15.0, "convenzioni")),
    Rule(
        "spelled",
        (
            _say("è", "sono"),
            _say("stata", "stato", "state", "stati"),
            _WORD,
            _say(*sorted(SPELLED)),
            _say("sola", "solo", "sole", "soli", op="?"),
            _WORD,
        ),
        "è stata irrogata una sola sanzione",
        (1.0, "sanzione"),
    ),
    Rule("said", (_NUM,), "gli iscritti sono stati 35.", (35.0, None)),
)
_ORDER = {rule.name: n for n, rule in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a rule found: tokens ``first`` to ``last`` (exclusive) say it, those of ``raw`` are the number's print."""

    rule: str
    value: Decimal | None
    unit: str | None
    first: int
    last: int
    raw_first: int
    raw_last: int


class _Matchers:
    """spaCy's matchers for the lexicon's words and for the rules."""

    def __init__(self, words: FactWords) -> None:
        import spacy
        from spacy.matcher import Matcher, PhraseMatcher
        from spacy.tokens import Doc, Span
        from spacy.util import filter_spans

        self._doc, self._span, self._longest = Doc, Span, filter_spans
        self._vocab: Vocab = spacy.blank("it").vocab
        self._rules: Matcher = Matcher(self._vocab)
        for rule in RULES:
            self._rules.add(rule.name, [list(rule.pattern)], greedy="LONGEST")
        self._names: PhraseMatcher = PhraseMatcher(self._vocab, attr="LOWER")
        self._units: dict[tuple[str, ...], str] = {}
        for unit, pieces in words.units:
            self._units.setdefault(pieces, unit)
        self._names.add("UNIT", [Doc(self._vocab, words=list(pieces)) for pieces in self._units])
        self._names.add("RANK", [Doc(self._vocab, words=[rank]) for rank in sorted(words.ranks)])

    def read(self, tokens: list[Token]) -> tuple[Doc, list[tuple[str, int, int]]]:
        """The tokens with units and ranks as entities, and each match: the rule's name, first token, token after."""
        doc = self._doc(self._vocab, words=[t.text for t in tokens], tags=[_coarse(t.tag) for t in tokens])
        doc.ents = self._longest([self._entity(doc, key, a, b) for key, a, b in self._names(doc)])
        return doc, [(self._vocab.strings[key], a, b) for key, a, b in self._rules(doc)]

    def _entity(self, doc: Doc, label: int, a: int, b: int) -> Any:
        unit = self._units.get(tuple(token.lower_ for token in doc[a:b]), "")
        return self._span(doc, a, b, label=label, span_id=unit)


@lru_cache(maxsize=4)
def _matchers(words: FactWords) -> _Matchers:
    return _Matchers(words)


def warm_up(words: FactWords) -> None:
    """Build the matchers: a process that workers are forked from does it once for all."""
    _matchers(words)


def claims_of(text: str, tokens: list[Token], words: FactWords) -> tuple[list[Token], list[Claim]]:
    """The numbers that a sentence states, and the tokens that they count by; spaCy is not loaded without any."""
    if not any(t.tag in NUMERIC or t.lower in SPELLED for t in tokens):
        return [], []
    kept = _near_numbers(tokens)
    doc, found = _matchers(words).read(kept)
    found.sort(key=lambda m: (_ORDER[m[0]], m[1], -m[2]))
    taken: set[int] = set()
    claims: list[Claim] = []
    for name, a, b in found:
        numbers = {k for k in range(a, b) if kept[k].tag in NUMERIC} or {a}
        if numbers & taken:
            continue
        claim = _claim(name, a, b, doc, text, kept, words)
        if claim:
            taken |= numbers
            claims.append(claim)
    claims.sort(key=lambda c: c.first)
    return kept, claims + _coordinated(kept, claims, taken)


def _near_numbers(tokens: list[Token]) -> list[Token]:
    """The tokens that a rule may look at: those near a number, with a break where others are left out."""
    wanted: set[int] = set()
    for k, token in enumerate(tokens):
        if token.tag in NUMERIC or token.lower in SPELLED:
            wanted.update(range(max(0, k - NEAR), min(len(tokens), k + NEAR + 1)))
    kept: list[Token] = []
    last = -1
    for k in sorted(wanted):
        if k != last + 1:
            kept.append(Token("§", "break", tokens[k].start, tokens[k].start))
        kept.append(tokens[k])
        last = k
    return kept


def _coarse(tag: str) -> str:
    return "num" if tag == "glued" else tag


def _claim(name: str, a: int, b: int, doc: Doc, text: str, tokens: list[Token], words: FactWords) -> Claim | None:
    piece = tokens[a:b]
    numbers = [k for k in range(a, b) if tokens[k].tag in NUMERIC]
    if name == "spelled":
        at = a + 3
        noun = tokens[b - 1]
        spelled = Decimal(WORDS[tokens[at].lower])
        if spelled == 1 and b - at < 3:
            return None  # "una" alone is an article
        if not _countable(noun, spelled, words):
            return None
        return Claim(name, spelled, noun.lower, a, b, at, b - 1)
    first, last = numbers[0], numbers[-1]
    if name == "between" and not (doc[b - 1].ent_type_ == "UNIT" or _countable(tokens[b - 1], Decimal(2), words)):
        return None
    if name.startswith(("between", "range")):
        start = first if name.startswith("range") else a
        units = {_unit(doc, k, tokens) for k in range(a, b) if doc[k].ent_type_ == "UNIT"}
        unit = units.pop() if len(units) == 1 else None if units else tokens[b - 1].lower
        whole = len([k for k in range(a, b) if doc[k].ent_type_ == "UNIT"]) > 1 or tokens[b - 1].lower in ("%", "€")
        return Claim(name, None, unit, a, b, start, b if whole else last + 1)
    value = _scaled(tokens, first, b)
    if a and tokens[a - 1].lower in ("per", "ogni") and value in BASES and name in ("unit", "count"):
        return None  # the base of a rate: "per 1.000 abitanti"
    if name == "rank":
        digits = re.match(r"\d+", tokens[first].text)
        return Claim(name, Decimal(digits[0]) if digits else None, tokens[b - 1].lower, a, b, first, first + 1)
    if name in ("money", "money_after"):
        return Claim(name, value, "euro", a, b, a, b)
    if name == "out_of":
        unit = f"{_unit(doc, first + 1, tokens)} su {tokens[last].text}"
        return Claim(name, value_of(tokens[first].text), unit, a, b, first, first + 1)
    if name == "bound":
        after = b < len(tokens) and doc[b].ent_type_ == "UNIT"
        sign = after and tokens[b].lower == "%"
        return Claim(name, value, _unit(doc, b, tokens) if after else None, a, b + after, a, b + sign)
    if name == "unit":
        at = next(k for k in range(first + 1, b) if doc[k].ent_type_ == "UNIT")
        sign = tokens[at].text in ("%", "‰", "€")
        return Claim(name, value, _unit(doc, at, tokens), a, b, first, at + 1 if sign else at)
    if name == "unit_of_new":
        if not _countable(tokens[b - 2], Decimal(2), words):
            return None
        return Claim(name, value, f"{tokens[b - 2].lower} {tokens[b - 1].lower}", a, b, first, first + 1)
    if name == "count":
        noun = tokens[b - 1]
        if re.fullmatch(r"\d{1,2}\.\d{1,2}", tokens[first].text):
            return None  # a section's number before its title
        if noun.lower in SCALE or not _countable(noun, value, words):
            return None
        return Claim(name, value, noun.lower, a, b, first, b - 1)
    return _said(text, piece[0], value, a)


def _said(text: str, token: Token, value: Decimal | None, at: int) -> Claim | None:
    """A bare number that the sentence ends with, or that a verb states."""
    before, after = text[: token.start], text[token.end :]
    stated = _STATED.search(before) and _CLOSED.match(after)
    listed = _LISTED.match(before) and re.fullmatch(r"[\s;.,)]*", after)
    return Claim("said", value, None, at, at + 1, at, at + 1) if stated or listed else None


_STATED = re.compile(
    r"\b(?:sono|sono stat[ie]|erano|pari ad?|ammont\w+ (?:\w+ )?ad?|totale(?: complessivo)? di|è di|è stat[oa] di|"
    r"per un totale di|corrispond\w+ ad?|uguale ad?)\s*(?:n\.?\s*|[a-z]+mente\s+)?$",
    re.I,
)
_CLOSED = re.compile(r"\s*(?:[.,;:)(]|[-–]\s|$|(?:mentre|rispetto|a fronte|nel|di cui|e)\b)")
_LISTED = re.compile(r"\W*[A-Za-zÀ-ÿ][^:;=]{2,140}(?:[:=]|\s[–-])\s*(?:n\.?\s*)?$")


def _scaled(tokens: list[Token], first: int, end: int) -> Decimal | None:
    value = value_of(tokens[first].text)
    if value is not None and first + 1 < end and (power := _SCALES.get(tokens[first + 1].lower)):
        return value * Decimal(10) ** power
    return value


def _unit(doc: Doc, at: int, tokens: list[Token]) -> str | None:
    token = doc[at]
    return token.ent_id_ if token.ent_type_ == "UNIT" else tokens[at].lower


def _countable(noun: Token, value: Decimal | None, words: FactWords) -> bool:
    """Whether a word can be what is counted: not a function word, and plural unless one is counted."""
    word = noun.text
    if noun.tag != "word" or len(word) < 3 or word[-1] in "'’" or noun.lower in words.no_nouns:
        return False
    if value == 1:
        return word.islower() and word[-1] in "aeoàù"
    if word.isupper():
        return len(word) <= 5
    return word[-1] in "ieàòùéè" or word[-1] not in "ao"


def _coordinated(tokens: list[Token], claims: list[Claim], taken: set[int]) -> list[Claim]:
    """``9 unità a tempo pieno e 3 a tempo parziale``: the second number counts what the first one does."""
    found: list[Claim] = []
    for k, token in enumerate(tokens[:-2]):
        if token.tag != "num" or k in taken or k == 0 or tokens[k - 1].lower not in ("e", "ed", ","):
            continue
        mirror = (tokens[k + 1].lower, tokens[k + 2].lower)
        before = [c for c in claims if c.last <= k and c.rule in ("unit", "count", "unit_of_new")]
        if not before or tokens[k + 1].tag != "word" or tokens[k + 2].tag != "word":
            continue
        since = [t.lower for t in tokens[before[-1].last : k]]
        if mirror in set(itertools.pairwise(since)):
            found.append(Claim("coordinated", value_of(token.text), before[-1].unit, k, k + 1, k, k + 1))
    return found
