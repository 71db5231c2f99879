"""Training logs and app exports hold no max; asked for, an estimate of each lift.

An estimate is the best one of the lift's recent sets, warm-ups, failed and long sets left out
(policy/logs.toml). All sets of a lift are read by one formula: never two in one trend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from toolkit.diagnostics import CellRef
from toolkit.engine.estimate import RPE_CHART, estimate_max
from toolkit.model.reading import ReadKind
from toolkit.policy.loader import read_table
from toolkit.sheets.cells import Book, Cell
from toolkit.sheets.lifts import name_key
from toolkit.sheets.logged import LoggedSet, logged_sets
from toolkit.sheets.tables import Row, Table
from toolkit.sheets.words import OTHER
from toolkit.units import Unit, convert

TO_LIMIT = "Brzycki"
"""The formula where not every set of a lift says how hard it was."""


@dataclass(frozen=True, slots=True)
class _Estimate:
    """A set with its estimated max in the unit of the log, and the formula that gave it."""

    made_from: LoggedSet
    value: float
    formula: str


def log_tables(book: Book, formula: str, today: date | None = None) -> tuple[Table, ...]:
    """The estimates of every log in a book, as rows of maxes: one per athlete and lift.

    `formula` is the coach's own, empty for the method's; what is dated after `today` was planned
    and not done.
    """
    rows: dict[str, list[Row]] = {}
    for sets in _trends(logged_sets(book), today):
        best = _best(sets, formula)
        rows.setdefault(best.made_from.cell.ref.sheet, []).append(_row(best))
    return tuple(Table("maxes", sheet, tuple(found)) for sheet, found in rows.items())


def _trends(sets: Iterable[LoggedSet], today: date | None) -> list[list[LoggedSet]]:
    """The recent sets of every athlete and lift, in the order of the log."""
    groups: dict[tuple[str, str], list[LoggedSet]] = {}
    for one in sets:
        done = today is None or max(one.day.first, one.day.second) <= today
        if done and one.lift.family != OTHER and _reps_to_limit(one) <= _policy()["most_reps"]:
            athlete = name_key(one.athlete.text) if one.athlete else ""
            groups.setdefault((athlete, one.lift.name), []).append(one)
    return [_recent(group) for group in groups.values()]


def _reps_to_limit(one: LoggedSet) -> float:
    return one.reps + (10 - one.rpe if one.rpe is not None else 0)


def _recent(sets: Sequence[LoggedSet]) -> list[LoggedSet]:
    """The sets not long before the last one; where the dates can be read in two ways, in both."""
    window = timedelta(days=_policy()["recent_days"])
    first = max(one.day.first for one in sets) - window
    second = max(one.day.second for one in sets) - window
    return [one for one in sets if one.day.first >= first and one.day.second >= second] or [
        sets[-1]
    ]


def _best(sets: Sequence[LoggedSet], formula: str) -> _Estimate:
    chosen = formula or (RPE_CHART if all(one.rpe is not None for one in sets) else TO_LIMIT)
    estimates = [
        _Estimate(one, *estimate_max(one.weight, one.reps, one.rpe, chosen)) for one in sets
    ]
    return max(estimates, key=lambda it: convert(it.value, it.made_from.unit or Unit.KG, Unit.KG))


@cache
def _policy() -> dict[str, int]:
    row = read_table("logs")["log"]
    return {key: value for key, value in row.items() if key != "source"}


def _row(best: _Estimate) -> Row:
    found, ref = best.made_from, best.made_from.cell.ref
    cells = {
        "lift": Cell(ref, found.lift.written),
        "max": Cell(ref, round(best.value, 1)),
        "kind": Cell(ref, ReadKind.ESTIMATED.value),
        "tested_on": found.day_cell
        if found.day.is_open
        else Cell(found.day_cell.ref, found.day.first),
    }
    if found.athlete is not None:
        cells["athlete"] = found.athlete
    units = {"max": found.unit} if found.unit else {}
    return Row(ref.sheet, _row_number(ref), cells, units, found.unit_source, _how(best))


def _row_number(ref: CellRef) -> int:
    return int(re.sub(r"\D", "", ref.cell))


def _how(best: _Estimate) -> str:
    found = best.made_from
    effort = f" @ {found.rpe:g}" if found.rpe is not None else ""
    day = "" if found.day.is_open else f" on {found.day.first}"
    by = f", {best.formula}" if best.formula else ""
    return f"estimated from {found.weight:g} x {found.reps}{effort}{day}{by}"
