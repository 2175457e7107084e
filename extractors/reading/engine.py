"""The one interface behind which the PDF library hides; a second engine needs only these methods."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from extractors.reading.content import PageContent


class Engine(Protocol):
    """An open document; pages are read one at a time and nothing of a page is kept after ``page`` returns."""

    page_count: int

    def page(self, number: int) -> PageContent:
        """Page ``number`` (from 1). Raises ``schemas.errors.BrokenPdf`` where the page cannot be loaded."""
        ...

    def close(self) -> None: ...


def open_engine(path: Path, password: str | None = None) -> Engine:
    """Open a PDF with PDFium. Raises the errors of ``schemas.errors`` for files that cannot be opened."""
    from extractors.reading.pdfium import PdfiumEngine

    return PdfiumEngine(path, password)
