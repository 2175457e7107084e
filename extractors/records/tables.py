"""A table to events, row by row: headers, records, labelled rows, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractors.flow.blocks import Block, TableBlock
from extractors.grid.lines import Mender
from extractors.grid.model import Cell, Grid
from extractors.lexicon import Lexicon, Match, fold_label
from extractors.reading.content import Box
from extractors.records.aligned import parted, weight_of_objective
from extractors.records.catalogues.header import find_catalogue, summary_of
from extractors.records.catalogues.headings import Headings
from extractors.records.catalogues.keys import ListKeys, is_count
from extractors.records.catalogues.refit import refitted
from extractors.records.catalogues.rows import entry_events
from extractors.records.events import (
    AREA,
    Event,
    FieldEvent,
    LabelEvent,
    RecordEvent,
    SectionEvent,
    Span,
    TableEvent,
    TextEvent,
    TicksEvent,
    TitleRowEvent,
)
from extractors.records.goals import announced_goals
from extractors.records.headers import CellMap, Column, Mapping, read_header
from extractors.records.headings import BARE_CODE, announced_code, coded, is_card_heading
from extractors.records.listed import listed_row
from extractors.records.parts import Part, left_blank, numbered_title, parts_of, span_of

LIGHT = re.compile(r"[\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff\ufe0f]+")
WHITE = 235
DARK_ENOUGH = 8
TRAILING_NUMBER = re.compile(r"\s*(?:\bn\.?|\bnr\.?|n°)?\s*\d{1,3}\s*[:.]?\s*$", re.IGNORECASE)
"""`DESCRIZIONE OBIETTIVO 4`: the number says which, not what."""
LINKS = {"mission", "programme", "strategic_objective", "operational_objective", "strategic_area", "dup_reference"}
"""What an objective may have several of."""
MOST_VALUES = 4
"""A form turned by a right angle has at most this many rows of values."""
COUNT = re.compile(r"^\s*\d{1,4}(?:[.,]\d{1,2})?\s*%?\s*$")
NUMBER = re.compile(r"^\s*(?:n\.?\s*)?\d{1,3}\s*[.)]?\s*$", re.IGNORECASE)


@dataclass(slots=True)
class State:
    """What holds from one block to the next: the open section and the last header."""

    section: str | None = None
    indicator_kind: str | None = None
    mapping: Mapping | None = None
    columns: list[tuple[float, Match, str]] = field(default_factory=list)
    """Labels that stood side by side on the line before: their values come next."""
    of_indicator: bool = False
    """The last labelled paragraph named an indicator."""
    waiting: bool = False
    """The header stood alone at its table's end: the rows come with the next table."""
    label: str | None = None
    """domain.field of a label heading whose value may be a table."""
    above: list[str] = field(default_factory=list)
    """The last paragraphs and headings before the block at hand."""
    headings: Headings = field(default_factory=Headings)
    """The headings that hold for the block at hand."""
    catalogue: Mapping | None = None
    """The header of the catalogue that the table before belonged to."""
    catalogue_page: int = 0
    keys: ListKeys = field(default_factory=ListKeys)
    """What was printed above the lists: unit, person in charge, year, …"""


