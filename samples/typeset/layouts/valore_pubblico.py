"""Sheets of public value (strategy, stakeholders, dimension of impact, baseline, target, source); objectives below.

A tree of the performance stands at the front; it names what the sheets hold and is no list of further objectives.
"""

from __future__ import annotations

from pathlib import Path

from ..content import Plan, Record
from ..web import cover, row, table, tag, text, write

CSS = """
body { font-family: Nimbus Sans; font-size: 9pt; hyphens: auto }
h1 { color: #7b1e3a; break-before: page } h2 { color: #7b1e3a; break-after: avoid }
.sheet td { border: 0.6pt solid #7b1e3a } .sheet td:first-child { width: 44mm; background: #f3e3e8; font-weight: bold }
.impact th, .op th { background: #7b1e3a; color: white; font-size: 8pt }
.impact td, .op td { border: 0.6pt solid #b98; font-size: 8.5pt }
.pairs td { border: 0.6pt solid #b98 } .pairs b { display: block; font-size: 7pt; color: #7b1e3a; text-transform: none }
.tree { list-style: none; padding-left: 0 }
.tree ul { list-style: none; padding-left: 9mm; border-left: 1pt solid #b98 }
.tree li { margin: 1.3mm 0 } .tree li li::before { content: "└ " }
.bar { background: #f3e3e8; padding: 1.5mm; font-weight: bold; margin-top: 5mm; break-after: avoid }
"""


def typeset(plan: Plan, path: Path) -> None:
    body = cover(plan.print["cover"])
    for part in plan.print["prose"]:
        body += tag("h1", text(part["heading"])) + "".join(tag("p", text(t)) for t in part["texts"])
    body += tag("h2", text(plan.print["tree"])) + tree(plan)
    for group in plan.groups:
        body += tag("h1", text(group["heading"]))
        body += "".join(sheet(o, plan) if o["code"].startswith("VP") else below(o) for o in group["objectives"])
    write(plan, path, CSS, body)


def tree(plan: Plan) -> str:
    out = ""
    for group in plan.groups:
        first, *rest = group["objectives"]
        names = "".join(tag("li", text(f"{o['code']} {o['title']}")) for o in rest)
        out += tag("li", tag("b", text(f"{first['code']} {first['title']}")) + tag("ul", names))
    return tag("ul", out, class_="tree")


def sheet(o: Record, plan: Plan) -> str:
    labels = {
        "title": "Obiettivo di valore pubblico",
        "strategic_area": "Area strategica",
        "strategy": "Strategia",
        "stakeholders_final": "Stakeholder",
        "responsible": "Responsabile",
        "expected_impact": "Impatto atteso",
    }
    values = {**o, "responsible": "\n".join(o["responsible"]), "title": f"{o['code']} – {o['title']}"}
    out = tag(
        "table",
        "".join(row((label, values[name])) for name, label in labels.items() if values.get(name)),
        class_="sheet",
    )
    years = [t["label"] for t in o["indicators"][0]["targets"]]
    heads = ["Dimensione di impatto", "Indicatore di impatto", "Formula", "Baseline 2023", *years, "Fonte"]
    rows = [
        [
            i["dimension"],
            i["description"],
            i["formula"],
            i["baseline"],
            *[t["value"] for t in i["targets"]],
            i["source"],
        ]
        for i in o["indicators"]
    ]
    return out + table(heads, rows, class_="impact", repeat=True)


def below(o: Record) -> str:
    def pair(label: str, value: str | None) -> str:
        return tag("td", tag("b", label) + text(value))

    out = tag("div", text(f"Obiettivo operativo {o['code']} – {o['title']}"), class_="bar")
    who = tag(
        "tr",
        pair("Struttura responsabile", o["unit"])
        + pair("Responsabile", ", ".join(o["responsible"]))
        + pair("Peso", o["weight"]),
    )
    why = tag(
        "tr",
        pair("Valore pubblico di riferimento", o["public_value"])
        + pair("Altre strutture coinvolte", o.get("contributors"))
        + pair("Risorse finanziarie", o.get("financial_resources")),
    )
    out += tag("table", who + why, class_="pairs") + tag("p", text(o["description"]))
    if o["phases"]:
        out += table(
            ("N.", "Attività", "Scadenza"), [(p["n"], p["description"], p["end"]) for p in o["phases"]], class_="op"
        )
    rows = [
        (i["description"], i["unit_of_measure"], i["baseline"], i["targets"][0]["value"], i["source"])
        for i in o["indicators"]
    ]
    return out + table(("Indicatore", "Unità di misura", "Valore iniziale", "Target 2025", "Fonte"), rows, class_="op")
