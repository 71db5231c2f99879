"""The legs of a season: each ends at a meet that gets the full taper; smaller meets lie inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from toolkit.engine.calendar import DAY, WEEK_DAYS, Calendar, next_monday
from toolkit.engine.moves import lay_days
from toolkit.model.athlete import DayOff, Meet, Priority
from toolkit.policy.method import Policy


@dataclass(frozen=True, slots=True)
class Break:
    """A long stretch without training: the last session before it (or the day before the season),
    the first one after it (None when none is left), and the days off that caused it."""

    before: date
    back: date | None
    off: DayOff


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of the season up to one main meet (or the test week), or up to a long break.

    `minor` are the meets inside it that are not tapered for; `weeks_before` counts the calendar
    weeks of the legs before it. Its first `easy` weeks ease the lifter in, after a meet or after
    the break `after`. `is_break` marks the weeks of the break itself; `towards` is the meet its
    days lead to where that does not end it; `late` is a break that leaves no room to ease in.
    """

    calendar: Calendar
    meet: Meet | None
    minor: tuple[Meet, ...]
    weeks_before: int
    easy: int = 0
    is_break: bool = False
    towards: Meet | None = None
    after: Break | None = None
    late: Break | None = None

    @property
    def is_first(self) -> bool:
        """True for the leg that opens the season."""
        return self.weeks_before == 0

    @property
    def meets(self) -> tuple[Meet, ...]:
        """Every meet of this leg, the one that ends it last."""
        return (*self.minor, *((self.meet,) if self.meet else ()))

    @property
    def next_meet(self) -> Meet | None:
        """The main meet that the days of this leg lead to."""
        return self.towards or self.meet


@dataclass(frozen=True, slots=True)
class Span:
    """What all legs of a season share."""

    start: date
    end: date
    weekdays: tuple[int, ...]
    taper_days: int
    off: tuple[DayOff, ...]


def lay_legs(span: Span, meets: Sequence[Meet]) -> tuple[Leg, ...]:
    """The legs of a season whose last meet, if any, ends it."""
    ends = [meet for meet in main_meets(meets, span.taper_days) if meet.date > span.start]
    legs: list[Leg] = []
    start, weeks = span.start, 0
    closing: list[Meet | None] = [*ends] or [None]
    for meet in closing:
        end = span.end if meet is None else meet.date
        inside = tuple(m for m in meets if start <= m.date < end)
        closed = tuple(_eve(m) for m in inside)
        calendar = Calendar(
            start,
            end,
            meet.date if meet else None,
            span.weekdays,
            span.taper_days,
            span.off,
            closed,
        )
        legs.append(Leg(calendar, meet, inside, weeks))
        weeks += len(calendar.weeks())
        start = next_monday(end)
    return tuple(legs)


def _eve(meet: Meet) -> DayOff:
    """The day of a smaller meet and the one before it."""
    name = f"the day before {meet.name or 'the meet'}"
    return DayOff(meet.date - DAY, meet.date, name, origin=meet.origin)


def with_rests(
    legs: Sequence[Leg], policy: Policy, idle: frozenset[date] = frozenset()
) -> tuple[Leg, ...]:
    """The legs with their easy weeks, with rest between meets that are close together, and cut in
    three where a long break interrupts one: before it, the break itself, and after it.

    `idle` are training days that nothing is planned on; they do not end a break.
    """
    found: list[Leg] = []
    for leg in legs:
        easy = 0 if leg.is_first else policy.season.transition_weeks
        rested = replace(leg, easy=easy, calendar=_rested(leg, policy))
        found.extend(_at_breaks(rested, policy, idle) if rested.calendar.off else [rested])
    return tuple(found)


def close_meets(meets: Sequence[Meet], policy: Policy) -> list[tuple[Meet, Meet]]:
    """Meets with the next one so near that nothing is trained between them."""
    most = policy.season.minor_meet.close_days
    return [(one, two) for one, two in pairwise(meets) if (two.date - one.date).days <= most]


