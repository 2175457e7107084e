"""Cards with a table for each indicator, a band over them, plain-language labels, heads with one rule."""

import pytest
from forms import TEXT, TITLES, of, read, titles, values

SHEET = [50, 130, 210, 290, 370, 450, 540]


def sheet(form, number, name, unit, aims):
    """Labels and values on one indicator, then a row of names over a row of values."""
    wide = ["<"] * 4
    rows = [
        [f"*Indicatore {number}", f"*{name}", *wide],
        ["*Metodo di calcolo", "Conteggio a fine anno", *wide],
        ["*Tipo", "Risultato", "*Fonte", "Registro barche", "<", "<"],
        ["*Unità di misura", "*Baseline", "*Target 2031", "*Target 2032", "*Target 2033", "*Peso"],
        [unit, "4", *aims, "50%"],
    ]
    form.grid(SHEET, rows, bold="none", shade={(2, 0), (2, 2), (0, 0), (1, 0), *((3, n) for n in range(6))})


@pytest.mark.parametrize("number", ["{0}.{1}", "A{0}_{1}", "{1}"])
def test_each_indicator_has_a_sheet_of_its_own(form, number):
    for n, title in enumerate(TITLES[:2], 1):
        form.head(f"SCHEDA OBIETTIVO N. {n}")
        form.grid([50, 180, 540], [["Titolo", title], ["Responsabile", "Anna Rossi"], ["Peso", "20%"]], bold="first")
        form.head("Indicatori")
        for k, name in enumerate(("Barche riparate", "Reti rammendate"), 1):
            sheet(form, number.format(n, k), name, "Numero", ["5", "6", "7"])
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    for n in range(2):
        found = of(plan, "indicators", n)
        assert values(found, "description", "kind", "source", "unit_of_measure") == [
            ("Barche riparate", "result", "Registro barche", "Numero"),
            ("Reti rammendate", "result", "Registro barche", "Numero"),
        ]
    assert values(plan.targets[:4], "role", "year", "raw") == [
        ("baseline", None, "4"),
        ("target", 2031, "5"),
        ("target", 2032, "6"),
        ("target", 2033, "7"),
    ]
    assert len(plan.targets) == 16


def kpis(form, rows):
    """A table with rules between its rows alone, its names in bold."""
    xs = [55, 250, 330, 400, 470]
    form.rule(50, form.y - 4, 540, form.y - 4)
    for n, row in enumerate([["KPI", "Oggi", "Fine 2031", "Peso", "Dove si verifica"], *rows]):
        for x, text in zip(xs, row, strict=True):
            form.text(x, form.y, text, size=TEXT, bold=n == 0)
        form.y += 18
        form.rule(50, form.y - 4, 540, form.y - 4)
    form.y += 20


def pairs(form, rows):
    """Two labels with their values a row, with rules between the rows alone."""
    for row in rows:
        for n, (x, text) in enumerate(zip((55, 150, 320, 430), row, strict=True)):
            form.text(x, form.y, text, size=TEXT, bold=n % 2 == 0)
        form.y += 18
        form.rule(50, form.y - 4, 540, form.y - 4)
    form.y += 14


def banded(form, code, lines, spent):
    """A title of some lines on colour, its code at the left and its weight at the right, at half its height."""
    height = 12 * max(2, len(lines)) + 8
    form.area(50, form.y, 540, form.y + height, grey=0.9)
    form.text(55, form.y + 4, "Obiettivo operativo", size=TEXT, bold=True)
    form.text(55, form.y + 16, code, size=TEXT, bold=True)
    for n, line in enumerate(lines):
        form.text(160, form.y + 4 + 12 * n + 6 * (len(lines) == 1), line, size=TEXT, bold=True)
    form.text(490, form.y + 10, "Peso 25%", size=TEXT, bold=True)
    form.y += height + 4
    pairs(
        form,
        [
            ("Ambito strategico", "Porto vivo", "Programma", "Mare e coste"),
            ("Responsabile", "Dott. Ugo Bianchi", "Provenienza", spent),
        ],
    )


@pytest.mark.parametrize("spent", ["fondi propri", ""])
def test_a_band_with_a_title_of_two_lines_over_a_card_of_rules(form, spent):
    for n in (1, 2, 3):
        lines = ["Rifare i moli del porto vecchio e", "le luci di ingresso"] if n != 2 else ["Pulire le reti"]
        banded(form, f"1.{n}", lines, spent)
        kpis(form, [["Moli rifatti", "2", "5", "100%", "Verbali"]])
    plan = read(form)
    long = "Rifare i moli del porto vecchio e le luci di ingresso"
    assert values(plan.objectives, "code", "title", "weight_raw", "strategic_area", "programme") == [
        (f"1.{n}", title, "25%", "Porto vivo", "Mare e coste")
        for n, title in ((1, long), (2, "Pulire le reti"), (3, long))
    ]
    assert [tuple(row.responsible) for row in plan.objectives] == [("Dott. Ugo Bianchi",)] * 3
    assert values(plan.indicators, "description", "source") == [("Moli rifatti", "Verbali")] * 3


def test_the_table_of_the_next_page_has_columns_of_its_own(form):
    banded(form, "1.1", ["Rifare i moli"], "fondi propri")
    form.foot(22)
    pairs(form, [("Descrizione", "I moli più vecchi", "", "")])
    form.page()
    kpis(form, [["Moli rifatti", "2", "5", "50%", "Verbali"], ["Luci accese", "8", "9", "50%", "Verbali"]])
    banded(form, "1.2", ["Pulire le reti"], "fondi propri")
    kpis(form, [["Reti pulite", "2", "5", "100%", "Verbali"]])
    plan = read(form)
    assert values(of(plan, "indicators"), "description", "weight_raw") == [
        ("Moli rifatti", "50%"),
        ("Luci accese", "50%"),
    ]
    assert values(plan.targets[:2], "role", "raw") == [("baseline", "2"), ("target", "5")]


