"""Phases that stand under their title without a header, each beside its time."""

import pytest
from forms import TEXT, card, read, values

TIMES = [
    ("entro il 31 marzo", "Scelta dei locali"),
    ("aprile-giugno", "Trasloco degli arredi"),
    ("tutto l'anno", "Pulizia delle sale"),
]


def listed(form, rows, gap=150):
    """The rows set with a tab, each text ``gap`` points right of the one before."""
    for row in rows:
        for n, text in enumerate(row):
            form.text(60 + gap * n, form.y, text, size=TEXT)
        form.y += 12
    form.y += 8


@pytest.fixture
def begun(form):
    card(form, "Aprire lo sportello unico", grid=False)
    form.head("Fasi e tempi")
    return form


@pytest.mark.parametrize("count", [2, 3])
def test_the_time_before_each_phase(begun, count):
    listed(begun, TIMES[:count])
    assert values(read(begun).phases, "period_raw", "description") == TIMES[:count]


@pytest.mark.parametrize("count", [2, 3])
def test_the_time_after_each_phase(begun, count):
    listed(begun, [(text, time) for time, text in TIMES[:count]], gap=200)
    assert values(read(begun).phases, "period_raw", "description") == TIMES[:count]


def test_a_table_without_a_header(begun):
    begun.grid([50, 200, 500], TIMES, bold="none")
    assert values(read(begun).phases, "period_raw", "description") == TIMES


@pytest.mark.parametrize("other", [("Anna Rossi", "Trasloco degli arredi"), ("aprile-giugno", "da maggio 2025")])
def test_other_columns_hold_no_times(begun, other):
    begun.grid([50, 200, 500], [TIMES[0], other], bold="none")
    assert values(read(begun).phases, "period_raw") != ["entro il 31 marzo", other[0]]


def test_what_stands_under_no_title_of_phases_is_none(form):
    card(form, "Aprire lo sportello unico", grid=False)
    form.head("Note")
    listed(form, TIMES)
    assert read(form).phases == []
