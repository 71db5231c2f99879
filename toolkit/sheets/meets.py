"""The meets of a book, and which of them an athlete trains for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings
from toolkit.model.athlete import Meet, Priority
from toolkit.sheets.detect import Row, Table
from toolkit.sheets.fields import read, read_day, read_text, shown, sound
from toolkit.sheets.layout import fold
from toolkit.sheets.lifts import near
from toolkit.sheets.parse import parse_date, parse_priority


@dataclass(frozen=True, slots=True)
class ListedMeet:
    """A row of the Meets sheet: the meet, and whom it is for (empty: everyone)."""

    meet: Meet
    who: str
    who_at: CellRef


def read_meets(tables: Iterable[Table], findings: Findings) -> tuple[ListedMeet, ...]:
    """The meets of the book in their order."""
    rows = [row for table in tables if table.kind == "meets" for row in table.rows]
    read_rows = [_read_meet(row, findings) for row in rows]
    return tuple(meet for meet in read_rows if meet is not None)


def _read_meet(row: Row, findings: Findings) -> ListedMeet | None:
    where = row.cells["date"].ref
    name, who = read_text(row, "meet", findings), read_text(row, "who", findings)
    priority = read(row, "priority", parse_priority, rules.BAD_PRIORITY, findings)
    if row.filled("date") is None:
        findings.add(rules.MEET_WITHOUT_DATE, where)
        return None
    day = read_day(row, "date", findings)
    if day is None:
        return None
    who_cell = row.get("who")
    at = who_cell.ref if who_cell else where
    return ListedMeet(Meet(day, name, priority or Priority.A, where), who, at)


def own_meets(
    row: Row, listed: tuple[ListedMeet, ...], findings: Findings
) -> tuple[Meet, ...] | None:
    """The meets a row of Athletes names itself, by date or by name; None when it names none."""
    cell = row.filled("meet")
    if cell is None or not sound(cell, findings):
        return None
    day = parse_date(cell.value)
    if day is not None:
        twins = [it.meet for it in listed if it.meet.date == day]
        name = twins[0].name if twins else ""
        priority = twins[0].priority if twins else Priority.A
        return (Meet(day, name, priority, cell.ref),)
    named = tuple(it.meet for it in listed if fold(it.meet.name) == fold(cell.text))
    if not named:
        names = (it.meet.name for it in listed if it.meet.name)
        found = shown(cell.value)
        findings.add(rules.MEET_UNKNOWN, cell.ref, found=found, near=near(cell.text, names))
        return ()
    return named


def meets_for(name: str, group: str, listed: tuple[ListedMeet, ...]) -> tuple[Meet, ...]:
    """The meets of the sheet that are for this athlete, their group, or everyone."""
    names = {fold(name), fold(group)} - {""}
    return tuple(it.meet for it in listed if not it.who or fold(it.who) in names)


def next_meet(
    athlete: str, meets: tuple[Meet, ...], today: date, findings: Findings
) -> Meet | None:
    """The meet to plan for: the next A meet, else the next of any priority."""
    ahead = sorted((meet for meet in meets if meet.date > today), key=lambda meet: meet.date)
    if not ahead:
        if meets:
            last = max(meets, key=lambda meet: meet.date)
            findings.add(rules.MEET_OVER, last.origin, date=last.date, today=today)
        return None
    main = [meet for meet in ahead if meet.priority is Priority.A] or ahead
    if len(ahead) > 1:
        findings.add(
            rules.MEET_CHOICE,
            main[0].origin,
            name=athlete,
            count=len(ahead),
            meet=main[0].name or "the meet",
            date=main[0].date,
            related=tuple(meet.origin for meet in ahead if meet is not main[0]),
        )
    return main[0]


def check_meets_are_for_somebody(
    listed: tuple[ListedMeet, ...], names: Iterable[str], findings: Findings
) -> None:
    """A meet for a name that is no athlete and no group."""
    known = {fold(name): name for name in names if name}
    for it in listed:
        if it.who and fold(it.who) not in known:
            question = near(it.who, known.values())
            findings.add(rules.MEET_FOR_NOBODY, it.who_at, found=it.who, near=question)
