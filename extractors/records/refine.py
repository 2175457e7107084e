"""Raw cards to tidy raw cards: what one printed cell says for several columns, still as printed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.lexicon import Lexicon, fold_label
from extractors.records.catalogues.finish import finished
from extractors.records.events import Span
from extractors.records.headings import coded, is_card_heading, titled, without_icon
from extractors.records.heads_of_units import lacks_unit, person_beside_unit, promised, promised_two, unit_and_person
from extractors.records.listed import list_of, listed_row, stated_rows
from extractors.records.model import Card, Extract, Row
from extractors.records.parts import without_hint
from extractors.records.resources import people_or_money
from extractors.records.shares import weights_of_objectives
from normalizers.people import looks_like_person, split_people
from normalizers.text import split_indicators

CODE_TOKEN = re.compile(
    r"(?<![\w/])(?=[\w./\-]*\d)(?:[A-Z0-9]{1,8}[._/\-])+[A-Z0-9]{1,10}\b|\b[A-Z]{1,4}\d{1,6}[A-Z]?\b"
)
SPAN_OF_DATES = re.compile(
    r"^\s*(?:dal|da)\s+(\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?)\s+(?:al|a)\s+(\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?)\s*$",
    re.IGNORECASE,
)
MARKS = "☒☑✓✔✗✘■☐□▢"
OPTION = re.compile(rf"([{MARKS}])\s*([^{MARKS}]+)")
MARKED = re.compile(rf"([^{MARKS}]+?)\s*([{MARKS}])")
STAFF = re.compile(
    r"\bn\.?\s*(?P<count>\d{1,3})\s*(?:unità|dipendent[ei]|addett[oi]|persone)?\s*(?:di\s+)?"
    r"(?:cat(?:egoria|\.)|area)\s*(?P<category>[A-D]\d?\b|[A-Z][\w ]{3,30})",
    re.IGNORECASE,
)
WEIGHT_AT_END = re.compile(
    r"\s*[([–-]\s*(?:peso|punti|punteggio|pesatura|rilevanza)\s*:?\s*"
    r"(?P<weight>[\d.,/]+\s*(?:%|punti|su 100)?)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
LETTERED_WEIGHT_AT_END = re.compile(
    r"\s*[–-]?\s*[(\[]\s*p(?:eso|unti|\.)?\s*[=:]\s*(?P<weight>\d[\d.,/]*\s*(?:%|punti|su 100)?)\s*[)\]]\s*$",
    re.IGNORECASE,
)
"""`Title (P = 12)`"""
BARE_WEIGHT_AT_END = re.compile(
    r"\s+(?:Peso|PESO|Punti|PUNTI|Punteggio|PUNTEGGIO)\s*:?\s*(?P<weight>\d[\d.,/]*\s*(?:%|su 100)?)\s*$"
)
HEADING_CODE = re.compile(r"(?:\bn\.?|\bnr\.?|n°)?\s*(?P<code>(?!20\d\d\b)[A-Z]{0,6}[._/-]?\d[\w./-]{0,12})\s*$")
TITLED = re.compile(r"^(?:dott|dr|ing|avv|arch|geom|rag|sig|prof|cap|comm|isp|p\.a)\b", re.IGNORECASE)
COUNTED = re.compile(r"^\s*(?P<n>\d{1,2})\s*[.)]\s+")
LONGEST_TITLE = 200
LISTED_NUMBER = re.compile(r"^(?:n|nr|num|obiettivo|ob)(?: n| nr)? \d{1,3} (?=\D)")
"""`n. 3 Title` in a list, folded."""
NUMBERED_TITLE = re.compile(
    r"^\s*(?P<code>\d{1,2}(?:\.\d{1,2}){1,3}|(?:20)?\d\d?[/-]\d{1,4})\.?\s*[-–:)]?\s+(?=[^\W\d])"
)
COUNTED_TITLE = re.compile(r"^\s*(?P<code>\d{1,2})\)\s*(?=[^\W\d])")
"""`1) Title`: with a dot instead of the bracket it would be a chapter's number."""
LED_BY_NUMBER = re.compile(r"^\s*(?P<code>\d{1,3}(?:\.\d{1,3}){0,3})\s*[-–—:)]\s+(?=[^\W\d])")
PROSE = 90
"""A value longer than this many letters is prose."""
SHARED = 0.6
"""A list of objectives repeats the cards when this share of its rows names one of them."""
FAR = 3
"""The fields of one card are never this many pages apart with nothing between."""
PLACEHOLDER = re.compile(r"^[\s._…\-–—]*$")


