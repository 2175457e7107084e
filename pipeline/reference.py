"""Reference tables that come with piao: missions and programmes of D.lgs. 118/2011, the missions of the State, and
what each column means.
"""

from __future__ import annotations

from functools import cache

from normalizers.missions import reference
from pipeline.insert import Connection, insert
from pipeline.views import views
from schemas import TABLES, DictionaryEntry, Mission, Programme, Record
from schemas.ddl import columns


def fill_reference(con: Connection) -> None:
    """Write the reference tables if they do not hold what this version of piao ships."""
    for table, rows in ((Mission, _missions()), (Programme, _programmes()), (DictionaryEntry, _dictionary())):
        fields = ", ".join(table.model_fields)
        there = con.execute(f"SELECT {fields} FROM {table.table}").fetchall()
        if set(there) != {tuple(row.model_dump().values()) for row in rows} or len(there) != len(rows):
            con.execute(f"DELETE FROM {table.table}")
            insert(con, table, rows)


def _missions() -> list[Record]:
    return [Mission(mission_code=row["code"], system=row["system"], name=row["name"]) for row in reference()[0]]


def _programmes() -> list[Record]:
    return [
        Programme(
            programme_code=row["code"],
            mission_code=row["mission_code"],
            name=row["name"],
            regions_only=bool(row["regions_only"]),
        )
        for row in reference()[1]
    ]


@cache
def _dictionary() -> list[Record]:
    """The columns of the tables as the models describe them, and those of the views as their files do."""
    told = {
        table.table: [
            (name, table.model_fields[name].title, table.model_fields[name].description) for name in columns(table)
        ]
        for table in TABLES
    } | {view.name: [(name, *said) for name, said in view.columns.items()] for view in views()}
    return [
        DictionaryEntry(table_name=table, column_name=name, position=position, title_it=title, meaning=meaning)
        for table, entries in told.items()
        for position, (name, title, meaning) in enumerate(entries, 1)
    ]
