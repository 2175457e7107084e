"""What was odd about the file itself, as findings of its plan; pages that could not be read make it ``partial``."""

from __future__ import annotations

from extractors.reading import Note
from schemas import Finding, PlanResult
from schemas.findings import kind_of

UNREAD = "page_without_text"


def with_notes(result: PlanResult, notes: list[Note]) -> PlanResult:
    """The plan with a finding for each note, and its status and error where pages stayed unread."""
    plan = result.plan
    result.findings += [
        Finding(
            finding_id=f"{plan.plan_id}-r{number:04}",
            plan_id=plan.plan_id,
            level=kind_of(note.code).level,
            code=note.code,
            message=note.message,
            page=note.page,
        )
        for number, note in enumerate(notes, 1)
    ]
    unread = [note for note in notes if note.code == UNREAD]
    if unread:
        pages = f"{len(unread)} of {plan.page_count} pages are pictures without text"
        plan.status, plan.error = "partial", f"{pages}; {unread[0].message.partition('; ')[2]}"
    return result
