"""The data package holds what the database holds, and other programs can read it."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import datetime
from decimal import Decimal

import duckdb
import openpyxl
import pytest
from asking import make_database
from frictionless import Package
from test_cli import piao

from pipeline.package import TITLES, table_schema, write_package
from schemas import TABLES
from schemas.ddl import columns


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    with make_database(tmp_path_factory.mktemp("package") / "plans.duckdb") as con:
        con.execute(
            "UPDATE objectives SET title = '=1+1', codes = ['A', 'B, 2'], weight = 12.5 WHERE objective_id = 'a24-o1'"
        )
        con.execute(
            "UPDATE objectives SET title = '@x', description = '+39; \"no\"\nsì', weight_raw = '-12,5%' "
            "WHERE objective_id = 'a24-o2'"
        )
        con.execute("UPDATE plans SET extracted_at = TIMESTAMP '2026-01-02 03:04:05.678' WHERE plan_id = 'a24'")
        con.execute("UPDATE phases SET months = [3, 4] WHERE phase_id = 'a24-o1-p1'")
        con.execute("UPDATE phases SET page = 7 WHERE phase_id = 'b25-o1-p1'")
        con.execute("UPDATE indicators SET page = 8 WHERE indicator_id = 'b25-s1-i1'")
        yield con


@pytest.fixture(scope="module")
def beta(con, tmp_path_factory):
    """The package of one plan."""
    folder = tmp_path_factory.mktemp("beta")
    write_package(con, folder, plan_id="b25")
    return folder


@pytest.fixture(scope="module", params=["standard", "it"])
def written(request, con, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    files = write_package(con, folder, dialect=request.param)
    return request.param, folder, files


def test_frictionless_finds_no_fault(written):
    _, folder, _ = written
    report = Package(folder / "datapackage.json").validate()
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == len(TABLES)


def test_values_come_back_with_their_types(written):
    dialect, folder, _ = written
    package = Package(folder / "datapackage.json")
    first, second = package.get_resource("objectives").read_rows()[:2]
    assert (first["codes"], first["weight"], first["position"]) == (["A", "B, 2"], Decimal("12.5"), 1)
    assert first["financial_resources"] is None and second["codes"] is None
    safe = "'" if dialect == "it" else ""
    assert (first["title"], second["title"]) == (f"{safe}=1+1", f"{safe}@x")
    assert second["description"] == f'{safe}+39; "no"\nsì' and second["weight_raw"] == "-12,5%"
    plan = package.get_resource("plans").read_rows()[0]
    assert plan["extracted_at"] == datetime(2026, 1, 2, 3, 4, 5)
    assert package.get_resource("phases").read_rows()[0]["months"] == [3, 4]
    target = next(row for row in package.get_resource("targets").read_rows() if row["target_id"] == "a24-o2-i1-t1")
    assert target["is_yes"] is True


def test_dialect(written):
    dialect, folder, _ = written
    raw = (folder / "data" / "objectives.csv").read_bytes()
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(each for each in described["resources"] if each["name"] == "objectives")
    weight = next(field for field in resource["schema"]["fields"] if field["name"] == "weight")
    if dialect == "it":
        assert raw.startswith(b"\xef\xbb\xbfobjective_id;plan_id") and b";12,5;" in raw and b"\r\n" in raw
        assert resource["dialect"]["delimiter"] == ";" and weight["decimalChar"] == ","
    else:
        assert raw.startswith(b"objective_id,plan_id") and b",12.5," in raw and b"\r\n" not in raw
        assert resource["dialect"]["delimiter"] == "," and "decimalChar" not in weight
    rows = list(
        csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True), delimiter=resource["dialect"]["delimiter"])
    )
    assert rows[0] == [field["name"] for field in resource["schema"]["fields"]] and len(rows) == 11


def test_a_broken_reference_is_a_fault(beta, tmp_path):
    """The keys are really checked."""
    shutil.copytree(beta, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "data" / "phases.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("b25-o1,1", "b25-o9,1"), encoding="utf-8")
    types = {kind for (kind,) in Package(tmp_path / "datapackage.json").validate().flatten(["type"])}
    assert types == {"foreign-key", "hash-count"}


def test_schema_of_every_table():
    for table in TABLES:
        schema = table_schema(table)
        names = [field["name"] for field in schema["fields"]]
        assert table.table in TITLES, f"{table.table} wants an Italian title in pipeline/package.py"
        assert names == list(columns(table)) and schema["primaryKey"] == list(table.key)
        assert all(field["title"] and field["title@en"] for field in schema["fields"])
        assert len(schema.get("foreignKeys", [])) == len(table.parents)


def test_parquet_and_files(written, con):
    _, folder, files = written
    assert {path for path, _ in files} == {path for path in folder.rglob("*") if path.is_file()}
    query = f"SELECT codes, weight FROM '{folder / 'parquet' / 'objectives.parquet'}' ORDER BY objective_id LIMIT 1"
    assert duckdb.execute(query).fetchone() == (["A", "B, 2"], 12.5)


def test_the_same_database_gives_the_same_package(written, con, tmp_path):
    dialect, folder, _ = written
    if dialect == "standard":
        write_package(con, tmp_path)
        for name in ("datapackage.json", "dcat.jsonld", "data/objectives.csv"):
            assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_workbook(written):
    _, folder, _ = written
    book = openpyxl.load_workbook(folder / "piao.xlsx")
    assert book.sheetnames == [table.table for table in TABLES]
    sheet = book["objectives"]
    header = [cell.value for cell in sheet[1]]
    assert header == [*columns(next(table for table in TABLES if table.table == "objectives")), "link"]
    assert sheet.freeze_panes == "A2" and all(cell.font.bold for cell in sheet[1])
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(header)).column_letter}11"
    for row, text in ((2, "=1+1"), (3, "@x")):
        cell = sheet.cell(row, header.index("title") + 1)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    link = sheet.cell(2, len(header))
    assert link.value == "alfa 2024.pdf#page=2" and link.hyperlink.target == "alfa%202024.pdf#page=2"
    indicators = book["indicators"]  # of a service: its plan is found through the service
    assert "link" in [cell.value for cell in indicators[1]] and "link" not in [cell.value for cell in book["plans"][1]]
    assert "link" not in [cell.value for cell in book["cells"][1]]  # too many: their table has one
    assert book["tables"].auto_filter.ref.endswith("1")  # no rows but the header


def test_every_page_has_a_link(beta):
    book = openpyxl.load_workbook(beta / "piao.xlsx")
    links = {name: [row[-1] for row in book[name].iter_rows(min_row=2, values_only=True)] for name in book.sheetnames}
    assert links["phases"] == ["beta.pdf#page=7"] and links["indicators"] == [None, None, "beta.pdf#page=8"]
    assert links["services"] == ["beta.pdf#page=4", "beta.pdf#page=5"]


def test_dcat(written, beta):
    _, folder, files = written
    graph = json.loads((folder / "dcat.jsonld").read_text(encoding="utf-8"))["@graph"]
    by_type = {
        kind: [node for node in graph if kind in node["@type"]] for kind in ("dcatapit:Dataset", "dcatapit:Agent")
    }
    (dataset,) = by_type["dcatapit:Dataset"]
    for wanted in ("dct:identifier", "dct:title", "dct:description", "dcat:theme", "dct:rightsHolder"):
        assert dataset[wanted]
    assert dataset["dct:accrualPeriodicity"] and dataset["dct:modified"]["@value"] == "2026-01-02"
    assert dataset["dct:temporal"]["dcatapit:endDate"]["@value"] == "2027-12-31"
    assert by_type["dcatapit:Agent"][0]["foaf:name"]["@value"] == "da indicare"  # two bodies: not for us to say
    ids = {node["@id"] for node in graph}
    parts = [each["@id"] for each in dataset["dcat:distribution"]]
    assert set(parts) <= ids and len(parts) == len(files) - 2
    for node in graph:
        if "dcatapit:Distribution" in node["@type"]:
            assert (folder / node["dcat:downloadURL"]["@id"]).is_file() and node["dct:license"]["@id"] in ids
    alone = json.loads((beta / "dcat.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert alone[1]["foaf:name"]["@value"] == "Provincia di Beta"


def test_command_line(con, tmp_path):
    con.execute("CHECKPOINT")
    name = con.execute("SELECT path FROM duckdb_databases() WHERE NOT internal").fetchone()[0]
    db = tmp_path / "plans.duckdb"
    shutil.copy(name, db)
    said = piao("export", "--package", tmp_path / "p", "--dialect", "it", "--plan", "beta", "--db", db).stderr
    assert "datapackage.json\n" in said and "objectives.csv: 1 rows" in said
    assert "say where to write" in piao("export", "--db", db, code=2).stderr
    assert "say where to write" in piao("export", "--to", "a", "--package", "b", "--db", db, code=2).stderr
    assert "no --format" in piao("export", "--package", "b", "-f", "xlsx", "--db", db, code=2).stderr
