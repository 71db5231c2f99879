"""Rosters for the laws: any athletes a coach might have, within what a gym allows."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from toolkit.model.athlete import (
    Athlete,
    DayOff,
    Equipment,
    Lift,
    Max,
    Meet,
    Plate,
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
KILOGRAM_PLATES = tuple(Plate(kg) for kg in (25.0, 20.0, 15.0, 10.0, 5.0, 2.5, 1.25, 0.5, 0.25))
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
def preferences(draw: st.DrawFn) -> Preferences:
    """Every way a coach may want a season planned; empty fields are the method's own."""
    order = draw(st.sampled_from([(), ("difficulty", "repetition", "intensity")]))
    return Preferences(
        rotation=draw(st.sampled_from(["", "block", "weekly", "daily"])),
        order=order,
        block_weeks=draw(st.sampled_from([None, 2, 3, 4])),
        offset=draw(st.sampled_from(["", "lift", "athlete"])),
        taper=draw(st.sampled_from(["", "step", "linear", "exponential"])),
        taper_days=draw(st.sampled_from([None, 7, 10, 14, 17, 21])),
        attempt_shares=draw(st.sampled_from([(), (0.9, 0.95, 1.0)])),
    )


@st.composite
def athletes(
    draw: st.DrawFn,
    name: str = "Anna",
    *,
    meet: bool | None = None,
    weeks: tuple[int, int] = (3, 40),
    stages: st.SearchStrategy[Stage] | None = None,
    unit: Unit | None = None,
    wishes: st.SearchStrategy[Preferences] | None = None,
    several: bool = True,
) -> Athlete:
    """An athlete with a start on any weekday and, perhaps, meets on any weekday."""
    start = TODAY + timedelta(days=draw(st.integers(min_value=1, max_value=14)))
    has_meet = draw(st.booleans()) if meet is None else meet
    days_to_meet = draw(st.integers(min_value=weeks[0] * 7, max_value=weeks[1] * 7))
    days = draw(st.sets(st.integers(0, 6), min_size=1, max_size=6))
    unit = unit or draw(st.sampled_from(Unit))
    return Athlete(
        name,
        draw(lifts(unit, st.sampled_from(Stage) if stages is None else stages)),
        meet=Meet(start + timedelta(days=days_to_meet), "Open") if has_meet else None,
        other_meets=draw(meets_before(start, days_to_meet)) if has_meet and several else (),
        start=start,
        training_days=tuple(sorted(days)),
        preferences=draw(wishes) if wishes is not None else Preferences(),
    )


@st.composite
def meets_before(draw: st.DrawFn, start: date, days: int) -> tuple[Meet, ...]:
    """Up to two meets on the way, of any priority, on different days."""
    when = draw(st.lists(st.integers(3, max(3, days - 2)), max_size=2, unique=True))
    return tuple(
        Meet(start + timedelta(days=day), f"Cup {day}", draw(st.sampled_from(Priority)))
        for day in sorted(when)
        if day < days - 1
    )


@st.composite
def days_off(draw: st.DrawFn) -> tuple[DayOff, ...]:
    """Up to two stretches off for everybody: a holiday, a camp, or a break of up to five weeks."""
    made = []
    for _ in range(draw(st.integers(0, 2))):
        first = TODAY + timedelta(days=draw(st.integers(1, 120)))
        length = draw(st.one_of(st.integers(1, 9), st.integers(10, 35)))
        made.append(DayOff(first, first + timedelta(days=length - 1), "Camp"))
    return tuple(made)


@st.composite
def rosters(draw: st.DrawFn, **options: object) -> Roster:
    """A book of one to three athletes, over the whole space of settings."""
    count = draw(st.integers(1, 3))
    people = tuple(
        draw(athletes(name, wishes=preferences(), **options))  # type: ignore[arg-type]
        for name in ("Anna", "Ben", "Cleo")[:count]
    )
    kit = draw(st.sampled_from([None, Equipment(Unit.KG, 15, KILOGRAM_PLATES)]))
    return Roster(people, Settings(equipment_kg=kit), days_off=draw(days_off()))
