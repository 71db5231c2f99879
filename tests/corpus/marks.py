"""Books of the corpus out of Markdown: the sheets, and the truths marked inside their cells.

    ## A1 maxes on a sheet of their own
    like: a percent program with an input sheet
    unit: kg

    # Maxes
    Enter your maxes.

    | Lift  | 1RM         | TM {v? training max} |
    |-------|-------------|----------------------|
    | Squat | 140 {Squat} | 126                  |

`##` opens a book, `#` a sheet; cells are written as in tests/books.py, and besides:

    | |              an empty row (an empty line is none)
    <<   ^^          the cell belongs to the one left of it, above it: merged
    140 <0" kg">     a number format (0.0, dd.mm.yyyy ... )

Marks stand at the end of a cell. What is said in them, in any order, with semicolons between:

    Squat            the lift, by its English name; `Hang clean / Power clean`: either is right
    1RM  training max  estimated  best single  meet best  rep set  working load; else `kind:`;
                     `meet best / best single`: either is right
    kg  lb  nounit   (else `unit:`, else none)
    @Anna Berg       the athlete; `@sheet`: the sheet's title; `@`: none; else `athlete:`, else none
    =140             the value, where the cell is not just a number

and where:

    {...}        this cell            {? ...}  may be read, need not be
    {v ...}      the cells below it   {! ...}  in conflict with another: may be read, and one
    {> ...}      the cells right of it         finding must name all cells that are so marked
    {v athletes} the names of the rows below      {v lifts} their lifts (`lifts: Knie = Squat, ...`)
    {not}        nothing in this row (in an athlete's or lift's cell) or this cell
    {x}          no reading, and a finding must name this cell
    {end}        the marks of the columns above end here

A number under a `{v ...}` mark is a truth once a lift is known, and, if the columns or rows have
athletes, an athlete. The lines before the first sheet:

    like:     one line, what it imitates                    (required)
    file:     book.csv; else book.xlsx. delimiter: ; and encoding: cp1251 for a csv
    athlete:  unit:  kind:  lifts:                          defaults for the truths
    nothing:  why there is no max in it; there must be an error that says so
    asks:     unit, athlete, lift, log: the options that must be offered. The unit and the
              athlete are asked for without this line where a truth has none; `asks: -` for none
    also as:  moved, spaced, xls, ods, csv: further books made of this one
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Literal

from xlsxwriter.utility import xl_rowcol_to_cell

HERE = Path(__file__).parent
KINDS = (
    *("1RM", "training max", "estimated", "best single", "meet best", "rep set"),
    "working load",
)
UNITS = {"kg": "kg", "lb": "lb", "nounit": None}
MARK = re.compile(r"\s*\{([^{}]*)\}$")

Need = Literal["must", "may", "conflict"]


@dataclass(frozen=True)
class Truth:
    """One weight that is in a book: whose, of which lift, of what kind, where."""

    athletes: tuple[str, ...]
    lifts: tuple[str, ...]
    value: float
    unit: str | None
    kinds: tuple[str, ...]
    sheet: str
    row: int
    column: int
    need: Need = "must"

    def cell(self, form: str) -> str:
        """Its address as check_json writes it: no sheet in a csv."""
        address = xl_rowcol_to_cell(self.row, self.column)
        return address if form == "csv" else f"{self.sheet}!{address}"


@dataclass
class Sheet:
    """A sheet's cells as texts (see tests/books.py), without the marks."""

    title: str
    rows: list[list[str]]
    hidden: bool = False


@dataclass
class Book:
    """A book of the corpus: how to write it, and what must be read in it."""

    name: str
    like: str
    sheets: list[Sheet]
    truths: list[Truth] = field(default_factory=list)
    refused: list[tuple[str, int, int]] = field(default_factory=list)
    file: str = "book.xlsx"
    delimiter: str = ","
    encoding: str = "utf-8"
    nothing: str = ""
    asks: tuple[str, ...] = ()
    also_as: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        return self.file.rsplit(".", 1)[-1]

    @property
    def wanted(self) -> list[Truth]:
        return [truth for truth in self.truths if truth.need == "must"]


