"""Header rows: which column of a table holds which field."""

from __future__ import annotations

from collections.abc import Set

from extractors.grid.model import Grid
from extractors.lexicon import Lexicon, fold_label
from extractors.records.acronyms import spelt_out
from extractors.records.headers.fields import assign
from extractors.records.headers.fit import settle
from extractors.records.headers.kinds import kind_of, names_rows, titled
from extractors.records.headers.labels import find_label
from extractors.records.headers.model import CellMap, Column, Mapping
from extractors.records.headers.months import mark_months
from extractors.records.headers.rows import DOMAINS, columns_of, deepens, is_head, marked_head


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
            depth > 1 and not deepens(rows, row, depth, lambda text: is_head(text, lexicon))
        ):
            continue
        columns = columns_of(grid, cells, row, depth)
        for column in columns if acronyms else ():
            column.label = spelt_out(column.label, acronyms)
        mapping = _mapping(columns, depth, lexicon, section, marked_head(rows, row, depth))
        if mapping and (best is None or len(mapping.columns) > len(best.columns)):
            best = mapping
    if best:
        best.xs = list(grid.xs)
        best.marked = marked_head(rows, row, best.rows)
        settle(best, grid, cells, row + best.rows, lexicon)
    return best


def _mapping(
    columns: list[Column], depth: int, lexicon: Lexicon, section: str | None, marked: bool = False
) -> Mapping | None:
    labelled = [c for c in columns if c.label]
    if len(labelled) < 2:
        return None
    mark_months(columns, lexicon)
    months = sum(1 for c in columns if c.month)
    matched = {d: {id(c): m for c in labelled if (m := find_label(c.label, lexicon, d))} for d in DOMAINS}
    titled(matched)
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
    announced = marked and section in ("phase", "indicator") and names_rows(matched[section])
    if not announced and ((len(known) < 2 and months < 6) or len(known | years) < 0.6 * len(labelled)):
        return None
    kind = kind_of(matched, columns, months, section)
    if kind is None:
        return None
    assign(columns, matched, kind, lexicon)
    named = [c for c in columns if c.name or c.month]
    return Mapping(kind, columns, depth) if named else None
