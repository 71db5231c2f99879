"""Checks of variation and dose: PER-01 to PER-05 and DOS-01 to DOS-06 of EVIDENCE.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from toolkit.policy.checks import Limits, Zone
from toolkit.policy.effort import rpe_chart
from toolkit.policy.loader import families
from toolkit.review.athlete import (
    NOISE,
    AthletePlan,
    LiftPlan,
    Peak,
    Rows,
    by,
    is_steady,
    is_timing,
    reps,
    top,
)
from toolkit.review.found import NOTE, SERIOUS, WARNING, Found, counted, percent, week_of
from toolkit.review.measures import Judged, inol, prilepin
from toolkit.review.rows import WEEK_DAYS, PlanRow
from toolkit.units import plain

OLYMPIC = "weightlifting"
LEADS = ("repetition", "difficulty", "intensity")


def steady_weeks(rows: Iterable[PlanRow]) -> dict[int, Rows]:
    """The weeks of ordinary training by number: no deload, taper, transition or test in them."""
    weeks = by(rows, lambda row: row.week)
    return {number: found for number, found in weeks.items() if all(map(is_steady, found))}


def names_leads(rows: Iterable[PlanRow]) -> bool:
    """True where the table itself says what leads: then it follows METHOD.md 5."""
    return any(row.lead for row in rows)


def no_variation(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """PER-01: eight weeks in a row that ask for the same zones and reps."""
    for lift in plan.lifts:
        run: list[PlanRow] = []
        before: object = None
        for _, rows in sorted(steady_weeks(lift.trained).items()):
            shape = frozenset((int(r.percent / limits["zone"] + NOISE), r.reps) for r in rows)
            run = [*run, rows[0]] if shape == before else [rows[0]]
            before = shape
            if len(run) >= limits["weeks"]:
                yield Found(run[0], NOTE, len(run), lift.name, {"weeks": len(run)})


def heavy_after_volume(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """PER-02: the intensity day comes more than 48 hours after the week's biggest day."""
    for lift in plan.lifts:
        counting = [row for row in lift.trained if not is_timing(row)]
        for rows in steady_weeks(counting).values():
            days = by(rows, lambda row: row.day)
            biggest = max(days, key=lambda day: reps(days[day]))
            if reps(days[biggest]) < limits["reps"]:
                continue
            for day, done in days.items():
                hours = 24 * (day - biggest).days
                more = reps(days[biggest]) >= limits["more"] * reps(done)
                if _is_heavy(done, limits) and 0 < hours <= limits["hours"] and more:
                    values = {"days": counted(hours // 24, "day"), "reps": reps(days[biggest])}
                    yield Found(done[0], WARNING, reps(days[biggest]), lift.name, values)


def _is_heavy(rows: Rows, limits: Limits) -> bool:
    return top(rows).percent >= float(limits["percent"]) - NOISE


def heavy_gap(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """PER-03: no more than four weeks without a set at or above 80 %."""
    for lift in plan.lifts:
        last = lift.trained[0].day if lift.trained else date.min
        for day, rows in by(lift.trained, lambda row: row.day).items():
            gap = (day - last).days
            if gap > limits["days"]:
                values = {"days": gap, "percent": percent(limits["percent"])}
                yield Found(rows[0], NOTE, gap, lift.name, values)
            if top(rows).percent >= limits["percent"] - NOISE:
                last = day


def specificity_falls(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """PER-04: in the six weeks before the meet, up to the taper, the heavy share does not fall."""
    for peak in plan.peaks:
        middle = (peak.days + limits["days"]) / 2
        for lift in plan.lifts:
            late = _last_weeks(peak, lift, limits["days"])
            first = [row for row in late if (row.days_out or 0) > middle]
            second = [row for row in late if (row.days_out or 0) <= middle]
            if not first or not second or any(row.lead == "intensity" for row in second):
                continue
            before, after = (_heavy_share(part, limits["percent"]) for part in (first, second))
            if before - after > limits["fall"]:
                values = {
                    "percent": percent(limits["percent"]),
                    "before": percent(round(before, 2)),
                    "after": percent(round(after, 2)),
                }
                yield Found(second[0], NOTE, before - after, lift.name, values)


def _last_weeks(peak: Peak, lift: LiftPlan, days: int) -> list[PlanRow]:
    """A known lift's ordinary sets in the last weeks before the taper, timing apart."""
    rows = peak.trained(lift.name) if lift.trained else ()
    late = (row for row in rows if peak.days < (row.days_out or 0) <= days)
    return [row for row in late if is_steady(row) and not is_timing(row)]


def _heavy_share(rows: list[PlanRow], limit: float) -> float:
    heavy = [row for row in rows if row.kind == "competition" and row.percent >= limit - NOISE]
    return reps(heavy) / reps(rows)


def volume_peak(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """PER-05: the biggest week lies four to eight weeks before the meet."""
    low, high = limits["weeks_out"]
    for peak in plan.peaks:
        counting = [row for row in peak.work if is_steady(row) and not is_timing(row)]
        weeks = by(counting, lambda row: (row.days_out or 0) // WEEK_DAYS)
        if not weeks or peak.first_out < WEEK_DAYS * limits["least_weeks"]:
            continue
        biggest = max(weeks, key=lambda number: (reps(weeks[number]), -number))
        too_early = biggest > high and not names_leads(peak.work)
        if biggest < low or too_early:
            values = {"weeks": biggest, "low": low, "high": high}
            yield Found(weeks[biggest][0], NOTE, biggest, values=values)


def weekly_sets(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """DOS-01: three to twenty work sets a week, timing sets apart."""
    low, high = limits["sets"]
    for lift in plan.lifts:
        for number, rows in steady_weeks(lift.work).items():
            counted_sets = sum(row.sets for row in rows if not is_timing(row))
            all_sets = sum(row.sets for row in rows)
            whole = number != plan.rows[0].week or plan.rows[0].day.weekday() == 0
            if counted_sets > high or (whole and all_sets < low):
                sets = counted_sets if counted_sets > high else all_sets
                values = {"sets": sets, "low": low, "high": high, "when": week_of(rows[0])}
                yield Found(rows[0], WARNING, abs(sets - (low + high) / 2), lift.name, values)


def mean_intensity(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """DOS-02: work sets of a trained lifter average 70 to 90 % over a whole cycle."""
    low, high = limits["percent"]
    for lift in plan.lifts:
        rows = [row for row in lift.trained if is_steady(row) and not is_timing(row)]
        weeks = len({row.week for row in rows})
        led = {row.lead for row in rows if row.lead}
        if weeks < limits["weeks"] or (led and not led.issuperset(LEADS)):
            continue
        average = sum(row.sets * row.percent for row in rows) / sum(row.sets for row in rows)
        if not low - NOISE <= average <= high + NOISE:
            values = {
                "percent": percent(average),
                "weeks": weeks,
                "low": percent(low),
                "high": percent(high),
            }
            yield Found(rows[0], WARNING, abs(average - (low + high) / 2), lift.name, values)


def prilepin_zones_kept(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """DOS-03: total reps per zone, and reps per set from 80 % up, as in Prilepin's table."""
    for lift in plan.lifts:
        known = families()
        olympic = known[lift.family].contested == OLYMPIC if lift.family in known else False
        rows = [row for row in lift.trained if is_steady(row) and not is_timing(row)]
        led = names_leads(rows)
        if led and not olympic:
            continue
        for day in by(rows, lambda row: row.day).values():
            for judged in prilepin((row.sets, row.reps, row.percent) for row in day):
                level = _level(judged, limits, olympic=olympic)
                if level:
                    yield _zone_found(day[0], NOTE if led else level, lift, judged)


def _level(judged: Judged, limits: Limits, *, olympic: bool) -> str:
    """How much it matters: for the Olympic lifts all of the table, for others its far edges."""
    per_set = judged.per_set_above and judged.zone.low >= limits["per_set_from"] - NOISE
    far = judged.total > limits["times"] * judged.zone.total[1]
    if not olympic:
        return NOTE if far or per_set else ""
    return WARNING if far or per_set else "" if judged.in_range else NOTE


def _zone_found(row: PlanRow, level: str, lift: LiftPlan, judged: Judged) -> Found:
    zone = judged.zone
    values = {
        "reps": judged.total,
        "most": judged.most_per_set,
        "zone": _zone_text(zone),
        "low": zone.total[0],
        "high": zone.total[1],
        "least_per_set": zone.reps[0],
        "most_per_set": zone.reps[1],
    }
    return Found(row, level, judged.total / zone.total[1], lift.name, values)


def _zone_text(zone: Zone) -> str:
    return f"{plain(zone.low * 100, 0)}-{percent(zone.high)}"


def not_feasible(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """DOS-04: every set can be done; near the limit only on a test."""
    chart = rpe_chart()
    for row in plan.work:
        rpe = chart.rpe(row.reps, row.percent)
        serious = rpe > limits["serious_rpe"] + NOISE
        hard = rpe > limits["rpe"] + NOISE and row.sets > 1
        if row.phase == "test" or not (serious or hard):
            continue
        values = {
            "sets": row.sets,
            "reps": row.reps,
            "percent": percent(row.percent),
            "rpe": f"{plain(rpe, 1)}{', which cannot be done' if serious else ''}",
            "fits": max(1, int(chart.reps_to_limit(row.percent) - 10 + limits["rpe"])),
        }
        yield Found(row, SERIOUS if serious else WARNING, rpe, row.lift, values)


def split_session(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """DOS-05: more than eight sets of a lift are not all done in the week's only session."""
    for lift in plan.lifts:
        for rows in steady_weeks(lift.work).values():
            sets = sum(row.sets for row in rows)
            if len({row.day for row in rows}) == 1 and sets > limits["sets"]:
                values = {"sets": sets, "when": week_of(rows[0])}
                yield Found(rows[0], NOTE, sets, lift.name, values)


def too_much_inol(plan: AthletePlan, limits: Limits) -> Iterator[Found]:
    """DOS-06: INOL stays at or below 2 in a session and 4 in a week."""
    for lift in plan.lifts:
        for span, groups in (
            ("session", list(by(lift.work, lambda row: row.day).values())),
            ("week", list(by(lift.work, lambda row: row.week).values())),
        ):
            for rows in groups:
                total = sum(inol(row.total_reps, row.percent, limits["cap"]) for row in rows)
                if total > limits[span] + NOISE:
                    values = {
                        "span": span,
                        "inol": plain(total, 1),
                        "most": plain(limits[span]),
                        "when": rows[0].when if span == "session" else week_of(rows[0]),
                    }
                    yield Found(rows[0], WARNING, total / limits[span], lift.name, values)
