"""Names of people: titles off, one key for all printings of a name, several names in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from normalizers.text import fold, plain, squash

# titles and honorifics, with or without points and blanks: dott., dott. ssa, Dr.ssa, ing., Sig.ra, avv. prof.
_TITLE = re.compile(
    r"(?<![\w.])(?:dott(?:ore|oressa|or)?|dr|d(?=\.?\s?ssa)|ing(?:egnere)?|avv(?:ocato)?|arch(?:itetto)?|"
    r"geom(?:etra)?|rag(?:ionier[ea])?|"
    r"prof(?:essor(?:e|essa))?|sig(?:nor[ae]?)?|p\.?\s?i|per\.?\s?ind|cav|comm|magg|isp|gent\.?ma|"
    r"egr|ill\.?mo|spett)(?:\s?\.\s?|(?=\s))(?:\s?(?:ssa|re|ri|ra|na|ma|le|to)\b\.?)?\s*",
    re.I,
)
_PARTICLES = {
    "de",
    "di",
    "da",
    "del",
    "della",
    "dello",
    "dei",
    "degli",
    "dal",
    "dalla",
    "la",
    "lo",
    "li",
    "le",
    "d",
    "dell",
    "e",
}
"""Words that belong to a surname but do not tell one person from another on their own."""
_NOT_NAMES = re.compile(
    r"\b(?:settore|servizio|servizi|ufficio|unita|area|dirigente|dirigenti|responsabil[ei]|"
    r"segretari[oa]|segreteria|obiettivo|comandante|"
    r"direzione|dipartimento|direttore|titolari?|tutti|tutte|nessun[oa]?|vacante|p\.?o\.?|e\.?q\.?|"
    r"posizione|sindaco|assessore|giunta|"
    r"comun[ei]|province|provincia|enti?|polizia|gestione|personale|dipendenti|funzionari[oa]?|istruttore|"
    r"ragioneria|tributi|patrimonio|edilizia|infr|infrastrutture|pro|loco|procedura|programma|ambiente|territorio|cultura|"
    r"turismo|sport|lavori|opere|trasporti|ecologia|scuola|scuole|istituto|anagrafe|biblioteca|museo|urbanistica|commercio|"
    r"bilancio|contabilita|sistemi|informatica|protocollo|rete|reti|strade|verde|demanio|famiglia|"
    r"\w+(?:zione|zioni|sione|sioni)|\w*(?:al|il|iv)ita|\w+(?:torial|stradal|comunal|provincial|social|cultural)[ei]|"
    r"(?:stradal|civil|sanitar|scolastic|giuridic|amministrativ|finanziari|tecnic|pubblic|demografic|informatic)[aeoi]{1,2}|"
    r"scolastiche|tecniche|pubbliche|giuridiche)\b|^u\.\s?o\.?"
)
"""Words of offices, and endings that offices have and names have not."""


_ROLE = re.compile(
    r"^(?:(?:il|la)\s+)?(?:dirigente|responsabile|segretari[oa](?:\s+(?:generale|comunale|provinciale))?|"
    r"direttore|direttrice|"
    r"comandante|titolare(?:\s+(?:di\s+)?[pe]\.?[oq]\.?)?)\s*[:,-]?\s+",
    re.I,
)


def strip_titles(name: str | None) -> str:
    """The name without titles and role (``Dirigente: dott.ssa Ada Neri`` -> ``Ada Neri``), spelling and order kept."""
    text = plain(name)
    bare = _TITLE.sub(" ", text)
    bare = re.sub(r"^(?:ssa|ra)\b\.?\s*", "", bare.strip(), flags=re.I)
    bare = re.sub(r"\s+", " ", bare).strip(" ,;:-/") or text
    named = _ROLE.sub("", bare)
    return named if named != bare and looks_like_person(named) else bare


def _words(name: str | None) -> list[str]:
    folded = fold(strip_titles(name)).replace("-", " ")
    return [w for w in re.split(r"[^\w']+", folded.replace("'", "")) if w and w != "ssa"]


def person_key(name: str | None) -> str:
    """Equal for a name in either order, case and spelling of accents, titles off: ``secchi tania``; '' for no name."""
    return " ".join(sorted(_words(name)))


def same_person(a: str | None, b: str | None) -> bool:
    """Whether two printed names can be one person.

    Every word of the shorter name stands in the longer one (initials match a word that starts so), and at least two do;
    so a second given name may be missing, in any order. A surname alone is not enough to say so.
    """
    one, two = sorted((_words(a), _words(b)), key=len)
    if not one:
        return False
    left = list(two)
    full = 0
    for word in sorted(one, key=len, reverse=True):
        hit = next((w for w in left if w == word), None)
        if hit is None:
            hit = next((w for w in left if (len(word) == 1 or len(w) == 1) and w[0] == word[0]), None)
        if hit is None:
            return False
        left.remove(hit)
        full += word not in _PARTICLES
    return full >= 2


_SEPARATORS = re.compile(
    r"\s*(?:[;/|\n•]|,(?!\s*[A-Z]\.(?:\s|$))|\s[-–—]\s|\be\s(?=[A-Z])|\s\+\s|(?i:\be\b(?=\s(?:dott|dr|ing|"
    r"avv|arch|geom|rag|sig))))\s*"
)


def titles_in(text: str) -> list[int]:
    """Where titles such as `Dott.` or `Ing.` begin in a text."""
    return [match.start() for match in _TITLE.finditer(text)]


def looks_like_person(text: str | None) -> bool:
    """Two to five capitalised words, none of which names an office."""
    bare = re.sub(r"\s+", " ", _TITLE.sub(" ", plain(text))).strip(" ,;:-/")
    words = bare.split()
    telling = [w for w in words if w.casefold() not in _PARTICLES or w[0].isupper()]
    if not 2 <= len(words) <= 5 or len(telling) < 2 or _NOT_NAMES.search(fold(bare)) or re.search(r"[\d:%()]", bare):
        return False
    return all(w[0].isupper() or w.casefold() in _PARTICLES for w in words) or bool(_TITLE.match(plain(text)))


def split_people(cell: str | None) -> list[str]:
    """The names of one cell, as printed: cut at ``; / , - e`` and before each title.

    ``Verdi Anna; Bianchi M.`` ``ing. Ugo Neri arch. Ida Blu`` ``Rossi Mario - Bianchi Anna``. Offices stay as they are.
    """
    text = (cell or "").strip()
    if not text:
        return []
    parts: list[str] = []
    for piece in _SEPARATORS.split(text):
        piece = plain(piece)
        starts = [m.start() for m in _TITLE.finditer(piece)]
        # a title begins a name unless another title stands just before it (Avv. Prof. Rossi)
        cuts = [s for k, s in enumerate(starts) if s and _words(piece[starts[k - 1] if k else 0 : s])]
        last = 0
        for cut in [*cuts, len(piece)]:
            if found := piece[last:cut].strip(" ,;:"):
                parts.append(found)
            last = cut
    return parts


def group_people(names: Iterable[str]) -> list[list[str]]:
    """Printed names grouped by person, in order of first sight; each group's longest form tells the most.

    A surname alone joins a group when only one group holds it.
    """
    groups: list[list[str]] = []
    seen: set[str] = set()
    waiting: list[str] = []
    for name in names:
        if name in seen or not _words(name):
            continue
        seen.add(name)
        if len(_words(name)) == 1:
            waiting.append(name)
            continue
        home = next((g for g in groups if any(same_person(name, other) for other in g)), None)
        if home is not None:
            home.append(name)
        else:
            groups.append([name])
    for name in waiting:
        word = _words(name)[0]
        homes = [g for g in groups if any(word in _words(other) for other in g)]
        if len(homes) == 1:
            homes[0].append(name)
        else:
            groups.append([name])
    return groups


def longest_form(group: Sequence[str]) -> str:
    """The printed form of a group that tells the most, titles off."""
    return max(
        (strip_titles(n) for n in group),
        key=lambda n: (len(_words(n)), sum(len(w) for w in _words(n)), not n.isupper()),
    )


def names_of_lines(text: str | None) -> list[str]:
    """The names or offices of a cell whose lines may part them, or part one name: ``Bondi Maria`` over ``Chiara``.

    A line of one word goes with the line before or after it where both make a name, as does one that begins small
    (``Tutti i settori`` over ``dell'ente``); three lines of one word each are three surnames, two are one name or role.
    """
    lines = [squash(line) for line in re.split(r"\n|;\s", text or "") if squash(line)]
    single = [len(line.split()) == 1 for line in lines]
    if len(lines) > 2 and all(single):
        return lines
    found: list[str] = []
    for line in lines:
        alone = len(line.split()) == 1 or bool(found and len(found[-1].split()) == 1)
        goes_on = line[0].islower() and not _TITLE.match(line)
        if found and (goes_on or all(single) or (alone and looks_like_person(f"{found[-1]} {line}"))):
            cut = goes_on and found[-1].endswith("-")  # a word that the line's end has parted
            found[-1] = found[-1][:-1] + line if cut else f"{found[-1]} {line}"
        else:
            found.append(line)
    return found
