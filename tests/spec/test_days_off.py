"""Days off, long breaks and meets on the way: what happens to the sessions, and what is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.laws.rosters import TODAY
from tests.laws.table import Row, by, rows_of, work
from tests.spec.test_season import MEET, START, lifter
from toolkit.diagnostics import CellRef, Diagnostic
from toolkit.engine.plan import plan_roster
from toolkit.model.athlete import (
    Athlete,
    DayOff,
    Meet,
    Preferences,
    Priority,
    Roster,
    Settings,
    Stage,
    WeekSlot,
)
from toolkit.model.season import Season

DAY = timedelta(days=1)
MONDAY = date(2027, 2, 1)
LATER = Meet(date(2027, 5, 8), "Open")


def off(first: date, days: int = 1, name: str = "Holiday", row: int = 2) -> DayOff:
    """Days off as a row of the Calendar sheet."""
    return DayOff(first, first + (days - 1) * DAY, name, origin=CellRef("Calendar", f"A{row}"))


def planned(
    *days_off: DayOff, athlete: Athlete | None = None, **book: object
) -> tuple[Season, list[Row], dict[str, Diagnostic]]:
    """The season of one lifter with days off, its rows, and the findings by code."""
    roster = Roster((athlete or lifter(),), days_off=days_off, **book)  # type: ignore[arg-type]
    plan, findings = plan_roster(roster, today=TODAY)
    return plan.seasons[0], rows_of(plan), {item.code: item for item in findings}


def phases(season: Season, lift: str = "Squat") -> list[str]:
    """The phase of every week of a lift."""
    course = next(one for one in season.courses if one.lift.name == lift)
    return [week.phase.value for week in course.weeks]


# --- long breaks -----------------------------------------------------------------------------


def test_the_first_week_after_a_long_break_is_a_transition_week() -> None:
    """Three weeks of exams: 60 % of the sets of a first week, nothing above 70 %."""
    exams = off(date(2027, 1, 18), 21, "Exams")
    _, rows, said = planned(exams, athlete=lifter(meet=LATER))
    weeks = by(work(rows), "week")
    assert {8, 9, 10}.isdisjoint(weeks)
    back, full = weeks[11], weeks[12]
    assert {row["phase"] for row in back} == {"transition"}
    assert all("after the long break" in row["reason"] for row in back)
    assert max(row["percent_1rm"] for row in back) <= 0.70
    squats = [sum(row["sets"] for row in week if row["lift"] == "Squat") for week in (back, full)]
    assert squats[0] == pytest.approx(0.6 * squats[1], abs=1.5)
    assert full[0]["lead"] == "repetition"
    assert (str(said["P424"].where), said["P424"].severity) == ("Calendar!A2", "note")
    assert "23 days without training (Exams)" in said["P424"].message


def test_a_break_counts_as_lighter_weeks() -> None:
    """No deload right before it, none inside it, and none for six weeks after it."""
    season, _, _ = planned(off(date(2027, 1, 18), 21), athlete=lifter(meet=LATER))
    found = phases(season)
    assert found[7:11] == ["transition"] * 4
    assert found[6] == found[11] == "rotation"
    assert "deload" not in found[11:17]
    assert found.count("deload") >= 2


def test_a_week_of_which_little_is_left_is_no_week_to_come_back_in() -> None:
    """Back on a Friday: that day and the whole week after it are easy."""
    _, rows, said = planned(off(date(2027, 1, 18), 18), athlete=lifter(meet=LATER))
    easy = {row["week"] for row in rows if row["phase"] == "transition"}
    assert easy == {10, 11}
    assert "2 easy weeks from Fri 5 Feb" in said["P424"].message


def test_thirteen_days_without_training_are_no_long_break() -> None:
    _, rows, said = planned(off(date(2027, 1, 18), 9), athlete=lifter(meet=LATER))
    assert "P424" not in said
    assert "transition" not in {row["phase"] for row in rows}


def test_a_new_lift_learns_its_last_week_again_in_fewer_sets() -> None:
    """The weeks off are not learned, and what was learned before is done once more."""
    _, rows, _ = planned(off(date(2026, 12, 21), 21), athlete=lifter(Stage.NEW, meet=LATER))
    weeks = by([row for row in work(rows) if row["lift"] == "Squat"], "week")
    before, back, following = weeks[3], weeks[7], weeks[8]
    assert [row["percent_1rm"] for row in back] == [row["percent_1rm"] for row in before]
    assert sum(row["sets"] for row in back) < 0.7 * sum(row["sets"] for row in before)
    assert "learning week 3" in back[0]["reason"]
    assert "learning week 4" in following[0]["reason"]


def test_a_season_that_begins_with_a_break_eases_in() -> None:
    season, rows, said = planned(off(START, 21), athlete=lifter(meet=LATER))
    assert phases(season)[:5] == ["transition"] * 4 + ["rotation"]
    assert min(row["week"] for row in rows) == 4
    assert "P424" in said


def test_a_break_that_ends_inside_the_taper_is_said_and_has_no_easy_week() -> None:
    _, rows, said = planned(off(MEET - 26 * DAY, 21, "Exams"))
    assert "transition" not in {row["phase"] for row in rows}
    assert said["P425"].severity == "warning"
    assert "until 5 days before Open (back on Mon 8 Mar)" in said["P425"].message


def test_a_break_up_to_the_meet_is_said() -> None:
    _, _, said = planned(off(MEET - 20 * DAY, 20, "Exams"))
    assert "last until Open" in said["P425"].message


# --- sessions that move ----------------------------------------------------------------------


def test_a_moved_session_says_where_it_comes_from() -> None:
    """In the reason of every row, on the season page, and in one finding at the Calendar row."""
    season, rows, said = planned(off(MONDAY))
    moved = [row for row in rows if row["date"] == MONDAY + DAY]
    assert moved
    assert all("; moved from Mon 1 Feb: Holiday" in row["reason"] for row in moved)
    assert [note for note in season.notes if note.startswith("Mon 1 Feb moves to Tue 2 Feb")]
    assert str(said["P419"].where) == "Calendar!A2"
    assert "Mon 1 Feb moves to Tue 2 Feb" in said["P419"].message


def test_a_moved_session_leaves_out_the_lift_that_is_heavy_beside_it() -> None:
    """Wednesday is the bench's main day, so Monday's bench is not done on Tuesday."""
    _, rows, said = planned(off(MONDAY))
    lifts = by([row for row in rows if row["role"] != "warm-up"], "date")
    assert {row["lift"] for row in lifts[MONDAY - 7 * DAY]} == {"Squat", "Bench"}
    assert {row["lift"] for row in lifts[MONDAY + DAY]} == {"Squat"}
    assert "moves to Tue 2 Feb without Bench (Holiday)" in said["P419"].message


def test_a_session_is_not_moved_beside_a_main_session_over_the_week_s_end() -> None:
    """Squat is heavy on Monday: Saturday's paused squat cannot be done on Sunday."""
    week = (
        WeekSlot(0, 1, "Squat", lift="Squat"),
        WeekSlot(5, 1, "Paused squat", lift="Squat", ratio=0.9),
    )
    season, rows, _ = planned(off(MONDAY - 4 * DAY, 3), week=week)
    assert MONDAY - DAY not in {row["date"] for row in rows}
    assert "Sat 30 Jan falls out (Holiday)." in season.notes


