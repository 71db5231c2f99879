"""Days off: where a session goes whose day is taken, and what it must leave out there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from toolkit.engine.calendar import DAY, WEEK_DAYS, Calendar, TrainingDay, week_index
from toolkit.model.season import Cause, Change
from toolkit.policy.method import Policy


@dataclass(frozen=True, slots=True)
class Work:
    """One lift on one training day, as far as its neighbours matter.

    `main` is True for the lift's main session of the week, `learned` False while the lift is still
    being learned (its sessions are light and may follow each other); `rivals` are the families
    that should not be heavy on the day before or after.
    """

    lift: int
    family: str
    main: bool
    learned: bool = True
    rivals: tuple[str, ...] = ()


WorkOf = Callable[[int, TrainingDay], Sequence[Work]]
"""The lifts of a training day in a week of the leg (from 0)."""


@dataclass(frozen=True, slots=True)
class Days:
    """The training days of a leg in order, and how they differ from the usual week."""

    held: tuple[TrainingDay, ...]
    changes: tuple[Change, ...] = ()


def lay_days(
    calendar: Calendar, policy: Policy, names: Sequence[str] = (), work_of: WorkOf | None = None
) -> Days:
    """The days with a session: none on a meet day, on its eve, or on a day off.

    A session on a day off moves to the free day of its week that costs it least, at most
    `most_moved_days` away, or falls out. Beside a moved session a lift is not trained twice in a
    row where one of the two is its main session: that one stays and the other leaves the lift out.
    A session of which less than half would be left falls out as well. A session on the eve of the
    meet moves one day forward when otherwise nothing is left in the days where training stops, so
    that the lifter does not come to the meet stale. `names` are the lifts by index, for the
    changes; without `work_of` only the days count.
    """
    usual = tuple(calendar.usual_days())
    desk = _Desk(calendar, policy, names, work_of)
    desk.held = {day.date: day for day in usual if calendar.is_free(day.date)}
    for day in usual:
        if day.date not in desk.held and not calendar.belongs_to_meet(day.date):
            _place(desk, day)
    _from_the_eve(desk)
    held = tuple(desk.held[day] for day in sorted(desk.held))
    return Days(held, tuple(sorted(desk.changes, key=lambda change: change.day)))


@dataclass(slots=True)
class _Desk:
    """The days held so far and what has changed, while sessions are moved one after another."""

    calendar: Calendar
    policy: Policy
    names: Sequence[str]
    work_of: WorkOf | None
    held: dict[date, TrainingDay] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def work(self, day: TrainingDay) -> list[Work]:
        """The lifts of a day but those it leaves out."""
        if self.work_of is None:
            return []
        week = week_index(self.calendar.weeks(), day.date)
        return [work for work in self.work_of(week, day) if work.lift not in day.without]

    def named(self, lifts: frozenset[int]) -> tuple[str, ...]:
        return tuple(self.names[lift] for lift in sorted(lifts))


def _place(desk: _Desk, day: TrainingDay) -> None:
    """Move one session to its best day, or let it fall out."""
    closed, off = desk.calendar.closing(day.date), desk.calendar.day_off(day.date)
    if closed is not None and day.date < closed.last:
        eve = Change(day.date, None, closed.name, (), closed.origin, Cause.SMALLER_MEET)
        desk.changes.append(eve)
    if closed is not None or off is None:  # on the day of a meet that is all there is to say
        return
    why, origin = off.name or "day off", off.origin
    options = [_beside(desk, replace(day, date=to)) for to in _options(desk, day)]
    best = min(options, key=lambda option: option.cost(day.date), default=None)
    if best is None or best.is_torn:
        desk.changes.append(Change(day.date, None, why, (), origin))
        return
    to = best.day.date
    desk.held[to] = replace(best.day, without=best.lost)
    desk.changes.append(Change(day.date, to, why, desk.named(best.lost), origin))
    for other, lost in best.others.items():
        held = desk.held[other]
        desk.held[other] = replace(held, without=held.without | lost)
        beside = f"{why}: the session moved to {to:%a} {to.day} {to:%b} has it"
        desk.changes.append(Change(other, other, beside, desk.named(lost), origin))


def _options(desk: _Desk, day: TrainingDay) -> Iterator[date]:
    """The free days of the week around a session's own, the nearest first, then the later."""
    monday = day.date - day.weekday * DAY
    for distance in range(1, desk.policy.season.days_off.most_moved_days + 1):
        for other in (day.date + distance * DAY, day.date - distance * DAY):
            same_week = monday <= other < monday + WEEK_DAYS * DAY
            if same_week and other not in desk.held and desk.calendar.is_free(other):
                yield other


@dataclass(frozen=True, slots=True)
class _Option:
    """A session on a day it could move to: the lifts `lost` to its neighbours, those that the
    `others` lose to it, and how many rivals would be heavy on consecutive days. It `is_torn` when
    less than half of its lifts would be left."""

    day: TrainingDay
    lost: frozenset[int]
    others: dict[date, frozenset[int]]
    rivals: int
    is_torn: bool

    def cost(self, usual: date) -> tuple[int, ...]:
        """Lifts lost, rivals side by side, days moved; `usual` is the day it comes from."""
        lost = len(self.lost) + sum(map(len, self.others.values()))
        return (lost, self.rivals, abs((self.day.date - usual).days))


def _beside(desk: _Desk, moved: TrainingDay) -> _Option:
    """What a session costs beside the sessions of the day before and the day after."""
    mine, lost, rivals = desk.work(moved), set[int](), 0
    others: dict[date, frozenset[int]] = {}
    for other in (moved.date - DAY, moved.date + DAY):
        theirs = desk.work(desk.held[other]) if other in desk.held else []
        pairs = [(one, two) for one in mine for two in theirs if one.main or two.main]
        same = [
            (one, two) for one, two in pairs if one.lift == two.lift and one.learned and two.learned
        ]
        lost |= {one.lift for one, two in same if two.main}
        given = frozenset(two.lift for _, two in same if not two.main)
        if given:
            others[other] = given
        rivals += sum(one.main and two.main and two.family in one.rivals for one, two in pairs)
    is_torn = 2 * len(lost) > len({work.lift for work in mine})
    return _Option(moved, frozenset(lost), others, rivals, is_torn)


def _from_the_eve(desk: _Desk) -> None:
    """Hold the last session a day early when it would be on the eve of the meet."""
    meet = desk.calendar.meet
    if meet is None:
        return
    low, high = desk.policy.taper.last_range
    eve, before = meet - DAY, meet - 2 * DAY
    near = any(low <= (meet - day).days <= high for day in desk.held)
    if eve.weekday() in desk.calendar.weekdays and desk.calendar.is_free(before) and not near:
        desk.held[before] = TrainingDay(before, eve.weekday())
        desk.changes.append(Change(eve, before, "the day before the meet", cause=Cause.LAST_MEET))
