"""The dials in the workbook, in the data frame and on the season page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import toolkit
from tests import seasons as made
from toolkit.engine.targets import Dial, Verdict, planned_against_target, weeks_against_target
from toolkit.model.prescription import Session
from toolkit.model.season import Plan
from toolkit.outputs.dials_sheet import (
    FIRST_DIAL,
    GROUPS,
    LIFT,
    MARKS,
    WEEK,
    dial_lines,
    mark_col,
)
from toolkit.outputs.frame import DIAL_COLUMNS, to_dials_frame
from toolkit.outputs.layout import lay_out
from toolkit.outputs.season_page import season_page
from toolkit.outputs.workbook import write_workbook
from toolkit.sheetnames import a1


@pytest.fixture(scope="module")
def plan() -> Plan:
    return made.plan(made.season("Ada"), made.several_meets("Bo"), made.daily("Cy"))


def test_every_dial_with_a_target_stands_on_the_sheet(plan: Plan, shown: Workbook) -> None:
    """Planned, from, to and a mark, one line for a lift in a week."""
    lines = dial_lines(lay_out(plan))
    sheet = shown["Dials"]
    for season in plan.seasons:
        mine = [line for line in lines if line.sheet.season is season]
        rows = {(row.week, row.lift, row.dial): row for row in planned_against_target(season)}
        assert sum(len(line.dials) for line in mine) == len(rows)
        for line in mine:
            assert sheet[a1(line.row, WEEK)].value == line.block.week.number
            assert sheet[a1(line.row, LIFT)].value == line.lift
            for at, dial in enumerate(GROUPS):
                cells = [sheet[a1(line.row, FIRST_DIAL + 4 * at + n)].value for n in range(4)]
                one = rows.get((line.block.week.number, line.lift, dial))
                if one is None:
                    assert cells == [None] * 4
                else:
                    assert cells[:3] == pytest.approx([one.planned, one.low, one.high])
                    assert cells[3] == MARKS[one.verdict]


def test_the_planned_side_follows_the_athlete_s_sheet(plan: Plan, book: Workbook) -> None:
    """Reps and intensity refer to the lines of that lift in that week and to nothing else."""
    line = dial_lines(lay_out(plan))[0]
    rows = [one.row + 1 for one in line.lines]
    formula = str(book["Dials"][a1(line.row, FIRST_DIAL)].value)
    assert formula.count("SUMPRODUCT") == 2
    for row in rows:
        assert f"'Ada'!D{row}:D{row}" in formula
    assert "ROUND(F6,6)<G6" in str(book["Dials"][a1(line.row, mark_col(Dial.REPETITION))].value)


def test_a_dial_outside_its_range_has_a_mark_of_its_own_shape(tmp_path: Path) -> None:
    """A triangle that points where the value lies: it survives a black-and-white printer."""
    one = made.season("Ada", weeks=3)
    days = one.weeks[0].sessions
    twice = replace(one.weeks[0], sessions=tuple(_doubled(day) for day in days))
    season = replace(one, weeks=(twice, *one.weeks[1:]))
    write_workbook(made.plan(season), tmp_path / "plan.xlsx")
    sheet = load_workbook(tmp_path / "plan.xlsx", data_only=True)["Dials"]
    assert sheet[a1(5, mark_col(Dial.REPETITION))].value == "▲"
    assert len({*MARKS.values()}) == len(Verdict)


def _doubled(day: Session) -> Session:
    return replace(
        day,
        prescriptions=tuple(
            replace(
                line,
                groups=tuple(replace(group, sets=group.sets * 2) for group in line.groups),
            )
            for line in day.prescriptions
        ),
    )


def test_the_overview_counts_the_dials_in_their_range(plan: Plan, shown: Workbook) -> None:
    sheet = shown["Overview"]
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Dials in their range")
    for at, season in enumerate(plan.seasons, 1):
        for number in (1, 2):
            rows = [row for row in planned_against_target(season) if row.week == number]
            good = sum(row.verdict is Verdict.IN for row in rows)
            assert sheet.cell(top + at, 3 + number).value == f"{good}/{len(rows)}"


def test_a_plan_without_athletes_has_an_empty_sheet_of_dials(tmp_path: Path) -> None:
    write_workbook(Plan("Nobody", ()), tmp_path / "plan.xlsx")
    assert load_workbook(tmp_path / "plan.xlsx")["Dials"]["A1"].value == "Dials"


def test_the_frame_holds_every_dial_with_types(plan: Plan) -> None:
    frame = to_dials_frame(plan)
    rows = [(s, row) for s in plan.seasons for row in planned_against_target(s)]
    assert tuple(frame.columns) == DIAL_COLUMNS
    assert len(frame) == len(rows)
    assert list(frame["planned"]) == pytest.approx([row.planned for _, row in rows])
    assert list(frame["verdict"]) == [row.verdict.value for _, row in rows]
    assert frame["week_start"].iloc[0].date() == made.START
    assert str(frame["week"].dtype) == "Int64"
    assert len(to_dials_frame(Plan("Nobody", ()))) == 0


def test_the_frame_can_be_had_from_the_package(plan: Plan) -> None:
    assert len(toolkit.to_dials_frame(plan)) == len(to_dials_frame(plan))


# --- the strip of the season page ------------------------------------------------------------


def test_the_strip_shows_three_dials_a_week_inside_their_rows(plan: Plan) -> None:
    for season in plan.seasons:
        strips = season_page(plan, season).dials
        assert [strip.key for strip in strips] == ["repetition", "intensity", "difficulty"]
        for strip in strips:
            for mark in strip.marks:
                assert strip.y <= mark.top <= mark.top + mark.height <= strip.y + 6.01
                assert strip.y <= mark.y <= strip.y + 6
                inside = mark.top - 0.02 <= mark.y <= mark.top + mark.height + 0.02
                assert inside == (mark.verdict == "in")


def test_the_numbers_of_the_strip_are_the_week_s_own() -> None:
    one = made.season()
    (repetition, intensity, _) = season_page(made.plan(), one).dials
    rows = [row for row in weeks_against_target(one) if row.week == 1]
    assert repetition.marks[0].value == str(int(rows[0].planned))
    assert intensity.marks[0].value == "68"


def test_a_long_season_has_no_room_for_numbers_within_the_range() -> None:
    marks = season_page(made.plan(), made.season(weeks=40)).dials[0].marks
    assert {mark.value for mark in marks if mark.verdict == "in"} == {""}


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("lifts", [1, 3, 8])
def test_the_strip_gives_way_where_the_page_is_full(paper: str, lifts: int) -> None:
    """The chart keeps its least height; eight lifts with courses of their own leave no strip."""
    names = [made.lift(f"Lift {n}", "other", 100.0 + n) for n in range(lifts)]
    one = made.season(lifts=names)
    apart = tuple(
        replace(course, weeks=course.weeks[n:] + course.weeks[:n])
        for n, course in enumerate(one.courses)
    )
    page = season_page(made.plan(paper=paper), replace(one, courses=apart))
    assert page.chart.base - 7 >= 17
    assert bool(page.dials) == (lifts < 8)


def test_a_crowded_page_sets_its_legend_in_two_columns_before_it_drops_the_strip() -> None:
    """With one sentence more at a time, the page goes from wide to tight to without."""
    one = made.season()
    steps = []
    for count in range(0, 60, 2):
        notes = tuple(f"Mon {n}: no training (camp)." for n in range(count))
        page = season_page(made.plan(), replace(one, notes=notes))
        steps.append((bool(page.dials), page.tight))
    assert list(dict.fromkeys(steps))[:3] == [(True, False), (True, True), (False, False)]
