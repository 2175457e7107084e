"""What is kept beside the records: tables with their cells, prose, and the ledger of words."""

from __future__ import annotations

from extractors.flow import Flow, TableBlock, TextBlock
from extractors.grid import PageTables
from pipeline.ledger import ledger_of
from pipeline.rows.build import Build
from schemas import Cell, PageLedger, Section, Table

CELL_FIELDS = set(Cell.model_fields)
"""One set for all cells: a plan may have a hundred thousand, and pydantic keeps one for each row otherwise."""


def add_tables(build: Build, flow: Flow, roles: dict[int, str]) -> None:
    """Tables with their cells. The flow's cells are let go of table by table: a plan is not held in memory twice."""
    heading: str | None = None
    number = 0
    for block in flow.blocks:
        if isinstance(block, TextBlock):
            if block.bold or block.size > 1.1 * flow.body_size:
                heading = block.text
            continue
        grid = block.grid
        number += 1
        tid = f"{build.plan_id}-t{number:04}"
        first = [c for c in grid.rows()[0] if c.text] if grid.n_rows else []
        build.result.tables.append(
            Table(
                table_id=tid,
                plan_id=build.plan_id,
                page=grid.page,
                page_last=grid.page_last,
                heading=heading,
                header=[c.text for c in first],
                n_rows=grid.n_rows,
                n_cols=grid.n_cols,
                role=roles.get(id(block)),
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
                CELL_FIELDS,
                table_id=tid,
                row=cell.row,
                col=cell.col,
                rowspan=cell.rowspan,
                colspan=cell.colspan,
                text=cell.text or None,
                **place,  # type: ignore[arg-type]
            )
        build.result.cells += at.values()
        grid.cells = []


def add_sections(build: Build, flow: Flow) -> None:
    """Prose under its nearest heading."""
    current: Section | None = None
    position = 0
    for block in flow.blocks:
        if isinstance(block, TableBlock):
            continue
        heading = len(block.text) < 200 and (block.bold or block.size > 1.12 * flow.body_size)
        if heading or current is None:
            position += 1
            current = Section(
                plan_id=build.plan_id,
                position=position,
                path=[block.text] if heading else [],
                title=block.text if heading else None,
                page=block.page,
                page_last=block.page_last,
                text=None if heading else block.text,
            )
            build.result.sections.append(current)
        else:
            current.text = f"{current.text} {block.text}" if current.text else block.text
            current.page_last = block.page_last


def add_ledger(build: Build, flow: Flow, roles: dict[int, str], pages: list[PageTables]) -> None:
    """Where the words of each page went; what nobody claimed is named."""
    for page in ledger_of(flow, roles, pages):
        lost = len(page.unclaimed)
        build.result.page_ledger.append(
            PageLedger(plan_id=build.plan_id, page=page.page, words=page.words, unclaimed=lost, **page.counts)
        )
        if lost:
            counted = "1 word of the page" if lost == 1 else f"{lost} words of the page"
            build.report("words_unclaimed", f"{counted} ended nowhere: {page.named()}", "page_ledger", None, page.page)
