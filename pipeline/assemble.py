"""Raw records to contract rows: ids, places, and values beside the print."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from extractors.flow import Flow, TableBlock, TextBlock
from extractors.grid import PageTables
from extractors.identity import Identity
from extractors.lexicon import fold_label
from extractors.reading.content import Box
from extractors.records import Card, Extract, Row, ServiceCard, Span
from extractors.records.events import places_hull
from normalizers.dates import DateReading, read_date, read_period
from normalizers.dimension import read_dimension
from normalizers.missions import read_codes
from normalizers.numbers import read_amount, read_number, read_percent, read_weight
from normalizers.people import names_of_lines
from normalizers.targets import TargetReading, read_targets
from normalizers.text import squash
from pipeline.confidence import scanned_of, set_confidence
from pipeline.keys import set_keys
from pipeline.ledger import ledger_of, roles_of
from pipeline.values import fill_plan, placed
from pipeline.version import VERSION
from schemas import (
    BudgetLine,
    Cell,
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
from schemas.findings import kind_of

TEXTS = (
    "title",
    "unit",
    "contributors",
    "mission",
    "programme",
    "operational_objective",
    "strategic_objective",
    "strategic_area",
    "dup_reference",
    "assessor",
    "description",
    "purpose",
    "rationale",
    "actions",
    "initial_state",
    "expected_result",
    "public_value",
    "recipients",
    "stakeholders_final",
    "stakeholders_intermediate",
    "expected_impact",
    "strategy",
    "human_resources",
    "category",
    "code",
)
DATE_PROBLEMS = {
    "impossible": "no such date",
    "implausible_year": "a year that cannot be meant",
    "unreadable": "not read as a date",
    "no_year": "no year is printed, and the plan states none",
    "several": "more than one date",
}
TARGET_PROBLEMS = {
    "several": "numbers that do not make one statement",
    "no_value": "no value follows",
    "withdrawn": "a note says that it is withdrawn",
    "not_binary": "the formula knows only 1 (done) and 0 (not done)",
    "ambiguous": "a dash or a minus",
}
YEAR = re.compile(r"\b(20\d\d)\b")
UNREAD = re.compile(r"date_|target_|weight_unread|mission_unread|phase_backwards")
"""Codes of findings about a value that could not be read."""


@dataclass
class _Build:
    """The rows of one plan as they come."""

    plan_id: str
    entity_id: str | None
    year: int | None
    pages: dict[int, PageTables]
    result: PlanResult
    found: list[tuple[str, str, str, str | None, str | None, int | None]] = field(default_factory=list)

    def finding(
        self,
        level: str,
        code: str,
        message: str,
        table: str | None = None,
        row: str | None = None,
        page: int | None = None,
    ) -> None:
        self.found.append((level, code, message, table, row, page))

    def report(
        self, code: str, message: str, table: str | None = None, row: str | None = None, page: int | None = None
    ) -> None:
        """A finding of the level that the catalogue gives its code."""
        self.finding(kind_of(code).level, code, message, table, row, page)

    def place(self, places: list[tuple[int, Box]]) -> dict[str, float | int | None]:
        """Columns of a place, in the coordinates of the page as a viewer shows it."""
        hull = places_hull(places)
        if hull is None:
            return {}
        first, last, box = hull
        page = self.pages.get(first)
        if page is not None and page.content is not None:
            box = page.content.as_shown(box)
        x0, top, x1, bottom = (round(v, 1) for v in box)
        return {"page": first, "page_last": last, "x0": x0, "top": top, "x1": x1, "bottom": bottom}


def assemble(
    file_name: str,
    sha256: str,
    page_count: int,
    identity: Identity,
    extract: Extract,
    flow: Flow,
    pages: list[PageTables],
) -> PlanResult:
    """The plan's rows; ids depend only on the file's bytes and the order of its records."""
    plan_id = sha256[:12]
    entity, place_notes = placed(_entity(identity))
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
    build = _Build(
        plan_id, plan.entity_id, identity.year_from, {p.number: p for p in pages}, PlanResult(entity=entity, plan=plan)
    )
    for position, card in enumerate(extract.cards, 1):
        _objective(build, card, position)
    set_keys(build.result.objectives)
    for position, service in enumerate(extract.services, 1):
        _service(build, service, position)
    roles = roles_of(extract)
    _tables(build, flow, roles)
    _sections(build, flow)
    _ledger(build, flow, roles, pages)
    for note in place_notes:
        build.report(*note)
    unread = [(row, text) for _, code, text, _, row, _ in build.found if row and UNREAD.match(code)]
    set_confidence(build.result, extract, unread, scanned_of(pages))
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


def _entity(identity: Identity) -> Entity | None:
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


def _objective(build: _Build, card: Card, position: int) -> None:
    oid = f"{build.plan_id}-o{position:04}"
    place = build.place(card.places)
    page = place.get("page")
    texts = {name: _text(card.fields.get(name)) for name in TEXTS}
    weight_raw, money_raw = _text(card.fields.get("weight")), _text(card.fields.get("financial_resources"))
    codes_read = read_codes(texts["mission"], texts["programme"])
    year_text = _text(card.fields.get("year")) or ""
    years = YEAR.findall(year_text)
    codes = card.text("codes").split("\n") if card.text("codes") else [card.text("code")] if card.text("code") else []
    typology = [squash(s.text) for s in card.typology] or [t for t in re.split(r"\s*;\s*", card.text("typology")) if t]
    build.result.objectives.append(
        Objective(
            objective_id=oid,
            plan_id=build.plan_id,
            entity_id=build.entity_id,
            position=position,
            codes=codes,
            year=int(years[0]) if years else None,
            section=card.section,
            responsible=names_of_lines(card.text("responsible")),
            weight_raw=weight_raw,
            weight=read_weight(weight_raw),
            typology=typology,
            financial_resources_raw=money_raw,
            financial_resources=read_amount(money_raw),
            mission_code=codes_read.mission,
            mission_codes=codes_read.missions,
            programme_code=codes_read.programme,
            programme_codes=codes_read.programmes,
            **texts,
            **place,
        )
    )
    year = int(years[0]) if years else build.year
    phases, indicators = card.of("phase"), card.of("indicator")
    for n, row in enumerate(phases, 1):
        _phase(build, row, oid, n, year)
    for n, row in enumerate(indicators, 1):
        _indicator(build, row, f"{oid}-i{n:02}", n, year, objective_id=oid)
    for n, row in enumerate(card.of("budget"), 1):
        raw = _text(row.values.get("amount"))
        build.result.budget_lines.append(
            BudgetLine(
                objective_id=oid,
                position=n,
                side=_text(row.values.get("side")),
                chapter=_text(row.values.get("chapter")),
                commitment=_text(row.values.get("commitment")),
                amount_raw=raw,
                amount=read_amount(raw),
            )
        )
    for n, row in enumerate(card.of("staff"), 1):
        count, share = _text(row.values.get("count")), _text(row.values.get("share"))
        number = read_number(count)
        build.result.staff_lines.append(
            StaffLine(
                objective_id=oid,
                position=n,
                category=_text(row.values.get("category")),
                name=_text(row.values.get("name")),
                count_raw=count,
                count=float(number) if number is not None else None,
                share_raw=share,
                share=read_percent(share),
            )
        )
    if weight_raw and build.result.objectives[-1].weight is None:
        build.report("weight_unread", f"weight not read: {weight_raw}", "objectives", oid, _int(page))
    for text, problem in codes_read.problems:
        build.report(
            "mission_unread",
            f"{text}: no mission or programme of D.lgs. 118/2011 ({problem})",
            "objectives",
            oid,
            _int(page),
        )


def _phase(build: _Build, row: Row, oid: str, position: int, year: int | None) -> None:
    pid = f"{oid}-p{position:02}"
    start_raw, end_raw, period_raw = (_text(row.values.get(n)) for n in ("start", "end", "period"))
    place = build.place(row.places)
    start = _date(build, start_raw, year, pid, place, start=True)
    end = _date(build, end_raw, year, pid, place)
    if period_raw and not (start_raw or end_raw):
        period = read_period(period_raw, year)
        start, end = period.start, period.end
        if period.problem:
            build.report(
                _date_code(period.problem),
                f"{period_raw}: not read as a period{_proposal(period.proposed)}",
                "phases",
                pid,
                _int(place.get("page")),
            )
    if row.months and year and not (start or end):
        start, end = date(year, row.months[0], 1), _month_end(year, row.months[-1])
    weight_raw, cumulative_raw = _text(row.values.get("weight")), _text(row.values.get("cumulative"))
    build.result.phases.append(
        Phase(
            phase_id=pid,
            objective_id=oid,
            position=position,
            description=_text(row.values.get("description")),
            start_raw=start_raw,
            start_date=start,
            end_raw=end_raw,
            end_date=end,
            period_raw=period_raw,
            months=row.months,
            weight_raw=weight_raw,
            weight=read_weight(weight_raw),
            cumulative_raw=cumulative_raw,
            cumulative=read_weight(cumulative_raw),
            responsible=_text(row.values.get("responsible")),
            units=_text(row.values.get("units")),
            status=_text(row.values.get("status")),
            **place,
        )
    )


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1).replace(day=1) - date.resolution


def _date(
    build: _Build,
    raw: str | None,
    year: int | None,
    row_id: str,
    place: dict[str, float | int | None],
    start: bool = False,
) -> date | None:
    reading: DateReading = read_date(raw, year, start=start)
    if raw and reading.problem:
        build.report(
            _date_code(reading.problem),
            f"{raw}: {DATE_PROBLEMS[reading.problem]}{_proposal(reading.proposed)}",
            "phases",
            row_id,
            _int(place.get("page")),
        )
    return reading.value


def _date_code(problem: str) -> str:
    return "phase_backwards" if problem == "backwards" else f"date_{problem}"


def _proposal(day: date | None) -> str:
    return f" (probably {day:%d/%m/%Y})" if day else ""


def _indicator(
    build: _Build,
    row: Row,
    iid: str,
    position: int,
    year: int | None,
    objective_id: str | None = None,
    service_id: str | None = None,
) -> None:
    values = {
        n: _text(row.values.get(n))
        for n in (
            "description",
            "formula",
            "purpose",
            "dimension",
            "subdimension",
            "unit_of_measure",
            "source",
            "responsible",
        )
    }
    weight_raw, achievement_raw = _text(row.values.get("weight")), _text(row.values.get("achievement"))
    dimension = read_dimension(values["dimension"], values["subdimension"])
    place = build.place(row.places)
    targets = [(_role(role, at, build.year), at, _text(span)) for role, at, span in row.targets]
    wanted = [raw for role, _, raw in targets if role == "target"]
    build.result.indicators.append(
        Indicator(
            indicator_id=iid,
            objective_id=objective_id,
            service_id=service_id,
            position=position,
            kind="service" if service_id else row.indicator_kind,
            target_raw=wanted[0] if wanted else None,
            weight_raw=weight_raw,
            weight=read_weight(weight_raw),
            achievement_raw=achievement_raw,
            achievement=read_percent(achievement_raw),
            dimension_kind=dimension.dimension,
            subdimension_kind=dimension.subdimension,
            **values,
            **place,
        )
    )
    number = 0
    for role, at, raw in targets:
        for reading in read_targets(raw, at or year, formula=values["formula"], description=values["description"]):
            number += 1
            build.result.targets.append(
                Target(
                    target_id=f"{iid}-t{number}",
                    indicator_id=iid,
                    role=role,
                    year=at,
                    raw=raw,
                    operator=reading.operator,
                    value=reading.value,
                    value_upper=reading.value_upper,
                    unit=reading.unit,
                    due_date=reading.due_date,
                    is_yes=reading.is_yes,
                    direction=reading.direction,
                )
            )
            if reading.problem:
                _target_problem(build, reading, raw, build.result.targets[-1].target_id, _int(place.get("page")))


def _target_problem(build: _Build, reading: TargetReading, raw: str | None, row_id: str, page: int | None) -> None:
    """What is wrong with a target, or with its date. One that is not given is for the checks."""
    if reading.problem in DATE_PROBLEMS and reading.problem != "several":
        build.report(
            _date_code(reading.problem),
            f"{raw}: {DATE_PROBLEMS[reading.problem]}{_proposal(reading.proposed)}",
            "targets",
            row_id,
            page,
        )
    elif reading.problem != "not_given":
        build.report(
            f"target_{reading.problem}",
            f"{raw}: {TARGET_PROBLEMS.get(reading.problem or '', reading.operator)}",
            "targets",
            row_id,
            page,
        )


def _role(role: str, at: int | None, plan_year: int | None) -> str:
    """A column headed only by a year (`Valore 2022`) is the baseline when that year is before the plan's."""
    if role != "value":
        return role
    return "baseline" if at and plan_year and at < plan_year else "target"


