"""Catalogues, organisation and results: tables that the lexicon knows by their header, and what prose cites."""

from extractors.records.catalogues.entries import Entry, EntryEvent
from extractors.records.catalogues.finish import finished

__all__ = ["Entry", "EntryEvent", "finished"]
