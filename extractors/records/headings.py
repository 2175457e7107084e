"""What a heading is: a card's title with its code, a unit, a class of objectives, a chapter."""

from __future__ import annotations

import re

from extractors.lexicon import Lexicon, fold_label
from extractors.records.events import Span, TextEvent
from normalizers.dates import MONTH

CODE = r"(?=[\w./-]*\d)[A-Z]{0,6}[._\-/]?\d[\w./\-]{0,18}|[A-Z]{1,4}\d{1,3}"
CODED = re.compile(
    rf"^\s*(?:(?P<word>[^\W\d][\w' ]{{2,40}}?)\s+)?(?:[nN]\.|n|(?i:nr\.?|n°|nº|num\.?))?\s*"
    rf"(?P<code>{CODE})\s*[-–—:.)|]*\s+(?P<title>\S.*)$",
    re.DOTALL,
)
CODE_ALONE = re.compile(
    r"^\s*(?P<word>[^\W\d][\w'. ]{1,40}?)\s+(?:[nN]\.|(?i:nr\.?|n°|nº|num\.?))?\s*"
    r"(?P<code>(?!20\d\d\b)(?=[\w./\- ]*\d)(?:[A-Z]{1,6}[._/\-]?\s?)?\d[\w./\-]{0,18})\s*[-–:.]?\s*$"
)
ICON = re.compile(
    r"^\s*(?:[\u2300-\u23ff\u2600-\u260f\u2613-\u2712\u2719-\u2793\u2b00-\u2bff\ue000-\uf8ff\U0001f000-\U0001faff]"
    r"[\ufe0e\ufe0f]?\s*)+(?=[^\W_])"
)
BARE_CODE = re.compile(rf"^\s*(?:{CODE})\s*$")
CHAPTER = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}[.)])\s+\S|"
    r"^\s*(?:sezione|sottosezione|parte|capitolo|allegato|capo|titolo [ivx\d]+)\b",
    re.IGNORECASE,
)
PART = re.compile(r"^\s*(?:sezione|sottosezione|parte|capitolo|allegato|appendice|indice|sommario)\b", re.IGNORECASE)
NUMBERING = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}[.)])\s+")
CLASS = re.compile(r"^\s*ob+iettiv[oi]\b", re.IGNORECASE)
LONGEST = 200
"""No heading that only announces a card has more letters."""
SENTENCE = 3
"""Words in small letters before a full stop that make a sentence."""
CODE_WORD = re.compile(r"[\w./\-]*\d[\w./\-]*")
CLASSES = re.compile(r"^[\s\d.]*(?:elenco |descrizione )?(?:gli |degli )?ob+iettivi\b", re.IGNORECASE)
"""The heading of a class of objectives (`Obiettivi individuali`), never of one."""
LEADERS = re.compile(r"(?:[.…_·]\s?){6,}\s*\d{1,4}\b")
"""`Title ........ 12`: a line of an index."""
YEAR = re.compile(r"\b(20\d\d)\b")
DAY = re.compile(
    rf"\b(?:al|alla data del)\s+(?:\d{{1,2}}\s?[°º]?\s+{MONTH}\s+|\d{{1,2}}[./-]\d{{1,2}}[./-])20\d\d\b", re.IGNORECASE
)
"""`al 1° gennaio 2030`, `al 31.12.2030`"""


def without_icon(text: str) -> str:
    """A heading without the pictogram before it; ticks and the bullets of lists are none."""
    return ICON.sub("", text)


def coded(text: str, lexicon: Lexicon) -> tuple[str | None, str] | None:
    """(code, title) of `Obiettivo A.1 Title`, `SA.01 – Title`, `Scheda obiettivo n. 3: Title`; None for other texts.

    A bare number with a dot is a chapter's, unless a word such as obiettivo or scheda stands before it.
    """
    match = CODED.match(without_icon(text))
    if not match:
        return None
    word, code, title = match.group("word"), match.group("code"), match.group("title").strip()
    if word is not None and not _announces(fold_label(word).removesuffix(" n").strip(), lexicon):
        return None
    if word is None and not any(c.isalpha() for c in code):
        return None
    if not any(c.isalpha() for c in title):
        return None
    return code, title.strip(" -–—:|")


def announced_code(text: str, lexicon: Lexicon) -> str | None:
    """The code of `Obiettivo VIA.01` or `Scheda n. 3`, which say no more: the title stands in the cell beside."""
    match = CODE_ALONE.match(text)
    if not match or not _announces(fold_label(match["word"]).removesuffix(" n"), lexicon):
        return None
    return re.sub(r"\s+", "", match["code"]).rstrip(".:-")


def _announces(word: str, lexicon: Lexicon) -> bool:
    """`obiettivo`, `scheda obiettivo strategico`, `valore pubblico` …: the words before a card's code."""
    if not word:
        return False
    known = word in lexicon.card_headings or word in lexicon.code_words
    return known or (word.split()[0] in lexicon.card_words and len(word.split()) <= 5)


def titled(text: str, lexicon: Lexicon) -> str | None:
    """The title after `Obiettivo:` or `Scheda obiettivo –`; None where the heading is no such line."""
    head, mark, rest = text.partition(":")
    if mark and fold_label(head) in lexicon.card_headings and rest.strip():
        return rest.strip()
    return None


def is_card_heading(text: str, lexicon: Lexicon) -> bool:
    """`SCHEDA OBIETTIVO N. 3`, `OBIETTIVO DI PERFORMANCE - PIAO 2024-2026`: it announces a card and no more."""
    if len(text) > LONGEST:
        return False
    words = [w for w in re.split(r"[^\w]+", fold_label(CODE_WORD.sub(" ", text))) if w]
    return " ".join(w for w in words if w not in lexicon.plan_words and not w.isdigit()) in lexicon.card_headings


def is_heading(event: TextEvent, body_size: float) -> bool:
    """Bold, larger than the text, or short and in capitals."""
    text = event.span.text
    if len(text) > 420:
        return False
    short = len(text) < 160 and not text.rstrip().endswith((";", ","))
    return event.bold or (event.size > 1.12 * body_size and short) or (event.caps and short)


def style(event: TextEvent) -> tuple[bool, int, bool]:
    """The look of a heading: bold, height in points, capitals."""
    return event.bold, round(event.size), event.caps


def heading_year(text: str) -> int | None:
    """The one year of a heading; a sentence that speaks of a year states none for what stands below it."""
    found = YEAR.findall(text)
    return int(found[0]) if len(set(found)) == 1 and not _is_sentence(text) else None


def fixed_date(text: str) -> bool:
    """`Il personale al 31 dicembre 2030`: as of a day, which is not the year of what stands below."""
    return DAY.search(text) is not None


def _is_sentence(text: str) -> bool:
    """``Note: i lavori sono rinviati al 2027.`` – words with a full stop, as no heading has them."""
    words = re.findall(r"[^\W\d]{2,}", text.partition(":")[2] or text)
    return text.rstrip().endswith(".") and sum(word.islower() for word in words) >= SENTENCE


def bare(span: Span, text: str) -> Span:
    return Span(text, span.places, [text], [])
