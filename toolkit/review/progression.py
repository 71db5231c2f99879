"""Checks of progression, deloads and load: PRG, DEL and LOD of EVIDENCE.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import mean

from toolkit.policy.checks import Limits
from toolkit.review.athlete import (
    NOISE,
    AthletePlan,
    Rows,
    by,
    is_steady,
    plate_step,
    reps,
    tonnage,
    top,
)
from toolkit.review.dose import names_leads
from toolkit.review.found import NOTE, SERIOUS, WARNING, Found, percent, week_of
from toolkit.review.measures import week_load
from toolkit.review.rows import WEEK_DAYS, PlanRow
from toolkit.units import plain


def alike(row: PlanRow) -> tuple[str, ...]:
    """What must agree before two loads are compared: exercise, reps, role, emphasis, unit."""
    return (row.exercise, str(row.reps), row.role, row.emphasis, str(row.unit))


def heaviest_days(rows: Rows) -> list[PlanRow]:
    """The heaviest of rows that are alike on each day, in order of date."""
    days = by((row for row in rows if row.load), lambda row: row.day)
    return [max(day, key=lambda row: row.load_kg) for day in days.values()]


def load_jump(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """PRG-01: no more than ten percent over the best of the last weeks, like with like."""
    for lift in plan.lifts:
        steady = [row for row in lift.trained if is_steady(row)]
        for rows in by(steady, alike).values():
            days = heaviest_days(rows)
            for number, row in enumerate(days):
                recent = [
                    other
                    for other in days[:number]
                    if (row.day - other.day).days <= limits["back_days"]
                    and (other.lead, other.block) == (row.lead, row.block)
                ]
                # Inside one week a heavier day may follow a lighter one: that is no progression.
                if recent and (row.day - recent[0].day).days >= WEEK_DAYS - 1:
                    best = max(recent, key=lambda other: other.load_kg)
                    yield from _jump(best, row, limits["jump"], lift.name)


def _jump(before: PlanRow, after: PlanRow, limit: float, lift: str) -> Iterator[Found]:
    rise = after.load_kg / before.load_kg - 1
    if rise > limit + NOISE and not one_step(before, after):
        values = {
            "exercise": after.exercise,
            "jump": percent(round(rise, 3)),
            "before": before.load_text,
            "after": after.load_text,
            "unit": after.unit,
            "reps": after.reps,
        }
        yield Found(after, WARNING, rise, lift, values)


def one_step(before: PlanRow, after: PlanRow) -> bool:
    """True when the bar rises by no more than one pair of the smallest plates."""
    return (after.load or 0) - (before.load or 0) <= plate_step(after) + NOISE


def step_lost(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """PRG-03: an intended rise that stays below the rounding for weeks."""
    for lift in plan.lifts:
        steady = [row for row in lift.work if is_steady(row)]
        for rows in by(steady, lambda row: (*alike(row), row.lead, row.block, row.sets)).values():
            run: list[PlanRow] = []
            for row in heaviest_days(rows):
                same = run and row.load == run[-1].load
                run = [*run, row] if same else [row]
                yield from _lost(run, limits["weeks"], lift.name)


def _lost(run: list[PlanRow], weeks: int, lift: str) -> Iterator[Found]:
    step, last = run[-1].percent - run[0].percent, run[-1]
    rising = all(b.percent > a.percent + NOISE for a, b in pairwise(run))
    if rising and len({row.week for row in run}) >= weeks:
        values = {
            "exercise": last.exercise,
            "step": percent(round(step, 3)),
            "load": last.load_text,
            "unit": last.unit,
            "weeks": len({row.week for row in run}),
        }
        yield Found(last, NOTE, step, lift, values)


def gain_claimed(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """PRG-04: what the plan counts on beyond the first max: in its third attempt, or its maxes."""
    for lift in plan.lifts:
        rows = [row for row in plan.rows if row.lift == lift.name and row.training_max]
        if not rows or not lift.trained:
            continue
        last, first = _expected(rows), rows[0]
        weeks = (last.day - first.day).days / WEEK_DAYS
        spans = max(1.0, weeks / limits["weeks"])
        gain = _claim(last) / _in_kg(first) - 1
        if gain > limits["gain"] * spans + NOISE:
            serious = gain > limits["serious"] * spans + NOISE
            values = {
                "gain": percent(round(gain, 3)),
                "weeks": round(weeks),
                "most": percent(round(limits["gain"] * spans, 3)),
            }
            yield Found(last, SERIOUS if serious else WARNING, gain, lift.name, values)


def _expected(rows: list[PlanRow]) -> PlanRow:
    """The third attempt, or the last row with a max where there is none."""
    return max(rows, key=lambda row: (row.role == "attempt", row.day, _claim(row)))


def _claim(row: PlanRow) -> float:
    """What a row expects of the lifter, in kg: the attempt, else the max it is planned from."""
    return _in_kg(row) * (row.percent if row.role == "attempt" else 1)


def _in_kg(row: PlanRow) -> float:
    scale = row.load_kg / row.load if row.load else 1.0
    return (row.training_max or 0.0) * scale


def no_deload(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """DEL-01: a trained lift has a lighter week every five to six weeks."""
    for lift in plan.lifts:
        since: list[Rows] = []
        for rows in _weeks(lift.trained):
            since = [] if _is_lighter(rows, since, limits["reduced"]) else [*since, rows]
            if len(since) > limits["note_weeks"]:
                level = WARNING if len(since) > limits["warning_weeks"] else NOTE
                values = {"weeks": len(since), "when": week_of(rows[0])}
                yield Found(rows[0], level, len(since), lift.name, values)


def _weeks(rows: Rows) -> list[Rows]:
    return [found for _, found in sorted(by(rows, lambda row: row.week).items())]


def _is_lighter(rows: Rows, since: list[Rows], share: float) -> bool:
    """A week of a light phase, or one with clearly fewer reps that is not heavier instead."""
    if not all(map(is_steady, rows)):
        return True
    before = since[-3:]
    if not before:
        return False
    usual = mean(reps(week) for week in before)
    heaviest = max(top(week).percent for week in before)
    return reps(rows) <= share * usual and top(rows).percent <= heaviest + NOISE


def rest_week(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """DEL-02: no whole week without training, except around a meet."""
    meets = {row.meet_date for row in plan.rows if row.meet_date}
    days = sorted({row.day for row in plan.rows})
    first = {row.day: row for row in reversed(plan.rows)}
    for before, after in pairwise(days):
        free = (after - before).days - 1
        near_meet = any(m and before <= m <= after for m in meets)
        if free >= limits["days"] and not near_meet:
            yield Found(first[after], WARNING, free, values={"days": free})


def deload_not_lighter(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """DEL-03: a deload week holds clearly fewer reps than the week before."""
    for lift in plan.lifts:
        for before, rows in pairwise(_weeks(lift.work)):
            share = reps(rows) / reps(before)
            deload = all(row.phase == "deload" for row in rows)
            if deload and share >= limits["share"] - NOISE and before[0].phase in ("rotation", ""):
                values = {"share": percent(round(share, 2)), "when": week_of(rows[0])}
                yield Found(rows[0], NOTE, share, lift.name, values)


def tonnage_jump(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """LOD-01: tonnage rises by no more than 30 % inside a block."""
    weeks = _weeks(plan.work)
    for number, (before, after) in enumerate(pairwise(weeks)):
        earlier = weeks[number - 1] if number else ()
        old, new = _comparable(before, after)
        if not old or _was_light(before, earlier, limits["reduced"]):
            continue
        rise = tonnage(new) / tonnage(old) - 1 if tonnage(old) else 0.0
        if rise > limits["rise"] + NOISE:
            values = {
                "rise": percent(round(rise, 2)),
                "most": percent(limits["rise"]),
                "when": week_of(after[0]),
            }
            yield Found(after[0], WARNING, rise, values=values)


def _comparable(before: Rows, after: Rows) -> tuple[Rows, Rows]:
    """The lifts that are in the same block in both weeks, on as many days; nothing otherwise."""
    blocks = [{(r.lift, r.phase, r.lead, r.block) for r in week} for week in (before, after)]
    changed = {key[0] for key in blocks[0] ^ blocks[1]} if names_leads(before + after) else set()
    old, new = (
        tuple(row for row in week if row.lift not in changed and _counts(row))
        for week in (before, after)
    )
    days = [len({row.day for row in week}) for week in (before, after)]
    next_to = after[0].week == before[0].week + 1
    return (old, new) if next_to and days[0] == days[1] else ((), ())


def _counts(row: PlanRow) -> bool:
    """In an intensity block the weight leads, and the few reps follow it up and down."""
    return is_steady(row) and row.lead != "intensity"


def _was_light(week: Rows, earlier: Rows, share: float) -> bool:
    """A deload, or a week with far less than the one before it."""
    light = not all(map(is_steady, week))
    return light or (bool(earlier) and tonnage(week) <= share * tonnage(earlier))


def monotony(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """LOD-02: a week of six or seven training days has light ones among them."""
    for rows in _weeks(plan.work):
        days = by(rows, lambda row: row.day)
        if len(days) < limits["days"]:
            continue
        daily = [tonnage(day) for day in days.values()] + [0.0] * (WEEK_DAYS - len(days))
        found = week_load(daily).monotony
        if found is not None and found > limits["monotony"]:
            values = {
                "days": len(days),
                "monotony": plain(found, 2),
                "most": plain(limits["monotony"]),
                "when": week_of(rows[0]),
            }
            yield Found(rows[0], NOTE, found, values=values)
