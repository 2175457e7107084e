"""Typeset every sample, or those named: `python -m samples.typeset [name …]` writes PDF and gold beside the YAML.

A sample whose producer or fonts are not installed keeps its committed PDF; its gold is written all the same.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

from . import scan
from .content import DEJAVU, SAMPLES, gold_text, load, names

LONG_AGO = "1704067200"  # no file carries the hour at which it was made


def can_build(layout: str) -> bool:
    """Whether the layout's producer (reportlab or WeasyPrint with its system libraries) and the fonts are here."""
    try:
        import_module(f".layouts.{layout}", __package__)
    except (ImportError, OSError):
        return False
    return DEJAVU.is_dir()


def build(name: str, folder: Path = SAMPLES) -> bool:
    """Write one sample's gold and PDF; False when only the gold could be written."""
    os.environ["SOURCE_DATE_EPOCH"] = LONG_AGO
    plan = load(SAMPLES / f"{name}.yaml")
    (folder / f"{name}.gold.json").write_text(gold_text(plan), encoding="utf-8")
    if not can_build(plan.layout):
        return False
    import_module(f".layouts.{plan.layout}", __package__).typeset(plan, folder / f"{name}.pdf")
    return True


if __name__ == "__main__":
    for chosen in sys.argv[1:] or [*names(), *scan.SCANS]:
        if chosen in scan.SCANS:
            scan.build(chosen)
            print(f"samples/{chosen}.pdf")
            continue
        note = "" if build(chosen) else " kept as it is: its producer or the DejaVu fonts are not installed"
        print(f"samples/{chosen}.pdf{note}")
