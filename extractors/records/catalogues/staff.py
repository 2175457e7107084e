"""Staff and hires: subtotals told from rows, the date or year a count holds for, years side by side made rows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from rapidfuzz import fuzz

from extractors.lexicon import Lexicon, fold_label
from extractors.records.catalogues.entries import Entry
from extractors.records.events import Span

MONTH = r"(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)"
DAY = rf"\d{{1,2}}°?\s+{MONTH}\s+\d{{4}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}"
AS_OF = re.compile(rf"\b(?:al(?:la data del)?|il|dal|del)\s+(?P<date>{DAY})", re.IGNORECASE)
YEAR = re.compile(r"\bann(?:o|ualità)\s*:?\s*(?P<year>20\d\d)\b(?!\s*[-–/]\s*\d)", re.IGNORECASE)
HEAD_COUNT = re.compile(r"^\s*(?:n\.?|nr\.?|n°)\s*(?P<units>\d{1,3})\b", re.IGNORECASE)
OF_WHICH = re.compile(r"^[-–•\s]*(?:di cui|dei quali|delle quali)\b", re.IGNORECASE)
CONTRACT = re.compile(r"\btempo\s+(?:in)?determinato\b", re.IGNORECASE)
NAMED = 90.0
LONGEST_NAME = 150
NEAR = 3
"""The sentence that states a table's date stands among this many paragraphs above it."""
STAFF = ("permanent", "fixed_term", "full_time", "part_time", "males", "females", "total")


