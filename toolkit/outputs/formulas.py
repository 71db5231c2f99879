"""The spreadsheet's side of the model: the same rules, written as formulas.

Only functions every spreadsheet program has (ROUND, MAX, INT, IF, SUMPRODUCT ...). Each function
names the model class it mirrors; LibreOffice is the referee between the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.engine.targets import DIGITS, Verdict
from toolkit.model.prescription import AttemptRule, SetGroup
from toolkit.units import KG_PER_LB, Unit, plain

ALLOWED = frozenset("ABS IF IFERROR INDEX INT MATCH MAX MIN ROUND SUM SUMPRODUCT".split())
"""Every function the workbook may call."""


def number(value: float) -> str:
    """A constant inside a formula: `2.5`, `20`."""
    text = repr(float(value))
    return text.removesuffix(".0")


def text(value: str) -> str:
    """A string constant inside a formula, its quotation marks doubled."""
    return '"' + value.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class LoadRefs:
    """Where a load's ingredients stand (or constants): the max, the step and the bar.

    `factor` turns the max into the unit of step and bar, where that is another one: `*0.45359237`.
    """

    max: str
    step: str
    bar: str
    factor: str = ""

    def rounded(self, percent: str) -> str:
        """max x percent, rounded half up to the step: `round_half_up`.

        The inner ROUND absorbs binary noise; a ROUND to 0 alone does so in Excel only, and
        LibreOffice would make 24.499999999999996 steps 24 where there are 24.5.
        """
        return f"INT(ROUND({self.max}{self.factor}*{percent}/{self.step},6)+0.5)*{self.step}"


def load(refs: LoadRefs, percent: str) -> str:
    """`LoadRule.value`: at least the bar, else max x percent rounded to the step; no max, no load.

    `percent` is the reference of the row's own percent cell.
    """
    return f'=IF({refs.max}="","",MAX({refs.bar},{refs.rounded(percent)}))'


def third(max_ref: str, goal_ref: str, gain_ref: str, unit: Unit) -> str:
    """`AttemptRule.third_kg`: the goal, or the max plus the expected gain, in kg."""
    factor = f"*{number(KG_PER_LB)}" if unit is Unit.LB else ""
    expected = f'IF({goal_ref}="",{max_ref}*(1+{gain_ref}),{goal_ref}){factor}'
    return f'=IF({max_ref}="","",{expected})'


def attempt(third_ref: str, share: str, rule: AttemptRule, third_share: str) -> str:
    """`AttemptRule.value`: the share of the expected third, rounded down to the grid, in kg, and
    as many steps below the third attempt as there are attempts after it."""
    step = number(rule.step_kg)
    wanted = _down(f"{third_ref}*{share}", step)
    if rule.steps_below:
        below = number(rule.steps_below * rule.step_kg)
        wanted = f"MIN({wanted},{_down(f'{third_ref}*{third_share}', step)}-{below})"
    return f'=IF({third_ref}="","",{wanted})'


def _down(weight: str, step: str) -> str:
    """A weight rounded down to the step: `round_down`."""
    return f"INT(ROUND({weight}/{step},6))*{step}"


def after_attempt(this: str, following: str) -> str:
    """What follows an attempt, with the weights as they are now."""
    made = f'"made: "&{following}&" kg · missed: repeat "&{this}&" kg"'
    return f'=IF({this}="","",{made})'


def after_attempt_text(this: float, following: float) -> str:
    """What `after_attempt` shows: its cached value."""
    return f"made: {plain(following)} kg · missed: repeat {plain(this)} kg"


def meet_total(thirds: Sequence[str]) -> str:
    """The total if every third is made, as the loads are now."""
    return f'="Every third made: "&SUM({",".join(thirds)})&" kg"'


def meet_total_text(total_kg: float) -> str:
    """What `meet_total` shows: its cached value."""
    return f"Every third made: {plain(total_kg)} kg"


def attempt_percent(third_ref: str, share: str, max_ref: str, unit: Unit) -> str:
    """`AttemptRule.percent`: the share of the expected third as a fraction of the current max."""
    max_kg = f"({max_ref}*{number(KG_PER_LB)})" if unit is Unit.LB else max_ref
    return f'=IF({third_ref}="","",{third_ref}*{share}/{max_kg})'


def pounds(kg_ref: str) -> str:
    """A weight in kg shown in pounds, to a tenth."""
    return f'=IF({kg_ref}="","",ROUND({kg_ref}/{number(KG_PER_LB)},1))'


def warm_up(groups: Sequence[SetGroup], refs: Sequence[LoadRefs]) -> str:
    """The ladder as one text, each load by `LoadRule.value`: `bar×8 · 60×5 · 90×3`."""
    parts: list[str] = []
    for group, ref in zip(groups, refs, strict=True):
        weight = ref.rounded(number(group.rule.percent))
        parts.append(f'IF({weight}<={ref.bar},"bar",{weight})&{text(dose(group))}')
    joined = '&" · "&'.join(parts)
    return f'=IF({refs[0].max}="","",{joined})'


def warm_up_text(groups: Sequence[SetGroup], bars: Sequence[float]) -> str:
    """What `warm_up` shows: its cached value."""
    return " · ".join(
        ("bar" if group.load <= bar else plain(group.load, 4)) + dose(group)
        for group, bar in zip(groups, bars, strict=True)
    )


def dose(group: SetGroup) -> str:
    """What stands behind a warm-up's weight: `×5`, `×3 (14′)` with the minutes left."""
    sets = f"×{group.sets}" if group.sets > 1 else ""
    minutes = "" if group.minutes_out is None else f" ({group.minutes_out}′)"
    return f"×{group.reps}{sets}{minutes}"


