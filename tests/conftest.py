"""What several tests need: a small plan, as if read."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from forms import Form
from papers import Paper

from schemas import (
    BudgetLine,
    Cell,
    Cells,
    Entity,
    Finding,
    Indicator,
    Objective,
    PageLedger,
    Phase,
    Plan,
    PlanResult,
    Section,
    Service,
    StaffLine,
    Table,
    Target,
)

ROOT = Path(__file__).parent.parent

# the process that workers are forked from learns of no other path: without this every worker imports its reader anew
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH")]))


def make_plan(plan_id: str = "aaaa000011112222", objectives: int = 2, cells: int = 6, **plan: object) -> PlanResult:
    """A plan of the Comune di Prova with a row in every table."""
    ids = [f"{plan_id}-o{n}" for n in range(1, objectives + 1)]
    fields = {
        "file_name": "prova.pdf",
        "status": "ok",
        "page_count": 3,
        "title": "PIAO 2024-2026",
        "kind": "PIAO",
    } | plan
    ledger = {"words": 2, "in_records": 0, "in_tables": 0, "in_prose": 2, "skipped": 0, "unclaimed": 0}
    place = {"page": 2, "page_last": 2, "x0": 10.0, "top": 20.0, "x1": 200.5, "bottom": 80.0}
    return PlanResult(
        entity=Entity(entity_id="e1", name="Comune di Prova", kind="comune"),
        plan=Plan(plan_id=plan_id, entity_id="e1", **fields),
        objectives=[
            Objective(
                objective_id=oid,
                plan_id=plan_id,
                entity_id="e1",
                objective_key=oid,
                position=n,
                code=f"OB{n}",
                title=f"Aprire lo sportello {n}",
                section=["Settore I", "Servizio anagrafe"],
                weight_raw="12,5%",
                weight=12.5,
                financial_resources_raw="€ 1.234,56",
                financial_resources=Decimal("1234.56"),
                **place,
            )
            for n, oid in enumerate(ids, 1)
        ],
        phases=[
            Phase(
                phase_id=f"{oid}-p1",
                objective_id=oid,
                position=1,
                description="Scelta dei locali",
                start_raw="01.03.2024",
                start_date=date(2024, 3, 1),
                end_raw="31.06.2024",
                months=[3, 4],
                **place,
            )
            for oid in ids
        ],
        services=[Service(service_id=f"{plan_id}-s1", plan_id=plan_id, entity_id="e1", position=1, name="Biblioteca")],
        indicators=[
            *(Indicator(indicator_id=f"{oid}-i1", objective_id=oid, position=1, description="Utenti") for oid in ids),
            Indicator(indicator_id=f"{plan_id}-s1-i1", service_id=f"{plan_id}-s1", position=1, description="Prestiti"),
        ],
        targets=[
            Target(
                target_id=f"{plan_id}-t1", indicator_id=f"{ids[0]}-i1", role="target", year=2024, raw=">= 95%", value=95
            ),
            Target(target_id=f"{plan_id}-t2", indicator_id=f"{plan_id}-s1-i1", role="target", raw="Sì", is_yes=True),
        ]
        if ids
        else [],
        budget_lines=[BudgetLine(objective_id=oid, position=1, side="U", amount=Decimal("10.50")) for oid in ids],
        staff_lines=[StaffLine(objective_id=oid, position=1, category="D", count=2) for oid in ids],
        tables=[Table(table_id=f"{plan_id}-g1", plan_id=plan_id, header=["Fase", "Tempi"], n_rows=cells, n_cols=1)],
        cells=Cells(
            Cell(
                table_id=f"{plan_id}-g1",
                row=n,
                col=0,
                rowspan=1,
                colspan=1,
                text=None if n % 5 == 0 else f"perché n. {n}",
            )
            for n in range(cells)
        ),
        sections=[Section(plan_id=plan_id, position=1, path=["Premessa"], title="Premessa", text="Il piano.")],
        page_ledger=[PageLedger(plan_id=plan_id, page=1, **ledger)],
        findings=[
            Finding(finding_id=f"{plan_id}-f1", plan_id=plan_id, level="warning", code="W_DATE", message="31.06.")
        ],
    )


def with_huge_cell(plan: PlanResult) -> PlanResult:
    """The plan with a cell whose row fits no column of the database."""
    *cells, last = plan.cells
    last.row = 2**40
    plan.cells = Cells([*cells, last])
    return plan


@pytest.fixture
def plan() -> PlanResult:
    return make_plan()


@pytest.fixture
def form(tmp_path: Path) -> Form:
    return Form(tmp_path / "plan.pdf")


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path / "plan.pdf")
