"""All tapers of one athlete: heavy and last days chosen together, volume fitted lift by lift."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from toolkit.engine.calendar import DAY, WEEK_DAYS
from toolkit.engine.course import Course
from toolkit.engine.prepare import Brief
from toolkit.engine.rotation import RotationWeek
from toolkit.engine.sessions import learning_session, rotation_doses
from toolkit.engine.taper import (
    TaperBrief,
    TaperDay,
    Volume,
    choose_heavy,
    choose_last,
    lay_taper,
    reference_volume,
    volume,
)
from toolkit.engine.week import Exposure, Slot
from toolkit.engine.weekplan import exposures_of_week
from toolkit.model.prescription import Emphasis, Phase, Prescription, Role

Dated = tuple[date, Prescription]


def fit_tapers(
    brief: Brief, courses: tuple[Course, ...], dates: Sequence[date], before: Sequence[Dated]
) -> Iterator[tuple[date, int, Prescription]]:
    """Every prescription of the taper as (day, order in the session, prescription).

    `before` is all that is planned before the taper: the volume the taper is measured against.
    """
    meet = brief.calendar.meet
    if meet is None:
        return
    days = [(day, (meet - day).days) for day in dates if brief.calendar.in_taper(day)]
    heavy_days: dict[str, date] = {}
    order = list(brief.policy.families)
    for lift in sorted(
        range(len(brief.lifts)), key=lambda n: (order.index(brief.lifts[n].lift.family), n)
    ):
        taper_days = _taper_days(brief, courses, lift, days, heavy_days)
        if not taper_days:
            continue
        reference, last_window = _reference(brief, courses, lift, before)
        taper = TaperBrief(
            brief.lifts[lift],
            taper_days,
            reference,
            last_window,
            learning=not courses[lift].graduates,
        )
        for day, session in lay_taper(taper).items():
            yield day, _order(session, lift, len(brief.lifts)), _numbered(session, courses[lift])


def _order(session: Prescription, lift: int, lifts: int) -> int:
    """Heavy singles come first in a session, then the lifts in the coach's order."""
    heavy = session.groups[0].role is Role.TOP
    return lift if heavy else lifts + lift


def _numbered(session: Prescription, course: Course) -> Prescription:
    return replace(session, block=course.last_block)


def _taper_days(
    brief: Brief,
    courses: tuple[Course, ...],
    lift: int,
    days: Sequence[tuple[date, int]],
    heavy_days: dict[str, date],
) -> tuple[TaperDay, ...]:
    """The lift's days in the taper: its usual ones, its last heavy day and its last day.

    Nothing comes after the last day; `heavy_days` remembers the heavy day of each family.
    """
    context = brief.lifts[lift]
    last = choose_last(days, brief.policy)
    heavy = choose_heavy(days, context, last, _rival_days(brief, context.lift.family, heavy_days))
    if heavy is not None:
        heavy_days[context.lift.family] = heavy[0]
    usual = dict(_usual_days(brief, courses, lift, days))
    wanted = []
    for day, days_out in days:
        is_heavy = heavy is not None and day == heavy[0]
        is_last = last is not None and day == last[0]
        too_late = last is not None and days_out < last[1]
        if too_late or not (is_heavy or is_last or day in usual):
            continue
        timing = usual.get(day) is Slot.THIRD
        wanted.append(TaperDay(day, days_out, timing, is_heavy, is_last))
    return tuple(wanted)


def _rival_days(brief: Brief, family: str, heavy_days: dict[str, date]) -> frozenset[date]:
    """Days on and around the heavy day of a lift that should be kept apart from this one."""
    rivals = {
        other
        for together in brief.policy.season.apart
        if family in together
        for other in together
        if other != family
    }
    return frozenset(
        heavy_days[rival] + offset * DAY
        for rival in rivals & set(heavy_days)
        for offset in (-1, 0, 1)
    )


def _usual_days(
    brief: Brief, courses: tuple[Course, ...], lift: int, days: Sequence[tuple[date, int]]
) -> Iterator[tuple[date, Slot]]:
    last_week = max(courses[lift].before_end - 1, 0)
    for day, _ in days:
        for exposure in exposures_of_week(brief, courses, last_week, day):
            if exposure.lift == lift:
                yield day, exposure.slot


def _reference(
    brief: Brief, courses: tuple[Course, ...], lift: int, before: Sequence[Dated]
) -> tuple[Volume, float]:
    """The lift's mean weekly volume before the taper, and that of the last seven days before it."""
    calendar, entry = brief.calendar, brief.lifts[lift].lift
    assert calendar.meet is not None  # tapers need a meet
    mine = [
        (day, prescription)
        for day, prescription in before
        if prescription.lift is not None and prescription.lift.name == entry.name
    ]
    windows = []
    last = calendar.meet - timedelta(days=_first_full_window(calendar.taper_days))
    while last - (WEEK_DAYS - 1) * DAY >= calendar.start:
        inside = [p for day, p in mine if timedelta() <= last - day < timedelta(days=WEEK_DAYS)]
        groups = [group for p in inside for group in p.groups]
        deload = any(p.phase is Phase.DELOAD for p in inside)
        windows.append((volume(groups), deload))
        last -= WEEK_DAYS * DAY
    nominal = _nominal(brief, courses, lift)
    return reference_volume(windows, brief.policy.taper.reference_windows, nominal)


def _first_full_window(taper_days: int) -> int:
    """Days out of the last day of the first seven-day window that lies before the taper."""
    return -(-taper_days // WEEK_DAYS) * WEEK_DAYS + 1


def _nominal(brief: Brief, courses: tuple[Course, ...], lift: int) -> Volume:
    """What a usual week before the taper would have held, when the season is too short for one."""
    context, course = brief.lifts[lift], courses[lift]
    exposures = [
        exposure
        for weekday in brief.weekdays
        for exposure in exposures_of_week(
            brief,
            courses,
            0,
            brief.calendar.start + (weekday - brief.calendar.start.weekday()) * DAY,
        )
        if exposure.lift == lift
    ]
    if not course.graduates:
        groups = [g for e in exposures for g in learning_session(context, e, 1, 1).groups]
        return volume(groups)
    block = brief.policy.rotation.block_weeks
    totals = [
        _week_volume(brief, exposures, RotationWeek(1, Emphasis.INTENSITY, n, block))
        for n in range(1, block + 1)
    ]
    return Volume(
        sum(total.all for total in totals) / block, sum(total.timing for total in totals) / block
    )


def _week_volume(brief: Brief, exposures: Sequence[Exposure], week: RotationWeek) -> Volume:
    parts = [
        (sum(d.sets * d.reps * d.percent for d in rotation_doses(brief.policy, week, e.slot)), e)
        for e in exposures
    ]
    return Volume(
        sum(part for part, _ in parts),
        sum(part for part, exposure in parts if exposure.slot is Slot.THIRD),
    )
