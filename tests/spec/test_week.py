"""The week (METHOD.md 7): frequencies, spreading, heavy days apart."""

from __future__ import annotations

from itertools import combinations

import pytest

from toolkit.engine.week import Exposure, Slot, Wanted, gap, spread

SQUAT = Wanted(0, "squat", 2, ("deadlift",))
DEADLIFT = Wanted(2, "deadlift", 1, ("squat",))
BENCH = Wanted(1, "bench press", 3)
ALL_DAYS = [days for n in range(1, 7) for days in combinations(range(7), n)]


def place(days: tuple[int, ...]) -> tuple[Exposure, ...]:
    """Squat twice, deadlift once, bench three times, as far as the days allow."""
    return spread((SQUAT, DEADLIFT, BENCH), days)


def days_of(pattern: tuple[Exposure, ...], lift: int, slot: Slot | None = None) -> list[int]:
    return [e.day for e in pattern if e.lift == lift and slot in (None, e.slot)]


@pytest.mark.parametrize("days", ALL_DAYS)
def test_frequency_is_bounded_by_the_training_days(days: tuple[int, ...]) -> None:
    pattern = place(days)
    for wanted in (SQUAT, DEADLIFT, BENCH):
        assert len(days_of(pattern, wanted.lift)) == min(wanted.frequency, len(days))
        assert len(days_of(pattern, wanted.lift, Slot.MAIN)) == 1


@pytest.mark.parametrize("days", [(0, 3), (0, 2, 4), (0, 1, 3, 4), (0, 1, 2, 3, 4, 5)])
def test_the_main_session_comes_more_than_48_hours_after_the_second(days: tuple[int, ...]) -> None:
    pattern = place(days)
    for lift in (0, 1):
        main, second = days_of(pattern, lift, Slot.MAIN), days_of(pattern, lift, Slot.SECOND)
        assert gap(second[0], main[0]) >= 3


@pytest.mark.parametrize("days", [(0, 2, 4), (0, 1, 3, 4), (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5)])
def test_squat_and_deadlift_are_not_heavy_on_consecutive_days(days: tuple[int, ...]) -> None:
    pattern = place(days)
    squat, deadlift = days_of(pattern, 0, Slot.MAIN)[0], days_of(pattern, 2, Slot.MAIN)[0]
    assert gap(squat, deadlift) > 1 and gap(deadlift, squat) > 1


def test_two_squat_days_are_spread_over_the_week() -> None:
    """Of Monday to Friday two days lie best three and four days apart."""
    days = days_of(place((0, 1, 2, 3, 4)), 0)
    assert sorted([gap(days[0], days[1]), gap(days[1], days[0])]) == [3, 4]
