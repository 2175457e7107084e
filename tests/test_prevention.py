"""Processes, risks, measures and their programme, as bodies print them: from small PDFs made for the test."""

import pytest
from forms import ABOVE, LEFT, Form
from papers import WIDTH

from extractors.lexicon import fold_label, load_lexicon
from extractors.records.catalogues.announced import announces
from extractors.records.catalogues.entries import Entry
from extractors.records.catalogues.keys import keys_of_spans, moved_keys
from extractors.records.catalogues.prevention import link_measures, upright
from extractors.records.events import Span
from extractors.records.goals import is_announced
from pipeline.read_plan import read_plan

LEXICON = load_lexicon()
AREAS = ["aree di rischio", "aree a rischio"]


def rows(plan, table, *names):
    """The named columns of a table's rows."""
    return [tuple(getattr(row, name) for name in names) for row in plan.listed.get(table, [])]


@pytest.fixture
def form(tmp_path):
    made = Form(tmp_path / "piano.pdf")
    made.say("Comune di Vallefonda, piano della prevenzione", "con gli elenchi che servono a chi controlla.")
    return made


# --- processes ---


def test_a_unit_and_its_head_stand_once_above_the_list_and_a_table_of_counts_between(form):
    form.say("STRUTTURA: Settore Acque", bold=True)
    form.say("DIRIGENTE: Rosa Neri", bold=True)
    form.say("ANNO: 2027", bold=True)
    form.grid([50, 150, 250], [["in tutto", "NERI"], ["propri", "2"], ["comuni", "1"]])
    form.grid([50, 120, 500], [["CODICE", "PROCESSO"], ["1 K01", "Letture"], ["2 K02", "Bollette"]])
    form.say("STRUTTURA: Settore Strade", bold=True)
    form.say("DIRIGENTE: Ugo Sala", bold=True)
    form.grid([50, 120, 500], [["CODICE", "PROCESSO"], ["1", "K07 Buche"], ["2", "K08 TRASV - Protocollo"]])
    assert rows(
        read_plan(form.save()),
        "processes",
        "list",
        "unit",
        "responsible",
        "n",
        "code",
        "description",
        "transversal",
        "year",
    ) == [
        ("settore", "Settore Acque", "Rosa Neri", "1", "K01", "Letture", False, 2027),
        ("settore", "Settore Acque", "Rosa Neri", "2", "K02", "Bollette", False, 2027),
        ("settore", "Settore Strade", "Ugo Sala", "1", "K07", "Buche", False, None),
        ("settore", "Settore Strade", "Ugo Sala", "2", "K08", "TRASV - Protocollo", True, None),
    ]


def test_a_catalogue_has_no_unit_and_goes_on_without_header_on_the_next_page(form):
    form.head("Mappatura dei processi")
    form.say("ANNO 2026")
    xs = [50, 80, 150, 500]
    form.grid(xs, [["n.", "CODICE PROCESSO", "DESCRIZIONE PROCESSO"], ["1", "A1", "Anagrafe"]])
    form.page()
    form.y = 50
    form.grid(xs, [["2", "A2", "Stato civile"], ["3", "A3", "Elettorale"]], bold="none")
    assert rows(read_plan(form.save()), "processes", "list", "unit", "n", "code", "description", "year") == [
        ("catalogue", None, "1", "A1", "Anagrafe", 2026),
        ("catalogue", None, "2", "A2", "Stato civile", 2026),
        ("catalogue", None, "3", "A3", "Elettorale", 2026),
    ]


def test_a_number_in_a_row_of_its_own_is_that_of_the_text_above(form):
    xs = [50, 90, 150, 500]
    body = [["", "B4", "Licenze"], ["1", LEFT, ""], ["", "B5", "Controlli"], ["2", LEFT, ""]]
    form.grid(xs, [["CODICE", LEFT, "PROCESSO"], *body])
    assert rows(read_plan(form.save()), "processes", "n", "code", "description") == [
        ("1", "B4", "Licenze"),
        ("2", "B5", "Controlli"),
    ]


def test_a_number_above_its_text_is_that_of_the_text_below(form):
    xs = [50, 90, 150, 500]
    body = [["1", LEFT, ""], ["", "B4", "Licenze"], ["2", LEFT, ""], ["", "B5", "Controlli"]]
    form.grid(xs, [["CODICE", LEFT, "PROCESSO"], *body])
    assert rows(read_plan(form.save()), "processes", "n", "code", "description") == [
        ("1", "B4", "Licenze"),
        ("2", "B5", "Controlli"),
    ]


# --- risks ---


