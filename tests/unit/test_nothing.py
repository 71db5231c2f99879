"""Books without a max in them, and the one sentence that says why."""

from __future__ import annotations

import pytest

from tests.books import cells
from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.sheets.grid import Grid
from toolkit.sheets.nothing import REASONS, is_log, say_why_nothing
from toolkit.sheets.sights import Outlook
from toolkit.sheets.words import read_label


def outlooks(markdown: str) -> list[Outlook]:
    return [Outlook(Grid(sheet), read_label("book")) for sheet in cells(markdown).sheets]


LOG = "# Log\n| Date | Exercise | Weight | Reps |\n| 2026-03-01 | Squat | 100 | 5 |"
WHY = {
    "max-cell-empty": "# Start\n| Squat 1RM: | |",
    "only-a-log": LOG,
    "only-standards": "# S\n| | Novice | Elite |\n| Squat | 70 | 160 |",
    "only-attempts": "# S\n| Lifter | Squat 1 | Squat 2 |\n| Anna | 120 | 127.5 |",
    "only-bodyweights": "# S\n| Name | Bodyweight |\n| Anna | 62.4 |",
    "only-a-chart": "# S\n| Reps | RPE 9 | RPE 8 |\n| 1 | 96 | 92 |",
    "only-a-program": "# S\n| Exercise | Sets | Reps | Load |\n| Squat | 5 | 5 | 100 |",
}


@pytest.mark.parametrize(("slug", "sheet"), WHY.items())
def test_a_book_says_in_one_sentence_what_it_is_instead(slug: str, sheet: str) -> None:
    findings = Findings("book.xlsx")
    say_why_nothing(outlooks(sheet), findings)
    assert [item.rule.slug for item in findings] == [slug]


def test_every_such_sentence_is_known_as_one() -> None:
    assert {rule.slug for rule in REASONS} == {*WHY, rules.MAYBE_MAX.slug}


def test_a_cell_that_waits_for_a_max_is_said_before_anything_else() -> None:
    findings = Findings("book.xlsx")
    say_why_nothing(outlooks(f"{WHY['only-a-program']}\n{WHY['max-cell-empty']}"), findings)
    assert [str(item.where) for item in findings] == ["Start!A1"]


def test_a_book_of_nothing_known_is_left_to_others_to_name() -> None:
    findings = Findings("book.xlsx")
    say_why_nothing(outlooks("# S\n| Opening hours | Monday to Friday |"), findings)
    assert len(findings) == 0


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (LOG, True),
        ("# S\n| 2026-03-01 | 2026-03-03 |\n| 100x5 | 105x5 |\n| 110x5 | 112x5 |", True),
        ("# S\n| Date | Squat | Bench |\n| 2026-03-01 | 140 | 90 |", False),
        ("# S\n| Exercise | Sets | Reps | Weight |\n| Squat | 5 | 5 | 100 |", False),
    ],
)
def test_a_log_is_known_by_its_days_and_its_sets(sheet: str, expected: bool) -> None:
    assert is_log(outlooks(sheet)[0]) is expected