def refined(extract: Extract, lexicon: Lexicon) -> Extract:
    """The same records: titles and codes settled, cells that hold several values parted, summary lists dropped."""
    for card in extract.cards:
        _heading(card, lexicon)
        _codes(card)
        _people_and_unit(card, lexicon)
        _typology(card, lexicon)
        _guess_unknown(card, lexicon)
        people_or_money(card, lexicon)
        _lists(card, lexicon)
        _staff(card)
        for row in card.rows:
            _row(row, lexicon)
        _numbered_phases(card)
        _blanks(card, lexicon)
    _numbered_titles(extract)
    _units_in_typology(extract, lexicon)
    extract.cards = [c for c in extract.cards if _is_objective(c, lexicon)]
    _drop_summaries(extract)
    weights_of_objectives(extract.cards)
    _inherit(extract)
    for service in extract.services:
        for row in service.rows:
            _row(row, lexicon)
    extract.entries = finished(extract.entries, lexicon)
    return extract


def _is_objective(card: Card, lexicon: Lexicon) -> bool:
    if not card.text("title"):
        return False
    if card.announced:
        return True
    if _title_in_prose(card, lexicon):
        return False
    rows = [r for r in card.rows if r.kind in ("phase", "indicator")]
    if not card.rows and _scattered(card):
        return False
    named = (
        {"title", "code"}
        if "title" in card.labels.values() or card.from_matrix
        else {"title", "code", "codes", "description", "year", "category", "responsible"}
    )
    others = [n for n, s in card.fields.items() if s.text and n not in named]
    enough = 2 if "title" in card.labels.values() else 3
    return bool(rows or card.typology or len(others) >= enough or (card.from_matrix and others))


def _title_in_prose(card: Card, lexicon: Lexicon) -> bool:
    """`Azione 3: Text` alone, no label of a form around it: the title of what follows, not a phase."""
    if (
        card.labels
        or card.lists
        or card.from_matrix
        or len(card.rows) != 1
        or card.first_key not in ("phase", "indicator")
    ):
        return False
    row, heading = card.rows[0], card.heading.span.text if card.heading else ""
    bare = row.reader == "text" and set(row.values) <= {"number", "description"} and not row.targets
    return bare and not coded(heading, lexicon) and not titled(heading, lexicon)


def _scattered(card: Card) -> bool:
    """Labels met pages apart, with no card around them, are no card: its fields follow each other."""
    pages = sorted({page for span in card.fields.values() for page, _ in span.places})
    return any(b - a > FAR for a, b in pairwise(pages))


def _heading(card: Card, lexicon: Lexicon) -> None:
    """The title from the heading when no label gave one; the paragraphs under it are the description."""
    _subject(card)
    title = card.fields.get("title")
    if title is None or not title.text:
        if card.heading is not None:
            text = card.heading.span.text
            named = _named_below(card, lexicon)
            if named:
                text = named.text
            found = None if named or is_card_heading(text, lexicon) else coded(text, lexicon)
            if found and card.code is None and "code" not in card.fields:
                card.code = Span(found[0] or "", card.heading.places)
                text = found[1]
            else:
                text = titled(text, lexicon) or without_icon(text)
            card.fields["title"] = named or Span(text, card.heading.places)
        if "description" not in card.fields and card.tail:
            card.fields["description"] = _sum([e.span for e in card.tail])
    elif (found := coded(title.text, lexicon)) and "code" not in card.fields:
        card.code = Span(found[0] or "", title.places)
        card.fields["title"] = Span(found[1], title.places, title.lines)
    elif "code" not in card.fields and (led := LED_BY_NUMBER.match(title.text)) and _announced(card, lexicon):
        card.code = Span(led["code"], title.places)
        card.fields["title"] = Span(title.text[led.end() :], title.places, title.lines)
    if "code" not in card.fields and card.code is not None:
        card.fields["code"] = card.code
    announced = card.heading if card.heading and is_card_heading(card.heading.span.text, lexicon) else None
    if "code" not in card.fields and announced and (last := HEADING_CODE.search(announced.span.text)):
        card.fields["code"] = Span(last["code"], announced.places)
    if title := card.fields.get("title"):
        _weight_in_title(card, title)
    if code := card.fields.get("code"):
        code.text = code.text.rstrip(" .:-–")


