"""Who trains, which lifts, from which maxes, with which equipment."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum

from toolkit.diagnostics import CellRef
from toolkit.units import Unit


class Stage(StrEnum):
    """How far a lifter is with one lift. Stage belongs to (athlete, lift)."""

    NEW = "new"
    EXPERIENCED = "experienced"


class Priority(StrEnum):
    """How much a lift or a meet matters: A most."""

    A = "A"
    B = "B"
    C = "C"


class Sex(StrEnum):
    """Needed for scores only."""

    FEMALE = "F"
    MALE = "M"


class MaxKind(StrEnum):
    """What kind of number the coach gave as the max."""

    TESTED = "1RM"
    TRAINING_MAX = "training max"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True)
class Max:
    """The number every percentage is taken of, and where it came from.

    `value` is in `unit`. For a rep set `formula`, `reps` and `rpe` say how it was estimated; for a
    training max `value` is already the max (training max / 0.9, or the coach's own fraction).
    """

    value: float
    unit: Unit
    kind: MaxKind = MaxKind.TESTED
    as_written: str = ""
    formula: str = ""
    reps: int | None = None
    rpe: float | None = None
    tested_on: date | None = None


@dataclass(frozen=True, slots=True)
class Plate:
    """One kind of plate; `pairs` is None where the gym has enough of them."""

    weight: float
    pairs: int | None = None


@dataclass(frozen=True, slots=True)
class Equipment:
    """The bar and the plates a lift is loaded with, all in `unit`, plates heaviest first."""

    unit: Unit
    bar: float
    plates: tuple[Plate, ...]

    def __hash__(self) -> int:
        # Loads are looked up by equipment many times a season; the plates need not be hashed.
        return hash((self.bar, len(self.plates)))

    @property
    def step(self) -> float:
        """The smallest change of load: a pair of the smallest plates."""
        return 2 * min(plate.weight for plate in self.plates)


@dataclass(frozen=True, slots=True)
class Lift:
    """One lift of one athlete.

    `name` is what the coach wrote and is printed everywhere; `family` is the key of the lift's row
    in policy/lifts.toml ("squat", "bench press", ...; "other" when the lift is not known there).
    """

    name: str
    family: str
    max: Max
    stage: Stage = Stage.EXPERIENCED
    priority: Priority = Priority.B
    goal: float | None = None
    origin: CellRef = field(default_factory=CellRef, compare=False)


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a coach wants a season planned; empty means "not said". Given for the book, for an
    athlete, or on the command line; the narrower wins, the command line over all.

    `rotation` is "block", "weekly" or "daily"; `order` the emphases, first block first;
    `offset` "none", "lift" or "athlete"; `taper` "step", "linear" or "exponential"; `attempts`
    "conservative", "standard" or "novice", or `attempt_shares` as fractions of the expected third
    (opener, second, third). Block length in weeks, taper in days.
    """

    rotation: str = ""
    order: tuple[str, ...] = ()
    block_weeks: int | None = None
    offset: str = ""
    taper: str = ""
    taper_days: int | None = None
    attempts: str = ""
    attempt_shares: tuple[float, ...] = ()

    def over(self, wider: Preferences) -> Preferences:
        """These preferences, with what they leave open taken from wider ones."""
        if self.attempts or self.attempt_shares:  # a style and shares are one wish
            wider = replace(wider, attempts="", attempt_shares=())
        return Preferences(
            **{
                field.name: getattr(self, field.name) or getattr(wider, field.name)
                for field in fields(self)
            }
        )


@dataclass(frozen=True, slots=True)
class DayOff:
    """Days without training (holidays, camps, exams), both ends included, for one group or athlete
    (`group`), or for everybody (empty)."""

    first: date
    last: date
    name: str = ""
    group: str = ""
    origin: CellRef = field(default_factory=CellRef, compare=False)


@dataclass(frozen=True, slots=True)
class Override:
    """One cell of the coach's Policy sheet: a number of the method, changed.

    `table` is the name of the policy file ("taper"), `row` and `column` say which number of it;
    `source` is the coach's own, "yours" when none is written.
    """

    table: str
    row: str
    column: str
    value: float | str
    source: str = "yours"
    origin: CellRef = field(default_factory=CellRef, compare=False)


@dataclass(frozen=True, slots=True)
class Meet:
    """A competition an athlete trains for."""

    date: date
    name: str = ""
    priority: Priority = Priority.A
    origin: CellRef = field(default_factory=CellRef, compare=False)


@dataclass(frozen=True, slots=True)
class Athlete:
    """A lifter as the coach's workbook describes them.

    `training_days` are weekdays, Monday = 0; empty means "the method's default for `sessions`".
    `meet` ends the season; `other_meets` are the ones on the way to it, in order of date.
    """

    name: str
    lifts: tuple[Lift, ...]
    group: str = ""
    sex: Sex | None = None
    bodyweight_kg: float | None = None
    unit: Unit | None = None
    meet: Meet | None = None
    other_meets: tuple[Meet, ...] = ()
    start: date | None = None
    sessions: int | None = None
    training_days: tuple[int, ...] = ()
    preferences: Preferences = field(default_factory=Preferences)
    origin: CellRef = field(default_factory=CellRef, compare=False)


@dataclass(frozen=True, slots=True)
class WeekSlot:
    """One line of the coach's own week.

    `lift` names the lift the line belongs to (empty for assistance); `ratio` is the variation's
    max as a fraction of the lift's max, None for the lift itself; `text` is what the coach wrote
    for the dose of an assistance line ("3x10"). `group` limits the line to one group or athlete.
    """

    day: int
    order: int
    exercise: str
    lift: str = ""
    ratio: float | None = None
    text: str = ""
    group: str = ""
    origin: CellRef = field(default_factory=CellRef, compare=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole book. None or empty: the method's default, and it is said."""

    unit: Unit | None = None
    start: date | None = None
    meet: date | None = None
    meet_name: str = ""
    sessions: int | None = None
    training_days: tuple[int, ...] = ()
    season_weeks: int | None = None
    preferences: Preferences = field(default_factory=Preferences)
    formula: str = ""
    training_max_fraction: float | None = None
    paper: str = ""
    equipment_kg: Equipment | None = None
    equipment_lb: Equipment | None = None
    silenced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything read from one workbook, athletes in the order of the book."""

    athletes: tuple[Athlete, ...]
    settings: Settings = field(default_factory=Settings)
    week: tuple[WeekSlot, ...] = ()
    days_off: tuple[DayOff, ...] = ()
    overrides: tuple[Override, ...] = ()
    title: str = ""
