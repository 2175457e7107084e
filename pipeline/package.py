"""A data package: every table as CSV with its Table Schema, as Parquet and as a workbook, and metadata for catalogues.

    DIR/datapackage.json     Frictionless Data Package: one resource a table, its schema from the models
    DIR/dcat.jsonld          the same for Italian open-data catalogues (DCAT-AP_IT)
    DIR/data/TABLE.csv       what the package describes
    DIR/parquet/TABLE.parquet
    DIR/piao.xlsx

Nothing in it depends on the clock: the same database gives the same metadata.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.export import export
from pipeline.insert import Connection
from pipeline.spreadsheet import Dialect
from pipeline.version import VERSION
from schemas import TABLES, Record
from schemas.ddl import columns, summary

FIELD_TYPES = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DECIMAL(18,2)": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
TITLES = {
    "entities": "Enti",
    "plans": "Piani",
    "objectives": "Obiettivi",
    "phases": "Fasi",
    "services": "Servizi",
    "indicators": "Indicatori",
    "targets": "Target",
    "budget_lines": "Risorse finanziarie",
    "staff_lines": "Risorse umane",
    "tables": "Tabelle",
    "cells": "Celle",
    "sections": "Sezioni",
    "people": "Persone",
    "page_ledger": "Parole per pagina",
    "findings": "Rilievi",
    "missions": "Missioni",
    "programmes": "Programmi",
    "dictionary": "Dizionario",
    "objective_links": "Legami tra obiettivi",
    "similar_objectives": "Obiettivi simili",
    "processes": "Processi",
    "risks": "Rischi",
    "risk_areas": "Aree di rischio",
    "measures": "Misure",
    "measure_programme": "Programmazione delle misure",
    "process_risk_measures": "Processi, rischi e misure",
    "publication_obligations": "Obblighi di pubblicazione",
    "org_units": "Unità organizzative",
    "staffing": "Organico",
    "hires": "Assunzioni",
    "agile_projects": "Progetti di lavoro agile",
    "trainings": "Formazione",
    "positive_actions": "Azioni positive",
    "monitoring": "Monitoraggio",
    "assignments": "Incarichi",
    "incentive_projects": "Progetti con incentivi",
    "survey_items": "Domande dei questionari",
    "pay_bands": "Fasce di premio",
    "scores": "Punteggi",
    "facts": "Fatti",
    "acts": "Atti",
}
"""Italian titles of tables; those of columns stand in the models."""

LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
"""Documents that Italian bodies publish without a licence are open data that may be reused with attribution (CAD,
art. 52, comma 2)."""

EUROPEAN = "http://publications.europa.eu/resource/authority"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatapit": "http://dati.gov.it/onto/dcatapit#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
UNKNOWN_HOLDER = "da indicare"
"""A holder that the database does not tell: whoever publishes the package fills it in."""


@dataclass(frozen=True)
class Contents:
    """What the package is about: its plans, their bodies and years."""

    plan_ids: list[str]
    entities: list[tuple[str, str | None]]
    """Name and IPA code."""
    year_from: int | None
    year_to: int | None
    modified: date | None

    @property
    def identifier(self) -> str:
        """Equal for packages of the same plans."""
        return "piao-" + hashlib.sha256(" ".join(self.plan_ids).encode()).hexdigest()[:12]

    @property
    def years(self) -> str:
        """``2024-2026``, ``2025``, or nothing."""
        return "-".join(dict.fromkeys(str(year) for year in (self.year_from, self.year_to) if year))

    def title(self, language: str) -> str:
        """What the package holds, in a line."""
        head = "Piani di enti pubblici italiani" if language == "it" else "Plans of Italian public bodies"
        who = self.entities[0][0] if len(self.entities) == 1 else ""
        return " ".join(part for part in (head + ":" if who else head, who, self.years) if part)


DESCRIPTION = {
    "it": "Obiettivi, fasi, indicatori, target, risorse e servizi dei piani (PIAO, PEG, Piano della performance, "
    "Relazione), estratti dai PDF pubblicati. Ogni valore sta accanto al testo stampato, con la sua pagina.",
    "en": "Objectives, phases, indicators, targets, resources and services of plans (PIAO, PEG, performance plans and "
    "reports), extracted from the published PDFs. Every value stands beside the printed text and names its page.",
}


def write_package(
    con: Connection, folder: Path, *, dialect: Dialect = "standard", plan_id: str | None = None
) -> list[tuple[Path, int | None]]:
    """Write the package and return its files, with the rows of those that have some. Raises BadFormat."""
    tables = export(con, folder / "data", "csv", dialect=dialect, plan_id=plan_id)
    others = export(con, folder / "parquet", "parquet", plan_id=plan_id)
    others += export(con, folder, "xlsx", plan_id=plan_id)
    contents = _contents(con, plan_id)
    files = [folder / "datapackage.json", folder / "dcat.jsonld"]
    everything = [path.relative_to(folder) for path, _ in [*tables, *others]]
    for path, content in zip(files, [datapackage(folder, contents, dialect), dcat(contents, everything)], strict=True):
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return [*((path, None) for path in files), *tables, *others]


def _contents(con: Connection, plan_id: str | None) -> Contents:
    where = "WHERE plan_id = $plan_id" if plan_id else ""
    parameters = {"plan_id": plan_id} if plan_id else None
    plans = con.execute(
        "SELECT list(plan_id ORDER BY plan_id), min(year_from), max(coalesce(year_to, year_from)), "
        f"max(extracted_at)::DATE FROM plans {where}",
        parameters,
    ).fetchone()
    entities = con.execute(
        "SELECT DISTINCT coalesce(name, entity_id), ipa_code FROM entities "
        f"WHERE entity_id IN (SELECT entity_id FROM plans {where}) ORDER BY ALL",
        parameters,
    ).fetchall()
    ids, year_from, year_to, modified = plans or (None, None, None, None)
    return Contents(ids or [], entities, year_from, year_to, modified)


# --- Frictionless ---


def datapackage(folder: Path, contents: Contents, dialect: Dialect) -> dict[str, Any]:
    """``datapackage.json``: what the CSV files in ``folder/data`` hold."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": contents.identifier,
        "languages": ["it", "en"],
        "title": contents.title("it"),
        "title@en": contents.title("en"),
        "description": DESCRIPTION["it"],
        "description@en": DESCRIPTION["en"],
        "version": VERSION,
        "licenses": [LICENCE],
        "sources": [{"title": name} for name, _ in contents.entities],
        "resources": [_resource(folder, table, dialect) for table in TABLES],
    }


