"""One small plan a shape of card and a trap: what is printed comes out as rows."""

from itertools import pairwise

import pytest
from papers import HEIGHT, Paper

from pipeline.read_plan import read_plan

ABOVE, LEFT = "^", "<"
"""A cell that is merged with the one above, with the one to its left."""
SMALL, TEXT, LEAD = 6, 9, 12
TITLES = ["Aprire lo sportello unico", "Rifare l'archivio storico", "Ridurre i tempi di attesa"]
FASI = [["N.", "Fase", "Inizio", "Fine"], ["1", "Scelta dei locali", "01/02/2025", "30/06/2025"]]
INDICATORI = [["Indicatore", "Valore atteso"], ["Domande evase in trenta giorni", ">= 90%"]]


class Form(Paper):
    """Paper that is written from the top down: ``y`` is where the next thing goes."""

    def __init__(self, path):
        super().__init__(path)
        self.y = 50

    def say(self, *lines, size=TEXT, x=50, gap=6, **style):
        """A paragraph."""
        for line in lines:
            self.text(x, self.y, line, size=size, **style)
            self.y += size + 3
        self.y += gap

    def head(self, *lines, size=11):
        self.say(*lines, bold=True, size=size)

    def grid(self, xs, rows, bold="head", shade=()):
        """A ruled table. In a cell ``*`` begins a bold line, ``~`` one in small print; ``bold``: head, first, none.

        ``shade``: (row, column) of shaded cells.
        """
        heights = [max(cell.count("\n") + 1 for cell in row) * LEAD + 6 for row in rows]
        ys = [self.y + sum(heights[:n]) for n in range(len(rows) + 1)]
        for n, (top, bottom) in enumerate(pairwise(ys)):
            for m, (x0, x1) in enumerate(pairwise(xs)):
                if (n, m) in shade:
                    self.area(x0, top, x1, bottom)
                cell = rows[n][m]
                if cell != ABOVE:
                    self.rule(x0, top, x1, top)
                if cell != LEFT:
                    self.rule(x0, top, x0, bottom)
                if cell not in (ABOVE, LEFT):
                    self._fill(x0, top, cell, (bold == "head" and n == 0) or (bold == "first" and m == 0))
        self.rule(xs[0], ys[-1], xs[-1], ys[-1])
        self.rule(xs[-1], ys[0], xs[-1], ys[-1])
        self.y = ys[-1] + 14

    def _fill(self, x, top, cell, bold):
        for n, line in enumerate(cell.split("\n")):
            marked = line[:1] in ("*", "~")
            size = SMALL if line.startswith("~") else TEXT
            text = line[1:] if marked else line
            self.text(x + 3, top + 3 + LEAD * n, text, size=size, bold=bold or line.startswith("*"))

    def page(self):
        super().page()
        self.y = 50

    def foot(self, height):
        """The next thing is ``height`` high and ends at the page's foot."""
        self.y = HEIGHT - 50 - height


@pytest.fixture
def form(tmp_path):
    return Form(tmp_path / "plan.pdf")


def card(form, title, code="OB1", grid=True):
    """A plain card: labels beside values, phases, indicators."""
    form.head(f"SCHEDA OBIETTIVO {code}")
    form.grid([50, 180, 540], [["Titolo", title], ["Responsabile", "Anna Rossi"], ["Peso", "20%"]], bold="first")
    if grid:
        form.head("Fasi")
        form.grid([50, 80, 330, 430, 540], FASI)
        form.head("Indicatori")
        form.grid([50, 400, 540], INDICATORI)


def read(form):
    return read_plan(form.save())


def values(rows, *names):
    """The named columns of rows; bare values for one name."""
    found = [tuple(getattr(row, name) for name in names) for row in rows]
    return [row[0] for row in found] if len(names) == 1 else found


def titles(plan):
    return values(plan.objectives, "title")


def of(plan, table, n=0):
    """The rows of the n-th objective."""
    return [row for row in getattr(plan, table) if row.objective_id == plan.objectives[n].objective_id]


def bug(reason):
    """A trap that catches us today."""
    return pytest.mark.xfail(strict=True, reason=reason)


def marked(case, reason):
    return pytest.param(case, marks=bug(reason))


# --- where a label stands ---


