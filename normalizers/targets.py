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
from dataclasses import replace
from datetime import date

from normalizers.dates import MONTH, DateReading, read_date
from normalizers.numbers import join_spaced
from normalizers.periods import read_period
from normalizers.target_context import expected_direction, implied_unit, is_binary
from normalizers.target_matcher import ARITHMETIC, LONG, PLAIN, read_by_rules, read_plain
from normalizers.target_reading import TargetReading
from normalizers.target_rules import RULES
from normalizers.target_words import (
    BOUND,
    BOUNDS,
    DOWN,
    NUMBER,
    OF,
    UP,
    WORDS,
    YEAR_WORD,
    bound_of,
    direction_of,
    lex,
)
from normalizers.text import fold, plain, split_indicators

__all__ = ["RULES", "TargetReading", "expected_direction", "implied_unit", "is_binary", "read_targets"]


_YES = re.compile(r"(?:si|s|yes|fatto|realizzato|on)(?:\s*[/-]\s*(?:no|n))?")
_YES_LEAD = re.compile(r"(si)\s*(?:[,;:(./-]|\bentro\b|$)")
_NO = re.compile(r"no|non fatto")
_NO_LEAD = re.compile(r"(no)\s*[,;:(-]\s*\D")
_EITHER = re.compile(r"(?:si\s*/\s*no|s\s*/\s*n|si\s+o\s+no|on\s*/\s*off)\.?")
_NOTHING = re.compile(
    r"(?:[*/.\-_\\]|//|\.\.|n\.?\s?[dapv]\.?|n\.?c\.?|non (?:disponibile|previsto|definito|"
    r"applicabile|rilevato|rilevabile))+"
)
_DATE_ONLY = re.compile(
    r"(?:entro\s+(?:e\s+non\s+oltre\s+)?(?:il\s+|la\s+data\s+del\s+|l'\s?)?|al\s+|il\s+)?"
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{1,2}}\s?°?\s{MONTH}(?:\s(?:19|20)\d\d)?|{MONTH}(?:\s(?:19|20)\d\d)?|"
    r"(?:nell')?anno\s(?:19|20)\d\d)\.?"
)
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


# --- the parts of a text that are not its number ---

