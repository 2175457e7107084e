"""Lines, cells and grids: what the grid stage gives and the flow stage joins over pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from extractors.reading.content import Box, Word


@dataclass(slots=True)
class Line:
    """Words on one baseline, from left to right."""

    words: list[Word]
    page: int

    @property
    def text(self) -> str:
        return " ".join([w.text for w in self.words])

    @property
    def box(self) -> Box:
        words = self.words
        return Box(
            min([w.x0 for w in words]),
            min([w.top for w in words]),
            max([w.x1 for w in words]),
            max([w.bottom for w in words]),
        )

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def top(self) -> float:
        return min([w.top for w in self.words])

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def bottom(self) -> float:
        return max([w.bottom for w in self.words])

    @property
    def bold(self) -> bool:
        """Every word that holds a letter or digit is bold."""
        if not any(w.bold for w in self.words):
            return False
        telling = [w.bold for w in self.words if any(c.isalnum() for c in w.text)]
        return bool(telling) and all(telling)

    @property
    def italic(self) -> bool:
        return all(w.italic for w in self.words)

    @property
    def size(self) -> float:
        """Usual height of the words, points: one letter from another font does not make the line larger."""
        return sorted([w.size for w in self.words])[len(self.words) // 2]

    def parted(self, gap: float) -> list[Line]:
        """The line in pieces, cut where a space is wider than ``gap`` text heights."""
        pieces, wide = [[self.words[0]]], gap * self.size
        for a, b in pairwise(self.words):
            if b.x0 - a.x1 > wide:
                pieces.append([])
            pieces[-1].append(b)
        return [Line(words, self.page) for words in pieces]


@dataclass(slots=True)
class Cell:
    """A cell; rows and columns count from 0; a cell that a page cut holds the lines of all its pieces."""

    row: int
    col: int
    rowspan: int
    colspan: int
    page: int
    box: Box
    lines: list[Line] = field(default_factory=list)
    shade: tuple[int, int, int] | None = None
    text: str = ""
    """Set by the flow stage, which knows the plan's words and mends hyphens."""
    cut: bool = False
    """Joined over a page."""

    @property
    def bold(self) -> bool:
        return bool(self.lines) and all(line.bold for line in self.lines)

    @property
    def filled(self) -> bool:
        return bool(self.lines)


@dataclass(slots=True)
class Grid:
    """A table; ``reader`` says what its cells were read from: rules, lines (horizontal rules only) or network."""

    page: int
    box: Box
    cells: list[Cell]
    xs: list[float]
    """Column borders, one more than columns, points."""
    n_rows: int
    reader: str = "rules"
    open_top: bool = False
    open_bottom: bool = False
    page_last: int = 0

    def __post_init__(self) -> None:
        self.page_last = self.page_last or self.page

    @property
    def n_cols(self) -> int:
        return len(self.xs) - 1

    def rows(self) -> list[list[Cell]]:
        """Cells by the row they start in, from left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.n_rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        for row in rows:
            row.sort(key=lambda c: c.col)
        return rows
