"""Sheets of ministries, agencies, health trusts, chambers: what their forms do that those of town halls seldom do."""

import pytest
from forms import ABOVE, LEFT, TEXT, TITLES, of, read, titles, values

from extractors.lexicon import load_lexicon
from extractors.records.events import Span
from extractors.records.yearly import by_year

# --- words ---


@pytest.mark.parametrize(
    ("domain", "printed"),
    [
        ("phase", "Risultato della fase"),
        ("objective", "Obiettivi strategici di settore"),
        ("phase", "Peso delle fosse"),
    ],
)
def test_alike_as_a_whole_but_another_word_is_no_misspelling(domain, printed):
    assert load_lexicon().find(printed, domain) is None


def test_a_misspelt_word_still_is_the_label():
    assert load_lexicon().find("Stato dela fase", "phase").field == "status"


@pytest.mark.parametrize(
    ("domain", "name", "printed"),
    [
        (
            "objective",
            "title",
            ["Obiettivo di budget", "Obiettivo di performance dirigenziale", "Titolo obiettivo operativo"],
        ),
        ("objective", "code", ["ID", "Codice obiettivo operativo", "Numero sequenziale"]),
        ("objective", "unit", ["U.O.C.", "Struttura complessa", "C.R.A.", "SPL responsabile", "Direzione generale"]),
        ("objective", "responsible", ["Direttore di struttura complessa", "Capo Dipartimento", "Titolare del CdR"]),
        (
            "objective",
            "contributors",
            ["Altre PA o soggetti coinvolti", "UU.OO. coinvolte", "Altre strutture interessate"],
        ),
        ("objective", "strategic_objective", ["Obiettivi pluriennali 2024 - 2026", "OBST di riferimento"]),
        ("objective", "strategic_area", ["Area del programma di governo", "Sub-area", "Prospettiva BSC"]),
        ("objective", "financial_resources", ["Stanziamenti in c/competenza", "Risorse finanziarie da utilizzare"]),
        ("indicator", "formula", ["Numeratore / Denominatore", "Num/Den", "Metodo/algoritmo di calcolo"]),
        ("indicator", "source", ["Flusso informativo", "Mezzi di verifica", "Fonte/Sistema informativo"]),
        ("indicator", "baseline", ["Preconsuntivo 2024", "Target conseguito nell'esercizio precedente"]),
        ("indicator", "target", ["Val. target a.p. 2025", "Target primo anno", "Target %", "Valore negoziato"]),
        ("indicator", "achieved", ["Valore effettivamente osservato", "Risultati conseguiti"]),
        ("phase", "description", ["Macroattività", "Linea di azione", "Denominazione fase"]),
    ],
)
def test_labels_of_other_bodies(domain, name, printed):
    lexicon = load_lexicon()
    assert {text: lexicon.find(text, domain).field for text in printed} == dict.fromkeys(printed, name)


# --- values of several years in one cell ---


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Anno 2025: >= 60% Anno 2026: >= 70% Anno 2027: 80%", {2025: ">= 60%", 2026: ">= 70%", 2027: "80%"}),
        ("2025: 12; 2026: 14", {2025: "12", 2026: "14"}),
        ("2025 = 3 | 2026 = 4", {2025: "3", 2026: "4"}),
    ],
)
def test_a_cell_that_states_a_value_a_year(text, years):
    assert {y: span.text for _, y, span in by_year("target", None, Span(text))} == years


@pytest.mark.parametrize(
    "text",
    [
        "60%",
        "Entro il 2026: bando",
        "31/12/2025: 40 31/12/2026: 60",
        "2026: 4 2025: 3",
        "2025: 2026: 4",
        "Avvio 2025: x",
    ],
)
def test_other_cells_stay_whole(text):
    assert by_year("target", 2025, Span(text)) == [("target", 2025, Span(text))]


def test_years_in_a_cell_are_targets_of_years(form):
    for title in TITLES[:2]:
        form.grid(
            [50, 250, 540], [["Titolo obiettivo", title], ["Descrizione", "Due parole sul lavoro."]], bold="first"
        )
        form.grid(
            [50, 300, 540],
            [["Indicatore", "Risultato atteso"], ["Domande evase", "Anno 2025: 60%\nAnno 2026: 70%\nAnno 2027: 80%"]],
        )
    plan = read(form)
    assert values(plan.targets, "role", "year", "value")[:3] == [
        ("target", 2025, 60),
        ("target", 2026, 70),
        ("target", 2027, 80),
    ]
    assert plan.indicators[0].target_raw == "60%"


