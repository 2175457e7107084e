"""Weights: do those of a card, a unit, an objective add up, and do the printed running sums follow from them?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from normalizers.text import fold
from pipeline.checks.facts import Facts, Note
from pipeline.checks.words import number, quoted, title_of
from schemas import Indicator, Objective

MOST = 0.6
"""Share of the sums that must have a total before the others are called off from it."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The weights of one card, unit or objective."""

    label: str
    weights: tuple[float, ...]
    missing: int
    table: str
    row_id: str | None
    page: int | None
    whole: float | None = None
    """The weight of what the weights are parts of, where it has one."""

    @property
    def total(self) -> float:
        return round(sum(self.weights), 4)

    def adds_to(self, total: float) -> bool:
        """Whether they add to ``total``; equal shares that are rounded (33/33/33, 16,7 six times) do."""
        off = abs(self.total - total)
        alike = max(self.weights) - min(self.weights) <= 1.0
        return off < 0.011 or (alike and len(self.weights) > 2 and off <= 0.5 * len(self.weights) and off <= 1.01)


def sum_of(
    label: str, rows: Sequence[Any], table: str, row_id: str | None, page: int | None, whole: float | None = None
) -> Sum:
    weights = tuple(row.weight for row in rows if row.weight is not None)
    return Sum(label, weights, len(rows) - len(weights), table, row_id, page, whole)


def judged(sums: Sequence[Sum], code: str, what: str) -> Iterator[Note]:
    """Which sums are off: from 100 where that is what the plan adds to, from the weight of the card itself where the
    plan shares that out (points), else from the total that most of them have in common.

    Where there is no such total, one note says so: the plan weighs otherwise.
    """
    used = [s for s in sums if s.weights and any(s.weights)]
    if sums and not used:
        if weighed := [s for s in sums if s.weights]:
            message = f"weights of {what} are all zero ({len(sums)} times)"
            yield Note("weights_unused", message, weighed[0].table, None, weighed[0].page)
        return
    full = [s for s in used if s.adds_to(100)]
    shared = [s for s in used if s.whole and s.adds_to(s.whole)]
    if full and len(full) >= 0.4 * len(used):
        yield from _off(used, [100.0] * len(used), code, what)
    elif len(shared) >= max(2, MOST * len(used)):
        yield from _off(used, [s.whole or s.total for s in used], code, what)
    elif used:
        yield from _other_total(used, len(full), code, what)


def _other_total(used: Sequence[Sum], full: int, code: str, what: str) -> Iterator[Note]:
    """Sums of which too few are 100: they share another total, or none."""
    if len(used) == 1 and 85 <= used[0].total <= 115:
        yield from _off(used, [100.0], code, what)
        return
    total, times = Counter(s.total for s in used).most_common(1)[0]
    common = times >= max(3, MOST * len(used))
    least, most = min(s.total for s in used), max(s.total for s in used)
    span = number(least) if least == most else f"from {number(least)} to {number(most)}"
    told = f"{number(total)}, not to 100 ({times} of {len(used)})" if common else span
    told += "" if common else f" ({len(used)} sums, {full} of them 100)"
    yield Note("weights_other_total", f"weights of {what} add to {told}", used[0].table, None, used[0].page)
    if common:
        yield from _off(used, [total] * len(used), code, what)


def _off(sums: Sequence[Sum], wanted: Sequence[float], code: str, what: str) -> Iterator[Note]:
    """The sums that are not what is wanted of them; where weights are missing, that is what is said."""
    for s, total in zip(sums, wanted, strict=True):
        if s.adds_to(total):
            continue
        parts = " + ".join(number(w) for w in s.weights) if len(s.weights) <= 8 else f"{len(s.weights)} weights"
        if s.missing and s.total < total:
            lacking = f"{s.missing} of {s.missing + len(s.weights)} weights of {what} missing"
            message = f"{s.label}: {lacking}, {parts} = {number(s.total)}"
            yield Note("weights_missing", message, s.table, s.row_id, s.page)
        else:
            message = f"{s.label}: {parts} = {number(s.total)}, not {number(total)}"
            yield Note(code, message, s.table, s.row_id, s.page)


def weights_of_phases(facts: Facts) -> Iterator[Note]:
    sums = [
        sum_of(title_of(o), facts.phases[o.objective_id], "objectives", o.objective_id, facts.page(o), o.weight)
        for o in facts.result.objectives
        if any(p.weight is not None for p in facts.phases.get(o.objective_id, []))
    ]
    yield from judged(sums, "weights_phases", "the phases of a card")


