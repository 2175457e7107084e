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
from normalizers.numbers import find_numbers, parse_number

STATING = frozenset({"staffing", "pay_bands"})
"""Catalogues whose numbers are facts as well: a reader of facts looks for staff by year there."""
NUMERIC = 0.6
"""Share of a column's cells that must be one number."""
YEAR = re.compile(r"(?:anno\s+|al\s+31[./]12[./]\s?)?((?:19|20)\d\d)\W*", re.I)
VALUE = re.compile(
    r"(?P<euro>€|euro)?\s*(?P<number>[+-]?\d(?:[\d.,]*\d)?)\s*(?P<unit>%|€|euro|gg\.?|giorni|ore|mesi|punti|unità)?"
    r"(?P<rest>[\s*.,;]*(?:\(\*.*)?)",
    re.I,
)
TRAILING = re.compile(
    r"(?P<label>.*[^\W\d_]{3,}.*?[^\d\s.,])\s+(?:€\s*)?(?P<value>\d{1,3}(?:\.\d{3})*(?:,\d+)?|\d+,\d+)\s*(?P<euro>€)?[\s.,;]*$"
)


@dataclass(slots=True)
class TableFact:
    """A number of a table with its row as a sentence."""

    stated: Stated
    sentence: str
    places: list[tuple[int, Box]]
    year: int | None


def facts_of_table(block: TableBlock, role: str | None, words: FactWords, acts: ActWords) -> Iterator[TableFact]:
    """Facts of one table; none of a table that fed a record of another kind."""
    if role is not None and role not in STATING:
        return
    grid = block.grid
    rows = grid.rows()
    header = _header(grid)
    numeric = _numeric_columns(grid, 1 if header else 0)
    for number, row in enumerate(rows):
        filled = [c for c in row if c.text]
        label = next((c for c in filled if re.search(r"[^\W\d_]{3,}", c.text)), None)
        if header and number == 0 or label is None:
            continue
        for cell in filled:
            if cell is not label and cell.col in numeric:
                yield from _cell(cell, label, header, words)
            elif role is None:
                yield from _prose(cell, words, acts)


def _header(grid: Grid) -> dict[int, str]:
    """Column -> header, where the first row is one: no numbers but years."""
    first = [c for c in grid.rows()[0] if c.text] if grid.n_rows > 1 else []
    if len(first) < 2 or any(_value(c.text) and not YEAR.fullmatch(c.text) for c in first):
        return {}
    if grid.n_cols == 2 and not any(YEAR.fullmatch(c.text) for c in first) and _value_rows(grid) == grid.n_rows:
        return {}
    return {k: c.text for c in first for k in range(c.col, c.col + c.colspan)}


def _value_rows(grid: Grid) -> int:
    return sum(1 for row in grid.rows() if any(_value(c.text) for c in row[1:]))


def _numeric_columns(grid: Grid, start: int) -> set[int]:
    found = set()
    for col in range(grid.n_cols):
        texts = [c.text for c in grid.cells if c.col == col and c.row >= start and c.text]
        numbers = [t for t in texts if _value(t)]
        if numbers and (len(numbers) >= NUMERIC * len(texts) or grid.n_cols == 2) and not _running(numbers):
            found.add(col)
    return found


def _running(texts: list[str]) -> bool:
    """1, 2, 3: the numbers of the rows."""
    whole = [int(t) for t in texts if t.strip().isdigit()]
    return len(whole) > 1 and len(whole) == len(texts) and whole == list(range(whole[0], whole[0] + len(whole)))


def _value(text: str) -> re.Match[str] | None:
    found = VALUE.fullmatch(text.strip())
    if not found or re.match(r"0\d", found["number"]) or len(found["number"]) > 18:
        return None
    return found


def _cell(cell: Cell, label: Cell, header: dict[int, str], words: FactWords) -> Iterator[TableFact]:
    found = _value(cell.text)
    above = header.get(cell.col, "")
    if not found or (label.col > cell.col and not header):
        return
    folded = {fold_label(label.text), fold_label(above)}
    if folded & words.no_labels or (YEAR.fullmatch(found["number"]) and not (found["euro"] or found["unit"])):
        return
    year = YEAR.fullmatch(above)
    unit = (found["unit"] or found["euro"] or "").casefold().rstrip(".")
    unit = {"€": "euro", "gg": "giorni"}.get(unit, unit)
    named = _year_in(label.text) or _year_in(above)
    raw = cell.text.strip() if not found["rest"].strip() else cell.text[: found.start("rest")].strip()
    stated = Stated(
        raw,
        parse_number(found["number"]),
        unit or None,
        int(year[1]) if year else named,
        label.text if year or not above else f"{label.text} – {above}",
        0,
        len(cell.text),
    )
    sentence = " | ".join(filter(None, (label.text, above, cell.text)))
    yield TableFact(stated, sentence, [(label.page, label.box), (cell.page, cell.box)], stated.year)


def _prose(cell: Cell, words: FactWords, acts: ActWords) -> Iterator[TableFact]:
    """A cell that is a sentence, or a label with its value at the end."""
    text = cell.text
    place = [(cell.page, cell.box)]
    cited = [(a.start, a.end) for a in find_acts(text, acts)]
    stated = stated_in(text, cited, words) if len(text) < 400 else []
    for one in stated:
        yield TableFact(one, text, place, None)
    ending = TRAILING.fullmatch(text)
    if ending and not any(s.end >= ending.start("value") for s in stated) and not any(
        b >= ending.start("value") for _, b in cited
    ):
        if YEAR.fullmatch(ending["value"]) or len(find_numbers(ending["value"])) != 1 or "," not in ending["value"]:
            return
        value = parse_number(ending["value"])
        unit = "euro" if ending["euro"] else None
        one = Stated(ending["value"], value, unit, _year_in(text), ending["label"], ending.start("value"), len(text))
        yield TableFact(one, text, place, None)


def _year_in(text: str) -> int | None:
    years = set(re.findall(r"(?<![\d/–-])((?:19|20)\d\d)(?![\d/–-])", text))
    return int(years.pop()) if len(years) == 1 else None
