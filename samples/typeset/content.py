"""A sample's YAML as the layouts print it, and the gold that follows from it.

Lists of records may be written as rows of values, or as lines with bars between the values; the values' names stand
once for the sample under `columns`.
What a group `gives` (section, unit, responsible …) holds for every objective under it that does not state its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Record = dict[str, Any]


class _AsPrinted(yaml.SafeLoader):
    """YAML in which every scalar but null is its text as it stands: no "no" turns false, no 01/03 a date."""

    yaml_implicit_resolvers = {
        first: [
            (tag, pattern) for tag, pattern in resolvers if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")
        ]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


SAMPLES = Path(__file__).resolve().parent.parent
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")

LISTS = ("codes", "section", "responsible", "typology", "phases", "indicators", "budget", "staff")
TEXTS = (
    "code",
    "title",
    "year",
    "category",
    "unit",
    "contributors",
    "weight",
    "mission",
    "programme",
    "operational_objective",
    "strategic_objective",
    "strategic_area",
    "dup_reference",
    "assessor",
    "description",
    "purpose",
    "rationale",
    "actions",
    "initial_state",
    "expected_result",
    "public_value",
    "recipients",
    "stakeholders_final",
    "stakeholders_intermediate",
    "expected_impact",
    "human_resources",
    "financial_resources",
    "strategy",
)
OTHER_READINGS = ("title_bare", "weight_cell", "responsible_raw")
CHILDREN: dict[str, tuple[str, ...]] = {
    "phases": (
        "n",
        "description",
        "start",
        "end",
        "period",
        "months",
        "weight",
        "cumulative",
        "responsible",
        "units",
        "status",
    ),
    "indicators": (
        "kind",
        "description",
        "formula",
        "purpose",
        "dimension",
        "subdimension",
        "unit_of_measure",
        "target",
        "weight",
        "source",
        "responsible",
        "baseline",
        "actual",
        "achievement",
        "targets",
    ),
    "budget": ("side", "chapter", "commitment", "amount"),
    "staff": ("category", "name", "count", "percent"),
}
READINGS_OF_A_PHASE = ("text", "description_bare")


@dataclass
class Plan:
    """One sample: who publishes what, and what is printed, group by group."""

    name: str
    layout: str
    pages: int
    ente: Record
    plan: Record
    groups: list[Record]
    print: Record = field(default_factory=dict)
    tables: list[Record] = field(default_factory=list)

    @property
    def objectives(self) -> list[Record]:
        return [o for group in self.groups for o in group.get("objectives", [])]

    @property
    def services(self) -> list[Record]:
        return [s for group in self.groups for s in group.get("services", [])]


def load(path: Path) -> Plan:
    """Read one sample; rows become records under the names in `columns`."""
    raw = yaml.load(path.read_text(encoding="utf-8"), _AsPrinted)
    columns = raw.pop("columns", {})
    for group in raw["groups"]:
        for record in group.get("objectives", []) + group.get("services", []):
            own = {**columns, "indicators": record.pop("columns", columns.get("indicators"))}
            for name in CHILDREN:
                record[name] = [_named(row, own.get(name, ())) for row in _rows(record.get(name))]
            record["phases"] = [_phrase(phase) for phase in record["phases"]]
    for group in raw["groups"]:
        if "again" in group:
            group["objectives"] = _again(raw["groups"], **group["again"])
        group["objectives"] = [{**group.get("gives", {}), **o} for o in group.get("objectives", [])]
    raw["plan"] |= {year: int(raw["plan"][year]) for year in ("year_from", "year_to")}
    return Plan(name=path.stem, pages=int(raw.pop("pages")), **raw)


def names() -> list[str]:
    return sorted(path.stem for path in SAMPLES.glob("*.yaml"))


def gold(plan: Plan) -> Record:
    """The gold that score.py reads: what is printed, under the contract's names; what is absent is null or []."""
    derived = {
        "file": f"{plan.name}.pdf",
        "ente": plan.ente,
        "plan": plan.plan,
        "objectives": [_objective(o) for o in plan.objectives],
        "services": [
            # a row of slashes says that a dimension has no indicator
            {
                "service": s["service"],
                "responsible": s.get("responsible"),
                "indicators": [
                    _child("indicators", {"kind": "service", **i}) for i in s["indicators"] if i["description"] != "/"
                ],
            }
            for s in plan.services
        ],
        "tables": [{k: t.get(k) for k in ("heading", "header", "rows")} for t in plan.tables],
    }
    collapsed: Record = _collapsed(derived)
    return collapsed


