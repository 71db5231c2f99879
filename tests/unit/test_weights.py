"""One number and the words around it: which lift, which kind, or nothing at all.

Each sheet holds one number that is in question, 140; what else stands there is what it is judged
by.
"""

from __future__ import annotations

import pytest

from tests.books import cells
from toolkit.model.reading import ReadKind
from toolkit.sheets.grid import Grid
from toolkit.sheets.sights import Outlook
from toolkit.sheets.weights import NO_WEIGHT, Found, find_weights
from toolkit.sheets.words import read_label
from toolkit.units import Unit

A_1RM = "1RM"


def found_in(markdown: str, book: str = "", *merged: str) -> list[Found]:
    sheet = cells(markdown, *merged).sheets[0]
    return list(find_weights(Outlook(Grid(sheet), read_label(book))))


def only(markdown: str, book: str = "", *merged: str) -> Found:
    (found,) = [it for it in found_in(markdown, book, *merged) if it.weight.value == 140]
    return found


NAMED = {
    "pair": ("# S\n| Squat 1RM | 140 |", 'beside "Squat 1RM" in A1'),
    "pair, far": ("# S\n| Squat max | | | | | 140 |", 'beside "Squat max" in A1'),
    "table": (
        "# S\n| Lift | Goal | 1RM |\n| Squat | 150 | 140 |",
        'under "1RM" in C1, beside "Squat" in A2',
    ),
    "strip": (
        "# S\n| | Bench | Squat |\n| 1RM | 90 | 140 |",
        'under "Squat" in C1, beside "1RM" in A2',
    ),
    "heading": ("# S\n| Squat 1RM |\n| 140 |", 'under "Squat 1RM" in A1'),
    "heading in two rows": (
        "# S\n| Squat | |\n| Goal | 1RM |\n| 150 | 140 |",
        'under "1RM" in B2 and "Squat" in A1',
    ),
    "captioned, right": (
        "# Maxes\n| 140 | kg | Squat |",
        'beside "Squat" in C1',
    ),
    "captioned, below": ("# Maxes\n| 140 |\n| Squat |", 'over "Squat" in A2'),
    "titled": (
        "# S\n| My maxes | |\n| Squat | 140 |",
        'beside "Squat" in A2, with "My maxes" in A1',
    ),
    "titled by the sheet": (
        "# Maxes\n| Squat | 140 |",
        'beside "Squat" in A1, with the sheet\'s name "Maxes"',
    ),
    "nameless, in a block": (
        "# S\n| Squat | |\n| 1RM | 140 |",
        'beside "1RM" in A2; the lift is in "Squat" in A1',
    ),
    "nameless, on a sheet of its lift": (
        "# Squat\n| 1RM | 140 |",
        'beside "1RM" in A1; the lift is in the sheet\'s name "Squat"',
    ),
    "inline": ("# S\n| Squat max: 140 |", 'in "Squat max: 140"'),
    "inline, on a sheet of its lift": ("# Squat\n| 1RM = 140 kg. |", 'in "1RM = 140 kg."'),
}


@pytest.mark.parametrize(("sheet", "how"), NAMED.values(), ids=NAMED)
def test_a_max_is_named_by_its_lift_and_by_what_it_is(sheet: str, how: str) -> None:
    found = only(sheet)
    assert found.lift is not None
    assert (found.lift.name, found.kind, found.how) == ("Squat", A_1RM, how)


def test_the_file_may_name_the_lift() -> None:
    found = only("# Sheet1\n| 1RM | 140 |", "The big squat cycle")
    assert found.lift is not None
    assert found.lift.name == "Squat"
    assert found.how == 'beside "1RM" in A1; the lift is in the file\'s name "The big squat cycle"'


def test_a_max_of_no_lift_and_a_lift_without_a_max_word_are_questions() -> None:
    assert only("# S\n| 1RM | 140 |").lift is None
    assert only("# S\n| Squat | 140 |").kind is None


