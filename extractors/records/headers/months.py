"""Columns that stand for months: twelve by name, letter or number, or quarters and half-years."""

from __future__ import annotations

import re

from extractors.lexicon import Lexicon, fold_label
from extractors.records.headers.labels import candidates
from extractors.records.headers.model import Column

PART_OF_YEAR = re.compile(
    r"^(?:(?P<a>i{1,3}|iv|[1-4]|prim[oa]|second[oa]|terz[oa]|quart[oa])\s*(?:o|a)?\s*(?:trim\w*|sem\w*|quad\w*|t)|[tq]\s?(?P<b>[1-4])|(?:trim\w*|sem\w*|quad\w*)\s*(?P<c>i{1,3}|iv|[1-4]))$"
)
LONGEST_QUARTER = 20
ORDINALS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "primo": 1,
    "secondo": 2,
    "terzo": 3,
    "quarto": 4,
    "prima": 1,
    "seconda": 2,
    "terza": 3,
    "quarta": 4,
}


def mark_months(columns: list[Column], lexicon: Lexicon) -> None:
    """Twelve (or more, per year) month columns in a row: by name, by letter, or numbered 1-12."""
    names = [candidates(c.label)[0] if c.label else "" for c in columns]
    letters = [fold_label(n) for n in names]
    wanted = lexicon.month_letters
    for start in range(len(columns) - len(wanted) + 1):
        window = letters[start : start + 12]
        if window == wanted or window == [str(k) for k in range(1, 13)] or window == [f"{k:02}" for k in range(1, 13)]:
            for k in range(12):
                columns[start + k].month = k + 1
            return
    quarters = [part_of_year(n) for n in letters]
    if sum(1 for q in quarters if q) >= 2:
        for column, quarter in zip(columns, quarters, strict=True):
            if quarter:
                column.month, column.span = quarter
        return
    by_name = [month_of(n, lexicon) for n in names]
    if sum(1 for m in by_name if m) >= 6:
        for column, month in zip(columns, by_name, strict=True):
            column.month = month


def part_of_year(label: str) -> tuple[int, int] | None:
    """First month and length of `I trim.`, `2 semestre`, `Q3`; None for other labels."""
    match = PART_OF_YEAR.match(label)
    if not match:
        return None
    n = ORDINALS[match["a"] or match["b"] or match["c"]]
    length = 6 if "sem" in label else 4 if "quad" in label else 3
    return ((n - 1) * length + 1, length) if n * length <= 12 else None


def month_of(text: str, lexicon: Lexicon) -> int | None:
    return lexicon.months.get(fold_label(text))


def is_letter(text: str) -> bool:
    return (len(text.strip()) == 1 and text.strip().isalpha()) or text.strip().isdigit()
