"""All tapers of one leg: heavy and last days chosen together, volume fitted lift by lift."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.engine.calendar import DAY, WEEK_DAYS, TrainingDay
from toolkit.engine.course import Course
from toolkit.engine.frequency import rivals_of
from toolkit.engine.prepare import Brief
from toolkit.engine.rotation import RotationWeek
from toolkit.engine.sessions import duty_of, eased, learning_session, rotation_doses
from toolkit.engine.taper import TaperBrief, choose_heavy, choose_last, heavy_session, lay_taper
from toolkit.engine.taper_fit import (
    TaperDay,
    TaperShape,
    Volume,
    reference_volume,
    volume,
    window_of,
)
from toolkit.engine.training import Placed
from toolkit.engine.week import Exposure, Slot
from toolkit.engine.weekplan import exposures_of_week
from toolkit.model.prescription import Emphasis, Phase, Prescription, Reason, Role


@dataclass(frozen=True, slots=True)
class Peak:
    """The days of a lift's last heavy session and of its last session, None where there is none.

    A lift the meet does not contest has no heavy session, and only its usual days up to `last`.
    """

    heavy: date | None
    last: date | None
    contested: bool = True


def peaks(brief: Brief, courses: tuple[Course, ...], days: Sequence[TrainingDay]) -> list[Peak]:
    """The peak of every lift; squat and deadlift keep apart where they can."""
    meet = brief.calendar.meet
    found: dict[int, Peak] = {}
    if meet is None:
        return [Peak(None, None)] * len(brief.lifts)
    late = [(day.date, (meet - day.date).days) for day in days]
    heavy_days: dict[str, date] = {}
    last = choose_last(late, brief.policy)
    on_platform = brief.contested
    for lift in _in_order(brief):
        context = brief.lifts[lift]
        if lift not in on_platform:
            found[lift] = Peak(None, last[0] if last else None, contested=False)
            continue
        # A lift that is still learned has a rehearsal, and that belongs into the taper.
        pool = (
            late if courses[lift].graduates else [p for p in late if brief.calendar.in_taper(p[0])]
        )
        heavy = choose_heavy(
            pool, context, last, _rival_days(brief, context.lift.family, heavy_days)
        )
        if heavy is not None:
            heavy_days[context.lift.family] = heavy[0]
        found[lift] = Peak(heavy[0] if heavy else None, last[0] if last else None)
    return [found[lift] for lift in range(len(brief.lifts))]


def _in_order(brief: Brief) -> list[int]:
    order = list(brief.policy.families)
    return sorted(
        range(len(brief.lifts)), key=lambda n: (order.index(brief.lifts[n].lift.family), n)
    )


def _rival_days(brief: Brief, family: str, heavy_days: dict[str, date]) -> frozenset[date]:
    """Days on and around the heavy day of a lift that should be kept apart from this one."""
    return frozenset(
        heavy_days[rival] + offset * DAY
        for rival in rivals_of(family, brief.policy)
        if rival in heavy_days
        for offset in (-1, 0, 1)
    )


def with_early_peaks(
    brief: Brief, courses: tuple[Course, ...], found: Sequence[Peak], placed: Sequence[Placed]
) -> list[Placed]:
    """The sessions before the taper, with a last heavy session that falls before a short taper.

    It takes the place of what the lift had that day and on the day before, and the lift's other
    sessions within two days of it become easy ones.
    """
    made = list(placed)
    for lift, peak in enumerate(found):
        if peak.heavy is None or brief.calendar.in_taper(peak.heavy):
            continue
        if not any(item.day == peak.heavy for item in made):
            continue
        days_out = brief.calendar.days_out(peak.heavy) or 0
        block = max(courses[lift].last_block - 1, 1)
        session = heavy_session(brief.lifts[lift], block, days_out)
        near = [_easy_near(brief, item, lift, peak.heavy) for item in made]
        taken = (peak.heavy - DAY, peak.heavy)
        made = [item for item in near if not (item.lift == lift and item.day in taken)]
        made.append(Placed(peak.heavy, -1, lift, session))
    return made


def _easy_near(brief: Brief, item: Placed, lift: int, heavy: date) -> Placed:
    """A lift's session made easy when its last heavy day is at most two days away."""
    if item.lift != lift or not 0 < abs((item.day - heavy).days) <= _NEAR_DAYS:
        return item
    season = brief.policy.season
    text = f"easy, because the last heavy session is on {heavy.isoformat()}"
    why = Reason("near-heavy", text, season.apart_source)
    easy = eased(item.prescription, season.transition, why)
    return replace(item, prescription=easy)


_NEAR_DAYS = 2
"""An intensity session is not within 48 hours of the lift's other work (METHOD.md 7)."""


def fit_tapers(
    brief: Brief,
    courses: tuple[Course, ...],
    days: Sequence[TrainingDay],
    found: Sequence[Peak],
    before: Sequence[Placed],
) -> Iterator[Placed]:
    """Every prescription of the taper; `before` is the volume the taper is measured against."""
    if brief.calendar.meet is None:
        return
    for lift in _in_order(brief):
        taper_days = _taper_days(brief, courses, lift, days, found[lift])
        if not taper_days:
            continue
        taper = _taper_brief(brief, courses, lift, taper_days, before)
        for day, session in lay_taper(taper).items():
            yield Placed(day, _order(brief, session, lift), lift, session)


