"""Findings about the plan itself: is what it says sound?

Each check is a small function from the plan's rows to notes; `checked` runs them all, gathers what would drown a plan
(see ``schemas.findings``), and numbers the findings. What a single cell says wrong (an impossible date) was noted when
it was read, in ``pipeline.assemble``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from normalizers.dates import find_dates
from normalizers.people import same_person, strip_titles
from normalizers.target_context import expected_direction, is_binary
from normalizers.text import fold, squash
from pipeline.keys import code_key
from pipeline.totals import wrong_totals
from schemas import Finding, Indicator, Objective, PlanResult, Target
from schemas.findings import GATHER_FROM, kind_of

SHORT = 70
"""Characters of a text that a message quotes."""
SAME_INDICATOR = 90.0
"""Likeness (0-100) of descriptions from which two rows are one indicator printed twice."""
BY_CHANCE = 1000
"""Euro: below, or where the amount is a round one, two different cards may well have the same amount."""


class Note(NamedTuple):
    """A finding before it has its number; its level is that of the catalogue."""

    code: str
    message: str
    table: str | None = None
    row_id: str | None = None
    page: int | None = None


class Facts:
    """The rows of a plan, found by what they belong to."""

    def __init__(self, result: PlanResult) -> None:
        self.result = result
        self.phases = _by(result.phases, "objective_id")
        self.indicators = _by([i for i in result.indicators if i.objective_id], "objective_id")
        self.of_services = _by([i for i in result.indicators if i.service_id], "service_id")
        self.targets = _by(result.targets, "indicator_id")
        self.objectives = {o.objective_id: o for o in result.objectives}

    @cached_property
    def printings(self) -> dict[str, list[Objective]]:
        """Objectives by their key."""
        return _by(self.result.objectives, "objective_key")

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year of the plan."""
        first, last = self.result.plan.year_from, self.result.plan.year_to
        return (first, max(first, last or first)) if first else None

    def page(self, objective: Objective) -> int | None:
        """The page of a card: its own, or that of its first row where a heading far above counts as its beginning."""
        rows = [*self.phases.get(objective.objective_id, []), *self.indicators.get(objective.objective_id, [])]
        pages: list[int] = [row.page for row in rows if row.page]
        if pages and objective.page and min(pages) > objective.page + 1:
            return min(pages)
        return objective.page or min(pages, default=None)


Check = Callable[[Facts], Iterator[Note]]


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
    by_code = _by(notes, "code")
    found: list[Note] = []
    for code, group in by_code.items():
        if kind_of(code).gathered and len(group) >= GATHER_FROM:
            first = group[0]
            found.append(
                Note(code, f"{len(group)} times{_on(group)}: {first.message}; …", first.table, None, first.page)
            )
        else:
            found += group
    return found


# --- dates ---


def phases_backwards(facts: Facts) -> Iterator[Note]:
    for phase in facts.result.phases:
        if phase.start_date and phase.end_date and phase.end_date < phase.start_date:
            message = f"{_quoted(phase.description)}: from {phase.start_date:%d/%m/%Y} to {phase.end_date:%d/%m/%Y}"
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
            f"{_quoted(phase.description)}: {span} {where} the plan's {years}",
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
                yield Note("date_in_text", f"{printed} in {_quoted(text, printed)}", table, row_id, page)


def dates_unread(facts: Facts) -> Iterator[Note]:
    noted = {f.row_id for f in facts.result.findings if f.code.startswith(("date_", "phase_"))}
    for phase in facts.result.phases:
        if phase.phase_id in noted:
            continue
        for raw, value in ((phase.start_raw, phase.start_date), (phase.end_raw, phase.end_date)):
            if raw and value is None and re.search(r"\w", raw):
                yield Note("date_unread", f"{_quoted(raw)} names no day", "phases", phase.phase_id, phase.page)
        read = phase.start_date or phase.end_date or phase.months
        if phase.period_raw and not read and not _RECURS.search(fold(phase.period_raw)):
            yield Note(
                "date_unread", f"{_quoted(phase.period_raw)} names no span", "phases", phase.phase_id, phase.page
            )


