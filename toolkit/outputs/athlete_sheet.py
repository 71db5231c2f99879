"""One athlete's sheet: the weeks stacked, live loads, log columns, a line of dials a week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.engine.dials import WeekDials, week_dials
from toolkit.model.prescription import AttemptRule, LoadRule, Role, SetGroup
from toolkit.model.season import Season, Week
from toolkit.outputs import formulas, printing
from toolkit.outputs.layout import (
    BAND_HEIGHT,
    HEAD_HEIGHTS,
    HEAD_ROWS,
    MAXES,
    OVERVIEW,
    TOTAL_HEIGHT,
    WIDTHS,
    AthleteSheet,
    Col,
    Line,
    MaxCol,
    MaxRow,
    MeetBlock,
    WeekBlock,
    load_refs,
    warm_up_of,
    week_refs,
)
from toolkit.outputs.meets import meet_days, meet_name, meet_of, next_meet
from toolkit.outputs.styles import (
    LOOKS,
    NOTHING,
    Look,
    Styles,
    date_range,
    focus_look,
    lead_look,
    long_date,
    week_look,
)
from toolkit.outputs.wording import DAILY
from toolkit.policy.effort import rpe_chart
from toolkit.sheetnames import a1, fixed, span
from toolkit.units import KG_PER_LB

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEADS: dict[Col, str] = {
    Col.DAY: "Day",
    Col.EXERCISE: "Exercise",
    Col.FOCUS: "Focus",
    Col.SETS: "Sets",
    Col.REPS: "Reps",
    Col.PERCENT: "% of max",
    Col.LOAD: "Load",
    Col.UNIT: "",
    Col.RPE: "RPE",
    Col.HOW: "Tempo · rest · cue",
    Col.WARM_UP: "Warm-up",
    Col.DONE_LOAD: "Done load",
    Col.DONE_REPS: "Done reps",
    Col.DONE_RPE: "Done RPE",
    Col.NOTES: "Notes",
    Col.WHY: "Why",
}
NUMERIC = (Col.SETS, Col.REPS, Col.PERCENT, Col.LOAD, Col.RPE)
INDENTED = (Col.FOCUS, Col.HOW, Col.WARM_UP, Col.WHY)
LOG = (Col.DONE_LOAD, Col.DONE_REPS, Col.DONE_RPE, Col.NOTES)
HEAD_NOTES: dict[Col, str] = {
    Col.PERCENT: "A plain number: type another one and the load follows.",
    Col.LOAD: "Follows the training max on the sheet Maxes and the percentage beside it.",
    Col.RPE: "The cap, or on a top set of a difficulty block the target.",
    Col.DONE_REPS: "All reps of the line added up: 4 sets of 8 are 32.",
}
CHIP_CHARACTERS = 36
"""So many characters of what leads a week fit beside its dates; beyond, the marks stand there."""
ATTEMPT_NAMES = ("Opener", "Second", "Third")


@dataclass(frozen=True, slots=True)
class Pen:
    """What writing a sheet needs: the sheet itself, the formats, and where everything stands."""

    sheet: Worksheet
    styles: Styles
    layout: AthleteSheet

    @property
    def season(self) -> Season:
        """The athlete's season."""
        return self.layout.season


def write_athlete(pen: Pen, paper: str, title: str) -> None:
    """Fill one athlete's sheet; `title` stands in the header of each page."""
    _set_up(pen, paper, title)
    _write_head(pen)
    dials = {one.week: one for one in week_dials(pen.season)}
    for block in pen.layout.blocks:
        _write_band(pen, block)
        for line in block.lines:
            _write_line(pen, line)
        _write_total(pen, block, dials[block.week.number])
        for meet in block.meets:
            _write_meet(pen, meet)
    _validate_log(pen)


