"""The words of targets: bounds, changes, units, counts; and the lexer that cuts a text into them.

All patterns work on folded text (`normalizers.text.fold`: no case, no accents, one kind of quote and dash).
"""

from __future__ import annotations

import re
from functools import cache

from normalizers.numbers import SCALE, parse_number

OF = (
    r"(?:\s*(?:(?:a|al|allo|alla|alle|ai|agli|di|del|dello|della|delle|dei|il|lo|la|i|gli|"
    r"le)(?![\w.'])|(?:all|dell|d|l)'))*"
)

BOUNDS: tuple[tuple[str, str], ...] = (
    # operator, folded pattern; the first that matches wins, so the longer forms stand first
    (">=", r"non\s+(?:e\s+|sia\s+|essere\s+)?(?:<|inferior[ei]|minor[ei]|meno|sotto)"),
    ("<=", r"non\s+(?:e\s+|sia\s+|essere\s+)?(?:>|superior[ei]|maggior[ei]|piu|oltre|eccedent[ei]|sopra)"),
    (">=", r"(?:superior[ei]|maggior[ei])\s+(?:o|od|oppure|e/o)\s+(?:ugual[ei]|pari)"),
    (">=", r"(?:pari|ugual[ei])\s+(?:o|od|oppure|e/o)\s+(?:superior[ei]|maggior[ei])"),
    ("<=", r"(?:inferior[ei]|minor[ei])\s+(?:o|od|oppure|e/o)\s+(?:ugual[ei]|pari)"),
    ("<=", r"(?:pari|ugual[ei])\s+(?:o|od|oppure|e/o)\s+(?:inferior[ei]|minor[ei])"),
    (">=", r">\s?o?\s?=|=\s?o?\s?>|≥|≧|⩾|>\s+o\s+="),
    ("<=", r"<\s?o?\s?=|=\s?o?\s?<|≤|≦|⩽|<\s+o\s+="),
    (
        ">=",
        r"(?:da\s+)?almeno|(?:al|come|un)?\s*minim[oi](?:\s+di)?|min\.?(?=\s*(?:n\.?\s*)?\d)|quantomeno|"
        r"a\s+partire\s+da|da\s+un\s+minimo\s+di",
    ),
    (
        "<=",
        r"(?:al|fino\s+a(?:d\s+un)?|un)?\s*massim[oi](?:\s+di)?|max\.?|al\s+piu|"
        r"fino\s+ad?(?=\s*(?:n\.?\s*)?\d)|(?:da\s+)?contener[ei]\s+entro",
    ),
    (
        ">",
        r">|superior[ei]|maggior[ei]|(?:piu|oltre)(?=\s+(?:di|del|dell'|il|i|n|\d))|oltre|piu\s+di|"
        r"(?:al\s+di\s+)?sopra|eccedent[ei]",
    ),
    ("<", r"<|inferior[ei]|minor[ei]|meno(?=\s+(?:di|del|dell'))|(?:al\s+di\s+)?sotto"),
    ("=", r"=|(?:pari|ugual[ei])|esattamente"),
)
BOUND = "|".join(f"(?P<b{n}>{p})" for n, (_, p) in enumerate(BOUNDS))
HIGHER, LOWER = {">", ">="}, {"<", "<="}

UP = (
    r"(?:incrementar[ei]|increment[oi]|aumentar[ei]|aument[oi]|crescit[ae]|maggiorazion[ei]|"
    r"migliorament[oi]|migliorar[ei]|"
    r"ulterior[ei]|potenziament[oi]|accresciment[oi]|incr\.|in\s+aumento|in\s+crescita|estension[ei])"
)
DOWN = (
    r"(?:riduzion[ei]|ridurre|ridott[oaie]|diminuzion[ei]|diminuir[ei]|contrazion[ei]|risparmi[oi]|"
    r"calo|abbattiment[oi]|contenimento|"
    r"decrement[oi]|rid\.|dim\.|in\s+diminuzione|in\s+calo|decrescita|taglio)"
)

