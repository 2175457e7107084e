"""The flow stage: one stream of blocks for the plan."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.flow.blocks import Block, TableBlock, TextBlock
from extractors.flow.columns import columns_in
from extractors.flow.furniture import furniture_of
from extractors.flow.joins import CONNECTOR, joined
from extractors.flow.lists import header_again, is_list, same_borders
from extractors.flow.nested import in_reading_order
from extractors.flow.paragraphs import ITEM, LABEL_ALONE, paragraphs_of
from extractors.grid.lines import Mender, lines_of
from extractors.grid.model import Cell, Grid, Line
from extractors.grid.page_tables import PageTables

ENDED = re.compile(r"[.;:!?]\s*[)»”\"']?$")
CAPTIONS = 4
"""Paragraphs that may be printed again above each piece of a table."""
ABOVE = 6
"""Paragraphs above a table among which they are looked for."""


@dataclass(slots=True)
class Flow:
    """Blocks in reading order, the lines set apart, and the plan's typical text height in points."""

    blocks: list[Block]
    furniture: list[Line] = field(default_factory=list)
    body_size: float = 10.0
    mender: Mender = field(default_factory=Mender)


def flow_of(pages: list[PageTables], is_label: Callable[[str], bool] = lambda _: False) -> Flow:
    """Blocks of all pages; texts of blocks and cells are set, hyphens mended with the plan's own words."""
    apart = furniture_of(pages, is_label)
    mender = Mender(_vocabulary(pages))
    flow = Flow([], mender=mender, body_size=_body_size(pages))
    for page in pages:
        flow.furniture += [line for line in page.lines if id(line) in apart]
        free = [line for line in page.lines if id(line) not in apart]
        _adopt_strays(flow, page, free)
        _add_page(flow, _page_blocks(page, free, is_label), page, mender)
    for block in flow.blocks:
        if isinstance(block, TextBlock):
            block.text = mender.join(block.lines)
        else:
            for cell in block.grid.cells:
                cell.text = mender.join(cell.lines)
    return flow


def _page_blocks(page: PageTables, free: list[Line], is_label: Callable[[str], bool]) -> list[Block]:
    """Paragraphs between the tables of a page, then all in order from the top."""
    tables = [TableBlock(grid) for grid in in_reading_order(page.grids)]
    strips: list[list[Line]] = [[] for _ in range(len(tables) + 1)]
    for line in sorted(free, key=lambda k: (k.top, k.x0)):
        strips[sum(table.box.top <= line.top for table in tables)].append(line)
    blocks: list[Block] = []
    for n, lines in enumerate(strips):
        blocks += tables[n - 1 : n] if n else []
        blocks += _strip_blocks(lines, page.width, is_label)
    if blocks:
        blocks[0].first_on_page = True
    return blocks


def _strip_blocks(lines: list[Line], width: float, is_label: Callable[[str], bool]) -> list[TextBlock]:
    columns = columns_in(lines, is_label)
    if columns is None:
        return paragraphs_of(lines, width)
    beside = [block for side in (columns.left, columns.right) for block in paragraphs_of(side, width=0.0)]
    return [
        *paragraphs_of(lines[: columns.first], width),
        *beside,
        *_strip_blocks(lines[columns.end :], width, is_label),
    ]


def _add_page(flow: Flow, blocks: list[Block], page: PageTables, mender: Mender) -> None:
    if blocks and flow.blocks:
        last, first = flow.blocks[-1], blocks[0]
        if isinstance(last, TableBlock) and last.page_last == page.number - 1:
            left_over = _bottom(page) - max(c.box.bottom for c in last.grid.cells if c.page == _last_page(last.grid))
            if isinstance(first, TableBlock):
                if joined(last.grid, first.grid, left_over, mender):
                    blocks = blocks[1:]
            elif isinstance(first, TextBlock):
                again = _captions_again(flow.blocks, blocks, mender)
                if again:
                    flow.furniture += [line for block in blocks[:again] for line in _lines_of(block)]
                    blocks = blocks[again + 1 :]
                else:
                    blocks = blocks[_left_the_grid(last.grid, blocks, mender) :]
    flow.blocks += blocks


