"""What the calendar takes from a season, in words: days off, long breaks, meets close together.

A club shares its calendar: what is the same for several athletes is said once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings, Rule
from toolkit.engine.calendar import DAY
from toolkit.engine.legs import Break, Leg, close_meets, crowded_meets
from toolkit.engine.planned import PlannedLeg, PlannedSeason
from toolkit.engine.prepare import Brief, meet_cell
from toolkit.engine.sessions import percent_text
from toolkit.model.athlete import DayOff, Meet
from toolkit.model.prescription import Phase, Role
from toolkit.model.season import Cause, Change, Season

MOST_NAMES = 3
"""So many athletes are named in one finding."""
MOST_CHANGES = 4
"""So many changes are told in one finding; the season page has all of them."""
_RUN = 3
"""From so many sessions in a row on, they are told by the first and the last."""


@dataclass(frozen=True, slots=True)
class News:
    """One finding about one athlete, before those of others are added to it."""

    athlete: str
    rule: Rule
    where: CellRef
    related: tuple[CellRef, ...]
    values: tuple[tuple[str, str], ...]


def say_together(news: Iterable[News], findings: Findings) -> None:
    """Record every piece of news once, with the names of all whom it concerns."""
    told: dict[tuple[object, ...], list[News]] = {}
    for one in news:
        told.setdefault((one.rule, one.where, one.values), []).append(one)
    for same in told.values():
        first, names = same[0], [one.athlete for one in same]
        values: dict[str, Any] = {**dict(first.values), "athletes": names_text(names)}
        findings.add(first.rule, first.where, related=first.related, **values)


def names_text(names: Sequence[str]) -> str:
    """Several names in one line: `Anna, Bo and 10 more`."""
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def day_text(day: date) -> str:
    """A day as a coach writes it: `Mon 3 May`."""
    return f"{day:%a} {day.day} {day:%b}"


def change_texts(changes: Sequence[Change]) -> list[str]:
    """What happens to the sessions, in words; sessions that fall out in a row are one line."""
    texts = []
    for (gone, why), group in groupby(changes, key=lambda c: (c.to is None, c.why)):
        found = list(group)
        if gone and len(found) >= _RUN:
            span = f"{day_text(found[0].day)} to {day_text(found[-1].day)}"
            texts.append(f"{len(found)} sessions from {span} fall out ({why})")
        else:
            texts.extend(_change_text(one) for one in found)
    return texts


def _change_text(change: Change) -> str:
    lifts = f" without {', '.join(change.lifts)}" if change.lifts else ""
    if change.to is None:
        return f"{day_text(change.day)} falls out ({change.why})"
    if change.to == change.day:
        return f"{day_text(change.day)} goes{lifts} ({change.why})"
    return f"{day_text(change.day)} moves to {day_text(change.to)}{lifts} ({change.why})"


def calendar_news(planned: PlannedSeason) -> Iterator[News]:
    """Everything the calendar does to one athlete's season."""
    if not planned.has_training:
        return
    yield from _changes(planned, Cause.DAY_OFF, rules.DAY_LOST)
    yield from _changes(planned, Cause.SMALLER_MEET, rules.EVE_LOST)
    for leg in planned.legs:
        yield from _breaks(leg)
        yield from _days_off_at_meets(leg)
        yield from _no_test(leg, planned.season)
    yield from _close_meets(planned)


def _news(
    brief: Brief, rule: Rule, where: CellRef, *related: CellRef, **values: str
) -> Iterator[News]:
    name, cell = brief.athlete.name, where if where.cell else brief.athlete.origin
    yield News(name, rule, cell, related, tuple(values.items()))


def _changes(planned: PlannedSeason, cause: Cause, rule: Rule) -> Iterator[News]:
    changes = [one for leg in planned.legs for one in leg.days.changes if one.cause is cause]
    if not changes:
        return
    texts = change_texts(changes)
    more = len(texts) - MOST_CHANGES
    if more > 0:
        texts = [*texts[:MOST_CHANGES], f"{more} more on the season page"]
    cells = list(dict.fromkeys(one.origin for one in changes))
    yield from _news(planned.brief, rule, cells[0], *cells[1:], what="; ".join(texts))


