"""The header of a catalogue: which of the known lists a table is, and which column holds which field."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from rapidfuzz import fuzz

from extractors.grid.model import Cell, Grid
from extractors.lexicon import Catalogue, Lexicon, Match, fold_label
from extractors.records.headers import CellMap, Column, Mapping, columns_of, deepens, find_label
from extractors.records.headings import coded, is_card_heading

YEAR = re.compile(r"^\s*(?:19|20)\d\d\s*$")
SHARE = 0.6
"""This share of the labelled columns must be known."""
LIKE = 90.0
"""A title above the table names it from this likeness on (0-100)."""
SUM = re.compile(r"^[-–€\s]*\d[\d.,\s]*(?:€|euro)?$", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_]{3}")
TITLES = 2
"""This many paragraphs right above a table say what it is about."""
LONGEST_TITLE = 80
"""A text of more letters is a sentence: what it speaks of need not be what the table lists."""
ROWS_SEARCHED = 4
"""A header stands among the first rows of its table."""


def find_catalogue(grid: Grid, cells: CellMap, lexicon: Lexicon, above: Sequence[str]) -> tuple[int, Mapping] | None:
    """The first row that is the header of a catalogue, and what it says; None for a table that is none."""
    titles = list(above)
    rows = grid.rows()
    for row in range(min(ROWS_SEARCHED, grid.n_rows)):
        filled = [c for c in rows[row] if c.text]
        if len(filled) > 1 and not _is_key(filled):
            mapping = read_catalogue(grid, cells, row, lexicon, naming(titles, lexicon))
            if mapping:
                return row, mapping
        titles += [c.text for c in filled] if len(filled) == 1 else []
    return None


def _is_key(filled: list[Cell]) -> bool:
    """`Processo: | Rilascio` over the header says what all rows are about."""
    return len(filled) == 2 and filled[0].text.rstrip().endswith(":") and not filled[1].text.rstrip().endswith(":")


def naming(titles: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The titles that may name a list: none right under `Fasi` or `Indicatori`, and no objective's own heading.

    An objective on training, or its phases, must not be taken for the list of courses.
    """
    if any(_of_a_section(text, lexicon) for text in titles[-2:]):
        return []
    return [t for t in titles if not _of_a_card(t, lexicon)]


def _of_a_section(text: str, lexicon: Lexicon) -> bool:
    """A title inside a record; one such as `Dotazione organica` heads the body's own list as well."""
    return lexicon.section(text) is not None and not any(
        fold_label(text) in catalogue.headings for catalogue in lexicon.catalogues.values()
    )


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
            known = partial(_known, lexicon, domain)
            if depth > 1 and not (_deepens(rows, row, depth, known) or reaches(rows, row, depth)):
                continue
            columns = columns_of(grid, cells, row, depth)
            score = _score(columns, catalogue, lexicon, above)
            if score and (best is None or score > best[0]):
                best = score, _mapping(columns, catalogue, depth, lexicon, grid)
    return best[1] if best else None


def _deepens(rows: list[list[Cell]], row: int, depth: int, known: Callable[[str], bool]) -> bool:
    """The header takes ``depth`` rows; a row of nothing but numbers under it is the first of the list."""
    if depth == 2 and (years_below(rows, row) or years_over(rows, row)):
        return True
    below = [[c.text for c in rows[k] if c.text] for k in range(row + 1, row + depth)]
    return deepens(rows, row, depth, known) and all(
        any(known(text) or YEAR.match(text) or not text.strip().isdigit() for text in texts) for texts in below
    )


def years_below(rows: list[list[Cell]], row: int) -> bool:
    """The second row of a header holds nothing but years: `Interventi | Interventi` over `2026 | 2027`."""
    texts = [c.text for c in rows[row + 1] if c.text]
    return len(texts) > 1 and all(YEAR.match(text) for text in texts) and len(set(texts)) == len(texts)


