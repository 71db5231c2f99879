"""An Excel workbook of the bare values of a file that is none: of an .xls, .ods or .csv."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Values = Mapping[tuple[int, int], object]
"""What stands in the cells of a sheet, by row and column from 1."""

WIDEST = 40
NARROWEST = 8
"""Widths of columns, in letters."""

_MAX_CELL = 32_767
_FORMATS = {
    datetime: "yyyy-mm-dd hh:mm",
    date: "yyyy-mm-dd",
    time: "hh:mm",
    timedelta: "[h]:mm",
}


def values_workbook(sheets: Mapping[str, Values], *, made_on: date) -> bytes:
    """The bytes of a workbook with these sheets: numbers, dates and texts as what they are."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(made_on.year, made_on.month, made_on.day)})  # noqa: DTZ001
        formats = _formats(book)
        for title, values in sheets.items():
            _write_sheet(book.add_worksheet(title), values, formats)
    return target.getvalue()


def _formats(book: Workbook) -> dict[type, Format]:
    return {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()}


def _write_sheet(sheet: Worksheet, values: Values, formats: Mapping[type, Format]) -> None:
    widths: dict[int, int] = {}
    for (row, column), value in values.items():
        _write(sheet, row - 1, column - 1, value, formats)
        widths[column] = max(widths.get(column, NARROWEST), min(len(str(value)) + 2, WIDEST))
    for column, width in widths.items():
        sheet.set_column(column - 1, column - 1, width)


def _write(
    sheet: Worksheet, row: int, column: int, value: object, formats: Mapping[type, Format]
) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float() if isfinite(value):
            sheet.write_number(row, column, value)
        case date() if value.year < 1900:  # Excel's calendar begins there
            sheet.write_string(row, column, value.isoformat())
        case datetime() if value.time() == time():
            sheet.write_datetime(row, column, value, formats[date])
        case datetime() | date() | time() | timedelta():
            sheet.write_datetime(row, column, value, formats[type(value)])
        case _:
            sheet.write_string(row, column, str(value)[:_MAX_CELL])
