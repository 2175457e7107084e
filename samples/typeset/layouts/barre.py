"""Label: value pairs joined by bars on one line, for the card, each phase and each indicator (Platypus)."""

from __future__ import annotations

from html import escape
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Paragraph, Spacer

from ..content import Plan, Record
from ..flow import flow

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=12, leading=19, spaceAfter=6)
LINE = ParagraphStyle("line", parent=BODY, leftIndent=12, spaceAfter=3)
HEAD = ParagraphStyle(
    "head",
    parent=BODY,
    fontName="Helvetica-Bold",
    fontSize=14,
    leading=18,
    textColor=HexColor("#355e3b"),
    spaceBefore=8,
    spaceAfter=6,
    keepWithNext=1,
)
COVER = ParagraphStyle("cover", parent=HEAD, fontSize=21, leading=30, spaceBefore=40)


def typeset(plan: Plan, path: Path) -> None:
    story: list[Flowable] = [Spacer(1, 120), *[Paragraph(line, COVER) for line in plan.print["cover"]], PageBreak()]
    for part in plan.print["prose"]:
        story += [Paragraph(part["heading"], HEAD), *[Paragraph(text, BODY) for text in part["texts"]]]
    for group in plan.groups:
        story += [PageBreak(), Paragraph(group["heading"], HEAD)]
        for o in group["objectives"]:
            story += card(o)
    flow(plan, path, story, head=plan.print["head"], margin=56)


def line(pairs: list[tuple[str, str | None]], style: ParagraphStyle = BODY, bold: bool = True) -> Paragraph:
    """Label: value | label: value; what has no value is left out."""
    shown = [f"{f'<b>{label}:</b>' if bold else f'{label}:'} {escape(value)}" for label, value in pairs if value]
    return Paragraph(" | ".join(shown), style)


def card(o: Record) -> list[Flowable]:
    out: list[Flowable] = [HRFlowable(width="100%", thickness=0.7, spaceBefore=14, spaceAfter=6)]
    out.append(line([("Codice", o["code"]), ("Obiettivo", o["title"]), ("Peso", o["weight"])]))
    out.append(
        line(
            [
                ("Servizio", o["unit"]),
                ("Responsabile", ", ".join(o["responsible"])),
                ("Altri servizi coinvolti", o.get("contributors")),
            ]
        )
    )
    out.append(
        line([("Missione", o.get("mission")), ("Programma", o.get("programme")), ("Assessore", o.get("assessor"))])
    )
    out.append(line([("Descrizione", o["description"])]))
    for p in o["phases"]:
        out.append(
            line(
                [
                    (f"Fase {p['n']}", p["description"]),
                    ("Inizio", p["start"]),
                    ("Fine", p["end"]),
                    ("Peso", p["weight"]),
                ],
                LINE,
                False,
            )
        )
    for number, i in enumerate(o["indicators"], 1):
        targets = [(f"Valore atteso {t['year']}", t["value"]) for t in i["targets"]]
        pairs = [
            (f"Indicatore {number}", i["description"]),
            ("Unità di misura", i["unit_of_measure"]),
            ("Valore iniziale", i["baseline"]),
        ]
        out.append(line([*pairs, *targets, ("Fonte", i["source"])], LINE, False))
    return out
