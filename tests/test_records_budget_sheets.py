"""Sheets of negotiated objectives: the objective is its own indicator; tables with a single rule under their head."""

import pytest
from forms import Form, read, values

from extractors.grid.underlined import underlined_tables
from extractors.reading.content import Rule, Word

AIMS = ["Visite fissate allo sportello", "Referti firmati in giornata", "Chiamate a cui si risponde"]


@pytest.fixture
def form(tmp_path):
    return Form(tmp_path / "plan.pdf")


def sheet(n, *, least="60", most=">= 80"):
    return [
        ["Codice obiettivo", f"Z.{n}"],
        ["Descr. obiettivo", AIMS[n - 1]],
        ["Formula", "Casi trattati / casi in tutto"],
        ["Valore min atteso", least],
        ["Valore max atteso", most],
        ["Unità di misura", "Percentuale"],
        ["Fonte", "Registro dello sportello"],
    ]


def test_an_objective_that_is_its_own_indicator(form):
    for n in (1, 2):
        form.grid([50, 200, 540], sheet(n), bold="first")
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [("Z.1", AIMS[0]), ("Z.2", AIMS[1])]
    found = values(plan.indicators, "description", "formula", "target_raw", "unit_of_measure", "source")
    same = ("Casi trattati / casi in tutto", ">= 80", "Percentuale", "Registro dello sportello")
    assert found == [(AIMS[0], *same), (AIMS[1], *same)]
    assert values(plan.targets, "role", "raw") == [("target", ">= 80"), ("target", "60")] * 2


def test_such_a_sheet_over_a_pages_end(form):
    form.grid([50, 200, 540], sheet(1), bold="first")
    form.foot(3 * 18)
    form.grid([50, 200, 540], sheet(2, most="95")[:3], bold="first")
    form.page()
    form.grid([50, 200, 540], sheet(2, most="95")[3:], bold="first")
    form.grid([50, 200, 540], sheet(3), bold="first")
    plan = read(form)
    found = values(plan.indicators, "description", "target_raw")
    assert found == [(AIMS[0], ">= 80"), (AIMS[1], "95"), (AIMS[2], ">= 80")]


def test_an_indicator_that_the_sheet_names_is_the_only_one(form):
    for n in (1, 2):
        rows = sheet(n)
        form.grid([50, 200, 540], [*rows[:2], ["Indicatore", "Quota dei casi"], *rows[2:]], bold="first")
    assert (
        values(read(form).indicators, "description", "formula")
        == [("Quota dei casi", "Casi trattati / casi in tutto")] * 2
    )


def test_of_two_columns_of_expected_values_the_greatest_is_the_one_to_reach(form):
    head = ["Obiettivo", "Indicatore", "Valore minimo atteso", "Valore massimo atteso"]
    form.grid([40, 200, 330, 440, 555], [head] + [[aim, "Domande evase", "60%", "80%"] for aim in AIMS])
    assert values(read(form).indicators, "target_raw") == ["80%"] * 3


def test_the_name_of_the_plan_with_its_year_is_no_title(form):
    form.say("Obiettivi di budget 2031")
    for n in (1, 2):
        form.grid([50, 200, 540], sheet(n), bold="first")
    assert values(read(form).objectives, "title") == AIMS[:2]


@pytest.mark.parametrize("mark", ["- (P = 7,50)", "(peso: 7,50)", "[Punti = 7,50]"])
def test_the_weight_by_its_letter_at_a_headings_end(form, mark):
    for n, aim in enumerate(AIMS, 1):
        form.head(f"2.{n} {aim} {mark}")
        form.grid([50, 180, 540], [["Responsabile", "Anna Rossi"], ["Assessore", "Ugo Bianchi"]], bold="first")
        form.head("Indicatori")
        form.grid([50, 400, 540], [["Indicatore", "Valore atteso"], ["Domande evase", "90"]])
    assert values(read(form).objectives, "title", "weight") == [(aim, 7.5) for aim in AIMS]


# --- tables with one rule ---


def word(text, x, y, *, bold=False, italic=False):
    return Word(text, x, y, x + 5 * len(text), y + 10, 10, bold=bold, italic=italic)


def table(y, head, *rows):
    words = [word(text, 60 + 200 * n, y, bold=True) for n, text in enumerate(head)]
    for k, row in enumerate(rows, 1):
        words += [word(text, 60 + 200 * n, y + 15 * k, bold=False) for n, text in enumerate(row)]
    return words, Rule(50, y + 12, 550, y + 12)


def test_a_rule_under_each_head_closes_no_table():
    first, upper = table(100, ["Fase", "Scadenza"], ["Bando", "marzo"], ["Opere", "luglio"])
    second, lower = table(165, ["Misura", "Atteso"], ["Metri", "40"])
    title = word("Misure", 60, 148, italic=True)
    grids, rules, left = underlined_tables([upper, lower], [*first, title, *second], 1)
    found = [[[" ".join(k.text for k in c.lines) for c in row] for row in g.rows()] for g in grids]
    assert found == [
        [["Fase", "Scadenza"], ["Bando", "marzo"], ["Opere", "luglio"]],
        [["Misura", "Atteso"], ["Metri", "40"]],
    ]
    assert (rules, left) == ([], [title])


def test_rules_above_and_below_the_rows_are_left_to_others():
    words, rule = table(100, ["Fase", "Scadenza"], ["Bando", "marzo"])
    rules = [Rule(50, 96, 550, 96), rule, Rule(50, 130, 550, 130)]
    assert underlined_tables(rules, words, 1) == ([], rules, words)
