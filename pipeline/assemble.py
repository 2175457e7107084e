"""Raw records to contract rows, each kind by its module of ``pipeline.rows``; then what needs the whole plan.

Findings that come of reading a single value are noted on the way; those of the plan itself are ``pipeline.checks``.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from extractors.flow import Flow
from extractors.grid import PageTables
from extractors.identity import Identity
from extractors.lexicon import Lexicon, fold_label
from extractors.records import Extract
from pipeline.confidence import scanned_of, set_confidence
from pipeline.keys import set_keys
from pipeline.ledger import PageHeld, roles_of
from pipeline.rows.build import Build
from pipeline.rows.catalogues import add_entries
from pipeline.rows.indicators import add_service
from pipeline.rows.kept import add_ledger, add_sections, add_tables, kept_of
from pipeline.rows.objectives import add_objective
from pipeline.values import fill_plan, placed
from pipeline.version import VERSION
from schemas import Entity, Finding, Plan, PlanResult

UNREAD = re.compile(r"date_|target_|weight_unread|mission_unread|phase_backwards")
"""Codes of findings about a value that could not be read."""


def assemble(
    file_name: str,
    sha256: str,
    page_count: int,
    identity: Identity,
    extract: Extract,
    flow: Flow,
    pages: list[PageTables],
    held: list[PageHeld],
    lexicon: Lexicon,
) -> PlanResult:
    """The plan's rows; ids depend only on the file's bytes and the order of its records.

    Uses up ``extract`` and ``flow``: what has become rows is let go of.
    """
    plan_id = sha256[:12]
    entity, place_notes = placed(entity_row(identity))
    plan = Plan(
        plan_id=plan_id,
        entity_id=entity.entity_id if entity else None,
        kind=identity.kind,
        title=identity.title,
        year_from=identity.year_from,
        year_to=identity.year_to,
        file_name=file_name,
        sha256=sha256,
        page_count=page_count,
        status="ok",
        tool_version=VERSION,
        extracted_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
    )
    build = Build(
        plan_id, plan.entity_id, identity.year_from, {p.number: p for p in pages}, PlanResult(entity=entity, plan=plan)
    )
    for position, card in enumerate(extract.cards, 1):
        add_objective(build, card, position)
    set_keys(build.result.objectives)
    for position, service in enumerate(extract.services, 1):
        add_service(build, service, position)
    add_entries(build, extract.entries)
    roles = roles_of(extract)
    kept = kept_of(flow, lexicon, roles)
    add_sections(build, flow, kept.outline)
    add_ledger(build, held, roles)
    unread = [(row, text) for _, code, text, _, row, _ in build.found if row and UNREAD.match(code)]
    set_confidence(build.result, extract, unread, scanned_of(pages))
    extract.clear()
    add_tables(build, flow, roles, kept)
    for note in place_notes:
        build.report(*note)
    fill_plan(build.result, build.report)
    if not build.result.objectives and not build.result.services:
        build.report("no_objectives", "no objectives were found in this plan; see `piao explain` for what was read")
    build.result.findings = [
        Finding(
            finding_id=f"{plan_id}-f{n:04}",
            plan_id=plan_id,
            level=level,
            code=code,
            message=message,
            table_name=table,
            row_id=row,
            page=page,
        )
        for n, (level, code, message, table, row, page) in enumerate(build.found, 1)
    ]
    return build.result


def entity_row(identity: Identity) -> Entity | None:
    name = identity.name
    if not name:
        return None
    registry = identity.registry
    ipa = registry.get("ipa_code", "").strip().casefold() or None
    return Entity(
        entity_id=ipa or re.sub(r"\W+", "-", fold_label(name)).strip("-"),  # of a place that is found: see `placed`
        name=name,
        kind=identity.entity_kind,
        ipa_code=ipa,
        istat_code=registry.get("istat_code"),
        fiscal_code=registry.get("fiscal_code"),
        province=registry.get("province"),
        region=registry.get("region"),
        population=_count(registry.get("population")),
        employees=_count(registry.get("employees")),
    )


def _count(text: str | None) -> int | None:
    match = re.match(r"\s*(?:n\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)\b", text or "")
    return int(match.group(1).replace(".", "")) if match else None
