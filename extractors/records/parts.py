"""One text to its labelled parts: `Label: value`, bold label before plain value, small label above its value, bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.grid.lines import Mender
from extractors.grid.model import Line
from extractors.lexicon import Lexicon, Match
from extractors.reading.content import Word, hull
from extractors.records.events import Span
from extractors.records.headings import BARE_CODE

LONGEST = 14
"""A label has at most this many words."""
TAB = 1.3
"""A gap wider than this many text heights sets a new label apart on its line."""
SHORT = 8
"""In so few words, `Codice 1.03` or `Peso 25` is a label and its value without a colon."""
BARS = {"|", "¦", "•", "·"}
MUTE = {":", "-", "–", "—", "|", "¦", "/", "(", ")", ".", ","}
"""Marks that keep the style of the word before them, whatever font they are set in."""
DASHES = {"-", "–", "—"}
PARTING = BARS | DASHES
"""Marks that may stand before a label in the middle of a line."""
YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?")
LEADING_HINT = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)\s+(?=\S)")
HINT_WORDS = 5
"""Fewer words in brackets belong to the answer they open."""


@dataclass(slots=True)
class Part:
    """A labelled value, or with ``match`` None the text before the first label."""

    match: Match | None
    label: str
    value: Span


def span_of(lines: Sequence[Line], mender: Mender) -> Span:
    """A text with its places, one a page."""
    kept = [line for line in lines if line.words]
    pages = sorted({line.page for line in kept})
    places = [(p, hull([line.box for line in kept if line.page == p])) for p in pages]
    return Span(mender.join(kept), places, [k.text for k in kept], [k.text for k in kept if k.bold], len(pages) > 1)


def parts_of(lines: Sequence[Line], lexicon: Lexicon, domains: Sequence[str], mender: Mender) -> list[Part]:
    """The labelled parts of a cell or paragraph; [] when it holds no label."""
    runs = _runs(lines)
    run_in = _run_in(lines, lexicon, domains)
    if run_in:
        return _cut(lines, run_in, mender)
    cuts: list[tuple[int, int, Match, str]] = []
    position = 0
    for run in runs:
        after = bool(cuts) and cuts[-1][1] == position
        cuts += _labels_in(run, position, lexicon, domains, len(runs) > 1, bool(cuts), after)
        position += len(run.words)
    parts = _cut(lines, cuts, mender) if cuts else []
    return [] if len(parts) == 1 and _dated(parts[0]) else parts


def _cut(lines: Sequence[Line], cuts: Sequence[tuple[int, int, Match, str]], mender: Mender) -> list[Part]:
    """The parts between labels: (first word, word after, match, printed label) each."""
    words = [(w, line) for line in lines for w in line.words]
    parts: list[Part] = []
    if cuts[0][0] > 0:
        lead = words[: cuts[0][0]]
        while len(lead) > 1 and lead[-1][0].text in PARTING:
            lead = lead[:-1]
        parts.append(Part(None, "", _span(lead, mender)))
    for k, (_, end, match, label) in enumerate(cuts):
        stop = cuts[k + 1][0] if k + 1 < len(cuts) else len(words)
        parts.append(Part(match, label, _span(_trimmed(words[end:stop]), mender)))
    return parts


def _run_in(lines: Sequence[Line], lexicon: Lexicon, domains: Sequence[str]) -> list[tuple[int, int, Match, str]]:
    """Names in italics or bold that run into the text: `_Beneficiari._ Le scuole della valle.`

    The first begins the text, others follow a sentence; each ends with its own stop or before a dash and plain words.
    """
    words = [w for line in lines for w in line.words]
    if len(words) < 2 or not (words[0].italic or words[0].bold) or _stopped(words) is None:
        return []
    cuts: list[tuple[int, int, Match, str]] = []
    at = 0
    while at < len(words):
        length = _stopped(words[at:]) if at == 0 or words[at - 1].text.endswith((".", ";")) else None
        label = " ".join(w.text for w in words[at : at + length]) if length else ""
        match = lexicon.best(label, domains) if label else None
        if length and match and match.exact and match.field != "number":
            cuts.append((at, at + length, match, label))
            at += length
        elif at == 0:
            return []
        else:
            at += 1
    return cuts


def _stopped(words: Sequence[Word]) -> int | None:
    """How many words set apart by their letters end with a stop at the head of plain ones; None where they do not."""
    first = words[0]
    if not (first.italic or first.bold):
        return None
    for n, word in enumerate(words[: LONGEST + 1]):
        if (word.italic, word.bold) != (first.italic, first.bold):
            plain = not word.bold and not (word.italic and first.italic)
            return n if n and plain and (words[n - 1].text.endswith(".") or word.text in DASHES) else None
    return None


def _dated(part: Part) -> bool:
    """`Obiettivi gestionali 2031`: the name of the plan, no title's label with its value."""
    titled = part.match is not None and (part.match.domain, part.match.field) == ("objective", "title")
    return titled and ":" not in part.label and YEAR.fullmatch(part.value.text.strip()) is not None


