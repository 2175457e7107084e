"""Damaged and hostile files: a result or an error of ours, within seconds, and never anything else.

The files are read in a process of their own, for a reader that crashes would take the tests with it.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from itertools import pairwise

import pytest
from conftest import ROOT
from papers import Paper

SECONDS = 10.0
"""Seconds of processor time that one small file may take."""
PATIENCE = 45.0
"""Seconds after which a file that says nothing has hung, on a busy machine."""

READ = """
import json, sys, time
from pathlib import Path
from pipeline.read_plan import read_plan
from schemas.errors import PiaoError
for path in sys.argv[1:]:
    start = time.process_time()
    try:
        found = "ok", len(read_plan(Path(path)).objectives)
    except PiaoError as error:
        found = error.code, str(error)
    except Exception as error:
        import traceback
        found = "!", type(error).__name__, str(error)[:200], traceback.format_exc().strip().splitlines()[-3:]
    print(json.dumps([time.process_time() - start, *found]), flush=True)
"""


def outcomes(paths):
    """Each file's [seconds, "ok", objectives], [seconds, code, message] or [seconds, "!", …].

    None for a file that hung or took the process down.
    """
    left, found = [str(path) for path in paths], []
    while left:
        command = [sys.executable, "-c", READ, *left]
        with subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
        ) as process:
            try:
                text, _ = process.communicate(timeout=PATIENCE + SECONDS / 10 * len(left))
            except subprocess.TimeoutExpired:
                process.kill()
                text, _ = process.communicate()
        lines = [json.loads(line) for line in text.splitlines()]
        found += lines
        left = left[len(lines) :]
        if left:
            found.append(None)
            left = left[1:]
    return found


def check(paths):
    """No file may do anything but give a result or an error of ours, in time."""
    paths = list(paths)
    found = outcomes(paths)
    bad = {
        path.name: outcome
        for path, outcome in zip(paths, found, strict=True)
        if outcome is None or outcome[1] == "!" or outcome[0] > SECONDS
    }
    assert bad == {}
    for outcome in found:
        if outcome[1] != "ok":
            assert outcome[1].startswith("E_") and "\n" not in outcome[2] and "; " in outcome[2]
    return found


# --- small files by hand ---

BOX = "/MediaBox [0 0 595 842]"
FONT = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
TEXT = "BT /F1 10 Tf 50 700 Td (OBIETTIVO N. 1 - Aprire lo sportello) Tj 0 -20 Td (Responsabile: Anna Rossi) Tj ET"


def pdf(path, *objects):
    """A file of these objects, the first one its catalogue; the table of references is right."""
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body.encode("latin-1") if isinstance(body, str) else body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    path.write_bytes(out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode())
    return path


def stream(content, entries=""):
    return f"<< /Length {len(content)} {entries} >>\nstream\n{content}\nendstream"


def page(path, content=TEXT, box=BOX, entries=FONT, *more):
    """A file of one page."""
    return pdf(
        path,
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {box} {entries} /Contents 4 0 R >>",
        stream(content),
        *more,
    )


def words(lines):
    """Text at places: (x, y, size, text)."""
    return "BT " + " ".join(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, size, text in lines) + " ET"


# --- damaged files ---

SAMPLE = ROOT / "samples" / "barre_unione_montana_serravolpe_piano_2025.pdf"


def plain(path):
    """A plan whose pages are not compressed: a changed byte changes what is drawn."""
    paper = Paper(path)
    paper.canvas.setPageCompression(0)
    for n in range(2):
        paper.text(50, 60, f"Obiettivo {n} - Aprire lo sportello", bold=True)
        rows = [["Responsabile", "Anna Rossi"], ["Peso", "20%"], ["Settore", "Servizi demografici"]]
        paper.table([50, 180, 540], [80, 100, 120, 140], rows, bold_head=False)
        rows = [["Fase", "Inizio", "Fine"], ["Scelta dei locali", "01/02/2025", "30/06/2025"]]
        paper.table([50, 300, 420, 540], [200, 220, 240], rows)
        paper.page()
    return paper.save()


def test_files_cut_short(tmp_path):
    whole = SAMPLE.read_bytes()
    cuts = [100, 1200, len(whole) // 4, len(whole) // 2, len(whole) * 3 // 4, len(whole) - 2000, len(whole) - 7]
    paths = [tmp_path / f"{cut}.pdf" for cut in cuts]
    for cut, path in zip(cuts, paths, strict=True):
        path.write_bytes(whole[:cut])
    found = check(paths)
    assert found[-1][1] == "ok"  # only the mark at the end is missing


@pytest.mark.parametrize("source", ["compressed", "plain"])
def test_bytes_changed_at_random(tmp_path, source):
    whole = SAMPLE.read_bytes() if source == "compressed" else plain(tmp_path / "plain.pdf").read_bytes()
    paths = []
    for seed in range(4 if source == "compressed" else 20):
        dice = random.Random(seed)
        data = bytearray(whole)
        for _ in range(dice.choice([1, 10, 100])):
            data[dice.randrange(20, len(data))] = dice.randrange(256)
        paths.append(tmp_path / f"seed{seed}.pdf")
        paths[-1].write_bytes(data)
    check(paths)


def test_lines_lost_repeated_and_swapped(tmp_path):
    """What a broken transfer or a bad editor does."""
    lines = plain(tmp_path / "plain.pdf").read_bytes().split(b"\n")
    paths = []
    for seed in range(12):
        dice = random.Random(seed)
        mixed = list(lines)
        for _ in range(8):
            n, m = dice.randrange(1, len(mixed)), dice.randrange(1, len(mixed))
            match seed % 3:
                case 0:
                    del mixed[n]
                case 1:
                    mixed.insert(n, mixed[m])
                case 2:
                    mixed[n], mixed[m] = mixed[m], mixed[n]
        paths.append(tmp_path / f"lines{seed}.pdf")
        paths[-1].write_bytes(b"\n".join(mixed))
    check(paths)


# --- too much of everything ---


def grid(columns, rows, step=4.0):
    """Every side of every cell is a rule of its own."""
    xs, ys = [20 + step * n for n in range(columns + 1)], [20 + step * n for n in range(rows + 1)]
    across = [f"{a} {y} m {b} {y} l S" for y in ys for a, b in pairwise(xs)]
    down = [f"{x} {a} m {x} {b} l S" for x in xs for a, b in pairwise(ys)]
    return " ".join(["0.3 w", *across, *down])


def scattered(count, seed=0):
    dice = random.Random(seed)
    rules = []
    for _ in range(count):
        x, y, far = dice.uniform(0, 595), dice.uniform(0, 842), dice.uniform(5, 200)
        rules.append(
            f"{x:.1f} {y:.1f} m {x + far:.1f} {y:.1f} l S"
            if dice.random() < 0.5
            else f"{x:.1f} {y:.1f} m {x:.1f} {y + far:.1f} l S"
        )
    return " ".join(["0.3 w", *rules])


def crowd(count, seed=0):
    dice = random.Random(seed)
    return words([(dice.randrange(595), dice.randrange(842), dice.choice([1, 4, 9]), "parola") for _ in range(count)])


def rows_of_words(rows, columns):
    return words(
        [(10 + 570 / columns * c, 830 - 820 / rows * r, 3, f"w{r}") for r in range(rows) for c in range(columns)]
    )


MANY = {
    "rules-in-a-grid": lambda: grid(120, 125),
    "rules-anywhere": lambda: scattered(30_000),
    "rules-across": lambda: (
        "0.1 w " + " ".join(f"20 {800 * n / 30_000:.3f} m 500 {800 * n / 30_000:.3f} l S" for n in range(30_000))
    ),
    "rules-in-one-place": lambda: "20 20 m 500 20 l S " * 30_000,
    "boxes": lambda: " ".join(f"{5 * (n % 110)} {5 * (n // 110 % 160)} 4 4 re f" for n in range(17_000)),
    "one-path": lambda: "0 0 m " + " ".join(f"{n * 7919 % 595} {n * 104729 % 842} l" for n in range(30_000)) + " S",
    "words-in-rows": lambda: rows_of_words(200, 100),
    "words-in-one-place": lambda: words([(100, 100, 9, "parola")] * 20_000),
    "words-anywhere": lambda: crowd(20_000),
    "a-line-without-end": lambda: words([(10, 400, 9, "parola " * 20_000)]),
    "a-word-without-end": lambda: words([(10, 400, 9, "a" * 100_000)]),
    "labels": lambda: words([(10 + 140 * (n % 4), 830 - n // 4 * 0.3, 3, "Responsabile:") for n in range(10_000)]),
}


ENDLESS = pytest.mark.xfail(strict=True, reason="the time grows with the square of a word's letters: 10,000 take 2 s")
SOME = ["rules-in-a-grid", "words-in-rows", "words-in-one-place"]


def test_too_much_on_a_page(tmp_path):
    check(page(tmp_path / f"{case}.pdf", f"{TEXT} {MANY[case]()}") for case in SOME)


@pytest.mark.slow
@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=ENDLESS if case == "a-word-without-end" else ()) for case in MANY if case not in SOME],
)
def test_far_too_much_on_a_page(tmp_path, case):
    check([page(tmp_path / f"{case}.pdf", f"{TEXT} {MANY[case]()}")])


# --- absurd pages ---

BOXES = {
    "zero": "/MediaBox [0 0 0 0]",
    "flat": "/MediaBox [0 0 595 0]",
    "turned": "/MediaBox [595 842 0 0]",
    "below-zero": "/MediaBox [-5000 -5000 -4000 -4000]",
    "tiny": "/MediaBox [0 0 0.001 0.001]",
    "huge": "/MediaBox [0 0 100000000 100000000]",
    "no-numbers": "/MediaBox [/a /b /c /d]",
    "two-numbers": "/MediaBox [0 0]",
    "none": "",
    "crop-outside": "/MediaBox [0 0 595 842] /CropBox [9000 9000 9500 9500]",
    "crop-empty": "/MediaBox [0 0 595 842] /CropBox [100 100 100 100]",
    "rotate-45": "/MediaBox [0 0 595 842] /Rotate 45",
    "rotate-huge": "/MediaBox [0 0 595 842] /Rotate 2147483640",
    "user-unit": "/MediaBox [0 0 595 842] /UserUnit 1000000",
}


def test_absurd_boxes(tmp_path):
    rules = " 50 690 m 400 690 l S 50 650 m 400 650 l S 50 650 m 50 690 l S 400 650 m 400 690 l S"
    check(page(tmp_path / f"{name}.pdf", TEXT + rules, box) for name, box in BOXES.items())


CONTENTS = {
    "empty": "",
    "blank-text": "BT /F1 10 Tf 50 700 Td (     ) Tj ET",
    "no-end": "BT /F1 10 Tf 50 700 Td (Obiettivo",
    "far-text": words([(1e9, 1e9, 10, "Obiettivo"), (-1e9, 5, 10, "Peso"), (3e38, 3e38, 10, "x")]),
    "far-rules": "-1e9 100 m 1e9 100 l S 100 -3e38 m 100 3e38 l S 1e38 1e38 m 1e39 1e39 l S",
    "numbers-too-long": f"{'9' * 400} {'9' * 400} m {'9' * 400} 0 l S "
    + words([("9" * 400, "9" * 400, 10, "Obiettivo")]),
    "no-numbers": "NaN NaN m inf inf l S BT /F1 NaN Tf (Obiettivo) Tj ET",
    "flat-letters": "BT /F1 10 Tf 1 0 0 0 50 700 Tm (Obiettivo) Tj 0 0 0 0 50 600 Tm (Peso) Tj ET",
    "size-0": words([(50, 700, 0, "Obiettivo"), (50, 680, -12, "Peso"), (50, 660, 1e-9, "Titolo")]),
    "size-huge": words([(50, 700, 1e6, "Obiettivo"), (50, 680, 1e30, "Peso")]),
    "slanted": "BT /F1 10 Tf 0.7 0.7 -0.7 0.7 200 200 Tm (Obiettivo n. 1 Aprire) Tj ET 10 10 m 500 700 l S",
    "mirrored": "-1 0 0 -1 595 842 cm " + TEXT,
    "flat-world": "0 0 0 0 0 0 cm " + TEXT + " 0 0 m 100 0 l S",
    "huge-world": "1e20 0 0 1e20 0 0 cm " + TEXT + " 0 0 m 100 0 l S",
    "odd-letters": words([(50, 700, 10, r"\000\001\002\377\376 Obiettivo \200\201\n\r\t")]),
    "no-font": "BT /F9 10 Tf 50 700 Td (Obiettivo n. 1) Tj ET",
    "never-restored": "q " * 5000 + TEXT,
    "never-saved": "Q " * 5000 + TEXT,
    "wide-strokes": "500 w 0 400 m 595 400 l S 0 w 0 300 m 595 300 l S -5 w 0 200 m 595 200 l S " + TEXT,
    "points": "50 50 m 50 50 l S 100 100 0 0 re f 100 100 -50 -50 re S " + TEXT,
    "inline-image": "BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI " + TEXT,
}


def test_absurd_contents(tmp_path):
    check(page(tmp_path / f"{name}.pdf", content) for name, content in CONTENTS.items())


def form(inner, more=""):
    return stream(inner, f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << {more} >>")


def nested(path, depth):
    """A form in a form in a form."""
    forms = [form(f"1 0 0 1 1 1 cm /X{n + 1} Do", f"/XObject << /X{n + 1} {n + 6} 0 R >>") for n in range(depth)]
    used = f"/Resources << /XObject << /X0 5 0 R >> /Font << {FONT[22:-6]} >> >>"
    return page(path, f"{TEXT} /X0 Do", BOX, used, *forms, form("0 0 100 100 re S"))


def test_nested_forms(tmp_path):
    """Not here: a form that draws itself twice. PDFium follows it for ever; the command's limit of time stops it."""
    itself = form("/X0 Do 0 0 100 100 re S", "/XObject << /X0 5 0 R >>")
    wide = [form("/A Do " * 8, f"/XObject << /A {n + 6} 0 R >>") for n in range(4)]
    used = "/Resources << /XObject << /X0 5 0 R >> >>"
    check(
        [
            nested(tmp_path / "ten.pdf", 10),
            nested(tmp_path / "hundred.pdf", 100),
            page(tmp_path / "itself.pdf", "/X0 Do", BOX, used, itself),
            page(tmp_path / "bomb.pdf", "/X0 Do", BOX, used, *wide, form("0 0 100 100 re S")),
        ]
    )


