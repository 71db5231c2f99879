"""The target ranges of the dials as typed values (policy/dials.toml).

Percentages are fractions of the max, reps are counted, RPE is from 5 to 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.policy.loader import read_table

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


def dial_table(table: dict[str, Any]) -> DialTable:
    """The typed form of a parsed dials table."""
    rows = {key: _ranges(row) for key, row in table.items() if key != "share"}
    deload = rows.pop("deload")
    share = table["share"]
    return DialTable(rows, deload, _range(share["one_session"]), share["main"])


@cache
def default_dials() -> DialTable:
    """The ranges as shipped."""
    return dial_table(read_table("dials"))


def _ranges(row: dict[str, Any]) -> DialRanges:
    return DialRanges(
        lifts=_range(row["lifts"]),
        percent=_range(row["percent"]),
        second=_range(row.get("second", row["percent"])),
        rpe=_range(row["rpe"]),
        timing=_range(row["timing"]),
        source=row["source"],
    )


def _range(pair: list[float]) -> Range:
    low, high = pair
    return (low, high)
