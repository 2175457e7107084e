"""Damaged PDFs: telling a broken cross-reference table, and writing the file anew with qpdf (through pikepdf)."""

from __future__ import annotations

import re
from pathlib import Path

TAIL = 4096
"""A file says in its last bytes where its table is."""
START = re.compile(rb"startxref\s+(\d+)")
TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")


def table_is_broken(path: Path) -> bool:
    """Whether the last ``startxref`` is missing or points at no table: then PDFium searched for the objects itself."""
    with path.open("rb") as file:
        head = file.read(1024)
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        starts = START.findall(file.read())
        if not starts:
            return True
        offset = int(starts[-1])
        for at in {offset, offset + max(head.find(b"%PDF-"), 0)}:
            file.seek(min(at, size))
            if TABLE.match(file.read(40)):
                return False
    return True


def rewrite(path: Path, to: Path, password: str | None = None) -> bool:
    """Write the PDF anew with a sound table, unlocked; False where nothing can be saved."""
    import pikepdf

    try:
        with pikepdf.open(path, password=password or "") as pdf:
            if not len(pdf.pages):
                return False
            pdf.save(to)
    except (pikepdf.PdfError, OSError, ValueError, RuntimeError):
        return False
    return True
