"""A paragraph or heading to events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.flow.blocks import TextBlock
from extractors.flow.remarks import parted_remark
from extractors.grid.lines import Mender
from extractors.grid.model import Line
from extractors.lexicon import Lexicon, Match, fold_label
from extractors.reading.content import Word
from extractors.records.barred import record_line
from extractors.records.events import Event, FieldEvent, LabelEvent, SectionEvent, Span, TextEvent
from extractors.records.headings import (
    BARE_CODE,
    CLASSES,
    LEADERS,
    NUMBERING,
    announced_code,
    coded,
    is_card_heading,
)
from extractors.records.listed import list_of
from extractors.records.parts import left_blank, parts_of, span_of
from extractors.records.table_forms import field_events
from extractors.records.table_state import State
from extractors.records.timed import timed_lines
from normalizers.text import in_capitals

SIGNER = re.compile(
    r"^(?:f\.?to\s+)?(?:per\s+)?(?:(?:il|la|lo|gli|le|i)\s+|l['’]\s?)[^\s\d:.;]+(?:\s+[^\s\d:.;]+){0,5}$",
    re.IGNORECASE,
)
"""`Il Direttore generale`"""
HINT = re.compile(r"^\(.*\)\s*[:.]?$", re.DOTALL)
SIGNATURE = re.compile(r"[^\W_]\s*_{5,}")
"""`Il direttore ________`: a line to sign on, no label with its value."""
SMALL = 0.92
"""A label set this much smaller than the text is told by its size."""
MOST_SIGNED = 3
"""Office, name, and a line for the pen."""
WIDE = 2.0
"""A gap wider than this many text heights parts two titles on one line."""
DEEPEST = 4
"""A title takes at most this many lines."""
LONG = 160
"""A heading has at most this many letters."""


def text_events(block: TextBlock, lexicon: Lexicon, mender: Mender, state: State, body_size: float) -> Iterator[Event]:
    """Label headings, section titles, inline labels, or plain text."""
    span = span_of(block.lines, mender)
    if LEADERS.search(span.text):
        yield TextEvent(block, span.places, span, False, block.size, block.centred, False, block.first_on_page)
        return
    if SIGNATURE.search(span.text) and ":" not in span.text:
        yield TextEvent(block, span.places, span, False, block.size, block.centred, False, block.first_on_page)
        return
    weighted = _weighted(block, lexicon, mender)
    if weighted:
        state.section = state.mapping = state.label = None
        first = block.first_on_page
        yield TextEvent(block, span.places, weighted[0], True, block.size, block.centred, False, first, weighted[1])
        return
    heading = _heading(block, span.text, body_size)
    if state.label and HINT.match(span.text) and len(span.text) > 4:
        return
    if state.label and len(block.lines) > 1 and _own_hint(block):
        span = span_of(block.lines[1:], mender)
    columns, state.columns = state.columns, []
    if columns and not (heading and coded(span.text, lexicon)):
        yield from _under_labels(block, columns, mender)
        return
    state.columns = _label_row(block, lexicon)
    if state.columns:
        return
    code = coded(span.text, lexicon)
    words = block.lines[0].words
    label_first = words[0].bold and not block.lines[-1].words[-1].bold
    if (
        code
        and not label_first
        and len(span.text) < LONG
        and span.text.split()[0][0].isalpha()
        and not BARE_CODE.match(span.text.split()[0])
    ):
        state.section = state.mapping = state.label = None
        yield TextEvent(block, span.places, span, True, block.size, block.centred, False, block.first_on_page)
        return
    if len(block.lines) == 1 and _titles_side_by_side(block.lines[0], lexicon):
        return
    if len(block.lines) <= MOST_SIGNED and _signatures(block.lines[0]):
        return
    section = lexicon.section(span.text) if heading or len(span.text) < 60 else None
    match = lexicon.find(span.text, "objective")
    listed = None if section or match else _inline_list(span, lexicon)
    if listed:
        kind, title, items = listed
        state.section, state.mapping, state.label = kind, None, kind
        state.indicator_kind = lexicon.indicator_kind(title) if kind == "indicator" else None
        yield SectionEvent(block, span.places, kind, title, state.indicator_kind)
        for item in items:
            yield TextEvent(block, item.places, item, False, block.size)
        return
    if section and (heading or span.text.rstrip().endswith(":")):
        state.section, state.mapping, state.label = section, None, section
        state.indicator_kind = lexicon.indicator_kind(span.text) if section == "indicator" else None
        yield SectionEvent(block, span.places, section, span.text, state.indicator_kind)
        return
    if match and (match.field in ("title", "strategic_objective") or not match.exact) and CLASSES.match(span.text):
        match = None
    if match and not match.exact and heading and _names_unit(span.text, lexicon):
        match = None  # `Segretariato generale` is not the `Segretario generale`
    if match and not match.exact and heading and announced_code(span.text, lexicon):
        match = None  # `Obiettivo n. 3` on a line of its own: the next line is its title
    if match and not match.exact and heading and match.field == "responsible" and _names_unit(span.text, lexicon):
        match = None  # `Segreteria generale` is an office, however like the label `Segretario generale`
    if match and left_blank(span.text):
        state.section = state.label = None
        yield FieldEvent(block, span.places, "objective", match.field, Span("", span.places), span.text, match.score)
        return
    apart = block.size < SMALL * body_size or all(line.italic for line in block.lines)
    if match and (
        heading or span.text.rstrip().endswith(":") or (match.exact and block.bold) or (apart and len(block.lines) == 1)
    ):
        state.section, state.mapping, state.label = None, None, f"objective.{match.field}"
        yield LabelEvent(block, span.places, "objective", match.field, span.text, block.size, block.bold)
        return
    if is_card_heading(span.text, lexicon) or (
        heading and (CLASSES.match(span.text) or (code and not label_first) or _names_unit(span.text, lexicon))
    ):
        state.section = state.mapping = state.label = None
        yield TextEvent(block, span.places, span, block.bold, block.size, block.centred, False, block.first_on_page)
        return
    record = record_line(span, block, lexicon)
    if record:
        yield record
        return
    timed = timed_lines(block, mender) if state.section == "phase" else []
    if timed:
        yield from timed
        return
    parts = parts_of(block.lines, lexicon, _domains(block, state, lexicon), mender)
    if state.label and all(p.match is None or p.match.domain == "unknown" for p in parts):
        parts = []
    if parts and _inline(parts):
        state.section = state.label = None
        for part in parts:
            if part.match is None:
                yield TextEvent(
                    block,
                    part.value.places,
                    part.value,
                    block.bold,
                    block.size,
                    block.centred,
                    False,
                    block.first_on_page,
                )
            else:
                yield from field_events(block, part, part.value.places or span.places)
        return
    if heading:
        state.label = None
        if not fold_label(span.text).startswith("indicator"):
            state.section = None
    yield TextEvent(block, span.places, span, block.bold, block.size, block.centred, False, block.first_on_page)


def _weighted(block: TextBlock, lexicon: Lexicon, mender: Mender) -> tuple[Span, Span] | None:
    """`A.2 Title      peso 20` with the weight in other letters, or at the end of the first of a title's lines.

    A title with a code needs no bold letters then.
    """
    if len(block.lines) > DEEPEST:
        return None
    for at in dict.fromkeys((0, len(block.lines) - 1)):
        line = block.lines[at]
        parts = parted_remark(line) if not line.bold or at < len(block.lines) - 1 else _numbered_band(block, lexicon)
        named = next((n for n in range(len(parts[1]), 0, -1) if _is_weight(parts[1][:n], lexicon)), 0) if parts else 0
        if parts is None or not named or named == len(parts[1]):
            continue
        rest = [*block.lines[:at], Line(parts[0], line.page), *block.lines[at + 1 :]]
        title, weight = span_of(rest, mender), span_of([Line(parts[1][named:], line.page)], mender)
        if all(other.bold for other in rest) or (len(title.text) < LONG and coded(title.text, lexicon)):
            return title, replace(weight, text=weight.text.strip("()[]:= "))
    return None


def _numbered_band(block: TextBlock, lexicon: Lexicon) -> tuple[list[Word], list[Word]] | None:
    """`OBIETTIVO 3            Punti: 10`, all in bold letters: the number and the weight over a card."""
    parts = parted_remark(block.lines[0], 1) if len(block.lines) == 1 else None
    return parts if parts and announced_code(" ".join(word.text for word in parts[0]), lexicon) else None


def _is_weight(words: list[Word], lexicon: Lexicon) -> bool:
    match = lexicon.find(" ".join(word.text for word in words).strip(" ([:="), "objective")
    return match is not None and match.exact and match.field == "weight"


def _domains(block: TextBlock, state: State, lexicon: Lexicon) -> tuple[str, ...]:
    """After `Indicatore: text` the labels `Target:`, `Formula:` … speak of it, until one that only an objective has."""
    title, colon, rest = block.text.partition(":")
    named = lexicon.find(title, "indicator") if colon and rest.strip() else None
    opens = named is not None and named.field == "description" and lexicon.section(title) == "indicator"
    if named and named.exact and (opens or state.section == "indicator"):
        state.of_indicator = True
    elif not (named and named.exact) or ((own := lexicon.find(title, "objective")) is not None and own.exact):
        state.of_indicator = False
    return ("indicator", "objective") if state.of_indicator else ("objective",)


def _own_hint(block: TextBlock) -> bool:
    """The form's own words on a line of their own, in brackets and in italics, right above the answer."""
    first, then = block.lines[:2]
    return bool(HINT.match(first.text)) and first.italic and not then.italic


