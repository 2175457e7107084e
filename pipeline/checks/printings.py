"""One objective printed more than once: do the printings ask for the same?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from normalizers.text import fold
from pipeline.checks.facts import Facts, Note
from pipeline.checks.words import number, on_pages, title_of
from pipeline.keys import code_key
from schemas import Indicator, Objective, Target
from schemas.findings import GATHER_FROM

SAME_INDICATOR = 90.0
"""Likeness (0-100) of descriptions from which two rows are one indicator printed twice."""


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
                    told = (f"{t.raw} (page {facts.page(o)})" for t, o in ((first, one), (second, two)))
                    message = f"{title_of(owner)}: {', '.join(told)}"
                    found.append((Note("targets_differ", message, "targets", second.target_id, facts.page(two)), ratio))
    if len(found) < GATHER_FROM:
        yield from (note for note, _ in found)
        return
    ratios = Counter(round(ratio, 3) for _, ratio in found if ratio)
    ratio, times = ratios.most_common(1)[0] if ratios else (None, 0)
    multiple = f", {times} of them {number(ratio)} times the first" if ratio and times > 2 else ""
    notes = [note for note, _ in found]
    pages = on_pages(note.page for note in notes)
    head = f"{len(found)} of {compared} targets that are printed twice differ{multiple}"
    yield Note("targets_differ", f"{head}{pages}: {notes[0].message}; …", "targets", None, notes[0].page)


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
    first, second = _amount(one), _amount(two)
    if first and second and (one.operator == two.operator or "yes_no" in (one.operator, two.operator)):
        return second / first
    return None


def _amount(target: Target) -> float | None:
    """The number of a target; 1 for the ``1`` that stands for done."""
    return 1.0 if target.operator == "yes_no" and target.raw == "1" else target.value
