"""Plans and cards as a person would like to read them; labels are the Italian titles of the models."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from pipeline.insert import Connection
from pipeline.lookup import fetch
from schemas import (
    BudgetLine,
    Entity,
    Finding,
    Indicator,
    Objective,
    Phase,
    Plan,
    Record,
    Service,
    StaffLine,
    Target,
)

HIDDEN = {"objective_id", "plan_id", "entity_id", "objective_key", "position", "title", "code"}
PLACE = {"page", "page_last", "x0", "top", "x1", "bottom"}
LEVELS = {"error": "red", "warning": "yellow", "info": "dim"}


def plan_page(con: Connection, plan: Plan) -> RenderableType:
    """The plan's head and the list of its objectives and services."""
    entity: list[Entity] = fetch(con, Entity, "entity_id = ?", [plan.entity_id])
    rows: list[Objective] = fetch(con, Objective, "plan_id = ?", [plan.plan_id])
    services: list[Service] = fetch(con, Service, "plan_id = ?", [plan.plan_id])
    years = " – ".join(dict.fromkeys(str(year) for year in (plan.year_from, plan.year_to) if year))
    facts = [entity[0].name if entity else None, plan.kind, years, f"{plan.page_count or 0} pagine", plan.file_name]
    parts: list[RenderableType] = [
        Text(plan.title or plan.file_name, style="bold"),
        Text(" · ".join(fact for fact in facts if fact), style="dim"),
    ]
    if plan.error:
        parts.append(Text(plan.error, style="red"))
    if rows:
        parts.append(
            _grid(
                ["n.", "codice", "titolo", "responsabili", "peso", "pag."],
                ([o.position, o.code, o.title, "; ".join(o.responsible), o.weight_raw, pages(o)] for o in rows),
            )
        )
    if services:
        parts.append(
            _grid(
                ["n.", "servizio", "responsabile", "pag."],
                ([s.position, s.name, s.responsible, pages(s)] for s in services),
            )
        )
    return Group(*parts)


def card(con: Connection, plan: Plan, objective: Objective) -> RenderableType:
    """An objective with its phases, indicators, targets, resources, and what was found about them."""
    mine = "objective_id = ?", [objective.objective_id]
    phases: list[Phase] = fetch(con, Phase, *mine)
    indicators: list[Indicator] = fetch(con, Indicator, *mine)
    head = " ".join(part for part in (objective.code, objective.title) if part)
    parts: list[RenderableType] = [
        Text(head or f"obiettivo {objective.position}", style="bold"),
        Text(f"{plan.file_name}, pag. {pages(objective)} · {objective.objective_id}", style="dim"),
        Padding(fields(objective), (1, 0)),
    ]
    parts += section("Fasi", Phase, phases)
    if indicators:
        parts.append(Text("Indicatori", style="bold"))
        for indicator in indicators:
            targets: list[Target] = fetch(con, Target, "indicator_id = ?", [indicator.indicator_id])
            parts.append(Padding(_indicator(indicator, targets), (0, 0, 1, 0)))
    parts += section("Risorse finanziarie", BudgetLine, fetch(con, BudgetLine, *mine))
    parts += section("Risorse umane", StaffLine, fetch(con, StaffLine, *mine))
    ids = [objective.objective_id, *(p.phase_id for p in phases), *(i.indicator_id for i in indicators)]
    for finding in fetch(con, Finding, "list_contains(?::VARCHAR[], row_id)", [ids]):
        parts.append(Text(f"! {finding.message}", style=LEVELS[finding.level]))
    return Group(*parts)


def _indicator(indicator: Indicator, targets: list[Target]) -> RenderableType:
    hidden = {"indicator_id", "service_id", "description"}
    parts: list[RenderableType] = [
        Text(f"{indicator.position}. {indicator.description or ''}", style="italic"),
        Padding(fields(indicator, hidden), (0, 0, 0, 3)),
    ]
    several = len(targets) > 1 or any(target.raw != indicator.target_raw for target in targets)
    if several:
        names = {"baseline": "base", "target": "target", "achieved": "raggiunto"}
        told = [
            f"{names[target.role]} {target.year or ''}: {target.raw or ''}".replace(" :", ":") for target in targets
        ]
        parts.append(Padding(Text(" · ".join(told)), (0, 0, 0, 3)))
    return Group(*parts)


def fields(row: Record, hidden: Iterable[str] = ()) -> RenderableType:
    """Label and value of every field that is filled; where there is a text as printed, that one."""
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="cyan", max_width=28)
    grid.add_column(overflow="fold")
    skipped = HIDDEN | PLACE | set(hidden)
    for name, value in shown(row, skipped):
        grid.add_row(name, Text(value))
    return grid


def section(title: str, table: type[Record], rows: list[Any]) -> list[RenderableType]:
    """A titled table of rows, with the columns in which any of them says something."""
    if not rows:
        return []
    skipped = HIDDEN - {"code"} | PLACE | {f"{table.table.rstrip('s')}_id"}
    cells = [dict(shown(row, skipped)) for row in rows]
    labels = [label for label in _labels(table) if any(label in cell for cell in cells)]
    lines = ([row.position, *(cell.get(label) for label in labels)] for row, cell in zip(rows, cells, strict=True))
    return [Text(title, style="bold"), Padding(_grid(["n.", *labels], lines), (0, 0, 1, 0))]


def shown(row: Record, skipped: set[str]) -> list[tuple[str, str]]:
    """(label, text) of the filled fields; a value that stands beside its printed text is left out."""
    found = []
    for name in type(row).model_fields:
        value = getattr(row, name)
        printed = getattr(row, f"{name}_raw", None) or _date_text(row, name)
        if name in skipped or value is None or value == [] or printed is not None:
            continue
        text = " › ".join(value) if name == "section" else as_text(value)
        found.append((_label(type(row), name), text))
    return found


def _date_text(row: Record, name: str) -> str | None:
    """``start_date`` and ``end_date`` have their text in ``start_raw`` and ``end_raw``."""
    return getattr(row, name.removesuffix("_date") + "_raw", None) if name.endswith("_date") else None


def as_text(value: Any) -> str:
    """A value as an Italian reader writes it."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) if isinstance(value[0], int) else "; ".join(map(str, value))
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, Decimal):
        return f"€ {value:,.2f}".translate(str.maketrans(",.", ".,"))
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if hasattr(value, "strftime"):
        return str(value.strftime("%d/%m/%Y"))
    return str(value)


def pages(row: Any) -> str:
    """``12`` or ``12–13``."""
    if row.page_last and row.page_last != row.page:
        return f"{row.page}–{row.page_last}"
    return str(row.page or "")


def _label(table: type[Record], name: str) -> str:
    title = table.model_fields[name].title or name
    return title.removesuffix(" (testo)")


def _labels(table: type[Record]) -> list[str]:
    return list(dict.fromkeys(_label(table, name) for name in table.model_fields))


def _grid(header: list[str], rows: Iterable[Iterable[Any]]) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="cyan", padding=(0, 2, 0, 0))
    for name in header:
        grid.add_column(name, overflow="fold")
    for row in rows:
        grid.add_row(*("" if value is None else Text(str(value)) for value in row))
    return grid
