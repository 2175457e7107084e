"""A wide matrix, one indicator a row all to its left merged, by line of mandate and again by silo; then services."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from ..content import Plan, Record
from ..sheet import A4, A4_WIDE, Cell, Row, Sheet, Style

TINY = Style(face="sans", size=8.2, lead=1.15, hyphens=True)
CELL = Style(face="sans", size=9.6, lead=1.15)
BODY = Style(size=9.5, lead=1.3, align="justify", after=5)
HEAD = Style(size=10, weight=1, align="center", after=3)
BLUE = "#dce6f2"

LINE_HEADS = (
    "Dirigente",
    "Settore",
    "Codice Obiettivo",
    "Titolo obiettivo",
    "Descrizione Obiettivo",
    "Tipologia Silos",
    "Indicatore",
    "Formula Indicatore",
    "Finalità Indicatore",
    "Target Atteso",
    "Peso Indicatore",
)
LINE_WIDTHS = (0.075, 0.085, 0.08, 0.105, 0.17, 0.085, 0.12, 0.1, 0.08, 0.05, 0.05)
SILO_HEADS = (
    "Obiettivo",
    "Codice Obiettivo",
    "Dirigente",
    "Indicatore",
    "Finalità Indicatore",
    "Formula Indicatore",
    "Target",
)
SILO_WIDTHS = (0.19, 0.12, 0.11, 0.21, 0.17, 0.14, 0.06)


def typeset(plan: Plan, path: Path) -> None:
    sheet = Sheet(path, plan.plan["title"], margin=(34, 44, 34, 48))
    front(sheet, plan)
    for group in plan.groups:
        if "services" in group:
            for service in group["services"]:
                sheet.dress = number
                sheet.new_page(A4)
                standards(sheet, service)
            continue
        sheet.dress = lambda s, g=group: heading(s, g)
        sheet.new_page(A4_WIDE)
        by_silo = "again" in group
        rows = (silo_rows if by_silo else line_rows)(group, plan)
        heads, widths = (SILO_HEADS, SILO_WIDTHS) if by_silo else (LINE_HEADS, LINE_WIDTHS)
        repeat = group.get("repeat") != "no"
        first = [Cell(h, TINY.bold.centred.but(hyphens=False), fill=BLUE, middle=True) for h in heads]
        top: list[Row] = [first]
        if group.get("line_in_table"):
            top.insert(0, [Cell(group["line_in_table"], HEAD.but(align="left"), cols=len(heads))])
        sheet.grid(
            [*top, *rows],
            widths,
            CELL if by_silo else TINY,
            pad=4,
            cut=group.get("cut") == "yes",
            closed=True,
            repeat=len(top) if repeat else 0,
        )
    sheet.save()


def number(sheet: Sheet) -> None:
    sheet.put(sheet.size[0] - sheet.margin[2], sheet.size[1] - 30, str(sheet.page), Style(size=7.5, align="right"))


def heading(sheet: Sheet, group: Record) -> None:
    number(sheet)
    for line in group["heading"]:
        sheet.text(line, HEAD)


def front(sheet: Sheet, plan: Plan) -> None:
    sheet.dress = number
    sheet.new_page()
    sheet.gap(40)
    sheet.text(plan.plan["title"], Style(size=17, weight=1, align="center", after=24))
    sheet.text("INDICE", HEAD)
    for title, page in plan.print["index"]:
        sheet.grid([[title, Cell(f"Pag. {page}", BODY.but(align="right"))]], (0.85, 0.15), BODY, rules="none", pad=1)
    sheet.new_page()
    for part in plan.print["prose"]:
        sheet.text(part["heading"], Style(size=11, weight=1, before=8, after=4))
        for label, value in part.get("pairs", []):
            sheet.grid([[Cell(label, CELL.bold), value]], (0.35, 0.65), CELL)
        for text in part.get("texts", []):
            sheet.text(text, BODY)
    for table in plan.tables:
        sheet.text(table["heading"], Style(size=8.5, weight=2, before=8, after=3))
        n = len(table["header"])
        sheet.grid(
            [
                [Cell(h, CELL.bold.centred, fill="#eeeeee") for h in table["header"]],
                *[[row[0], *[Cell(v, CELL.centred) for v in row[1:]]] for row in table["rows"]],
            ],
            (0.4, *[0.6 / (n - 1)] * (n - 1)),
            CELL,
        )


def runs(objectives: list[Record], key: Callable[[Record], object]) -> list[tuple[int, Record]]:
    """For each run of equal keys its first objective and how many indicators it spans."""
    found = [(list(part)) for _, part in groupby(objectives, key)]
    return [(sum(len(o["indicators"]) for o in part), part[0]) for part in found]


def line_rows(group: Record, plan: Plan) -> list[Row]:
    objectives = group["objectives"]
    heads = {id(o): span for span, o in runs(objectives, lambda o: (o["responsible"], o["unit"]))}
    rows: list[Row] = []
    for o in objectives:
        n = len(o["indicators"])
        left = (
            [Cell(o["responsible"][0], rows=heads[id(o)], middle=True), Cell(o["unit"], rows=heads[id(o)], middle=True)]
            if id(o) in heads
            else []
        )
        left += [Cell(o[name], rows=n, middle=True) for name in ("code", "title", "description")]
        left.append(Cell(o["typology"][0], TINY.centred, rows=n, middle=True))
        for i in o["indicators"]:
            rows.append(
                [
                    *left,
                    i["description"],
                    i.get("formula"),
                    i.get("purpose"),
                    Cell(i.get("target"), TINY.centred),
                    Cell(i.get("weight"), TINY.centred),
                ]
            )
            left = []
    return rows


def silo_rows(group: Record, plan: Plan) -> list[Row]:
    objectives = group["objectives"]
    titles = {id(o): span for span, o in runs(objectives, lambda o: o["title"])}
    rows: list[Row] = []
    for o in objectives:
        n = len(o["indicators"])
        left = [Cell(o["title"], rows=titles[id(o)], middle=True)] if id(o) in titles else []
        left += [Cell(o["code"], CELL.centred, rows=n, middle=True), Cell(o["responsible"][0], rows=n, middle=True)]
        for i in o["indicators"]:
            rows.append(
                [*left, i["description"], i.get("purpose"), i.get("formula"), Cell(i.get("target"), CELL.centred)]
            )
            left = []
    return rows


def standards(sheet: Sheet, service: Record) -> None:
    style = CELL.but(size=9)
    head = style.bold
    sheet.grid(
        [
            [Cell("SERVIZIO", head, fill=BLUE), Cell(service["service"], head)],
            [Cell("Responsabile", head, fill=BLUE), Cell(service["responsible"], head)],
        ],
        (0.2, 0.8),
        style,
    )
    sheet.gap(14)
    names = (
        "Dimensioni di Performance",
        "Sottodimensione",
        "Indicatore",
        "Formula Indicatore",
        "Standard di Performance",
    )
    rows: list[Row] = [[Cell(n, head.centred, fill=BLUE, middle=True) for n in names]]
    for dimension, found in groupby(service["indicators"], lambda i: i["dimension"]):
        part = list(found)
        left = [Cell(dimension, head, rows=len(part), middle=True)]
        for sub, same in groupby(part, lambda i: i.get("subdimension")):
            rest = list(same)
            left.append(Cell(sub, style.centred, rows=len(rest), middle=True))
            for i in rest:
                rows.append([*left, i["description"], i.get("formula"), Cell(i.get("target"), style.centred)])
                left = []
    sheet.grid(rows, (0.2, 0.16, 0.26, 0.24, 0.14), style, closed=True)