def books(folder: Path = HERE / "books") -> list[Book]:
    """Every book of the corpus, by class."""
    return [book for path in sorted(folder.glob("*.md")) for book in parse(path.read_text("utf-8"))]


def parse(markdown: str) -> list[Book]:
    """The books of one Markdown text."""
    return [_book(part) for part in re.split(r"^## ", markdown, flags=re.MULTILINE)[1:]]


def _book(text: str) -> Book:
    head, *parts = re.split(r"^# ", text, flags=re.MULTILINE)
    name, *lines = head.strip().splitlines()
    front = dict(line.split(": ", 1) for line in lines if line.strip())
    book = Book(name.strip(), front.pop("like"), [])
    reader = _Marks(book, {key: front.pop(key, "") for key in ("athlete", "unit", "kind", "lifts")})
    for part in parts:
        title, _, body = part.partition("\n")
        hidden = title.strip().endswith("(hidden)")
        sheet = Sheet(title.strip().removesuffix("(hidden)").strip(), [], hidden)
        sheet.rows = reader.read(sheet.title, rows(body))
        book.sheets.append(sheet)
    book.asks = _asks(book, front.pop("asks", ""))
    book.also_as = tuple(way.strip() for way in front.pop("also as", "").split(",") if way)
    for key, value in front.items():
        assert hasattr(book, key), f"{name}: what is {key!r}?"
        setattr(book, key, value.replace("\\t", "\t"))
    return book


def _asks(book: Book, said: str) -> tuple[str, ...]:
    if said:
        return tuple(ask.strip() for ask in said.split(",") if ask.strip() != "-")
    unit = any(truth.unit is None for truth in book.wanted)
    athlete = any(truth.athletes == () for truth in book.wanted)
    return ("unit",) * unit + ("athlete",) * athlete


def marked(
    name: str, like: str, sheets: dict[str, list[list[str]]], defaults: dict[str, str] | None = None
) -> Book:
    """A book from rows whose cells carry marks; the defaults are those of the front lines."""
    book = Book(name, like, [])
    said = {"athlete": "", "unit": "", "kind": "", "lifts": "", **(defaults or {})}
    reader = _Marks(book, said)
    book.sheets = [Sheet(title, reader.read(title, cells)) for title, cells in sheets.items()]
    book.asks = _asks(book, "")
    return book


def rows(body: str) -> list[list[str]]:
    """The cells of a sheet's Markdown, rules between rows left out."""
    found = []
    for line in map(str.strip, body.strip().splitlines()):
        if not line or re.fullmatch(r"\|[\s|:-]*-[\s|:-]*\|", line):
            continue
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line.removeprefix("|").removesuffix("|"))
            found.append([cell.strip().replace("\\|", "|") for cell in cells])
        else:
            found.append([line])
    return found


@dataclass
class _Said:
    """What a mark says, as far as it says it."""

    lifts: tuple[str, ...] | None = None
    athletes: tuple[str, ...] | None = None
    unit: str | None = None
    kind: str | None = None
    value: float | None = None
    need: Need | None = None
    names: str = ""


