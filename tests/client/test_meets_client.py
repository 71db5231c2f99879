"""LibreOffice recalculates a plan of several meets, and follows what a coach types into it."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests import seasons as made
from tests.client.test_workbook_client import (
    SHEET_OF_MAXES,
    Convert,
    _typed,
    assert_same,
    formulas,
    values,
)
from toolkit.engine.plan import plan_roster
from toolkit.engine.targets import Dial
from toolkit.model.athlete import Athlete, DayOff, Meet, Preferences, Priority, Roster
from toolkit.model.season import Plan
from toolkit.outputs.dials_sheet import FIRST_DIAL, dial_lines, mark_col
from toolkit.outputs.frame import COLUMNS, plan_rows, write_csv
from toolkit.outputs.layout import Col, MaxCol, lay_out
from toolkit.outputs.workbook import write_workbook
from toolkit.sheetnames import a1
from toolkit.units import Unit, round_down

pytestmark = [pytest.mark.client, pytest.mark.slow]

NAME = "Tuva Moen"


def plan() -> Plan:
    """Three meets in kilograms, a daily rotation, and pounds on the way to a test week."""
    return made.plan(
        made.several_meets(NAME),
        made.daily("Sol Aas"),
        made.season("Jo", unit=Unit.LB, weeks=6, meet=False),
    )


def type_into(path: Path, target: Path, part: str, typed: Mapping[str, float | None]) -> None:
    """A copy of the workbook with other numbers in the cells of one sheet."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _typed(data, typed) if name == part else data)


def engine_plan() -> Plan:
    """What the engine plans itself: three meets on the way, a daily rotation, a camp, pounds."""
    lifts = tuple(made.lift(name, family, value) for name, family, value in made.THREE_LIFTS)
    pounds = tuple(made.lift(one.name, one.family, one.max.value * 2, Unit.LB) for one in lifts)
    final = Meet(date(2027, 5, 22), "Spring Open")
    on_the_way = (
        Meet(date(2027, 2, 6), "Winter Cup"),
        Meet(date(2027, 3, 20), "Club Night", Priority.C),
        Meet(date(2027, 4, 10), "Regional", Priority.B),
    )
    athletes = (
        Athlete(NAME, lifts, meet=final, other_meets=on_the_way),
        Athlete("Sol Aas", lifts, meet=final, preferences=Preferences(rotation="daily")),
        Athlete("Jo", pounds, unit=Unit.LB, meet=final, other_meets=on_the_way[:1]),
    )
    camp = DayOff(date(2027, 2, 15), date(2027, 2, 21), "camp")
    roster = Roster(athletes, days_off=(camp,), title="Club")
    return plan_roster(roster, today=date(2026, 12, 28))[0]


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    write_workbook(plan(), path)
    return path


def test_a_plan_of_several_meets_recalculates_to_itself(
    tmp_path: Path, planned: Path, soffice: Convert
) -> None:
    """Attempts of every meet, dials and their marks, and every cell that plan.csv names."""
    write_csv(plan_rows(plan()), tmp_path / "plan.csv")
    found = values(soffice(planned, "xlsx"))
    assert not [item for item in found.items() if str(item[1]).startswith(("#", "Err:"))]
    assert_same(found, values(planned), formulas(planned))
    with (tmp_path / "plan.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["cell"]]
    assert {row["meet"] for row in rows if row["role"] == "attempt"} == {
        *(meet.name for meet in made.MEETS)
    }
    for row in rows:
        title, address = row["cell"].rsplit("!", 1)
        assert found[title[1:-1], address] == float(row["load"]), row


def test_what_the_engine_plans_for_several_meets_recalculates_to_itself(
    tmp_path: Path, soffice: Convert
) -> None:
    path = tmp_path / "plan.xlsx"
    write_workbook(engine_plan(), path)
    found = values(soffice(path, "xlsx"))
    assert_same(found, values(path), formulas(path))
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(engine_plan())]
    attempts = [row for row in rows if row["role"] == "attempt"]
    assert len({row["meet"] for row in attempts if row["athlete"] == NAME}) == 4
    for row in attempts:
        title, address = str(row["cell"]).rsplit("!", 1)
        assert found[title[1:-1], address] == row["load"], row


def test_each_meet_s_attempts_follow_its_own_gain_and_shares(
    tmp_path: Path, planned: Path, soffice: Convert
) -> None:
    """A new max moves all meets; a new gain only the meet it is typed for."""
    layout = lay_out(plan())
    base, early = next(layout.maxes), next(layout.meet_maxes)
    typed = {a1(base.row, MaxCol.MAX): 150.0, a1(early.row, MaxCol.GAIN): 0.04}
    type_into(planned, tmp_path / "typed.xlsx", SHEET_OF_MAXES, typed)
    found = values(soffice(tmp_path / "typed.xlsx", "xlsx"))
    for number, third in ((5, 150 * 1.04 * 0.99), (9, 150 * 0.95), (13, 150 * 1.025)):
        line = layout.sheets[0].blocks[number].meet_lines[2]
        assert found[NAME, a1(line.row, Col.LOAD)] == round_down(third, 2.5)


def test_the_dials_follow_the_sets_a_coach_types(
    tmp_path: Path, planned: Path, soffice: Convert
) -> None:
    """Twice the sets: the reps of that lift in that week leave their range, others stay."""
    lines = dial_lines(lay_out(plan()))
    first, second = lines[0], lines[1]
    typed = {a1(one.row, Col.SETS): one.group.sets * 2 for one in first.lines if one.group}
    type_into(planned, tmp_path / "typed.xlsx", "xl/worksheets/sheet3.xml", typed)
    found, before = values(soffice(tmp_path / "typed.xlsx", "xlsx")), values(planned)
    place, mark = a1(first.row, FIRST_DIAL), a1(first.row, mark_col(Dial.REPETITION))
    assert found["Dials", place] == 2 * before["Dials", place]
    assert (before["Dials", mark], found["Dials", mark]) == ("●", "▲")
    other = a1(second.row, FIRST_DIAL)
    assert found["Dials", other] == before["Dials", other]
    top = next(key for key, value in found.items() if value == "Dials in their range")[1]
    week = f"D{int(top[1:]) + 1}"
    assert (before["Overview", week], found["Overview", week]) == ("10/10", "9/10")
