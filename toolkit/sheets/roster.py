"""From a coach's file to a roster: open, find the tables, read the fields, check the whole."""

from __future__ import annotations

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
from toolkit.model.reading import Reading
from toolkit.policy.loader import defaults
from toolkit.sheets.answers import NOTHING, Answers, Mapped
from toolkit.sheets.checks import check_roster
from toolkit.sheets.daysoff import read_days_off
from toolkit.sheets.detect import Row, Table, find_tables
from toolkit.sheets.fields import limit, read, shown, sound, weight_kg, whole
from toolkit.sheets.layout import fold
from toolkit.sheets.lifts import name_key, near
from toolkit.sheets.logs import log_tables
from toolkit.sheets.mapped import answered_book, mapped_name, report_owner, with_maps
from toolkit.sheets.maxes import Assumed, Lifts, common_unit, read_lifts
from toolkit.sheets.meets import (
    FoundMeet,
    ListedMeet,
    check_meets_are_for_somebody,
    found_meets,
    meets_for,
    own_meets,
    read_meets,
    season_meets,
)
from toolkit.sheets.nothing import REASONS
from toolkit.sheets.overrides import read_overrides
from toolkit.sheets.parse import parse_date, parse_days, parse_sex, parse_unit
from toolkit.sheets.preferences import read_wishes
from toolkit.sheets.reader import Book, read_book
from toolkit.sheets.settings import read_settings, without_silenced
from toolkit.sheets.week import read_week
from toolkit.units import Unit

T = TypeVar("T")


@dataclass(slots=True)
class _Entry:
    """What the book says about one athlete, before it is read: their rows. The name is empty where
    the book names nobody."""

    name: str
    origin: CellRef
    details: list[Row] = field(default_factory=list)
    maxes: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Context:
    """What reading an athlete needs beside their rows; `name` is for a book that names nobody,
    empty where nobody said one."""

    settings: Settings
    meets: tuple[ListedMeet, ...]
    answers: Answers
    unit_source: str
    name: str
    stem: str
    today: date


@dataclass(frozen=True, slots=True)
class Understood:
    """A coach's file as it was read: the roster to plan, every weight with its cell, and all there
    is to say. `format` is empty where the file could not be opened; `athletes` are the names that
    stand in the book, also of those who have no max; `searched` is True where the maxes were found
    by the words around them and not in a table of athletes.
    """

    path: Path
    format: str
    roster: Roster
    readings: tuple[Reading, ...]
    findings: Findings
    athletes: tuple[str, ...] = ()
    meets: tuple[FoundMeet, ...] = ()
    searched: bool = False


def read_roster(path: Path, *, unit: Unit | None = None, today: date) -> tuple[Roster, Findings]:
    """The roster in a workbook or CSV file, and everything there is to say about it.

    `unit` is for weights that state none, before the unit of the Settings sheet. The file is only
    ever read. With errors the roster holds what could be read.
    """
    understood = understand(path, today=today, answers=Answers(unit=unit))
    return understood.roster, understood.findings


def understand(path: Path, *, today: date, answers: Answers = NOTHING) -> Understood:
    """All that is read from a workbook or CSV file, with the coach's answers put to it."""
    findings = Findings(path.name)
    book = read_book(path, findings)
    if book is None:
        return Understood(path, "", Roster((), title=path.stem), (), findings)
    tables = find_tables(answered_book(book, answers, findings), findings, path.stem)
    settings, cells = read_settings(tables, answers.unit, findings)
    if answers.from_log:
        tables = (*tables, *_logged(book, settings, today, findings))
    context = _Context(
        settings, read_meets(tables, findings), answers, _unit_source(settings, answers),
        mapped_name(book, answers, findings), path.stem, today,
    )  # fmt: skip
    entries = _with_answers(_entries(tables, findings), answers, book, findings)
    read_entries = [_read_athlete(entry, context, findings) for entry in entries]
    athletes = tuple(athlete for athlete, _ in read_entries)
    readings = tuple(reading for _, own in read_entries for reading in own)
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
    _say_what_is_open(readings, context, entries, findings)
    kept = without_silenced(_unless_mapped(findings, answers), settings.silenced)
    names = tuple(entry.name or context.name for entry in entries)
    meets = found_meets(context.meets, athletes, settings, cells)
    searched = any(row.how for table in tables for row in table.rows)
    return Understood(
        path, book.format, roster, readings, kept, tuple(filter(None, names)), meets, searched
    )


