"""Several meets in one season, days off and a daily rotation: how every output shows them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests import seasons as made
from tests.seasons import KG, MEETS, NOTES
from toolkit.model.athlete import Meet, Priority
from toolkit.model.prescription import Phase, Role
from toolkit.model.season import BlockWeek, MeetDay, Plan, Season
from toolkit.outputs import templates
from toolkit.outputs.athlete_sheet import week_looks
from toolkit.outputs.cards import Sheet, render_cards, sheets
from toolkit.outputs.frame import COLUMNS, plan_rows
from toolkit.outputs.layout import MAX_HEAD_ROW, Col, MaxCol, lay_out
from toolkit.outputs.meets import earlier_meets, meet_days, next_meet
from toolkit.outputs.season_page import MeetMark, season_page
from toolkit.outputs.session_cards import session_cards
from toolkit.outputs.styles import LOOKS, week_look
from toolkit.outputs.workbook import write_workbook
from toolkit.sheetnames import a1
from toolkit.units import Unit

NAME = "Tuva Moen"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return made.plan(made.several_meets(NAME), made.season("Ada"), made.daily("Sol Aas"))


def rows_of(plan: Plan) -> list[dict[str, object]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(plan)]


# --- which meet ------------------------------------------------------------------------------


def test_a_season_of_one_meet_has_one_meet_day() -> None:
    """Where no meet days are listed, the season's own meet and attempts are the one."""
    season = made.season()
    (day,) = meet_days(season)
    assert (day.meet, day.attempts) == (season.meet, season.attempts)
    assert not earlier_meets(season)
    assert not meet_days(made.season(meet=False))


def test_the_next_meet_is_the_first_that_is_not_over() -> None:
    season = made.several_meets()
    assert next_meet(season, made.START) is MEETS[0]
    assert next_meet(season, MEETS[0].date) is MEETS[0]
    assert next_meet(season, MEETS[0].date + timedelta(days=1)) is MEETS[1]
    assert next_meet(season, MEETS[2].date + timedelta(days=1)) is None


# --- the table -------------------------------------------------------------------------------


def test_every_row_names_the_meet_its_day_leads_to(plan: Plan) -> None:
    rows = [row for row in rows_of(plan) if row["athlete"] == NAME]
    assert {(row["meet"], row["meet_date"]) for row in rows} == {(m.name, m.date) for m in MEETS}
    for row in rows:
        assert (row["meet_date"] - row["date"]).days == row["days_out"] >= 0


def test_each_meet_day_has_its_own_attempts(plan: Plan) -> None:
    rows = [row for row in rows_of(plan) if row["athlete"] == NAME and row["role"] == "attempt"]
    by_meet = {
        meet.name: [row["load"] for row in rows if row["meet"] == meet.name] for meet in MEETS
    }
    assert by_meet["Winter Cup"][:3] == [125, 132.5, 137.5]
    assert by_meet["Club Night"][:3] == [117.5, 125, 132.5]
    assert by_meet["Spring Open"][:3] == [132.5, 137.5, 142.5]
    assert {len(loads) for loads in by_meet.values()} == {9}


# --- the workbook ----------------------------------------------------------------------------


def test_the_athlete_s_sheet_has_a_section_for_each_meet(plan: Plan, shown: Workbook) -> None:
    blocks = [block for block in lay_out(plan).sheets[0].blocks if block.meets]
    assert [block.week.number for block in blocks] == [6, 10, 14]
    for block, meet in zip(blocks, MEETS, strict=True):
        (one,) = block.meets
        title = str(shown[NAME][a1(one.row, 0)].value)
        assert title.startswith(f"{meet.name}  ·  ")
        assert [line.row for line in one.lines] == list(range(one.row + 1, one.row + 10))


