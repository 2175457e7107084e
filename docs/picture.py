"""Draw ``page.png`` for the README: a page of a sample with its boxes, beside its rows (``make docs``)."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from extractors.plumber import render
from extractors.reading import open_engine
from pipeline.drawing import INK, PAPER, Colour, font, legible, marked, wrapped
from pipeline.explain import KINDS, records_seen
from pipeline.read_plan import read_plan
from schemas import PlanResult

DOCS = Path(__file__).parent
SAMPLE = DOCS.parent / "samples" / "comune_montefosco_peg_2025.pdf"
PAGE = 3
SCALE = 1.35
"""Pixels per point."""
TABLES = 760
"""Pixels that the rows are wide."""
GAP = 28
LINE = 17
MOST = 3
"""Lines of a text that are shown."""
LIMIT = 300_000
"""Bytes that the picture may have."""

FIELDS = ("title", "responsible", "unit", "mission", "programme", "strategic_area", "strategic_objective")
FIELDS += ("operational_objective", "assessor", "stakeholders_final", "expected_impact", "description")

Column = tuple[str, int]
"""Heading, width in pixels."""


def picture() -> Image.Image:
    """The page at the left, its rows at the right."""
    engine = open_engine(SAMPLE)
    try:
        marks = records_seen(SAMPLE, engine.page(PAGE)).marks
    finally:
        engine.close()
    page = marked(render(SAMPLE, PAGE, SCALE), marks, SCALE)
    rows = _rows(read_plan(SAMPLE), page.height)
    sheet = Image.new("RGB", (page.width + rows.width, page.height), PAPER)
    sheet.paste(page, (0, 0))
    sheet.paste(rows, (page.width, 0))
    return sheet


def _rows(plan: PlanResult, height: int) -> Image.Image:
    """The page's first objective and what hangs on it, a table each."""
    panel = Image.new("RGB", (TABLES, height), PAPER)
    draw = ImageDraw.Draw(panel)
    card = next(o for o in plan.objectives if o.page == PAGE)
    fields = [(name, _shown(getattr(card, name))) for name in FIELDS]
    fields.append(("page, box", f"{card.page}, ({card.x0:.0f}, {card.top:.0f}, {card.x1:.0f}, {card.bottom:.0f})"))
    phases = [p for p in plan.phases if p.objective_id == card.objective_id]
    indicators = [i for i in plan.indicators if i.objective_id == card.objective_id]
    values = {i.indicator_id: [t for t in plan.targets if t.indicator_id == i.indicator_id] for i in indicators}
    y = GAP
    y = _table(draw, y, "objectives", KINDS["title"][1], [("", 160), ("", 530)], [f for f in fields if f[1]])
    columns = [("description", 360), ("start_date", 100), ("end_date", 100), ("responsible", 140)]
    cells = [[_shown(getattr(p, name)) for name, _ in columns] for p in phases]
    y = _table(draw, y, "phases", KINDS["phase"][1], columns, cells)
    columns = [
        ("description", 278),
        ("target_raw", 126),
        ("operator", 80),
        ("value", 60),
        ("unit", 60),
        ("due_date", 90),
    ]
    cells = []
    for indicator in indicators:
        target = next((t for t in values[indicator.indicator_id] if t.role == "target"), None)
        parts = [target.operator, target.value, target.unit, target.due_date] if target else [None] * 4
        cells.append([_shown(v) for v in (indicator.description, indicator.target_raw, *parts)])
    _table(draw, y, "indicators, targets", KINDS["indicator"][1], columns, cells)
    return panel


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value or "")


def _table(
    draw: ImageDraw.ImageDraw, y: int, name: str, colour: Colour, columns: list[Column], rows: list[list[str]]
) -> int:
    """Draws a table from height ``y`` down; gives the height below it."""
    x = GAP
    draw.rectangle((x, y, TABLES - GAP, y + 24), fill=colour)
    draw.text((x + 8, y + 12), name, font=font(14), fill="white", anchor="lm", stroke_width=0.4)
    y += 32
    if any(heading for heading, _ in columns):
        y = _row(draw, y, [heading for heading, _ in columns], columns, colour)
    for row in rows:
        draw.line((x, y - 3, TABLES - GAP, y - 3), fill=(222, 226, 230))
        y = _row(draw, y, row, columns, INK)
    return y + GAP


def _row(draw: ImageDraw.ImageDraw, y: int, texts: list[str], columns: list[Column], colour: Colour) -> int:
    x, lowest = GAP + 4, y
    for text, (_, width) in zip(texts, columns, strict=True):
        lines = wrapped(draw, legible(text), font(12), width - 10)
        if len(lines) > MOST:
            lines = [*lines[: MOST - 1], lines[MOST - 1].rstrip(" ,;") + " ..."]
        for n, line in enumerate(lines):
            draw.text((x, y + LINE * n), line, font=font(12), fill=colour)
            lowest = max(lowest, y + LINE * (n + 1))
        x += width
    return lowest + 6


def write() -> Path:
    """Draws the picture and checks its size."""
    path = DOCS / "page.png"
    picture().quantize(128, method=Image.Quantize.FASTOCTREE).save(path, "PNG", optimize=True)
    if path.stat().st_size > LIMIT:
        raise ValueError(f"{path} has {path.stat().st_size} bytes, more than {LIMIT}")
    return path


if __name__ == "__main__":
    print(write())
