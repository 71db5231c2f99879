"""The chart of the season page: weekly volume as bars, intensity as a line, in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import floor, log10

from toolkit.engine.dials import WeekDials, week_dials
from toolkit.model.prescription import Phase
from toolkit.model.season import Season
from toolkit.units import Unit, plain

LEFT, WIDTH = 31.0, 147.0
"""Where the weeks begin and how far they reach, in mm, in the calendar and in the chart alike."""
TOP = 7.0
_LOWEST_PERCENT = 0.5
_STEPS = (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on an axis and its height in the drawing."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The volume of one week: a rectangle, and its value as text."""

    x: float
    y: float
    width: float
    height: float
    label: str
    tapering: bool


Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Weekly volume as bars and intensity as lines; `base` is where the bars stand."""

    bars: tuple[Bar, ...]
    volume_ticks: tuple[Tick, ...]
    percent_ticks: tuple[Tick, ...]
    mean: tuple[Line, ...]
    heaviest: Line
    volume_name: str
    tapers: tuple[tuple[float, float], ...]
    base: float


@dataclass(frozen=True, slots=True)
class _Frame:
    """The scales: height of the drawing, width of a week, top of the volume axis and its unit."""

    height: float
    week: float
    top: float
    scale: float

    def centre(self, index: int) -> float:
        return round(LEFT + (index + 0.5) * self.week, 2)

    def percent_y(self, fraction: float) -> float:
        clipped = min(max(fraction, _LOWEST_PERCENT), 1.0)
        share = (clipped - _LOWEST_PERCENT) / (1 - _LOWEST_PERCENT)
        return round(TOP + self.height * (1 - share), 2)

    def volume_y(self, tonnage: float) -> float:
        return round(TOP + self.height * (1 - tonnage / self.top), 2)


def week_mm(season: Season) -> float:
    """The width of a week in mm."""
    return WIDTH / max(1, len(season.weeks))


def season_chart(season: Season, height: float) -> Chart:
    """The chart of a season, its drawing `height` mm high."""
    dials = week_dials(season)
    top, scale, name = _volume_scale(dials, season.unit)
    frame = _Frame(height, week_mm(season), top, scale)
    tapering = _taper_weeks(season)
    return Chart(
        bars=tuple(_bar(frame, at, week, week.week in tapering) for at, week in enumerate(dials)),
        volume_ticks=tuple(
            Tick(frame.volume_y(top * share), plain(top * share / scale, 1))
            for share in (0, 0.25, 0.5, 0.75, 1)
        ),
        percent_ticks=tuple(Tick(frame.percent_y(n / 10), f"{n * 10} %") for n in range(5, 11)),
        mean=tuple(_means(frame, dials)),
        heaviest=tuple(
            (frame.centre(at), frame.percent_y(week.heaviest))
            for at, week in enumerate(dials)
            if week.heaviest is not None
        ),
        volume_name=name,
        tapers=tuple(_tapers(frame, sorted(tapering))),
        base=round(TOP + height, 2),
    )


def _taper_weeks(season: Season) -> set[int]:
    weeks = (week for course in season.courses for week in course.weeks)
    return {week.number for week in weeks if week.phase is Phase.TAPER}


def _tapers(frame: _Frame, weeks: list[int]) -> Iterator[tuple[float, float]]:
    """Where each taper begins and how wide it is: weeks that follow on each other are one."""
    for _, run in groupby(enumerate(weeks), lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        yield (
            round(LEFT + (numbers[0] - 1) * frame.week, 2),
            round(len(numbers) * frame.week, 2),
        )


def _volume_scale(dials: tuple[WeekDials, ...], unit: Unit) -> tuple[float, float, str]:
    """The top of the volume axis, what to divide its numbers by, and their name."""
    highest = max((week.tonnage for week in dials), default=0.0) or 1.0
    step = 10 ** floor(log10(highest))
    top = next(share * step for share in _STEPS if share * step >= highest)
    if highest < 4000:
        return top, 1.0, str(unit)
    return top, 1000.0, "t" if unit is Unit.KG else "1,000 lb"


def _means(frame: _Frame, dials: tuple[WeekDials, ...]) -> Iterator[Line]:
    """The line of average percents, broken where a week has none."""
    for counted, run in groupby(enumerate(dials), lambda pair: pair[1].ari is not None):
        if counted:
            yield tuple((frame.centre(at), frame.percent_y(week.ari or 0)) for at, week in run)


def _bar(frame: _Frame, at: int, week: WeekDials, tapering: bool) -> Bar:
    y = frame.volume_y(week.tonnage)
    shown = week.tonnage > 0 and frame.week >= 7
    return Bar(
        round(LEFT + (at + 0.18) * frame.week, 2),
        y,
        round(frame.week * 0.64, 2),
        round(TOP + frame.height - y, 2),
        f"{week.tonnage / frame.scale:.{1 if frame.scale > 1 else 0}f}" if shown else "",
        tapering,
    )
