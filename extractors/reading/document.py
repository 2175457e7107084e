"""A file as it comes: taken out of its signed envelope, mended, and its scanned pages recognised, whichever it needs.

    document = Document(path, password)
    document.page(1)         # as of any engine
    document.notes           # what had to be done for it

A sound PDF with text goes straight to PDFium, and nothing is written to disk.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from extractors.reading import envelope, repair
from extractors.reading.content import PageContent
from extractors.reading.engine import Engine, Note
from extractors.reading.pdfium import PdfiumEngine
from extractors.reading.picture import looks_written, may_be_picture
from schemas.errors import BrokenPdf, NoPages

if TYPE_CHECKING:
    from extractors.reading.ocr import RecognisedPages

GLANCE_DPI = 40
"""At which a page is looked at to tell a scan from a photograph."""


class Document:
    """An engine for one file; what it writes goes into a folder that ``close`` removes."""

    def __init__(self, path: Path, password: str | None = None) -> None:
        self.notes: list[Note] = []
        self._path, self._password = path, password
        self._recognised: RecognisedPages | None = None
        self._unread: str | None = None
        """Why scanned pages are not read, or nothing; None until there is one."""
        self._folder: TemporaryDirectory[str] | None = None
        try:
            self._engine = self._open(self._unwrapped(path))
        except BaseException:
            self._remove_folder()
            raise
        self.page_count = self._engine.page_count

    def page(self, number: int) -> PageContent:
        content = self._engine.page(number)
        return self._scanned(number, content) if self._is_scan(number, content) else content

    def close(self) -> None:
        self._engine.close()
        if self._recognised:
            self._recognised.close()
        self._remove_folder()

    # --- scanned pages ---

    def _is_scan(self, number: int, content: PageContent) -> bool:
        return may_be_picture(content) and looks_written(self._engine.picture(number, GLANCE_DPI))

    def _scanned(self, number: int, content: PageContent) -> PageContent:
        """The page with its text recognised; as it is, and with a note, where that cannot be done."""
        if self._unread is None:
            self._unread = self._recognise(number)
        if self._unread or not self._recognised:
            self.notes.append(Note("page_without_text", f"page {number} is a picture; {self._unread}", number))
            return content
        self.notes.append(Note("text_recognised", "the page is a scan; its text was recognised", number))
        return self._recognised.page(number)

    def _recognise(self, first: int) -> str:
        """Recognise all scanned pages from ``first`` on, in one go; why it cannot be done, or nothing."""
        from extractors.reading import ocr

        if ocr.missing():
            return f"to read it, install {', '.join(ocr.missing())}"
        later = range(first + 1, self._engine.page_count + 1)
        numbers = [first, *(number for number in later if self._is_scan(number, self._engine.page(number)))]
        pictures, texts = self._in_folder("pictures.pdf"), self._in_folder("texts.pdf")
        self._engine.save_pages(numbers, pictures)
        try:
            ocr.recognise(pictures, texts)
        except ocr.OcrFailed as failure:
            return f"OCRmyPDF could not read it: {failure}"
        self._recognised = ocr.RecognisedPages(texts, numbers, self._path)
        return ""

    # --- opening ---

    def _unwrapped(self, path: Path) -> Path:
        """The file itself, or the PDF that its envelope holds, written beside."""
        if not envelope.is_signed(path):
            return path
        content, layers = envelope.unwrapped(path)
        found = self._in_folder("unwrapped.pdf")
        found.write_bytes(content)
        times = "" if layers == 1 else f", {layers} times over"
        self.notes.append(Note("signed_wrapper", f"the PDF was taken out of a signed envelope{times}; not verified"))
        return found

    def _open(self, path: Path) -> PdfiumEngine:
        """With PDFium, which mends much itself; what it cannot open, qpdf may write anew."""
        try:
            engine = PdfiumEngine(path, self._password, self._path)
        except (BrokenPdf, NoPages):
            mended = self._in_folder("mended.pdf")
            if not repair.rewrite(path, mended, self._password):
                raise
            engine = PdfiumEngine(mended, None, self._path)
            self._note_repair(engine.page_count)
        else:
            if repair.table_is_broken(path):
                self._note_repair(engine.page_count)
        return engine

    def _note_repair(self, pages: int) -> None:
        told = f"the file is damaged: its table of objects was built anew, and {pages} pages were found"
        self.notes.append(Note("file_repaired", told))

    def _in_folder(self, name: str) -> Path:
        self._folder = self._folder or TemporaryDirectory(prefix="piao-")
        return Path(self._folder.name) / name

    def _remove_folder(self) -> None:
        if self._folder:
            self._folder.cleanup()
            self._folder = None


def open_engine(path: Path, password: str | None = None) -> Engine:
    """Open a PDF, also one that is signed, damaged or scanned. Raises the errors of ``schemas.errors``."""
    return Document(path, password)
