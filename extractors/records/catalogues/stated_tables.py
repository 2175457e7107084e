"""Numbers of tables that no record was made of: a row's label and a column's header say what each one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.flow import TableBlock
from extractors.grid.model import Cell, Grid
from extractors.lexicon import fold_label
from extractors.reading.content import Box
from normalizers.acts import ActWords, find_acts
from normalizers.fact_words import FactWords
from normalizers.facts import Stated, stated_in
from normalizers.numbers import parse_number

STATING = frozenset({"staffing", "pay_bands"})
"""Catalogues whose numbers are facts as well: a reader of facts looks for staff by year there."""
NUMERIC = 0.6
"""Share of a column's filled cells that must be one number."""
MOST = 80
"""A table of more numbers is data, kept as a table; a series of years is never too long."""
DEEPEST = 3
"""Rows of a header."""
LONGEST_CELL = 400
YEAR = re.compile(r"(?:anno\s+|al\s+31[./]12[./]\s?)?((?:19|20)\d\d)\W*", re.I)
VALUE = re.compile(
    r"(?P<euro>€|euro)?\s*(?P<number>[+-]?\d(?:[\d.,]*\d)?)\s*(?P<unit>%|€|euro|gg\.?|giorni|ore|mesi|punti|unità)?"
    r"(?P<rest>[\s*.,;]*(?:\(\*.*)?)",
    re.I,
)
ENDING = re.compile(r"\s(?:€\s*)?(?P<value>\d{1,3}(?:\.\d{3})*,\d+|\d+,\d+)\s*(?P<euro>€)?[\s.,;]*$")
LABEL = re.compile(r"[^\W\d_]{3}.*[^\d\s.,]$")
UNITS = {"€": "euro", "gg": "giorni"}


@dataclass(slots=True)
class TableFact:
    """A number of a table, with its row as a sentence."""

    stated: Stated
    sentence: str
    places: list[tuple[int, Box]]


def facts_of_table(block: TableBlock, role: str | None, words: FactWords, acts: ActWords) -> Iterator[TableFact]:
    """Facts of one table; none of a table that fed a record of another kind."""
    if role is not None and role not in STATING:
        return
    grid = block.grid
    covering = _by_row(grid)
    depth = _header_rows(grid)
    header = _header(grid, depth)
    if not header:
        depth = 0
    numeric = _numeric_columns(grid, depth)
    found: list[TableFact] = []
    for row in range(depth, grid.n_rows):
        labels = _labels(covering[row], numeric)
        own = [c for c in covering[row] if c.row == row and c.text]
        numbers: list[TableFact] = []
        for cell in own:
            if cell.col in numeric and labels and (len(numeric) == 1 or cell.col in header):
                numbers += _number(cell, labels, header.get(cell.col, ""), words)
        found += numbers
        if role is None:
            found += [f for c in own if c.col not in numeric for f in _prose(c, words, acts, bool(numbers))]
    yearly = any(YEAR.fullmatch(text) for text in header.values())
    if len(found) <= MOST or yearly:
        yield from found


def _by_row(grid: Grid) -> list[list[Cell]]:
    """The cells that cover each row, merged ones in all of theirs, from left to right."""
    rows: list[list[Cell]] = [[] for _ in range(grid.n_rows)]
    for cell in sorted(grid.cells, key=lambda c: c.col):
        for row in range(cell.row, min(cell.row + cell.rowspan, grid.n_rows)):
            rows[row].append(cell)
    return rows


def _header_rows(grid: Grid) -> int:
    """How many rows head the table: those before the first number that is no year."""
    for depth, row in enumerate(grid.rows()[: DEEPEST + 1]):
        filled = [c for c in row if c.text]
        if any(_value(c.text) and not YEAR.fullmatch(c.text) for c in filled):
            return depth
    return 1 if any(_value(c.text) and not YEAR.fullmatch(c.text) for c in grid.cells) else 0


