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

NO_VALUE = "no stored value"
EMPTY_TEXT = "stored empty text"
ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!")


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
                    _write(sheet, row, column, text, day)
    _drop_marked_values(path)
    return path


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


def _write(sheet: Any, row: int, column: int, text: str, day: Any) -> None:
    text = text.replace("\\n", "\n").replace("<nbsp>", "\u00a0")
    if not text:
        return
    if len(text) > 1 and text[0] == text[-1] == '"':
        sheet.write_string(row, column, text[1:-1])
    elif text in ERRORS:
        sheet.write_formula(row, column, f"={text}", None, text)
    elif text.startswith("="):
        formula, arrow, value = (part.strip() for part in text.partition("->"))
        sheet.write_formula(row, column, formula, None, _stored(value) if arrow else NO_VALUE)
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        sheet.write_datetime(row, column, date.fromisoformat(text), day)
    elif re.fullmatch(r"-?\d+(\.\d+)?", text):
        sheet.write_number(row, column, float(text))
    else:
        sheet.write_string(row, column, text)


def _stored(value: str) -> str | float:
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value)
    return value.strip('"') or EMPTY_TEXT


def _drop_marked_values(path: Path) -> None:
    # XlsxWriter stores a value with every formula, and an empty text not as Excel does: the
    # formulas marked for it lose their value here.
    with zipfile.ZipFile(path) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    pattern = re.compile(rf' t="str"(><f>[^<]*</f>)<v>{NO_VALUE}</v>'.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in parts.items():
            emptied = data.replace(f"<v>{EMPTY_TEXT}</v>".encode(), b"<v></v>")
            archive.writestr(info, pattern.sub(rb"\1", emptied))
