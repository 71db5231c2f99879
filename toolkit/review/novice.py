"""Checks of lifts that are new to the lifter: NOV-01 to NOV-05 of EVIDENCE.md."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.policy.checks import Limits
from toolkit.review.athlete import NOISE, AthletePlan, LiftPlan, Rows, by, top
from toolkit.review.found import NOTE, WARNING, Found, percent, week_of
from toolkit.review.progression import one_step
from toolkit.review.rows import WEEK_DAYS, PlanRow
from toolkit.units import plain


def new_lift_heavy(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """NOV-01: in the first eight weeks a new lift stays at or below 75 %."""
    for lift in plan.lifts:
        for row in lift.novice:
            early = row.week - lift.work[0].week < limits["weeks"]
            if early and row.percent > limits["percent"] + NOISE:
                values = {
                    "percent": percent(row.percent),
                    "most": percent(limits["percent"]),
                    "weeks": limits["weeks"],
                    "when": week_of(row),
                }
                yield Found(row, WARNING, row.percent, lift.name, values)


def new_lift_seldom(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """NOV-02: a new lift is practised on two days of every whole week."""
    for lift in plan.lifts:
        weeks = by(lift.novice, lambda row: row.week)
        for number, rows in weeks.items():
            times = len({row.day for row in rows})
            if times < limits["times"] and _is_whole(plan, number, rows):
                values = {"times": "once" if times == 1 else times, "when": week_of(rows[0])}
                yield Found(rows[0], WARNING, -times, lift.name, values)


def _is_whole(plan: AthletePlan, week: int, rows: Rows) -> bool:
    """The first week may begin in its middle; the last may end there."""
    starts = rows[0].week_start or plan.rows[0].day
    first = week == plan.rows[0].week and starts.weekday() != 0
    last = week == plan.rows[-1].week and plan.rows[-1].day.weekday() < WEEK_DAYS - 3
    return not first and not last


def new_lift_by_rpe(plan: AthletePlan, limits: Limits) -> Iterator[Found]:  # noqa: ARG001
    """NOV-03: a new lift has a weight, not only an RPE."""
    for row in plan.rows:
        bare = not row.load and row.percent_1rm is None
        if row.stage == "new" and row.lift and bare and row.rpe is not None:
            yield Found(row, WARNING, row.rpe, row.lift, {"rpe": plain(row.rpe)})


def new_lift_jump(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """NOV-04: a new lift rises by at most five percent a week, or by one plate step.

    Against the heaviest so far: after a lost session, or a lighter week, nothing is jumped.
    """
    for lift in plan.lifts:
        weeks = _heaviest_of_weeks(lift)
        for number, after in enumerate(weeks[1:], 1):
            before = max(weeks[:number], key=lambda row: (row.percent, row.week))
            rise = after.percent / before.percent - 1
            allowed = limits["step"] * (after.week - before.week)
            loads = after.load and before.load and not one_step(before, after)
            if rise > allowed + NOISE and (loads or not after.load):
                values = {
                    "step": percent(round(rise, 3)),
                    "when": week_of(after),
                    "before": before.load_text,
                    "after": after.load_text,
                    "unit": after.unit,
                }
                yield Found(after, WARNING, rise, lift.name, values)


def _heaviest_of_weeks(lift: LiftPlan) -> list[PlanRow]:
    own = (row for row in lift.novice if row.kind != "variation")
    return [top(rows) for _, rows in sorted(by(own, lambda row: row.week).items())]


def new_lift_hard(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """NOV-05: the cap of a new lift leaves reps in hand."""
    for lift in plan.lifts:
        for row in lift.novice:
            if row.rpe is not None and row.rpe > limits["rpe"] + NOISE:
                values = {"rpe": plain(row.rpe), "when": week_of(row)}
                yield Found(row, NOTE, row.rpe, lift.name, values)
