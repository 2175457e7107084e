"""White space, folding for matching, and the indicators that share one cell."""

from __future__ import annotations

import re
import unicodedata
from itertools import filterfalse

_QUOTES = str.maketrans(
    dict.fromkeys("’‘`´ʼ′‛", "'")
    | dict.fromkeys("“”«»„″", '"')
    | dict.fromkeys("–—−‐‑‒―", "-")
    | {"\u00ad": "", "\u200b": ""}
)
_SPACE = re.compile(r"\s+")
_ACCENT_AS_QUOTE = re.compile(r"(?<=[aeiou])'(?!\w)")


def squash(text: str | None) -> str:
    """The text with every run of white space as one blank, ends trimmed; '' for None."""
    return _SPACE.sub(" ", text).strip() if text else ""


def plain(text: str | None) -> str:
    """Squashed, with one kind of quote, dash and blank: what the readers of values work on. Case and accents stay."""
    if not text:
        return ""
    return _SPACE.sub(" ", text.translate(_QUOTES).replace("\xa0", " ")).strip()


def fold(text: str | None) -> str:
    """A key for matching: case, accents, kinds of quote and dash and white space folded away; '' for None.

    An apostrophe that stands for an accent (``QUANTITA'``) is dropped, so that it equals ``QUANTITÀ``.
    """
    if not text:
        return ""
    if text.isascii() and "`" not in text:  # most texts: nothing to fold but their case
        bare = text.lower()
    else:
        bare = unicodedata.normalize("NFKD", text.translate(_QUOTES))
        bare = "".join(filterfalse(unicodedata.combining, bare)).translate(_QUOTES).casefold()
    return _SPACE.sub(" ", _ACCENT_AS_QUOTE.sub("", bare)).strip()


def in_capitals(text: str) -> bool:
    """Whether more than four fifths of a text's letters are capitals, and it has more than three letters."""
    letters = sum(map(str.isalpha, text))
    return letters > 3 and sum(map(str.isupper, text)) > 0.8 * letters


# --- several indicators in one cell ---

_BOUND = (
    r"(?:>\s?o?\s?=|=\s?o?\s?>|<\s?o?\s?=|=\s?o?\s?<|[<>=≥≤]|(?i:\b(?:non\s+)?(?:inferiore|superiore|"
    r"minore|maggiore)\s+(?:a|al|alla|all'|di|del)(?!\w)|"
    r"\balmeno\b|\bmassimo\b|\bmax\.?|\bminimo\b|\bmin\.?))"
)
_AMOUNT = r"(?:€\s?)?[+-]?\d(?:[\d.,]*\d)?"
_UNIT_WORD = (
    r"(?:\s?(?:%|‰|€|')|\s(?i:gg\.?|giorn[oi](?:\s+lavorativi)?|or[ae]|h|minut[oi]|min\.?|mes[ei]|"
    r"ann[oi]|euro|kg|mq|km|volt[ae](?:\s+(?:al|alla|all')\s?\w+)?|"
    r"punti(?:\s+percentuali)?)\b)?"
)
_TARGET = re.compile(
    rf"\(?\s*{_BOUND}\s*(?:(?:al|alla|il|lo|la|all'|n\.)\s?)*{_AMOUNT}{_UNIT_WORD}(?![\w/]|[.,]\d)[^()A-ZÀ-Ý]*?\)"
)
_OPEN_TARGET = re.compile(rf"{_BOUND}\s*(?:(?:al|alla|il|lo|la|all'|n\.)\s?)*{_AMOUNT}{_UNIT_WORD}(?![\w/]|[.,]\d)")
_BULLET = re.compile(r"^\s*(?:[-–—•●▪➤*o]\s+|\d{1,2}[.)]\s+|[a-z]\)\s+)")
_JOIN = re.compile(r"\s*(?:\s[-–—+]\s|;)\s*")
# what begins a new indicator: a capital, "N.", "n°", "%", a dash, a plus
_NEXT = re.compile(r"\s*(?:[-–—+;,/•]\s*|\be\s+)?(?=[A-ZÀ-Ý%]|[Nn](?:\.|°|r\.)|n\.)")


def _targets_in(line: str) -> list[tuple[int, int]]:
    """Where the targets of a line stand: each from its bound to the end of its tail in small letters."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(line):
        bracketed = _TARGET.search(line, place)
        bare = _OPEN_TARGET.search(line, place)
        if bracketed and bracketed[0].startswith("(") and (not bare or bracketed.start() < bare.start()):
            found.append(bracketed.span())
            place = bracketed.end()
            continue
        if not bare:
            break
        end = bare.end()
        # the tail of a target ("rispetto all'attuale") goes on until something that begins an indicator
        while end < len(line):
            step = re.compile(r"\s*[^\s]+").match(line, end)
            if not step or _NEXT.match(line, end) or _OPEN_TARGET.match(line, end) or re.match(r"\s*[;+]", line[end:]):
                break
            end = step.end()
        found.append((bare.start(), end))
        place = end
    return found


def split_indicators(cell: str | None) -> list[tuple[str, str | None]]:
    """The indicators of a cell as (description, target); the target is None where none is set apart.

    A target is a bound and a number at the end of its indicator (``N. incontri >= 2``, ``... (=> 5 corsi)``);
    what begins with a capital, ``N.``, ``%`` or a joining dash or plus after it is the next indicator. Without
    bounds a cell is cut at line breaks with bullets, at ``;``, and at `` – `` or `` + `` outside brackets when
    the next piece looks like an indicator of its own (``N.``, ``%``, a capital). A number inside the
    description (``N. 4 progetti conclusi``) stays there.
    """
    out: list[tuple[str, str | None]] = []
    lines = [squash(line) for line in (cell or "").splitlines()]
    bulleted = sum(bool(_BULLET.match(line)) for line in lines) > 1
    if not bulleted and not all(_targets_in(line) for line in lines if line):
        lines = [squash(cell)]
    for line in lines:
        line = _BULLET.sub("", line) if bulleted else line
        last = 0
        for start, end in _targets_in(line):
            before = _pieces(line[last:start])
            out += [(piece, None) for piece in before[:-1]]
            target = line[start:end].strip(" ;,")
            if before:
                out.append((before[-1], target))
            elif out and out[-1][1] is not None:
                out[-1] = (out[-1][0], f"{out[-1][1]} {target}")
            last = end
        out += [(piece, None) for piece in _pieces(line[last:])]
    return out


def _pieces(text: str) -> list[str]:
    """Cut at joining dashes, plus signs and semicolons outside brackets, where what follows can be an indicator."""
    depth, cuts = 0, [0]
    joins = {m.start(): m.end() for m in _JOIN.finditer(text)}
    ends: list[int] = []
    for k, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if k in joins and depth == 0 and re.match(r"[A-ZÀ-Ý%]|[Nn](?:\.|°|r\.)", text[joins[k] :]):
            ends.append(k)
            cuts.append(joins[k])
    ends.append(len(text))
    pieces = [squash(text[a:b]).strip(" ;,:–—+") for a, b in zip(cuts, ends, strict=True)]
    return [re.sub(r"^-\s+|\s+-$", "", p) for p in pieces if re.search(r"\w", p)]
