"""Large or odd .xlsx workbooks, read from the XML of their sheets as a stream.

This finds what openpyxl finds (a test holds the two together), several times as fast, and also
where openpyxl gives up on a picture, a colour or a style that the roster does not need. A sheet
that claims all the cells of a grid costs as much as the cells it has.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime

from toolkit.sheets.cells import HIDDEN_FORMULA, Grid, Sheet, column_number
from toolkit.sheets.formats.numbers import is_date_id, moment, unit_of, whole
from toolkit.sheets.formats.xlsx_parts import Package, Style, merges, unescaped
from toolkit.sheets.formats.xml import parse
from toolkit.units import Unit

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The worksheets of an .xlsx or .xlsm file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = Package(archive)
        texts, styles = package.texts(), _kinds(package.styles())
        grid = Grid("")
        found = []
        for part in package.sheets():
            xml = package.read(part.path)
            grid = grid.next(part.title)
            reader = _Cells(grid, texts, styles, from_1904=package.from_1904)
            parse(xml, reader.start, reader.end, reader.data)
            found.append(grid.sheet(hidden=part.hidden, merges=merges(xml)))
    return tuple(found)


def _kinds(styles: list[Style]) -> list[tuple[Style, bool, Unit | None]]:
    return [
        (it, is_date_id(it.number, it.code), unit_of(it.code) if it.code else None) for it in styles
    ]


class _Cells:
    """The state between two events: which cell is being read, and what was in it so far."""

    def __init__(
        self,
        grid: Grid,
        texts: list[str],
        styles: list[tuple[Style, bool, Unit | None]],
        *,
        from_1904: bool,
    ) -> None:
        self.grid, self.texts, self.styles, self.from_1904 = grid, texts, styles, from_1904
        self.row = self.column = 0
        self.kind, self.style = "n", 0
        self.parts: dict[str, list[str]] = {}
        self.into: list[str] | None = None
        self.spoken = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A row and a cell may lack their address: then they follow the one before."""
        if tag == "c":
            self._open_cell(attributes)
        elif tag in {"v", "f"} or (tag == "t" and not self.spoken):
            self.into = self.parts.setdefault(tag, [])
        elif tag == "row":
            stated = attributes.get("r", "")
            self.row, self.column = int(stated) if stated.isdecimal() else self.row + 1, 0
        elif tag == "rPh":
            self.spoken = True

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        found = _ADDRESS.fullmatch(attributes.get("r", ""))
        if found:
            self.column, self.row = column_number(found[1]), int(found[2])
        else:
            self.column += 1
        self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", "0"))
        self.parts.clear()

    def data(self, text: str) -> None:
        """Text inside a value, a formula or an inline text."""
        if self.into is not None:
            self.into.append(text)

    def end(self, tag: str) -> None:
        """A finished cell is put into the grid when there is something in it."""
        self.into = None
        if tag == "c" and self.parts:
            self._close_cell()
        elif tag == "rPh":
            self.spoken = False

    def _close_cell(self) -> None:
        parts = self.parts
        formula = f"={text}" if (text := "".join(parts.get("f", ()))) else HIDDEN_FORMULA
        stored = "".join(parts["v"]) if "v" in parts else None
        value, unit = self._value(stored)
        self.grid.put(
            self.row,
            self.column,
            value,
            formula if "f" in parts else "",
            is_error=self.kind == "e",
            # A stored empty text ("str" without a value) is a result; no value at all is not.
            uncalculated="f" in parts and value is None and self.kind != "str",
            unit=unit,
        )

    def _value(self, stored: str | None) -> tuple[object, Unit | None]:
        if self.kind == "inlineStr":
            return unescaped("".join(self.parts.get("t", ()))) or None, None
        if not stored:
            return None, None
        match self.kind:
            case "s":
                return self.texts[int(stored)], None
            case "b":
                return stored.strip() not in {"0", "false"}, None
            case "d":
                return datetime.fromisoformat(stored), None
            case "n":
                return self._number(float(stored))
        return unescaped(stored) if self.kind == "str" else stored, None

    def _number(self, number: float) -> tuple[object, Unit | None]:
        style, dated, unit = (
            self.styles[self.style] if self.style < len(self.styles) else (Style(), False, None)
        )
        if dated:
            return moment(number, style.code, style.number, from_1904=self.from_1904), None
        return whole(number), unit
