"""The headings that stand over a table: the last ones in reading order, and those of the sections it is in."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.flow.blocks import TextBlock

RECENT = 12
"""So many of the last headings are remembered."""
LONGEST = 200
"""A bold text with more letters is prose."""
LARGER = 0.4
"""A heading this much larger (points) encloses a smaller one."""


@dataclass(slots=True)
class Headings:
    """Bold short texts met so far; a larger one holds until the next of its size."""

    recent: list[str] = field(default_factory=list)
    outline: list[tuple[float, str]] = field(default_factory=list)
    """(size, text), each smaller than the one before."""

    def take(self, block: TextBlock) -> None:
        if not block.bold or len(block.text) > LONGEST:
            return
        self.recent = [*self.recent[1 - RECENT :], block.text]
        while self.outline and self.outline[-1][0] < block.size + LARGER:
            self.outline.pop()
        self.outline.append((block.size, block.text))

    def enclosing(self) -> list[str]:
        """The headings of the sections that the next block stands in, the outermost first."""
        return [text for _, text in self.outline]

    def listed(self) -> list[str]:
        """The enclosing headings that are far off, then the last ones, the nearest last."""
        return [text for text in self.enclosing() if text not in self.recent] + self.recent
