"""How much a lift does in its taper: sets chosen so that volume falls as the profile says.

Volume is counted as sets x reps x percent, so that kilogram and pound plans of the same lifter
come out alike; the loads are rounded afterwards. A shape knows no dates and no weights: lifters
who train alike share one solution.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from math import exp

from toolkit.engine.calendar import WEEK_DAYS
from toolkit.engine.dials import is_work
from toolkit.model.prescription import Emphasis, Role, SetGroup
from toolkit.policy.loader import Family
from toolkit.policy.method import Dose, TaperRules, TaperScheme


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
    """One training day of the lift in the taper, so many days out, and what it is for."""

    days_out: int
    is_timing: bool
    is_heavy: bool = False
    is_last: bool = False

    @property
    def serves_timing(self) -> bool:
        """True for a timing session that stays one."""
        return self.is_timing and not (self.is_heavy or self.is_last)

    @property
    def is_open(self) -> bool:
        """True where the sets are not fixed: the heavy day (its back-offs), the ordinary ones."""
        return self.is_heavy or not (self.is_last or self.is_timing)


@dataclass(frozen=True, slots=True)
class TaperShape:
    """What the volume of one lift's taper depends on.

    `reference` is the mean window before the taper and `before` the window right before it, in
    units of the max. `length` is the taper in days; `outside` is what its first window holds
    before it. `learning` is True for a lift that has not graduated yet, `contested` for one that
    is attempted at the meet.
    """

    family: Family
    rules: TaperRules
    days: tuple[TaperDay, ...]
    reference: Volume
    before: float
    outside: Volume
    length: int
    profile: str
    learning: bool
    contested: bool

    @property
    def scheme(self) -> TaperScheme:
        """The taper scheme of the lift's stage."""
        return self.rules.new if self.learning else self.rules.experienced

    @property
    def windows(self) -> int:
        """How many seven-day windows the taper reaches into."""
        return window_of(self.length) + 1

    def window(self, number: int) -> tuple[TaperDay, ...]:
        """The taper days of one seven-day window back from the meet, 0 the last one."""
        return tuple(day for day in self.days if window_of(day.days_out) == number)

    def share(self, number: int) -> float:
        """The share of the reference volume that window `number` aims at."""
        days = range(number * WEEK_DAYS + 1, (number + 1) * WEEK_DAYS + 1)
        return sum(self._kept(days_out) for days_out in days) / WEEK_DAYS

    def _kept(self, days_out: int) -> float:
        """The share of a usual day's volume that is left so many days out (EVIDENCE.md 1.3)."""
        rules, into = self.rules, self.length - days_out + 1
        if into < 1:
            return 1.0
        if self.profile == "linear":
            return 1 - (1 - rules.linear_end) * into / self.length
        if self.profile == "exponential":
            return exp(-into / rules.tau_days)
        # One step down; inside it the last days hold a little less than the first.
        tilt = 2 * (rules.volume - rules.last_window_share)
        return rules.volume + tilt * (0.5 - into / self.length)


def window_of(days_out: int) -> int:
    """The seven-day window back from the meet a day lies in: days out 1-7 are 0, 8-14 are 1."""
    return (days_out - 1) // WEEK_DAYS


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


_TRIED = (80, 40, 14)
"""How many fillings of a window are tried with those of the others, by the number of windows."""
_LEAST_KEPT = 0.32
"""No lift loses much more than two thirds of its volume (law 4: 70 % at most)."""
_MARGIN = 0.02
"""The wanted volume keeps this far inside what the taper may keep."""
_MORE_LAST_SETS = 4
"""The last session may have so many sets more than usual where it is all there is."""
_PRICE_OF_MORE = 4
"""More sets than usual in the last session are a worse way out than fewer."""
_ROUNDING = 1.04
"""A few percent of room, so that rounding light loads does not turn a fall into a rise."""


@dataclass(frozen=True, slots=True)
class _Filling:
    """One way to fill a window: its numbers, its volume and that of its biggest day (the last
    session apart) as shares of the reference, its price."""

    choice: Open
    all: float
    main: float
    biggest: float
    price: float


@lru_cache(maxsize=4096)
def solve_taper(shape: TaperShape) -> tuple[Open, ...]:
    """The open numbers of every window, the last window first.

    Volume never rises from window to window where that can be had; its mean over the taper comes
    as close as the sets allow to what the profile wants, inside what a taper may keep.
    """
    shares = [shape.share(number) for number in range(shape.windows)]
    tried = _TRIED[min(shape.windows, len(_TRIED)) - 1]
    before = shape.before / shape.reference.all
    fillings = [
        _closest(_fillings(shape, number), share, before / _ROUNDING ** (shape.windows - number))
        for number, share in enumerate(shares)
    ]
    fillings = [found[:tried] for found in fillings]
    wanted = _inside(sum(shares) / len(shares), shape.rules.cut_range)
    best = min(product(*fillings), key=lambda found: _miss(found, shares, wanted, before))
    return tuple(filling.choice for filling in best)