_NOTE = re.compile(r"^\(([^()]*[a-z]{2}[^()]*)\)[\s#*:.-]*(?=\S)")
_WITHDRAWN = re.compile(r"\b(?:eliminat|rimoss|rimozion|cancellat|soppress|annullat|revocat|stralciat)")
_LABEL = re.compile(
    r"^(?:target|valore(?:\s+(?:atteso|target|obiettivo|programmato))?|risultato(?:\s+atteso)?|"
    r"standard|atteso|previsto|obiettivo)(?:\s*[:=]\s*|\s*(?=[<>≥≤])|(?<=target)\s+(?=\d)|(?<=atteso)\s+(?=\d))"
)
_YEAR_LABEL = re.compile(
    r"^(?:target|valore(?:\s+\w+)?|risultato(?:\s+\w+)?)\s+(?:anno\s+|al\s+)?((?:19|20)\d\d)\s*[:=]\s*"
)
"""``Target 2025: 90%`` is ``al 2025 90%``."""
_ENUMERATOR = re.compile(r"^(?:\d{1,2}|[a-z]\d{0,2})\)\s+(?=[a-z])")
_DATE_WORDS = (
    rf"(?:\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?\d{{2,5}}|(?:19|20)\d\d-\d\d-\d\d|(?:\d{{1,2}}|"
    rf"primo)\s?[°ºo]?\s+{MONTH}(?:\s+(?:19|20)\d\d)?|{MONTH}\s+(?:19|20)\d\d)"
)
_WHOLE_DATE = (
    rf"(?:\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?\d{{2,5}}|(?:19|20)\d\d-\d\d-\d\d|"
    rf"(?:(?:\d{{1,2}}|primo)\s?[°ºo]?\s+)?{MONTH}\s+(?:19|20)\d\d)"
)
"""A date that needs no word before it to be one: a day and month alone may be the name of a square."""
_YEAR_NUMBER = r"(?:19|20)\d\d(?![\d%/€]|[.,]\d|\s?[%€]|\s+(?:euro|giorni|gg|ore|utenti)(?!\s*\d))"
_BASE = re.compile(
    r"(?:,\s*)?(?:rispetto|in confronto|in relazione|confronto)\s+(?:a|al|alla|all'|con|agli|alle|"
    rf"ai)\s?(?:[a-z']+\s+){{0,4}}?(?:(?:del|dell'anno|dell'|nel|al|l'anno|anno)\s?)?(?:{_DATE_WORDS}|"
    rf"{_YEAR_NUMBER})"
    r"|(?:sul|sull'anno|su|dal|dell'anno|(?<!fine )(?<!termine )(?<!mese )del|(?<!l')(?<!entro )anno|"
    rf"a partire dal|base)\s+(?:anno\s+)?{_YEAR_NUMBER}"
    rf"|\b(?:del|di|da|dal|dall'|in|in data|dopo il)\s*{_DATE_WORDS}"
    r"|\b(?:anterior[ei]|precedent[ei]|successiv[aeio]|posterior[ei]|antecedent[ei])\s+(?:a|al|alla|"
    rf"all')\s?(?:{_DATE_WORDS}|{_YEAR_NUMBER})"
)
_LEAD_TO_DATE = (
    r"(?:(?:da\s+)?(?:realizzar[ei]|concluder[ei]|attivar[ei]|"
    r"approvar[ei])\s+)?(?:\b(?:entro(?:\s+e\s+non\s+oltre)?|fino|sino|non\s+oltre|al\s+piu\s+tardi|"
    r"scadenza|nel|nell'|per|alla\s+data|a|al|alla)\b)"
    r"(?:\s*(?:(?:il|la|lo|al|alla|del|della|di|fine|anno|mese|data|termine|giorno)(?![\w'])|(?:l|dell|nell|d)'))*\s*"
)
_DUE = re.compile(rf"(?:{_LEAD_TO_DATE})(?P<d>{_DATE_WORDS}|{_YEAR_NUMBER})|(?<![\w.,/])(?P<e>{_WHOLE_DATE})")
_DUE_SHORT = re.compile(
    r"\bentro(?:\s+e\s+non\s+oltre)?\s+(?:il\s+|la\s+data\s+del\s+|fine\s+|il\s+mese\s+di\s+|l'\s?|"
    rf"la\s+)?(?P<d>\d{{1,2}}\s?[./]\s?\d{{1,2}}(?![\d./%])|{MONTH}|(?<=fine\s)anno|anno)(?!\w)"
    r"|\b(?:al|fino\s+al|alla\s+data\s+del)\s+(?P<e>\d{1,2}/\d{1,2}|\d\d\.\d\d)(?![\d./%])"
)
_FIRM = re.compile(r"(?:da )?\w*\s?(?:entro|non oltre|al piu tardi|scadenza|e non oltre)")
_HALF_YEAR = re.compile(
    r"\b(?:entro|nel)\s+(?:il\s+|la\s+fine\s+del\s+)?((?:primo|secondo|i|ii|1°?|2°?)\s+semestre|"
    r"(?:primo|secondo|terzo|quarto|i|ii|iii|iv|[1-4]°?)\s+trimestre)(?:\s+(?:del\s+)?((?:19|"
    r"20)\d\d))?(?!\w)"
)


def _due_of(text: str, year: int | None) -> tuple[list[DateReading], str, bool]:
    """The dates by which, the text without them, and whether the words say that they are deadlines.

    ``entro`` does, as ``al`` and ``fino al`` do at either end of the text; ``nel``, ``per il`` and a bare date
    only date what stands beside them.
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


_TOLERANCE = re.compile(r"\+\s?/\s?-|±")
_PERCENT_RANGE = re.compile(r"(?<![\d.,])(\d[\d,]*)\s?%-(\d[\d,]*)\s?%")
_GLUED_UNIT = re.compile(
    r"(\d)(gg|hh?|km|mq|kg|mln|mila|euro|eur|min|kwh|mwh|mc|ha|ore|giorni|mesi|anni|volte)(?![\w])"
)
_WORD_NUMBER = re.compile(
    rf"((?:{'|'.join(p for _, p in BOUNDS)}){OF}\s+(?:n\.\s?)?|^)({'|'.join(sorted(WORDS, key=len, reverse=True))})"
    r"(?!\w|\s+(?:terz|quart|quint|decim|decin|centinai|migliai|dozzin|po|minim|massim|valore|numero|"
    r"tempo|livello|punteggio|terzo))"
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
    r"(?:^|(?<=[\s;,|/]))(?:anno\s+|al\s+)?((?:19|20)\d\d)\s*(?:[:=)]|-\s)\s*([^;|]+?)(?=[\s;,|"
    r"/]+(?:anno\s+|al\s+)?(?:19|20)\d\d\s*(?:[:=)]|-\s)|[;|]|$)",
    re.I,
)


def _read_one(printed: str, year: int | None) -> TargetReading:
    """The reading of one statement."""
    text = fold(printed)
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", text)
    if not PLAIN.fullmatch(bare) and ARITHMETIC.search(text) and not re.search(r"[<>≥≤]|[)\d]\s*=", text):
        return TargetReading("text")
    withdrawn = False
    while note := _NOTE.match(text):
        withdrawn |= bool(_WITHDRAWN.search(note[1]))
        text = text[note.end() :]
        printed = printed[printed.index(")") + 1 :].strip(" #*:.-")
    reading = _read_text(text.strip("# "), printed, year)
    return replace(reading, problem=reading.problem or "withdrawn") if withdrawn else reading


_AGAINST_YEAR = re.compile(
    rf"(?:{BOUND}){OF}\s*(?:pari\s+(?:a|al|all')\s*)?(?:(?P<words>(?:valore|dato|livello|numero|quello|anno|al|del|"
    r"dell'anno|nel)(?:\s+(?:del|dell'anno|nel|anno))*)\s*)?(?P<year>(?:19|20)\d\d)"
)
"""Better than a year: ``almeno pari al 2023``, ``≥ valore 2023``; a bare ``≥ 2023`` only near the plan's year."""