def _logged(book: Book, settings: Settings, today: date, findings: Findings) -> tuple[Table, ...]:
    """The estimates from the logs of a book, as the coach asked for them."""
    found = log_tables(book, settings.formula, today)
    if found:
        findings.drop(rules.ONLY_LOG)
    return found


def _unless_mapped(findings: Findings, answers: Answers) -> Findings:
    """What a book lacks is there where the coach named its cell: no more is said of a sheet without
    a table, or of a book without maxes."""
    mapped = {fold(it.ref.sheet) for it in answers.maps}
    has_max = any(it.is_max for it in answers.maps)
    return findings.without(
        lambda item: (
            (item.rule is rules.SHEET_UNKNOWN and bool({fold(item.where.sheet), ""} & mapped))
            or (item.rule in REASONS and has_max)
        )
    )


def _unit_source(settings: Settings, answers: Answers) -> str:
    return "option" if answers.unit else "settings" if settings.unit else ""


def _say_what_is_open(
    readings: tuple[Reading, ...], context: _Context, entries: list[_Entry], findings: Findings
) -> None:
    """No unit, or no name: it is assumed, and the coach is told how to say it."""
    unstated = [reading for reading in readings if reading.unit is None]
    if unstated:
        few, every = len(unstated), len(readings)
        some = f"{few} of {every} maxes" if few < every else f"any of the {every} maxes"
        count, they = ("this max", "it is") if few == 1 else (some, "they are")
        unit = defaults().unit
        findings.add(rules.UNIT_OPEN, unstated[0].ref, count=count, they=they, unit=unit)
    nameless = next((entry for entry in entries if not entry.name), None)
    if nameless and not context.name:
        findings.add(rules.ATHLETE_UNNAMED, nameless.origin, name=context.stem)
    elif context.answers.athlete_name and entries and not nameless:
        source = f'The athlete name "{context.name}"'
        what = "the book names its athletes itself"
        findings.add(rules.ANSWER_UNUSED, source=source, what=what)


# --- who is in the book ----------------------------------------------------------------------


def _entries(tables: tuple[Table, ...], findings: Findings) -> list[_Entry]:
    entries: dict[str, _Entry] = {}
    for table in tables:
        if table.kind in ("athletes", "wide"):
            _enter_people(table, entries, findings)
    listed = set(entries) if any(table.kind == "athletes" for table in tables) else None
    for table in tables:
        if table.kind in ("list", "maxes"):
            _enter_maxes(table.kind, table.rows, entries, listed, findings)
    return list(entries.values())


def _read_name(row: Row, findings: Findings) -> str:
    cell = row.cells["athlete"]
    if cell.is_blank:
        findings.add(rules.NAME_MISSING, cell.ref)
        return ""
    return cell.text if sound(cell, findings) else ""


def _enter_people(table: Table, entries: dict[str, _Entry], findings: Findings) -> None:
    """Add the athletes of a table, each once; who stands there twice is two people, or one with
    two tests, each on its day."""
    seen: dict[str, Row] = {}
    for row in table.rows:
        name = _read_name(row, findings)
        if not name:
            continue
        key, where = name_key(name), row.cells["athlete"].ref
        if key not in seen:
            seen[key] = row
            entries.setdefault(key, _Entry(name, where)).details.append(row)
        elif _day(row) is None or _day(row) == _day(seen[key]):
            other = seen[key].cells["athlete"].ref
            findings.add(rules.ATHLETE_TWICE, where, related=(other,), name=name, other=other)


