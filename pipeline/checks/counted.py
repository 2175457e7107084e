"""What a bare number counts: whether the words around it say so.

``25`` beside ``Persone prese in carico`` counts persons; beside ``Ritardo dei pagamenti`` it may be days or per cent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from normalizers.text import fold

FIRST_WORDS = 2
"""Words of a description among which a measure has to stand to be what is measured."""

_UNIT_WORDS = re.compile(
    r"(?:^|[|/(]\s*|\s)(?:n\.?|nr\.?|n°|num\.?|numero|numero di|quantita|valore|indice|punteggio|voto|import[oi]|tempo|"
    r"giorni|ore|percentuale|tasso|grado|rapporto|media|totale)(?=\s|[°.:|]|$)|%|/|\*|\([\w\s]+\)"
)
_SCALE = re.compile(r"\(\s*(?:da\s*)?\d+\s*(?:-|–|/|a)\s*\d+\s*\)|\b(?:su|in) scala\b|\bscala (?:da|di)\b")
_PHYSICAL = re.compile(
    r"\b(?:chilometri|km|metri|mq|mc|ettari|tonnellate|quintali|chili|chilogrammi|kg|litri|kwh|mwh|watt|megabyte|"
    r"secondi|minuti|settimane|mesi|anni|euro|punti|gradi)\b"
)
_MONEY = re.compile(
    r"\b(?:oneri|corrispettiv[oi]|canon[ei]|gettito|incass[oi]|ricav[oi]|entrat[ae]|spes[ae]|debit[oi]|credit[oi]|fattur\w+)\b"
)
THOUSANDS = 1000
"""From here on, a number beside charges, rents and revenues is a sum of euro, not a share of them."""
_RATIO = re.compile(r"\bsu(?:l|i|gli|ll[aeo]|ll)?\b|\brispetto a\w*\b")
_IN_HEAD = re.compile(r"%|€|\beuro\b|\b(?:n|nr|num|gg|giorni|ore|numero|percentuale)\b")
_IN_NUMBER = re.compile(r"\b(?:n|nr|num|numero)\b")
_MEASURE = re.compile(
    r"\b(?:ritard\w+|incremento|aumento|crescita|riduzion[ei]|diminuzione|calo|contenimento|miglioramento|variazion[ei]|"
    r"scostamento|risparmi\w*|durata|attesa|consum[oi]|superficie|estensione|spes[ae]|cost[oi]|entrat[ae]|gettito|"
    r"incass[oi]|soddisfazione|gradimento|copertura|livello|efficienza|produttivita|velocita|distanza|peso|volume)\b"
)
"""What is measured, and so wants a unit, whatever things it speaks of."""
_PLURAL_IN_I = re.compile(r"[a-z]{3,}i")
_PLURAL_IN_E = re.compile(r"[a-z]{3,}e")
_BEFORE_PLURAL = ("di", "le", "delle", "alle", "nelle", "sulle", "dalle", "nuove", "nuovi", "altre")
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:at|ut|it|lt|rt|nt|st|ss|tt|es|os|as|is|us)[ei]")
_SINGULAR = re.compile(r"(?:[zsgt]ione|tore|sore|nte|ale|ile|ice|gine|one|ogni|oggi|quasi|crisi|analisi|dopo|anche)$")
_PLURAL_ALL_THE_SAME = {"persone", "piante", "zone", "sale", "scale", "mense", "vigili", "mobili", "immobili"}
_ONE_FORM = {
    "attivita",
    "report",
    "sal",
    "webinar",
    "workshop",
    "newsletter",
    "podcast",
    "app",
    "hub",
    "tablet",
    "film",
}


def says_itself(raw: str | None, value: float | None, upper: float | None) -> bool:
    """Whether the target needs no unit beside it: nought is nought of anything, ``n. 6`` and ``NUMERO CORSI >= 6``."""
    return (value == 0 and not upper) or bool(_IN_NUMBER.search(fold(raw)))


def told_by(texts: Iterable[str | None], value: float | None) -> bool:
    """Whether description or formula say what the number counts."""
    known = [fold(text) for text in texts if text]
    if _UNIT_WORDS.search(" | ".join(known)) or any(_SCALE.search(text) for text in known):
        return True
    if any(_PHYSICAL.search(text) for text in known):
        return True
    if value is None:
        return False
    if value >= THOUSANDS and any(_MONEY.search(text) for text in known):
        return True
    if value != int(value):
        return 0 < value < 1 and any(_RATIO.search(text) for text in known)
    return any(_names_things(text, value) for text in known)


def has_unit(head: str | None) -> bool:
    """Whether the head of the number's column states a unit: ``Valore (%)``, ``Target (gg)``."""
    return bool(_IN_HEAD.search(fold(head)))


def _names_things(text: str, value: float) -> bool:
    """Whether a text names what a whole number counts: things in the plural, or one act that is done once."""
    words = re.findall(r"[a-z]+(?=[^a-z]|$)", text)
    if _MEASURE.search(" ".join(words[:FIRST_WORDS])) or not words:
        return False
    return value == 1 or any(_is_plural(words, n) for n in range(len(words)))


def _is_plural(words: list[str], n: int) -> bool:
    """``corsi``, ``attivita``; ``pratiche`` at the beginning, after ``di`` or ``le``, or before ``svolte``."""
    word = words[n]
    if word in _ONE_FORM or word in _PLURAL_ALL_THE_SAME:
        return True
    if len(word) < 4 or _SINGULAR.search(word):
        return False
    if _PLURAL_IN_I.fullmatch(word):
        return word not in ("degli", "agli", "dagli", "negli", "sugli", "quali", "tutti")
    after = words[n + 1] if n + 1 < len(words) else ""
    stands = n == 0 or words[n - 1] in _BEFORE_PLURAL or bool(_PARTICIPLE.fullmatch(after) and after.endswith("e"))
    return bool(_PLURAL_IN_E.fullmatch(word)) and stands
