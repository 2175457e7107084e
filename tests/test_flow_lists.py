"""Lists whose pages had room left are one table; cards of one look are not."""

from test_flow import flow, tables, texts

XS = [50, 90, 350, 450]
HEAD = ["N.", "Processo", "Ufficio"]


def piece(paper, rows, top=60, xs=XS, **style):
    paper.table(xs, [top + 20 * n for n in range(len(rows) + 1)], rows, **style)


def test_rows_that_count_on_go_on(paper):
    piece(paper, [HEAD, ["1", "Nascite", "Stato civile"], ["2", "Permessi", "Tributi"]])
    paper.page()
    piece(paper, [["3", "Sale", "Cultura"], ["4", "Prestiti", "Cultura"]], bold_head=False)
    (grid,) = tables(flow(paper))
    assert [row[0] for row in texts(grid)] == ["N.", "1", "2", "3", "4"]
    assert (grid.page, grid.page_last) == (1, 2)


def test_a_gap_in_the_count_parts_two_lists(paper):
    piece(paper, [HEAD, ["1", "Nascite", "Stato civile"], ["2", "Permessi", "Tributi"]])
    paper.page()
    piece(paper, [["7", "Sale", "Cultura"], ["8", "Prestiti", "Cultura"]], xs=[50, 120, 300, 450], bold_head=False)
    assert len(tables(flow(paper))) == 2


def test_a_piece_without_header_goes_on_with_the_one_that_has_it(paper):
    piece(paper, [HEAD, ["a", "Nascite", "Stato civile"], ["b", "Permessi", "Tributi"]])
    paper.page()
    piece(paper, [["f", "Sale", "Cultura"]], bold_head=False)
    assert len(tables(flow(paper))) == 1


def test_another_header_begins_another_table(paper):
    piece(paper, [HEAD, ["a", "Nascite", "Stato civile"], ["b", "Permessi", "Tributi"]])
    paper.page()
    piece(paper, [["Cod.", "Rischio", "Grado"], ["c", "Ritardo", "alto"]])
    assert len(tables(flow(paper))) == 2


def test_a_caption_printed_above_each_piece_does_not_part_them(paper):
    for page, rows in enumerate(
        ([["a", "Nascite", "Anagrafe"], ["b", "Permessi", "Tributi"]], [["c", "Sale", "Sport"]])
    ):
        if page:
            paper.page()
        paper.text(50, 150, "Elenco comune a tutti gli uffici")
        piece(paper, [HEAD, *rows], top=180)
    (grid,) = tables(flow(paper))
    assert [row[0] for row in texts(grid)] == ["N.", "a", "b", "c"]


def test_columns_that_a_later_page_sets_anew_are_the_same(paper):
    piece(paper, [["Cod.", "Voce"], ["1 P10", "Nascite"], ["2 P11", "Permessi"], ["3 P12", "Sale"]], xs=[50, 120, 450])
    paper.page()
    piece(paper, [["4", "P13", "Prestiti"], ["5", "P14", "Turni"]], xs=[50, 64, 124, 450], bold_head=False)
    (grid,) = tables(flow(paper))
    assert texts(grid)[1:] == [
        ["1", "P10", "Nascite"],
        ["2", "P11", "Permessi"],
        ["3", "P12", "Sale"],
        ["4", "P13", "Prestiti"],
        ["5", "P14", "Turni"],
    ]
