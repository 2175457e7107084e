"""The form of a province: grids for code, weight and DUP, then label headings with a hint and what was filled in."""

from __future__ import annotations

from pathlib import Path

from ..content import Plan, Record
from ..sheet import Cell, Row, Sheet, Style

BODY = Style(size=9, align="justify", after=3, hyphens=True)
CELL = Style(size=8.5, hyphens=True)
LABEL = Style(size=10, weight=1, before=8, after=1)
HINT = Style(size=7.5, weight=2, after=3)
HEAD = Style(size=12, weight=1, align="center", after=10)


def typeset(plan: Plan, path: Path) -> None:
    sheet = Sheet(path, plan.plan["title"], dress=number)
    for group in plan.groups:
        sheet.new_page()
        sheet.gap(220)
        for line in group["heading"]:
            sheet.text(line, HEAD)
        for objective in group["objectives"]:
            sheet.new_page()
            card(sheet, plan, objective)
    closing(sheet, plan)
    sheet.save()


def number(sheet: Sheet) -> None:
    sheet.put(sheet.size[0] / 2, sheet.size[1] - 34, str(sheet.page), Style(size=8, align="center"))


def card(sheet: Sheet, plan: Plan, o: Record) -> None:
    form = plan.print
    how = o.get("print", {})
    bold = CELL.bold
    sheet.text(how.get("heading", form["heading"]), HEAD)
    codes = how.get("codes") or f"CODICE {o['code']}"
    weights = how.get("weights") or f"PESO: {o['weight']}"
    people = [
        (f"{line}", bold if line == "Obiettivo trasversale" else CELL)
        for line in how.get("people", o.get("responsible", []))
    ]
    sheet.grid(
        [
            [codes, weights],
            ["Dirigente responsabile dell'obiettivo:", Cell(people)],
            [form["contributors"], o.get("contributors")],
        ],
        (0.52, 0.48),
        CELL,
    )
    if dup := o.get("dup_reference"):
        sheet.text(dup, LABEL)
        columns = [as_list(o.get(name)) for name in ("mission", "programme", "operational_objective")]
        many = max(map(len, columns))
        labels = ("Missione:", "Programma:", "Obiettivo operativo :")
        sheet.grid(
            [[label, *column] for label, column in zip(labels, columns, strict=True)], (0.3, *[0.7 / many] * many), CELL
        )
    sheet.gap(8)
    value_label = how.get("value_label", form["value_label"])
    if how.get("value_as_text"):
        sheet.text(value_label, CELL)
    else:
        sheet.grid([[value_label, o.get("public_value")]], (0.45, 0.55), CELL)
    sheet.text("Titolo obiettivo", LABEL)
    if how.get("title_boxed"):
        sheet.grid([[Cell(o["title"], bold)]], (1,), CELL)
    else:
        sheet.text(o["title"], BODY)
    ticks(sheet, plan, o)
    for name in ("recipients", "purpose", "rationale", "actions"):
        heading(sheet, form["labels"][name])
        sheet.text(o.get(name), BODY)
    heading(sheet, form["labels"]["phases"])
    phases(sheet, o)
    heading(sheet, form["labels"]["initial_state"])
    sheet.text(o.get("initial_state"), BODY)
    heading(sheet, form["labels"]["indicators"])
    indicators(sheet, o)


def as_list(value: object) -> list[str]:
    return value if isinstance(value, list) else [value]  # type: ignore[list-item]


def heading(sheet: Sheet, label: str) -> None:
    """A label heading and its hint in brackets, which says how to fill it in."""
    name, _, hint = label.partition(" (")
    sheet.text(name, LABEL, keep=50)
    sheet.text("(" + hint if hint else None, HINT)


def ticks(sheet: Sheet, plan: Plan, o: Record) -> None:
    how = o.get("print", {})
    heading(sheet, how.get("typology_label", plan.print["labels"]["typology"]))
    mark, blank = how.get("marks", ["X", ""])
    options = [*plan.print["typologies"][:-1], how.get("last_option", plan.print["typologies"][-1])]
    rows = [
        [
            Cell(mark if ticked else blank, CELL.centred),
            Cell(option, CELL.bold if ticked and how.get("bold_tick") else CELL),
        ]
        for option in options
        for ticked in [option in o.get("typology", [])]
    ]
    sheet.grid(rows, (0.08, 0.92), CELL)


def phases(sheet: Sheet, o: Record) -> None:
    extra = any(p.get("responsible") for p in o["phases"])
    label = o.get("print", {}).get("phase_label", "Competenza")
    head = CELL.bold.centred
    names = ["Descrizione della fase", *([label] if extra else []), "Data inizio", "Data fine"]
    rows = [
        [
            Cell(p["description"]),
            *([Cell(p.get("responsible"))] if extra else []),
            Cell(p.get("start"), CELL.centred),
            Cell(p.get("end"), CELL.centred),
        ]
        for p in o["phases"]
    ]
    widths = (0.45, 0.23, 0.16, 0.16) if extra else (0.68, 0.16, 0.16)
    sheet.grid([[Cell(n, head) for n in names], *rows], widths, CELL)


def indicators(sheet: Sheet, o: Record) -> None:
    head = CELL.bold.centred
    extra = any(i.get("responsible") for i in o["indicators"])
    top = [
        Cell("Descrizione", head, rows=2, middle=True),
        *([Cell("Competenza", head, rows=2, middle=True)] if extra else []),
        Cell("Risultato atteso", head, cols=2),
    ]
    rows: list[Row] = [top, [Cell("Target", head), Cell("Fonte dati (dove si verificano)", head)]]
    for i in o["indicators"]:
        if group := i.get("print", {}).get("group"):
            rows.append([Cell(group, CELL.bold.italic, cols=4 if extra else 3)])
        rows.append([i["description"], *([i.get("responsible")] if extra else []), i.get("target"), i.get("source")])
    sheet.grid(rows, (0.36, 0.2, 0.2, 0.24) if extra else (0.48, 0.22, 0.3), CELL)


def closing(sheet: Sheet, plan: Plan) -> None:
    """After the cards: the control table of centres, which is no list of objectives."""
    sheet.new_page()
    for table in plan.tables:
        sheet.text(table["heading"], LABEL)
        sheet.grid([[Cell(h, CELL.bold) for h in table["header"]], *table["rows"]], (0.5, 0.25, 0.25), CELL)
    sheet.gap(10)
    for paragraph in plan.print["closing"]:
        sheet.text(paragraph, BODY)