@dataclass(slots=True)
class _Run:
    """Words of one style, with the line each stands on and whether it begins that line."""

    words: list[Word]
    lines: list[int]
    bold: bool
    starts: list[bool]
    tabs: list[bool]
    """A gap much wider than a space stands before the word."""


def _runs(lines: Sequence[Line]) -> list[_Run]:
    runs: list[_Run] = []
    style: tuple[bool, int] | None = None
    for n, line in enumerate(lines):
        for k, word in enumerate(line.words):
            if style is None or _parts_run(word, style):
                runs.append(_Run([], [], word.bold, [], []))
                style = word.bold, round(word.size)
            runs[-1].words.append(word)
            runs[-1].lines.append(n)
            runs[-1].starts.append(k == 0)
            runs[-1].tabs.append(k > 0 and word.x0 - line.words[k - 1].x1 > TAB * word.size)
    return runs


def _parts_run(word: Word, style: tuple[bool, int]) -> bool:
    """Whether a word of another weight or size begins a new run; a mark does not."""
    if word.bold == style[0] and abs(round(word.size) - style[1]) <= 1:
        return False
    return word.text not in MUTE and (word.bold != style[0] or any(c.isalnum() for c in word.text))


def _labels_in(
    run: _Run, offset: int, lexicon: Lexicon, domains: Sequence[str], styled: bool, any_label: bool, is_value: bool
) -> list[tuple[int, int, Match, str]]:
    """Labels of one run as (first word, word after, match, printed label).

    A run of its own style may be a label as a whole, or line by line. Elsewhere a label needs a colon, a line of
    its own with an exact name, or a bar before it. The run right after a label (``is_value``) begins with its value.
    """
    texts = [w.text for w in run.words]
    if styled and not is_value and len(texts) <= LONGEST:
        whole = " ".join(texts)
        if (run.bold or run.starts[0] or any_label) and (match := _label(whole, lexicon, domains)):
            return [(offset, offset + len(texts), match, whole)]
        if (
            run.bold
            and run.starts[0]
            and texts[-1].endswith(":")
            and len(texts) <= 7
            and sum(c.isalpha() for c in whole) > 3
        ):
            return [(offset, offset + len(texts), UNKNOWN, whole)]
    found: list[tuple[int, int, Match, str]] = []
    ends = {0} if is_value else set()
    i = 0
    while i < len(texts):
        inside = i and not run.starts[i] and not run.tabs[i] and texts[i - 1] not in PARTING
        if inside and not ((found or any_label) and _named_inside(texts, i, lexicon, domains)):
            i += 1  # in the middle of a sentence, as most words
            continue
        hit = _label_at(run, texts, i, lexicon, domains, styled, ends)
        if hit:
            end, match = hit
            found.append((offset + i, offset + end, match, " ".join(texts[i:end])))
            ends.add(end)
            i = end
        else:
            i += 1
    return found


def _named_inside(texts: list[str], i: int, lexicon: Lexicon, domains: Sequence[str]) -> bool:
    """`Codice: A.3 Peso: 20`: after a labelled value on its line, a label in a capital letter with its colon."""
    if not texts[i][:1].isupper() or not any(t.endswith(":") for t in texts[i : i + 4]):
        return False
    end = next(n for n in range(i, len(texts)) if texts[n].endswith(":"))
    match = _label(" ".join(texts[i : end + 1]).rstrip(":"), lexicon, domains)
    return match is not None and match.exact


def _label_at(
    run: _Run, texts: list[str], i: int, lexicon: Lexicon, domains: Sequence[str], styled: bool, after: set[int]
) -> tuple[int, Match] | None:
    """The end and the match of a label that begins with word ``i`` of ``texts``, the run's words."""
    opens = run.starts[i] or run.tabs[i] or (i > 0 and _bar(texts[i - 1], i - 1 in after)) or i == 0
    opens = opens or texts[i - 1] not in DASHES
    dashed = not opens and texts[i - 1] in DASHES and i - 1 not in after
    if not (opens or dashed) or (not texts[i][:1].isalpha() and texts[i][:1] not in "%"):
        return None
    for end in range(min(len(texts), i + LONGEST), i, -1):
        last = texts[end - 1]
        phrase = " ".join(texts[i:end])
        colon = last.endswith(":") or (end < len(texts) and texts[end] == ":")
        if i in after and not colon and not (run.bold and run.starts[i]):
            continue
        if i in after and any(run.tabs[i + 1 : end]):
            continue  # `Servizio: Direzione      Responsabile: …`: the value ends at the gap
        if ":" in phrase[:-1].replace("://", "") and not colon:
            continue
        line_end = end == len(texts) or run.starts[end]
        bar_next = end < len(texts) and (
            texts[end] in BARS or (texts[end] in DASHES and _label_follows(texts, end + 1, lexicon, domains))
        )
        own_line = run.starts[i] and line_end and run.bold
        if colon:
            match = _label(phrase.rstrip(":"), lexicon, domains)
            if match and (match.exact or not dashed):
                return end + (texts[end : end + 1] == [":"]), match
        elif dashed:
            continue
        elif end < len(texts) and run.tabs[end] and (run.starts[i] or run.tabs[i]):
            match = _label(phrase, lexicon, domains)
            if match:
                return end, match
        elif own_line or (bar_next and (run.starts[i] or i == 0) and end - i <= 3):
            match = _label(phrase, lexicon, domains)
            if match and (match.exact or (own_line and styled)):
                return end, match
        elif (
            _code_follows(texts, i, end)
            or (run.tabs[i] and end < len(texts))
            or (i and _bar(texts[i - 1], i - 1 in after) and end < len(texts))
        ):
            match = _label(phrase, lexicon, domains)
            if match and match.exact and match.field not in ("start", "end"):
                return end, match
    return None


