"""Duties to publish, units, staff and hires: what each needs after its rows are read."""

from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from forms import ABOVE, LEFT

from extractors.lexicon import fold_label, load_lexicon
from extractors.reading.content import Box
from extractors.records.catalogues.entries import Entry
from extractors.records.catalogues.publication import is_section, looks_like_law, looks_like_update, obligations
from extractors.records.catalogues.staff import hires, staffing
from extractors.records.catalogues.units import kind_of, org_units
from extractors.records.events import Span
from pipeline.read_plan import read_plan

LEXICON = load_lexicon()
FILES = Path(__file__).parent.parent / "extractors" / "lexicon" / "catalogues"
BLOCK, OTHER = object(), object()
DUTY = {
    "section": "Personale",
    "subsection": "Dirigenti",
    "law": "Art. 9, l. n. 5/2001",
    "obligation": "Incarichi",
    "content": "Atto di incarico",
    "update_frequency": "Annuale",
    "owner": "Ufficio personale",
    "responsible": "Segretario",
    "monitoring_frequency": "Mensile",
}
HEAD = ["Macro\nfamiglia", "Tipologia\ndi dati", "Norma", "Singolo\nobbligo", "Contenuti\nobbligo", "Tempistica"]
HEAD += ["Ufficio", "Referente", "Cadenza"]


def entry(kind, values, page=1, fresh=None, block=BLOCK, **more):
    """A row; what it does not name in ``fresh`` is merged from above."""
    places = [(page, Box(0, 0, 1, 1))]
    spans = {name: Span(text) for name, text in values.items()}
    return Entry(kind, spans, fresh=set(values if fresh is None else fresh), places=places, block=block, **more)


def duty(page=1, fresh=None, **values):
    kept = {name: text for name, text in {**DUTY, **values}.items() if text}
    return entry("publication_obligations", kept, page, set(DUTY) if fresh is None else fresh)


def texts(row, *names):
    return [row.text(name) for name in names]


def listed(form, table):
    form.save()
    return read_plan(form.path).listed.get(table, [])


# --- duties to publish ---


def test_blank_cells_at_the_head_of_a_page_go_on():
    rest = set(DUTY) - {"section", "subsection", "law"}
    rows = obligations(
        [
            duty(),
            duty(2, section="", subsection="", law=""),
            duty(2, section="", subsection="", law="", fresh=rest),
            duty(2, section="", subsection="", law=""),
        ],
        LEXICON,
    )
    group = [DUTY["section"], DUTY["subsection"], DUTY["law"]]
    assert [texts(r, "section", "subsection", "law") for r in rows] == [group, group, group, ["", "", ""]]


def test_a_broader_cell_that_begins_ends_those_under_it():
    rows = obligations([duty(), duty(2, section="Bilanci", subsection="", law="", obligation="")], LEXICON)
    assert texts(rows[1], "section", "subsection", "law", "obligation") == ["Bilanci", "", "", ""]


def test_a_lead_in_at_the_head_of_a_page_has_no_norm():
    lead = entry("publication_obligations", {"content": "Per ogni ente:"}, page=2, fresh=set(DUTY))
    rows = obligations([duty(), lead], LEXICON)
    assert texts(rows[1], "section", "obligation", "law", "owner") == ["Personale", "Incarichi", "", ""]


def test_a_page_far_off_is_another_table():
    assert obligations([duty(), duty(9, section="")], LEXICON)[1].text("section") == ""


def test_a_second_office_of_the_same_content():
    rows = obligations([duty(), duty(2, section="", subsection="", law="", obligation="", content="")], LEXICON)
    assert texts(rows[1], "obligation", "content") == [DUTY["obligation"], DUTY["content"]]


@pytest.mark.parametrize(
    ("owner", "status", "left"),
    [
        ("Ufficio personale", "due", "Segretario"),
        ("Obbligo abrogato dal d.lgs. 1/2001", "not_due", ""),
        ("NON COMPETE", "not_applicable", ""),
        ("Ufficio incompetenze", "due", "Segretario"),
    ],
)
def test_a_status_stands_where_the_office_would(owner, status, left):
    over = {"responsible": owner, "monitoring_frequency": owner} if not left else {}
    (row,) = obligations([duty(owner=owner, **over)], LEXICON)
    assert (row.constants["status"], *texts(row, "owner", "responsible")) == (status, owner, left)