_RECURS = re.compile(
    r"\b(?:ogni|tutto l'anno|continu\w+|costante\w*|(?:settiman|quindicin|mens|bimestr|trimestr|quadrimestr|semestr|"
    r"annu|giornal|quotidian)\w*)\b|^\W*$"
)
"""What recurs or goes on names no span, and is not meant to."""


# --- weights ---


@dataclass(frozen=True, slots=True)
class Sum:
    """The weights of one card, unit or objective."""

    label: str
    weights: tuple[float, ...]
    missing: int
    table: str
    row_id: str | None
    page: int | None

    @property
    def total(self) -> float:
        return round(sum(self.weights), 4)

    def adds_to(self, total: float) -> bool:
        """Whether they add to ``total``; equal shares that are rounded (33/33/33, 16,7 six times) do."""
        off = abs(self.total - total)
        alike = max(self.weights) - min(self.weights) <= 1.0
        return off < 0.011 or (alike and len(self.weights) > 2 and off <= 0.5 * len(self.weights) and off <= 1.01)


def judged(sums: Sequence[Sum], code: str, what: str) -> Iterator[Note]:
    """Which sums are off: from 100 where that is what the plan adds to, else from the total that most of them share.

    Where they share none, one note says so: the plan weighs otherwise (in points, against criteria).
    """
    used = [s for s in sums if s.weights and any(s.weights)]
    if sums and not used:
        if any(s.weights for s in sums):
            first = next(s for s in sums if s.weights)
            yield Note(
                "weights_unused", f"weights of {what} are all zero ({len(sums)} times)", first.table, None, first.page
            )
        return
    full = [s for s in used if s.adds_to(100)]
    norm = 100.0 if len(full) >= max(1, 0.4 * len(used)) else None
    if norm is None and used:
        total, times = Counter(s.total for s in used).most_common(1)[0]
        if times >= 3 and times >= 0.6 * len(used):
            norm = total
            yield Note(
                "weights_other_total",
                f"weights of {what} add to {_number(total)}, not to 100 ({times} of {len(used)})",
                used[0].table,
                None,
                used[0].page,
            )
        elif len(used) == 1 and 85 <= used[0].total <= 115:
            norm = 100.0
        else:
            least, most = min(s.total for s in used), max(s.total for s in used)
            span = _number(least) if least == most else f"from {_number(least)} to {_number(most)}"
            yield Note(
                "weights_other_total",
                f"weights of {what} add to {span} ({len(used)} sums, {len(full)} of them 100)",
                used[0].table,
                None,
                used[0].page,
            )
    for s in used if norm is not None else ():
        if s.adds_to(norm or 100):
            continue
        parts = " + ".join(_number(w) for w in s.weights) if len(s.weights) <= 8 else f"{len(s.weights)} weights"
        if s.missing and s.total < (norm or 100):
            lacking = f"{s.missing} of {s.missing + len(s.weights)} weights of {what} missing"
            message = f"{s.label}: {lacking}, {parts} = {_number(s.total)}"
            yield Note("weights_missing", message, s.table, s.row_id, s.page)
        else:
            message = f"{s.label}: {parts} = {_number(s.total)}, not {_number(norm or 100)}"
            yield Note(code, message, s.table, s.row_id, s.page)


def weights_of_phases(facts: Facts) -> Iterator[Note]:
    sums = [
        _sum(_title(o), facts.phases[o.objective_id], "objectives", o.objective_id, facts.page(o))
        for o in facts.result.objectives
        if any(p.weight is not None for p in facts.phases.get(o.objective_id, []))
    ]
    yield from judged(sums, "weights_phases", "the phases of a card")


def weights_of_indicators(facts: Facts) -> Iterator[Note]:
    owners: list[tuple[str, str, str, int | None, list[Indicator]]] = [
        (_title(o), "objectives", o.objective_id, facts.page(o), facts.indicators.get(o.objective_id, []))
        for o in facts.result.objectives
    ]
    owners += [
        (_quoted(s.name), "services", s.service_id, s.page, facts.of_services.get(s.service_id, []))
        for s in facts.result.services
    ]
    sums = [
        _sum(label, rows, table, row_id, page)
        for label, table, row_id, page, rows in owners
        if any(row.weight is not None for row in rows)
    ]
    yield from judged(sums, "weights_indicators", "the indicators of an objective")
    yield from _never_weighed(facts)


