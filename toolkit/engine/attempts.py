"""Meet day: three attempts per lift, the ladder to the opener, and what follows each attempt."""

from __future__ import annotations

from dataclasses import replace

from toolkit.engine.sessions import LiftContext, percent_text
from toolkit.model.athlete import Equipment, Lift, Stage
from toolkit.model.prescription import (
    AttemptRule,
    Emphasis,
    Kind,
    LoadRule,
    Phase,
    Prescription,
    Reason,
    Role,
    SetGroup,
)
from toolkit.model.season import Attempt, AttemptPlan
from toolkit.policy.method import AttemptRules, Policy
from toolkit.units import Unit, convert, plain, round_down

_NAMES = ("Opener", "Second attempt", "Third attempt")


def expected_gain(weeks: int, rules: AttemptRules) -> float:
    """The gain (fraction of the max) that may be expected of a season of so many weeks."""
    return round(min(rules.most_gain, rules.gain * weeks / rules.gain_weeks), 4)


def attempt_style(lift: Lift, style: str, learning: bool) -> str:
    """A lift that is or was new this season gets the careful shares."""
    return "novice" if learning or lift.stage is Stage.NEW else style


def attempt_plan(
    context: LiftContext,
    weeks: int,
    style: str,
    learning: bool,
    shares: tuple[float, ...] = (),
    with_goal: bool = True,
) -> AttemptPlan:
    """The attempts of one lift, all in kg on the platform's grid.

    `shares` are the coach's own (fractions of the expected third) instead of a style's; the goal
    belongs to the meet that ends the season, so earlier ones are planned without it.
    """
    rules, lift = context.policy.attempts, context.lift
    style = "own" if shares else attempt_style(lift, style, learning)
    shares = shares or rules.styles[style]
    gain = expected_gain(weeks, rules)
    goal = planned_goal(lift, context.policy) if with_goal else None
    groups = [_attempt(context, gain, goal, shares, n, style) for n in range(len(shares))]
    loads = [group.load for group in groups]
    return AttemptPlan(
        lift=lift,
        expected_third_kg=groups[-1].rule.third_kg,  # type: ignore[union-attr]
        basis=_basis(context, gain, goal),
        style=style,
        attempts=tuple(
            Attempt(n + 1, group, *_branches(loads, n, rules.step_kg))
            for n, group in enumerate(groups)
        ),
        warm_ups=_ladder(context, loads[0]),
    )


def planned_goal(lift: Lift, policy: Policy) -> float | None:
    """The coach's goal, held to what a season can give (5 % over the max)."""
    if lift.goal is None:
        return None
    return min(lift.goal, lift.max.value * (1 + policy.season.goal_gain))


def _basis(context: LiftContext, gain: float, goal: float | None) -> str:
    lift = context.lift
    if goal is None:
        top = f"{plain(lift.max.value, 1)} {lift.max.unit}"
        return f"max {top} and {percent_text(gain)} expected gain"
    if goal != lift.goal:
        most = percent_text(context.policy.season.goal_gain)
        return f"goal {plain(lift.goal)} {lift.max.unit}, held to {most} over the max"
    return f"goal {plain(goal)} {lift.max.unit}"


def _attempt(
    context: LiftContext,
    gain: float,
    goal: float | None,
    shares: tuple[float, ...],
    number: int,
    style: str,
) -> SetGroup:
    rules, lift = context.policy.attempts, context.lift
    rule = AttemptRule(
        training_max=lift.max.value,
        unit=lift.max.unit,
        gain=gain,
        goal=goal,
        share=shares[number],
        step_kg=rules.step_kg,
        third_share=shares[-1],
        steps_below=len(shares) - 1 - number,
    )
    reason = Reason(
        f"attempt.{style}.{number + 1}",
        f"{_NAMES[number]}: {percent_text(shares[number])} of the expected third "
        f"({plain(rule.third_kg, 1)} kg, from {_basis(context, gain, goal)}), {style} attempts",
        rules.source,
    )
    return SetGroup(Role.ATTEMPT, 1, 1, rule, Emphasis.INTENSITY, None, reason)


def _branches(loads: list[float], index: int, step_kg: float) -> tuple[str, str]:
    """What follows a made and a missed attempt."""
    if index == len(loads) - 1:
        return "Done: a good day", "Done: the best made lift counts"
    following = loads[index + 1]
    made = f"{_NAMES[index + 1]}: {plain(following)} kg"
    if index == 0:
        return made, f"Repeat {plain(loads[0])} kg"
    careful = max(loads[index] + step_kg, following - step_kg)
    if careful < following:
        made += f", or {plain(careful)} kg if it was slow"
    return made, f"Repeat {plain(loads[index])} kg"


def platform_equipment(context: LiftContext) -> Equipment:
    """The competition's bar and kilogram plates."""
    equipment = context.policy.defaults.equipment[Unit.KG]
    return replace(equipment, bar=float(context.policy.attempts.bar_kg))


def _ladder(context: LiftContext, opener: float) -> tuple[SetGroup, ...]:
    """The warm-ups on the meet day, in kg, with minutes before the first attempt."""
    rules, equipment = context.policy.attempts, platform_equipment(context)
    max_kg = round(convert(context.lift.max.value, context.lift.max.unit, Unit.KG), 2)
    groups: list[SetGroup] = []
    for share, reps, minutes in rules.warm_up:
        load = max(equipment.bar, round_down(opener * share, equipment.step))
        if load >= opener or (groups and load <= groups[-1].load):
            continue
        reason = Reason(
            "attempt.warm-up",
            f"Ladder to the opener: {percent_text(share) if share else 'the bar'}, "
            f"{minutes} minutes before the platform",
            rules.warm_up_source,
        )
        rule = LoadRule(max_kg, load / max_kg, equipment.step, equipment.bar, Unit.KG)
        groups.append(
            SetGroup(Role.WARM_UP, 1, reps, rule, None, None, reason, minutes_out=minutes)
        )
    return tuple(groups)


def meet_prescription(context: LiftContext, plan: AttemptPlan) -> Prescription:
    """The meet day of one lift: the ladder, then the attempts."""
    return Prescription(
        exercise=context.lift.name,
        kind=Kind.COMPETITION,
        phase=Phase.TAPER,
        block=0,
        lead=Emphasis.INTENSITY,
        emphasis=Emphasis.INTENSITY,
        lift=context.lift,
        equipment=platform_equipment(context),
        groups=(*plan.warm_ups, *(attempt.group for attempt in plan.attempts)),
    )
