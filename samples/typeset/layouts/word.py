"""A town hall's word processor: one-cell boxes, shading line by line behind the text, every word by itself."""

from __future__ import annotations

from pathlib import Path

from ..content import Plan, Record
from ..sheet import Cell, Sheet, Style

BODY = Style(face="book", size=12, lead=1.4, align="justify", bare=True, after=7)
CELL = BODY.but(size=11.5, after=0)
LEFT = CELL.but(align="left")
HEAD = BODY.but(size=12, weight=1, align="center", before=4, after=7)
GREY, YELLOW = "#d9d9d9", "#fff2cc"


def typeset(plan: Plan, path: Path) -> None:
    sheet = Sheet(path, plan.plan["title"], margin=(64, 78, 64, 68))
    sheet.dress = lambda s: dress(s, plan)
    sheet.new_page()
    sheet.gap(60)
    for line in plan.print["cover"]:
        sheet.text(line, HEAD.but(size=16, after=22))
    for given in plan.print["prose"]:
        sheet.text(given, BODY)
    for table in plan.tables:
        sheet.text(table["heading"], BODY.bold.but(align="left", before=6))
        rows = [[Cell(h, LEFT.bold, fill=GREY) for h in table["header"]], *table["rows"]]
        sheet.grid(rows, (0.6, 0.2, 0.2), LEFT, shade_lines=True)
    for group in plan.groups:
        sheet.new_page()
        title = [(group["heading"], HEAD.but(before=0, after=0)), (group["head"], LEFT.centred)]
        sheet.grid([[Cell(title, fill=GREY)]], (1,), CELL, shade_lines=True)
        for o in group["objectives"]:
            card(sheet, o)
    sheet.save()


def dress(sheet: Sheet, plan: Plan) -> None:
    small = LEFT.but(size=8)
    for number, line in enumerate(plan.print["head"]):
        sheet.put(sheet.size[0] / 2, 30 + 12 * number, line, small.centred.but(weight=1 - number))
    sheet.put(
        sheet.size[0] - sheet.margin[2],
        sheet.size[1] - 40,
        f"Pag. {sheet.page} a {plan.pages}",
        small.but(align="right"),
    )


def card(sheet: Sheet, o: Record) -> None:
    how = o.get("print", {})
    number = how.get("number", o["code"])
    bold = LEFT.bold

    def boxed(label: str, value: str | None, style: Style = CELL) -> None:
        """A box with one cell for the label, and one below it for what was written."""
        sheet.grid(
            [[Cell(label, bold.centred, fill=YELLOW)], [Cell(value, style)]], (1,), CELL, shade_lines=True, pad=4
        )

    sheet.gap(16)
    if sheet.room < 70:
        sheet.new_page()
    sheet.grid(
        [
            [
                Cell(f"OBIETTIVO N. {o['code']}", bold, fill=GREY),
                Cell(o["title"], bold),
                Cell(f"PESO {o['weight']}", bold.centred),
            ]
        ],
        (0.2, 0.64, 0.16),
        LEFT,
        shade_lines=True,
        pad=4,
    )
    sheet.gap(8)
    boxed(f"DESCRIZIONE OBIETTIVO {number}", o["description"])
    if o.get("expected_result"):
        sheet.gap(8)
        boxed(how.get("result", "RISULTATO ATTESO"), o["expected_result"])
    sheet.gap(8)
    heads = how.get("heads", ["FASI DI REALIZZAZIONE", "TEMPI"])
    rows = [[Cell(p["description"], CELL), Cell(p["period"], LEFT.centred)] for p in o["phases"]]
    sheet.grid([[Cell(h, bold.centred, fill=YELLOW) for h in heads], *rows], (0.66, 0.34), CELL, shade_lines=True)
    sheet.gap(8)
    found = [
        [Cell(i["description"], CELL), Cell(i["target"], LEFT.centred), Cell(i["weight"], LEFT.centred)]
        for i in o["indicators"]
    ]
    names = ("INDICATORI DI RISULTATO", "VALORE ATTESO", "PESO")
    sheet.grid([[Cell(h, bold.centred, fill=YELLOW) for h in names], *found], (0.6, 0.24, 0.16), CELL, shade_lines=True)
    if o.get("human_resources"):
        sheet.gap(8)
        sheet.grid(
            [[Cell("PERSONALE COINVOLTO", bold, fill=YELLOW), Cell(o["human_resources"], LEFT)]],
            (0.34, 0.66),
            CELL,
            shade_lines=True,
        )
    sheet.gap(8)
