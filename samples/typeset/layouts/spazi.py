"""What an accounting program prints: labels and columns with nothing but space between them."""

from __future__ import annotations

from pathlib import Path

from ..content import Plan, Record
from ..sheet import Cell, Row, Sheet, Style

BODY = Style(face="serif", size=12, lead=1.35)
HEAD = BODY.but(size=13, weight=1, after=6)
RIGHT = BODY.but(align="right")


def typeset(plan: Plan, path: Path) -> None:
    sheet = Sheet(path, plan.plan["title"], margin=(54, 74, 54, 60), dress=lambda s: dress(s, plan))
    sheet.new_page()
    sheet.gap(130)
    for line in plan.print["cover"]:
        sheet.text(line, HEAD.but(size=17, align="center", after=22))
    sheet.gap(60)
    for given in plan.print["prose"]:
        sheet.text(given, BODY.but(align="justify", after=6))
    for group in plan.groups:
        sheet.new_page()
        sheet.text(group["heading"], HEAD)
        for o in group["objectives"]:
            card(sheet, o)
    sheet.save()


def dress(sheet: Sheet, plan: Plan) -> None:
    small = Style(face="serif", size=8)
    sheet.put(sheet.left, 34, plan.print["head"], small)
    sheet.put(sheet.size[0] - sheet.margin[2], 34, f"Pag. {sheet.page}", small.but(align="right"))
    sheet.put(sheet.left, 46, plan.print["stamp"], small)


def bare(sheet: Sheet, rows: list[Row], widths: tuple[float, ...]) -> None:
    sheet.grid(rows, widths, BODY, rules="none", pad=2.4)


def card(sheet: Sheet, o: Record) -> None:
    labels = {
        "title": "Obiettivo",
        "unit": "Centro di responsabilità",
        "responsible": "Responsabile",
        "contributors": "Altri centri",
        "mission": "Missione",
        "programme": "Programma",
        "description": "Descrizione",
        "expected_result": "Risultato atteso",
    }
    if sheet.room < 90:
        sheet.new_page()
    sheet.gap(14)
    bare(sheet, [[Cell(f"Codice  {o['code']}", BODY.bold), Cell(f"Peso  {o['weight']}", RIGHT.bold)]], (0.5, 0.5))
    values = {**o, "responsible": "; ".join(o["responsible"])}
    bare(sheet, [[label, values[name]] for name, label in labels.items() if values.get(name)], (0.27, 0.73))
    sheet.gap(7)
    bold = BODY.bold
    phases = [
        [p["n"], p["description"], Cell(p["start"], RIGHT), Cell(p["end"], RIGHT), Cell(p["weight"], RIGHT)]
        for p in o["phases"]
    ]
    heads = [
        Cell("Fase", bold),
        Cell("Descrizione della fase", bold),
        *[Cell(h, RIGHT.bold) for h in ("Inizio", "Fine", "Peso")],
    ]
    bare(sheet, [heads, *phases], (0.08, 0.5, 0.16, 0.16, 0.1))
    sheet.gap(7)
    found = [
        [i["description"], i["unit_of_measure"], Cell(i["baseline"], RIGHT), Cell(i["targets"][0]["value"], RIGHT)]
        for i in o["indicators"]
    ]
    heads = [
        Cell("Indicatore", bold),
        Cell("Unità di misura", bold),
        Cell("Valore 2023", RIGHT.bold),
        Cell("Previsto 2024", RIGHT.bold),
    ]
    bare(sheet, [heads, *found], (0.43, 0.2, 0.18, 0.19))
    sheet.gap(16)
