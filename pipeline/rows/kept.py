"""What is kept beside the records: tables with their cells, prose, and the ledger of words."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from extractors.flow import Flow, TableBlock
from extractors.grid.model import Grid
from extractors.lexicon import Lexicon
from extractors.outline import Frame, Outline, frames_of, lists_of, outline_of
from normalizers.text import squash
from pipeline.ledger import PageHeld, ledger_of
from pipeline.rows.build import Build
from schemas import Cell, PageLedger, Section, Table


@dataclass(slots=True)
class Kept:
    """What the outline stage found, for tables and prose alike."""

    outline: Outline
    frames: dict[int, Frame]
    lists: list[Grid]


def kept_of(flow: Flow, lexicon: Lexicon, roles: dict[int, str]) -> Kept:
    lists = lists_of(flow, roles)
    indexes = [grid for grid in lists if grid.reader == "index"]
    words = {id(word) for grid in indexes for cell in grid.cells for line in cell.lines for word in line.words}
    outline = outline_of(flow, lexicon, words)
    return Kept(outline, frames_of(flow, outline, lexicon), lists)


def add_tables(build: Build, flow: Flow, roles: dict[int, str], kept: Kept) -> None:
    """The plan's tables, then the lists and indexes of its running text.

    The blocks are let go of one by one: a plan is not held in memory twice.
    """
    tables = deque(block for block in flow.blocks if isinstance(block, TableBlock))
    flow.blocks.clear()
    for number in range(1, len(tables) + 1):
        block = tables.popleft()
        _add(build, f"{build.plan_id}-t{number:04}", block.grid, kept.frames[id(block)], roles.get(id(block)))
    headings = [(h.block.page, h.block.box.top, h) for h in kept.outline.headings]
    for number, grid in enumerate(kept.lists, 1):
        above = [h for page, top, h in headings if (page, top) < (grid.page, grid.box.top)]
        path = above[-1].path if above else []
        frame = Frame(path[-1] if path else None, path)
        _add(build, f"{build.plan_id}-l{number:04}", grid, frame, None)


def _add(build: Build, tid: str, grid: Grid, frame: Frame, role: str | None) -> None:
    build.result.tables.append(
        Table(
            table_id=tid,
            plan_id=build.plan_id,
            page=grid.page,
            page_last=grid.page_last,
            heading=squash(frame.heading or "") or None,
            path=frame.path,
            header=frame.header,
            header_rows=frame.header_rows,
            notes=frame.notes,
            n_rows=grid.n_rows,
            n_cols=grid.n_cols,
            role=role,
            reader=grid.reader,
        )
    )
    at: dict[tuple[int, int], Cell] = {}
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.col)):
        same = at.get((cell.row, cell.col))
        if same is not None:  # what a join has put into one place; no text may go lost
            same.text = " ".join(filter(None, (same.text, cell.text))) or None
            continue
        place = build.place([(cell.page, cell.box)])
        place.pop("page_last", None)
        at[cell.row, cell.col] = Cell.model_construct(
            table_id=tid,
            row=cell.row,
            col=cell.col,
            rowspan=cell.rowspan,
            colspan=cell.colspan,
            text=cell.text or None,
            **place,  # type: ignore[arg-type]
        )
    build.result.cells.add(at.values())


def add_sections(build: Build, flow: Flow, outline: Outline) -> None:
    """Prose under its heading, with the path of headings; a line a paragraph."""
    current: Section | None = None
    position = 0
    for block in flow.blocks:
        if isinstance(block, TableBlock):
            continue
        heading = outline.by_block.get(id(block))
        if heading is not None or current is None:
            position += 1
            current = Section(
                plan_id=build.plan_id,
                position=position,
                path=heading.path if heading else [],
                title=heading.text if heading else None,
                page=block.page,
                page_last=block.page_last,
                text=None if heading else block.text,
                paragraph_pages=[] if heading else [block.page],
            )
            build.result.sections.append(current)
        else:
            current.text = f"{current.text}\n{block.text}" if current.text else block.text
            current.paragraph_pages.append(block.page)
            current.page_last = max(current.page_last or 0, block.page_last)


def add_ledger(build: Build, held: list[PageHeld], roles: dict[int, str]) -> None:
    """Where the words of each page went; what nobody claimed is named."""
    for page in ledger_of(held, roles):
        lost = len(page.unclaimed)
        build.result.page_ledger.append(
            PageLedger(plan_id=build.plan_id, page=page.page, words=page.words, unclaimed=lost, **page.counts)
        )
        if lost:
            counted = "1 word of the page" if lost == 1 else f"{lost} words of the page"
            build.report("words_unclaimed", f"{counted} ended nowhere: {page.named()}", "page_ledger", None, page.page)
