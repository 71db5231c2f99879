"""The books of the corpus as files: .xlsx, .csv, .xls and .ods, moved down or spread out."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl.formula.translate import Translator
from xlsxwriter.utility import xl_rowcol_to_cell

from tests.books import ERRORS, drop_marked_values, write_cell
from tests.corpus.marks import Book, Sheet

FORMAT = re.compile(r"\s*<([^<>]*[0#dmy][^<>]*)>$")
LEFT, ABOVE = "<<", "^^"


def write(folder: Path, book: Book) -> Path:
    """The book as the file its name says; returns the path."""
    path = folder / book.file
    {"csv": _csv, "xls": _xls, "ods": _ods}.get(book.form, _xlsx)(path, book)
    return path


def variants(book: Book) -> list[Book]:
    """The book, and those made of it (`also as`)."""
    return [book, *(WAYS[way](book) for way in book.also_as)]


# ---- the same book otherwise ----------------------------------------------------------------


def moved(book: Book, down: int = 3, right: int = 2) -> Book:
    """Every sheet begins further down and right, as if rows and columns had been inserted."""
    corner = xl_rowcol_to_cell(down, right)

    def cell(text: str) -> str:
        formula, arrow, value = text.partition("->")
        if not text.startswith("=") or text in ERRORS:
            return text
        shifted = Translator(formula.strip(), origin="A1").translate_formula(corner)
        return f"{shifted} {arrow}{value}".strip()

    def sheet(old: Sheet) -> Sheet:
        blank: list[list[str]] = [[] for _ in range(down)]
        return replace(old, rows=blank + [[""] * right + [cell(t) for t in r] for r in old.rows])

    return _placed(book, "moved", sheet, lambda row, column: (row + down, column + right))


def spaced(book: Book) -> Book:
    """An empty narrow column after every column."""

    def wide(row: list[str]) -> list[str]:
        after = [LEFT if text == LEFT else "" for text in [*row[1:], ""]]
        return [text for pair in zip(row, after, strict=False) for text in pair]

    def sheet(old: Sheet) -> Sheet:
        return replace(old, rows=[wide(row) for row in old.rows])

    return _placed(book, "spaced", sheet, lambda row, column: (row, 2 * column))


def _placed(
    book: Book,
    word: str,
    sheet: Callable[[Sheet], Sheet],
    place: Callable[[int, int], tuple[int, int]],
) -> Book:
    truths = []
    for truth in book.truths:
        row, column = place(truth.row, truth.column)
        truths.append(replace(truth, row=row, column=column))
    return replace(
        book,
        name=f"{book.name} ({word})",
        sheets=[sheet(old) for old in book.sheets],
        truths=truths,
        refused=[(title, *place(row, column)) for title, row, column in book.refused],
    )


def _as(form: str) -> Callable[[Book], Book]:
    def renamed(book: Book) -> Book:
        stem = book.file.rsplit(".", 1)[0]
        return replace(book, name=f"{book.name} ({form})", file=f"{stem}.{form}")

    return renamed


WAYS = {"moved": moved, "spaced": spaced, **{form: _as(form) for form in ("xls", "ods", "csv")}}


# ---- cells ----------------------------------------------------------------------------------


def split_format(text: str) -> tuple[str, str]:
    """A cell's text and its number format."""
    found = FORMAT.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def value_of(text: str) -> Any:
    """What a reader of stored values sees in a cell: a number, a date, a text or None."""
    text = split_format(text)[0].replace("\\n", "\n").replace("<nbsp>", "\u00a0")
    if text in ("", LEFT, ABOVE):
        return None
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if text.startswith("="):
        _, arrow, stored = text.partition("->")
        return value_of(stored.strip()) if arrow else None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def merges(sheet: Sheet) -> list[tuple[int, int, int, int]]:
    """First row, first column, last row, last column of every merged area."""
    areas = []
    for row, cells in enumerate(sheet.rows):
        for column, text in enumerate(cells):
            if text in (LEFT, ABOVE):
                continue
            last_column, last_row = column, row
            while _at(sheet, row, last_column + 1) == LEFT:
                last_column += 1
            while _at(sheet, last_row + 1, column) == ABOVE:
                last_row += 1
            if (last_row, last_column) != (row, column):
                areas.append((row, column, last_row, last_column))
    return areas


def _at(sheet: Sheet, row: int, column: int) -> str:
    cells = sheet.rows[row] if row < len(sheet.rows) else []
    return cells[column] if column < len(cells) else ""


# ---- formats --------------------------------------------------------------------------------


def _xlsx(path: Path, book: Book) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as workbook:
        workbook.set_properties({"created": datetime(2026, 11, 1)})  # noqa: DTZ001
        formats: dict[str, Any] = {}
        shown = False
        for sheet in book.sheets:
            page = workbook.add_worksheet(sheet.title)
            if sheet.hidden:
                page.hide()
            elif not shown:
                shown = True
                page.activate()
            for area in merges(sheet):
                page.merge_range(*area, "")
            for row, cells in enumerate(sheet.rows):
                for column, cell in enumerate(cells):
                    text, code = split_format(cell)
                    code = code or "yyyy-mm-dd" * bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))
                    if code and code not in formats:
                        formats[code] = workbook.add_format({"num_format": code})
                    if text not in (LEFT, ABOVE):
                        write_cell(page, row, column, text, formats.get(code))
    drop_marked_values(path)


def _csv(path: Path, book: Book) -> None:
    with path.open("w", encoding=book.encoding, newline="") as file:
        writer = csv.writer(file, delimiter=book.delimiter)
        for row in book.sheets[0].rows:
            writer.writerow([_text(value_of(cell)) for cell in row])


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else str(value)
    return "" if value is None else str(value)


def _xls(path: Path, book: Book) -> None:
    import xlwt

    workbook = xlwt.Workbook(encoding="utf-8")
    styles: dict[str, Any] = {}
    for sheet in book.sheets:
        page = workbook.add_sheet(sheet.title)
        page.visibility = int(sheet.hidden)
        areas = {area[:2]: area for area in merges(sheet)}
        for row, cells in enumerate(sheet.rows):
            for column, text in enumerate(cells):
                value, code = value_of(text), split_format(text)[1]
                code = code or ("yyyy-mm-dd" if isinstance(value, date) else "General")
                style = styles.setdefault(code, xlwt.easyxf(num_format_str=code))
                if (row, column) in areas:
                    _, _, last_row, last_column = areas[row, column]
                    page.write_merge(row, last_row, column, last_column, value, style)
                elif value is not None:
                    page.write(row, column, value, style)
    workbook.save(str(path))


def _ods(path: Path, book: Book) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    for sheet in book.sheets:
        table = Table(name=sheet.title)
        areas = {area[:2]: area for area in merges(sheet)}
        for row, cells in enumerate(sheet.rows):
            line = TableRow()
            for column, text in enumerate(cells):
                if text in (LEFT, ABOVE):
                    line.addElement(CoveredTableCell())
                    continue
                value = value_of(text)
                kind: dict[str, Any] = {}
                if isinstance(value, float):
                    kind = {"valuetype": "float", "value": value}
                elif isinstance(value, date):
                    kind = {"valuetype": "date", "datevalue": value.isoformat()}
                elif value is not None:
                    kind = {"valuetype": "string"}
                if (row, column) in areas:
                    _, _, last_row, last_column = areas[row, column]
                    kind["numberrowsspanned"] = last_row - row + 1
                    kind["numbercolumnsspanned"] = last_column - column + 1
                cell = TableCell(**kind)
                if value is not None:
                    cell.addElement(P(text=_text(value)))
                line.addElement(cell)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(path))
