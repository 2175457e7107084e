"""What `piao normalize` prints: one dictionary a reading, with the contract's column names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from normalizers.dates import read_date
from normalizers.missions import read_mission, read_programme
from normalizers.numbers import read_amount, read_number, read_percent, read_weight
from normalizers.people import person_key, split_people, strip_titles
from normalizers.periods import read_period
from normalizers.places import match_entity
from normalizers.targets import read_targets

Row = dict[str, Any]


def _target(raw: str, year: int | None) -> Iterator[Row]:
    for reading in read_targets(raw, year) or []:
        yield {
            "raw": raw,
            "operator": reading.operator,
            "value": reading.value,
            "value_upper": reading.value_upper,
            "unit": reading.unit,
            "due_date": reading.due_date,
            "is_yes": reading.is_yes,
            "direction": reading.direction,
            "problem": reading.problem,
            "proposed": reading.proposed,
        }


def _date(raw: str, year: int | None) -> Iterator[Row]:
    reading = read_date(raw, year)
    yield {"raw": raw, "date": reading.value, "problem": reading.problem, "proposed": reading.proposed}


def _period(raw: str, year: int | None) -> Iterator[Row]:
    reading = read_period(raw, year)
    yield {
        "raw": raw,
        "start_date": reading.start,
        "end_date": reading.end,
        "months": list(reading.months),
        "problem": reading.problem,
        "proposed": reading.proposed,
    }


def _weight(raw: str, year: int | None) -> Iterator[Row]:
    yield {"raw": raw, "value": read_weight(raw)}


def _percent(raw: str, year: int | None) -> Iterator[Row]:
    yield {"raw": raw, "value": read_percent(raw)}


def _number(raw: str, year: int | None) -> Iterator[Row]:
    yield {"raw": raw, "value": read_number(raw)}


def _amount(raw: str, year: int | None) -> Iterator[Row]:
    yield {"raw": raw, "value": read_amount(raw)}


def _person(raw: str, year: int | None) -> Iterator[Row]:
    for name in split_people(raw):
        yield {"raw": name, "name": strip_titles(name), "person_key": person_key(name)}


def _mission(raw: str, year: int | None) -> Iterator[Row]:
    reading = read_mission(raw)
    yield {
        "raw": raw,
        "code": reading.code,
        "mission_code": reading.code,
        "name": reading.name,
        "system": reading.system,
        "score": round(reading.score, 1),
        "method": reading.method,
        "problem": reading.problem,
    }


def _programme(raw: str, year: int | None) -> Iterator[Row]:
    reading = read_programme(raw)
    yield {
        "raw": raw,
        "code": reading.code,
        "name": reading.name,
        "programme_code": reading.code,
        "mission_code": reading.code[:2] if reading.code else None,
        "score": round(reading.score, 1),
        "method": reading.method,
        "problem": reading.problem,
    }


def _place(raw: str, year: int | None) -> Iterator[Row]:
    reading = match_entity(raw)
    yield {
        "raw": raw,
        "istat_code": reading.istat_code,
        "cadastral_code": reading.cadastral_code,
        "name": reading.name,
        "province": reading.province,
        "region": reading.region,
        "score": round(reading.score, 1),
        "method": reading.method,
        "problem": reading.problem,
    }


KINDS: dict[str, Callable[[str, int | None], Iterator[Row]]] = {
    "target": _target,
    "date": _date,
    "period": _period,
    "weight": _weight,
    "percent": _percent,
    "number": _number,
    "amount": _amount,
    "person": _person,
    "mission": _mission,
    "programme": _programme,
    "place": _place,
}
"""What can be normalised, by the word that follows ``piao normalize``."""


def normalize(kind: str, texts: Iterable[str], year: int | None = None) -> Iterator[Row]:
    """The readings of each text, in order: one dictionary a reading (a target cell or a list of names may give
    several).

    ``year`` is the plan's, for dates printed without one. Values are Python's own (date, Decimal, float, bool,
    None). Raises KeyError for a kind that is not in `KINDS`.
    """
    reader = KINDS[kind]
    for text in texts:
        yield from reader(text, year)


def as_json(row: Row) -> str:
    """One line of JSON: dates as ISO writes them, amounts as numbers."""
    return json.dumps(row, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
