"""Shapes of cards that only an unknown plan showed us: one small plan a shape."""

from itertools import pairwise

import pytest
from forms import ABOVE, FASI, INDICATORI, LEFT, TITLES, card, of, read, titles, values

from extractors.records.headings import without_icon

SUBJECTS = ["Riaprire il parco", "Ordinare le strade", "Curare gli alberi"]


def rows_between_rules(form, xs, rows, bold_head=True, step=16):
    """A table with horizontal rules only: above, under its head, at its foot."""
    for n, row in enumerate(rows):
        if n < 2:
            form.rule(xs[0], form.y, xs[-1], form.y)
        for (x, _), text in zip(pairwise(xs), row, strict=True):
            form.text(x + 2, form.y + 3, text, size=9, bold=bold_head and n == 0)
        form.y += step
    form.rule(xs[0], form.y, xs[-1], form.y)
    form.y += 6


# --- what opens a card ---


@pytest.mark.parametrize("code", ["VIA.0{}", "A{}", "1.{}"])
def test_a_word_and_a_code_beside_the_title(form, code):
    for n, title in enumerate(SUBJECTS, 1):
        rows = [[f"*Obiettivo {code.format(n)}", f"*{title}"], ["Responsabile", "Anna Rossi"], ["Peso", "20"]]
        form.grid([50, 180, 540], rows, bold="none")
        form.grid([50, 80, 330, 430, 540], FASI)
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [(code.format(n), t) for n, t in enumerate(SUBJECTS, 1)]
    assert [len(of(plan, "phases", n)) for n in range(3)] == [1, 1, 1]


def test_a_coloured_bar_with_the_public_values_code(form):
    for n, title in enumerate(SUBJECTS[:2], 1):
        form.grid([50, 540], [[f"*Valore pubblico VP{n}: {title}"]], shade=[(0, 0)])
        form.grid([50, 180, 540], [["Strategia", "Piantare di più"], ["Stakeholder", "Famiglie"]], bold="first")
        form.grid([50, 400, 540], INDICATORI)
    plan = read(form)
    assert values(plan.objectives, "code", "title", "strategy") == [
        (f"VP{n}", title, "Piantare di più") for n, title in enumerate(SUBJECTS[:2], 1)
    ]
    assert len(plan.indicators) == 2


def test_numbered_headings_give_the_codes(form):
    for n, title in enumerate(SUBJECTS, 1):
        form.head(f"2.{n} {title}", size=12)
        form.say("Responsabile: Anna Rossi", gap=0)
        form.say("Peso: 30", gap=0)
        form.say("Descrizione: Si comincia in aprile.")
        form.grid([50, 400, 540], INDICATORI)
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [(f"2.{n}", t) for n, t in enumerate(SUBJECTS, 1)]


def test_a_value_that_reads_like_a_label_is_no_head(form):
    rows = [["Titolo", TITLES[0]], ["Programma", "10 Risorse umane"], ["Responsabile", "Anna Rossi"], ["Peso", "10"]]
    form.grid([50, 180, 540], rows, bold="none")
    form.grid([50, 80, 330, 430, 540], FASI)
    plan = read(form)
    assert values(plan.objectives, "title", "programme", "responsible") == [
        (TITLES[0], "10 Risorse umane", ["Anna Rossi"])
    ]


def test_the_names_of_groups_beside_a_forms_labels(form):
    for title in SUBJECTS[:2]:
        form.head("SCHEDA OBIETTIVO")
        rows = [
            ["*Chi", "*Titolo", title],
            [ABOVE, "*Responsabile", "Anna Rossi"],
            ["*Quanto", "*Peso", "25"],
            [ABOVE, "*Risultato atteso", "Tutto aperto"],
        ]
        form.grid([50, 110, 220, 540], rows, bold="none")
        form.grid([50, 80, 330, 430, 540], FASI)
    plan = read(form)
    assert values(plan.objectives, "title", "responsible", "weight", "expected_result") == [
        (title, ["Anna Rossi"], 25, "Tutto aperto") for title in SUBJECTS[:2]
    ]