def test_label_beside_value(form):
    for n, title in enumerate(TITLES, 1):
        card(form, title, f"OB{n}")
    plan = read(form)
    assert titles(plan) == TITLES
    assert values(plan.objectives, "code", "responsible", "weight") == [
        (f"OB{n}", ["Anna Rossi"], 20) for n in (1, 2, 3)
    ]
    assert values(plan.phases, "description", "start_raw") == [("Scelta dei locali", "01/02/2025")] * 3
    assert values(plan.indicators, "description", "target_raw") == [("Domande evase in trenta giorni", ">= 90%")] * 3


@pytest.mark.parametrize("code", ["{}", "OB{}", "2025_S{}"])
def test_a_cards_heading_at_each_pages_head_is_no_running_head(form, code):
    for n, title in enumerate(TITLES, 1):
        card(form, title, code.format(n))
        form.page()
    plan = read(form)
    assert titles(plan) == TITLES
    assert values(plan.objectives, "code", "responsible", "weight") == [
        (code.format(n), ["Anna Rossi"], 20) for n in (1, 2, 3)
    ]
    assert len(plan.phases) == len(plan.indicators) == 3


def test_a_form_without_headings(form):
    """Each card is a table that begins with `Obiettivo`."""
    for title in TITLES[:2]:
        form.grid([50, 180, 540], [["Obiettivo", title], ["Responsabile", "Anna Rossi"]], bold="first")
        form.head("Fasi")
        form.grid([50, 80, 330, 430, 540], FASI)
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert values(plan.objectives, "responsible") == [["Anna Rossi"]] * 2
    assert values(plan.phases, "description") == ["Scelta dei locali"] * 2


def test_four_cells_a_row(form):
    for title in TITLES[:2]:
        form.head("SCHEDA OBIETTIVO")
        rows = [
            ["*Titolo", title, "*Peso", "15"],
            ["*Settore", "Servizi demografici", "*Dirigente", "Anna Rossi"],
            ["*Missione", "01 Servizi istituzionali", "*Programma", "07 Anagrafe"],
        ]
        form.grid([50, 120, 300, 380, 540], rows, bold="none")
    plan = read(form)
    assert values(plan.objectives, "title", "weight", "unit", "mission", "programme") == [
        (title, 15, "Servizi demografici", "01 Servizi istituzionali", "07 Anagrafe") for title in TITLES[:2]
    ]


def test_label_above_value_in_small_print(form):
    for n, title in enumerate(TITLES[:2], 1):
        rows = [
            [f"~Codice\nU{n}", f"~Titolo obiettivo\n{title}"],
            ["~Responsabile\nAnna Rossi", "~Unità organizzativa\nServizio anagrafe"],
            ["~Peso\n10%", "~Finalità\nServire meglio chi viene"],
        ]
        form.grid([50, 180, 540], rows, bold="none")
        form.head("Fasi")
        form.grid([50, 80, 330, 430, 540], FASI)
    plan = read(form)
    wanted = ("code", "title", "unit", "weight_raw", "purpose")
    assert values(plan.objectives, *wanted) == [
        (f"U{n}", title, "Servizio anagrafe", "10%", "Servire meglio chi viene")
        for n, title in enumerate(TITLES[:2], 1)
    ]
    assert values(plan.objectives, "responsible") == [["Anna Rossi"]] * 2


def test_label_value_lines(form):
    for n, title in enumerate(TITLES[:2], 1):
        form.head(f"Scheda obiettivo n. {n}")
        form.say(f"Titolo: {title}", gap=0)
        form.say("Responsabile: Anna Rossi", gap=0)
        form.say("Peso: 25%")
        form.say("Descrizione: Gli uffici che oggi stanno in tre sedi vanno in una sola,", "aperta tutti i giorni.")
    plan = read(form)
    assert values(plan.objectives, "title", "weight", "responsible") == [(t, 25, ["Anna Rossi"]) for t in TITLES[:2]]
    whole = "Gli uffici che oggi stanno in tre sedi vanno in una sola, aperta tutti i giorni."
    assert values(plan.objectives, "description") == [whole] * 2


