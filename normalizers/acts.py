"""Acts cited in a text: what kind of act, its number, its date, and what it is about, each as printed.

A citation is the name of an act (``deliberazione``, ``D.Lgs.``), the words that go with it (``di Giunta Comunale``),
and then, in any order, a number and a date: ``n. 12 del 3 maggio 2021``, ``3 maggio 2021, n. 12``, ``33/2013``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from normalizers.dates import MONTH, MONTHS
from normalizers.text import squash

LONGEST_NAME = 9
"""Words between the name of an act and its number, at most."""
LONGEST_SUBJECT = 600
_NUMERIC_DATE = r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)"
_NAMED_DATE = rf"(?:\d{{1,2}}\s?[°ºª]?|primo)\s+(?:{MONTH})\s*,?\s*(?:del\s+|dell['’]anno\s+)?(?:19|20)\d\d(?!\d)"
DATE = rf"(?:{_NUMERIC_DATE}|{_NAMED_DATE})"
_YEAR = r"(?:19|20)\d\d(?![\d.,]\d|\d)"
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,7}(?:[-/]?(?:bis|ter|quater)\b)?"


@dataclass(frozen=True, slots=True)
class Citation:
    """An act as printed, and its place in the text; ``date`` only where day, month and year are printed."""

    kind: str
    number: str | None
    date_raw: str | None
    date: date | None
    subject: str | None
    start: int
    end: int


class ActWords:
    """The words of citations as patterns; see ``act_…`` in the lexicon."""

    def __init__(
        self,
        heads: Iterable[str],
        laws: Iterable[str],
        acronyms: Iterable[str],
        letters: Iterable[str],
        stops: Iterable[str],
        numbered: Iterable[str],
        dated: Iterable[str],
        about: Iterable[str],
    ) -> None:
        strong = [*laws, *letters]
        names = [*heads, *laws, *acronyms, *letters]
        self.stops = {s.casefold() for s in stops}
        self._names = re.compile(rf"(?<![\w.])(?:{_alternatives(names)})(?!\w)(?!\.\w)", re.I)
        self._strong = re.compile(rf"(?:{_alternatives(strong)})(?:\s*\([^()]{{1,20}}\))?", re.I)
        marks = "|".join(re.escape(m).replace(r"\ ", r"\s*") for m in sorted(numbered, key=len, reverse=True))
        dating = "|".join(
            re.escape(m).replace(r"\ ", r"\s+").replace("'", "['’]") for m in sorted(dated, key=len, reverse=True)
        )
        self.reference = _reference(marks, dating)
        self.more = re.compile(
            rf"\s*(?:,?\s*\b(?:e|ed|nonché|oltre)\b|,|;)\s*(?:alla\s+|al\s+|la\s+|il\s+)?{_numbered(marks, dating)}",
            re.I,
        )
        told = "|".join(re.escape(a).replace(r"\ ", r"\s+") for a in sorted(about, key=len, reverse=True))
        self.about = re.compile(rf"[\s,:–-]*(?P<told>(?:{told})(?![\w]))?\s*:?\s*(?P<quote>[\"“”«])?", re.I)

    def names(self, text: str) -> Iterator[re.Match[str]]:
        """Names of acts; an acronym without points (``di``, ``rd``) is one only in capitals."""
        for found in self._names.finditer(text):
            if len(found[0]) > 3 or "." in found[0] or not found[0].islower():
                yield found

    def is_strong(self, kind: str) -> bool:
        """Whether a kind is known by a number or a date alone, as laws are."""
        return bool(self._strong.fullmatch(kind))


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(_name(n) for n in sorted(names, key=len, reverse=True))


def _name(name: str) -> str:
    """A name as a pattern: points and blanks of an acronym may be missing, that of a single letter may not."""
    pieces = [p for p in name.split(".") if p]
    if "." not in name or " " in name:
        return re.escape(name).replace(r"\ ", r"\s+").replace(r"\.", r"\.\s?")
    if len(pieces) == 1:
        return re.escape(pieces[0]) + (r"\.(?=\s?(?:n|\d))" if len(pieces[0]) == 1 else r"\.?")
    return r"(?:\.\s?)?".join(re.escape(p) for p in pieces) + r"\.?"


def _numbered(marks: str, dating: str) -> str:
    """A number, its year after a bar or its date after it."""
    when = rf"(?:\s*,?\s*(?:{dating})?\s*(?P<date>{DATE}|(?<=\s|['’]){_YEAR}))"
    year = r"\s?/\s?(?P<year>(?:19|20)\d\d|\d\d)(?![\d/])(?P<union>/UE|/CE|/CEE)?"
    return rf"(?P<mark>(?:{marks})\s*)?(?P<number>{_NUMBER})(?:{year})?(?:{when})?(?![\w%€]|[.,]\d)"


def _reference(marks: str, dating: str) -> re.Pattern[str]:
    """What follows the name: ``(date), number`` or ``number (date)``."""
    first = _numbered(marks, dating)
    other = rf"(?:{dating})?\s*(?P<day>{DATE})(?:\s*[,–-]?\s*(?:{marks})\s*(?P<after>{_NUMBER})(?![\w%€]|[.,]\d))?"
    union = r"(?P<first>(?:19|20)\d\d)\s?/\s?(?P<second>\d{1,4})(?!\d)(?:/(?:UE|CE|CEE))?"
    lead = r"\s*(?:[,:–-]\s*)?"
    return re.compile(rf"{lead}(?:(?P<dated>{other})|(?P<eu>(?:(?:{marks})\s*)?{union})|(?P<plain>{first}))", re.I)


_WORD = re.compile(r"(?:\s+|(?<=['’]))(?:\([A-Za-zÀ-ÿ. ]{1,30}\)|[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.&-]*['’]?)")


def find_acts(text: str, words: ActWords) -> list[Citation]:
    """Every act that a text cites, one a citation, in order."""
    found: list[Citation] = []
    names = list(words.names(text))
    for place, name in enumerate(names):
        if found and name.start() < found[-1].end:
            continue
        limit = names[place + 1].start() if place + 1 < len(names) else len(text)
        cited = _cited(text, name, limit, words)
        if cited is None:
            continue
        found.append(cited)
        found += _more(text, cited, limit, words)
    return [
        _with_subject(text, a, found[i + 1].start if i + 1 < len(found) else None, words) for i, a in enumerate(found)
    ]


def _cited(text: str, name: re.Match[str], limit: int, words: ActWords) -> Citation | None:
    end = name.end()
    for _ in range(LONGEST_NAME):
        match = words.reference.match(text, end)
        if match:
            kind = squash(text[name.start() : end])
            cited = _citation(kind, match, name.start(), words)
            if cited:
                return cited
        word = _WORD.match(text, end, limit)
        if not word or word[0].strip().casefold() in words.stops:
            return None
        end = word.end()
    return None


def _citation(kind: str, match: re.Match[str], start: int, words: ActWords) -> Citation | None:
    groups = match.groupdict()
    strong = words.is_strong(kind)
    if groups["dated"]:
        if not groups["after"] and not strong:
            return None
        return _act(kind, groups["after"], groups["day"], start, match.end())
    if groups["eu"]:
        return _act(kind, groups["second"], groups["first"], start, match.end())
    when = groups["date"] or groups["year"]
    if not (groups["mark"] or when or (strong and _stands_alone(match))):
        return None
    if not groups["mark"] and not groups["year"] and not strong and " " in kind:
        return None  # "determinazione dei compensi 2021 del 2022"
    return _act(kind, groups["number"], when, start, match.end())


def _stands_alone(match: re.Match[str]) -> bool:
    """A bare number after ``legge`` is the law's when the clause ends there: ``legge 104,``."""
    after = match.string[match.end() :]
    return bool(re.match(r"\s*(?:[,;:.)»”\"]|$|(?:e|ed|o)\s)", after)) and len(match["number"]) <= 4


