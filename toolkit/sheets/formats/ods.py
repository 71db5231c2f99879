"""OpenDocument spreadsheets (.ods), read from their content as a stream.

The content itself says everything: the value beside the text that is shown, formulas, errors,
truth values, hidden sheets. Element names are those of the standard's usual prefixes, which every
writer uses.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta

from toolkit import rules
from toolkit.sheets.cells import Area, Book, Grid, Refused, Sheet, too_full
from toolkit.sheets.formats.numbers import whole
from toolkit.sheets.formats.xml import parse
from toolkit.sheets.parse import parse_unit
from toolkit.units import Unit

MAX_COLUMNS = 16_384
"""The cells that a row can have."""

_ERROR = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)|Err:\d+")
_AFTER_NUMBER = re.compile(r"[\d.,\s'-]+(\D+)")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?")
_ASIDE = frozenset({"annotation", "shapes", "frame", "custom-shape"})
_SPACES = {"s": " ", "tab": "\t", "line-break": "\n"}
_FORMULA_WORD = re.compile(r"^\w+:(?==)")


def read(data: bytes) -> Book:
    """The spreadsheet of these bytes; raises `Refused`, or whatever a damaged one
    makes its parser raise."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        kind = archive.read("mimetype") if "mimetype" in names else b"spreadsheet"
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in archive.read(manifest):
            raise Refused(rules.BOOK_LOCKED)
        if b"spreadsheet" not in kind:
            raise Refused(rules.BOOK_NOT_SHEET, name="This OpenDocument file")
        content = _Content()
        parse(archive.read("content.xml"), content.start, content.end, content.data)
    return Book(tuple(content.sheets), "ods")


class _Content:
    """The state between two events: which table, row and cell is being read."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.grid = Grid("")
        self.table = _Table(self.grid, hidden=False)
        self.depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Only a table of the sheet itself counts: cells may hold tables of their own."""
        if tag == "style":
            self.style = attributes.get("style:name", "")
        elif tag == "table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self._open_table(attributes)
        elif self.depth == 1:
            self.table.start(tag, attributes)

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        self.grid = self.grid.next(attributes.get("table:name", ""))
        hidden = attributes.get("table:style-name", "") in self.hidden_styles
        self.table = _Table(self.grid, hidden=hidden)

    def end(self, tag: str) -> None:
        """A finished table is a sheet, unless it only remembers another file's cells."""
        if tag == "table":
            self.depth -= 1
            if self.depth == 0 and not self.table.is_remembered:
                self.sheets.append(self.table.sheet())
        elif self.depth == 1:
            self.table.end(tag)

    def data(self, text: str) -> None:
        """Text inside a cell."""
        if self.depth == 1:
            self.table.data(text)


class _Table:
    """A sheet while it is read. A row or cell that is there many times is written once."""

    def __init__(self, grid: Grid, *, hidden: bool) -> None:
        self.grid, self.hidden = grid, hidden
        self.is_remembered = False
        self.merges: list[Area] = []
        self.row = self.column = 1
        self.rows = 1
        self.cells: list[tuple[int, int, _Cell]] = []
        self.cell: _Cell | None = None
        self.aside = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Notes and drawings inside a cell are not its text."""
        if tag == "table-row":
            self.rows, self.column = _count(attributes, "table:number-rows-repeated"), 1
            self.cells = []
        elif tag in {"table-cell", "covered-table-cell"}:
            self.cell = _Cell(attributes, covered=tag != "table-cell")
        elif tag == "table-source":
            self.is_remembered = True
        elif tag in _ASIDE:
            self.aside += 1
        elif self.cell is not None and not self.aside:
            self.cell.start(tag, attributes)

    def end(self, tag: str) -> None:
        """A finished cell waits for its row, which may be there several times."""
        if tag in _ASIDE:
            self.aside -= 1
        elif tag in {"table-cell", "covered-table-cell"} and self.cell is not None:
            self._close_cell(self.cell)
        elif tag == "table-row":
            self._close_row()
        elif self.cell is not None and not self.aside and tag in {"p", "h"}:
            self.cell.inside = False

    def data(self, text: str) -> None:
        """Text of a cell's own paragraphs."""
        if self.cell is not None and not self.aside and self.cell.inside:
            self.cell.text.append(text)

    def _close_cell(self, cell: _Cell) -> None:
        if len(self.cells) > MAX_COLUMNS:
            raise too_full()
        if cell.is_filled:
            self.cells.append((self.column, cell.times, cell))
            self.merges.extend(_merged(cell.attributes, self.row, self.column))
        self.column += cell.times
        self.cell = None

    def _close_row(self) -> None:
        for row in range(self.row, self.row + self.rows if self.cells else self.row):
            for column, times, cell in self.cells:
                for at in range(column, column + times):
                    cell.put(self.grid, row, at)
        self.row += self.rows
        self.cells = []

    def sheet(self) -> Sheet:
        """The finished sheet."""
        return self.grid.sheet(hidden=self.hidden, merges=tuple(self.merges))


