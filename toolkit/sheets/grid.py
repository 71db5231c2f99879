"""A sheet as the eye takes it in: which words stand left of a number, and which above it.

One pass over the rows and one over the columns; a number in the middle of a table so knows the
label of its row and the header of its column, however many numbers lie between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from toolkit.sheets.cells import Area, Cell, Sheet
from toolkit.sheets.months import day_in
from toolkit.sheets.parse import parse_unit, parse_weight
from toolkit.sheets.words import Label, read_label

REACH_ACROSS = 4
"""A label may stand so many empty columns left of its value (WORKBOOKS.md, requirement 2)."""
REACH_DOWN = 2
"""A header may stand so many empty rows above its values."""
SCHEME = re.compile(r"\s*\d+\s*[x×хX*]\s*\d+")
"""Sets and reps, at the beginning of a text."""
SLIP = re.compile(r"[~≈<>?]?\s*\d[\d.,'´`OoIl]*\s*(kg|lbs?|кг)?\s*[?!]?")
"""Text that was meant to be a number."""
HEDGED = re.compile(r"[^\W\d]{2,8}\.?\s*\d{2,3}([.,]\d+)?\s*(kg|lbs?|кг)?")
"""A word and a number that may be a weight."""
SIGNS = frozenset({"", ":", "=", "->", "→", "-", "–", "—", "--", ">", ".", "?", "/", "n/a", "tbd"})
"""Cells of punctuation between a label and its value, and what stands for no value at all."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell with its row and column, both from 1."""

    row: int
    column: int
    cell: Cell

    @property
    def label(self) -> Label:
        """What the words of the cell say."""
        return read_label(self.cell.text)


