"""The grid of phases with its running sum, whose last rows are five labels; the title in the grid or above it."""

from __future__ import annotations

from pathlib import Path

from ..content import Plan, Record
from ..sheet import Cell, Row, Sheet, Style

BODY = Style(size=9.5, lead=1.25, align="justify", after=4)
CELL = Style(size=8.2, lead=1.2)
HEAD = Style(size=11, weight=1, align="center", after=8)
TITLE = Style(size=10, weight=1, before=4, after=5)
FRONT = Style(size=13, weight=1, align="center", after=12)


def typeset(plan: Plan, path: Path) -> None:
    sheet = Sheet(path, plan.plan["title"])
    sheet.new_page()
    sheet.gap(90)
    for line in plan.print["cover"]:
        sheet.text(line, Style(size=18, weight=1, align="center", after=70))
    sheet.dress = lambda s: foot(s, plan)
    index(sheet, plan)
    for group in plan.groups:
        if front := group.get("front"):
            sheet.new_page()
            sheet.gap(120)
            for number, line in enumerate(front):
                sheet.text(line, FRONT if number < 2 else FRONT.but(size=9.5))
        for number, objective in enumerate(group["objectives"]):
            if objective.get("print", {}).get("follows"):
                sheet.gap(26)
            else:
                sheet.new_page()
            for heading in group["heading"] if number == 0 else []:
                underline = heading.startswith("OBIETTIVI")
                sheet.text(heading, HEAD.but(underline=underline))
            card(sheet, objective)
    sheet.save()


def foot(sheet: Sheet, plan: Plan) -> None:
    y = sheet.size[1] - 32
    sheet.put(sheet.left, y, plan.print["foot"], Style(size=7.5))
    sheet.put(sheet.size[0] - sheet.margin[2], y, str(sheet.page), Style(size=7.5, align="right"))


def index(sheet: Sheet, plan: Plan) -> None:
    sheet.new_page()
    sheet.text("- Indice -", HEAD)
    for title, page in plan.print["index"]:
        sheet.grid(
            [[title, "pag.", Cell(page, BODY.but(align="right"))]], (0.75, 0.12, 0.08), BODY, rules="none", pad=4
        )


def card(sheet: Sheet, o: Record) -> None:
    how = o.get("print", {})
    five = how.get("columns") == "5"
    inside = how.get("title_inside")
    n = 5 if five else 4
    rows: list[Row] = []
    if inside:
        rows = [[Cell(o["title"], CELL.bold, cols=n)], [Cell(o["description"], CELL.but(align="justify"), cols=n)]]
    else:
        sheet.text(o["title"], TITLE)
        sheet.text(o["description"], BODY)
    head = CELL.bold.centred
    names = how.get("heads", ["FASI PRINCIPALI", "DATA ULTIMAZIONE FASE", "PESO FASE", "VALORE OBIETTIVO"])
    span = 2 if five else 1
    rows.append([Cell(names[0], head, cols=span, middle=True), *[Cell(h, head, middle=True) for h in names[1:]]])
    middle = CELL.centred
    for p in o["phases"]:
        numbers = [Cell(p.get(name), middle, middle=True) for name in ("end", "weight", "cumulative")]
        rows.append([Cell(p["description"], CELL.but(align="justify"), cols=span), *numbers])
    labels = {
        "human_resources": "RISORSE UMANE IMPIEGATE",
        "financial_resources": "RISORSE FINANZIARIE IMPIEGATE",
        "expected_result": "RISULTATO ATTESO",
        "indicators": "INDICATORI DI RISULTATO",
        "weight": "PESO DELL'OBIETTIVO",
    }
    labels |= how.get("labels", {})
    values = {
        **o,
        "indicators": how.get("joint", "\n").join(
            f"{i['description']} {i.get('target') or ''}" for i in o["indicators"]
        ),
    }
    rows += [
        [Cell(label, CELL.bold, middle=True), Cell(values.get(name), cols=n - 1)] for name, label in labels.items()
    ]
    sheet.grid(rows, (0.27, 0.3, 0.17, 0.11, 0.15) if five else (0.52, 0.18, 0.14, 0.16), CELL, thick=0.8)
