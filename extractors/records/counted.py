"""Columns of numbers whose rows say what they are: an objective's number in its list, a count of people."""

from __future__ import annotations

from itertools import pairwise

from extractors.grid.model import Cell, Grid
from extractors.records.headers import CellMap, Column, Mapping


def settle_numbers(mapping: Mapping, grid: Grid, cells: CellMap, row: int) -> None:
    """Give number columns the meaning that the rows from ``row`` on show."""
    if mapping.kind in ("matrix", "mixed"):
        _number_of_objective(mapping, grid, cells, row)
    elif mapping.kind == "staff":
        _count_of_staff(mapping, grid, cells, row)


def _number_of_objective(mapping: Mapping, grid: Grid, cells: CellMap, row: int) -> None:
    """`N. | Obiettivo`, counted in turn, merged over the rows of an objective as its title is: the objective's own.

    Where no number is merged they may count the rows of the list, and in a person's form its lines: nobody's code.
    """
    number, title = _column(mapping, "objective", "number"), _column(mapping, "objective", "title")
    if number is None or title is None or mapping.has("objective.code") or _in_form(mapping, grid, row):
        return
    numbers: list[int] = []
    titles: set[str] = set()
    merged = False
    for r in range(row, grid.n_rows):
        own, text = cells.at(r, number.col), cells.at(r, title.col)
        if own is None or text is None or own is text or own.row != r or not (own.text or text.text):
            continue
        value = _whole(own)
        if value is None or not text.text or (own.row, own.rowspan) != (text.row, text.rowspan):
            return
        numbers.append(value)
        titles.add(text.text)
        merged = merged or own.rowspan > 1
    if merged and len(titles) == len(numbers) and all(b == a + 1 for a, b in pairwise(numbers)):
        number.name = "code"


def _in_form(mapping: Mapping, grid: Grid, row: int) -> bool:
    """The table begins with labels and their values, which look different: its list is a part of that form."""
    first = [c for c in grid.cells if c.row == 0 and c.text]
    return row - mapping.rows > 0 and len(first) > 1 and not (all(c.bold for c in first) or all(c.shade for c in first))


def _count_of_staff(mapping: Mapping, grid: Grid, cells: CellMap, row: int) -> None:
    """`Categoria | N. | % tempo` counts the people of a category; before names, or in turn, it numbers the rows."""
    number, category = _column(mapping, "staff", "number"), _column(mapping, "staff", "category")
    if number is None or category is None or mapping.has("staff.count", "staff.name"):
        return
    values = [_whole(c) for r in range(row, grid.n_rows) if (c := cells.at(r, number.col)) and c.text]
    in_turn = values == list(range(1, len(values) + 1))
    if number.col > category.col or (values and not in_turn):
        number.name = "count"


def _column(mapping: Mapping, domain: str, name: str) -> Column | None:
    return next((c for c in mapping.columns if (c.domain, c.name) == (domain, name)), None)


def _whole(cell: Cell) -> int | None:
    text = cell.text.strip().rstrip(".)")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


__all__ = ["settle_numbers"]
