"""Lists of objectives in groups, and cards under what a unit prints once for all."""

import pytest
from forms import ABOVE, LEFT, TITLES, of, read, values

HEAD = ["Cod.", "Obiettivo", "Peso", "Indicatore", "Consuntivo\n2023", "Atteso\n2024", "Raggiunto\n2024", "% ragg."]
COLUMNS = [30, 60, 190, 225, 330, 395, 450, 510, 570]


def band(text, beside):
    return [f"*{text}", LEFT, LEFT, LEFT, f"{beside}", LEFT, LEFT, LEFT]


def total(text, value):
    return [text, LEFT, LEFT, LEFT, LEFT, LEFT, LEFT, value]


@pytest.mark.parametrize(
    "row",
    [
        total("Grado medio del centro", "93%"),
        ["Totale", LEFT, "100", "", "", "", "", "93%"],
        ["", "Totale centro", "100", "", "", "", "", "93%"],
        ["", LEFT, LEFT, LEFT, LEFT, LEFT, "Media", "93%"],
        ["", "", "", "", "", "", "Media", "93%"],
    ],
)
def test_a_total_is_no_objective_and_no_indicator(form, row):
    rows = [HEAD, ["4.1", TITLES[0], "60", "Giorni di apertura", "4", "5", "5", "100%"], row]
    form.grid(COLUMNS, [*rows, ["4.2", TITLES[1], "40", "Faldoni", "0", "12", "10", "83%"], row])
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [("4.1", TITLES[0]), ("4.2", TITLES[1])]
    assert values(plan.indicators, "description") == ["Giorni di apertura", "Faldoni"]


@pytest.mark.parametrize("cut", [False, True])
def test_titles_and_totals_of_groups_in_a_list(form, cut):
    """Also where a page ends between the rows of one objective, and no head is printed again."""
    rows = [
        HEAD,
        band("CENTRO DI COSTO 4 – BIBLIOTECHE", "Dirigente: Ada Neri"),
        ["4.1", TITLES[0], "60", "Giorni di apertura", "4", "5", "5", "100%"],
        [ABOVE, ABOVE, ABOVE, "Visitatori", "80", "90", "72", "80%"],
        ["4.2", TITLES[1], "40", "Faldoni", "0", "12", "12", "100%"],
        total("Grado medio di raggiungimento del centro", "93%"),
        band("CENTRO DI COSTO 5 – TRIBUTI", "Dirigente: Ugo Sarti"),
        ["5.1", TITLES[2], "100", "Giorni di attesa", "12", "<= 9", "8", "100%"],
        total("Grado medio di raggiungimento del centro", "100%"),
    ]
    form.head("RELAZIONE SULLA PERFORMANCE 2024")
    if cut:
        form.grid(COLUMNS, rows[:5])
        form.page()
        form.grid(COLUMNS, rows[5:], bold="none")
    else:
        form.grid(COLUMNS, rows)
    plan = read(form)
    assert values(plan.objectives, "code", "title", "weight_raw", "unit", "responsible") == [
        ("4.1", TITLES[0], "60", "BIBLIOTECHE", ["Ada Neri"]),
        ("4.2", TITLES[1], "40", "BIBLIOTECHE", ["Ada Neri"]),
        ("5.1", TITLES[2], "100", "TRIBUTI", ["Ugo Sarti"]),
    ]
    assert values(of(plan, "indicators", 0), "description", "target_raw", "achievement_raw") == [
        ("Giorni di apertura", "5", "100%"),
        ("Visitatori", "90", "80%"),
    ]
    assert len(plan.indicators) == 4


def test_the_head_of_a_group_is_not_the_next_groups(form):
    """Where the second title names nobody, nobody is better than the first one's head."""
    rows = [
        HEAD,
        band("SETTORE BIBLIOTECHE", "Dirigente: Ada Neri"),
        ["4.1", TITLES[0], "60", "Giorni di apertura", "4", "5", "5", "100%"],
        ["*SETTORE TRIBUTI", *[LEFT] * 7],
        ["5.1", TITLES[2], "100", "Giorni di attesa", "12", "<= 9", "8", "100%"],
    ]
    form.grid(COLUMNS, rows)
    assert values(read(form).objectives, "unit", "responsible") == [
        ("SETTORE BIBLIOTECHE", ["Ada Neri"]),
        ("SETTORE TRIBUTI", []),
    ]


def sheet(form, code, title):
    rows = [
        [f"*Obiettivo {code}", f"*{title}", LEFT, "*Peso", "20%"],
        ["*Descrizione sintetica", "Si fa in tre passi", LEFT, LEFT, LEFT],
        ["*N.", "*Attività", "*Fine", "*Peso %", "*Addetti"],
        ["1", "Scelta dei locali", "30/06", "50", "Neri, Sarti"],
        ["2", "Trasloco", "31/12", "50", "Sarti"],
    ]
    form.grid([50, 150, 320, 390, 450, 540], rows, bold="none")


