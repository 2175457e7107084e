"""A row of a catalogue as printed: first in the stream of events, then with the context that held for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.flow.blocks import Block
from extractors.records.events import Event, Places, Span


@dataclass(slots=True)
class Entry:
    """A row of a catalogue with what was printed once above it."""

    kind: str
    """The table of the contract that it goes to: risks, hires, …"""
    values: dict[str, Span]
    """field -> value; a merged cell gives its value to each of its rows"""
    yearly: list[tuple[str, int, Span]] = field(default_factory=list)
    """Fields printed once a year, side by side: (field, year, value)."""
    fresh: set[str] = field(default_factory=set)
    """Fields whose cell begins in this row."""
    cells: list[Span] = field(default_factory=list)
    """All filled cells of the row, also those under no known label, from left to right."""
    lead: list[Span] = field(default_factory=list)
    """Rows of one text that stand over it in the table, the last one nearest."""
    above: list[str] = field(default_factory=list)
    """Paragraphs and headings before the table, the last one nearest."""
    headings: list[str] = field(default_factory=list)
    """Headings that hold for the table, the last one nearest; they may stand far above it."""
    context: dict[str, Span] = field(default_factory=dict)
    """Unit, person in charge, year, … (``extractors.records.model.CONTEXT``)."""
    places: Places = ()
    block: Block | None = None
    keys: dict[str, Span] = field(default_factory=dict)
    """What the key block above its list says: unit, responsible, year, risk_area, process."""
    headed: set[str] = field(default_factory=set)
    """Fields that have a column: blank there, they are blank, whatever the context says."""
    constants: dict[str, object] = field(default_factory=dict)
    """Values that are no text: ``is_total``, ``transversal``, …"""

    def text(self, name: str) -> str:
        span = self.values.get(name)
        return span.text if span else ""


@dataclass(slots=True)
class EntryEvent(Event):
    """A row of a catalogue in the stream: its context is not known yet."""

    entry: Entry
    aside: bool = False
    """An item of a list in prose: whatever is open stays open."""


def entry_event(block: Block, entry: Entry, aside: bool = False) -> EntryEvent:
    """The event of an entry that stands in ``block``, at the entry's own places."""
    entry.block = block
    return EntryEvent(block, entry.places, entry, aside)