def _captions_again(before: list[Block], blocks: list[Block], mender: Mender) -> int:
    """How many captions, printed above the table on the page before, come again above its next piece, now joined.

    Only where the piece repeats the header too: the same caption alone may open another table.
    """
    upper = before[-1]
    number = next((n for n, block in enumerate(blocks) if isinstance(block, TableBlock)), 0)
    if not number or number > CAPTIONS or not isinstance(upper, TableBlock):
        return 0
    lower = blocks[number]
    assert isinstance(lower, TableBlock)
    above: set[str] = set()
    for block in reversed(before[-1 - ABOVE : -1]):
        if isinstance(block, TableBlock):
            break
        above |= {line.text.casefold() for line in block.lines}
    again = [line.text.casefold() for block in blocks[:number] for line in _lines_of(block)]
    if not all(any(text in line for line in above) for text in again):
        return 0
    same = is_list(upper.grid) and is_list(lower.grid) and same_borders(upper.grid, lower.grid)
    if not (same and header_again(upper.grid, lower.grid, mender)):
        return 0
    return number if joined(upper.grid, lower.grid, 0.0, mender) else 0


def _lines_of(block: Block) -> list[Line]:
    return block.lines if isinstance(block, TextBlock) else []


def _last_page(grid: Grid) -> int:
    return max(c.page for c in grid.cells)


def _bottom(page: PageTables) -> float:
    """Where a page's body ends: not known before all pages are seen, so nine tenths of its height."""
    return 0.92 * page.height


def _left_the_grid(grid: Grid, blocks: list[Block], mender: Mender) -> int:
    """How many paragraphs at the head of the page go on with the text of the grid's last cell; they are put into it."""
    cell = _last_text_cell(grid)
    if cell is None:
        return 0
    taken = 0
    for block in blocks:
        if not isinstance(block, TextBlock) or block.bold or block.centred:
            break
        before = mender.join(cell.lines)
        text = mender.join(block.lines)
        size = cell.lines[-1].size
        if LABEL_ALONE.match(text):
            break  # it opens what comes next
        if abs(block.size - size) > 0.15 * size or cell.lines[-1].bold:
            break
        unfinished = not ENDED.search(before) or bool(CONNECTOR.search(before))
        if not (unfinished and (text[0].islower() or grid.open_bottom or CONNECTOR.search(before))) and not (
            taken and ITEM.match(text)
        ):
            break
        cell.lines += block.lines
        cell.cut = True
        grid.page_last = max(grid.page_last, block.page_last)
        taken += 1
    return taken


def _last_text_cell(grid: Grid) -> Cell | None:
    last = [c for c in grid.cells if c.row + c.rowspan == grid.n_rows and c.filled]
    return max(last, key=lambda c: (sum(len(k.words) for k in c.lines), c.col)) if last else None


def _adopt_strays(flow: Flow, page: PageTables, free: list[Line]) -> None:
    """Text beside a table whose outer column lost its rules at the page's cut goes back into that column."""
    if not page.grids or not flow.blocks:
        return
    last, grid = flow.blocks[-1], page.grids[0]
    if not isinstance(last, TableBlock) or last.page_last != page.number - 1 or last.grid.n_cols <= grid.n_cols:
        return
    wide = last.grid.xs
    near = [min(abs(x - k) for k in wide) < 5 for x in grid.xs]
    beside = [
        line
        for line in free
        if grid.box.top - 2 < (line.top + line.bottom) / 2 < grid.box.bottom + 2
        and (line.x0 >= grid.box.x1 - 2 or line.x1 <= grid.box.x0 + 2)
    ]
    if not all(near) or not beside or grid.n_rows != 1:
        return
    for a, b in itertools.pairwise(wide):
        if b <= grid.box.x0 + 5 or a >= grid.box.x1 - 5:
            own = [w for line in beside for w in line.words if a - 3 <= w.middle[0] < b + 3]
            box = grid.cells[0].box
            grid.cells.append(Cell(0, 0, 1, 1, page.number, box._replace(x0=a, x1=b), lines_of(own, page.number)))
    grid.xs = wide
    grid.box = grid.box._replace(x0=wide[0], x1=wide[-1])
    for cell in grid.cells:
        cell.col = min(range(len(wide)), key=lambda i: abs(wide[i] - cell.box.x0))
    for line in beside:
        free.remove(line)


def _vocabulary(pages: list[PageTables]) -> set[str]:
    """The plan's words that do not stand at a line's end, where a hyphen could be the typesetter's."""
    found: set[str] = set()
    for page in pages:
        lines = [*page.lines, *(line for g in page.grids for c in g.cells for line in c.lines)]
        for line in lines:
            for word in line.words[:-1]:
                found.add(word.text.strip(".,;:()«»“”\"'’").casefold())
            last = line.words[-1].text
            if not last.endswith("-"):
                found.add(last.strip(".,;:()«»“”\"'’").casefold())
    return found


def _body_size(pages: list[PageTables]) -> float:
    sizes: dict[float, int] = {}
    for page in pages:
        for line in page.lines:
            key = round(line.size, 1)
            sizes[key] = sizes.get(key, 0) + len(line.text)
    return max(sizes, key=lambda k: sizes[k]) if sizes else 10.0
