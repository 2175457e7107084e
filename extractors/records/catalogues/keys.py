"""What stands once above a list and holds for all its rows: `Struttura: X`, `Dirigente: Y`, `Anno: 2026`.

Such a key block is printed in paragraphs, in a small table of its own, or in rows above the header or between the rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.flow.blocks import TextBlock
from extractors.grid.lines import Mender
from extractors.grid.model import Cell, Grid, Line
from extractors.lexicon import Lexicon
from extractors.records.events import Span
from extractors.records.headings import CHAPTER, PART
from extractors.records.parts import span_of

DOMAIN = "list_key"
NEAR = 8
"""A key block stands at most this many paragraphs above its list …"""
PAGES = 1
"""… and at most this many pages."""
LONGEST_LABEL = 6
LONGEST_VALUE = 300
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
COUNT = re.compile(r"^\s*\d{1,6}\s*$")
SMALL_TABLE = 8


@dataclass(slots=True)
class ListKeys:
    """Keys that hold for the list at hand, and those printed since the last one."""

    held: dict[str, Span] = field(default_factory=dict)
    since: dict[str, Span] = field(default_factory=dict)
    kind: str = ""
    apart: int = 0
    """Paragraphs since the last key."""

    def read_text(self, block: TextBlock, lexicon: Lexicon, mender: Mender) -> None:
        found = keys_of_lines(block.lines, lexicon, mender)
        if not found and (PART.match(block.text) or (block.bold and CHAPTER.match(block.text))):
            self.held, self.since = {}, {}
        self._add(found)
        self.apart = 0 if found else self.apart + 1
        if self.apart > NEAR:
            self.since = {}

    def read_table(self, grid: Grid, lexicon: Lexicon, mender: Mender) -> None:
        """A small table of keys adds to them; one of counts leaves them; any other ends them."""
        rows = [[c for c in row if c.text] for row in grid.rows()]
        found: dict[str, Span] = {}
        for row in rows:
            found.update(keys_of_row(row, lexicon, mender))
        if found and len(rows) <= SMALL_TABLE and len(found) >= 0.5 * len(rows):
            self._add(found)
            self.apart = 0
        elif not is_count(grid):
            self.since = {}

    def _add(self, found: dict[str, Span]) -> None:
        if found.get("unit"):
            self.since = {}  # another unit's list begins
        self.since.update(found)

    def used(self, kind: str, page: int) -> dict[str, Span]:
        """The keys of a list of this kind that begins, or goes on, on this page."""
        near = {k: v for k, v in self.since.items() if v.places and 0 <= page - v.places[-1][0] <= PAGES}
        self.held = {**self.held, **near} if kind == self.kind and "unit" not in near else near
        self.kind, self.since = kind, {}
        return {name: span for name, span in self.held.items() if span.text}


def keys_of_lines(lines: Sequence[Line], lexicon: Lexicon, mender: Mender) -> dict[str, Span]:
    """`label: value` line by line; a line without label goes on with the value before; {} where the first has none."""
    found: dict[str, Span] = {}
    last = ""
    for line in lines:
        cut = _label(line, lexicon)
        if cut is None:
            if not last:
                return {}
            more = span_of([line], mender)
            found[last] = found[last] + more
            continue
        last, words = cut
        value = span_of([Line(line.words[words:], line.page)], mender) if words < len(line.words) else Span("")
        found[last] = value if value.text else Span("", span_of([line], mender).places)
    return {name: span for name, span in found.items() if len(span.text) <= LONGEST_VALUE}


def _label(line: Line, lexicon: Lexicon) -> tuple[str, int] | None:
    """The key that a line begins with, and how many words its label takes: up to the colon, or before a year."""
    for words in range(1, min(LONGEST_LABEL, len(line.words)) + 1):
        last = line.words[words - 1].text
        text = " ".join(w.text for w in line.words[:words])
        if last.endswith(":") or last == ":":
            match = lexicon.find(text.rstrip(": "), DOMAIN)
            return (match.field, words) if match else None
        after = line.words[words].text if words < len(line.words) else ""
        match = lexicon.find(text, DOMAIN)
        if match and match.field == "year" and match.exact and words + 1 == len(line.words) and YEAR.match(after):
            return "year", words
    return None


def keys_of_row(cells: Sequence[Cell], lexicon: Lexicon, mender: Mender) -> dict[str, Span]:
    """`SETTORE: | name`: a label that ends in a colon, and its value in the next cell or in the same one."""
    if not cells or len(cells) > 4:
        return {}
    first = cells[0]
    label = first.text.strip()
    match = lexicon.find(label.rstrip(": "), DOMAIN)
    if match and label.endswith(":") and len(cells) > 1:
        return {match.field: span_of(cells[1].lines, mender)}
    return keys_of_lines(first.lines, lexicon, mender) if len(cells) == 1 and ":" in label else {}


def is_count(grid: Grid) -> bool:
    """A small table of totals: a name and a number a row, but for its title row."""
    rows = [[c.text for c in row if c.text] for row in grid.rows()]
    rows = [row for row in rows if row]
    if not 1 < len(rows) <= SMALL_TABLE or any(len(row) > 2 for row in rows):
        return False
    counted = [len(row) == 2 and bool(COUNT.match(row[1])) for row in rows]
    return sum(counted) >= len(rows) - 1 and counted[-1]


def moved_keys(keys: dict[str, Span], found: dict[str, Span]) -> dict[str, Span]:
    """The keys after a key row inside a list: another unit or area ends what is narrower than it."""
    order = ("unit", "responsible", "risk_area", "process")
    kept = dict(keys)
    for name in found:
        if name in ("unit", "risk_area"):
            for narrower in order[order.index(name) + 1 :]:
                if narrower != "responsible" or name == "unit":
                    kept.pop(narrower, None)
    return {**kept, **found}


__all__ = ["ListKeys", "is_count", "keys_of_lines", "keys_of_row", "moved_keys"]
