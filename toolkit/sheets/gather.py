"""The weights found all over a book, put together: no echoes, with athletes and units, doubts said.

What leaves here are rows like those of a Maxes sheet, so that nobody below knows the difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings
from toolkit.model.reading import ReadKind
from toolkit.sheets.cells import Cell, Sheet
from toolkit.sheets.grid import Grid, Place, is_weight
from toolkit.sheets.history import latest
from toolkit.sheets.nothing import is_log, is_of_classes, say_why_nothing
from toolkit.sheets.parse import parse_unit, parse_weight
from toolkit.sheets.sights import Outlook
from toolkit.sheets.stated import Stated
from toolkit.sheets.tables import Row, Table
from toolkit.sheets.weights import NO_WEIGHT, Found, find_weights
from toolkit.sheets.words import OTHER, Label, read_label
from toolkit.units import Unit, plain

FEWEST_LIFTS = 2
CLOSE_BY = 6
"""Lifts in a column belong together within so many rows."""
FEWEST_REFERENCES = 3
"""A bare number beside a lift is taken as its max when so many formulas are worked out from it."""


@dataclass(frozen=True)
class Survey:
    """The sheets of a book that are searched freely."""

    sheets: tuple[Sheet, ...]
    book: Label

    @cached_property
    def outlooks(self) -> tuple[Outlook, ...]:
        """Every sheet with the words around its numbers."""
        return tuple(Outlook(Grid(sheet), self.book) for sheet in self.sheets)

    @cached_property
    def stated(self) -> tuple[Stated, ...]:
        """What every sheet says for all its weights."""
        return tuple(Stated(outlook.grid) for outlook in self.outlooks)

    @cached_property
    def references(self) -> Counter[tuple[str, str]]:
        """How many formulas of the book refer to a cell (sheet, address)."""
        return Counter(_references(self.sheets))


# --- formulas --------------------------------------------------------------------------------

_REFERENCE = re.compile(r"(?:'([^']+)'|([A-Za-z_][\w.]*))?(!)?\$?([A-Z]{1,3})\$?(\d{1,7})\b")


def _references(sheets: Iterable[Sheet]) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        for row in sheet.cells.values():
            for cell in row.values():
                if cell.formula:
                    for quoted, plain, bang, letters, number in _REFERENCE.findall(cell.formula):
                        title = (quoted or plain) if bang else sheet.title
                        yield title, f"{letters}{number}"


# --- which of them count ---------------------------------------------------------------------


def kept(survey: Survey, findings: Findings) -> list[Found]:
    """The weights that count, sheet by sheet: no echo, no lonely abbreviation, no loose number."""
    found = [
        item
        for outlook in survey.outlooks
        if not is_log(outlook) and not is_of_classes(outlook)
        for item in _once([*latest(outlook), *find_weights(outlook)])
    ]
    found = _without_calculators(_without_weak(found))
    named = [item for item in found if item.kind is not None]
    bare = _typed_once(item for item in found if item.kind is None)
    named.extend(_inputs(bare, named, survey))
    if not named:
        named = _block(bare, findings)
    if not named:
        _ask(bare, findings)
    found = _without_echoes(named)
    _ask_of_unlabelled(found, survey, findings)
    return found


def _ask_of_unlabelled(found: list[Found], survey: Survey, findings: Findings) -> None:
    """A number right below or above the maxes, with no words beside it: which lift is it?"""
    grids = {outlook.grid.sheet.title: outlook.grid for outlook in survey.outlooks}
    taken = {item.place.cell.ref for item in found}
    for item in found:
        grid = grids[item.sheet]
        for row in (item.place.row - 1, item.place.row + 1):
            cell = grid.at(row, item.place.column)
            alone = len(grid.sheet.row(row)) == 1
            beside = grid.at(item.place.row, item.place.column - 1)
            if cell and is_weight(cell) and alone and beside and cell.ref not in taken:
                findings.add(rules.UNLABELLED, cell.ref, found=cell.text, cell=cell.ref)


def _typed_once(found: Iterable[Found]) -> list[Found]:
    """The weights of lifts that stand once on their sheet with a number, and that typed by hand."""
    of_lifts = [(item, item.lift.name) for item in found if item.lift]
    times = Counter((item.sheet, lift) for item, lift in of_lifts)
    return [item for item, lift in of_lifts if times[item.sheet, lift] == 1 and not item.is_formula]


def _block(bare: list[Found], findings: Findings) -> list[Found]:
    """Lifts side by side or one under the other, each with one number: taken as maxes, and said.

    Only where the main lifts of a sheet keep each other company.
    """
    main = Counter(item.sheet for item in bare if item.lift and item.lift.family != OTHER)
    block = [
        replace(item, kind=ReadKind.ONE_RM)
        for item in bare
        if main[item.sheet] >= FEWEST_LIFTS and _in_line(item, bare)
    ]
    for sheet in dict.fromkeys(item.sheet for item in block):
        beside = [item for item in block if item.sheet == sheet]
        lifts = ", ".join(item.lift.written for item in beside if item.lift)
        findings.add(rules.TAKEN_AS_MAX, beside[0].place.cell.ref, lifts=lifts)
    return block


def _in_line(item: Found, others: list[Found]) -> bool:
    """True when another lift of the sheet stands in the same row or column, close by."""
    return any(
        other is not item
        and other.sheet == item.sheet
        and (
            other.place.row == item.place.row
            or (other.place.column == item.place.column
                and abs(other.place.row - item.place.row) <= CLOSE_BY)
        )
        for other in others
    )  # fmt: skip


def _ask(bare: list[Found], findings: Findings) -> None:
    """Say which numbers may be maxes, where nothing in the book calls them so."""
    for item in bare:
        if item.lift:
            where = item.place.cell.ref
            findings.add(rules.MAYBE_MAX, where, found=item.place.cell.text,
                         lift=item.lift.written, cell=where)  # fmt: skip


def _once(items: Iterable[Found]) -> list[Found]:
    cells: dict[str, Found] = {}
    for item in items:
        cells.setdefault(item.place.cell.ref.cell, item)
    return list(cells.values())


def _without_weak(found: list[Found]) -> list[Found]:
    """S, B and D are lifts only beside another lift of the same sheet."""
    lifts = {(item.sheet, item.lift.name) for item in found if item.lift}
    company = Counter(sheet for sheet, _ in lifts)
    return [
        item for item in found if item.lift is None or not item.lift.weak or company[item.sheet] > 1
    ]


def _without_calculators(found: list[Found]) -> list[Found]:
    """An estimate of no lift, in a book that names its maxes, belongs to a calculator."""
    if not any(item.lift and item.kind for item in found):
        return found
    return [item for item in found if item.lift or item.kind is not ReadKind.ESTIMATED]


def _inputs(bare: list[Found], named: list[Found], survey: Survey) -> list[Found]:
    """Numbers beside a lift that nothing calls a max, but that the loads are worked out from."""
    known = {item.lift.name for item in named if item.lift}
    return [
        replace(item, kind=ReadKind.ONE_RM, how=f"{item.how}, the loads follow it")
        for item in bare
        if item.lift is not None
        and item.lift.name not in known
        and survey.references[item.sheet, item.place.cell.ref.cell] >= FEWEST_REFERENCES
    ]


def _without_echoes(found: list[Found]) -> list[Found]:
    """A formula that repeats a max found elsewhere, or carries it on, is no max of its own."""
    typed = {(item.lift and item.lift.name, item.kind) for item in found if not item.is_formula}
    kept: list[Found] = []
    seen: set[object] = set()
    for item in found:
        key = (item.lift and item.lift.name, item.kind)
        if item.is_formula and (key in typed or key in seen):
            continue
        kept.append(item)
        seen.add(key)
    return kept


# --- whose, and in which unit ----------------------------------------------------------------

_NO_NAME = re.compile(
    r"(sheet|tabelle|feuil\w*|hoja|planilha|foglio|arkusz|лист|аркуш|ark|blad|시트|シート|工作表)"
    r"\s*\d*",
    re.IGNORECASE,
)
"""What a spreadsheet program calls a sheet that nobody named."""


def _sheets_named_for_athletes(found: Sequence[Found]) -> set[str]:
    """Sheets that repeat the lifts of others and are called like people: one athlete each."""
    lifts: dict[str, set[str]] = {}
    for item in found:
        if item.lift:
            lifts.setdefault(item.sheet, set()).add(item.lift.name)
    titles = [title for title in lifts if _may_be_name(title)]
    if len(lifts) == 1 and titles and re.fullmatch(r"[^\W\d_]+([ '-][^\W\d_]+)+", titles[0]):
        return set(titles)
    alike = [
        title for title in titles
        if any(lifts[title] & lifts[other] for other in titles if other != title)
    ]  # fmt: skip
    return set(alike)


def _may_be_name(title: str) -> bool:
    label = read_label(title)
    unnamed = _NO_NAME.fullmatch(title.strip()) or re.search(r"\d{2,}", title)
    return not unnamed and not label.lifts and not label.says and bool(label.rest)


def _unit_beside(grid: Grid, place: Place) -> Unit | None:
    """A unit in the cell right of a weight, or between it and its label."""
    for step in (1, -1, 2):
        cell = grid.at(place.row, place.column + step)
        if cell is not None:
            unit = parse_unit(cell.value) if isinstance(cell.value, str) else None
            if unit or step > 0:
                return unit
    return None


# --- rows ------------------------------------------------------------------------------------


def gathered(survey: Survey, findings: Findings) -> Iterator[Table]:
    """The maxes of sheets that are no tables of athletes, as rows of one table per sheet."""
    found = kept(survey, findings)
    if not found:
        say_why_nothing(survey.outlooks, findings)
    named = _sheets_named_for_athletes(found)
    elsewhere = next((names[0].cell for it in survey.stated if (names := it.names)), None)
    flags = {stated.flag for stated in survey.stated if stated.flag}
    for stated in survey.stated:
        title = stated.grid.sheet.title
        owner = Cell(CellRef(title), title) if title in named else elsewhere
        flag = next(iter(flags)) if len(flags) == 1 else None
        rows = tuple(_row(item, stated, owner, flag) for item in found if item.sheet == title)
        if rows:
            yield Table("maxes", title, rows)


def _row(item: Found, stated: Stated, owner: Cell | None, flag: Unit | None) -> Row:
    place = item.place
    cells = {"max": _value_cell(item), "kind": Cell(place.cell.ref, str(item.kind or ""))}
    if item.lift is not None:
        cells["lift"] = Cell(place.cell.ref, item.lift.written)
    athlete = item.athlete or stated.athlete_of(place.row, place.column) or owner
    if athlete is not None:
        cells["athlete"] = athlete
    if item.day is not None:
        cells["tested_on"] = item.day
    over = stated.unit_over(place.row, place.column)
    known = ((item.unit, "header"), (_unit_beside(stated.grid, place), "cell"), (over, "header"),
             (stated.unit or flag, "sheet"))  # fmt: skip
    unit, source = next(((unit, where) for unit, where in known if unit), (None, "header"))
    units = {"max": unit} if unit else {}
    return Row(stated.grid.sheet.title, place.row, cells, units, source, item.how)


def _value_cell(item: Found) -> Cell:
    """The cell of a weight, reduced to it where a label stands in the same cell."""
    weight, cell = item.weight, item.place.cell
    if weight is NO_WEIGHT:
        return cell
    if item.reps and weight.reps is None:
        return replace(cell, value=f"{plain(weight.value)} x {item.reps}")
    if parse_weight(cell.value) is not None:
        return cell
    reps = f" x {weight.reps}" if weight.reps else ""
    return replace(cell, value=f"{plain(weight.value)} {weight.unit or ''}{reps}".strip())
