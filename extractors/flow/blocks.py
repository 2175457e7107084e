"""The blocks of a plan in reading order: paragraphs (headings among them) and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.grid.model import Grid, Line
from extractors.reading.content import Box, hull


@dataclass(slots=True)
class TextBlock:
    """Lines that belong together: a heading, a paragraph, or one item of a list."""

    lines: list[Line]
    text: str = ""
    centred: bool = False
    first_on_page: bool = False

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def page_last(self) -> int:
        return self.lines[-1].page

    @property
    def box(self) -> Box:
        page = self.page
        return hull([line.box for line in self.lines if line.page == page])

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


@dataclass(slots=True)
class TableBlock:
    """A table, with the pages it runs over."""

    grid: Grid
    first_on_page: bool = False
    skipped: bool = field(default=False)
    """An index, or furniture drawn as a table."""

    @property
    def page(self) -> int:
        return self.grid.page

    @property
    def page_last(self) -> int:
        return self.grid.page_last

    @property
    def box(self) -> Box:
        return self.grid.box


Block = TextBlock | TableBlock
