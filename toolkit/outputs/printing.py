"""Paper: the scale at which every page of a sheet fits, and the headers and footers.

A scale is set instead of "fit to one page wide": with that option Excel ignores manual page
breaks, and the break before each week is what keeps a week on one page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

POINTS_PER_INCH = 72
SIDE, TOP, BOTTOM, EDGE = 0.4, 0.6, 0.55, 0.25
"""Margins in inches; EDGE is how far the header and footer stand from the paper's edge."""
PAPERS: dict[str, tuple[int, float, float]] = {
    "a4": (9, 210 / 25.4, 297 / 25.4),
    "letter": (1, 8.5, 11.0),
}
"""Paper: Excel's number for it, width and height in inches, upright."""
SLACK = 0.9
"""Room left on the page: another program's fonts make the columns up to a tenth wider."""


def column_points(widths: Iterable[float]) -> float:
    """The width in points of columns of so many characters."""
    return sum(0.75 * int(width * 7 + 5) for width in widths)


def best_scale(paper: str, width: float, height: float) -> tuple[bool, int]:
    """Whether to turn the paper, and the scale in percent at which width x height points fit."""
    upright = _scale(paper, width, height, landscape=False)
    turned = _scale(paper, width, height, landscape=True)
    landscape = turned >= upright
    return landscape, max(10, min(100, int(100 * SLACK * max(turned, upright))))


def _scale(paper: str, width: float, height: float, *, landscape: bool) -> float:
    _, short, long = PAPERS[paper]
    across, down = (long, short) if landscape else (short, long)
    room_across = (across - 2 * SIDE) * POINTS_PER_INCH
    room_down = (down - TOP - BOTTOM) * POINTS_PER_INCH
    # Only the width depends on the fonts: rows have their heights written down.
    return min(room_across / width, room_down * 0.97 / SLACK / height)


def set_up(sheet: Worksheet, paper: str, width: float, height: float, title: str) -> None:
    """Paper, direction, scale, margins, header (the title) and footer (sheet, page numbers)."""
    landscape, scale = best_scale(paper, width, height)
    sheet.set_paper(PAPERS[paper][0])
    if landscape:
        sheet.set_landscape()
    sheet.set_print_scale(scale)
    sheet.set_margins(left=SIDE, right=SIDE, top=TOP, bottom=BOTTOM)
    sheet.set_header(f"&R&8{_literal(title)}", {"margin": EDGE})
    sheet.set_footer("&L&8&A&R&8Page &P of &N", {"margin": EDGE})
    sheet.center_horizontally()


def _literal(title: str) -> str:
    # An ampersand starts a code, and a digit after the font size would be read as part of it;
    # Excel refuses a header of more than 255 characters.
    text = title.replace("&", "&&")[:200]
    return f" {text}" if text[:1].isdigit() else text
