"""Answers at the command line: options, what is remembered, and questions at a real terminal."""

from __future__ import annotations

import csv
import json
import os
import re
import select
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.books import book
from toolkit import api, cli
from toolkit.cli import main

ROOT = Path(__file__).parents[2]
TODAY = ("--today", "2026-11-22")
SQUAD = """# Squad
| Name | Squat (kg) | Bench | Meet date |
| Anna Berg | 120 | 70 kg | 2027-03-13 |
| Bo Lund | 180 | 120x5 | |
"""
BLOCK = "# My plan\n| Day | Load |\n| Monday | 315 |\n| Thursday | soon |\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def checked(path: Path, *options: str) -> dict[str, Any]:
    """The one object on stdout, whatever is said beside it."""
    done = run("check", path, "--format", "json", *options, *TODAY)
    found: dict[str, Any] = json.loads(done.stdout)
    errors = any(item["severity"] == "error" for item in found["findings"])
    assert done.exit_code == (1 if errors else 0)
    return found


# --- json ------------------------------------------------------------------------------------


def test_check_as_json_holds_what_was_read(tmp_path: Path) -> None:
    found = checked(book(tmp_path, SQUAD))
    assert list(found) == ["book", "format", "athletes", "maxes", "meets", "findings"]
    assert (found["book"], found["format"]) == ("book.xlsx", "xlsx")
    assert found["athletes"] == ["Anna Berg", "Bo Lund"]
    assert [it["cell"] for it in found["maxes"]] == [f"Squad!{at}" for at in "B2 C2 B3 C3".split()]
    squat, bench, _, rep_set = found["maxes"]
    assert squat == {
        "athlete": "Anna Berg",
        "lift": "Squat",
        "as_written": "120",
        "value": 120,
        "unit": "kg",
        "unit_source": "header",
        "kind": "1RM",
        "cell": "Squad!B2",
        "how": 'under "Squat" in B1',
        "reps": None,
        "rpe": None,
        "tested_on": None,
    }
    assert (bench["lift"], bench["unit_source"]) == ("Bench press", "cell")
    assert (rep_set["kind"], rep_set["reps"], rep_set["unit"]) == ("rep set", 5, None)
    assert found["meets"] == [
        {
            "name": "",
            "date": "2027-03-13",
            "priority": "A",
            "athletes": ["Anna Berg"],
            "cell": "Squad!D2",
        }
    ]
    (item,) = found["findings"]
    assert {"code", "severity", "cell", "message", "hint"} <= set(item)
    assert (item["code"], item["severity"], item["cell"]) == ("B127", "warning", "Squad!C3")


def test_a_meet_for_everybody_and_the_cells_of_a_csv(tmp_path: Path) -> None:
    sheets = SQUAD.replace(" | Meet date", "").replace(" | 2027-03-13", "")
    meets = "# Meets\n| Meet | Date | Priority |\n| Open | 2027-03-13 | B |\n"
    (meet,) = checked(book(tmp_path, sheets + meets))["meets"]
    assert (meet["name"], meet["priority"], meet["athletes"]) == ("Open", "B", [])
    assert meet["cell"] == "Meets!B2"
    table = tmp_path / "roster.csv"
    table.write_text("Name,Squat\nŁucja,140\n", encoding="utf-8")
    found = checked(table, "--unit", "kg")
    assert found["format"] == "csv"
    assert [(it["athlete"], it["cell"]) for it in found["maxes"]] == [("Łucja", "B2")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", None])
def test_a_file_that_cannot_be_read_is_json_too(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "club.xlsx"
    if content is not None:
        path.write_bytes(content)
    found = checked(path)
    assert (found["format"], found["athletes"], found["maxes"]) == (None, [], [])
    assert found["findings"][0]["code"].startswith("B10")


def test_json_leaves_no_file_and_shares_stdout_with_nobody(tmp_path: Path) -> None:
    path = book(tmp_path, BLOCK)
    found = checked(path, "--map", "squat=B2", "--unit", "lb")
    assert [(it["athlete"], it["unit"], it["cell"]) for it in found["maxes"]] == [
        (None, "lb", "My plan!B2")
    ]
    assert list(tmp_path.iterdir()) == [path]
    (tmp_path / "book.answers.toml").write_text('unit = "lb"\nmap = ["squat=B2"]\n')
    assert checked(path)["maxes"][0]["unit"] == "lb"


@pytest.mark.slow
def test_a_roster_of_18900_athletes_is_checked_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "country.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Name", "Squat (kg)", "Bench (kg)", "Deadlift (kg)"])
        rows.writerows([f"Lifter {n}", 100 + n % 90, 70, 140.5] for n in range(18_900))
    start = time.process_time()
    data = api.check_json(path, today=date(2026, 11, 22))
    assert time.process_time() - start < 15
    assert len(data["maxes"]) == 3 * 18_900
    assert [item["code"] for item in data["findings"]] == ["B134"]


