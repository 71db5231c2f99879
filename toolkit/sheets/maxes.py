"""The lifts of one athlete: a row with a lift and a max becomes a `Lift`, or findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.engine.estimate import estimate_max
from toolkit.model.athlete import Lift, Max, MaxKind, Priority, Stage
from toolkit.policy.loader import defaults
from toolkit.sheets.detect import Row
from toolkit.sheets.fields import limit, read, read_day, read_text, shown, sound
from toolkit.sheets.lifts import OTHER, family_of, identity, near, near_lifts
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
from toolkit.units import Unit, convert, plain


@dataclass(frozen=True, slots=True)
class Assumed:
    """What holds for an athlete where a row is silent: the unit, what a training max is, and the
    formula that every set is read by (empty: the method's own)."""

    unit: Unit
    training_max_fraction: float
    formula: str = ""


def read_lifts(
    athlete: str, rows: Iterable[Row], assumed: Assumed, findings: Findings
) -> tuple[Lift, ...]:
    """The lifts of one athlete in the order of the book, each once."""
    kept: dict[str, Lift] = {}
    for row in rows:
        lift = _read_lift(athlete, row, assumed, findings)
        if lift is None:
            continue
        twin = kept.setdefault(identity(lift.name), lift)
        if twin is not lift:
            _report_twins(athlete, twin, lift, findings)
    return tuple(kept.values())


def _read_lift(athlete: str, row: Row, assumed: Assumed, findings: Findings) -> Lift | None:
    cell = row.get("lift")
    name = read_text(row, "lift", findings)
    if not name or cell is None:
        if (value := row.filled("max")) is not None and (cell is None or cell.is_blank):
            findings.add(rules.LIFT_MISSING, (cell or value).ref)
        return None
    family = family_of(name)
    if family is None:
        findings.add(rules.LIFT_UNKNOWN, cell.ref, found=shown(name), near=near_lifts(name))
    max_cell = row.cells["max"]
    if max_cell.is_blank:
        findings.add(rules.MAX_MISSING, max_cell.ref, athlete=athlete, lift=name)
        return None
    best = read_max(row, assumed, findings)
    details = _details(row, findings)
    if best is None:
        return None
    lift = Lift(name, family or OTHER, best, details.stage, details.priority, origin=max_cell.ref)
    return replace(lift, goal=_read_goal(row, best.unit, findings))


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


def read_max(row: Row, assumed: Assumed, findings: Findings) -> Max | None:
    """The max of a row, as the coach wrote it and as a number in its unit."""
    cell = row.cells["max"]
    unit = row_unit(row, assumed.unit, findings)
    kind = _read_kind(row, findings)
    tested_on = read_day(row, "tested_on", findings)
    if not sound(cell, findings):
        return None
    weight = parse_weight(cell.value)
    if weight is None:
        findings.add(rules.NOT_A_NUMBER, cell.ref, found=shown(cell.value))
        return None
    if not _is_usable(weight, cell, kind, findings):
        return None
    best = _as_max(weight, weight.unit or unit, kind, assumed)
    if not _is_likely(best, cell, findings):
        return None
    return replace(best, as_written=shown(cell.value), tested_on=tested_on)


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


def row_unit(row: Row, unit: Unit, findings: Findings) -> Unit:
    """The unit of a row: its Unit cell, else the header's, else `unit`."""
    own = read(row, "unit", parse_unit, rules.BAD_UNIT, findings)
    return own or row.units.get("max") or unit


def _read_kind(row: Row, findings: Findings) -> MaxKind:
    cell = row.filled("kind")
    question = near(cell.text, ("1RM", "training max")) if cell else ""
    kind = read(row, "kind", parse_kind, rules.BAD_KIND, findings, near=question)
    lift = row.filled("lift")
    return kind or (
        MaxKind.TRAINING_MAX if lift and says_training_max(lift.text) else MaxKind.TESTED
    )


def _is_usable(weight: Weight, cell: Cell, kind: MaxKind, findings: Findings) -> bool:
    found = shown(cell.value)
    reps, effort = limit("reps"), limit("rpe")
    if weight.value <= 0:
        findings.add(rules.NOT_POSITIVE, cell.ref, found=found)
    elif weight.reps is None:
        return True
    elif not reps.holds(weight.reps):
        findings.add(rules.TOO_MANY_REPS, cell.ref, found=found, high=int(reps.high))
    elif weight.rpe is not None and not effort.holds(weight.rpe):
        findings.add(
            rules.BAD_EFFORT, cell.ref, found=found, low=int(effort.low), high=int(effort.high)
        )
    elif kind is MaxKind.TRAINING_MAX:
        findings.add(rules.SET_AS_TRAINING_MAX, cell.ref, found=found)
    else:
        return True
    return False


def _as_max(weight: Weight, unit: Unit, kind: MaxKind, assumed: Assumed) -> Max:
    if weight.reps is not None:
        value, formula = estimate_max(weight.value, weight.reps, weight.rpe, assumed.formula)
        made = MaxKind.ESTIMATED if formula else MaxKind.TESTED
        return Max(float(value), unit, made, "", formula, weight.reps, weight.rpe)
    if kind is MaxKind.TRAINING_MAX:
        return Max(weight.value / assumed.training_max_fraction, unit, MaxKind.TRAINING_MAX)
    return Max(weight.value, unit)


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


def _report_twins(athlete: str, first: Lift, second: Lift, findings: Findings) -> None:
    same = abs(convert(first.max.value, first.max.unit, second.max.unit) - second.max.value) < 1e-6
    findings.add(
        rules.LIFT_REPEATED if same else rules.LIFT_TWICE,
        second.origin,
        related=(first.origin,),
        athlete=athlete,
        lift=first.name,
        first=first.max.as_written,
        second=second.max.as_written,
        other=first.origin,
    )


def common_unit(lifts: tuple[Lift, ...]) -> Unit | None:
    """The unit that all of an athlete's maxes have in common, None when they are mixed."""
    units = {lift.max.unit for lift in lifts}
    return units.pop() if len(units) == 1 else None