def _act(kind: str, number: str | None, raw: str | None, start: int, end: int) -> Citation:
    return Citation(kind, squash(number) or None, squash(raw) or None, _day(raw), None, start, end)


_DAY = re.compile(rf"(?:(\d{{1,2}})|primo)[\s°ºª./-]*(?:(\d{{1,2}})(?!\d)|({MONTH}))\D*(\d{{4}}|\d\d)", re.I)


def _day(raw: str | None) -> date | None:
    """The day of a date printed in full: laws are older than the dates of plans may be."""
    found = _DAY.fullmatch(squash(raw))
    if not found:
        return None
    day, month, name, year = found.groups()
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 50 else 1900)
    try:
        return date(full, MONTHS[name.casefold().rstrip(".")] if name else int(month), int(day or 1))
    except ValueError:
        return None


def _more(text: str, first: Citation, limit: int, words: ActWords) -> Iterator[Citation]:
    """Further acts of one kind: ``n. 3 del … e n. 4 del …``."""
    end = first.end
    while match := words.more.match(text, end, limit):
        when = match["date"] or match["year"]
        if not when or not (match["mark"] or match["year"]):
            return
        start = match.start("mark") if match["mark"] else match.start("number")
        yield _act(first.kind, match["number"], when, start, match.end())
        end = match.end()


