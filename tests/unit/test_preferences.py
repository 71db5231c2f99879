"""How a coach wants seasons planned: the words for it, in a cell and on the command line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.athlete import Plate, Preferences
from toolkit.policy.method import default_policy
from toolkit.sheets import layout
from toolkit.sheets.options import expected, parse_option
from toolkit.sheets.preferences import PARSERS, preferences_of, setting_of
from toolkit.units import Unit

KEYS = (*PARSERS, "training_days", "bar", "plates")


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.dates()))
def test_whatever_a_cell_holds_is_a_preference_or_none(value: object) -> None:
    for parse in PARSERS.values():
        parse(value)


@given(st.sampled_from(KEYS), st.text(max_size=20))
def test_whatever_is_typed_for_an_option_is_a_value_or_none(key: str, text: str) -> None:
    parse_option(key, text)


@pytest.mark.parametrize("key", ["rotation", "offset", "taper"])
def test_every_word_of_a_drop_down_is_understood(key: str) -> None:
    for word in setting_of(key).choices:
        assert PARSERS[key](word) == PARSERS[key](f" {word.upper()} ") == word


def test_the_words_are_those_of_the_method() -> None:
    policy = default_policy()
    assert policy.rotation.mode in layout.ROTATIONS
    assert policy.taper.profile in layout.TAPERS


def test_every_preference_is_a_setting_and_a_column_of_the_athletes() -> None:
    columns = {column.key: column for column in layout.ATHLETES.columns}
    for key in PARSERS:
        assert setting_of(key).label == columns[key].label
        assert setting_of(key).choices == columns[key].choices
        assert expected(key)


def test_read_values_become_preferences() -> None:
    assert preferences_of({"taper_days": 10, "attempts": ("novice", ()), "paper": "a4"}) == (
        Preferences(taper_days=10, attempts="novice")
    )
    assert preferences_of({"taper_days": None}) == Preferences()


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("order", "R,D,I", ("repetition", "difficulty", "intensity")),
        ("order", "R,D", None),
        ("training_days", "Mon,Wed,Fri", (0, 2, 4)),
        ("bar", "20", (20.0, Unit.KG)),
        ("bar", "45 lb", (45.0, Unit.LB)),
        ("bar", "20x5", None),
        ("bar", "500", None),
        ("plates", "25x2,20", ((Plate(25, 2), Plate(20)), Unit.KG)),
        ("plates", "45, 25 lbs", ((Plate(45), Plate(25)), Unit.LB)),
        ("plates", "45,25 oz", None),
    ],
)
def test_an_option_is_typed_as_in_the_settings(key: str, typed: str, value: object) -> None:
    assert parse_option(key, typed) == value
