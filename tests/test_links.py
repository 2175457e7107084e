"""Keys of objectives within a plan, links between plans of a body, similar objectives of other bodies."""

from __future__ import annotations

import pytest
from conftest import make_plan

from pipeline.database import open_database
from pipeline.keys import code_key, same_title, set_keys, title_key
from pipeline.land import land
from pipeline.links import Card, changes, linked, rebuild, successions
from schemas import Entity, Indicator, Objective


def objective(title, n=1, **fields):
    return Objective(objective_id=f"o{n}", plan_id="p", position=n, title=title, **fields)


def keys(*titles, **fields):
    rows = [objective(title, n, **fields) for n, title in enumerate(titles, 1)]
    set_keys(rows)
    return [row.objective_key[-1] for row in rows]


SAME = [
    ("RISPETTO DEI TEMPI DI PAGAMENTO", "Rispetto dei tempi di pagamento"),
    ("CANTIERI SICURI (RIF. DUP 1.1.2)", "CANTIERI SICURI (RIF. DUP. 3.4)"),
    ("Sportello facile (obiettivo condiviso con la scuola)", "Sportello facile (obiettivo condiviso con lo staff)"),
    ("Controllo della qualità: mense e nidi.", "Controllo della qualità - mense e nidi"),
    ("Contratti labour intensive nelle gare", "Contratti labor intensive nelle gare"),
    ("Pubblicazione degli atti in formato aperto", "Publicazione degli atti in formato aperto"),
    ("Attivazione dell'U.R.P. di quartiere e dello sportello", "Attivazione dell’URP di quartiere e dello sportello"),
]
UNLIKE = [
    ("Gestione delle risorse umane - ENTRATE", "Gestione delle risorse umane - SPESA"),
    ("Gestione delle risorse umane", "Gestione delle risorse umane - SPESA"),
    ("Contabilità del personale (entrate)", "Contabilità del personale (spese)"),
    ("Riqualificazione dei viali, lotto 1", "Riqualificazione dei viali, lotto 2"),
    ("Riqualificazione dei viali, lotto II", "Riqualificazione dei viali, lotto III"),
    ("Redazione del bilancio consuntivo 2026", "Redazione del bilancio consuntivo 2027"),
    ("Gestione casa", "Gestione cassa"),
    ("Mobilità interna dei dipendenti comunali", "Mobilità esterna dei dipendenti comunali"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_one_objective(one, two):
    assert same_title(title_key(one), title_key(two))
    assert keys(one, two) == ["1", "1"]


@pytest.mark.parametrize(("one", "two"), UNLIKE)
def test_two_objectives(one, two):
    assert keys(one, two) == ["1", "2"]


def test_the_same_title_in_another_year_is_the_same_objective_continued():
    rows = [objective("Piste ciclabili", 1, year=2026), objective("Piste ciclabili", 2, year=2027)]
    set_keys(rows)
    assert rows[0].objective_key == rows[1].objective_key


def test_the_same_code_bears_more_than_a_typo():
    rows = [
        objective("Azioni sui flussi turistici della città", 1, code="25.1_002", year=2026),
        objective("Azione sui flussi turistici in città", 2, code="25.1_0002", year=2026),
        objective("Azione sui flussi turistici in città", 3, code="25.1_0002", year=2026),
        objective("Biblioteca aperta la sera", 4, code="25.1_0002", year=2026),
    ]
    set_keys(rows)
    assert [row.objective_key[-1] for row in rows] == ["1", "1", "1", "2"]
    assert code_key("25.1_002") == code_key("25.1_0002") != code_key("25.1_0020")


def test_titles_that_only_count():
    assert keys("Obiettivo n. 3", "Obiettivo n. 3") == ["1", "2"]
    text = "Aprire lo sportello di quartiere il sabato mattina"
    assert keys("Obiettivo n. 3", "Obiettivo n. 3", description=text) == ["1", "1"]
    assert keys(None, None) == ["1", "2"]


# --- links ---


def card(key, title, plan="a", entity="e1", missions=(), **fields):
    return Card(key, plan, entity, title, frozenset(missions), **fields)


def test_what_becomes_of_objectives():
    old = [
        card("a1", "Piste ciclabili del centro", weight=10.0, indicators={"km di piste": ">= 3"}),
        card("a2", "Bilancio consolidato 2024", indicators={"entro il": "30/09"}),
        card("a3", "Sportello unico delle imprese", indicators={"giorni medi di risposta alle imprese": "30"}),
        card("a4", "Vendita dell'ex macello"),
        card("a5", "Biblioteca e archivio storico comunale", indicators={"utenti della biblioteca e archivio": "900"}),
    ]
    new = [
        card("b1", "Piste ciclabili del centro", "b", weight=10.0, indicators={"km di piste": ">= 3"}),
        card("b2", "Bilancio consolidato 2025", "b", indicators={"entro il": "31/07"}),
        card(
            "b3", "Sportello unico imprese e artigiani", "b", indicators={"giorni medi di risposta alle imprese": "20"}
        ),
        card("b4", "Orti urbani", "b"),
        card("b5", "Biblioteca e archivio comunale", "b", indicators={"utenti della biblioteca e archivio": "500"}),
        card(
            "b6",
            "Archivio storico comunale e biblioteca",
            "b",
            indicators={"utenti della biblioteca e archivio": "300"},
        ),
    ]
    found = {(link.key_from, link.key_to): link for link in linked("e1", old, new, "a", "b")}
    kinds = {pair: link.kind for pair, link in found.items()}
    assert kinds[("a1", "b1")] == "same" and found[("a1", "b1")].changes == []
    assert kinds[("a2", "b2")] == "continued"
    assert found[("a2", "b2")].changes[-1] == "target of entro il: 30/09 → 31/07"
    assert kinds[("a3", "b3")] == "renamed"
    assert kinds[("a4", None)] == "dropped" and kinds[(None, "b4")] == "new"
    assert sorted(kinds[pair] for pair in kinds if pair[0] == "a5") == ["renamed", "split"]
    assert len({link.link_id for link in found.values()}) == len(found) == 7


def test_changes_are_named():
    old = card("a", "Uno", weight=5.0, unit="Settore I", responsible=("rossi ugo",), indicators={"n. corsi": "3"})
    new = card("b", "Uno", weight=7.5, unit="Settore II", responsible=("neri ada",), indicators={"n. allievi": "40"})
    assert changes(old, new) == [
        "weight: 5 → 7.5",
        "unit: Settore I → Settore II",
        "responsible: rossi ugo → neri ada",
        "indicator dropped: n. corsi",
        "indicator new: n. allievi",
    ]


def test_editions_follow_their_own_kind():
    editions = [(2024, "PIAO"), (2024, "PEG"), (2025, "PEG"), (2026, "PIAO")]
    assert list(successions(editions)) == [
        ((2024, "PEG"), (2025, "PEG"), True),
        ((2024, "PIAO"), (2026, "PIAO"), True),
        ((2025, "PEG"), (2026, "PIAO"), True),
        ((2024, "PEG"), (2024, "PIAO"), False),
    ]


@pytest.fixture
def con(tmp_path):
    with open_database(tmp_path / "plans.duckdb") as con:
        yield con


def plan_of(plan_id, entity_id, year, titles):
    plan = make_plan(plan_id, objectives=0, year_from=year)
    plan.entity = Entity(entity_id=entity_id, name=entity_id)
    plan.plan.entity_id = entity_id
    plan.services, plan.indicators, plan.targets = [], [], []
    for n, title in enumerate(titles, 1):
        oid = f"{plan_id}-o{n}"
        row = Objective(objective_id=oid, plan_id=plan_id, entity_id=entity_id, position=n, title=title)
        plan.objectives.append(row)
        plan.indicators.append(Indicator(indicator_id=f"{oid}-i1", objective_id=oid, position=1, description=title))
    set_keys(plan.objectives)
    return plan


def rows(con, sql):
    return con.execute(sql).fetchall()


def test_rebuild(con):
    land(con, plan_of("a24", "alfa", 2024, ["Pagamenti entro trenta giorni", "Orti urbani"]))
    land(con, plan_of("a25", "alfa", 2025, ["Pagamenti entro trenta giorni"]))
    land(con, plan_of("b24", "beta", 2024, ["Pagamenti ai fornitori entro trenta giorni", "Cinema d'estate"]))
    rebuild(con, ["alfa", "beta"])
    assert rows(con, "SELECT kind, title_from FROM objective_links ORDER BY kind") == [
        ("dropped", "Orti urbani"),
        ("same", "Pagamenti entro trenta giorni"),
    ]
    similar = rows(con, "SELECT objective_key, rank, other_entity FROM similar_objectives ORDER BY ALL")
    # beta's objective is like alfa's, which counts once though two plans print it
    assert similar == [("a24-k0001", 1, "beta"), ("a25-k0001", 1, "beta"), ("b24-k0001", 1, "alfa")]
    before = rows(con, "SELECT * FROM similar_objectives ORDER BY ALL")
    rebuild(con, ["beta"])
    assert rows(con, "SELECT * FROM similar_objectives ORDER BY ALL") == before


def test_rebuild_forgets_what_is_gone(con):
    land(con, plan_of("a24", "alfa", 2024, ["Pagamenti entro trenta giorni"]))
    land(con, plan_of("a25", "alfa", 2025, ["Pagamenti entro trenta giorni"]))
    land(con, plan_of("b24", "beta", 2024, ["Pagamenti entro trenta giorni"]))
    rebuild(con, ["alfa", "beta"])
    land(con, plan_of("a25", "gamma", 2025, ["Cinema d'estate"]))
    land(con, plan_of("b24", "beta", 2024, ["Orti urbani"]))
    rebuild(con, ["gamma", "beta"])
    assert rows(con, "SELECT * FROM objective_links") == rows(con, "SELECT * FROM similar_objectives") == []
