"""Numbers stated in a sentence: the value, its unit, the year it holds for, and the noun phrase that it measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalizers.fact_rules import Claim, claims_of
from normalizers.fact_words import FactWords, Token, lex
from normalizers.text import squash

LONGEST_LABEL = 14
"""Words."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as a sentence states it; ``value`` is None where it has no single reading (a range)."""

    raw: str
    value: Decimal | None
    unit: str | None
    year: int | None
    label: str | None
    start: int
    end: int


_WORTH = re.compile(r"\d|\b(?:stat[oaei])\s+\w+\s+(?:un[ao]|due|tre|quattro|cinque|sette|otto|nove|dieci)\b", re.I)


def stated_in(sentence: str, acts: Sequence[tuple[int, int]], words: FactWords) -> list[Stated]:
    """Every number that a sentence states; ``acts`` are the places of the acts that it cites."""
    if not _WORTH.search(sentence):
        return []
    tokens = lex(sentence, acts, words)
    claims = claims_of(sentence, tokens, words)
    if not claims:
        return []
    return [
        Stated(
            _raw(sentence, tokens, claim, words),
            claim.value,
            claim.unit,
            year_of(sentence, tokens, tokens[claim.first].start, words),
            label_of(sentence, tokens, claim, words),
            tokens[claim.first].start,
            tokens[claim.last - 1].end,
        )
        for claim in claims
    ]


def _raw(sentence: str, tokens: list[Token], claim: Claim, words: FactWords) -> str:
    """The number as printed, with its sign of unit and with the words that bound it."""
    start, end = tokens[claim.raw_first].start, tokens[claim.raw_last - 1].end
    bound = words.bound_at_end.search(sentence[:start])
    return squash(sentence[bound.start() if bound else start : end])


_CLAUSE = re.compile(r";|:|,\s(?!\d)|\.\s")


def year_of(sentence: str, tokens: list[Token], at: int, words: FactWords) -> int | None:
    """The one year that a sentence names, or else its clause; None where several could be meant."""
    named = [(t.start, y) for t in tokens for y in _years(t)]
    if words.other_year.search(sentence):
        return None
    if len({y for _, y in named}) == 1:
        return named[0][1]
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(sentence)), len(sentence)]
    start = max(c for c in cuts if c <= at)
    end = min(c for c in cuts if c > at)
    own = {y for place, y in named if start <= place < end}
    return own.pop() if len(own) == 1 else None


def _years(token: Token) -> list[int]:
    if token.tag not in ("year", "date"):
        return []
    found = re.search(r"(?:19|20)\d\d$", token.text)
    return [int(found[0])] if found else []


_CUT = re.compile(r"[;:()\[\]“”«»\"]|,\s|\s[–-]\s|\.\s|\b(?:che|mentre|nonché|oppure|ed?|di cui)\s", re.I)
_LEAD = re.compile(
    r"^(?:(?:e|ed|il|lo|la|i|gli|le|un|uno|una|di|da|a|al|alla|in|nel|nella|con|per|su|sul|sulla|che|sono|è|stat[oaie]|"
    r"infine|inoltre|complessivamente|quella|quello|di cui|circa|pertanto|anche|ha|hanno|si|è stat[oa]|"
    r"risult\w+|ivi)\s+|(?:l|un|dell|all|nell|dall|sull)['’]\s*|[-–•●➤*]\s*)+",
    re.I,
)
_STOP_AFTER = frozenset(
    "che cui e ed o è sono ha hanno viene vengono va vanno pari mentre non se da dal dalla entro rispetto nonché come "
    "sarà saranno era erano risulta risultano quali quale i il lo la le gli".split()
)
_TRAILING = re.compile(
    r"(?:\s+(?:di|del|dello|della|dei|degli|delle|a|al|alla|ai|agli|alle|in|nel|nella|nei|nelle|con|per|su|sul|sulla|"
    r"da|tra|fra|ad|il|lo|la|un|una)|\s+\w+['’])+$",
    re.I,
)


def label_of(sentence: str, tokens: list[Token], claim: Claim, words: FactWords) -> str | None:
    """The noun phrase that a number measures: what is counted stands after it, what is measured before it."""
    counted = claim.rule in ("count", "unit_of_new", "spelled") or (
        claim.rule in ("unit", "between") and claim.unit in ("unità", "dipendenti", "abitanti", "persone", "dirigenti")
    )
    at = claim.last - 1 if counted else claim.last
    following = _after(sentence, tokens, at)
    if counted:
        return following
    return _before(sentence[: tokens[claim.raw_first].start], words) or _after(sentence, tokens, claim.last)


def _after(sentence: str, tokens: list[Token], at: int) -> str | None:
    taken: list[Token] = []
    for token in tokens[at:]:
        if token.tag not in ("word",) or (taken and token.lower in _STOP_AFTER) or len(taken) >= LONGEST_LABEL:
            break
        taken.append(token)
    if not taken or (len(taken) == 1 and len(taken[0].text) < 3):
        return None
    text = squash(sentence[taken[0].start : taken[-1].end])
    return _TRAILING.sub("", text) or None


def _before(text: str, words: FactWords) -> str | None:
    """The clause before the number without the words that only tie it to the number; the clauses before it if nothing
    else is left."""
    pieces = [p for p in _CUT.split(text)]
    for n, piece in enumerate(reversed(pieces)):
        if n > 4:
            break
        bare = _LEAD.sub("", _unlinked(piece.strip(" ,;:-–€"), words)).strip(" ,;:-–=€.")
        bare = re.sub(r"\s*\b(?:euro|eur|n\.?)$", "", bare, flags=re.I).strip()
        if len(re.findall(r"[^\W\d_]{3,}", bare)) >= 1:
            return squash(" ".join(bare.split()[-LONGEST_LABEL:]))
    return None


def _unlinked(text: str, words: FactWords) -> str:
    while True:
        text = re.sub(r"\s*(?:€|\beuro|\beur\.?|\bn\.|,)\s*$", "", text, flags=re.I)
        cut = words.bound_at_end.search(text) or words.link_at_end.search(text)
        if not cut:
            return text
        text = text[: cut.start()].rstrip()
