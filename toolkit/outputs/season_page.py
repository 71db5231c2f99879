"""What stands on the season page: the bands of the calendar, the chart, the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil
from textwrap import wrap

from toolkit.engine.totals import meet_total
from toolkit.model.athlete import MaxKind
from toolkit.model.prescription import Phase
from toolkit.model.season import AttemptPlan, LiftCourse, Plan, Season
from toolkit.outputs.dials_strip import DialStrip, dial_strips
from toolkit.outputs.meet_card import score_text
from toolkit.outputs.meets import meet_days, meet_name
from toolkit.outputs.season_chart import LEFT, Chart, season_chart, week_mm
from toolkit.outputs.session_cards import MaxView, max_views, total_lifts
from toolkit.outputs.templates import read_words
from toolkit.outputs.wording import display_width, emphasis_key, long_date, name_size, short_date
from toolkit.units import plain

_LETTER_MM = 1.75
_AXIS_LETTER_MM = 1.5
_MEET_GAP = 2.4
_LABEL_CHARS = 19


@dataclass(frozen=True, slots=True)
class Band:
    """Weeks in a row with one emphasis: `x` and `width` in mm, and the word that fits."""

    x: float
    width: float
    key: str
    word: str


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A row of the calendar: the lifts that share their weeks, named in one or two lines."""

    lifts: tuple[str, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class WeekMark:
    """A week of the calendar; `label` its number, `monday` a date, both empty where crowded."""

    x: float
    width: float
    label: str
    monday: str


@dataclass(frozen=True, slots=True)
class MeetMark:
    """A meet under the calendar: where its day stands, its name, and on which line from 0.

    `plain_x` and `plain_width` are the ground of the name, that no other meet's line crosses."""

    x: float
    text_x: float
    plain_x: float
    plain_width: float
    anchor: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class LiftRow:
    """A line of the table of lifts; weights as text."""

    name: str
    stage: str
    basis: str
    maxes: MaxView
    attempts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeasonPage:
    """One athlete's season on one sheet."""

    athlete: str
    name_size: str
    group: str
    headline: str
    headline_size: str
    dates: str
    weeks: tuple[WeekMark, ...]
    rows: tuple[CourseRow, ...]
    meets: tuple[MeetMark, ...]
    chart: Chart
    dials: tuple[DialStrip, ...]
    tight: bool
    lifts: tuple[LiftRow, ...]
    total: MaxView | None
    total_attempts: tuple[str, ...]
    total_score: str
    legend: tuple[str, ...]
    notes: tuple[str, ...]
    assumed: tuple[str, ...]


def season_page(plan: Plan, season: Season) -> SeasonPage:
    """Everything the season page of one athlete shows."""
    maxes = max_views(season)
    rows, legend = tuple(_course_rows(season)), tuple(_legend(season))
    assumed = tuple(dict.fromkeys(season.assumed + plan.assumed))
    total = maxes[-1] if total_lifts(season) else None
    meets = tuple(_meet_marks(season)) if season.weeks else ()
    taken = _taken(rows, _table_lines(season), legend, assumed) + _taken_by_days(
        meets, season.notes
    )
    dials = dial_strips(season)
    fit = _fit(plan.paper, taken, len(legend), with_dials=bool(dials))
    headline = _headline(season)
    return SeasonPage(
        athlete=season.athlete.name,
        name_size=name_size(season.athlete.name),
        group=season.athlete.group,
        headline=headline,
        headline_size=_headline_size(headline),
        dates=f"{long_date(season.start)} {season.start.year} to "
        f"{long_date(season.end)} {season.end.year}",
        weeks=tuple(_weeks(season)),
        rows=rows,
        meets=meets,
        chart=season_chart(season, fit.chart),
        dials=dials if fit.dials else (),
        tight=fit.tight,
        lifts=tuple(_lift_rows(season, maxes)),
        total=total,
        total_attempts=_total_attempts(season),
        total_score=_total_score(season),
        legend=legend,
        notes=season.notes,
        assumed=assumed,
    )


def _taken(
    rows: tuple[CourseRow, ...], lifts: int, legend: tuple[str, ...], assumed: tuple[str, ...]
) -> float:
    """The height in mm of what stands on every season page, but for the chart's drawing and the
    dials; the legend in one column."""
    size = read_words("layout")["season"]
    lines = _half_lines(assumed) + 1 if assumed else 0
    return float(
        size["top"] + 5 * size["heading"] + size["calendar"] + size["course"] * len(rows)
        + size["lift"] * lifts + size["word"] * len(legend) + size["assumed"] * lines
        + size["chart_frame"]
    )  # fmt: skip


def _taken_by_days(meets: tuple[MeetMark, ...], notes: tuple[str, ...]) -> float:
    """The height in mm of more lines of meets and of the notes on the calendar."""
    size = read_words("layout")["season"]
    lines = 4.0 * max((mark.line for mark in meets), default=0)
    return float(lines + (size["heading"] + size["note"] * _half_lines(notes) if notes else 0))


def _half_lines(sentences: tuple[str, ...]) -> float:
    """How many lines sentences take in two columns."""
    return sum(1 + len(text) // 66 for text in sentences) / 2


@dataclass(frozen=True, slots=True)
class _Fit:
    """What fits the page: the chart's height in mm, the dials, and whether the legend is tight."""

    chart: float
    dials: bool
    tight: bool


def _fit(paper: str, taken: float, words: int, *, with_dials: bool) -> _Fit:
    """A crowded page first sets its legend in two columns, then leaves out the dials."""
    layout = read_words("layout")
    size = layout["season"]
    saved = size["word"] * words - size["word_tight"] * ceil(words / 2)
    room = layout["paper"][paper]["height"] - taken
    for dials, tight in ((with_dials, False), (with_dials, True), (False, False)):
        chart = room - size["dials"] * dials + saved * tight
        if chart >= size["chart_least"]:
            return _Fit(float(min(size["chart_most"], chart)), dials, tight)
    return _Fit(float(size["chart_least"]), dials=False, tight=True)


def _table_lines(season: Season) -> int:
    """Lines of the table of lifts with its total; a long name takes two."""
    return 1 + sum(1 + display_width(one.lift.name) // 34 for one in season.courses)


def _headline(season: Season) -> str:
    weeks = f"{len(season.weeks)} weeks"
    if season.meet is None:
        ends_in_test = any(week.phase is Phase.TEST for c in season.courses for week in c.weeks)
        return f"{weeks} to a test week" if ends_in_test else weeks
    count = len(meet_days(season))
    if count > 1:
        weeks = f"{weeks}, {count} meets,"
    return f"{weeks} to {meet_name(season.meet, 'the meet')}"


def _headline_size(text: str) -> str:
    """The CSS class that makes the headline fit two lines: empty, `long` or `longer`."""
    width = display_width(text)
    return "" if width <= 30 else "long" if width <= 64 else "longer"


def _meet_marks(season: Season) -> Iterator[MeetMark]:
    """The meets under the calendar; a name that would meet another goes a line lower."""
    several = len(meet_days(season)) > 1
    ends: list[float] = []
    for day in meet_days(season):
        letter = f" ({day.meet.priority})" if several else ""
        when = short_date(day.meet.date) if several else long_date(day.meet.date)
        text = f"{meet_name(day.meet)}{letter}, {when}"
        x = _day_x(season, day.meet.date)
        long = display_width(text) * _AXIS_LETTER_MM
        right = x - _MEET_GAP - long < LEFT
        first, anchor = (x + _MEET_GAP, "start") if right else (x - _MEET_GAP - long, "end")
        line = next((n for n, end in enumerate(ends) if end < first), len(ends))
        ends[line:] = [max(x, first + long) + _MEET_GAP, *ends[line + 1 :]]
        text_x = round(x + (_MEET_GAP if right else -_MEET_GAP), 1)
        yield MeetMark(x, text_x, round(first, 1), round(long, 1), anchor, text, line)


def _day_x(season: Season, day: date) -> float:
    """Where a day stands: inside its week, a seventh for every day after Monday."""
    weeks = (day - season.weeks[0].start).days + season.weeks[0].start.weekday()
    return round(LEFT + week_mm(season) * (weeks + 0.5) / 7, 1)


def _weeks(season: Season) -> Iterator[WeekMark]:
    width = week_mm(season)
    every_number, every_date = ceil(4.5 / width), ceil(11 / width)
    for index, week in enumerate(season.weeks):
        yield WeekMark(
            round(LEFT + index * width, 2),
            round(width, 2),
            str(week.number) if index % every_number == 0 else "",
            short_date(week.start) if index % every_date == 0 else "",
        )


def _course_rows(season: Season) -> Iterator[CourseRow]:
    """One row for the lifts whose weeks are alike, in the order of the first of them."""
    rows: dict[tuple[str, ...], list[LiftCourse]] = {}
    for course in season.courses:
        rows.setdefault(_keys(course), []).append(course)
    for keys, courses in rows.items():
        names = ", ".join(course.lift.name for course in courses)
        label = "All lifts" if len(rows) == 1 and len(courses) > 1 else names
        yield CourseRow(_two_lines(label), tuple(_bands(keys, courses[0], week_mm(season))))


def _two_lines(label: str) -> tuple[str, ...]:
    """What fits beside a band: two lines of the words, and a sign where more was cut off."""
    lines = wrap(label, _LABEL_CHARS, break_long_words=True)
    return tuple(lines[:1]) + ((lines[1] + (" …" if len(lines) > 2 else ""),) if lines[1:] else ())


def _keys(course: LiftCourse) -> tuple[str, ...]:
    return tuple(emphasis_key(week.phase, week.lead) for week in course.weeks)


def _bands(keys: tuple[str, ...], course: LiftCourse, width: float) -> Iterator[Band]:
    runs = groupby(zip(keys, course.weeks, strict=True), lambda pair: (pair[0], pair[1].block))
    x = LEFT
    for (key, _), run in runs:
        wide = len(list(run)) * width
        yield Band(round(x, 2), round(wide, 2), key, _fitting_word(key, wide))
        x += wide


def _fitting_word(key: str, width: float) -> str:
    words = read_words("words")["emphasis"][key]
    sizes = (words["title"], words["short"], words.get("letter", words["title"][0]))
    return next((str(word) for word in sizes if len(word) * _LETTER_MM + 1.2 <= width), "")


def _lift_rows(season: Season, maxes: tuple[MaxView, ...]) -> Iterator[LiftRow]:
    plans = {one.lift.name: one for one in season.attempts}
    for course, view in zip(season.courses, maxes, strict=False):
        lift = course.lift
        yield LiftRow(
            lift.name, str(lift.stage), _basis(course), view, _attempts(plans.get(lift.name))
        )


def _basis(course: LiftCourse) -> str:
    """Where the max came from, in a few words."""
    given = course.lift.max
    if given.kind is MaxKind.TESTED:
        return f"tested {short_date(given.tested_on)}" if given.tested_on else "tested"
    how = f" ({given.formula})" if given.formula else ""
    return f"from {given.as_written}{how}" if given.as_written else str(given.kind)


def _attempts(plan: AttemptPlan | None) -> tuple[str, ...]:
    return tuple(plain(one.group.load) for one in plan.attempts) if plan else ()


def _total_attempts(season: Season) -> tuple[str, ...]:
    if len(season.attempts) < 2:
        return ()
    tries = zip(*(plan.attempts for plan in season.attempts), strict=False)
    return tuple(plain(sum(one.group.load for one in same)) for same in tries)


def _total_score(season: Season) -> str:
    """What the total of the thirds is worth, by the first formula that holds for it."""
    total = meet_total(season)
    return f"thirds: {score_text(total.scores[0])}" if total and total.scores else ""


def _legend(season: Season) -> Iterator[str]:
    """The emphases of the season, in the order of the words file."""
    seen = {key for course in season.courses for key in _keys(course)}
    for _, _, one, _ in season.set_groups():
        seen.add(emphasis_key(one.phase, one.emphasis))
    seen |= {str(Phase.MEET)} if meet_days(season) else set()
    yield from (key for key in read_words("words")["emphasis"] if key in seen)