def test_a_number_and_its_points_stand_over_the_title(form):
    for n, title in enumerate(TITLES, 1):
        form.area(50, form.y - 3, 540, form.y + 14, grey=0.8)
        form.text(55, form.y, f"OBIETTIVO {n}", size=TEXT, bold=True)
        form.text(480, form.y, "Punti: 15", size=TEXT, bold=True)
        form.y += 24
        form.head(title, size=12)
        form.head("Perché", size=TEXT)
        form.say("Chi arriva al banco aspetta troppo.")
        kpis(form, [["Persone servite", "0", "9", "100%", "Registro"]])
    plan = read(form)
    assert values(plan.objectives, "code", "title", "weight_raw") == [
        (str(n), title, "15") for n, title in enumerate(TITLES, 1)
    ]
    assert values(plan.targets[:2], "role", "raw") == [("baseline", "0"), ("target", "9")]


def test_labels_side_by_side_at_the_head_of_each_page_are_no_running_head(form):
    reasons = ["Al banco si aspetta troppo.", "Le carte sono sparse.", "Nessuno risponde al telefono."]
    for n, (title, reason) in enumerate(zip(TITLES, reasons, strict=True), 1):
        form.head(f"OBIETTIVO {n} - {title}", size=12)
        form.text(50, form.y, "Perché", size=TEXT, bold=True)
        form.text(360, form.y, "Referente", size=TEXT, bold=True)
        form.y += 12
        form.text(50, form.y, reason, size=TEXT)
        form.text(360, form.y, "Anna Rossi", size=TEXT)
        form.y += 24
        kpis(form, [["Persone servite", "0", "9", "100%", "Registro"]])
        form.page()
    plan = read(form)
    assert values(plan.objectives, "title", "rationale") == list(zip(TITLES, reasons, strict=True))
    assert [tuple(row.responsible) for row in plan.objectives] == [("Anna Rossi",)] * 3


def test_a_glossary_names_no_indicator(form):
    form.head("2. Come leggere le schede")
    rows = [["Termine", "Significato"], ["KPI", "Che cosa si conta"], ["Consuntivo", "Quanto si è contato"]]
    form.grid([50, 200, 540], rows)
    form.head("Le schede")
    banded(form, "1.1", ["Rifare i moli"], "fondi propri")
    kpis(form, [["Moli rifatti", "2", "5", "100%", "Verbali"]])
    plan = read(form)
    assert titles(plan) == ["Rifare i moli"] and values(plan.indicators, "description") == ["Moli rifatti"]


@pytest.mark.parametrize(("end", "found"), [("Fine", ["9"]), ("Fine 2031", ["9", "31/12/2031"])])
def test_the_end_of_a_thing_is_a_target_only_with_its_year(form, end, found):
    form.head(f"OBIETTIVO 1 - {TITLES[0]}")
    form.grid([50, 250, 400, 540], [["Indicatore", "Target", end], ["Persone servite", "9", "31/12/2031"]])
    assert values(read(form).targets, "raw") == found


def underlined(form, rows, style):
    """Names set in some letter over one rule, the rows below without any."""
    for n, row in enumerate([["Descrizione", "Valore 2030", "Target 2031"], *rows]):
        for x, text in zip((60, 300, 420), row, strict=True):
            form.text(x, form.y, text, size=TEXT, font=style if n == 0 else None)
        form.y += 12
        if n == 0:
            form.rule(50, form.y, 540, form.y)
            form.y += 2
    form.y += 12


@pytest.mark.parametrize("style", ["Helvetica-Oblique", "Helvetica-Bold"])
def test_heads_with_one_rule_among_titles_with_a_rule(form, style):
    for n, title in enumerate(TITLES, 1):
        form.head(f"Obiettivo B.{n} - {title}")
        form.rule(50, form.y - 4, 540, form.y - 4)
        for label, value in (("Servizio:", "Servizio Porto"), ("Finalità:", "Servire chi va per mare.")):
            form.text(50, form.y, label, size=TEXT, font="Helvetica-Oblique")
            form.text(110, form.y, value, size=TEXT)
            form.y += 18
        form.say("Indicatori:", font="Helvetica-Oblique")
        underlined(form, [["Barche riparate", "3", "8"], ["Reti pulite", "5", "almeno 9"]][: 1 + n % 2], style)
    plan = read(form)
    assert titles(plan) == TITLES
    assert [values(of(plan, "indicators", n), "description") for n in range(3)] == [
        ["Barche riparate", "Reti pulite"],
        ["Barche riparate"],
        ["Barche riparate", "Reti pulite"],
    ]
    assert values(plan.targets[:2], "role", "raw") == [("baseline", "3"), ("target", "8")]


@pytest.mark.parametrize(
    ("answer", "money", "people"),
    [("€ 12.000,00", "€ 12.000,00", None), ("3 funzionari e un operaio", None, "3 funzionari e un operaio")],
)
def test_resources_of_either_kind_are_told_by_the_answer(form, answer, money, people):
    for n, title in enumerate(TITLES, 1):
        form.head(f"SCHEDA OBIETTIVO N. {n}")
        rows = [["Titolo", title], ["Responsabile", "Anna Rossi"], ["Risorse impiegate", answer]]
        form.grid([50, 180, 540], rows, bold="first")
        form.head("Indicatori")
        form.grid([50, 400, 540], [["Indicatore", "Target"], ["Barche riparate", "9"]])
    found = values(read(form).objectives, "financial_resources_raw", "human_resources")
    assert found == [(money, people)] * 3
