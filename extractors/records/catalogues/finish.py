"""What one kind of catalogue needs after its rows are read: one function a kind, entries to entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from extractors.lexicon import Lexicon
from extractors.records.catalogues import prevention
from extractors.records.catalogues.entries import Entry
from extractors.records.catalogues.positive import finish_positive_actions, measures_reported
from extractors.records.catalogues.premiums import (
    finish_assignments,
    finish_incentive_projects,
    finish_pay_bands,
    on_their_own,
)
from extractors.records.catalogues.publication import obligations
from extractors.records.catalogues.scoring import finish_scores
from extractors.records.catalogues.staff import hires, staffing
from extractors.records.catalogues.surveys import finish_surveys
from extractors.records.catalogues.training import finish_trainings
from extractors.records.catalogues.units import org_units

Finish = Callable[[list[Entry], Lexicon], list[Entry]]

FINISHERS: dict[str, Finish] = {
    "processes": prevention.processes,
    "risks": prevention.risks,
    "risk_areas": prevention.risk_areas,
    "measures": prevention.measures,
    "measure_programme": prevention.programme,
    "process_risk_measures": prevention.process_risks,
    "publication_obligations": obligations,
    "staffing": staffing,
    "hires": hires,
    "org_units": org_units,
    "trainings": finish_trainings,
    "positive_actions": finish_positive_actions,
    "monitoring": measures_reported,
    "assignments": finish_assignments,
    "incentive_projects": finish_incentive_projects,
    "pay_bands": finish_pay_bands,
    "scores": finish_scores,
    "survey_items": finish_surveys,
    "agile_projects": on_their_own,
}
"""table -> what is done with its rows, all of a plan at once."""


def finished(entries: Iterable[Entry], lexicon: Lexicon) -> list[Entry]:
    """Entries of each kind mended, kinds in the order in which they first appear."""
    kinds: dict[str, list[Entry]] = {}
    for kind, run in groupby(entries, key=lambda e: e.kind):
        kinds.setdefault(kind, []).extend(run)
    found: list[Entry] = []
    for kind, rows in kinds.items():
        finish = FINISHERS.get(kind)
        found += finish(rows, lexicon) if finish else rows
    prevention.link_measures(found)
    return found
