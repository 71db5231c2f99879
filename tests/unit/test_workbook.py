"""plan.xlsx as it lies in the file: formulas with their values, inputs, print set-up."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import seasons as made
from toolkit import __version__
from toolkit.engine.dials import week_dials
from toolkit.model.athlete import Max, MaxKind
from toolkit.model.prescription import AttemptRule, LoadRule, Phase
from toolkit.model.season import Plan
from toolkit.outputs import formulas, printing
from toolkit.outputs.layout import RESERVED, Col, MaxCol, lay_out, load_refs
from toolkit.outputs.maxes_sheet import comes_from
from toolkit.outputs.overview import legend, make_grid
from toolkit.outputs.styles import LOOKS, date_range
from toolkit.outputs.workbook import write_workbook
from toolkit.sheetnames import a1, column, quoted, safe_title, sheet_titles
from toolkit.units import Unit

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAME = "Åsa Lindqvist"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return made.plan(made.season(), made.season("=1+1", unit=Unit.LB, weeks=6, meet=False))


def cell(sheet: Worksheet, row: int, col: int) -> object:
    return sheet[a1(row, col)].value


# --- the book --------------------------------------------------------------------------------


def test_the_sheets_are_the_overview_the_maxes_one_per_athlete_and_the_notes(
    book: Workbook,
) -> None:
    assert book.sheetnames == ["Overview", "Maxes", NAME, "=1+1", "Dials", "Read me", "Meta"]


def test_the_hidden_sheet_says_that_the_book_is_a_plan_of_ours(book: Workbook) -> None:
    assert book["Meta"].sheet_state == "hidden"
    assert book["Meta"]["A1"].value == "periodization-toolkit plan"
    assert book["Meta"]["B2"].value == __version__
    assert book["Meta"]["B3"].value == "2026-12-28"


def test_the_same_plan_gives_the_same_bytes(plan: Plan, path: Path, tmp_path: Path) -> None:
    write_workbook(plan, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_the_file_is_dated_by_the_plan_and_not_by_the_clock(book: Workbook) -> None:
    assert book.properties.created == datetime(2026, 12, 28)  # noqa: DTZ001


def test_a_plan_without_athletes_is_still_a_workbook(tmp_path: Path) -> None:
    write_workbook(Plan("Nobody", ()), tmp_path / "plan.xlsx")
    assert load_workbook(tmp_path / "plan.xlsx").sheetnames == list(RESERVED)


def test_every_assumption_is_written_down(book: Workbook, plan: Plan) -> None:
    text = "\n".join(str(row[1].value) for row in book["Read me"].iter_rows(max_col=2))
    for sentence in (*plan.assumed, *(s for season in plan.seasons for s in season.assumed)):
        assert sentence in text


# --- formulas --------------------------------------------------------------------------------


def test_every_formula_carries_its_value(path: Path) -> None:
    """Phones, previews and Protected View calculate nothing: they show the stored value."""
    seen = 0
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                for one in etree.fromstring(package.read(name)).iter(f"{MAIN}c"):
                    if one.find(f"{MAIN}f") is not None:
                        seen += 1
                        assert one.find(f"{MAIN}v") is not None, (name, one.get("r"))
    assert seen > 300


def test_only_functions_every_spreadsheet_program_has_are_called(book: Workbook) -> None:
    used = {
        name
        for sheet in book
        for row in sheet.iter_rows()
        for one in row
        if one.data_type == "f"
        for name in re.findall(r"([A-Z][A-Z0-9.]+)\(", re.sub(r'"[^"]*"', "", one.value))
    }
    assert "ROUND" in used
    assert used <= formulas.ALLOWED


def test_a_name_that_looks_like_a_formula_stays_text(book: Workbook) -> None:
    assert book["=1+1"]["A1"].data_type == "s"
    names = [row[0] for row in book["Maxes"].iter_rows(min_row=6, max_col=1)]
    assert {one.data_type for one in names} == {"s"}


def test_every_working_load_follows_the_maxes_and_its_own_percent(
    book: Workbook, shown: Workbook, plan: Plan
) -> None:
    layout = lay_out(plan)
    lines = [
        (sheet.title, line)
        for sheet in layout.sheets
        for block in sheet.blocks
        for line in block.lines
        if line.group
    ]
    assert len(lines) == sum(
        len(one.work)
        for season in plan.seasons
        for _, session in season.sessions()
        for one in session.prescriptions
    )
    for title, line in lines:
        assert line.group is not None
        formula = str(cell(book[title], line.row, Col.LOAD))
        assert "'Maxes'!$C$" in formula
        assert f"*{a1(line.row, Col.PERCENT)}/" in formula
        assert cell(shown[title], line.row, Col.LOAD) == line.group.load
        assert cell(book[title], line.row, Col.PERCENT) == line.group.percent


def test_the_table_and_the_workbook_agree_where_a_load_stands(shown: Workbook, plan: Plan) -> None:
    cells = lay_out(plan).cells()
    season = plan.seasons[0]
    first = season.weeks[0].sessions[0].prescriptions[0]
    number = len(first.warm_ups)
    title, address = cells[0, 0, 0, 0, number].rsplit("!", 1)
    assert title == quoted(NAME)
    assert shown[NAME][address].value == first.groups[number].load
    assert (0, 0, 0, 0, 0) not in cells


def test_a_step_or_bar_of_its_own_is_kept_in_the_formula() -> None:
    """Where one exercise has another bar than the lift's row on Maxes, the number is written."""
    row = next(iter(lay_out(made.plan()).maxes))
    own = load_refs(row, LoadRule(row.max, 0.7, 1.25, 15, Unit.KG))
    assert (own.step, own.bar) == ("1.25", "15")
    same = load_refs(row, LoadRule(row.max, 0.7, row.step, row.bar, Unit.KG))
    assert (same.step, same.bar, same.factor) == ("'Maxes'!$E$6", "'Maxes'!$F$6", "")
    pounds = load_refs(row, LoadRule(row.max * 2.2, 0.7, row.step, row.bar, Unit.LB))
    assert (pounds.step, pounds.bar, pounds.factor) == ("2.5", "20", "*2.2046226218487757")


