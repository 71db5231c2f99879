"""Excel 5 to 2003 workbooks (.xls), read from their records (BIFF5 and BIFF8).

The records are read here rather than by a library, because none says which cells hold formulas or
errors, and those that read the values reserve memory for what a damaged file claims to hold. A
record is a kind, a length and that many bytes; what is not known is stepped over.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit import rules
from toolkit.sheets.cells import HIDDEN_FORMULA, Area, Book, Grid, Refused, Sheet, too_full
from toolkit.sheets.formats.guards import BARE_XLS
from toolkit.sheets.formats.numbers import ERRORS, is_date_id, moment, unit_of, whole

MAX_BYTES = 60_000_000
"""More than any .xls with all its rows filled."""

MAX_RECORDS = 2_500_000
"""Records of a book, several for a filled cell: some seconds."""

_BOF, _EOF, _CONTINUE, _FILEPASS = 0x0809, 0x000A, 0x003C, 0x002F
_BOUNDSHEET, _SST, _FORMAT, _XF = 0x0085, 0x00FC, 0x041E, 0x00E0
_CODEPAGE, _DATEMODE = 0x0042, 0x0022
_LABEL, _RSTRING, _LABELSST = 0x0204, 0x00D6, 0x00FD
_NUMBER, _RK, _MULRK, _BOOLERR = 0x0203, 0x027E, 0x00BD, 0x0205
_FORMULA, _STRING, _MERGED = 0x0006, 0x0207, 0x00E5

_BIFF8 = 0x0600
_WORKSHEET = 0
_CODEPAGES = {1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}


@dataclass(frozen=True, slots=True)
class _Record:
    kind: int
    body: bytes


@dataclass(slots=True)
class _Globals:
    """What the sheets of a workbook share."""

    biff8: bool
    sheets: list[tuple[str, int, bool]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    encoding: str = "cp1252"
    from_1904: bool = False
    room: int = MAX_RECORDS

    def number(self, number: float, style: int) -> dict[str, Any]:
        """A number as the value and the unit of its cell."""
        known = self.styles[style] if style < len(self.styles) else 0
        code = self.formats.get(known)
        if is_date_id(known, code):
            return {"value": moment(number, code, known, from_1904=self.from_1904)}
        return {"value": whole(number), "unit": unit_of(code) if code else None}

    def text(self, body: bytes, at: int, size: int = 2) -> str:
        """A text in a record: its length in `size` bytes, then its letters."""
        count = int.from_bytes(body[at : at + size], "little")
        at += size
        if not self.biff8:
            return body[at : at + count].decode(self.encoding, "replace")
        return _letters(body[at + 1 :], count, wide=bool(body[at] & 1))


def read(data: bytes) -> Book | None:
    """The workbook of these bytes, None for a Word document or an e-mail of the same family;
    raises whatever a damaged one makes its parser raise.
    """
    stream = _stream(data)
    if stream is None:
        return None
    shared = _globals(stream)
    grid = Grid("")
    sheets = []
    for title, at, hidden in shared.sheets:
        grid = grid.next(title)
        sheets.append(_sheet(stream, at, shared, grid, hidden=hidden))
    return Book(tuple(sheets), "xls")


def _stream(data: bytes) -> bytes | None:
    """The workbook's own file inside the container."""
    import olefile

    if len(data) > MAX_BYTES:
        raise too_full()
    if data.startswith(BARE_XLS):
        return data
    _check_header(data)
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        for name in ("Workbook", "Book"):
            if container.exists(name) and container.get_size(name) <= len(data):
                return bytes(container.openstream(name).read())
    return None


def _check_header(data: bytes) -> None:
    """A container cannot have more sectors of tables than it has sectors."""
    shift, fat, mini, chain = (
        *struct.unpack_from("<H", data, 30),
        *(struct.unpack_from("<I", data, at)[0] for at in (44, 64, 72)),
    )
    if shift not in {9, 12} or max(fat, mini, chain) > len(data) >> shift:
        raise ValueError("the container's tables are larger than the file")