def test_a_main_session_moves_and_the_lighter_one_beside_it_gives_way() -> None:
    """Squat is heavy on Saturday: it is done on Sunday, and Monday goes without it."""
    week = tuple(WeekSlot(day, 1, "Squat", lift="Squat") for day in (0, 5))
    season, rows, said = planned(off(MONDAY - 4 * DAY, 3), week=week)
    dates = {row["date"] for row in rows}
    assert MONDAY - DAY in dates and MONDAY not in dates
    assert "Sat 30 Jan moves to Sun 31 Jan (Holiday)." in season.notes
    assert "Mon 1 Feb goes without Squat" in said["P419"].message


def test_squat_and_deadlift_are_kept_apart_when_sessions_move() -> None:
    """Wednesday's deadlift goes to Tuesday: on Thursday it would be beside Friday's squat."""
    _, rows, _ = planned(off(MONDAY + 2 * DAY))
    moved = [row for row in rows if "moved from Wed 3 Feb" in row["reason"]]
    assert {row["weekday"] for row in moved} == {"Tuesday"}
    assert "Deadlift" in {row["lift"] for row in moved}


def test_assistance_moves_with_its_session() -> None:
    week = (
        WeekSlot(0, 1, "Squat", lift="Squat"),
        WeekSlot(0, 2, "Row", text="3x10"),
        WeekSlot(3, 1, "Bench", lift="Bench"),
    )
    _, rows, _ = planned(off(date(2027, 1, 11)), week=week)
    moved = [row for row in rows if row["date"] == date(2027, 1, 12)]
    assert "Row" in {row["exercise"] for row in moved}
    assert all("moved from Mon 11 Jan" in row["reason"] for row in moved)


