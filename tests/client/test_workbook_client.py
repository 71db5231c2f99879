"""LibreOffice, told to recalculate everything, judges plan.xlsx."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from pypdf import PdfReader

from tests import seasons as made
from toolkit.engine.plan import plan_roster
from toolkit.model.athlete import Athlete, Meet, Roster, Stage
from toolkit.model.prescription import LoadRule
from toolkit.model.season import Plan, Season
from toolkit.outputs.frame import plan_rows, write_csv
from toolkit.outputs.layout import MaxCol, lay_out
from toolkit.outputs.workbook import write_workbook
from toolkit.sheetnames import a1
from toolkit.units import Unit, convert

pytestmark = [pytest.mark.client, pytest.mark.slow]

Convert = Callable[[Path, str], Path]
Values = dict[tuple[str, str], object]

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET_OF_MAXES = "xl/worksheets/sheet2.xml"


def club(squat: float, bench: float) -> Plan:
    """A plan in both units, with a learning lift, a goal, a test week and awkward names."""
    lifts = (
        made.lift("Squat", "squat", squat),
        made.lift("Bench press", "bench press", bench, goal=125.0),
    )
    pounds = (
        made.lift("Squat", "squat", squat * 2.2, Unit.LB, stage=Stage.NEW),
        made.lift("Press", "overhead press", bench + 40, Unit.LB, goal=231.0),
    )
    return made.plan(
        made.season("Anna O'Brien", lifts),
        on_kilogram_plates(made.season("=1+1", pounds, unit=Unit.LB, weeks=9)),
        made.season("Оксана [Мельник]", lifts, weeks=5, meet=False),
    )


def on_kilogram_plates(season: Season) -> Season:
    """The meet's ladders in kilograms for a lifter who trains in pounds, attempts kept apart."""
    plans = []
    for plan in season.attempts:
        ladder = tuple(replace(step, rule=_in_kg(step.rule)) for step in plan.warm_ups)
        tries = tuple(
            replace(
                one,
                group=replace(
                    one.group,
                    rule=replace(one.group.rule, third_share=1.0, steps_below=3 - one.number),
                ),
            )
            for one in plan.attempts
        )
        plans.append(replace(plan, warm_ups=ladder, attempts=tries))
    return replace(season, attempts=tuple(plans))


def _in_kg(rule: LoadRule) -> LoadRule:
    return replace(rule, training_max=convert(rule.training_max, Unit.LB, Unit.KG))


