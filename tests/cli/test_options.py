"""The options of `plan` and `check`: what they may be, and how they reach the roster."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result

from tests.books import book, settled
from toolkit import api
from toolkit.cli import main
from toolkit.diagnostics import Findings
from toolkit.model.athlete import Plate, Preferences, Roster
from toolkit.policy.loader import defaults
from toolkit.sheets.options import Options, with_options
from toolkit.units import Unit

DAY = date(2026, 11, 22)
TODAY = ("--today", "2026-11-22")
CLUB = """# Athletes
| Athlete | Rotation | Order | Block weeks | Taper | Attempts | Training days | Sessions |
| Anna Berg | weekly | I, D, R | 4 | linear | novice | Tue Thu | |
| Bo Lund | | | | | | | 4 |
| Cleo Marsh | | | | | 90/95/100 | | |

# Maxes
| Athlete | Lift | Max |
| Anna Berg | Squat | 120 |
| Bo Lund | Squat | 180 |
| Cleo Marsh | Bench | 60 |
"""
SETTINGS = """# Settings
| Rotation | daily |
| Taper days | 10 |
| Sessions | 3 |
| Bar (kg) | 15 |
| Start | 2026-11-30 |
"""


def run(*arguments: str | Path) -> Result:
    """The command line, in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def handed_over(path: Path, command: str, *arguments: str) -> tuple[Roster, Findings]:
    """The roster that a command gives to the engine, and what was said about its options."""
    caught: list[tuple[Roster, Findings]] = []

    def catch(roster: Roster, options: Options, findings: Findings) -> Roster:
        said = Findings()
        caught.append((with_options(roster, options, said), said))
        findings.extend(said)
        return caught[-1][0]

    with patch("toolkit.api.with_options", side_effect=catch):
        run(command, path, *TODAY, *arguments)
    return caught[0]


def names_of(findings: Findings) -> list[str]:
    return [item.message for item in findings]


EACH: list[tuple[tuple[str, str], dict[str, Any]]] = [
    (("--rotation", "block"), {"rotation": "block"}),
    (("--order", "D,R,I"), {"order": ("difficulty", "repetition", "intensity")}),
    (("--block-weeks", "5"), {"block_weeks": 5}),
    (("--offset", "lift"), {"offset": "lift"}),
    (("--offset", "none"), {"offset": "none"}),
    (("--taper", "exponential"), {"taper": "exponential"}),
    (("--taper-days", "21"), {"taper_days": 21}),
    (("--attempts", "conservative"), {"attempts": "conservative"}),
    (("--attempts", "91/96/100"), {"attempt_shares": (0.91, 0.96, 1.0)}),
]


@pytest.mark.parametrize("command", ["plan", "check"])
@pytest.mark.parametrize(("typed", "wish"), EACH, ids=str)
def test_an_option_holds_for_every_athlete_whatever_the_book_says(
    tmp_path: Path, command: str, typed: tuple[str, str], wish: dict[str, Any]
) -> None:
    roster, _ = handed_over(book(tmp_path, CLUB + SETTINGS), command, *typed)
    for athlete in roster.athletes:
        wishes = athlete.preferences.over(roster.settings.preferences)
        assert {key: getattr(wishes, key) for key in wish} == wish
        assert not (wishes.attempts and wishes.attempt_shares)


def test_what_no_option_names_stays_as_the_book_has_it(tmp_path: Path) -> None:
    path = book(tmp_path, CLUB + SETTINGS)
    before = api.read_book(path, today=DAY).roster
    assert handed_over(path, "check")[0] == before
    anna = handed_over(path, "check", "--rotation", "block")[0].athletes[0]
    assert anna.preferences == Preferences(
        order=("intensity", "difficulty", "repetition"),
        block_weeks=4,
        taper="linear",
        attempts="novice",
    )


@pytest.mark.parametrize(
    ("typed", "whose"),
    [
        ("--rotation block", "Anna Berg, everyone else"),
        ("--order R,D,I", "Anna Berg"),
        ("--taper-days 14", "everyone"),
        ("--attempts 92/97/101", "Anna Berg, Cleo Marsh"),
        ("--days Mon,Wed,Fri", "Anna Berg, Bo Lund"),
        ("--start 2026-12-07", "everyone"),
        ("--bar 20", "everyone"),
    ],
)
def test_it_is_said_once_whose_wish_is_replaced(tmp_path: Path, typed: str, whose: str) -> None:
    path = book(tmp_path, CLUB + SETTINGS)
    _, findings = handed_over(path, "check", *typed.split())
    (said,) = names_of(findings)
    assert said.startswith(f"The command's {typed}")
    assert said.endswith(f" is used instead of what the book says for {whose}.")