def _records(stream: bytes, at: int) -> Iterator[_Record]:
    """The records from a place on to the end of their part; a chart inside it is stepped over.
    A part that does not begin there, or never ends, has lost rows: that is a damaged file.
    """
    depth = 0
    while True:
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0 and kind == _EOF:
            return
        if depth <= 0 or kind == 0:
            raise ValueError("a part of the workbook is missing")
        if depth == 1:
            yield _Record(kind, stream[at + 4 : at + 4 + size])
        at += 4 + size


# --- what the sheets share -------------------------------------------------------------------


def _globals(stream: bytes) -> _Globals:
    records = _records(stream, 0)
    shared = _Globals(struct.unpack_from("<H", next(records).body)[0] >= _BIFF8)
    parts: list[bytes] = []
    last = 0
    for record in records:
        if record.kind == _FILEPASS:
            raise Refused(rules.BOOK_LOCKED)
        if record.kind == _SST or (record.kind == _CONTINUE and last == _SST):
            parts.append(record.body)
        else:
            _share(shared, record)
        last = last if record.kind == _CONTINUE else record.kind
    shared.texts = _shared_texts(parts) if parts else []
    return shared


def _share(shared: _Globals, record: _Record) -> None:
    kind, body = record.kind, record.body
    if kind == _BOUNDSHEET:
        at, state, what = struct.unpack_from("<IBB", body)
        if what == _WORKSHEET:
            shared.sheets.append((shared.text(body, 6, 1).rstrip("\x00"), at, state & 3 != 0))
    elif kind == _FORMAT:
        size = 2 if shared.biff8 else 1
        shared.formats[struct.unpack_from("<H", body)[0]] = shared.text(body, 2, size)
    elif kind == _XF:
        shared.styles.append(struct.unpack_from("<H", body, 2)[0])
    elif kind == _CODEPAGE:
        shared.encoding = _encoding(struct.unpack_from("<H", body)[0])
    elif kind == _DATEMODE:
        shared.from_1904 = body[:1] == b"\x01"


def _encoding(page: int) -> str:
    name = _CODEPAGES.get(page, f"cp{page}")
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name


def _letters(body: bytes, count: int, *, wide: bool) -> str:
    encoding, size = ("utf-16-le", 2) if wide else ("latin-1", 1)
    return body[: count * size].decode(encoding, "replace")


def _shared_texts(parts: list[bytes]) -> list[str]:
    """The shared texts. One that runs over the end of a record goes on in the next."""
    count = struct.unpack_from("<I", parts[0], 4)[0]
    cursor = _Cursor(parts)
    cursor.skip(8)
    texts: list[str] = []
    while len(texts) < count and not cursor.done:
        texts.append(cursor.text())
    return texts


