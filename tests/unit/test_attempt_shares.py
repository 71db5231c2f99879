"""The coach's own attempt percentages and estimate formula, from the cell to the platform."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.books import book
from toolkit import api
from toolkit.model.athlete import MaxKind, Preferences
from toolkit.outputs.meet_card import meet_card
from toolkit.sheets.parse import parse_attempts, parse_formula

TODAY = date(2026, 11, 22)
BOOK = """# Maxes
| Athlete | Lift | Max | Goal |
| Anna Berg | Squat | 195 | 200 |
| Anna Berg | Bench | {bench} | |

# Meets
| Meet | Date |
| Open | 2027-03-13 |

# Settings
| Setting | Value |
| {setting} | {value} |
"""


def read(folder: Path, setting: str, value: str, bench: str = "100") -> api.Book:
    text = BOOK.format(setting=setting, value=value, bench=bench)
    return api.read_book(book(folder, text), today=TODAY, unit="kg")


@pytest.mark.parametrize(
    "written",
    [
        "91/96/100",
        "91 / 96 / 100",
        "91-96-100",
        "91 96 100",
        "91, 96, 100",
        "91,96,100",
        "91 %, 96 %, 100 %",
        "91%/96%/100%",
        "0.91, 0.96, 1",
        "0.91/0.96/1",
        "0,91; 0,96; 1",
        "91,0 96,0 100,0",
    ],
)
def test_three_percentages_however_a_coach_writes_them(written: str) -> None:
    assert parse_attempts(written) == ("", (0.91, 0.96, 1.0))


@pytest.mark.parametrize("word", ["conservative", "Standard", " NOVICE "])
def test_a_style_is_a_word(word: str) -> None:
    assert parse_attempts(word) == (word.strip().lower(), ())


@pytest.mark.parametrize(
    "written",
    [
        "91/96",
        "91/96/100/102",
        "96/91/100",
        "91/100/96",
        "91/96/111",
        "0.91/0.96/1.2",
        "0.91/96/100",
        "10/20/30",
        "-91/96/100",
        "bold",
        "",
        None,
        0.91,
    ],
)
def test_what_falls_is_too_much_or_is_not_three_is_no_set_of_attempts(written: object) -> None:
    assert parse_attempts(written) is None


def test_thirds_may_go_beyond_the_expected_third_up_to_a_tenth() -> None:
    assert parse_attempts("92.5/97.5/102") == ("", (0.925, 0.975, 1.02))
    assert parse_attempts("92.5/97.5/110") == ("", (0.925, 0.975, 1.10))


def test_shares_of_the_settings_reach_the_platform(tmp_path: Path) -> None:
    """90, 95 and 101 % of the goal of 200 kg, on the grid."""
    found = read(tmp_path, "Attempts", "90/95/101")
    assert not found.findings.has_errors
    season = api.plan(found, today=TODAY).seasons[0]
    assert [one.group.load for one in season.attempts[0].attempts] == [180, 190, 200]
    shares = [one.group.rule.share for one in season.attempts[0].attempts]  # type: ignore[union-attr]
    assert shares == [0.90, 0.95, 1.01]
    card = meet_card(season)
    assert card is not None and "own attempts" in card.lifts[0].basis


def test_a_bad_set_of_shares_is_one_finding_at_its_cell(tmp_path: Path) -> None:
    found = read(tmp_path, "Attempts", "100/96/91")
    assert [(it.code, str(it.where)) for it in found.findings] == [("C230", "Settings!B2")]
    assert "100/96/91" in found.findings.items[0].message


def test_a_style_and_shares_are_one_wish() -> None:
    """An athlete's style is not overruled by the shares of the book, nor the other way round."""
    book_wide = Preferences(attempt_shares=(0.9, 0.95, 1.0), rotation="weekly")
    own = Preferences(attempts="novice").over(book_wide)
    assert (own.attempts, own.attempt_shares, own.rotation) == ("novice", (), "weekly")
    other = Preferences(attempt_shares=(0.9, 0.95, 1.0)).over(Preferences(attempts="novice"))
    assert (other.attempts, other.attempt_shares) == ("", (0.9, 0.95, 1.0))
    assert Preferences(rotation="daily").over(book_wide).attempt_shares == (0.9, 0.95, 1.0)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Epley", "Epley"),
        ("epley", "Epley"),
        ("O'Conner", "O'Conner"),
        ("oconner", "O'Conner"),
        ("RTS", "RPE chart"),
        ("RPE chart", "RPE chart"),
        ("Kravitz", None),
        ("", None),
        ("brzycki rounded", None),
    ],
)
def test_a_formula_is_one_of_the_list(written: str, name: str | None) -> None:
    assert parse_formula(written) == name


@pytest.mark.parametrize(
    ("setting", "bench", "value", "formula"),
    [
        ("", "100x5", 112.5, "Brzycki"),
        ("Epley", "100x5", 116.667, "Epley"),
        ("Epley", "100x5 @ 8", 123.333, "Epley"),
        ("RPE chart", "100x5", 115.875, "RPE chart"),
        ("", "100x5 @ 8", 123.305, "RPE chart"),
        ("", "100x8 @ 7", 141.443, "RPE chart (extension)"),
    ],
)
def test_the_formula_of_the_settings_reads_every_set_of_the_book(
    setting: str, bench: str, value: float, formula: str, tmp_path: Path
) -> None:
    found = read(tmp_path, "Formula", setting, bench)
    assert not found.findings.has_errors
    best = found.roster.athletes[0].lifts[1].max
    assert (round(best.value, 3), best.formula, best.kind) == (value, formula, MaxKind.ESTIMATED)


def test_a_single_is_tested_whatever_the_formula(tmp_path: Path) -> None:
    best = read(tmp_path, "Formula", "Epley", "100x1").roster.athletes[0].lifts[1].max
    assert (best.value, best.formula, best.kind) == (100, "", MaxKind.TESTED)


def test_an_unknown_formula_is_a_finding(tmp_path: Path) -> None:
    found = read(tmp_path, "Formula", "Kravitz").findings
    assert [(it.code, str(it.where)) for it in found] == [("C213", "Settings!B2")]
