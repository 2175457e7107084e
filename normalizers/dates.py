"""Dates and periods as Italian plans print them. A date that cannot be is a problem with a proposal, never a value."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from normalizers.text import fold

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Years outside are slips of the pen (0016, 0202): plans of public bodies look a few years ahead and back."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date, or why there is none.

    ``problem`` is None or one of: ``impossible`` (no such day), ``implausible_year``, ``no_year`` (day and
    month only, and no plan year given), ``several`` (more than one date), ``unreadable`` (digits and separators
    in no known order). ``proposed`` is what was probably meant, for a person to confirm.
    """

    value: date | None = None
    problem: str | None = None
    proposed: date | None = None


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


MONTHS: dict[str, int] = {
    name: n
    for n, names in enumerate(
        (
            "gennaio genn gen",
            "febbraio febbr febb feb",
            "marzo mar",
            "aprile apr",
            "maggio magg mag",
            "giugno giu",
            "luglio lugl lug",
            "agosto ago",
            "settembre sett set",
            "ottobre ott",
            "novembre nov",
            "dicembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19|20)\d\d"
_ORDINAL_DAY = {"primo": 1}

# the three ways to print a day: digits, ISO, day and name of the month (the year may be missing in the last)
_NUMERIC = r"(?<!\d)(?<!\d[./-])(?<!\d,)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{2,5})(?!\d)(?![./-]\d)"
_ISO = r"(?<![\d./-])((?:19|20)\d\d)-(\d{2})-(\d{2})(?![\d./-])"
_NAMED = (
    rf"(?<![\d./,-])(\d{{1,2}}|primo)(?:\s?[°ºª^]|o\b)?\s*(?:-\s*)?({MONTH})"
    rf"(?:\s*(?:dell'anno|del|-|,)?\s*({_YEAR}|'\d\d)|-(\d\d)(?![\d./%-])|\s(\d\d)\.?$)?"
)
_SHORT = r"(?<!\d)(?<!\d[./,-])(\d{1,2})(?:\s?[./]\s?|-)(\d{1,2})(?!\d)(?![./-]\d)(?!\s?%)"
_FULL = re.compile(f"{_ISO}|{_NUMERIC}|{_NAMED}")
_SHORT_RE = re.compile(_SHORT)
_MONTH_YEAR = re.compile(rf"\b({MONTH})(?:\s*(?:dell'anno|del|-|/|,)?\s*({_YEAR}))?")
_RUN = re.compile(
    r"(?<!\d)\d{1,2}(?:[./-]\d{1,4}){3,}(?!\d)|(?<!\d)(?!(?:19|20)\d\d\D)\d{2}[./-]?\d{2}[./-]?(?:19|20)\d\d(?!\d)"
)
_GLUED = re.compile(r"(?<=\d)([./])(\d{1,4})-(?=\d{1,2}[./]\d)")
_AROUND_SHORT = re.compile(
    r"[\s.,;:°-]|\b(?:entro|non|oltre|il|lo|l|al?|dal?|del|fino|sino|partire|giorno|data|termine|"
    r"scadenza|dell'anno|anno|e)\b|l'"
)
_BRACKETS = re.compile(r"\([^()]*\)")


_NAMES_OF_MONTHS = tuple(next(name for name, n in MONTHS.items() if n == k) for k in range(1, 13))
_MONTH_NUMBER = re.compile(rf"(?<![\d./-])(0?[1-9]|1[0-2])\s?[/.-]\s?({_YEAR})(?![\d/.-]\d)(?!\d)")
_MONTH_SHORT_YEAR = re.compile(rf"(?<!\d)(?<!\d[ -])({MONTH})\s?[-'/]\s?(\d\d)(?!\d)(?!\s?[./-]\s?\d)")
_MONTH_TO_DAY = re.compile(
    rf"(?:da|dal|dall'inizio di)?\s*({MONTH})(?:\s*({_YEAR}))?\s*(?:-|/|al?|fino al?)\s*(?:il\s*)?"
)
"""What stands before the day that ends a span begun in a month: ``maggio - 30/11/2026``."""
_CONNECTORS = re.compile(
    r"[\s.,;:-]|\b(?:entro|da|dal|dalla|al?|ad|alla|fino|sino|il|lo|la|e|mese|di|fine|inizio|partire)\b"
)


def _prepared(raw: str | None) -> str:
    """Folded; dashes between two dates set apart; months by number or short year (``06/2025``, ``giu-25``) spelt."""
    text = _GLUED.sub(r"\1\2 - ", fold(raw))
    if _MONTH_NUMBER.search(text) and not _CONNECTORS.sub("", _MONTH_NUMBER.sub("", text)):
        text = _MONTH_NUMBER.sub(lambda m: f"{_NAMES_OF_MONTHS[int(m[1]) - 1]} {m[2]}", text)
    return _MONTH_SHORT_YEAR.sub(lambda m: f"{m[1]} 20{m[2]}", text)


def days_in(year: int, month: int) -> int:
    """Days of a month."""
    return calendar.monthrange(year, month)[1]


def make_date(day: int, month: int, year: int, plan_year: int | None = None) -> DateReading:
    """The day, if it exists and its year can be meant; else what is wrong, and what was probably meant."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        meant = 2000 + year if year < 100 else plan_year
        if plan_year and meant and abs(meant - plan_year) > 5:
            meant = plan_year
        again = make_date(day, month, meant) if meant and FIRST_YEAR <= meant <= LAST_YEAR else DateReading()
        return DateReading(None, "implausible_year", again.value or again.proposed)
    if 1 <= month <= 12 and 1 <= day <= days_in(year, month):
        return DateReading(date(year, month, day))
    proposed = None
    if 1 <= month <= 12 and 29 <= day <= 31:
        proposed = date(year, month, days_in(year, month))
    elif 1 <= day <= 12 and 13 <= month <= days_in(year, day):
        proposed = date(year, day, month)
    return DateReading(None, "impossible", proposed)


def _century(digits: str) -> int:
    year = int(digits.lstrip("'"))
    return (2000 if year < 80 else 1900) + year if len(digits.lstrip("'")) == 2 else year


def _of_full(found: re.Match[str], year: int | None) -> DateReading:
    iso_y, iso_m, iso_d, day, month, long_year, named_day, name, *named_years = found.groups()
    if iso_y:
        return make_date(int(iso_d), int(iso_m), int(iso_y), year)
    if day:
        return make_date(int(day), int(month), _century(long_year), year)
    n = _ORDINAL_DAY.get(named_day) or int(named_day)
    named_year = next((y for y in named_years if y), None)
    if named_year:
        return make_date(n, MONTHS[name.rstrip(".")], _century(named_year), year)
    return make_date(n, MONTHS[name.rstrip(".")], year, year) if year else DateReading(None, "no_year")


def find_dates(raw: str | None, year: int | None = None) -> list[tuple[int, int, DateReading]]:
    """Every full date of a folded text with the place where it stands (start, end)."""
    return [(m.start(), m.end(), _of_full(m, year)) for m in _FULL.finditer(fold(raw))]


def _short(text: str, year: int | None) -> DateReading | None:
    """A day and month without year, where nothing else in the text is a number: 31/12, 30.6, entro il 28/2."""
    found = _SHORT_RE.findall(text)
    if len(found) != 1 or _AROUND_SHORT.sub("", _SHORT_RE.sub("", text)):
        return None
    day, month = int(found[0][0]), int(found[0][1])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return DateReading(None, "impossible") if day <= 31 and re.match(r"\d{1,2}/\d", text) else None
    return make_date(day, month, year, year) if year else DateReading(None, "no_year")


_BARE_YEAR = re.compile(rf"(?:entro|al|nel|fine|anno|l'anno|il|la|del|per|esercizio|\s)*({_YEAR})\.?")
_YEAR_END = re.compile(r"(?:(?:entro|a|al|la|il|di|per)\s+)*(?:fine|termine)\s*(?:dell'|d')?\s*anno(?:\s*(\d{4}))?\.?")


def read_date(raw: str | None, year: int | None = None, *, start: bool = False) -> DateReading:
    """The one date of a cell; ``year`` is the plan's, for dates printed without one.

    ``31/12/2024 1/01/2024 31.12.2024 3.04.24 31-12-2024 31/12 "31 dicembre 2024" "01/07/2024 (fase ...)"``. A
    month or a year alone is its last day (its first with ``start``). Brackets are read only when nothing stands
    outside them. Text without a date gives nothing at all, not even a problem.
    """
    text = _prepared(raw)
    if not text or not (any(c.isdigit() for c in text) or _MONTH_YEAR.search(text) or "anno" in text):
        return DateReading()
    outside = _BRACKETS.sub(" ", text).strip(" .,;:*")
    for part in (outside, text):
        found = list(_FULL.finditer(part))
        if found:
            readings = {_of_full(m, year) for m in found}
            return readings.pop() if len(readings) == 1 else DateReading(None, "several")
        if run := _RUN.search(part):
            digits = re.sub(r"\D", "", run[0])
            meant = DateReading()
            if len(digits) == 8:
                meant = make_date(int(digits[:2]), int(digits[2:4]), int(digits[4:]), year)
            return DateReading(None, "unreadable", meant.value)
        if short := _short(part, year):
            return short
        months = list(_MONTH_YEAR.finditer(part))
        if len(months) == 1 and not re.search(r"\d", _MONTH_YEAR.sub("", part)):
            if re.search(
                r"[a-z]{3,}",
                re.sub(
                    r"\b(?:entro|fine|mese|inizio|fin[oe]|dal?|di|il|al?|del|anno)\b", "", _MONTH_YEAR.sub("", part)
                ),
            ):
                return DateReading()
            printed = months[0][2] or year
            if not printed:
                return DateReading(None, "no_year")
            y, m = int(printed), MONTHS[months[0][1].rstrip(".")]
            return DateReading(date(y, m, 1 if start else days_in(y, m)))
        if whole := _BARE_YEAR.fullmatch(part):
            return DateReading(date(int(whole[1]), 1, 1) if start else date(int(whole[1]), 12, 31))
        if whole := _YEAR_END.fullmatch(part):
            printed = whole[1] or year
            return DateReading(date(int(printed), 12, 31)) if printed else DateReading(None, "no_year")
    return DateReading()


# --- periods ---

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
    rf"(?:anno|annualita|esercizio)(?= {_YEAR}))"
    rf"(?: (?:solare )?({_YEAR}))?"
)
_YEARS = re.compile(
    rf"(?:biennio|triennio|quadriennio|quinquennio|anni|periodo|dal|nel|\s)*({_YEAR})\s*(?:-|/|al|e)\s*({_YEAR}|\d\d)"
)
_DAYS_OF_MONTH = re.compile(
    rf"(?:dal?\s*(?:l')?)?(\d{{1,2}})\s*[°º]?\s*(?:-|/|al?(?:l')?)\s*(\d{{1,2}})\s+({MONTH})(?:\s*({_YEAR}))?"
)
_ENTRO = re.compile(r"\b(?:entro|fino|sino|non oltre|al piu tardi|termine|scadenza|ultimazione|conclusione)\b")
_FROM = re.compile(r"^(?:a (?:partire|decorrere|far data) )?(?:dall?'|da |dal |dall'|dopo |decorrenza |inizio |avvio )")


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
    stated = re.findall(rf"(?<!\d)({_YEAR})(?!\d)", text)
    bare = re.sub(rf"(?<!\d){_YEAR}(?!\d)", " ", text)
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
    found = list(_MONTH_YEAR.finditer(text))
    if not found:
        return None
    between = re.sub(r"[\s.,;:/()+&'-]+", " ", _MONTH_YEAR.sub(" ", text)).strip()
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
    whole_text = _prepared(raw)
    text = _BRACKETS.sub(" ", whole_text).strip(" .,;:*") or whole_text.strip(" ().,;:*")
    if not text or _PERIODIC.search(text):
        return PeriodReading()
    found = list(_FULL.finditer(text))
    if found:
        readings = [_of_full(m, year) for m in found]
        if len(found) == 1 and (days := _DAYS_OF_MONTH.search(text)) and (days[4] or year):
            y, m = int(days[4] or year or 0), MONTHS[days[3].rstrip(".")]
            ends = [make_date(int(days[1]), m, y, year), make_date(int(days[2]), m, y, year)]
            if all(r.value for r in ends):
                readings = ends
        wrong = next((r for r in readings if r.problem), None)
        if len(readings) == 1:
            only = readings[0]
            lead = text[: found[0].start()]
            if begun := _MONTH_TO_DAY.fullmatch(lead):
                return _from_month(begun, only)
            if only.problem:
                return PeriodReading(problem=only.problem, proposed=only.proposed)
            if _FROM.search(text) and not _ENTRO.search(lead):
                return PeriodReading(only.value, None)
            return PeriodReading(None, only.value)
        if len(readings) == 2:
            first, last = readings[0].value, readings[1].value
            if last and found[0][8] and not any(found[0].groups()[8:]):
                # "1 ottobre - 31 marzo 2025": the one year printed is the end's
                first = _of_full(found[0], last.year).value
                if first and first > last:
                    first = _of_full(found[0], last.year - 1).value
            if first and last:
                return _span(first, last)
            return PeriodReading(first, last, (), wrong.problem if wrong else None, wrong.proposed if wrong else None)
        return PeriodReading(problem="several")
    shorts = _SHORT_RE.findall(text)
    if len(shorts) == 2 and not re.search(r"\d", re.sub(rf"{_YEAR}", "", _SHORT_RE.sub("", text))):
        stated = re.findall(rf"(?<!\d)({_YEAR})(?!\d)", _SHORT_RE.sub(" ", text))
        y2 = int(stated[0]) if len(stated) == 1 else year
        if y2 is None:
            return PeriodReading(problem="no_year")
        both = [make_date(int(d), int(m), y2, year) for d, m in shorts]
        if both[0].value and both[1].value:
            return _span(both[0].value, both[1].value)
        bad = next(r for r in both if r.problem)
        return PeriodReading(both[0].value, both[1].value, (), bad.problem, bad.proposed)
    if whole := _YEARS.fullmatch(text):
        first_year = int(whole[1])
        last_year = int(whole[2]) if len(whole[2]) == 4 else first_year // 100 * 100 + int(whole[2])
        return (
            _span(date(first_year, 1, 1), date(last_year, 12, 31))
            if first_year < last_year < first_year + 20
            else PeriodReading()
        )
    if whole := _WHOLE_YEAR.fullmatch(text):
        y3 = int(whole[1]) if whole[1] else year
        return (
            _span(date(y3, 1, 1), date(y3, 12, 31)) if y3 else PeriodReading(None, None, tuple(range(1, 13)), "no_year")
        )
    if re.fullmatch(_YEAR, text):
        return _span(date(int(text), 1, 1), date(int(text), 12, 31))
    if parts := _parts_of_year(text, year):
        return parts
    if months := _months(text, year):
        return months
    if re.search(r"\d|\b(?:entro|fine)\b", text):
        one = read_date(text, year)
        if one.value:
            if _FROM.search(text) and not _ENTRO.search(text):
                begin = read_date(text, year, start=True).value
                return PeriodReading(begin, None)
            return PeriodReading(None, one.value)
        if one.problem and one.problem != "no_year":
            return PeriodReading(problem=one.problem, proposed=one.proposed)
    if text in ("entro l'anno", "in corso d'anno", "nel corso dell'anno") and year:
        return (
            PeriodReading(None, date(year, 12, 31))
            if text == "entro l'anno"
            else _span(date(year, 1, 1), date(year, 12, 31))
        )
    return PeriodReading()


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


def after(day: date, days: int) -> date:
    """The day so many days later."""
    return day + timedelta(days=days)
