"""The legs of a season: each ends at a meet that gets the full taper; smaller meets lie inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.engine.calendar import DAY, WEEK_DAYS, Calendar, next_monday
from toolkit.model.athlete import DayOff, Meet, Priority


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of the season up to one main meet (or the test week).

    `minor` are the meets inside it that are not tapered for; `weeks_before` counts the calendar
    weeks of the legs before it.
    """

    calendar: Calendar
    meet: Meet | None
    minor: tuple[Meet, ...]
    weeks_before: int

    @property
    def is_first(self) -> bool:
        """True for the leg that opens the season: no transition week is needed."""
        return self.weeks_before == 0


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
        closed = frozenset(day for m in inside for day in (m.date, m.date - DAY))
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
