"""Too many lifts for the days there are: what gave way, and which session is still too long."""

from __future__ import annotations

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.engine.frequency import gives_way_next, less_often
from toolkit.engine.prepare import Brief
from toolkit.model.athlete import Lift
from toolkit.model.prescription import Session
from toolkit.model.season import Season


def review_crowding(brief: Brief, season: Season, findings: Findings) -> None:
    """Record the lifts that are trained less often than usual, and the longest crowded session."""
    lifts = tuple(context.lift for context in brief.lifts)
    _say_less_often(brief, lifts, findings)
    limits = brief.policy.season.crowded
    crowded = [
        session
        for _, session in season.sessions()
        if not session.is_meet
        and (_sets(session) > limits.work_sets or len(_lifts(session)) > limits.lifts)
    ]
    if not crowded:
        return
    worst = max(crowded, key=lambda session: (_sets(session), len(_lifts(session))))
    others = len(crowded) - 1
    count = len(_lifts(worst))
    findings.add(
        rules.CROWDED_SESSION,
        brief.athlete.origin,
        athlete=brief.athlete.name,
        sets=_sets(worst),
        lifts=f"{count} lift{'s' if count > 1 else ''}",
        when=worst.date.isoformat(),
        more=f", and too many on {others} other days" if others else "",
        cure=_cure(brief, lifts),
    )


def _say_less_often(brief: Brief, lifts: tuple[Lift, ...], findings: Findings) -> None:
    days = len(brief.weekdays)
    fewer = () if brief.lift_slots else less_often(lifts, days, brief.policy)
    if fewer:
        findings.add(
            rules.LESS_OFTEN,
            brief.athlete.origin,
            athlete=brief.athlete.name,
            count=len(lifts),
            days=f"{days} training day{'s' if days > 1 else ''} a week",
            lifts=", ".join(f"{lift.name} only {_times(times)}" for lift, times in fewer),
        )


def _times(times: int) -> str:
    return "once a week" if times == 1 else f"{times} times a week"


def _cure(brief: Brief, lifts: tuple[Lift, ...]) -> str:
    """What to type instead, for the lift that matters least."""
    if brief.lift_slots:
        return "take lines out of the Week sheet"
    name = gives_way_next(lifts, brief.policy).name
    if all(learned.frequency == 1 for learned, _ in brief.wanted):
        return f"leave out {name}"
    return f"lower the priority of {name}"


def _sets(session: Session) -> int:
    return sum(group.sets for line in session.prescriptions for group in line.work)


def _lifts(session: Session) -> set[str]:
    return {line.lift.name for line in session.prescriptions if line.lift is not None}
