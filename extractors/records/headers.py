"""Header rows: which column of a table holds which field."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, field, replace

from extractors.grid.model import Cell, Grid
from extractors.lexicon import Lexicon, Match, fold_label
from extractors.records.acronyms import spelt_out
from extractors.records.header_fit import name_baseline, settle_owners

NUMBER = re.compile(r"^\s*(?:n\.?\s*)?[A-Z]?\d{1,3}\s*[.)]?\s*$", re.IGNORECASE)
YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
LETTERED_CODE = re.compile(r"^[A-Z]{1,6}[._/-]?\d[\w./-]{0,12}$")
COUNTED = re.compile(r"^\d{1,3} [a-zàèéìòù]")
"""`2 addetti` is an answer, though `addetti` is a label."""
ONLY_YEAR = re.compile(r"^\W*(?:anno\s+)?(?:19|20)\d\d\W*$", re.IGNORECASE)
VALUE = re.compile(
    r"^\s*(?:(?:€\s*)?\d+(?:\.\d{3})*(?:,\d+)?\s*[€%]|€\s*\d[\d.,]*|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\s*$"
)
"""An amount or a date: the answer in a form's row, never the name over columns."""
PART_OF_YEAR = re.compile(
    r"^(?:(?P<a>i{1,3}|iv|[1-4]|prim[oa]|second[oa]|terz[oa]|quart[oa])\s*(?:o|a)?\s*(?:trim\w*|sem\w*|quad\w*|t)|[tq]\s?(?P<b>[1-4])|(?:trim\w*|sem\w*|quad\w*)\s*(?P<c>i{1,3}|iv|[1-4]))$"
)
LONGEST_QUARTER = 20
ORDINALS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "primo": 1,
    "secondo": 2,
    "terzo": 3,
    "quarto": 4,
    "prima": 1,
    "seconda": 2,
    "terza": 3,
    "quarta": 4,
}
ASIDE = re.compile(r"\(([^()]+)\)\s*$")
DOMAINS = ("objective", "phase", "indicator", "resources")
ALMOST = 90.0
"""Likeness of a plural to its singular."""
MOVED = 8.0
"""Borders of a table that goes on may stand this many points off."""
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


@dataclass(slots=True)
class Column:
    """A column of a header: its cell span, its field, the year its label names, the month it stands for."""

    col: int
    colspan: int
    label: str
    domain: str = ""
    name: str = ""
    year: int | None = None
    month: int | None = None
    span: int = 1
    """Months that the column stands for, from ``month`` on: 3 for a quarter."""
    score: float = 0.0


@dataclass(slots=True)
class Mapping:
    """A header read: its kind (phase, indicator, budget, staff, service, matrix), its columns and the rows it takes."""

    kind: str
    columns: list[Column]
    rows: int
    xs: list[float] = field(default_factory=list)
    marked: bool = False
    """A bold row at the head of a table whose rows are plain."""

    def moved(self, xs: list[float]) -> Mapping | None:
        """The same header over a grid with other columns; None where one of its borders is no border there."""
        columns: list[Column] = []
        for column in self.columns:
            ends = self.xs[column.col], self.xs[min(column.col + column.colspan, len(self.xs) - 1)]
            at = [min(range(len(xs)), key=lambda i: abs(xs[i] - end)) for end in ends]
            if any(abs(xs[i] - end) > MOVED for i, end in zip(at, ends, strict=True)) or at[0] == at[1]:
                return None
            columns.append(replace(column, col=at[0], colspan=at[1] - at[0]))
        return Mapping(self.kind, columns, self.rows, xs)

    def has(self, *names: str) -> bool:
        return any(f"{c.domain}.{c.name}" in names for c in self.columns)


class CellMap:
    """Which cell covers which row and column."""

    def __init__(self, grid: Grid) -> None:
        self._at: dict[tuple[int, int], Cell] = {}
        for cell in grid.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for col in range(cell.col, cell.col + cell.colspan):
                    self._at[row, col] = cell

    def at(self, row: int, col: int) -> Cell | None:
        return self._at.get((row, col))


def read_header(
    grid: Grid, cells: CellMap, row: int, lexicon: Lexicon, section: str | None, acronyms: Set[str] = frozenset()
) -> Mapping | None:
    """The header that begins in ``row``; None when the row is not one. Headers of up to three rows are read as one.

    ``acronyms`` stand for `obiettivo` in this plan.
    """
    rows = grid.rows()
    best: Mapping | None = None
    for depth in (3, 2, 1):
        if row + depth > grid.n_rows or (
            depth > 1 and not deepens(rows, row, depth, lambda text: _named(text, lexicon))
        ):
            continue
        columns = columns_of(grid, cells, row, depth)
        for column in columns if acronyms else ():
            column.label = spelt_out(column.label, acronyms)
        mapping = _mapping(columns, depth, lexicon, section, _marked_head(rows, row, depth))
        if mapping and (best is None or len(mapping.columns) > len(best.columns)):
            best = mapping
    if best:
        best.xs = list(grid.xs)
        best.marked = _marked_head(rows, row, best.rows)
        _numbered(best, grid, cells, row + best.rows)
        _described(best)
        _without_thresholds(best, lexicon)
        settle_owners(best, grid, cells, row + best.rows, lexicon)
        name_baseline(best, grid, cells, row + best.rows)
        _code_column(best, grid, cells, row + best.rows)
        _answered(best, grid, cells, row + best.rows, lexicon)
        _people_of_phases(best, grid, cells, row + best.rows)
    return best


