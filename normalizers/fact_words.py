"""The words that make a number of a sentence a fact or none, and the lexer that cuts the sentence into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from normalizers.acts import DATE
from normalizers.dates import MONTH
from normalizers.numbers import parse_number
from normalizers.target_words import WORDS

EURO = frozenset({"€", "euro", "eur"})
SCALE = frozenset({"mila", "mln", "milione", "milioni", "mld", "miliardo", "miliardi"})
BOUND_SIGN = r"[<>]\s?=|=\s?[<>]|[<>≤≥≦≧]"


class Token(NamedTuple):
    """A piece of a sentence; ``tag`` says what its form makes it: num, ordinal, year, date, act, ref, sign, word, …"""

    text: str
    tag: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.casefold()


class FactWords:
    """The words of the lexicon's ``fact_…`` lists."""

    def __init__(
        self,
        units: Iterable[tuple[str, str]],
        ranks: Iterable[str],
        references: Iterable[str],
        no_nouns: Iterable[str],
        links: Iterable[str],
        bounds: Iterable[str],
        other_years: Iterable[str],
        no_labels: Iterable[str],
    ) -> None:
        self.units = tuple((unit, _pieces(form)) for unit, form in units)
        self.ranks = frozenset(r.casefold() for r in ranks)
        self.references = {_pieces(r) for r in references}
        self.no_nouns = frozenset(w.casefold() for w in no_nouns)
        self.no_labels = frozenset(w.casefold() for w in no_labels)
        self.link_at_end = _at_end(links)
        self.bound_at_end = _at_end(bounds)
        self.other_year = re.compile(rf"\b(?:{_either(other_years)})\b", re.I)


def _either(phrases: Iterable[str]) -> str:
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+").replace("'", "['’]") for p in ordered)


def _at_end(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=\W)|^)(?:{_either(phrases)})\s*$", re.I)


def _pieces(phrase: str) -> tuple[str, ...]:
    return tuple(m[0].casefold() for m in _TOKEN.finditer(phrase) if not m[0].isspace())


_CODE = r"(?=[\w/-]*[^\W\d_])(?=[\w/-]*\d)[^\W_][\w]*(?:[/-]\w+)*"
_TOKEN = re.compile(
    rf"(?P<web>https?://\S+|www\.\S+|\S+@\S+\.\w+)"
    rf"|(?P<date>(?<!\d)(?:{DATE}|\d{{1,2}}\s?\.\s?\d{{1,2}}\s?\.\s?(?:19|20)\d\d|(?:\d{{1,2}}\s?[°ºª]?|primo)\s+(?:{MONTH})(?!\w)))"
    r"|(?P<span>(?<!\d)(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)(?![\d.,]\d|\d))"
    r"|(?P<fraction>\d+(?:\s?/\s?\d+)+|\d+(?:\.\d+){3,}|\d{1,2}:\d\d(?!\d))"
    r"|(?P<ordinal>\d{1,4}\s?[°ºª^](?!\w))"
    r"|(?P<glued>(?<![\w.,/-])\d(?:[\d.,]*\d)?(?=(?:mila|gg|mq|mc|km|kg|mln|ore|euro|h|kwh|mwh|kw)\b))"
    rf"|(?P<code>{_CODE})"
    r"|(?P<num>(?:(?<![\w)])[+−–-](?=\d))?(?:[1-9]\d{0,2}(?: \d{3}){2,}(?:,\d+)?(?!\d)|\d(?:[\d.,'’]*\d)?))"
    rf"|(?P<sign>{BOUND_SIGN})"
    r"|(?P<word>[^\W\d_]+['’]?)"
    r"|(?P<punct>\S)",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUANTITY = re.compile(r"\s*(?:%|€|(?:euro|ore|mq|km|kg|abitanti|unità|dipendenti)\b)", re.I)
_MARKER = re.compile(
    r"\s*(?:\(?(?:[a-z]|\d{1,2}(?:\.\d{1,2}){0,3})\s?(?:[).](?!\d)|[–-](?=\s))|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s+\W?(?-i:[A-ZÀ-Ý])))\s*",
    re.I,
)
_JOINING = frozenset({",", "e", "ed", "-", "–", "/", "o", "a", "al"})
_COUNTERS = frozenset({"n", "nr", "num", "numero", "nn", "°", "º", "."})


def lex(text: str, acts: Sequence[tuple[int, int]], words: FactWords) -> list[Token]:
    """The tokens of a sentence; each act cited (``acts`` are their places) is one."""
    tokens: list[Token] = []
    place = _marker_end(text)
    opened = 0
    for start, end in [*sorted(acts), (len(text), len(text))]:
        for found in _TOKEN.finditer(text, place, max(place, start)):
            tag = found.lastgroup or "punct"
            opened += (found[0] == "(") - (found[0] == ")")
            tokens.append(Token(found[0], _tag(tag, found, tokens, opened, words), found.start(), found.end()))
        if end > start >= place:
            tokens.append(Token(text[start:end], "act", start, end))
        place = max(place, end)
    return tokens


def _marker_end(text: str) -> int:
    """Where the marker of a list item ends."""
    found = _MARKER.match(text)
    return found.end() if found and not re.match(r"\d{1,3}\.\d{3}", text.lstrip()) else 0


def _tag(tag: str, found: re.Match[str], before: list[Token], opened: int, words: FactWords) -> str:
    if tag in ("num", "glued", "ordinal"):
        text, after = found[0], found.string[found.end() :]
        if _is_reference(before, words) and not (tag == "num" and re.match(r"\s*(?:%|per cento)", after)):
            return "num" if re.search(r",\d\d$", text) and after.lstrip()[:1] in ("€", "e") else "ref"
        if tag == "ordinal":
            return "ordinal"
        if re.fullmatch(r"0\d+", text) or len(text) > 18 or (text[0] == "+" and len(text) > 8):
            return "code"
        if after[:1] == ")" and opened == 0 and len(text) < 3:
            return "marker"
        money = bool(before) and before[-1].lower in EURO
        if _proper_name(before, after):
            return "name"
        if _YEAR.fullmatch(text) and not money and not _QUANTITY.match(after):
            return "year"
        return "num"
    return tag


def _proper_name(before: list[Token], after: str) -> bool:
    """A number between two capitalised words is a part of their name, as in the title of a newspaper."""
    follows = re.match(r"\s+[^\W\d_a-zà-ÿ][a-zà-ÿ]+", after)
    return bool(follows) and len(before) > 1 and before[-1].tag == "word" and before[-1].text.istitle()


def _is_reference(before: list[Token], words: FactWords) -> bool:
    """Whether the words before a number make it the number of an article, a page, a table, …"""
    tokens = list(before[-6:])
    while tokens and tokens[-1].lower in _COUNTERS and len(tokens) > 1:
        if _names_reference(tokens, words):
            return True
        tokens.pop()
    if _names_reference(tokens, words):
        return True
    return len(tokens) > 1 and tokens[-1].lower in _JOINING and tokens[-2].tag == "ref"


def _names_reference(tokens: list[Token], words: FactWords) -> bool:
    lowers = tuple(t.lower for t in tokens)
    return any(lowers[-n:] in words.references for n in (1, 2, 3))


def value_of(token: str) -> Decimal | None:
    """The number of a token; None where its form leaves more than one reading."""
    return parse_number(token.replace("’", "'"))


SPELLED = frozenset(WORDS) - {"un", "sei", "zero", "mille"}
"""Numbers in words: those that are not also an article or a verb."""
