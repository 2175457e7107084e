"""The desk on which cards are built: what is open, what waits above it, and the context that holds.

A card opens with the label or table that opens most cards of the plan. What stands above it gives its title, unless a
label names one, and the context (unit, person in charge, line of mandate) that holds until it is printed anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.flow.blocks import TableBlock
from extractors.lexicon import Lexicon, fold_label
from extractors.records.events import Event, Span, TextEvent
from extractors.records.headings import (
    CHAPTER,
    CLASS,
    CLASSES,
    CODED,
    NUMBERING,
    PART,
    announced_code,
    bare,
    coded,
    fixed_date,
    heading_year,
    is_card_heading,
    is_heading,
    style,
    titled,
)
from extractors.records.heads_of_units import unit_and_person
from extractors.records.model import CONTEXT, Card, Extract, ServiceCard
from extractors.records.trail import Trail

LONGEST_CONTEXT = 150
"""A unit's or a person's name is shorter than this; what is longer is prose under a word that looks like a label."""
LINKS = ("strategic_area", "strategic_objective", "operational_objective")
"""What objectives are linked to, the broader first."""
INITIALS = re.compile(r"^\s*([A-Z]{2,4})[\s._-]?\d[\d.]{0,5}\s*[-–—:.]?\s+[^\W\d]")
"""`OS 1 – Text`"""
ROWS = {"phase", "indicator", "budget", "staff"}


@dataclass(slots=True)
class Opener:
    """What the first pass learned: the key that opens cards and the look of their headings."""

    key: str = ""
    label: str = ""
    """The label (folded) that most often is the first of a card."""
    look: tuple[bool, int, bool] | None = None
    usual: frozenset[str] = frozenset()
    """Labels (folded) that a good part of the cards have."""
    titles_below: bool = False
    """The headings that announce cards are labels: the title is the line below."""


@dataclass
class Desk:
    """State of the building, and how cards open and close."""

    lexicon: Lexicon
    body_size: float
    opener: Opener
    card: Card | None = None
    pending: list[TextEvent] = field(default_factory=list)
    context: dict[str, Span] = field(default_factory=dict)
    trail: Trail = field(default_factory=Trail)
    heads: dict[str, list[Span]] = field(default_factory=dict)
    head_at: int = 0
    """How many objectives there were when the head of several units was named."""
    head_look: tuple[bool, int, bool] | None = None
    """The look of the unit's heading that he was named under: another one of that look has its own head."""
    capture: str | None = None
    capture_size: float = 0.0
    capture_heading: bool = False
    expecting: str | None = None
    section: str | None = None
    indicator_kind: str | None = None
    budget_side: str = ""
    """E or U, where the title over the lines of the budget says so."""
    last_key: str = ""
    service: ServiceCard | None = None
    matrix: Card | None = None
    matrix_block: int = 0
    """The table (by id) of the matrix at hand, and how many objectives it has given."""
    matrix_count: int = 0
    unseen: set[str] = field(default_factory=set)
    matrix_page: int = 0
    last_matrix: tuple[Card, set[str], int] | None = None
    """The last row's objective, its columns and page: a page may begin inside it."""
    numbered: dict[str, list[TextEvent]] = field(default_factory=dict)
    """Headings with a number, and the text under each, whose objectives' rows stand in a table below."""
    carried: int = 0
    """The page on which a service's dimension was carried over."""
    announced: set[str] = field(default_factory=set)
    named_page: int = 0
    extract: Extract = field(default_factory=Extract)
    pending_extra: tuple[TextEvent, Span | None, list[Span]] | None = None

    def _reopens(self, key: str, label: str) -> bool:
        self._settle_matrix()
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

    def _settle_matrix(self) -> None:
        """A table of one objective is a form's head: what follows without a heading belongs to that objective."""
        if self.matrix is not None and self.matrix_count == 1 and not self._heading_pending():
            self.matrix = None

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

    def _open_for(self, kind: str, event: Event) -> None:
        """Open a card for a row or a section when the one at hand has had its rows of this kind."""
        self._settle_matrix()
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

    def _open(self, event: Event, key: str) -> None:
        self._close()
        self.service = None
        self._forget_cells(event)
        card = Card(first_key=key)
        headings = [e for e in self.pending if is_heading(e, self.body_size)]
        chosen = self._title_heading(headings)
        if chosen is None and self.pending and not headings:
            chosen = self._plain_title()
            card.plain = chosen is not None
        if chosen is not None:
            at = self.pending.index(chosen)
            card.heading, card.tail = chosen, [e for e in self.pending[at + 1 :] if e is not chosen]
            before = [e for e in self.pending[:at] if is_heading(e, self.body_size)]
            if before and (code := announced_code(before[-1].span.text, self.lexicon)):
                band = before.pop()
                card.code = bare(band.span, code)
                if band.weight is not None:
                    card.fields["weight"] = band.weight
            self._use(before)
            if chosen.weight is not None:
                card.fields["weight"] = chosen.weight
        else:
            self._use(headings)
        if self.pending_extra and card.heading is self.pending_extra[0]:
            _, card.code, rest = self.pending_extra
            for span in rest:
                if any(c.isdigit() for c in span.text):
                    card.fields["weight"] = self._unlabelled(span)
        self.pending_extra = None
        self.trail.leave_cover(event.block.page)
        card.section = self.path
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
            link = self._link(event)
            self.trail.add(event, self.lexicon, linked=link is not None)
            year = not fixed_date(text) and heading_year(text)
            if year:
                self.context["year"] = event.span
            wanted = self._announced(text)
            answers = self.expecting != "year" or year  # a cover's title is no year
            if self.expecting and answers and not CLASS.match(text) and not wanted:
                self._set_context(self.expecting, event.span)
                self.named_page = event.block.page
                self.expecting = None
            elif self._names_area(text):
                self._set_link(LINKS[0], event.span)
            elif link:
                self._set_link(*link)
            elif self.lexicon.is_unit(NUMBERING.sub("", text)):
                if style(event) == self.head_look:
                    self.context.pop("head", None)  # a sibling of the unit whose head was named
                if event.block.page != self.named_page:  # else a unit listed on its centre's front page
                    unit, _, head = self._unit_and_head(NUMBERING.sub("", text))
                    self._set_context("unit", bare(event.span, unit))
                    if head:
                        self.context["responsible"] = bare(event.span, head)
            elif CLASS.match(text) and not announced_code(text, self.lexicon):
                self.context["category"] = event.span
                for name in self.announced:
                    self.context.pop(name, None)
                self.announced, self.expecting = set(), None
            if wanted:
                self.expecting = wanted
                self.announced.add(wanted)

    def _unit_and_head(self, text: str) -> tuple[str, str, str]:
        """`Area servizi – Responsabile: dott. X`: the unit, the label and the person."""
        text = self.lexicon.without_plan(text)
        match = re.match(r"^(.*?)\s*[-–—,|(]\s*([^:–—-]{5,40}):\s*(\S.*?)\)?$", text)
        if match and (label := self.lexicon.find(match[2], "objective")) and label.field == "responsible":
            return match[1], match[2], match[3]
        unit, head = unit_and_person(Span(text), self.lexicon)
        return self.lexicon.without_centre(unit or text), "", head

    def _names_area(self, text: str) -> bool:
        """`AREA STRATEGICA SERVIZI`: an area of results by its name, no unit though it begins as one."""
        words = NUMBERING.sub("", text).split()
        match = self.lexicon.find(" ".join(words[:2]), "objective") if len(words) > 2 else None
        return match is not None and match.exact and match.field == LINKS[0] and not CODED.match(text)

    def _link(self, event: TextEvent) -> tuple[str, Span] | None:
        """`Obiettivo strategico 2 – Text` over objectives is what they are linked to: field, and code with text.

        So is `OS2 – Text`, where the code's letters are the initials of such words.
        """
        text = event.span.text.strip()
        told = self._linked_word(text)
        initials = INITIALS.match(text[told[1] :] if told else text)
        if initials and (told or initials[1] in self.lexicon.link_codes):
            name = told[0] if told else self.lexicon.link_codes[initials[1]]
            return name, bare(event.span, text[told[1] :] if told else text)
        match = CODED.match(event.span.text)
        if not match or not match["word"]:
            return None
        known = self.lexicon.find(match["word"], "objective")
        if known is None or not known.exact or known.field not in LINKS:
            return None
        return known.field, bare(event.span, event.span.text[match.start("code") :].strip())

    def _linked_word(self, text: str) -> tuple[str, int] | None:
        """`Obiettivo strategico OS 1 – Text`: the link that the words before its code name, and their end."""
        ends = [m.end() for m in re.finditer(r"\s+[-–—:]?\s*(?=[A-Z]{1,4}[\s._-]?\d)", text[:60])]
        for end in ends[:1]:
            known = self.lexicon.find(text[:end].rstrip(" -–—:"), "objective")
            if known and known.exact and known.field in LINKS:
                return known.field, end
        return None

    def _set_link(self, name: str, span: Span) -> None:
        """A broader link ends the narrower ones of the objectives before."""
        for narrower in LINKS[LINKS.index(name) + 1 :]:
            self.context.pop(narrower, None)
        self.context[name] = span

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

    @property
    def path(self) -> list[str]:
        return self.trail.path

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
        heading = card.heading
        if heading is not None and (is_heading(heading, self.body_size) or self.lexicon.is_unit(heading.span.text)):
            self._use([heading])
            self.head_look = style(heading) if self.lexicon.is_unit(heading.span.text) else None
        for name, span in card.fields.items():
            if any(c.isalpha() for c in span.text) and len(span.text) < LONGEST_CONTEXT:
                self.context[name] = span
        if "responsible" in card.fields:
            self.context["head"] = card.fields["responsible"]
            self.head_at = len(self.extract.cards)
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
            card.section = self.path
        self.extract.cards.append(card)

    def _seen(self, key: str, event: Event) -> None:
        self.last_key = key
        if self.card is not None:
            self.pending = [e for e in self.pending if e.block is not event.block] if key in ROWS else []
            self.card.blocks.append(event.block)

    def _note(self, event: Event, role: str) -> None:
        self.extract.roles.setdefault(id(event.block), role)


def _box(event: TextEvent) -> bool:
    """A table of one or two cells: a title in a frame."""
    return isinstance(event.block, TableBlock) and len([c for c in event.block.grid.cells if c.filled]) <= 2


def _joined(spans: list[Span]) -> Span:
    text = "; ".join(s.text for s in spans if s.text)
    return Span(text, [p for s in spans for p in s.places], [s.text for s in spans])
