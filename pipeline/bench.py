"""Pages per CPU second and peak memory of the whole conversion, beside other readers' bare table extraction.

    python -m pipeline.bench FOLDER [--only PART] [--engines piao,pdfplumber,camelot] [--markdown]

Each file is read by each engine in a fresh process. CPU seconds are user and system time of that process and of its
children. What a run pays once and not once a file is no part of them (imports, and for piao its rules and an empty
database): a line of its own says what that takes. Peak memory is the process's largest resident set, all included. The
last lines read the first quarter, the first half and the whole of the longest file: peak memory should hardly grow.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from pipeline.scorecard import Row, as_table

Measure = dict[str, float]
"""``pages``, ``cpu`` (seconds), ``megabytes`` (peak), and ``once`` (seconds before the file is opened)."""
Work = Callable[[Path], int]
"""From a file to the count of its pages."""


@contextmanager
def piao() -> Iterator[Work]:
    """The whole conversion: read, understand, check, land."""
    from pipeline.database import open_database
    from pipeline.land import land
    from pipeline.options import ReadOptions

    read_plan: Callable[..., Any] = importlib.import_module("pipeline.read_plan").read_plan
    with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "plans.duckdb") as con:

        def convert(path: Path) -> int:
            result = read_plan(path, ReadOptions())
            land(con, result)
            return int(result.plan.page_count or 0)

        yield convert


def pdfplumber(path: Path) -> int:
    """pdfplumber's tables of every page; pages closed one by one, so that its memory stays flat."""
    import pdfplumber as library

    with library.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()
        return len(pdf.pages)


def camelot(path: Path) -> int:
    """camelot's lattice on the ruling lines of the file itself, its fastest way."""
    import camelot as library

    library.read_pdf(str(path), pages="all", flavor="lattice", engine="vector")
    return page_count(path)


ENGINES: dict[str, Callable[[], AbstractContextManager[Work]]] = {
    "piao": piao,
    "pdfplumber": lambda: nullcontext(pdfplumber),
    "camelot": lambda: nullcontext(camelot),
}
IMPORTS = {
    "piao": ["pipeline.read_plan", "pipeline.land", "pipeline.options", "pipeline.warm"],
    "pdfplumber": ["pdfplumber"],
    "camelot": ["camelot", "pypdfium2"],
}


def page_count(path: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


def measure_here(engine: str, path: Path) -> Measure:
    """Run an engine in this process and say what it took."""
    for module in IMPORTS[engine]:
        importlib.import_module(module)
    with ENGINES[engine]() as work:
        once = _cpu()
        pages = work(path)
        cpu = _cpu() - once
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return {"pages": pages, "cpu": cpu, "megabytes": kilobytes / 1024, "once": once}


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def measure(engine: str, path: Path) -> Measure | None:
    """The same in a fresh process; None when the engine fails on the file."""
    command = [sys.executable, "-W", "ignore", "-m", "pipeline.bench", "--measure", engine, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        print(f"  {engine} on {path.name}: {reason}", file=sys.stderr)
        return None
    found: Measure = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(files: Sequence[Path], engines: Sequence[str]) -> tuple[list[Row], str]:
    """A line for each file and one for all of those that every engine could read; what each engine takes once a run."""
    rows, everything, once = list[Row](), list[dict[str, Measure]](), dict[str, float]()
    for path in files:
        print(f"  {path.name}", file=sys.stderr, flush=True)
        found = {engine: measure(engine, path) for engine in engines}
        good = {engine: taken for engine, taken in found.items() if taken}
        once |= {engine: min(taken["once"], once.get(engine, taken["once"])) for engine, taken in good.items()}
        rows.append(_row(path.stem, good))
        if len(good) == len(engines):
            everything.append(good)
    if everything:
        rows.append(_row("all", {engine: _sum([good[engine] for good in everything]) for engine in engines}))
    return rows, "Once a run, CPU seconds: " + ", ".join(f"{engine} {seconds:.1f}" for engine, seconds in once.items())


def _sum(taken: Sequence[Measure]) -> Measure:
    return {
        "pages": sum(one["pages"] for one in taken),
        "cpu": sum(one["cpu"] for one in taken),
        "megabytes": max(one["megabytes"] for one in taken),
    }


def _row(name: str, found: dict[str, Measure]) -> Row:
    row = {"plan": name, "pages": f"{max((taken['pages'] for taken in found.values()), default=0):.0f}"}
    for engine, taken in found.items():
        row[f"{engine} p/s"] = f"{taken['pages'] / max(taken['cpu'], 1e-6):.1f}"
        row[f"{engine} MB"] = f"{taken['megabytes']:.0f}"
    ours = found.get("piao")
    for engine, taken in found.items():
        if ours and engine != "piao":
            row[f"times {engine}"] = f"{taken['cpu'] / max(ours['cpu'], 1e-6):.1f}"
    return row


def flatness(path: Path, engine: str = "piao") -> list[Row]:
    """Peak memory on the first quarter, the first half and the whole of a file."""
    pages, rows = page_count(path), list[Row]()
    with tempfile.TemporaryDirectory() as folder:
        for part in (4, 2, 1):
            count = max(1, pages // part)
            piece = Path(folder) / f"{path.stem}_{count}.pdf"
            first_pages(path, count, piece)
            taken = measure(engine, piece)
            megabytes = f"{taken['megabytes']:.0f}" if taken else "failed"
            rows.append({"plan": path.stem, "first pages": str(count), "peak MB": megabytes})
    return rows


def first_pages(path: Path, count: int, output: Path) -> None:
    """The first ``count`` pages as a file of their own."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as whole, pypdfium2.PdfDocument.new() as piece:
        piece.import_pages(whole, list(range(count)))
        piece.save(output)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m pipeline.bench", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="folder with PDFs")
    parser.add_argument("--only", default="", help="only files with this in their name")
    parser.add_argument("--engines", default=",".join(ENGINES), help="which, separated by commas")
    parser.add_argument("--markdown", action="store_true", help="Markdown tables")
    parser.add_argument("--measure", nargs=2, metavar=("ENGINE", "PDF"), help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.measure:
        print(json.dumps(measure_here(args.measure[0], Path(args.measure[1]))))
        return 0
    engines = args.engines.split(",")
    unknown = sorted(set(engines) - set(ENGINES))
    if unknown:
        parser.error(f"no engine {', '.join(unknown)}; there are {', '.join(ENGINES)}")
    files = sorted(path for path in args.folder.glob("*.pdf") if args.only in path.name) if args.folder else []
    if not files:
        print(f"SKIPPED: no PDF in {args.folder}, nothing was measured", file=sys.stderr)
        return 0
    rows, once = compare(files, engines)
    print(as_table(rows, args.markdown))
    print(f"\n{once}")
    longest = max(files, key=page_count)
    print()
    print(as_table(flatness(longest, engines[0]), args.markdown))
    return 0


if __name__ == "__main__":
    sys.exit(main())
