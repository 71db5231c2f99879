"""Kilograms, pounds and rounding to what can be loaded."""

from __future__ import annotations

from enum import StrEnum
from math import floor

KG_PER_LB = 0.45359237
"""Kilograms in one international avoirdupois pound (exact by definition)."""


class Unit(StrEnum):
    """The unit a weight is written in."""

    KG = "kg"
    LB = "lb"


def convert(weight: float, unit: Unit, to: Unit) -> float:
    """The same weight in another unit, unrounded."""
    if unit is to:
        return weight
    return weight * KG_PER_LB if to is Unit.KG else weight / KG_PER_LB


def round_half_up(weight: float, step: float) -> float:
    """Nearest multiple of `step`, halves up: `INT(ROUND(x/step,6)+0.5)*step` in a sheet."""
    # Six decimals of the quotient absorb binary noise, as ROUND() does in a spreadsheet.
    return round(floor(round(weight / step, 6) + 0.5) * step, 6)


def round_down(weight: float, step: float) -> float:
    """Largest multiple of `step` not above `weight`: `INT(ROUND(x/step,6))*step` in a sheet."""
    return round(floor(round(weight / step, 6)) * step, 6)


def plain(number: float | None, digits: int = 2) -> str:
    """A number as a coach writes it: `140`, `102.5`, an empty string for nothing."""
    if number is None:
        return ""
    text = f"{number:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