# --- options ---------------------------------------------------------------------------------


def test_an_answer_is_remembered_used_changed_and_forgotten(tmp_path: Path) -> None:
    path = book(tmp_path, BLOCK, "club.xlsx")
    assert run("check", path, *TODAY).exit_code == 1
    done = run("check", path, "--map", "squat=B2", "--unit", "lb", *TODAY)
    assert done.exit_code == 0, done.output
    assert "Remembered in club.answers.toml: unit lb, squat=B2." in done.stderr
    again = run("plan", path, *TODAY)
    assert again.exit_code == 0, again.output
    assert "Using your answers in club.answers.toml: unit lb, squat=B2." in again.stderr
    assert "Remembered" not in again.stderr
    assert re.search(r"peak Squat \d+ lb", again.output)
    changed = run("check", path, "--unit", "kg", *TODAY)
    assert "Remembered in club.answers.toml: unit kg, squat=B2." in changed.stderr
    explained = run("explain", path, "--athlete", "club", "--week", "1", *TODAY)
    assert "315 kg" in explained.output
    forgotten = run("check", path, "--forget", *TODAY)
    assert "Forgotten: club.answers.toml is deleted." in forgotten.stderr
    assert forgotten.exit_code == 1
    assert not (tmp_path / "club.answers.toml").exists()


def test_a_broken_file_of_answers_stops_the_plan(tmp_path: Path) -> None:
    path = book(tmp_path, SQUAD)
    (tmp_path / "book.answers.toml").write_text('# mine\nunit = "stone"\n')
    done = run("plan", path, *TODAY)
    assert done.exit_code == 1
    assert "B132" in done.output
    assert "Line 2" in done.output
    assert not (tmp_path / "book plan").exists()


def test_a_book_that_changed_under_its_map_is_said(tmp_path: Path) -> None:
    path = book(tmp_path, BLOCK)
    (tmp_path / "book.answers.toml").write_text('unit = "lb"\nmap = ["squat=B3"]\n')
    done = run("check", path, *TODAY)
    assert done.exit_code == 1
    assert 'is no weight: "soon"' in done.output
    assert "My plan!B3  error B129" in done.output


@pytest.mark.parametrize("command", ["check", "plan", "explain", "policy"])
def test_a_map_that_names_no_cell_is_a_usage_error_that_shows_one(command: str) -> None:
    done = run(command, "club.xlsx", "--map", "squat")
    assert done.exit_code == 2
    assert "type it like squat=Sheet1!C4" in " ".join(done.output.split())


