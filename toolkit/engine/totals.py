"""What a meet may end in: the total if every third is made, and what the formulas make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toolkit.engine.scores import Score, bench_scores, powerlifting_scores, weightlifting_scores
from toolkit.model.athlete import Athlete
from toolkit.model.season import AttemptPlan, MeetDay, Season
from toolkit.policy.loader import families


@dataclass(frozen=True, slots=True)
class MeetTotal:
    """All weights in kg. `total_kg` if every third is made, `openers_kg` if every opener is.

    `scores` rate `total_kg`; empty where sex or bodyweight are unknown, or where no formula is made
    for the lifts that are contested.
    """

    total_kg: float
    openers_kg: float
    lifts: tuple[str, ...]
    scores: tuple[Score, ...]


def meet_total(season: Season, meet_day: MeetDay | None = None) -> MeetTotal | None:
    """The expected total of a season's meet, or of one of its meets; None without attempts."""
    attempts = season.attempts if meet_day is None else meet_day.attempts
    meet = season.meet if meet_day is None else meet_day.meet
    plans = tuple(plan for plan in attempts if plan.attempts)
    if meet is None or not plans:
        return None
    total = sum(plan.attempts[-1].group.load for plan in plans)
    return MeetTotal(
        total_kg=total,
        openers_kg=sum(plan.attempts[0].group.load for plan in plans),
        lifts=tuple(plan.lift.name for plan in plans),
        scores=_scores(total, plans, season.athlete, meet.date),
    )


def _scores(
    total_kg: float, plans: tuple[AttemptPlan, ...], athlete: Athlete, day: date
) -> tuple[Score, ...]:
    sex, bodyweight = athlete.sex, athlete.bodyweight_kg
    if sex is None or bodyweight is None:
        return ()
    contested = {plan.lift.family for plan in plans}
    if contested == _sport("powerlifting"):
        return powerlifting_scores(total_kg, bodyweight, sex)
    if contested == _sport("weightlifting"):
        return weightlifting_scores(total_kg, bodyweight, sex, day)
    if contested == {"bench press"}:
        return bench_scores(total_kg, bodyweight, sex)
    return ()


def _sport(name: str) -> set[str]:
    """The lifts whose sum is the total of a sport."""
    return {family.key for family in families().values() if family.contested == name}
