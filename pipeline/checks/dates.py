"""Dates: phases that run backwards or leave the plan, dates that cannot be inside texts, cells that name no day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from normalizers.dates import find_dates
from normalizers.text import fold
from pipeline.checks.facts import Facts, Note
from pipeline.checks.words import quoted
from schemas import PlanResult


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


_NO_TEXT = frozenset({"start_raw", "end_raw", "period_raw", "code", "dup_reference"})
"""Fields that are dates, whose slips were noted when they were read, or codes."""
_YEAR_SLIP = re.compile(r"\D0\d{3}$")
_FOUR_DIGITS = re.compile(r"\D\d{4}$")
"""Ends in a year of four digits: in prose, other numbers with points (2.2.24, 12.5.150) may be anything."""


_MAYBE = re.compile(r"\d\s*[./–-]\s*\d|\d\W{0,3}(?:gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic)", re.IGNORECASE)
"""What every date holds: most texts need no closer look."""


def dates_in_texts(facts: Facts) -> Iterator[Note]:
    """Dates that cannot be inside texts of records, then in prose and in tables that fed no record."""
    result = facts.result
    rows: list[tuple[str, str, int | None, Any]] = [("phases", p.phase_id, p.page, p) for p in result.phases]
    rows += [("indicators", i.indicator_id, i.page, i) for i in result.indicators]
    rows += [("objectives", o.objective_id, facts.page(o), o) for o in result.objectives]
    rows += [("services", s.service_id, s.page, s) for s in result.services]
    told: dict[int, str] = defaultdict(str)
    for finding in result.findings:
        if finding.code.startswith("date_"):
            told[finding.page or 0] += f" {fold(finding.message)}"
    for table, row_id, page, row in rows:
        for name, text in vars(row).items():
            if isinstance(text, str) and name not in _NO_TEXT and not name.endswith("_id"):
                for printed in _impossible(text):
                    told[page or 0] += f" {printed}"
                    yield Note("date_in_text", f"{printed} in {quoted(text, printed)}", table, row_id, page)
    for table, page, last, text in _kept(result):
        for printed in _impossible(text, prose=True):
            pages = range(page or 0, (last or page or 0) + 1)
            if not any(printed in told[n] for n in pages):
                told[page or 0] += f" {printed}"
                yield Note("date_in_text", f"{printed} in {quoted(text, printed)}", table, None, page)


def _impossible(text: str, prose: bool = False) -> list[str]:
    """The pieces of a text that look like dates and cannot be any; in prose only those that were surely meant so."""
    if not _MAYBE.search(text):
        return []
    found = []
    dates = find_dates(text)
    folded = fold(text) if dates else ""
    for a, b, reading in dates:
        printed = folded[a:b]
        impossible = reading.problem == "impossible"
        meant = reading.proposed and (impossible or _YEAR_SLIP.search(printed)) and _FOUR_DIGITS.search(printed)
        if meant or (impossible and not prose):
            found.append(printed)
    return found + _MANGLED.findall(text)


def _kept(result: PlanResult) -> Iterator[tuple[str, int | None, int | None, str]]:
    """(table, first page, last page, text) of the prose and of the tables' cells that became no record."""
    for section in result.sections:
        for line in [section.title or "", *(section.text or "").split("\n")]:
            yield "sections", section.page, section.page_last, line
    for table in result.tables:
        for cell in result.cells.of(table.table_id) if table.role is None else ():
            if cell.text:
                yield "tables", cell.page, cell.page, cell.text


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