def test_a_letter_in_each_row_spells_the_group(form):
    xs = [50, 80, 190, 430, 450]
    body = [[str(n), f"R{n}", f"Rischio {n}", letter] for n, letter in enumerate(["", *"Fondi"], 1)]
    form.grid(xs, [["n.", "CODICE RISCHIO", "DESCRIZIONE RISCHIO", ""], *body])
    found = rows(read_plan(form.save()), "risks", "n", "group_name")
    assert found == [("1", None), *[(str(n), "Fondi") for n in range(2, 7)]]


def test_a_side_cell_without_header_names_the_group_of_its_rows(form):
    xs = [50, 80, 190, 430]
    body = [["1", "R1", "Ritardi"], ["2", "R2", "Favori"], ["3", "R3", "Omissioni"]]
    top = form.y
    form.grid(xs, [["n.", "CODICE RISCHIO", "DESCRIZIONE RISCHIO"], *body])
    row = (form.y - 14 - top) / 4
    form.rule(430, top + 2 * row, 450, top + 2 * row)
    form.rule(430, top + 4 * row, 450, top + 4 * row)
    form.rule(450, top + 2 * row, 450, top + 4 * row)
    for n, letter in enumerate("Fondi"):
        form.text(437, top + 2 * row + 2 + 6 * n, letter, size=6)
    assert rows(read_plan(form.save()), "risks", "n", "code", "description", "group_name") == [
        ("1", "R1", "Ritardi", None),
        ("2", "R2", "Favori", "Fondi"),
        ("3", "R3", "Omissioni", "Fondi"),
    ]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("F o n d i U E", "Fondi UE"),
        ("N u o v i P N R R", "Nuovi PNRR"),
        ("Nuovi rischi", "Nuovi rischi"),
        ("A b", "A b"),
    ],
)
def test_letters_one_under_the_other_are_a_word(printed, read):
    assert upright(Span(printed)).text == read


# --- measures ---


def test_a_programme_gives_a_row_a_year_with_the_code_of_its_measure(form):
    head = ["CODICE MISURA", "DESCRIZIONE MISURA", "TIPO MISURA", "GENERALE"]
    form.grid([50, 140, 330, 440, 500], [head, ["M3", "Rotazione degli incarichi", "rotazione", "Sì"]])
    form.head("Programmazione delle misure")
    form.say("SETTORE: TUTTI")
    years = ["Interventi da realizzare (2026)", "Interventi da realizzare 2027", "Indicatore (2026)"]
    body = [["1", "Rotazione degli incarichi", "Due", "Tre", "quanti"], ["2", "Altra cosa", "", "Una", ""]]
    form.grid([30, 55, 180, 350, 500, 580], [["N.", "MISURA", *years], *body])
    plan = read_plan(form.save())
    assert rows(plan, "measures", "code", "description", "kind", "general") == [
        ("M3", "Rotazione degli incarichi", "rotazione", True)
    ]
    assert rows(plan, "measure_programme", "n", "unit", "measure_code", "year", "intervention", "indicator") == [
        ("1", "TUTTI", "M3", 2026, "Due", "quanti"),
        ("1", "TUTTI", "M3", 2027, "Tre", None),
        ("2", "TUTTI", None, 2027, "Una", None),
    ]


def test_a_measure_of_another_name_gets_no_code():
    known = Entry("measures", {"code": Span("M1"), "description": Span("Rotazione del personale degli uffici")})
    same = Entry("measure_programme", {"measure": Span("Rotazione del personale degli ufici")})
    other = Entry("measure_programme", {"measure": Span("Formazione del personale degli uffici")})
    link_measures([known, same, other])
    assert same.text("measure_code") == "M1"
    assert "measure_code" not in other.values


def test_an_extract_takes_area_and_process_from_the_rows_above_its_header(form):
    form.grid([50, 200, 500], [["SETTORE:", "TUTTI"], ["AREA DI RISCHIO:", "Gare"]])
    xs = [50, 190, 310, 390, 470, 550]
    form.grid(
        xs,
        [
            ["PROCESSO / FASE:", LEFT, "Scelta della ditta", LEFT, LEFT],
            ["TIPOLOGIA DEL RISCHIO", "LIVELLO DI RISCHIO", "MISURA", "INTERVENTI", "INTERVENTI"],
            [ABOVE, ABOVE, ABOVE, "2026", "2027"],
            ["Accordi", "Alto", "Sorteggio", "Verifica", "Verifica"],
            [ABOVE, ABOVE, "Rotazione", "Prima", ""],
        ],
    )
    names = ("unit", "risk_area", "process", "risk", "level", "measure", "year", "intervention")
    key = ("TUTTI", "Gare", "Scelta della ditta", "Accordi", "Alto")
    assert rows(read_plan(form.save()), "process_risk_measures", *names) == [
        (*key, "Sorteggio", 2026, "Verifica"),
        (*key, "Sorteggio", 2027, "Verifica"),
        (*key, "Rotazione", 2026, "Prima"),
    ]


