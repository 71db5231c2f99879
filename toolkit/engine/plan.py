"""Plan a season: from an athlete, the calendar and the policy to every session.

The order of work for one athlete: dates and lifts (prepare); for each leg of the season the
blocks of every lift (course), every session before the taper (training), the taper fitted to the
volume before it (fit); then warm-ups and the meet days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from toolkit.diagnostics import Findings
from toolkit.engine.assume import book_assumptions, season_assumptions
from toolkit.engine.attempts import attempt_plan, meet_prescription
from toolkit.engine.calendar import WEEK_DAYS, Calendar
from toolkit.engine.course import Course, History, lay_course
from toolkit.engine.fit import fit_tapers, peaks, with_early_peaks
from toolkit.engine.prepare import Brief, prepare
from toolkit.engine.review import review_season
from toolkit.engine.training import Placed, before_the_taper, is_heavy
from toolkit.engine.warmups import with_warm_ups
from toolkit.model.athlete import Meet, Roster
from toolkit.model.prescription import Kind, Prescription, Reason, Session
from toolkit.model.season import AttemptPlan, BlockWeek, LiftCourse, MeetDay, Plan, Season, Week
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


@dataclass(frozen=True, slots=True)
class PlannedLeg:
    """One leg with the course of every lift and every session in it."""

    brief: Brief
    courses: tuple[Course, ...]
    placed: tuple[Placed, ...]
    days: tuple[tuple[date, str], ...]


def plan_season(brief: Brief, findings: Findings) -> Season:
    """One athlete's season. Pure: the same brief always gives the same season."""
    legs: list[PlannedLeg] = []
    history = tuple(History() for _ in brief.lifts)
    for leg in brief.legs:
        legs.append(_plan_leg(brief.on(leg), history))
        history = _history(legs[-1])
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
        notes=tuple(note for leg in legs for note in _moved(leg)),
    )
    for planned in legs:
        review_season(planned.brief, planned.courses, season, findings)
    return season


def _plan_leg(brief: Brief, history: tuple[History, ...]) -> PlannedLeg:
    courses = tuple(
        lay_course(context.lift, brief.leg, brief.policy, brief.course_rules(lift), history[lift])
        for lift, context in enumerate(brief.lifts)
    )
    days = brief.calendar.training_days(brief.policy.taper.last_range)
    found = peaks(brief, courses, days)
    early = with_early_peaks(brief, courses, found, before_the_taper(brief, courses, days, history))
    late = fit_tapers(brief, courses, days, found, early)
    notes = tuple((day.date, day.note) for day in days if day.note)
    return PlannedLeg(brief, courses, (*early, *late), notes)


def _history(leg: PlannedLeg) -> tuple[History, ...]:
    """What every lift has behind it after a leg; attempts are heavy sets too."""
    percent, meet = leg.brief.policy.heavy.percent, leg.brief.meet
    heavy = {item.lift: item.day for item in leg.placed if is_heavy(item, percent)}
    if meet is not None:
        heavy |= dict.fromkeys(leg.brief.contested, meet.date)
    return tuple(
        replace(course.history(), heavy=heavy.get(lift)) for lift, course in enumerate(leg.courses)
    )


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


def _moved(leg: PlannedLeg) -> list[str]:
    """Sentences about sessions that a day off moved or took."""
    calendar = leg.brief.calendar
    lost = calendar.lost_days(leg.brief.policy.taper.last_range)
    return [
        *(f"{day:%a} {day.day} {day:%b}: session moved here ({note})." for day, note in leg.days),
        *(
            f"{day:%a} {day.day} {day:%b}: no training ({off.name or 'day off'})."
            for day, off in lost
        ),
        *_unused(leg),
        *_variations(leg),
    ]


def _variations(leg: PlannedLeg) -> Iterator[str]:
    """Sentences about the coach's variations that become the lift itself before the meet."""
    lines = [item for item in leg.placed if item.prescription.kind is Kind.VARIATION]
    for lift, context in enumerate(leg.brief.lifts):
        last = {item.prescription.exercise: item.day for item in lines if item.lift == lift}
        until = ", ".join(f"{name} until {day:%a} {day.day} {day:%b}" for name, day in last.items())
        if until and leg.brief.meet is not None:
            yield f"{until}; then {context.lift.name} itself, as the meet comes nearer."


def _unused(leg: PlannedLeg) -> Iterator[str]:
    """Sentences about training days too near the meet for one session more."""
    meet, calendar = leg.brief.meet, leg.brief.calendar
    if meet is None or not leg.placed:
        return
    last = max(item.day for item in leg.placed)
    for day in calendar.training_days(leg.brief.policy.taper.last_range):
        if day.date > last:
            yield (
                f"{day.date:%a} {day.date.day} {day.date:%b}: no session, "
                f"{calendar.days_out(day.date)} days before the meet; the last one is on "
                f"{last:%a} {last.day} {last:%b}."
            )


def _first_unit(brief: Brief) -> Unit:
    if brief.lifts:
        return brief.lifts[0].lift.max.unit
    return brief.settings.unit or brief.policy.defaults.unit


def _meet_days(leg: PlannedLeg) -> list[MeetDay]:
    """Every meet of a leg with its attempts, for the contested lifts."""
    brief = leg.brief
    meets = [*brief.leg.minor, *([brief.meet] if brief.meet else [])]
    return [MeetDay(meet, _attempts(leg, meet)) for meet in meets]


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
    return [_training_session(leg.brief, day, by_day[day]) for day in sorted(by_day)]


def _training_session(brief: Brief, day: date, items: list[Placed]) -> Session:
    lifts = tuple(
        replace(
            item.prescription,
            groups=with_warm_ups(item.prescription, brief.lifts[item.lift]),
        )
        for item in sorted(items, key=lambda item: item.order)
    )
    days_out = brief.calendar.days_out(day)
    return Session(day, 0, days_out, (*lifts, *_assistance(brief, day, lifts)), brief.meet)


def _assistance(
    brief: Brief, day: date, lifts: tuple[Prescription, ...]
) -> tuple[Prescription, ...]:
    """The coach's assistance lines of the day, until two weeks before the meet."""
    days_out, rules = brief.calendar.days_out(day), brief.policy.season.specificity
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
        if slot.day == day.weekday() and not slot.lift
    )


def _meet_session(brief: Brief, day: MeetDay) -> Session:
    contexts = {context.lift.name: context for context in brief.lifts}
    prescriptions = tuple(meet_prescription(contexts[one.lift.name], one) for one in day.attempts)
    return Session(day.meet.date, 0, 0, prescriptions, day.meet)
