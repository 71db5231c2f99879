"""Checks of the way to the meet: TAP-01 to TAP-12 of EVIDENCE.md."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil

from toolkit.policy.checks import Limits
from toolkit.policy.loader import families
from toolkit.review.athlete import (
    NOISE,
    AthletePlan,
    LiftPlan,
    Peak,
    Rows,
    by,
    tonnage,
    top,
)
from toolkit.review.found import NOTE, SERIOUS, WARNING, Found, counted, percent
from toolkit.review.rows import WEEK_DAYS, PlanRow
from toolkit.units import Unit, convert, plain


def out(row: PlanRow) -> int:
    """Days to the meet."""
    return row.days_out or 0


def window(row: PlanRow) -> int:
    """The seven-day window back from the meet: days out 1-7 are 0, 8-14 are 1 (METHOD.md 8)."""
    return (out(row) - 1) // WEEK_DAYS


def peaked(plan: AthletePlan) -> Iterator[tuple[Peak, LiftPlan, Rows]]:
    """Every meet with every competition lift a lifter knows, and its competition work rows.

    Where the table holds attempts, the lifts that are attempted are the competition lifts.
    """
    for peak in plan.peaks:
        attempted = {row.lift for row in peak.rows if row.role == "attempt"}
        for lift in plan.lifts:
            rows = tuple(row for row in peak.trained(lift.name) if row.kind == "competition")
            if rows and lift.trained and (not attempted or lift.name in attempted):
                yield peak, lift, rows


def mean_cut(peak: Peak, windows: int) -> float | None:
    """By what fraction the mean window falls in the taper, None when nothing is before it.

    Against up to `windows` full windows before the taper that hold no deload.
    """
    found = by((row for row in peak.work if out(row)), window)
    inside = ceil(peak.days / WEEK_DAYS)
    before = [
        tonnage(rows)
        for number, rows in sorted(found.items())
        if number >= inside
        and WEEK_DAYS * (number + 1) <= peak.first_out
        and not any(row.phase in ("deload", "transition") for row in rows)
    ][:windows]
    if not before or not inside:
        return None
    taper = sum(tonnage(found.get(number, ())) for number in range(inside)) / inside
    return 1 - taper / (sum(before) / len(before))


def taper_volume(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-01: the taper takes away about half of the volume."""
    (low, high), (least, most) = limits["cut"], limits["serious"]
    for peak in plan.peaks:
        cut = mean_cut(peak, limits["windows"])
        if cut is None or low - NOISE <= cut <= high + NOISE:
            continue
        level = WARNING if least - NOISE <= cut <= most + NOISE else SERIOUS
        values = {
            "cut": percent(cut),
            "days": peak.days,
            "meet": peak.day,
            "low": percent(low),
            "high": percent(high),
        }
        yield Found(_first_inside(peak), level, abs(cut - (low + high) / 2), values=values)


def _first_inside(peak: Peak) -> PlanRow:
    """The first row of the taper, else the first on the way to the meet."""
    return next((row for row in peak.work if out(row) <= peak.days), peak.rows[0])