def test_the_usual_three_sheets_of_processes_risks_and_measures(form):
    head = [
        "n.",
        "Processo",
        "Descrizione",
        LEFT,
        "Unità organizzativa\nresponsabile del\nprocesso",
        "Catalogo dei\nrischi principali",
    ]
    under = [ABOVE, ABOVE, "Input", "Output", ABOVE, ABOVE]
    letters = ["", "A", "B", "C", "D", "E"]
    body = ["1", "Concorsi", "Bando", "Nomina", "Personale", "Favori"]
    form.grid([30, 55, 150, 230, 310, 430, 560], [head, under, letters, body])
    form.say("La seconda scheda dice che cosa si fa.")
    head = ["Processo", "Rischi principali", "Misure di\nprevenzione", "Tempi", "Indicatore"]
    form.grid(
        [30, 150, 250, 350, 430, 560],
        [head, ["Concorsi", "Favori", "Sorteggio", "giugno", "quanti"], ["", "", "Verbali", "luglio", ""]],
    )
    names = ("process", "unit", "risk", "measure", "timing", "indicator")
    assert rows(read_plan(form.save()), "process_risk_measures", *names) == [
        ("Concorsi", "Personale", "Favori", None, None, None),
        ("Concorsi", None, "Favori", "Sorteggio", "giugno", "quanti"),
        ("Concorsi", None, "Favori", "Verbali", "luglio", None),
    ]


def test_a_row_of_a_list_that_holds_a_colon_is_no_key():
    assert keys_of_spans([Span("Fase: avvio"), Span("Ritardi")], LEXICON, whole=True) == {}
    found = keys_of_spans([Span("SETTORE:"), Span("Acque"), Span("ANNO:"), Span("2027")], LEXICON, whole=True)
    assert {name: span.text for name, span in found.items()} == {"unit": "Acque", "year": "2027"}


def test_another_unit_ends_what_was_said_of_the_one_before():
    held = {"unit": Span("A"), "responsible": Span("Neri"), "risk_area": Span("Gare"), "year": Span("2027")}
    assert set(moved_keys(held, {"unit": Span("B")})) == {"unit", "year"}
    assert set(moved_keys(held, {"risk_area": Span("Concorsi")})) == {"unit", "responsible", "risk_area", "year"}


# --- lists that a sentence announces ---


def test_areas_of_risk_from_a_list_in_prose(form):
    form.say("I processi stanno nelle seguenti aree di rischio:")
    for item in ("- A Concorsi", "- B Gare e contratti", "- C Contributi"):
        form.say(item, x=60)
    form.say("Il resto del capitolo parla di altro, e di come si misura ogni cosa.")
    assert rows(read_plan(form.save()), "risk_areas", "code", "description") == [
        ("A", "Concorsi"),
        ("B", "Gare e contratti"),
        ("C", "Contributi"),
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("I processi stanno nelle seguenti aree di rischio", True),
        ("Le aree di rischio dell'ente sono le seguenti", True),
        ("Queste sono le aree a rischio", True),
        ("Per ciascuna delle aree di rischio si è tenuto conto di", False),
        ("Nelle aree di rischio si guarda ai fattori seguenti dell'ente", False),
    ],
)
def test_a_sentence_announces_the_list_that_it_names(sentence, told):
    assert announces(fold_label(sentence), AREAS, ["seguenti"]) is told


def test_numbered_goals_of_prevention_are_objectives_with_nothing_but_code_and_title(form):
    form.head("Obiettivi strategici")
    form.say("Questi gli obiettivi strategici per la prevenzione della corruzione:")
    goals = [
        ["1", "Rivedere le regole sui doni"],
        ["2", "Formare chi segue le gare"],
        ["3", "Pubblicare i dati aperti"],
    ]
    form.grid([50, 80, WIDTH - 50], goals, bold="none")
    found = read_plan(form.save()).objectives
    assert [(o.code, o.title) for o in found] == [tuple(goal) for goal in goals]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Sono obiettivi strategici di contrasto alla corruzione:", True),
        ("Gli obiettivi dell'anno sono questi:", False),
        ("La prevenzione della corruzione ha queste fasi:", False),
        ("Gli obiettivi sono altrove. Le misure di trasparenza amministrativa:", False),
    ],
)
def test_goals_are_announced_by_what_they_are_and_what_they_are_about(sentence, told):
    assert is_announced(sentence, LEXICON) is told


def test_a_numbered_table_that_nothing_announces_is_no_list_of_objectives(form):
    form.say("Gli uffici del Comune e quello che fanno:")
    form.grid([50, 80, WIDTH - 50], [[str(n), "Ufficio che risponde ai cittadini"] for n in (1, 2, 3)], bold="none")
    assert read_plan(form.save()).objectives == []
