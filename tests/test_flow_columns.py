"""Text in two columns side by side, and what only looks like it."""

import pytest
from forms import FASI, TITLES, read, values

RIGHT = 330
PARTED = [
    ("*Motivazione", "*Responsabile"),
    ("Chi si iscrive aspetta troppo e torna", "Anna Rossi"),
    ("più volte allo sportello, con molte", "*Altre strutture coinvolte"),
    ("carte diverse.", "Segreteria"),
    ("*Finalità", ""),
    ("Un solo passaggio per ogni domanda.", "*Destinatari"),
    ("", "Nuovi iscritti"),
]
BESIDE = [
    ("*Motivazione", "*Responsabile"),
    ("Attese troppo lunghe", "Anna Rossi"),
    ("*Settore", "*Destinatari"),
    ("Anagrafe", "Nuovi iscritti"),
]
THREE = [
    ("*Motivazione", "*Settore", "*Responsabile"),
    ("Attese troppo lunghe", "Anagrafe", "Anna Rossi"),
    ("*Peso", "*Missione", "*Destinatari"),
    ("20%", "01", "Nuovi iscritti"),
]


def side_by_side(form, lines):
    for texts in lines:
        for x, text in zip((50, RIGHT) if len(texts) == 2 else (50, 190, RIGHT), texts, strict=True):
            form.text(x, form.y, text.lstrip("*"), size=9, bold=text.startswith("*"))
        form.y += 12
    form.y += 10


@pytest.fixture
def begun(form):
    form.head("OBIETTIVO B7 – " + TITLES[0])
    return form


def test_each_column_is_read_down(begun):
    side_by_side(begun, PARTED)
    found = read(begun).objectives[0]
    assert found.rationale.endswith("con molte carte diverse.")
    assert (found.responsible, found.contributors, found.recipients) == (["Anna Rossi"], "Segreteria", "Nuovi iscritti")
    assert found.purpose == "Un solo passaggio per ogni domanda."


@pytest.mark.parametrize("lines", [BESIDE, THREE])
def test_labels_beside_each_other_over_their_values_are_read_by_rows(begun, lines):
    side_by_side(begun, lines)
    begun.head("Fasi")
    begun.grid([50, 80, 330, 430, 540], FASI)
    plan = read(begun)
    assert values(plan.objectives, "responsible", "recipients") == [(["Anna Rossi"], "Nuovi iscritti")]
    assert plan.objectives[0].rationale == "Attese troppo lunghe"
