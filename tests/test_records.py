"""One small plan a shape of card and a trap: labels beside, above and inside what they name."""

import pytest
from forms import FASI, LEFT, TEXT, TITLES, card, of, read, titles, values

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
