"""Catalogues, organisation and results: the tables of a plan that are not objectives, one model each.

A row is numbered by its order in the plan and placed like any record. ``unit``, ``responsible`` and ``year`` may be
printed once, above the list, and hold for all its rows.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from schemas.base import Placed, opt, req


class Listed(Placed):
    """A row of a catalogue, a list or a result table."""

    key = ("plan_id", "position")
    parents = {"plan_id": "plans", "entity_id": "entities"}

    plan_id: str = req("the plan", "id piano")
    entity_id: str | None = opt("the body", "id ente")
    position: int = req("order in the plan", "posizione")


class Process(Listed):
    """A process of the mapping: in the body's catalogue, or in the list of a unit."""

    table = "processes"

    list: Literal["catalogue", "settore"] | None = opt("catalogue of the body, or settore: list of one unit", "elenco")
    unit: str | None = opt("unit whose list it is", "struttura")
    responsible: str | None = opt("head of that unit", "responsabile")
    n: str | None = opt("number in the list, as printed", "numero")
    code: str | None = opt("code, the body's own", "codice")
    description: str | None = opt("the process", "processo")
    transversal: bool | None = opt("printed as common to all units", "trasversale")
    year: int | None = opt("year of the mapping", "anno")


class Risk(Listed):
    """A risk of the register."""

    table = "risks"

    n: str | None = opt("number in the list, as printed", "numero")
    code: str | None = opt("code, the body's own", "codice")
    description: str | None = opt("the risk", "rischio")
    group_name: str | None = opt("group it stands in, also where a side cell prints it upright", "gruppo")
    year: int | None = opt("year of the register", "anno")


class RiskArea(Listed):
    """An area of risk."""

    table = "risk_areas"

    n: str | None = opt("number in the list, where it is printed beside a code", "numero")
    code: str | None = opt("letter or number", "codice")
    description: str | None = opt("the area", "area di rischio")
    group_name: str | None = opt("group it stands in: general, specific", "gruppo")
    year: int | None = opt("year", "anno")


class Measure(Listed):
    """A measure against corruption risks."""

    table = "measures"

    code: str | None = opt("code, the body's own", "codice")
    description: str | None = opt("the measure", "misura")
    kind: str | None = opt("kind of measure, as printed", "tipo di misura")
    general_raw: str | None = opt("whether it is general, as printed", "generale (testo)")
    general: bool | None = opt("general measure; None: not said", "generale")
    year: int | None = opt("year of the list", "anno")


class MeasureProgramme(Listed):
    """What is to be done for a measure in one year."""

    table = "measure_programme"

    n: str | None = opt("number in the list, as printed", "numero")
    unit: str | None = opt("unit, or all", "struttura")
    responsible: str | None = opt("person in charge, or all", "responsabile")
    measure: str | None = opt("the measure", "misura")
    measure_code: str | None = opt("code of the plan's measure of that name", "codice misura")
    year: int | None = opt("year of the intervention", "anno")
    intervention: str | None = opt("what is to be done", "intervento")
    indicator: str | None = opt("indicator, where one is stated for that year", "indicatore")
    timing: str | None = opt("when, as printed", "tempi")


class ProcessRiskMeasure(Listed):
    """A risk of a process, the measure against it, and what is done in one year."""

    table = "process_risk_measures"

    unit: str | None = opt("unit, or all", "struttura")
    responsible: str | None = opt("person in charge, or all", "responsabile")
    risk_area: str | None = opt("area of risk", "area di rischio")
    process: str | None = opt("process or phase", "processo")
    risk: str | None = opt("risk", "rischio")
    level: str | None = opt("level of risk, as printed", "livello di rischio")
    measure: str | None = opt("measure", "misura")
    year: int | None = opt("year of the intervention", "anno")
    intervention: str | None = opt("what is to be done", "intervento")
    indicator: str | None = opt("indicator of the measure", "indicatore")
    timing: str | None = opt("when, as printed", "tempi")


