"""The course of one lift through the season: learning, blocks, deloads, taper or test."""

from __future__ import annotations

from dataclasses import dataclass, replace

from toolkit.engine.calendar import Calendar
from toolkit.engine.rotation import Layout, RotationWeek, lay_blocks
from toolkit.model.athlete import Lift, Stage
from toolkit.model.prescription import Emphasis, Phase
from toolkit.model.season import BlockWeek
from toolkit.policy.method import LearningRules, Policy


@dataclass(frozen=True, slots=True)
class Course:
    """`learning` weeks, then the weeks of `layout`, then the taper or the test week.

    `total` is the number of calendar weeks of the season; `ends` says what closes it.
    """

    learning: int
    layout: Layout
    total: int
    ends: Phase

    @property
    def before_end(self) -> int:
        """Weeks before the taper or the test week."""
        return self.learning + len(self.layout)

    @property
    def graduates(self) -> bool:
        """False for a lift that is still being learned when the season ends."""
        return bool(self.layout) or not self.learning

    @property
    def last_block(self) -> int:
        """The number of the block that is the taper or the test week."""
        rotation = self.layout[-1].block if self.layout else 0
        return rotation + (not self.layout and self.learning > 0) + 1

    def learning_week(self, index: int) -> int | None:
        """The learning week (from 1) of the season's week `index` (from 0), or None."""
        if self.learning and (index < self.learning or not self.graduates):
            return index + 1
        return None

    def rotation_week(self, index: int) -> RotationWeek | None:
        """The week of the rotation; a rest of a week before the taper goes on with the last."""
        if not self.layout:
            return None
        return self.layout[min(index - self.learning, len(self.layout) - 1)]

    def bands(self) -> tuple[BlockWeek, ...]:
        """Every week of the season for calendars."""
        return tuple(self._band(index) for index in range(self.total))

    def _band(self, index: int) -> BlockWeek:
        number, closing = index + 1, index >= self.before_end
        learning = self.learning_week(index)
        if closing and not (self.ends is Phase.TEST and not self.graduates):
            lead = Emphasis.INTENSITY if self.graduates else Emphasis.REPETITION
            after = number - self.before_end
            return BlockWeek(
                number, self.ends, self.last_block, lead, after, self.total - self.before_end
            )
        if learning:
            return BlockWeek(
                number, Phase.LEARNING, 1, Emphasis.REPETITION, learning, self.learning
            )
        week = self.rotation_week(index)
        assert week is not None  # a graduated lift always has a layout
        phase = Phase.DELOAD if week.deload else Phase.ROTATION
        return BlockWeek(number, phase, week.block, week.lead, week.week, week.weeks)


def lay_course(lift: Lift, calendar: Calendar, policy: Policy, block_weeks: int | None) -> Course:
    """The course of a lift over the season's weeks."""
    rules = policy.rotation
    if block_weeks is not None:
        rules = replace(rules, block_weeks=block_weeks)
    weeks, total = calendar.rotation_weeks(), len(calendar.weeks())
    ends = Phase.TEST if calendar.meet is None else Phase.TAPER
    if lift.stage is Stage.EXPERIENCED:
        return Course(0, lay_blocks(weeks, rules), total, ends)
    learning = learning_weeks(weeks, policy.learning, calendar.meet is not None)
    layout = lay_blocks(weeks - learning, rules, from_front=True) if weeks > learning else ()
    shifted = tuple(replace(week, block=week.block + 1) for week in layout)
    return Course(learning, shifted, total, ends)


def learning_weeks(weeks: int, rules: LearningRules, has_meet: bool) -> int:
    """How long a new lift is learned when so many weeks come before the taper or test week.

    It graduates after the usual time, or a little sooner before a meet, when a short rotation
    still fits after it; otherwise it is learned to the end.
    """
    left = weeks - rules.rotation_weeks
    if left >= rules.weeks:
        return rules.weeks
    if has_meet and left >= rules.shortest:
        return left
    return weeks