def gold_text(plan: Plan) -> str:
    return json.dumps(gold(plan), ensure_ascii=False, indent=1) + "\n"


def _objective(objective: Record) -> Record:
    known = {*LISTS, *TEXTS, *OTHER_READINGS, "print"}
    if stray := set(objective) - known:
        raise ValueError(f"{objective.get('title')}: unknown fields {sorted(stray)}")
    record: Record = {name: objective.get(name) for name in TEXTS}
    record |= {name: objective[name] for name in OTHER_READINGS if name in objective}
    record |= {name: objective.get(name) or [] for name in LISTS}
    record["year"] = int(record["year"]) if record["year"] else None
    if not record["codes"] and record["code"]:
        record["codes"] = [record["code"]]
    return record | {name: [_child(name, row) for row in record[name]] for name in CHILDREN}


def _child(kind: str, row: Record) -> Record:
    if stray := set(row) - {*CHILDREN[kind], *READINGS_OF_A_PHASE, "print"}:
        raise ValueError(f"{kind}: unknown fields {sorted(stray)} in {row}")
    record: Record = {name: row.get(name) for name in CHILDREN[kind]}
    record |= {name: row[name] for name in READINGS_OF_A_PHASE if name in row}
    if kind == "phases" and record["months"]:
        record["months"] = months(record["months"])
    if kind == "indicators":
        record["targets"] = record["targets"] or []
        if record["targets"] and record["target"] is None:
            record["target"] = record["targets"][0]["value"]
    return record


def _phrase(phase: Record) -> Record:
    """A phase printed in one breath: its text after the unit it belongs to, or before the time it takes."""
    if "text" in phase and phase.get("period"):
        phase["description"] = phase["text"]
        phase["text"] += f", {phase['period']}"
    elif "text" in phase:
        phase["description"] = " ".join(filter(None, (phase.get("units"), phase["text"])))
    return phase


def _again(groups: list[Record], year: str, silo: str, keep: list[str], drop: list[str]) -> list[Record]:
    """The objectives of a year and silo as a second list prints them: fewer fields, equal titles side by side."""
    printed = [o for group in groups if "again" not in group for o in group.get("objectives", [])]
    chosen = [o for o in printed if o["year"] == year and silo in o["typology"]]
    titles = list(dict.fromkeys(o["title"] for o in chosen))
    return [
        {
            **{name: o[name] for name in keep if name in o},
            "indicators": [{**i, **dict.fromkeys(drop)} for i in o["indicators"]],
        }
        for title in titles
        for o in chosen
        if o["title"] == title
    ]


def _rows(value: str | list[Any] | None) -> list[Any]:
    """Rows as they stand, or from lines with bars between the cells (¶ breaks a line, an empty cell is null)."""
    if not isinstance(value, str):
        return value or []
    return [
        [cell.strip().replace("¶", "\n") or None for cell in line.split("|")] for line in value.strip().splitlines()
    ]


def months(text: str) -> list[int]:
    """The months of a Gantt row: "1-3 7" is January to March, and July."""
    spans = [span.split("-") for span in text.split()]
    return [month for span in spans for month in range(int(span[0]), int(span[-1]) + 1)]


def _named(row: Record | list[Any], columns: tuple[str, ...]) -> Record:
    """A row of values as a record: `targets.2025` is what stands under "Target 2025", `kind=impact` holds for all."""
    if isinstance(row, dict):
        return row
    record: Record = dict(name.split("=") for name in columns if "=" in name)
    for name, value in zip(columns, row, strict=False):
        if name.startswith("targets."):
            year = name.removeprefix("targets.")
            record.setdefault("targets", []).append({"label": f"Target {year}", "year": int(year), "value": value})
        else:
            record[name] = value
    return record


def _collapsed(value: Any) -> Any:
    """The same records with every run of white space in their texts collapsed to one space."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {k: _collapsed(v) for k, v in value.items()}
    return [_collapsed(v) for v in value] if isinstance(value, list) else value
