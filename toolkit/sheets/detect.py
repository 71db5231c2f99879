"""Find what a book holds: which sheet is what, and where the maxes stand.

Three looks, each at the sheets that the one before did not understand: the structured sheets of
this toolkit by their titles, tables of athletes anywhere on a sheet (rosters.py), and weights that
the words around them name (gather.py). Whatever the layout, what leaves here has one shape: rows
of labelled cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings
from toolkit.sheetnames import FINDINGS_HEADINGS
from toolkit.sheets import layout
from toolkit.sheets.cells import Book, Cell, Sheet
from toolkit.sheets.gather import Survey, gathered
from toolkit.sheets.layout import Column, SheetLayout, fold
from toolkit.sheets.nothing import REASONS
from toolkit.sheets.rosters import tables_on
from toolkit.sheets.tables import (
    Header,
    Row,
    Table,
    best_header,
    is_own_note,
    labels_of,
    report_columns,
    rows_of,
)
from toolkit.sheets.words import abbreviated, read_label

__all__ = ["Row", "Table", "find_tables"]

LONGEST_LETTERS = 3
"""So many letters may stand for a lift, in the company of the other lifts."""
PEOPLE = frozenset({"athletes", "maxes", "wide", "list"})


def find_tables(book: Book, findings: Findings, name: str = "") -> tuple[Table, ...]:
    """Every table of the book in the order of its sheets; `name` is the file's, without ending."""
    tables: list[Table] = []
    others: list[Sheet] = []
    for sheet in map(_spelled_out, book.sheets):
        if is_own_note(sheet.title) or not sheet.cells or _is_of_annotation(sheet):
            continue
        if sheet.hidden:
            findings.add(rules.SHEET_HIDDEN, CellRef(sheet.title))
            continue
        found = list(_tables_of(sheet, name, findings))
        tables.extend(found)
        if not found and not _is_incomplete(sheet, findings):
            others.append(sheet)
    if any(table.kind in PEOPLE and table.rows for table in tables):
        _report_unknown(others, findings)
        return tuple(tables)
    more = tuple(gathered(Survey(tuple(others), read_label(name)), findings))
    if not more and not any(item.rule in REASONS for item in findings):
        _report_incomplete(others, findings)
    return (*tables, *more)


def _is_incomplete(sheet: Sheet, findings: Findings) -> bool:
    """True for a structured sheet of which a column was missing: that has been said."""
    return any(
        item.rule is rules.COLUMN_MISSING and item.where.sheet == sheet.title for item in findings
    )


def _is_of_annotation(sheet: Sheet) -> bool:
    """True for the sheet of findings in an annotated copy: its sentences name lifts and weights."""
    return tuple(cell.text for cell in sheet.row(1).values()) == FINDINGS_HEADINGS


def _spelled_out(sheet: Sheet) -> Sheet:
    """The sheet with letters that stand for lifts, "Name | S | B | D", as the names of them."""
    named: dict[int, dict[int, Cell]] = {}
    for row, cells in sheet.cells.items():
        letters = sum(map(_may_be_letters, cells.values()))
        if letters > 1 and (lifts := abbreviated([it.text for it in cells.values()])):
            named[row] = {
                column: replace(cell, value=lifts[place].name) if place in lifts else cell
                for place, (column, cell) in enumerate(cells.items())
            }
    return replace(sheet, cells={**sheet.cells, **named}) if named else sheet


def _may_be_letters(cell: Cell) -> bool:
    value = cell.value
    return isinstance(value, str) and 0 < len(value) <= LONGEST_LETTERS and value[0].isalpha()


def _report_unknown(sheets: list[Sheet], findings: Findings) -> None:
    for sheet in sheets:
        if sheet.title and fold(sheet.title) not in layout.QUIET_SHEETS:
            findings.add(rules.SHEET_UNKNOWN, CellRef(sheet.title), sheet=sheet.title)


