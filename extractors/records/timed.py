"""Phases without a header: under their section's title, a time stands beside each, before or after it.

Fasi e tempi
    entro il 31 marzo      pubblicazione del bando
    tutto l'anno           controlli nei cantieri
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.flow.blocks import TextBlock
from extractors.grid.lines import Mender
from extractors.grid.model import Grid
from extractors.records.events import RecordEvent
from extractors.records.headers import Column, Mapping
from extractors.records.listed import EVERY
from extractors.records.parts import span_of
from normalizers.periods import read_period

WIDE = 2.0
"""A gap wider than this many text heights parts the time from its phase."""
LONGEST = 40
"""Letters of a time; longer texts speak of a time among other things."""
SOME_YEAR = 2000
"""A time without a year is read as of this one: only whether it is a time counts."""


def timed_columns(grid: Grid) -> Mapping | None:
    """The header that a table of two columns lacks, one of them all times; None for other tables."""
    rows = [row for row in grid.rows() if row]
    if grid.n_cols != 2 or not rows or any(len(row) != 2 for row in rows):
        return None
    when = _column_of_times([[cell.text for cell in row] for row in rows])
    if when is None:
        return None
    names = ["period", "description"] if when == 0 else ["description", "period"]
    columns = [Column(col, 1, "", "phase", name) for col, name in enumerate(names)]
    return Mapping("phase", columns, 0, list(grid.xs))


def timed_lines(block: TextBlock, mender: Mender) -> list[RecordEvent]:
    """The phases of a paragraph whose lines are each parted by one wide gap; [] for other paragraphs."""
    rows = [line.parted(WIDE) for line in block.lines]
    if any(len(row) != 2 for row in rows):
        return []
    when = _column_of_times([[line.text for line in row] for row in rows])
    if when is None:
        return []
    events: list[RecordEvent] = []
    for row in rows:
        period, text = span_of([row[when]], mender), span_of([row[1 - when]], mender)
        values = {"phase.period": period, "phase.description": text}
        places = [*period.places, *text.places]
        events.append(RecordEvent(block, places, "phase", values, fresh=set(values), reader="text"))
    return events


def _column_of_times(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of two columns holds a time in every row, while the other one never does."""
    times = [[_is_time(text) for text in row] for row in rows]
    whole = [all(row[col] for row in times) for col in (0, 1)]
    some = [any(row[col] for row in times) for col in (0, 1)]
    return next((col for col in (0, 1) if whole[col] and not some[1 - col]), None)


def _is_time(text: str) -> bool:
    if not text or len(text) > LONGEST:
        return False
    reading = read_period(text, SOME_YEAR)
    return bool(EVERY.match(text) or reading.start or reading.end or reading.problem)
