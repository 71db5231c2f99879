"""Text tables: .csv, tabs or semicolons between the fields, in the encodings of older programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from toolkit.diagnostics import CellRef
from toolkit.sheets.cells import MAX_ROWS, Book, Cell, Sheet, column_letters, too_full

MAX_BYTES = 50_000_000
"""Twice a federation's list of 100,000 results."""

MAX_FIELDS = 12_000_000
"""Fields of a file, the empty ones too: the same list three times over."""

_LINE, _HEAD = 200, 20_000
_SAMPLE = 400_000
"""Characters that an encoding is judged by."""

_WORD = re.compile(r"[^\W\d_]+")
_CENTRAL_EUROPE = re.compile(r"(?<=[^\W\d_])[³¹¿£¯]|[³¹¿£¯](?=[^\W\d_])")


def read(data: bytes) -> Book:
    """The one nameless sheet of a text table."""
    if len(data) > MAX_BYTES:
        raise too_full()
    encoding = encoding_of(data)
    try:
        rows = _rows(data, encoding, strict=True)
    except csv.Error as problem:
        # A quotation mark that nobody closed would swallow the athletes below it: where there is
        # one, the marks are text. "Field larger" is the same in a long file.
        unclosed = re.search("unexpected end|larger", str(problem)) is not None
        rows = _rows(data, encoding, quoted=not unclosed)
    return Book((Sheet("", Rows(rows)),), "csv")


class Rows(Mapping[int, dict[int, Cell]]):
    """The rows of a text table. A row's cells are made when they are asked for: those of a whole
    federation at once would fill a gigabyte.
    """

    def __init__(self, rows: dict[int, list[str]]) -> None:
        self._rows = rows

    def __getitem__(self, number: int) -> dict[int, Cell]:
        return {
            column: Cell(CellRef("", f"{column_letters(column)}{number}"), value)
            for column, value in enumerate(self._rows[number], start=1)
            if value and not value.isspace()
        }

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _rows(
    data: bytes, encoding: str, *, quoted: bool = True, strict: bool = False
) -> dict[int, list[str]]:
    # The text is never whole in memory: with one symbol in it, it would be four times the file.
    text = io.TextIOWrapper(io.BytesIO(data), encoding, "replace", newline="")
    first = text.readline(_LINE)
    # Excel takes this line for an instruction and shows the next one as row 1.
    stated = re.fullmatch(r"\"?sep=(.)\"?\s*", first, re.IGNORECASE)
    if not stated:
        text.seek(0)
    sign = stated[1] if stated else delimiter(data[:_HEAD].decode(encoding, "replace"))
    plain: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    return _filled(csv.reader(text, delimiter=sign, quoting=plain, strict=strict))


def _filled(rows: Iterator[list[str]]) -> dict[int, list[str]]:
    filled: dict[int, list[str]] = {}
    fields = 0
    for number, row in enumerate(rows, start=1):
        fields += len(row)
        if fields > MAX_FIELDS or len(filled) > MAX_ROWS:
            raise too_full()
        values = [value.rstrip("\x00") for value in row]
        if any(value and not value.isspace() for value in values):
            filled[number] = values
    return filled


def delimiter(text: str) -> str:
    """A tab or semicolon where most of the first lines have one, else a comma: a decimal comma
    must not outvote the semicolons around it."""
    lines = [line for line in islice(io.StringIO(text), 12) if line.strip()]
    for sign in "\t;":
        if 2 * sum(sign in line for line in lines) > len(lines):
            return sign
    return ","


# --- encodings -------------------------------------------------------------------------------


def is_text(data: bytes) -> bool:
    """True for what may be a text table: UTF-16, or no control characters at its beginning."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _utf_16(data):
        return True
    return not any(byte < 9 for byte in data[:4096].rstrip(b"\x00"))


def _utf_16(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of a Western header is empty."""
    head = data[:512]
    for name, empty in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        other = head[::2] if name == "utf-16-le" else head[1::2]
        if len(head) >= 8 and empty.count(0) > 0.6 * len(empty) and 0 not in other:
            return name
    return None


def encoding_of(data: bytes) -> str:
    """The encoding of a file: UTF-8, UTF-16, or that in which its words are words.

    An older encoding is chosen when the whole file decodes in it and at least three quarters of
    the words with foreign letters are of its one script: a wrong guess mixes scripts in a word.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if name := _utf_16(data):
        return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _older(data)
    return "utf-8-sig"


def _older(data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding.name)
        except UnicodeDecodeError:
            continue
        if encoding.fits(text[:_SAMPLE]):
            return encoding.name
    # "Pawe³" is no word: this is the code page of Polish, Czech and Hungarian.
    western = data[:_SAMPLE].decode("cp1252", "replace")
    return "cp1250" if _CENTRAL_EUROPE.search(western) else "cp1252"


@dataclass(frozen=True, slots=True)
class _Encoding:
    """An encoding by Python's name, its letters, and what else its texts have."""

    name: str
    letters: re.Pattern[str]
    usual: Callable[[str], bool] = lambda _: True

    def fits(self, text: str) -> bool:
        """True when the foreign words of a text are words of this script."""
        words = [word for word in _WORD.findall(text) if not word.isascii()]
        good = sum(self.letters.fullmatch(word) is not None for word in words)
        return bool(words) and 4 * good >= 3 * len(words) and self.usual("".join(words))


def _has_kana(words: str) -> bool:
    """Japanese cannot do without its syllables; single half-width ones are another script's."""
    return sum("\u3041" <= letter <= "\u30fe" for letter in words) * 8 >= len(words)


def _is_common_chinese(words: str) -> bool:
    """Everyday characters come first in the Chinese code, chance ones anywhere."""
    codes = [code for letter in words if len(code := letter.encode("gb2312", "ignore")) == 2]
    return sum(0xB0 <= code[0] <= 0xD7 for code in codes) * 4 >= len(words) * 3


_HAN = "\u3400-\u9fff々"
_ENCODINGS = (
    _Encoding("cp932", re.compile(f"[\u3041-\u30fe{_HAN}A-Za-z]+"), _has_kana),
    _Encoding("cp949", re.compile("[\uac00-\ud7a3]+[A-Z]*|[A-Z]+[\uac00-\ud7a3]+")),
    _Encoding("gb18030", re.compile(f"[{_HAN}]+[A-Z]*|[A-Z]+[{_HAN}]+"), _is_common_chinese),
    _Encoding("cp1251", re.compile("[\u0400-\u04ff]+")),
)
"""In this order: each would take the next one's bytes for rare characters of its own."""
