"""Typeset every sample, or those named: `python -m samples.typeset [name …]` writes PDF and gold beside the YAML.

A sample whose producer is not installed keeps its committed PDF; its gold is written all the same.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

from .content import SAMPLES, gold_text, load, names

LONG_AGO = "1704067200"  # no file carries the hour at which it was made


def can_build(layout: str) -> bool:
    try:
        import_module(f".layouts.{layout}", __package__)
    except (ImportError, OSError):  # OSError: WeasyPrint without its system libraries
        return False
    return True


def build(name: str, folder: Path = SAMPLES) -> bool:
    """Write one sample's gold and PDF; False when its producer is missing and only the gold was written."""
    os.environ["SOURCE_DATE_EPOCH"] = LONG_AGO
    plan = load(SAMPLES / f"{name}.yaml")
    (folder / f"{name}.gold.json").write_text(gold_text(plan), encoding="utf-8")
    if not can_build(plan.layout):
        return False
    import_module(f".layouts.{plan.layout}", __package__).typeset(plan, folder / f"{name}.pdf")
    return True


if __name__ == "__main__":
    for chosen in sys.argv[1:] or names():
        print(f"samples/{chosen}.pdf", "" if build(chosen) else "kept as it is: its producer is not installed")