def test_what_was_reached_before_the_plan_is_where_it_starts(form):
    form.head("Piano della performance 2025-2027", size=16)
    head = ["ID", "Obiettivo di budget", "Indicatore", "Consuntivo 2024", "Valore atteso 2025"]
    rows = [head] + [[f"A{n}", t, "Letti occupati", "70%", "85%"] for n, t in enumerate(TITLES, 1)]
    form.grid([40, 70, 220, 340, 450, 555], rows)
    plan = read(form)
    assert values(plan.objectives, "code", "title") == list(zip(["A1", "A2", "A3"], TITLES, strict=True))
    assert values(plan.targets, "role", "year", "value")[:2] == [("baseline", 2024, 70), ("target", 2025, 85)]


# --- forms ---


def test_a_sheet_of_labels_on_one_indicator_under_a_table_of_phases(form):
    for n, title in enumerate(TITLES[:2], 1):
        rows = [
            ["*Codice obiettivo operativo", f"OB-0{n}", LEFT],
            ["*Titolo obiettivo operativo", title, LEFT],
            ["*Azioni programmate", LEFT, "*Peso %"],
            ["Scelta dei locali", LEFT, "40%"],
            ["Apertura", LEFT, "60%"],
            ["*Denominazione indicatore", "Domande evase", LEFT],
            ["*Definizione e formula", "Evase / ricevute", LEFT],
            ["*Valore target", "90%", LEFT],
        ]
        form.grid([50, 230, 440, 540], rows, bold="none")
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [("OB-01", TITLES[0]), ("OB-02", TITLES[1])]
    for n in range(2):
        assert values(of(plan, "phases", n), "description", "weight") == [("Scelta dei locali", 40), ("Apertura", 60)]
        assert values(of(plan, "indicators", n), "description", "formula", "target_raw") == [
            ("Domande evase", "Evase / ricevute", "90%")
        ]


def test_unknown_rows_of_the_next_card_are_no_indicators(form):
    rows = []
    for title in TITLES:
        rows += [
            ["Titolo obiettivo", title, LEFT],
            ["Arco di interesse", "quattro comuni", LEFT],
            ["*Indicatore", "*Fonte dei dati", "*Target"],
            ["Domande evase", "Registro", "90%"],
        ]
    form.grid([50, 200, 400, 540], rows, bold="none")
    plan = read(form)
    assert titles(plan) == TITLES
    assert values(plan.indicators, "description") == ["Domande evase"] * 3


def test_a_label_nobody_knows_beside_a_known_one_has_its_own_value(form):
    for name, post in (("Anna Rossi", "Prima fascia"), ("Ugo Neri", "Quadro")):
        form.grid([50, 150, 300, 400, 540], [["*Valutato", name, "*Qualifica", post]], bold="none")
        head = ["N.", "Obiettivo dirigenziale", "Peso annuale", "Indicatore", "Target"]
        rows = [[str(n), title, "50", "Domande evase", "90%"] for n, title in enumerate(TITLES[:2], 1)]
        form.grid([50, 80, 280, 360, 480, 540], [head, *rows])
    plan = read(form)
    assert values(plan.objectives, "title", "responsible") == [
        (TITLES[0], ["Anna Rossi"]),
        (TITLES[1], ["Anna Rossi"]),
        (TITLES[0], ["Ugo Neri"]),
        (TITLES[1], ["Ugo Neri"]),
    ]


def test_of_two_units_on_a_sheet_the_second_is_the_narrower_and_a_line_to_sign_on_names_nobody(form):
    for part, unit, name in (("Medico", "Geriatria", "Anna Rossi"), ("Chirurgico", "Ortopedia", "Ugo Neri")):
        rows = [["Dipartimento", f"Dipartimento {part}"], ["Struttura complessa", unit], ["Direttore", name]]
        form.grid([50, 250, 540], rows, bold="first")
        head = ["Obiettivo di budget", "Peso", "Indicatore", "Valore atteso"]
        form.grid([50, 280, 330, 460, 540], [head, [TITLES[0], "60", "Letti", "20"], [TITLES[1], "40", "Visite", "9"]])
        form.say("Il direttore generale ____________ Il direttore della struttura ____________")
        form.page()
    plan = read(form)
    assert values(plan.objectives, "unit", "responsible") == [
        ("Geriatria", ["Anna Rossi"]),
        ("Geriatria", ["Anna Rossi"]),
        ("Ortopedia", ["Ugo Neri"]),
        ("Ortopedia", ["Ugo Neri"]),
    ]


