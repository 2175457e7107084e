"""Bodies side by side: one row a figure, one column a body. Labels are Italian, as those of ``piao show``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from pipeline.insert import Connection
from schemas import Entity

OF_ENTITY = (
    "entity_id = $entity AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))"
)
OF_MISSION = "($mission::VARCHAR IS NULL OR mission_code = $mission)"

PLANS = f"""
    SELECT string_agg(concat_ws(' ', kind, year_from), ', ' ORDER BY year_from, kind), count(*), sum(page_count)
    FROM plans
    WHERE status <> 'failed' AND {OF_ENTITY}
"""
FIGURES = f"""
    SELECT
        count(*),
        sum(printings),
        sum(n_phases),
        sum(n_indicators),
        round(sum(n_indicators) / nullif(count(*), 0), 2),
        round(100 * avg((n_measurable > 0)::INTEGER), 1),
        round(100 * avg((n_with_baseline > 0)::INTEGER), 1),
        round(100 * count(due_date) / nullif(count(*), 0), 1),
        round(100 * sum(n_yes_no) / nullif(sum(n_with_target), 0), 1),
        round(avg(weight), 2),
        sum(money)
    FROM v_distinct_objectives
    WHERE {OF_ENTITY} AND {OF_MISSION}
"""
FIGURE_LABELS = (
    "obiettivi distinti",
    "schede stampate",
    "fasi",
    "indicatori",
    "indicatori per obiettivo",
    "% obiettivi misurabili",
    "% con valore di partenza",
    "% con una scadenza",
    "% indicatori sì/no",
    "peso medio",
    "risorse, euro",
)
SERVICES = f"SELECT count(*) FROM services WHERE plan_id IN (SELECT plan_id FROM plans WHERE {OF_ENTITY})"
MISSIONS = f"""
    SELECT mission_code, coalesce(any_value(mission_name), min(mission)), count(*)
    FROM v_distinct_objectives
    WHERE mission_code IS NOT NULL AND {OF_ENTITY} AND {OF_MISSION}
    GROUP BY mission_code
"""
TITLES = f"""
    SELECT concat_ws(' ', code, title)
    FROM v_distinct_objectives
    WHERE mission_code = $mission AND {OF_ENTITY}
    ORDER BY year_from, plan_id, position
"""

Rows = list[tuple[Any, ...]]


def compare(
    con: Connection, entities: Sequence[Entity], mission: str | None = None, year: int | None = None
) -> tuple[list[str], Rows]:
    """Header and rows of the table; ``mission`` and ``year`` narrow what is counted."""
    mission = mission.zfill(2) if mission else None
    wanted = [{"entity": entity.entity_id, "mission": mission, "year": year} for entity in entities]
    rows: Rows = [
        ("tipo", *(entity.kind for entity in entities)),
        ("provincia", *(entity.province for entity in entities)),
        ("abitanti", *(entity.population for entity in entities)),
        *_columns(["piani", "numero di piani", "pagine"], [_row(con, PLANS, each) for each in wanted]),
        *_columns(FIGURE_LABELS, [_row(con, FIGURES, each) for each in wanted]),
    ]
    if mission is None:
        rows += _columns(["servizi"], [_row(con, SERVICES, each) for each in wanted])
    rows += _missions(con, wanted)
    if mission is not None:
        rows += _titles(con, wanted)
    return ["", *(entity.name or entity.entity_id for entity in entities)], rows


def _run(con: Connection, sql: str, values: dict[str, Any]) -> Rows:
    """DuckDB wants to be given just the parameters that a query names."""
    return con.execute(sql, {name: value for name, value in values.items() if f"${name}" in sql}).fetchall()


def _row(con: Connection, sql: str, values: dict[str, Any]) -> tuple[Any, ...]:
    return _run(con, sql, values)[0]


def _columns(labels: Sequence[str], answers: Sequence[tuple[Any, ...]]) -> Rows:
    """One answer a body, turned into one row a figure."""
    return [(label, *values) for label, *values in zip(labels, *answers, strict=True)]


def _missions(con: Connection, wanted: Sequence[dict[str, Any]]) -> Rows:
    """Objectives of each mission that one of the bodies has."""
    names: dict[str, str] = {}
    counts: list[dict[str, int]] = []
    for each in wanted:
        found = _run(con, MISSIONS, each)
        names |= {code: name for code, name, _ in found}
        counts.append({code: count for code, _, count in found})
    return [
        (f"missione {code} {name or ''}".rstrip(), *(of_body.get(code, 0) for of_body in counts))
        for code, name in sorted(names.items())
    ]


def _titles(con: Connection, wanted: Sequence[dict[str, Any]]) -> Rows:
    """The objectives themselves, first beside first."""
    lists = [[title for (title,) in _run(con, TITLES, each)] for each in wanted]
    return [(f"obiettivo {n}", *titles) for n, titles in enumerate(zip_longest(*lists), 1)]
