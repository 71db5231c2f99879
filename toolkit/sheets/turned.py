"""Rosters that lie on their side: athletes across, lifts down. They are read turned upright."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from toolkit.diagnostics import CellRef
from toolkit.sheets.cells import Cell, Sheet, column_letters
from toolkit.sheets.grid import is_weight, is_words
from toolkit.sheets.sights import MAXISH
from toolkit.sheets.words import Label, Says, read_label

DEPTH = 12
"""The names stand in one of the first rows of such a sheet."""
FEWEST_LIFTS = 2
_FULL_NAME = re.compile(r"[^\W\d_]+\.?(?:[ '-][^\W\d_]+\.?)+")


def turned(sheet: Sheet) -> Sheet | None:
    """The sheet with rows and columns exchanged, where lifts stand down and athletes across; each
    cell keeps its address. None for any other sheet."""
    for row in sorted(sheet.cells)[:DEPTH]:
        corner = min(sheet.cells[row], default=0)
        columns = _names(sheet, row)
        if columns and (lifts := _lifts_below(sheet, row, columns)):
            first = min(corner, *lifts.values())
            return _upright(sheet, row, first, columns, lifts)
    return None


def _names(sheet: Sheet, row: int) -> list[int]:
    """The columns of a row that are headed by athletes: behind "Name", or by two full names."""
    filled = {c: it for c, it in sorted(sheet.row(row).items()) if not it.is_blank}
    if not filled:
        return []
    first = next(iter(filled))
    corner = read_label(filled[first].text)
    names = {c: it for c, it in filled.items() if c != first or _may_be_name(it)}
    if not all(map(_may_be_name, names.values())) or len(names) < FEWEST_LIFTS:
        return []
    full = all(_FULL_NAME.fullmatch(cell.text.strip()) for cell in names.values())
    headed = first not in names and corner.says == {Says.ATHLETE}
    return list(names) if headed or (full and (first in names or _is_corner(corner))) else []


def _may_be_name(cell: Cell) -> bool:
    label = read_label(cell.text)
    plain = is_words(cell) and cell.text[:1].isupper() and not label.sentence
    return plain and not label.lifts and not label.says and bool(label.rest)


def _is_corner(label: Label) -> bool:
    return not label.lifts and label.says <= MAXISH | {Says.LIFT, Says.UNIT}


def _lifts_below(sheet: Sheet, row: int, columns: list[int]) -> dict[int, int]:
    """The rows of weights below the names and the columns of their lifts; empty where one of the
    rows between has weights of something else too often to be a roster."""
    lifts: dict[int, int] = {}
    for number in sorted(it for it in sheet.cells if it > row):
        cells = sheet.row(number)
        place = next((c for c in sorted(cells) if c < columns[0] and is_words(cells[c])), None)
        numbers = any(c in cells and is_weight(cells[c]) for c in columns)
        if place is not None and numbers and len(read_label(cells[place].text).lifts) == 1:
            lifts[number] = place
    return lifts if len(lifts) >= FEWEST_LIFTS else {}


def _upright(
    sheet: Sheet, row: int, first: int, columns: list[int], lifts: Mapping[int, int]
) -> Sheet:
    """The roster with its header in the second row; what stands above it and in its corner in the
    first, as remarks do."""
    remarks = [it for number in sheet.cells if number < row for it in sheet.cells[number].values()]
    corner = sheet.row(row).get(first)
    if corner is not None and first not in columns:
        remarks.append(corner)
    head = {1: Cell(CellRef(sheet.title), "Name")}
    head |= {at: sheet.row(line)[lifts[line]] for at, line in enumerate(lifts, start=2)}
    cells = {1: dict(enumerate((it for it in remarks if not it.is_blank), start=1)), 2: head}
    for down, column in enumerate(columns, start=3):
        own = {at: _at(sheet, line, column) for at, line in enumerate(lifts, start=2)}
        cells[down] = {1: sheet.row(row)[column], **own}
    return replace(sheet, cells={number: line for number, line in cells.items() if line}, merges=())


def _at(sheet: Sheet, row: int, column: int) -> Cell:
    empty = Cell(CellRef(sheet.title, f"{column_letters(column)}{row}"))
    return sheet.row(row).get(column) or empty
