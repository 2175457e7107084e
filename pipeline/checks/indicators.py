"""Indicators and targets: what is missing beside them, and signs that say the opposite of the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizers.target_context import expected_direction, is_binary
from normalizers.text import fold
from pipeline.checks.counted import has_unit, says_itself, told_by
from pipeline.checks.facts import Facts, Note
from pipeline.checks.words import quoted, title_of
from schemas import Indicator


def without_indicators(facts: Facts) -> Iterator[Note]:
    for objective in facts.result.objectives:
        if not facts.indicators.get(objective.objective_id):
            page = facts.page(objective)
            yield Note("objective_without_indicators", title_of(objective), "objectives", objective.objective_id, page)


def without_target(facts: Facts) -> Iterator[Note]:
    for indicator in facts.result.indicators:
        wanted = [t for t in facts.targets.get(indicator.indicator_id, []) if t.role == "target"]
        if not any(t.raw and re.search(r"\w", t.raw) and not _NO_TARGET.fullmatch(fold(t.raw)) for t in wanted):
            if not wanted and _states_value(indicator.description):
                continue
            printed = f" ({wanted[0].raw})" if wanted and wanted[0].raw else ""
            message = f"{quoted(indicator.description or indicator.formula)}{printed}"
            yield Note("indicator_without_target", message, "indicators", indicator.indicator_id, indicator.page)


_NO_TARGET = re.compile(r"(?:n\.?\s?[dapv]\.?|n\.?c\.?|non (?:disponibile|previsto|definito|applicabile|rilevato))")
_STATES_NUMBER = re.compile(r"(?:almeno\s+)?(?:n|nr|num|numero)[.°]?\s*\d")
"""``N. 4 progetti conclusi``: the description is the target."""
_VALUE_AT_END = re.compile(
    r":\s*(?:[a-z]+\s+){0,4}[<>=≤≥€\s]*-?(?!(?:19|20)\d\d\b)\d[\d.,]*\s*(?:%|€|[a-z.]+)?(?:\s+[a-z.]+){0,2}\s*(?:\(.*)?"
)
"""``Atti pubblicati: almeno 90%``, ``Gradimento: valore atteso 4,2 (fonte …``."""


def _states_value(description: str | None) -> bool:
    """Whether a description holds its target itself: counted at its beginning, or after its colon."""
    text = fold(description)
    return bool(_STATES_NUMBER.match(text) or _VALUE_AT_END.fullmatch(text[text.find(":") :] if ":" in text else ""))


NUMERIC = ("=", "<", "<=", ">", ">=", "between")


def without_unit(facts: Facts) -> Iterator[Note]:
    """Bare numbers, where nothing beside them says what they count."""
    for indicator in facts.result.indicators:
        for target in facts.targets.get(indicator.indicator_id, []):
            if target.role != "target" or target.operator not in NUMERIC or target.unit or indicator.unit_of_measure:
                continue
            texts = [indicator.description, indicator.formula]
            if not (
                says_itself(target.raw, target.value, target.value_upper)
                or told_by(texts, target.value)
                or is_binary(indicator.formula)
                or has_unit(facts.head_over(target.raw, indicator.page))
            ):
                message = f"{target.raw} of {quoted(indicator.description)}"
                yield Note("target_without_unit", message, "targets", target.target_id, indicator.page)


def without_baseline(facts: Facts) -> Iterator[Note]:
    """One note a plan: how many indicators with a number to reach say from where they start."""
    numeric, based, first = 0, 0, None
    for indicator in facts.result.indicators:
        rows = facts.targets.get(indicator.indicator_id, [])
        if any(t.role == "target" and t.operator in NUMERIC and t.value is not None for t in rows):
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
            message = f"{title_of(objective)}: {len(rows)} target{'s' * (len(rows) > 1)}"
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
                message = f"{quoted(indicator.description)} {target.raw}: {wanted} is better"
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
