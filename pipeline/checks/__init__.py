"""Findings about the plan itself: is what it says sound?

Each check is a small function from the plan's rows to notes, in a module by subject; `checked` runs them all, gathers
what would drown a plan (see ``schemas.findings``), and numbers the findings. What a single cell says wrong (an
impossible date) was noted when it was read, in ``pipeline.rows``.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checks.amounts import amounts_repeated, totals
from pipeline.checks.dates import dates_in_texts, dates_unread, phases_backwards, phases_outside
from pipeline.checks.facts import Check, Facts, Note, by
from pipeline.checks.indicators import (
    directions,
    without_baseline,
    without_indicators,
    without_target,
    without_unit,
    yes_no_only,
)
from pipeline.checks.names import names, without_owner
from pipeline.checks.printings import targets_differ
from pipeline.checks.weights import (
    cumulated,
    weights_of_indicators,
    weights_of_phases,
    weights_of_units,
    weights_unread,
)
from pipeline.checks.words import on_pages
from schemas import Finding, PlanResult
from schemas.findings import GATHER_FROM, kind_of

__all__ = ["CHECKS", "Check", "Facts", "Note", "checked", "gathered"]

CHECKS: tuple[Check, ...] = (
    phases_backwards,
    phases_outside,
    dates_in_texts,
    dates_unread,
    weights_of_phases,
    weights_of_units,
    weights_of_indicators,
    cumulated,
    weights_unread,
    without_indicators,
    without_target,
    without_unit,
    without_baseline,
    yes_no_only,
    directions,
    targets_differ,
    amounts_repeated,
    totals,
    names,
    without_owner,
)
"""All checks, in the order of the catalogue."""


def checked(result: PlanResult) -> PlanResult:
    """The result with its findings added, in the order of the pages within each code."""
    facts = Facts(result)
    notes = [Note(f.code, f.message, f.table_name, f.row_id, f.page) for f in result.findings]
    for check in CHECKS:
        notes += check(facts)
    plan_id = result.plan.plan_id
    result.findings = [
        Finding(
            finding_id=f"{plan_id}-f{number:04}",
            plan_id=plan_id,
            level=kind_of(note.code).level,
            code=note.code,
            message=note.message,
            table_name=note.table,
            row_id=note.row_id,
            page=note.page,
        )
        for number, note in enumerate(gathered(notes), 1)
    ]
    return result


def gathered(notes: Sequence[Note]) -> list[Note]:
    """The notes, with those of a gathered kind as one where there are many: how often, where, and the first of them."""
    by_code = by(notes, "code")
    found: list[Note] = []
    for code, group in by_code.items():
        if kind_of(code).gathered and len(group) >= GATHER_FROM:
            first = group[0]
            pages = on_pages(note.page for note in group)
            message = f"{len(group)} times{pages}: {first.message}; …"
            found.append(Note(code, message, first.table, None, first.page))
        else:
            found += group
    return found
