"""pdfplumber's own objects, fed from PDFium: they find what pdfplumber alone finds."""

import pdfplumber
import pytest
from conftest import ROOT
from papers import HEIGHT, WIDTH, Paper

from extractors.plumber import PlumberDocument, PlumberPage
from extractors.reading import Box, PageContent, Rule, Word

SAMPLES = sorted((ROOT / "samples").glob("*.pdf"))
PEG = ROOT / "samples" / "comune_montefosco_peg_2025.pdf"
PAGES = 1
"""Pages compared of each sample."""


def cells(page):
    """Number of cells of each table."""
    return sorted(len(table.cells) for table in page.find_tables())


def test_the_same_tables_as_pdfplumber_alone():
    same = compared = 0
    for path in SAMPLES:
        with PlumberDocument(path) as document, pdfplumber.open(path) as alone:
            for number in range(3, 3 + PAGES):
                other = alone.pages[number - 1]
                # pdfplumber takes the sides of a coloured area for rules: ours come from ruling lines alone
                ruled = other.filter(lambda item: item["object_type"] != "rect" or not _shaded(item))
                compared += 1
                same += cells(document.page(number)) == cells(ruled)
                other.close()
    assert compared >= PAGES * 5 and same >= 0.95 * compared


def _shaded(item):
    return item["fill"] and not item["stroke"] and min(item["width"], item["height"]) > 3


def test_the_same_texts_in_the_same_cells():
    with PlumberDocument(PEG) as document, pdfplumber.open(PEG) as alone:
        ours, other = document.page(4).extract_tables(), alone.pages[3].extract_tables()
    squashed = [[["".join((cell or "").split()) for cell in row] for row in table] for table in ours]
    assert squashed == [[["".join((cell or "").split()) for cell in row] for row in table] for table in other]


def test_words_and_crops():
    with PlumberDocument(PEG) as document, pdfplumber.open(PEG) as alone:
        ours, other = document.page(3), alone.pages[2]
        assert [w["text"] for w in ours.extract_words()] == [w["text"] for w in other.extract_words()]
        half = (0, 0, 595, 420)
        top = ours.crop(half)
        assert 0 < len(top.chars) < len(ours.chars) and len(top.find_tables()) < len(ours.find_tables())
        assert top.extract_text().split() == other.crop(half).extract_text().split()


def test_pages_come_one_by_one_and_pdfminer_reads_none():
    with PlumberDocument(PEG) as document:
        numbers = [page.page_number for page in document.pages()]
        assert numbers == list(range(1, document.page_count + 1))
        page = document.page(2)
        page.find_tables()
        assert not hasattr(page, "_layout")


def test_debug_pictures(tmp_path):
    with PlumberDocument(PEG) as document:
        image = document.page(3).to_image(resolution=72)
    before = image.annotated.copy()
    image.debug_tablefinder().save(tmp_path / "page.png")
    assert image.annotated.size == before.size and image.annotated.tobytes() != before.tobytes()
    assert (tmp_path / "page.png").stat().st_size > 5000


@pytest.mark.parametrize("kind", ["rotate", "drawn"])
def test_a_page_on_its_side_and_its_picture_are_upright(tmp_path, kind):
    paper = Paper(tmp_path / "plan.pdf", rotate=90 if kind == "rotate" else 0)
    sentence = "Verifica del piano e pagamento delle fatture entro trenta giorni dal loro arrivo"
    if kind == "rotate":
        paper.text(50, 60, sentence)
    else:
        paper.sideways(100, 700, sentence)
    with PlumberDocument(paper.save()) as document:
        page = document.page(1)
    assert page.extract_text() == sentence
    assert all(char["upright"] for char in page.chars)
    image = page.to_image(resolution=72).original.convert("L")
    assert image.size == pytest.approx((page.width, page.height), abs=1)
    left, top, right, bottom = image.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    word = page.extract_words()[0]
    assert (left, top) == pytest.approx((word["x0"], word["top"]), abs=5)
    assert right - left > 10 * (bottom - top)


def test_a_page_from_words_alone():
    words = [Word("Fase", 55, 105, 80, 117, 12), Word("1", 55, 125, 61, 137, 12)]
    rules = [Rule(50, y, 100, y) for y in (100, 120, 140)] + [Rule(x, 100, x, 140) for x in (50, 100)]
    page = PlumberPage(PageContent(1, WIDTH, HEIGHT, words, rules))
    assert page.extract_tables() == [[["Fase"], ["1"]]]
    assert page.chars[0]["x1"] == pytest.approx(61.25)
    assert Box(*page.bbox).width == pytest.approx(WIDTH)
    assert page.to_image(resolution=36).original.size == (round(WIDTH / 2), round(HEIGHT / 2))
