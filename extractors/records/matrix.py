"""Wide tables with an objective a row (or an indicator a row, all to its left merged)."""

from __future__ import annotations

from extractors.reading.content import Box
from extractors.records.desk import Desk
from extractors.records.events import AREA, RecordEvent, Span, TextEvent
from extractors.records.headings import BARE_CODE, CODED, bare, is_heading
from extractors.records.listed import BULLET, list_of, listed_row
from extractors.records.model import Card, Row


class MatrixDesk(Desk):
    """Objectives of a matrix, also where a page begins inside one."""

    def _on_matrix(self, event: RecordEvent) -> None:
        if self.card is not None and self.card is not self.matrix:
            if self.card.bodiless:
                self._demote()
            else:
                self._close()
        self._forget_cells(event)
        self._take_numbered(event)
        self._use_headings()
        self._name_area(event)
        values = {k: v for k, v in event.values.items() if v.text}
        page = event.places[0][0] if event.places else self.matrix_page
        if page != self.matrix_page:
            self.unseen, self.matrix_page = {k for k in event.values if k.startswith("objective.")}, page
            if (
                self.matrix is None
                and self.last_matrix
                and self.last_matrix[1] == set(event.values)
                and page - self.last_matrix[2] in (0, 1)
            ):
                self.matrix = self.card = self.last_matrix[0]
        self._number_as_code(event, values)
        key = "objective.code" if "objective.code" in event.values else "objective.title"
        new = (key in values and key in event.fresh) or self.matrix is None
        if new and "objective.title" in values and sum(c.isalpha() for c in values["objective.title"].text) < 3:
            return
        numbered = new and key in values and values[key].text.strip() in self.numbered
        if new and not numbered and "objective.title" not in values and not (self.matrix and self.matrix.text("title")):
            return
        if new and self._same_again(event, values):
            new = False
        if new:
            self._new_matrix_card(event, values)
        elif self.matrix:
            self._grow_matrix_card(event, values)
        self.unseen -= set(values)
        self._matrix_rows(event, values)
        if self.matrix:
            self.last_matrix = (self.matrix, set(event.values), page)
        self._note(event, "objective")

    def _same_again(self, event: RecordEvent, values: dict[str, Span]) -> bool:
        """The row prints the objective of the row before once more, field by field, for its next indicator."""
        if self.matrix is None or self.matrix_block != id(event.block):
            return False
        own = {k.partition(".")[2]: v.text for k, v in values.items() if k.startswith("objective.")}
        known = {name: span.text for name, span in self.matrix.fields.items() if name != "number"}
        return own == known and len(own) > 1 and any(k.startswith("indicator.") for k in values)

    def _take_numbered(self, event: RecordEvent) -> None:
        """`1.02 Title` and its text above a table whose first column says `1.02`: its rows are that objective's.

        The column headed as the objective holds codes then, and the titles stand above.
        """
        cell = event.values.get("objective.title")
        if cell is None or "objective.code" in event.values or not BARE_CODE.match(cell.text):
            return
        found = self._numbered_above()
        if cell.text.strip() in found:
            self.numbered = found
            taken = {id(e) for events in found.values() for e in events}
            self.pending = [e for e in self.pending if id(e) not in taken]
        if cell.text.strip() in self.numbered:
            event.values["objective.code"] = event.values.pop("objective.title")
            if "objective.title" in event.fresh:
                event.fresh.add("objective.code")

    def _numbered_above(self) -> dict[str, list[TextEvent]]:
        """The numbered headings above, by number: each with the paragraphs up to the next heading."""
        found: dict[str, list[TextEvent]] = {}
        last: list[TextEvent] | None = None
        for text in self.pending:
            if is_heading(text, self.body_size):
                match = CODED.match(text.span.text)
                last = found.setdefault(match["code"], []) if match and match["word"] is None else None
            if last is not None:
                last.append(text)
        return found

    def _numbered_texts(self, card: Card) -> None:
        """Title and description of a row's objective from the heading and the text with its number."""
        found = self.numbered.get(card.text("code").strip())
        if not found or "title" in card.fields:
            return
        heading, texts = found[0], found[1:]
        match = CODED.match(heading.span.text)
        card.fields["title"] = bare(heading.span, match["title"].strip()) if match else heading.span
        if texts and "description" not in card.fields:
            total = texts[0].span
            for text in texts[1:]:
                total = total + text.span
            card.fields["description"] = total

    def _name_area(self, event: RecordEvent) -> None:
        """A column `Area` names the unit; where the sheet has named its unit above, the area of the results."""
        span = event.values.pop(AREA, None)
        if span is None:
            return
        sheet = "unit" in self.context and not self.lexicon.is_unit(span.text)
        name = "objective.strategic_area" if sheet else "objective.unit"
        event.values.setdefault(name, span)
        if AREA in event.fresh:
            event.fresh.add(name)

    def _on_goal(self, event: RecordEvent) -> None:
        """A goal of an announced list: number and text, no card goes on after it."""
        if self.card is not None:
            if self.card.bodiless and self.card is not self.matrix:
                self._demote()
            else:
                self._close()
        self._use_headings()
        fields = {key.partition(".")[2]: span for key, span in event.values.items() if span.text}
        card = Card(fields, from_matrix=True, announced=True, section=list(self.path), context=dict(self.context))
        self.extract.cards.append(card)
        self._note(event, "objective")

    def _number_as_code(self, event: RecordEvent, values: dict[str, Span]) -> None:
        """A number column whose entries hold letters (`O.1`) prints codes."""
        column = event.values.pop("objective.number", None)
        number = values.pop("objective.number", None)
        if column is not None and number is None and self.matrix and self.matrix.text("code"):
            event.values.setdefault("objective.code", column)
        if (
            number
            and "objective.code" not in event.values
            and any(c.isalpha() for c in number.text)
            and BARE_CODE.match(number.text)
        ):
            event.values["objective.code"] = values["objective.code"] = number
            if "objective.number" in event.fresh:
                event.fresh.add("objective.code")

    def _new_matrix_card(self, event: RecordEvent, values: dict[str, Span]) -> None:
        before = self.matrix
        self.trail.leave_cover(event.block.page)
        card = Card(from_matrix=True, loose=event.loose, section=self.path, first_key="matrix")
        for name, span in values.items():
            domain, _, bare_name = name.partition(".")
            if domain == "objective":
                card.fields[bare_name] = span
        self._numbered_texts(card)
        if before is not None:
            for name in event.values:
                domain, _, bare_name = name.partition(".")
                inherits = name in self.unseen and bare_name not in ("description", "weight", "code")
                if domain == "objective" and name not in values and inherits and bare_name in before.fields:
                    card.fields[bare_name] = before.fields[bare_name]
                    self._rest_of_cell(bare_name, event.values[name], values)
        card.context = dict(self.context)
        self.matrix_count = self.matrix_count + 1 if self.matrix_block == id(event.block) else 1
        self.matrix_block = id(event.block)
        self.extract.cards.append(card)
        self.matrix = self.card = card

    def _rest_of_cell(self, name: str, cell: Span, values: dict[str, Span]) -> None:
        """A cell that a page cut goes on with labelled values alone: they are those of the rows before the cut too."""
        rest = {
            key.partition(".")[2]: span
            for key, span in values.items()
            if key in self.unseen and cell.places and span.places and _inside(span.places[0], cell.places[0])
        }
        first = self.extract.cards[-1].text(name) if rest else ""
        for card in reversed(self.extract.cards if rest else []):
            if not card.from_matrix or card.text(name) != first:
                return
            for key, span in rest.items():
                card.fields.setdefault(key, span)

    def _grow_matrix_card(self, event: RecordEvent, values: dict[str, Span]) -> None:
        """A further row of an objective: new indicators only, or at a page's head the rest of the cells it cut."""
        assert self.matrix
        for name, span in values.items():
            domain, _, bare_name = name.partition(".")
            if domain == "objective" and name in event.fresh and name in self.unseen:
                old = self.matrix.fields.get(bare_name)
                self.matrix.fields[bare_name] = old + span if old else span

    def _matrix_rows(self, event: RecordEvent, values: dict[str, Span]) -> None:
        assert self.matrix
        for kind in ("phase", "indicator"):
            mine = {k.partition(".")[2]: v for k, v in values.items() if k.startswith(kind + ".")}
            targets = event.targets if kind == "indicator" else []
            months = event.months if kind == "phase" else []
            fresh = any(k in event.fresh for k in event.values if k.startswith(kind + "."))
            if (mine or targets or months) and (fresh or not self.matrix.of(kind)):
                items = list_of(mine["description"], bare=False) if "description" in mine and not targets else []
                if "description" in mine and not items and not targets and BULLET.match(mine["description"].text):
                    items = [mine["description"]]
                rows = [row for item in items if (row := listed_row(kind, item, self.lexicon))]
                if len(rows) > 1 or (rows and (rows[0].targets or rows[0].text("period"))):
                    self.matrix.rows += rows
                    if "weight" in mine:  # said once beside a list: the objective's
                        self.matrix.fields.setdefault("weight", mine["weight"])
                    continue
                row = Row(kind, mine, targets, months, event.places, None, event.reader, event.loose)
                if row.text("description") or targets:
                    self.matrix.rows.append(row)


def _inside(inner: tuple[int, Box], outer: tuple[int, Box]) -> bool:
    (page, box), (other, around) = inner, outer
    return page == other and around.holds((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
