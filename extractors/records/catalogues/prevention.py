"""Processes, risks, measures and their programme: what these lists need after their rows are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from rapidfuzz import fuzz, process

from extractors.lexicon import Lexicon, fold_label
from extractors.records.catalogues.entries import Entry
from extractors.records.events import Span

CODE = r"[A-Z]{1,5}[._/-]?\d{1,5}[A-Za-z]?(?:[._]\d{1,3})?"
NUMBER = re.compile(r"^\s*(\d{1,4})\s*[.)°]?\s*$")
NUMBER_AND_CODE = re.compile(rf"^\s*(\d{{1,4}})\s*[.)°]?\s+({CODE})\s*$")
CODE_AND_TEXT = re.compile(rf"^\s*({CODE})\s*[-–—:.)]*\s+(\S.*)$", re.DOTALL)
MOST = 0.6
"""This share of a list's rows must begin with a code for it to be parted from the text."""
ALIKE = 93.0
"""A measure is the plan's measure of that name from this likeness on (0-100)."""
ALIKE_WORD = 85.0
FEWEST_LETTERS = 4
"""A word that is spelt over the rows of a list has at least so many."""
LITTLE = 3
"""Words of so few letters tell nothing of a name."""
INHERITED = ("risk_area", "process", "risk", "level")
"""Columns from the broad to the narrow: what a blank cell repeats."""
YES = {"si", "s", "x", "yes", "generale"}
NO = {"no", "n", "specifica"}


