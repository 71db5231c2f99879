"""Blocks (METHOD.md 5): R repetition, D difficulty, I intensity, - deload, one letter a week."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.engine.rotation import Layout, lay_blocks
from toolkit.policy.method import default_policy

RULES = default_policy().rotation


def letters(layout: Layout) -> str:
    """A layout in one line."""
    return "".join("-" if week.deload else week.lead.value[0].upper() for week in layout)


@pytest.mark.parametrize(
    ("weeks", "layout"),
    [
        (1, "I"),
        (3, "III"),
        (4, "DDII"),
        (5, "DDIII"),
        (6, "DDDIII"),
        (7, "DDD-III"),
        (8, "RRDD-III"),
        (9, "RRDDD-III"),
        (10, "RRRDDD-III"),
        (11, "RRRR-DDDIII"),
        (13, "RRRRRR-DDDIII"),
        (15, "RRRRRR-DDDD-III"),
        (17, "RRRRRR-DDDDDD-III"),
        (18, "DDDIII-RRRR-DDDIII"),
        (20, "RRRDDD-IIIRRR-DDDIII"),
    ],
)
def test_blocks_are_laid_back_from_the_taper(weeks: int, layout: str) -> None:
    """Left-over weeks lengthen repetition, then difficulty; missing weeks shorten them first."""
    assert letters(lay_blocks(weeks, RULES)) == layout


@pytest.mark.parametrize(
    ("weeks", "layout"), [(4, "RRDD"), (6, "RRRDDD"), (7, "RRR-DDD"), (8, "RRDD-III")]
)
def test_a_lift_that_has_just_graduated_begins_with_repetition(weeks: int, layout: str) -> None:
    assert letters(lay_blocks(weeks, RULES, from_front=True)) == layout


@given(st.integers(1, 104), st.integers(2, 6))
def test_every_number_of_weeks_is_filled(weeks: int, block_weeks: int) -> None:
    """Never more than six weeks without a deload, never two in a row, none before the taper."""
    layout = letters(lay_blocks(weeks, replace(RULES, block_weeks=block_weeks)))
    assert len(layout) == weeks
    assert max(map(len, layout.split("-"))) <= RULES.after_weeks
    assert "--" not in layout
    assert not layout.startswith("-") and not layout.endswith("-")
    assert layout.endswith("I")
    assert not layout.startswith("I") or weeks < 4


@given(st.integers(1, 60))
def test_block_numbers_and_weeks_count_up(weeks: int) -> None:
    """Weeks inside a block run from 1 to its length, blocks from 1 on."""
    layout = [week for week in lay_blocks(weeks, RULES) if not week.deload]
    expected: list[tuple[int, int]] = []
    for week in layout:
        if not expected or expected[-1][0] != week.block:
            expected += [(week.block, n) for n in range(1, week.weeks + 1)]
    assert [(week.block, week.week) for week in layout] == expected
