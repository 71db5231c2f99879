"""The commands as a coach types them: what they print, what they write, how they end."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from tests.books import book
from tests.rules.makers import EXAMPLES
from toolkit import api
from toolkit.cli import main

TODAY = ("--today", "2026-11-22")
SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
SQUAD = """# Squad
| Name | Squat | Bench | Meet date |
| Anna Berg | 120 | 70 | 2027-03-13 |
| Bo Lund | 180 | 120x5 | |
"""


def run(*arguments: str | Path) -> Result:
    """The command line, in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_plan_writes_four_files_and_a_line_for_each_athlete(tmp_path: Path) -> None:
    done = run("plan", book(tmp_path, SQUAD), *TODAY)
    assert done.exit_code == 0, done.output
    folder = tmp_path / "book plan"
    assert sorted(path.name for path in folder.iterdir()) == sorted(api.FILES)
    assert "Anna Berg  16 weeks" in done.output
    assert "meet 2027-03-13" in done.output
    assert "peak Squat 110 kg (91.5%)" in done.output
    assert "Bo Lund    12 weeks" in done.output
    assert "No meet is given: 12 weeks that end in a test week." in done.output
    assert "estimated from 120x5 (Brzycki)" in done.output


def test_plan_shows_every_error_and_writes_nothing(tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    path = book(tmp_path, "# Squad\n| Name | Squat |\n| Anna | ~120 |\n| Bo | -3 |\n")
    done = run("plan", path, "-o", tmp_path / "out", *TODAY)
    assert done.exit_code == 1
    assert "Squad!B2  error C201" in done.output
    assert "Squad!B3  error C202" in done.output
    assert set(tmp_path.iterdir()) - before == {path}


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan",),
        ("plan", "x.xlsx", "--meet", "13.3.2027"),
        ("plan", "x.xlsx", "--unit", "stone"),
        ("nonsense",),
    ],
)
def test_a_wrong_command_is_a_usage_error(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_the_book_is_never_touched(tmp_path: Path) -> None:
    path = book(tmp_path, SQUAD)
    before = (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
    run("check", path, *TODAY)
    run("plan", path, *TODAY)
    assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) == before


def test_options_win_over_the_book_and_say_so(tmp_path: Path) -> None:
    path = book(tmp_path, SQUAD)
    done = run(
        "plan", path, *TODAY, "--meet", "2027-02-27", "--start", "2026-12-07", "--paper", "letter"
    )
    assert done.exit_code == 0
    assert done.output.count("taper  meet 2027-02-27  peak") == 2
    assert "P415" in done.output
    rows = (tmp_path / "book plan" / "plan.csv").read_text(encoding="utf-8").splitlines()
    assert all(",2027-02-27," in row for row in rows[1:])
    assert min(row.split(",")[7] for row in rows[1:]) >= "2026-12-07"


def test_a_unit_option_holds_for_weights_without_one(tmp_path: Path) -> None:
    path = book(tmp_path, "# Squad\n| Name | Squat | Bench |\n| Anna | 265 | 70 kg |\n")
    done = run("plan", path, *TODAY, "--unit", "lb")
    assert done.exit_code == 0
    frame = api.to_frame(
        api.plan(api.read_book(path, today=date(2026, 11, 22), unit="lb"), today=date(2026, 11, 22))
    )
    assert set(frame[frame.lift == "Squat"].unit) == {"lb"}
    assert set(frame[frame.lift == "Bench"].unit) == {"kg"}


def test_planning_again_gives_the_same_bytes_and_keeps_an_edited_plan(tmp_path: Path) -> None:
    path, folder = book(tmp_path, SQUAD), tmp_path / "book plan"
    run("plan", path, *TODAY)
    first = {name: (folder / name).read_bytes() for name in api.FILES}
    run("plan", path, *TODAY)
    assert {name: (folder / name).read_bytes() for name in api.FILES} == first
    workbook = load_workbook(folder / "plan.xlsx")
    workbook["Maxes"]["C5"] = 125
    workbook.save(folder / "plan.xlsx")
    edited = (folder / "plan.xlsx").read_bytes()
    done = run("plan", path, *TODAY)
    assert "kept as plan earlier 1.xlsx" in done.output
    assert (folder / "plan earlier 1.xlsx").read_bytes() == edited
    assert (folder / "plan.xlsx").read_bytes() == first["plan.xlsx"]


def test_new_then_check_finds_nothing_and_new_then_plan_works(tmp_path: Path) -> None:
    path = tmp_path / "my club.xlsx"
    assert run("new", path, *TODAY).exit_code == 0
    checked = run("check", path, *TODAY)
    assert checked.exit_code == 0
    assert checked.output == "No findings: the book is ready to plan.\n"
    assert run("plan", path, *TODAY).exit_code == 0
    assert (tmp_path / "my club plan" / "cards.pdf").exists()


def test_new_never_writes_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "club.xlsx"
    path.write_bytes(b"mine")
    done = run("new", path, *TODAY)
    assert done.exit_code == 1
    assert "O504" in done.output
    assert path.read_bytes() == b"mine"


def test_check_as_json_is_one_object_with_every_finding() -> None:
    done = run("check", SAMPLES / "broken.xlsx", "--format", "json", *TODAY)
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert found["book"] == "broken.xlsx"
    cells = {item["code"]: item["cell"] for item in found["findings"]}
    assert cells["C201"] == "Maxes!C2"
    assert all(item["message"] and item["hint"] for item in found["findings"])


def test_a_plan_is_not_a_roster(tmp_path: Path) -> None:
    run("plan", book(tmp_path, SQUAD), *TODAY)
    done = run("plan", tmp_path / "book plan" / "plan.xlsx", *TODAY)
    assert done.exit_code == 1
    assert "B110" in done.output


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    path = book(tmp_path, SQUAD)
    (tmp_path / "taken").write_text("a file")
    done = run("plan", path, "-o", tmp_path / "taken", *TODAY)
    assert done.exit_code == 1
    assert "O503" in done.output
    assert not [found for found in tmp_path.iterdir() if found.name.startswith(".periodize")]


def test_silenced_findings_are_not_shown(tmp_path: Path) -> None:
    """Warnings and notes can be silenced by their slug; errors cannot."""
    text = "# Maxes\n| Athlete | Lift | Max |\n| Anna | Sqat | 120 |\n"
    loud = run("check", book(tmp_path, text), *TODAY)
    assert "unknown-lift" in loud.output
    quiet = text + "\n# Settings\n| Setting | Value |\n| Silence | unknown-lift |\n"
    done = run("check", book(tmp_path, quiet, "quiet.xlsx"), *TODAY)
    assert "unknown-lift" not in done.output
    assert done.exit_code == 0


ONE_LATE = """# Squad
| Name | Squat (kg) | Meet date | Start |
| Anna Berg | 120 | 2026-03-14 | |
| Bo Lund | 180 | 2027-03-13 | |
| Cem Tas | 150 | 2027-01-09 | 2027-01-11 |
| Dora Ek | 90 | 2037-03-13 | |
"""


def test_who_contradicts_the_calendar_is_left_out_and_the_others_are_planned(
    tmp_path: Path,
) -> None:
    """Nobody waits for the coach to correct somebody else's date; the exit code says it."""
    done = run("plan", book(tmp_path, ONE_LATE), "-o", tmp_path / "out", *TODAY)
    assert done.exit_code == 3, done.output
    rows = (tmp_path / "out" / "plan.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {row.split(",")[0] for row in rows} == {"Bo Lund"}
    assert "Anna Berg is not in the plan because of this." in done.output
    listed = done.output.partition("Not in the plan:")[2].splitlines()[1:4]
    assert [line.split(":")[0].strip() for line in listed] == ["Anna Berg", "Cem Tas", "Dora Ek"]
    sheet = load_workbook(tmp_path / "out" / "plan.xlsx")["Read me"]
    assert any("Dora Ek: The meet of" in str(cell.value) for (cell,) in sheet["B1:B40"])


def test_check_says_who_would_not_be_planned(tmp_path: Path) -> None:
    done = run("check", book(tmp_path, ONE_LATE), *TODAY)
    assert done.exit_code == 3
    assert done.output.endswith("3 errors. Not in the plan: Anna Berg, Cem Tas, Dora Ek.\n")
    found = json.loads(run("check", tmp_path / "book.xlsx", "--format", "json", *TODAY).output)
    assert [item["leaves_out"] for item in found["findings"]] == [
        ["Anna Berg"],
        ["Cem Tas"],
        ["Dora Ek"],
    ]


def test_a_line_of_the_week_that_names_an_unknown_lift_is_left_out_and_the_rest_obeyed(
    tmp_path: Path,
) -> None:
    text = "# Maxes\n| Athlete | Lift | Max (kg) |\n| Anna | Squat | 120 |\n| Anna | Bench | 70 |\n"
    week = "# Week\n| Day | Exercise | Lift |\n| Tue | Squat | |\n| Sat | Bench | |\n"
    path = book(tmp_path, text + week + "| Thu | Front sqaut | Sqaut |\n")
    today = date(2026, 11, 22)
    findings = api.check_book(path, today=today)
    assert [(it.code, str(it.where)) for it in findings] == [("R315", "Week!C4")]
    (season,) = api.plan(api.read_book(path, today=today), today=today).seasons
    days = {
        (it.date.weekday(), one.exercise) for _, it in season.sessions() for one in it.prescriptions
    }
    assert days == {(1, "Squat"), (5, "Bench")}


def test_a_plate_that_fits_no_even_step_stays_on_the_rack(tmp_path: Path) -> None:
    """Loads can be made without it, so they are: every load on a grid of 5 kg from the bar."""
    text = "# Squad\n| Name | Squat (kg) |\n| Anna | 120 |\n# Settings\n| Setting | Value |\n"
    path = book(tmp_path, text + "| Plates (kg) | 25, 20, 10, 5, 2.5, 2 |\n")
    today = date(2026, 11, 22)
    assert [it.code for it in api.check_book(path, today=today)] == ["C226"]
    frame = api.to_frame(api.plan(api.read_book(path, today=today), today=today))
    assert set(frame["load"] % 5) == {0}


def test_a_meet_that_is_over_leaves_out_whoever_has_no_other(tmp_path: Path) -> None:
    """The meet of Settings is for all; one finding at its cell names everybody it leaves out."""
    text = (
        "# Squad\n| Name | Squat (kg) | Meet date |\n| Anna | 120 | |\n| Bo | 150 | 2027-03-13 |\n"
    )
    text += "| Cem | 130 | |\n# Settings\n| Setting | Value |\n| Meet | 2026-03-14 |\n"
    findings = api.check_book(book(tmp_path, text), today=date(2026, 11, 22))
    assert [(it.code, str(it.where), it.leaves_out) for it in findings] == [
        ("R307", "Settings!B2", ("Anna", "Cem"))
    ]


def test_a_bar_that_goes_with_no_plates_leaves_out_who_lifts_in_its_unit(tmp_path: Path) -> None:
    text = "# Squad\n| Name | Squat |\n| Anna | 265 lb |\n| Bo | 150 kg |\n"
    text += "# Settings\n| Setting | Value |\n| Bar (lb) | 44 |\n"
    path, today = book(tmp_path, text), date(2026, 11, 22)
    findings = api.check_book(path, today=today)
    assert [(it.code, str(it.where), it.leaves_out) for it in findings] == [
        ("C227", "Settings!B2", ("Anna",))
    ]
    made = api.plan(api.read_book(path, today=today), today=today)
    assert [season.athlete.name for season in made.seasons] == ["Bo"]


def test_the_coachs_thresholds_and_targets_reach_the_plan_and_its_review(tmp_path: Path) -> None:
    """A Policy line about a check or a dial changes what is said, and says whose number it is."""
    policy = "# Policy\n| Table | Row | Column | Value | Source |\n"
    own = policy + "| checks | MEET-01.limits | share | 0.9 | own log |\n"
    own += "| dials | repetition | lifts | 30, 40 | own log |\n"
    today = date(2026, 11, 22)
    path = book(tmp_path, SQUAD)
    assert "P581" not in [it.code for it in api.check_book(path, today=today)]
    path = book(tmp_path, SQUAD + own)
    said = [it.message for it in api.check_book(path, today=today) if it.code == "P581"]
    assert said and all("Policy sheet: own log" in message for message in said)
    made = api.plan(api.read_book(path, today=today), today=today)
    dials = api.to_dials_frame(made)
    assert (30, 40) in set(zip(dials["low"], dials["high"], strict=True))


def test_when_everybody_is_left_out_nothing_is_written(tmp_path: Path) -> None:
    path = book(tmp_path, "# Squad\n| Name | Squat | Meet date |\n| Anna | 120 | 2037-03-13 |\n")
    done = run("plan", path, "-o", tmp_path / "out", *TODAY)
    assert done.exit_code == 1
    assert "P416" in done.output
    assert not (tmp_path / "out").exists()


def test_another_athletes_contradiction_changes_nobodys_plan(tmp_path: Path) -> None:
    alone = ONE_LATE.splitlines()[:2] + ONE_LATE.splitlines()[3:4]
    run("plan", book(tmp_path, ONE_LATE), "-o", tmp_path / "all", *TODAY)
    run("plan", book(tmp_path, "\n".join(alone) + "\n"), "-o", tmp_path / "one", *TODAY)
    assert (tmp_path / "all" / "plan.csv").read_bytes() == (
        tmp_path / "one" / "plan.csv"
    ).read_bytes()


def test_explaining_the_week_of_who_is_left_out_says_why(tmp_path: Path) -> None:
    path = book(tmp_path, ONE_LATE)
    done = run("explain", path, "--athlete", "Dora", "--week", "1", *TODAY)
    assert done.exit_code == 2
    assert "Dora Ek is not in the plan. The meet of Dora Ek on 2037-03-13" in done.output


def test_a_meet_on_the_command_line_mends_one_in_the_past(tmp_path: Path) -> None:
    path = book(tmp_path, "# Squad\n| Name | Squat | Meet date |\n| Anna | 120 | 2026-03-14 |\n")
    assert run("plan", path, *TODAY).exit_code == 1
    done = run("plan", path, "--meet", "2027-03-13", *TODAY)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("code", sorted(code for code in EXAMPLES if code.startswith("B")))
def test_a_file_that_is_no_roster_ends_in_words(code: str, tmp_path: Path) -> None:
    """Every kind of broken file: a finding, exit code 1, no traceback, nothing written."""
    EXAMPLES[code](tmp_path)
    for path in sorted(tmp_path.iterdir()):
        if path.name == "good.xlsx":
            continue
        before = sorted(tmp_path.iterdir())
        done = run("plan", path, *TODAY)
        assert done.exit_code == 1
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert "error B1" in done.output
        assert sorted(tmp_path.iterdir()) == before


def test_an_athlete_with_a_hostile_name_is_only_a_name(tmp_path: Path) -> None:
    """A name that begins with = or holds tags is text in every file."""
    text = '# Squad\n| Name | Squat |\n| "=1+1" | 120 |\n| <b>Bo</b> | 150 |\n'
    done = run("plan", book(tmp_path, text), "-o", tmp_path / "out", *TODAY)
    assert done.exit_code == 0, done.output
    csv = (tmp_path / "out" / "plan.csv").read_text(encoding="utf-8")
    assert "\n'=1+1," in csv
    html = (tmp_path / "out" / "cards.html").read_text(encoding="utf-8")
    assert "<b>Bo</b>" not in html
    assert "&lt;b&gt;Bo&lt;/b&gt;" in html
    names = [row[0].value for row in load_workbook(tmp_path / "out" / "plan.xlsx")["Maxes"].rows]
    assert "=1+1" in names
