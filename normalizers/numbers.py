"""Numbers, percentages, weights and amounts as Italian plans print them.

A number is read when its form leaves one reading only:

* ``1.234,56`` ``17.000,00`` ``1.000.000``: points group by three, the comma is the decimal sign;
* ``4.500`` ``33.264``: one point with exactly three digits after it and one to three (no leading zero) before it groups
  thousands, as Italian text never writes three decimals with a point;
* ``0.855`` ``0.5`` ``12.75``: any other single point is a decimal sign;
* ``0,855`` ``12,5`` ``1,234``: one comma is always the decimal sign;
* ``1,234.56`` ``1,234,567``: commas that can only be groups;
* ``502.212.98`` ``1.2.3`` ``12,5,3``: no reading, None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from normalizers.text import plain

_FORMS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    # pattern, characters to drop, decimal sign
    (re.compile(r"\d+"), "", "."),
    (re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"), ".", ","),
    (re.compile(r"[1-9]\d{0,2}(?:[ ']\d{3})+(?:,\d+)?"), " '", ","),
    (re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+\.\d+"), ",", "."),
    (re.compile(r"\d+,\d+"), "", ","),
    (re.compile(r"\d+\.\d+"), "", "."),
)

# a run of digits with separators inside, not a part of a longer code, date or fraction
NUMBER = r"(?<![A-Za-z\d])(?<!\d[.,/:'-])[+-]?\d(?:[\d.,]*\d)?(?![/:]\d)"
_NUMBER = re.compile(NUMBER)
_SPACED = re.compile(r"(?<![\d.,])([1-9]\d{0,2})((?: \d{3})+)(?![\d%])")
_EURO = r"(?:€\.?|euro\b|eur\b\.?)"
_SCALES = {
    "mila": Decimal(1_000),
    "mln": Decimal(1_000_000),
    "milione": Decimal(1_000_000),
    "milioni": Decimal(1_000_000),
    "mld": Decimal(1_000_000_000),
    "miliardo": Decimal(1_000_000_000),
    "miliardi": Decimal(1_000_000_000),
}
SCALE = r"(?:mila|mln|milion[ei]|mld|miliard[oi])\b\.?"
_LIMIT = Decimal(10) ** 13
"""Beyond ten thousand billion a run of digits is a code, not a quantity of a public plan."""


def parse_number(token: str) -> Decimal | None:
    """One printed number, sign and separators only, by the rules above; None where they leave no reading."""
    body = token.strip().translate(_MINUS)
    sign = -1 if body.startswith("-") else 1
    body = body.lstrip("+-").strip()
    for form, drop, mark in _FORMS:
        if form.fullmatch(body):
            digits = "".join(c for c in body if c not in drop).replace(mark, ".")
            try:
                value = Decimal(digits)
            except InvalidOperation:
                return None
            return sign * value if value < _LIMIT else None
    return None


_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-"})


def find_numbers(text: str) -> list[str]:
    """The number tokens of a text in order; digits grouped by blanks (``1 250 000``) are one token."""
    return _NUMBER.findall(join_spaced(text))


def join_spaced(text: str) -> str:
    """``10 000`` as ``10000``: digits that blanks group by three."""
    return _SPACED.sub(lambda m: m[1] + m[2].replace(" ", ""), text)


_LEAD = re.compile(
    r"^(?:n(?:r|um(?:ero)?|\.ro|°)?[.°:]*\s*(?=[\d+-])|circa\b|ca\.|totale\b:?|pari a\b|(?:in )?percentuale\b:?|"
    + _EURO
    + r"|[=:~])\s*",
    re.I,
)
_TAIL = re.compile(
    r"^\s*(?:[%‰*.,;:°ªº'\"=)-]|" + _EURO + r"|[A-Za-zÀ-ÿ/.²³-]+)?(?:\s+[A-Za-zÀ-ÿ/.*-]+){0,3}[\s.,;*]*$", re.I
)


def read_number(raw: str | None) -> Decimal | None:
    """The one number of a cell (``71.513 *``, ``n. 3``, ``-3,6 gg``, ``12,5%``); None if there is none, or several."""
    text = join_spaced(plain(raw))
    while (shorter := _LEAD.sub("", text)) != text:
        text = shorter
    found = re.match(r"[+-]?\s?\d(?:[\d.,]*\d)?", text)
    if not found or len(_NUMBER.findall(text)) > 1 or not _TAIL.match(text[found.end() :]):
        return None
    return parse_number(found[0])


def read_percent(raw: str | None) -> float | None:
    """A percentage as the number printed (``12,5%`` and ``12,5`` are 12.5); None outside -1000..100000."""
    value = read_number(raw)
    return float(value) if value is not None and -1000 <= value <= 100_000 else None


_WEIGHT_LABEL = re.compile(r"\bpes[oi]\b[^\d;]{0,40}?:?\s*", re.I)
_OUT_OF_100 = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d+)?)\s*(?:punti\s*)?(?:/|su)\s*100(?![\d.,])", re.I)


def read_weight(raw: str | None) -> float | None:
    """A weight as the number printed: ``40,10`` ``15%`` ``15/100`` ``5 %`` ``15 punti`` ``PESO: 43``.

    Several weights in one cell give None, as does anything outside 0..1000. ``0,15`` is 0.15: whether a plan weighs on
    1 or on 100 is for `weight_scale` to say.
    """
    text = plain(raw)
    out_of = _OUT_OF_100.findall(text)
    if len(out_of) == 1 and len(find_numbers(_OUT_OF_100.sub("", text))) == 0:
        value = parse_number(out_of[0])
    else:
        labelled = _WEIGHT_LABEL.search(text)
        if labelled:
            text = text[labelled.end() :]
        tokens = find_numbers(text)
        value = parse_number(tokens[0]) if len(tokens) == 1 else None
    return float(value) if value is not None and 0 <= value <= 1000 else None


def weight_scale(values: Sequence[float]) -> float:
    """What to multiply a plan's weights by so that they stand on 0-100: 100.0 or 1.0.

    A plan weighs on 1 when no weight is above 1 and at least one lies strictly between 0 and 1; in every other case
    (also all zeros, or nothing but 0 and 1) the printed numbers are taken as they are.
    """
    seen = [v for v in values if v is not None]
    return 100.0 if seen and max(seen) <= 1 and any(0 < v < 1 for v in seen) else 1.0


_MONEY = re.compile(
    rf"(?P<before>{_EURO})?\s*(?P<number>(?<![\w.,/-])[+-]?\s?\d(?:[\d.,]*\d)?)(?![\w-]*\d)"
    rf"\s*(?P<scale>{SCALE})?\s*(?:di\s+)?(?P<after>{_EURO})?",
    re.I,
)


def read_amount(raw: str | None) -> Decimal | None:
    """An amount in euro: ``Euro 625.000,00`` ``€ 141,20`` ``1.000.000 di Euro`` ``35.000 euro`` ``3,5 mln``
    ``40.000,00``.

    In a sentence the one number that stands beside the currency is taken; two of them, or a bare number among
    words, give None.
    """
    text = re.sub(r"-\s*(€)\s*", r"\1 -", join_spaced(plain(raw)))
    found = list(_MONEY.finditer(text))
    marked = [m for m in found if m["before"] or m["after"]]
    if len(marked) == 1:
        only = marked[0]
    elif (
        not marked
        and len(found) == 1
        and re.fullmatch(r"[\s.,;:=*()-]*", text[: found[0].start()] + text[found[0].end() :])
    ):
        only = found[0]
    else:
        return None
    value = parse_number(only["number"].replace(" ", ""))
    if value is not None and only["scale"]:
        value *= _SCALES[only["scale"].lower().rstrip(".")]
    return value if value is not None and abs(value) < _LIMIT else None
