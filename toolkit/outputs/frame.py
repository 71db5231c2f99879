"""The plan table: one row per set group, as plan.csv and as a pandas data frame."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.engine.targets import planned_against_target
from toolkit.model.prescription import AttemptRule, LoadRule, Prescription, Session, SetGroup
from toolkit.model.season import Plan, Season, Week
from toolkit.outputs.layout import Place, lay_out, prescriptions
from toolkit.outputs.meets import meet_of
from toolkit.units import convert, plain

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "athlete",
    "group",
    "meet",
    "meet_date",
    "days_out",
    "week",
    "week_start",
    "date",
    "weekday",
    "session",
    "block",
    "phase",
    "lead",
    "emphasis",
    "lift",
    "exercise",
    "kind",
    "stage",
    "role",
    "sets",
    "reps",
    "percent_1rm",
    "load",
    "unit",
    "rpe",
    "tempo",
    "rest_s",
    "cue",
    "training_max",
    "cell",
    "reason",
)
"""The columns of plan.csv, in order: the machine-readable contract."""

DIAL_COLUMNS = (
    "athlete",
    "group",
    "week",
    "week_start",
    "lift",
    "dial",
    "planned",
    "low",
    "high",
    "verdict",
)
"""The columns of the dials frame, in order."""

Value = str | int | float | date | None
Row = tuple[Value, ...]

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DIGITS = {"percent_1rm": 4, "load": 4, "rpe": 2, "training_max": 2}
NUMBERS = ("percent_1rm", "load", "rpe", "training_max")
WHOLE = ("days_out", "week", "session", "block", "sets", "reps", "rest_s")
DATES = ("meet_date", "week_start", "date")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_DOSE = re.compile(r"\s*(\d{1,3})\s*[xX×*]\s*(\d{1,3})(?![\d.])")


def plan_rows(plan: Plan, cells: Mapping[Place, str] | None = None) -> Iterator[Row]:
    """One tuple per set group in the order of `COLUMNS`, a line of assistance as one row.

    `cells` are the addresses of the loads in plan.xlsx, from `layout.lay_out(plan).cells()`.
    """
    places = lay_out(plan).cells() if cells is None else cells
    for index, season in enumerate(plan.seasons):
        for number, week in enumerate(season.weeks):
            for at, session in enumerate(week.sessions):
                for order, one in enumerate(prescriptions(season, session)):
                    head = _head(season, week, session, one)
                    for place, group in enumerate(one.groups or (None,)):
                        cell = places.get((index, number, at, order, place), "")
                        yield (*head, *_tail(one, group, cell))


def _head(season: Season, week: Week, session: Session, one: Prescription) -> Row:
    meet = meet_of(season, session)
    return (
        season.athlete.name,
        season.athlete.group,
        meet.name if meet else "",
        meet.date if meet else None,
        session.days_out,
        week.number,
        week.start,
        session.date,
        WEEKDAYS[session.date.weekday()],
        session.number,
        one.block,
        str(one.phase),
        str(one.lead or ""),
    )


def _tail(one: Prescription, group: SetGroup | None, cell: str) -> Row:
    who: Row = (
        one.lift.name if one.lift else "",
        one.exercise,
        str(one.kind),
        str(one.lift.stage) if one.lift else "",
    )
    if group is None:
        sets, reps = dose(one.text)
        why = "" if one.reason is None else f"{one.reason.text} ({one.reason.rule})"
        empty: Row = (None, None, "", None, "", None, one.text, None, "", why)
        return (str(one.emphasis or ""), *who, "work", sets, reps, *empty)
    return (
        str(group.emphasis or ""),
        *who,
        str(group.role),
        group.sets,
        group.reps,
        group.percent,
        group.load,
        str(group.unit),
        group.rpe,
        group.tempo,
        group.rest_s,
        group.cue,
        _training_max(one, group),
        cell,
        f"{group.reason.text} ({group.reason.rule})",
    )


def dose(text: str) -> tuple[int | None, int | None]:
    """Sets and reps of an assistance line: `3x10 each` is (3, 10); (None, None) if not so."""
    found = _DOSE.match(text)
    return (int(found[1]), int(found[2])) if found else (None, None)


def _training_max(one: Prescription, group: SetGroup) -> float:
    """The lift's max in the unit of the row; converted ones to two decimals."""
    rule = group.rule
    if one.lift and one.lift.max.unit is group.unit:
        return one.lift.max.value
    if isinstance(rule, LoadRule) and not one.lift:
        return rule.training_max
    source = one.lift.max if one.lift else None
    if source is None:
        assert isinstance(rule, AttemptRule)
        return round(convert(rule.training_max, rule.unit, group.unit), 2)
    return round(convert(source.value, source.unit, group.unit), 2)


def write_csv(rows: Iterable[Row], path: Path) -> None:
    """Write the rows as CSV: UTF-8, line feeds, decimal points, ISO dates.

    Text that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([_text(*pair) for pair in zip(COLUMNS, row, strict=True)])


def _text(column: str, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if column != "cell" and value.startswith(DANGEROUS) else value
    if isinstance(value, date):
        return value.isoformat()
    return plain(value, DIGITS.get(column, 0))


def to_frame(plan: Plan) -> pd.DataFrame:
    """The plan table as a data frame with the columns of `COLUMNS`.

    Dates are datetime64, weights in the row's `unit`, `percent_1rm` a fraction of the max; whole
    numbers are nullable Int64; text is text, so an athlete called NA keeps the name.
    """
    import pandas as pd

    frame = pd.DataFrame(list(plan_rows(plan)), columns=list(COLUMNS), dtype=object)
    kinds = {
        **dict.fromkeys(NUMBERS, "float64"),
        **dict.fromkeys(WHOLE, "Int64"),
        **dict.fromkeys(DATES, "datetime64[s]"),
    }
    return frame.astype(kinds)


def dial_rows(plan: Plan) -> Iterator[Row]:
    """One tuple per athlete, week, lift and dial in the order of `DIAL_COLUMNS`."""
    for season in plan.seasons:
        starts = {week.number: week.start for week in season.weeks}
        who = (season.athlete.name, season.athlete.group)
        for row in planned_against_target(season):
            what = (row.week, starts[row.week], row.lift, str(row.dial))
            yield (*who, *what, row.planned, row.low, row.high, str(row.verdict))


def to_dials_frame(plan: Plan) -> pd.DataFrame:
    """The dials planned against target, with the columns of `DIAL_COLUMNS`.

    Repetition and timing are reps a week, intensity is a fraction of the max, difficulty an RPE;
    `verdict` is in, below or above the range from `low` to `high`.
    """
    import pandas as pd

    frame = pd.DataFrame(list(dial_rows(plan)), columns=list(DIAL_COLUMNS), dtype=object)
    numbers = dict.fromkeys(("planned", "low", "high"), "float64")
    return frame.astype({**numbers, "week": "Int64", "week_start": "datetime64[s]"})
