"""The coach's own week: lines of day, exercise, lift, ratio and dose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.model.athlete import Athlete, WeekSlot
from toolkit.sheets.detect import Row, Table
from toolkit.sheets.fields import limit, read, read_text, shown
from toolkit.sheets.layout import fold
from toolkit.sheets.lifts import family_of, identity, near
from toolkit.sheets.parse import parse_days, parse_fraction, parse_number
from toolkit.sheets.words import OTHER


@dataclass(frozen=True, slots=True)
class Known:
    """What a line of the week may refer to: athletes and groups folded, lifts by identity with
    every spelling the athletes' maxes use, and the lifts of each athlete and group.
    """

    lifts: dict[str, tuple[str, ...]]
    names: dict[str, str]
    theirs: dict[str, set[str]]


def known_of(athletes: Iterable[Athlete]) -> Known:
    """The lifts, athletes and groups of a roster, each with the coach's spelling."""
    lifts: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    theirs: dict[str, set[str]] = {}
    for athlete in athletes:
        own = {identity(lift.name) for lift in athlete.lifts}
        for name in (athlete.name, athlete.group) if athlete.group else (athlete.name,):
            names[fold(name)] = name
            theirs.setdefault(name, set()).update(own)
        for lift in athlete.lifts:
            spellings = lifts.get(identity(lift.name), ())
            lifts[identity(lift.name)] = tuple(dict.fromkeys((*spellings, lift.name)))
    return Known(lifts, names, theirs)


def read_week(
    tables: Iterable[Table], athletes: tuple[Athlete, ...], findings: Findings
) -> tuple[WeekSlot, ...]:
    """The lines of the week in the order of day and place.

    A line names a lift as its athletes do; where they spell it differently there is a line for
    each spelling, and an athlete takes the one that names their own lift.
    """
    known = known_of(athletes)
    rows = [row for table in tables if table.kind == "week" for row in table.rows]
    slots = [_read_slot(number, row, known, findings) for number, row in enumerate(rows, start=1)]
    kept = [
        replace(slot, lift=spelling)
        for slot in slots
        if slot is not None
        for spelling in known.lifts.get(slot.lift, ("",))
    ]
    return tuple(sorted(kept, key=lambda slot: (slot.day, slot.order)))


def _read_slot(number: int, row: Row, known: Known, findings: Findings) -> WeekSlot | None:
    day = _read_day(row, findings)
    exercise = _read_exercise(row, findings)
    group = _read_group(row, known, findings)
    if day is None or not exercise:
        return None
    dose = read_text(row, "dose", findings)
    lift = _read_lift(row, exercise, dose, known, findings)
    if lift is None or not _is_theirs(row, lift, group, known, findings):
        return None
    ratio = _read_ratio(row, exercise, lift, findings) if lift else None
    if lift and dose:
        findings.add(rules.WEEK_DOSE_UNUSED, row.cells["dose"].ref, found=shown(dose))
    order = row.filled("order")
    place = parse_number(order.value) if order else None
    origin = row.cells["exercise"].ref
    return WeekSlot(day, int(place or number), exercise, lift, ratio, dose, group, origin)


def _read_day(row: Row, findings: Findings) -> int | None:
    if row.filled("day") is None:
        findings.add(rules.WEEK_WITHOUT_DAY, row.cells["day"].ref)
        return None
    return read(row, "day", _one_day, rules.BAD_DAYS, findings)


def _one_day(value: object) -> int | None:
    days = parse_days(value)
    return days[0] if days and len(days) == 1 else None


def _read_exercise(row: Row, findings: Findings) -> str:
    if row.filled("exercise") is None:
        findings.add(rules.WEEK_WITHOUT_EXERCISE, row.cells["exercise"].ref)
    return read_text(row, "exercise", findings)


def _read_group(row: Row, known: Known, findings: Findings) -> str:
    name = read_text(row, "for", findings)
    if name and fold(name) not in known.names:
        question = near(name, known.names.values())
        findings.add(rules.WEEK_FOR_NOBODY, row.cells["for"].ref, found=name, near=question)
    return known.names.get(fold(name), name)


def _read_lift(row: Row, exercise: str, dose: str, known: Known, findings: Findings) -> str | None:
    """The identity of the lift a line belongs to.

    Empty for assistance, None (and a finding) when nobody has a max for what is named.
    """
    name = read_text(row, "lift", findings)
    wanted = name or exercise
    if identity(wanted) in known.lifts:
        return identity(wanted)
    if not name and (dose or family_of(exercise) in (None, OTHER)):
        return ""
    where = row.cells["lift" if name else "exercise"].ref
    question = near(wanted, (name for names in known.lifts.values() for name in names))
    findings.add(rules.WEEK_LIFT_UNKNOWN, where, found=shown(wanted), near=question)
    return None


def _is_theirs(row: Row, lift: str, group: str, known: Known, findings: Findings) -> bool:
    """False, and a finding, for a line that is for somebody without a max of its lift."""
    if not lift or lift in known.theirs.get(group, {lift}):
        return True
    named = row.filled("lift") or row.cells["exercise"]
    findings.add(rules.WEEK_LIFT_NOT_THEIRS, named.ref, who=group, lift=named.text)
    return False


def _read_ratio(row: Row, exercise: str, lift: str, findings: Findings) -> float | None:
    within = limit("ratio")
    cell = row.filled("ratio")
    if cell is None and identity(exercise) != lift:
        at = row.get("ratio") or row.cells["exercise"]
        name = row.filled("lift")
        findings.add(
            rules.WEEK_WITHOUT_RATIO,
            at.ref,
            exercise=exercise,
            lift=name.text if name else lift,
        )
    return read(
        row,
        "ratio",
        _share,
        rules.BAD_RATIO,
        findings,
        low=round(100 * within.low),
        high=round(100 * within.high),
    )


def _share(value: object) -> float | None:
    share = parse_fraction(value)
    return share if share is not None and limit("ratio").holds(share) else None
