"""plan.xlsx: the plan as a workbook whose loads follow the Maxes sheet."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.model.season import Plan
from toolkit.outputs.athlete_sheet import Pen, write_athlete
from toolkit.outputs.dials_sheet import OFF_TARGET, dial_lines, write_dials
from toolkit.outputs.layout import DIALS, MAXES, META, OVERVIEW, READ_ME, BookLayout, lay_out
from toolkit.outputs.maxes_sheet import write_maxes
from toolkit.outputs.overview import write_overview
from toolkit.outputs.readme_sheet import write_meta, write_read_me
from toolkit.outputs.styles import FONT, Styles
from toolkit.policy.loader import defaults

if TYPE_CHECKING:
    from xlsxwriter import Workbook


def write_workbook(plan: Plan, path: Path, layout: BookLayout | None = None) -> None:
    """Write the plan as plan.xlsx; the same plan gives the same bytes.

    Every formula carries the value the model computed, so that previews and phones show it.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), _options())
    _describe(book, plan)
    _write_sheets(book, plan, layout or lay_out(plan))
    book.close()


def _options() -> dict[str, Any]:
    """Text stays text. Made anew for each book: the writer keeps what it is given, and adds."""
    return {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }


def _describe(book: Workbook, plan: Plan) -> None:
    made_on = plan.made_on or date(2000, 1, 1)
    book.set_properties(
        {
            "title": plan.title or "Training plan",
            "subject": "Strength training plan",
            "comments": "Loads follow the sheet Maxes.",
            # The clock stays out of the file: the same plan gives the same bytes.
            "created": datetime.combine(made_on, time()),
        }
    )
    book.set_calc_mode("auto")


def _write_sheets(book: Workbook, plan: Plan, layout: BookLayout) -> None:
    styles = Styles(book)
    athletes = (sheet.title for sheet in layout.sheets)
    titles = [OVERVIEW, MAXES, *athletes, DIALS, READ_ME, META]
    lines = dial_lines(layout)
    sheets = {title: book.add_worksheet(title) for title in titles}
    fraction = plan.settings.training_max_fraction or defaults().training_max_fraction
    write_overview(book, sheets[OVERVIEW], styles, plan, layout, lines)
    write_maxes(sheets[MAXES], styles, layout, plan.paper, fraction)
    for athlete in layout.sheets:
        write_athlete(Pen(sheets[athlete.title], styles, athlete), plan.paper, plan.title)
    write_dials(sheets[DIALS], styles, lines, plan.paper, book.add_format(OFF_TARGET))
    write_read_me(sheets[READ_ME], styles, plan)
    write_meta(sheets[META], plan)
