"""Each named query, each view and the comparison against rows worked out by hand from ``asking.py``."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from asking import make_database
from conftest import ROOT
from test_cli import piao

from pipeline.ask import ask, bind, find_question, parse_options, questions
from pipeline.compare import compare
from pipeline.database import open_database
from pipeline.land import land
from pipeline.lookup import find_entity
from pipeline.options import ReadOptions
from pipeline.read_plan import read_plan
from pipeline.views import create_views, stale_views, views
from schemas.errors import UnknownEntity, UnknownQuestion, UsageError

A, B = "Comune di Alfa", "Provincia di Beta"
PAY, OPEN = "Pagare le fatture in tempo", "Aprire lo sportello digitale"

ANSWERS = [
    ("payment-times", {}, "entity year value target", [
        (A, 2025, 25.0, "<= 25"),
        (A, 2024, 30.0, "<= 30"),
        (B, 2025, -5.0, "-5"),
    ]),
    ("payment-times", {"entity": "BETA"}, "code baseline page file_name", [("B1", None, None, "beta.pdf")]),
    ("payment-times", {"year": "2027"}, "year unit", [(2025, "giorni")]),
    ("pnrr", {}, "entity year code title money", [(A, 2024, "3", "Censimento degli alberi", Decimal(1000))]),
    ("digital", {}, "year code title page", [(2024, "2", OPEN, 3), (2025, "2", OPEN, 3)]),
    ("anticorruption", {}, "year code due_date", [(2025, "5", date(2025, 9, 30))]),
    ("search", {"text": "PERIODICITA TRIM"}, "year code", [(2025, "3")]),
    ("search", {"text": "sportello aperto"}, "year units", [
        (2024, ["Anagrafe"]),
        (2025, ["Anagrafe", "Stato civile"]),
    ]),
    ("search", {"text": "100%"}, "year", []),
    ("objectives-per-mission", {}, "mission_code mission entities objectives share", [
        (None, "senza missione", 1, 5, 55.6),
        ("01", "Servizi istituzionali, generali e di gestione", 2, 3, 33.3),
        ("09", "Sviluppo sostenibile e tutela del territorio e dell'ambiente", 1, 1, 11.1),
    ]),
    ("objectives-per-mission", {"year": "2027"}, "mission_code objectives", [(None, 2), ("01", 1), ("09", 1)]),
    ("money-by-mission", {}, "mission_code objectives with_money money revenue", [
        ("09", 1, 1, Decimal(5000), Decimal(2000)),
        ("01", 3, 1, Decimal("2500.50"), None),
        (None, 5, 1, Decimal(1000), None),
    ]),
    ("shared-objectives", {}, "year title units unit_names printings", [(2025, OPEN, 2, "Anagrafe; Stato civile", 2)]),
    ("shared-objectives", {"min": "3"}, "title", []),
    ("similar-objectives", {}, "score entity title other_entity other_title same_mission", [
        (81.5, A, PAY, B, "Ridurre i tempi di pagamento", True),
    ]),
    ("similar-objectives", {"score": "20"}, "score title", [(81.5, PAY), (30, "Pubblicare i dati in trasparenza")]),
    ("yes-no", {}, "entity year indicators with_target yes_no share", [
        (A, 2024, 2, 2, 1, 50.0),
        (A, 2025, 3, 3, 1, 33.3),
        (B, 2025, 3, 3, 0, 0.0),
    ]),
    ("plan-changes", {}, "change code old_title new_title old_targets new_targets", [
        ("dropped", "4", "Corso di nuoto", None, None, None),
        ("new", "5", None, "Pubblicare i dati in trasparenza", None, "Pubblicazione: entro il 30/09/2025"),
        ("other targets", "1", PAY, PAY, "Tempo medio di pagamento: <= 30", "Tempo medio di pagamento: <= 25"),
        ("renamed", "3", "Censimento degli alberi", "Censimento degli alberi monumentali", None, None),
    ]),
    ("plan-changes", {"old": "a24", "new": "alfa 2025", "all": "true"}, "change code", [
        ("dropped", "4"), ("new", "5"), ("other targets", "1"), ("renamed", "3"), ("unchanged", "2"),
    ]),
    ("plan-changes", {"old": "beta", "new": "a24"}, "change code old_file", [
        *(("new", code, "beta.pdf") for code in ("2", "3", "4", "1")),
        ("dropped", "B1", "beta.pdf"),
    ]),
    ("objective-links", {}, "entity year_from year_to kind title_from title_to changes", [
        (A, 2024, 2025, "continued", PAY, PAY, "target: <= 30, <= 25"),
        (A, 2024, 2025, "dropped", "Corso di nuoto", None, ""),
    ]),
    ("objective-links", {"kind": "dropped"}, "title_from file_to", [("Corso di nuoto", "alfa 2025.pdf")]),
    ("overdue", {"date": "2025-06-15"}, "due_date days_late entity code phase responsible", [
        (date(2024, 6, 30), 350, A, "1", "Controllo fatture", "dott.ssa Anna Bianchi"),
        (date(2024, 12, 31), 166, A, "1", "Relazione", "dott.ssa Anna Bianchi"),
        (date(2025, 5, 31), 15, B, "B1", "Pulizia dei dati", "Carlo Verdi"),
    ]),
    ("due-this-quarter", {"date": "2025-08-10"}, "due_date kind objective what", [
        (date(2025, 9, 30), "phase", OPEN, "Estensione"),
        (date(2025, 9, 30), "target", "Pubblicare i dati in trasparenza", "Pubblicazione"),
    ]),
    ("due-this-quarter", {"date": "2025-10-01"}, "what", []),
    ("no-indicators", {}, "year code units", [(2024, "3", "Verde"), (2024, "4", "Sport"), (2025, "3", "Verde")]),
    ("no-baseline", {}, "entity objective indicator value", [
        (B, "Ridurre i tempi di pagamento", "Indicatore di tempestività dei pagamenti", -5.0),
        (B, "Ridurre i tempi di pagamento", "Corsi svolti", 4.0),
        (B, "Biblioteca", "Giorni di apertura", 5.0),
    ]),
    ("people", {}, "entity name objectives plans printed", [
        (A, "Anna Bianchi", 2, 2, "Bianchi Anna; dott.ssa Anna Bianchi"),
        (A, "Carlo Verdi", 2, 2, "Carlo Verdi"),
        (B, "Carlo Verdi", 1, 1, "Carlo Verdi"),
    ]),
    ("people", {"limit": "1"}, "name", [("Anna Bianchi",)]),
    ("weights", {}, "entity of whole rows total", [
        (A, "objectives", "Ragioneria", 1, 60.0),
        (A, "objectives", "Anagrafe", 1, 40.0),
        (A, "phases", PAY, 2, 90.0),
    ]),
    ("weights", {"tolerance": "10"}, "of total", [("objectives", 60.0), ("objectives", 40.0)]),
    ("services", {}, "entity year service indicator standard operator value achieved page", [
        (B, 2025, "Biblioteca", "Giorni di apertura", ">= 5", ">=", 5.0, "6", 4),
        (B, 2025, "Asilo", None, None, None, None, None, 5),
    ]),
    ("targets-by-dimension", {}, "dimension subdimension indicators measurable yes_no with_baseline entities", [
        ("non indicata", None, 3, 1, 2, 0, 1),
        ("quality", "timeliness", 3, 3, 0, 2, 2),
        ("quality", "accessibility", 1, 1, 0, 0, 1),
        ("quantity", None, 1, 1, 0, 0, 1),
    ]),
    ("coverage", {}, "entity status pages objectives words in_records placed error", [
        (A, "ok", 10, 4, 100, 60.0, 95.0, None),
        (A, "ok", 12, 4, None, None, None, None),
        (B, "ok", 5, 1, None, None, None, None),
        (None, "failed", None, None, None, None, None, "rotto"),
    ]),
    ("quality", {}, "year objectives per_objective with_indicators with_measurable", [
        (2025, 1, 2.0, 100.0, 100.0),
        (2025, 4, 0.75, 75.0, 50.0),
        (2024, 4, 0.5, 50.0, 25.0),
    ]),
    ("quality", {}, "year with_baseline with_due_date yes_no", [
        (2025, 0.0, 100.0, 0.0),
        (2025, 25.0, 50.0, 33.3),
        (2024, 25.0, 50.0, 50.0),
    ]),
    ("units", {"year": "2027"}, "unit objectives phases indicators money", [
        ("Anagrafe", 1, 1, 1, None),
        ("Ragioneria", 1, 0, 1, None),
        ("Segreteria", 1, 0, 1, None),
        ("Stato civile", 1, 1, 1, None),
        ("Verde", 1, 0, 0, Decimal(5000)),
    ]),
    ("improvements", {}, "year indicator baseline target difference per_cent unit", [
        (2025, "Tempo medio di pagamento", 30.0, 25.0, -5.0, -16.7, "giorni"),
        (2024, "Tempo medio di pagamento", 35.0, 30.0, -5.0, -14.3, "giorni"),
    ]),
    ("results", {}, "objective target achieved met", [
        ("Ridurre i tempi di pagamento", "4", "3", False),
        ("Biblioteca", ">= 5", "6", True),
        ("Ridurre i tempi di pagamento", "-5", "-7", True),
    ]),
    ("findings", {}, "entity level code findings pages", [
        (A, "warning", "weights", 2, "2, 3"),
        (B, "error", "dates", 1, None),
    ]),
    ("findings", {"level": "error"}, "file_name", [("beta.pdf",)]),
]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("ask") / "plans.duckdb"
    make_database(path).close()
    return path


@pytest.fixture(scope="module")
def con(made):
    with open_database(made) as con:
        yield con


@pytest.fixture
def db(made, con, tmp_path):
    """The database as a file that no one holds open."""
    con.execute("CHECKPOINT")
    copy = tmp_path / "plans.duckdb"
    copy.write_bytes(made.read_bytes())
    return copy


def answer(con, name, given, wanted):
    """Rows of the answer, the wanted columns alone."""
    cursor = ask(con, find_question(name), given)
    header = [column[0] for column in cursor.description]
    places = [header.index(column) for column in wanted.split()]
    return [tuple(row[place] for place in places) for row in cursor.fetchall()]


# --- named queries ---


@pytest.mark.parametrize(("name", "given", "columns", "rows"), ANSWERS)
def test_answer(con, name, given, columns, rows):
    assert answer(con, name, given, columns) == rows


def test_every_question_has_an_answer_here():
    assert {name for name, *_ in ANSWERS} == set(questions()) and len(questions()) >= 15


def test_every_question_is_described():
    for question in questions().values():
        assert question.italian.endswith((".", "?")) and question.english.endswith((".", "?")), question.name
        assert len(question.parameters) == question.sql.count("-- param "), question.name
        code = "\n".join(line.partition("--")[0] for line in question.sql.splitlines())
        assert all(f"${parameter.name}" in code for parameter in question.parameters), question.name


@pytest.mark.parametrize("text", ["' OR true --", "%'; DROP TABLE plans; --", '"', "\\", "$entity"])
def test_values_are_bound(con, text):
    assert answer(con, "payment-times", {"entity": text}, "entity") == []
    assert con.execute("SELECT count(*) FROM plans").fetchone() == (4,)


def test_defaults_have_their_types(con):
    values = bind(con, find_question("overdue"), {})
    assert values["date"] >= date(2026, 1, 1) and values["entity"] == ""
    assert bind(con, find_question("payment-times"), {"year": "2025"})["year"] == 2025


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        ([], {}),
        (["--entity", "alfa", "--date=2025-01-01"], {"entity": "alfa", "date": "2025-01-01"}),
        (["--entity="], {"entity": ""}),
        (["--entity", "-5"], {"entity": "-5"}),
    ],
)
def test_options(arguments, given):
    assert parse_options(find_question("overdue"), arguments) == given


@pytest.mark.parametrize("arguments", [["--nothing", "1"], ["alfa"], ["--entity"], ["-e", "x"]])
def test_wrong_options(arguments):
    with pytest.raises(UsageError, match="overdue"):
        parse_options(find_question("overdue"), arguments)


def test_a_question_that_is_not_there():
    assert find_question("Payment_Times").name == "payment-times"
    with pytest.raises(UnknownQuestion, match="perhaps overdue"):
        find_question("overdu")
    with pytest.raises(UnknownQuestion, match="no such question; list"):
        find_question("zzzzqqqq")


# --- views ---


def test_repeated_printings_are_marked(con):
    assert con.execute("SELECT objective_id FROM v_objectives WHERE repeated").fetchall() == [("a25-o3",)]
    assert con.execute("SELECT objective_id FROM v_phases WHERE repeated").fetchall() == [("a25-o3",)]
    assert con.execute("SELECT objective_id FROM v_indicators WHERE repeated").fetchall() == [("a25-o3",)]


def test_indicators_with_their_targets(con):
    rows = con.execute(
        "SELECT n_targets, targets, operator, value, target_unit, direction, baseline, measurable, yes_no "
        "FROM v_indicators WHERE indicator_id IN ('a24-o1-i1', 'a24-o2-i1') ORDER BY indicator_id"
    ).fetchall()
    assert rows == [
        (1, "<= 30", "<=", 30.0, "giorni", "lower", 35.0, True, False),
        (1, "sì", "yes_no", None, None, None, None, False, True),
    ]


def test_of_several_years_the_target_of_the_plans_first_counts(tmp_path):
    with make_database(tmp_path / "p.duckdb") as con:
        con.execute("UPDATE targets SET year = 2025 WHERE target_id = 'a25-o1-i1-t2'")
        con.execute(
            "INSERT INTO targets (target_id, indicator_id, role, year, raw, value) VALUES "
            "('t0', 'a25-o1-i1', 'target', 2024, '99', 99), ('t9', 'a25-o1-i1', 'target', 2026, '20', 20)"
        )
        row = con.execute("SELECT target_year, value, targets FROM v_indicators WHERE indicator_id = 'a25-o1-i1'")
        assert row.fetchone() == (2025, 25.0, "2024: 99 | 2025: <= 25 | 2026: 20")


def test_missions(con):
    rows = con.execute(
        "SELECT mission_code, entity, year_from, objectives, weight, money, revenue FROM v_missions ORDER BY ALL"
    ).fetchall()
    assert rows == [
        ("01", A, 2024, 1, 60.0, None, None),
        ("01", A, 2025, 1, None, None, None),
        ("01", B, 2025, 1, 100.0, Decimal("2500.50"), None),
        ("09", A, 2025, 1, None, Decimal(5000), Decimal(2000)),
    ]


def test_entity_summary(con):
    rows = con.execute(
        "SELECT entity, plans, failed, plan_kinds, year_from, year_to, pages, objectives, printed, phases, indicators, "
        "services, money, errors, warnings FROM v_entity_summary ORDER BY entity"
    ).fetchall()
    assert rows == [
        (A, 2, 0, ["PIAO"], 2024, 2027, 22, 8, 9, 4, 5, 0, Decimal(6000), 0, 2),
        (B, 1, 0, ["PEG"], 2025, 2025, 5, 1, 1, 1, 2, 2, Decimal("2500.50"), 1, 0),
        (None, 1, 1, None, None, None, 0, 0, 0, 0, 0, 0, None, 0, 0),
    ]


def test_calendar(con):
    rows = con.execute("SELECT due_date, kind, what FROM v_calendar ORDER BY ALL").fetchall()
    assert len(rows) == 6 and rows[0] == (date(2024, 3, 31), "phase", "Avvio") and rows[-1][1] == "target"


def test_an_older_database_gets_the_views(tmp_path):
    path = tmp_path / "p.duckdb"
    with make_database(path) as con:
        con.execute("DROP VIEW v_calendar")
        con.execute("COMMENT ON VIEW v_missions IS 'of another version'")
        assert set(stale_views(con)) == {"v_calendar", "v_missions"}
    assert "brings it up to date" in piao("ask", "overdue", "--db", path, code=2).stderr
    open_database(path).close()
    assert "Relazione" in piao("ask", "overdue", "--db", path).stdout


def test_views_are_made_once(con):
    before = con.execute("SELECT view_oid FROM duckdb_views() WHERE NOT internal ORDER BY ALL").fetchall()
    create_views(con)
    assert con.execute("SELECT view_oid FROM duckdb_views() WHERE NOT internal ORDER BY ALL").fetchall() == before
    assert len(before) == len(views())


# --- side by side ---


def test_compare(con):
    header, rows = compare(con, [find_entity(con, "alfa"), find_entity(con, "p_b")])
    said = {label: tuple(values) for label, *values in rows}
    assert header == ["", A, B]
    assert said["piani"] == ("PIAO 2024, PIAO 2025", "PEG 2025")
    assert said["abitanti"] == (1200, None)
    assert said["obiettivi distinti"] == (8, 1) and said["schede stampate"] == (9, 1)
    assert said["fasi"] == (4, 1) and said["indicatori"] == (5, 2)
    assert said["% obiettivi misurabili"] == (37.5, 100.0) and said["% indicatori sì/no"] == (40.0, 0.0)
    assert said["risorse, euro"] == (Decimal(6000), Decimal("2500.50"))
    assert said["servizi"] == (0, 2)
    assert said["missione 01 Servizi istituzionali, generali e di gestione"] == (2, 1)


def test_compare_one_mission_and_year(con):
    both = [find_entity(con, "alfa"), find_entity(con, "beta")]
    _, rows = compare(con, both, mission="1")
    assert rows[-2:] == [
        ("obiettivo 1", f"1 {PAY}", "B1 Ridurre i tempi di pagamento"),
        ("obiettivo 2", f"1 {PAY}", None),
    ]
    _, rows = compare(con, both, year=2024)
    assert ("obiettivi distinti", 4, 0) in rows and ("piani", "PIAO 2024", None) in rows


def test_which_body(con):
    with pytest.raises(UnknownEntity, match="fits 2 of them"):
        find_entity(con, "di")
    with pytest.raises(UnknownEntity, match="no such body"):
        find_entity(con, "gamma")


# --- the command line ---


@pytest.fixture
def wide(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)  # pytest-xdist sets it


def test_ask_lists_the_questions(wide):
    text = piao("ask").stdout
    assert all(name in text for name in questions())
    rows = json.loads(piao("ask", "--format", "json").stdout)
    assert rows[0]["name"] == "anticorruption" and "[--year INTEGER]" in rows[0]["options"]


def test_ask_prints(db, wide):
    text = piao("ask", "overdue", "--date", "2025-06-15", "--entity", "beta", "--db", db).stdout
    assert "Pulizia dei dati" in text and "Relazione" not in text
    rows = list(csv.DictReader(io.StringIO(piao("ask", "pnrr", "--db", db, "-f", "csv").stdout)))
    assert [row["title"] for row in rows] == ["Censimento degli alberi"]
    assert piao("ask", "pnrr", "--sql").stdout.startswith("-- it: Quali")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["paiment"], "perhaps"),
        (["overdue", "--date", "31/12/2025"], "is no DATE"),
        (["overdue", "--year", "2025"], "takes no --year; it takes --date, --entity"),
        (["search"], "search needs --text"),
    ],
)
def test_ask_wrongly(db, arguments, says):
    assert says in piao("ask", *arguments, "--db", db, code=2).stderr


def test_compare_prints(db, wide):
    lines = piao("compare", "alfa", "beta", "--mission", "09", "--year", "2025", "--db", db).stdout.splitlines()
    assert any(A in line and B in line for line in lines)
    assert any("3 Censimento degli alberi monumentali" in line for line in lines)
    rows = json.loads(piao("compare", "alfa", "beta", "--db", db, "-f", "json").stdout)
    assert rows[0] == {"": "tipo", A: "comune", B: "provincia"}
    assert "gamma: no such body" in piao("compare", "gamma", "--db", db, code=2).stderr


# --- over plans that were read ---


SAMPLES = ["citta_vallombra_performance_2025", "comune_montefosco_peg_2025"]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    with open_database(tmp_path_factory.mktemp("read") / "plans.duckdb") as con:
        for name in SAMPLES:
            land(con, read_plan(ROOT / "samples" / f"{name}.pdf", ReadOptions()))
        yield con


def test_every_question_over_samples(read):
    for question in questions().values():
        given = {"text": "mercato"} if question.name == "search" else {}
        ask(read, question, given).fetchall()
    for view in views():
        read.execute(f"FROM {view.name}").fetchall()


# Read off the YAML of the samples, by hand.
OF_SAMPLES = [
    ("shared-objectives", {"entity": "vallombra"}, "units printings", [(2, 2), (2, 2)]),
    ("money-by-mission", {"entity": "montefosco"}, "mission_code objectives money revenue", [
        ("14", 1, Decimal("422980.50"), Decimal(350000)),  # 410.500,00 + 12.480,50
        ("03", 2, Decimal(64000), Decimal(64000)),
        ("09", 1, Decimal(59350), Decimal(5000)),  # 38.000,00 + 21.350,00; the name is the mission's, cut short
        ("05", 2, Decimal(12100), Decimal(10000)),  # 3.200,00 + 8.900,00
    ]),
    ("units", {"entity": "montefosco"}, "unit objectives phases indicators", [
        ("Settore Cultura e Biblioteche", 2, 5, 5),
        ("Settore Opere pubbliche e Verde", 2, 6, 7),
        ("Settore Polizia Locale", 2, 6, 8),
    ]),
    ("people", {"entity": "montefosco"}, "name objectives", [
        ("Balestrieri Ivo", 2),
        ("Reggiani Attilio", 2),
        ("Zanframundo Elsa", 2),
    ]),
    ("overdue", {"entity": "montefosco", "date": "2025-03-01"}, "due_date phase", [
        (date(2025, 1, 31), "Calendario condiviso con i comitati"),
        (date(2025, 2, 15), "Accordo con la direzione sanitaria"),
        (date(2025, 2, 28), "Valutazione d'impatto sulla protezione dei dati"),
    ]),
    ("due-this-quarter", {"entity": "montefosco", "date": "2025-03-01"}, "due_date kind", [
        (date(2025, 1, 31), "phase"),
        (date(2025, 2, 15), "phase"),
        (date(2025, 2, 28), "phase"),
        (date(2025, 3, 31), "phase"),
        (date(2025, 3, 31), "phase"),
        (date(2025, 3, 31), "target"),
    ]),
    ("search", {"text": "prefettura"}, "title", []),  # a stakeholder, and no part of what the objective says
    ("search", {"text": "agenzia e taratura"}, "title", [("CONTROLLI SUL RUMORE DEI LOCALI",)]),
    ("yes-no", {"entity": "montefosco"}, "indicators yes_no", [(20, 0)]),
    ("no-indicators", {}, "title", []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "columns", "rows"), OF_SAMPLES)
def test_answer_over_samples(read, name, given, columns, rows):
    assert answer(read, name, given, columns) == rows
