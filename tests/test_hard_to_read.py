"""Plans that are hard to read: locked, damaged, signed, scanned."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import PIL.Image
import PIL.ImageDraw
import pytest
from asn1crypto import cms
from conftest import ROOT
from papers import Paper
from reportlab.lib.pagesizes import A4

from extractors.reading import envelope, ocr, open_engine, picture
from extractors.reading.pdfium import PdfiumEngine
from pipeline.intake import find_files, sniff
from pipeline.options import ReadOptions
from pipeline.read_plan import read_plan
from samples.typeset import scan
from samples.typeset.content import SAMPLES
from schemas import PlanResult
from schemas.errors import BadEnvelope, BrokenPdf, EnvelopeTooLarge, PasswordNeeded

SAMPLE = ROOT / "samples" / "barre_unione_montana_serravolpe_piano_2025.pdf"
ENVELOPE = "doc.pdf.p7m"


def codes(plan: PlanResult) -> list[str]:
    return [finding.code for finding in plan.findings]


def titles(plan: PlanResult) -> list[str | None]:
    return [objective.title for objective in plan.objectives]


def convert(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cli", "convert", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def plain() -> PlanResult:
    return read_plan(SAMPLE)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    paper = Paper(tmp_path / "small.pdf")
    paper.prose(60, 60, ["Piano della performance 2025", "Obiettivo n. 1 Aprire lo sportello"])
    return paper.save()


# --- locked ---


def locked(path: Path, user: str) -> Path:
    with pikepdf.open(SAMPLE) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="padrone", user=user))
    return path


def test_an_empty_user_password_is_none(tmp_path: Path, plain: PlanResult) -> None:
    found = read_plan(locked(tmp_path / "piano.pdf", ""))
    assert titles(found) == titles(plain) and "file_repaired" not in codes(found)


def test_a_password_opens_what_it_locks(tmp_path: Path, plain: PlanResult) -> None:
    path = locked(tmp_path / "piano.pdf", "segreto")
    with pytest.raises(PasswordNeeded, match=r"^piano.pdf: is locked with a password; give it with --password$"):
        read_plan(path)
    with pytest.raises(PasswordNeeded, match=r"^piano.pdf: does not open with the password given; "):
        read_plan(path, ReadOptions(password="sbagliata"))
    assert titles(read_plan(path, ReadOptions(password="segreto"))) == titles(plain)


@pytest.mark.slow
def test_a_locked_file_at_the_command_line(tmp_path: Path) -> None:
    path, db = locked(tmp_path / "piano.pdf", "segreto"), tmp_path / "plans.duckdb"
    without = convert(path, "--db", db)
    assert without.returncode == 1 and "piano.pdf: is locked with a password; give it with --password" in without.stderr
    assert convert(path, "--db", db, "--password", "segreto").returncode == 0


# --- damaged ---


def damaged(path: Path, kind: str) -> Path:
    data = SAMPLE.read_bytes()
    at = data.rindex(b"startxref")
    if kind == "table elsewhere":
        data = data[:at] + b"startxref\n7\n%%EOF\n"
    elif kind == "no end":
        data = data[:at]
    elif kind == "moved":  # as by an editor that took the file for text
        head = data.index(b"\n") + 1
        data = data[:head] + b"% " + b"x" * 50 + b"\n" + data[head:]
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", ["table elsewhere", "no end", "moved"])
def test_a_broken_table_is_mended_and_said(tmp_path: Path, plain: PlanResult, kind: str) -> None:
    found = read_plan(damaged(tmp_path / "piano.pdf", kind))
    assert titles(found) == titles(plain)
    assert codes(found).count("file_repaired") == 1 and found.plan.status == "ok"


def test_what_pdfium_cannot_open_is_written_anew(tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractors.reading import document

    class Picky(document.PdfiumEngine):
        def __init__(self, path: Path, password: str | None = None, called: Path | None = None) -> None:
            if path == small:
                raise BrokenPdf(path)
            super().__init__(path, password, called)

    monkeypatch.setattr(document, "PdfiumEngine", Picky)
    engine = open_engine(small)
    assert "sportello" in [word.text for word in engine.page(1).words]
    assert [note.code for note in engine.notes] == ["file_repaired"]
    engine.close()


def test_rubbish_is_broken_in_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "piano.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"rubbish " * 500 + b"\nstartxref\n0\n%%EOF\n")
    with pytest.raises(BrokenPdf, match=r"^piano.pdf: is a damaged"):
        read_plan(path)


def test_sound_files_are_not_called_damaged(plain: PlanResult) -> None:
    assert not {"file_repaired", "signed_wrapper", "page_without_text", "text_recognised"} & set(codes(plain))
    assert plain.plan.status == "ok"


# --- signed ---


def signed(content: bytes | None) -> bytes:
    """An envelope as a signer makes it, with no signer in it: the content is what counts here."""
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "data", **({"content": content} if content is not None else {})},
            "signer_infos": [],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())


def der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + (bytes([size]) if size < 128 else bytes([0x80 | len(length)]) + length) + content


def indefinite(tag: int, *parts: bytes) -> bytes:
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


def signed_in_pieces(content: bytes) -> bytes:
    """BER of indefinite length, the content cut in pieces: as signers write that read the file as a stream."""
    pieces = [der(0x04, content[at : at + 1000]) for at in range(0, len(content), 1000)]
    kind = bytes.fromhex("06092a864886f70d010701")
    inside = indefinite(0x30, kind, indefinite(0xA0, indefinite(0x24, *pieces)))
    signed_data = indefinite(0x30, b"\x02\x01\x01", der(0x31, b""), inside, der(0x31, b""))
    return indefinite(0x30, envelope.SIGNED_DATA, indefinite(0xA0, signed_data))


def as_pem(data: bytes) -> bytes:
    return b"-----BEGIN PKCS7-----\n" + base64.encodebytes(data) + b"-----END PKCS7-----\n"


WRAPPERS = {
    "DER": signed,
    "BER": signed_in_pieces,
    "PEM": lambda content: as_pem(signed(content)),
    "base64": lambda content: base64.encodebytes(signed(content)),
    "twice": lambda content: signed(signed_in_pieces(content)),
    "base64 inside": lambda content: signed(base64.encodebytes(signed(content))),
}


@pytest.mark.parametrize("kind", WRAPPERS)
def test_a_signed_envelope_is_opened(tmp_path: Path, small: Path, kind: str) -> None:
    path = tmp_path / ENVELOPE
    path.write_bytes(WRAPPERS[kind](small.read_bytes()))
    sniff(path)
    assert envelope.unwrapped(path)[0] == small.read_bytes()
    engine = open_engine(path)
    assert "sportello" in [word.text for word in engine.page(1).words]
    assert [note.code for note in engine.notes] == ["signed_wrapper"]
    engine.close()


def test_a_signed_plan_is_a_plan(tmp_path: Path, plain: PlanResult) -> None:
    path = tmp_path / ENVELOPE
    path.write_bytes(signed(SAMPLE.read_bytes()))
    found = read_plan(path)
    assert titles(found) == titles(plain) and codes(found).count("signed_wrapper") == 1
    assert found.plan.file_name == ENVELOPE


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (signed(b"PK\x03\x04 a Word document"), "something else than a PDF"),
        (signed(None), "a signature only"),
        (signed(b"%PDF-1.7" + b"x" * 5000)[:3000], "damaged or truncated"),
        (signed_in_pieces(b"%PDF-1.7" + b"x" * 5000)[:3000], "damaged or truncated"),
        (b"\x30\x82\xff\xff" + envelope.SIGNED_DATA + b"\0" * 50, "damaged or truncated"),
        (b"Piano della performance", "no signed envelope"),
    ],
)
def test_a_bad_envelope_is_said_in_a_line(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / ENVELOPE
    path.write_bytes(content)
    sniff(path)
    with pytest.raises(BadEnvelope, match=told) as error:
        read_plan(path)
    assert str(error.value).startswith(f"{ENVELOPE}: ") and "\n" not in str(error.value)


def test_too_many_and_too_large_envelopes(tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, content = tmp_path / ENVELOPE, small.read_bytes()
    for _ in range(envelope.MAX_LAYERS + 1):
        content = signed(content)
    path.write_bytes(content)
    with pytest.raises(BadEnvelope, match="more than"):
        read_plan(path)
    monkeypatch.setattr(envelope, "MAX_BYTES", 1000)
    with pytest.raises(EnvelopeTooLarge):
        read_plan(path)


def test_a_pdf_that_is_only_called_p7m(tmp_path: Path, small: Path) -> None:
    path = small.rename(tmp_path / ENVELOPE)
    assert read_plan(path).plan.page_count == 1


def test_folders_give_their_envelopes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.PDF.P7M", "c.pdf.p7m.p7m", "d.doc.p7m", "e.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in find_files([tmp_path])] == ["a.pdf", "b.PDF.P7M", "c.pdf.p7m.p7m"]


# --- scanned ---


def can_recognise() -> bool:
    return not ocr.missing()


needs_ocr = pytest.mark.skipif(not can_recognise(), reason=f"to recognise text, install {', '.join(ocr.missing())}")


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: ("piao[ocr] (with pip)", "tesseract-ocr", "tesseract-ocr-ita"))


def scanned(path: Path, lines: list[str], stamp: str = "") -> Path:
    """A page of text as a picture, in a PDF."""
    picture = PIL.Image.new("L", (1654, 2339), 255)
    draw = PIL.ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text((200, 200 + 60 * number), line, fill=0, font_size=34)
    draw.rectangle((200, 1000, 1400, 1100), outline=0, width=3)
    draw.line((800, 1000, 800, 1100), fill=0, width=3)
    paper = Paper(path)
    paper.canvas.drawInlineImage(picture, 0, 0, *A4)
    paper.text(60, 10, stamp)
    paper.page()
    paper.prose(60, 60, ["Piano della performance 2025", "Obiettivo n. 1 Aprire lo sportello"])
    return paper.save()


LINES = ["Comune di Prova", "Piano della performance", *["Le fasi del lavoro e i tempi previsti"] * 8]


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_a_scan_is_partial_and_says_what_to_install(tmp_path: Path) -> None:
    plan = read_plan(scanned(tmp_path / "piano.pdf", LINES, stamp="Protocollo n. 1234/2025 - copia conforme"))
    (finding,) = [f for f in plan.findings if f.code == "page_without_text"]
    assert finding.page == 1 and "tesseract-ocr-ita" in finding.message
    assert plan.plan.status == "partial" and plan.plan.error is not None
    assert plan.plan.error.startswith("1 of 2 pages are pictures without text; ") and "piao[ocr]" in plan.plan.error


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize("shade", [255, 90])
def test_blank_sheets_and_dark_pictures_are_no_scans(tmp_path: Path, shade: int) -> None:
    paper = Paper(tmp_path / "piano.pdf")
    paper.canvas.drawInlineImage(PIL.Image.new("L", (600, 800), shade), 0, 0, *A4)
    assert read_plan(paper.save()).plan.status == "ok"


def test_lines_of_a_picture_are_rules(tmp_path: Path) -> None:
    engine = PdfiumEngine(scanned(tmp_path / "piano.pdf", LINES))
    rules = picture.rules_of(engine.picture(1, picture.DPI))
    engine.close()
    across, down = [r for r in rules if r.horizontal], [r for r in rules if not r.horizontal]
    assert sorted(r.top for r in across) == pytest.approx([360, 396], abs=1)
    assert sorted(r.x0 for r in down) == pytest.approx([72, 288, 504], abs=1)
    assert all(abs(r.x0 - 72) < 2 and abs(r.x1 - 504) < 2 for r in across)


@needs_ocr
@pytest.mark.slow
def test_a_picture_between_pages_of_text_is_recognised(tmp_path: Path) -> None:
    engine = open_engine(scanned(tmp_path / "piano.pdf", LINES))
    first, second = engine.page(1), engine.page(2)
    engine.close()
    assert "performance" in [word.text for word in first.words] and first.recognised and first.rules
    assert not second.recognised and [(note.code, note.page) for note in engine.notes] == [("text_recognised", 1)]


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize("name", scan.SCANS)
def test_a_scanned_sample_against_its_gold(name: str) -> None:
    """The records of the gold, by what is printed for each; `make score` has all the figures."""
    plan = read_plan(SAMPLES / f"{name}.pdf")
    gold = json.loads((SAMPLES / f"{name}.gold.json").read_text(encoding="utf-8"))
    wanted = [(o["code"], o["title"]) for o in gold["objectives"]]
    wanted += [(None, row["description"]) for o in gold["objectives"] for row in o["phases"] + o["indicators"]]
    found = [(o.code, o.title) for o in plan.objectives]
    found += [(None, row.description) for row in [*plan.phases, *plan.indicators]]
    right = sum(1 for record in wanted if record in found)
    assert plan.plan.status == "ok" and "text_recognised" in codes(plan)
    assert 2 * right / (len(wanted) + len(found)) >= 0.9


@pytest.mark.parametrize("name", scan.SCANS)
def test_gold_of_a_scan_is_that_of_its_plan(name: str) -> None:
    assert (SAMPLES / f"{name}.gold.json").read_text(encoding="utf-8") == scan.gold_text(name)
    with pikepdf.open(SAMPLES / f"{name}.pdf") as pdf:
        assert len(pdf.pages) == len(scan.SCANS[name].pages)
