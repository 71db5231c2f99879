"""What every calendar leaves true: days off, long breaks, and meets on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from toolkit.engine.plan import plan_roster
from toolkit.model.athlete import Athlete, Lift, Max, Meet, Priority, Roster, Stage
from toolkit.model.prescription import Phase
from toolkit.units import Unit

from .rosters import TODAY, athletes, days_off, preferences
from .table import Row, by, plan_of, rows_of, work

DAY = timedelta(days=1)
BREAK_DAYS, HEAVY_DAYS = 14, 28
EASY = {Phase.DELOAD, Phase.TRANSITION, Phase.TAPER}


@st.composite
def crowded_years(draw: st.DrawFn) -> Athlete:
    """An athlete with up to six meets on the way and lifts that no meet asks for."""
    athlete = draw(athletes(meet=True, weeks=(6, 45), wishes=preferences(), several=False))
    assert athlete.meet is not None and athlete.start is not None
    days = (athlete.meet.date - athlete.start).days
    when = draw(st.lists(st.integers(3, days - 2), max_size=6, unique=True))
    meets = tuple(
        Meet(athlete.start + day * DAY, f"Cup {day}", draw(st.sampled_from(Priority)))
        for day in sorted(when)
    )
    press = Lift("Push up", "overhead press", Max(80, Unit.KG))
    return replace(athlete, lifts=(*athlete.lifts, press), other_meets=meets)


@given(crowded_years())
def test_a_rotated_lift_is_never_without_a_heavy_set_for_more_than_28_days(
    athlete: Athlete,
) -> None:
    """Whether it is contested or not, as long as there is a session that is neither taper nor easy,
    a week or more after the last of them."""
    every = [row for row in rows_of(plan_of(Roster((athlete,)))) if row["role"] != "warm-up"]
    rows = [row for row in every if row["stage"] == "experienced" and row["percent_1rm"] >= 0.5]
    for mine in by(rows, "lift").values():
        heavy = sorted({row["date"] for row in mine if row["percent_1rm"] >= 0.8})
        for last, following in pairwise([min(row["date"] for row in mine), *heavy]):
            week = last + 7 * DAY
            between = [row["phase"] for row in mine if week <= row["date"] < following]
            room = {"rotation", "transition"} & set(between)
            assert (following - last).days <= HEAVY_DAYS or not (heavy and room)


@given(athletes(wishes=preferences()), days_off())
def test_a_moved_session_stays_clear_of_the_main_session_of_its_lifts(
    athlete: Athlete, off: tuple[object, ...]
) -> None:
    """Neither the day before it nor the day after it, over the end of the week too."""
    rows = work(rows_of(plan_of(Roster((athlete,), days_off=off))))  # type: ignore[arg-type]
    rotated = [row for row in rows if row["phase"] == "rotation"]
    for mine in by(rotated, "lift").values():
        days = by(mine, "date")
        for day in days:
            for other in (day - DAY, day + DAY):
                if other in days and _is_moved(days[day]):
                    assert not _is_main(days[day]) and not _is_main(days[other])


def _is_moved(rows: list[Row]) -> bool:
    return any("moved from" in row["reason"] for row in rows)


def _is_main(rows: list[Row]) -> bool:
    return any(".main." in row["reason"] for row in rows)


@given(athletes(wishes=preferences()), days_off())
def test_after_a_long_break_comes_an_easy_week_or_a_word(
    athlete: Athlete, off: tuple[object, ...]
) -> None:
    """At most 70 % in the first week back; where the season leaves no room for it, it is said."""
    plan, findings = plan_roster(Roster((athlete,), days_off=off), today=TODAY)  # type: ignore[arg-type]
    said = {item.code for item in findings}
    rows = work(rows_of(plan))
    for back, last in _breaks(rows, athlete):
        first = [row for row in rows if row["date"] == back]
        if any(row["phase"] in ("rotation", "deload") for row in first):
            raise AssertionError(f"{last} to {back} is no break to the plan")
        assert said & {"P424", "P425"}
        week = [row for row in rows if row["week"] == first[0]["week"]]
        easy = [row for row in week if row["phase"] == "transition"]
        assert all(row["percent_1rm"] <= 0.70 for row in easy)


def _breaks(rows: list[Row], athlete: Athlete) -> Iterator[tuple[date, date]]:
    """The first day back and the last day before, of every long break that no meet explains."""
    meets = [meet.date for meet in athlete.other_meets]
    for last, back in pairwise(sorted({row["date"] for row in rows})):
        if (back - last).days > BREAK_DAYS and not any(last <= day <= back for day in meets):
            yield back, last


@given(athletes(wishes=preferences()), days_off())
def test_no_deload_stands_beside_another_easy_week(
    athlete: Athlete, off: tuple[object, ...]
) -> None:
    """Never two in a row, never right before a taper, and none around a long break."""
    for season in plan_of(Roster((athlete,), days_off=off)).seasons:  # type: ignore[arg-type]
        for course in season.courses:
            for one, two in pairwise(week.phase for week in course.weeks):
                assert Phase.DELOAD not in (one, two) or not {one, two} <= EASY


@given(athletes(stages=st.just(Stage.NEW), wishes=preferences(), several=False), days_off())
def test_a_new_lift_never_jumps_over_a_break(athlete: Athlete, off: tuple[object, ...]) -> None:
    """The weeks of a long break are not learned: loads go on in steps of at most 5 % a week."""
    rows = work(rows_of(plan_of(Roster((athlete,), days_off=off))))  # type: ignore[arg-type]
    learning = [row for row in rows if row["phase"] == "learning"]
    for mine in by(learning, "lift").values():
        main = [row for row in mine if "learning.main" in row["reason"]]
        trained = {row["week"] for row in mine}
        for earlier, later in pairwise(main):
            passed = range(earlier["week"] + 1, later["week"] + 1)
            held = len(trained.intersection(passed))
            weeks = max(1, held + (held < len(passed)))  # one week may be missed
            assert later["percent_1rm"] <= earlier["percent_1rm"] * 1.05**weeks + 1e-9
