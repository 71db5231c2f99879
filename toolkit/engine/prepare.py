"""Before planning: which days, which equipment, which lifts can be planned at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings
from toolkit.engine.calendar import WEEK_DAYS, Calendar, next_monday, season_end
from toolkit.engine.course import CourseRules
from toolkit.engine.frequency import WantedLift, wanted_lifts
from toolkit.engine.legs import Leg, Span, crowded_meets, lay_legs
from toolkit.engine.mainlifts import contested, lifts_to_test
from toolkit.engine.sessions import LiftContext, percent_text
from toolkit.model.athlete import (
    Athlete,
    Equipment,
    Lift,
    Meet,
    Preferences,
    Roster,
    Settings,
    WeekSlot,
)
from toolkit.model.prescription import Emphasis
from toolkit.policy.method import Policy
from toolkit.units import Unit, plain


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything one athlete's season is planned from, with one leg of it at hand.

    `lifts` are the lifts that can be planned, in the coach's order; `wanted` says how often each
    is trained, in the order they are placed in the week; `slots` are the lines of the coach's own
    week that are meant for this athlete.
    """

    athlete: Athlete
    settings: Settings
    policy: Policy
    legs: tuple[Leg, ...]
    leg: Leg
    lifts: tuple[LiftContext, ...]
    slots: tuple[WeekSlot, ...]
    wanted: tuple[WantedLift, ...]

    def on(self, leg: Leg) -> Brief:
        """The same brief with another leg at hand."""
        return replace(self, leg=leg)

    @property
    def calendar(self) -> Calendar:
        """The days of the leg at hand."""
        return self.leg.calendar

    @property
    def meet(self) -> Meet | None:
        """The meet that ends the leg at hand."""
        return self.leg.meet

    @property
    def start(self) -> date:
        """The first day of the season."""
        return self.legs[0].calendar.start

    @property
    def end(self) -> date:
        """The last day of the season."""
        return self.legs[-1].calendar.end

    @property
    def wishes(self) -> Preferences:
        """The coach's preferences for this athlete."""
        return self.athlete.preferences.over(self.settings.preferences)

    @property
    def mode(self) -> str:
        """The rotation mode: block, weekly or daily."""
        return self.wishes.rotation or self.policy.rotation.mode

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Training days, Monday = 0."""
        return self.calendar.weekdays

    @property
    def contested(self) -> tuple[int, ...]:
        """The lifts that a meet contests, as indices of `lifts`."""
        return self._numbers(contested)

    @property
    def tested(self) -> tuple[int, ...]:
        """The lifts that a test week tests, as indices of `lifts`."""
        return self._numbers(lifts_to_test)

    def _numbers(
        self, choice: Callable[[tuple[Lift, ...], Policy], Sequence[Lift]]
    ) -> tuple[int, ...]:
        lifts = tuple(context.lift for context in self.lifts)
        chosen = choice(lifts, self.policy)
        return tuple(number for number, lift in enumerate(lifts) if lift in chosen)

    def attempted_on(self, lift: int) -> tuple[date, ...]:
        """The days of the meets in the leg at hand that contest a lift."""
        if lift not in self.contested:
            return ()
        return tuple(meet.date for meet in self.leg.meets)

    @property
    def lift_slots(self) -> tuple[WeekSlot, ...]:
        """The coach's lines that name one of the athlete's lifts."""
        names = {context.lift.name for context in self.lifts}
        return tuple(slot for slot in self.slots if slot.lift in names)

    def course_rules(self, lift: int) -> CourseRules:
        """How the blocks of one lift are laid out."""
        rules_, wishes = self.policy.rotation, self.wishes
        rotation = replace(
            rules_,
            order=tuple(Emphasis(name) for name in wishes.order) or rules_.order,
            block_weeks=wishes.block_weeks or rules_.block_weeks,
        )
        shifts = {"lift": lift, "athlete": sum(self.athlete.name.encode("utf-8"))}
        return CourseRules(rotation, self.mode, shifts.get(wishes.offset, 0) % 2)


def prepare(
    athlete: Athlete, roster: Roster, today: date, policy: Policy, findings: Findings
) -> Brief | None:
    """The brief of one athlete, or None when the season cannot be planned (findings say why)."""
    settings = roster.settings
    meet = athlete.meet or (
        Meet(settings.meet, settings.meet_name) if settings.meet is not None else None
    )
    start = athlete.start or settings.start or next_monday(today)
    if meet is not None and not _meet_fits(athlete, meet, start, today, policy, findings):
        return None
    slots = tuple(slot for slot in roster.week if is_for(athlete, slot.group))
    lifts = tuple(
        context
        for context in (_context(lift, settings, policy) for lift in athlete.lifts)
        if _bar_fits(athlete, context, findings)
    )
    lifts = _in_the_coachs_week(athlete, lifts, slots, findings)
    end = _season_end(athlete, meet, start, settings, today, policy, findings)
    wishes = athlete.preferences.over(settings.preferences)
    span = Span(
        start,
        end,
        training_days(athlete, settings, slots, lifts, policy),
        _taper_days(athlete, meet, start, wishes, policy, findings),
        tuple(day for day in roster.days_off if is_for(athlete, day.group)),
    )
    meets = [] if meet is None else [*_on_the_way(athlete, meet, start), meet]
    _say_crowded(athlete, meets, span, findings)
    legs = lay_legs(span, meets)
    mode = wishes.rotation or policy.rotation.mode
    wanted = wanted_lifts(tuple(one.lift for one in lifts), len(span.weekdays), mode, policy)
    return Brief(athlete, settings, policy, legs, legs[0], lifts, slots, wanted)


def _season_end(
    athlete: Athlete,
    meet: Meet | None,
    start: date,
    settings: Settings,
    today: date,
    policy: Policy,
    findings: Findings,
) -> date:
    """The last day of the season; one without a meet that is over already is said."""
    if meet is not None:
        return meet.date
    end = season_end(start, settings.season_weeks or policy.defaults.weeks)
    if end < today:
        findings.add(
            rules.SEASON_OVER,
            athlete.origin,
            athlete=athlete.name,
            start=start,
            end=end,
            today=today,
        )
    return end


def meet_cell(meet: Meet, athlete: Athlete) -> CellRef:
    """Where a finding about a meet points: the meet's own cell, else the athlete's."""
    return meet.origin if meet.origin.cell else athlete.origin


def is_for(athlete: Athlete, group: str) -> bool:
    """True for a line that is meant for everybody, the athlete, or the athlete's group."""
    return group in ("", athlete.name, athlete.group or athlete.name)


