"""Typeset every sample (or those named): `python -m samples.typeset [name …]` writes its PDF and its gold beside its YAML."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from .content import SAMPLES, gold_text, load, names


def build(name: str, folder: Path = SAMPLES) -> None:
    plan = load(SAMPLES / f"{name}.yaml")
    import_module(f".layouts.{plan.layout}", __package__).typeset(plan, folder / f"{name}.pdf")
    (folder / f"{name}.gold.json").write_text(gold_text(plan), encoding="utf-8")


if __name__ == "__main__":
    for chosen in sys.argv[1:] or names():
        build(chosen)
        print(f"samples/{chosen}.pdf")
