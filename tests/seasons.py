"""Seasons built by hand from the model: what the cards and other outputs are tried on.

They look like a plan but follow no method: every number here is only something to draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from toolkit.diagnostics import CellRef
from toolkit.model.athlete import Athlete, Equipment, Lift, Max, Meet, Plate, Priority, Stage
from toolkit.model.prescription import (
    AttemptRule,
    Emphasis,
    Kind,
    LoadRule,
    Phase,
    Prescription,
    Reason,
    Role,
    Session,
    SetGroup,
)
from toolkit.model.season import (
    Attempt,
    AttemptPlan,
    BlockWeek,
    LiftCourse,
    MeetDay,
    Plan,
    Season,
    Week,
)
from toolkit.units import Unit

KG = Equipment(Unit.KG, 20, tuple(Plate(w) for w in (25, 20, 15, 10, 5, 2.5, 1.25)))
LB = Equipment(Unit.LB, 45, tuple(Plate(w) for w in (45, 35, 25, 10, 5, 2.5)))
WHY = Reason("example", "An example for the tests.", "none")
START = date(2027, 1, 4)
THREE_LIFTS = (
    ("Squat", "squat", 140.0),
    ("Bench press", "bench press", 85.0),
    ("Deadlift", "deadlift", 170.0),
)
FIVE_SCRIPTS = ("Åsa Lindqvist", "Оксана Мельник", "Νίκος Παππάς", "عمر حداد", "山田 花子")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a session: role, sets, reps, fraction of the max, RPE."""

    role: Role
    sets: int
    reps: int
    percent: float
    rpe: float | None = None
    tempo: str = ""


W, T, B = Role.WORK, Role.TOP, Role.BACK_OFF
ROWS: dict[str, tuple[Row, ...]] = {
    "repetition": (Row(W, 5, 8, 0.675, 8),),
    "difficulty": (Row(T, 1, 5, 0.837, 9), Row(B, 3, 5, 0.77, 8)),
    "intensity": (Row(T, 1, 2, 0.87, 8.5), Row(B, 4, 2, 0.83, 8)),
    "timing": (Row(W, 6, 2, 0.65, 7, "fast up"),),
    "deload": (Row(W, 3, 8, 0.6, 6),),
    "learning": (Row(W, 3, 5, 0.6, 7, "3-1-0"),),
    "taper": (Row(T, 1, 1, 0.915, 8.5), Row(B, 2, 2, 0.8, 7)),
    "transition": (Row(W, 3, 5, 0.6, 6),),
    "test": (Row(T, 1, 1, 0.95, 9.5), Row(T, 1, 1, 1.0, 10)),
}


def lift(name: str, family: str, value: float, unit: Unit = Unit.KG, **more: object) -> Lift:
    """A lift with a tested max of `value` in `unit`."""
    base = Lift(name, family, Max(value, unit, as_written=f"{value:g}"))
    return replace(base, **more)  # type: ignore[arg-type]


def group(one: Lift, equipment: Equipment, row: Row, emphasis: Emphasis | None) -> SetGroup:
    """A set group of `one` as `row` says."""
    rule = LoadRule(one.max.value, row.percent, equipment.step, equipment.bar, equipment.unit)
    return SetGroup(
        row.role,
        row.sets,
        row.reps,
        rule,
        emphasis,
        row.rpe,
        WHY,
        tempo=row.tempo,
        rest_s=180,
        cue="Brace, then break at the hips" if row.role is not Role.WARM_UP else "",
    )


def ladder(one: Lift, equipment: Equipment, top: float) -> tuple[SetGroup, ...]:
    """Warm-ups up to a fraction `top` of the max."""
    steps = ((0.0, 8), (0.4 * top, 5), (0.6 * top, 3), (0.8 * top, 2))
    return tuple(
        group(one, equipment, Row(Role.WARM_UP, 1, reps, percent), None) for percent, reps in steps
    )


def prescription(one: Lift, equipment: Equipment, what: str, block: int = 1) -> Prescription:
    """A main lift in a session; `what` is a key of ROWS."""
    rotation = what in tuple(Emphasis)
    emphasis = Emphasis(what) if rotation else None
    rows = ROWS[what]
    groups = tuple(group(one, equipment, row, emphasis) for row in rows)
    return Prescription(
        one.name,
        Kind.COMPETITION,
        Phase.ROTATION if rotation else Phase(what),
        block,
        Emphasis.REPETITION if what == "timing" else emphasis,
        emphasis,
        one,
        equipment,
        ladder(one, equipment, max(row.percent for row in rows)) + groups,
    )


def assistance(exercise: str = "Row", text: str = "3x10") -> Prescription:
    """A line of assistance."""
    return Prescription(exercise, Kind.ASSISTANCE, Phase.ROTATION, 1, None, None, text=text)


