"""Every session of a leg before its taper: rotation, learning, deloads, transition, test week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.engine.calendar import DAY, WEEK_DAYS, TrainingDay, week_index
from toolkit.engine.course import Course, History
from toolkit.engine.prepare import Brief
from toolkit.engine.sessions import (
    eased,
    learning_session,
    no_harder,
    rotation_session,
    test_week_session,
    transition_session,
    with_primer,
)
from toolkit.engine.week import Exposure, Slot
from toolkit.engine.weekplan import exposures_of_week, pattern_of
from toolkit.model.athlete import Meet, Priority
from toolkit.model.prescription import Phase, Prescription, Reason


@dataclass(frozen=True, slots=True)
class Placed:
    """One lift's prescription on one day, with the order it takes inside the session."""

    day: date
    order: int
    lift: int
    prescription: Prescription
    slot: Slot = Slot.MAIN


def before_the_taper(
    brief: Brief,
    courses: tuple[Course, ...],
    days: Sequence[TrainingDay],
    history: Sequence[History],
    peaks: Sequence[date | None],
) -> list[Placed]:
    """Every session of every lift up to the taper, or to the end of a leg without a meet.

    `peaks` are the days of the lifts' last heavy sessions before the meet, where they have one.
    """
    weeks = brief.calendar.weeks()
    early = [day for day in days if not brief.calendar.in_taper(day.date)]
    placed: list[Placed] = []
    for day in early:
        index = week_index(weeks, day.date)
        for exposure in exposures_of_week(brief, courses, index, day):
            session = _session_of(brief, courses, exposure, index)
            placed.append(Placed(day.date, exposure.order, exposure.lift, session, exposure.slot))
    placed = [_before_minor(brief, item) for item in placed]
    for lift, course in enumerate(courses):
        if course.graduates:
            placed = _with_primers(brief, lift, placed, history[lift].heavy, peaks[lift])
        else:
            placed = _with_the_taper(brief, course, lift, placed)
    return placed


def _session_of(
    brief: Brief, courses: tuple[Course, ...], exposure: Exposure, index: int
) -> Prescription:
    """One lift on one day before the taper."""
    context, course = brief.lifts[exposure.lift], courses[exposure.lift]
    after = "the meet" if brief.leg.after is None else "the long break"
    if course.is_transition(index):
        return transition_session(context, exposure, course.blocks, after)
    learning = course.learning_week(index)
    if learning is not None:
        weeks = course.learned + course.learning
        session = learning_session(context, exposure, learning, weeks, course.blocks + 1)
        return _learned_again(brief, session) if _comes_back(brief, index) else session
    if course.ends is Phase.TEST and index >= course.before_end:
        is_tested = exposure.lift in brief.tested
        return test_week_session(context, exposure, course.last_block, tested=is_tested)
    week = course.rotation_week(index)
    if week is None:  # too little time after the last meet for more than an easy week
        return transition_session(context, exposure, course.blocks, after)
    pattern = pattern_of(brief, courses, index)
    once = sum(other.lift == exposure.lift for other in pattern) == 1
    return rotation_session(context, week, exposure, once)


def _comes_back(brief: Brief, index: int) -> bool:
    """True for an easy week after a long break (week `index` of the leg, from 0)."""
    return brief.leg.after is not None and index < brief.leg.easy


