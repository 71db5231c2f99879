"""Find the tables of a book: which sheet is what, where its header stands, which column means what.

Whatever the layout, what leaves here has one shape: rows of labelled cells. A wide roster is laid
out as a row per athlete and a row per athlete and lift, so that nobody below knows it was wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings
from toolkit.sheets import layout
from toolkit.sheets.layout import Column, SheetLayout, fold
from toolkit.sheets.lifts import family_of, identity, near, near_lifts
from toolkit.sheets.parse import parse_number, parse_unit, parse_weight, says_training_max
from toolkit.sheets.reader import Book, Cell, Sheet, column_letters
from toolkit.units import Unit


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column key, and the units its column headers state."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    units: Mapping[str, Unit] = field(default_factory=dict)

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
class _Header:
    """A header row: its number, and the columns (from 1) of the keys it names."""

    row: int
    columns: Mapping[str, int]
    units: Mapping[str, Unit]
    training_max: bool = False


@dataclass(frozen=True, slots=True)
class _LiftColumn:
    """A column of a wide roster that speaks of a lift: its max, its goal or its stage."""

    column: int
    header: Cell
    name: str
    key: str
    training_max: bool
    unit: Unit | None


def is_own_note(name: str) -> bool:
    """True for sheets and columns that the coach marked as their own: `_draft`, `# ideas`."""
    return name.strip().startswith(("_", "#"))


def find_tables(book: Book, findings: Findings) -> tuple[Table, ...]:
    """Every table of the book in the order of its sheets."""
    tables: list[Table] = []
    for sheet in book.sheets:
        if is_own_note(sheet.title) or not sheet.cells:
            continue
        if sheet.hidden:
            findings.add(rules.SHEET_HIDDEN, CellRef(sheet.title))
            continue
        tables.extend(_tables_of(sheet, findings))
    return tuple(tables)


def _tables_of(sheet: Sheet, findings: Findings) -> Iterator[Table]:
    declared = layout.sheet_titles().get(fold(sheet.title))
    if declared is layout.SETTINGS_SHEET:
        yield _settings(sheet)
    elif declared in (layout.CALENDAR, layout.POLICY):
        yield from _optional(sheet, declared, findings)
    elif declared in (layout.MEETS, layout.WEEK):
        yield from _structured(sheet, declared, findings)
    elif header := _header(sheet, layout.LIST_COLUMNS, ("athlete", "lift", "max")):
        yield _list(sheet, header, declared, findings)
    elif (wide := _wide_header(sheet)) is not None:
        yield from _wide(sheet, wide, findings)
    elif declared is not None:
        yield from _structured(sheet, declared, findings)
    elif sheet.title and fold(sheet.title) not in layout.QUIET_SHEETS:
        findings.add(rules.SHEET_UNKNOWN, CellRef(sheet.title), sheet=sheet.title)


# --- headers ---------------------------------------------------------------------------------


def _labels(sheet: Sheet, row: int) -> dict[int, Cell]:
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


def _columns(labels: Mapping[int, Cell], columns: tuple[Column, ...]) -> dict[int, Column]:
    words = layout.vocabulary(columns)
    found: dict[int, Column] = {}
    for number, cell in labels.items():
        column = words.get(fold(cell.value)) or words.get(fold(split_unit(cell.text)[0]))
        if column is not None:
            found[number] = column
    return found


def _header_at(sheet: Sheet, row: int, columns: tuple[Column, ...]) -> _Header:
    labels = _labels(sheet, row)
    keys: dict[str, int] = {}
    units: dict[str, Unit] = {}
    training_max = False
    for number, column in _columns(labels, columns).items():
        if column.key in keys:
            continue
        keys[column.key] = number
        unit = split_unit(labels[number].text)[1]
        if unit is not None and column.key != "unit":
            units[column.key] = unit
        if column.key == "max":
            training_max = says_training_max(labels[number].text)
    return _Header(row, _with_surname(keys), units, training_max)


def _with_surname(keys: dict[str, int]) -> dict[str, int]:
    if "surname" in keys and "athlete" not in keys:
        keys["athlete"] = keys.pop("surname")
    return keys


def _header(
    sheet: Sheet, columns: tuple[Column, ...], needed: Iterable[str], fewest: int = 1
) -> _Header | None:
    """The best of the first rows that names all needed columns."""
    best: _Header | None = None
    for row in range(1, layout.HEADER_ROWS + 1):
        header = _header_at(sheet, row, columns)
        complete = all(key in header.columns for key in needed)
        better = best is None or len(header.columns) > len(best.columns)
        if complete and len(header.columns) >= fewest and better:
            best = header
    return best


def _report_columns(
    sheet: Sheet,
    header: _Header,
    columns: tuple[Column, ...],
    findings: Findings,
    taken: Set[int] = frozenset(),
) -> None:
    labels = _labels(sheet, header.row)
    known = _columns(labels, columns)
    for number, cell in labels.items():
        if number in taken:
            continue
        if number in known:
            first = header.columns.get(known[number].key, number)
            if first != number and known[number].key in header.columns:
                findings.add(rules.COLUMN_TWICE, cell.ref, found=cell.text,
                             related=(labels[first].ref,))  # fmt: skip
        elif fold(cell.text) not in layout.OWN_NOTES | layout.DERIVED:
            _report_unknown(cell, _below(sheet, header.row, number), columns, findings)


def _below(sheet: Sheet, row: int, column: int) -> list[object]:
    return [
        cells[column].value
        for number, cells in sheet.cells.items()
        if number > row and column in cells
    ]


def _report_unknown(
    cell: Cell, below: list[object], columns: tuple[Column, ...], findings: Findings
) -> None:
    """A column of numbers may be a lift, a near miss is a slip; other text is the coach's own."""
    question = near(cell.text, (column.label for column in columns), 0.75)
    numbers = sum(parse_number(value) is not None for value in below)
    if question or (below and 2 * numbers > len(below)):
        findings.add(rules.COLUMN_UNKNOWN, cell.ref, found=cell.text, near=question)


