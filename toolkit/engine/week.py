"""The week: which lift is trained on which day, and in which of its sessions (METHOD.md 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from toolkit.engine.calendar import WEEK_DAYS


class Slot(StrEnum):
    """Which session of its week this is for a lift: the main one, the second, or a further one."""

    MAIN = "main"
    SECOND = "second"
    THIRD = "third"


@dataclass(frozen=True, slots=True)
class Exposure:
    """One lift on one weekday (Monday = 0). `lift` is its index in the athlete's list.

    `exercise` and `ratio` are set where the coach wrote a variation there.
    """

    day: int
    slot: Slot
    lift: int
    order: int = 0
    exercise: str = ""
    ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A lift to be placed: its index, its sessions a week, and the families whose main session
    should not be on the day before or after its own (squat and deadlift). `is_fast` is True for
    lifts of speed and skill, which come first in a session, `in_turn` in daily rotation, where the
    week begins with the second session and ends with the main one."""

    lift: int
    family: str
    frequency: int
    rivals: tuple[str, ...] = ()
    is_fast: bool = False
    in_turn: bool = False


@lru_cache(maxsize=1024)
def spread(wanted: tuple[Wanted, ...], days: tuple[int, ...]) -> tuple[Exposure, ...]:
    """Place every lift over the training days, in the order given.

    Each lift takes the days that leave most time between its sessions; ties go to days with less
    on them. Its main session comes after its longest rest, so never within 48 h of its second;
    squat and deadlift are not heavy on consecutive days where that can be had. The turn of daily
    rotation is kept unless it brings the two within 48 h.
    """
    placed: list[Exposure] = []
    for lift in wanted:
        best = min(
            _options(lift, days),
            key=lambda option: (
                _too_near(option),
                lift.in_turn and not _is_in_turn(option),
                _cost(option, placed, wanted, lift),
            ),
        )
        placed.extend(best)
    fast = {lift.lift for lift in wanted if lift.is_fast}
    in_order = sorted(placed, key=lambda e: (e.day, e.lift not in fast, _RANK[e.slot], e.lift))
    return tuple(replace(exposure, order=order) for order, exposure in enumerate(in_order))


_FEW_LIFTS = 4
_LEAST_GAP = 2
MAIN_AFTER_SECOND = 3
"""The main session comes at least so many days after the second one (METHOD.md 7: 48 h)."""
_RANK = {Slot.MAIN: 0, Slot.SECOND: 1, Slot.THIRD: 2}
_WEIGHT = {Slot.MAIN: 4, Slot.SECOND: 3, Slot.THIRD: 2}


def _options(lift: Wanted, days: Sequence[int]) -> list[tuple[Exposure, ...]]:
    """All ways to put the lift's sessions on the days, with their slots."""
    options: list[tuple[Exposure, ...]] = []
    for chosen in combinations(days, min(lift.frequency, len(days))):
        for main in chosen:
            others: list[int | None] = [day for day in chosen if day != main]
            options.extend(
                tuple(Exposure(day, _slot(day, main, second), lift.lift) for day in chosen)
                for second in others or [None]
            )
    return options


def _too_near(option: Sequence[Exposure]) -> int:
    """Days that are missing between the second session and the main one: 48 h lie between them."""
    main = next(e.day for e in option if e.slot is Slot.MAIN)
    second = next((e.day for e in option if e.slot is Slot.SECOND), None)
    return 0 if second is None else max(0, MAIN_AFTER_SECOND - gap(second, main))


def _is_in_turn(option: Sequence[Exposure]) -> bool:
    """True when the second session comes first in the week and the main one last."""
    return option[-1].slot is Slot.MAIN and (len(option) == 1 or option[0].slot is Slot.SECOND)


def _slot(day: int, main: int, second: int | None) -> Slot:
    if day == main:
        return Slot.MAIN
    return Slot.SECOND if day == second else Slot.THIRD


def gap(earlier: int, later: int) -> int:
    """Days from one weekday to the next time the other comes round (1..7)."""
    return (later - earlier) % WEEK_DAYS or WEEK_DAYS


def _cost(
    option: tuple[Exposure, ...],
    placed: Sequence[Exposure],
    wanted: Sequence[Wanted],
    lift: Wanted,
) -> tuple[float, ...]:
    days = [exposure.day for exposure in option]
    gaps = sorted(gap(a, b) for a, b in zip(days, days[1:] + days[:1], strict=True))
    main = next(e.day for e in option if e.slot is Slot.MAIN)
    second = next((e.day for e in option if e.slot is Slot.SECOND), None)
    busy = sum(
        _WEIGHT[mine.slot] * _WEIGHT[other.slot]
        for mine in option
        for other in placed
        if mine.day == other.day
    )
    # Many lifts share few days: then a day that is free counts for more than the widest gap.
    crowded = len(wanted) > _FEW_LIFTS
    close = float(crowded and min(gaps) < _LEAST_GAP)
    return (
        close,
        busy if crowded else 0.0,
        _rival_clash(main, placed, wanted, lift),
        *(-g for g in gaps),
        busy,
        0 if second is None else -gap(second, main),
        *days,
        main,
    )


def _rival_clash(
    main: int, placed: Sequence[Exposure], wanted: Sequence[Wanted], lift: Wanted
) -> int:
    """1 when the rival's main session is the day before or after."""
    mains = [
        exposure.day
        for exposure in placed
        if exposure.slot is Slot.MAIN
        and any(w.lift == exposure.lift and w.family in lift.rivals for w in wanted)
    ]
    return int(any(gap(main, day) == 1 or gap(day, main) == 1 for day in mains))