def test_a_band_that_is_only_the_cards_name_and_code(form):
    for n, title in enumerate(TITLES[:2], 1):
        rows = [
            [f"*OBIETTIVO OPERATIVO 1.{n}", LEFT],
            ["Obiettivo specifico triennale", "Strade sicure"],
            ["Denominazione dell'obiettivo operativo", title],
            ["Dirigente generale", "Anna Rossi"],
            ["*INDICATORI DELL'OBIETTIVO", LEFT],
            ["*Indicatore", "*Target"],
            ["Domande evase", "90%"],
        ]
        form.grid([50, 270, 540], rows, bold="none", shade={(0, 0), (4, 0)})
    plan = read(form)
    assert values(plan.objectives, "code", "title", "strategic_objective", "operational_objective") == [
        ("1.1", TITLES[0], "Strade sicure", None),
        ("1.2", TITLES[1], "Strade sicure", None),
    ]


def test_indicators_as_lines_under_their_title(form):
    for n, title in enumerate(TITLES[:2], 1):
        form.head(f"Obiettivo {n} - {title}", size=13)
        form.say("Descrizione: due parole sul lavoro da fare.", "Responsabile: Anna Rossi", gap=10)
        form.head("Indicatori associati", size=TEXT)
        for m in (1, 2):
            form.say(f"Codice indicatore: {n}.{m}", gap=2)
            form.say(f"Titolo indicatore: Misura {n}{m}", gap=2)
            form.say("Fonte dei dati: Registro", gap=2)
            form.say("Target conseguito nell'esercizio precedente: 4", gap=2)
            form.say("Target primo anno: 5", gap=2)
            form.say("Target secondo anno: 6", gap=8)
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert [values(of(plan, "indicators", n), "description", "source", "target_raw") for n in range(2)] == [
        [("Misura 11", "Registro", "5"), ("Misura 12", "Registro", "5")],
        [("Misura 21", "Registro", "5"), ("Misura 22", "Registro", "5")],
    ]
    assert values(plan.targets, "role", "value")[:3] == [("baseline", 4), ("target", 5), ("target", 6)]


def test_the_objective_of_the_year_under_one_of_several_years(form):
    head = ["Obiettivi pluriennali 2024-2026", "Strutture che contribuiscono", "Obiettivo 2024", "Indicatore", "Target"]
    rows = [
        head,
        ["Servizi vicini", "DCP", TITLES[0], "Sportelli", "4"],
        [ABOVE, "DCO", TITLES[1], "Faldoni", "90"],
    ]
    form.grid([40, 140, 240, 380, 490, 555], rows)
    plan = read(form)
    assert values(plan.objectives, "title", "strategic_objective", "contributors") == [
        (TITLES[0], "Servizi vicini", "DCP"),
        (TITLES[1], "Servizi vicini", "DCO"),
    ]


# --- tables ---


@pytest.mark.parametrize("limit", ["Soglia", "Sogli\na", "Soglia attesa"])
def test_what_counts_as_missed_is_no_target(form, limit):
    head = ["Obiettivo", "Indicatore", limit, "Target", "Eccellenza"]
    form.grid([40, 200, 340, 410, 480, 555], [head] + [[t, "Domande evase", "60%", "80%", "95%"] for t in TITLES])
    plan = read(form)
    assert values(plan.indicators, "target_raw") == ["80%"] * 3
    assert values(plan.targets, "value") == [80] * 3


def test_a_threshold_alone_is_the_target(form):
    form.grid([40, 240, 440, 555], [["Obiettivo", "Indicatore", "Soglia"]] + [[t, "Evase", "60%"] for t in TITLES])
    assert values(read(form).indicators, "target_raw") == ["60%"] * 3


def test_an_objective_printed_again_for_its_next_indicator_is_one(form):
    head = ["N.", "Area strategica", "Obiettivo", "Indicatore", "Target"]
    rows = [
        head,
        ["1", "Territorio", TITLES[0], "Domande evase", "90%"],
        ["2", "Territorio", TITLES[0], "Giorni di apertura", "5"],
        ["3", "Territorio", TITLES[1], "Faldoni", "200"],
        ["4", "Ospedale", TITLES[1], "Metri", "40"],
    ]
    form.grid([40, 70, 160, 330, 460, 555], rows)
    plan = read(form)
    assert values(plan.objectives, "title", "strategic_area") == [
        (TITLES[0], "Territorio"),
        (TITLES[1], "Territorio"),
        (TITLES[1], "Ospedale"),
    ]
    assert values(of(plan, "indicators"), "description") == ["Domande evase", "Giorni di apertura"]


