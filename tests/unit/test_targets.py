"""The dials against their targets: what leads a week says what the week should hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import seasons as made
from tests.seasons import KG, B, Row, T, W
from toolkit.engine.plan import plan_roster
from toolkit.engine.targets import (
    Dial,
    DialRow,
    DialTarget,
    Verdict,
    dial_targets,
    planned_against_target,
    weeks_against_target,
)
from toolkit.model.athlete import Athlete, Meet, Roster, Stage
from toolkit.model.prescription import Emphasis, Kind, Phase, Prescription
from toolkit.model.season import Season, Week
from toolkit.policy.dials import default_dials, dial_table
from toolkit.policy.loader import read_table

SQUAT = made.lift("Squat", "squat", 140)
BENCH = made.lift("Bench press", "bench press", 90)
MONDAY = date(2027, 1, 4)


def line(
    lead: Emphasis | None,
    rows: Sequence[Row],
    *,
    lift: object = SQUAT,
    phase: Phase = Phase.ROTATION,
    emphasis: Emphasis | None = None,
    kind: Kind = Kind.COMPETITION,
) -> Prescription:
    """One exercise of a day; it serves what leads it unless told otherwise."""
    serves = emphasis or lead
    groups = tuple(made.group(lift, KG, row, serves) for row in rows)
    return Prescription("Squat", kind, phase, 1, lead, serves, lift, KG, groups)


def week_of(*lines: Prescription) -> Season:
    """A season of one week with these lines on days of their own."""
    days = [
        made.session(MONDAY + timedelta(days=at), at + 1, None, [one])
        for at, one in enumerate(lines)
    ]
    base = made.season(lifts=[SQUAT, BENCH], meet=False)
    return replace(base, weeks=(Week(1, MONDAY, MONDAY + timedelta(days=6), tuple(days)),))


def dials(*lines: Prescription) -> dict[Dial, DialRow]:
    return {row.dial: row for row in planned_against_target(week_of(*lines)) if row.lift == "Squat"}


REPETITION = line(Emphasis.REPETITION, [Row(W, 5, 8, 0.675)])
SECOND = line(Emphasis.REPETITION, [Row(W, 4, 6, 0.675)])
INTENSITY = line(Emphasis.INTENSITY, [Row(T, 1, 2, 0.87), Row(B, 4, 2, 0.83)])
TIMING = line(Emphasis.REPETITION, [Row(W, 6, 2, 0.6)], emphasis=Emphasis.TIMING)


def test_the_week_of_the_method_is_on_target() -> None:
    """5x8 and 4x6 at 67.5 % in a repetition block: 64 reps of 48 to 90."""
    found = dials(REPETITION, SECOND)
    one = found[Dial.REPETITION]
    assert (one.planned, one.low, one.high, one.verdict) == (64, 48, 90, Verdict.IN)
    assert found[Dial.INTENSITY].planned == pytest.approx(0.675)
    assert {row.verdict for row in found.values()} == {Verdict.IN}
    assert Dial.TIMING not in found


def test_too_little_and_too_much_are_named() -> None:
    few = line(Emphasis.REPETITION, [Row(W, 2, 6, 0.60)])
    many = line(Emphasis.REPETITION, [Row(W, 8, 8, 0.80)])
    assert dials(few, few)[Dial.REPETITION].verdict is Verdict.BELOW
    assert dials(few, few)[Dial.INTENSITY].verdict is Verdict.BELOW
    assert dials(many, many)[Dial.REPETITION].verdict is Verdict.ABOVE
    assert dials(many, many)[Dial.INTENSITY].verdict is Verdict.ABOVE
    assert dials(many, many)[Dial.DIFFICULTY].verdict is Verdict.ABOVE


def test_a_lift_trained_once_a_week_is_asked_for_its_share_of_the_week() -> None:
    """The deadlift's one session is the main one: about 60 % of the week's reps."""
    once, twice = dials(REPETITION)[Dial.REPETITION], dials(REPETITION, SECOND)[Dial.REPETITION]
    assert (once.planned, once.verdict) == (40, Verdict.IN)
    assert once.low == pytest.approx(twice.low * 0.45, abs=1)
    assert once.high == pytest.approx(twice.high * 0.65, abs=1)


def test_days_that_lead_with_different_dials_add_up() -> None:
    """In a daily rotation the week is the sum of its days, intensity weighed by their reps."""
    both = dials(REPETITION, INTENSITY)
    low = dials(REPETITION)[Dial.REPETITION].low + dials(INTENSITY)[Dial.REPETITION].low
    assert both[Dial.REPETITION].low == pytest.approx(low, abs=1)
    alone = [dials(one)[Dial.INTENSITY] for one in (REPETITION, INTENSITY)]
    assert alone[0].low < both[Dial.INTENSITY].low < alone[1].low
    assert {row.verdict for row in both.values()} == {Verdict.IN}


def test_timing_sets_are_counted_and_judged_apart() -> None:
    found = dials(REPETITION, SECOND, TIMING)
    assert found[Dial.REPETITION].planned == 64
    one = found[Dial.TIMING]
    assert (one.planned, one.low, one.high, one.verdict) == (12, 8, 16, Verdict.IN)


def test_a_deload_asks_for_part_of_what_its_block_asks_for() -> None:
    light = line(Emphasis.REPETITION, [Row(W, 3, 6, 0.6)], phase=Phase.DELOAD)
    one = dials(light, light)[Dial.REPETITION]
    assert (one.low, one.high) == (pytest.approx(48 * 0.4, abs=1), pytest.approx(90 * 0.7, abs=1))
    assert dials(light, light)[Dial.DIFFICULTY].high == 6
    as_before = replace(REPETITION, phase=Phase.DELOAD)
    assert dials(as_before, as_before)[Dial.REPETITION].verdict is Verdict.ABOVE


def test_a_variation_counts_as_repetition_but_not_as_intensity() -> None:
    """Its percent is of its parent's max: 57 % there may be as heavy as 67.5 % of the lift."""
    front = line(Emphasis.REPETITION, [Row(W, 4, 6, 0.57)], kind=Kind.VARIATION)
    found = dials(REPETITION, front)
    assert found[Dial.REPETITION].planned == 64
    assert found[Dial.INTENSITY].planned == pytest.approx(0.675)
    assert set(dials(front)) == {Dial.REPETITION}


