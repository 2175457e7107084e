"""`piao tables`, `piao search`, and the tables as sheets."""

import csv
import io
import json

import openpyxl
import pytest
from conftest import make_plan
from test_cli import piao

from pipeline.database import open_database
from pipeline.land import land
from pipeline.search import read_query, search, sentence_of, stem
from pipeline.tables_view import sheet
from schemas import Cell, Cells, Section, Table
from schemas.errors import UsageError

PLAN = "aaaa000011112222"


def cell(table, row, col, text, **more):
    return Cell(table_id=table, **{"row": row, "col": col, "rowspan": 1, "colspan": 1, "text": text, "page": 7} | more)


def with_tables(plan):
    """Two tables, the second not understood, a list of the text, and prose on two pages."""
    one, two, three = (f"{plan.plan.plan_id}-{n}" for n in ("t0001", "t0002", "l0001"))
    pid = plan.plan.plan_id
    plan.tables = [
        Table(table_id=one, plan_id=pid, page=4, heading="Fasi", header=["Fase", "Fase"], header_rows=1, n_rows=2,
              n_cols=2, role="phase", reader="rules"),
        Table(table_id=two, plan_id=pid, page=7, page_last=8, heading="Turni: estate/inverno", header=["Sede", "Ore"],
              header_rows=1, n_rows=3, n_cols=2, notes=["* senza festivi"], reader="rules"),
        Table(table_id=three, plan_id=pid, page=9, n_rows=1, n_cols=1, reader="list"),
    ]  # fmt: skip
    plan.cells = Cells(
        [
            cell(one, 0, 0, "Fase", colspan=2),
            cell(one, 1, 0, "a"),
            cell(one, 1, 1, "b"),
            cell(two, 0, 0, "Sede"),
            cell(two, 0, 1, "Ore"),
            cell(two, 1, 0, "Biblioteca civica", rowspan=2),
            cell(two, 1, 1, "=1+1"),
            cell(two, 2, 1, "36", page=8),
            cell(three, 0, 0, "biblioteca nel bosco"),
        ]
    )
    plan.sections = [
        Section(
            plan_id=pid,
            position=1,
            path=["1 Servizi", "1.1 Biblioteche"],
            title="1.1 Biblioteche",
            page=5,
            page_last=6,
            text="Gli orari cambiano in estate.\nLa città apre le biblioteche di quartiere. Il parcheggio è gratuito.",
            paragraph_pages=[5, 6],
        )
    ]
    return plan


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "plans.duckdb"
    with open_database(path) as con:
        land(con, with_tables(make_plan(PLAN, file_name="uno.pdf")))
    return path


# --- tables ---


def test_the_list_and_what_is_left_out(db):
    rows = json.loads(piao("tables", "uno", "--format", "json", "--db", db).stdout)
    assert [(row["n"], row["page"], row["role"]) for row in rows] == [("1", 4, "phase"), ("2", 7, None)]
    unread = json.loads(piao("tables", "uno", "--unread", "-f", "json", "--db", db).stdout)
    assert [row["n"] for row in unread] == ["2"]
    assert len(json.loads(piao("tables", "uno", "--lists", "-f", "json", "--db", db).stdout)) == 3


def test_one_table_with_its_merged_cells_and_notes(db):
    text = piao("tables", "uno", "2", "--db", db).stdout
    assert "Turni: estate/inverno" in text and "* senza festivi" in text and "Biblioteca civica" in text
    rows = list(csv.reader(io.StringIO(piao("tables", "uno", "2", "--format", "csv", "--db", db).stdout)))
    assert rows == [["Sede", "Ore"], ["Biblioteca civica", "=1+1"], ["", "36"]]
    assert "biblioteca nel bosco" in piao("tables", "uno", "l1", "--db", db).stdout
    assert "no such table in uno.pdf" in piao("tables", "uno", "9", "--db", db, code=2).stderr


