"""Where tables of athletes begin: header rows of one or two lines, anywhere on a sheet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from toolkit.sheets import layout
from toolkit.sheets.cells import Cell, Sheet
from toolkit.sheets.grid import Grid, is_weight, is_words
from toolkit.sheets.months import day_of, year_of
from toolkit.sheets.parse import parse_number, parse_unit
from toolkit.sheets.sights import MAXISH, NEVER, is_prose
from toolkit.sheets.tables import KEYS, columns_of, labels_of
from toolkit.sheets.words import Label, Says, read_label

ATTEMPT_NUMBERS = (1, 2, 3, 4)
"""The only numbers in a header row: attempts under the name of their lift."""
LONGEST_UNIT = 9
"""A longer text that begins with a letter is words: no unit, no month, no number."""
TITLE_ROWS = 4
"""A table's title stands at most so many rows above its header."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The labels of a header row by column, and what stands over those that want it: the lift
    merged over "1RM | Goal". `titles` are the words on the rows above."""

    row: int
    labels: Mapping[int, Cell]
    parents: Mapping[int, Cell]
    titles: tuple[Label, ...]
    first_column: int = 0

    def part(self, start: int, end: int | None) -> Heading:
        """The heading of the columns from `start` to before `end`."""
        kept = {c: cell for c, cell in self.labels.items() if c >= start and (not end or c < end)}
        return replace(self, labels=kept, first_column=start)


class _Look(Enum):
    """What a row of a sheet may be."""

    DATA = "with numbers"
    REMARK = "words, too few to head a table"
    HEADER = "words that may head a table"


@dataclass(frozen=True)
class Page:
    """A sheet with the looks of its rows, found once and asked often."""

    sheet: Sheet

    @cached_property
    def grid(self) -> Grid:
        """The sheet with its merged cells."""
        return Grid(self.sheet)

    @cached_property
    def _looks(self) -> dict[int, _Look]:
        rows = sorted(self.sheet.cells)
        return {row: _look_of(self.sheet.row(row).values()) for row in rows}

    def may_be_header(self, row: int) -> bool:
        """True for a row that may head a table."""
        return self._looks.get(row) is _Look.HEADER

    @cached_property
    def headers(self) -> tuple[int, ...]:
        """The rows that may head a table; not the units below one, nor the lifts above one."""
        return tuple(
            row
            for row, look in self._looks.items()
            if look is _Look.HEADER
            and not units_below(self.sheet, row - 1)
            and not self._is_upper_half(row)
        )

    def _is_upper_half(self, row: int) -> bool:
        """True for the first row of a header of two: the names of the columns stand below it."""
        if not self.may_be_header(row + 1):
            return False
        below = heading_of(self.grid, row + 1)
        found = columns_of(below.labels, layout.ROSTER_COLUMNS).values()
        return bool(below.parents) and any(column.key == "athlete" for column in found)

    @cached_property
    def _naming(self) -> tuple[int, ...]:
        """The rows of words of which two or more name columns."""
        return tuple(
            row
            for row, look in self._looks.items()
            if look is _Look.HEADER
            and sum(map(_names_column, labels_of(self.sheet, row).values())) > 1
        )

    def end(self, row: int) -> int | None:
        """The last row of a table: the one before the header of something else."""
        place = bisect_right(self._naming, row)
        return self._naming[place] - 1 if place < len(self._naming) else None

    def below(self, row: int, column: int, most: int) -> list[object]:
        """The values of a column below a header, at most so many."""
        end = self.end(row)
        rows = tuple(self._looks)
        values: list[object] = []
        for number in rows[bisect_right(rows, row) :]:
            if len(values) == most or (end is not None and number > end):
                break
            cell = self.sheet.row(number).get(column)
            if cell is not None:
                values.append(cell.value)
        return values

    @cached_property
    def remarks(self) -> Sheet:
        """The sheet without its rows of data: where units and names are stated for all of them."""
        rows = (row for row, look in self._looks.items() if look is not _Look.DATA)
        return replace(self.sheet, cells={row: self.sheet.row(row) for row in rows})


def _names_column(cell: Cell) -> bool:
    label = read_label(cell.text)
    if _COUNTED.search(cell.text) and not label.says & MAXISH:
        return False
    return bool(label.lifts or label.says & _HEADS)


_COUNTED = re.compile(r"^\d+ |\+ ?\d")
"""Something counted, not named: "2 plates", "bw+20"."""


_HEADS = frozenset(KEYS) | NEVER | MAXISH | {Says.WEIGHT, Says.LIFT}


def _look_of(cells: Iterable[Cell]) -> _Look:
    """What a row looks like: its header may be words, or days beside words, and of numbers only
    those of attempts and years."""
    texts = days = 0
    remark = True
    for cell in cells:
        if cell.is_blank:
            continue
        if _is_plainly_words(cell):
            texts += 1
        elif day_of(cell) or year_of(cell):
            days += 1
        elif is_weight(cell):
            remark = False
            if not is_attempt(cell):
                return _Look.DATA
        elif is_words(cell):
            texts += 1
    if texts + min(days, 1) > 1:
        return _Look.HEADER
    return _Look.REMARK if remark else _Look.DATA


def _is_plainly_words(cell: Cell) -> bool:
    """True for text that is no number, day or unit without a closer look."""
    value = cell.value
    return isinstance(value, str) and len(value) > LONGEST_UNIT and value[0].isalpha()


def _may_head(cell: Cell) -> bool:
    return is_attempt(cell) or year_of(cell) is not None


def is_attempt(cell: Cell) -> bool:
    """True for the number of an attempt."""
    return parse_number(cell.value) in ATTEMPT_NUMBERS


def heading_of(grid: Grid, row: int) -> Heading:
    """The header that a row is, completed by the rows above it."""
    sheet = grid.sheet
    labels = labels_of(sheet, row)
    if units := units_below(sheet, row):
        # "Squat" over "kg": one header of two rows, and the athletes begin below both.
        labels = {column: _with_unit(cell, units.get(column)) for column, cell in labels.items()}
    others = {c: it for c, it in sheet.row(row).items() if _may_head(it) or day_of(it)}
    labels |= {column: cell for column, cell in others.items() if column not in labels}
    above = labels_of(sheet, row - 1)
    for column, cell in above.items():
        # Words merged down over both rows of a header stand in its first.
        if grid.anchors.get((row, column)) == (row - 1, column):
            labels[column] = cell
    titles = tuple(
        read_label(cell.text)
        for number in range(row - 1, max(0, row - 1 - TITLE_ROWS), -1)
        for cell in labels_of(sheet, number).values()
    )
    parents = _parents(grid, row, labels, above)
    return Heading(row + bool(units), dict(sorted(labels.items())), parents, titles)


def units_below(sheet: Sheet, row: int) -> dict[int, Cell]:
    """The units of a row that holds nothing but units and such."""
    cells = {column: cell for column, cell in sheet.row(row + 1).items() if not cell.is_blank}
    units = {column: cell for column, cell in cells.items() if parse_unit(cell.value)}
    texts = all(isinstance(cell.value, str) and not is_weight(cell) for cell in cells.values())
    return units if len(units) > 1 and texts and not any(map(_names_lifts, cells.values())) else {}


def _names_lifts(cell: Cell) -> bool:
    """True for what heads a table itself: a lift, or "Athlete" ("#" may be a rank, not pounds)."""
    label = read_label(cell.text)
    return bool(label.lifts or Says.ATHLETE in label.says)


def _with_unit(cell: Cell, unit: Cell | None) -> Cell:
    return replace(cell, value=f"{cell.text} ({unit.text})") if unit else cell


def _parents(
    grid: Grid, row: int, labels: Mapping[int, Cell], above: Mapping[int, Cell]
) -> dict[int, Cell]:
    """The lift over each label that names none itself."""
    parents: dict[int, Cell] = {}
    parent: Cell | None = None
    named = columns_of(labels, (layout.ATHLETE,))
    titles = [grid.at(row - 1, column) for column in named] if row > 1 else []
    for column in sorted(labels):
        over = grid.at(row - 1, column) if row > 1 else None
        parent = over if over is not None else parent
        if parent is None or parent is labels[column] or parent not in above.values():
            continue
        if parent in titles:  # what stands over the names too is about the whole table
            continue
        upper, lower = read_label(parent.text), read_label(labels[column].text)
        known = lower.says - _SUB_LABELS
        names_lift = len(upper.lifts) == 1 and not lower.lifts and not known
        tells_which = upper.says & WHICH and len(lower.lifts) == 1
        if (names_lift or tells_which) and not is_prose(upper):
            parents[column] = parent
    return parents


WHICH = frozenset({Says.PREVIOUS, Says.GOAL, Says.NEW_MAX, Says.ATTEMPT}) | MAXISH
"""What may stand over the lifts of a header: "Pre-test", "Goals", "Training max"."""
_SUB_LABELS = MAXISH | {
    Says.GOAL, Says.ATTEMPT, Says.WEIGHT, Says.REPS, Says.SETS, Says.DATE, Says.PREVIOUS,
    Says.NEW_MAX, Says.PERCENT, Says.AVERAGE, Says.POINTS, Says.STANDARD, Says.PLACE,
}  # fmt: skip


def side_by_side(heading: Heading) -> Iterator[tuple[Heading, int | None]]:
    """A header row in its parts: each begins at a column of names."""
    found = columns_of(heading.labels, (layout.ATHLETE,))
    names = [number for number, column in found.items() if column.key == "athlete"]
    starts = [0, *names[1:]] if _repeats(heading, names) else [0]
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        yield heading.part(start, end), end and end - 1


def _repeats(heading: Heading, names: Sequence[int]) -> bool:
    """True when the name columns are those of tables side by side, each with lifts of its own."""
    lifts = [number for number, cell in heading.labels.items() if read_label(cell.text).lifts]
    parts = zip(names, [*names[1:], max(heading.labels, default=0) + 1], strict=False)
    return len(names) > 1 and all(any(one < it < end for it in lifts) for one, end in parts)