_QUALIFIER = (
    r"lavorativi|lavorativo|lavorative|lav\.?|solari|solare|naturali(?:\s+e\s+consecutivi)?|"
    r"consecutivi|di\s+calendario|feriali|"
    r"pro\s?-?\s?capite|(?:al|alla|all'|per|a|ogni|/)\s?(?:mese|settimana|anno|giorno|giornata|ora|"
    r"trimestre|semestre|bimestre|abitante|"
    r"utente|pratica|abitanti|anno)|(?:annu[aeoi]|annual[ei]|mensil[ei]|settimanal[ei]|"
    r"giornalier[eiao]|trimestral[ei]|semestral[ei])"
)
UNITS: tuple[tuple[str, str], ...] = (
    # unit, folded pattern; the first that matches wins
    ("punti percentuali", r"punt[oi]\s+percentual[ei]|p\.\s?p\.|pp(?![\w])"),
    ("%", r"%|per\s?cento\b|percento\b|percentuale\b"),
    ("‰", r"‰|per\s?mille\b"),
    ("giorni", r"(?:giorn[oi]|giornat[ae]|gg|gg\.|g\.g\.|g\.|(?<=\s)g(?=\s*$)|dd)(?![\w'])"),
    ("ore", r"(?:or[ae]|hh?\.?)(?![\w'])"),
    ("secondi", r"(?:second[oi]|sec\.?|''|\")(?![\w'])"),
    ("minuti", r"(?:minut[oi]|min\.?|')(?![\w'])"),
    ("settimane", r"settiman[ae](?![\w'])|sett\.(?=\s*$)"),
    ("mesi", r"mes[ei](?![\w'])"),
    ("anni", r"ann[oi](?![\w'])"),
    ("euro", r"(?:€|eur\.?|euro)(?![\w'])"),
    ("volte", r"volt[ae](?![\w'])"),
    ("punti", r"(?:punt[oi]|pt\.?|pti\.?)(?![\w'])"),
    ("kg", r"kg\.?(?![\w'])|chil[oi](?:gramm[oi])?(?![\w'])"),
    ("t", r"(?:tonnellat[ae]|ton\.?|tonn\.?|t\.?(?=\s*$|\s+(?:pro|di|annue)))(?![\w'])"),
    ("km", r"(?:km\.?|chilometr[oi])(?![\w'])"),
    ("mq", r"(?:mq\.?|m2|metri\s+quadr\w+)(?![\w'])"),
    ("mc", r"(?:mc\.?|m3|metri\s+cubi)(?![\w'])"),
    ("ml", r"ml\.?(?![\w'])"),
    ("kWh", r"kwh(?![\w'])"),
    ("MWh", r"mwh(?![\w'])"),
    ("ha", r"(?:ha|ettar[oi])(?![\w'])"),
)
_UNIT = "|".join(f"(?P<u{n}>{p})" for n, (_, p) in enumerate(UNITS))
UNIT_RE = re.compile(rf"(?:{_UNIT})(?:\s*(?P<qualifier>{_QUALIFIER}|/[a-z]{{2,}}(?:\s[a-z]+)?))?(?![\w])")
_CANON = {
    "lav": "lavorativi",
    "lav.": "lavorativi",
    "lavorativo": "lavorativi",
    "lavorative": "lavorativi",
    "solare": "solari",
}

NUMBER = r"[+-]?\d(?:[\d.,]*\d)?"
WORDS: dict[str, int] = {
    "zero": 0, "un": 1, "uno": 1, "una": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7,
    "otto": 8, "nove": 9, "dieci": 10, "undici": 11, "dodici": 12, "quindici": 15, "venti": 20, "trenta": 30,
    "quaranta": 40,
    "cinquanta": 50, "sessanta": 60, "settanta": 70, "ottanta": 80, "novanta": 90, "cento": 100, "mille": 1000,
}  # fmt: skip
COUNT = r"(?:n|nr|num|numero|n\.ro|no)(?:\s?[.°:o]\s?[.°]?|(?=\s?\d))"
_SCALE_FACTORS = {"mila": 1e3, "mln": 1e6, "milion": 1e6, "mld": 1e9, "miliard": 1e9}


