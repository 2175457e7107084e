"""``piao inspect``: what was understood of a plan, and what to do about the rest."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from papers import Paper
from test_cli import piao

from extractors.reading.content import Word
from pipeline.inspection import as_html, as_text, inspect_plan
from pipeline.options import ReadOptions


def strange_plan(path: Path) -> Path:
    """Two cards with a label that no lexicon knows, and a table of something else."""
    paper = Paper(path)
    paper.text(50, 60, "Giorni di apertura del museo", bold=True, size=12)
    paper.table([50, 350, 540], [90, 110, 130], [["Giornata", "Bigliettai"], ["Sabato", "tre"]])
    paper.page()
    for n, (title, head) in enumerate(
        [("Riordino <archivio> & protocollo", "Rossi Anna"), ("Apertura serale", "Neri Ugo")]
    ):
        rows = [["Denominazione obiettivo", title], ["Peso", "50"], ["Titolare della faccenda", head]]
        paper.labelled(60 + 240 * n, rows)
        ys = [60 + 240 * n + 20 * (len(rows) + 1 + k) for k in range(3)]
        paper.table([50, 350, 540], ys, [["Descrizione fase", "Data fine"], ["Avvio dei lavori", "30/06/2025"]])
    return paper.save()


def test_report(tmp_path: Path) -> None:
    seen = inspect_plan(strange_plan(tmp_path / "strano.pdf"))
    text = "\n".join(as_text(seen))
    assert text.startswith(
        "strano.pdf: 2 pages, 2 objectives, 2 phases, 0 indicators, 0 services; 100.00% of the words"
    )
    assert "p. 2  Apertura serale (1 phase)" in text
    assert {one.label for one in seen.unknown} >= {"Titolare della faccenda", "Bigliettai"}
    assert "p. 1  2 rows, 2 columns: Giornata | Bigliettai" in text
    assert "words that nobody claimed: none" in text
    assert not any("Apertura serale" in one.label for one in seen.unknown)


def test_the_line_to_add_is_a_lexicon_that_works(tmp_path: Path) -> None:
    plan, mine = strange_plan(tmp_path / "strano.pdf"), tmp_path / "mine.yaml"
    one = next(one for one in inspect_plan(plan).unknown if one.label == "Titolare della faccenda")
    assert set(yaml.safe_load(one.line)) == {"domain", "labels"}
    mine.write_text(one.line, encoding="utf-8")
    again = inspect_plan(plan, ReadOptions(lexicons=(mine,)))
    assert not any(other.label == one.label for other in again.unknown)


def test_html_is_one_safe_file(tmp_path: Path) -> None:
    plan, page = strange_plan(tmp_path / "strano.pdf"), tmp_path / "out" / "strano.html"
    assert "objectives" in piao("inspect", plan, "--html", page).stdout
    html = page.read_text(encoding="utf-8")
    assert "<archivio>" not in html and "&lt;archivio&gt; &amp; protocollo" in html
    assert html.count("data:image/jpeg;base64,") == 2
    assert not re.search(r'(?:src|href)="(?!data:)', html) and "<script" not in html
    assert "table without a role: Giornata" in html


def test_unclaimed_words_are_red(tmp_path: Path) -> None:
    plan = strange_plan(tmp_path / "strano.pdf")
    seen = inspect_plan(plan)
    account = seen.ledger[0]
    account.unclaimed.append(Word("Giorni", 40, 40, 80, 50, 10))
    assert 'title="nobody claimed: Giorni"' in "\n".join(as_html(seen, plan))
    assert "  p. 1  Giorni" in list(as_text(seen))


def test_rows_of_lists_are_understood_and_drawn(form):
    form.head("Registro dei rischi", size=14)
    form.grid([50, 120, 540], [["*Codice", "*Rischio"], ["A1", "Favorire chi chiede per primo"]], bold=None)
    form.save()
    seen = inspect_plan(form.path)
    assert any("1 in risks" in line for line in as_text(seen))
    assert "1 in risks" in "".join(as_html(seen, form.path))
