"""What a printed target says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TargetReading:
    """One target, with the columns of the table ``targets`` and three more.

    ``operator``: = < <= > >= between improve yes_no done_by text. ``value`` is the printed number (per cent
    stay per cent, ``3,5 mln`` is 3500000); for ``improve`` it is the size of the change, without sign.
    ``unit``: ``%``, ``euro``, ``giorni``, ``giorni lavorativi``, ``ore``, ``minuti`` ..., or the noun counted,
    as printed. ``due_date``: the day by which (``al 2019`` is its last day). ``direction``: ``higher`` or
    ``lower`` is better, as far as the print says.

    ``problem``: ``not_given`` (``*``, ``/``, ``-``), ``no_value`` (``≥`` alone, ``entro`` alone), ``several``
    (numbers that do not make one statement), ``withdrawn`` (a note says that the target was removed),
    ``not_binary`` (a formula that says 1 or 0, with another number), ``ambiguous`` (``- 5%``: bullet
    or minus), or a problem of `DateReading`;
    ``proposed`` is then the day probably meant.
    """

    operator: str
    value: float | None = None
    value_upper: float | None = None
    unit: str | None = None
    due_date: date | None = None
    is_yes: bool | None = None
    direction: str | None = None
    problem: str | None = None
    proposed: date | None = None
