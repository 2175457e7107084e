"""Scanned pages: their text from Tesseract through OCRmyPDF, their ruling lines from the picture.

OCRmyPDF straightens the pages and gives a PDF with the text behind the picture, which our engine reads like any other.
It runs as a program of its own, for it and Tesseract are slow to start and large.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from extractors.reading.content import PageContent, Rule, Word
from extractors.reading.pdfium import PdfiumEngine
from extractors.reading.picture import DPI, rules_of

LANGUAGE = "ita"
PAGE_SECONDS = "120"
"""Seconds that Tesseract may take for a page."""
LINE_LIKE = frozenset("|[]{}()!_-—–=~'`‘’.,:;/\\lI1")
"""What Tesseract takes a piece of a ruling line for."""
BARS = "|[]{}_—"


@lru_cache(maxsize=1)
def missing() -> tuple[str, ...]:
    """What would have to be installed to recognise text: nothing, or names of packages."""
    wanted = [] if importlib.util.find_spec("ocrmypdf") else ["piao[ocr] (with pip)"]
    tesseract = shutil.which("tesseract")
    if not tesseract:
        return *wanted, "tesseract-ocr", "tesseract-ocr-ita"
    told = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, check=False)
    return tuple(wanted if LANGUAGE in told.stdout.split() else [*wanted, "tesseract-ocr-ita"])


class OcrFailed(Exception):
    """OCRmyPDF gave up; the message is its last line."""


def recognise(source: Path, to: Path) -> None:
    """Write the pages of ``source``, all of them pictures, straightened and with their text. Raises OcrFailed."""
    options = ["--force-ocr", "--deskew", "--rotate-pages", "--output-type", "pdf", "--optimize", "0", "--quiet"]
    options += ["--language", LANGUAGE, "--tesseract-timeout", PAGE_SECONDS]
    done = subprocess.run(
        [sys.executable, "-m", "ocrmypdf", *options, str(source), str(to)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env=os.environ | {"OMP_THREAD_LIMIT": "1", "NO_COLOR": "1"},
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )
    if done.returncode or not to.is_file():
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise OcrFailed((lines or [f"it left with {done.returncode}"])[-1][:200])


def _die_with_parent() -> None:
    """A worker that is stopped for its time must not leave OCR running."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class RecognisedPages:
    """Pages of another document, by their number there."""

    def __init__(self, path: Path, numbers: Sequence[int], called: Path) -> None:
        self._engine = PdfiumEngine(path, None, called)
        self._places = {number: place for place, number in enumerate(numbers, 1)}

    def page(self, number: int) -> PageContent:
        """Words, and the rules found in the picture; the picture's own box is let go."""
        place = self._places[number]
        content = self._engine.page(place)
        content.number, content.recognised = number, True
        content.rules = rules_of(self._engine.picture(place, DPI)) if not content.turn else []
        content.words = [word for word in map(_clean, content.words) if not _is_line(word, content.rules)]
        content.images, content.shadings = [], []
        return content

    def close(self) -> None:
        self._engine.close()


def _clean(word: Word) -> Word:
    """Without the bars that a cell's border gives to the words beside it."""
    word.text = word.text.strip(BARS) or word.text
    return word


def _is_line(word: Word, rules: list[Rule]) -> bool:
    """Whether a word is nothing but a piece of a ruling line."""
    if not set(word.text) <= LINE_LIKE:
        return False
    if not word.text.strip(BARS):
        return True
    x, y = word.middle
    return any(r.x0 - 2 <= x <= r.x1 + 2 and r.top - 2 <= y <= r.bottom + 2 for r in rules)
