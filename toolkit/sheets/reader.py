"""Open a coach's file and hand over its cells, each with its address. Nothing is ever written.

openpyxl stays in this module. What cannot be opened becomes a finding, never an exception.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings
from toolkit.sheets.layout import PLAN_MARK, PLAN_SHEET

MAX_MEMBERS = 5_000
MAX_PART_BYTES = 100_000_000
MAX_TOTAL_BYTES = 200_000_000
MAX_RATIO = 200
SMALL_PART_BYTES = 10_000_000
"""A part below this size is harmless however well it was packed."""
MAX_CSV_BYTES = 20_000_000

EMPTY_MARKS = frozenset({"", "-", "–", "—", "--", "/"})
"""What coaches type into a cell to say that there is nothing in it."""

_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands, its stored value, its formula. Dates come as dates.

    `is_error` marks #REF! and its kin; `uncalculated` a formula that has no stored value.
    """

    ref: CellRef
    value: object = None
    formula: str = ""
    is_error: bool = False
    uncalculated: bool = False

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
class Sheet:
    """The cells of a sheet that hold something, by row and column, both from 1."""

    title: str
    cells: dict[int, dict[int, Cell]]
    hidden: bool = False

    def row(self, number: int) -> dict[int, Cell]:
        """The cells of one row by column."""
        return self.cells.get(number, {})


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file in their order."""

    sheets: tuple[Sheet, ...]


def column_letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_book(path: Path, findings: Findings) -> Book | None:
    """The cells of a roster, workbook or CSV; None, and a finding, when nothing can be read."""
    book = read_cells(path, findings)
    if book is not None and is_plan(book):
        findings.add(rules.BOOK_IS_PLAN)
        return None
    return book


def read_cells(path: Path, findings: Findings) -> Book | None:
    """The cells of any workbook or CSV file, a plan too; None, and a finding, when unreadable."""
    data = _bytes(path, findings)
    book = None if data is None else _open(path, data, findings)
    if book is not None and not any(sheet.cells for sheet in book.sheets):
        findings.add(rules.BOOK_EMPTY)
        return None
    return book


def _bytes(path: Path, findings: Findings) -> bytes | None:
    try:
        if path.is_dir():
            findings.add(rules.BOOK_IS_FOLDER, name=path.name)
        elif not path.exists():
            findings.add(rules.BOOK_MISSING, name=path.name)
        elif path.stat().st_size > MAX_TOTAL_BYTES:
            findings.add(rules.BOOK_TOO_BIG)
        else:
            return path.read_bytes()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        findings.add(rules.BOOK_UNREADABLE, name=path.name, reason=reason.lower())
    return None


def _open(path: Path, data: bytes, findings: Findings) -> Book | None:
    if not data.strip():
        findings.add(rules.BOOK_EMPTY)
    elif data.startswith(_OLE):
        _refuse_ole(data, findings)
    elif data.startswith(b"PK"):
        return _open_zip(data, findings)
    elif path.suffix.casefold() in {".xlsx", ".xlsm"} and not _is_text(data):
        findings.add(rules.BOOK_DAMAGED)
    elif data.startswith((b"%PDF", b"{\\rtf", b"<")) or not _is_text(data):
        findings.add(rules.BOOK_NOT_SHEET, name=path.name)
    else:
        return _open_csv(data, findings)
    return None


def _refuse_ole(data: bytes, findings: Findings) -> None:
    # An encrypted .xlsx is an OLE container with this stream; its names are UTF-16.
    locked = "EncryptedPackage".encode("utf-16-le") in data
    findings.add(rules.BOOK_LOCKED if locked else rules.BOOK_OLD_FORMAT, kind=".xls")


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = data[:4096]
    return b"\x00" not in head and sum(byte < 9 for byte in head) == 0


# --- xlsx ------------------------------------------------------------------------------------


def _open_zip(data: bytes, findings: Findings) -> Book | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        findings.add(rules.BOOK_DAMAGED)
        return None
    if _is_bomb(parts):
        findings.add(rules.BOOK_TOO_BIG)
        return None
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        findings.add(rules.BOOK_LOCKED)
    elif not any(name.startswith("xl/") for name in names):
        _refuse_zip(names, findings)
    elif "xl/workbook.bin" in names:
        findings.add(rules.BOOK_OLD_FORMAT, kind=".xlsb")
    else:
        return _open_xlsx(data, findings)
    return None


def _is_bomb(parts: list[zipfile.ZipInfo]) -> bool:
    return (
        len(parts) > MAX_MEMBERS
        or sum(part.file_size for part in parts) > MAX_TOTAL_BYTES
        or any(
            part.file_size > MAX_PART_BYTES
            or part.file_size > max(SMALL_PART_BYTES, MAX_RATIO * part.compress_size)
            for part in parts
        )
    )


def _refuse_zip(names: set[str], findings: Findings) -> None:
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        findings.add(rules.BOOK_OLD_FORMAT, kind=".numbers")
    elif "content.xml" in names:
        findings.add(rules.BOOK_OLD_FORMAT, kind=".ods")
    else:
        findings.add(rules.BOOK_NOT_SHEET, name="This zip file")


def _open_xlsx(data: bytes, findings: Findings) -> Book | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Book(tuple(_xlsx_sheets(data)))
    # openpyxl raises whatever its parts meet (KeyError, XML errors, TypeError ...): all mean this.
    except Exception:  # noqa: BLE001
        findings.add(rules.BOOK_DAMAGED)
        return None


def _xlsx_sheets(data: bytes) -> Iterator[Sheet]:
    import defusedxml  # noqa: F401  (openpyxl parses safely only when it is installed)
    from openpyxl import load_workbook

    values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(data), read_only=True)
    for shown, written in zip(values.worksheets, formulas.worksheets, strict=True):
        cells: dict[int, dict[int, Cell]] = {}
        for row, pairs in enumerate(_paired_rows(shown, written), start=1):
            found = dict(_cells(shown.title, row, pairs))
            if found:
                cells[row] = found
        yield Sheet(shown.title, cells, shown.sheet_state != "visible")


def _paired_rows(shown: Any, written: Any) -> Iterator[Iterator[tuple[Any, Any]]]:
    # The stated size of a sheet is often wrong and would cut rows off.
    shown.reset_dimensions()
    written.reset_dimensions()
    for values, formulas in zip(shown.iter_rows(), written.iter_rows(), strict=True):
        yield zip(values, formulas, strict=True)


def _cells(title: str, row: int, pairs: Iterator[tuple[Any, Any]]) -> Iterator[tuple[int, Cell]]:
    for column, (shown, written) in enumerate(pairs, start=1):
        is_formula = written.data_type == "f"
        if shown.value is None and not is_formula:
            continue
        ref = CellRef(title, f"{column_letters(column)}{row}")
        formula = str(getattr(written.value, "text", written.value)) if is_formula else ""
        # A stored empty text ("str" without a value) is a result; no value at all is not.
        uncalculated = is_formula and shown.value is None and shown.data_type != "str"
        yield column, Cell(ref, shown.value, formula, shown.data_type == "e", uncalculated)


def is_plan(book: Book) -> bool:
    """True for a plan workbook of this toolkit."""
    return any(
        sheet.title == PLAN_SHEET
        and sheet.hidden
        and str(sheet.row(1).get(1, Cell(CellRef())).value).startswith(PLAN_MARK)
        for sheet in book.sheets
    )


# --- csv -------------------------------------------------------------------------------------


def _open_csv(data: bytes, findings: Findings) -> Book | None:
    if len(data) > MAX_CSV_BYTES:
        findings.add(rules.BOOK_TOO_BIG)
        return None
    text = _decode(data)
    cells: dict[int, dict[int, Cell]] = {}
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except csv.Error:
        findings.add(rules.BOOK_DAMAGED)
        return None
    for number, row in enumerate(rows, start=1):
        found = {
            column: Cell(CellRef("", f"{column_letters(column)}{number}"), value)
            for column, value in enumerate(row, start=1)
            if value.strip()
        }
        if found:
            cells[number] = found
    return Book((Sheet("", cells),))


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """A tab or semicolon where most of the first lines have one, else a comma: a decimal comma
    must not outvote the semicolons around it."""
    lines = [line for line in text.splitlines()[:12] if line.strip()]
    for sign in "\t;":
        if 2 * sum(sign in line for line in lines) > len(lines):
            return sign
    return ","
