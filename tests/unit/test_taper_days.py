"""The days of the taper: where it begins, what its last week holds, which day stays free."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from tests.laws.rosters import TODAY
from tests.laws.table import Row, by, rows_of, tonnage, work
from toolkit.engine.plan import plan_roster
from toolkit.model.athlete import Athlete, Lift, Max, Meet, Preferences, Roster
from toolkit.model.season import Season
from toolkit.units import Unit

START = date(2026, 11, 30)
MEET = START + timedelta(days=12 * 7 + 5)
LIFTS = tuple(
    Lift(name, key, Max(kg, Unit.KG))
    for name, key, kg in (
        ("Squat", "squat", 180.0),
        ("Bench", "bench press", 120.0),
        ("Deadlift", "deadlift", 210.0),
    )
)


def season(days: tuple[int, ...], length: int = 14, profile: str = "step") -> Season:
    """The season of a powerlifter whose meet is on a Saturday."""
    athlete = Athlete(
        "Anna",
        LIFTS,
        start=START,
        meet=Meet(MEET, "Open"),
        training_days=days,
        preferences=Preferences(taper=profile, taper_days=length),
    )
    plan, findings = plan_roster(Roster((athlete,)), today=TODAY)
    assert "P414" not in {item.code for item in findings}
    return plan.seasons[0]


def table(found: Season) -> list[Row]:
    plan, _ = plan_roster(Roster((found.athlete,)), today=TODAY)
    return work(rows_of(plan))


@pytest.mark.parametrize("profile", ["step", "linear", "exponential"])
@pytest.mark.parametrize("length", [7, 10, 12, 14, 17, 21])
def test_the_taper_is_its_last_days_and_the_rotation_goes_on_before_it(
    length: int, profile: str
) -> None:
    """Only a deadlift single that belongs farther out is done before a short taper begins."""
    rows = table(season((0, 2, 4), length, profile))
    for row in rows:
        assert (row["phase"] == "taper") == (row["days_out"] <= length)
    before = [row for row in rows if length < row["days_out"] <= length + 7]
    assert {row["lead"] for row in before} == {"intensity"}
    windows = by([{**row, "window": (row["days_out"] - 1) // 7} for row in rows], "window")
    volume = [tonnage(windows[number]) for number in range(-(-length // 7) + 1)]
    assert all(late <= early for late, early in pairwise(volume))


FOUR_OR_MORE = [days for n in (3, 4, 5, 6) for days in combinations(range(6), n) if 0 in days]


@pytest.mark.parametrize("days", FOUR_OR_MORE, ids=str)
def test_no_day_of_the_last_five_is_the_biggest_of_the_taper(days: tuple[int, ...]) -> None:
    """Reps times percent, all lifts together. The last session apart: the method says what is in
    it, and all lifts meet there."""
    sizes = {
        number: sum(row["sets"] * row["reps"] * row["percent_1rm"] for row in day)
        for number, day in by(table(season(days)), "days_out").items()
    }
    taper = {number: size for number, size in sizes.items() if min(sizes) < number <= 14}
    assert max(taper, key=lambda number: taper[number]) > 5


def test_nothing_of_a_lift_comes_on_the_day_before_its_heavy_single_or_its_last_session() -> None:
    rows = [row for row in table(season((0, 1, 2, 3, 4, 5))) if row["days_out"] <= 14]
    for mine in by(rows, "lift").values():
        days = {row["days_out"] for row in mine}
        heavy = next(row["days_out"] for row in mine if row["role"] == "top")
        assert heavy + 1 not in days
        assert min(days) + 1 not in days


def test_a_training_day_that_is_too_near_the_meet_is_not_dropped_in_silence() -> None:
    """Of Tuesday, four days out, and Thursday, two days out, the first is the last session."""
    notes = season((0, 1, 3, 4)).notes
    last = MEET - timedelta(days=4)
    too_near = f"Thu {last.day + 2} Feb: no session, 2 days before the meet"
    assert notes == (f"{too_near}; the last one is on Tue {last.day} Feb.",)
    assert season((0, 2, 4)).notes == ()
