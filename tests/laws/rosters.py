"""Rosters for the laws: any athletes a coach might have, within what a gym allows."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from toolkit.model.athlete import (
    Athlete,
    Lift,
    Max,
    Meet,
    Preferences,
    Priority,
    Roster,
    Settings,
    Stage,
)
from toolkit.policy.loader import families
from toolkit.units import Unit, convert

TODAY = date(2026, 11, 22)
FAMILIES = [key for key in families() if key != "other"]
MAIN = ["squat", "bench press", "deadlift"]


@st.composite
def lifts(draw: st.DrawFn, unit: Unit, stages: st.SearchStrategy[Stage]) -> tuple[Lift, ...]:
    """One to five lifts with maxes from 50 to 350 kg, powerlifts first."""
    extra = draw(st.lists(st.sampled_from(FAMILIES), max_size=2, unique=True))
    chosen = list(dict.fromkeys([*draw(st.sampled_from([MAIN, MAIN[:2], MAIN[1:2]])), *extra]))
    made = []
    for family in chosen:
        kg = draw(st.integers(min_value=20, max_value=140)) * 2.5
        value = round(convert(kg, Unit.KG, unit), 2)
        made.append(
            Lift(
                family.title(),
                family,
                Max(value, unit),
                stage=draw(stages),
                priority=draw(st.sampled_from(Priority)),
            )
        )
    return tuple(made)


@st.composite
def athletes(
    draw: st.DrawFn,
    name: str = "Anna",
    *,
    meet: bool | None = None,
    weeks: tuple[int, int] = (3, 40),
    stages: st.SearchStrategy[Stage] | None = None,
    unit: Unit | None = None,
) -> Athlete:
    """An athlete with a start on any weekday and, perhaps, a meet on any weekday."""
    start = TODAY + timedelta(days=draw(st.integers(min_value=1, max_value=14)))
    has_meet = draw(st.booleans()) if meet is None else meet
    days_to_meet = draw(st.integers(min_value=weeks[0] * 7, max_value=weeks[1] * 7))
    days = draw(st.sets(st.integers(0, 6), min_size=1, max_size=6))
    unit = unit or draw(st.sampled_from(Unit))
    return Athlete(
        name,
        draw(lifts(unit, st.sampled_from(Stage) if stages is None else stages)),
        meet=Meet(start + timedelta(days=days_to_meet), "Open") if has_meet else None,
        start=start,
        training_days=tuple(sorted(days)),
    )


@st.composite
def rosters(draw: st.DrawFn, **options: object) -> Roster:
    """A book of one to three athletes."""
    count = draw(st.integers(1, 3))
    people = tuple(
        draw(athletes(name, **options))  # type: ignore[arg-type]
        for name in ("Anna", "Ben", "Cleo")[:count]
    )
    wishes = Preferences(block_weeks=draw(st.sampled_from([None, 2, 3, 4])))
    return Roster(people, Settings(preferences=wishes))
