"""Targets as typed values: operator, number, unit, date or yes/no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from normalizers.dates import read_date
from normalizers.numbers import read_number
from normalizers.text import fold, plain


@dataclass(frozen=True, slots=True)
class TargetReading:
    """One target: the columns of ``targets``, the wanted direction, and what is wrong with it, if anything."""

    operator: str
    value: float | None = None
    value_upper: float | None = None
    unit: str | None = None
    due_date: date | None = None
    is_yes: bool | None = None
    direction: str | None = None
    problem: str | None = None
    proposed: date | None = None


def read_targets(
    raw: str | None, year: int | None = None, formula: str | None = None, description: str | None = None
) -> list[TargetReading]:
    """First version: numbers, yes/no, dates; all else is text."""
    text = plain(raw)
    if not text:
        return []
    if fold(text) in ("si", "no"):
        return [TargetReading("yes_no", is_yes=fold(text) == "si")]
    number = read_number(text)
    if number is not None:
        return [TargetReading("=", float(number), unit="%" if "%" in text else None)]
    due = read_date(text, year)
    if due.value:
        return [TargetReading("done_by", due_date=due.value)]
    return [TargetReading("text")]