def test_an_answer_left_blank_with_a_dash(form):
    for n, title in enumerate(SUBJECTS[:2], 1):
        form.head(f"OBIETTIVO N. {n}: {title}")
        form.grid([50, 300, 540], [["Soggetti coinvolti: -", "Responsabile: Anna Rossi"]], bold="none")
        form.grid([50, 80, 330, 430, 540], FASI)
    plan = read(form)
    assert values(plan.objectives, "responsible", "contributors") == [(["Anna Rossi"], None)] * 2


# --- several things in one row or one text ---


def test_items_of_a_row_stand_at_one_height(form):
    """Three phases and two indicators in the cells of one objective; its weight stands beside the indicators."""
    head = ["Cod.", "Obiettivo", "Fasi", "Tempi", "Indicatori", "Target", "Peso", "Risorse umane"]
    rows = [head]
    for n, title in enumerate(SUBJECTS[:2], 1):
        rows.append(
            [
                f"S{n}",
                f"*{title}",
                "Bando\n\nScelta\n\nAvvio",
                "marzo\n\nentro\nmaggio\ngiugno",
                "Domande\n\nPosti occupati\nin autunno",
                ">= 90\n\n70%",
                "15%",
                "2 tecnici",
            ]
        )
    form.grid([40, 75, 190, 260, 320, 410, 455, 490, 560], rows)
    plan = read(form)
    assert values(of(plan, "phases"), "description", "period_raw") == [
        ("Bando", "marzo"),
        ("Scelta", "entro maggio"),
        ("Avvio", "giugno"),
    ]
    assert values(of(plan, "indicators", 1), "description", "target_raw") == [
        ("Domande", ">= 90"),
        ("Posti occupati in autunno", "70%"),
    ]
    assert values(plan.objectives, "weight", "human_resources") == [(15, "2 tecnici")] * 2
    assert values(plan.indicators, "weight") == [None] * 4


def test_a_text_over_several_lines_is_one_item(form):
    head = ["Cod.", "Obiettivo", "Fasi", "Tempi", "Indicatori", "Target"]
    rows = [head]
    rows.append(["S1", SUBJECTS[0], "Bando e scelta\ndei gestori", "entro\nmaggio", "Posti occupati\nin estate", "70%"])
    rows.append(["S2", SUBJECTS[1], "Rilievo", "aprile", "Strade\nrilevate", "tutte\nentro l'anno"])
    form.grid([40, 75, 190, 280, 350, 450, 555], rows)
    plan = read(form)
    assert values(plan.phases, "description", "period_raw") == [
        ("Bando e scelta dei gestori", "entro maggio"),
        ("Rilievo", "aprile"),
    ]
    assert len(plan.indicators) == 2


