"""The Overview sheet: the season as coloured bands, a chart of one athlete, tables of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from toolkit.engine.dials import week_dials
from toolkit.engine.targets import Verdict
from toolkit.model.athlete import Priority
from toolkit.model.prescription import Phase
from toolkit.model.season import BlockWeek, LiftCourse, Plan, Season
from toolkit.outputs import formulas, printing
from toolkit.outputs.dials_sheet import GROUPS, MARKS, DialLine, mark_col
from toolkit.outputs.layout import DIALS, OVERVIEW, AthleteSheet, BookLayout, Col
from toolkit.outputs.meets import meet_days
from toolkit.outputs.styles import (
    FONT,
    GREY,
    INK,
    LOOKS,
    NOTHING,
    RULE,
    Look,
    Styles,
    long_date,
    week_look,
)
from toolkit.sheetnames import a1, fixed, quoted, span

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

Shown = tuple[str, float | str, float | str, float | str]

ATHLETE, LIFTS, MEET, FIRST_WEEK = 0, 1, 2, 3
NAME_WIDTHS = (24.0, 34.0, 24.0)
WEEK_WIDTH = 6.5
MEET_LINE = 12.0
LIFTS_CHARS = 38
HEAD_ROW, ROW_HEIGHT, CHART_ROWS, CHART_ROW_HEIGHT = 2, 18.0, 15, 20.0
TONNAGE_COLOUR, PERCENT_COLOUR = "#9db8cc", "#c2410c"


class ChosenRow(IntEnum):
    """The rows of the chosen athlete, counted from the one with the drop-down cell."""

    NAME = 0
    MARK = 1
    TONNAGE = 2
    TAPER = 3
    PERCENT = 4
    TITLE = 5


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the calendar: an athlete's lifts that do the same thing week by week."""

    sheet: AthleteSheet
    lifts: str
    weeks: tuple[BlockWeek, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the parts of the sheet stand, rows from 0; `mondays` are the calendar's columns."""

    mondays: tuple[date, ...]
    bands: tuple[Band, ...]
    legend_row: int
    chosen_row: int
    chart_row: int
    tonnage_row: int
    percent_row: int
    dials_row: int

    @property
    def last_col(self) -> int:
        """The column of the last week."""
        return FIRST_WEEK + len(self.mondays) - 1

    def col(self, day: date) -> int:
        """The column of the week a day lies in."""
        return FIRST_WEEK + (monday(day) - self.mondays[0]).days // 7


@dataclass(frozen=True, slots=True)
class Board:
    """What writing the sheet needs: the sheet, the formats, the parts' places and the seasons."""

    sheet: Worksheet
    styles: Styles
    grid: Grid
    layout: BookLayout
    dials: Sequence[DialLine]

    @property
    def chosen(self) -> AthleteSheet:
        """The athlete the chart shows at first."""
        return self.layout.sheets[0]


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def bands(sheet: AthleteSheet) -> Iterator[Band]:
    """The calendar rows of one athlete; lifts with the same course share one."""
    same: dict[tuple[object, ...], list[LiftCourse]] = {}
    for course in sheet.season.courses:
        key = tuple((week.number, week.phase, week.lead) for week in course.weeks)
        same.setdefault(key, []).append(course)
    for index, courses in enumerate(same.values()):
        lifts = ", ".join(course.lift.name for course in courses)
        yield Band(sheet, lifts, courses[0].weeks, index == 0)


def make_grid(layout: BookLayout) -> Grid:
    """Where everything stands on the Overview sheet."""
    seasons = [sheet.season for sheet in layout.sheets]
    first = monday(min(season.start for season in seasons))
    weeks = (monday(max(season.end for season in seasons)) - first).days // 7 + 1
    rows = tuple(band for sheet in layout.sheets for band in bands(sheet))
    legend_row = HEAD_ROW + 1 + len(rows) + 1
    chosen = legend_row + max((row for row, _, _ in legend(rows, weeks)), default=0) + 2
    chart = chosen + len(ChosenRow)
    tonnage = chart + CHART_ROWS + 1
    percent = tonnage + len(seasons) + 2
    dials = percent + len(seasons) + 2
    mondays = tuple(first + timedelta(days=7 * n) for n in range(weeks))
    return Grid(mondays, rows, legend_row, chosen, chart, tonnage, percent, dials)


def write_overview(
    book: Workbook,
    sheet: Worksheet,
    styles: Styles,
    plan: Plan,
    layout: BookLayout,
    dials: Sequence[DialLine],
) -> None:
    """Fill the Overview sheet; `dials` are the lines of the Dials sheet."""
    title = plan.title or "Training plan"
    sheet.hide_gridlines(2)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, title, styles("title"))
    sheet.write_string(1, 0, _subtitle(plan), styles("small", "grey"))
    if not layout.sheets:
        return
    board = Board(sheet, styles, make_grid(layout), layout, dials)
    _set_up(board, plan.paper, title)
    _write_calendar(board)
    _write_legend(board)
    _write_tables(board)
    _write_chosen(board)
    _write_chart(book, board)


