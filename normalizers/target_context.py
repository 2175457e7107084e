"""What formula and description of an indicator say about its target: yes/no, unit, wanted direction."""

from __future__ import annotations

import re

from normalizers.text import fold

_BINARY = re.compile(
    r"\b1\s*[=:]\s*[\"']?\s*[a-z].{0,60}?\b0\s*[=:]\s*[\"']?\s*[a-z]|"
    r"\b0\s*[=:]\s*[\"']?\s*[a-z].{0,60}?\b1\s*[=:]\s*[\"']?\s*[a-z]",
    re.S,
)
_YES_NO_FORMULA = re.compile(r"^\W*(?:si\s*/\s*no|s\s*/\s*n|on\s*/\s*off|fatto\s*/\s*non fatto|si o no)\W*$")
_PERCENT = re.compile(r"%|\bpercentual[ei]\b|[x*×·]\s*100\b|\bper cento\b")
_LABEL_UNITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "giorni",
        re.compile(
            r"^(?:n\.?|nr\.?|numero)?\s*(?:medio\s+)?(?:di\s+)?giorni\b|\((?:in\s+)?(?:gg\.?|giorni)\)|"
            r"\b(?:espress[oi]\s+)?in\s+giorni\b|^gg\.?\b"
        ),
    ),
    (
        "ore",
        re.compile(r"^(?:n\.?|nr\.?|numero)?\s*(?:di\s+)?ore\b|\((?:in\s+)?(?:ore|h)\)|\bespress[oi]\s+in\s+ore\b"),
    ),
    (
        "minuti",
        re.compile(
            r"^(?:n\.?|numero)?\s*(?:di\s+)?minuti\b|\((?:in\s+)?(?:min\.?|minuti)\)|\bespress[oi]\s+in\s+minuti\b"
        ),
    ),
    ("euro", re.compile(r"\((?:in\s+)?(?:euro|€)\)|\bespress[oi]\s+in\s+euro\b|^(?:importo|euro)\b")),
)
_LOWER_LABEL = re.compile(
    r"\b(?:ritard[oi]|criticita|reclam[oi]|anomali[ae]|error[ei]|arretrat[oi]|giacenz[ae]|"
    r"contenzios[oi]|sinistr[oi]|scostament[oi]|rilievi|"
    r"temp[oi]\s+(?:medi[oi]\s+)?(?:di|per|d')|giorni\s+(?:medi\s+)?(?:di\s+(?:attesa|ritardo|giacenza|assenza)|per)|"
    r"attes[ae]|cost[oi]\s+(?:medi[oi]|per|unitari[oi]|dell[ae']|del)|assenz[ae]|"
    r"dispersion[ei]|evasion[ei]\s+(?:fiscal|tributari|contributiv|scolastic)\w+|interruzion[ei]|guast[oi]|"
    r"non\s+conform\w+|consum[oi]|emission[ei]\s+(?:in\s+atmosfera|inquinant\w+|di\s+(?:co2|gas|anidride|polveri))|"
    r"infort\w+|debit[oi]|segnalazion[ei]\s+di\s+disserviz\w+)\b"
)
_HIGHER_LABEL = re.compile(
    r"\b(?:soddisfazione|gradimento|partecipant[ei]|utenti|iscritt[ei]|iniziativ[ae]|event[oi]|"
    r"incontr[oi]|copertura|adesion[ei]|rispost[ae]|"
    r"pratiche\s+(?:evase|concluse|definite)|percentuale\s+di\s+(?:realizzazione|completamento|"
    r"attuazione|riscossione)|riscossion[ei]|incass[oi]|"
    r"controlli\s+effettuati|dipendenti\s+format[ei]|servizi\s+(?:attivati|digitali)|raccolta\s+differenziata)\b"
)


def expected_direction(description: str | None) -> str | None:
    """``lower`` or ``higher`` is better, as far as the words of an indicator say; None when they do not, or say
    both.
    """
    text = fold(description)
    lower, higher = bool(_LOWER_LABEL.search(text)), bool(_HIGHER_LABEL.search(text))
    return None if lower == higher else "lower" if lower else "higher"


def is_binary(formula: str | None) -> bool:
    """Whether a formula only knows done and not done: ``1= fatto 0= non fatto``, ``SI/NO``."""
    text = fold(formula)
    return bool(_BINARY.search(text) or _YES_NO_FORMULA.match(text))


def implied_unit(formula: str | None, description: str | None) -> str | None:
    """The unit that formula or description give to a bare number: ``%`` from ``.. * 100``, days from ``(gg)``."""
    form, label = fold(formula), fold(description)
    if _PERCENT.search(form) or re.search(
        r"^\s*(?:%|percentuale|tasso|incidenza percentuale)|\(%\)|\bin percentuale\b|^grado di .*%", label
    ):
        return "%"
    return next((unit for unit, pattern in _LABEL_UNITS if pattern.search(label) or pattern.search(form)), None)
