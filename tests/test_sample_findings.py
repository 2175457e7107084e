"""What the samples are made to show, among the findings and the values of their plans; read from the PDFs."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import ROOT

from pipeline.read_plan import read_plan


@cache
def plan(name):
    (path,) = (ROOT / "samples").glob(f"*{name}*.pdf")
    return read_plan(path)


def found(name, code):
    return [(f.page, f.message) for f in plan(name).findings if f.code == code]


def test_impossible_dates():
    assert [(page, text.split(":")[0]) for page, text in found("vallombra", "date_impossible")] == [
        (4, "31.06.2025"),
        (8, "31.06.2025"),
        (9, "31.04.2025"),
    ]
    assert found("vallombra", "date_unreadable") == [(9, "31.1.2.2025: not read as a date (probably 31/12/2025)")]
    assert [text[:10] for _, text in found("roccamarina", "date_impossible")] == ["31/06/2025"]
    assert [text for _, text in found("montefosco", "date_implausible_year")] == [
        "30/11/0025: a year that cannot be meant (probably 30/11/2025)"
    ]


def test_one_sum_in_two_cards():
    ((_, message),) = found("vallombra", "amount_repeated")
    assert message.startswith("€ 38.400,00 in 2 cards (€ 76.800,00 if added up)")


def test_weights():
    assert found("roccamarina", "weights_unit") == [] and len(found("roccamarina", "weights_other_total")) == 1
    assert len(found("montefosco", "weights_unused")) == 1
    assert all(not found(name, "weights_phases") for name in ("vallombra", "montefosco", "lagoverde"))


def test_printings_of_one_objective_share_their_key():
    """The matrix by line and the one by silo print the same codes in the same year."""
    keys = {}
    for objective in plan("lagoverde").objectives:
        keys.setdefault((objective.year, objective.code), set()).add(objective.objective_key)
    assert len(keys) > 10 and all(len(group) == 1 for group in keys.values())
    assert len({o.objective_key for o in plan("vallombra").objectives}) == 8


def test_units_before_phases():
    units = {phase.units for phase in plan("vallombra").phases if phase.units}
    assert "URB." in units and all(unit.isupper() for unit in units)


@pytest.mark.parametrize("name", ["vallombra", "roccamarina", "montefosco", "lagoverde"])
def test_people_are_people(name):
    people = plan(name).people
    assert people and len({person.name_key for person in people}) == len(people)
    assert all(2 <= len(person.name.split()) <= 4 for person in people)
