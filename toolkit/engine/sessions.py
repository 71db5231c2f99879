"""What one lift does in one training session, before the taper: doses become set groups."""

from __future__ import annotations

from dataclasses import dataclass, replace

from toolkit.engine.rotation import RotationWeek
from toolkit.engine.week import Exposure, Slot
from toolkit.model.athlete import Equipment, Lift
from toolkit.model.prescription import (
    Emphasis,
    Kind,
    LoadRule,
    Phase,
    Prescription,
    Reason,
    Role,
    SetGroup,
)
from toolkit.policy.method import Dose, Doses, Policy
from toolkit.units import plain


@dataclass(frozen=True, slots=True)
class LiftContext:
    """A lift with the equipment it is loaded with and the policy it is planned by."""

    lift: Lift
    equipment: Equipment
    policy: Policy

    def group(
        self,
        dose: Dose,
        emphasis: Emphasis | None,
        reason: Reason,
        ratio: float = 1.0,
        **details: object,
    ) -> SetGroup:
        """A dose with this lift's load rule; `ratio` scales the percent for a variation."""
        group = SetGroup(
            dose.role,
            dose.sets,
            dose.reps,
            self.load_rule(dose.percent * ratio),
            emphasis,
            dose.rpe,
            reason,
        )
        return replace(group, **details)  # type: ignore[arg-type]

    def load_rule(self, percent: float) -> LoadRule:
        """The rule for a load at a fraction of this lift's max."""
        return LoadRule(
            self.lift.max.value,
            round(percent, 4),
            self.equipment.step,
            self.equipment.bar,
            self.equipment.unit,
        )


def percent_text(percent: float) -> str:
    """A fraction of the max as a coach writes it: `67.5 %`."""
    return f"{plain(percent * 100, 1)} %"


def dose_text(doses: Doses) -> str:
    """Doses in one line: `1x5 at 82.4 %, then 3x5 at 75.8 %`."""
    return ", then ".join(f"{d.sets}x{d.reps} at {percent_text(d.percent)}" for d in doses)


def rotation_session(
    context: LiftContext, week: RotationWeek, exposure: Exposure, primer: bool
) -> Prescription:
    """The session of an experienced lift in a rotation block or its deload."""
    timing = exposure.slot is Slot.THIRD
    emphasis = Emphasis.TIMING if timing else week.lead
    doses = rotation_doses(context.policy, week, exposure.slot)
    if week.deload:
        doses = deload_doses(doses, context.policy)
    reason = _rotation_reason(context.policy, week, exposure.slot, emphasis, doses)
    table = context.policy.emphasis[emphasis]
    cues = context.policy.cues[context.lift.family]
    groups = tuple(
        context.group(
            dose,
            emphasis,
            reason,
            exposure.ratio or 1.0,
            tempo=table.tempo,
            rest_s=table.rest_s,
            cue=cues.timing if timing else cues.rotation,
        )
        for dose in doses
    )
    if primer and not week.deload:
        groups = (_primer(context), *groups)
    phase = Phase.DELOAD if week.deload else Phase.ROTATION
    return prescription(context, exposure, phase, week.block, week.lead, emphasis, groups)


def rotation_doses(policy: Policy, week: RotationWeek, slot: Slot) -> Doses:
    """The emphasis table's doses; a third session is a timing session."""
    if slot is Slot.THIRD:
        return policy.emphasis[Emphasis.TIMING].doses(Slot.MAIN.value, (week.week - 1) % 3 + 1)
    return policy.emphasis[week.lead].doses(slot.value, week.week)


def deload_doses(doses: Doses, policy: Policy) -> Doses:
    """About half of the sets, about ten percent lighter, the top set left out."""
    rules = policy.deload
    total = sum(dose.sets for dose in doses)
    keep = max(1, int(total * rules.sets_factor + 0.5))
    last = doses[-1]
    percent = round(last.percent * rules.percent_factor, 4)
    return (Dose(Role.WORK, keep, last.reps, percent, rules.rpe),)