def test_a_load_that_is_half_a_step_by_the_noise_of_its_digits_is_rounded_up() -> None:
    """87.5 x 0.7 is 61.24999999999999 in binary: 24.5 steps all the same, in every program."""
    rule = LoadRule(87.5, 0.7, 2.5, 20, Unit.KG)
    assert rule.training_max * rule.percent < 61.25
    assert rule.value == 62.5
    refs = formulas.LoadRefs("C8", "E8", "F8")
    assert formulas.load(refs, "F50") == ('=IF(C8="","",MAX(F8,INT(ROUND(C8*F50/E8,6)+0.5)*E8))')


def test_an_opener_stays_a_step_below_the_second_even_on_a_light_bar() -> None:
    """`AttemptRule` keeps the attempts apart; its formula does the same."""
    rule = AttemptRule(30, Unit.KG, 0.0, None, 0.97, 2.5, 1.0, 1)
    assert rule.value == 27.5
    formula = formulas.attempt("L6", "N6", rule, "O6")
    assert formula == (
        '=IF(L6="","",MIN(INT(ROUND(L6*N6/2.5,6))*2.5,INT(ROUND(L6*O6/2.5,6))*2.5-2.5))'
    )


def test_the_weekly_line_shows_the_dials(shown: Workbook, plan: Plan) -> None:
    for sheet in lay_out(plan).sheets:
        for block, dials in zip(sheet.blocks, week_dials(sheet.season), strict=True):
            page, row = shown[sheet.title], block.total_row
            assert cell(page, row, Col.REPS) == dials.reps
            assert cell(page, row, Col.LOAD) == pytest.approx(dials.tonnage)
            assert cell(page, row, Col.PERCENT) == pytest.approx(dials.ari)
            apart = str(cell(page, row, Col.HOW) or "0").split(" ")[0]
            assert int(apart) == dials.timing_reps


