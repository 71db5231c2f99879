"""The look of the plan workbook: one language of colour, letter and word for what leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from toolkit.model.prescription import Emphasis, Phase, Prescription, Role, SetGroup
from toolkit.model.season import BlockWeek
from toolkit.outputs.wording import DAILY

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

INK, GREY, RULE, BAND = "#16181d", "#5f6673", "#c9cdd4", "#16181d"
INPUT, INPUT_RULE, PAPER = "#fff9e3", "#d9c98a", "#ffffff"
FONT = "Arial"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class Look:
    """How an emphasis or a phase shows: its word, its short mark, its colour and its tint."""

    word: str
    mark: str
    colour: str
    tint: str
    on_colour: str = PAPER


LOOKS: dict[str, Look] = {
    Emphasis.REPETITION: Look("Repetition", "R", "#0072b2", "#edf5fa"),
    Emphasis.DIFFICULTY: Look("Difficulty", "D", "#8a6100", "#f8f4eb"),
    Emphasis.INTENSITY: Look("Intensity", "I", "#c2410c", "#fcf1ec"),
    Emphasis.TIMING: Look("Timing", "Ti", "#00735a", "#ebf5f2"),
    DAILY: Look("Daily", "U", "#34495e", "#eef0f2"),
    Phase.LEARNING: Look("Learning", "L", "#00735a", "#ebf5f2"),
    Phase.DELOAD: Look("Deload", "–", "#e3e5e9", "#f4f5f6", INK),
    Phase.TAPER: Look("Taper", "T", "#5b3a8c", "#f2eff6"),
    Phase.TRANSITION: Look("Transition", "Tr", "#6f7780", "#f1f2f3"),
    Phase.TEST: Look("Test", "Test", "#16181d", "#f1f1f2"),
    Phase.MEET: Look("Meet", "Meet", "#16181d", "#f1f1f2"),
}
NOTHING = Look("", "", PAPER, PAPER, INK)


def week_look(week: BlockWeek) -> Look:
    """What leads a lift in a week: the phase where it has a colour, else the lead."""
    return lead_look(week.phase, week.lead)


def lead_look(phase: Phase, lead: Emphasis | None) -> Look:
    """The look of a phase, inside the rotation of its lead; daily where each day has its own."""
    if phase is Phase.ROTATION:
        return LOOKS[lead or DAILY]
    return LOOKS[phase]


def focus_look(prescription: Prescription, group: SetGroup) -> Look:
    """What a set group serves. Timing always shows as such: the weekly line counts it apart."""
    if group.role is Role.ATTEMPT:
        return LOOKS[Phase.MEET]
    if group.emphasis is Emphasis.TIMING:
        return LOOKS[Emphasis.TIMING]
    if prescription.phase is not Phase.ROTATION:
        return LOOKS[prescription.phase]
    return LOOKS[group.emphasis] if group.emphasis else NOTHING


def short_date(day: date) -> str:
    """A date as `14 Dec`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def long_date(day: date) -> str:
    """A date as `14 Dec 2026`."""
    return f"{short_date(day)} {day.year}"


def date_range(first: date, last: date) -> str:
    """Two dates as `14–20 Dec` or `28 Dec – 3 Jan`."""
    if first == last:
        return short_date(first)
    if first.month == last.month:
        return f"{first.day}–{short_date(last)}"
    return f"{short_date(first)} – {short_date(last)}"


BASE: dict[str, Any] = {
    "font_name": FONT,
    "font_size": 10,
    "font_color": INK,
    "valign": "vcenter",
}

PROPERTIES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18},
    "heading": {"bold": True, "font_size": 12},
    "small": {"font_size": 9},
    "tiny": {"font_size": 8},
    "grey": {"font_color": GREY},
    "bold": {"bold": True},
    "wrap": {"text_wrap": True},
    "top": {"valign": "top"},
    "left": {"align": "left"},
    "indent": {"align": "left", "indent": 1},
    "centre": {"align": "center"},
    "right": {"align": "right"},
    "link": {"font_color": "#0b5394", "underline": 1},
    "head": {"bold": True, "font_size": 9, "text_wrap": True, "bottom": 2, "bottom_color": INK},
    "band": {"bold": True, "font_size": 11, "font_color": PAPER, "bg_color": BAND},
    "row": {"bottom": 1, "bottom_color": RULE},
    "day": {"top": 1, "top_color": INK},
    "total": {"bold": True, "top": 1, "top_color": INK, "bg_color": "#f1f1f2"},
    "input": {
        "bg_color": INPUT,
        "border": 1,
        "border_color": INPUT_RULE,
        "locked": False,
    },
    "load": {"bold": True, "font_size": 12, "num_format": "0.##;-0.##;0"},
    "weight": {"num_format": "#,##0.##"},
    "whole": {"num_format": "#,##0"},
    "done": {"num_format": "#,##0;-#,##0;"},
    "percent": {"num_format": "0.0%"},
    "date": {"num_format": "ddd d mmm", "align": "left"},
    "full date": {"num_format": "d mmm yyyy", "align": "left"},
    "monday": {"num_format": "d mmm", "align": "center"},
    "tenth": {"num_format": "0.0"},
    "across": {"align": "center_across"},
    "gap": {"border": 1, "border_color": PAPER},
}


class Styles:
    """The workbook's formats, each combination made once, on first use."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str | Look, ...], Format] = {}

    def __call__(self, *names: str | Look) -> Format:
        """The format that lays these properties over each other, the last one uppermost.

        A `Look` fills the cell with its colour; `"tint"` before it takes the tint instead.
        """
        made = self._made.get(names)
        if made is None:
            made = self._book.add_format(_merged(names))
            self._made[names] = made
        return made


def _merged(names: tuple[str | Look, ...]) -> dict[str, Any]:
    merged = dict(BASE)
    for name in names:
        if isinstance(name, Look):
            merged.update(_filled(name, "tint" in names))
        elif name != "tint":
            merged.update(PROPERTIES[name])
    return merged


def _filled(look: Look, tint: bool) -> dict[str, Any]:
    if look is NOTHING:
        return {}
    if not tint:
        return {"bg_color": look.colour, "font_color": look.on_colour}
    colour = look.colour if look.on_colour == PAPER else GREY
    return {"bg_color": look.tint, "font_color": colour}
