"""Opening files: what is a cell, what is refused, and that nothing is ever written."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.books import book
from toolkit.diagnostics import Findings
from toolkit.sheets.reader import Book, Cell, column_letters, read_book


def opened(path: Path) -> Book:
    findings = Findings(path.name)
    result = read_book(path, findings)
    assert result is not None, list(findings)
    return result


def cells(path: Path, row: int = 1) -> dict[str, Cell]:
    return {cell.ref.cell: cell for cell in opened(path).sheets[0].row(row).values()}


def test_every_value_keeps_its_address_its_formula_and_its_kind(tmp_path: Path) -> None:
    row = '| NA | 140 | 2027-03-13 | =A1*2 -> 280 | =A1*2 | #REF! | =A1 -> "" | "=B1" | "140" |'
    found = cells(book(tmp_path, f"# Sheet\n{row}\n"))
    assert found["A1"].value == "NA"
    assert found["B1"].value == 140
    assert found["C1"].value == datetime(2027, 3, 13)  # noqa: DTZ001
    assert (found["D1"].value, found["D1"].formula) == (280, "=A1*2")
    assert found["E1"].uncalculated
    assert not found["E1"].is_blank
    assert found["F1"].is_error
    assert found["F1"].value == "#REF!"
    assert found["G1"].is_blank
    assert not found["G1"].uncalculated
    assert (found["H1"].value, found["H1"].formula) == ("=B1", "")
    assert found["I1"].value == "140"


def test_the_text_of_an_error_typed_by_hand_is_text(tmp_path: Path) -> None:
    found = cells(book(tmp_path, '# Sheet\n| "#REF!" |\n'))
    assert not found["A1"].is_error


def test_hidden_sheets_are_marked(tmp_path: Path) -> None:
    sheets = opened(book(tmp_path, "# One\n| a |\n# Two (hidden)\n| b |\n")).sheets
    assert [(sheet.title, sheet.hidden) for sheet in sheets] == [("One", False), ("Two", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Squat\r\nAnna,102.5\r\n",
        "Name;Squat;Bench\nAnna;102,5;77,5\n",
        "Name\tSquat\nAnna\t102,5\n",
        "\ufeffName;Squat\nAnna;102,5\n",
    ],
)
def test_a_csv_is_read_whatever_parts_its_fields(tmp_path: Path, text: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8", newline="")
    found = cells(path, 2)
    assert found["A2"].text == "Anna"
    assert found["B2"].text in {"102.5", "102,5"}
    assert found["B2"].ref.sheet == ""
    assert "Name" in [cell.text for cell in cells(path, 1).values()]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_csv_of_an_older_program_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes("Name;Squat\nZoë;100\n".encode(encoding))
    assert cells(path, 2)["A2"].text == "Zoë"


def test_the_format_is_told_by_the_bytes_and_not_by_the_name(tmp_path: Path) -> None:
    workbook = book(tmp_path, "# Sheet\n| Anna |\n").rename(tmp_path / "roster.csv")
    assert cells(workbook)["A1"].text == "Anna"
    text = tmp_path / "roster.xlsx"
    text.write_text("Name,Squat\nAnna,100\n")
    assert cells(text, 2)["B2"].text == "100"


def test_the_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = book(tmp_path, "# Sheet\n| Anna |\n")
    path.chmod(0o444)
    before, changed = path.read_bytes(), path.stat().st_mtime_ns
    opened(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, changed)
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_are_lettered_as_in_a_spreadsheet(number: int, letters: str) -> None:
    assert column_letters(number) == letters


def test_dates_typed_in_a_csv_stay_text_until_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(f"Name,Start\nAnna,{date(2027, 1, 4)}\n")
    assert cells(path, 2)["B2"].value == "2027-01-04"
