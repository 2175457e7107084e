"""The rows of one plan as they come: places, and findings about values that could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from extractors.grid import PageTables
from extractors.records import Span
from extractors.records.events import Places, places_hull
from normalizers.text import squash
from schemas import PlanResult
from schemas.findings import kind_of

DATE_PROBLEMS = {
    "impossible": "no such date",
    "implausible_year": "a year that cannot be meant",
    "unreadable": "not read as a date",
    "no_year": "no year is printed, and the plan states none",
    "several": "more than one date",
}


@dataclass
class Build:
    """The rows of one plan as they come."""

    plan_id: str
    entity_id: str | None
    year: int | None
    pages: dict[int, PageTables]
    result: PlanResult
    found: list[tuple[str, str, str, str | None, str | None, int | None]] = field(default_factory=list)

    def finding(
        self,
        level: str,
        code: str,
        message: str,
        table: str | None = None,
        row: str | None = None,
        page: int | None = None,
    ) -> None:
        self.found.append((level, code, message, table, row, page))

    def report(
        self, code: str, message: str, table: str | None = None, row: str | None = None, page: int | None = None
    ) -> None:
        """A finding of the level that the catalogue gives its code."""
        self.finding(kind_of(code).level, code, message, table, row, page)

    def place(self, places: Places) -> dict[str, float | int | None]:
        """Columns of a place, in the coordinates of the page as a viewer shows it."""
        hull = places_hull(places)
        if hull is None:
            return {}
        first, last, box = hull
        page = self.pages.get(first)
        if page is not None and page.content is not None:
            box = page.content.as_shown(box)
        x0, top, x1, bottom = map(tenths, box)
        return {"page": first, "page_last": last, "x0": x0, "top": top, "x1": x1, "bottom": bottom}


@lru_cache(maxsize=1 << 14, typed=True)
def tenths(points: float) -> float:
    """A coordinate as rows tell it; the cells of a column share one number."""
    return round(points, 1)


def text_of(span: Span | None) -> str | None:
    return (squash(span.text) or None) if span else None


def page_of(value: float | int | None) -> int | None:
    return int(value) if value is not None else None


def date_code(problem: str) -> str:
    return "phase_backwards" if problem == "backwards" else f"date_{problem}"


def proposal(day: date | None) -> str:
    return f" (probably {day:%d/%m/%Y})" if day else ""
