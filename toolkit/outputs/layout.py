"""Where everything stands in the plan workbook: decided once, for the workbook and for plan.csv."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from math import ceil

from toolkit.model.athlete import Lift, Meet
from toolkit.model.prescription import (
    AttemptRule,
    Kind,
    LoadRule,
    Phase,
    Prescription,
    Role,
    Session,
    SetGroup,
)
from toolkit.model.season import AttemptPlan, LiftCourse, Plan, Season, Week
from toolkit.outputs.formulas import (
    LoadRefs,
    WeekRefs,
    after_attempt_text,
    number,
    warm_up_text,
)
from toolkit.outputs.meets import attempts_of, earlier_meets
from toolkit.policy.effort import rpe_chart
from toolkit.sheetnames import a1, fixed, quoted, sheet_titles
from toolkit.units import Unit, convert, plain

OVERVIEW, MAXES, DIALS, READ_ME, META = "Overview", "Maxes", "Dials", "Read me", "Meta"
RESERVED = (OVERVIEW, MAXES, DIALS, READ_ME, META)

Place = tuple[int, int, int, int, int]
"""Where a set group stands in a plan: season, week, session, prescription, group, from 0."""


class Col(IntEnum):
    """The columns of an athlete's sheet."""

    DAY = 0
    EXERCISE = 1
    FOCUS = 2
    SETS = 3
    REPS = 4
    PERCENT = 5
    LOAD = 6
    UNIT = 7
    RPE = 8
    HOW = 9
    WARM_UP = 10
    DONE_LOAD = 11
    DONE_REPS = 12
    DONE_RPE = 13
    NOTES = 14
    WHY = 15


WIDTHS: dict[Col, float] = {
    Col.DAY: 11,
    Col.EXERCISE: 22,
    Col.FOCUS: 10.5,
    Col.SETS: 5,
    Col.REPS: 6,
    Col.PERCENT: 8,
    Col.LOAD: 9,
    Col.UNIT: 4,
    Col.RPE: 6,
    Col.HOW: 25,
    Col.WARM_UP: 25,
    Col.DONE_LOAD: 7.5,
    Col.DONE_REPS: 7.5,
    Col.DONE_RPE: 7.5,
    Col.NOTES: 18,
    Col.WHY: 90,
}
"""Column widths in characters of the normal font."""

HEAD_ROWS = 3
HEAD_HEIGHTS = (26.0, 16.0, 28.0)
BAND_HEIGHT, ROW_HEIGHT, LINE_HEIGHT, TOTAL_HEIGHT = 21.0, 21.0, 11.5, 21.0
"""Heights in points: a week's dark band, a row of one line, each line more, the weekly line."""
CROWDED_ROWS, CROWDED_HEIGHT = 34, 15.0
"""From so many rows a week on, rows give up their room for handwriting to stay readable."""


class MaxCol(IntEnum):
    """The columns of the Maxes sheet."""

    ATHLETE = 0
    LIFT = 1
    MAX = 2
    UNIT = 3
    STEP = 4
    BAR = 5
    STAGE = 6
    PRIORITY = 7
    GOAL = 8
    COMES_FROM = 9
    GAIN = 10
    THIRD = 11
    OPENER = 12


MAX_HEAD_ROW = 4
"""The row of the column headers on the Maxes sheet, from 0."""
MEETS_GAP = 2
"""Rows between the maxes and the first attempt of an earlier meet: one empty, one a heading."""


