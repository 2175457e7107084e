"""Printed labels to fields: typos, variants, an analyst's own labels, and a lexicon that does not contradict itself."""

from collections import defaultdict

import pytest
import yaml
from papers import Paper
from typer.testing import CliRunner

from cli import app
from extractors.lexicon import fold_label, load_lexicon
from extractors.lexicon.lexicon import HERE
from pipeline.options import ReadOptions
from pipeline.read_plan import read_plan
from schemas import CATALOGUES, BudgetLine, Indicator, Objective, Phase, ProcessRiskMeasure, Service, StaffLine
from schemas.errors import LexiconError

MODELS = {
    "objective": Objective,
    "phase": Phase,
    "indicator": Indicator,
    "service": Service,
    "budget": BudgetLine,
    "staff": StaffLine,
    "list_key": ProcessRiskMeasure,
} | {table.table: table for table in CATALOGUES}
NOT_A_COLUMN = {
    "number",
    *("indicator.standard", "indicator.baseline", "indicator.achieved", "indicator.value"),
    *("staffing.posts", "staffing.vacant", "staffing.heads", "staffing.staff", "staffing.hours"),
    *("hires.need", "pay_bands.range"),
}
"""A row's number orders it; values of indicators are rows of ``targets``; some columns of lists only tell what a table
is, keep a number from its neighbour's column, or give values of several columns (a range: ``from`` and ``to``)."""
FILES = sorted(str(path.relative_to(HERE)) for path in HERE.rglob("*.yaml"))


def content(name):
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def field(text, domain):
    match = load_lexicon().find(text, domain)
    return match.field if match else None


# --- what hits ---


@pytest.mark.parametrize(
    ("domain", "name", "printed"),
    [
        ("objective", "title", ["OBBIETTIVO", "Titolo obbiettivo", "TITOLO OBIETTIVO:", "Denominzione obiettivo"]),
        ("objective", "responsible", ["Rensponsabile", "RESPONSABILE:", "Dirigente responsable", "Reponsabile"]),
        ("objective", "description", ["Descrizzione", "Descrizione dell’obiettivo", "DESCRIZIONE OBBIETTIVO"]),
        ("objective", "weight", ["Peso", "PESO %", "Peso (%)", "Peso dell'obbiettivo"]),
        ("objective", "unit", ["Unita’ organizzativa", "UNITÀ ORGANIZZATIVA", "Settore"]),
        ("objective", "contributors", ["Altri servizi coinvolti", "Altri sevizi coinvolti"]),
        ("objective", "strategic_objective", ["Obiettivo strategico DUP", "Obbiettivo strategico"]),
        ("objective", "operational_objective", ["Obiettivo operativo", "Obbiettivo operativo DUP"]),
        ("phase", "end", ["Data ultimazione fase", "Data ultimazone fase", "Data fine", "SCADENZA", "Termine"]),
        ("phase", "start", ["Data inizio", "Data d'inizio", "INIZIO"]),
        ("phase", "description", ["Fase", "Fasi dell’obbiettivo", "Descrizione della fase"]),
        ("indicator", "description", ["INDICATORE", "Indicatore di risultato", "Indicatroe di risultato"]),
        ("indicator", "target", ["Target", "Valore atteso", "Valore atesso", "VALORE ATTESO:"]),
        ("indicator", "subdimension", ["Sotto-dimensione", "Sottodimensione", "Sotto dimensione"]),
        ("indicator", "unit_of_measure", ["U.M.", "Unità di misura", "Unita’ di misura"]),
        ("service", "name", ["Servizio erogato", "Denominazione del servizio"]),
    ],
)
def test_typos_and_variants_hit(domain, name, printed):
    assert {text: field(text, domain) for text in printed} == dict.fromkeys(printed, name)


