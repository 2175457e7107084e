"""Cards whose indicators are rows of labels and values, lists of objectives in classes, signs of lists, offices."""

import pytest
from forms import LEFT, TITLES, of, read, titles, values

from extractors.lexicon import load_lexicon
from extractors.reading.words import GLYPHS
from extractors.records.events import Span
from extractors.records.listed import listed_row
from extractors.records.parts import answered

XS = [50, 140, 260, 330, 400, 540]


def sheet(form, code, title, numbered, weight, row):
    """A card with two indicators: a row of labels for each, and a small table of values under it."""
    rows = [
        [f"*{code} {title}", LEFT, LEFT, LEFT, LEFT],
        ["*Dirigente", "Anna Rossi", LEFT, LEFT, LEFT],
        ["*Descrizione", "Gli orari sono oggi diversi in ogni sede", LEFT, LEFT, LEFT],
    ]
    for n, name in enumerate(("Sedi con un solo orario", "Cittadini serviti"), 1):
        rows += [
            [f"*{numbered} {n}", name, LEFT, LEFT, f"*{weight}: {n}0%"],
            ["*" + row, "Conteggio", LEFT, "*Fonte", "Registro interno"],
            ["*Valore iniziale", "*Target 2031", LEFT, "*Target 2032", LEFT],
            [f"{n}", f"{n}5", LEFT, f"{n}8", LEFT],
        ]
    form.grid(XS, rows, bold="none")


@pytest.mark.parametrize(
    ("numbered", "weight", "row"),
    [
        ("Indicatore", "Peso indicatore", "Formula di calcolo"),
        ("KPI", "Peso", "Modalità di calcolo"),
        ("Indicatore n.", "Peso", "Metodo di calcolo"),
    ],
)
def test_indicators_as_rows_of_a_card_with_values_in_a_table_below(form, numbered, weight, row):
    for n, title in enumerate(TITLES[:2], 1):
        sheet(form, f"OB.{n}", title, numbered, weight, row)
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert values(of(plan, "indicators"), "description", "weight_raw", "formula", "source") == [
        ("Sedi con un solo orario", "10%", "Conteggio", "Registro interno"),
        ("Cittadini serviti", "20%", "Conteggio", "Registro interno"),
    ]
    assert values(plan.targets[:3], "role", "year", "raw") == [
        ("baseline", None, "1"),
        ("target", 2031, "15"),
        ("target", 2032, "18"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        [["*Indicatore {n}: {name}", LEFT, LEFT, LEFT, LEFT]],
        [["*KPI - {name}", LEFT, LEFT, LEFT, LEFT]],
        [["*INDICATORI", LEFT, LEFT, LEFT, LEFT], ["*Indicatore {n}", "{name}", LEFT, "*Peso", "{n}0%"]],
    ],
)
@pytest.mark.parametrize("years", [["*Baseline", "*2031", LEFT, "*2032", LEFT], ["*2031", LEFT, LEFT, "*2032", LEFT]])
def test_an_indicator_across_the_card_and_its_values_under_bare_years(form, head, years):
    for k, title in enumerate(TITLES[:2], 1):
        rows = [[f"*OB.{k} {title}", *[LEFT] * 4], ["*Dirigente", "Anna Rossi", LEFT, LEFT, LEFT]]
        for n, name in enumerate(("Sedi con un solo orario", "Cittadini serviti"), 1):
            rows += [[cell.format(n=n, name=name) for cell in row] for row in head]
            rows += [["*Formula", "Conteggio", LEFT, "*Fonte", "Registro"], years]
            rows += [[LEFT if cell == LEFT else f"{n}{m}" for m, cell in enumerate(years)]]
        form.grid(XS, rows, bold="none")
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert values(of(plan, "indicators", 1), "description", "formula", "source") == [
        ("Sedi con un solo orario", "Conteggio", "Registro"),
        ("Cittadini serviti", "Conteggio", "Registro"),
    ]
    assert values([t for t in plan.targets if t.role == "target"][:2], "year", "raw") == [
        (2031, "11" if "*Baseline" in years else "10"),
        (2032, "13"),
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Peso indicatore: 60%", True), ("Target: 2031", False), ("Peso:", False), ("Voci: 3", False)],
)
def test_a_label_with_its_value_in_one_cell(text, is_one):
    assert answered(text, load_lexicon()) is is_one


