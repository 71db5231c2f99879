"""The lifts that matter most: those a meet contests, those a test week tests."""

from __future__ import annotations

from toolkit.model.athlete import Lift, Priority
from toolkit.policy.method import Policy


def contested(lifts: tuple[Lift, ...], policy: Policy) -> tuple[Lift, ...]:
    """The lifts that stand on the platform: those of the sport most of the lifts belong to.

    When no sport contests any of them (a press-only meet, a strongman contest), all of a few lifts
    do; of many those of priority A, or, when none has it, the first ones by priority.
    """
    sports = [policy.families[lift.family].contested for lift in lifts]
    named = [sport for sport in sports if sport]
    if named:
        sport = max(dict.fromkeys(named), key=named.count)
        return tuple(lift for lift in lifts if policy.families[lift.family].contested == sport)
    most = policy.season.main_lifts
    first = tuple(lift for lift in lifts if lift.priority is Priority.A)
    return lifts if len(lifts) <= most else first or _first(lifts, lifts, most)


def lifts_to_test(lifts: tuple[Lift, ...], policy: Policy) -> tuple[Lift, ...]:
    """The lifts that a test week tests: the contested ones first, then by priority."""
    return _first(lifts, contested(lifts, policy), policy.season.most_tests)


def _first(lifts: tuple[Lift, ...], before: tuple[Lift, ...], most: int) -> tuple[Lift, ...]:
    """At most so many lifts, in the coach's order."""
    ranked = sorted(lifts, key=lambda lift: (lift not in before, lift.priority))
    return tuple(lift for lift in lifts if lift in ranked[:most])
