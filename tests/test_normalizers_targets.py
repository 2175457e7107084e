"""Targets: the gold table, the rules' own examples, forms that are in no corpus, and prose that holds no target."""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers import target_matcher
from normalizers.targets import (
    RULES,
    TargetReading,
    expected_direction,
    implied_unit,
    is_binary,
    read_targets,
)

DATA = Path(__file__).parent / "data"
OPERATORS = {"=", "<", "<=", ">", ">=", "between", "improve", "yes_no", "done_by", "text"}


def gold(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(row: dict[str, str]) -> TargetReading:
    return TargetReading(
        row["operator"],
        float(row["value"]) if row["value"] else None,
        float(row["value_upper"]) if row["value_upper"] else None,
        row["unit"] or None,
        date.fromisoformat(row["due_date"]) if row["due_date"] else None,
        {"true": True, "false": False, "": None}[row["is_yes"]],
    )


def columns(reading: TargetReading) -> tuple[object, ...]:
    return (reading.operator, reading.value, reading.value_upper, reading.unit, reading.due_date, reading.is_yes)


@pytest.mark.parametrize("name", ["targets.csv", "targets_unseen.csv"])
def test_gold_forms(name: str) -> None:
    wrong = []
    for row in gold(name):
        got = read_targets(row["raw"], int(row["year"]) if row["year"] else None)
        if len(got) != 1 or columns(got[0]) != columns(expected(row)):
            wrong.append((row["raw"], columns(expected(row)), [columns(r) for r in got]))
    assert not wrong


def test_gold_is_large_enough() -> None:
    assert len({row["raw"] for row in gold("targets.csv")}) >= 400


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_gives_what_its_example_says(rule) -> None:
    (got,) = read_targets(rule.example)
    fields = {f: getattr(got, f) for f in TargetReading.__slots__ if getattr(got, f) is not None}
    assert fields == rule.expect


def test_quick_path_gives_what_the_rules_give(monkeypatch: pytest.MonkeyPatch) -> None:
    raws = [row["raw"] for name in ("targets.csv", "targets_unseen.csv") for row in gold(name)]
    quick = [read_targets(raw, 2024) for raw in raws]
    monkeypatch.setattr(target_matcher, "_plain_with_noun", lambda *_: None)
    assert quick == [read_targets(raw, 2024) for raw in raws]


FREE_TEXT = """
Relazione conclusiva al Sindaco
Predisposizione degli atti propedeutici alla gara
Ai sensi dell'art. 6 del D.L. 80/2021
Adozione del piano di cui alla L. 190/2012
Approvazione della delibera n. 45 del consiglio
Certificazione UNI EN ISO 9001
Avvio della fase 2 del progetto
Completamento del lotto 3
Attivazione della misura 1.4.3 del PNRR
Interventi sulla S.P. n. 12 "della Valle"
Programma triennale 2024-2026
Piano delle opere 2024/2026
Aggiornamento del catalogo dei servizi
Valutazione espressa su una scala da 1 a 5
Se maggiore di 10 pieno raggiungimento, se minore di 5 nullo
(Istanze concluse / istanze ricevute) * 100
Somma dei giorni / numero di pratiche
n. utenti serviti / n. utenti in lista x 100
Mantenimento degli standard attuali
Secondo cronoprogramma
Come da convenzione
Tutti i comuni del distretto
Rispetto dei tempi di legge
Ogni 15 giorni
Ogni mese
Report trimestrale
Cadenza semestrale
Formazione del personale neoassunto
Nessun rilievo da parte dei revisori
Assenza di contestazioni
Apertura dello sportello il martedì e il giovedì
Codice CUP G11J20000000001
Capitolo 2410/1
Da definire con il nucleo di valutazione
In base alle risorse disponibili
Valore medio degli ultimi tre anni
Almeno un terzo degli alloggi
Almeno 2/3 dei presenti
Pubblicazione sul sito istituzionale
Condivisione con gli uffici interessati
Sottosezione 2.3 aggiornata
Documento approvato dalla Giunta
Convocazione del tavolo di lavoro
Stato di avanzamento conforme al programma
Verbale di collaudo
Nuova versione 4.2 del gestionale
Attivazione del 2° lotto
Realizzazione II stralcio
Completamento scheda 12
Aggiornamento 2024 del piano
Approvazione bilancio 2025-2027
Predisposizione PEG 2025
Attuazione DM 132/2022
Rispetto art. 183 TUEL
Circolare 3/2024 applicata
Bando 1/2025 pubblicato
Missione 6 PNRR rendicontata
Investimento 1.2 concluso
Via Roma 12 riqualificata
Scuola primaria di via 4 Novembre
Piazza 25 Aprile riaperta
Strada provinciale 415
Asse 3 - azione 2
Obiettivo 5 Agenda 2030
Apertura h24
Copertura 24/7
Orario 9-13
Dalle 9 alle 13
Fase 1
Step 2 completato
Entro i termini di legge
Entro 30
Entro il 15 del mese successivo
Il 10% entro giugno e il restante 90% entro dicembre
1 riunione ogni 2 mesi
1 ogni 25 utenti
punteggio da 1 a 10
Se >90% 100 punti, se <90% 50 punti
baseline 45, target 50
50, di cui 20 donne
2/3 delle istanze
metà delle istanze
un quarto
il doppio del 2023
1 a 10
3:1
n. 1-2-3
punti 1, 2 e 3
+/- 5%
tolleranza ±5%
0 < x < 1
0,9 ≤ x
ore 10.30
tel. 0372 1234
versione 2.0
Industria 4.0
Reg. UE 679/2016
GDPR 2016/679
ISO 37001:2016
30% CO2 in meno
classe energetica A4
CCNL 2019-2021
categoria C1
Riduzione costi € 10.000
media ultimi 3 anni ≤
≤ media ultimi 3 anni
3,5/5
""".strip().splitlines()


@pytest.mark.parametrize("raw", FREE_TEXT)
def test_no_number_from_prose(raw: str) -> None:
    for reading in read_targets(raw, 2024):
        assert (reading.operator, reading.value, reading.due_date) == ("text", None, None)


def test_binary_formula_makes_a_yes_no() -> None:
    (done,) = read_targets("1", 2026, formula="1= fatto 0= non fatto")
    assert (done.operator, done.is_yes, done.value) == ("yes_no", True, None)
    (not_done,) = read_targets("0", 2026, formula='"1 = Si 0 = No"')
    assert (not_done.operator, not_done.is_yes) == ("yes_no", False)
    (dated,) = read_targets("1", 2026, formula="1= fatto entro 30/04/2026 0= non fatto")
    assert dated.due_date == date(2026, 4, 30)
    (summed,) = read_targets("3", 2026, formula="1=fatto 0=non fatto")
    assert (summed.operator, summed.value, summed.problem) == ("=", 3.0, "not_binary")
    assert not is_binary("n. pratiche / n. istanze")


def test_formula_that_looks_back_is_an_improvement() -> None:
    (reading,) = read_targets("1", 2026, formula=">maggiore anno precedente")
    assert (reading.operator, reading.direction, reading.value) == ("improve", "higher", None)


def test_unit_and_direction_from_the_indicator() -> None:
    assert read_targets("95", formula="(evase / ricevute) * 100")[0].unit == "%"
    assert read_targets("≤ 30", description="Tempo medio (gg)")[0].unit == "giorni"
    assert read_targets("30", description="Tempo medio di pagamento")[0].direction == "lower"
    assert implied_unit(None, "N. utenti") is None
    assert expected_direction("N. criticità rilevate") == "lower"
    assert expected_direction("Grado di soddisfazione") == "higher"
    assert expected_direction("Numero") is None


def test_several_targets_in_one_cell() -> None:
    two = read_targets("N. questionari compilati >= 40 N. criticità rilevate < 5")
    assert [(t.operator, t.value) for t in two] == [(">=", 40.0), ("<", 5.0)]
    yearly = read_targets("2024: 80%; 2025: 85%; 2026: 90%")
    assert [(t.value, t.due_date.year if t.due_date else None) for t in yearly] == [(80, 2024), (85, 2025), (90, 2026)]
    lines = read_targets("- 95%\n- entro 30 giorni")
    assert [(t.operator, t.value, t.unit) for t in lines] == [("=", 95.0, "%"), ("<=", 30.0, "giorni")]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("entro il 31/06/2024", "impossible"),
        ("31/12/0016", "implausible_year"),
        ("≥", "no_value"),
        ("entro", "no_value"),
        ("*", "not_given"),
        ("//", "not_given"),
        ("n.d.", "not_given"),
        ("(Annullato con atto del 3/5/2024) 10%", "withdrawn"),
    ],
)
def test_problems(raw: str, problem: str) -> None:
    (reading,) = read_targets(raw, 2024)
    assert reading.problem == problem


