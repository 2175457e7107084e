from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

import duckdb
import pytest

from schemas import TABLES, Objective
from schemas.ddl import columns, data_dictionary, ddl, json_schema, sql_type

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (str | None, "VARCHAR"),
        (int, "INTEGER"),
        (float | None, "DOUBLE"),
        (bool, "BOOLEAN"),
        (Decimal | None, "DECIMAL(18,2)"),
        (date, "DATE"),
        (datetime | None, "TIMESTAMP"),
        (list[str], "VARCHAR[]"),
        (list[int], "INTEGER[]"),
        (Literal["a", "b"] | None, "VARCHAR"),
    ],
)
def test_types(annotation, expected):
    assert sql_type(annotation) == expected


def test_unknown_type_is_refused():
    with pytest.raises(TypeError):
        sql_type(dict[str, int])


def test_ddl_runs_and_columns_are_described():
    con = duckdb.connect()
    con.execute(ddl())
    con.execute(ddl())  # again: nothing to do
    tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert tables == {table.table for table in TABLES}
    assert con.execute("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL").fetchall() == []


def test_place_comes_last():
    names = list(columns(Objective))
    assert names[0] == "objective_id"
    assert names[-6:] == ["page", "page_last", "x0", "top", "x1", "bottom"]


def test_parents_and_keys_exist():
    by_name = {table.table: table for table in TABLES}
    for table in TABLES:
        assert set(table.key) <= set(table.model_fields), table.table
        for column, parent in table.parents.items():
            assert column in table.model_fields and column in by_name[parent].model_fields


def test_json_schema_has_every_table():
    assert set(json_schema()["$defs"]) == {table.table for table in TABLES}


def test_data_dictionary_is_current():
    written = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == data_dictionary(), "run `make docs`"
