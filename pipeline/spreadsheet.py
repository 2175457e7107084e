"""What spreadsheets want: values for one cell, text that runs no formula, and CSV as those of Italy read it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TextIO

from schemas.errors import BadFormat

CELL_CHARACTERS = 32_767
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
NUMBER = re.compile(r"[+-]?[\d.,]+\s*%?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Dialect = Literal["standard", "it"]


def write_csv(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[Any]], dialect: Dialect = "standard") -> int:
    """Comma and point, or with ``it`` semicolon, decimal comma and a mark for Excel that the text is UTF-8."""
    italian = dialect == "it"
    if italian:
        file.write("\ufeff")
    writer = csv.writer(file, delimiter=";" if italian else ",", lineterminator="\r\n" if italian else "\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow([harmless(_italian(value)) if italian else flat(value) for value in row])
        count += 1
    return count


def flat(value: Any) -> Any:
    """A value for one cell: lists joined by ``; ``, dates as ISO writes them."""
    if isinstance(value, list | tuple):
        return "; ".join(str(item) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _italian(value: Any) -> Any:
    return str(value).replace(".", ",") if isinstance(value, float | Decimal) else flat(value)


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    if isinstance(value, str) and value[:1] in FORMULA and not NUMBER.fullmatch(value):
        return "'" + value
    return value


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file to write beside ``path`` that takes its place when all went well."""
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise BadFormat(path, f"cannot be written ({error.strerror})", "name another folder with --to") from error
    finally:
        part.unlink(missing_ok=True)
