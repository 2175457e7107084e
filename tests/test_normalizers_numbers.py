"""Numbers, percentages, weights and amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.numbers import parse_number, read_amount, read_number, read_percent, read_weight, weight_scale


def italian(value: Decimal) -> str:
    return f"{value:,}".replace(",", " ").replace(".", ",").replace(" ", ".")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1.234,56", "1234.56"),
        ("17.000,00", "17000.00"),
        ("4.500", "4500"),
        ("33.264", "33264"),
        ("0.855", "0.855"),
        ("0,855", "0.855"),
        ("0.5 %", "0.5"),
        ("12,5%", "12.5"),
        ("-3,6", "-3.6"),
        ("−3,6 gg", "-3.6"),
        ("71.513 *", "71513"),
        ("n. 3", "3"),
        ("N° 12", "12"),
        ("1 250 000", "1250000"),
        ("1,234.56", "1234.56"),
        ("1.168,00,", "1168.00"),
        ("2 unità", "2"),
        ("€ 4,50", "4.50"),
        ("circa 300 utenti", "300"),
    ],
)
def test_read_number(raw: str, value: str) -> None:
    assert read_number(raw) == Decimal(value)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        None,
        "due",
        "502.212.98",
        "1.2.3",
        "2024-2025",
        "3 su 4",
        "31/12/2024",
        "158-593,93",
        "12 e 13",
        "Legge 241",
        "A1",
        "1/2",
        "9" * 30,
    ],
)
def test_no_number(raw: str | None) -> None:
    assert read_number(raw) is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("40,10", 40.1),
        ("15%", 15.0),
        ("15/100", 15.0),
        ("10 su 100", 10.0),
        ("5 %", 5.0),
        ("15 punti", 15.0),
        ("1 punto", 1.0),
        ("0,15", 0.15),
        ("PESO: 43", 43.0),
        ("PESO 40,50", 40.5),
        ("Performance - Peso 0", 0.0),
        ("Peso dell'obiettivo 15%", 15.0),
        ("PESO: 43 PESO: 42", None),
        ("PESO", None),
        ("", None),
        (None, None),
        ("-5", None),
        ("5000", None),
        ("dal 10 al 20", None),
    ],
)
def test_read_weight(raw: str | None, value: float | None) -> None:
    assert read_weight(raw) == value


def test_weight_scale_is_decided_by_the_plan() -> None:
    assert weight_scale([0.15, 0.35, 0.5]) == 100.0
    assert weight_scale([15, 35, 50]) == 1.0
    assert weight_scale([0.5, 40, 59.5]) == 1.0
    assert weight_scale([0, 0, 0]) == 1.0
    assert weight_scale([1, 1, 0]) == 1.0
    assert weight_scale([]) == 1.0


def test_read_percent() -> None:
    assert read_percent("12,5%") == 12.5
    assert read_percent("-12,64 %") == -12.64
    assert read_percent("100") == 100.0
    assert read_percent("n.d.") is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Euro 625.000,00", "625000.00"),
        ("€ 141,20", "141.20"),
        ("17.000,00 €", "17000.00"),
        ("1.000.000 di Euro", "1000000"),
        ("40.000,00", "40000.00"),
        ("35.000 euro", "35000"),
        ("3,5 mln", "3500000"),
        ("2,5 milioni di euro", "2500000"),
        ("10 mila euro", "10000"),
        ("€16.000,00.", "16000.00"),
        ("euro € 499.994,00", "499994.00"),
        ("€. 1.200", "1200"),
        ("€ -500,00", "-500.00"),
        ("-€ 500", "-500"),
        ("spesa di € 5.000,00 oltre IVA 22%", "5000.00"),
        ("0,00", "0.00"),
    ],
)
def test_read_amount(raw: str, value: str) -> None:
    assert read_amount(raw) == Decimal(value)


@pytest.mark.parametrize(
    "raw", ["Nessuna", "", None, "158-593,93", "502.212.98", "€ 10 + € 20", "come da bilancio 2024", "cap. 2410/1", "x"]
)
def test_no_amount(raw: str | None) -> None:
    assert read_amount(raw) is None


@given(st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2))
def test_amounts_come_back(value: Decimal) -> None:
    printed = italian(value)
    assert read_amount(f"€ {printed}") == value
    assert read_amount(printed) == value
    assert read_number(printed) == value


@given(st.integers(0, 10**9))
def test_grouped_integers_come_back(value: int) -> None:
    assert read_number(italian(Decimal(value))) == value
    assert read_number(str(value)) == value


@given(st.text(max_size=40))
def test_never_raises_and_stays_in_range(raw: str) -> None:
    for value in (read_number(raw), read_amount(raw), parse_number(raw)):
        assert value is None or abs(value) < 10**13
    weight = read_weight(raw)
    assert weight is None or 0 <= weight <= 1000
    percent = read_percent(raw)
    assert percent is None or -1000 <= percent <= 100_000


@given(st.text(alphabet="0123456789.,-/ €%'", max_size=16))
def test_never_raises_on_digits(raw: str) -> None:
    read_number(raw), read_amount(raw), read_weight(raw), read_percent(raw)
