"""Forms of town halls, provinces and unions: whole cards in one grid, months, codes above and rows below."""

import pytest
from forms import INDICATORI, TITLES, card, of, read, titles, values

from extractors.lexicon import load_lexicon

MONTHS = list("GFMAMGLASOND")
GANTT = [50, 250, *range(274, 274 + 24 * 12, 24)]


def months_row(text, *months):
    return [text, *["X" if n in months else "" for n in range(1, 13)]]


def labels(title, weight="20"):
    return [["Titolo", title], ["Responsabile", "Anna Rossi"], ["Peso", weight]]


def test_a_header_of_months_of_which_only_the_first_cell_is_bold(form):
    form.head("SCHEDA OBIETTIVO OB1")
    form.grid([50, 180, 540], labels(TITLES[0]), bold="first")
    form.grid(GANTT, [["*Fasi", *MONTHS], months_row("Bando", 2, 3), months_row("Lavori", 5)], bold="none")
    assert values(of(read(form), "phases"), "description", "months") == [("Bando", [2, 3]), ("Lavori", [5])]


def test_a_header_of_values_of_which_only_the_first_cell_is_bold(form):
    form.head("SCHEDA OBIETTIVO OB1")
    form.grid([50, 180, 540], labels(TITLES[0]), bold="first")
    rows = [["*Indicatori di efficacia temporale", "Media triennio precedente", "Atteso nell'anno", "Raggiunto"]]
    form.grid([50, 240, 360, 450, 540], [*rows, ["Giorni di attesa", "12", "9", "8"]], bold="none")
    plan = read(form)
    assert values(of(plan, "indicators"), "description") == ["Giorni di attesa"]
    assert sorted(values(plan.targets, "role", "raw")) == [("achieved", "8"), ("baseline", "12"), ("target", "9")]


def test_a_bold_label_beside_one_value_is_no_header(form):
    form.head("SCHEDA OBIETTIVO OB1")
    form.grid([50, 180, 300, 420, 540], [["*Titolo", TITLES[0], "*Peso", "20"]], bold="none")
    form.grid([50, 180, 540], [["*Risultato atteso", "Indicatore pubblicato"]], bold="none")
    form.grid([50, 400, 540], INDICATORI)
    assert values(read(form).objectives, "title", "expected_result") == [(TITLES[0], "Indicatore pubblicato")]


def test_columns_headed_by_bare_years_hold_targets(form):
    """More years than names, under the phases of the same grid."""
    xs = [50, 250, 330, 400, 470, 540]
    form.head("SCHEDA OBIETTIVO OB1")
    form.grid([50, 180, 540], labels(TITLES[0]), bold="first")
    rows = [["*Indicatore di risultato", "*U/M", "*2025", "*2026", "*2027"], ["Sale aperte", "n.", "2", "4", "6"]]
    form.grid(xs, rows, bold="none")
    plan = read(form)
    assert values(of(plan, "indicators"), "description", "unit_of_measure") == [("Sale aperte", "n.")]
    assert values(plan.targets, "year", "raw") == [(2025, "2"), (2026, "4"), (2027, "6")]


def test_quarters_under_one_heading(form):
    form.head("SCHEDA OBIETTIVO OB1")
    form.grid([50, 180, 540], labels(TITLES[0]), bold="first")
    rows = [
        ["Attività da realizzare", "Tempi previsti", "<", "<", "<", "Peso %"],
        ["^", "I trim.", "II trim.", "III trim.", "IV trim.", "^"],
        ["Avviso", "X", "", "", "", "40"],
        ["Selezione", "", "X", "X", "", "60"],
    ]
    form.grid([50, 250, 310, 370, 430, 490, 540], rows)
    found = values(of(read(form), "phases"), "description", "months", "weight_raw")
    assert found == [("Avviso", [1, 2, 3], "40"), ("Selezione", [4, 5, 6, 7, 8, 9], "60")]


