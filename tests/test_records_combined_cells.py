"""Columns and cells that hold more than one thing, and rows that are less than one: links, unit and head, cuts."""

import pytest
from forms import ABOVE, FASI, INDICATORI, LEFT, TEXT, TITLES, of, read, titles, values

from extractors.grid.lines import lines_of
from extractors.grid.unruled import row_breaks
from extractors.lexicon import load_lexicon
from extractors.reading.content import Word

XS = [40, 120, 230, 350, 450, 500, 555]
TAIL = ["Indicatore", "Target\n2025", "Peso"]

# --- two columns of objectives ---


@pytest.mark.parametrize(
    ("broad", "field"),
    [("Obiettivo di\nvalore pubblico", "public_value"), ("Progetto", "strategic_objective")],
)
def test_the_column_merged_over_the_other_is_what_the_objectives_are_linked_to(form, broad, field):
    head = [broad, "Obiettivo annuale", "Settore", *TAIL]
    rows = [
        ["Valle pulita", TITLES[0], "Ambiente", "Centri aperti", "2", "30"],
        [ABOVE, TITLES[1], "Ambiente", "Mezzi nuovi", "5", "20"],
        ["Valle sicura", TITLES[2], "Vigilanza", "Telecamere", "40", "50"],
    ]
    form.grid([40, 120, 260, 350, 450, 500, 555], [head, *rows])
    plan = read(form)
    assert titles(plan) == TITLES
    assert values(plan.objectives, field) == ["Valle pulita", "Valle pulita", "Valle sicura"]


def test_without_merged_cells_the_words_tell_the_broader_column(form):
    head = ["Obiettivo\ntriennale", "Obiettivo annuale", "Settore", *TAIL]
    rows = [["Valle pulita", TITLES[0], "Ambiente", "Centri", "2", "30"]]
    rows.append(["Valle sicura", TITLES[2], "Vigilanza", "Telecamere", "40", "50"])
    form.grid([40, 120, 260, 350, 450, 500, 555], [head, *rows])
    assert titles(read(form)) == [TITLES[0], TITLES[2]]


def test_a_list_of_the_body_s_years_is_no_list_of_indicators(form):
    form.head("1. Come è andata")
    form.say("Gli anni scorsi in breve.")
    rows = [["2022", "82%", "9 su 11"], ["2023", "88%", "10 su 12"]]
    form.grid([50, 150, 300, 500], [["Anno", "Grado di raggiungimento", "Obiettivi conseguiti"], *rows])
    assert read(form).objectives == []


# --- unit and head in one cell ---


@pytest.mark.parametrize(
    "label", ["Direzione e dirigente", "Servizio e referente", "Dirigente, ufficio", "Area – Referente"]
)
def test_a_label_for_unit_and_head(label):
    assert load_lexicon().names_both(label)
    assert load_lexicon().find(label, "objective").field == "responsible"


@pytest.mark.parametrize(
    "label", ["Direzione", "Dirigente e collaboratori", "Assessore e dirigente", "Servizio e spesa"]
)
def test_other_labels_name_no_such_two(label):
    assert not load_lexicon().names_both(label)


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("Servizio e\ntitolare", "Servizio Rifiuti\nIng. Ugo Serra"),
        ("Servizio e\ntitolare", "Servizio Rifiuti\n(Ing. Ugo Serra)"),
        ("Titolare e\nservizio", "Ing. Ugo Serra\nServizio Rifiuti"),
        ("Servizio", "Servizio Rifiuti\nIng. Ugo Serra"),
    ],
)
def test_unit_and_head_of_one_cell_part(form, label, cell):
    form.grid(
        XS,
        [["Cod.", "Obiettivo", label, *TAIL], *[[f"A{n}", "Aprire centri", cell, "Centri", "2", "50"] for n in (1, 2)]],
    )
    plan = read(form)
    assert values(plan.objectives, "unit") == ["Servizio Rifiuti"] * 2
    assert values(plan.objectives, "responsible") == [["Ing. Ugo Serra"]] * 2


@pytest.mark.parametrize(
    ("label", "unit", "responsible"),
    [("Servizio e\ntitolare", "Servizio Gestione", ["Ugo Serra"]), ("Servizio", "Servizio Gestione Ugo Serra", [])],
)
def test_a_head_without_a_title_needs_a_label_that_promises_one(form, label, unit, responsible):
    rows = [[f"A{n}", "Aprire centri", "Servizio Gestione\nUgo Serra", "Centri", "2", "50"] for n in (1, 2)]
    form.grid(XS, [["Cod.", "Obiettivo", label, *TAIL], *rows])
    plan = read(form)
    assert values(plan.objectives, "unit") == [unit] * 2
    assert values(plan.objectives, "responsible") == [responsible] * 2


