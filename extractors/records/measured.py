"""Forms of an objective that is its own indicator: its text, then formula, unit, values and source in the same form."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.grid.model import Cell
from extractors.lexicon import Lexicon, fold_label

MEASURES = {"formula", "unit_of_measure", "target", "baseline", "achieved", "source"}
ENOUGH = 3
"""So many labels of an indicator in a form of labels and values."""


def measured_labels(rows: Sequence[Sequence[Cell]], known: frozenset[str], lexicon: Lexicon) -> frozenset[str]:
    """The folded labels of a form that names an objective and says how it is measured, but names no indicator.

    A piece that a page cut off is told by ``known``, the labels of such a form before it; empty for other tables.
    """
    pairs = [[c for c in row if c.text] for row in rows]
    pairs = [p for p in pairs if p]
    if len(pairs) < 2 or any(len(p) > 2 for p in pairs) or sum(len(p) == 2 for p in pairs) < 0.8 * len(pairs):
        return frozenset()
    labels = [p[0].text for p in pairs]
    folded = frozenset(map(fold_label, labels))
    if known and folded <= known:
        return known
    titled, measures = False, set()
    for label in labels:
        own, other = lexicon.find(label, "objective"), lexicon.find(label, "indicator")
        if own and own.exact:
            titled |= own.field == "title"
        elif lexicon.section(label) or (other and other.field == "description"):
            return frozenset()
        elif other and other.exact and other.field in MEASURES and titled:
            measures.add(other.field)
    told = titled and len(measures) >= ENOUGH and bool(measures & {"formula", "target"})
    return folded if told else frozenset()
