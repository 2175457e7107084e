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
WORDED = 0.3
"""This share of the labels holds a word of the lexicon's: the others may be misspelt, years, or unknown."""
LONGEST = 160
"""Letters of a label at most."""
LIKE = 90.0
"""A title above the table names it from this likeness on (0-100)."""
SUM = re.compile(r"^[-–€\s]*\d[\d.,\s]*(?:€|euro)?$", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_]{3}")
TITLES = 2
"""This many paragraphs right above a table say what it is about."""
LONGEST_TITLE = 80
"""A text of more letters is a sentence: what it speaks of need not be what the table lists."""
KEPT = 512
"""Headers remembered at most, with what they may head: a long plan must not take ever more memory."""
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
    best: tuple[float, Catalogue, int] | None = None
    rows = grid.rows()
    depths = [depth for depth in (3, 2, 1) if row + depth <= grid.n_rows and _may_take(rows, row, depth)]
    columns = {depth: columns_of(grid, cells, row, depth) for depth in depths}
    for depth in depths:
        for catalogue in _possible(columns[depth], lexicon):
            if depth > 1 and not _deepens(rows, row, depth, partial(_known, lexicon, catalogue.domain)):
                continue
            score = _score(columns[depth], catalogue, lexicon, above)
            if score and (best is None or score > best[0]):
                best = score, catalogue, depth
    if best is None:
        return None
    _, catalogue, depth = best
    return _mapping(columns[depth], catalogue, depth, lexicon, grid)


def _possible(columns: list[Column], lexicon: Lexicon) -> list[Catalogue]:
    """The catalogues that know enough of the labels; tables of one header are asked once."""
    labels = tuple(c.label for c in columns)
    if labels not in lexicon.headers_seen:
        if len(lexicon.headers_seen) >= KEPT:
            lexicon.headers_seen.clear()
        worded = _worded(labels, lexicon)
        lexicon.headers_seen[labels] = [c for c in worded if _knows(columns, c, lexicon)]
    return lexicon.headers_seen[labels]


def _worded(labels: Sequence[str], lexicon: Lexicon) -> list[Catalogue]:
    """Catalogues whose words some of the labels hold: rows of values are told from headers without matching."""
    folded = [fold_label(label) for label in labels if label and len(label) <= LONGEST]
    words = [set(text.split()) for text in folded if text]  # years fold to nothing
    least = max(1.0, WORDED * len(words))
    return [
        catalogue
        for domain, catalogue in lexicon.catalogues.items()
        if sum(not lexicon.catalogue_words[domain].isdisjoint(each) for each in words) >= least
    ]


def _may_take(rows: list[list[Cell]], row: int, depth: int) -> bool:
    """Whether a header of ``depth`` rows could begin here, by its cells alone: asked once, not for each catalogue."""
    if depth == 1:
        return True
    two_rows = depth == 2 and (years_below(rows, row) or years_over(rows, row))
    return two_rows or reaches(rows, row, depth) or deepens(rows, row, depth, lambda _: True)


def _deepens(rows: list[list[Cell]], row: int, depth: int, known: Callable[[str], bool]) -> bool:
    """The header takes ``depth`` rows; a row of nothing but numbers under it is the first of the list."""
    if (depth == 2 and (years_below(rows, row) or years_over(rows, row))) or reaches(rows, row, depth):
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


def _found(columns: list[Column], catalogue: Catalogue, lexicon: Lexicon) -> tuple[list[Column], list[Match], int]:
    """The labelled columns, what the catalogue knows of them, and how many of these tell it from other tables."""
    yearly = [c for c in columns if is_yearly(c, catalogue)]
    labelled = [c for c in columns if c.label and c not in yearly]
    known = [(c, m) for c in labelled if (m := find_label(c.label, lexicon, catalogue.domain))]
    found = [m for _, m in known]
    if yearly and labelled and len(yearly) > 1:
        found.append(Match(catalogue.domain, catalogue.yearly, 100.0, True))
        labelled.append(yearly[0])
    return labelled, found, sum(not _plain(c.label, m, catalogue) for c, m in known)


def _knows(columns: list[Column], catalogue: Catalogue, lexicon: Lexicon) -> bool:
    labelled, found, _ = _found(columns, catalogue, lexicon)
    keyed = {m.field for m in found} & set(catalogue.key)
    return len(labelled) > 1 and bool(keyed) and len(found) >= SHARE * len(labelled)


def _score(columns: list[Column], catalogue: Catalogue, lexicon: Lexicon, above: Sequence[str]) -> float:
    """How much of a header a catalogue knows; 0 where the titles above speak of something else, or say too little."""
    labelled, found, telling = _found(columns, catalogue, lexicon)
    near = nearness(catalogue, above)
    if not (telling or near) or _excluded(catalogue, above, [c.label for c in labelled]):
        return 0.0
    return len({m.field for m in found}) + 2 * telling + 3 * (near > 0) + near + len(found) / len(labelled)


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
