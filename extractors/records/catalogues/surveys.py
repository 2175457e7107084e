"""Surveys in prose: the questions as a numbered list, the averages in another, joined by the number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.flow import Flow
from extractors.flow.blocks import TextBlock
from extractors.grid.model import Line
from extractors.lexicon import Lexicon, fold_label
from extractors.records.catalogues.entries import Entry
from extractors.records.catalogues.premiums import on_their_own
from extractors.records.events import Span
from extractors.records.parts import span_of

KIND = "survey_items"
QUESTION = re.compile(r"^\s*(?:[-•]\s*)?(?P<n>\d{1,2})\s*[.)]\s+(?P<text>\S.+)$")
ANSWER = re.compile(
    r"(?P<label>[^\W\d_][^\d;:,.]{3,40}?)\s*(?:n\.?\s*|n°\s*)?(?P<n>\d{1,2})\s*[:=–—-]\s*(?:media\s*:?\s*)?"
    r"(?P<average>\d{1,2}[.,]\d{1,2})(?!\d)",
    re.IGNORECASE,
)
AVERAGE = re.compile(r"\d[.,]\d")
"""What a line with an answer holds, and few others do."""
HANGING = 4.0
"""A line set so much (points) to the right of its item's number goes on with the item."""
FEWEST = 3
"""Fewer questions are no survey."""


@dataclass(slots=True)
class Question:
    lines: list[Line]
    block: TextBlock

    def span(self, flow: Flow) -> Span:
        span = span_of(self.lines, flow.mender)
        match = QUESTION.match(span.text)
        return Span(match["text"].strip(), span.places, span.lines) if match else span


@dataclass(slots=True)
class Survey:
    """The last numbered list, and the averages printed since."""

    questions: dict[int, Question] = field(default_factory=dict)
    averages: dict[int, tuple[str, Line]] = field(default_factory=dict)


def surveys_in_prose(flow: Flow, lexicon: Lexicon) -> list[Entry]:
    """A row for each question whose average is printed."""
    labels = {fold_label(str(t)) for t in lexicon.words.get("survey_answers", [])}
    found: list[Entry] = []
    survey = Survey()
    for block in flow.blocks:
        if not isinstance(block, TextBlock):
            continue
        item: Question | None = None
        for line in block.lines:
            text = line.text
            stated = ANSWER.finditer(text) if AVERAGE.search(text) else ()
            answers = [m for m in stated if fold_label(m["label"]) in labels]
            for match in answers:
                survey.averages[int(match["n"])] = match["average"], line
            if answers:
                item = None
                continue
            question = QUESTION.match(text)
            if question:
                number = int(question["n"])
                if number == 1:
                    found += _items(survey, flow)
                    survey = Survey()
                item = Question([line], block)
                if number == len(survey.questions) + 1 and not survey.averages:
                    survey.questions[number] = item
            elif item is not None and _goes_on(item.lines, line):
                item.lines.append(line)
            else:
                item = None
    return found + _items(survey, flow)


def _goes_on(lines: list[Line], line: Line) -> bool:
    """The line belongs to the item: it is set in, or it goes on in lower case from the item's own margin."""
    margin = lines[0].box.x0
    return line.box.x0 > margin + HANGING or (abs(line.box.x0 - margin) < HANGING / 2 and line.text[:1].islower())


def _items(survey: Survey, flow: Flow) -> list[Entry]:
    shared = sorted(set(survey.questions) & set(survey.averages))
    if len(shared) < FEWEST or len(shared) < len(survey.questions) / 2:
        return []
    entries: list[Entry] = []
    for number in shared:
        question = survey.questions[number]
        span = question.span(flow)
        average, line = survey.averages[number]
        values = {
            "n": Span(str(number), span.places),
            "question": span,
            "average": Span(average, [(line.page, line.box)]),
        }
        places = (*span.places, *values["average"].places)
        entries.append(Entry(KIND, values, places=places, block=question.block))
    return entries


def finish_surveys(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """Of averages printed year beside year, the last year's is the row's own; the others stay in the table."""
    for entry in entries:
        averages = [(year, span) for name, year, span in entry.yearly if name == "average" and span.text]
        if averages and "average" not in entry.values:
            entry.values["average"] = max(averages, key=lambda pair: pair[0])[1]
        entry.yearly = []
    return on_their_own(entries, lexicon)