def _header(grid: Grid, depth: int) -> dict[int, str]:
    """Column -> its header, the rows of a deep one joined; a title over the whole table is none."""
    found: dict[int, list[str]] = {}
    for cell in sorted(grid.cells, key=lambda c: c.row):
        if cell.row < depth and cell.text and cell.colspan < max(grid.n_cols, 2):
            for col in range(cell.col, cell.col + cell.colspan):
                if cell.text not in found.setdefault(col, []):
                    found[col].append(cell.text)
    if grid.n_cols == 2 and not YEAR.fullmatch(" ".join(found.get(1, []))):
        values = sum(1 for c in grid.cells if c.col == 1 and _value(c.text))
        if depth > 1 or values < NUMERIC * (grid.n_rows - 1):
            return {}  # labels and values from the first row on
    return {col: " – ".join(texts) for col, texts in found.items()}


def _numeric_columns(grid: Grid, start: int) -> set[int]:
    found = set()
    for col in range(grid.n_cols):
        texts = [c.text for c in grid.cells if c.col == col and c.row >= start and re.search(r"\w", c.text)]
        numbers = [t for t in texts if _value(t)]
        if numbers and (len(numbers) >= NUMERIC * len(texts) or grid.n_cols == 2) and not _running(numbers):
            found.add(col)
    return found


def _running(texts: list[str]) -> bool:
    """1, 2, 3: the numbers of the rows."""
    whole = [int(t) for t in texts if t.strip().isdigit()]
    return len(whole) > 1 and len(whole) == len(texts) and whole == list(range(whole[0], whole[0] + len(whole)))


def _labels(cells: list[Cell], numeric: set[int]) -> list[Cell]:
    """The cells that name a row: its texts before the first number."""
    found = []
    for cell in cells:
        if cell.col in numeric and _value(cell.text):
            break
        if re.search(r"[^\W\d_]{2,}", cell.text):
            found.append(cell)
    return found


def _value(text: str) -> re.Match[str] | None:
    found = VALUE.fullmatch(text.strip())
    if not found or re.match(r"0\d", found["number"]) or len(found["number"]) > 18:
        return None
    return found


def _number(cell: Cell, labels: list[Cell], above: str, words: FactWords) -> Iterator[TableFact]:
    found = _value(cell.text)
    if not found or (YEAR.fullmatch(found["number"]) and not (found["euro"] or found["unit"])):
        return
    named = " – ".join(c.text for c in labels)
    if {fold_label(labels[-1].text), fold_label(above)} & words.no_labels:
        return
    year = YEAR.fullmatch(above)
    unit = (found["unit"] or found["euro"] or "").casefold().rstrip(".")
    years = {int(year[1])} if year else _years(f"{named} {above}")
    stated = Stated(
        cell.text[: found.start("rest")].strip(),
        parse_number(found["number"]),
        UNITS.get(unit, unit) or None,
        min(years) if len(years) == 1 else None,
        named if year or not above else f"{named} – {above}",
        0,
        len(cell.text),
        not years,
    )
    sentence = " | ".join([*(c.text for c in labels), *([above] if above else []), cell.text])
    yield TableFact(stated, sentence, [*((c.page, c.box) for c in labels), (cell.page, cell.box)])


def _prose(cell: Cell, words: FactWords, acts: ActWords, among_numbers: bool) -> Iterator[TableFact]:
    """A cell that is a label with its value at the end, or, in a row that states a number, a sentence."""
    text = cell.text
    if len(text) > LONGEST_CELL or not re.search(r"\d", text):
        return
    place = [(cell.page, cell.box)]
    cited = [(a.start, a.end) for a in find_acts(text, acts)]
    stated = stated_in(text, cited, words) if among_numbers else []
    for one in stated:
        if one.value is not None:  # "(15-64 anni)" tells whom a row is about
            yield TableFact(one, text, place)
    ending = ENDING.search(text)
    label = text[: ending.start()].strip() if ending else ""
    taken = [*(one.end for one in stated), *(end for _, end in cited)]
    if ending and LABEL.search(label) and not any(end > ending.start("value") for end in taken):
        years = _years(label)
        year = min(years) if len(years) == 1 else None
        unit = "euro" if ending["euro"] else None
        value = parse_number(ending["value"])
        one = Stated(ending["value"], value, unit, year, label, ending.start("value"), len(text), not years)
        yield TableFact(one, text, place)


def _years(text: str) -> set[int]:
    return {int(y) for y in re.findall(r"(?<![\d/–-])((?:19|20)\d\d)(?![\d/–-])", text)}