@pytest.mark.parametrize("law", [{}, {"law": "Art. 9, l. n. 5/2001"}])
def test_a_lead_in_has_no_status(law):
    values = {"section": "Enti", "content": "Per ogni ente:", **law}
    (row,) = obligations([entry("publication_obligations", values)], LEXICON)
    assert "status" not in row.constants


@pytest.mark.parametrize("shift", [1, -1])
def test_a_row_printed_a_column_off(shift):
    names = list(DUTY)
    moved = {names[k + shift]: text for k, text in enumerate(DUTY.values()) if 0 <= k + shift < len(names)}
    (row,) = obligations([entry("publication_obligations", moved)], LEXICON)
    assert texts(row, "law", "obligation", "update_frequency") == [DUTY["law"], DUTY["obligation"], "Annuale"]


def test_a_rule_through_the_content_is_no_new_duty():
    first = duty(content="Elenco degli atti che")
    more = [duty(content=text, fresh={"content"}) for text in ("riguardano il", "personale tutto", "di ruolo.")]
    rows = obligations([first, *more], LEXICON)
    assert [r.text("content") for r in rows] == ["Elenco degli atti che riguardano il personale tutto di ruolo."]


@pytest.mark.parametrize("content", ["Curriculum", "curriculum", "b) curriculum"])
def test_contents_that_share_an_office_are_duties_of_their_own(content):
    assert len(obligations([duty(), duty(content=content, fresh={"content"})], LEXICON)) == 2


def test_a_title_of_the_second_level_in_the_first_column():
    rows = obligations([duty(), duty(section="Premi", subsection=""), duty(section="Bilanci", subsection="")], LEXICON)
    assert [texts(r, "section", "subsection") for r in rows[1:]] == [["Personale", "Premi"], ["Bilanci", ""]]


@pytest.mark.parametrize(
    ("text", "law", "update"),
    [
        ("Art. 4, d.lgs. n. 2/2010", True, False),
        ("L. 7/1999", True, False),
        ("Artigianato 2020", False, False),
        ("Tempestivo (ex art. 8)", False, True),
        ("Annualità", False, False),
    ],
)
def test_what_norms_and_frequencies_look_like(text, law, update):
    assert (looks_like_law(text, LEXICON), looks_like_update(text, LEXICON)) == (law, update)


def test_sections_of_the_model():
    assert is_section("BILANCI", LEXICON) and not is_section("Ufficio stampa", LEXICON)


def test_a_page_with_the_first_column_gone(form):
    xs = [*range(40, 580, 60)]
    form.grid(
        [*xs, 570],
        [
            HEAD,
            ["Personale", "Dirigenti", "Art. 9\nl. 5/2001", "Incarichi", "Atto", "Annuale", "Uff. A", "RPCT", "Mese"],
        ],
    )
    form.page()
    form.say("Foglio secondo.")
    row = ["Premi", "Art. 2\nl. 5/2001", "Premi", "Importi", "Tempestivo", "Uff. B", "RPCT", "Mese"]
    form.grid([*xs[1:], 570], [row, row], bold="none")
    found = listed(form, "publication_obligations")
    assert [(r.section, r.subsection, r.law, r.content, r.owner) for r in found] == [
        ("Personale", "Dirigenti", "Art. 9 l. 5/2001", "Atto", "Uff. A"),
        ("Personale", "Premi", "Art. 2 l. 5/2001", "Importi", "Uff. B"),
        ("Personale", "Premi", "Art. 2 l. 5/2001", "Importi", "Uff. B"),
    ]


# --- staff ---


def test_staff_by_profile_with_date_and_totals(form):
    form.say("Il personale in servizio al 30 giugno 2025 si compone come segue:")
    rows = [["Area", "Profilo professionale", "Tempo\nindeterminato", "Tempo\ndeterminato", "Totale"]]
    rows += [
        ["Istruttori", "Geometra", "3", "", "3"],
        [ABOVE, "Vigile", "2", "1", "3"],
        [ABOVE, "Totale", "5", "1", "6"],
    ]
    form.grid([50, 130, 280, 360, 440, 520], rows)
    found = listed(form, "staffing")
    assert [(r.area, r.profile, r.permanent, r.fixed_term, r.total, r.is_total) for r in found] == [
        ("Istruttori", "Geometra", 3, None, 3, False),
        ("Istruttori", "Vigile", 2, 1, 3, False),
        ("Istruttori", "Totale", 5, 1, 6, True),
    ]
    assert {r.as_of for r in found} == {"30 giugno 2025"}


