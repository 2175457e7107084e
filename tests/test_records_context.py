"""What holds from one card to the next, labels that nobody knows, and where every row and word stands."""

import pytest
from forms import FASI, TITLES, card, of, read, titles, values

# --- context ---

WORDS = ["due", "tre", "molte", "dieci"]


def test_a_table_of_phases_keyed_by_the_objectives_code(form):
    rows = [["Codice", "Obiettivo", "Responsabile", "Peso"]]
    rows += [[f"OB{n}", title, "Anna Rossi", "20%"] for n, title in enumerate(TITLES, 1)]
    form.grid([50, 110, 300, 440, 540], rows)
    form.head("Cronoprogramma")
    rows = [["Codice obiettivo", "Fase", "Inizio", "Fine"]]
    rows += [[f"OB{n}", f"{what} {n}", "01/02/2025", "30/06/2025"] for n in (1, 2, 3) for what in ("Avvio", "Chiusura")]
    form.grid([50, 140, 330, 430, 540], rows)
    plan = read(form)
    assert titles(plan) == TITLES
    assert [values(of(plan, "phases", n - 1), "description") for n in (1, 2, 3)] == [
        [f"Avvio {n}", f"Chiusura {n}"] for n in (1, 2, 3)
    ]


def test_a_table_of_phases_keyed_by_the_code_of_the_cards_heading(form):
    for n, title in enumerate(TITLES, 1):
        card(form, title, f"OB{n}", grid=False)
    form.head("Cronoprogramma")
    rows = [["Codice obiettivo", "Fase", "Inizio", "Fine"]]
    rows += [[f"OB{n}", f"{what} {n}", "01/02/2025", "30/06/2025"] for n in (1, 2, 3) for what in ("Avvio", "Chiusura")]
    form.grid([50, 140, 330, 430, 540], rows)
    plan = read(form)
    assert [values(of(plan, "phases", n - 1), "description") for n in (1, 2, 3)] == [
        [f"Avvio {n}", f"Chiusura {n}"] for n in (1, 2, 3)
    ]


def test_a_units_heading_holds_until_the_next(form):
    n = 0
    for unit in ("SETTORE I - AFFARI GENERALI", "SETTORE II - LAVORI PUBBLICI"):
        form.head(unit, size=14)
        for _ in range(2):
            n += 1
            form.head(f"OBIETTIVO N. {n}", size=11)
            form.grid([50, 180, 540], [["Titolo", f"{TITLES[n % 3]} {n}"], ["Peso", "20%"]], bold="first")
            form.head("Fasi")
            form.grid([50, 80, 330, 430, 540], FASI)
        form.page()
    plan = read(form)
    assert values(plan.objectives, "unit") == ["SETTORE I - AFFARI GENERALI"] * 2 + ["SETTORE II - LAVORI PUBBLICI"] * 2


def test_a_note_that_speaks_of_a_year_sets_none(form):
    """Bold words with a full stop between two cards are no heading such as `Anno 2025`."""
    for n, line in enumerate(("Nota del dirigente: i lavori riprendono nel 2027.", "OBIETTIVI PER L'ANNO 2026"), 1):
        form.head(line, size=11)
        form.head(f"OBIETTIVO N. {n}", size=11)
        form.grid([50, 180, 540], [["Titolo", TITLES[n]], ["Peso", "20%"]], bold="first")
        form.head("Fasi")
        form.grid([50, 80, 330, 430, 540], FASI)
    assert values(read(form).objectives, "year") == [None, 2026]


def test_the_headings_path_has_no_heading_that_is_over(form):
    for n, unit in enumerate(("SETTORE AFFARI GENERALI", "SETTORE LAVORI PUBBLICI", "SETTORE TRIBUTI")):
        form.head(unit, size=14)
        card(form, TITLES[n], f"OB{n}")
    assert values(read(form).objectives, "section") == [
        ["SETTORE AFFARI GENERALI"],
        ["SETTORE LAVORI PUBBLICI"],
        ["SETTORE TRIBUTI"],
    ]


def test_a_front_page_holds_until_the_next(form):
    n = 0
    for unit, head in (("SERVIZIO ANAGRAFE", "Anna Rossi"), ("SERVIZIO TRIBUTI", "Ugo Neri")):
        form.y = 300
        form.head(unit, size=16)
        form.say(f"Responsabile: {head}", size=11)
        form.page()
        for _ in range(2):
            n += 1
            form.head(f"Obiettivo n. {n} - {TITLES[n % 3]} {n}", size=11)
            form.head("Descrizione", size=9)
            form.say(*[f"Gli uffici che oggi stanno in {word} sedi vanno in una sola." for word in WORDS[:n]])
            form.head("Fasi", size=9)
            form.grid([50, 80, 330, 430, 540], FASI)
            form.page()
    plan = read(form)
    assert len(plan.objectives) == 4
    assert (
        values(plan.objectives, "unit", "responsible")
        == [("SERVIZIO ANAGRAFE", ["Anna Rossi"])] * 2 + [("SERVIZIO TRIBUTI", ["Ugo Neri"])] * 2
    )


@pytest.mark.parametrize("first", ["OBIETTIVI INDIVIDUALI", "OBIETTIVI STRATEGICI"])
def test_a_class_of_objectives_is_the_category(form, first):
    """`Obiettivi strategici` as a heading is a class, not the label of a card."""
    n = 0
    for kind in (first, "OBIETTIVI GESTIONALI"):
        form.head(kind, size=14)
        for _ in range(2):
            n += 1
            card(form, f"{TITLES[n % 3]} {n}", f"OB{n}")
        form.page()
    plan = read(form)
    assert len(plan.objectives) == 4
    assert values(plan.objectives, "category") == [first] * 2 + ["OBIETTIVI GESTIONALI"] * 2


def test_the_same_objective_printed_twice_is_two_rows_with_one_key(form):
    for n, title in enumerate([TITLES[0], TITLES[1], TITLES[0]], 1):
        card(form, title, f"OB{n}")
        form.page()
    keys = values(read(form).objectives, "objective_key")
    assert keys[0] == keys[2] != keys[1]


# --- labels nobody knows ---


@pytest.mark.parametrize("columns", [2, 3])
def test_a_column_that_nobody_knows_loses_no_row(form, columns):
    card(form, TITLES[0], grid=False)
    form.head("Fasi")
    rows = [["N.", "Fase", "Vigilante tecnico"], ["1", "Scelta dei locali", "Anna"], ["2", "Apertura", "Ugo"]]
    form.grid([50, 80, 330, 540][3 - columns :], [row[3 - columns :] for row in rows])
    assert values(read(form).phases, "description") == ["Scelta dei locali", "Apertura"]


# --- where it stands ---


def test_every_row_says_where_it_stands(form):
    card(form, TITLES[0], "OB1")
    form.page()
    form.y = 150
    card(form, TITLES[1], "OB2")
    plan = read(form)
    assert values(plan.objectives, "page") == values(plan.phases, "page") == values(plan.indicators, "page") == [1, 2]
    for row in [*plan.objectives, *plan.phases, *plan.indicators]:
        assert 45 < row.x0 < row.x1 < 550 and 45 < row.top < row.bottom < 400


def test_every_word_is_in_the_ledger(form):
    card(form, TITLES[0])
    form.page()
    form.say("Testo che non dice nulla di un obiettivo.")
    for page in read(form).page_ledger:
        assert page.words == page.in_records + page.in_tables + page.in_prose + page.skipped + page.unclaimed
