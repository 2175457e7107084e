"""Which rows are a header, and the labels that they print over each column."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.grid.model import Cell, Grid
from extractors.lexicon import Lexicon, fold_label
from extractors.records.headers.model import CellMap, Column
from extractors.records.headers.months import LONGEST_QUARTER, is_letter, month_of, part_of_year

YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
ONLY_YEAR = re.compile(r"^\W*(?:anno\s+)?(?:19|20)\d\d\W*$", re.IGNORECASE)
VALUE = re.compile(
    r"^\s*(?:(?:€\s*)?\d+(?:\.\d{3})*(?:,\d+)?\s*[€%]|€\s*\d[\d.,]*|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\s*$"
)
"""An amount or a date: the answer in a form's row, never the name over columns."""
DOMAINS = ("objective", "phase", "indicator", "resources")


def deepens(rows: list[list[Cell]], row: int, depth: int, named: Callable[[str], bool]) -> bool:
    """Each further row holds only labels, years or months under cells that span several columns."""
    if not _heads(rows[row], named):
        return False
    for below in range(row + 1, row + depth):
        filled = [c for c in rows[below] if c.text]
        if not filled:
            return False
        wide = [c for k in range(row, below) for c in rows[k] if c.colspan > 1 and c.text]
        if _years_beneath(rows, row, below, filled):
            continue
        for cell in filled:
            under = any(w.col <= cell.col < w.col + w.colspan for w in wide)
            if not under or not (named(cell.text) or YEAR.search(cell.text) or is_letter(cell.text)):
                return False
    return True


def _years_beneath(rows: list[list[Cell]], row: int, below: int, filled: list[Cell]) -> bool:
    """Nothing but years, beside cells that reach down: `Baseline` over 2023, `Target` over 2024 and 2025."""
    if (
        len(filled) < 2
        or len({c.text for c in filled}) < len(filled)
        or not all(ONLY_YEAR.match(c.text) for c in filled)
    ):
        return False
    above = [c for k in range(row, below) for c in rows[k] if c.text]
    beside = [c for c in above if not any(c.col <= f.col < c.col + c.colspan for f in filled)]
    return bool(beside) and all(c.row + c.rowspan > below for c in beside)


def is_head(text: str, lexicon: Lexicon) -> bool:
    if lexicon.best(text, DOMAINS) or month_of(text, lexicon) or lexicon.section(text):
        return True
    return len(text) < LONGEST_QUARTER and part_of_year(fold_label(text)) is not None


def _heads(cells: list[Cell], named: Callable[[str], bool]) -> bool:
    """The upper row of a header of several: short cells, most of them labels, titles or years."""
    filled = [c for c in cells if c.text]
    if any(VALUE.match(c.text) for c in filled):
        return False
    known = [c for c in filled if named(c.text) or YEAR.search(c.text)]
    return bool(filled) and all(len(c.text) < 70 for c in filled) and len(known) >= 0.5 * len(filled)


def columns_of(grid: Grid, cells: CellMap, row: int, depth: int) -> list[Column]:
    """The columns of a header of ``depth`` rows, with all labels that stand over each."""
    columns: list[Column] = []
    col = 0
    while col < grid.n_cols:
        leaf = cells.at(row + depth - 1, col)
        if leaf is None:
            col += 1
            continue
        stack: list[Cell] = []
        for k in range(row, row + depth):
            cell = cells.at(k, col)
            if cell is not None and cell not in stack and cell.row >= row:
                stack.append(cell)
        texts = [c.text for c in stack if c.text]
        columns.append(_column(leaf.col, leaf.col + leaf.colspan - max(leaf.col, 0), texts))
        col = leaf.col + leaf.colspan
    return columns


def _column(col: int, colspan: int, texts: list[str]) -> Column:
    label = texts[-1] if texts else ""
    year = YEAR.search(" ".join(texts))
    column = Column(col, colspan, label, year=int(year.group(1)) if year else None)
    column.label = " | ".join(texts)
    return column


def marked_head(rows: list[list[Cell]], row: int, depth: int) -> bool:
    """Bold cells at the head of a table, plain ones below."""
    heads = [c for c in rows[row] if c.text]
    below = [c for c in rows[row + depth] if c.text] if row + depth < len(rows) else []
    return row == 0 and len(below) > 1 and all(c.bold for c in heads) and not any(c.bold for c in below)
