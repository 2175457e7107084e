"""One stream of blocks: what a page cuts is joined, what only frames it is set apart."""

import pytest
from papers import HEIGHT, flow

from extractors.flow import TableBlock, TextBlock
from extractors.grid.lines import Mender
from extractors.grid.model import Line
from extractors.reading.content import Word

XS = [50, 90, 350, 450]
HEAD = ["N.", "Fase", "Termine"]


def tables(found):
    return [block.grid for block in found.blocks if isinstance(block, TableBlock)]


def paragraphs(found):
    return [block.text for block in found.blocks if isinstance(block, TextBlock)]


def texts(grid):
    return [[cell.text for cell in row] for row in grid.rows()]


def low_table(paper, rows, foot=True, last=20):
    """A table that ends at the page's foot; ``last`` is the height of its last row."""
    top = HEIGHT - 60 - last - 20 * (len(rows) - 1)
    ys = [top + 20 * n for n in range(len(rows))] + [HEIGHT - 60]
    paper.table(XS, ys, rows, foot=foot)


def test_a_table_cut_by_a_page_with_its_header_printed_again(paper):
    low_table(paper, [HEAD, ["1", "Raccolta dei dati.", "31/03/2025"]])
    paper.page()
    paper.table(XS, [60, 80, 100], [HEAD, ["2", "Invio delle risposte.", "30/06/2025"]])
    (grid,) = tables(flow(paper))
    assert texts(grid) == [
        HEAD,
        ["1", "Raccolta dei dati.", "31/03/2025"],
        ["2", "Invio delle risposte.", "30/06/2025"],
    ]
    assert (grid.page, grid.page_last) == (1, 2)


def test_a_table_cut_by_a_page_without_a_header(paper):
    low_table(paper, [HEAD, ["1", "Raccolta dei dati.", "31/03/2025"]])
    paper.page()
    rows = [["2", "Invio delle risposte.", "30/06/2025"], ["3", "Pubblicazione.", "31/12/2025"]]
    paper.table(XS, [60, 80, 100], rows, bold_head=False)
    (grid,) = tables(flow(paper))
    assert [row[0] for row in texts(grid)] == ["N.", "1", "2", "3"]
    assert [cell.page for cell in grid.cells if cell.col == 0] == [1, 1, 2, 2]


def test_a_cell_cut_by_a_page_is_one_cell(paper):
    low_table(
        paper, [HEAD, ["1", "Raccolta dei dati presso gli\nuffici che li hanno e", "31/03/2025"]], foot=False, last=32
    )
    paper.page()
    paper.table(XS, [60, 80, 100], [["", "prima stesura", ""], ["2", "Invio.", "30/06/2025"]], bold_head=False)
    (grid,) = tables(flow(paper))
    assert texts(grid)[1:] == [
        ["1", "Raccolta dei dati presso gli uffici che li hanno e prima stesura", "31/03/2025"],
        ["2", "Invio.", "30/06/2025"],
    ]
    assert [cell.cut for cell in grid.rows()[1]] == [False, True, False]


def test_a_header_alone_at_a_pages_foot_belongs_to_the_next_page(paper):
    paper.text(50, 100, "Obiettivo 1", bold=True)
    low_table(paper, [HEAD])
    paper.page()
    rows = [["1", "Raccolta dei dati.", "31/03/2025"], ["2", "Invio.", "30/06/2025"]]
    paper.table(XS, [60, 80, 100], rows, bold_head=False)
    (grid,) = tables(flow(paper))
    assert [row[0] for row in texts(grid)] == ["N.", "1", "2"]


def test_a_header_without_rules_alone_at_a_pages_foot_belongs_to_the_next_page(paper):
    places = [50, 90, 300, 400, 500]
    cells = ["Fase", "Descrizione", "Inizio", "Fine", "Peso"]
    for x, text in zip(places, cells, strict=True):
        paper.text(x, HEIGHT - 80, text, bold=True)
    paper.page()
    for n in (1, 2, 3):
        row = [str(n), "Raccolta dei dati presso", "01/01/2025", "28/02/2025", "30"]
        for x, text in zip(places, row, strict=True):
            paper.text(x, 50 + 18 * n, text)
    (grid,) = tables(flow(paper))
    assert grid.reader == "network" and texts(grid)[0] == cells and grid.n_rows == 4