def _count(attributes: Mapping[str, str], name: str) -> int:
    stated = attributes.get(name)
    return 1 if stated is None or not stated.isdecimal() else max(1, int(stated[:15]))


def _merged(attributes: Mapping[str, str], row: int, column: int) -> Iterator[Area]:
    down = _count(attributes, "table:number-rows-spanned")
    across = _count(attributes, "table:number-columns-spanned")
    if down > 1 or across > 1:
        yield Area(row, column, row + down - 1, column + across - 1)


class _Cell:
    """A cell as it stands in the file: what it says it holds, and the text it shows."""

    def __init__(self, attributes: Mapping[str, str], *, covered: bool) -> None:
        self.attributes, self.covered = attributes, covered
        self.times = _count(attributes, "table:number-columns-repeated")
        formula = attributes.get("table:formula")
        self.formula = _FORMULA_WORD.sub("", formula) if formula else ""
        self.kind = attributes.get("office:value-type", "")
        self.text: list[str] = []
        self.inside = False
        self.paragraphs = 0

    @property
    def is_filled(self) -> bool:
        """What a merged cell covers cannot be seen."""
        return not self.covered and bool(self.kind or self.formula or self.text)

    @property
    def shown(self) -> str:
        """The text of the cell, a line for each paragraph."""
        return "".join(self.text)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Paragraphs, and the spaces and breaks in them."""
        if tag in {"p", "h"}:
            self.paragraphs += 1
            self.inside = True
            if self.paragraphs > 1:
                self.text.append("\n")
        elif self.inside and tag in _SPACES:
            self.text.append(_SPACES[tag] * min(_count(attributes, "text:c"), 1_000))

    def put(self, grid: Grid, row: int, column: int) -> None:
        """Put what the cell holds into a grid."""
        is_error = bool(self.formula and _ERROR.fullmatch(self.shown.strip()))
        value = self.shown.strip() if is_error else self._value()
        uncalculated = bool(self.formula) and value is None and not self.kind
        grid.put(
            row,
            column,
            value,
            self.formula,
            is_error=is_error,
            uncalculated=uncalculated,
            unit=self._unit() if isinstance(value, int | float) else None,
        )

    def _value(self) -> object:
        stored = self.attributes.get
        match self.kind:
            case "float" | "percentage" | "currency":
                return whole(float(stored("office:value", "")))
            case "boolean":
                return stored("office:boolean-value") == "true"
            case "date":
                return _moment(stored("office:date-value", "")) or self.shown or None
            case "time":
                return _duration(stored("office:time-value", "")) or self.shown or None
        return stored("office:string-value") or self.shown or None

    def _unit(self) -> Unit | None:
        found = _AFTER_NUMBER.fullmatch(self.shown.strip())
        return parse_unit(found[1]) if found else None


def _moment(stored: str) -> datetime | None:
    try:
        # The standard allows nanoseconds, datetime does not.
        return datetime.fromisoformat(stored[:26])
    except ValueError:
        return None


def _duration(stored: str) -> time | timedelta | None:
    """`PT06H30M00S` as a time of day, or a duration when it is a day or more."""
    found = _DURATION.fullmatch(stored)
    if found is None:
        return None
    days, hours, minutes = (int((part or "0")[:6]) for part in found.group(2, 3, 4))
    seconds = float((found[5] or "0").replace(",", ".")[:12])
    passed = timedelta(days=days, hours=hours, minutes=minutes, seconds=round(seconds, 3))
    if not found[1] and passed < timedelta(days=1):
        return (datetime.min + passed).time()  # noqa: DTZ901 (only its time is used)
    return -passed if found[1] else passed
