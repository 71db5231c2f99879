"""What a check hands back, and the words its sentences are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.policy.checks import Limits
from toolkit.review.athlete import AthletePlan
from toolkit.review.rows import PlanRow
from toolkit.units import plain

SERIOUS, WARNING, NOTE = "E", "W", "I"
"""How much a finding matters, worst first, in the letters of EVIDENCE.md."""


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a plan breaks a check: the row, how bad, and the values of the sentence.

    `badness` orders findings of one level, the larger the worse; `lift` is empty where the finding
    is about the athlete.
    """

    row: PlanRow
    level: str
    badness: float = 0.0
    lift: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


Check = Callable[[AthletePlan, Limits], Iterator[Found]]
"""A check: one athlete's plan and the thresholds in, the places where it is broken out."""


def percent(fraction: float) -> str:
    """`67.5 %` of a fraction."""
    return f"{plain(fraction * 100, 1)} %"


def counted(number: int, thing: str) -> str:
    """`1 day`, `3 days`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def week_of(row: PlanRow) -> str:
    """`week 5`."""
    return f"week {row.week}"