def test_an_attempt_stands_at_the_address_the_table_gives_it(plan: Plan, shown: Workbook) -> None:
    rows = [row for row in rows_of(plan) if row["role"] == "attempt"]
    cells = [str(row["cell"]) for row in rows]
    assert len(set(cells)) == len(cells) == 9 * 5
    for row, cell in zip(rows, cells, strict=True):
        title, address = cell.rsplit("!", 1)
        assert shown[title[1:-1]][address].value == row["load"]


def test_attempts_at_a_meet_on_the_way_follow_a_row_of_their_own(
    plan: Plan, book: Workbook, shown: Workbook
) -> None:
    """Their max follows the yellow cell; goal, gain and shares are that meet's."""
    layout, sheet = lay_out(plan), book["Maxes"]
    rows = list(layout.meet_maxes)
    base = list(layout.maxes)
    assert [row.meet for row in rows] == [MEETS[0]] * 3 + [MEETS[1]] * 3
    assert rows[0].row == base[-1].row + 3
    squat = rows[0]
    above = a1(MAX_HEAD_ROW + 1, MaxCol.MAX)
    assert sheet[squat.ref(MaxCol.MAX).split("!")[1].replace("$", "")].value == (
        f'=IF({above}="","",{above})'
    )
    values = [shown["Maxes"][a1(squat.row, MaxCol.GAIN + n)].value for n in range(5)]
    assert values == pytest.approx([0.01, 141.4, 0.9, 0.95, 0.99])
    line = layout.sheets[0].blocks[5].meet_lines[0]
    assert squat.ref(MaxCol.THIRD) in str(book[NAME][a1(line.row, Col.LOAD)].value)
    final = layout.sheets[0].blocks[13].meet_lines[0]
    assert base[0].ref(MaxCol.THIRD) in str(book[NAME][a1(final.row, Col.LOAD)].value)


def test_one_meet_needs_no_second_table_of_attempts(tmp_path: Path) -> None:
    write_workbook(made.plan(), tmp_path / "plan.xlsx")
    sheet = load_workbook(tmp_path / "plan.xlsx")["Maxes"]
    assert not [row for row in sheet.iter_rows(max_col=1) if "on the way" in str(row[0].value)]


def test_a_goal_counts_at_the_meet_it_is_planned_for(tmp_path: Path) -> None:
    """A goal in the attempts of the last meet does not raise those of the first."""
    season = made.several_meets(NAME, [made.lift("Squat", "squat", 140.0, goal=150.0)])
    first = season.meet_days[0]
    group = first.attempts[0].attempts
    without = tuple(
        replace(one, group=replace(one.group, rule=replace(one.group.rule, goal=None)))
        for one in group
    )
    day = MeetDay(first.meet, (replace(first.attempts[0], attempts=without),))
    season = replace(season, meet_days=(day, *season.meet_days[1:]))
    write_workbook(made.plan(season), tmp_path / "plan.xlsx")
    layout = lay_out(made.plan(season))
    sheet = load_workbook(tmp_path / "plan.xlsx")["Maxes"]
    goals = [sheet[a1(row.row, MaxCol.GOAL)].value for row in (*layout.maxes, *layout.meet_maxes)]
    assert goals == [150, None, 150]


def test_two_meets_in_one_week_have_a_section_each() -> None:
    """Wednesday's and Saturday's rows follow each other and share none."""
    season = made.several_meets(NAME)
    week = season.weeks[5]
    wednesday = Meet(week.start + timedelta(days=2), "Midweek", Priority.C)
    extra = replace(made.session(wednesday.date, 9, wednesday.date, ()), meet=wednesday)
    days = (*week.sessions[:1], extra, *week.sessions[2:])
    weeks = (*season.weeks[:5], replace(week, sessions=days), *season.weeks[6:])
    own = MeetDay(wednesday, season.meet_days[1].attempts)
    season = replace(season, weeks=weeks, meet_days=(own, *season.meet_days))
    block = lay_out(made.plan(season)).sheets[0].blocks[5]
    rows = [block.total_row]
    for one in block.meets:
        rows += [one.row, *(line.row for line in one.lines)]
    assert [one.session.meet for one in block.meets] == [wednesday, MEETS[0]]
    assert rows == list(range(block.total_row, block.last_row + 1))


