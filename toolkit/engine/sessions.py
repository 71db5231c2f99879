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
from toolkit.policy.effort import rpe_chart
from toolkit.policy.method import Dose, Doses, EasyRules, Policy
from toolkit.units import Unit, convert, plain, round_half_up

MOST_SETS = 8
"""No lift has more sets in a session, however short they are."""
HARDEST = 9.5
"""No set outside a test goes beyond this RPE (law 7)."""


@dataclass(frozen=True, slots=True)
class LiftContext:
    """A lift with its equipment (and that one's step), and the policy it is planned by."""

    lift: Lift
    equipment: Equipment
    policy: Policy
    step: float

    def group(
        self,
        dose: Dose,
        emphasis: Emphasis | None,
        reason: Reason,
        ratio: float = 1.0,
        *,
        tempo: str = "",
        rest_s: int | None = None,
        cue: str = "",
    ) -> SetGroup:
        """A dose with this lift's load rule; `ratio` scales the percent for a variation.

        A warm-up has no effort to speak of, so no RPE.
        """
        return SetGroup(
            dose.role,
            dose.sets,
            dose.reps,
            self.load_rule(dose.percent * ratio),
            emphasis,
            None if dose.role is Role.WARM_UP else dose.rpe,
            reason,
            tempo,
            rest_s,
            cue,
        )

    def load_rule(self, percent: float) -> LoadRule:
        """The rule for a load at a fraction of this lift's max."""
        kit, top = self.equipment, self.lift.max
        return LoadRule(top.value, round(percent, 4), self.step, kit.bar, kit.unit)


def percent_text(percent: float) -> str:
    """A fraction of the max as a coach writes it: `67.5 %`."""
    return f"{plain(percent * 100, 1)} %"


def dose_text(doses: Doses) -> str:
    """Doses in one line: `1x5 at 82.4 %, then 3x5 at 75.8 %`."""
    return ", then ".join(f"{d.sets}x{d.reps} at {percent_text(d.percent)}" for d in doses)


@dataclass(frozen=True, slots=True)
class Duty:
    """What a session is for: the driver that leads, the one it serves, the slot of its doses."""

    lead: Emphasis
    emphasis: Emphasis
    slot: Slot


def duty_of(week: RotationWeek, slot: Slot, once: bool, policy: Policy) -> Duty:
    """The duty of a session. `once` is True for a lift that is trained once a week.

    In daily rotation (no lead for the whole week) repetition, timing and intensity share the week
    in this order, the main session last; difficulty takes the main session of every third week,
    the one before the heaviest.
    """
    if week.lead is not None:
        timing = slot is Slot.THIRD
        return Duty(week.lead, Emphasis.TIMING if timing else week.lead, slot)
    order = policy.rotation.order
    if once:
        lead = order[(week.week - 1) % len(order)]
    elif slot is Slot.THIRD:
        return Duty(Emphasis.TIMING, Emphasis.TIMING, Slot.THIRD)
    elif slot is Slot.SECOND:
        lead = Emphasis.REPETITION
    else:
        third = week.week % len(order) == len(order) - 1
        lead = Emphasis.DIFFICULTY if third else Emphasis.INTENSITY
    return Duty(lead, lead, Slot.MAIN)


def rotation_session(
    context: LiftContext, week: RotationWeek, exposure: Exposure, once: bool = False
) -> Prescription:
    """The session of an experienced lift in a rotation block or its deload."""
    duty = duty_of(week, exposure.slot, once, context.policy)
    doses = rotation_doses(context, week, duty)
    if week.deload:
        doses = deload_doses(doses, context.policy)
    reason = _rotation_reason(context.policy, week, duty, doses)
    groups = _groups(context, duty.emphasis, reason, doses, exposure.ratio or 1.0)
    phase = Phase.DELOAD if week.deload else Phase.ROTATION
    return prescription(context, exposure, phase, week.block, duty.lead, duty.emphasis, groups)


def _groups(
    context: LiftContext, emphasis: Emphasis, reason: Reason, doses: Doses, ratio: float
) -> tuple[SetGroup, ...]:
    table, cues = context.policy.emphasis[emphasis], context.policy.cues[context.lift.family]
    return tuple(
        context.group(
            dose,
            emphasis,
            reason,
            ratio,
            tempo=table.tempo,
            rest_s=table.rest_s,
            cue=cues.timing if emphasis is Emphasis.TIMING else cues.rotation,
        )
        for dose in doses
    )


def with_primer(session: Prescription, context: LiftContext) -> Prescription:
    """The session led by one heavy single, that keeps the lift used to weight."""
    rules = context.policy.heavy
    dose = Dose(Role.TOP, 1, rules.reps, rules.percent, rules.rpe)
    reason = Reason(
        "heavy-exposure",
        f"One single at {percent_text(rules.percent)}: never more than {rules.days} days without",
        rules.source,
    )
    group = _groups(context, Emphasis.INTENSITY, reason, (dose,), 1.0)
    return replace(session, groups=(*group, *session.groups))


