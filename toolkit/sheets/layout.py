"""The words of a roster book: its sheets, columns, settings, their other names and their notes.

This is data. The reader uses it to recognise a coach's table, the starter workbook to write one.
An alias is a name in the company of such a table only ("weight" for the max); what a word means
anywhere, in any language, stands in words/.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

HEADER_ROWS = 6
"""A table's header stands on one of the first rows; above it there may be titles."""

PLAN_SHEET = "Meta"
PLAN_MARK = "periodization-toolkit plan"
"""The hidden sheet of a plan workbook, and what its A1 says: how a plan is told from a roster."""


def fold(text: object) -> str:
    """A name reduced to what identifies it: no case, accents, punctuation or double spaces."""
    return _folded(str(text))


@lru_cache(maxsize=10_000)
def _folded(text: str) -> str:
    # The few words of a roster's header are looked at again for each of its thousands of rows.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: what it is called, what it is for, what may stand in it.

    `width` is in characters; `choices` become a drop-down in the starter workbook; `is_open`:
    something else than the choices may be typed too.
    """

    key: str
    label: str
    note: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[str, ...] = ()
    width: int = 12
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet of the structured roster book."""

    key: str
    title: str
    aliases: tuple[str, ...]
    intro: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the Settings sheet; `expects` says what may stand in it, as a sentence's end.

    `is_open`: something else than the `choices` may be typed too."""

    key: str
    label: str
    expects: str
    note: str
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    is_open: bool = False


UNITS = ("kg", "lb")
KINDS = ("1RM", "Training max")
STAGES = ("New", "Experienced")
PRIORITIES = ("A", "B", "C")
SEXES = ("F", "M")
FORMULAS = ("Brzycki", "Epley", "Lombardi", "Mayhew", "O'Conner", "Wathan", "Lander", "Berger",
            "RPE chart")  # fmt: skip
ATTEMPT_STYLES = ("conservative", "standard", "novice")
ROTATIONS = ("block", "weekly", "daily")
OFFSETS = ("none", "lift", "athlete")
TAPERS = ("step", "linear", "exponential")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

ATHLETE = Column(
    "athlete",
    "Athlete",
    "The athlete's name, as it should stand on the card. Every name once.",
    required=True,
    width=24,
)
SURNAME = Column("surname", "Surname", "")
GROUP = Column(
    "group",
    "Group",
    "Optional. A squad, class or team; a meet or a line of the week can be for one group.",
    ("class",),
)
SEX = Column("sex", "Sex", "Optional. F or M.", (), choices=SEXES)
BODYWEIGHT = Column(
    "bodyweight",
    "Bodyweight",
    "Optional. In the athlete's unit; 83 kg or 183 lb also works.",
    ("weight",),
)
UNIT = Column(
    "unit",
    "Unit",
    "Optional. kg or lb. Empty: the unit of the Settings sheet.",
    ("einheit",),
    choices=UNITS,
    width=8,
)
START = Column(
    "start",
    "Start",
    "Optional. The first day of the plan. Empty: next Monday.",
    ("start date", "starts", "first day", "begin", "starts on"),
)
SESSIONS = Column(
    "sessions",
    "Sessions",
    "Optional. Training days in a week, 1 to 6. Empty: as in Settings.",
    (
        "sessions per week",
        "sessions week",
        "days per week",
        "days a week",
        "frequency",
        "training days per week",
        "sessions a week",
    ),
    width=10,
)
TRAINING_DAYS = Column(
    "training_days",
    "Training days",
    "Optional. Like Mon Wed Fri. Empty: they follow from Sessions.",
    ("days", "weekdays", "trains on", "trainingstage", "days of training"),
    width=18,
)
MEET = Column(
    "meet",
    "Meet",
    "Optional. A meet of the Meets sheet or a date, or several with a comma between them. Empty: "
    "the meets for this athlete or group.",
    (
        "meet date",
        "competition",
        "competition date",
        "comp",
        "comp date",
        "contest",
        "wettkampf",
        "meet day",
        "test date",
    ),
    width=16,
)
ROTATION = Column(
    "rotation",
    "Rotation",
    "Optional. What leads changes from block to block, weekly, or daily. Empty: as in Settings.",
    ("rotation mode", "rotation type"),
    choices=ROTATIONS,
)
ORDER = Column(
    "order",
    "Order",
    "Optional. Which emphasis leads first: R repetition, D difficulty, I intensity. Like R, D, I.",
    ("rotation order", "emphasis order", "block order", "order of blocks"),
)
BLOCK_WEEKS = Column(
    "block_weeks",
    "Block weeks",
    "Optional. How many weeks one emphasis leads, 2 to 6.",
    ("block length", "weeks per block"),
)
OFFSET = Column(
    "offset",
    "Offset",
    "Optional. Lift: the lifts do not all lead with the same emphasis. Athlete: neither do "
    "the athletes.",
    ("rotation offset",),
    choices=OFFSETS,
)
TAPER = Column(
    "taper",
    "Taper",
    "Optional. How volume falls before the meet: in one step, linear or exponential.",
    ("taper profile", "taper type"),
    choices=TAPERS,
)
TAPER_DAYS = Column(
    "taper_days",
    "Taper days",
    "Optional. How long the taper is, 7 to 21 days.",
    ("taper length", "days of taper"),
)
ATTEMPTS = Column(
    "attempts",
    "Attempts",
    "Optional. conservative, standard or novice, or your own three percentages: 91/96/100.",
    ("attempt style", "attempt percentages"),
    choices=ATTEMPT_STYLES,
    width=14,
    is_open=True,
)
PREFERENCE_COLUMNS = (ROTATION, ORDER, BLOCK_WEEKS, OFFSET, TAPER, TAPER_DAYS, ATTEMPTS)
"""How the coach wants this athlete's season planned; the Settings sheet has the same words."""

