"""The estimate formulas of policy/estimates.toml, typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.policy.loader import read_table


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula: which curve with which constants, and how far it may be trusted.

    `reps` is the range of repetitions to the limit it may be used in; `is_offered` says whether a
    coach may choose it.
    """

    key: str
    name: str
    year: str
    curve: str
    constants: tuple[float, ...]
    gives_single: bool
    reps: tuple[int, int]
    is_offered: bool
    accuracy: str
    source: str


@dataclass(frozen=True, slots=True)
class FiveReps:
    """A max from a five-repetition maximum: slope x 5RM + intercept, in kg, with its error."""

    slope: float
    intercept: float
    see_kg: float


@cache
def formulas() -> dict[str, Formula]:
    """Every formula by key, in the order of the table."""
    return {row["key"]: _formula(row) for row in read_table("estimates")["formula"]}


def _formula(row: dict[str, Any]) -> Formula:
    low, high = row["reps"]
    return Formula(
        key=row["key"],
        name=row["name"],
        year=row["year"],
        curve=row["curve"],
        constants=tuple(float(value) for value in row["constants"]),
        gives_single=row["single"],
        reps=(low, high),
        is_offered=row["offered"],
        accuracy=row["accuracy"],
        source=row["source"],
    )


@cache
def five_reps() -> dict[str, FiveReps]:
    """The equations from a five-repetition maximum, by exercise."""
    rows = {key: row for key, row in read_table("estimates")["five"].items() if key != "source"}
    return {key: FiveReps(**row) for key, row in rows.items()}
