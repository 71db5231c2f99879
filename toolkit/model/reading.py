"""One weight as it was read from a coach's book: where it stands, what it is, how that was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from toolkit.diagnostics import CellRef
from toolkit.units import Unit


class ReadKind(StrEnum):
    """What kind of number stands in the cell, before anything is made of it."""

    ONE_RM = "1RM"
    TRAINING_MAX = "training max"
    ESTIMATED = "estimated"
    BEST_SINGLE = "best single"
    MEET_BEST = "meet best"
    REP_SET = "rep set"
    WORKING_LOAD = "working load"


@dataclass(frozen=True, slots=True)
class Reading:
    """A weight of one lift, as written: a training max and the weight of a set stay what they are.

    `athlete` is None where the book names nobody; `lift` is the coach's word for the lift, `name`
    its canonical one and `family` the key of policy/lifts.toml; `value` is in `unit`, None where
    nothing states it; `unit_source` says what did: "cell", "column", "number format", "header",
    "sheet", "settings" or "option". `how` is a short clause: how the number was recognised.
    """

    athlete: str | None
    lift: str
    name: str
    family: str
    as_written: str
    value: float
    unit: Unit | None
    unit_source: str
    kind: ReadKind
    ref: CellRef
    how: str
    reps: int | None = None
    rpe: float | None = None
    tested_on: date | None = None