def _announced(card: Card, lexicon: Lexicon) -> bool:
    """The title's label is the word before a card's code: `Obiettivo 3 - Title`."""
    return any(name == "title" and label in lexicon.code_words for label, name in card.labels.items())


def _named_below(card: Card, lexicon: Lexicon) -> Span | None:
    """`OBIETTIVO GESTIONALE` says no more than that a card begins: the line below is its title."""
    assert card.heading
    if not card.tail or not is_card_heading(card.heading.span.text, lexicon):
        return None
    first = card.tail[0].span
    if len(first.text) > LONGEST_TITLE or first.text.rstrip().endswith((".", ":", ";")):
        return None
    card.tail = card.tail[1:]
    return first


def _numbered_titles(extract: Extract) -> None:
    """`1.1 Title`, `1.2 Title` …: where the headings of all cards count so, the number is the objective's code."""
    cards = [c for c in extract.cards if not c.from_matrix and c.heading and "title" not in c.labels.values()]
    cards = [c for c in cards if c.text("title") and (c.rows or len(c.fields) > 2)]
    found = [NUMBERED_TITLE.match(c.text("title")) for c in cards]
    numbers = {("", m["code"]) for m in found if m}
    if not any(found):  # `1) Title`, counted anew under each unit
        found = [COUNTED_TITLE.match(c.text("title")) for c in cards]
        numbers = {(" / ".join(c.section), m["code"]) for c, m in zip(cards, found, strict=True) if m}
    if len(cards) < 2 or not all(found) or len(numbers) < len(cards) or any("code" in c.fields for c in cards):
        return
    for card, match in zip(cards, found, strict=True):
        assert match
        title = card.fields["title"]
        card.fields["code"] = Span(match["code"], title.places)
        card.fields["title"] = replace(title, text=title.text[match.end() :])


def _weight_in_title(card: Card, title: Span) -> None:
    """`Title (Peso 15%)`: the weight leaves the title."""
    patterns = (WEIGHT_AT_END, LETTERED_WEIGHT_AT_END, BARE_WEIGHT_AT_END)
    match = next((m for p in patterns if (m := p.search(title.text))), None)
    if match and "weight" not in card.fields:
        card.fields["weight"] = Span(match["weight"].strip(), title.places)
        card.fields["title"] = Span(
            title.text[: match.start()].strip(" -–"), title.places, title.lines, title.bold, title.cut
        )


def _subject(card: Card) -> None:
    """`Oggetto: …` under a heading that names the card is its description."""
    title = card.fields.get("title")
    label = next((printed for printed, name in card.labels.items() if name == "title"), "")
    if (
        title
        and card.heading is not None
        and "oggetto" in label
        and len(title.text) > PROSE
        and "description" not in card.fields
    ):
        card.fields["description"] = card.fields.pop("title")
        card.labels.pop(label)


def _sum(spans: list[Span]) -> Span:
    total = spans[0]
    for span in spans[1:]:
        total = total + span
    return total


def _codes(card: Card) -> None:
    """One code of several: the bold one, else the one whose label is the unit the card stands in, else the first."""
    cell = card.fields.get("code")
    if cell is None or not cell.text:
        return
    found = [(m.group(), m.start(), m.end()) for m in CODE_TOKEN.finditer(cell.text)]
    if len(found) < 2:
        return
    labels = [
        cell.text[end : found[k + 1][1] if k + 1 < len(found) else len(cell.text)]
        for k, (_, _, end) in enumerate(found)
    ]
    bold = [k for k, (code, _, _) in enumerate(found) if any(code in line for line in cell.bold)]
    unit = card.fields.get("unit") or card.context.get("unit")
    own = 0
    if len(bold) == 1:
        own = bold[0]
    elif unit and unit.text:
        own = max(range(len(found)), key=lambda k: fuzz.token_set_ratio(fold_label(labels[k]), fold_label(unit.text)))
    card.fields["codes"] = Span("\n".join(code for code, _, _ in found), cell.places)
    card.fields["code"] = Span(found[own][0], cell.places)
    weights = [w for w in card.text("weight").split("; ") if w]
    if len(weights) == 1:
        weights = list(card.fields["weight"].lines)
    if len(weights) == len(found):
        card.fields["weight"] = Span(weights[own], card.fields["weight"].places)