LIFT = Column(
    "lift",
    "Lift",
    "The lift, in your own words; they are printed as you write them.",
    ("event",),
    required=True,
    width=18,
)
MAX = Column(
    "max",
    "Max",
    "A weight (140), a weight with its unit (225 lb), or your best set (140x5 or 140 x 5 @ 8).",
    ("weight",),
    required=True,
    width=14,
)
KIND = Column(
    "kind",
    "Kind",
    "Optional. 1RM, or training max where you plan from a reduced max. Empty: 1RM.",
    ("type", "kind of max", "max type"),
    choices=KINDS,
    width=14,
)
STAGE = Column(
    "stage",
    "Stage",
    "Optional. New for a lift that is still being learned, else experienced.",
    ("experience", "lift stage"),
    choices=STAGES,
    width=13,
)
PRIORITY = Column(
    "priority",
    "Priority",
    "Optional. A trains the lift more often, C less. Empty: B.",
    ("prio", "importance"),
    choices=PRIORITIES,
    width=10,
)
GOAL = Column(
    "goal",
    "Goal",
    "Optional. The weight to lift at the meet, in the unit of the max.",
    ("target", "goal weight", "ziel", "objective"),
)
TESTED_ON = Column(
    "tested_on",
    "Tested on",
    "Optional. The day the max was lifted.",
    ("tested", "test day", "max date", "last tested"),
    width=13,
)

PERSON_COLUMNS = (GROUP, SEX, BODYWEIGHT, UNIT, START, SESSIONS, TRAINING_DAYS, MEET)
ATHLETE_COLUMNS = (*PERSON_COLUMNS, *PREFERENCE_COLUMNS)
LIFT_COLUMNS = (UNIT, KIND, STAGE, PRIORITY, GOAL, TESTED_ON)
ROSTER_COLUMNS = (
    *(ATHLETE, SURNAME, *PERSON_COLUMNS, KIND, STAGE, PRIORITY, GOAL, TESTED_ON),
    *(column for column in PREFERENCE_COLUMNS if column not in (ORDER, ATTEMPTS)),
    # In a coach's own roster these two words alone mean a running number and a count.
    replace(ORDER, label="Rotation order"),
    replace(ATTEMPTS, label="Attempt style"),
)
"""What a wide roster may carry beside its lifts."""
LIST_COLUMNS = (LIFT, MAX, *ROSTER_COLUMNS, UNIT)
"""What a long list may carry; here "weight" means the max, in a wide roster the bodyweight."""