def _never_weighed(facts: Facts) -> Iterator[Note]:
    """Objectives whose indicators have no weight at all, under a heading where nearly all others have one."""
    under: dict[tuple[str, ...], list[Objective]] = defaultdict(list)
    for objective in facts.result.objectives:
        if facts.indicators.get(objective.objective_id):
            under[tuple(objective.section)].append(objective)
    for group in under.values():
        bare = [o for o in group if all(i.weight is None for i in facts.indicators[o.objective_id])]
        if len(group) >= 5 and 0 < len(bare) <= 0.1 * len(group):
            for o in bare:
                message = (
                    f"{_title(o)}: its indicators have no weight, as those of the other {len(group) - len(bare)} have"
                )
                yield Note("weights_missing", message, "objectives", o.objective_id, facts.page(o))


def weights_of_units(facts: Facts) -> Iterator[Note]:
    """Weights of the objectives that belong together in one year: by unit, by person, or by the headings above.

    A plan does not say within what its weights add to 100; the grouping in which most of them do is the one it means.
    """
    weighed = [o for o in facts.result.objectives if o.weight is not None]
    if not weighed:
        return
    depth = min(4, max(len(o.section) for o in weighed))
    ways: list[Callable[[Objective], str]] = [
        lambda o: o.unit or "; ".join(o.responsible),
        lambda o: "; ".join(o.responsible),
        *((lambda o, n=n: " > ".join(o.section[-n:])) for n in range(1, depth + 1)),
        *((lambda o, n=n: " > ".join(o.section[:n])) for n in range(1, depth + 1)),
        lambda o: "the whole plan",
    ]
    tried = [_grouped(facts, way) for way in ways]
    best = max(tried, key=lambda sums: sum(len(s.weights) for s in sums if s.weights and s.adds_to(100)))
    yield from judged(best, "weights_unit", "the objectives of a unit")


def _grouped(facts: Facts, way: Callable[[Objective], str]) -> list[Sum]:
    groups: dict[tuple[int | None, str], list[Objective]] = defaultdict(list)
    for objective in facts.result.objectives:
        groups[objective.year, fold(way(objective))].append(objective)
    return [
        _sum(_quoted(way(rows[0])), rows, "objectives", None, facts.page(rows[0]))
        for rows in groups.values()
        if any(row.weight is not None for row in rows)
    ]


def cumulated(facts: Facts) -> Iterator[Note]:
    for objective in facts.result.objectives:
        total = 0.0
        for phase in facts.phases.get(objective.objective_id, []):
            if phase.weight is None or phase.cumulative is None:
                continue
            total += phase.weight
            if abs(total - phase.cumulative) > 0.51:
                printed = f"{_number(phase.cumulative)} printed, the weights add to {_number(total)}"
                message = f"{_quoted(phase.description)}: {printed}"
                yield Note("cumulative_wrong", message, "phases", phase.phase_id, phase.page)
                break


def weights_unread(facts: Facts) -> Iterator[Note]:
    rows: list[tuple[str, str, Any]] = [("phases", p.phase_id, p) for p in facts.result.phases]
    rows += [("indicators", i.indicator_id, i) for i in facts.result.indicators]
    for table, row_id, row in rows:
        if row.weight_raw and row.weight is None and re.search(r"\w", row.weight_raw):
            yield Note("weight_unread", f"weight not read: {_quoted(row.weight_raw)}", table, row_id, row.page)


# --- objectives, indicators, targets ---


def without_indicators(facts: Facts) -> Iterator[Note]:
    for objective in facts.result.objectives:
        if not facts.indicators.get(objective.objective_id):
            page = facts.page(objective)
            yield Note("objective_without_indicators", _title(objective), "objectives", objective.objective_id, page)