def test_years_side_by_side_are_rows(form):
    form.head("Consistenza del personale")
    rows = [["Ruolo", "2023", "2024"], ["Personale di segreteria", "12", "11"], ["di cui dirigenti", "2", "2"]]
    form.grid([50, 250, 350, 450], rows)
    found = listed(form, "staffing")
    assert [(r.profile, r.as_of, r.total, r.is_total) for r in found] == [
        ("Personale di segreteria", "2023", 12, False),
        ("Personale di segreteria", "2024", 11, False),
        ("di cui dirigenti", "2023", 2, True),
        ("di cui dirigenti", "2024", 2, True),
    ]


@pytest.mark.parametrize(
    ("title", "rows"), [("Dipendenti in servizio per genere", 1), ("Popolazione residente per genere", 0)]
)
def test_residents_are_no_staff(form, title, rows):
    form.head(title)
    form.grid([50, 250, 350, 450], [["Area", "Uomini", "Donne"], ["Primo", "4", "6"]])
    assert len(listed(form, "staffing")) == rows


def test_of_two_columns_for_one_number_one_has_it(form):
    form.head("Personale in servizio")
    rows = [["Servizio", "Numero", "Totale"], ["Tributi", "2", "3"]]
    form.grid([50, 250, 350, 450], rows)
    assert [(r.unit, r.total_raw) for r in listed(form, "staffing")] == [("Tributi", "3")]


def test_a_name_in_a_column_of_counts_is_the_profile():
    (row,) = staffing([entry("staffing", {"permanent": "Cuochi", "total": "4"})], LEXICON)
    assert texts(row, "profile", "permanent", "total") == ["Cuochi", "", "4"]


def test_the_date_of_the_table_before_is_not_this_ones(form):
    rows = [["Inquadramento", "Totale"], ["Esperti", "2"]]
    form.head("Personale in servizio al 31.12.2024")
    form.grid([50, 250, 350], rows)
    form.head("Personale per genere e area")
    form.grid([50, 250, 350], rows)
    assert [(r.as_of, r.unit) for r in listed(form, "staffing")] == [("31.12.2024", None), (None, None)]


def test_an_office_without_a_word_for_it_has_its_title():
    above = ["Ufficio Tributi", "Resp. Bruni", "Cultura e sport", "Resp. Neri"]
    unit = {"unit": Span("Ufficio Tributi")}
    rows = [
        entry("staffing", {"total": "1"}, above=above[:2], context=dict(unit)),
        entry("staffing", {"total": "2"}, above=above, context=dict(unit), block=OTHER),
        entry("staffing", {"total": "3"}, above=above, context=dict(unit), block=OTHER),
    ]
    found = [row.context["unit"].text for row in staffing(rows, LEXICON)]
    assert found == ["Ufficio Tributi", "Cultura e sport", "Cultura e sport"]


@pytest.mark.parametrize(
    ("titles", "table"),
    [
        (["Piano delle assunzioni", "Dotazione organica"], "staffing"),
        (["Dotazione organica", "Piano delle assunzioni"], "hires"),
    ],
)
def test_the_nearest_title_says_what_a_table_of_common_labels_is(form, titles, table):
    form.head(titles[0])
    form.head(titles[1])
    form.grid([50, 250, 350, 450], [["Profilo", "Area", "Unità"], ["Cuoco", "Operatori", "2"]])
    form.save()
    found = read_plan(form.path).listed
    assert [kind for kind in ("staffing", "hires") if found.get(kind)] == [table]


# --- hires ---


def test_hires_of_a_year_with_their_sums(form):
    xs = [50, 130, 200, 320, 400, 440, 500, 560]
    form.head("Piano dei fabbisogni anno 2027")
    rows = [
        [
            "Tipo di\nrapporto",
            "Area",
            "Profilo",
            "Modalità di\nassunzione",
            "Unità",
            "Costo\nnell'anno",
            "Costo a\nregime",
        ]
    ]
    rows += [["tempo pieno", "Esperti", "Cuoco", "concorso", "2", "10.000,00", "fondi terzi"]]
    rows += [["", LEFT, LEFT, LEFT, "2", "10.000,00", ""]]
    form.grid(xs, rows)
    form.grid([50, 440, 500, 560], [["spesa complessiva", "10.000,00", "20.000,00"]], bold="none")
    found = listed(form, "hires")
    assert [(r.year, r.contract, r.profile, r.units, r.cost_months, r.cost_full_year, r.is_total) for r in found] == [
        (2027, "tempo pieno", "Cuoco", 2, 10000, None, False),
        (2027, "tempo pieno", None, 2, 10000, None, True),
        (2027, None, "spesa complessiva", None, 10000, 20000, True),
    ]
    assert found[0].cost_full_year_raw == "fondi terzi"