ATHLETES = SheetLayout(
    "athletes",
    "Athletes",
    ("athlete", "lifters", "people", "team", "squad", "members", "roster"),
    "Who trains. Only the name is needed.",
    (ATHLETE, *ATHLETE_COLUMNS),
)
MAXES = SheetLayout(
    "maxes",
    "Maxes",
    ("max", "1rm", "1rms", "lifts", "current maxes", "maxs"),
    "One row per athlete and lift. The max is a weight, or a set of up to ten reps: 140x5.",
    (ATHLETE, LIFT, MAX, *LIFT_COLUMNS),
)
MEETS = SheetLayout(
    "meets",
    "Meets",
    ("meet", "competitions", "competition", "competition calendar", "meet calendar"),
    "What you train for. The plan ends with the last A meet; without a meet, in a test week.",
    (
        Column("meet", "Meet", "The name of the meet.", ("name", "competition", "event"), width=24),
        Column(
            "date", "Date", "The day of the meet.", ("meet date", "day", "when"), True, width=13
        ),
        Column(
            "priority",
            "Priority",
            "A gets the full taper, B a lighter week, C is trained through. Empty: A.",
            ("prio", "importance"),
            choices=PRIORITIES,
            width=10,
        ),
        Column(
            "who",
            "Athletes",
            "An athlete or a group. Empty: everyone.",
            ("athlete", "who", "for", "group", "lifters"),
            width=24,
        ),
    ),
)
WEEK = SheetLayout(
    "week",
    "Week",
    ("training week", "my week", "week plan", "weekly plan"),
    "Optional. Your own week: the method fills in sets, reps and loads. Leave it empty and the "
    "method lays out the week.",
    (
        Column("day", "Day", "Mon to Sun.", ("weekday", "training day"), True, DAYS, 8),
        Column(
            "order",
            "Order",
            "Optional. The place inside the day: 1, 2, 3.",
            ("slot", "no", "nr"),
            width=8,
        ),
        Column(
            "exercise",
            "Exercise",
            "What is done, as it should stand on the card.",
            ("movement", "name"),
            True,
            width=26,
        ),
        Column(
            "lift",
            "Lift",
            "The lift it belongs to. Empty: assistance, or the exercise is the lift itself.",
            ("parent", "parent lift", "main lift", "belongs to"),
            width=16,
        ),
        Column(
            "ratio",
            "Ratio",
            "For a variation: its max as a share of the lift's max, such as 85 %.",
            ("percent", "of max", "share", "ratio to lift"),
            width=9,
        ),
        Column(
            "dose",
            "Sets x reps",
            "For assistance only, as text: 3x10.",
            ("sets and reps", "sets reps", "sets", "dose", "reps"),
            width=14,
        ),
        Column(
            "for",
            "For",
            "A group or an athlete. Empty: everyone.",
            ("group", "athlete", "athletes", "who"),
            width=20,
        ),
    ),
)
CALENDAR = SheetLayout(
    "calendar",
    "Calendar",
    ("days off", "holidays", "time off", "absences", "off days"),
    "Optional. Days without training: holidays, camps, exams. A session there moves or is "
    "dropped, and the plan says so.",
    (
        Column(
            "from",
            "From",
            "The first day without training.",
            ("start", "first day", "from date", "date", "day", "begin"),
            True,
            width=13,
        ),
        Column(
            "to",
            "To",
            "Optional. The last day without training. Empty: a single day.",
            ("until", "till", "to date", "last day", "end", "through"),
            width=13,
        ),
        Column(
            "what",
            "What",
            "Optional. What is on: it is printed with the change.",
            ("reason", "name", "holiday", "note", "why", "event"),
            width=26,
        ),
        Column(
            "for",
            "For",
            "A group or an athlete. Empty: everyone.",
            ("group", "athlete", "athletes", "who"),
            width=24,
        ),
    ),
)
POLICY = SheetLayout(
    "policy",
    "Policy",
    ("my numbers", "policy table"),
    "Optional. Your own numbers in place of the method's: `periodize policy --show` prints all "
    "of them, in these columns.",
    (
        Column("table", "Table", "The table of the method, such as taper.", ("file",), True,
               width=14),
        Column("row", "Row", "The row, such as taper or repetition.main.1.", ("path",), True,
               width=26),
        Column("column", "Column", "The number of that row, such as days.", ("key", "number"),
               True, width=20),
        Column("value", "Value", "Your number. Empty: the method's own.", ("yours",), True,
               width=20),
        Column("source", "Source", "Where your number comes from.", ("reference", "from", "why"),
               width=44),
    ),
)  # fmt: skip
SETTINGS_SHEET = SheetLayout(
    "settings",
    "Settings",
    ("setting", "options", "setup", "preferences"),
    "What holds for everyone. Clear a value to go back to the method's own.",
    (
        Column(
            "setting",
            "Setting",
            "What is set. Do not change the names.",
            ("option", "name"),
            True,
            width=24,
        ),
        Column("value", "Value", "Your choice.", ("choice",), True, width=28),
        Column("note", "What it does", "", ("notes", "explanation", "comment"), width=72),
    ),
)
SHEETS = (ATHLETES, MAXES, MEETS, CALENDAR, WEEK, SETTINGS_SHEET, POLICY)