def years_over(rows: list[list[Cell]], row: int) -> bool:
    """Nothing but years, each over several columns: `2026 | 2027` over `n. | costo | n. | costo`."""
    filled = [c for c in rows[row] if c.text]
    return len(filled) > 1 and all(c.colspan > 1 and YEAR.match(c.text) for c in filled)


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
    yearly = [c for c in columns if is_yearly(c, catalogue)]
    labelled = [c for c in columns if c.label and c not in yearly]
    found = [m for c in labelled if (m := find_label(c.label, lexicon, catalogue.domain))]
    if yearly and labelled and len(yearly) > 1:
        found.append(Match(catalogue.domain, catalogue.yearly, 100.0, True))
        labelled.append(yearly[0])
    if len(labelled) < 2 or not {m.field for m in found} & set(catalogue.key):
        return 0.0
    telling = [
        c
        for c in labelled
        if (m := find_label(c.label, lexicon, catalogue.domain)) and not _plain(c.label, m, catalogue)
    ]
    near = nearness(catalogue, above)
    named = near > 0
    if _excluded(catalogue, above, [c.label for c in labelled]):
        return 0.0
    if len(found) < SHARE * len(labelled) or not (telling or named):
        return 0.0
    return len({m.field for m in found}) + 2 * len(telling) + 3 * named + near + len(found) / len(labelled)


def _excluded(catalogue: Catalogue, above: Sequence[str], labels: Sequence[str]) -> bool:
    """A word says that the table is about other things: residents by age, not staff."""
    near: list[str] = []
    for text in reversed(above[-TITLES:]):
        if is_named(catalogue, [text]):
            break
        near.append(text)
    words = {word for text in [*labels, *near] for word in fold_label(text).split()}
    titled = {word for text in near if len(text) <= LONGEST_TITLE for word in fold_label(text).split()}
    return any(word in words for word in catalogue.unless) or any(word in titled for word in catalogue.not_under)


def _plain(label: str, match: Match, catalogue: Catalogue) -> bool:
    return any(fold_label(part) in catalogue.plain for part in label.split(" | ")) and match.exact


def nearness(catalogue: Catalogue, above: Sequence[str]) -> float:
    """1 where the text right above the table names this catalogue, less the further up, 0 where none does."""
    return next((1 / (1 + k) for k, text in enumerate(reversed(above)) if is_named(catalogue, [text])), 0.0)


def is_named(catalogue: Catalogue, above: Sequence[str]) -> bool:
    """Whether a title above the table names this catalogue."""
    folded = [fold_label(text) for text in above]
    return any(
        fuzz.partial_ratio(title, text) >= LIKE
        for title in catalogue.headings
        for text in folded
        if len(title) <= len(text) <= len(title) + 80
    )


def is_yearly(column: Column, catalogue: Catalogue) -> bool:
    """A column headed by a year alone, in a catalogue that is printed year beside year."""
    return bool(catalogue.yearly and column.year and not fold_label(column.label))


def _mapping(columns: list[Column], catalogue: Catalogue, depth: int, lexicon: Lexicon, grid: Grid) -> Mapping:
    domain = catalogue.domain
    for column in columns:
        match = find_label(column.label, lexicon, domain) if column.label else None
        if match:
            column.domain, column.name, column.score = domain, match.field, match.score
        elif is_yearly(column, catalogue):
            column.domain, column.name = domain, catalogue.yearly
    for name in catalogue.once:
        own = [c for c in columns if c.name == name and not is_yearly(c, catalogue)]
        for year in {c.year for c in own}:  # the same number of two years is two numbers
            _keep_best([c for c in own if c.year == year])
    if catalogue.first and columns and not columns[0].label and all(c.name != catalogue.first for c in columns):
        columns[0].domain, columns[0].name = domain, catalogue.first
    return Mapping(domain, columns, depth, list(grid.xs))


def _keep_best(columns: list[Column]) -> None:
    """Numbers of two columns are not one number: the one whose label is known best keeps the field, else the last."""
    best = max(columns, key=lambda c: (c.score, c.col), default=None)
    for column in columns:
        if column is not best:
            column.domain = column.name = ""


def summary_of(known: Mapping, grid: Grid, lexicon: Lexicon) -> Mapping | None:
    """A list of sums under a catalogue's table: a text, then an amount for each of the last columns of that table."""
    label, *amounts = lexicon.catalogues[known.kind].summary or ("",)
    held = [c for c in known.columns if c.name in amounts]
    if not held or grid.n_cols != len(held) + 1:
        return None
    for cell in grid.cells:
        wanted = SUM if cell.col else NAME
        if cell.colspan > 1 or ((cell.text or not cell.col) and not wanted.search(cell.text)):
            return None
    columns = [replace(held[0], col=0, colspan=1, label="", name=label)]
    columns += [replace(c, col=k, colspan=1) for k, c in enumerate(held, 1)]
    return Mapping(known.kind, columns, 0, list(grid.xs))