def _order(brief: Brief, session: Prescription, lift: int) -> int:
    """Heavy singles come first in a session, then lifts of speed, then the coach's order."""
    heavy = session.groups[0].role is Role.TOP
    fast = brief.policy.families[brief.lifts[lift].lift.family].is_fast
    return lift + len(brief.lifts) * (2 * (not heavy) + (not fast))


def _taper_days(
    brief: Brief,
    courses: tuple[Course, ...],
    lift: int,
    days: Sequence[TrainingDay],
    peak: Peak,
) -> dict[date, TaperDay]:
    """The lift's days in the taper: its usual ones, its last heavy day and its last day.

    Nothing comes after the last day, and nothing on the day before either. A lift that is not
    contested has its usual days only.
    """
    last_week = max(courses[lift].before_end - 1, 0)
    near = {peak.heavy, peak.last} if peak.contested else set()
    wanted = {}
    for day in days:
        if not brief.calendar.in_taper(day.date) or (peak.last and day.date > peak.last):
            continue
        usual = exposures_of_week(brief, courses, last_week, day)
        slots = [exposure.slot for exposure in usual if exposure.lift == lift]
        heavy, last = day.date == peak.heavy, day.date == peak.last
        if heavy or (last and peak.contested) or (slots and day.date + DAY not in near):
            days_out = brief.calendar.days_out(day.date) or 0
            wanted[day.date] = TaperDay(days_out, slots == [Slot.THIRD], heavy, last)
    if len(wanted) == 1:  # one session is all the taper has: its sets must be free to make it one
        return {day: TaperDay(on.days_out, False, on.is_heavy) for day, on in wanted.items()}
    return wanted


def _taper_brief(
    brief: Brief,
    courses: tuple[Course, ...],
    lift: int,
    taper_days: dict[date, TaperDay],
    before: Sequence[Placed],
) -> TaperBrief:
    """What the taper of one lift is measured against: seven-day windows back from the meet."""
    calendar, taper = brief.calendar, brief.policy.taper
    windows: dict[int, list[Prescription]] = {}
    for item in before:
        days_out = calendar.days_out(item.day)
        if item.lift == lift and days_out:
            windows.setdefault(window_of(days_out), []).append(item.prescription)
    first = window_of(calendar.taper_days)
    full = ((calendar.end - calendar.start).days) // WEEK_DAYS
    earlier = [windows.get(number, []) for number in range(first + 1, full)]
    reference, last = reference_volume(
        [(_volume(found), _is_light(found)) for found in earlier],
        taper.reference_windows,
        _nominal(brief, courses, lift),
    )
    context = brief.lifts[lift]
    shape = TaperShape(
        brief.policy.families[context.lift.family],
        taper,
        tuple(taper_days.values()),
        reference,
        last,
        _volume(windows.get(first, [])),
        calendar.taper_days,
        brief.wishes.taper or taper.profile,
        learning=not courses[lift].graduates,
        contested=lift in brief.contested,
    )
    return TaperBrief(context, shape, tuple(taper_days), courses[lift].last_block)


def _volume(sessions: Sequence[Prescription]) -> Volume:
    return volume(group for session in sessions for group in session.groups)


def _is_light(sessions: Sequence[Prescription]) -> bool:
    return any(session.phase is Phase.DELOAD for session in sessions)


def _nominal(brief: Brief, courses: tuple[Course, ...], lift: int) -> Volume:
    """What a usual week before the taper would have held, when the season is too short for one."""
    context, course = brief.lifts[lift], courses[lift]
    exposures = [
        exposure
        for weekday in brief.weekdays
        for exposure in exposures_of_week(
            brief, courses, 0, TrainingDay(brief.calendar.start, weekday)
        )
        if exposure.lift == lift
    ]
    if not course.graduates:
        groups = [g for e in exposures for g in learning_session(context, e, 1, 1).groups]
        return volume(groups)
    block = brief.policy.rotation.block_weeks
    weeks = [RotationWeek(1, Emphasis.INTENSITY, n, block) for n in range(1, block + 1)]
    totals = [_week_volume(brief, lift, exposures, week) for week in weeks]
    return Volume(
        sum(total.all for total in totals) / block, sum(total.timing for total in totals) / block
    )


def _week_volume(
    brief: Brief, lift: int, exposures: Sequence[Exposure], week: RotationWeek
) -> Volume:
    total = timing = 0.0
    for exposure in exposures:
        duty = duty_of(week, exposure.slot, len(exposures) == 1, brief.policy)
        doses = rotation_doses(brief.lifts[lift], week, duty)
        part = sum(dose.sets * dose.reps * dose.percent for dose in doses)
        total += part
        timing += part if duty.emphasis is Emphasis.TIMING else 0.0
    return Volume(total, timing)
