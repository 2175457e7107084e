"""People: one person under several names, two names a letter apart, phases that no one is responsible for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from normalizers.people import same_person, strip_titles
from pipeline.checks.facts import Facts, Note
from pipeline.checks.words import quoted


def names(facts: Facts) -> Iterator[Note]:
    """Persons printed under several names, beyond order, case and titles; and names a letter or two apart."""
    people = facts.result.people
    for person in people:
        spellings = {_spelling(form): form for form in person.forms}
        if len(spellings) > 1:
            message = f"{person.name}: printed as {', '.join(sorted(spellings.values()))}"
            yield Note("name_spelt_differently", message, "people", person.person_id, person.page)
    for n, one in enumerate(people):
        for two in people[n + 1 :]:
            if same_person(one.name, two.name) or not _misspelt(one.name_key, two.name_key):
                continue
            message = f"{one.name} ({one.mentions} times) and {two.name} ({two.mentions} times)"
            yield Note("name_misspelt", message, "people", two.person_id, two.page)


def _spelling(form: str) -> tuple[str, ...]:
    """The words of a name in order of the alphabet, accents kept: ``Birolì`` is not ``Biroli``, ``NICOLO'`` is."""
    text = re.sub(
        r"([aeiou])'(?!\w)", lambda m: dict(zip("aeiou", "àèìòù", strict=True))[m[1]], strip_titles(form).casefold()
    )
    return tuple(sorted(re.findall(r"\w+", text.replace("'", "").replace("’", "").replace("é", "è"))))


def _misspelt(one: str, two: str) -> bool:
    """Same number of words, all equal but one, and that one a letter apart in five or more, two in eight or more."""
    a, b = one.split(), two.split()
    if len(a) != len(b) or len(a) < 2:
        return False
    rest_a, rest_b = sorted(set(a) - set(b)), sorted(set(b) - set(a))
    if len(rest_a) != 1 or len(rest_b) != 1:
        return False
    x, y = rest_a[0], rest_b[0]
    slips = OSA.distance(x, y)
    near = slips == 1 or (slips == 2 and min(len(x), len(y)) >= 8)
    return near and min(len(x), len(y)) >= 5 and x[0] == y[0] and {x[-1], y[-1]} != {"a", "o"}


def without_owner(facts: Facts) -> Iterator[Note]:
    for phase in facts.result.phases:
        owner = facts.objectives[phase.objective_id]
        if not (phase.responsible or phase.units or owner.responsible or owner.unit or owner.contributors):
            yield Note("phase_without_owner", quoted(phase.description), "phases", phase.phase_id, phase.page)