def test_a_warm_up_reads_as_a_coach_writes_it(shown: Workbook, plan: Plan) -> None:
    line = lay_out(plan).sheets[0].blocks[0].lines[0]
    assert cell(shown[NAME], line.row, Col.WARM_UP) == "bar×8 · 37.5×5 · 57.5×3 · 75×2"


def test_a_lift_no_formula_can_follow_in_text_is_quoted() -> None:
    assert formulas.text('a "b"') == '"a ""b"""'
    assert formulas.number(20.0) == "20"
    assert formulas.number(0.8372) == "0.8372"


# --- the meet --------------------------------------------------------------------------------


def test_attempts_are_kilograms_on_the_grid_with_pounds_beside(
    book: Workbook, shown: Workbook, plan: Plan
) -> None:
    block = lay_out(plan).sheets[0].blocks[-1]
    attempts = [
        group for _, session, _, group in plan.seasons[0].set_groups() if session.is_meet
    ] or [a.group for p in plan.seasons[0].attempts for a in p.attempts]
    found = [cell(shown[NAME], line.row, Col.LOAD) for line in block.meet_lines]
    assert found == [group.load for group in attempts]
    assert all(float(str(load)) % 2.5 == 0 for load in found)
    first = block.meet_lines[0].row
    assert str(cell(book[NAME], first, Col.LOAD)).startswith("=IF('Maxes'!$L$6=")
    assert cell(shown[NAME], first, Col.RPE) == pytest.approx(float(str(found[0])) * 2.20462, 1e-3)
    assert cell(shown[NAME], first, Col.EXERCISE) == "Squat · Opener"
    assert cell(shown[NAME], first, Col.HOW) == "made: 137.5 kg · missed: repeat 132.5 kg"


def test_the_meet_does_not_count_in_the_weekly_line(plan: Plan) -> None:
    block = lay_out(plan).sheets[0].blocks[-1]
    assert block.meet_row == block.total_row + 1
    rows = [line.row for line in block.meet_lines]
    assert rows == list(range(block.meet_row + 1, block.meet_row + 10))


# --- the maxes -------------------------------------------------------------------------------


def test_the_maxes_open_with_athlete_lift_training_max_and_unit(book: Workbook) -> None:
    sheet = book["Maxes"]
    assert [sheet[a1(4, col)].value for col in range(4)] == [
        "Athlete",
        "Lift",
        "Training max",
        "Unit",
    ]
    assert [sheet[a1(5, col)].value for col in range(4)] == [NAME, "Squat", 140, "kg"]


def test_input_cells_are_coloured_unlocked_and_take_numbers_only(book: Workbook) -> None:
    sheet = book["Maxes"]
    one = sheet[a1(5, MaxCol.MAX)]
    assert one.fill.start_color.rgb == "FFFFF9E3"
    assert not one.protection.locked
    ranges = [str(rule.sqref) for rule in sheet.data_validations.dataValidation]
    assert any(one.coordinate in rule.split(":")[0] for rule in ranges)
    assert not sheet.protection.sheet


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (Max(180, Unit.KG), "tested"),
        (Max(180, Unit.KG, tested_on=date(2027, 1, 2)), "tested, 2 Jan 2027"),
        (
            Max(157.5, Unit.KG, MaxKind.ESTIMATED, "140x5", "Brzycki", 5),
            "estimated from 140x5 by Brzycki",
        ),
        (Max(200, Unit.KG, MaxKind.TRAINING_MAX, "180"), "training max 180 / 0.9"),
    ],
)
def test_a_max_says_where_it_comes_from(one: Max, text: str) -> None:
    assert comes_from(one, 0.9) == text


def test_a_max_in_another_unit_than_the_bar_is_converted_once(tmp_path: Path) -> None:
    """A lifter with kilogram plates and a pound max reads kilograms on the whole sheet."""
    lift = made.lift("Press", "overhead press", 132.5, Unit.LB, goal=140.0)
    season = made.season(lifts=[lift], meet=False)
    bare = replace(season, weeks=tuple(replace(week, sessions=()) for week in season.weeks))
    row = next(iter(lay_out(made.plan(bare)).maxes))
    assert row.unit is Unit.KG
    assert row.max == pytest.approx(60.1, abs=0.01)
    assert row.goal == pytest.approx(63.5, abs=0.01)
    write_workbook(made.plan(bare), tmp_path / "plan.xlsx")


