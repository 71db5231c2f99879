"""What a coach types, and what it means."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.athlete import MaxKind, Plate, Stage
from toolkit.sheets.parse import (
    Weight,
    parse_date,
    parse_days,
    parse_fraction,
    parse_kind,
    parse_number,
    parse_plates,
    parse_stage,
    parse_unit,
    parse_weight,
)
from toolkit.units import Unit, plain

KG, LB = Unit.KG, Unit.LB


@pytest.mark.parametrize(
    ("typed", "weight"),
    [
        (140, Weight(140)),
        (102.5, Weight(102.5)),
        ("102,5", Weight(102.5)),
        ("1,250.5", Weight(1250.5)),
        ("1.250,5", Weight(1250.5)),
        ("225 lb", Weight(225, LB)),
        ("225LBS.", Weight(225, LB)),
        ("77.5kg", Weight(77.5, KG)),
        ("\u00a077,5\u00a0kg ", Weight(77.5, KG)),
        ("１００", Weight(100)),
        ("١٠٢٫٥", Weight(102.5)),
        ("100 公斤", Weight(100, KG)),
        ("-70", Weight(-70)),
        ("\u221270 kg", Weight(-70, KG)),
        ("140x5", Weight(140, None, 5)),
        ("140 x 5 @ 8", Weight(140, None, 5, 8)),
        ("140×5@8,5", Weight(140, None, 5, 8.5)),
        ("140х5", Weight(140, None, 5)),
        ("140 kg x 5 RPE 9", Weight(140, KG, 5, 9)),
        ("225 lb for 3 reps", Weight(225, LB, 3)),
        ("5x175", Weight(175, None, 5)),
        ("5 x 35 lb", Weight(35, LB, 5)),
        ("12 kg x 8", Weight(12, KG, 8)),
        ("140x12", Weight(140, None, 12)),
    ],
)  # fmt: skip
def test_a_weight_or_a_rep_set_is_read_however_it_is_written(typed: object, weight: Weight) -> None:
    assert parse_weight(typed) == weight


@pytest.mark.parametrize(
    "typed",
    ["~180", "102..5", "5x3", "3x5", "10x10", "140x0", "140x5.5", "140kg x 5lb", "heavy", "140 x",
     "140 x 5 @", "", None, True, date(2027, 3, 13), "1 2", "180?", "x5", "nan", "inf", "1e3"],
)  # fmt: skip
def test_what_is_no_weight_or_could_be_two_is_not_guessed(typed: object) -> None:
    assert parse_weight(typed) is None


@given(st.decimals(0, 700, places=2, allow_nan=False, allow_infinity=False))
def test_a_weight_reads_the_same_with_point_and_comma(number: object) -> None:
    text = f"{number:.2f}"
    assert parse_number(text) == parse_number(text.replace(".", ",")) == float(text)


@pytest.mark.parametrize("typed", [float("inf"), float("nan"), 10**400, -(10**400)])
def test_a_number_beyond_all_weights_is_no_number(typed: float) -> None:
    assert parse_number(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["2027-03-13", "2027/3/13", "20270313", 20270313, "13.03.2027", "13/3/2027", "3/13/2027",
     "13 Mar 2027", "13-Mar-2027", "March 13, 2027", "Sat 13 March 2027", "13th March 2027",
     "2027-03-13 00:00:00", date(2027, 3, 13), datetime(2027, 3, 13, 9, 30)],  # noqa: DTZ001
)  # fmt: skip
def test_a_day_is_read_in_the_usual_spellings(typed: object) -> None:
    assert parse_date(typed) == date(2027, 3, 13)


def test_a_day_that_is_its_own_month_needs_no_guess() -> None:
    assert parse_date("04/04/2027") == date(2027, 4, 4)


@pytest.mark.parametrize("typed", ["03/04/2027", "2027-02-30", "March", "spring", 46459, 1.5, True])
def test_a_date_that_could_be_two_or_none_is_not_guessed(typed: object) -> None:
    assert parse_date(typed) is None


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("Mon Wed Fri", (0, 2, 4)),
        ("Fri, mon & WED", (0, 2, 4)),
        ("M/W/F", (0, 2, 4)),
        ("Mon-Fri", (0, 1, 2, 3, 4)),
        ("Tuesday, Thursday and Saturday", (1, 3, 5)),
        ("Пн Ср Пт", (0, 2, 4)),
        ("Sun", (6,)),
    ],
)
def test_weekdays_are_read_in_any_order(typed: str, days: tuple[int, ...]) -> None:
    assert parse_days(typed) == days


@pytest.mark.parametrize(
    "typed", ["Mon Wde", "Mon Mon", "3", 3, "", "Fri-Mon", "and", "Mon-Sun", "MTWTFSS"]
)
def test_what_are_no_weekdays_is_not_guessed(typed: object) -> None:
    assert parse_days(typed) is None


@pytest.mark.parametrize(
    ("typed", "plates"),
    [
        ("25x2, 20, 2.5", (Plate(25, 2), Plate(20), Plate(2.5))),
        ("25 x 2, 20, 2.5", (Plate(25, 2), Plate(20), Plate(2.5))),
        ("2,5 20 25x2", (Plate(25, 2), Plate(20), Plate(2.5))),
        ("25;20;2,5", (Plate(25), Plate(20), Plate(2.5))),
        ("45,35,10", (Plate(45), Plate(35), Plate(10))),
        (20, (Plate(20),)),
    ],
)
def test_plates_are_read_heaviest_first_with_pairs(typed: object, plates: object) -> None:
    assert parse_plates(typed) == plates


@pytest.mark.parametrize("typed", ["", "many", "25x", "20 20", "0 20", None, "25x2x2"])
def test_what_are_no_plates_is_not_guessed(typed: object) -> None:
    assert parse_plates(typed) is None


@pytest.mark.parametrize(
    ("typed", "share"),
    [(0.9, 0.9), ("90%", 0.9), ("90 %", 0.9), (90, 0.9), ("0,9", 0.9), (1.1, 1.1)],
)
def test_a_share_is_a_fraction_or_a_percentage(typed: object, share: float) -> None:
    assert parse_fraction(typed) == pytest.approx(share)


def test_words_for_units_kinds_and_stages() -> None:
    assert [parse_unit(word) for word in ("kg", "KGS", "lbs", "pounds", "#", "stone")] == [
        KG, KG, LB, LB, LB, None,
    ]  # fmt: skip
    assert [parse_kind(word) for word in ("1RM", "TM", "90% training max", "best guess")] == [
        MaxKind.TESTED, MaxKind.TRAINING_MAX, MaxKind.TRAINING_MAX, None,
    ]  # fmt: skip
    assert [parse_stage(word) for word in ("Learning", "novice", "EXP", "sometimes")] == [
        Stage.NEW, Stage.NEW, Stage.EXPERIENCED, None,
    ]  # fmt: skip


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.dates()))
def test_nothing_a_cell_can_hold_breaks_a_parser(value: object) -> None:
    """Whatever is typed is a value or None."""
    for parse in (parse_weight, parse_number, parse_date, parse_days, parse_plates, parse_unit,
                  parse_fraction, parse_kind, parse_stage):  # fmt: skip
        parse(value)


@given(st.floats(0.5, 700).map(lambda weight: round(weight, 2)), st.integers(1, 10))
def test_a_rep_set_of_a_real_weight_is_read_back(weight: float, reps: int) -> None:
    assert parse_weight(f"{plain(weight)} kg x {reps}") == Weight(weight, KG, reps)
