"""The ladder to the first work set, with as few plate changes as possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from toolkit.engine.plates import load_bar
from toolkit.engine.sessions import LiftContext
from toolkit.model.athlete import Equipment
from toolkit.model.prescription import Prescription, Reason, Role, SetGroup
from toolkit.policy.method import Dose, WarmUpRules


def with_warm_ups(prescription: Prescription, context: LiftContext) -> tuple[SetGroup, ...]:
    """The prescription's groups, led by their warm-ups."""
    first = prescription.groups[0]
    rules = context.policy.warm_ups
    heavy = first.percent >= rules.heavy_from
    reason = Reason("warm-up", f"Ladder to {first.load:g} {first.unit}", rules.source)
    ladder = tuple(
        context.group(Dose(Role.WARM_UP, 1, reps, _percent(load, context), 0), None, reason)
        for load, reps in ladder_loads(first.load, context.equipment, rules, heavy)
    )
    return (*ladder, *prescription.groups)


def _percent(load: float, context: LiftContext) -> float:
    return load / context.lift.max.value


@lru_cache(maxsize=4096)
def ladder_loads(
    top: float, equipment: Equipment, rules: WarmUpRules, heavy: bool
) -> tuple[tuple[float, int], ...]:
    """(load, reps) of each step below `top`; all in the unit of the equipment.

    Each step may move a little from its share of the top when that saves plate changes; the
    cheapest ladder as a whole is taken (dynamic programming over the steps).
    """
    steps = rules.steps if heavy else rules.steps[:-1]
    paths: dict[float, tuple[float, tuple[tuple[float, int], ...]]] = {equipment.bar: (0.0, ())}
    for share, reps in steps:
        following: dict[float, tuple[float, tuple[tuple[float, int], ...]]] = {}
        for load in _candidates(share, top, equipment, rules):
            options = [
                (
                    cost + _step_cost(before, load, share, top, equipment, rules),
                    (*path, (load, reps)),
                )
                for before, (cost, path) in paths.items()
                if not path or before + rules.gap * top < load
            ]
            if options:
                following[load] = min(options)
        paths = following or paths
    ends = [
        (cost + rules.plate_change_cost * plate_changes(load, top, equipment), path)
        for load, (cost, path) in paths.items()
    ]
    return min(ends)[1]


def _candidates(
    share: float, top: float, equipment: Equipment, rules: WarmUpRules
) -> Sequence[float]:
    """Loads this step may take: the bar for the first, else loadable weights near its share."""
    if share == 0:
        return (equipment.bar,) if equipment.bar < top else ()
    step = equipment.step
    low = max(equipment.bar, (share - rules.window) * top)
    high = min(share + rules.window, 1 - rules.gap) * top
    first = int(-(-low // step))
    return [n * step for n in range(first, int(high // step) + 1)]


def _step_cost(
    before: float, load: float, share: float, top: float, equipment: Equipment, rules: WarmUpRules
) -> float:
    stray = (load / top - share) ** 2 if share else 0.0
    return stray + rules.plate_change_cost * plate_changes(before, load, equipment)


@lru_cache(maxsize=65536)
def plate_changes(before: float, after: float, equipment: Equipment) -> int:
    """Plates put on or taken off each side between two loads."""
    old = Counter(load_bar(before, equipment).plates)
    new = Counter(load_bar(after, equipment).plates)
    return sum(((old - new) + (new - old)).values())
