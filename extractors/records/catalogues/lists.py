"""Rows of catalogues that stand in prose, and what prose adds to the rows of tables."""

from __future__ import annotations

from extractors.flow import Flow
from extractors.lexicon import Lexicon
from extractors.records.catalogues.entries import Entry
from extractors.records.catalogues.positive import with_outcomes
from extractors.records.catalogues.scoring import scores_in_prose
from extractors.records.catalogues.surveys import surveys_in_prose
from extractors.records.model import Extract


def listed_in_prose(flow: Flow, lexicon: Lexicon) -> list[Entry]:
    """Survey items and schemes of evaluation that the text prints as lists."""
    surveys = surveys_in_prose(flow, lexicon)
    asked = {id(e.block) for e in surveys}
    return [*surveys, *(e for e in scores_in_prose(flow, lexicon) if id(e.block) not in asked)]


def with_prose(extract: Extract, flow: Flow, lexicon: Lexicon) -> Extract:
    """The extract with the lists of the prose; what a catalogue's titles and outcomes took is no objective."""
    taken = with_outcomes(extract.entries, flow, lexicon)
    extract.cards = [c for c in extract.cards if not (c.blocks and {id(b) for b in c.blocks} <= taken)]
    extract.entries += listed_in_prose(flow, lexicon)
    return extract