def _rotation_reason(
    policy: Policy, week: RotationWeek, slot: Slot, emphasis: Emphasis, doses: Doses
) -> Reason:
    where = f"{week.lead.value} block {week.block}, week {week.week} of {week.weeks}"
    if week.deload:
        return Reason(
            "deload",
            f"Deload closing {week.lead.value} block {week.block}: {dose_text(doses)}, "
            "same days and lifts",
            policy.deload.source,
        )
    if emphasis is Emphasis.TIMING:
        return Reason(
            "emphasis.timing",
            f"Third session of the week in {where}: timing, {dose_text(doses)}",
            policy.emphasis[emphasis].source,
        )
    return Reason(
        f"emphasis.{emphasis.value}.{slot.value}.{week.week}",
        f"{where.capitalize()}, {slot.value} session: {dose_text(doses)}",
        policy.emphasis[emphasis].source,
    )


def _primer(context: LiftContext) -> SetGroup:
    """One single that keeps the lift used to heavy weight inside a lighter block."""
    rules = context.policy.heavy
    dose = Dose(Role.TOP, 1, rules.reps, rules.percent, rules.rpe)
    reason = Reason(
        "heavy-exposure",
        f"One single at {percent_text(rules.percent)}: never more than {rules.days} days without",
        rules.source,
    )
    table = context.policy.emphasis[Emphasis.INTENSITY]
    return context.group(dose, Emphasis.INTENSITY, reason, rest_s=table.rest_s)


def learning_session(
    context: LiftContext, exposure: Exposure, week: int, weeks: int
) -> Prescription:
    """The session of a lift that is new to the lifter, in its learning week (from 1)."""
    rules = context.policy.learning
    row = min(week, len(rules.percent)) - 1
    percent, reps, sets = rules.percent[row], rules.reps[row], rules.main_sets
    emphasis = Emphasis.REPETITION
    if exposure.slot is Slot.SECOND:
        emphasis, reps, sets = Emphasis.TIMING, rules.second_reps, rules.second_sets
        percent = max(rules.lowest_percent, round(percent + rules.second_percent_step, 4))
    dose = Dose(Role.WORK, sets, reps, percent, rules.rpe)
    reason = Reason(
        f"learning.{exposure.slot.value}.{week}",
        f"New lift, learning week {week} of {weeks}: {dose_text((dose,))}; "
        "add load only after two extra reps in the last set, two sessions in a row",
        rules.source,
    )
    cues = context.policy.cues[context.lift.family].learning
    group = context.group(
        dose,
        emphasis,
        reason,
        exposure.ratio or 1.0,
        tempo=rules.tempo,
        rest_s=rules.rest_s,
        cue=cues[(week - 1) % len(cues)],
    )
    return prescription(
        context, exposure, Phase.LEARNING, 1, Emphasis.REPETITION, emphasis, (group,)
    )


def test_session(context: LiftContext, exposure: Exposure, block: int) -> Prescription:
    """The test week: work up to a single in the main session, light elsewhere."""
    rules = context.policy.season
    main = exposure.slot is Slot.MAIN
    reason = Reason(
        "test-week",
        "Test week: work up to a single; go on in small steps while it moves well"
        if main
        else "Test week: light, so that the test day is fresh",
        rules.test_source,
    )
    emphasis = Emphasis.INTENSITY if main else Emphasis.TIMING
    groups = tuple(
        context.group(dose, emphasis, reason, exposure.ratio or 1.0, rest_s=rules.test_rest_s)
        for dose in (rules.test if main else rules.test_light)
    )
    return prescription(context, exposure, Phase.TEST, block, Emphasis.INTENSITY, emphasis, groups)


def prescription(
    context: LiftContext,
    exposure: Exposure,
    phase: Phase,
    block: int,
    lead: Emphasis,
    emphasis: Emphasis,
    groups: tuple[SetGroup, ...],
) -> Prescription:
    """A prescription of this lift, under the coach's name for the exercise."""
    return Prescription(
        exercise=exposure.exercise or context.lift.name,
        kind=Kind.VARIATION if exposure.ratio is not None else Kind.COMPETITION,
        phase=phase,
        block=block,
        lead=lead,
        emphasis=emphasis,
        lift=context.lift,
        equipment=context.equipment,
        groups=groups,
    )
