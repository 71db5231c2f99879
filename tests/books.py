"""Workbooks out of Markdown, so that a test shows the sheet it is about.

    # Maxes
    Title rows are lines of text above the table.

    | Athlete | Lift  | Max             |
    |---------|-------|-----------------|
    | Anna    | Squat | 140             |
    | Bo      | Squat | =C2*2 -> 280    |

`# Name (hidden)` hides a sheet. In a cell: `140` is a number, `2027-03-13` a date, `"140"` text,
`=A1*2` a formula without a stored value, `=A1*2 -> 280` one with it (`-> ""` an empty text),
`#REF!` an error, and anything else text. `\\|` is a bar, `\\n` a line break, `<nbsp>` what it says.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.sheets.cells import Book, Grid, areas

NO_VALUE = "no stored value"
EMPTY_TEXT = "stored empty text"
ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!")


def settled(findings: Findings) -> Findings:
    """The findings but the one about the unit, which the small books of most tests leave open."""
    return findings.without(lambda item: item.rule is rules.UNIT_OPEN)


def book(folder: Path, markdown: str, name: str = "book.xlsx") -> Path:
    """Write the Markdown as a workbook into a folder; returns its path."""
    path = folder / name
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as workbook:
        workbook.set_properties({"created": datetime(2026, 11, 1)})  # noqa: DTZ001
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        active = None
        for title, hidden, rows in _sheets(markdown):
            sheet = workbook.add_worksheet(title)
            if hidden:
                sheet.hide()
            elif active is None:
                # A workbook shows its first sheet unless another is made the active one.
                active = sheet
                sheet.activate()
            for row, cells in rows:
                for column, text in enumerate(cells):
                    write_cell(sheet, row, column, text, day if _is_day(text) else None)
    drop_marked_values(path)
    return path


def cells(markdown: str, *merged: str) -> Book:
    """The same Markdown as the reader hands it on, without a file; `merged` are areas of every
    sheet, such as "B1:C1"."""
    sheets = []
    for title, hidden, rows in _sheets(markdown):
        grid = Grid(title)
        for row, texts in rows:
            for column, text in enumerate(texts, start=1):
                _put(grid, row + 1, column, text.replace("\\n", "\n").replace("<nbsp>", "\u00a0"))
        sheets.append(grid.sheet(hidden=hidden, merges=areas(iter(merged))))
    return Book(tuple(sheets))


def _put(grid: Grid, row: int, column: int, text: str) -> None:
    if text.startswith("="):
        formula, arrow, value = (part.strip() for part in text.partition("->"))
        stored = _stored(value) if arrow else None
        grid.put(row, column, stored, formula, uncalculated=not arrow)
    elif _is_day(text):
        grid.put(row, column, datetime.fromisoformat(text))
    elif re.fullmatch(r"-?\d+(\.\d+)?", text):
        grid.put(row, column, float(text))
    else:
        grid.put(row, column, text.strip('"') or None, is_error=text in ERRORS)


def _sheets(markdown: str) -> Iterator[tuple[str, bool, list[tuple[int, list[str]]]]]:
    for part in re.split(r"^# ", markdown, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        hidden = title.strip().endswith("(hidden)")
        yield title.strip().removesuffix("(hidden)").strip(), hidden, list(_rows(body))


def _rows(body: str) -> Iterator[tuple[int, list[str]]]:
    lines = [line.strip() for line in body.strip().splitlines()]
    kept = [line for line in lines if line and not re.fullmatch(r"\|[\s|:-]*-[\s|:-]*\|", line)]
    for number, line in enumerate(kept):
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line.removeprefix("|").removesuffix("|"))
            yield number, [cell.strip().replace("\\|", "|") for cell in cells]
        else:
            yield number, [line]


def write_cell(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write one cell's text as what it is; the style is for numbers and dates."""
    text = text.replace("\\n", "\n").replace("<nbsp>", "\u00a0")
    if not text:
        return
    if len(text) > 1 and text[0] == text[-1] == '"':
        sheet.write_string(row, column, text[1:-1])
    elif text in ERRORS:
        sheet.write_formula(row, column, f"={text}", None, text)
    elif text.startswith("="):
        formula, arrow, value = (part.strip() for part in text.partition("->"))
        sheet.write_formula(row, column, formula, style, _stored(value) if arrow else NO_VALUE)
    elif _is_day(text):
        sheet.write_datetime(row, column, date.fromisoformat(text), style)
    elif re.fullmatch(r"-?\d+(\.\d+)?", text):
        sheet.write_number(row, column, float(text), style)
    else:
        sheet.write_string(row, column, text)


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None


def _stored(value: str) -> str | float:
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value)
    return value.strip('"') or EMPTY_TEXT


def drop_marked_values(path: Path) -> None:
    """Formulas marked for it lose their value: XlsxWriter stores one with every formula, and an
    empty text not as Excel does."""
    with zipfile.ZipFile(path) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    pattern = re.compile(rf' t="str"(><f>[^<]*</f>)<v>{NO_VALUE}</v>'.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in parts.items():
            emptied = data.replace(f"<v>{EMPTY_TEXT}</v>".encode(), b"<v></v>")
            archive.writestr(info, pattern.sub(rb"\1", emptied))
