"""Rows of records: the cells of a row under the columns of its header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.grid.model import Cell, Line
from extractors.lexicon import fold_label
from extractors.reading.content import Box
from extractors.records.aligned import parted, weight_of_objective
from extractors.records.events import AREA, RecordEvent, Span
from extractors.records.headers import Column, Mapping
from extractors.records.heads_of_units import promised_two
from extractors.records.parts import Part, parts_of, span_of
from extractors.records.table_state import TRAILING_NUMBER, WHITE, TableView
from extractors.records.yearly import with_stated

NAMES = ("title", "operational_objective", "strategic_objective")
"""Fields that name an objective."""
LIGHT = re.compile(r"[\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff\ufe0f]+")
"""Dots, squares, faces: the lights of a report."""

HOLDS_MORE = {
    f"objective.{name}"
    for name in ("title", "public_value", "strategic_area", "strategic_objective", "operational_objective", "unit")
}
"""Columns whose cells may hold labelled values under their text."""


@dataclass(slots=True)
class RecordRows(TableView):
    """A table whose rows are records under a header."""

    def _release(self) -> list[RecordEvent]:
        held, self._held = self._held, []
        return held

    def _settle_weight(self, header: Mapping, row: int) -> None:
        """A weight stands beside several indicators of a row: it is the objective's."""
        if header.kind != "matrix" or header.has("objective.weight"):
            return
        rows = [self._placed(r, header) for r in range(row, self.block.grid.n_rows)]
        if weight_of_objective(rows):
            for column in header.columns:
                if (column.domain, column.name) == ("indicator", "weight"):
                    column.domain = "objective"

    def _placed(self, row: int, mapping: Mapping) -> list[tuple[Column, Cell]]:
        return [(c, cell) for c in mapping.columns if c.name and (cell := self.cells.at(row, c.col))]

    def _title_row(self, filled: list[Cell], mapping: Mapping) -> bool:
        """A bold or shaded row that does not keep the header's columns: the next card's code and title."""
        spans = {c.col: c.colspan for c in mapping.columns}
        regular = all(spans.get(c.col) == c.colspan for c in filled)
        marked = all(c.bold for c in filled) or all(c.shade and min(c.shade) < WHITE for c in filled)
        return not regular and marked and not self._bold_records()

    def _bold_records(self) -> bool:
        rows = self.block.grid.rows()
        firsts = [r[0].bold for r in rows if r and r[0].text]
        return sum(firsts) > 0.7 * len(firsts)

    def _record(self, row: int, mapping: Mapping) -> RecordEvent | None:
        values: dict[str, Span] = {}
        fresh: set[str] = set()
        targets: list[tuple[str, int | None, Span]] = []
        months: list[int] = []
        places: list[tuple[int, Box]] = []
        used: list[Cell] = []
        for column in mapping.columns:
            cell = self.cells.at(row, column.col)
            if cell is None or cell in used:
                continue
            used.append(cell)
            if column.month:
                if self._marked(cell, mapping):
                    months += range(column.month, column.month + column.span)
                if cell.colspan > 1 and self._marked(cell, mapping):
                    months += [
                        c.month for c in mapping.columns if c.month and column.col < c.col < cell.col + cell.colspan
                    ]
                continue
            if not column.name:
                if cell.text and not column.label and mapping.kind == "budget" and any(c.isdigit() for c in cell.text):
                    values.setdefault("budget.amount", self._span(cell))
                continue
            span = self._span(cell)
            key = f"{column.domain}.{column.name}"
            if key == "objective.unit" and fold_label(column.label) in self.lexicon.area_words:
                key = AREA
            lines, new = cell.lines, fresh if cell.row == row else set()
            if key in HOLDS_MORE and ":" in span.text and mapping.kind == "matrix":
                whole, span = span, self._parted_cell(cell, span, column.name, mapping, values, new)
                lines = lines if span is whole else lines[: len(span.lines)]
            elif not span.text and self._told:  # the cell goes on from the page before, and what it told with it
                values.update({k: Span("") for k in self._told.get(key, ()) if k not in values})
            if key == "objective.responsible" and self.lexicon.names_both(column.label):
                unit, name = promised_two(span, self.lexicon)
                if unit:
                    values["objective.unit"], span = Span(unit, span.places), Span(name, span.places)
                    new.add("objective.unit")
            if key == "objective.title" and not mapping.has("objective.description"):
                span = self._parted_title(lines, span, values, new)
            role = role_of(column.name)
            if role and column.domain == "indicator":
                if span.text and not (self._is_light(span.text) and self._twice(column, mapping)):
                    greatest = column.year is None and self.lexicon.is_greatest(column.label)
                    targets = with_stated(targets, role, column.year, span, greatest)
                if cell.row == row:
                    fresh.add("indicator.target")
            elif key in values:
                values[key] = values[key] + span
            else:
                values[key] = span
            if cell.row == row:
                fresh.add(key)
                places += span.places
        if not any(v.text for v in values.values()) and not targets and not months:
            return None
        reader = self.block.grid.reader
        loose = self._loose(row, mapping)
        return RecordEvent(self.block, places, mapping.kind, values, targets, sorted(set(months)), fresh, reader, loose)

    def _is_light(self, text: str) -> bool:
        """A coloured dot or face says how it went, in a colour: no value beside one, it stays in the table's cells."""
        return all(LIGHT.fullmatch(mark) for mark in text.split())

    @staticmethod
    def _twice(column: Column, mapping: Mapping) -> bool:
        return sum(c.domain == column.domain and c.name == column.name for c in mapping.columns) > 1

    def _of_kind_named(self, row: int, mapping: Mapping) -> RecordEvent | None:
        """`Fase | Bando | 31/03 |` and `Indicatore | Posti | | 70%` under one head: a cell says what its row is."""
        if mapping.kind not in ("phase", "indicator") or len(mapping.columns) < 3:
            return None
        first = self.cells.at(row, mapping.columns[0].col)
        named = TRAILING_NUMBER.sub("", first.text) if first and first.row == row else ""
        kinds = [
            d
            for d in ("phase", "indicator")
            if (m := self.lexicon.find(named, d)) and m.exact and m.field == "description"
        ]
        if len(kinds) != 1 or mapping.columns[0].name == "description":
            return None
        kind = kinds[0]
        columns = []
        for column in mapping.columns[1:]:
            match = self.lexicon.find(column.label, kind)
            name = match.field if match else "description" if column.name == "description" else ""
            columns.append(replace(column, domain=kind if name else "", name=name))
        if not any(c.name == "description" for c in columns):
            return None
        return self._record(row, Mapping(kind, columns, mapping.rows, mapping.xs))

    def _loose(self, row: int, mapping: Mapping) -> float:
        """Share of the row's filled cells under labels that the lexicon does not know.

        All of it where one of them is headed as an objective: what the row belongs to was not understood.
        """
        filled = [c for c in mapping.columns if c.label and (cell := self.cells.at(row, c.col)) and cell.text]
        unknown = [c for c in filled if not c.name and not c.month]
        if any(self._heads_objectives(column.label) for column in unknown):
            return 1.0
        return len(unknown) / len(filled) if filled else 0.0

    def _heads_objectives(self, label: str) -> bool:
        match = self.lexicon.find(label.rpartition(" | ")[2], "objective")
        return match is not None and match.exact and match.field in NAMES

    def _items(self, record: RecordEvent, row: int, mapping: Mapping) -> list[RecordEvent]:
        """In a table of objectives a row's cells may hold several phases or indicators, side by side."""
        if mapping.kind not in ("matrix", "mixed"):
            return [record]
        records = parted(record, self._placed(row, mapping), self.mender)
        return records if mapping.kind == "matrix" else self._by_kind(records)

    def _by_kind(self, records: list[RecordEvent]) -> list[RecordEvent]:
        """Phases and indicators of one table: the phases now, the indicators at the table's end."""
        now: list[RecordEvent] = []
        for record in records:
            for kind, out in (("phase", now), ("indicator", self._held)):
                values = {k: v for k, v in record.values.items() if k.startswith(kind + ".")}
                fresh = record.fresh & {*values, f"{kind}.target"}
                targets = record.targets if kind == "indicator" else []
                if fresh and (targets or any(values[k].text for k in fresh if k in values)):
                    places = [p for v in [*values.values(), *(t[2] for t in targets)] for p in v.places]
                    months = record.months if kind == "phase" else []
                    out.append(
                        replace(
                            record, kind=kind, values=values, targets=targets, months=months, places=places, fresh=fresh
                        )
                    )
        return now

    def _parted_title(self, lines: Sequence[Line], span: Span, values: dict[str, Span], fresh: set[str]) -> Span:
        """A bold title over its plain description in one cell."""
        bold = [line for line in lines if line.bold]
        if not bold or len(bold) == len(lines) or lines[: len(bold)] != bold:
            return span
        values["objective.description"] = span_of(lines[len(bold) :], self.mender)
        fresh.add("objective.description")
        return span_of(bold, self.mender)

    def _parted_cell(
        self, cell: Cell, span: Span, name: str, mapping: Mapping, values: dict[str, Span], fresh: set[str]
    ) -> Span:
        """`Title Assessore: A. Bianchi` in a cell: its text without the labelled values, which go where they belong."""
        parts = self._parts_in(cell)
        own = parts[0].match is None or parts[0].match.field == name if parts else False
        rest = [p for p in parts[1 if own else 0 :] if p.match]
        keys = [f"objective.{p.match.field}" for p in rest if p.match]
        if not rest or len(set(keys)) < len(keys) or any(k in values or mapping.has(k) for k in keys):
            return span
        self._told.setdefault(f"objective.{name}", set()).update(keys)
        for key, part in zip(keys, rest, strict=True):
            values[key] = part.value
            fresh.add(key)
        return parts[0].value if own else Span("", [(cell.page, cell.box)])

    def _parts_in(self, cell: Cell) -> list[Part]:
        """The text of a cell and the values under names of an objective's fields in it; [] for other cells."""
        found = self._inside.get(id(cell))
        if found is None:
            found = parts_of(cell.lines, self.lexicon, ("objective",), self.mender)
            told = [p for p in found if p.match]
            sure = all(p.match and p.match.exact and ":" in p.label and p.value.text for p in told)
            found = self._inside[id(cell)] = found if told and sure else []
        return found

    def _marked(self, cell: Cell, mapping: Mapping) -> bool:
        text = cell.text.strip()
        if text:
            return text not in self.lexicon.unticked
        return cell.shade is not None and min(cell.shade) < WHITE and not self._striped(cell, mapping)

    def _striped(self, cell: Cell, mapping: Mapping) -> bool:
        """The row's text has this colour too: a stripe, not a mark."""
        months = {c.col for c in mapping.columns if c.month}
        return any(c.shade == cell.shade for c in self._beside(cell) if c.col not in months and c.text)


def role_of(name: str) -> str | None:
    """Role of a value column in `targets`; a bare year is decided against the plan's year later."""
    if name in ("target", "standard"):
        return "target"
    if name in ("baseline", "achieved"):
        return name
    if name == "value":
        return "value"
    return None
