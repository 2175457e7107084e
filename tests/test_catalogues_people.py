"""Training, positive actions, tasks given outside, premiums, surveys, bands and scores come as rows."""

import pytest
from test_records import Form

from extractors.lexicon import load_lexicon
from extractors.records.catalogues.positive import titled_field
from extractors.records.catalogues.premiums import unit_above
from extractors.records.catalogues.scoring import named_population
from extractors.records.catalogues.training import stated_year
from extractors.records.events import Span
from normalizers.intervals import read_interval
from pipeline.read_plan import read_plan


@pytest.fixture
def form(tmp_path):
    return Form(tmp_path / "plan.pdf")


def rows(form, table, *names):
    """The named columns of a table of lists, and the plan that they were read from."""
    plan = read_plan(form.save())
    return [tuple(getattr(row, name) for name in names) for row in plan.listed.get(table, [])], plan


def test_courses_take_their_year_from_the_title_row(form):
    form.head("Programma di formazione")
    form.grid(
        [50, 250, 400, 540],
        [
            ["Corsi svolti nell'anno 2023", "<", "<"],
            ["*Titolo del corso", "*Docente", "*N. partecipanti"],
            ["Redigere un atto chiaro", "Scuola del Mare", "12"],
            ["Guida sicura", "Autoscuola Faro", "a turno"],
        ],
    )
    found, plan = rows(form, "trainings", "title", "provider", "participants_raw", "participants", "year")
    assert found == [
        ("Redigere un atto chiaro", "Scuola del Mare", "12", 12, 2023),
        ("Guida sicura", "Autoscuola Faro", "a turno", None, 2023),
    ]
    assert not plan.objectives


def test_a_table_of_targets_under_a_heading_on_training_is_no_list_of_courses(form):
    form.head("Scheda obiettivo OB1")
    form.grid([50, 180, 540], [["Titolo", "Formazione del personale"], ["Responsabile", "Anna Rossi"]], bold="first")
    form.head("Formazione del personale")
    form.grid([50, 300, 420, 540], [["Indicatore", "Target", "Peso"], ["Ore erogate a testa", "20", "100%"]])
    found, plan = rows(form, "trainings", "title")
    assert found == []
    assert [i.description for i in plan.indicators] == ["Ore erogate a testa"]


@pytest.mark.parametrize("subject", ["Attuare il piano delle azioni positive", "Rivedere il lavoro agile"])
@pytest.mark.parametrize("section", [True, False])
def test_phases_of_an_objective_on_such_a_plan_are_phases(form, subject, section):
    form.head(f"Obiettivo OB3 - {subject}")
    form.grid([50, 180, 540], [["Responsabile", "Anna Rossi"], ["Peso", "20%"]], bold="first")
    if section:
        form.head("Fasi")
    form.grid(
        [50, 300, 420, 540],
        [["Attività", "Responsabile", "Tempi"], ["Sentire gli uffici", "Anna Rossi", "entro giugno"]],
    )
    plan = read_plan(form.save())
    assert not plan.listed.get("positive_actions") and not plan.listed.get("agile_projects")
    assert [p.description for p in plan.phases] == ["Sentire gli uffici"]


def test_agile_projects_by_the_heading_of_their_section(form):
    form.head("3.2 Lavoro agile", size=14)
    for n in range(10):
        form.say(f"Paragrafo {n} che spiega le regole del lavoro svolto altrove.")
    form.grid(
        [50, 90, 200, 330, 540],
        [["N.", "Settore", "Ufficio", "Progetto"], ["1", "Entrate", "Tributi", "Accertamenti da casa"]],
    )
    found, plan = rows(form, "agile_projects", "n", "unit", "office", "project")
    assert found == [("1", "Entrate", "Tributi", "Accertamenti da casa")]
    assert not plan.objectives


