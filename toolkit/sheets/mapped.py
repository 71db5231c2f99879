"""What the coach answered, put to the cells: which sheets count, where names and maxes stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings
from toolkit.policy.loader import families
from toolkit.sheets import layout
from toolkit.sheets.answers import ATHLETE, ATHLETE_COLUMN, Answers, Mapped
from toolkit.sheets.fields import shown
from toolkit.sheets.layout import fold
from toolkit.sheets.lifts import family_of, identity, near
from toolkit.sheets.parse import parse_weight
from toolkit.sheets.reader import Book, Cell, Sheet, column_letters
from toolkit.sheets.rosters import heads_a_lift
from toolkit.sheets.tables import Row, columns_of, labels_of
from toolkit.sheets.words import OTHER

SEARCHED_ROWS = 40
"""How far down a row of headers is looked for below which a column of names stands."""


def answered_book(book: Book, answers: Answers, findings: Findings) -> Book:
    """The sheets that count, with the columns of names headed as such."""
    book = _used(book, answers.use, findings)
    for mapped in answers.maps:
        if mapped.what == ATHLETE_COLUMN:
            book = _with_names(book, mapped, findings)
    return book


def _used(book: Book, use: tuple[str, ...], findings: Findings) -> Book:
    """Only the sheets named; a hidden sheet that is named is read like the others."""
    titles = {fold(sheet.title): sheet.title for sheet in book.sheets}
    for title in use:
        if fold(title) not in titles:
            findings.add(
                rules.USE_MISSING,
                found=shown(title),
                near=near(title, titles.values()),
                sheets=_listed(list(titles.values())),
            )
    wanted = {fold(title) for title in use}
    kept = tuple(replace(it, hidden=False) for it in book.sheets if fold(it.title) in wanted)
    return replace(book, sheets=kept) if use else book


def _listed(titles: list[str]) -> str:
    if any(titles):
        return f"the sheets {', '.join(titles)}"
    return "one sheet without a name: leave the answer out"


def _with_names(book: Book, mapped: Mapped, findings: Findings) -> Book:
    sheet = _sheet(book, mapped.ref) if mapped.ref.sheet else None
    if mapped.ref.sheet and sheet is None:
        _report_sheet(book, mapped, findings)
        return book
    headed = {it.title: _headed(it, mapped.ref.cell) for it in ((sheet,) if sheet else book.sheets)}
    sheets = tuple(headed.get(it.title, it) for it in book.sheets)
    if all(new is old for new, old in zip(sheets, book.sheets, strict=True)):
        _report_place(mapped, "no row there heads columns of lifts", findings)
    return replace(book, sheets=sheets)


def _headed(sheet: Sheet, column: str) -> Sheet:
    """The sheet with this column headed "Athlete", and no other, in its row of lifts."""
    for row in sorted(sheet.cells)[:SEARCHED_ROWS]:
        cells = sheet.row(row)
        if any(isinstance(it.value, str) and heads_a_lift(it) for it in cells.values()):
            names = columns_of(labels_of(sheet, row), (layout.ATHLETE, layout.SURNAME))
            kept = {at: cell for at, cell in cells.items() if at not in names}
            at = _column_number(column)
            head = Cell(CellRef(sheet.title, f"{column}{row}"), layout.ATHLETE.label)
            return replace(sheet, cells={**sheet.cells, row: {**kept, at: head}})
    return sheet


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


# --- one mapped cell -------------------------------------------------------------------------


def mapped_name(book: Book, answers: Answers, findings: Findings) -> str:
    """The athlete's name: as answered, else from the cell that was named for it."""
    mapped = next((it for it in answers.maps if it.what == ATHLETE), None)
    cell = _cell(book, mapped, findings) if mapped else None
    if mapped and cell and (cell.is_blank or cell.is_error or cell.uncalculated):
        _report_cell(mapped, cell, "is empty" if cell.is_blank else "shows no name", findings)
    elif cell and not answers.athlete_name:
        return cell.text
    return answers.athlete_name


def with_maps(
    rows: Iterable[Row], maps: Iterable[Mapped], book: Book, findings: Findings
) -> list[Row]:
    """An athlete's rows, with the mapped cells in place of what was found for their lifts."""
    kept = list(rows)
    for mapped in maps:
        cell = _cell(book, mapped, findings)
        if cell is None:
            continue
        found = [row for row in kept if row.cells["max"].ref == cell.ref]
        replaced = [row for row in kept if row in found or _is_of(row, mapped)]
        at = kept.index(replaced[0]) if replaced else len(kept)
        kept = [row for row in kept if row not in replaced]
        if _is_weight(mapped, cell, findings):
            kept.insert(at, _row(mapped, cell, found, replaced))
    return kept


