"""Maxes with their days: a column for every test day, or a row for every one. The latest counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from toolkit.model.reading import ReadKind
from toolkit.sheets.cells import Cell
from toolkit.sheets.grid import Place, is_weight, is_words
from toolkit.sheets.months import day_of, year_of
from toolkit.sheets.parse import parse_weight
from toolkit.sheets.sights import MAXISH, NEVER, PROGRAM, Outlook
from toolkit.sheets.weights import Found, kind_of
from toolkit.sheets.words import Label, LiftName

FEWEST_DAYS = 2
FEWEST_DAYS_BETWEEN = 14
"""Numbers on days closer together than this are a log's, not those of tests."""


@dataclass(frozen=True, slots=True)
class _Test:
    """A weight on a day."""

    day: date
    day_cell: Cell
    place: Place


def latest(outlook: Outlook) -> Iterator[Found]:
    """The last test of every lift in a table whose columns, or rows, are days."""
    said = _said(outlook)
    for lift, label, tests in (*_across(outlook), *_down(outlook)):
        last = max(tests, key=lambda test: test.day)
        weight = parse_weight(last.place.cell.value)
        assert weight is not None
        labels = (label, *said)
        kind, reps = kind_of(labels, weight, last.place.cell)
        if kind is None and _are_far_apart(tests):
            kind = ReadKind.ONE_RM
        how = f'the latest of {len(tests)} days beside "{lift.written}"'
        yield Found(last.place, weight, lift, kind, how, label.unit, reps, last.day_cell)


def _are_far_apart(tests: list[_Test]) -> bool:
    """Weeks lie between tests; a log has days."""
    days = sorted(test.day for test in tests)
    gaps = sorted((later - day).days for day, later in pairwise(days))
    return bool(gaps) and gaps[len(gaps) // 2] >= FEWEST_DAYS_BETWEEN


def _said(outlook: Outlook) -> tuple[Label, ...]:
    """The labels of a sheet that may say what kind of weight is tested."""
    titles = [
        place.label
        for place in outlook.grid.places
        if is_words(place.cell) and not place.label.lifts and not place.label.says & NEVER
    ]
    labels = (*titles, outlook.sheet_label, outlook.book)
    return tuple(label for label in labels if label.says & MAXISH and not label.sentence)


def _across(outlook: Outlook) -> Iterator[tuple[LiftName, Label, list[_Test]]]:
    """Days as columns, lifts as rows."""
    for row, days in _day_rows(outlook):
        for place in outlook.grid.places:
            label = place.label if place.row > row and is_words(place.cell) else None
            if label is None or len(label.lifts) != 1 or place.column >= min(days):
                continue
            tests = _tests(outlook, [(place.row, column, days[column]) for column in days])
            if tests:
                yield label.lifts[0], label, tests


def _down(outlook: Outlook) -> Iterator[tuple[LiftName, Label, list[_Test]]]:
    """Days or years as rows, lifts as columns."""
    for row, said in outlook.heads.items():
        heads = [p for p in outlook.grid.places if p.row == row and is_words(p.cell)]
        if said & PROGRAM or not any(head.label.lifts for head in heads):
            continue
        below = next(filter(None, (_days_below(outlook, row, it.column) for it in heads)), {})
        for head in heads:
            if len(head.label.lifts) == 1 and not head.label.says & NEVER:
                places = [(at, head.column, cell) for at, cell in below.items()]
                if tests := _tests(outlook, places):
                    yield head.label.lifts[0], head.label, tests


def _day_rows(outlook: Outlook) -> Iterator[tuple[int, dict[int, Cell]]]:
    rows: dict[int, dict[int, Cell]] = {}
    for place in outlook.grid.places:
        if day_of(place.cell):
            rows.setdefault(place.row, {})[place.column] = place.cell
    for row, days in rows.items():
        if len(days) >= FEWEST_DAYS and not outlook.heads.get(row, frozenset()) & PROGRAM:
            yield row, days


def _days_below(outlook: Outlook, row: int, column: int) -> dict[int, Cell]:
    """The days, or years, in a column below its heading; nothing when they are too few."""
    days = {
        place.row: place.cell
        for place in outlook.grid.places
        if place.column == column and place.row > row and _time_of(place.cell)
    }
    return days if len(days) >= FEWEST_DAYS else {}


def _time_of(cell: Cell) -> date | None:
    return day_of(cell) or year_of(cell)


def _tests(outlook: Outlook, places: list[tuple[int, int, Cell]]) -> list[_Test]:
    tests = []
    for row, column, day_cell in places:
        cell, day = outlook.grid.at(row, column), _time_of(day_cell)
        if cell is not None and day is not None and is_weight(cell) and day_of(cell) is None:
            tests.append(_Test(day, day_cell, Place(row, column, cell)))
    return tests