class PublicationObligation(Listed):
    """A duty to publish (D.lgs. 33/2013), after ANAC's model."""

    table = "publication_obligations"

    section: str | None = opt("subsection of level 1", "sotto-sezione livello 1")
    subsection: str | None = opt("subsection of level 2", "sotto-sezione livello 2")
    law: str | None = opt("norm", "riferimento normativo")
    obligation: str | None = opt("name of the duty", "obbligo")
    content: str | None = opt("what is to be published", "contenuti")
    update_frequency: str | None = opt("how often it is updated", "aggiornamento")
    owner: str | None = opt("unit that publishes", "struttura responsabile")
    responsible: str | None = opt("who is answerable", "responsabile")
    monitoring_frequency: str | None = opt("how often it is checked", "frequenza monitoraggio")
    status: Literal["due", "not_due", "not_applicable"] | None = opt(
        "due; not_due: the duty is no more; not_applicable: does not concern the body", "stato"
    )


class OrgUnit(Listed):
    """An organisational unit."""

    table = "org_units"

    number: str | None = opt("number as printed", "numero")
    kind: str | None = opt("area, settore, servizio, ufficio, …: its kind, in Italian", "tipo")
    name: str | None = opt("name", "denominazione")
    area: str | None = opt("area it belongs to", "area")
    parent: str | None = opt("unit right above it", "struttura superiore")


class Staffing(Listed):
    """Employees of an area, a profile or an office; totals are rows as printed."""

    table = "staffing"

    area: str | None = opt("area or category of the contract", "area")
    profile: str | None = opt("profile", "profilo")
    unit: str | None = opt("office", "ufficio")
    permanent_raw: str | None = opt("permanent staff, as printed", "tempo indeterminato (testo)")
    permanent: float | None = opt("permanent staff", "tempo indeterminato")
    fixed_term_raw: str | None = opt("fixed-term staff, as printed", "tempo determinato (testo)")
    fixed_term: float | None = opt("fixed-term staff", "tempo determinato")
    full_time_raw: str | None = opt("full-time staff, as printed", "tempo pieno (testo)")
    full_time: float | None = opt("full-time staff", "tempo pieno")
    part_time_raw: str | None = opt("part-time staff, as printed", "tempo parziale (testo)")
    part_time: float | None = opt("part-time staff", "tempo parziale")
    males_raw: str | None = opt("men, as printed", "uomini (testo)")
    males: float | None = opt("men", "uomini")
    females_raw: str | None = opt("women, as printed", "donne (testo)")
    females: float | None = opt("women", "donne")
    total_raw: str | None = opt("total as printed", "totale (testo)")
    total: float | None = opt("total", "totale")
    as_of: str | None = opt("date the count holds for, as printed", "alla data")
    is_total: bool | None = opt("a subtotal, a total or an of-which, not to be added", "riga di totale")


class Hire(Listed):
    """A line of the plan of hires."""

    table = "hires"

    year: int | None = opt("year", "anno")
    contract: str | None = opt("kind of contract", "tipo di rapporto")
    area: str | None = opt("area or category of the contract", "area")
    profile: str | None = opt("profile", "profilo")
    mode: str | None = opt("way of hiring", "modalità")
    units_raw: str | None = opt("posts as printed", "unità (testo)")
    units: float | None = opt("posts", "unità")
    months_raw: str | None = opt("months as printed", "mesi (testo)")
    months: float | None = opt("months", "mesi")
    cost_months_raw: str | None = opt("cost for those months, as printed", "costo in base ai mesi (testo)")
    cost_months: Decimal | None = opt("cost for those months, euro", "costo in base ai mesi")
    cost_full_year_raw: str | None = opt("cost of a full year, as printed", "costo a regime (testo)")
    cost_full_year: Decimal | None = opt("cost of a full year, euro", "costo a regime")
    is_total: bool | None = opt("a subtotal or total, not to be added", "riga di totale")