@pytest.mark.parametrize(
    "typed",
    [("--rotation", "daily"), ("--offset", "lift"), ("--taper-days", "10"), ("--bar", "15")],
)
def test_nothing_is_said_where_nothing_is_replaced(tmp_path: Path, typed: tuple[str, str]) -> None:
    quiet = CLUB.replace("weekly", "")
    _, findings = handed_over(book(tmp_path, quiet + SETTINGS), "check", *typed)
    assert names_of(findings) == []


def test_training_days_replace_days_and_sessions(tmp_path: Path) -> None:
    roster, _ = handed_over(book(tmp_path, CLUB + SETTINGS), "check", "--days", "Mon,Thu")
    assert roster.settings.training_days == (0, 3)
    assert roster.settings.sessions is None
    assert {(it.training_days, it.sessions) for it in roster.athletes} == {((), None)}


def test_days_that_contradict_sessions_in_the_book_are_no_fault_then(tmp_path: Path) -> None:
    text = CLUB.replace("| Tue Thu | |", "| Tue Thu | 4 |")
    path = book(tmp_path, text)
    assert "R320" in run("check", path, *TODAY).output
    assert "R320" not in run("check", path, *TODAY, "--days", "Mon,Thu").output


@pytest.mark.parametrize(
    ("typed", "unit", "bar", "plates"),
    [
        (("--bar", "20"), Unit.KG, 20, None),
        (("--bar", "35lb"), Unit.LB, 35, None),
        (("--plates", "25x2,20,10,5,2.5"), Unit.KG, 15, "25x2 20 10 5 2.5"),
        (("--plates", "45,25,10,5,2.5lb"), Unit.LB, 45, "45 25 10 5 2.5"),
        (("--plates", "20x0, 10, 5, 2.5"), Unit.KG, 15, "10 5 2.5"),
    ],
)
def test_a_bar_and_plates_are_of_their_own_unit(
    tmp_path: Path, typed: tuple[str, str], unit: Unit, bar: float, plates: str | None
) -> None:
    roster, findings = handed_over(book(tmp_path, CLUB + SETTINGS), "plan", *typed)
    kits = {Unit.KG: roster.settings.equipment_kg, Unit.LB: roster.settings.equipment_lb}
    gym = kits[unit]
    assert gym is not None
    assert gym.bar == bar
    assert gym.plates == (parsed(plates) if plates else defaults().equipment[unit].plates)
    assert not findings.has_errors


def parsed(text: str) -> tuple[Plate, ...]:
    words = [word.split("x") for word in text.split()]
    return tuple(Plate(float(word[0]), int(word[1]) if len(word) > 1 else None) for word in words)


def test_a_bar_and_plates_that_do_not_fit_each_other_are_an_error(tmp_path: Path) -> None:
    done = run("check", book(tmp_path, CLUB), *TODAY, "--bar", "21")
    assert done.exit_code == 1
    assert "C227" in done.output


def test_the_commands_bar_mends_the_books(tmp_path: Path) -> None:
    path = book(tmp_path, CLUB + "# Settings\n| Bar (kg) | 21 |\n")
    assert run("check", path, *TODAY).exit_code == 1
    done = run("check", path, *TODAY, "--bar", "20")
    assert done.exit_code == 0, done.output
    assert "C227" not in done.output


@pytest.mark.parametrize(
    ("option", "wrong", "allowed"),
    [
        ("--rotation", "monthly", "block, weekly or daily"),
        ("--order", "R,I", "R, D and I, each once"),
        ("--order", "R,D,X", "R, D and I, each once"),
        ("--block-weeks", "7", "from 2 to 6"),
        ("--block-weeks", "three", "from 2 to 6"),
        ("--offset", "team", "none, lift or athlete"),
        ("--taper", "flat", "step, linear or exponential"),
        ("--taper-days", "6", "from 7 to 21"),
        ("--days", "Mon,Wde", "weekdays such as Mon Wed Fri"),
        ("--attempts", "bold", "91/96/100"),
        ("--days", "Mon-Sun", "one to six weekdays"),
        ("--bar", "heavy", "a weight from 2 to 70"),
        ("--bar", "500", "a weight from 2 to 70"),
        ("--plates", "25x", "plates from 0.1 to 50, such as"),
        ("--plates", "25,20 stone", "plates from 0.1 to 50, such as"),
    ],
)
@pytest.mark.parametrize("command", ["plan", "check"])
def test_a_wrong_option_is_a_usage_error_that_says_what_is_allowed(
    command: str, option: str, wrong: str, allowed: str
) -> None:
    done = run(command, "club.xlsx", option, wrong)
    assert done.exit_code == 2
    assert f'"{wrong}" is not' in " ".join(done.output.split())
    assert allowed in " ".join(done.output.split())


