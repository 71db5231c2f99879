"""What is done in the gym: loads, set groups, exercises, sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from toolkit.model.athlete import Equipment, Lift, Meet
from toolkit.units import KG_PER_LB, Unit, round_down, round_half_up


class Emphasis(StrEnum):
    """The driver of strength that leads."""

    REPETITION = "repetition"
    DIFFICULTY = "difficulty"
    INTENSITY = "intensity"
    TIMING = "timing"


class Phase(StrEnum):
    """What part of the season a session belongs to, for one lift."""

    ROTATION = "rotation"
    LEARNING = "learning"
    DELOAD = "deload"
    TAPER = "taper"
    TEST = "test"
    TRANSITION = "transition"
    MEET = "meet"


class Role(StrEnum):
    """What a set group is for."""

    WARM_UP = "warm-up"
    TOP = "top"
    WORK = "work"
    BACK_OFF = "back-off"
    ATTEMPT = "attempt"


class Kind(StrEnum):
    """What an exercise is to the lift it belongs to."""

    COMPETITION = "competition"
    VARIATION = "variation"
    ASSISTANCE = "assistance"


@dataclass(frozen=True, slots=True)
class LoadRule:
    """How a load follows from the max: one intent, a number here and a formula in the workbook.

    load = max(bar, max x percent rounded half up to the step). All weights are in `unit`.
    """

    training_max: float
    percent: float
    step: float
    bar: float
    unit: Unit

    @property
    def value(self) -> float:
        """The load in `unit`."""
        return max(self.bar, round_half_up(self.training_max * self.percent, self.step))


@dataclass(frozen=True, slots=True)
class AttemptRule:
    """How an attempt follows from the max: always in kg, rounded down to the platform's grid.

    expected third = goal, or max x (1 + gain), in kg; attempt = share of it, and at least one step
    of the grid below the attempt after it. `training_max` and `goal` are in `unit`; `step_kg` is
    2.5 (rulebook). `share` and `third_share` are fractions of the expected third, `steps_below`
    counts the attempts that follow (opener 2, second 1, third 0).
    """

    training_max: float
    unit: Unit
    gain: float
    goal: float | None
    share: float
    step_kg: float
    third_share: float = 1.0
    steps_below: int = 0

    @property
    def third_kg(self) -> float:
        """The expected third attempt in kg, unrounded."""
        weight = self.goal if self.goal is not None else self.training_max * (1 + self.gain)
        return weight * (KG_PER_LB if self.unit is Unit.LB else 1.0)

    @property
    def percent(self) -> float:
        """The attempt as a fraction of the current max, before rounding."""
        max_kg = self.training_max * (KG_PER_LB if self.unit is Unit.LB else 1.0)
        return self.third_kg * self.share / max_kg

    @property
    def value(self) -> float:
        """The attempt in kg."""
        third = round_down(self.third_kg * self.third_share, self.step_kg)
        wanted = round_down(self.third_kg * self.share, self.step_kg)
        return min(wanted, third - self.steps_below * self.step_kg)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a number is what it is: the rule's name, a sentence for the coach, and the source."""

    rule: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class SetGroup:
    """Sets that are alike, and the rule their load follows.

    `rpe` is the cap (or the target on a top set of the difficulty block); `rest_s` in seconds.
    `minutes_out` is used by meet-day warm-ups: minutes before the platform.
    """

    role: Role
    sets: int
    reps: int
    rule: LoadRule | AttemptRule
    emphasis: Emphasis | None
    rpe: float | None
    reason: Reason
    tempo: str = ""
    rest_s: int | None = None
    cue: str = ""
    minutes_out: int | None = None

    @property
    def percent(self) -> float:
        """The load's intended fraction of the lift family's max, before rounding."""
        return self.rule.percent

    @property
    def load(self) -> float:
        """The weight on the bar, in `unit`."""
        return self.rule.value

    @property
    def unit(self) -> Unit:
        """The unit of `load`: attempts are always in kg."""
        return Unit.KG if isinstance(self.rule, AttemptRule) else self.rule.unit


@dataclass(frozen=True, slots=True)
class Prescription:
    """One exercise in one session: the lift it belongs to, what leads, and its set groups in order
    (warm-ups first). An assistance line has no groups and no lift, only `text`."""

    exercise: str
    kind: Kind
    phase: Phase
    block: int
    lead: Emphasis | None
    emphasis: Emphasis | None
    lift: Lift | None = None
    equipment: Equipment | None = None
    groups: tuple[SetGroup, ...] = ()
    text: str = ""
    reason: Reason | None = None

    @property
    def warm_ups(self) -> tuple[SetGroup, ...]:
        """The ladder before the work."""
        return tuple(group for group in self.groups if group.role is Role.WARM_UP)

    @property
    def work(self) -> tuple[SetGroup, ...]:
        """Everything but the warm-ups."""
        return tuple(group for group in self.groups if group.role is not Role.WARM_UP)


@dataclass(frozen=True, slots=True)
class Session:
    """A training day (or a meet day) of one athlete. `number` counts inside the week; `meet` is the
    meet this day leads to (or is), `days_out` the days to it."""

    date: date
    number: int
    days_out: int | None
    prescriptions: tuple[Prescription, ...]
    meet: Meet | None = None

    @property
    def is_meet(self) -> bool:
        """True on the meet day."""
        return self.days_out == 0