@dataclass(frozen=True, slots=True)
class MaxRow:
    """One lift's row on the Maxes sheet, or the row of its attempts at an earlier `meet`, whose
    max follows the row `base`. All weights are in `unit`."""

    row: int
    season: Season
    lift: Lift
    max: float
    unit: Unit
    step: float
    bar: float
    attempts: AttemptPlan | None
    meet: Meet | None = None
    base: int = 0

    def ref(self, col: int) -> str:
        """An absolute reference to one cell of this row: `'Maxes'!$C$6`."""
        return fixed(self.row, col, MAXES)

    @property
    def goal(self) -> float | None:
        """The goal in this row's unit: the one the attempts are planned for, where there are any.

        That may be less than the coach's, where the coach's is more than a season can give.
        """
        goal, unit = self.lift.goal, self.lift.max.unit
        if self.attempts and isinstance(rule := self.attempts.attempts[-1].group.rule, AttemptRule):
            goal, unit = rule.goal, rule.unit
        return None if goal is None else convert(goal, unit, self.unit)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an athlete's sheet: a set group of a session, or a line of assistance."""

    row: int
    height: float
    place: Place
    session: Session
    prescription: Prescription
    group: SetGroup | None
    opens_day: bool
    opens_exercise: bool
    how: str


@dataclass(frozen=True, slots=True)
class MeetBlock:
    """One meet day's rows: its band, then an attempt a row."""

    row: int
    session: Session
    lines: tuple[Line, ...]

    @property
    def last_row(self) -> int:
        """The last row of the meet."""
        return self.row + len(self.lines)


@dataclass(frozen=True, slots=True)
class WeekBlock:
    """One week's rows: the band, the training lines, the weekly line, then the meet day."""

    week: Week
    head_row: int
    lines: tuple[Line, ...]
    total_row: int
    meets: tuple[MeetBlock, ...] = ()

    @property
    def meet_row(self) -> int | None:
        """The band of the week's first meet, None in a week without one."""
        return self.meets[0].row if self.meets else None

    @property
    def meet_lines(self) -> tuple[Line, ...]:
        """The attempts of the week."""
        return tuple(line for meet in self.meets for line in meet.lines)

    @property
    def last_row(self) -> int:
        """The last row of the block."""
        return self.meets[-1].last_row if self.meets else self.total_row

    @property
    def height(self) -> float:
        """The height of the block in points."""
        rows = sum(line.height for line in self.lines + self.meet_lines)
        return rows + BAND_HEIGHT * (1 + len(self.meets)) + TOTAL_HEIGHT


@dataclass(frozen=True, slots=True)
class AthleteSheet:
    """One athlete's sheet: its title, its weeks and the maxes its loads follow."""

    title: str
    season: Season
    blocks: tuple[WeekBlock, ...]
    maxes: Mapping[str, MaxRow]
    meet_maxes: Mapping[tuple[date, str], MaxRow] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        """The last row in use."""
        return self.blocks[-1].last_row if self.blocks else HEAD_ROWS - 1

    def attempts_row(self, session: Session, lift: Lift) -> MaxRow:
        """The row of the Maxes sheet that the attempts of a meet day follow."""
        return self.meet_maxes.get((session.date, lift.name), self.maxes[lift.name])


@dataclass(frozen=True, slots=True)
class BookLayout:
    """Every sheet of the plan workbook."""

    sheets: tuple[AthleteSheet, ...]

    @property
    def maxes(self) -> Iterator[MaxRow]:
        """The rows of the Maxes sheet, top to bottom."""
        for sheet in self.sheets:
            yield from sheet.maxes.values()

    @property
    def meet_maxes(self) -> Iterator[MaxRow]:
        """The rows of the earlier meets, under the others on the Maxes sheet."""
        for sheet in self.sheets:
            yield from sheet.meet_maxes.values()

    def cells(self) -> dict[Place, str]:
        """The address of each set group's load: `'Anna Berg'!G12`."""
        return {
            line.place: f"{quoted(sheet.title)}!{a1(line.row, Col.LOAD)}"
            for sheet in self.sheets
            for block in sheet.blocks
            for line in block.lines + block.meet_lines
            if line.group is not None
        }


def lay_out(plan: Plan) -> BookLayout:
    """Where everything of the plan stands in plan.xlsx."""
    titles = sheet_titles((season.athlete.name for season in plan.seasons), RESERVED)
    sheets = []
    row = MAX_HEAD_ROW + 1
    for index, (title, season) in enumerate(zip(titles, plan.seasons, strict=True)):
        maxes = _max_rows(season, row)
        row += len(maxes)
        sheets.append(AthleteSheet(title, season, _blocks(index, season), maxes))
    return BookLayout(tuple(_with_meets(sheets, row + MEETS_GAP)))