# --- paper -----------------------------------------------------------------------------------


def test_a_page_breaks_before_each_week_and_repeats_the_heads(book: Workbook, plan: Plan) -> None:
    sheet, layout = book[NAME], lay_out(plan).sheets[0]
    assert [one.id for one in sheet.row_breaks.brk] == [b.head_row for b in layout.blocks[1:]]
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.freeze_panes == "C4"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_area.endswith(f"$O${layout.last_row + 1}")
    # With "fit to page" Excel would ignore the breaks.
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert 10 <= int(sheet.page_setup.scale) <= 100


def test_every_page_names_the_athlete_and_its_number(book: Workbook) -> None:
    footer = book[NAME].oddFooter
    assert footer.left.text == "&A"
    assert "&P" in footer.right.text


def test_letter_paper_is_letter_paper(tmp_path: Path) -> None:
    write_workbook(made.plan(made.season(weeks=3), paper="letter"), tmp_path / "plan.xlsx")
    assert load_workbook(tmp_path / "plan.xlsx")[NAME].page_setup.paperSize == 1


def test_a_long_week_turns_the_paper_upright() -> None:
    assert printing.best_scale("a4", 900, 400)[0]
    assert not printing.best_scale("a4", 900, 1400)[0]


def test_a_scale_leaves_both_directions_on_the_page() -> None:
    for width, height in ((300, 300), (900, 400), (900, 1600), (2000, 300)):
        landscape, scale = printing.best_scale("letter", width, height)
        across, down = (11.0, 8.5) if landscape else (8.5, 11.0)
        assert width * scale / 100 <= (across - 0.8) * 72
        assert height * scale / 100 <= (down - 1.15) * 72


# --- the overview ----------------------------------------------------------------------------


def test_the_calendar_marks_each_week_with_a_letter_on_its_colour(book: Workbook) -> None:
    """The letter survives a black-and-white printer."""
    marks = [one.value for one in book["Overview"][4][3:15]]
    assert marks == ["R", "R", "R", "D", "D", "D", "–", "I", "I", "I", "T", "Meet"]
    first = book["Overview"]["D4"]
    assert first.fill.start_color.rgb == "FF" + LOOKS["repetition"].colour[1:].upper()


def test_lifts_with_the_same_course_share_a_row_and_others_do_not(tmp_path: Path) -> None:
    lifts = (made.lift("Squat", "squat", 100), made.lift("Bench", "bench press", 70))
    season = made.season(lifts=lifts, weeks=6)
    weeks = tuple(
        replace(week, phase=Phase.LEARNING, lead=None) for week in season.courses[1].weeks
    )
    other = replace(season.courses[1], weeks=weeks)
    apart = replace(season, courses=(season.courses[0], other))
    write_workbook(made.plan(season, apart), tmp_path / "plan.xlsx")
    sheet = load_workbook(tmp_path / "plan.xlsx")["Overview"]
    assert [sheet[f"B{row}"].value for row in (4, 5, 6)] == ["Squat, Bench", "Squat", "Bench"]


def test_athletes_who_start_in_different_weeks_stand_under_their_own_mondays(
    tmp_path: Path,
) -> None:
    late = made.season("Late", weeks=4, meet=False)
    shift = timedelta(days=14)
    weeks = tuple(
        replace(week, start=week.start + shift, end=week.end + shift) for week in late.weeks
    )
    late = replace(late, start=late.start + shift, end=late.end + shift, weeks=weeks)
    write_workbook(made.plan(made.season("Early", weeks=4, meet=False), late), tmp_path / "p.xlsx")
    sheet = load_workbook(tmp_path / "p.xlsx")["Overview"]
    assert [sheet[a1(3, col)].value for col in range(3, 9)] == ["R", "R", "R", "Test", None, None]
    assert [sheet[a1(4, col)].value for col in range(3, 9)] == [None, None, "R", "R", "R", "Test"]


