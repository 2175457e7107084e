"""The header of a catalogue: which of the known lists a table is, and which column holds which field."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rapidfuzz import fuzz

from extractors.grid.model import Cell, Grid
from extractors.lexicon import Catalogue, Lexicon, Match, fold_label
from extractors.records.headers import CellMap, Column, Mapping, columns_of, deepens, find_label
from extractors.records.headings import coded, is_card_heading

SHARE = 0.6
"""This share of the labelled columns must be known."""
LIKE = 90.0
"""A title above the table names it from this likeness on (0-100)."""
ROWS_SEARCHED = 4
"""A header stands among the first rows of its table."""


def find_catalogue(grid: Grid, cells: CellMap, lexicon: Lexicon, above: Sequence[str]) -> tuple[int, Mapping] | None:
    """The first row that is the header of a catalogue, and what it says; None for a table that is none."""
    titles = list(above)
    rows = grid.rows()
    for row in range(min(ROWS_SEARCHED, grid.n_rows)):
        filled = [c for c in rows[row] if c.text]
        if len(filled) > 1:
            mapping = read_catalogue(grid, cells, row, lexicon, naming(titles, lexicon))
            if mapping:
                return row, mapping
        titles += [c.text for c in filled] if len(filled) == 1 else []
    return None


def naming(titles: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The titles that may name a list: none right under `Fasi` or `Indicatori`, and no objective's own heading.

    An objective on training, or its phases, must not be taken for the list of courses.
    """
    if any(lexicon.section(text) for text in titles[-2:]):
        return []
    return [t for t in titles if not _of_a_card(t, lexicon)]


def _of_a_card(text: str, lexicon: Lexicon) -> bool:
    label = text.partition(":")[0] if ":" in text else ""
    match = lexicon.find(label, "objective") if label else None
    return bool(coded(text, lexicon) or is_card_heading(text, lexicon) or (match and match.field == "title"))


def read_catalogue(grid: Grid, cells: CellMap, row: int, lexicon: Lexicon, above: Sequence[str]) -> Mapping | None:
    """The header that begins in ``row``, read as each catalogue of the lexicon; the one that knows most of it wins."""
    best: tuple[float, Mapping] | None = None
    rows = grid.rows()
    for domain, catalogue in lexicon.catalogues.items():
        for depth in (3, 2, 1):
            if row + depth > grid.n_rows:
                continue
            if depth > 1 and not (
                deepens(rows, row, depth, partial(_known, lexicon, domain)) or reaches(rows, row, depth)
            ):
                continue
            columns = columns_of(grid, cells, row, depth)
            score = _score(columns, catalogue, lexicon, above)
            if score and (best is None or score > best[0]):
                best = score, _mapping(columns, domain, depth, lexicon, grid)
    return best[1] if best else None


def reaches(rows: list[list[Cell]], row: int, depth: int) -> bool:
    """The other cells reach down beside the further rows, which only part those that span several columns."""
    wide = [c for c in rows[row] if c.colspan > 1 and c.text]
    others = [c for c in rows[row] if c not in wide]
    if not wide or not others or any(c.rowspan < depth for c in others):
        return False
    below = [c for k in range(row + 1, row + depth) for c in rows[k]]
    return bool(below) and all(any(w.col <= c.col < w.col + w.colspan for w in wide) for c in below)


def _known(lexicon: Lexicon, domain: str, text: str) -> bool:
    return lexicon.find(text, domain) is not None


def _score(columns: list[Column], catalogue: Catalogue, lexicon: Lexicon, above: Sequence[str]) -> float:
    """How much of a header a catalogue knows; 0 where it is not that catalogue's."""
    labelled = [c for c in columns if c.label]
    found = [m for c in labelled if (m := find_label(c.label, lexicon, catalogue.domain))]
    if len(labelled) < 2 or not {m.field for m in found} & set(catalogue.key):
        return 0.0
    telling = [
        c
        for c in labelled
        if (m := find_label(c.label, lexicon, catalogue.domain)) and not _plain(c.label, m, catalogue)
    ]
    named = is_named(catalogue, above)
    if len(found) < SHARE * len(labelled) or not (telling or named):
        return 0.0
    return len({m.field for m in found}) + 2 * len(telling) + 3 * named + len(found) / len(labelled)


def _plain(label: str, match: Match, catalogue: Catalogue) -> bool:
    return any(fold_label(part) in catalogue.plain for part in label.split(" | ")) and match.exact


def is_named(catalogue: Catalogue, above: Sequence[str]) -> bool:
    """Whether a title above the table names this catalogue."""
    folded = [fold_label(text) for text in above]
    return any(
        fuzz.partial_ratio(title, text) >= LIKE
        for title in catalogue.headings
        for text in folded
        if len(title) <= len(text) <= len(title) + 80
    )


def _mapping(columns: list[Column], domain: str, depth: int, lexicon: Lexicon, grid: Grid) -> Mapping:
    for column in columns:
        match = find_label(column.label, lexicon, domain) if column.label else None
        if match:
            column.domain, column.name, column.score = domain, match.field, match.score
    return Mapping(domain, columns, depth, list(grid.xs))
