"""Cards whose lists stand inside a cell or a frame, and boxes to tick that are drawn."""

import pytest
from forms import ABOVE, FASI, INDICATORI, LEFT, TITLES, of, read, titles, values

LABELS, RIGHT = [50, 160, 545], [170, 420, 480, 535]
STEPS = [["Fase", "Periodo", "A cura di"], ["Scelta dei locali", "marzo", "Ufficio Patrimonio"]]
MEASURES = [["Misuratore", "Target 2025", "Peso"], ["Pratiche chiuse", "120", "100"]]


def box(form, x, top, mark="", side=8):
    for x0, y0, x1, y1 in ((0, 0, 1, 0), (0, 1, 1, 1), (0, 0, 0, 1), (1, 0, 1, 1)):
        form.rule(x + side * x0, top + side * y0, x + side * x1, top + side * y1)
    if mark:
        form.text(x + 1.5, top + 0.5, mark, size=7, bold=True)


def inside(form, label, rows, xs=RIGHT):
    """A row of the card: a label, and a table in the cell beside it."""
    top, form.y = form.y, form.y + 6
    form.text(53, top + 3, label, size=9, bold=True)
    form.grid(xs, rows)
    form.y -= 8
    for x in LABELS:
        form.rule(x, top, x, form.y)
    form.rule(50, top, 545, top)
    form.rule(50, form.y, 545, form.y)


def said(form, rows):
    form.grid(LABELS, rows, bold="first")
    form.y -= 14


def ticked(form, options, chosen, behind=False):
    top = form.y
    said(form, [["Natura", ""]])
    for n, option in enumerate(options):
        x = 182 + 120 * n
        form.text(x, top + 3, option, size=9)
        at = x + 4 + form.canvas.stringWidth(option, "Helvetica", 9) if behind else x - 11
        box(form, at, top + 4, "X" if option == chosen else "")


def nested(form, n, title):
    said(form, [[f"Scheda n. {n}  {title}", LEFT], ["Responsabile", "Anna Rossi"]])
    ticked(form, ["Crescita", "Conferma"], ["Conferma", "Crescita"][n % 2])
    said(form, [["Da dove partiamo", f"Stato {n}"]])
    inside(form, "Passaggi", STEPS)
    said(form, [["Risultato atteso", f"Esito {n}"]])
    inside(form, "Misuratori", MEASURES)
    form.y += 16


def test_tables_in_the_cells_of_a_card_belong_to_it(form):
    for n, title in enumerate(TITLES, 1):
        nested(form, n, title)
    plan = read(form)
    assert values(plan.objectives, "code", "title", "initial_state", "expected_result") == [
        (str(n), title, f"Stato {n}", f"Esito {n}") for n, title in enumerate(TITLES, 1)
    ]
    assert values(plan.objectives, "typology") == [["Crescita"], ["Conferma"], ["Crescita"]]
    for n in range(3):
        assert values(of(plan, "phases", n), "description", "responsible") == [
            ("Scelta dei locali", "Ufficio Patrimonio")
        ]
        assert values(of(plan, "indicators", n), "description", "weight_raw") == [("Pratiche chiuse", "100")]


@pytest.mark.parametrize("behind", [False, True])
def test_the_box_with_a_mark_says_what_is_meant(form, behind):
    for n, title in enumerate(TITLES[:2]):
        form.head(f"SCHEDA OBIETTIVO {n + 1}")
        said(form, [["Titolo", title], ["Responsabile", "Anna Rossi"]])
        ticked(form, ["Crescita", "Conferma"], ["Crescita", "Conferma"][n], behind)
        said(form, [["Descrizione", "Si apre una sede nuova"]])
        form.y += 20
    assert values(read(form).objectives, "typology") == [["Crescita"], ["Conferma"]]


def test_a_frame_around_a_card_is_read_from_top_to_bottom(form):
    for n, title in enumerate(TITLES[:2], 1):
        top, form.y = form.y, form.y + 8
        form.head(f"Obiettivo n. {n} - {title}")
        form.say("Responsabile: Anna Rossi", "Peso: 20%")
        form.head("Fasi")
        form.grid([60, 90, 340, 430, 530], FASI)
        form.head("Indicatori")
        form.grid([60, 400, 530], INDICATORI)
        for x in (50, 545):
            form.rule(x, top, x, form.y)
        form.rule(50, top, 545, top)
        form.rule(50, form.y, 545, form.y)
        form.y += 20
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert [len(of(plan, t, n)) for n in (0, 1) for t in ("phases", "indicators")] == [1, 1, 1, 1]


GOALS = [50, 75, 230, 330, 460, 545]


