"""The meets of a book, and which of them an athlete trains for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings
from toolkit.model.athlete import Athlete, Meet, Priority, Settings
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


@dataclass(frozen=True, slots=True)
class FoundMeet:
    """A meet that stands in the book, and the athletes or the group it is for (empty: everyone)."""

    meet: Meet
    athletes: tuple[str, ...]


def found_meets(
    listed: tuple[ListedMeet, ...],
    athletes: Iterable[Athlete],
    settings: Settings,
    cells: dict[str, CellRef],
) -> tuple[FoundMeet, ...]:
    """Every meet of the book once: of the Meets sheet, of the athletes' own rows, of Settings."""
    who: dict[Meet, list[str]] = {}
    for it in listed:
        who.setdefault(it.meet, []).extend([it.who] if it.who else [])
    for_all = {it.meet for it in listed if not it.who}
    own = [(it, name.name) for name in athletes for it in (name.meet, *name.other_meets) if it]
    listed_meets = set(who)
    for meet, name in own:
        if meet not in listed_meets:
            who.setdefault(meet, []).append(name)
    if settings.meet is not None:
        who[Meet(settings.meet, settings.meet_name, origin=cells["meet"])] = []
    return tuple(FoundMeet(it, () if it in for_all else tuple(names)) for it, names in who.items())


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
    found = _named(cell.value, cell.ref, listed)
    if found:
        return found
    words = [word.strip() for word in re.split(r"[,;+&\n]", str(cell.value)) if word.strip()]
    meets: list[Meet] = []
    for word in words:
        named = _named(word, cell.ref, listed)
        if not named:
            names = (it.meet.name for it in listed if it.meet.name)
            question = near(word, names)
            findings.add(rules.MEET_UNKNOWN, cell.ref, found=shown(word), near=question)
        meets.extend(named)
    return tuple(meets)


def _named(value: object, where: CellRef, listed: tuple[ListedMeet, ...]) -> tuple[Meet, ...]:
    """The meets of the Meets sheet with this name, or a meet on this date."""
    day = parse_date(value)
    if day is None:
        return tuple(it.meet for it in listed if fold(it.meet.name) == fold(value))
    twin = next((it.meet for it in listed if it.meet.date == day), Meet(day))
    return (Meet(day, twin.name, twin.priority, where),)


def meets_for(name: str, group: str, listed: tuple[ListedMeet, ...]) -> tuple[Meet, ...]:
    """The meets of the sheet that are for this athlete, their group, or everyone."""
    names = {fold(name), fold(group)} - {""}
    return tuple(it.meet for it in listed if not it.who or fold(it.who) in names)


def season_meets(
    meets: tuple[Meet, ...], athlete: str, today: date, findings: Findings
) -> tuple[Meet | None, tuple[Meet, ...]]:
    """The meet that ends an athlete's season, and the meets on the way to it by date.

    The season ends with the last A meet ahead; where none has priority A, with the last of all.
    """
    ahead = _one_a_day(_ahead(meets, athlete, today, findings), findings)
    if not ahead:
        return None, ()
    last = [meet for meet in ahead if meet.priority is Priority.A] or ahead
    end = last[-1]
    for later in ahead[ahead.index(end) + 1 :]:
        findings.add(
            rules.MEET_LATER,
            later.origin,
            related=(end.origin,),
            meet=_called(end),
            date=end.date,
            later=_called(later),
            after=later.date,
        )
    return end, ahead[: ahead.index(end)]


def _called(meet: Meet) -> str:
    return meet.name or "a meet without a name"


def _ahead(
    meets: tuple[Meet, ...], athlete: str, today: date, findings: Findings
) -> tuple[Meet, ...]:
    """The coming meets by date. Whose meets are all over cannot be planned."""
    ahead = sorted((meet for meet in meets if meet.date > today), key=lambda meet: meet.date)
    over = sorted((meet for meet in meets if meet.date <= today), key=lambda meet: meet.date)
    if over and not ahead:
        last = over.pop()
        report_over(last.date, last.origin, (athlete,), today, findings)
    for meet in over:
        name = meet.name or "The meet"
        findings.add(rules.MEET_DONE, meet.origin, meet=name, date=meet.date)
    return tuple(ahead)


def report_over(
    day: date, where: CellRef, who: tuple[str, ...], today: date, findings: Findings
) -> None:
    """The only meet of these athletes is over. The date shown as an example is always ahead."""
    example = today.replace(year=today.year + 1, day=1)
    findings.add(rules.MEET_OVER, where, leaves_out=who, date=day, today=today, example=example)


def _one_a_day(meets: tuple[Meet, ...], findings: Findings) -> tuple[Meet, ...]:
    """One meet a day: the more important one, else the first, is kept, and it is said."""
    kept: dict[date, Meet] = {}
    for meet in meets:
        rival = kept.setdefault(meet.date, meet)
        if rival == meet:
            continue
        first, second = sorted((rival, meet), key=lambda it: it.priority)
        kept[meet.date] = first
        findings.add(
            rules.MEETS_SAME_DAY,
            second.origin,
            related=(first.origin,),
            date=meet.date,
            first=_called(first),
            second=_called(second),
        )
    return tuple(kept.values())


def check_meets_are_for_somebody(
    listed: tuple[ListedMeet, ...], names: Iterable[str], findings: Findings
) -> None:
    """A meet for a name that is no athlete and no group."""
    known = {fold(name): name for name in names if name}
    for it in listed:
        if it.who and fold(it.who) not in known:
            question = near(it.who, known.values())
            findings.add(rules.MEET_FOR_NOBODY, it.who_at, found=it.who, near=question)