def test_bars_on_one_line(form):
    for n, title in enumerate(TITLES[:2], 1):
        form.head(f"Obiettivo {n}: {title}")
        form.say("Responsabile: Anna Rossi | Settore: Demografici | Peso: 30%")
        form.say("Descrizione: Gli uffici vanno in una sola sede.")
        form.say("Fase 1: Scelta dei locali | Inizio: 01/02/2025 | Fine: 30/06/2025", gap=0)
        form.say("Fase 2: Apertura | Inizio: 01/07/2025 | Fine: 31/12/2025")
        form.say("Indicatore 1: Domande evase | Unità di misura: % | Target: 90")
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert values(plan.objectives, "unit", "weight", "responsible") == [("Demografici", 30, ["Anna Rossi"])] * 2
    assert values(of(plan, "phases", 1), "description", "start_raw", "end_raw") == [
        ("Scelta dei locali", "01/02/2025", "30/06/2025"),
        ("Apertura", "01/07/2025", "31/12/2025"),
    ]
    assert values(plan.indicators, "description", "unit_of_measure", "target_raw") == [("Domande evase", "%", "90")] * 2


@pytest.mark.parametrize("gap", [12, 6])
def test_heading_then_paragraphs_with_a_hint_in_brackets(form, gap):
    for n, title in enumerate(TITLES[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        form.head("DESCRIZIONE DELL'OBBIETTIVO", size=10)
        form.say("(massimo dieci righe)", font="Helvetica-Oblique", gap=gap)
        form.say("Gli uffici che oggi stanno in tre sedi vanno in una sola.")
        form.say("Si comincia dai locali al piano terra.")
        form.head("RISULTATO ATTESO", size=10)
        form.say("Uno sportello per tutti.")
        form.head("FASI", size=10)
        form.grid([50, 80, 330, 430, 540], FASI)
    plan = read(form)
    both = "Gli uffici che oggi stanno in tre sedi vanno in una sola. Si comincia dai locali al piano terra."
    assert values(plan.objectives, "description", "expected_result") == [(both, "Uno sportello per tutti.")] * 2
    assert values(plan.phases, "description") == ["Scelta dei locali"] * 2


NAMED = [
    "Obiettivo n. {} - ",
    "Obiettivo {}: ",
    "OBIETTIVO {} – ",
    "Scheda obiettivo n. {}: ",
    "OBIETTIVO N. {} - ",
    "OBIETTIVO N. {}: ",
    "SCHEDA N. {} - ",
]


@pytest.mark.parametrize("head", NAMED)
def test_number_and_title_in_the_heading(form, head):
    for n, title in enumerate(TITLES, 1):
        form.head(head.format(n) + title)
        form.say("Responsabile: Anna Rossi")
        form.head("Fasi", size=9)
        form.grid([50, 80, 330, 430, 540], FASI)
    plan = read(form)
    assert values(plan.objectives, "code", "title", "responsible") == [
        (str(n), title, ["Anna Rossi"]) for n, title in enumerate(TITLES, 1)
    ]
    assert len(plan.phases) == 3


# --- inside the grid ---


def test_title_and_narrative_inside_the_grid(form):
    """A row over all columns with the title, one with the narrative, then the phases' own header."""
    xs = [50, 330, 430, 540]
    for n, title in enumerate(TITLES[:2], 1):
        rows = [
            [f"*OBIETTIVO {n}: {title.upper()}", LEFT, LEFT],
            ["Gli uffici che oggi stanno in tre sedi vanno in una sola,\naperta tutti i giorni.", LEFT, LEFT],
            ["*Fasi", "*Data ultimazione fase", "*Peso"],
            ["Scelta dei locali", "30/06/2025", "40%"],
            ["Apertura", "31/12/2025", "60%"],
        ]
        form.grid(xs, rows, bold="none")
    plan = read(form)
    assert titles(plan) == [title.upper() for title in TITLES[:2]]
    whole = "Gli uffici che oggi stanno in tre sedi vanno in una sola, aperta tutti i giorni."
    assert values(plan.objectives, "description") == [whole] * 2
    assert values(of(plan, "phases", 1), "description", "end_raw", "weight") == [
        ("Scelta dei locali", "30/06/2025", 40),
        ("Apertura", "31/12/2025", 60),
    ]


def test_label_rows_that_share_the_grid_of_the_phases(form):
    xs = [50, 150, 330, 430, 540]
    for n, title in enumerate(TITLES[:2], 1):
        form.head(f"OBIETTIVO {n} - {title}")
        rows = [
            ["*Fasi", LEFT, "*Data ultimazione fase", "*Peso"],
            ["Scelta dei locali", LEFT, "30/06/2025", "40%"],
            ["Apertura", LEFT, "31/12/2025", "60%"],
            ["*Risultato atteso", "Uno sportello per tutti", LEFT, LEFT],
            ["*Indicatore", "Domande evase >= 90%", LEFT, LEFT],
            ["*Rensponsabile", "Anna Rossi", LEFT, LEFT],
            ["*Risorse umane", "Tutto il servizio", LEFT, LEFT],
            ["*Risorse finanziarie", "Euro 12.000,00", LEFT, LEFT],
        ]
        form.grid(xs, rows, bold="none")
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    wanted = ("expected_result", "responsible", "human_resources", "financial_resources_raw")
    assert (
        values(plan.objectives, *wanted)
        == [("Uno sportello per tutti", ["Anna Rossi"], "Tutto il servizio", "Euro 12.000,00")] * 2
    )
    assert values(of(plan, "phases"), "description", "weight") == [("Scelta dei locali", 40), ("Apertura", 60)]
    assert values(plan.indicators, "description", "target_raw") == [("Domande evase", ">= 90%")] * 2


def test_labels_inside_cells(form):
    for n, title in enumerate(TITLES[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        form.head("Indicatore di risultato con valore atteso al 31/12/2025")
        rows = [
            [
                "Domande evase in tempo",
                "*Formula\nevase / presentate",
                "*Finalità\nServire prima",
                "*Dimensione\nQualità\n*Sottodimensione\nTempestività",
                "*Target\n90%",
            ],
            [
                "Reclami",
                "*Formula\nreclami dell'anno",
                "*Finalità\nServire meglio",
                "*Dimensione\nQuantità\n*Sottodimensione\n-",
                "*Target\n<= 5",
            ],
        ]
        form.grid([50, 160, 260, 350, 450, 540], rows, bold="none")
    plan = read(form)
    assert values(
        of(plan, "indicators", 1), "description", "formula", "purpose", "dimension", "subdimension", "target_raw"
    ) == [
        ("Domande evase in tempo", "evase / presentate", "Servire prima", "Qualità", "Tempestività", "90%"),
        ("Reclami", "reclami dell'anno", "Servire meglio", "Quantità", None, "<= 5"),
    ]
    assert set(values(plan.indicators, "kind")) == {"result"}


def test_several_codes_and_weights_in_one_card(form):
    """The card's own code is the bold one; its weight stands at the same place in the next cell."""
    for n, title in enumerate(TITLES[:2], 1):
        form.head("OBIETTIVO DI PERFORMANCE - PIAO 2025-2027")
        codes = [
            f"2025_V{n}01 – Settore Viabilità",
            f"*2025_A{n}02 – Settore Ambiente",
            f"2025_R{n}03 – Settore Tributi",
        ]
        rows = [
            ["\n".join(["CODICE", *codes]), "PESO: 42\nPESO: 40\nPESO: 41"],
            ["Dirigente responsabile dell'obiettivo:", "Anna Rossi"],
        ]
        form.grid([50, 340, 540], rows, bold="none")
        form.head("Titolo obiettivo")
        form.say(title)
        form.head("Fasi")
        form.grid([50, 80, 330, 430, 540], FASI)
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert values(plan.objectives, "codes") == [[f"2025_V{n}01", f"2025_A{n}02", f"2025_R{n}03"] for n in (1, 2)]
    assert values(plan.objectives, "code", "weight") == [(f"2025_A{n}02", 40) for n in (1, 2)]


def test_a_head_of_labels_over_codes_that_share_a_cell(form):
    for n, title in enumerate(TITLES[:2], 1):
        form.head("SCHEDA OBIETTIVO")
        rows = [["*Codice", "*Titolo", "*Peso"], [f"2025_S1_0{n}\n2025_S2_0{n}", title, "20\n10"]]
        form.grid([50, 180, 440, 540], rows, bold="none")
        form.head("Fasi")
        form.grid([50, 80, 330, 430, 540], FASI)
    plan = read(form)
    assert values(plan.objectives, "title", "codes") == [
        (title, [f"2025_S{k}_0{n}" for k in (1, 2)]) for n, title in enumerate(TITLES[:2], 1)
    ]
    assert values(plan.objectives, "code", "weight") == [("2025_S1_01", 20), ("2025_S1_02", 20)]
    assert len(plan.phases) == 2


TICKED = {"X": "Helvetica", "x": "Helvetica", "\u2718": "ZapfDingbats", "\u25a0": "ZapfDingbats"}


@pytest.mark.parametrize("mark", TICKED)
def test_ticks(form, mark):
    ticked = [{0}, {1, 2}]
    for n, title in enumerate(TITLES[:2]):
        card(form, title, f"OB{n}", grid=False)
        form.head("Tipologia")
        top = form.y
        options = ["Performance organizzativa", "Performance individuale", "Pari opportunità"]
        form.grid([50, 80, 400], [["", option] for option in options], bold="none")
        for k in ticked[n]:
            form.text(58, top + 3 + 18 * k, mark, size=TEXT, font=TICKED[mark])
    plan = read(form)
    assert values(plan.objectives, "typology") == [[options[0]], options[1:]]


def test_ticks_in_a_cell(form, tmp_path):
    from reportlab.pdfbase import pdfmetrics, ttfonts

    try:
        pdfmetrics.registerFont(ttfonts.TTFont("DejaVuSans", "DejaVuSans.ttf"))
    except ttfonts.TTFError:
        pytest.skip("DejaVu Sans is not installed")
    for n, title in enumerate(TITLES[:2]):
        card(form, title, f"OB{n}", grid=False)
        form.grid([50, 180, 540], [["*Tipologia", ""]], bold="none")
        text = "\u2612 strategico \u2610 gestionale" if n == 0 else "\u2610 strategico \u2612 gestionale"
        form.text(183, form.y - 14 - 15, text, size=TEXT, font="DejaVuSans")
    assert values(read(form).objectives, "typology") == [["strategico"], ["gestionale"]]


DUP = [
    ["Missione:", "01 Servizi istituzionali", "06 Giovani"],
    ["Programma:", "07 Anagrafe", "01 Sport"],
    ["Obiettivo operativo:", "1.1 Uffici aperti", "6.2 Palestre"],
]


@pytest.mark.parametrize("turned", [False, True])
def test_a_dup_table_is_read_by_column(form, turned):
    """Labels to the left of their values, or over them."""
    for n, title in enumerate(TITLES[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        form.head("DUP 2025-2027")
        if turned:
            form.grid([50, 200, 350, 540], [list(row) for row in zip(*DUP, strict=True)])
        else:
            form.grid([50, 200, 350, 540], DUP, bold="first")
        form.head("Fasi")
        form.grid([50, 80, 330, 430, 540], FASI)
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert (
        values(plan.objectives, "mission", "programme", "operational_objective")
        == [("01 Servizi istituzionali; 06 Giovani", "07 Anagrafe; 01 Sport", "1.1 Uffici aperti; 6.2 Palestre")] * 2
    )


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


WORDS = ["due", "tre", "molte", "dieci"]
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


# --- prose ---


def test_numbered_phases_in_prose(form):
    for n, title in enumerate(TITLES[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        form.head("Fasi")
        form.say("1. Scelta dei locali, entro il 30/06/2025;")
        form.say("2. Apertura al pubblico (entro il 31 dicembre 2025);")
        form.say("3. Prova con gli utenti, giugno.")
    plan = read(form)
    assert values(of(plan, "phases", 1), "description", "period_raw") == [
        ("Scelta dei locali", "entro il 30/06/2025"),
        ("Apertura al pubblico", "entro il 31 dicembre 2025"),
        ("Prova con gli utenti", "giugno"),
    ]
    assert [str(day) for day in values(of(plan, "phases"), "end_date")[:2]] == ["2025-06-30", "2025-12-31"]


def test_indicators_in_a_list(form):
    for n, title in enumerate(TITLES[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        form.head("Indicatori")
        form.say("- Domande evase in trenta giorni: valore atteso 90%;")
        form.say("- Reclami ricevuti (fonte: protocollo), valore atteso <= 5.")
    plan = read(form)
    assert values(of(plan, "indicators", 1), "description", "target_raw", "source") == [
        ("Domande evase in trenta giorni", "90%", None),
        ("Reclami ricevuti", "<= 5", "protocollo"),
    ]


def test_bold_label_then_prose(form):
    for n, title in enumerate(TITLES[:2], 1):
        form.head(f"Obiettivo {n} - {title}", size=12)
        for label, text in [("Responsabile:", "Anna Rossi"), ("Finalità:", "Servire meglio chi viene.")]:
            form.text(50, form.y, label, size=TEXT, bold=True)
            form.say(text, x=130)
        form.head("Fasi", size=10)
        form.say("1. Scelta dei locali, entro il 30/06/2025;")
    plan = read(form)
    assert values(plan.objectives, "title", "responsible", "purpose") == [
        (title, ["Anna Rossi"], "Servire meglio chi viene.") for title in TITLES[:2]
    ]


# --- what is no objective ---


def test_a_summary_that_repeats_the_cards(form):
    form.head("Riepilogo degli obiettivi")
    form.grid(
        [50, 110, 440, 540], [["Codice", "Obiettivo", "Peso"], *([f"OB{n}", t, "20%"] for n, t in enumerate(TITLES, 1))]
    )
    form.page()
    for n, title in enumerate(TITLES, 1):
        card(form, title, f"OB{n}")
        form.page()
    assert titles(read(form)) == TITLES


def test_a_summary_behind_the_cards(form):
    for n, title in enumerate(TITLES, 1):
        card(form, title, f"OB{n}")
        form.page()
    form.head("Quadro riassuntivo")
    form.grid(
        [50, 110, 440, 540], [["Codice", "Obiettivo", "Peso"], *([f"OB{n}", t, "20%"] for n, t in enumerate(TITLES, 1))]
    )
    assert titles(read(form)) == TITLES


def test_an_index(form):
    form.head("INDICE")
    for n, title in enumerate(TITLES, 1):
        form.say(f"Obiettivo {n} - {title} {'.' * 60} {n + 1}")
    form.page()
    for n, title in enumerate(TITLES, 1):
        card(form, title, f"OB{n}")
        form.page()
    assert titles(read(form)) == TITLES


def test_an_index_in_a_table(form):
    form.head("Indice delle schede")
    form.grid([50, 440, 540], [["Obiettivo", "Pagina"], *([t, str(n)] for n, t in enumerate(TITLES, 2))])
    form.page()
    for n, title in enumerate(TITLES, 1):
        card(form, title, f"OB{n}")
        form.page()
    assert titles(read(form)) == TITLES


def test_the_registry_table(form):
    form.head("SCHEDA ANAGRAFICA")
    rows = [
        ["Denominazione", "Comune di Prova"],
        ["Codice fiscale", "00123456789"],
        ["Codice IPA", "c_x000"],
        ["Sindaco", "Mario Verdi"],
        ["Indirizzo", "Piazza Grande 1"],
        ["Popolazione al 31/12/2024", "12.345"],
    ]
    form.grid([50, 200, 540], rows, bold="first")
    form.page()
    card(form, TITLES[0])
    plan = read(form)
    assert titles(plan) == TITLES[:1]
    assert (plan.entity.name, plan.entity.kind, plan.entity.ipa_code) == ("Comune di Prova", "comune", "c_x000")


def test_other_tables_give_no_objective(form):
    """Risks, staff by area and a scale of marks stand in every plan."""
    card(form, TITLES[0])
    form.page()
    form.head("Rischi corruttivi e trasparenza")
    rows = [
        ["Processo", "Rischio", "Livello"],
        ["Concorsi", "Favorire un candidato", "Alto"],
        ["Appalti", "Frazionare", "Medio"],
    ]
    form.grid([50, 200, 400, 540], rows)
    form.head("Scala di valutazione")
    form.grid([50, 200, 540], [["Punteggio", "Giudizio"], ["0-59", "Insufficiente"], ["60-100", "Adeguato"]])
    form.head("Consistenza del personale")
    form.grid([50, 200, 540], [["Area", "Dipendenti"], ["Funzionari", "12"], ["Istruttori", "30"], ["Operatori", "3"]])
    plan = read(form)
    assert titles(plan) == TITLES[:1]
    assert len(plan.phases) == len(plan.indicators) == 1 and not plan.staff_lines


# --- context ---


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