def _rested(leg: Leg, policy: Policy) -> Calendar:
    """The calendar of a leg, closed between meets that are close together."""
    between = tuple(
        DayOff(
            one.date + DAY,
            two.date,
            f"between {one.name or 'one meet'} and {two.name or 'the next'}",
            origin=two.origin,
        )
        for one, two in close_meets(leg.meets, policy)
        if (two.date - one.date).days > 1
    )
    return replace(leg.calendar, closed=(*between, *leg.calendar.closed))


def _at_breaks(leg: Leg, policy: Policy, idle: frozenset[date]) -> Iterator[Leg]:
    """A leg, cut at its long breaks; one that leaves no week to come back in is only noted."""
    found = _first_break(leg.calendar, policy, idle)
    if found is None:
        yield leg
        return
    after = None if found.back is None else _after(leg, found, found.back, policy)
    if after is None:
        yield replace(leg, late=found)
        return
    monday = after.calendar.start
    weeks = leg.weeks_before
    if found.before >= leg.calendar.start:
        end = next_monday(found.before) - DAY
        before = _part(leg, leg.calendar.start, end)
        yield replace(before, calendar=replace(before.calendar, open_end=True))
        weeks += len(before.calendar.weeks())
    else:
        end = leg.calendar.start - DAY
    pause = _part(leg, end + DAY, monday - DAY)
    yield replace(pause, is_break=True, weeks_before=weeks, after=None)
    weeks += len(pause.calendar.weeks())
    yield from _at_breaks(replace(after, weeks_before=weeks), policy, idle)


def _first_break(calendar: Calendar, policy: Policy, idle: frozenset[date]) -> Break | None:
    """The first stretch of at least `break_days` days without a session that days off cause."""
    last = calendar.start - DAY
    days = [day.date for day in lay_days(calendar, policy).held if day.date not in idle]
    for day in (*days, None):
        until = day or calendar.end
        if (until - last).days > policy.season.days_off.break_days:
            missed = (last + n * DAY for n in range(1, (until - last).days))
            usual = (one for one in missed if one.weekday() in calendar.weekdays)
            off = next((off for one in usual if (off := calendar.day_off(one))), None)
            if off is not None:
                return Break(last, day, off)
        last = until
    return None


def _after(leg: Leg, found: Break, back: date, policy: Policy) -> Leg | None:
    """The leg from the first week back; None when the taper or the test week has come by then.

    A week of which less than half is left does not count: the next one is easy too.
    """
    part = _part(leg, max(leg.calendar.start, back - back.weekday() * DAY), leg.calendar.end)
    if leg.calendar.in_taper(back) or part.calendar.rotation_weeks() < 1:
        return None
    _, sunday = part.calendar.weeks()[0]
    held = [day for day in lay_days(part.calendar, policy).held if day.date <= sunday]
    rest = 2 * len(held) < len(leg.calendar.weekdays)
    easy = min(policy.season.transition_weeks + int(rest), part.calendar.rotation_weeks())
    return replace(part, meet=leg.meet, towards=None, easy=easy, after=found)


def _part(leg: Leg, start: date, end: date) -> Leg:
    """Some weeks of a leg, with the meets inside them."""
    return replace(
        leg,
        calendar=replace(leg.calendar, start=start, end=end),
        meet=None,
        minor=tuple(meet for meet in leg.minor if start <= meet.date <= end),
        towards=leg.next_meet,
    )


def main_meets(meets: Sequence[Meet], taper_days: int) -> list[Meet]:
    """The meets that end a leg: the last one, and every A meet that leaves room for the taper and
    a transition week before the next of them."""
    found: list[Meet] = []
    for meet in reversed(meets):
        if not found or (meet.priority is Priority.A and _has_room(meet, found[0], taper_days)):
            found.insert(0, meet)
    return found


def _has_room(meet: Meet, following: Meet, taper_days: int) -> bool:
    return (following.date - meet.date).days >= taper_days + WEEK_DAYS


def crowded_meets(meets: Sequence[Meet], taper_days: int) -> list[tuple[Meet, Meet]]:
    """A meets that cannot have a taper of their own, each with the meet that takes it."""
    main = main_meets(meets, taper_days)
    return [
        (meet, next(other for other in main if other.date > meet.date))
        for meet in meets
        if meet.priority is Priority.A and meet not in main
    ]
