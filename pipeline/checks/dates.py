"""Dates: phases that run backwards or leave the plan, dates that cannot be inside texts, cells that name no day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from normalizers.dates import find_dates
from normalizers.text import fold
from pipeline.checks.facts import Facts, Note
from pipeline.checks.words import quoted


def phases_backwards(facts: Facts) -> Iterator[Note]:
    for phase in facts.result.phases:
        if phase.start_date and phase.end_date and phase.end_date < phase.start_date:
            message = f"{quoted(phase.description)}: from {phase.start_date:%d/%m/%Y} to {phase.end_date:%d/%m/%Y}"
            yield Note("phase_backwards", message, "phases", phase.phase_id, phase.page)


def phases_outside(facts: Facts) -> Iterator[Note]:
    """Phases that begin before the plan's first year, or go beyond its last."""
    if not facts.years:
        return
    first, last = facts.years
    for phase in facts.result.phases:
        start, end = phase.start_date, phase.end_date
        early = (end or start) and (end or start).year < first  # type: ignore[union-attr]
        begins_early = start and start.year < first and not early
        late = any(day and day.year > last for day in (start, end))
        if not (early or late or begins_early):
            continue
        span = " - ".join(f"{day:%d/%m/%Y}" for day in (start, end) if day)
        years = str(first) if first == last else f"{first}-{last}"
        where = "ends before" if early else "begins before" if begins_early else "goes beyond"
        yield Note(
            "phase_outside_plan",
            f"{quoted(phase.description)}: {span} {where} the plan's {years}",
            "phases",
            phase.phase_id,
            phase.page,
        )


_MANGLED = re.compile(
    r"(?<![\d./])\d{1,2}\.\d\.\d{1,2}\.(?:19|20)\d\d(?![\d./])|(?<![\d./])\d{1,2}\.\d{1,2}\.\d\.(?:19|20)\d\d(?!\d)"
)


def dates_in_texts(facts: Facts) -> Iterator[Note]:
    """Dates that cannot be inside descriptions; cells that are dates have been read by then."""
    rows: list[tuple[str, str, int | None, Iterable[str | None]]] = [
        ("phases", p.phase_id, p.page, [p.description]) for p in facts.result.phases
    ]
    rows += [("indicators", i.indicator_id, i.page, [i.description, i.formula]) for i in facts.result.indicators]
    rows += [
        ("objectives", o.objective_id, facts.page(o), [o.title, o.description, o.purpose, o.expected_result, o.actions])
        for o in facts.result.objectives
    ]
    for table, row_id, page, texts in rows:
        for text in texts:
            wrong = [fold(text)[a:b] for a, b, reading in find_dates(text) if reading.problem == "impossible"]
            wrong += _MANGLED.findall(text or "")
            for printed in wrong:
                yield Note("date_in_text", f"{printed} in {quoted(text, printed)}", table, row_id, page)


def dates_unread(facts: Facts) -> Iterator[Note]:
    noted = {f.row_id for f in facts.result.findings if f.code.startswith(("date_", "phase_"))}
    for phase in facts.result.phases:
        if phase.phase_id in noted:
            continue
        for raw, value in ((phase.start_raw, phase.start_date), (phase.end_raw, phase.end_date)):
            if raw and value is None and re.search(r"\w", raw):
                yield Note("date_unread", f"{quoted(raw)} names no day", "phases", phase.phase_id, phase.page)
        read = phase.start_date or phase.end_date or phase.months
        if phase.period_raw and not read and not _RECURS.search(fold(phase.period_raw)):
            yield Note("date_unread", f"{quoted(phase.period_raw)} names no span", "phases", phase.phase_id, phase.page)


_RECURS = re.compile(
    r"\b(?:ogni|tutto l'anno|continu\w+|costante\w*|(?:settiman|quindicin|mens|bimestr|trimestr|quadrimestr|semestr|"
    r"annu|giornal|quotidian)\w*)\b|^\W*$"
)
"""What recurs or goes on names no span, and is not meant to."""
