"""What prose states and cites: numbers with their sentence (``facts``) and acts (``acts``).

Acts are read wherever they are cited, one row a citation. Facts come from prose that no record was made of, and from
tables whose row label and column header make a statement.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from extractors.flow import Flow
from extractors.grid.model import Cell
from extractors.lexicon import Lexicon
from extractors.reading.content import Box
from extractors.records.catalogues.entries import Entry
from extractors.records.catalogues.passages import Passage, passages_of
from extractors.records.catalogues.stated_tables import facts_of_table
from extractors.records.catalogues.words import act_words, fact_words, short_forms
from extractors.records.events import Span
from normalizers.acts import ActWords, Citation, cited_in_item, find_acts, kind_announced
from normalizers.fact_words import FactWords
from normalizers.facts import Stated, stated_in
from normalizers.sentences import sentences

DIGIT = re.compile(r"\d|\bun[ao]?\s+sol[oa]\b|\bstat[ei]\b", re.I)
YEAR = re.compile(r"(?<![\d/–-])((?:19|20)\d\d)(?![\d/–-])")
PAGE_NUMBER = re.compile(r"\s\d{1,3}\s*$")
PATH = " > "


def prose_entries(flow: Flow, lexicon: Lexicon, roles: dict[int, str]) -> list[Entry]:
    """Rows of ``facts`` and ``acts``, in reading order; ``roles`` names the blocks that fed a record."""
    reader = _Reader(lexicon, roles)
    for item in passages_of(flow, reader.short):
        if isinstance(item, Passage):
            reader.passage(item)
        else:
            block, topic = item
            for cell in block.grid.cells:
                reader.cell_acts(cell)
            reader.entries += [
                reader.fact(f.stated, f.sentence, f.places, topic)
                for f in facts_of_table(block, roles.get(id(block)), reader.facts, reader.acts)
            ]
    return reader.entries


class _Reader:
    def __init__(self, lexicon: Lexicon, roles: dict[int, str]) -> None:
        self.short: Collection[str] = short_forms(lexicon)
        self.acts: ActWords = act_words(lexicon)
        self.facts: FactWords = fact_words(lexicon)
        self.lexicon = lexicon
        self.roles = roles
        self.entries: list[Entry] = []
        self.announced: str | None = None
        """Kind of acts that the line before a list gave."""

    def passage(self, passage: Passage) -> None:
        text = passage.text
        if not DIGIT.search(text):
            self.announced = kind_announced(text, self.acts)
            return
        cited = self._cited(text)
        for act in cited:
            self._act(act, passage.places(act.start, act.end))
        first = passage.blocks[0]
        heading = len(passage.topic) > 0 and passage.topic[-1] == text
        if heading or self.roles.get(id(first)) or (self._in_index(passage) and PAGE_NUMBER.search(text)):
            return
        for start, end in sentences(text, self.short):
            barred = [(max(0, a.start - start), a.end - start) for a in cited if a.start < end and a.end > start]
            for stated in stated_in(text[start:end], barred, self.facts):
                place = passage.places(start + stated.start, start + stated.end)
                self.entries.append(self.fact(stated, text[start:end], place, passage.topic))

    def _in_index(self, passage: Passage) -> bool:
        return bool(passage.topic) and self.lexicon.is_index(passage.topic[-1])

    def cell_acts(self, cell: Cell) -> None:
        if cell.text and DIGIT.search(cell.text):
            for act in find_acts(cell.text, self.acts):
                self._act(act, [(cell.page, cell.box)])

    def _cited(self, text: str) -> list[Citation]:
        cited = find_acts(text, self.acts)
        if self.announced and (own := cited_in_item(text, self.announced, self.acts)):
            if not any(own.start <= a.start < own.end for a in cited):
                cited = [own, *cited]
        else:
            self.announced = kind_announced(text, self.acts)
        return cited

    def _act(self, act: Citation, places: list[tuple[int, Box]]) -> None:
        values = {"kind": act.kind, "number": act.number, "date": act.date_raw, "subject": act.subject}
        self.entries.append(
            Entry(
                "acts",
                {name: Span(text, places) for name, text in values.items() if text},
                places=places,
                constants={"date": act.date},
            )
        )

    def fact(self, stated: Stated, sentence: str, places: list[tuple[int, Box]], topic: list[str]) -> Entry:
        values = {
            "topic": PATH.join(topic),
            "label": stated.label,
            "value": stated.raw,
            "unit": stated.unit,
            "sentence": sentence,
        }
        value = float(stated.value) if stated.value is not None else None
        held = stated.year or (_year_of(topic) if stated.year_open else None)
        return Entry(
            "facts",
            {name: Span(text, places) for name, text in values.items() if text},
            places=places,
            constants={"value": value, "year": held},
        )


def _year_of(topic: list[str]) -> int | None:
    """The year that the nearest heading names; None where it names several, or only a heading above it does."""
    years = set(YEAR.findall(topic[-1])) if topic else set()
    return int(years.pop()) if len(years) == 1 else None
