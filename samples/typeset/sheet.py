"""A page to print on with reportlab's canvas: running text, and grids of cells whose rows a page may cut anywhere.

Everything is measured in points from the page's top left corner. A grid draws its cells as real plans do: a cell that
spans rows stays blank on the next page, a row that does not fit is cut between two lines and left open at the cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .content import DEJAVU

A4 = (595.28, 841.89)
A4_WIDE = (841.89, 595.28)

SOFT_HYPHEN = "\u00ad"
FACES = {  # name: regular, bold, italic
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "serif": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "mono": ("Courier", "Courier-Bold", "Courier-Oblique"),
    "dejavu": ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"),
    "narrow": ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "DejaVuSansCondensed-Oblique"),
    "book": ("DejaVuSerifCondensed", "DejaVuSerifCondensed-Bold", "DejaVuSerifCondensed-Italic"),
}


@dataclass(frozen=True)
class Style:
    """How a run of text looks. `bare` places every word by itself and draws no space between them;
    `hyphens` splits words at the end of a line."""

    face: str = "sans"
    size: float = 9
    weight: int = 0  # 0 regular, 1 bold, 2 italic
    lead: float = 1.22
    align: str = "left"
    indent: float = 0
    before: float = 0
    after: float = 0
    ink: str = "#000000"
    strike: bool = False
    underline: bool = False
    bare: bool = False
    hyphens: bool = False

    @property
    def leading(self) -> float:
        return self.size * self.lead

    def but(self, **changes: object) -> Style:
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def bold(self) -> Style:
        return replace(self, weight=1)

    @property
    def italic(self) -> Style:
        return replace(self, weight=2)

    @property
    def centred(self) -> Style:
        return replace(self, align="center")


@dataclass
class Line:
    words: list[str]
    style: Style
    x: float
    width: float
    last: bool
    before: float = 0

    @property
    def height(self) -> float:
        return self.before + self.style.leading


@dataclass
class Cell:
    """What stands in one cell: a text, or several runs of text in their own styles, one below the other."""

    text: str | Sequence[tuple[str, Style]] | None
    style: Style | None = None
    cols: int = 1
    rows: int = 1
    fill: str | None = None
    middle: bool = False
    turned: bool = False
    height: float = 0


Row = Sequence[Cell | str | None]


@dataclass
class _Live:
    """A cell on its way down the page, with the lines that are still to be set."""

    cell: Cell
    lines: list[Line]
    x: float
    width: float
    top: float
    end: int
    fresh: bool = True
    hidden: bool = False

    def need(self, pad: float) -> float:
        return max(sum(line.height for line in self.lines) + 2 * pad, self.cell.height if self.fresh else 0)


def syllables(word: str) -> str:
    """An Italian word with soft hyphens: before a consonant, or a group of consonants, that can begin a syllable."""
    if len(word) < 8 or not word.isalpha():
        return word
    onset = "(?:s?[bcdfgptv][lr]|s[bcdfgmpqtv]|s?c?h|[cg]h|g[nl]|qu|[bcdfglmnprstvz])[aeiouàèéìòù]"
    return re.sub(
        f"(?<=[aeiou]|[lmnrbcdfgptvzs])(?<=\\w{{3}})(?={onset})(?=\\w{{3}})(?<![bcdfgptvs](?=[lrh]))"
        "(?<!s(?=[bcdfgmpqtv]))(?<!g(?=n))",
        SOFT_HYPHEN,
        word,
    )


@cache
def _font(face: str, weight: int, exotic: bool) -> str:
    name = FACES["dejavu" if exotic else face][weight]
    if name.startswith("DejaVu") and name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(DEJAVU / f"{name}.ttf")))
    return name


def font(style: Style, word: str = "") -> str:
    """The font of a word: a standard one, unless the word has signs (≥, ☒) that only an embedded one draws."""
    exotic = FACES[style.face][0][0] != "D" and any(ord(c) > 255 and c not in "–—‘’“”„•…€" for c in word)
    return _font(style.face, style.weight, exotic)


def width_of(word: str, style: Style) -> float:
    return float(pdfmetrics.stringWidth(word, font(style, word), style.size))


def wrap(text: str, style: Style, width: float, x: float = 0) -> list[Line]:
    """Break a text into lines; words part at soft hyphens and after a hyphen, list items hang behind their mark."""
    lines: list[Line] = []
    space = width_of(" ", style)
    for paragraph in text.strip().split("\n"):
        mark = re.match(r"(•|-|➤|\d+[.)]|[a-z]\))\s", paragraph)
        hang = width_of(mark[1] + "  ", style) if mark else 0.0
        line = Line([], style, x + style.indent, width - style.indent, True, 0 if lines else style.before)
        used = 0.0
        for word in paragraph.split():
            for piece in _pieces(word, style, line.width, line.width - used - (space if line.words else 0)):
                advance = width_of(piece, style) + (space if line.words else 0)
                if line.words and used + advance > line.width + 0.01:
                    line.last = False
                    lines.append(line)
                    line = Line([], style, x + style.indent + hang, width - style.indent - hang, True)
                    used, advance = 0.0, width_of(piece, style)
                line.words.append(piece)
                used += advance
        lines.append(line)
    return lines


def _pieces(word: str, style: Style, room: float, left: float) -> list[str]:
    """One word whole when it fits; else what fits on this line with its hyphen, and the rest."""
    if width_of(word, style) <= left:
        return [word]
    parts = re.split(f"({SOFT_HYPHEN}|(?<=\\w-)(?=\\w))", syllables(word) if style.hyphens else word)
    for cut in range(len(parts) - 2, 0, -2):
        head = "".join(parts[:cut:2]) + ("-" if parts[cut] else "")
        if width_of(head, style) <= left:
            return [head, *_pieces("".join(parts[cut + 1 :: 2]), style, room, room)]
    if width_of(word, style) <= room:
        return [word]
    fits = next(n for n in range(len(word), 0, -1) if width_of(word[:n], style) <= room or n == 1)
    return [word[:fits], *_pieces(word[fits:], style, room, room)]


@dataclass
class Sheet:
    """A document under the pen."""

    path: Path
    title: str
    size: tuple[float, float] = A4
    margin: tuple[float, float, float, float] = (56, 50, 56, 50)  # left, top, right, bottom
    dress: Callable[[Sheet], None] | None = None
    creator: str = "piao samples"
    page: int = field(default=0, init=False)
    y: float = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.canvas = Canvas(str(self.path), pagesize=self.size, invariant=1, pageCompression=1)
        self.canvas.setTitle(self.title)
        self.canvas.setCreator(self.creator)

    @property
    def left(self) -> float:
        return self.margin[0]

    @property
    def width(self) -> float:
        return self.size[0] - self.margin[0] - self.margin[2]

    @property
    def floor(self) -> float:
        return self.size[1] - self.margin[3]

    @property
    def room(self) -> float:
        return self.floor - self.y

    def new_page(self, size: tuple[float, float] | None = None, rotated: bool = False) -> None:
        """Begin a page; a rotated one is stored upright with /Rotate 90 and shows as `size`."""
        if self.page:
            self.canvas.showPage()
        self.size = size or self.size
        self.canvas.setPageSize(self.size)
        self.canvas.setPageRotation(90 if rotated else 0)
        if rotated:
            self.canvas.translate(self.size[1], 0)
            self.canvas.rotate(90)
        self.rotated = rotated
        self.page += 1
        self.y = self.margin[1]
        if self.dress:
            self.dress(self)

    def _turn_over(self) -> None:
        self.new_page(rotated=self.rotated)

    def save(self) -> None:
        self.canvas.save()

    def put(self, x: float, y: float, text: str, style: Style) -> None:
        """One line of text with its left, middle or right (by the style's align) at x and its top at y."""
        width = width_of(text, style)
        x -= {"center": width / 2, "right": width}.get(style.align, 0)
        self._set(Line(text.split(), style.but(align="left"), x, width + 1, True), y)

    def text(self, text: str | None, style: Style, keep: float = 0) -> None:
        """A paragraph across the page, going on overleaf; begins a new page when less than `keep` is left."""
        if not text:
            return
        if self.room < max(keep, style.leading):
            self._turn_over()
        for line in wrap(text, style, self.width, self.left):
            if line.height > self.room + 0.01:
                self._turn_over()
                line.before = 0
            self._set(line, self.y)
            self.y += line.height
        self.y += style.after

    def gap(self, height: float) -> None:
        self.y += height

    def rule(self, x0: float, x1: float, y: float, thick: float = 0.5, ink: str = "#000000") -> None:
        self.canvas.setStrokeColor(ink)
        self.canvas.setLineWidth(thick)
        self.canvas.line(x0, self.size[1] - y, x1, self.size[1] - y)

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        self.canvas.setFillColor(fill)
        self.canvas.rect(x, self.size[1] - y - height, width, height, stroke=0, fill=1)

    def _set(self, line: Line, top: float) -> None:
        style, pen = line.style, self.canvas
        baseline = self.size[1] - top - line.before - style.leading / 2 - style.size * 0.34
        widths = [width_of(w, style) for w in line.words]
        space = width_of(" ", style)
        natural = sum(widths) + space * max(len(widths) - 1, 0)
        x = line.x + {"center": (line.width - natural) / 2, "right": line.width - natural}.get(style.align, 0)
        if style.align == "justify" and not line.last and len(widths) > 1:
            space = (line.width - sum(widths)) / (len(widths) - 1)
        pen.setFillColor(style.ink)
        start = x
        one_run = not style.bare and style.align != "justify" and len({font(style, w) for w in line.words}) == 1
        if one_run:
            pen.setFont(font(style, line.words[0]), style.size)
            pen.drawString(x, baseline, " ".join(line.words))
            x += natural + space
        else:
            for number, (word, width) in enumerate(zip(line.words, widths, strict=True)):
                pen.setFont(font(style, word), style.size)
                pen.drawString(x, baseline, word if style.bare or number == len(widths) - 1 else word + " ")
                x += width + space
        if style.strike or style.underline:
            height = style.size * (0.28 if style.strike else -0.12)
            pen.setStrokeColor(style.ink)
            pen.setLineWidth(0.5)
            pen.line(start, baseline + height, x - space, baseline + height)

    def grid(
        self,
        rows: Sequence[Row],
        widths: Sequence[float],
        style: Style,
        *,
        x: float | None = None,
        rules: str = "all",
        thick: float = 0.5,
        ink: str = "#000000",
        pad: float = 3,
        cut: bool = True,
        repeat: int = 0,
        shade_lines: bool = False,
        closed: bool = False,
        vanish: bool = False,
    ) -> None:
        """Draw a table. `widths` are shares of the text width, or points; `rules`: all, rows, none.

        `repeat`: so many rows are printed again on each page; `cut`: a page may cut a row; `closed`: the cut is ruled;
        `shade_lines`: shading is drawn line by line; `vanish`: a cell with no more text ends with the page.
        """
        scale = self.width if sum(widths) <= 1.001 else 1
        edges = [(self.left if x is None else x) + scale * sum(widths[:n]) for n in range(len(widths) + 1)]
        live: list[_Live] = []

        def flush(cell: _Live, bottom: float, final: bool) -> None:
            height = bottom - cell.top
            if height < 0.5 or cell.hidden:
                return
            self._cell(cell, height, final, rules, thick, ink, pad, shade_lines, closed)
            cell.fresh = False

        def begin(row: Row, r: int) -> None:
            column = 0
            for item in row:
                while any(c.x <= edges[column] + 0.01 < c.x + c.width for c in live):
                    column += 1
                cell = item if isinstance(item, Cell) else Cell(item)
                left, right = edges[column] + pad, edges[column + cell.cols] - pad
                live.append(
                    _Live(
                        cell,
                        [] if cell.turned else self._lines(cell, style, right - left, left),
                        edges[column],
                        edges[column + cell.cols] - edges[column],
                        self.y,
                        r + cell.rows - 1,
                    )
                )
                column += cell.cols

        def missing(r: int) -> float:
            return max([0.0, *(c.need(pad) - (self.y - c.top) for c in live if c.end <= r)])

        for r, row in enumerate(rows):
            begin(row, r)
            while (left := missing(r)) > self.room + 0.01:
                started = [c for c in live if c.top == self.y and c.fresh]
                fits = cut and self.room > 2 * pad + max((c.lines[0].height for c in started if c.lines), default=99)
                bottom = self.floor if fits else self.y
                for cell in live:
                    flush(cell, bottom, False)
                self._turn_over()
                if repeat and r >= repeat:
                    self.grid(rows[:repeat], widths, style, x=x, rules=rules, thick=thick, ink=ink, pad=pad)
                for cell in live:
                    cell.top = self.y
                    cell.hidden = vanish and not cell.fresh and not cell.lines
            self.y += left
            for cell in live:
                if cell.end <= r:
                    flush(cell, self.y, True)
            live = [c for c in live if c.end > r]

    def _lines(self, cell: Cell, style: Style, width: float, x: float) -> list[Line]:
        if not cell.text:
            return []
        runs = [(cell.text, cell.style or style)] if isinstance(cell.text, str) else cell.text
        return [line for text, run in runs if text for line in wrap(text, run, width, x)]

    def _cell(
        self,
        live: _Live,
        height: float,
        final: bool,
        rules: str,
        thick: float,
        ink: str,
        pad: float,
        shade_lines: bool,
        closed: bool,
    ) -> None:
        top, cell, pen, total = live.top, live.cell, self.canvas, self.size[1]
        if cell.fill and not shade_lines:
            self.box(live.x, top, live.width, height, cell.fill)
        y = top + pad
        if cell.middle and final and live.fresh:
            y = max(y, top + (height - sum(line.height for line in live.lines)) / 2)
        while live.lines and (final or y + live.lines[0].height <= top + height):
            line = live.lines.pop(0)
            if cell.fill and shade_lines:
                self.box(live.x + 0.5, y, live.width - 1, line.height, cell.fill)
            self._set(line, y)
            y += line.height
        if cell.turned and live.fresh and isinstance(cell.text, str) and cell.style:
            pen.saveState()
            pen.translate(live.x + live.width / 2 + cell.style.size * 0.35, total - top - height / 2)
            pen.rotate(90)
            pen.setFont(font(cell.style), cell.style.size)
            pen.setFillColor(cell.style.ink)
            pen.drawCentredString(0, 0, cell.text)
            pen.restoreState()
        if rules == "none":
            return
        pen.setStrokeColor(ink)
        pen.setLineWidth(thick)
        x0, x1, y0, y1 = live.x, live.x + live.width, total - top, total - top - height
        if rules == "all":
            pen.line(x0, y0, x0, y1)
            pen.line(x1, y0, x1, y1)
        if live.fresh or closed:
            pen.line(x0, y0, x1, y0)
        if final or closed:
            pen.line(x0, y1, x1, y1)
