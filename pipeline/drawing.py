"""Coloured marks over the picture of a page, and a panel beside it that says what they mean."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from extractors.reading import Box

Colour = tuple[int, int, int]

SCALE = 1.7
"""Pixels per point."""
PANEL = 400
"""Width of the panel, pixels."""
MARGIN = 18
INK: Colour = (33, 37, 41)
PAPER: Colour = (247, 248, 250)


@dataclass(slots=True)
class Mark:
    """A box on the page as shown (points): outline, tint (0-255) and a few words at its corner."""

    box: Box
    colour: Colour
    tint: int = 0
    width: int = 1
    label: str = ""


@dataclass(slots=True)
class Note:
    """A line of the panel, with a swatch where it has a colour."""

    text: str
    colour: Colour | None = None
    bold: bool = False


@dataclass(slots=True)
class Drawing:
    """What goes over the page and what goes beside it."""

    marks: list[Mark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def drawn(page: Image.Image, drawing: Drawing, scale: float = SCALE, panel: int = PANEL) -> Image.Image:
    """The page's picture (``scale`` pixels per point) with the marks over it and the notes at its right."""
    notes = _panel(drawing.notes, panel, page.height) if panel else None
    height = max(page.height, notes.height if notes else 0)
    sheet = Image.new("RGB", (page.width + panel, height), PAPER)
    sheet.paste(marked(page, drawing.marks, scale), (0, 0))
    if notes:
        sheet.paste(notes, (page.width, 0))
    return sheet


def marked(page: Image.Image, marks: list[Mark], scale: float) -> Image.Image:
    """A copy of the page with the marks: first all tints, then outlines, then labels, so that nothing hides a label."""
    layer = page.convert("RGB")
    draw = ImageDraw.Draw(layer, "RGBA")
    pixels = [(mark, _pixels(mark.box, scale)) for mark in marks]
    for mark, box in pixels:
        if mark.tint:
            draw.rectangle(box, fill=(*mark.colour, mark.tint))
    for mark, box in pixels:
        draw.rectangle(box, outline=(*mark.colour, 215), width=mark.width)
    taken: list[Pixels] = []
    ink = page.convert("L").point([255 if shade < 150 else 0 for shade in range(256)])
    for mark, box in sorted(pixels, key=lambda item: -item[0].width):
        if mark.label:
            _label(draw, mark, box, ink, taken)
    return layer


Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom."""


def _pixels(box: Box, scale: float) -> Pixels:
    x0, top, x1, bottom = (round(value * scale) for value in box)
    return min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)


def _label(draw: ImageDraw.ImageDraw, mark: Mark, box: Pixels, ink: Image.Image, taken: list[Pixels]) -> None:
    """A chip at the box, where it hides the least print (``ink`` is white where the page is dark) and no other chip."""
    face = font(11)
    wide, tall = round(draw.textlength(mark.label, face)) + 7, 14
    left, top, right, bottom = box
    places = [(right + 2, top), (right - wide, top - tall // 2), (left, top - tall // 2), (right - wide, bottom - tall)]
    places += [(left - wide - 2, top), (right - wide, bottom + 1), (right - wide, top), (left, bottom + 1)]
    chips = []
    for order, (x, y) in enumerate(places):
        x, y = max(0, min(x, ink.width - wide)), max(0, min(y, ink.height - tall))
        chip = (x, y, x + wide, y + tall)
        hidden = ink.crop(chip).histogram()[255] + 300 * sum(_overlap(chip, other) for other in taken)
        chips.append((hidden, order, chip))
    chip = min(chips)[2]
    taken.append(chip)
    draw.rounded_rectangle(chip, 3, fill=(*mark.colour, 235))
    weight = 0.3 if mark.width > 1 else 0
    draw.text((chip[0] + 3, chip[1] + tall / 2), mark.label, font=face, fill="white", anchor="lm", stroke_width=weight)


def _overlap(a: Pixels, b: Pixels) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _panel(notes: list[Note], width: int, height: int) -> Image.Image:
    """The notes, wrapped to ``width`` pixels; as high as the page or, for many notes, higher."""
    probe = ImageDraw.Draw(Image.new("RGB", (1, 1)))
    rows: list[tuple[Note, str, bool]] = []
    for note in notes:
        room = width - 2 * MARGIN - (24 if note.colour else 0)
        for n, line in enumerate(wrapped(probe, legible(note.text), font(15), room)):
            rows.append((note, line, n == 0))
    panel = Image.new("RGB", (width, max(height, 2 * MARGIN + 22 * len(rows))), PAPER)
    draw = ImageDraw.Draw(panel)
    draw.line((0, 0, 0, panel.height), fill=(214, 218, 223))
    for n, (note, line, first) in enumerate(rows):
        y = MARGIN + 22 * n
        indent = 24 if note.colour else 0
        if note.colour and first:
            light = tuple(round(255 - (255 - part) * 0.25) for part in note.colour)
            draw.rectangle((MARGIN, y + 2, MARGIN + 14, y + 16), fill=light, outline=note.colour, width=2)
        draw.text((MARGIN + indent, y), line, font=font(15), fill=INK, stroke_width=0.4 if note.bold else 0)
    return panel


def wrapped(draw: ImageDraw.ImageDraw, text: str, face: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Lines of at most ``room`` pixels; a word that is too long is cut."""
    lines = [""]
    for word in text.split(" "):
        while draw.textlength(word, face) > room:
            cut = max(1, int(len(word) * room / draw.textlength(word, face)) - 1)
            lines, word = [*lines, word[:cut]], word[cut:]
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if draw.textlength(longer, face) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


PLAIN = str.maketrans("’‘“”–—•", "''\"\"---")
FACES = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf", "Helvetica.ttc", "Vera.ttf")


@lru_cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """A plain face with accents where the machine has one, or Pillow's own, which has none (``legible``)."""
    for name in FACES:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)  # type: ignore[return-value]


def legible(text: str) -> str:
    """The text as ``font`` can show it: ``identita'`` for ``identità`` where the face has no accents."""
    if isinstance(font(15).path, str):
        return text
    parts = unicodedata.normalize("NFD", text.translate(PLAIN))
    return parts.replace("\u0300", "'").replace("\u0301", "'").encode("ascii", "ignore").decode()
