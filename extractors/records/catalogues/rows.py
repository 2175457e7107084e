"""The rows of a catalogue's table as events."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from extractors.flow.blocks import TableBlock
from extractors.grid.lines import Mender
from extractors.grid.model import Cell
from extractors.records.catalogues.entries import Entry
from extractors.records.events import Span
from extractors.records.headers import CellMap, Mapping
from extractors.records.parts import span_of

WIDE = 0.6
"""A text over more than this share of the columns is a title inside the table."""


def entries_of(
    block: TableBlock, cells: CellMap, start: int, mapping: Mapping, mender: Mender, ticks: Collection[str] = ()
) -> Iterator[Entry]:
    """One entry a row from ``start`` on; titles inside the table go with the rows under them."""
    grid = block.grid
    lead: list[Span] = [_span(c, mender) for row in grid.rows()[: max(0, start - mapping.rows)] for c in row if c.text]
    titles_before = True
    for row, starting in enumerate(grid.rows()[start:], start):
        filled = [c for c in starting if c.text]
        if not filled:
            continue
        if len(filled) == 1 and _is_title(filled[0], grid.n_cols):
            lead = [*(lead if titles_before else []), _span(filled[0], mender)]
            titles_before = True
            continue
        titles_before = False
        entry = _entry(block, cells, mapping, row, mender, ticks)
        entry.cells = [_span(c, mender) for c in filled]
        entry.places = [p for span in entry.cells for p in span.places] or [(filled[0].page, filled[0].box)]
        entry.lead = list(lead)
        yield entry


def _entry(
    block: TableBlock, cells: CellMap, mapping: Mapping, row: int, mender: Mender, ticks: Collection[str]
) -> Entry:
    values: dict[str, Span] = {}
    yearly: list[tuple[str, int, Span]] = []
    fresh: set[str] = set()
    repeated = _yearly(mapping)
    for column in mapping.columns:
        if not column.name:
            continue
        under = _under(cells, row, column.col, column.colspan)
        if any(c.row == row for c in under):
            fresh.add(column.name)
        span = _joined([_span(c, mender) for c in under])
        if span.text in ticks and sum(k.name == column.name for k in mapping.columns) > 1:
            span = replace(span, text=column.label.split(" | ")[-1])  # a tick in one of several columns chooses it
        if column.name in repeated and column.year:
            yearly.append((column.name, column.year, span))
        elif span.text:
            values[column.name] = values[column.name] + span if column.name in values else span
    side = _side(block, cells, mapping, row)
    if side is not None:
        values["side"] = _span(side, mender)
    return Entry(mapping.kind, values, yearly, fresh, headed={c.name for c in mapping.columns if c.name})


def _is_title(cell: Cell, n_cols: int) -> bool:
    """A text, not a bare number, over most columns."""
    return n_cols > 1 and cell.colspan > WIDE * n_cols and any(c.isalpha() for c in cell.text)


def _side(block: TableBlock, cells: CellMap, mapping: Mapping, row: int) -> Cell | None:
    """A cell under no label that names the group of its rows: merged over several, or with one letter in each."""
    headed = {k for c in mapping.columns if c.label for k in range(c.col, c.col + c.colspan)}
    found = (cells.at(row, k) for k in range(block.grid.n_cols) if k not in headed)
    return next(
        (c for c in found if c is not None and c.text and (c.rowspan > 1 or (len(c.text) == 1 and c.text.isalpha()))),
        None,
    )


def _yearly(mapping: Mapping) -> set[str]:
    """Fields printed once a year, and those that name a year beside them: `Indicatore (solo 2026)`."""
    columns = [c for c in mapping.columns if c.name]
    repeated = {c.name for c in columns if c.year and sum(k.name == c.name for k in columns) > 1}
    return repeated | {c.name for c in columns if c.year} if repeated else set()


def _under(cells: CellMap, row: int, col: int, colspan: int) -> list[Cell]:
    """The cells of a row under a header's cell: several where the header is merged over them."""
    found: list[Cell] = []
    for k in range(col, col + colspan):
        cell = cells.at(row, k)
        if cell is not None and cell not in found:
            found.append(cell)
    return found


def _joined(spans: list[Span]) -> Span:
    filled = [s for s in spans if s.text]
    if not filled:
        return Span("")
    first, *rest = filled
    for span in rest:
        first = first + span
    return first


def _span(cell: Cell, mender: Mender) -> Span:
    return span_of(cell.lines, mender)
