"""The published numbers, to the digits they were published with (EVIDENCE.md 4 and 6)."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.engine.attempts import attempt_plan, expected_gain
from toolkit.engine.estimate import brzycki, estimate_max
from toolkit.engine.plates import load_bar
from toolkit.engine.sessions import LiftContext
from toolkit.engine.warmups import ladder_loads
from toolkit.model.athlete import Lift, Max, Stage
from toolkit.model.prescription import AttemptRule, LoadRule
from toolkit.policy.effort import rpe_chart
from toolkit.policy.method import default_policy
from toolkit.units import Unit, round_down, round_half_up

POLICY = default_policy()
KG, LB = POLICY.defaults.equipment[Unit.KG], POLICY.defaults.equipment[Unit.LB]


@pytest.mark.parametrize(
    ("weight", "reps", "expected"),
    [
        (100, 1, 100.0),
        (100, 3, 105.8824),
        (100, 5, 112.5),
        (100, 8, 124.1379),
        (100, 10, 133.3333),
        (140, 3, 148.2353),
        (82.5, 6, 95.8065),
    ],
)
def test_brzycki(weight: float, reps: int, expected: float) -> None:
    assert round(brzycki(weight, reps), 4) == expected


@pytest.mark.parametrize(
    ("weight", "reps", "rpe", "expected"),
    [(180, 3, 8, 208.575), (100, 5, 9, 119.474), (140, 1, 8.5, 149.095)],
)
def test_estimate_by_the_rpe_chart(weight: float, reps: int, rpe: float, expected: float) -> None:
    value, formula = estimate_max(weight, reps, rpe)
    assert (round(value, 3), formula) == (expected, "RPE chart")


@pytest.mark.parametrize(
    ("rpe", "percents"),
    [
        (10, [100.0, 95.5, 92.2, 89.2, 86.3, 83.7, 81.1, 78.6, 76.2, 73.9]),
        (9, [95.5, 92.2, 89.2, 86.3, 83.7, 81.1, 78.6, 76.2, 73.9]),
        (8.5, [93.9, 90.7, 87.8, 85.0, 82.4, 79.9, 77.4, 75.1]),
        (8, [92.2, 89.2, 86.3, 83.7, 81.1, 78.6, 76.2, 73.9]),
    ],
)
def test_the_rpe_chart(rpe: float, percents: list[float]) -> None:
    chart = rpe_chart()
    for reps, percent in enumerate(percents, start=1):
        assert round(chart.percent(reps, rpe) * 100, 1) == percent
        assert chart.rpe(reps, percent / 100) == pytest.approx(rpe)


def test_a_load_is_rounded_half_up_as_in_a_sheet() -> None:
    """5 @ 8 from 200 is 162.2, so 162.5; a half goes up; never below the bar."""
    assert LoadRule(200, 0.811, 2.5, 20, Unit.KG).value == 162.5
    assert round_half_up(101.25, 2.5) == 102.5
    assert round_half_up(150 * 0.675, 2.5) == 102.5
    assert LoadRule(25, 0.5, 2.5, 20, Unit.KG).value == 20


@pytest.mark.parametrize(
    ("third", "style", "expected"),
    [
        (200, "conservative", (180.0, 190.0, 200.0)),
        (200, "standard", (185.0, 192.5, 200.0)),
        (142.5, "conservative", (127.5, 135.0, 142.5)),
        (142.5, "standard", (130.0, 137.5, 142.5)),
        (250, "conservative", (227.5, 240.0, 250.0)),
        (250, "standard", (230.0, 242.5, 250.0)),
    ],
)
def test_attempts_on_the_platforms_grid(
    third: float, style: str, expected: tuple[float, ...]
) -> None:
    lift = Lift("Squat", "squat", Max(third, Unit.KG, tested_on=date(2026, 11, 1)), goal=third)
    plan = attempt_plan(LiftContext(lift, KG, POLICY, KG.step), 12, style, learning=False)
    assert tuple(attempt.group.load for attempt in plan.attempts) == expected


def test_attempts_of_a_light_lift_still_rise() -> None:
    """Shares of a light third fall on one step of the grid; each attempt is a step above."""
    for third in (30, 32.5, 40, 55):
        rules = [
            AttemptRule(third, Unit.KG, 0, third, s, 2.5, 1.0, n)
            for s, n in ((0.925, 2), (0.97, 1), (1.0, 0))
        ]
        loads = [rule.value for rule in rules]
        assert loads == sorted(set(loads))


def test_a_pound_max_gives_attempts_in_kilograms() -> None:
    rule = AttemptRule(405, Unit.LB, 0.025, None, 1.0, 2.5)
    assert rule.third_kg == pytest.approx(188.297, abs=1e-3)
    assert rule.value == round_down(188.297, 2.5) == 187.5


def test_the_expected_gain_grows_with_the_season_to_five_percent() -> None:
    assert expected_gain(12, POLICY.attempts) == 0.025
    assert expected_gain(6, POLICY.attempts) == 0.0125
    assert expected_gain(40, POLICY.attempts) == 0.05


def test_a_new_lift_gets_careful_attempts_and_a_far_goal_is_held_back() -> None:
    lift = Lift("Squat", "squat", Max(100, Unit.KG), stage=Stage.NEW, goal=130)
    plan = attempt_plan(LiftContext(lift, KG, POLICY, KG.step), 12, "standard", learning=False)
    assert plan.style == "novice"
    assert plan.expected_third_kg == 105
    assert [attempt.group.load for attempt in plan.attempts] == [90.0, 97.5, 102.5]


@pytest.mark.parametrize("top", [60, 92.5, 120, 180, 227.5])
def test_warm_ups_climb_from_the_bar_and_can_be_loaded(top: float) -> None:
    ladder = ladder_loads(top, KG, POLICY.warm_ups, True)
    loads = [load for load, _ in ladder]
    assert loads[0] == KG.bar
    assert loads == sorted(set(loads)) and loads[-1] < top
    assert [reps for _, reps in ladder] == sorted((reps for _, reps in ladder), reverse=True)
    assert all(load_bar(load, KG).exact for load in loads)


def test_warm_ups_use_whole_plates_where_they_can() -> None:
    """Pounds: 135 and 225 on the way to 315, not 142.5."""
    assert [load for load, _ in ladder_loads(405, LB, POLICY.warm_ups, True)] == [
        45, 185, 275, 315, 365,
    ]  # fmt: skip
