"""Forms as plans print them, written from the top down, and the rows that were read from them."""

from itertools import pairwise

import pytest
from papers import HEIGHT, Paper

from pipeline.read_plan import read_plan

ABOVE, LEFT = "^", "<"
"""A cell that is merged with the one above, with the one to its left."""
SMALL, TEXT, LEAD = 6, 9, 12
TITLES = ["Aprire lo sportello unico", "Rifare l'archivio storico", "Ridurre i tempi di attesa"]
FASI = [["N.", "Fase", "Inizio", "Fine"], ["1", "Scelta dei locali", "01/02/2025", "30/06/2025"]]
INDICATORI = [["Indicatore", "Valore atteso"], ["Domande evase in trenta giorni", ">= 90%"]]


class Form(Paper):
    """Paper that is written from the top down: ``y`` is where the next thing goes."""

    def __init__(self, path):
        super().__init__(path)
        self.y = 50

    def say(self, *lines, size=TEXT, x=50, gap=6, **style):
        """A paragraph."""
        for line in lines:
            self.text(x, self.y, line, size=size, **style)
            self.y += size + 3
        self.y += gap

    def head(self, *lines, size=11):
        self.say(*lines, bold=True, size=size)

    def grid(self, xs, rows, bold="head", shade=()):
        """A ruled table. In a cell ``*`` begins a bold line, ``~`` one in small print; ``bold``: head, first, none.

        ``shade``: (row, column) of shaded cells.
        """
        heights = [max(cell.count("\n") + 1 for cell in row) * LEAD + 6 for row in rows]
        ys = [self.y + sum(heights[:n]) for n in range(len(rows) + 1)]
        for n, (top, bottom) in enumerate(pairwise(ys)):
            for m, (x0, x1) in enumerate(pairwise(xs)):
                if (n, m) in shade:
                    self.area(x0, top, x1, bottom)
                cell = rows[n][m]
                if cell != ABOVE:
                    self.rule(x0, top, x1, top)
                if cell != LEFT:
                    self.rule(x0, top, x0, bottom)
                if cell not in (ABOVE, LEFT):
                    self._fill(x0, top, cell, (bold == "head" and n == 0) or (bold == "first" and m == 0))
        self.rule(xs[0], ys[-1], xs[-1], ys[-1])
        self.rule(xs[-1], ys[0], xs[-1], ys[-1])
        self.y = ys[-1] + 14

    def _fill(self, x, top, cell, bold):
        for n, line in enumerate(cell.split("\n")):
            marked = line[:1] in ("*", "~")
            size = SMALL if line.startswith("~") else TEXT
            text = line[1:] if marked else line
            self.text(x + 3, top + 3 + LEAD * n, text, size=size, bold=bold or line.startswith("*"))

    def page(self):
        super().page()
        self.y = 50

    def foot(self, height):
        """The next thing is ``height`` high and ends at the page's foot."""
        self.y = HEIGHT - 50 - height


def card(form, title, code="OB1", grid=True):
    """A plain card: labels beside values, phases, indicators."""
    form.head(f"SCHEDA OBIETTIVO {code}")
    form.grid([50, 180, 540], [["Titolo", title], ["Responsabile", "Anna Rossi"], ["Peso", "20%"]], bold="first")
    if grid:
        form.head("Fasi")
        form.grid([50, 80, 330, 430, 540], FASI)
        form.head("Indicatori")
        form.grid([50, 400, 540], INDICATORI)


def read(form):
    return read_plan(form.save())


def values(rows, *names):
    """The named columns of rows; bare values for one name."""
    found = [tuple(getattr(row, name) for name in names) for row in rows]
    return [row[0] for row in found] if len(names) == 1 else found


def titles(plan):
    return values(plan.objectives, "title")


def of(plan, table, n=0):
    """The rows of the n-th objective."""
    return [row for row in getattr(plan, table) if row.objective_id == plan.objectives[n].objective_id]


def bug(reason):
    """A trap that catches us today."""
    return pytest.mark.xfail(strict=True, reason=reason)
