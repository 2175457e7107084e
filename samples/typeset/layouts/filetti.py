"""A report with horizontal rules only: periods as text with a status, values expected and reached."""

from __future__ import annotations

from pathlib import Path

from ..content import Plan, Record
from ..web import cover, table, tag, text, write

CSS = """
body { font-family: P052; font-size: 10.5pt; hyphens: manual }
table { border-top: 0.8pt solid #000; border-bottom: 0.8pt solid #000; font-size: 9.5pt }
th { border-bottom: 0.5pt solid #000; font-weight: bold } td { border-bottom: 0.25pt solid #888 }
.info td { border: none; padding: 0.4mm 1.5mm } .info { border: none; margin: 0 0 2mm }
.info td:first-child { font-style: italic; width: 42mm }
.phases td:nth-child(2), .phases th:nth-child(2) { width: 38mm } .phases td:nth-child(3) { width: 26mm }
.indicators td:nth-child(n+2), .indicators th:nth-child(n+2) { text-align: right; width: 24mm }
.note { font-size: 9pt } h2 { break-after: avoid; margin-top: 7mm } h1 { break-before: page; font-size: 16pt }
"""


def typeset(plan: Plan, path: Path) -> None:
    body = cover(plan.print["cover"])
    for part in plan.print["prose"]:
        body += tag("h1", text(part["heading"])) + "".join(tag("p", text(t)) for t in part["texts"])
    for given in plan.tables[:1]:
        body += tag("h3", text(given["heading"])) + table(given["header"], given["rows"])
    for group in plan.groups:
        body += tag("h1", text(group["heading"])) + "".join(card(o) for o in group["objectives"])
    for given in plan.tables[1:]:
        body += tag("h1", text(given["heading"])) + table(given["header"], given["rows"])
    write(plan, path, CSS, body)


def card(o: Record) -> str:
    how = o.get("print", {})
    out = tag("h2", text(f"Obiettivo {o['code']} – {o['title']}"))
    info = [
        ("Struttura responsabile", o["unit"]),
        ("Referente", ", ".join(o["responsible"])),
        ("Peso", o["weight"]),
        ("Altre strutture coinvolte", o.get("contributors")),
    ]
    pairs = "".join(tag("tr", tag("td", a) + tag("td", text(b))) for a, b in info if b)
    out += tag("table", pairs, class_="info") + tag("p", text(o["description"]))
    if o["phases"]:
        out += table(
            ("Attività", "Periodo", "Stato al 31 dicembre"),
            [(p["description"], p["period"], p["status"]) for p in o["phases"]],
            class_="phases",
        )
    heads = how.get("heads", ["Indicatore", "Valore atteso", "Valore raggiunto", "% raggiungimento"])
    out += table(
        heads,
        [(i["description"], i["target"], i["actual"], i["achievement"]) for i in o["indicators"]],
        class_="indicators",
    )
    return out + (tag("p", tag("i", "Nota. ") + text(how["note"]), class_="note") if "note" in how else "")
