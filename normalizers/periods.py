"""Spans of time as Italian plans print them: quarters, months, from a day to another, with one end open or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from normalizers.dates import (
    BRACKETS,
    FULL,
    MONTH,
    MONTH_YEAR,
    MONTHS,
    SHORT,
    YEAR,
    DateReading,
    days_in,
    make_date,
    of_full,
    prepared,
    read_date,
)

_MONTH_TO_DAY = re.compile(
    rf"(?:da|dal|dall'inizio di)?\s*({MONTH})(?:\s*({YEAR}))?\s*(?:-|/|al?|fino al?)\s*(?:il\s*)?"
)
"""What stands before the day that ends a span begun in a month: ``maggio - 30/11/2026``."""
_PARTS = {
    "bimestr": 2,
    "bim": 2,
    "trimestr": 3,
    "trim": 3,
    "quadrimestr": 4,
    "quadrim": 4,
    "quadr": 4,
    "semestr": 6,
    "sem": 6,
}
_NTH = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6} | {str(n): n for n in range(1, 7)} | {
    "primo": 1, "secondo": 2, "terzo": 3, "quarto": 4, "quinto": 5, "sesto": 6, "ultimo": -1,
}  # fmt: skip
_NTH_RE = r"(iv|vi|v|i{1,3}|[1-6]|primo|secondo|terzo|quarto|quinto|sesto|ultimo)\s?[°ºª^o]?"
_PART_RE = r"(bimestr|bim|trimestr|trim|quadrimestr|quadrim|quadr|semestr|sem)(?:[ei]\b|\b\.?)"
_NTH_PART = re.compile(
    rf"(?<![\w.,/]){_NTH_RE}(?:\s*(?:{_PART_RE})?\s*(?:-|/|e|ed|al?|,)\s*(?:il\s+)?{_NTH_RE})?\s*{_PART_RE}"
)
_PART_NTH = re.compile(rf"\b{_PART_RE}\s*{_NTH_RE}(?![\w.,/])")
_QUARTER = re.compile(r"(?<![\w.])[qt]([1-4])(?![\w])|(?<![\w.,/])([1-4])[qt](?!\w)")
_PERIODIC = re.compile(
    r"\b(?:ogni|ciascun[oa]?|tutti i|per ogni|cadenza|periodicita|frequenza)\b|"
    r"^(?:\w+ )?(?:settimanal|quindicinal|mensil|bimestral|trimestral|quadrimestral|semestral|annual|"
    r"giornalier|quotidian)\w*$"
)
_WHOLE_YEAR = re.compile(
    r"(?:per |durante )?(?:tutt[oa] (?:l'|il )?(?:anno|annualita)|(?:l')?inter[oa] (?:anno|annualita)|"
    rf"(?:anno|annualita|esercizio)(?= {YEAR}))"
    rf"(?: (?:solare )?({YEAR}))?"
)
_YEARS = re.compile(
    rf"(?:biennio|triennio|quadriennio|quinquennio|anni|periodo|dal|nel|\s)*({YEAR})\s*(?:-|/|al|e)\s*({YEAR}|\d\d)"
)
_DAYS_OF_MONTH = re.compile(
    rf"(?:dal?\s*(?:l')?)?(?<![\d./-])(\d{{1,2}})\s*[°º]?\s*(?:-|/|al?(?:l')?)\s*(\d{{1,2}})\s+({MONTH})(?:\s*({YEAR}))?"
)
_ENTRO = re.compile(r"\b(?:entro|fino|sino|non oltre|al piu tardi|termine|scadenza|ultimazione|conclusione)\b")
_FROM = re.compile(r"^(?:a (?:partire|decorrere|far data) )?(?:dall?'|da |dal |dall'|dopo |decorrenza |inizio |avvio )")


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """A span of time: first and last day, each None where the print leaves it open, and the months it covers
    (1-12, in order).

    ``problem`` and ``proposed`` as in `DateReading`; ``backwards`` when the end stands before the start.
    """

    start: date | None = None
    end: date | None = None
    months: tuple[int, ...] = ()
    problem: str | None = None
    proposed: date | None = None


def _span(first: date, last: date) -> PeriodReading:
    if last < first:
        return PeriodReading(None, None, (), "backwards")
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    months = tuple((first.month - 1 + k) % 12 + 1 for k in range(length)) if length <= 12 else ()
    return PeriodReading(first, last, months)


def _last_day(year: int, month: int) -> date:
    return date(year, month, days_in(year, month))


def _parts_of_year(text: str, year: int | None) -> PeriodReading | None:
    """``I trim.`` ``II-III trim.`` ``1° trimestre`` ``II quadrimestre 2024`` ``Q1``: whole months of one year."""
    stated = re.findall(rf"(?<!\d)({YEAR})(?!\d)", text)
    bare = re.sub(rf"(?<!\d){YEAR}(?!\d)", " ", text)
    nths: list[int] = []
    if found := _NTH_PART.search(bare):
        nths, size = [_NTH[found[1]], _NTH[found[3] or found[1]]], _PARTS[found[4]]
        if found[2] and _PARTS[found[2]] != size:
            return None
        rest = bare[: found.start()] + bare[found.end() :]
    elif found := _PART_NTH.search(bare):
        nths, size = [_NTH[found[2]]] * 2, _PARTS[found[1]]
        rest = bare[: found.start()] + bare[found.end() :]
    elif found := _QUARTER.search(bare):
        nths, size = [int(found[1] or found[2])] * 2, 3
        rest = bare[: found.start()] + bare[found.end() :]
    else:
        return None
    if len(set(stated)) > 1 or re.search(r"\d|\b(?:trim|sem|bim|quadr)", rest):
        return None
    nths = [12 // size if n == -1 else n for n in nths]
    y = int(stated[0]) if stated else year
    if not all(1 <= n <= 12 // size for n in nths) or nths[1] < nths[0]:
        return PeriodReading(problem="impossible")
    first, last = (nths[0] - 1) * size + 1, nths[1] * size
    months = tuple(range(first, last + 1))
    if y is None:
        return PeriodReading(None, None, months, "no_year")
    if _ENTRO.search(rest):
        return PeriodReading(None, _last_day(y, last))
    return PeriodReading(date(y, first, 1), _last_day(y, last), months)


def _months(text: str, year: int | None) -> PeriodReading | None:
    """``gennaio-marzo`` ``gen. - apr. 2023`` ``luglio/ottobre`` ``da settembre 2023`` ``entro giugno 2023``
    ``giugno``.
    """
    found = list(MONTH_YEAR.finditer(text))
    if not found:
        return None
    between = re.sub(r"[\s.,;:/()+&'-]+", " ", MONTH_YEAR.sub(" ", text)).strip()
    linking = (
        r"(?:da|dal|a|al|ad|e|ed|di|del|il|la|lo|tra|fra|mes[ei]|periodo|entro|fin[eo]|sino|inizio|"
        r"partire|decorrere|non|oltre|nel|nei|in|per|anno|dalla|alla|l|meta|prima|seconda|ogni|circa)"
    )
    if re.sub(rf"\b{linking}\b", " ", between).strip() or re.search(r"\d", between):
        return None
    printed = [int(m[2]) if m[2] else None for m in found]
    names = [MONTHS[m[1].rstrip(".")] for m in found]
    last_year = printed[-1] or year
    if last_year is None:
        months = (
            tuple(dict.fromkeys(names))
            if len(names) != 2
            else tuple((names[0] - 1 + k) % 12 + 1 for k in range((names[1] - names[0]) % 12 + 1))
        )
        return PeriodReading(None, None, months if not _ENTRO.search(text) else (), "no_year")
    if re.search(r"\bmeta\b", text):
        return None
    if len(names) == 1:
        first, last = date(last_year, names[0], 1), _last_day(last_year, names[0])
        if _ENTRO.search(text) or re.search(r"\bfine\b", text):
            return PeriodReading(None, last)
        if _FROM.search(text) or re.search(r"\binizio\b", text):
            return PeriodReading(first, None)
        return _span(first, last)
    joined = text[found[0].end() : found[-1].start()]
    if (len(names) == 2 and not re.search(r"\be\b|,|;", joined)) or (
        len(names) == 2 and re.search(r"\b(?:tra|fra)\b", text)
    ):
        first_year = printed[0]
        if first_year is None:
            first_year = last_year - 1 if names[0] > names[1] and printed[-1] else last_year
        if names[0] > names[1] and not any(printed):
            last_year = first_year + 1
        return _span(date(first_year, names[0], 1), _last_day(last_year, names[1]))
    # a list of months: marked one by one, as in a Gantt grid
    ordered = sorted(set(names))
    if len({p for p in printed if p}) > 1:
        return None
    return PeriodReading(date(last_year, ordered[0], 1), _last_day(last_year, ordered[-1]), tuple(ordered))


def read_period(raw: str | None, year: int | None = None) -> PeriodReading:
    """The span that one cell states; ``year`` is the plan's, for spans printed without one.

    ``I trim.`` ``II-III trim.`` ``I semestre 2023`` ``gennaio-marzo`` ``luglio/ottobre`` ``da settembre 2023`` (no end)
    ``entro il 30.6`` (no start) ``tutto l'anno`` ``Dal 01/01/2016 al 31/07/2016`` ``2024-2025`` ``triennio 2024/26``.
    What recurs (``mensile``, ``ogni trimestre``) and what is no span gives nothing. A month range that runs backwards
    goes over the turn of the year (``ottobre-marzo`` ends the year after; with one year printed, at the end, it starts
    the year before).
    """
    whole_text = prepared(raw)
    text = BRACKETS.sub(" ", whole_text).strip(" .,;:*") or whole_text.strip(" ().,;:*")
    if not text or _PERIODIC.search(text):
        return PeriodReading()
    for reader in READERS:
        found = reader(text, year)
        if found is not None:
            return found
    return PeriodReading()


def _full_dates(text: str, year: int | None) -> PeriodReading | None:
    """`Dal 01/01/2016 al 31/07/2016`, `entro il 30 giugno 2025`: dates printed whole."""
    found = list(FULL.finditer(text))
    days = _days_of_one_month(text, year) if len(found) < 2 else None
    if not found and not days:
        return None
    readings = days or [of_full(match, year) for match in found]
    if len(readings) == 1:
        return _one_date(text, text[: found[0].start()], readings[0])
    return _two_dates(found, readings) if len(readings) == 2 else PeriodReading(problem="several")


def _days_of_one_month(text: str, year: int | None) -> list[DateReading] | None:
    """`dal 1 al 15 giugno 2025`, `1-15 giugno`"""
    days = _DAYS_OF_MONTH.search(text)
    if not days or not (days[4] or year):
        return None
    y, m = int(days[4] or year or 0), MONTHS[days[3].rstrip(".")]
    ends = [make_date(int(day), m, y, year) for day in (days[1], days[2])]
    return ends if all(end.value for end in ends) else None


def _one_date(text: str, lead: str, only: DateReading) -> PeriodReading:
    """The beginning or the end of a span that is open at its other side; ``lead`` stands before the date."""
    if begun := _MONTH_TO_DAY.fullmatch(lead):
        return _from_month(begun, only)
    if only.problem:
        return PeriodReading(problem=only.problem, proposed=only.proposed)
    begins = _FROM.search(text) and not _ENTRO.search(lead)
    return PeriodReading(only.value, None) if begins else PeriodReading(None, only.value)


def _two_dates(found: list[re.Match[str]], readings: list[DateReading]) -> PeriodReading:
    first, last = readings[0].value, readings[1].value
    if last and len(found) == 2 and found[0][8] and not any(found[0].groups()[8:]):
        # "1 ottobre - 31 marzo 2025": the one year printed is the end's
        first = of_full(found[0], last.year).value
        if first and first > last:
            first = of_full(found[0], last.year - 1).value
    if first and last:
        return _span(first, last)
    wrong = next((r for r in readings if r.problem), DateReading())
    return PeriodReading(first, last, (), wrong.problem, wrong.proposed)


def _short_dates(text: str, year: int | None) -> PeriodReading | None:
    """`dal 1/3 al 30/6`: two days of one year, which is printed once or not at all."""
    shorts = SHORT.findall(text)
    if len(shorts) != 2 or re.search(r"\d", re.sub(YEAR, "", SHORT.sub("", text))):
        return None
    stated = re.findall(rf"(?<!\d)({YEAR})(?!\d)", SHORT.sub(" ", text))
    whole_year = int(stated[0]) if len(stated) == 1 else year
    if whole_year is None:
        return PeriodReading(problem="no_year")
    first, last = (make_date(int(day), int(month), whole_year, year) for day, month in shorts)
    if first.value and last.value:
        return _span(first.value, last.value)
    wrong = first if first.problem else last
    return PeriodReading(first.value, last.value, (), wrong.problem, wrong.proposed)


def _whole_years(text: str, year: int | None) -> PeriodReading | None:
    """`2024-2025`, `triennio 2024/26`, `tutto l'anno`, `2025`."""
    if several := _YEARS.fullmatch(text):
        first, end = int(several[1]), several[2]
        last = int(end) if len(end) == 4 else first // 100 * 100 + int(end)
        return _years(first, last) if first < last < first + 20 else PeriodReading()
    if whole := _WHOLE_YEAR.fullmatch(text):
        stated = int(whole[1]) if whole[1] else year
        return _years(stated, stated) if stated else PeriodReading(None, None, tuple(range(1, 13)), "no_year")
    return _years(int(text), int(text)) if re.fullmatch(YEAR, text) else None


def _years(first: int, last: int) -> PeriodReading:
    return _span(date(first, 1, 1), date(last, 12, 31))


def _one_day(text: str, year: int | None) -> PeriodReading | None:
    """`entro il 30.6`, `da settembre 2023`: an end, or a beginning."""
    if not re.search(r"\d|\b(?:entro|fine)\b", text):
        return None
    one = read_date(text, year)
    if one.value:
        if _FROM.search(text) and not _ENTRO.search(text):
            return PeriodReading(read_date(text, year, start=True).value, None)
        return PeriodReading(None, one.value)
    if one.problem and one.problem != "no_year":
        return PeriodReading(problem=one.problem, proposed=one.proposed)
    return None


def _within_the_year(text: str, year: int | None) -> PeriodReading | None:
    if year and text == "entro l'anno":
        return PeriodReading(None, date(year, 12, 31))
    return _years(year, year) if year and text in ("in corso d'anno", "nel corso dell'anno") else None


def _from_month(begun: re.Match[str], end: DateReading) -> PeriodReading:
    """A span from the first of a month, of the year of its end where none is printed, to a day."""
    day = end.value or end.proposed
    if day is None:
        return PeriodReading(problem=end.problem)
    month = MONTHS[begun[1].rstrip(".")]
    year = int(begun[2]) if begun[2] else day.year - (month > day.month)
    if end.value:
        return _span(date(year, month, 1), end.value)
    return PeriodReading(date(year, month, 1), None, (), end.problem, end.proposed)


READERS = (_full_dates, _short_dates, _whole_years, _parts_of_year, _months, _one_day, _within_the_year)
"""Each gives nothing for a text that is not of its kind; the first that gives something has it."""
