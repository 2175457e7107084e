"""Several phases or indicators in one row of a table: the items of its cells stand at the same heights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.grid.lines import Mender
from extractors.grid.model import Cell, Line
from extractors.records.events import RecordEvent, Span
from extractors.records.headers import Column
from extractors.records.parts import span_of
from normalizers.periods import read_period

LEVEL = 3.0
"""Lines whose tops differ by less (points) stand at one height."""
APART = 1.75
"""Two lines whose tops are this many text heights apart have an empty line between them."""
YEAR = re.compile(r"(?:19|20)\d\d")
TIMES = ("start", "end", "period")
VALUE = re.compile(
    r"^\W{0,3}(?:n\.|almeno|max|min|euro|€)?\s*[+-]?\d[\d.,/]*\s*(?:%|\w{1,6}\.?)?$|^(?:s[iì]|no)$", re.IGNORECASE
)
"""A whole target or weight on a line of its own."""

Placed = tuple[Column, Cell]


def item_tops(columns: Sequence[Placed]) -> list[float]:
    """The heights at which the items of one row begin; [] for a row with one item.

    Items are told by an empty line between them, or by a column whose every line is a value of its own (a date, a
    number); each must begin at a height at which the description has a line.
    """
    named = [cell for column, cell in columns if column.name == "description" and cell.lines]
    if len(named) != 1:
        return []
    text = named[0]
    values = [(column, cell) for column, cell in columns if column.name != "description" and cell.lines]
    groups = _paragraphs(text.lines)
    if len(groups) > 1 and all(_fit(_paragraphs(cell.lines), groups) for _, cell in values) and values:
        return groups
    for column, cell in values:
        tops = [line.top for line in cell.lines]
        if _broken_date([line.text for line in cell.lines]):
            continue
        if len(tops) > 1 and all(_is_value(line.text, column.name) for line in cell.lines) and _at(tops, text.lines):
            first = abs(tops[0] - text.lines[0].top) < LEVEL
            if first and all(_fit(_paragraphs(other.lines), tops) for _, other in values):
                return tops
    return []


def _broken_date(lines: Sequence[str]) -> bool:
    """`30 settembre` over `2025`: one date that its narrow column broke, not two values."""
    years = [YEAR.fullmatch(text.strip(" .;,)")) is not None for text in lines]
    return any(years) and not all(years)


def parted(record: RecordEvent, columns: Sequence[Placed], mender: Mender) -> list[RecordEvent]:
    """The record, or one record an item where a cell holds several: the first keeps what the row says once."""
    splits: dict[str, list[dict[str, Span]]] = {}
    for domain in ("phase", "indicator"):
        own = [(column, cell) for column, cell in columns if column.domain == domain and cell.row in _rows(columns)]
        tops = item_tops(own)
        if tops:
            splits[domain] = [_item(own, tops, n, mender) for n in range(len(tops))]
    if not splits:
        return [record]
    records: list[RecordEvent] = []
    for n in range(max(len(items) for items in splits.values())):
        values = {k: (v if n == 0 else Span("")) for k, v in record.values.items() if k.partition(".")[0] not in splits}
        targets = record.targets if n == 0 and "indicator" not in splits else []
        fresh = {k for k in record.fresh if k.partition(".")[0] not in splits} if n == 0 else set()
        for domain, items in splits.items():
            item = items[n] if n < len(items) else {}
            for key in [k for k in record.values if k.startswith(domain + ".")]:
                values[key] = item.get(key, Span(""))
            fresh |= {k for k, span in item.items() if span.text}
            if domain == "indicator":
                targets = [
                    (role, year, span)
                    for role, year, _ in record.targets
                    if (span := item.get(f"target {role} {year}")) and span.text
                ]
        places = [p for k, span in values.items() if k in fresh for p in span.places]
        records.append(replace(record, values=values, targets=targets, fresh=fresh, places=places or record.places))
    return records


def weight_of_objective(rows: Sequence[Sequence[Placed]]) -> bool:
    """One weight beside several indicators: the indicators' weight column holds the objectives' weights."""
    several = False
    for columns in rows:
        own = [(column, cell) for column, cell in columns if column.domain == "indicator"]
        weights = [cell for column, cell in own if column.name == "weight"]
        items = item_tops([(column, cell) for column, cell in own if column.name != "weight"])
        if not weights or len(weights[0].lines) > 1:
            return False
        several |= len(items) > 1
    return several


def _item(columns: Sequence[Placed], tops: Sequence[float], n: int, mender: Mender) -> dict[str, Span]:
    """The cells' lines from one height to the next, by field."""
    low, high = tops[n] - LEVEL, tops[n + 1] - LEVEL if n + 1 < len(tops) else float("inf")
    found: dict[str, Span] = {}
    for column, cell in columns:
        span = span_of([line for line in cell.lines if low <= line.top < high or (n == 0 and line.top < low)], mender)
        key = f"{column.domain}.{column.name}"
        role = ROLE.get(column.name) if column.domain == "indicator" else None
        key = f"target {role} {column.year}" if role else key
        found[key] = found[key] + span if key in found else span
    return found


ROLE = {"target": "target", "standard": "target", "baseline": "baseline", "achieved": "achieved", "value": "value"}


def _rows(columns: Sequence[Placed]) -> set[int]:
    """The last row in which cells of the record begin: cells merged from above belong to the record before."""
    return {max(cell.row for _, cell in columns)} if columns else set()


def _paragraphs(lines: Sequence[Line]) -> list[float]:
    """Tops of the lines that open the cell or follow an empty line."""
    tops = [line.top for line in lines[:1]]
    for above, line in pairwise(lines):
        if line.page != above.page:
            return tops[:1]
        if line.top - above.top > APART * min(above.size, line.size):
            tops.append(line.top)
    return tops


def _fit(tops: Sequence[float], items: Sequence[float]) -> bool:
    """Every paragraph begins where an item does."""
    return all(any(abs(top - item) < LEVEL for item in items) for top in tops)


def _at(tops: Sequence[float], lines: Sequence[Line]) -> bool:
    return all(any(abs(top - line.top) < LEVEL for line in lines) for top in tops)


def _is_value(text: str, name: str) -> bool:
    if name in TIMES:
        period = read_period(text, 2000)
        return bool(period.start or period.end)
    return name in (*ROLE, "weight", "achievement", "unit_of_measure") and bool(VALUE.match(text.strip()))
