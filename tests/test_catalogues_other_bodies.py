"""Catalogues as other bodies head them: common wordings, years side by side, steps between aims and activities."""

import pytest
from forms import Form

from extractors.grid.model import Cell, Grid
from extractors.grid.steps import part_rows
from extractors.grid.unruled import line_tables
from extractors.lexicon import load_lexicon
from extractors.reading.content import Box, PageContent, Rule, Word
from extractors.records.catalogues.entries import Entry
from extractors.records.catalogues.staff import staffing
from extractors.records.events import Span
from pipeline.read_plan import read_plan


@pytest.fixture
def form(tmp_path):
    return Form(tmp_path / "plan.pdf")


def listed(form, table, *names):
    plan = read_plan(form.save())
    return [tuple(getattr(row, name) for name in names) for row in plan.listed.get(table, [])]


def test_posts_printed_year_beside_year(form):
    form.head("Piano dei fabbisogni")
    head = ["Area", "Profilo", "2031", "2032", "Modalità di reclutamento"]
    form.grid([50, 150, 280, 330, 380, 540], [head, ["Istruttori", "Messo", "1", "2", "Mobilità"]])
    found = listed(form, "hires", "year", "area", "profile", "units_raw", "mode")
    assert found == [(2031, "Istruttori", "Messo", "1", "Mobilità"), (2032, "Istruttori", "Messo", "2", "Mobilità")]


def test_posts_and_costs_under_years_that_span_them(form):
    form.head("Programma delle assunzioni")
    rows = [
        ["", "", "*2031", "<", "*2032", "<"],
        ["*Area", "*Profilo professionale", "*n.", "*costo", "*n.", "*costo"],
        ["Istruttori", "Messo", "1", "30.100,00", "", ""],
        ["Funzionari", "Geologo", "", "", "2", "71.000,00"],
    ]
    form.grid([50, 130, 270, 310, 390, 430, 540], rows, bold=None)
    found = listed(form, "hires", "year", "profile", "units_raw", "cost_full_year_raw")
    assert found == [(2031, "Messo", "1", "30.100,00"), (2032, "Geologo", "2", "71.000,00")]


@pytest.mark.parametrize(("title", "count"), [("Cessazioni previste", 0), ("Altre notizie", 1)])
def test_leavers_are_no_hires(form, title, count):
    form.head("Piano dei fabbisogni")
    form.head(title)
    form.grid([50, 200, 350, 400], [["Area", "Profilo", "Unità"], ["Istruttori", "Messo", "4"]])
    plan = read_plan(form.save())
    assert len([*plan.listed.get("hires", []), *plan.listed.get("staffing", [])]) == count


def test_a_column_that_counts_the_rows_is_no_number_of_staff(form):
    form.head("Personale in servizio")
    rows = [["N.", "Area", "Ufficio"], ["1", "Entrate", "Tributi"], ["2", "Tecnica", "Strade"]]
    form.grid([50, 90, 250, 400], rows)
    assert listed(form, "staffing", "total_raw") == []


def test_the_head_of_another_column_is_no_office():
    block = object()
    context = {"unit": Span("Dipartimento")}
    rows = [Entry("staffing", {"profile": Span("Bidelli"), "total": Span("4")}, context=context, block=block)]
    assert [row.context for row in staffing(rows, load_lexicon())] == [{}]


def test_interventions_under_bare_years(form):
    form.head("Programmazione delle misure")
    head = ["Misura generale", "2031", "2032", "Chi attua"]
    form.grid([50, 180, 320, 450, 540], [head, ["Rotazione", "Scrivere i criteri", "Provarli", "Direttore"]])
    found = listed(form, "measure_programme", "measure", "year", "intervention", "responsible")
    assert found == [
        ("Rotazione", 2031, "Scrivere i criteri", "Direttore"),
        ("Rotazione", 2032, "Provarli", "Direttore"),
    ]


def test_a_risk_with_the_words_of_another_body(form):
    form.head("Trattamento del rischio")
    head = ["Processo", "Rischi\nprincipali", "Valutazione", "Misure", "Fasi e tempi", "Struttura\ncompetente"]
    row = ["Rimborsi", "Spese non dovute", "Alto", "Controllo a campione", "Ogni mese", "Ragioneria"]
    form.grid([50, 120, 220, 290, 390, 460, 550], [head, row])
    names = ("process", "risk", "level", "measure", "timing", "unit")
    assert listed(form, "process_risk_measures", *names) == [tuple(row)]


