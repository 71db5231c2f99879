"""What a file is once it is open: a book of sheets of cells, each cell with its address.

The readers of `formats/` make these; nothing here knows which format a cell came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings, Rule
from toolkit.sheets.layout import PLAN_MARK, PLAN_SHEET
from toolkit.units import Unit

EMPTY_MARKS = frozenset({"", "-", "–", "—", "--", "/"})
"""What coaches type into a cell to say that there is nothing in it."""

HIDDEN_FORMULA = "=?"
"""The formula of a cell of which only is known that it has one (.xls, .xlsb, shared formulas)."""

MAX_ROWS = 300_000
"""Filled rows of a book: the largest federation lists that a coach cuts to size have fewer."""

MAX_CELLS = 600_000
"""Filled cells of a workbook: nearly three times the widest roster seen, read in some seconds."""

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


class Refused(ValueError):
    """A file is not read, by this rule; reader.py makes the finding of it."""

    def __init__(self, rule: Rule, **values: Any) -> None:
        super().__init__(rule.slug)
        self.rule, self.values = rule, values

    def record(self, findings: Findings) -> None:
        """Say so in a finding."""
        findings.add(self.rule, None, related=(), **self.values)


def too_full() -> Refused:
    """A book holds more rows or cells than any roster does."""
    return Refused(rules.BOOK_TOO_FULL, rows=f"{MAX_ROWS:,}")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands, its stored value, its formula. Dates come as dates.

    `is_error` marks #REF! and its kin; `uncalculated` a formula that has no stored value; `unit`
    is the unit that the cell's number format writes behind the number, such as `0.0" kg"`.
    """

    ref: CellRef
    value: object = None
    formula: str = ""
    is_error: bool = False
    uncalculated: bool = False
    unit: Unit | None = None

    @property
    def is_blank(self) -> bool:
        """True when nothing can be seen in the cell."""
        if self.is_error or self.uncalculated:
            return False
        return self.value is None or (
            isinstance(self.value, str) and self.value.strip() in EMPTY_MARKS
        )

    @property
    def text(self) -> str:
        """What is written there, without the spaces around it; empty for an empty cell."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return "" if self.value is None else " ".join(str(self.value).split())


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, rows and columns from 1, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet that hold something, by row and column, both from 1."""

    title: str
    cells: Mapping[int, Mapping[int, Cell]]
    hidden: bool = False
    merges: tuple[Area, ...] = ()

    def row(self, number: int) -> Mapping[int, Cell]:
        """The cells of one row by column."""
        return self.cells.get(number, {})


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file in their order. `format`: xlsx, xlsm, xlsb, xls, ods or csv."""

    sheets: tuple[Sheet, ...]
    format: str = "xlsx"


@dataclass(slots=True)
class Grid:
    """The cells of a book while it is read; one that fills up beyond all rosters stops it."""

    title: str
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    room: list[int] = field(default_factory=lambda: [MAX_CELLS])

    def put(
        self,
        row: int,
        column: int,
        value: object,
        formula: str = "",
        *,
        is_error: bool = False,
        uncalculated: bool = False,
        unit: Unit | None = None,
    ) -> None:
        """Keep a cell, if there is anything in it."""
        if value is None and not formula:
            return
        self.room[0] -= 1
        if self.room[0] < 0 or len(self.cells) > MAX_ROWS:
            raise too_full()
        if isinstance(value, str):
            value = value.rstrip("\x00")
        ref = CellRef(self.title, f"{column_letters(column)}{row}")
        self.cells.setdefault(row, {})[column] = Cell(
            ref, value, formula, is_error, uncalculated, unit
        )

    def next(self, title: str) -> Grid:
        """The grid of the book's next sheet: both share the room."""
        return Grid(title, room=self.room)

    def sheet(self, *, hidden: bool = False, merges: tuple[Area, ...] = ()) -> Sheet:
        """The finished sheet, its rows and columns in order."""
        cells = {row: dict(sorted(self.cells[row].items())) for row in sorted(self.cells)}
        return Sheet(self.title, cells, hidden, merges)


@lru_cache(maxsize=20_000)
def column_letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def areas(references: Iterator[str]) -> tuple[Area, ...]:
    """`A1:C3` as rectangles; what is no address is left out."""
    found = (_AREA.fullmatch(reference) for reference in references)
    return tuple(
        Area(int(it[2]), column_number(it[1]), int(it[4] or it[2]), column_number(it[3] or it[1]))
        for it in found
        if it is not None
    )


def is_plan(book: Book) -> bool:
    """True for a plan workbook of this toolkit."""
    return any(
        sheet.title == PLAN_SHEET
        and sheet.hidden
        and str(sheet.row(1).get(1, Cell(CellRef())).value).startswith(PLAN_MARK)
        for sheet in book.sheets
    )
