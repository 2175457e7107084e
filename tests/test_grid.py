"""Cells, spans and tables without rules, on pages made for the purpose."""

import pytest
from papers import tables

PROSE = [
    "Il servizio riceve ogni anno circa quattrocento domande, che vengono esaminate da due",
    "istruttori. Le risposte partono entro trenta giorni; nei casi urgenti, la settimana dopo.",
    "Nel corso del triennio si vuole ridurre l'attesa e mandare le risposte per via telematica.",
    "Chi non usa il telefono trova uno sportello aperto tre mattine e un pomeriggio la settimana.",
]
XS = [50, 90, 300, 400, 500]


def texts(grid):
    """Texts of the cells by row."""
    return [[" / ".join(line.text for line in cell.lines) for cell in row] for row in grid.rows()]


def row(paper, top, cells, xs=XS, **style):
    for x, text in zip(xs, cells, strict=True):
        if text:
            paper.text(x, top, text, **style)


def test_a_full_grid(paper):
    rows = [["N.", "Fase"], ["1", "Raccolta\ndei dati"], ["2", "Invio"]]
    paper.table([50, 90, 300], [100, 120, 150, 170], rows)
    (grid,) = (found := tables(paper)).grids
    assert (grid.reader, grid.n_rows, grid.n_cols) == ("rules", 3, 2)
    assert texts(grid) == [["N.", "Fase"], ["1", "Raccolta / dei dati"], ["2", "Invio"]]
    assert not grid.open_bottom and not found.lines


def test_merged_cells_have_spans(paper):
    for y in (100, 180):
        paper.rule(50, y, 350, y)
    for y, start in ((120, 150), (140, 150), (160, 50)):
        paper.rule(start, y, 350, y)
    for x, start, end in ((50, 100, 180), (150, 100, 180), (250, 120, 180), (350, 100, 180)):
        paper.rule(x, start, x, end)
    for x, top, text in (
        (55, 125, "Obiettivo"),
        (155, 103, "Indicatore"),
        (155, 123, "a"),
        (255, 123, "b"),
        (155, 143, "c"),
        (55, 163, "d"),
    ):
        paper.text(x, top, text)
    (grid,) = tables(paper).grids
    spans = {cell.lines[0].text: (cell.row, cell.col, cell.rowspan, cell.colspan) for cell in grid.cells if cell.lines}
    assert spans["Obiettivo"] == (0, 0, 3, 1)
    assert spans["Indicatore"] == (0, 1, 1, 2)
    assert spans["b"] == (1, 2, 1, 1) and spans["d"] == (3, 0, 1, 1)


def test_a_table_open_at_the_pages_foot(paper):
    paper.table([50, 90, 300], [740, 760, 800], [["N.", "Fase"], ["1", "Raccolta"]], foot=False)
    (grid,) = tables(paper).grids
    assert grid.open_bottom and not grid.open_top
    assert texts(grid) == [["N.", "Fase"], ["1", "Raccolta"]]


def test_a_shading_behind_text_is_no_table(paper):
    paper.area(50, 100, 400, 130)
    paper.text(55, 108, "OBIETTIVI DELL'AREA TECNICA", bold=True)
    found = tables(paper)
    assert not found.grids and [line.text for line in found.lines] == ["OBIETTIVI DELL'AREA TECNICA"]


def test_thin_rectangles_make_a_grid(paper):
    for y in (100, 120, 140):
        paper.area(50, y, 300, y + 0.7, grey=0)
    for x in (50, 150, 300):
        paper.area(x, 100, x + 0.7, 140, grey=0)
    row(paper, 103, ["a", "b"], [55, 155])
    row(paper, 123, ["c", "d"], [55, 155])
    (grid,) = tables(paper).grids
    assert texts(grid) == [["a", "b"], ["c", "d"]]


def test_cells_know_their_colour(paper):
    paper.area(50, 100, 300, 120, grey=0.7)
    paper.table([50, 90, 300], [100, 120, 140], [["N.", "Fase"], ["1", "Invio"]])
    (grid,) = tables(paper).grids
    assert [bool(cell.shade) for cell in grid.cells] == [True, True, False, False]


def test_horizontal_rules_alone(paper):
    for y in (100, 120, 140, 160):
        paper.rule(50, y, 500, y)
    row(paper, 103, ["N.", "Fase", "Inizio", "Fine", "Peso"], [50, 90, 300, 400, 470], bold=True)
    row(paper, 123, ["1", "Raccolta dei dati", "01/01/2025", "28/02/2025", "40"], [50, 90, 300, 400, 470])
    row(paper, 143, ["2", "Invio", "01/03/2025", "30/06/2025", "60"], [50, 90, 300, 400, 470])
    (grid,) = tables(paper).grids
    assert (grid.reader, grid.n_rows, grid.n_cols) == ("lines", 3, 5)


