"""Plans as a coach hands them in: plan.csv, a table of one's own, the plan workbook."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.books import book
from toolkit import api
from toolkit.diagnostics import Findings
from toolkit.review.report import review_plan
from toolkit.review.rows import PlanRow
from toolkit.sheets.plan_table import read_plan_table

TODAY = date(2026, 11, 22)
ROSTER = """# Squad
| Name      | Squat | Bench | Deadlift | Meet date  |
| Anna Berg | 120   | 70    | 150      | 2027-03-13 |
"""
HEAD = "date,exercise,sets,reps\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of one athlete's plan."""
    at = tmp_path_factory.mktemp("plan")
    made = api.make_plan(book(at, ROSTER), at / "out", today=TODAY)
    assert made.plan is not None
    return at / "out"


def read(path: Path) -> tuple[tuple[PlanRow, ...], Findings]:
    findings = Findings(path.name)
    return read_plan_table(path, findings), findings


def table(folder: Path, text: str) -> Path:
    path = folder / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return path


def codes(findings: Findings) -> list[str]:
    return [item.code for item in findings]


def work(rows: tuple[PlanRow, ...]) -> list[tuple[object, ...]]:
    """What both files of a plan say about the work."""
    return [
        (
            *(r.athlete, r.day, r.week, r.days_out, r.lift, r.exercise, r.phase, r.sets, r.reps),
            *(round(r.percent_1rm or 0, 4), r.load, r.unit, r.rpe, r.stage, r.training_max),
        )
        for r in rows
        if r.role not in ("warm-up", "attempt")
    ]


def test_the_csv_and_the_workbook_of_a_plan_say_the_same(folder: Path) -> None:
    from_csv, _ = read(folder / "plan.csv")
    from_book, _ = read(folder / "plan.xlsx")
    assert work(from_csv)
    assert work(from_book) == work(from_csv)


def test_both_files_are_reviewed_as_the_plan_itself(folder: Path, tmp_path: Path) -> None:
    plan = api.plan(api.read_book(book(tmp_path, ROSTER), today=TODAY), today=TODAY)
    own = codes(review_plan(plan, at_once=False))
    assert codes(api.review_file(folder / "plan.csv")) == own
    assert codes(api.review_file(folder / "plan.xlsx")) == own


def edited(folder: Path, column: str, value: float, days_out: int, to: Path) -> str:
    """plan.xlsx with one cell of a squat typed over, so many days before the meet."""
    rows, _ = read(folder / "plan.xlsx")
    row = next(r for r in rows if r.lift == "Squat" and r.days_out == days_out)
    number = "".join(sign for sign in row.place.cell if sign.isdigit())
    workbook = load_workbook(folder / "plan.xlsx")
    workbook[row.place.sheet][f"{column}{number}"] = value
    workbook.save(to)
    return f"{row.place.sheet}!{row.place.cell}"


@pytest.mark.parametrize(("column", "value"), [("F", 0.95), ("G", 115)])
def test_a_percentage_or_a_load_typed_into_the_workbook_is_reviewed(
    folder: Path, tmp_path: Path, column: str, value: float
) -> None:
    """95 % three days before the meet, whether the coach typed the percentage or the load."""
    rows, _ = read(folder / "plan.xlsx")
    last = min(r.days_out or 99 for r in rows if r.lift == "Squat" and r.days_out)
    cell = edited(folder, column, value, last, tmp_path / "plan.xlsx")
    findings = api.review_file(tmp_path / "plan.xlsx")
    assert ("P505", cell) in [(item.code, str(item.where)) for item in findings]


def test_a_number_of_sets_typed_into_the_workbook_is_reviewed(folder: Path, tmp_path: Path) -> None:
    rows, _ = read(folder / "plan.xlsx")
    first = max(r.days_out or 0 for r in rows if r.lift == "Squat")
    edited(folder, "D", 30, first, tmp_path / "plan.xlsx")
    assert "P531" in codes(api.review_file(tmp_path / "plan.xlsx"))


def test_a_table_of_four_columns_is_enough(tmp_path: Path) -> None:
    rows, findings = read(table(tmp_path, HEAD + "2027-01-04,Squat,5,5\n2027-01-12,Squat,5,5\n"))
    assert [(r.lift, r.week, r.sets, r.reps, r.family) for r in rows] == [
        ("Squat", 1, 5, 5, "squat"),
        ("Squat", 2, 5, 5, "squat"),
    ]
    assert codes(findings) == []


def test_columns_may_stand_in_any_order_beside_the_coachs_own(tmp_path: Path) -> None:
    text = "Mood,Reps,Sets,Lift,Date,% 1RM,Percent 1RM\n:),5,3,Bench,2027-01-04,x,67.5\n"
    (row,), _ = read(table(tmp_path, text))
    assert (row.lift, row.sets, row.reps, row.percent_1rm) == ("Bench", 3, 5, 0.675)


def test_days_out_and_percent_are_worked_out_where_they_are_missing(tmp_path: Path) -> None:
    text = (
        "date,meet_date,lift,sets,reps,load,unit,training_max\n"
        "2027-03-03,2027-03-13,Squat,3,2,160,kg,200\n"
    )
    (row,), _ = read(table(tmp_path, text))
    assert (row.days_out, row.percent_1rm) == (10, 0.8)


def test_what_is_on_the_bar_counts_where_load_and_percent_disagree(tmp_path: Path) -> None:
    text = (
        "date,lift,sets,reps,percent_1rm,load,training_max\n"
        "2027-01-04,Squat,3,2,0.80,160,200\n2027-01-05,Squat,3,2,0.80,190,200\n"
    )
    rows, findings = read(table(tmp_path, text))
    assert [row.percent_1rm for row in rows] == [0.8, 0.95]
    assert [(item.code, str(item.where)) for item in findings] == [("P595", "F3")]


def test_a_row_that_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    text = HEAD + "2027-01-04,Squat,many,5\n2027-01-05,Squat,5,5\n"
    rows, findings = read(table(tmp_path, text))
    assert len(rows) == 1
    assert [(item.code, str(item.where)) for item in findings] == [("P594", "C2")]


def test_a_name_that_begins_like_a_formula_loses_its_apostrophe(tmp_path: Path) -> None:
    text = "athlete,date,lift,sets,reps\n'=Bo,2027-01-04,Squat,5,5\n"
    (row,), _ = read(table(tmp_path, text))
    assert row.athlete == "=Bo"


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx"])
def test_two_athletes_are_reviewed_apart(tmp_path: Path, name: str) -> None:
    both = ROSTER + "| Bo Lund | 180 | 120 | 210 | 2027-03-13 |\n"
    api.make_plan(book(tmp_path, both), tmp_path / "out", today=TODAY)
    rows, _ = read(tmp_path / "out" / name)
    assert list(dict.fromkeys(row.athlete for row in rows)) == ["Anna Berg", "Bo Lund"]


def test_a_roster_is_no_plan(tmp_path: Path) -> None:
    assert codes(api.review_file(book(tmp_path, ROSTER))) == ["P593"]


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert codes(api.review_file(tmp_path / "plan.csv")) == ["B101"]


def test_the_columns_are_those_of_the_plan_table(folder: Path) -> None:
    """Whatever plan.csv calls a column the review reads by that name."""
    from toolkit.sheets.plan_table import ALSO, NEEDED

    with (folder / "plan.csv").open(encoding="utf-8", newline="") as file:
        written = next(csv.reader(file))
    unread = {"weekday", "week_start", "rest_s", "cell"}
    assert {*written} - unread <= {*NEEDED, *ALSO}
