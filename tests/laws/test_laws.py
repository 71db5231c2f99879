"""METHOD.md section 12: what every plan satisfies, whatever the tuning."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.engine.plan import plan_roster
from toolkit.engine.plates import load_bar
from toolkit.model.athlete import Athlete, Lift, Max, Roster, Stage
from toolkit.model.prescription import LoadRule
from toolkit.policy.effort import rpe_chart
from toolkit.units import Unit, convert

from .rosters import TODAY, athletes, preferences, rosters
from .table import Row, by, plan_of, reps, rows_of, tonnage, work

DAY = timedelta(days=1)
EXPERIENCED = st.just(Stage.EXPERIENCED)
DRIVERS = ("repetition", "difficulty", "intensity")


@given(rosters())
def test_law_1_weeks_tile_the_calendar_and_the_meet_closes_it(roster: Roster) -> None:
    """No gap, no overlap; nothing after the meet or on an eve; only attempts on the day."""
    plan = plan_of(roster)
    for season in plan.seasons:
        assert season.weeks[0].start == season.start
        assert season.weeks[-1].end == season.end
        for week, following in pairwise(season.weeks):
            assert following.start == week.end + DAY
            assert following.start.weekday() == 0
        assert all(len(course.weeks) == len(season.weeks) for course in season.courses)
    for rows in by(rows_of(plan), "athlete").values():
        meets = {row["meet_date"] for row in rows if row["days_out"] == 0}
        for row in rows:
            if row["meet_date"] is None:
                continue
            assert row["days_out"] == (row["meet_date"] - row["date"]).days >= 0
            assert row["date"] + DAY not in meets or row["days_out"] == 0
            if row["date"] in meets:
                assert row["days_out"] == 0
                assert row["role"] in ("attempt", "warm-up")


@given(rosters())
def test_law_2_same_plan_twice_and_alone(roster: Roster) -> None:
    """Planning twice gives the same rows; no athlete's plan depends on another or on the order."""
    together = rows_of(plan_of(roster))
    assert rows_of(plan_of(roster)) == together
    names = [athlete.name for athlete in roster.athletes]
    assert list(by(together, "athlete")) == [n for n in names if n in by(together, "athlete")]
    turned = replace(roster, athletes=tuple(reversed(roster.athletes)))
    alone = by(rows_of(plan_of(turned)), "athlete")
    for name, rows in by(together, "athlete").items():
        assert [{**row, "cell": ""} for row in rows] == [{**row, "cell": ""} for row in alone[name]]


@given(athletes(stages=EXPERIENCED, weeks=(9, 50), wishes=preferences(), several=False))
def test_law_3_each_driver_leads_in_its_turn(athlete: Athlete) -> None:
    """In a full cycle repetition has most reps, intensity most weight, difficulty most effort."""
    check_cycles(athlete)


def check_cycles(athlete: Athlete) -> None:
    """Law 3 for the experienced lifts of one athlete, between blocks, weeks or days."""
    mode = athlete.preferences.rotation or "block"
    rows = [
        row
        for row in work(rows_of(plan_of(Roster((athlete,)))))
        if row["stage"] == "experienced"
        and row["phase"] == "rotation"
        and row["emphasis"] != "timing"
        and "minor-meet" not in row["reason"]
    ]
    for mine in by(rows, "lift").values():
        if mode == "block":
            _check_blocks(mine)
        elif mode == "weekly":
            for turn in by(mine, "block").values():
                _check_leads(by(turn, "lead"))
        else:
            for week in by(_without_peak(mine), "week").values():
                _check_days(by([r for r in week if r["emphasis"] == r["lead"]], "lead"))


def _without_peak(rows: list[Row]) -> list[Row]:
    """All but the last heavy session before a short taper: it belongs to the meet."""
    return [row for row in rows if "taper.heavy" not in row["reason"]]


def _check_blocks(rows: list[Row]) -> None:
    blocks = by(rows, "block")
    leads = {block: found[0]["lead"] for block, found in blocks.items()}
    for block in blocks:
        cycle = {leads.get(block + n): block + n for n in range(3)}
        if set(cycle) == set(DRIVERS):
            _check_cycle([blocks[cycle[driver]] for driver in DRIVERS])


def _check_leads(leads: dict[str, list[Row]]) -> None:
    if set(leads) == set(DRIVERS):
        _check_cycle([leads[driver] for driver in DRIVERS])


def _check_days(days: dict[str, list[Row]]) -> None:
    """Inside a week: the repetition day has most reps, the other one most weight or effort."""
    other = days.get("intensity") or days.get("difficulty")
    if other is None or "repetition" not in days:
        return
    assert reps(days["repetition"]) > reps(other)
    assert _ari(days["repetition"]) < _ari(other)
    assert _effort(days["repetition"]) < _effort(other)


