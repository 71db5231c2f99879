"""Plan a season: from an athlete, the calendar and the policy to every session.

The order of work for one athlete: dates and lifts (prepare); blocks per lift (course); every
session before the taper; the taper fitted to the volume before it; warm-ups; the meet day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from toolkit.diagnostics import Findings
from toolkit.engine.assume import book_assumptions, season_assumptions
from toolkit.engine.attempts import attempt_plan, contested, meet_prescription
from toolkit.engine.calendar import WEEK_DAYS
from toolkit.engine.course import Course, lay_course
from toolkit.engine.fit import fit_tapers
from toolkit.engine.prepare import Brief, prepare
from toolkit.engine.review import review_season
from toolkit.engine.sessions import learning_session, rotation_session, test_session
from toolkit.engine.warmups import with_warm_ups
from toolkit.engine.week import Exposure, Slot
from toolkit.engine.weekplan import exposures_of_week
from toolkit.model.athlete import Roster
from toolkit.model.prescription import Kind, Phase, Prescription, Reason, Session
from toolkit.model.season import AttemptPlan, LiftCourse, Plan, Season, Week
from toolkit.policy.method import Policy, default_policy
from toolkit.units import Unit


@dataclass(frozen=True, slots=True)
class Placed:
    """One prescription on one day, with the order it takes inside the session."""

    day: date
    order: int
    prescription: Prescription


def plan_roster(
    roster: Roster, *, today: date, policy: Policy | None = None
) -> tuple[Plan, Findings]:
    """The plan of a whole book, athletes in its order, and what was found on the way.

    An athlete whose season cannot be planned is missing from the plan and named in the findings.
    """
    policy = policy or default_policy()
    findings = Findings(roster.title)
    briefs = [
        prepare(athlete, roster.settings, roster.week, today, policy, findings)
        for athlete in roster.athletes
    ]
    seasons = tuple(plan_season(brief, findings) for brief in briefs if brief is not None)
    plan = Plan(
        title=roster.title,
        seasons=tuple(season for season in seasons if season.courses),
        settings=roster.settings,
        assumed=book_assumptions(roster.settings, policy),
        paper=(roster.settings.paper or policy.defaults.paper).lower(),
        made_on=today,
    )
    return plan, findings


def plan_season(brief: Brief, findings: Findings) -> Season:
    """One athlete's season. Pure: the same brief always gives the same season."""
    courses = tuple(
        lay_course(context.lift, brief.calendar, brief.policy, brief.wishes.block_weeks)
        for context in brief.lifts
    )
    dates = brief.calendar.training_dates(brief.policy.taper.last_range)
    placed = list(_before_the_taper(brief, courses, dates))
    placed += [
        Placed(day, order, prescription)
        for day, order, prescription in fit_tapers(
            brief, courses, dates, [(item.day, item.prescription) for item in placed]
        )
    ]
    attempts = _attempts(brief, courses)
    season = Season(
        athlete=brief.athlete,
        unit=brief.athlete.unit or _first_unit(brief),
        start=brief.calendar.start,
        end=brief.calendar.end,
        training_days=brief.weekdays,
        weeks=_weeks(brief, placed, attempts),
        courses=tuple(
            LiftCourse(context.lift, context.equipment, course.bands())
            for context, course in zip(brief.lifts, courses, strict=True)
        ),
        meet=brief.meet,
        attempts=attempts,
        assumed=season_assumptions(
            brief.athlete,
            [context.lift for context in brief.lifts],
            brief.settings,
            [context.equipment for context in brief.lifts],
            brief.weekdays,
            brief.calendar.start.isoformat(),
            brief.policy,
        ),
    )
    review_season(brief, courses, season, findings)
    return season


def _first_unit(brief: Brief) -> Unit:
    if brief.lifts:
        return brief.lifts[0].lift.max.unit
    return brief.settings.unit or brief.policy.defaults.unit


def _before_the_taper(
    brief: Brief, courses: tuple[Course, ...], dates: tuple[date, ...]
) -> Iterator[Placed]:
    """Every session of every lift up to the taper, or to the end without a meet."""
    weeks = brief.calendar.weeks()
    for lift, course in enumerate(courses):
        days = _days_of(brief, courses, dates, lift)
        primers = set(_primer_days(brief, course, days))
        sessions = Counter(week_index(weeks, day) for day, _ in days)
        for day, exposure in days:
            index = week_index(weeks, day)
            session = _session_of(brief, course, exposure, index, day in primers)
            if session.phase is Phase.LEARNING and _is_cut(brief, index) and sessions[index] < 2:
                # One session is no learning week: it counts with the taper it runs into.
                session = replace(session, phase=Phase.TAPER, block=course.last_block)
            yield Placed(day, exposure.order, session)


def _is_cut(brief: Brief, index: int) -> bool:
    """True when the taper begins inside this week (from 0)."""
    return brief.calendar.in_taper(brief.calendar.weeks()[index][1])


def week_index(weeks: tuple[tuple[date, date], ...], day: date) -> int:
    """The number (from 0) of the calendar week a day lies in."""
    monday = weeks[0][1].toordinal() - WEEK_DAYS + 1
    return (day.toordinal() - monday) // WEEK_DAYS


def _session_of(
    brief: Brief, course: Course, exposure: Exposure, index: int, primer: bool
) -> Prescription:
    """One lift on one day before the taper."""
    context = brief.lifts[exposure.lift]
    learning = course.learning_week(index)
    if learning is not None:
        return learning_session(context, exposure, learning, course.learning)
    if course.ends is Phase.TEST and index >= course.before_end:
        return test_session(context, exposure, course.last_block)
    week = course.rotation_week(index)
    assert week is not None  # a lift that is not learned has a rotation
    return rotation_session(context, week, exposure, primer)


