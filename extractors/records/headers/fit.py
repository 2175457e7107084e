"""What a header read by its labels alone leaves open, settled by the columns beside each other and the rows below."""

from __future__ import annotations

import re

from extractors.grid.model import Grid
from extractors.lexicon import Lexicon, fold_label
from extractors.records.headers.model import CellMap, Column, Mapping

NUMBER = re.compile(r"^\s*(?:n\.?\s*)?[A-Z]?\d{1,3}\s*[.)]?\s*$", re.IGNORECASE)
LETTERED_CODE = re.compile(r"^[A-Z]{1,6}[._/-]?\d[\w./-]{0,12}$")
SHARED = {"weight": ("weight",), "responsible": ("unit", "responsible")}
"""Fields of an indicator whose labels name a field of the objective too."""
VALUE = re.compile(
    r"\d|^\W*(?:n\.?\s?[da]\.?|s[iì]|no|non (?:rilevato|disponibile|presente)|assente|nessun[ao]?)\W*$", re.I
)
"""What stands in a column of measured values."""
LONGEST_VALUE = 40
SHORT_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](\d\d)\b(?![./-])")
"""`31/12/24`"""


def settle(mapping: Mapping, grid: Grid, cells: CellMap, row: int, lexicon: Lexicon) -> None:
    """Settle everything, in order; ``row`` is the first below the header."""
    _numbered(mapping, grid, cells, row)
    _described(mapping)
    _without_thresholds(mapping, lexicon)
    settle_owners(mapping, grid, cells, row, lexicon)
    _name_baseline(mapping, grid, cells, row)
    _code_column(mapping, grid, cells, row)
    _answered(mapping, grid, cells, row, lexicon)
    _people_of_phases(mapping, grid, cells, row)


def settle_owners(mapping: Mapping, grid: Grid, cells: CellMap, row: int, lexicon: Lexicon) -> None:
    """In a matrix, weights and units that are the objective's though their columns stand after the indicators'.

    They are it where they are merged over an objective's indicators as its title is. Where no title is merged, they
    are it beside a column that only objectives have, and who is in charge where the objective has nobody else.
    """
    if mapping.kind != "matrix":
        return
    title = next((c for c in mapping.columns if (c.domain, c.name) == ("objective", "title")), None)
    columns = [c for c in mapping.columns if c.domain == "indicator" and c.name in SHARED]
    for column in columns:
        match = lexicon.find(column.label.rpartition(" | ")[2], "objective")
        name = "weight" if column.name == "weight" else match.field if match and match.exact else ""
        if name not in SHARED[column.name] or mapping.has(f"objective.{name}"):
            continue
        alike = None if title is None else _printed_alike(title, column, grid, cells, row)
        alone = column.name == "responsible" and not mapping.has("objective.unit", "objective.responsible")
        if alike or (alike is None and (alone or _beside_own(column, mapping))):
            column.domain, column.name = "objective", name


def _printed_alike(title: Column, column: Column, grid: Grid, cells: CellMap, row: int) -> bool | None:
    """The column's cells are merged as the titles are, or stand for each of a title's rows; None where none tells."""
    pairs = [(cells.at(r, title.col), cells.at(r, column.col)) for r in range(row, grid.n_rows)]
    if any(not t.text and c.text for t, c in pairs if t and c):
        return False
    spans = {(t.row, t.rowspan, c.row, c.rowspan) for t, c in pairs if t and c and t.rowspan > 1}
    return all((at, tall) == (own, span) for at, tall, own, span in spans) if spans else None


def _beside_own(column: Column, mapping: Mapping) -> bool:
    """`… | Target | Struttura responsabile | Strutture coinvolte`: right of the indicator's columns the objective's."""
    at = mapping.columns.index(column)
    last = max(
        (i for i, c in enumerate(mapping.columns) if c.domain == "indicator" and c.name not in SHARED), default=0
    )
    beside = [mapping.columns[i] for i in (at - 1, at + 1) if last < i < len(mapping.columns)]
    return at > last > 0 and any(c.domain == "objective" for c in beside)


def _name_baseline(mapping: Mapping, grid: Grid, cells: CellMap, row: int) -> None:
    """`Stato 2024 | Target 2025`: values of an earlier year left of what is to be reached are where it starts from."""
    if mapping.kind not in ("indicator", "matrix", "mixed"):
        return
    targets = [i for i, c in enumerate(mapping.columns) if (c.domain, c.name) == ("indicator", "target")]
    years = [y for i in targets if (y := mapping.columns[i].year) is not None]
    for column in mapping.columns if years else ():
        if (column.domain, column.name) == ("indicator", "value") and column.year and column.year < min(years):
            column.name = "baseline"
    if not targets or mapping.has("indicator.baseline", "indicator.achieved"):
        return
    for column in mapping.columns[: targets[0]]:
        if column.name or column.month:
            continue
        short = SHORT_DATE.search(column.label)
        year = column.year or (2000 + int(short[1]) if short else None)
        if year is None or (years and year >= min(years)):
            continue
        texts = [c.text for r in range(row, grid.n_rows) if (c := cells.at(r, column.col)) and c.text]
        if texts and all(len(text) < LONGEST_VALUE and VALUE.search(text) for text in texts):
            column.domain, column.name, column.score, column.year = "indicator", "baseline", 80.0, year


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