def unit_of(found: re.Match[str] | None) -> str | None:
    """The canonical unit of a match of the unit pattern, its qualifier (``lavorativi``, ``al mese``) kept."""
    if not found:
        return None
    groups = found.groupdict()
    name = next((UNITS[n][0] for n in range(len(UNITS)) if groups.get(f"u{n}")), None)
    qualifier = groups.get("qualifier")
    if name and qualifier:
        qualifier = re.sub(r"\s+", " ", _CANON.get(qualifier, qualifier)).strip()
        qualifier = "/" + qualifier[1:].strip() if qualifier.startswith("/") else " " + qualifier
        return name + qualifier
    return name


def bound_of(found: re.Match[str]) -> str | None:
    groups = found.groupdict()
    return next((op for n, (op, _) in enumerate(BOUNDS) if groups.get(f"b{n}") is not None), None)


def direction_of(operator: str) -> str | None:
    return "higher" if operator in HIGHER else "lower" if operator in LOWER else None


def scaled(number: str, scale: str | None) -> float | None:
    value = parse_number(number)
    if value is None:
        return None
    factor = next((f for word, f in _SCALE_FACTORS.items() if scale and scale.startswith(word)), 1.0)
    return float(value) * factor


_LAW_WORDS = (
    r"l\.?r|d\.?\s?lgs|d\.?l|dpr|d\.p\.r|legge|decreto|dgc|dgr|dcc|gc|cc|art|artt|articolo|comma|iso|"
    r"uni|en|cup|cig|cap|capitolo|delibera(?:zione)?|"
    r"determina(?:zione)?|prot|protocollo|pg|fase|fasi|lotto|stralcio|livello|categoria|cat|allegato|"
    r"all|missione|programma|misura|azione|"
    r"obiettivo|punto|tabella|scheda|linea|asse|codice|cod|tel|via|piazza|strada|versione|release|"
    r"classe|zona|step|milestone|sezione|titolo|parte"
)
_LEXER = re.compile(
    rf"(?P<law>\b(?:{_LAW_WORDS})\b\.?\s?(?:n\.?\s?|nr\.?\s?)?\d[\w./-]*)"
    rf"|(?P<ordinal>(?<![\w.,])\d+\s?(?:°|º|ª|ma|mo|esim[oa])(?!\w))"
    rf"|(?P<short>(?<![\d./,-])\d+/\d+(?![\d./%]))"
    rf"|(?P<code>(?=\w*\d)(?=\w*[a-z])\w+(?:[-./]\w+)*|\d+(?:/\d+)+(?:[./-]\w+)*)"
    rf"|(?P<range>(?<![\d./,-])\d[\d.,]*(?<![.,])\s?-\s?\d[\d.,]*(?<![.,])(?=\s*(?:%|$|\)|[a-z])))"
    rf"|(?P<number>(?<![\w.,/]){NUMBER}(?![.,]?\d)(?!/\d))"
    rf"|(?P<word>[^\W\d_]+(?:\.[^\W\d_]+)*(?:\.|')?)"
    rf"|(?P<other>''|\S)"
)
YEAR_WORD = re.compile(r"(?:19|20)\d\d")
_YEAR_SPAN = re.compile(r"(?:19|20)\d\d\s?-\s?(?:(?:19|20)\d\d|\d\d)")


OPERATORS = {"GE": ">=", "LE": "<=", "GT": ">", "LT": "<", "EQ": "="}