def _people_of_phases(mapping: Mapping, grid: Grid, cells: CellMap, row: int) -> None:
    """`Azioni | Personale` in a matrix: people named anew for each of an objective's phases are the phases'."""
    if mapping.kind != "matrix" or mapping.has("phase.responsible"):
        return
    named = {f"{c.domain}.{c.name}": c for c in mapping.columns}
    title, phase, people = (named.get(n) for n in ("objective.title", "phase.description", "objective.human_resources"))
    if title is None or phase is None or people is None or people.col < phase.col:
        return
    rows = [[cells.at(r, c.col) for c in (title, phase, people)] for r in range(row, grid.n_rows)]
    own = [(t.rowspan, p.row, p.rowspan, h.row, h.rowspan) for t, p, h in rows if t and p and h]
    finer = any(whole > part for whole, _, part, _, _ in own)
    if finer and all((at, part) == (of, span) for _, at, part, of, span in own):
        people.domain, people.name = "phase", "responsible"


def _answered(mapping: Mapping, grid: Grid, cells: CellMap, row: int, lexicon: Lexicon) -> None:
    """`Valore raggiunto | Target raggiunto`: beside the value, the column that says but yes or no tells whether."""
    columns = [c for c in mapping.columns if (c.domain, c.name) == ("indicator", "achieved")]
    if len(columns) < 2 or mapping.has("indicator.achievement"):
        return
    texts = [[c.text for r in range(row, grid.n_rows) if (c := cells.at(r, k.col)) and c.text] for k in columns]
    told = [bool(found) and all(fold_label(text) in lexicon.yes_or_no for text in found) for found in texts]
    if sum(told) == 1 and any(texts[k] for k, yes in enumerate(told) if not yes):
        columns[told.index(True)].name = "achievement"


def _without_thresholds(mapping: Mapping, lexicon: Lexicon) -> None:
    """`Soglia | Target | Eccellenza`: beside the target, what counts as missed or as more is no target."""
    targets = [c for c in mapping.columns if (c.domain, c.name) == ("indicator", "target") and c.year is None]
    limits = [c for c in targets if fold_label(c.label).replace(" ", "").startswith(lexicon.thresholds)]  # `Sogli a`
    if len(limits) < len(targets):
        for column in limits:
            column.domain = column.name = ""


def _code_column(mapping: Mapping, grid: Grid, cells: CellMap, row: int) -> None:
    """In a matrix without a column of codes, the one under an unknown name whose entries are codes, no two alike."""
    if mapping.kind != "matrix" or mapping.has("objective.code"):
        return
    for column in mapping.columns:
        if column.name or column.month or not column.label:
            continue
        texts = [c.text for r in range(row, grid.n_rows) if (c := cells.at(r, column.col)) and c.row == r]
        if len(texts) > 2 and len(set(texts)) == len(texts) and all(LETTERED_CODE.match(t) for t in texts):
            column.domain, column.name, column.score = "objective", "code", 70.0
            return


def _numbered(mapping: Mapping, grid: Grid, cells: CellMap, row: int) -> None:
    """A `Fase` column that holds only numbers is the number; the text is then in the next column that could be it."""
    for column in mapping.columns:
        if column.name != "description":
            continue
        body = [c for r in range(row, min(grid.n_rows, row + 4)) if (c := cells.at(r, column.col)) and c.text]
        if body and all(NUMBER.match(c.text) for c in body[:2]):
            column.name = "number"
            spare = [c for c in mapping.columns if c.label and not c.name and not c.month]
            if not mapping.has(f"{column.domain}.description") and spare:
                spare[0].domain, spare[0].name, spare[0].score = column.domain, "description", column.score
        return


def _described(mapping: Mapping) -> None:
    """A table of phases headed `Tempi di attuazione | Entro il`: its first column holds the phases all the same."""
    if mapping.kind == "phase" and not mapping.has("phase.description"):
        first = next((c for c in mapping.columns if c.label and not c.month and c.name != "number"), None)
        if first is not None and first.name in ("period", "units", "responsible", "weight", ""):
            first.domain, first.name = "phase", "description"


