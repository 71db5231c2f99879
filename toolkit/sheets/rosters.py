"""Tables of athletes: a wide roster (athletes down, lifts across) or a long list, anywhere.

A sheet may hold several, one under the other or side by side. What leaves here are rows of
labelled cells; a wide row becomes one row per lift besides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.model.reading import ReadKind
from toolkit.sheets import layout
from toolkit.sheets.cells import Cell, Sheet
from toolkit.sheets.grid import Grid
from toolkit.sheets.headings import (
    WHICH,
    Heading,
    Page,
    heading_of,
    is_attempt,
    side_by_side,
)
from toolkit.sheets.layout import fold
from toolkit.sheets.lifts import near_lifts
from toolkit.sheets.months import day_of, year_of
from toolkit.sheets.parse import (
    parse_date,
    parse_number,
    parse_unit,
    parse_weight,
)
from toolkit.sheets.sights import (
    ALWAYS_NEVER,
    MAXISH,
    NEVER,
    is_of_attempt,
    is_prose,
    lift_of_title,
)
from toolkit.sheets.spelling import is_unspaced, words
from toolkit.sheets.stated import Stated
from toolkit.sheets.tables import (
    Header,
    Row,
    Table,
    columns_of,
    header_of,
    is_footer,
    report_columns,
    rows_of,
)
from toolkit.sheets.turned import turned
from toolkit.sheets.weights import kind_name
from toolkit.sheets.words import OTHER, Label, Says, lift_named, read_label
from toolkit.units import Unit

_PERCENT = re.compile(r"\d+\s*%")
TRAINING_MAX_PERCENT = re.compile(r"\b(90|85)\s*%")
"""What a training max is of the max, where a roster says it in every heading."""
STAGE = fold(layout.STAGE.label)
FEWEST_ATTEMPTS = 2
"""A table with so many columns of attempts holds the results of a meet."""
COUNTED = frozenset({"Push up", "Pull up", "Chin up", "Dip", "Ab wheel"})
"""What an athlete does as often as they can, or as long."""
FEW_NAMES = 2
"""Under a heading for names one or two strange words are names all the same."""
SEEN_NAMES = 20
"""So many names are looked at to see whether they are names."""


@dataclass(frozen=True, slots=True)
class LiftColumn:
    """A column of a wide roster that speaks of a lift: its max, its goal or its stage.

    `kind` is what kind of weight the header says it is, empty where it does not say; `day` that of
    the test, where the header is one.
    """

    column: int
    header: Cell
    name: str
    key: str
    kind: str
    unit: Unit | None
    weak: bool = False
    day: date | None = None


def tables_on(sheet: Sheet, book: str, findings: Findings, *, maxes: bool = False) -> list[Table]:
    """Every table of athletes on a sheet. `book` is the file's name without its ending; `maxes`
    marks the Maxes sheet of a structured book."""
    page = Page(sheet)
    parts = list(_parts(page, read_label(book)))
    if not parts and (over := turned(sheet)) is not None:
        page = Page(over)
        parts = list(_parts(page, read_label(book)))
    tables: list[Table] = []
    for part, header, lifts in parts:
        if lifts:
            tables.extend(_wide(part, header, lifts, findings))
        else:
            tables.append(_list(part, header, findings, maxes=maxes))
    unit = Stated(Grid(page.remarks)).unit if tables else None
    return [_in_unit(table, unit) for table in tables] if unit else tables


def _in_unit(table: Table, unit: Unit) -> Table:
    """A table whose weights are in the unit that the sheet speaks of, where they say no other."""
    rows = (
        row if "max" in row.units or "max" not in row.cells
        else replace(row, units={**row.units, "max": unit}, unit_source="sheet")
        for row in table.rows
    )  # fmt: skip
    return replace(table, rows=tuple(rows))


def _parts(page: Page, book: Label) -> Iterator[tuple[Sheet, Header, tuple[LiftColumn, ...]]]:
    """The stretches of a sheet with a header of athletes each: rows down to the next header."""
    found = list(_headers(page, book))
    sheet = _filled_down(page.sheet) if found and page.sheet.merges else page.sheet
    for heading, header, lifts, last in found:
        yield _cut(sheet, heading, header.row, page.end(header.row), last), header, lifts


def _headers(
    page: Page, book: Label
) -> Iterator[tuple[Heading, Header, tuple[LiftColumn, ...], int | None]]:
    for row in page.headers:
        for heading, last in side_by_side(heading_of(page.grid, row)):
            listed = header_of(heading.labels, heading.row, layout.LIST_COLUMNS)
            listed = _by_content(page, listed, heading)
            if _is_list(listed, heading):
                yield heading, listed, (), last
            elif wide := _wide_header(page, heading, book):
                yield heading, wide[0], wide[1], last


def _filled_down(sheet: Sheet) -> Sheet:
    """The sheet with merged cells of a column written into each of their rows."""
    grid = Grid(sheet)
    cells = {row: dict(columns) for row, columns in sheet.cells.items()}
    for (row, column), (first, left) in grid.anchors.items():
        cell = sheet.row(first).get(left)
        if left == column and row in cells and cell is not None and column not in cells[row]:
            cells[row][column] = cell
    return replace(sheet, cells=cells)


def _cut(
    sheet: Sheet, heading: Heading, first: int, last: int | None, last_column: int | None
) -> Sheet:
    """A stretch of a sheet, with the header row as it is understood."""
    cells = {
        row: {
            column: cell
            for column, cell in columns.items()
            if column >= heading.first_column and (last_column is None or column <= last_column)
        }
        for row, columns in sheet.cells.items()
        if row >= first and (last is None or row <= last)
    }
    return replace(sheet, cells={**cells, heading.row: dict(heading.labels)})


def _by_content(page: Page, header: Header, heading: Heading) -> Header:
    """A list whose headings do not say which column holds the lifts, or the maxes: the cells do."""
    keys = dict(header.columns)
    free = [column for column in heading.labels if column not in keys.values()]
    if "athlete" not in keys or ("lift" in keys and "max" in keys) or not free:
        return header
    below = {column: page.below(header.row, column, SEEN_NAMES) for column in free}
    if "lift" not in keys:
        lifts = [column for column in free if _are_lifts(below[column])]
        keys |= {"lift": lifts[0]} if len(lifts) == 1 else {}
    if "lift" in keys and "max" not in keys:
        units = [column for column in free if parse_unit(heading.labels[column].text)]
        keys |= {"max": units[0]} if len(units) == 1 else {}
        unit = parse_unit(heading.labels[units[0]].text) if len(units) == 1 else None
        header = replace(header, units={**header.units, **({"max": unit} if unit else {})})
    return replace(header, columns=keys)


def _are_lifts(values: list[object]) -> bool:
    texts = [value for value in values if isinstance(value, str)]
    named = sum(len(read_label(text).lifts) == 1 for text in texts)
    return len(texts) > 1 and 4 * named >= 3 * len(texts)


def _is_list(header: Header, heading: Heading) -> bool:
    """A list of athletes, lifts and maxes; with a column of reps or sets it is a log."""
    if not all(key in header.columns for key in ("athlete", "lift", "max")):
        return False
    says = {said for cell in heading.labels.values() for said in read_label(cell.text).says}
    named = read_label(heading.labels[header.columns["max"]].text).says & MAXISH
    return bool(named) or not says & {Says.REPS, Says.SETS, Says.SET_NUMBER}


def _list(sheet: Sheet, header: Header, findings: Findings, *, maxes: bool) -> Table:
    report_columns(sheet, header, layout.LIST_COLUMNS, findings)
    rows = [_with_kind(row) for row in rows_of(sheet, header) if not is_footer(row)]
    if header.kind:
        rows = [_of_kind(row, header.kind) for row in rows]
    kept = tuple(row for row in rows if not _is_other_number(row))
    return Table("maxes" if maxes else "list", sheet.title, kept)


def _with_kind(row: Row) -> Row:
    """A row whose lift cell says more than the lift: "Squat 1RM", "Bench TM"."""
    label = read_label(row.cells["lift"].text)
    if len(label.lifts) != 1 or not label.says & MAXISH or label.says & ALWAYS_NEVER:
        return row
    lift = replace(row.cells["lift"], value=label.lifts[0].written)
    named = replace(row, cells={**row.cells, "lift": lift})
    return _of_kind(named, kind_name(label)) if kind_name(label) else named


def _is_other_number(row: Row) -> bool:
    """True for a row of a list that holds a bodyweight, a total or the like."""
    label = read_label(row.cells["lift"].text)
    return bool(label.says & ALWAYS_NEVER) and not label.rest


def _of_kind(row: Row, kind: str) -> Row:
    if row.filled("kind"):
        return row
    return replace(row, cells={**row.cells, "kind": Cell(row.cells["max"].ref, kind)})


# --- wide rosters ----------------------------------------------------------------------------


def _wide_header(
    page: Page, heading: Heading, book: Label
) -> tuple[Header, tuple[LiftColumn, ...]] | None:
    header = header_of(heading.labels, heading.row, layout.ROSTER_COLUMNS)
    taken = set(columns_of(heading.labels, layout.ROSTER_COLUMNS))
    found = [
        lift_column(number, cell, heading.parents.get(number))
        for number, cell in heading.labels.items()
        if number not in taken or number in heading.parents
    ]
    lifts = _without_lonely(tuple(lift for lift in found if lift is not None))
    lifts = _without_loads(heading, _without_sets(heading, lifts))
    headed = "athlete" in header.columns
    header = _with_nameless_column(page, header, heading, lifts)
    if "athlete" not in header.columns or not _names_people(page, header, headed=headed):
        return None
    titles = (*heading.titles, read_label(page.sheet.title))
    if not any(lift_named(lift.name) for lift in lifts):
        lifts = _titled_columns(heading, header, (*titles, book))
    kept = tuple(_with_title(it, titles) for it in _of_meet(heading, lifts) if not _is_counted(it))
    taken = {lift.column for lift in kept}
    columns = {key: number for key, number in header.columns.items() if number not in taken}
    header = replace(header, columns=columns)
    return (header, kept) if any(map(_is_of_a_lift, kept)) else None


def _is_of_a_lift(lift: LiftColumn) -> bool:
    """True for a max of a lift with a bar; push-ups alone are counted."""
    named = lift_named(lift.name)
    family = named.family if named else OTHER
    return lift.key == "max" and (family != OTHER or bool(lift.unit or lift.kind or lift.day))


def _is_counted(lift: LiftColumn) -> bool:
    """True for push-ups and the like: where no unit stands in their heading they are counted."""
    named = lift_named(lift.name)
    return named is not None and named.name in COUNTED and not lift.unit


def lift_column(number: int, cell: Cell, parent: Cell | None = None) -> LiftColumn | None:
    """The lift that a header names, or the one over it, and what the column holds of it."""
    label = read_label(cell.text)
    if fold(cell.text) in layout.OWN_NOTES | layout.DERIVED or len(label.lifts) > 1:
        return None
    if parent is not None:
        upper = read_label(parent.text)
        label = replace(label, lifts=label.lifts or upper.lifts, unit=label.unit or upper.unit,
                        says=label.says | (upper.says & WHICH))  # fmt: skip
    day = (day_of(cell) or year_of(cell)) if parent is not None else None
    if day is not None:
        label = replace(label, says=label.says - {Says.YEAR, Says.DATE, Says.MONTH})
    if label.lifts:
        key = _held(cell, label)
        lift = label.lifts[0]
        kind, unit = kind_name(label), label.unit
        if label.says == {Says.PERCENT}:
            kind = str(ReadKind.TRAINING_MAX)
        if not key:
            return None
        return LiftColumn(number, cell, lift.written, key, kind, unit, lift.weak, day)
    return None if label.says - MAXISH else _unknown_lift(number, cell)


def heads_a_lift(cell: Cell) -> bool:
    """True for a header that speaks of a known lift."""
    return len(read_label(cell.text).lifts) == 1


def _held(cell: Cell, label: Label) -> str:
    """What a column holds of its lift: max, goal, stage, or nothing that is read (empty)."""
    if STAGE in fold(cell.text).split():
        return "stage"
    if Says.GOAL in label.says:
        return "goal"
    if label.says == {Says.PERCENT} and TRAINING_MAX_PERCENT.search(cell.text):
        return "max"
    numbered = re.search(r"(^|\s)[1-4]$", cell.text.strip())
    return "" if numbered or (label.says & NEVER and not _is_max(label)) else "max"


def _is_max(label: Label) -> bool:
    return bool(label.says & MAXISH) and not label.says & ALWAYS_NEVER


def _without_lonely(lifts: tuple[LiftColumn, ...]) -> tuple[LiftColumn, ...]:
    """Two letters are a lift only beside another lift."""
    several = len({lift.name for lift in lifts}) > 1
    return tuple(lift for lift in lifts if several or not lift.weak)


def _without_sets(heading: Heading, lifts: tuple[LiftColumn, ...]) -> tuple[LiftColumn, ...]:
    """Drop weights of sets: "Squat weight | Reps"."""
    labels = {column: read_label(cell.text) for column, cell in heading.labels.items()}
    counts = {c for c, it in labels.items() if Says.REPS in it.says and not it.lifts}
    return tuple(
        lift for lift in lifts if lift.column + 1 not in counts or labels[lift.column].says & MAXISH
    )


def _without_loads(heading: Heading, lifts: tuple[LiftColumn, ...]) -> tuple[LiftColumn, ...]:
    """Drop loads: "Squat 70% | Squat 80% | Squat 90%"; 90 % alone is a training max."""
    labels = [read_label(cell.text) for cell in heading.labels.values()]
    shares = {found[0] for label in labels if label.lifts and Says.PERCENT in label.says
              and (found := _PERCENT.search(label.text))}  # fmt: skip
    return tuple(
        lift for lift in lifts
        if len(shares) < 2 or read_label(lift.header.text).says != {Says.PERCENT}
    )  # fmt: skip


def _of_meet(heading: Heading, lifts: tuple[LiftColumn, ...]) -> Iterator[LiftColumn]:
    """Beside columns of attempts, the best lift is that of the meet."""
    labels = [(cell, read_label(cell.text)) for cell in heading.labels.values()]
    attempts = sum(is_of_attempt(label) or is_attempt(cell) for cell, label in labels)
    attempts += _in_threes(label.text for _, label in labels)
    plain = ("", ReadKind.BEST_SINGLE)
    for lift in lifts:
        of_meet = attempts >= FEWEST_ATTEMPTS and lift.key == "max" and lift.kind in plain
        yield replace(lift, kind=str(ReadKind.MEET_BEST)) if of_meet else lift


def _in_threes(texts: Iterable[str]) -> int:
    """How many headings are attempts by their numbers: "R1 R2 R3" beside "S1 S2 S3"."""
    found = (match for text in texts if (match := _NUMBERED.fullmatch(text)))
    numbers: dict[str, set[str]] = {}
    for match in found:
        numbers.setdefault(match[1], set()).add(match[2])
    stems = sum(held == {"1", "2", "3"} for held in numbers.values())
    return 3 * stems if stems > 1 else 0


_NUMBERED = re.compile(r"([^\W\d_]{1,3})\.? ?([1-4])")


def _with_title(lift: LiftColumn, titles: tuple[Label, ...]) -> LiftColumn:
    """What a column does not say itself: the unit and the kind of max in the title over it."""
    unit = lift.unit or next((it.unit for it in titles if it.unit and _is_about(it, lift)), None)
    lift = replace(lift, unit=unit)
    if lift.kind or lift.key != "max":
        return lift
    title = next((it for it in titles if _is_max(it) and not is_prose(it)), None)
    return replace(lift, kind=kind_name(title)) if title else lift


def _is_about(title: Label, lift: LiftColumn) -> bool:
    """True for "Back squat 1RM, kg" over a column of squats."""
    named = lift_named(lift.name)
    return named is not None and title.value is None and named.name in {
        it.name for it in title.lifts
    }  # fmt: skip


def _unknown_lift(number: int, cell: Cell) -> LiftColumn | None:
    """A lift that is not in the vocabulary: marked by a max word, or a slip of the pen."""
    label = read_label(cell.text)
    name = _unknown_words(label)
    stage = fold(name).endswith(f" {STAGE}")
    name = name[: -len(STAGE)].strip(" -:–—,/") if stage else name
    if not name or fold(name) in layout.vocabulary(layout.ROSTER_COLUMNS):
        return None
    if not stage and not label.says & MAXISH and not near_lifts(name):
        return None
    return LiftColumn(number, cell, name, "stage" if stage else "max", kind_name(label), label.unit)


def _unknown_words(label: Label) -> str:
    """The stretch of a label with the words that are not known, as the coach wrote it."""
    unknown = {*label.rest, *(sign for word in label.rest for sign in word if is_unspaced(sign))}
    strange = [word for word in words(label.text) if word.word in unknown]
    return label.text[strange[0].start : strange[-1].end] if strange else ""


def _with_nameless_column(
    page: Page, header: Header, heading: Heading, lifts: tuple[LiftColumn, ...]
) -> Header:
    """Names often stand in a column without a heading, left of the lifts."""
    known = sum(lift_named(lift.name) is not None for lift in lifts)
    if "athlete" in header.columns or known < 2:
        return header
    for column in range(max(1, heading.first_column), lifts[0].column):
        if _heads_others(heading.labels.get(column)):
            continue
        below = page.below(header.row, column, SEEN_NAMES)
        if all(map(_may_be_name, below)) and (len(below) > 1 or _is_name_alone(below)):
            return replace(header, columns={**header.columns, "athlete": column})
    return header


def _is_name_alone(below: list[object]) -> bool:
    """True for "Anna" or "Anna Berg" as the only row; where letters have no capitals, one word may
    as well be a label that is not known."""
    text = str(below[0]) if below else ""
    return len(text.split()) > 1 or text[:1].isupper()


def _heads_others(cell: Cell | None) -> bool:
    """True for the heading of a column of classes, positions, dates: no names stand below it."""
    if cell is None:
        return False
    says = read_label(cell.text).says
    return fold(cell.text) in layout.OWN_NOTES or bool(says and Says.ATHLETE not in says)


def _may_be_name(value: object) -> bool:
    return isinstance(value, str) and parse_weight(value) is None and parse_date(value) is None


def _names_people(page: Page, header: Header, *, headed: bool) -> bool:
    """False when what should be names are levels, weeks, or words such as "1RM".

    Under a heading for names a few of them may be such words: Max, April, "Team average"; a number
    written as text is a name there.
    """
    below = page.below(header.row, header.columns["athlete"], SEEN_NAMES)
    texts = [it for it in below if isinstance(it, str) and (headed or parse_number(it) is None)]
    strange = sum(map(_is_no_name, texts))
    if headed:
        return strange < len(texts) or len(below) <= FEW_NAMES
    return bool(texts) and 2 * strange < len(texts)


def _is_no_name(text: str) -> bool:
    """True for words such as "1RM" or "Week 3"; "Lifter 1" may be a name, an average a footer."""
    label = read_label(text)
    said = label.says - {Says.ATHLETE, Says.AVERAGE, Says.TOTAL}
    return bool(label.lifts or said) and not label.rest


def _titled_columns(
    heading: Heading, header: Header, titles: tuple[Label, ...]
) -> tuple[LiftColumn, ...]:
    """The columns of "Name | 1RM" or "Name | 2026-03-01 | ..." under the name of a lift: in a title
    above, the sheet's or the file's name."""
    named = ((it, found) for it in titles if (found := lift_of_title(it.text)) is not None)
    title, lift = next(named, (None, None))
    if title is None or lift is None:
        return ()
    free = {c: it for c, it in heading.labels.items() if c not in header.columns.values()}
    columns = []
    for number, cell in free.items():
        label, day = read_label(cell.text), day_of(cell)
        if _is_max(label) or day:
            kind, unit = kind_name(label), label.unit or title.unit
            columns.append(LiftColumn(number, cell, lift.written, "max", kind, unit, day=day))
    return tuple(columns)


def _wide(
    sheet: Sheet, header: Header, lifts: tuple[LiftColumn, ...], findings: Findings
) -> Iterator[Table]:
    taken = {_key(lift): lift.column for lift in lifts}
    report_columns(sheet, header, layout.ROSTER_COLUMNS, findings, set(taken.values()))
    if "goal" in header.columns:
        goal = sheet.row(header.row)[header.columns["goal"]]
        findings.add(rules.GOAL_WITHOUT_LIFT, goal.ref, found=goal.text, lift=lifts[0].name)
    whole = replace(header, columns={**header.columns, **taken})
    rows = [row for row in rows_of(sheet, whole) if not is_footer(row)]
    rows = [row for row in rows if not _sums_up(row, rows, list(taken))]
    yield Table("wide", sheet.title, tuple(rows))
    maxes = [lift_row for row in rows for lift_row in _lift_rows(row, lifts)]
    yield Table("maxes", sheet.title, tuple(maxes))


_OVER_ROWS = re.compile(r"\([^()]*?\$?([A-Z]{1,3})\$?(\d+):\$?\1\$?(\d+)")
_EXTREMES: dict[str, Callable[[list[float]], float]] = {"max": max, "min": min}


def _sums_up(row: Row, rows: Sequence[Row], columns: Sequence[str]) -> bool:
    """True for a row worked out from the rows above it, or one that repeats the best of each
    column: "Max" may be an athlete too."""
    cells = [cell for key in columns if (cell := row.filled(key)) is not None]
    if cells and all(_is_over_rows(cell) for cell in cells):
        return True
    name = row.get("athlete")
    extreme = _EXTREMES.get(fold(name.text)) if name is not None else None
    if extreme is None or not cells:
        return False
    return all(
        parse_number(row.cells[key].value) == extreme(others)
        for key in columns
        if row.filled(key) and (others := _numbers(rows, key, row))
    )


def _is_over_rows(cell: Cell) -> bool:
    found = _OVER_ROWS.search(cell.formula)
    return found is not None and found[2] != found[3]


def _numbers(rows: Sequence[Row], key: str, but: Row) -> list[float]:
    """The numbers of a column in all rows but one."""
    values = (parse_number(row.cells[key].value) for row in rows if row is not but)
    return [value for value in values if value is not None]


def _key(lift: LiftColumn) -> str:
    return f"column {lift.column}"


_SHARED = ("athlete", "unit", "kind", "stage", "priority", "tested_on")


def _lift_rows(row: Row, lifts: tuple[LiftColumn, ...]) -> Iterator[Row]:
    """One row per lift, as the Maxes sheet would have it."""
    common = {key: row.cells[key] for key in _SHARED if key in row.cells}
    others = [lift for lift in lifts if lift.key != "max"]
    for lift in _maxes_of(row, lifts):
        own = {it.key: row.cells[_key(it)] for it in others if fold(it.name) == fold(lift.name)}
        cells = {**common, **own, **_of_column(lift), "max": row.cells[_key(lift)]}
        units = {**row.units, "max": lift.unit} if lift.unit else row.units
        yield Row(row.sheet, row.number, cells, units, row.unit_source, row.how)


@lru_cache(maxsize=256)
def _of_column(lift: LiftColumn) -> Mapping[str, Cell]:
    """The cells that all rows of a column share: the lift, and what the header says of it."""
    cells = {"lift": replace(lift.header, value=lift.name)}
    if lift.kind:
        cells["kind"] = Cell(lift.header.ref, lift.kind)
    if lift.day:
        cells["tested_on"] = lift.header
    return cells


def _maxes_of(row: Row, lifts: tuple[LiftColumn, ...]) -> list[LiftColumn]:
    """The max columns of a row; where one lift has several, those with something in them, and of
    several days the last."""
    maxes = [lift for lift in lifts if lift.key == "max"]
    filled = [lift for lift in maxes if not row.cells[_key(lift)].is_blank]
    known = {fold(lift.name) for lift in filled}
    last = max((lift.day for lift in filled if lift.day), default=None)
    return [
        lift
        for lift in maxes
        if (lift in filled or fold(lift.name) not in known) and (lift.day == last or not last)
    ]
