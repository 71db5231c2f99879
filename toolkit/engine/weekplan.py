"""Which lift is trained on which weekday, week by week: the coach's own week, or the method's."""

from __future__ import annotations

from toolkit.engine.calendar import TrainingDay
from toolkit.engine.course import Course
from toolkit.engine.prepare import Brief
from toolkit.engine.week import Exposure, Slot, Wanted, gap, spread
from toolkit.model.athlete import Stage, WeekSlot


def exposures_of_week(
    brief: Brief, courses: tuple[Course, ...], index: int, day: TrainingDay
) -> tuple[Exposure, ...]:
    """The lifts of one training day in the leg's week `index` (from 0), in session order."""
    return tuple(e for e in pattern_of(brief, courses, index) if e.day == day.weekday)


def pattern_of(brief: Brief, courses: tuple[Course, ...], index: int) -> tuple[Exposure, ...]:
    """All exposures of the leg's week `index` (from 0)."""
    return week_pattern(brief, tuple(course.learning_week(index) is not None for course in courses))


def week_pattern(brief: Brief, learning: tuple[bool, ...]) -> tuple[Exposure, ...]:
    """All exposures of a week; `learning` says which lifts are being learned in it."""
    if brief.lift_slots:
        return _coachs_week(brief)
    pattern = spread(_wanted(brief, learning), brief.weekdays)
    return tuple(Exposure(e.day, e.slot, e.lift, order) for order, e in enumerate(pattern))


def frequency(brief: Brief, lift: int, learning: bool) -> int:
    """Sessions a week: by family or stage, then priority, at least one, bounded by the days."""
    entry, rules = brief.lifts[lift].lift, brief.policy.season
    if learning:
        return min(rules.new_lift_frequency, len(brief.weekdays))
    usual = brief.policy.families[entry.family].frequency
    wanted = max(1, usual + rules.priority_step[entry.priority])
    return min(wanted, len(brief.weekdays))


def _wanted(brief: Brief, learning: tuple[bool, ...]) -> tuple[Wanted, ...]:
    """Lifts in the order they are placed: the method's families first, new lifts last."""
    order = list(brief.policy.families)
    placed = sorted(
        range(len(brief.lifts)),
        key=lambda n: (
            brief.lifts[n].lift.stage is Stage.NEW,
            order.index(brief.lifts[n].lift.family),
            n,
        ),
    )
    return tuple(
        Wanted(
            n,
            brief.lifts[n].lift.family,
            frequency(brief, n, learning[n]),
            rivals(brief, brief.lifts[n].lift.family),
        )
        for n in placed
    )


def rivals(brief: Brief, family: str) -> tuple[str, ...]:
    """The families that should not be heavy on the day before or after this one."""
    return tuple(
        other
        for together in brief.policy.season.apart
        if family in together
        for other in together
        if other != family
    )


def _coachs_week(brief: Brief) -> tuple[Exposure, ...]:
    """The coach's lines as exposures; the main session of a lift follows its longest rest."""
    index = {context.lift.name: n for n, context in enumerate(brief.lifts)}
    exposures: list[Exposure] = []
    for name, lift in index.items():
        slots = [slot for slot in brief.lift_slots if slot.lift == name]
        main = _main_slot(slots)
        second = _second_slot(slots, main)
        for slot in slots:
            kind = Slot.MAIN if slot is main else Slot.SECOND if slot is second else Slot.THIRD
            variation = slot.exercise if slot.ratio is not None else ""
            exposures.append(Exposure(slot.day, kind, lift, slot.order, variation, slot.ratio))
    return tuple(sorted(exposures, key=lambda e: (e.day, e.order)))


def _rest_before(slot: WeekSlot, slots: list[WeekSlot]) -> int:
    return min(gap(other.day, slot.day) for other in slots)


def _main_slot(slots: list[WeekSlot]) -> WeekSlot:
    itself = [slot for slot in slots if slot.ratio is None] or slots
    return max(itself, key=lambda slot: (_rest_before(slot, slots), -slot.day))


def _second_slot(slots: list[WeekSlot], main: WeekSlot) -> WeekSlot | None:
    others = [slot for slot in slots if slot is not main]
    return max(others, key=lambda slot: (gap(slot.day, main.day), -slot.day), default=None)
