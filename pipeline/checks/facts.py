"""What a check is given and what it gives: the rows of a plan by what they belong to, and notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from schemas import Objective, PlanResult, Table


class Note(NamedTuple):
    """A finding before it has its number; its level is that of the catalogue."""

    code: str
    message: str
    table: str | None = None
    row_id: str | None = None
    page: int | None = None


class Facts:
    """The rows of a plan, found by what they belong to."""

    def __init__(self, result: PlanResult) -> None:
        self.result = result
        self.phases = by(result.phases, "objective_id")
        self.indicators = by([i for i in result.indicators if i.objective_id], "objective_id")
        self.of_services = by([i for i in result.indicators if i.service_id], "service_id")
        self.targets = by(result.targets, "indicator_id")
        self.objectives = {o.objective_id: o for o in result.objectives}
        self._page: int | None = None
        self._on_page: dict[str, set[tuple[str, int]]] = {}

    @cached_property
    def printings(self) -> dict[str, list[Objective]]:
        """Objectives by their key."""
        return by(self.result.objectives, "objective_key")

    @cached_property
    def _tables(self) -> dict[int, list[Table]]:
        """The tables that stand on each page."""
        found: dict[int, list[Table]] = defaultdict(list)
        for table in self.result.tables:
            first = table.page or 0
            for page in range(first, (table.page_last or first) + 1):
                found[page].append(table)
        return found

    def _columns(self, page: int) -> dict[str, set[tuple[str, int]]]:
        """Text -> (table, column) in which it stands on a page; remembered until another page is asked for."""
        if self._page != page:
            self._page, self._on_page = page, defaultdict(set)
            for table in self._tables.get(page, []):
                for cell in self.result.cells.of(table.table_id):
                    if cell.text and cell.page == page:
                        self._on_page[cell.text].add((cell.table_id, cell.col))
        return self._on_page

    @cached_property
    def _heads(self) -> dict[str, list[str]]:
        return {table.table_id: table.header for table in self.result.tables}

    def head_over(self, text: str | None, page: int | None) -> str | None:
        """The head of the column in which a text stands, where it stands in one column of its page only."""
        places = self._columns(page or 0).get(text or "", set())
        if len(places) != 1:
            return None
        ((table, column),) = places
        heads = self._heads.get(table, [])
        return heads[column] if column < len(heads) else None

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year of the plan."""
        first, last = self.result.plan.year_from, self.result.plan.year_to
        return (first, max(first, last or first)) if first else None

    def page(self, objective: Objective) -> int | None:
        """The page of a card: its own, or that of its first row where a heading far above counts as its beginning."""
        rows = [*self.phases.get(objective.objective_id, []), *self.indicators.get(objective.objective_id, [])]
        pages: list[int] = [row.page for row in rows if row.page]
        if pages and objective.page and min(pages) > objective.page + 1:
            return min(pages)
        return objective.page or min(pages, default=None)


Check = Callable[[Facts], Iterator[Note]]


def by(rows: Iterable[Any], name: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
