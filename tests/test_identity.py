"""Who publishes a plan and what plan it is, from invented covers, registry tables and running heads."""

from itertools import pairwise

import pytest
from papers import Paper

from pipeline.read_plan import read_plan

BODIES = [
    ("Comune di Prova", "comune"),
    ("COMUNE DI PROVA SUL PO", "comune"),
    ("Città di Prova", "comune"),
    ("Provincia di Prova", "provincia"),
    ("Città metropolitana di Prova", "città metropolitana"),
    ("Unione dei Comuni Valle Provata", "unione"),
    ("Unione montana dell'Alta Prova", "unione"),
    ("Regione Provincia", "regione"),
    ("Camera di Commercio di Prova", "camera di commercio"),
    ("Azienda sanitaria locale di Prova", "azienda sanitaria"),
    ("ASST della Prova", "azienda sanitaria"),
    ("Università degli Studi di Prova", "università"),
    ("Agenzia regionale per le prove", "altro"),
    ("Consorzio del Fiume Prova", "altro"),
]
PLANS = [
    ("Piano integrato di attività e organizzazione 2025-2027", "PIAO", 2025, 2027),
    ("PIAO 2025/2027", "PIAO", 2025, 2027),
    ("Piano Integrato di Attività ed Organizzazione 2024 - 2026", "PIAO", 2024, 2026),
    ("Piano esecutivo di gestione 2024-2026", "PEG", 2024, 2026),
    ("Piano dettagliato degli obiettivi - anno 2024", "PEG", 2024, 2024),
    ("Piano della performance 2025-27", "PIANO_PERFORMANCE", 2025, 2027),
    ("Piano triennale della performance 2023-2025", "PIANO_PERFORMANCE", 2023, 2025),
    ("Relazione sulla performance 2024", "RELAZIONE_PERFORMANCE", 2024, 2024),
    ("Relazione annuale sulla performance - Anno 2023", "RELAZIONE_PERFORMANCE", 2023, 2023),
]


class Book(Paper):
    """A plan with a cover, a registry table or running heads, and one card."""

    def cover(self, *lines):
        for n, line in enumerate(lines):
            self.text(80, 200 + 50 * n, line, size=20, bold=True)
        self.page()

    def registry(self, rows):
        self.text(50, 60, "Scheda anagrafica dell'amministrazione", bold=True)
        self.table([50, 220, 540], [80 + 20 * n for n in range(len(rows) + 1)], rows, bold_head=False)
        self.page()

    def card(self, head=None, foot=None):
        if head:
            self.text(50, 25, head, size=8)
        if foot:
            self.text(50, 810, foot, size=8)
        self.text(50, 120, "SCHEDA OBIETTIVO", bold=True)
        rows = [["Titolo", "Aprire lo sportello"], ["Responsabile", "Anna Rossi"], ["Peso", "20%"]]
        self.table([50, 180, 540], [150, 170, 190, 210], rows, bold_head=False)
        self.page()

    def read(self):
        plan = read_plan(self.save())
        return plan.entity, plan.plan


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path / "documento.pdf")


@pytest.mark.parametrize(("name", "kind"), BODIES)
def test_the_body_on_the_cover(book, name, kind):
    book.cover(name, "Piano della performance 2025-2027")
    book.card()
    entity, plan = book.read()
    assert (entity.name, entity.kind, plan.kind) == (name, kind, "PIANO_PERFORMANCE")
    assert plan.entity_id == entity.entity_id


@pytest.mark.parametrize(("title", "kind", "first", "last"), PLANS)
def test_the_plan_on_the_cover(book, title, kind, first, last):
    book.cover("Comune di Prova", title)
    book.card()
    _, plan = book.read()
    assert (plan.kind, plan.year_from, plan.year_to) == (kind, first, last)
    assert title in plan.title


def test_the_plan_before_the_body(book):
    book.cover("PIAO 2025-2027", "Provincia di Prova")
    book.card()
    entity, plan = book.read()
    assert (entity.name, entity.kind, plan.kind, plan.year_from) == ("Provincia di Prova", "provincia", "PIAO", 2025)


def test_the_province_in_brackets(book):
    book.cover("Comune di Prova", "(Provincia di Cremona)", "PIAO 2025-2027")
    book.card()
    entity, _ = book.read()
    assert (entity.name, entity.kind) == ("Comune di Prova", "comune")
    assert "Cremona" in entity.province


