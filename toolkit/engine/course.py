"""The course of one lift through the season: learning, blocks, deloads, taper or test."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from toolkit.engine.legs import Leg
from toolkit.engine.rotation import Layout, RotationWeek, lay_blocks, lay_daily, lay_weekly
from toolkit.model.athlete import Lift, Stage
from toolkit.model.prescription import Emphasis, Phase
from toolkit.model.season import BlockWeek
from toolkit.policy.method import LearningRules, Policy, RotationRules


@dataclass(frozen=True, slots=True)
class History:
    """What a lift has behind it when a leg of the season begins: weeks learned, blocks done, and
    the day of its last heavy set."""

    learned: int = 0
    blocks: int = 0
    graduated: bool = False
    heavy: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """One lift in one leg: `transition` weeks after a meet or a break, `learning` weeks, `layout`,
    then the taper or the test week.

    `total` is the number of calendar weeks of the leg; `ends` says what closes it; `learned` and
    `blocks` are the weeks and blocks of the legs before.
    """

    learning: int
    layout: Layout
    total: int
    ends: Phase
    transition: int = 0
    learned: int = 0
    blocks: int = 0

    @property
    def before_end(self) -> int:
        """Weeks before the taper or the test week."""
        return self.transition + self.learning + len(self.layout)

    @property
    def graduates(self) -> bool:
        """False for a lift that is still being learned when the leg ends."""
        return bool(self.layout) or not self.learning

    @property
    def last_block(self) -> int:
        """The number of the block that is the taper or the test week."""
        if self.layout:
            return self.layout[-1].block + 1
        return self.blocks + (self.learning > 0) + 1

    def is_transition(self, index: int) -> bool:
        """True for an easy week after a meet or a break (week `index` of the leg, from 0)."""
        return index < self.transition

    def learning_week(self, index: int) -> int | None:
        """The learning week (from 1) of the leg's week `index` (from 0), or None."""
        if self.learning and (index < self.learning or not self.graduates):
            return self.learned + index + 1
        return None

    def rotation_week(self, index: int) -> RotationWeek | None:
        """The week of the rotation; a rest of a week before the taper goes on with the last."""
        if not self.layout:
            return None
        at = index - self.learning - self.transition
        return self.layout[min(max(at, 0), len(self.layout) - 1)]

    def history(self) -> History:
        """What the next leg of this lift starts from."""
        return History(self.learned + self.learning, self.last_block, self.graduates)

    def bands(self, before: int) -> tuple[BlockWeek, ...]:
        """Every week of the leg for calendars; `before` weeks came earlier in the season."""
        return tuple(self._band(index, before + index + 1) for index in range(self.total))

    def _band(self, index: int, number: int) -> BlockWeek:
        closing = index >= self.before_end
        learning = self.learning_week(index)
        if closing and not (self.ends is Phase.TEST and not self.graduates):
            lead = Emphasis.INTENSITY if self.graduates else Emphasis.REPETITION
            after = index + 1 - self.before_end
            return BlockWeek(
                number, self.ends, self.last_block, lead, after, self.total - self.before_end
            )
        if self.is_transition(index):
            return BlockWeek(
                number,
                Phase.TRANSITION,
                self.blocks,
                Emphasis.REPETITION,
                index + 1,
                self.transition,
            )
        if learning:
            return BlockWeek(
                number, Phase.LEARNING, self.blocks + 1, Emphasis.REPETITION, learning,
                self.learned + self.learning,
            )  # fmt: skip
        week = self.rotation_week(index)
        assert week is not None  # a graduated lift always has a layout
        phase = Phase.DELOAD if week.deload else Phase.ROTATION
        return BlockWeek(number, phase, week.block, week.lead, week.week, week.weeks)


@dataclass(frozen=True, slots=True)
class CourseRules:
    """How one lift's blocks are laid out: the rotation's rules and mode, turned by `shift`."""

    rotation: RotationRules
    mode: str = "block"
    shift: int = 0


def lay_course(
    lift: Lift, leg: Leg, policy: Policy, rules: CourseRules, history: History
) -> Course:
    """The course of a lift over the weeks of one leg."""
    weeks, total = leg.calendar.rotation_weeks(), len(leg.calendar.weeks())
    ends = Phase.TEST if leg.meet is None else Phase.TAPER
    before = (history.learned, history.blocks)
    if lift.stage is Stage.EXPERIENCED or history.graduated:
        rest = min(leg.easy, weeks)
        # Before a break there is no peak to build: begin with repetition, go as far as time allows.
        layout = _layout(weeks - rest, rules, history.blocks, leg.calendar.open_end)
        return Course(0, layout, total, ends, rest, *before)
    learning = learning_weeks(weeks, policy.learning, leg.meet is not None, history.learned)
    layout = _layout(weeks - learning, rules, history.blocks + (learning > 0), from_front=True)
    return Course(learning, layout, total, ends, 0, *before)


def _layout(weeks: int, rules: CourseRules, blocks: int, from_front: bool = False) -> Layout:
    if weeks <= 0:
        return ()
    if rules.mode == "weekly":
        layout = lay_weekly(weeks, rules.rotation, rules.shift)
    elif rules.mode == "daily":
        layout = lay_daily(weeks, rules.rotation)
    else:
        layout = lay_blocks(weeks, rules.rotation, from_front, rules.shift)
    return tuple(replace(week, block=week.block + blocks) for week in layout)


def learning_weeks(weeks: int, rules: LearningRules, has_meet: bool, learned: int = 0) -> int:
    """How long a new lift is learned when so many weeks come before the taper or test week.

    It graduates after the usual time, or a little sooner before a meet, when a short rotation
    still fits after it; otherwise it is learned to the end. `learned` weeks are behind it.
    """
    left = weeks - rules.rotation_weeks
    usual = max(0, rules.weeks - learned)
    if left >= usual:
        return usual
    if has_meet and left + learned >= rules.shortest and left > 0:
        return left
    return weeks