class _Marks:
    """Collects the truths of a book while the marks are taken out of its cells."""

    def __init__(self, book: Book, defaults: dict[str, str]) -> None:
        self.book = book
        self.lifts = {}
        for pair in filter(None, defaults["lifts"].split(",")):
            written, _, lift = pair.partition("=")
            self.lifts[written.strip()] = lift.strip()
        self.default = _Said((), (), defaults["unit"] or "nounit", defaults["kind"] or "1RM")
        if defaults["athlete"]:
            self.default.athletes = _either(defaults["athlete"])
        self.below: dict[int, _Said] = {}
        self.above: dict[int, str] = {}

    def read(self, title: str, cells: list[list[str]]) -> list[list[str]]:
        """The rows without their marks; the truths go to the book."""
        self.title = title
        self.below, self.above = {}, {}
        plain = []
        for number, row in enumerate(cells):
            taken = [_take(cell) for cell in row]
            if any("end" in marks for _, marks in taken):
                self.below = {}
            self._row(number, taken)
            plain.append([text for text, _ in taken])
        return plain

    def _row(self, row: int, taken: list[tuple[str, list[str]]]) -> None:
        across = _Said()
        left_out: set[str] = set()
        for column, (text, marks) in enumerate(taken):
            fell = self.below.get(column)
            if "x" in marks:
                self.book.refused.append((self.title, row, column))
            if fell and fell.names and not any(mark[:1] == "v" for mark in marks):
                across = self._name(column, fell.names, text, marks, across, left_out)
                continue
            for mark in marks:
                if mark[:1] == "v":
                    self.below[column] = self.say(mark[1:])
                elif mark[:1] == ">":
                    across = _joined(self.say(mark[1:]), across)
                elif mark not in ("x", "not", "end"):
                    self._add(row, column, text, self.say(mark), fell, across)
            if fell and not marks and not left_out and text not in ("", "<<", "^^"):
                self._add(row, column, text, fell, across)

    def _name(
        self,
        column: int,
        names: str,
        text: str,
        marks: list[str],
        across: _Said,
        left_out: set[str],
    ) -> _Said:
        """What the right of the row is about, from the cell that names its athlete or lift."""
        if names == "athletes":
            across = _Said()
            left_out.clear()
        left_out.discard(names)
        if text != "^^":
            self.above[column] = text.strip('"')
        text = self.above.get(column, "")
        if "not" in marks or not text:
            left_out.add(names)
        for mark in marks:
            if mark not in ("not", "x", "end"):
                left_out.discard(names)
                across = _joined(self.say(mark.removeprefix(">")), across)
        if names == "athletes" and text and not across.athletes:
            across = _joined(_Said(athletes=(text,)), across)
        if names == "lifts" and text and not any(mark not in ("not", "x", "end") for mark in marks):
            across = _joined(_Said(lifts=(self.lifts.get(text, text),)), across)
        return across

    def _add(self, row: int, column: int, text: str, *said: _Said | None) -> None:
        all_said = _Said()
        for one in reversed([one for one in (*said, self.default) if one]):
            all_said = _joined(one, all_said)
        value = number(text) if all_said.value is None else all_said.value
        where = f"{self.book.name}: {self.title} {xl_rowcol_to_cell(row, column)} {text!r}"
        assert value is not None, f"{where}: no plain number; mark it with =, not or x"
        assert all_said.lifts, f"{where}: of which lift?"
        self.book.truths.append(
            Truth(
                athletes=all_said.athletes or (),
                lifts=all_said.lifts,
                value=value,
                unit=UNITS[all_said.unit or "nounit"],
                kinds=_either(all_said.kind or "1RM"),
                sheet=self.title,
                row=row,
                column=column,
                need=all_said.need or "must",
            )
        )

    def say(self, mark: str) -> _Said:
        """The attributes of one mark."""
        said = _Said()
        mark = mark.strip()
        if mark[:1] in ("?", "!"):
            said.need = "may" if mark[0] == "?" else "conflict"
            mark = mark[1:]
        for part in filter(None, map(str.strip, mark.split(";"))):
            if part in ("athletes", "lifts"):
                said.names = part
            elif set(_either(part)) <= set(KINDS):
                said.kind = part
            elif part in UNITS:
                said.unit = part
            elif part.startswith("="):
                said.value = float(part[1:])
            elif part.startswith("@"):
                said.athletes = (self.title,) if part == "@sheet" else _either(part[1:])
            else:
                said.lifts = _either(part)
        return said


def _joined(first: _Said, then: _Said) -> _Said:
    """What the first says, and what it leaves open as the second says."""
    own = {f.name: v for f in fields(_Said) if (v := getattr(first, f.name)) not in (None, "")}
    return replace(then, **own)


def _take(cell: str) -> tuple[str, list[str]]:
    marks: list[str] = []
    while found := MARK.search(cell):
        marks.insert(0, found[1].strip())
        cell = cell[: found.start()]
    return cell, marks


def _either(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split("/") if (name := part.strip()))


def number(text: str) -> float | None:
    """The weight in a plain cell: 140, "42,5", 225 lb, a formula's stored value."""
    text = re.sub(r"\s*<[^<>]*>$", "", text).strip('"')
    if text.startswith("="):
        text = text.partition("->")[2].strip()
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(?:kg|lbs?|кг|公斤)?\.?", text, re.IGNORECASE)
    return float(found[1].replace(",", ".")) if found else None