def _subtitle(plan: Plan) -> str:
    count = len(plan.seasons)
    meets = list(dict.fromkeys(day.meet for season in plan.seasons for day in meet_days(season)))
    parts = [f"{count} athlete{'s' if count != 1 else ''}"]
    if plan.left_out:
        parts.append(f"without {', '.join(one.name for one in plan.left_out)} (see Read me)")
    if len(meets) == 1:
        parts.append(f"{meets[0].name or 'Meet'} on {long_date(meets[0].date)}")
    elif meets:
        parts.append(f"{len(meets)} meets")
    if plan.made_on:
        parts.append(f"made on {long_date(plan.made_on)}")
    return " · ".join(parts)


def _widths(grid: Grid) -> list[float]:
    return [*NAME_WIDTHS, *(WEEK_WIDTH for _ in grid.mondays)]


def _set_up(board: Board, paper: str, title: str) -> None:
    sheet, grid = board.sheet, board.grid
    for col, width in enumerate(_widths(grid)):
        sheet.set_column(col, col, width)
    extra = sum(_lines(band) - 1 for band in grid.bands) * MEET_LINE
    height = 60 + extra + ROW_HEIGHT * grid.chart_row + CHART_ROWS * CHART_ROW_HEIGHT
    printing.set_up(sheet, paper, printing.column_points(_widths(grid)), height, title)
    sheet.print_area(0, 0, grid.dials_row + len(board.layout.sheets), grid.last_col)
    sheet.set_h_pagebreaks([grid.tonnage_row])
    sheet.freeze_panes(HEAD_ROW + 1, LIFTS)


def _write_weeks(board: Board, row: int) -> None:
    board.sheet.set_row(row, 20)
    style = board.styles("head", "tiny", "monday")
    for number, day in enumerate(board.grid.mondays):
        board.sheet.write_datetime(row, FIRST_WEEK + number, day, style)


def _write_calendar(board: Board) -> None:
    for col, head in ((ATHLETE, "Athlete"), (LIFTS, "Lifts"), (MEET, "Meet")):
        board.sheet.write_string(HEAD_ROW, col, head, board.styles("head"))
    _write_weeks(board, HEAD_ROW)
    for number, band in enumerate(board.grid.bands):
        row = HEAD_ROW + 1 + number
        board.sheet.set_row(row, ROW_HEIGHT + (_lines(band) - 1) * MEET_LINE)
        _write_who(board, row, band)
        _write_marks(board, row, band)


def _write_who(board: Board, row: int, band: Band) -> None:
    sheet, styles, season = board.sheet, board.styles, band.sheet.season
    sheet.write_string(row, LIFTS, band.lifts, styles("small", "wrap"))
    if not band.opens:
        return
    target = f"internal:{quoted(band.sheet.title)}!A1"
    sheet.write_url(row, ATHLETE, target, styles("link", "bold", "left"), season.athlete.name)
    meets = [f"{day.meet.name} {long_date(day.meet.date)}".strip() for day in meet_days(season)]
    if meets:
        sheet.write_string(row, MEET, "\n".join(meets), styles("small", "grey", "wrap"))


def _lines(band: Band) -> int:
    """How many lines a row takes: its lifts, and on an athlete's first row the meets."""
    lifts = len(wrap(band.lifts, LIFTS_CHARS))
    return max(1, lifts, len(meet_days(band.sheet.season)) if band.opens else 0)


def _write_marks(board: Board, row: int, band: Band) -> None:
    for col, look in _marks(board.grid, band):
        style = board.styles("centre", "bold", "tiny", "gap", look)
        board.sheet.write_string(row, col, look.mark, style)


