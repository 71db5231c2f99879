"""Many lifts: which of them peak, which are tested, which give way on crowded days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.laws.rosters import TODAY
from tests.laws.table import Row, by, rows_of, work
from toolkit.engine.frequency import frequencies, less_often
from toolkit.engine.mainlifts import contested, lifts_to_test
from toolkit.engine.plan import plan_roster
from toolkit.model.athlete import Athlete, Lift, Max, Meet, Priority, Roster
from toolkit.policy.method import default_policy
from toolkit.units import Unit

POLICY = default_policy()
START = date(2026, 11, 30)
MEET = Meet(START + timedelta(days=12 * 7 + 5), "Open")
A, B, C = Priority


def lift(name: str, family: str = "other", kg: float = 100, priority: Priority = B) -> Lift:
    return Lift(name, family, Max(kg, Unit.KG), priority=priority)


POWERLIFTS = (
    lift("Squat", "squat", 180),
    lift("Bench", "bench press", 120),
    lift("Deadlift", "deadlift", 210),
)
OTHERS = (
    lift("Press", "overhead press", 70),
    lift("Snatch", "snatch", 80),
    lift("Power clean", "power clean", 95),
    lift("Front squat", "front squat", 145),
    lift("Log press"),
    lift("Row"),
    lift("RDL", kg=150),
)
TEN = POWERLIFTS + OTHERS
DAYS = (0, 2, 4)


def season(lifts: tuple[Lift, ...], **details: object) -> tuple[list[Row], dict[str, str]]:
    """Rows and findings (message by code) of one lifter who trains three days a week."""
    athlete = Athlete("Anna", lifts, start=START, training_days=DAYS, **details)  # type: ignore[arg-type]
    plan, findings = plan_roster(Roster((athlete,)), today=TODAY)
    return rows_of(plan), {item.code: item.message for item in findings}


def names(lifts: tuple[Lift, ...]) -> list[str]:
    return [one.name for one in lifts]


def test_only_the_lifts_of_the_meet_have_a_heavy_single_in_the_taper() -> None:
    """The other seven train on, lighter than before, up to 80 %."""
    rows, _ = season(TEN, meet=MEET)
    taper = [row for row in work(rows) if row["phase"] == "taper"]
    heaviest = {
        name: max(row["percent_1rm"] for row in mine) for name, mine in by(taper, "lift").items()
    }
    assert {name for name, top in heaviest.items() if top > 0.8} == set(names(POWERLIFTS))
    assert set(heaviest) == set(names(TEN))
    singles = by([row for row in taper if row["role"] == "top"], "date")
    assert max(len(mine) for mine in singles.values()) <= 2


def test_a_meet_that_no_sport_contests_takes_the_lifts_of_priority_a() -> None:
    few, many = OTHERS[4:], (OTHERS[0], *OTHERS[3:])
    assert contested(few, POLICY) == few
    assert names(contested(many, POLICY)) == ["Press", "Front squat", "Log press"]
    first = replace(OTHERS[5], priority=A)
    assert contested((*OTHERS[3:5], first, OTHERS[6]), POLICY) == (first,)


def test_a_test_week_tests_the_contested_lifts_and_then_the_important_ones() -> None:
    row = replace(OTHERS[5], priority=A)
    chosen = (*OTHERS[2:5], row, OTHERS[6], *POWERLIFTS)
    assert names(lifts_to_test(chosen, POLICY)) == ["Row", "Squat", "Bench", "Deadlift"]
    rows, _ = season(chosen)
    maximal = {row["lift"] for row in rows if row["phase"] == "test" and row["percent_1rm"] == 1}
    assert maximal == {"Row", "Squat", "Bench", "Deadlift"}
    light = [row for row in work(rows) if row["phase"] == "test" and row["lift"] not in maximal]
    assert {row["lift"] for row in light} == {"Power clean", "Front squat", "Log press", "RDL"}
    assert max(row["percent_1rm"] for row in light) <= 0.7


def test_what_is_not_peaked_for_or_tested_is_stated() -> None:
    for meet, words in ((MEET, "The meet contests Squat, Bench, Deadlift; Press"), (None, "tests")):
        athlete = Athlete("Anna", (*POWERLIFTS, *OTHERS[:2]), meet=meet, start=START)
        plan, _ = plan_roster(Roster((athlete,)), today=TODAY)
        assert any(words in line and "Snatch" in line for line in plan.seasons[0].assumed)
    plain, _ = plan_roster(Roster((Athlete("Anna", POWERLIFTS, meet=MEET),)), today=TODAY)
    assert not any("contests" in line for line in plain.seasons[0].assumed)


def test_the_lifts_that_matter_least_give_way_first() -> None:
    """Three days hold fifteen exposures: C lifts give theirs, then what no meet contests."""
    usual = frequencies(TEN, 6, POLICY)
    often = dict(zip(names(TEN), frequencies(TEN, 3, POLICY), strict=True))
    assert sum(often.values()) == 15
    assert [often[name] for name in names(POWERLIFTS)] == usual[:3]
    unloved = tuple(replace(one, priority=C) if one is POWERLIFTS[1] else one for one in TEN)
    assert frequencies(unloved, 6, POLICY)[1] == 2
    assert frequencies(unloved, 3, POLICY)[1] == 1
    assert less_often(POWERLIFTS, 3, POLICY) == ()
    assert frequencies(TEN, 1, POLICY) == [1] * 10


def test_giving_way_is_said_and_so_is_the_session_that_is_still_too_long() -> None:
    _, said = season(TEN, meet=MEET)
    assert "Row only once a week" in said["P432"]
    assert "Squat" not in said["P432"]
    assert "Give" not in said["P433"]
    rows, said = season(POWERLIFTS, meet=MEET)
    assert not {"P432", "P433"} & set(said)
    assert max(len({r["lift"] for r in day}) for day in by(work(rows), "date").values()) == 3


@pytest.mark.parametrize("count", [6, 8, 10])
def test_no_training_day_holds_many_more_lifts_than_another(count: int) -> None:
    rows, _ = season(TEN[:count], meet=MEET)
    week = [row for row in work(rows) if row["week"] == 1]
    lifts = [len({row["lift"] for row in day}) for day in by(week, "date").values()]
    assert max(lifts) - min(lifts) <= 2
    assert max(lifts) <= 6


def test_lifts_of_speed_come_first_in_a_session() -> None:
    """Tired legs make no snatch; only heavy singles of the taper may come before."""
    rows, _ = season((POWERLIFTS[0], OTHERS[3], OTHERS[1], OTHERS[2]), meet=MEET)
    ordinary = [row for row in work(rows) if row["phase"] == "rotation"]
    for day in by(ordinary, "date").values():
        fast = [row["lift"] in ("Snatch", "Power clean") for row in day]
        assert fast == sorted(fast, reverse=True)
