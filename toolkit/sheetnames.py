"""Sheet titles Excel accepts, and cell addresses that point at them."""

from __future__ import annotations

import re
from collections.abc import Iterable

LIMIT = 31
"""Excel's limit for a sheet title, counted in UTF-16 units."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")

FINDINGS_HEADINGS = ("Code", "Where", "Severity", "What is wrong", "What to do")
"""The header of the sheet of findings in an annotated copy: how it is told from a coach's sheet."""


def _cut(text: str, limit: int) -> str:
    """The longest beginning of `text` within `limit` UTF-16 units."""
    while len(text.encode("utf-16-le")) // 2 > limit:
        text = text[:-1]
    return text


def safe_title(name: str, taken: Iterable[str] = ()) -> str:
    """A sheet title made of `name`: no forbidden character, at most 31 units, unlike any `taken`.

    Titles are compared without regard to case; `History` is Excel's own.
    """
    used = {title.casefold() for title in taken} | {"history"}
    clean = " ".join(_FORBIDDEN.sub(" ", name).split()).strip("' ") or "Athlete"
    title = _cut(clean, LIMIT).rstrip("' ")
    number = 2
    while title.casefold() in used:
        suffix = f" ({number})"
        title = _cut(clean, LIMIT - len(suffix)).rstrip("' ") + suffix
        number += 1
    return title


def sheet_titles(names: Iterable[str], reserved: Iterable[str] = ()) -> tuple[str, ...]:
    """One safe title per name, in order, all different and none of the `reserved` ones."""
    taken = list(reserved)
    titles = []
    for name in names:
        titles.append(safe_title(name, taken))
        taken.append(titles[-1])
    return tuple(titles)


def quoted(title: str) -> str:
    """A sheet title as formulas and addresses write it: `'Anna Berg'`."""
    return "'" + title.replace("'", "''") + "'"


def column(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def a1(row: int, col: int) -> str:
    """The address of a cell counted from 0: (11, 7) is `H12`."""
    return f"{column(col)}{row + 1}"


def fixed(row: int, col: int, title: str = "") -> str:
    """An absolute reference, on another sheet where a title is given: `Maxes!$C$5`."""
    place = f"${column(col)}${row + 1}"
    return f"{quoted(title)}!{place}" if title else place


def span(first: int, last: int, col: int) -> str:
    """The cells of one column from row `first` to `last`, both counted from 0: `D5:D9`."""
    return f"{a1(first, col)}:{a1(last, col)}"