def test_the_number_of_an_objective_in_its_list_is_its_code(form):
    form.head("TUTTE LE DIREZIONI", size=12)
    head = ["N.", "Obiettivo", "Peso", "Indicatore", "Valore atteso"]
    rows = [
        ["1", TITLES[0], "60", "Sportelli", "3"],
        [ABOVE, ABOVE, ABOVE, "Utenti", "40"],
        ["2", TITLES[2], "40", "Giorni", "5"],
    ]
    form.grid(GOALS, [head, *rows])
    plan = read(form)
    assert values(plan.objectives, "code", "title", "unit") == [
        ("1", TITLES[0], "TUTTE LE DIREZIONI"),
        ("2", TITLES[2], "TUTTE LE DIREZIONI"),
    ]
    assert len(of(plan, "indicators")) == 2


def test_numbers_that_may_count_the_rows_are_no_codes(form):
    head = ["N.", "Obiettivo", "Peso", "Indicatore", "Valore atteso"]
    form.grid(GOALS, [head, *[[str(n), title, "30", "Sportelli", "3"] for n, title in enumerate(TITLES, 1)]])
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [(None, title) for title in TITLES]


def test_a_number_for_each_indicator_is_no_objectives_code(form):
    head = ["N.", "Obiettivo", "Peso", "Indicatore", "Valore atteso"]
    rows = [
        ["1", TITLES[0], "60", "Sportelli", "3"],
        ["2", ABOVE, ABOVE, "Utenti", "40"],
        ["3", TITLES[2], "40", "Giorni", "5"],
    ]
    form.grid(GOALS, [head, *rows])
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [(None, TITLES[0]), (None, TITLES[2])]


def test_a_number_beside_a_category_counts_its_people(form):
    for n, title in enumerate(TITLES[:2], 1):
        form.head(f"SCHEDA OBIETTIVO {n}")
        said(form, [["Titolo", title], ["Responsabile", "Anna Rossi"]])
        form.y += 14
        staff = [["Personale - profilo", "N.", "% tempo"], ["Funzionari", "4", "30%"], ["Istruttori", "2", "50%"]]
        form.grid([50, 250, 300, 360], staff)
        form.grid([50, 400, 540], INDICATORI)
    plan = read(form)
    assert values(of(plan, "staff_lines"), "category", "count") == [("Funzionari", 4), ("Istruttori", 2)]


def test_a_title_across_the_next_page_is_no_rest_of_the_last_row(form):
    xs = [50, 160, 250, 545]
    for n, title in enumerate(TITLES[:2], 1):
        rows = [[f"OB{n} {title}", LEFT, LEFT], ["Responsabile", "Anna Rossi", LEFT], ["Peso", "20", LEFT]]
        staff = [["Categoria", "N.", "% tempo"], ["Funzionari", "2", "45%"]]
        form.foot(140) if n == 1 else form.page()
        form.grid(xs, rows, bold="first")
        form.y -= 14
        form.grid([50, 250, 545], INDICATORI)
        form.y -= 14
        form.grid(xs, staff)
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert values(plan.staff_lines, "category", "count") == [("Funzionari", 2)] * 2


def test_bold_lines_of_two_heights_are_two_headings(form):
    for n, title in enumerate(TITLES, 1):
        form.text(50, form.y, f"Obiettivo strategico: Vivere il borgo e la sua vita in ogni stagione {n}", 14, True)
        form.text(50, form.y + 19, f"Obiettivo esecutivo {n}.1 - {title}", 12.5, True)
        form.y += 38
        form.say("Responsabile: Anna Rossi")
        form.say("Peso: 20%")
        form.grid([50, 400, 540], INDICATORI)
    plan = read(form)
    assert titles(plan) == TITLES
    assert values(plan.objectives, "strategic_objective") == [
        f"Vivere il borgo e la sua vita in ogni stagione {n}" for n in (1, 2, 3)
    ]


def test_a_table_in_a_cell_goes_on_over_the_page_with_its_card(form):
    nested(form, 1, TITLES[0])
    form.foot(150)
    said(form, [[f"Scheda n. 2  {TITLES[1]}", LEFT], ["Responsabile", "Anna Rossi"]])
    inside(form, "Passaggi", STEPS)
    form.page()
    inside(form, "", [["Trasloco", "giugno", "Ufficio Acquisti"], ["Apertura", "settembre", "Ufficio Acquisti"]])
    said(form, [["Risultato atteso", "Esito 2"]])
    inside(form, "Misuratori", MEASURES)
    plan = read(form)
    assert values(plan.objectives, "code", "expected_result") == [("1", "Esito 1"), ("2", "Esito 2")]
    assert values(of(plan, "phases", 1), "description") == ["Scelta dei locali", "Trasloco", "Apertura"]
    assert len(of(plan, "indicators", 1)) == 1
