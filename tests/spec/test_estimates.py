"""Estimates of the max, to the digits they are published with (EVIDENCE.md 4.2 and 4.3)."""

from __future__ import annotations

import pytest

from toolkit.engine.estimate import estimate_max, five_rep_max, raw_estimate
from toolkit.policy.effort import rpe_chart
from toolkit.policy.estimates import formulas
from toolkit.sheets.layout import FORMULAS

KEYS = (
    "epley", "epley rounded", "brzycki", "brzycki rounded", "lombardi",
    "mayhew", "o'conner", "wathan", "lander", "berger",
)  # fmt: skip
RAW = """
100 1  103.3333 103.3300 100.0000 100.0000 100.0000 108.8640 102.5000 101.3042 101.3903 100.0000
100 3  110.0000 109.9900 105.8824 105.8873 111.6123 113.9903 107.5000 108.9797 107.1969 105.3797
100 5  116.6667 116.6500 112.5000 112.5113 117.4619 119.0107 112.5000 116.5825 113.7089 111.0488
100 8  126.6667 126.6400 124.1379 124.1619 123.1144 126.2863 120.0000 127.6714 125.1092 120.1295
100 10 133.3333 133.3000 133.3333 133.3689 125.8925 130.9343 125.0000 134.7467 134.0704 126.5921
140 3  154.0000 153.9860 148.2353 148.2423 156.2572 159.5865 150.5000 152.5716 150.0756 147.5316
82.5 6 99.0000  98.9835  95.8065  95.8188  98.6891  100.2151 94.8750  99.2727  96.7485  94.0473
"""
VECTORS = [
    (float(weight), int(reps), key, float(value))
    for weight, reps, *values in (line.split() for line in RAW.strip().splitlines())
    for key, value in zip(KEYS, values, strict=True)
]


@pytest.mark.parametrize(("weight", "reps", "key", "expected"), VECTORS)
def test_a_raw_formula(weight: float, reps: int, key: str, expected: float) -> None:
    assert round(raw_estimate(weight, reps, key), 4) == expected


@pytest.mark.parametrize(
    ("weight", "reps", "key", "expected"),
    [
        (100, 5, "epley rounded", 116.65),
        (100, 5, "brzycki rounded", 112.51),
        (100, 7, "epley rounded", 123.31),
        (100, 7, "brzycki rounded", 120.02),
        (70, 15, "epley rounded", 104.97),
        (70, 15, "brzycki rounded", 114.60),
    ],
)
def test_a_coaching_reference_agrees(weight: float, reps: int, key: str, expected: float) -> None:
    assert round(raw_estimate(weight, reps, key), 2) == expected


def test_epley_and_brzycki_cross_at_ten_repetitions() -> None:
    at = {n: raw_estimate(100, n, "epley") - raw_estimate(100, n, "brzycki") for n in (9, 10, 11)}
    assert at[9] > 0 > at[11]
    assert at[10] == pytest.approx(0)


def test_from_a_five_repetition_maximum() -> None:
    assert round(five_rep_max(100, "chest press"), 2) == 113.77
    assert round(five_rep_max(100, "leg press"), 2) == 123.95


@pytest.mark.parametrize("key", [key for key, row in formulas().items() if row.is_offered])
def test_a_lifted_single_is_the_max_by_every_formula(key: str) -> None:
    """Users call 103 for 100x1 a bug, and they are right."""
    assert estimate_max(100, 1, formula=key) == (100, "")
    raw = raw_estimate(100, 1, key)
    assert (raw == pytest.approx(100)) == formulas()[key].gives_single


def test_a_formula_has_no_value_where_it_has_a_pole() -> None:
    for key in ("brzycki", "lander"):
        with pytest.raises(ValueError, match="repetitions"):
            raw_estimate(60, 38, key)


def test_without_a_choice_a_set_to_the_limit_is_brzycki_and_one_with_rpe_the_chart() -> None:
    assert estimate_max(100, 5) == (pytest.approx(112.5), "Brzycki")
    assert estimate_max(100, 5, 9) == (pytest.approx(119.474, abs=1e-3), "RPE chart")


def test_a_chosen_formula_reads_every_set_so_that_a_trend_has_one() -> None:
    """Reps in reserve count as reps: 5 @ 8 is a set of seven to the limit."""
    limit, reserve = estimate_max(100, 7, formula="epley"), estimate_max(100, 5, 8, "Epley")
    assert limit == reserve == (raw_estimate(100, 7, "epley"), "Epley")
    assert estimate_max(100, 5, formula="RPE chart") == (pytest.approx(100 / 0.863), "RPE chart")
    assert estimate_max(100, 1, 10, "epley") == (100, "")


@pytest.mark.parametrize(
    ("reps", "rpe", "name"),
    [
        (10, 10.0, "RPE chart"),
        (8, 8.0, "RPE chart"),
        (8, 7.5, "RPE chart (extension)"),
        (10, 9.5, "RPE chart (extension)"),
    ],
)
def test_beyond_ten_repetitions_the_chart_is_an_extension_and_says_so(
    reps: int, rpe: float, name: str
) -> None:
    """The copies of the chart agree to ten only."""
    value, found = estimate_max(100, reps, rpe)
    assert found == name
    assert value == pytest.approx(100 / rpe_chart().percent(reps, rpe))
    assert estimate_max(100, 10, 8, "epley")[1] == "Epley (extension)"


def test_what_a_coach_may_choose_is_what_the_table_offers() -> None:
    offered = [row.name for row in formulas().values() if row.is_offered]
    assert sorted(FORMULAS) == sorted([*offered, "RPE chart"])
    assert all(row.source and row.accuracy and row.reps == (1, 10) for row in formulas().values())


# Another package's published values, all on Epley with 0.0333.


def share(reps: float) -> float:
    """The fraction of the max that allows `reps` to the limit."""
    return 1 / raw_estimate(1, reps, "epley rounded")


def test_the_published_values_of_a_peer_package() -> None:
    assert round(share(5), 3) == 0.857
    assert round(share(5 + 2), 3) == 0.811
    progression = [round(share(5 + reserve), 3) for reserve in (4, 3, 2, 1)]
    assert progression == [0.769, 0.790, 0.811, 0.833]
