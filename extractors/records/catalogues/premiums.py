"""Tasks given outside, projects that pay premiums, bands of pay: what their rows need once they are read."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extractors.lexicon import Lexicon, fold_label
from extractors.records.catalogues.entries import Entry
from extractors.records.events import Span
from normalizers.intervals import read_interval
from normalizers.numbers import read_number

COUNTING = re.compile(r"^\s*\d{1,3}\s*[.)]?\s*$")
DASH = re.compile(r"\s*[-–—]\s+|\s+[-–—]\s*")
MONEY = frozenset({"amount", "revised", "max_premium", "min_premium", "allocated", "reported", "beneficiaries"})


def finish_assignments(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """Rows without their total; the unit from the heading that names it beside the person in charge."""
    kept = [e for e in entries if not is_total(e, lexicon)]
    for entry in kept:
        entry.context = {name: span for name, span in entry.context.items() if name == "unit"}
        person = entry.text("responsible")
        if not person:  # a row that goes on with the one above belongs to the same unit
            person = next((e.text("responsible") for e in kept if e.block is entry.block and e.text("responsible")), "")
        if "unit" not in entry.values and (unit := unit_above(entry.headings, person, lexicon)):
            entry.values["unit"] = Span(unit)
    return kept


def unit_above(headings: list[str], person: str, lexicon: Lexicon) -> str | None:
    """`Settore X - ing. Name Surname`: the unit of the heading that names the person, else the nearest unit."""
    for heading in reversed(headings):
        parts = [p for p in DASH.split(heading) if p.strip()]
        named = [p for p in parts if person and fuzz.token_set_ratio(fold_label(p), fold_label(person)) > 90]
        others = [p.strip() for p in parts if p not in named]
        if named and others:
            return others[0]
    return next((h for h in reversed(headings) if lexicon.is_unit(h)), None)


def finish_incentive_projects(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """Rows without their total, with the number that stands in a first column without a label."""
    kept = [e for e in entries if not is_total(e, lexicon)]
    for entry in kept:
        entry.context = {}
        numbered(entry)
    return kept


def numbered(entry: Entry) -> None:
    """A number that opens the row under no label is the row's own."""
    first = entry.cells[0] if entry.cells else None
    if first is None or "n" in entry.values or not COUNTING.match(first.text):
        return
    if not any(first.places == span.places for span in entry.values.values()):
        entry.values["n"] = first


def is_total(entry: Entry, lexicon: Lexicon) -> bool:
    """A row of nothing but amounts, or one that says `totale`: the table keeps it, the list does not."""
    texts = [fold_label(cell.text) for cell in entry.cells]
    if any(t in lexicon.totals or t.split(" ")[:1] == ["totale"] for t in texts if t):
        return True
    return bool(entry.values) and {n for n, s in entry.values.items() if s.text} <= MONEY


def finish_pay_bands(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """The ends of each band from the interval it is printed as; a row without one is no band."""
    kept: list[Entry] = []
    for entry in entries:
        entry.context = {}
        printed = entry.values.get("range")
        found = read_interval(printed.text) if printed else None
        if printed and found:
            for name, end in zip(("from", "to"), found, strict=True):
                if end is not None and name not in entry.values:
                    entry.values[name] = Span(end, printed.places)
        for name in ("from", "to"):
            if (score := read_number(entry.text(name))) is not None:
                entry.constants[f"{name}_score"] = float(score)
        if printed and not entry.text("band") and found is None:
            entry.values["band"] = printed
        if any(entry.text(name) for name in ("from", "to", "band")):
            kept.append(entry)
    return kept


def on_their_own(entries: list[Entry], _lexicon: Lexicon) -> list[Entry]:
    """Rows that say all by themselves: what a card above stated is not theirs. One value alone is no row."""
    for entry in entries:
        entry.context = {}
        numbered(entry)
    return [e for e in entries if sum(bool(s.text) for s in e.values.values()) > 1]