def taper_length(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-02: a taper of 5 to 28 days; where the table names no phase nothing is said."""
    shortest, longest = limits["days"]
    for peak in plan.peaks:
        known = any(row.stage != "new" for row in peak.work)
        if peak.stated and known and not shortest <= peak.days <= longest:
            values = {"meet": peak.day, "days": peak.days}
            yield Found(_first_inside(peak), WARNING, peak.days, values=values)


def taper_rises(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-03: tonnage never rises from one window of the taper to the next."""
    for peak in plan.peaks:
        windows = by((row for row in peak.work if out(row)), window)
        for number in range(1, ceil(peak.days / WEEK_DAYS)):
            later, earlier = windows.get(number - 1, ()), windows.get(number, ())
            after, before = tonnage(later), tonnage(earlier)
            full = WEEK_DAYS * (number + 1) <= peak.first_out
            if full and later and earlier and after > before * (1 + limits["tolerance"]):
                values = {
                    "after": _weight(after, later[0].unit),
                    "before": _weight(before, later[0].unit),
                    "unit": later[0].unit,
                }
                yield Found(later[0], WARNING, after - before, values=values)


def _weight(kg: float, unit: Unit) -> str:
    return plain(convert(kg, Unit.KG, unit), 0)


def peak_misplaced(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-04: the heaviest work of each competition lift is 5 to 21 days out."""
    for peak, lift, rows in peaked(plan):
        usual, high = limits["days_out"]
        low = limits["nearest"].get(lift.family, usual)
        heaviest = top(rows)
        same = [row for row in rows if row.percent >= heaviest.percent - NOISE]
        if peak.first_out > high and not any(low <= out(row) <= high for row in same):
            values = {
                "percent": percent(heaviest.percent),
                "days": counted(out(same[-1]), "day"),
                "low": low,
                "high": high,
            }
            yield Found(same[-1], WARNING, out(same[-1]), lift.name, values)


def heavy_too_late(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-05: nothing heavy in the last days, nothing very heavy in the last three."""
    for peak in plan.peaks:
        for row in peak.work:
            near = limits["near_of"].get(row.family, limits["near"])
            very = row.percent >= limits["serious_percent"] - NOISE
            serious = very and out(row) <= limits["serious_days"]
            if serious or (row.percent >= limits["percent"] - NOISE and out(row) < near):
                values = {
                    "percent": percent(row.percent),
                    "days": counted(out(row), "day"),
                    "nearest": near,
                }
                level = SERIOUS if serious else WARNING
                yield Found(row, level, row.percent - out(row), row.lift, values)


def no_heavy_set(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-06: a heavy set of each competition lift within three weeks of the meet."""
    for _, lift, rows in peaked(plan):
        late = [row for row in rows if out(row) <= limits["days"]]
        if not late:
            continue
        heaviest = top(late)
        if heaviest.percent < limits["percent"] - NOISE:
            values = {
                "percent": percent(limits["percent"]),
                "days": limits["days"],
                "heaviest": percent(heaviest.percent),
            }
            yield Found(heaviest, WARNING, -heaviest.percent, lift.name, values)


def last_session(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-07: training stops two to seven days before the meet."""
    nearest, farthest = limits["days_out"]
    low, high = limits["usual"]
    for peak in plan.peaks:
        last = min(peak.work, key=lambda row: (out(row), -row.session), default=None)
        if last is not None and not nearest <= out(last) <= farthest:
            values = {
                "days": counted(out(last), "day"),
                "meet": peak.day,
                "low": low,
                "high": high,
            }
            yield Found(last, WARNING, abs(out(last) - low), values=values)


def last_session_heavy(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-08: the last session of each lift is light."""
    for _, lift, rows in peaked(plan):
        last = top(row for row in rows if out(row) == min(map(out, rows)))
        most = limits["percent_of"].get(lift.family, limits["percent"])
        if out(last) < _heavy_from(lift.family) and last.percent > most + NOISE:
            values = {
                "percent": percent(last.percent),
                "days": counted(out(last), "day"),
                "most": percent(most),
            }
            yield Found(last, WARNING, last.percent, lift.name, values)


def _heavy_from(family: str) -> int:
    """Days out from which on a lift's last heavy day may lie."""
    known = families()
    return known.get(family, known["other"]).heavy_range[0]


def assistance_late(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-09: no assistance in the last two weeks."""
    for peak in plan.peaks:
        late = [
            row for row in peak.rows if row.kind == "assistance" and 0 < out(row) <= limits["days"]
        ]
        for row in late:
            level = WARNING if out(row) <= limits["warning_days"] else NOTE
            values = {"days": counted(out(row), "day"), "exercise": row.exercise}
            yield Found(row, level, -out(row), values=values)


def weight_still_rising(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-10: in the last days no session goes above those of the two weeks before."""
    for _, lift, rows in peaked(plan):
        days = min(limits["days"], _heavy_from(lift.family) - 1)
        for day, now in by((row for row in rows if out(row) <= days), lambda r: r.day).items():
            before = [row for row in rows if 0 < (day - row.day).days <= limits["back"]]
            latest = top(now)
            if not before or latest.percent <= max(limits["light"], top(before).percent) + NOISE:
                continue
            values = {
                "percent": percent(latest.percent),
                "days": counted(out(latest), "day"),
                "before": percent(top(before).percent),
            }
            yield Found(latest, WARNING, latest.percent, lift.name, values)


def new_exercise_late(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-11: no exercise is done for the first time in the last three weeks."""
    first: dict[str, PlanRow] = {}
    for row in plan.rows:
        first.setdefault(row.exercise.casefold(), row)
    for peak in plan.peaks:
        if peak.first_out < limits["least_history"]:
            continue
        for row in first.values():
            ours = row.meet_date == peak.day and row.kind != "competition"
            if ours and 0 < out(row) <= limits["days"]:
                values = {"exercise": row.exercise, "days": counted(out(row), "day")}
                yield Found(row, WARNING, -out(row), row.lift, values)


def deadlift_after_squat(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """TAP-12: the deadlift's last heavy day comes before the squat's."""
    for peak in plan.peaks:
        heavy = [row for row in peak.work if row.percent >= limits["percent"] - NOISE]
        last: dict[str, PlanRow] = {row.family: row for row in sorted(heavy, key=_day)}
        pull, squat = last.get("deadlift"), last.get("squat")
        if pull and squat and pull.day > squat.day:
            values = {
                "days": counted(out(pull), "day"),
                "other": squat.lift,
                "other_days": counted(out(squat), "day"),
            }
            yield Found(pull, NOTE, 0, pull.lift, values)


def _day(row: PlanRow) -> date:
    return row.day
