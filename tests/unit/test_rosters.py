"""Tables of athletes, however their header is built: each sheet, and the maxes in it."""

from __future__ import annotations

import pytest

from tests.books import cells
from toolkit.diagnostics import Findings
from toolkit.sheets.detect import find_tables
from toolkit.sheets.headings import Page, heading_of
from toolkit.sheets.tables import Row


def rows(markdown: str, *merged: str, findings: Findings | None = None) -> list[Row]:
    tables = find_tables(cells(markdown, *merged), findings or Findings("book.xlsx"))
    return [row for table in tables if table.kind in ("maxes", "list") for row in table.rows]


def said(row: Row) -> tuple[str, ...]:
    """Athlete, lift and max as they stand there; the kind where the sheet says one."""
    kind = row.filled("kind")
    return (*(row.cells[it].text for it in ("athlete", "lift", "max")), kind.text if kind else "")


ANNA = [("Anna", "Squat", "120", ""), ("Anna", "Bench", "70", "")]
ANNA_MAX = [("Anna", "Squat", "120", "1RM"), ("Anna", "Bench", "70", "1RM")]
BO = [("Bo", "Squat", "180", ""), ("Bo", "Bench", "100", "")]

LAYOUTS = {
    "a header and its rows": (
        "# S\n| Name | Squat | Bench |\n| Anna | 120 | 70 |\n| Bo | 180 | 100 |",
        (),
        ANNA + BO,
    ),
    "titles above": (
        "# S\nWinter squad\nUpdated in May\n| Name | Squat | Bench |\n| Anna | 120 | 70 |",
        (),
        ANNA,
    ),
    "empty rows and columns between": (
        "# S\n| Name | | Squat | | Bench |\n| Anna | | 120 | | 70 |\n|\n| Bo | | 180 | | 100 |",
        (),
        ANNA + BO,
    ),
    "names without a heading": ("# S\n| | Squat | Bench |\n| Anna | 120 | 70 |", (), ANNA),
    "lifts merged over what is known of them": (
        (
            "# S\n| | Squat | | Bench | |\n| Name | 1RM | Goal | 1RM | Goal |\n"
            "| Anna | 120 | 130 | 70 | 75 |"
        ),
        ("B1:C1", "D1:E1"),
        ANNA_MAX,
    ),
    "the name merged down beside them": (
        (
            "# S\n| Name | Squat | | Bench | |\n| | 1RM | Goal | 1RM | Goal |\n"
            "| Anna | 120 | 130 | 70 | 75 |"
        ),
        ("A1:A2", "B1:C1", "D1:E1"),
        ANNA_MAX,
    ),
    "lifts over two kinds, not merged": (
        "# S\n| | Squat | |\n| Name | 1RM | TM |\n| Anna | 120 | 108 |",
        (),
        [("Anna", "Squat", "120", "1RM"), ("Anna", "Squat", "108", "training max")],
    ),
    "what it is merged over the lifts": (
        (
            "# S\n| | Training maxes | | Goals | |\n| Name | Squat | Bench | Squat | Bench |\n"
            "| Anna | 108 | 63 | 130 | 75 |"
        ),
        ("B1:C1", "D1:E1"),
        [("Anna", "Squat", "108", "training max"), ("Anna", "Bench", "63", "training max")],
    ),
    "side by side": (
        (
            "# S\n| Name | Squat | Bench | | Name | Squat | Bench |\n"
            "| Anna | 120 | 70 | | Bo | 180 | 100 |"
        ),
        (),
        ANNA + BO,
    ),
    "one under the other": (
        (
            "# S\n| Name | Squat | Bench |\n| Anna | 120 | 70 |\n|\n"
            "| Name | Squat | Bench |\n| Bo | 180 | 100 |"
        ),
        (),
        ANNA + BO,
    ),
    "years under their lift: the last with a number": (
        (
            "# S\n| | Squat | | |\n| Name | 2024 | 2025 | 2026 |\n"
            "| Anna | 110 | 115 | 120 |\n| Bo | 180 | | |"
        ),
        ("B1:D1",),
        [ANNA[0], BO[0]],
    ),
    "days on a sheet named by the lift": (
        "# Squat\n| Name | 2026-03-01 | 2026-06-01 |\n| Anna | 115 | 120 |",
        (),
        [ANNA[0]],
    ),
    "attempts under their lift: the best is of the meet": (
        "# S\n| | Squat | | |\n| Name | 1 | 2 | Best |\n| Anna | 127.5 | -130 | 127.5 |",
        ("B1:D1",),
        [("Anna", "Squat", "127.5", "meet best")],
    ),
    "numbered attempts": (
        "# S\n| Name | Squat 1 | Squat 2 | Squat |\n| Anna | 120 | 127.5 | 127.5 |",
        (),
        [("Anna", "Squat", "127.5", "meet best")],
    ),
    "the title says what kind it is": (
        "# S\nTraining maxes\n| Name | Squat | Bench |\n| Anna | 108 | 63 |",
        (),
        [("Anna", "Squat", "108", "training max"), ("Anna", "Bench", "63", "training max")],
    ),
    "the sheet says which lift it is": (
        "# Squat\n| Name | 1RM |\n| Anna | 120 |",
        (),
        ANNA_MAX[:1],
    ),
    "what is worked out is no lift, a footer no athlete": (
        (
            "# S\n| Name | BW | Squat | Bench | Total | Wilks |\n"
            "| Anna | 62 | 120 | 70 | 190 | 215 |\n| Average | 62 | 120 | 70 | | |"
        ),
        (),
        ANNA,
    ),
    "a percentage of a lift is no max": (
        "# S\n| Name | Squat | Squat 75 % |\n| Anna | 120 | 90 |",
        (),
        ANNA[:1],
    ),
    "letters in company": (
        "# S\n| Name | S | B | D |\n| Anna | 120 | 70 | 150 |",
        (),
        [
            ("Anna", "Squat", "120", ""),
            ("Anna", "Bench press", "70", ""),
            ("Anna", "Deadlift", "150", ""),
        ],
    ),
    "a lift that nobody knows, called a max": (
        "# S\n| Name | Squat | Yoke max |\n| Anna | 120 | 200 |",
        (),
        [ANNA[0], ("Anna", "Yoke", "200", "1RM")],
    ),
    "a long list": (
        "# S\n| Lifter | Exercise | 1RM |\n| Anna | Squat | 120 |\n| Anna | Bench | 70 |",
        (),
        ANNA_MAX,
    ),
    "a list with the name merged down": (
        "# S\n| Lifter | Exercise | 1RM |\n| Anna | Squat | 120 |\n| | Bench | 70 |",
        ("A2:A3",),
        ANNA_MAX,
    ),
    "a list whose lifts say the kind": (
        (
            "# S\n| Lifter | Lift | Weight |\n| Anna | Squat 1RM | 120 |\n"
            "| Anna | Bench TM | 63 |\n| Anna | Bodyweight | 62 |"
        ),
        (),
        [ANNA_MAX[0], ("Anna", "Bench", "63", "training max")],
    ),
}


