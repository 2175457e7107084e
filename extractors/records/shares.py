"""Whose weight a column `Peso` of a table of objectives holds, as all the tables of a plan tell together."""

from __future__ import annotations

import re

from extractors.records.model import Card

WHOLE = re.compile(r"^\s*(?:100(?:[.,]0+)?\s*%?|1(?:[.,]0+)?)\s*$")
FEWEST = 3
"""So many objectives make a habit."""


def weights_of_objectives(cards: list[Card]) -> None:
    """Where each objective has one indicator, weights other than the whole share out the objectives."""
    rows = [card.of("indicator") for card in cards if card.from_matrix]
    weights = [row.text("weight") for own in rows for row in own]
    if len(rows) < FEWEST or not all(len(own) == 1 for own in rows) or not all(weights):
        return
    if any("weight" in c.fields for c in cards if c.from_matrix) or all(map(WHOLE.match, weights)):
        return
    for card in cards:
        if card.from_matrix:
            card.fields["weight"] = card.of("indicator")[0].values.pop("weight")
