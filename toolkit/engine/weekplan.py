"""Which lift is trained on which weekday, week by week: the coach's own week, or the method's."""

from __future__ import annotations

from toolkit.engine.calendar import TrainingDay, week_end
from toolkit.engine.course import Course
from toolkit.engine.frequency import rivals_of
from toolkit.engine.moves import Work, WorkOf
from toolkit.engine.prepare import Brief
from toolkit.engine.specificity import with_specificity
from toolkit.engine.week import MAIN_AFTER_SECOND, Exposure, Slot, gap, spread
from toolkit.model.athlete import WeekSlot


def exposures_of_week(
    brief: Brief, courses: tuple[Course, ...], index: int, day: TrainingDay
) -> tuple[Exposure, ...]:
    """The lifts of one training day in the leg's week `index` (from 0), in session order."""
    pattern = pattern_of(brief, courses, index)
    days_out = brief.calendar.days_out(week_end(day.date))
    if days_out is not None and brief.lift_slots:
        taper_days = brief.calendar.taper_days
        pattern = with_specificity(pattern, days_out, taper_days, brief.policy)
    return tuple(e for e in pattern if e.day == day.weekday and e.lift not in day.without)


def work_of(brief: Brief, courses: tuple[Course, ...]) -> WorkOf:
    """What the lifts of a training day ask of the days beside it."""

    def work(index: int, day: TrainingDay) -> list[Work]:
        return [
            Work(
                exposure.lift,
                brief.lifts[exposure.lift].lift.family,
                _is_main(brief, exposure),
                courses[exposure.lift].learning_week(index) is None,
                rivals_of(brief.lifts[exposure.lift].lift.family, brief.policy),
            )
            for exposure in exposures_of_week(brief, courses, index, day)
        ]

    return work


def _is_main(brief: Brief, exposure: Exposure) -> bool:
    """True for a session that leads; in daily rotation the second of the week does so too."""
    second = brief.mode == "daily" and exposure.slot is Slot.SECOND
    return exposure.slot is Slot.MAIN or second


def pattern_of(brief: Brief, courses: tuple[Course, ...], index: int) -> tuple[Exposure, ...]:
    """All exposures of the leg's week `index` (from 0)."""
    return week_pattern(brief, tuple(course.learning_week(index) is not None for course in courses))


def week_pattern(brief: Brief, learning: tuple[bool, ...]) -> tuple[Exposure, ...]:
    """All exposures of a week; `learning` says which lifts are being learned in it."""
    if brief.lift_slots:
        return _coachs_week(brief)
    wanted = tuple(new if learning[new.lift] else learned for learned, new in brief.wanted)
    return spread(wanted, brief.weekdays)


def _coachs_week(brief: Brief) -> tuple[Exposure, ...]:
    """The coach's lines as exposures; the main session of a lift follows its longest rest, and in
    daily rotation it is the last of the week."""
    index = {context.lift.name: n for n, context in enumerate(brief.lifts)}
    exposures: list[Exposure] = []
    for name, lift in index.items():
        slots = [slot for slot in brief.lift_slots if slot.lift == name]
        slots.sort(key=lambda slot: (slot.day, slot.order))
        near = gap(slots[0].day, slots[-1].day) < MAIN_AFTER_SECOND
        in_turn = brief.wanted[0][0].in_turn and not near
        main = _main_slot(slots, in_turn)
        second = _second_slot(slots, main, in_turn)
        for slot in slots:
            kind = Slot.MAIN if slot is main else Slot.SECOND if slot is second else Slot.THIRD
            variation = slot.exercise if slot.ratio is not None else ""
            exposures.append(Exposure(slot.day, kind, lift, slot.order, variation, slot.ratio))
    return tuple(sorted(exposures, key=lambda e: (e.day, e.order)))


def _rest_before(slot: WeekSlot, slots: list[WeekSlot]) -> int:
    return min(gap(other.day, slot.day) for other in slots)


def _main_slot(slots: list[WeekSlot], in_turn: bool) -> WeekSlot:
    itself = [slot for slot in slots if slot.ratio is None] or slots
    return (
        itself[-1]
        if in_turn
        else max(itself, key=lambda slot: (_rest_before(slot, slots), -slot.day))
    )


def _second_slot(slots: list[WeekSlot], main: WeekSlot, in_turn: bool) -> WeekSlot | None:
    others = [slot for slot in slots if slot is not main]
    if in_turn:
        return others[0] if others else None
    return max(others, key=lambda slot: (gap(slot.day, main.day), -slot.day), default=None)
