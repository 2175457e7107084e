"""The tables of a plan for a person or a program: the list of them, and one as it is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from pipeline.insert import Connection
from pipeline.lookup import fetch
from pipeline.show import pages
from schemas import Cell, Plan, Table
from schemas.errors import UnknownTable

LIST_HEADER = ("n", "page", "page_last", "heading", "header", "n_rows", "n_cols", "role", "reader")
TEXTUAL = ("list", "index")
"""Readers of what is no drawn table: entries of running text."""
COLUMNS = 14
"""Columns that are printed side by side; a wider table is printed row by row."""


@dataclass(frozen=True)
class Sheet:
    """A table as rows of texts; a merged cell has its text at its first place, and None elsewhere."""

    table: Table
    cells: list[Cell]
    rows: list[list[str | None]]

    @property
    def names(self) -> list[str]:
        """A name a column, none twice: the header's, else the column's number."""
        names: list[str] = []
        for n in range(self.width):
            name = self.table.header[n] if n < len(self.table.header) else ""
            name = name or f"column {n + 1}"
            names.append(name if name not in names else f"{name} ({n + 1})")
        return names

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    @property
    def body(self) -> list[list[str | None]]:
        """The rows below the header; all, where there is none."""
        return self.rows[self.table.header_rows or 0 :] if self.table.header else self.rows


def number_of(table: Table) -> str:
    """`12`, or `l3` for the third list of the running text: what a person types."""
    found = re.search(r"-([tl])0*(\d+)$", table.table_id)
    return f"{'l' if found[1] == 'l' else ''}{found[2]}" if found else table.table_id


def tables_of(con: Connection, plan: Plan, *, unread: bool = False, lists: bool = False) -> list[Table]:
    """The plan's tables in the order of its pages; ``unread``: only those that fed no record."""
    rows: list[Table] = fetch(con, Table, "plan_id = ?", [plan.plan_id])
    rows.sort(key=lambda row: row.table_id)
    return [
        row
        for row in rows
        if (lists or row.reader not in TEXTUAL) and not (unread and (row.role is not None or row.reader in TEXTUAL))
    ]


def list_rows(tables: Sequence[Table]) -> list[list[Any]]:
    """The list for other programs, under ``LIST_HEADER``."""
    return [
        [number_of(t), t.page, t.page_last, t.heading, t.header, t.n_rows, t.n_cols, t.role, t.reader] for t in tables
    ]


def list_page(tables: Sequence[Table]) -> RenderableType:
    """The list for the eye."""
    grid = Grid(box=None, pad_edge=False, header_style="cyan", padding=(0, 2, 0, 0))
    for name, side in (("n.", "right"), ("pag.", "right"), ("titolo", "left"), ("intestazione", "left")):
        grid.add_column(name, justify=side, overflow="fold")  # type: ignore[arg-type]
    for name in ("righe", "colonne"):
        grid.add_column(name, justify="right")
    grid.add_column("letta come")
    for t in tables:
        header = " · ".join(dict.fromkeys(text for text in t.header if text))
        size = str(t.n_rows or 0), str(t.n_cols or 0)
        grid.add_row(number_of(t), pages(t), Text(_short(t.heading, 70)), Text(_short(header, 60)), *size, t.role or "")
    return grid


def find_table(con: Connection, plan: Plan, text: str) -> Table:
    """The plan's table of that number or id. Raises UnknownTable."""
    wanted = text.casefold().strip()
    rows: list[Table] = fetch(con, Table, "plan_id = ?", [plan.plan_id])
    for row in rows:
        if wanted in (number_of(row), row.table_id.casefold(), row.table_id.rpartition("-")[2]):
            return row
    raise UnknownTable(text, f"no such table in {plan.file_name}", "list them with `piao tables PLAN`")


def sheet_of(con: Connection, table: Table) -> Sheet:
    """The table with its rows."""
    cells: list[Cell] = fetch(con, Cell, "table_id = ?", [table.table_id])
    return sheet(table, cells)


def sheet(table: Table, cells: Sequence[Cell]) -> Sheet:
    ordered = sorted(cells, key=lambda c: (c.row, c.col))
    height = max((c.row + 1 for c in ordered), default=0)
    width = max((c.col + 1 for c in ordered), default=0)
    rows: list[list[str | None]] = [[None] * max(width, table.n_cols or 0) for _ in range(height)]
    for cell in ordered:
        rows[cell.row][cell.col] = cell.text
    return Sheet(table, ordered, rows)


def table_page(sheet: Sheet) -> RenderableType:
    """One table for the eye: heading, rows, notes."""
    table = sheet.table
    parts: list[RenderableType] = [Text(table.heading or f"tabella {number_of(table)}", style="bold")]
    if table.path:
        parts.append(Text(" › ".join(table.path), style="dim"))
    parts.append(Text(f"pag. {pages(table)} · {table.n_rows} righe · {table.n_cols} colonne", style="dim"))
    parts.append(_side_by_side(sheet) if sheet.width <= COLUMNS else _row_by_row(sheet))
    parts += [Text(note, style="italic") for note in table.notes]
    return Group(*parts)


def _side_by_side(sheet: Sheet) -> RenderableType:
    headed = bool(sheet.table.header)
    grid = Grid(show_header=headed, header_style="bold", show_lines=True, padding=(0, 1))
    for n in range(sheet.width):
        name = sheet.table.header[n] if headed and n < len(sheet.table.header) else ""
        grid.add_column(Text(name), overflow="fold")
    for row in sheet.body:
        grid.add_row(*(Text(text or "") for text in row))
    return grid


def _row_by_row(sheet: Sheet) -> RenderableType:
    grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column(style="cyan", max_width=40)
    grid.add_column(overflow="fold")
    for n, row in enumerate(sheet.body, 1):
        grid.add_row(Text(f"riga {n}", style="bold"))
        for name, text in zip(sheet.names, row, strict=True):
            if text:
                grid.add_row(Text(name), Text(text))
    return grid


def _short(text: str | None, length: int) -> str:
    text = " ".join((text or "").split())
    return text if len(text) <= length else text[: length - 1] + "…"
