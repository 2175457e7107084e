"""The label stage: the stream of blocks to one stream of events."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractors.flow import Block, Flow, TableBlock
from extractors.lexicon import Lexicon
from extractors.records.acronyms import acronyms_in
from extractors.records.catalogues.announced import announced_lists
from extractors.records.events import Event
from extractors.records.table_state import State
from extractors.records.tables import TableReader
from extractors.records.texts import text_events

ABOVE = 8
"""Paragraphs that are remembered before a table."""


def events_of(flow: Flow, lexicon: Lexicon, finish: Callable[[Block], None] = lambda _: None) -> Iterator[Event]:
    """Events in reading order; a section and a header hold until the next.

    ``finish`` is called with each block when all its events are made.
    """
    state = State()
    lists = announced_lists(flow.blocks, lexicon, flow.mender)
    for block in flow.blocks:
        if isinstance(block, TableBlock):
            yield from TableReader(block, lexicon, flow.mender, state).events()
        else:
            state.keys.read_text(block, lexicon, flow.mender)
            yield from text_events(block, lexicon, flow.mender, state, flow.body_size)
            state.acronyms |= acronyms_in(block.text)
            state.above = [*state.above[1 - ABOVE :], block.text]
            state.headings.take(block)
        yield from lists.get(id(block), [])
        finish(block)
