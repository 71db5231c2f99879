"""The taper of one lift: the last heavy session, the last session, and how much else.

Volume is counted here as sets x reps x percent, so that kilogram and pound plans of the same
lifter come out alike; the loads are rounded afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from toolkit.engine.calendar import WEEK_DAYS
from toolkit.engine.dials import is_work
from toolkit.engine.sessions import LiftContext, percent_text
from toolkit.model.prescription import (
    Emphasis,
    Kind,
    Phase,
    Prescription,
    Reason,
    Role,
    SetGroup,
)
from toolkit.policy.loader import Family
from toolkit.policy.method import Dose, Policy, TaperScheme


@dataclass(frozen=True, slots=True)
class Volume:
    """Volume of a window: with timing sets (`all`), and of timing sets alone."""

    all: float = 0.0
    timing: float = 0.0

    @property
    def main(self) -> float:
        """Volume without timing sets."""
        return self.all - self.timing


@dataclass(frozen=True, slots=True)
class TaperDay:
    """One training day of the lift in the taper and what it is for."""

    day: date
    days_out: int
    is_timing: bool
    is_heavy: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class TaperBrief:
    """What the taper of one lift has to work with.

    `reference` is the mean window before the taper and `before` the window right before it, in
    units of the max; `learning` is True for a lift that has not graduated yet.
    """

    context: LiftContext
    days: tuple[TaperDay, ...]
    reference: Volume
    before: float
    learning: bool = False

    @property
    def scheme(self) -> TaperScheme:
        """The taper scheme of the lift's stage."""
        taper = self.context.policy.taper
        return taper.new if self.learning else taper.experienced

    @property
    def family(self) -> Family:
        """The lift's family."""
        return self.context.policy.families[self.context.lift.family]

    def window(self, last_week: bool) -> tuple[TaperDay, ...]:
        """The days of the last seven days before the meet, or the ones before those."""
        return tuple(day for day in self.days if (day.days_out <= WEEK_DAYS) == last_week)


@dataclass(frozen=True, slots=True)
class Open:
    """The open numbers of one window: sets of the last session, timing sets a session, and reps
    and sets shared out over the sessions that are not fixed."""

    last_sets: int
    timing_sets: int
    reps: int
    sets: int


def volume(groups: Iterable[SetGroup]) -> Volume:
    """The volume of work sets in units of the max."""
    total = timing = 0.0
    for group in groups:
        if is_work(group):
            part = group.sets * group.reps * group.percent
            total += part
            timing += part if group.emphasis is Emphasis.TIMING else 0.0
    return Volume(total, timing)


def reference_volume(
    windows: Sequence[tuple[Volume, bool]], count: int, nominal: Volume
) -> tuple[Volume, float]:
    """Mean volume of the last full windows that are not deloads, and the last window's volume.

    `windows` run back from the taper as (volume, is deload). Without any, `nominal` is taken.
    """
    usable = [window for window, deload in windows if not deload and window.all > 0][:count]
    if not usable:
        return nominal, nominal.all
    mean = Volume(
        sum(window.all for window in usable) / len(usable),
        sum(window.timing for window in usable) / len(usable),
    )
    return mean, usable[0].all


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
    """Fill the lift's taper days so that volume falls from window to window to about half.

    The heavy single is fixed; the sets of the last session, back-off sets, timing sets and the
    other sessions give way, the last session last of all.
    """
    share = brief.context.policy.taper.last_window_share
    rest = 2 * brief.context.policy.taper.volume - share
    near_options = _closest(brief, _options(brief, last_week=True), share)
    far_options = _closest(brief, _options(brief, last_week=False), rest)
    near, far = min(
        product(near_options, far_options), key=lambda pair: _miss(brief, pair[0], pair[1])
    )
    sessions = {}
    for last_week, (choice, _) in ((False, far), (True, near)):
        window = brief.window(last_week)
        for day in window:
            groups = _groups(brief, day, _doses(brief, day, window, choice))
            if groups:
                sessions[day.day] = _prescription(brief, day, groups)
    return sessions


_Option = tuple[Open, Volume]


def _options(brief: TaperBrief, last_week: bool) -> list[_Option]:
    """Every way to fill one window, with its volume."""
    scheme, window = brief.scheme, brief.window(last_week)
    open_days = len(_open_days(window))
    has_last = any(day.is_last and not day.is_heavy for day in window)
    has_timing = any(_emphasis(brief, day) is Emphasis.TIMING for day in window)
    choices = product(
        range(brief.family.last_sets, 0, -1) if has_last else (0,),
        range(scheme.most_sets + 1) if has_timing else (0,),
        scheme.work_reps if open_days else (0,),
        range(scheme.most_sets * open_days + 1),
    )
    opens = (Open(*choice) for choice in choices)
    return [(choice, _window_volume(brief, window, choice)) for choice in opens]


_TRIED = 40
"""How many fillings of a window are tried against those of the other: the closest ones."""


def _closest(brief: TaperBrief, options: Sequence[_Option], share: float) -> list[_Option]:
    reference = brief.reference

    def stray(option: _Option) -> tuple[float, ...]:
        choice, volume = option
        return (
            abs(volume.all / reference.all - share)
            + abs(volume.main / max(reference.main, 1e-9) - share)
            - 0.04 * choice.last_sets
            + 0.01 * choice.reps,
            choice.sets,
            choice.timing_sets,
        )

    return sorted(options, key=stray)[:_TRIED]


