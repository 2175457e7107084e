"""One model a table of the contract: field order is column order, descriptions are the data dictionary.

Conventions: ``*_raw`` is the text as printed, the column without ``_raw`` its value (None where it cannot be read).
Weights and percentages are numbers on 0-100, amounts are euro, boxes are points from the page's top-left corner as a
viewer shows the page; pages and positions count from 1. Absent is None, never an empty string.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from schemas.base import Placed, Record, many, opt, req

PlanKind = Literal["PIAO", "PEG", "PIANO_PERFORMANCE", "RELAZIONE_PERFORMANCE", "ALTRO"]
Status = Literal["ok", "partial", "failed"]
Level = Literal["error", "warning", "info"]

CONFIDENCE = (
    "how sure the reading is, 0-1; above 0.9 it is right 99 times in 100 where piao knows the layout, and only four to "
    "seven times in ten where it does not: look at a page first"
)


class Entity(Record):
    """The public body that publishes the plan."""

    table = "entities"
    key = ("entity_id",)

    entity_id: str = req("stable id of the body", "id ente")
    name: str | None = opt("name as printed", "denominazione")
    kind: str | None = opt(
        "comune, provincia, unione, città metropolitana, regione, camera di commercio, azienda sanitaria, università, "
        "altro",
        "tipologia",
    )
    ipa_code: str | None = opt("code in the index of public bodies, as printed", "codice IPA")
    istat_code: str | None = opt(
        "ISTAT code, text with leading zeros; of the place where none is printed", "codice ISTAT"
    )
    fiscal_code: str | None = opt("fiscal code, 11 digits, text", "codice fiscale")
    province: str | None = opt("province as printed", "provincia")
    region: str | None = opt("region as printed, else that of the place found", "regione")
    population: int | None = opt("inhabitants", "abitanti")
    employees: int | None = opt("employees", "dipendenti")
    cadastral_code: str | None = opt("cadastral code of the municipality found", "codice catastale")
    match_score: float | None = opt(
        "likeness of the name to the register's, 0-100; None: no place found", "somiglianza"
    )
    match_method: str | None = opt(
        "how the place was found: exact, fuzzy (inside its province)", "metodo di abbinamento"
    )


class Plan(Record):
    """One file that was read, also when reading failed."""

    table = "plans"
    key = ("plan_id",)
    parents = {"entity_id": "entities"}

    plan_id: str = req("stable id of the file, from its bytes", "id piano")
    entity_id: str | None = opt("the body", "id ente")
    kind: PlanKind | None = opt("kind of plan", "tipo")
    title: str | None = opt("title as printed on the cover", "titolo")
    year_from: int | None = opt("first year", "anno iniziale")
    year_to: int | None = opt("last year", "anno finale")
    file_name: str = req("file name without folders", "file")
    sha256: str | None = opt("hash of the file", "sha256")
    page_count: int | None = opt("pages", "pagine")
    status: Status = req("ok, partial or failed", "esito")
    error: str | None = opt("what went wrong, in one line", "errore")
    tool_version: str | None = opt("version of piao", "versione")
    extracted_at: datetime | None = opt("time of extraction, UTC", "estratto il")


class Objective(Placed):
    """An objective, once for each time that it is printed."""

    table = "objectives"
    key = ("objective_id",)
    parents = {"plan_id": "plans", "entity_id": "entities"}

    objective_id: str = req("stable id", "id obiettivo")
    plan_id: str = req("the plan", "id piano")
    entity_id: str | None = opt("the body", "id ente")
    objective_key: str | None = opt("equal for all printings of one objective in the plan", "chiave obiettivo")
    position: int = req("order in the plan", "posizione")
    code: str | None = opt("code as printed", "codice")
    codes: list[str] = many("all codes of the card", "codici")
    title: str | None = opt("title", "titolo")
    year: int | None = opt("year, where the card or its heading states one", "anno")
    category: str | None = opt("class heading the card stands under", "categoria")
    section: list[str] = many("heading path", "sezione")
    responsible: list[str] = many("persons or roles in charge", "responsabili")
    unit: str | None = opt("unit in charge", "unità organizzativa")
    contributors: str | None = opt("units or persons that contribute", "soggetti coinvolti")
    weight_raw: str | None = opt("weight as printed", "peso (testo)")
    weight: float | None = opt("weight, 0-100", "peso")
    typology: list[str] = many("ticked labels or silos", "tipologia")
    mission: str | None = opt("mission as printed", "missione")
    programme: str | None = opt("programme as printed", "programma")
    mission_code: str | None = opt(
        "mission of D.lgs. 118/2011: the only one, or the one marked as prevalent", "codice missione"
    )
    mission_codes: list[str] = many("codes of all missions named: two digits local, three State", "codici missione")
    programme_code: str | None = opt(
        "programme, four digits: the only one, or that of the prevalent mission", "codice programma"
    )
    programme_codes: list[str] = many("codes of all programmes named", "codici programma")
    operational_objective: str | None = opt("operational objective of the DUP", "obiettivo operativo")
    strategic_objective: str | None = opt("strategic objective of the DUP", "obiettivo strategico")
    strategic_area: str | None = opt("strategic area, line of mandate", "ambito strategico")
    dup_reference: str | None = opt("reference to the DUP", "riferimento DUP")
    assessor: str | None = opt("political reference person", "assessore")
    description: str | None = opt("description", "descrizione")
    purpose: str | None = opt("purpose", "finalità")
    rationale: str | None = opt("rationale", "motivazioni")
    actions: str | None = opt("actions to be carried out", "azioni")
    initial_state: str | None = opt("starting point", "situazione iniziale")
    expected_result: str | None = opt("expected result", "risultato atteso")
    public_value: str | None = opt("public value served", "valore pubblico")
    recipients: str | None = opt("recipients", "destinatari")
    stakeholders_final: str | None = opt("final stakeholders", "stakeholder finali")
    stakeholders_intermediate: str | None = opt("intermediate stakeholders", "stakeholder intermedi")
    expected_impact: str | None = opt("expected impact", "impatto atteso")
    strategy: str | None = opt("strategy", "strategia")
    human_resources: str | None = opt("human resources, as printed", "risorse umane")
    financial_resources_raw: str | None = opt("financial resources as printed", "risorse finanziarie (testo)")
    financial_resources: Decimal | None = opt("financial resources, euro", "risorse finanziarie")
    confidence: float | None = opt(CONFIDENCE, "affidabilità")
    confidence_reasons: list[str] = many("what takes from the confidence", "motivi dell'affidabilità")


class Phase(Placed):
    """A phase (activity, step) of an objective."""

    table = "phases"
    key = ("phase_id",)
    parents = {"objective_id": "objectives"}

    phase_id: str = req("stable id", "id fase")
    objective_id: str = req("the objective", "id obiettivo")
    position: int = req("order in the objective", "posizione")
    description: str | None = opt("text of the phase", "descrizione")
    start_raw: str | None = opt("start as printed", "inizio (testo)")
    start_date: date | None = opt("start", "inizio")
    end_raw: str | None = opt("end as printed", "fine (testo)")
    end_date: date | None = opt("end", "fine")
    period_raw: str | None = opt("one cell that states the whole span", "periodo (testo)")
    months: list[int] = many("months marked in a Gantt grid, 1-12", "mesi")
    weight_raw: str | None = opt("weight as printed", "peso (testo)")
    weight: float | None = opt("weight, 0-100", "peso")
    cumulative_raw: str | None = opt("running sum of weights as printed", "cumulato (testo)")
    cumulative: float | None = opt("running sum of weights", "cumulato")
    responsible: str | None = opt("person in charge", "responsabile")
    units: str | None = opt("units in charge", "unità")
    status: str | None = opt("state of progress", "stato")
    confidence: float | None = opt(CONFIDENCE, "affidabilità")
    confidence_reasons: list[str] = many("what takes from the confidence", "motivi dell'affidabilità")


class Indicator(Placed):
    """An indicator of an objective or of a service."""

    table = "indicators"
    key = ("indicator_id",)
    parents = {"objective_id": "objectives", "service_id": "services"}

    indicator_id: str = req("stable id", "id indicatore")
    objective_id: str | None = opt("the objective", "id obiettivo")
    service_id: str | None = opt("the service", "id servizio")
    position: int = req("order in the parent", "posizione")
    kind: str | None = opt("impact, result, process, service", "tipo")
    description: str | None = opt("what is measured", "descrizione")
    formula: str | None = opt("how it is computed", "formula")
    purpose: str | None = opt("why it is measured", "finalità")
    dimension: str | None = opt("dimension as printed", "dimensione")
    subdimension: str | None = opt("sub-dimension as printed", "sottodimensione")
    dimension_kind: str | None = opt("quantity, quality, efficiency, satisfaction, impact", "dimensione (codice)")
    subdimension_kind: str | None = opt(
        "accessibility, technical, timeliness, transparency, effectiveness, economic", "sottodimensione (codice)"
    )
    unit_of_measure: str | None = opt("unit of measure as printed", "unità di misura")
    target_raw: str | None = opt("target as printed", "target (testo)")
    weight_raw: str | None = opt("weight as printed", "peso (testo)")
    weight: float | None = opt("weight, 0-100", "peso")
    source: str | None = opt("source of the data", "fonte")
    responsible: str | None = opt("person in charge", "responsabile")
    achievement_raw: str | None = opt("degree of achievement as printed", "raggiungimento (testo)")
    achievement: float | None = opt("degree of achievement, per cent", "raggiungimento")
    confidence: float | None = opt(CONFIDENCE, "affidabilità")
    confidence_reasons: list[str] = many("what takes from the confidence", "motivi dell'affidabilità")


class Target(Record):
    """A value of an indicator: its baseline, a target, or the achieved value."""

    table = "targets"
    key = ("target_id",)
    parents = {"indicator_id": "indicators"}

    target_id: str = req("stable id", "id target")
    indicator_id: str = req("the indicator", "id indicatore")
    role: Literal["baseline", "target", "achieved"] = req("baseline, target or achieved", "ruolo")
    year: int | None = opt("year it refers to", "anno")
    raw: str | None = opt("as printed", "testo")
    operator: str | None = opt("=, <, <=, >, >=, between, improve, yes_no, done_by, text", "operatore")
    value: float | None = opt("number", "valore")
    value_upper: float | None = opt("upper number of a range", "valore massimo")
    unit: str | None = opt("unit", "unità")
    due_date: date | None = opt("date by which", "scadenza")
    is_yes: bool | None = opt("the wanted answer is yes", "sì/no")
    direction: str | None = opt("higher or lower is better, where the print tells", "verso")


class BudgetLine(Record):
    """A chapter of the budget assigned to an objective."""

    table = "budget_lines"
    key = ("objective_id", "position")
    parents = {"objective_id": "objectives"}

    objective_id: str = req("the objective", "id obiettivo")
    position: int = req("order in the objective", "posizione")
    side: str | None = opt("E revenue, U expenditure", "entrata/uscita")
    chapter: str | None = opt("chapter", "capitolo")
    commitment: str | None = opt("commitment or assessment", "impegno/accertamento")
    amount_raw: str | None = opt("amount as printed", "importo (testo)")
    amount: Decimal | None = opt("amount, euro", "importo")


class StaffLine(Record):
    """Staff assigned to an objective."""

    table = "staff_lines"
    key = ("objective_id", "position")
    parents = {"objective_id": "objectives"}

    objective_id: str = req("the objective", "id obiettivo")
    position: int = req("order in the objective", "posizione")
    category: str | None = opt("category", "categoria")
    name: str | None = opt("person", "nome")
    count_raw: str | None = opt("number as printed", "numero (testo)")
    count: float | None = opt("number", "numero")
    share_raw: str | None = opt("share of time as printed", "quota (testo)")
    share: float | None = opt("share of time, per cent", "quota")


class Service(Placed):
    """A service with its quality standards."""

    table = "services"
    key = ("service_id",)
    parents = {"plan_id": "plans", "entity_id": "entities"}

    service_id: str = req("stable id", "id servizio")
    plan_id: str = req("the plan", "id piano")
    entity_id: str | None = opt("the body", "id ente")
    position: int = req("order in the plan", "posizione")
    name: str | None = opt("name", "servizio")
    responsible: str | None = opt("person in charge", "responsabile")
    section: list[str] = many("heading path", "sezione")


class Table(Record):
    """A table of the plan, one even when pages cut it; role None: kept as it is, not understood."""

    table = "tables"
    key = ("table_id",)
    parents = {"plan_id": "plans"}

    table_id: str = req("stable id", "id tabella")
    plan_id: str = req("the plan", "id piano")
    page: int | None = opt("first page", "pagina")
    page_last: int | None = opt("last page", "ultima pagina")
    heading: str | None = opt("heading above the table, or in its first row", "titolo")
    path: list[str] = many("headings it stands under, the outermost first", "percorso")
    header: list[str] = many(
        "header, one text a column; those of several rows joined by ` / `; empty: no row is a header", "intestazione"
    )
    header_rows: int | None = opt("rows down to the header's last one, title rows included", "righe di intestazione")
    notes: list[str] = many("notes printed right below", "note")
    n_rows: int | None = opt("rows", "righe")
    n_cols: int | None = opt("columns", "colonne")
    role: str | None = opt("record kind the table fed", "ruolo")
    reader: str | None = opt(
        "which reader gave it: rules, lines, network; list or index: entries of running text, set as a table",
        "lettore",
    )


class Cell(Record):
    """A cell of a table; rows and columns count from 0."""

    table = "cells"
    key = ("table_id", "row", "col")
    parents = {"table_id": "tables"}

    table_id: str = req("the table", "id tabella")
    row: int = req("first row, from 0", "riga")
    col: int = req("first column, from 0", "colonna")
    rowspan: int = req("rows covered", "righe unite")
    colspan: int = req("columns covered", "colonne unite")
    text: str | None = opt("text", "testo")
    page: int | None = opt("page", "pagina")
    x0: float | None = opt("left edge, points", "sinistra")
    top: float | None = opt("upper edge, points", "alto")
    x1: float | None = opt("right edge, points", "destra")
    bottom: float | None = opt("lower edge, points", "basso")


class Finding(Record):
    """Something an analyst should know: of the reading, or of the plan itself."""

    table = "findings"
    key = ("finding_id",)
    parents = {"plan_id": "plans"}

    finding_id: str = req("stable id", "id rilievo")
    plan_id: str = req("the plan", "id piano")
    level: Level = req("error, warning or info", "livello")
    code: str = req("stable code of the finding", "codice")
    message: str = req("one line", "messaggio")
    table_name: str | None = opt("table of the row it speaks of", "tabella")
    row_id: str | None = opt("id of the row it speaks of", "id riga")
    page: int | None = opt("page", "pagina")


class Section(Record):
    """The prose under a heading."""

    table = "sections"
    key = ("plan_id", "position")
    parents = {"plan_id": "plans"}

    plan_id: str = req("the plan", "id piano")
    position: int = req("order in the plan", "posizione")
    path: list[str] = many("heading path", "percorso")
    section_code: str | None = opt("section of the PIAO scheme (DM 132/2022): 1, 2.1 … 3.3, 4", "sezione PIAO")
    title: str | None = opt("heading", "titolo")
    page: int | None = opt("first page", "pagina")
    page_last: int | None = opt("last page", "ultima pagina")
    text: str | None = opt("prose, a line a paragraph", "testo")
    paragraph_pages: list[int] = many("page of each paragraph of the text", "pagine dei capoversi")


class Person(Record):
    """A person named in a plan, with every form in which the name is printed."""

    table = "people"
    key = ("person_id",)
    parents = {"plan_id": "plans", "entity_id": "entities"}

    person_id: str = req("stable id", "id persona")
    plan_id: str = req("the plan", "id piano")
    entity_id: str | None = opt("the body", "id ente")
    name: str = req("the form that tells the most, titles off", "nome")
    name_key: str = req("words of the name in order of the alphabet, folded: equal in other plans", "chiave nome")
    forms: list[str] = many("all forms, as printed", "forme stampate")
    roles: list[str] = many("columns that name the person, as objectives.responsible", "ruoli")
    objectives: int = req("objectives that name the person, themselves or in a phase or indicator", "obiettivi")
    mentions: int = req("times named", "citazioni")
    page: int | None = opt("first page", "pagina")


class Mission(Record):
    """A mission of D.lgs. 118/2011, annex 14, or of the State budget: reference data."""

    table = "missions"
    key = ("mission_code",)
    of_a_plan = False

    mission_code: str = req("two digits (local), three digits (State)", "codice missione")
    system: Literal["local", "state"] = req("local: D.lgs. 118/2011; state: State budget", "ordinamento")
    name: str = req("name in the law", "denominazione")


class Programme(Record):
    """A programme of D.lgs. 118/2011, annex 14: reference data."""

    table = "programmes"
    key = ("programme_code",)
    parents = {"mission_code": "missions"}
    of_a_plan = False

    programme_code: str = req("four digits: mission and programme", "codice programma")
    mission_code: str = req("its mission", "codice missione")
    name: str = req("name in the law", "denominazione")
    regions_only: bool = req("used by regions only", "solo regioni")


class DictionaryEntry(Record):
    """What a column of a table or view means: reference data."""

    table = "dictionary"
    key = ("table_name", "column_name")
    of_a_plan = False

    table_name: str = req("table or view", "tabella o vista")
    column_name: str = req("column", "colonna")
    position: int = req("order in its table, from 1", "ordine")
    title_it: str | None = opt("what the column is called in Italian", "titolo")
    meaning: str | None = opt("what the column holds", "significato")


class ObjectiveLink(Record):
    """What became of an objective from one plan of a body to its next one."""

    table = "objective_links"
    key = ("link_id",)
    parents = {"entity_id": "entities"}
    of_a_plan = False

    link_id: str = req("stable id", "id legame")
    entity_id: str = req("the body", "id ente")
    plan_from: str = req("plan_id of the earlier plan", "piano di partenza")
    plan_to: str = req("plan_id of the later plan", "piano di arrivo")
    key_from: str | None = opt("objective_key in the earlier plan; None: new", "chiave di partenza")
    key_to: str | None = opt("objective_key in the later plan; None: dropped", "chiave di arrivo")
    title_from: str | None = opt("title in the earlier plan", "titolo di partenza")
    title_to: str | None = opt("title in the later plan", "titolo di arrivo")
    kind: Literal["same", "renamed", "continued", "split", "dropped", "new"] = req(
        "same (nothing changed), continued (same title, changed), renamed, split (one of several), dropped, new",
        "esito",
    )
    score: float | None = opt("likeness, 0-100", "somiglianza")
    changes: list[str] = many("what changed, one line each", "cambiamenti")


class SimilarObjective(Record):
    """One of the five objectives of other bodies most like an objective."""

    table = "similar_objectives"
    key = ("objective_key", "rank")
    parents = {"entity_id": "entities"}
    of_a_plan = False

    objective_key: str = req("the objective", "chiave obiettivo")
    entity_id: str = req("its body", "id ente")
    rank: int = req("1 is the most alike", "posto")
    other_key: str = req("objective_key of the other", "chiave dell'altro")
    other_entity: str = req("entity_id of the other", "ente dell'altro")
    score: float = req("likeness, 0-100: title, indicators and mission", "somiglianza")
    title_score: float = req("likeness of the titles, 0-100", "somiglianza dei titoli")
    indicator_score: float | None = opt(
        "likeness of the indicators, 0-100; None: one has none", "somiglianza degli indicatori"
    )
    same_mission: bool | None = opt("whether the missions agree; None: one has none", "stessa missione")


class PageLedger(Record):
    """Where every word of a page went."""

    table = "page_ledger"
    key = ("plan_id", "page")
    parents = {"plan_id": "plans"}

    plan_id: str = req("the plan", "id piano")
    page: int = req("page", "pagina")
    words: int = req("words of the page", "parole")
    in_records: int = req("words that ended in a record", "in record")
    in_tables: int = req("words kept in a table without a role", "in tabelle")
    in_prose: int = req("words kept in prose", "in prosa")
    skipped: int = req("running heads, page numbers, index", "saltate")
    unclaimed: int = req("words that nobody claimed", "non attribuite")
