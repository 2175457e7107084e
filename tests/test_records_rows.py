"""Rows of objectives, of time, of services, money and staff: what is printed in a table comes out as rows."""

import pytest
from forms import ABOVE, TITLES, bug, card, of, read, titles, values

# --- one row an objective ---

MATRIX = ["N.", "Obiettivo", "Responsabile", "Peso", "Indicatore", "Target 2025"]
WIDE = [40, 70, 190, 280, 330, 470, 555]


def test_one_row_an_objective_in_a_wide_merged_table(form):
    rows = [
        MATRIX,
        ["1", TITLES[0], "Anna Rossi", "20%", "Domande evase", "90%"],
        [ABOVE, ABOVE, ABOVE, ABOVE, "Giorni di apertura", "5"],
        ["2", TITLES[1], "Ugo Neri", "30%", "Faldoni riordinati", "200"],
        ["3", TITLES[2], "Ugo Neri", "50%", "Giorni di attesa", "<= 10"],
        [ABOVE, ABOVE, ABOVE, ABOVE, "Reclami", "0"],
    ]
    form.grid(WIDE, rows)
    plan = read(form)
    assert values(plan.objectives, "title", "responsible", "weight") == [
        (TITLES[0], ["Anna Rossi"], 20),
        (TITLES[1], ["Ugo Neri"], 30),
        (TITLES[2], ["Ugo Neri"], 50),
    ]
    assert [values(of(plan, "indicators", n), "description", "target_raw") for n in range(3)] == [
        [("Domande evase", "90%"), ("Giorni di apertura", "5")],
        [("Faldoni riordinati", "200")],
        [("Giorni di attesa", "<= 10"), ("Reclami", "0")],
    ]


@pytest.mark.parametrize("repeated", [True, False])
def test_merged_cells_that_are_blank_at_a_pages_head_inherit(form, repeated):
    rows = [
        MATRIX,
        ["1", TITLES[0], "Anna Rossi", "20%", "Domande evase", "90%"],
        ["2", TITLES[1], "Ugo Neri", "30%", "Faldoni riordinati", "200"],
    ]
    form.foot(18 * 3)
    form.grid(WIDE, rows)
    form.page()
    rows = [
        ["", "", "", "", "Metri di scaffali", "40"],
        ["3", TITLES[2], "Ugo Neri", "50%", "Giorni di attesa", "<= 10"],
    ]
    form.grid(WIDE, [MATRIX, *rows] if repeated else rows, bold="head" if repeated else "none")
    plan = read(form)
    assert titles(plan) == TITLES
    assert values(of(plan, "indicators", 1), "description", "target_raw") == [
        ("Faldoni riordinati", "200"),
        ("Metri di scaffali", "40"),
    ]


def test_targets_of_three_years_with_a_baseline(form):
    years = ["Target\n2025", "Target\n2026", "Target\n2027"]
    head = ["Obiettivo", "Responsabile", "Indicatore", "Valore iniziale\n2024", *years]
    rows = [head] + [[t, "Anna Rossi", "Domande evase", "60%", "70%", "80%", "90%"] for t in TITLES]
    form.grid([40, 160, 230, 310, 400, 450, 500, 555], rows)
    plan = read(form)
    assert titles(plan) == TITLES
    mine = [t for t in plan.targets if t.indicator_id == plan.indicators[0].indicator_id]
    assert values(mine, "role", "year", "value") == [
        ("baseline", 2024, 60),
        ("target", 2025, 70),
        ("target", 2026, 80),
        ("target", 2027, 90),
    ]


# --- time ---


def gantt(form, rows, heads, shade=()):
    """A table of phases with narrow columns of time."""
    step = 300 / len(heads)
    xs = [50, 240, *(240 + step * (n + 1) for n in range(len(heads)))]
    form.grid(xs, [["Fasi", *heads], *rows], shade=shade)


MONTHS = list("GFMAMGLASOND")


def marks(*months):
    return ["X" if n in months else "" for n in range(1, 13)]


