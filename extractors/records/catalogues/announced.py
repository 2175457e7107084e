"""Lists in prose that a sentence announces: `Le aree di rischio sono le seguenti:` and then one item a paragraph, or a
table of nothing but names.

The sentences and paragraphs stay what they are for everybody else; the items are entries besides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.flow.blocks import Block, TableBlock, TextBlock
from extractors.grid.lines import Mender
from extractors.grid.model import Line
from extractors.lexicon import Lexicon, fold_label
from extractors.records.catalogues.entries import Entry, EntryEvent, entry_event
from extractors.records.events import Span
from extractors.records.parts import span_of

FEWEST = 3
"""A list has at least so many items."""
LONGEST_ITEM = 200
SHORT_LINE = 0.7
"""A line that ends before this share of the paragraph's width ends its item, when a capital follows."""
NARROW = 3
"""A table of names has at most so many columns."""
ITEM = re.compile(
    r"^\s*(?P<bullet>[-–—•▪●◦■□*>\uf0b7\uf0a7]\s*)?"
    r"(?:(?P<code>[A-Z]{1,2}\d{0,2}|\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4}|[a-z])(?P<mark>[.)]|\s*[-–:])?\s+)?"
    r"(?P<text>[^\W\d_].*)$",
    re.DOTALL,
)
ENDED = re.compile(r"[.;:!?]\s*$")


def announced_lists(blocks: Sequence[Block], lexicon: Lexicon, mender: Mender) -> dict[int, list[EntryEvent]]:
    """id(block) -> the entries that stand in it."""
    found: dict[int, list[EntryEvent]] = {}
    titles = {str(k): [fold_label(str(t)) for t in v] for k, v in (lexicon.words.get("list_titles") or {}).items()}
    following = [fold_label(str(t)) for t in lexicon.words.get("list_announcers") or []]
    for at, block in enumerate(blocks):
        if not isinstance(block, TextBlock) or not block.text.rstrip().endswith(":"):
            continue
        sentence = fold_label(_sentence(blocks, at))
        for kind, phrases in titles.items():
            if not announces(sentence, phrases, following):
                continue
            for entry in _entries(kind, blocks[at + 1 :], lexicon, mender):
                found.setdefault(id(entry.block), []).append(entry)
    return found


def announces(sentence: str, phrases: Sequence[str], following: Sequence[str]) -> bool:
    """The folded sentence ends with the list's name, names it after `seguenti`, or says of it `… sono le seguenti`."""
    for phrase in phrases:
        if sentence.endswith(phrase):
            return True
        if any(re.search(rf"\b{word} (?:\w+ ){{0,2}}{phrase}\b", sentence) for word in following):
            return True
        begins = re.match(rf"(?:le |gli |i |l )?{phrase}\b", sentence)
        if begins and any(sentence.endswith(word) for word in following):
            return True
    return False


def _sentence(blocks: Sequence[Block], at: int) -> str:
    """The announcing sentence, also where it was begun in the paragraph before."""
    block, before = blocks[at], blocks[at - 1] if at else None
    assert isinstance(block, TextBlock)
    text = block.text.rstrip(" :")
    if isinstance(before, TextBlock) and not before.bold and not ENDED.search(before.text):
        text = f"{before.text} {text}"
    return re.split(r"(?<=[.;])\s+(?=[A-ZÀ-Þ])", text)[-1]


def _entries(kind: str, blocks: Sequence[Block], lexicon: Lexicon, mender: Mender) -> list[EntryEvent]:
    if blocks and isinstance(blocks[0], TableBlock):
        return _of_table(kind, blocks[0], lexicon, mender)
    items: list[tuple[TextBlock, re.Match[str], list[Line]]] = []
    for block in blocks:
        if not isinstance(block, TextBlock):
            break
        lines = _own_lines(block)
        match = ITEM.match(span_of(lines, mender).text)
        if not match or not (match["bullet"] or match["mark"]) or len(match["text"]) > LONGEST_ITEM:
            break
        items.append((block, match, lines))
        if len(lines) < len(block.lines):
            break
    if len(items) < FEWEST:
        return []
    coded = all(match["code"] for _, match, _ in items)
    entries: list[EntryEvent] = []
    for block, match, lines in items:
        span = span_of(lines, mender)
        text = match["text"] if coded or not match["code"] else f"{match['code']}{match['mark'] or ''} {match['text']}"
        values = {"description": Span(text.rstrip(" ;,.") if text.endswith((";", ",")) else text, span.places)}
        if coded:
            values["code"] = Span(match["code"], span.places)
        entries.append(entry_event(block, Entry(kind, values, cells=[span], places=span.places), aside=True))
    return entries


def _own_lines(block: TextBlock) -> list[Line]:
    """The lines of an item, without a paragraph that was glued under it."""
    first, right = block.lines[0], max(line.x1 for line in block.lines)
    for k, line in enumerate(block.lines[1:], 1):
        above = block.lines[k - 1]
        capital = line.text[:1].isupper()
        short = above.x1 - first.x0 < SHORT_LINE * (right - first.x0)
        if capital and (short or line.x0 < first.x0 - 1):
            return block.lines[:k]
    return block.lines


def _of_table(kind: str, block: TableBlock, lexicon: Lexicon, mender: Mender) -> list[EntryEvent]:
    """One name a row, perhaps with its code or a tick beside it."""
    grid = block.grid
    if grid.n_cols > NARROW:
        return []
    entries: list[EntryEvent] = []
    for row in grid.rows():
        words = [(c, [w for w in c.text.split() if w not in lexicon.ticks]) for c in row if c.text]
        if any(w in lexicon.unticked for _, ws in words for w in ws):
            continue
        texts = [(c, " ".join(ws)) for c, ws in words if ws]
        if not texts or (not entries and _is_head([t for _, t in texts], kind, lexicon)):
            continue
        if len(texts) > 2 or (len(texts) == 2 and len(texts[0][1]) > 5):
            return []
        cell, text = texts[-1]
        places = span_of(cell.lines, mender).places
        values = {"description": Span(text, places)}
        if len(texts) == 2:
            values["code"] = Span(texts[0][1], span_of(texts[0][0].lines, mender).places)
        entry = Entry(kind, values, cells=[span_of(cell.lines, mender)], places=places)
        entries.append(entry_event(block, entry, aside=True))
    return entries if len(entries) >= FEWEST else []


def _is_head(texts: list[str], kind: str, lexicon: Lexicon) -> bool:
    words = " ".join(texts).split()
    return any(lexicon.find(" ".join(words[:end]), kind) for end in range(1, min(5, len(words)) + 1)) and len(words) < 6
