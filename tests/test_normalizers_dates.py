"""Dates and periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.dates import FIRST_YEAR, LAST_YEAR, DateReading, days_in, read_date
from normalizers.periods import PeriodReading, read_period

D = date.fromisoformat
MONTH_NAMES = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
NAMES = MONTH_NAMES.split()


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("31/12/2024", "2024-12-31"),
        ("1/01/2024", "2024-01-01"),
        ("31.12.2024", "2024-12-31"),
        ("3.04.24", "2024-04-03"),
        ("31-12-2024", "2024-12-31"),
        ("31 / 12 / 2024", "2024-12-31"),
        ("2024-05-03", "2024-05-03"),
        ("31/12", "2024-12-31"),
        ("30.6", "2024-06-30"),
        ("31 dicembre 2024", "2024-12-31"),
        ("1° marzo 2024", "2024-03-01"),
        ("primo aprile", "2024-04-01"),
        ("15 ottobre", "2024-10-15"),
        ("dicembre 2024", "2024-12-31"),
        ("Dic. 2024", "2024-12-31"),
        ("2024", "2024-12-31"),
        ("entro fine anno", "2024-12-31"),
        ("entro il 31/12/2024", "2024-12-31"),
        ("01/07/2024 (fase subordinata: altra fase entro 30/09/2024)", "2024-07-01"),
        ("Giunta del 5 maggio 2023", "2023-05-05"),
    ],
)
def test_read_date(raw: str, value: str) -> None:
    assert read_date(raw, 2024) == DateReading(D(value))


@pytest.mark.parametrize(
    ("raw", "year", "problem", "proposed"),
    [
        ("31.06.2024", 2024, "impossible", "2024-06-30"),
        ("31.04.2024", 2024, "impossible", "2024-04-30"),
        ("29/02/2023", None, "impossible", "2023-02-28"),
        ("12/25/2024", None, "impossible", "2024-12-25"),
        ("45/13/2024", None, "impossible", None),
        ("01/01/0016", 2016, "implausible_year", "2016-01-01"),
        ("31/12/0006", 2016, "implausible_year", "2016-12-31"),
        ("31/12/20244", 2024, "implausible_year", "2024-12-31"),
        ("31.1.2.2023", 2023, "unreadable", "2023-12-31"),
        ("31122024", 2024, "unreadable", "2024-12-31"),
        ("31/12", None, "no_year", None),
        ("01/01/2024 - 31/03/2024", 2024, "several", None),
    ],
)
def test_dates_that_cannot_be(raw: str, year: int | None, problem: str, proposed: str | None) -> None:
    assert read_date(raw, year) == DateReading(None, problem, D(proposed) if proposed else None)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "Attività sospesa",
        "3/4 dei casi",
        "1 - 3 (prevalente)",
        "12,5%",
        "n. 5",
        "L. 241/1990",
        "da definire",
        "ogni mese",
    ],
)
def test_text_is_no_date(raw: str | None) -> None:
    assert read_date(raw, 2024) == DateReading()


def test_month_alone_can_be_a_start() -> None:
    assert read_date("marzo 2024", start=True).value == D("2024-03-01")
    assert read_date("2024", start=True).value == D("2024-01-01")


@pytest.mark.parametrize(
    ("raw", "start", "end"),
    [
        ("I trim.", "2024-01-01", "2024-03-31"),
        ("II-III trim.", "2024-04-01", "2024-09-30"),
        ("1° trimestre", "2024-01-01", "2024-03-31"),
        ("I° e II° trim. 2025", "2025-01-01", "2025-06-30"),
        ("trim. II", "2024-04-01", "2024-06-30"),
        ("Q3 2024", "2024-07-01", "2024-09-30"),
        ("ultimo trimestre", "2024-10-01", "2024-12-31"),
        ("I semestre 2023", "2023-01-01", "2023-06-30"),
        ("secondo semestre", "2024-07-01", "2024-12-31"),
        ("II quadrimestre", "2024-05-01", "2024-08-31"),
        ("VI bimestre", "2024-11-01", "2024-12-31"),
        ("gennaio-marzo", "2024-01-01", "2024-03-31"),
        ("gen. - apr. 2023", "2023-01-01", "2023-04-30"),
        ("set-dic", "2024-09-01", "2024-12-31"),
        ("luglio/ottobre", "2024-07-01", "2024-10-31"),
        ("da gennaio a dicembre", "2024-01-01", "2024-12-31"),
        ("ottobre-marzo", "2024-10-01", "2025-03-31"),
        ("novembre-febbraio 2025", "2024-11-01", "2025-02-28"),
        ("gennaio 2024 - marzo 2025", "2024-01-01", "2025-03-31"),
        ("giugno", "2024-06-01", "2024-06-30"),
        ("da settembre 2023", "2023-09-01", None),
        ("dal 01/03/2024", "2024-03-01", None),
        ("entro il 30.6", None, "2024-06-30"),
        ("entro il 29.2", None, "2024-02-29"),
        ("entro giugno 2023", None, "2023-06-30"),
        ("entro il 31/12/2024", None, "2024-12-31"),
        ("entro il I trimestre 2025", None, "2025-03-31"),
        ("fine maggio", None, "2024-05-31"),
        ("31/12/2024", None, "2024-12-31"),
        ("tutto l'anno", "2024-01-01", "2024-12-31"),
        ("anno 2025", "2025-01-01", "2025-12-31"),
        ("Dal 01/01/2016 al 31/07/2016", "2016-01-01", "2016-07-31"),
        ("01/01/2024-31/12/2024", "2024-01-01", "2024-12-31"),
        ("01/01-31/12", "2024-01-01", "2024-12-31"),
        ("maggio-30/11/2024", "2024-05-01", "2024-11-30"),
        ("da ottobre al 31/03/2025", "2024-10-01", "2025-03-31"),
        ("luglio 2024 - 30/06/2025", "2024-07-01", "2025-06-30"),
        ("dal 1 al 15 marzo 2024", "2024-03-01", "2024-03-15"),
        ("dal 1 al 15 marzo", "2024-03-01", "2024-03-15"),
        ("1-15 marzo 2024", "2024-03-01", "2024-03-15"),
        ("2024-2025", "2024-01-01", "2025-12-31"),
        ("triennio 2024/26", "2024-01-01", "2026-12-31"),
    ],
)
def test_read_period(raw: str, start: str | None, end: str | None) -> None:
    reading = read_period(raw, 2024)
    assert (reading.start, reading.end, reading.problem) == (D(start) if start else None, D(end) if end else None, None)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "mensile",
        "trimestrale",
        "ogni trimestre",
        "cadenza mensile",
        "biennio",
        "intera durata",
        "entro 30 giorni",
        "5 giorni",
        "da definire",
        "continuativa",
    ],
)
def test_what_is_no_span_stays_none(raw: str | None) -> None:
    assert read_period(raw, 2024) == PeriodReading()


def test_months_of_a_span() -> None:
    assert read_period("luglio-ottobre", 2024).months == (7, 8, 9, 10)
    assert read_period("giugno e dicembre", 2024).months == (6, 12)
    assert read_period("ottobre-marzo", 2024).months == (10, 11, 12, 1, 2, 3)
    assert read_period("I trim.").months == (1, 2, 3)


def test_problems_of_a_span() -> None:
    assert read_period("entro il 31/06/2023") == PeriodReading(problem="impossible", proposed=D("2023-06-30"))
    begun = read_period("maggio-31/11/2026", 2026)
    assert begun == PeriodReading(D("2026-05-01"), None, (), "impossible", D("2026-11-30"))
    half = read_period("Dal 01/01/2016 al 31/09/2016")
    assert (half.start, half.end, half.problem, half.proposed) == (D("2016-01-01"), None, "impossible", D("2016-09-30"))
    assert read_period("dal 31/12/2024 al 01/01/2024").problem == "backwards"
    assert read_period("I trim.").problem == "no_year"
    assert read_period("V trimestre", 2024).problem == "impossible"


@given(
    st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),
    st.sampled_from(["{:02}/{:02}/{}", "{}/{}/{}", "{:02}.{:02}.{}", "{}-{}-{}", "{} / {} / {}"]),
)
def test_numeric_dates_come_back(day: date, form: str) -> None:
    assert read_date(form.format(day.day, day.month, day.year)) == DateReading(day)


@given(
    st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),
    st.sampled_from(["{} {} {}", "entro il {} {} {}", "{}° {} {}"]),
)
def test_named_dates_come_back(day: date, form: str) -> None:
    assert read_date(form.format(day.day, NAMES[day.month - 1], day.year)).value == day


@given(st.integers(0, 40), st.integers(0, 20), st.integers(0, 99999))
def test_a_value_is_always_a_day_that_exists(day: int, month: int, year: int) -> None:
    reading = read_date(f"{day}/{month}/{year:04}", 2024)
    if reading.value:
        assert FIRST_YEAR <= reading.value.year <= LAST_YEAR
        assert reading.value.day <= days_in(reading.value.year, reading.value.month)
        assert (reading.value.day, reading.value.month) == (day, month)


@given(st.integers(1, 12), st.integers(1, 12))
def test_month_ranges_come_back(first: int, last: int) -> None:
    reading = read_period(f"{NAMES[first - 1]}-{NAMES[last - 1]}", 2024)
    assert reading.start and reading.end and reading.start <= reading.end
    assert (reading.start.month, reading.end.month) == (first, last)


PRINTED = "entro il 31 12 2024 / . - gennaio giu. I II trim. semestre dal al anno fine tutto l' 0016 2025 ogni ( ) , e"
WORDS = st.sampled_from(PRINTED.split())


@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=8).map(" ".join)))
@settings(max_examples=200)
def test_never_raises(raw: str) -> None:
    for year in (None, 2024):
        one = read_date(raw, year)
        assert one.value is None or one.problem is None
        span = read_period(raw, year)
        if span.start and span.end:
            assert span.start <= span.end
        assert all(1 <= m <= 12 for m in span.months)


@pytest.mark.parametrize(
    ("raw", "start", "end"),
    [
        ("01/2025 - 06/2025", "2025-01-01", "2025-06-30"),
        ("giu-25", "2025-06-01", "2025-06-30"),
        ("1 gennaio - 30 giugno 2025", "2025-01-01", "2025-06-30"),
        ("1 ottobre - 31 marzo 2026", "2025-10-01", "2026-03-31"),
        ("30 giugno e 31 dicembre", "2024-06-30", "2024-12-31"),
    ],
)
def test_short_spans(raw: str, start: str, end: str) -> None:
    reading = read_period(raw, 2024)
    assert (reading.start, reading.end) == (D(start), D(end))


def test_short_dates() -> None:
    assert read_date("12/2025").value == D("2025-12-31")
    assert read_date("31-dic-25").value == D("2025-12-31")
    assert read_date("1º aprile 2025").value == D("2025-04-01")
    assert read_date("2025-2027", 2025) == DateReading()
