"""`Risorse impiegate`: a label that says neither money nor people, told by its answer."""

from __future__ import annotations

import re

from extractors.lexicon import Lexicon, fold_label
from extractors.records.model import Card

AMOUNT = re.compile(r"€|\beuro\b|\d{1,3}(?:\.\d{3})+|\d,\d\d\b|\d{4,}", re.IGNORECASE)


def people_or_money(card: Card, lexicon: Lexicon) -> None:
    """The answer names people and no amount: it tells the staff, unless another label did."""
    answer = card.fields.get("financial_resources")
    label = next((printed for printed, name in card.labels.items() if name == "financial_resources"), "")
    if answer is None or "human_resources" in card.fields or fold_label(label) not in lexicon.any_resources:
        return
    words = fold_label(answer.text).split()
    if not AMOUNT.search(answer.text) and any(word in lexicon.people_words for word in words):
        card.fields["human_resources"] = card.fields.pop("financial_resources")
        card.labels[label] = "human_resources"
