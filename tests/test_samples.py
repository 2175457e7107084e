"""The samples are what their YAML says: the gold is current, each PDF is there and prints what the gold holds."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from samples.typeset.content import SAMPLES, Plan, gold, gold_text, load, names

SLOW = pytest.mark.slow


@pytest.fixture(params=names())
def plan(request: pytest.FixtureRequest) -> Plan:
    return load(SAMPLES / f"{request.param}.yaml")


def words(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).casefold()


def texts(path: Path) -> list[str]:
    """What each page prints."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [s for part in value.values() for s in strings(part)]
    if isinstance(value, list):
        return [s for part in value for s in strings(part)]
    return [value] if isinstance(value, str) else []


def test_gold_is_what_the_yaml_gives(plan: Plan) -> None:
    assert (SAMPLES / f"{plan.name}.gold.json").read_text(encoding="utf-8") == gold_text(plan)


def test_gold_is_in_the_format_of_the_judge(plan: Plan) -> None:
    found = gold(plan)
    assert found["objectives"] and all(o["title"] for o in found["objectives"])
    for record in [*found["objectives"], *found["services"]]:
        for indicator in record["indicators"]:
            assert indicator["description"]
            assert all(set(t) == {"label", "year", "value"} for t in indicator["targets"])
    assert json.loads(gold_text(plan)) == found


def test_pdf_has_the_pages_it_should_have(plan: Plan) -> None:
    assert len(texts(SAMPLES / f"{plan.name}.pdf")) == plan.pages


def test_what_gold_says_is_printed(plan: Plan) -> None:
    """Every word of the gold stands on some page; the end of a line may part it."""
    printed = words(" ".join(texts(SAMPLES / f"{plan.name}.pdf")))
    found = gold(plan)
    for record in [*found["objectives"], *found["services"], *found["tables"]]:
        for indicator in record.get("indicators", []):
            del indicator["kind"]  # a class of ours, not a text of the plan
        for text in strings(record):
            lost = [word for word in text.split() if words(word) not in printed]
            assert not lost or text.startswith("Target "), f"{record}: {text}"


@SLOW
def test_typesetting_gives_the_committed_pages_and_the_same_bytes_again(plan: Plan, tmp_path: Path) -> None:
    """The bytes depend on the versions of the producer and its fonts; the committed PDF must print the same texts."""
    pytest.importorskip("reportlab")
    from samples.typeset.__main__ import build, can_build

    if not can_build(plan.layout):
        pytest.skip("this sample's producer or its fonts are not installed")
    made = []
    for folder in (tmp_path / "once", tmp_path / "again"):
        folder.mkdir()
        build(plan.name, folder)
        made.append(folder / f"{plan.name}.pdf")
    assert made[0].read_bytes() == made[1].read_bytes()
    assert texts(made[0]) == texts(SAMPLES / f"{plan.name}.pdf")
