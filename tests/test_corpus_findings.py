"""What is known to be wrong in the plans of the corpus is among their findings, and nothing else of these kinds is.

The list was made by reading the plans: impossible dates, weights that do not add up, amounts that stand in several
cards and totals that are off, each with its page and what is printed.

    pytest -m slow tests/test_corpus_findings.py
"""

from __future__ import annotations

import csv
from functools import cache

import pytest
from conftest import ROOT
from test_corpus import CORPUS, pytestmark  # noqa: F401 - slow, and skipped with a message where there is no corpus

from pipeline.checks import CHECKS, Facts
from pipeline.read_plan import read_plan

KNOWN = {
    "tortona_performance_2024": [
        *((page, "date_impossible", "31.06.2024") for page in (4, 11, 17, 22, 28, 37)),
        (5, "amount_repeated", "€ 625.000,00 in 6 cards (€ 3.750.000,00 if added up)"),
    ],
    "provincia_cremona_piao_2024": [(50, "date_impossible", "31/06/2024")],
    "cremona_peg_2016": [
        (22, "phase_outside_plan", "01/01/2006 - 30/06/2016"),
        (32, "amount_repeated", "€ 18.300,00 of U 6413 in 2 cards"),
        (158, "amount_repeated", "€ 25.000,00 of U 41598 in 2 cards"),
        (158, "amount_repeated", "€ 410.000,00 of U 41597 in 2 cards"),
        (158, "amount_repeated", "€ 410.000,00 of E 13246 in 2 cards"),
        (158, "amount_repeated", "€ 110.000,00 of U 41701 in 2 cards"),
        (158, "amount_repeated", "€ 40.000,00 of U 41715 in 2 cards"),
    ],
    "cremona_peg_2016_guidelines_staff": [(26, "total_wrong", "3 printed, 2 is the sum")],
    "cremona_piao_2026_performance": [
        (31, "weights_missing", "973_0013"),
        (29, "weights_missing", "25.29.3.1.10_0003"),
        (8, "total_wrong", "10.826 printed, 10816 is the sum"),
        (12, "total_wrong", "751 printed, 790 is the sum"),
        (13, "total_wrong", "13 printed, 93 is the sum"),
        (13, "total_wrong", "8.183 printed, 8123 is the sum"),
        (13, "total_wrong", "1.383 printed, 1355 is the sum"),
        (13, "total_wrong", "394 printed, 391 is the sum"),
    ],
    "avella_piao_2026": [],
    "other_asl_alto_tavo_relazione_filetti": [(6, "date_impossible", "31/06/2023")],
    "other_citta_castelmarino_elenco_schede": [
        (5, "date_impossible", "31/06/2024"),
        (5, "weights_phases", "50 + 40 = 90, not 100"),
    ],
    "other_comune_santa_brigida_periodi_punti": [
        (4, "date_impossible", "31/06/2024"),
        (4, "phase_outside_plan", "28/02/2025"),
    ],
}
CODES = {
    "date_impossible",
    "date_implausible_year",
    "date_unreadable",
    "date_in_text",
    "phase_backwards",
    "phase_outside_plan",
    "weights_phases",
    "weights_unit",
    "weights_indicators",
    "weights_missing",
    "cumulative_wrong",
    "amount_repeated",
    "total_wrong",
}
SAMPLE = ROOT / "tests" / "data" / "findings_sample.tsv"
"""Findings that were read by hand beside their pages: file, page, code, row, verdict, reason."""


@cache
def plan(name):
    path = CORPUS / f"{name}.pdf"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    return read_plan(path)


def findings(name):
    return plan(name).findings


def notes(name):
    """What the checks say, row by row: before findings of one kind become one."""
    facts = Facts(plan(name))
    return {(note.code, note.row_id): note.message for check in CHECKS for note in check(facts)}


@pytest.mark.parametrize(("name", "page", "code", "printed"), [(n, *row) for n, rows in KNOWN.items() for row in rows])
def test_what_is_wrong_is_found(name, page, code, printed):
    found = [f.message for f in findings(name) if (f.page, f.code) == (page, code)]
    assert any(printed in message for message in found), found


@pytest.mark.parametrize("name", KNOWN)
def test_nothing_else_is_called_wrong(name):
    found = [(f.page, f.code, f.message) for f in findings(name) if f.code in CODES]
    known = [(page, code) for page, code, _ in KNOWN[name]]
    assert sorted((page, code) for page, code, _ in found) == sorted(known), found


def judged():
    with SAMPLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("name", sorted({row["file"] for row in judged() if row["verdict"] == "false"}))
def test_no_false_alarm_comes_back(name):
    false = {(row["code"], row["row"]) for row in judged() if (row["file"], row["verdict"]) == (name, "false")}
    assert {key: message for key, message in notes(name).items() if key in false} == {}


@pytest.mark.parametrize("name", sorted({row["file"] for row in judged()}))
def test_kinds_that_were_judged_true_are_still_there(name):
    true = {row["code"] for row in judged() if (row["file"], row["verdict"]) == (name, "true")}
    assert true <= {f.code for f in findings(name)}