def test_the_legend_explains_every_mark_within_the_calendar(book: Workbook) -> None:
    """It wraps where a season is short."""
    sheet = book["Overview"]
    texts = [str(one.value).split()[-1] for row in (7, 8) for one in sheet[row][3:15] if one.value]
    assert texts == ["Repetition", "Difficulty", "Intensity", "Deload", "Taper", "Test", "Meet"]
    rows = make_grid(lay_out(made.plan(made.season(weeks=9)))).bands
    assert [(row, col) for row, col, _ in legend(rows, 5)] == [
        (0, 0),
        (0, 2),
        (1, 0),
        (1, 2),
        (1, 4),
    ]


def test_an_assumption_made_for_some_athletes_names_them(tmp_path: Path) -> None:
    shared = made.season("Ada", weeks=3)
    own = replace(made.season("Bo", weeks=3), assumed=(shared.assumed[0], "Bar 15 kg."))
    write_workbook(made.plan(shared, own), tmp_path / "plan.xlsx")
    sheet = load_workbook(tmp_path / "plan.xlsx")["Read me"]
    text = [row[1].value for row in sheet.iter_rows(max_col=2)]
    assert shared.assumed[0] in text
    assert f"Ada: {shared.assumed[1]}" in text
    assert "Bo: Bar 15 kg." in text


def test_a_name_on_the_overview_leads_to_the_athlete_s_sheet(book: Workbook) -> None:
    assert book["Overview"]["A4"].hyperlink.location == f"'{NAME}'!A1"


def test_the_chart_shows_the_athlete_of_the_drop_down(book: Workbook, shown: Workbook) -> None:
    sheet = book["Overview"]
    assert len(sheet._charts) == 1
    rules = sheet.data_validations.dataValidation
    row = next(one.row for one in sheet["A"] if one.value == "Show in the chart")
    assert [str(rule.sqref) for rule in rules] == [f"B{row}"]
    assert sheet[f"B{row}"].value == NAME
    assert f"MATCH($B${row}," in sheet[f"D{row + 2}"].value
    dials = week_dials(made.season())
    assert [one.value for one in shown["Overview"][row + 2][3:15]] == [d.tonnage for d in dials]


# --- names and words -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Anna Berg", "Anna Berg"),
        ("a/b:c*[d]?\\e", "a b c d e"),
        ("'quoted'", "quoted"),
        ("history", "history (2)"),
        ("Maxes", "Maxes (2)"),
        ("x" * 40, "x" * 31),
        ("💪" * 20, "💪" * 15),
        (" ", "Athlete"),
    ],
)
def test_a_name_becomes_a_title_excel_accepts(name: str, title: str) -> None:
    assert sheet_titles([name], RESERVED) == (title,)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_titles_are_short_clean_and_all_different(names: list[str]) -> None:
    titles = sheet_titles(names, RESERVED)
    assert len({title.casefold() for title in (*titles, *RESERVED)}) == len(names) + len(RESERVED)
    for title in titles:
        assert 0 < len(title.encode("utf-16-le", "surrogatepass")) // 2 <= 31
        assert not set(title) & set("[]:*?/\\")
        assert title.strip("'") == title


def test_titles_that_only_differ_in_case_are_told_apart() -> None:
    assert sheet_titles(["Anna", "ANNA", "anna"]) == ("Anna", "ANNA (2)", "anna (3)")
    assert safe_title("x" * 31, ["x" * 31]) == "x" * 27 + " (2)"


def test_addresses_are_written_as_spreadsheets_write_them() -> None:
    assert [column(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert a1(11, 7) == "H12"
    assert quoted("O'Neil") == "'O''Neil'"


def test_a_week_reads_as_a_range_of_dates() -> None:
    assert date_range(date(2026, 12, 14), date(2026, 12, 20)) == "14–20 Dec"
    assert date_range(date(2026, 12, 28), date(2027, 1, 3)) == "28 Dec – 3 Jan"
    assert date_range(date(2026, 12, 28), date(2026, 12, 28)) == "28 Dec"