def processes(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """Number, code and text apart; the unit whose list it is; whether all units have it."""
    kept = [e for e in _described(_parted(entries)) if e.text("description")]
    marks = tuple(fold_label(str(m)) for m in lexicon.words.get("transversal_marks", []))
    common = [_is_common(e, marks) for e in kept]
    for entry, transversal in zip(kept, common, strict=True):
        _use_keys(entry, lexicon)
        entry.constants["list"] = "settore" if entry.text("unit") or "unit" in entry.context else "catalogue"
        if any(common):
            entry.constants["transversal"] = transversal
    return kept


def risks(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """As processes; a side cell that is merged over several rows names their group."""
    kept = [e for e in _described(_parted(entries)) if e.text("description")]
    _spell_out(kept)
    for entry in kept:
        _use_keys(entry, lexicon)
        side = entry.values.get("side")
        if side and "group_name" not in entry.values:
            entry.values["group_name"] = upright(side)
    return kept


def measures(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    kept = [e for e in _described(_parted(entries)) if e.text("description")]
    for entry in kept:
        _use_keys(entry, lexicon)
        said = fold_label(entry.text("general"))
        if said:
            ticked = entry.text("general").strip() in lexicon.ticks
            entry.constants["general"] = True if said in YES or ticked else False if said in NO else None
    return kept


def risk_areas(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    kept = [e for e in entries if e.text("description")]
    for entry in kept:
        _use_keys(entry, lexicon)
    return kept


def programme(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """One row for each measure and year."""
    kept = [e for e in entries if e.text("measure")]
    for entry in kept:
        _use_keys(entry, lexicon)
    return [row for entry in kept for row in by_year(entry)]


def process_risks(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """One row for each measure and year; a blank cell repeats the risk, process or area above it."""
    kept: list[Entry] = []
    for entry in entries:
        _use_keys(entry, lexicon)
        if kept and kept[-1].context == entry.context:
            _fill_down(kept[-1], entry)
        if entry.text("measure") or entry.text("risk"):
            kept.append(entry)
    return [row for entry in kept for row in by_year(entry)]


def link_measures(entries: list[Entry]) -> None:
    """The code of the plan's measure of the same name, beside each row of the programme."""
    known = [e for e in entries if e.kind == "measures" and e.text("code")]
    names = [fold_label(e.text("description")) for e in known]
    for entry in entries:
        if entry.kind != "measure_programme" or "measure_code" in entry.values or not names:
            continue
        name = fold_label(entry.text("measure"))
        hit = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if hit and same_words(name, hit[0]):
            entry.values["measure_code"] = known[hit[2]].values["code"]


def same_words(one: str, other: str) -> bool:
    """Word for word the same but for spelling: `formazione del personale` is not `rotazione del personale`."""
    pair = [[w for w in text.split() if len(w) > LITTLE] for text in (one, other)]
    return len(pair[0]) == len(pair[1]) and all(
        a[0] == b[0] and fuzz.ratio(a, b) >= ALIKE_WORD for a, b in zip(pair[0], pair[1], strict=True)
    )


def by_year(entry: Entry) -> Iterator[Entry]:
    """Fields printed once a year as one entry a year; the entry itself where none is."""
    years = sorted({year for name, year, span in entry.yearly if name == "intervention" and span.text})
    if not years:
        yield entry
        return
    for year in years:
        values = {**entry.values, **{name: span for name, y, span in entry.yearly if y == year and span.text}}
        places = [p for span in values.values() for p in span.places]
        yield replace(entry, values=values, constants={**entry.constants, "year": year}, places=places or entry.places)


def _spell_out(entries: list[Entry]) -> None:
    """A letter in each row's side cell: together they name the group of these rows."""
    for lettered, run in groupby(entries, key=lambda e: len(e.text("side")) == 1):
        rows = list(run) if lettered else []
        if not rows:
            continue
        word = upright(Span(" ".join(e.text("side") for e in rows), [p for e in rows for p in e.values["side"].places]))
        for entry in rows:
            if len(rows) >= FEWEST_LETTERS and " " not in word.text.strip()[:3]:
                entry.values["side"] = word
            else:
                entry.values.pop("side")


def upright(span: Span) -> Span:
    """A text set letter by letter, one under the other, as it reads; words part where a capital follows."""
    tokens = span.text.split()
    if len(tokens) < 3 or sum(len(t) == 1 for t in tokens) < 0.7 * len(tokens):
        return span
    joined = "".join(tokens)
    text = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", joined)
    return Span(text, span.places, [text], span.bold)


def _use_keys(entry: Entry, lexicon: Lexicon) -> None:
    """Only the key block of the list itself, a title inside it, or a unit's heading right above it holds for it."""
    context = dict(entry.keys)
    lead = next((s for s in reversed(entry.lead) if lexicon.is_unit(s.text)), None)
    if "unit" not in context and lead is not None:
        context["unit"] = lead
    unit = entry.context.get("unit")
    if "unit" not in context and unit is not None and unit.text:
        folded = fold_label(unit.text)
        if any(fold_label(text).endswith(folded) for text in entry.above if lexicon.is_unit(text)):
            context["unit"] = unit
            if "responsible" in entry.context:
                context.setdefault("responsible", entry.context["responsible"])
    entry.context = context


def _parted(entries: list[Entry]) -> list[Entry]:
    """`1 P03` in the column of codes, `P03 Text` in that of texts: number, code and text each in its own field."""
    for _, run in groupby(entries, key=lambda e: id(e.block)):
        rows = list(run)
        begun = [CODE_AND_TEXT.match(e.text("description")) for e in rows if e.text("description")]
        led = begun and sum(m is not None for m in begun) >= MOST * len(begun)
        for entry in rows:
            _part_code(entry)
            if led and (not entry.text("code") or NUMBER.match(entry.text("code"))):
                _part_text(entry)
    return entries


def _part_code(entry: Entry) -> None:
    code = entry.values.get("code")
    both = NUMBER_AND_CODE.match(code.text) if code else None
    if code and both and "n" not in entry.values:
        entry.values["n"], entry.values["code"] = _piece(code, both[1]), _piece(code, both[2])


def _part_text(entry: Entry) -> None:
    text = entry.values.get("description")
    match = CODE_AND_TEXT.match(text.text) if text else None
    if not text or not match:
        return
    number = entry.values.pop("code", None)
    if number is not None and "n" not in entry.values:
        entry.values["n"] = number
    entry.values["code"], entry.values["description"] = _piece(text, match[1]), _piece(text, match[2])


def _described(entries: Iterable[Entry]) -> Iterator[Entry]:
    """A number in a row of its own is that of the text above it, or below it where that one has its own."""
    before: Entry | None = None
    waiting: Span | None = None
    for entry in entries:
        filled = [name for name, span in entry.values.items() if span.text and name != "side"]
        number = NUMBER.match(entry.text(filled[0])) if len(filled) == 1 else None
        if number:
            span = _piece(entry.values[filled[0]], number[1])
            if before is None or "n" in before.values:
                waiting = span  # numbers stand above their texts
            else:
                before.values["n"] = span
                before.places = (*before.places, *entry.places)
            continue
        if entry.text("code") and NUMBER.match(entry.text("code")) and "n" not in entry.values and _codes(before):
            entry.values["n"] = entry.values.pop("code")
        if waiting is not None:
            entry.values.setdefault("n", waiting)
            waiting = None
        before = entry
        yield entry


def _codes(entry: Entry | None) -> bool:
    """The list's codes hold letters: a bare number among them is none."""
    return entry is not None and any(c.isalpha() for c in entry.text("code"))


def _is_common(entry: Entry, marks: tuple[str, ...]) -> bool:
    head = re.split(r"\s*[-–—:.]\s*", entry.text("description"), maxsplit=1)[0]
    titles = [fold_label(s.text) for s in entry.lead]
    return fold_label(head) in marks or any(mark in title for mark in marks for title in titles)


def _fill_down(before: Entry, entry: Entry) -> None:
    """Blank cells from the row above, as long as nothing broader has changed."""
    for name in INHERITED:
        if entry.text(name):
            if entry.text(name) != before.text(name):
                return
        elif before.text(name):
            entry.values[name] = before.values[name]


def _piece(span: Span, text: str) -> Span:
    return Span(text.strip(), span.places, [text.strip()], span.bold)
