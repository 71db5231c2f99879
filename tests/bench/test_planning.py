"""What planning costs: one athlete-season of twelve weeks and six lifts, reasons and all."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from toolkit.engine.plan import plan_roster
from toolkit.model.athlete import Athlete, Lift, Max, Meet, Roster
from toolkit.units import Unit

TODAY, START, MEET = date(2026, 11, 22), date(2026, 11, 30), date(2027, 2, 20)
LIFTS = (
    ("Squat", "squat", 140.0),
    ("Bench", "bench press", 90.0),
    ("Deadlift", "deadlift", 170.0),
    ("Press", "overhead press", 60.0),
    ("Snatch", "snatch", 80.0),
    ("Clean and jerk", "clean and jerk", 100.0),
)
ATHLETES = 20
MOST_LOOPS = 80
"""A season may cost as much as so many of the loops below; it takes about half of that."""


def squad() -> Roster:
    """Athletes who train alike with maxes of their own."""
    return Roster(
        tuple(
            Athlete(
                f"Athlete {n}",
                tuple(Lift(name, key, Max(kg + n, Unit.KG)) for name, key, kg in LIFTS),
                meet=Meet(MEET, "Open"),
                start=START,
            )
            for n in range(ATHLETES)
        )
    )


def best_of(times: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest run: the one that the rest of the machine disturbed least."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def a_loop() -> int:
    """Ten thousand steps of plain Python, about a millisecond: the machine's own measure."""
    return sum(n % 7 for n in range(10_000))


def test_a_season_costs_milliseconds() -> None:
    """In units of a plain loop, so that a slow or busy machine does not fail it."""
    roster = squad()
    plan_roster(roster, today=TODAY)
    season = best_of(3, lambda: plan_roster(roster, today=TODAY)) / ATHLETES
    loop = best_of(20, a_loop)
    print(f"{season * 1000:.1f} ms a season, {season / loop:.0f} loops")
    assert season / loop < MOST_LOOPS