def test_several_heads_in_a_cell_stay_as_printed(form):
    cell = "Servizio Rifiuti\nIng. Ugo Serra\nDott. Pio Lenti"
    form.grid(
        XS,
        [
            ["Cod.", "Obiettivo", "Responsabile", *TAIL],
            *[[f"A{n}", "Aprire centri", cell, "Centri", "2", "50"] for n in (1, 2)],
        ],
    )
    plan = read(form)
    assert values(plan.objectives, "unit") == [None, None]
    assert plan.objectives[0].responsible[-1] == "Dott. Pio Lenti"


# --- labelled values under a cell's text ---


def test_labelled_values_under_a_title_go_where_they_belong(form):
    rows = [
        ["A1", f"*{TITLES[0]}\nResponsabile: Anna Rossi\nPartner: Comune di Valle", "Aria sana", "Atti", "2", "60"],
        ["A2", f"*{TITLES[1]}\nResponsabile: Ugo Serra", "Aria sana", "Mezzi", "5", "40"],
    ]
    form.grid([40, 80, 260, 350, 450, 500, 555], [["Cod.", "Obiettivo", "Valore pubblico", *TAIL], *rows])
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert values(plan.objectives, "responsible", "contributors", "description") == [
        (["Anna Rossi"], "Comune di Valle", None),
        (["Ugo Serra"], None, None),
    ]


def test_a_field_with_a_column_of_its_own_is_not_taken_out_of_another_cell(form):
    rows = [["A1", f"{TITLES[0]}\nSettore: da definire", "Ambiente", "Atti", "2", "60"]] * 2
    form.grid([40, 80, 260, 350, 450, 500, 555], [["Cod.", "Obiettivo", "Settore", *TAIL], *rows])
    assert read(form).objectives[0].title == f"{TITLES[0]} Settore: da definire"


def test_the_rest_of_a_cell_that_a_page_cut_is_for_the_rows_before_it_too(form):
    head = ["Obiettivo di\nvalore pubblico", "Cod.", "Obiettivo annuale", *TAIL]
    xs = [40, 130, 170, 330, 450, 500, 555]
    form.foot(18 * 3 + 12)
    form.grid(
        xs, [head, ["Valle pulita", "A1", TITLES[0], "Centri", "2", "30"], [ABOVE, "A2", TITLES[1], "Atti", "5", "20"]]
    )
    form.page()
    form.grid(
        xs,
        [head, ["Assessore: A. Neri", "A3", TITLES[2], "Mezzi", "4", "10"], [ABOVE, "A4", "Altro", "Vie", "6", "40"]],
    )
    plan = read(form)
    assert values(plan.objectives, "code", "public_value", "assessor") == [
        (code, "Valle pulita", "A. Neri") for code in ("A1", "A2", "A3", "A4")
    ]


# --- the weight, the phases ---


def test_a_weight_after_the_units_that_join_in_is_the_objective_s(form):
    head = ["Obiettivo trasversale", "Indicatore", "Target 2025", "Unità coinvolte", "Peso"]
    rows = [[TITLES[0], "Giorni di ritardo", "0", "Tutti i settori", "10"], [TITLES[1], "Rilievi", "5", "Tutti", "15"]]
    form.grid([40, 200, 300, 380, 500, 555], [head, *rows])
    plan = read(form)
    assert values(plan.objectives, "title", "weight", "contributors")[0] == (TITLES[0], 10, "Tutti i settori")


def test_a_date_that_a_narrow_column_broke_is_one_date(form):
    head = ["Cod.", "Obiettivo istituzionale", "Fasi", "Termine", "Indicatore", "Target"]
    rows = [
        ["A1", TITLES[0], "Scelta dei\nlocali", "30 marzo\n2025", "Centri", "2"],
        [ABOVE, ABOVE, "Lavori di\ncostruzione", "30 ottobre\n2025", ABOVE, ABOVE],
        ["A2", TITLES[1], "Acquisto", "30 giugno\n2025", "Mezzi", "5"],
    ]
    form.grid([40, 80, 230, 330, 410, 480, 555], [head, *rows])
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert values(of(plan, "phases"), "description", "end_raw") == [
        ("Scelta dei locali", "30 marzo 2025"),
        ("Lavori di costruzione", "30 ottobre 2025"),
    ]


# --- forms ---


