"""Rows across the columns of a list: the title of a group with what holds for it, and its totals."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.grid.model import Cell, Grid
from extractors.records.events import Event, TitleRowEvent
from extractors.records.headers import MOVED, Mapping
from extractors.records.headings import CLASSES
from extractors.records.table_forms import FormRows

MOST_BESIDE = 2
"""Beside a group's title stand at most so many other cells."""


@dataclass(slots=True)
class BandedRows(FormRows):
    """A list of objectives whose rows stand in groups."""

    def _band(self, filled: list[Cell], mapping: Mapping) -> list[Event]:
        """`Centro 1 – Bilancio | Dirigente: Anna Rossi`, `Grado medio del centro | 94%`; [] for a row of the list."""
        first, beside = filled[0], filled[1:]
        if mapping.kind != "matrix" or not beside or len(beside) > MOST_BESIDE or first.rowspan > 1:
            return []
        if self._sums(filled, mapping):
            return [self._aside(filled)]
        over = [c for c in mapping.columns if c.name and first.col <= c.col < first.col + first.colspan]
        wide = len(over) > 2 or len({c.domain for c in over}) > 1
        if not wide or not any((c.domain, c.name) == ("objective", "title") for c in over):
            return []
        told = [self._parts(cell) for cell in beside]
        if all(parts and parts[0].match and parts[0].value.text for parts in told):
            events: list[Event] = [self._text(first)]
            for cell, parts in zip(beside, told, strict=True):
                events += self._part_events(cell, parts)
            return events
        if any(told) or not any(c.isdigit() for c in beside[-1].text):
            return []
        return [self._aside(filled)]

    def _names_class(self, cell: Cell, mapping: Mapping) -> bool:
        """`OBIETTIVI REGIONALI` across a list of objectives: the class of those below, no label of one."""
        across = cell.colspan == self.block.grid.n_cols
        return mapping.kind == "matrix" and across and CLASSES.match(cell.text) is not None

    def _sums(self, filled: list[Cell], mapping: Mapping) -> bool:
        """`Media | 93%` at the right of a row that names neither objective nor indicator."""
        named = [c.col for c in mapping.columns if c.name in ("title", "description")]
        beside = all(cell.col > max(named, default=0) for cell in filled)
        told = self.lexicon.names_sum(filled[0].text)
        return beside and told and all(any(c.isdigit() for c in cell.text) for cell in filled[1:])

    def _aside(self, filled: list[Cell]) -> TitleRowEvent:
        """A row that feeds no record: it stays in the table's cells."""
        cells = [self._span(c) for c in filled]
        return TitleRowEvent(self.block, [p for c in filled for p in self._places(c)], cells, False)


def carried(known: Mapping, grid: Grid) -> Mapping | None:
    """The header of the page before over the columns of a table without vertical rules, found from other words."""
    xs = known.xs
    if grid.reader == "rules" or len(xs) != len(grid.xs) or abs(xs[0] - grid.xs[0]) > MOVED:
        return None
    if abs(xs[-1] - grid.xs[-1]) > MOVED:
        return None
    for cell in grid.cells:
        words = [w for line in cell.lines for w in line.words] if cell.colspan == 1 else []
        if any(w.x0 < xs[cell.col] - MOVED or w.x1 > xs[cell.col + 1] + MOVED for w in words):
            return None
    return Mapping(known.kind, known.columns, known.rows, list(grid.xs))


__all__ = ["BandedRows", "carried"]