REGISTRY = [
    ["Denominazione", "Comune di Prova"],
    ["Codice IPA", "c_x000"],
    ["Codice fiscale", "00123456789"],
    ["Codice ISTAT", "019999"],
    ["Provincia", "Cremona"],
    ["Regione", "Lombardia"],
    ["Abitanti al 31/12/2024", "12.345"],
    ["Numero dipendenti", "67"],
]


def test_the_registry_table(book):
    book.cover("PIAO 2025-2027")
    book.registry(REGISTRY)
    book.card()
    entity, _ = book.read()
    assert (entity.name, entity.kind) == ("Comune di Prova", "comune")
    assert (entity.ipa_code, entity.fiscal_code, entity.istat_code) == ("c_x000", "00123456789", "019999")
    assert (entity.province, entity.region) == ("Cremona", "Lombardia")
    assert (entity.population, entity.employees) == (12345, 67)


def test_the_registry_table_goes_before_the_cover(book):
    """A cover may name the Unione that the Comune belongs to."""
    book.cover("Unione dei Comuni Valle Provata", "PIAO 2025-2027")
    book.registry(REGISTRY)
    book.card()
    entity, _ = book.read()
    assert (entity.name, entity.kind) == ("Comune di Prova", "comune")


@pytest.mark.parametrize(
    "head", ["Comune di Prova - PIAO 2025-2027", "Comune di Prova | PIAO 2025-2027", "PIAO 2025-2027 – Comune di Prova"]
)
def test_running_heads(book, head):
    for _ in range(4):
        book.card(head=head)
    entity, plan = book.read()
    assert (entity.name, entity.kind) == ("Comune di Prova", "comune")
    assert (plan.kind, plan.year_from, plan.year_to) == ("PIAO", 2025, 2027)


def test_running_feet(book):
    for _ in range(4):
        book.card(foot="Provincia di Prova - Piano della performance 2025")
    entity, plan = book.read()
    assert (entity.kind, plan.kind, plan.year_from) == ("provincia", "PIANO_PERFORMANCE", 2025)


UNDERSCORES = pytest.param(
    "piao_2026_2028.pdf", marks=pytest.mark.xfail(strict=True, reason="years of a name with underscores are lost")
)


@pytest.mark.parametrize("name", ["piao_2026-2028.pdf", "PIAO 2026-28 approvato.pdf", UNDERSCORES])
def test_the_files_name_helps_where_the_pages_say_nothing(tmp_path, name):
    book = Book(tmp_path / name)
    book.card()
    _, plan = book.read()
    assert (plan.kind, plan.year_from, plan.year_to) == ("PIAO", 2026, 2028)


def test_the_pages_go_before_the_files_name(tmp_path):
    book = Book(tmp_path / "piao_2026_2028.pdf")
    book.cover("Comune di Prova", "Piano esecutivo di gestione 2024-2026")
    book.card()
    _, plan = book.read()
    assert (plan.kind, plan.year_from, plan.year_to) == ("PEG", 2024, 2026)


def test_a_body_named_in_the_prose_is_not_the_body(book):
    book.cover("Comune di Prova", "PIAO 2025-2027")
    book.prose(50, 60, ["La Regione Lombardia e la Provincia di Cremona hanno dato un", "contributo al Comune."])
    book.card()
    entity, _ = book.read()
    assert entity.name == "Comune di Prova"


def test_nothing_is_said(book):
    book.card()
    entity, plan = book.read()
    assert entity is None or entity.name is None
    assert (plan.kind, plan.title, plan.year_from, plan.year_to) == (None, None, None, None)


def test_one_body_has_one_id_in_all_its_plans(tmp_path):
    ids = []
    for n, name in enumerate(("Comune di Prova", "COMUNE DI PROVA", "Comune di Prova")):
        book = Book(tmp_path / f"{n}.pdf")
        book.cover(name, f"PIAO 202{n}-202{n + 2}")
        book.card()
        entity, plan = book.read()
        ids.append((entity.entity_id, plan.plan_id))
    assert len({entity for entity, _ in ids}) == 1
    assert all(a[1] != b[1] for a, b in pairwise(ids))


def test_two_bodies_have_two_ids(tmp_path):
    ids = set()
    for name in ("Comune di Prova", "Provincia di Prova", "Comune di Provetta"):
        book = Book(tmp_path / f"{name}.pdf")
        book.cover(name, "PIAO 2025-2027")
        book.card()
        ids.add(book.read()[0].entity_id)
    assert len(ids) == 3
