"""Landing: all that one file gave goes into the database in one transaction, in place of what it gave before."""

from __future__ import annotations

import json
from collections.abc import Collection
from itertools import islice
from typing import Any

from pydantic_core import PydanticSerializationError

from pipeline.database import Connection, of_plan
from schemas import TABLES, Entity, PlanResult, Record
from schemas.ddl import columns, literal, quoted

AT_ONCE = 2048
"""Rows sent at once: a long plan's cells are not all held a second time as text."""
BODIES_WITH_PLANS = "SELECT entity_id FROM plans WHERE entity_id IS NOT NULL"


def land(con: Connection, result: PlanResult) -> None:
    """Replace every row of ``result.plan.plan_id``. Whatever goes wrong, the plan's former rows stay as they were."""
    con.begin()
    try:
        entity = _known_entity(con, result)
        _delete(con, result.plan.plan_id)
        for table in TABLES:
            insert(con, table, entity if table is Entity else result.rows(table))
        con.execute(f"DELETE FROM entities WHERE entity_id NOT IN ({BODIES_WITH_PLANS})")
        con.commit()
    except BaseException:  # a Ctrl-C must not leave half a plan either
        con.rollback()
        raise


def _known_entity(con: Connection, result: PlanResult) -> list[Entity]:
    """The body's new row, taken in place of its old one: what this plan does not say, its other plans may have said."""
    if not result.entity:
        return []
    which = {"entity_id": result.entity.entity_id, "plan_id": result.plan.plan_id}
    others = "SELECT 1 FROM plans WHERE entity_id = $entity_id AND plan_id <> $plan_id"
    names = list(columns(Entity))
    fields = ", ".join(quoted(name) for name in names)
    query = f"SELECT {fields} FROM entities WHERE entity_id = $entity_id AND EXISTS ({others})"
    old = con.execute(query, which).fetchone()
    con.execute("DELETE FROM entities WHERE entity_id = ?", [result.entity.entity_id])
    if not old:
        return [result.entity]
    said = {name: value for name, value in result.entity.model_dump().items() if value is not None}
    return [Entity(**(dict(zip(names, old, strict=True)) | said))]


def _delete(con: Connection, plan_id: str) -> None:
    """Children first: they are found through their parents. A plan that is new has none."""
    if not con.execute("SELECT 1 FROM plans WHERE plan_id = ?", [plan_id]).fetchone():
        return
    for table in reversed(TABLES):
        condition = of_plan(table)
        if condition:
            con.execute(f"DELETE FROM {quoted(table.table)} WHERE {condition}", {"plan_id": plan_id})


def insert(con: Connection, table: type[Record], rows: Collection[Record]) -> None:
    """Insert rows in bulk.

    They travel as JSON lines, written by pydantic and read by DuckDB with the table's own types: ten thousand rows take
    a tenth of a second, where ``executemany`` takes half a minute, and a column of None or [] keeps its type.
    """
    if not rows:
        return
    types = literal(json.dumps(dict(columns(table))))
    waiting = iter(rows)
    while lines := [_json(row) for row in islice(waiting, AT_ONCE)]:
        con.execute(
            f"INSERT INTO {quoted(table.table)} BY NAME "
            f"SELECT unnest(from_json_strict(line, {types})) FROM (SELECT unnest($lines::VARCHAR[]) AS line)",
            {"lines": lines},
        )


def _json(row: Record) -> str:
    try:
        return row.model_dump_json()
    except PydanticSerializationError:  # half a surrogate pair, from a broken font: one character must not cost a plan
        return row.model_validate(_mended(row.model_dump())).model_dump_json()


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {key: _mended(item) for key, item in value.items()}
    return value
