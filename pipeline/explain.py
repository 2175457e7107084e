"""What each stage saw on a page, drawn over it: ``piao explain``.

A picture is the page as a viewer shows it under coloured marks, with a panel beside it that says what the colours mean.
Each stage is a function from the page to its ``Drawing``; ``drawn`` puts any drawing on paper.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from extractors.grid import Grid, PageTables, tables_of
from extractors.plumber import PlumberPage, render
from extractors.reading import Box, PageContent, open_engine
from extractors.records import Card, Entry, Extract, Row, ServiceCard
from pipeline.read_plan import extract_of
from schemas.errors import UsageError

Colour = tuple[int, int, int]
Place = tuple[int, Box]

SCALE = 1.7
"""Pixels per point."""
PANEL = 400
"""Width of the panel, pixels."""
MARGIN = 18
INK: Colour = (33, 37, 41)
PAPER: Colour = (247, 248, 250)

BLUE: Colour = (37, 99, 235)
RED: Colour = (220, 38, 38)
GREEN: Colour = (22, 145, 72)
ORANGE: Colour = (234, 120, 12)
VIOLET: Colour = (124, 58, 237)
TEAL: Colour = (8, 145, 160)
PINK: Colour = (219, 39, 119)
GREY: Colour = (140, 146, 153)

KINDS: dict[str, tuple[str, Colour]] = {
    "title": ("title", BLUE),
    "field": ("other fields of the objective", VIOLET),
    "phase": ("phases", GREEN),
    "indicator": ("indicators", ORANGE),
    "budget": ("budget lines", PINK),
    "staff": ("staff lines", (146, 98, 40)),
    "service": ("service", TEAL),
    "listed": ("rows of lists, facts, acts", (101, 117, 11)),
}
READERS: dict[str, tuple[str, Colour]] = {
    "rules": ("ruling lines", BLUE),
    "lines": ("horizontal rules and gaps", GREEN),
    "network": ("gaps alone (network)", ORANGE),
}


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


def explain(pdf: Path, page: int, stage: str, output: Path) -> Path:
    """Draw what ``stage`` (words, rules, grid, records) saw on ``page`` (from 1) as a PNG; gives the path written.

    Raises UsageError for a page or a stage that does not exist, and the errors of ``read_plan``.
    """
    pdf, output = Path(pdf), Path(output)
    if stage not in STAGES:
        raise UsageError(f"there is no stage {stage!r}; choose one of {', '.join(STAGES)}")
    engine = open_engine(pdf)
    try:
        if not 1 <= page <= engine.page_count:
            last = engine.page_count
            raise UsageError(pdf, f"has no page {page}", "its only page is 1" if last == 1 else f"choose 1 to {last}")
        content = engine.page(page)
    finally:
        engine.close()
    drawing = STAGES[stage](pdf, content)
    heading = [Note(f"{stage}, page {page}", bold=True), Note(pdf.name)]
    picture = drawn(render(pdf, page, SCALE), Drawing(drawing.marks, heading + drawing.notes))
    output.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(256, method=Image.Quantize.FASTOCTREE).save(output, "PNG", optimize=True)
    return output


# --- the stages ---


def words_seen(_: Path, content: PageContent) -> Drawing:
    """Each word's box, coloured by its style."""
    styles = {
        "plain": BLUE,
        "bold": RED,
        "italic": VIOLET,
        "sideways": GREEN,
    }
    counts = dict.fromkeys(styles, 0)
    drawing = Drawing()
    for word in content.words:
        style = "sideways" if word.angle else "bold" if word.bold else "italic" if word.italic else "plain"
        counts[style] += 1
        drawing.marks.append(Mark(content.as_shown(word.box), styles[style], tint=28))
    drawing.notes = [Note(f"{len(content.words)} words"), *_turn_note(content)]
    drawing.notes += [Note(f"{count} {style}", styles[style]) for style, count in counts.items() if count]
    return drawing