def test_what_a_unit_prints_once_holds_for_all_its_cards(form):
    for unit, head, code, titles in (
        ("AREA BIBLIOTECHE", "Ada Neri", "BIB", TITLES[:2]),
        ("AREA TRIBUTI", "Ugo Sarti", "TRI", TITLES[2:]),
    ):
        form.grid([50, 540], [[f"*{unit}"], [f"*Responsabile: {head}"]], bold="none", shade={(0, 0)})
        for n, title in enumerate(titles, 1):
            sheet(form, f"{code}-{n}", title)
        form.page()
    plan = read(form)
    assert values(plan.objectives, "code", "title", "unit", "responsible") == [
        ("BIB-1", TITLES[0], "AREA BIBLIOTECHE", ["Ada Neri"]),
        ("BIB-2", TITLES[1], "AREA BIBLIOTECHE", ["Ada Neri"]),
        ("TRI-1", TITLES[2], "AREA TRIBUTI", ["Ugo Sarti"]),
    ]
    assert values(of(plan, "phases"), "description", "responsible") == [
        ("Scelta dei locali", "Neri, Sarti"),
        ("Trasloco", "Sarti"),
    ]


def test_a_form_of_four_columns_after_a_list_of_four_is_the_next_card(form):
    for n, title in enumerate(TITLES, 1):
        rows = [
            ["*Settore", "Tributi", "*Codice", f"TR-{n}"],
            ["*Denominazione", title, LEFT, LEFT],
            ["*Descrizione", "Si fa in tre passi", LEFT, LEFT],
            ["*Risultato atteso", "Meno attese", LEFT, LEFT],
        ]
        form.grid([50, 170, 300, 420, 540], rows, bold="none")
        form.grid([50, 170, 300, 420, 540], [["Indicatori", "Unità di misura", "Valore 2024", "Atteso 2025"], *ROWS])
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [(f"TR-{n}", t) for n, t in enumerate(TITLES, 1)]
    assert values(plan.indicators, "description") == ["Giorni di attesa", "Reclami"] * 3


ROWS = [["Giorni di attesa", "n.", "12", "9"], ["Reclami", "n.", "4", "0"]]


@pytest.mark.parametrize("note", ["Nessun capitolo collegato", "Nessun dato presente"])
def test_a_list_that_says_it_is_empty_holds_nothing(form, note):
    for n, title in enumerate(TITLES[:2], 1):
        form.grid([50, 150, 230, 400, 460, 540], [["*Obiettivo", f"2031/0{n}", title, "*Peso", "20"]], bold="none")
        form.grid([50, 150, 540], [["*Descrizione", "Si fa in tre passi"]], bold="none")
        form.head("Indicatori")
        form.grid([50, 400, 540], [["Indicatore", "Valore atteso"], ["Giorni di attesa", "9"]])
        form.head("Risorse finanziarie")
        form.say(note)
    plan = read(form)
    assert values(plan.objectives, "code", "title", "financial_resources_raw") == [
        ("2031/01", TITLES[0], None),
        ("2031/02", TITLES[1], None),
    ]


LINES = [30, 60, 190, 225, 330, 395, 450, 510]


def lined(form, *cells, part=False, height=20, bold=False):
    """A row closed by a rule, which leaves the first columns open where the objective's next row follows."""
    for x, cell in zip(LINES, cells, strict=False):
        for n, line in enumerate(cell.split("\n")):
            form.text(x, form.y + 4 + 9 * n, line, size=8, bold=bold)
    form.y += height
    form.rule(LINES[3] - 2 if part else 28, form.y, 570, form.y)


@pytest.mark.parametrize("beside", ["Dirigente: Ada Neri", ""])
def test_a_list_of_horizontal_rules_goes_on_without_its_head(form, beside):
    form.head("RELAZIONE SULLA PERFORMANCE 2024")
    form.rule(28, form.y, 570, form.y)
    lined(form, *HEAD, height=26, bold=True)
    form.text(400, form.y + 4, beside, size=8)
    lined(form, "SETTORE BIBLIOTECHE, ARCHIVI E MUSEI CIVICI DELLA CITTÀ")
    lined(form, "4.1", "Aprire la sera", "60", "Giorni di apertura", "4", "5", "5", "100%")
    lined(form, "4.2", "Rifare il sito", "40", "Visite al sito", "700", "900", "880", "98%")
    form.page()
    form.rule(28, form.y, 570, form.y)
    lined(form, "", "", "", "Pagine tradotte", "0", "20", "22", "100%")
    lined(form, "4.3", "Fare ordine", "10", "Faldoni", "0", "12", "12", "100%", part=True)
    lined(form, "", "", "", "Metri di scaffale", "0", "40", "30", "75%")
    plan = read(form)
    unit = "SETTORE BIBLIOTECHE, ARCHIVI E MUSEI CIVICI DELLA CITTÀ"
    assert values(plan.objectives, "code", "unit", "responsible") == [
        (code, unit, ["Ada Neri"] if beside else []) for code in ("4.1", "4.2", "4.3")
    ]
    found = [values(of(plan, "indicators", n), "description", "target_raw") for n in range(3)]
    assert found == [
        [("Giorni di apertura", "5")],
        [("Visite al sito", "900"), ("Pagine tradotte", "20")],
        [("Faldoni", "12"), ("Metri di scaffale", "40")],
    ]
