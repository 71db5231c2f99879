"""The plan table: what plan.csv and the data frame hold."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests import seasons as made
from toolkit.model.prescription import Emphasis
from toolkit.model.season import Plan, Season
from toolkit.outputs.frame import COLUMNS, dose, plan_rows, to_frame, write_csv
from toolkit.units import KG_PER_LB, Unit

CONTRACT = """athlete, group, meet, meet_date, days_out, week, week_start, date,
weekday, session, block, phase, lead, emphasis, lift, exercise, kind, stage, role, sets, reps,
percent_1rm, load, unit, rpe, tempo, rest_s, cue, training_max, cell, reason"""


def table(plan: Plan) -> list[dict[str, object]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(plan)]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(season: Season, name: str) -> Season:
    return replace(season, athlete=replace(season.athlete, name=name))


def test_the_columns_are_the_contract() -> None:
    """Adding a column at the end is fine; renaming one is a breaking change."""
    assert list(COLUMNS[:31]) == [name.strip() for name in CONTRACT.split(",")]


def test_every_set_group_has_one_row_in_order() -> None:
    season = made.season()
    rows = [row for row in table(made.plan(season)) if row["kind"] != "assistance"]
    groups = [
        (session.date, group.role, group.load) for _, session, _, group in season.set_groups()
    ]
    attempts = [row for row in rows if row["days_out"] == 0]
    assert [(row["date"], row["role"], row["load"]) for row in rows[: len(groups)]] == groups
    assert rows[len(groups) :] == attempts


def test_a_meet_day_lists_each_lift_s_warm_ups_and_three_attempts_in_kilograms() -> None:
    rows = [row for row in table(made.plan(made.season(unit=Unit.LB))) if row["days_out"] == 0]
    attempts = [row for row in rows if row["role"] == "attempt"]
    assert len(attempts) == 9
    assert {row["unit"] for row in attempts} == {"kg"}
    assert {row["phase"] for row in rows} == {"meet"}
    assert {row["role"] for row in rows} == {"warm-up", "attempt"}


def test_a_pound_max_stands_in_kilograms_beside_an_attempt() -> None:
    """The training max is in the unit of its row, converted ones to two decimals."""
    rows = table(made.plan(made.season(unit=Unit.LB)))
    squats = {(row["unit"], row["training_max"]) for row in rows if row["lift"] == "Squat"}
    assert squats == {("lb", 315.0), ("kg", round(315 * KG_PER_LB, 2))}


def test_a_line_of_assistance_is_one_row_without_percent_and_load() -> None:
    rows = [row for row in table(made.plan()) if row["kind"] == "assistance"]
    assert rows
    assert {(row["role"], row["sets"], row["reps"]) for row in rows} == {
        ("work", 3, 8),
        ("work", 3, 10),
    }
    assert {(row["percent_1rm"], row["load"], row["cell"]) for row in rows} == {(None, None, "")}


@pytest.mark.parametrize(
    ("text", "sets_and_reps"),
    [
        ("3x10", (3, 10)),
        ("3 × 8 each", (3, 8)),
        ("4X12", (4, 12)),
        ("5*5", (5, 5)),
        ("3x40 s", (3, 40)),
        ("to failure", (None, None)),
        ("", (None, None)),
        ("3x10.5", (None, None)),
        ("12", (None, None)),
    ],
)
def test_sets_and_reps_of_assistance_are_read_where_they_are_plain(
    text: str, sets_and_reps: tuple[int | None, int | None]
) -> None:
    assert dose(text) == sets_and_reps


def test_only_loads_that_have_a_cell_name_one_and_no_cell_twice() -> None:
    """Warm-ups are a text in the workbook, so they have no cell of their own."""
    rows = table(made.plan(made.season("O'Neil"), made.season("O'Neil (2)")))
    cells = [row["cell"] for row in rows if row["role"] != "warm-up" and row["load"] is not None]
    assert all(str(cell).startswith("'O''Neil") for cell in cells)
    assert len(set(cells)) == len(cells)
    assert {row["cell"] for row in rows if row["role"] == "warm-up"} == {""}


def test_csv_is_utf8_with_line_feeds_decimal_points_and_iso_dates(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    lift = made.lift("Squat", "squat", 133.3)
    write_csv(plan_rows(made.plan(made.season("Ζωή", [lift]))), path)
    data = path.read_bytes()
    assert b"\r" not in data
    assert data.decode("utf-8").splitlines()[0] == ",".join(COLUMNS)
    work = next(row for row in read(path) if row["role"] == "work")
    assert (work["athlete"], work["date"], work["weekday"]) == ("Ζωή", "2027-01-04", "Monday")
    assert (work["percent_1rm"], work["load"], work["training_max"]) == ("0.675", "90", "133.3")


def test_a_percent_has_at_most_four_decimals(tmp_path: Path) -> None:
    write_csv(plan_rows(made.plan()), tmp_path / "plan.csv")
    percents = [row["percent_1rm"] for row in read(tmp_path / "plan.csv") if row["percent_1rm"]]
    assert max(len(text.partition(".")[2]) for text in percents) == 4


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_text_a_spreadsheet_would_run_is_defused(tmp_path: Path, start: str) -> None:
    plan = made.plan(named(made.season(weeks=3), f"{start}HYPERLINK(1)"))
    write_csv(plan_rows(plan), tmp_path / "plan.csv")
    rows = read(tmp_path / "plan.csv")
    assert {row["athlete"] for row in rows} == {f"'{start}HYPERLINK(1)"}
    assert {row["cell"][:1] for row in rows} == {"", "'"}


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    write_csv(plan_rows(made.plan()), tmp_path / "one.csv")
    write_csv(plan_rows(made.plan()), tmp_path / "two.csv")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_the_data_frame_holds_the_same_rows_with_types() -> None:
    plan = made.plan(named(made.season(weeks=3), "NA"), made.season(weeks=3, meet=False))
    frame = to_frame(plan)
    rows = table(plan)
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == len(rows)
    assert list(frame["athlete"]) == [row["athlete"] for row in rows]
    assert frame["athlete"].iloc[0] == "NA"
    assert frame["date"].iloc[0].date() == date(2027, 1, 4)
    assert frame["load"].sum() == sum(float(str(row["load"] or 0)) for row in rows)
    assert frame["sets"].isna().sum() == sum(row["sets"] is None for row in rows)
    timing = frame[frame["emphasis"] == Emphasis.TIMING]
    assert len(timing)
    assert set(timing["lead"]) == {"repetition"}


def test_an_empty_plan_is_an_empty_frame() -> None:
    frame = to_frame(Plan("Nobody", ()))
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == 0
