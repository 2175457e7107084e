"""The one interface behind which the PDF library hides; a second engine needs only these methods."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from extractors.reading.content import PageContent


class Note(NamedTuple):
    """What was odd about the file itself; becomes a finding. ``code`` is one of ``schemas.findings``."""

    code: str
    message: str
    page: int | None = None


class Engine(Protocol):
    """An open document; pages are read one at a time and nothing of a page is kept after ``page`` returns."""

    page_count: int
    notes: list[Note]

    def page(self, number: int) -> PageContent:
        """Page ``number`` (from 1). Raises ``schemas.errors.BrokenPdf`` where the page cannot be loaded."""
        ...

    def close(self) -> None: ...
