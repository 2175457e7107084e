"""Events to cards.

A plan prints its cards in one order, so the label or table that opens most of them opens each of them: a first pass, in
which a label that comes back begins a new card, finds that opener; a second pass uses it. What stands above the opener
gives the title, unless a label names one, and the context (unit, person in charge, line of mandate) that holds until it
is printed anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extractors.flow.blocks import TableBlock
from extractors.lexicon import Lexicon, fold_label
from extractors.records.events import (
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
from extractors.records.headings import (
    BARE_CODE,
    CHAPTER,
    CLASS,
    CLASSES,
    NUMBERING,
    PART,
    bare,
    coded,
    heading_year,
    is_card_heading,
    is_heading,
    style,
    titled,
)
from extractors.records.listed import items_of, listed_row
from extractors.records.model import CONTEXT, Card, Extract, Row, ServiceCard

USUAL = 0.6
"""A label that this share of the cards have is part of the form; another one above a card is a front page's."""
LONGEST_CONTEXT = 150
"""A unit's or a person's name is shorter than this; what is longer is prose under a word that looks like a label."""
INSTEAD = {"budget": "financial_resources", "staff": "human_resources", "phase": "actions"}
"""Where plain text under the title of a list goes that has no rows."""
LONGEST_INSTEAD = 600
ROWS = {"phase", "indicator", "budget", "staff"}


@dataclass(slots=True)
class Opener:
    """What the first pass learned: the key that opens cards and the look of their headings."""

    key: str = ""
    label: str = ""
    """The label (folded) that most often is the first of a card."""
    look: tuple[bool, int, bool] | None = None
    labelled_title: bool = False
    usual: frozenset[str] = frozenset()
    """Labels (folded) that a good part of the cards have."""


def cards_of(events: Iterable[Event], lexicon: Lexicon, body_size: float) -> Extract:
    """Raw records of all events."""
    events = list(events)
    first = _Builder(lexicon, body_size, Opener()).run(events)
    return _Builder(lexicon, body_size, _learned(first)).run(events)


def _learned(extract: Extract) -> Opener:
    cards = [c for c in extract.cards if not c.from_matrix and (c.rows or len(c.fields) > 2)]
    if len(cards) < 2:
        return Opener()
    key, count = Counter(c.first_key for c in cards).most_common(1)[0]
    looks = Counter(style(c.heading) for c in cards if c.heading)
    labelled = sum("title" in c.fields for c in cards) > 0.5 * len(cards)
    look = looks.most_common(1)[0] if looks else None
    labels = Counter(next(iter(c.labels), "") for c in cards if c.first_key == key)
    return Opener(
        key if count >= max(2, 0.5 * len(cards)) else "",
        labels.most_common(1)[0][0],
        look[0] if look and look[1] >= max(2, 0.5 * len(cards)) and not labelled else None,
        labelled,
        frozenset(
            name
            for name, n in Counter(label for c in cards for label in c.labels).items()
            if n >= max(2, USUAL * len(cards))
        ),
    )