def test_an_empty_value_leaves_the_next_label_a_label(form):
    for title, others in ((TITLES[0], ""), (TITLES[1], "Anagrafe")):
        rows = [
            ["*Codice", title[:1] + "1", "*Dirigente", "Anna Rossi"],
            ["*Titolo", title, LEFT, LEFT],
            ["*Altri uffici", others, "*Risorse finanziarie", "12.000,00"],
        ]
        form.grid([40, 160, 330, 450, 555], rows, bold="none")
        form.grid([50, 400, 540], INDICATORI)
    plan = read(form)
    assert values(plan.objectives, "contributors", "financial_resources") == [
        (None, 12_000),
        ("Anagrafe", 12_000),
    ]


def test_a_row_with_an_amount_is_no_upper_row_of_a_header(form):
    for n, title in enumerate(TITLES[:2]):
        rows = [
            ["*Titolo", title, LEFT, LEFT],
            ["*Altri uffici", "Anagrafe", "*Risorse finanziarie", "3.000,00"],
            ["*Indicatore", "*Peso", "*Target 2025", "*Fonte"],
            ["Atti riordinati", "100", f"{n + 8}0%", "Registro"],
        ]
        form.grid([40, 160, 330, 450, 555], rows, bold="none")
    plan = read(form)
    assert values(plan.objectives, "contributors", "financial_resources") == [("Anagrafe", 3_000)] * 2
    assert values(plan.indicators, "description", "target_raw") == [
        ("Atti riordinati", "80%"),
        ("Atti riordinati", "90%"),
    ]


# --- names run into the text ---


@pytest.mark.parametrize("font", ["Helvetica-Oblique", "Helvetica-Bold"])
def test_names_run_into_the_text(form, font):
    for n, title in enumerate(TITLES[:2], 1):
        form.head(f"Obiettivo {n} – {title}")
        form.say("Il lavoro comincia a gennaio e finisce a giugno.")
        for name, text in (
            ("Beneficiari.", "Le scuole della valle. Anche le famiglie."),
            ("Finalità.", "Servire meglio."),
        ):
            form.text(50, form.y, name, size=TEXT, font=font)
            form.text(108, form.y, text, size=TEXT)
            form.y += 20
        form.text(50, form.y, "Impatto atteso", size=TEXT, font=font)
        form.text(122, form.y, "– Meno attese.", size=TEXT)
        form.y += 20
        form.say("Responsabile: Anna Rossi")
        form.grid([50, 400, 540], INDICATORI)
    plan = read(form)
    assert values(plan.objectives, "expected_impact") == ["Meno attese."] * 2
    told = (
        "Il lavoro comincia a gennaio e finisce a giugno.",
        "Le scuole della valle. Anche le famiglie.",
        "Servire meglio.",
    )
    assert values(plan.objectives, "description", "recipients", "purpose") == [told] * 2


def test_a_word_in_italics_in_a_sentence_is_no_name(form):
    for n, title in enumerate(TITLES[:2], 1):
        form.head(f"Obiettivo {n} – {title}")
        form.text(50, form.y, "Finalità", size=TEXT, font="Helvetica-Oblique")
        form.text(86, form.y, "e mezzi stanno nel programma.", size=TEXT)
        form.y += 20
        form.say("Responsabile: Anna Rossi")
        form.grid([50, 400, 540], INDICATORI)
    assert values(read(form).objectives, "purpose") == [None, None]


# --- rows without rules ---


def _lines(*rows):
    words = []
    for n, row in enumerate(rows):
        words += [Word(text, x, 10 * n, x + 5 * len(text), 10 * n + 8, 8, "F", False, False) for x, text in row]
    return lines_of(words, 1)


@pytest.mark.parametrize(
    ("second", "breaks"),
    [
        ([(0, "1-5)"), (100, "rio")], 0),
        ([(0, "Altri"), (100, "rio")], 0),
        ([(0, "1-5)"), (100, "Registro")], 0),
        ([(0, "Altri"), (100, "Registro")], 1),
    ],
)
def test_a_row_whose_words_break_goes_on_in_the_next_line(second, breaks):
    lines = _lines([(0, "Voto"), (25, "(scala"), (100, "Questiona-")], second)
    assert len(row_breaks(lines, [0, 90, 200])) == breaks


# --- how sure ---


def test_rows_with_one_title_and_a_code_each_are_not_sure(form):
    rows = [[f"A{n}", title, "Atti", "2"] for n, title in enumerate([TITLES[0], TITLES[0], TITLES[1]], 1)]
    form.grid([40, 80, 300, 450, 555], [["Cod.", "Obiettivo", "Indicatore", "Target 2025"], *rows])
    doubted = [any("title of the row" in r for r in o.confidence_reasons) for o in read(form).objectives]
    assert doubted == [True, True, False]


def test_a_row_with_columns_that_nobody_knows_is_less_sure(form):
    rows = [[f"A{n}", title, "xyz", "Atti", "2"] for n, title in enumerate(TITLES, 1)]
    form.grid([40, 80, 240, 340, 450, 555], [["Cod.", "Obiettivo", "Zzyzx", "Indicatore", "Target 2025"], *rows])
    assert all("columns that nobody knows" in o.confidence_reasons for o in read(form).objectives)


