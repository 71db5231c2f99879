"""Tables: a header that names columns, and the rows below it as labelled cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from itertools import islice

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings
from toolkit.sheets import layout
from toolkit.sheets.cells import Cell, Sheet, column_letters
from toolkit.sheets.layout import Column, fold
from toolkit.sheets.lifts import near
from toolkit.sheets.parse import parse_number, parse_unit
from toolkit.sheets.sights import ALWAYS_NEVER, MAXISH, NEVER, is_of_attempt
from toolkit.sheets.weights import kind_name
from toolkit.sheets.words import Label, Says, read_label
from toolkit.units import Unit

SAMPLE = 100
"""So many cells of a column say what it holds."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column key, the units its column headers state, and how
    it was recognised where that is not plain from the layout."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    units: Mapping[str, Unit] = field(default_factory=dict)
    unit_source: str = "header"
    how: str = ""

    def get(self, key: str) -> Cell | None:
        """The cell of a column, None when the table has no such column."""
        return self.cells.get(key)

    def filled(self, key: str) -> Cell | None:
        """The cell of a column when something stands in it."""
        cell = self.cells.get(key)
        return None if cell is None or cell.is_blank else cell


@dataclass(frozen=True, slots=True)
class Table:
    """A recognised table. `kind`: athletes, maxes, meets, calendar, week,
    settings, policy, wide or list."""

    kind: str
    sheet: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its number, and the columns (from 1) of the keys it names."""

    row: int
    columns: Mapping[str, int]
    units: Mapping[str, Unit]
    kind: str = ""


def is_own_note(name: str) -> bool:
    """True for sheets and columns that the coach marked as their own: `_draft`, `# ideas`."""
    return name.strip().startswith(("_", "#"))


# --- headers ---------------------------------------------------------------------------------


def labels_of(sheet: Sheet, row: int) -> dict[int, Cell]:
    """The words of a row by column, the coach's own notes left out."""
    return {
        column: cell
        for column, cell in sorted(sheet.row(row).items())
        if isinstance(cell.value, str) and not cell.is_blank and not is_own_note(cell.value)
    }


def split_unit(label: str) -> tuple[str, Unit | None]:
    """A header without the unit in it: "Squat (lb)" is Squat in pounds."""
    for pattern in (r"[(\[]\s*([^()\[\]]+?)\s*[)\]]", r"[\s,/]([A-Za-z]+)$"):
        found = re.search(pattern, label)
        if found and (unit := parse_unit(found[1])):
            return " ".join((label[: found.start()] + label[found.end() :]).split()), unit
    return label, None


KEYS = {
    Says.ATHLETE: "athlete", Says.SURNAME: "surname", Says.GROUP: "group", Says.SEX: "sex",
    Says.BODYWEIGHT: "bodyweight", Says.UNIT: "unit", Says.DATE: "tested_on", Says.LIFT: "lift",
}  # fmt: skip
"""The columns that a label in any language may name."""


def columns_of(labels: Mapping[int, Cell], columns: tuple[Column, ...]) -> dict[int, Column]:
    """Which of the known columns the labels name."""
    words = layout.vocabulary(columns)
    keys = {column.key: column for column in columns}
    found: dict[int, Column] = {}
    texts = {fold(cell.value) for cell in labels.values()}
    if texts >= set(_HALVES):  # "Last" and "First" are names only beside each other
        words = {**words, **{half: keys[key] for half, key in _HALVES.items() if key in keys}}
    for number, cell in labels.items():
        column = words.get(fold(cell.value)) or words.get(fold(split_unit(cell.text)[0]))
        column = column or keys.get(_key_in(read_label(cell.text), "max" in keys))
        if column is not None:
            found[number] = column
    return found


_HALVES = {"first": "athlete", "last": "surname"}


def _key_in(label: Label, has_max: bool) -> str:
    """The key of a column that a label names, empty when it names none or more."""
    if label.lifts or label.rest or label.sentence:
        return ""
    weight = label.says == {Says.WEIGHT}
    if has_max and (weight or (label.says & MAXISH and not label.says & ALWAYS_NEVER)):
        return "max"
    keys = [KEYS[said] for said in label.says if said in KEYS]
    return keys[0] if len(keys) == 1 and len(label.says) == 1 else ""


def header_of(labels: Mapping[int, Cell], row: int, columns: tuple[Column, ...]) -> Header:
    """What a row of labels names, each column once: the first to claim a key keeps it."""
    keys: dict[str, int] = {}
    units: dict[str, Unit] = {}
    kind = ""
    for number, column in columns_of(labels, columns).items():
        if column.key in keys:
            continue
        keys[column.key] = number
        label = read_label(labels[number].text)
        unit = split_unit(labels[number].text)[1] or label.unit
        if unit is not None and column.key != "unit":
            units[column.key] = unit
        if column.key == "max":
            kind = kind_name(label)
    return Header(row, _with_surname(keys), units, kind)


