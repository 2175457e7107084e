"""What the normalisers say once all rows of a plan are there: prefixes, weights, people, places, sections, keys.

A single cell is read in ``pipeline.rows``; what stands here needs the whole plan: which abbreviations it prints
before its phases, on which scale it weighs, who is who.

What this costs: on the corpus (11 plans, 45 CPU seconds of reading) this and the checks take one second together. The
dear thing is spaCy, a second of CPU to start, for the targets that no plain form reads (`normalizers.target_matcher`
starts it then and not before); a run over many files has it started once, in the process that the workers are forked
from (`pipeline.warm`), so that no worker pays for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from normalizers.numbers import weight_scale
from normalizers.people import group_people, longest_form, looks_like_person, person_key, split_people
from normalizers.places import match_entity
from normalizers.sections import follow
from normalizers.units import known_prefixes, split_unit_prefix
from schemas import Entity, Objective, Person, PlanResult

Report = Callable[..., None]
"""``report(code, message, table, row_id, page)``: keeps a finding."""


def fill_plan(result: PlanResult, report: Report) -> None:
    """Fill what needs the whole plan: ``phases.units``, weights, ``sections.section_code``, ``people``."""
    fill_units(result)
    scale_weights(result, report)
    if result.plan.kind == "PIAO":
        for section, code in zip(result.sections, follow(s.title for s in result.sections), strict=True):
            section.section_code = code
    result.people = people_of(result)


# --- units printed before phases ---


def fill_units(result: PlanResult) -> None:
    """The unit codes that stand before a phase (``LL.PP. – FIN Avvio``) as ``units``; the text stays as printed."""
    texts = [phase.description for phase in result.phases if phase.description]
    known = known_prefixes(texts)
    for phase in result.phases:
        if phase.description and not phase.units:
            phase.units = split_unit_prefix(phase.description, known)[0]


# --- weights ---


def scale_weights(result: PlanResult, report: Report) -> None:
    """Weights printed on 0-1 brought to 0-100, table by table: a plan may weigh objectives on 100 and phases on 1.

    Where nearly all weights of a table lie between 0 and 1 and a few do not, nothing is scaled and a finding says so.
    """
    tables: tuple[tuple[str, Sequence[Any]], ...] = (
        ("objectives", result.objectives),
        ("phases", result.phases),
        ("indicators", result.indicators),
    )
    for name, rows in tables:
        weighed = [row for row in rows if row.weight is not None]
        values = [row.weight for row in weighed]
        if weight_scale(values) != 1.0:
            for row in weighed:
                row.weight = round(row.weight * 100, 6)
                if name == "phases" and row.cumulative is not None and row.cumulative <= 1:
                    row.cumulative = round(row.cumulative * 100, 6)
            report("weight_scaled", f"weights of {name} are printed on 0-1 and stand here on 0-100", name)
            continue
        small = [row for row in weighed if 0 < row.weight < 1]
        if len(small) >= 3 and len(small) > 0.8 * sum(v > 0 for v in values):
            odd = next(row for row in weighed if row.weight >= 1)
            message = f"{len(small)} weights of {name} lie between 0 and 1 and others do not ({odd.weight_raw})"
            report("weight_scale_doubtful", f"{message}: taken as printed", name, None, odd.page)


# --- people ---


def people_of(result: PlanResult) -> list[Person]:
    """Who is named in the plan: one row a person, whatever the order, titles and case of the name.

    A surname alone joins the one person who bears it, and is no person where two do or none. Offices are left out.
    """
    named: dict[str, list[tuple[str, str | None, int | None]]] = defaultdict(list)
    for role, text, objective, page in _mentions(result):
        for name in split_people(text):
            named[name].append((role, objective, page))
    _part_glued(named)
    names = [name for name in named if looks_like_person(name)]
    surnames = [name for name in named if len(person_key(name).split()) == 1 and name.replace("'", "").isalpha()]
    found: list[Person] = []
    for group in group_people([*names, *surnames]):
        if not any(looks_like_person(form) for form in group):
            continue
        places = [place for form in group for place in named[form]]
        name = longest_form(group)
        pages = [page for _, _, page in places if page]
        found.append(
            Person(
                person_id=f"{result.plan.plan_id}-h{len(found) + 1:03}",
                plan_id=result.plan.plan_id,
                entity_id=result.plan.entity_id,
                name=name,
                name_key=person_key(name),
                forms=group,
                roles=[role for role, _ in Counter(role for role, _, _ in places).most_common()],
                objectives=len({objective for _, objective, _ in places if objective}),
                mentions=len(places),
                page=min(pages) if pages else None,
            )
        )
    return found


def _part_glued(named: dict[str, list[tuple[str, str | None, int | None]]]) -> None:
    """Two names printed one after the other without a sign between them: parted where one of them is printed alone."""
    alone = {person_key(name) for name in named if looks_like_person(name)}
    for name in [name for name in named if len(name.split()) in (4, 5)]:
        words = name.split()
        for cut in range(2, len(words) - 1):
            halves = " ".join(words[:cut]), " ".join(words[cut:])
            if {person_key(half) for half in halves} & alone and all(looks_like_person(half) for half in halves):
                places = named.pop(name)
                for half in halves:
                    named[half] += places
                break


def _mentions(result: PlanResult) -> Iterable[tuple[str, str | None, str | None, int | None]]:
    """(role, cell, objective_id, page) of every cell that may name people."""
    for objective in result.objectives:
        here = (objective.objective_id, objective.page)
        for text in objective.responsible:
            yield "objectives.responsible", text, *here
        yield "objectives.assessor", objective.assessor, *here
        yield "objectives.contributors", objective.contributors, *here
    for phase in result.phases:
        yield "phases.responsible", phase.responsible, phase.objective_id, phase.page
    for indicator in result.indicators:
        yield "indicators.responsible", indicator.responsible, indicator.objective_id, indicator.page
    for service in result.services:
        yield "services.responsible", service.responsible, None, service.page
    pages: dict[str, Objective] = {o.objective_id: o for o in result.objectives}
    for line in result.staff_lines:
        yield "staff_lines.name", line.name, line.objective_id, pages[line.objective_id].page


# --- places ---


Note = tuple[str, str, str, str]
"""code, message, table, row_id"""


def placed(entity: Entity | None) -> tuple[Entity | None, list[Note]]:
    """The entity with the place that its name tells, and what there is to say about it.

    What is printed is never overwritten, and an IPA code never guessed. A place that is found makes the entity's id, so
    that a plan that prints its IPA code and one that does not are plans of one body.
    """
    if entity is None:
        return None, []
    reading = match_entity(entity.name, entity.province)
    if not reading.method or not reading.istat_code:
        if reading.problem in _PLACES:
            message = f"{entity.name}: {_PLACES[reading.problem]}"
            return entity, [("entity_" + reading.problem, message, "entities", entity.entity_id)]
        return entity, []
    entity_id = f"istat-{reading.istat_code}"
    notes: list[Note] = []
    if entity.istat_code and entity.istat_code.lstrip("0") != reading.istat_code.lstrip("0"):
        message = f"{entity.name}: printed ISTAT code {entity.istat_code}, the register has {reading.istat_code}"
        notes.append(("entity_code_conflict", message, "entities", entity_id))
    found = {
        "entity_id": entity_id,
        "istat_code": entity.istat_code or reading.istat_code,
        "cadastral_code": reading.cadastral_code,
        "province": entity.province or reading.province,
        "region": entity.region or reading.region,
        "match_score": round(reading.score, 1),
        "match_method": reading.method,
    }
    return entity.model_copy(update=found), notes


_PLACES = {
    "ambiguous": "several municipalities bear this name, and no province is printed",
    "province_conflict": "no municipality of this name in the province printed",
}