def _service(build: _Build, service: ServiceCard, position: int) -> None:
    sid = f"{build.plan_id}-s{position:04}"
    build.result.services.append(
        Service(
            service_id=sid,
            plan_id=build.plan_id,
            entity_id=build.entity_id,
            position=position,
            name=_text(service.name),
            responsible=_text(service.responsible),
            section=service.section,
            **build.place(service.places),
        )
    )
    for n, row in enumerate(service.rows, 1):
        _indicator(build, row, f"{sid}-i{n:02}", n, build.year, service_id=sid)


def _text(span: Span | None) -> str | None:
    return (squash(span.text) or None) if span else None


def _int(value: float | int | None) -> int | None:
    return int(value) if value is not None else None


def _tables(build: _Build, flow: Flow, roles: dict[int, str]) -> None:
    heading: str | None = None
    number = 0
    for block in flow.blocks:
        if isinstance(block, TextBlock):
            if block.bold or block.size > 1.1 * flow.body_size:
                heading = block.text
            continue
        grid = block.grid
        number += 1
        tid = f"{build.plan_id}-t{number:04}"
        first = [c for c in grid.rows()[0] if c.text] if grid.n_rows else []
        build.result.tables.append(
            Table(
                table_id=tid,
                plan_id=build.plan_id,
                page=grid.page,
                page_last=grid.page_last,
                heading=heading,
                header=[c.text for c in first],
                n_rows=grid.n_rows,
                n_cols=grid.n_cols,
                role=roles.get(id(block)),
                reader=grid.reader,
            )
        )
        at: dict[tuple[int, int], Cell] = {}
        for cell in sorted(grid.cells, key=lambda c: (c.row, c.col)):
            same = at.get((cell.row, cell.col))
            if same is not None:  # what a join has put into one place; no text may go lost
                same.text = " ".join(filter(None, (same.text, cell.text))) or None
                continue
            place = build.place([(cell.page, cell.box)])
            place.pop("page_last", None)
            at[cell.row, cell.col] = Cell.model_construct(
                table_id=tid,
                row=cell.row,
                col=cell.col,
                rowspan=cell.rowspan,
                colspan=cell.colspan,
                text=cell.text or None,
                **place,  # type: ignore[arg-type]
            )
        build.result.cells += at.values()


