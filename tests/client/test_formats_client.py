"""The formats of other programs: what LibreOffice saves is read like the workbook it came from."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.client.conftest import Convert
from toolkit.diagnostics import Findings
from toolkit.sheets.reader import Area, Book, Cell, read_cells
from toolkit.units import Unit

pytestmark = [pytest.mark.client, pytest.mark.slow]


def workbook(folder: Path) -> Path:
    """A roster with every kind of cell, two hidden sheets, and texts for several records."""
    path = folder / "roster.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        squad, hidden, very = (made.add_worksheet(it) for it in ("Squad", "Hidden", "Very"))
        hidden.hide()
        very.very_hidden()
        kilos = made.add_format({"num_format": '0.0" kg"'})
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        hours = made.add_format({"num_format": "[h]:mm:ss"})
        bold = made.add_format({"bold": True})
        squad.merge_range("A1:C1", "Squad of Zoë Łęcka")
        squad.write_row("A2", ["Присед", 140, "102,5"])
        squad.write_number("A3", 102.5, kilos)
        squad.write_datetime("B3", datetime(2027, 3, 13), day)  # noqa: DTZ001
        squad.write_number("C3", 1.25, hours)
        squad.write_formula("A4", "=A3*2", kilos, 205)
        squad.write_formula("B4", "=1/0", None, "#DIV/0!")
        squad.write_rich_string("C4", "plain ", bold, "bold")
        squad.write_comment("A2", "a note is not the cell")
        for number in range(1_500):
            squad.write_string(9 + number, 0, f"Athlète {number} " + "Ж" * (number % 40))
        hidden.write_string("B2", "kept")
        very.write_number("A1", 1)
    return path


def opened(path: Path) -> Book:
    findings = Findings(path.name)
    result = read_cells(path, findings)
    assert result is not None, list(findings)
    return result


def cells(book: Book) -> dict[str, Cell]:
    rows = book.sheets[0].cells.values()
    return {cell.ref.cell: cell for row in rows for cell in row.values()}


@pytest.mark.parametrize("target", ["xls", "ods", "xlsx"])
def test_what_libreoffice_saves_says_the_same(
    tmp_path: Path, soffice: Convert, target: str
) -> None:
    source = workbook(tmp_path)
    path = soffice(source, target)
    read, wanted = opened(path), cells(opened(source))
    found = cells(read)
    assert read.format == target
    assert [(it.title, it.hidden) for it in read.sheets] == [
        ("Squad", False), ("Hidden", True), ("Very", True)
    ]  # fmt: skip
    assert {name: it.value for name, it in found.items()} == {
        name: it.value for name, it in wanted.items()
    }
    assert read.sheets[0].merges == (Area(1, 1, 1, 3),)
    assert (found["A3"].unit, found["A4"].unit) == (Unit.KG, Unit.KG)
    assert found["C3"].value == timedelta(hours=30)
    assert {name for name, it in found.items() if it.formula} == {"A4", "B4"}
    assert {name for name, it in found.items() if it.is_error} == {"B4"}


def test_an_xls_holds_what_another_reader_finds_in_it(tmp_path: Path, soffice: Convert) -> None:
    """The records read here and by python-calamine give the same texts and numbers."""
    path = soffice(workbook(tmp_path), "xls")
    found = cells(opened(path))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    theirs = {
        f"{'ABC'[column]}{row}": value
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values)
        if isinstance(value, str | float) and value != ""
    }
    assert len(theirs) > 1_500
    assert {name: found[name].value for name in theirs} == theirs
