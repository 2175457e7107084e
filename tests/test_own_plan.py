"""The steps of docs/a-plan-of-your-own.md, with its own files, on a plan that comes out poor without them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT
from papers import Paper

from pipeline.inspection import inspect_plan
from pipeline.options import ReadOptions
from pipeline.read_plan import read_plan
from schemas import PlanResult
from schemas.errors import LexiconError

PAGE = (ROOT / "docs" / "a-plan-of-your-own.md").read_text(encoding="utf-8")
PHASES = [("Scelta dei locali", "02/01/2025", "31/03/2025"), ("Trasloco degli uffici", "01/04/2025", "30/09/2025")]


def files_of_the_page(folder: Path) -> dict[str, Path]:
    """The YAML blocks of the page, written under the names that they give themselves."""
    found = {}
    for name, text in re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL):
        found[name] = folder / name
        found[name].write_text(text, encoding="utf-8")
    return found


def poor_plan(path: Path) -> Path:
    """A card with a label of its own, and phases in columns so close that no gap parts them."""
    paper = Paper(path)
    rows = [
        ["Denominazione obiettivo", "Nuova sede dell'anagrafe"],
        ["Peso", "50"],
        ["Titolare della faccenda", "Rossi Anna"],
    ]
    paper.labelled(60, rows)
    paper.text(50, 150, "Il nostro cammino", bold=True)
    paper.prose(50, 170, ["Che cosa si fa"], bold=True)
    paper.text(292, 170, "Si apre", size=7, bold=True)
    paper.text(332, 170, "Si chiude", size=7, bold=True)
    for n, (text, start, end) in enumerate(PHASES):
        paper.text(50, 186 + 14 * n, text)
        paper.text(292, 188 + 14 * n, start, size=7)
        paper.text(332, 188 + 14 * n, end, size=7)
    return paper.save()


def phases_of(result: PlanResult) -> list[tuple[str | None, str | None, str | None]]:
    return [(phase.description, phase.start_raw, phase.end_raw) for phase in result.phases]


def test_from_poor_to_good(tmp_path: Path) -> None:
    plan, mine = poor_plan(tmp_path / "piano.pdf"), files_of_the_page(tmp_path)
    poor = read_plan(plan)
    assert poor.objectives[0].responsible == [] and phases_of(poor) != PHASES
    assert "Titolare della faccenda" in {one.label for one in inspect_plan(plan).unknown}

    better = read_plan(plan, ReadOptions(lexicons=(mine["lexicon.yaml"],)))
    assert better.objectives[0].responsible == ["Rossi Anna"] and phases_of(better) != PHASES

    good = read_plan(plan, ReadOptions(lexicons=(mine["lexicon.yaml"],), profile=mine["profile.yaml"]))
    assert [o.title for o in good.objectives] == ["Nuova sede dell'anagrafe"]
    assert good.objectives[0].responsible == ["Rossi Anna"]
    assert phases_of(good) == PHASES
    assert not sum(page.unclaimed for page in good.page_ledger)


@pytest.mark.parametrize(
    "text", ["columns: [{x: [50, 40, 90]}]", "columnz: []", "headings: {Tappe: phase}", "[]x", "columns: [{x: [1]}]"]
)
def test_a_broken_profile_is_named(tmp_path: Path, text: str) -> None:
    profile = tmp_path / "mio.yaml"
    profile.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mio\.yaml: not a profile"):
        read_plan(poor_plan(tmp_path / "piano.pdf"), ReadOptions(profile=profile))


@pytest.mark.parametrize(
    ("text", "nearest"), [("labels: {phase: {ennd: [fine]}}", "`end`"), ("labels: {fase: {end: [fine]}}", "`phase`")]
)
def test_a_field_of_a_profile_that_there_is_not(tmp_path: Path, text: str, nearest: str) -> None:
    profile = tmp_path / "mio.yaml"
    profile.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"^mio\.yaml: .*nearest: {nearest}"):
        read_plan(poor_plan(tmp_path / "piano.pdf"), ReadOptions(profile=profile))
