"""Rows of a form: labels and their values, beside, above or inside each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.flow.blocks import Block
from extractors.grid.model import Cell
from extractors.lexicon import Match, fold_label
from extractors.records.events import Event, FieldEvent, Places, RecordEvent, Span, TextEvent, TitleRowEvent
from extractors.records.headers import Mapping
from extractors.records.headings import BARE_CODE, announced_code
from extractors.records.listed import listed_row
from extractors.records.parts import Part, answered, left_blank, numbered_title, parts_of, span_of
from extractors.records.table_records import RecordRows
from extractors.records.table_state import NUMBER, TRAILING_CODE, TRAILING_NUMBER, letter_size

LINKS = {"mission", "programme", "strategic_objective", "operational_objective", "strategic_area", "dup_reference"}
"""What an objective may have several of."""
MOST_VALUES = 4
"""A form turned by a right angle has at most this many rows of values."""


@dataclass(slots=True)
class FormRows(RecordRows):
    """A table whose rows are labels and values."""

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

    def _row_over_row(self, rows: list[list[Cell]], row: int) -> list[Event]:
        """In a form, a row of labels over the row of their values: below them the form goes on with a label.

        A further row with the same columns would make it a list of objectives.
        """
        heads = [c for c in rows[row] if c.text] if row + 2 < len(rows) else []
        first = self.lexicon.find(heads[0].text, "objective") if len(heads) > 1 else None
        if first is None or not first.exact:
            return []
        values, after = ([c for c in rows[n] if c.text] for n in (row + 1, row + 2))
        if not values or not after or not all(c.bold or c.shade for c in heads):
            return []
        places = {(c.col, c.colspan) for c in heads}
        if not {(c.col, c.colspan) for c in values} <= places or {(c.col, c.colspan) for c in after} <= places:
            return []
        matches = [self.lexicon.find(c.text, "objective") for c in heads]
        names = {m.field for m in matches if m and m.exact}
        if (
            len(names) < len(heads)
            or any(c.bold or self._known(c.text) for c in values)
            or not self._known(after[0].text)
        ):
            return []
        events: list[Event] = []
        for head, match in zip(heads, matches, strict=True):
            assert match
            for cell in [c for c in values if c.col == head.col]:
                events += self._field(match, head, self._span(cell))
        return events

    def _labelled(self, filled: list[Cell], mapping: Mapping | None) -> list[Event]:
        """Events of a row of labels and values; [] for a row that is none."""
        if not mapping and self._heads_data(filled):
            return []
        filled = self._ungrouped(filled)
        first = filled[0]
        apart = not mapping or (self._irregular(filled, mapping) and self.lexicon.section(first.text) is None)
        if apart and len(filled) > 1 and self._indicator_sheet(first):
            self.state.section, self.state.indicator_kind = "indicator", self.lexicon.indicator_kind(first.text)
            mapping = self.state.mapping = None
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

    def _holds_answer(self, filled: list[Cell]) -> bool:
        """`Indicatore 1 | text | Peso: 60%`: a cell with a label and its value stands in a form's row, in no header."""
        return any(answered(c.text, self.lexicon) for c in filled)

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

    def _indicator_sheet(self, cell: Cell) -> bool:
        """`Indicatore 2 | text` opens a sheet of labels and values on one indicator."""
        match = self.lexicon.find(TRAILING_CODE.sub("", cell.text), "indicator")
        named = any(word.startswith(self.lexicon.indicator_words) for word in fold_label(cell.text).split())
        return bool(match and match.field == "description" and match.exact and named)

    def _opens_sheet(self, rows: list[list[Cell]]) -> bool:
        """The table begins with `Indicatore 2.1 | text`: no list goes on in it, whatever its columns."""
        first = next((filled for row in rows if (filled := [c for c in row if c.text])), [])
        if len(first) != 2 or first[1].colspan == 1 == self.block.grid.n_cols - 1:
            return False
        return bool(TRAILING_CODE.search(first[0].text)) and self._indicator_sheet(first[0])

    @staticmethod
    def _irregular(filled: list[Cell], mapping: Mapping) -> bool:
        """The row does not keep the columns of the header above it."""
        spans = {c.col: c.colspan for c in mapping.columns}
        return any(spans.get(c.col) != c.colspan for c in filled)

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

    def _label_behind(self, filled: list[Cell]) -> list[Event]:
        """`Rilevante per la valutazione | X | Peso | 30`: words that no field has, then a label and its value."""
        if len(filled) < 3:
            return []
        label, value = filled[-2:]
        match = self.lexicon.find(label.text, "objective")
        known = [c for c in (*filled[:-2], value) if self.lexicon.best(c.text, ("objective", "phase", "indicator"))]
        if match is None or not match.exact or match.field not in ("weight", "code", "year") or known:
            return []
        return self._field(match, label, self._span(value)) if any(c.isdigit() for c in value.text) else []

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
        others = [c for c in self._beside(cell) if c.text]
        if len(others) == 3 and _looks_like(others[1], cell, others[0]) and not _looks_like(others[2], cell, others[0]):
            return True
        if any(self.lexicon.best(c.text, self._domains()) for c in others):
            return True
        firsts = [next((c for c in row if c.text), None) for row in self.block.grid.rows()]
        texts = [c.text for c in firsts if c]
        return sum(self.lexicon.best(t, self._domains()) is not None for t in texts) >= 0.5 * len(texts)

    def _label_value_row(self, filled: list[Cell], mapping: Mapping | None) -> list[Event]:
        events: list[Event] = []
        i = 0
        while i < len(filled):
            match = self._match(filled[i]) if i == 0 else self.lexicon.best(filled[i].text, self._domains())
            if not match or (i and answered(filled[i].text, self.lexicon)):
                inner = parts_of(filled[i].lines, self.lexicon, self._domains(), self.mender)
                if inner and inner[0].match:
                    events += self._part_events(filled[i], inner)
                elif i > 1 and _looks_like(filled[i], filled[0], filled[1]):
                    value = self._span(filled[i + 1]) if i + 1 < len(filled) else Span("", self._places(filled[i]))
                    events.append(
                        FieldEvent(self.block, value.places, "unknown", "unknown", value, filled[i].text, 0.0)
                    )
                    i += 1
                elif (coded := self._title_after_code(events, filled[i])) is not None:
                    events = coded
                elif events and isinstance(events[-1], FieldEvent):
                    last = events[-1]
                    glue = "; " if last.value.text else ""
                    more = self._span(filled[i])
                    last.value = Span(
                        f"{last.value.text}{glue}{more.text}",
                        (*last.value.places, *more.places),
                        (*last.value.lines, *more.lines),
                        (*last.value.bold, *more.bold),
                    )
                i += 1
                continue
            value = Span("")
            label = filled[i]
            blank = i + 1 < len(filled) and self._left_empty(label, filled[i + 1])
            if i + 1 < len(filled) and not blank and not self._reads_as_label(filled[i + 1], filled, i + 1):
                value = self._span(filled[i + 1])
                i += 1
            events += self._field(match, label, value)
            i += 1
        return events

    def _title_after_code(self, events: list[Event], cell: Cell) -> list[Event] | None:
        """`Obiettivo | 2031/07 | Title`: the first cell after the title's label is the code."""
        last = events[-1] if events else None
        if not isinstance(last, FieldEvent) or (last.domain, last.name) != ("objective", "title"):
            return None
        if not BARE_CODE.match(last.value.text) or sum(c.isalpha() for c in cell.text) < 4:
            return None
        title = self._span(cell)
        return [
            *events[:-1],
            replace(last, name="code"),
            FieldEvent(self.block, title.places, "objective", "title", title, "title", last.score),
        ]

    def _field(self, match: Match, label: Cell, value: Span) -> list[Event]:
        """One field; `OBIETTIVO N. 3 | Title` is a code and a title."""
        places = (*self._places(label), *value.places)
        code = announced_code(label.text, self.lexicon) if match.field == "title" and match.exact else None
        events = field_events(self.block, Part(match, label.text, value), places, code)
        if self.measured and (match.domain, match.field) == ("objective", "title") and value.text:
            score = match.score
            events.append(FieldEvent(self.block, places, "indicator", "description", value, label.text, score))
        return events

    def _left_empty(self, label: Cell, then: Cell) -> bool:
        """`Strutture | (empty) | Risorse | 1.000`: an empty cell, then one that is a label and looks like it."""
        between = self.cells.at(label.row, label.col + label.colspan)
        if between is None or between is then or between.text or (then.bold, then.shade) != (label.bold, label.shade):
            return False
        match = self.lexicon.best(then.text, self._domains())
        return match is not None and match.exact

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
                events.append(TextEvent(self.block, part.value.places, part.value, cell.bold, letter_size(cell)))
                continue
            places = part.value.places or self._places(cell)
            events += field_events(self.block, part, places)
        return events