def without_target(facts: Facts) -> Iterator[Note]:
    for indicator in facts.result.indicators:
        wanted = [t for t in facts.targets.get(indicator.indicator_id, []) if t.role == "target"]
        if not any(t.raw and re.search(r"\w", t.raw) and not _NO_TARGET.fullmatch(fold(t.raw)) for t in wanted):
            if not wanted and _STATES_NUMBER.match(fold(indicator.description)):
                continue
            printed = f" ({wanted[0].raw})" if wanted and wanted[0].raw else ""
            message = f"{_quoted(indicator.description or indicator.formula)}{printed}"
            yield Note("indicator_without_target", message, "indicators", indicator.indicator_id, indicator.page)


_NO_TARGET = re.compile(r"(?:n\.?\s?[dapv]\.?|n\.?c\.?|non (?:disponibile|previsto|definito|applicabile|rilevato))")
_STATES_NUMBER = re.compile(r"(?:almeno\s+)?(?:n|nr|num|numero)[.°]?\s*\d")
"""``N. 4 progetti conclusi``: the description is the target."""
_NUMERIC = ("=", "<", "<=", ">", ">=", "between")


def without_unit(facts: Facts) -> Iterator[Note]:
    """Bare numbers, where nothing beside them says what they count."""
    for indicator in facts.result.indicators:
        for target in facts.targets.get(indicator.indicator_id, []):
            if target.role != "target" or target.operator not in _NUMERIC or target.unit or indicator.unit_of_measure:
                continue
            texts = [indicator.description, indicator.formula]
            told = _COUNTS.search(fold(" | ".join(filter(None, texts)))) or any(map(_counted, texts))
            if not told and not is_binary(indicator.formula):
                message = f"{target.raw} of {_quoted(indicator.description)}"
                yield Note("target_without_unit", message, "targets", target.target_id, indicator.page)


_COUNTS = re.compile(
    r"(?:^|[|/(]\s*|\s)(?:n\.?|nr\.?|n°|num\.?|numero|numero di|quantita|valore|indice|punteggio|voto|importo|tempo|"
    r"giorni|ore|percentuale|tasso|grado|rapporto|media|totale)(?=\s|[°.:|]|$)|%|/|\*|\([\w\s]+\)"
)
_SINGULAR = re.compile(r"(?:[zsgt]ione|tore|sore|nte|ale|ile|ice|gine|one)$")


def _counted(description: str | None) -> bool:
    """Whether a description begins with things in the plural, which are what the number counts: ``Incontri svolti``."""
    words = re.findall(r"[a-z]{3,}", fold(description))
    return bool(words) and words[0][-1] in "ie" and len(words[0]) > 3 and not _SINGULAR.search(words[0])


def without_baseline(facts: Facts) -> Iterator[Note]:
    """One note a plan: how many indicators with a number to reach say from where they start."""
    numeric, based, first = 0, 0, None
    for indicator in facts.result.indicators:
        rows = facts.targets.get(indicator.indicator_id, [])
        if any(t.role == "target" and t.operator in _NUMERIC and t.value is not None for t in rows):
            numeric += 1
            first = first or indicator.page
            based += any(t.role == "baseline" and t.raw for t in rows)
    if numeric and based < numeric:
        count = f"none of {numeric}" if not based else f"{based} of {numeric}"
        message = f"{count} indicators with a number as target print a starting value"
        yield Note("target_without_baseline", message, "indicators", None, first)


def yes_no_only(facts: Facts) -> Iterator[Note]:
    for objective in facts.result.objectives:
        rows = [
            t
            for indicator in facts.indicators.get(objective.objective_id, [])
            for t in facts.targets.get(indicator.indicator_id, [])
            if t.role == "target"
        ]
        if rows and all(t.operator == "yes_no" for t in rows):
            message = f"{_title(objective)}: {len(rows)} target{'s' * (len(rows) > 1)}"
            yield Note("targets_yes_no_only", message, "objectives", objective.objective_id, facts.page(objective))


_SIGNS = {"<": "lower", "<=": "lower", ">": "higher", ">=": "higher"}
_AT_LEAST = re.compile(r"\b(?:almeno|non (?:meno|inferior\w+)|(?:numero )?minimo (?:di|n))\b")
_AT_MOST = re.compile(r"\b(?:al massimo|non (?:piu|oltre|superior\w+)|(?:numero |tempo )?massimo (?:di|n))\b")


