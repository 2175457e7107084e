"""Raw records: cards with their rows, as printed, before any value is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.flow.blocks import Block
from extractors.reading.content import Box
from extractors.records.catalogues.entries import Entry
from extractors.records.events import Places, Span, TextEvent

CONTEXT = (
    "unit",
    "responsible",
    "strategic_area",
    "strategic_objective",
    "operational_objective",
    "assessor",
    "mission",
    "programme",
    "typology",
    "category",
    "year",
    "dup_reference",
)
"""Fields that may be printed once and hold for the objectives that follow."""


@dataclass(slots=True)
class Row:
    """A phase, an indicator, a budget or staff line: field -> text."""

    kind: str
    values: dict[str, Span]
    targets: list[tuple[str, int | None, Span]] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    places: Places = ()
    indicator_kind: str | None = None
    reader: str = "rules"
    loose: float = 0.0
    """Share of the row's filled cells that stand in columns nobody knows."""

    def text(self, name: str) -> str:
        span = self.values.get(name)
        return span.text if span else ""


@dataclass(slots=True)
class Card:
    """An objective as printed."""

    fields: dict[str, Span] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    """printed label (folded) -> field"""
    scores: dict[str, float] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    lists: dict[str, Span] = field(default_factory=dict)
    """kind -> a cell that holds several phases or indicators"""
    unknown: list[tuple[str, Span]] = field(default_factory=list)
    """Labels that the lexicon does not know, with their values."""
    strays: int = 0
    """Rows of tables under the card that were not understood."""
    typology: list[Span] = field(default_factory=list)
    heading: TextEvent | None = None
    """The heading or bold row right above the card: its title, unless a label names one."""
    plain: bool = False
    """That line looks like any other of the text."""
    tail: list[TextEvent] = field(default_factory=list)
    """Paragraphs between that heading and the card's first label."""
    above: list[TextEvent] = field(default_factory=list)
    """Headings before that one."""
    section: list[str] = field(default_factory=list)
    context: dict[str, Span] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    first_key: str = ""
    inherited: set[str] = field(default_factory=set)
    """Fields that were printed once above, for several cards."""
    from_matrix: bool = False
    loose: float = 0.0
    """Share of its row's filled cells under labels that nobody knows."""
    announced: bool = False
    """A row of a list that a sentence announces as objectives: its text is all there is of it."""
    code: Span | None = None
    """Code in the heading."""

    def of(self, kind: str) -> list[Row]:
        return [r for r in self.rows if r.kind == kind]

    def text(self, name: str) -> str:
        span = self.fields.get(name)
        return span.text if span else ""

    @property
    def bodiless(self) -> bool:
        """Nothing but what may be context: a front page, not an objective."""
        return not self.rows and not self.lists and not self.typology and set(self.fields) <= set(CONTEXT)

    @property
    def places(self) -> list[tuple[int, Box]]:
        found = [p for name, span in self.fields.items() if name not in self.inherited for p in span.places]
        found += [p for row in self.rows for p in row.places]
        if self.heading:
            found += self.heading.places
        return found + [p for e in self.tail for p in e.places]


@dataclass(slots=True)
class ServiceCard:
    """A service and its standards as printed."""

    name: Span
    responsible: Span | None = None
    rows: list[Row] = field(default_factory=list)
    section: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def places(self) -> list[tuple[int, Box]]:
        found = [*self.name.places, *(self.responsible.places if self.responsible else ())]
        return found + [p for row in self.rows for p in row.places]


@dataclass(slots=True)
class Extract:
    """All raw records of a plan."""

    cards: list[Card] = field(default_factory=list)
    services: list[ServiceCard] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    """Rows of catalogues and lists."""
    roles: dict[int, str] = field(default_factory=dict)
    """id(block) -> record kind it fed"""

    def clear(self) -> None:
        """Let go of the records, when they have become rows."""
        self.cards, self.services, self.entries = [], [], []
