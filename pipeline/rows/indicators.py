"""Indicators and their targets, and the services that have indicators of their own."""

from __future__ import annotations

from extractors.records import Row, ServiceCard
from normalizers.dimension import read_dimension
from normalizers.numbers import read_percent, read_weight
from normalizers.targets import TargetReading, read_targets
from pipeline.rows.build import DATE_PROBLEMS, Build, date_code, page_of, proposal, text_of
from schemas import Indicator, Service, Target

TARGET_PROBLEMS = {
    "several": "numbers that do not make one statement",
    "no_value": "no value follows",
    "withdrawn": "a note says that it is withdrawn",
    "not_binary": "the formula knows only 1 (done) and 0 (not done)",
    "ambiguous": "a dash or a minus",
}


def add_indicator(
    build: Build,
    row: Row,
    iid: str,
    position: int,
    year: int | None,
    objective_id: str | None = None,
    service_id: str | None = None,
) -> None:
    values = {
        n: text_of(row.values.get(n))
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
    weight_raw, achievement_raw = text_of(row.values.get("weight")), text_of(row.values.get("achievement"))
    dimension = read_dimension(values["dimension"], values["subdimension"])
    place = build.place(row.places)
    targets = [(_role(role, at, build.year), at, text_of(span)) for role, at, span in row.targets]
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
                _target_problem(build, reading, raw, build.result.targets[-1].target_id, page_of(place.get("page")))


def _target_problem(build: Build, reading: TargetReading, raw: str | None, row_id: str, page: int | None) -> None:
    """What is wrong with a target, or with its date. One that is not given is for the checks."""
    if reading.problem in DATE_PROBLEMS and reading.problem != "several":
        build.report(
            date_code(reading.problem),
            f"{raw}: {DATE_PROBLEMS[reading.problem]}{proposal(reading.proposed)}",
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
    """A year before the plan's (`Valore 2022`, `Consuntivo 2022`) is where the indicator starts from."""
    before = bool(at and plan_year and at < plan_year)
    if role == "achieved" and before:
        return "baseline"
    if role != "value":
        return role
    return "baseline" if before else "target"


def add_service(build: Build, service: ServiceCard, position: int) -> None:
    sid = f"{build.plan_id}-s{position:04}"
    build.result.services.append(
        Service(
            service_id=sid,
            plan_id=build.plan_id,
            entity_id=build.entity_id,
            position=position,
            name=text_of(service.name),
            responsible=text_of(service.responsible),
            section=service.section,
            **build.place(service.places),
        )
    )
    for n, row in enumerate(service.rows, 1):
        add_indicator(build, row, f"{sid}-i{n:02}", n, build.year, service_id=sid)
