"""What was understood of a plan, and what was not: ``piao inspect``."""

from __future__ import annotations

import base64
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path

import yaml

from extractors.flow import TableBlock
from extractors.grid.model import Cell
from extractors.lexicon import Lexicon, fold_label
from extractors.plumber import render
from extractors.reading import Box
from extractors.records import Card, Entry, ServiceCard
from extractors.records.aside import is_registry
from extractors.records.events import places_hull
from pipeline.drawing import Colour
from pipeline.explain import KINDS, card_marks, entry_marks, service_marks
from pipeline.ledger import PageWords, ledger_of, roles_of
from pipeline.options import ReadOptions
from pipeline.read_plan import Stages, extract_of

DPI = 80
"""Dots per inch of the pictures of pages."""
DOMAINS = ("objective", "phase", "indicator", "resources", "service")
LONGEST = 7
"""A label has at most this many words."""
RED: Colour = (220, 38, 38)
GREY: Colour = (140, 146, 153)


@dataclass(slots=True)
class Unknown:
    """A printed label that the lexicon does not know, with its nearest entries: (label, domain.field, likeness)."""

    label: str
    pages: list[int]
    nearest: list[tuple[str, str, float]]

    @property
    def line(self) -> str:
        """A line of YAML that is a whole lexicon file: the label as the nearest entry's field."""
        domain, _, name = self.nearest[0][1].partition(".")
        entry = {"domain": domain, "labels": {name: [fold_label(self.label)]}}
        return yaml.safe_dump(entry, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1000).strip()


@dataclass(slots=True)
class Inspection:
    """What ``piao inspect`` tells."""

    stages: Stages
    unknown: list[Unknown]
    idle: list[TableBlock]
    """Tables that fed no record."""
    ledger: list[PageWords] = field(default_factory=list)

    @property
    def share_kept(self) -> float:
        words = sum(page.words for page in self.ledger)
        return 1 - sum(len(page.unclaimed) for page in self.ledger) / words if words else 1.0


def inspect_plan(pdf: Path, options: ReadOptions | None = None) -> Inspection:
    """Read a plan and look at what is left over. Raises the errors of ``read_plan``."""
    stages = extract_of(pdf, options)
    roles = roles_of(stages.extract)
    tables = [block for block in stages.flow.blocks if isinstance(block, TableBlock)]
    idle = [block for block in tables if id(block) not in roles]
    return Inspection(stages, _unknown(stages, tables), idle, ledger_of(stages.held, roles))


# --- labels that were not understood ---


def _unknown(stages: Stages, tables: list[TableBlock]) -> list[Unknown]:
    """Each label once, those of most pages first."""
    found: dict[str, tuple[str, list[int]]] = {}
    values = _values(stages)
    fed = {id(entry.block) for entry in stages.extract.entries}
    others = [table for table in tables if id(table) not in fed and not is_registry(table.grid, stages.lexicon)]
    for label, page in [*_of_cards(stages.extract.cards), *_of_tables(others, stages.lexicon)]:
        _, pages = found.setdefault(fold_label(label), (label.strip(" :"), []))
        if page and page not in pages:
            pages.append(page)
    every = [
        Unknown(label, sorted(pages), [n for n in stages.lexicon.nearest(label, 12) if _addable(n[1])][:3])
        for folded, (label, pages) in found.items()
        if folded and folded not in values
    ]
    return sorted((one for one in every if one.nearest), key=lambda one: (-len(one.pages), one.pages, one.label))


def _values(stages: Stages) -> set[str]:
    """What records hold, folded: a bold title is no label."""
    spans = [span for card in stages.extract.cards for span in card.fields.values()]
    rows = [row for card in stages.extract.cards for row in card.rows]
    spans += [span for row in rows for span in row.values.values()]
    spans += [service.name for service in stages.extract.services]
    return {fold_label(span.text) for span in spans}


def _addable(entry: str) -> bool:
    return entry.partition(".")[0] in DOMAINS


def _of_cards(cards: list[Card]) -> Iterator[tuple[str, int]]:
    for card in cards:
        hull = places_hull(card.places)
        for label, value in card.unknown:
            yield label, value.places[0][0] if value.places else hull[0] if hull else 0


