"""A season read week by week: what METHOD.md promises of deloads, learning, taper and calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.laws.rosters import TODAY
from tests.laws.table import Row, by, plan_of, rows_of, work
from toolkit.engine.calendar import Calendar, next_monday
from toolkit.engine.moves import lay_days
from toolkit.model.athlete import Athlete, Lift, Max, Meet, Roster, Settings, Stage, WeekSlot
from toolkit.policy.method import default_policy
from toolkit.units import Unit

START, MEET = date(2026, 11, 30), date(2027, 3, 13)


def lifter(stage: Stage = Stage.EXPERIENCED, **details: object) -> Athlete:
    """A lifter of the three powerlifts who trains Monday, Wednesday and Friday."""
    maxes = (
        ("Squat", "squat", 140.0),
        ("Bench", "bench press", 90.0),
        ("Deadlift", "deadlift", 170.0),
    )
    lifts = tuple(Lift(name, key, Max(kg, Unit.KG), stage=stage) for name, key, kg in maxes)
    known = {"start": START, "meet": Meet(MEET, "Open"), **details}
    return Athlete("Anna Berg", lifts, **known)  # type: ignore[arg-type]


def season(athlete: Athlete, **settings: object) -> list[Row]:
    """The rows of one athlete's plan."""
    return rows_of(plan_of(Roster((athlete,), Settings(**settings))))  # type: ignore[arg-type]


def test_a_deload_has_half_the_sets_ten_percent_lighter_on_the_same_days() -> None:
    rows = work(season(lifter()))
    weeks = by(rows, "week")
    number = next(row["week"] for row in rows if row["phase"] == "deload")
    deload, before = weeks[number], weeks[number - 1]
    assert {(r["weekday"], r["lift"]) for r in deload} == {
        (r["weekday"], r["lift"]) for r in before
    }
    share = sum(r["sets"] for r in deload) / sum(r["sets"] for r in before)
    assert 0.40 <= share <= 0.60
    assert max(r["percent_1rm"] for r in deload) <= 0.9 * max(r["percent_1rm"] for r in before)
    assert max(r["rpe"] for r in deload) <= 6


def test_the_last_heavy_singles_come_in_the_order_of_recovery() -> None:
    """Deadlift about 10 days out, squat 8, bench 6; the last sessions about 3."""
    taper = [row for row in season(lifter()) if row["phase"] == "taper" and row["days_out"]]
    heavy = {row["lift"]: row["days_out"] for row in taper if row["role"] == "top"}
    assert heavy == {"Deadlift": 10, "Squat": 8, "Bench": 5}
    last = {row["lift"]: row for row in taper}
    assert {name: row["days_out"] for name, row in last.items()} == dict.fromkeys(heavy, 3)
    assert {name: (r["sets"], r["reps"], r["percent_1rm"]) for name, r in last.items()} == {
        "Squat": (3, 2, 0.775),
        "Bench": (3, 3, 0.775),
        "Deadlift": (3, 1, 0.725),
    }


def test_a_new_lift_learns_eight_weeks_and_then_joins_the_rotation() -> None:
    rows = work(season(lifter(Stage.NEW, meet=Meet(START + timedelta(days=16 * 7 + 5), "Open"))))
    squat = by([row for row in rows if row["lift"] == "Squat"], "week")
    phases = [week[0]["phase"] for week in squat.values()]
    assert phases == ["learning"] * 8 + ["rotation"] * 7 + ["taper"] * 2 or (
        phases[:8] == ["learning"] * 8 and phases[-2:] == ["taper"] * 2
    )
    assert squat[9][0]["lead"] == "repetition"
    assert all(3 <= row["reps"] <= 6 for n in range(1, 9) for row in squat[n])
    assert all(6 <= sum(row["sets"] for row in squat[n]) <= 12 for n in range(1, 9))


def test_without_a_meet_twelve_weeks_end_in_a_test_week() -> None:
    rows = season(lifter(meet=None))
    assert {row["week"] for row in rows if row["phase"] == "test"} == {12}
    assert max(row["date"] for row in rows) <= START + timedelta(days=12 * 7 - 1)
    tests = [row for row in rows if row["phase"] == "test" and row["percent_1rm"] == 1]
    assert {row["lift"] for row in tests} == {"Squat", "Bench", "Deadlift"}
    assert all(row["days_out"] is None for row in rows)


def test_the_season_starts_on_the_next_monday() -> None:
    assert next_monday(date(2026, 11, 22)) == date(2026, 11, 23)
    assert next_monday(date(2026, 11, 23)) == date(2026, 11, 30)


def test_a_session_on_the_eve_moves_forward_when_nothing_else_is_near() -> None:
    """Fridays only, meet on Saturday: the last session is on Thursday."""
    fridays = lay_days(Calendar(START, MEET, MEET, (4,), 14), default_policy())
    assert fridays.held[-1].date == MEET - timedelta(days=2)
    with_wednesday = lay_days(Calendar(START, MEET, MEET, (2, 4), 14), default_policy())
    assert with_wednesday.held[-1].date == MEET - timedelta(days=3)


def test_the_coachs_week_is_obeyed() -> None:
    """Days, order and variation are the coach's; sets, reps and loads the method's."""
    week = (
        WeekSlot(1, 1, "Deadlift", lift="Deadlift"),
        WeekSlot(1, 2, "Bench", lift="Bench"),
        WeekSlot(1, 3, "Row", text="3x10"),
        WeekSlot(5, 1, "Squat", lift="Squat"),
        WeekSlot(5, 2, "Close-grip bench", lift="Bench", ratio=0.9),
    )
    rows = rows_of(plan_of(Roster((lifter(),), week=week)))
    first = [row for row in rows if row["week"] == 1 and row["role"] != "warm-up"]
    assert [(row["weekday"], row["exercise"]) for row in first] == [
        ("Tuesday", "Deadlift"),
        ("Tuesday", "Bench"),
        ("Tuesday", "Row"),
        ("Saturday", "Squat"),
        ("Saturday", "Close-grip bench"),
    ]
    variation = first[-1]
    assert (variation["kind"], variation["lift"]) == ("variation", "Bench")
    assert variation["percent_1rm"] == pytest.approx(0.65 * 0.9)
    late = {row["kind"] for row in rows if row["days_out"] <= 14}
    assert late == {"competition"}


def test_todays_date_only_sets_the_start() -> None:
    """The same book planned on another day of the same week gives the same rows."""
    assert next_monday(TODAY) > TODAY
    assert season(lifter()) == season(lifter())
