"""Platypus, for the samples that flow: a document with a running head and page numbers, the same bytes at every run."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate

from .content import Plan


def flow(
    plan: Plan, path: Path, story: list[Flowable], head: str, size: tuple[float, float] = A4, margin: float = 62
) -> None:
    """Set a story; the running head and the page number stand on every page but the cover."""

    def dress(canvas: Canvas, doc: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica-Oblique", 8)
        canvas.drawString(margin, size[1] - 36, head)
        canvas.drawRightString(size[0] - margin, 34, f"{doc.page}")

    doc = SimpleDocTemplate(
        str(path),
        pagesize=size,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=62,
        bottomMargin=60,
        title=plan.plan["title"],
        creator="piao samples",
        invariant=1,
    )
    doc.build(story, onLaterPages=dress)
