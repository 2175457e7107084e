"""A table to events, row by row: headers, records, labelled rows, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.grid.model import Cell, Grid
from extractors.lexicon import Lexicon
from extractors.reading.content import Box
from extractors.records.aside import is_glossary, is_registry
from extractors.records.banded import BandedRows, carried
from extractors.records.beside import item_row, list_beside
from extractors.records.broader import corrected
from extractors.records.catalogues.entries import entry_event
from extractors.records.catalogues.header import find_catalogue, summary_of
from extractors.records.catalogues.keys import is_count
from extractors.records.catalogues.refit import refitted
from extractors.records.catalogues.rows import entries_of
from extractors.records.events import Event, FieldEvent, RecordEvent, Span, TableEvent, TicksEvent, TitleRowEvent
from extractors.records.goals import announced_goals
from extractors.records.headers import ONLY_YEAR, Mapping, read_header
from extractors.records.headings import BARE_CODE, announced_code, coded, heading_year, is_card_heading
from extractors.records.measured import measured_labels
from extractors.records.openings import Opening, is_form, opening_of
from extractors.records.parts import parts_of
from extractors.records.table_forms import by_turns, mixed
from extractors.records.table_records import role_of
from extractors.records.table_state import NUMBER, TRAILING_NUMBER, WHITE
from extractors.records.timed import timed_columns
from extractors.records.turned import Turned, turned_at
from extractors.records.yearly import with_stated

COUNT = re.compile(r"^\s*\d{1,4}(?:[.,]\d{1,2})?\s*%?\s*$")
MOST_OF_SUM = 5
"""The name of a sum has at most this many words."""


@dataclass(slots=True)
class TableReader(BandedRows):
    """Reads the rows of one table; the state goes on into the next."""

    def events(self) -> Iterator[Event]:
        grid = self.block.grid
        rows = grid.rows()
        ticks = self._ticks(rows)
        if ticks:
            yield ticks
            return
        yield TableEvent(self.block, [(self.block.page, self.block.box)])
        self.state.columns = []  # labels whose values did not come
        if is_registry(grid, self.lexicon) or is_glossary(rows, self.lexicon):
            return
        catalogue = self._catalogue()
        if catalogue:
            rows_of_list = entries_of(self.block, self.cells, *catalogue, self.mender, self.lexicon.ticks)
            for entry in self.state.keys.keyed(rows_of_list, catalogue[1], self.block.page, self.lexicon):
                entry.above, entry.headings = list(self.state.above), self.state.headings.listed()
                yield entry_event(self.block, entry)
            return
        self.state.keys.read_table(grid, self.lexicon, self.mender)
        goals = announced_goals(grid, self.state.above, self.lexicon)
        if goals:
            for row in range(grid.n_rows):
                record = self._record(row, goals)
                if record:
                    yield replace(record, kind="goal")
            return
        opening = opening_of(rows, self.lexicon)
        if opening or self._opens_card(rows):
            self.state.section = self.state.mapping = None
        elif self._opens_sheet(rows):
            self.state.mapping = None
        mapping = self._inherited(grid)
        if mapping is None and self.state.section == "phase":
            mapping = self.state.mapping = timed_columns(grid)
        if self.state.section is None and mapping is None:
            labels = measured_labels(rows, self.state.measured, self.lexicon)
            self.measured, self.state.measured = bool(labels), labels or self.state.measured
        row = 0
        while row < grid.n_rows:
            filled = [c for c in rows[row] if c.text]
            if not filled:
                row += 1
                continue
            if opening and filled[0] is opening.head:
                yield from self._opened(opening)
                row += 1
                continue
            fields = self._fields_below(rows, row)
            if fields:
                yield from fields
                return
            turned = turned_at(rows, row, self.cells, self.lexicon)
            if turned:
                yield from self._turned(turned)
                mapping, row = self.state.mapping, turned.end
                continue
            stated = self._values_of_years(rows, row)
            if stated:
                self.state.mapping = mapping = None
                yield stated
                row += 2
                continue
            fields = self._row_over_row(rows, row)
            if fields:
                self.state.section = self.state.mapping = mapping = None
                yield from fields
                row += 2
                continue
            items = self._beside_label(rows, row, mapping)
            if items:
                mapping = None
                yield from items
                row += filled[0].rowspan
                continue
            header = None if len(filled) < 2 else self._header(row)
            if header and self._is_header(header, filled):
                yield from self._release()
                mapping = self.state.mapping = header
                row += header.rows
                self._settle_weight(header, row)
                self.state.waiting = row >= grid.n_rows
                continue
            yield from self._row(row, filled, mapping)
            mapping = self.state.mapping and mapping
            row += 1
        yield from self._release()

    def _opened(self, opening: Opening) -> Iterator[Event]:
        """The card's code and title, and the labelled values beside them."""
        code, title = Span(opening.code, self._places(opening.head)), self._span(opening.title)
        yield TitleRowEvent(self.block, [*code.places, *title.places], [code, title], True)
        for cell in opening.beside:
            parts = self._parts(cell)
            yield from self._part_events(cell, parts) if parts else [self._text(cell)]

    def _beside_label(self, rows: list[list[Cell]], row: int, mapping: Mapping | None) -> list[Event]:
        """The items beside a label that is merged over them."""
        found = list_beside(rows, row, self.lexicon)
        if not found or (mapping and not self._irregular([c for c in rows[row] if c.text], mapping)):
            return []
        kind, cells = found
        label, reader = rows[row][0], self.block.grid.reader
        events: list[Event] = [self.open_section(kind, label.text, self._places(label))]
        for cell in cells:
            item = item_row(kind, self._span(cell), self.lexicon)
            if item:
                values = {f"{kind}.{name}": span for name, span in item.values.items()}
                places = self._places(cell)
                events.append(RecordEvent(self.block, places, kind, values, item.targets, [], set(values), reader))
        self.state.section = None
        return events

    def _turned(self, sheet: Turned) -> Iterator[Event]:
        """An indicator a column."""
        self.state.section, self.state.mapping = "indicator", None
        for n in range(len(sheet.rows[0][2])):
            values: dict[str, Span] = {}
            targets: list[tuple[str, int | None, Span]] = []
            for label, match, cells in sheet.rows:
                span, role = self._span(cells[n]), role_of(match.field)
                if role and span.text:
                    targets = with_stated(targets, role, heading_year(label.text), span)
                elif not role:
                    values[f"indicator.{match.field}"] = span
            places = [p for _, _, cells in sheet.rows for p in self._places(cells[n])]
            reader = self.block.grid.reader
            yield RecordEvent(self.block, places, "indicator", values, targets, fresh=set(values), reader=reader)

    def _opens_card(self, rows: list[list[Cell]]) -> bool:
        """The table begins with a title's or a code's label and its value: the list above it is over."""
        first = next((filled for row in rows if (filled := [c for c in row if c.text])), [])
        if not first or (self.state.section is None and self.state.mapping is None):
            return False
        if self.state.section is None and is_form(rows, self.lexicon):
            return True
        parts = parts_of(first[0].lines, self.lexicon, ("objective",), self.mender)
        inside = parts[0].match if parts and parts[0].value.text else None
        match = self.lexicon.find(first[0].text, "objective") or inside
        if match is None or not match.exact or match.field not in ("title", "code"):
            return False
        if match is inside:
            return True
        return len(first) > 1 and not self.lexicon.best(first[1].text, ("objective", "phase", "indicator"))

    def _catalogue(self) -> tuple[int, Mapping] | None:
        """First row and header where the table is a catalogue, or goes on with the one of the page before."""
        state, block = self.state, self.block
        found = find_catalogue(block.grid, self.cells, self.lexicon, [*state.headings.enclosing(), *state.above])
        if found:
            row, mapping = found
            start: tuple[int, Mapping] | None = (row + mapping.rows, mapping)
        else:
            near = state.catalogue is not None and 0 <= block.page - state.catalogue_page <= 1
            near = near and not is_count(block.grid)
            moved = state.catalogue.moved(block.grid.xs) if near and state.catalogue else None
            start = (0, moved) if moved and self._headless() else None
            other = self._other_columns(state.catalogue) if near and state.catalogue and not moved else None
            if other:
                state.catalogue_page = block.page_last
                return 0, other
        state.catalogue = start[1] if start else None
        state.catalogue_page = block.page_last
        return start

    def _other_columns(self, known: Mapping) -> Mapping | None:
        """The sums under a catalogue's table, or its rows with a column more or fewer; the header holds on after it."""
        grid = self.block.grid
        return summary_of(known, grid, self.lexicon) or (
            refitted(known, grid, self.lexicon) if self._headless() else None
        )

    def _headless(self) -> bool:
        """The table begins with a row of data."""
        return self._header(0) is None

    def _header(self, row: int) -> Mapping | None:
        state, grid = self.state, self.block.grid
        header = read_header(grid, self.cells, row, self.lexicon, state.section, state.acronyms)
        return header and corrected(header, grid, self.cells, row + header.rows, self.lexicon)

    def _inherited(self, grid: Grid) -> Mapping | None:
        """The header of the table before, for a piece that repeats none and has the same columns."""
        known = self.state.mapping
        if known is None:
            return None
        moved = known.moved(grid.xs) or carried(known, grid)
        if moved is None and self.state.waiting and grid.n_cols == len(known.columns):
            columns = [replace(c, col=i, colspan=1) for i, c in enumerate(known.columns)]
            moved = Mapping(known.kind, columns, known.rows, list(grid.xs))
        return moved

    def _is_header(self, header: Mapping, filled: list[Cell]) -> bool:
        """A row of labels is no header when a label's value stands beside it in the same row."""
        if filled[0].bold and not any(c.bold for c in filled[1:]) and not self._heads_all(header, filled[1:]):
            return False
        if len(self._ungrouped(filled)) < len(filled) or _told_apart(header, filled) or by_turns(filled):
            return False
        if header.kind == "matrix" and len(filled) == 2 and self._in_form(filled[0].row):
            return False
        if self._holds_answer(filled):
            return False
        if any(mixed(c) for c in filled) and sum(c.bold for c in filled) < len(filled) - 1:
            return False
        if header.kind == self.state.section and header.marked:
            return True
        texts = [
            c
            for c in filled
            if not (self.lexicon.best(c.text, ("objective", "phase", "indicator", "resources")) or len(c.text) < 3)
            and not ONLY_YEAR.match(c.text)
        ]
        return len(texts) <= 0.34 * len(filled) or header.kind == "matrix" or any(c.month for c in header.columns)

    def _heads_all(self, header: Mapping, others: list[Cell]) -> bool:
        """Only the first head is bold: the cells beside it name columns too, all but one at most."""
        named = {c.col for c in header.columns if c.name or c.month}
        return len(others) > 2 and sum(c.col in named for c in others) >= max(3, len(others) - 1)

    def _in_form(self, row: int) -> bool:
        """The rows above or below begin with a label too: the second cell is a value that reads like one."""
        firsts = [self.cells.at(r, 0) for r in (row - 1, row + 1)]
        near = [c for c in firsts if c and c.text and c.colspan != self.block.grid.n_cols]
        return any((m := self.lexicon.best(c.text, ("objective",))) is not None and m.exact for c in near)

    def _row(self, row: int, filled: list[Cell], mapping: Mapping | None) -> Iterator[Event]:
        if len(filled) == 1 and self._alone(filled[0], mapping):
            yield from self._single(filled[0], mapping)
            return
        band = self._band(filled, mapping) if mapping else []
        if band:
            yield from band
            return
        labelled = self._labelled(filled, mapping)
        if labelled:
            if _names_card(labelled[0]):
                self.state.mapping = self.state.section = None
            yield from labelled
            return
        if mapping and self._remark(filled, mapping):
            value = self._span(filled[1])
            yield FieldEvent(self.block, value.places, "unknown", "unknown", value, filled[0].text, 0.0)
            return
        if mapping and mapping.kind not in ("budget", "staff") and is_sum(filled, self.lexicon):
            return
        if mapping and (self._numbered_over(filled, mapping) or _over_months(filled[0], mapping)):
            self.state.mapping = None
            yield from self._unmapped(row, filled)
            return
        if mapping and self._title_row(filled, mapping):
            if self._groups(filled[0], mapping):
                yield TitleRowEvent(
                    self.block, [p for c in filled for p in self._places(c)], [self._span(c) for c in filled], True
                )
                return
            self.state.mapping = self.state.section = None
            labelled = self._labelled(filled, None)
            if labelled:
                yield from labelled
                return
            cells = [self._span(c) for c in filled]
            yield TitleRowEvent(self.block, [p for c in filled for p in self._places(c)], cells, True)
            return
        if mapping:
            record = self._of_kind_named(row, mapping) or self._record(row, mapping)
            if record:
                yield from self._items(record, row, mapping)
                return
        yield from self._unmapped(row, filled)

    def _alone(self, cell: Cell, mapping: Mapping | None) -> bool:
        """A row that is one text: a cell over most columns, or the only cell where no header reigns."""
        grid = self.block.grid
        return cell.colspan > 0.6 * grid.n_cols or mapping is None or (cell.bold and cell.col == 0 and grid.n_cols > 2)

    def _single(self, cell: Cell, mapping: Mapping | None) -> Iterator[Event]:
        if coded(cell.text, self.lexicon) and cell.colspan == self.block.grid.n_cols and self._groups(cell, mapping):
            yield self._text(cell)
            return
        if mapping and self._names_class(cell, mapping):
            yield self._text(cell)
            return
        named = self._indicator_across(cell)
        if named:
            yield named
            return
        section = self.lexicon.section(cell.text)
        if section and (cell.bold or cell.shade or cell.colspan == self.block.grid.n_cols):
            yield self.open_section(section, cell.text, self._places(cell))
            return
        if is_card_heading(cell.text, self.lexicon) and announced_code(cell.text, self.lexicon):
            self.state.mapping = self.state.section = None
            yield self._text(cell)
            return
        match = self.lexicon.best(TRAILING_NUMBER.sub("", cell.text), self._domains())
        if match and (cell.bold or match.exact or cell.shade):
            yield self._label(match, cell)
            return
        parts = parts_of(cell.lines, self.lexicon, self._domains(), self.mender)
        names = [p.match.field for p in parts if p.match]
        numbered = (
            bool(parts and parts[0].match) and names == ["code"] and not BARE_CODE.match(parts[0].value.text)
        )  # `Scheda n. 2 Title`
        apart = numbered or not {"title", "code"} & set(names)
        if (cell.bold or cell.shade) and apart and coded(cell.text, self.lexicon):
            self.state.mapping = self.state.section = None
            yield self._text(cell)
            return
        if parts and (parts[0].match or len(parts) > 1) and not (mapping and not cell.bold and cell.colspan == 1):
            yield from self._part_events(cell, parts)
            return
        if coded(cell.text, self.lexicon) or is_card_heading(cell.text, self.lexicon):
            self.state.mapping = self.state.section = None
        yield self._text(cell)

    def _groups(self, cell: Cell, mapping: Mapping | None) -> bool:
        """`Obiettivo strategico 2 – Text` across a table of objectives: the rows below have the same columns."""
        if mapping is None or mapping.kind != "matrix":
            return False
        own = {c.col: c.colspan for c in mapping.columns}
        below = self.block.grid.rows()[cell.row + 1 : cell.row + 3]  # another such row may come first
        alike = any(len(row) > 2 and all(own.get(c.col) == c.colspan for c in row) for row in below)
        return alike or not below  # the rows come on the next page

    def _numbered_over(self, filled: list[Cell], mapping: Mapping) -> bool:
        """A number and a text over several of the header's columns: the next numbered record of a section."""
        if self.state.section not in ("phase", "indicator") or len(filled) != 2 or not NUMBER.match(filled[0].text):
            return False
        text = filled[1]
        return sum(text.col <= c.col < text.col + text.colspan for c in mapping.columns if c.name) > 1

    @staticmethod
    def _remark(filled: list[Cell], mapping: Mapping) -> bool:
        """`Cause degli scostamenti | text`: one text over columns that hold different things is no record."""
        if len(filled) != 2 or NUMBER.match(filled[0].text) or mapping.kind not in ("phase", "indicator"):
            return False
        text = filled[1]
        under = [c for c in mapping.columns if c.name and text.col <= c.col < text.col + text.colspan]
        named = [c for c in mapping.columns if c.name and c not in under]
        return len({c.name for c in under}) > 2 and [c.name for c in named] == ["description"]

    def _unmapped(self, row: int, filled: list[Cell]) -> Iterator[Event]:
        kind = self.state.section
        places = [p for c in filled for p in self._places(c)]
        if kind == "staff" and len(filled) == 2 and COUNT.match(filled[1].text):
            values = {"staff.category": self._span(filled[0]), "staff.count": self._span(filled[1])}
            yield RecordEvent(self.block, places, "staff", values, fresh=set(values), reader=self.block.grid.reader)
            return
        if kind in ("phase", "indicator") and len(filled) == 2 and NUMBER.match(filled[0].text):
            values = {f"{kind}.number": self._span(filled[0]), f"{kind}.description": self._span(filled[1])}
            yield RecordEvent(self.block, places, kind, values, fresh=set(values), reader=self.block.grid.reader)
            return
        tail = self._label_behind(filled)
        if tail:
            yield from tail
            return
        cells = [self._span(c) for c in filled]
        yield TitleRowEvent(
            self.block,
            places,
            cells,
            all(c.bold for c in filled) or any(c.shade and min(c.shade) < WHITE for c in filled),
        )

    def _ticks(self, rows: list[list[Cell]]) -> TicksEvent | None:
        """A two-column table whose one column holds nothing but marks."""
        pairs = [list(row) for row in rows if row]
        if len(pairs) < 2 or any(len(p) > 3 for p in pairs):
            return None
        marks = self.lexicon.ticks | self.lexicon.unticked
        ticked: list[Span] = []
        options: list[str] = []
        places: list[tuple[int, Box]] = []
        for cells in pairs:
            tick = [c for c in cells if c.text.strip() in marks]
            named = [c for c in cells if c.text and c.text.strip() not in marks]
            if len(named) == 1 and len(cells) == 1:
                continue
            if not tick or len(named) != 1:
                return None
            options.append(named[0].text)
            places += self._places(named[0])
            if any(c.text.strip() in self.lexicon.ticks for c in tick):
                ticked.append(self._span(named[0]))
        return (
            TicksEvent(self.block, places, ticked, options)
            if len(options) > 1 and (ticked or self.state.label)
            else None
        )