def _resource(folder: Path, table: type[Record], dialect: Dialect) -> dict[str, Any]:
    path = folder / "data" / f"{table.table}.csv"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": table.table,
        "type": "table",
        "title": TITLES.get(table.table, table.table),
        "title@en": table.table.replace("_", " ").capitalize(),
        "description": summary(table),
        "path": path.relative_to(folder).as_posix(),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {
            "delimiter": ";" if dialect == "it" else ",",
            "lineTerminator": "\r\n" if dialect == "it" else "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": table_schema(table, dialect),
    }


def table_schema(table: type[Record], dialect: Dialect = "standard") -> dict[str, Any]:
    """The Table Schema of a model: types, titles in both languages, keys."""
    schema: dict[str, Any] = {
        "fields": [_field(table, name, kind, dialect) for name, kind in columns(table).items()],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    keys = [
        {"fields": [column], "reference": {"resource": parent, "fields": [column]}}
        for column, parent in table.parents.items()
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(table: type[Record], name: str, kind: str, dialect: Dialect) -> dict[str, Any]:
    model = table.model_fields[name]
    item = FIELD_TYPES[kind.removesuffix("[]")]
    field: dict[str, Any] = {
        "name": name,
        "title": model.title or name,
        "title@en": name.replace("_", " "),
        "description": model.description or "",
        "type": item,
    }
    if kind.endswith("[]"):
        field |= {"type": "list", "itemType": item, "delimiter": "; "}
    elif item == "number" and dialect == "it":
        field["decimalChar"] = ","
    elif item == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    elif item == "datetime":
        field["format"] = "%Y-%m-%d %H:%M:%S"
    if model.is_required():
        field["constraints"] = {"required": True}
    return field


# --- DCAT-AP_IT ---


def dcat(contents: Contents, files: Sequence[Path]) -> dict[str, Any]:
    """``dcat.jsonld``: the package as a dataset of DCAT-AP_IT, each file a distribution of it."""
    dataset: dict[str, Any] = {
        "@id": "#dataset",
        "@type": ["dcat:Dataset", "dcatapit:Dataset"],
        "dct:identifier": contents.identifier,
        "dct:title": [_said(contents.title(language), language) for language in ("it", "en")],
        "dct:description": [_said(text, language) for language, text in DESCRIPTION.items()],
        "dcat:theme": {"@id": f"{EUROPEAN}/data-theme/GOVE"},
        "dcat:keyword": [_said(word, "it") for word in ("PIAO", "performance", "obiettivi", "indicatori")],
        "dct:language": {"@id": f"{EUROPEAN}/language/ITA"},
        "dct:accrualPeriodicity": {"@id": f"{EUROPEAN}/frequency/IRREG"},
        "dct:rightsHolder": {"@id": "#holder"},
        "dct:publisher": {"@id": "#holder"},
        "dcat:distribution": [{"@id": f"#{path.as_posix()}"} for path in files],
    }
    if contents.modified:
        dataset["dct:modified"] = _dated(contents.modified.isoformat())
    if contents.year_from:
        dataset["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcatapit:startDate": _dated(f"{contents.year_from}-01-01"),
            "dcatapit:endDate": _dated(f"{contents.year_to or contents.year_from}-12-31"),
        }
    licence = {
        "@id": LICENCE["path"],
        "@type": ["dct:LicenseDocument", "dcatapit:LicenseDocument"],
        "dct:type": {"@id": "http://purl.org/adms/licencetype/Attribution"},
        "foaf:name": LICENCE["title"],
    }
    return {
        "@context": CONTEXT,
        "@graph": [dataset, _holder(contents), licence, *(_distribution(path) for path in files)],
    }


def _holder(contents: Contents) -> dict[str, Any]:
    """The body, where the package is of one alone; its IPA code where the plan prints it, and never a guess."""
    name, code = contents.entities[0] if len(contents.entities) == 1 else (UNKNOWN_HOLDER, None)
    return {
        "@id": "#holder",
        "@type": ["foaf:Agent", "dcatapit:Agent"],
        "foaf:name": _said(name, "it"),
        "dct:identifier": code or UNKNOWN_HOLDER,
    }


def _distribution(path: Path) -> dict[str, Any]:
    return {
        "@id": f"#{path.as_posix()}",
        "@type": ["dcat:Distribution", "dcatapit:Distribution"],
        "dct:title": _said(TITLES.get(path.stem, "Cartella di lavoro"), "it"),
        "dct:format": {"@id": f"{EUROPEAN}/file-type/{path.suffix[1:].upper()}"},
        "dct:license": {"@id": LICENCE["path"]},
        "dcat:accessURL": {"@id": path.as_posix()},
        "dcat:downloadURL": {"@id": path.as_posix()},
    }


def _said(text: str, language: str) -> dict[str, str]:
    return {"@value": text, "@language": language}


def _dated(day: str) -> dict[str, str]:
    return {"@value": day, "@type": "xsd:date"}
