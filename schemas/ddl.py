"""What is generated from the models: SQL types and DDL, JSON Schema, and the data dictionary.

    python -m schemas.ddl             print the data dictionary
    python -m schemas.ddl sql         print the DDL
    python -m schemas.ddl json        print the JSON Schema

No constraint but NOT NULL is declared: keys stand in the models and in the dictionary, and what may not be broken is
checked when a plan lands, so that the same tables work in engines that know no keys.
"""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from schemas.base import Placed, Record
from schemas.result import TABLES

SQL_TYPES: dict[Any, str] = {
    str: "VARCHAR",
    bool: "BOOLEAN",
    int: "INTEGER",
    float: "DOUBLE",
    Decimal: "DECIMAL(18,2)",
    date: "DATE",
    datetime: "TIMESTAMP",
}


def sql_type(annotation: Any) -> str:
    """The DuckDB type of a model field: ``list[str] | None`` -> ``VARCHAR[]``. Raises TypeError for an unknown one."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        kinds = {sql_type(arg) for arg in args if arg is not type(None)}
        if len(kinds) == 1:
            return kinds.pop()
    elif origin is Literal:
        return sql_type(type(args[0]))
    elif origin is list:
        return f"{sql_type(args[0])}[]"
    elif annotation in SQL_TYPES:
        return SQL_TYPES[annotation]
    raise TypeError(f"no SQL type for {annotation}")


@cache
def columns(table: type[Record]) -> Mapping[str, str]:
    """Column name -> SQL type, in column order.

    Places come last: inherited fields stand first in pydantic, but a reader wants to see the record first.
    """
    last = Placed.model_fields if issubclass(table, Placed) else {}
    names = [*(name for name in table.model_fields if name not in last), *last]
    return MappingProxyType({name: sql_type(table.model_fields[name].annotation) for name in names})


def quoted(name: str) -> str:
    """An identifier, quoted: some columns are words of SQL (``position``, ``table``)."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def create_table(table: type[Record]) -> str:
    """``CREATE TABLE IF NOT EXISTS`` for one model."""
    lines = []
    for name, kind in columns(table).items():
        needed = " NOT NULL" if table.model_fields[name].is_required() else ""
        lines.append(f"    {quoted(name)} {kind}{needed}")
    return f"CREATE TABLE IF NOT EXISTS {quoted(table.table)} (\n" + ",\n".join(lines) + "\n)"


def comment(table: type[Record]) -> str:
    """``COMMENT ON`` the table. Its columns are told in the table ``dictionary``: one a column would take longer than
    reading a short plan."""
    return f"COMMENT ON TABLE {quoted(table.table)} IS {literal(summary(table))}"


def ddl() -> str:
    """The whole database as SQL."""
    statements = [sql for table in TABLES for sql in (create_table(table), comment(table))]
    return ";\n".join(statements) + ";\n"


def summary(table: type[Record]) -> str:
    """What a row of the table is, in a sentence."""
    return (table.__doc__ or "").strip().split("\n")[0]


def json_schema() -> dict[str, Any]:
    """Table name -> JSON Schema of its rows, in one document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "piao",
        "$defs": {table.table: table.model_json_schema() for table in TABLES},
    }


def data_dictionary() -> str:
    """Markdown: each table with its columns, their types, Italian titles and meanings."""
    parts = [
        "# Data dictionary",
        "Generated from `schemas/` by `make docs`: change it there.",
        "Columns that end in `_raw` hold the text as printed, the column without `_raw` its value, NULL where it "
        "cannot be read. Pages and positions count from 1. Boxes (`x0, top, x1, bottom`) are points from the top-left "
        "corner of `page` as a viewer shows it. Amounts are euro, weights and percentages numbers on 0-100.",
        " · ".join(f"[{table.table}](#{table.table})" for table in TABLES),
    ]
    for table in TABLES:
        parts += [f"## {table.table}", _about(table), "\n".join(_column_lines(table))]
    return "\n\n".join(parts) + "\n"


def _about(table: type[Record]) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    parents = "; ".join(f"`{column}` → [{parent}](#{parent})" for column, parent in table.parents.items())
    return f"{summary(table)} Key: {key}." + (f" Refers to: {parents}." if parents else "")


def _column_lines(table: type[Record]) -> list[str]:
    lines = ["| column | type | in italiano | meaning |", "|---|---|---|---|"]
    for name, kind in columns(table).items():
        field: FieldInfo = table.model_fields[name]
        lines.append(f"| `{name}` | {kind} | {field.title or ''} | {field.description or ''} |")
    return lines


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "markdown"
    outputs: dict[str, Callable[[], str]] = {
        "markdown": data_dictionary,
        "sql": ddl,
        "json": lambda: json.dumps(json_schema(), indent=2) + "\n",
    }
    sys.stdout.write(outputs[wanted]())
