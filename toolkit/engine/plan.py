"""Plan a season: from an athlete, the calendar and the policy to every session.

The order of work for one athlete: dates and lifts (prepare); the legs of the season, cut at long
breaks (legs); for each leg the blocks of every lift (course), the days it trains on (moves), every
session before the taper (training), the taper fitted to the volume before it (fit); then warm-ups
and the meet days. What the calendar took is said for the whole book at the end (daysoff).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from toolkit.diagnostics import Findings
from toolkit.engine.assume import book_assumptions, season_assumptions
from toolkit.engine.attempts import attempt_plan, meet_prescription
from toolkit.engine.calendar import WEEK_DAYS, Calendar, TrainingDay
from toolkit.engine.course import Course, History, lay_course
from toolkit.engine.crowding import review_crowding
from toolkit.engine.daysoff import calendar_news, day_text, say_together
from toolkit.engine.fit import fit_tapers, peaks, with_early_peaks
from toolkit.engine.legs import with_rests
from toolkit.engine.moves import lay_days
from toolkit.engine.notes import season_notes
from toolkit.engine.planned import PlannedLeg, PlannedSeason
from toolkit.engine.prepare import Brief, prepare
from toolkit.engine.review import nothing_left, review_season
from toolkit.engine.training import Placed, before_the_taper, is_heavy
from toolkit.engine.warmups import with_warm_ups
from toolkit.engine.weekplan import work_of
from toolkit.model.athlete import Meet, Roster, Stage
from toolkit.model.prescription import Kind, Phase, Prescription, Reason, Session
from toolkit.model.season import (
    AttemptPlan,
    BlockWeek,
    Change,
    LiftCourse,
    MeetDay,
    Plan,
    Season,
    Week,
)
from toolkit.policy.method import Policy
from toolkit.policy.override import apply
from toolkit.units import Unit


def plan_roster(
    roster: Roster, *, today: date, policy: Policy | None = None
) -> tuple[Plan, Findings]:
    """The plan of a whole book, athletes in its order, and what was found on the way.

    An athlete whose season cannot be planned is missing from the plan and named in the findings.
    """
    findings = Findings(roster.title)
    policy = policy or apply(roster.overrides, findings)
    briefs = [prepare(athlete, roster, today, policy, findings) for athlete in roster.athletes]
    planned = [plan_season(brief) for brief in briefs if brief is not None]
    for one in planned:
        _review(one, findings)
    say_together([news for one in planned for news in calendar_news(one)], findings)
    plan = Plan(
        title=roster.title,
        seasons=tuple(one.season for one in planned if one.season.courses),
        settings=roster.settings,
        assumed=book_assumptions(roster.settings, policy),
        paper=(roster.settings.paper or policy.defaults.paper).lower(),
        made_on=today,
    )
    return plan, findings


def plan_season(brief: Brief) -> PlannedSeason:
    """One athlete's season. Pure: the same brief always gives the same season."""
    brief, legs = _with_breaks(brief)
    meet_days = tuple(day for leg in legs for day in _meet_days(leg))
    season = Season(
        athlete=brief.athlete,
        unit=brief.athlete.unit or _first_unit(brief),
        start=brief.start,
        end=brief.end,
        training_days=brief.weekdays,
        weeks=_weeks(brief, legs, meet_days),
        courses=tuple(
            LiftCourse(context.lift, context.equipment, _bands(legs, lift))
            for lift, context in enumerate(brief.lifts)
        ),
        meet=brief.legs[-1].meet,
        attempts=meet_days[-1].attempts if meet_days else (),
        meet_days=meet_days,
        assumed=_assumed(brief),
        notes=season_notes(legs),
        dials=brief.policy.dials,
    )
    return PlannedSeason(season, tuple(legs))


def _with_breaks(brief: Brief) -> tuple[Brief, list[PlannedLeg]]:
    """The legs planned, cut at long breaks; a training day without a lift makes a break longer."""
    idle = frozenset[date]()
    while True:
        cut = replace(brief, legs=with_rests(brief.legs, brief.policy, idle))
        legs = _plan_legs(cut)
        idle |= _idle(legs)
        if not brief.calendar.off or with_rests(brief.legs, brief.policy, idle) == cut.legs:
            return cut, legs