_NAMES: tuple[tuple[str, str], ...] = (
    # entity name, folded pattern of one or several words; longest match first, then the order here
    ("MORE", r"in piu|aggiuntiv[oiae]|in aumento|supplementar[ei]"),
    ("FEWER", r"in meno|in diminuzione"),
    ("ORMORE", r"o piu|e oltre|ed oltre|in su|o superiore|o maggiore"),
    ("ORLESS", r"o meno|o inferiore|o minore"),
    ("PAST", r"(?:(?:(?:dat[oi]|valor[ei]|stock|media|quello|quella|quanto|risultato|importo|numero|totale) "
r")?(?:rilevat[oaie] |registrat[oaie] )?(?:del(?:l')? ?|nel(?:l')? ?|al(?:l')? ?|di )?"
             r"(?:ann[oi]|trienni[oi]|bienni[oi]|esercizi[oi]|period[oi]|annualita|semestre|trimestre|mandato) "
r"(?:precedent[ei]|scors[oi]|passat[oi]))|(?:valor[ei]|dat[oi]|costo|situazione|livell[oi]) "
r"(?:storic[oi]|attual[ei]|precedent[ei]|di partenza|inizial[ei])"),
    ("WITHIN", r"entro(?: e non oltre)?(?: il| i| le| gli)?(?: termine(?: massimo)? di)?"),
)  # fmt: skip


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = {op: name for name, op in OPERATORS.items()}
    table = [*_NAMES, ("UP", UP), ("DOWN", DOWN), *((named[op], p) for op, p in BOUNDS)]
    # words need their limits, signs do not
    return tuple((name, re.compile(rf"(?<!\w)(?=[a-z])(?:{p})(?!\w)|(?![a-z])(?:{p})")) for name, p in table)


_BEFORE_UNIT = re.compile(rf"\s*(?:{SCALE}\s*)?(?:di\s+(?=eur))?")


def lex(text: str) -> list[tuple[str, str, bool]]:
    """(word, kind, blank after) for a folded text; a phrase that names one thing (``non inferiore``) is one word."""
    spans = [(m.start(), m.end(), m.lastgroup or "other") for m in _LEXER.finditer(text)]
    fixed = [(a, b) for a, b, kind in spans if kind in ("law", "ordinal", "code", "range", "number", "short")]
    claimed: list[tuple[int, int, str]] = []
    for _, b, kind in spans:
        if kind not in ("number", "range"):
            continue
        start = m.end() if (m := _BEFORE_UNIT.match(text, b)) else b
        unit = UNIT_RE.match(text, start)
        if unit and not any(x < unit.end() and start < y for x, y in fixed):
            claimed.append((unit.start(), unit.end(), "UNIT"))
    for name, pattern in _phrases():
        for m in pattern.finditer(text):
            a = m.start() + len(m[0]) - len(m[0].lstrip())
            b = a + len(m[0].strip())
            if b > a and not any(x < b and a < y for x, y in fixed) and not any(x < b and a < y for x, y, _ in claimed):
                claimed.append((a, b, name))
    words = [w for w in spans if not any(x < w[1] and w[0] < y for x, y, _ in claimed)] + claimed
    words.sort()
    out: list[tuple[str, str, bool]] = []
    for k, (a, b, kind) in enumerate(words):
        if kind == "range" and _YEAR_SPAN.fullmatch(text[a:b]):
            kind = "year"
        if kind == "number" and YEAR_WORD.fullmatch(text[a:b]):
            before = text[words[k - 1][0] : words[k - 1][1]] if k else ""
            after = words[k + 1][2] if k + 1 < len(words) else ""
            named = words[k - 1][2] if k else ""
            counted = named in (*OPERATORS, "WITHIN") or re.fullmatch(r"n\.?|nr\.?|numero|€|euro", before)
            kind = kind if counted or after == "UNIT" else "year"
        out.append((text[a:b], kind, b < len(text) and text[b] == " "))
    return out