def _is_of(row: Row, mapped: Mapped) -> bool:
    lift = row.get("lift")
    return lift is not None and identity(lift.text) == identity(mapped.what)


def _row(mapped: Mapped, cell: Cell, found: list[Row], replaced: list[Row]) -> Row:
    """The mapped max as a row: kind and unit are those of its own cell where that was found, all
    other details those of the lift."""
    own, lift = next(iter(found), None), next(iter(replaced), None)
    cells = dict(lift.cells) if lift else {}
    named = next((row.cells["lift"] for row in replaced if _is_of(row, mapped)), None)
    for key, said in (("kind", mapped.kind), ("unit", mapped.unit)):
        cells.pop(key, None)
        if said:
            cells[key] = Cell(cell.ref, str(said))
        elif own and (its := own.get(key)):
            cells[key] = its
    cells |= {"max": cell, "lift": named or Cell(cell.ref, _spelt(mapped.what))}
    units = {**(lift.units if lift else {}), **(own.units if own else {})}
    if own is None:
        units.pop("max", None)
    source = own.unit_source if own else "header"
    return Row(cell.ref.sheet, 0, cells, units, source, "the cell you named")


def _spelt(what: str) -> str:
    """A lift as it is printed where the book has no word for it."""
    family = family_of(what)
    return families()[family].name if family and family != OTHER else what.capitalize()


def _is_weight(mapped: Mapped, cell: Cell, findings: Findings) -> bool:
    why = ""
    if cell.is_error:
        why = f"shows the error {shown(cell.value)}"
    elif cell.uncalculated:
        why = "has a formula whose result was never stored"
    elif cell.is_blank:
        why = "is empty"
    elif parse_weight(cell.value) is None:
        why = f'is no weight: "{shown(cell.value)}"'
    if why:
        _report_cell(mapped, cell, why, findings)
    return not why


def _cell(book: Book, mapped: Mapped, findings: Findings) -> Cell | None:
    """The cell a line names (empty where the sheet has nothing there); None, and a finding, where
    there is no such sheet."""
    sheet = _sheet(book, mapped.ref)
    if sheet is None:
        _report_sheet(book, mapped, findings)
        return None
    letters = mapped.ref.cell.rstrip("0123456789")
    column, row = _column_number(letters), int(mapped.ref.cell[len(letters) :])
    ref = CellRef(sheet.title, f"{column_letters(column)}{row}")
    return sheet.row(row).get(column, Cell(ref))


def _sheet(book: Book, ref: CellRef) -> Sheet | None:
    """The sheet a line names; without a name the only one that can be seen."""
    if ref.sheet:
        return next((it for it in book.sheets if fold(it.title) == fold(ref.sheet)), None)
    seen = [sheet for sheet in book.sheets if not sheet.hidden]
    return seen[0] if len(seen) == 1 else None


def _report_sheet(book: Book, mapped: Mapped, findings: Findings) -> None:
    titles = [sheet.title for sheet in book.sheets]
    if mapped.ref.sheet:
        question = near(mapped.ref.sheet, titles)
        _report_place(mapped, f'there is no sheet "{mapped.ref.sheet}"', findings, question)
    else:
        several = f"the book has several sheets, {', '.join(titles)}"
        _report_place(mapped, several, findings)


def _report_place(mapped: Mapped, why: str, findings: Findings, question: str = "") -> None:
    example = "athlete column=B" if mapped.what == ATHLETE_COLUMN else f"{mapped.what}=Sheet1!C4"
    findings.add(rules.MAP_PLACE, given=mapped.text, why=why, near=question, example=example)


def report_owner(mapped: Mapped, names: list[str], findings: Findings) -> None:
    """A line that does not say whose lift it is, or names somebody who is not in the book."""
    if mapped.athlete:
        why = f'there is no athlete "{mapped.athlete}"'
    else:
        why = f"the book has {len(names)} athletes, so say whose lift it is"
    example = f"{names[0]}:{mapped.what}={mapped.ref}"
    question = near(mapped.athlete, names) if mapped.athlete else ""
    findings.add(rules.MAP_PLACE, given=mapped.text, why=why, near=question, example=example)


def _report_cell(mapped: Mapped, cell: Cell, why: str, findings: Findings) -> None:
    whose = f"{mapped.athlete}:" if mapped.athlete else ""
    findings.add(
        rules.MAP_CELL, cell.ref, what=mapped.what, why=why, example=f"{whose}{mapped.what}"
    )
