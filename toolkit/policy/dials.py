"""The target ranges of the dials from their table (policy/dials.toml)."""

from __future__ import annotations

from functools import cache
from typing import Any

from toolkit.model.dials import DialRanges, DialTable, Range
from toolkit.policy.loader import read_table


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
