"""A wide matrix on pages stored upright with /Rotate 90: turned heads, the area in a turned cell at the left."""

from __future__ import annotations

from pathlib import Path

from ..content import Plan, Record
from ..sheet import A4, A4_WIDE, Cell, Row, Sheet, Style

BODY = Style(size=10.5, lead=1.4, align="justify", after=6)
CELL = Style(face="narrow", size=9.2, lead=1.3, hyphens=True)
HEAD = Style(size=13, weight=1, before=6, after=8)
GREEN, PALE = "#2e7d5b", "#e3f1ea"
HEADS = (
    "Area",
    "N.",
    "Obiettivo",
    "Struttura",
    "Responsabile",
    "Peso %",
    "Indicatore",
    "Algoritmo di calcolo",
    "Unità di misura",
    "Storico 2024",
    "Atteso 2025",
    "Atteso 2026",
)
WIDTHS = (0.032, 0.043, 0.16, 0.11, 0.1, 0.038, 0.16, 0.157, 0.065, 0.045, 0.045, 0.045)
TURNED = {"Area", "Peso %", "Storico 2024", "Atteso 2025", "Atteso 2026"}


def typeset(plan: Plan, path: Path) -> None:
    sheet = Sheet(path, plan.plan["title"], size=A4, margin=(60, 60, 60, 56))
    sheet.new_page()
    sheet.gap(200)
    for line in plan.print["cover"]:
        sheet.text(line, HEAD.but(size=20, align="center", after=26))
    sheet.dress = lambda s: dress(s, plan)
    sheet.new_page()
    for part in plan.print["prose"]:
        sheet.text(part["heading"], HEAD)
        for given in part["texts"]:
            sheet.text(given, BODY)
    for table in plan.tables:
        sheet.text(table["heading"], HEAD.but(size=10))
        sheet.grid(
            [[Cell(h, CELL.bold, fill=PALE) for h in table["header"]], *table["rows"]],
            (0.5, 0.25, 0.25),
            CELL.but(size=10),
        )
    sheet.margin = (34, 40, 34, 38)
    for group in plan.groups:
        sheet.new_page(A4_WIDE, rotated=True)
        sheet.text(group["heading"], HEAD.but(size=11))
        whole = [heads(), *rows(group)]
        if group.get("repeat"):
            sheet.grid(whole, WIDTHS, CELL, pad=5, closed=True, cut=False, repeat=1)
        else:
            sheet.grid(whole, WIDTHS, CELL, pad=5, closed=True, cut=False, vanish=True)
    sheet.save()


def dress(sheet: Sheet, plan: Plan) -> None:
    style = Style(size=7, ink="#555555")
    sheet.put(sheet.left, 22, plan.print["head"], style)
    sheet.put(sheet.size[0] - sheet.margin[2], sheet.size[1] - 24, str(sheet.page), style.but(align="right"))


def heads() -> Row:
    white = CELL.bold.but(ink="#ffffff", hyphens=False)
    return [Cell(h, white.centred, fill=GREEN, turned=h in TURNED, middle=True, height=70) for h in HEADS]


def rows(group: Record) -> list[Row]:
    """The area is one turned cell for all its rows; an objective is merged over its indicators."""
    out: list[Row] = []
    total = sum(len(o["indicators"]) for o in group["objectives"])
    area = [Cell(group["area"], CELL.bold.but(size=10), rows=total, turned=True, fill=PALE)]
    for o in group["objectives"]:
        n = len(o["indicators"])
        objective = [(o["title"], CELL.bold), (o.get("description") or "", CELL)]
        left = [
            *area,
            Cell(o["code"], rows=n, middle=True),
            Cell(objective, rows=n, middle=True),
            Cell(o["unit"], rows=n, middle=True),
            Cell("\n".join(o["responsible"]), rows=n, middle=True),
            Cell(o["weight"], CELL.centred, rows=n, middle=True),
        ]
        area = []
        for i in o["indicators"]:
            values = [Cell(v, CELL.centred) for v in (i.get("baseline"), *(t["value"] for t in i["targets"]))]
            out.append([*left, i["description"], i.get("formula"), i.get("unit_of_measure"), *values])
            left = []
    return out
