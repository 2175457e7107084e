import io
import zipfile

import pytest

from pipeline.intake import find_passed_over, sniff
from schemas.errors import BrokenPdf, EmptyFile, FileMissing, NotAPdf, UnreadableFile


def zipped(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


BAD = {
    "Word document": zipped("[Content_Types].xml", "word/document.xml"),
    "Excel workbook": zipped("xl/workbook.xml"),
    "LibreOffice document": zipped("mimetype", "content.xml"),
    "ZIP archive": zipped("piano.pdf"),
    "damaged ZIP": b"PK\x03\x04 cut short",
    "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "RTF": b"{\\rtf1 ciao}",
    "web page": b"\xef\xbb\xbf\n<!DOCTYPE html><html><body>404</body></html>",
    "PNG image": b"\x89PNG\r\n\x1a\n",
    "JPEG image": b"\xff\xd8\xff\xe0",
    "TIFF image": b"II*\0",
    "XML file": b"<?xml version='1.0'?><piano/>",
    "text file": b"Piano della performance",
    "is not a PDF": b"\0\1\2\3" * 20,
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_pdf(tmp_path, kind):
    path = tmp_path / "piano.pdf"
    path.write_bytes(BAD[kind])
    with pytest.raises(NotAPdf) as error:
        sniff(path)
    message = str(error.value)
    assert message.startswith("piano.pdf: is ") and kind in message
    assert "; " in message and "\n" not in message


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"\0" * 5000, BrokenPdf),
        (b"%PDF-1.7\n", BrokenPdf),
        (b"%PDF-1.7\n" + b"1 0 obj\n" * 20, BrokenPdf),
    ],
)
def test_empty_and_truncated(tmp_path, content, error):
    path = tmp_path / "piano.pdf"
    path.write_bytes(content)
    with pytest.raises(error, match="download it again"):
        sniff(path)


def test_missing_and_folder(tmp_path):
    with pytest.raises(FileMissing):
        sniff(tmp_path / "none.pdf")
    with pytest.raises(UnreadableFile):
        sniff(tmp_path)


def test_a_pdf_passes_also_after_rubbish(tmp_path):
    for name, before in (("plain", b""), ("rubbish", b"HTTP/1.1 200 OK\r\n\r\n")):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(before + b"%PDF-1.7\n" + b"x" * 2000 + b"\nstartxref\n0\n%%EOF\n")
        sniff(path)


def test_documents_that_are_no_pdf_are_told(tmp_path):
    for name in ("piano.pdf", "piano.pdf.p7m", "piano.docx", "allegati.zip", "leggimi.txt", ".nascosto.docx"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [path.name for path in find_passed_over([tmp_path])] == ["allegati.zip", "piano.docx"]
    assert find_passed_over([tmp_path / "piano.docx"]) == []