def positive(form, outcome_in_table):
    form.head("Piano delle azioni positive", size=14)
    form.head("Macroazione 1 - Orari")
    table = [
        ["Azione 2: Banca delle ore", "<", "<"],
        ["Ufficio responsabile: Ufficio Personale", "<", "<"],
        ["*Anno", "*Attività", "*Indicatori"],
        ["2024", "Aprire la banca delle ore", "Ore scambiate"],
    ]
    if outcome_in_table:
        table += [["*Esito del monitoraggio", "<", "<"], ["Scambiate 300 ore.", "<", "<"]]
    form.grid([50, 120, 380, 540], table, bold=None)
    if not outcome_in_table:
        form.head("Esito del monitoraggio")
        form.say("Scambiate 300 ore.")
    form.head("Altro capitolo", size=14)
    form.say("Testo che non riguarda le ore.")


@pytest.mark.parametrize("outcome_in_table", [True, False])
def test_positive_action_with_its_outcome(form, outcome_in_table):
    positive(form, outcome_in_table)
    names = ("macro_action", "subject", "responsible", "year", "activity", "indicator", "result")
    found, plan = rows(form, "monitoring", *names)
    assert found == [
        (
            "Macroazione 1 - Orari",
            "Azione 2: Banca delle ore",
            "Ufficio Personale",
            2024,
            "Aprire la banca delle ore",
            "Ore scambiate",
            "Scambiate 300 ore.",
        )
    ]
    assert not plan.objectives


def test_a_tick_says_which_funds_and_the_total_is_no_task(form):
    form.head("Incarichi di collaborazione")
    form.head("Settore Musei - dott. Ugo Neri")
    form.grid(
        [50, 80, 170, 290, 350, 400, 470, 540],
        [
            [
                "N.",
                "Responsabile\ndi procedura",
                "Oggetto\ndell'incarico",
                "Tipo spesa",
                "<",
                "Importo",
                "Importo\nassestato",
            ],
            ["^", "^", "^", "comunale", "regionale", "^", "^"],
            ["1", "Ugo Neri", "Restauro di una tela", "", "x", "1.000,00", "900,00"],
            ["2", "Ugo Neri", "Guida alla mostra", "x", "", "500,00", "500,00"],
            ["", "", "", "", "", "1.500,00", "1.400,00"],
        ],
    )
    found, _ = rows(form, "assignments", "n", "unit", "activity", "funding", "amount", "revised")
    assert found == [
        ("1", "Settore Musei", "Restauro di una tela", "regionale", 1000, 900),
        ("2", "Settore Musei", "Guida alla mostra", "comunale", 500, 500),
    ]


def test_projects_with_premiums_number_without_label(form):
    form.head("Progetti incentivanti")
    form.grid(
        [50, 80, 260, 350, 450, 540],
        [
            ["", "Descrizione del progetto", "Servizio", "Premio massimo", "Risorse destinate"],
            ["1", "Apertura serale", "Biblioteca", "250", "3.000,00"],
            ["2", "Ronde estive", "Vigili", "1.200,50", "9.000,00"],
            ["", "", "", "TOTALE", "12.000,00"],
        ],
    )
    found, plan = rows(form, "incentive_projects", "n", "title", "unit", "max_premium_raw", "max_premium", "allocated")
    assert found == [
        ("1", "Apertura serale", "Biblioteca", "250", 250, 3000),
        ("2", "Ronde estive", "Vigili", "1.200,50", pytest.approx(1200.5), 9000),
    ]
    assert not plan.objectives


def test_bands_of_pay(form):
    form.head("Fasce di merito")
    form.grid(
        [50, 150, 300, 540],
        [
            ["Fascia", "Punteggio conseguito", "Premio spettante"],
            ["A", "90 < X ≤ 100".replace("≤", "<="), "100%"],
            ["B", "da 75 a 90", "80%"],
            ["C", "inferiore a 75", "nessuno"],
        ],
    )
    found, _ = rows(form, "pay_bands", "band", "from_score", "to_score", "rule")
    assert found == [("A", 90, 100, "100%"), ("B", 75, 90, "80%"), ("C", None, 75, "nessuno")]


