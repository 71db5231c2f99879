"""Dates: the weeks of a season, its training days, and how far away the meet is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.model.athlete import DayOff

DAY = timedelta(days=1)
WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class TrainingDay:
    """A day with a session: the date, and the weekday (Monday = 0) whose lifts it takes.

    The two differ for a session that was moved. `without` are the lifts (by index) that are left
    out, because a moved session brought them too near to another one.
    """

    date: date
    weekday: int
    without: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days up to one meet, or to the end of a season without one (`meet` is None).

    `off` are days without training, `closed` the days that smaller meets take, each with the
    meet's as its last; the taper is the last `taper_days` before the meet. `open_end` is True where
    a long break follows instead of the taper or the test week.
    """

    start: date
    end: date
    meet: date | None
    weekdays: tuple[int, ...]
    taper_days: int
    off: tuple[DayOff, ...] = ()
    closed: tuple[DayOff, ...] = ()
    open_end: bool = False

    def days_out(self, day: date) -> int | None:
        """Days to the meet (meet = 0); None without a meet."""
        return None if self.meet is None else (self.meet - day).days

    def in_taper(self, day: date) -> bool:
        """True from the first day of the taper to the meet."""
        days_out = self.days_out(day)
        return days_out is not None and days_out <= self.taper_days

    def weeks(self) -> tuple[tuple[date, date], ...]:
        """First and last day of every calendar week; they tile the season without a gap."""
        weeks = []
        first = self.start
        while first <= self.end:
            last = min(first + (WEEK_DAYS - 1 - first.weekday()) * DAY, self.end)
            weeks.append((first, last))
            first = last + DAY
        return tuple(weeks)

    def rotation_weeks(self) -> int:
        """How many weeks come before the taper (or the test week).

        A week counts when at least half of its training days lie before the taper; a shorter rest
        of a week goes on with what the week before it did. At least one week counts when any day
        lies before the taper.
        """
        weeks = self.weeks()
        if self.open_end:
            return len(weeks)
        if self.meet is None:
            return len(weeks) - 1
        taper_start = self.meet - self.taper_days * DAY
        whole = sum(self._mostly_before(taper_start, *week) for week in weeks)
        return whole or int(self.start < taper_start)

    def _mostly_before(self, day: date, first: date, last: date) -> bool:
        """True when at least half of the training days of a week lie before a day."""
        days = [first + n * DAY for n in range((last - first).days + 1)]
        training = [other for other in days if other.weekday() in self.weekdays] or days
        return 2 * sum(other < day for other in training) >= len(training)

    def is_free(self, day: date) -> bool:
        """True for a day inside the season on which somebody may train."""
        inside = self.start <= day <= self.end and not self.belongs_to_meet(day)
        return inside and self.closing(day) is None and self.day_off(day) is None

    def belongs_to_meet(self, day: date) -> bool:
        """True for the day of the meet that ends these days, and for its eve."""
        return self.meet is not None and (self.meet - day).days < 2

    def day_off(self, day: date) -> DayOff | None:
        """What keeps everybody from training on this day."""
        return next((off for off in self.off if off.first <= day <= off.last), None)

    def closing(self, day: date) -> DayOff | None:
        """What a smaller meet takes this day for."""
        return next((off for off in self.closed if off.first <= day <= off.last), None)

    def usual_days(self) -> Iterator[TrainingDay]:
        """Every training day of the usual week, free or not."""
        for n in range((self.end - self.start).days + 1):
            day = self.start + n * DAY
            if day.weekday() in self.weekdays:
                yield TrainingDay(day, day.weekday())


def week_index(weeks: Sequence[tuple[date, date]], day: date) -> int:
    """The number (from 0) of the calendar week a day lies in."""
    monday = weeks[0][1].toordinal() - WEEK_DAYS + 1
    return (day.toordinal() - monday) // WEEK_DAYS


def next_monday(day: date) -> date:
    """The first Monday after a day."""
    return day + (WEEK_DAYS - day.weekday()) * DAY


def week_end(day: date) -> date:
    """The Sunday of a day's calendar week."""
    return day + (WEEK_DAYS - 1 - day.weekday()) * DAY


def season_end(start: date, weeks: int) -> date:
    """The Sunday that ends the given number of calendar weeks, the first perhaps begun late."""
    monday = start - start.weekday() * DAY
    return monday + (weeks * WEEK_DAYS - 1) * DAY