def _code_follows(texts: list[str], start: int, end: int) -> bool:
    """`CODICE 2024_12`, `PESO 40`: a label in capitals right before something with a digit."""
    if end >= len(texts) or end - start > 3:
        return False
    loud = all(t.isupper() or not t.isalpha() for t in texts[start:end]) or (
        texts[start][0].isupper() and len(texts) <= SHORT
    )
    return loud and any(c.isdigit() for c in texts[end])


def _label_follows(texts: list[str], start: int, lexicon: Lexicon, domains: Sequence[str]) -> bool:
    """`Tipologia - Peso 0`: after the dash another label begins."""
    phrases = [" ".join(texts[start:end]) for end in range(start + 1, min(len(texts), start + 4) + 1)]
    return any((match := _label(phrase, lexicon, domains)) and match.exact for phrase in phrases)


def _bar(text: str, after_label: bool) -> bool:
    """A bar parts labelled values; a dash does so only right after a label that has no value."""
    return text in BARS or (after_label and text in DASHES)


UNKNOWN = Match("unknown", "unknown", 0.0, False)
"""A bold label with a colon that the lexicon does not know."""
NUMBERED_LABEL = re.compile(
    r"^\s*[^\d:]+?\s*(?:\bn\.?|\bnr\.?|n°|:)?\s*(?P<code>[A-Z]{0,4}[._-]?\d[\w./-]*)\s*[-–:.]?\s*$"
)


BLANKED = re.compile(r"[^\W\d]\s*:\s*(?:[-–—/]+|_{2,}|\.{2,})\s*$")


def left_blank(text: str) -> bool:
    """`Partner: -`: a label and the mark of an empty answer, not a label alone."""
    return bool(BLANKED.search(text))


def answered(text: str, lexicon: Lexicon) -> bool:
    """`Peso indicatore: 60%`: a label with its value in one cell, as no header has it; a year is no value."""
    label, colon, value = text.partition(":")
    if not colon or not any(c.isdigit() for c in value) or YEAR.fullmatch(value.strip()):
        return False
    match = lexicon.best(label, ("indicator", "phase", "objective"))
    return match is not None and match.exact


def numbered_title(match: Match, label: str, value: Span) -> str | None:
    """The code in `OBIETTIVO N. 3 | Title` or `Obiettivo 3 Title`, whose value is a title; None for other labels."""
    if (
        match.domain != "objective"
        or match.field not in ("code", "title")
        or not value.text
        or BARE_CODE.match(value.text)
    ):
        return None
    numbered = NUMBERED_LABEL.match(label)
    return numbered.group("code") if numbered else None


def _label(text: str, lexicon: Lexicon, domains: Sequence[str]) -> Match | None:
    if not any(c.isalpha() for c in text):
        return None
    match = lexicon.best(text, domains)
    return match if match and match.field != "number" else None


def _trimmed(words: list[tuple[Word, Line]]) -> list[tuple[Word, Line]]:
    """Without the colon, bar or dash between a label and its value, and the bar before the next label."""
    while words and (words[0][0].text in {":", "|", "¦", "-", "–"}):
        words = words[1:]
    while words and words[-1][0].text in {"|", "¦", "-", "–"}:
        words = words[:-1]
    return words


def _span(words: list[tuple[Word, Line]], mender: Mender) -> Span:
    lines: list[Line] = []
    held: list[Line] = []
    for word, line in words:
        if held and held[-1] is line:
            lines[-1].words.append(word)
        else:
            lines.append(Line([word], line.page))
            held.append(line)
    return span_of(lines, mender)


def without_hint(span: Span) -> Span:
    """A form's own words in brackets, set before the answer in the same paragraph, are no part of the answer."""
    hint = LEADING_HINT.match(span.text)
    if not hint or len(hint[0].split()) < HINT_WORDS:
        return span
    return replace(span, text=span.text[hint.end() :])