def staffing(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """Rows of counts; each year of a row that prints several is a row of its own."""
    found: list[Entry] = []
    before: Entry | None = None
    place: int | None = None
    _without_numbers(entries)
    for entry in entries:
        _named_by_text(entry)
        above = _new_above(entry, before)
        _date(entry, before, above, lexicon)
        place = _unit(entry, before, above, place, lexicon)
        before = entry
        part = OF_WHICH.match(entry.text("profile") or entry.text("area"))  # counted in the row above already
        entry.constants["is_total"] = bool(part) or _sums(entry, ("profile", "area", "unit"), lexicon)
        found += _by_year(entry, "as_of") if entry.yearly else [entry]
    return [entry for entry in found if any(entry.text(name) for name in STAFF)]


def _without_numbers(entries: list[Entry]) -> None:
    """`N.` over a first column that counts 1, 2, 3 numbers the rows: it is no number of staff."""
    for _, run in groupby(entries, key=lambda e: id(e.block)):
        rows = [e for e in run if e.text("total")]
        opens = all(e.cells and e.cells[0].places == e.values["total"].places for e in rows)
        counted = [e.text("total").strip(" .)") for e in rows]
        if opens and counted == [str(k) for k in range(1, len(rows) + 1)]:
            for entry in rows:
                del entry.values["total"]


def _named_by_text(entry: Entry) -> None:
    """A text in a column of counts is the row's name: the header's word has two meanings."""
    for name in STAFF:
        text = entry.text(name)
        if text and not any(c.isdigit() for c in text) and sum(c.isalpha() for c in text) > 2:
            span = entry.values.pop(name)
            entry.values.setdefault("profile", span)


def _new_above(entry: Entry, before: Entry | None) -> list[str]:
    """The paragraphs between the table before and this one: what stands above that one is its own."""
    old = before.above if before else []
    known = next((n for n in range(len(old), 0, -1) if entry.above[:n] == old[-n:]), 0)
    return entry.above[known:]


def _unit(entry: Entry, before: Entry | None, above: list[str], place: int | None, lexicon: Lexicon) -> int | None:
    """The office in the title between this table and the one before, not one left over from further up.

    Returns where such titles stand, counted from the table; a title that has no word for an office in it stands there.
    """
    span = entry.context.get("unit")
    if span is None or "unit" in entry.values:
        return None
    label = lexicon.find(span.text, "list_key")
    titles = lexicon.catalogues["staffing"].headings
    if (label and label.exact) or any(_speaks_of(span.text, title) for title in titles):
        del entry.context["unit"]  # the table's title, or the head of another table's column
        return place
    if not above and before is not None:
        entry.context.pop("unit")
        if unit := before.context.get("unit"):
            entry.context["unit"] = unit
        return place
    at = next((k for k, text in enumerate(reversed(above)) if span.text in text), None)
    if at is not None or place is None:
        return at
    del entry.context["unit"]
    if place < len(above) and len(above[-1 - place]) < LONGEST_NAME:
        entry.context["unit"] = Span(above[-1 - place])
    return place


def _date(entry: Entry, before: Entry | None, above: list[str], lexicon: Lexicon) -> None:
    """The date of the nearest sentence above; that of one about the staff before others."""
    if "as_of" in entry.values:
        return
    if not above and before is not None:
        if "as_of" in before.values and not before.yearly:
            entry.values["as_of"] = before.values["as_of"]
        return
    titles = lexicon.catalogues["staffing"].headings
    near = list(reversed(above[-NEAR:]))
    about = [text for text in near if any(_speaks_of(text, title) for title in titles)]
    for text in [*about, *near]:
        dates = [m["date"] for m in AS_OF.finditer(text)]
        if dates:
            entry.values["as_of"] = Span(dates[0])
            return


def _speaks_of(text: str, title: str) -> bool:
    folded = fold_label(text)
    return len(folded) >= len(title) and fuzz.partial_ratio(title, folded) >= NAMED


def hires(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """Posts with the year of the title above them; sums under a block of one contract belong to that contract."""
    before: Entry | None = None
    found: list[Entry] = []
    for entry in entries:
        if before is not None and _cut(entry, before):
            for name, span in entry.values.items():
                before.values[name] = before.values[name] + span if name in before.values else span
            before.places = (*before.places, *entry.places)
            _need(before)
            continue
        found.append(entry)
        _need(entry)
        need = entry.values.get("need")
        dated = entry.values.get("year")
        if dated and "profile" not in entry.values and not any(c.isdigit() for c in dated.text):
            entry.values["profile"] = entry.values.pop("year")  # a sum's name, printed in the first column
            entry.fresh.add("profile")
        if "year" not in entry.values and (year := _year(entry, lexicon)):
            entry.values["year"] = Span(year)
        unnamed = not any(name in entry.values for name in ("profile", "area", "mode"))
        counted = {*entry.values, *(name for name, _, span in entry.yearly if span.text)}
        lone = not counted & {"units", "area", "mode", "contract"}
        total = _sums(entry, ("profile", "area", "contract"), lexicon) or unnamed or (lone and need is None)
        entry.constants["is_total"] = total
        own_table = before is not None and before.block is entry.block
        if unnamed and own_table and before and "contract" not in entry.values and "contract" in before.values:
            entry.values["contract"] = before.values["contract"]
        if "contract" not in entry.values and (contract := _contract(entry, lexicon)):
            entry.values["contract"] = Span(contract)
        before = entry
    return [part for entry in found for part in _by_year(entry, "year")]


def _by_year(entry: Entry, dated: str) -> list[Entry]:
    """Numbers printed year beside year: a row for each year that has any."""
    if not entry.yearly:
        return [entry]
    found: list[Entry] = []
    for year in sorted({year for _, year, _ in entry.yearly}):
        own = {name: span for name, y, span in entry.yearly if y == year and any(c.isdigit() for c in span.text)}
        if own:
            values = {**entry.values, **own, dated: Span(str(year))}
            found.append(replace(entry, values=values, yearly=[], constants=dict(entry.constants)))
    return found


def _need(entry: Entry) -> None:
    """A need told in words: `N. 2 officers of ...` is the profile, and says how many."""
    need = entry.values.get("need")
    if need is None or "profile" in entry.values:
        return
    entry.values["profile"] = need
    count = HEAD_COUNT.match(need.text)
    if count and "units" not in entry.values:
        entry.values["units"] = Span(count["units"], need.places)


def _cut(entry: Entry, before: Entry) -> bool:
    """The rest of a row that a page cut: the year is blank, and the way of hiring goes on inside a sentence."""
    same = entry.block is before.block and min(p for p, _ in entry.places) > max(p for p, _ in before.places)
    dated = "year" in before.fresh and "year" in entry.fresh and "year" not in entry.values
    return same and dated and entry.text("mode")[:1].islower()


def _contract(entry: Entry, lexicon: Lexicon) -> str | None:
    """A title above the table that names one kind of contract."""
    titles = lexicon.catalogues["hires"].headings
    for text in reversed(entry.above):
        kinds = {" ".join(kind.split()) for kind in CONTRACT.findall(text)}
        if kinds and any(_speaks_of(text, title) for title in titles):
            return kinds.pop() if len(kinds) == 1 else None
    return None


def _year(entry: Entry, lexicon: Lexicon) -> str | None:
    """`Piano dei fabbisogni anno 2027`: the last such title above the table; it may close the paragraph before it."""
    titles = lexicon.catalogues["hires"].headings
    for text in [*(s.text for s in reversed(entry.lead)), *reversed(entry.above)]:
        years = YEAR.findall(text)
        if years and any(_speaks_of(text, title) for title in titles):
            return str(years[-1])
    return None


def _sums(entry: Entry, names: tuple[str, ...], lexicon: Lexicon) -> bool:
    """The row calls itself a total."""
    return any(
        folded == total or folded.startswith(total + " ")
        for name in names
        if name in entry.fresh and (folded := fold_label(entry.text(name)))
        for total in lexicon.totals
    )
