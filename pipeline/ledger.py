"""Where every word of the plan went: into a record, a kept table, kept prose, a named skip, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from extractors.flow import Block, Flow, TableBlock, TextBlock
from extractors.grid import PageTables
from extractors.grid.model import Line
from extractors.reading.content import Word
from extractors.records import Extract

Fate = Literal["in_records", "in_tables", "in_prose", "skipped"]

LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
"""The dots between a title and its page number."""
NUMBER_AT_END = re.compile(r"(?:^|\D)(\d{1,4})$")
INDEX_LINES = 5
"""A page with at least as many titles that end in growing page numbers is an index, whatever stands between."""
INDEX_SHARE = 0.5


@dataclass(slots=True)
class PageWords:
    """The words of one page by what became of them."""

    page: int
    words: int = 0
    counts: dict[str, int] = field(
        default_factory=lambda: {"in_records": 0, "in_tables": 0, "in_prose": 0, "skipped": 0}
    )
    unclaimed: list[Word] = field(default_factory=list)

    def named(self, most: int = 12) -> str:
        """The unclaimed words as a text, the first of them."""
        texts = [word.text for word in self.unclaimed[:most]]
        return " ".join(texts) + (" …" if len(self.unclaimed) > most else "")


def roles_of(extract: Extract) -> dict[int, str]:
    """id(block) -> the kind of record that the paragraph or table fed."""
    roles = dict(extract.roles)
    for card in extract.cards:
        for block in card.blocks:
            roles.setdefault(id(block), "objective")
        for event in [card.heading, *card.tail]:
            if event is not None:
                roles.setdefault(id(event.block), "objective")
    for service in extract.services:
        for block in service.blocks:
            roles.setdefault(id(block), "service")
    return roles


def ledger_of(flow: Flow, roles: dict[int, str], pages: list[PageTables]) -> list[PageWords]:
    """The account of each page; a word counts once, where it was claimed first."""
    fates: dict[int, Fate] = {id(word): "skipped" for line in flow.furniture for word in line.words}
    for block in flow.blocks:
        for line in lines_in(block):
            fate: Fate = (
                "in_records" if id(block) in roles else "in_prose" if isinstance(block, TextBlock) else "in_tables"
            )
            for word in line.words:
                fates.setdefault(id(word), fate)
    for line in [*_index_lines(flow, roles, len(pages)), *_heads_again(flow, pages, fates)]:
        fates.update((id(word), "skipped") for word in line.words)
    accounts = []
    for page in pages:
        words = page.content.words if page.content else []
        account = PageWords(page.number, len(words))
        for word in words:
            if id(word) in fates:
                account.counts[fates[id(word)]] += 1
            else:
                account.unclaimed.append(word)
        accounts.append(account)
    return accounts


def lines_in(block: Block) -> Iterator[Line]:
    """The printed lines of a paragraph, or of a table's cells."""
    if isinstance(block, TextBlock):
        yield from block.lines
    else:
        for cell in block.grid.cells:
            yield from cell.lines


def _index_lines(flow: Flow, roles: dict[int, str], page_count: int) -> list[Line]:
    """Lines of a table of contents: with dotted leaders, or on a page where titles end in growing page numbers."""
    by_page: dict[int, list[Line]] = {}
    for block in flow.blocks:
        if id(block) not in roles:
            for line in _rows_of(block):
                by_page.setdefault(line.page, []).append(line)
    found: list[Line] = []
    for lines in by_page.values():
        numbered = [(line, int(m[1])) for line in lines if (m := NUMBER_AT_END.search(line.text))]
        growing = _growing([(line, n) for line, n in numbered if 0 < n <= page_count and len(line.words) > 1])
        whole = len(growing) >= INDEX_LINES and len(growing) >= INDEX_SHARE * len(lines)
        found += lines if whole else [line for line in lines if LEADER.search(line.text)]
    return found


def _rows_of(block: Block) -> Iterator[Line]:
    """Lines as a reader sees them: a table's row is one, for an index is often read as a table of two columns."""
    if isinstance(block, TextBlock):
        yield from block.lines
        return
    for row in block.grid.rows():
        for page in sorted({line.page for cell in row for line in cell.lines}):
            yield Line([w for cell in row for line in cell.lines if line.page == page for w in line.words], page)


def _growing(numbered: list[tuple[Line, int]]) -> list[Line]:
    """The longest run of lines, in order, whose numbers do not fall."""
    best: list[Line] = []
    run: list[Line] = []
    last = 0
    for line, number in numbered:
        run = [*run, line] if number >= last else [line]
        last = number
        best = max(best, run, key=len)
    return best


def _heads_again(flow: Flow, pages: list[PageTables], fates: dict[int, Fate]) -> Iterator[Line]:
    """Heads of tables that are printed again where a page cuts the table: the joined table holds them once."""
    running: dict[int, set[str]] = {}
    for block in flow.blocks:
        if isinstance(block, TableBlock):
            for number in range(block.page + 1, block.page_last + 1):
                running.setdefault(number, set()).update(_texts(block))
    for page in pages:
        known = running.get(page.number)
        for grid in page.grids if known else []:
            for cell in grid.cells:
                lost = [line for line in cell.lines if any(id(w) not in fates for w in line.words)]
                if lost and known and _plain(cell.lines) in known:
                    yield from lost


def _texts(block: TableBlock) -> set[str]:
    return {_plain(cell.lines) for cell in block.grid.cells if cell.lines}


def _plain(lines: list[Line]) -> str:
    return "".join(word.text.casefold() for line in lines for word in line.words).replace("-", "")
