"""The catalogue of findings: one class for each stable code, in Italian and English.

    kind_of("date_impossible").level        # "error"
    KINDS                                   # every class by its code

``error`` says that what is printed cannot be true, ``warning`` that it probably is not meant so or is incomplete where
it matters, ``info`` what an analyst should know before counting. Where a kind is ``gathered`` and would stand in the
findings many times, it stands there once a plan, with the number of rows and their pages.

Codes that begin with ``E_`` are errors of reading: see `schemas.errors`. ``docs/findings.md`` is generated from here.
"""

from __future__ import annotations

from schemas.findings import amounts, dates, names, reading, targets, weights
from schemas.findings.kind import GATHER_FROM, Kind

__all__ = ["GATHER_FROM", "KINDS", "Kind", "catalogue", "kind_of"]

KINDS: dict[str, type[Kind]] = {
    kind.code: kind
    for module in (dates, weights, targets, amounts, names, reading)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Kind) and kind is not Kind
}
"""Every kind by its code, in the order of the catalogue."""


def kind_of(code: str) -> type[Kind]:
    """The class of a code. Raises KeyError for one that is not in the catalogue."""
    return KINDS[code]


def catalogue() -> str:
    """Markdown: every kind with what it means and what to do, in English and Italian."""
    parts = [
        "# Findings",
        "Generated from `schemas/findings/` by `make docs`. A finding is a row of the table `findings`; `piao audit` "
        "prints them by severity.",
        "**error**: what is printed cannot be true. **warning**: it is probably not meant so, or something is missing "
        "where it matters. **info**: good to know before counting. A kind marked *gathered* stands once a plan where "
        f"it would stand {GATHER_FROM} times or more, with the number of rows and their pages.",
        "| code | level | title | titolo |\n|---|---|---|---|\n"
        + "\n".join(f"| [{k.code}](#{k.code}) | {k.level} | {k.title} | {k.title_it} |" for k in KINDS.values()),
    ]
    for kind in KINDS.values():
        parts.append(f"## {kind.code}")
        parts.append(
            f"*{kind.level}{', gathered' if kind.gathered else ''}* — **{kind.title}.** {kind.meaning} {kind.advice}"
        )
        parts.append(f"**{kind.title_it}.** {kind.meaning_it} {kind.advice_it}")
    return "\n\n".join(parts) + "\n"