def _titled_beside_code(events: list[Event]) -> list[Event]:
    """`Codice: 3 | text`: the one unlabelled text beside a code is the title."""
    codes = [e for e in events if isinstance(e, FieldEvent) and e.name == "code" and e.value.text]
    texts = [e for e in events if isinstance(e, TextEvent)]
    if len(codes) != 1 or len(texts) != 1:
        return events
    text = texts[0]
    title = FieldEvent(text.block, text.places, "objective", "title", text.span, "title")
    return [title if e is text else e for e in events]


def field_events(block: Block, part: Part, places: Places, announced: str | None = None) -> list[Event]:
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


def _looks_like(cell: Cell, label: Cell, value: Cell) -> bool:
    """Set apart as the row's label is, by weight or ground, and not as its value: a label that nobody knows."""
    by_weight = label.bold and cell.bold and not value.bold
    by_ground = label.shade is not None and cell.shade == label.shade != value.shade
    return by_weight or by_ground


def by_turns(filled: list[Cell]) -> bool:
    """`label | value | label | value`: every second cell is set in letters or on a ground of its own."""
    looks = [(c.bold, c.shade) for c in filled]
    labels, values = set(looks[::2]), set(looks[1::2])
    return len(filled) > 3 and len(filled) % 2 == 0 and len(labels) == len(values) == 1 and labels != values


def mixed(cell: Cell) -> bool:
    """A bold label before a plain value in one cell."""
    first, last = cell.lines[0].words[0], cell.lines[-1].words[-1]
    return first.bold and not last.bold and not last.italic
