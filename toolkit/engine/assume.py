"""What was assumed, in sentences for the coach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.engine.mainlifts import contested, lifts_to_test
from toolkit.model.athlete import Athlete, Equipment, Lift, MaxKind, Settings
from toolkit.policy.method import Policy
from toolkit.units import plain

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day_names(days: Iterable[int]) -> str:
    """Weekdays, Monday = 0, as words: `Mon Wed Fri`."""
    return " ".join(WEEKDAYS[day] for day in days)


def book_assumptions(settings: Settings, policy: Policy) -> tuple[str, ...]:
    """Defaults that hold for the whole book because Settings does not say otherwise."""
    defaults = policy.defaults
    lines = []
    if settings.unit is None:
        lines.append(f"Unit: {defaults.unit}, where no unit is written beside a max.")
    wishes = settings.preferences
    if not wishes.rotation:
        weeks = wishes.block_weeks or policy.rotation.block_weeks
        order = wishes.order or tuple(lead.value for lead in policy.rotation.order)
        lines.append(f"Rotation: blocks of {weeks} weeks, {', '.join(order)}.")
    if not (wishes.taper and wishes.taper_days):
        days, profile = wishes.taper_days or policy.taper.days, wishes.taper or policy.taper.profile
        shape = "in one step" if profile == "step" else f"{profile},"
        lines.append(
            f"Taper: the last {days} days before a meet, {shape} to about "
            f"{policy.taper.volume:.0%} of the volume before it."
        )
    if not (wishes.attempts or wishes.attempt_shares):
        lines.append(f"Attempts: {defaults.attempts} (careful shares for new lifts).")
    if not settings.paper:
        lines.append(f"Paper: {defaults.paper.upper()}.")
    return tuple(lines)


def season_assumptions(
    athlete: Athlete,
    lifts: Sequence[Lift],
    settings: Settings,
    equipment: Sequence[Equipment],
    days: Sequence[int],
    start: str,
    policy: Policy,
) -> tuple[str, ...]:
    """Defaults that were needed for one athlete."""
    lines = []
    if athlete.meet is None and settings.meet is None:
        weeks = settings.season_weeks or policy.defaults.weeks
        lines.append(f"No meet is given: {weeks} weeks that end in a test week.")
    if athlete.start is None and settings.start is None:
        lines.append(f"Start: the next Monday, {start}.")
    if not (athlete.training_days or settings.training_days):
        lines.append(f"Training days: {day_names(days)}.")
    for kit in dict.fromkeys(equipment):
        given = settings.equipment_kg if kit.unit.value == "kg" else settings.equipment_lb
        if given is None:
            plates = ", ".join(plain(plate.weight) for plate in kit.plates)
            lines.append(f"Bar {plain(kit.bar)} {kit.unit}, plates {plates} {kit.unit}.")
    lines.extend(_main_lift_lines(tuple(lifts), athlete.meet or settings.meet, policy))
    lines.extend(_max_lines(lifts))
    return tuple(lines)


def _main_lift_lines(lifts: tuple[Lift, ...], meet: object, policy: Policy) -> list[str]:
    """Which lifts are peaked for or tested, where that is not all of them."""
    main = contested(lifts, policy) if meet else lifts_to_test(lifts, policy)
    others = ", ".join(lift.name for lift in lifts if lift not in main)
    if not others:
        return []
    names = ", ".join(lift.name for lift in main)
    if meet:
        return [f"The meet contests {names}; {others}: less work before it, no heavy single."]
    return [f"The test week tests {names}; {others}: light in it, not tested."]


def _max_lines(lifts: Sequence[Lift]) -> list[str]:
    lines = []
    for lift in lifts:
        top = f"{plain(lift.max.value)} {lift.max.unit}"
        if lift.max.kind is MaxKind.ESTIMATED:
            lines.append(
                f"{lift.name}: max {top}, estimated from {lift.max.as_written} "
                f"({lift.max.formula})."
            )
        elif lift.max.kind is MaxKind.TRAINING_MAX:
            lines.append(f"{lift.name}: max {top}, from a training max of {lift.max.as_written}.")
    return lines