@dataclass
class _Builder:
    lexicon: Lexicon
    body_size: float
    opener: Opener
    card: Card | None = None
    pending: list[TextEvent] = field(default_factory=list)
    context: dict[str, Span] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    heads: dict[str, list[Span]] = field(default_factory=dict)
    capture: str | None = None
    capture_size: float = 0.0
    capture_heading: bool = False
    expecting: str | None = None
    section: str | None = None
    indicator_kind: str | None = None
    last_key: str = ""
    service: ServiceCard | None = None
    matrix: Card | None = None
    unseen: set[str] = field(default_factory=set)
    matrix_page: int = 0
    last_matrix: tuple[Card, set[str], int] | None = None
    """The last row's objective, its columns and page: a page may begin inside it."""
    carried: int = 0
    """The page on which a service's dimension was carried over."""
    announced: set[str] = field(default_factory=set)
    named_page: int = 0
    extract: Extract = field(default_factory=Extract)

    def run(self, events: list[Event]) -> Extract:
        for event in events:
            if isinstance(event, TextEvent):
                self._on_text(event)
            elif isinstance(event, FieldEvent):
                self._on_field(event)
            elif isinstance(event, LabelEvent):
                self._on_label(event)
            elif isinstance(event, SectionEvent):
                self._on_section(event)
            elif isinstance(event, RecordEvent):
                self._on_record(event)
            elif isinstance(event, TicksEvent):
                self._on_ticks(event)
            elif isinstance(event, TitleRowEvent):
                self._on_title_row(event)
            elif isinstance(event, TableEvent):
                self._on_table(event)
        self._close()
        return self.extract

    # text -------------------------------------------------------------------------------------------------

    def _on_text(self, event: TextEvent) -> None:
        heading = is_heading(event, self.body_size)
        if self.capture and self.card and not (heading and self._ends_capture(event)):
            self._append(self.capture, event)
            return
        if not heading and self.section in ROWS and self.card:
            row = listed_row(self.section, event.span, self.lexicon)
            if row:
                self._add_row(row, event)
                return
            instead = INSTEAD.get(self.section)
            settled = (
                not self.card.from_matrix and len(self.card.fields) >= 2 and len(event.span.text) < LONGEST_INSTEAD
            )
            if instead and settled and not self.card.of(self.section) and self.last_key == self.section:
                self.capture, self.capture_heading = instead, False
                self._append(instead, event)
                return
        if not heading and self._describes():
            assert self.card
            self.capture, self.capture_heading = "description", False
            self._append("description", event)
            return
        if heading:
            self.capture = None
            if self._fronts(event):
                self._demote()
        self.pending.append(event)

    def _describes(self) -> bool:
        """A paragraph between a titled card's first labels and its tables describes the objective."""
        card = self.card
        if card is None or card.from_matrix or card.rows or card.lists or "description" in card.fields or card.tail:
            return False
        return (
            self.last_key.startswith("objective.")
            and (card.heading is not None or bool(card.text("title")))
            and not self._heading_pending()
        )

    def _ends_capture(self, event: TextEvent) -> bool:
        text = event.span.text
        larger = event.size > 1.08 * self.capture_size if self.capture_size else False
        chapter = bool(CHAPTER.match(text)) and event.bold
        opens = coded(text, self.lexicon) is not None and event.bold
        looks = self.opener.look is not None and style(event) == self.opener.look
        strong = larger or chapter or opens or looks or is_card_heading(text, self.lexicon)
        if self.card and self.capture and self.capture_heading and not self.card.text(self.capture):
            return strong and not event.boxed
        return strong or event.centred or event.boxed or (event.bold and event.caps and self.lexicon.is_unit(text))

    def _append(self, name: str, event: TextEvent) -> None:
        assert self.card
        old = self.card.fields.get(name)
        self.card.fields[name] = old + event.span if old else event.span
        self._note(event, "objective")

    def _fronts(self, event: TextEvent) -> bool:
        """A heading after a few labels that no objective has yet: those labels were a front page's."""
        card = self.card
        return bool(card and card.bodiless and (card.heading is None or self.opener.key) and self.last_key != "record")

    # labels -----------------------------------------------------------------------------------------------

    def _on_field(self, event: FieldEvent) -> None:
        self.capture = None
        if event.domain == "unknown":
            self.capture = None
            if self.card is not None:
                self.card.unknown.append((event.label, event.value))
            return
        if event.domain in ROWS and event.name == "list":
            self._open_for(event.domain, event)
            assert self.card
            self.card.lists[event.domain] = event.value
            self._seen(event.domain, event)
            return
        if event.domain in ROWS:
            self._on_row_field(event)
            return
        key = f"objective.{event.name}"
        label = _name_of(event.label)
        self._leave_card(event.name, label, key)
        if self._person_of_unit(event):
            return
        if self.card is None or self._reopens(key, label):
            self._open(event, key)
        card = self.card
        assert card
        if event.name == "weight" and self.lexicon.is_blank(event.value.text) and "weight" in card.fields:
            return
        name, value = event.name, event.value
        if name == "title" and card.text("title") and len(value.text) > 90 and "description" not in card.fields:
            name = "description"  # `Oggetto` after `Denominazione`
        old = card.fields.get(name)
        if old and old.text and value.text:
            glue = " " if name == "description" else "; "
            merged = old + value
            merged.text = f"{old.text}{glue}{value.text}"
            card.fields[name] = merged
        elif not old or not old.text:
            card.fields[name] = value
        card.labels.setdefault(label, name)
        card.scores[name] = event.score
        self._seen(key, event)
        if not event.value.text and not isinstance(event.block, TableBlock):
            self.capture, self.capture_size, self.capture_heading = event.name, 0.0, False

    def _leave_card(self, name: str, label: str, key: str) -> None:
        """A label that is no part of the form, after a card's rows: the next unit's front page begins."""
        card = self.card
        if card is None or not self.opener.key or key == self.opener.key:
            return
        fronts = (
            bool(self.pending)
            and self.lexicon.is_unit(self.pending[-1].span.text)
            and is_heading(self.pending[-1], self.body_size)
        )
        if label in self.opener.usual and not fronts:
            return
        if name in CONTEXT and card is not self.matrix and (card.rows or card.lists):
            self._close()

    def _person_of_unit(self, event: FieldEvent) -> bool:
        """On a front page that has named its head, a person under a unit's heading heads that unit."""
        if event.name != "responsible" or not self.pending or (self.card is not None and not self.card.bodiless):
            return False
        unit, head = (
            self.pending[-1],
            self.context.get("head") or (self.card.fields.get("responsible") if self.card else None),
        )
        if (
            head is None
            or not self.lexicon.is_unit(unit.span.text)
            or not head.places
            or head.places[0][0] != event.places[0][0]
        ):
            return False
        self.heads[fold_label(unit.span.text)] = [event.value]
        return True

    def _reopens(self, key: str, label: str) -> bool:
        card = self.card
        assert card
        if self.matrix is not None:
            return True
        if self.opener.key:
            begun = bool(card.rows or card.lists) or label == self.opener.label or label in card.labels
            if key == self.opener.key and self.last_key != key and (card.fields or card.rows) and begun:
                return True
        if key in ("objective.title", "objective.code") and (card.rows or card.lists):
            return True  # no card names itself after its rows
        again = key.partition(".")[2] in card.fields and bool(card.rows or card.lists) and self._heading_pending()
        repeated = (label in card.labels or again) and self.last_key != key
        if repeated:
            return not self.opener.key or self._heading_pending() or key in ("objective.title", "objective.code")
        return self._new_heading_pending()

    def _heading_pending(self) -> bool:
        return any(is_heading(e, self.body_size) for e in self.pending)

    def _new_heading_pending(self) -> bool:
        """A heading that can only be the next card's: with a code, or with the look of the cards' headings."""
        card = self.card
        if not card or not (card.fields or card.rows or card.lists):
            return False
        settled = bool(card.rows or card.lists or len(card.fields) > 2)
        for event in self.pending:
            text = event.span.text
            if not is_heading(event, self.body_size):
                continue
            if coded(text, self.lexicon) or titled(text, self.lexicon) or is_card_heading(text, self.lexicon):
                return True
            if settled and self.opener.look and style(event) == self.opener.look:
                return True
        return False

    def _on_label(self, event: LabelEvent) -> None:
        key = f"objective.{event.name}"
        label = _name_of(event.label)
        self._leave_card(event.name, label, key)
        if (
            is_card_heading(event.label, self.lexicon)
            and event.name == "title"
            and self.opener.key != key
            and not self._wants_title()
        ):
            self._on_text(
                TextEvent(
                    event.block, event.places, Span(event.label, event.places, [event.label]), event.bold, event.size
                )
            )
            return
        if self.card is None and event.name in CONTEXT and event.name != "responsible":
            self.expecting = event.name
            return
        if self.card is None or self._reopens(key, label):
            self._open(event, key)
        assert self.card
        if self.card.bodiless and not self.card.heading and event.name in CONTEXT:
            self.expecting = event.name
        self.card.fields.setdefault(event.name, Span("", event.places))
        self.card.labels.setdefault(label, event.name)
        self.card.scores.setdefault(event.name, 100.0)
        self.capture, self.capture_size, self.capture_heading = event.name, event.size, True
        self.section = None
        self._seen(key, event)

    def _wants_title(self) -> bool:
        return bool(self.card and "title" not in self.card.fields and len(self.card.fields) >= 2)

    def _on_section(self, event: SectionEvent) -> None:
        if self.section == event.kind and self.indicator_kind == event.indicator_kind and not self.pending:
            return
        self._open_for(event.kind, event)
        self.section, self.indicator_kind = event.kind, event.indicator_kind
        self.capture = None
        self._seen(event.kind, event)

    def _on_ticks(self, event: TicksEvent) -> None:
        if self.card is None:
            return
        self.card.typology += event.ticked
        self.capture = None
        self._note(event, "objective")

    # rows -------------------------------------------------------------------------------------------------

    def _on_row_field(self, event: FieldEvent) -> None:
        """A labelled value of a phase or an indicator: into the last row, or a new one when the row has it already."""
        self._open_for(event.domain, event)
        assert self.card
        rows = self.card.of(event.domain)
        row = rows[-1] if rows else None
        if row is None or (event.name in row.values and row.values[event.name].text) or event.name == "description":
            row = Row(event.domain, {}, indicator_kind=self.indicator_kind)
            self.card.rows.append(row)
        role = {
            "target": "target",
            "standard": "target",
            "baseline": "baseline",
            "achieved": "achieved",
            "value": "value",
        }.get(event.name)
        if role and event.domain == "indicator":
            year = heading_year(event.label)
            if event.value.text:
                row.targets.append((role, year, event.value))
        else:
            row.values[event.name] = event.value
        row.places += event.places
        self._seen(event.domain, event)

    def _on_record(self, event: RecordEvent) -> None:
        self.capture = None
        event = replace(event, values=dict(event.values), fresh=set(event.fresh))  # events are read twice
        if event.kind == "service":
            self._on_service(event)
            return
        if event.kind == "matrix":
            self._on_matrix(event)
            return
        if self._keyed(event):
            return
        self._open_for(event.kind, event)
        if self.card is None:
            return
        values = {key.partition(".")[2]: span for key, span in event.values.items() if span.text}
        row = Row(event.kind, values, event.targets, event.months, event.places, self.indicator_kind, event.reader)
        self._add_row(row, event)

    def _keyed(self, event: RecordEvent) -> bool:
        """A row that names its objective's code goes to that objective, wherever its table stands."""
        code = event.values.pop("objective.code", None)
        if code is None or not code.text:
            return False
        home = [c for c in self.extract.cards if fold_label(c.text("code")) == fold_label(code.text)]
        if not home:
            return False
        values = {key.partition(".")[2]: span for key, span in event.values.items() if span.text}
        home[-1].rows.append(Row(event.kind, values, event.targets, event.months, event.places, None, event.reader))
        self._note(event, event.kind)
        return True

    def _add_row(self, row: Row, event: Event) -> None:
        assert self.card
        rows = self.card.of(row.kind)
        if row.kind in ("budget", "staff"):
            self._add_resource(row, event)
            return
        if row.reader == "list":
            self.card.rows.append(row)
        elif rows and not row.text("description") and self._fits(rows[-1], row):
            last = rows[-1]
            last.values.update(row.values)
            last.targets += row.targets
            last.places += row.places
        elif rows and self._goes_on(rows[-1], row):
            rows[-1].values["description"] = rows[-1].values["description"] + row.values["description"]
            rows[-1].places += row.places
        elif row.text("description") or row.targets:
            self.card.rows.append(row)
        self._seen(row.kind, event)
        self._note(event, row.kind)

    def _fits(self, last: Row, row: Row) -> bool:
        return not any(name in last.values and last.values[name].text for name in row.values)

    def _goes_on(self, last: Row, row: Row) -> bool:
        """Only a text that begins in lower case, after a text without an end: the rest of a row that a page cut."""
        only = set(row.values) == {"description"} and not row.targets and not row.months
        return (
            only
            and row.text("description")[:1].islower()
            and "description" in last.values
            and not last.text("description").endswith(".")
        )

    def _add_resource(self, row: Row, event: Event) -> None:
        assert self.card
        texts = {fold_label(s.text) for s in row.values.values()}
        if row.kind == "budget" and (texts & self.lexicon.totals or not row.text("amount")):
            self._seen(row.kind, event)
            return
        self.card.rows.append(row)
        self._seen(row.kind, event)
        self._note(event, row.kind)

    def _open_for(self, kind: str, event: Event) -> None:
        """Open a card for a row or a section when the one at hand has had its rows of this kind."""
        card = self.card
        if kind in ("budget", "staff") and card is None:
            return
        if card is None or self.matrix is not None:
            self._open(event, kind)
            return
        if self.opener.key == kind and self.last_key != kind and (card.rows or card.fields or card.lists):
            self._open(event, kind)
            return
        done = (
            any(r.kind == kind and r.indicator_kind == self.indicator_kind for r in card.rows) and self.last_key != kind
        )
        if (done and not self.opener.key and self._heading_pending()) or self._new_heading_pending():
            self._open(event, kind)

    # services ---------------------------------------------------------------------------------------------

    def _on_service(self, event: RecordEvent) -> None:
        if (
            self.card is not None
            and self.card.bodiless
            and (self.card.fields.get("unit") or self.card.fields.get("category"))
        ):
            name = self.card.fields.get("unit") or Span("")
            self.service = ServiceCard(
                name, self.card.fields.get("responsible"), section=list(self.path), blocks=list(self.card.blocks)
            )
            self.extract.services.append(self.service)
            self.card = None
            self.pending = []
        if self.service is None:
            if self.card is not None:
                self._on_record(replace(event, kind="indicator"))
            return
        values = {key.partition(".")[2]: span for key, span in event.values.items() if span.text}
        telling = [values[n].text for n in ("description", "formula") if n in values] + [
            s.text for _, _, s in event.targets
        ]
        self._note(event, "service")
        if all(self.lexicon.is_blank(t) for t in telling):
            return
        self._carry_dimension(values, event)
        self.service.rows.append(Row("service", values, event.targets, event.months, event.places, None, event.reader))

    def _carry_dimension(self, values: dict[str, Span], event: RecordEvent) -> None:
        """At a page's head the merged cells to the left may be blank: the row above still names its dimension."""
        assert self.service
        page = event.places[0][0] if event.places else 0
        rows = self.service.rows
        if "dimension" in values or "indicator.dimension" not in event.values or not rows or not rows[-1].places:
            return
        last = rows[-1]
        if page > last.places[0][0] or self.carried == page:
            for name in ("dimension", "subdimension"):
                if name not in values and name in last.values:
                    values[name] = last.values[name]
            self.carried = page

    # matrices ---------------------------------------------------------------------------------------------

    def _on_matrix(self, event: RecordEvent) -> None:
        if self.card is not None and self.card is not self.matrix:
            if self.card.bodiless:
                self._demote()
            else:
                self._close()
        self._forget_cells(event)
        self._use_headings()
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
        if new and "objective.title" not in values and not (self.matrix and self.matrix.text("title")):
            return
        if new:
            self._new_matrix_card(event, values)
        elif self.matrix:
            self._grow_matrix_card(event, values)
        self.unseen -= set(values)
        self._matrix_rows(event, values)
        if self.matrix:
            self.last_matrix = (self.matrix, set(event.values), page)
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
        card = Card(from_matrix=True, section=list(self.path), first_key="matrix")
        for name, span in values.items():
            domain, _, bare_name = name.partition(".")
            if domain == "objective":
                card.fields[bare_name] = span
        if before is not None:
            for name in event.values:
                domain, _, bare_name = name.partition(".")
                inherits = name in self.unseen and bare_name not in ("description", "weight", "code")
                if domain == "objective" and name not in values and inherits and bare_name in before.fields:
                    card.fields[bare_name] = before.fields[bare_name]
        card.context = dict(self.context)
        self.extract.cards.append(card)
        self.matrix = self.card = card

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
                items = items_of(mine["description"]) if kind == "phase" and "description" in mine else []
                rows = [row for item in items if (row := listed_row(kind, item, self.lexicon))]
                if len(rows) > 1:
                    self.matrix.rows += rows
                    continue
                row = Row(kind, mine, targets, months, event.places, None, event.reader)
                if row.text("description") or targets:
                    self.matrix.rows.append(row)

    # titles -----------------------------------------------------------------------------------------------

    def _on_title_row(self, event: TitleRowEvent) -> None:
        """Code, title and weight side by side over a card; other unlabelled rows are left to their table."""
        cells = [c for c in event.cells if c.text]
        if self.capture and self.capture_heading and self.card:
            old = self.card.fields.get(self.capture)
            for cell in cells:
                old = old + cell if old else cell
            self.card.fields[self.capture] = old or Span("")
            self._note(event, "objective")
            return
        if not event.bold or len(cells) > 4:
            return
        codes = [c for c in cells if BARE_CODE.match(c.text)]
        words = [c for c in cells if c not in codes and sum(ch.isalpha() for ch in c.text) > 3]
        if not words:
            return
        title = max(words, key=lambda c: len(c.text))
        rest = [c for c in cells if c is not title and c not in codes]
        text = TextEvent(event.block, event.places, title, True, self.body_size, boxed=True)
        self.pending.append(text)
        self.pending_extra = (text, codes[0] if codes else None, rest)

    pending_extra: tuple[TextEvent, Span | None, list[Span]] | None = None

    def _on_table(self, event: TableEvent) -> None:
        if not self.capture_heading:
            self.capture = None

    # opening and closing ----------------------------------------------------------------------------------

    def _open(self, event: Event, key: str) -> None:
        self._close()
        self.service = None
        self._forget_cells(event)
        card = Card(first_key=key)
        headings = [e for e in self.pending if is_heading(e, self.body_size)]
        chosen = self._title_heading(headings)
        if chosen is None and self.pending and not headings:
            chosen = self._plain_title()
        if chosen is not None:
            at = self.pending.index(chosen)
            card.heading, card.tail = chosen, [e for e in self.pending[at + 1 :] if e is not chosen]
            self._use([e for e in self.pending[:at] if is_heading(e, self.body_size)])
        else:
            self._use(headings)
        if self.pending_extra and card.heading is self.pending_extra[0]:
            _, card.code, rest = self.pending_extra
            for span in rest:
                if any(c.isdigit() for c in span.text):
                    card.fields["weight"] = self._unlabelled(span)
        self.pending_extra = None
        card.section = list(self.path)
        card.context = dict(self.context)
        self.pending = []
        self.card, self.matrix = card, None
        self.section = self.indicator_kind = None
        self.last_key = ""

    def _unlabelled(self, span: Span) -> Span:
        """`Peso 40%` beside a title: the value alone."""
        words = span.text.split()
        for end in range(min(3, len(words) - 1), 0, -1):
            match = self.lexicon.find(" ".join(words[:end]), "objective")
            if match and match.field == "weight":
                return Span(" ".join(words[end:]).lstrip(": "), span.places)
        return span

    def _title_heading(self, headings: list[TextEvent]) -> TextEvent | None:
        """The heading that names the card: with a code, else with the look of the others', else the last one."""
        for event in reversed(headings):
            if coded(event.span.text, self.lexicon) or titled(event.span.text, self.lexicon):
                return event
        named = [
            e
            for e in headings
            if not CLASSES.match(e.span.text) and not PART.match(e.span.text) and not self.lexicon.is_index(e.span.text)
        ]
        if self.opener.look:
            for event in reversed(named):
                if style(event) == self.opener.look:
                    return event
        return named[-1] if named else None

    def _plain_title(self) -> TextEvent | None:
        last = self.pending[-1]
        return last if len(last.span.text) < 200 and self.card is None else None

    def _forget_cells(self, event: Event) -> None:
        """Texts in cells of other tables are no headings of this record, unless they stand in a box of their own."""
        self.pending = [e for e in self.pending if not e.boxed or e.block is event.block or _box(e)]

    def _use_headings(self) -> None:
        self._use([e for e in self.pending if is_heading(e, self.body_size)])
        self.pending = []

    def _use(self, headings: list[TextEvent]) -> None:
        """Headings that are no card's title set the context: unit, class, line of mandate, year."""
        for event in headings:
            text = event.span.text
            if CHAPTER.match(text) and not event.boxed:
                self._new_chapter()
            self.path = self._path_with(event)
            year = heading_year(text)
            if year:
                self.context["year"] = event.span
            wanted = self._announced(text)
            if self.expecting and not CLASS.match(text) and not wanted:
                self._set_context(self.expecting, event.span)
                self.named_page = event.block.page
                self.expecting = None
            elif self.lexicon.is_unit(NUMBERING.sub("", text)):
                if event.block.page != self.named_page:  # else a unit listed on its centre's front page
                    unit, _, head = self._unit_and_head(NUMBERING.sub("", text))
                    self._set_context("unit", bare(event.span, unit))
                    if head:
                        self.context["responsible"] = bare(event.span, head)
            elif CLASS.match(text):
                self.context["category"] = event.span
                for name in self.announced:
                    self.context.pop(name, None)
                self.announced, self.expecting = set(), None
            if wanted:
                self.expecting = wanted
                self.announced.add(wanted)

    def _unit_and_head(self, text: str) -> tuple[str, str, str]:
        """`Area servizi – Responsabile: dott. X`: the unit, the label and the person."""
        match = re.match(r"^(.*?)\s*[-–—,|(]\s*([^:–—-]{5,40}):\s*(\S.*?)\)?$", text)
        if match and (label := self.lexicon.find(match[2], "objective")) and label.field == "responsible":
            return match[1], match[2], match[3]
        return text, "", ""

    def _new_chapter(self) -> None:
        """A numbered heading ends what was printed once for the cards before it."""
        self.context = {}
        self.expecting = None
        self.heads = {}

    def _announced(self, text: str) -> str | None:
        """`OBIETTIVI PER LINEA DI MANDATO`: the next heading names a line of mandate."""
        folded = fold_label(text)
        if not CLASS.match(text) or " per " not in folded:
            return None
        match = self.lexicon.find(folded.rpartition(" per ")[2], "objective")
        return match.field if match and match.field in CONTEXT else None

    def _path_with(self, event: TextEvent) -> list[str]:
        return [*self.path[-3:], event.span.text] if event.span.text not in self.path else self.path

    def _set_context(self, name: str, span: Span) -> None:
        self.context[name] = span
        if name != "unit":
            return
        own = self.heads.get(fold_label(span.text))
        head = self.context.get("head")
        if own or head:
            self.context["responsible"] = _joined([*([head] if head else []), *(own or [])])
        else:
            self.context.pop("responsible", None)

    def _demote(self) -> None:
        """The labels gathered so far were context, not an objective."""
        card = self.card
        if card is None:
            return
        if card.heading is not None:
            self._use([card.heading])
        for name, span in card.fields.items():
            if any(c.isalpha() for c in span.text) and len(span.text) < LONGEST_CONTEXT:
                self.context[name] = span
        if "responsible" in card.fields:
            self.context["head"] = card.fields["responsible"]
        self.card = None
        self.capture = None

    def _close(self) -> None:
        card, self.card = self.card, None
        self.matrix = None
        if card is None or card.from_matrix:
            return
        if card.bodiless and not (card.heading and coded(card.heading.span.text, self.lexicon)):
            self.card = card
            self._demote()
            return
        if card.heading is not None and card.fields.get("title") and card.fields["title"].text:
            self._use([card.heading])
            card.context = {
                **self.context,
            }
            card.section = list(self.path)
        self.extract.cards.append(card)

    def _seen(self, key: str, event: Event) -> None:
        self.last_key = key
        if self.card is not None:
            self.pending = [e for e in self.pending if e.block is not event.block] if key in ROWS else []
            self.card.blocks.append(event.block)

    def _note(self, event: Event, role: str) -> None:
        self.extract.roles.setdefault(id(event.block), role)


def _name_of(label: str) -> str:
    """A printed label as a key: the number in `OBIETTIVO N. 3` changes from card to card."""
    return fold_label(re.sub(r"\d+", " ", label))


def _box(event: TextEvent) -> bool:
    """A table of one or two cells: a title in a frame."""
    return isinstance(event.block, TableBlock) and len([c for c in event.block.grid.cells if c.filled]) <= 2


def _joined(spans: list[Span]) -> Span:
    text = "; ".join(s.text for s in spans if s.text)
    return Span(text, [p for s in spans for p in s.places], [s.text for s in spans])


__all__ = ["Card", "Extract", "Row", "ServiceCard", "bare", "cards_of"]
