"""Rows across the columns of a list: the title of a group with what holds for it, and its totals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.grid.model import Cell, Grid
from extractors.lexicon import fold_label
from extractors.records.events import Event, FieldEvent, RecordEvent, Span, TitleRowEvent
from extractors.records.headers import MOVED, ONLY_YEAR, Mapping
from extractors.records.headings import CLASSES, heading_year
from extractors.records.table_forms import FormRows
from extractors.records.table_records import role_of
from extractors.records.table_state import TRAILING_NUMBER
from extractors.records.yearly import with_stated

NAMED = re.compile(r"^\s*(?P<label>[^:–—]{3,40}?)\s*(?::|\s[–—-])\s+(?P<name>\S.*)$", re.DOTALL)
"""`Indicatore 2: text`"""
VALUE = re.compile(r"\d|^\W*(?:s[iì]|no|n\.?\s?[da]\.?)?\W*$", re.IGNORECASE)
"""What a year's column holds."""
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

    def _indicator_across(self, cell: Cell) -> FieldEvent | None:
        """`Indicatore 2: text` across a form: the rows of labels and values below speak of it."""
        match = NAMED.match(cell.text)
        if match is None or cell.colspan < self.block.grid.n_cols or cell.text.count(":") > 1:
            return None
        known = self.lexicon.find(TRAILING_NUMBER.sub("", match["label"]), "indicator")
        if known is None or not known.exact or known.field != "description":
            return None
        if not any(word.startswith(self.lexicon.indicator_words) for word in fold_label(match["label"]).split()):
            return None
        self.state.section, self.state.mapping = "indicator", None
        value = replace(self._span(cell), text=match["name"])
        return FieldEvent(self.block, value.places, "indicator", "description", value, match["label"])

    def _values_of_years(self, rows: list[list[Cell]], row: int) -> RecordEvent | None:
        """`Valore iniziale | 2031 | 2032` over the values of the indicator that the rows above name."""
        heads = [c for c in rows[row] if c.text] if self.state.section == "indicator" and row + 1 < len(rows) else []
        years = [c for c in heads if ONLY_YEAR.match(c.text)]
        values = {(c.col, c.colspan): c for c in rows[row + 1] if c.text} if years and len(heads) > 1 else {}
        places_of = {(c.col, c.colspan) for c in heads}
        after = {(c.col, c.colspan) for cells in rows[row + 2 : row + 3] for c in cells if c.text}
        if not values or not set(values) <= places_of or (after and after <= places_of):
            return None
        targets: list[tuple[str, int | None, Span]] = []
        for head in heads:
            known = None if head in years else self.lexicon.find(head.text, "indicator")
            role = "value" if head in years else role_of(known.field) if known and known.exact else None
            cell = values.get((head.col, head.colspan))
            if role is None or (cell and not VALUE.search(cell.text)):
                return None
            if cell:
                targets = with_stated(targets, role, heading_year(head.text), self._span(cell))
        places = [p for c in values.values() for p in self._places(c)]
        reader = self.block.grid.reader
        return RecordEvent(self.block, places, "indicator", {}, targets, fresh={"indicator.target"}, reader=reader)

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
