"""Plan tables out of Markdown, so that a test shows the weeks it is about.

A file holds `# bad` and `# good`. Each begins with `key: value` lines: `base` (a plan of plans.md,
else nothing), `without` (days of it that are left out), `lift` (what its lift is called), `at` (the
row a finding must name: its day and its dose), `level` (E, W or I), and values for a whole column.
A row stands for one session on each of its `days`; `dose` is sets x reps @ percent of a max of 200.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from toolkit.units import plain, round_half_up

HERE = Path(__file__).parent
MONDAY = date(2027, 1, 4)
MEET = date(2027, 3, 13)
MAX = 200.0
COLUMNS = (
    *("athlete", "date", "meet_date", "phase", "lead", "emphasis", "lift", "exercise", "kind"),
    *(
        "meet_priority",
        "stage",
        "role",
        "sets",
        "reps",
        "percent_1rm",
        "load",
        "unit",
        "rpe",
        "training_max",
    ),
)
KEYS = ("base", "without", "at", "level", "name")
Row = dict[str, str]


class Example(NamedTuple):
    """A plan table, and what should be found in it: the cell of the load, and how bad it is."""

    path: Path
    at: str
    level: str


def sections(text: str) -> dict[str, str]:
    """The parts of a file by their headings."""
    parts = re.split(r"^# ", text, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0].strip(): part.partition("\n")[2] for part in parts}


def parse(body: str) -> tuple[Row, list[Row]]:
    """The `key: value` lines of a part, and the rows of its table."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    values = dict(line.split(": ", 1) for line in lines if not line.startswith("|"))
    table = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    cells = [[cell.strip() for cell in row] for row in table]
    rows = [row for row in cells if not re.fullmatch("[- :]*", "".join(row))]
    return values, [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def example(folder: Path, body: str) -> Example:
    """The part of a file as a plan.csv in a folder."""
    values, added = parse(body)
    base = sections((HERE / "plans.md").read_text(encoding="utf-8"))
    name = values.get("base", "nothing")
    left_out = values.get("without", "").split()
    rows = [
        row | ({"lift": values["lift"]} if "lift" in values else {}) | {"days": day}
        for row in parse(base[name])[1]
        for day in row["days"].split()
        if day not in left_out
    ] + [row | {"days": day} for row in added for day in row["days"].split()]
    shared = {key: value for key, value in values.items() if key not in KEYS}
    counts_back = "meet" in (name, values.get("name", ""))
    full = [_full(shared | row, counts_back=counts_back) for row in rows]
    full.sort(key=lambda row: row["date"])
    path = folder / "plan.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(full)
    return Example(path, _cell(full, values.get("at", "")), values.get("level", "W"))


def _full(row: Row, *, counts_back: bool) -> Row:
    days = int(row["days"])
    found = re.fullmatch(r"(\d+)x(\d+)(?: @ ([\d.]+))?", row["dose"])
    sets, reps, share = found.groups() if found else ("", "", None)
    top = float(row.get("training_max") or MAX)
    numbers: Row = {}
    if share is not None:
        load = round_half_up(top * float(share) / 100, 2.5)
        numbers = {"percent_1rm": plain(float(share) / 100, 4), "load": plain(load)}
        numbers["training_max"] = plain(top)
    lift = row.get("lift", "")
    return {
        "athlete": "Anna Berg",
        "date": (MEET - timedelta(days) if counts_back else MONDAY + timedelta(days)).isoformat(),
        "meet_date": MEET.isoformat() if counts_back else "",
        "exercise": lift,
        "sets": sets,
        "reps": reps,
        "unit": "kg",
        **numbers,
        **{key: value for key, value in row.items() if value and key not in ("days", "dose")},
        "days": row["days"],
        "dose": row["dose"],
    }


def _cell(rows: list[Row], at: str) -> str:
    """The cell of the load (of the date, where there is none) of the row with this day and dose."""
    if not at:
        return ""
    day, dose, *lift = at.split(", ")
    numbers = [
        (number, row)
        for number, row in enumerate(rows, 2)
        if (row["days"], row["dose"]) == (day, dose) and (not lift or row["exercise"] == lift[0])
    ]
    number, row = numbers[0]
    column = COLUMNS.index("load" if row.get("load") else "date")
    return f"{chr(65 + column)}{number}"


def pairs() -> Iterator[Path]:
    """The file of each check."""
    return iter(sorted((HERE / "pairs").glob("*.md")))
