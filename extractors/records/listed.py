"""Phases and indicators printed as items of a list, without a table."""

from __future__ import annotations

import re

from extractors.lexicon import Lexicon
from extractors.records.events import Span
from extractors.records.model import Row
from normalizers.dates import MONTHS
from normalizers.periods import read_period

LEAD = re.compile(r"^\s*(?:(?P<n>\d{1,2})\s*[.)\-–]|[-–—•●▪■➢➤✓*]|[a-z]\))\s*", re.IGNORECASE)
WHEN = re.compile(
    r"[,;(–-]?\s*\(?\b(?P<when>(?:entro|dal|da|fino al|nel|tra|periodo|termine|scadenza)\b[^,;()]*?\d[^,;()]*|"
    r"entro (?:il |la |fine )?[^,;()]{3,40})\)?\s*[.;]?\s*$",
    re.IGNORECASE,
)
TAIL = re.compile(r"^(?P<text>.*)[,;:–(]\s*(?P<when>[^,;:()–]{3,40}?)\)?\s*[.;]?\s*$", re.DOTALL)
NAMES = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
LAST = re.compile(r"^(?P<text>.*[^\W\d].*?)\s*:\s+(?P<when>[^:()]{3,40}?)\s*[.;]?\s*$", re.DOTALL)
"""`Text: entro marzo`"""
FIRST = re.compile(
    rf"^\s*(?P<when>(?:(?:entro|dal|da|fino al?|nel|nei|tra|in|scadenza)\b|\d{{1,2}}[./\s]|(?:{NAMES})\b\.?|"
    r"(?:I{1,3}|IV|[1-4][°º]?|prim[oa]|second[oa]|terzo|quarto)\s+(?:trim|sem|quad))"
    r"[^,;:()–—]{0,40}?)\s*(?::|\s[–—-])\s+(?P<text>\S.*)$",
    re.DOTALL | re.IGNORECASE,
)
"""`Entro il 31 marzo: text`: the time stands before the phase."""
NUMBERED = re.compile(r"(?:(?<=\s)|^)(?P<n>\d{1,2})[.)]\s+(?=[^\W\d])")
DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?\s*$")
EVERY = re.compile(
    r"^\s*(?:ogni|mensile|trimestrale|semestrale|bimestrale|annuale|settimanale|tutto l'anno|in corso d'anno)\b",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\s*[,;(]\s*(?P<label>[^\W\d][\w' ]{3,24}?)\s*:\s*(?P<value>[^():;]+?)\s*\)?\s*(?=[.;,]?\s*$|[,;(])", re.IGNORECASE
)
WANTED = re.compile(
    r"\s*[:,;(–-]?\s*\(?\b(?:valore atteso|target|risultato atteso|atteso|valore obiettivo)\b\s*(?:20\d\d)?"
    r"\s*[:=]?\s*(?P<target>[^()]+?)\)?\s*[.;]?\s*$",
    re.IGNORECASE,
)

STATED = re.compile(r"^(?P<text>.*\S)\s*(?:(?<![<>])[:=]|\s[–—-])\s+(?P<target>[^:;]{1,60}?)\s*[.;]?\s*$", re.DOTALL)
IN_BRACKETS = re.compile(r"^(?P<text>.*\S)\s*\(\s*(?P<target>[^()]{1,40})\)\s*[.;]?\s*$", re.DOTALL)
COURSE = re.compile(
    r"^(?P<text>.*[^\W\d].*?)\s*(?::|\s[–—-])\s*(?:da|dal|dall['’])\s*(?P<old>(?:€\s*)?[+-]?\d[\d.,]*\s*[%€]?)"
    r"\s*(?:\((?P<before>20\d\d)\))?\s+(?:a|al|all['’])\s*(?P<new>(?:€\s*)?[+-]?\d[\d.,]*\s*[%€]?)"
    r"\s*(?:\((?P<after>20\d\d)\))?\s*[.;]?\s*$",
    re.DOTALL,
)
BULLET = re.compile(r"^\s*[-–—•●▪■➢➤✓*]\s")
AMOUNT = re.compile(r"^\s*n\.?[°º]?\s*\d", re.IGNORECASE)
"""`n. 12 incontri`"""
BOUND = re.compile(
    r"^\W*(?:[<>=≤≥]|almeno|minimo|massimo|max|min|non (?:oltre|più|meno|inferiore|superiore)|inferiore|superiore|"
    r"entro|fino a|oltre|più|meno|circa|pari|euro|€|n\.?)?\s*(?:\b(?:a|ad|di|del|al|il|euro|€|n\.?)\s*){0,2}[+-]?\d|"
    r"^(?:sì|si|no)$",
    re.IGNORECASE,
)
"""A value that a list states after its indicator: a number, with or without a bound before it."""
YEAR_ALONE = re.compile(r"^\W*(?:anno\s+)?(?:19|20)\d\d\W*$", re.IGNORECASE)
LONGEST_TARGET = 8


def listed_row(kind: str, span: Span, lexicon: Lexicon) -> Row | None:
    """The phase or indicator of one list item; None for text that is no item."""
    lead = LEAD.match(span.text)
    if not lead or kind not in ("phase", "indicator"):
        return None
    text = span.text[lead.end() :].strip()
    values: dict[str, Span] = {}
    if lead.group("n"):
        values["number"] = _part(span, lead.group("n"))
    targets: list[tuple[str, int | None, Span]] = []
    if kind == "phase":
        text = _timed(text, span, values)
    else:
        text = _asides(text, span, lexicon, values, targets)
        if wanted := WANTED.search(text):
            targets.insert(0, ("target", None, _part(span, wanted.group("target").strip())))
            text = text[: wanted.start()]
        elif not targets and (course := _course(text)):
            text = course[0]
            targets += [(role, year, _part(span, value)) for role, year, value in course[1]]
        elif not targets and (stated := _stated(text)):
            text, value = stated
            targets.append(("target", None, _part(span, value)))
    values["description"] = _part(span, text.strip(" ;,:"))
    return Row(kind, values, targets, [], span.places, reader="list")


def _stated(text: str) -> tuple[str, str] | None:
    """(indicator, value) of `Servizi attivati: 8` or `Tempo medio (non oltre 15 giorni)`; None for other texts."""
    for pattern in (STATED, IN_BRACKETS):
        match = pattern.match(text)
        if not match:
            continue
        value = match["target"].strip()
        if BOUND.match(value) and not YEAR_ALONE.match(value) and len(value.split()) <= LONGEST_TARGET:
            return match["text"].strip(), value
    return None


def _course(text: str) -> tuple[str, list[tuple[str, int | None, str]]] | None:
    """`Name: da 12 (2024) a 30 (2025)`: the name, and baseline and target with their years; None for other texts."""
    match = COURSE.match(text)
    if not match:
        return None
    years = [int(y) if y else None for y in (match["before"], match["after"])]
    return match["text"].strip(), [("baseline", years[0], match["old"]), ("target", years[1], match["new"])]


def stated_rows(span: Span) -> list[Row]:
    """The indicators of a cell whose lines name each one and state its value; [] where a line is left over."""
    rows: list[Row] = []
    held = ""
    for line in span.lines or [span.text]:
        held = text = f"{held} {LEAD.sub('', line, count=1) if BULLET.match(line) else line}".strip()
        if "=" in text:
            return []  # bounds are told apart by their signs
        course = _course(text)
        if course is None and (stated := _stated(text)):
            course = stated[0], [("target", None, stated[1])]
        if course is None:
            continue
        held = ""
        name, found = course
        targets = [(role, year, _part(span, value)) for role, year, value in found]
        rows.append(Row("indicator", {"description": _part(span, name)}, targets, [], span.places, "result", "list"))
    return [] if held else rows


def items_of(span: Span) -> list[Span]:
    """The numbered items that one cell holds: `1) … 2) …`; [] where the numbers do not count on from one."""
    marks = list(NUMBERED.finditer(span.text))
    if (
        len(marks) < 2
        or [int(m["n"]) for m in marks] != list(range(1, len(marks) + 1))
        or span.text[: marks[0].start()].strip()
    ):
        return []
    ends = [m.start() for m in marks[1:]] + [len(span.text)]
    return [_part(span, span.text[m.start() : end].strip()) for m, end in zip(marks, ends, strict=True)]


def list_of(span: Span, bare: bool = True) -> list[Span]:
    """The items of a list in one text: numbered, with bullets, or (``bare``) parted by semicolons; [] for none."""
    items = items_of(span)
    if items:
        return items
    starts = [n for n, line in enumerate(span.lines) if BULLET.match(line)]
    if len(starts) > 1 and starts[0] == 0:
        ends = [*starts[1:], len(span.lines)]
        return [_part(span, " ".join(span.lines[a:b])) for a, b in zip(starts, ends, strict=True)]
    if len(span.lines) > 1 and all(AMOUNT.match(line) for line in span.lines):
        return [_part(span, f"– {line}") for line in span.lines]
    if not bare:
        return []
    pieces = [p.strip() for p in span.text.split(";") if p.strip()]
    return [_part(span, f"– {p}") for p in pieces] if len(pieces) > 1 else []


def _timed(text: str, span: Span, values: dict[str, Span]) -> str:
    """The text without the time at its end: `…, entro il 30/04;`, `…, giugno;`."""
    first = FIRST.match(text)
    if first and _is_time(first["when"]):
        values["period"] = _part(span, first["when"].strip())
        return first["text"]
    last = LAST.match(text)
    if last and _is_time(last["when"]):
        values["period"] = _part(span, last["when"])
        return last["text"]
    if when := WHEN.search(text):
        values["period"] = _part(span, when.group("when").strip(" .;"))
        return text[: when.start()]
    tail = TAIL.match(text)
    if tail and _is_time(tail["when"]):
        values["period"] = _part(span, tail["when"].strip(" .;"))
        return tail["text"]
    return text


def _is_time(text: str) -> bool:
    period = read_period(text, 2000)
    return bool(period.start or period.end or period.problem or DAY.search(text) or EVERY.match(text))


def _asides(
    text: str, span: Span, lexicon: Lexicon, values: dict[str, Span], targets: list[tuple[str, int | None, Span]]
) -> str:
    """The text without `(fonte: …)`, `valore iniziale: …` and their like."""
    for aside in reversed(list(ASIDE.finditer(text))):
        match = lexicon.find(aside["label"], "indicator")
        if match is None or match.field in ("description", "target"):
            continue
        value = _part(span, aside["value"].strip())
        if match.field in ("baseline", "achieved"):
            targets.append((match.field, None, value))
        else:
            values[match.field] = value
        text = text[: aside.start()] + text[aside.end() :]
    return text


def _part(span: Span, text: str) -> Span:
    return Span(text, span.places, [text])
