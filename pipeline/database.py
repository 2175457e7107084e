"""Opening the database: made on first use, brought up to date when an older version of piao wrote it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipeline.insert import Connection
from pipeline.reference import fill_reference
from pipeline.views import create_views
from schemas import TABLES, Record
from schemas.ddl import columns, comment, create_table, quoted
from schemas.errors import DatabaseLocked, DatabaseMissing, NotADatabase

DEFAULT_DATABASE = Path("out/plans.duckdb")
CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False}
"""No extension is fetched from the network behind the user's back."""


def open_database(path: Path = DEFAULT_DATABASE) -> Connection:
    """Open for writing; make the folder, the file and whatever table or column is missing.

    DuckDB has one writer at a time, and a writer shuts out readers: close the connection as soon as the work is done.
    Raises DatabaseLocked, NotADatabase.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotADatabase(path, f"its folder cannot be made ({error.strerror})") from error
    con = _connect(path, read_only=False)
    con.execute("SET threads = 1")  # plans land one by one: more threads only take more memory
    upgrade(con)
    fill_reference(con)
    return con


def read_database(path: Path = DEFAULT_DATABASE) -> Connection:
    """Open for reading. Raises DatabaseMissing, DatabaseLocked, NotADatabase."""
    if not path.exists():
        raise DatabaseMissing(path)
    return _connect(path, read_only=True)


def _connect(path: Path, read_only: bool) -> Connection:
    if path.is_dir():
        raise NotADatabase(path, "is a folder, not a database", "name a file inside it with --db")
    try:
        return duckdb.connect(path, read_only=read_only, config=CONFIG)
    except duckdb.Error as error:
        if "lock" in str(error).lower():
            raise DatabaseLocked(path) from error
        if "permission denied" in str(error).lower():
            raise NotADatabase(path, "may not be opened") from error
        raise NotADatabase(path) from error


def upgrade(con: Connection) -> None:
    """Make the tables and columns that are missing; nothing is dropped or changed. Views are made anew."""
    present = present_columns(con)
    con.begin()
    for table in TABLES:
        has = present.get(table.table, set())
        missing = {name: kind for name, kind in columns(table).items() if name not in has}
        if not has:
            con.execute(create_table(table))
        for name, kind in missing.items() if has else ():
            con.execute(f"ALTER TABLE {quoted(table.table)} ADD COLUMN {quoted(name)} {kind}")
        if missing:
            con.execute(comment(table))
    create_views(con)
    con.commit()


def present_columns(con: Connection) -> dict[str, set[str]]:
    """Table -> its columns, as they are in the file."""
    found: dict[str, set[str]] = {}
    rows = con.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall()
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


def of_plan(table: type[Record]) -> str:
    """The SQL condition that picks a plan's rows (parameter ``$plan_id``), through their parents where need be.

    Empty for ``entities``, which outlive their plans.
    """
    if "plan_id" in table.model_fields:
        return "plan_id = $plan_id"
    by_name = {parent.table: parent for parent in TABLES}
    ways = []
    for column, parent in table.parents.items():
        above = of_plan(by_name[parent])
        if above:
            ways.append(f"{quoted(column)} IN (SELECT {quoted(column)} FROM {quoted(parent)} WHERE {above})")
    return " OR ".join(ways)