def _breaks(planned: PlannedLeg) -> Iterator[News]:
    brief, leg = planned.brief, planned.brief.leg
    if leg.after is not None and leg.after.back is not None:
        weeks = f"{leg.easy} easy weeks" if leg.easy > 1 else "an easy week"
        yield from _news(
            brief,
            rules.LONG_BREAK,
            leg.after.off.origin,
            days=_days_without(leg.after, leg.calendar.end),
            off=leg.after.off.name or "days off",
            weeks=f"{weeks} from {day_text(leg.after.back)}",
            share=percent_text(brief.policy.season.transition.sets_factor),
        )
    if leg.late is not None:
        yield from _news(
            brief,
            rules.BREAK_LATE,
            leg.late.off.origin,
            days=_days_without(leg.late, leg.calendar.end),
            off=leg.late.off.name or "days off",
            until=_until(leg, leg.late),
        )


def _days_without(found: Break, end: date) -> str:
    return str(((found.back or end) - found.before).days - 1)


def _until(leg: Leg, found: Break) -> str:
    """How far a break goes that leaves no week to come back in."""
    meet = "the meet" if leg.meet is None else leg.meet.name or "the meet"
    if found.back is None:
        return meet if leg.meet else "the end of the season"
    if leg.meet is None:
        return f"the test week (back on {day_text(found.back)})"
    days = (leg.meet.date - found.back).days
    return f"{days} days before {meet} (back on {day_text(found.back)})"


def _days_off_at_meets(planned: PlannedLeg) -> Iterator[News]:
    """Days off that lie over a meet: one of the two is a slip."""
    brief, leg = planned.brief, planned.brief.leg
    for meet in leg.meets:
        off = leg.calendar.day_off(meet.date)
        if off is not None:
            yield from _news(
                brief,
                rules.DAY_OFF_AT_MEET,
                off.origin,
                meet_cell(meet, brief.athlete),
                off=off.name or "A day off",
                meet=meet.name or "the meet",
                day=day_text(meet.date),
            )


def _no_test(planned: PlannedLeg, season: Season) -> Iterator[News]:
    """Lifts that days off leave without a test in the test week."""
    brief, calendar = planned.brief, planned.brief.calendar
    if brief.leg.next_meet is not None or brief.leg.is_break or calendar.open_end:
        return
    tested = {
        prescription.lift
        for _, _, prescription, group in season.set_groups()
        if prescription.phase is Phase.TEST and group.role is Role.TOP
    }
    missing = [
        brief.lifts[lift].lift.name
        for lift in brief.tested
        if planned.courses[lift].graduates and brief.lifts[lift].lift not in tested
    ]
    off = _first_off(brief, *calendar.weeks()[-1])
    if missing and off is not None:
        names, lifts = off.name or "a day off", names_text(missing)
        yield from _news(brief, rules.NO_TEST, off.origin, off=names, lifts=lifts)


def _first_off(brief: Brief, first: date, last: date) -> DayOff | None:
    """The days off that take a training day in a stretch of days."""
    days = (first + n * DAY for n in range((last - first).days + 1))
    usual = (day for day in days if day.weekday() in brief.weekdays)
    return next((off for day in usual if (off := brief.calendar.day_off(day))), None)


def _close_meets(planned: PlannedSeason) -> Iterator[News]:
    brief = planned.brief
    meets = [meet for leg in planned.legs for meet in leg.brief.leg.meets]
    crowded = [one for one, _ in crowded_meets(meets, brief.calendar.taper_days)]
    for first, second in close_meets(meets, brief.policy):
        if first in crowded:  # said already, with what to do
            continue
        days = (second.date - first.date).days
        yield from _news(
            brief,
            rules.MEETS_CLOSE,
            meet_cell(second, brief.athlete),
            meet_cell(first, brief.athlete),
            first=_named(first),
            second=_named(second),
            days="the day before" if days == 1 else f"{days} days before",
        )


def _named(meet: Meet) -> str:
    return meet.name or day_text(meet.date)
