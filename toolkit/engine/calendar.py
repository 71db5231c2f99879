"""Dates: the weeks of a season, its training days, and how far away the meet is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Calendar:
    """The season's days. `meet` is None for a season that ends in a test week."""

    start: date
    end: date
    meet: date | None
    weekdays: tuple[int, ...]
    taper_days: int

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

    def training_dates(self, last_session: tuple[int, int]) -> tuple[date, ...]:
        """The days with a session: none on the meet day and none the day before.

        A session that would fall on the day before moves one day forward when otherwise nothing
        is left within `last_session` days out, so that the lifter does not come to the meet stale.
        """
        days = [
            self.start + n * DAY
            for n in range((self.end - self.start).days + 1)
            if (self.start + n * DAY).weekday() in self.weekdays
        ]
        if self.meet is None:
            return tuple(days)
        kept = [day for day in days if (self.meet - day).days >= 2]
        eve, moved = self.meet - DAY, self.meet - 2 * DAY
        low, high = last_session
        if (
            eve in days
            and moved >= self.start
            and not any(low <= (self.meet - day).days <= high for day in kept)
        ):
            kept.append(moved)
        return tuple(kept)

    def rotation_weeks(self) -> int:
        """How many weeks come before the taper (or the test week).

        A week counts when more than half of it lies before the taper; a shorter rest of a week
        goes on with what the week before it did. At least one week counts when any day lies before
        the taper.
        """
        weeks = self.weeks()
        if self.meet is None:
            return len(weeks) - 1
        taper_start = self.meet - self.taper_days * DAY
        whole = sum((taper_start - first).days > WEEK_DAYS // 2 for first, _ in weeks)
        return whole or int(self.start < taper_start)


def next_monday(today: date) -> date:
    """The first Monday after today."""
    return today + (WEEK_DAYS - today.weekday()) * DAY


def season_end(start: date, weeks: int) -> date:
    """The Sunday that ends the given number of calendar weeks, the first perhaps begun late."""
    monday = start - start.weekday() * DAY
    return monday + (weeks * WEEK_DAYS - 1) * DAY