@pytest.mark.parametrize(
    ("phase", "row"),
    [
        (Phase.LEARNING, Row(W, 4, 5, 0.6)),
        (Phase.TAPER, Row(W, 3, 2, 0.775)),
        (Phase.TRANSITION, Row(W, 3, 5, 0.6)),
        (Phase.TEST, Row(T, 3, 1, 0.97)),
    ],
)
def test_every_phase_has_targets_of_its_own(phase: Phase, row: Row) -> None:
    found = dials(line(None, [row], phase=phase))
    assert set(found) == {Dial.REPETITION, Dial.INTENSITY, Dial.DIFFICULTY}
    assert {one.verdict for one in found.values()} == {Verdict.IN}


def test_a_session_that_nothing_leads_has_no_target() -> None:
    """A deload without the block it belongs to cannot be judged."""
    assert not dials(line(None, [Row(W, 3, 6, 0.6)], phase=Phase.DELOAD))


def test_the_meet_day_is_no_training() -> None:
    season = week_of(REPETITION)
    (day,) = season.weeks[0].sessions
    on_platform = replace(season.weeks[0], sessions=(replace(day, days_out=0),))
    assert planned_against_target(season)
    assert not planned_against_target(replace(season, weeks=(on_platform,)))


def test_targets_are_what_the_rows_are_judged_by() -> None:
    season = made.several_meets()
    rows = planned_against_target(season)
    targets = {(one.week, one.lift, one.dial): one for one in dial_targets(season)}
    assert rows
    for row in rows:
        target = targets[row.week, row.lift, row.dial]
        assert (row.low, row.high) == (target.low, target.high)
        assert row.verdict is target.verdict(row.planned)


def test_all_lifts_together_add_up_their_reps() -> None:
    """The strip of the season page: one row a week and dial."""
    season = made.season()
    lifts = [r for r in planned_against_target(season) if (r.week, r.dial) == (1, Dial.REPETITION)]
    (whole,) = (r for r in weeks_against_target(season) if (r.week, r.dial) == (1, Dial.REPETITION))
    assert whole.planned == sum(row.planned for row in lifts)
    assert (whole.low, whole.high) == (sum(r.low for r in lifts), sum(r.high for r in lifts))
    assert whole.lift == ""


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))
def test_a_verdict_says_where_a_value_lies(value: float, one: float, other: float) -> None:
    low, high = sorted((round(one, 3), round(other, 3)))
    verdict = DialTarget(1, "", Dial.REPETITION, low, high).verdict(value)
    if verdict is Verdict.IN:
        assert low - 1e-6 <= value <= high + 1e-6
    else:
        assert value < low if verdict is Verdict.BELOW else value > high


def test_both_ends_of_a_range_are_inside_it() -> None:
    """A mean that only binary noise puts below its range is in it, in the workbook too."""
    target = DialTarget(1, "", Dial.INTENSITY, 0.7, 0.8)
    assert [target.verdict(v) for v in (0.7, 0.8, 0.7 - 1e-12)] == [Verdict.IN] * 3
    assert target.verdict(0.6999) is Verdict.BELOW


# --- the table -------------------------------------------------------------------------------


def test_every_driver_and_phase_has_a_row_with_a_source() -> None:
    table = default_dials()
    led = {emphasis.value for emphasis in Emphasis}
    judged = {Phase.LEARNING, Phase.TAPER, Phase.TEST, Phase.TRANSITION}
    assert set(table.rows) == led | {phase.value for phase in judged}
    for row in (*table.rows.values(), table.deload):
        assert row.source
        for low, high in (row.lifts, row.percent, row.second, row.rpe, row.timing):
            assert 0 < low < high


def test_a_range_of_ones_own_is_used() -> None:
    raw = read_table("dials")
    raw["repetition"]["lifts"] = [100, 120]
    rows = planned_against_target(replace(week_of(REPETITION, SECOND), dials=dial_table(raw)))
    (one,) = (row for row in rows if row.dial is Dial.REPETITION)
    assert (one.low, one.high, one.verdict) == (100, 120, Verdict.BELOW)


# --- the toolkit's own plans -----------------------------------------------------------------

OPEN = Meet(date(2027, 3, 20), "Spring Open")


@pytest.mark.parametrize("sessions", [3, 4])
@pytest.mark.parametrize("meet", [OPEN, None])
@pytest.mark.parametrize("stage", list(Stage))
def test_a_default_plan_lies_in_its_ranges(sessions: int, meet: Meet | None, stage: Stage) -> None:
    """All but a few in a hundred dials, whether a lift is trained once, twice or three times."""
    lifts = tuple(
        made.lift(name, family, value, stage=stage) for name, family, value in made.THREE_LIFTS
    )
    athlete = Athlete("Ada", lifts, meet=meet, sessions=sessions)
    (season,) = plan_roster(Roster((athlete,)), today=date(2026, 12, 28))[0].seasons
    rows = planned_against_target(season)
    outside = [row for row in rows if row.verdict is not Verdict.IN]
    assert len(rows) > 90
    assert len(outside) <= 0.04 * len(rows), outside
