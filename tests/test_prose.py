"""Acts cited and numbers stated: sentences, citations, rules, labels, years, passages and tables."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.flow import Flow, TableBlock, TextBlock
from extractors.grid.model import Cell, Grid, Line
from extractors.lexicon import load_lexicon
from extractors.reading.content import Box, Word
from extractors.records.catalogues.prose import prose_entries
from extractors.records.catalogues.words import act_words, fact_words, short_forms
from normalizers.acts import cited_in_item, find_acts, kind_announced
from normalizers.fact_rules import RULES
from normalizers.facts import Stated, stated_in
from normalizers.sentences import ends_open, sentences

LEXICON = load_lexicon()
ACTS, FACTS, SHORT = act_words(LEXICON), fact_words(LEXICON), short_forms(LEXICON)


def stated(text: str) -> list[Stated]:
    return stated_in(text, [(a.start, a.end) for a in find_acts(text, ACTS)], FACTS)


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, SHORT)]


# --- sentences ---


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Il piano vale. La giunta lo approva.", 2),
        ("Lo prevede l'art. 12 del regolamento. Segue altro.", 2),
        ("Il dott. Bianchi firma con l'ing. Neri.", 1),
        ("Con D.Lgs. N. 12 si è deciso.", 1),
        ("Spesa di € 1.250,00. Resta il saldo.", 2),
        ("1. Primo punto della lista", 1),
        ("È così? Forse! Chissà.", 3),
    ],
)
def test_abbreviations_do_not_end_a_sentence(text, pieces):
    assert len(split(text)) == pieces


@given(st.text(alphabet="abcAB .;!?1'’”\n", max_size=80))
def test_sentences_lose_no_letter_and_do_not_overlap(text):
    spans = sentences(text, SHORT)
    assert all(a < b for a, b in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@pytest.mark.parametrize(("text", "is_open"), [("come dice l'art.", True), ("senza punto", True), ("Fine.", False)])
def test_a_text_that_stops_at_an_abbreviation_goes_on(text, is_open):
    assert ends_open(text, SHORT) is is_open


# --- acts ---


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("la delibera di Consiglio n. 7 del 4 marzo 2022", [("delibera di Consiglio", "7", "4 marzo 2022")]),
        ("la DGC 15 del 02.05.2021", [("DGC", "15", "02.05.2021")]),
        ("vista la D.G.R. n. 88/2019", [("D.G.R.", "88", "2019")]),
        ("Decreto del Sindaco PG 412 del 1° giugno 2020", [("Decreto del Sindaco", "412", "1° giugno 2020")]),
        ("il d.lgs. 82/2005", [("d.lgs.", "82", "2005")]),
        ("e la legge 7 agosto 1990, n. 241", [("legge", "241", "7 agosto 1990")]),
        ("art. 3, c. 2, DPR n. 62/2013", [("DPR", "62", "2013")]),
        ("Nota del Segretario del 3 maggio 2021, protocollo n. 990", [("Nota del Segretario", "990", "3 maggio 2021")]),
        ("delibere n. 3 del 2/1/20 e n. 9 del 5/3/20", [("delibere", "3", "2/1/20"), ("delibere", "9", "5/3/20")]),
        ("il Regolamento (UE) 2018/1725", [("Regolamento (UE)", "1725", "2018")]),
        ("D.P.C.M. 3 ottobre 2019", [("D.P.C.M.", None, "3 ottobre 2019")]),
        ("ai sensi della legge 68, che tutela", [("legge", "68", None)]),
        ("L. 68/99", [("L.", "68", "99")]),
        ("delib. ANAC n. 1.064 del 13/11/2019", [("delib. ANAC", "1.064", "13/11/2019")]),
    ],
)  # fmt: skip
def test_acts_are_read_in_all_their_forms(text, cited):
    assert [(a.kind, a.number, a.date_raw) for a in find_acts(text, ACTS)] == cited


@pytest.mark.parametrize(
    "text",
    [
        "la comunicazione va resa entro 3 giorni",
        "determinazione del fondo 2024 del personale",
        "di 12/2020 non si sa",
        "una legge 3 volte citata",
        "il decreto prevede 5 misure",
        "regolamento che ha 12 articoli",
    ],
)
def test_a_number_near_the_name_of_an_act_is_not_its_own(text):
    assert find_acts(text, ACTS) == []


def test_the_date_is_a_value_only_where_a_day_is_printed():
    assert find_acts("Legge n. 4 del 9 gennaio 2004", ACTS)[0].date == date(2004, 1, 9)
    assert find_acts("Legge n. 4/2004", ACTS)[0].date is None
    assert find_acts("Decreto sindacale n. 4 del 31.02.2020", ACTS)[0].date is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ('Delibera n. 4 del 3 maggio 2021 avente ad oggetto "Piano "Verde" della città";', 'Piano "Verde" della città'),
        ("- Decreto n. 4 del 3 maggio 2021 Nomina del responsabile;", "Nomina del responsabile"),
        ("il decreto n. 4 del 3 maggio 2021, recante norme sui parchi, dispone", "recante norme sui parchi"),
        ("il decreto n. 4 del 3 maggio 2021 dispone che", None),
    ],
)
def test_the_subject_is_quoted_announced_or_the_rest_of_an_item(text, subject):
    assert find_acts(text, ACTS)[0].subject == subject


def test_items_of_a_list_take_the_kind_that_the_line_above_announces():
    kind = kind_announced("Sono state adottate le seguenti deliberazioni di Giunta:", ACTS)
    assert kind == "deliberazioni di Giunta"
    act = cited_in_item("- n. 31 del 4 aprile 2022 “Variazione”", kind, ACTS)
    assert act is not None and (act.kind, act.number, act.subject) == (kind, "31", "Variazione")
    assert cited_in_item("- n. 3 sedute all'anno", kind, ACTS) is None


@given(
    st.sampled_from(["D.Lgs.", "Legge", "Decreto Dirigenziale", "Deliberazione di Giunta Comunale", "DPR"]),
    st.integers(1, 99_999),
    st.dates(date(1950, 1, 1), date(2039, 12, 31)),
    st.sampled_from(["n. {n} del {d:%d/%m/%Y}", "n. {n} del {d:%d.%m.%Y}", "n {n} del {d:%d-%m-%Y}"]),
)
def test_any_number_and_date_are_read_as_printed(kind, number, day, form):
    (act,) = find_acts(f"ai sensi del {kind} " + form.format(n=number, d=day) + ", si dispone", ACTS)
    assert (act.kind, act.number, act.date) == (kind, str(number), day)


# --- facts: what is stated ---


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_each_rule_reads_its_example(rule):
    (one,) = stated(rule.example)
    value = float(one.value) if one.value is not None else None
    assert (value, one.unit) == rule.gives


@pytest.mark.parametrize(
    ("text", "raw", "value", "unit"),
    [
        ("La spesa ammonta a euro € 12.300,50 per lavori", "euro € 12.300,50", "12300.50", "euro"),
        ("Si prevede almeno il 35% di adesioni", "almeno il 35%", "35", "%"),
        ("Lo scostamento medio è di -4,25 giorni", "-4,25", "-4.25", "giorni"),
        ("Servono 8 mesi su 12 di lavoro", "8", "8", "mesi su 12"),
        ("con un obiettivo ≤ 5", "≤ 5", "5", None),
        ("Sono stati formati 57 addetti", "57", "57", "addetti"),
        ("Gli sportelli aperti sono 14;", "14", "14", None),
        ("Il contributo è di 2,5 milioni di euro", "2,5 milioni di euro", "2500000.0", "euro"),
        ("Importo a bilancio: 9.410,00", "9.410,00", "9410.00", None),
        ("Il compenso è 1.2.3,4 euro", "1.2.3,4 euro", None, "euro"),
    ],
)
def test_a_number_keeps_its_print_and_has_its_value(text, raw, value, unit):
    (one,) = stated(text)
    assert (one.raw, one.value, one.unit) == (raw, Decimal(value) if value else None, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Si applica l'art. 12, comma 3, del contratto",
        "Gli articoli 5, 6 e 7 restano fermi",
        "come da tabella 4 a pagina 18",
        "Deliberazione di Giunta n. 42 del 7 giugno 2021",
        "entro il 30 settembre 2023",
        "nel triennio 2022-2024 e nel 2025",
        "certificata ISO 14001 in Area 3",
        "La riunione è alle ore 15 in via Roma 8",
        "2.1.3 Digitalizzazione degli archivi",
        "lo scrive il Corriere 24 Ore di oggi",
        "codice 00451 e sigla D1",
        "3) Manutenzione delle strade",
        "valori per 100.000 abitanti",
        "Sono stati raccolti una decina di pareri",
        "si rinvia al punto 6 della scheda n. 9",
    ],
)
def test_references_dates_and_names_are_no_facts(text):
    assert stated(text) == []


def test_a_range_has_no_single_value():
    (one,) = stated("per gli enti tra i 3.000 e 5.000 abitanti")
    assert one.value is None and one.raw == "tra i 3.000 e 5.000" and one.unit == "abitanti"


def test_a_second_number_counts_what_the_first_does():
    first, second = stated("si prevedono 9 unità a tempo pieno e 3 a tempo parziale")
    assert (first.value, second.value, second.unit) == (9, 3, "unità")


def test_a_number_in_words_only_after_a_verb():
    assert [s.value for s in stated("È stata aperta una sola procedura.")] == [1]
    assert stated("Ogni ufficio in una sola sede.") == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Nel 2023 sono state emesse 40 fatture", 2023),
        ("Al 31 dicembre 2022 i cantieri sono 12.", 2022),
        ("Il PNA 2019 elenca 9 rischi", None),
        ("Alla data del 31 dicembre 2021 si contano 9 sedi", 2021),
        ("Nel 2022 e nel 2023 sono stati svolti 12 corsi", None),
        ("Nel 2022 vi erano 3 sedi; nel 2023 si contano 5 sportelli", 2022),
        ("Gli utenti sono 40, in calo sull'anno precedente del 2021", None),
        ("Con legge n. 3 del 5 maggio 2020 si finanziano 8 parchi", None),
    ],
)
def test_the_year_is_the_one_that_the_sentence_names(text, year):
    assert stated(text)[0].year == year


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Il fondo per le manutenzioni è pari a € 5.000,00", "fondo per le manutenzioni"),
        ("Nell'anno, la quota di adesione ammonta al 12%", "quota di adesione"),
        ("Sono state servite 120 famiglie in difficoltà che vivono soli", "famiglie in difficoltà"),
        ("Il 4% degli iscritti rinuncia", "degli iscritti rinuncia"),
        ("- Area tecnica: 16 unità", "Area tecnica"),
        ("Spesa prevista: € 700,00 Spesa sostenuta: € 650,00", "Spesa prevista"),
    ],
)
def test_the_label_is_the_phrase_that_the_number_measures(text, label):
    assert stated(text)[0].label == label


def test_a_new_label_begins_after_the_number_before_it():
    assert stated("Spesa prevista: € 700,00 Spesa sostenuta: € 650,00")[1].label == "Spesa sostenuta"


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 99_999_999), st.integers(0, 99))
def test_every_amount_is_read_as_it_is_printed(whole, cents):
    printed = f"{whole:,}".replace(",", ".") + f",{cents:02}"
    (one,) = stated(f"La somma impegnata è pari a euro {printed}, oltre oneri.")
    assert one.raw == f"euro {printed}" and one.value == Decimal(whole) + Decimal(cents) / 100


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abce 0123456789.,;%€-/()n°aeiou", max_size=60))
def test_no_text_breaks_the_readers(text):
    for one in stated(text):
        assert one.raw and text[one.start : one.end].strip()


# --- passages and tables ---


def line(text: str, top: float, page: int = 1, size: float = 10.0, bold: bool = False) -> Line:
    x, words = 50.0, []
    for piece in text.split():
        words.append(Word(text=piece, x0=x, top=top, x1=x + 5 * len(piece), bottom=top + size, size=size, bold=bold))
        x += 5 * len(piece) + 4
    return Line(words, page)


def block(text: str, top: float, page: int = 1, size: float = 10.0, bold: bool = False) -> TextBlock:
    return TextBlock([line(text, top, page, size, bold)], text)


def table(rows: list[list[str]]) -> TableBlock:
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            box = Box(50 + 80 * c, 300 + 20 * r, 130 + 80 * c, 320 + 20 * r)
            cells.append(Cell(r, c, 1, 1, 1, box, [line(text, 300 + 20 * r)], None, text))
    return TableBlock(Grid(1, Box(50, 300, 500, 500), cells, [50 + 80 * k for k in range(len(rows[0]) + 1)], len(rows)))


def read(*blocks, roles=None):
    found = prose_entries(Flow(list(blocks)), LEXICON, roles or {})
    return [e for e in found if e.kind == "facts"], [e for e in found if e.kind == "acts"]


def test_a_sentence_cut_by_the_page_is_one_and_has_its_heading():
    facts, _ = read(
        block("Organico 2023", 40, size=16, bold=True),
        block("Gli addetti allo sportello", 700),
        block("sono stati 48.", 50, page=2),
    )
    (fact,) = facts
    assert fact.text("sentence") == "Gli addetti allo sportello sono stati 48."
    assert fact.text("topic") == "Organico 2023" and fact.constants == {"value": 48.0, "year": 2023}
    assert fact.places[0][0] == 2


def test_prose_of_a_record_gives_acts_but_no_facts():
    used = block("Con delibera n. 5 del 3 maggio 2021 si spendono 400 euro.", 100)
    facts, acts = read(used, roles={id(used): "objective"})
    assert facts == [] and [a.text("number") for a in acts] == ["5"]


def test_an_index_gives_nothing():
    assert read(block("3 Spesa per 12 uffici ........................ 14", 100)) == ([], [])
    listed = block("Uffici e servizi 3 Progetti speciali 4 Regole comuni 6", 100)
    assert read(block("Indice", 40, size=16, bold=True), listed) == ([], [])


def test_a_table_of_years_states_a_number_a_cell():
    facts, _ = read(table([["Personale", "2022", "2023"], ["Operai", "14", "15"], ["Impiegati", "30", "/"]]))
    assert [(f.text("label"), f.constants["year"], f.constants["value"]) for f in facts] == [
        ("Operai", 2022, 14.0),
        ("Operai", 2023, 15.0),
        ("Impiegati", 2022, 30.0),
    ]
    assert facts[0].text("sentence") == "Operai | 2022 | 14"


def test_a_table_of_labels_and_values_needs_no_header_but_codes_are_no_facts():
    facts, _ = read(table([["Sedi aperte", "6"], ["Telefono", "0123456"], ["CAP", "26100"], ["Addetti", "41"]]))
    assert [f.constants["value"] for f in facts] == [6.0, 41.0]


def test_numbers_of_a_grid_without_a_header_state_nothing():
    facts, _ = read(table([["Nord", "6", "7"], ["Sud", "9", "11"]]))
    assert facts == []


def test_a_table_of_a_record_states_nothing_but_one_of_staff_does():
    rows = [["Personale", "2022"], ["Operai", "14"]]
    one, two = table(rows), table(rows)
    assert read(one, roles={id(one): "risks"})[0] == []
    assert len(read(two, roles={id(two): "staffing"})[0]) == 1
