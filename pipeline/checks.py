"""Findings about the plan itself: is what it says sound?"""

from __future__ import annotations

from schemas import PlanResult


def checked(result: PlanResult) -> PlanResult:
    """The result with its findings added."""
    return result
