"""Writing tables out: CSV (also as Italian spreadsheets want it), JSON, Parquet, and one Excel workbook."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TextIO

from pipeline.database import Connection, of_plan
from schemas import TABLES, Record
from schemas.ddl import columns, literal, quoted
from schemas.errors import BadFormat

Format = Literal["csv", "parquet", "json", "xlsx"]
Dialect = Literal["standard", "it"]

CHUNK = 10_000
"""Rows held in memory at a time."""
SHEET_ROWS = 1_048_575
CELL_CHARACTERS = 32_767
NUMBER = re.compile(r"[+-]?[\d.,]+\s*%?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export(
    con: Connection, folder: Path, format: Format = "csv", *, dialect: Dialect = "standard", plan_id: str | None = None
) -> list[tuple[Path, int]]:
    """Write every table to ``folder``, one file each (xlsx: one sheet each), and return the files with their rows.

    A file appears when it is whole. Raises BadFormat when the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadFormat(folder, f"cannot be made ({error.strerror})", "name another folder with --to") from error
    if format == "xlsx":
        return [_workbook(con, folder / "piao.xlsx", plan_id)]
    written = []
    for table in TABLES:
        path = folder / f"{table.table}.{format}"
        sql, parameters = select(table, plan_id)
        with _whole(path) as part:
            if format == "parquet":
                rows = _parquet(con, sql, parameters, part)
            else:
                with part.open("w", encoding="utf-8", newline="") as file:
                    cursor = con.execute(sql, parameters)
                    write: Callable[..., int] = write_json if format == "json" else write_csv
                    options = {"dialect": dialect} if format == "csv" else {}
                    rows = write(file, list(columns(table)), chunks(cursor), **options)
        written.append((path, rows))
    return written


def select(table: type[Record], plan_id: str | None) -> tuple[str, dict[str, str] | None]:
    """The query of a table's rows, of one plan or of all; sorted, so that two exports can be compared."""
    fields = ", ".join(quoted(name) for name in columns(table))
    condition = of_plan(table)
    if not condition and "entity_id" in table.model_fields:  # of the plan's body; reference tables are written whole
        condition = "entity_id IN (SELECT entity_id FROM plans WHERE plan_id = $plan_id)"
    where = f" WHERE {condition}" if plan_id and condition else ""
    leading = ["plan_id"] if "plan_id" in table.model_fields else []
    order = ", ".join(quoted(name) for name in dict.fromkeys([*leading, *_order(table)]))
    return f"SELECT {fields} FROM {quoted(table.table)}{where} ORDER BY {order}", {
        "plan_id": plan_id
    } if plan_id and where else None


def _order(table: type[Record]) -> list[str]:
    parents = [column for column in table.parents if column != "entity_id"]
    position = ["position"] if "position" in table.model_fields else []
    return [*parents, *position, *table.key]


def chunks(cursor: Any) -> Iterator[Sequence[Any]]:
    """The rows of a query, some thousands in memory at a time."""
    while rows := cursor.fetchmany(CHUNK):
        yield from rows


def write_csv(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[Any]], dialect: Dialect = "standard") -> int:
    """Comma and point, or with ``it`` semicolon, decimal comma and a mark for Excel that the text is UTF-8."""
    italian = dialect == "it"
    if italian:
        file.write("\ufeff")
    writer = csv.writer(file, delimiter=";" if italian else ",", lineterminator="\r\n" if italian else "\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow([harmless(_italian(value)) if italian else flat(value) for value in row])
        count += 1
    return count


def flat(value: Any) -> Any:
    """A value for one cell: lists joined by ``; ``, dates as ISO writes them."""
    if isinstance(value, list | tuple):
        return "; ".join(str(item) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _italian(value: Any) -> Any:
    return str(value).replace(".", ",") if isinstance(value, float | Decimal) else flat(value)


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") and not NUMBER.fullmatch(value):
        return "'" + value
    return value


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
    """One sheet a table, its header bold and frozen; text stays text, whatever it begins with."""
    from openpyxl import Workbook

    book, total = Workbook(write_only=True), 0
    for table in TABLES:
        sql, parameters = select(table, plan_id)
        total += _sheets(book, table, chunks(con.execute(sql, parameters)))
    with _whole(path) as part:
        book.save(part)
    return path, total


def _sheets(book: Any, table: type[Record], rows: Iterable[Sequence[Any]]) -> int:
    """Fill a table's sheet, and further ones when it has more rows than Excel allows."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet, count = None, 0
    header = list(columns(table))

    def begin() -> Any:
        number = count // SHEET_ROWS + 1
        new = book.create_sheet(table.table if number == 1 else f"{table.table} {number}")
        new.freeze_panes = "A2"
        for n, name in enumerate(header, 1):
            new.column_dimensions[get_column_letter(n)].width = max(12, len(name) + 2)
        titles = [WriteOnlyCell(new, value=name) for name in header]
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
        if text[:1] != "=":
            return text
        made = WriteOnlyCell(sheet, value=text)
        made.data_type = "s"  # not a formula
        return made

    sheet = begin()
    for row in rows:
        if count and count % SHEET_ROWS == 0:
            sheet = begin()
        sheet.append([cell(value) for value in row])
        count += 1
    return count


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file to write beside ``path`` that takes its place when all went well."""
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise BadFormat(path, f"cannot be written ({error.strerror})", "name another folder with --to") from error
    finally:
        part.unlink(missing_ok=True)