def _check_cycle(cycle: list[list[Row]]) -> None:
    full = [_full_weeks(block) for block in cycle]
    if not all(full):  # the last heavy session takes a week of it
        return
    sessions = {max(len({row["date"] for row in week}) for week in weeks) for weeks in full}
    if len(sessions) > 1:  # a day off or a meet took sessions of one of them
        return
    nl = [max(reps(week) for week in weeks) for weeks in full]
    # The heavy single before a short taper takes the place of the intensity block's own.
    blocks = (_without_peak(cycle[0]), _without_peak(cycle[1]), cycle[2])
    heaviest = [max(row["percent_1rm"] for row in block) for block in blocks]
    ari = [sum(map(_ari, weeks)) / len(weeks) for weeks in full]
    effort = [sum(map(_effort, weeks)) / len(weeks) for weeks in full]
    assert nl[0] == max(nl) and nl[0] > nl[2]
    assert ari[2] == max(ari) and heaviest[2] == max(heaviest)
    assert effort[1] == max(effort)


def _full_weeks(block: list[Row]) -> list[list[Row]]:
    """The weeks of a block that hold all of the lift's sessions, none of them changed because the
    last heavy session before a short taper is near."""
    weeks = [
        week
        for week in by(block, "week").values()
        if not any(rule in row["reason"] for row in week for rule in ("taper.heavy", "near-heavy"))
    ]
    sessions = [len({row["date"] for row in week}) for week in weeks]
    return [week for week, count in zip(weeks, sessions, strict=True) if count == max(sessions)]


def _ari(rows: list[Row]) -> float:
    return sum(row["sets"] * row["reps"] * row["percent_1rm"] for row in rows) / reps(rows)


def _effort(rows: list[Row]) -> float:
    chart = rpe_chart()
    return sum(
        r["sets"] * r["reps"] * chart.clipped_rpe(r["reps"], r["percent_1rm"]) for r in rows
    ) / reps(rows)


@given(athletes(meet=True, weeks=(6, 40), wishes=preferences()))
def test_law_4_volume_falls_and_weight_rises_before_the_meet(athlete: Athlete) -> None:
    """Windows never rise; 41-60 % less over all lifts, 30-70 % in each contested one, whose peak
    comes in time; the others give up at least 30 % and stay at or below 80 %."""
    check_taper(athlete)


