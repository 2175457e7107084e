"""The plan's own tables as sheets: a workbook a plan with an index, or a folder of CSV files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.insert import Connection
from pipeline.lookup import fetch
from pipeline.spreadsheet import CELL_CHARACTERS, CONTROL, FORMULA, Dialect, whole, write_csv
from pipeline.tables_view import LIST_HEADER, Sheet, list_rows, number_of, sheet, tables_of
from schemas import Cell, Plan, Table

SHEET_NAME = 31
"""Letters of a sheet's name in Excel."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]+")
WIDEST = 60
FIRST_ROW = 4
"""Row of the sheet in which the table begins, below its heading and page."""


def export_tables(
    con: Connection, folder: Path, format: str, *, dialect: Dialect = "standard", plan_id: str | None = None
) -> list[tuple[Path, int]]:
    """Write the tables of each plan below ``folder/tables`` and return the files with their rows."""
    written: list[tuple[Path, int]] = []
    plans: list[Plan] = fetch(con, Plan, "plan_id = ?" if plan_id else "true", [plan_id] if plan_id else None)
    for plan in sorted(plans, key=lambda p: p.plan_id):
        found = tables_of(con, plan)
        if not found:
            continue
        name = f"{_safe(Path(plan.file_name).stem)[:60]}-{plan.plan_id[:6]}"
        if format == "xlsx":
            (folder / "tables").mkdir(parents=True, exist_ok=True)
            path = folder / "tables" / f"{name}.xlsx"
            written.append((path, _workbook(con, plan, found, path)))
        else:
            written += _csv(con, found, folder / "tables" / name, dialect)
    return written


def _sheets(con: Connection, tables: list[Table]) -> Iterator[Sheet]:
    for table in tables:
        cells: list[Cell] = fetch(con, Cell, "table_id = ?", [table.table_id])
        yield sheet(table, cells)


def _csv(con: Connection, tables: list[Table], folder: Path, dialect: Dialect) -> list[tuple[Path, int]]:
    """`index.csv`, and a file a table: its number and its page."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*-page-*.csv"):  # of an earlier reading that found more tables
        old.unlink()
    written = []
    with whole(folder / "index.csv") as part, part.open("w", encoding="utf-8", newline="") as file:
        count = write_csv(file, LIST_HEADER, list_rows(tables), dialect)
    written.append((folder / "index.csv", count))
    for one in _sheets(con, tables):
        path = folder / f"{_safe(number_of(one.table)):0>4}-page-{one.table.page or 0}.csv"
        with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
            count = write_csv(file, one.names, one.body, dialect)
        written.append((path, count))
    return written


def _workbook(con: Connection, plan: Plan, tables: list[Table], path: Path) -> int:
    """An index with links, then a sheet a table, merged cells merged; text stays text, whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    book = Workbook()
    index = book.active
    index.title = "Indice"
    index.append(["n.", "pagina", "titolo", "intestazione", "righe", "colonne", "letta come"])
    for cell in index[1]:
        cell.font = Font(bold=True)
    index.freeze_panes = "A2"
    for letter, width in zip("ABCDEFG", (6, 8, 70, 60, 8, 8, 14), strict=True):
        index.column_dimensions[letter].width = width
    rows = 0
    for n, one in enumerate(_sheets(con, tables), 2):
        table = one.table
        target = book.create_sheet(sheet_name(table))
        _fill(target, plan, one)
        header = " · ".join(dict.fromkeys(text for text in table.header if text))
        values: list[Any] = [
            number_of(table),
            table.page,
            table.heading,
            header,
            table.n_rows,
            table.n_cols,
            table.role,
        ]
        for column, said in enumerate(values, 1):
            _put(index, n, column, said)
        link = index.cell(n, 1)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{target.title}'!A1")
        link.font = Font(color="0563C1", underline="single")
        rows += len(one.rows)
    with whole(path) as part:
        book.save(part)
    return rows


def sheet_name(table: Table) -> str:
    """`12 Heading of the table`: unique through its number, short enough, without what Excel forbids."""
    words = FORBIDDEN.sub(" ", table.heading or "tabella")
    return f"{number_of(table)} {' '.join(words.split())}"[:SHEET_NAME].strip()


def _fill(target: Any, plan: Plan, one: Sheet) -> None:
    from openpyxl.styles import Alignment, Font

    table = one.table
    _put(target, 1, 1, table.heading).font = Font(bold=True)
    page = _put(target, 2, 1, f"{plan.file_name}, pag. {table.page}")
    page.hyperlink = f"{quote(plan.file_name, safe='()')}#page={table.page}"
    page.font = Font(color="0563C1", underline="single")
    widths = [10] * max(one.width, 1)
    headed = table.header_rows if table.header else 0
    for item in one.cells:
        cell = _put(target, FIRST_ROW + item.row, 1 + item.col, item.text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if item.row < (headed or 0):
            cell.font = Font(bold=True)
        if item.colspan == 1 and item.text:
            widths[item.col] = min(WIDEST, max(widths[item.col], len(item.text) + 2))
    for first_row, first_col, last_row, last_col in _merged(one.cells):
        target.merge_cells(
            start_row=FIRST_ROW + first_row,
            start_column=1 + first_col,
            end_row=FIRST_ROW + last_row,
            end_column=1 + last_col,
        )
    for n, note in enumerate(table.notes, FIRST_ROW + len(one.rows) + 1):
        _put(target, n, 1, note).font = Font(italic=True)
    from openpyxl.utils import get_column_letter

    for n, width in enumerate(widths, 1):
        target.column_dimensions[get_column_letter(n)].width = width
    target.freeze_panes = f"A{FIRST_ROW + (headed or 0)}"


def _merged(cells: list[Cell]) -> Iterator[tuple[int, int, int, int]]:
    """Merged areas that hold no other cell: what overlaps stays apart, or text would be lost."""
    taken = {(cell.row, cell.col) for cell in cells}
    covered: set[tuple[int, int]] = set()
    for cell in cells:
        area = {
            (row, col)
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        }
        if len(area) > 1 and not (area & covered) and len(area & taken) == 1:
            covered |= area
            yield cell.row, cell.col, cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1


def _put(target: Any, row: int, column: int, value: Any) -> Any:
    """A cell that is no formula, nor becomes one when it is edited."""
    cell = target.cell(row, column)
    if isinstance(value, str):
        text = CONTROL.sub("", value)
        cell.value = text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - 1] + "…"
        cell.data_type = "s"
        if text.startswith(FORMULA):
            cell.quotePrefix = True
    else:
        cell.value = value
    return cell


def _safe(name: str) -> str:
    """A file name's stem without what other systems do not allow."""
    return re.sub(r"[^\w.()-]+", "_", name).strip("._") or "plan"