def _told_apart(header: Mapping, filled: list[Cell]) -> bool:
    """The names are bold and the other cells are not, or the other way round: labels and values."""
    named = {c.col for c in header.columns if c.name or c.month}
    labels, others = ([c.bold for c in filled if (c.col in named) == known] for known in (True, False))
    return bool(labels and others) and len(set(labels)) == len(set(others)) == 1 and labels[0] != others[0]


def _names_card(event: Event) -> bool:
    """`Titolo obiettivo | text`: the next card's own labels, so the list above is over."""
    if not isinstance(event, FieldEvent) or event.domain != "objective" or not event.value.text:
        return False
    return event.name in ("title", "code") and event.score == 100.0


def is_sum(filled: list[Cell], lexicon: Lexicon) -> bool:
    """`Totale pesi | 100`: a word for a sum, and numbers beside it."""
    short = len(filled[0].text.split()) <= MOST_OF_SUM
    return (
        short and lexicon.names_sum(filled[0].text) and len(filled) > 1 and all(COUNT.match(c.text) for c in filled[1:])
    )


def _over_months(cell: Cell, mapping: Mapping) -> bool:
    """A text over the months of a chart is no phase: another table has begun in the same grid."""
    covered = [c for c in mapping.columns if cell.col <= c.col < cell.col + cell.colspan]
    return sum(1 for c in covered if c.month) > 1 and any(c.name for c in covered)
