"""Writing tables out: CSV (also as Italian spreadsheets want it), JSON, Parquet, and one Excel workbook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TextIO
from urllib.parse import quote

from pipeline.database import of_plan
from pipeline.insert import Connection
from pipeline.spreadsheet import CELL_CHARACTERS, CONTROL, FORMULA, Dialect, flat, whole, write_csv
from pipeline.tables_export import export_tables
from schemas import TABLES, Cell, Record
from schemas.ddl import columns, literal, quoted
from schemas.errors import BadFormat

Format = Literal["csv", "parquet", "json", "xlsx"]

CHUNK = 10_000
"""Rows held in memory at a time."""
SHEET_ROWS = 1_048_575
LINKS = 65_530
"""Links that Excel allows on a sheet; pages of further rows stand there as text."""


def export(
    con: Connection,
    folder: Path,
    format: Format = "csv",
    *,
    dialect: Dialect = "standard",
    plan_id: str | None = None,
    printed: bool = False,
) -> list[tuple[Path, int]]:
    """Write every table to ``folder``, one file each (xlsx: one sheet each), and return the files with their rows.

    ``printed``: the tables as the plans print them too, below ``folder/tables`` (csv and xlsx).

    A file appears when it is whole. Raises BadFormat when the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadFormat(folder, f"cannot be made ({error.strerror})", "name another folder with --to") from error
    sheets: list[tuple[Path, int]] = []
    if printed and format in ("csv", "xlsx"):
        sheets = export_tables(con, folder, format, dialect=dialect, plan_id=plan_id)
    if format == "xlsx":
        return [_workbook(con, folder / "piao.xlsx", plan_id), *sheets]
    written = []
    for table in TABLES:
        path = folder / f"{table.table}.{format}"
        sql, parameters = select(table, plan_id)
        with whole(path) as part:
            if format == "parquet":
                rows = _parquet(con, sql, parameters, part)
            else:
                with part.open("w", encoding="utf-8", newline="") as file:
                    cursor = con.execute(sql, parameters)
                    write: Callable[..., int] = write_json if format == "json" else write_csv
                    options = {"dialect": dialect} if format == "csv" else {}
                    rows = write(file, list(columns(table)), chunks(cursor), **options)
        written.append((path, rows))
    return [*written, *sheets]


def select(table: type[Record], plan_id: str | None, *more: str) -> tuple[str, dict[str, str] | None]:
    """The query of a table's rows, of one plan or of all; sorted, so that two exports can be compared.

    ``more`` are SQL expressions to be selected after the table's columns.
    """
    fields = ", ".join([*(quoted(name) for name in columns(table)), *more])
    condition = of_plan(table)
    if not condition and "entity_id" in table.model_fields:  # of the plan's body; reference tables are written whole
        condition = "entity_id IN (SELECT entity_id FROM plans WHERE plan_id = $plan_id)"
    where = f" WHERE {condition}" if plan_id and condition else ""
    leading = ["plan_id"] if "plan_id" in table.model_fields else []
    order = ", ".join(quoted(name) for name in dict.fromkeys([*leading, *_order(table)]))
    return f"SELECT {fields} FROM {quoted(table.table)}{where} ORDER BY {order}", {
        "plan_id": plan_id
    } if plan_id and where else None


def link(table: type[Record]) -> str | None:
    """SQL for the page that a row stands on, as ``plan.pdf#page=12``; None for a table without pages.

    None for ``cells`` too: there are tens of thousands, and the table that each belongs to has its link.
    """
    plan_id = _plan_of(table)
    if "page" not in table.model_fields or not plan_id or table is Cell:
        return None
    file_name = f"(SELECT file_name FROM plans WHERE plans.plan_id = {plan_id})"
    return f"{file_name} || '#page=' || {quoted(table.table)}.page"


