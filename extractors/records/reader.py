"""The label stage: the stream of blocks to one stream of events."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.flow import Flow, TableBlock
from extractors.lexicon import Lexicon
from extractors.records.catalogues.announced import announced_lists
from extractors.records.events import Event
from extractors.records.table_state import State
from extractors.records.tables import TableReader
from extractors.records.texts import text_events

ABOVE = 8
"""Paragraphs that are remembered before a table."""


def events_of(flow: Flow, lexicon: Lexicon) -> Iterator[Event]:
    """Events in reading order; a section and a header hold until the next.

    A table's cells let go of their words when its events are made: nothing else reads them word by word.
    """
    state = State()
    lists = announced_lists(flow.blocks, lexicon, flow.mender)
    for block in flow.blocks:
        if isinstance(block, TableBlock):
            yield from TableReader(block, lexicon, flow.mender, state).events()
            for cell in block.grid.cells:
                cell.condense(flow.mender.join)
        else:
            state.keys.read_text(block, lexicon, flow.mender)
            yield from text_events(block, lexicon, flow.mender, state, flow.body_size)
            state.above = [*state.above[1 - ABOVE :], block.text]
            state.headings.take(block)
        yield from lists.get(id(block), [])
