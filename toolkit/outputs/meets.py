"""The meets of a season: which day leads to which, and what is attempted there."""

from __future__ import annotations

from datetime import date

from toolkit.model.athlete import Meet
from toolkit.model.prescription import Session
from toolkit.model.season import AttemptPlan, MeetDay, Season


def meet_days(season: Season) -> tuple[MeetDay, ...]:
    """Every meet of the season with its attempts, in order of date."""
    if season.meet_days or season.meet is None:
        return season.meet_days
    return (MeetDay(season.meet, season.attempts),)


def earlier_meets(season: Season) -> tuple[MeetDay, ...]:
    """The meets on the way to the one that ends the season."""
    return tuple(day for day in meet_days(season) if day.meet != season.meet)


def meet_of(season: Season, session: Session) -> Meet | None:
    """The meet a day leads to, or is; the season's where the day names none."""
    return session.meet or season.meet


def attempts_of(season: Season, session: Session) -> tuple[AttemptPlan, ...]:
    """What is attempted on a meet day."""
    meet = meet_of(season, session)
    plans = (day.attempts for day in meet_days(season) if day.meet == meet)
    return next(plans, season.attempts)


def next_meet(season: Season, day: date) -> Meet | None:
    """The first meet on a day or after it."""
    return next((one.meet for one in meet_days(season) if one.meet.date >= day), None)


def meet_name(meet: Meet, unnamed: str = "Meet") -> str:
    """What a meet is called."""
    return meet.name or unnamed
