"""Plates as they are drawn on the cards: places and colours from templates/plates.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toolkit.engine.plates import load_bar
from toolkit.model.athlete import Equipment
from toolkit.model.prescription import SetGroup
from toolkit.outputs.templates import read_words
from toolkit.policy.loader import defaults
from toolkit.units import plain

_COLLAR, _GAP, _LEAST_WIDTH = 3.2, 0.2, 24.0


@dataclass(frozen=True, slots=True)
class PlateView:
    """One plate from the side, in drawing units on a sleeve ten units high."""

    x: float
    y: float
    thick: float
    across: float
    fill: str
    ink: str
    label: str
    text_x: float
    size: float


@dataclass(frozen=True, slots=True)
class LoadView:
    """The plates of one side, drawn and in words; `width` of the drawing in its own units."""

    plates: tuple[PlateView, ...]
    width: float
    text: str
    exact: bool


def loading_view(group: SetGroup, equipment: Equipment | None) -> LoadView:
    """The plates of one side; common plates where the lift's own are in the other unit."""
    if equipment is None or equipment.unit is not group.unit:
        equipment = defaults().equipment[group.unit]
    return _view(group.load, equipment)


@lru_cache(maxsize=4096)
def _view(load: float, equipment: Equipment) -> LoadView:
    loading = load_bar(load, equipment)
    drawn: list[PlateView] = []
    x = _COLLAR
    for weight in loading.plates:
        plate = _plate(weight, str(equipment.unit), x)
        drawn.append(plate)
        x += plate.thick + _GAP
    width = round(max(_LEAST_WIDTH, x + 2), 1)
    return LoadView(tuple(drawn), width, loading.text(equipment.bar), loading.exact)


def _plate(weight: float, unit: str, x: float) -> PlateView:
    table = read_words("plates")[unit]
    row = table[min(table, key=lambda key: abs(float(key) - weight))]
    label = plain(weight)
    size = min(row["thick"] * 0.84, row["across"] / (0.62 * len(label) + 0.4))
    return PlateView(
        x=round(x, 2),
        y=round(5 - row["across"] / 2, 2),
        thick=row["thick"],
        across=row["across"],
        fill=row["fill"],
        ink=row["ink"],
        label=label,
        text_x=round(x + row["thick"] / 2 + size * 0.36, 2),
        size=round(size, 1),
    )
