"""How a plan is built: heading paths, what frames a table, lists of the running text."""

from papers import flow

from extractors.flow import TableBlock
from extractors.lexicon import load_lexicon
from extractors.outline import frames_of, lists_of, outline_of


def prose(paper, top, lines=3):
    """Body text, so that the plan has a usual letter height."""
    paper.prose(60, top, ["Il testo corrente del piano, in caratteri di misura comune per tutta la riga."] * lines)
    return top + 12 * lines + 14


def headings(paper, *lines):
    """Each (text, size) bold, with prose below."""
    top = 60
    for text, size in lines:
        paper.text(60, top, text, size=size, bold=True)
        top = prose(paper, top + size + 14)
    found = flow(paper)
    return {h.text: h.path for h in outline_of(found, load_lexicon()).headings}


def frames(paper):
    found, lexicon = flow(paper), load_lexicon()
    known = frames_of(found, outline_of(found, lexicon), lexicon)
    return [known[id(block)] for block in found.blocks if isinstance(block, TableBlock)]


def listed(paper):
    return [[[cell.text for cell in row] for row in grid.rows()] for grid in lists_of(flow(paper))]


# --- headings ---


def test_numbers_tell_what_stands_under_what(paper):
    paths = headings(
        paper, ("2 Il personale", 14), ("2.1 Organico", 12), ("2.1.1 Uffici", 12), ("2.2 Turni", 12), ("3 Le sedi", 14)
    )
    assert paths["2.1.1 Uffici"] == ["2 Il personale", "2.1 Organico", "2.1.1 Uffici"]
    assert paths["2.2 Turni"] == ["2 Il personale", "2.2 Turni"]
    assert paths["3 Le sedi"] == ["3 Le sedi"]


def test_looks_tell_where_there_are_no_numbers(paper):
    paths = headings(paper, ("Le sedi", 16), ("Orari", 12), ("Contatti", 12), ("Il personale", 16))
    assert paths["Contatti"] == ["Le sedi", "Contatti"]
    assert paths["Il personale"] == ["Il personale"]


def test_a_part_stands_over_its_chapters_and_a_small_count_under_them(paper):
    paths = headings(
        paper, ("SEZIONE 2 - Valore", 14), ("2.3 Le misure", 14), ("1. Prima misura", 11), ("Allegato A", 14)
    )
    assert paths["1. Prima misura"] == ["SEZIONE 2 - Valore", "2.3 Le misure", "1. Prima misura"]
    assert paths["Allegato A"] == ["Allegato A"]


def test_a_label_with_its_value_is_no_heading(paper):
    assert list(headings(paper, ("Le sedi", 14), ("Anno: 2031", 12))) == ["Le sedi"]


def test_an_ambiguous_word_opens_a_part_only_with_its_number(paper):
    paths = headings(paper, ("Settore Cultura", 16), ("Titolo della scheda", 12), ("Titolo II", 12))
    assert paths["Titolo della scheda"] == ["Settore Cultura", "Titolo della scheda"]
    assert paths["Titolo II"] == ["Titolo II"]


def test_a_bold_sentence_is_no_heading(paper):
    assert list(headings(paper, ("Le sedi", 14), ("Le domande si presentano allo sportello.", 10))) == ["Le sedi"]


# --- frames ---


def test_a_header_of_two_rows_has_one_text_a_column(paper):
    xs, ys = [60, 160, 260, 360], [100, 120, 140, 160, 180]
    for y in ys:
        paper.rule(60 if y != 120 else 160, y, 360, y)
    for x in xs:
        paper.rule(x, 100 if x != 260 else 120, x, 180)
    for x, top, text in ((62, 102, "Sede"), (162, 102, "Utenti"), (162, 122, "2030"), (262, 122, "2031")):
        paper.text(x, top, text, bold=True)
    for n, row in enumerate((["Nord", "10", "12"], ["Sud", "7", "9"])):
        for x, text in zip(xs, row, strict=False):
            paper.text(x + 2, 142 + 20 * n, text)
    (frame,) = frames(paper)
    assert frame.header == ["Sede", "Utenti / 2030", "Utenti / 2031"]
    assert frame.header_rows == 2


def test_the_caption_and_the_notes_of_a_table(paper):
    top = prose(paper, 60)
    paper.text(60, top, "Tabella 4 - Utenti delle sedi")
    paper.table([60, 160, 260], [top + 24, top + 44, top + 64], [["Sede", "Utenti"], ["Nord", "10"]])
    paper.text(60, top + 72, "* dato provvisorio", size=9)
    paper.text(60, top + 98, "Fonte: anagrafe delle sedi", size=9)
    prose(paper, top + 140)
    (frame,) = frames(paper)
    assert frame.heading == "Tabella 4 - Utenti delle sedi"
    assert frame.notes == ["* dato provvisorio", "Fonte: anagrafe delle sedi"]


def test_a_title_row_inside_is_the_heading_and_rows_of_figures_are_no_header(paper):
    paper.table([60, 260], [100, 120], [["Spese della sede"]], bold_head=True)
    paper.table([60, 160, 260], [120, 140, 160], [["10", "20"], ["30", "40"]], bold_head=False)
    (frame,) = frames(paper)
    assert (frame.heading, frame.header) == ("Spese della sede", [])


# --- lists ---


def test_an_index_becomes_rows_of_title_and_page(paper):
    for n, (title, page) in enumerate((("Premessa", 3), ("Le sedi", 5), ("Il personale", 9), ("Allegati", 12))):
        paper.text(60, 80 + 20 * n, title)
        paper.text(500, 80 + 20 * n, str(page))
    assert [row[-2:] for row in listed(paper)[0]] == [
        ["Premessa", "3"],
        ["Le sedi", "5"],
        ["Il personale", "9"],
        ["Allegati", "12"],
    ]


def test_a_count_goes_on_under_the_titles_of_its_groups(paper):
    top = prose(paper, 60)
    lines = [
        ("Al pubblico", True),
        ("1. Anagrafe", False),
        ("2. Tributi", False),
        ("Interni", True),
        ("3. Paghe", False),
    ]
    for n, (text, bold) in enumerate(lines):
        paper.text(60, top + 24 * n, text, bold=bold)
    (rows,) = listed(paper)
    assert rows == [["Al pubblico", "1.", "Anagrafe"], ["Al pubblico", "2.", "Tributi"], ["Interni", "3.", "Paghe"]]


def test_plain_bullets_stay_prose(paper):
    for n, text in enumerate(("- ascolto", "- studio", "- proposta", "- verifica")):
        paper.text(60, 80 + 16 * n, text)
    assert listed(paper) == []
