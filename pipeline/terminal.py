"""What commands print: pages and tables for the eye to standard output, rows for other programs, messages to stderr."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Literal

from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

AnswerFormat = Literal["table", "csv", "json"]

WIDE = 160
"""Columns of a table that no terminal shows."""
SHOWN = 500
"""Rows that `query` prints as a table; the other formats print all."""
LEGIBLE = 10
"""Characters that a column needs at least."""


def say(message: str) -> None:
    """A line for the person, not for the pipe."""
    print(message, file=sys.stderr, flush=True)


def page_width() -> int:
    """Characters that a line of standard output may have."""
    return Console().width if sys.stdout.isatty() else int(os.environ.get("COLUMNS", WIDE))


def show_page(content: RenderableType) -> None:
    """To standard output: as wide as the terminal, or wide and without padding where there is none."""
    if sys.stdout.isatty():
        Console(highlight=False).print(content)
        return
    console = Console(file=io.StringIO(), width=page_width(), highlight=False)
    console.print(content)
    for line in console.file.getvalue().splitlines():  # type: ignore[attr-defined]
        print(line.rstrip())


def print_answer(cursor: Any, format: AnswerFormat) -> None:
    """The rows of a query in the form asked for."""
    from pipeline.export import chunks

    header = [column[0] for column in cursor.description or []]
    if format == "table":
        print_table(header, cursor.fetchmany(SHOWN + 1))
    else:
        write_answer(header, chunks(cursor), format)


def write_answer(header: Sequence[str], rows: Iterable[Sequence[Any]], format: AnswerFormat) -> None:
    """Rows for other programs."""
    from pipeline.export import write_json
    from pipeline.spreadsheet import write_csv

    if format == "csv":
        write_csv(sys.stdout, header, rows)
    else:
        write_json(sys.stdout, header, rows)


def print_table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows for the eye: as a table, or one below the other when they have too many columns for that."""
    from pipeline.spreadsheet import flat

    grid = Grid(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    texts = [["" if value is None else str(flat(value)) for value in row] for row in rows[:SHOWN]]
    if len(header) * LEGIBLE > page_width():
        grid.show_header = False
        grid.add_column(style="cyan")
        grid.add_column(overflow="fold")
        for n, row in enumerate(texts, 1):
            grid.add_row(f"row {n}", style="bold")
            for name, text in zip(header, row, strict=True):
                if text:
                    grid.add_row(name, Text(text))
    else:
        for n, name in enumerate(header):
            numeric = bool(rows) and all(isinstance(row[n], int | float | Decimal | None) for row in rows)
            grid.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
        for row in texts:
            grid.add_row(*map(Text, row))
    show_page(grid)
    if len(rows) > SHOWN:
        say(f"piao: the first {SHOWN} rows; --format csv prints all")