A_DATE = "a date such as 2027-03-13"

SETTINGS = (
    Setting("unit", "Unit", "kg or lb", "Weights without a unit of their own are in this one.",
            ("units",), UNITS),
    Setting("start", "Start", A_DATE, "The first day of the plan. Empty: next Monday.",
            ("start date", "first day")),
    Setting("meet", "Meet", A_DATE,
            "The day of the meet, for everyone who has none in Meets or Athletes.",
            ("meet date", "competition", "competition date")),
    Setting("meet_name", "Meet name", "a name", "What that meet is called.",
            ("competition name",)),
    Setting("sessions", "Sessions", "a whole number from 1 to 6",
            "Training days in a week, 1 to 6.",
            ("sessions per week", "days per week", "sessions a week")),
    Setting("training_days", "Training days", "one to six weekdays such as Mon Wed Fri",
            "Like Mon Wed Fri. Empty: they follow from Sessions.", ("days", "weekdays")),
    Setting("rotation", "Rotation", "block, weekly or daily",
            "Whether the leading emphasis changes from block to block, weekly or daily.",
            ("rotation mode", "rotation type"), ROTATIONS),
    Setting("order", "Order", "R, D and I, each once, such as R, D, I",
            "Which emphasis leads first: R repetition, D difficulty, I intensity.",
            ("rotation order", "emphasis order", "block order", "order of blocks")),
    Setting("block_weeks", "Block weeks", "a whole number of weeks from 2 to 6",
            "How many weeks one emphasis leads, 2 to 6.", ("block length", "weeks per block")),
    Setting("offset", "Offset", "none, lift or athlete",
            "lift: the lifts do not all lead with the same emphasis; athlete: nor do the athletes.",
            ("rotation offset",), OFFSETS),
    Setting("taper", "Taper", "step, linear or exponential",
            "How volume falls before the meet: in one step, linear or exponential.",
            ("taper profile", "taper type"), TAPERS),
    Setting("taper_days", "Taper days", "a whole number of days from 7 to 21",
            "How long the taper is, 7 to 21 days.", ("taper length", "days of taper")),
    Setting("season_weeks", "Season weeks", "a whole number of weeks from 4 to 52",
            "The length of a plan without a meet; it ends in a test week.",
            ("season length", "weeks", "plan weeks")),
    Setting("attempts", "Attempts", "a style, or three percentages such as 91/96/100",
            "conservative, standard or novice, or your own three shares of the third: 91/96/100.",
            ("attempt style", "attempt percentages"), ATTEMPT_STYLES, is_open=True),
    Setting("formula", "Formula", "a formula of the list, such as Brzycki or Epley",
            "How every set becomes a max. Empty: Brzycki, and the RPE chart for a set with RPE.",
            ("1rm formula", "max formula", "e1rm formula", "estimate"), FORMULAS),
    Setting("training_max_fraction", "Training max fraction", "a share such as 0.9 or 90 %",
            "A training max is this share of the max. Only where a max is marked as one.",
            ("training max", "training max percent", "tm fraction", "tm")),
    Setting("paper", "Paper", "A4 or Letter", "What the cards are printed on: A4 or Letter.",
            ("paper size",), ("A4", "Letter")),
    Setting("bar_kg", "Bar (kg)", "a weight from 2 to 70, such as 20",
            "The bar of your kilogram equipment.",
            ("bar kg", "bar")),
    Setting("plates_kg", "Plates (kg)",
            "plates from 0.1 to 50, such as 25x2, 20, 15, 10, 5, 2.5, 1.25",
            "Plate sizes. With counts where plates are few: 25x2 is two pairs of 25.",
            ("plates kg", "plates")),
    Setting("bar_lb", "Bar (lb)", "a weight from 2 to 70, such as 45",
            "The bar of your pound equipment.",
            ("bar lb", "bar lbs")),
    Setting("plates_lb", "Plates (lb)", "plates from 0.1 to 50, such as 45x4, 35, 25, 10, 5, 2.5",
            "The same for pound plates.", ("plates lb", "plates lbs")),
    Setting("silence", "Silence", "names of warnings or notes, separated by spaces",
            "Names of warnings and notes that you do not want to see again.",
            ("silenced", "mute", "ignore")),
)  # fmt: skip