def deepens(rows: list[list[Cell]], row: int, depth: int, named: Callable[[str], bool]) -> bool:
    """Each further row holds only labels, years or months under cells that span several columns."""
    if not _heads(rows[row], named):
        return False
    for below in range(row + 1, row + depth):
        filled = [c for c in rows[below] if c.text]
        if not filled:
            return False
        wide = [c for k in range(row, below) for c in rows[k] if c.colspan > 1 and c.text]
        if _years_beneath(rows, row, below, filled):
            continue
        for cell in filled:
            under = any(w.col <= cell.col < w.col + w.colspan for w in wide)
            if not under or not (named(cell.text) or YEAR.search(cell.text) or _letter(cell.text)):
                return False
    return True


def _years_beneath(rows: list[list[Cell]], row: int, below: int, filled: list[Cell]) -> bool:
    """Nothing but years, beside cells that reach down: `Baseline` over 2023, `Target` over 2024 and 2025."""
    if (
        len(filled) < 2
        or len({c.text for c in filled}) < len(filled)
        or not all(ONLY_YEAR.match(c.text) for c in filled)
    ):
        return False
    above = [c for k in range(row, below) for c in rows[k] if c.text]
    beside = [c for c in above if not any(c.col <= f.col < c.col + c.colspan for f in filled)]
    return bool(beside) and all(c.row + c.rowspan > below for c in beside)


def _named(text: str, lexicon: Lexicon) -> bool:
    if lexicon.best(text, DOMAINS) or _month(text, lexicon) or lexicon.section(text):
        return True
    return len(text) < LONGEST_QUARTER and _part_of_year(fold_label(text)) is not None


def _heads(cells: list[Cell], named: Callable[[str], bool]) -> bool:
    """The upper row of a header of several: short cells, most of them labels, titles or years."""
    filled = [c for c in cells if c.text]
    if any(VALUE.match(c.text) for c in filled):
        return False
    known = [c for c in filled if named(c.text) or YEAR.search(c.text)]
    return bool(filled) and all(len(c.text) < 70 for c in filled) and len(known) >= 0.5 * len(filled)


def columns_of(grid: Grid, cells: CellMap, row: int, depth: int) -> list[Column]:
    """The columns of a header of ``depth`` rows, with all labels that stand over each."""
    columns: list[Column] = []
    col = 0
    while col < grid.n_cols:
        leaf = cells.at(row + depth - 1, col)
        if leaf is None:
            col += 1
            continue
        stack: list[Cell] = []
        for k in range(row, row + depth):
            cell = cells.at(k, col)
            if cell is not None and cell not in stack and cell.row >= row:
                stack.append(cell)
        texts = [c.text for c in stack if c.text]
        columns.append(_column(leaf.col, leaf.col + leaf.colspan - max(leaf.col, 0), texts))
        col = leaf.col + leaf.colspan
    return columns


def _column(col: int, colspan: int, texts: list[str]) -> Column:
    label = texts[-1] if texts else ""
    year = YEAR.search(" ".join(texts))
    column = Column(col, colspan, label, year=int(year.group(1)) if year else None)
    column.label = " | ".join(texts)
    return column


def _candidates(label: str) -> list[str]:
    texts = label.split(" | ") if label else []
    if len(texts) > 1:
        return [texts[-1], f"{texts[0]} {texts[-1]}", texts[0]]
    return texts


def find_label(label: str, lexicon: Lexicon, domain: str) -> Match | None:
    """The field that a column's label names: its last row, the first and last together, or the first."""
    for text in _candidates(label):
        match = None if COUNTED.match(text) else lexicon.find(text, domain)
        if match:
            return match
    return None


def _marked_head(rows: list[list[Cell]], row: int, depth: int) -> bool:
    """Bold cells at the head of a table, plain ones below."""
    heads = [c for c in rows[row] if c.text]
    below = [c for c in rows[row + depth] if c.text] if row + depth < len(rows) else []
    return row == 0 and len(below) > 1 and all(c.bold for c in heads) and not any(c.bold for c in below)


def _mapping(
    columns: list[Column], depth: int, lexicon: Lexicon, section: str | None, marked: bool = False
) -> Mapping | None:
    labelled = [c for c in columns if c.label]
    if len(labelled) < 2:
        return None
    _months(columns, lexicon)
    months = sum(1 for c in columns if c.month)
    matched = {d: {id(c): m for c in labelled if (m := find_label(c.label, lexicon, d))} for d in DOMAINS}
    _titled(matched)
    means = {
        d
        for d in DOMAINS
        if d != "resources" or section in ("budget", "staff") or len({m.field for m in matched[d].values()}) > 2
    }
    known = {
        key
        for d in means
        for key, m in matched[d].items()
        if m.field != "number" or (m.exact and len(labelled) > 2 and key == id(labelled[0]))
    } | {id(c) for c in labelled if c.month}
    years = {id(c) for c in labelled if fold_label(c.label) == "" and c.year}
    announced = marked and section in ("phase", "indicator") and _names_rows(matched[section])
    if not announced and ((len(known) < 2 and months < 6) or len(known | years) < 0.6 * len(labelled)):
        return None
    kind = _kind(matched, columns, months, section)
    if kind is None:
        return None
    _assign(columns, matched, kind, lexicon)
    named = [c for c in columns if c.name or c.month]
    return Mapping(kind, columns, depth) if named else None


