"""The whole job on the samples, judged by the programs a coach opens the files with."""

from __future__ import annotations

import csv
import subprocess
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.client.conftest import Convert, program
from toolkit import make_plan
from toolkit.api import Made

TODAY = date(2026, 11, 22)
SAMPLES = Path(__file__).parents[2] / "sample_workbooks"


def made_from(name: str, folder: Path) -> Made:
    """The four files of a sample."""
    made = make_plan(SAMPLES / name, folder / "out", today=TODAY)
    assert made.plan is not None
    return made


@pytest.mark.parametrize("name", ["club.xlsx", "first-meet.xlsx", "roster.csv", "throwers.xlsx"])
def test_every_cell_of_plan_csv_is_what_libreoffice_recalculates(
    name: str, tmp_path: Path, soffice: Convert
) -> None:
    """Law 9: to the last digit, and no error value anywhere."""
    made = made_from(name, tmp_path)
    book = load_workbook(soffice(made.folder / "plan.xlsx", "xlsx"), data_only=True)
    with (made.folder / "plan.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["cell"]]
    assert rows
    for row in rows:
        sheet, _, cell = row["cell"].rpartition("!")
        value = book[sheet.strip("'").replace("''", "'")][cell].value
        assert value == float(row["load"]), row["cell"]
    shown = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [text for text in shown if isinstance(text, str) and text.startswith("#")]


def test_every_name_of_the_club_is_in_the_pdf_in_its_own_script(tmp_path: Path) -> None:
    """Five scripts, no missing glyph, every font embedded."""
    made = made_from("club.xlsx", tmp_path)
    pdf = str(made.folder / "cards.pdf")
    text = subprocess.run(
        [program("pdftotext"), pdf, "-"], capture_output=True, check=True, text=True
    ).stdout
    found = unicodedata.normalize("NFKC", text)
    assert "\N{REPLACEMENT CHARACTER}" not in found
    assert made.plan is not None
    for season in made.plan.seasons:
        words = unicodedata.normalize("NFKC", season.athlete.name).split()
        assert all(word in found or word[::-1] in found for word in words), season.athlete.name
    fonts = subprocess.run([program("pdffonts"), pdf], capture_output=True, check=True, text=True)
    lines = fonts.stdout.splitlines()[2:]
    assert lines
    assert all(line.split()[-5] == "yes" for line in lines)
    assert not [item for item in made.findings if item.code.startswith("O")]
