"""From a coach's file to a roster: open, find the tables, read the fields, check the whole."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings, Rule
from toolkit.engine.assume import day_names
from toolkit.engine.prepare import days_of_week, is_for
from toolkit.model.athlete import Athlete, Lift, Meet, Roster, Settings
from toolkit.policy.loader import defaults
from toolkit.sheets.checks import check_roster
from toolkit.sheets.daysoff import read_days_off
from toolkit.sheets.detect import Row, Table, find_tables
from toolkit.sheets.fields import limit, read, shown, sound, weight_kg, whole
from toolkit.sheets.lifts import near
from toolkit.sheets.maxes import Assumed, common_unit, read_lifts
from toolkit.sheets.meets import (
    ListedMeet,
    check_meets_are_for_somebody,
    meets_for,
    own_meets,
    read_meets,
    season_meets,
)
from toolkit.sheets.overrides import read_overrides
from toolkit.sheets.parse import parse_date, parse_days, parse_sex, parse_unit
from toolkit.sheets.preferences import read_wishes
from toolkit.sheets.reader import read_book
from toolkit.sheets.settings import read_settings, without_silenced
from toolkit.sheets.week import read_week
from toolkit.units import Unit

T = TypeVar("T")


@dataclass(slots=True)
class _Entry:
    """What the book says about one athlete, before it is read: their rows."""

    name: str
    origin: CellRef
    details: list[Row] = field(default_factory=list)
    maxes: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Context:
    """What reading an athlete needs beside their rows."""

    settings: Settings
    meets: tuple[ListedMeet, ...]
    unit: Unit | None
    today: date


def read_roster(path: Path, *, unit: Unit | None = None, today: date) -> tuple[Roster, Findings]:
    """The roster in a workbook or CSV file, and everything there is to say about it.

    `unit` is for weights that state none, before the unit of the Settings sheet. The file is only
    ever read. With errors the roster holds what could be read.
    """
    findings = Findings(path.name)
    book = read_book(path, findings)
    if book is None:
        return Roster((), title=path.stem), findings
    tables = find_tables(book, findings)
    settings, cells = read_settings(tables, unit, findings)
    context = _Context(settings, read_meets(tables, findings), unit, today)
    entries = _entries(tables, findings)
    athletes = tuple(_read_athlete(entry, context, findings) for entry in entries)
    groups = [name for it in athletes for name in (it.name, it.group)]
    check_meets_are_for_somebody(context.meets, groups, findings)
    roster = Roster(
        athletes=tuple(athlete for athlete in athletes if athlete.lifts),
        settings=settings,
        week=read_week(tables, athletes, findings),
        days_off=read_days_off(tables, groups, findings),
        overrides=read_overrides(tables, findings),
        title=path.stem,
    )
    check_roster(roster, cells, today, findings)
    _check_days_agree(roster, entries, cells, findings)
    _check_somebody_has_a_max(tables, entries, findings)
    return roster, without_silenced(findings, settings.silenced)


# --- who is in the book ----------------------------------------------------------------------


def name_key(name: str) -> str:
    """What makes two spellings one athlete: case and spaces do not count, accents do."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _entries(tables: tuple[Table, ...], findings: Findings) -> list[_Entry]:
    entries: dict[str, _Entry] = {}
    doubled: set[tuple[str, int]] = set()
    for table in tables:
        if table.kind in ("athletes", "wide"):
            doubled |= _enter_people(table, entries, findings)
    listed = set(entries) if any(table.kind == "athletes" for table in tables) else None
    for table in tables:
        if table.kind in ("list", "maxes"):
            rows = [row for row in table.rows if (row.sheet, row.number) not in doubled]
            _enter_maxes(table.kind, rows, entries, listed, findings)
    return list(entries.values())


def _read_name(row: Row, findings: Findings) -> str:
    cell = row.cells["athlete"]
    if cell.is_blank:
        findings.add(rules.NAME_MISSING, cell.ref)
        return ""
    return cell.text if sound(cell, findings) else ""


def _enter_people(
    table: Table, entries: dict[str, _Entry], findings: Findings
) -> set[tuple[str, int]]:
    """Add the athletes of a table; returns the rows that name someone a second time."""
    seen: dict[str, CellRef] = {}
    doubled: set[tuple[str, int]] = set()
    for row in table.rows:
        name = _read_name(row, findings)
        if not name:
            continue
        key, where = name_key(name), row.cells["athlete"].ref
        if key in seen:
            doubled.add((row.sheet, row.number))
            findings.add(
                rules.ATHLETE_TWICE, where, related=(seen[key],), name=name, other=seen[key]
            )
            continue
        seen[key] = where
        entries.setdefault(key, _Entry(name, where)).details.append(row)
    return doubled


def _enter_maxes(
    kind: str,
    rows: Iterable[Row],
    entries: dict[str, _Entry],
    listed: set[str] | None,
    findings: Findings,
) -> None:
    for row in rows:
        name = _read_name(row, findings)
        if not name:
            continue
        key, where = name_key(name), row.cells["athlete"].ref
        if key not in entries and listed is not None:
            known = (entries[it].name for it in listed)
            question = near(name, sorted(known))
            findings.add(rules.ATHLETE_UNLISTED, where, found=name, name=name, near=question)
        entry = entries.setdefault(key, _Entry(name, where))
        entry.maxes.append(row)
        if kind == "list":
            entry.details.append(row)


# --- one athlete -----------------------------------------------------------------------------