# --- rows ------------------------------------------------------------------------------------


def _rows(sheet: Sheet, header: _Header) -> Iterator[Row]:
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


def _is_footer(row: Row) -> bool:
    name = row.get("athlete")
    return name is not None and fold(name.text) in layout.DERIVED and bool(name.text)


def _structured(sheet: Sheet, declared: SheetLayout, findings: Findings) -> Iterator[Table]:
    header = _header(sheet, declared.columns, (), fewest=1)
    missing = [
        column
        for column in declared.columns
        if column.required and (header is None or column.key not in header.columns)
    ]
    if header is None or missing:
        wanted = ", ".join(column.label for column in missing)
        findings.add(rules.COLUMN_MISSING, CellRef(sheet.title), sheet=sheet.title, columns=wanted)
        return
    _report_columns(sheet, header, declared.columns, findings)
    yield Table(declared.key, sheet.title, tuple(_rows(sheet, header)))


def _optional(sheet: Sheet, declared: SheetLayout, findings: Findings) -> Iterator[Table]:
    """A Calendar or Policy sheet. Coaches use these names for sheets of their own too: what has
    the columns of a list of meets is one, and what has no columns known here is left alone.
    """
    if declared is layout.CALENDAR and _says_meets(sheet):
        yield from _structured(sheet, layout.MEETS, findings)
    elif _header(sheet, declared.columns, (), fewest=2) or _header(
        sheet, declared.columns, [column.key for column in declared.columns if column.required]
    ):
        yield from _structured(sheet, declared, findings)
    else:
        findings.add(rules.SHEET_UNKNOWN, CellRef(sheet.title), sheet=sheet.title)


def _says_meets(sheet: Sheet) -> bool:
    header = _header(sheet, layout.MEETS.columns, ("date",))
    if header is None:
        return False
    words = {fold(cell.value) for cell in _labels(sheet, header.row).values()}
    return bool(words & {"meet", "meets", "competition", "priority"})


def _list(sheet: Sheet, header: _Header, declared: SheetLayout | None, findings: Findings) -> Table:
    _report_columns(sheet, header, layout.LIST_COLUMNS, findings)
    rows = [row for row in _rows(sheet, header) if not _is_footer(row)]
    if header.training_max:
        rows = [_as_training_max(row) for row in rows]
    kind = "maxes" if declared is layout.MAXES else "list"
    return Table(kind, sheet.title, tuple(rows))


def _as_training_max(row: Row) -> Row:
    if row.filled("kind"):
        return row
    kind = Cell(row.cells["max"].ref, "training max")
    return replace(row, cells={**row.cells, "kind": kind})


def _settings(sheet: Sheet) -> Table:
    header = _header(sheet, layout.SETTINGS_SHEET.columns, ("setting", "value"))
    plain = _Header(0, {"setting": 1, "value": 2}, {})
    rows = [row for row in _rows(sheet, header or plain) if row.filled("setting")]
    return Table("settings", sheet.title, tuple(row for row in rows if not _is_title(row)))


def _is_title(row: Row) -> bool:
    unknown = fold(row.cells["setting"].text) not in layout.setting_words()
    return unknown and row.filled("value") is None


# --- wide rosters ----------------------------------------------------------------------------


def _strip_words(label: str) -> tuple[str, str, bool]:
    """A wide header's lift, what the column holds of it, and whether it is a training max."""
    phrases = {
        **{fold(word): "max" for word in (*layout.MAX_WORDS, *layout.TRAINING_MAX_WORDS)},
        **{fold(word): "goal" for word in layout.GOAL_WORDS},
        **{fold(word): "stage" for word in layout.STAGE_WORDS},
    }
    words, key = label.split(), "max"
    while words:
        for count in (3, 2, 1):
            head, tail = fold(" ".join(words[:count])), fold(" ".join(words[-count:]))
            if tail in phrases:
                words, key = words[:-count], _weightier(key, phrases[tail])
                break
            if head in phrases:
                words, key = words[count:], _weightier(key, phrases[head])
                break
        else:
            break
    return " ".join(words).strip(" -:–—,/"), key, says_training_max(label)