def test_a_remark_over_the_columns_is_no_indicator(form):
    for n, title in enumerate(TITLES[:2], 1):
        rows = [
            [f"*Obiettivo specifico n. {n}", f"*{title}", LEFT, LEFT],
            ["*Indicatore", "*Unità di misura", "*Valore di partenza", "*Target"],
            ["Domande evase", "%", "70", "90"],
            ["Cause del divario", "La neve ha chiuso lo sportello.", LEFT, LEFT],
        ]
        form.grid([50, 220, 330, 440, 540], rows, bold="none")
    plan = read(form)
    assert titles(plan) == TITLES[:2]
    assert values(plan.indicators, "description") == ["Domande evase"] * 2


def test_actions_with_indicators_but_without_time_are_phases(form):
    for n, title in enumerate(TITLES[:2], 1):
        form.head(f"Obiettivo operativo 1.{n} - {title}", size=13)
        form.say("Peso: 20%", gap=8)
        head = ["Azioni programmate", "Indicatore", "Metodo di calcolo", "Valore target"]
        form.grid([50, 190, 310, 440, 540], [head, ["Scelta dei locali", "Locali visti", "Conteggio", "12"]])
    plan = read(form)
    assert values(plan.phases, "description") == ["Scelta dei locali"] * 2
    assert values(plan.indicators, "description", "target_raw") == [("Locali visti", "12")] * 2


def test_an_area_of_results_is_no_unit_and_a_number_before_the_title_is_its_code(form):
    for n, title in enumerate(TITLES[:2], 3):
        rows = [
            ["*AREA STRATEGICA SERVIZI", LEFT, LEFT],
            [f"*Obiettivo {n} - {title}", LEFT, "*Peso 20"],
            ["*Indicatori", "*Ultimo valore disponibile", "*Risultato atteso 2025"],
            ["Domande evase", "70%", "90%"],
        ]
        form.grid([50, 250, 410, 540], rows, bold="none", shade={(0, 0)})
        form.page()
    plan = read(form)
    assert values(plan.objectives, "code", "title", "strategic_area", "unit") == [
        ("3", TITLES[0], "AREA STRATEGICA SERVIZI", None),
        ("4", TITLES[1], "AREA STRATEGICA SERVIZI", None),
    ]


HEAD = ["Obiettivo", "Indicatore", "Target", "Peso"]
COLUMNS = [40, 240, 400, 480, 555]


def test_weights_of_single_indicators_are_the_objectives(form):
    form.grid(COLUMNS, [HEAD, *([t, "Domande evase", "90%", w] for t, w in zip(TITLES, "352", strict=True))])
    plan = read(form)
    assert values(plan.objectives, "weight_raw") == ["3", "5", "2"]
    assert values(plan.indicators, "weight_raw") == [None] * 3


@pytest.mark.parametrize(
    "rows",
    [
        [[t, "Domande evase", "90%", "100%"] for t in TITLES],
        [*([t, "Domande evase", "90%", "40"] for t in TITLES), [ABOVE, "Reclami", "0", "60"]],
    ],
)
def test_other_weights_stay_with_the_indicators(form, rows):
    form.grid(COLUMNS, [HEAD, *rows])
    plan = read(form)
    assert values(plan.objectives, "weight_raw") == [None] * 3
    assert values(plan.indicators, "weight_raw") == [row[3] for row in rows]


@pytest.mark.parametrize("head", [[["", "*Indicatore 1", "*Indicatore 2"]], []])
def test_an_indicator_a_column(form, head):
    for n, title in enumerate(TITLES[:2], 1):
        rows = [
            ["*Codice obiettivo", f"AC.{n}", LEFT],
            ["*Obiettivo di struttura", title, LEFT],
            *head,
            ["*Indicatore", "Domande evase", "Giorni di apertura"],
            ["*Formula di calcolo", "Evase / ricevute", "Conteggio"],
            ["*Unità di misura", "Numero", "Numero"],
            ["*Valore di partenza", "70", "4"],
            ["*Target 2025", "90", "5"],
        ]
        form.grid([50, 200, 370, 540], rows, bold="none")
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [("AC.1", TITLES[0]), ("AC.2", TITLES[1])]
    assert values(of(plan, "indicators", 1), "description", "formula", "unit_of_measure", "target_raw") == [
        ("Domande evase", "Evase / ricevute", "Numero", "90"),
        ("Giorni di apertura", "Conteggio", "Numero", "5"),
    ]
    assert values(plan.targets, "role", "year", "value")[:2] == [("baseline", None, 70), ("target", 2025, 90)]
