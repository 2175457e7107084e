"""Each check on invented rows: what it finds, and what it must let pass."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.checks import Note as Found
from pipeline.checks import checked, gathered
from pipeline.checks.names import _spelling
from pipeline.totals import wrong_totals
from pipeline.values import fill_plan, people_of, placed
from schemas import (
    BudgetLine,
    Cell,
    Entity,
    Indicator,
    Objective,
    Phase,
    Plan,
    PlanResult,
    Section,
    Service,
    Table,
    Target,
)


class Maker:
    """A plan row by row; ids count up."""

    def __init__(self, year_from=2024, year_to=2024, kind="PIAO"):
        self.result = PlanResult(
            plan=Plan(plan_id="p", kind=kind, year_from=year_from, year_to=year_to, file_name="p.pdf", status="ok")
        )

    def objective(self, title="Orti urbani", key=None, page=1, **fields):
        n = len(self.result.objectives) + 1
        fields = {"unit": "Settore I"} | fields
        row = Objective(
            objective_id=f"o{n}", plan_id="p", objective_key=key or title, position=n, title=title, page=page, **fields
        )
        self.result.objectives.append(row)
        return row

    def phase(self, objective, description="Avvio dei lavori", page=1, **fields):
        n = len(self.result.phases) + 1
        row = Phase(
            phase_id=f"f{n}",
            objective_id=objective.objective_id,
            position=n,
            description=description,
            page=page,
            **fields,
        )
        self.result.phases.append(row)
        return row

    def indicator(self, objective, description="Incontri svolti", target=None, page=1, role="target", **fields):
        n = len(self.result.indicators) + 1
        owner = (
            {"objective_id": objective.objective_id}
            if isinstance(objective, Objective)
            else {"service_id": objective.service_id}
        )
        row = Indicator(indicator_id=f"i{n}", position=n, description=description, page=page, **owner, **fields)
        self.result.indicators.append(row)
        if target:
            self.target(row, role=role, **target)
        return row

    def target(self, indicator, role="target", **fields):
        n = len(self.result.targets) + 1
        self.result.targets.append(Target(target_id=f"t{n}", indicator_id=indicator.indicator_id, role=role, **fields))

    def table(self, *lines):
        n = len(self.result.tables) + 1
        self.result.tables.append(
            Table(
                table_id=f"g{n}",
                plan_id="p",
                page=n,
                page_last=max(n, 3),
                header=list(lines[0]),
                n_rows=len(lines),
                n_cols=len(lines[0]),
            )
        )
        self.result.cells.add(cells(*lines, table_id=f"g{n}"))

    def found(self, *codes):
        """Messages of the findings of these codes."""
        self.result.findings = []
        return [f.message for f in checked(self.result).findings if f.code in codes]


def cells(*lines, table_id="g"):
    return [
        Cell(table_id=table_id, row=r, col=c, rowspan=1, colspan=1, text=text or None, page=3)
        for r, line in enumerate(lines)
        for c, text in enumerate(line)
    ]


@pytest.fixture
def plan():
    return Maker()


def num(raw, value, operator=">=", **fields):
    return {"raw": raw, "operator": operator, "value": value} | fields


# --- dates ---


def test_phases_that_end_before_they_start(plan):
    o = plan.objective()
    plan.phase(o, start_date=date(2024, 9, 1), end_date=date(2024, 3, 31))
    plan.phase(o, start_date=date(2024, 3, 1), end_date=date(2024, 3, 1))
    assert plan.found("phase_backwards") == ["“Avvio dei lavori”: from 01/09/2024 to 31/03/2024"]


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (date(2016, 1, 1), date(2016, 6, 30), "ends before"),
        (date(2006, 1, 1), date(2024, 6, 30), "begins before"),
        (date(2024, 5, 1), date(2025, 1, 31), "goes beyond"),
        (date(2024, 1, 1), date(2024, 12, 31), None),
        (None, date(2024, 12, 31), None),
    ],
)
def test_phases_outside_the_plan(plan, start, end, says):
    plan.phase(plan.objective(), start_date=start, end_date=end)
    found = plan.found("phase_outside_plan")
    assert [says in message for message in found] == ([True] if says else [])


def test_a_plan_without_years_has_no_outside():
    plan = Maker(None, None)
    plan.phase(plan.objective(), end_date=date(1999, 1, 1))
    assert plan.found("phase_outside_plan") == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Relazione entro il 31.06.2024 alla Giunta", "31.06.2024"),
        ("Scheda dei fabbisogni al 31.1.2.2023", "31.1.2.2023"),
        ("Delibera n. 12 del 30/06/2024", None),
        ("D.lgs. 33/2013, art. 1.2.3", None),
        ("Capitolo 31.4.2024.1", None),
    ],
)
def test_dates_in_texts(plan, text, printed):
    plan.phase(plan.objective(), text)
    found = plan.found("date_in_text")
    assert [message.split(" in ")[0] for message in found] == ([printed] if printed else [])


def test_dates_in_every_text_of_a_card(plan):
    plan.objective(
        initial_state="Aula chiusa dal 31/04/2024", human_resources="Due unità fino al 30/02/2024", code="1.31.2024"
    )
    assert [message[:10] for message in plan.found("date_in_text")] == ["31/04/2024", "30/02/2024"]


def test_dates_in_prose_and_in_tables_that_fed_no_record(plan):
    prose = "Il bando scade il 31/11/2024; paragrafi 31.2.24 e 12.5.150; atto 45/31/2024; delibera del 3/1/2024."
    plan.result.sections.append(Section(plan_id="p", position=1, page=2, page_last=4, text=prose))
    plan.table(("Consegna", "Note"), ("31/09/2024", "30.06.0024"))
    assert [m.split(" in ")[0] for m in plan.found("date_in_text")] == ["31/11/2024", "31/09/2024", "30.06.0024"]


def test_a_date_that_a_record_holds_is_not_told_again_of_the_prose(plan):
    plan.phase(plan.objective(), "Consegna entro il 31/11/2024", page=3)
    plan.result.sections.append(Section(plan_id="p", position=1, page=2, page_last=4, text="entro il 31/11/2024"))
    assert len(plan.found("date_in_text")) == 1


def test_dates_in_words(plan):
    o = plan.objective()
    plan.phase(o, start_raw="attività sospesa")
    plan.phase(o, period_raw="ogni trimestre")
    plan.phase(o, period_raw="quando il tempo lo consente")
    plan.phase(o, period_raw="I trim.", start_date=date(2024, 1, 1))
    assert plan.found("date_unread") == [
        "“attività sospesa” names no day",
        "“quando il tempo lo consente” names no span",
    ]


# --- weights ---


def weigh(plan, *groups):
    for n, weights in enumerate(groups, 1):
        o = plan.objective(f"Obiettivo {'abcdefghi'[n]} del piano", page=n)
        for w in weights:
            plan.phase(o, weight=w, weight_raw=None if w is None else str(w))


def test_weights_of_phases(plan):
    weigh(plan, (50, 50), (40, 40), (33, 33, 33), (16.7, 16.7, 16.7, 16.6, 16.6, 16.6), (60, 41), (None, 100))
    assert plan.found("weights_phases") == [
        "“Obiettivo c del piano”: 40 + 40 = 80, not 100",
        "“Obiettivo f del piano”: 60 + 41 = 101, not 100",
    ]


def test_missing_weights(plan):
    weigh(plan, (50, 50), (100,), (50, None))
    assert plan.found("weights_phases") == []
    assert plan.found("weights_missing") == [
        "“Obiettivo d del piano”: 1 of 2 weights of the phases of a card missing, 50 = 50"
    ]


def test_points_are_no_percentages(plan):
    weigh(plan, (5, 5), (3, 12), (20,), (7, 1))
    assert plan.found("weights_phases") == []
    assert plan.found("weights_other_total") == [
        "weights of the phases of a card add to from 8 to 20 (4 sums, 0 of them 100)"
    ]


def test_points_that_share_out_those_of_the_card(plan):
    for title, whole, points in (("Uno", 10, (4, 6)), ("Due", 15, (5, 5, 5)), ("Tre", 20, (5, 5)), ("Sei", 5, (5,))):
        o = plan.objective(title, weight=whole)
        for weight in points:
            plan.phase(o, weight=weight)
    assert plan.found("weights_phases") == ["“Tre”: 5 + 5 = 10, not 20"]
    assert not any("phases" in message for message in plan.found("weights_other_total"))


def test_weights_within_what_stands_above_the_objectives(plan):
    """Two units share one strategic objective: their weights add up there, not within the unit."""
    for above, unit, weight in (("A", "U1", 60), ("A", "U1", 40), ("B", "U2", 50), ("B", "U3", 50)):
        plan.objective(f"Di {above}", unit=unit, weight=weight, strategic_objective=above)
    assert plan.found("weights_unit", "weights_other_total") == []


def test_another_total_is_a_norm_too(plan):
    weigh(plan, (5, 5), (3, 7), (10,), (4, 4))
    assert plan.found("weights_phases") == ["“Obiettivo e del piano”: 4 + 4 = 8, not 10"]
    assert "add to 10, not to 100 (3 of 4)" in plan.found("weights_other_total")[0]


def test_weights_that_are_all_zero(plan):
    weigh(plan, (0, 0), (0,))
    assert plan.found("weights_unused") == ["weights of the phases of a card are all zero (2 times)"]
    assert plan.found("weights_phases", "weights_other_total") == []


def test_weights_of_units_add_up_in_the_grouping_that_the_plan_means(plan):
    for unit, section, weight in (
        ("A", "Area 1", 60),
        ("B", "Area 1", 40),
        ("C", "Area 2", 30),
        ("D", "Area 2", 60),
        ("E", "Area 3", 100),
    ):
        plan.objective(f"Obiettivo di {unit}", unit=unit, section=[section], weight=weight, page=4)
    assert plan.found("weights_unit") == ["“Area 2”: 30 + 60 = 90, not 100"]


def test_weights_of_indicators(plan):
    good, bad = plan.objective("Uno"), plan.objective("Due")
    for o, weights in ((good, (50, 50)), (bad, (50, 40))):
        for w in weights:
            plan.indicator(o, weight=w)
    service = Service(service_id="s1", plan_id="p", position=1, name="Biblioteca", page=7)
    plan.result.services.append(service)
    plan.indicator(service, weight=30)
    plan.indicator(service, weight=30)
    plan.indicator(plan.objective("Tre"), weight=100)
    assert plan.found("weights_indicators") == ["“Due”: 50 + 40 = 90, not 100", "“Biblioteca”: 30 + 30 = 60, not 100"]


def test_objectives_that_were_never_weighed(plan):
    for n in range(11):
        plan.indicator(plan.objective(f"Obiettivo {n}", section=["Linea"]), weight=None if n == 10 else 100)
    plan.indicator(plan.objective("Altrove", section=["Silos"]))
    assert plan.found("weights_missing") == [
        "“Obiettivo 10”: its indicators have no weight, as those of the other 10 have"
    ]


def test_running_sums(plan):
    o = plan.objective()
    for weight, cumulative in ((20, 20), (None, None), (30, 50), (50, 90)):
        plan.phase(o, weight=weight, cumulative=cumulative)
    assert plan.found("cumulative_wrong") == ["“Avvio dei lavori”: 90 printed, the weights add to 100"]


# --- objectives, indicators, targets ---


def test_objectives_without_indicators(plan):
    plan.indicator(plan.objective("Uno"))
    plan.objective("Due", code="OB2")
    assert plan.found("objective_without_indicators") == ["OB2 “Due”"]


def test_indicators_without_target(plan):
    o = plan.objective()
    plan.indicator(o, "Con target", num(">= 3", 3))
    plan.indicator(o, "Senza")
    plan.indicator(o, "Trattino", {"raw": "-", "operator": "text"})
    plan.indicator(o, "Non disponibile", {"raw": "n.d.", "operator": "text"})
    plan.indicator(o, "Solo il punto di partenza", num("12", 12), role="baseline")
    plan.indicator(o, "N. 4 progetti conclusi")
    plan.indicator(o, "Sale aperte: almeno 12")
    plan.indicator(o, "Rumore notturno: valore atteso 4,5 (fonte: centraline")
    found = plan.found("indicator_without_target")
    assert len(found) == 1 and found[0].startswith("4 times (page 1): “Senza”")


@pytest.mark.parametrize(
    ("description", "fields", "wanting"),
    [
        ("Ritardo di pagamento", {}, True),
        ("Ritardo di pagamento (giorni)", {}, False),
        ("Incontri svolti", {}, False),
        ("N. sopralluoghi", {}, False),
        ("Ritardo di pagamento", {"unit_of_measure": "gg"}, False),
        ("Ritardo di pagamento", {"formula": "somma dei giorni / fatture"}, False),
        ("Realizzazione del piano", {}, True),
        ("Realizzazione del piano", {"formula": "1 = fatto 0 = non fatto"}, False),
        ("Monitoraggio del servizio", {"formula": "Rapporti prodotti dal gestore"}, False),
        ("B) Classi attribuite", {}, False),
        ("Persone ascoltate", {}, False),
        ("Persone che hanno chiesto aiuto", {}, False),
        ("Guardaboschi assunti", {}, False),
        ("Attività di volontariato", {}, False),
        ("Stampa di opuscoli", {}, False),
        ("Invio di report al Sindaco", {}, False),
        ("Voto degli utenti (1-10)", {}, False),
        ("Metri di siepe", {}, False),
        ("Aumento dei visitatori", {}, True),
        ("Riduzione delle code", {}, True),
        ("Firma dell'accordo", {}, True),
    ],
)
def test_numbers_without_a_unit(plan, description, fields, wanting):
    plan.indicator(plan.objective(), description, num("5", 5, "="), **fields)
    assert bool(plan.found("target_without_unit")) == wanting


@pytest.mark.parametrize(
    ("description", "raw", "value", "wanting"),
    [
        ("Ritardo di pagamento", "<= 0", 0, False),
        ("Controllo del servizio", "n. 6", 6, False),
        ("Controllo del servizio", "NUMERO RONDE >= 6", 6, False),
        ("Firma dell'accordo", "1", 1, False),
        ("Aumento dei visitatori", "1", 1, True),
        ("Alberi piantati", "2,5", 2.5, True),
        ("Canoni riscossi", "150.000", 150_000, False),
        ("Domande accolte su quelle presentate", "0,9", 0.9, False),
    ],
)
def test_what_a_number_says_itself(plan, description, raw, value, wanting):
    plan.indicator(plan.objective(), description, num(raw, value, "="))
    assert bool(plan.found("target_without_unit")) == wanting


def test_the_unit_in_the_head_of_the_column(plan):
    plan.table(("Indicatore", "Valore (%)"), ("Diplomati in casa", "61,5"))
    plan.indicator(plan.objective(), "Diplomati in casa", num("61,5", 61.5, "="), page=3)
    plan.indicator(plan.objective(), "Diplomati in casa", num("62,5", 62.5, "="), page=3)
    assert plan.found("target_without_unit") == ["62,5 of “Diplomati in casa”"]


def test_a_baseline_is_asked_for_once_a_plan(plan):
    o = plan.objective()
    for n in range(3):
        i = plan.indicator(o, f"Incontri {n}", num(">= 3", 3))
        if n == 0:
            plan.target(i, role="baseline", **num("2", 2, "="))
    plan.indicator(o, "Fatto", {"raw": "sì", "operator": "yes_no", "is_yes": True})
    assert plan.found("target_without_baseline") == ["1 of 3 indicators with a number as target print a starting value"]


def test_yes_no_only(plan):
    yes = {"raw": "sì", "operator": "yes_no", "is_yes": True}
    one, two = plan.objective("Uno"), plan.objective("Due")
    plan.indicator(one, "Fatto", yes)
    plan.indicator(two, "Fatto", yes)
    plan.indicator(two, "Incontri", num(">= 3", 3))
    assert plan.found("targets_yes_no_only") == ["“Uno”: 1 target"]


@pytest.mark.parametrize(
    ("description", "operator", "wrong"),
    [
        ("N. criticità rilevate", ">=", True),
        ("N. criticità rilevate", "<", False),
        ("N. criticità risolte", ">=", False),
        ("Reclami pervenuti", ">", True),
        ("Grado di soddisfazione degli utenti", "<", True),
        ("Grado di evasione delle richieste", ">", False),
        ("Giorni di apertura al pubblico", ">=", False),
        ("Emissione dei SAL previsti", ">=", False),
        ("N. interventi per ridurre le segnalazioni di disservizio", ">=", False),
        ("Ore di formazione: numero minimo di ore", "<=", True),
        ("Tempo massimo di risposta in giorni", "<=", False),
        ("Atti adottati", "<=", False),
        ("Eventi da consegna incompleta", "<", False),
    ],
)
def test_directions(plan, description, operator, wrong):
    plan.indicator(plan.objective(), description, num(f"{operator} 5", 5, operator))
    assert bool(plan.found("direction_contradicts")) == wrong


def test_satisfaction_that_is_measured_by_complaints(plan):
    o = plan.objective()
    plan.indicator(o, "Grado di soddisfazione", num("< 2%", 2, "<"), formula="reclami / utenti * 100")
    assert plan.found("direction_contradicts") == []


def printed_twice(plan, raw_again, value_again, n=1, **fields):
    one, two = plan.objective("Uno", "k1", 3, **fields), plan.objective("Uno", "k1", 9, **fields)
    for i in range(n):
        plan.indicator(one, f"Incontri {i} con le scuole", num("1", 1, "="), page=3)
        plan.indicator(two, f"Incontri {i} con le scuole", num(raw_again, value_again, "="), page=9)


def test_targets_that_differ(plan):
    printed_twice(plan, "3", 3)
    assert plan.found("targets_differ") == ["“Uno”: 1 (page 3), 3 (page 9)"]


def test_targets_that_say_the_same(plan):
    printed_twice(plan, "1,00", 1.0)
    plan.indicator(plan.objective("Due", year=2024), target=num("1", 1))
    plan.indicator(plan.objective("Due", year=2025), target=num("2", 2))
    assert plan.found("targets_differ") == []


def test_done_and_a_number_are_compared(plan):
    printed_twice(plan, "3", 3)
    plan.result.targets[0] = plan.result.targets[0].model_copy(update={"operator": "yes_no", "value": None, "raw": "1"})
    assert plan.found("targets_differ") == ["“Uno”: 1 (page 3), 3 (page 9)"]


def test_many_targets_that_differ_are_one_finding(plan):
    printed_twice(plan, "3", 3, n=6)
    (message,) = plan.found("targets_differ")
    assert message.startswith("6 of 6 targets that are printed twice differ, 6 of them 3 times the first (page 9)")


# --- money and totals ---


@pytest.mark.parametrize(
    ("amounts", "keys", "found"),
    [
        ((625_000, 625_000), ("k", "k"), 1),
        ((625_000, 625_000), ("k", "other"), 0),  # a round one, in two different cards
        ((38_412, 38_412), ("k", "other"), 1),
        ((5_000, 5_000, 5_000), ("a", "b", "c"), 0),  # small and round, three times
        ((250_000, 250_000, 250_000), ("a", "b", "c"), 1),
        ((12, 12), ("a", "b"), 0),
    ],
)
def test_amounts(plan, amounts, keys, found):
    for n, (amount, key) in enumerate(zip(amounts, keys, strict=True), 1):
        plan.objective("PNRR", key, page=n, financial_resources=Decimal(amount))
    assert len(plan.found("amount_repeated")) == found


def test_amounts_say_what_adding_up_would_give(plan):
    for page in (5, 12, 13):
        plan.objective("PNRR", "k", page=page, financial_resources=Decimal("625000.50"))
    assert plan.found("amount_repeated") == [
        "€ 625.000,50 in 3 cards (€ 1.875.001,50 if added up): “PNRR” (pages 5, 12-13)"
    ]


def test_budget_lines(plan):
    one, two = plan.objective("Uno"), plan.objective("Due", page=6)
    for n, o in enumerate((one, one, two)):
        plan.result.budget_lines.append(
            BudgetLine(
                objective_id=o.objective_id, position=n, side="U", chapter="64130" if n else "7", amount=Decimal(18300)
            )
        )
    assert plan.found("amount_repeated") == ["€ 18.300,00 of U 64130 in 2 cards: “Uno” (pages 1, 6)"]


def totals(*lines):
    return [(w.row, w.column, w.printed, w.found) for w in wrong_totals([cells(*lines)])[0]]


HEAD = ("Scuola", "Iscritti", "Stranieri", "Classi")


def test_a_total_that_does_not_add_up():
    rows = (
        HEAD,
        ("Statali", "", "", ""),
        ("Uno", "1.021", "13", "4"),
        ("Due", "209", "", "10"),
        ("Tre", "70", "7", "-"),
    )
    assert totals(*rows, ("Totale", "1.300", "20", "14")) == []
    assert totals(*rows, ("Totale", "1.300", "19", "14")) == [("Totale", "Stranieri", "19", 20.0)]


def test_sub_totals():
    rows = (
        HEAD,
        ("Uno", "10", "1", "1"),
        ("Due", "20", "2", "2"),
        ("Totale statali", "30", "3", "3"),
        ("Tre", "5", "5", "5"),
        ("Quattro", "6", "6", "6"),
    )
    assert totals(*rows, ("Totale paritarie", "11", "11", "11"), ("Totale", "41", "14", "14")) == []
    assert totals(*rows, ("Totale paritarie", "11", "11", "12"), ("Totale", "41", "14", "14"))[0][2:] == ("12", 11.0)


def test_averages_and_shares_are_no_sums():
    rows = (
        ("Ufficio", "Pratiche", "%", "Giorni medi"),
        ("A", "10", "50", "12"),
        ("B", "10", "50", "14"),
        ("C", "2", "9", "9"),
    )
    assert totals(*rows, ("Totale", "22", "80", "12,4")) == []
    assert (
        totals(HEAD, ("A", "1", "2", "3"), ("B", "4", "5", "6"), ("Totale", "9", "9", "8")) == []
    )  # adds up in no way


def test_columns_of_totals():
    rows = [
        ("Anno", "Maschi", "Femmine", "Totale"),
        ("2020", "10", "12", "22"),
        ("2021", "11", "13", "24"),
        ("2022", "9", "9", "18"),
    ]
    assert totals(*rows) == []
    assert totals(*rows, ("2023", "5.557", "5.259", "10.826")) == [("", "Totale", "10.826", 10816.0)]


def test_tables_of_one_header_bear_witness_for_each_other():
    head = [("", "36 ore", "18 ore", "TOTALE")]
    good = cells(*head, ("D", "1", "1", "2"), ("C", "4", "3", "7"), ("B", "2", "2", "4"))
    bad = cells(*head, ("D", "2", "", "3"))
    assert wrong_totals([bad]) == [[]]
    assert [w.printed for w in wrong_totals([good, bad])[1]] == ["3"]


def test_totals_of_a_plan(plan):
    plan.table(HEAD, ("Uno", "10", "13", "4"), ("Due", "20", "7", "10"), ("Totale", "30", "20", "15"))
    assert plan.found("total_wrong") == ["“Totale, Classi”: 15 printed, 14 is the sum"]


# --- people ---


def test_names(plan):
    plan.objective("Uno", responsible=["Dott.ssa Tania Secchi"])
    plan.objective("Due", responsible=["SECCHI TANIA ANTONELLA"])
    plan.objective("Tre", responsible=["Ugo Biroli"])
    plan.objective("Quattro", responsible=["arch. Ugo Birolì", "Faroni Barbara"])
    plan.objective("Cinque", responsible=["Farone Barbara", "Settore I"])
    fill_plan(plan.result, lambda *_: None)
    assert [p.name for p in plan.result.people][:2] == ["SECCHI TANIA ANTONELLA", "Ugo Biroli"]
    assert plan.result.people[0].forms == ["Dott.ssa Tania Secchi", "SECCHI TANIA ANTONELLA"]
    assert plan.result.people[0].objectives == 2
    assert len(plan.found("name_spelt_differently")) == 2
    assert plan.found("name_misspelt") == ["Faroni Barbara (1 times) and Farone Barbara (1 times)"]
    assert _spelling("dott. NICOLO' Neri") == _spelling("Neri Nicolò") != _spelling("Neri Nicolo")


def test_two_names_in_one_cell_without_a_sign(plan):
    plan.objective("Uno", responsible=["Zelioli Riccardo Donadio Giovanni"])
    plan.objective("Due", responsible=["Donadio Giovanni"])
    assert [(p.name, p.mentions) for p in people_of(plan.result)] == [("Donadio Giovanni", 2), ("Zelioli Riccardo", 1)]


def test_phases_without_owner(plan):
    plan.phase(plan.objective("Uno", unit=None), "Nessuno la fa")
    plan.phase(plan.objective("Due"), "Del settore")
    plan.phase(plan.objective("Tre", unit=None), "Di qualcuno", responsible="Ugo Neri")
    assert plan.found("phase_without_owner") == ["“Nessuno la fa”"]


# --- values over the whole plan ---


def test_units_before_phases(plan):
    o = plan.objective()
    for text in ("S.E. Avvio dei lavori", "TUTTI Verifica finale", "Verifica dei conti"):
        plan.phase(o, text)
    fill_plan(plan.result, lambda *_: None)
    assert [p.units for p in plan.result.phases] == ["S.E.", "TUTTI", None]
    assert plan.result.phases[0].description == "S.E. Avvio dei lavori"


def test_weights_on_one(plan):
    o = plan.objective(weight=10)
    for w in (0.4, 0.6):
        plan.phase(o, weight=w, weight_raw=str(w))
    said = []
    fill_plan(plan.result, lambda *note: said.append(note[0]))
    assert [p.weight for p in plan.result.phases] == [40.0, 60.0] and o.weight == 10
    assert said == ["weight_scaled"]


def test_weights_on_two_scales(plan):
    o = plan.objective()
    for w in (0.4, 0.6, 0.2, 0.8, 0.5, 0.5, 100):
        plan.phase(o, weight=w, weight_raw=str(w))
    said = []
    fill_plan(plan.result, lambda *note: said.append(note[0]))
    assert said == ["weight_scale_doubtful"] and plan.result.phases[0].weight == 0.4


def test_sections_of_the_scheme(plan):
    titles = [
        "Premessa",
        "SEZIONE 2 - VALORE PUBBLICO, PERFORMANCE E ANTICORRUZIONE",
        "2.2 Performance",
        "Gli obiettivi",
        "3.1.2 Cose",
        "SEZIONE 4 MONITORAGGIO",
    ]
    plan.result.sections = [Section(plan_id="p", position=n, title=t) for n, t in enumerate(titles, 1)]
    fill_plan(plan.result, lambda *_: None)
    assert [s.section_code for s in plan.result.sections] == [None, "2", "2.2", "2.2", "3.1", "4"]


@pytest.mark.parametrize(
    ("entity", "wanted", "codes"),
    [
        (
            Entity(entity_id="x", name="Comune di Cremona"),
            {"entity_id": "istat-019036", "province": "CR", "match_method": "exact"},
            [],
        ),
        (Entity(entity_id="x", name="Comune di Nessunluogo"), {"entity_id": "x", "istat_code": None}, []),
        (
            Entity(entity_id="x", name="Comune di Cremona", istat_code="1"),
            {"istat_code": "1"},
            ["entity_code_conflict"],
        ),
        (Entity(entity_id="x", name="Comune di Cremona", ipa_code="c_d150"), {"ipa_code": "c_d150"}, []),
        (Entity(entity_id="x", name="Comune di Livo"), {"istat_code": None}, ["entity_ambiguous"]),
    ],
    ids=lambda value: value.name if isinstance(value, Entity) else "",
)
def test_places(entity, wanted, codes):
    found, notes = placed(entity)
    assert {name: getattr(found, name) for name in wanted} == wanted
    assert [note[0] for note in notes] == codes


# --- gathering ---


def test_what_would_drown_a_plan_is_gathered():
    notes = [
        Found("objective_without_indicators", f"“{n}”", "objectives", f"o{n}", page)
        for n, page in enumerate((3, 4, 5, 9))
    ]
    assert gathered(notes) == [
        Found("objective_without_indicators", "4 times (pages 3-5, 9): “0”; …", "objectives", None, 3)
    ]
    assert gathered(notes[:3]) == notes[:3]
    impossible = [Found("date_impossible", "31.06.2024") for _ in range(9)]
    assert gathered(impossible) == impossible


def test_findings_are_numbered_and_take_the_level_of_their_kind(plan):
    plan.phase(plan.objective(), start_date=date(2024, 9, 1), end_date=date(2024, 3, 31))
    findings = checked(plan.result).findings
    assert [f.finding_id for f in findings] == [f"p-f{n:04}" for n in range(1, len(findings) + 1)]
    assert {f.code: f.level for f in findings} == {
        "phase_backwards": "error",
        "objective_without_indicators": "warning",
    }