def test_no_two_columns_of_one_name():
    table = Table(table_id="p-t0001", plan_id="p", header=["Anno", "Anno", ""], n_cols=3)
    assert sheet(table, [cell("p-t0001", 0, 2, "x")]).names == ["Anno", "Anno (2)", "column 3"]


# --- export ---


def test_a_workbook_of_the_tables(db, tmp_path):
    piao("export", "--to", tmp_path / "out", "--format", "xlsx", "--db", db)
    (path,) = (tmp_path / "out" / "tables").glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Indice", "1 Fasi", "2 Turni estate inverno"]
    turns = book["2 Turni estate inverno"]
    assert [str(area) for area in turns.merged_cells.ranges] == ["A5:A6"]
    assert turns["B5"].value == "=1+1" and turns["B5"].data_type == "s" and turns["B5"].quotePrefix
    assert turns["A2"].hyperlink.target == "uno.pdf#page=7"
    assert book["Indice"]["A3"].hyperlink.location == "'2 Turni estate inverno'!A1"
    assert turns["A8"].value == "* senza festivi"


def test_csv_files_of_the_tables(db, tmp_path):
    piao("export", "--to", tmp_path / "out", "--dialect", "it", "--db", db)
    (folder,) = (tmp_path / "out" / "tables").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["0001-page-4.csv", "0002-page-7.csv", "index.csv"]
    assert "'=1+1" in (folder / "0002-page-7.csv").read_text(encoding="utf-8-sig")


# --- search ---


@pytest.mark.parametrize(
    ("one", "other"),
    [("biblioteche", "Biblioteca"), ("città", "CITTA"), ("obiettivi", "obiettivo"), ("banca", "banche")],
)
def test_endings_and_accents_do_not_matter(one, other):
    assert stem(one) == stem(other)


def test_short_words_and_numbers_stay_as_they_are():
    assert stem("ente") != stem("enti2") and stem("2031") == "2031" and stem("IVA") == "iva"


def test_the_page_of_the_paragraph_and_the_hit_in_its_sentence(db):
    (hit,) = json.loads(piao("search", "parcheggi", "--format", "json", "--db", db).stdout)
    assert (hit["page"], hit["sentence"], hit["kind"]) == (6, "Il parcheggio è gratuito.", "text")
    assert hit["section"] == "1 Servizi › 1.1 Biblioteche"


def test_table_rows_are_found_and_lists_do_not_double_the_prose(db):
    hits = json.loads(piao("search", "biblioteca", "--format", "json", "--db", db).stdout)
    assert sorted((hit["kind"], hit["page"]) for hit in hits) == [("table", 7), ("text", 5), ("text", 6)]


def test_all_words_first_and_phrases_as_they_stand(db):
    with open_database(db) as con:
        assert search(con, "orari estate")[0].sentence == "Gli orari cambiano in estate."
        assert search(con, '"biblioteche di quartiere"')[0].page == 6
        assert search(con, '"quartiere di biblioteche"') == []
        assert search(con, "biblioteca", plan_id="another") == []
        assert len(search(con, "biblioteca", limit=1)) == 1


def test_nothing_found_and_nothing_asked(db):
    answer = piao("search", "zebra", "--db", db)
    assert answer.stdout == "" and "nothing was found" in answer.stderr
    assert "one word or more" in piao("search", "?!", "--db", db, code=2).stderr
    with pytest.raises(UsageError):
        read_query(" ")


def test_signs_of_patterns_are_plain_letters(db):
    assert piao("search", "100%_", "--db", db).stdout == ""


def test_a_long_paragraph_is_cut_around_the_words():
    text = "parola " * 200 + "il rovere antico " + "parola " * 200
    shown = sentence_of(text, read_query("rovere"))
    assert "rovere" in shown and len(shown) < 340 and shown.startswith("… ") and shown.endswith(" …")


def test_a_sentence_does_not_end_at_a_short_word():
    text = "Vale la legge n. 81 del 2017 sul lavoro. Altro discorso."
    assert sentence_of(text, read_query("legge lavoro")) == "Vale la legge n. 81 del 2017 sul lavoro."