def directions(facts: Facts) -> Iterator[Note]:
    """Targets whose sign says the opposite of what the indicator's words want."""
    for indicator in facts.result.indicators:
        wanted = _wanted(indicator)
        for target in facts.targets.get(indicator.indicator_id, []):
            sign = _SIGNS.get(target.operator or "")
            if target.role == "target" and sign and wanted and sign != wanted:
                message = f"{_quoted(indicator.description)} {target.raw}: {wanted} is better"
                yield Note("direction_contradicts", message, "targets", target.target_id, indicator.page)


def _wanted(indicator: Indicator) -> str | None:
    text = fold(indicator.description)
    least, most = bool(_AT_LEAST.search(text)), bool(_AT_MOST.search(text))
    if least != most:
        return "higher" if least else "lower"
    # a share or a count of cases handled is wanted high, whatever the cases are
    if _SATISFACTION.search(text) and not _COMPLAINTS.search(f"{text} {fold(indicator.formula)}"):
        return "higher"
    if _SHARE.search(text):
        return None
    # events and users may be wanted high or low; bad things are wanted low
    return "lower" if expected_direction(indicator.description) == "lower" else None


_SHARE = re.compile(
    r"%|percentual|\btass[oi]\b|/|\brapporto\b|\bgrado\b|\bcopertura\b|\b(?:evasion[ei]|evas[eio]|gestit[eio]|"
    r"trattat[eio]|definit[eio]|risolt[eio]|conclus[eio]|recuperat[eio]|recupero|riduzione|ridurre|verificat[eio]|"
    r"controllat[eio]|monitorat[eio]|rispettat[eio]|rispetto|entro|liquidat[eio]|pagat[eio]|eliminat[eio]|riscoss[eio]|"
    r"accertat[eio]|lavorat[eio]|rilevazion[ei]|contrasto|lotta|interventi|controlli|verifiche|accertamenti|solleciti|"
    r"avvisi|emission[ei]|apertura|funzionamento|preavviso|anticipo|formazione)\b"
)
"""Words by which a count of bad things is a count of good work: cases closed, days of opening, invoices issued."""
_COMPLAINTS = re.compile(
    r"insoddisfa|non soddisfa|reclam|ricors|contestazion|lamentel|segnalazion|disserviz|rimostranz"
)
_SATISFACTION = re.compile(r"\b(?:soddisfazione|gradimento)\b")


def targets_differ(facts: Facts) -> Iterator[Note]:
    """The same indicator of the same objective, printed again with another target; one note where they are many."""
    found: list[tuple[Note, float | None]] = []
    compared = 0
    for rows in facts.printings.values():
        for one, two in _printed_again(rows):
            for first, second in _paired(facts, one, two):
                compared += 1
                ratio = _ratio(first, second)
                if ratio != 1.0:
                    owner = facts.objectives[one.objective_id]
                    pages = f"page {facts.page(one)}", f"page {facts.page(two)}"
                    message = f"{_title(owner)}: {first.raw} ({pages[0]}), {second.raw} ({pages[1]})"
                    found.append((Note("targets_differ", message, "targets", second.target_id, facts.page(two)), ratio))
    if len(found) < GATHER_FROM:
        yield from (note for note, _ in found)
        return
    ratios = Counter(round(ratio, 3) for _, ratio in found if ratio)
    ratio, times = ratios.most_common(1)[0] if ratios else (None, 0)
    multiple = f", {times} of them {_number(ratio)} times the first" if ratio and times > 2 else ""
    notes = [note for note, _ in found]
    head = f"{len(found)} of {compared} targets that are printed twice differ{multiple}"
    yield Note("targets_differ", f"{head}{_on(notes)}: {notes[0].message}; …", "targets", None, notes[0].page)


def _printed_again(rows: Sequence[Objective]) -> Iterator[tuple[Objective, Objective]]:
    """(first printing, later one) of an objective in one year; under one code where codes are printed."""
    groups: dict[tuple[int | None, str], list[Objective]] = defaultdict(list)
    for row in rows:
        groups[row.year, code_key(row.code)].append(row)
    for group in groups.values():
        for later in group[1:]:
            yield group[0], later