def _set_up(pen: Pen, paper: str, title: str) -> None:
    sheet, layout = pen.sheet, pen.layout
    for col, width in WIDTHS.items():
        sheet.set_column(col, col, width)
    printed = printing.column_points(WIDTHS[col] for col in Col if col is not Col.WHY)
    tallest = max((block.height for block in layout.blocks), default=0)
    printing.set_up(sheet, paper, printed, sum(HEAD_HEIGHTS) + tallest, title)
    sheet.print_area(0, 0, layout.last_row, Col.NOTES)
    sheet.repeat_rows(0, HEAD_ROWS - 1)
    sheet.set_h_pagebreaks([block.head_row for block in layout.blocks[1:]])
    sheet.freeze_panes(HEAD_ROWS, Col.FOCUS)
    sheet.hide_gridlines(2)


def _write_head(pen: Pen) -> None:
    sheet, styles, season = pen.sheet, pen.styles, pen.season
    for row, height in enumerate(HEAD_HEIGHTS):
        sheet.set_row(row, height)
    sheet.write_string(0, 0, season.athlete.name, styles("title", "left"))
    sheet.write_string(1, 0, _subtitle(season), styles("small", "grey"))
    sheet.write_url(
        0, Col.WHY, f"internal:'{OVERVIEW}'!A1", styles("link", "small"), "Back to the overview"
    )
    for col, head in HEADS.items():
        side = "right" if col in NUMERIC else "indent" if col in INDENTED else "left"
        sheet.write_string(HEAD_ROWS - 1, col, head, styles("head", side))
    for col, note in HEAD_NOTES.items():
        sheet.write_comment(HEAD_ROWS - 1, col, note, {"x_scale": 1.6, "y_scale": 0.6})


def _subtitle(season: Season) -> str:
    parts = [season.athlete.group, f"{long_date(season.start)} to {long_date(season.end)}"]
    parts += [f"{meet_name(day.meet)} on {long_date(day.meet.date)}" for day in meet_days(season)]
    parts.append(f"{len(season.weeks)} weeks")
    return " · ".join(part for part in parts if part)


def week_looks(season: Season, week: Week) -> list[Look]:
    """What leads in a week, each once, in the order of its days; of the calendar on free weeks."""
    days = (session.prescriptions for session in week.sessions if not session.is_meet)
    lines = [one for day in days for one in day if one.lift]
    looks = [lead_look(one.phase, one.lead or one.emphasis) for one in lines]
    if not looks:
        courses = (one for course in season.courses for one in course.weeks)
        looks = [week_look(one) for one in courses if one.number == week.number]
    return list(dict.fromkeys(looks))


def _write_band(pen: Pen, block: WeekBlock) -> None:
    sheet, styles, week = pen.sheet, pen.styles, block.week
    sheet.set_row(block.head_row, BAND_HEIGHT)
    band = styles("band")
    for col in range(Col.NOTES + 1):
        sheet.write_blank(block.head_row, col, None, band)
    parts = [
        f"Week {week.number} of {len(pen.season.weeks)}",
        date_range(week.start, week.end),
        _days_out(pen.season, week),
    ]
    sheet.write_string(block.head_row, 0, "  ·  ".join(part for part in parts if part), band)
    looks = week_looks(pen.season, week)
    if looks:
        words = " · ".join(look.word for look in looks)
        if len(words) > CHIP_CHARACTERS:
            words = " · ".join(look.mark for look in looks)
        chip = styles("band", "across", looks[0] if len(looks) == 1 else LOOKS[DAILY])
        sheet.write_string(block.head_row, Col.DONE_LOAD, words, chip)
        for col in LOG[1:]:
            sheet.write_blank(block.head_row, col, None, chip)


def _days_out(season: Season, week: Week) -> str:
    meet = next_meet(season, week.start)
    if meet is None:
        return ""
    days = (meet.date - week.start).days
    name = "the meet" if len(meet_days(season)) == 1 else meet_name(meet, "the meet")
    return f"{days} day{'s' if days != 1 else ''} to {name}"


