"""How often a week every lift is trained (METHOD.md 7)."""

from __future__ import annotations

from dataclasses import replace

from toolkit.engine.mainlifts import contested
from toolkit.engine.week import Wanted
from toolkit.model.athlete import Lift, Stage
from toolkit.policy.method import Policy

WantedLift = tuple[Wanted, Wanted]
"""A lift as it is placed in the week: once it is learned, and while it is being learned."""

LEAST_TO_LEARN = 2
"""A lift that is being learned keeps two sessions a week (law 5)."""


def wanted_lifts(
    lifts: tuple[Lift, ...], days: int, mode: str, policy: Policy
) -> tuple[WantedLift, ...]:
    """How often each lift is trained, the method's families first and new lifts last; `mode` is
    the rotation's."""
    families = list(policy.families)
    order = sorted(
        range(len(lifts)),
        key=lambda n: (lifts[n].stage is Stage.NEW, families.index(lifts[n].family), n),
    )
    often = frequencies(lifts, days, policy)
    made = []
    for number in order:
        lift = lifts[number]
        learned = Wanted(
            number,
            lift.family,
            min(often[number], usual_frequency(lift, days, policy)),
            rivals_of(lift.family, policy),
            policy.families[lift.family].is_fast,
            mode == "daily",
        )
        made.append((learned, replace(learned, frequency=often[number])))
    return tuple(made)


def usual_frequency(lift: Lift, days: int, policy: Policy) -> int:
    """Sessions a week of a lift the lifter knows: by family, then by priority; at least one,
    bounded by the training days."""
    usual = policy.families[lift.family].frequency + policy.season.priority_step[lift.priority]
    return min(max(1, usual), days)


def frequencies(lifts: tuple[Lift, ...], days: int, policy: Policy) -> list[int]:
    """Sessions a week of every lift, new ones as they are learned.

    Where there are more lifts than the days can hold, the lifts that matter least give way first:
    by priority, then those no meet contests, then the one that is trained most often.
    """
    most = days * policy.season.crowded.lifts_a_day
    often = [_first_frequency(lift, days, policy) for lift in lifts]
    main = contested(lifts, policy)
    while sum(often) > most:
        spare = [n for n, lift in enumerate(lifts) if often[n] > _least(lift, days)]
        if not spare:
            break
        often[max(spare, key=lambda n: (lifts[n].priority, lifts[n] not in main, often[n], n))] -= 1
    return often


def _first_frequency(lift: Lift, days: int, policy: Policy) -> int:
    if lift.stage is Stage.NEW:
        return min(policy.season.new_lift_frequency, days)
    return usual_frequency(lift, days, policy)


def _least(lift: Lift, days: int) -> int:
    return min(LEAST_TO_LEARN, days) if lift.stage is Stage.NEW else 1


def less_often(lifts: tuple[Lift, ...], days: int, policy: Policy) -> tuple[tuple[Lift, int], ...]:
    """The lifts that give way on crowded days, each with its sessions a week."""
    often = frequencies(lifts, days, policy)
    return tuple(
        (lift, times)
        for lift, times in zip(lifts, often, strict=True)
        if times < _first_frequency(lift, days, policy)
    )


def gives_way_next(lifts: tuple[Lift, ...], policy: Policy) -> Lift:
    """The lift that matters least."""
    main = contested(lifts, policy)
    return max(enumerate(lifts), key=lambda one: (one[1].priority, one[1] not in main, one[0]))[1]


def rivals_of(family: str, policy: Policy) -> tuple[str, ...]:
    """The families that should not be heavy on the day before or after this one."""
    return tuple(
        other
        for together in policy.season.apart
        if family in together
        for other in together
        if other != family
    )