def _learned_again(brief: Brief, session: Prescription) -> Prescription:
    """The session of a new lift after a long break: what it knew before, in fewer sets."""
    rules = brief.policy.season.transition
    why = "learned again in fewer sets, after the long break"
    return eased(session, rules, Reason("transition", why, rules.source))


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
    brief: Brief, lift: int, placed: Sequence[Placed], heavy: date | None, peak: date | None
) -> list[Placed]:
    """One heavy single in a session after which the next heavy set would come too late.

    `heavy` is the day of the last heavy set before this leg; attempts are heavy sets too.
    """
    mine = [
        item
        for item in placed
        if item.lift == lift and item.prescription.phase is not Phase.LEARNING
    ]
    if not mine:
        return list(placed)
    percent = brief.policy.heavy.percent
    meets = brief.attempted_on(lift)
    ahead = {item.day for item in mine if is_heavy(item, percent)} | {*meets}
    ahead |= {peak} if peak else set()
    free = [item for item in mine if not is_heavy(item, percent) and _may_be_primed(brief, item)]
    first = min([mine[0].day, *meets])
    chosen = list(_primed(brief, free, sorted(ahead), heavy or first, _until(brief, lift)))
    if not chosen:
        return list(placed)
    context = brief.lifts[lift]
    return [
        replace(item, prescription=with_primer(item.prescription, context))
        if any(item is one for one in chosen)
        else item
        for item in placed
    ]


def _may_be_primed(brief: Brief, item: Placed) -> bool:
    """False in a deload, in the test week, and in the weeks after a long break."""
    phase = item.prescription.phase
    return phase is Phase.ROTATION or (phase is Phase.TRANSITION and brief.leg.after is None)


def _until(brief: Brief, lift: int) -> date:
    """The day by which the next heavy set after this leg is had: the meet that ends it, or, where
    that does not contest the lift, the end of the next week that a later leg trains through."""
    if brief.meet is None or lift in brief.contested:
        return brief.calendar.end
    later = [leg.calendar for leg in brief.legs if leg.weeks_before > brief.leg.weeks_before]
    first_weeks = ((calendar, calendar.weeks()[0][1]) for calendar in later)
    return next((end for calendar, end in first_weeks if not calendar.in_taper(end)), brief.end)


def _primed(
    brief: Brief, free: Sequence[Placed], ahead: Sequence[date], last: date, end: date
) -> Iterator[Placed]:
    """The sessions that need a heavy single: of those in time the latest, main sessions of the
    rotation before all others; when none is in time, the next of them.

    `end` is when the next heavy set follows after the last of `ahead`. Within a week of a heavy
    set another one changes nothing.
    """
    rules = brief.policy.heavy
    while True:
        due = last + rules.days * DAY
        coming = next((day for day in ahead if day > last), end)
        left = [item for item in free if last + WEEK_DAYS * DAY <= item.day < coming]
        if coming > due and left:
            in_time = [item for item in left if item.day <= due]
            best = max(in_time, key=_rank) if in_time else max(left, key=_rank_late)
            yield best
            last = best.day
        elif coming < end:
            last = coming
        else:
            return


def _rank(item: Placed) -> tuple[bool, int]:
    main = item.slot is Slot.MAIN and item.prescription.phase is Phase.ROTATION
    return (main, item.day.toordinal())


def _rank_late(item: Placed) -> tuple[bool, int]:
    main, day = _rank(item)
    return (main, -day)


def is_heavy(item: Placed, percent: float) -> bool:
    """True when the prescription has a set at or above a fraction of the max."""
    return any(group.percent >= percent - 1e-9 for group in item.prescription.groups)


def _before_minor(brief: Brief, item: Placed) -> Placed:
    """Less volume in the week before a B meet, no hard set right before it; a C meet is trained
    through."""
    rules = brief.policy.season.minor_meet
    meet = next((m for m in brief.leg.minor if _is_before(item.day, m, rules.easy.days)), None)
    if meet is None or item.prescription.phase is not Phase.ROTATION:
        return item
    near = _is_before(item.day, meet, rules.near_days)
    text = f"fewer sets{' and none of them hard' if near else ''} before "
    text += f"{meet.name or 'the B meet'} on {meet.date.isoformat()}"
    easy = eased(item.prescription, rules.easy, Reason("minor-meet", text, rules.easy.source))
    return replace(item, prescription=no_harder(easy, rules.near_rpe) if near else easy)


def _is_before(day: date, meet: Meet, days: int) -> bool:
    return meet.priority is Priority.B and 0 < (meet.date - day).days <= days