def _write_line(pen: Pen, line: Line) -> None:
    pen.sheet.set_row(line.row, line.height)
    edge = ("row", "day") if line.opens_day else ("row",)
    _write_what(pen, line, edge)
    if line.group is None:
        _write_blanks(pen, line.row, edge)
    else:
        _write_dose(pen, line.row, line.group, edge)
        _write_load(pen, line, line.group, edge)
    _write_how(pen, line, edge)
    _write_log(pen, line.row, edge)


def _write_what(pen: Pen, line: Line, edge: tuple[str, ...]) -> None:
    """The day, the exercise and the focus."""
    sheet, styles, row = pen.sheet, pen.styles, line.row
    if line.opens_day:
        sheet.write_datetime(row, Col.DAY, line.session.date, styles(*edge, "date", "bold"))
    else:
        sheet.write_blank(row, Col.DAY, None, styles(*edge))
    main = line.group is not None and (line.opens_exercise or line.session.is_meet)
    name = styles(*edge, "bold", "wrap") if main else styles(*edge, "grey", "wrap")
    sheet.write_string(row, Col.EXERCISE, _exercise(line), name)
    look = focus_look(line.prescription, line.group) if line.group else NOTHING
    if look is NOTHING:
        sheet.write_blank(row, Col.FOCUS, None, styles(*edge))
    else:
        style = styles(*edge, "small", "bold", "indent", "tint", look)
        sheet.write_string(row, Col.FOCUS, look.word, style)


def _exercise(line: Line) -> str:
    if line.group and line.group.role is Role.ATTEMPT:
        return f"{line.prescription.exercise} · {ATTEMPT_NAMES[_attempt_index(line)]}"
    if line.group is None or line.opens_exercise:
        return line.prescription.exercise
    return f"{line.prescription.exercise} · {line.group.role}"


def _write_blanks(pen: Pen, row: int, edge: tuple[str, ...]) -> None:
    for col in range(Col.SETS, Col.HOW):
        pen.sheet.write_blank(row, col, None, pen.styles(*edge))


def _write_dose(pen: Pen, row: int, group: SetGroup, edge: tuple[str, ...]) -> None:
    sheet, styles = pen.sheet, pen.styles
    number = styles(*edge, "right")
    sheet.write_number(row, Col.SETS, group.sets, number)
    sheet.write_number(row, Col.REPS, group.reps, number)
    sheet.write_string(row, Col.UNIT, str(group.unit), styles(*edge, "small", "grey"))
    if group.rpe is None:
        sheet.write_blank(row, Col.RPE, None, number)
    else:
        sheet.write_number(row, Col.RPE, group.rpe, number)


def _max_row(pen: Pen, line: Line) -> MaxRow:
    assert line.prescription.lift is not None
    return pen.layout.maxes[line.prescription.lift.name]


def _write_load(pen: Pen, line: Line, group: SetGroup, edge: tuple[str, ...]) -> None:
    """The percentage as a plain number and the load as a live formula of it."""
    if isinstance(group.rule, AttemptRule):
        return _write_attempt(pen, line, group.rule, edge)
    percent = pen.styles(*edge, "percent", "right")
    pen.sheet.write_number(line.row, Col.PERCENT, group.percent, percent)
    refs = load_refs(_max_row(pen, line), group.rule)
    formula = formulas.load(refs, a1(line.row, Col.PERCENT))
    bold = pen.styles(*edge, "load", "right")
    pen.sheet.write_formula(line.row, Col.LOAD, formula, bold, group.load)
    return None


