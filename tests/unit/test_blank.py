"""The starter workbook: filled in as it is, it is a valid roster."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from toolkit import api
from toolkit.model.athlete import MaxKind, Stage
from toolkit.policy.loader import defaults
from toolkit.sheets import layout
from toolkit.sheets.blank import HEADER, meet_day, write_blank
from toolkit.sheets.roster import read_roster
from toolkit.units import Unit

TODAY = date(2026, 11, 22)


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "roster.xlsx"
    write_blank(path, today=TODAY)
    return path


def test_the_fresh_book_has_no_finding_and_shows_every_kind_of_max(blank: Path) -> None:
    roster, findings = read_roster(blank, today=TODAY)
    assert list(findings) == []
    lifts = [lift for athlete in roster.athletes for lift in athlete.lifts]
    assert {lift.max.kind for lift in lifts} == set(MaxKind)
    assert {lift.stage for lift in lifts} == set(Stage)
    assert all(athlete.meet is not None for athlete in roster.athletes)
    assert [slot.text for slot in roster.week] == ["3 x 45 s", "3x10"]


def test_its_settings_are_the_methods_defaults(blank: Path) -> None:
    settings = read_roster(blank, today=TODAY)[0].settings
    method = defaults()
    assert (settings.unit, settings.sessions) == (method.unit, method.sessions)
    assert (settings.season_weeks, settings.preferences.attempts) == (method.weeks, method.attempts)
    assert settings.training_max_fraction == method.training_max_fraction
    assert settings.equipment_kg == method.equipment[Unit.KG]
    assert settings.equipment_lb == method.equipment[Unit.LB]
    assert settings.preferences.block_weeks is not None


def test_its_sheets_and_headers_are_those_the_reader_knows(blank: Path) -> None:
    book = load_workbook(blank)
    assert book.sheetnames == [*(sheet.title for sheet in layout.SHEETS), "Read me"]
    for sheet in layout.SHEETS:
        labels = [cell.value for cell in book[sheet.title][HEADER + 1]]
        assert labels[: len(sheet.columns)] == [column.label for column in sheet.columns]


def test_every_header_explains_itself_and_every_choice_is_a_drop_down(blank: Path) -> None:
    book = load_workbook(blank)
    for sheet in (layout.ATHLETES, layout.MAXES, layout.MEETS, layout.WEEK):
        page = book[sheet.title]
        lists = {
            str(area).rstrip("0123456789").split(":")[0].rstrip("0123456789")
            for rule in page.data_validations.dataValidation
            for area in rule.sqref.ranges
        }
        for number, column in enumerate(sheet.columns, start=1):
            cell = page.cell(HEADER + 1, number)
            assert cell.comment is not None
            assert cell.comment.text == column.note
            assert not column.choices or cell.column_letter in lists


def test_the_same_day_gives_the_same_bytes(blank: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    write_blank(again, today=TODAY)
    assert again.read_bytes() == blank.read_bytes()


@given(st.dates(date(2020, 1, 1), date(2099, 1, 1)))
def test_the_example_meet_is_on_a_saturday_about_fifteen_weeks_ahead(today: date) -> None:
    day = meet_day(today)
    assert day.weekday() == 5
    assert 105 <= (day - today).days <= 111


def test_planning_the_fresh_book_has_nothing_to_say_either(blank: Path) -> None:
    assert list(api.check_book(blank, today=TODAY)) == []