def rotation_doses(context: LiftContext, week: RotationWeek, duty: Duty) -> Doses:
    """The emphasis table's doses; a third session is a timing session."""
    doses = _table_doses(context, week, duty)
    most = context.policy.families[context.lift.family].most_reps
    return doses if most is None else tuple(_in_short_sets(dose, most) for dose in doses)


def _table_doses(context: LiftContext, week: RotationWeek, duty: Duty) -> Doses:
    policy = context.policy
    if duty.slot is Slot.THIRD:
        return policy.emphasis[Emphasis.TIMING].doses(Slot.MAIN.value, (week.week - 1) % 3 + 1)
    if duty.lead is Emphasis.DIFFICULTY and duty.slot is Slot.MAIN and week.lead is not None:
        return difficulty_doses(context, week.week)
    # A short intensity block begins a week further down: it must end heavy, right before the taper.
    short = duty.lead is Emphasis.INTENSITY and week.lead is not None
    late = short and week.weeks < policy.rotation.block_weeks
    return policy.emphasis[duty.lead].doses(duty.slot.value, week.week + late)


def _in_short_sets(dose: Dose, most_reps: int) -> Dose:
    """About as many reps in sets of at most so many, for lifts that fall apart in long sets.

    A top set keeps its weight and is easier for it; back-off sets come closer to it instead, so
    that the session is as hard as it was.
    """
    if dose.reps <= most_reps:
        return dose
    chart = rpe_chart()
    effort = chart.rpe(dose.reps, dose.percent)
    if dose.role is Role.TOP:
        easier = round(chart.rpe(most_reps, dose.percent) * 2) / 2
        return replace(dose, reps=most_reps, rpe=easier)
    sets = min(MOST_SETS, round(dose.sets * dose.reps / most_reps))
    if dose.role is Role.BACK_OFF:
        dose = replace(dose, percent=round(chart.percent(most_reps, effort), 3))
    return replace(dose, sets=sets, reps=most_reps)


def difficulty_doses(context: LiftContext, week: int) -> Doses:
    """The main difficulty session: every week beats the last by load, by reps or by sets.

    A load step below half of the plates' step would be rounded away; then the top set gets a rep
    more at the same weight, and where that is beyond RPE 9.5 the back-offs get a set more.
    """
    policy, lift = context.policy, context.lift
    table = policy.emphasis[Emphasis.DIFFICULTY]
    half = _coarser_step_kg(context) / 2
    max_kg = convert(lift.max.value, lift.max.unit, Unit.KG)
    doses = table.doses(Slot.MAIN.value, 1)
    family = policy.families[lift.family]
    for number in range(2, week + 1):
        wanted = table.doses(Slot.MAIN.value, number)
        heavier = (wanted[0].percent - doses[0].percent) * max_kg
        # A lift of speed and skill steps by load alone, even where plates make it wait.
        by_load = heavier >= half or family.is_fast
        kind = wanted[0].step or ("load" if by_load else "")
        if kind == "load" or (not kind and wanted[0].reps < doses[0].reps and heavier > 0):
            doses = wanted
        else:
            doses = _smaller_step(doses, kind)
    return doses


def _smaller_step(doses: Doses, kind: str) -> Doses:
    """A rep more on the top set, or a set more on the last group."""
    top, last = doses[0], doses[-1]
    effort = rpe_chart().rpe(top.reps + 1, top.percent)
    if kind != "sets" and effort <= HARDEST:
        return (replace(top, reps=top.reps + 1, rpe=round(effort * 2) / 2), *doses[1:])
    return (*doses[:-1], replace(last, sets=last.sets + 1))


def deload_doses(doses: Doses, policy: Policy) -> Doses:
    """About half of the sets, about ten percent lighter, the top set left out."""
    rules = policy.deload
    total = sum(dose.sets for dose in doses)
    keep = max(1, int(total * rules.sets_factor + 0.5))
    last = doses[-1]
    percent = round(last.percent * rules.percent_factor, 4)
    return (Dose(Role.WORK, keep, last.reps, percent, rules.rpe),)


def _rotation_reason(policy: Policy, week: RotationWeek, duty: Duty, doses: Doses) -> Reason:
    emphasis = duty.emphasis
    kind = f"{week.lead.value} block" if week.lead else "daily rotation, block"
    where = f"{kind} {week.block}, week {week.week} of {week.weeks}"
    if week.deload:
        text = f"Deload closing {kind} {week.block}: {dose_text(doses)}, same days and lifts"
        return Reason("deload", text, policy.deload.source)
    if emphasis is Emphasis.TIMING:
        text = f"Timing session in {where}: {dose_text(doses)}"
        return Reason("emphasis.timing", text, policy.emphasis[emphasis].source)
    day = f", {duty.lead.value} day" if week.lead is None else f", {duty.slot.value} session"
    return Reason(
        f"emphasis.{emphasis.value}.{duty.slot.value}.{week.week}",
        f"{where[0].upper()}{where[1:]}{day}: {dose_text(doses)}",
        policy.emphasis[emphasis].source,
    )


