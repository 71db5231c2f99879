"""Doses of one session: short sets for lifts of speed, learning by reps first, daily rotation."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.laws.rosters import TODAY
from tests.laws.table import Row, by, rows_of, work
from toolkit.engine.plan import plan_roster
from toolkit.engine.sessions import LiftContext, learning_step
from toolkit.model.athlete import (
    Athlete,
    Equipment,
    Lift,
    Max,
    Meet,
    Plate,
    Preferences,
    Roster,
    Stage,
    WeekSlot,
)
from toolkit.policy.effort import rpe_chart
from toolkit.policy.method import default_policy
from toolkit.units import Unit

POLICY = default_policy()
KIT = POLICY.defaults.equipment[Unit.KG]
START = date(2026, 11, 30)
MEET = Meet(START + timedelta(days=12 * 7 + 5), "Open")
WEEKS = range(1, 17)
TURN = ("repetition", "timing", "intensity", "difficulty")


def rows(
    lifts: tuple[Lift, ...], days: tuple[int, ...], mode: str = "", week: tuple[WeekSlot, ...] = ()
) -> list[Row]:
    """The work of one lifter before the taper."""
    athlete = Athlete(
        "Anna",
        lifts,
        start=START,
        meet=MEET,
        training_days=days,
        preferences=Preferences(rotation=mode),
    )
    plan, _ = plan_roster(Roster((athlete,), week=week), today=TODAY)
    return [row for row in work(rows_of(plan)) if row["phase"] == "rotation"]


def lift(family: str, kg: float = 120.0) -> Lift:
    return Lift(family.title(), family, Max(kg, Unit.KG))


@pytest.mark.parametrize("mode", ["block", "weekly", "daily"])
@pytest.mark.parametrize("family", ["snatch", "clean and jerk", "power clean"])
def test_a_lift_of_speed_has_short_sets_in_every_block(family: str, mode: str) -> None:
    found = rows((lift(family),), (0, 2, 4), mode)
    assert {row["lead"] for row in found} >= {"repetition", "difficulty", "intensity"}
    assert max(row["reps"] for row in found) == POLICY.families[family].most_reps


def test_a_shorter_top_set_keeps_its_weight_and_says_the_effort_it_is() -> None:
    """The back-offs come closer to it, so that the day is as hard as with fives."""
    short = [r for r in rows((lift("snatch"),), (0, 3)) if r["lead"] == "difficulty"]
    long = [r for r in rows((lift("squat"),), (0, 3)) if r["lead"] == "difficulty"]
    top, five = (next(r for r in found if r["role"] == "top") for found in (short, long))
    assert (top["reps"], five["reps"]) == (4, 5)
    assert top["percent_1rm"] == five["percent_1rm"]
    assert top["rpe"] == pytest.approx(rpe_chart().rpe(4, top["percent_1rm"]), abs=0.3)
    back, usual = (next(r for r in found if r["role"] == "back-off") for found in (short, long))
    assert usual["percent_1rm"] < back["percent_1rm"] < top["percent_1rm"]


@pytest.mark.parametrize("days", [(0, 2, 4), (0, 3), (0, 1, 3, 4), (1, 3, 5), (0, 1, 2, 3, 4)])
def test_daily_rotation_begins_every_calendar_week_with_repetition(days: tuple[int, ...]) -> None:
    """Repetition, timing, then intensity or, every third week, difficulty."""
    lifts = (lift("squat", 180), lift("bench press"), lift("deadlift", 200))
    found = rows(lifts, days, "daily")
    for mine in by(found, "lift", "week").values():
        order = list(dict.fromkeys(row["lead"] for row in mine))
        assert order == [lead for lead in TURN if lead in order]


def test_daily_rotation_keeps_48_hours_where_only_neighbouring_days_are_trained() -> None:
    """Then the heavy day comes first and the big one after it."""
    found = rows((lift("squat", 180),), (3, 4), "daily")
    for week in by(found, "week").values():
        assert week[0]["lead"] != "repetition"


def test_daily_rotation_turns_the_coachs_own_week_in_the_same_order() -> None:
    week = tuple(WeekSlot(day, 1, "Squat", lift="Squat") for day in (0, 2, 5))
    for found in by(rows((lift("squat", 180),), (), "daily", week), "week").values():
        leads = list(dict.fromkeys(row["lead"] for row in found))
        assert leads[:2] == ["repetition", "timing"]


def steps(kg: float, kit: Equipment = KIT) -> list[tuple[float, int]]:
    """Load and reps of a lift that is learned, week by week."""
    new = Lift("Squat", "squat", Max(kg, kit.unit), stage=Stage.NEW)
    context = LiftContext(new, kit, POLICY, kit.step)
    found = (learning_step(context, week) for week in WEEKS)
    return [(context.load_rule(percent).value, reps) for percent, reps in found]


@pytest.mark.parametrize("kg", [40, 42.5, 45, 50, 55, 62.5, 70, 77.5, 85, 90])
def test_a_light_new_lift_adds_reps_before_a_coarse_plate_step(kg: float) -> None:
    """A step of more than 5 % comes only after the most reps, one plate step at a time."""
    found = steps(kg)
    assert found[-1][0] > found[0][0]
    for (before, reps), (after, fewer) in pairwise(found):
        assert after >= before
        if after > before * 1.05:
            assert reps == max(POLICY.learning.reps)
            assert (after - before, fewer) == (KIT.step, min(POLICY.learning.reps))


def test_a_heavier_lift_and_one_with_small_plates_follow_the_table() -> None:
    table = list(zip(POLICY.learning.percent, POLICY.learning.reps, strict=True))
    assert [reps for _, reps in steps(200)] == [reps for _, reps in table]
    small = Equipment(Unit.KG, 20, (*KIT.plates, Plate(0.25)))
    assert [reps for _, reps in steps(45, small)] == [reps for _, reps in table]
