"""What a sheet states once for all its weights: the unit, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit.sheets.cells import Cell
from toolkit.sheets.grid import Grid, Place, is_weight, is_words
from toolkit.sheets.parse import parse_unit
from toolkit.sheets.words import Says, read_label
from toolkit.units import Unit

_OTHER_WEIGHTS = frozenset({Says.BODYWEIGHT, Says.PLATES, Says.RACK})
"""A unit in such a label says nothing about the lifts."""


@dataclass(frozen=True)
class Stated:
    """The statements of one sheet."""

    grid: Grid

    @cached_property
    def flag(self) -> Unit | None:
        """The unit that a cell of its own states: "Units | kg"."""
        for place in self.grid.places:
            own = parse_unit(place.cell.value) if isinstance(place.cell.value, str) else None
            beside = self.grid.left.get((place.row, place.column))
            if own and beside and self._is_flag(beside.place, place):
                return own
        return None

    def _is_flag(self, label: Place, unit: Place) -> bool:
        if Says.UNIT in label.label.says:
            return True
        alone = {label.column, unit.column} >= set(self.grid.sheet.row(unit.row))
        return alone and label.cell.text.rstrip().endswith(":") and not label.label.lifts

    @cached_property
    def unit(self) -> Unit | None:
        """The one unit that a sheet speaks of; None when it speaks of both or of none."""
        if self.flag:
            return self.flag
        units = {unit for place in self.grid.places if (unit := _unit_in(place))}
        return units.pop() if len(units) == 1 else None

    def unit_over(self, row: int, column: int) -> Unit | None:
        """The unit that heads the column of a cell, alone in its cell: "lb"."""
        for above in range(row - 1, 0, -1):
            cell = self.grid.at(above, column)
            if cell is not None and isinstance(cell.value, str) and not is_weight(cell):
                return parse_unit(cell.value)
        return None

    @cached_property
    def names(self) -> tuple[Place, ...]:
        """Every name that a label announces: "Name: Anna Berg", in one cell or two."""
        return tuple(self._names())

    def _names(self) -> Iterator[Place]:
        for place in self.grid.places:
            label = place.label if is_words(place.cell) else None
            if label is None or Says.ATHLETE not in label.says or label.lifts:
                continue
            if inside := re.fullmatch(r"[^:]{2,40}:\s*(\S.*)", label.text):
                yield replace(place, cell=replace(place.cell, value=inside[1]))
            elif not label.sentence and (named := self._beside(place)) is not None:
                yield named

    def _beside(self, place: Place) -> Place | None:
        """The name right of its label, else below it."""
        for step in range(1, 6):
            cell = self.grid.at(place.row, place.column + step)
            if cell is not None and cell is not place.cell:
                header = self._is_header(place.row)
                return None if header or not _is_name(cell) else replace(place, cell=cell)
        below = self.grid.at(place.row + 1, place.column)
        return Place(place.row, place.column, below) if below and _is_name(below) else None

    def _is_header(self, row: int) -> bool:
        """True for a row of headings: three or more cells, and words in all of them."""
        cells = self.grid.sheet.row(row).values()
        return len(cells) > 2 and all(map(is_words, cells))

    def athlete_of(self, row: int, column: int) -> Cell | None:
        """Whose weight stands in a cell: the nearest name above, else the first of the sheet."""
        above = [place for place in self.names if place.row <= row and place.column <= column]
        if above:
            return max(above, key=lambda place: (place.row, place.column)).cell
        return self.names[0].cell if self.names else None


def _unit_in(place: Place) -> Unit | None:
    """The unit that a text speaks of, when it is about weights on the bar and no lift alone."""
    if not isinstance(place.cell.value, str) or is_weight(place.cell):
        return None
    own = parse_unit(place.cell.value)
    label = place.label
    return own or (None if label.lifts or label.says & _OTHER_WEIGHTS else label.unit)


def _is_name(cell: Cell) -> bool:
    label = read_label(cell.text)
    return is_words(cell) and not label.says and not label.lifts
