"""PDFium's words, rules and shadings, on pages made for the purpose."""

import pytest
import reportlab
from papers import HEIGHT, WIDTH, Paper
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from extractors.plumber import turned
from extractors.reading import open_engine

SENTENCE = "Verifica del piano e pagamento delle fatture entro trenta giorni dal loro arrivo in Comune"


def read(paper, number=1):
    engine = open_engine(paper.save())
    try:
        return engine.page(number)
    finally:
        engine.close()


def texts(page):
    return [word.text for word in page.words]


def test_words_with_spaces(paper):
    paper.text(50, 60, SENTENCE)
    page = read(paper)
    assert texts(page) == SENTENCE.split()
    assert (page.width, page.height) == pytest.approx((WIDTH, HEIGHT), abs=1)
    first = page.words[0]
    assert first.x0 == pytest.approx(50, abs=1) and 55 < first.top < 65 and first.angle == 0


def test_words_positioned_singly_have_no_space_glyphs(paper):
    x = 50
    for word in SENTENCE.split():
        paper.text(x, 60, word)
        x += pdfmetrics.stringWidth(word, "Helvetica", 10) + 2.8
    assert texts(read(paper)) == SENTENCE.split()


def test_letters_positioned_singly(paper):
    x = 50
    for letter in SENTENCE:
        if letter != " ":
            paper.text(x, 60, letter)
        x += pdfmetrics.stringWidth(letter, "Helvetica", 10)
    assert texts(read(paper)) == SENTENCE.split()


@pytest.mark.parametrize("space", [{"wordSpace": 7}, {"charSpace": 0.9}])
def test_justified_text_keeps_its_words(paper, space):
    paper.text(50, 60, SENTENCE[:60].rsplit(" ", 1)[0], **space)
    assert texts(read(paper)) == SENTENCE[:60].split()[:-1]


def test_ligatures_are_letters(paper):
    folder = reportlab.__path__[0]
    pdfmetrics.registerFont(TTFont("Vera", f"{folder}/fonts/Vera.ttf"))
    paper.text(50, 60, "Veri\ufb01ca del \ufb02usso", font="Vera")
    assert texts(read(paper)) == ["Verifica", "del", "flusso"]


def test_bold(paper):
    paper.text(50, 60, "Fase", bold=True)
    paper.text(90, 60, "prima")
    assert [word.bold for word in read(paper).words] == [True, False]


def test_a_shading_is_no_rule(paper):
    paper.area(50, 50, 250, 70)
    paper.text(55, 54, "Intestazione")
    page = read(paper)
    assert not page.rules and len(page.shadings) == 1
    assert page.shadings[0].box == pytest.approx((50, 50, 250, 70), abs=1)
    assert page.shadings[0].colour == pytest.approx((204, 204, 204), abs=2)


def test_a_thin_rectangle_is_a_rule(paper):
    paper.area(50, 50, 250, 50.8, grey=0)
    paper.area(50, 50, 50.8, 250, grey=0)
    page = read(paper)
    assert not page.shadings and [rule.horizontal for rule in page.rules] == [True, False]


def test_a_stroke_is_a_rule_and_a_white_area_is_nothing(paper):
    paper.rule(50, 100, 250, 100)
    paper.area(50, 110, 250, 140, grey=1)
    page = read(paper)
    assert len(page.rules) == 1 and not page.shadings
    assert page.rules[0].top == pytest.approx(100, abs=0.5)


def test_a_page_with_rotate_is_upright(tmp_path):
    paper = Paper(tmp_path / "plan.pdf", rotate=90)
    paper.text(50, 60, SENTENCE)
    paper.rule(50, 100, 250, 100)
    page = read(paper)
    assert (page.width, page.height) == pytest.approx((WIDTH, HEIGHT), abs=1)
    assert page.turn == 0 and texts(page) == SENTENCE.split()
    assert {word.angle for word in page.words} == {0}
    first = page.words[0]
    assert first.x0 == pytest.approx(50, abs=1) and 55 < first.top < 65 and first.bottom - first.top < 16
    assert page.as_shown(first.box) == first.box
    assert page.rules[0].horizontal and page.rules[0].top == pytest.approx(100, abs=0.5)


def test_text_drawn_sideways_is_turned_and_its_place_is_that_of_the_print(paper):
    paper.sideways(100, 700, SENTENCE)
    paper.rule(110, 300, 110, 700)
    page = read(paper)
    assert page.turn == 270 and texts(page) == SENTENCE.split()
    assert (page.width, page.height) == pytest.approx((HEIGHT, WIDTH), abs=1)
    assert {word.angle for word in page.words} == {0}
    first = page.words[0]
    assert first.bottom - first.top < 16 < first.x1 - first.x0
    shown = page.as_shown(first.box)
    assert shown.x0 > 88 and shown.x1 < 104 and shown.bottom == pytest.approx(700, abs=1) and shown.top < 670
    assert turned(shown, page) == pytest.approx(first.box)
    assert page.rules[0].horizontal


def test_a_few_sideways_words_do_not_turn_the_page(paper):
    paper.prose(100, 60, [SENTENCE] * 3)
    paper.sideways(60, 200, "AREA TECNICA")
    page = read(paper)
    assert page.turn == 0
    assert [word.text for word in page.words if word.angle == 270] == ["AREA", "TECNICA"]