def test_a_week_counts_the_days_to_the_next_meet_by_name(plan: Plan, shown: Workbook) -> None:
    sheet, blocks = shown[NAME], lay_out(plan).sheets[0].blocks
    bands = [str(sheet[a1(block.head_row, 0)].value) for block in blocks]
    assert bands[0].endswith("40 days to Winter Cup")
    assert bands[6].endswith("26 days to Club Night")
    assert bands[13].endswith("5 days to Spring Open")
    other = lay_out(plan).sheets[1].blocks[0]
    assert str(shown["Ada"][a1(other.head_row, 0)].value).endswith("days to the meet")


def test_the_calendar_marks_every_meet_and_the_transition(shown: Workbook) -> None:
    """A meet that is not tapered for in full says its priority."""
    sheet = shown["Overview"]
    marks = [one.value for one in sheet[4][3:17]]
    assert marks == [*"RRRR", "T", "Meet", "Tr", "D", "D", "Meet C", "I", "I", "T", "Meet"]
    meets = str(sheet["C4"].value).splitlines()
    assert meets == ["Winter Cup 13 Feb 2027", "Club Night 13 Mar 2027", "Spring Open 10 Apr 2027"]
    words = {str(cell.value).split()[-1] for row in sheet["D8:Q9"] for cell in row if cell.value}
    assert {"Transition", "Daily"} <= words


def test_what_a_meet_trained_through_weighs_is_no_taper(shown: Workbook) -> None:
    sheet = shown["Overview"]
    row = next(one.row for one in sheet["A"] if one.value == "of it in the taper")
    tapered = [bool(one.value) for one in sheet[row][3:17]]
    assert [number for number, yes in enumerate(tapered, 1) if yes] == [5, 6, 13, 14]


def test_days_off_are_told_on_the_read_me_with_the_athlete_s_name(shown: Workbook) -> None:
    text = [str(row[1].value) for row in shown["Read me"].iter_rows(max_col=2)]
    assert [line for line in text if "no training" in line] == [f"{NAME}: {one}" for one in NOTES]


# --- the cards -------------------------------------------------------------------------------


def kinds(made_sheets: list[Sheet]) -> str:
    """One letter a sheet: s for the season, d for training days, m for a meet."""
    return "".join("s" if one.season else "m" if one.meet else "d" for one in made_sheets)


def test_each_meet_card_comes_after_the_days_that_lead_to_it() -> None:
    found = list(sheets(made.plan(made.several_meets())))
    assert re.fullmatch(r"sd+md+md+m", kinds(found))
    cards = [one.meet for one in found if one.meet]
    assert [card.meet for card in cards] == [meet.name for meet in MEETS]
    assert [card.lifts[0].attempts[0].load_kg for card in cards] == ["125", "117.5", "132.5"]
    assert [card.total_kg for card in cards] == ["387.5", "372.5", "400"]
    before = [card.when for one in found[: kinds(found).index("m")] for card in one.sessions]
    assert {text.split(" to ")[1] for text in before} == {"Winter Cup"}


def test_training_days_after_the_last_meet_have_their_cards() -> None:
    """None is lost, whatever follows a meet."""
    season = made.season()
    early = replace(season.meet, date=season.weeks[3].end)
    moved = replace(season, meet=early, meet_days=(MeetDay(early, season.attempts),))
    found = list(sheets(made.plan(moved)))
    assert re.fullmatch(r"sd+md+", kinds(found))
    days = sum(not session.is_meet for _, session in moved.sessions())
    assert sum(len(one.sessions) for one in found) == days


