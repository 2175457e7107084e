"""The reader of targets: plain forms by one regular expression, all others by the rules over a blank spaCy pipeline.

The lexer keeps numbers, comparators, codes and phrases whole; the EntityRuler names what each word does (bound,
change, unit, link ...); the Matcher finds the sequences of ``target_rules``. spaCy is imported when the first text
needs it, since that takes a second.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from normalizers.numbers import SCALE
from normalizers.target_reading import TargetReading
from normalizers.target_rules import RULES
from normalizers.target_words import BOUND, COUNT, NUMBER, OF, UNIT_RE, bound_of, direction_of, lex, scaled, unit_of
from normalizers.text import fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

# --- plain forms: one regular expression, without spaCy ---

PLAIN = re.compile(
    rf"(?:(?:{BOUND}){OF}\s*)?(?:{COUNT}\s*)?(?:circa\s+|ca\.?\s+)?(?P<euro>(?:€\.?|euro|eur)\s*)?(?P<number>{NUMBER})"
    rf"(?:\s*(?P<scale>{SCALE}))?(?:\s+di(?=\s+eur))?(?:\s*(?P<unit>{UNIT_RE.pattern}))?\s*[.;,]?"
)


def read_plain(text: str) -> TargetReading | None:
    """A bound, a number and a unit, and nothing else; a bare number with a plus sign and ``%`` is a change."""
    found = PLAIN.fullmatch(text)
    if not found:
        return None
    value = scaled(found["number"], found["scale"])
    unit = "euro" if found["euro"] else unit_of(found)
    if value is None or (found["euro"] and found["unit"] and unit_of(found) != "euro"):
        return None
    bound = bound_of(found)
    if bound is None and found["number"].startswith("+"):
        return TargetReading("improve", abs(value), unit=unit, direction="higher")
    operator = bound or "="
    return TargetReading(operator, value, unit=unit, direction=direction_of(operator))


def _plain_with_noun(text: str, printed: str) -> TargetReading | None:
    """A plain form with the noun that it counts and words after it: ``n. 2 report``, ``≥ 95% delle richieste``.

    What the rules would give, for the commonest of their forms: no word may be a number, a bound or a change.
    """
    found = PLAIN.match(text)
    head = found[0].rstrip() if found else ""
    if not head or head[-1] in ".;," or not re.fullmatch(r" [^\d]+", text[len(head) :]):
        return None
    tail = lex(text[len(head) :].strip())
    if len(tail) > LONG - 4 or any(kind not in ("word", "other") for _, kind, _ in tail):
        return None
    if tail[0][0] in "-/" or any(word in ("su", "€", "euro") for word, _, _ in tail[:4]):
        return None
    reading = read_plain(head)
    return reading and with_noun(reading, tail, printed)


# --- rules ---


class _Lexer:
    """The tokeniser of the pipeline: numbers, comparators, codes and phrases whole, each with its kind as its tag."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        lexed = lex(text)
        return Doc(
            self.vocab, words=[w for w, _, _ in lexed], spaces=[s for _, _, s in lexed], tags=[k for _, k, _ in lexed]
        )


_KINDS = {
    "law": "LAW",
    "ordinal": "ORDINAL",
    "code": "CODE",
    "range": "RANGE",
    "number": "NUM",
    "short": "SHORT",
    "year": "YEAR",
}
_ARTICLES = (
    "a al allo alla alle ai agli all' ad di del dello della delle dei degli dell' d' il lo la i gli le l' "
    "circa ca. ca per : , +"
)
_LINK_WORDS = _ARTICLES.split()
_TAGGED = ("UP", "DOWN", "MORE", "FEWER", "ORMORE", "ORLESS", "PAST", "WITHIN", "GE", "LE", "GT", "LT", "EQ", "UNIT")


_DEMANDS = ("UP", "DOWN", "MORE", "FEWER", "WITHIN", "GE", "LE", "GT", "LT", "EQ", "PAST")


