"""The findings put into a copy of the coach's own workbook: coloured cells, notes, and a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.diagnostics import CellRef, Diagnostic, Severity
from toolkit.roundtrip.book import STRANGE, Workbook
from toolkit.roundtrip.cells import Place, SheetCells, address_of, place_of
from toolkit.roundtrip.findings_sheet import add_findings_sheet
from toolkit.roundtrip.notes import add_notes, talked_about
from toolkit.roundtrip.styles import Styles
from toolkit.roundtrip.values import Values, values_workbook
from toolkit.sheetnames import sheet_titles

_SEVERE = list(Severity)
"""The worst first."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """The bytes of the copy, and the cells that got a colour but no note."""

    data: bytes
    without_note: tuple[CellRef, ...] = ()


def annotate(book: Workbook, findings: Sequence[Diagnostic]) -> Annotated | None:
    """A copy in which each finding colours its cell and is a note on it; a last sheet lists all.

    Nothing else differs: no other cell, and no part of the package that need not. None when the
    package is so unlike Excel's that nothing can be put into it.
    """
    try:
        return _annotate(book, findings)
    except STRANGE:
        return None


def annotate_values(
    sheets: Mapping[str, Values], findings: Sequence[Diagnostic], *, name: str, made_on: date
) -> bytes:
    """The same with a workbook of bare values; a sheet without a title is called `name`."""
    titles = dict(zip(sheets, sheet_titles(title or name for title in sheets), strict=True))
    values = {titles[title]: cells for title, cells in sheets.items()}
    book = Workbook(values_workbook(values, made_on=made_on))
    return _annotate(book, [_moved(item, titles) for item in findings]).data


def _moved(item: Diagnostic, titles: Mapping[str, str]) -> Diagnostic:
    """A finding where its sheet has another title; the book itself has none."""

    def moved(ref: CellRef) -> CellRef:
        known = ref.sheet in titles and ref != CellRef()
        return CellRef(titles[ref.sheet], ref.cell) if known else ref

    return replace(item, where=moved(item.where), related=tuple(map(moved, item.related)))


def _annotate(book: Workbook, listed: Sequence[Diagnostic]) -> Annotated:
    styles = Styles(book)
    silent = []
    for title in book.sheets:
        here = [item for item in listed if item.where.sheet == title and item.where.cell]
        if here:
            silent += _annotate_sheet(book, styles, title, here)
    add_findings_sheet(book, styles, listed)
    return Annotated(book.package.save(), tuple(silent))


def _annotate_sheet(
    book: Workbook, styles: Styles, title: str, findings: list[Diagnostic]
) -> list[CellRef]:
    """Mark the cells of one sheet; those that may not have a note are returned."""
    cells = SheetCells(book, title)
    found: dict[Place, list[Diagnostic]] = {}
    for item in findings:
        found.setdefault(cells.shown(place_of(item.where.cell)), []).append(item)
    for place, items in found.items():
        worst = min((item.severity for item in items), key=_SEVERE.index)
        cells.set_style(place, styles.coloured(cells.base_style(place), worst.value))
    talked = talked_about(book, title)
    noted = {place: items for place, items in found.items() if place not in talked}
    add_notes(book, cells, {place: note_text(items) for place, items in noted.items()})
    return [CellRef(title, address_of(place)) for place in found if place in talked]


def note_text(findings: Iterable[Diagnostic]) -> str:
    """What a note says: code, severity, what is wrong; below it what to type instead."""
    return "\n\n".join(
        f"{item.code} {item.severity.value}: {item.message}{_also(item)}\n{item.hint}"
        for item in findings
    )


def _also(item: Diagnostic) -> str:
    others = ", ".join(str(ref) for ref in item.related if str(ref) not in item.message)
    return f" (see also {others})" if others else ""
