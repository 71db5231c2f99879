"""What the command line says over the book: it wins, and it is said whose wish it replaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from toolkit import rules
from toolkit.diagnostics import CellRef, Diagnostic, Findings
from toolkit.model.athlete import Athlete, Equipment, Meet, Plate, Preferences, Roster, Settings
from toolkit.policy.loader import defaults
from toolkit.policy.order import missing_from
from toolkit.sheets.checks import check_other_meets_follow_starts, lifters_in
from toolkit.sheets.parse import parse_unit, parse_weight
from toolkit.sheets.preferences import PARSERS as PREFERENCES
from toolkit.sheets.preferences import setting_of
from toolkit.sheets.settings import check_equipment, even_equipment, parse_setting, there
from toolkit.units import Unit, plain

Bar = tuple[float, Unit]
Plates = tuple[tuple[Plate, ...], Unit]

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about every athlete of the book.

    `training_days` are weekdays, Monday = 0; a bar and plates come with their unit, and change
    the equipment of that unit only.
    """

    meet: date | None = None
    start: date | None = None
    paper: str | None = None
    preferences: Preferences = field(default_factory=Preferences)
    training_days: tuple[int, ...] = ()
    bar: Bar | None = None
    plates: Plates | None = None


# --- as it is typed --------------------------------------------------------------------------


def parse_option(key: str, text: str) -> Any:
    """An option as the Settings sheet would read it, None when it cannot be read.

    A bar and plates are in kg unless "lb" is written with them.
    """
    if key == "bar":
        return _parse_bar(text)
    if key == "plates":
        return _parse_plates(text)
    value = parse_setting(key, text)
    return None if key == "order" and value and missing_from(value) else value


def expected(key: str) -> str:
    """What an option may be, as a sentence's end."""
    if key in ("bar", "plates"):
        return setting_of(f"{key}_kg").expects + ", with lb behind it for pounds"
    return setting_of(key).expects


def _parse_bar(text: str) -> Bar | None:
    weight = parse_weight(text)
    bar = parse_setting("bar_kg", text)
    return None if weight is None or bar is None else (bar, weight.unit or Unit.KG)


def _parse_plates(text: str) -> Plates | None:
    found = re.search(r"\s*([A-Za-z]+)\s*$", text)
    unit = parse_unit(found[1]) if found else Unit.KG
    plates = parse_setting("plates_kg", text[: found.start()] if found else text)
    return (plates, unit) if plates and unit else None


# --- over the book ---------------------------------------------------------------------------


def unless_overridden(findings: Findings, options: Options) -> Findings:
    """What the command replaces in the book is no fault any more."""
    dates, start = (rules.START_AFTER_MEET, rules.MEET_TOO_EARLY), (options.meet, options.start)
    replaced = set(dates) if any(start) else set()
    replaced |= {rules.MEET_OVER, rules.MEET_LATER} if options.meet else set()
    replaced |= {rules.DAYS_MISMATCH, rules.WEEK_WINS} if options.training_days else set()
    return findings.without(
        lambda item: item.rule in replaced or _is_about_equipment(item, options)
    )


def _is_about_equipment(item: Diagnostic, options: Options) -> bool:
    """A fault of the bar or plates of a unit for which the command gives another."""
    units = {given[1] for given in (options.bar, options.plates) if given}
    uneven = item.rule in (rules.PLATES_UNEVEN, rules.BAR_UNEVEN)
    return uneven and any(f" {unit}" in item.message for unit in units)


def with_options(roster: Roster, options: Options, findings: Findings) -> Roster:
    """The roster with the command's options in it; the command wins, and says so."""
    for change in (_with_dates, _with_preferences, _with_days, _with_equipment):
        roster = change(roster, options, findings)
    if options.paper is not None:
        roster = replace(roster, settings=replace(roster.settings, paper=options.paper))
    return roster


def _say(
    findings: Findings,
    roster: Roster,
    option: str,
    value: str,
    own: Callable[[Athlete], bool],
    book: bool = False,
) -> None:
    """Name the athletes whose own wish is replaced; `book`: Settings said something else too."""
    names = [athlete.name for athlete in roster.athletes if own(athlete)]
    if book and len(names) < len(roster.athletes):
        names.append("everyone else" if names else "everyone")
    if names:
        findings.add(rules.OPTION_WINS, option=option, value=value, names=", ".join(names))


def _changes(value: object, to: object) -> bool:
    return bool(value) and value != to


def _each(roster: Roster, change: Callable[[Athlete], Athlete], settings: Settings) -> Roster:
    athletes = tuple(change(athlete) for athlete in roster.athletes)
    return replace(roster, athletes=athletes, settings=settings)