def _with_meets(sheets: list[AthleteSheet], first: int) -> Iterator[AthleteSheet]:
    """The sheets with the rows their earlier meets have on the Maxes sheet."""
    row = first
    for sheet in sheets:
        rows: dict[tuple[date, str], MaxRow] = {}
        for day in earlier_meets(sheet.season):
            for plan in day.attempts:
                base = sheet.maxes[plan.lift.name]
                own = replace(base, row=row, attempts=plan, meet=day.meet, base=base.row)
                rows[day.meet.date, plan.lift.name] = own
                row += 1
        yield replace(sheet, meet_maxes=rows)


def prescriptions(season: Season, session: Session) -> tuple[Prescription, ...]:
    """What a session asks for; on a meet day without lines of its own, the attempts."""
    if session.prescriptions or not session.is_meet:
        return session.prescriptions
    return tuple(_on_the_platform(season, plan) for plan in attempts_of(season, session))


def _on_the_platform(season: Season, plan: AttemptPlan) -> Prescription:
    course = next((one for one in season.courses if one.lift.name == plan.lift.name), None)
    return Prescription(
        exercise=plan.lift.name,
        kind=Kind.COMPETITION,
        phase=Phase.MEET,
        block=course.weeks[-1].block if course and course.weeks else 0,
        lead=None,
        emphasis=None,
        lift=plan.lift,
        equipment=course.equipment if course else None,
        groups=plan.warm_ups + tuple(attempt.group for attempt in plan.attempts),
    )


def load_refs(row: MaxRow, rule: LoadRule) -> LoadRefs:
    """Where a load's ingredients stand; a step, bar or unit of its own is written as a constant."""
    same = rule.unit is row.unit
    step = row.ref(MaxCol.STEP) if same and rule.step == row.step else plain(rule.step, 4)
    bar = row.ref(MaxCol.BAR) if same and rule.bar == row.bar else plain(rule.bar, 4)
    factor = "" if same else f"*{number(convert(1, row.unit, rule.unit))}"
    return LoadRefs(row.ref(MaxCol.MAX), step, bar, factor)


def week_refs(cells: Callable[[Col], str]) -> WeekRefs:
    """The ranges a weekly line adds up; `cells` gives the range of a column."""
    return WeekRefs(
        focus=cells(Col.FOCUS),
        sets=cells(Col.SETS),
        reps=cells(Col.REPS),
        percent=cells(Col.PERCENT),
        load=cells(Col.LOAD),
        unit=cells(Col.UNIT),
        done_load=cells(Col.DONE_LOAD),
        done_reps=cells(Col.DONE_REPS),
        work_percent=rpe_chart().work_percent,
    )


def how(group: SetGroup, said: str = "") -> str:
    """Tempo, rest and cue as one text: `3-1-0 · rest 3 min · Brace first`.

    A cue the row above has `said` is not said again.
    """
    parts = (group.tempo, _rest(group.rest_s), group.cue if group.cue != said else "")
    return " · ".join(part for part in parts if part)


def warm_up_of(prescription: Prescription) -> str:
    """The warm-up as text, empty without one."""
    ladder = prescription.warm_ups
    return warm_up_text(ladder, [bar_of(step) for step in ladder])


def bar_of(group: SetGroup) -> float:
    """The empty bar of a load, 0 for an attempt."""
    return group.rule.bar if isinstance(group.rule, LoadRule) else 0.0


def _rest(seconds: int | None) -> str:
    return "" if seconds is None else f"rest {plain(seconds / 60, 1)} min"


def _max_rows(season: Season, first: int) -> dict[str, MaxRow]:
    attempts = {plan.lift.name: plan for plan in season.attempts}
    rules = {
        group_lift.name: group.rule
        for week, session, prescription, group in reversed(list(season.set_groups()))
        if (group_lift := prescription.lift)
        and not session.is_meet
        and isinstance(group.rule, LoadRule)
    }
    return {
        course.lift.name: _max_row(
            first + index,
            season,
            course,
            attempts.get(course.lift.name),
            rules.get(course.lift.name),
        )
        for index, course in enumerate(season.courses)
    }


