"""Where every word of the plan went: into a record, a kept table, kept prose, a named skip, or nowhere.

Counted in two steps, for a plan's words are many: what each page and block holds, as soon as the blocks are known and
while the words are there; what became of it, when it is known of which blocks records were made.
"""

from __future__ import annotations

import re
from collections import defaultdict
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
class Share:
    """What one paragraph or table holds of a page."""

    fate: Fate
    """Where its words are if no record was made of it."""
    words: int = 0
    lines: int = 0
    """As a reader sees them: a table's row is one, for an index is often read as a table of two columns."""
    numbers: list[int] = field(default_factory=list)
    """What may be page numbers, at the ends of lines."""
    dotted: int = 0
    """Words of lines with dotted leaders."""


@dataclass(slots=True)
class PageHeld:
    """The words of a page by the blocks that hold them."""

    page: int
    words: int
    shares: dict[int, Share] = field(default_factory=dict)
    """By id(block), in reading order."""
    skipped: int = 0
    """Words of running heads and feet, and of heads of tables that are printed again."""
    unclaimed: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class PageWords:
    """The words of one page by what became of them."""

    page: int
    words: int = 0
    counts: dict[Fate, int] = field(
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


def ledger_of(held: list[PageHeld], roles: dict[int, str]) -> list[PageWords]:
    """The account of each page; ``roles`` as of ``roles_of``."""
    accounts = []
    for page in held:
        account = PageWords(page.page, page.words, unclaimed=page.unclaimed)
        account.counts["skipped"] = page.skipped
        others = [share for block, share in page.shares.items() if block not in roles]
        index = _is_index(others)
        for share in others:
            skipped = share.words if index else share.dotted
            account.counts["skipped"] += skipped
            account.counts[share.fate] += share.words - skipped
        account.counts["in_records"] = sum(share.words for block, share in page.shares.items() if block in roles)
        accounts.append(account)
    return accounts


def _is_index(shares: list[Share]) -> bool:
    """A table of contents: many lines end in numbers that grow."""
    growing = _growing([number for share in shares for number in share.numbers])
    return growing >= INDEX_LINES and growing >= INDEX_SHARE * sum(share.lines for share in shares)


def _growing(numbers: list[int]) -> int:
    """How long the longest run is in which numbers do not fall."""
    longest = run = last = 0
    for number in numbers:
        run = run + 1 if number >= last else 1
        last = number
        longest = max(longest, run)
    return longest


def held_of(flow: Flow, pages: list[PageTables]) -> list[PageHeld]:
    """What each page's blocks hold; a word counts once, where it was claimed first."""
    held = {page.number: PageHeld(page.number, len(page.content.words) if page.content else 0) for page in pages}
    claims: dict[int, list[tuple[Line, Share | None]]] = defaultdict(list)
    for line in flow.furniture:
        claims[line.page].append((line, None))
    for block in flow.blocks:
        fate: Fate = "in_prose" if isinstance(block, TextBlock) else "in_tables"
        for line in lines_in(block):
            shares = held[line.page].shares
            share = shares.get(id(block)) or shares.setdefault(id(block), Share(fate))
            claims[line.page].append((line, share))
        for line in _rows_of(block):
            _count(line, held[line.page].shares[id(block)], len(pages))
    running = _running(flow)
    for page in pages:
        _claim(held[page.number], page, claims.pop(page.number, []), running.get(page.number, set()))
    return list(held.values())


def _claim(held: PageHeld, page: PageTables, claims: list[tuple[Line, Share | None]], heads: set[str]) -> None:
    """Count the words of one page where they are claimed."""
    claimed: set[int] = set()

    def take(line: Line) -> int:
        before = len(claimed)
        claimed.update(map(id, line.words))
        return len(claimed) - before

    for line, share in claims:
        if share is None:
            held.skipped += take(line)
        else:
            share.words += take(line)
    for grid in page.grids if heads else []:
        for cell in grid.cells:
            own = [line for line in cell.lines if line.page == page.number]  # a joined table has cells of later pages
            lost = [line for line in own if any(id(word) not in claimed for word in line.words)]
            if lost and _plain(cell.lines) in heads:
                held.skipped += sum(take(line) for line in lost)
    held.unclaimed = [word for word in page.content.words if id(word) not in claimed] if page.content else []


def _count(line: Line, share: Share, page_count: int) -> None:
    """What an index is told by."""
    text = line.text
    share.lines += 1
    number = NUMBER_AT_END.search(text) if text[-1:].isdigit() and len(line.words) > 1 else None
    if number and 0 < int(number[1]) <= page_count:
        share.numbers.append(int(number[1]))
    if LEADER.search(text):
        share.dotted += len(line.words)


def lines_in(block: Block) -> Iterator[Line]:
    """The printed lines of a paragraph, or of a table's cells."""
    if isinstance(block, TextBlock):
        yield from block.lines
    else:
        for cell in block.grid.cells:
            yield from cell.lines


def _rows_of(block: Block) -> Iterator[Line]:
    """Lines as a reader sees them: a table's row is one."""
    if isinstance(block, TextBlock):
        yield from block.lines
        return
    for row in block.grid.rows():
        for page in sorted({line.page for cell in row for line in cell.lines}):
            yield Line([w for cell in row for line in cell.lines if line.page == page for w in line.words], page)


def _running(flow: Flow) -> dict[int, set[str]]:
    """Page -> texts of the tables that go on there: a head printed again is held once by the joined table."""
    running: dict[int, set[str]] = {}
    for block in flow.blocks:
        if isinstance(block, TableBlock) and block.page_last > block.page:
            texts = {_plain(cell.lines) for cell in block.grid.cells if cell.lines}
            for number in range(block.page + 1, block.page_last + 1):
                running.setdefault(number, set()).update(texts)
    return running


def _plain(lines: list[Line]) -> str:
    return "".join(word.text.casefold() for line in lines for word in line.words).replace("-", "")
