"""Estimates of the max from a set, one formula per estimate, stored beside it."""

from __future__ import annotations

from toolkit.engine.effort import rpe_chart


def brzycki(weight: float, reps: int) -> float:
    """Estimated max from a set to the limit: w x 36 / (37 - r). One rep gives the weight.

    Brzycki 1993; use at most ten reps (Reynolds 2006).

    >>> round(brzycki(100, 5), 4)
    112.5
    """
    return weight * 36 / (37 - reps)


def estimate_max(weight: float, reps: int, rpe: float | None = None) -> tuple[float, str]:
    """The estimated max in the weight's unit, and the name of the formula that gave it.

    Without RPE the set counts as done to the limit (Brzycki); with RPE the chart is used. A single
    without RPE is the weight itself, with no formula.

    >>> estimate_max(140, 1)
    (140, '')
    """
    if rpe is not None:
        return weight / rpe_chart().percent(reps, rpe), "RPE chart"
    if reps == 1:
        return weight, ""
    return brzycki(weight, reps), "Brzycki"
