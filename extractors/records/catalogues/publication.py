"""Duties to publish: what a page's cut took from a row's head, rows printed a column off, and duties that are none."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extractors.flow.joins import CONNECTOR, ENDED
from extractors.lexicon import Lexicon, fold_label
from extractors.records.catalogues.entries import Entry
from extractors.records.catalogues.refit import begins_with
from extractors.records.events import Span

ORDER = (
    "section",
    "subsection",
    "law",
    "obligation",
    "content",
    "update_frequency",
    "owner",
    "responsible",
    "monitoring_frequency",
)
"""Columns of ANAC's model, from left to right."""
WHO = ("owner", "responsible", "monitoring_frequency")
GROUPS = ("section", "subsection")
NAMED = 90.0
"""A section of the model is recognised from this likeness on (0-100)."""


def obligations(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """The same rows, each with the values of merged cells that a page cut, and with its status."""
    before: Entry | None = None
    running: set[str] = set()
    found: list[Entry] = []
    torn: Entry | None = None
    for entry in entries:
        if before is not None and _same_cell(entry, before, torn is before):
            torn = before
            before.values["content"] += entry.values["content"]
            before.places = (*before.places, *entry.places)
            continue
        found.append(entry)
        if not lead_in(entry):
            _realign(entry, lexicon)
            _second_level(entry, before, lexicon)
        running = _go_on(entry, before, running)
        _status(entry, lexicon)
        before = entry
    return found


def _same_cell(entry: Entry, before: Entry, torn: bool) -> bool:
    """An underlined word taken for a rule through the cell: only the content begins in this row, inside a sentence.

    Contents in small letters, a row each, may well share an office; ``torn``: the cell was torn once already.
    """
    so_far = before.text("content")
    return (
        entry.block is before.block
        and bool(CONNECTOR.search(so_far) or (torn and not ENDED.search(so_far)))
        and entry.fresh & set(ORDER) == {"content"}
        and entry.text("content")[:1].islower()
        and "content" in before.values
        and all(entry.text(name) == before.text(name) for name in WHO)
        and any(name in entry.values for name in WHO)
    )


def lead_in(entry: Entry) -> bool:
    """`For each of them:` – a text over the duties that follow, with nobody and no time of its own."""
    if "content" not in entry.values or any(name in entry.values for name in ("update_frequency", *WHO)):
        return False
    return "law" not in entry.values or entry.text("content").rstrip().endswith(":")


def looks_like_law(text: str, lexicon: Lexicon) -> bool:
    return begins_with(text, "law_words", lexicon) and any(c.isdigit() for c in text)


def looks_like_update(text: str, lexicon: Lexicon) -> bool:
    return begins_with(text, "update_words", lexicon)


def _realign(entry: Entry, lexicon: Lexicon) -> None:
    """A row printed one or two columns off: the norm and the frequency, both, stand that far from their columns."""
    texts = [entry.text(name) for name in ORDER]
    law, update = ORDER.index("law"), ORDER.index("update_frequency")
    if looks_like_law(texts[law], lexicon) or looks_like_update(texts[update], lexicon):
        return
    for shift in (-1, 1, -2, 2):
        if looks_like_law(texts[law + shift], lexicon) and looks_like_update(texts[update + shift], lexicon):
            spans = [entry.values.get(name) for name in ORDER]
            for k, name in enumerate(ORDER):
                span = spans[k + shift] if 0 <= k + shift < len(spans) else None
                entry.values.pop(name, None)
                entry.fresh.discard(name)
                if span is not None:
                    entry.values[name] = span
                    entry.fresh.add(name)
            return


def _second_level(entry: Entry, before: Entry | None, lexicon: Lexicon) -> None:
    """A title of the second level printed in the first column, in a plan that keeps the sections of the law's model."""
    if before is None or "section" not in entry.values or "subsection" in entry.values:
        return
    if "section" not in entry.fresh or is_section(entry.text("section"), lexicon):
        return
    if is_section(before.text("section"), lexicon):
        entry.values["subsection"] = entry.values["section"]
        entry.values["section"] = before.values["section"]
        entry.fresh.add("subsection")


def is_section(text: str, lexicon: Lexicon) -> bool:
    """One of the sections of the first level that the law's model has."""
    known = [fold_label(str(name)) for name in lexicon.words.get("publication_sections", [])]
    return any(fuzz.ratio(fold_label(text), name) >= NAMED for name in known)


def _go_on(entry: Entry, before: Entry | None, running: set[str]) -> set[str]:
    """Blank cells at the head of a page go on with the cells of the page before; returns the fields that still do."""
    top = before is not None and 0 < _page(entry) - _last_page(before) <= 1
    printed = [name for name in ORDER[:5] if name in entry.values and name in entry.fresh]
    still: set[str] = set()
    for name in ORDER[:5]:
        if name in entry.values or before is None or name not in before.values:
            continue
        covered = name in running and name not in entry.fresh
        if covered or (top and _may_go_on(name, printed, entry)):
            entry.values[name] = before.values[name]
            still.add(name)
    return still


def _may_go_on(name: str, printed: list[str], entry: Entry) -> bool:
    """A broader cell that begins anew on this page ends those under it."""
    if any(group in printed for group in GROUPS[: GROUPS.index(name) if name in GROUPS else None]):
        return False
    if name == "law":
        return not lead_in(entry)
    if name == "content":
        return "owner" in entry.values and not {"law", "obligation"} & set(printed)
    return True


def _status(entry: Entry, lexicon: Lexicon) -> None:
    """Due, no more due or not the body's; a status printed over the columns of the unit is its one value."""
    if lead_in(entry):
        return
    status = None
    for name in ("owner", "update_frequency", "responsible"):
        status = status or _told(entry.values.get(name), lexicon)
    entry.constants["status"] = status or "due"
    owner = entry.text("owner")
    if owner and _told(entry.values["owner"], lexicon):
        for name in WHO[1:]:
            if entry.text(name) == owner:
                entry.values.pop(name)


def _told(span: Span | None, lexicon: Lexicon) -> str | None:
    folded = fold_label(span.text) if span else ""
    for status, phrases in (lexicon.words.get("publication_status") or {}).items():
        if any(re.search(rf"\b{re.escape(fold_label(str(phrase)))}\b", folded) for phrase in phrases):
            return str(status)
    return None


def _page(entry: Entry) -> int:
    return min((page for page, _ in entry.places), default=0)


def _last_page(entry: Entry) -> int:
    return max((page for page, _ in entry.places), default=0)
