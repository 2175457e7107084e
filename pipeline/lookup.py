"""Finding a plan or an objective from what a person types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pipeline.database import present_columns
from pipeline.insert import Connection
from schemas import TABLES, Entity, Objective, Plan, Record
from schemas.ddl import columns, quoted
from schemas.errors import NotADatabase, PiaoError, UnknownEntity, UnknownObjective, UnknownPlan

T = Any


def fetch(con: Connection, table: type[Record], where: str = "true", parameters: object = None) -> list[Any]:
    """The rows of a table that meet a condition, as models; in reading order where the table has one."""
    names = list(columns(table))
    order = ", ".join(quoted(name) for name in ("position", "page") if name in names) or "ALL"
    fields = ", ".join(quoted(name) for name in names)
    rows = con.execute(f"SELECT {fields} FROM {quoted(table.table)} WHERE {where} ORDER BY {order}", parameters)
    return [_row(table, names, values) for values in rows.fetchall()]


def _row(table: type[Record], names: Sequence[str], values: Sequence[Any]) -> Record:
    """A row that an older version wrote may lack a list that the model wants."""
    given = dict(zip(names, values, strict=True))
    return table(**{name: value for name, value in given.items() if value is not None})


def require_tables(con: Connection) -> None:
    """Raise NotADatabase for a DuckDB file that piao did not make, or an older one that lacks a column."""
    present = present_columns(con)
    for table in TABLES:
        if not set(columns(table)) <= present.get(table.table, set()):
            raise NotADatabase(
                f"the database lacks columns of {table.table}; `piao convert` brings one of an older piao up to date"
            )


def find_plan(con: Connection, text: str) -> Plan:
    """The plan whose id is ``text`` or begins with it, or whose file name or title holds it.

    Raises UnknownPlan when there is none or more than one.
    """
    wanted = text.casefold()
    plans: list[Plan] = fetch(con, Plan)
    if wanted == "" and len(plans) == 1:
        return plans[0]
    ways: list[Callable[[Plan], bool]] = [
        lambda plan: plan.plan_id.casefold() == wanted or plan.file_name.casefold() == wanted,
        lambda plan: plan.plan_id.casefold().startswith(wanted),
        lambda plan: wanted in plan.file_name.casefold(),
        lambda plan: wanted in (plan.title or "").casefold(),
    ]
    found: Plan = _only_one(plans, ways, text, UnknownPlan, lambda plan: f"{plan.plan_id} ({plan.file_name})")
    return found


def find_entity(con: Connection, text: str) -> Entity:
    """The body whose id or name is ``text``, else whose name holds it. Raises UnknownEntity for none or several."""
    wanted = text.casefold().strip()
    ways: list[Callable[[Entity], bool]] = [
        lambda entity: wanted in {entity.entity_id.casefold(), (entity.name or "").casefold()},
        lambda entity: wanted in (entity.name or "").casefold(),
        lambda entity: wanted in entity.entity_id.casefold(),
    ]
    found: Entity = _only_one(
        fetch(con, Entity), ways, text, UnknownEntity, lambda entity: f"{entity.name} ({entity.entity_id})"
    )
    return found


def find_objective(con: Connection, plan: Plan, text: str) -> Objective:
    """The plan's objective at that position, else with that code, id or key, else with ``text`` in its title."""
    wanted = text.casefold().strip()
    rows: list[Objective] = fetch(con, Objective, "plan_id = ?", [plan.plan_id])
    ways: list[Callable[[Objective], bool]] = [
        lambda row: str(row.position) == wanted,
        lambda row: wanted in {code.casefold() for code in [row.code or "", *row.codes]},
        lambda row: wanted in {row.objective_id.casefold(), (row.objective_key or "").casefold()},
        lambda row: row.objective_id.casefold().startswith(wanted),
        lambda row: wanted in (row.title or "").casefold(),
    ]
    found: Objective = _only_one(rows, ways, text, UnknownObjective, lambda row: f"{row.position} ({row.title})")
    return found


def _only_one(
    rows: Iterable[T],
    ways: Iterable[Callable[[T], bool]],
    text: str,
    error: type[PiaoError],
    name: Callable[[T], str],
) -> T:
    """The one row that the first fruitful way finds."""
    rows = list(rows)
    for way in ways:
        found = [row for row in rows if way(row)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(name(row) for row in found[:4]) + (", …" if len(found) > 4 else "")
            raise error(text, f"fits {len(found)} of them: {names}", "say more of it")
    raise error(text, error.problem)