@pytest.mark.parametrize(
    ("domain", "printed"),
    [
        (
            "objective",
            ["", "12", "Raccolta dei dati presso gli uffici", "Il Comune di Prova", "2025", "Pesca", "x" * 500],
        ),
        ("phase", ["Raccolta dei dati", "31/12/2025", "Faso", "Fino"]),
        ("indicator", ["Numero di domande evase", "100%", "Um.o", "Tara"]),
    ],
)
def test_what_is_no_label_does_not_hit(domain, printed):
    assert {text: field(text, domain) for text in printed} == dict.fromkeys(printed)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Valore atteso 2025", "valore atteso"),
        ("Valore atteso (2025-2027)", "valore atteso"),
        ("Target 2024/2026", "target"),
        ("Valore al 31/12/2024", "valore"),
        ("Valore al 31 dicembre 2024", "valore"),
        ("Descrizione (massimo dieci righe):", "descrizione"),
        ("Descrizione [a cura del dirigente]", "descrizione"),
        ("PESO  %", "peso %"),
        ("Unità di misura", "unita di misura"),
        ("Obbiettivo", "obiettivo"),
        ("N° fase", "n fase"),
        ("_Titolo_ - ", "titolo"),
        ("2025", ""),
        ("(peso)", "peso"),
    ],
)
def test_brackets_dates_and_years_are_folded_away(printed, folded):
    assert fold_label(printed) == folded


def test_two_dates_are_no_label():
    """A span of dates is a value: it does not fold to nothing."""
    assert fold_label("01/01/2025 31/12/2025") and fold_label("31/12/2025") == ""


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("FASI DELL’OBBIETTIVO", "phase"),
        ("Cronoprograma delle attività", "phase"),
        ("Indicatori di risultato (al 31/12/2025)", "indicator"),
        ("Risorse finanziarie assegnate", "budget"),
        ("Risorse umane", "staff"),
        ("Premessa", None),
    ],
)
def test_titles_of_sections(title, kind):
    assert load_lexicon().section(title) == kind


def test_the_best_domain_wins_and_the_first_when_equal():
    lexicon = load_lexicon()
    assert lexicon.best("Responsabile", ["phase", "objective"]).domain == "phase"
    assert lexicon.best("Responsabile", ["objective", "phase"]).domain == "objective"
    assert lexicon.best("Titolo obiettivo", ["phase", "objective"]).domain == "objective"
    assert lexicon.best("Elefante", ["phase", "objective"]) is None


# --- an analyst's own file ---

OWN = """\
domain: phase
labels:
  end: [conclusione attesa, non oltre il giorno]
"""


def test_an_own_file_extends_the_lexicon(tmp_path):
    path = tmp_path / "my.yaml"
    path.write_text(OWN, encoding="utf-8")
    lexicon = load_lexicon([path])
    assert lexicon.find("Conclusione attesa", "phase").field == "end"
    assert lexicon.find("NON OLTRE IL GIORNO:", "phase").field == "end"
    assert lexicon.find("Non oltre il giorno,", "phase").field == "end"
    assert lexicon.find("Data inizio", "phase").field == "start"
    assert field("Non oltre il giorno", "phase") is None


def test_an_own_file_may_overrule_and_add_words(tmp_path):
    path = tmp_path / "my.yaml"
    path.write_text("domain: objective\nlabels:\n  purpose: [impegno preso]\nticks: ['@']\n", encoding="utf-8")
    lexicon = load_lexicon([path])
    assert lexicon.find("Impegno preso", "objective").field == "purpose"
    assert "@" in lexicon.ticks and "X" in lexicon.ticks


def test_later_files_go_over_earlier_ones(tmp_path):
    paths = []
    for name in ("start", "end"):
        paths.append(tmp_path / f"{name}.yaml")
        paths[-1].write_text(f"domain: phase\nlabels:\n  {name}: [giorno convenuto]\n", encoding="utf-8")
    assert load_lexicon(paths).find("Giorno convenuto", "phase").field == "end"
    assert load_lexicon(paths[::-1]).find("Giorno convenuto", "phase").field == "start"


def unknown_form(folder):
    """A card whose end of a phase is called as no lexicon knows it."""
    paper = Paper(folder / "plan.pdf")
    rows = [["Obiettivo", "Aprire lo sportello"], ["Responsabile", "Rossi Anna"]]
    paper.table([50, 200, 500], [60, 80, 100], rows, bold_head=False)
    paper.text(50, 120, "Fasi", bold=True)
    rows = [["N.", "Fase", "Vigilante tecnico"], ["1", "Scelta dei locali", "30/06/2025"], ["2", "Avvio", "31/12/2025"]]
    paper.table([50, 80, 300, 500], [140, 160, 180, 200], rows)
    return paper.save()


