"""Open a coach's file and hand over its cells, each with its address. Nothing is ever written.

The format is told by the bytes, never by the name. What cannot be opened becomes a finding, never
an exception.
"""

from __future__ import annotations

from pathlib import Path

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.sheets.cells import (
    EMPTY_MARKS,
    HIDDEN_FORMULA,
    Area,
    Book,
    Cell,
    Refused,
    Sheet,
    column_letters,
    is_plan,
)
from toolkit.sheets.formats import guards, ods, text, xls, xlsb, xlsx

__all__ = [
    "EMPTY_MARKS",
    "HIDDEN_FORMULA",
    "Area",
    "Book",
    "Cell",
    "Sheet",
    "column_letters",
    "is_plan",
    "read_book",
    "read_cells",
]


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
        elif path.stat().st_size > guards.MAX_FILE_BYTES:
            findings.add(rules.BOOK_TOO_BIG)
        else:
            return path.read_bytes()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        findings.add(rules.BOOK_UNREADABLE, name=path.name, reason=reason.lower())
    return None


def _open(path: Path, data: bytes, findings: Findings) -> Book | None:
    try:
        return _read(path, data)
    except Refused as refused:
        refused.record(findings)
    # The parsers raise whatever their parts meet (KeyError, struct.error ...): all mean this.
    except Exception:  # noqa: BLE001
        findings.add(rules.BOOK_DAMAGED)
    return None


def _read(path: Path, data: bytes) -> Book:
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise Refused(rules.BOOK_EMPTY)
    if data.startswith(guards.ZIP):
        return _read_zip(data)
    if data.startswith((guards.OLE, *guards.BARE_XLS)):
        return _read_xls(path, data)
    if kind := guards.other_format(data):
        raise Refused(rules.BOOK_OTHER_FORMAT, kind=kind)
    if path.suffix.casefold() in {".xlsx", ".xlsm", ".xls", ".ods"} and not text.is_text(data):
        raise Refused(rules.BOOK_DAMAGED)
    if data.startswith((b"%PDF", b"{\\rtf", b"<")) or not text.is_text(data):
        raise Refused(rules.BOOK_NOT_SHEET, name=path.name)
    return text.read(data)


def _read_xls(path: Path, data: bytes) -> Book:
    # An encrypted .xlsx is an OLE container with this stream; its names are UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused(rules.BOOK_LOCKED)
    book = xls.read(data)
    if book is None:
        raise Refused(rules.BOOK_NOT_SHEET, name=path.name)
    return book


def _read_zip(data: bytes) -> Book:
    names = {name.casefold() for name in guards.zip_names(data)}
    if "xl/workbook.bin" in names:
        return xlsb.read(data)
    if any(name.startswith("xl/") for name in names):
        return xlsx.read(data)
    if "content.xml" in names:
        return ods.read(data)
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        raise Refused(rules.BOOK_OTHER_FORMAT, kind=".numbers")
    raise Refused(rules.BOOK_NOT_SHEET, name="This zip file")