def _titled(matched: dict[str, dict[int, Match]]) -> None:
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


def _names_rows(matched: dict[int, Match]) -> bool:
    """A column holds what the section's title announces; the other columns may have names that nobody knows."""
    return any(m.field == "description" and m.exact for m in matched.values())


def _kind(matched: dict[str, dict[int, Match]], columns: list[Column], months: int, section: str | None) -> str | None:
    telling = {d: {m.field for m in found.values()} & TELLING[d] for d, found in matched.items()}
    count = {d: len(found) for d, found in matched.items()}
    others = ("description" in telling["phase"] or "description" in telling["indicator"]) or months >= 6
    title = {"title"} & telling["objective"] or (set() if others else {"code"} & telling["objective"])
    only_objective = set(matched["objective"]) - {key for d in ("phase", "indicator") for key in matched[d]}
    if "indicator" in telling and {"standard"} & telling["indicator"] and not title:
        return "service"
    if (
        title
        and (count["objective"] >= 2 or count["indicator"] >= 2)
        and only_objective
        and _about_objectives(matched, columns)
    ):
        return "matrix"
    if _both(matched, columns):
        return "mixed"
    scores = {
        "phase": (len(telling["phase"]) * 2 + count["phase"] + (3 if months >= 6 else 0))
        if telling["phase"] or months >= 6
        else 0,
        "indicator": len(telling["indicator"]) * 2 + count["indicator"] if telling["indicator"] else 0,
        "resources": len(telling["resources"]) * 2 + count["resources"] if len(telling["resources"]) > 1 else 0,
    }
    if section and scores.get(section):
        scores[section] += 2
    if section in ("budget", "staff"):
        scores["resources"] += 3 if telling["resources"] else 0
    winner = max(scores, key=lambda k: scores[k])
    if not scores[winner]:
        return "matrix" if count["objective"] >= 2 and telling["objective"] else None
    if winner == "resources":
        fields = [m.field for m in matched["resources"].values()]
        sides = {name: sum(f.startswith(name) for f in fields) for name in ("budget", "staff")}
        if section and sides.get(section):
            return section
        return max(sides, key=lambda k: sides[k])
    if winner == "phase" and not telling["phase"] & {"description", "start", "end", "period", "status"} and months < 6:
        return None
    if (
        winner == "indicator"
        and "description" not in telling["indicator"]
        and section != "indicator"
        and len(telling["indicator"]) < 2
    ):
        return None
    return winner


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


def _assign(columns: list[Column], matched: dict[str, dict[int, Match]], kind: str, lexicon: Lexicon) -> None:
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


def _months(columns: list[Column], lexicon: Lexicon) -> None:
    """Twelve (or more, per year) month columns in a row: by name, by letter, or numbered 1-12."""
    names = [_candidates(c.label)[0] if c.label else "" for c in columns]
    letters = [fold_label(n) for n in names]
    wanted = lexicon.month_letters
    for start in range(len(columns) - len(wanted) + 1):
        window = letters[start : start + 12]
        if window == wanted or window == [str(k) for k in range(1, 13)] or window == [f"{k:02}" for k in range(1, 13)]:
            for k in range(12):
                columns[start + k].month = k + 1
            return
    quarters = [_part_of_year(n) for n in letters]
    if sum(1 for q in quarters if q) >= 2:
        for column, quarter in zip(columns, quarters, strict=True):
            if quarter:
                column.month, column.span = quarter
        return
    by_name = [_month(n, lexicon) for n in names]
    if sum(1 for m in by_name if m) >= 6:
        for column, month in zip(columns, by_name, strict=True):
            column.month = month


def _part_of_year(label: str) -> tuple[int, int] | None:
    """First month and length of `I trim.`, `2 semestre`, `Q3`; None for other labels."""
    match = PART_OF_YEAR.match(label)
    if not match:
        return None
    n = ORDINALS[match["a"] or match["b"] or match["c"]]
    length = 6 if "sem" in label else 4 if "quad" in label else 3
    return ((n - 1) * length + 1, length) if n * length <= 12 else None


def _month(text: str, lexicon: Lexicon) -> int | None:
    return lexicon.months.get(fold_label(text))


def _letter(text: str) -> bool:
    return (len(text.strip()) == 1 and text.strip().isalpha()) or text.strip().isdigit()
