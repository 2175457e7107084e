"""A numbered table without header that a sentence announces as the objectives of corruption prevention.

Such goals have no cards of their own anywhere in a plan: each row, a number and a text, is an objective.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.grid.model import Cell, Grid
from extractors.lexicon import Lexicon, fold_label
from extractors.records.headers import Column, Mapping

NUMBER = re.compile(r"^\s*(?:n\.?\s*)?(\d{1,2})\s*[.)°]?\s*$", re.IGNORECASE)
FEWEST = 3
SHORTEST_TEXT = 20
"""Letters of a goal on average: names and amounts are shorter."""
LONGEST_LEAD = 300


def announced_goals(grid: Grid, above: Sequence[str], lexicon: Lexicon) -> Mapping | None:
    """The columns of such a table as those of a list of objectives; None for any other table."""
    rows = [[c for c in row if c.text] for row in grid.rows()]
    rows = [row for row in rows if row]
    if grid.n_cols != 2 or len(rows) < FEWEST or not above or not _numbered(rows):
        return None
    if not is_announced(above[-1], lexicon):
        return None
    number, text = Column(0, 1, "", "objective", "code"), Column(1, 1, "", "objective", "title")
    return Mapping("matrix", [number, text], 0, list(grid.xs))


def is_announced(sentence: str, lexicon: Lexicon) -> bool:
    """Its last sentence speaks of objectives, and of corruption prevention or transparency."""
    last = fold_label(re.split(r"(?<=[.;])\s+(?=[A-ZÀ-Þ])", sentence.strip())[-1])
    words = lexicon.words.get("announced_goals") or {}
    named = any(re.search(rf"\b{fold_label(str(w))}\b", last) for w in words.get("names", []))
    field = any(fold_label(str(w)) in last for w in words.get("fields", []))
    return len(last) <= LONGEST_LEAD and named and field


def _numbered(rows: list[list[Cell]]) -> bool:
    """Every row is a number, one more than the one above, and a text."""
    if any(len(row) != 2 or row[0].col != 0 for row in rows):
        return False
    numbers = [NUMBER.match(row[0].text) for row in rows]
    if not all(numbers):
        return False
    counted = [int(m[1]) for m in numbers if m]
    letters = sum(c.isalpha() for row in rows for c in row[1].text)
    return counted == list(range(1, len(rows) + 1)) and letters >= SHORTEST_TEXT * len(rows)
