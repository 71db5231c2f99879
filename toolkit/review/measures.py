"""Measures out of the literature: Prilepin's table, INOL, Foster's monotony and strain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, pstdev, stdev

from toolkit.policy.checks import Zone, prilepin_zones


@dataclass(frozen=True, slots=True)
class Judged:
    """One lift's work in one zone of Prilepin's table: total reps and reps per set."""

    zone: Zone
    total: int
    most_per_set: int

    @property
    def below(self) -> bool:
        """Fewer reps than the range."""
        return self.total < self.zone.total[0]

    @property
    def above(self) -> bool:
        """More reps than the range."""
        return self.total > self.zone.total[1]

    @property
    def in_range(self) -> bool:
        """Total reps inside the range."""
        return not self.below and not self.above

    @property
    def per_set_above(self) -> bool:
        """A set with more reps than the zone allows."""
        return self.most_per_set > self.zone.reps[1]


def zone_of(percent: float) -> Zone | None:
    """The zone of a fraction of the max, None below the table."""
    found = [zone for zone in prilepin_zones() if percent >= zone.low - 1e-9]
    return found[-1] if found else None


def prilepin(groups: Iterable[tuple[int, int, float]]) -> tuple[Judged, ...]:
    """The work of one lift in one session, zone by zone; groups are (sets, reps, fraction)."""
    zones: dict[Zone, list[tuple[int, int]]] = {}
    for sets, reps, percent in groups:
        zone = zone_of(percent)
        if zone is not None:
            zones.setdefault(zone, []).append((sets, reps))
    return tuple(
        Judged(zone, sum(s * r for s, r in done), max(r for _, r in done))
        for zone, done in sorted(zones.items(), key=lambda item: item[0].low)
    )


def inol(reps: int, percent: float, cap: float = 0.99) -> float:
    """Reps / (100 - percent), `percent` a fraction of the max; from `cap` on it is held there."""
    return reps / (100 - 100 * min(percent, cap))


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """Foster's numbers for seven daily loads, rest days 0. None where every day is alike."""

    mean: float
    deviation: float
    monotony: float | None
    strain: float | None


def week_load(daily: Sequence[float], *, sample: bool = False) -> WeekLoad:
    """Monotony = mean daily load / standard deviation, strain = weekly load x monotony.

    The population SD unless `sample`: Foster's abstract does not say which.
    """
    average, spread = mean(daily), (stdev if sample else pstdev)(daily)
    monotony = average / spread if spread else None
    return WeekLoad(average, spread, monotony, monotony and sum(daily) * monotony)