def test_the_number_on_one_line_and_the_title_on_the_next(form):
    for n, title in enumerate(TITLES, 1):
        form.head(f"Obiettivo n. {n}", size=9)
        form.head(title, size=9)
        form.say("Riferimento al DUP: 02 Una città che ascolta")
        form.grid(GANTT, [["Descrizione attività", *MONTHS], months_row("Bando", n)])
        form.grid([50, 400, 540], INDICATORI)
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [(str(n), t) for n, t in enumerate(TITLES, 1)]


def test_a_label_and_its_value_behind_other_words(form):
    form.head("SCHEDA OBIETTIVO OB1")
    form.grid([50, 180, 540], labels(TITLES[0])[:2], bold="first")
    form.grid(GANTT, [["Fasi", *MONTHS], months_row("Bando", 2)])
    form.grid(
        [50, 300, 340, 460, 540], [["Conta per il premio di risultato", "X", "Peso obiettivo", "35"]], bold="none"
    )
    assert values(read(form).objectives, "weight") == [35]


def test_a_list_with_numbers_before_the_titles_is_an_index(form):
    rows = [[f"n. {n} {title}", "20"] for n, title in enumerate(TITLES, 1)]
    form.grid([50, 400, 540], [["Obiettivi", "Peso"], *rows])
    for n, title in enumerate(TITLES, 1):
        card(form, title, f"OB{n}")
    assert titles(read(form)) == TITLES


def test_texts_numbered_above_and_rows_by_number_below(form):
    texts = ["Un banco unico riceve le domande.", "Le carte sono ordinate.", "Le code sono misurate ogni ora."]
    form.head("SERVIZIO DEMOGRAFICO")
    for n, (title, text) in enumerate(zip(TITLES, texts, strict=True), 1):
        form.head(f"03.0{n} {title}", size=9)
        form.say(text)
    rows = [["Obiettivo", "Peso obiettivo", "Indicatore", "Target 2025"]]
    rows += [["03.01", "50", "Domande", "90"], ["^", "^", "Giorni", "5"]]
    rows += [["03.02", "30", "Metri", "12"], ["03.03", "20", "Minuti", "8"]]
    form.grid([50, 130, 220, 430, 540], rows)
    plan = read(form)
    assert values(plan.objectives, "code", "title", "description") == [
        (f"03.0{n}", title, text) for n, (title, text) in enumerate(zip(TITLES, texts, strict=True), 1)
    ]
    assert [values(of(plan, "indicators", n), "description") for n in range(3)] == [
        ["Domande", "Giorni"],
        ["Metri"],
        ["Minuti"],
    ]


def test_codes_that_nothing_above_names_are_no_objectives(form):
    rows = [["Obiettivo", "Peso obiettivo", "Indicatore", "Target 2025"], ["03.01", "50", "Domande", "90"]]
    form.grid([50, 130, 220, 430, 540], rows)
    assert not read(form).objectives


@pytest.mark.parametrize(
    ("title", "side"),
    [("Previsioni di entrata assegnate", "E"), ("Previsioni di spesa", "U"), ("Risorse finanziarie", None)],
)
def test_the_title_over_the_lines_of_a_budget_tells_their_side(form, title, side):
    card(form, TITLES[0])
    form.head(title)
    form.grid([50, 180, 340], [["Cap./Art.", "Stanziamento iniziale"], ["1104/07", "500,00"]])
    assert values(of(read(form), "budget_lines"), "side", "chapter") == [(side, "1104/07")]


def test_the_first_label_of_a_form_on_every_page_is_no_running_head(form):
    for n, title in enumerate(TITLES, 1):
        form.say("Missione: 1 Servizi generali", gap=0)
        form.say(f"Programma: {n} Programma di bilancio")
        card(form, title, f"OB{n}")
        form.page()
    assert values(read(form).objectives, "mission") == ["1 Servizi generali"] * 3


