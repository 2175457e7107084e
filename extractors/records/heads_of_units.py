"""A cell that names a unit and its head: which part is which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.lexicon import Lexicon
from extractors.records.events import Span
from extractors.records.model import Card
from normalizers.people import looks_like_person, titles_in

AROUND = " -–—,;:/()"


def person_beside_unit(card: Card, lexicon: Lexicon) -> None:
    """The unit's cell names its head too, and nothing else in the card does."""
    cell = card.fields.get("unit")
    unit, name = unit_and_person(cell, lexicon) if cell and cell.text else ("", "")
    if cell and unit:
        card.fields["unit"] = Span(unit, cell.places)
        card.fields["responsible"] = Span(name, cell.places)


def lacks_unit(card: Card, lexicon: Lexicon) -> bool:
    """No unit is printed beside the cell, and none above the form, unless the cell's own label promises one."""
    if "unit" in card.fields:
        return False
    return card.from_matrix or promised(card, lexicon) or "unit" not in card.context


def promised(card: Card, lexicon: Lexicon) -> bool:
    """The label of who is in charge is that of a unit too."""
    return any(name == "responsible" and lexicon.names_both(label) for label, name in card.labels.items())


def promised_two(cell: Span, lexicon: Lexicon) -> tuple[str, str]:
    """Unit and person of a cell whose label names both: also told by the lines, the unit's before the person's."""
    unit, name = unit_and_person(cell, lexicon)
    return (unit, name) if unit else _by_lines(cell.lines, lexicon)


def unit_and_person(cell: Span, lexicon: Lexicon) -> tuple[str, str]:
    """`Settore Tributi / Dott. Mario Rossi`, in either order: the unit and the person, told by a title before the name.

    ('', '') where the cell holds no such two, or several of one.
    """
    found = titles_in(cell.text)
    if len(found) != 1:
        return "", ""
    at = found[0]
    before, after = cell.text[:at].strip(AROUND), cell.text[at:].strip(AROUND)
    if before:
        fits = lexicon.is_unit(before) and looks_like_person(after)
        return (before, after) if fits else ("", "")
    starts = [m.start() for m in re.finditer(r"(?<=[\s(])\S", after) if lexicon.is_unit(after[m.start() :])]
    if not starts or not looks_like_person(name := after[: starts[0]].strip(AROUND)):
        return "", ""
    return after[starts[0] :].strip(AROUND), name


def _by_lines(lines: Sequence[str], lexicon: Lexicon) -> tuple[str, str]:
    """`Direzione Mobilità | Maria Verdi`: the fewest last lines that are a name."""
    if not lines or not lexicon.is_unit(lines[0]):
        return "", ""
    for cut in range(len(lines) - 1, 0, -1):
        name = " ".join(lines[cut:])
        if looks_like_person(name) and not any(lexicon.is_unit(line) for line in lines[cut:]):
            return " ".join(lines[:cut]).strip(AROUND), name
    return "", ""