def _with_surname(keys: dict[str, int]) -> dict[str, int]:
    if "surname" in keys and "athlete" not in keys:
        keys["athlete"] = keys.pop("surname")
    return keys


def best_header(
    sheet: Sheet, columns: tuple[Column, ...], needed: Iterable[str], fewest: int = 1
) -> Header | None:
    """The best of the first rows of a sheet that names all needed columns."""
    best: Header | None = None
    for row in range(1, layout.HEADER_ROWS + 1):
        header = header_of(labels_of(sheet, row), row, columns)
        complete = all(key in header.columns for key in needed)
        better = best is None or len(header.columns) > len(best.columns)
        if complete and len(header.columns) >= fewest and better:
            best = header
    return best


def report_columns(
    sheet: Sheet,
    header: Header,
    columns: tuple[Column, ...],
    findings: Findings,
    taken: Set[int] = frozenset(),
) -> None:
    """Say which columns of a header are not understood, or stand there twice."""
    labels = labels_of(sheet, header.row)
    known = columns_of(labels, columns)
    for number, cell in labels.items():
        if number in taken:
            continue
        if number in known:
            first = header.columns.get(known[number].key, number)
            if first != number and known[number].key in header.columns:
                findings.add(rules.COLUMN_TWICE, cell.ref, found=cell.text,
                             related=(labels[first].ref,))  # fmt: skip
        elif not _is_quiet(cell):
            _report_unknown(cell, _below(sheet, header.row, number), columns, findings)


def _is_quiet(cell: Cell) -> bool:
    """True for columns that coaches keep for themselves and for what is worked out."""
    if fold(cell.text) in layout.OWN_NOTES | layout.DERIVED:
        return True
    label = read_label(cell.text)
    return is_of_attempt(label) or bool(label.says & (NEVER - {Says.GOAL}))


def _below(sheet: Sheet, row: int, column: int) -> list[object]:
    """The first values below a header."""
    cells = (
        cells[column] for number, cells in sheet.cells.items() if number > row and column in cells
    )
    return [cell.value for cell in islice(cells, SAMPLE)]


def _report_unknown(
    cell: Cell, below: list[object], columns: tuple[Column, ...], findings: Findings
) -> None:
    """A column of numbers may be a lift, a near miss is a slip; other text is the coach's own."""
    question = near(cell.text, (column.label for column in columns), 0.75)
    numbers = sum(parse_number(value) is not None for value in below)
    if question or (below and 2 * numbers > len(below)):
        findings.add(rules.COLUMN_UNKNOWN, cell.ref, found=cell.text, near=question)


# --- rows ------------------------------------------------------------------------------------


def rows_of(sheet: Sheet, header: Header) -> Iterator[Row]:
    """The rows under a header in which something stands."""
    for number in sorted(sheet.cells):
        if number <= header.row:
            continue
        cells = {
            key: sheet.row(number).get(column) or _empty(sheet, column, number)
            for key, column in header.columns.items()
        }
        # A template's formulas without values do not make a row; a value or an error does.
        if any(not cell.is_blank and not cell.uncalculated for cell in cells.values()):
            yield Row(sheet.title, number, _full_name(cells), header.units)


def _empty(sheet: Sheet, column: int, row: int) -> Cell:
    return Cell(CellRef(sheet.title, f"{column_letters(column)}{row}"))


def _full_name(cells: dict[str, Cell]) -> dict[str, Cell]:
    surname = cells.pop("surname", None)
    if surname is not None and surname.text and not cells["athlete"].uncalculated:
        first = cells["athlete"]
        cells["athlete"] = replace(first, value=f"{first.text} {surname.text}".strip())
    return cells


def is_footer(row: Row) -> bool:
    """True for a row of totals, averages or team bests below the athletes."""
    name = row.get("athlete")
    if name is None or not name.text:
        return False
    if fold(name.text) in FOOTERS:
        return True
    label = read_label(name.text)
    derived = label.says & {Says.AVERAGE, Says.TOTAL} and not label.rest
    return bool(derived) and not any(map(_may_be_surname, name.text.split()))


FOOTERS = (layout.DERIVED | {"maximum", "minimum"}) - {"max", "min"}
"""Names of rows that nobody is called by; "Max" and "Min" may be people."""


def _may_be_surname(word: str) -> bool:
    """True for a capitalised word that says nothing by itself: "Total Smith" is an athlete."""
    label = read_label(word)
    plain = word.isalpha() and word[0].isupper() and len(word) > 2
    return plain and not label.says and not label.lifts
