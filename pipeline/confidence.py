"""How far a record can be trusted: one number, and the reasons in words.

Each reason takes a share off. The shares are calibrated on plans with gold, so that a record above 0.9 is right at
least 99 times in 100: ``make score`` prints precision by decile of confidence. That holds for layouts that the reader
was tried on. Of plans drawn after layouts that it had never met, four to seven in ten such records were right in every
field: what it takes for something else, it takes with confidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.flow import TableBlock
from extractors.grid import PageTables
from extractors.records import Card, Extract, Row, Span
from extractors.records.headings import BARE_CODE
from schemas import Indicator, Objective, Phase, PlanResult

GUESSED = 0.35
"""The value of a label that the lexicon does not know, taken by its form."""
UNREAD = 0.12
"""A value that is no date, number or target: perhaps several values in one."""
CODE_AS_TITLE = 0.4
"""A title that is nothing but a code: the real one stands elsewhere."""
CUT = 0.01
"""A text joined over a page."""
UNLABELLED = 0.02
"""A title that a heading gives and no label."""
PLAIN = 0.3
"""A title in plain letters, without a label or a code: perhaps a sentence of the text above."""
READERS = {
    "lines": ("table with horizontal rules only", 0.02),
    "network": ("table without rules", 0.04),
    "list": ("list items, no table", 0.03),
    "text": ("running text, no table", 0.03),
}
UNUSUAL = 0.15
"""A field is empty that nearly all records of its kind in the plan have."""
USUAL = 0.9
FEWEST = 8
"""Records of a kind from which on a field can be usual."""
BARE = 0.3
"""An objective without indicators, weight, code and person in charge: perhaps a table of something else."""
ROWLESS = 0.12
"""An objective without phases and indicators and with at most one other telling field."""
BEGUN = 0.02
"""A text that begins in the middle of a sentence: most are lists in lower case."""
STRAYS = 0.12
"""Rows of a table under the card were not understood: it may lack phases, or they say something else."""
UNKNOWN = 0.05
"""Each label of the card that the lexicon does not know, up to ``MOST_UNKNOWN``."""
MOST_UNKNOWN = 3
LOOSE = 0.25
"""A row whose cells stand all in columns that nobody knows; a part of it for a part of them."""
SAME_TITLE = 0.3
"""Rows of a table, one after the other, with a code each and one title: it may be that of what they are linked to."""
SURE, ALIKE = 0.9, 3
"""Where the objectives of a plan, at least ``ALIKE``, are less sure than that on average, so are all its records."""
SCANNED = 0.15
"""A page read by OCR."""
MIDDLE = re.compile(r"^[a-zà-ù]{2,}\b|^[,;:)»]")

PHASE_FIELDS = ("start_raw", "end_raw", "period_raw", "weight_raw", "responsible", "units")
INDICATOR_FIELDS = ("target_raw", "formula", "weight_raw", "unit_of_measure")
OBJECTIVE_FIELDS = ("weight_raw", "responsible", "assessor", "typology", "description", "unit", "mission")


@dataclass(slots=True)
class Doubt:
    """Reasons with what each takes off, 0-1."""

    reasons: dict[str, float] = field(default_factory=dict)

    def add(self, reason: str, share: float) -> None:
        self.reasons[reason] = max(share, self.reasons.get(reason, 0.0))

    @property
    def confidence(self) -> float:
        left = 1.0
        for share in self.reasons.values():
            left *= 1 - share
        return round(left, 3)


def set_confidence(
    result: PlanResult, extract: Extract, unread: Iterable[tuple[str, str]], scanned: frozenset[int] = frozenset()
) -> None:
    """Fill ``confidence`` and ``confidence_reasons``; ``unread`` are (row id, printed text) of values not read.

    The rows must be those of ``extract``, in its order. A row shares its objective's doubts about being one at all.
    """
    problems: dict[str, list[str]] = defaultdict(list)
    for row_id, text in unread:
        problems[row_id].append(text)
    missing_o = _usual(result.objectives, OBJECTIVE_FIELDS)
    missing_p = _usual(result.phases, PHASE_FIELDS)
    missing_i = _usual(result.indicators, INDICATOR_FIELDS)
    phases, indicators = defaultdict(list), defaultdict(list)
    for phase in result.phases:
        phases[phase.objective_id].append(phase)
    for indicator in result.indicators:
        indicators[indicator.objective_id or indicator.service_id].append(indicator)

    def finish(record: Objective | Phase | Indicator, key: str, doubt: Doubt) -> None:
        for text in problems[key]:
            doubt.add(f"not read: {text}", UNREAD)
        if record.page in scanned:
            doubt.add("page read by OCR", SCANNED)
        record.confidence, record.confidence_reasons = doubt.confidence, list(doubt.reasons)

    alike = _same_title(extract.cards)
    for objective, card in zip(result.objectives, extract.cards, strict=True):
        shared = _of_kind(card)
        doubt = _of_card(card)
        if id(card) in alike:
            doubt.add("the title of the row before or after, under another code", SAME_TITLE)
        doubt.reasons |= shared.reasons
        for text in missing_o(objective):
            doubt.add(text, UNUSUAL)
        finish(objective, objective.objective_id, doubt)
        for phase, row in zip(phases[objective.objective_id], card.of("phase"), strict=True):
            doubt = _of_row(row, shared)
            for text in missing_p(phase):
                doubt.add(text, UNUSUAL)
            finish(phase, phase.phase_id, doubt)
        for indicator, row in zip(indicators[objective.objective_id], card.of("indicator"), strict=True):
            doubt = _of_row(row, shared)
            for text in missing_i(indicator):
                doubt.add(text, UNUSUAL)
            finish(indicator, indicator.indicator_id, doubt)
    for service, own in zip(result.services, extract.services, strict=True):
        for indicator, row in zip(indicators[service.service_id], own.rows, strict=True):
            finish(indicator, indicator.indicator_id, _of_row(row, Doubt()))
    _share_doubts(result)


def _share_doubts(result: PlanResult) -> None:
    """The cards of a plan are made alike: where they are doubtful on the whole, none of its records is sure."""
    sure = [objective.confidence or 0.0 for objective in result.objectives]
    whole = round(sum(sure) / len(sure), 3) if sure else 1.0
    if len(sure) < ALIKE or whole >= SURE:
        return
    records: list[Objective | Phase | Indicator] = [*result.objectives, *result.phases, *result.indicators]
    for record in records:
        if record.confidence is not None and record.confidence > whole:
            record.confidence = whole
            record.confidence_reasons.append("cards of this plan are doubtful on the whole")


def _same_title(cards: Sequence[Card]) -> set[int]:
    """Which cards (by id) of a table have the title of a neighbour, but another code."""
    found: set[int] = set()
    for one, then in pairwise(cards):
        if one.from_matrix and then.from_matrix and one.text("title") == then.text("title"):
            codes = one.text("code"), then.text("code")
            if all(codes) and len(set(codes)) > 1:
                found |= {id(one), id(then)}
    return found


def _of_kind(card: Card) -> Doubt:
    """Whether the card is an objective at all."""
    doubt = Doubt()
    telling = {"weight", "responsible", "typology", "code", "assessor", "expected_result", "mission"}
    own = {name for name in telling & set(card.fields) if name not in card.inherited}
    if not card.of("indicator") and not own and not card.typology:
        doubt.add("no indicator, weight, code or person in charge", BARE)
    elif not card.of("phase") and not card.of("indicator") and len(own) < 2:
        doubt.add("no phase and no indicator", ROWLESS)
    if any(row.loose >= 1 for row in card.rows):
        doubt.add("a column that names objectives not understood", LOOSE)
    if card.strays:
        doubt.add("rows of a table not understood", STRAYS)
    return doubt


def _of_card(card: Card) -> Doubt:
    """What makes an objective's own fields doubtful."""
    doubt = Doubt()
    for name, score in card.scores.items():
        if name in card.fields and score <= 50:
            doubt.add(f"{name} guessed under an unknown label", GUESSED)
        elif name in card.fields and score < 100:
            doubt.add(f"label of {name} matched at {score:.0f}", (100 - score) / 200)
    if "title" not in card.labels.values() and not card.from_matrix:
        doubt.add("title from a heading, not from a label", UNLABELLED)
        if card.plain and "code" not in card.fields:
            doubt.add("title in plain letters", PLAIN)
    if card.unknown:
        count = min(len(card.unknown), MOST_UNKNOWN)
        doubt.add("labels that nobody knows", 1 - (1 - UNKNOWN) ** count)
    if card.loose:
        doubt.add("columns that nobody knows", LOOSE * card.loose)
    _spans(doubt, (span for name, span in card.fields.items() if name not in card.inherited))
    readers = {block.grid.reader for block in card.blocks if isinstance(block, TableBlock)}
    for reader in sorted(readers & set(READERS)):
        doubt.add(*READERS[reader])
    _beginning(doubt, card.text("title"))
    if BARE_CODE.match(card.text("title")):
        doubt.add("title is a code", CODE_AS_TITLE)
    return doubt


