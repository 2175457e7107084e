import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import pytest
from conftest import ROOT, make_plan
from test_run import pdf
from typer.testing import CliRunner

from cli import app
from pipeline.database import open_database
from pipeline.land import land
from schemas import TABLES

COMMANDS = ["convert", "show", "query", "ask", "compare", "audit", "normalize", "export", "explain", "tables", "search"]


@pytest.fixture(scope="module")
def two_plans(tmp_path_factory):
    path = tmp_path_factory.mktemp("two") / "plans.duckdb"
    with open_database(path) as con:
        land(con, make_plan())
        land(con, make_plan("bbbb000011112222", file_name="altro.pdf"))
    return path


@pytest.fixture
def db(two_plans, tmp_path):
    return Path(shutil.copy(two_plans, tmp_path))


def piao(*arguments, code=0, **more):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], **more)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_examples(command):
    text = piao(command, "--help").stdout
    examples = text.split("Examples:\n")[1].strip().splitlines()
    assert examples and all("piao " in line for line in examples)


def test_help_names_the_exit_codes():
    text = piao("--help").stdout
    assert all(command in text for command in COMMANDS)
    assert [line.split()[0] for line in text.split("Exit codes:\n")[1].splitlines()[:4]] == ["0", "1", "2", "130"]


def test_version():
    assert piao("--version").stdout.startswith("piao 0.")


# --- convert ---


def test_convert(tmp_path):
    for name in ("a", "b", "broken"):
        pdf(tmp_path, name)
    db = tmp_path / "new" / "plans.duckdb"
    result = piao("convert", tmp_path, "--db", db, "--jobs", 1, "--reader", "readers:read", code=1)
    table = [line.split() for line in result.stdout.splitlines()]
    counted = ["objectives", "phases", "indicators", "others", "findings"]
    assert table[0] == ["plan", "pages", *counted, "kept", "status"]
    assert table[1] == ["a.pdf", "3", "2", "2", "3", "1", "1", "100%", "ok"]
    assert table[3] == ["broken.pdf", "0", "0", "0", "0", "1", "failed"]
    assert table[4] == ["3", "plans", "6", "4", "4", "6", "2", "3", "100%"]
    assert "broken.pdf: is a damaged" in result.stderr and "pages per second" in result.stderr
    assert "broken.pdf" in piao("query", "SELECT file_name FROM plans WHERE error IS NOT NULL", "--db", db).stdout


def test_convert_quietly(tmp_path):
    plan, db = pdf(tmp_path, "a"), tmp_path / "plans.duckdb"
    assert piao("convert", plan, "--db", db, "-q", "--reader", "readers:read").output == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.pdf"], "no such file or folder"),
        (["."], "no PDF"),
        (["here.pdf", "--lexicon", "none.yaml"], "none.yaml: no such file"),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage(tmp_path, monkeypatch, arguments, says):
    monkeypatch.chdir(tmp_path)
    if "here.pdf" in arguments:
        pdf(tmp_path, "here")
    assert says in piao("convert", *arguments, code=2).stderr


def test_a_bad_lexicon_stops_the_run(tmp_path):
    files = [pdf(tmp_path, "lexicon"), pdf(tmp_path, "z")]
    result = piao("convert", *files, "--db", tmp_path / "p.duckdb", "-j", 1, "--reader", "readers:read", code=2)
    assert "no such field" in result.stderr


def test_locked(db, tmp_path):
    hold = f"import duckdb, sys; c = duckdb.connect({str(db)!r}); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdout.readline()
        assert "is open in another program" in piao("convert", pdf(tmp_path, "a"), "--db", db, code=2).stderr
        assert "is open in another program" in piao("query", "SELECT 1", "--db", db, code=2).stderr
        other.communicate()


def test_ctrl_c(tmp_path):
    files = pdf(tmp_path, "a"), pdf(tmp_path, "sleep")
    command = [sys.executable, "-m", "cli", "convert", *files, "--db", tmp_path / "p.duckdb", "--jobs", "1"]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    with subprocess.Popen(
        [*command, "--reader", "readers:read"], stderr=subprocess.PIPE, env=environment, start_new_session=True
    ) as process:
        assert process.stderr and b"a.pdf" in process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors.decode().strip() == "piao: stopped; what was converted is kept"


# --- show ---


@pytest.mark.parametrize("name", ["prova.pdf", "aaaa", "PROVA", "aaaa000011112222"])
def test_show_plan(db, name):
    text = piao("show", name, "--db", db).stdout
    assert "Comune di Prova" in text and "Aprire lo sportello 2" in text and "Biblioteca" in text


@pytest.mark.parametrize("name", ["2", "OB2", "ob2", "aaaa000011112222-o2", "sportello 2"])
def test_show_card(db, name):
    text = piao("show", "prova", name, "--db", db).stdout
    assert text.startswith("OB2 Aprire lo sportello 2\n")
    for part in ("Settore I › Servizio anagrafe", "12,5%", "€ 1.234,56", "31.06.2024", "Utenti", "3, 4"):
        assert part in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none"], "none: no such plan"),
        (["pdf"], "fits 2 of them"),
        (["prova", "99"], "99: no such objective"),
        (["prova", "sportello"], "fits 2 of them"),
    ],
)
def test_show_what_is_not_there(db, arguments, says):
    assert says in piao("show", *arguments, "--db", db, code=2).stderr