def _marks(grid: Grid, band: Band) -> Iterator[tuple[int, Look]]:
    """The column and the look of each week of a band."""
    season = band.sheet.season
    number_of = {week.number: week for week in band.weeks}
    for week in season.weeks:
        look = _cell_look(season, number_of.get(week.number), week.start, week.end)
        if look is not NOTHING:
            yield grid.col(week.start), look


def _cell_look(season: Season, week: BlockWeek | None, first: date, last: date) -> Look:
    for day in meet_days(season):
        if first <= day.meet.date <= last:
            return _meet_look(day.meet.priority)
    return week_look(week) if week else NOTHING


def _meet_look(priority: Priority) -> Look:
    """A meet's mark; one that is no A meet says so, for it is not tapered for in full."""
    look = LOOKS[Phase.MEET]
    return look if priority is Priority.A else replace(look, mark=f"{look.mark} {priority}")


def _write_legend(board: Board) -> None:
    """A mark with its word for each look in the calendar."""
    sheet, top = board.sheet, board.grid.legend_row
    sheet.write_string(top, MEET, "What leads the week", board.styles("small", "grey", "right"))
    for row, col, look in legend(board.grid.bands, len(board.grid.mondays)):
        sheet.set_row(top + row, ROW_HEIGHT)
        style = board.styles("bold", "tiny", "gap", "across", look)
        text = look.word if look.word == look.mark else f"{look.mark}  {look.word}"
        sheet.write_string(top + row, FIRST_WEEK + col, text, style)
        for more in range(1, _legend_width(look)):
            sheet.write_blank(top + row, FIRST_WEEK + col + more, None, style)


def _legend_width(look: Look) -> int:
    return 1 if look.word == look.mark else 2


def legend(rows: tuple[Band, ...], weeks: int) -> list[tuple[int, int, Look]]:
    """Row, column and look of each entry, wrapped where the calendar has only so many weeks."""
    used = {week_look(week) for band in rows for week in band.weeks}
    if any(meet_days(band.sheet.season) for band in rows):
        used.add(LOOKS[Phase.MEET])
    places, row, col = [], 0, 0
    for look in (look for look in LOOKS.values() if look in used):
        if col and col + _legend_width(look) > weeks:
            row, col = row + 1, 0
        places.append((row, col, look))
        col += _legend_width(look)
    return places


def _write_tables(board: Board) -> None:
    """Weekly tonnage, average intensity and dials of every athlete, live from their sheets."""
    grid = board.grid
    _write_table(board, grid.tonnage_row, "Weekly tonnage", Col.LOAD)
    _write_table(board, grid.percent_row, "Average intensity", Col.PERCENT)
    _write_dials(board)


def _write_dials(board: Board) -> None:
    """How many of a week's dials lie in their range, counted on the Dials sheet."""
    _write_table_head(board, board.grid.dials_row, "Dials in their range")
    rows = {}
    for row, one in enumerate(board.layout.sheets, board.grid.dials_row + 1):
        _write_table_row(board, row, one, "of those with a target")
        rows[one.title] = row
    for (title, _), lines in groupby(board.dials, _of_week):
        _write_in_range(board, rows[title], list(lines))


def _of_week(line: DialLine) -> tuple[str, int]:
    return line.sheet.title, line.block.week.number


def _write_in_range(board: Board, row: int, lines: Sequence[DialLine]) -> None:
    first, last = lines[0].row, lines[-1].row
    cells = [f"{quoted(DIALS)}!{span(first, last, mark_col(dial))}" for dial in GROUPS]
    verdicts = [one.verdict for line in lines for one in line.dials.values()]
    shown = f"{verdicts.count(Verdict.IN)}/{len(verdicts)}"
    col = board.grid.col(lines[0].block.week.start)
    formula = formulas.in_range(cells, MARKS[Verdict.IN])
    board.sheet.write_formula(row, col, formula, board.styles("row", "tiny", "right"), shown)


def _write_table(board: Board, top: int, head: str, col: Col) -> None:
    _write_table_head(board, top, head)
    for row, one in enumerate(board.layout.sheets, top + 1):
        unit = str(one.season.unit) if col is Col.LOAD else "% of max"
        _write_table_row(board, row, one, unit)
        _write_figures(board, row, one, col)