def _day(row: Row) -> date | None:
    cell = row.filled("tested_on")
    return parse_date(cell.value) if cell else None


def _enter_maxes(
    kind: str,
    rows: Iterable[Row],
    entries: dict[str, _Entry],
    listed: set[str] | None,
    findings: Findings,
) -> None:
    for row in rows:
        if "athlete" not in row.cells:
            entries.setdefault("", _Entry("", row.cells["max"].ref)).maxes.append(row)
            continue
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


def _with_answers(
    entries: list[_Entry], answers: Answers, book: Book, findings: Findings
) -> list[_Entry]:
    """The athletes with the cells that the coach named for their lifts."""
    by_name = {name_key(entry.name): entry for entry in entries}
    maps: dict[str, list[Mapped]] = {}
    for mapped in answers.maps:
        if mapped.is_max and (key := _owner(mapped, by_name, findings)) is not None:
            maps.setdefault(key, []).append(mapped)
    for key, own in maps.items():
        entry = by_name.get(key) or _Entry(own[0].athlete, CellRef())
        entry.maxes = with_maps(entry.maxes, own, book, findings)
        if entry.maxes or key in by_name:
            by_name[key] = entry
        if entry.maxes and not entry.origin.cell:
            entry.origin = entry.maxes[0].cells["max"].ref
    return list(by_name.values())


def _owner(mapped: Mapped, entries: dict[str, _Entry], findings: Findings) -> str | None:
    """Whose lift a line is about. A name that is near nobody's is a new athlete."""
    names = [entry.name for entry in entries.values() if entry.name]
    if mapped.athlete:
        key = name_key(mapped.athlete)
        if key in entries or not near(mapped.athlete, names):
            return key
    elif len(entries) <= 1:
        return next(iter(entries), "")
    report_owner(mapped, names, findings)
    return None


# --- one athlete -----------------------------------------------------------------------------


def _read_athlete(
    entry: _Entry, context: _Context, findings: Findings
) -> tuple[Athlete, tuple[Reading, ...]]:
    settings, rows = context.settings, entry.details
    # In a list the unit of a row is the unit of its max, not of the athlete.
    own_rows = [row for row in rows if "max" not in row.cells]
    own_unit = _detail(own_rows, "unit", parse_unit, rules.BAD_UNIT, findings)
    unit = own_unit or settings.unit or defaults().unit
    source = "column" if own_unit else context.unit_source
    lifts, readings = _read_lifts(
        entry, Assumed(unit, *_maxes(settings), source), context, findings
    )
    group = _detail(rows, "group", lambda it: shown(it) or None, rules.BAD_SEX, findings) or ""
    meet, other_meets = _read_meets(entry, group, context, findings)
    athlete = Athlete(
        name=entry.name or context.name or context.stem,
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
    return athlete, readings


def _maxes(settings: Settings) -> tuple[float, str]:
    """What a training max is of the max, and the formula for sets."""
    return settings.training_max_fraction or defaults().training_max_fraction, settings.formula


def _read_lifts(entry: _Entry, assumed: Assumed, context: _Context, findings: Findings) -> Lifts:
    lifts, readings = read_lifts(entry.name or context.name or None, entry.maxes, assumed, findings)
    if not lifts and not any(row.filled("max") for row in entry.maxes):
        name = entry.name or context.name or context.stem
        findings.add(rules.ATHLETE_WITHOUT_MAX, entry.origin, name=name)
    return lifts, readings


def _stated_unit(lifts: tuple[Lift, ...], unit: Unit, context: _Context) -> Unit | None:
    """The athlete's unit where every max is written in another than the book's."""
    common = common_unit(lifts)
    return common if context.answers.unit is None and common is not unit else None


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
    if not people and not entries:
        if not any(found.rule in (rules.COLUMN_MISSING, *REASONS) for found in findings):
            findings.add(rules.BOOK_NO_ROSTER)
    elif not any(row.filled("max") for entry in entries for row in entry.maxes):
        findings.add(rules.BOOK_NO_MAX, CellRef(people[-1].sheet if people else ""))
