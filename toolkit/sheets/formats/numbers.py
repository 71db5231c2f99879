"""Stored numbers: which format makes a date of one or writes a unit behind it; error codes."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from functools import lru_cache

from toolkit.sheets.parse import parse_unit
from toolkit.units import Unit

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 (cells have no time zone)
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.', re.DOTALL)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""The error values by the byte that the binary formats keep them in."""

DATE_IDS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Built-in formats that are dates or times: their codes are not in the file."""
_ELAPSED_ID = 46


@lru_cache(maxsize=2_000)
def unit_of(code: str) -> Unit | None:
    """kg or lb when that is what the format writes around the number: `0.0" kg"`."""
    shown = "".join(
        found[1] or found[2] or found[3] or "" for found in _LITERAL.finditer(_first(code))
    )
    return parse_unit(shown) if shown.strip() not in {"", "#"} else None


@lru_cache(maxsize=2_000)
def is_date(code: str) -> bool:
    """True for a format with days, months, years, hours, minutes or seconds in it."""
    first = _first(code)
    if _ELAPSED.search(first):
        return True
    if first.strip().casefold() in {"general", "standard"}:
        return False
    return bool(re.search(r"[dmhys]", _LITERAL.sub("", first), re.IGNORECASE))


def is_date_id(number: int, code: str | None) -> bool:
    """The same for a format by number, `code` where the file spells it out."""
    return is_date(code) if code is not None else number in DATE_IDS


def moment(serial: float, code: str | None, number: int = -1, *, from_1904: bool = False) -> object:
    """A serial number under a date format: a datetime, a time below one day, a duration under
    `[h]:mm`; the number itself when no calendar holds it.
    """
    try:
        passed = timedelta(milliseconds=round(serial * 86_400_000))
        if number == _ELAPSED_ID or (code is not None and _ELAPSED.search(code)):
            return passed
        if 0 <= serial < 1:
            return (_EPOCH + passed).time() if passed < timedelta(days=1) else time()
        if from_1904:
            return _EPOCH_1904 + passed
        # The spreadsheets' calendar has a 29 February 1900; before it all is a day later.
        return _EPOCH + passed + timedelta(days=serial < 60)
    except (OverflowError, ValueError):
        return serial


def whole(number: float) -> int | float:
    """3.0 as 3, as it looks in the cell."""
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _first(code: str) -> str:
    """The section of a format for numbers above zero, when it is short enough to be one."""
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code[:255], maxsplit=1)[0]
