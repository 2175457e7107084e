"""The card of a PEG: small labels over the value in the same cell, phases with their times below, money and staff."""

from __future__ import annotations

from pathlib import Path

from ..content import Plan, Record
from ..sheet import Cell, Row, Sheet, Style, wrap

BODY = Style(size=10, lead=1.32)
SMALL = Style(size=7, weight=1)
TITLE = Style(size=10.5, weight=1, after=5)
HEAD = Style(size=9.5, weight=1, before=12, after=4)
GREY = "#999999"


def typeset(plan: Plan, path: Path) -> None:
    sheet = Sheet(path, plan.plan["title"])
    front(sheet, plan)
    sheet.dress = lambda s: dress(s, plan)
    for objective in plan.objectives:
        if objective["print"].get("follows"):
            sheet.gap(28)
        else:
            sheet.new_page()
        card(sheet, objective)
    sheet.save()


def dress(sheet: Sheet, plan: Plan) -> None:
    sheet.put(sheet.left, 26, plan.print["head"], Style(size=7.5, weight=2))
    sheet.put(sheet.size[0] - sheet.margin[2], sheet.size[1] - 32, f"Pagina {sheet.page}", Style(size=7, align="right"))


def front(sheet: Sheet, plan: Plan) -> None:
    """Cover, and an index by dirigente that is no list of objectives."""
    sheet.new_page()
    sheet.gap(180)
    for line in plan.print["cover"]:
        sheet.text(line, Style(size=18, weight=1, align="center", after=16))
    sheet.new_page()
    sheet.text("INDICE PER DIRIGENTE", TITLE)
    for group in plan.groups:
        sheet.grid([[group["index"], "pag.", group["index_page"]]], (0.8, 0.1, 0.1), BODY, rules="none")


def card(sheet: Sheet, o: Record) -> None:
    how = o.get("print", {})
    sheet.rule(sheet.left, sheet.left + sheet.width, sheet.y)
    sheet.gap(8)
    sheet.text(o["title"], TITLE)
    sheet.text(how.get("head") or f"Dirigente: {o['responsible'][0]} - - {o['unit']}", BODY.bold.but(after=4))
    sheet.text(f"Tipologia - Peso {o['weight']}", BODY.but(after=8))
    label = BODY.bold
    strategic = [
        Cell("Obiettivo strategico DUP", label),
        Cell(o.get("strategic_objective")),
        Cell("Assessore", label),
        Cell(o["assessor"]),
    ]
    sheet.grid(
        [
            [Cell("Missione", label), Cell(o["mission"], cols=3)],
            [Cell("Programma", label), Cell(o["programme"], cols=3)],
            [Cell("Ambito strategico DUP", label), Cell(o.get("strategic_area"), cols=3)],
            strategic,
            [Cell("Obiettivo operativo DUP", label), Cell(o.get("operational_objective"), cols=3)],
        ],
        (0.27, 0.38, 0.13, 0.22),
        BODY,
        ink=GREY,
    )
    sheet.gap(10)
    block(
        sheet,
        o,
        "impact",
        [
            ("Stakeholder Finale", o.get("stakeholders_final")),
            ("Descrizione dell'impatto atteso", o.get("expected_impact")),
        ],
    )
    sheet.gap(10)
    description, rest = o["description"], None
    if how.get("leaves_grid"):
        lines = wrap(description, BODY, sheet.width * 0.73 - 6)
        fit = int((sheet.room - 50) / BODY.leading)
        words = sum(len(line.words) for line in lines[:fit])
        description, rest = " ".join(description.split()[:words]), " ".join(description.split()[words:])
    rows = [("Stakeholder intermedio", o.get("stakeholders_intermediate")), ("Descrizione obiettivo PEG", description)]
    if rest:
        sheet.grid([[Cell(a, label), b] for a, b in rows], (0.27, 0.73), BODY, ink=GREY)
        sheet.new_page()
        sheet.text(rest, BODY.but(align="justify", after=8))
        rows = []
    block(sheet, o, "result", rows)
    phases(sheet, o)
    budget(sheet, o)
    sheet.text("Risorse Umane", HEAD, keep=40)
    sheet.grid(
        [[s["category"], Cell(s["count"], BODY.but(align="right"))] for s in o["staff"]], (110, 26), BODY, ink=GREY
    )