def _read_text(text: str, printed: str, year: int | None) -> TargetReading:
    text = _ENUMERATOR.sub("", _LABEL.sub("", _YEAR_LABEL.sub(r"al \1 ", text)))
    if not text or _NOTHING.fullmatch(text):
        return TargetReading("text", problem="not_given")
    if _EITHER.fullmatch(text):
        return TargetReading("yes_no")
    if _YES.fullmatch(text):
        return TargetReading("yes_no", is_yes=True)
    if _NO.fullmatch(text):
        return TargetReading("yes_no", is_yes=False)
    if re.fullmatch(r"-\s+\d[\d.,]*\s*%?", text):
        return TargetReading("text", problem="ambiguous")
    past = _AGAINST_YEAR.fullmatch(text)
    if past and (past["words"] or "pari" in text or (year and abs(int(past["year"]) - year) <= 6)):
        return TargetReading("improve", direction=direction_of(bound_of(past) or "="))
    text = join_spaced(re.sub(r"^\+\s+(?=\d)", "+", text))
    if plain_form := read_plain(text):
        if (
            year
            and plain_form.operator == "="
            and plain_form.unit is None
            and YEAR_WORD.fullmatch(text)
            and abs(int(text) - year) <= 6
        ):
            return TargetReading("done_by", due_date=date(int(text), 12, 31))
        return plain_form
    if _DATE_ONLY.fullmatch(text):
        only = read_date(text, year)
        return TargetReading("done_by", due_date=only.value, problem=only.problem, proposed=only.proposed)
    bracketed = re.fullmatch(r"\((.*)\)", text)
    text = bracketed[1] if bracketed else re.sub(r"\([^()]*\)", " ", text)
    if _TOLERANCE.search(text):
        return TargetReading("text", problem="several")
    text = _PERCENT_RANGE.sub(r"\1-\2%", re.sub(r"([%<>=≥≤])(?=[a-z])", r"\1 ", text))
    text = _GLUED_UNIT.sub(r"\1 \2", text).replace("m2", "mq").replace("m3", "mc")
    dues, rest, firm = _due_of(text, year)
    due = dues[0] if len(set(dues)) == 1 else None
    day = due.value if due else max((d.value for d in dues if d.value), default=None) if dues else None
    problem = due.problem if due else None
    proposed = due.proposed if due else None
    lead = _YES_LEAD.match(rest) or _NO_LEAD.match(rest)
    if lead:
        return TargetReading("yes_no", due_date=day, is_yes=lead[1] == "si", problem=problem, proposed=proposed)
    rest = re.sub(r"^(?:[\s.,;:#*]|-(?!\d))+|[\s.,;:#*-]+$", "", _spell_out(rest))
    reading = read_plain(rest) if rest else None
    if (
        reading is None
        and rest
        and (
            re.search(r"\d", rest)
            or re.search(UP + "|" + DOWN, rest)
            or re.search(r"[<>≥≤]|inferior|superior|maggior|minor", rest)
        )
    ):
        reading = read_by_rules(rest, printed)
    if reading is not None:
        return replace(reading, due_date=day, problem=reading.problem or problem, proposed=proposed)
    if not re.search(r"\d", rest) and len(rest.split()) <= 12 and (alone := _CHANGE_ALONE.match(rest)):
        return TargetReading(
            "improve", due_date=day, direction="higher" if alone[1] else "lower", problem=problem, proposed=proposed
        )
    words = len(re.findall(r"[a-z]{2,}", rest))
    if dues and not _statement_left(rest) and (words <= 2 or (firm and words <= LONG)):
        if len(set(dues)) > 1:
            return TargetReading("done_by", due_date=day, problem="several")
        return TargetReading("done_by", due_date=day, problem=problem, proposed=proposed)
    if not re.search(r"[a-z\d]", re.sub("|".join(p for _, p in BOUNDS), "", rest)) or rest == "entro":
        return TargetReading("text", problem="no_value")
    many = len(re.findall(NUMBER, rest)) > 1
    return TargetReading("text", problem="several" if many and len(rest) < 60 else None)


