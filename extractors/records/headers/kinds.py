"""What the rows under a header are: phases, indicators, budget or staff lines, service standards, or a matrix."""

from __future__ import annotations

from extractors.lexicon import Match
from extractors.records.headers.model import Column

TELLING = {
    "phase": {"description", "start", "end", "period", "cumulative", "status"},
    "indicator": {
        "description",
        "target",
        "standard",
        "baseline",
        "achieved",
        "achievement",
        "formula",
        "unit_of_measure",
        "source",
        "value",
    },
    "objective": {
        "title",
        "code",
        "mission",
        "programme",
        "strategic_objective",
        "operational_objective",
        "strategic_area",
    },
    "resources": {
        "budget.chapter",
        "budget.side",
        "budget.amount",
        "staff.category",
        "staff.name",
        "staff.count",
        "staff.share",
    },
}
"""Fields that show what a table is about; a table with none of its kind's is not of that kind."""
ALMOST = 90.0
"""Likeness of a plural to its singular."""


def titled(matched: dict[str, dict[int, Match]]) -> None:
    """`Obiettivo operativo | Indicatore | Target`: where no column is headed as the title, the narrowest link is it.

    So it is where the objectives of that kind have a weight each.
    """
    own = matched["objective"]
    fields = {m.field for m in own.values()}
    if "title" in fields:
        return
    if "code" in fields and _described_by(own, {**matched["phase"], **matched["indicator"]}):
        return
    rows = any(m.field == "description" and m.exact for d in ("phase", "indicator") for m in matched[d].values())
    rows = rows or any(m.field == "weight" and m.exact for m in own.values())
    for name in ("operational_objective", "strategic_objective"):
        keys = [key for key, m in own.items() if m.field == name and (m.exact or m.score > ALMOST)]
        if keys and rows:
            own[keys[0]] = own[keys[0]]._replace(field="title")
            return


def _described_by(own: dict[int, Match], rows: dict[int, Match]) -> bool:
    """`Codice obiettivo | Descrizione obiettivo | Indicatore`: a list has no other title than the description."""
    keys = [key for key, m in own.items() if m.field == "description" and m.exact and key not in rows]
    linked = any(m.field in ("operational_objective", "strategic_objective") for m in own.values())
    if len(keys) == 1 and not linked and any(m.field == "description" and m.exact for m in rows.values()):
        own[keys[0]] = own[keys[0]]._replace(field="title")
    return bool(keys) or not linked


def names_rows(matched: dict[int, Match]) -> bool:
    """A column holds what the section's title announces; the other columns may have names that nobody knows."""
    return any(m.field == "description" and m.exact for m in matched.values())


def kind_of(
    matched: dict[str, dict[int, Match]], columns: list[Column], months: int, section: str | None
) -> str | None:
    """What the rows are, by the fields that tell; None where the columns say nothing. ``section``: the title above."""
    telling = {d: {m.field for m in found.values()} & TELLING[d] for d, found in matched.items()}
    count = {d: len(found) for d, found in matched.items()}
    others = ("description" in telling["phase"] or "description" in telling["indicator"]) or months >= 6
    title = {"title"} & telling["objective"] or (set() if others else {"code"} & telling["objective"])
    only_objective = set(matched["objective"]) - {key for d in ("phase", "indicator") for key in matched[d]}
    if "standard" in telling["indicator"] and not title:
        return "service"
    several = count["objective"] >= 2 or count["indicator"] >= 2
    if title and several and only_objective and _about_objectives(matched, columns):
        return "matrix"
    if _both(matched, columns):
        return "mixed"
    scores = _scores(telling, count, months, section)
    winner = max(scores, key=lambda k: scores[k])
    if not scores[winner]:
        return "matrix" if count["objective"] >= 2 and telling["objective"] else None
    if winner == "resources":
        return _side(matched["resources"], section)
    return winner if _is_told(winner, telling[winner], months, section) else None


def _scores(telling: dict[str, set[str]], count: dict[str, int], months: int, section: str | None) -> dict[str, int]:
    """How much speaks for each kind."""
    scores = {d: len(telling[d]) * 2 + count[d] if telling[d] else 0 for d in ("phase", "indicator")}
    if months >= 6:
        scores["phase"] = len(telling["phase"]) * 2 + count["phase"] + 3
    scores["resources"] = len(telling["resources"]) * 2 + count["resources"] if len(telling["resources"]) > 1 else 0
    if section and scores.get(section):
        scores[section] += 2
    if section in ("budget", "staff"):
        scores["resources"] += 3 if telling["resources"] else 0
    return scores


def _side(found: dict[int, Match], section: str | None) -> str:
    """Money or people."""
    fields = [m.field for m in found.values()]
    sides = {name: sum(f.startswith(name) for f in fields) for name in ("budget", "staff")}
    return section if section and sides.get(section) else max(sides, key=lambda k: sides[k])


def _is_told(kind: str, telling: set[str], months: int, section: str | None) -> bool:
    """A table of phases names them or their time; one of indicators names them or at least two of their values."""
    if kind == "phase":
        return months >= 6 or bool(telling & {"description", "start", "end", "period", "status"})
    return "description" in telling or section == "indicator" or len(telling) > 1


def _actions_first(matched: dict[str, dict[int, Match]], columns: list[Column]) -> bool:
    """`Azioni | Indicatore | Target`: the first column names the phases, by a label that only phases have."""
    first = next((id(c) for c in columns if c.label), 0)
    phase, own = matched["phase"].get(first), matched["objective"].get(first)
    return (
        phase is not None and phase.exact and phase.field == "description" and (own is None or own.field == "actions")
    )


def _both(matched: dict[str, dict[int, Match]], columns: list[Column]) -> bool:
    """A row holds a phase with its time and an indicator with its target, each under columns of its own."""
    own = {
        kind: {m.field for key, m in matched[kind].items() if key not in matched[other] or m.exact}
        for kind, other in (("phase", "indicator"), ("indicator", "phase"))
    }
    named = [{key for key, m in matched[kind].items() if m.field == "description"} for kind in own]
    return (
        bool(named[0] - named[1] and named[1] - named[0])
        and bool({"target", "value", "baseline"} & own["indicator"])
        and (bool({"start", "end", "period"} & own["phase"]) or _actions_first(matched, columns))
    )


def _about_objectives(matched: dict[str, dict[int, Match]], columns: list[Column]) -> bool:
    """The first telling column names an objective, not a phase or an indicator."""
    for column in columns:
        key = id(column)
        objective = matched["objective"].get(key)
        other = matched["phase"].get(key) or matched["indicator"].get(key)
        if objective and objective.field in TELLING["objective"] and (not other or objective.score > other.score):
            return True
        if other and other.field == "description" and (not objective or objective.field != "title"):
            return matched_later(matched, columns, column)
    return False


def matched_later(matched: dict[str, dict[int, Match]], columns: list[Column], after: Column) -> bool:
    """A title column stands further right."""
    later = columns[columns.index(after) + 1 :]
    return any((m := matched["objective"].get(id(c))) and m.field == "title" for c in later)