# --- questions -------------------------------------------------------------------------------


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A runner whose streams pass for a terminal."""

    def ask(typed: str, *arguments: str | Path) -> Result:
        monkeypatch.setattr(cli, "_is_terminal", lambda: True)
        return CliRunner().invoke(main, [str(item) for item in arguments], input=typed)

    return ask


def test_the_unit_is_asked_once_and_kept(tmp_path: Path, terminal: Any) -> None:
    path = book(tmp_path, SQUAD)
    done = terminal("5\n2\n", "check", path, *TODAY)
    assert done.exit_code == 0, done.output
    assert done.stdout.count("Is 120x5 in Squad!C3 kg or lb?") == 1
    assert "Type a number from 1 to 2" in done.stdout
    assert "Remembered in book.answers.toml: unit lb." in done.stderr
    assert "B127" not in done.stdout
    again = terminal("", "check", path, *TODAY)
    assert "kg or lb?" not in again.stdout


def test_enter_stops_and_nothing_is_planned(tmp_path: Path, terminal: Any) -> None:
    path = book(tmp_path, SQUAD)
    done = terminal("\n", "plan", path, *TODAY)
    assert done.exit_code == 1
    assert "Nothing was planned" in done.output
    assert "B127" in done.output
    assert list(tmp_path.iterdir()) == [path]


def test_no_input_and_json_never_ask(tmp_path: Path, terminal: Any) -> None:
    path = book(tmp_path, SQUAD)
    assert "B127" in terminal("", "check", path, "--no-input", *TODAY).stdout
    assert json.loads(terminal("", "check", path, "--format", "json", *TODAY).stdout)


def test_one_of_two_values_and_the_name_are_asked_for(tmp_path: Path, terminal: Any) -> None:
    sheets = (
        "# Maxes\n| Athlete | Lift | Max |\n| Anna | Squat | 140 kg |\n| Anna | Squat | 9kg |\n"
    )
    done = terminal("1\n", "check", book(tmp_path, sheets), *TODAY)
    assert done.exit_code == 0, done.output
    assert "Anna:squat=Maxes!C2" in done.stderr
    named = terminal("Zoe Nord\n", "check", book(tmp_path, BLOCK, "b.xlsx"), "--map", "squat=B2 kg",
                     *TODAY)  # fmt: skip
    assert "athlete Zoe Nord" in named.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
def test_a_real_terminal_is_asked(tmp_path: Path) -> None:
    """In a process of its own on a pseudo-terminal: the question, the answer, the file."""
    import pty

    path = book(tmp_path, SQUAD)
    ours, theirs = pty.openpty()
    code = "from toolkit.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "check", str(path), *TODAY],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    os.close(theirs)
    shown = _until(ours, "stop)")
    assert "Is 120x5 in Squad!C3 kg or lb?" in shown
    os.write(ours, b"1\n")
    rest = _until(ours, "ready to plan.")
    assert process.wait(30) == 0
    os.close(ours)
    assert "Remembered in book.answers.toml: unit kg." in rest
    assert 'unit = "kg"' in (tmp_path / "book.answers.toml").read_text(encoding="utf-8")


def _until(terminal: int, text: str, seconds: float = 60) -> str:
    shown, end = "", time.monotonic() + seconds
    while text not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                shown += os.read(terminal, 4096).decode()
            except OSError:  # the other side is closed
                break
    return shown


LOG = """# Log
| Date | Exercise | Weight (kg) | Reps | RPE | Set type |
| 2026-08-03 | Squat | 60 | 5 | | warm-up |
| 2026-08-03 | Squat | 110 | 5 | 8 | |
| 2026-09-07 | Squat | 120 | 3 | | |
| 2026-09-07 | Squat | 130 | 1 | | failed |
| 2026-09-07 | Squat | 80 | 15 | | |
| 2026-06-01 | Squat | 150 | 1 | | |
"""


def test_a_log_gives_estimates_only_when_asked(tmp_path: Path) -> None:
    """Warm-ups, failed and long sets are left out, and so is what was lifted months ago."""
    path = book(tmp_path, LOG)
    asked = run("check", path, *TODAY)
    assert asked.exit_code == 1
    assert "B141" in asked.output
    assert "--from-log" in asked.output
    (found,) = checked(path, "--from-log")["maxes"]
    assert (found["kind"], found["value"], found["cell"]) == ("estimated", 132.0, "Log!C3")
    assert "110 x 5 @ 8 on 2026-08-03" in found["how"]
    planned = run("plan", path, "--from-log", *TODAY)
    assert planned.exit_code == 0, planned.output
    assert "Remembered in book.answers.toml: maxes from the log." in planned.stderr