def formulas(path: Path) -> set[tuple[str, str]]:
    """Sheet and address of every formula."""
    return {
        (sheet.title, cell.coordinate)
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def values(path: Path) -> Values:
    """Every cell's value as it is stored in the file."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in load_workbook(path, data_only=True)
        for row in sheet.iter_rows()
        for cell in row
    }


def assert_same(
    found: Mapping[tuple[str, str], object], wanted: Values, where: set[tuple[str, str]]
) -> None:
    """Numbers to the last digit that a spreadsheet shows, texts exactly, nothing equals `""`."""
    wrong = []
    for place in sorted(where):
        one, other = found.get(place) or "", wanted.get(place) or ""
        both_numbers = isinstance(one, int | float) and isinstance(other, int | float)
        same = one == pytest.approx(other, rel=1e-12) if both_numbers else one == other
        if not same:
            wrong.append((place, one, other))
    assert not wrong, wrong[:20]


def type_into_maxes(path: Path, target: Path, typed: Mapping[str, float | None]) -> None:
    """A copy of the workbook with other numbers in cells of the sheet Maxes."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == SHEET_OF_MAXES:
                data = _typed(data, typed)
            new.writestr(name, data)


def _typed(data: bytes, typed: Mapping[str, float | None]) -> bytes:
    root = etree.fromstring(data)
    cells = {cell.get("r"): cell for cell in root.iter(f"{MAIN}c")}
    for address, value in typed.items():
        stored = cells[address].find(f"{MAIN}v")
        if value is None:
            cells[address].remove(stored)
        else:
            stored.text = repr(value)
    return etree.tostring(root)


def maxes(plan: Plan) -> dict[str, float | None]:
    """The training max cells of a plan."""
    return {a1(row.row, MaxCol.MAX): row.max for row in lay_out(plan).maxes}


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    write_workbook(club(182.5, 117.5), path)
    return path


def test_every_cell_of_the_table_is_the_recalculated_load(
    tmp_path: Path, planned: Path, soffice: Convert
) -> None:
    write_csv(plan_rows(club(182.5, 117.5)), tmp_path / "plan.csv")
    found = values(soffice(planned, "xlsx"))
    with (tmp_path / "plan.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["cell"]]
    assert len(rows) > 150
    for row in rows:
        title, address = row["cell"].rsplit("!", 1)
        sheet = title[1:-1].replace("''", "'")
        assert found[sheet, address] == float(row["load"]), row


def test_every_formula_shows_what_it_recalculates_to(planned: Path, soffice: Convert) -> None:
    found = values(soffice(planned, "xlsx"))
    assert not [item for item in found.items() if str(item[1]).startswith(("#", "Err:"))]
    assert_same(found, values(planned), formulas(planned))


def test_a_coach_who_types_other_maxes_gets_the_plan_of_those_maxes(
    tmp_path: Path, planned: Path, soffice: Convert
) -> None:
    """Loads, warm-ups, attempts, weekly lines and the overview all follow."""
    stronger = club(205.0, 131.25)
    write_workbook(stronger, tmp_path / "wanted.xlsx")
    type_into_maxes(planned, tmp_path / "typed.xlsx", maxes(stronger))
    found = values(soffice(tmp_path / "typed.xlsx", "xlsx"))
    assert_same(found, values(tmp_path / "wanted.xlsx"), formulas(planned))


def engine_plan() -> Plan:
    """What the engine itself plans: a goal, new lifts, pounds on six days, weightlifting."""
    meet = Meet(date(2027, 3, 20), "Spring Open")
    squat, bench = made.lift("Squat", "squat", 143.0, goal=152.5), ("Bench", "bench press")
    athletes = (
        Athlete("Anna Berg", (squat, made.lift(*bench, 82.5)), meet=meet),
        Athlete("Ida Lund", (replace(squat, stage=Stage.NEW), made.lift(*bench, 41.0))),
        Athlete(
            "Bo Dale",
            (made.lift("Squat", "squat", 317.0, Unit.LB), made.lift(*bench, 188.0, Unit.LB)),
            unit=Unit.LB,
            sessions=6,
            meet=meet,
        ),
        Athlete("Eva Roth", (made.lift("Snatch", "snatch", 71.5),)),
    )
    return plan_roster(Roster(athletes, title="Club"), today=date(2026, 12, 28))[0]


def test_what_the_engine_plans_recalculates_to_itself(tmp_path: Path, soffice: Convert) -> None:
    write_workbook(engine_plan(), tmp_path / "plan.xlsx")
    found = values(soffice(tmp_path / "plan.xlsx", "xlsx"))
    assert_same(found, values(tmp_path / "plan.xlsx"), formulas(tmp_path / "plan.xlsx"))


def test_an_emptied_max_empties_its_loads_and_breaks_nothing(
    tmp_path: Path, planned: Path, soffice: Convert
) -> None:
    plan = club(182.5, 117.5)
    type_into_maxes(planned, tmp_path / "typed.xlsx", dict.fromkeys(maxes(plan)))
    found = values(soffice(tmp_path / "typed.xlsx", "xlsx"))
    assert not [item for item in found.items() if str(item[1]).startswith(("#", "Err:"))]
    for cell in lay_out(plan).cells().values():
        title, address = cell.rsplit("!", 1)
        assert not found[title[1:-1].replace("''", "'"), address]


def crowded() -> Season:
    """Six days a week of four lifts with two lines each, and two lines of assistance a day."""
    lifts = [made.lift(f"Long lift name {n}", "other", 150.0 + n) for n in range(4)]
    season = made.season("Max Voll", lifts, weeks=4)
    weeks = []
    for week in season.weeks:
        lines = [made.prescription(one, made.KG, "difficulty") for one in lifts]
        lines += [made.assistance("Split squat"), made.assistance()]
        days = [
            made.session(week.start + timedelta(days=day), day + 1, season.end, lines)
            for day in range(6)
            if week.start + timedelta(days=day) < season.end
        ]
        weeks.append(replace(week, sessions=tuple(days)))
    return replace(season, weeks=tuple(weeks))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_each_week_prints_on_one_page(tmp_path: Path, soffice: Convert, paper: str) -> None:
    plan = replace(made.plan(*club(182.5, 117.5).seasons, crowded()), paper=paper)
    write_workbook(plan, tmp_path / "plan.xlsx")
    pages = PdfReader(soffice(tmp_path / "plan.xlsx", "pdf")).pages
    heads = [re.findall(r"Week (\d+) of (\d+)", page.extract_text()) for page in pages]
    wanted = [
        (str(week.number), str(len(season.weeks)))
        for season in plan.seasons
        for week in season.weeks
    ]
    assert [head for page in heads for head in page] == wanted
    assert max(len(page) for page in heads) == 1
    # Overview, its tables and Maxes before the weeks, Dials and Read me after: none in between.
    first = next(number for number, head in enumerate(heads) if head)
    assert all(heads[first : first + len(wanted)])
    others = [page.extract_text() for page, head in zip(pages, heads, strict=True) if not head]
    assert len([text for text in others if "mean RPE" not in text]) <= 5
    assert len([text for text in others if "mean RPE" in text]) <= 3
