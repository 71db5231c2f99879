"""Examples of book rules that a Markdown table cannot show: files that are missing or broken.

`EXAMPLES` maps a rule's code to a function that takes an empty folder and returns the findings of
a bad example and those of a good one. plan_makers.py does the same for plans and outputs.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.books import book, settled
from toolkit.diagnostics import Findings
from toolkit.sheets.cells import MAX_ROWS
from toolkit.sheets.roster import read_roster

TODAY = date(2026, 11, 22)
ROSTER = "# Squad\n| Name | Squat |\n| Anna Berg | 120 |\n"

Example = Callable[[Path], tuple[Findings, Findings]]


def findings_of(path: Path, today: date = TODAY) -> Findings:
    """What reading a file finds."""
    return settled(read_roster(path, today=today)[1])


def good(folder: Path) -> Path:
    """A small roster book without a fault."""
    return book(folder, ROSTER, "good.xlsx")


def both(bad: Path, folder: Path) -> tuple[Findings, Findings]:
    """The findings of a bad file and of the good one."""
    return findings_of(bad), findings_of(good(folder))


def from_bytes(name: str, content: bytes) -> Example:
    """An example made of a file's bytes."""

    def example(folder: Path) -> tuple[Findings, Findings]:
        (folder / name).write_bytes(content)
        return both(folder / name, folder)

    return example


def archive(*parts: tuple[str, bytes]) -> bytes:
    """A zip file with these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            made.writestr(name, content)
    return target.getvalue()


def missing(folder: Path) -> tuple[Findings, Findings]:
    """A name that no file has."""
    return both(folder / "nowhere.xlsx", folder)


def a_folder(folder: Path) -> tuple[Findings, Findings]:
    """A folder with a workbook's name."""
    (folder / "team.xlsx").mkdir()
    return both(folder / "team.xlsx", folder)


def unreadable(folder: Path) -> tuple[Findings, Findings]:
    """A name that the system itself refuses."""
    return both(folder / f"{'long' * 100}.xlsx", folder)


def half_a_file(folder: Path) -> tuple[Findings, Findings]:
    """A workbook whose download stopped half-way."""
    whole = good(folder).read_bytes()
    half = folder / "half.xlsx"
    half.write_bytes(whole[: len(whole) // 2])
    return both(half, folder)


EXCEL_4 = b"\x09\x04\x06\x00" + bytes(64)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(64)
BOMB = archive(("xl/workbook.xml", b"<x/>"), ("xl/worksheets/sheet1.xml", bytes(30_000_000)))
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


EXAMPLES: dict[str, Example] = {
    "B101": missing,
    "B102": a_folder,
    "B103": unreadable,
    "B104": from_bytes("photo.png", PHOTO),
    "B105": half_a_file,
    "B106": from_bytes("locked.xlsx", LOCKED),
    "B107": from_bytes("bomb.xlsx", BOMB),
    "B108": from_bytes("old.xls", EXCEL_4),
    "B109": from_bytes("empty.csv", b"\xef\xbb\xbf\r\n"),
    "B119": from_bytes("everybody.csv", b"Anna,100\n" * (MAX_ROWS + 2)),
}
"""Examples by rule code."""
