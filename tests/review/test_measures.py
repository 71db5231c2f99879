"""Prilepin, INOL and Foster against the worked numbers of EVIDENCE.md 3.1 and 5."""

from __future__ import annotations

import pytest

from toolkit.review.measures import inol, prilepin, week_load, zone_of


@pytest.mark.parametrize(
    ("sets", "reps", "share", "total", "optimal", "below", "above", "per_set_above"),
    [
        (6, 4, 0.60, 24, True, False, False, False),
        (8, 3, 0.72, 24, False, False, False, False),
        (5, 5, 0.825, 25, False, False, True, True),
        (4, 2, 0.91, 8, False, False, False, False),
        (3, 1, 0.95, 3, False, True, False, False),
    ],
)
def test_prilepin_judges_the_worked_sessions(
    sets: int,
    reps: int,
    share: float,
    total: int,
    optimal: bool,
    below: bool,
    above: bool,
    per_set_above: bool,
) -> None:
    (judged,) = prilepin([(sets, reps, share)])
    assert judged.total == total
    assert (judged.total == judged.zone.optimal) is optimal
    assert (judged.below, judged.above, judged.per_set_above) == (below, above, per_set_above)
    assert judged.in_range is (not below and not above)


def test_work_in_two_zones_is_judged_apart() -> None:
    light, heavy = prilepin([(3, 3, 0.75), (1, 1, 0.92), (1, 2, 0.70)])
    assert (light.total, light.most_per_set, heavy.total) == (11, 3, 1)


@pytest.mark.parametrize(
    ("share", "low"), [(0.55, 0.55), (0.699, 0.55), (0.70, 0.70), (0.80, 0.80), (0.90, 0.90)]
)
def test_the_zones_have_no_gaps(share: float, low: float) -> None:
    zone = zone_of(share)
    assert zone is not None
    assert zone.low == low


def test_below_the_table_there_is_no_zone() -> None:
    assert zone_of(0.54) is None


@pytest.mark.parametrize(
    ("reps", "share", "value"),
    [(15, 0.80, 0.75), (18, 0.70, 0.60), (24, 0.60, 0.60), (7, 0.90, 0.70)],
)
def test_inol_of_the_worked_sessions(reps: int, share: float, value: float) -> None:
    assert inol(reps, share) == pytest.approx(value)


def test_inol_is_held_at_99_percent() -> None:
    assert inol(1, 1.0) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("daily", "sample", "deviation", "monotony", "strain"),
    [
        ([400, 0, 500, 0, 450, 0, 0], False, 224.290, 0.860, 1160.80),
        ([400, 0, 500, 0, 450, 0, 0], True, 242.261, 0.796, 1074.70),
        ([400, 350, 400, 350, 400, 350, 0], False, None, 2.412, 5427.57),
        ([400, 350, 400, 350, 400, 350, 0], True, None, 2.233, 5024.95),
    ],
)
def test_monotony_and_strain_of_the_worked_weeks(
    daily: list[float], sample: bool, deviation: float | None, monotony: float, strain: float
) -> None:
    found = week_load(daily, sample=sample)
    if deviation is not None:
        assert found.mean == pytest.approx(192.857, abs=0.0005)
        assert found.deviation == pytest.approx(deviation, abs=0.0005)
    assert found.monotony == pytest.approx(monotony, abs=0.0005)
    assert found.strain == pytest.approx(strain, abs=0.005)


def test_a_week_of_equal_days_has_no_monotony() -> None:
    """Nothing divides by zero."""
    assert week_load([100] * 7).monotony is None
    assert week_load([100] * 7).strain is None