def test_survey_in_two_lists(form):
    form.head("Il questionario ai dipendenti")
    questions = ["Il mio orario mi sta bene", "So a chi rivolgermi", "Il mio posto è curato"]
    for n, text in enumerate(questions, 1):
        form.say(f"{n}. {text}", x=60)
    form.say("Le medie per domanda:")
    for n, average in enumerate(["4,10", "3,95", "2,7"], 1):
        form.say(f"Domanda {n}: {average}")
    found, _ = rows(form, "survey_items", "n", "question", "average_raw", "average")
    assert found == [
        ("1", questions[0], "4,10", 4.1),
        ("2", questions[1], "3,95", 3.95),
        ("3", questions[2], "2,7", 2.7),
    ]


def test_numbered_lists_without_averages_are_no_survey(form):
    for n, text in enumerate(["Prima cosa", "Seconda cosa", "Terza cosa"], 1):
        form.say(f"{n}. {text}", x=60)
    form.say("La domanda cresce del 3,5 per cento.")
    assert rows(form, "survey_items", "n")[0] == []


def test_scores_with_the_people_they_hold_for(form):
    form.head("4.1 La valutazione del personale dirigente", size=13)
    form.head("A - Risultati dell'ente: 20 punti")
    form.say("Visti i dati sono stati riconosciuti a tutti, cioè è stato attribuito un punteggio di 18,5 punti.")
    form.head("B - Risultati del settore: max punti 50")
    form.say("Il punteggio massimo assegnato era di 50 punti per ogni settore.")
    form.head("4.2 La valutazione del personale non dirigente", size=13)
    form.say("La scheda prevede max 15 punti per la puntualità e max 10 punti per la cortesia, oltre al resto.")
    found, _ = rows(form, "scores", "population", "item", "max_points", "assigned")
    assert found == [
        ("DIRIGENTI", "A - Risultati dell'ente", 20, 18.5),
        ("DIRIGENTI", "B - Risultati del settore", 50, None),
        ("COMPARTO", "puntualità", 15, None),
        ("COMPARTO", "cortesia", 10, None),
    ]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("0 < X ≤ 60", ("0", "60")),
        ("da 61 a 70", ("61", "70")),
        ("compreso tra 60 e 79,99", ("60", "79,99")),
        ("80-89", ("80", "89")),
        ("oltre 90", ("90", None)),
        ("≥ 95%", ("95%", None)),
        ("fino a 59", (None, "59")),
        ("non inferiore a 60", ("60", None)),
        ("non superiore a 60", (None, "60")),
        ("> 60 e <= 70", ("60", "70")),
        ("superiore a 80 e fino a 90", ("80", "90")),
    ],
)
def test_intervals(text, ends):
    assert read_interval(text) == ends


@pytest.mark.parametrize("text", ["ottimo", "70% dell'importo della fascia alta", "", "10, 20, 30"])
def test_no_intervals(text):
    assert read_interval(text) is None


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Corsi tenuti nell'anno 2023", "2023"),
        ("Iscrizioni entro il 31/12/2026, lezioni nell'anno 2027", "2027"),
        ("Programma 2024-2026", None),
        ("D.lgs. n. 81/2008", None),
        ("Confronto tra 2023 e 2024", None),
    ],
)
def test_year_of_a_title(title, year):
    assert stated_year(title) == year


def test_titles_of_positive_actions():
    lexicon = load_lexicon()
    assert titled_field(Span("Azione 3: Nido aziendale"), lexicon)[0] == "action"
    name, value = titled_field(Span("Servizio responsabile: Personale"), lexicon)
    assert (name, value.text) == ("responsible", "Personale")
    assert titled_field(Span("Nota bene: leggere"), lexicon) is None


def test_unit_of_the_heading_that_names_the_person():
    lexicon = load_lexicon()
    headings = ["AREA TECNICA", "Settore Strade - ing. Ada Verdi", "Settore Musei - dott. Ugo Neri"]
    assert unit_above(headings, "Ada Verdi", lexicon) == "Settore Strade"


def test_population_that_a_heading_names_first():
    phrases = [("personale dirigente", "D"), ("personale non dirigente", "C"), ("dirigente", "D"), ("eq", "EQ")]
    assert named_population("Personale non dirigente e non EQ", phrases) == "C"
    assert named_population("Il personale dirigente", phrases) == "D"
    assert named_population("Il personale", phrases) is None