def rules_seen(_: Path, content: PageContent) -> Drawing:
    """Ruling lines, shadings and pictures."""
    drawing = Drawing()
    for shading in content.shadings:
        drawing.marks.append(Mark(content.as_shown(shading.box), ORANGE, tint=40))
    for image in content.images:
        drawing.marks.append(Mark(content.as_shown(image.box), VIOLET, tint=40, label="image"))
    across = [rule for rule in content.rules if rule.horizontal]
    for rule in content.rules:
        box = content.as_shown(Box(rule.x0, rule.top, rule.x1, rule.bottom))
        drawing.marks.append(Mark(box, RED if rule.horizontal else BLUE, width=3))
    tables = PlumberPage(content).find_tables()
    drawing.notes = [
        *_turn_note(content),
        Note(f"{len(across)} horizontal rules", RED),
        Note(f"{len(content.rules) - len(across)} vertical rules", BLUE),
        Note(f"{len(content.shadings)} shadings", ORANGE),
        Note(f"{len(content.images)} images", VIOLET),
        Note(f"pdfplumber's finder: {_count(len(tables), 'table')}, {sum(len(t.cells) for t in tables)} cells"),
    ]
    return drawing


def grid_seen(_: Path, content: PageContent) -> Drawing:
    """Tables with their cells; merged cells say their span, headers are tinted, lines outside tables are grey."""
    page = tables_of(content)
    drawing = Drawing()
    for line in page.lines:
        drawing.marks.append(Mark(content.as_shown(line.box), GREY, tint=14))
    for number, grid in enumerate(page.grids, 1):
        colour = READERS[grid.reader][1]
        heads = _header_rows(grid)
        for cell in grid.cells:
            span = f"{cell.rowspan} x {cell.colspan}" if cell.rowspan * cell.colspan > 1 else ""
            tint = 70 if cell.row < heads else 22 if cell.filled else 0
            drawing.marks.append(Mark(content.as_shown(cell.box), colour, tint=tint, label=span))
        drawing.marks.append(Mark(content.as_shown(grid.box), colour, width=3, label=f"table {number}"))
        cut = [end for end, is_open in (("top", grid.open_top), ("foot", grid.open_bottom)) if is_open]
        ends = f", open at its {' and '.join(cut)}" if cut else ""
        drawing.notes.append(Note(f"table {number}: {grid.n_rows} rows, {grid.n_cols} columns{ends}"))
    readers = [Note(f"read from {READERS[name][0]}", READERS[name][1]) for name in _readers(page)]
    tints = [Note("deeper tint: header; n x m: rows and columns merged")] if page.grids else []
    lines = [Note(f"{_count(len(page.lines), 'line')} of text outside tables", GREY)]
    drawing.notes = [*_turn_note(content), *readers, *tints, *lines, Note(""), *drawing.notes]
    return drawing


def records_seen(pdf: Path, content: PageContent) -> Drawing:
    """Objectives, phases, indicators, services, rows of lists: every place of theirs on this page."""
    number = content.number
    extract = _extract(pdf)
    drawing = Drawing()
    used: set[str] = set()
    listed: list[Note] = []
    for position, card in enumerate(extract.cards, 1):
        found = list(_card_marks(card, position))
        _record(drawing, content, found, card.places, f"#{position}", INK)
        on_page = [kind for kind, places, _ in found if _here(places, number)]
        used.update(on_page)
        if on_page or _here(card.places, number):
            listed += _summary(f"#{position}", card.text("title"), card.places, number, on_page)
    for position, service in enumerate(extract.services, 1):
        found = list(_service_marks(service, position))
        _record(drawing, content, found, service.places, f"S{position}", TEAL)
        on_page = [kind for kind, places, _ in found if _here(places, number)]
        used.update(on_page)
        if on_page:
            listed += _summary(f"S{position}", service.name.text, service.places, number, on_page)
    of_page = [entry for entry in extract.entries if _here(entry.places, number)]
    for entry in of_page:
        _record(drawing, content, list(entry_marks(entry)), entry.places, "", KINDS["listed"][1])
        used.add("listed")
    kinds = Counter(entry.kind for entry in of_page)
    listed += [Note(f"{count} in {kind.replace('_', ' ')}", bold=True) for kind, count in kinds.items()]
    legend = [Note(name, colour) for kind, (name, colour) in KINDS.items() if kind in used]
    nothing = [] if listed else [Note("no record on this page")]
    drawing.notes = [*legend, *nothing, Note(""), *listed]
    return drawing