def test_aims_over_actions_take_the_steps_above_them(form):
    form.head("Piano di uguaglianza di genere")
    head = ["Area di intervento", "Obiettivo", "Azioni", "Indicatori"]
    form.grid([50, 180, 300, 440, 540], [head, ["Carriere", "Più equilibrio", "Regole per le giurie", "Giurie"]])
    found = listed(form, "positive_actions", "macro_action", "action", "activity", "indicator")
    assert found == [("Carriere", "Più equilibrio", "Regole per le giurie", "Giurie")]


def test_years_of_an_action_are_ticked(form):
    form.head("Azioni positive")
    head = ["Azione", "A cura di", "2031", "2032", "2033"]
    form.grid([50, 250, 380, 430, 480, 530], [head, ["Orario elastico", "Personale", "X", "", "X"]])
    assert listed(form, "positive_actions", "action", "responsible", "years") == [
        ("Orario elastico", "Personale", "2031, 2033")
    ]


def test_the_last_of_two_averages(form):
    form.head("Indagine sul personale")
    head = ["Cod.", "Domanda", "Punteggio medio 2031", "Punteggio medio 2030"]
    form.grid([50, 100, 300, 420, 540], [head, ["A1", "Mi trovo bene", "4,2", "3,9"], ["A2", "Imparo", "3,1", "3,3"]])
    assert listed(form, "survey_items", "n", "question", "average_raw") == [
        ("A1", "Mi trovo bene", "4,2"),
        ("A2", "Imparo", "3,1"),
    ]


def test_bands_by_their_two_ends(form):
    form.head("Retribuzione di risultato")
    head = ["Fascia", "Punteggio da", "Punteggio a", "% del premio"]
    form.grid([50, 150, 250, 350, 450], [head, ["Alta", "85", "100", "100"], ["Bassa", "60", "84,99", "50"]])
    assert listed(form, "pay_bands", "band", "from_score", "to_score", "rule") == [
        ("Alta", 85.0, 100.0, "100"),
        ("Bassa", 60.0, 84.99, "50"),
    ]


def test_what_was_done_of_a_measure(form):
    form.head("Monitoraggio delle misure")
    head = ["Misura", "Indicatore", "Valore atteso", "Stato di attuazione", "Esito"]
    form.grid([50, 150, 260, 340, 450, 540], [head, ["Rotazione", "Persone", "3", "Attuata", "4"]])
    assert listed(form, "monitoring", "subject", "target", "done", "result") == [("Rotazione", "3", "Attuata", "4")]


def word(text, x, y):
    return Word(text, x, y, x + 5 * len(text), y + 10, 10)


def said(cell):
    return " ".join(line.text for line in cell.lines)


def page(words, rules):
    return PageContent(1, 600, 800, words=words, rules=rules)


def test_rules_under_the_last_columns_part_their_rows():
    rules = [Rule(50, y, 550, y) for y in (100, 120, 160, 200)] + [Rule(250, y, 550, y) for y in (140, 180)]
    words = [word("Settore", 60, 105), word("Ufficio", 260, 105)]
    words += [word("Entrate", 60, 135), word("Tributi", 260, 125), word("Cassa", 260, 145)]
    words += [word("Opere", 60, 175), word("Strade", 260, 165), word("Scuole", 260, 185)]
    grids, left = line_tables(rules, words, page(words, rules))
    assert not left
    assert [[(said(c), c.rowspan) for c in row] for row in grids[0].rows()] == [
        [("Settore", 1), ("Ufficio", 1)],
        [("Entrate", 2), ("Tributi", 1)],
        [("Cassa", 1)],
        [("Opere", 2), ("Strade", 1)],
        [("Scuole", 1)],
    ]


def test_a_rule_that_cuts_a_text_of_the_column_before_parts_nothing():
    cells = [
        Cell(r, c, 1, 1, 1, Box(50 + 200 * c, 100 + 40 * r, 250 + 200 * c, 140 + 40 * r), [])
        for r in (0, 1)
        for c in (0, 1)
    ]
    grid = Grid(1, Box(50, 100, 450, 180), cells, [50, 250, 450], 2, reader="lines")
    part_rows(grid, [Rule(200, 160, 450, 160)])
    assert grid.n_rows == 2


def test_two_rows_of_wrapped_cells_are_not_cut_at_their_lines():
    rules = [Rule(50, y, 550, y) for y in (100, 120, 150, 180)]
    words = [word("N", 60, 105), word("Compito", 160, 105), word("Somma", 400, 105)]
    for number, y in (("1", 125), ("2", 155)):
        words += [
            word(number, 60, y + 6),
            word("Prima", 160, y),
            word("seconda", 160, y + 12),
            word("9,00", 400, y + 6),
        ]
    grids, _ = line_tables(rules, words, page(words, rules))
    assert [[said(c) for c in row] for row in grids[0].rows()][1:] == [
        ["1", "Prima seconda", "9,00"],
        ["2", "Prima seconda", "9,00"],
    ]
