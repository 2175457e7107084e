"""Tables of horizontal rules with rows across their columns, with heads on a rule alone, and frames without rules."""

import pytest
from papers import Paper, tables

XS = [50, 90, 250, 300, 420, 480]
HEAD = ["Cod.", "Obiettivo", "Peso", "Misura", "Atteso", "Svolto"]
FIRST = ["1.1", "Aprire lo sportello", "10", "Giorni", "30", "28"]
SECOND = ["1.2", "Rifare l'archivio", "20", "Fascicoli", "500", "510"]
STREETS = "Strade, ponti, segnali e marciapiedi del centro"
THIRD = ["2.1", "Potare i viali", "30", "Alberi", "90", "70"]


@pytest.fixture
def paper(tmp_path):
    return Paper(tmp_path / "p.pdf")


def texts(grid):
    return [[" / ".join(k.text for k in cell.lines) for cell in row if cell.lines] for row in grid.rows()]


def row(paper, top, cells, xs=XS, rule=True, **style):
    for x, text in zip(xs, cells, strict=True):
        paper.text(x, top + 4, text, size=9, **style)
    if rule:
        paper.rule(48, top + 18, 540, top + 18)


def across(paper, top, left, right="", grey=None, italic=False):
    if grey:
        paper.area(48, top, 540, top + 18, grey=grey)
    font = "Helvetica-Oblique" if italic else "Helvetica-Bold"
    paper.text(200 if italic else 50, top + 4, left, size=9, font=font)
    if right:
        paper.text(500 if italic else 430, top + 4, right, size=9, font="Helvetica-Oblique" if italic else None)
    paper.rule(48, top + 18, 540, top + 18)


@pytest.mark.parametrize("grey", [0.85, None])
def test_titles_and_totals_of_groups_are_rows_across_one_table(paper, grey):
    paper.rule(48, 100, 540, 100)
    row(paper, 100, HEAD, bold=True)
    across(paper, 118, "SERVIZI AL CITTADINO E ALLE IMPRESE LOCALI", "Capo: Ada Neri", grey)
    row(paper, 136, FIRST)
    row(paper, 154, SECOND)
    across(paper, 172, "Media dei risultati raggiunti dal servizio", "96%", italic=True)
    across(paper, 190, "VERDE PUBBLICO E DECORO DELLA CITTÀ ANTICA", "Capo: Ugo Sarti", grey)
    row(paper, 208, THIRD)
    (grid,) = tables(paper).grids
    assert texts(grid) == [
        HEAD,
        ["SERVIZI AL CITTADINO E ALLE IMPRESE LOCALI", "Capo: Ada Neri"],
        FIRST,
        SECOND,
        ["Media dei risultati raggiunti dal servizio", "96%"],
        ["VERDE PUBBLICO E DECORO DELLA CITTÀ ANTICA", "Capo: Ugo Sarti"],
        THIRD,
    ]
    lead = grid.rows()[1]
    assert [(c.col, c.colspan) for c in lead] == [(0, 4), (4, 2)]


def test_a_head_painted_cell_by_cell_stands_over_its_columns(paper):
    for a, b in zip([48, *XS[1:]], [*XS[1:], 540], strict=True):
        paper.area(a, 100, b, 118, grey=0.7)
    row(paper, 100, HEAD, rule=False, bold=True)
    row(paper, 118, FIRST)
    row(paper, 136, SECOND)
    row(paper, 154, THIRD)
    (grid,) = tables(paper).grids
    assert texts(grid) == [HEAD, FIRST, SECOND, THIRD]


def test_a_title_between_tables_of_other_columns_parts_them(paper):
    paper.rule(48, 100, 540, 100)
    row(paper, 100, ["N.", "Fase", "Inizio", "Fine"], [50, 90, 330, 440], bold=True)
    row(paper, 118, ["1", "Scelta dei locali", "01/02", "30/06"], [50, 90, 330, 440])
    row(paper, 136, ["2", "Trasloco", "01/07", "31/12"], [50, 90, 330, 440])
    paper.text(50, 158, "Che cosa misuriamo", size=11, bold=True)
    row(paper, 172, ["Misura", "Unità", "Atteso"], [50, 200, 260], bold=True)
    row(paper, 190, ["Domande evase", "n.", "900"], [50, 200, 260])
    row(paper, 208, ["Reclami", "n.", "3"], [50, 200, 260])
    found = tables(paper)
    assert [texts(grid)[0] for grid in found.grids] == [["N.", "Fase", "Inizio", "Fine"], ["Misura", "Unità", "Atteso"]]
    assert [line.text for line in found.lines] == ["Che cosa misuriamo"]


def test_a_total_is_no_head(paper):
    paper.rule(48, 100, 540, 100)
    xs = [50, 200, 300]
    row(paper, 100, ["Voce", "Anno prima", "Anno"], xs, bold=True)
    for n, name in enumerate(["Carta", "Luce", "Gas"]):
        row(paper, 118 + 14 * n, [name, "10,00", "12,00"], xs, rule=False)
    row(paper, 160, ["Totale", "30,00", "36,00"], xs, bold=True)
    row(paper, 178, ["Altro", "1,00", "2,00"], xs)
    (grid,) = tables(paper).grids
    assert ["Totale", "30,00", "36,00"] in texts(grid) and ["Luce", "10,00", "12,00"] in texts(grid)


def test_the_texts_of_a_frame_are_its_cells(paper):
    for y in (100, 126, 152):
        paper.rule(48, y, 540, y)
    for x in (48, 540):
        paper.rule(x, 100, x, 152)
    paper.prose(50, 102, ["Centro di", "costo"], size=8, leading=10)
    paper.text(130, 107, "BIBLIOTECHE", size=10, bold=True)
    paper.text(330, 107, "Capo", size=8)
    paper.text(400, 107, "ADA NERI", size=10, bold=True)
    paper.text(50, 130, "Obiettivo", size=8)
    paper.prose(130, 128, ["UNA SALA PER CHI STUDIA", "DI SERA"], size=10, leading=11, bold=True)
    (grid,) = tables(paper).grids
    assert texts(grid) == [
        ["Centro di / costo", "BIBLIOTECHE", "Capo", "ADA NERI"],
        ["Obiettivo", "UNA SALA PER CHI STUDIA / DI SERA"],
    ]


def test_a_framed_text_stays_whole(paper):
    for y in (100, 140):
        paper.rule(48, y, 540, y)
    for x in (48, 540):
        paper.rule(x, 100, x, 140)
    paper.prose(50, 104, ["Il servizio apre tre mattine e un pomeriggio la settimana.", "Chiude ad agosto."], size=10)
    (grid,) = tables(paper).grids
    assert grid.n_cols == 1


@pytest.mark.parametrize(("bold", "blank"), [(False, True), (True, False)])
def test_a_label_without_a_value_is_a_row_of_the_form_and_a_heading_is_none(paper, bold, blank):
    rows = [("Missione", "Trasporti e mobilità"), ("Programma", STREETS), ("Assessore", "Ada Neri"), ("Finalità", "")]
    for n, (label, value) in enumerate([*rows, ("Descrizione", "Si contano i ponti")]):
        paper.text(50, 100 + 12 * n, label, size=9, bold=bold and label == "Finalità")
        paper.text(130, 100 + 12 * n, value, size=9)
    found = tables(paper)
    got = [row for grid in found.grids for row in texts(grid)]
    assert (["Finalità"] in got) == blank and ["Programma", STREETS] in got
