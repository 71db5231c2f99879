"""The season of one athlete, and the plan of a whole book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from toolkit.diagnostics import CellRef
from toolkit.model.athlete import Athlete, Equipment, Lift, Meet, Settings
from toolkit.model.dials import DialTable
from toolkit.model.prescription import Emphasis, Phase, Prescription, Session, SetGroup
from toolkit.units import Unit


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week, Monday to Sunday; the first may begin and the last may end inside it."""

    number: int
    start: date
    end: date
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class BlockWeek:
    """What one lift does in one week: its phase, what leads it, and which week of the block it is.

    `week` counts inside the block from 1; a deload has the number of the week before it."""

    number: int
    phase: Phase
    block: int
    lead: Emphasis | None
    week: int
    weeks: int


@dataclass(frozen=True, slots=True)
class LiftCourse:
    """The whole season of one lift, week by week, for calendars and bands."""

    lift: Lift
    equipment: Equipment
    weeks: tuple[BlockWeek, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt on the platform. `number` 1 opener, 2 second, 3 third."""

    number: int
    group: SetGroup
    made: str
    missed: str


@dataclass(frozen=True, slots=True)
class AttemptPlan:
    """The three attempts of one lift, the ladder to the opener, and what happens after each."""

    lift: Lift
    expected_third_kg: float
    basis: str
    style: str
    attempts: tuple[Attempt, ...]
    warm_ups: tuple[SetGroup, ...]


@dataclass(frozen=True, slots=True)
class MeetDay:
    """One meet of the season and what is attempted there."""

    meet: Meet
    attempts: tuple[AttemptPlan, ...]


class Cause(StrEnum):
    """What changes a training day: a day off, a smaller meet, or the meet that ends the season."""

    DAY_OFF = "day off"
    SMALLER_MEET = "smaller meet"
    LAST_MEET = "last meet"


@dataclass(frozen=True, slots=True)
class Change:
    """A training day that is not as in the usual week, and `why` in a few words.

    `to` is the day its session takes place, None where it falls out; `lifts` names what is left
    out of a session that takes place. `origin` is the coach's cell that is the cause.
    """

    day: date
    to: date | None
    why: str
    lifts: tuple[str, ...] = ()
    origin: CellRef = field(default_factory=CellRef, compare=False)
    cause: Cause = Cause.DAY_OFF


@dataclass(frozen=True, slots=True)
class Season:
    """Everything planned for one athlete, from the first week to the meet or the test week.

    `meet` ends the season and `attempts` are made there; `meet_days` holds every meet, that one
    included, in order of date. `notes` are sentences about the calendar (a day off, a session
    that moved). `dials` are the ranges its weeks aim at, None for the method's own.
    """

    athlete: Athlete
    unit: Unit
    start: date
    end: date
    training_days: tuple[int, ...]
    weeks: tuple[Week, ...]
    courses: tuple[LiftCourse, ...]
    meet: Meet | None = None
    attempts: tuple[AttemptPlan, ...] = ()
    assumed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    meet_days: tuple[MeetDay, ...] = ()
    dials: DialTable | None = None

    def sessions(self) -> Iterator[tuple[Week, Session]]:
        """Every session with its week, in order of date."""
        for week in self.weeks:
            for session in week.sessions:
                yield week, session

    def set_groups(self) -> Iterator[tuple[Week, Session, Prescription, SetGroup]]:
        """Every set group with all it stands in, in order."""
        for week, session in self.sessions():
            for prescription in session.prescriptions:
                for group in prescription.groups:
                    yield week, session, prescription, group


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An athlete of the book who could not be planned, and the sentence that says why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The seasons of a book, in the order of its athletes, and what was assumed on the way.

    `left_out` are the athletes whose season could not be planned although the others' could.
    """

    title: str
    seasons: tuple[Season, ...]
    settings: Settings = field(default_factory=Settings)
    assumed: tuple[str, ...] = ()
    paper: str = "a4"
    made_on: date | None = None
    left_out: tuple[LeftOut, ...] = ()