def _paired(facts: Facts, one: Objective, two: Objective) -> Iterator[tuple[Target, Target]]:
    """Targets of the indicators that two printings share, of the same role and year."""
    left = list(facts.indicators.get(two.objective_id, []))
    for indicator in facts.indicators.get(one.objective_id, []):
        text = _identity(indicator)
        scored = [(fuzz.ratio(text, _identity(other)), -n) for n, other in enumerate(left)]
        best = max(scored, default=(0.0, 0))
        if not text or best[0] < SAME_INDICATOR:
            continue
        other = left.pop(-best[1])
        mine = [t for t in facts.targets.get(indicator.indicator_id, []) if t.role == "target"]
        theirs = {
            (t.year, n): t
            for n, t in enumerate(t for t in facts.targets.get(other.indicator_id, []) if t.role == "target")
        }
        for n, target in enumerate(mine):
            again = theirs.get((target.year, n))
            if again and again.raw and target.raw:
                yield target, again


def _identity(indicator: Indicator) -> str:
    return fold(f"{indicator.description or ''} {indicator.formula or ''}").strip()


def _ratio(one: Target, two: Target) -> float | None:
    """1.0 for targets that say the same; how many times the first the second is; None where they cannot be compared."""
    if fold(one.raw).replace(" ", "") == fold(two.raw).replace(" ", ""):
        return 1.0
    same = [(t.operator, t.value, t.value_upper, t.due_date, t.is_yes) for t in (one, two)]
    if one.operator != "text" and same[0] == same[1]:
        return 1.0
    if one.value and two.value and one.operator == two.operator:
        return two.value / one.value
    return None


# --- money and totals ---


def amounts_repeated(facts: Facts) -> Iterator[Note]:
    """Sums that stand in several cards; a round one in two different cards may be chance."""
    cards: dict[Any, list[Objective]] = defaultdict(list)
    for objective in facts.result.objectives:
        if objective.financial_resources:
            cards[objective.financial_resources].append(objective)
    for amount, rows in cards.items():
        if _repeated(amount, rows):
            message = (
                f"{_euro(amount)} in {len(rows)} cards ({_euro(amount * len(rows))} if added up): {_title(rows[0])}"
            )
            yield Note(
                "amount_repeated",
                f"{message}{_on_pages([facts.page(o) for o in rows])}",
                "objectives",
                rows[0].objective_id,
                facts.page(rows[0]),
            )
    lines: dict[Any, list[Objective]] = defaultdict(list)
    for line in facts.result.budget_lines:
        if line.amount and (line.chapter or line.commitment):
            key = (line.side, squash(line.chapter), squash(line.commitment), line.amount)
            owner = facts.objectives[line.objective_id]
            if owner not in lines[key]:
                lines[key].append(owner)
    for (side, chapter, commitment, amount), rows in lines.items():
        if len({o.objective_key for o in rows}) > 1 or len(rows) > 1:
            what = " ".join(filter(None, (side, chapter, commitment)))
            message = f"{_euro(amount)} of {what} in {len(rows)} cards: {_title(rows[0])}"
            yield Note(
                "amount_repeated",
                f"{message}{_on_pages([facts.page(o) for o in rows])}",
                "budget_lines",
                rows[0].objective_id,
                facts.page(rows[0]),
            )


def _repeated(amount: Any, rows: Sequence[Objective]) -> bool:
    keys = {o.objective_key for o in rows}
    if len(rows) < 2:
        return False
    if len(keys) < len(rows):  # one objective, printed again
        years = {o.year for o in rows}
        return len(rows) > len(keys) * max(1, len(years)) or len(years) == 1
    return len(rows) >= 3 or (amount >= BY_CHANCE and amount % 500 != 0)


