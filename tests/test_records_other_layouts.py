"""Goals under a strategic one, titles over small tables, and who a row's weight and unit belong to."""

import pytest
from forms import ABOVE, LEFT, TITLES, of, read, titles, values

HEAD = ["Cod.", "Obiettivo operativo", "Indicatore", "Valore\n2024", "Target\n2025", "Ufficio\nresponsabile", "Peso"]
XS = [40, 80, 220, 340, 390, 440, 500, 550]


def goals(form, rows, head=HEAD):
    """A table of operational objectives under each of two strategic ones."""
    for letter in "AB":
        form.head(f"Obiettivo strategico {letter}.1 - Far vivere il borgo", size=12)
        form.grid(XS, [head, *[[cell.replace("A.1", f"{letter}.1") for cell in row] for row in rows]])


def test_operational_objectives_with_a_code_under_a_strategic_one(form):
    rows = [
        ["A.1.1", TITLES[0], "Sportelli", "1", "3", "Ufficio Tributi", "10%"],
        [ABOVE, ABOVE, "Utenti", "20", "40", ABOVE, ABOVE],
        ["A.1.2", TITLES[2], "Giorni", "9", "5", "Ufficio Scuola", "5%"],
    ]
    goals(form, rows)
    plan = read(form)
    assert values(plan.objectives, "code", "title", "unit", "weight_raw", "strategic_objective") == [
        (f"{letter}.1.{n}", TITLES[k], unit, weight, f"{letter}.1 - Far vivere il borgo")
        for letter in "AB"
        for n, k, unit, weight in ((1, 0, "Ufficio Tributi", "10%"), (2, 2, "Ufficio Scuola", "5%"))
    ]
    assert [len(of(plan, "indicators", n)) for n in range(4)] == [2, 1, 2, 1]
    assert values(plan.targets[:2], "role", "year", "raw") == [("baseline", 2024, "1"), ("target", 2025, "3")]


def test_a_unit_named_anew_for_each_indicator_is_the_indicators(form):
    rows = [
        ["A.1.1", TITLES[0], "Sportelli", "1", "3", "Ufficio Tributi", "60%"],
        [ABOVE, ABOVE, "Utenti", "20", "40", "Ufficio Scuola", "40%"],
        ["A.1.2", TITLES[2], "Giorni", "9", "5", "Ufficio Scuola", "100%"],
    ]
    goals(form, rows)
    plan = read(form)
    assert titles(plan)[:2] == [TITLES[0], TITLES[2]] and values(plan.objectives, "unit", "weight_raw")[0] == (
        None,
        None,
    )
    assert values(of(plan, "indicators"), "responsible", "weight_raw") == [
        ("Ufficio Tributi", "60%"),
        ("Ufficio Scuola", "40%"),
    ]


@pytest.mark.parametrize("label", ["Stato\n2024", "Misura\nal 31/12/24", "Situazione\n2024", "Punto di\npartenza"])
def test_what_stands_left_of_the_target_is_where_it_starts_from(form, label):
    for n, title in enumerate(TITLES, 1):
        form.head(f"Obiettivo C.{n} - {title}")
        form.grid([50, 300, 420, 540], [["Indicatore", label, "Target\n2025"], ["Barche riparate", "12", "20"]])
    plan = read(form)
    assert values(plan.targets, "role", "raw") == [("baseline", "12"), ("target", "20")] * 3


def test_a_column_of_an_earlier_year_that_holds_words_is_no_baseline(form):
    form.head(f"Obiettivo C.1 - {TITLES[0]}")
    rows = [["Indicatore", "Stato\n2024", "Target\n2025"], ["Barche riparate", "Gara ancora da bandire", "20"]]
    form.grid([50, 300, 420, 540], rows)
    assert values(read(form).targets, "role", "raw") == [("target", "20")]


# --- titles over small tables ---


def in_other_letters(form, code, title):
    form.text(50, form.y, f"{code} {title}", bold=True, size=9)
    form.text(500, form.y, "peso 20", size=9)
    form.y += 18


def over_two_lines(form, code, title):
    form.text(50, form.y, f"{code} {title} nelle frazioni alte e lungo", bold=True)
    form.text(480, form.y, "Peso 20", bold=True)
    form.text(50, form.y + 12, "la strada del bosco", bold=True)
    form.y += 30


def in_plain_letters(form, code, title):
    form.say(f"{code} {title} (peso 20)")


def in_a_band(form, code, title):
    form.area(50, form.y, 545, form.y + 20)
    form.text(55, form.y + 4, code, bold=True)
    form.text(110, form.y + 4, title, bold=True)
    form.text(480, form.y + 4, "Peso 20", bold=True)
    form.y += 28