def _inline_list(span: Span, lexicon: Lexicon) -> tuple[str, str, list[Span]] | None:
    """`Fasi: 1. text (entro marzo); 2. text`: the title of a list and its items in one paragraph."""
    title, colon, rest = span.text.partition(":")
    kind = lexicon.section(title) if colon and len(title) < 60 else None
    if kind not in ("phase", "indicator") or not rest.strip():
        return None
    items = list_of(Span(rest.strip(), span.places))
    heads = [item.text.lstrip("–- ").partition(":") for item in items]
    if any(mark and (m := lexicon.find(head, kind)) and m.exact for head, mark, _ in heads):
        return None  # one record with its labelled values
    return (kind, title, items) if items else None


def _label_row(block: TextBlock, lexicon: Lexicon) -> list[tuple[float, Match, str]]:
    """Two or more labels side by side, and nothing else: their values stand on the lines below."""
    if len(block.lines) != 1:
        return []
    found: list[tuple[float, Match, str]] = []
    for piece in block.lines[0].parted(WIDE):
        text = piece.text
        match = lexicon.find(text, "objective")
        if match is None or not match.exact:
            return []
        found.append((piece.x0, match, text))
    return found if len(found) > 1 else []


def _under_labels(block: TextBlock, columns: list[tuple[float, Match, str]], mender: Mender) -> Iterator[Event]:
    """The values under a row of labels, by their horizontal place."""
    starts = [x for x, _, _ in columns]
    for k, (x0, match, label) in enumerate(columns):
        end = starts[k + 1] if k + 1 < len(starts) else float("inf")
        lines = [
            Line(own, line.page) for line in block.lines if (own := [w for w in line.words if x0 - 4 <= w.x0 < end - 4])
        ]
        value = span_of(lines, mender)
        yield FieldEvent(
            block,
            value.places or span_of(block.lines, mender).places,
            match.domain,
            match.field,
            value,
            label,
            match.score,
        )


def _names_unit(text: str, lexicon: Lexicon) -> bool:
    """`CDR 1 – Ragioneria` as a heading is a unit, not a label with its value."""
    return ":" not in text and lexicon.is_unit(NUMBERING.sub("", text))


def _titles_side_by_side(line: Line, lexicon: Lexicon) -> bool:
    """The titles of two tables that stand side by side: their headers say the same."""
    titles = line.parted(WIDE)
    return len(titles) > 1 and all(lexicon.section(title.text) for title in titles)


def _signatures(line: Line) -> bool:
    """`Il Direttore generale      Il Responsabile`: who signs the page, side by side; no label beside its value."""
    signers = line.parted(WIDE)
    return len(signers) > 1 and all(SIGNER.match(signer.text) for signer in signers)


def _inline(parts: list) -> bool:  # type: ignore[type-arg]
    """A line of labelled values: it begins with a label."""
    return parts[0].match is not None


def _heading(block: TextBlock, text: str, body_size: float) -> bool:
    return len(fold_label(text)) <= LONG and (
        block.bold or block.size > 1.12 * body_size or (len(text) < LONG and in_capitals(text))
    )
