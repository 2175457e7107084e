"""Readers that read nothing and fail on purpose, by the name of the file that they are given."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from conftest import make_plan, with_huge_cell

from schemas.errors import BrokenPdf, LexiconError


def read(path, options, progress=None):
    """A small plan for any file; a crash, a long sleep, … for the file that is called so."""
    kind = path.stem.split("-")[0]
    if progress:
        progress(1, 3)
    if kind == "sleep":
        time.sleep(60)
    elif kind == "exit":
        os._exit(3)
    elif kind == "abort":
        os.abort()
    elif kind == "memory":
        bytearray(64 * 2**30)
    elif kind == "bug":
        raise ValueError("too\nmany  values")
    elif kind == "broken":
        raise BrokenPdf(path)
    elif kind == "lexicon":
        raise LexiconError("labels.yaml, line 3: no such field")
    elif kind == "huge":
        return with_huge_cell(make_plan(plan_id_of(path), file_name=path.name))
    if progress:
        progress(3, 3)
    return make_plan(plan_id_of(path), file_name=path.name)


def plan_id_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
