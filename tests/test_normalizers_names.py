"""People, unit prefixes, missions, places, dimensions, indicators in one cell, and the view for the command."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.cli_view import KINDS, normalize
from normalizers.dimension import read_dimension
from normalizers.missions import read_mission, read_programme
from normalizers.people import (
    group_people,
    longest_form,
    looks_like_person,
    names_of_lines,
    person_key,
    same_person,
    split_people,
    strip_titles,
)
from normalizers.places import find_province, match_entity
from normalizers.text import fold, split_indicators, squash
from normalizers.units import known_prefixes, split_unit_prefix, split_units

# --- people ---


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("dott.ssa Tania Secchi", "Tania Secchi"),
        ("DOTT. SSA ROSSI ANNA", "ROSSI ANNA"),
        ("Dr.ssa Verdi barbara", "Verdi barbara"),
        ("Avv. Prof. Ugo Neri", "Ugo Neri"),
        ("Ing. Nicola Saverio Dell'Orto", "Nicola Saverio Dell'Orto"),
        ("Sig.ra Loredana Blu", "Loredana Blu"),
        ("Drago Mario", "Drago Mario"),
        ("Ingrid Colombo", "Ingrid Colombo"),
        ("Rag. Anna De Luca", "Anna De Luca"),
        ("Rossi D.", "Rossi D."),
    ],
)
def test_titles_come_off(printed: str, bare: str) -> None:
    assert strip_titles(printed) == bare


def test_person_key_ignores_order_case_and_titles() -> None:
    assert person_key("dott.ssa Tania Secchi") == person_key("SECCHI TANIA") == "secchi tania"
    assert person_key(None) == ""


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Secchi Tania", "Secchi Tania Antonella", True),
        ("dott.ssa Tania Secchi", "Secchi Tania Antonella", True),
        ("GIULIO NERI", "arch. Giulio Nerì", True),
        ("Verdi M. Grazia", "Verdi Maria Grazia", True),
        ("Rossi M.", "Rossi Mario", True),
        ("Rossi Mario", "Rossi Maria", False),
        ("Ferrari Daniele", "Ferrari Daniela", False),
        ("Rossi Anna", "Bianchi Anna", False),
        ("Rossi", "Rossi Anna", False),
        ("Rossi M.", "Rossi Anna", False),
        ("", "Rossi Anna", False),
        (None, None, False),
    ],
)
def test_same_person(a: str | None, b: str | None, same: bool) -> None:
    assert same_person(a, b) is same
    assert same_person(b, a) is same


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Benna Chiara/Neri Daniele", ["Benna Chiara", "Neri Daniele"]),
        ("Verdi E.; Bianchi M.", ["Verdi E.", "Bianchi M."]),
        ("Verdi E., Bianchi M.", ["Verdi E.", "Bianchi M."]),
        ("Paolo Neri, Mario Blu", ["Paolo Neri", "Mario Blu"]),
        ("Mario Rossi e Anna Bianchi", ["Mario Rossi", "Anna Bianchi"]),
        ("dr.ssa Ada Neri arch. Ugo Blu ing. Ivo Rosa", ["dr.ssa Ada Neri", "arch. Ugo Blu", "ing. Ivo Rosa"]),
        ("Segretario comunale", ["Segretario comunale"]),
        ("", []),
        (None, []),
    ],
)
def test_split_people(cell: str | None, names: list[str]) -> None:
    assert split_people(cell) == names


def test_people_are_grouped() -> None:
    groups = group_people(["Ugo Neri", "Neri", "Neri Ugo Maria", "Rossi A.", "Rossi B.", "Rossi"])
    assert groups == [["Ugo Neri", "Neri Ugo Maria", "Neri"], ["Rossi A."], ["Rossi B."], ["Rossi"]]
    assert longest_form(groups[0]) == "Neri Ugo Maria"


def test_persons_told_from_offices() -> None:
    assert looks_like_person("dott. Ugo Neri")
    assert looks_like_person("De Luca Anna Maria")
    assert not looks_like_person("Settore Lavori Pubblici")
    assert not looks_like_person("Tutti i responsabili")
    assert not looks_like_person("Neri")


# --- units ---


def test_unit_prefix_by_form() -> None:
    assert split_unit_prefix("S.E. - TUTTI Revisione dei moduli") == ("S.E. - TUTTI", "Revisione dei moduli")
    assert split_unit_prefix("LL.PP. – FIN Abilitazione degli utenti") == ("LL.PP. – FIN", "Abilitazione degli utenti")
    assert split_unit_prefix("Avvio delle attività") == (None, "Avvio delle attività")
    assert split_unit_prefix("PNRR Rendicontazione", {"S.E."}) == (None, "PNRR Rendicontazione")
    assert split_unit_prefix("FIN Rendicontazione", {"FIN."}) == ("FIN", "Rendicontazione")
    assert split_unit_prefix("S.P. 85 rifacimento") == (None, "S.P. 85 rifacimento")
    assert split_units("SUE -S.E.") == ["SUE", "S.E."]


def test_known_prefixes_recur() -> None:
    known = known_prefixes(["S.E. Analisi", "URB. – S.E. Stesura", "URB. Verifica", "PNRR Rendicontazione", "Avvio"])
    assert {"SE", "URB"} <= known
    assert "PNRR" not in known


# --- missions ---


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("01", "01"),
        ("5", "05"),
        ("Missione 09", "09"),
        ("MISSIONE 1", "01"),
        ("01 01-SERVIZI ISTITUZIONALI, GENERALI E DI GESTIONE", "01"),
        ("2024_MIS_10_10 - TRASPORTI E DIRITTO ALLA MOBILITÀ", "10"),
        ('8 "Assetto del territorio ed edilizia abitativa"', "08"),
        ("Aspetto del territorio ed edilizia abitativa", "08"),
        ("Diritti sociali, politiche sociali e famiglia", "12"),
        ("04 (PREVALENTE)", "04"),
        ("01_01", "01"),
        ("0105", "01"),
        ("Soccorso civile", "11"),
        ("012 Regolazione dei mercati", "012"),
        ("Regolazione dei mercati", "012"),
        ("032 - Servizi istituzionali e generali delle amministrazioni pubbliche", "032"),
        ("32 Servizi istituzionali e generali delle amministrazioni pubbliche", "032"),
        ("18 - Sviluppo sostenibile e tutela del territorio e dell'ambiente", "018"),
        ("17 Ricerca e innovazione", "017"),
    ],
)
def test_read_mission(text: str, code: str) -> None:
    reading = read_mission(text)
    assert reading.code == code
    assert reading.system == ("state" if len(code) == 3 else "local")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("21", "unknown_code"),
        ("09 Turismo", "conflict"),
        (
            "01 'Servizi istituzionali, generali e di gestione' 06 'Politiche giovanili, sport e tempo libero'",
            "several",
        ),
        ("Innovazione digitale", "unknown_name"),
        ("", None),
        (None, None),
    ],
)
def test_no_mission(text: str | None, problem: str | None) -> None:
    reading = read_mission(text)
    assert (reading.code, reading.problem) == (None, problem)


@pytest.mark.parametrize(
    ("text", "mission", "code"),
    [
        ("03", "01", "0103"),
        ("5", "10", "1005"),
        ("01_10 Risorse Umane", None, "0110"),
        ("10 – risorse umane", None, "0110"),
        ("0105", None, "0105"),
        ("2024_PRO_10_03 Trasporto vie d'acqua", "10", "1003"),
        ("01_11_02", "01", "0111"),
        ("11 - Servizi Generali", "01", "0111"),
        ("Segreteria Generale", "01", "0102"),
        ("Rifiuti", None, "0903"),
    ],
)
def test_read_programme(text: str, mission: str | None, code: str) -> None:
    assert read_programme(text, mission).code == code


@pytest.mark.parametrize(
    ("text", "mission", "problem"),
    [
        ("03", None, "needs_mission"),
        ("15", "01", "unknown_code"),
        ("Rifiuti", "01", "conflict"),
        ("0903", "01", "conflict"),
        ("Boh", None, "unknown_name"),
    ],
)
def test_no_programme(text: str, mission: str | None, problem: str) -> None:
    reading = read_programme(text, mission)
    assert (reading.code, reading.problem) == (None, problem)


def test_every_mission_and_programme_finds_itself() -> None:
    data = Path(__file__).parent.parent / "normalizers" / "data"
    with (data / "missions.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["system"] == "local":
                assert read_mission(row["name"]).code == row["code"]
            assert read_mission(f"{row['code']} - {row['name'].upper()}").code == row["code"]
    with (data / "programmes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert read_programme(row["name"], row["mission_code"]).code == row["code"]
            assert read_programme(row["code"][2:], row["mission_code"]).code == row["code"]


# --- places ---


@pytest.mark.parametrize(
    ("name", "province", "istat"),
    [
        ("CITTÀ DI TORTONA", None, "006174"),
        ("Comune di Cremona", None, "019036"),
        ("Provincia di Cremona", None, "019"),
        ("Città metropolitana di Torino", None, "001"),
        ("Comune di Avella", "(Provincia Avellino)", "064007"),
        ("COMUNE DI AVELLA Provincia di Avellino", None, "064007"),
        ("Comune di Castro", "BG", "016065"),
        ("Comune dell'Aquila", None, "066049"),
        ("Comune di Reggio Calabria", None, "080063"),
        ("Roma Capitale", None, "058091"),
        ("Comune di Tortonna", "AL", "006174"),
    ],
)
def test_match_entity(name: str, province: str | None, istat: str) -> None:
    assert match_entity(name, province).istat_code == istat


@pytest.mark.parametrize(
    ("name", "province", "problem"),
    [
        ("COMUNE DI SANTA BRIGIDA IN COLLE", None, "unknown"),
        ("Comune di Tortonna", None, "unknown"),
        ("Comune di Castro", None, "ambiguous"),
        ("Comune di Cremona", "MI", "province_conflict"),
        ("Unione dei Comuni della Bassa", None, "unknown"),
        ("Azienda sanitaria di Cremona", None, "unknown"),
        ("", None, None),
        (None, None, None),
    ],
)
def test_no_place_is_guessed(name: str | None, province: str | None, problem: str | None) -> None:
    reading = match_entity(name, province)
    assert (reading.istat_code, reading.cadastral_code, reading.problem) == (None, None, problem)


def test_provinces_by_name_or_letters() -> None:
    assert find_province("AV") == find_province("(Provincia Avellino)") == "AV"
    assert find_province("Nowhere") is None


# --- dimensions ---


@pytest.mark.parametrize(
    ("dimension", "sub", "want"),
    [
        ("QUALITA'", "Accessibilità", ("quality", "accessibility")),
        ("QUALITÀ", "tecnica", ("quality", "technical")),
        ("Qualità", "Qualità tecnica", ("quality", "technical")),
        ("EFFICIENZA", "Tecnica", ("efficiency", "technical")),
        ("Efficienza Economica", None, ("efficiency", "economic")),
        ("SODDISFAZIONE DELL'UTENZA", "/", ("satisfaction", None)),
        ("QUANTITA'", None, ("quantity", None)),
        (None, "Tempestività", ("quality", "timeliness")),
        ("Impatto", None, ("impact", None)),
        ("altro", None, (None, None)),
        (None, None, (None, None)),
    ],
)
def test_read_dimension(dimension: str | None, sub: str | None, want: tuple[str | None, str | None]) -> None:
    reading = read_dimension(dimension, sub)
    assert (reading.dimension, reading.subdimension) == want


# --- text ---


def test_fold_and_squash() -> None:
    assert fold("QUANTITA'") == fold("Quantità") == "quantita"
    assert fold("d’Olmì – «x»") == 'd\'olmi - "x"'
    assert squash("  a\n b\xa0c ") == "a b c"
    assert fold(None) == squash(None) == ""


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        ("N. monitoraggi >= 2", [("N. monitoraggi", ">= 2")]),
        ("N. moduli compilati >= 40 N. rilievi < 5", [("N. moduli compilati", ">= 40"), ("N. rilievi", "< 5")]),
        ("N. 4 progetti conclusi con esito positivo", [("N. 4 progetti conclusi con esito positivo", None)]),
        ("Giorni di attesa =< 0", [("Giorni di attesa", "=< 0")]),
        (
            "Telecamere => 2 Copertura => 70% rispetto al presente",
            [("Telecamere", "=> 2"), ("Copertura", "=> 70% rispetto al presente")],
        ),
        (
            "Corsi svolti (=> 5 lezioni) Messa in linea del sito",
            [("Corsi svolti", "(=> 5 lezioni)"), ("Messa in linea del sito", None)],
        ),
        ("kg./abitante (totale) – % della raccolta", [("kg./abitante (totale)", None), ("% della raccolta", None)]),
        ("N. visite >= 100 + N. reclami <= 5", [("N. visite", ">= 100"), ("N. reclami", "<= 5")]),
        ("- N. incontri >= 3\n- relazione finale", [("N. incontri", ">= 3"), ("relazione finale", None)]),
        ("N. corsi almeno 3; N. iscritti almeno 40", [("N. corsi", "almeno 3"), ("N. iscritti", "almeno 40")]),
        ("Relazione annuale", [("Relazione annuale", None)]),
        ("", []),
        (None, []),
    ],
)
def test_split_indicators(cell: str | None, want: list[tuple[str, str | None]]) -> None:
    assert split_indicators(cell) == want


@given(st.text(max_size=60))
def test_nothing_raises_on_any_text(raw: str) -> None:
    for description, target in split_indicators(raw):
        assert description or target
    split_people(raw), person_key(raw), same_person(raw, raw), looks_like_person(raw)
    split_unit_prefix(raw), read_mission(raw), read_programme(raw, "01"), read_dimension(raw, raw), match_entity(raw)


# --- the command's view ---


def test_view_uses_the_names_of_the_contract() -> None:
    (row,) = normalize("target", ["≥ 4.500"], 2024)
    assert {"operator", "value", "value_upper", "unit", "due_date", "is_yes"} <= row.keys()
    assert (row["operator"], row["value"]) == (">=", 4500.0)
    assert [r["date"].isoformat() for r in normalize("date", ["31/12"], 2024)] == ["2024-12-31"]
    (span,) = normalize("period", ["I trim."], 2024)
    assert (span["start_date"].month, span["end_date"].month) == (1, 3)
    assert [r["name"] for r in normalize("person", ["dott. Ugo Neri; ing. Ada Blu"])] == ["Ugo Neri", "Ada Blu"]
    assert next(normalize("mission", ["09"]))["code"] == "09"


def test_view_of_every_kind_answers() -> None:
    for kind in KINDS:
        assert list(normalize(kind, ["10"], 2024))
    with pytest.raises(KeyError):
        list(normalize("colour", ["red"]))


def test_roles_and_acronyms_are_told_apart() -> None:
    assert strip_titles("Dirigente: dott. Ugo Neri") == "Ugo Neri"
    assert strip_titles("Dirigente del settore") == "Dirigente del settore"
    assert strip_titles("Avv.to d.ssa Anna Neri") == "Anna Neri"
    assert split_people("DOTT. UGO NERI E DOTT.SSA EVA BLU") == ["DOTT. UGO NERI", "DOTT.SSA EVA BLU"]
    assert split_unit_prefix("P.N.R.R. Rendicontazione") == (None, "P.N.R.R. Rendicontazione")
    assert split_unit_prefix("TUTTI I SETTORI Verifica") == (None, "TUTTI I SETTORI Verifica")
    assert split_unit_prefix("SUAP: Verifica pratiche") == ("SUAP", "Verifica pratiche")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Bondi Maria\nChiara", ["Bondi Maria Chiara"]),
        ("De Carlo\nGabriella", ["De Carlo Gabriella"]),
        ("Segretario\nGenerale", ["Segretario Generale"]),
        ("Tutti i settori\ndell'ente", ["Tutti i settori dell'ente"]),
        ("Rossi\nBianchi\nVerdi", ["Rossi", "Bianchi", "Verdi"]),
        ("DOTT. UGO NERI\nAVV. ADA BLU", ["DOTT. UGO NERI", "AVV. ADA BLU"]),
        ("Ugo Neri\ndott.ssa Ada Blu", ["Ugo Neri", "dott.ssa Ada Blu"]),
        ("Dirigente\nRossi Mario", ["Dirigente", "Rossi Mario"]),
        ("Ugo Nar-\ndecchia", ["Ugo Nardecchia"]),
        ("Neri Ugo; Blu Ada", ["Neri Ugo", "Blu Ada"]),
        (None, []),
    ],
)
def test_names_of_lines(cell, names):
    assert names_of_lines(cell) == names


@pytest.mark.parametrize(
    "text", ["Pro Loco", "Edilizia Scolastica", "Infr. Stradali", "U.O. PIANIFICAZIONE", "di Procedura"]
)
def test_offices_are_no_people(text):
    assert not looks_like_person(text)


def test_names_of_missions_that_are_cut_short():
    assert read_mission("Sviluppo sostenibile e tutela del territorio").code == "09"
    assert read_programme("Commercio - reti distributive").code == "1402"
    assert read_programme("Interventi per").code is None
    assert read_programme("Politica regionale unitaria per").code is None  # many begin so