@cache
def _pipeline() -> tuple[Language, Matcher]:
    """A blank Italian pipeline: lexer, EntityRuler for what each word does, Matcher for the rules; built when
    first needed.
    """
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("it")
    nlp.tokenizer = _Lexer(nlp.vocab)
    ruler: Any = nlp.add_pipe("entity_ruler")
    count_words = ["n.", "n", "nr", "nr.", "num.", "numero", "n.ro", "no."]
    patterns: list[dict[str, Any]] = [{"label": name, "pattern": [{"TAG": name}]} for name in _TAGGED]
    patterns += [{"label": entity, "pattern": [{"TAG": kind}]} for kind, entity in _KINDS.items()]
    patterns += [
        {"label": "LINK", "pattern": [{"LOWER": {"IN": _LINK_WORDS}}]},
        {
            "label": "COUNT",
            "pattern": [{"TAG": "word", "LOWER": {"IN": count_words}}, {"TEXT": {"IN": ["°", ".", ":"]}, "OP": "*"}],
        },
        {
            "label": "EURO",
            "pattern": [
                {"TAG": {"IN": ["word", "other"]}, "LOWER": {"IN": ["€", "euro", "eur", "eur."]}},
                {"TEXT": ".", "OP": "?"},
            ],
        },
        {"label": "SCALE", "pattern": [{"LOWER": {"REGEX": rf"^{SCALE}$"}}]},
    ]
    ruler.add_patterns(patterns)
    matcher = Matcher(nlp.vocab)
    for rule in RULES:
        matcher.add(rule.name, [rule.pattern], greedy="LONGEST")
    return nlp, matcher


def warm_up() -> None:
    """Build the pipeline now: about a second of CPU, else paid at the first target that no plain form reads."""
    _pipeline()


_NO_NOUNS = (
    "di del dello della delle dei degli dell' d' a al allo alla alle ai agli all' da dal dalla dai dall' in nel nella "
    "nei nell' nello nelle su sul sulla sui sull' per con tra fra rispetto entro ogni che e ed o od il lo la i gli "
    "le l' come se si - , ; : ( ) . / + *"
)
_STOP_NOUN = frozenset(_NO_NOUNS.split())
"""Where the noun that is counted ends."""
_VERBAL = re.compile(
    r"(?!\w*(?:sezione|direzione|stazione|frazione|edizione|funzione|convenzione|posizione|opzione|"
    r"graduazione|annotazione)$)\w{3,}(?:are|ere|ire|arsi|zione|zioni|mento|menti|ssione)$|"
    r"\w{3,}(?:at|it|ut)[aeio]$|"
    r"^(?:stesura|apertura|invio|avvio|rilascio|svolt[aeio]|raggiunt[aeio]|almeno|(?:present|realizz|"
    r"approv|pubblic|effettu|svolg|organizz)\w{0,4}\.?)$"
)
_MEASURE = re.compile(r"tass[oi]|temp[oi]|percentual[ei]|copertura|medi[aoei]|indice|grado|livello|valore|durata|quota")
"""What a number with its unit at the end of a label measures: ``tasso di copertura 85%``."""
_PER_TIME = re.compile(r"(?:al|alla|all'|per|/)\s?(?:mese|settimana|anno|giorno|trimestre|semestre)\b")
_FRACTION = re.compile(
    r"\d\s+(?:terz[oi]|quart[oi]|quint[oi]|decim[oi]|decin[ae]|centinai[ao]|migliai[ao]|dozzin[ae])\b"
)
ARITHMETIC = re.compile(
    r"[*×]\s*\d|\bx\s*100\b|\)\s*/|/\s*\(|/\s?(?:n[.°]|num|tot)|\w{3,}\s+/\s+\w|\w{4,}/[a-z]\w*\s+\w+\s*\*"
)
"""A formula: whatever numbers stand in it are no target."""
LONG, _FAR = 28, 9
"""Words beyond which a text tells a story, and words before a number beyond which the number is an aside."""
_SCALE_OF_MARKS = re.compile(r"\b(?:scala|fasce|fascia|punteggio da|gradi da|se\b.*\bse\b)")


def _noun_after(words: list[tuple[str, str, bool]]) -> str | None:
    """The noun counted: the words after a number as far as the next preposition, four at most."""
    noun: list[str] = []
    for word, kind, blank in words:
        if (word in _STOP_NOUN or kind != "word") and not (word == "/" and noun):
            break
        noun.append(word + " " * blank)
        if len(noun) == 4:
            break
    found = "".join(noun).strip().strip("/")
    return found if len(found) > 2 else None


def with_noun(reading: TargetReading, tail: list[tuple[str, str, bool]], printed: str) -> TargetReading:
    """The reading with what its number counts as its unit, if it has none: a noun, or a rate (``all'anno``)."""
    if reading.unit is not None or reading.value is None:
        return reading
    if per := _PER_TIME.match("".join(word + " " * blank for word, _, blank in tail)):
        return replace(reading, unit=per[0])
    return replace(reading, unit=_as_printed(_noun_after(tail), printed))


