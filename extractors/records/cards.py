"""Events to cards.

A plan prints its cards in one order, so the label or table that opens most of them opens each of them: a first pass, in
which a label that comes back begins a new card, finds that opener; a second pass uses it. What stands above the opener
gives the title, unless a label names one, and the context (unit, person in charge, line of mandate) that holds until it
is printed anew.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from extractors.flow.blocks import Block, TableBlock
from extractors.lexicon import Lexicon, fold_label
from extractors.records.catalogues.desk import EntryDesk
from extractors.records.catalogues.entries import EntryEvent
from extractors.records.desk import ROWS, Opener
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
    CLASSES,
    LEADERS,
    coded,
    is_card_heading,
    is_heading,
    style,
)
from extractors.records.listed import listed_row
from extractors.records.matrix import MatrixDesk
from extractors.records.model import CONTEXT, Card, Extract, Row, ServiceCard
from extractors.records.parts import without_hint
from extractors.records.rows import RowDesk
from extractors.records.services import ServiceDesk
from extractors.records.trail import stands_over, step_of

USUAL = 0.6
"""A label that this share of the cards have is part of the form; another one above a card is a front page's."""
INSTEAD = {"budget": "financial_resources", "staff": "human_resources", "phase": "actions"}
"""Where plain text under the title of a list goes that has no rows."""
CHAPTER_SIZE = 1.3
"""A label this much larger than the text, before any card, is the chapter of that name."""
OVER = 1.1
LONGEST_INSTEAD = 600
LONGEST_TITLE = 200
BRIEF = {"responsible", "unit", "assessor", "code", "weight", "year", "mission", "programme", "typology"}
"""What is answered in a line, never in prose with headings of its own."""


def cards_of(events: Iterable[Event], lexicon: Lexicon, body_size: float) -> Extract:
    """Raw records of all events."""
    kept = deque(events)
    below = _titles_below(kept, lexicon, body_size)
    first = _Builder(lexicon, body_size, Opener(titles_below=below)).run(kept)
    return _Builder(lexicon, body_size, replace(_learned(first), titles_below=below)).run(_used_up(kept))


def _used_up(events: deque[Event]) -> Iterator[Event]:
    """Each event, let go of as soon as the record holds what it needs of it."""
    while events:
        yield events.popleft()


def _titles_below(events: Iterable[Event], lexicon: Lexicon, body_size: float) -> bool:
    """`OBIETTIVO GESTIONALE` stands over a line of plain text each time: the title's label, not a card's heading."""
    told = [
        isinstance(then, TextEvent) and not is_heading(then, body_size) and len(then.span.text) < LONGEST_TITLE
        for event, then in pairwise(events)
        if isinstance(event, LabelEvent) and event.name == "title" and is_card_heading(event.label, lexicon)
    ]
    return len(told) > 1 and all(told)


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
        frozenset(
            name
            for name, n in Counter(label for c in cards for label in c.labels).items()
            if n >= max(2, USUAL * len(cards))
        ),
    )