class AgileProject(Listed):
    """Work from elsewhere: what an office does so."""

    table = "agile_projects"

    n: str | None = opt("number as printed", "numero")
    unit: str | None = opt("unit", "settore")
    office: str | None = opt("office", "ufficio")
    project: str | None = opt("project or activities", "progetto")


class Training(Listed):
    """A course, planned or held."""

    table = "trainings"

    year: int | None = opt("year", "anno")
    kind: str | None = opt("kind of training or of competence", "tipologia")
    title: str | None = opt("course", "iniziativa formativa")
    audience: str | None = opt("whom it is for", "destinatari")
    reason: str | None = opt("why", "motivazioni")
    provider: str | None = opt("who gives it", "soggetto erogatore")
    mode: str | None = opt("how it is given: in a room, online, …", "modalità")
    duration_raw: str | None = opt("length as printed", "durata")
    participants_raw: str | None = opt("participants as printed", "partecipanti (testo)")
    participants: float | None = opt("participants, where a bare number is printed", "partecipanti")


class PositiveAction(Listed):
    """An activity of the plan of positive actions, with its result where it was monitored."""

    table = "positive_actions"

    macro_action: str | None = opt("group of actions", "macro azione")
    action: str | None = opt("action", "azione")
    responsible: str | None = opt("unit or person in charge", "servizio responsabile")
    year: int | None = opt("year", "anno")
    years: str | None = opt("years as printed, where it goes on for several", "anni (testo)")
    activity: str | None = opt("activity", "attività")
    indicator: str | None = opt("indicator", "indicatore")
    result: str | None = opt("result, where the plan reports on that year; others are in `monitoring`", "esito")


class Monitored(Listed):
    """What became of a measure or a positive action of a year: it is printed a year after the plan that promised it."""

    table = "monitoring"

    kind: Literal["action", "measure"] | None = opt("positive action, or measure against corruption", "oggetto")
    unit: str | None = opt("unit whose report it is", "struttura")
    responsible: str | None = opt("unit or person in charge", "responsabile")
    macro_action: str | None = opt("group of actions", "macro azione")
    subject: str | None = opt("the measure or action", "misura o azione")
    year: int | None = opt("year it was to be done in", "anno")
    years: str | None = opt("years as printed, where it goes on for several", "anni (testo)")
    activity: str | None = opt("activity or intervention", "attività")
    indicator: str | None = opt("indicator", "indicatore")
    target: str | None = opt("target as printed", "target")
    done: str | None = opt("whether it was done, as printed", "realizzata")
    first_half: str | None = opt("what is said of the first half year", "monitoraggio I semestre")
    second_half: str | None = opt("what is said of the second half year", "monitoraggio II semestre")
    first_result: str | None = opt("result of the first half year", "consuntivo I semestre")
    second_result: str | None = opt("result of the second half year", "consuntivo II semestre")
    result: str | None = opt("result of the year", "esito")
    note: str | None = opt("note", "note")


class Assignment(Listed):
    """A task given to somebody from outside."""

    table = "assignments"

    unit: str | None = opt("unit", "struttura")
    n: str | None = opt("number as printed", "numero")
    responsible: str | None = opt("person in charge", "responsabile")
    activity: str | None = opt("what is to be done", "attività")
    kind: str | None = opt("kind of assignment", "tipologia")
    funding: str | None = opt("who pays", "finanziamento")
    amount_raw: str | None = opt("amount as printed", "importo (testo)")
    amount: Decimal | None = opt("amount, euro", "importo")
    revised_raw: str | None = opt("revised amount as printed", "importo variato (testo)")
    revised: Decimal | None = opt("revised amount, euro", "importo variato")
    chapters: str | None = opt("chapters of the budget", "capitoli")


