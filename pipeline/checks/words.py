"""How findings speak: texts as they are quoted, numbers, sums of money, pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from normalizers.text import fold, squash
from schemas import Objective

SHORT = 70
"""Characters of a text that a message quotes."""


def quoted(text: str | None, around: str = "") -> str:
    """A text as a message quotes it: its beginning, or what stands around a piece of it."""
    text = squash(text) or "(no text)"
    start = max(0, fold(text).find(fold(around)) - 25) if around and len(text) > SHORT else 0
    piece = text[start : start + SHORT].strip()
    return f"“{'…' if start else ''}{piece}{'…' if start + SHORT < len(text) else ''}”"


def title_of(objective: Objective) -> str:
    code = f"{objective.code} " if objective.code else ""
    return f"{code}{quoted(objective.title)}"


def number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def euro(amount: Any) -> str:
    return f"€ {amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".").replace("€.", "€ ")


def on_pages(pages: Iterable[int | None]) -> str:
    """`` (pages 3, 5-9)``; empty where no page is known."""
    numbers = sorted({page for page in pages if page})
    if not numbers:
        return ""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f" (page{'s' if len(numbers) > 1 else ''} {shown})"