def _people_and_unit(card: Card, lexicon: Lexicon) -> None:
    """`Name - - Settore X` is a person and a unit."""
    cell = card.fields.get("responsible")
    if cell is None or not cell.text:
        person_beside_unit(card, lexicon)
        return
    parts = [p.strip(" -–") for p in re.split(r"\s[-–](?=\s|$)", cell.text)]
    units = [p for p in parts if p and lexicon.is_unit(p)]
    people = [p for p in parts if p and p not in units]
    if len(parts) > 1 and units and people and len(cell.lines) <= 2:
        card.fields.setdefault("unit", Span("; ".join(units), cell.places))
        card.fields["responsible"] = Span("\n".join(people), cell.places)
        return
    parted = promised_two if promised(card, lexicon) else unit_and_person
    unit, names = parted(cell, lexicon) if lacks_unit(card, lexicon) else ("", "")
    if unit:
        card.fields["unit"] = Span(unit, cell.places)
        cell = Span(names, cell.places, [names])
    card.fields["responsible"] = Span("\n".join(_names(cell)), cell.places)


def _names(cell: Span) -> list[str]:
    """One name a line, lines that go on joined; names on one line parted by the reader of names."""
    names: list[str] = []
    for line in cell.lines or [cell.text]:
        if names and (
            line[:1].islower() or names[-1].endswith(("-", ",", "’", "'")) or names[-1].split()[-1].islower()
        ):
            names[-1] = f"{names[-1]} {line}"
        else:
            names.append(line)
    if len(names) > 1 and all(len(n.split()) == 1 for n in names):
        names = [cell.text]
    return [n for name in names for n in split_people(name)] or [cell.text]


def _guess_unknown(card: Card, lexicon: Lexicon) -> None:
    """The value under an unknown label, where its own form says what it is and the card has no such field yet.

    A name with a title is the person in charge, a unit's name the unit, the longest prose the description.
    """
    for _label, value in sorted(card.unknown, key=lambda item: -len(item[1].text)):
        if not value.text or lexicon.is_blank(value.text):
            continue
        if len(value.text) > PROSE and "description" not in card.fields:
            name = "description"
        elif TITLED.match(value.text) and looks_like_person(value.text) and "responsible" not in card.fields:
            name = "responsible"
        elif lexicon.is_unit(value.text) and "unit" not in card.fields:
            name = "unit"
        else:
            continue
        card.fields[name] = value
        card.scores[name] = 50.0


def _numbered_phases(card: Card) -> None:
    """`1. text`, `2. text` …: the number leaves the text when the rows count on from one."""
    rows = card.of("phase")
    found = [COUNTED.match(row.text("description")) for row in rows]
    if len(rows) > 1 and all(found) and [int(m["n"]) for m in found if m] == list(range(1, len(rows) + 1)):
        for row, match in zip(rows, found, strict=True):
            assert match
            old = row.values["description"]
            row.values["number"] = Span(match["n"], old.places)
            row.values["description"] = Span(old.text[match.end() :], old.places, old.lines, old.bold, old.cut)


def _typology(card: Card, lexicon: Lexicon) -> None:
    """Ticked options inside one cell."""
    cell = card.fields.get("typology")
    if cell is None:
        return
    options = OPTION.findall(cell.text)
    if cell.text.rstrip()[-1:] in MARKS and cell.text.lstrip()[:1] not in MARKS:
        options = [(mark, label) for label, mark in MARKED.findall(cell.text)]  # `Sviluppo ☒ Mantenimento ☐`
    if options:
        card.typology += [Span(label.strip(" ;,"), cell.places) for mark, label in options if mark in lexicon.ticks]
        del card.fields["typology"]


