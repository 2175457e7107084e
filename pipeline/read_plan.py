"""How a PDF becomes rows: the stages in order. Read this first.

read      extractors.reading   PDF -> words, rules, shadings, images of each page, upright
grid      extractors.grid      page -> tables of cells with spans, and lines of text
flow      extractors.flow      pages -> one stream of blocks, tables and cells joined over pages
label     extractors.records   blocks -> events: printed labels as contract fields, rows, titles
record    extractors.records   events -> raw cards, phases, indicators, services, each with its place; below it
                               ``catalogues``: rows of risks, staff, hires …, and facts and acts from prose
normalise pipeline.rows        raw -> contract rows with values beside the print (normalizers); ``assemble`` puts
                               them together, with what needs the whole plan (``values``, ``confidence``)
outline   extractors.outline   blocks -> headings with paths, what frames tables, lists of the running text:
                               for the rows of ``sections`` and ``tables``
check     pipeline.checks      rows -> findings
land      pipeline.land        rows -> DuckDB, by the caller
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extractors.flow import Flow, flow_of
from extractors.grid import PageTables, tables_of
from extractors.identity import Identity, identity_of
from extractors.layouts import Profile, load_profile
from extractors.lexicon import Lexicon, fold_label, load_lexicon
from extractors.outline import condense
from extractors.reading import Engine, Note, open_engine
from extractors.records import Extract, cards_of, events_of
from extractors.records.catalogues.lists import with_prose
from extractors.records.catalogues.prose import prose_entries
from extractors.records.catalogues.units import listed_units
from extractors.records.headings import CLASS, is_card_heading
from extractors.records.refine import refined
from pipeline.assemble import assemble
from pipeline.checks import checked
from pipeline.intake import sniff
from pipeline.ledger import PageHeld, held_of, roles_of
from pipeline.notes import with_notes
from pipeline.options import ReadOptions
from schemas import PlanResult
from schemas.errors import TooManyPages

Progress = Callable[[int, int], None]
"""Called with (pages read, pages in all)."""


def read_plan(path: Path, options: ReadOptions | None = None, progress: Progress | None = None) -> PlanResult:
    """All rows of one plan. Pure: no database, no printing; the result is picklable.

    Raises the errors of ``schemas.errors`` for a file that cannot give a plan.
    """
    stages = extract_of(path, options, progress)
    plan = assemble(
        stages.file_name,
        stages.sha256,
        stages.page_count,
        stages.identity,
        stages.extract,
        stages.flow,
        stages.pages,
        stages.held,
        stages.lexicon,
    )
    return checked(with_notes(plan, stages.notes))


@dataclass(slots=True)
class Stages:
    """What each stage before the rows gave, for those who draw or list it (``piao explain``, ``piao inspect``)."""

    file_name: str
    sha256: str
    page_count: int
    lexicon: Lexicon
    pages: list[PageTables]
    """Without their words: those are in the flow's blocks."""
    flow: Flow
    held: list[PageHeld]
    """The words of each page by the blocks that hold them."""
    extract: Extract
    identity: Identity
    notes: list[Note]


def extract_of(path: Path, options: ReadOptions | None = None, progress: Progress | None = None) -> Stages:
    """Everything up to the raw records, with all that was found on the way."""
    options = options or ReadOptions()
    path = Path(path)
    sniff(path)
    profile = load_profile(options.profile) if options.profile else Profile()
    lexicon = load_lexicon(options.lexicons)
    if options.profile:
        lexicon = profile.extended(lexicon)
    engine = open_engine(path, options.password)
    try:
        if engine.page_count > options.max_pages:
            raise TooManyPages(path)
        pages = _pages(engine, progress, profile)
    finally:
        engine.close()
    flow = flow_of(pages, lambda text: _is_label(text, lexicon))
    held = held_of(flow, pages)
    pages = [page.bare() for page in pages]
    identity = identity_of(flow, lexicon, path.name)
    flow.furniture.clear()  # running heads are counted, and have named the body: their words are of no more use
    extract = _records(flow, lexicon)
    sha = _sha256(path)
    return Stages(path.name, sha, engine.page_count, lexicon, pages, flow, held, extract, identity, engine.notes)


def _records(flow: Flow, lexicon: Lexicon) -> Extract:
    """Records of cards and tables first; then what lists and prose state besides them."""
    extract = cards_of(events_of(flow, lexicon, lambda block: condense(block, flow.mender)), lexicon, flow.body_size)
    extract.entries += listed_units(flow.blocks, lexicon)
    extract = with_prose(refined(extract, lexicon), flow, lexicon)
    extract.entries += prose_entries(flow, lexicon, roles_of(extract))
    return extract


def _pages(engine: Engine, progress: Progress | None, profile: Profile) -> list[PageTables]:
    pages: list[PageTables] = []
    for number in range(1, engine.page_count + 1):
        content = engine.page(number)
        pages.append(profile.applied(tables_of(content)))
        content.forget_drawing()
        if progress:
            progress(number, engine.page_count)
    return pages


def _is_label(text: str, lexicon: Lexicon) -> bool:
    """A line that comes back on every page and is a card's label or heading is not furniture."""
    folded = fold_label(text.replace("0", " "))
    if CLASS.match(text) or is_card_heading(text, lexicon):
        return True
    return folded in lexicon.card_headings or bool(lexicon.find(text, "objective")) or bool(lexicon.section(text))


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()
