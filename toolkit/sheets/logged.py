"""The sets of a training log, as they were done: app exports, tables and diaries.

A sheet is read row by row, as a coach would: a header says where weights and reps stand, a date
or the name of a lift holds until the next one, and a cell such as "100x5" is a set by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from toolkit.sheets.cells import Book, Cell, Sheet
from toolkit.sheets.grid import Grid, is_weight, is_words
from toolkit.sheets.layout import fold
from toolkit.sheets.logdays import Days, LogDay, days_of
from toolkit.sheets.parse import parse_number, parse_unit, parse_weight, tidy
from toolkit.sheets.sets import WrittenSet, parse_sets
from toolkit.sheets.sights import MAXISH
from toolkit.sheets.stated import Stated
from toolkit.sheets.tables import is_own_note
from toolkit.sheets.words import Label, LiftName, Says, read_label
from toolkit.units import Unit

EFFORTS = (5, 10)
"""An RPE below the first says nothing about a max."""
_COLUMNS = (
    ("athlete", Says.ATHLETE), ("surname", Says.SURNAME), ("date", Says.DATE), ("lift", Says.LIFT),
    ("rpe", Says.RPE), ("set", Says.SET_NUMBER), ("note", Says.NOTE), ("unit", Says.UNIT),
    ("warm-up", Says.WARM_UP),
)  # fmt: skip
_WEIGHTS = frozenset({Says.WEIGHT, Says.WORKING})
_NOT_DONE = frozenset({Says.GOAL, Says.WARM_UP, Says.PREVIOUS, Says.NEW_MAX, Says.PROGRAM}) | MAXISH
"""Columns of sets that were not done, or not as work."""
_PLANNED = re.compile(r"\b(plan(ned)?|target|prescribed|goal|soll|план\w*|objectif|objetivo)\b")
_TYPES = frozenset({"set type", "settype", "type"})
_WARM_UP = re.compile(
    r"\b(w|warm ?-?_?ups?|aufwarmen|echauffement|calentamiento|riscaldamento|разминка)\b"
)
_FAILED = re.compile(r"\b(f|fail(ed|ure)?|miss(ed)?|x|no lift|nl|drop ?-?_?set|d)\b")
_NO = frozenset({"", "0", "no", "n", "false", "nein", "non", "нет"})
_COUNTS = re.compile(r"\d{1,2}(?:\s*[,/;+]\s*\d{1,2})*")
_SCHEME = re.compile(r"(\d{1,2})\s*x\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """One set as it was done: whose, of which lift, when, and the cell of its weight."""

    athlete: Cell | None
    lift: LiftName
    day: LogDay
    day_cell: Cell
    cell: Cell
    weight: float
    reps: int
    rpe: float | None
    unit: Unit | None
    unit_source: str


@dataclass(frozen=True, slots=True)
class _Header:
    """What the columns of a log hold. A pair is a column of weights and its column of reps."""

    keys: Mapping[str, int] = field(default_factory=dict)
    pairs: tuple[tuple[int, int], ...] = ()
    units: Mapping[int, Unit] = field(default_factory=dict)
    lifts: Mapping[int, LiftName] = field(default_factory=dict)
    days: Mapping[int, Cell] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    sets_first: frozenset[int] = frozenset()

    def cell(self, key: str, row: Mapping[int, Cell]) -> Cell | None:
        """The cell of a column in a row, when something stands in it."""
        cell = row.get(self.keys.get(key, 0))
        return None if cell is None or cell.is_blank else cell


def logged_sets(book: Book) -> Iterator[LoggedSet]:
    """Every set of the visible sheets that says something about a max."""
    sheets = [it for it in book.sheets if not it.hidden and not is_own_note(it.title)]
    days = days_of(
        cell for sheet in sheets for row in sheet.cells.values() for cell in row.values()
    )
    for sheet in sheets:
        yield from _Diary(sheet, days).sets()


def has_sets(sheet: Sheet) -> bool:
    """True where a sheet holds at least one set with its day and its lift."""
    days = days_of(cell for row in sheet.cells.values() for cell in row.values())
    return next(_Diary(sheet, days).sets(), None) is not None


@dataclass
class _Diary:
    """One sheet on the way down: the header, the day, the lift and the athlete that hold."""

    sheet: Sheet
    days: Days
    header: _Header = field(default_factory=_Header)
    day: tuple[LogDay, Cell] | None = None
    lift: LiftName | None = None
    athlete: Cell | None = None
    unit: Unit | None = None

    def sets(self) -> Iterator[LoggedSet]:
        """The sets of the sheet from the top to the bottom."""
        stated = Stated(Grid(replace(self.sheet, cells=_beginning(self.sheet))))
        self.unit = stated.unit
        named = {fold(place.cell.text): place.cell for place in stated.names}
        self.athlete = next(iter(named.values())) if len(named) == 1 else None
        self.lift = _only_lift(self.sheet.title)
        for number in sorted(self.sheet.cells):
            row = {c: it for c, it in sorted(self.sheet.row(number).items()) if not it.is_blank}
            header = None if self._is_data(row) else _header(row, self.days)
            if header is not None:
                self.header = header
            else:
                yield from self._row(row)

    def _is_data(self, row: Mapping[int, Cell]) -> bool:
        cells = (row.get(reps) for _, reps in self.header.pairs[:1])
        return any(it is not None and parse_number(it.value) is not None for it in cells)

    def _row(self, row: Mapping[int, Cell]) -> Iterator[LoggedSet]:
        self._note_context(row)
        if _does_not_count(self.header, row):
            return
        for cell, one, headed in self._written(row):
            day = self._day_over(cell, row) or self.day
            lift = headed or self.lift
            if lift is not None and day is not None and one.weight > 0 and one.reps > 0:
                unit, source = self._unit(one, cell, row)
                yield LoggedSet(self._who(row), lift, *day, cell, one.weight, one.reps, one.rpe,
                                unit, source)  # fmt: skip

    def _note_context(self, row: Mapping[int, Cell]) -> None:
        """Take over the day, the lift and the athlete that a row names."""
        own = self.header.cell("date", row)
        for cell in [own] if own else () if "date" in self.header.keys else row.values():
            day = self.days.read(cell.value, prose=own is None)
            if day is not None:
                self.day = (day, cell)
                break
        else:
            self.day = None if own else self.day
        named = self.header.cell("lift", row)
        if named is not None:
            self.lift = _only_lift(named.text)
        elif "lift" not in self.header.keys and not self.header.lifts:
            lifts = [lift for cell in row.values() if (lift := _only_lift(cell.text))]
            self.lift = lifts[0] if len(lifts) == 1 else None if len(lifts) > 1 else self._kept(row)
        self.athlete = self.header.cell("athlete", row) or self.athlete

    def _kept(self, row: Mapping[int, Cell]) -> LiftName | None:
        """The lift that holds; an exercise that is not known ends it."""
        first = next(iter(row.values()), None)
        strange = (
            first is not None and is_words(first) and any(parse_sets(c.value) for c in row.values())
        )
        return None if strange and not self.header.pairs else self.lift

    def _who(self, row: Mapping[int, Cell]) -> Cell | None:
        surname = self.header.cell("surname", row)
        if surname is None or self.athlete is None or "athlete" not in self.header.keys:
            return surname or self.athlete
        return replace(self.athlete, value=f"{self.athlete.text} {surname.text}")

    def _day_over(self, cell: Cell, row: Mapping[int, Cell]) -> tuple[LogDay, Cell] | None:
        column = next((c for c, it in row.items() if it is cell), 0)
        head = self.header.days.get(column)
        day = self.days.read(head.value) if head is not None else None
        return (day, head) if day is not None and head is not None else None

    def _written(
        self, row: Mapping[int, Cell]
    ) -> Iterator[tuple[Cell, WrittenSet, LiftName | None]]:
        """The sets of a row: those in columns of weights and reps, and those in one cell each."""
        taken = {column for pair in self.header.pairs for column in pair}
        for weight, reps in self.header.pairs:
            if weight in row and (one := self._pair(row, weight, reps)) is not None:
                yield row[weight], one, self.header.lifts.get(weight)
        for column, cell in row.items():
            if column in taken | self.header.skipped | set(self.header.keys.values()):
                continue
            for one in parse_sets(cell.value):
                yield cell, one, self.header.lifts.get(column)

    def _pair(self, row: Mapping[int, Cell], weight: int, reps: int) -> WrittenSet | None:
        if sets := parse_sets(row[weight].value):
            return sets[0] if len(sets) == 1 else None
        found = parse_weight(row[weight].value)
        count = _reps(row.get(reps), sets_first=reps in self.header.sets_first)
        if found is None or found.reps is not None or count is None:
            return None
        said = self.header.cell("rpe", row)
        effort = parse_number(said.value) if said is not None else None
        low, high = EFFORTS
        effort = effort if effort is not None and low <= effort <= high else None
        return WrittenSet(found.value, count, found.unit, effort)

    def _unit(
        self, one: WrittenSet, cell: Cell, row: Mapping[int, Cell]
    ) -> tuple[Unit | None, str]:
        column = self.header.cell("unit", row)
        place = next((c for c, it in row.items() if it is cell), 0)
        stated = (
            (one.unit, "cell"),
            (parse_unit(column.value) if column else None, "column"),
            (cell.unit, "number format"),
            (self.header.units.get(place), "header"),
            (self.unit, "sheet"),
        )
        return next(((unit, source) for unit, source in stated if unit), (None, ""))


# --- headers ---------------------------------------------------------------------------------


def _header(row: Mapping[int, Cell], days: Days) -> _Header | None:
    """The header that a row is: of weights and reps, of sets, of lifts, or of days."""
    if any(is_weight(it) for it in row.values()):
        return None
    labels = {
        column: read_label(cell.text)
        for column, cell in row.items()
        if is_words(cell) and not is_own_note(cell.text)
    }
    pairs = _pairs(row, labels)
    lifts = {c: label.lifts[0] for c, label in labels.items() if len(label.lifts) == 1}
    dated = {c: it for c, it in row.items() if days.read(it.value)}
    if not pairs and len(lifts) < 2 and len(dated) < 2 and not _is_of_sets(labels.values()):
        return None
    return _Header(
        keys=_named_columns(labels, {c for pair in pairs for c in pair} | set(lifts)),
        pairs=pairs,
        units={c: unit for c, it in row.items() if (unit := _unit_of(it, labels.get(c)))},
        lifts=lifts,
        days=dated if len(dated) > 1 else {},
        skipped=frozenset(c for c, it in labels.items() if _is_not_done(it)),
        sets_first=frozenset(c for c, it in labels.items() if Says.SETS in it.says),
    )


def _is_of_sets(labels: Iterable[Label]) -> bool:
    """True for "Date | Exercise | Set 1 | Set 2"."""
    says = {said for label in labels for said in label.says}
    return bool(says & {Says.SET_NUMBER, Says.SETS}) and bool(says & {Says.LIFT, Says.DATE})


def _named_columns(labels: Mapping[int, Label], taken: set[int]) -> dict[str, int]:
    keys: dict[str, int] = {}
    for column, label in labels.items():
        for key in _keys(label) if column not in taken else ():
            keys.setdefault(key, column)
    return keys


def _keys(label: Label) -> Iterator[str]:
    if fold(label.text) in _TYPES:
        yield "type"
    elif not _is_scheme_column(label):
        yield from (key for key, said in _COLUMNS if said in label.says)


def _is_scheme_column(label: Label) -> bool:
    """True for a column of sets such as "100x5"."""
    numbered = Says.SET_NUMBER in label.says and re.search(r"\d\s*$", label.text) is not None
    return {Says.WEIGHT, Says.REPS} <= label.says or numbered


def _pairs(row: Mapping[int, Cell], labels: Mapping[int, Label]) -> tuple[tuple[int, int], ...]:
    """Each column of weights with its column of reps: one of each, or one after the other."""
    done = {c: label for c, label in labels.items() if not _is_planned(label)}
    weights = [
        c for c, label in done.items() if label.says & _WEIGHTS and Says.REPS not in label.says
    ]
    weights = weights or [c for c, cell in row.items() if _is_unit(cell, done.get(c))]
    reps = [c for c, label in done.items() if Says.REPS in label.says and not label.says & _WEIGHTS]
    if len(weights) == 1:
        return tuple((weights[0], column) for column in reps)
    return tuple(zip(weights, reps, strict=True)) if len(weights) == len(reps) else ()


def _is_unit(cell: Cell, label: Label | None) -> bool:
    """True for "kg" and "Actual kg" over a column."""
    plain = label is not None and label.unit is not None and not label.says and not label.lifts
    return plain or parse_unit(cell.value) is not None


def _is_not_done(label: Label) -> bool:
    return bool(label.says & _NOT_DONE) or _is_planned(label)


def _is_planned(label: Label) -> bool:
    return _PLANNED.search(fold(label.text)) is not None


def _unit_of(cell: Cell, label: Label | None) -> Unit | None:
    return label.unit if label is not None else parse_unit(cell.value)


def _only_lift(text: str) -> LiftName | None:
    """The one lift that a text names; two letters are none where nothing keeps them company."""
    label = read_label(text) if text and not text[0].isdigit() else None
    if label is None or len(label.lifts) != 1 or label.sentence:
        return None
    return label.lifts[0]


# --- what counts -----------------------------------------------------------------------------


def _does_not_count(header: _Header, row: Mapping[int, Cell]) -> bool:
    """Warm-up sets, failed sets and drop sets."""
    cells = {key: cell for key in header.keys if (cell := header.cell(key, row)) is not None}
    marks = " ".join(fold(cells[key].text) for key in ("type", "set") if key in cells)
    note = fold(cells["note"].text) if "note" in cells else ""
    ticked = "warm-up" in cells and fold(cells["warm-up"].text) not in _NO
    warm = ticked or _WARM_UP.search(f"{marks} {note}") is not None or _is_warm_up_row(row)
    return warm or _FAILED.search(marks) is not None or "fail" in note


def _is_warm_up_row(row: Mapping[int, Cell]) -> bool:
    first = next(iter(row.values()), None)
    return first is not None and is_words(first) and Says.WARM_UP in read_label(first.text).says


def _reps(cell: Cell | None, *, sets_first: bool) -> int | None:
    """How many reps a cell counts; of several sets with one weight the longest."""
    if cell is None or cell.is_error:
        return None
    text = tidy(cell.value)
    if _COUNTS.fullmatch(text):
        return max(int(count) for count in re.findall(r"\d+", text))
    if found := _SCHEME.fullmatch(text):
        counts = int(found[1]), int(found[2])
        return counts[1] if sets_first else min(counts)
    number = parse_number(cell.value)
    return int(number) if number is not None and number == int(number) else None


def _beginning(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """The rows in which a sheet states what holds for all of it."""
    rows = sorted(sheet.cells)[:30]
    return {row: dict(sheet.row(row)) for row in rows}