def test_the_heaviest_single_of_the_season_is_the_last_meet_s_only() -> None:
    words = templates.read_words("words")["emphasis"]["taper"]
    cares = [card.care for card in session_cards(made.several_meets(), "a4") if card.key == "taper"]
    first, last = cares[0], cares[-1]
    assert first.endswith(words["care_heavy_early"].removeprefix("{lift}"))
    assert last.endswith(words["care_heavy"].removeprefix("{lift}"))


def test_the_season_page_names_every_meet_under_its_day() -> None:
    """Names do not run into each other, and none into a neighbour's mark."""
    page = season_page(made.plan(), made.several_meets())
    assert [mark.text for mark in page.meets] == [
        "Winter Cup (A), 13 Feb",
        "Club Night (C), 13 Mar",
        "Spring Open (A), 10 Apr",
    ]
    width = 147 / 14
    for mark, week in zip(page.meets, (6, 10, 14), strict=True):
        assert 31 + (week - 1) * width < mark.x < 31 + week * width
    for one in page.meets:
        for other in page.meets:
            if one is not other and one.line == other.line:
                spans = sorted(_span(mark) for mark in (one, other))
                assert spans[0][1] < spans[1][0]
    assert page.headline == "14 weeks, 3 meets, to Spring Open"
    assert [band.key for band in page.rows[0].bands][2] == "transition"


def _span(mark: MeetMark) -> tuple[float, float]:
    long = len(mark.text) * 1.6
    return (mark.text_x - long, mark.x) if mark.anchor == "end" else (mark.x, mark.text_x + long)


def test_each_taper_of_the_chart_stands_where_it_is() -> None:
    tapers = season_page(made.plan(), made.several_meets()).chart.tapers
    week = 147 / 14
    assert [pair[0] for pair in tapers] == pytest.approx([31 + 4 * week, 31 + 12 * week], abs=0.1)
    assert [pair[1] for pair in tapers] == pytest.approx([2 * week] * 2, abs=0.1)


def test_the_season_page_tells_what_moved() -> None:
    html = render_cards(made.plan(made.several_meets()))
    for sentence in NOTES:
        assert sentence in html
    assert "Days off, and what moved" in html
    assert "Days off, and what moved" not in render_cards(made.plan())


def test_a_transition_has_a_tag_an_icon_and_a_word_of_its_own() -> None:
    """Grey like the deload, so the word and the icon tell them apart."""
    card = next(c for c in session_cards(made.several_meets(), "a4") if c.key == "transition")
    words = templates.read_words("words")["emphasis"]["transition"]
    assert card.care == words["care"]
    icons = (templates.templates_dir() / "icons.html.j2").read_text(encoding="utf-8")
    for key in ("transition", "daily"):
        assert f'key == "{key}"' in icons
    assert len({look.mark for look in LOOKS.values()}) == len(LOOKS)


def test_a_long_headline_is_set_smaller() -> None:
    """Up to a short name of a meet it has its usual size."""
    season = made.several_meets()
    sizes = []
    for name in ("Cup", "Northern Winter Open", "Northern Winter Open of the Four Lakes and Towns"):
        meet = replace(MEETS[-1], name=name)
        one = replace(season, meet=meet, meet_days=(*season.meet_days[:-1], MeetDay(meet, ())))
        sizes.append(season_page(made.plan(one), one).headline_size)
    assert sizes == ["", "long", "longer"]


def test_no_line_of_a_meet_runs_through_the_name_of_another() -> None:
    """Every name has a plain ground of its own, on its side of the mark."""
    season = made.several_meets()
    for mark in season_page(made.plan(season), season).meets:
        left, right = mark.plain_x, mark.plain_x + mark.plain_width
        assert left <= mark.text_x <= right
        assert right < mark.x or mark.x < left