def _of_tables(tables: list[TableBlock], lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Bold cells of a head, and bold first cells beside a value, that look like labels."""
    for table in tables:
        for number, row in enumerate(table.grid.rows()):
            filled = [cell for cell in row if cell.filled]
            head = len(filled) > 1 and number < 2 and all(cell.bold for cell in filled)
            beside = len(filled) > 1 and filled[0].bold and not filled[1].bold and filled[0].col == 0
            for cell in filled if head else filled[:1] if beside else []:
                known = lexicon.best(cell.text, lexicon.labels) or lexicon.section(cell.text)
                if _like_label(cell) and not known:
                    yield cell.text, cell.page


def _like_label(cell: Cell) -> bool:
    words = fold_label(cell.text).split()
    letters = sum(c.isalpha() for c in cell.text)
    return 0 < len(words) <= LONGEST and letters > 2 and not any(c.isdigit() for c in cell.text)


# --- as text ---


def as_text(seen: Inspection) -> Iterator[str]:
    """The report, line by line."""
    stages = seen.stages
    cards, services = stages.extract.cards, stages.extract.services
    counts = {kind: sum(len(card.of(kind)) for card in cards) for kind in ("phase", "indicator")}
    yield (
        f"{stages.file_name}: {stages.page_count} pages, {len(cards)} objectives, {counts['phase']} phases, "
        f"{counts['indicator']} indicators, {len(services)} services; {seen.share_kept:.2%} of the words kept"
    )
    yield from ["", "understood"]
    for section, group in groupby(_records(cards, services), key=lambda item: item[0]):
        yield f"  {section or '(no heading)'}"
        for _, page, text in group:
            yield f"    p. {page}  {text}"
    yield from _lists(stages.extract.entries)
    if not cards and not services and not stages.extract.entries:
        yield "  nothing"
    yield from ["", "labels not understood" if seen.unknown else "labels not understood: none"]
    for unknown in seen.unknown:
        near = "; ".join(f"{label} = {entry} ({score:.0f})" for label, entry, score in unknown.nearest)
        yield f"  {unknown.label}  (p. {', '.join(map(str, unknown.pages))})"
        yield f"    nearest: {near}"
        yield f"    to add, if it is right: {unknown.line}"
    yield from ["", "tables without a role" if seen.idle else "tables without a role: none"]
    for table in seen.idle:
        yield f"  p. {table.page}  {table.grid.n_rows} rows, {table.grid.n_cols} columns: {_head(table)}"
    lost = [page for page in seen.ledger if page.unclaimed]
    yield from ["", "words that nobody claimed" if lost else "words that nobody claimed: none"]
    for account in lost:
        yield f"  p. {account.page}  {account.named(20)}"


def _records(cards: list[Card], services: list[ServiceCard]) -> Iterator[tuple[str, int, str]]:
    """Section, page, and the record in a line."""
    for card in cards:
        hull = places_hull(card.places)
        counts = ", ".join(
            f"{n} {kind}" + ("s" if n > 1 else "") for kind in ("phase", "indicator") if (n := len(card.of(kind)))
        )
        yield " > ".join(card.section), hull[0] if hull else 0, _short(card.text("title")) + (counts and f" ({counts})")
    for service in services:
        hull = places_hull(service.places)
        text = f"service {_short(service.name.text)} ({len(service.rows)} indicators)"
        yield " > ".join(service.section), hull[0] if hull else 0, text


def _lists(entries: list[Entry]) -> Iterator[str]:
    """Rows of lists and prose by table, with their pages."""
    if entries:
        yield "  (lists and prose)"
    for kind, count in Counter(entry.kind for entry in entries).items():
        pages = sorted({page for entry in entries if entry.kind == kind for page, _ in entry.places})
        where = f"pp. {pages[0]}-{pages[-1]}" if len(pages) > 1 else f"p. {pages[0]}" if pages else ""
        yield f"    {where}  {count} in {kind}"


def _head(table: TableBlock) -> str:
    texts = [cell.text for cell in table.grid.rows()[0] if cell.text] if table.grid.n_rows else []
    return _short(" | ".join(texts), 100)


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


# --- as a page of HTML ---

_STYLE = """body{font:14px/1.45 system-ui,sans-serif;margin:2em;color:#212529;background:#f7f8fa}
.page{display:flex;gap:1.5em;align-items:flex-start;margin:1.5em 0;border-top:1px solid #d6dadf;padding-top:1em}
.sheet{position:relative;flex:none;box-shadow:0 0 4px #999}.sheet img{display:block}
.sheet i{position:absolute;box-sizing:border-box;border:1px solid}.key i{display:inline-block;width:1em;height:1em}
.key span{margin-right:1.2em}pre{white-space:pre-wrap;background:#fff;padding:1em}"""


def as_html(seen: Inspection, pdf: Path, password: str | None = None) -> Iterator[str]:
    """One file that needs nothing beside it: the report, then each page with its boxes and its records."""
    name = escape(seen.stages.file_name)
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
    yield f"<style>{_STYLE}</style></head><body><h1>{name}</h1>"
    yield f"<pre>{escape(chr(10).join(as_text(seen)))}</pre><p class='key'>"
    kinds = [*KINDS.values(), ("table without a role", GREY), ("words that nobody claimed", RED)]
    for label, colour in kinds:
        yield f"<span>{_box(colour)} {escape(label)}</span>"
    yield "</p>"
    marks = _marks(seen)
    for account, page in zip(seen.ledger, seen.stages.pages, strict=True):
        picture = render(pdf, page.number, DPI / 72, password)
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=70)
        yield f'<h2 id="p{page.number}">page {page.number}</h2><div class="page">'
        yield f'<div class="sheet" style="width:{picture.width}px;height:{picture.height}px">'
        source = base64.b64encode(data.getvalue()).decode()
        yield f'<img alt="page {page.number}" src="data:image/jpeg;base64,{source}">'
        here = marks.get(page.number, [])
        words = [(word.box, RED, f"nobody claimed: {word.text}") for word in account.unclaimed]
        for box, colour, label in [*here, *words]:
            yield _box(colour, page.content.as_shown(box) if page.content else box, label)
        yield "</div><div><ul>"
        for text in dict.fromkeys(label for _, _, label in here):
            yield f"<li>{escape(text)}</li>"
        yield f"</ul><p>{account.words} words, {len(account.unclaimed)} claimed by nobody</p></div></div>"
    yield "</body></html>"


Marked = tuple[Box, Colour, str]


def _marks(seen: Inspection) -> dict[int, list[Marked]]:
    """What is drawn on each page: the parts of records, and tables without a role."""
    found: dict[int, list[Marked]] = {}
    for position, card in enumerate(seen.stages.extract.cards, 1):
        texts = {f"{name}".replace("_", " "): span.text for name, span in card.fields.items()}
        for kind, places, label in card_marks(card, position):
            told = f"#{position} {label}: {_short(texts[label], 160)}" if label in texts else label
            for page, box in places:
                found.setdefault(page, []).append((box, KINDS.get(kind, KINDS["field"])[1], told))
    for position, service in enumerate(seen.stages.extract.services, 1):
        for _, places, label in service_marks(service, position):
            for page, box in places:
                found.setdefault(page, []).append((box, KINDS["service"][1], f"S{position} {label}"))
    for entry in seen.stages.extract.entries:
        for _, places, label in entry_marks(entry):
            for page, box in places:
                found.setdefault(page, []).append((box, KINDS["listed"][1], label))
    for table in seen.idle:
        found.setdefault(table.page, []).append((table.box, GREY, f"table without a role: {_head(table)}"))
    return found


def _box(colour: Colour, box: Box | None = None, label: str = "") -> str:
    """A coloured box: on the page when it has a place, in the key when not."""
    rgb = ",".join(map(str, colour))
    place = ""
    if box is not None:
        x0, top, x1, bottom = (round(value * DPI / 72) for value in box)
        left, upper = min(x0, x1), min(top, bottom)
        place = f"left:{left}px;top:{upper}px;width:{abs(x1 - x0) + 1}px;height:{abs(bottom - top) + 1}px;"
    title = f' title="{escape(label, quote=True)}"' if label else ""
    return f'<i{title} style="{place}border-color:rgb({rgb});background:rgba({rgb},.18)"></i>'
