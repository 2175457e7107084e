"""Rows of catalogues, with the context that was printed once above them."""

from __future__ import annotations

from extractors.records.catalogues.entries import Entry, EntryEvent
from extractors.records.desk import Desk


class EntryDesk(Desk):
    """Catalogues and lists."""

    def _on_entry(self, event: EntryEvent) -> None:
        """Whatever card is open ends before a catalogue; labels alone were the catalogue's context."""
        if not event.aside:
            self._leave_for_list()
        self.extract.entries.append(
            Entry(
                event.kind,
                event.values,
                event.yearly,
                event.fresh,
                event.cells,
                event.lead,
                event.above,
                event.headings,
                dict(self.context),
                event.places,
                event.block,
                dict(event.keys),
            )
        )
        self._note(event, event.kind)

    def _leave_for_list(self) -> None:
        if self.card is not None:
            if self.card.bodiless and self.card is not self.matrix:
                self._demote()
            else:
                self._close()
        self.capture = self.section = self.service = None
        self._use_headings()
