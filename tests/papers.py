"""Small PDFs made for a test: coordinates are points from the top-left corner of the page as a viewer shows it."""

from __future__ import annotations

from itertools import pairwise

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.flow import flow_of
from extractors.grid import tables_of
from extractors.reading import open_engine

WIDTH, HEIGHT = A4


class Paper:
    """A PDF that is drawn on, page after page; ``save`` gives its path."""

    def __init__(self, path, rotate=0):
        self.path, self.rotate = path, rotate
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1)
        self._turn()

    def _turn(self):
        if self.rotate == 90:  # drawn so that a viewer, who turns the page clockwise, shows it upright
            self.canvas.setPageRotation(90)  # reportlab makes the sheet itself a landscape
            self.canvas.transform(0, 1, -1, 0, HEIGHT, 0)

    def text(self, x, top, text, size=10, bold=False, font=None, **space):
        """Text whose baseline is ``size`` below ``top``; ``space`` goes to reportlab (charSpace, wordSpace)."""
        self.canvas.setFont(font or ("Helvetica-Bold" if bold else "Helvetica"), size)
        self.canvas.drawString(x, HEIGHT - top - size, text, **space)

    def prose(self, x, top, lines, leading=12, **style):
        for n, line in enumerate(lines):
            self.text(x, top + leading * n, line, **style)

    def sideways(self, x, bottom, text, size=10):
        """Text that runs upwards from ``bottom``."""
        self.canvas.saveState()
        self.canvas.translate(x, HEIGHT - bottom)
        self.canvas.rotate(90)
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def rule(self, x0, top, x1, bottom, width=0.6):
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, HEIGHT - top, x1, HEIGHT - bottom)

    def area(self, x0, top, x1, bottom, grey=0.8):
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def table(self, xs, ys, rows, bold_head=True, foot=True):
        """A full grid; ``rows`` holds a list of texts a row (a text with line breaks is several lines)."""
        for n, y in enumerate(ys):
            if foot or n < len(ys) - 1:
                self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for n, ((top, _), row) in enumerate(zip(pairwise(ys), rows, strict=True)):
            for x, text in zip(xs, row, strict=False):
                self.prose(x + 3, top + 3, text.split("\n"), bold=bold_head and n == 0)

    def labelled(self, top, rows):
        """A ruled grid of bold labels, each beside its value."""
        ys = [top + 20 * n for n in range(len(rows) + 1)]
        for (label, value), y in zip(rows, ys, strict=False):
            self.text(53, y + 4, label, bold=True)
            self.text(253, y + 4, value)
        for x in (50, 250, 540):
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(50, y, 540, y)

    def page(self):
        """The next page."""
        self.canvas.showPage()
        self._turn()

    def save(self):
        self.canvas.save()
        return self.path


def tables(paper):
    """What the grid stage finds on its first page."""
    engine = open_engine(paper.save())
    try:
        return tables_of(engine.page(1))
    finally:
        engine.close()


def flow(paper):
    """The stream of blocks that its pages give."""
    engine = open_engine(paper.save())
    try:
        return flow_of([tables_of(engine.page(n)) for n in range(1, engine.page_count + 1)])
    finally:
        engine.close()