def transition_session(
    context: LiftContext, exposure: Exposure, block: int, after: str = "the meet"
) -> Prescription:
    """The easy week after a meet or a long break: a light repetition week."""
    policy = context.policy
    rules = policy.season.transition
    slot = Slot.SECOND if exposure.slot is Slot.THIRD else exposure.slot
    week = RotationWeek(block, Emphasis.REPETITION, 1, 1)
    duty = Duty(Emphasis.REPETITION, Emphasis.REPETITION, slot)
    doses = rotation_doses(context, week, duty)
    text = f"Transition after {after}: about {rules.sets_factor:.0%} of a usual week's sets"
    reason = Reason("transition", text, rules.source)
    groups = _groups(context, Emphasis.REPETITION, reason, doses, exposure.ratio or 1.0)
    lead = Emphasis.REPETITION
    session = prescription(context, exposure, Phase.TRANSITION, block, lead, lead, groups)
    return eased(session, rules)


def eased(session: Prescription, rules: EasyRules, why: Reason | None = None) -> Prescription:
    """The session with a share of its sets, and no load or effort above the rules' caps.

    `why` is added to the reason of every set group.
    """
    return replace(session, groups=tuple(_eased(group, rules, why) for group in session.groups))


def _eased(group: SetGroup, rules: EasyRules, why: Reason | None) -> SetGroup:
    assert isinstance(group.rule, LoadRule)  # training loads only
    reason = group.reason
    if why is not None:
        reason = Reason(f"{reason.rule}, {why.rule}", f"{reason.text}; {why.text}", why.source)
    return replace(
        group,
        sets=max(1, int(group.sets * rules.sets_factor + 0.5)),
        rule=replace(group.rule, percent=min(group.rule.percent, rules.most_percent)),
        rpe=None if group.rpe is None else min(group.rpe, rules.rpe),
        reason=reason,
    )


def no_harder(session: Prescription, rpe: float) -> Prescription:
    """The session with every set at an RPE of at most `rpe`, lighter where it was harder."""
    return replace(session, groups=tuple(_no_harder(group, rpe) for group in session.groups))


def _no_harder(group: SetGroup, rpe: float) -> SetGroup:
    assert isinstance(group.rule, LoadRule)  # training loads only
    if group.rpe is None or group.rpe <= rpe:
        return group
    chart = rpe_chart()
    share = chart.percent(group.reps, rpe) / chart.percent(group.reps, group.rpe)
    percent = round(group.rule.percent * share, 3)
    return replace(group, rule=replace(group.rule, percent=percent), rpe=rpe)


def learning_session(
    context: LiftContext, exposure: Exposure, week: int, weeks: int, block: int = 1
) -> Prescription:
    """The session of a lift that is new to the lifter, in its learning week (from 1)."""
    rules = context.policy.learning
    (percent, reps), sets = learning_step(context, week), rules.main_sets
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
        context, exposure, Phase.LEARNING, block, Emphasis.REPETITION, emphasis, (group,)
    )


def learning_step(context: LiftContext, week: int) -> tuple[float, int]:
    """Fraction of the max and reps of a learning week (from 1).

    Where the next weight the plates make is more than 5 % heavier, it waits until the reps have
    grown as far as they go.
    """
    rules, most = context.policy.learning, max(context.policy.learning.reps)
    max_kg = convert(context.lift.max.value, context.lift.max.unit, Unit.KG)
    step = _learning_step_kg(context)
    loads = [round_half_up(round(share * max_kg, 6), step) for share in rules.percent]
    at, reps = 0, rules.reps[0]
    for row in range(1, min(week, len(loads))):
        if step <= loads[at] * rules.most_step:
            at, reps = row, rules.reps[row]
        elif loads[row] == loads[at]:
            at, reps = row, min(reps + 1, most)
        elif reps < most:
            reps += 1
        else:
            at, reps = next(n for n, load in enumerate(loads) if load > loads[at]), min(rules.reps)
    return rules.percent[at], reps


def _learning_step_kg(context: LiftContext) -> float:
    """The lift's own step where small plates make it a fine one, else the coarser one."""
    own = convert(context.equipment.step, context.lift.max.unit, Unit.KG)
    coarser = _coarser_step_kg(context)
    return own if own < _FINE * coarser else coarser


_FINE = 0.8
"""Five pounds are 0.9 of 2.5 kg and no finer; half a kilogram is."""


def _coarser_step_kg(context: LiftContext) -> float:
    """The coarser of the lift's own step and the default one: kilogram and pound plans agree."""
    own = convert(context.equipment.step, context.lift.max.unit, Unit.KG)
    return max(own, context.policy.defaults.equipment[Unit.KG].step)


def test_week_session(
    context: LiftContext, exposure: Exposure, block: int, *, tested: bool
) -> Prescription:
    """The test week: work up to a single in the main session, light elsewhere.

    A lift that is not `tested` is light in all of its sessions.
    """
    rules = context.policy.season
    main = exposure.slot is Slot.MAIN and tested
    light = "that the test day is fresh" if tested else "that the tested lifts are fresh"
    reason = Reason(
        "test-week",
        "Test week: work up to a single; go on in small steps while it moves well"
        if main
        else f"Test week: light, so {light}",
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