def test_a_span_of_years_is_no_year():
    (row,) = hires([entry("hires", {"profile": "Cuoco"}, above=["Piano dei fabbisogni anno 2026-2028"])], LEXICON)
    assert "year" not in row.values


def test_a_need_in_words_says_how_many_and_a_title_which_contract():
    above = ["Programmazione del fabbisogno a tempo determinato"]
    (row,) = hires([entry("hires", {"year": "2026", "need": "N. 2 cuochi"}, above=above)], LEXICON)
    assert texts(row, "profile", "units", "contract") == ["N. 2 cuochi", "2", "tempo determinato"]


def test_a_total_under_the_years():
    (row,) = hires([entry("hires", {"year": "Totale", "units": "3"})], LEXICON)
    assert (row.text("profile"), row.constants["is_total"]) == ("Totale", True)


def test_the_rest_of_a_row_that_a_page_cut():
    first = entry("hires", {"year": "2026", "need": "N. 1 cuoco", "mode": "Concorso per"})
    rest = entry("hires", {"mode": "titoli ed esami"}, page=2, fresh={"year", "need", "mode"})
    rows = hires([first, rest], LEXICON)
    assert [texts(r, "year", "mode") for r in rows] == [["2026", "Concorso per titoli ed esami"]]


# --- units ---


def test_units_from_a_list(form):
    form.head("Funzionigramma dell'ente")
    form.head("AREA TERRITORIO", size=9)
    for line in (
        "1/2 SETTORE TECNICO",
        "1/3 Ufficio Mappe",
        "2/3 Servizio Strade",
        "2/2 SETTORE VERDE",
        "3/3 Servizio Orti",
    ):
        form.say(line, gap=0)
    form.say("Il settore cura le strade.")
    found = listed(form, "org_units")
    assert [(r.number, r.kind, r.area, r.parent) for r in found] == [
        ("1/2", "settore", "AREA TERRITORIO", None),
        ("1/3", "ufficio", "AREA TERRITORIO", "SETTORE TECNICO"),
        ("2/3", "servizio", "AREA TERRITORIO", "SETTORE TECNICO"),
        ("2/2", "settore", "AREA TERRITORIO", None),
        ("3/3", "servizio", "AREA TERRITORIO", "SETTORE VERDE"),
    ]


def test_without_a_title_a_list_is_no_organigram(form):
    form.head("Destinatari")
    for line in ("1 Settore Tecnico", "2 Servizio Strade", "3 Ufficio Mappe", "4 Servizio Orti"):
        form.say(line, gap=0)
    assert listed(form, "org_units") == []


def test_offices_stand_under_services_where_no_office_stands_elsewhere():
    names = ["Settore A", "Servizio B", "Ufficio C", "Servizio D", "Ufficio E"]
    rows = org_units([entry("org_units", {"name": name}) for name in names], LEXICON)
    assert [r.text("parent") for r in rows] == ["", "Settore A", "Servizio B", "Settore A", "Servizio D"]


def test_a_level_a_column(form):
    form.head("Organigramma")
    rows = [
        ["Settore", "Servizio", "Ufficio"],
        ["Affari", "Segreteria", "Protocollo"],
        [ABOVE, ABOVE, "Archivio"],
    ]
    form.grid([50, 200, 350, 500], rows)
    assert [(r.kind, r.name, r.parent) for r in listed(form, "org_units")] == [
        ("settore", "Affari", None),
        ("servizio", "Segreteria", "Affari"),
        ("ufficio", "Protocollo", "Segreteria"),
        ("ufficio", "Archivio", "Segreteria"),
    ]


@pytest.mark.parametrize(
    ("name", "kind"), [("U.O. Tributi", "unità operativa"), ("SERVIZI", "servizio"), ("Servizievole", None)]
)
def test_kinds_of_units(name, kind):
    told = kind_of(name, LEXICON)
    assert (told and told[0]) == kind


# --- the lexicon ---


@pytest.mark.parametrize("table", ["publication_obligations", "staffing", "hires", "org_units"])
def test_no_label_means_two_fields(table):
    data = yaml.safe_load((FILES / f"{table}.yaml").read_text(encoding="utf-8"))
    fields = defaultdict(set)
    for part in ("labels", "plain"):
        for name, labels in data[part].items():
            for label in labels:
                fields[fold_label(str(label))].add(name)
    assert {label: found for label, found in fields.items() if len(found) > 1 or not label} == {}
