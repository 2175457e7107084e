"""What each stage saw on a page, drawn over it: ``piao explain``.

Each stage is a function from the page to its ``Drawing``; ``pipeline.drawing`` puts any drawing on paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image

from extractors.grid import Grid, PageTables, tables_of
from extractors.plumber import PlumberPage, render
from extractors.reading import Box, PageContent, open_engine
from extractors.reading.content import hull
from extractors.records import Card, Entry, Extract, Row, ServiceCard
from pipeline.drawing import INK, SCALE, Colour, Drawing, Mark, Note, drawn
from pipeline.read_plan import extract_of
from schemas.errors import UsageError

Place = tuple[int, Box]

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
        found = list(card_marks(card, position))
        _record(drawing, content, found, card.places, f"#{position}", INK)
        on_page = [kind for kind, places, _ in found if _here(places, number)]
        used.update(on_page)
        if on_page or _here(card.places, number):
            listed += _summary(f"#{position}", card.text("title"), card.places, number, on_page)
    for position, service in enumerate(extract.services, 1):
        found = list(service_marks(service, position))
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


def card_marks(card: Card, position: int) -> Iterable[Found]:
    for name, span in card.fields.items():
        yield ("title" if name == "title" else "field"), span.places, name.replace("_", " ")
    for span in card.typology:
        yield "field", span.places, "typology"
    fields = {place for span in card.fields.values() for place in span.places}
    yield from _row_marks(card.rows, f"#{position}", fields)


def service_marks(service: ServiceCard, position: int) -> Iterable[Found]:
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
        drawing.marks.append(Mark(content.as_shown(hull(boxes)).grown(2.5), colour, width=2, label=name))


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


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
