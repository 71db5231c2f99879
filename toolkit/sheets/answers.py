"""What the coach answers where a book leaves a question open, as values and as they are typed.

An answer to "where is it" is one line: `[ATHLETE:]LIFT=[SHEET!]CELL [KIND] [UNIT]`, and two of
its own kind: `athlete=[SHEET!]CELL` (the cell with the name) and `athlete column=[SHEET!]COLUMN`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from toolkit.diagnostics import CellRef
from toolkit.model.reading import ReadKind
from toolkit.sheets.lifts import identity, name_key
from toolkit.sheets.parse import parse_kind, parse_unit
from toolkit.units import Unit

ATHLETE = "athlete"
ATHLETE_COLUMN = "athlete column"

_PLACE = re.compile(
    r"""(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^'!:\[\]*?/\\][^!:\[\]*?/\\]*))!)?
        \$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d{0,6})?(?:\s+(?P<rest>[^!]+))?""",
    re.VERBOSE,
)
_PLAIN_SHEET = re.compile(r"\w[\w .-]*")


@dataclass(frozen=True, slots=True)
class Mapped:
    """One line of where something stands. `athlete` is empty where the book has only one; `what`
    is a lift as typed, "athlete" or "athlete column"; a sheet is empty in a book of one sheet.
    """

    what: str
    ref: CellRef
    athlete: str = ""
    kind: ReadKind | None = None
    unit: Unit | None = None

    @classmethod
    def to(cls, athlete: str | None, lift: str, ref: CellRef, kind: ReadKind | None = None) -> Self:
        """The line that says: this lift of this athlete stands in that cell."""
        return cls(lift.casefold(), ref, athlete or "", kind)

    @property
    def is_max(self) -> bool:
        """True for the cell of a max, false for where a name stands."""
        return self.what not in (ATHLETE, ATHLETE_COLUMN)

    @property
    def text(self) -> str:
        """The line as it is typed."""
        whose = f"{self.athlete}:" if self.athlete else ""
        rest = "".join(f" {word}" for word in (self.kind, self.unit) if word)
        return f"{whose}{self.what}={place(self.ref)}{rest}"

    @property
    def option(self) -> str:
        """The option of the command that says it."""
        text = self.text.replace('"', '\\"')
        return f'--map "{text}"'

    @property
    def target(self) -> tuple[str, str]:
        """What the line is about: two lines about the same contradict each other."""
        return name_key(self.athlete), identity(self.what) if self.is_max else self.what


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything a coach answered about one book; `use`: the only sheets to read (empty: all);
    `from_log`: training logs may give estimated maxes."""

    unit: Unit | None = None
    athlete_name: str = ""
    maps: tuple[Mapped, ...] = ()
    use: tuple[str, ...] = ()
    from_log: bool = False

    def over(self, earlier: Answers) -> Answers:
        """These answers, with what they leave open taken from earlier ones."""
        own = {mapped.target for mapped in self.maps}
        kept = tuple(mapped for mapped in earlier.maps if mapped.target not in own)
        return Answers(
            self.unit or earlier.unit,
            self.athlete_name or earlier.athlete_name,
            (*kept, *self.maps),
            self.use or earlier.use,
            self.from_log or earlier.from_log,
        )

    @property
    def words(self) -> str:
        """The answers in a line: `unit lb, squat=Sheet1!C4`."""
        parts = (
            f"unit {self.unit}" if self.unit else "",
            f"athlete {self.athlete_name}" if self.athlete_name else "",
            *(mapped.text for mapped in self.maps),
            *(f"sheet {sheet}" for sheet in self.use),
            "maxes from the log" if self.from_log else "",
        )
        return ", ".join(part for part in parts if part)


NOTHING = Answers()


def place(ref: CellRef) -> str:
    """A cell as it is typed: `Sheet1!C4`, `'5/3/1'!C4`, `C4` in a book of one sheet."""
    sheet = ref.sheet
    if sheet and not _PLAIN_SHEET.fullmatch(sheet):
        sheet = "'" + sheet.replace("'", "''") + "'"
    return "!".join(part for part in (sheet, ref.cell) if part)


def parse_map(text: str) -> Mapped | str:
    """One line of where something stands, or a sentence about what is wrong with it.

    >>> parse_map("Anna:squat=Sheet1!C4 training max lb").text
    'Anna:squat=Sheet1!C4 training max lb'
    >>> parse_map("squat")
    '"squat" names no cell; type it like squat=Sheet1!C4.'
    """
    line = " ".join(text.split())
    for sign in re.finditer("=", line):
        left, right = line[: sign.start()].strip(), line[sign.end() :].strip()
        if left and (found := _PLACE.fullmatch(right)):
            return _mapped(left, found)
    return f'"{line}" names no cell; type it like squat=Sheet1!C4.'


def _mapped(left: str, found: re.Match[str]) -> Mapped | str:
    athlete, _, what = (part.strip() for part in left.rpartition(":"))
    what = " ".join(what.split()).casefold()
    sheet = (found["quoted"] or "").replace("''", "'") or (found["sheet"] or "").strip()
    column, row = found["column"].upper(), found["row"]
    if not what:
        return f'"{left}" names no lift; type it like Anna:squat=Sheet1!C4.'
    if what == ATHLETE_COLUMN:
        return _is_column(row, found["rest"]) or Mapped(what, CellRef(sheet, column))
    if row is None:
        return f"{column} is a whole column; name one cell, like {what}=Sheet1!{column}4."
    rest = _kind_and_unit(found["rest"] or "")
    if rest is None:
        return f'"{found["rest"]}" is neither a kind of max (1RM, training max) nor kg or lb.'
    return Mapped(what, CellRef(sheet, column + row), athlete, *rest)


def _is_column(row: str | None, rest: str | None) -> str:
    return "The names stand in a column: type athlete column=B." if row or rest else ""


def _kind_and_unit(text: str) -> tuple[ReadKind | None, Unit | None] | None:
    """The words behind a cell, in either order; None for words that are neither."""
    words = text.split()
    units = [parse_unit(word) for word in words]
    unit = next((unit for unit in units if unit), None)
    others = [word for word, unit in zip(words, units, strict=True) if unit is None]
    kind = parse_kind(" ".join(others)) if others else None
    return None if len(words) - len(others) > 1 or (others and kind is None) else (kind, unit)


def parse_maps(texts: Iterable[str | Mapped]) -> tuple[Mapped, ...]:
    """Several lines at once; raises ValueError with the sentence about the first bad one."""
    maps = []
    for text in texts:
        mapped = text if isinstance(text, Mapped) else parse_map(text)
        if isinstance(mapped, str):
            raise ValueError(mapped)
        maps.append(mapped)
    return tuple(maps)
