"""A form's label merged over several rows, each with one text: a list of phases or indicators, an item a row."""

from __future__ import annotations

from dataclasses import replace

from extractors.grid.model import Cell
from extractors.lexicon import Lexicon
from extractors.records.events import Span
from extractors.records.listed import BULLET, listed_row
from extractors.records.model import Row

KINDS = ("phase", "indicator")


def list_beside(rows: list[list[Cell]], row: int, lexicon: Lexicon) -> tuple[str, list[Cell]] | None:
    """Kind and items of the list that begins in ``row``: `Attività | first`, and below the same label `| second`."""
    filled = [c for c in rows[row] if c.text]
    if len(filled) != 2 or filled[0].rowspan < 2 or row + filled[0].rowspan > len(rows):
        return None
    label = filled[0]
    items: list[Cell] = []
    for cells in rows[row : row + label.rowspan]:
        beside = [c for c in cells if c.text and c is not label]
        if len(beside) != 1 or (beside[0].col, beside[0].colspan) != (filled[1].col, filled[1].colspan):
            return None
        items += beside
    kind = _kind(label, lexicon)
    if kind is None or any(_named(c, lexicon) or sum(ch.isalpha() for ch in c.text) < 3 for c in items):
        return None
    return kind, items


def _kind(label: Cell, lexicon: Lexicon) -> str | None:
    section = lexicon.section(label.text)
    if section in KINDS:
        return section
    match = lexicon.best(label.text, ("objective", "phase"))
    named = match is not None and match.exact and (match.domain, match.field)
    return "phase" if named in (("objective", "actions"), ("phase", "description")) else None


def _named(cell: Cell, lexicon: Lexicon) -> bool:
    match = lexicon.best(cell.text, ("objective", *KINDS))
    return match is not None and match.exact


def item_row(kind: str, span: Span, lexicon: Lexicon) -> Row | None:
    """The phase or indicator that one item names, its time or target parted from it."""
    marked = span if BULLET.match(span.text) else replace(span, text=f"– {span.text}")
    return listed_row(kind, marked, lexicon)
