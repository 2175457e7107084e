"""What stands once above a list and holds for all its rows: `Struttura: X`, `Dirigente: Y`, `Anno: 2026`.

Such a key block is printed in paragraphs, in a small table of its own, or in rows above the header or between the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.flow.blocks import TextBlock
from extractors.grid.lines import Mender
from extractors.grid.model import Grid, Line
from extractors.lexicon import Lexicon
from extractors.records.catalogues.entries import Entry
from extractors.records.events import Span
from extractors.records.headers import Mapping
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
MOST_KEY_CELLS = 4


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
        found: dict[str, Span] = {}
        for row in grid.rows() if grid.n_rows <= SMALL_TABLE else []:
            if any(":" in c.text for c in row):
                found.update(keys_of_spans([span_of(c.lines, mender) for c in row if c.text], lexicon))
        if found and len(found) >= 0.5 * grid.n_rows:
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
        return dict(self.held)

    def keyed(self, entries: Iterable[Entry], mapping: Mapping, page: int, lexicon: Lexicon) -> Iterator[Entry]:
        """The rows of a list with the keys that hold for each; key rows among them and repeated headers are no rows."""
        held = self.used(mapping.kind, page)
        printed = {text for column in mapping.columns for text in column.label.split(" | ") if text}
        lead: list[Span] = []
        for entry in entries:
            if entry.lead != lead:
                lead = entry.lead
                held = moved_keys(held, keys_of_spans(lead, lexicon))
            found = keys_of_spans(entry.cells, lexicon, whole=True) if len(entry.cells) <= MOST_KEY_CELLS else {}
            if found:
                held = moved_keys(held, found)
                continue
            if len(entry.cells) > 1 and all(span.text in printed for span in entry.cells):
                continue
            if is_letters([span.text for span in entry.cells]):
                continue
            entry.keys = {name: span for name, span in held.items() if span.text}
            yield entry
        self.held = held


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
        if words + 1 == len(line.words) and YEAR.match(line.words[words].text):
            match = lexicon.find(text, DOMAIN)
            if match and match.field == "year" and match.exact:
                return "year", words
    return None


def keys_of_spans(spans: Sequence[Span], lexicon: Lexicon, whole: bool = False) -> dict[str, Span]:
    """Cells side by side: `SETTORE: | name`, or label and value in one; ``whole``: {} where a cell is neither."""
    found: dict[str, Span] = {}
    waiting = ""
    for span in spans:
        label, colon, value = span.text.partition(":")
        match = lexicon.find(label, DOMAIN) if colon else None
        if match and value.strip():
            found[match.field] = Span(value.strip(), span.places, [value.strip()], span.bold)
            waiting = ""
        elif match:
            waiting = match.field
        elif waiting:
            found[waiting] = span
            waiting = ""
        elif whole:
            return {}
    return found


def is_letters(texts: Sequence[str]) -> bool:
    """`A | B | C | D` under a header names its columns."""
    marks = [text.strip(" ().").upper() for text in texts]
    return len(marks) > 2 and marks == [chr(ord("A") + k) for k in range(len(marks))]


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


__all__ = ["ListKeys", "is_count", "keys_of_lines", "keys_of_spans", "moved_keys"]