def test_a_gantt_of_twelve_months_with_crosses(form):
    for n, title in enumerate(TITLES[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        gantt(form, [["Scelta dei locali", *marks(1, 2, 3)], ["Apertura", *marks(6, 12)]], MONTHS)
    plan = read(form)
    assert values(of(plan, "phases", 1), "description", "months") == [
        ("Scelta dei locali", [1, 2, 3]),
        ("Apertura", [6, 12]),
    ]


def test_a_gantt_of_twelve_months_with_shades(form):
    for n, title in enumerate(TITLES[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        shade = {(1, 4), (1, 5), (2, 12)}
        gantt(form, [["Scelta dei locali", *marks()], ["Apertura", *marks()]], MONTHS, shade)
    plan = read(form)
    assert values(of(plan, "phases", 1), "description", "months") == [("Scelta dei locali", [4, 5]), ("Apertura", [12])]


def test_stripes_are_no_marks(form):
    card(form, TITLES[0], grid=False)
    stripe = {(2, n) for n in range(13)}
    rows = [["Scelta dei locali", *marks(1)], ["Arredo", *marks(5)], ["Apertura", *marks(12)]]
    gantt(form, rows, MONTHS, stripe)
    assert values(read(form).phases, "description", "months") == [
        ("Scelta dei locali", [1]),
        ("Arredo", [5]),
        ("Apertura", [12]),
    ]


@pytest.mark.parametrize("heads", [["I trim.", "II trim.", "III trim.", "IV trim."], ["T1", "T2", "T3", "T4"]])
def test_quarters(form, heads):
    for n, title in enumerate(TITLES[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        gantt(form, [["Scelta dei locali", "X", "", "", ""], ["Apertura", "", "", "X", "X"]], heads)
    plan = read(form)
    assert values(of(plan, "phases", 1), "description", "months") == [
        ("Scelta dei locali", [1, 2, 3]),
        ("Apertura", [7, 8, 9, 10, 11, 12]),
    ]


# --- services, money, people ---


def standards(*rows):
    return [["Dimensioni di performance", "Sottodimensione", "Indicatore", "Formula indicatore", "Standard"], *rows]


def test_service_standards_with_rows_of_slashes(form):
    xs = [50, 170, 260, 370, 480, 540]
    for name, head, rows in [
        (
            "SERVIZIO ANAGRAFE",
            "Anna Rossi",
            [
                ["Qualità", "Tempestività", "Giorni d'attesa", "media", "<= 2"],
                [ABOVE, "Accessibilità", "Ore di apertura", "ore", "30"],
            ],
        ),
        (
            "SERVIZIO MENSA",
            "Ugo Neri",
            [["Quantità", "", "Pasti serviti", "numero", "400"], ["Qualità", "Tempestività", "/", "/", "/"]],
        ),
    ]:
        form.grid([50, 170, 540], [["SERVIZIO", name.removeprefix("SERVIZIO ")], ["RESPONSABILE", head]], bold="first")
        form.grid(xs, standards(*rows))
    plan = read(form)
    assert plan.objectives == []
    assert values(plan.services, "name", "responsible") == [("ANAGRAFE", "Anna Rossi"), ("MENSA", "Ugo Neri")]
    names = {service.service_id: service.name for service in plan.services}
    assert [(names[i.service_id], i.description, i.target_raw, i.dimension, i.kind) for i in plan.indicators] == [
        ("ANAGRAFE", "Giorni d'attesa", "<= 2", "Qualità", "service"),
        ("ANAGRAFE", "Ore di apertura", "30", "Qualità", "service"),
        ("MENSA", "Pasti serviti", "400", "Quantità", "service"),
    ]


@bug("rows become indicators of the objective before")
def test_service_standards_one_service_a_row(form):
    card(form, TITLES[0])
    form.page()
    form.head("Standard di qualità dei servizi")
    rows = [
        ["Servizio", "Responsabile", "Indicatore", "Standard"],
        ["Anagrafe", "Anna Rossi", "Giorni per un certificato", "<= 2"],
        [ABOVE, ABOVE, "Ore di apertura", "30"],
        ["Mensa", "Ugo Neri", "Pasti serviti", "400"],
    ]
    form.grid([50, 150, 250, 430, 540], rows)
    plan = read(form)
    assert values(of(plan, "indicators"), "description") == ["Domande evase in trenta giorni"]
    assert values(plan.services, "name", "responsible") == [("Anagrafe", "Anna Rossi"), ("Mensa", "Ugo Neri")]


def test_the_row_of_the_difference_is_no_budget_line(form):
    for n, title in enumerate(TITLES[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        form.head("Risorse finanziarie")
        rows = [
            ["E/U", "Capitolo", "Imp/Acc", "Importo"],
            ["E", "100/1", "12", "1.000,00"],
            ["U", "200/5", "", "2.500,50"],
            ["U", "", "Differenza", "1.500,50"],
        ]
        form.grid([50, 100, 250, 400, 540], rows)
    plan = read(form)
    assert values(of(plan, "budget_lines", 1), "side", "chapter", "commitment", "amount_raw") == [
        ("E", "100/1", "12", "1.000,00"),
        ("U", "200/5", None, "2.500,50"),
    ]
    assert [float(x) for x in values(of(plan, "budget_lines"), "amount")] == [1000, 2500.5]


def test_staff_in_a_table(form):
    for n, title in enumerate(TITLES[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        form.head("Risorse umane")
        rows = [["Categoria", "Nominativo", "% di tempo"], ["D", "Anna Rossi", "20%"], ["C", "Ugo Neri", "50%"]]
        form.grid([50, 150, 400, 540], rows)
    assert values(of(read(form), "staff_lines", 1), "category", "name", "share") == [
        ("D", "Anna Rossi", 20),
        ("C", "Ugo Neri", 50),
    ]


def test_staff_in_text(form):
    for n, title in enumerate(TITLES[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        form.head("Risorse umane")
        form.say("N. 2 unità cat. D e n. 1 unità cat. C")
    plan = read(form)
    assert values(of(plan, "staff_lines", 1), "category", "count") == [("D", 2), ("C", 1)]
    assert values(plan.objectives, "human_resources") == ["N. 2 unità cat. D e n. 1 unità cat. C"] * 2
