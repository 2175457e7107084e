"""Landing: all that one file gave goes into the database in one transaction, in place of what it gave before."""

from __future__ import annotations

from pipeline.database import of_plan
from pipeline.insert import Connection, insert
from schemas import TABLES, Entity, PlanResult
from schemas.ddl import columns, quoted

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