def _max_row(
    row: int,
    season: Season,
    course: LiftCourse,
    attempts: AttemptPlan | None,
    rule: LoadRule | AttemptRule | None,
) -> MaxRow:
    if isinstance(rule, LoadRule):
        unit, value, step, bar = rule.unit, rule.training_max, rule.step, rule.bar
    else:
        unit, step, bar = course.equipment.unit, course.equipment.step, course.equipment.bar
        value = convert(course.lift.max.value, course.lift.max.unit, unit)
    return MaxRow(row, season, course.lift, value, unit, step, bar, attempts)


def _blocks(index: int, season: Season) -> tuple[WeekBlock, ...]:
    blocks = []
    row = HEAD_ROWS
    height = _row_height(season)
    for at, week in enumerate(season.weeks):
        blocks.append(_block((index, at), season, week, row, height))
        row = blocks[-1].last_row + 1
    return tuple(blocks)


def _row_height(season: Season) -> float:
    """The height in points of a row of one line, the same in all weeks of an athlete."""
    rows = [
        sum(max(1, len(one.work)) for session in week.sessions for one in session.prescriptions)
        for week in season.weeks
    ]
    return CROWDED_HEIGHT if max(rows, default=0) >= CROWDED_ROWS else ROW_HEIGHT


def _block(
    where: tuple[int, int], season: Season, week: Week, head_row: int, height: float
) -> WeekBlock:
    training: list[Line] = []
    meets: list[MeetBlock] = []
    row = head_row + 1
    for at, session in enumerate(week.sessions):
        if not session.is_meet:
            training += _lines((*where, at), season, session, row + len(training), height)
    total_row = row + len(training)
    for at, session in enumerate(week.sessions):
        if session.is_meet:
            band = (meets[-1].last_row if meets else total_row) + 1
            lines = tuple(_lines((*where, at), season, session, band + 1, height))
            meets.append(MeetBlock(band, session, lines))
    return WeekBlock(week, head_row, tuple(training), total_row, tuple(meets))


def _lines(
    at: tuple[int, int, int], season: Season, session: Session, first: int, height: float
) -> Iterator[Line]:
    row = first
    for order, prescription in enumerate(prescriptions(season, session)):
        shown = [(n, g) for n, g in enumerate(prescription.groups) if g.role is not Role.WARM_UP]
        rows: list[tuple[int, SetGroup | None]] = [*shown] or [(0, None)]
        followers = [group for _, group in rows[1:]] + [None]
        for (place, group), following in zip(rows, followers, strict=True):
            opens = place == rows[0][0]
            text = _how(prescription, group, following)
            yield Line(
                row,
                height + _extra(prescription, text, opens),
                (*at, order, place),
                session,
                prescription,
                group,
                row == first,
                opens,
                text,
            )
            row += 1


def _how(prescription: Prescription, group: SetGroup | None, following: SetGroup | None) -> str:
    """The text of a row's "how" cell: the dose, the cue, or what follows an attempt."""
    if group is None:
        return prescription.text
    if group.role is Role.ATTEMPT and following is not None:
        return after_attempt_text(group.load, following.load)
    first = prescription.work[0]
    return how(group, "" if group is first else first.cue)


def _extra(prescription: Prescription, text: str, opens: bool) -> float:
    """The height in points that a row's wrapped texts need beyond their first line."""
    texts = [(text, Col.HOW), (_name(prescription), Col.EXERCISE)]
    if opens:
        texts.append((warm_up_of(prescription), Col.WARM_UP))
    lines = max(ceil(len(text) / (WIDTHS[col] * 1.15)) for text, col in texts)
    return LINE_HEIGHT * max(0, lines - 1)


def _name(prescription: Prescription) -> str:
    return prescription.exercise + " · back-off"