def _as_printed(folded: str | None, printed: str) -> str | None:
    """A folded noun in the letters of the text that it comes from."""
    if not folded:
        return None
    place = fold(printed).find(folded)
    candidates = [printed[k : k + len(folded)] for k in range(len(printed))] if place >= 0 else []
    return next((c for c in candidates if fold(c) == folded), folded)


def read_by_rules(text: str, printed: str) -> TargetReading | None:
    """The one statement of a text, by the rules; None when there is none, or when a number is left over."""
    if _FRACTION.search(text) or _SCALE_OF_MARKS.search(text) or ARITHMETIC.search(text) or len(lex(text)) > LONG:
        return None
    if quick := _plain_with_noun(text, printed):
        return quick
    nlp, matcher = _pipeline()
    doc = nlp(text)
    order = {rule.name: n for n, rule in enumerate(RULES)}
    found = sorted(
        ((nlp.vocab.strings[key], a, b) for key, a, b in matcher(doc)),
        key=lambda m: (order[m[0]] if m[0] not in ("count", "bound_within") else 90 + order[m[0]], m[1] - m[2]),
    )
    numeric = {t.i for t in doc if t.ent_type_ in ("NUM", "RANGE", "SHORT")}
    taken: set[int] = set()
    readings: list[tuple[str, int, int, TargetReading]] = []
    for name, a, b in found:
        if taken & set(range(a, b)):
            continue
        tokens = list(doc[a:b])
        reading = RULES[order[name]].build(tokens)
        if reading is None:
            continue
        if name == "count" and not _countable(doc, a, b):
            continue
        before = [t for t in doc[:a] if t.tag_ == "word" and t.ent_type_ not in ("LINK", "COUNT")]
        if len(before) > _FAR or (name.startswith("between_") and any(_VERBAL.search(t.text) for t in before)):
            continue
        if name == "between_dash" and before and reading.unit is None:
            continue  # "orario 9-13"
        if name == "between_from_to" and any(t.ent_type_ in ("UP", "DOWN") for t in doc[:a]):
            continue
        taken |= set(range(a, b))
        readings.append((name, a, b, reading))
    if numeric - taken:
        return None
    if len(readings) > 1:
        # a span of days beside a share or a count is its condition: "90% entro 30 giorni"
        main = [r for r in readings if r[0] != "bound_within"]
        readings = main if len(main) == 1 else []
    if len(readings) != 1:
        return None
    name, a, b, reading = readings[0]
    loose = [
        t for t in doc if t.i not in taken and t.ent_type_ in _DEMANDS and not (t.ent_type_ == "WITHIN" and t.i > a)
    ]
    if loose and name in ("count", "ratio"):
        return None  # a bound or a change that no rule could tie to a number: it may be about this one
    if reading.value is not None and name not in ("ratio", "rank"):
        after = 1 + max(t.i for t in doc[a:b] if t.ent_type_ in ("NUM", "RANGE", "SCALE"))
        reading = with_noun(reading, [(t.text, t.tag_, bool(t.whitespace_)) for t in doc[after:]], printed)
    return reading


def _countable(doc: Doc, a: int, b: int) -> bool:
    """A number without a bound counts when the text begins with it, or leads up to it as to a quantity
    (``raggiungimento dell'80%``).
    """
    words = [t for t in doc[:a] if t.tag_ == "word" and t.ent_type_ not in ("LINK", "COUNT")]
    tokens = doc[a:b]
    if any(t.text in ("ogni", "non", "senza", "se", "circa") for t in words) or len(doc) > 24:
        return False
    if a and doc[a - 1].ent_type_ in ("LAW", "CODE", "SHORT", "ORDINAL"):
        return False
    if not words:
        return True
    if len(words) > 6:
        return False
    if any(t.ent_type_ == "EURO" for t in tokens):
        return True
    if any(t.ent_type_ in ("UP", "DOWN") for t in doc):
        return False
    link = doc[a].ent_type_ == "LINK" or doc[a - 1].ent_type_ == "LINK"
    unit = any(t.ent_type_ == "UNIT" for t in tokens)
    if b == len(doc) and any(t.text == ":" for t in doc[max(0, a - 1) : a + 1]):
        return True
    if re.fullmatch(r"\d+\.\d{1,2}", tokens[-1].text):
        return False  # a section number (2.3), not a quantity
    if b == len(doc) and unit and len(words) <= 5 and any(_MEASURE.fullmatch(t.text) for t in words):
        return doc[a].text not in ("a", "ad") and doc[a - 1].text not in ("a", "ad")
    quantity = unit and doc[a - 1 if doc[a].ent_type_ != "LINK" else a].text not in ("a", "ad")
    return bool(_VERBAL.search(words[-1].text)) or (link and quantity)
