"""A small hand-made database: two bodies, three plans and a failed one. What each query answers is checked by hand.

Comune di Alfa has a plan of 2024 and one of 2025, Provincia di Beta one of 2025. The plan of 2025 prints the objective
a25-k2 twice, in two units. Names and numbers are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.database import open_database
from pipeline.insert import Connection, insert
from schemas import (
    BudgetLine,
    Entity,
    Finding,
    Indicator,
    Objective,
    ObjectiveLink,
    PageLedger,
    Person,
    Phase,
    Plan,
    Record,
    Service,
    SimilarObjective,
    Target,
)


def objective(oid: str, key: str, position: int, code: str, title: str, unit: str, **more: Any) -> Objective:
    plan = oid.split("-")[0]
    entity = "c_a001" if plan.startswith("a") else "p_b"
    place = {"page": position + 1, "page_last": position + 1}
    return Objective(
        objective_id=oid,
        plan_id=plan,
        entity_id=entity,
        objective_key=key,
        position=position,
        code=code,
        title=title,
        unit=unit,
        **(place | more),
    )


def phase(oid: str, position: int, description: str, end: date, **more: Any) -> Phase:
    pid = f"{oid}-p{position}"
    return Phase(phase_id=pid, objective_id=oid, position=position, description=description, end_date=end, **more)


def indicator(
    parent: str, position: int, description: str, targets: Sequence[tuple[Any, ...]], **more: Any
) -> tuple[Indicator, list[Target]]:
    """``targets``: role, raw, operator, value, and more fields of the target."""
    iid = f"{parent}-i{position}"
    of = {"service_id" if "-s" in parent else "objective_id": parent}
    first = next(raw for role, raw, *_ in targets if role == "target")
    row = Indicator(indicator_id=iid, position=position, description=description, target_raw=first, **of, **more)
    return row, [
        Target(
            target_id=f"{iid}-t{n}",
            indicator_id=iid,
            role=role,
            raw=raw,
            operator=operator,
            value=value,
            **(rest[0] if rest else {}),
        )
        for n, (role, raw, operator, value, *rest) in enumerate(targets, 1)
    ]


OBJECTIVES = [
    objective(
        "a24-o1",
        "a24-k1",
        1,
        "1",
        "Pagare le fatture in tempo",
        "Ragioneria",
        weight=60,
        mission="01",
        mission_code="01",
        responsible=["dott.ssa Anna Bianchi"],
    ),
    objective(
        "a24-o2", "a24-k2", 2, "2", "Aprire lo sportello digitale", "Anagrafe", weight=40, responsible=["Carlo Verdi"]
    ),
    objective(
        "a24-o3",
        "a24-k3",
        3,
        "3",
        "Censimento degli alberi",
        "Verde",
        description="Finanziato dal PNRR.",
        financial_resources=Decimal(1000),
    ),
    objective("a24-o4", "a24-k4", 4, "4", "Corso di nuoto", "Sport"),
    objective(
        "a25-o1",
        "a25-k1",
        1,
        "1",
        "Pagare le fatture in tempo",
        "Ragioneria",
        mission="01",
        mission_code="01",
        responsible=["Bianchi Anna"],
    ),
    objective("a25-o2", "a25-k2", 2, "2", "Aprire lo sportello digitale", "Anagrafe", responsible=["Carlo Verdi"]),
    objective("a25-o3", "a25-k2", 3, "2", "Aprire lo sportello digitale", "Stato civile", responsible=["Carlo Verdi"]),
    objective(
        "a25-o4",
        "a25-k4",
        4,
        "3",
        "Censimento degli alberi monumentali",
        "Verde",
        description="Periodicità trimestrale.",
        mission="Missione 09",
        mission_code="09",
    ),
    objective("a25-o5", "a25-k5", 5, "5", "Pubblicare i dati in trasparenza", "Segreteria"),
    objective(
        "b25-o1",
        "b25-k1",
        1,
        "B1",
        "Ridurre i tempi di pagamento",
        "Finanze",
        weight=100,
        mission="1",
        mission_code="01",
        financial_resources=Decimal("2500.50"),
        responsible=["Carlo Verdi"],
    ),
]
PHASES = [
    phase("a24-o1", 1, "Controllo fatture", date(2024, 6, 30), weight=50),
    phase("a24-o1", 2, "Relazione", date(2024, 12, 31), weight=40),
    phase("a24-o2", 1, "Avvio", date(2024, 3, 31), status="Conclusa"),
    phase("a25-o2", 1, "Estensione", date(2025, 9, 30)),
    phase("a25-o3", 1, "Estensione", date(2025, 9, 30)),
    phase("b25-o1", 1, "Pulizia dei dati", date(2025, 5, 31)),
]
DAYS = {"unit": "giorni", "direction": "lower"}
TIMELY = {"dimension_kind": "quality", "subdimension_kind": "timeliness"}
YES = [("target", "sì", "yes_no", None, {"is_yes": True})]
INDICATORS = [
    indicator(
        "a24-o1",
        1,
        "Tempo medio di pagamento",
        [("baseline", "35", "=", 35, DAYS), ("target", "<= 30", "<=", 30, DAYS)],
        weight=100,
        **TIMELY,
    ),
    indicator("a24-o2", 1, "Sportello aperto", YES),
    indicator(
        "a25-o1",
        1,
        "Tempo medio di pagamento",
        [("baseline", "30", "=", 30, DAYS), ("target", "<= 25", "<=", 25, DAYS)],
        **TIMELY,
    ),
    indicator("a25-o2", 1, "Sportello aperto", YES),
    indicator("a25-o3", 1, "Sportello aperto", YES),
    indicator(
        "a25-o5",
        1,
        "Pubblicazione",
        [("target", "entro il 30/09/2025", "done_by", None, {"due_date": date(2025, 9, 30)})],
    ),
    indicator(
        "b25-o1",
        1,
        "Indicatore di tempestività dei pagamenti",
        [("target", "-5", "=", -5, DAYS), ("achieved", "-7", "=", -7)],
        **TIMELY,
    ),
    indicator(
        "b25-o1",
        2,
        "Corsi svolti",
        [("target", "4", "=", 4, {"direction": "higher"}), ("achieved", "3", "=", 3)],
        dimension_kind="quantity",
    ),
    indicator(
        "b25-s1",
        1,
        "Giorni di apertura",
        [("target", ">= 5", ">=", 5), ("achieved", "6", "=", 6)],
        dimension_kind="quality",
        subdimension_kind="accessibility",
    ),
]
ROWS: list[Sequence[Record]] = [
    [
        Entity(entity_id="c_a001", name="Comune di Alfa", kind="comune", province="AL", population=1200),
        Entity(entity_id="p_b", name="Provincia di Beta", kind="provincia"),
    ],
    [
        Plan(
            plan_id="a24",
            entity_id="c_a001",
            kind="PIAO",
            year_from=2024,
            year_to=2026,
            file_name="alfa 2024.pdf",
            page_count=10,
            status="ok",
        ),
        Plan(
            plan_id="a25",
            entity_id="c_a001",
            kind="PIAO",
            year_from=2025,
            year_to=2027,
            file_name="alfa 2025.pdf",
            page_count=12,
            status="ok",
        ),
        Plan(
            plan_id="b25", entity_id="p_b", kind="PEG", year_from=2025, file_name="beta.pdf", page_count=5, status="ok"
        ),
        Plan(plan_id="x", file_name="rotto.pdf", status="failed", error="rotto"),
    ],
    OBJECTIVES,
    PHASES,
    [
        Service(
            service_id="b25-s1",
            plan_id="b25",
            entity_id="p_b",
            position=1,
            name="Biblioteca",
            responsible="Elio Neri",
            page=4,
        ),
        Service(service_id="b25-s2", plan_id="b25", entity_id="p_b", position=2, name="Asilo", page=5),
    ],
    [row for row, _ in INDICATORS],
    [target for _, targets in INDICATORS for target in targets],
    [
        BudgetLine(objective_id="a25-o4", position=1, side="U", amount=Decimal(3000)),
        BudgetLine(objective_id="a25-o4", position=2, side="U", amount=Decimal(2000)),
        BudgetLine(objective_id="a25-o4", position=3, side="E", amount=Decimal(2000)),
    ],
    [
        Person(
            person_id="a24-n1",
            plan_id="a24",
            entity_id="c_a001",
            name="Anna Bianchi",
            name_key="anna bianchi",
            forms=["dott.ssa Anna Bianchi"],
            objectives=1,
            mentions=1,
        ),
        Person(
            person_id="a25-n1",
            plan_id="a25",
            entity_id="c_a001",
            name="Bianchi Anna",
            name_key="anna bianchi",
            forms=["Bianchi Anna"],
            objectives=1,
            mentions=1,
        ),
    ],
    [PageLedger(plan_id="a24", page=1, words=100, in_records=60, in_tables=10, in_prose=20, skipped=5, unclaimed=5)],
    [
        Finding(finding_id="a24-f1", plan_id="a24", level="warning", code="weights", message="90", page=3),
        Finding(finding_id="a24-f2", plan_id="a24", level="warning", code="weights", message="60", page=2),
        Finding(finding_id="b25-f1", plan_id="b25", level="error", code="dates", message="31.06"),
    ],
    [
        ObjectiveLink(
            link_id="l1",
            entity_id="c_a001",
            plan_from="a24",
            plan_to="a25",
            key_from="a24-k1",
            key_to="a25-k1",
            title_from="Pagare le fatture in tempo",
            title_to="Pagare le fatture in tempo",
            kind="continued",
            score=100,
            changes=["target: <= 30, <= 25"],
        ),
        ObjectiveLink(
            link_id="l2",
            entity_id="c_a001",
            plan_from="a24",
            plan_to="a25",
            key_from="a24-k4",
            title_from="Corso di nuoto",
            kind="dropped",
        ),
    ],
    [
        SimilarObjective(
            objective_key="a25-k1",
            entity_id="c_a001",
            rank=1,
            other_key="b25-k1",
            other_entity="p_b",
            score=81.5,
            title_score=60,
            same_mission=True,
        ),
        SimilarObjective(
            objective_key="b25-k1",
            entity_id="p_b",
            rank=1,
            other_key="a25-k1",
            other_entity="c_a001",
            score=81.5,
            title_score=60,
            same_mission=True,
        ),
        SimilarObjective(
            objective_key="a25-k5",
            entity_id="c_a001",
            rank=1,
            other_key="b25-k1",
            other_entity="p_b",
            score=30,
            title_score=30,
        ),
    ],
]


def make_database(path: Path) -> Connection:
    """The database, open."""
    con = open_database(path)
    for rows in ROWS:
        insert(con, type(rows[0]), rows)
    return con
