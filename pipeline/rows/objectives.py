"""Cards to objectives with their phases, budget and staff lines."""

from __future__ import annotations

import re
from datetime import date

from extractors.records import Card, Row
from normalizers.dates import DateReading, read_date
from normalizers.missions import read_codes
from normalizers.numbers import read_amount, read_number, read_percent, read_weight
from normalizers.people import names_of_lines
from normalizers.periods import read_period
from normalizers.text import squash
from pipeline.rows.build import DATE_PROBLEMS, Build, date_code, page_of, proposal, text_of
from pipeline.rows.indicators import add_indicator
from schemas import BudgetLine, Objective, Phase, StaffLine

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


YEAR = re.compile(r"\b(20\d\d)\b")


def add_objective(build: Build, card: Card, position: int) -> None:
    oid = f"{build.plan_id}-o{position:04}"
    place = build.place(card.places)
    page = place.get("page")
    texts = {name: text_of(card.fields.get(name)) for name in TEXTS}
    weight_raw, money_raw = text_of(card.fields.get("weight")), text_of(card.fields.get("financial_resources"))
    codes_read = read_codes(texts["mission"], texts["programme"])
    year_text = text_of(card.fields.get("year")) or ""
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
        add_indicator(build, row, f"{oid}-i{n:02}", n, year, objective_id=oid)
    for n, row in enumerate(card.of("budget"), 1):
        raw = text_of(row.values.get("amount"))
        build.result.budget_lines.append(
            BudgetLine(
                objective_id=oid,
                position=n,
                side=text_of(row.values.get("side")),
                chapter=text_of(row.values.get("chapter")),
                commitment=text_of(row.values.get("commitment")),
                amount_raw=raw,
                amount=read_amount(raw),
            )
        )
    for n, row in enumerate(card.of("staff"), 1):
        count, share = text_of(row.values.get("count")), text_of(row.values.get("share"))
        number = read_number(count)
        build.result.staff_lines.append(
            StaffLine(
                objective_id=oid,
                position=n,
                category=text_of(row.values.get("category")),
                name=text_of(row.values.get("name")),
                count_raw=count,
                count=float(number) if number is not None else None,
                share_raw=share,
                share=read_percent(share),
            )
        )
    if weight_raw and build.result.objectives[-1].weight is None:
        build.report("weight_unread", f"weight not read: {weight_raw}", "objectives", oid, page_of(page))
    for text, problem in codes_read.problems:
        build.report(
            "mission_unread",
            f"{text}: no mission or programme of D.lgs. 118/2011 ({problem})",
            "objectives",
            oid,
            page_of(page),
        )


def _phase(build: Build, row: Row, oid: str, position: int, year: int | None) -> None:
    pid = f"{oid}-p{position:02}"
    start_raw, end_raw, period_raw = (text_of(row.values.get(n)) for n in ("start", "end", "period"))
    place = build.place(row.places)
    start = _date(build, start_raw, year, pid, place, start=True)
    end = _date(build, end_raw, year, pid, place)
    if period_raw and not (start_raw or end_raw):
        period = read_period(period_raw, year)
        start, end = period.start, period.end
        if period.problem:
            build.report(
                date_code(period.problem),
                f"{period_raw}: not read as a period{proposal(period.proposed)}",
                "phases",
                pid,
                page_of(place.get("page")),
            )
    if row.months and year and not (start or end):
        start, end = date(year, row.months[0], 1), _month_end(year, row.months[-1])
    weight_raw, cumulative_raw = text_of(row.values.get("weight")), text_of(row.values.get("cumulative"))
    build.result.phases.append(
        Phase(
            phase_id=pid,
            objective_id=oid,
            position=position,
            description=text_of(row.values.get("description")),
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
            responsible=text_of(row.values.get("responsible")),
            units=text_of(row.values.get("units")),
            status=text_of(row.values.get("status")),
            **place,
        )
    )


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1).replace(day=1) - date.resolution


def _date(
    build: Build,
    raw: str | None,
    year: int | None,
    row_id: str,
    place: dict[str, float | int | None],
    start: bool = False,
) -> date | None:
    reading: DateReading = read_date(raw, year, start=start)
    if raw and reading.problem:
        build.report(
            date_code(reading.problem),
            f"{raw}: {DATE_PROBLEMS[reading.problem]}{proposal(reading.proposed)}",
            "phases",
            row_id,
            page_of(place.get("page")),
        )
    return reading.value
