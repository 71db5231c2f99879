"""Excel workbooks (.xlsx, .xlsm), read with openpyxl, values and formulas. It stays in this module.

What openpyxl cannot read, or could only read slowly, is streamed (xlsx_stream.py).
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from toolkit.sheets.cells import HIDDEN_FORMULA, Area, Book, Grid, Sheet, too_full
from toolkit.sheets.formats import xlsx_stream
from toolkit.sheets.formats.numbers import unit_of
from toolkit.sheets.formats.xlsx_parts import Package, merges, xml_bytes

LARGE_BYTES = 5_000_000
"""Unpacked XML above which a workbook is streamed: openpyxl would take several seconds."""

LARGE_REST_BYTES = 500_000
"""The same for styles and names: openpyxl makes an object of every one."""

MAX_PADDING = 400_000
"""Cells that openpyxl may walk: it fills every row from the left, even to one in column XFD."""


def read(data: bytes) -> Book:
    """The workbook of these bytes; raises whatever a damaged one makes its parser raise."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    with_macros = any(part.filename.casefold().endswith("vbaproject.bin") for part in parts)
    table, rest = xml_bytes(parts)
    sheets = _sheets(data, large=table > LARGE_BYTES or rest > LARGE_REST_BYTES)
    return Book(sheets, "xlsm" if with_macros else "xlsx")


def _sheets(data: bytes, *, large: bool) -> tuple[Sheet, ...]:
    if not large:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return tuple(read_sheets(data))
        # openpyxl raises whatever its parts meet (KeyError, TypeError ...), often over a style or
        # a picture that nobody asked for.
        except Exception:  # noqa: BLE001, S110
            pass
    return xlsx_stream.read_sheets(data)


def read_sheets(data: bytes) -> Iterator[Sheet]:
    """The worksheets as openpyxl reads them."""
    import defusedxml  # noqa: F401  (openpyxl parses safely only when it is installed)
    from openpyxl import load_workbook

    values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(data), read_only=True)
    merged = _merges(data)
    grid = Grid("")
    for shown, written in zip(values.worksheets, formulas.worksheets, strict=True):
        grid = grid.next(shown.title)
        _fill(grid, shown, written)
        hidden = shown.sheet_state != "visible"
        yield grid.sheet(hidden=hidden, merges=merged.get(shown.title, ()))


def _merges(data: bytes) -> dict[str, tuple[Area, ...]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = Package(archive)
        return {part.title: merges(package.read(part.path)) for part in package.sheets()}


def _fill(grid: Grid, shown: Any, written: Any) -> None:
    # The stated size of a sheet is often wrong and would cut rows off.
    shown.reset_dimensions()
    written.reset_dimensions()
    padding = MAX_PADDING
    rows = zip(shown.iter_rows(), written.iter_rows(), strict=True)
    for row, (values, formulas) in enumerate(rows, start=1):
        padding -= 1 + len(values)
        if padding < 0:
            raise too_full()
        for column, pair in enumerate(zip(values, formulas, strict=True), start=1):
            _put(grid, row, column, *pair)


def _put(grid: Grid, row: int, column: int, shown: Any, written: Any) -> None:
    is_formula = written.data_type == "f"
    if shown.value is None and not is_formula:
        return
    number = isinstance(shown.value, int | float) and not isinstance(shown.value, bool)
    grid.put(
        row,
        column,
        shown.value,
        _formula(written.value) if is_formula else "",
        is_error=shown.data_type == "e",
        # A stored empty text ("str" without a value) is a result; no value at all is not.
        uncalculated=is_formula and shown.value is None and shown.data_type != "str",
        unit=unit_of(shown.number_format) if number else None,
    )


def _formula(written: Any) -> str:
    text = getattr(written, "text", written)
    return text if isinstance(text, str) else HIDDEN_FORMULA