def _sections(build: _Build, flow: Flow) -> None:
    """Prose under its nearest heading."""
    current: Section | None = None
    position = 0
    for block in flow.blocks:
        if isinstance(block, TableBlock):
            continue
        heading = len(block.text) < 200 and (block.bold or block.size > 1.12 * flow.body_size)
        if heading or current is None:
            position += 1
            current = Section(
                plan_id=build.plan_id,
                position=position,
                path=[block.text] if heading else [],
                title=block.text if heading else None,
                page=block.page,
                page_last=block.page_last,
                text=None if heading else block.text,
            )
            build.result.sections.append(current)
        else:
            current.text = f"{current.text} {block.text}" if current.text else block.text
            current.page_last = block.page_last


def _ledger(build: _Build, flow: Flow, roles: dict[int, str], pages: list[PageTables]) -> None:
    """Where the words of each page went; what nobody claimed is named."""
    for page in ledger_of(flow, roles, pages):
        lost = len(page.unclaimed)
        build.result.page_ledger.append(
            PageLedger(plan_id=build.plan_id, page=page.page, words=page.words, unclaimed=lost, **page.counts)
        )
        if lost:
            counted = "1 word of the page" if lost == 1 else f"{lost} words of the page"
            build.report("words_unclaimed", f"{counted} ended nowhere: {page.named()}", "page_ledger", None, page.page)