def test_what_a_club_loses_is_said_once() -> None:
    """Twelve lifters, one holiday: one line, with three names at most."""
    people = tuple(replace(lifter(), name=f"Lifter {n}") for n in range(1, 13))
    found = plan_roster(Roster(people, days_off=(off(MONDAY),)), today=TODAY)[1]
    (one,) = [item for item in found if item.code == "P419"]
    assert one.message.startswith("Lifter 1, Lifter 2 and 10 more: Mon 1 Feb moves to")


def test_many_changes_are_told_in_a_few_words() -> None:
    """Sessions that fall out in a row are one line; the rest is on the season page."""
    single = [off(MONDAY + 7 * n * DAY, row=9 + n) for n in range(-5, 1)]
    _, _, said = planned(off(date(2026, 12, 7), 7, "Camp"), *single)
    assert "3 sessions from Mon 7 Dec to Fri 11 Dec fall out (Camp)" in said["P419"].message
    assert said["P419"].message.endswith("3 more on the season page.")
    assert len(said["P419"].related) == 6


# --- days off where they hurt most -----------------------------------------------------------


def test_a_day_off_on_the_meet_day_is_asked_about() -> None:
    home = replace(lifter(), meet=Meet(MEET, "Open", origin=CellRef("Meets", "B2")))
    _, _, said = planned(off(MEET - DAY, 3, "Camp"), athlete=home)
    assert (str(said["P426"].where), said["P426"].severity) == ("Calendar!A2", "warning")
    assert said["P426"].related == (CellRef("Meets", "B2"),)
    assert "Camp lies over Open on Sat 13 Mar" in said["P426"].message


def test_a_test_week_off_is_said_with_the_lifts_it_costs() -> None:
    last = START + 11 * 7 * DAY
    _, rows, said = planned(off(last, 7, "Camp"), athlete=lifter(meet=None))
    assert "test" not in {row["phase"] for row in rows}
    assert "Squat, Bench and Deadlift not tested, because Camp" in said["P427"].message
    assert "P427" not in planned(off(last, 1), athlete=lifter(meet=None))[2]


@pytest.mark.parametrize("meet", [Meet(MEET, "Open"), None])
def test_a_season_of_days_off_only_is_said(meet: Meet | None) -> None:
    _, _, said = planned(off(START, 120, "Away"), athlete=lifter(meet=meet))
    assert "days off take every training day (Away)" in said["P413"].message
    assert said["P413"].related == (CellRef("Calendar", "A2"),)
    assert "P419" not in said


def test_a_spoiled_taper_names_the_days_off() -> None:
    """The week before the taper is gone, and with it what the taper is measured against."""
    athlete = replace(lifter(), training_days=(0,))
    _, _, said = planned(off(MEET - 12 * DAY, 8, "Camp"), athlete=athlete)
    assert "(Camp)" in said["P414"].message
    assert "plates leave no better" not in said["P414"].message


