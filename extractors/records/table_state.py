"""What holds from one table to the next, and the cells of the one at hand as texts, labels and places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.flow.blocks import TableBlock
from extractors.grid.lines import Mender
from extractors.grid.model import Cell
from extractors.lexicon import Lexicon, Match
from extractors.records.catalogues.headings import Headings
from extractors.records.catalogues.keys import ListKeys
from extractors.records.events import LabelEvent, Places, RecordEvent, SectionEvent, Span, TextEvent
from extractors.records.headers import CellMap, Mapping
from extractors.records.parts import Part, span_of

WHITE = 235
TRAILING_NUMBER = re.compile(r"\s*(?:\bn\.?|\bnr\.?|n°)?\s*\d{1,3}\s*[:.]?\s*$", re.IGNORECASE)
"""`DESCRIZIONE OBIETTIVO 4`: the number says which, not what."""
TRAILING_CODE = re.compile(
    r"\s*(?:\bn\.?|\bnr\.?|n°)?\s*(?:[A-Z]{1,4}[._-]?)?\d{1,3}(?:[./_-](?:\d{1,3}|[a-zA-Z]))*\s*[:.]?\s*$"
)
"""`Indicatore 2.1.3`, `KPI OP1_2`"""
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
    acronyms: set[str] = field(default_factory=set)
    """What the plan writes for `obiettivo`, introduced in its text."""
    above: list[str] = field(default_factory=list)
    """The last paragraphs and headings before the block at hand."""
    headings: Headings = field(default_factory=Headings)
    """The headings that hold for the block at hand."""
    measured: frozenset[str] = frozenset()
    """The labels of the last form whose objective is its own indicator."""
    catalogue: Mapping | None = None
    """The header of the catalogue that the table before belonged to."""
    catalogue_page: int = 0
    keys: ListKeys = field(default_factory=ListKeys)
    """What was printed above the lists: unit, person in charge, year, …"""


@dataclass(slots=True)
class TableView:
    """One table and how its cells become texts, labels and places; the state goes on into the next."""

    block: TableBlock
    lexicon: Lexicon
    mender: Mender
    state: State
    cells: CellMap = field(init=False)
    measured: bool = False
    """A form whose objective is its own indicator."""
    _labels: bool | None = None
    _spans: dict[int, Span] = field(default_factory=dict)
    _inside: dict[int, list[Part]] = field(default_factory=dict)
    _told: dict[str, set[str]] = field(default_factory=dict)
    """Fields that cells of a column told under their text."""
    _held: list[RecordEvent] = field(default_factory=list)
    """Indicators of a table of phases and indicators: they come after its phases."""

    def __post_init__(self) -> None:
        self.cells = CellMap(self.block.grid)

    def _beside(self, cell: Cell) -> list[Cell]:
        return [c for c in self.block.grid.cells if c.row == cell.row and c is not cell]

    def open_section(self, kind: str, text: str, places: Places) -> SectionEvent:
        self.state.section = kind
        self.state.mapping = None
        self.state.indicator_kind = self.lexicon.indicator_kind(text) if kind == "indicator" else None
        return SectionEvent(self.block, places, kind, text, self.state.indicator_kind)

    def _domains(self) -> tuple[str, ...]:
        if self.state.section in ("phase", "indicator"):
            return (self.state.section, "objective")
        if self.measured:
            return ("objective", "indicator")
        return ("objective",)

    def _label(self, match: Match, cell: Cell) -> LabelEvent:
        return LabelEvent(
            self.block, self._places(cell), match.domain, match.field, cell.text, letter_size(cell), cell.bold
        )

    def _text(self, cell: Cell) -> TextEvent:
        return TextEvent(self.block, self._places(cell), self._span(cell), cell.bold, letter_size(cell), boxed=True)

    def _span(self, cell: Cell) -> Span:
        """The cell's text, made once: a merged cell gives it to each of its rows."""
        span = self._spans.get(id(cell))
        if span is None:
            span = self._spans[id(cell)] = span_of(cell.lines, self.mender)
        return span

    def _places(self, cell: Cell) -> Places:
        return self._span(cell).places or [(cell.page, cell.box)]


def letter_size(cell: Cell) -> float:
    return max((line.size for line in cell.lines), default=0.0)
