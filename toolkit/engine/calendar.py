"""Dates: the weeks of a season, its training days, and how far away the meet is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from toolkit.model.athlete import DayOff

DAY = timedelta(days=1)
WEEK_DAYS = 7
MOST_MOVED = 2
"""A session moves by at most so many days before it is better dropped."""


@dataclass(frozen=True, slots=True)
class TrainingDay:
    """A day with a session: the date, and the weekday (Monday = 0) whose lifts it takes.

    The two differ for a session that was moved; `note` then says why.
    """

    date: date
    weekday: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days up to one meet, or to the end of a season without one (`meet` is None).

    `off` are days without training, `closed` days that smaller meets and their eves take; the
    taper is the last `taper_days` before the meet.
    """

    start: date
    end: date
    meet: date | None
    weekdays: tuple[int, ...]
    taper_days: int
    off: tuple[DayOff, ...] = ()
    closed: frozenset[date] = frozenset()

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
        inside = self.start <= day <= self.end and day not in self.closed
        on_platform = self.meet is not None and (self.meet - day).days < 2
        return inside and not on_platform and self.day_off(day) is None

    def day_off(self, day: date) -> DayOff | None:
        """What keeps everybody from training on this day."""
        return next((off for off in self.off if off.first <= day <= off.last), None)

    def training_days(self, last_session: tuple[int, int]) -> tuple[TrainingDay, ...]:
        """The days with a session: none on a meet day, on its eve, or on a day off.

        A session on a day off moves to the nearest free day of its week, or is dropped. A session
        on the eve of the meet moves one day forward when otherwise nothing is left within
        `last_session` days out, so that the lifter does not come to the meet stale.
        """
        planned = [TrainingDay(day, day.weekday()) for day in self._days()]
        kept = [day for day in planned if self.is_free(day.date)]
        for day in planned:
            moved = self._moved(day, kept)
            if moved is not None:
                kept.append(moved)
        return tuple(sorted([*kept, *self._from_the_eve(kept, last_session)], key=_by_date))

    def lost_days(self, last_session: tuple[int, int]) -> tuple[tuple[date, DayOff], ...]:
        """Training days that a day off took without another day to move to."""
        if not self.off:
            return ()
        weekdays = {day.date + _back(day) * DAY for day in self.training_days(last_session)}
        return tuple(
            (day, off)
            for day in self._days()
            if (off := self.day_off(day)) is not None
            and day not in weekdays
            and not (self.meet is not None and (self.meet - day).days < 2)
        )

    def _days(self) -> Iterator[date]:
        for n in range((self.end - self.start).days + 1):
            day = self.start + n * DAY
            if day.weekday() in self.weekdays:
                yield day

    def _moved(self, day: TrainingDay, taken: Sequence[TrainingDay]) -> TrainingDay | None:
        """Where a session goes whose day is off; None when it stays, or has nowhere to go."""
        off = self.day_off(day.date)
        if off is None or (self.meet is not None and (self.meet - day.date).days < 2):
            return None
        busy = {other.date for other in taken}
        monday = day.date - day.weekday * DAY
        for distance in range(1, MOST_MOVED + 1):
            for other in (day.date + distance * DAY, day.date - distance * DAY):
                same_week = monday <= other < monday + WEEK_DAYS * DAY
                if same_week and other not in busy and self.is_free(other):
                    return replace(day, date=other, note=off.name or "day off")
        return None

    def _from_the_eve(
        self, kept: Sequence[TrainingDay], last_session: tuple[int, int]
    ) -> Iterator[TrainingDay]:
        if self.meet is None:
            return
        low, high = last_session
        eve, moved = self.meet - DAY, self.meet - 2 * DAY
        near = any(low <= (self.meet - day.date).days <= high for day in kept)
        if eve.weekday() in self.weekdays and self.is_free(moved) and not near:
            yield TrainingDay(moved, eve.weekday())


def _by_date(day: TrainingDay) -> date:
    return day.date


def _back(day: TrainingDay) -> int:
    """Days from a session's date to the day it was planned for."""
    return (day.weekday - day.date.weekday() + 3) % WEEK_DAYS - 3


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
