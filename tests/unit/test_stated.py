"""What a sheet states once for all its weights: the unit, and whose they are."""

from __future__ import annotations

import pytest

from tests.books import cells
from toolkit.sheets.grid import Grid
from toolkit.sheets.stated import Stated


def stated(markdown: str) -> Stated:
    return Stated(Grid(cells(markdown).sheets[0]))


@pytest.mark.parametrize(
    ("sheet", "unit"),
    [
        ("| Units | lb |\n| Squat 1RM | 225 |", "lb"),
        ("| Einheit: | kg |", "kg"),
        ("| All weights in pounds |", "lb"),
        ("| Alle Angaben in kg |", "kg"),
        ("| kg | lb |\n| Units | lb |", "lb"),
        ("| kg | lb |", None),
        ("| Bodyweight (kg) | 82 |", None),
        ("| Plates (kg) | 25 |", None),
        ("| Squat | 140 |", None),
    ],
)
def test_the_one_unit_that_a_sheet_speaks_of(sheet: str, unit: str | None) -> None:
    assert stated(f"# S\n{sheet}").unit == unit


def test_a_unit_alone_over_a_column_is_that_of_the_column() -> None:
    sheet = stated("# S\n| Lift | kg | lb |\n| Squat | 140 | 308.5 |")
    assert [sheet.unit_over(2, column) for column in (2, 3)] == ["kg", "lb"]


@pytest.mark.parametrize(
    "sheet",
    [
        "| Name: Anna Berg |",
        "| Athlete | Anna Berg |",
        "| Lifter: | | | Anna Berg |",
        "| Имя: | Anna Berg |",
        "| Name |\n| Anna Berg |",
    ],
)
def test_a_label_announces_the_name(sheet: str) -> None:
    assert [place.cell.text for place in stated(f"# S\n{sheet}").names] == ["Anna Berg"]


@pytest.mark.parametrize(
    "sheet", ["| Name | Squat | Bench |", "| Name | 1RM |", "| Enter your name below, please |"]
)
def test_a_header_or_an_instruction_names_nobody(sheet: str) -> None:
    assert stated(f"# S\n{sheet}").names == ()


def test_a_weight_belongs_to_the_nearest_name_above_it() -> None:
    sheet = stated(
        "# S\n| Name: | Anna |\n| Squat 1RM | 120 |\n|\n| Name: | Bo |\n| Squat 1RM | 180 |"
    )
    owners = [sheet.athlete_of(row, 2) for row in (2, 5)]
    assert [cell.text for cell in owners if cell] == ["Anna", "Bo"]
