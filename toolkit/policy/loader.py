"""Read the coaching tables (TOML beside this file) into typed, frozen values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit.model.athlete import Equipment, Plate
from toolkit.units import Unit


def read_table(name: str) -> dict[str, Any]:
    """The parsed content of `toolkit/policy/<name>.toml`."""
    return tomllib.loads((files("toolkit.policy") / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Family:
    """A lift family: how often it is trained and how it tapers.

    Percentages are fractions of the max; days are days out; `plausible_kg` in kg.
    """

    key: str
    name: str
    frequency: int
    contested: str
    heavy_days: int
    heavy_range: tuple[int, int]
    last_sets: int
    last_reps: int
    last_percent: float
    plausible_kg: float
    source: str
    most_reps: int | None = None

    @property
    def is_fast(self) -> bool:
        """True for lifts of speed and skill, that fall apart in long sets."""
        return self.most_reps is not None


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is assumed when the workbook is silent. The weights of a max in kg."""

    unit: Unit
    weeks: int
    sessions: int
    paper: str
    attempts: str
    training_max_fraction: float
    min_weight_kg: float
    max_weight_kg: float
    training_days: dict[int, tuple[int, ...]]
    equipment: dict[Unit, Equipment]


@cache
def families() -> dict[str, Family]:
    """The lift families by key, in the order of the table."""
    return build_families(read_table("lifts"))


def build_families(table: dict[str, Any]) -> dict[str, Family]:
    """The families of a parsed table of lifts."""
    return {
        row["key"]: Family(**{**row, "heavy_range": tuple(row["heavy_range"])})
        for row in table["family"]
    }


@cache
def defaults() -> Defaults:
    """The method's defaults."""
    return build_defaults(read_table("defaults"))


def build_defaults(table: dict[str, Any]) -> Defaults:
    """The defaults of a parsed table."""
    season = {key: value for key, value in table["season"].items() if key != "source"}
    days = {key: value for key, value in table["training_days"].items() if key != "source"}
    return Defaults(
        **{**season, "unit": Unit(season["unit"])},
        training_days={int(number): tuple(week) for number, week in days.items()},
        equipment={Unit(unit): _equipment(unit, row) for unit, row in table["equipment"].items()},
    )


def _equipment(unit: str, row: dict[str, Any]) -> Equipment:
    plates = tuple(Plate(float(weight)) for weight in row["plates"])
    return Equipment(Unit(unit), float(row["bar"]), plates)
