"""What the season page says about the calendar of a season, one sentence a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.engine.daysoff import change_texts, day_text
from toolkit.engine.planned import PlannedLeg
from toolkit.model.prescription import Kind


def season_notes(legs: Sequence[PlannedLeg]) -> tuple[str, ...]:
    """Sessions that days off move or take, days too near a meet, and when variations end."""
    changes = [change for leg in legs for change in leg.days.changes]
    return (
        *(f"{text}." for text in change_texts(changes)),
        *(note for leg in legs for note in _unused(leg)),
        *_variations(legs),
    )


def _unused(leg: PlannedLeg) -> Iterator[str]:
    """Sentences about training days too near the meet for one session more."""
    meet = leg.brief.meet
    if meet is None or not leg.placed:
        return
    last = max(item.day for item in leg.placed)
    for day in leg.days.held:
        if day.date > last:
            yield (
                f"{day_text(day.date)}: no session, {(meet.date - day.date).days} days before "
                f"the meet; the last one is on {day_text(last)}."
            )


def _variations(legs: Sequence[PlannedLeg]) -> Iterator[str]:
    """Sentences about the coach's variations that become the lift itself before a meet."""
    for meet, together in groupby(legs, key=lambda leg: leg.brief.leg.next_meet):
        found = list(together)
        if meet is None:
            continue
        lines = [
            item for leg in found for item in leg.placed if item.prescription.kind is Kind.VARIATION
        ]
        for lift, context in enumerate(found[0].brief.lifts):
            last = {item.prescription.exercise: item.day for item in lines if item.lift == lift}
            until = ", ".join(f"{name} until {day_text(day)}" for name, day in last.items())
            if until:
                yield f"{until}; then {context.lift.name} itself, as the meet comes nearer."