def cited_in_item(text: str, kind: str, words: ActWords) -> Citation | None:
    """The act of a list item that begins with the number: its kind stands in the line that opens the list."""
    item = re.match(r"\s*(?:[-–—•●▪➤*]\s*)?", text)
    match = words.reference.match(text, item.end() if item else 0)
    if not match or not match["plain"] or not match["mark"] or not (match["date"] or match["year"]):
        return None
    cited = _act(kind, match["number"], match["date"] or match["year"], match.start("mark"), match.end())
    return _with_subject(text, cited, None, words)


def kind_announced(text: str, words: ActWords) -> str | None:
    """The kind of the acts that a list gives: ``con le seguenti deliberazioni di Giunta Comunale:``."""
    names = list(words.names(text)) if text.rstrip().endswith(":") else []
    if not names:
        return None
    tail = text[names[-1].start() :].rstrip(" :")
    return squash(tail) if len(tail.split()) <= LONGEST_NAME and not re.search(r"[\d,;]", tail) else None


def _with_subject(text: str, act: Citation, until: int | None, words: ActWords) -> Citation:
    opening = words.about.match(text, act.end)
    if not opening or not (opening["told"] or opening["quote"] or _whole_item(text, act)):
        return act
    start = opening.end()
    if opening["quote"]:
        end = _closing(text, start)
    elif _whole_item(text, act):
        start, end = act.end, len(text)
    else:
        start = opening.start("told")
        stop = re.compile(r"[;)\]]|,\s|\.\s|\.$|[”»]").search(text, start)
        end = min(stop.start() if stop else len(text), until or len(text))
    subject = squash(text[start:end]).strip(' ,;:.–-"“”«»')
    return replace(act, subject=subject) if 3 < len(subject) <= LONGEST_SUBJECT else act


def _whole_item(text: str, act: Citation) -> bool:
    """A list item that begins with the act and goes on with what it is about."""
    lead = text[: act.start]
    after = text[act.end :].lstrip()
    marked = re.fullmatch(r"\s*(?:[-–—•●▪➤*]|[a-z][.)]|\d{1,2}[.)])\s*", lead)
    return bool(marked) and bool(re.match(r"[\"“«]|[^\W\d_]{2}", after))


def _closing(text: str, start: int) -> int:
    """Where a quotation ends: quotes inside it open and close as they are printed."""
    depth = 1
    for k in range(start, min(len(text), start + LONGEST_SUBJECT)):
        if text[k] in "“«" or (text[k] == '"' and text[k - 1] == " "):
            depth += 1
        elif text[k] in '”»"':
            depth -= 1
            if depth == 0:
                return k
    stop = text.find(";", start)
    return stop if stop != -1 else len(text)
