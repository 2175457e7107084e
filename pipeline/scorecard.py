"""Score every plan of a corpus folder against its gold, and print one table.

    python -m pipeline.scorecard CORPUS [--judge score.py] [--markdown] [--all] [--only PART] [--keep DATABASE]

A plan is a ``NAME.pdf`` with a ``NAME.gold.json`` beside it. The judge is a script that is called as
``score.py DATABASE GOLD --file NAME.pdf --json``; by default the one beside the corpus folder.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pipeline.database import open_database, read_database
from pipeline.run import Outcome, Watcher, convert
from pipeline.workers import READER, cores

Row = dict[str, str]

TABLES = ("objectives", "phases", "indicators", "budget_lines", "staff_lines", "services", "service_indicators")
"""Tables of the judge that have a column of their own; ``--all`` shows all."""


class Dots(Watcher):
    """A sign of life for each plan."""

    def finished(self, outcome: Outcome) -> None:
        print(f"  {outcome.path.name}: {outcome.plan.error or f'{outcome.seconds:.1f} s'}", file=sys.stderr, flush=True)
        if outcome.details:
            print(outcome.details, file=sys.stderr, flush=True)


def plans_of(corpus: Path, only: str = "") -> list[Path]:
    """The PDFs of the folder that have their gold beside them."""
    found = sorted(corpus.glob("*.pdf"))
    return [path for path in found if gold_of(path).is_file() and only in path.name]


def gold_of(pdf: Path) -> Path:
    """Where a plan's gold stands."""
    return pdf.with_suffix(".gold.json")


