"""Blocks to raw records: events first (labels, rows, titles), then cards that hold them."""

from extractors.records.cards import Card, Extract, Row, ServiceCard, cards_of
from extractors.records.catalogues import Entry
from extractors.records.events import Span
from extractors.records.reader import events_of

__all__ = ["Card", "Entry", "Extract", "Row", "ServiceCard", "Span", "cards_of", "events_of"]
