"""Organisational units printed as an index or a list: `2/9 Settore Tributi`, one a line, under a title that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from extractors.flow.blocks import Block, TextBlock
from extractors.grid.model import Line
from extractors.lexicon import Lexicon, fold_label
from extractors.reading.content import Box
from extractors.records.catalogues.entries import Entry
from extractors.records.events import Span

NUMBER = re.compile(r"^(?:\(?(?P<n>\d{1,3}(?:[./]\d{1,3})*)(?:[.)]|\s*[-–—])?|[-–—•*▪►])(?:\s+|$)")
LEADER = re.compile(r"\s*(?:\.{3,}|…)[\s.…]*\d*\s*$")
"""Dots that lead to a page number."""
SENTENCE = re.compile(r"[.;:]\s*$")
FEWEST = 4
"""A list of units has at least this many."""
REACH = 8
"""The title that announces the list stands among this many blocks above it."""
LONGEST = 120
SMALL = 0.9
"""A number set this much smaller than its line points to a note."""


@dataclass(slots=True)
class Item:
    """A line of the list, with the lines that it goes on over."""

    number: str
    name: str
    kind: str
    bare: bool
    """Nothing but the word for its kind so far: the name is on the next line."""
    lines: list[Line] = field(default_factory=list)

    @property
    def places(self) -> list[tuple[int, Box]]:
        return [(line.page, line.box) for line in self.lines]


def listed_units(blocks: Iterable[Block], lexicon: Lexicon) -> list[Entry]:
    """The units of all lists in running text; a list that repeats one gives nothing new."""
    found: list[Entry] = []
    seen: set[tuple[str, str]] = set()
    for items, block in _runs(blocks, lexicon):
        if len([i for i in items if not i.bare]) < FEWEST or len({i.kind for i in items}) < 2:
            continue
        for item in items:
            key = item.number, fold_label(item.name)
            if not item.bare and key not in seen:
                seen.add(key)
                number = {"number": Span(item.number)} if item.number else {}
                values = {**number, "name": Span(item.name), "kind": Span(item.kind)}
                found.append(Entry("org_units", values, places=item.places, block=block))
    return found


def kind_of(text: str, lexicon: Lexicon) -> tuple[str, bool] | None:
    """The kind of unit that a name begins with, and whether it says nothing more."""
    folded = fold_label(text)
    kinds = lexicon.words.get("unit_kinds") or {}
    words = [(fold_label(str(word)), str(kind)) for kind, names in kinds.items() for word in names]
    for word, kind in sorted(words, key=lambda pair: -len(pair[0])):
        if folded == word or folded.startswith(word + " "):
            return kind, folded == word
    return None


def org_units(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """Units with the area and the unit they stand under; an area that heads numbered units is their heading."""
    ranks = [str(kind) for kind in lexicon.words.get("unit_kinds") or {}]
    entries = [unit for entry in entries for unit in _levels(entry, ranks)]
    for entry in entries:
        told = kind_of(entry.text("name"), lexicon)
        if told and "kind" not in entry.values:
            entry.values["kind"] = Span(told[0])
    above = _parents(entries, ranks)
    numbered = sum("number" in e.values for e in entries) > len(entries) / 2
    last: dict[str, Entry] = {}
    found: list[Entry] = []
    for entry in entries:
        kind = entry.text("kind")
        if kind in ranks:
            for lower in ranks[ranks.index(kind) :]:
                last.pop(lower, None)
        area = last.get("area")
        parent = last.get(above.get(kind, ""))
        if area is not None:
            entry.values.setdefault("area", area.values["name"])
        if parent is not None and parent is not area:
            entry.values.setdefault("parent", parent.values["name"])
        last[kind] = entry
        if not (kind == "area" and numbered and "number" not in entry.values):
            found.append(entry)
    return found


def _levels(entry: Entry, ranks: list[str]) -> list[Entry]:
    """A row of a table that prints each level in a column of its own: every cell that begins in it is a unit."""
    if "name" in entry.values:
        return [entry]
    found: list[Entry] = []
    levels = [kind for kind in ranks if kind in entry.values]
    for upper, kind in zip([None, *levels], levels, strict=False):
        if kind in entry.fresh:
            values = {"name": entry.values[kind], "kind": Span(kind)}
            values |= {"parent": entry.values[upper]} if upper and upper != "area" else {}
            values |= {"area": entry.values["area"]} if "area" in levels and kind != "area" else {}
            found.append(replace(entry, values=values, places=entry.values[kind].places, constants={}))
    return found


def _parents(entries: list[Entry], ranks: list[str]) -> dict[str, str]:
    """Kind -> the kind it belongs to: of those that it follows directly, the broadest below the area.

    Offices that follow a sector directly are not offices of the service that happens to stand before others of them.
    """
    follows: dict[str, set[str]] = {}
    for one, other in pairwise(entries):
        upper, lower = one.text("kind"), other.text("kind")
        if upper in ranks and lower in ranks and ranks.index(upper) < ranks.index(lower) and upper != "area":
            follows.setdefault(lower, set()).add(upper)
    return {kind: min(uppers, key=ranks.index) for kind, uppers in follows.items()}


def _runs(blocks: Iterable[Block], lexicon: Lexicon) -> Iterator[tuple[list[Item], Block]]:
    """Items that follow each other under a title that announces units, with the block that the first stands in."""
    announced = 0
    items: list[Item] = []
    start: Block | None = None
    for block in blocks:
        if not isinstance(block, TextBlock):
            announced -= 1
            continue
        if _announces(block, lexicon):
            announced = REACH
        for line in block.lines if announced > 0 or items else ():
            item = _item(line, lexicon)
            if items and _goes_on(line, item, items[-1]):
                _take(line, items[-1], lexicon)
            elif item is not None:
                start = start or block
                items.append(item)
                announced = REACH  # notes at a page's foot may stand between this line and the next
            elif items:
                if start is not None:
                    yield items, start
                items, start = [], None
        announced -= 1
    if start is not None:
        yield items, start


def _announces(block: TextBlock, lexicon: Lexicon) -> bool:
    folded = fold_label(block.text)
    titles = [fold_label(str(title)) for title in lexicon.words.get("unit_lists") or []]
    return len(folded) < LONGEST and not LEADER.search(block.text) and any(title in folded for title in titles)


def _item(line: Line, lexicon: Lexicon) -> Item | None:
    text = _text(line)
    match = NUMBER.match(text)
    name = LEADER.sub("", text[match.end() :] if match else text)
    told = kind_of(name, lexicon)
    if told is None or len(name) > LONGEST or SENTENCE.search(name) or name[:1].islower():
        return None
    return Item((match["n"] or "") if match else "", name, told[0], told[1], [line])


def _text(line: Line) -> str:
    """The line without the small numbers that point to notes."""
    usual = median(w.size for w in line.words)
    return " ".join(w.text for w in line.words if not (w.text.isdigit() and w.size < SMALL * usual))


def _goes_on(line: Line, item: Item | None, last: Item) -> bool:
    """A line that belongs to the item before it: a name broken over lines, in the same hand, close under it."""
    above = last.lines[-1]
    near = line.page == above.page and 0 < line.top - above.top < 1.6 * above.size
    if not near or (item is not None and item.number) or line.bold != above.bold:
        return False
    if last.bare or (item is not None and item.bare):
        return True
    text, name = line.text, last.name
    return item is None and not NUMBER.match(text) and (text[0].islower() or (text.isupper() and name.isupper()))


def _take(line: Line, item: Item, lexicon: Lexicon) -> None:
    item.name = f"{item.name} {_text(line)}"
    item.bare = False
    item.kind = (kind_of(item.name, lexicon) or (item.kind,))[0]
    item.lines.append(line)