def _write_attempt(pen: Pen, line: Line, rule: AttemptRule, edge: tuple[str, ...]) -> None:
    sheet, styles, row = pen.sheet, pen.styles, line.row
    assert line.prescription.lift is not None
    maxes = pen.layout.attempts_row(line.session, line.prescription.lift)
    third = maxes.ref(MaxCol.THIRD)
    share = fixed(maxes.row, MaxCol.OPENER + _attempt_index(line), MAXES)
    percent = formulas.attempt_percent(third, share, maxes.ref(MaxCol.MAX), maxes.unit)
    sheet.write_formula(row, Col.PERCENT, percent, styles(*edge, "percent", "right"), rule.percent)
    third_share = fixed(maxes.row, MaxCol.OPENER + 2, MAXES)
    formula = formulas.attempt(third, share, rule, third_share)
    sheet.write_formula(row, Col.LOAD, formula, styles(*edge, "load", "right"), rule.value)
    in_pounds = formulas.pounds(a1(row, Col.LOAD))
    value = round(rule.value / KG_PER_LB, 1)
    sheet.write_formula(row, Col.RPE, in_pounds, styles(*edge, "tenth", "right", "small"), value)


def _attempt_index(line: Line) -> int:
    """0 for the opener, 1 for the second, 2 for the third: warm-ups stand before them."""
    return line.place[-1] - len(line.prescription.warm_ups)


def _write_how(pen: Pen, line: Line, edge: tuple[str, ...]) -> None:
    """Tempo, rest and cue, the warm-up as a live text, and why."""
    sheet, styles, row = pen.sheet, pen.styles, line.row
    small = styles(*edge, "small", "wrap", "indent")
    if line.group and line.group.role is Role.ATTEMPT and _attempt_index(line) < 2:
        formula = formulas.after_attempt(a1(row, Col.LOAD), a1(row + 1, Col.LOAD))
        sheet.write_formula(row, Col.HOW, formula, small, line.how)
    elif line.how:
        sheet.write_string(row, Col.HOW, line.how, small)
    else:
        sheet.write_blank(row, Col.HOW, None, small)
    if line.opens_exercise and line.prescription.warm_ups:
        formula, shown = _warm_up(pen, line)
        sheet.write_formula(row, Col.WARM_UP, formula, small, shown)
    else:
        sheet.write_blank(row, Col.WARM_UP, None, small)
    reason = line.group.reason if line.group else line.prescription.reason
    if reason:
        why = f"{reason.text} ({reason.rule})"
        sheet.write_string(row, Col.WHY, why, styles("tiny", "grey", "indent"))


def _warm_up(pen: Pen, line: Line) -> tuple[str, str]:
    """The formula of the warm-up text and the text it gives."""
    maxes, ladder = _max_row(pen, line), line.prescription.warm_ups
    rules = [group.rule for group in ladder if isinstance(group.rule, LoadRule)]
    refs = [load_refs(maxes, rule) for rule in rules]
    return formulas.warm_up(ladder, refs), warm_up_of(line.prescription)


def _write_log(pen: Pen, row: int, edge: tuple[str, ...]) -> None:
    right, left = pen.styles(*edge, "input", "right"), pen.styles(*edge, "input", "small", "wrap")
    for col in LOG:
        pen.sheet.write_blank(row, col, None, left if col is Col.NOTES else right)


def _write_total(pen: Pen, block: WeekBlock, dials: WeekDials) -> None:
    """The weekly line: what the week asks for and what was done of it."""
    sheet, row = pen.sheet, block.total_row
    sheet.set_row(row, TOTAL_HEIGHT)
    for col in range(Col.NOTES + 1):
        sheet.write_blank(row, col, None, pen.styles("total"))
    sheet.write_string(row, Col.DAY, f"Week {block.week.number}", pen.styles("total"))
    sheet.write_string(row, Col.EXERCISE, _counted(), pen.styles("total", "small", "grey"))
    sheet.write_string(row, Col.UNIT, str(pen.season.unit), pen.styles("total", "small", "grey"))
    for col, name, formula, value in _totals(pen, block, dials):
        sheet.write_formula(row, col, formula, pen.styles("total", name, "right"), value)
    _write_timing(pen, block, dials)


def _counted() -> str:
    return f"work sets from {rpe_chart().work_percent:.0%} up"