QUIET_SHEETS = frozenset(
    {"read me", "readme", "notes", "instructions", "info", "guide", "help", "about", "lists"}
)
"""Sheets that nobody expects to be read; nothing is said about them."""

DERIVED = frozenset(
    fold(name)
    for name in (
        "total", "average", "avg", "mean", "median", "sum", "percentile", "rank", "place", "points",
        "wilks", "dots", "gl points", "ipf gl", "sinclair", "score", "difference", "diff", "change",
        "bw ratio", "ratio", "max", "min", "count", "team total", "team average", "grand total",
        "subtotal", "standard deviation", "std dev", "team best", "team max", "best of team",
        "school record", "school records", "team record", "team records", "record", "records",
    )
)  # fmt: skip
"""Computed columns and footer rows: never a lift, never an athlete."""

OWN_NOTES = frozenset(
    fold(name)
    for name in (
        "notes", "note", "comment", "comments", "remarks", "remark", "age", "year", "grade",
        "birth year", "year of birth", "born", "date of birth", "dob", "birthday", "height",
        "weight class", "class", "category", "division", "age class", "id", "no", "nr",
        "number", "email", "e mail", "phone",
        "coach", "school", "club", "city", "country", "nation", "status", "position", "locker",
        "rack height", "squat rack", "squat rack height", "bench rack height", "rack", "injury",
    )
)  # fmt: skip
"""Columns coaches keep for themselves; nothing is said about them."""


@cache
def vocabulary(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Every folded label and alias of the columns; the first column to claim a word keeps it."""
    words: dict[str, Column] = {}
    for column in columns:
        words.setdefault(fold(column.label), column)
    for column in columns:
        for alias in column.aliases:
            words.setdefault(fold(alias), column)
    return words


@cache
def sheet_titles() -> dict[str, SheetLayout]:
    """Every folded title and alias of the structured sheets."""
    words = {fold(sheet.title): sheet for sheet in SHEETS}
    for sheet in SHEETS:
        for alias in sheet.aliases:
            words.setdefault(fold(alias), sheet)
    return words


@cache
def setting_words() -> dict[str, Setting]:
    """Every folded label and alias of the settings."""
    words = {fold(setting.label): setting for setting in SETTINGS}
    for setting in SETTINGS:
        for alias in setting.aliases:
            words.setdefault(fold(alias), setting)
    return words