def test_another_table_on_the_next_page_stays_another(paper):
    low_table(paper, [HEAD, ["1", "Raccolta dei dati.", "31/03/2025"]])
    paper.page()
    paper.table([50, 250, 500], [60, 80, 100], [["Indicatore", "Target"], ["Domande evase", "200"]])
    assert [grid.n_cols for grid in tables(flow(paper))] == [3, 2]


def test_a_description_that_leaves_the_grid_goes_on_as_a_paragraph(paper):
    low_table(
        paper, [HEAD, ["1", "Gli uffici mandano le risposte\nentro trenta giorni, e nei casi", ""]], foot=False, last=32
    )
    paper.page()
    paper.text(93, 60, "urgenti la settimana dopo.")
    paper.text(50, 100, "Indicatori di risultato", bold=True)
    found = flow(paper)
    (grid,) = tables(found)
    assert (
        texts(grid)[1][1] == "Gli uffici mandano le risposte entro trenta giorni, e nei casi urgenti la settimana dopo."
    )
    assert paragraphs(found) == ["Indicatori di risultato"]


def test_running_heads_and_page_numbers_are_set_apart(paper):
    bodies = ["Premessa al piano.", "Gli obiettivi del piano.", "I servizi del piano.", "Le risorse del piano."]
    for n, body in enumerate(bodies, 1):
        paper.text(50, 30, "Comune di Prova - Piano della performance 2025", size=8)
        paper.text(50, 200, body)
        paper.text(500, 800, f"Pagina {n} di 4", size=8)
        paper.page()
    found = flow(paper)
    assert paragraphs(found) == bodies
    assert len(found.furniture) == 8


def test_a_heading_that_is_printed_once_is_no_running_head(paper):
    for n in range(4):
        paper.text(50, 30, "Comune di Prova", size=8)
        paper.text(50, 60, f"Settore {'ABCD'[n]}", bold=True)
        paper.text(50, 200, "Testo del piano.")
        paper.page()
    assert [text for text in paragraphs(flow(paper)) if text.startswith("Settore")] == [f"Settore {x}" for x in "ABCD"]


def test_blocks_come_in_reading_order(paper):
    paper.text(50, 80, "Prima della tabella.")
    paper.table(XS, [120, 140, 160], [HEAD, ["1", "Invio.", "31/03/2025"]])
    paper.text(50, 200, "Dopo la tabella.")
    kinds = [block.text if isinstance(block, TextBlock) else "tabella" for block in flow(paper).blocks]
    assert kinds == ["Prima della tabella.", "tabella", "Dopo la tabella."]


def line(text, page=1):
    return Line([Word(word, 10.0 * n, 0, 10.0 * n + 9, 10, 10) for n, word in enumerate(text.split())], page)


def test_half_a_line_more_sets_a_paragraph_apart(paper):
    """As office programs do it: six points after each paragraph, and the lines close to each other."""
    top = 60
    for n in range(5):
        for line in ("Il mulino macina tre giorni la settimana", f"e il pane si vende in piazza {n}"):
            paper.text(50, top, line, size=9)
            top += 12
        top += 6
    assert len(paragraphs(flow(paper))) == 5


@pytest.mark.parametrize(
    ("known", "lines", "text"),
    [
        (["pagamento"], ["tempi di paga-", "mento delle fatture"], "tempi di pagamento delle fatture"),
        ([], ["tempi di paga-", "mento delle fatture"], "tempi di pagamento delle fatture"),
        (["socio-sanitari"], ["servizi socio-", "sanitari della zona"], "servizi socio-sanitari della zona"),
        (["costi", "benefici"], ["analisi costi-", "benefici"], "analisi costi-benefici"),
        ([], ["l'anno 2024-", "2025"], "l'anno 2024- 2025"),
        ([], ["- raccolta dei dati", "- invio"], "- raccolta dei dati - invio"),
        ([], ["dal sito www.comune.it/albo/", "pretorio"], "dal sito www.comune.it/albo/ pretorio"),
    ],
)
def test_hyphens_at_a_lines_end(known, lines, text):
    assert Mender(known).join(line(part) for part in lines) == text


def test_a_split_word_is_mended_as_the_plan_spells_it_elsewhere(paper):
    paper.text(50, 60, "Ufficio tecnico-manutentivo del Comune")
    paper.prose(50, 120, ["Lavori del personale tecnico-", "manutentivo e tempi di paga-", "mento delle fatture."])
    assert paragraphs(flow(paper))[-1] == "Lavori del personale tecnico-manutentivo e tempi di pagamento delle fatture."
