"""A sheet as the eye takes it in: the words left of a number and above it."""

from __future__ import annotations

import pytest

from tests.books import cells
from toolkit.sheets.cells import Cell, CellRef
from toolkit.sheets.grid import Grid, is_broken, is_scheme, is_weight, is_words


def grid(markdown: str, *merged: str) -> Grid:
    return Grid(cells(markdown, *merged).sheets[0])


def left(found: Grid, row: int, column: int) -> tuple[str, int, int] | None:
    beside = found.left.get((row, column))
    return (beside.place.cell.text, beside.numbers, beside.blanks) if beside else None


def above(found: Grid, row: int, column: int) -> tuple[str, int, int] | None:
    beside = found.above.get((row, column))
    return (beside.place.cell.text, beside.numbers, beside.blanks) if beside else None


def test_a_number_knows_its_label_and_its_header_and_what_lies_between() -> None:
    found = grid("# S\n| Lift | 1RM | Goal |\n| Squat | 140 | 150 |\n| Bench | 90 | 95 |\n")
    assert left(found, 3, 2) == ("Bench", 0, 0)
    assert left(found, 3, 3) == ("Bench", 1, 0)
    assert above(found, 3, 3) == ("Goal", 1, 0)


@pytest.mark.parametrize(("blanks", "label"), [(4, ("Squat", 0, 4)), (5, None)])
def test_a_label_reaches_four_empty_columns_far(
    blanks: int, label: tuple[str, int, int] | None
) -> None:
    found = grid(f"# S\n| Squat | {'| ' * blanks} 140 |\n")
    assert left(found, 1, blanks + 2) == label


@pytest.mark.parametrize(("blanks", "header"), [(2, ("1RM", 0, 2)), (3, None)])
def test_a_header_reaches_two_empty_rows_far(
    blanks: int, header: tuple[str, int, int] | None
) -> None:
    found = grid("# S\n| 1RM |\n" + "| |\n" * blanks + "| 140 |\n")
    assert above(found, blanks + 2, 1) == header


def test_the_columns_of_a_merged_label_are_not_empty() -> None:
    found = grid("# S\n| Enter your squat max: | | | | | | 140 |\n", "A1:F1")
    assert left(found, 1, 7) == ("Enter your squat max:", 0, 0)


def test_a_merged_header_stands_above_every_column_it_covers() -> None:
    found = grid("# S\n| Squat | |\n| 140 | 150 |\n", "A1:B1")
    assert above(found, 2, 1) == above(found, 2, 2) == ("Squat", 0, 0)


def test_words_merged_down_label_every_row_they_cover() -> None:
    found = grid("# S\n| Squat | 140 |\n| | 126 |\n", "A1:A2")
    assert left(found, 2, 2) == ("Squat", 0, 0)


def test_a_merged_column_of_a_thousand_rows_labels_nothing() -> None:
    assert grid("# S\n| Squat | 140 |\n| | 126 |\n", "A1:A1000").anchors == {}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (140.0, "weight"), ("225 lb", "weight"), ("140x5", "weight"), ("-70", "weight"),
        ("Squat", "words"), ("1RM", "words"), ("5RM test", "words"), ("Week 3", "words"),
        ("102..5", "broken"), ("1O5", "broken"), ("~180", "broken"), ("180?", "broken"),
        ("2026-03-01", "words"), ("01.03.2026", "words"), ("5x5", "words"), ("3 x 8-10", "words"),
        ("kg", "nothing"), (":", "nothing"), ("->", "nothing"), (None, "nothing"),
    ],
)  # fmt: skip
def test_a_cell_holds_a_weight_or_words_or_a_slip_of_the_pen(value: object, kind: str) -> None:
    cell = Cell(CellRef("S", "A1"), value)
    looks = {"weight": is_weight(cell), "words": is_words(cell), "broken": is_broken(cell)}
    assert [name for name, seen in looks.items() if seen] == ([] if kind == "nothing" else [kind])


@pytest.mark.parametrize("fault", [{"is_error": True}, {"uncalculated": True}])
def test_an_error_is_broken_and_no_words(fault: dict[str, bool]) -> None:
    cell = Cell(CellRef("S", "A1"), "#REF!", **fault)
    assert is_broken(cell)
    assert not is_words(cell)
    assert not is_weight(cell)


def test_sets_and_reps_are_known_by_their_beginning() -> None:
    assert is_scheme("3 x 8-10 @ 70 %")
    assert not is_scheme("Squat 5x5")