Found = tuple[str, Sequence[Place], str]
"""Kind (a key of KINDS), places, label."""


def _card_marks(card: Card, position: int) -> Iterable[Found]:
    for name, span in card.fields.items():
        yield ("title" if name == "title" else "field"), span.places, name.replace("_", " ")
    for span in card.typology:
        yield "field", span.places, "typology"
    fields = {place for span in card.fields.values() for place in span.places}
    yield from _row_marks(card.rows, f"#{position}", fields)


def _service_marks(service: ServiceCard, position: int) -> Iterable[Found]:
    yield "service", service.name.places, f"S{position}"
    if service.responsible:
        yield "service", service.responsible.places, "responsible"
    yield from _row_marks(service.rows, f"S{position}", set(service.name.places))


def entry_marks(entry: Entry) -> Iterable[Found]:
    """The parts of a row of a list."""
    prose = entry.kind in ("facts", "acts")  # their words stand close: the box says enough
    for name, span in entry.values.items():
        yield "listed", span.places, entry.kind if prose else name.replace("_", " ")


def _row_marks(rows: list[Row], of: str, above: set[Place]) -> Iterable[Found]:
    """Rows without the merged cells at their left, which are the objective's or service's own (``above``)."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
        yield row.kind, [place for place in row.places if place not in above], f"{of} {row.kind} {counts[row.kind]}"


def _record(
    drawing: Drawing, content: PageContent, found: list[Found], places: Sequence[Place], name: str, colour: Colour
) -> None:
    """The marks of one record's parts, under its own outline."""
    boxes = _here(places, content.number)
    known = {(mark.box, mark.colour) for mark in drawing.marks}  # context that holds for several records is drawn once
    for kind, where, label in found:
        colour_of = KINDS.get(kind, KINDS["field"])[1]
        for n, box in enumerate(_here(where, content.number)):
            shown = content.as_shown(box)
            if (shown, colour_of) not in known:
                known.add((shown, colour_of))
                drawing.marks.append(Mark(shown, colour_of, tint=34, label="" if n else label))
    if boxes:
        drawing.marks.append(Mark(content.as_shown(_around(boxes)).grown(2.5), colour, width=2, label=name))


def _summary(name: str, title: str, places: Sequence[Place], number: int, kinds: list[str]) -> list[Note]:
    first, last = min(page for page, _ in places), max(page for page, _ in places)
    before = f"from page {first}" if first < number else ""
    after = f"to page {last}" if last > number else ""
    counted = [_count(kinds.count(kind), kind) for kind in ("phase", "indicator", "budget", "staff") if kind in kinds]
    details = ", ".join(filter(None, [*counted, before, after]))
    notes = [Note(f"{name}  {title or '(no title)'}", bold=True)]
    return [*notes, Note(details)] if details else notes


@lru_cache(maxsize=1)
def _extract(pdf: Path) -> Extract:
    """The raw records with all their places, as ``read_plan`` has them before they become rows."""
    return extract_of(pdf).extract


STAGES: dict[str, Callable[[Path, PageContent], Drawing]] = {
    "words": words_seen,
    "rules": rules_seen,
    "grid": grid_seen,
    "records": records_seen,
}


def _turn_note(content: PageContent) -> list[Note]:
    return [Note(f"text stands sideways: read turned by {content.turn}°")] if content.turn else []


def _readers(page: PageTables) -> list[str]:
    return [name for name in READERS if any(grid.reader == name for grid in page.grids)]


def _header_rows(grid: Grid) -> int:
    """Rows at the head that look unlike the last row: all bold, or shaded where it is not."""
    rows = grid.rows()
    last = {cell.shade for cell in rows[-1]} if rows else set()
    heads = 0
    for row in rows[:-1]:
        filled = [cell for cell in row if cell.filled]
        shaded = all(cell.shade and cell.shade not in last for cell in row)
        if not filled or not (all(cell.bold for cell in filled) or shaded):
            break
        heads += 1
    return heads


def _here(places: Sequence[Place], number: int) -> list[Box]:
    return [box for page, box in places if page == number]


def _around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


# --- on paper ---


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
