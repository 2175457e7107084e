"""What a kind of finding is made of."""

from __future__ import annotations

from typing import ClassVar

from schemas.records import Level

GATHER_FROM = 4
"""Findings of a gathered kind from which a plan gets one for all."""


class Kind:
    """A kind of finding. Titles and texts are whole sentences or noun phrases, without the values of one plan."""

    code: ClassVar[str]
    level: ClassVar[Level] = "warning"
    gathered: ClassVar[bool] = False
    title: ClassVar[str]
    title_it: ClassVar[str]
    meaning: ClassVar[str]
    meaning_it: ClassVar[str]
    advice: ClassVar[str]
    advice_it: ClassVar[str]
