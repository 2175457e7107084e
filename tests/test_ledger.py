"""Where the words of a plan went."""

from __future__ import annotations

from pathlib import Path

from extractors.flow import Flow, TableBlock, TextBlock
from extractors.grid import PageTables
from extractors.grid.model import Cell, Grid, Line
from extractors.reading.content import Box, PageContent, Word
from pipeline.ledger import PageWords, held_of, ledger_of
from pipeline.read_plan import read_plan

SAMPLES = Path(__file__).parent.parent / "samples"


def account_of(flow: Flow, roles: dict[int, str], pages: list[PageTables]) -> list[PageWords]:
    return ledger_of(held_of(flow, pages), roles)


def line(text: str, page: int = 1, top: float = 100.0) -> Line:
    words = [Word(t, 40.0 * n, top, 40.0 * n + 30, top + 10, 10.0) for n, t in enumerate(text.split())]
    return Line(words, page)


def page_of(number: int, lines: list[Line], grids: list[Grid] | None = None) -> PageTables:
    words = [word for one in lines for word in one.words]
    words += [word for grid in grids or [] for cell in grid.cells for one in cell.lines for word in one.words]
    return PageTables(number, 595, 842, grids or [], lines, PageContent(number, 595, 842, words))


def grid_of(page: int, texts: list[str]) -> Grid:
    box = Box(0, 0, 500, 100)
    cells = [Cell(n, 0, 1, 1, page, box, [line(text, page)], text=text) for n, text in enumerate(texts)]
    return Grid(page, box, cells, [0, 500], len(texts))


def test_each_fate_is_counted() -> None:
    head, prose, lost = line("Comune di Prova"), line("Un testo libero"), line("parole perse")
    fed, idle = grid_of(1, ["Obiettivo uno"]), grid_of(1, ["Tabella qualsiasi altra"])
    page = page_of(1, [head, prose, lost], [fed, idle])
    blocks = [TextBlock([prose]), TableBlock(fed), TableBlock(idle)]
    account = account_of(Flow(blocks, [head]), {id(blocks[1]): "phase"}, [page])[0]
    assert account.counts == {"in_records": 2, "in_tables": 3, "in_prose": 3, "skipped": 3}
    assert account.words == 13
    assert account.named() == "parole perse"


def test_an_index_is_skipped() -> None:
    dotted = [line("Premessa ......... 3"), line("Contesto ........... 7"), line("Testo che resta")]
    flow = Flow([TextBlock([one]) for one in dotted])
    assert account_of(flow, {}, [page_of(1, dotted)])[0].counts == {
        "in_records": 0,
        "in_tables": 0,
        "in_prose": 3,
        "skipped": 6,
    }
    plain = [
        line(f"Capitolo {name} {n}") for n, name in enumerate(["primo", "secondo", "terzo", "quarto", "quinto"], 2)
    ]
    flow = Flow([TextBlock([one]) for one in plain])
    pages = [page_of(1, plain), *(page_of(n, []) for n in range(2, 8))]
    assert account_of(flow, {}, pages)[0].counts["skipped"] == 15


def test_a_head_printed_again_is_skipped_and_nothing_else_of_its_page() -> None:
    whole, below = grid_of(1, ["Fase e scadenza", "prima"]), grid_of(2, ["Fase e scadenza", "seconda"])
    whole.page_last = 2
    account = account_of(Flow([TableBlock(whole)]), {}, [page_of(1, [], [whole]), page_of(2, [], [below])])[1]
    assert account.counts["skipped"] == 3
    assert account.named() == "seconda"


def test_a_sample_loses_no_word() -> None:
    result = read_plan(SAMPLES / "comune_montefosco_peg_2025.pdf")
    for page in result.page_ledger:
        assert page.words == page.in_records + page.in_tables + page.in_prose + page.skipped + page.unclaimed
    assert sum(page.unclaimed for page in result.page_ledger) == 0
    assert not [f for f in result.findings if f.code == "words_unclaimed"]
