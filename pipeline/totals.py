"""Totals that a table prints, against the sum of what stands before them.

Nothing tells how a table is meant to add up: since the last sub-total, over all rows, over the sub-totals. So a total
is called wrong only where the same way of adding is right for the other totals beside it: at least one of them, and
more than are wrong. A row of averages, or a table that adds up in no way, gives nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalizers.numbers import parse_number
from normalizers.text import fold, squash
from schemas import Cell

ENOUGH = 2
"""Rows whose total must be right before that of another row of the table is called wrong."""

_TOTAL = re.compile(r"(?:sub\s*-?\s*)?tot(?:ale|ali|\.)?(?![\w])(?!\s*\d)|(?:somma|complessiv[oi])\b")
_PART = re.compile(r"di\s+cui\b")
_NOT_ADDED = re.compile(
    r"%|percentual|\bmedi[ao]\b|\btass[oi]\b|\bindic[ei]\b|\brapporto (?:tra|fra|%)|incidenza|densita|variazion|"
    r"differenza|saldo|\beta\b|\bcodice\b|\banno\b|\bn\.?\s*ord|prezzo|tariffa|delta|scostament"
)
_NUMBER = re.compile(r"(?:€\s*|euro\s+|\*+\s*)?([+-]?\d[\d.,']*)(?:\s*€|\s*\*+)?", re.I)
_NOTHING = re.compile(r"[-–—/*.\s]*")


@dataclass(frozen=True, slots=True)
class WrongTotal:
    """A total as printed, where it stands, and the sum that it should be."""

    row: str
    column: str
    printed: str
    found: float
    page: int | None


@dataclass(frozen=True, slots=True)
class _Grid:
    texts: dict[tuple[int, int], str]
    numbers: dict[tuple[int, int], Decimal]
    pages: dict[tuple[int, int], int | None]
    rows: list[int]
    cols: list[int]
    heads: dict[int, str]
    """What stands above the first number of each column, cells that span several columns included."""

    def label(self, row: int) -> str:
        """The first text of a row that is no number."""
        return next(
            (self.texts[row, c] for c in self.cols if (row, c) in self.texts and (row, c) not in self.numbers), ""
        )

    def header(self, col: int) -> str:
        """What stands above the first number of a column."""
        return self.heads.get(col, "")


def wrong_totals(tables: Iterable[Iterable[Cell]]) -> list[list[WrongTotal]]:
    """The totals that do not add up in each of several tables of one header, rows of totals first.

    Tables of one header add up in one way, so each bears witness for the others. A table whose way of adding is not
    known gives [].
    """
    down, across = list[list[WrongTotal]](), list[tuple[int, list[WrongTotal]]]()
    for cells in tables:
        grid = _grid(cells)
        down.append(_rows_of_totals(grid))
        across.append(_columns_of_totals(grid))
    right, wrong = sum(r for r, _ in across), sum(len(w) for _, w in across)
    sure = right >= max(ENOUGH, 3 * wrong)
    return [[*rows, *(found if sure else [])] for rows, (_, found) in zip(down, across, strict=True)]


def _grid(cells: Iterable[Cell]) -> _Grid:
    texts: dict[tuple[int, int], str] = {}
    numbers: dict[tuple[int, int], Decimal] = {}
    pages: dict[tuple[int, int], int | None] = {}
    above: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for cell in cells:
        text = squash(cell.text)
        if not text:
            continue
        place = (cell.row, cell.col)
        texts[place], pages[place] = text, cell.page
        found = _NUMBER.fullmatch(text)
        value = parse_number(found[1]) if found else None
        if value is not None:
            numbers[place] = value
        else:
            covered = cell.colspan if cell.col else 1  # what spans from the first column on names a group of rows
            for col in range(cell.col, cell.col + max(1, covered)):
                above[col].append((cell.row, text))
    first: dict[int, int] = {}
    for row, col in sorted(numbers):
        first.setdefault(col, row)
    heads = {col: " ".join(t for row, t in sorted(above[col]) if row < start) for col, start in first.items()}
    return _Grid(texts, numbers, pages, sorted({r for r, _ in texts}), sorted({c for _, c in texts}), heads)


def _rows_of_totals(grid: _Grid) -> list[WrongTotal]:
    found: list[WrongTotal] = []
    labels = {row: fold(grid.label(row)) for row in grid.rows}
    named = [row for row in grid.rows if (row, grid.cols[0]) in grid.texts]
    counted = {row for row, _ in grid.numbers}
    totals = [row for row in grid.rows if row in counted and _TOTAL.match(labels[row])]
    for n, row in enumerate(totals):
        plain = [r for r in grid.rows if r < row and r not in totals and not _PART.match(labels[r])]
        if 2 * len(named) > len(grid.rows):  # numbers above rows that have a name are heads: hours, years
            plain = [r for r in plain if r in named]
        before = totals[n - 1] if n else -1
        ways = ([r for r in plain if r > before], plain, [r for r in totals if r < row])
        columns = [c for c in grid.cols if (row, c) in grid.numbers and not _NOT_ADDED.search(fold(grid.header(c)))]
        right, wrong = max((_added(grid, row, columns, rows) for rows in ways), key=lambda pair: pair[0])
        if right > len(wrong):
            found += wrong
    return found


def _added(grid: _Grid, row: int, columns: Sequence[int], rows: Sequence[int]) -> tuple[int, list[WrongTotal]]:
    """How many totals of a row are the sum over ``rows``, and those that are not; a text among them is unknown."""
    right, wrong = 0, []
    for c in columns:
        places = [(r, c) for r in rows]
        first = next((r for r, _ in places if (r, c) in grid.numbers), None)
        addends = [grid.numbers[place] for place in places if place in grid.numbers]
        verdict = _verdict(grid.numbers[row, c], addends)
        if verdict:
            right += 1
        elif verdict is False and not any(
            place in grid.texts and place not in grid.numbers and not _NOTHING.fullmatch(grid.texts[place])
            for place in places
            if first is not None and place[0] > first
        ):
            wrong.append(_wrong(grid, row, c, sum(addends, Decimal(0))))
    return right, wrong


def _columns_of_totals(grid: _Grid) -> tuple[int, list[WrongTotal]]:
    """How many cells of the columns of totals are the sum of the cells before them, blanks as zeros; and the others."""
    right: int = 0
    wrong: list[WrongTotal] = []
    totals = [c for c in grid.cols if _TOTAL.match(fold(grid.header(c))) or _ends_in_total(grid.header(c))]
    for n, col in enumerate(totals):
        before = totals[n - 1] if n else -1
        between = [c for c in grid.cols if before < c < col and not _NOT_ADDED.search(fold(grid.header(c)))]
        for row in grid.rows:
            if (row, col) not in grid.numbers:
                continue
            places = [(row, c) for c in between if (row, c) in grid.texts]
            addends = [grid.numbers[place] for place in places if place in grid.numbers]
            if len(between) < 2 or any(
                p not in grid.numbers and not _NOTHING.fullmatch(grid.texts[p]) for p in places[1:]
            ):
                continue
            verdict = _verdict(grid.numbers[row, col], [*addends, Decimal(0)] if len(addends) == 1 else addends)
            if verdict:
                right += 1
            elif verdict is False:
                wrong.append(_wrong(grid, row, col, sum(addends, Decimal(0))))
    return right, wrong


def _ends_in_total(header: str) -> bool:
    return bool(re.search(r"\btot(?:ale|\.)?$", fold(header)))


def _verdict(printed: Decimal, addends: Sequence[Decimal]) -> bool | None:
    """Whether addends add to what is printed; None where that says nothing: fewer than two, or nothing but zeros."""
    if len(addends) < 2 or not any(addends):
        return None
    decimals = [max(0, -int(value.as_tuple().exponent)) for value in (printed, *addends)]
    if decimals[0] and not any(decimals[1:]):  # an average under counts
        return None
    slack = Decimal("0.5") * len(addends) / 10 ** max(decimals) if max(decimals) else Decimal(0)
    return abs(sum(addends, Decimal(0)) - printed) <= slack


def _wrong(grid: _Grid, row: int, col: int, total: Decimal) -> WrongTotal:
    return WrongTotal(grid.label(row), grid.header(col), grid.texts[row, col], float(total), grid.pages[row, col])