def _write_table_head(board: Board, top: int, head: str) -> None:
    sheet, styles = board.sheet, board.styles
    sheet.write_string(top, ATHLETE, head, styles("head"))
    sheet.write_string(top, LIFTS, "Unit", styles("head"))
    sheet.write_blank(top, MEET, None, styles("head"))
    _write_weeks(board, top)


def _write_table_row(board: Board, row: int, one: AthleteSheet, unit: str) -> None:
    sheet, styles = board.sheet, board.styles
    sheet.write_string(row, ATHLETE, one.season.athlete.name, styles("row", "left"))
    sheet.write_string(row, LIFTS, unit, styles("row", "small", "grey"))
    for empty in range(MEET, board.grid.last_col + 1):
        sheet.write_blank(row, empty, None, styles("row"))


def _write_figures(board: Board, row: int, one: AthleteSheet, col: Col) -> None:
    number = "whole" if col is Col.LOAD else "percent"
    style = board.styles("row", "tiny", number)
    for block, week in zip(one.blocks, week_dials(one.season), strict=True):
        value = week.tonnage if col is Col.LOAD else week.ari
        formula = f"={quoted(one.title)}!{a1(block.total_row, col)}"
        shown = "" if value is None else value
        board.sheet.write_formula(row, board.grid.col(block.week.start), formula, style, shown)


def _write_chosen(board: Board) -> None:
    """The drop-down cell and the chosen athlete's rows, which the chart draws."""
    sheet, styles, grid, row = board.sheet, board.styles, board.grid, board.grid.chosen_row
    name = board.chosen.season.athlete.name
    sheet.set_row(row, ROW_HEIGHT)
    sheet.write_string(row, ATHLETE, "Show in the chart", styles("bold"))
    sheet.write_string(row, LIFTS, name, styles("input", "bold"))
    sheet.write_string(row, MEET, "choose an athlete", styles("small", "grey", "indent"))
    names = _names(grid.tonnage_row, board)
    sheet.data_validation(row, LIFTS, row, LIFTS, {"validate": "list", "source": f"={names}"})
    heads = (
        (ChosenRow.MARK, "What leads"),
        (ChosenRow.TONNAGE, "Weekly tonnage"),
        (ChosenRow.TAPER, "of it in the taper"),
        (ChosenRow.PERCENT, "Average intensity"),
    )
    for offset, head in heads:
        sheet.write_string(row + offset, ATHLETE, head, styles("small", "grey"))
    _write_title(board)
    _write_chosen_weeks(board)


def _names(top: int, board: Board) -> str:
    """The athletes' names in the table under row `top`."""
    return f"$A${top + 2}:$A${top + 1 + len(board.layout.sheets)}"


def _write_title(board: Board) -> None:
    grid, season = board.grid, board.chosen.season
    row, top, count = grid.chosen_row, grid.tonnage_row, len(board.layout.sheets)
    board.sheet.set_row(row + ChosenRow.TITLE, 28)
    match = f"MATCH($B${row + 1},{_names(top, board)},0)"
    unit = f"INDEX($B${top + 2}:$B${top + 1 + count},{match})"
    tail = ") and average intensity (% of max)"
    formula = f'=B{row + 1}&": weekly tonnage ("&{unit}&"{tail}"'
    shown = f"{season.athlete.name}: weekly tonnage ({season.unit}{tail}"
    board.sheet.write_formula(
        row + ChosenRow.TITLE, ATHLETE, formula, board.styles("heading"), shown
    )


def _write_chosen_weeks(board: Board) -> None:
    grid, row = board.grid, board.grid.chosen_row
    values = _chosen_values(board)
    last_band = HEAD_ROW + len(grid.bands)
    calendar = (HEAD_ROW + 1, last_band, f"$A${HEAD_ROW + 2}:$A${last_band + 1}")
    count = len(board.layout.sheets)
    tables = {
        ChosenRow.MARK: (*calendar, "whole"),
        ChosenRow.TONNAGE: (
            grid.tonnage_row + 1,
            grid.tonnage_row + count,
            _names(grid.tonnage_row, board),
            "whole",
        ),
        ChosenRow.PERCENT: (
            grid.percent_row + 1,
            grid.percent_row + count,
            _names(grid.percent_row, board),
            "percent",
        ),
    }
    for col in range(FIRST_WEEK, grid.last_col + 1):
        shown = values.get(col, ("", "", "", ""))
        for offset, (first, last, names, number) in tables.items():
            cells = f"{fixed(first, col)}:{fixed(last, col)}"
            picked = f"INDEX({cells},MATCH($B${row + 1},{names},0))"
            _write_shown(board, (offset, col), f'=IF({picked}="","",{picked})', number, shown)
        mark, tonnage = a1(row + ChosenRow.MARK, col), a1(row + ChosenRow.TONNAGE, col)
        taper = f'=IF({mark}="T",{tonnage},IF({mark}="Meet",{tonnage},""))'
        _write_shown(board, (ChosenRow.TAPER, col), taper, "whole", shown)