class _Cursor:
    """A place in the bytes of a record and of those that continue it."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts, self.part, self.at = parts, 0, 0

    @property
    def left(self) -> int:
        """Bytes to the end of this record."""
        return len(self.parts[self.part]) - self.at

    @property
    def done(self) -> bool:
        """True at the end of the last record."""
        while self.left <= 0 and self.part + 1 < len(self.parts):
            self.part, self.at = self.part + 1, 0
        return self.left <= 0

    def take(self, size: int) -> bytes:
        """The next bytes, of this record only: no number is broken in two."""
        _ = self.done
        found = self.parts[self.part][self.at : self.at + size]
        self.at += size
        return found

    def skip(self, size: int) -> None:
        """Pass over bytes, over the end of records too."""
        while size > 0 and not self.done:
            step = min(size, self.left)
            self.at, size = self.at + step, size - step

    def text(self) -> str:
        """One text, without its formats and its pronunciation."""
        count, flags = int.from_bytes(self.take(2), "little"), self.take(1)[0]
        runs = int.from_bytes(self.take(2), "little") if flags & 8 else 0
        spoken = int.from_bytes(self.take(4), "little") if flags & 4 else 0
        letters = self._letters(count, wide=bool(flags & 1))
        self.skip(4 * runs + spoken)
        return letters

    def _letters(self, count: int, *, wide: bool) -> str:
        found: list[str] = []
        while count > 0:
            if self.left <= 0:
                if self.done:
                    break
                # A continued text begins with a byte that says how wide its letters are now.
                wide = bool(self.take(1)[0] & 1)
            size = 2 if wide else 1
            step = min(count, max(1, self.left // size))
            found.append(_letters(self.take(step * size), step, wide=wide))
            count -= step
        return "".join(found)


# --- a sheet ---------------------------------------------------------------------------------


def _sheet(stream: bytes, at: int, shared: _Globals, grid: Grid, *, hidden: bool) -> Sheet:
    merges: list[Area] = []
    asked: tuple[int, int] | None = None
    for record in _records(stream, at):
        shared.room -= 1
        if shared.room < 0:
            raise too_full()
        body = record.body
        if record.kind == _STRING and asked:
            grid.put(*asked, shared.text(body, 0), HIDDEN_FORMULA)
            asked = None
        elif record.kind == _MERGED:
            merges.extend(_merged(body))
        elif record.kind == _FORMULA:
            asked = _formula(body, shared, grid)
        elif record.kind == _MULRK:
            _many(body, shared, grid)
        elif record.kind in _READERS:
            row, column, style = struct.unpack_from("<HHH", body)
            grid.put(row + 1, column + 1, **_READERS[record.kind](body, style, shared))
    return grid.sheet(hidden=hidden, merges=tuple(merges))


def _merged(body: bytes) -> Iterator[Area]:
    for first, last, left, right in struct.iter_unpack("<4H", _whole(body[2:], 8)):
        yield Area(first + 1, left + 1, last + 1, right + 1)


def _whole(body: bytes, size: int) -> bytes:
    """As much of a list of things of one size as is there whole."""
    return body[: len(body) // size * size]


def _formula(body: bytes, shared: _Globals, grid: Grid) -> tuple[int, int] | None:
    """Keep a formula's stored result. A text follows in a record of its own: where it belongs."""
    row, column, style, result = struct.unpack_from("<HHH8s", body)
    at = row + 1, column + 1
    if result[6:] != b"\xff\xff":
        number = struct.unpack("<d", result)[0]
        grid.put(*at, formula=HIDDEN_FORMULA, **shared.number(number, style))
    elif result[0] == 0:
        grid.put(*at, None, HIDDEN_FORMULA)
        return at
    elif result[0] in {1, 2}:
        found = _truth(result[2], is_error=result[0] == 2)
        grid.put(*at, formula=HIDDEN_FORMULA, **found)
    else:
        grid.put(*at, None, HIDDEN_FORMULA)
    return None


def _truth(byte: int, *, is_error: bool) -> dict[str, Any]:
    value = ERRORS.get(byte, "#N/A") if is_error else bool(byte)
    return {"value": value, "is_error": is_error}


def _many(body: bytes, shared: _Globals, grid: Grid) -> None:
    row, first = struct.unpack_from("<HH", body)
    cells = _whole(body[4:-2], 6)
    for column, (style, packed) in enumerate(struct.iter_unpack("<HI", cells), start=first):
        grid.put(row + 1, column + 1, **shared.number(_unpacked(packed), style))


def _unpacked(packed: int) -> float:
    """A number in four bytes: a whole one or the front half of a real one, maybe a hundredth."""
    if packed & 2:
        number = float((packed >> 2) - ((packed & 0x80000000) >> 1))
    else:
        number = struct.unpack("<d", bytes(4) + struct.pack("<I", packed & 0xFFFFFFFC))[0]
    return number / 100 if packed & 1 else number


def _number(body: bytes, style: int, shared: _Globals) -> dict[str, Any]:
    return shared.number(struct.unpack_from("<d", body, 6)[0], style)


def _short(body: bytes, style: int, shared: _Globals) -> dict[str, Any]:
    return shared.number(_unpacked(struct.unpack_from("<I", body, 6)[0]), style)


def _shared(body: bytes, _: int, shared: _Globals) -> dict[str, Any]:
    return {"value": shared.texts[struct.unpack_from("<I", body, 6)[0]]}


def _label(body: bytes, _: int, shared: _Globals) -> dict[str, Any]:
    return {"value": shared.text(body, 6)}


def _bool_or_error(body: bytes, _: int, __: _Globals) -> dict[str, Any]:
    return _truth(body[6], is_error=body[7] != 0)


_READERS = {
    _NUMBER: _number,
    _RK: _short,
    _LABELSST: _shared,
    _LABEL: _label,
    _RSTRING: _label,
    _BOOLERR: _bool_or_error,
}
"""What a cell's record says, by kind."""