def attempts(
    one: Lift,
    equipment: Equipment,
    gain: float = 0.025,
    shares: tuple[float, float, float] = (0.925, 0.97, 1.0),
) -> AttemptPlan:
    """Three attempts of `one`, as shares of max and gain, and a ladder to the opener."""

    def rule(share: float) -> AttemptRule:
        return AttemptRule(one.max.value, one.max.unit, gain, one.goal, share, 2.5)

    def attempt(number: int, share: float) -> Attempt:
        one_rep = SetGroup(Role.ATTEMPT, 1, 1, rule(share), None, None, WHY)
        made = ("take the second", "take the third", "celebrate")[number - 1]
        missed = ("repeat it", "repeat it or pass", "that is the meet")[number - 1]
        return Attempt(number, one_rep, made, missed)

    steps = ((0, 8), (0.37, 5), (0.51, 3), (0.65, 2), (0.74, 1), (0.81, 1), (0.86, 1))
    warm = tuple(
        replace(group(one, equipment, Row(Role.WARM_UP, 1, reps, share), None), minutes_out=out)
        for (share, reps), out in zip(steps, (35, 30, 25, 20, 15, 10, 5), strict=True)
    )
    plans = tuple(attempt(n, share) for n, share in enumerate(shares, 1))
    return AttemptPlan(one, rule(1).third_kg, f"max + {gain * 100:g} %", "standard", plans, warm)


def phases(weeks: int, has_meet: bool, stage: Stage = Stage.EXPERIENCED) -> list[str]:
    """What leads in each week of a season of `weeks`."""
    tail = ["taper", "taper"] if has_meet else ["test"]
    body = weeks - len(tail)
    if stage is Stage.NEW:
        return ["learning"] * body + tail
    cycle = ["repetition"] * 3 + ["difficulty"] * 3 + ["deload"] + ["intensity"] * 3
    return [cycle[number % len(cycle)] for number in range(body)] + tail


def course(one: Lift, equipment: Equipment, keys: Sequence[str]) -> LiftCourse:
    """The lift's weeks from the keys."""

    def weeks() -> Iterator[BlockWeek]:
        block, previous = 0, ""
        for number, key in enumerate(keys, 1):
            block += key not in (previous, "deload")
            previous = key
            rotation = key in tuple(Emphasis)
            phase = Phase.ROTATION if rotation else Phase(key)
            yield BlockWeek(number, phase, block, Emphasis(key) if rotation else None, 1, 3)

    return LiftCourse(one, equipment, tuple(weeks()))


def session(day: date, number: int, end: date | None, lines: Iterable[Prescription]) -> Session:
    """A training day; `end` is the meet's date or None."""
    return Session(day, number, (end - day).days if end else None, tuple(lines))


def season(
    name: str = "Åsa Lindqvist",
    lifts: Sequence[Lift] | None = None,
    *,
    unit: Unit = Unit.KG,
    weeks: int = 12,
    meet: bool = True,
    group_name: str = "Winter squad",
) -> Season:
    """A whole season: three days a week, a meet on the last Saturday or a test week."""
    equipment = KG if unit is Unit.KG else LB
    chosen = tuple(
        lifts or (lift(n, f, v if unit is Unit.KG else v * 2.25, unit) for n, f, v in THREE_LIFTS)
    )
    final = START + timedelta(days=7 * weeks - 2)
    end = final if meet else None
    courses = tuple(course(one, equipment, phases(weeks, meet, one.stage)) for one in chosen)
    the_meet = Meet(final, "Spring Open") if meet else None
    return Season(
        Athlete(
            name,
            chosen,
            group_name,
            bodyweight_kg=63.4,
            meet=the_meet,
            origin=CellRef("Maxes", "A2"),
        ),
        unit,
        START,
        final if meet else final + timedelta(days=1),
        (0, 2, 4),
        tuple(_week(number, courses, end) for number in range(1, weeks + 1)),
        courses,
        the_meet,
        tuple(attempts(one, KG) for one in chosen) if meet else (),
        ("No sex given: none is used.", "Three sessions a week: Monday, Wednesday, Friday."),
    )


def _week(number: int, courses: Sequence[LiftCourse], end: date | None) -> Week:
    monday = START + timedelta(days=7 * (number - 1))
    days = [monday + timedelta(days=offset) for offset in (0, 2, 4)]
    sessions = [
        session(day, at, end, _lines(number, at, courses))
        for at, day in enumerate(days, 1)
        if end is None or (end - day).days > 1
    ]
    if end and monday <= end < monday + timedelta(days=7):
        sessions.append(session(end, len(sessions) + 1, end, ()))
    last = min(monday + timedelta(days=6), end or date.max)
    return Week(number, monday, last, tuple(sessions))