@dataclass(slots=True)
class TableReader:
    """Reads the rows of one table; the state goes on into the next."""

    block: TableBlock
    lexicon: Lexicon
    mender: Mender
    state: State
    cells: CellMap = field(init=False)
    _labels: bool | None = None
    _spans: dict[int, Span] = field(default_factory=dict)
    _held: list[RecordEvent] = field(default_factory=list)
    """Indicators of a table of phases and indicators: they come after its phases."""

    def __post_init__(self) -> None:
        self.cells = CellMap(self.block.grid)

    def events(self) -> Iterator[Event]:
        grid = self.block.grid
        rows = grid.rows()
        ticks = self._ticks(rows)
        if ticks:
            yield ticks
            return
        yield TableEvent(self.block, [(self.block.page, self.block.box)])
        if self._registry(rows):
            return
        catalogue = self._catalogue()
        if catalogue:
            entries = entry_events(
                self.block,
                self.cells,
                *catalogue,
                self.state.above,
                self.mender,
                self.state.headings.listed(),
                self.lexicon.ticks,
            )
            yield from self.state.keys.keyed(entries, catalogue[1], self.block.page, self.lexicon)
            return
        self.state.keys.read_table(grid, self.lexicon, self.mender)
        goals = announced_goals(grid, self.state.above, self.lexicon)
        if goals:
            for row in range(grid.n_rows):
                record = self._record(row, goals)
                if record:
                    yield replace(record, kind="goal")
            return
        if self._opens_card(rows):
            self.state.section = self.state.mapping = None
        mapping = self._inherited(grid)
        row = 0
        while row < grid.n_rows:
            filled = [c for c in rows[row] if c.text]
            if not filled:
                row += 1
                continue
            fields = self._fields_below(rows, row)
            if fields:
                yield from fields
                return
            header = None if len(filled) < 2 else read_header(grid, self.cells, row, self.lexicon, self.state.section)
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

    def _opens_card(self, rows: list[list[Cell]]) -> bool:
        """The table begins with a title's or a code's label and its value: the list above it is over."""
        first = next((filled for row in rows if (filled := [c for c in row if c.text])), [])
        if not first or self.state.section is None:
            return False
        parts = parts_of(first[0].lines, self.lexicon, ("objective",), self.mender)
        inside = parts[0].match if parts and parts[0].value.text else None
        match = self.lexicon.find(first[0].text, "objective") or inside
        if match is None or not match.exact or match.field not in ("title", "code"):
            return False
        if match is inside:
            return True
        return len(first) > 1 and not self.lexicon.best(first[1].text, ("objective", "phase", "indicator"))

    def _fields_below(self, rows: list[list[Cell]], row: int) -> list[Event]:
        """Labels side by side over their values: a form turned by a right angle, not a list of objectives."""
        heads = [c for c in rows[row] if c.text]
        below = [[c for c in r if c.text] for r in rows[row + 1 :]]
        if len(heads) < 2 or not below or len(below) > MOST_VALUES or not all(c.bold or c.shade for c in heads):
            return []
        matches = [self.lexicon.find(c.text, "objective") for c in heads]
        names = [m.field for m in matches if m and m.exact]
        if len(names) < len(heads) or {"title", "code", "number"} & set(names) or len(set(names)) < len(names):
            return []
        if len(below) > 1 and not set(names) <= LINKS:
            return []
        columns = {c.col for c in heads}
        for cells in below:
            if not cells or not {c.col for c in cells} <= columns or any(c.bold for c in cells):
                return []
            if any((m := self.lexicon.find(c.text, "objective")) and m.exact for c in cells):
                return []
        events: list[Event] = []
        for head, match in zip(heads, matches, strict=True):
            assert match
            for cell in [c for cells in below for c in cells if c.col == head.col]:
                events += self._field(match, head, self._span(cell))
        return events

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

    def _registry(self, rows: list[list[Cell]]) -> bool:
        """The body's own data (fiscal code, address, inhabitants), not an objective."""
        firsts = [fold_label(cells[0].text) for row in rows if len(cells := [c for c in row if c.text]) == 2]
        hits = sum(
            any(text == name or text.startswith(name + " ") for name in self.lexicon.registry) for text in firsts
        )
        return hits >= 3 and hits >= 0.25 * len(firsts)

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
        return read_header(self.block.grid, self.cells, 0, self.lexicon, self.state.section) is None

    def _inherited(self, grid: Grid) -> Mapping | None:
        """The header of the table before, for a piece that repeats none and has the same columns."""
        known = self.state.mapping
        if known is None:
            return None
        moved = known.moved(grid.xs)
        if moved is None and self.state.waiting and grid.n_cols == len(known.columns):
            columns = [replace(c, col=i, colspan=1) for i, c in enumerate(known.columns)]
            moved = Mapping(known.kind, columns, known.rows, list(grid.xs))
        return moved

    def _is_header(self, header: Mapping, filled: list[Cell]) -> bool:
        """A row of labels is no header when a label's value stands beside it in the same row."""
        if filled[0].bold and not any(c.bold for c in filled[1:]):
            return False
        if len(self._ungrouped(filled)) < len(filled):
            return False
        if header.kind == "matrix" and len(filled) == 2 and self._in_form(filled[0].row):
            return False
        if any(_mixed(c) for c in filled) and sum(c.bold for c in filled) < len(filled) - 1:
            return False
        if header.kind == self.state.section and header.marked:
            return True
        texts = [
            c
            for c in filled
            if not (self.lexicon.best(c.text, ("objective", "phase", "indicator", "resources")) or len(c.text) < 3)
        ]
        return len(texts) <= 0.34 * len(filled) or header.kind == "matrix" or any(c.month for c in header.columns)

    def _in_form(self, row: int) -> bool:
        """The rows above or below begin with a label too: the second cell is a value that reads like one."""
        firsts = [self.cells.at(r, 0) for r in (row - 1, row + 1)]
        near = [c for c in firsts if c and c.text and c.colspan != self.block.grid.n_cols]
        return any((m := self.lexicon.best(c.text, ("objective",))) is not None and m.exact for c in near)

    # rows -------------------------------------------------------------------------------------------------

    def _row(self, row: int, filled: list[Cell], mapping: Mapping | None) -> Iterator[Event]:
        if len(filled) == 1 and self._alone(filled[0], mapping):
            yield from self._single(filled[0], mapping)
            return
        labelled = self._labelled(filled, mapping)
        if labelled:
            yield from labelled
            return
        if mapping and self._numbered_over(filled, mapping):
            self.state.mapping = None
            yield from self._unmapped(row, filled)
            return
        if mapping and self._title_row(filled, mapping):
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
        section = self.lexicon.section(cell.text)
        if section and (cell.bold or cell.shade or cell.colspan == self.block.grid.n_cols):
            yield self.open_section(section, cell.text, self._places(cell))
            return
        match = self.lexicon.best(TRAILING_NUMBER.sub("", cell.text), self._domains())
        if match and (cell.bold or match.exact or cell.shade):
            yield self._label(match, cell)
            return
        parts = parts_of(cell.lines, self.lexicon, self._domains(), self.mender)
        names = [p.match.field for p in parts if p.match]
        if (cell.bold or cell.shade) and coded(cell.text, self.lexicon) and not {"title", "code"} & set(names):
            self.state.mapping = self.state.section = None
            yield self._text(cell)
            return
        if parts and (parts[0].match or len(parts) > 1) and not (mapping and not cell.bold and cell.colspan == 1):
            yield from self._part_events(cell, parts)
            return
        if coded(cell.text, self.lexicon) or is_card_heading(cell.text, self.lexicon):
            self.state.mapping = self.state.section = None
        yield self._text(cell)

    def _labelled(self, filled: list[Cell], mapping: Mapping | None) -> list[Event]:
        """Events of a row of labels and values; [] for a row that is none."""
        if not mapping and self._heads_data(filled):
            return []
        filled = self._ungrouped(filled)
        first = filled[0]
        if self._indicator_sheet(first) and len(filled) > 1 and not mapping:
            self.state.section, self.state.indicator_kind = "indicator", self.lexicon.indicator_kind(first.text)
        stacked = self._stacked(filled) or self._numbered_phase(filled)
        if stacked:
            return stacked
        whole = self._whole_label(first, mapping)
        led = self._led_by_title(filled, mapping)
        if led:
            return led
        inner = [[] if whole and c is first else self._parts(c) for c in filled]
        holders = [p for p in inner if p and any(q.match for q in p)]
        if whole:
            return self._label_value_row(filled, mapping)
        if not holders:
            return []
        if self.state.section not in ("phase", "indicator") and not any(
            q.value.text for p in holders for q in p if q.match
        ):
            return []  # names of columns, not labels with values
        strong = [p for p in holders if p[0].match is not None]
        if mapping and len(strong) < max(2, 0.5 * len(filled)):
            return []
        if len(strong) < 0.5 * (len(filled) - 1):
            return []
        return self._cells_with_labels(filled, inner)

    def _ungrouped(self, filled: list[Cell]) -> list[Cell]:
        """Without the group's name to the left of a form's labels: `Strutture | Responsabile | Anna Rossi`."""
        if len(filled) < 3 or BARE_CODE.match(filled[0].text):
            return filled
        group, label, value = filled[:3]
        if (value.bold and label.bold) or not (group.rowspan > 1 or (group.bold and label.bold)):
            return filled
        if self._label_lines(label) and not self.lexicon.best(value.text, ("objective", "phase", "indicator")):
            return filled[1:]
        return filled

    def _label_lines(self, cell: Cell) -> list[tuple[float, Match, str]]:
        """The labels that stand one under the other in a cell, each with its height; [] when a line is none."""
        found: list[tuple[float, Match, str]] = []
        lines = list(cell.lines)
        while lines:
            for n in range(min(3, len(lines)), 0, -1):
                text = self.mender.join(lines[:n])
                match = self.lexicon.best(text, self._domains())
                if match and match.exact:
                    found.append((lines[0].top, match, text))
                    lines = lines[n:]
                    break
            else:
                return []
        return found

    def _heads_data(self, filled: list[Cell]) -> bool:
        """The bold head of a table of data, whose rows below are plain and begin with no label."""
        row = filled[0].row
        below = [c for c in self.block.grid.cells if c.row == row + 1 and c.text] if row == 0 else []
        return (
            len(filled) > 2
            and all(c.bold for c in filled)
            and [c.col for c in below] == [c.col for c in filled]
            and not any(c.bold for c in below)
            and not any(self.lexicon.best(c.text, self._domains()) for c in below)
            and len({self.block.grid.n_cols, len(filled)}) == 1
        )

    def _numbered_over(self, filled: list[Cell], mapping: Mapping) -> bool:
        """A number and a text over several of the header's columns: the next numbered record of a section."""
        if self.state.section not in ("phase", "indicator") or len(filled) != 2 or not NUMBER.match(filled[0].text):
            return False
        text = filled[1]
        return sum(text.col <= c.col < text.col + text.colspan for c in mapping.columns if c.name) > 1

    def _title_row(self, filled: list[Cell], mapping: Mapping) -> bool:
        """A bold or shaded row that does not keep the header's columns: the next card's code and title."""
        spans = {c.col: c.colspan for c in mapping.columns}
        regular = all(spans.get(c.col) == c.colspan for c in filled)
        marked = all(c.bold for c in filled) or all(c.shade and min(c.shade) < WHITE for c in filled)
        return not regular and marked and not self._bold_records()

    def _indicator_sheet(self, cell: Cell) -> bool:
        """`Indicatore 2 | text` opens a sheet of labels and values on one indicator."""
        match = self.lexicon.find(TRAILING_NUMBER.sub("", cell.text), "indicator")
        named = fold_label(cell.text).startswith(("indicator", "kpi", "misurator"))
        return bool(match and match.field == "description" and match.exact and named)

    def _led_by_title(self, filled: list[Cell], mapping: Mapping | None) -> list[Event]:
        """`R1 | Title | Punteggio | 30 | Tipo | Sviluppo`: a code and a title, then labels with their values."""
        labels = [k for k, c in enumerate(filled) if k and (m := self.lexicon.best(c.text, ("objective",))) and m.exact]
        if not labels or labels[0] > 2 or not BARE_CODE.match(filled[0].text) or len(filled) <= labels[0] + 1:
            return []
        if mapping and not self._title_row(filled[: labels[0]], mapping):
            return []
        self.state.mapping = self.state.section = None
        lead = filled[: labels[0]]
        title = TitleRowEvent(
            self.block, [p for c in lead for p in self._places(c)], [self._span(c) for c in lead], True
        )
        return [title, *self._label_value_row(filled[labels[0] :], None)]

    def _numbered_phase(self, filled: list[Cell]) -> list[Event]:
        """`FASE 1 | Bando (entro marzo)`: a phase in a row of a form."""
        number = TRAILING_NUMBER.search(filled[0].text)
        if len(filled) != 2 or not number or self.state.section == "indicator":
            return []
        match = self.lexicon.find(filled[0].text[: number.start()], "phase")
        if match is None or not match.exact or match.field != "description":
            return []
        row = listed_row("phase", replace(self._span(filled[1]), text=f"– {filled[1].text}"), self.lexicon)
        if row is None:
            return []
        values = {f"phase.{name}": span for name, span in row.values.items()}
        values["phase.number"] = Span("".join(c for c in number[0] if c.isdigit()), self._places(filled[0]))
        places = [p for c in filled for p in self._places(c)]
        return [RecordEvent(self.block, places, "phase", values, fresh=set(values), reader=self.block.grid.reader)]

    def _stacked(self, filled: list[Cell]) -> list[Event]:
        """Labels one under the other in a cell, their values at the same heights in the next: rows without a rule."""
        if len(filled) != 2 or len(filled[0].lines) < 2 or self.lexicon.best(filled[0].text, self._domains()):
            return []
        labels = self._label_lines(filled[0])
        events: list[Event] = []
        for k, (top, match, label) in enumerate(labels):
            below = labels[k + 1][0] if k + 1 < len(labels) else float("inf")
            value = span_of([v for v in filled[1].lines if top - 3 <= v.top < below - 3], self.mender)
            events.append(
                FieldEvent(
                    self.block,
                    value.places or self._places(filled[0]),
                    match.domain,
                    match.field,
                    value,
                    label,
                    match.score,
                )
            )
        return events

    def _parts(self, cell: Cell) -> list[Part]:
        """The labelled parts of a cell; a bold cell that is nothing but a label has an empty value."""
        match = self.lexicon.best(cell.text, self._domains()) if cell.bold else None
        if match:
            return [Part(match, cell.text, Span(""))]
        return parts_of(cell.lines, self.lexicon, self._domains(), self.mender)

    def _whole_label(self, cell: Cell, mapping: Mapping | None) -> Match | None:
        match = self._match(cell)
        if not match:
            return None
        beside = len([c for c in self._beside(cell) if c.text])
        if not mapping and beside > 1 and not self._mostly_labels(cell):
            return None
        if not mapping and beside == 1 and self._lone_label():
            return None
        if mapping:
            spans = {c.col: c.colspan for c in mapping.columns}
            same_shape = spans.get(cell.col) == cell.colspan
            rest = [c for c in self._beside(cell) if c.text]
            regular = all(spans.get(c.col) == c.colspan for c in rest)
            if same_shape and regular and not (cell.bold and not self._bold_records()):
                return None
        return match

    def _match(self, cell: Cell) -> Match | None:
        """A label of the form; or the title of a list that stands whole in the cell beside it."""
        if left_blank(cell.text):
            return None
        match = self.lexicon.best(cell.text, self._domains())
        if self._names_card(cell, match):
            return Match("objective", "title", 100.0, True)
        if self.state.section == "indicator" and self._indicator_sheet(cell):
            return Match("indicator", "description", 100.0, True)
        section = self.lexicon.section(cell.text)
        if (
            section in ("phase", "indicator")
            and (match is None or match.score < 100)
            and len([c for c in self._beside(cell) if c.text]) == 1
        ):
            return Match(section, "list", 100.0, True)
        return match

    def _names_card(self, cell: Cell, match: Match | None) -> bool:
        """`Obiettivo VIA.01 | Title`: the first cell announces a card and its code, the second is the title."""
        if cell.col or announced_code(cell.text, self.lexicon) is None:
            return False
        beside = [c for c in self._beside(cell) if c.text]
        titled = bool(beside) and sum(c.isalpha() for c in beside[0].text) > 3
        return titled and (match is None or (not match.exact and cell.bold and beside[0].bold))

    def _lone_label(self) -> bool:
        """One row of many begins with a label by chance: a table of data, not a form."""
        if self._labels is None:
            firsts = [next((c for c in row if c.text), None) for row in self.block.grid.rows()]
            texts = [c.text for c in firsts if c]
            hits = sum(self._known(t) for t in texts)
            self._labels = (
                len(texts) >= 4
                and hits == 1
                and all(r and len([c for c in r if c.text]) > 1 for r in self.block.grid.rows())
            )
        return self._labels

    def _known(self, text: str) -> bool:
        return (
            any(self.lexicon.find(text, d) for d in ("objective", "phase", "indicator"))
            or self.lexicon.section(text) is not None
        )

    def _mostly_labels(self, cell: Cell) -> bool:
        """`label | a | b | c` is a row of values only where most rows begin with a label, or one follows in it."""
        if any(self.lexicon.best(c.text, self._domains()) for c in self._beside(cell) if c.text):
            return True
        firsts = [next((c for c in row if c.text), None) for row in self.block.grid.rows()]
        texts = [c.text for c in firsts if c]
        return sum(self.lexicon.best(t, self._domains()) is not None for t in texts) >= 0.5 * len(texts)

    def _bold_records(self) -> bool:
        rows = self.block.grid.rows()
        firsts = [r[0].bold for r in rows if r and r[0].text]
        return sum(firsts) > 0.7 * len(firsts)

    def _beside(self, cell: Cell) -> list[Cell]:
        return [c for c in self.block.grid.cells if c.row == cell.row and c is not cell]

    def _label_value_row(self, filled: list[Cell], mapping: Mapping | None) -> list[Event]:
        events: list[Event] = []
        i = 0
        while i < len(filled):
            match = self._match(filled[i]) if i == 0 else self.lexicon.best(filled[i].text, self._domains())
            if not match:
                inner = parts_of(filled[i].lines, self.lexicon, self._domains(), self.mender)
                if inner and inner[0].match:
                    events += self._part_events(filled[i], inner)
                elif events and isinstance(events[-1], FieldEvent):
                    last = events[-1]
                    glue = "; " if last.value.text else ""
                    more = self._span(filled[i])
                    last.value = Span(
                        f"{last.value.text}{glue}{more.text}",
                        last.value.places + more.places,
                        last.value.lines + more.lines,
                        last.value.bold + more.bold,
                    )
                i += 1
                continue
            value = Span("")
            label = filled[i]
            if i + 1 < len(filled) and not self._reads_as_label(filled[i + 1], filled, i + 1):
                value = self._span(filled[i + 1])
                i += 1
            events += self._field(match, label, value)
            i += 1
        return events

    def _field(self, match: Match, label: Cell, value: Span) -> list[Event]:
        """One field; `OBIETTIVO N. 3 | Title` is a code and a title."""
        places = self._places(label) + value.places
        code = announced_code(label.text, self.lexicon) if match.field == "title" and match.exact else None
        return field_events(self.block, Part(match, label.text, value), places, code)

    def _reads_as_label(self, cell: Cell, filled: list[Cell], index: int) -> bool:
        """In `label | value | label | value` the cell after a label is a value, unless bold like it and not last."""
        match = self.lexicon.best(cell.text, self._domains())
        if not match:
            return False
        return (cell.bold and filled[index - 1].bold and index % 2 == 0) or (
            cell.bold and not match.score < 95 and len(filled) > index + 1 and not filled[index + 1].bold
        )

    def _cells_with_labels(self, filled: list[Cell], inner: list[list[Part]]) -> list[Event]:
        """`Formula x | Finalità y | Target z`: labels inside the cells; a cell without one is the record's text."""
        events: list[Event] = []
        values: dict[str, Span] = {}
        kind = self.state.section
        for cell, parts in zip(filled, inner, strict=True):
            if not parts:
                if kind in ("phase", "indicator"):
                    name = "number" if NUMBER.match(cell.text) and "description" not in values else "description"
                    key = f"{kind}.{name}"
                    values[key] = values[key] + self._span(cell) if key in values else self._span(cell)
                else:
                    events.append(self._unknown_above(cell) or self._text(cell))
                continue
            if parts[0].match is None and kind in ("phase", "indicator"):
                values.setdefault(f"{kind}.description", parts[0].value)
            for part in parts:
                if part.match is None:
                    continue
                if part.match.domain == kind:
                    values.setdefault(f"{kind}.{part.match.field}", part.value)
                else:
                    events += self._part_events(cell, [part])
        if values and kind:
            places = [p for c in filled for p in self._places(c)]
            events.append(
                RecordEvent(self.block, places, kind, values, fresh=set(values), reader=self.block.grid.reader)
            )
        return _titled_beside_code(events)

    def _unknown_above(self, cell: Cell) -> FieldEvent | None:
        """A small or bold line above plain ones, like the labels beside it, that the lexicon does not know."""
        if len(cell.lines) < 2:
            return None
        head, body = cell.lines[0], cell.lines[1:]
        apart = head.size < 0.88 * min(k.size for k in body) or (head.bold and not any(k.bold for k in body))
        if not apart or len(head.text) > 70:
            return None
        value = span_of(body, self.mender)
        return FieldEvent(self.block, value.places, "unknown", "unknown", value, head.text, 0.0)

    def _part_events(self, cell: Cell, parts: list[Part]) -> list[Event]:
        events: list[Event] = []
        for part in parts:
            if part.match is None:
                events.append(TextEvent(self.block, part.value.places, part.value, cell.bold, _size(cell)))
                continue
            places = part.value.places or self._places(cell)
            events += field_events(self.block, part, places)
        return events

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
            if key == "objective.title" and not mapping.has("objective.description"):
                span = self._parted_title(cell, span, values, fresh if cell.row == row else set())
            role = _role(column.name, column.year)
            if role and column.domain == "indicator":
                if span.text and not (self._is_light(span.text) and self._twice(column, mapping)):
                    targets.append((role, column.year, span))
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
        """Share of the row's filled cells under labels that the lexicon does not know."""
        filled = [c for c in mapping.columns if c.label and (cell := self.cells.at(row, c.col)) and cell.text]
        unknown = [c for c in filled if not c.name and not c.month]
        return len(unknown) / len(filled) if filled else 0.0

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

    def _parted_title(self, cell: Cell, span: Span, values: dict[str, Span], fresh: set[str]) -> Span:
        """A bold title over its plain description in one cell."""
        bold = [line for line in cell.lines if line.bold]
        if not bold or len(bold) == len(cell.lines) or cell.lines[: len(bold)] != bold:
            return span
        values["objective.description"] = span_of(cell.lines[len(bold) :], self.mender)
        fresh.add("objective.description")
        return span_of(bold, self.mender)

    def _marked(self, cell: Cell, mapping: Mapping) -> bool:
        text = cell.text.strip()
        if text:
            return text not in self.lexicon.unticked
        return cell.shade is not None and min(cell.shade) < WHITE and not self._striped(cell, mapping)

    def _striped(self, cell: Cell, mapping: Mapping) -> bool:
        """The row's text has this colour too: a stripe, not a mark."""
        months = {c.col for c in mapping.columns if c.month}
        return any(c.shade == cell.shade for c in self._beside(cell) if c.col not in months and c.text)

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
        cells = [self._span(c) for c in filled]
        yield TitleRowEvent(
            self.block,
            places,
            cells,
            all(c.bold for c in filled) or any(c.shade and min(c.shade) < WHITE for c in filled),
        )

    # pieces -----------------------------------------------------------------------------------------------

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

    def open_section(self, kind: str, text: str, places: list[tuple[int, Box]]) -> SectionEvent:
        self.state.section = kind
        self.state.mapping = None
        self.state.indicator_kind = self.lexicon.indicator_kind(text) if kind == "indicator" else None
        return SectionEvent(self.block, places, kind, text, self.state.indicator_kind)

    def _domains(self) -> tuple[str, ...]:
        if self.state.section in ("phase", "indicator"):
            return (self.state.section, "objective")
        return ("objective",)

    def _label(self, match: Match, cell: Cell) -> LabelEvent:
        return LabelEvent(self.block, self._places(cell), match.domain, match.field, cell.text, _size(cell), cell.bold)

    def _text(self, cell: Cell) -> TextEvent:
        return TextEvent(self.block, self._places(cell), self._span(cell), cell.bold, _size(cell), boxed=True)

    def _span(self, cell: Cell) -> Span:
        """The cell's text, made once: a merged cell gives it to each of its rows."""
        span = self._spans.get(id(cell))
        if span is None:
            span = self._spans[id(cell)] = span_of(cell.lines, self.mender)
        return span

    def _places(self, cell: Cell) -> list[tuple[int, Box]]:
        return self._span(cell).places or [(cell.page, cell.box)]


