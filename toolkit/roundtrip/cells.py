"""Cells inside a sheet's XML: found, made where they are missing, changed one at a time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from toolkit.roundtrip.book import Workbook, relations
from toolkit.roundtrip.markup import Element, add, child, children, local, make, need, set_text

MAX_COLUMN = 16_384
MAX_ROW = 1_048_576

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")

Place = tuple[int, int]
"""Row and column, both from 1."""


class CellRefused(ValueError):
    """A cell that cannot be changed on its own; its text says why."""


def place_of(address: str) -> Place:
    """`B7` or `$B$7` is (7, 2); of a range the first cell."""
    found = _ADDRESS.fullmatch(address.partition(":")[0])
    if found is None:
        raise ValueError(address)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    if column > MAX_COLUMN or int(found[2]) > MAX_ROW:
        raise ValueError(address)
    return int(found[2]), column


def address_of(place: Place) -> str:
    """(7, 2) is `B7`."""
    letters, column = "", place[1]
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{place[0]}"


def area_of(reference: str) -> tuple[Place, Place]:
    """First and last cell of `B2:C5`, or of one cell."""
    first, _, last = reference.partition(":")
    return place_of(first), place_of(last or first)


def _within(place: Place, area: tuple[Place, Place]) -> bool:
    (top, left), (bottom, right) = area
    return top <= place[0] <= bottom and left <= place[1] <= right


class SheetCells:
    """The cells of one sheet. Rows and cells that do not say where they are follow the last one."""

    def __init__(self, book: Workbook, title: str) -> None:
        self.book = book
        self.title = title
        self.part = book.sheets[title]
        self.root = book.package.look(self.part)
        self._data = need(self.root, "sheetData")
        self._rows = dict(_numbered(children(self._data, "row")))
        self._order = sorted(self._rows)
        self._cells: dict[int, dict[int, Element]] = {}

    def find(self, place: Place) -> Element | None:
        """The cell, or None where the sheet has none."""
        return self._row_cells(place[0]).get(place[1])

    def base_style(self, place: Place) -> int:
        """The index of the look a cell has: its own, its row's, or its column's."""
        cell = self.find(place)
        if cell is not None:
            return int(cell.get("s", "0"))
        row = self._rows.get(place[0])
        if row is not None and row.get("customFormat") in ("1", "true"):
            return int(row.get("s", "0"))
        for one in self.columns:
            if int(one.get("min", "0")) <= place[1] <= int(one.get("max", "0")):
                return int(one.get("style", "0"))
        return 0

    @cached_property
    def columns(self) -> list[Element]:
        """The stated widths and looks of columns."""
        return [one for group in children(self.root, "cols") for one in children(group, "col")]

    @cached_property
    def merges(self) -> list[tuple[Place, Place]]:
        """The merged areas."""
        groups = children(self.root, "mergeCells")
        found = [one.get("ref", "") for group in groups for one in children(group, "mergeCell")]
        return [area_of(one) for one in found]

    def shown(self, place: Place) -> Place:
        """The cell that is seen there: of a merged area its first."""
        return next((area[0] for area in self.merges if _within(place, area)), place)

    def row(self, number: int) -> Element | None:
        """The row, or None where the sheet has none."""
        return self._rows.get(number)

    # --- changes -------------------------------------------------------------------------------

    def set_style(self, place: Place, style: int) -> None:
        """Give a cell another look; an empty place becomes an empty cell with it."""
        self._made(place).set("s", str(style))

    def set_cell(self, place: Place, value: str | float | bool | None) -> None:
        """Write a text, a number, true or false, or nothing into a cell; its look stays.

        Raises CellRefused where the value would break what surrounds it: a formula that fills
        several cells, or the heading of a table.
        """
        self._refuse(place)
        cell = self._made(place)
        if child(cell, "f") is not None:
            self.book.drop_calculation_chain()
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, None)
        for name in ("f", "v", "is"):
            for old in children(cell, name):
                cell.remove(old)
        _fill(cell, value)
        self.book.calculate_on_opening()

    def _refuse(self, place: Place) -> None:
        where = f"{self.title}!{address_of(place)}"
        cell = self.find(place)
        formula = None if cell is None else child(cell, "f")
        if formula is not None and formula.get("t") in ("shared", "array", "dataTable"):
            raise CellRefused(f"{where} is part of a formula that fills several cells.")
        if any(_within(place, area) for area in self._filled):
            raise CellRefused(f"{where} is part of a formula that fills several cells.")
        if any(_within(place, area) for area in self._headings):
            raise CellRefused(f"{where} is the heading of a table.")
        if self.shown(place) != place:
            raise CellRefused(f"{where} is covered by a merged cell.")

    @cached_property
    def _filled(self) -> list[tuple[Place, Place]]:
        """The areas that array formulas and data tables fill."""
        formulas = self._data.iter(f"{{{self.book.namespace}}}f")
        return [
            area_of(one.get("ref"))
            for one in formulas
            if one.get("t") in ("array", "dataTable") and one.get("ref")
        ]

    @cached_property
    def _headings(self) -> list[tuple[Place, Place]]:
        """The header rows of the sheet's tables."""
        package = self.book.package
        parts = [one.part for one in relations(package, self.part) if one.kind == "table"]
        tables = [package.look(part) for part in parts if part in package]
        areas = [area_of(one.get("ref")) for one in tables if one.get("headerRowCount", "1") != "0"]
        return [(first, (first[0], last[1])) for first, last in areas]

    def _row_cells(self, number: int) -> dict[int, Element]:
        if number not in self._cells:
            row = self._rows.get(number)
            listed = [] if row is None else children(row, "c")
            self._cells[number] = dict(_numbered(listed))
        return self._cells[number]

    def _made(self, place: Place) -> Element:
        """The cell, made in its place with the look of its surroundings where there is none."""
        self.book.package.edit(self.part)
        cell = self.find(place)
        if cell is not None:
            return cell
        style = self.base_style(place)
        row = self._made_row(place[0])
        cell = make(row, "c", r=address_of(place))
        if style:
            cell.set("s", str(style))
        cells = self._row_cells(place[0])
        later = min((column for column in cells if column > place[1]), default=None)
        if later is None:
            # Behind the last cell, but before what else a row may hold.
            row.insert(max((row.index(one) for one in cells.values()), default=-1) + 1, cell)
        else:
            cells[later].addprevious(cell)
        row.attrib.pop("spans", None)  # only a hint, and wrong when the row grows
        cells[place[1]] = cell
        self._stretch(place)
        return cell

    def _made_row(self, number: int) -> Element:
        row = self._rows.get(number)
        if row is not None:
            return row
        row = make(self._data, "row", r=str(number))
        at = bisect_left(self._order, number)
        if at < len(self._order):
            self._rows[self._order[at]].addprevious(row)
        else:
            self._data.append(row)
        self._order.insert(at, number)
        self._rows[number] = row
        self._cells.pop(number, None)
        return row

    def _stretch(self, place: Place) -> None:
        """Let the stated size of the sheet hold a new cell."""
        size = child(self.root, "dimension")
        if size is None or not size.get("ref"):
            return
        (top, left), (bottom, right) = area_of(size.get("ref"))
        first = min(top, place[0]), min(left, place[1])
        last = max(bottom, place[0]), max(right, place[1])
        if (first, last) != ((top, left), (bottom, right)):
            size.set("ref", f"{address_of(first)}:{address_of(last)}")


def _numbered(elements: list[Element]) -> Iterator[tuple[int, Element]]:
    """Rows or cells with their number, read or counted on from the one before."""
    number = 0
    for one in elements:
        stated = one.get("r")
        if stated is None:
            number += 1
        elif local(one) == "row":
            number = int(stated)
        else:
            number = place_of(stated)[1]
        yield number, one


def _fill(cell: Element, value: str | float | bool | None) -> None:
    if value is None:
        return
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = make(cell, "is")
        cell.insert(0, text)
        set_text(add(text, "t"), value)
        return
    number = make(cell, "v")
    cell.insert(0, number)
    number.text = str(int(value)) if isinstance(value, bool) else repr(value)
    if isinstance(value, bool):
        cell.set("t", "b")
