import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import ROOT

from pipeline.database import open_database
from pipeline.intake import find_files
from pipeline.run import Watcher, convert
from pipeline.workers import GIGABYTE, Limits
from schemas.errors import FileMissing

LIMITS = Limits(seconds=30, memory=3 * GIGABYTE)


def pdf(folder, name, content=None):
    """A file that begins as a PDF does; its name tells the stub reader how to fail."""
    path = folder / f"{name}.pdf"
    path.write_bytes(b"%PDF-1.7\n" + (content or name).encode() + b"\n" * 100 + b"%%EOF\n")
    return path


@pytest.fixture
def con(tmp_path):
    with open_database(tmp_path / "plans.duckdb") as con:
        yield con


def run(con, files, **more):
    return convert(files, con, reader="readers:read", **({"limits": LIMITS, "jobs": 2} | more))


def statuses(con):
    return dict(con.execute("SELECT file_name, status FROM plans").fetchall())


BAD = {
    "exit": ("E_CRASH", "exit code 3"),
    "abort": ("E_CRASH", "SIGABRT"),
    "memory": ("E_MEMORY", "more than the 3 GB"),
    "bug": ("E_FAILED", "ValueError: too many values"),
    "broken": ("E_BROKEN_PDF", "qpdf"),
    "huge": ("E_FAILED", "does not fit the tables"),
}


def test_bad_files_among_good_ones(con, tmp_path):
    names = ["a", *BAD, "z"]
    files = [pdf(tmp_path, name) for name in names]
    outcomes = run(con, files)
    assert [outcome.path for outcome in outcomes] == files
    assert {outcome.path.stem: outcome.code for outcome in outcomes if outcome.failed} == {n: BAD[n][0] for n in BAD}
    assert statuses(con) == {f"{name}.pdf": "failed" if name in BAD else "ok" for name in names}
    errors = dict(con.execute("SELECT file_name, error FROM plans WHERE status = 'failed'").fetchall())
    for name, (code, says) in BAD.items():
        error = errors[f"{name}.pdf"]
        assert says in error and error.startswith(f"{name}.pdf: ") and "; " in error and "\n" not in error
        query = "SELECT code FROM findings JOIN plans USING (plan_id) WHERE file_name = ?"
        assert con.execute(query, [f"{name}.pdf"]).fetchall() == [(code,)]


def test_timeout(con, tmp_path):
    begun = time.monotonic()
    outcomes = run(con, [pdf(tmp_path, "sleep"), pdf(tmp_path, "a")], limits=Limits(seconds=1))
    assert time.monotonic() - begun < 30
    assert [outcome.code for outcome in outcomes] == ["E_TIMEOUT", None]


def test_bad_files_never_reach_the_reader(con, tmp_path):
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"PK\x03\x04 not really a zip")
    for name in ("empty1.pdf", "empty2.pdf"):
        (tmp_path / name).write_bytes(b"")
    outcomes = run(con, sorted(tmp_path.glob("*.pdf")))
    assert [outcome.code for outcome in outcomes] == ["E_EMPTY", "E_EMPTY", "E_NOT_PDF"]
    assert len(statuses(con)) == 3


def test_the_same_content_is_read_once(con, tmp_path):
    files = [pdf(tmp_path, name, content="same") for name in ("a", "b", "c")]
    outcomes = run(con, files)
    assert [outcome.same_as for outcome in outcomes] == [None, files[0], files[0]]
    assert statuses(con) == {"a.pdf": "ok"}


def test_converting_again_changes_no_id(con, tmp_path):
    files = [pdf(tmp_path, name) for name in "abc"]
    run(con, files)
    before = con.execute("SELECT objective_id FROM objectives ORDER BY ALL").fetchall()
    run(con, files[::-1], jobs=1)
    assert con.execute("SELECT objective_id FROM objectives ORDER BY ALL").fetchall() == before


def test_the_watcher_hears_of_files_and_pages(con, tmp_path):
    heard = []

    class Ear(Watcher):
        def started(self, path):
            heard.append(("started", path.name))

        def page(self, path, done, total):
            heard.append((done, total))

        def finished(self, outcome):
            heard.append(("finished", outcome.path.name))

    run(con, [pdf(tmp_path, "a")], watcher=Ear())
    assert heard == [("started", "a.pdf"), (1, 3), (3, 3), ("finished", "a.pdf")]


def test_ctrl_c_keeps_what_has_landed(tmp_path):
    files = [str(pdf(tmp_path, name)) for name in ("a", "sleep")]
    database = tmp_path / "plans.duckdb"
    code = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from pipeline.database import open_database
from pipeline.run import Watcher, convert
class Ear(Watcher):
    def finished(self, outcome):
        print("finished", flush=True)
if __name__ == "__main__":
    with open_database(Path({str(database)!r})) as con:
        convert([Path(f) for f in {files!r}], con, jobs=1, reader="readers:read", watcher=Ear())
"""
    script = tmp_path / "go.py"
    script.write_text(code)
    command = [sys.executable, str(script)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        assert process.stdout and process.stdout.readline() == b"finished\n"
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(20) != 0
    with open_database(database) as con:
        assert statuses(con) == {"a.pdf": "ok"}


def test_find_files(tmp_path):
    inner = tmp_path / "2024" / "comuni"
    inner.mkdir(parents=True)
    b, a = pdf(inner, "b"), pdf(tmp_path, "a")
    (inner / "C.PDF").write_bytes(b"x")
    (inner / "notes.txt").write_text("no")
    (inner / "._b.pdf").write_bytes(b"shadow of a Mac")
    notes = inner / "notes.txt"
    assert find_files([tmp_path]) == sorted([a, b, inner / "C.PDF"])
    assert find_files([a, tmp_path / "2024" / ".." / "a.pdf", notes]) == sorted([a, notes])
    with pytest.raises(FileMissing, match="check the path"):
        find_files([tmp_path / "none"])
