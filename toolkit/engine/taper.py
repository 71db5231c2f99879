"""The taper of one lift: the days of its last heavy and its last session, and its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.engine.sessions import LiftContext, percent_text
from toolkit.engine.taper_fit import TaperDay, TaperShape, doses_of, solve_taper, window_of
from toolkit.model.prescription import (
    Emphasis,
    Kind,
    Phase,
    Prescription,
    Reason,
    Role,
    SetGroup,
)
from toolkit.policy.method import Dose, Policy


@dataclass(frozen=True, slots=True)
class TaperBrief:
    """The taper of one lift: the lift, the shape of its taper, the date of each of its days, and
    the number of the block the taper is."""

    context: LiftContext
    shape: TaperShape
    dates: tuple[date, ...]
    block: int


def choose_last(days: Sequence[tuple[date, int]], policy: Policy) -> tuple[date, int] | None:
    """The training day closest to three days out, inside the range where training stops."""
    low, high = policy.taper.last_range
    near = [pair for pair in days if low <= pair[1] <= high]
    return min(
        near, key=lambda pair: (abs(pair[1] - policy.taper.last_days), -pair[1]), default=None
    )


def choose_heavy(
    days: Sequence[tuple[date, int]],
    context: LiftContext,
    last: tuple[date, int] | None,
    avoid: frozenset[date],
) -> tuple[date, int] | None:
    """The training day closest to the lift's target for its last heavy single.

    Days in the lift's own range win; then any day the law allows. Days in `avoid` (a rival's
    heavy day and its neighbours) are taken only when nothing else is left in the range.
    """
    family, rules = context.policy.families[context.lift.family], context.policy.taper
    low, high = family.heavy_range
    floor = min(low, rules.fallback_range[0])
    free = [pair for pair in days if last is None or pair[1] > last[1]] or list(days)
    inside = [pair for pair in free if low <= pair[1] <= high]
    near = [pair for pair in free if floor <= pair[1] <= rules.fallback_range[1]]
    pool = inside or near
    return min(
        pool,
        key=lambda pair: (pair[0] in avoid, abs(pair[1] - family.heavy_days), -pair[1]),
        default=None,
    )


def lay_taper(brief: TaperBrief) -> dict[date, Prescription]:
    """Fill the lift's taper days so that volume falls from window to window as the profile says.

    The heavy single is fixed; the sets of the last session, back-off sets, timing sets and the
    other sessions give way, the last session last of all.
    """
    choices = solve_taper(brief.shape)
    sessions = {}
    for day, on in zip(brief.dates, brief.shape.days, strict=True):
        groups = _groups(brief, on, doses_of(brief.shape, on, choices[window_of(on.days_out)]))
        if groups:
            sessions[day] = _prescription(brief, on, groups)
    return sessions


def heavy_session(context: LiftContext, block: int, days_out: int) -> Prescription:
    """The last heavy session where it falls before a short taper: a single, three back-offs."""
    scheme = context.policy.taper.experienced
    reason = Reason(
        "taper.heavy",
        f"Last heavy session, {days_out} days out, before a short taper",
        scheme.source,
    )
    cue = context.policy.cues[context.lift.family].rotation
    groups = tuple(
        context.group(dose, Emphasis.INTENSITY, reason, rest_s=scheme.rest_s, cue=cue)
        for dose in (scheme.top, replace(scheme.back_off, sets=_EARLY_BACK_OFFS))
    )
    return Prescription(
        exercise=context.lift.name,
        kind=Kind.COMPETITION,
        phase=Phase.ROTATION,
        block=block,
        lead=Emphasis.INTENSITY,
        emphasis=Emphasis.INTENSITY,
        lift=context.lift,
        equipment=context.equipment,
        groups=groups,
    )


_EARLY_BACK_OFFS = 3
"""As many back-off sets as the heaviest week of the intensity block has."""


def _emphasis(brief: TaperBrief, day: TaperDay) -> Emphasis:
    if day.serves_timing:
        return Emphasis.TIMING
    return Emphasis.REPETITION if brief.shape.learning else Emphasis.INTENSITY


def _groups(brief: TaperBrief, day: TaperDay, doses: Sequence[Dose]) -> tuple[SetGroup, ...]:
    emphasis, policy = _emphasis(brief, day), brief.context.policy
    cues = policy.cues[brief.context.lift.family]
    tempo = policy.learning.tempo if brief.shape.learning else policy.emphasis[emphasis].tempo
    return tuple(
        brief.context.group(
            dose,
            emphasis,
            _reason(brief, day, dose),
            tempo=tempo,
            rest_s=brief.shape.scheme.rest_s,
            cue=cues.timing if emphasis is Emphasis.TIMING else cues.rotation,
        )
        for dose in doses
    )


def _reason(brief: TaperBrief, day: TaperDay, dose: Dose) -> Reason:
    rules = brief.context.policy.taper
    what = f"{dose.sets}x{dose.reps} at {percent_text(dose.percent)}"
    if dose.role is Role.TOP:
        text = f"Last heavy session, {day.days_out} days out: {what}"
        return Reason("taper.heavy", text, brief.shape.scheme.source)
    if day.is_last and not day.is_heavy:
        usual = brief.shape.family.last_sets
        other = "" if dose.sets == usual else f" (instead of {usual} sets, for the taper's volume)"
        text = f"Last session before the meet, {day.days_out} days out: {what}{other}"
        return Reason("taper.last", text, rules.last_source)
    text = (
        f"Taper ({brief.shape.profile}), {day.days_out} days out: {what}; volume down to about "
        f"{percent_text(rules.volume)} of the weeks before"
    )
    return Reason("taper.volume", text, rules.source)


def _prescription(brief: TaperBrief, day: TaperDay, groups: tuple[SetGroup, ...]) -> Prescription:
    return Prescription(
        exercise=brief.context.lift.name,
        kind=Kind.COMPETITION,
        phase=Phase.TAPER,
        block=brief.block,
        lead=Emphasis.REPETITION if brief.shape.learning else Emphasis.INTENSITY,
        emphasis=_emphasis(brief, day),
        lift=brief.context.lift,
        equipment=brief.context.equipment,
        groups=groups,
    )
