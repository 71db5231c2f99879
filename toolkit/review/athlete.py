"""One athlete's rows, sorted for the checks: lifts, weeks, days, and the way to each meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from toolkit.policy.effort import rpe_chart
from toolkit.policy.loader import defaults
from toolkit.policy.method import default_policy
from toolkit.review.rows import WEEK_DAYS, PlanRow

Key = TypeVar("Key", bound=Hashable)
Rows = tuple[PlanRow, ...]
NOISE = 1e-6
"""Binary noise of a fraction; thresholds are compared past it."""

STEADY = ("rotation", "learning")
"""The phases of ordinary training, without deloads, taper, transition and test."""


def by(rows: Iterable[PlanRow], key: Callable[[PlanRow], Key]) -> dict[Key, Rows]:
    """Rows grouped by a key, in order."""
    groups: dict[Key, list[PlanRow]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {name: tuple(found) for name, found in groups.items()}


def is_work(row: PlanRow) -> bool:
    """Work as METHOD.md 4 counts it: no warm-up, no attempt, at least half of the max."""
    return (
        row.role not in ("warm-up", "attempt")
        and bool(row.lift)
        and row.kind != "assistance"
        and row.percent >= rpe_chart().work_percent - NOISE
    )


def is_timing(row: PlanRow) -> bool:
    """Timing sets are counted apart (METHOD.md 4)."""
    return row.emphasis == "timing"


def is_steady(row: PlanRow) -> bool:
    """Ordinary training. Where no phase is written, the last two weeks before a meet are none."""
    if row.phase:
        return row.phase in STEADY
    return row.days_out is None or row.days_out > default_policy().taper.days


def top(rows: Iterable[PlanRow]) -> PlanRow:
    """The row with the highest percent, the first of equals."""
    return max(rows, key=lambda row: row.percent)


def reps(rows: Iterable[PlanRow]) -> int:
    """NL: all reps."""
    return sum(row.total_reps for row in rows)


def tonnage(rows: Iterable[PlanRow]) -> float:
    """Sets x reps x load, in kg."""
    return sum(row.tonnage_kg for row in rows)


@dataclass(frozen=True, slots=True)
class LiftPlan:
    """Everything one athlete does of one lift and its variations.

    `work` are all work rows of training; `trained` those of a lifter who knows the lift, `novice`
    those of one who learns it.
    """

    name: str
    family: str
    work: Rows
    trained: Rows
    novice: Rows


@dataclass(frozen=True, slots=True)
class Peak:
    """The way to one meet that gets a taper: `days` is the length of the taper in days.

    `work` are the work rows that lead to it, `first_out` the days out of the first of all rows,
    `stated` is True where the table itself says which rows are the taper.
    """

    meet: str
    day: date
    days: int
    stated: bool
    first_out: int
    rows: Rows
    work: Rows

    def trained(self, name: str) -> Rows:
        """The work rows of one lift on the way to this meet."""
        return tuple(row for row in self.work if row.lift == name)


@dataclass(frozen=True, slots=True)
class AthletePlan:
    """All rows of one athlete; `work` without warm-ups, attempts, assistance and meet days."""

    name: str
    rows: Rows
    work: Rows
    lifts: tuple[LiftPlan, ...]
    peaks: tuple[Peak, ...]


def athlete_plans(rows: Iterable[PlanRow]) -> tuple[AthletePlan, ...]:
    """The rows of each athlete, sorted for the checks, athletes in the order of the table."""
    return tuple(athlete_plan(name, own) for name, own in by(rows, lambda r: r.athlete).items())


def athlete_plan(name: str, rows: Iterable[PlanRow]) -> AthletePlan:
    """One athlete's rows, in order of date (rows of one day in the order of the table)."""
    ordered = tuple(sorted(rows, key=lambda row: row.day))
    work = tuple(row for row in ordered if row.days_out != 0 and is_work(row))
    lifts = tuple(_lift(lift, own) for lift, own in by(work, lambda r: r.lift).items())
    return AthletePlan(name, ordered, work, lifts, tuple(_peaks(ordered, work)))


def _lift(name: str, work: Rows) -> LiftPlan:
    learning = [_is_novice(row, work[0]) for row in work]
    novice = tuple(row for row, new in zip(work, learning, strict=True) if new)
    return LiftPlan(name, work[0].family, work, _trained(work, learning), novice)


def _trained(work: Rows, learning: list[bool]) -> Rows:
    """What follows the learning weeks; nothing where the lift is still learned at the end."""
    if not any(learning):
        return work
    last = max(at for at, new in enumerate(learning) if new)
    known = work[last + 1 :]
    return known if any(row.phase in ("rotation", "") for row in known) else ()


def _is_novice(row: PlanRow, first: PlanRow) -> bool:
    if row.stage != "new":
        return False
    if row.phase:
        return row.phase == "learning"
    return row.week - first.week < default_policy().learning.weeks


def _peaks(rows: Rows, work: Rows) -> Iterable[Peak]:
    """The meets that get a taper: A meets. Where no priority is written the last one is it, and
    any other whose taper is longer than a week."""
    groups = by((r for r in rows if r.meet_date and r.days_out is not None), lambda r: r.meet_date)
    for day, leading in groups.items():
        assert day is not None  # rows without a date of a meet were left out
        peak = _peak(day, leading, tuple(row for row in work if row.meet_date == day))
        said = leading[0].priority
        if said == "A" or (not said and (day == max(d for d in groups if d) or peak.days > 7)):
            yield peak


def _peak(day: date, rows: Rows, work: Rows) -> Peak:
    out = [row.days_out or 0 for row in rows]
    stated = any(row.phase for row in work)
    days = _taper_days(work) if stated else _usual_taper()
    return Peak(rows[0].meet, day, days, stated, max(out), rows, work)


def _usual_taper() -> int:
    """The method's length of a taper in days, taken where a table does not say."""
    return default_policy().taper.days


def _taper_days(work: Rows) -> int:
    """The taper's length in days, from the phases: between its first day of training and the last
    one before it; the method's own length where that fits, else whole weeks."""
    inside = [row.days_out or 0 for row in work if row.phase == "taper"]
    if not inside:
        return 0
    least = max(inside)
    before = [row.days_out or 0 for row in work if row.phase != "taper"]
    most = min((out for out in before if out > least), default=least + 1) - 1
    usual = (_usual_taper(), *(WEEK_DAYS * weeks for weeks in range(1, 5)))
    return next((days for days in usual if least <= days <= most), max(most, least))


def plate_step(row: PlanRow) -> float:
    """The smallest change of load that the method's default plates make, in the row's unit."""
    return defaults().equipment[row.unit].step
