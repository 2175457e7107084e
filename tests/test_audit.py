"""`piao audit` and `piao normalize`: what they print, in every form."""

from __future__ import annotations

import csv
import io
import json

import pytest
from conftest import make_plan
from test_cli import piao

from pipeline.audit import SHOWN, as_html, as_text, audit
from pipeline.database import open_database
from pipeline.land import land
from schemas import Finding
from schemas.findings import kind_of


def finding(n, code, message, page=None, plan_id="aaaa000011112222", level=None):
    level = level or kind_of(code).level
    return Finding(finding_id=f"f{n}", plan_id=plan_id, level=level, code=code, message=message, page=page)


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "plans.duckdb"
    plan = make_plan()
    plan.findings = [
        finding(1, "objective_without_indicators", "“Orti urbani”", 9),
        finding(2, "target_without_baseline", "none of 3", None),
        *(finding(10 + n, "date_impossible", f"31.06.20{n:02}: no such date", 40 - n) for n in range(SHOWN + 2)),
        finding(3, "E_OLD_CODE", "<b>not in the catalogue</b>", 1, level="warning"),
    ]
    other = make_plan("bbbb000011112222", file_name="altro.pdf")
    other.findings = [finding(50, "total_wrong", "13 printed, 93 is the sum", 5, "bbbb000011112222")]
    with open_database(path) as con:
        land(con, plan)
        land(con, other)
    return path


def test_text_puts_the_gravest_first(db):
    lines = piao("audit", "prova", "--db", db).stdout.splitlines()
    assert lines[0] == f"prova.pdf: {SHOWN + 2} errors, 2 warnings, 1 note"
    assert lines[1] == f"  ERROR A date that does not exist ({SHOWN + 2})"
    assert lines[2].split()[:2] == ["p.", "29"]  # by page
    assert "2 more (--all shows them)" in lines[2 + SHOWN]
    levels = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    assert levels == ["ERROR", "WARNING", "WARNING", "NOTE"]
    assert "altro.pdf" not in lines[0]


def test_all_and_level(db):
    whole = piao("audit", "--db", db, "--all").stdout
    assert whole.count("no such date") == SHOWN + 2 and "altro.pdf: 1 warning" in whole
    assert "WARNING" not in piao("audit", "--db", db, "--level", "error").stdout


def test_in_italian(db):
    text = piao("audit", "prova", "--db", db, "--lang", "it").stdout
    assert "errori" in text and "Una data che non esiste" in text


def test_csv_and_json_hold_the_same(db):
    as_csv = list(csv.DictReader(io.StringIO(piao("audit", "--db", db, "--format", "csv").stdout)))
    as_json = json.loads(piao("audit", "--db", db, "--format", "json").stdout)
    assert len(as_csv) == len(as_json) == SHOWN + 6
    assert [row["message"] for row in as_csv] == [row["message"] for row in as_json]
    assert as_json[0]["code"] == "total_wrong" and as_json[0]["page"] == 5
    assert as_json[0]["advice"] == kind_of("total_wrong").advice


def test_html_is_whole_and_safe(db):
    page = piao("audit", "--db", db, "--format", "html").stdout
    assert page.startswith("<!doctype html>") and page.rstrip().endswith("</html>")
    assert "<b>not in" not in page and "&lt;b&gt;not in" in page


def test_nothing_found(tmp_path):
    path = tmp_path / "plans.duckdb"
    plan = make_plan()
    plan.findings = []
    with open_database(path) as con:
        land(con, plan)
        assert audit(con) == []
    assert piao("audit", "--db", path).stdout == "nothing to say\n"
    assert any("nothing to say" in line for line in as_html([])) and list(as_text([], language="it")) == [
        "nulla da dire"
    ]


# --- normalize ---

NORMALIZED = [
    (["target", "non inferiore al 95%"], {"operator": ">=", "value": 95.0, "unit": "%"}),
    (["target", "entro il 30/06", "--year", "2025"], {"operator": "done_by", "due_date": "2025-06-30"}),
    (["target", "Sì"], {"operator": "yes_no", "is_yes": True}),
    (["date", "31.06.2024"], {"date": None, "problem": "impossible", "proposed": "2024-06-30"}),
    (["date", "31/12", "--year", "2024"], {"date": "2024-12-31"}),
    (["period", "II trim.", "--year", "2024"], {"start_date": "2024-04-01", "end_date": "2024-06-30"}),
    (["weight", "15 %"], {"value": 15.0}),
    (["amount", "€ 1.234,50"], {"value": 1234.5}),
    (["person", "dott.ssa Ada Neri"], {"name": "Ada Neri", "person_key": "ada neri"}),
    (["mission", "Missione 09"], {"mission_code": "09", "system": "local"}),
]


@pytest.mark.parametrize(("arguments", "wanted"), NORMALIZED, ids=[" ".join(a) for a, _ in NORMALIZED])
def test_normalize(arguments, wanted):
    row = json.loads(piao("normalize", *arguments).stdout)
    assert row["raw"] == arguments[1]
    assert {name: row[name] for name in wanted} == wanted


def test_normalize_takes_many_texts_and_standard_input():
    assert len(piao("normalize", "weight", "10", "20", "30").stdout.splitlines()) == 3
    lines = piao("normalize", "amount", "-", input="5 mln\nnessuna\n").stdout.splitlines()
    assert [json.loads(line)["value"] for line in lines] == [5_000_000, None]


def test_normalize_knows_its_kinds():
    assert "target" in piao("normalize", "colour", "red", code=2).output
