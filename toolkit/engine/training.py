"""Every session of a leg before its taper: rotation, learning, deloads, transition, test week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.engine.calendar import WEEK_DAYS, TrainingDay
from toolkit.engine.course import Course, History
from toolkit.engine.mainlifts import lifts_to_test
from toolkit.engine.prepare import Brief
from toolkit.engine.sessions import (
    eased,
    learning_session,
    rotation_session,
    test_session,
    transition_session,
    with_primer,
)
from toolkit.engine.week import Exposure, Slot
from toolkit.engine.weekplan import exposures_of_week, pattern_of
from toolkit.model.athlete import Meet, Priority
from toolkit.model.prescription import Phase, Prescription


@dataclass(frozen=True, slots=True)
class Placed:
    """One lift's prescription on one day, with the order it takes inside the session."""

    day: date
    order: int
    lift: int
    prescription: Prescription
    slot: Slot = Slot.MAIN


def week_index(weeks: Sequence[tuple[date, date]], day: date) -> int:
    """The number (from 0) of the calendar week a day lies in."""
    monday = weeks[0][1].toordinal() - WEEK_DAYS + 1
    return (day.toordinal() - monday) // WEEK_DAYS


def before_the_taper(
    brief: Brief,
    courses: tuple[Course, ...],
    days: Sequence[TrainingDay],
    history: Sequence[History],
) -> list[Placed]:
    """Every session of every lift up to the taper, or to the end of a leg without a meet."""
    weeks = brief.calendar.weeks()
    early = [day for day in days if not brief.calendar.in_taper(day.date)]
    placed: list[Placed] = []
    for day in early:
        index = week_index(weeks, day.date)
        for exposure in exposures_of_week(brief, courses, index, day):
            session = _session_of(brief, courses, exposure, index)
            placed.append(Placed(day.date, exposure.order, exposure.lift, session, exposure.slot))
    for lift, course in enumerate(courses):
        if not course.graduates:
            placed = _with_the_taper(brief, course, lift, placed)
        placed = _with_primers(brief, course, lift, placed, history[lift].heavy)
    return [_before_minor(brief, item) for item in placed]


def _session_of(
    brief: Brief, courses: tuple[Course, ...], exposure: Exposure, index: int
) -> Prescription:
    """One lift on one day before the taper."""
    context, course = brief.lifts[exposure.lift], courses[exposure.lift]
    if course.is_transition(index):
        return transition_session(context, exposure, course.blocks)
    learning = course.learning_week(index)
    if learning is not None:
        weeks = course.learned + course.learning
        return learning_session(context, exposure, learning, weeks, course.blocks + 1)
    if course.ends is Phase.TEST and index >= course.before_end:
        lifts = tuple(other.lift for other in brief.lifts)
        is_tested = context.lift in lifts_to_test(lifts, brief.policy)
        return test_session(context, exposure, course.last_block, tested=is_tested)
    week = course.rotation_week(index)
    if week is None:  # too little time after the last meet for more than an easy week
        return transition_session(context, exposure, course.blocks)
    pattern = pattern_of(brief, courses, index)
    once = sum(other.lift == exposure.lift for other in pattern) == 1
    return rotation_session(context, week, exposure, once)


def _with_the_taper(
    brief: Brief, course: Course, lift: int, placed: Sequence[Placed]
) -> list[Placed]:
    """One session is no learning week: before a taper inside the week it counts with the taper."""
    weeks = brief.calendar.weeks()
    sessions = Counter(week_index(weeks, item.day) for item in placed if item.lift == lift)
    made = []
    for item in placed:
        index = week_index(weeks, item.day)
        cut = brief.calendar.in_taper(weeks[index][1])
        if item.lift == lift and cut and sessions[index] < 2:
            tapered = replace(item.prescription, phase=Phase.TAPER, block=course.last_block)
            made.append(replace(item, prescription=tapered))
        else:
            made.append(item)
    return made


def _with_primers(
    brief: Brief, course: Course, lift: int, placed: Sequence[Placed], heavy: date | None
) -> list[Placed]:
    """One heavy single in a main session after which the next chance would come too late."""
    mine = [item for item in placed if item.lift == lift]
    days = set(_primer_days(brief, course, mine, heavy))
    return [
        replace(item, prescription=with_primer(item.prescription, brief.lifts[lift]))
        if item.lift == lift and item.day in days and item.slot is Slot.MAIN
        else item
        for item in placed
    ]


def _primer_days(
    brief: Brief, course: Course, mine: Sequence[Placed], heavy: date | None
) -> Iterator[date]:
    rules = brief.policy.heavy
    rotation = [item for item in mine if item.prescription.phase is not Phase.LEARNING]
    if not rotation or not course.graduates:
        return
    # After a meet the clock has been running since the last heavy set before it.
    last = heavy or min([rotation[0].day, *(meet.date for meet in brief.leg.minor)])
    chances = [
        item
        for item in rotation
        if is_heavy(item, rules.percent)
        or (item.slot is Slot.MAIN and item.prescription.phase is Phase.ROTATION)
    ]
    for position, item in enumerate(chances):
        if is_heavy(item, rules.percent):
            last = item.day
            continue
        following = chances[position + 1].day if chances[position + 1 :] else brief.calendar.end
        if (following - last).days > rules.days:
            yield item.day
            last = item.day


def is_heavy(item: Placed, percent: float) -> bool:
    """True when the prescription has a set at or above a fraction of the max."""
    return any(group.percent >= percent - 1e-9 for group in item.prescription.groups)


def _before_minor(brief: Brief, item: Placed) -> Placed:
    """Less volume in the week before a B meet; a C meet is trained through."""
    rules = brief.policy.season.minor_meet
    meet = next((m for m in brief.leg.minor if _is_before(item.day, m, rules.days)), None)
    if meet is None or item.prescription.phase is not Phase.ROTATION:
        return item
    why = f"fewer sets before {meet.name or 'the B meet'} on {meet.date.isoformat()}"
    return replace(item, prescription=eased(item.prescription, rules, why))


def _is_before(day: date, meet: Meet, days: int) -> bool:
    return meet.priority is Priority.B and 0 < (meet.date - day).days <= days
