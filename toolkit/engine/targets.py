"""The dials, planned against target: what leads a lift in a week says what the week should hold.

Targets follow from the sessions of the lift in that week (what leads each of them, how many there
are) and the ranges of policy/dials.toml; the planned side is `dials.measure`, the same that
measures a log.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

from toolkit.engine.dials import WeekDials, measure, training
from toolkit.model.dials import DialRanges, DialTable, Range
from toolkit.model.prescription import Emphasis, Kind, Phase, Prescription
from toolkit.model.season import Season, Week
from toolkit.policy.dials import default_dials
from toolkit.units import Unit

DIGITS = 6
"""A planned value is judged rounded to so many digits, here and in the workbook."""


class Dial(StrEnum):
    """What is measured of a week: reps, fraction of the max, implied RPE, reps of timing."""

    REPETITION = "repetition"
    INTENSITY = "intensity"
    DIFFICULTY = "difficulty"
    TIMING = "timing"


class Verdict(StrEnum):
    """Where the planned value lies."""

    IN = "in"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class DialTarget:
    """The range one dial should lie in, for one lift (or all, with `lift` empty) in one week.

    Repetition and timing in reps, intensity as a fraction of the max, difficulty in RPE.
    """

    week: int
    lift: str
    dial: Dial
    low: float
    high: float

    def verdict(self, planned: float) -> Verdict:
        """Whether a value lies in the range, both ends included."""
        value = round(planned, DIGITS)
        if value < self.low:
            return Verdict.BELOW
        return Verdict.ABOVE if value > self.high else Verdict.IN


@dataclass(frozen=True, slots=True)
class DialRow:
    """One dial of one lift in one week, planned against its target; units as in `DialTarget`."""

    week: int
    lift: str
    dial: Dial
    planned: float
    low: float
    high: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Aim:
    """What one lead asks of one lift: reps a week, fraction of the max, RPE."""

    lifts: Range
    percent: Range
    rpe: Range

    @property
    def weight(self) -> float:
        """The reps in the middle of the range: what this aim counts for in a mean."""
        return sum(self.lifts) / 2


@dataclass(frozen=True, slots=True)
class _LiftWeek:
    """One lift's prescriptions in one week."""

    week: int
    lift: str
    lines: tuple[Prescription, ...]


def dial_targets(season: Season) -> tuple[DialTarget, ...]:
    """The target of every dial per week and lift, in the order of the weeks and the lifts."""
    ranges = season.dials or default_dials()
    return tuple(
        target
        for week in season.weeks
        for one in _lift_weeks(season, week)
        for target in _targets(one.week, one.lift, [one], ranges)
    )


def planned_against_target(season: Season) -> tuple[DialRow, ...]:
    """Every dial that has a target, per week and lift, with what is planned and where it lies."""
    ranges = season.dials or default_dials()
    return tuple(
        row
        for week in season.weeks
        for one in _lift_weeks(season, week)
        for row in _rows(one.week, one.lift, [one], season.unit, ranges)
    )


def weeks_against_target(season: Season) -> tuple[DialRow, ...]:
    """The same over all lifts of a week together; `lift` is empty."""
    ranges = season.dials or default_dials()
    return tuple(
        row
        for week in season.weeks
        for row in _rows(week.number, "", list(_lift_weeks(season, week)), season.unit, ranges)
    )


def _lift_weeks(season: Season, week: Week) -> Iterator[_LiftWeek]:
    lines = [one for session in week.sessions for one in training(session) if one.groups]
    for course in season.courses:
        name = course.lift.name
        mine = tuple(one for one in lines if one.lift and one.lift.name == name)
        if mine:
            yield _LiftWeek(week.number, name, mine)


def _rows(
    week: int, lift: str, parts: Sequence[_LiftWeek], unit: Unit, table: DialTable
) -> Iterator[DialRow]:
    planned = _planned(week, parts, unit)
    for target in _targets(week, lift, parts, table):
        value = planned[target.dial]
        if value is not None:
            verdict = target.verdict(value)
            yield DialRow(week, lift, target.dial, value, target.low, target.high, verdict)


def _planned(week: int, parts: Sequence[_LiftWeek], unit: Unit) -> dict[Dial, float | None]:
    lines = [line for part in parts for line in part.lines]
    every = _measured(week, lines, unit)
    # A variation's percent is of its parent's max: effort is judged on the lift itself.
    own = _measured(week, [line for line in lines if line.kind is Kind.COMPETITION], unit)
    return {
        Dial.REPETITION: every.reps,
        Dial.INTENSITY: own.ari,
        Dial.DIFFICULTY: own.rpe,
        Dial.TIMING: every.timing_reps,
    }


