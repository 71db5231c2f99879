"""The expected total of a meet, and where it is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.seasons import lift, plan, season
from toolkit.engine.scores import bench_scores, dots, powerlifting_scores
from toolkit.engine.totals import meet_total
from toolkit.model.athlete import Meet, Sex
from toolkit.model.season import MeetDay, Season
from toolkit.outputs.cards import render_cards
from toolkit.outputs.meet_card import meet_card
from toolkit.outputs.season_page import season_page
from toolkit.outputs.workbook import write_workbook
from toolkit.units import Unit

SNATCH, JERK = ("Snatch", "snatch", 80.0), ("Clean & Jerk", "clean and jerk", 100.0)


def lifter(*lifts: tuple[str, str, float], sex: Sex | None = Sex.FEMALE) -> Season:
    """A season to a meet; without lifts squat 140, bench 85, deadlift 170. Bodyweight 63.4 kg."""
    made = season(lifts=[lift(name, family, value) for name, family, value in lifts] or None)
    return replace(made, athlete=replace(made.athlete, sex=sex))


def test_the_total_is_the_sum_of_the_thirds_and_has_the_openers_beside_it() -> None:
    total = meet_total(lifter())
    assert total is not None
    assert (total.total_kg, total.openers_kg) == (142.5 + 85 + 172.5, 132.5 + 80 + 160)
    assert total.lifts == ("Squat", "Bench press", "Deadlift")


def test_a_powerlifting_total_is_scored_by_the_four_formulas_with_their_years() -> None:
    total = meet_total(lifter())
    assert total is not None
    assert total.scores == powerlifting_scores(400, 63.4, Sex.FEMALE)
    assert total.scores[0].points == dots(400, 63.4, Sex.FEMALE)
    assert all(any(sign.isdigit() for sign in score.year) for score in total.scores)


def test_weightlifters_have_sinclair_points_of_the_meet_s_cycle() -> None:
    made = lifter(SNATCH, JERK)
    total = meet_total(made)
    assert total is not None
    assert [score.label for score in total.scores] == ["Sinclair 2025-28"]
    assert total.scores[0].points > total.total_kg
    later = replace(made, meet=Meet(date(2024, 3, 13)))
    earlier = meet_total(later)
    assert earlier is not None and earlier.scores[0].label == "Sinclair 2021-24"


def test_a_bench_press_meet_has_gl_points_for_the_bench_press() -> None:
    total = meet_total(lifter(("Bench press", "bench press", 85.0)))
    assert total is not None
    assert total.scores == bench_scores(85, 63.4, Sex.FEMALE)
    assert total.scores[0].points != powerlifting_scores(85, 63.4, Sex.FEMALE)[1].points


@pytest.mark.parametrize(
    "made",
    [
        lifter(sex=None),
        lifter(("Squat", "squat", 140.0), ("Deadlift", "deadlift", 170.0)),
        lifter(SNATCH),
    ],
    ids=["no sex", "two of three lifts", "snatch alone"],
)
def test_what_no_formula_is_made_for_is_not_scored(made: Season) -> None:
    total = meet_total(made)
    assert total is not None
    assert total.total_kg > 0
    assert total.scores == ()


def test_without_bodyweight_there_is_a_total_and_no_score() -> None:
    made = lifter()
    bare = meet_total(replace(made, athlete=replace(made.athlete, bodyweight_kg=None)))
    assert bare is not None
    assert (bare.total_kg, bare.scores) == (400, ())


def test_a_season_without_a_meet_has_no_total() -> None:
    assert meet_total(season(meet=False)) is None


def test_each_of_several_meets_has_its_own_total() -> None:
    made = lifter()
    first = MeetDay(Meet(date(2024, 2, 13), "Warm-up Open"), made.attempts[:1])
    total = meet_total(made, first)
    assert total is not None
    assert (total.total_kg, total.lifts) == (142.5, ("Squat",))


def test_the_meet_card_prints_total_openers_and_every_score_with_its_year() -> None:
    made = lifter()
    card, total = meet_card(made), meet_total(made)
    assert card is not None and total is not None
    assert (card.total_kg, card.openers_kg) == ("400", "372.5")
    assert card.scores == tuple(f"{it.label}: {it.points:.2f}" for it in total.scores)
    html = render_cards(plan(made))
    assert "openers 372.5 kg" in html
    assert all(score in html for score in card.scores)


def test_a_card_without_scores_prints_none() -> None:
    assert "DOTS" not in render_cards(plan(lifter(sex=None)))


def test_one_lift_alone_prints_its_points_but_no_total() -> None:
    card = meet_card(lifter(("Bench press", "bench press", 85.0)))
    assert card is not None
    assert (card.total_kg, card.openers_kg) == ("", "")
    assert len(card.scores) == 1


def test_the_season_page_has_one_score_beside_the_total() -> None:
    made = lifter()
    assert season_page(plan(made), made).total_score.startswith("thirds: DOTS 2019: ")
    bare = lifter(sex=None)
    assert season_page(plan(bare), bare).total_score == ""


@pytest.mark.parametrize("unit", [Unit.KG, Unit.LB])
def test_the_workbook_adds_up_the_thirds_in_a_live_formula(unit: Unit, tmp_path: Path) -> None:
    """Its stored value is the card's total; it names the cells of the third attempts."""
    made = season(unit=unit)
    write_workbook(plan(made), tmp_path / "plan.xlsx")
    formulas, values = (
        load_workbook(tmp_path / "plan.xlsx", data_only=stored).worksheets
        for stored in (False, True)
    )
    sheet = next(it for it in formulas if it.title == made.athlete.name)
    cell = next(
        it for row in sheet.iter_rows() for it in row if "Every third made" in str(it.value)
    )
    stored = next(it for it in values if it.title == made.athlete.name)[cell.coordinate].value
    card = meet_card(made)
    assert card is not None
    assert stored == f"Every third made: {card.total_kg} kg"
    names = str(cell.value).partition("SUM(")[2].partition(")")[0].split(",")
    thirds = [str(sheet.cell(sheet[name].row, 2).value) for name in names]
    assert thirds == ["Squat · Third", "Bench press · Third", "Deadlift · Third"]
