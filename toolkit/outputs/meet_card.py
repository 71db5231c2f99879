"""What stands on the meet-day card: attempts, branches, ladders and blanks."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.engine.scores import Score
from toolkit.engine.totals import meet_total
from toolkit.model.athlete import Equipment
from toolkit.model.prescription import Phase, SetGroup
from toolkit.model.season import Attempt, AttemptPlan, Season
from toolkit.outputs.plate_views import LoadView, loading_view
from toolkit.outputs.templates import read_words
from toolkit.outputs.wording import counted, long_date, name_size
from toolkit.units import Unit, convert, plain


@dataclass(frozen=True, slots=True)
class StepView:
    """One warm-up: minutes before the platform, load, reps, plates."""

    minutes: str
    load: str
    unit: str
    reps: int
    loading: LoadView


@dataclass(frozen=True, slots=True)
class AttemptView:
    """One attempt: kg big, pounds beside, and what follows from each outcome."""

    name: str
    load_kg: str
    load_lb: str
    made: str
    missed: str


@dataclass(frozen=True, slots=True)
class MeetLift:
    """One lift of the meet."""

    name: str
    basis: str
    warm_ups: tuple[StepView, ...]
    attempts: tuple[AttemptView, ...]


@dataclass(frozen=True, slots=True)
class MeetCard:
    """The meet day of one athlete; weights as text."""

    athlete: str
    name_size: str
    group: str
    meet: str
    date: str
    summary: str
    care: str
    bodyweight: str
    lifts: tuple[MeetLift, ...]
    total_kg: str
    total_lb: str
    openers_kg: str = ""
    scores: tuple[str, ...] = ()


_NAMES = ("Opener", "Second", "Third")


def meet_card(season: Season) -> MeetCard | None:
    """The meet-day card, or None for a season without attempts."""
    if season.meet is None or not season.attempts:
        return None
    weight = season.athlete.bodyweight_kg
    total = meet_total(season)
    several = total if total is not None and len(total.lifts) > 1 else None
    return MeetCard(
        athlete=season.athlete.name,
        name_size=name_size(season.athlete.name),
        group=season.athlete.group,
        meet=season.meet.name or "Meet day",
        date=f"{long_date(season.meet.date)} {season.meet.date.year}",
        summary=_summary(season),
        care=str(read_words("words")["emphasis"][Phase.MEET]["care"]),
        bodyweight=f"{plain(weight, 1)} kg" if weight else "",
        lifts=tuple(_lift(season, plan) for plan in season.attempts),
        total_kg=plain(several.total_kg) if several else "",
        total_lb=_pounds(several.total_kg) if several else "",
        openers_kg=plain(several.openers_kg) if several else "",
        scores=tuple(score_text(score) for score in total.scores) if total else (),
    )


def score_text(score: Score) -> str:
    """`DOTS 2019: 406.44`: never a score without its formula's year."""
    return f"{score.label}: {score.points:.2f}"


def _pounds(load_kg: float) -> str:
    return plain(convert(load_kg, Unit.KG, Unit.LB), 1)


def _summary(season: Season) -> str:
    tries = sum(len(plan.attempts) for plan in season.attempts)
    return f"{counted(len(season.attempts), 'lift')} · {counted(tries, 'attempt')}"


def _basis(plan: AttemptPlan) -> str:
    """`standard attempts on 143.5 kg (max + 2.5 %)`: what the three numbers were taken from."""
    third = f"{plan.style} attempts on {plain(plan.expected_third_kg, 1)} kg".strip()
    return f"{third} ({plan.basis})" if plan.basis else third


def _lift(season: Season, plan: AttemptPlan) -> MeetLift:
    kits = (c.equipment for c in season.courses if c.lift.name == plan.lift.name)
    equipment = next(kits, None)
    return MeetLift(
        name=plan.lift.name,
        basis=_basis(plan),
        warm_ups=tuple(_step(group, equipment) for group in plan.warm_ups),
        attempts=tuple(_attempt(one) for one in plan.attempts),
    )


def _step(group: SetGroup, equipment: Equipment | None) -> StepView:
    return StepView(
        "" if group.minutes_out is None else str(group.minutes_out),
        plain(group.load),
        str(group.unit),
        group.reps,
        loading_view(group, equipment),
    )


def _attempt(one: Attempt) -> AttemptView:
    load = one.group.load
    return AttemptView(_NAMES[one.number - 1], plain(load), _pounds(load), one.made, one.missed)
