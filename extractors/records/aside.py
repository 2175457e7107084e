"""Tables that hold no records, though their first words may be labels: the body's own data, a glossary."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.grid.model import Cell, Grid
from extractors.lexicon import Lexicon, fold_label


def is_glossary(rows: Sequence[Sequence[Cell]], lexicon: Lexicon) -> bool:
    """`Termine | Significato`: what the plan's words mean, labels among them."""
    head = next((filled for row in rows if (filled := [c for c in row if c.text])), [])
    if len(head) != 2 or len(rows) < 2:
        return False
    term, meaning = (fold_label(cell.text) for cell in head)
    return term in lexicon.terms and meaning in lexicon.meanings


def is_registry(grid: Grid, lexicon: Lexicon) -> bool:
    """The body's own data (fiscal code, address, inhabitants), not an objective."""
    firsts = [fold_label(cells[0].text) for row in grid.rows() if len(cells := [c for c in row if c.text]) == 2]
    hits = sum(any(text == name or text.startswith(name + " ") for name in lexicon.registry) for text in firsts)
    return hits >= 3 and hits >= 0.25 * len(firsts)