def over(label: str, value: str | None) -> list[tuple[str, Style]]:
    """A small label with its value below, in one cell."""
    return [(label, SMALL), (value or "", BODY)]


def block(sheet: Sheet, o: Record, kind: str, rows: list[tuple[str, str | None]]) -> None:
    """Label rows, the heading of the indicators, and one row for each: description, then cells with small labels."""
    how = o.get("print", {})
    title = {
        "impact": "Indicatore di impatto (Efficacia finale)",
        "result": "Indicatore di risultato con valore atteso al 31/12/2025",
    }[kind]
    found = [i for i in o["indicators"] if i["kind"] == kind]
    manner = how.get(kind, "cells")
    columns = 4 if kind == "impact" else 5
    widths = (0.27, 0.24, 0.27, 0.22) if kind == "impact" else (0.27, 0.19, 0.22, 0.16, 0.16)
    grid: list[Row] = [[Cell(a, BODY.bold), Cell(b, cols=columns - 1)] for a, b in rows]
    if manner == "apart":
        sheet.grid(grid, widths, BODY, ink=GREY)
        sheet.text(title, HEAD)
        grid = []
    else:
        grid.append([Cell(title, BODY.bold, cols=columns, fill="#eeeeee")])
    if manner == "header":
        names = ["", "Formula", "Finalità", *(["Dimensione Sottodimensione"] if kind == "result" else []), "Target"]
        grid.append([Cell(n, SMALL) for n in names])
    for i in found:
        dimension = [
            ("Dimensione", SMALL),
            (i.get("dimension") or "", BODY),
            ("Sottodimensione", SMALL),
            (i.get("subdimension") or "", BODY),
        ]
        two = [i.get("dimension") or "", i.get("subdimension") or ""]
        third = [Cell(" ".join(two)) if manner == "header" else Cell(dimension)] if kind == "result" else []
        if manner == "header":
            grid.append([i["description"], i.get("formula"), i.get("purpose"), *third, i["target"]])
        elif manner == "label_row":
            grid.append(
                [i["description"], *[Cell(n, SMALL) for n in ("Formula", "Finalità")], *third, Cell("Target", SMALL)]
            )
            grid.append(["", i.get("formula"), i.get("purpose"), *([""] if third else []), i["target"]])
        else:
            grid.append(
                [
                    i["description"],
                    Cell(over("Formula", i.get("formula"))),
                    Cell(over("Finalità", i.get("purpose"))),
                    *third,
                    Cell(over("Target", i["target"])),
                ]
            )
    sheet.grid(grid, widths, BODY, ink=GREY)


def phases(sheet: Sheet, o: Record) -> None:
    sheet.text("Fasi dell'obiettivo", HEAD, keep=45)
    for_row = o.get("print", {}).get("phases") == "row"
    rows: list[Row] = []
    for p in o["phases"]:
        cells = [
            Cell(over("Tempi di Attuazione", f"Dal {p['start']} al {p['end']}")),
            Cell(over("Altri settori coinvolti", p.get("units"))),
            Cell(over("P.O. delegata", p.get("responsible"))),
        ]
        if for_row:
            rows.append([p["n"], p["description"], *cells])
        else:
            rows += [[Cell(p["n"], rows=2), Cell(p["description"], cols=3)], cells]
    sheet.grid(rows, (0.06, 0.36, 0.22, 0.2, 0.16) if for_row else (0.06, 0.34, 0.33, 0.27), BODY, ink=GREY)


def budget(sheet: Sheet, o: Record) -> None:
    right = BODY.but(align="right")
    difference = o["print"]["difference"]
    sheet.text("Risorse finanziarie", HEAD, keep=45)
    rows = [[b["side"], b["chapter"], b.get("commitment"), Cell(b["amount"], right)] for b in o["budget"]]
    last = [difference[0], "", Cell("Differenza", BODY.bold), Cell(difference[1], right)]
    sheet.grid(
        [[Cell(h, BODY.bold) for h in ("E/U", "Capitolo", "Imp/Acc", "")], *rows, last],
        (45, 120, 120, 100),
        BODY,
        ink=GREY,
    )