@dataclass(frozen=True, slots=True)
class WeekRefs:
    """The cells of one week's rows, column by column: `D5:D20`."""

    focus: str
    sets: str
    reps: str
    percent: str
    load: str
    unit: str
    done_load: str
    done_reps: str
    work_percent: float

    def counts(self, timing: bool = False) -> str:
        """1 for the rows a dial counts, else 0: work percent or more, timing apart."""
        sign = "=" if timing else "<>"
        least = number(round(self.work_percent - 1e-9, 9))
        return f'({self.percent}>={least})*({self.focus}{sign}"Timing")'


def planned_reps(week: WeekRefs, timing: bool = False) -> str:
    """`WeekDials.reps` (or `timing_reps`): sets x reps of the rows that count."""
    return f"SUMPRODUCT({week.counts(timing)},{week.sets},{week.reps})"


def planned_tonnage(week: WeekRefs, unit: Unit, mixed: bool) -> str:
    """`WeekDials.tonnage`: sets x reps x load, in `unit` where a week holds both units."""
    weights = f",{_in_unit(week, unit)}" if mixed else ""
    return f"SUMPRODUCT({week.counts()},{week.sets},{week.reps},{week.load}{weights})"


def average_percent(week: WeekRefs, reps_ref: str) -> str:
    """`WeekDials.ari`: the rep-weighted mean percent, nothing where nothing counts."""
    total = f"SUMPRODUCT({week.counts()},{week.sets},{week.reps},{week.percent})"
    return f'IF({reps_ref}=0,"",{total}/{reps_ref})'


def planned_reps_of(weeks: Sequence[WeekRefs], timing: bool = False) -> str:
    """`planned_reps` over rows that do not stand together."""
    return "+".join(planned_reps(week, timing) for week in weeks) or "0"


def average_percent_of(weeks: Sequence[WeekRefs]) -> str:
    """`average_percent` over rows that do not stand together."""
    reps = planned_reps_of(weeks)
    totals = (
        f"SUMPRODUCT({week.counts()},{week.sets},{week.reps},{week.percent})" for week in weeks
    )
    return f'IF({reps}=0,"",({"+".join(totals) or "0"})/({reps}))'


def verdict(planned: str, low: str, high: str, marks: Mapping[Verdict, str]) -> str:
    """`DialTarget.verdict` as a mark: below, above, or in the range, both ends included."""
    value = f"ROUND({planned},{DIGITS})"
    below, above, inside = (text(marks[one]) for one in (Verdict.BELOW, Verdict.ABOVE, Verdict.IN))
    return f'=IF({planned}="","",IF({value}<{low},{below},IF({value}>{high},{above},{inside})))'


def in_range(marks: Sequence[str], inside: str) -> str:
    """How many of the marks in these ranges say that a dial is in its range: `8/9`."""
    mine = "+".join(f"({cells}={text(inside)})" for cells in marks)
    every = "+".join(f'({cells}<>"")' for cells in marks)
    return f'=SUMPRODUCT({mine})&"/"&SUMPRODUCT({every})'


def done_reps(week: WeekRefs) -> str:
    """The reps that were done, over the rows that count."""
    return f"SUMPRODUCT({week.counts()},{week.done_reps})"


def done_tonnage(week: WeekRefs, unit: Unit, mixed: bool) -> str:
    """The tonnage that was done, over the rows that count, in `unit`."""
    weights = f",{_in_unit(week, unit)}" if mixed else ""
    return f"SUMPRODUCT({week.counts()},{week.done_load},{week.done_reps}{weights})"


def _in_unit(week: WeekRefs, unit: Unit) -> str:
    other, factor = (Unit.LB, KG_PER_LB) if unit is Unit.KG else (Unit.KG, 1 / KG_PER_LB)
    return f'({week.unit}="{unit}")+({week.unit}="{other}")*{number(factor)}'