def totals(facts: Facts) -> Iterator[Note]:
    """Printed totals of the plan's tables that do not add up."""
    cells = _by(facts.result.cells, "table_id")
    alike: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for table in facts.result.tables:
        alike[table.n_cols, *table.header].append(table.table_id)
    for ids in alike.values():
        for table_id, found in zip(ids, wrong_totals(cells.get(i, []) for i in ids), strict=True):
            for wrong in found:
                label = ", ".join(filter(None, (wrong.row, wrong.column)))
                message = f"{_quoted(label)}: {wrong.printed} printed, {_number(wrong.found)} is the sum"
                yield Note("total_wrong", message, "tables", table_id, wrong.page)


# --- people ---


def names(facts: Facts) -> Iterator[Note]:
    """Persons printed under several names, beyond order, case and titles; and names a letter or two apart."""
    people = facts.result.people
    for person in people:
        spellings = {_spelling(form): form for form in person.forms}
        if len(spellings) > 1:
            message = f"{person.name}: printed as {', '.join(sorted(spellings.values()))}"
            yield Note("name_spelt_differently", message, "people", person.person_id, person.page)
    for n, one in enumerate(people):
        for two in people[n + 1 :]:
            if same_person(one.name, two.name) or not _misspelt(one.name_key, two.name_key):
                continue
            message = f"{one.name} ({one.mentions} times) and {two.name} ({two.mentions} times)"
            yield Note("name_misspelt", message, "people", two.person_id, two.page)


def _spelling(form: str) -> tuple[str, ...]:
    """The words of a name in order of the alphabet, accents kept: ``Birolì`` is not ``Biroli``, ``NICOLO'`` is."""
    text = re.sub(
        r"([aeiou])'(?!\w)", lambda m: dict(zip("aeiou", "àèìòù", strict=True))[m[1]], strip_titles(form).casefold()
    )
    return tuple(sorted(re.findall(r"\w+", text.replace("'", "").replace("’", "").replace("é", "è"))))


def _misspelt(one: str, two: str) -> bool:
    """Same number of words, all equal but one, and that one a letter apart in five or more, two in eight or more."""
    a, b = one.split(), two.split()
    if len(a) != len(b) or len(a) < 2:
        return False
    rest_a, rest_b = sorted(set(a) - set(b)), sorted(set(b) - set(a))
    if len(rest_a) != 1 or len(rest_b) != 1:
        return False
    x, y = rest_a[0], rest_b[0]
    slips = OSA.distance(x, y)
    near = slips == 1 or (slips == 2 and min(len(x), len(y)) >= 8)
    return near and min(len(x), len(y)) >= 5 and x[0] == y[0] and {x[-1], y[-1]} != {"a", "o"}


def without_owner(facts: Facts) -> Iterator[Note]:
    for phase in facts.result.phases:
        owner = facts.objectives[phase.objective_id]
        if not (phase.responsible or phase.units or owner.responsible or owner.unit or owner.contributors):
            yield Note("phase_without_owner", _quoted(phase.description), "phases", phase.phase_id, phase.page)


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


# --- words for messages ---


def _by(rows: Iterable[Any], name: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _sum(label: str, rows: Sequence[Any], table: str, row_id: str | None, page: int | None) -> Sum:
    weights = tuple(row.weight for row in rows if row.weight is not None)
    return Sum(label, weights, len(rows) - len(weights), table, row_id, page)


def _quoted(text: str | None, around: str = "") -> str:
    """A text as a message quotes it: its beginning, or what stands around a piece of it."""
    text = squash(text) or "(no text)"
    start = max(0, fold(text).find(fold(around)) - 25) if around and len(text) > SHORT else 0
    piece = text[start : start + SHORT].strip()
    return f"“{'…' if start else ''}{piece}{'…' if start + SHORT < len(text) else ''}”"


def _title(objective: Objective) -> str:
    code = f"{objective.code} " if objective.code else ""
    return f"{code}{_quoted(objective.title)}"


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _euro(amount: Any) -> str:
    return f"€ {amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".").replace("€.", "€ ")


def _on(notes: Sequence[Note]) -> str:
    return _on_pages([note.page for note in notes])


def _on_pages(pages: Iterable[int | None]) -> str:
    """`` (pages 3, 5-9)``; empty where no page is known."""
    numbers = sorted({page for page in pages if page})
    if not numbers:
        return ""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f" (page{'s' if len(numbers) > 1 else ''} {shown})"
