"""The plan table as the laws read it: dictionaries, straight from what plan.csv holds."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from toolkit.engine.plan import plan_roster
from toolkit.model.athlete import Roster
from toolkit.model.season import Plan
from toolkit.outputs.frame import COLUMNS, plan_rows

from .rosters import TODAY

Row = dict[str, Any]


def plan_of(roster: Roster) -> Plan:
    """The plan of a roster."""
    return plan_roster(roster, today=TODAY)[0]


def rows_of(plan: Plan) -> list[Row]:
    """All rows of the plan table."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(plan)]


def work(rows: list[Row]) -> list[Row]:
    """Work sets at or above half of the max, before the meet day."""
    return [
        row
        for row in rows
        if row["role"] not in ("warm-up", "attempt") and (row["percent_1rm"] or 0) >= 0.5
    ]


def by(rows: list[Row], *columns: str) -> dict[Any, list[Row]]:
    """Rows grouped by the values of some columns, in order."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        key = tuple(row[column] for column in columns)
        groups[key if len(key) > 1 else key[0]].append(row)
    return groups


def tonnage(rows: list[Row]) -> float:
    """Sets x reps x load."""
    return sum(row["sets"] * row["reps"] * row["load"] for row in rows)


def reps(rows: list[Row]) -> int:
    """NL."""
    return sum(row["sets"] * row["reps"] for row in rows)