def _plan_legs(brief: Brief) -> list[PlannedLeg]:
    legs: list[PlannedLeg] = []
    history = tuple(History() for _ in brief.lifts)
    for leg in brief.legs:
        legs.append(_plan_leg(brief.on(leg), history))
        history = _history(legs[-1], history)
    return legs


def _idle(legs: Sequence[PlannedLeg]) -> frozenset[date]:
    """The training days on which nothing is planned."""
    held = {day.date for leg in legs for day in leg.days.held}
    return frozenset(held - {item.day for leg in legs for item in leg.placed})


def _review(planned: PlannedSeason, findings: Findings) -> None:
    """Everything about one season but its calendar."""
    if not planned.has_training:
        nothing_left(planned.brief, findings)
        return
    review_crowding(planned.brief, planned.season, findings)
    for leg in planned.legs:
        if not leg.brief.leg.is_break:
            review_season(leg, planned.season, findings)


def _plan_leg(brief: Brief, history: tuple[History, ...]) -> PlannedLeg:
    if brief.leg.is_break:
        return _pause(brief, history)
    history = _as_left(brief, history)
    courses = tuple(
        lay_course(context.lift, brief.leg, brief.policy, brief.course_rules(lift), history[lift])
        for lift, context in enumerate(brief.lifts)
    )
    names = [context.lift.name for context in brief.lifts]
    days = lay_days(brief.calendar, brief.policy, names, work_of(brief, courses))
    found = peaks(brief, courses, days.held)
    tops = [peak.heavy for peak in found]
    training = before_the_taper(brief, courses, days.held, history, tops)
    early = with_early_peaks(brief, courses, found, training)
    late = fit_tapers(brief, courses, days.held, found, early)
    return PlannedLeg(brief, courses, (*early, *late), days)


def _as_left(brief: Brief, history: tuple[History, ...]) -> tuple[History, ...]:
    """What the lifts have behind them; after a long break a new one does its last weeks again."""
    if brief.leg.after is None:
        return history
    most, easy = brief.policy.learning.weeks, brief.leg.easy
    return tuple(replace(one, learned=max(0, min(one.learned, most) - easy)) for one in history)


def _pause(brief: Brief, history: tuple[History, ...]) -> PlannedLeg:
    """The weeks of a long break: nothing in them, and every lift waits."""
    weeks = len(brief.calendar.weeks())
    courses = tuple(
        Course(
            0 if context.lift.stage is Stage.EXPERIENCED or before.graduated else weeks,
            (),
            weeks,
            Phase.TEST,
            weeks,
            before.learned,
            before.blocks,
        )
        for context, before in zip(brief.lifts, history, strict=True)
    )
    return PlannedLeg(brief, courses, (), lay_days(brief.calendar, brief.policy))


def _history(leg: PlannedLeg, before: tuple[History, ...]) -> tuple[History, ...]:
    """What every lift has behind it after a leg."""
    if leg.brief.leg.is_break:
        return before
    return tuple(
        replace(course.history(), heavy=_last_heavy(leg, lift, before[lift].heavy))
        for lift, course in enumerate(leg.courses)
    )


def _last_heavy(leg: PlannedLeg, lift: int, before: date | None) -> date | None:
    """The day of a lift's last heavy set up to the end of a leg, at a meet or in training; while
    there was none, its first day of all, from which the clock runs."""
    mine = [item for item in leg.placed if item.lift == lift]
    trained = [item.day for item in mine if is_heavy(item, leg.brief.policy.heavy.percent)]
    heavy = (*trained, *leg.brief.attempted_on(lift))
    return max(heavy, default=before or min((item.day for item in mine), default=None))


def _bands(legs: list[PlannedLeg], lift: int) -> tuple[BlockWeek, ...]:
    return tuple(
        band for leg in legs for band in leg.courses[lift].bands(leg.brief.leg.weeks_before)
    )


def _assumed(brief: Brief) -> tuple[str, ...]:
    return season_assumptions(
        brief.athlete,
        [context.lift for context in brief.lifts],
        brief.settings,
        [context.equipment for context in brief.lifts],
        brief.weekdays,
        brief.start.isoformat(),
        brief.policy,
    )


def _first_unit(brief: Brief) -> Unit:
    if brief.lifts:
        return brief.lifts[0].lift.max.unit
    return brief.settings.unit or brief.policy.defaults.unit


