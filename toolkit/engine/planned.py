"""What planning one athlete gives: the season, and the legs it was made of."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.engine.course import Course
from toolkit.engine.moves import Days
from toolkit.engine.prepare import Brief
from toolkit.engine.training import Placed
from toolkit.model.season import Season


@dataclass(frozen=True, slots=True)
class PlannedLeg:
    """One leg with the course of every lift, every session in it, and its training days."""

    brief: Brief
    courses: tuple[Course, ...]
    placed: tuple[Placed, ...]
    days: Days


@dataclass(frozen=True, slots=True)
class PlannedSeason:
    """A season with its legs, for those who look at how it was made."""

    season: Season
    legs: tuple[PlannedLeg, ...]

    @property
    def brief(self) -> Brief:
        """The brief of the athlete, with the last leg at hand."""
        return self.legs[-1].brief

    @property
    def has_training(self) -> bool:
        """False when nothing but meets is left of the season."""
        return any(leg.placed for leg in self.legs)