def test_phases_and_indicators_in_one_table(form):
    rows = [
        ["Fase", "Scadenza", "Indicatore", "Target"],
        ["Bando", "31/03/2025", "Domande raccolte", ">= 90"],
        ["Scelta", "30/06/2025", "", ""],
        ["", "", "Posti occupati", "70%"],
    ]
    for n, title in enumerate(SUBJECTS[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        form.grid([50, 200, 300, 450, 540], rows)
    plan = read(form)
    assert titles(plan) == SUBJECTS[:2]
    assert values(of(plan, "phases", 1), "description", "end_raw") == [
        ("Bando", "31/03/2025"),
        ("Scelta", "30/06/2025"),
    ]
    assert values(of(plan, "indicators", 1), "description", "target_raw") == [
        ("Domande raccolte", ">= 90"),
        ("Posti occupati", "70%"),
    ]


@pytest.mark.parametrize(
    "line, wanted",
    [
        ("- Panchine nuove: 40", ("Panchine nuove", "40")),
        ("- Attesa media (non oltre 5 giorni)", ("Attesa media", "non oltre 5 giorni")),
        ("- Spesa risparmiata: almeno 10%", ("Spesa risparmiata", "almeno 10%")),
        ("- Alberi piantati (dato 2024)", ("Alberi piantati (dato 2024)", None)),
        ("- Giudizio: a cura del nucleo", ("Giudizio: a cura del nucleo", None)),
    ],
)
def test_a_list_states_its_values(form, line, wanted):
    for n, title in enumerate(SUBJECTS[:2], 1):
        form.head(f"OBIETTIVO N. {n}: {title}")
        form.say("Responsabile: Anna Rossi")
        form.head("Indicatori:", size=9)
        form.say(line)
    assert values(read(form).indicators, "description", "target_raw") == [wanted] * 2


def test_a_list_of_phases_in_its_labels_paragraph(form):
    for n, title in enumerate(SUBJECTS[:2], 1):
        form.head(f"OBIETTIVO N. {n}: {title}")
        form.say("Responsabile: Anna Rossi")
        form.say("Fasi: 1. bando (entro marzo 2025); 2. scelta (aprile", "- giugno); 3. avvio (entro il 30/09/2025).")
    plan = read(form)
    assert values(of(plan, "phases", 1), "description", "period_raw") == [
        ("bando", "entro marzo 2025"),
        ("scelta", "aprile - giugno"),
        ("avvio", "entro il 30/09/2025"),
    ]


# --- tables with horizontal rules only ---


def test_headings_and_even_prose_between_ruled_tables(form):
    """Tables six points apart stay two; the justified paragraph between them is no row of theirs."""
    for n, title in enumerate(SUBJECTS[:2], 1):
        form.head(f"Obiettivo P{n}. {title}", size=11)
        form.say("Responsabile: Anna Rossi", gap=2)
        text = "Descrizione: Il parco riapre dopo i lavori con nuove regole e nuovi alberi scelti"
        form.text(50, form.y, text, size=11, wordSpace=3.2)
        form.y += 20
        phases = [["Fasi", "Scadenza", "Stato"], ["Lavori", "30/04/2025", "Conclusa"]]
        rows_between_rules(form, [50, 300, 420, 540], phases)
        rows_between_rules(
            form,
            [50, 240, 310, 400, 540],
            [["Indicatori", "Peso", "Valore atteso", "Fonte"], ["Alberi piantati", "60%", "40", "Rilievo"]],
        )
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [(f"P{n}", t) for n, t in enumerate(SUBJECTS[:2], 1)]
    assert values(plan.phases, "description", "end_raw", "status") == [("Lavori", "30/04/2025", "Conclusa")] * 2
    assert values(plan.indicators, "description", "target_raw", "source") == [("Alberi piantati", "40", "Rilievo")] * 2


def test_a_head_at_the_foot_of_a_page_keeps_its_unclosed_rows(form):
    form.head("Obiettivo P1. Riaprire il parco", size=11)
    form.say("Responsabile: Anna Rossi")
    xs = [50, 300, 400, 540]
    for top in (form.y, form.y + 16):
        form.rule(50, top, 540, top)
    for n, row in enumerate([["Indicatori", "Peso", "Valore atteso"], ["Alberi piantati", "60%", "40"]]):
        for x, text in zip(xs, row, strict=False):
            form.text(x + 2, form.y + 3 + 16 * n, text, size=9, bold=n == 0)
    plan = read(form)
    assert values(plan.indicators, "description", "target_raw") == [("Alberi piantati", "40")]


# --- what stands above the cards ---


def test_an_index_is_no_form(form):
    form.head("Contenuti", size=14)
    form.say(*(f"Settore {n} - {name} ........................ {n}" for n, name in ((3, "Affari"), (9, "Lavori"))))
    form.page()
    for n, title in enumerate(SUBJECTS[:2], 1):
        card(form, title, f"OB{n}")
    plan = read(form)
    assert values(plan.objectives, "title", "unit", "description") == [(title, None, None) for title in SUBJECTS[:2]]


def test_the_head_of_the_unit_before_is_not_the_next_ones(form):
    for n, (unit, head) in enumerate((("SERVIZIO TRIBUTI", "Anna Rossi"), ("SERVIZIO SOCIALE", "Ugo Neri")), 1):
        form.head(unit, size=14)
        form.say(f"Responsabile del servizio: {head}")
        form.head(f"OBIETTIVO N. {n}: {SUBJECTS[n]}")
        form.grid([50, 80, 330, 430, 540], FASI)
    assert values(read(form).objectives, "responsible") == [["Anna Rossi"], ["Ugo Neri"]]


def test_a_column_says_what_its_row_is(form):
    rows = [
        ["Tipo", "Descrizione", "Scadenza", "Valore atteso"],
        ["Fase", "Bando", "31/03/2025", ""],
        ["Indicatore", "Posti occupati", "", "70%"],
    ]
    for n, title in enumerate(SUBJECTS[:2], 1):
        card(form, title, f"OB{n}", grid=False)
        form.grid([50, 130, 330, 430, 540], rows)
    plan = read(form)
    assert values(plan.phases, "description", "end_raw") == [("Bando", "31/03/2025")] * 2
    assert values(plan.indicators, "description", "target_raw") == [("Posti occupati", "70%")] * 2


def test_numbered_phases_in_the_rows_of_a_form(form):
    for n, title in enumerate(SUBJECTS[:2], 1):
        rows = [["SCHEDA N.", str(n)], ["OBIETTIVO", title], ["RESPONSABILE", "Anna Rossi"]]
        rows += [["FASE 1", "Bando entro marzo"], ["FASE 2", "Scelta entro giugno"], ["INDICATORE", "Posti occupati"]]
        form.grid([50, 180, 540], [*rows, ["TARGET", "70%"]], bold="first")
    plan = read(form)
    assert values(of(plan, "phases", 1), "description", "period_raw") == [
        ("Bando", "entro marzo"),
        ("Scelta", "entro giugno"),
    ]
    assert values(plan.indicators, "description", "target_raw") == [("Posti occupati", "70%")] * 2


def test_an_indicator_in_labelled_lines(form):
    for n, title in enumerate(SUBJECTS[:2], 1):
        form.head(f"SCHEDA OBIETTIVO N. {n}", size=12)
        lines = [("Titolo:", title), ("Responsabile:", "Anna Rossi"), ("Indicatore:", "Posti occupati")]
        for label, value in [*lines, ("Target:", "70%"), ("Peso:", "20")]:
            form.text(50, form.y, label, size=9, bold=True)
            form.text(170, form.y, value, size=9)
            form.y += 14
    plan = read(form)
    assert values(plan.objectives, "title", "weight", "responsible") == [(t, 20, ["Anna Rossi"]) for t in SUBJECTS[:2]]
    assert values(plan.indicators, "description", "target_raw") == [("Posti occupati", "70%")] * 2


def test_bullets_in_a_cell_are_phases(form):
    rows = [["Obiettivo", "Attività", "Indicatore", "Valore atteso"]]
    rows += [[title, "- Bando\n- Scelta\n- Avvio", "Posti occupati", "70%"] for title in SUBJECTS]
    form.grid([50, 190, 300, 430, 540], rows)
    assert values(of(read(form), "phases", 1), "description") == ["Bando", "Scelta", "Avvio"]


def test_a_wide_head_of_two_rows_with_merged_cells(form):
    rows = [["Cod", "Obiettivo", "Indicatore", "Target", LEFT, LEFT], [ABOVE, ABOVE, ABOVE, "2025", "2026", "2027"]]
    rows += [[f"A{n}", title, "Posti", "10", "20", "30"] for n, title in enumerate(SUBJECTS, 1)]
    form.grid([50, 100, 240, 360, 420, 480, 540], rows)
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [(f"A{n}", t) for n, t in enumerate(SUBJECTS, 1)]
    assert values(plan.targets, "year", "raw")[:3] == [(2025, "10"), (2026, "20"), (2027, "30")]


def test_the_narrowest_link_is_the_title_where_no_column_is(form):
    """A bar names the strategic objective, the table's first column the operational ones: they are the objectives."""
    for aim in ("Aprire la città", "Curare il verde"):
        form.grid([50, 540], [[f"*Obiettivo strategico: {aim}"]], shade=[(0, 0)])
        rows = [["Obiettivo operativo", "Responsabile", "Indicatore", "Target"]]
        rows += [[f"{title}: {aim.lower()}", "Anna Rossi", "Posti", "20"] for title in SUBJECTS[:2]]
        form.grid([50, 250, 330, 450, 540], rows)
    plan = read(form)
    assert values(plan.objectives, "title", "strategic_objective") == [
        (f"{title}: {aim.lower()}", aim) for aim in ("Aprire la città", "Curare il verde") for title in SUBJECTS[:2]
    ]
    assert values(plan.indicators, "description", "target_raw") == [("Posti", "20")] * 4


# --- cards of plans met later ---


def test_years_beneath_only_a_part_of_the_head(form):
    """`Baseline` over 2023 and `Target` over three years stand beside cells of both rows."""
    rows = [["Cod.", "KPI", "Baseline", "Target", LEFT, LEFT, "Fonte"]]
    rows += [[ABOVE, ABOVE, "2023", "2024", "2025", "2026", ABOVE], ["K1", "Posti", "10", "20", "30", "40", "Rilievo"]]
    for n, title in enumerate(SUBJECTS[:2], 1):
        form.head(f"Obiettivo P{n} - {title}")
        form.say("Si comincia dai quartieri più lontani, con un", "incontro pubblico ogni mese e un rilievo finale.")
        form.grid([50, 90, 240, 310, 350, 390, 430, 540], rows, bold="none", shade=[(0, c) for c in range(7)])
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [(f"P{n}", t) for n, t in enumerate(SUBJECTS[:2], 1)]
    assert values(plan.indicators, "description", "source") == [("Posti", "Rilievo")] * 2
    found = values(plan.targets, "role", "year", "raw")[:4]
    assert [f[::2] for f in found] == [("baseline", "10"), ("target", "20"), ("target", "30"), ("target", "40")]
    assert [f[1] for f in found[1:]] == [2024, 2025, 2026]


@pytest.mark.parametrize(
    "band, field", [("Obiettivo strategico S1 - Verde", "strategic_objective"), ("Asse 1 - Verde", "strategic_area")]
)
def test_a_band_with_a_code_names_the_link(form, band, field):
    for n, title in enumerate(SUBJECTS[:2], 1):
        rows = [[f"*{band}", LEFT, LEFT], [f"*Obiettivo operativo S1.{n} - {title}", LEFT, LEFT]]
        rows += [["KPI", "Algoritmo", "Target 2025"], ["Posti", "Conteggio", "20"]]
        form.grid([50, 240, 430, 540], rows, bold="none", shade=[(0, 0), (1, 0)])
    plan = read(form)
    assert values(plan.objectives, "code", "title") == [(f"S1.{n}", t) for n, t in enumerate(SUBJECTS[:2], 1)]
    link = band.partition(" - ")[0].split()[-1] + " - Verde"
    assert values(plan.objectives, field) == [link] * 2
    assert values(plan.objectives, "category") == [None] * 2


@pytest.mark.parametrize("head, unit, area", [(True, "Gestione acque", "Qualità"), (False, "Qualità", None)])
def test_an_area_of_results_beside_the_sheets_own_unit(form, head, unit, area):
    if head:
        form.grid([50, 300, 540], [["Centro di responsabilità: Gestione acque", "Direttore: dott. Ugo Neri"]])
    rows = [["Area", "Obiettivo", "Indicatore", "Valore atteso", "Peso"]]
    rows += [["Qualità", SUBJECTS[0], "Posti", "20", "60"], ["Qualità", SUBJECTS[1], "Alberi", "30", "40"]]
    form.grid([50, 130, 280, 400, 480, 540], rows)
    plan = read(form)
    assert values(plan.objectives, "unit", "strategic_area") == [(unit, area)] * 2
    assert values(plan.objectives, "responsible") == [["dott. Ugo Neri"] if head else []] * 2


def test_indicators_keyed_by_the_code_in_a_rows_title(form):
    rows = [["Obiettivo", "Peso ob.", "Attività", "Entro il", "Peso att."]]
    rows += [[f"P.{n} {title}", "50", "Bando", "31/03/2025", "100"] for n, title in enumerate(SUBJECTS[:2], 1)]
    form.grid([50, 190, 240, 380, 460, 540], rows)
    rows = [["Codice obiettivo", "Indicatore", "Valore atteso"], ["P.1", "Posti", "20"], ["P.2", "Alberi", "30"]]
    form.grid([50, 190, 400, 540], rows)
    plan = read(form)
    assert values(plan.objectives, "code", "weight_raw") == [("P.1", "50"), ("P.2", "50")]
    assert values(plan.phases, "weight_raw") == ["100", "100"]
    assert [values(of(plan, "indicators", n), "description", "target_raw") for n in (0, 1)] == [
        [("Posti", "20")],
        [("Alberi", "30")],
    ]


def test_a_deadline_before_its_phase_and_a_label_after_a_dash(form):
    for n, title in enumerate(SUBJECTS[:2], 1):
        form.head(f"Obiettivo n. {n} - {title}")
        form.say("Fasi previste:")
        form.say(
            "- Entro il 31 marzo: bando per il parco;", "- Maggio: scelta;", "- Al parco: festa, entro giugno.", gap=0
        )
        form.y += 8
        form.say("Indicatore: posti occupati - Valore atteso: almeno 70")
        form.say("Peso: 20")
    plan = read(form)
    assert values(of(plan, "phases", 1), "description", "period_raw") == [
        ("bando per il parco", "Entro il 31 marzo"),
        ("scelta", "Maggio"),
        ("Al parco: festa", "entro giugno"),
    ]
    assert values(plan.indicators, "description", "target_raw") == [("posti occupati", "almeno 70")] * 2


@pytest.mark.parametrize(
    "printed, bare",
    [
        ("\u260e A.1 Parco", "A.1 Parco"),
        ("\U0001f333 Parco", "Parco"),
        ("\u2611 Parco", "\u2611 Parco"),
        ("- A", "- A"),
    ],
)
def test_a_pictogram_before_a_title(printed, bare):
    assert without_icon(printed) == bare


def test_a_coloured_dot_beside_a_value_is_none(form):
    rows = [["Indicatore", "Target", "Ottenuto", "Grado %", "Esito"], ["Posti", "20", "15", "75%", "■"]]
    for n, title in enumerate(SUBJECTS[:2], 1):
        form.head(f"OB{n} {title} Peso {n}0")
        form.say("Si comincia dai quartieri più lontani.")
        form.grid([50, 190, 280, 370, 460, 540], rows)
    plan = read(form)
    assert values(plan.objectives, "title", "weight") == [(t, n * 10) for n, t in enumerate(SUBJECTS[:2], 1)]
    assert values(plan.indicators, "achievement_raw") == ["75%"] * 2
    assert values(plan.targets, "role", "raw")[:2] == [("target", "20"), ("achieved", "15")]


def test_a_cell_of_a_row_lists_indicators_with_their_values(form):
    rows = [["Obiettivo", "Fasi e tempi", "Indicatori e valori attesi", "Peso"]]
    rows += [[SUBJECTS[0], "- Bando (entro marzo)", "- Posti: 20\n- Costi coperti: 60%", "25"]]
    rows += [[SUBJECTS[1], "- Scelta (entro maggio)", "- Alberi: almeno 30", "15"]]
    form.grid([50, 170, 300, 480, 540], rows)
    plan = read(form)
    assert values(plan.objectives, "title", "weight") == [(SUBJECTS[0], 25), (SUBJECTS[1], 15)]
    assert values(plan.phases, "description", "period_raw") == [("Bando", "entro marzo"), ("Scelta", "entro maggio")]
    assert values(plan.indicators, "description", "target_raw") == [
        ("Posti", "20"),
        ("Costi coperti", "60%"),
        ("Alberi", "almeno 30"),
    ]


def test_indicators_from_one_value_to_another(form):
    for n, title in enumerate(SUBJECTS[:2], 1):
        rows = [["Obiettivo", title], ["Codice", f"P{n}"], ["Responsabile", "Anna Rossi"]]
        rows += [["Come lo misuriamo", "Posti: da 1 (2024) a 4 (2025)\nVisite dei ragazzi: da 12 (2024)\na 30 (2025)"]]
        form.grid([50, 180, 540], rows, bold="first")
    plan = read(form)
    assert values(of(plan, "indicators", 1), "description") == ["Posti", "Visite dei ragazzi"]
    wanted = [("baseline", 2024, "1"), ("target", 2025, "4"), ("baseline", 2024, "12"), ("target", 2025, "30")]
    assert values(plan.targets, "role", "year", "raw")[:4] == wanted