def weights_of_indicators(facts: Facts) -> Iterator[Note]:
    owners: list[tuple[str, str, str, int | None, list[Indicator], float | None]] = [
        (title_of(o), "objectives", o.objective_id, facts.page(o), facts.indicators.get(o.objective_id, []), o.weight)
        for o in facts.result.objectives
    ]
    owners += [
        (quoted(s.name), "services", s.service_id, s.page, facts.of_services.get(s.service_id, []), None)
        for s in facts.result.services
    ]
    sums = [
        sum_of(label, rows, table, row_id, page, whole)
        for label, table, row_id, page, rows, whole in owners
        if any(row.weight is not None for row in rows)
    ]
    yield from judged(sums, "weights_indicators", "the indicators of an objective")
    yield from _never_weighed(facts)


def _never_weighed(facts: Facts) -> Iterator[Note]:
    """Objectives whose indicators have no weight at all, under a heading where nearly all others have one."""
    under: dict[tuple[str, ...], list[Objective]] = defaultdict(list)
    for objective in facts.result.objectives:
        if facts.indicators.get(objective.objective_id):
            under[tuple(objective.section)].append(objective)
    for group in under.values():
        bare = [o for o in group if all(i.weight is None for i in facts.indicators[o.objective_id])]
        if len(group) >= 5 and 0 < len(bare) <= 0.1 * len(group):
            for o in bare:
                message = (
                    f"{title_of(o)}: its indicators have no weight, as those of the other {len(group) - len(bare)} have"
                )
                yield Note("weights_missing", message, "objectives", o.objective_id, facts.page(o))


def weights_of_units(facts: Facts) -> Iterator[Note]:
    """Weights of the objectives that belong together in one year: by unit, by person, by what stands above them (a
    strategic objective), or by headings.

    A plan does not say within what its weights add to 100; the grouping in which most of them do is the one it means.
    """
    weighed = [o for o in facts.result.objectives if o.weight is not None]
    if not weighed:
        return
    depth = min(4, max(len(o.section) for o in weighed))
    ways: list[Callable[[Objective], str]] = [
        lambda o: o.unit or "; ".join(o.responsible),
        lambda o: "; ".join(o.responsible),
        *((lambda o, name=name: getattr(o, name) or "") for name in _ABOVE),
        *((lambda o, n=n: " > ".join(o.section[-n:])) for n in range(1, depth + 1)),
        *((lambda o, n=n: " > ".join(o.section[:n])) for n in range(1, depth + 1)),
        lambda o: "the whole plan",
    ]
    tried = [_grouped(facts, way) for way in ways]
    best = max(tried, key=lambda sums: sum(len(s.weights) for s in sums if s.weights and s.adds_to(100)))
    yield from judged(best, "weights_unit", "the objectives of a unit")


_ABOVE = ("strategic_objective", "operational_objective", "strategic_area", "public_value", "category", "programme")
"""What stands above an objective: weights may be shares of it."""


def _grouped(facts: Facts, way: Callable[[Objective], str]) -> list[Sum]:
    groups: dict[tuple[int | None, str], list[Objective]] = defaultdict(list)
    for objective in facts.result.objectives:
        groups[objective.year, fold(way(objective))].append(objective)
    return [
        sum_of(quoted(way(rows[0])), rows, "objectives", None, facts.page(rows[0]))
        for rows in groups.values()
        if any(row.weight is not None for row in rows)
    ]


def cumulated(facts: Facts) -> Iterator[Note]:
    for objective in facts.result.objectives:
        total = 0.0
        for phase in facts.phases.get(objective.objective_id, []):
            if phase.weight is None or phase.cumulative is None:
                continue
            total += phase.weight
            if abs(total - phase.cumulative) > 0.51:
                printed = f"{number(phase.cumulative)} printed, the weights add to {number(total)}"
                message = f"{quoted(phase.description)}: {printed}"
                yield Note("cumulative_wrong", message, "phases", phase.phase_id, phase.page)
                break


def weights_unread(facts: Facts) -> Iterator[Note]:
    rows: list[tuple[str, str, Any]] = [("phases", p.phase_id, p) for p in facts.result.phases]
    rows += [("indicators", i.indicator_id, i) for i in facts.result.indicators]
    for table, row_id, row in rows:
        if row.weight_raw and row.weight is None and re.search(r"\w", row.weight_raw):
            yield Note("weight_unread", f"weight not read: {quoted(row.weight_raw)}", table, row_id, row.page)
