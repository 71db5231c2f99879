"""The sample workbooks are what their maker makes, and say what the tour says they say."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from tests import make_samples
from toolkit import api
from toolkit.diagnostics import Findings
from toolkit.model.athlete import MaxKind, Priority, Roster, Stage
from toolkit.sheets.reader import read_book
from toolkit.sheets.roster import read_roster
from toolkit.units import Unit

TODAY = date(2026, 11, 22)
SAMPLES = make_samples.SAMPLES
SILENT = ["club.xlsx", "first-meet.xlsx"]
BARE = ["roster.csv", "roster.xlsx"]
NAMES = ["broken.xlsx", *SILENT, *BARE, "throwers.xlsx"]


def sample(name: str) -> Roster:
    unit = Unit.KG if name in BARE else None
    roster, findings = read_roster(SAMPLES / name, unit=unit, today=TODAY)
    assert list(findings) == []
    return roster


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_what_its_maker_makes(name: str, tmp_path: Path) -> None:
    """Compared by cells: another XlsxWriter may pack the same cells into other bytes."""
    make_samples.main(tmp_path)
    made = read_book(tmp_path / name, Findings())
    assert made is not None
    assert made == read_book(SAMPLES / name, Findings())


def test_the_club_has_twelve_lifters_five_scripts_two_units_and_one_meet() -> None:
    club = sample("club.xlsx")
    assert len(club.athletes) == 12
    letters = {letter for athlete in club.athletes for letter in athlete.name if letter.isalpha()}
    scripts = {unicodedata.name(letter).split()[0] for letter in letters}
    assert scripts >= {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "CJK"}
    assert {athlete.unit for athlete in club.athletes} == {None, Unit.LB}
    assert {athlete.meet.date for athlete in club.athletes if athlete.meet} == {date(2027, 3, 13)}
    assert date(2027, 3, 13).weekday() == 5
    assert club.settings.start == date(2026, 11, 30)
    lifts = [lift for athlete in club.athletes for lift in athlete.lifts]
    assert {lift.stage for lift in lifts} == set(Stage)
    assert {lift.max.kind for lift in lifts} == set(MaxKind)
    assert len(club.week) == 3


def test_the_first_meet_is_one_lifter_with_new_lifts() -> None:
    (ida,) = sample("first-meet.xlsx").athletes
    assert ida.meet is not None
    assert ida.meet.date == date(2027, 3, 20)
    assert {lift.stage for lift in ida.lifts} == {Stage.NEW}


def test_the_throwers_have_seven_lifts_four_meets_and_a_daily_rotation() -> None:
    throwers = sample("throwers.xlsx")
    assert len(throwers.athletes) == 4
    families = {lift.family for athlete in throwers.athletes for lift in athlete.lifts}
    assert families == {
        *("squat", "bench press", "deadlift", "overhead press"),
        *("power clean", "snatch", "clean and jerk"),
    }
    lifts = [lift for athlete in throwers.athletes for lift in athlete.lifts]
    assert {lift.priority for lift in lifts} == set(Priority)
    assert throwers.settings.preferences.rotation == "daily"
    assert [a.preferences.rotation for a in throwers.athletes].count("weekly") == 1
    for athlete in throwers.athletes:
        assert athlete.meet is not None
        assert athlete.meet.date == date(2027, 5, 22)
        on_the_way = [meet.priority for meet in athlete.other_meets]
        assert on_the_way == [Priority.C, Priority.A, Priority.B]
    assert [(day.name, day.group) for day in throwers.days_off] == [
        ("Christmas", ""),
        ("Exams", "Odalys Kerr"),
    ]
    assert len(throwers.week) == 2


def test_the_bare_roster_says_the_same_as_csv_and_as_workbook() -> None:
    table, book = sample("roster.csv"), sample("roster.xlsx")
    assert table.athletes == book.athletes
    assert len(table.athletes) == 6
    assert {len(athlete.lifts) for athlete in table.athletes} == {3}


def test_the_broken_book_has_the_findings_that_the_tour_lists() -> None:
    _, findings = read_roster(SAMPLES / "broken.xlsx", today=TODAY)
    tour = (SAMPLES / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([^`]+)` \| ([BCR]\d{3}) ", tour, flags=re.MULTILINE)
    assert sorted(listed) == sorted((str(item.where), item.code) for item in findings)


@pytest.mark.parametrize("name", SILENT)
def test_planning_a_sample_has_nothing_to_say(name: str) -> None:
    assert list(api.check_book(SAMPLES / name, today=TODAY)) == []


@pytest.mark.parametrize("name", BARE)
def test_planning_a_bare_roster_asks_for_the_unit_and_no_more(name: str) -> None:
    (found,) = api.check_book(SAMPLES / name, today=TODAY)
    assert found.code == "B127"
    assert "any of the 18 maxes" in found.message
    assert list(api.check_book(SAMPLES / name, today=TODAY, unit="kg")) == []


def test_planning_the_throwers_says_what_the_calendar_costs_and_no_more() -> None:
    """Christmas differs by training days, the exams are one lifter's; the meets take what is said
    once for all four."""
    found = list(api.check_book(SAMPLES / "throwers.xlsx", today=TODAY))
    assert [(item.code, str(item.where)) for item in found] == [
        ("P419", "Calendar!A5"),
        ("P429", "Meets!B5"),
        *[("P419", "Calendar!A5")] * 2,
    ]
    assert found[1].message.startswith("Runa Solvang, Tavo Brindle and 2 more: Fri 15 Jan")
    exams = [item.message for item in found if "(Exams)" in item.message]
    assert len(exams) == 1 and exams[0].startswith("Odalys Kerr: ")


def test_a_plan_is_not_mistaken_for_a_roster(tmp_path: Path) -> None:
    """The plan workbook has a Maxes sheet too; reading it as a roster would double its maxes."""
    book = api.read_book(SAMPLES / "roster.csv", today=TODAY)
    api.write_workbook(api.plan(book, today=TODAY), tmp_path / "plan.xlsx")
    _, findings = read_roster(tmp_path / "plan.xlsx", today=TODAY)
    assert [item.code for item in findings] == ["B110"]
