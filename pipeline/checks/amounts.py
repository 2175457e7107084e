"""Money and totals: sums that stand in several cards, and printed totals that do not add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from normalizers.text import squash
from pipeline.checks.facts import Facts, Note
from pipeline.checks.words import euro, number, on_pages, quoted, title_of
from pipeline.totals import wrong_totals
from schemas import Objective

BY_CHANCE = 1000
"""Euro: below, or where the amount is a round one, two different cards may well have the same amount."""
LARGE = 50_000
"""Euro: a round amount from here on is no chance in three cards."""


def amounts_repeated(facts: Facts) -> Iterator[Note]:
    """Sums that stand in several cards; a round one in two different cards may be chance."""
    cards: dict[Any, list[Objective]] = defaultdict(list)
    for objective in facts.result.objectives:
        if objective.financial_resources:
            cards[objective.financial_resources].append(objective)
    for amount, rows in cards.items():
        if _repeated(amount, rows):
            message = (
                f"{euro(amount)} in {len(rows)} cards ({euro(amount * len(rows))} if added up): {title_of(rows[0])}"
            )
            yield _told(facts, message, "objectives", rows)
    lines: dict[Any, list[Objective]] = defaultdict(list)
    for line in facts.result.budget_lines:
        if line.amount and (line.chapter or line.commitment):
            key = (line.side, squash(line.chapter), squash(line.commitment), line.amount)
            owner = facts.objectives[line.objective_id]
            if owner not in lines[key]:
                lines[key].append(owner)
    for (side, chapter, commitment, amount), rows in lines.items():
        if len({o.objective_key for o in rows}) > 1 or len(rows) > 1:
            what = " ".join(filter(None, (side, chapter, commitment)))
            message = f"{euro(amount)} of {what} in {len(rows)} cards: {title_of(rows[0])}"
            yield _told(facts, message, "budget_lines", rows)


def _told(facts: Facts, message: str, table: str, rows: Sequence[Objective]) -> Note:
    """It stands at the first of the cards, and names the pages of all."""
    pages = on_pages([facts.page(o) for o in rows])
    return Note("amount_repeated", f"{message}{pages}", table, rows[0].objective_id, facts.page(rows[0]))


def _repeated(amount: Any, rows: Sequence[Objective]) -> bool:
    keys = {o.objective_key for o in rows}
    if len(rows) < 2:
        return False
    if len(keys) < len(rows):  # one objective, printed again
        years = {o.year for o in rows}
        return len(rows) > len(keys) * max(1, len(years)) or len(years) == 1
    by_chance = amount < BY_CHANCE or amount % 500 == 0
    return not by_chance or (len(rows) >= 3 and amount >= LARGE)


def totals(facts: Facts) -> Iterator[Note]:
    """Printed totals of the plan's tables that do not add up."""
    cells = facts.result.cells
    alike: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for table in facts.result.tables:
        alike[table.n_cols, *table.header].append(table.table_id)
    for ids in alike.values():
        for table_id, found in zip(ids, wrong_totals(map(cells.of, ids)), strict=True):
            for wrong in found:
                label = ", ".join(filter(None, (wrong.row, wrong.column)))
                message = f"{quoted(label)}: {wrong.printed} printed, {number(wrong.found)} is the sum"
                yield Note("total_wrong", message, "tables", table_id, wrong.page)
