"""Maxes with their days: the latest counts, and a log is no history."""

from __future__ import annotations

import pytest

from tests.books import cells
from toolkit.sheets.grid import Grid
from toolkit.sheets.history import latest
from toolkit.sheets.sights import Outlook
from toolkit.sheets.words import read_label


def found(markdown: str) -> list[tuple[str, float, str | None, str]]:
    outlook = Outlook(Grid(cells(markdown).sheets[0]), read_label("book"))
    return [
        (it.lift.name if it.lift else "", it.weight.value, it.kind and str(it.kind),
         it.day.text[:10] if it.day else "")
        for it in latest(outlook)
    ]  # fmt: skip


def test_of_days_as_columns_the_latest_with_a_number_counts() -> None:
    assert found(
        "# 1RM\n| | 2026-01-10 | 2026-04-11 | 2026-07-11 |\n"
        "| Squat | 130 | 140 | |\n| Bench | 85 | 87.5 | 90 |"
    ) == [("Squat", 140, "1RM", "2026-04-11"), ("Bench press", 90, "1RM", "2026-07-11")]


def test_of_days_as_rows_too_whatever_their_order() -> None:
    assert found(
        "# 1RM\n| Date | Squat | Bench |\n| 2026-07-11 | 140 | 90 |\n| 2026-01-10 | 150 | 85 |"
    ) == [("Squat", 140, "1RM", "2026-07-11"), ("Bench press", 90, "1RM", "2026-07-11")]


def test_months_in_words_are_days() -> None:
    assert found("# Maxima\n| | März 2026 | Juni 2026 |\n| Kniebeuge | 130 | 140 |") == [
        ("Squat", 140, "1RM", "Juni 2026")
    ]


@pytest.mark.parametrize(
    ("title", "days", "kind"),
    [
        ("Training maxes", "2026-01-10 | 2026-04-11", "training max"),
        ("Squad", "2026-01-10 | 2026-04-11", "1RM"),
        ("Squad", "2026-01-10 | 2026-01-12", None),
    ],
)
def test_numbers_weeks_apart_are_tests_unless_the_sheet_says_more(
    title: str, days: str, kind: str | None
) -> None:
    ((_, _, said, _),) = found(f"# {title}\n| | {days} |\n| Squat | 130 | 140 |")
    assert said == kind


@pytest.mark.parametrize(
    "sheet",
    [
        "# S\n| | 2026-01-10 |\n| Squat | 130 |",
        "# S\n| Date | Squat | Reps |\n| 2026-01-10 | 100 | 5 |\n| 2026-04-10 | 105 | 5 |",
    ],
    ids=["a single day", "sets of a log"],
)
def test_what_is_no_history(sheet: str) -> None:
    assert found(sheet) == []
