"""What is looked at before any parser: how large a package unpacks, and which files are not read.

A parser can be made to take hours or all the memory by a small file; a directory of a zip archive
and the first bytes of any other file cannot lie about what is checked here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from toolkit import rules
from toolkit.packages import is_bomb
from toolkit.sheets.cells import Refused

MAX_FILE_BYTES = 200_000_000

OLE = b"\xd0\xcf\x11\xe0"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
BARE_XLS = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05")
"""The records of an .xls without their container, as some exporters write them."""


def zip_names(data: bytes) -> set[str]:
    """The names in an archive that unpacks to no more than a roster needs; refuses any other."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except Exception as problem:
        raise Refused(rules.BOOK_DAMAGED) from problem
    if is_bomb(parts):
        raise Refused(rules.BOOK_TOO_BIG)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(rules.BOOK_LOCKED)
    return {part.filename for part in parts}


def other_format(data: bytes) -> str | None:
    """The name of a table format that is recognised and not read; None for all others."""
    head = data[:4096]
    text = head.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xef\xbb\xbf")
    text = text.strip().lower()
    return next((name for name, is_it in _OTHERS if is_it(head, text)), None)


_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<style", b"<div")
_EARLY_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_LOTUS = (b"\x00\x00\x02\x00", b"\x00\x00\x1a\x00")

_Test = Callable[[bytes, bytes], bool]
_OTHERS: tuple[tuple[str, _Test], ...] = (
    ("web page (HTML)", lambda _, text: text.startswith(_HTML)),
    ("web page (HTML)", lambda _, text: text.startswith((b"<?xml", b"<!--")) and b"<html" in text),
    ("web page (MHT)", lambda _, text: text.startswith(b"mime-version:")),
    ("Excel 2003 XML", lambda _, text: b"urn:schemas-microsoft-com:office:spreadsheet" in text),
    ("flat OpenDocument", lambda _, text: text.startswith(b"<?xml") and b"<office:" in text),
    ("Excel 2, 3 or 4 (.xls)", lambda head, _: head.startswith(_EARLY_EXCEL)),
    ("Lotus 1-2-3 (.wks)", lambda head, _: head.startswith(_LOTUS)),
    (".dif", lambda _, text: text.replace(b"\r", b"").startswith(b"table\n0,1\n")),
    (".slk", lambda _, text: text.startswith(b"id;p")),
)
"""Name, and whether the first bytes, or the first text in small letters, are of that format."""