def test_the_lifts_of_an_overview_row_wrap_inside_their_column(tmp_path: Path) -> None:
    """Six lifts do not end where the meets begin: the row grows."""
    lifts = [made.lift(f"Long lift name {n}", "squat", 100) for n in range(6)]
    write_workbook(made.plan(made.season(lifts=lifts)), tmp_path / "six.xlsx")
    write_workbook(made.plan(made.season(lifts=lifts[:1])), tmp_path / "one.xlsx")
    six, one = (load_workbook(tmp_path / f"{n}.xlsx")["Overview"] for n in ("six", "one"))
    assert six["B4"].alignment.wrap_text
    assert six.row_dimensions[4].height > one.row_dimensions[4].height


# --- a daily rotation ------------------------------------------------------------------------


def test_a_week_without_a_lead_of_its_own_is_daily() -> None:
    week = BlockWeek(1, Phase.ROTATION, 1, None, 1, 3)
    assert (week_look(week).mark, week_look(week).word) == ("U", "Daily")
    page = season_page(made.plan(), made.daily())
    assert [band.key for band in page.rows[0].bands] == ["daily", "daily", "taper"]
    assert page.rows[0].bands[0].word == "DAILY"
    assert "daily" in page.legend


def test_a_weekly_head_lists_what_its_days_lead_with(shown: Workbook, plan: Plan) -> None:
    season = plan.seasons[2]
    words = [look.word for look in week_looks(season, season.weeks[0])]
    assert words == ["Repetition", "Timing", "Intensity"]
    block = lay_out(plan).sheets[2].blocks[0]
    chip = shown["Sol Aas"][a1(block.head_row, Col.DONE_LOAD)].value
    assert chip == "Repetition · Timing · Intensity"


def test_a_week_without_training_shows_what_the_calendar_says() -> None:
    season = made.season()
    empty = replace(season.weeks[0], sessions=())
    assert [look.word for look in week_looks(season, empty)] == ["Repetition"]


def test_the_tag_of_a_card_is_what_its_day_leads_with() -> None:
    """Day by day another driver; a lift that is a day behind carries its own small tag."""
    cards = list(session_cards(made.daily(), "a4"))[:3]
    assert [card.key for card in cards] == ["repetition", "timing", "intensity"]
    assert cards[0].lifts[1].tag == "timing"


def test_the_sentence_of_a_card_speaks_of_the_lifts_its_tag_is_about() -> None:
    """A top set of the bench is none of the squat's business."""
    squat, bench = (made.lift(n, f, v) for n, f, v in made.THREE_LIFTS[:2])
    heavy = made.prescription(bench, KG, "difficulty")
    light = made.prescription(squat, KG, "intensity")
    light = replace(light, groups=tuple(g for g in light.groups if g.role is not Role.TOP))
    base = made.season()
    day = made.session(made.START, 1, base.meet.date, (light, heavy))
    season = replace(base, weeks=(replace(base.weeks[0], sessions=(day,)),))
    words = templates.read_words("words")["emphasis"]["intensity"]
    assert next(session_cards(season, "a4")).care == words["care_light"]


def test_pounds_and_several_meets_go_together(tmp_path: Path) -> None:
    """Attempts stay kilograms; the max of a meet's row is in the lifter's unit."""
    lifts = [made.lift("Squat", "squat", 315.0, Unit.LB)]
    season = made.several_meets(NAME, lifts)
    write_workbook(made.plan(season), tmp_path / "plan.xlsx")
    row = next(lay_out(made.plan(season)).meet_maxes)
    sheet = load_workbook(tmp_path / "plan.xlsx", data_only=True)["Maxes"]
    third = sheet[a1(row.row, MaxCol.THIRD)].value
    assert third == pytest.approx(315 * 0.45359237 * 1.01)


def test_a_season_of_meets_stays_in_its_dates() -> None:
    """The example itself: no day after the meet it leads to, and nothing the day before one."""
    season: Season = made.several_meets()
    for _, session in season.sessions():
        assert session.meet is not None
        assert session.days_out == (session.meet.date - session.date).days
        assert session.days_out != 1
    assert season.weeks[-1].end == MEETS[-1].date > date(2027, 4, 1)
