"""The views of ``pipeline/views/*.sql``, made with the tables, and their description.

Each file begins with comments that say what its view holds, in Italian (``-- it:``) and English (``-- en:``); each
column of its last ``SELECT`` ends with a comment ``-- italiano · English``. Files are run in the order of their names,
which begin with numbers: a view may build on those before it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from schemas import TABLES
from schemas.ddl import create_table, literal, quoted

FOLDER = Path(__file__).parent / "views"
COLUMN = re.compile(r"(\w+),?\s*-- (.+) · (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class View:
    """One view: its SQL, and what it and its columns mean."""

    name: str
    sql: str
    italian: str
    english: str
    columns: dict[str, tuple[str, str]]
    """Column -> its meaning in Italian and English."""


def said(sql: str, mark: str) -> str:
    """The text after ``-- mark:`` in the comment that opens a file, its lines joined."""
    found = re.search(rf"^-- {mark}: (.*(?:\n--  +.*)*)", sql, re.MULTILINE)
    return " ".join(line.lstrip("- ").strip() for line in found[1].splitlines()) if found else ""


@cache
def views() -> tuple[View, ...]:
    """Every view, in the order in which they are made."""
    return tuple(_view(path) for path in sorted(FOLDER.glob("*.sql")))


def _view(path: Path) -> View:
    sql = path.read_text(encoding="utf-8")
    columns = {name: (italian, english) for name, italian, english in COLUMN.findall(sql)}
    return View(path.stem.partition("_")[2], sql, said(sql, "it"), said(sql, "en"), columns)


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Make the views that are missing or were made by another version of their SQL.

    The comment of a view ends with the digest of all files: making them takes a quarter of a second, looking a tenth.
    """
    if not stale_views(con):
        return
    for view in views():
        con.execute(view.sql)
        con.execute(f"COMMENT ON VIEW {quoted(view.name)} IS {literal(f'{view.english} [{digest()}]')}")


def stale_views(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Views that the database lacks or that another version of piao made."""
    found = con.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
    current = {name for name, comment in found if (comment or "").endswith(f"[{digest()}]")}
    return [view.name for view in views() if view.name not in current]


@cache
def digest() -> str:
    """Stands for the SQL of all views."""
    return hashlib.sha256("".join(view.sql for view in views()).encode()).hexdigest()[:8]


@cache
def column_types() -> dict[str, dict[str, str]]:
    """View -> column -> SQL type, as DuckDB gives them."""
    with duckdb.connect() as con:
        for table in TABLES:
            con.execute(create_table(table))
        found = {}
        for view in views():
            con.execute(view.sql)
            found[view.name] = {row[0]: row[1] for row in con.execute(f"DESCRIBE {quoted(view.name)}").fetchall()}
    return found


def views_reference() -> str:
    """Markdown: each view with its columns, their types and meanings."""
    parts = [
        "# Views",
        "Generated from the comments in `pipeline/views/` by `make docs`: change them there.",
        "Views are made with the tables and can be asked like them: "
        '`piao query "FROM v_plan_quality"`. A plan may print one objective several times; views that count objectives '
        "count each `objective_key` of a plan once, and say so.",
        " · ".join(f"[{view.name}](#{view.name})" for view in views()),
    ]
    for view in views():
        lines = ["| column | type | in italiano | meaning |", "|---|---|---|---|"]
        for name, kind in column_types()[view.name].items():
            italian, english = view.columns.get(name, ("", ""))
            lines.append(f"| `{name}` | {kind} | {italian} | {english} |")
        parts += [f"## {view.name}", view.english, f"*{view.italian}*", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"