def test_the_functions_take_what_the_commands_take(tmp_path: Path) -> None:
    path = book(tmp_path, CLUB)
    wishes = Preferences(block_weeks=5, attempts="conservative")
    said = names_of(
        api.check_book(
            path, today=DAY, preferences=wishes, training_days=(0, 3), bar=(15.0, Unit.KG)
        )
    )
    typed = ("--block-weeks", "5", "--attempts", "conservative", "--days", "Mon,Thu", "--bar", "15")
    assert [line for line in said if "--" in line] == names_of(
        handed_over(path, "check", *typed)[1]
    )
    made = api.plan(api.read_book(path, today=DAY), today=DAY, preferences=wishes)
    assert made.settings.preferences.block_weeks == 5
    files = api.make_plan(path, tmp_path / "out", today=DAY, plates=((Plate(10),), Unit.KG))
    assert files.plan is not None
    assert files.plan.settings.equipment_kg is not None
    assert files.plan.settings.equipment_kg.plates == (Plate(10),)


def test_a_meet_on_the_command_line_ends_the_season_and_keeps_the_meets_before_it(
    tmp_path: Path,
) -> None:
    meets = (
        "# Meets\n| Meet | Date | Priority |\n| One | 2027-02-13 | B |\n| Two | 2027-04-10 | B |\n"
        "| Three | 2027-06-12 | A |\n| Four | 2027-09-11 | B |\n"
    )
    path = book(tmp_path, CLUB + meets)
    assert "R323" in run("check", path, *TODAY).output
    roster, _ = handed_over(path, "check", "--meet", "2027-04-10")
    for athlete in roster.athletes:
        assert athlete.meet is not None
        assert athlete.meet.date == date(2027, 4, 10)
        assert [meet.name for meet in athlete.other_meets] == ["One"]
    assert "R323" not in run("check", path, *TODAY, "--meet", "2027-04-10").output


# --- periodize policy ------------------------------------------------------------------------

POLICY = """# Policy
| Table | Row | Column | Value | Source |
| taper | taper | days | 10 | own log |
"""


def test_policy_prints_every_number_with_its_origin(tmp_path: Path) -> None:
    done = run("policy", "--show", book(tmp_path, CLUB + POLICY), *TODAY)
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["Table", "Row", "Column", "Value", "From", "Source"]
    assert ["taper", "taper", "days", "10", "yours", "own", "log"] in lines
    assert sum("yours" in line for line in lines) == 1
    assert {line[0] for line in lines if line[4:5] == ["fixed"]} >= {"scores", "prilepin"}
    own = run("policy", "--show")
    assert own.exit_code == 0
    assert "yours" not in own.stdout
    assert len(own.stdout.splitlines()) == len(lines)


def test_policy_as_csv_can_be_pasted_into_the_policy_sheet(tmp_path: Path) -> None:
    done = run("policy", "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0] == ["Table", "Row", "Column", "Value", "Source"]
    pasted = "# Policy\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)
    roster = api.read_book(book(tmp_path, CLUB + pasted), today=DAY)
    assert [item.code for item in settled(roster.findings)] == []
    assert len(roster.roster.overrides) > 400
    again = run("policy", tmp_path / "book.xlsx", "--format", "csv", *TODAY)
    assert again.stdout == done.stdout


def test_policy_says_what_is_wrong_with_the_sheet_and_only_that(tmp_path: Path) -> None:
    bad = POLICY + "| taper | taper | volume | 50 | own log |\n"
    done = run("policy", book(tmp_path, CLUB.replace("120", "~120") + bad), *TODAY)
    assert done.exit_code == 0
    assert "C244" in done.stderr
    assert "C201" not in done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["taper", "taper", "volume", "0.5", "default"] in [row[:5] for row in rows]


def test_policy_of_a_missing_book_is_an_error(tmp_path: Path) -> None:
    done = run("policy", tmp_path / "nobody.xlsx", *TODAY)
    assert done.exit_code == 1
    assert "B101" in done.stderr