def own_label(folder):
    path = folder / "my.yaml"
    path.write_text("domain: phase\nlabels:\n  end: [vigilante tecnico]\n", encoding="utf-8")
    return path


def test_an_own_file_is_used_in_reading(tmp_path):
    path = unknown_form(tmp_path)
    plain = read_plan(path)
    assert [phase.end_raw for phase in plain.phases if phase.end_raw] == []
    taught = read_plan(path, ReadOptions(lexicons=(own_label(tmp_path),)))
    assert [phase.end_raw for phase in taught.phases] == ["30/06/2025", "31/12/2025"]


def piao(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_an_own_file_through_the_command(tmp_path):
    path, db = unknown_form(tmp_path), tmp_path / "plans.duckdb"
    assert piao("convert", path, "--db", db, "--jobs", 1, "--lexicon", own_label(tmp_path)).exit_code == 0
    found = piao("query", "SELECT end_date FROM phases ORDER BY position", "--db", db, "--format", "csv").stdout
    assert found.split()[1:] == ["2025-06-30", "2025-12-31"]


BROKEN = {
    "no-such-file": None,
    "no-yaml": "domain: [unclosed",
    "tab": "domain: phase\n\tlabels: x",
    "a-list": "- domain: phase",
    "a-text": "hello",
    "empty": "",
    "latin-1": b"domain: phase\nlabels:\n  end: [fi\xe0]\n",
    "labels-are-a-list": "domain: phase\nlabels: [end, start]\n",
    "labels-are-a-text": "domain: phase\nlabels: end\n",
    "field-is-a-text": "domain: phase\nlabels:\n  end: scadenza ultima\n",
    "field-is-a-number": "domain: phase\nlabels:\n  end: 7\n",
    "domain-is-a-list": "domain: [phase]\nlabels:\n  end: [x]\n",
    "words-of-another-form": "domain: phase\nticks: x\n",
    "words-are-null": "ticks:\n",
    "no-such-field": "domain: phase\nlabels:\n  ennd: [scadenza ultima]\n",
    "no-such-domain": "domain: fase\nlabels:\n  end: [scadenza ultima]\n",
    "labels-without-domain": "labels:\n  end: [scadenza ultima]\n",
    "plain-without-domain": "plain:\n  end: [scadenza ultima]\n",
    "sections-without-domain": "sections: [scadenze]\n",
    "no-such-section": "sections:\n  budgt: [quattrini]\n",
    "no-such-kind": "kinds:\n  impatto: [effetto]\n",
    "no-such-month": "months:\n  13: [tredicembre]\n",
    "no-such-key": "domain: phase\nlables:\n  end: [scadenza ultima]\n",
    "a-field-twice": "domain: phase\nlabels:\n  end: [scadenza ultima]\n  end: [ultimo giorno]\n",
    "field-without-labels": "domain: phase\nlabels:\n  end:\n",
    "label-is-a-mapping": "domain: phase\nlabels:\n  end: [{scadenza: ultima}]\n",
    "label-is-no": "domain: phase\nlabels:\n  end: [no]\n",
    "label-is-a-year": "domain: phase\nlabels:\n  end: [2025]\n",
    "key-is-a-list": "? [a, b]\n: c\n",
    "python-object": "!!python/object/apply:os.system ['true']",
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_one_line(tmp_path, case):
    path = tmp_path / "my.yaml"
    if isinstance(BROKEN[case], bytes):
        path.write_bytes(BROKEN[case])
    elif BROKEN[case] is not None:
        path.write_text(BROKEN[case], encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_lexicon([path])
    assert "my.yaml" in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says", "advises"),
    [
        ("domain: phase\nlabels:\n  ennd: [x]\n", "`labels.ennd` is no field of the domain phase", "nearest: `end`"),
        ("domain: resources\nlabels:\n  amount: [soldi]\n", "`labels.amount`", "nearest: `budget.amount`"),
        ("domain: fase\nlabels:\n  end: [x]\n", "`domain: fase` is no domain", "nearest: `phase`"),
        ("labels:\n  end: [x]\n", "`labels` without a domain", "`phase`"),
        ("domain: phase\nlabels:\n  end: x\n", "`labels.end` has another form", "write a list, `end: [one, another]`"),
        ("lables:\n  end: [x]\n", "`lables` is no part of a lexicon", "nearest: `labels`"),
        ("domain: phase\nlabels: {}\n\nticks: x\n", "`ticks` has another form", "`ticks: [one, another]`"),
        ("a: [b\n", "no YAML (line 2", "as the files in extractors/lexicon do"),
    ],
)
def test_a_broken_file_is_told_what_to_do(tmp_path, text, says, advises):
    path = tmp_path / "my.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_lexicon([path])
    told = str(caught.value)
    assert told.startswith("my.yaml: ") and says in told.partition("; ")[0] and advises in told.partition("; ")[2]


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_the_package_may_be_an_own_one(tmp_path, name):
    """Domains, fields and words are those of the package: each of its files is a valid one."""
    path = tmp_path / "my.yaml"
    path.write_text((HERE / name).read_text(encoding="utf-8"), encoding="utf-8")
    assert load_lexicon([path]).labels == load_lexicon().labels


def test_an_own_name_of_a_month_stands_beside_the_others(tmp_path):
    path = tmp_path / "my.yaml"
    path.write_text("months:\n  1: [genny]\n", encoding="utf-8")
    months = load_lexicon([path]).months
    assert months["genny"] == months["gennaio"] == 1


def test_a_broken_file_through_the_command(tmp_path):
    path, lexicon = unknown_form(tmp_path), tmp_path / "my.yaml"
    lexicon.write_text("- labels", encoding="utf-8")
    result = piao("convert", path, "--db", tmp_path / "plans.duckdb", "--lexicon", lexicon)
    assert result.exit_code == 2
    assert "my.yaml" in result.stderr and "Traceback" not in result.output


# --- the lexicon of the package ---


def labelled(*bugs):
    for name in FILES:
        if content(name).get("labels"):
            clash = pytest.mark.xfail(strict=True, reason="`n` is staff.count and staff.number")
            yield pytest.param(name, marks=clash) if name in bugs else name


@pytest.mark.parametrize("name", list(labelled("resources.yaml")))
def test_no_label_means_two_fields(name):
    fields = defaultdict(set)
    for known, labels in content(name)["labels"].items():
        for label in labels:
            fields[fold_label(str(label))].add(known)
    assert {label: found for label, found in fields.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", FILES)
def test_no_label_folds_to_nothing(name):
    data = content(name)
    sections = data.get("sections") or []
    titles = [t for ts in sections.values() for t in ts] if isinstance(sections, dict) else sections
    labels = [label for labels in (data.get("labels") or {}).values() for label in labels]
    assert [text for text in [*titles, *labels] if not fold_label(str(text))] == []


def test_no_title_opens_two_sections():
    sections = load_lexicon().sections
    kinds = {
        title: [k for k, titles in sections.items() if title in titles] for ts in sections.values() for title in ts
    }
    assert {title: found for title, found in kinds.items() if len(found) > 1} == {}


def columns(domain):
    return set(MODELS[domain].model_fields)


@pytest.mark.parametrize("name", list(labelled()))
def test_every_field_is_a_column(name):
    data = content(name)
    wrong = []
    for known in data["labels"]:
        domain, _, column = known.rpartition(".") if "." in known else (data["domain"], "", known)
        if {column, f"{domain}.{column}"} & NOT_A_COLUMN:
            continue
        if not {column, f"{column}_raw"} & columns(domain):
            wrong.append(known)
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_every_section_is_a_record(name):
    data = content(name)
    sections = data.get("sections") or {}
    kinds = list(sections) if isinstance(sections, dict) else [data["domain"]]
    assert set(kinds) <= {"phase", "indicator", "budget", "staff", "service", "objective"}
    assert set(data.get("kinds") or {}) <= {"impact", "result", "process", "service"}


def test_every_label_finds_its_own_field():
    lexicon = load_lexicon()
    lost = [
        (domain, label)
        for domain, known in lexicon.labels.items()
        for label, name in known.items()
        if (match := lexicon.find(label, domain)) is None or match.field != name or not match.exact
    ]
    assert lost == []


def test_months_are_twelve_with_one_letter_each():
    lexicon = load_lexicon()
    assert set(lexicon.months.values()) == set(range(1, 13))
    assert "".join(lexicon.month_letters) == "gfmamglasond"