# --- one table for several units ---


def test_a_sum_does_not_end_the_table_and_a_row_over_it_names_unit_and_head(form):
    rows = [["*Cod.", "*Obiettivo assegnato", "*Indicatore", "*Target\n*2025", "*Peso"]]
    for unit, head, code in (
        ("Settore Tecnico", "Ing. Ugo Serra", "T"),
        ("Settore Sociale", "Dott.ssa Pia Lenti", "S"),
    ):
        rows.append([f"*{unit} – {head}", LEFT, LEFT, LEFT, LEFT])
        rows += [[f"{code}{n}", title, "Atti", "2", "50"] for n, title in enumerate(TITLES[:2], 1)]
        rows.append(["*Totale pesi", LEFT, LEFT, LEFT, "*100"])
    form.grid([40, 90, 270, 430, 490, 555], rows, bold="none")
    assert values(read(form).objectives, "code", "unit", "responsible") == [
        (code, unit, [head])
        for unit, head, codes in (
            ("Settore Tecnico", "Ing. Ugo Serra", ("T1", "T2")),
            ("Settore Sociale", "Dott.ssa Pia Lenti", ("S1", "S2")),
        )
        for code in codes
    ]


def test_an_empty_cell_after_a_page_goes_on_with_all_that_its_first_part_told(form):
    head = ["Obiettivo di\nvalore pubblico", "Cod.", "Obiettivo annuale", *TAIL]
    xs = [40, 150, 190, 330, 450, 500, 555]
    form.foot(30 + 30 + 18 + 6)
    first = [head, ["Valle pulita\nAssessore: A. Neri", "A1", TITLES[0], "Centri", "2", "30"]]
    form.grid(xs, [*first, [ABOVE, "A2", TITLES[1], "Atti", "5", "20"]])
    form.page()
    form.grid(
        xs, [["", "A3", TITLES[2], "Mezzi", "4", "10"], ["Valle sana", "A4", "Altro", "Vie", "6", "40"]], bold="none"
    )
    assert values(read(form).objectives, "code", "public_value", "assessor") == [
        *((code, "Valle pulita", "A. Neri") for code in ("A1", "A2", "A3")),
        ("A4", "Valle sana", None),
    ]


# --- the row over a form ---


def opened(form, first, title):
    rows = [["Missione", "01 Servizi", "Programma", "02 Segreteria"], ["Descrizione", "Molte cose.", LEFT, LEFT]]
    rows.append(["Finalità", "Uno scopo.", LEFT, LEFT])
    form.grid([50, 150, 330, 420, 545], [[first, title, LEFT, "Peso 20%"], *rows], bold="none")
    form.head("Fasi")
    form.grid([50, 80, 330, 430, 540], FASI)


@pytest.mark.parametrize("first", ["Ob. n. 1.0{}", "Rif. 1.0{}", "1.0{}", "OBIETTIVO 1.0{}", "RIC-0{}"])
def test_code_and_title_over_a_form_that_names_neither(form, first):
    form.head("Settore Tributi")
    for n, title in enumerate(TITLES[:2], 1):
        opened(form, first.format(n), title)
    plan = read(form)
    assert values(plan.objectives, "title", "weight_raw") == [(TITLES[0], "20%"), (TITLES[1], "20%")]
    assert [code[-1] for code in values(plan.objectives, "code")] == ["1", "2"]
    assert len(of(plan, "phases", 1)) == 1


@pytest.mark.parametrize("first", ["Missione 01", "Settore 1"])
def test_what_a_form_stands_under_is_no_code(form, first):
    opened(form, first, "Servizi generali")
    assert read(form).objectives == []


# --- another table in the grid of a chart ---


def test_texts_over_the_months_of_a_chart_are_no_phases(form):
    xs = [50, 170, *range(200, 500, 25), 520]
    chart = [["Attività", *"GFMAMGLASOND"], ["Scelta dei locali", "X", "X", *[""] * 10]]
    below = [["Cosa si conta", *[LEFT] * 10, "Quanto", LEFT], ["Domande evase", *[LEFT] * 10, "n. 180", LEFT]]
    form.head("SCHEDA OBIETTIVO A1")
    form.grid([50, 180, 520], [["Titolo", TITLES[0]], ["Responsabile", "Anna Rossi"], ["Peso", "20%"]], bold="first")
    form.head("Fasi")
    form.grid(xs[:1] + xs[1:14], [*chart, *below])
    assert values(read(form).phases, "description", "months") == [("Scelta dei locali", [1, 2])]
