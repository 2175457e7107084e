"""Every table and column of the data contract, which stands beside the checkout, is in the models."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from conftest import ROOT

from schemas import TABLES
from schemas.base import Placed
from schemas.ddl import columns

CONTRACT = Path(os.environ.get("PIAO_CONTRACT") or ROOT.parent / "shared" / "CONTRACT.md")
OTHERWISE = {
    ("pay_bands", "from"): "from_raw",  # words of SQL, and each end is a text and a number
    ("pay_bands", "to"): "to_raw",
}
IN_WORDS = {"hours split where printed": ["full_time_raw", "part_time_raw"], "and their numbers": []}
ROW = re.compile(r"^\| (`\w+`(?:, `\w+`)*) \|(?: [^|]*\|)*? ([^|]+) \|$", re.MULTILINE)
KEPT = re.compile(r"`(\w+)` \(([^()]+)\)")
MODELS = {table.table: table for table in TABLES}


def promised(text: str) -> list[tuple[str, str, bool]]:
    """(table, column, is a list) of each column that the contract names."""
    found = []
    for names, cells in ROW.findall(text):
        tables = re.findall(r"\w+", names)
        lists = [part.strip() for part in re.sub(r"\([^()]*\)", "", cells).split("·")]
        for n, table in enumerate(tables):
            listed = lists[n] if len(lists) == len(tables) else lists[0]
            found += [(table, name) for name in listed.split(", ")]
    for table, listed in KEPT.findall(text.partition("## What is kept beside")[2]):
        found += [(table, name.strip()) for name in listed.split(",")]
    return [
        (table, re.split(r"[\s\[]", name)[0], "[]" in name)
        for table, whole in found
        for name in IN_WORDS.get(whole.strip(), [whole.strip()])
    ]


@pytest.fixture(scope="module")
def contract() -> str:
    if not CONTRACT.is_file():
        pytest.skip(f"{CONTRACT} is not there: the contract is not part of the project")
    return CONTRACT.read_text(encoding="utf-8")


def test_reading_a_contract():
    text = (
        "| table | columns |\n|---|---|\n| `risks`, `facts` | n, codes[] (of both, so) · label, year |\n"
        "| `hires` | from the plan | units_raw, months INTEGER[], and their numbers |\n"
        "## What is kept beside the records\n`sections` (plan_id, path[]): the prose."
    )
    assert promised(text) == [
        ("risks", "n", False),
        ("risks", "codes", True),
        ("facts", "label", False),
        ("facts", "year", False),
        ("hires", "units_raw", False),
        ("hires", "months", True),
        ("sections", "plan_id", False),
        ("sections", "path", True),
    ]


def test_every_table_and_column_is_there(contract):
    wanted = promised(contract)
    assert len({table for table, _, _ in wanted}) > 30 and len(wanted) > 250
    missing = [
        f"{table}.{name}"
        for table, name, _ in wanted
        if table not in MODELS or OTHERWISE.get((table, name), name) not in MODELS[table].model_fields
    ]
    assert missing == []


def test_lists_are_lists(contract):
    wrong = [
        f"{table}.{name}"
        for table, name, many in promised(contract)
        if columns(MODELS[table])[OTHERWISE.get((table, name), name)].endswith("[]") != many
    ]
    assert wrong == []


def test_what_is_placed_in_the_contract_has_its_place(contract):
    catalogues = re.findall(r"`(\w+)`", "".join(names for names, _ in ROW.findall(contract.partition("## Cat")[2])))
    placed = ["objectives", "phases", "indicators", "services", *catalogues]
    assert [name for name in placed if not issubclass(MODELS[name], Placed)] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.table)
def test_a_value_stands_beside_its_print(table):
    """``x_raw`` has ``x``, or a name of its own that says what the value is."""
    others = {"start_raw": "start_date", "end_raw": "end_date", "period_raw": "start_date", "target_raw": None}
    others |= {"from_raw": "from_score", "to_raw": "to_score", "duration_raw": None}
    fields = table.model_fields
    raws = [name for name in fields if name.endswith("_raw")]
    values = {name: others.get(name, name.removesuffix("_raw")) for name in raws}
    assert [name for name, value in values.items() if value and value not in fields] == []