# --- meets on the way ------------------------------------------------------------------------


def meets(*days: tuple[date, str]) -> Athlete:
    """A lifter with B meets on the way."""
    others = (Meet(day, name, Priority.B) for day, name in days)
    return replace(
        lifter(),
        other_meets=tuple(
            replace(meet, origin=CellRef("Meets", f"B{n}")) for n, meet in enumerate(others, 2)
        ),
    )


def test_meets_on_consecutive_days_keep_their_attempts_and_are_asked_about() -> None:
    one, two = date(2027, 1, 16), date(2027, 1, 17)
    _, rows, said = planned(athlete=meets((one, "Club Night"), (two, "Winter Cup")))
    attempts = {row["date"] for row in rows if row["role"] == "attempt"}
    assert {one, two} <= attempts
    assert (str(said["P428"].where), said["P428"].related) == (
        "Meets!B3",
        (CellRef("Meets", "B2"),),
    )
    assert "Club Night is the day before Winter Cup" in said["P428"].message


def test_nothing_is_trained_between_meets_that_are_close_together() -> None:
    """Saturday and Tuesday: Monday is an eve, and Sunday is for rest."""
    one = date(2027, 1, 16)
    daily = replace(meets((one, "Cup"), (one + 3 * DAY, "Gala")), training_days=(0, 2, 4, 6))
    season, rows, said = planned(athlete=daily)
    assert {one + DAY, one + 2 * DAY}.isdisjoint(row["date"] for row in rows)
    assert "Cup is 3 days before Gala" in said["P428"].message
    assert "Sun 17 Jan falls out (between Cup and Gala)." in season.notes
    apart = replace(meets((one, "Cup"), (one + 4 * DAY, "Gala")), training_days=(0, 2, 4, 6))
    assert "P428" not in planned(athlete=apart)[2]


def test_a_session_that_falls_out_before_a_smaller_meet_is_said_at_the_meet() -> None:
    season, _, said = planned(athlete=meets((date(2027, 1, 16), "Club Night")))
    assert "Fri 15 Jan falls out (the day before Club Night)." in season.notes
    assert (str(said["P429"].where), said["P429"].severity) == ("Meets!B2", "note")


def test_an_easy_session_names_the_rule_that_made_it_easy() -> None:
    """Beside an early last heavy session it is that rule, in the week of a B meet the meet's."""
    early = lifter(preferences=Preferences(taper_days=7), training_days=(0, 1, 3, 4))
    reasons = [row["reason"] for row in planned(athlete=early)[1]]
    assert any(", near-heavy)" in reason for reason in reasons)
    assert not any("minor-meet" in reason for reason in reasons)
    before = planned(athlete=meets((date(2027, 2, 6), "Club Night")))[1]
    eased = {row["date"] for row in before if ", minor-meet)" in row["reason"]}
    assert eased == {MONDAY, MONDAY + 2 * DAY}


def test_nothing_is_hard_right_before_a_b_meet() -> None:
    """Three days before it no set is above RPE 7, and lighter than it would be without the meet."""
    meet = date(2027, 1, 30)
    plain, before = planned()[1], planned(athlete=meets((meet, "Club Night")))[1]
    near = [row for row in before if row["role"] in ("top", "work", "back-off")]
    near = [row for row in near if 0 < (meet - row["date"]).days <= 3]
    usual = {(row["date"], row["lift"], row["role"]): row for row in plain}
    assert near and all(row["rpe"] <= 7 for row in near)
    hard = [row for row in near if usual[row["date"], row["lift"], row["role"]]["rpe"] > 7]
    assert hard
    for row in hard:
        assert row["percent_1rm"] < usual[row["date"], row["lift"], row["role"]]["percent_1rm"]


def test_the_same_season_without_days_off_says_nothing_of_them() -> None:
    """No codes of the calendar, and no notes: the default meet is on a Saturday."""
    season, _, said = planned(settings=Settings())
    assert not season.notes
    assert not {code for code in said if code in ("P419", "P424", "P425", "P426", "P427", "P429")}