def _lists(card: Card, lexicon: Lexicon) -> None:
    """A cell that holds all indicators, or all phases."""
    cell = card.lists.pop("indicator", None)
    if cell is not None and (stated := stated_rows(cell)):
        card.rows += stated
    elif cell is not None:
        for description, target in split_indicators("\n".join(cell.lines) or cell.text):
            row = Row(
                "indicator",
                {"description": Span(description, cell.places)},
                places=cell.places,
                indicator_kind="result",
            )
            if target:
                row.targets.append(("target", None, Span(target, cell.places)))
            card.rows.append(row)
    cell = card.lists.pop("phase", None)
    if cell is not None:
        items = [found for item in list_of(cell) if (found := listed_row("phase", item, lexicon))]
        card.rows += items
        for line in cell.lines if not items else []:
            card.rows.append(Row("phase", {"description": Span(line, cell.places)}, places=cell.places))


def _staff(card: Card) -> None:
    """`N. 2 unità cat. D (Rossi - Bianchi) + N. 1 unità cat. C`: one line a category."""
    cell = card.fields.get("human_resources")
    if cell is None or card.of("staff"):
        return
    for match in STAFF.finditer(cell.text):
        values = {"category": Span(match["category"].strip(), cell.places), "count": Span(match["count"], cell.places)}
        card.rows.append(Row("staff", values, places=cell.places))


def _row(row: Row, lexicon: Lexicon) -> None:
    kind = row.values.get("kind") if row.kind == "indicator" and row.indicator_kind is None else None
    if kind:
        row.indicator_kind = lexicon.indicator_kind(kind.text)
    period = row.values.get("period")
    if period and (match := SPAN_OF_DATES.match(period.text)):
        row.values["start"] = Span(match.group(1), period.places)
        row.values["end"] = Span(match.group(2), period.places)
        del row.values["period"]
    for name in ("target", "standard", "baseline", "achieved"):
        if name in row.values and row.values[name].text:
            role = "target" if name == "standard" else name
            row.targets.append((role, None, row.values.pop(name)))
    for name in [n for n, s in row.values.items() if n != "description" and lexicon.is_blank(s.text)]:
        del row.values[name]
    row.targets = [t for t in row.targets if t[2].text]


def _blanks(card: Card, lexicon: Lexicon) -> None:
    for name in [n for n, s in card.fields.items() if lexicon.is_blank(s.text) or PLACEHOLDER.match(s.text)]:
        del card.fields[name]
    for name, span in card.fields.items():
        card.fields[name] = without_hint(span)


def _units_in_typology(extract: Extract, lexicon: Lexicon) -> None:
    """A column headed as a typology whose cells name units holds the unit (and stays as printed)."""
    columns: dict[int, list[Card]] = defaultdict(list)
    for card in extract.cards:
        if card.from_matrix and card.text("typology") and "unit" not in card.fields:
            columns[0].append(card)
    for cards in columns.values():
        named = [c for c in cards if any(w in lexicon.unit_words for w in fold_label(c.text("typology")).split())]
        if len(named) > 0.5 * len(cards):
            for card in cards:
                card.fields["unit"] = card.fields["typology"]


def _drop_summaries(extract: Extract) -> None:
    """A list that only names the objectives whose cards are in the plan is an index, not objectives."""
    full = [c for c in extract.cards if c.rows or len(c.fields) > 5]
    codes = {fold_label(c.text("code")) for c in full if not c.from_matrix} - {""}
    titles = [fold_label(c.text("title")) for c in full if not c.from_matrix]
    lists: dict[tuple[str, ...], list[Card]] = defaultdict(list)
    for card in extract.cards:
        if card.from_matrix and not card.rows:
            lists[tuple(sorted(card.fields))].append(card)
    dropped: set[int] = set()
    for cards in lists.values():
        known = [
            c
            for c in cards
            if fold_label(c.text("code")) in codes
            or any(fuzz.ratio(LISTED_NUMBER.sub("", fold_label(c.text("title"))), t) > 88 for t in titles)
        ]
        if titles and len(known) >= SHARED * len(cards):
            dropped |= {id(c) for c in cards}
    extract.cards = [c for c in extract.cards if id(c) not in dropped]


def _inherit(extract: Extract) -> None:
    """What was printed once above holds for the cards under it."""
    for card in extract.cards:
        own_unit = "unit" in card.fields
        for name, span in card.context.items():
            if name in ("head",) or (name == "category" and "category" in card.fields):
                continue
            if name == "responsible" and card.from_matrix and own_unit:
                continue
            if name not in card.fields:
                card.fields[name] = span
                card.inherited.add(name)


__all__ = ["refined"]