def _read_athlete(entry: _Entry, context: _Context, findings: Findings) -> Athlete:
    settings, rows = context.settings, entry.details
    # In a list the unit of a row is the unit of its max, not of the athlete.
    own_rows = [row for row in rows if "max" not in row.cells]
    own_unit = _detail(own_rows, "unit", parse_unit, rules.BAD_UNIT, findings)
    unit = own_unit or settings.unit or defaults().unit
    lifts = _read_lifts(entry, unit, settings, findings)
    group = _detail(rows, "group", lambda it: shown(it) or None, rules.BAD_SEX, findings) or ""
    meet, other_meets = _read_meets(entry, group, context, findings)
    return Athlete(
        name=entry.name,
        lifts=lifts,
        group=group,
        sex=_detail(rows, "sex", parse_sex, rules.BAD_SEX, findings),
        bodyweight_kg=_read_bodyweight(rows, unit, findings),
        unit=own_unit or _stated_unit(lifts, unit, context),
        meet=meet,
        other_meets=other_meets,
        start=_detail(rows, "start", parse_date, rules.BAD_DATE, findings),
        sessions=_read_sessions(rows, findings),
        training_days=_detail(rows, "training_days", parse_days, rules.BAD_DAYS, findings) or (),
        preferences=read_wishes(rows, findings),
        origin=entry.origin,
    )


def _read_lifts(
    entry: _Entry, unit: Unit, settings: Settings, findings: Findings
) -> tuple[Lift, ...]:
    fraction = settings.training_max_fraction or defaults().training_max_fraction
    assumed = Assumed(unit, fraction, settings.formula)
    lifts = read_lifts(entry.name, entry.maxes, assumed, findings)
    if not lifts and not any(row.filled("max") for row in entry.maxes):
        findings.add(rules.ATHLETE_WITHOUT_MAX, entry.origin, name=entry.name)
    return lifts


def _stated_unit(lifts: tuple[Lift, ...], unit: Unit, context: _Context) -> Unit | None:
    """The athlete's unit where every max is written in another than the book's."""
    common = common_unit(lifts)
    return common if context.unit is None and common is not unit else None


def _detail(
    rows: Iterable[Row],
    key: str,
    parse: Callable[[object], T | None],
    rule: Rule,
    findings: Findings,
    **values: object,
) -> T | None:
    """A detail of an athlete from all their rows: the first counts, another value is reported."""
    first: tuple[T, Row] | None = None
    for row in rows:
        value = read(row, key, parse, rule, findings, **values)
        if value is None:
            continue
        if first is None:
            first = (value, row)
        elif value != first[0]:
            _report_twice(key, first[1], row, findings)
    return first[0] if first else None


def _report_twice(key: str, first: Row, second: Row, findings: Findings) -> None:
    one, two = first.cells[key], second.cells[key]
    findings.add(
        rules.DETAIL_TWICE,
        two.ref,
        related=(one.ref,),
        what=key.replace("_", " ").capitalize(),
        first=shown(one.value),
        second=shown(two.value),
        other=one.ref,
    )


def _read_sessions(rows: Iterable[Row], findings: Findings) -> int | None:
    within = limit("sessions")
    return _detail(
        rows,
        "sessions",
        lambda value: whole(value, within),
        rules.BAD_SESSIONS,
        findings,
        low=int(within.low),
        high=int(within.high),
    )


def _read_bodyweight(rows: list[Row], unit: Unit, findings: Findings) -> float | None:
    stated = next((row.units["bodyweight"] for row in rows if "bodyweight" in row.units), unit)

    def likely(value: object) -> float | None:
        weight = weight_kg(value, stated)
        return weight if weight and limit("bodyweight_kg").holds(weight) else None

    return _detail(rows, "bodyweight", likely, rules.BAD_BODYWEIGHT, findings)


def _read_meets(
    entry: _Entry, group: str, context: _Context, findings: Findings
) -> tuple[Meet | None, tuple[Meet, ...]]:
    named = [own_meets(row, context.meets, findings) for row in entry.details]
    own = [meets for meets in named if meets is not None]
    if own:
        meets = tuple(dict.fromkeys(meet for found in own for meet in found))
    else:
        meets = meets_for(entry.name, group, context.meets)
    return season_meets(meets, entry.name, context.today, findings)


# --- the book as a whole ---------------------------------------------------------------------


def _check_days_agree(
    roster: Roster, entries: list[_Entry], cells: dict[str, CellRef], findings: Findings
) -> None:
    """Training days that the Week sheet, which wins, does not have."""
    stated = {
        entry.name: row.cells["training_days"].ref
        for entry in entries
        for row in reversed(entry.details)
        if row.filled("training_days")
    }
    for athlete in roster.athletes:
        lines = (slot for slot in roster.week if is_for(athlete, slot.group))
        days = days_of_week(lines, {lift.name for lift in athlete.lifts})
        name, at, given = athlete.name, stated.get(athlete.name), athlete.training_days
        if not given and athlete.sessions is None:
            name, at, given = "The gym", cells.get("training_days"), roster.settings.training_days
        if days and given and days != given:
            week, found = day_names(days), day_names(given)
            findings.add(rules.WEEK_WINS, at, name=name, days=week, found=found)


def _check_somebody_has_a_max(
    tables: tuple[Table, ...], entries: list[_Entry], findings: Findings
) -> None:
    people = [table for table in tables if table.kind in ("athletes", "wide", "list", "maxes")]
    if not people:
        if not any(found.rule is rules.COLUMN_MISSING for found in findings):
            findings.add(rules.BOOK_NO_ROSTER)
    elif not any(row.filled("max") for entry in entries for row in entry.maxes):
        findings.add(rules.BOOK_NO_MAX, CellRef(people[-1].sheet))