def _open_days(window: Sequence[TaperDay]) -> list[TaperDay]:
    """The days whose sets are not fixed: the heavy one (its back-offs) and the ordinary ones."""
    return [day for day in window if day.is_heavy or not (day.is_last or day.is_timing)]


def _window_volume(brief: TaperBrief, window: Sequence[TaperDay], choice: Open) -> Volume:
    total = timing = 0.0
    for day in window:
        doses = _doses(brief, day, window, choice)
        part = sum(dose.sets * dose.reps * dose.percent for dose in doses)
        total += part
        timing += part if _emphasis(brief, day) is Emphasis.TIMING else 0.0
    return Volume(total, timing)


def _miss(brief: TaperBrief, near: _Option, far: _Option) -> tuple[float, ...]:
    """How far a taper is from the wanted one; smaller is better. Volume that rises is worst."""
    rules, reference = brief.context.policy.taper, brief.reference
    (near_open, near_volume), (far_open, far_volume) = near, far
    rises = max(0.0, near_volume.all - far_volume.all) + max(0.0, far_volume.all - brief.before)
    cuts = [
        abs((near_volume.all + far_volume.all) / 2 / reference.all - rules.volume),
        abs((near_volume.main + far_volume.main) / 2 / max(reference.main, 1e-9) - rules.volume),
    ]
    shape = abs(near_volume.all / reference.all - rules.last_window_share)
    fewer = brief.family.last_sets - near_open.last_sets if near_open.last_sets else 0
    usual_reps = brief.scheme.work_reps[0]
    reps = sum(choice.reps - usual_reps for choice in (near_open, far_open) if choice.reps)
    return (
        round(rises / reference.all, 6),
        round(max(cuts) + 0.25 * shape + 0.04 * fewer + 0.01 * reps, 6),
        near_open.sets + far_open.sets,
        near_open.timing_sets,
    )


def _doses(
    brief: TaperBrief, day: TaperDay, window: Sequence[TaperDay], choice: Open
) -> list[Dose]:
    scheme = brief.scheme
    if day.is_last and not day.is_heavy:
        return [_last_dose(brief, choice.last_sets)]
    if day.is_timing and not day.is_heavy:
        return [replace(scheme.timing, sets=choice.timing_sets)] if choice.timing_sets else []
    sets = _share(day, window, choice.sets)
    if day.is_heavy:
        reps = min(choice.reps, scheme.back_off.reps + 1)
        back_off = replace(scheme.back_off, sets=sets, reps=reps)
        return [scheme.top, back_off] if sets else [scheme.top]
    work = Dose(Role.WORK, sets, choice.reps, scheme.work_percent, scheme.work_rpe)
    return [work] if sets else []


def _last_dose(brief: TaperBrief, sets: int) -> Dose:
    family, scheme = brief.family, brief.scheme
    percent = family.last_percent if scheme.last_percent is None else scheme.last_percent
    return Dose(Role.WORK, sets, family.last_reps, percent, scheme.work_rpe)


def _share(day: TaperDay, window: Sequence[TaperDay], sets: int) -> int:
    """This day's part of its window's open sets: earlier days take the larger part."""
    open_days = _open_days(window)
    return sets // len(open_days) + (open_days.index(day) < sets % len(open_days))


def _emphasis(brief: TaperBrief, day: TaperDay) -> Emphasis:
    if day.is_timing and not (day.is_heavy or day.is_last):
        return Emphasis.TIMING
    return Emphasis.REPETITION if brief.learning else Emphasis.INTENSITY


def _groups(brief: TaperBrief, day: TaperDay, doses: Sequence[Dose]) -> tuple[SetGroup, ...]:
    emphasis, policy = _emphasis(brief, day), brief.context.policy
    cues = policy.cues[brief.context.lift.family]
    tempo = policy.learning.tempo if brief.learning else policy.emphasis[emphasis].tempo
    return tuple(
        brief.context.group(
            dose,
            emphasis,
            _reason(brief, day, dose),
            tempo=tempo,
            rest_s=brief.scheme.rest_s,
            cue=cues.timing if emphasis is Emphasis.TIMING else cues.rotation,
        )
        for dose in doses
    )


def _reason(brief: TaperBrief, day: TaperDay, dose: Dose) -> Reason:
    rules = brief.context.policy.taper
    what = f"{dose.sets}x{dose.reps} at {percent_text(dose.percent)}"
    if dose.role is Role.TOP:
        text = f"Last heavy session, {day.days_out} days out: {what}"
        return Reason("taper.heavy", text, brief.scheme.source)
    if day.is_last and not day.is_heavy:
        short = dose.sets < brief.family.last_sets
        fewer = " (fewer sets, so that volume keeps falling)" if short else ""
        text = f"Last session before the meet, {day.days_out} days out: {what}{fewer}"
        return Reason("taper.last", text, rules.last_source)
    text = (
        f"Taper, {day.days_out} days out: {what}; volume down to about "
        f"{percent_text(rules.volume)} of the weeks before"
    )
    return Reason("taper.volume", text, rules.source)


def _prescription(brief: TaperBrief, day: TaperDay, groups: tuple[SetGroup, ...]) -> Prescription:
    return Prescription(
        exercise=brief.context.lift.name,
        kind=Kind.COMPETITION,
        phase=Phase.TAPER,
        block=0,
        lead=Emphasis.REPETITION if brief.learning else Emphasis.INTENSITY,
        emphasis=_emphasis(brief, day),
        lift=brief.context.lift,
        equipment=brief.context.equipment,
        groups=groups,
    )