def test_a_class_across_a_list_of_objectives_is_no_title(form):
    xs = [50, 80, 250, 400, 480, 540]
    for unit in ("Dipartimento Materno", "Dipartimento Territoriale"):
        sheet_of = [["*SCHEDA DI BUDGET 2031", LEFT], ["*Struttura", unit], ["*Direttore", "Dott. A. Neri"]]
        form.grid([50, 200, 540], sheet_of)
        head = ["N.", "Obiettivo", "Indicatore", "Valore atteso", "Peso"]
        group = [["*OBIETTIVI REGIONALI", *[LEFT] * 4], ["1", TITLES[0], "Sportelli", "3", "40"]]
        other = [["*OBIETTIVI DI QUALITÀ", *[LEFT] * 4], ["2", TITLES[1], "Faldoni", "90", "60"]]
        form.grid(xs, [head, *group, *other])
        form.text(80, form.y, "Il Direttore generale", size=9)
        form.text(380, form.y, "Il Direttore della struttura", size=9)
        form.page()
    plan = read(form)
    assert values(plan.objectives, "title", "category", "unit", "responsible") == [
        (title, category, unit, ["Dott. A. Neri"])
        for unit in ("Dipartimento Materno", "Dipartimento Territoriale")
        for title, category in ((TITLES[0], "OBIETTIVI REGIONALI"), (TITLES[1], "OBIETTIVI DI QUALITÀ"))
    ]


@pytest.mark.parametrize(
    ("text", "description", "period"),
    [
        ("• Seconda verifica: entro il 30 novembre", "Seconda verifica", "entro il 30 novembre"),
        ("• Esame da parte dei 3 uffici: aprile-maggio", "Esame da parte dei 3 uffici", "aprile-maggio"),
        ("• Ricognizione dei fondi: II trimestre", "Ricognizione dei fondi", "II trimestre"),
    ],
)
def test_a_time_after_a_colon_ends_a_phase(text, description, period):
    row = listed_row("phase", Span(text), load_lexicon())
    assert row and (row.text("description"), row.text("period")) == (description, period)


@pytest.mark.parametrize("sign", ["\uf0b7", "\uf0a7", "\uf0d8", "\uf0fc"])
def test_signs_of_symbol_fonts_begin_items(sign):
    row = listed_row("phase", Span(f"{sign} Prima prova: entro marzo".translate(GLYPHS)), load_lexicon())
    assert row and row.text("description") == "Prima prova"


@pytest.mark.parametrize(
    ("heading", "linked"),
    [
        ("Obiettivo strategico OS 1 - Acque pulite", "OS 1 - Acque pulite"),
        ("Obiettivo strategico: SB2 Acque pulite", "SB2 Acque pulite"),
    ],
)
def test_a_link_whose_code_begins_with_letters(form, heading, linked):
    form.head(heading, size=13)
    for n, title in enumerate(TITLES, 1):
        form.head(f"Obiettivo annuale 1.{n} - {title}", size=10)
        form.say("Responsabile: Anna Rossi", "Peso: 20%")
        form.grid([50, 300, 540], [["Indicatore", "Target"], ["Prelievi", "12"]])
    plan = read(form)
    assert {o.strategic_objective for o in plan.objectives} == {linked}


def test_an_office_is_no_label_however_like_one(form):
    for unit in ("AREA TECNICA", "SEGRETERIA COMUNALE"):
        form.head(unit, size=15)
        form.say("Responsabile: dott. Ugo Neri")
        for n, title in enumerate(TITLES, 1):
            form.head(f"OBIETTIVO N. {n} - {title}", size=12)
            form.say("Peso: 30 punti", "Indicatore: prelievi", "Valore atteso: 12")
    plan = read(form)
    assert [o.unit for o in plan.objectives] == ["AREA TECNICA"] * 3 + ["SEGRETERIA COMUNALE"] * 3
