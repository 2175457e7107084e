"""Rows of catalogues, with the context that was printed once above them."""

from __future__ import annotations

from dataclasses import replace

from extractors.records.catalogues.entries import EntryEvent
from extractors.records.desk import Desk


class EntryDesk(Desk):
    """Catalogues and lists."""

    def _on_entry(self, event: EntryEvent) -> None:
        """Whatever card is open ends before a catalogue; labels alone were the catalogue's context."""
        if not event.aside:
            self._leave_for_list()
        entry = event.entry
        self.extract.entries.append(replace(entry, context=dict(self.context), keys=dict(entry.keys), constants={}))
        self._note(event, entry.kind)

    def _leave_for_list(self) -> None:
        if self.card is not None:
            if self.card.bodiless and self.card is not self.matrix:
                self._demote()
            else:
                self._close()
        self.capture = self.section = self.service = None
        self._use_headings()
