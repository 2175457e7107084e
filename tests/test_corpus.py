"""The bars of the corpus: plans with hand-checked gold that are not part of the project.

    pytest -m slow tests/test_corpus.py

They stand in ``../shared/corpus`` beside the checkout, their judge above them; another folder is named by the variable
``PIAO_CORPUS``. Where there is none the tests say so and are skipped.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import ROOT

from pipeline.scorecard import gold_of, plans_of, score

CORPUS = Path(os.environ.get("PIAO_CORPUS") or ROOT.parent / "shared" / "corpus")
JUDGE = CORPUS.resolve().parent / "score.py"
MISSING = next((path for path in (CORPUS, JUDGE) if not path.exists()), None)
FOUR = (
    "tortona_performance_2024",
    "provincia_cremona_piao_2024",
    "cremona_peg_2016",
    "cremona_piao_2026_performance",
)
BARS = dict.fromkeys(FOUR, 0.99) | {"avella_piao_2026": 0.97}
OTHERS = 0.95
EXACT = 0.9
"""The share of the four plans' objectives that are right in every field."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not there: the corpus is not part of the project"),
]
PLANS = [path.stem for path in plans_of(CORPUS)] if CORPUS.is_dir() else []
JUDGED = [*BARS, *(name for name in PLANS if name.startswith("other_"))]


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    """The judge's figures for all plans with a bar, from one conversion."""
    folder = tmp_path_factory.mktemp("corpus")
    for name in JUDGED:
        for path in (CORPUS / f"{name}.pdf", gold_of(CORPUS / f"{name}.pdf")):
            if path.is_file():
                (folder / path.name).symlink_to(path.resolve())
    found = score(folder, JUDGE, folder / "plans.duckdb")
    return {pdf.stem: figure for pdf, figure in found}


@pytest.mark.parametrize("name", JUDGED)
def test_f1(figures, name):
    if name not in figures:
        pytest.skip(f"{CORPUS / name}.pdf or its gold is not there")
    figure = figures[name]
    assert "error" not in figure, figure
    assert figure["f1"] >= BARS.get(name, OTHERS)


@pytest.mark.parametrize("name", FOUR)
def test_objectives_right_in_every_field(figures, name):
    if name not in figures:
        pytest.skip(f"{CORPUS / name}.pdf or its gold is not there")
    figure = figures[name]
    assert figure["objectives_exact"] >= EXACT * figure["objectives_gold"]