def _meet_days(leg: PlannedLeg) -> list[MeetDay]:
    """Every meet of a leg with its attempts, for the contested lifts."""
    return [MeetDay(meet, _attempts(leg, meet)) for meet in leg.brief.leg.meets]


def _attempts(leg: PlannedLeg, meet: Meet) -> tuple[AttemptPlan, ...]:
    brief = leg.brief
    style = brief.wishes.attempts or brief.policy.defaults.attempts
    weeks = max(1, round((meet.date - brief.start).days / WEEK_DAYS))
    return tuple(
        attempt_plan(
            context,
            weeks,
            style,
            not course.graduates,
            shares=brief.wishes.attempt_shares,
            with_goal=meet == brief.legs[-1].meet,
        )
        for context, course in ((brief.lifts[n], leg.courses[n]) for n in brief.contested)
    )


def _weeks(
    brief: Brief, legs: list[PlannedLeg], meet_days: tuple[MeetDay, ...]
) -> tuple[Week, ...]:
    """Sessions by day, days by calendar week."""
    by_day: dict[date, list[Session]] = {}
    for leg in legs:
        for session in _sessions(leg):
            by_day.setdefault(session.date, []).append(session)
    for meet_day in meet_days:
        if meet_day.attempts:
            by_day[meet_day.meet.date] = [_meet_session(brief, meet_day)]
    weeks = []
    whole = Calendar(brief.start, brief.end, None, (), 0)
    for number, (first, last) in enumerate(whole.weeks(), start=1):
        found = [
            session for day in sorted(by_day) if first <= day <= last for session in by_day[day]
        ]
        numbered = (replace(session, number=n) for n, session in enumerate(found, start=1))
        weeks.append(Week(number, first, last, tuple(numbered)))
    return tuple(weeks)


def _sessions(leg: PlannedLeg) -> list[Session]:
    by_day: dict[date, list[Placed]] = {}
    for item in leg.placed:
        by_day.setdefault(item.day, []).append(item)
    moved = {change.to: change for change in leg.days.changes if change.to != change.day}
    made = []
    for day in leg.days.held:
        if day.date in by_day:
            session = _training_session(leg.brief, day, by_day[day.date])
            made.append(_as_moved(session, moved[day.date]) if day.date in moved else session)
    return made


def _training_session(brief: Brief, day: TrainingDay, items: list[Placed]) -> Session:
    lifts = tuple(
        replace(
            item.prescription,
            groups=with_warm_ups(item.prescription, brief.lifts[item.lift]),
        )
        for item in sorted(items, key=lambda item: item.order)
    )
    days_out = brief.calendar.days_out(day.date)
    lines = (*lifts, *_assistance(brief, day, lifts))
    return Session(day.date, 0, days_out, lines, brief.leg.next_meet)


def _as_moved(session: Session, change: Change) -> Session:
    """The session with the day it comes from in the reason of every line."""
    note = f"; moved from {day_text(change.day)}: {change.why}"

    def noted(reason: Reason) -> Reason:
        return replace(reason, text=reason.text + note)

    return replace(
        session,
        prescriptions=tuple(
            replace(
                line,
                groups=tuple(replace(one, reason=noted(one.reason)) for one in line.groups),
                reason=None if line.reason is None else noted(line.reason),
            )
            for line in session.prescriptions
        ),
    )


def _assistance(
    brief: Brief, day: TrainingDay, lifts: tuple[Prescription, ...]
) -> tuple[Prescription, ...]:
    """The coach's assistance lines of the day, until two weeks before the meet."""
    days_out, rules = brief.calendar.days_out(day.date), brief.policy.season.specificity
    if days_out is not None and days_out <= rules.assistance_stops_days_out:
        return ()
    lead = lifts[0]
    reason = Reason(
        "week.assistance",
        f"The coach's own week; dropped {rules.assistance_stops_days_out} days before a meet",
        rules.source,
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
        if slot.day == day.weekday and not slot.lift
    )


def _meet_session(brief: Brief, day: MeetDay) -> Session:
    contexts = {context.lift.name: context for context in brief.lifts}
    prescriptions = tuple(meet_prescription(contexts[one.lift.name], one) for one in day.attempts)
    return Session(day.meet.date, 0, 0, prescriptions, day.meet)