def _tables_of(sheet: Sheet, book: str, findings: Findings) -> Iterator[Table]:
    declared = layout.sheet_titles().get(fold(sheet.title))
    if declared is layout.SETTINGS_SHEET:
        yield from _settings(sheet)
    elif declared in (layout.CALENDAR, layout.POLICY, layout.WEEK):
        yield from _optional(sheet, declared, findings)
    elif declared is layout.MEETS:
        yield from _structured(sheet, declared, findings)
    elif tables := tables_on(sheet, book, findings, maxes=declared is layout.MAXES):
        yield from tables
    elif declared is not None:
        yield from _structured(sheet, declared, findings)


# --- structured sheets -----------------------------------------------------------------------


def _structured(sheet: Sheet, declared: SheetLayout, findings: Findings) -> Iterator[Table]:
    header = best_header(sheet, declared.columns, (), fewest=1)
    if header is None:
        return
    if missing := _missing(declared, header):
        # Sheets called Maxes or Athletes may be laid out in the coach's own way.
        if declared not in (layout.ATHLETES, layout.MAXES):
            _say_missing(sheet, missing, findings)
        return
    report_columns(sheet, header, declared.columns, findings)
    yield Table(declared.key, sheet.title, tuple(rows_of(sheet, header)))


def _report_incomplete(sheets: list[Sheet], findings: Findings) -> None:
    """Sheets called Athletes or Maxes in which nothing was found: which columns they lack."""
    for sheet in sheets:
        declared = layout.sheet_titles().get(fold(sheet.title))
        if declared in (layout.ATHLETES, layout.MAXES) and declared is not None:
            header = best_header(sheet, declared.columns, (), fewest=1)
            if header is not None and (missing := _missing(declared, header)):
                _say_missing(sheet, missing, findings)


def _missing(declared: SheetLayout, header: Header) -> list[Column]:
    """The required columns that a header lacks."""
    return [it for it in declared.columns if it.required and it.key not in header.columns]


def _say_missing(sheet: Sheet, missing: list[Column], findings: Findings) -> None:
    wanted = ", ".join(column.label for column in missing)
    findings.add(rules.COLUMN_MISSING, CellRef(sheet.title), sheet=sheet.title, columns=wanted)


def _optional(sheet: Sheet, declared: SheetLayout, findings: Findings) -> Iterator[Table]:
    """A Calendar, Policy or Week sheet. Coaches use these names for sheets of their own too: what
    has the columns of a list of meets is one, and what has no columns known here is left alone.
    """
    needed = [column.key for column in declared.columns if column.required]
    if declared is layout.CALENDAR and _says_meets(sheet):
        yield from _structured(sheet, layout.MEETS, findings)
    elif best_header(
        sheet, declared.columns, needed if declared is layout.WEEK else (), 2
    ) or best_header(sheet, declared.columns, needed):
        yield from _structured(sheet, declared, findings)


def _says_meets(sheet: Sheet) -> bool:
    header = best_header(sheet, layout.MEETS.columns, ("date",))
    if header is None:
        return False
    words = {fold(cell.value) for cell in labels_of(sheet, header.row).values()}
    return bool(words & {"meet", "meets", "competition", "priority"})


def _settings(sheet: Sheet) -> Iterator[Table]:
    """The Settings sheet; a sheet of that name without a setting in it is something else."""
    header = best_header(sheet, layout.SETTINGS_SHEET.columns, ("setting", "value"))
    plain = Header(0, {"setting": 1, "value": 2}, {})
    rows = [row for row in rows_of(sheet, header or plain) if row.filled("setting")]
    known = any(fold(row.cells["setting"].text) in layout.setting_words() for row in rows)
    if header is not None or known:
        yield Table("settings", sheet.title, tuple(row for row in rows if not _is_title(row)))


def _is_title(row: Row) -> bool:
    unknown = fold(row.cells["setting"].text) not in layout.setting_words()
    return unknown and row.filled("value") is None
