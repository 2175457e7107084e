"""Dates as Italian plans print them. A date that cannot be is a problem with a proposal, never a value."""

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
YEAR = r"(?:19|20)\d\d"
_ORDINAL_DAY = {"primo": 1}

# the three ways to print a day: digits, ISO, day and name of the month (the year may be missing in the last)
_NUMERIC = r"(?<!\d)(?<!\d[./-])(?<!\d,)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{2,5})(?!\d)(?![./-]\d)"
_ISO = r"(?<![\d./-])((?:19|20)\d\d)-(\d{2})-(\d{2})(?![\d./-])"
_NAMED = (
    rf"(?<![\d./,-])(\d{{1,2}}|primo)(?:\s?[°ºª^]|o\b)?\s*(?:-\s*)?({MONTH})"
    rf"(?:\s*(?:dell'anno|del|-|,)?\s*({YEAR}|'\d\d)|-(\d\d)(?![\d./%-])|\s(\d\d)\.?$)?"
)
_SHORT = r"(?<!\d)(?<!\d[./,-])(\d{1,2})(?:\s?[./]\s?|-)(\d{1,2})(?!\d)(?![./-]\d)(?!\s?%)"
FULL = re.compile(f"{_ISO}|{_NUMERIC}|{_NAMED}")
SHORT = re.compile(_SHORT)
MONTH_YEAR = re.compile(rf"\b({MONTH})(?:\s*(?:dell'anno|del|-|/|,)?\s*({YEAR}))?")
_RUN = re.compile(
    r"(?<!\d)\d{1,2}(?:[./-]\d{1,4}){3,}(?!\d)|(?<!\d)(?!(?:19|20)\d\d\D)\d{2}[./-]?\d{2}[./-]?(?:19|20)\d\d(?!\d)"
)
_GLUED = re.compile(r"(?<=\d)([./])(\d{1,4})-(?=\d{1,2}[./]\d)")
_AROUND_SHORT = re.compile(
    r"[\s.,;:°-]|\b(?:entro|non|oltre|il|lo|l|al?|dal?|del|fino|sino|partire|giorno|data|termine|"
    r"scadenza|dell'anno|anno|e)\b|l'"
)
BRACKETS = re.compile(r"\([^()]*\)")


_NAMES_OF_MONTHS = tuple(next(name for name, n in MONTHS.items() if n == k) for k in range(1, 13))
_MONTH_NUMBER = re.compile(rf"(?<![\d./-])(0?[1-9]|1[0-2])\s?[/.-]\s?({YEAR})(?![\d/.-]\d)(?!\d)")
_MONTH_SHORT_YEAR = re.compile(rf"(?<!\d)(?<!\d[ -])({MONTH})\s?[-'/]\s?(\d\d)(?!\d)(?!\s?[./-]\s?\d)")
_CONNECTORS = re.compile(
    r"[\s.,;:-]|\b(?:entro|da|dal|dalla|al?|ad|alla|fino|sino|il|lo|la|e|mese|di|fine|inizio|partire)\b"
)


def prepared(raw: str | None) -> str:
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


def of_full(found: re.Match[str], year: int | None) -> DateReading:
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
    return [(m.start(), m.end(), of_full(m, year)) for m in FULL.finditer(fold(raw))]


def _short(text: str, year: int | None) -> DateReading | None:
    """A day and month without year, where nothing else in the text is a number: 31/12, 30.6, entro il 28/2."""
    found = SHORT.findall(text)
    if len(found) != 1 or _AROUND_SHORT.sub("", SHORT.sub("", text)):
        return None
    day, month = int(found[0][0]), int(found[0][1])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return DateReading(None, "impossible") if day <= 31 and re.match(r"\d{1,2}/\d", text) else None
    return make_date(day, month, year, year) if year else DateReading(None, "no_year")


_BARE_YEAR = re.compile(rf"(?:entro|al|nel|fine|anno|l'anno|il|la|del|per|esercizio|\s)*({YEAR})\.?")
_YEAR_END = re.compile(r"(?:(?:entro|a|al|la|il|di|per)\s+)*(?:fine|termine)\s*(?:dell'|d')?\s*anno(?:\s*(\d{4}))?\.?")


def read_date(raw: str | None, year: int | None = None, *, start: bool = False) -> DateReading:
    """The one date of a cell; ``year`` is the plan's, for dates printed without one.

    ``31/12/2024 1/01/2024 31.12.2024 3.04.24 31-12-2024 31/12 "31 dicembre 2024" "01/07/2024 (fase ...)"``. A
    month or a year alone is its last day (its first with ``start``). Brackets are read only when nothing stands
    outside them. Text without a date gives nothing at all, not even a problem.
    """
    text = prepared(raw)
    if not text or not (any(c.isdigit() for c in text) or MONTH_YEAR.search(text) or "anno" in text):
        return DateReading()
    outside = BRACKETS.sub(" ", text).strip(" .,;:*")
    for part in (outside, text):
        found = list(FULL.finditer(part))
        if found:
            readings = {of_full(m, year) for m in found}
            return readings.pop() if len(readings) == 1 else DateReading(None, "several")
        if run := _RUN.search(part):
            digits = re.sub(r"\D", "", run[0])
            meant = DateReading()
            if len(digits) == 8:
                meant = make_date(int(digits[:2]), int(digits[2:4]), int(digits[4:]), year)
            return DateReading(None, "unreadable", meant.value)
        if short := _short(part, year):
            return short
        months = list(MONTH_YEAR.finditer(part))
        if len(months) == 1 and not re.search(r"\d", MONTH_YEAR.sub("", part)):
            if re.search(
                r"[a-z]{3,}",
                re.sub(r"\b(?:entro|fine|mese|inizio|fin[oe]|dal?|di|il|al?|del|anno)\b", "", MONTH_YEAR.sub("", part)),
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


def after(day: date, days: int) -> date:
    """The day so many days later."""
    return day + timedelta(days=days)
