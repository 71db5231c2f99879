"""Where a law or the method's own table is stronger, the check gives way."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit import api

from .tables import example

HEAD = "| days | lift | dose | lead | role | emphasis |\n"
MEET = "base: meet\n\n| days | lift | dose | role | load |\n"
WEEKS = "base: weeks\n\n"
LATE_SINGLE = """base: meet
without: 9
lift: {}

| days | dose     | role | lift |
| 4    | 1x1 @ 91 | top  | {}   |
"""
STILL_NEW = """base: meet
without: 9
stage: {}
phase: learning

| days | lift  | dose     |
| 9    | Squat | 3x3 @ 70 |
"""
THREE_ATTEMPTS = """base: meet

| days | lift  | dose | role    | load |
| 0    | Squat | 1x1  | attempt | {0}  |
| 0    | Squat | 1x1  | attempt | {0}  |
| 0    | Squat | 1x1  | attempt | {1}  |
"""

CASES = {
    "a table that names its leads keeps the method's own doses (DOS-03)": (
        "P533",
        HEAD + "| 0 7 | Squat | 6x7 @ 70 | {} | | |\n",
        ("", "repetition"),
    ),
    "a repetition block is light on purpose (DOS-02)": (
        "P532",
        HEAD + "| 0 3 7 10 14 17 21 24 | Squat | 4x6 @ 66 | {} | | |\n",
        ("", "repetition"),
    ),
    "timing sets make no day big (PER-02)": (
        "P522",
        WEEKS + HEAD + "| 2 | Squat | 10x3 @ 60 | | | {} |\n| 4 | Squat | 3x2 @ 86 | | | |\n",
        ("repetition", "timing"),
    ),
    "timing sets are counted apart from the week's sets (DOS-01)": (
        "P531",
        WEEKS + HEAD + "| 1 | Squat | 12x2 @ 60 | | | {} |\n",
        ("repetition", "timing"),
    ),
    "a new block may begin heavier (PRG-01)": (
        "P541",
        HEAD
        + "| 0 7 14 | Squat | 3x5 @ 70 | repetition | | |\n| 21 | Squat | 3x5 @ 80 | {} | | |\n",
        ("repetition", "difficulty"),
    ),
    "the bench press may be heavy four days out (TAP-05)": (
        "P505",
        LATE_SINGLE,
        ("Press", "Bench press"),
    ),
    "a lift still being learned needs no heavy set (TAP-06)": (
        "P506",
        STILL_NEW,
        ("experienced", "new"),
    ),
    "a C meet is trained through (TAP-07)": (
        "P507",
        "base: meet\nmeet_priority: {}\n\n| days | lift | dose |\n| 1 | Squat | 2x2 @ 70 |\n",
        ("A", "C"),
    ),
    "a light lift's second has no better weight on the grid (MEET-02)": (
        "P582",
        THREE_ATTEMPTS,
        ("150 200", "37.5 40"),
    ),
    "a test may reach the limit (DOS-04)": (
        "P534",
        WEEKS + "| days | lift | dose | phase |\n| 28 | Squat | 1x3 @ 95 | {} |\n",
        ("rotation", "test"),
    ),
    "rounding to the grid adds a little to the last warm-up (MEET-05)": (
        "P585",
        MEET + "| 0 | Squat | 1x1 | warm-up | {} |\n| 0 | Squat | 1x1 | attempt | 52.5 |\n"
        "| 0 | Squat | 1x1 | attempt | 55 |\n| 0 | Squat | 1x1 | attempt | 57.5 |\n",
        ("52.5", "50"),
    ),
}


def codes(folder: Path, body: str) -> list[str]:
    return [item.code for item in api.review_file(example(folder, body).path)]


def filled(body: str, value: str) -> str:
    return body.format(*value.split()) if "{0}" in body else body.replace("{}", value)


@pytest.mark.parametrize("name", list(CASES))
def test_a_check_gives_way(name: str, tmp_path: Path) -> None:
    code, body, (judged, spared) = CASES[name]
    assert code in codes(tmp_path, filled(body, judged))
    assert code not in codes(tmp_path, filled(body, spared))


def test_the_bench_press_may_peak_four_days_out(tmp_path: Path) -> None:
    """Law 4 is wider than TAP-04 for the bench press."""
    assert "P504" not in codes(tmp_path, filled(LATE_SINGLE, "Bench press"))


def test_an_attempt_below_the_one_before_is_told(tmp_path: Path) -> None:
    body = (
        MEET + "| 0 | Squat | 1x1 @ 91 | attempt | 182.5 |\n"
        "| 0 | Squat | 1x1 @ 96 | attempt | 180 |\n| 0 | Squat | 1x1 @ 100 | attempt | 200 |\n"
    )
    findings = api.review_file(example(tmp_path, body).path)
    assert "one falls" in next(item.message for item in findings if item.code == "P584")
