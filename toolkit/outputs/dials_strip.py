"""The strip under the season chart: three dials a week, target band and planned mark, in mm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.engine.targets import Dial, DialRow, Verdict, weeks_against_target
from toolkit.model.season import Season
from toolkit.outputs.season_chart import LEFT, week_mm
from toolkit.units import plain

ROW, DRAWN = 8.0, 6.0
"""The height of a row and of what is drawn in it."""
_ROOM = 0.12
_NUMBER_MM = 8.5
_SHOWN = (Dial.REPETITION, Dial.INTENSITY, Dial.DIFFICULTY)
_UNITS = {
    Dial.REPETITION: "reps a week",
    Dial.INTENSITY: "mean % of max",
    Dial.DIFFICULTY: "mean RPE",
}


@dataclass(frozen=True, slots=True)
class DialMark:
    """One week of one dial: the band from `top` to `bottom`, the mark at `y`, its value as text.

    `verdict` says what the mark looks like; `value` is empty where the weeks are too narrow.
    """

    x: float
    width: float
    top: float
    height: float
    y: float
    verdict: str
    value: str


@dataclass(frozen=True, slots=True)
class DialStrip:
    """One row of the strip: a dial over all lifts, week by week. `y` is where the row begins."""

    key: str
    name: str
    unit: str
    y: float
    marks: tuple[DialMark, ...]


def dial_strips(season: Season) -> tuple[DialStrip, ...]:
    """The rows of the strip; none for a season in which nothing has a target."""
    rows = weeks_against_target(season)
    return tuple(
        DialStrip(dial.value, dial.value.capitalize(), _UNITS[dial], at * ROW, tuple(marks))
        for at, dial in enumerate(_SHOWN)
        if (marks := list(_marks(season, [row for row in rows if row.dial is dial], at * ROW)))
    )


def _marks(season: Season, rows: Sequence[DialRow], top: float) -> Iterator[DialMark]:
    if not rows:
        return
    lowest = min(min(row.low, row.planned) for row in rows)
    highest = max(max(row.high, row.planned) for row in rows)
    room = (highest - lowest) * _ROOM or 1.0
    wide = week_mm(season)

    def y(value: float) -> float:
        share = (value - lowest + room) / (highest - lowest + 2 * room)
        return round(top + DRAWN * (1 - share), 2)

    for row in rows:
        yield DialMark(
            x=round(LEFT + (row.week - 1) * wide, 2),
            width=round(wide, 2),
            top=y(row.high),
            height=round(y(row.low) - y(row.high), 2),
            y=y(row.planned),
            verdict=row.verdict.value,
            value=_text(row) if wide >= _NUMBER_MM or row.verdict is not Verdict.IN else "",
        )


def _text(row: DialRow) -> str:
    if row.dial is Dial.INTENSITY:
        return plain(row.planned * 100, 0)
    return plain(row.planned, 1 if row.dial is Dial.DIFFICULTY else 0)
