"""Days in headings: dates, and months with their year in many languages."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from toolkit.sheets.cells import Cell, CellRef
from toolkit.sheets.months import day_of, parse_month

MARCH, MAY, JULY, OCTOBER = (date(2026, month, 1) for month in (3, 5, 7, 10))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("March 2026", MARCH), ("Mar. 2026", MARCH), ("Mar '26", None), ("MARCH, 2026", MARCH),
        ("März 2026", MARCH), ("mars 2026", MARCH), ("marzo 2026", MARCH), ("março/2026", MARCH),
        ("marzec 2026", MARCH), ("Март 2026 г.", MARCH), ("марта 2026", MARCH),
        ("березень 2026", MARCH), ("3月 2026", None), ("2026年3月", MARCH), ("2026년 3월", MARCH),
        ("2026/3", MARCH), ("03.2026", MARCH),
        ("Mai 2026", MAY), ("maj 2026", MAY), ("Mayo 2026", MAY), ("май 2026", MAY),
        ("травень 2026", MAY), ("mei 2026", MAY), ("maart 2026", MARCH),
        ("Juli 2026", JULY), ("juillet 2026", JULY), ("lipiec 2026", JULY), ("julho 2026", JULY),
        ("Oktober 2026", OCTOBER), ("październik 2026", OCTOBER), ("жовтень 2026", OCTOBER),
        ("13.2026", None), ("Cycle 2026", None), ("Squat 2026", None), ("March", None), ("", None),
    ],
)  # fmt: skip
def test_a_month_needs_its_year_and_is_its_first_day(text: str, day: date | None) -> None:
    assert parse_month(text) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (datetime(2026, 3, 1, 16, 50), MARCH),  # noqa: DTZ001
        (MARCH, MARCH),
        ("2026-03-01", MARCH),
        ("1 March 2026", MARCH),
        ("März 2026", MARCH),
        (2026.0, None),
        (46082.0, None),
        ("03/04/2026", None),
        (None, None),
    ],
)
def test_a_cell_is_a_day_when_it_can_be_no_other(value: object, day: date | None) -> None:
    assert day_of(Cell(CellRef("S", "A1"), value)) == day
