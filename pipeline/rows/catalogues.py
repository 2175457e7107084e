"""Rows of catalogues: each column from the field of its name, ``x`` read from ``x_raw``, context where none is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from extractors.records import Entry, Span
from normalizers.numbers import read_amount, read_number
from pipeline.rows.build import Build, text_of
from schemas import CATALOGUES, Listed

YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
TABLES = {table.table: table for table in CATALOGUES}


def add_entries(build: Build, entries: Iterable[Entry]) -> None:
    """Every entry to a row of its table, numbered in its order within that table."""
    for entry in entries:
        table = TABLES[entry.kind]
        rows = build.result.listed.setdefault(entry.kind, [])
        rows.append(
            table(
                plan_id=build.plan_id,
                entity_id=build.entity_id,
                position=len(rows) + 1,
                **_values(table, entry),
                **build.place(entry.places),
            )
        )


def _values(table: type[Listed], entry: Entry) -> dict[str, Any]:
    own = set(table.model_fields) - set(Listed.model_fields)
    found: dict[str, Any] = {}
    for name in own:
        kind = str(table.model_fields[name].annotation)
        if name in entry.constants:
            found[name] = entry.constants[name]
        elif name == "year":
            found[name] = _year(entry)
        elif name.endswith("_raw"):
            found[name] = _text(entry, name.removesuffix("_raw"))
        elif f"{name}_raw" in own and "bool" not in kind:
            found[name] = _number(_text(entry, name), "Decimal" in kind)
        elif "str" in kind:
            found[name] = _text(entry, name)
    return found


def _text(entry: Entry, name: str) -> str | None:
    return text_of(_span(entry, name))


def _span(entry: Entry, name: str) -> Span | None:
    """What the row says, else the context; a column of its own left blank is blank."""
    return entry.values.get(name) or (None if name in entry.headed else entry.context.get(name))


def _number(raw: str | None, money: bool) -> float | Decimal | None:
    if money:
        return read_amount(raw)
    number = read_number(raw)
    return float(number) if number is not None else None


def _year(entry: Entry) -> int | None:
    span = _span(entry, "year")
    match = YEAR.search(span.text) if span else None
    return int(match[1]) if match else None
