"""All tables of the contract, and what one file gives of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, SerializeAsAny

from schemas.base import Record
from schemas.catalogues import CATALOGUES, Listed
from schemas.cells import Cells
from schemas.records import (
    BudgetLine,
    Cell,
    DictionaryEntry,
    Entity,
    Finding,
    Indicator,
    Mission,
    Objective,
    ObjectiveLink,
    PageLedger,
    Person,
    Phase,
    Plan,
    Programme,
    Section,
    Service,
    SimilarObjective,
    StaffLine,
    Table,
    Target,
)

TABLES: tuple[type[Record], ...] = (
    Entity,
    Plan,
    Objective,
    Phase,
    Service,
    Indicator,
    Target,
    BudgetLine,
    StaffLine,
    Table,
    Cell,
    Section,
    *CATALOGUES,
    Person,
    PageLedger,
    Finding,
    Mission,
    Programme,
    ObjectiveLink,
    SimilarObjective,
    DictionaryEntry,
)
"""Every table of the database, parents before children."""


class PlanResult(BaseModel):
    """All that one file gave: picklable, without a database or a print behind it."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    entity: Entity | None = None
    plan: Plan
    objectives: list[Objective] = Field(default_factory=list)
    phases: list[Phase] = Field(default_factory=list)
    services: list[Service] = Field(default_factory=list)
    indicators: list[Indicator] = Field(default_factory=list)
    targets: list[Target] = Field(default_factory=list)
    budget_lines: list[BudgetLine] = Field(default_factory=list)
    staff_lines: list[StaffLine] = Field(default_factory=list)
    tables: list[Table] = Field(default_factory=list)
    cells: Annotated[Cells, PlainSerializer(list, return_type=list[Cell])] = Field(default_factory=Cells)
    sections: list[Section] = Field(default_factory=list)
    listed: dict[str, list[SerializeAsAny[Listed]]] = Field(default_factory=dict)
    """Rows of the catalogues by table."""
    people: list[Person] = Field(default_factory=list)
    page_ledger: list[PageLedger] = Field(default_factory=list)
    findings: list[Finding] = Field(default_factory=list)

    def rows(self, table: type[Record]) -> Collection[Record]:
        """The rows of one table, also of those that hold one row a plan."""
        if table is Plan:
            return [self.plan]
        if table is Entity:
            return [self.entity] if self.entity else []
        if not table.of_a_plan:
            return []
        if issubclass(table, Listed):
            return list(self.listed.get(table.table, []))
        found: Collection[Record] = getattr(self, table.table)
        return found
