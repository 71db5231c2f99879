"""What is wrong with a roster as a whole. A check is one function and one line in `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings
from toolkit.model.athlete import Athlete, Lift, Roster
from toolkit.policy.loader import defaults, families
from toolkit.sheets.meets import report_over
from toolkit.sheets.settings import check_equipment
from toolkit.units import Unit, convert, plain


def lifts_of(roster: Roster) -> list[tuple[Athlete, Lift]]:
    """Every lift with its athlete."""
    return [(athlete, lift) for athlete in roster.athletes for lift in athlete.lifts]


def check_maxes_are_plausible(roster: Roster, findings: Findings) -> None:
    """A max above what its lift family ever sees is asked about."""
    for _, lift in lifts_of(roster):
        heaviest = families()[lift.family].plausible_kg
        if convert(lift.max.value, lift.max.unit, Unit.KG) > heaviest:
            found = f"{plain(lift.max.value)} {lift.max.unit}"
            findings.add(rules.IMPLAUSIBLE, lift.origin, found=found, lift=lift.name.lower())


def check_goals_are_ahead(roster: Roster, findings: Findings) -> None:
    """A goal that is already reached is an oversight."""
    for _, lift in lifts_of(roster):
        if lift.goal is not None and lift.goal <= lift.max.value + 1e-9:
            findings.add(
                rules.GOAL_REACHED,
                lift.origin,
                goal=f"{plain(lift.goal)} {lift.max.unit}",
                max=f"{plain(lift.max.value)} {lift.max.unit}",
            )


def check_sessions_match_days(roster: Roster, findings: Findings) -> None:
    """Sessions a week and training days say the same, where both are given for an athlete."""
    for athlete in roster.athletes:
        days = len(athlete.training_days)
        if athlete.sessions and days and athlete.sessions != days:
            findings.add(
                rules.DAYS_MISMATCH,
                athlete.origin,
                name=athlete.name,
                sessions=athlete.sessions,
                days=days,
            )


def check_meets_follow_starts(roster: Roster, findings: Findings) -> None:
    """A meet comes after the start of the plan."""
    for athlete in roster.athletes:
        start = athlete.start or roster.settings.start
        meet = athlete.meet
        if start and meet and meet.date <= start:
            findings.add(
                rules.START_AFTER_MEET,
                meet.origin,
                leaves_out=(athlete.name,),
                date=meet.date,
                start=start,
            )


def check_other_meets_follow_starts(roster: Roster, findings: Findings) -> None:
    """A smaller meet before the first day of the plan cannot be on the way."""
    for athlete in roster.athletes:
        start = athlete.start or roster.settings.start
        for meet in athlete.other_meets:
            if start and meet.date <= start:
                findings.add(
                    rules.MEET_TOO_EARLY,
                    meet.origin,
                    meet=meet.name or "The meet",
                    date=meet.date,
                    name=athlete.name,
                    start=start,
                )


CHECKS: tuple[Callable[[Roster, Findings], None], ...] = (
    check_maxes_are_plausible,
    check_goals_are_ahead,
    check_sessions_match_days,
    check_meets_follow_starts,
    check_other_meets_follow_starts,
)


def check_settings(
    roster: Roster, cells: dict[str, CellRef], today: date, findings: Findings
) -> None:
    """What the Settings sheet says, against itself and against today."""
    settings = roster.settings
    where = cells.get("meet", CellRef())
    if settings.meet and settings.meet <= today:
        _report_over(roster, settings.meet, where, today, findings)
    elif settings.meet and settings.start and settings.meet <= settings.start:
        _report_start(roster, settings.meet, settings.start, where, findings)
    days = len(settings.training_days)
    stated = settings.sessions or defaults().sessions
    if days and settings.sessions and settings.sessions != days:
        where = cells.get("training_days", CellRef())
        findings.add(rules.DAYS_MISMATCH, where, name="The gym", sessions=stated, days=days)


def _report_over(
    roster: Roster, day: date, where: CellRef, today: date, findings: Findings
) -> None:
    """The book's meet is over: whoever has no other meet cannot be planned."""
    theirs = tuple(athlete.name for athlete in roster.athletes if athlete.meet is None)
    if theirs:
        report_over(day, where, theirs, today, findings)
    else:
        findings.add(rules.MEET_DONE, where, meet=roster.settings.meet_name or "The meet", date=day)


def _report_start(
    roster: Roster, day: date, start: date, where: CellRef, findings: Findings
) -> None:
    """The book's start is after its meet: it counts for whoever has no date of their own."""
    theirs = tuple(it.name for it in roster.athletes if it.meet is None and it.start is None)
    if theirs:
        findings.add(rules.START_AFTER_MEET, where, leaves_out=theirs, date=day, start=start)


def lifters_in(unit: Unit, roster: Roster) -> tuple[str, ...]:
    """The athletes who have a lift in this unit."""
    return tuple(dict.fromkeys(it.name for it, lift in lifts_of(roster) if lift.max.unit is unit))


def check_equipment_loads(roster: Roster, cells: dict[str, CellRef], findings: Findings) -> None:
    """The bar and plates of each unit that somebody lifts in make loads at all."""
    for gym in (roster.settings.equipment_kg, roster.settings.equipment_lb):
        if gym and (who := lifters_in(gym.unit, roster)):
            at = cells.get(f"plates_{gym.unit}", CellRef())
            check_equipment(gym, cells.get(f"bar_{gym.unit}", at), at, who, findings)


def check_plates_are_small_enough(
    roster: Roster, cells: dict[str, CellRef], findings: Findings
) -> None:
    """Plates of which not even one pair fits under a max make no load for that lift."""
    for gym in (roster.settings.equipment_kg, roster.settings.equipment_lb):
        for athlete, lift in lifts_of(roster) if gym else ():
            if gym is None or lift.max.unit is not gym.unit:
                continue
            if gym.bar < lift.max.value < gym.bar + gym.step:
                findings.add(
                    rules.PLATES_TOO_BIG,
                    cells.get(f"plates_{gym.unit}", lift.origin),
                    bar=f"{plain(gym.bar)} {gym.unit}",
                    first=f"{plain(gym.bar + gym.step)} {gym.unit}",
                    lift=lift.name,
                    athlete=athlete.name,
                    max=f"{plain(lift.max.value)} {gym.unit}",
                )


def check_roster(
    roster: Roster, cells: dict[str, CellRef], today: date, findings: Findings
) -> None:
    """Every check on a roster; `cells` are the addresses of the settings."""
    for check in CHECKS:
        check(roster, findings)
    check_equipment_loads(roster, cells, findings)
    check_plates_are_small_enough(roster, cells, findings)
    check_settings(roster, cells, today, findings)
