"""The cells of a plan, packed table by table: a long plan has a hundred thousand of them."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from schemas.records import Cell

FIELDS = [name for name in Cell.model_fields if name != "table_id"]
SET = set(Cell.model_fields)
"""One set for all cells: pydantic keeps one for each row otherwise."""
FAST = 1
"""zlib's level: the next ones take twice the time to save a tenth."""
_values = attrgetter(*FIELDS)


class Cells:
    """Cells in the order they were added; those of one table are added together. Each is made anew when asked for."""

    def __init__(self, cells: Iterable[Cell] = ()) -> None:
        self._packed: dict[str, bytes] = {}
        self._count = 0
        self.add(cells)

    def add(self, cells: Iterable[Cell]) -> None:
        for table_id, group in groupby(cells, key=attrgetter("table_id")):
            rows = [_values(cell) for cell in group]
            self._packed[table_id] = zlib.compress(marshal.dumps(rows), FAST)
            self._count += len(rows)

    def of(self, table_id: str) -> list[Cell]:
        """The cells of one table; none for a table without any."""
        packed = self._packed.get(table_id)
        rows = marshal.loads(zlib.decompress(packed)) if packed else []
        return [Cell.model_construct(SET, table_id=table_id, **dict(zip(FIELDS, row, strict=True))) for row in rows]

    def __iter__(self) -> Iterator[Cell]:
        for table_id in self._packed:
            yield from self.of(table_id)

    def __len__(self) -> int:
        return self._count