def judge_plan(judge: Path, database: Path, pdf: Path) -> dict[str, Any]:
    """The judge's figures for one plan; ``{"error": …}`` when it fell over."""
    command = [sys.executable, str(judge), str(database), str(gold_of(pdf)), "--file", pdf.name, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout.strip():
        return {"error": (done.stderr.strip().splitlines() or ["the judge said nothing"])[-1]}
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def row_of(pdf: Path, figures: dict[str, Any], every_table: bool = False) -> Row:
    """A plan's line of the table, all text; a table's own figure is its F1."""
    if "error" in figures:
        return {"plan": pdf.stem, "F1": figures["error"]}
    gold, exact = figures.get("objectives_gold", 0), figures.get("objectives_exact", 0)
    row = {
        "plan": pdf.stem,
        "F1": percent(figures["f1"]),
        "precision": percent(figures["precision"]),
        "recall": percent(figures["recall"]),
        "soft F1": percent(figures["f1_soft"]),
        "gold": str(gold),
        "found": str(figures.get("objectives_found", 0)),
        "exact": f"{exact} ({exact / gold:.0%})" if gold else "",
    }
    found = figures.get("tables", {})
    return row | {table: percent(found[table]) for table in (found if every_table else TABLES) if table in found}


def percent(share: float) -> str:
    return f"{share:.1%}"


def as_table(rows: Sequence[Row], markdown: bool = False) -> str:
    """Rows as aligned text; the columns are those of all rows, in order of appearance."""
    header = list(dict.fromkeys(name for row in rows for name in row))
    header.sort(key=lambda name: TABLES.index(name) if name in TABLES else -1)
    lines = [header, *([row.get(name, "") for name in header] for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(header))]
    texts = [_line(line, widths, " | " if markdown else "  ") for line in lines]
    if markdown:
        texts = [f"| {text} |" for text in texts]
        texts.insert(1, "|" + "|".join("---" if n == 0 else "--:" for n in range(len(header))) + "|")
    return "\n".join(texts)


def _line(values: Iterable[str], widths: Sequence[int], between: str) -> str:
    aligned = (
        value.ljust(width) if n == 0 else value.rjust(width)
        for n, (value, width) in enumerate(zip(values, widths, strict=True))
    )
    return between.join(aligned)


def score(
    corpus: Path, judge: Path, database: Path, only: str = "", reader: str = READER
) -> list[tuple[Path, dict[str, Any]]]:
    """Convert the corpus into ``database`` and judge each plan: its PDF and the judge's figures."""
    pdfs = plans_of(corpus, only)
    with open_database(database) as con:
        convert(pdfs, con, reader=reader, watcher=Dots())
    with ThreadPoolExecutor(cores()) as pool:
        figures = pool.map(lambda pdf: judge_plan(judge, database, pdf), pdfs)
        return list(zip(pdfs, figures, strict=True))


def confidence_table(judge: Path, database: Path, pdfs: Sequence[Path]) -> list[Row]:
    """How many objectives, phases and indicators are right in every field, by decile of their confidence."""
    counts: dict[int, list[int]] = {}
    rules = _judge_module(judge)
    if rules is None:
        return []
    with read_database(database) as con:
        for pdf in pdfs:
            gold = json.loads(gold_of(pdf).read_text(encoding="utf-8"))
            for confidence, right in rights(rules, con, gold, pdf.name):
                count = counts.setdefault(min(9, int(10 * confidence)), [0, 0])
                count[0] += right
                count[1] += 1
    return [
        {
            "confidence": f"{n / 10:.1f}-{(n + 1) / 10:.1f}",
            "records": str(counts[n][1]),
            "right": str(counts[n][0]),
            "precision": percent(counts[n][0] / counts[n][1]),
        }
        for n in sorted(counts, reverse=True)
    ]


def rights(rules: Any, con: Any, gold: dict[str, Any], file_name: str) -> Iterable[tuple[float, bool]]:
    """Each record's confidence, and whether the judge's own comparison finds nothing wrong in it.

    A phase or indicator of an objective that is none is wrong.
    """
    found = rules.rows(con, "SELECT plan_id FROM plans WHERE file_name = ?", [file_name])
    ids = [row["plan_id"] for row in found]
    wanted = gold.get("objectives") or []
    sql = "SELECT * FROM objectives WHERE list_contains(?, plan_id) ORDER BY position"
    objectives = rules.rows(con, sql, [ids])
    keys = [row["objective_id"] for row in objectives]
    children = {name: rules.children(con, name, "objective_id", keys) for name in ("phases", "indicators")}
    likeness = rules.objective_likeness(len(wanted), len(objectives))
    of = {got["objective_id"]: want for want, got in rules.pair(wanted, objectives, likeness)[0]}
    for objective in objectives:
        key = objective["objective_id"]
        yield _judged(rules, "objectives", rules.OBJECTIVE, of.get(key), objective)
        for name, fields in (("phases", rules.PHASE), ("indicators", rules.INDICATOR)):
            golds, gots = (of.get(key) or {}).get(name) or [], children[name][key]
            alike = rules.text_likeness("description", "description", len(golds), len(gots))
            pairs = {id(got): want for want, got in rules.pair(golds, gots, alike, fields)[0]}
            for got in gots:
                yield _judged(rules, name, fields, pairs.get(id(got)), got)


def _judged(rules: Any, table: str, fields: dict[str, str], gold: Any, got: dict[str, Any]) -> tuple[float, bool]:
    right = gold is not None and rules.compare(table, fields, gold, got, rules.Tally(), 95.0, "")
    return got["confidence"] or 0.0, bool(right)


def _judge_module(judge: Path) -> Any:
    """The judge as a module; None for one that is of another make."""
    if "def objective_likeness(" not in judge.read_text(encoding="utf-8"):
        return None
    spec = importlib.util.spec_from_file_location("judge", judge)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m pipeline.scorecard", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path, help="folder with PDFs and their gold")
    parser.add_argument("--judge", type=Path, help="default: score.py beside the corpus folder")
    parser.add_argument("--markdown", action="store_true", help="a Markdown table")
    parser.add_argument("--all", action="store_true", help="F1 of every table, also of those with few records")
    parser.add_argument("--only", default="", help="only plans with this in their file name")
    parser.add_argument("--keep", type=Path, help="keep the database here")
    parser.add_argument("--reader", default=READER, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    judge: Path = args.judge or args.corpus.resolve().parent / "score.py"
    if not args.corpus.is_dir() or not judge.is_file():
        missing = args.corpus if not args.corpus.is_dir() else judge
        print(f"SKIPPED: {missing} is not there, nothing was scored", file=sys.stderr)
        return 0
    if not plans_of(args.corpus, args.only):
        print(f"SKIPPED: no PDF with a .gold.json beside it in {args.corpus}", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        database = args.keep or Path(folder) / "score.duckdb"
        figures = score(args.corpus, judge, database, args.only, args.reader)
        deciles = confidence_table(judge, database, [pdf for pdf, found in figures if "error" not in found])
    print(as_table([row_of(pdf, found, args.all) for pdf, found in figures], args.markdown))
    if deciles:
        print("\nobjectives, phases and indicators that are right in every field, by confidence")
        print(as_table(deciles, args.markdown))
    return 0


if __name__ == "__main__":
    sys.exit(main())
