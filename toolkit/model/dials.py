"""What each week of a lift should hold, as ranges of the dials.

Percentages are fractions of the max, reps are counted, RPE is from 5 to 10.
"""

from __future__ import annotations

from dataclasses import dataclass

Range = tuple[float, float]
"""The lowest and the highest value that is still on target."""


@dataclass(frozen=True, slots=True)
class DialRanges:
    """What one lead asks of a lift in a week; in the deload row, fractions of the lead's ranges."""

    lifts: Range
    percent: Range
    second: Range
    rpe: Range
    timing: Range
    source: str


@dataclass(frozen=True, slots=True)
class DialTable:
    """The ranges by lead and phase; `one_session` is the share of the week's reps that a single
    session carries, `main` the share of the main session where there are two."""

    rows: dict[str, DialRanges]
    deload: DialRanges
    one_session: Range
    main: float