def test_between_two_lifts_a_number_is_nobodys() -> None:
    assert only("# Maxes\n| Squat | 140 | Bench |").lift is None


@pytest.mark.parametrize(
    ("sheet", "kind"),
    [
        ("# S\n| Squat TM | 140 |", "training max"),
        ("# S\n| Squat (90 % of max) | 140 |", "training max"),
        ("# Training maxes\n| Squat max | 140 |", "training max"),
        ("# Training maxes\n| Squat 1RM | 140 |", "1RM"),
        ("# S\n| Squat e1RM | 140 |", "estimated"),
        ("# S\n| Squat 1RM | =B5*(1+B6*0.0333) -> 140 |", "estimated"),
        ("# S\n| Squat PR | 140 |", "best single"),
        ("# S\n| Squat meet best | 140 |", "meet best"),
        ("# S\n| Squat 5RM | 140 |", "rep set"),
        ("# S\n| Lift | Best | Reps |\n| Squat | 140 | 5 |", "rep set"),
    ],
)
def test_the_kind_is_what_the_words_say(sheet: str, kind: str) -> None:
    assert only(sheet).kind == kind


def test_a_rep_max_brings_its_reps_and_a_header_its_unit() -> None:
    assert only("# S\n| Squat 5RM | 140 |").reps == 5
    assert only("# S\n| Lift | 1RM (lb) |\n| Squat | 140 |").unit is Unit.LB


RULED_OUT = {
    "goal": "# S\n| Squat goal | 140 |",
    "goal of a max": "# S\n| Squat goal 1RM | 140 |",
    "old max": "# S\n| Old squat max | 140 |",
    "next max": "# S\n| Squat new max after the cycle | 140 |",
    "attempt": "# S\n| Squat second attempt | 140 |",
    "warm-up": "# S\n| Squat warm-up | 140 |",
    "bodyweight": "# S\n| Bodyweight | 140 |",
    "total": "# S\n| Total | 140 |",
    "rounding": "# S\n| Round to | 140 |",
    "increment": "# S\n| Squat increment | 140 |",
    "rack height": "# S\n| Squat rack height | 140 |",
    "standard": "# S\n| Squat | Novice |\n| Male | 140 |",
    "load of a program": "# Maxes\n| Lift | Sets | Reps | Load |\n| Squat | 5 | 5 | 140 |",
    "under a percent": "# S\n| 1RM | 85 % |\n| Squat | 140 |",
    "in a goal block": "# S\n| Goals | |\n| Squat | 140 |",
    "too far right": "# S\n| Squat 1RM | | | | | | 140 |",
    "in prose": "# S\n| If you make all the reps add 2.5 to your squat max every week | 140 |",
}


@pytest.mark.parametrize("sheet", RULED_OUT.values(), ids=RULED_OUT)
def test_a_word_that_says_something_else_makes_it_no_max(sheet: str) -> None:
    assert [it for it in found_in(sheet) if it.weight.value == 140 and it.kind and it.lift] == []


@pytest.mark.parametrize("value", ["3", "1500", "-140", "0"])
def test_what_nobody_lifts_is_a_count_or_a_slip(value: str) -> None:
    assert found_in(f"# S\n| Squat 1RM | {value} |") == []


@pytest.mark.parametrize("value", ["#REF!", "=B7*2", "102..5", "14O"])
def test_a_cell_that_should_hold_a_max_is_kept_to_be_named(value: str) -> None:
    (found,) = found_in(f"# S\n| Squat 1RM | {value} |")
    assert found.weight is NO_WEIGHT
    assert found.kind is ReadKind.ONE_RM


def test_labels_beside_each_other_keep_their_own_values() -> None:
    found = found_in("# S\n| Squat 1RM | 140 | Bench TM | 90 |")
    assert [(it.lift and it.lift.name, it.kind, it.weight.value) for it in found] == [
        ("Squat", "1RM", 140),
        ("Bench press", "training max", 90),
    ]