def _primer_days(brief: Brief, course: Course, days: list[tuple[date, Exposure]]) -> Iterator[date]:
    """Main sessions of one lift that get a heavy single: the next chance would come too late."""
    weeks, most = brief.calendar.weeks(), brief.policy.heavy.days
    rotation = [
        (day, exposure.slot, week_index(weeks, day))
        for day, exposure in days
        if course.learning_week(week_index(weeks, day)) is None
    ]
    last = rotation[0][0] if rotation else brief.calendar.end
    mains = [(day, index) for day, slot, index in rotation if slot is Slot.MAIN]
    for position, (day, index) in enumerate(mains):
        if _is_heavy(brief, course, index):
            last = day
        elif not _is_deload(course, index):
            chances = (d for d, n in mains[position + 1 :] if not _is_deload(course, n))
            if (next(chances, brief.calendar.end) - last).days > most:
                yield day
                last = day


def _days_of(
    brief: Brief, courses: tuple[Course, ...], dates: tuple[date, ...], lift: int
) -> list[tuple[date, Exposure]]:
    """The days of one lift before the taper, with its place in the week."""
    weeks = brief.calendar.weeks()
    return [
        (day, exposure)
        for day in dates
        if not brief.calendar.in_taper(day)
        for exposure in exposures_of_week(brief, courses, week_index(weeks, day), day)
        if exposure.lift == lift
    ]


def _is_deload(course: Course, index: int) -> bool:
    week = course.rotation_week(index)
    return week is not None and week.deload


def _is_heavy(brief: Brief, course: Course, index: int) -> bool:
    """True when the week's main session already holds a set that is heavy enough."""
    if course.ends is Phase.TEST and index >= course.before_end:
        return True
    week = course.rotation_week(index)
    if week is None or week.deload:
        return False
    doses = brief.policy.emphasis[week.lead].doses(Slot.MAIN.value, week.week)
    return any(dose.percent >= brief.policy.heavy.percent for dose in doses)


def _attempts(brief: Brief, courses: tuple[Course, ...]) -> tuple[AttemptPlan, ...]:
    """The meet day's attempts, for the contested lifts."""
    if brief.meet is None:
        return ()
    on_platform = contested(tuple(context.lift for context in brief.lifts), brief.policy)
    style = brief.wishes.attempts or brief.policy.defaults.attempts
    weeks = max(1, round((brief.calendar.end - brief.calendar.start).days / WEEK_DAYS))
    return tuple(
        attempt_plan(context, weeks, style, learning=not course.graduates)
        for context, course in zip(brief.lifts, courses, strict=True)
        if context.lift in on_platform
    )


def _weeks(
    brief: Brief, placed: list[Placed], attempts: tuple[AttemptPlan, ...]
) -> tuple[Week, ...]:
    """Sessions by day, days by calendar week."""
    by_day: dict[date, list[Placed]] = {}
    for item in placed:
        by_day.setdefault(item.day, []).append(item)
    weeks = []
    for number, (first, last) in enumerate(brief.calendar.weeks(), start=1):
        days = sorted(day for day in by_day if first <= day <= last)
        sessions = [
            _training_session(brief, day, by_day[day], count)
            for count, day in enumerate(days, start=1)
        ]
        if brief.meet is not None and last == brief.meet.date and attempts:
            sessions.append(_meet_session(brief, attempts, len(sessions) + 1))
        weeks.append(Week(number, first, last, tuple(sessions)))
    return tuple(weeks)


def _training_session(brief: Brief, day: date, items: list[Placed], number: int) -> Session:
    contexts = {context.lift.name: context for context in brief.lifts}
    lifts = tuple(
        replace(
            item.prescription,
            groups=with_warm_ups(item.prescription, contexts[item.prescription.lift.name]),
        )
        for item in sorted(items, key=lambda item: item.order)
        if item.prescription.lift is not None
    )
    days_out = brief.calendar.days_out(day)
    return Session(day, number, days_out, (*lifts, *_assistance(brief, day, lifts)))


def _assistance(
    brief: Brief, day: date, lifts: tuple[Prescription, ...]
) -> tuple[Prescription, ...]:
    """The coach's assistance lines of the day, until two weeks before the meet."""
    days_out, stops = brief.calendar.days_out(day), brief.policy.season.assistance_stops
    if days_out is not None and days_out <= stops:
        return ()
    lead = lifts[0]
    reason = Reason(
        "week.assistance",
        f"The coach's own week; dropped {stops} days before a meet",
        brief.policy.season.specificity_source,
    )
    return tuple(
        Prescription(
            exercise=slot.exercise,
            kind=Kind.ASSISTANCE,
            phase=lead.phase,
            block=lead.block,
            lead=lead.lead,
            emphasis=None,
            text=slot.text,
            reason=reason,
        )
        for slot in sorted(brief.slots, key=lambda slot: slot.order)
        if slot.day == day.weekday() and not slot.lift
    )


def _meet_session(brief: Brief, attempts: tuple[AttemptPlan, ...], number: int) -> Session:
    contexts = {context.lift.name: context for context in brief.lifts}
    assert brief.meet is not None  # only called with a meet
    return Session(
        brief.meet.date,
        number,
        0,
        tuple(meet_prescription(contexts[plan.lift.name], plan) for plan in attempts),
    )