@pytest.mark.parametrize(("sheet", "merged", "maxes"), LAYOUTS.values(), ids=LAYOUTS)
def test_the_maxes_of_a_table_of_athletes(
    sheet: str, merged: tuple[str, ...], maxes: list[tuple[str, ...]]
) -> None:
    findings = Findings("book.xlsx")
    assert [said(row) for row in rows(sheet, *merged, findings=findings)] == maxes
    assert len(findings) == 0


NO_ROSTERS = {
    "levels are no names": "# S\n| | Squat | Bench |\n| Novice | 70 | 50 |\n| Elite | 180 | 99 |",
    "weeks are no names": "# S\n| | Squat | Bench |\n| Week 1 | 120 | 70 |\n| Week 2 | 125 | 75 |",
    "sets that were done are no maxes": (
        "# S\n| Name | Date | Exercise | Weight | Reps |\n| Anna | 2026-03-01 | Squat | 100 | 5 |"
    ),
    "two letters alone are no lift": "# S\n| Name | BP |\n| Anna | 120 |",
    "goals are no maxes": "# S\n| Name | Squat goal | Bench goal |\n| Anna | 130 | 75 |",
}


@pytest.mark.parametrize("sheet", NO_ROSTERS.values(), ids=NO_ROSTERS)
def test_what_looks_like_a_roster_and_is_none(sheet: str) -> None:
    assert rows(sheet) == []


def test_a_row_of_units_below_the_header_belongs_to_it() -> None:
    found = rows("# S\n| Name | Squat | Bench |\n| | kg | lb |\n| Anna | 120 | 155 |")
    assert [(row.cells["max"].text, row.units["max"]) for row in found] == [
        ("120", "kg"),
        ("155", "lb"),
    ]


def test_a_unit_above_the_table_holds_for_what_names_none() -> None:
    found = rows("# S\nAll weights in lb\n| Name | Squat | Bench (kg) |\n| Anna | 265 | 70 |")
    assert [(row.units["max"], row.unit_source) for row in found] == [
        ("lb", "sheet"),
        ("kg", "header"),
    ]


def test_of_several_days_the_day_of_the_last_is_kept() -> None:
    (row,) = rows("# S\n| | Squat | |\n| Name | 2025 | 2026 |\n| Anna | 115 | 120 |", "B1:C1")
    assert (row.cells["max"].ref.cell, row.cells["tested_on"].text) == ("C3", "2026")


def test_a_first_and_a_last_name_are_one_athlete() -> None:
    (row,) = rows("# S\n| First name | Last name | Squat |\n| Anna | Berg | 120 |")
    assert row.cells["athlete"].text == "Anna Berg"


# --- headers ---------------------------------------------------------------------------------


def test_the_units_and_the_upper_half_of_a_header_are_no_headers() -> None:
    sheet = "# S\n| | Squat | Bench |\n| Name | 1RM | 1RM |\n| | kg | kg |\n| Anna | 120 | 70 |"
    assert Page(cells(sheet).sheets[0]).headers == (2,)


def test_a_label_under_a_lift_has_it_for_a_parent_and_a_label_of_its_own_has_not() -> None:
    sheet = "# S\n| | Squat | | |\n| Name | 1RM | Goal | Bench |\n| Anna | 120 | 130 | 70 |"
    page = Page(cells(sheet, "B1:C1").sheets[0])
    parents = heading_of(page.grid, 2).parents
    assert {column: cell.text for column, cell in parents.items()} == {2: "Squat", 3: "Squat"}


def test_a_table_ends_where_the_next_begins() -> None:
    sheet = "# S\n| Name | Squat |\n| Anna | 120 |\n| Name | Bench |\n| Bo | 100 |"
    page = Page(cells(sheet).sheets[0])
    assert [page.end(row) for row in page.headers] == [2, None]
    assert page.below(1, 2, 20) == [120.0]
