"""A catalogue that goes on over a page with a column gone or one more: columns told by what their values look like."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extractors.grid.model import Grid
from extractors.lexicon import Lexicon, fold_label
from extractors.records.headers import Column, Mapping

SHARE = 0.6
"""A column is known by its values when this share of them begin with a word of its list."""


def refitted(known: Mapping, grid: Grid, lexicon: Lexicon) -> Mapping | None:
    """The header of the page before over other columns; None unless two of them are known by their values.

    Columns are counted from those two: what is missing at the left, between them or at the right was cut away with
    the cell that goes on from the page before.
    """
    looks = lexicon.catalogues[known.kind].looks
    order = [c.name for c in known.columns]
    anchors = [(order.index(name), _column_of(grid, words, lexicon)) for name, words in looks if name in order]
    placed = sorted((i, col) for i, col in anchors if col is not None)
    if len(placed) < 2:
        return None
    at = dict(placed)
    for (i, a), (j, b) in pairwise(placed):
        if not 0 < b - a <= j - i:
            return None
        at |= {j - k: b - k for k in range(1, b - a)}
    (first, left), (last, right) = placed[0], placed[-1]
    at |= {first - k: left - k for k in range(1, min(first, left) + 1)}
    at |= {last + k: right + k for k in range(1, min(len(order) - last, grid.n_cols - right))}
    columns: list[Column] = [replace(known.columns[i], col=col, colspan=1) for i, col in sorted(at.items())]
    return Mapping(known.kind, columns, 0, list(grid.xs))


def begins_with(text: str, name: str, lexicon: Lexicon) -> bool:
    """Whether a value begins with one of the words of a list of the lexicon; abbreviations with or without points."""
    folded = _bare(text)
    return any(folded == word or folded.startswith(word + " ") for word in map(_bare, lexicon.words.get(name, [])))


def _bare(text: object) -> str:
    return fold_label(str(text).replace(".", ""))


def _column_of(grid: Grid, words: str, lexicon: Lexicon) -> int | None:
    """The one column whose values look so."""
    hits: list[int] = []
    for col in range(grid.n_cols):
        texts = [c.text for c in grid.cells if c.col == col and c.colspan == 1 and c.text]
        if texts and sum(begins_with(text, words, lexicon) for text in texts) >= SHARE * len(texts):
            hits.append(col)
    return hits[0] if len(hits) == 1 else None