def test_no_database(tmp_path):
    assert "there is no such database" in piao("show", "x", "--db", tmp_path / "none.duckdb", code=2).stderr


# --- query ---

SQL = "SELECT title, section, weight, financial_resources, code FROM objectives WHERE plan_id LIKE 'a%' ORDER BY 1"


def test_query_table(db, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)  # pytest-xdist sets it
    lines = piao("query", SQL, "--db", db).stdout.splitlines()
    assert len(lines) == 3 and lines[0].split() == ["title", "section", "weight", "financial_resources", "code"]
    assert "Settore I; Servizio anagrafe" in lines[1]


def test_query_of_many_columns(db, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    lines = piao("query", "SELECT * FROM objectives", "--db", db).stdout.splitlines()
    assert lines.count("row 1") == 1 and lines.count("row 4") == 1
    assert "title                    Aprire lo sportello 1" in lines


def test_query_csv(db):
    rows = list(csv.reader(io.StringIO(piao("query", SQL, "--format", "csv", "--db", db).stdout)))
    assert rows[1] == ["Aprire lo sportello 1", "Settore I; Servizio anagrafe", "12.5", "1234.56", "OB1"]


def test_query_json_from_stdin(db):
    rows = json.loads(piao("query", "-", "-f", "json", "--db", db, input=SQL).stdout)
    assert rows[1]["section"] == ["Settore I", "Servizio anagrafe"] and rows[1]["financial_resources"] == 1234.56
    assert json.loads(piao("query", f"{SQL} LIMIT 0", "-f", "json", "--db", db).stdout) == []


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT nothing FROM plans", "DELETE FROM plans", "DROP TABLE plans"])
def test_bad_query(db, sql):
    before = db.read_bytes()
    result = piao("query", sql, "--db", db, code=2)
    assert result.stderr.startswith("piao: the query: cannot be run (") and result.stderr.count("\n") == 1
    assert db.read_bytes() == before


# --- export ---


def test_export_csv(db, tmp_path):
    piao("export", "--to", tmp_path / "csv", "--db", db)
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == {table.table for table in TABLES}
    text = (tmp_path / "csv" / "objectives.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 4 and rows[0]["financial_resources"] == "1234.56" and rows[0]["weight"] == "12.5"


def test_export_csv_for_italian_spreadsheets(tmp_path):
    db, plan = tmp_path / "plans.duckdb", make_plan()
    for objective, title in zip(plan.objectives, ["=1+1", "-12,5%"], strict=True):
        objective.title = title
    with open_database(db) as con:
        land(con, plan)
    piao("export", "--to", tmp_path, "--dialect", "it", "--db", db)
    text = (tmp_path / "objectives.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeffobjective_id;")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [row["title"] for row in rows] == ["'=1+1", "-12,5%"]
    assert rows[0]["weight"] == "12,5" and rows[0]["section"] == "Settore I; Servizio anagrafe"


def test_export_xlsx(tmp_path):
    db, plan = tmp_path / "plans.duckdb", make_plan()
    plan.objectives[0].title = "=1+1"
    plan.objectives[1].title = "nu\0llo" + "x" * 40_000
    with open_database(db) as con:
        land(con, plan)
    piao("export", "--to", tmp_path, "--format", "xlsx", "--db", db)
    book = openpyxl.load_workbook(tmp_path / "piao.xlsx")
    assert book.sheetnames == [table.table for table in TABLES]
    sheet = book["objectives"]
    header = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "A2" and sheet["A1"].font.bold
    title = sheet.cell(2, header.index("title") + 1)
    assert (title.value, title.data_type) == ("=1+1", "s")
    assert sheet.cell(2, header.index("weight") + 1).value == 12.5
    assert len(sheet.cell(3, header.index("title") + 1).value) == 32_767


def test_export_parquet_and_one_plan(db, tmp_path):
    piao("export", "--to", tmp_path, "--format", "parquet", "--plan", "altro", "--db", db)
    for table, rows in {"plans": 1, "objectives": 2, "targets": 2, "entities": 1, "cells": 6}.items():
        path = tmp_path / f"{table}.parquet"
        assert duckdb.execute(f"SELECT count(*) FROM '{path}'").fetchone() == (rows,), table
    query = f"SELECT typeof(section) FROM '{tmp_path / 'objectives.parquet'}' LIMIT 1"
    assert duckdb.execute(query).fetchone() == ("VARCHAR[]",)


def test_export_json(db, tmp_path):
    piao("export", "--to", tmp_path, "--format", "json", "--db", db)
    rows = json.loads((tmp_path / "phases.json").read_text(encoding="utf-8"))
    assert rows[0]["start_date"] == "2024-03-01" and rows[0]["months"] == [3, 4] and rows[0]["end_date"] is None


def test_export_where_nothing_can_be_written(db, tmp_path):
    (tmp_path / "file").write_text("x")
    assert "cannot be made" in piao("export", "--to", tmp_path / "file" / "x", "--db", db, code=2).stderr