def test_a_header_above_the_rules_belongs_to_the_table(paper):
    row(paper, 70, ["Cronoprogramma", ""], [53, 93], bold=True, size=12)
    row(paper, 87, ["N.", "Fase"], [53, 93], bold=True)
    paper.table([50, 90, 300], [100, 120, 140], [["1", "Raccolta"], ["2", "Invio"]], bold_head=False)
    (grid,) = (found := tables(paper)).grids
    assert texts(grid) == [["N.", "Fase"], ["1", "Raccolta"], ["2", "Invio"]]
    assert [line.text for line in found.lines] == ["Cronoprogramma"]


def test_a_header_on_a_band_of_colour_belongs_to_the_table(paper):
    paper.area(50, 72, 300, 100, grey=0.6)
    row(paper, 74, ["Numero", "Fase"], [53, 103])
    row(paper, 86, ["d'ordine", ""], [53, 103])
    paper.table([50, 100, 300], [100, 120, 140], [["1", "Raccolta"], ["2", "Invio"]], bold_head=False)
    (grid,) = tables(paper).grids
    assert texts(grid)[0] == ["Numero / d'ordine", "Fase"]


@pytest.mark.parametrize("heading", ["INDICATORI DI RISULTATO DELL'AREA", "FASI"])
def test_a_heading_above_a_table_is_not_its_header(paper, heading):
    paper.text(53, 87, heading, bold=True)
    paper.table([50, 90, 300], [100, 120, 140], [["1", "Raccolta"], ["2", "Invio"]], bold_head=False)
    (grid,) = (found := tables(paper)).grids
    assert grid.n_rows == 2 and [line.text for line in found.lines] == [heading]


def test_bands_of_colour_part_rows(paper):
    paper.area(50, 115, 300, 130, grey=0.85)
    for x in (50, 90, 300):
        paper.rule(x, 100, x, 145)
    paper.rule(50, 100, 300, 100)
    paper.rule(50, 145, 300, 145)
    for n, name in enumerate(["Gara", "Lavori", "Collaudo"]):
        row(paper, 102 + 15 * n, [str(n + 1), name], [53, 93])
    (grid,) = tables(paper).grids
    assert texts(grid) == [["1", "Gara"], ["2", "Lavori"], ["3", "Collaudo"]]


def test_texts_side_by_side_in_a_band_are_read_one_after_the_other(paper):
    paper.area(50, 100, 540, 132, grey=0.8)
    row(paper, 110, ["B.4", "", "Peso 20%"], [55, 100, 470], bold=True)
    paper.prose(100, 104, ["Restaurare il ponte coperto con il", "legno dei boschi comunali"], bold=True)
    assert [line.text for line in tables(paper).lines] == [
        "B.4 Restaurare il ponte coperto con il legno dei boschi comunali Peso 20%"
    ]


def test_text_that_runs_through_a_band_stays_in_lines(paper):
    paper.area(50, 100, 540, 132, grey=0.8)
    paper.prose(55, 104, ["Chi passa il ponte trova ora il guado", "segnato da due file di pali"])
    assert len(tables(paper).lines) == 2


def test_gaps_that_line_up_are_a_table(paper):
    row(paper, 100, ["Fase", "Descrizione", "Inizio", "Fine", "Peso"], bold=True)
    row(paper, 118, ["1", "Raccolta dei dati presso gli uffici e", "01/01/2025", "28/02/2025", "40"])
    row(paper, 130, ["", "prima stesura", "", "", ""])
    row(paper, 148, ["2", "Invio", "01/03/2025", "", "60"])
    (grid,) = (found := tables(paper)).grids
    assert (grid.reader, grid.n_rows, grid.n_cols) == ("network", 3, 5) and not found.lines
    assert texts(grid)[1] == [
        "1",
        "Raccolta dei dati presso gli uffici e / prima stesura",
        "01/01/2025",
        "28/02/2025",
        "40",
    ]
    assert texts(grid)[2] == ["2", "Invio", "01/03/2025", "", "60"]


def test_lines_at_one_distance_without_a_first_cell_go_on(paper):
    row(paper, 100, ["Fase", "Descrizione", "Inizio", "Fine", "Peso"], bold=True)
    row(paper, 113, ["1", "Raccolta dei dati presso gli uffici e", "01/01/2025", "28/02/2025", "40"])
    row(paper, 126, ["", "prima stesura", "", "", ""])
    row(paper, 139, ["2", "Invio", "01/03/2025", "30/06/2025", "60"])
    (grid,) = tables(paper).grids
    assert grid.n_rows == 3


