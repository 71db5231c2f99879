"""The days of a log: dates in every style, and the order of day and month that a file keeps to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise

from toolkit.sheets.cells import Cell
from toolkit.sheets.parse import parse_date, tidy

CENTURY = 2000
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})")
_DOTTED = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}")
_TIME = re.compile(r"(,?[ T]+\d{1,2}([:.]\d{2})+.*|T\d{2}:.*)$")
_INSIDE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?(?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}(?:st|nd|rd|th|\.)? [A-Za-z]{3,9}\.?,? \d{4}"
    r"|[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
)
LONGEST_REMARK = 80


class Order(Enum):
    """What stands first in a date such as 03/04/2026."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"


@dataclass(frozen=True, slots=True)
class LogDay:
    """The day of a set, under either order of day and month: both are one unless it is open."""

    first: date
    second: date

    @property
    def is_open(self) -> bool:
        """True where the day is two, and nothing in the file decides."""
        return self.first != self.second


@dataclass(frozen=True, slots=True)
class Days:
    """The dates of a file read in one order; None where nothing decides."""

    order: Order | None = None

    def read(self, value: object, *, prose: bool = False) -> LogDay | None:
        """The day that a cell names; with `prose` also one inside a remark."""
        text = _day_part(value)
        if isinstance(text, str):
            text = tidy(text)
            if prose and len(text) <= LONGEST_REMARK and (inside := _INSIDE.search(text)):
                text = inside[0]
            if found := _SLASHED.fullmatch(text):
                return self._slashed(text, *(int(part) for part in found.groups()))
        elif prose and isinstance(text, int | float):
            return None
        day = parse_date(text)
        return LogDay(day, day) if day else None

    def _slashed(self, text: str, one: int, two: int, year: int) -> LogDay | None:
        year += CENTURY if year < 100 else 0
        day_first, month_first = _date(year, two, one), _date(year, one, two)
        if _DOTTED.fullmatch(text) or self.order is Order.DAY_FIRST or month_first is None:
            month_first = day_first
        elif self.order is Order.MONTH_FIRST or day_first is None:
            day_first = month_first
        if day_first is None or month_first is None:
            return None
        return LogDay(day_first, month_first)


def days_of(cells: Iterable[Cell]) -> Days:
    """How the dates of a file are to be read: a day after the 12th shows it, or else that only
    one order makes them follow each other."""
    found = [
        (int(match[1]), int(match[2]), int(match[3]))
        for cell in cells
        if isinstance(cell.value, str)
        and (match := _SLASHED.fullmatch(tidy(_day_part(cell.value))))
        and not _DOTTED.fullmatch(match[0])
    ]
    day_first = any(one > 12 for one, _, _ in found)
    month_first = any(two > 12 for _, two, _ in found)
    if day_first != month_first:
        return Days(Order.DAY_FIRST if day_first else Order.MONTH_FIRST)
    if day_first:
        return Days()
    in_order = {
        Order.DAY_FIRST: _follow([(year, two, one) for one, two, year in found]),
        Order.MONTH_FIRST: _follow([(year, one, two) for one, two, year in found]),
    }
    fitting = [order for order, fits in in_order.items() if fits]
    return Days(fitting[0] if len(fitting) == 1 else None)


def _follow(days: list[tuple[int, int, int]]) -> bool:
    up = all(one <= two for one, two in pairwise(days))
    return up or all(one >= two for one, two in pairwise(days))


def _day_part(value: object) -> object:
    """The day of a moment written as text: "2026-04-08 16:50", "8 Apr 2026, 16:50"."""
    return _TIME.sub("", value.strip()) if isinstance(value, str) else value


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