def _plan_of(table: type[Record]) -> str:
    """SQL for the plan_id of a row, through its parents where need be; empty where a row belongs to no plan."""
    name = quoted(table.table)
    if "plan_id" in table.model_fields:
        return f"{name}.plan_id"
    by_name = {parent.table: parent for parent in TABLES}
    ways = []
    for column, parent in table.parents.items():
        above = _plan_of(by_name[parent])
        if above:
            same = f"{quoted(parent)}.{quoted(column)} = {name}.{quoted(column)}"
            ways.append(f"(SELECT {above} FROM {quoted(parent)} WHERE {same})")
    return f"coalesce({', '.join(ways)})" if ways else ""


def _order(table: type[Record]) -> list[str]:
    parents = [column for column in table.parents if column != "entity_id"]
    position = ["position"] if "position" in table.model_fields else []
    return [*parents, *position, *table.key]


def chunks(cursor: Any) -> Iterator[Sequence[Any]]:
    """The rows of a query, some thousands in memory at a time."""
    while rows := cursor.fetchmany(CHUNK):
        yield from rows


def write_json(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """An array of objects, one on a line."""
    count = 0
    for row in rows:
        file.write("[\n" if count == 0 else ",\n")
        file.write(json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False, default=_plain))
        count += 1
    file.write("\n]\n" if count else "[]\n")
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _parquet(con: Connection, sql: str, parameters: dict[str, str] | None, path: Path) -> int:
    copied = con.execute(f"COPY ({sql}) TO {literal(str(path))} (FORMAT parquet)", parameters).fetchone()
    return int(copied[0]) if copied else 0


def _workbook(con: Connection, path: Path, plan_id: str | None) -> tuple[Path, int]:
    """One sheet a table, its header bold and frozen, with a filter, and a link to the page of each row.

    Text stays text, whatever it begins with, also when someone edits the cell. Links name the PDF alone: they work
    where the PDFs lie beside the workbook.
    """
    from openpyxl import Workbook

    book, total = Workbook(write_only=True), 0
    for table in TABLES:
        page = link(table)
        sql, parameters = select(table, plan_id, *([f"{page} AS link"] if page else []))
        header = [*columns(table), *(["link"] if page else [])]
        total += _sheets(book, table.table, header, chunks(con.execute(sql, parameters)))
    with whole(path) as part:
        book.save(part)
    return path, total


def _sheets(book: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Fill a table's sheet, and further ones when it has more rows than Excel allows. A column ``link`` is linked."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet, count = None, 0
    linked = header.index("link") if "link" in header else None
    blue = Font(color="0563C1", underline="single")

    def begin() -> Any:
        number = count // SHEET_ROWS + 1
        new = book.create_sheet(name if number == 1 else f"{name} {number}")
        new.freeze_panes = "A2"
        for n, column in enumerate(header, 1):
            new.column_dimensions[get_column_letter(n)].width = max(12, len(column) + 2)
        titles = [WriteOnlyCell(new, value=column) for column in header]
        for title in titles:
            title.font = Font(bold=True)
        new.append(titles)
        return new

    def cell(value: Any) -> Any:
        value = value if isinstance(value, bool | date) else flat(value)
        if not isinstance(value, str):
            return value
        text = CONTROL.sub("", value)
        if len(text) > CELL_CHARACTERS:
            text = text[: CELL_CHARACTERS - 1] + "…"
        if not text.startswith(FORMULA):
            return text
        made = WriteOnlyCell(sheet, value=text)
        made.data_type = "s"  # not a formula
        made.quotePrefix = True  # nor one when it is edited
        return made

    def anchor(value: str | None) -> Any:
        if value is None or count % SHEET_ROWS >= LINKS:
            return value
        made = WriteOnlyCell(sheet, value=CONTROL.sub("", value))
        file_name, _, page = value.rpartition("#")
        made.hyperlink = f"{quote(file_name, safe='()')}#{page}"
        made.font = blue
        return made

    def close() -> None:
        if sheet is not None:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{(count - 1) % SHEET_ROWS + 2 if count else 1}"

    sheet = begin()
    for row in rows:
        if count and count % SHEET_ROWS == 0:
            close()
            sheet = begin()
        sheet.append([anchor(value) if n == linked else cell(value) for n, value in enumerate(row)])
        count += 1
    close()
    return count
