"""The headings under which a record stands: one of each rank, the larger above the smaller."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.flow.blocks import Block, TableBlock
from extractors.lexicon import Lexicon
from extractors.records.events import FieldEvent, Span, TextEvent
from extractors.records.headings import coded, is_card_heading
from extractors.records.model import CONTEXT, Card

NUMBERED = re.compile(r"^\s*(?P<n>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+[^\W\d]")
ALIKE = 0.25
"""Ranks nearer than this are one."""
CAPS, BOLD = 0.6, 0.3
"""Of two headings of one size, capitals stand above bold letters, bold above plain."""
DEEPEST = 5
LARGER = 1.12
"""A heading's letters over those of the text, at least."""
HIGHER = 0.4
"""A label this much (points) larger than a card's title stands over the card, not in it."""


@dataclass(slots=True)
class Trail:
    """Headings from the outermost to the innermost, each with its rank (its height, mainly) and its number's depth."""

    steps: list[tuple[float, int, str, int]] = field(default_factory=list)

    @property
    def path(self) -> list[str]:
        return [text for _, _, text, _ in self.steps][-DEEPEST:]

    def add(self, event: TextEvent, lexicon: Lexicon, linked: bool = False) -> None:
        """Take a heading: it ends those of its rank and below. A card's own heading is no section.

        ``linked``: it names what the objectives under it are linked to.
        """
        text = event.span.text
        if not linked and (is_card_heading(text, lexicon) or coded(text, lexicon)):
            return
        rank = event.size + (CAPS if event.caps else 0.0) + (BOLD if event.bold else 0.0)
        number = NUMBERED.match(text)
        depth = number["n"].count(".") + 1 if number else 0
        page = event.block.page
        while self.steps and self._over(self.steps[-1], rank, number["n"] if number else "", depth):
            self.steps.pop()
        if not lexicon.is_index(text):
            self.steps.append((rank, depth, text, page))

    @staticmethod
    def _over(step: tuple[float, int, str, int], rank: float, number: str, depth: int) -> bool:
        if 0 < step[1] < depth and step[0] <= rank + ALIKE:
            above = NUMBERED.match(step[2])
            return above is not None and not number.startswith(above["n"] + ".")  # 2.1 is no part of chapter 1
        if depth and step[1]:
            return step[1] >= depth
        return step[0] <= rank + ALIKE

    def leave_cover(self, page: int) -> None:
        """The title of the plan on its first page heads no section of the pages after it."""
        if page > 1:
            self.steps = [step for step in self.steps if step[3] > 1]


def stands_over(block: Block, card: Card) -> bool:
    """A bold label in larger letters than the card's title, after its rows: it heads the next cards."""
    if isinstance(block, TableBlock) or card.heading is None or not (card.rows or card.lists):
        return False
    return block.bold and block.size > card.heading.size + HIGHER


def step_of(event: FieldEvent, card: Card, body_size: float) -> TextEvent | None:
    """`Area strategica: Text` in a heading's letters over the cards is a step of their path too."""
    block = event.block
    if event.name not in CONTEXT or isinstance(block, TableBlock) or not block.bold:
        return None
    above = card.heading is None or card.heading.size <= block.size
    if not above or not card.bodiless or "title" in card.fields or block.size <= LARGER * body_size:
        return None
    return TextEvent(block, event.places, Span(block.text, event.places), True, block.size)