def check_taper(athlete: Athlete) -> None:
    """Law 4 for one athlete, at the meet that ends the season."""
    plan, findings = plan_roster(Roster((athlete,)), today=TODAY)
    assert athlete.meet is not None and athlete.start is not None
    last = str(athlete.meet.date)
    every = rows_of(plan)
    rows = [row for row in work(every) if str(row["meet_date"]) == last]
    if not rows:
        return
    said = {item.code for item in findings}
    meets = [row["date"] for row in every if row["days_out"] == 0 and str(row["meet_date"]) != last]
    first = max([athlete.start, *(meet + DAY for meet in meets)])
    leg = (athlete.meet.date - min(first, rows[0]["date"])).days
    length = athlete.preferences.taper_days or 14
    if length >= leg // 2 or any((athlete.meet.date - meet).days <= 35 for meet in meets):
        return
    _check_cut(rows, leg // 7, length, (0.41, 0.60), said)
    attempted = {row["lift"] for row in every if row["role"] == "attempt"}
    for lift in athlete.lifts:
        mine = [row for row in rows if row["lift"] == lift.name]
        contested = lift.name in attempted
        _check_cut(mine, leg // 7, length, (0.30, 0.70 if contested else 1.0), said)
        if contested:
            _check_peak(mine, lift, said)
        else:  # no heavy single, and nothing else above 80 %
            assert all(row["percent_1rm"] <= 0.80 for row in mine if row["phase"] == "taper")


def _windows(rows: list[Row], full: int, taper: int) -> tuple[list[float], list[float]]:
    """Tonnage of the taper's windows and of the last three full ones before it, latest first."""
    found = by([{**row, "window": (row["days_out"] - 1) // 7} for row in rows], "window")
    inside = -(-taper // 7)
    totals = [tonnage(found.get(n, [])) for n in range(max(full, inside))]
    light = {
        n for n, rows in found.items() if any(r["phase"] in ("deload", "transition") for r in rows)
    }
    before = [totals[n] for n in range(inside, full) if n not in light]
    return totals[:inside], [total for total in before if total][:3]


def _check_cut(
    rows: list[Row], full: int, length: int, bounds: tuple[float, float], said: set[str]
) -> None:
    taper, before = _windows(rows, full, length)
    if not before or "P414" in said:
        return
    for late, early in pairwise([*taper, before[0]]):
        assert late <= early + 1e-6
    cut = 1 - sum(taper) / len(taper) / (sum(before) / len(before))
    assert bounds[0] <= cut <= bounds[1]


def _check_peak(rows: list[Row], lift: Lift, said: set[str]) -> None:
    if not rows:
        return
    heaviest = max(row["percent_1rm"] for row in rows)
    days = [row["days_out"] for row in rows if row["percent_1rm"] == heaviest]
    low = 4 if lift.family == "bench press" else 5
    assert any(low <= day <= 21 for day in days) or "P406" in said
    assert all(row["percent_1rm"] < 0.9 for row in rows if row["days_out"] <= 3)


@given(athletes(stages=st.just(Stage.NEW), wishes=preferences(), several=False))
def test_law_5_a_new_lift_stays_light(athlete: Athlete) -> None:
    """At most 70 %, two sessions a week, RPE cap 7, steps of at most 5 % a week."""
    assume(len(athlete.training_days) > 1)
    check_learning(athlete)


def check_learning(athlete: Athlete) -> None:
    """Law 5 for one athlete who trains more than once a week."""
    rows = [row for row in work(rows_of(plan_of(Roster((athlete,))))) if row["phase"] == "learning"]
    for lift_rows in by(rows, "lift").values():
        weeks = by(lift_rows, "week")
        assert all(row["percent_1rm"] <= 0.70 and row["rpe"] <= 7 for row in lift_rows)
        tops = [max(row["percent_1rm"] for row in week) for week in weeks.values()]
        for earlier, later in pairwise(tops):
            assert later <= earlier * 1.05 + 1e-9
        for number, week in weeks.items():
            first = number == 1 and week[0]["week_start"].weekday() != 0
            assert first or len({row["date"] for row in week}) >= 2


@given(rosters())
def test_law_6_every_load_can_be_loaded(roster: Roster) -> None:
    """Loads are at least the bar and the plates make them exactly."""
    plan = plan_of(roster)
    for season in plan.seasons:
        for _, _, prescription, group in season.set_groups():
            assert prescription.equipment is not None
            assert group.load >= prescription.equipment.bar
            assert load_bar(group.load, prescription.equipment).exact


@given(st.floats(20, 400), st.floats(20, 400), st.floats(0.3, 1.05), st.floats(0.3, 1.05))
def test_law_6_loads_are_monotone(first: float, second: float, p: float, q: float) -> None:
    """A higher max or percent never gives a lighter load."""
    low, high = sorted((first, second))
    less, more = sorted((p, q))
    light = LoadRule(low, less, 2.5, 20, Unit.KG).value
    assert light <= LoadRule(low, more, 2.5, 20, Unit.KG).value
    assert light <= LoadRule(high, less, 2.5, 20, Unit.KG).value


@given(rosters())
def test_law_7_every_set_can_be_done(roster: Roster) -> None:
    """No set beyond the limit; above RPE 9.5 only where a single is tested."""
    for row in work(rows_of(plan_of(roster))):
        effort = rpe_chart().rpe(row["reps"], row["percent_1rm"])
        assert effort <= 10 + 1e-6
        assert effort <= 9.5 + 1e-6 or (row["phase"] == "test" and row["reps"] == 1)


@given(athletes(unit=Unit.KG, wishes=preferences()))
def test_law_8_kilograms_and_pounds_agree(athlete: Athlete) -> None:
    """The pound plan of the same athlete has the same sets, and loads within one increment."""
    pounds = replace(
        athlete,
        lifts=tuple(
            replace(lift, max=Max(convert(lift.max.value, Unit.KG, Unit.LB), Unit.LB))
            for lift in athlete.lifts
        ),
    )
    assume(len(plan_of(Roster((athlete,))).seasons) == len(plan_of(Roster((pounds,))).seasons))
    kg = [row for row in rows_of(plan_of(Roster((athlete,)))) if row["role"] != "warm-up"]
    lb = [row for row in rows_of(plan_of(Roster((pounds,)))) if row["role"] != "warm-up"]
    assert len(kg) == len(lb)
    for one, other in zip(kg, lb, strict=True):
        assert (one["date"], one["exercise"], one["sets"], one["reps"]) == (
            other["date"],
            other["exercise"],
            other["sets"],
            other["reps"],
        )
        weight = convert(other["load"], Unit(other["unit"]), Unit.KG)
        assert one["load"] == pytest.approx(weight, abs=2.5)


@given(rosters())
def test_law_10_every_row_has_a_reason(roster: Roster) -> None:
    """A number without a reason is not handed out."""
    for row in rows_of(plan_of(roster)):
        assert row["reason"].strip()
