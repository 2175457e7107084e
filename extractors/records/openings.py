"""The row over a form that no label names: `1.01 | Title | Peso 20%`, `Rif. A.3 | Title`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.grid.model import Cell
from extractors.lexicon import Lexicon
from extractors.records.headings import BARE_CODE, CODE_ALONE

FEWEST_LABELS = 3
"""A form has at least this many labels of an objective in its first column."""
KNOWN = ("objective", "phase", "indicator")
LETTERS = 4
"""A title has at least so many."""


class Opening(NamedTuple):
    """A card's code, its title, and what stands beside them."""

    code: str
    head: Cell
    title: Cell
    beside: list[Cell]


def is_form(rows: Sequence[Sequence[Cell]], lexicon: Lexicon) -> bool:
    """Most rows begin with an objective's label and hold a value: no list goes on here, whatever its columns."""
    return len(_labels(rows, lexicon)) >= FEWEST_LABELS


def opening_of(rows: Sequence[Sequence[Cell]], lexicon: Lexicon) -> Opening | None:
    """The code and title in the first row of a form none of whose labels is that of the title or the code."""
    filled = [[cell for cell in row if cell.text] for row in rows]
    at = next((n for n, row in enumerate(filled) if row), None)
    if at is None or len(filled[at]) < 2 or filled[at][0].col:
        return None
    head, title, *beside = filled[at]
    told = BARE_CODE.match(head.text) or CODE_ALONE.match(head.text)
    if not told or sum(c.isalpha() for c in title.text) < LETTERS:
        return None
    word = told.groupdict().get("word") or ""
    if lexicon.is_unit(head.text) or any(lexicon.best(text, KNOWN) for text in (head.text, word, title.text)):
        return None
    names = _labels(rows[at + 1 :], lexicon)
    if len(names) < FEWEST_LABELS or {"title", "code"} & names:
        return None
    code = told.groupdict().get("code") or head.text
    return Opening(code.replace(" ", "").rstrip(".:-"), head, title, beside)


def _labels(rows: Sequence[Sequence[Cell]], lexicon: Lexicon) -> set[str]:
    """The fields whose labels begin the rows; none where most rows begin otherwise."""
    firsts = [filled for row in rows if len(filled := [c for c in row if c.text]) > 1]
    found = [lexicon.find(filled[0].text, "objective") for filled in firsts]
    names = {m.field for m in found if m and m.exact}
    return names if len(names) > 0.5 * len(firsts) else set()
