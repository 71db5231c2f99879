"""The lifts of one athlete: a row with a lift and a max becomes a `Reading` (what stands there),
then a `Lift` with its max (what is planned from), or findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from string import ascii_uppercase

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.engine.estimate import estimate_max
from toolkit.model.athlete import Lift, Max, MaxKind, Priority, Stage
from toolkit.model.reading import Reading, ReadKind
from toolkit.policy.loader import defaults
from toolkit.sheets.answers import Mapped
from toolkit.sheets.detect import Row
from toolkit.sheets.fields import limit, read, read_day, read_text, shown, sound
from toolkit.sheets.lifts import canonical, family_of, identity, near, near_lifts
from toolkit.sheets.parse import (
    STAGE_WORDS,
    Weight,
    parse_kind,
    parse_priority,
    parse_stage,
    parse_unit,
    parse_weight,
    says_training_max,
)
from toolkit.sheets.reader import Cell
from toolkit.sheets.weights import kind_name
from toolkit.sheets.words import OTHER, read_label
from toolkit.units import Unit, convert, plain

OWN_FORMULA = "your own formula"
"""Stands where the name of a formula would: the book holds an estimate and not its set."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What holds for an athlete where a row is silent: the unit, what a training max is, and the
    formula that every set is read by (empty: the method's own). `unit_source` says what stated the
    unit; empty where nothing did and `unit` is the method's own.
    """

    unit: Unit
    training_max_fraction: float
    formula: str = ""
    unit_source: str = ""


Lifts = tuple[tuple[Lift, ...], tuple[Reading, ...]]
"""The lifts that can be planned, and every weight that was read for them."""


def read_lifts(
    athlete: str | None, rows: Iterable[Row], assumed: Assumed, findings: Findings
) -> Lifts:
    """The lifts of one athlete in the order of the book, each once, and the readings of all rows.

    A reading without a lift is a max whose lift cell is empty.
    """
    kept: dict[str, _Pair] = {}
    readings: list[Reading] = []
    for row in rows:
        found, lift = _read_row(athlete, row, assumed, findings)
        if found is not None:
            readings.append(found)
        if lift is None or found is None:
            continue
        pair = _Pair(lift, found)
        key = identity(lift.name)
        kept[key] = _better(athlete, kept[key], pair, findings) if key in kept else pair
    return tuple(pair.lift for pair in kept.values()), tuple(readings)


def _read_row(
    athlete: str | None, row: Row, assumed: Assumed, findings: Findings
) -> tuple[Reading | None, Lift | None]:
    cell, value = row.get("lift"), row.filled("max")
    name = read_text(row, "lift", findings)
    if not name or cell is None:
        nameless = value is not None and (cell is None or cell.is_blank)
        return (_without_lift(athlete, row, assumed, findings) if nameless else None), None
    family = family_of(name)
    if family is None:
        findings.add(rules.LIFT_UNKNOWN, cell.ref, found=shown(name), near=near_lifts(name))
    if value is None:
        findings.add(rules.MAX_MISSING, row.cells["max"].ref, athlete=athlete or "The athlete",
                     lift=name)  # fmt: skip
        return None, None
    read_from = read_max(athlete, name, row, assumed, findings)
    details = _details(row, findings)
    if read_from is None:
        return None, None
    reading, best = read_from
    if reading.kind is ReadKind.WORKING_LOAD:
        _report_working_load(reading, findings)
        return reading, None
    lift = Lift(name, family or OTHER, best, details.stage, details.priority, origin=value.ref)
    return reading, replace(lift, goal=_read_goal(row, best.unit, findings))


def _without_lift(
    athlete: str | None, row: Row, assumed: Assumed, findings: Findings
) -> Reading | None:
    """A max that names no lift: the coach is asked which one it is."""
    cell = row.cells["max"]
    option = Mapped.to(athlete, "squat", cell.ref).option
    findings.add(rules.LIFT_MISSING, (row.get("lift") or cell).ref, option=option)
    found = read_max(athlete, "", row, assumed, Findings())
    return found[0] if found else None


def _report_working_load(reading: Reading, findings: Findings) -> None:
    mapped = Mapped.to(reading.athlete, reading.lift, reading.ref, ReadKind.ONE_RM)
    findings.add(rules.WORKING_LOAD, reading.ref, found=reading.as_written, lift=reading.lift,
                 option=mapped.option)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Details:
    stage: Stage
    priority: Priority


def _details(row: Row, findings: Findings) -> _Details:
    stage_cell = row.filled("stage")
    question = near(stage_cell.text, STAGE_WORDS) if stage_cell else ""
    stage = read(row, "stage", parse_stage, rules.BAD_STAGE, findings, near=question)
    priority = read(row, "priority", parse_priority, rules.BAD_PRIORITY, findings)
    return _Details(stage or Stage.EXPERIENCED, priority or Priority.B)


# --- the max ---------------------------------------------------------------------------------


def read_max(
    athlete: str | None, name: str, row: Row, assumed: Assumed, findings: Findings
) -> tuple[Reading, Max] | None:
    """What stands in the max cell of a row, and the max it gives in its unit."""
    cell = row.cells["max"]
    column = read(row, "unit", parse_unit, rules.BAD_UNIT, findings)
    kind = _read_kind(row, findings)
    tested_on = read_day(row, "tested_on", findings)
    if not sound(cell, findings):
        return None
    weight = parse_weight(cell.value)
    if weight is None:
        findings.add(rules.NOT_A_NUMBER, cell.ref, found=shown(cell.value))
        return None
    if not _is_usable(weight, cell, kind or ReadKind.ONE_RM, findings):
        return None
    unit, source = _stated_unit(weight, column, row, assumed)
    reading = Reading(
        athlete, name, canonical(name), family_of(name) or OTHER, shown(cell.value), weight.value,
        unit, source, _kind_of(weight, kind), cell.ref, row.how or _how(row), weight.reps,
        weight.rpe, tested_on,
    )  # fmt: skip
    best = as_max(reading, assumed)
    if not _is_likely(best, cell, findings):
        return None
    return reading, best


def _stated_unit(
    weight: Weight, column: Unit | None, row: Row, assumed: Assumed
) -> tuple[Unit | None, str]:
    """The unit that is written nearest to a weight, and where; None where nothing states one."""
    stated = (
        (weight.unit, "cell"),
        (column, "column"),
        (row.cells["max"].unit, "number format"),
        (row.units.get("max"), row.unit_source),
        (assumed.unit if assumed.unit_source else None, assumed.unit_source),
    )
    return next(((unit, source) for unit, source in stated if unit is not None), (None, ""))


def _is_likely(best: Max, cell: Cell, findings: Findings) -> bool:
    """False, and a finding, for a max that nobody has or that is no weight at all."""
    weight_kg = convert(best.value, best.unit, Unit.KG)
    if weight_kg < defaults().min_weight_kg:
        found = shown(cell.value)
        findings.add(rules.TOO_LIGHT, cell.ref, found=found)
    elif weight_kg > defaults().max_weight_kg:
        findings.add(rules.TOO_HEAVY, cell.ref, found=f"{plain(best.value)} {best.unit}")
    else:
        return True
    return False


def _read_kind(row: Row, findings: Findings) -> ReadKind | None:
    cell = row.filled("kind")
    question = near(cell.text, ("1RM", "training max")) if cell else ""
    kind = read(row, "kind", _kind_in, rules.BAD_KIND, findings, near=question)
    lift = row.filled("lift")
    says = lift is not None and says_training_max(lift.text)
    return kind or (ReadKind.TRAINING_MAX if says else None)


def _kind_in(value: object) -> ReadKind | None:
    """The kind that a cell names, in any language."""
    label = read_label(value)
    named = "" if label.rest else kind_name(label)
    return parse_kind(value) or (ReadKind(named) if named else None)


def _kind_of(weight: Weight, kind: ReadKind | None) -> ReadKind:
    """A set is a rep set whatever its label says; a single without RPE was lifted."""
    if weight.reps is None or kind is ReadKind.WORKING_LOAD:
        return kind or ReadKind.ONE_RM
    if weight.reps == 1 and weight.rpe is None:
        return kind or ReadKind.BEST_SINGLE
    return ReadKind.REP_SET


def _how(row: Row) -> str:
    """Where the lift's name stands that makes the number its max."""
    lift, value = row.get("lift"), row.cells["max"].ref
    if lift is None or lift.is_blank:
        return "a max without a lift beside it"
    beside = lift.ref.cell.strip(ascii_uppercase) == value.cell.strip(ascii_uppercase)
    return f'{"beside" if beside else "under"} "{lift.text}" in {lift.ref.cell}'


def _is_usable(weight: Weight, cell: Cell, kind: ReadKind, findings: Findings) -> bool:
    found = shown(cell.value)
    reps, effort = limit("reps"), limit("rpe")
    if weight.value <= 0 and kind is ReadKind.MEET_BEST:
        findings.add(rules.BOMBED, cell.ref, found=found)
    elif weight.value <= 0:
        findings.add(rules.NOT_POSITIVE, cell.ref, found=found)
    elif weight.reps is None:
        return True
    elif not reps.holds(weight.reps):
        findings.add(rules.TOO_MANY_REPS, cell.ref, found=found, high=int(reps.high))
    elif weight.rpe is not None and not effort.holds(weight.rpe):
        findings.add(
            rules.BAD_EFFORT, cell.ref, found=found, low=int(effort.low), high=int(effort.high)
        )
    elif kind is ReadKind.TRAINING_MAX:
        findings.add(rules.SET_AS_TRAINING_MAX, cell.ref, found=found)
    else:
        return True
    return False


def as_max(reading: Reading, assumed: Assumed) -> Max:
    """The max to plan from: a set is estimated, a training max divided, anything else taken."""
    unit = reading.unit or assumed.unit
    best = Max(reading.value, unit, MaxKind.TESTED, reading.as_written, tested_on=reading.tested_on)
    if reading.reps is not None:
        value, formula = estimate_max(reading.value, reading.reps, reading.rpe, assumed.formula)
        kind = MaxKind.ESTIMATED if formula else MaxKind.TESTED
        best = replace(best, value=float(value), kind=kind, formula=formula)
        return replace(best, reps=reading.reps, rpe=reading.rpe)
    if reading.kind is ReadKind.TRAINING_MAX:
        value = reading.value / assumed.training_max_fraction
        return replace(best, value=value, kind=MaxKind.TRAINING_MAX)
    if reading.kind is ReadKind.ESTIMATED:
        return replace(best, kind=MaxKind.ESTIMATED, formula=OWN_FORMULA)
    return best


def _read_goal(row: Row, unit: Unit, findings: Findings) -> float | None:
    cell = row.filled("goal")
    if cell is None:
        return None
    goal = read(row, "goal", parse_weight, rules.BAD_GOAL, findings)
    if goal is None:
        return None
    weight = convert(goal.value, goal.unit or row.units.get("goal") or unit, unit)
    too_heavy = convert(weight, unit, Unit.KG) > defaults().max_weight_kg
    if goal.reps is not None or weight <= 0 or too_heavy:
        findings.add(rules.BAD_GOAL, cell.ref, found=shown(cell.value))
        return None
    return weight


# --- twins -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """A lift and the reading that it is planned from."""

    lift: Lift
    reading: Reading


_WORTH = (ReadKind.ONE_RM, ReadKind.MEET_BEST, ReadKind.BEST_SINGLE, ReadKind.ESTIMATED,
          ReadKind.REP_SET, ReadKind.TRAINING_MAX)  # fmt: skip
"""Of two kinds of max of one lift the first of these is planned from."""


def _better(athlete: str | None, first: _Pair, second: _Pair, findings: Findings) -> _Pair:
    """The one of two maxes of a lift that counts: the later test, the surer kind; where neither
    says so, the first, and the coach is asked."""
    one, two = first.reading, second.reading
    if one.kind is two.kind and one.tested_on and two.tested_on and one.tested_on != two.tested_on:
        return max(first, second, key=lambda pair: pair.reading.tested_on or date.min)
    if one.kind is not two.kind:
        kept, other = sorted((first, second), key=lambda pair: _WORTH.index(pair.reading.kind))
        if other.reading.kind not in (ReadKind.MEET_BEST, ReadKind.BEST_SINGLE):
            return kept  # a training max, a set or an estimate beside the max says nothing new
        findings.add(
            rules.KIND_CHOSEN, kept.reading.ref, related=(other.reading.ref,),
            athlete=athlete or "the book", lift=kept.lift.name, kind=kept.reading.kind,
            found=kept.reading.as_written, other_kind=other.reading.kind, other=other.reading.ref,
        )  # fmt: skip
        return kept
    _report_twins(athlete, first.lift, second.lift, findings)
    return first


def _report_twins(athlete: str | None, first: Lift, second: Lift, findings: Findings) -> None:
    same = abs(convert(first.max.value, first.max.unit, second.max.unit) - second.max.value) < 1e-6
    findings.add(
        rules.LIFT_REPEATED if same else rules.LIFT_TWICE,
        second.origin,
        related=(first.origin,),
        athlete=athlete or "The book",
        lift=first.name,
        option=Mapped.to(athlete, first.name, first.origin).option,
        first=first.max.as_written,
        second=second.max.as_written,
        other=first.origin,
    )


def common_unit(lifts: tuple[Lift, ...]) -> Unit | None:
    """The unit that all of an athlete's maxes have in common, None when they are mixed."""
    units = {lift.max.unit for lift in lifts}
    return units.pop() if len(units) == 1 else None
