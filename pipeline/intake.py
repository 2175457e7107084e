"""The first look at a file: by its first and last bytes, before a PDF library sees it."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.reading.envelope import looks_signed
from schemas.errors import BrokenPdf, EmptyFile, FileMissing, NotAPdf, UnreadableFile

HEAD = 1024
"""A PDF says so within this many bytes: readers allow some rubbish before its header."""

OTHER_NAME = re.compile(r"\.(?:docx?|odt|rtf|xlsx?|ods|pptx?|zip|rar|7z|html?|p7m|tiff?|jpe?g|png)$", re.IGNORECASE)
"""A plan that somebody saved as something else; a signed PDF is told by its whole name."""
PDF_NAME = re.compile(r"\.pdf(\.p7m)*$", re.IGNORECASE)
"""What a folder's plans are called, signed or not."""

SAVE_AS_PDF = "save it as PDF first"
RECOGNISE = "make a PDF of it and recognise its text, with `ocrmypdf -l ita IN OUT.pdf`"

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "is an old Word or Excel document", SAVE_AS_PDF),
    (b"{\\rtf", "is an RTF document", SAVE_AS_PDF),
    (b"\x89PNG", "is a PNG image", RECOGNISE),
    (b"\xff\xd8\xff", "is a JPEG image", RECOGNISE),
    (b"GIF8", "is a GIF image", RECOGNISE),
    (b"II*\0", "is a TIFF image", RECOGNISE),
    (b"MM\0*", "is a TIFF image", RECOGNISE),
    (b"BM", "is a BMP image", RECOGNISE),
    (b"%!PS", "is a PostScript file", "turn it into a PDF with `ps2pdf`"),
    (b"7z\xbc\xaf", "is a 7z archive", "unpack it and give the PDF inside"),
    (b"Rar!", "is a RAR archive", "unpack it and give the PDF inside"),
    (b"\x1f\x8b", "is a gzip archive", "unpack it and give the PDF inside"),
    (b"MIME-Version", "is an e-mail message", "save its attachment and give that"),
)
ZIPPED = (
    ("word/", "is a Word document", SAVE_AS_PDF),
    ("xl/", "is an Excel workbook", SAVE_AS_PDF),
    ("ppt/", "is a PowerPoint document", SAVE_AS_PDF),
    ("content.xml", "is a LibreOffice document", SAVE_AS_PDF),
)


def sniff(path: Path) -> None:
    """Raise the error that fits unless ``path`` begins as a PDF or a signed envelope does; only 2 kB are read."""
    if not path.exists():
        raise FileMissing(path)
    if not path.is_file():
        raise UnreadableFile(path, "is not a file", "give a PDF or a folder of PDFs")
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            size = file.seek(0, 2)
            file.seek(max(0, size - HEAD))
            tail = file.read()
    except OSError as error:
        raise UnreadableFile(path, f"cannot be opened ({error.strerror})") from error
    if not head:
        raise EmptyFile(path)
    if not head.strip(b"\0\t\r\n "):
        raise BrokenPdf(path, "holds only blank bytes", "download it again")
    if path.suffix.lower() == ".p7m" or looks_signed(head):
        return
    at = head.find(b"%PDF-")
    if at >= 0:
        if size < 64 or (b"%%EOF" not in tail and b"startxref" not in tail and size < HEAD):
            raise BrokenPdf(path, "is cut short after its first bytes", "download it again")
        return
    raise NotAPdf(path, *_what_it_is(path, head))


def _what_it_is(path: Path, head: bytes) -> tuple[str | None, str | None]:
    """(what is wrong, what to do) for a file that is no PDF; (None, None) when nobody knows it."""
    if head.startswith(b"PK"):
        return _zipped(path)
    for signature, problem, what_to_do in SIGNATURES:
        if head.startswith(signature):
            return problem, what_to_do
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html")) or b"<html" in text:
        return "is a web page saved with the name of a PDF", "open its address in a browser and download the PDF itself"
    if text.startswith((b"<?xml", b"<")):
        return "is an XML file", SAVE_AS_PDF
    if b"\0" not in head:
        return "is a text file", SAVE_AS_PDF
    return None, None


def _zipped(path: Path) -> tuple[str, str]:
    try:
        names = zipfile.ZipFile(path).namelist()
    except (zipfile.BadZipFile, OSError):
        return "is a damaged ZIP archive or Office document", "download it again"
    for inside, problem, what_to_do in ZIPPED:
        if any(name.startswith(inside) for name in names):
            return problem, what_to_do
    return "is a ZIP archive", "unpack it and give the PDF inside"


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files to convert: those named as they are, and every PDF below a folder; sorted, each one once.

    Raises FileMissing for a path that does not exist.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise FileMissing(path)
        for file in sorted(_pdfs_below(path)) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), file)
    return sorted(found.values())


def find_passed_over(paths: Iterable[Path]) -> list[Path]:
    """Files below the folders among ``paths`` that are documents or archives, perhaps plans, but no PDFs by name."""
    below = [file for folder in paths if folder.is_dir() for file in _visible_below(folder)]
    return sorted({file for file in below if OTHER_NAME.search(file.name) and not PDF_NAME.search(file.name)})


def _pdfs_below(folder: Path) -> Iterator[Path]:
    """PDFs by name, whatever the case of the ending."""
    return (path for path in _visible_below(folder) if PDF_NAME.search(path.name))


def _visible_below(folder: Path) -> Iterator[Path]:
    """Files that are not hidden (``._plan.pdf`` is a Mac's shadow file)."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path


def sha256_of(path: Path) -> str:
    """Hash of the file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def plan_id_of(sha256: str) -> str:
    """The plan's id: the same bytes give the same id on every machine, whatever the file is called."""
    return sha256[:12]
