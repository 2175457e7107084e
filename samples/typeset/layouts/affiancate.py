"""Stacked tables that share a border, and below them two tables side by side; rows shaded by turns (WeasyPrint)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..content import Plan, Record
from ..web import cover, row, tag, text, write

CSS = """
body { font-family: DejaVu Sans Condensed; font-size: 11pt; line-height: 1.5 }
h1 { color: #0b4f6c; break-before: page; font-size: 14pt } .object { margin-bottom: 10mm }
.object > table { margin: 0; border: 0.8pt solid #0b4f6c } .object > table + table { margin-top: -0.8pt }
.object td { border-right: 0.4pt solid #9bb }
.head td { background: #0b4f6c; color: white; font-weight: bold; font-size: 11.5pt }
.who td { width: 33.3% } .label td:first-child { width: 32mm; font-weight: bold; background: #e5f0f4 }
.pair { display: flex; gap: 5mm; margin-top: 2.5mm; align-items: flex-start }
.pair > div { flex: 1 } .pair table { margin: 0 }
.pair th { border-bottom: 1pt solid #0b4f6c; color: #0b4f6c; font-size: 10pt }
.pair caption { text-align: left; font-weight: bold; padding: 1mm 1.5mm; color: #0b4f6c }
tr.even td { background: #e5f0f4 } .list td { border: none }
"""


def typeset(plan: Plan, path: Path) -> None:
    body = cover(plan.print["cover"])
    for part in plan.print["prose"]:
        body += tag("h1", text(part["heading"])) + "".join(tag("p", text(t)) for t in part["texts"])
    for given in plan.tables:
        body += tag("h3", text(given["heading"])) + shaded(given["header"], given["rows"])
    for group in plan.groups:
        body += tag("h1", text(group["heading"])) + "".join(card(o) for o in group["objectives"])
    write(plan, path, CSS, body)


def shaded(head: Iterable[str], rows: Iterable[Iterable[str | None]], caption: str = "") -> str:
    """A table without rules whose every other row is shaded."""
    lines = "".join(row(r).replace("<tr>", '<tr class="even">' if n % 2 else "<tr>") for n, r in enumerate(rows))
    title = tag("caption", caption) if caption else ""
    return tag("table", title + row(head, "th") + lines)


def card(o: Record) -> str:
    out = table_of([[f"{o['code']}  {o['title']}", f"Peso {o['weight']}"]], "head")
    out += table_of(
        [
            [
                f"Struttura: {o['unit']}",
                f"Responsabile: {', '.join(o['responsible'])}",
                f"Collaborano: {o.get('contributors') or '-'}",
            ]
        ],
        "who",
    )
    labels = {
        "description": "Descrizione",
        "purpose": "Finalità",
        "recipients": "Destinatari",
        "human_resources": "Risorse umane",
    }
    out += table_of([[label, o[name]] for name, label in labels.items() if o.get(name)], "label")
    phases = shaded(
        ("Fase", "Dal", "Al"), [(p["description"], p["start"], p["end"]) for p in o["phases"]], "Cronoprogramma"
    )
    found = [(i["description"], i["baseline"], *(t["value"] for t in i["targets"])) for i in o["indicators"]]
    years = [t["label"] for t in o["indicators"][0]["targets"]]
    right = shaded(("Indicatore", "Base", *years), found, "Indicatori")
    return tag("div", out + tag("div", tag("div", phases) + tag("div", right), class_="pair"), class_="object")


def table_of(rows: Iterable[Iterable[str | None]], class_: str) -> str:
    return tag("table", "".join(row(r) for r in rows), class_=class_)
