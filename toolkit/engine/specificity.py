"""The coach's variations give way to the lift itself as the meet comes nearer (METHOD.md 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.engine.week import Exposure, Slot
from toolkit.model.prescription import Emphasis
from toolkit.policy.method import Doses, Policy, SpecificityRules

_LAST_TO_CHANGE = (Slot.MAIN, Slot.SECOND, Slot.THIRD)
"""The smallest session becomes the lift itself first, so that its share rises in small steps."""


def with_specificity(
    pattern: Sequence[Exposure], days_out: int, taper_days: int, policy: Policy
) -> tuple[Exposure, ...]:
    """A week whose variations have become the lift itself as far as the days to the meet ask."""
    rules = policy.season.specificity
    if days_out > rules.rises_days_out:
        return tuple(pattern)
    changed: set[tuple[int, int]] = set()
    for lift in {exposure.lift for exposure in pattern if exposure.ratio is not None}:
        mine = [exposure for exposure in pattern if exposure.lift == lift]
        changed |= {(e.day, e.order) for e in _changed(mine, days_out, taper_days, policy)}
    return tuple(
        replace(exposure, exercise="", ratio=None)
        if (exposure.day, exposure.order) in changed
        else exposure
        for exposure in pattern
    )


def _changed(
    mine: Sequence[Exposure], days_out: int, taper_days: int, policy: Policy
) -> Sequence[Exposure]:
    """The variation lines of one lift that are the lift itself by now."""
    rules = policy.season.specificity
    variations = [exposure for exposure in mine if exposure.ratio is not None]
    variations.sort(key=lambda e: (_LAST_TO_CHANGE.index(e.slot), e.order), reverse=True)
    wanted = _wanted_share(days_out, taper_days, rules)
    steps = [
        (share, count)
        for count in range(len(variations) + 1)
        if (share := _share(mine, variations[count:], policy)) >= rules.late_share
        or days_out > rules.late_days_out
    ]
    nearest = min(steps, key=lambda step: (abs(step[0] - wanted), step[1]))
    return variations[: nearest[1]]


def _wanted_share(days_out: int, taper_days: int, rules: SpecificityRules) -> float:
    """The share of the lift itself: from the far one to the late one, then to all in the taper."""
    if days_out > rules.late_days_out:
        ends = (rules.rises_days_out, rules.late_days_out, rules.far_share, rules.late_share)
    else:
        ends = (rules.late_days_out, taper_days, rules.late_share, 1.0)
    first, last, low, high = ends
    return low + (high - low) * min(1.0, (first - days_out) / max(first - last, 1))


def _share(mine: Sequence[Exposure], variations: Sequence[Exposure], policy: Policy) -> float:
    """The share of reps outside some variations, in the block where it is smallest."""
    shares = []
    for lead in policy.rotation.order:
        reps = [_reps(exposure.slot, lead, policy) for exposure in mine]
        varied = [_reps(exposure.slot, lead, policy) for exposure in variations]
        shares.append(1 - sum(varied) / sum(reps))
    return min(shares)


def _reps(slot: Slot, lead: Emphasis, policy: Policy) -> int:
    if slot is Slot.THIRD:
        return _total(policy.emphasis[Emphasis.TIMING].doses(Slot.MAIN.value, 1))
    return _total(policy.emphasis[lead].doses(slot.value, 1))


def _total(doses: Doses) -> int:
    return sum(dose.sets * dose.reps for dose in doses)