def _weightier(key: str, other: str) -> str:
    return other if key == "max" else key


def _lift_column(number: int, cell: Cell) -> _LiftColumn | None:
    label, unit = split_unit(cell.text)
    name, key, training_max = _strip_words(label)
    marked = unit is not None or name != label
    if not name or fold(name) in layout.OWN_NOTES | layout.DERIVED:
        return None
    if fold(name) in layout.vocabulary(layout.ROSTER_COLUMNS):
        return None
    if family_of(name) is None and not marked and not near_lifts(name):
        return None
    return _LiftColumn(number, cell, name, key, training_max, unit)


def _wide_header(sheet: Sheet) -> tuple[_Header, tuple[_LiftColumn, ...]] | None:
    for row in range(1, layout.HEADER_ROWS + 1):
        header = _header_at(sheet, row, layout.ROSTER_COLUMNS)
        taken = set(_columns(_labels(sheet, row), layout.ROSTER_COLUMNS))
        found = [
            _lift_column(number, cell)
            for number, cell in _labels(sheet, row).items()
            if number not in taken
        ]
        lifts = tuple(lift for lift in found if lift is not None)
        header = _with_nameless_column(sheet, header, lifts)
        if "athlete" in header.columns and any(family_of(lift.name) for lift in lifts):
            return header, lifts
    return None


def _with_nameless_column(sheet: Sheet, header: _Header, lifts: tuple[_LiftColumn, ...]) -> _Header:
    """Names often stand in a column without a heading, left of the lifts."""
    known = sum(family_of(lift.name) is not None for lift in lifts)
    if "athlete" in header.columns or known < 2:
        return header
    for column in range(1, lifts[0].column):
        below = _below(sheet, header.row, column)
        if below and all(isinstance(it, str) and parse_weight(it) is None for it in below):
            return replace(header, columns={**header.columns, "athlete": column})
    return header


def _wide(
    sheet: Sheet, found: tuple[_Header, tuple[_LiftColumn, ...]], findings: Findings
) -> Iterator[Table]:
    header, lifts = found
    taken = {_key(lift): lift.column for lift in lifts}
    _report_columns(sheet, header, layout.ROSTER_COLUMNS, findings, set(taken.values()))
    if "goal" in header.columns:
        goal = sheet.row(header.row)[header.columns["goal"]]
        findings.add(rules.GOAL_WITHOUT_LIFT, goal.ref, found=goal.text, lift=lifts[0].name)
    whole = replace(header, columns={**header.columns, **taken})
    rows = [row for row in _rows(sheet, whole) if not _is_footer(row)]
    yield Table("wide", sheet.title, tuple(rows))
    maxes = [lift_row for row in rows for lift_row in _lift_rows(row, lifts)]
    yield Table("maxes", sheet.title, tuple(maxes))


def _key(lift: _LiftColumn) -> str:
    return f"column {lift.column}"


def _lift_rows(row: Row, lifts: tuple[_LiftColumn, ...]) -> Iterator[Row]:
    """One row per lift, as the Maxes sheet would have it."""
    shared = ("athlete", "unit", "kind", "stage", "priority", "tested_on")
    common = {key: row.cells[key] for key in shared if key in row.cells}
    for lift in _maxes_of(row, lifts):
        own = {
            other.key: row.cells[_key(other)]
            for other in lifts
            if other.key != "max" and identity(other.name) == identity(lift.name)
        }
        name = replace(lift.header, value=lift.name)
        cells = {**common, **own, "lift": name, "max": row.cells[_key(lift)]}
        if lift.training_max:
            cells["kind"] = Cell(lift.header.ref, "training max")
        units = {**row.units, **({"max": lift.unit} if lift.unit else {})}
        yield Row(row.sheet, row.number, cells, units)


def _maxes_of(row: Row, lifts: tuple[_LiftColumn, ...]) -> list[_LiftColumn]:
    """The max columns of a row. Where one lift has several, those with something in them; and
    where 1RM and training max stand side by side, the 1RM.
    """
    maxes = [lift for lift in lifts if lift.key == "max"]
    filled = [lift for lift in maxes if not row.cells[_key(lift)].is_blank]
    known = {identity(lift.name) for lift in filled}
    tested = {identity(lift.name) for lift in filled if not lift.training_max}
    return [
        lift
        for lift in maxes
        if (lift in filled or identity(lift.name) not in known)
        and not (lift.training_max and identity(lift.name) in tested)
    ]
