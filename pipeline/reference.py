"""Reference tables that come with piao: missions and programmes of D.lgs. 118/2011, and the missions of the State."""

from __future__ import annotations

from normalizers.missions import reference
from pipeline.database import Connection
from pipeline.land import insert
from schemas import Mission, Programme, Record


def fill_reference(con: Connection) -> None:
    """Write the reference tables if they do not hold what this version of piao ships."""
    tables: tuple[tuple[type[Record], list[Record]], ...] = ((Mission, _missions()), (Programme, _programmes()))
    for table, rows in tables:
        fields = ", ".join(table.model_fields)
        there = con.execute(f"SELECT {fields} FROM {table.table} ORDER BY ALL").fetchall()
        wanted = sorted(tuple(row.model_dump().values()) for row in rows)
        if there != wanted:
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
