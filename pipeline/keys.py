"""``objective_key``: one key for all printings of one objective within a plan.

What counts as one objective:

* The same title is the same objective, whoever prints it: nine services that carry one shared objective, the leading
  office and those that contribute under codes of their own, a table by mandate line and one by silo.
* The same title in another year is the same objective continued: one key, told apart by ``objectives.year``. A plan
  that prints a target year by year prints the objective once for each; counting keys counts objectives, not sheets.
* A title that differs by typos only is the same: words pair off one by one, all numbers are equal, and each pair is
  equal or a slip of a letter or two. A word more or another word (``… - ENTRATE`` / ``… - SPESA``, ``lotto 1`` /
  ``lotto 2``, ``2026`` / ``2027`` in the title itself) makes another objective.
* Brackets hold notes (acts, references, years, ``obiettivo condiviso``), so they are left out; but two short brackets
  of different words, ``(entrate)`` and ``(spese)``, part two objectives.
* The same code in the same year with a title at least `SAME_CODE` alike is the same, with more than typos between
  them. Codes are compared as prefix and number, ``.01_002`` as ``.01_0002``.
* A title that only counts (``Obiettivo n. 3``) says nothing by itself: such cards are one only when their texts agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from normalizers.text import fold
from schemas import Objective

SAME_CODE = 82.0
"""Likeness (0-100) of titles under one code in one year from which they are one objective."""
LONG_TITLE = 20
"""Characters from which a title may hold a typo: in a shorter one a letter changes the meaning (casa, cassa)."""
SAME_TEXT = 90.0
"""Likeness of the texts of two cards whose titles only count."""

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_SMALL_WORDS = (
    "il lo la i gli le un uno una di a da in con su per tra fra e ed o del dello della dei degli delle al allo alla ai "
    "agli alle dal dalla nel nella nei sul sulla all dall dell nell sull d l"
)
_GENERIC_WORDS = "obiettivo obbiettivo scheda progetto attivita numero n nr operativo strategico gestionale"
_NOTE_WORDS = (
    "rif riferimento dup obiettivo condiviso trasversale intersettoriale comune annuale biennale triennale pluriennale "
    "anno anni strategico gestionale prevalente variazione assegnazione rimozione aggiornamento nuovo pnrr"
)
_SMALL, _GENERIC, _NOTES = (frozenset(words.split()) for words in (_SMALL_WORDS, _GENERIC_WORDS, _NOTE_WORDS))
_DIGITS = re.compile(r"\d")
_ROMAN = re.compile(r"[ivx]+")
_SUFFIX = re.compile(r"^(.*?)0*(\d*)$")


@dataclass(frozen=True, slots=True)
class TitleKey:
    """A title as it is compared: its words in order, and the words of a short bracket that tells it apart."""

    words: tuple[str, ...]
    mark: frozenset[str]

    @property
    def text(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=4096)
def title_key(title: str | None) -> TitleKey:
    """The words of a title without brackets, small words and punctuation; all of it where only brackets are printed."""
    text = fold(title)
    inside = [a or b for a, b in _BRACKETS.findall(text)]
    bare = _BRACKETS.sub(" ", text)
    bare = bare if re.search(r"\w{3}", bare) else text
    mark: frozenset[str] = frozenset()
    for note in inside:
        words = [w for w in re.findall(r"\w+", note) if w not in _SMALL]
        if 0 < len(words) <= 3 and not _DIGITS.search(note) and not _NOTES & set(words):
            mark = mark | frozenset(words)
    return TitleKey(tuple(w for w in re.findall(r"\w+", bare) if w not in _SMALL), mark)


def same_title(one: TitleKey, two: TitleKey) -> bool:
    """Whether two titles differ by typos at most."""
    if one.mark and two.mark and one.mark != two.mark:
        return False
    if one.words == two.words:
        return bool(one.words)
    if not one.words or not two.words:
        return False
    if "".join(one.words) == "".join(two.words):  # a blank lost or added
        return True
    if len(one.words) != len(two.words) or min(len(one.text), len(two.text)) < LONG_TITLE:
        return False
    slips = [(a, b) for a, b in zip(one.words, two.words, strict=True) if a != b]
    return len(slips) <= max(1, len(one.words) // 4) and all(_slip(a, b) for a, b in slips)


def _slip(a: str, b: str) -> bool:
    """Whether a word is another one mistyped: a letter or two in a long word, never in numbers or short words."""
    if _DIGITS.search(a + b) or min(len(a), len(b)) < 4 or _ROMAN.fullmatch(a) or _ROMAN.fullmatch(b):
        return False
    return OSA.distance(a, b) <= (1 if min(len(a), len(b)) < 8 else 2)


def code_key(code: str | None) -> str:
    """A code as prefix and number: ``25.29.1.1.01_002`` and ``25.29.1.1.01_0002`` are one; '' for none."""
    text = re.sub(r"\s+", "", fold(code))
    found = _SUFFIX.match(text)
    return f"{found[1]}{found[2]}" if found else text


def only_counts(key: TitleKey) -> bool:
    """Whether a title says no more than which card it is: ``Obiettivo n. 3``, ``Scheda A``."""
    return all(w in _GENERIC or w.isdigit() or len(w) < 2 or _ROMAN.fullmatch(w) for w in key.words)


def set_keys(objectives: Iterable[Objective]) -> None:
    """Set ``objective_key`` of every row: ``PLAN-kNNNN``, numbered in order of first printing."""
    firsts: list[tuple[TitleKey, Objective]] = []
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    by_code: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for objective in objectives:
        key = title_key(objective.title)
        codes = {(code_key(code), objective.year) for code in [objective.code, *objective.codes] if code_key(code)}
        home = _home(objective, key, codes, firsts, by_words, by_code)
        if home is None:
            home = len(firsts)
            firsts.append((key, objective))
        objective.objective_key = f"{objective.plan_id}-k{home + 1:04}"
        if home not in by_words[key.words]:
            by_words[key.words].append(home)
        for code in codes:
            if home not in by_code[code]:
                by_code[code].append(home)


def _home(
    objective: Objective,
    key: TitleKey,
    codes: Iterable[tuple[str, int | None]],
    firsts: list[tuple[TitleKey, Objective]],
    by_words: dict[tuple[str, ...], list[int]],
    by_code: dict[tuple[str, int | None], list[int]],
) -> int | None:
    """The number of the objective that this is another printing of, if any."""
    if only_counts(key):
        return next((n for n in by_words.get(key.words, []) if _same_texts(objective, firsts[n][1])), None)
    for n in by_words.get(key.words, []):
        if same_title(key, firsts[n][0]):
            return n
    for code in codes:
        for n in by_code.get(code, []):
            other = firsts[n][0]
            if (
                fuzz.ratio(key.text, other.text) >= SAME_CODE
                and _numbers(key) == _numbers(other)
                and not _parted(key, other)
            ):
                return n
    return next((n for n, (other, _) in enumerate(firsts) if not only_counts(other) and same_title(key, other)), None)


def _numbers(key: TitleKey) -> list[str]:
    return [w for w in key.words if _DIGITS.search(w)]


def _parted(one: TitleKey, two: TitleKey) -> bool:
    return bool(one.mark and two.mark and one.mark != two.mark)


def _same_texts(one: Objective, two: Objective) -> bool:
    """Whether two cards say the same, apart from their titles; False where either says nothing."""
    texts = [" ".join(fold(t) for t in (o.description, o.purpose, o.expected_result) if t) for o in (one, two)]
    return bool(all(texts)) and fuzz.ratio(*texts) >= SAME_TEXT