_CHANGE_ALONE = re.compile(
    r"(?:(?:trend|valore|andamento)\s+)?(?:in\s+)?(?:(increment[oi]|aument[oi]|crescita|miglioramento|crescente)|"
    r"(riduzione|diminuzione|calo|decremento|contenimento|decrescente))\b"
)
"""A change with no size: ``riduzione rispetto all'anno precedente``, ``trend in aumento``."""


def _statement_left(rest: str) -> bool:
    """Whether numbers that nobody understood are left beside a date."""
    return any(kind in ("number", "range", "short") for _, kind, _ in lex(rest))


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

    ``year`` is the plan's, for dates printed without one. ``formula`` and ``description`` of the indicator tell
    a yes/no from a number (``1= fatto 0= non fatto``), give a bare number its unit (``... * 100``) and the
    wanted direction.
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
    head, remark = _before_remark(text, year)
    loud = len(remark.split()) > 5 or bool(re.search(r"\d", remark))
    if head and loud and head.operator != "done_by" and (_complete(head) or _REMARK.match(fold(remark))):
        # "Inferiore a 30 giorni Calcolato sui dati al 31 marzo 2025": the numbers of the remark are not the target's
        return [_with_context(head, year, formula, description)]
    items = [line for line in lines if line]
    if len(items) > 1 and all(_BULLET.match(line) for line in items):
        readings = _all_read([_BULLET.sub("", line) for line in items], year)
        if readings:
            return [_with_context(r, year, formula, description) for r in readings]
    whole = _read_one(text, year)
    if whole.operator == "text":
        readings = ([head] if head else []) or _all_read(_several(text), year) or _all_read(items, year)
        if readings:
            return [_with_context(r, year, formula, description) for r in readings]
    return [_with_context(whole, year, formula, description)]


_REMARK = re.compile(
    r"(?:(?:il|lo|la|i|gli|le|si|in|per|nel|nella|con|rispetto|come|dove|quando|salvo|in caso)\b|l'|nell'|"
    r"\w+(?:at|it|ut)[oaie]\b)"
)


def _before_remark(text: str, year: int | None) -> tuple[TargetReading | None, str]:
    """The target at the head of a text that goes on with a sentence about it, and that sentence; else (None, '').

    A sentence that sets a bound of its own is another indicator, unless it begins as a remark does.
    """
    cut = _EXPLANATION.search(text)
    if not cut:
        return None, ""
    head, remark = _read_one(text[: cut.start()], year), text[cut.end() :]
    if head.operator == "text" or (head.value is None and head.is_yes is None and head.due_date is None):
        return None, ""
    own = not _REMARK.match(fold(remark)) and any(target for _, target in split_indicators(remark))
    return (None, "") if own else (head, remark)


def _complete(reading: TargetReading) -> bool:
    """Whether a reading wants nothing after it: a number with its unit, or no number at all."""
    return reading.unit is not None or reading.value is None


def _all_read(pieces: list[str], year: int | None) -> list[TargetReading]:
    """The readings of several pieces, if there are several and each of them states a target; else []."""
    readings = [_read_one(piece, year) for piece in pieces] if len(pieces) > 1 else []
    return readings if all(r.operator != "text" for r in readings) else []


def _several(text: str) -> list[str]:
    """The targets of a cell that holds several: indicators with their bounds one after the other, or pieces at
    ``;``.
    """
    pairs = split_indicators(text)
    if len(pairs) > 1 and all(target for _, target in pairs):
        return [target for _, target in pairs if target]
    pieces = [p.strip() for p in re.split(r"\s*;\s*|\s+[-+]\s+(?=\D)|\s*\|\s*", text) if p.strip()]
    return pieces if len(pieces) > 1 else []
