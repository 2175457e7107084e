"""What every table's model is made of: a row, its columns, and the place where it is printed."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field


def opt(description: str, title: str) -> Any:
    """A nullable column: its English description and its Italian title."""
    return Field(default=None, description=description, title=title)


def req(description: str, title: str) -> Any:
    """A column that every row fills."""
    return Field(description=description, title=title)


def many(description: str, title: str) -> Any:
    """A list column, empty by default."""
    return Field(default_factory=list, description=description, title=title)


class Record(BaseModel):
    """A row of one table; ``table`` names it and ``key`` is its primary key."""

    model_config = ConfigDict(extra="forbid")

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    parents: ClassVar[dict[str, str]] = {}
    """Foreign keys: column of this table -> table whose key of the same name it refers to."""
    of_a_plan: ClassVar[bool] = True
    """Rows come with a plan; False for reference tables and for what is computed from all plans after landing."""


class Placed(Record):
    """A row that says where it is printed: its pages, and its box on the first of them, in points."""

    page: int | None = opt("first page, from 1", "pagina")
    page_last: int | None = opt("last page, from 1", "ultima pagina")
    x0: float | None = opt("left edge on the first page, points", "sinistra")
    top: float | None = opt("upper edge on the first page, points", "alto")
    x1: float | None = opt("right edge on the first page, points", "destra")
    bottom: float | None = opt("lower edge on the first page, points", "basso")
