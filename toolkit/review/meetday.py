"""Checks of the meet day: MEET-01 to MEET-06 and DAT-01 of EVIDENCE.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor

from toolkit.engine.plates import load_bar
from toolkit.policy.checks import Limits
from toolkit.policy.loader import defaults
from toolkit.policy.method import default_policy
from toolkit.review.athlete import NOISE, AthletePlan, Rows, by
from toolkit.review.found import NOTE, SERIOUS, WARNING, Found, percent
from toolkit.review.rows import WEEK_DAYS, PlanRow
from toolkit.units import Unit, plain

THREE = 3


def attempts(plan: AthletePlan) -> Iterator[Rows]:
    """The three attempts of each lift at each meet, opener first."""
    rows = [row for row in plan.rows if row.role == "attempt"]
    for found in by(rows, lambda row: (row.lift, row.day)).values():
        if len(found) == THREE:
            yield found


def share_of(row: PlanRow, third: PlanRow) -> float:
    """An attempt as a fraction of the third: of the unrounded percentages where both are given."""
    if row.percent_1rm and third.percent_1rm:
        return row.percent_1rm / third.percent_1rm
    return row.load_kg / third.load_kg if third.load_kg else 0.0


def _said(row: PlanRow, share: float) -> dict[str, object]:
    return {"load": row.load_text, "unit": row.unit, "share": percent(round(share, 3))}


def opener_heavy(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """MEET-01: the opener leaves room below the third."""
    for opener, _, third in attempts(plan):
        share = share_of(opener, third)
        if share > limits["share"] + NOISE:
            level = SERIOUS if share > limits["serious"] + NOISE else WARNING
            yield Found(opener, level, share, opener.lift, _said(opener, share))


def second_off(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """MEET-02: the second lies 94 to 98 % of the third, where the 2.5 kg grid has such a weight."""
    low, high = limits["share"]
    for _, second, third in attempts(plan):
        share = share_of(second, third)
        step = default_policy().attempts.step_kg
        possible = floor(high * third.load_kg / step) * step >= low * third.load_kg
        if possible and not low - NOISE <= share <= high + NOISE:
            values = _said(second, share) | {"low": percent(low), "high": percent(high)}
            yield Found(second, WARNING, abs(share - (low + high) / 2), second.lift, values)


def third_far(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """MEET-03: the third is near the max the plan ends with."""
    for _, _, third in attempts(plan):
        share = third.percent or (third.load or 0.0) / (third.training_max or 1e9)
        weeks = (third.day - plan.rows[0].day).days / WEEK_DAYS
        expected = max(limits["share"], 1 + _expected_gain(weeks))
        if share > expected + NOISE:
            level = SERIOUS if share > limits["serious"] + NOISE else NOTE
            values = {"expected": percent(round(expected, 3)), "weeks": round(weeks)}
            yield Found(third, level, share, third.lift, _said(third, share) | values)


def _expected_gain(weeks: float) -> float:
    """The fraction of the max that METHOD.md 8 expects to be gained in so many weeks."""
    method = default_policy().attempts
    return round(min(method.most_gain, method.gain * ceil(weeks) / method.gain_weeks), 4)


def attempt_grid(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """MEET-04: attempts are multiples of 2.5 kg and do not fall."""
    step = limits["step_kg"]
    for rows in attempts(plan):
        in_kg = [row for row in rows if row.unit is Unit.KG and row.load]
        odd = [row for row in in_kg if abs((row.load or 0) / step % 1 - 0.5) < 0.5 - NOISE]
        falling = [after for before, after in pairwise(rows) if after.load_kg < before.load_kg]
        for wrong in (odd or falling)[:1]:
            why = f"{wrong.load_text} is no multiple of {plain(step)}" if odd else "one falls"
            values = {"attempts": ", ".join(plain(row.load_kg) for row in rows), "why": why}
            yield Found(wrong, SERIOUS, 0, wrong.lift, values)


def last_warm_up_heavy(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """MEET-05: the last warm-up stays below the opener."""
    ladders = by(
        (row for row in plan.rows if row.role == "warm-up" and row.days_out == 0),
        lambda row: (row.lift, row.day),
    )
    for opener, _, _ in attempts(plan):
        for last in ladders.get((opener.lift, opener.day), ())[-1:]:
            share = last.load_kg / opener.load_kg if opener.load_kg else 0.0
            rounding = default_policy().attempts.step_kg / 2
            if last.load_kg - rounding > limits["share"] * opener.load_kg + NOISE:
                yield Found(last, WARNING, share, last.lift, _said(last, share))


def not_loadable(plan: AthletePlan, limits: Limits) -> Iterator[Found]:  # noqa: ARG001
    """MEET-06: bar and plates make every weight on the card."""
    for row in plan.rows:
        if not row.lift or not row.load or row.role == "attempt" or _can_load(row):
            continue
        gym = defaults().equipment[row.unit]
        smallest = min(plate.weight for plate in gym.plates)
        stated = f"a {plain(gym.bar)} {gym.unit} bar and plates from {plain(smallest)} {gym.unit}"
        values = {
            "exercise": row.exercise,
            "load": row.load_text,
            "unit": row.unit,
            "gym": "the plates of the gym" if row.loadable is False else stated,
        }
        yield Found(row, SERIOUS, row.load_kg, row.lift, values)


def _can_load(row: PlanRow) -> bool:
    if row.loadable is not None:
        return row.loadable
    gym = defaults().equipment[row.unit]
    light = (row.load or 0.0) < gym.bar  # another bar, which the table does not name
    return light or load_bar(row.load or 0.0, gym).exact


def meet_date_missing(plan: AthletePlan, limits: Limits) -> Iterator[Found]:  # noqa: ARG001
    """DAT-01: a taper and attempts belong to a meet with a date."""
    for row in plan.rows:
        late = "attempts" if row.role == "attempt" else "a taper" if row.phase == "taper" else ""
        if late and row.meet_date is None:
            yield Found(row, SERIOUS, 0, values={"what": late})
