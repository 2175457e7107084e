"""The score card and the bench on stubs: a reader that reads nothing, a judge that always says the same."""

from conftest import ROOT
from test_run import pdf

from pipeline import bench, scorecard

JUDGE = """
import json, sys
assert sys.argv[3] == "--file" and sys.argv[5] == "--json"
if "broken" in sys.argv[4]:
    sys.exit("gold is broken")
print(json.dumps({"f1": 0.991, "precision": 1.0, "recall": 0.982, "f1_soft": 0.5, "objectives_gold": 4,
                  "objectives_found": 4, "objectives_exact": 3, "tables": {"phases": 0.75}}))
"""


def test_scorecard(tmp_path, capsys):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("a", "broken", "nogold"):
        pdf(corpus, name)
    for name in ("a", "broken"):
        (corpus / f"{name}.gold.json").write_text("{}")
    (tmp_path / "score.py").write_text(JUDGE)
    assert scorecard.main([str(corpus), "--markdown", "--reader", "readers:read"]) == 0
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["plan", "F1", "precision", "recall", "soft F1", "gold", "found", "exact", "phases"]
    assert lines[2] == ["a", "99.1%", "100.0%", "98.2%", "50.0%", "4", "4", "3 (75%)", "75.0%"]
    assert lines[3][:2] == ["broken", "gold is broken"]


def test_where_there_is_no_corpus(tmp_path, capsys):
    assert scorecard.main([str(tmp_path / "none")]) == 0
    assert bench.main([str(tmp_path)]) == 0
    assert capsys.readouterr().err.count("SKIPPED") == 2


def test_bench(capsys):
    sample = sorted((ROOT / "samples").glob("*.pdf"))[0]
    taken = bench.measure("pdfplumber", sample)
    assert taken and taken["pages"] == bench.page_count(sample) and taken["cpu"] > 0 and taken["megabytes"] > 10
    row = bench._row("x", {"piao": taken, "pdfplumber": taken | {"cpu": 2 * taken["cpu"]}})
    assert row["times pdfplumber"] == "2.0"
