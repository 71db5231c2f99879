"""Which plates go on each side of the bar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toolkit.model.athlete import Equipment, Plate
from toolkit.units import plain

_GRAIN = 1000
"""Weights are counted in thousandths of their unit: exact for every plate that is made."""


@dataclass(frozen=True, slots=True)
class Loading:
    """The plates of one side, heaviest first, and what they leave open.

    `remainder` is the weight missing on each side, in the unit of the equipment: 0 when the load
    can be made, negative when the load is lighter than the empty bar.
    """

    plates: tuple[float, ...]
    remainder: float

    @property
    def exact(self) -> bool:
        """True when the load can be made with the bar and plates there are."""
        return self.remainder == 0

    def text(self, bar: float) -> str:
        """The loading in words: `25 + 10 + 2.5 a side`; `bar` is the weight of the bar."""
        if self.remainder < 0:
            return f"cannot be loaded: the bar alone is {plain(bar)}"
        if self.remainder > 0:
            return f"cannot be loaded: {plain(self.remainder, 3)} a side missing"
        if not self.plates:
            return "bar only"
        return " + ".join(plain(plate, 3) for plate in self.plates) + " a side"


@lru_cache(maxsize=4096)
def load_bar(load: float, equipment: Equipment) -> Loading:
    """How to load `load` (in the unit of the equipment), honouring the pairs the gym has.

    Heavy plates come first. Where no loading is exact, the heaviest one below the load is given.
    """
    side = round((load - equipment.bar) / 2 * _GRAIN)
    if side <= 0:
        return Loading((), side / _GRAIN)
    ordered = tuple(sorted(equipment.plates, key=lambda plate: -plate.weight))
    plates, left = _fill(side, ordered, {})
    return Loading(plates, left / _GRAIN)


_Known = dict[tuple[int, int], tuple[tuple[float, ...], int]]


def _fill(side: int, plates: tuple[Plate, ...], known: _Known) -> tuple[tuple[float, ...], int]:
    """The plates that leave least of `side` open, as many heavy ones as that allows, and the rest.

    Greedy loading fails with odd sets (30 from 25 + 15 + 15), so fewer heavy plates are tried
    while anything is left; `known` keeps this linear in the weights that can occur.
    """
    if side == 0 or not plates:
        return (), side
    key = (side, len(plates))
    if key not in known:
        known[key] = _best(side, plates, known)
    return known[key]


def _best(side: int, plates: tuple[Plate, ...], known: _Known) -> tuple[tuple[float, ...], int]:
    first, rest = plates[0], plates[1:]
    most = side // round(first.weight * _GRAIN)
    if first.pairs is not None:
        most = min(most, first.pairs)
    best: tuple[tuple[float, ...], int] = ((), side)
    for count in range(most, -1, -1):
        filled, left = _fill(side - count * round(first.weight * _GRAIN), rest, known)
        if left < best[1]:
            best = ((first.weight,) * count + filled, left)
        if left == 0:
            break
    return best
