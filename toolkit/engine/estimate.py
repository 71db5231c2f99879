"""Estimates of the max from a set, one formula per estimate, stored beside it."""

from __future__ import annotations

from math import exp

from toolkit.policy.effort import rpe_chart
from toolkit.policy.estimates import Formula, five_reps, formulas

RPE_CHART = "RPE chart"
EXTENSION = "(extension)"
"""Stands behind a formula's name where it was used beyond the repetitions it is published for."""


def raw_estimate(weight: float, reps: float, formula: str) -> float:
    """What a formula of policy/estimates.toml gives as it stands, in the weight's unit.

    No case is made for a single: some formulas give more than the weight for it. Raises ValueError
    from where a formula has no value (Brzycki from 37 repetitions on).

    >>> round(raw_estimate(100, 1, "mayhew"), 4)
    108.864
    """
    row = formulas()[formula]
    a, b, c = (*row.constants, 0.0, 0.0)[:3]
    match row.curve:
        case "linear":
            return weight * (1 + reps / a)
        case "power":
            return float(weight * reps**a)
        case "exponential":
            return weight / exp(-a * (reps - 1))
        case "asymptotic":
            return 100 * weight / (a + b * exp(-c * reps))
        case _:
            return _rational(weight, reps, row)


def _rational(weight: float, reps: float, row: Formula) -> float:
    a, b, c = row.constants
    if reps * c >= b:
        raise ValueError(f"{row.name} has no value for {reps:g} repetitions")
    return weight * a / (b - c * reps)


def brzycki(weight: float, reps: int) -> float:
    """Estimated max from a set to the limit: w x 36 / (37 - r). One rep gives the weight.

    Brzycki 1993; use at most ten reps (Reynolds 2006).

    >>> round(brzycki(100, 5), 4)
    112.5
    """
    return raw_estimate(weight, reps, "brzycki")


def five_rep_max(weight_kg: float, exercise: str) -> float:
    """Estimated max in kg from a five-repetition maximum (Reynolds 2006).

    `exercise` is "chest press" or "leg press".

    >>> round(five_rep_max(100, "chest press"), 2)
    113.77
    """
    row = five_reps()[exercise]
    return row.slope * weight_kg + row.intercept


def estimate_max(
    weight: float, reps: int, rpe: float | None = None, formula: str = ""
) -> tuple[float, str]:
    """The estimated max in the weight's unit, and the name of the formula that gave it.

    Without a `formula` a set to the limit is read by Brzycki and a set with RPE by the RPE chart.
    With one ("epley", "RPE chart") every set is: reps in reserve are added to the reps, so that
    one trend has one formula. A single without RPE is the weight itself, with no formula.

    >>> estimate_max(140, 1)
    (140, '')
    >>> value, name = estimate_max(100, 5, formula="epley")
    >>> round(value, 4), name
    (116.6667, 'Epley')
    """
    to_limit = reps if rpe is None else reps + 10 - rpe
    if rpe is None and reps == 1:
        return weight, ""
    chosen = formula.casefold() or ("brzycki" if rpe is None else RPE_CHART.casefold())
    if chosen == RPE_CHART.casefold():
        chart = rpe_chart()
        name = RPE_CHART if to_limit <= chart.printed_to else f"{RPE_CHART} {EXTENSION}"
        return weight / chart.percent(to_limit, 10), name
    if to_limit == 1:  # a single at RPE 10 was lifted: no formula says more about it
        return weight, ""
    row = formulas()[chosen]
    name = row.name if to_limit <= row.reps[1] else f"{row.name} {EXTENSION}"
    return raw_estimate(weight, to_limit, chosen), name