def _with_dates(roster: Roster, options: Options, findings: Findings) -> Roster:
    start, day, settings = options.start, options.meet, roster.settings
    if start is not None:
        _say(findings, roster, "start", str(start), lambda it: _changes(it.start, start),
             _changes(settings.start, start))  # fmt: skip
        settings = replace(settings, start=start)
        roster = _each(roster, lambda it: replace(it, start=None), settings)
    if day is not None:
        _say(findings, roster, "meet", str(day), lambda it: bool(it.meet and it.meet.date != day),
             _changes(settings.meet, day))  # fmt: skip
        roster = _each(roster, lambda it: _with_meet(it, day), replace(settings, meet=day))
    if start or day:
        check_other_meets_follow_starts(roster, findings)
    return roster


def _with_meet(athlete: Athlete, day: date) -> Athlete:
    """The season ends on this day; the meets before it stay on the way."""
    others = tuple(meet for meet in athlete.other_meets if meet.date < day)
    meet = Meet(day, athlete.meet.name if athlete.meet else "")
    return replace(athlete, meet=meet, other_meets=others)


def _with_preferences(roster: Roster, options: Options, findings: Findings) -> Roster:
    wishes, settings = options.preferences, roster.settings
    given = {name for name in (it.name for it in fields(wishes)) if getattr(wishes, name)}
    if given & {"attempts", "attempt_shares"}:  # a style and shares are one wish
        given |= {"attempts", "attempt_shares"}
    for key in PREFERENCES:
        wish = _wish(wishes, key)
        if any(wish):
            _say_preference(findings, roster, key, wish)
    settings = replace(settings, preferences=wishes.over(settings.preferences))
    none = Preferences()
    empty = {name: getattr(none, name) for name in given}
    return _each(
        roster,
        lambda it: replace(it, preferences=replace(it.preferences, **empty)),
        settings,
    )


def _wish(wishes: Preferences, key: str) -> tuple[object, ...]:
    """What is wished for one preference: attempts are a style or shares."""
    names = ("attempts", "attempt_shares") if key == "attempts" else (key,)
    return tuple(getattr(wishes, name) for name in names)


def _say_preference(findings: Findings, roster: Roster, key: str, wish: tuple[object, ...]) -> None:
    def differs(wishes: Preferences) -> bool:
        own = _wish(wishes, key)
        return any(own) and own != wish

    text = " ".join(_words(wish))
    book = differs(roster.settings.preferences)
    option = key.replace("_", "-")
    _say(findings, roster, option, text, lambda it: differs(it.preferences), book)


def _words(wish: tuple[object, ...]) -> Iterator[str]:
    for value in wish:
        if isinstance(value, tuple):
            shares = [plain(100 * it) for it in value if isinstance(it, float)]
            yield "/".join(shares) or ",".join(str(it)[0].upper() for it in value)
        elif value:
            yield str(value)


def _with_days(roster: Roster, options: Options, findings: Findings) -> Roster:
    days, settings = options.training_days, roster.settings
    if not days:
        return roster

    def differs(it: Athlete | Settings) -> bool:
        sessions = 0 if it.training_days else it.sessions
        return _changes(it.training_days, days) or _changes(sessions, len(days))

    text = ",".join(DAY_NAMES[day] for day in days)
    _say(findings, roster, "days", text, differs, differs(settings))
    slot = next((slot for slot in roster.week if slot.lift), None)
    if slot is not None:
        findings.add(rules.DAYS_IN_WEEK, slot.origin, value=text)
    settings = replace(settings, training_days=days, sessions=None)
    return _each(roster, lambda it: replace(it, training_days=(), sessions=None), settings)


def _with_equipment(roster: Roster, options: Options, findings: Findings) -> Roster:
    kits: dict[Unit, Equipment] = {}
    for option, given in (("bar", options.bar), ("plates", options.plates)):
        if given is None:
            continue
        value, unit = given
        book = _equipment(roster.settings, unit)
        gym = kits.get(unit) or book or defaults().equipment[unit]
        kits[unit] = _changed(gym, value)
        replaced = book is not None and _changed(book, value) != book
        _say(findings, roster, option, f"{_kit(value)} {unit}", lambda _: False, replaced)
    for gym in kits.values():
        even = even_equipment(gym, CellRef(), findings)
        check_equipment(even, CellRef(), CellRef(), lifters_in(gym.unit, roster), findings)
        roster = replace(roster, settings=_with_kit(roster.settings, even))
    return roster


def _equipment(settings: Settings, unit: Unit) -> Equipment | None:
    return settings.equipment_kg if unit is Unit.KG else settings.equipment_lb


def _with_kit(settings: Settings, gym: Equipment) -> Settings:
    if gym.unit is Unit.KG:
        return replace(settings, equipment_kg=gym)
    return replace(settings, equipment_lb=gym)


def _changed(gym: Equipment, value: float | tuple[Plate, ...]) -> Equipment:
    """The equipment with another bar, or other plates."""
    if isinstance(value, tuple):
        return replace(gym, plates=there(value))
    return replace(gym, bar=value)


def _kit(value: float | tuple[Plate, ...]) -> str:
    if not isinstance(value, tuple):
        return plain(value)
    pairs = (plain(it.weight) + (f"x{it.pairs}" if it.pairs is not None else "") for it in value)
    return ",".join(pairs)