def _titled_beside_code(events: list[Event]) -> list[Event]:
    """`Codice: 3 | text`: the one unlabelled text beside a code is the title."""
    codes = [e for e in events if isinstance(e, FieldEvent) and e.name == "code" and e.value.text]
    texts = [e for e in events if isinstance(e, TextEvent)]
    if len(codes) != 1 or len(texts) != 1:
        return events
    text = texts[0]
    title = FieldEvent(text.block, text.places, "objective", "title", text.span, "title")
    return [title if e is text else e for e in events]


def field_events(block: Block, part: Part, places: list[tuple[int, Box]], announced: str | None = None) -> list[Event]:
    """The events of one labelled value: mostly one, two where the label holds the code of the title beside it."""
    assert part.match
    code = announced if announced and part.value.text else numbered_title(part.match, part.label, part.value)
    if code is None:
        return [
            FieldEvent(block, places, part.match.domain, part.match.field, part.value, part.label, part.match.score)
        ]
    return [
        FieldEvent(block, places, "objective", "code", Span(code, places), part.label, part.match.score),
        FieldEvent(block, places, "objective", "title", part.value, "title", part.match.score),
    ]


def _mixed(cell: Cell) -> bool:
    """A bold label before a plain value in one cell."""
    first, last = cell.lines[0].words[0], cell.lines[-1].words[-1]
    return first.bold and not last.bold and not last.italic


def _size(cell: Cell) -> float:
    return max((line.size for line in cell.lines), default=0.0)


def _role(name: str, year: int | None) -> str | None:
    """Role of a value column in `targets`; a bare year is decided against the plan's year later."""
    if name in ("target", "standard"):
        return "target"
    if name in ("baseline", "achieved"):
        return name
    if name == "value":
        return "value"
    return None
