"""Positive actions: what is printed once over a table of activities, and the outcome printed under them.

An activity with an outcome is a row of `monitoring`: the plan that promised it is of a year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.flow import Flow, TableBlock
from extractors.flow.blocks import Block, TextBlock
from extractors.grid.lines import Mender
from extractors.grid.model import Cell
from extractors.lexicon import Lexicon
from extractors.records.catalogues.entries import Entry
from extractors.records.events import Span
from extractors.records.parts import span_of

KIND = "positive_actions"
MONITORING = "monitoring"
TITLE = re.compile(
    r"^(?P<label>[^\W\d_][^:–—]{2,50}?)\s*(?:n\.?\s*|n°\s*)?(?P<number>\d+(?:\.\d+)*)?\s*[:–—-]\s+(?P<value>.+)$"
)
"""`Azione 3: text`, `Servizio responsabile: text`."""
WHOLE = ("macro_action", "action")
"""Fields whose number belongs to what is printed: the whole title is kept."""
WIDE = 0.6


def finish_positive_actions(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """Each activity with its action, group of actions and unit in charge, from the titles over it."""
    for entry in entries:
        entry.context = {}
        _step_down(entry)
        ticked = [str(year) for name, year, span in entry.yearly if name == "year" and span.text.strip(" -–—")]
        entry.yearly = []
        if ticked and "year" not in entry.values:
            entry.values["year"] = Span(", ".join(ticked))
        if "year" in entry.values:
            entry.values["years"] = entry.values["year"]
        titles = [*reversed(entry.lead), *(Span(t) for t in [*reversed(entry.above), *reversed(entry.headings)])]
        for title in titles:
            found = titled_field(title, lexicon)
            if found and found[0] not in entry.values:
                entry.values[found[0]] = found[1]
    return [e for e in entries if e.text("action") or e.text("activity")]


def _step_down(entry: Entry) -> None:
    """A column of aims over one of actions: each takes the step that no column of its own is printed for."""
    if "objective" not in entry.headed or "action" not in entry.headed:
        return
    if "macro_action" not in entry.headed:
        moved = [("macro_action", "objective")]
    elif "activity" not in entry.headed:
        moved = [("activity", "action"), ("action", "objective")]
    else:
        return
    for to, source in moved:
        if source in entry.values:
            entry.values[to] = entry.values.pop(source)


def titled_field(title: Span, lexicon: Lexicon) -> tuple[str, Span] | None:
    """The field that a title such as `Azione 2: text` states, and its value."""
    match = TITLE.match(title.text)
    label = lexicon.find(match["label"], KIND) if match else None
    if match is None or label is None or label.field not in (*WHOLE, "responsible"):
        return None
    return label.field, title if label.field in WHOLE else Span(match["value"], title.places)


def with_outcomes(entries: Iterable[Entry], flow: Flow, lexicon: Lexicon) -> set[int]:
    """Give each activity the outcome printed under it, in its table or after it; the ids of the text blocks taken."""
    at = {id(block): k for k, block in enumerate(flow.blocks)}
    taken: set[int] = set()
    tables: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.kind == KIND and isinstance(entry.block, TableBlock):
            tables.setdefault(id(entry.block), []).append(entry)
    for key, rows in tables.items():
        block = rows[0].block
        assert isinstance(block, TableBlock)
        outcome = _in_table(block, lexicon, flow.mender)
        if outcome is None:
            below = list(_below(flow.blocks[at[key] + 1 :], lexicon))
            taken |= {id(b) for b in below}
            outcome = _sum(span_of(b.lines, flow.mender) for b in below)
            outcome = _without_label(outcome, lexicon) if outcome else None
        taken |= {id(b) for b in _titles(flow.blocks[: at[key]], lexicon)}
        for entry in rows:
            if outcome and outcome.text and "result" not in entry.values:
                entry.values["result"] = outcome
            if entry.text("result") or entry.text("done"):
                _report(entry)
    return taken


def _report(entry: Entry) -> None:
    entry.kind = MONITORING
    if "action" in entry.values:
        entry.values["subject"] = entry.values.pop("action")
    entry.constants["kind"] = "action"


def measures_reported(entries: list[Entry], _lexicon: Lexicon) -> list[Entry]:
    """Rows of a report on measures; what its key block says holds for all of them."""
    for entry in entries:
        entry.constants.setdefault("kind", "measure")
        for name in ("unit", "responsible", "year"):
            if name in entry.keys and not entry.text(name):
                entry.values[name] = entry.keys[name]
    return [e for e in entries if e.text("subject")]


def _in_table(block: TableBlock, lexicon: Lexicon, mender: Mender) -> Span | None:
    """The wide rows under the one that announces the outcome."""
    grid = block.grid
    announced = False
    cells: list[Cell] = []
    for row in grid.rows():
        filled = [c for c in row if c.text]
        wide = len(filled) == 1 and filled[0].colspan > WIDE * grid.n_cols
        if wide and _announces(filled[0].text, lexicon):
            announced = True
        elif announced and wide:
            cells.append(filled[0])
        elif filled:
            announced = False
    return _sum(span_of(c.lines, mender) for c in cells)


def _below(blocks: list[Block], lexicon: Lexicon) -> Iterator[TextBlock]:
    """The label of an outcome right under a table, and the paragraphs up to the next heading or table."""
    for k, block in enumerate(blocks):
        if isinstance(block, TableBlock):
            return
        if k == 0:
            head = block.text.partition(":")[0]
            if not (_announces(block.text, lexicon) or _announces(head, lexicon)):
                return
        elif block.bold:
            return
        yield block


def _titles(blocks: list[Block], lexicon: Lexicon) -> Iterator[TextBlock]:
    """The titles right over a table: action, unit in charge."""
    for block in reversed(blocks):
        if isinstance(block, TableBlock) or titled_field(Span(block.text), lexicon) is None:
            return
        yield block


def _announces(text: str, lexicon: Lexicon) -> bool:
    match = lexicon.find(text, KIND)
    return bool(match and match.field == "result")


def _without_label(outcome: Span, lexicon: Lexicon) -> Span:
    """The text without the label that opens it."""
    lines = outcome.lines
    first = lines[0] if lines else ""
    head, colon, _ = outcome.text.partition(":")
    if first and _announces(first, lexicon) and outcome.text.startswith(first):
        return Span(outcome.text[len(first) :].strip(" :"), outcome.places, lines[1:])
    if colon and _announces(head, lexicon):
        return Span(outcome.text[len(head) + 1 :].strip(), outcome.places, lines)
    return outcome


def _sum(spans: Iterable[Span]) -> Span | None:
    total: Span | None = None
    for span in spans:
        total = span if total is None else total + span
    return total
