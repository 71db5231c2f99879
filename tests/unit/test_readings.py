"""What stands in the cell of a max: kind, unit and its source, before anything is planned."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.books import book
from toolkit.model.athlete import MaxKind
from toolkit.model.reading import Reading, ReadKind
from toolkit.sheets.answers import Answers, parse_maps
from toolkit.sheets.roster import Understood, understand
from toolkit.units import Unit

TODAY = date(2026, 11, 22)


def understood(folder: Path, sheets: str, *maps: str, **answers: object) -> Understood:
    given = Answers(maps=parse_maps(maps), **answers)  # type: ignore[arg-type]
    return understand(book(folder, sheets), today=TODAY, answers=given)


def one(folder: Path, sheets: str, *maps: str, **answers: object) -> Reading:
    (reading,) = understood(folder, sheets, *maps, **answers).readings
    return reading


def row(head: str, value: str) -> str:
    return f"# Maxes\n| Athlete | Lift | {head} |\n| Anna | Kniebeuge | {value} |\n"


@pytest.mark.parametrize(
    ("head", "value", "kind"),
    [
        ("Max", "140", ReadKind.ONE_RM),
        ("Max", "140x5", ReadKind.REP_SET),
        ("Max", "140 x 1 @ 8", ReadKind.REP_SET),
        ("Max", "140x1", ReadKind.ONE_RM),
        ("Training max", "140", ReadKind.TRAINING_MAX),
        ("PR", "140", ReadKind.BEST_SINGLE),
        ("e1RM", "140", ReadKind.ESTIMATED),
        *(
            ("Max | Kind", f"140 | {kind}", kind)
            for kind in ReadKind
            if kind is not ReadKind.REP_SET
        ),
        ("Max | Kind", "140x5 | rep set", ReadKind.REP_SET),
        ("Max | Kind", "140 | PB", ReadKind.BEST_SINGLE),
    ],
)
def test_a_reading_says_what_kind_of_number_it_is(
    tmp_path: Path, head: str, value: str, kind: ReadKind
) -> None:
    reading = one(tmp_path, row(head, value))
    assert reading.kind is kind
    assert (reading.value, reading.lift, reading.name) == (140, "Kniebeuge", "Squat")
    assert str(reading.ref) == "Maxes!C2"
    assert reading.how == 'beside "Kniebeuge" in B2'


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Squat", ReadKind.ONE_RM),
        ("Squat TM", ReadKind.TRAINING_MAX),
        ("Squat PR", ReadKind.BEST_SINGLE),
        ("est 1RM squat", ReadKind.ESTIMATED),
    ],
)
def test_the_heading_of_a_wide_roster_says_the_kind(
    tmp_path: Path, heading: str, kind: ReadKind
) -> None:
    reading = one(tmp_path, f"# Squad\n| Name | {heading} |\n| Anna | 140 |\n")
    assert reading.kind is kind
    assert reading.how == 'under "Squat" in B1' or heading.startswith("est")


@pytest.mark.parametrize(
    ("kind", "planned", "value"),
    [
        ("1RM", MaxKind.TESTED, 90),
        ("best single", MaxKind.TESTED, 90),
        ("meet best", MaxKind.TESTED, 90),
        ("estimated", MaxKind.ESTIMATED, 90),
        ("training max", MaxKind.TRAINING_MAX, 100),
    ],
)
def test_a_training_max_is_divided_for_the_plan_and_stays_itself_in_the_reading(
    tmp_path: Path, kind: str, planned: MaxKind, value: float
) -> None:
    found = understood(tmp_path, row("Max | Kind", f"90 | {kind}"))
    (lift,) = found.roster.athletes[0].lifts
    assert (lift.max.kind, lift.max.value) == (planned, pytest.approx(value))
    assert found.readings[0].value == 90


def test_a_working_load_is_read_and_never_planned_from(tmp_path: Path) -> None:
    found = understood(tmp_path, row("Max | Kind", "90 | working load"))
    assert found.readings[0].kind is ReadKind.WORKING_LOAD
    assert found.roster.athletes == ()
    (hint,) = [item.hint for item in found.findings if item.code == "B135"]
    assert '--map "Anna:kniebeuge=Maxes!C2 1RM"' in hint
    mapped = understood(
        tmp_path, row("Max | Kind", "90 | working load"), "Anna:kniebeuge=Maxes!C2 1RM"
    )
    assert [lift.max.value for lift in mapped.roster.athletes[0].lifts] == [90]


@pytest.mark.parametrize(
    ("sheets", "answers", "unit", "source"),
    [
        (row("Max | Unit", "225 lb | kg"), {}, Unit.LB, "cell"),
        (row("Max (kg) | Unit", "225 | lb"), {}, Unit.LB, "column"),
        (row("Max (lb)", "225"), {"unit": Unit.KG}, Unit.LB, "header"),
        (row("Max", "225") + "# Settings\n| Unit | lb |\n", {}, Unit.LB, "settings"),
        (
            row("Max", "225") + "# Settings\n| Unit | lb |\n",
            {"unit": Unit.KG},
            Unit.KG,
            "option",
        ),
        (
            row("Max", "225") + "# Athletes\n| Name | Unit |\n| Anna | lb |\n",
            {"unit": Unit.KG},
            Unit.LB,
            "column",
        ),
        (row("Max", "225"), {}, None, ""),
    ],
)
def test_the_unit_comes_with_its_source_and_the_nearest_wins(
    tmp_path: Path, sheets: str, answers: dict[str, object], unit: Unit | None, source: str
) -> None:
    reading = one(tmp_path, sheets, **answers)
    assert (reading.unit, reading.unit_source) == (unit, source)


def test_an_open_unit_is_planned_in_kg_and_the_finding_shows_the_option(tmp_path: Path) -> None:
    found = understood(tmp_path, row("Max", "225"))
    assert found.roster.athletes[0].lifts[0].max.unit is Unit.KG
    (item,) = found.findings
    assert (item.code, str(item.where)) == ("B127", "Maxes!C2")
    assert "--unit lb" in item.hint


def test_both_of_two_values_are_read_and_the_first_is_kept(tmp_path: Path) -> None:
    sheets = (
        "# Maxes\n| Athlete | Lift | Max (kg) |\n| Anna | Squat | 140 |\n| Anna | Squat | 150 |\n"
    )
    found = understood(tmp_path, sheets)
    assert [str(it.ref) for it in found.readings] == ["Maxes!C2", "Maxes!C3"]
    (item,) = found.findings
    assert item.code == "R302"
    assert '--map "Anna:squat=Maxes!C2"' in item.hint
