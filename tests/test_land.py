import subprocess
import sys
from datetime import date
from decimal import Decimal

import duckdb
import pytest
from conftest import ROOT, make_plan, with_huge_cell

from pipeline.database import open_database, read_database
from pipeline.land import land
from schemas import TABLES, Entity, PlanResult
from schemas.ddl import columns, quoted
from schemas.errors import DatabaseLocked, DatabaseMissing, NotADatabase


def dump(con):
    """Every row of every table, in one comparable value."""
    found = {}
    for table in TABLES:
        fields = ", ".join(quoted(name) for name in columns(table))
        rows = con.execute(f"SELECT {fields} FROM {table.table}").fetchall()
        found[table.table] = sorted(rows, key=repr)
    return found


@pytest.fixture
def con(tmp_path):
    with open_database(tmp_path / "new" / "plans.duckdb") as con:
        yield con


def test_round_trip(con, plan):
    land(con, plan)
    for table in (table for table in TABLES if table.of_a_plan):
        rows = dump(con)[table.table]
        back = [table(**dict(zip(columns(table), row, strict=True))) for row in rows]
        assert sorted(map(repr, back)) == sorted(map(repr, plan.rows(table)))


def test_values_have_their_types(con, plan):
    land(con, plan)
    row = con.execute("SELECT section, codes, financial_resources, weight FROM objectives LIMIT 1").fetchone()
    assert row == (["Settore I", "Servizio anagrafe"], [], Decimal("1234.56"), 12.5)
    row = con.execute("SELECT start_date, end_date, months FROM phases LIMIT 1").fetchone()
    assert row == (date(2024, 3, 1), None, [3, 4])


def test_converting_again_changes_nothing(con, plan):
    land(con, make_plan("other", file_name="altro.pdf"))
    land(con, plan)
    before = dump(con)
    land(con, plan)
    assert dump(con) == before


def test_a_new_reading_replaces_the_old_one(con):
    land(con, make_plan("other", objectives=1, cells=0))
    land(con, make_plan(objectives=5, cells=50))
    land(con, make_plan(objectives=1, cells=2))
    assert con.execute("SELECT count(*) FROM objectives").fetchone() == (2,)
    assert con.execute("SELECT count(*) FROM phases").fetchone() == (2,)
    assert con.execute("SELECT count(*) FROM cells").fetchone() == (2,)
    assert con.execute("SELECT count(*) FROM indicators").fetchone() == (4,)


def test_a_failed_plan_keeps_its_row(con, plan):
    land(con, plan)
    failed = plan.plan.model_copy(update={"status": "failed", "error": "rotto", "entity_id": None})
    land(con, PlanResult(plan=failed))
    assert con.execute("SELECT status, error FROM plans").fetchall() == [("failed", "rotto")]
    assert con.execute("SELECT count(*) FROM entities").fetchone() == (0,)


def test_an_entity_keeps_what_its_other_plans_say(con):
    first, second = make_plan("one"), make_plan("two")
    first.entity = Entity(entity_id="e1", name="Comune di Prova", population=900)
    second.entity = Entity(entity_id="e1", name="COMUNE DI PROVA", region="Lombardia")
    land(con, first)
    land(con, second)
    rows = con.execute("SELECT name, population, region FROM entities").fetchall()
    assert rows == [("COMUNE DI PROVA", 900, "Lombardia")]


def test_a_failure_in_the_middle_changes_nothing(con, plan, monkeypatch):
    land(con, plan)
    before = dump(con)
    broken = with_huge_cell(make_plan(objectives=9))  # fails after other tables were written
    with pytest.raises(duckdb.Error):
        land(con, broken)
    assert dump(con) == before


def test_killed_in_the_middle_changes_nothing(tmp_path, plan):
    path = tmp_path / "plans.duckdb"
    with open_database(path) as con:
        land(con, plan)
        before = dump(con)
    code = f"""
import os, sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
import pipeline.land
from conftest import make_plan
from pipeline.database import open_database
from schemas import Finding
insert = pipeline.land.insert
def die(con, table, rows):
    if table is Finding:
        os.kill(os.getpid(), 9)
    insert(con, table, rows)
pipeline.land.insert = die
pipeline.land.land(open_database(Path({str(path)!r})), make_plan(objectives=9, cells=5000))
"""
    assert subprocess.run([sys.executable, "-c", code]).returncode == -9
    with read_database(path) as con:
        assert dump(con) == before


def test_many_cells(con):
    plan = make_plan(cells=50_000)
    land(con, plan)
    land(con, plan)
    assert con.execute("SELECT count(*), count(text), max(row) FROM cells").fetchone() == (50_000, 40_000, 49_999)


def test_broken_characters_do_not_cost_the_plan(con, plan):
    plan.objectives[0].title = "met\ud800à"
    plan.objectives[1].title = "nu\0llo"
    land(con, plan)
    assert con.execute("SELECT title FROM objectives ORDER BY position").fetchall() == [("met\ufffdà",), ("nu\0llo",)]


def test_an_older_file_gains_what_is_missing(tmp_path, plan):
    path = tmp_path / "old.duckdb"
    with duckdb.connect(path) as con:
        con.execute("CREATE TABLE plans (plan_id VARCHAR, file_name VARCHAR, status VARCHAR, mine INTEGER)")
        con.execute("INSERT INTO plans VALUES ('old', 'old.pdf', 'ok', 7)")
    with open_database(path) as con:
        land(con, plan)
        assert con.execute("SELECT plan_id, mine, page_count FROM plans ORDER BY file_name").fetchall() == [
            ("old", 7, None),
            (plan.plan.plan_id, None, 3),
        ]


def test_every_column_is_told_in_the_database(con):
    query = """
        SELECT c.table_name, c.column_name, d.title_it, d.meaning
        FROM duckdb_columns() c LEFT JOIN dictionary d USING (table_name, column_name) WHERE NOT c.internal
    """
    found = con.execute(query).fetchall()
    assert [row for row in found if None in row or "" in row] == []
    assert con.execute("SELECT count(*) FROM dictionary").fetchone() == (len(found),)


def test_locked(tmp_path):
    path = tmp_path / "plans.duckdb"
    hold = f"import duckdb, sys; c = duckdb.connect({str(path)!r}); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdout.readline()
        with pytest.raises(DatabaseLocked, match="close it there"):
            open_database(path)
        with pytest.raises(DatabaseLocked):
            read_database(path)
        other.communicate()


def test_not_a_database(tmp_path):
    path = tmp_path / "plans.duckdb"
    path.write_bytes(b"this is a letter, not a database\n" * 1000)
    with pytest.raises(NotADatabase, match="is not a DuckDB"):
        open_database(path)
    with pytest.raises(NotADatabase, match="folder"):
        open_database(tmp_path)
    with pytest.raises(DatabaseMissing):
        read_database(tmp_path / "none.duckdb")