def _totals(
    pen: Pen, block: WeekBlock, dials: WeekDials
) -> Iterator[tuple[Col, str, str, float | str]]:
    week, unit = _week_refs(block), pen.season.unit
    mixed = any(line.group and line.group.unit is not unit for line in block.lines)
    reps_ref = a1(block.total_row, Col.REPS)
    average = formulas.average_percent(week, reps_ref)
    yield Col.REPS, "whole", "=" + formulas.planned_reps(week), dials.reps
    yield Col.PERCENT, "percent", "=" + average, "" if dials.ari is None else dials.ari
    tonnage = formulas.planned_tonnage(week, unit, mixed)
    yield Col.LOAD, "whole", "=" + tonnage, dials.tonnage
    yield Col.DONE_LOAD, "done", "=" + formulas.done_tonnage(week, unit, mixed), 0
    yield Col.DONE_REPS, "done", "=" + formulas.done_reps(week), 0


def _write_timing(pen: Pen, block: WeekBlock, dials: WeekDials) -> None:
    count = formulas.planned_reps(_week_refs(block), timing=True)
    formula = f'=IF({count}=0,"",{count}&" timing reps apart")'
    shown = f"{dials.timing_reps} timing reps apart" if dials.timing_reps else ""
    style = pen.styles("total", "small", "grey", "indent")
    pen.sheet.write_formula(block.total_row, Col.HOW, formula, style, shown)


def _week_refs(block: WeekBlock) -> formulas.WeekRefs:
    # A week without training lines sums over its own empty band: nothing, as it should be.
    first = block.lines[0].row if block.lines else block.head_row
    last = block.lines[-1].row if block.lines else block.head_row

    return week_refs(lambda col: span(first, last, col))


def _write_meet(pen: Pen, block: MeetBlock) -> None:
    """A meet day: a band of its own, then an attempt a row, pounds beside."""
    sheet, styles, meet = pen.sheet, pen.styles, meet_of(pen.season, block.session)
    sheet.set_row(block.row, BAND_HEIGHT)
    for col in range(Col.NOTES + 1):
        sheet.write_blank(block.row, col, None, styles("band"))
    title = f"{meet_name(meet) if meet else 'Meet'}  ·  {long_date(block.session.date)}"
    sheet.write_string(block.row, 0, title, styles("band"))
    for col, text in ((Col.LOAD, "kg"), (Col.RPE, "lb"), (Col.DONE_LOAD, "Lifted")):
        sheet.write_string(block.row, col, text, styles("band", "small", "right"))
    _write_meet_total(pen, block)
    for line in block.lines:
        _write_line(pen, line)


def _write_meet_total(pen: Pen, block: MeetBlock) -> None:
    """What every third made adds up to, in the meet's band; one lift alone has no total."""
    lines = [line for line in block.lines if line.group and line.group.role is Role.ATTEMPT]
    thirds = [line for line in lines if line.group is line.prescription.work[-1]]
    if len(thirds) < 2:
        return
    formula = formulas.meet_total([a1(line.row, Col.LOAD) for line in thirds])
    shown = formulas.meet_total_text(sum(line.group.load for line in thirds if line.group))
    style = pen.styles("band", "small", "indent")
    pen.sheet.write_formula(block.row, Col.HOW, formula, style, shown)


def _validate_log(pen: Pen) -> None:
    """Numbers only in the log, with a sentence when something else is typed."""
    for block in pen.layout.blocks:
        lines = block.lines + block.meet_lines
        if not lines:
            continue
        first, last = block.head_row + 1, block.last_row
        pen.sheet.data_validation(
            first,
            Col.DONE_LOAD,
            last,
            Col.DONE_REPS,
            {
                "validate": "decimal",
                "criteria": ">=",
                "value": 0,
                "error_title": "A number, please",
                "error_message": "Type the number only, for example 92.5.",
            },
        )
        pen.sheet.data_validation(
            first,
            Col.DONE_RPE,
            last,
            Col.DONE_RPE,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 1,
                "maximum": 10,
                "error_title": "An RPE, please",
                "error_message": "Type a number from 1 to 10, for example 8.5.",
            },
        )
