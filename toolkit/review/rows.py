"""The plan table as the checks read it, and how a planned season becomes one (METHOD.md 11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from toolkit.diagnostics import CellRef
from toolkit.engine.plates import load_bar
from toolkit.model.prescription import (
    AttemptRule,
    Kind,
    LoadRule,
    Phase,
    Prescription,
    Session,
    SetGroup,
)
from toolkit.model.season import Plan, Season, Week
from toolkit.units import Unit, convert, plain

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the plan table: a set group, or a line of assistance.

    `percent_1rm` is a fraction of the lift's max, `load` and `training_max` are in `unit`,
    `rest_s` in seconds; None or empty where the table says nothing. Beyond the columns of the
    table: `family` is the lift's family, `priority` that of the meet (empty: not said),
    `loadable` whether the gym's plates make the load (None: not known), `place` the cell to name.
    """

    athlete: str
    day: date
    week: int
    lift: str
    exercise: str
    sets: int
    reps: int
    percent_1rm: float | None = None
    load: float | None = None
    unit: Unit = Unit.KG
    rpe: float | None = None
    role: str = "work"
    phase: str = ""
    lead: str = ""
    emphasis: str = ""
    kind: str = "competition"
    stage: str = "experienced"
    block: int = 0
    session: int = 0
    group: str = ""
    meet: str = ""
    meet_date: date | None = None
    days_out: int | None = None
    week_start: date | None = None
    tempo: str = ""
    rest_s: int | None = None
    cue: str = ""
    training_max: float | None = None
    reason: str = ""
    family: str = ""
    priority: str = ""
    loadable: bool | None = None
    place: CellRef = field(default_factory=CellRef)

    @property
    def total_reps(self) -> int:
        """Sets x reps."""
        return self.sets * self.reps

    @property
    def percent(self) -> float:
        """The fraction of the max, 0 where the table gives none."""
        return self.percent_1rm or 0.0

    @property
    def load_kg(self) -> float:
        """The weight on the bar in kg, 0 where the table gives none."""
        return convert(self.load or 0.0, self.unit, Unit.KG)

    @property
    def tonnage_kg(self) -> float:
        """Sets x reps x load, in kg."""
        return self.total_reps * self.load_kg

    @property
    def when(self) -> str:
        """The week and the day, as a coach looks them up."""
        return f"week {self.week}, {self.day:%a} {self.day.isoformat()}"

    @property
    def load_text(self) -> str:
        """The load as a coach writes it."""
        return plain(self.load)


def plan_rows(plan: Plan, *, warm_ups: bool = True) -> Iterator[PlanRow]:
    """The rows of every season of a plan, in order; without `warm_ups` only those of a meet."""
    for season in plan.seasons:
        yield from season_rows(season, warm_ups=warm_ups)


def season_rows(season: Season, *, warm_ups: bool = True) -> Iterator[PlanRow]:
    """The rows of one season; a finding names the cell of the athlete or of the lift."""
    for week, session in season.sessions():
        for one in _prescriptions(season, session):
            for group in one.groups if warm_ups or session.is_meet else one.work:
                yield _row(season, week, session, one, group)
            if not one.groups:
                yield _assistance(season, week, session, one)


def _prescriptions(season: Season, session: Session) -> tuple[Prescription, ...]:
    """What a session asks for; on a meet day without lines of its own, the attempts."""
    if session.prescriptions or not session.is_meet:
        return session.prescriptions
    days = [day.attempts for day in season.meet_days if day.meet.date == session.date]
    return tuple(
        Prescription(
            plan.lift.name,
            Kind.COMPETITION,
            Phase.MEET,
            0,
            None,
            None,
            plan.lift,
            groups=plan.warm_ups + tuple(attempt.group for attempt in plan.attempts),
        )
        for plan in (days[0] if days else season.attempts)
    )


def _row(
    season: Season, week: Week, session: Session, one: Prescription, group: SetGroup
) -> PlanRow:
    lift = one.lift
    assert lift is not None  # only assistance has no lift, and it has no groups
    meet, load = session.meet or season.meet, group.load
    return PlanRow(
        athlete=season.athlete.name,
        day=session.date,
        week=week.number,
        lift=lift.name,
        exercise=one.exercise,
        sets=group.sets,
        reps=group.reps,
        percent_1rm=group.percent,
        load=load,
        unit=group.unit,
        rpe=group.rpe,
        role=str(group.role),
        phase=str(one.phase),
        lead=str(one.lead or ""),
        emphasis=str(group.emphasis or ""),
        kind=str(one.kind),
        stage=str(lift.stage),
        block=one.block,
        session=session.number,
        group=season.athlete.group,
        meet=meet.name if meet else "",
        meet_date=meet.date if meet else None,
        days_out=session.days_out,
        week_start=week.start,
        tempo=group.tempo,
        rest_s=group.rest_s,
        cue=group.cue,
        training_max=_training_max(group, lift.max.value, lift.max.unit),
        reason=group.reason.text,
        family=lift.family,
        priority=str(meet.priority) if meet else "",
        loadable=_loadable(one, group, load),
        place=lift.origin if lift.origin.cell else season.athlete.origin,
    )


def _assistance(season: Season, week: Week, session: Session, one: Prescription) -> PlanRow:
    meet = session.meet or season.meet
    return PlanRow(
        athlete=season.athlete.name,
        day=session.date,
        week=week.number,
        lift="",
        exercise=one.exercise,
        sets=0,
        reps=0,
        phase=str(one.phase),
        kind=str(one.kind),
        session=session.number,
        meet=meet.name if meet else "",
        meet_date=meet.date if meet else None,
        days_out=session.days_out,
        week_start=week.start,
        priority=str(meet.priority) if meet else "",
        place=season.athlete.origin,
    )


def _training_max(group: SetGroup, value: float, unit: Unit) -> float:
    """The lift's max in the unit of the row."""
    return convert(value, unit, group.unit)


def _loadable(one: Prescription, group: SetGroup, load: float) -> bool | None:
    """Whether the gym's plates make the load; attempts are the platform's affair."""
    if one.equipment is None or not isinstance(group.rule, LoadRule):
        return True if isinstance(group.rule, AttemptRule) else None
    if one.equipment.unit is not group.unit:
        return None
    return load_bar(load, one.equipment).exact
