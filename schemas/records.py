"""One model a table of the contract: field order is column order, descriptions are the data dictionary.

Conventions: ``*_raw`` is the text as printed, the column without ``_raw`` its value (None where it cannot be read).
Weights and percentages are numbers on 0-100, amounts are euro, boxes are points from the page's top-left corner as a
viewer shows the page; pages and positions count from 1. Absent is None, never an empty string.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

PlanKind = Literal["PIAO", "PEG", "PIANO_PERFORMANCE", "RELAZIONE_PERFORMANCE", "ALTRO"]
Status = Literal["ok", "partial", "failed"]
Level = Literal["error", "warning", "info"]


def col(description: str, title: str) -> Any:
    """A nullable column: its English description and its Italian title."""
    return Field(default=None, description=description, title=title)


def req(description: str, title: str) -> Any:
    """A column that every row fills."""
    return Field(description=description, title=title)


def many(description: str, title: str) -> Any:
    """A list column, empty by default."""
    return Field(default_factory=list, description=description, title=title)


class Record(BaseModel):
    """A row of one table; ``table`` names it and ``key`` is its primary key."""

    model_config = ConfigDict(extra="forbid")

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    parents: ClassVar[dict[str, str]] = {}
    """Foreign keys: column of this table -> table whose key of the same name it refers to."""


class Placed(Record):
    """A row that says where it is printed: its pages, and its box on the first of them, in points."""

    page: int | None = col("first page, from 1", "pagina")
    page_last: int | None = col("last page, from 1", "ultima pagina")
    x0: float | None = col("left edge on the first page, points", "sinistra")
    top: float | None = col("upper edge on the first page, points", "alto")
    x1: float | None = col("right edge on the first page, points", "destra")
    bottom: float | None = col("lower edge on the first page, points", "basso")


class Entity(Record):
    """The public body that publishes the plan."""

    table = "entities"
    key = ("entity_id",)

    entity_id: str = req("stable id of the body", "id ente")
    name: str | None = col("name as printed", "denominazione")
    kind: str | None = col(
        "comune, provincia, unione, città metropolitana, regione, camera di commercio, azienda sanitaria, università, altro",
        "tipologia",
    )
    ipa_code: str | None = col("code in the index of public bodies, as printed", "codice IPA")
    istat_code: str | None = col("ISTAT code, text with leading zeros", "codice ISTAT")
    fiscal_code: str | None = col("fiscal code, 11 digits, text", "codice fiscale")
    province: str | None = col("province as printed", "provincia")
    region: str | None = col("region as printed", "regione")
    population: int | None = col("inhabitants", "abitanti")
    employees: int | None = col("employees", "dipendenti")


class Plan(Record):
    """One file that was read, also when reading failed."""

    table = "plans"
    key = ("plan_id",)
    parents = {"entity_id": "entities"}

    plan_id: str = req("stable id of the file, from its bytes", "id piano")
    entity_id: str | None = col("the body", "id ente")
    kind: PlanKind | None = col("kind of plan", "tipo")
    title: str | None = col("title as printed on the cover", "titolo")
    year_from: int | None = col("first year", "anno iniziale")
    year_to: int | None = col("last year", "anno finale")
    file_name: str = req("file name without folders", "file")
    sha256: str | None = col("hash of the file", "sha256")
    page_count: int | None = col("pages", "pagine")
    status: Status = req("ok, partial or failed", "esito")
    error: str | None = col("what went wrong, in one line", "errore")
    tool_version: str | None = col("version of piao", "versione")
    extracted_at: datetime | None = col("time of extraction, UTC", "estratto il")


class Objective(Placed):
    """An objective, once for each time that it is printed."""

    table = "objectives"
    key = ("objective_id",)
    parents = {"plan_id": "plans", "entity_id": "entities"}

    objective_id: str = req("stable id", "id obiettivo")
    plan_id: str = req("the plan", "id piano")
    entity_id: str | None = col("the body", "id ente")
    objective_key: str | None = col("equal for all printings of one objective in the plan", "chiave obiettivo")
    position: int = req("order in the plan", "posizione")
    code: str | None = col("code as printed", "codice")
    codes: list[str] = many("all codes of the card", "codici")
    title: str | None = col("title", "titolo")
    year: int | None = col("year, where the card or its heading states one", "anno")
    category: str | None = col("class heading the card stands under", "categoria")
    section: list[str] = many("heading path", "sezione")
    responsible: list[str] = many("persons or roles in charge", "responsabili")
    unit: str | None = col("unit in charge", "unità organizzativa")
    contributors: str | None = col("units or persons that contribute", "soggetti coinvolti")
    weight_raw: str | None = col("weight as printed", "peso (testo)")
    weight: float | None = col("weight, 0-100", "peso")
    typology: list[str] = many("ticked labels or silos", "tipologia")
    mission: str | None = col("mission as printed", "missione")
    programme: str | None = col("programme as printed", "programma")
    operational_objective: str | None = col("operational objective of the DUP", "obiettivo operativo")
    strategic_objective: str | None = col("strategic objective of the DUP", "obiettivo strategico")
    strategic_area: str | None = col("strategic area, line of mandate", "ambito strategico")
    dup_reference: str | None = col("reference to the DUP", "riferimento DUP")
    assessor: str | None = col("political reference person", "assessore")
    description: str | None = col("description", "descrizione")
    purpose: str | None = col("purpose", "finalità")
    rationale: str | None = col("rationale", "motivazioni")
    actions: str | None = col("actions to be carried out", "azioni")
    initial_state: str | None = col("starting point", "situazione iniziale")
    expected_result: str | None = col("expected result", "risultato atteso")
    public_value: str | None = col("public value served", "valore pubblico")
    recipients: str | None = col("recipients", "destinatari")
    stakeholders_final: str | None = col("final stakeholders", "stakeholder finali")
    stakeholders_intermediate: str | None = col("intermediate stakeholders", "stakeholder intermedi")
    expected_impact: str | None = col("expected impact", "impatto atteso")
    strategy: str | None = col("strategy", "strategia")
    human_resources: str | None = col("human resources, as printed", "risorse umane")
    financial_resources_raw: str | None = col("financial resources as printed", "risorse finanziarie (testo)")
    financial_resources: Decimal | None = col("financial resources, euro", "risorse finanziarie")


class Phase(Placed):
    """A phase (activity, step) of an objective."""

    table = "phases"
    key = ("phase_id",)
    parents = {"objective_id": "objectives"}

    phase_id: str = req("stable id", "id fase")
    objective_id: str = req("the objective", "id obiettivo")
    position: int = req("order in the objective", "posizione")
    description: str | None = col("text of the phase", "descrizione")
    start_raw: str | None = col("start as printed", "inizio (testo)")
    start_date: date | None = col("start", "inizio")
    end_raw: str | None = col("end as printed", "fine (testo)")
    end_date: date | None = col("end", "fine")
    period_raw: str | None = col("one cell that states the whole span", "periodo (testo)")
    months: list[int] = many("months marked in a Gantt grid, 1-12", "mesi")
    weight_raw: str | None = col("weight as printed", "peso (testo)")
    weight: float | None = col("weight, 0-100", "peso")
    cumulative_raw: str | None = col("running sum of weights as printed", "cumulato (testo)")
    cumulative: float | None = col("running sum of weights", "cumulato")
    responsible: str | None = col("person in charge", "responsabile")
    units: str | None = col("units in charge", "unità")
    status: str | None = col("state of progress", "stato")


class Indicator(Placed):
    """An indicator of an objective or of a service."""

    table = "indicators"
    key = ("indicator_id",)
    parents = {"objective_id": "objectives", "service_id": "services"}

    indicator_id: str = req("stable id", "id indicatore")
    objective_id: str | None = col("the objective", "id obiettivo")
    service_id: str | None = col("the service", "id servizio")
    position: int = req("order in the parent", "posizione")
    kind: str | None = col("impact, result, process, service", "tipo")
    description: str | None = col("what is measured", "descrizione")
    formula: str | None = col("how it is computed", "formula")
    purpose: str | None = col("why it is measured", "finalità")
    dimension: str | None = col("dimension as printed", "dimensione")
    subdimension: str | None = col("sub-dimension as printed", "sottodimensione")
    unit_of_measure: str | None = col("unit of measure as printed", "unità di misura")
    target_raw: str | None = col("target as printed", "target (testo)")
    weight_raw: str | None = col("weight as printed", "peso (testo)")
    weight: float | None = col("weight, 0-100", "peso")
    source: str | None = col("source of the data", "fonte")
    responsible: str | None = col("person in charge", "responsabile")
    achievement_raw: str | None = col("degree of achievement as printed", "raggiungimento (testo)")
    achievement: float | None = col("degree of achievement, per cent", "raggiungimento")


class Target(Record):
    """A value of an indicator: its baseline, a target, or the achieved value."""

    table = "targets"
    key = ("target_id",)
    parents = {"indicator_id": "indicators"}

    target_id: str = req("stable id", "id target")
    indicator_id: str = req("the indicator", "id indicatore")
    role: Literal["baseline", "target", "achieved"] = req("baseline, target or achieved", "ruolo")
    year: int | None = col("year it refers to", "anno")
    raw: str | None = col("as printed", "testo")
    operator: str | None = col("=, <, <=, >, >=, between, improve, yes_no, done_by, text", "operatore")
    value: float | None = col("number", "valore")
    value_upper: float | None = col("upper number of a range", "valore massimo")
    unit: str | None = col("unit", "unità")
    due_date: date | None = col("date by which", "scadenza")
    is_yes: bool | None = col("the wanted answer is yes", "sì/no")


class BudgetLine(Record):
    """A chapter of the budget assigned to an objective."""

    table = "budget_lines"
    key = ("objective_id", "position")
    parents = {"objective_id": "objectives"}

    objective_id: str = req("the objective", "id obiettivo")
    position: int = req("order in the objective", "posizione")
    side: str | None = col("E revenue, U expenditure", "entrata/uscita")
    chapter: str | None = col("chapter", "capitolo")
    commitment: str | None = col("commitment or assessment", "impegno/accertamento")
    amount_raw: str | None = col("amount as printed", "importo (testo)")
    amount: Decimal | None = col("amount, euro", "importo")


class StaffLine(Record):
    """Staff assigned to an objective."""

    table = "staff_lines"
    key = ("objective_id", "position")
    parents = {"objective_id": "objectives"}

    objective_id: str = req("the objective", "id obiettivo")
    position: int = req("order in the objective", "posizione")
    category: str | None = col("category", "categoria")
    name: str | None = col("person", "nome")
    count_raw: str | None = col("number as printed", "numero (testo)")
    count: float | None = col("number", "numero")
    share_raw: str | None = col("share of time as printed", "quota (testo)")
    share: float | None = col("share of time, per cent", "quota")


class Service(Placed):
    """A service with its quality standards."""

    table = "services"
    key = ("service_id",)
    parents = {"plan_id": "plans", "entity_id": "entities"}

    service_id: str = req("stable id", "id servizio")
    plan_id: str = req("the plan", "id piano")
    entity_id: str | None = col("the body", "id ente")
    position: int = req("order in the plan", "posizione")
    name: str | None = col("name", "servizio")
    responsible: str | None = col("person in charge", "responsabile")
    section: list[str] = many("heading path", "sezione")


class Table(Record):
    """A table of the plan, one even when pages cut it; role None: kept as it is, not understood."""

    table = "tables"
    key = ("table_id",)
    parents = {"plan_id": "plans"}

    table_id: str = req("stable id", "id tabella")
    plan_id: str = req("the plan", "id piano")
    page: int | None = col("first page", "pagina")
    page_last: int | None = col("last page", "ultima pagina")
    heading: str | None = col("heading above the table", "titolo")
    header: list[str] = many("header cells", "intestazione")
    n_rows: int | None = col("rows", "righe")
    n_cols: int | None = col("columns", "colonne")
    role: str | None = col("record kind the table fed", "ruolo")
    reader: str | None = col("which reader gave it: rules, lines, network", "lettore")


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
    text: str | None = col("text", "testo")
    page: int | None = col("page", "pagina")
    x0: float | None = col("left edge, points", "sinistra")
    top: float | None = col("upper edge, points", "alto")
    x1: float | None = col("right edge, points", "destra")
    bottom: float | None = col("lower edge, points", "basso")


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
    table_name: str | None = col("table of the row it speaks of", "tabella")
    row_id: str | None = col("id of the row it speaks of", "id riga")
    page: int | None = col("page", "pagina")


class Section(Record):
    """The prose under a heading."""

    table = "sections"
    key = ("plan_id", "position")
    parents = {"plan_id": "plans"}

    plan_id: str = req("the plan", "id piano")
    position: int = req("order in the plan", "posizione")
    path: list[str] = many("heading path", "percorso")
    section_code: str | None = col("canonical section of the PIAO", "sezione PIAO")
    title: str | None = col("heading", "titolo")
    page: int | None = col("first page", "pagina")
    page_last: int | None = col("last page", "ultima pagina")
    text: str | None = col("prose", "testo")


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


TABLES: tuple[type[Record], ...] = (
    Entity,
    Plan,
    Objective,
    Phase,
    Service,
    Indicator,
    Target,
    BudgetLine,
    StaffLine,
    Table,
    Cell,
    Section,
    PageLedger,
    Finding,
)
"""Every table of the database, parents before children."""


class PlanResult(BaseModel):
    """All that one file gave: picklable, without a database or a print behind it."""

    entity: Entity | None = None
    plan: Plan
    objectives: list[Objective] = Field(default_factory=list)
    phases: list[Phase] = Field(default_factory=list)
    services: list[Service] = Field(default_factory=list)
    indicators: list[Indicator] = Field(default_factory=list)
    targets: list[Target] = Field(default_factory=list)
    budget_lines: list[BudgetLine] = Field(default_factory=list)
    staff_lines: list[StaffLine] = Field(default_factory=list)
    tables: list[Table] = Field(default_factory=list)
    cells: list[Cell] = Field(default_factory=list)
    sections: list[Section] = Field(default_factory=list)
    page_ledger: list[PageLedger] = Field(default_factory=list)
    findings: list[Finding] = Field(default_factory=list)

    def rows(self, table: type[Record]) -> list[Record]:
        """The rows of one table, also of those that hold one row a plan."""
        if table is Plan:
            return [self.plan]
        if table is Entity:
            return [self.entity] if self.entity else []
        found: list[Record] = getattr(self, table.table)
        return found