class _Builder(MatrixDesk, ServiceDesk, RowDesk, EntryDesk):
    """One pass over the events."""

    def run(self, events: Iterable[Event]) -> Extract:
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
            elif isinstance(event, EntryEvent):
                self._on_entry(event)
            elif isinstance(event, TicksEvent):
                self._on_ticks(event)
            elif isinstance(event, TitleRowEvent):
                self._on_title_row(event)
            elif isinstance(event, TableEvent):
                self._on_table(event)
        self._close()
        return self.extract

    def _on_text(self, event: TextEvent) -> None:
        if LEADERS.search(event.span.text):
            self._index()
            return
        heading = is_heading(event, self.body_size)
        if self.capture and self.card and not (heading and self._ends_capture(event)):
            self._append(self.capture, event)
            return
        if not heading and self.section in ROWS and self.card:
            row = listed_row(self.section, event.span, self.lexicon)
            if row:
                self._add_row(row, event)
                return
            if self.lexicon.is_empty_list(event.span.text):
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

    def _index(self) -> None:
        """Lines with leaders to page numbers: the label above them was the index's title."""
        if self.card and self.capture and not self.card.text(self.capture):
            self.card.fields.pop(self.capture, None)
        self.capture = None

    def _describes(self) -> bool:
        """A paragraph between a titled card's first labels and its tables describes the objective."""
        card = self.card
        if card is None or card.from_matrix or card.rows or card.lists or "description" in card.fields or card.tail:
            return False
        if self.opener.key and card.bodiless and self.opener.key != card.first_key:
            return False  # the plan's cards open otherwise: this is a front page
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
        if self.capture in BRIEF and event.bold and self.card and not self.card.fields[self.capture].bold:
            return True  # a plain answer of a line, then bold words: the next label, though nobody knows it
        return strong or event.centred or event.boxed or (event.bold and event.caps and self.lexicon.is_unit(text))

    def _append(self, name: str, event: TextEvent) -> None:
        assert self.card
        old = self.card.fields.get(name)
        span = without_hint(event.span) if self.capture_heading and not old else event.span
        if self.expecting == name:
            self.expecting = None  # answered: the next heading is another matter's
        self.card.fields[name] = old + span if old else span
        self._note(event, "objective")

    def _fronts(self, event: TextEvent) -> bool:
        """A heading after a few labels that no objective has yet: those labels were a front page's."""
        card = self.card
        return bool(card and card.bodiless and (card.heading is None or self.opener.key) and self.last_key != "record")

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
        self._leave_card(event.name, label, key, event.block)
        if self._person_of_unit(event):
            return
        if self._begins_after_front(key):
            self._demote()  # it holds for the unit's other cards too
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
        if name == "unit" and old and old.text and label not in card.labels:
            card.fields.setdefault("category", old)  # `Dipartimento`, then `Struttura`: the broader one first
            old = None
            card.fields[name] = value
        if old and old.text and value.text:
            glue = " " if name == "description" else "; "
            merged = old + value
            merged.text = f"{old.text}{glue}{value.text}"
            card.fields[name] = merged
        elif not old or not old.text:
            card.fields[name] = value
        card.labels.setdefault(label, name)
        card.scores[name] = event.score
        self._unit_between(card)
        step = step_of(event, card, self.body_size)
        if step:
            self.trail.add(step, self.lexicon, linked=True)
        self._seen(key, event)
        if not event.value.text and not isinstance(event.block, TableBlock):
            self.capture, self.capture_size, self.capture_heading = event.name, 0.0, False

    def _begins_after_front(self, key: str) -> bool:
        """The code or title that opens the plan's cards, after a unit's heading and its head, printed once for all."""
        card = self.card
        if card is None or key != self.opener.key or key not in ("objective.code", "objective.title"):
            return False
        fronts = card.bodiless and card is not self.matrix and card.first_key != key and bool(card.fields)
        return fronts and card.heading is not None and self.lexicon.is_unit(card.heading.span.text)

    def _unit_between(self, card: Card) -> None:
        """A unit's heading between the labels of a front page names the unit, as a label would."""
        units = [e for e in self.pending if is_heading(e, self.body_size) and self.lexicon.is_unit(e.span.text)]
        if units and card.bodiless and "unit" not in card.fields:
            card.fields["unit"] = units[-1].span
            self.trail.add(units[-1], self.lexicon)

    def _leave_card(self, name: str, label: str, key: str, block: Block | None = None) -> None:
        """A label that is no part of the form, after a card's rows: the next unit's front page begins."""
        card = self.card
        if card is not None and name in CONTEXT and block is not None and stands_over(block, card):
            self._close()
            return
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
        if len(self.extract.cards) != self.head_at:
            return False  # objectives stand between: the page is no front page of that head
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

    def _on_label(self, event: LabelEvent) -> None:
        key = f"objective.{event.name}"
        label = _name_of(event.label)
        self._leave_card(event.name, label, key, event.block)
        if self._names_class(event, label):
            self._on_text(
                TextEvent(
                    event.block, event.places, Span(event.label, event.places, [event.label]), event.bold, event.size
                )
            )
            return
        if (
            is_card_heading(event.label, self.lexicon)
            and event.name == "title"
            and self.opener.key != key
            and not self.opener.titles_below
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

    def _names_class(self, event: LabelEvent, label: str) -> bool:
        """`OBIETTIVI STRATEGICI` over the cards is a class of objectives, `2. Contesto` a chapter."""
        if self.card is None and CHAPTER.match(event.label) and event.name not in ("title", "code"):
            return event.size > 1.12 * self.body_size
        if self.card is None and self.lexicon.is_chapter(event.label) and label not in self.opener.usual:
            return event.size > CHAPTER_SIZE * self.body_size
        above = self.card.heading if self.card and self.card.rows else None
        if above is not None and event.size > OVER * above.size and label not in self.opener.usual:
            return True  # set larger than the card's own title: the next chapter
        if not CLASSES.match(event.label) or event.label.rstrip().endswith(":") or label in self.opener.usual:
            return False
        return event.size > 1.12 * self.body_size or self.card is None

    def _wants_title(self) -> bool:
        return bool(self.card and "title" not in self.card.fields and len(self.card.fields) >= 2)

    def _on_ticks(self, event: TicksEvent) -> None:
        if self.card is None:
            return
        self.card.typology += event.ticked
        self.capture = None
        self._note(event, "objective")

    def _on_record(self, event: RecordEvent) -> None:
        self.capture = None
        event = replace(event, values=dict(event.values), fresh=set(event.fresh))  # events are read twice
        if event.kind == "service":
            if self._on_service(event):
                return
            event = replace(event, kind="indicator")
        if event.kind == "matrix":
            self._on_matrix(event)
            return
        if event.kind == "goal":
            self._on_goal(event)
            return
        if self._keyed(event):
            return
        self._open_for(event.kind, event)
        if self.card is None:
            return
        values = {key.partition(".")[2]: span for key, span in event.values.items() if span.text}
        row = Row(event.kind, values, event.targets, event.months, event.places, self.indicator_kind, event.reader)
        row.loose = event.loose
        self._add_row(row, event)

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
            if self.card is not None and not self.card.from_matrix and not self._heading_pending():
                self.card.strays += 1
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

    def _on_table(self, event: TableEvent) -> None:
        if not self.capture_heading:
            self.capture = None


def _name_of(label: str) -> str:
    """A printed label as a key: the number in `OBIETTIVO N. 3` changes from card to card."""
    return fold_label(re.sub(r"\d+", " ", label))


__all__ = ["Card", "Extract", "Row", "ServiceCard", "cards_of"]