def _write_shown(
    board: Board, at: tuple[ChosenRow, int], formula: str, number: str, shown: Shown
) -> None:
    offset, col = at
    style = board.styles("tiny", "grey", number, "centre")
    row = board.grid.chosen_row + offset
    board.sheet.write_formula(row, col, formula, style, shown[offset - ChosenRow.MARK])


def _chosen_values(board: Board) -> dict[int, Shown]:
    """What the chosen rows show at first, by column: mark, tonnage, taper tonnage, percent."""
    chosen = board.chosen
    band = next((one for one in board.grid.bands if one.sheet is chosen), None)
    marks = {col: look.mark for col, look in _marks(board.grid, band)} if band else {}
    values: dict[int, Shown] = {}
    for block, week in zip(chosen.blocks, week_dials(chosen.season), strict=True):
        col = board.grid.col(block.week.start)
        mark = marks.get(col, "")
        taper = week.tonnage if mark in {"T", "Meet"} else ""
        values[col] = (mark, week.tonnage, taper, "" if week.ari is None else week.ari)
    return values


def _write_chart(book: Workbook, board: Board) -> None:
    grid = board.grid
    columns, line = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    columns.add_series(
        {
            **_series(grid, "Weekly tonnage", ChosenRow.TONNAGE),
            "gap": 60,
            "overlap": 100,
            "fill": {"color": TONNAGE_COLOUR},
            "border": {"none": True},
        }
    )
    columns.add_series(
        {
            **_series(grid, "in the taper", ChosenRow.TAPER),
            "fill": {"color": LOOKS[Phase.TAPER].colour},
            "border": {"none": True},
        }
    )
    line.add_series(
        {
            **_series(grid, "Average intensity", ChosenRow.PERCENT),
            "y2_axis": True,
            "line": {"color": PERCENT_COLOUR, "width": 2.25},
            "marker": {
                "type": "circle",
                "size": 6,
                "fill": {"color": PERCENT_COLOUR},
                "border": {"color": "#ffffff"},
            },
        }
    )
    columns.combine(line)
    _dress_axes(columns, line)
    _place_chart(board, columns)


def _series(grid: Grid, name: str, offset: ChosenRow) -> dict[str, Any]:
    first, last, row = FIRST_WEEK, grid.last_col, grid.chosen_row + offset
    return {
        "name": name,
        "categories": [OVERVIEW, HEAD_ROW, first, HEAD_ROW, last],
        "values": [OVERVIEW, row, first, row, last],
    }


def _dress_axes(columns: Chart, line: Chart) -> None:
    font = {"name": FONT, "size": 9, "color": GREY}
    plain_axis = {"num_font": font, "line": {"none": True}, "major_tick_mark": "none"}
    columns.set_x_axis(
        {**plain_axis, "text_axis": True, "num_format": "d mmm", "line": {"color": INK}}
    )
    columns.set_y_axis(
        {
            **plain_axis,
            "num_format": "#,##0",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": RULE}},
        }
    )
    line.set_y2_axis({**plain_axis, "num_format": "0%", "min": 0.5, "max": 1})
    columns.set_legend({"position": "top", "font": font})
    columns.set_chartarea({"border": {"none": True}})
    columns.show_blanks_as("gap")


def _place_chart(board: Board, chart: Chart) -> None:
    grid = board.grid
    for row in range(grid.chart_row, grid.chart_row + CHART_ROWS):
        board.sheet.set_row(row, CHART_ROW_HEIGHT)
    width = printing.column_points(_widths(grid)) / 0.75
    chart.set_size({"width": width, "height": CHART_ROWS * CHART_ROW_HEIGHT / 0.75 - 4})
    board.sheet.insert_chart(
        grid.chart_row,
        0,
        chart,
        {
            "object_position": 2,
            "description": "Weekly tonnage as columns, the taper darker; intensity as a line",
        },
    )
