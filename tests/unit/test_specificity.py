"""The coach's variations give way to the lift itself as the meet comes nearer."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.laws.rosters import TODAY
from tests.laws.table import Row, by, reps, rows_of, work
from toolkit.engine.plan import plan_roster
from toolkit.model.athlete import Athlete, Lift, Max, Meet, Preferences, Roster, WeekSlot
from toolkit.model.season import Plan
from toolkit.units import Unit

START = date(2026, 11, 30)
WEEK = tuple(
    WeekSlot(day, 1, exercise, lift="Bench", ratio=ratio)
    for day, exercise, ratio in (
        (0, "Close grip", 0.92),
        (1, "Bench", None),
        (3, "Spoto press", 0.95),
        (5, "Incline", 0.8),
    )
)


def plan(weeks: int = 18, week: tuple[WeekSlot, ...] = WEEK, mode: str = "") -> Plan:
    """A bench presser with three variations a week and a meet in so many weeks, or none (0)."""
    athlete = Athlete(
        "Anna",
        (Lift("Bench", "bench press", Max(120, Unit.KG)),),
        start=START,
        meet=Meet(START + timedelta(days=weeks * 7 + 5), "Open") if weeks else None,
        preferences=Preferences(rotation=mode),
    )
    return plan_roster(Roster((athlete,), week=week), today=TODAY)[0]


def shares(rows: list[Row]) -> dict[int, float]:
    """The share of reps in the lift itself, by the days from a week's Sunday to the meet."""
    weeks = by([row for row in work(rows) if row["days_out"] != 0], "week")
    found = {}
    for mine in weeks.values():
        sunday = mine[0]["week_start"] + timedelta(days=6 - mine[0]["week_start"].weekday())
        itself = [row for row in mine if row["kind"] == "competition"]
        found[(mine[0]["meet_date"] - sunday).days] = reps(itself) / reps(mine)
    return found


def variations(rows: list[Row]) -> list[set[str]]:
    weeks = by([row for row in rows if row["phase"] != "taper"], "week").values()
    return [{row["exercise"] for row in week if row["kind"] == "variation"} for week in weeks]


@pytest.mark.parametrize("mode", ["", "weekly", "daily"])
def test_the_share_rises_in_more_than_one_step_and_is_at_least_80_percent_late(mode: str) -> None:
    rows = rows_of(plan(mode=mode))
    found = variations(rows)
    assert found[0] == {"Close grip", "Spoto press", "Incline"}
    assert all(later <= earlier for earlier, later in pairwise(found))
    assert len({len(names) for names in found}) >= 3
    assert all(share >= 0.8 for days_out, share in shares(rows).items() if days_out <= 42)


def test_far_from_the_meet_and_without_one_the_coachs_week_is_obeyed() -> None:
    far = variations(rows_of(plan(30)))[:18]
    assert all(len(names) == 3 for names in far)
    assert all(len(names) == 3 for names in variations(rows_of(plan(0))) if names)


def test_one_variation_of_two_lines_is_kept_until_six_weeks_out() -> None:
    """57 % is nearer to what is wanted than 100 %, as long as 80 % is not asked for."""
    rows = rows_of(plan(week=WEEK[:2]))
    kept = [row["days_out"] for row in rows if row["kind"] == "variation"]
    assert 42 < min(kept) <= 42 + 14


def test_what_becomes_of_the_variations_is_said() -> None:
    notes = plan().seasons[0].notes
    assert "Close grip until " in notes[-1]
    assert notes[-1].endswith("then Bench itself, as the meet comes nearer.")
    assert plan(0).seasons[0].notes == ()
