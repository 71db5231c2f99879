"""Days in headings: dates, and months with their year in the words of many languages."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import cache, lru_cache

from toolkit.sheets.cells import Cell
from toolkit.sheets.parse import parse_date, parse_number
from toolkit.sheets.vocabulary import read_words

YEARS = range(1990, 2100)

_NUMBERED = re.compile(r"((?:19|20)\d{2})\s*[년年.\-/]\s*(\d{1,2})\s*[월月]?")
_NUMBERED_FIRST = re.compile(r"(\d{1,2})[./\-]((?:19|20)\d{2})")
_NAMED = re.compile(r"([^\W\d_]{2,12})\.?[ ,'’/-]*((?:19|20)\d{2})(?:\s*г\.?)?")


def parse_month(text: str) -> date | None:
    """The first day of the month that a text names; None when it names none, or no year.

    >>> parse_month("Сентябрь 2025"), parse_month("2026年3月"), parse_month("Cycle 2026")
    (datetime.date(2025, 9, 1), datetime.date(2026, 3, 1), None)
    """
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    if found := _NUMBERED.fullmatch(plain):
        return _first_day(found[1], int(found[2]))
    if found := _NUMBERED_FIRST.fullmatch(plain):
        return _first_day(found[2], int(found[1]))
    if found := _NAMED.fullmatch(plain):
        return _first_day(found[2], _month(found[1]))
    return None


def day_of(cell: Cell) -> date | None:
    """The day that a cell names: a date, text that is one, or a month with its year. A bare number
    is none."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return day_in(value) if isinstance(value, str) else None


@lru_cache(maxsize=1 << 14)
def day_in(text: str) -> date | None:
    """The day that a text names: a date, or the first of a month with its year."""
    return parse_date(text) or parse_month(text)


def year_of(cell: Cell) -> date | None:
    """The last day of the year that a heading names."""
    year = parse_number(cell.value)
    return date(int(year), 12, 31) if year in YEARS and year is not None else None


def _first_day(year: str, month: int) -> date | None:
    return date(int(year), month, 1) if 1 <= month <= 12 else None


def _month(word: str) -> int:
    """The number of a month by its first letters, 0 for another word."""
    signs = unicodedata.normalize("NFD", word.replace("й", "\0"))
    folded = "".join(it for it in signs if not unicodedata.combining(it)).replace("\0", "й")
    found = [(len(stem), number) for stem, number in _stems() if folded.startswith(stem)]
    return max(found)[1] if found else 0


@cache
def _stems() -> tuple[tuple[str, int], ...]:
    tables = read_words("months").values()
    return tuple({(stem, number) for table in tables for number, stem in enumerate(table, start=1)})
