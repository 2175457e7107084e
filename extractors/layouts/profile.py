"""The model of a layout profile, and how it is applied: to the lexicon, and to the tables of a page."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from extractors.grid import PageTables
from extractors.grid.lines import lines_of
from extractors.grid.model import Grid, Line
from extractors.grid.unruled import grid_of
from extractors.lexicon import Lexicon, check_labels, fold_label
from extractors.reading.content import Word
from schemas.errors import LexiconError

HEADING = re.compile(r"^(objective\.[a-z_]+|section\.(phase|indicator|budget|staff))$")
GAP = 3.0
"""A table ends where the white space under a line is this many text heights high."""


class Columns(BaseModel):
    """Column borders of a table without rules: points from the page's left edge."""

    model_config = ConfigDict(extra="forbid")

    x: list[float] = Field(min_length=3)
    pages: str | None = Field(default=None, pattern=r"^\d+(\s*-\s*\d+)?$")
    under: str | None = None

    @field_validator("x")
    @classmethod
    def _rising(cls, borders: list[float]) -> list[float]:
        if any(b <= a for a, b in pairwise(borders)):
            raise ValueError("the borders must go from left to right")
        return borders

    @field_validator("pages", mode="before")
    @classmethod
    def _one_page(cls, pages: object) -> object:
        return str(pages) if isinstance(pages, int) else pages

    def on(self, page: int) -> bool:
        """Whether they hold for a page."""
        ends = [int(part) for part in self.pages.split("-")] if self.pages else []
        return not ends or ends[0] <= page <= ends[-1]


class Profile(BaseModel):
    """What a profile file may state."""

    model_config = ConfigDict(extra="forbid")

    publisher: str = ""
    columns: list[Columns] = Field(default_factory=list)
    headings: dict[str, str] = Field(default_factory=dict)
    labels: dict[str, dict[str, list[str]]] = Field(default_factory=dict)

    @field_validator("headings")
    @classmethod
    def _known(cls, headings: dict[str, str]) -> dict[str, str]:
        for meaning in headings.values():
            if not HEADING.match(meaning):
                raise ValueError(f"{meaning}: write objective.FIELD, or section.phase, section.indicator")
        return headings

    def extended(self, lexicon: Lexicon) -> Lexicon:
        """The lexicon with the profile's labels and headings; the one given stays as it is."""
        labels = {domain: dict(known) for domain, known in lexicon.labels.items()}
        sections = {kind: set(titles) for kind, titles in lexicon.sections.items()}
        for domain, fields in self.labels.items():
            for name, printed in fields.items():
                labels.setdefault(domain, {}).update((fold_label(label), name) for label in printed)
        for heading, meaning in self.headings.items():
            domain, _, name = meaning.partition(".")
            if domain == "section":
                sections.setdefault(name, set()).add(fold_label(heading))
            else:
                labels.setdefault(domain, {})[fold_label(heading)] = name
        return Lexicon(labels, sections, lexicon.kinds, lexicon.words)

    def applied(self, page: PageTables) -> PageTables:
        """The page with the tables whose columns the profile states."""
        for columns in self.columns:
            if columns.on(page.number):
                _set_columns(page, columns)
        return page


def load_profile(path: Path) -> Profile:
    """A profile file. Raises ``LexiconError`` for one that is none."""
    try:
        profile = Profile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LexiconError(path, f"not a profile ({str(error).splitlines()[0]})", "see extractors/layouts") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise LexiconError(path, f"not a profile ({where}: {first['msg']})", "see extractors/layouts") from error
    check_labels(path, profile.labels)
    return profile


def _set_columns(page: PageTables, columns: Columns) -> None:
    """The lines under the heading that stand between the borders become a table; tables read from gaps give way."""
    loose = {id(grid): _words(grid) for grid in page.grids if grid.reader != "rules"}
    words = [word for line in page.lines for word in line.words]
    lines = _sorted([*words, *(word for held in loose.values() for word in held)], page.number)
    start = _after(lines, columns.under)
    body = _body([line for line in lines if line.top >= start], columns.x)
    if len(body) < 2:
        return
    inside = [word for line in body for word in line.words]
    taken = {id(word) for word in inside}
    broken = {key for key, held in loose.items() if any(id(word) in taken for word in held)}
    words += [word for key in broken for word in loose[key]]
    borders = [line.top - 1 for line in body if line.x0 < columns.x[1]] + [body[-1].bottom + 1]
    borders[0] = body[0].top - 1
    page.lines = _sorted([word for word in words if id(word) not in taken], page.number)
    page.grids = [grid for grid in page.grids if id(grid) not in broken]
    page.grids.append(grid_of(inside, columns.x, borders, page.number, "rules"))
    page.grids.sort(key=lambda grid: (grid.box.top, grid.box.x0))


def _words(grid: Grid) -> list[Word]:
    return [word for cell in grid.cells for line in cell.lines for word in line.words]


def _sorted(words: list[Word], page: int) -> list[Line]:
    return sorted(lines_of(words, page), key=lambda line: line.top)


def _after(lines: list[Line], heading: str | None) -> float:
    """Where the lines under a heading begin; beyond the page when it is not there."""
    if heading is None:
        return 0.0
    found = [line for line in lines if fold_label(line.text) == fold_label(heading)]
    return found[0].bottom if found else float("inf")


def _body(lines: list[Line], borders: list[float]) -> list[Line]:
    """Lines between the outer borders, up to a wide gap, from the first that stands in two columns on."""
    body: list[Line] = []
    for line in lines:
        if line.x0 < borders[0] - 2 or line.x1 > borders[-1] + 2:
            if body:
                break
            continue
        if body and line.top - body[-1].bottom > GAP * line.size:
            break
        if body or (line.x0 < borders[1] and line.x1 > borders[1]):
            body.append(line)
    return body