@dataclass(frozen=True, slots=True)
class Beside:
    """The nearest words on one side of a number; `numbers` and `blanks` lie between."""

    place: Place
    numbers: int = 0
    blanks: int = 0


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet with the words beside every cell."""

    sheet: Sheet

    def at(self, row: int, column: int) -> Cell | None:
        """The cell when something stands in it; inside a merged area the cell that shows."""
        anchor = self.anchors.get((row, column))
        cell = self.sheet.row(anchor[0] if anchor else row).get(anchor[1] if anchor else column)
        return None if cell is None or cell.is_blank else cell

    @cached_property
    def anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For every cell hidden inside a merged area, the row and column of the one that shows."""
        return {
            (row, column): (area.first_row, area.first_column)
            for area in self.sheet.merges
            for row, column in _inside(area)
            if (row, column) != (area.first_row, area.first_column)
        }

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every cell with something in it, row by row."""
        return tuple(
            Place(row, column, cell)
            for row in sorted(self.sheet.cells)
            for column, cell in sorted(self.sheet.cells[row].items())
            if not cell.is_blank
        )

    @cached_property
    def left(self) -> dict[tuple[int, int], Beside]:
        """The nearest words left of every cell, in its row."""
        found: dict[tuple[int, int], Beside] = {}
        row, last, beside = 0, 0, None
        for place in self.places:
            if place.row != row:
                row, last, beside = place.row, 0, None
            start = self._covering(place.row, last, place.column)
            beside = start or beside
            gap = self._gap(place.row, last, place.column)
            beside = _nearer(beside, gap, REACH_ACROSS)
            if beside is not None:
                found[place.row, place.column] = beside
            last = place.column
            beside = _after(place, beside)
        return found

    @cached_property
    def above(self) -> dict[tuple[int, int], Beside]:
        """The nearest words above every cell, in its column."""
        found: dict[tuple[int, int], Beside] = {}
        for column, places in self._by_column().items():
            last, beside = 0, None
            for place in places:
                gap = 0 if last == 0 else place.row - last - 1
                beside = _nearer(beside, gap, REACH_DOWN)
                if beside is not None:
                    found[place.row, column] = beside
                last = place.row
                beside = _after(place, beside)
        return found

    def next_right(self, row: int, column: int) -> Place | None:
        """The next cell right of one in which something stands, at most two columns away."""
        for near in (column + 1, column + 2):
            cell = self.at(row, near)
            if cell is not None and cell is not self.at(row, column):
                return Place(row, near, cell)
        return None

    def next_below(self, row: int, column: int) -> Place | None:
        """The cell right below one, when something stands in it."""
        cell = self.at(row + 1, column)
        return Place(row + 1, column, cell) if cell else None

    def _by_column(self) -> dict[int, list[Place]]:
        columns: dict[int, list[Place]] = {}
        for place in self.places:
            columns.setdefault(place.column, []).append(place)
        for (row, column), anchor in self.anchors.items():
            # A merged header stands above every column that it covers.
            if anchor[0] == row and (cell := self.at(row, column)) is not None:
                columns.setdefault(column, []).append(Place(row, column, cell))
        return {
            column: sorted(places, key=lambda place: place.row)
            for column, places in columns.items()
        }

    def _covering(self, row: int, last: int, column: int) -> Beside | None:
        """Words merged down over several rows, between the last cell of this row and the next."""
        for near in range(column - 1, max(last, column - 1 - REACH_ACROSS), -1):
            anchor = self.anchors.get((row, near))
            cell = self.at(row, near) if anchor and anchor[0] < row else None
            if cell is not None and is_words(cell):
                return Beside(Place(row, near, cell))
        return None

    def _gap(self, row: int, last: int, column: int) -> int:
        """Empty columns between two cells, those of a merged area not counted."""
        if last == 0:
            return 0
        return sum((row, between) not in self.anchors for between in range(last + 1, column))


def _inside(area: Area) -> Iterator[tuple[int, int]]:
    # A merged whole column or row says nothing about the cells inside it.
    if area.last_row - area.first_row > 200 or area.last_column - area.first_column > 200:
        return
    for row in range(area.first_row, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            yield row, column


def _nearer(beside: Beside | None, gap: int, reach: int) -> Beside | None:
    if beside is None or gap > reach:
        return None
    return Beside(beside.place, beside.numbers, beside.blanks + gap) if gap else beside


def _after(place: Place, beside: Beside | None) -> Beside | None:
    """What the next cell has beside it, after this one."""
    if is_words(place.cell):
        return beside if place.label.sentence and beside else Beside(place)
    if is_weight(place.cell) or not isinstance(place.cell.value, str):
        return beside and Beside(beside.place, beside.numbers + 1, beside.blanks)
    return beside


def is_weight(cell: Cell) -> bool:
    """True for a number, or text that is a weight or a rep set."""
    if cell.is_error or cell.uncalculated:
        return False
    value = cell.value
    return _is_weight(value) if isinstance(value, str) else parse_weight(value) is not None


# Most texts of a wide program stand in it hundreds of times.
@lru_cache(maxsize=1 << 16)
def _is_weight(text: str) -> bool:
    return parse_weight(text) is not None


def is_broken(cell: Cell) -> bool:
    """True for what stands where a weight should and is none: an error, a formula without its
    value, a slip such as "102..5" or "1O5"."""
    if cell.is_error or cell.uncalculated:
        return True
    return isinstance(cell.value, str) and _is_slip(cell.value.strip())


@lru_cache(maxsize=1 << 16)
def _is_slip(text: str) -> bool:
    slip = SLIP.fullmatch(text) is not None and parse_weight(text) is None
    return slip and day_in(text) is None and SCHEME.match(text) is None


def is_hedged(cell: Cell) -> bool:
    """True for a number with a word before it that no label has: "ca. 110", "maybe 140 kg"."""
    if not isinstance(cell.value, str) or HEDGED.fullmatch(cell.value.strip()) is None:
        return False
    label = read_label(cell.value)
    return not (label.lifts or label.says or label.value)


def is_words(cell: Cell) -> bool:
    """True for text that may name something: no number, no unit, no mere punctuation."""
    value = cell.value
    if not isinstance(value, str) or cell.is_error or cell.uncalculated:
        return False
    return _is_name(value.strip())


@lru_cache(maxsize=1 << 16)
def _is_name(text: str) -> bool:
    number = _is_slip(text) or _is_weight(text)
    return not number and text.casefold() not in SIGNS and parse_unit(text) is None


def is_scheme(text: str) -> bool:
    """True for sets and reps: "5x5", "3 x 8-10 @ 70 %"."""
    return SCHEME.match(text) is not None
