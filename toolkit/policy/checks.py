"""The checks of a plan as typed rows (checks.toml), and Prilepin's table (prilepin.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from toolkit.policy.loader import read_table

Limits = Mapping[str, Any]
"""The thresholds of one check, by name; fractions of the max, days, weeks or reps."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check: what is looked at, its thresholds, and how strong its source is.

    `id` is the name in EVIDENCE.md (TAP-01). `severity` is "E", "W", "I" or two of them; `judged`
    is empty, or says that a plan alone cannot answer it, and `why` the reason. `yields_to` names
    the law that is stronger, `said_by` the planner's findings that say the same, `unless` the
    checks whose finding makes this one superfluous.
    """

    id: str
    what: str
    severity: str
    source: str
    strength: str
    code: str = ""
    slug: str = ""
    message: str = ""
    hint: str = ""
    yields_to: str = ""
    said_by: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    judged: str = ""
    why: str = ""
    limits: Limits = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BaseRate:
    """What is worth keeping in mind beside any plan."""

    text: str
    source: str
    strength: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A row of Prilepin's table: a range of percents, reps per set and total reps per session.

    The zone holds percents from `low` up to, but not including, `high` (the last one includes it).
    """

    low: float
    high: float
    reps: tuple[int, int]
    optimal: int
    total: tuple[int, int]


@cache
def check_rows() -> dict[str, CheckRow]:
    """Every check as shipped, by its id, in the order of the table."""
    return build_checks(read_table("checks"))


def build_checks(table: dict[str, Any]) -> dict[str, CheckRow]:
    """The checks of a parsed table."""
    return {key: _row(key, row) for key, row in table.items() if isinstance(row, dict)}


def _row(key: str, row: dict[str, Any]) -> CheckRow:
    lists = {name: tuple(row.get(name, ())) for name in ("said_by", "unless")}
    return CheckRow(**{**row, **lists, "id": key})


@cache
def base_rates() -> tuple[BaseRate, ...]:
    """The base rates printed with a review."""
    return tuple(BaseRate(**row) for row in read_table("checks")["base_rate"])


@cache
def prilepin_zones() -> tuple[Zone, ...]:
    """Prilepin's table, lightest zone first."""
    return tuple(
        Zone(**{**row, "reps": tuple(row["reps"]), "total": tuple(row["total"])})
        for row in read_table("prilepin")["zone"]
    )