def test_absurd_trees_of_pages(tmp_path):
    root, leaf = "<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Page /Parent 2 0 R {BOX} {FONT} /Contents 4 0 R >>"
    trees = {
        "loop": "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
        "no-kids": "<< /Type /Pages /Kids [] /Count 0 >>",
        "count-too-big": "<< /Type /Pages /Kids [3 0 R] /Count 2000 >>",
        "count-below-zero": "<< /Type /Pages /Kids [3 0 R] /Count -1 >>",
        "count-huge": "<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>",
        "lost-page": "<< /Type /Pages /Kids [3 0 R 99 0 R] /Count 2 >>",
        "same-page": "<< /Type /Pages /Kids [3 0 R 3 0 R 3 0 R] /Count 3 >>",
        "no-page": "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "catalogue": "<< /Type /Pages /Kids [1 0 R] /Count 1 >>",
    }
    check(pdf(tmp_path / f"{name}.pdf", root, tree, leaf, stream(TEXT)) for name, tree in trees.items())


def test_other_odd_files(tmp_path):
    root, pages = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    leaf = f"<< /Type /Page /Parent 2 0 R {BOX} {FONT} /Contents 4 0 R >>"
    paths = [
        pdf(tmp_path / "no-contents.pdf", root, pages, f"<< /Type /Page /Parent 2 0 R {BOX} >>"),
        pdf(
            tmp_path / "wrong-length.pdf",
            root,
            pages,
            leaf,
            stream(TEXT).replace(f"/Length {len(TEXT)}", "/Length 99999"),
        ),
        pdf(
            tmp_path / "own-length.pdf",
            root,
            pages,
            leaf,
            stream(TEXT).replace(f"/Length {len(TEXT)}", "/Length 4 0 R"),
        ),
        pdf(tmp_path / "bad-filter.pdf", root, pages, leaf, stream(TEXT, "/Filter /FlateDecode")),
        pdf(tmp_path / "no-catalogue.pdf", "<< >>"),
        pdf(tmp_path / "nothing.pdf"),
        pdf(tmp_path / "own-contents.pdf", root, pages, leaf.replace("4 0 R", "3 0 R")),
    ]
    check(paths)


def test_a_hostile_file_does_not_stop_a_batch(tmp_path):
    """The real command over damaged files and a good one."""
    folder = tmp_path / "plans"
    folder.mkdir()
    whole = plain(folder / "good.pdf").read_bytes()
    (folder / "cut.pdf").write_bytes(whole[: len(whole) // 3])
    pdf(folder / "no-pages.pdf", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>")
    done = subprocess.run(
        [sys.executable, "-m", "cli", "convert", str(folder), "--db", str(tmp_path / "plans.duckdb"), "--jobs", "1"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert "Traceback" not in done.stderr and "good.pdf" in done.stdout
    assert done.returncode == 1