@pytest.mark.parametrize("heading", [in_other_letters, over_two_lines, in_plain_letters, in_a_band])
def test_a_title_with_its_weight_over_a_small_table(form, heading):
    form.head("Servizio Montagna", size=14)
    form.say("Responsabile: Anna Rossi")
    for n, title in enumerate(TITLES, 1):
        heading(form, f"MON.{n}", title)
        form.say("I sentieri si puliscono a primavera e si segnano con la vernice,", "poi si stampa la carta.", gap=2)
        form.say("Concorrono al risultato: Servizio Scuole", gap=2)
        form.say("Risorse finanziarie: € 12.000,00")
        for y in (0, 16, 32):
            form.rule(50, form.y + y, 540, form.y + y)
        for y, row in enumerate((["Indicatore", "Fonte", "Target 2025"], ["Sentieri puliti", "Registro", str(n)])):
            for x, cell in zip((53, 300, 450), row, strict=True):
                form.text(x, form.y + 3 + 16 * y, cell, size=8)
        form.y += 50
    plan = read(form)
    more = " nelle frazioni alte e lungo la strada del bosco" if heading is over_two_lines else ""
    assert values(
        plan.objectives, "code", "title", "weight_raw", "unit", "contributors", "financial_resources_raw"
    ) == [
        (f"MON.{n}", title + more, "20", "Servizio Montagna", "Servizio Scuole", "€ 12.000,00")
        for n, title in enumerate(TITLES, 1)
    ]
    assert {o.description for o in plan.objectives} == {
        "I sentieri si puliscono a primavera e si segnano con la vernice, poi si stampa la carta."
    }
    assert values(plan.indicators, "description", "target_raw") == [("Sentieri puliti", str(n)) for n in (1, 2, 3)]


def test_labels_with_their_colons_on_one_line(form):
    for n, title in enumerate(TITLES, 1):
        form.head(title, size=10)
        form.say(f"Codice: LAG.{n} Peso: {n}0% Responsabile: Anna Rossi")
        form.say("Descrizione: La barca del lago torna a navigare la domenica.")
        form.grid([50, 300, 540], [["Indicatore", "Target"], ["Corse della barca", "30"]])
    plan = read(form)
    assert values(plan.objectives, "code", "title", "weight_raw", "responsible") == [
        (f"LAG.{n}", title, f"{n}0%", ["Anna Rossi"]) for n, title in enumerate(TITLES, 1)
    ]


@pytest.mark.parametrize(
    ("heading", "linked"),
    [
        ("OS3 - Tenere vivo il lago", ("OS3 - Tenere vivo il lago", None)),
        ("Obiettivo strategico 3 - Tenere vivo il lago", ("3 - Tenere vivo il lago", None)),
        ("Area strategica 3 - Acque", (None, "3 - Acque")),
        ("LM 3. Acque", (None, "LM 3. Acque")),
    ],
)
def test_a_heading_with_a_code_says_what_objectives_are_linked_to(form, heading, linked):
    form.head(heading, size=13)
    for n, title in enumerate(TITLES, 1):
        form.head(f"LAG.{n} {title}", size=10)
        form.grid([50, 180, 540], [["Descrizione", "La barca torna a navigare."], ["Peso", "20%"]], bold="first")
        form.grid([50, 300, 540], [["Indicatore", "Target"], ["Corse della barca", "30"]])
    plan = read(form)
    assert titles(plan) == TITLES
    assert values(plan.objectives, "strategic_objective", "strategic_area") == [linked] * 3
    assert values(plan.objectives, "unit", "section") == [(None, [heading])] * 3


@pytest.mark.parametrize(
    "group",
    [
        ["*Obiettivo strategico A.{} - Far vivere il borgo", LEFT],
        ["*A.{} - Far vivere il borgo", LEFT],
        ["*A.{}", "*Far vivere il borgo"],
    ],
)
def test_a_bold_row_across_a_table_of_objectives_groups_them(form, group):
    rows = [HEAD]
    for n in (1, 2):
        rows.append([cell.format(n) for cell in group] + [LEFT] * 5)
        for k, title in enumerate(TITLES, 1):
            rows.append([f"A.{n}.{k}", f"{title} {n}", "Sportelli", "1", "3", "Ufficio Tributi", "10%"])
    form.grid(XS, rows)
    plan = read(form)
    assert titles(plan) == [f"{title} {n}" for n in (1, 2) for title in TITLES]
    linked = [f"A.{n} - Far vivere il borgo" if "strategico" in group[0] else None for n in (1, 2) for _ in TITLES]
    assert values(plan.objectives, "strategic_objective") == linked