def _inside(share: float, cuts: tuple[float, float]) -> float:
    return min(1 - cuts[0] - _MARGIN, max(1 - cuts[1] + _MARGIN, share))


def _fillings(shape: TaperShape, number: int) -> list[_Filling]:
    """Every way to fill one window."""
    scheme, window = shape.scheme, shape.window(number)
    open_days = sum(day.is_open for day in window)
    has_last = any(day.is_last and not day.is_heavy for day in window)
    has_timing = any(day.serves_timing for day in window)
    choices = product(
        range(1, shape.family.last_sets + _MORE_LAST_SETS + 1) if has_last else (0,),
        range(scheme.most_sets + 1) if has_timing else (0,),
        scheme.work_reps if open_days else (0,),
        range(scheme.most_sets * open_days + 1),
    )
    outside = shape.outside if number == shape.windows - 1 else Volume()
    return [_filling(shape, window, outside, Open(*choice)) for choice in choices]


def _filling(
    shape: TaperShape, window: Sequence[TaperDay], outside: Volume, choice: Open
) -> _Filling:
    total, timing, biggest = outside.all, outside.timing, 0.0
    for day in window:
        part = sum(dose.sets * dose.reps * dose.percent for dose in doses_of(shape, day, choice))
        total += part
        timing += part if day.serves_timing else 0.0
        biggest = max(biggest, 0.0 if day.is_last else part)
    more_sets = choice.last_sets - shape.family.last_sets if choice.last_sets else 0
    other = max(-more_sets, _PRICE_OF_MORE * more_sets)
    more_reps = choice.reps - shape.scheme.work_reps[0] if choice.reps else 0
    return _Filling(
        choice,
        total / shape.reference.all,
        (total - timing) / max(shape.reference.main, 1e-9),
        biggest / shape.reference.all,
        0.04 * other + 0.01 * more_reps,
    )


def _closest(fillings: list[_Filling], share: float, most: float) -> list[_Filling]:
    """The fillings nearest to a share, those first that keep volume from rising."""

    def stray(filling: _Filling) -> tuple[float, float, int, int]:
        rise = round(max(0.0, filling.all - most), 6)
        miss = abs(filling.all - share) + abs(filling.main - share) + filling.price
        return (rise, miss, filling.choice.sets, filling.choice.timing_sets)

    return sorted(fillings, key=stray)


def _miss(
    found: Sequence[_Filling], shares: Sequence[float], wanted: float, before: float
) -> tuple[float, ...]:
    """How far a taper is from the wanted one; smaller is better. Volume that rises is worst."""
    count, earlier, price = len(shares), before, 0.0
    every = main = shape = rises = 0.0
    for filling, share in zip(reversed(found), reversed(shares), strict=True):
        rises += max(0.0, filling.all * _ROUNDING - earlier)
        earlier = filling.all
        every, main = every + filling.all, main + filling.main
        shape += abs(filling.all - share)
        price += filling.price
    cut = max(abs(every / count - wanted), abs(main / count - wanted))
    sets = sum(filling.choice.sets for filling in found)
    too_little = max(0.0, _LEAST_KEPT - every / count)
    # The last week has fewer sessions: what is left must not be heaped on its first one.
    heaped = max(0.0, found[0].biggest - max(one.biggest for one in found[1:])) if count > 1 else 0
    miss = cut + shape / count / 4 + price + heaped
    return (round(rises, 6), round(too_little, 6), round(miss, 6), sets)


def doses_of(shape: TaperShape, day: TaperDay, choice: Open) -> list[Dose]:
    """What a day of the taper holds, with the open numbers of its window chosen."""
    scheme = shape.scheme
    if day.is_last and not day.is_heavy:
        return [_last_dose(shape, choice.last_sets)]
    if day.serves_timing:
        return [replace(scheme.timing, sets=choice.timing_sets)] if choice.timing_sets else []
    sets = _sets_of(shape, day, choice.sets)
    if day.is_heavy:
        reps = min(choice.reps, scheme.back_off.reps + 1)
        back_off = replace(scheme.back_off, sets=sets, reps=reps)
        return [scheme.top, back_off] if sets else [scheme.top]
    # Without a heavy single it is this work that keeps the lifter used to weight.
    keeps_weight = not shape.contested and window_of(day.days_out) > 0
    percent = scheme.back_off.percent if keeps_weight else scheme.work_percent
    return [Dose(Role.WORK, sets, choice.reps, percent, scheme.work_rpe)] if sets else []


def _last_dose(shape: TaperShape, sets: int) -> Dose:
    family, scheme = shape.family, shape.scheme
    percent = family.last_percent if scheme.last_percent is None else scheme.last_percent
    return Dose(Role.WORK, sets, family.last_reps, percent, scheme.work_rpe)


def _sets_of(shape: TaperShape, day: TaperDay, sets: int) -> int:
    """This day's part of its window's open sets: earlier days take the larger part."""
    open_days = [other for other in shape.window(window_of(day.days_out)) if other.is_open]
    return sets // len(open_days) + (open_days.index(day) < sets % len(open_days))
