"""A header that has been read, and the cells below it by their place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractors.grid.model import Cell, Grid

MOVED = 8.0
"""Borders of a table that goes on may stand this many points off."""


@dataclass(slots=True)
class Column:
    """A column of a header: its cell span, its field, the year its label names, the month it stands for."""

    col: int
    colspan: int
    label: str
    domain: str = ""
    name: str = ""
    year: int | None = None
    month: int | None = None
    span: int = 1
    """Months that the column stands for, from ``month`` on: 3 for a quarter."""
    score: float = 0.0


@dataclass(slots=True)
class Mapping:
    """A header read: its kind (phase, indicator, budget, staff, service, matrix), its columns and the rows it takes."""

    kind: str
    columns: list[Column]
    rows: int
    xs: list[float] = field(default_factory=list)
    marked: bool = False
    """A bold row at the head of a table whose rows are plain."""

    def moved(self, xs: list[float]) -> Mapping | None:
        """The same header over a grid with other columns; None where one of its borders is no border there."""
        columns: list[Column] = []
        for column in self.columns:
            ends = self.xs[column.col], self.xs[min(column.col + column.colspan, len(self.xs) - 1)]
            at = [min(range(len(xs)), key=lambda i: abs(xs[i] - end)) for end in ends]
            if any(abs(xs[i] - end) > MOVED for i, end in zip(at, ends, strict=True)) or at[0] == at[1]:
                return None
            columns.append(replace(column, col=at[0], colspan=at[1] - at[0]))
        return Mapping(self.kind, columns, self.rows, xs)

    def has(self, *names: str) -> bool:
        return any(f"{c.domain}.{c.name}" in names for c in self.columns)


class CellMap:
    """Which cell covers which row and column."""

    def __init__(self, grid: Grid) -> None:
        self._at: dict[tuple[int, int], Cell] = {}
        for cell in grid.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for col in range(cell.col, cell.col + cell.colspan):
                    self._at[row, col] = cell

    def at(self, row: int, col: int) -> Cell | None:
        return self._at.get((row, col))
