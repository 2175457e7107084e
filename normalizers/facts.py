"""Numbers stated in a sentence: the value, its unit, the year it holds for, and the noun phrase that it measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalizers.fact_rules import Claim, claims_of
from normalizers.fact_words import FactWords, Token, lex
from normalizers.text import squash

LONGEST_LABEL = 16
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
    year_open: bool = True
    """The sentence leaves the year to its heading: it names none that could be another."""


_WORTH = re.compile(r"\d|\b(?:stat[oaei])\s+\w+\s+(?:un[ao]|due|tre|quattro|cinque|sette|otto|nove|dieci)\b", re.I)


def stated_in(sentence: str, acts: Sequence[tuple[int, int]], words: FactWords) -> list[Stated]:
    """Every number that a sentence states; ``acts`` are the places of the acts that it cites."""
    if not _WORTH.search(sentence):
        return []
    tokens = lex(sentence, acts, words)
    near, claims = claims_of(sentence, tokens, words)
    found = []
    leads = bool(claims) and _before(sentence[: near[claims[0].raw_first].start], words) is None
    for n, claim in enumerate(claims):
        start, end = near[claim.first].start, near[claim.last - 1].end
        year, is_open = year_of(sentence, tokens, start, words)
        told = [near[c.last - 1].end for c in claims[:n] if c.rule not in _COUNTS]
        label = label_of(sentence, tokens, near, claim, told, words)
        if leads and told and claim.rule not in _COUNTS:
            label = _after(sentence, tokens, end) or label  # "il 4% in alto, il 6% in basso": each before its words
        if label is None and not re.search(r"[^\W\d_]{4,}", sentence):
            continue  # a number without words: what it measures stands somewhere else
        raw = _raw(sentence, near, claim, words)
        found.append(Stated(raw, claim.value, claim.unit, year, label, start, end, is_open))
    return found


def _raw(sentence: str, tokens: list[Token], claim: Claim, words: FactWords) -> str:
    """The number as printed, with its sign of unit and with the words that bound it."""
    start, end = tokens[claim.raw_first].start, tokens[claim.raw_last - 1].end
    bound = words.bound_at_end.search(sentence[:start])
    return squash(sentence[bound.start() if bound else start : end])


_CLAUSE = re.compile(r";|:|,\s(?!\d)|\.\s")


def year_of(sentence: str, tokens: list[Token], at: int, words: FactWords) -> tuple[int | None, bool]:
    """The one year that a sentence names, or else its clause, and whether a heading may tell it instead."""
    named = [(t.start, y) for k, t in enumerate(tokens) if (y := _year(tokens, k))]
    if words.other_year.search(sentence):
        return None, False
    if not named:
        return None, not any(t.tag in ("year", "date") for t in tokens)
    if len({y for _, y in named}) == 1:
        return named[0][1], False
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(sentence)), len(sentence)]
    start = max(c for c in cuts if c <= at)
    end = min((c for c in cuts if c > at), default=len(sentence))
    own = {y for place, y in named if start <= place < end}
    return (own.pop() if len(own) == 1 else None), False


def _year(tokens: list[Token], k: int) -> int | None:
    """The year of a token that dates what is said: ``nel 2024``, ``al 31 dicembre 2024``, ``anno 2024``; none that is
    a part of a name (``PNA 2025``)."""
    token = tokens[k]
    before = tokens[k - 1].text if k else ""
    if token.tag == "year":
        dated = not before or not before[0].isalpha() or before.islower() or before.casefold() in ("anno", "nel", "al")
    elif token.tag == "date":
        lead = tuple(t.lower for t in tokens[max(0, k - 2) : k])
        dated = before.casefold() in ("al", "all'", "all’", "entro") or lead in (("entro", "il"), ("data", "del"))
    else:
        return None
    found = re.search(r"(?:19|20)\d\d$", token.text) if dated else None
    return int(found[0]) if found else None


_CUT = re.compile(
    r"[;:()\[\]“”«»\"]|,\s|\s[–-]\s|(?<=[^\W\d_]{3})\.\s|"
    r"\b(?i:che|mentre|nonché|oppure|a fronte di|(?:di|a|da|in|per|con|su) cui)\s|"
    r"(?<=[a-zà-ù]{3})\s(?=(?:Il|Lo|La|I|Gli|Le|È|Sono)\s)|"
    r"\bed?\s(?=(?:il|lo|la|i|gli|le|un[ao]?|euro|€|al|ad?|per|di|pari)\b|l['’]|quell[aoei]\b|\W*\d)",
)
_FIRMER_CUT = re.compile(r"[;:]|(?<=[^\W\d_]{3})\.\s")
_LEAD = re.compile(
    r"^(?:(?:e|ed|il|lo|la|i|gli|le|un|uno|una|di|del|dello|della|dei|degli|delle|da|a|al|alla|in|nel|nella|con|per|su|sul|sulla|che|sono|è|stat[oaie]|"
    r"infine|inoltre|complessivamente|quella|quello|di cui|circa|pertanto|anche|ha|hanno|si|è stat[oa]|"
    r"risult\w+|ivi)\s+|(?:l|un|dell|all|nell|dall|sull)['’]\s*|[-–•●➤*]\s*)+",
    re.I,
)
_STOPS = (
    "che cui e ed o è sono ha hanno viene vengono va vanno pari mentre non se da dal dalla entro rispetto nonché come "
    "sarà saranno era erano risulta risultano quali quale i il lo la le gli"
)
_STOP_AFTER = frozenset(_STOPS.split())
_TRAILING = re.compile(
    r"(?:\s+(?:di|del|dello|della|dei|degli|delle|a|al|alla|ai|agli|alle|in|nel|nella|nei|nelle|con|per|su|sul|sulla|"
    r"da|tra|fra|ad|il|lo|la|un|una)|\s+\w+['’])+$",
    re.I,
)


_COUNTS = ("count", "unit_of_new", "spelled", "between")


def label_of(
    sentence: str, tokens: list[Token], near: list[Token], claim: Claim, told: list[int], words: FactWords
) -> str | None:
    """The noun phrase that a number measures: what is counted stands after it, what is measured before it.

    ``told`` are the ends of the numbers before it: what they measure is theirs where a capital follows them.
    """
    counted = claim.rule in _COUNTS or (
        claim.rule == "unit" and claim.unit in ("unità", "dipendenti", "abitanti", "persone", "dirigenti")
    )
    if counted:
        label = _after(sentence, tokens, near[claim.last - 1].start)
        lead = sentence[: near[claim.raw_first].start]
        if label and label.casefold() == claim.unit and re.search(r"[:–-]\s*(?:n\.?\s*)?$", lead):
            return _before(lead, words) or label  # "area tecnica: 16 unità"
        return label
    if claim.rule == "coordinated":
        return squash(f"{claim.unit} {_after(sentence, tokens, near[claim.last - 1].end) or ''}")
    stop = near[claim.raw_first].start
    start = max((end for end in told if re.match(r"\s+[^\W\d_a-zà-ÿ][a-zà-ÿ]", sentence[end:stop])), default=0)
    if told and ")" not in sentence[told[-1] : stop] and (own := _before(sentence[told[-1] : stop], words)):
        return own
    return _before(sentence[start:stop], words) or _after(sentence, tokens, near[claim.last - 1].end)


def _after(sentence: str, tokens: list[Token], at: int) -> str | None:
    taken: list[Token] = []
    for token in (t for t in tokens if t.start >= at):
        if token.tag != "word" or (taken and token.lower in _STOP_AFTER) or len(taken) >= LONGEST_LABEL:
            break
        if taken and token.text.istitle() and taken[-1].text.islower() and len(taken[-1].text) > 5:
            break  # a new sentence without a stop before it
        taken.append(token)
    if not taken or (len(taken) == 1 and len(taken[0].text) < 3):
        return None
    text = squash(sentence[taken[0].start : taken[-1].end])
    return _TRAILING.sub("", text) or None


def _before(text: str, words: FactWords) -> str | None:
    """The clause before the number without the words that only tie it to the number; the clauses before it if nothing
    else is left."""
    shared = re.search(r"\brispettivamente\b[^;:]{0,80}$", text, re.I)
    if shared:  # several numbers of several things: their clause, whole
        text = text[: shared.start()]
    pieces = (_FIRMER_CUT if shared else _CUT).split(text)
    for piece in list(reversed(pieces))[:5]:
        bare = _LEAD.sub("", _unlinked(piece.strip(" ,;:-–€"), words)).strip(" ,;:-–=€.")
        if re.search(r"[^\W\d_]{3,}", bare) and bare.casefold() not in words.no_nouns:
            told = bare.split()
            return squash(" ".join(told[:LONGEST_LABEL] if shared else told[-LONGEST_LABEL:]))
    return None


def _unlinked(text: str, words: FactWords) -> str:
    """A clause without the words, numbers and signs at its end that only tie it to what follows."""
    while True:
        bare = _TIE.sub("", text)
        cut = words.bound_at_end.search(bare) or words.link_at_end.search(bare)
        bare = bare[: cut.start()].rstrip() if cut else bare
        if bare == text:
            return text
        text = bare


_TIE = re.compile(r"\s*(?:€|\beuro|\beur\.?|\bn\.|,|\bed?|\bo|\b\d[\d.,]*\s*%?)\s*$", re.I)
