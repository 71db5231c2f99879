"""Look at a finished season as a coach would, and say what could not be had."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.engine.assume import WEEKDAYS
from toolkit.engine.attempts import planned_goal
from toolkit.engine.calendar import DAY, WEEK_DAYS
from toolkit.engine.course import Course
from toolkit.engine.dials import is_work, tonnage
from toolkit.engine.planned import PlannedLeg
from toolkit.engine.plates import load_bar
from toolkit.engine.prepare import Brief, meet_cell
from toolkit.engine.sessions import LiftContext, percent_text
from toolkit.engine.taper_fit import window_of
from toolkit.model.prescription import AttemptRule, Phase, SetGroup
from toolkit.model.season import Cause, Season
from toolkit.units import plain


def review_season(leg: PlannedLeg, season: Season, findings: Findings) -> None:
    """Record everything about one leg of this season that the coach should know."""
    brief, courses = leg.brief, leg.courses
    season = _leg_of(season, brief)
    for context, course in zip(brief.lifts, courses, strict=True):
        _review_lift(brief, context, course, season, findings)
    if brief.leg.is_first:
        _review_length(brief, courses, findings)
    _review_loads(brief, season, findings)
    _review_taper(leg, season, findings)


def nothing_left(brief: Brief, findings: Findings) -> None:
    """Say why a season has no training at all."""
    taken = {
        off.name or "day off": off.origin
        for leg in brief.legs
        for day in leg.calendar.usual_days()
        if (off := leg.calendar.day_off(day.date)) is not None
    }
    why = "no training day is left"
    if not brief.lifts:
        why = "no lift has a usable max"
    elif taken:
        why = f"days off take every training day ({', '.join(taken)})"
    athlete, cells = brief.athlete, tuple(cell for cell in taken.values() if cell.cell)
    findings.add(
        rules.NOTHING_LEFT,
        athlete.origin,
        related=cells,
        leaves_out=() if brief.lifts else (athlete.name,),
        athlete=athlete.name,
        why=why,
    )


def _leg_of(season: Season, brief: Brief) -> Season:
    """The season cut down to the leg at hand."""
    start, end = brief.calendar.start, brief.calendar.end
    weeks = tuple(
        replace(week, sessions=tuple(s for s in week.sessions if start <= s.date <= end))
        for week in season.weeks
    )
    return replace(season, start=start, end=end, weeks=weeks)


def _review_lift(
    brief: Brief, context: LiftContext, course: Course, season: Season, findings: Findings
) -> None:
    lift, name = context.lift, brief.athlete.name
    unit, top = lift.max.unit, plain(lift.max.value)
    limits = brief.policy.season
    if lift.goal is not None and lift.goal > lift.max.value * (1 + limits.goal_gain):
        findings.add(
            rules.GOAL_FAR,
            lift.origin,
            lift=lift.name,
            athlete=name,
            goal=plain(lift.goal),
            unit=unit,
            gain=percent_text(lift.goal / lift.max.value - 1),
            max=top,
            planned=plain(planned_goal(lift, brief.policy), 1),
            most=percent_text(limits.goal_gain),
        )
    if context.equipment.step > lift.max.value * limits.coarse_step:
        findings.add(
            rules.COARSE_STEP,
            lift.origin,
            athlete=name,
            step=plain(context.equipment.step),
            unit=unit,
            percent=percent_text(context.equipment.step / lift.max.value),
            lift=lift.name,
            max=top,
        )
    if course.learning and len(brief.weekdays) < 2:
        findings.add(
            rules.NEW_LIFT_ONCE, lift.origin, lift=lift.name, athlete=name, days=len(brief.weekdays)
        )
    if not course.graduates and not brief.calendar.open_end:
        findings.add(
            rules.STILL_LEARNING,
            lift.origin,
            lift=lift.name,
            athlete=name,
            end="test week" if course.ends is Phase.TEST else "meet",
            percent=percent_text(brief.policy.taper.new.top.percent),
        )
    elif brief.meet is not None and lift.name in _attempted(season):
        _review_heavy_day(brief, context, season, findings)


def _attempted(season: Season) -> set[str]:
    """The lifts that a meet of the season contests."""
    return {plan.lift.name for day in season.meet_days for plan in day.attempts}


def _review_heavy_day(
    brief: Brief, context: LiftContext, season: Season, findings: Findings
) -> None:
    low, high = brief.policy.families[context.lift.family].heavy_range
    heavy = [
        session.days_out
        for _, session, prescription, group in season.set_groups()
        if prescription.lift is context.lift and group.reason.rule == "taper.heavy"
    ]
    if any(days_out is not None and low <= days_out <= high for days_out in heavy):
        return
    when = f"{heavy[0]} days out" if heavy else "left out"
    findings.add(
        rules.NO_HEAVY_DAY,
        context.lift.origin,
        athlete=brief.athlete.name,
        lift=context.lift.name,
        low=low,
        high=high,
        when=when,
    )


def _review_length(brief: Brief, courses: tuple[Course, ...], findings: Findings) -> None:
    """Say what a short season gives up: the front of the rotation, never the taper."""
    weeks, order = brief.calendar.rotation_weeks(), brief.policy.rotation.order
    done = {week.lead for course in courses if not course.learning for week in course.layout}
    done |= set(order) if brief.mode == "daily" else set()
    missing = [lead.value for lead in order if lead not in done]
    if brief.meet is None or not missing or all(course.learning for course in courses):
        return
    span = "no full week" if weeks == 0 else f"{weeks} week{'s' if weeks > 1 else ''}"
    findings.add(
        rules.SEASON_SHORT,
        meet_cell(brief.meet, brief.athlete),
        athlete=brief.athlete.name,
        weeks=span,
        given_up=f"no {' and no '.join(missing)} block",
    )


def _review_loads(brief: Brief, season: Season, findings: Findings) -> None:
    """Loads that the stated plates cannot make: the heaviest of each lift is named."""
    heaviest: dict[str, SetGroup] = {}
    highest: dict[str, float] = {}
    for _, _, prescription, group in season.set_groups():
        lift, kit = prescription.lift, prescription.equipment
        if lift is None or kit is None or isinstance(group.rule, AttemptRule):
            continue
        load = group.load
        if load > highest.get(lift.name, 0.0) and not load_bar(load, kit).exact:
            highest[lift.name], heaviest[lift.name] = load, group
    for context in brief.lifts:
        found = heaviest.get(context.lift.name)
        if found is not None:
            findings.add(
                rules.CANNOT_LOAD,
                context.lift.origin,
                lift=context.lift.name,
                athlete=brief.athlete.name,
                load=plain(found.load),
                unit=found.unit,
            )


@dataclass(frozen=True, slots=True)
class TaperVolume:
    """Tonnage in seven-day windows back from the meet: those of the taper, the last first, and
    the last full ones before it that hold no deload and no transition, the latest first."""

    taper: tuple[float, ...]
    before: tuple[float, ...]

    @property
    def cut(self) -> float:
        """How far the mean window falls (fraction)."""
        return 1 - mean(self.taper) / mean(self.before)

    @property
    def rises(self) -> bool:
        """True when some window of the taper holds more than the one before it."""
        line = (*self.taper, self.before[0])
        return any(late > early + 1e-6 for late, early in pairwise(line))


@dataclass(frozen=True, slots=True)
class _Windows:
    """Tonnage by seven-day window back from the meet, and the windows meant to be light."""

    totals: dict[int, float]
    light: set[int]


def _windows(season: Season) -> dict[str, _Windows]:
    """The windows of every lift by its name, and of all lifts together under no name."""
    found: dict[str, _Windows] = {"": _Windows({}, set())}
    for _, session, prescription, group in season.set_groups():
        if not session.days_out or prescription.lift is None:
            continue
        window = (session.days_out - 1) // WEEK_DAYS
        mine = found.setdefault(prescription.lift.name, _Windows({}, set()))
        load = tonnage(group, season.unit) if is_work(group) else 0.0
        for one in (found[""], mine):
            if prescription.phase in (Phase.DELOAD, Phase.TRANSITION):
                one.light.add(window)
            if load:
                one.totals[window] = one.totals.get(window, 0.0) + load
    return found


def _taper_volume(season: Season, found: _Windows, days: int, most: int) -> TaperVolume | None:
    """The volume of a taper of so many days; None when nothing is before it (METHOD.md 8)."""
    inside = -(-days // WEEK_DAYS)
    full = (season.end - season.start).days // WEEK_DAYS
    usable = [n for n in range(inside, full) if n in found.totals and n not in found.light]
    if not usable:
        return None
    taper = tuple(found.totals.get(n, 0.0) for n in range(inside))
    return TaperVolume(taper, tuple(found.totals[n] for n in usable[:most]))


def _review_taper(leg: PlannedLeg, season: Season, findings: Findings) -> None:
    """Say which part of the taper could not be had, over all lifts or for one."""
    brief = leg.brief
    taper = brief.policy.taper
    if brief.meet is None:
        return
    windows = _windows(season)
    for lift in (None, *(context.lift for context in brief.lifts)):
        found = windows.get(lift.name if lift else "")
        days, most = brief.calendar.taper_days, taper.reference_windows
        volume = _taper_volume(season, found, days, most) if found else None
        low, high = taper.cut_range if lift is None else taper.lift_cut_range
        if lift is not None and lift.name not in _attempted(season):
            high = 1.0  # nothing depends on how much of it is left
        if volume is None or (low <= volume.cut <= high and not volume.rises):
            continue
        findings.add(
            rules.TAPER_OFF,
            lift.origin if lift else brief.athlete.origin,
            athlete=brief.athlete.name,
            what="volume" if lift is None else f"{lift.name} volume",
            cut=percent_text(volume.cut),
            rise=" and lets it rise inside" if volume.rises else "",
            low=percent_text(low),
            high=percent_text(high),
            why=_what_spoils(leg, taper.reference_windows),
        )
        return


def _what_spoils(leg: PlannedLeg, windows: int) -> str:
    """Why a taper is not as it should be: days off in it or in the windows before it, else the
    usual days and the plates."""
    brief, calendar = leg.brief, leg.brief.calendar
    assert calendar.meet is not None  # tapers need a meet
    first = calendar.meet - (window_of(calendar.taper_days) + 1 + windows) * WEEK_DAYS * DAY
    lost = [one for one in leg.days.changes if one.day >= first and one.cause != Cause.LAST_MEET]
    if lost:
        count = f"{len(lost)} session{'s are' if len(lost) > 1 else ' is'}"
        causes = ", ".join(dict.fromkeys(one.why for one in lost))
        return f"{count} moved or lost in it or in the weeks before it ({causes})"
    weekdays = ", ".join(WEEKDAYS[day] for day in brief.weekdays)
    return f"{weekdays} and the plates leave no better"
