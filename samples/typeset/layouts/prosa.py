"""Bold label, then prose; phases are numbered sentences, indicators list items; there is no table (Platypus)."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer

from ..content import Plan, Record
from ..flow import flow

BODY = ParagraphStyle(
    "body", fontName="Times-Roman", fontSize=12, leading=19, alignment=TA_JUSTIFY, spaceAfter=6, embeddedHyphenation=1
)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=26, bulletIndent=10, spaceAfter=2)
AREA = ParagraphStyle(
    "area",
    parent=BODY,
    fontName="Times-Bold",
    fontSize=15,
    leading=20,
    alignment=0,
    spaceBefore=14,
    spaceAfter=10,
    keepWithNext=1,
)
TITLE = ParagraphStyle(
    "title", parent=BODY, fontName="Times-Bold", fontSize=12.5, alignment=0, spaceBefore=16, keepWithNext=1
)
COVER = ParagraphStyle(
    "cover", parent=BODY, fontName="Times-Bold", fontSize=20, leading=28, alignment=TA_CENTER, spaceBefore=60
)


def typeset(plan: Plan, path: Path) -> None:
    story: list[Flowable] = [Spacer(1, 90), *[Paragraph(line, COVER) for line in plan.print["cover"]], PageBreak()]
    for part in plan.print["prose"]:
        story += [Paragraph(part["heading"], AREA), *[Paragraph(text, BODY) for text in part["texts"]]]
    for group in plan.groups:
        story += [PageBreak(), Paragraph(group["heading"], AREA)]
        for o in group["objectives"]:
            story += card(o)
    flow(plan, path, story, head=plan.print["head"])


def card(o: Record) -> list[Flowable]:
    def said(label: str, value: str | None) -> list[Flowable]:
        return [Paragraph(f"<b>{label}:</b> {value}", BODY)] if value else []

    out: list[Flowable] = [Paragraph(f"Obiettivo {o['code']} – {o['title']}", TITLE)]
    out += (
        said("Unità organizzativa", o["unit"])
        + said("Responsabile", " e ".join(o["responsible"]))
        + said("Peso", o["weight"])
    )
    out += [Paragraph(f"<b>Descrizione.</b> {o['description']}", BODY), *said("Finalità", o.get("purpose"))]
    out.append(Paragraph("<b>Fasi di attuazione:</b>", ParagraphStyle("keep", parent=BODY, keepWithNext=1)))
    for number, p in enumerate(o["phases"], 1):
        end = "." if number == len(o["phases"]) else ";"
        out.append(Paragraph(f"{p['text']}{end}", ITEM, bulletText=f"{p['n']}."))
    out.append(Paragraph("<b>Indicatori:</b>", ParagraphStyle("keep", parent=BODY, keepWithNext=1, spaceBefore=4)))
    for number, i in enumerate(o["indicators"], 1):
        source = f" (fonte: {i['source']})" if i.get("source") else ""
        end = "." if number == len(o["indicators"]) else ";"
        out.append(Paragraph(f"{i['description']}: valore atteso {i['target']}{source}{end}", ITEM, bulletText="–"))
    return (
        out
        + said("Risorse umane", o.get("human_resources"))
        + said("Risorse finanziarie", o.get("financial_resources"))
    )
