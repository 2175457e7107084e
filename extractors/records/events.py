"""What the label stage sees in the stream of blocks, in order: the alphabet that cards are built from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.flow.blocks import Block
from extractors.reading.content import Box, hull
from normalizers.text import in_capitals

Places = Sequence[tuple[int, Box]]
"""Pages, and the box on each."""
AREA = "objective.area"
"""A column headed `Area`: of the body or of its results, as the sheet's own unit tells."""


@dataclass(slots=True)
class Span:
    """A printed text and where it stands; ``lines`` are its printed lines, ``bold`` those set in bold.

    A long plan has very many: they are kept as tuples, for an empty one takes no memory, and a text is not kept twice.
    """

    text: str
    places: Places = ()
    lines: Sequence[str] = ()
    bold: Sequence[str] = ()
    cut: bool = False

    def __post_init__(self) -> None:
        self.places, self.bold = tuple(self.places), tuple(self.bold)
        self.lines = (self.text,) if list(self.lines) == [self.text] else tuple(self.lines)
        if self.bold == self.lines:
            self.bold = self.lines

    def __add__(self, other: Span) -> Span:
        text = f"{self.text} {other.text}".strip()
        places, lines, bold = (*self.places, *other.places), (*self.lines, *other.lines), (*self.bold, *other.bold)
        return Span(text, places, lines, bold, self.cut or other.cut)


@dataclass(slots=True)
class Event:
    """The base: ``block`` is the paragraph or table it was read from, ``place`` where it stands."""

    block: Block
    places: Places


@dataclass(slots=True)
class FieldEvent(Event):
    """A printed label with its value (an empty text where the form was left blank)."""

    domain: str
    name: str
    value: Span
    label: str
    score: float = 100.0


@dataclass(slots=True)
class LabelEvent(Event):
    """A label that stands alone as a heading: what follows it is its value."""

    domain: str
    name: str
    label: str
    size: float = 0.0
    bold: bool = True


@dataclass(slots=True)
class SectionEvent(Event):
    """A title that opens the list of phases, indicators, budget or staff lines of a card."""

    kind: str
    label: str
    indicator_kind: str | None = None


@dataclass(slots=True)
class RecordEvent(Event):
    """A row of a table whose header was understood (or a labelled row of a section)."""

    kind: str
    """phase, indicator, budget, staff, service, matrix"""
    values: dict[str, Span]
    """domain.field -> value"""
    targets: list[tuple[str, int | None, Span]] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)
    """domain.field of the cells that begin in this row (not merged from above)"""
    reader: str = "rules"
    loose: float = 0.0
    """Share of the row's filled cells that stand in columns nobody knows."""


@dataclass(slots=True)
class TicksEvent(Event):
    """A list of options of which some are ticked."""

    ticked: list[Span]
    options: list[str]


@dataclass(slots=True)
class TextEvent(Event):
    """A paragraph, a heading, or a table row that is one text."""

    span: Span
    bold: bool
    size: float
    centred: bool = False
    boxed: bool = False
    """It stands in a cell of its own."""
    first_on_page: bool = False
    weight: Span | None = None
    """The weight set apart at the end of a heading's line."""

    @property
    def caps(self) -> bool:
        return in_capitals(self.span.text)


@dataclass(slots=True)
class TitleRowEvent(Event):
    """A row of several unlabelled cells, as a code, a title and a weight over a card."""

    cells: list[Span]
    bold: bool


@dataclass(slots=True)
class TableEvent(Event):
    """A table begins; ``header`` is the record kind of its header, None where it has none that is known."""

    header: str | None = None


def places_hull(places: Places) -> tuple[int, int, Box] | None:
    """First page, last page, and the box on the first page."""
    if not places:
        return None
    first = min(page for page, _ in places)
    return first, max(page for page, _ in places), hull([box for page, box in places if page == first])
