"""Objectives in running text, and what looks like one and is none."""

from forms import TEXT, TITLES, card, of, read, titles, values

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
