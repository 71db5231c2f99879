"""The laws hold for every sample workbook, not only for what a generator thinks of."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.model.athlete import Roster
from toolkit.sheets.roster import read_roster

from . import test_laws as laws
from .rosters import TODAY

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
NO_PLAN = ("broken", "training-log")
"""Books with errors, and a log, which gives maxes only when it is asked to."""
KINDS = (".xlsx", ".xls", ".csv")
BOOKS = sorted(p for p in SAMPLES.iterdir() if p.suffix in KINDS and p.stem not in NO_PLAN)
OF_A_BOOK = [
    laws.test_law_1_weeks_tile_the_calendar_and_the_meet_closes_it,
    laws.test_law_2_same_plan_twice_and_alone,
    laws.test_law_6_every_load_can_be_loaded,
    laws.test_law_7_every_set_can_be_done,
    laws.test_law_10_every_row_has_a_reason,
]


def roster_of(path: Path) -> Roster:
    """A sample as it is read."""
    return read_roster(path, today=TODAY)[0]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
@pytest.mark.parametrize("law", OF_A_BOOK, ids=lambda law: law.__name__)
def test_a_law_of_the_whole_book(path: Path, law: object) -> None:
    law.hypothesis.inner_test(roster_of(path))  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_the_laws_of_each_athlete(path: Path) -> None:
    for athlete in roster_of(path).athletes:
        laws.check_cycles(athlete)
        laws.check_learning(athlete)
        if athlete.meet is not None and athlete.start is not None:
            laws.check_taper(athlete)
