"""Lists of objectives without cards, and objectives in running text."""

import pytest
from forms import ABOVE, LEFT, TEXT, TITLES, of, read, titles, values

from extractors.records.acronyms import acronyms_in, spelt_out

LIST = [30, 130, 270, 350, 400, 455, 570]
REACHED = ["Indicatore", "Target", "Risultato", "Target raggiunto"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Obiettivi di sviluppo annuali (OSA) della direzione", {"OSA"}),
        ("Gli obiettivi operativi (OO) discendono dal DUP", {"OO"}),
        ("obiettivi del Documento unico di programmazione (DUP)", set()),
        ("gli obiettivi del Piano esecutivo (PE)", set()),
        ("obiettivi validati dall'Organismo (OIV)", set()),
    ],
)
def test_short_forms_of_objectives(text, found):
    assert acronyms_in(text) == found


def test_a_short_form_in_a_header():
    assert spelt_out("Codice OSA", {"OSA"}) == "Codice obiettivo"


@pytest.mark.parametrize("names", [("Codice OSA", "Descrizione OSA"), ("Codice obiettivo", "Descrizione obiettivo")])
def test_a_list_whose_descriptions_are_its_titles(form, names):
    form.head("Servizio Biblioteche")
    form.say("Obiettivi di sviluppo annuali (OSA) del servizio")
    rows = [[*names, *REACHED]]
    rows += [[f"2025{n}", t, "Giorni", "30", str(28 + n), "NO" if n == 3 else "SI"] for n, t in enumerate(TITLES, 1)]
    form.grid(LIST, rows)
    plan = read(form)
    assert values(plan.objectives, "code", "title", "unit") == [
        (f"2025{n}", t, "Servizio Biblioteche") for n, t in enumerate(TITLES, 1)
    ]
    assert values(plan.indicators, "description", "target_raw", "achievement_raw") == [
        ("Giorni", "30", "SI"),
        ("Giorni", "30", "SI"),
        ("Giorni", "30", "NO"),
    ]
    assert values(plan.targets, "role", "raw")[:2] == [("target", "30"), ("achieved", "29")]


def test_objectives_in_running_text_counted_under_each_area(form):
    for unit, own in (("AREA TECNICA", TITLES[:2]), ("AREA AMMINISTRATIVA", TITLES[2:])):
        form.head(unit)
        form.say("Responsabile: Anna Rossi")
        for n, title in enumerate(own, 1):
            form.head(f"{n}) {title}", size=TEXT)
            form.say("Le domande crescono e gli uffici non bastano più a chi vi si rivolge ogni giorno.")
            form.say("Fasi:", gap=3)
            form.say("- scelta dei locali: entro il 31/03/2025", x=70, gap=3)
            form.say("- apertura al pubblico: entro il 30/09/2025", x=70, gap=3)
            form.say("Indicatore: domande evase – valore atteso: 120", gap=3)
            form.say("Indicatore: giorni di attesa – valore atteso: 15", gap=3)
            form.say("Peso: 20")
    plan = read(form)
    assert titles(plan) == TITLES
    assert values(plan.objectives, "code", "weight", "unit") == [
        ("1", 20, "AREA TECNICA"),
        ("2", 20, "AREA TECNICA"),
        ("1", 20, "AREA AMMINISTRATIVA"),
    ]
    for n in range(3):
        assert values(of(plan, "phases", n), "description") == ["scelta dei locali", "apertura al pubblico"]
        assert values(of(plan, "indicators", n), "description", "target_raw") == [
            ("domande evase", "120"),
            ("giorni di attesa", "15"),
        ]


@pytest.mark.parametrize("label", ["Azioni previste", "Attività specifiche", "Fasi"])
def test_a_label_merged_over_the_rows_of_its_list(form, label):
    for title in TITLES[:2]:
        rows = [
            ["Titolo obiettivo", title, LEFT],
            ["Peso", "25", LEFT],
            [label, "Scelta dei locali: entro marzo", LEFT],
            [ABOVE, "Bando per gli arredi", LEFT],
            ["Misurazione", "*Indicatore", "*Valore atteso"],
            [ABOVE, "Sportelli", "7"],
            [ABOVE, "Visite", "120"],
            ["Risorse umane", "due addetti", LEFT],
        ]
        form.grid([40, 150, 400, 540], rows, bold="first")
    plan = read(form)
    for n in range(2):
        assert values(of(plan, "phases", n), "description", "period_raw") == [
            ("Scelta dei locali", "entro marzo"),
            ("Bando per gli arredi", None),
        ]
        assert values(of(plan, "indicators", n), "description", "target_raw") == [("Sportelli", "7"), ("Visite", "120")]
    assert values(plan.objectives, "description", "human_resources") == [(None, "due addetti")] * 2


def test_people_and_reports_of_phases_under_merged_objectives(form):
    form.head("SETTORE TECNICO – PEG 2025 – STATO DI ATTUAZIONE AL 31.12.2025")
    head = ["Obiettivo\nstrategico", "Obiettivo\ngenerale\n(programma)", "Obiettivo annuale", "Indicatori", "Azioni"]
    rows = [[*head, "personale", "Resoconto"]]
    for title in TITLES[:2]:
        whole = ["Città viva", "Decoro", title, "n. 12 incontri\nn. 4 sedi"]
        rows.append([*whole, "Progetto", "Anna Rossi", "Fatto in marzo"])
        rows.append([*[ABOVE] * 4, "Lavori", "Ugo Bianchi", "Fatti in luglio"])
    form.grid([20, 75, 140, 260, 335, 395, 465, 560], rows)
    plan = read(form)
    assert values(plan.objectives, "title", "unit", "programme") == [
        (t, "SETTORE TECNICO", "Decoro") for t in TITLES[:2]
    ]
    for n in range(2):
        assert values(of(plan, "phases", n), "description", "responsible", "status") == [
            ("Progetto", "Anna Rossi", "Fatto in marzo"),
            ("Lavori", "Ugo Bianchi", "Fatti in luglio"),
        ]
        assert values(of(plan, "indicators", n), "description") == ["n. 12 incontri", "n. 4 sedi"]