def _of_row(row: Row, shared: Doubt) -> Doubt:
    """What makes a phase or an indicator doubtful."""
    doubt = Doubt(dict(shared.reasons))
    if row.reader in READERS:
        doubt.add(*READERS[row.reader])
    if row.loose:
        doubt.add("columns that nobody knows", LOOSE * row.loose)
    _spans(doubt, [*row.values.values(), *(span for _, _, span in row.targets)])
    _beginning(doubt, row.text("description"))
    return doubt


def _spans(doubt: Doubt, spans: Iterable[Span]) -> None:
    if any(span.cut for span in spans):
        doubt.add("cell joined over a page", CUT)


def _beginning(doubt: Doubt, text: str) -> None:
    if MIDDLE.match(text):
        doubt.add("begins in the middle of a sentence", BEGUN)


def _usual(records: Sequence[Objective | Phase | Indicator], names: Sequence[str]) -> Callable[[object], list[str]]:
    """What a record lacks that nearly all of its kind have."""
    usual = {}
    if len(records) >= FEWEST:
        for name in names:
            share = sum(bool(getattr(record, name)) for record in records) / len(records)
            if USUAL <= share < 1:
                usual[name] = f"no {name.removesuffix('_raw')}, which {share:.0%} have"

    def lacks(record: object) -> list[str]:
        return [text for name, text in usual.items() if not getattr(record, name)]

    return lacks


def scanned_of(pages: Iterable[PageTables]) -> frozenset[int]:
    """Numbers of the pages whose words were read by OCR."""
    return frozenset(page.number for page in pages if getattr(page.content, "recognised", False))