def test_empty_cell_states_nothing() -> None:
    assert read_targets(None) == read_targets("") == read_targets("  \n ") == []


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_never_raises(raw: str) -> None:
    for reading in read_targets(raw, 2024):
        assert reading.operator in OPERATORS


PRINTED = (
    "≥ ≤ > < = almeno max non inferiore al entro il 31/12/2024 10% 5 giorni € 1.000,00 n. 3 incontri e o - / ( ) sì "
    "no da a 31.06.2024 riduzione del 2019 Al su 4 gg. h ' , ; N. Il valore"
)
PIECES = st.sampled_from(PRINTED.split())


@given(st.lists(PIECES, max_size=9).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_readings_are_consistent(raw: str) -> None:
    for reading in read_targets(raw, 2024):
        assert reading.operator in OPERATORS
        if reading.operator == "between":
            assert reading.value is not None and reading.value_upper is not None
            assert reading.value <= reading.value_upper
        if reading.operator in ("text", "done_by", "yes_no"):
            assert reading.value is None
        if reading.operator in ("=", "<", "<=", ">", ">="):
            assert reading.value is not None


@given(
    st.sampled_from(
        [
            (">=", "almeno {}"),
            ("<=", "max {}"),
            (">=", "≥{}"),
            ("<", "inferiore a {}"),
            (">=", "non inferiore a {}"),
            ("=", "{}"),
        ]
    ),
    st.integers(0, 5_000_000),
    st.sampled_from([("", None), ("%", "%"), (" gg.", "giorni"), (" €", "euro"), (" ore", "ore")]),
)
@settings(max_examples=150, deadline=None)
def test_round_trip(form: tuple[str, str], number: int, unit: tuple[str, str | None]) -> None:
    operator, template = form
    printed = f"{number:,}".replace(",", ".")
    (reading,) = read_targets(template.format(printed + unit[0]))
    assert (reading.operator, reading.value, reading.unit) == (operator, float(number), unit[1])


def test_a_plan_of_targets_is_quick() -> None:
    raws = [row["raw"] for row in gold("targets.csv")]
    read_targets("riduzione del 13%")  # builds the pipeline
    start = time.process_time()
    for raw in raws:
        read_targets(raw, 2024)
    assert time.process_time() - start < 1.5
