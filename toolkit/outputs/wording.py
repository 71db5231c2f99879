"""Small words on the cards: dates, weights, efforts, and the keys of the emphasis tags."""

from __future__ import annotations

import unicodedata
from datetime import date

from toolkit.model.prescription import Emphasis, Phase
from toolkit.outputs.templates import read_words
from toolkit.units import plain

DAILY = "daily"
"""The key of a week whose sessions each lead with another driver."""


def emphasis_key(phase: Phase, driver: Emphasis | None) -> str:
    """The key of a tag in words.toml: the driver inside the rotation, else the phase.

    A week of the rotation without a driver of its own changes it from day to day.
    """
    if phase is Phase.ROTATION:
        return str(driver) if driver else DAILY
    return str(phase)


def long_date(day: date) -> str:
    """`Mon 18 January`, in the words of words.toml and whatever the computer's language."""
    words = read_words("words")
    return f"{words['weekdays'][day.weekday()][:3]} {day.day} {words['months'][day.month - 1]}"


def short_date(day: date) -> str:
    """`18 Jan`."""
    return f"{day.day} {read_words('words')['months'][day.month - 1][:3]}"


def percent(fraction: float) -> str:
    """`67.5 %` of a fraction of the max."""
    return f"{plain(fraction * 100, 1)} %"


def counted(number: int, thing: str) -> str:
    """`1 day`, `3 days`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def rest(seconds: int | None) -> str:
    """`rest 3 min` of a number of seconds; empty for None."""
    if not seconds:
        return ""
    return f"rest {plain(seconds / 60, 1)} min" if seconds >= 60 else f"rest {seconds} s"


def display_width(text: str) -> int:
    """How many columns a text takes, wide East Asian characters counted twice."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def name_size(name: str) -> str:
    """The CSS class that makes a name fit its place: empty, `long` or `longer`."""
    width = display_width(name)
    return "" if width <= 24 else "long" if width <= 34 else "longer"