def test_two_tables_of_gaps_below_each_other_are_two(paper):
    row(paper, 100, ["Fase", "Descrizione", "Inizio", "Fine", "Peso"], bold=True)
    row(paper, 116, ["1", "Raccolta dei dati", "01/01/2025", "28/02/2025", "40"])
    row(paper, 132, ["2", "Invio", "01/03/2025", "30/06/2025", "60"])
    places = [50, 250, 340, 440]
    row(paper, 148, ["Indicatore", "Unità di misura", "Valore 2024", "Previsto 2025"], places, bold=True)
    row(paper, 164, ["Domande evase", "numero", "120", "200"], places)
    found = tables(paper)
    assert [(grid.n_rows, grid.n_cols) for grid in found.grids] == [(3, 5), (2, 4)] and not found.lines


def test_a_table_of_gaps_without_a_header(paper):
    for n in range(4):
        row(paper, 100 + 16 * n, [str(n), "Raccolta dei dati", "01/01/2025", "28/02/2025", "25"])
    (grid,) = tables(paper).grids
    assert (grid.n_rows, grid.n_cols) == (4, 5)


def test_a_form_without_rules(paper):
    labels = ["Obiettivo", "Responsabile", "Missione", "Descrizione"]
    values = ["Albo dei volontari", "Dott.ssa Livia Carminati", "12", "Chi vuole dare qualche ora al paese"]
    for n, cells in enumerate(zip(labels, values, strict=True)):
        row(paper, 100 + 18 * n, cells, [50, 180])
    paper.text(180, 100 + 18 * 3 + 12, "oggi non sa a chi rivolgersi")
    (grid,) = tables(paper).grids
    assert (grid.reader, grid.n_rows, grid.n_cols) == ("network", 4, 2)
    assert texts(grid)[3] == ["Descrizione", "Chi vuole dare qualche ora al paese / oggi non sa a chi rivolgersi"]


def _prose(paper):
    paper.prose(50, 100, PROSE * 3)


def _justified(paper):
    for n, line in enumerate(PROSE * 3):
        paper.text(50, 100 + 12 * n, line, wordSpace=1 + 3 * (n % 4))


def _cover(paper):
    for n, line in enumerate(["COMUNE DI PROVA", "Provincia di Esempio", "PIANO DETTAGLIATO", "2025-2027"]):
        paper.canvas.setFont("Helvetica-Bold", 18)
        paper.canvas.drawCentredString(297, 600 - 26 * n, line)


def _contents(paper):
    for n, title in enumerate(["Premessa", "Il contesto", "Gli obiettivi", "I servizi"]):
        paper.text(50, 100 + 16 * n, f"{n + 1}.")
        paper.text(80, 100 + 16 * n, title)
        paper.text(180, 100 + 16 * n, "." * 60)
        paper.text(500, 100 + 16 * n, str(3 + 4 * n))


def _index(paper):
    for n, title in enumerate(["Premessa", "Il contesto", "Gli obiettivi", "I servizi"]):
        row(paper, 100 + 16 * n, [title, "pag.", str(3 + 4 * n)], [50, 400, 470])


def _labelled(paper):
    for n, (label, value) in enumerate([("Settore:", "Tecnico"), ("Dirigente:", "Rossi"), ("Anno:", "2025")]):
        row(paper, 100 + 16 * n, [label, value], [50, 180])


def _list(paper):
    for n, item in enumerate(["Raccolta dei dati", "Prima stesura", "Invio", "Pubblicazione"]):
        row(paper, 100 + 16 * n, [f"{n + 1}.", item], [50, 80])


def _newspaper(paper):
    for n, line in enumerate(PROSE * 3):
        paper.text(50, 100 + 12 * n, line[:40])
        paper.text(320, 100 + 12 * n, line[40:])


def _signatures(paper):
    row(paper, 600, ["Il Sindaco", "Il Segretario", "Il Revisore"], [60, 250, 430])
    row(paper, 614, ["Ivo Balestri", "Elsa Zanfra", "Ugo Reggi"], [60, 250, 430])


@pytest.mark.parametrize(
    "draw", [_prose, _justified, _cover, _contents, _index, _labelled, _list, _newspaper, _signatures]
)
def test_what_is_no_table(paper, draw):
    draw(paper)
    assert tables(paper).grids == []
