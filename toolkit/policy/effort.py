"""Effort: the RPE chart, both ways."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from toolkit.policy.loader import read_table


@dataclass(frozen=True, slots=True)
class RpeChart:
    """C(n) as points of (n reps to the limit, fraction of the max), n rising.

    Every published copy agrees up to n = `printed_to`; beyond it the chart is an extension."""

    points: tuple[tuple[float, float], ...]
    lowest: float
    highest: float
    work_percent: float
    max_reps: int
    printed_to: float

    def percent(self, reps: float, rpe: float) -> float:
        """Fraction of the max for `reps` at `rpe`; linear between the chart's half reps."""
        n = reps + 10 - rpe
        for (n0, high), (n1, low) in zip(self.points, self.points[1:], strict=False):
            if n <= n1:
                return high + (low - high) * (max(n, n0) - n0) / (n1 - n0)
        return self.points[-1][1]

    def reps_to_limit(self, percent: float) -> float:
        """n with C(n) = percent; 1 at or above the max, the chart's end below its end."""
        for (n0, high), (n1, low) in zip(self.points, self.points[1:], strict=False):
            if percent >= low:
                return n0 + (n1 - n0) * (high - min(percent, high)) / (high - low)
        return self.points[-1][0]

    def rpe(self, reps: float, percent: float) -> float:
        """Implied RPE of `reps` at a fraction of the max, unclipped (above 10 = not possible)."""
        return reps + 10 - self.reps_to_limit(percent)

    def clipped_rpe(self, reps: float, percent: float) -> float:
        """Implied RPE inside the range where effort can be told apart."""
        return min(self.highest, max(self.lowest, self.rpe(reps, percent)))


@cache
def rpe_chart() -> RpeChart:
    """The chart of policy/rpe_chart.toml."""
    table = read_table("rpe_chart")
    first, step, effort = table["first"], table["step"], table["effort"]
    points = tuple(
        (first + step * index, round(value / 100, 4))
        for index, value in enumerate(table["percent"])
    )
    return RpeChart(
        points,
        effort["lowest"],
        effort["highest"],
        effort["work_percent"],
        table["estimate"]["max_reps"],
        table["printed_to"],
    )
