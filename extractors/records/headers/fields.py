"""Which field each column of a header holds, once it is known what the rows are."""

from __future__ import annotations

import re

from extractors.lexicon import Lexicon, Match, fold_label
from extractors.records.headers.kinds import TELLING
from extractors.records.headers.model import Column

ASIDE = re.compile(r"\(([^()]+)\)\s*$")


def assign(columns: list[Column], matched: dict[str, dict[int, Match]], kind: str, lexicon: Lexicon) -> None:
    """Field of each column; in a matrix an ambiguous label goes with the nearest telling column before it."""
    if kind in ("budget", "staff"):
        for column in columns:
            match = matched["resources"].get(id(column))
            if match:
                domain, _, name = match.field.partition(".")
                column.domain, column.name, column.score = domain, name, match.score
        return
    if kind == "mixed":  # `Azioni` heads the phases here, not an objective's text
        own, phases = matched["objective"], matched["phase"]
        matched["objective"] = {key: m for key, m in own.items() if m.field != "actions" or key not in phases}
    if kind in ("matrix", "mixed"):
        _assign_matrix(columns, matched, lexicon)
        return
    domain = "indicator" if kind == "service" else kind
    taken: set[str] = set()
    for column in columns:
        match = matched[domain].get(id(column))
        objective = matched["objective"].get(id(column))
        if objective and objective.field == "code" and objective.exact and (match is None or match.field == "number"):
            column.domain, column.name, column.score = "objective", "code", objective.score
        elif match and (
            match.field not in taken or match.field in ("target", "value", "baseline", "achieved", "units")
        ):
            column.domain, column.name, column.score = domain, match.field, match.score
            taken.add(match.field)
        elif not match and column.year and not fold_label(column.label) and domain == "indicator":
            column.domain, column.name, column.score = domain, "value", 100.0
    if "description" not in taken:
        _first_text_column(columns, domain)


def _first_text_column(columns: list[Column], domain: str) -> None:
    for column in columns:
        if not column.name and not column.month:
            column.domain, column.name, column.score = domain, "description", 70.0
            return


def _assign_matrix(columns: list[Column], matched: dict[str, dict[int, Match]], lexicon: Lexicon) -> None:
    current = "objective"
    taken: set[tuple[str, str]] = set()
    back = False
    """The column before is the objective's, after those of its phases or indicators."""
    for column in columns:
        found = {d: m for d in ("objective", "phase", "indicator") if (m := matched[d].get(id(column)))}
        if not found:
            if column.year and not fold_label(column.label) and current == "indicator":
                column.domain, column.name, column.score = "indicator", "value", 100.0
            continue
        top = max(m.score for m in found.values())
        good = {d: m for d, m in found.items() if m.score >= top - 1}
        telling = [d for d, m in good.items() if m.field in TELLING[d] and d != current]
        if back and "objective" in good and good["objective"].field == "weight":
            domain = "objective"
        elif current in good and not (
            current == "objective" and good[current].field in ("title",) and ("objective", "title") in taken
        ):
            domain = current
        elif telling:
            domain = telling[0]
        else:
            domain = next(iter(good))
        match = good[domain]
        if (domain, match.field) == ("objective", "unit") and ("objective", "unit") in taken:
            _broader(columns)
            taken.discard(("objective", "unit"))
        if (domain, match.field) in taken and match.field not in ("target", "value", "baseline", "achieved"):
            spare = [d for d, m in good.items() if (d, m.field) not in taken]
            aside = None if spare else _in_brackets(column.label, lexicon)
            if aside and ("objective", aside.field) not in taken:
                domain, match = "objective", aside
            elif spare:
                domain, match = spare[0], good[spare[0]]
            else:
                continue
        column.domain, column.name, column.score = domain, match.field, match.score
        taken.add((domain, match.field))
        back = domain == "objective" != current
        if match.field in TELLING[domain]:
            current = domain


def _in_brackets(label: str, lexicon: Lexicon) -> Match | None:
    """`Obiettivo triennale (programma)` beside another link: the brackets say what it is in the budget's terms."""
    told = ASIDE.search(label)
    match = lexicon.find(told[1], "objective") if told else None
    return match if match and match.exact and match.field in ("programme", "mission") else None


def _broader(columns: list[Column]) -> None:
    """Of two unit columns the first is the broader one: the class the objective stands in."""
    for column in columns:
        if (column.domain, column.name) == ("objective", "unit"):
            column.name = "category"