def test_the_answer_to_a_label_is_not_asked_for_again(form):
    """The heading after the head of a service is not a second head."""
    form.head("Servizio Tecnico", size=13)
    form.grid([50, 400, 540], [["Obiettivi", "Peso"], *[[title, "20"] for title in TITLES]])
    form.head("Responsabile del servizio")
    form.say("Livio Peyronel")
    form.head("Mezzi a disposizione")
    form.say("Due autocarri")
    for n, title in enumerate(TITLES, 1):
        form.head(f"SCHEDA OBIETTIVO OB{n}")
        form.grid([50, 180, 540], [["Titolo", title], ["Finalità", "Servire meglio"]], bold="first")
        form.grid([50, 400, 540], INDICATORI)
    assert values(read(form).objectives, "responsible") == [["Livio Peyronel"]] * 3


@pytest.mark.parametrize(
    ("text", "domain", "field"),
    [("Pes o", "objective", "weight"), ("Valore raggiunt o", "indicator", "achieved"), ("Sca denza", "phase", "end")],
)
def test_a_label_that_a_narrow_column_broke(text, domain, field):
    match = load_lexicon().find(text, domain)
    assert match and match.field == field


def test_two_labels_side_by_side_are_not_one_with_a_typo():
    lexicon = load_lexicon()
    assert lexicon.find("Descrizione e finalità", "objective").field == "description"
    assert lexicon.find("Descrizione Finalità", "objective") is None


def test_a_list_of_strategic_objectives_with_weights_and_codes_under_another_name(form):
    rows = [["Settore", "Responsabile", "Obiettivo strategico", "Pesatura", "Riferimenti"]]
    rows += [["Tributi", "Anna Rossi", title, f"1,{n}", f"TR{n}"] for n, title in enumerate(TITLES, 1)]
    form.grid([50, 120, 200, 400, 460, 540], rows)
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [(f"TR{n}", title) for n, title in enumerate(TITLES, 1)]


def test_a_label_after_a_full_stop_begins_a_paragraph(form):
    """The line before it runs to the margin, so that nothing else tells where it ends."""
    for n, title in enumerate(TITLES, 1):
        form.head(f"Obiettivo n. {n}: {title}")
        form.say("Peso: 20")
        lines = (
            "Descrizione: chi abita lontano prenota per telefono e riceve la visita di un addetto ben",
            "informato.",
        )
        form.say(lines[0], lines[1] + " Chi lavora prenota la sera, in biblioteca o nei bar dei quattro paesi.", gap=0)
        form.say("Indicatore: visite", "Valore atteso: 40")
    plan = read(form)
    assert [values(of(plan, "indicators", n), "description", "target_raw") for n in range(3)] == [
        [("visite", "40")]
    ] * 3


def test_labels_in_a_row_over_their_values_at_the_head_of_a_form(form):
    for n, title in enumerate(TITLES, 1):
        rows = [["*Codice obiettivo", "*Peso", "*Responsabile"], [f"T.0{n}", "20", "Anna Rossi"]]
        rows += [["*Titolo obiettivo", "<", "<"], [title, "<", "<"]]
        form.grid([50, 200, 350, 540], rows, bold="none")
        form.grid([50, 400, 540], INDICATORI)
    plan = read(form)
    assert values(plan.objectives, "code", "title", "weight") == [(f"T.0{n}", t, 20) for n, t in enumerate(TITLES, 1)]


def test_a_label_that_is_also_a_cards_heading_stands_over_each_title(form):
    form.y = 200
    for title in TITLES:
        form.head("OBIETTIVO GESTIONALE", size=9)
        form.say(title)
        form.head("PESO DELL'OBIETTIVO", size=9)
        form.say("20")
        form.head("INDICATORI DELL'OBIETTIVO", size=9)
        form.grid([50, 400, 540], INDICATORI)
    plan = read(form)
    assert values(plan.objectives, "title", "weight") == [(title, 20) for title in TITLES]
