"""The three dials, measured: repetition, intensity, difficulty per week (METHOD.md 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.model.prescription import Emphasis, Prescription, Role, Session, SetGroup
from toolkit.model.season import Season
from toolkit.policy.effort import rpe_chart
from toolkit.units import Unit, convert


@dataclass(frozen=True, slots=True)
class WeekDials:
    """What one week asks for, over work sets at or above half of the max.

    `reps` is NL without timing sets, which stand in `timing_reps`; `tonnage` (without timing) is
    in the season's unit; `ari` and `heaviest` are fractions of the max, `rpe` the rep-weighted
    implied RPE; None where nothing counts. The meet day is not training and is left out.
    """

    week: int
    reps: int
    timing_reps: int
    tonnage: float
    ari: float | None
    heaviest: float | None
    rpe: float | None


def is_work(group: SetGroup) -> bool:
    """True for a set group that counts as work: no warm-up, no attempt, at least half the max."""
    return (
        group.role not in (Role.WARM_UP, Role.ATTEMPT)
        and group.percent >= rpe_chart().work_percent - 1e-9
    )


def measure(number: int, groups: Iterable[SetGroup], unit: Unit) -> WeekDials:
    """The dials over any work set groups; `unit` is the unit of the tonnage."""
    work = [group for group in groups if is_work(group)]
    counted = [group for group in work if group.emphasis is not Emphasis.TIMING]
    reps = sum(group.sets * group.reps for group in counted)
    chart = rpe_chart()

    def mean(values: Iterable[float]) -> float | None:
        weighted = sum(
            group.sets * group.reps * value for group, value in zip(counted, values, strict=True)
        )
        return weighted / reps if reps else None

    return WeekDials(
        week=number,
        reps=reps,
        timing_reps=sum(group.sets * group.reps for group in work) - reps,
        tonnage=sum(tonnage(group, unit) for group in counted),
        ari=mean(group.percent for group in counted),
        heaviest=max((group.percent for group in work), default=None),
        rpe=mean(chart.clipped_rpe(group.reps, group.percent) for group in counted),
    )


def tonnage(group: SetGroup, unit: Unit) -> float:
    """Sets x reps x load, in `unit`."""
    return group.sets * group.reps * convert(group.load, group.unit, unit)


def week_dials(season: Season, family: str | None = None) -> tuple[WeekDials, ...]:
    """The dials of every week, over all lifts or over one lift family."""
    return tuple(
        measure(
            week.number,
            (
                group
                for session in week.sessions
                for prescription in training(session)
                if family is None or (prescription.lift and prescription.lift.family == family)
                for group in prescription.groups
            ),
            season.unit,
        )
        for week in season.weeks
    )


def training(session: Session) -> tuple[Prescription, ...]:
    """The prescriptions of a training session; none on the meet day."""
    return () if session.is_meet else session.prescriptions
