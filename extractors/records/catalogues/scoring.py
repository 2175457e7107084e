"""Schemes of evaluation in prose: `Item: max 10 punti`, and the points that the text under it says were given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.flow import Flow
from extractors.flow.blocks import TextBlock
from extractors.lexicon import Lexicon, fold_label
from extractors.records.catalogues.entries import Entry
from extractors.records.events import Span
from extractors.records.parts import span_of

KIND = "scores"
POINTS = r"(?:punti\s+(?P<{0}a>\d{{1,3}}(?:[.,]\d+)?)|(?P<{0}b>\d{{1,3}}(?:[.,]\d+)?)\s+punti)\b"
MAX = r"(?:max\.?|massimo|fino\s+a|sino\s+a|fino\s+ad\s+un\s+massimo\s+di)"
LABELLED = re.compile(rf"(?:[:–—]|(?<=\w)-|\s-)\s*(?:{MAX}\s+)?{POINTS.format('x')}", re.IGNORECASE)
"""`Item: punti 5`, `Item – max 10 punti`."""
LEADING = re.compile(rf"^{MAX}\s+{POINTS.format('x')}\s*[:–—-]\s*(?P<item>\S.+)$", re.IGNORECASE)
"""`fino a 2,5 punti: item`."""
GRANTED = re.compile(
    rf"\b{MAX}\s+{POINTS.format('x')}\s+per\s+(?:gli|il|lo|la|le|i|l['’])?\s*"
    rf"(?P<item>[^,;.:]{{4,120}}?)(?=[,;.:]|\s+e\s+(?:{MAX}|per)\b|$)",
    re.IGNORECASE,
)
"""`max 15 punti per gli item`, several in a sentence."""
GIVEN = re.compile(
    r"\b(?:riconosciut[oi]|attribuit[oi]|assegnazione|attribuzione|assegnat[oi]|conseguit[oi]|ottenut[oi])\b"
    r"(?:(?!massim|max|minim|fino)[^.:;]){0,150}?\b(?P<points>\d{1,3}(?:,\d+)?)\s+punti\b(?!\s+su)",
    re.IGNORECASE,
)
BOUND = re.compile(r"\b(?:massim|max|minim|almeno)", re.IGNORECASE)
"""Points that could be given, or had to be."""
MARKER = re.compile(r"^\s*(?:[-•➤▪]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
FEWEST = 3
"""Fewer scored items are no scheme."""
LONGEST = 300
"""A printed item has at most so many letters."""
FAR = 15
"""So many paragraphs after an item may still say what was given for it."""


def scores_in_prose(flow: Flow, lexicon: Lexicon) -> list[Entry]:
    """A row for each item with its most points, under a heading that names the people it holds for."""
    phrases = _populations(lexicon)
    population: str | None = None
    found: list[Entry] = []
    last: Entry | None = None
    since = 0
    for block in flow.blocks:
        if not isinstance(block, TextBlock):
            last = None
            continue
        items = list(_items(block, flow)) if population else []
        for values, _ in items:
            values["population"] = Span(population or "", [])
            last = Entry(KIND, values, places=[(block.page, block.box)], block=block)
            found.append(last)
            since = 0
        if items:
            if last is not None and len(items) == 1:
                _given(last, block, items[0][1])
            continue
        if block.bold:
            last = None
            population = named_population(block.text, phrases) or population
        elif last is not None and since < FAR:
            since += 1
            _given(last, block, block.text)
    return found if len(found) >= FEWEST else []


def _items(block: TextBlock, flow: Flow) -> Iterator[tuple[dict[str, Span], str]]:
    """The scored items of one paragraph or heading, each with the text after it."""
    whole = span_of(block.lines, flow.mender)
    text = MARKER.sub("", whole.text)
    if match := LEADING.match(text):
        yield _values(match["item"].rstrip(" .;,"), match, whole), ""
        return
    match = LABELLED.search(text)
    if match and (block.bold or MARKER.match(whole.text)) and 0 < match.start() <= LONGEST:
        item = re.split(r":\s(?![^()]*\))", text[: match.start()])[0].strip(" :–—-")
        if len(item) > 3:
            yield _values(item, match, whole), text[match.end() :]
            return
    for match in GRANTED.finditer(text):
        yield _values(match["item"].strip(" ,"), match, whole), text[match.end() :]


def _values(item: str, match: re.Match[str], whole: Span) -> dict[str, Span]:
    points = match["xa"] or match["xb"]
    return {"item": Span(item, whole.places), "max_points": Span(points, whole.places)}


def finish_scores(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """Rows of a table of scores, with the people that its headings name."""
    phrases = _populations(lexicon)
    for entry in entries:
        entry.context = {}
        titles = [*(span.text for span in reversed(entry.lead)), *reversed(entry.headings)]
        name = next((p for t in titles if (p := named_population(t, phrases))), None)
        if name and "population" not in entry.values:
            entry.values["population"] = Span(name)
    return [e for e in entries if e.text("item")]


def _given(entry: Entry, block: TextBlock, text: str) -> None:
    """The points that a text says were given."""
    if "assigned" in entry.values:
        return
    for match in GIVEN.finditer(text):
        before = re.split(r"[.:;]", text[: match.start()])[-1]
        if not BOUND.search(before):
            entry.values["assigned"] = Span(match["points"], [(block.page, block.box)])
            return


def _populations(lexicon: Lexicon) -> list[tuple[str, str]]:
    """(folded phrase, population) of the lexicon."""
    told = lexicon.words.get("populations") or {}
    return [(fold_label(str(phrase)), str(name)) for name, phrases in told.items() for phrase in phrases]


def named_population(heading: str, phrases: list[tuple[str, str]]) -> str | None:
    """The population that a heading names first; of two phrases that begin together the longer one tells."""
    folded = f" {fold_label(heading)} "
    hits = [(at, -len(phrase), name) for phrase, name in phrases if (at := folded.find(f" {phrase} ")) >= 0]
    return min(hits)[2] if hits else None
