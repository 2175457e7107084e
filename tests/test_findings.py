"""The catalogue of findings: its page is current, every code that the program uses is in it."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from schemas.findings import KINDS, catalogue


def test_page_is_current():
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == catalogue(), "run `make docs`"


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_kinds_are_whole(kind):
    texts = [kind.title, kind.title_it, kind.meaning, kind.meaning_it, kind.advice, kind.advice_it]
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.code) and all(texts)
    assert not kind.title.endswith(".") and all(text.endswith(".") for text in texts[2:])
    assert len(set(texts)) == len(texts)


def test_codes_are_unlike():
    assert len({kind.title for kind in KINDS.values()}) == len(KINDS)


def test_every_code_in_use_is_in_the_catalogue():
    used = set()
    for path in (ROOT / "pipeline").rglob("*.py"):
        used |= set(re.findall(r'(?:report|Note|_note)\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8")))
    assert used and used <= set(KINDS)