def _lines(number: int, at: int, courses: Sequence[LiftCourse]) -> Iterator[Prescription]:
    for index, one in enumerate(courses):
        week = one.weeks[number - 1]
        key = str(week.lead or week.phase)
        if at == 3 and index == 1 and week.lead:
            key = "timing"
        if at != 2 or index == 1:
            yield prescription(one.lift, one.equipment, key, week.block)
    if at != 3:
        yield assistance("Split squat", "3x8 each")
        yield assistance()


MEETS = (
    Meet(START + timedelta(days=7 * 6 - 2), "Winter Cup"),
    Meet(START + timedelta(days=7 * 10 - 2), "Club Night", Priority.C),
    Meet(START + timedelta(days=7 * 14 - 2), "Spring Open"),
)
NOTES = (
    "Fri 15 Jan: no training (exams); the session moved to Thu 14 Jan.",
    "Mon 15 Feb: no training (winter camp); the session is left out.",
)


def several_meets(name: str = "Tuva Moen", lifts: Sequence[Lift] | None = None) -> Season:
    """Fourteen weeks with three meets: a taper, a transition week, a meet trained through, and the
    meet that ends the season, each with attempts of its own."""
    base = season(name, lifts, weeks=14)
    keys = ["repetition"] * 4 + ["taper"] * 2 + ["transition"] + ["difficulty"] * 3
    keys += ["intensity"] * 2 + ["taper"] * 2
    chosen = base.athlete.lifts
    courses = tuple(course(one, KG, keys) for one in chosen)
    own = ((0.01, (0.9, 0.95, 0.99)), (0.0, (0.85, 0.9, 0.95)), (0.025, (0.925, 0.97, 1.0)))
    days = tuple(
        MeetDay(meet, tuple(attempts(one, KG, gain, shares) for one in chosen))
        for meet, (gain, shares) in zip(MEETS, own, strict=True)
    )
    return replace(
        base,
        athlete=replace(base.athlete, meet=MEETS[-1], other_meets=MEETS[:-1]),
        weeks=tuple(_week_to_meets(number, courses) for number in range(1, 15)),
        courses=courses,
        meet=MEETS[-1],
        attempts=days[-1].attempts,
        meet_days=days,
        notes=NOTES,
    )


def _week_to_meets(number: int, courses: Sequence[LiftCourse]) -> Week:
    """A week whose days lead to the next meet; no training the day before one."""
    monday = START + timedelta(days=7 * (number - 1))
    days = [monday + timedelta(days=offset) for offset in (0, 2, 4)]
    days = [day for day in days if day + timedelta(days=1) not in {one.date for one in MEETS}]
    made = []
    for at, day in enumerate(days, 1):
        meet = next(one for one in MEETS if one.date >= day)
        made.append(replace(session(day, at, meet.date, _lines(number, at, courses)), meet=meet))
    for meet in MEETS:
        if monday <= meet.date < monday + timedelta(days=7):
            made.append(replace(session(meet.date, len(made) + 1, meet.date, ()), meet=meet))
    return Week(number, monday, min(monday + timedelta(days=6), MEETS[-1].date), tuple(made))


def daily(name: str = "Sol Aas", weeks: int = 6) -> Season:
    """A daily rotation: each day of a week leads with another driver, the bench a day behind."""
    base = season(name, weeks=weeks)
    leads = (Emphasis.REPETITION, Emphasis.TIMING, Emphasis.INTENSITY)
    made = []
    for week in base.weeks[:-2]:
        days = [
            replace(
                one,
                prescriptions=tuple(
                    _led_by(line, leads[(at + index) % 3])
                    for index, line in enumerate(one.prescriptions)
                ),
            )
            for at, one in enumerate(week.sessions)
        ]
        made.append(replace(week, sessions=tuple(days)))
    courses = tuple(
        replace(
            one,
            weeks=tuple(
                replace(week, phase=Phase.ROTATION, lead=None) if week.number <= weeks - 2 else week
                for week in one.weeks
            ),
        )
        for one in base.courses
    )
    return replace(base, weeks=(*made, *base.weeks[-2:]), courses=courses)


def _led_by(line: Prescription, lead: Emphasis) -> Prescription:
    """The same lift as another driver would have it."""
    if line.lift is None or line.equipment is None:
        return line
    return replace(prescription(line.lift, line.equipment, lead.value), lead=lead)


def plan(*seasons: Season, paper: str = "a4") -> Plan:
    """A plan of these seasons, or of one example."""
    return Plan(
        "Club",
        seasons or (season(),),
        assumed=("Paper: A4.",),
        paper=paper,
        made_on=date(2026, 12, 28),
    )
