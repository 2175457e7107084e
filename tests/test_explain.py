"""Pictures of what each stage saw."""

import pytest
from conftest import ROOT
from papers import HEIGHT, WIDTH, Paper
from PIL import Image
from typer.testing import CliRunner

from cli import app
from extractors.reading import open_engine
from pipeline.drawing import SCALE
from pipeline.explain import STAGES, explain, grid_seen, records_seen, rules_seen, words_seen
from schemas.errors import UsageError

PEG = ROOT / "samples" / "comune_montefosco_peg_2025.pdf"
TURNED = ROOT / "samples" / "ruotata_asl_terrenove_piano_2025.pdf"


def content(path, number):
    engine = open_engine(path)
    try:
        return engine.page(number)
    finally:
        engine.close()


@pytest.fixture
def drawn(tmp_path):
    """Draws a stage; the picture and its colours."""

    def draw(path, page, stage):
        picture = Image.open(explain(path, page, stage, tmp_path / "deep" / f"{stage}.png")).convert("RGB")
        return picture, picture.getcolors(1 << 24)

    return draw


@pytest.mark.parametrize("stage", list(STAGES))
def test_every_stage_draws(drawn, stage):
    picture, colours = drawn(PEG, 3, stage)
    assert picture.height >= 842 * SCALE - 2 and picture.width > 595 * SCALE
    assert sum(count for count, (r, g, b) in colours if max(r, g, b) - min(r, g, b) > 60) > 1000


def test_words_are_marked_by_style():
    page = content(PEG, 3)
    drawing = words_seen(PEG, page)
    assert len(drawing.marks) == len(page.words)
    assert {note.text.split()[-1] for note in drawing.notes} >= {"words", "plain", "bold"}


def test_rules_and_pdfplumbers_count():
    drawing = rules_seen(PEG, content(PEG, 3))
    assert any("horizontal rules" in note.text for note in drawing.notes)
    assert any("pdfplumber's finder" in note.text for note in drawing.notes)


def test_cells_say_their_span_and_tables_their_reader():
    drawing = grid_seen(PEG, content(PEG, 3))
    assert any(mark.label.startswith("table ") for mark in drawing.marks)
    assert any(" x " in mark.label for mark in drawing.marks)
    assert any("ruling lines" in note.text for note in drawing.notes)


def test_records_name_their_fields_and_go_on_over_pages():
    first = records_seen(PEG, content(PEG, 3))
    labels = {mark.label for mark in first.marks}
    assert {"title", "#1", "#1 phase 1", "#1 indicator 1"} <= labels
    second = records_seen(PEG, content(PEG, 4))
    assert any("from page 3" in note.text for note in second.notes)


def test_marks_lie_on_the_print_of_turned_pages(tmp_path):
    paper = Paper(tmp_path / "plan.pdf")
    paper.sideways(100, 700, "Verifica del piano e pagamento delle fatture entro trenta giorni dal loro arrivo")
    page = content(paper.save(), 1)
    marks = words_seen(paper.path, page).marks
    assert page.turn == 270 and all(mark.box.x0 > 86 and mark.box.x1 < 105 for mark in marks)
    assert max(mark.box.bottom for mark in marks) == pytest.approx(700, abs=1)


def test_rotated_pages(drawn):
    picture, _ = drawn(TURNED, 5, "grid")
    assert picture.width > HEIGHT * SCALE > picture.height > WIDTH * SCALE - 2
    drawing = grid_seen(TURNED, content(TURNED, 5))
    assert all(0 <= mark.box.x0 < mark.box.x1 <= HEIGHT + 1 for mark in drawing.marks)


@pytest.mark.parametrize("page", [0, 99])
def test_a_page_that_is_not_there(tmp_path, page):
    with pytest.raises(UsageError, match=f"has no page {page}; choose 1 to 11"):
        explain(PEG, page, "words", tmp_path / "x.png")
    assert not (tmp_path / "x.png").exists()


def test_a_stage_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="words, rules, grid, records"):
        explain(PEG, 1, "magic", tmp_path / "x.png")


def test_the_command(tmp_path):
    out = tmp_path / "x.png"
    result = CliRunner().invoke(app, ["explain", str(PEG), "--page", "3", "--stage", "grid", "-o", str(out)])
    assert result.exit_code == 0 and out.exists() and str(out) in result.output
    result = CliRunner().invoke(app, ["explain", str(PEG), "--page", "99", "-o", str(out)])
    assert result.exit_code == 2


def test_the_readmes_picture_is_small():
    assert 20_000 < (ROOT / "docs" / "page.png").stat().st_size < 300_000