class IncentiveProject(Listed):
    """A project that pays premiums."""

    table = "incentive_projects"

    n: str | None = opt("number as printed", "numero")
    title: str | None = opt("project", "progetto")
    unit: str | None = opt("unit", "settore")
    beneficiaries_raw: str | None = opt("people paid, as printed", "beneficiari (testo)")
    beneficiaries: float | None = opt("people paid", "beneficiari")
    max_premium_raw: str | None = opt("largest premium, as printed", "premio massimo (testo)")
    max_premium: Decimal | None = opt("largest premium, euro", "premio massimo")
    min_premium_raw: str | None = opt("smallest premium, as printed", "premio minimo (testo)")
    min_premium: Decimal | None = opt("smallest premium, euro", "premio minimo")
    allocated_raw: str | None = opt("allocated, as printed", "stanziato (testo)")
    allocated: Decimal | None = opt("allocated, euro", "stanziato")
    reported_raw: str | None = opt("reported, as printed", "rendicontato (testo)")
    reported: Decimal | None = opt("reported, euro", "rendicontato")
    is_total: bool | None = opt("a total, not to be added", "riga di totale")


class SurveyItem(Listed):
    """A question of a survey and its average."""

    table = "survey_items"

    n: str | None = opt("number as printed", "numero")
    question: str | None = opt("question", "domanda")
    average_raw: str | None = opt("average as printed", "media (testo)")
    average: float | None = opt("average", "media")


class PayBand(Listed):
    """A band of scores and the pay that goes with it."""

    table = "pay_bands"

    band: str | None = opt("band", "fascia")
    from_raw: str | None = opt("lower end as printed", "da (testo)")
    from_score: float | None = opt("lower end", "da")
    to_raw: str | None = opt("upper end as printed", "a (testo)")
    to_score: float | None = opt("upper end", "a")
    rule: str | None = opt("rule as printed", "regola")
    amount_raw: str | None = opt("amount as printed", "importo (testo)")
    amount: Decimal | None = opt("amount, euro", "importo")


class Score(Listed):
    """An item of a scheme of evaluation: the points it can bring, and those assigned."""

    table = "scores"

    population: str | None = opt("whom the scheme is for", "popolazione")
    item: str | None = opt("item", "voce")
    max_points_raw: str | None = opt("most points, as printed", "punti massimi (testo)")
    max_points: float | None = opt("most points", "punti massimi")
    assigned_raw: str | None = opt("points assigned, as printed", "punti assegnati (testo)")
    assigned: float | None = opt("points assigned", "punti assegnati")


class Fact(Listed):
    """A number stated in prose, or by a row and a column of a table that is no other record, with its sentence."""

    table = "facts"

    topic: str | None = opt("heading path", "argomento")
    label: str | None = opt("what it measures: the words beside it", "grandezza")
    value_raw: str | None = opt("the number as printed, with its bound (`almeno 30`)", "valore (testo)")
    value: float | None = opt("the number; none for a range", "valore")
    unit: str | None = opt("euro, percent, days, persons, …", "unità di misura")
    year: int | None = opt("year it holds for", "anno")
    sentence: str | None = opt("the sentence it stands in", "frase")


class Act(Listed):
    """An act cited: a deliberation, a decree, a law; one row a citation."""

    table = "acts"

    kind: str | None = opt("kind of act, as printed", "tipo di atto")
    number: str | None = opt("number", "numero")
    date_raw: str | None = opt("date as printed", "data (testo)")
    date: dt.date | None = opt("date", "data")
    subject: str | None = opt("what it is about", "oggetto")


CATALOGUES: tuple[type[Listed], ...] = (
    Process,
    Risk,
    RiskArea,
    Measure,
    MeasureProgramme,
    ProcessRiskMeasure,
    PublicationObligation,
    OrgUnit,
    Staffing,
    Hire,
    AgileProject,
    Training,
    PositiveAction,
    Monitored,
    Assignment,
    IncentiveProject,
    SurveyItem,
    PayBand,
    Score,
    Fact,
    Act,
)
"""The tables of this module, in the order of the contract."""
