"""Binary Excel workbooks (.xlsb): values by python-calamine, formulas and errors by their records.

calamine reserves room for the rectangle between a sheet's outermost cells, and when there is no
such room the whole program dies. So the records are walked first, and it never sees a sheet whose
rectangle is larger than a roster.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.sheets.cells import HIDDEN_FORMULA, Area, Book, Grid, Sheet, too_full
from toolkit.sheets.formats.numbers import ERRORS, whole
from toolkit.sheets.formats.xlsx_parts import Package

MAX_RECTANGLE = 4_000_000
"""Cells between the outermost ones of the sheets, the empty ones too: 130 MB."""

_ROW, _LAST_CELL, _SHEET, _TEXTS = 0, 11, 156, 159
_CELL_ERROR, _FORMULAS, _FORMULA_ERROR = 3, range(8, 12), 11


@dataclass(slots=True)
class _Marks:
    """Where the formulas and errors of a sheet stand, by row and column from 1."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    rectangle: int = 0


def read(data: bytes) -> Book:
    """The workbook of these bytes; raises whatever a damaged one makes its parser raise."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        marks = _marks(Package(archive))
        unpacked = _unpacked(archive)
    try:
        return Book(tuple(_sheets(unpacked, marks)), "xlsb")
    except BaseException as problem:
        # A panic of the Rust library is no Exception; here it is one more damaged file.
        if type(problem).__name__ == "PanicException":
            raise ValueError(str(problem)) from problem
        raise


def _unpacked(archive: zipfile.ZipFile) -> io.BytesIO:
    """The same package without compression: no part unpacks to more than it said."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as plain:
        for name in dict.fromkeys(archive.namelist()):
            if name.endswith((".bin", ".rels", ".xml")):
                plain.writestr(name, archive.read(name))
    target.seek(0)
    return target


def _sheets(package: io.BytesIO, marks: dict[str, _Marks]) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(package)
    grid = Grid("")
    for known in book.sheets_metadata:
        if known.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(known.name)
            grid = grid.next(known.name)
            _fill(grid, sheet.to_python(skip_empty_area=False), marks.get(known.name, _Marks()))
            hidden = known.visible != SheetVisibleEnum.Visible
            yield grid.sheet(hidden=hidden, merges=_merges(sheet.merged_cell_ranges))


def _merges(ranges: list[tuple[tuple[int, int], tuple[int, int]]] | None) -> tuple[Area, ...]:
    return tuple(
        Area(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in ranges or ()
    )


def _fill(grid: Grid, rows: Sequence[Sequence[object]], marks: _Marks) -> None:
    for row, values in enumerate(rows, start=1):
        for column, found in enumerate(values, start=1):
            at = row, column
            error = marks.errors.get(at)
            value = error or (whole(found) if isinstance(found, float) else found)
            formula = HIDDEN_FORMULA if at in marks.formulas else ""
            grid.put(*at, None if value == "" else value, formula, is_error=error is not None)


# --- the records -----------------------------------------------------------------------------


def _marks(package: Package) -> dict[str, _Marks]:
    found: dict[str, _Marks] = {}
    room = MAX_RECTANGLE
    for kind, body in _records(package.read(package.workbook)):
        if kind == _SHEET:
            relation, size = _text(body, 8)
            name, _ = _text(body, 8 + size)
            found[name] = _walk(package.read(package.related[relation][1]))
            room -= found[name].rectangle
            if room < 0:
                raise too_full()
    for sort, path in package.related.values():
        if sort == "sharedStrings":
            _check_texts(package.read(path))
    return found


def _check_texts(part: bytes) -> None:
    """The stated number of texts is room that will be reserved."""
    for kind, body in _records(part):
        if kind == _TEXTS and int.from_bytes(body[4:8], "little") > len(part):
            raise too_full()


def _walk(part: bytes) -> _Marks:
    marks = _Marks()
    row = last_column = last_row = 0
    for kind, body in _records(part):
        if kind == _ROW:
            row = int.from_bytes(body[:4], "little") + 1
        elif kind <= _LAST_CELL:
            column = int.from_bytes(body[:4], "little") + 1
            last_row, last_column = max(row, last_row), max(column, last_column)
            marks.rectangle = last_row * last_column
            if marks.rectangle > MAX_RECTANGLE:
                raise too_full()
            if kind in _FORMULAS:
                marks.formulas.add((row, column))
            if kind in {_CELL_ERROR, _FORMULA_ERROR}:
                marks.errors[row, column] = ERRORS.get(body[8], "#N/A")
    return marks


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and body of every record; kind and length are numbers in bytes of seven bits."""
    at = 0
    while at + 1 < len(part):
        kind, at = part[at], at + 1
        if kind & 0x80:
            kind, at = kind & 0x7F | (part[at] & 0x7F) << 7, at + 1
        size = shift = 0
        while shift < 28 and at < len(part):
            byte, at = part[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, part[at : at + size]
        at += size


def _text(body: bytes, at: int) -> tuple[str, int]:
    """A text and how many bytes it took."""
    count = int.from_bytes(body[at : at + 4], "little")
    return body[at + 4 : at + 4 + 2 * count].decode("utf-16-le", "replace"), 4 + 2 * count
