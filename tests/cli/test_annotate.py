"""`periodize check BOOK --annotate OUT` as a coach types it."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from tests.books import book
from tests.rules.makers import EXAMPLES, TODAY
from toolkit import api, rules
from toolkit.cli import main
from toolkit.roundtrip.values import values_workbook

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
SQUAD = "# Squad\n| Name | Squat |\n| Anna Berg | ~120 |\n| Bo Lund | 180 |\n"


def check(*arguments: str | Path) -> Result:
    words = ["check", *map(str, arguments), "--today", TODAY.isoformat()]
    return CliRunner().invoke(main, words)


def test_the_copy_has_a_colour_and_a_note_wherever_the_text_names_a_cell(tmp_path: Path) -> None:
    broken, out = SAMPLES / "broken.xlsx", tmp_path / "marked.xlsx"
    before = broken.read_bytes()
    done = check(broken, "--annotate", out)
    assert done.exit_code == 1
    assert done.output == check(broken).output + f"The annotated copy is {out}.\n"
    marked = load_workbook(out)
    for item in api.check_book(broken, today=TODAY):
        if item.where.cell:
            cell = marked[item.where.sheet][item.where.cell]
            assert item.message in cell.comment.text
            assert item.hint in cell.comment.text
            assert cell.fill.fill_type == "solid"
    assert broken.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["marked.xlsx"]


def test_a_book_without_a_fault_is_copied_and_said_to_be_ready(tmp_path: Path) -> None:
    out = tmp_path / "copy.xlsx"
    path = book(tmp_path, SQUAD.replace("~", "").replace("# Squad", "# Maxes"))
    done = check(path, "--annotate", out, "--meet", "2027-03-13")
    assert done.exit_code == 0, done.output
    sheets = load_workbook(out)
    assert sheets.sheetnames == ["Maxes", "Findings"]


def test_as_json_only_the_findings_are_printed(tmp_path: Path) -> None:
    out = tmp_path / "copy.xlsx"
    done = check(book(tmp_path, SQUAD), "--annotate", out, "--format", "json")
    assert json.loads(done.output)["findings"][0]["cell"] == "Squad!B2"
    assert out.exists()


def test_as_json_it_is_said_too_that_no_copy_was_written(tmp_path: Path) -> None:
    out = tmp_path / "copy.xlsx"
    out.write_bytes(b"the coach's")
    done = check(book(tmp_path, SQUAD), "--annotate", out, "--format", "json")
    assert rules.FILE_EXISTS.code in {item["code"] for item in json.loads(done.output)["findings"]}
    assert done.exit_code == 1
    assert out.read_bytes() == b"the coach's"


@pytest.mark.parametrize("way", ["itself", "a link", "a hard link", "a dead link", "another"])
def test_no_file_is_ever_written_over(way: str, tmp_path: Path) -> None:
    path, out = book(tmp_path, SQUAD), tmp_path / "out.xlsx"
    before = path.read_bytes()
    match way:
        case "itself":
            out = path
        case "a link":
            out.symlink_to(path)
        case "a hard link":
            out.hardlink_to(path)
        case "a dead link":
            out.symlink_to(tmp_path / "gone.xlsx")
        case "another":
            out.write_bytes(b"mine")
    there = out.read_bytes() if out.exists() else b""
    done = check(path, "--annotate", out)
    assert done.exit_code == 1
    assert "O504" in done.output
    assert "annotated copy" not in done.output
    assert path.read_bytes() == before
    assert (out.read_bytes() if out.exists() else b"") == there


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    done = check(book(tmp_path, SQUAD), "--annotate", tmp_path / "taken" / "out.xlsx")
    assert done.exit_code == 1
    assert "O503" in done.output


@pytest.mark.parametrize("code", sorted(EXAMPLES.keys() - {"B101", "B103"}))
def test_of_a_file_that_cannot_be_read_there_is_no_copy(code: str, tmp_path: Path) -> None:
    EXAMPLES[code](tmp_path)
    path = next(path for path in tmp_path.iterdir() if path.name != "good.xlsx")
    out = tmp_path / "out.xlsx"
    done = check(path, "--annotate", out)
    assert code in done.output
    assert not out.exists()


def test_of_a_text_file_the_copy_holds_the_values_and_says_so(tmp_path: Path) -> None:
    path, out = tmp_path / "my [club].csv", tmp_path / "out.xlsx"
    path.write_text("Name,Squat,Note\nAnna Berg,~120,=1+1\nBo,180,007\n", encoding="utf-8")
    done = check(path, "--annotate", out)
    assert "O608" in done.output
    marked = load_workbook(out)
    sheet = marked.worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["Anna Berg", "~120", "=1+1"]
    assert sheet["C2"].data_type == "s"
    assert sheet["C3"].value == "007"
    assert "C201 error" in sheet["B2"].comment.text
    codes = {row[0]: row[1] for row in marked["Findings"].iter_rows(values_only=True)}
    assert codes["C201"] == "my club!B2"
    assert "O608" in codes


def test_values_are_copied_as_what_they_are() -> None:
    """Of an .xls or .ods: numbers, dates, times and texts; what Excel cannot hold as text."""
    day, hour = (datetime.fromisoformat(f"2027-03-13 {time}") for time in ("00:00", "09:30"))
    values = [1, 1.5, True, "1.5", "=A1", day.date(), hour, day]
    values += [date(1850, 1, 1), float("inf"), None, "https://x.example"]
    cells = {(row, 1): value for row, value in enumerate(values, start=1)}
    data = values_workbook({"A": cells}, made_on=TODAY)
    shown = [cell.value for cell in load_workbook(io.BytesIO(data))["A"]["A"]]
    wanted = [1, 1.5, True, "1.5", "=A1", day, hour, day]
    assert shown == [*wanted, "1850-01-01", "inf", None, "https://x.example"]