def _on_the_way(athlete: Athlete, last: Meet, start: date) -> list[Meet]:
    """The smaller and earlier meets between the start and the last one, by date."""
    inside = [meet for meet in athlete.other_meets if start < meet.date < last.date]
    return sorted(inside, key=lambda meet: meet.date)


def _say_crowded(athlete: Athlete, meets: list[Meet], span: Span, findings: Findings) -> None:
    for meet, following in crowded_meets(meets, span.taper_days):
        findings.add(
            rules.MEETS_CROWDED,
            meet_cell(meet, athlete),
            athlete=athlete.name,
            meet=meet.name or meet.date.isoformat(),
            following=following.name or following.date.isoformat(),
            days=(following.date - meet.date).days,
            needed=span.taper_days + WEEK_DAYS,
        )


def _taper_days(
    athlete: Athlete,
    meet: Meet | None,
    start: date,
    wishes: Preferences,
    policy: Policy,
    findings: Findings,
) -> int:
    """The taper's length; a taper that would fill the whole season is cut to half of it."""
    wanted = wishes.taper_days or policy.taper.days
    if meet is None:
        return wanted
    season = (meet.date - start).days
    if wanted < season or not wishes.taper_days:
        return wanted
    shorter = max(policy.taper.least_days, min(wanted, season // 2))
    findings.add(
        rules.TAPER_TOO_LONG,
        meet_cell(meet, athlete),
        athlete=athlete.name,
        days=wanted,
        season=season,
        shorter=shorter,
    )
    return shorter


def training_days(
    athlete: Athlete,
    settings: Settings,
    slots: tuple[WeekSlot, ...],
    lifts: tuple[LiftContext, ...],
    policy: Policy,
) -> tuple[int, ...]:
    """The athlete's weekdays: the coach's own week first, then days given, then the default."""
    if days := days_of_week(slots, {context.lift.name for context in lifts}):
        return days
    if athlete.training_days:
        return athlete.training_days
    if athlete.sessions is None and settings.training_days:
        return settings.training_days
    return policy.defaults.training_days[
        athlete.sessions or settings.sessions or policy.defaults.sessions
    ]


def days_of_week(slots: Iterable[WeekSlot], lifts: set[str]) -> tuple[int, ...]:
    """The weekdays of the coach's lines, none where no line has one of these lifts."""
    lines = tuple(slots)
    if not any(slot.lift in lifts for slot in lines):
        return ()
    return tuple(sorted({slot.day for slot in lines}))


def equipment_for(unit: Unit, settings: Settings, policy: Policy) -> Equipment:
    """The bar and plates for weights in this unit."""
    given = settings.equipment_kg if unit is Unit.KG else settings.equipment_lb
    return given or policy.defaults.equipment[unit]


def _context(lift: Lift, settings: Settings, policy: Policy) -> LiftContext:
    kit = equipment_for(lift.max.unit, settings, policy)
    return LiftContext(lift, kit, policy, kit.step)


def _meet_fits(
    athlete: Athlete, meet: Meet, start: date, today: date, policy: Policy, findings: Findings
) -> bool:
    where = meet_cell(meet, athlete)
    weeks, most = (meet.date - start).days // WEEK_DAYS, policy.season.longest_weeks
    values: dict[str, Any] = {"athlete": athlete.name, "meet": meet.date.isoformat()}
    if meet.date <= today:
        broken = rules.MEET_PAST
        example = today.replace(year=today.year + 1, day=1).isoformat()
        values |= {"today": today, "example": example}
    elif meet.date <= start:
        broken, values = rules.MEET_BEFORE_START, {**values, "start": start}
    elif weeks > most:
        broken, values = rules.SEASON_TOO_LONG, {**values, "weeks": weeks, "most": most}
    else:
        return True
    findings.add(broken, where, leaves_out=(athlete.name,), **values)
    return False


def _bar_fits(athlete: Athlete, context: LiftContext, findings: Findings) -> bool:
    lift, kit = context.lift, context.equipment
    share = kit.bar / lift.max.value
    limit = context.policy.season.bar_percent
    if share <= limit:
        return True
    lighter = int(lift.max.value * limit // 5) * 5
    findings.add(
        rules.BAR_TOO_HEAVY,
        lift.origin,
        bar=plain(kit.bar),
        unit=kit.unit,
        percent=percent_text(share),
        lift=lift.name,
        athlete=athlete.name,
        max=plain(lift.max.value),
        lighter=lighter or 5,
    )
    return False


def _in_the_coachs_week(
    athlete: Athlete,
    lifts: tuple[LiftContext, ...],
    slots: tuple[WeekSlot, ...],
    findings: Findings,
) -> tuple[LiftContext, ...]:
    """A coach who writes the week is obeyed: lifts without a line there are left out."""
    named = {slot.lift for slot in slots if slot.lift}
    written = named & {context.lift.name for context in lifts}
    if not written:
        return lifts
    for context in lifts:
        if context.lift.name not in written:
            findings.add(
                rules.NOT_IN_WEEK,
                context.lift.origin,
                lift=context.lift.name,
                athlete=athlete.name,
            )
    return tuple(context for context in lifts if context.lift.name in written)
