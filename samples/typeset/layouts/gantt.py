"""Small labels above the values in a box of two columns, phases as a Gantt of twelve months."""

from __future__ import annotations

from pathlib import Path

from ..content import Plan, Record, months
from ..sheet import Cell, Row, Sheet, Style

BODY = Style(face="narrow", size=10, lead=1.35, hyphens=True)
TEXT = Style(face="narrow", size=10.5, lead=1.45, align="justify", after=6, hyphens=True)
SMALL = Style(face="narrow", size=7, weight=2, ink="#44546a")
HEAD = Style(face="narrow", size=13, weight=1, ink="#1f3864", before=6, after=8)
BAND, PALE, DONE = "#1f3864", "#d9e2f3", "#8eaadb"
INITIALS = "GFMAMGLASOND"


def typeset(plan: Plan, path: Path) -> None:
    sheet = Sheet(path, plan.plan["title"], margin=(50, 62, 50, 58))
    sheet.new_page()
    sheet.box(0, 0, sheet.size[0], 190, BAND)
    sheet.y = 90
    for number, line in enumerate(plan.print["cover"]):
        sheet.text(line, HEAD.but(size=22 if number == 0 else 14, ink="#ffffff" if number < 2 else "#1f3864", after=24))
    sheet.dress = lambda s: dress(s, plan)
    sheet.new_page()
    for part in plan.print["prose"]:
        sheet.text(part["heading"], HEAD)
        for text in part["texts"]:
            sheet.text(text, TEXT)
    summary(sheet, plan)
    sheet.new_page()
    for group in plan.groups:
        sheet.text(group["heading"], HEAD, keep=120)
        for o in group["objectives"]:
            card(sheet, o, plan)
    for table in plan.tables:
        sheet.text(table["heading"], HEAD, keep=120)
        sheet.grid(
            [[Cell(h, BODY.bold, fill=PALE) for h in table["header"]], *table["rows"]], (0.3, 0.3), BODY, ink="#b4c6e7"
        )
    sheet.save()


def dress(sheet: Sheet, plan: Plan) -> None:
    style = Style(face="narrow", size=7, ink="#44546a")
    sheet.put(sheet.left, 34, plan.print["head"], style)
    sheet.rule(sheet.left, sheet.left + sheet.width, 48, 0.8, BAND)
    sheet.put(sheet.size[0] / 2, sheet.size[1] - 38, f"pag. {sheet.page} di {plan.pages}", style.centred)


def summary(sheet: Sheet, plan: Plan) -> None:
    """The list at the front: every objective of the cards once more, in a row."""
    sheet.text(plan.print["summary"], HEAD, keep=120)
    rows: list[Row] = [
        [o["code"], o["title"], o["unit"], Cell(o["weight"].split()[0], BODY.but(align="right"))]
        for o in plan.objectives
    ]
    head = [
        Cell(h, BODY.bold.but(ink="#ffffff"), fill=BAND) for h in ("Cod.", "Obiettivo", "Servizio associato", "Punti")
    ]
    rows.append([Cell("Totale", BODY.bold, cols=3), Cell(plan.print["total"], BODY.bold.but(align="right"))])
    sheet.grid([head, *rows], (0.1, 0.5, 0.3, 0.1), BODY, ink="#b4c6e7")


def over(label: str, value: str | None) -> list[tuple[str, Style]]:
    return [(label, SMALL), (value or " ", BODY)]


def card(sheet: Sheet, o: Record, plan: Plan) -> None:
    how = o.get("print", {})
    label = {**plan.print["labels"], **how.get("labels", {})}
    if sheet.room < 80:
        sheet.new_page()
    white = BODY.bold.but(ink="#ffffff", size=10)
    sheet.grid(
        [[Cell(f"{o['code']}", white, fill=BAND), Cell(o["title"], white, fill=BAND)]], (0.12, 0.88), BODY, ink=BAND
    )
    pairs = [("unit", "responsible"), ("weight", "contributors"), ("strategic_objective", "stakeholders_final")]
    values = {**o, "responsible": ", ".join(o["responsible"])}
    rows: list[Row] = [[Cell(over(label[a], values.get(a))), Cell(over(label[b], values.get(b)))] for a, b in pairs]
    rows += [[Cell(over(label[name], values.get(name)), cols=2)] for name in ("description", "expected_result")]
    sheet.grid(rows, (0.5, 0.5), BODY, ink="#b4c6e7")
    sheet.gap(7)
    gantt(sheet, o, how.get("gantt", "X"))
    sheet.gap(7)
    indicators(sheet, o)
    sheet.gap(24)


def gantt(sheet: Sheet, o: Record, mark: str) -> None:
    """Twelve narrow columns; a month is marked with an X, or with a shaded cell, or with both."""
    head = BODY.bold.but(size=8.5)
    rows: list[Row] = [
        [
            Cell("Fase", head, fill=PALE),
            Cell("Attività", head, fill=PALE),
            *[Cell(m, head.centred, fill=PALE) for m in INITIALS],
            Cell("Punti", head, fill=PALE),
        ]
    ]
    for p in o["phases"]:
        on = months(p["months"])
        marks = [
            Cell(
                "X" if "X" in mark and m in on else "", head.centred, fill=DONE if "shade" in mark and m in on else None
            )
            for m in range(1, 13)
        ]
        rows.append([p["n"], p["description"], *marks, p.get("weight")])
    sheet.grid(rows, (0.07, 0.43, *[0.035] * 12, 0.08), BODY, ink="#b4c6e7", pad=3)


def indicators(sheet: Sheet, o: Record) -> None:
    head = BODY.bold.but(size=8.5)
    years = [t["label"] for t in o["indicators"][0]["targets"]]
    heads = ["Indicatore", "Unità di misura", "Valore di partenza", *years]
    rows = [
        [
            i["description"],
            i.get("unit_of_measure"),
            Cell(i.get("baseline"), BODY.centred),
            *[Cell(t["value"], BODY.centred) for t in i["targets"]],
        ]
        for i in o["indicators"]
    ]
    sheet.grid(
        [[Cell(h, head, fill=PALE) for h in heads], *rows],
        (0.4, 0.15, 0.12, 0.11, 0.11, 0.11),
        BODY,
        ink="#b4c6e7",
        pad=3,
    )