def _measured(week: int, lines: Sequence[Prescription], unit: Unit) -> WeekDials:
    return measure(week, (group for line in lines for group in line.groups), unit)


def _targets(
    week: int, lift: str, parts: Sequence[_LiftWeek], table: DialTable
) -> Iterator[DialTarget]:
    aims = [aim for part in parts for aim in _aims(part.lines, table)]
    if aims:
        low, high = _total([aim.lifts for aim in aims])
        yield DialTarget(week, lift, Dial.REPETITION, floor(low), ceil(high))
        for dial, ranges in (
            (Dial.INTENSITY, [aim.percent for aim in aims]),
            (Dial.DIFFICULTY, [aim.rpe for aim in aims]),
        ):
            low, high = _mean(ranges, [aim.weight for aim in aims])
            yield DialTarget(week, lift, dial, round(low, 3), round(high, 3))
    timing = [_timing(line, table) for part in parts for line in part.lines if _is_timing(line)]
    if timing:
        low, high = _total(timing)
        yield DialTarget(week, lift, Dial.TIMING, floor(low), ceil(high))


def _total(ranges: Sequence[Range]) -> Range:
    return sum(low for low, _ in ranges), sum(high for _, high in ranges)


def _mean(ranges: Sequence[Range], weights: Sequence[float]) -> Range:
    total = sum(weights)

    def mean(end: int) -> float:
        return sum(one[end] * w for one, w in zip(ranges, weights, strict=True)) / total

    return mean(0), mean(1)


def _is_timing(line: Prescription) -> bool:
    """True for a session of which nothing counts but timing."""
    return all(group.emphasis is Emphasis.TIMING for group in line.work)


def _aims(lines: Sequence[Prescription], table: DialTable) -> Iterator[_Aim]:
    """What each lead of the week asks of the lift, by how many sessions it leads."""
    counted = [line for line in lines if not _is_timing(line)]
    for lead in dict.fromkeys(map(_lead, counted)):
        ranges = _ranges(*lead, table)
        if ranges is not None:
            yield _aim(ranges, sum(_lead(line) == lead for line in counted), table)


def _lead(line: Prescription) -> tuple[Phase, Emphasis | None]:
    """What leads a session; outside rotation and deload the phase alone does."""
    leads = line.phase in (Phase.ROTATION, Phase.DELOAD)
    return line.phase, (line.lead or line.emphasis) if leads else None


def _ranges(phase: Phase, lead: Emphasis | None, table: DialTable) -> DialRanges | None:
    if phase not in (Phase.ROTATION, Phase.DELOAD):
        return table.rows.get(phase.value)
    if lead is None:
        return None
    ranges = table.rows[lead.value]
    return _lighter(ranges, table.deload) if phase is Phase.DELOAD else ranges


def _lighter(ranges: DialRanges, deload: DialRanges) -> DialRanges:
    """A week's ranges turned down for its deload; the deload has its own cap on effort."""
    return DialRanges(
        lifts=_times(ranges.lifts, deload.lifts),
        percent=_times(ranges.percent, deload.percent),
        second=_times(ranges.second, deload.percent),
        rpe=deload.rpe,
        timing=_times(ranges.timing, deload.timing),
        source=deload.source,
    )


def _times(one: Range, by: Range) -> Range:
    return one[0] * by[0], one[1] * by[1]


def _aim(ranges: DialRanges, sessions: int, table: DialTable) -> _Aim:
    (low, high), (second_low, second_high) = ranges.percent, ranges.second
    if sessions == 1:
        lifts = _times(ranges.lifts, table.one_session)
        return _Aim(lifts, (min(low, second_low), high), ranges.rpe)
    # More than two counted sessions share the same week's work.
    weights = (table.main, 1 - table.main)
    percent = _mean([(low, high), (second_low, second_high)], weights)
    return _Aim(ranges.lifts, percent, ranges.rpe)


def _timing(line: Prescription, table: DialTable) -> Range:
    """The reps of one timing session; inside a block those of any block are the same."""
    ranges = _ranges(line.phase, line.lead or Emphasis.TIMING, table)
    return (ranges or table.rows[Emphasis.TIMING.value]).timing
