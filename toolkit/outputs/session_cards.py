"""What stands on a session card, decided before any template sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.model.athlete import Equipment, Lift
from toolkit.model.prescription import (
    Emphasis,
    Kind,
    Phase,
    Prescription,
    Role,
    Session,
    SetGroup,
)
from toolkit.model.season import Season, Week
from toolkit.outputs.meets import meet_name, meet_of
from toolkit.outputs.plate_views import LoadView, loading_view
from toolkit.outputs.templates import read_words
from toolkit.outputs.wording import (
    counted,
    display_width,
    emphasis_key,
    long_date,
    name_size,
    percent,
    rest,
)
from toolkit.policy.loader import families
from toolkit.units import Unit, convert, plain

_CARE_CHARS, _CARE_LIFTS = 104, 2
"""What the line below the name holds in its usual size, and the lifts it names."""


@dataclass(frozen=True, slots=True)
class RowView:
    """One set group: the dose, the load, how hard, what goes on the bar, and the blanks."""

    sets: int
    reps: int
    load: str
    unit: str
    percent: str
    effort: str
    tempo: str
    role: str
    loading: LoadView
    rpe_box: bool


@dataclass(frozen=True, slots=True)
class LiftView:
    """One main exercise of a session; `tag` is its own emphasis where it is not the card's."""

    name: str
    cue: str
    rest: str
    tag: str
    warm_up: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class MaxView:
    """A lift's max for the foot of the card: at the start, now, and the goal, as text.

    `aim` says what the goal is: the coach's `goal`, or what the third attempt is `expected` to be.
    """

    name: str
    start: str
    now: str
    goal: str
    unit: str
    aim: str


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session card. `row_mm` is the height of its rows, `note_lines` how many ruled lines fit
    below them, `tall` means that it takes a whole sheet."""

    key: str
    athlete: str
    name_size: str
    group: str
    date: str
    when: str
    week: str
    care: str
    care_size: str
    lifts: tuple[LiftView, ...]
    assistance: tuple[tuple[str, str], ...]
    maxes: tuple[MaxView, ...]
    row_mm: float = 0.0
    note_lines: int = 0
    tall: bool = False


def session_cards(season: Season, paper: str) -> Iterator[SessionCard]:
    """The cards of every training day of a season in order of date, sized for the paper."""
    maxes = max_views(season)
    for week, session in season.sessions():
        if not session.is_meet:
            yield sized(_card(season, week, session, maxes), paper)


def _card(season: Season, week: Week, session: Session, maxes: tuple[MaxView, ...]) -> SessionCard:
    main = [one for one in session.prescriptions if one.kind is not Kind.ASSISTANCE]
    key = session_key(main) or _week_key(season, week)
    care = _care(key, season, session, main)
    return SessionCard(
        key=key,
        athlete=season.athlete.name,
        name_size=name_size(season.athlete.name),
        group=season.athlete.group,
        date=long_date(session.date),
        when=days_to_meet(season, session),
        week=_week_text(season, week, main),
        care=care,
        care_size="long" if display_width(care) > _CARE_CHARS else "",
        lifts=tuple(_lift(one, key) for one in main),
        assistance=tuple(
            (one.exercise, one.text) for one in session.prescriptions if one.kind is Kind.ASSISTANCE
        ),
        maxes=maxes,
    )


def session_key(main: list[Prescription]) -> str:
    """What leads a session: the first main lift's lead or phase; timing if all of it is timing.

    Empty for a day without a main lift.
    """
    if not main:
        return ""
    if all(_is_timing(one) for one in main):
        return str(Emphasis.TIMING)
    return lead_key(main[0])


def lead_key(one: Prescription) -> str:
    """What leads a prescription: the lead of its day, else its phase."""
    return emphasis_key(one.phase, one.lead or one.emphasis)


def _week_key(season: Season, week: Week) -> str:
    """What leads the week, for a day of assistance only."""
    weeks = (one for course in season.courses for one in course.weeks if one.number == week.number)
    return next((emphasis_key(one.phase, one.lead) for one in weeks), str(Emphasis.REPETITION))


def _is_timing(one: Prescription) -> bool:
    return one.phase is Phase.ROTATION and one.emphasis is Emphasis.TIMING


def days_to_meet(season: Season, session: Session) -> str:
    """`89 days to Spring Open`; empty where there is no meet."""
    meet = meet_of(season, session)
    if session.days_out is None or meet is None:
        return ""
    return f"{counted(session.days_out, 'day')} to {meet_name(meet, 'the meet')}"


def _week_text(season: Season, week: Week, main: list[Prescription]) -> str:
    text = f"Week {week.number} of {len(season.weeks)}"
    in_block = main and main[0].block and main[0].phase in (Phase.ROTATION, Phase.DELOAD)
    return f"{text} · block {main[0].block}" if in_block else text


def _care(key: str, season: Season, session: Session, main: list[Prescription]) -> str:
    """What to care about today: of the lifts that the tag of the card speaks of."""
    words = read_words("words")["emphasis"][key]
    if key == Phase.TAPER:
        heavy = [one.exercise for one in main if _has_single(one)]
        if heavy:
            last = meet_of(season, session) == season.meet
            sentence = words["care_heavy" if last else "care_heavy_early"]
            return str(sentence).replace("{lift}", _named(heavy, str(words["more_lifts"])))
        if session.days_out is not None and session.days_out <= 3:
            return str(words["care_last"])
    mine = [one for one in main if lead_key(one) == key]
    has_top = any(group.role is Role.TOP for one in mine for group in one.groups)
    return str(words["care"] if has_top else words.get("care_light", words["care"]))


def _named(lifts: list[str], more: str) -> str:
    """The lifts in a few words: two by name, the others counted."""
    named = ", ".join(lifts[:_CARE_LIFTS])
    rest = len(lifts) - _CARE_LIFTS
    return more.replace("{lifts}", named).replace("{count}", str(rest)) if rest > 0 else named


def _has_single(one: Prescription) -> bool:
    return any(group.role is Role.TOP and group.reps == 1 for group in one.groups)


def _lift(one: Prescription, card_key: str) -> LiftView:
    own = emphasis_key(one.phase, one.emphasis)
    work = one.work
    return LiftView(
        name=one.exercise,
        cue=next((group.cue for group in work if group.cue), ""),
        rest=rest(next((group.rest_s for group in work if group.rest_s), None)),
        tag=own if own != card_key else "",
        warm_up=ladder_text(one.warm_ups, one.equipment),
        rows=tuple(_row(group, one) for group in work),
    )


def _row(group: SetGroup, one: Prescription) -> RowView:
    return RowView(
        sets=group.sets,
        reps=group.reps,
        load=plain(group.load),
        unit=str(group.unit),
        percent=percent(group.percent),
        effort=_effort(group, one),
        tempo=group.tempo,
        role="" if group.role is Role.WORK else str(group.role),
        loading=loading_view(group, one.equipment),
        rpe_box=group.role is Role.TOP,
    )


def _effort(group: SetGroup, one: Prescription) -> str:
    """How hard: a target on the top set of a difficulty block, in hand for learners, else a cap."""
    if group.rpe is None:
        return ""
    if one.phase is Phase.LEARNING:  # who is new misjudges RPE: say what is left instead
        return f"{plain(10 - group.rpe)} reps in hand"
    target = group.role is Role.TOP and group.emphasis is Emphasis.DIFFICULTY
    return f"RPE {plain(group.rpe)}" if target else f"RPE up to {plain(group.rpe)}"


def ladder_text(groups: tuple[SetGroup, ...], equipment: Equipment | None) -> str:
    """The warm-up in one line: `bar × 8 · 60 × 5 · 2 of 80 × 3`."""
    return " · ".join(_step_text(group, equipment) for group in groups)


def _step_text(group: SetGroup, equipment: Equipment | None) -> str:
    bar = equipment.bar if equipment and equipment.unit is group.unit else None
    load = "bar" if group.load == bar else plain(group.load)
    many = f"{group.sets} of " if group.sets > 1 else ""
    return f"{many}{load} × {group.reps}"


def max_views(season: Season) -> tuple[MaxView, ...]:
    """Start, now and goal of every lift of the season, and of the total where there is one."""
    views = tuple(
        MaxView(
            one.lift.name, plain(one.lift.max.value), plain(one.lift.max.value),
            plain(goal_of(season, one.lift)), str(one.lift.max.unit),
            "expected" if one.lift.goal is None else "goal",
        )
        for one in season.courses
    )  # fmt: skip
    return views + _total(season)


def goal_of(season: Season, lift: Lift) -> float | None:
    """The coach's goal, else what the third attempt is expected to be, in the max's unit."""
    if lift.goal is not None:
        return lift.goal
    thirds = (p.expected_third_kg for p in season.attempts if p.lift.name == lift.name)
    third = next(thirds, None)
    if third is None:
        return None
    return round(convert(third, Unit.KG, lift.max.unit) * 2) / 2


def total_lifts(season: Season) -> tuple[Lift, ...]:
    """The lifts that make a total: the meet's, else a whole set of one sport's; else none."""
    if season.attempts:
        lifts = tuple(one.lift for one in season.attempts)
        return lifts if len(lifts) > 1 else ()
    table = families()
    mine = {one.lift.family: one.lift for one in season.courses}
    for sport in dict.fromkeys(row.contested for row in table.values() if row.contested):
        contested = [key for key, row in table.items() if row.contested == sport]
        if all(key in mine for key in contested):
            return tuple(mine[key] for key in contested)
    return ()


def _total(season: Season) -> tuple[MaxView, ...]:
    lifts = total_lifts(season)
    if not lifts:
        return ()
    now = sum(convert(lift.max.value, lift.max.unit, season.unit) for lift in lifts)
    goals = [(goal_of(season, lift), lift.max.unit) for lift in lifts]
    goal = sum(convert(value, unit, season.unit) for value, unit in goals if value is not None)
    whole = all(value is not None for value, _ in goals)
    aim = "goal" if all(lift.goal is not None for lift in lifts) else "expected"
    text, goal_text = plain(now, 1), plain(goal, 1) if whole else ""
    return (MaxView("Total", text, text, goal_text, str(season.unit), aim),)


def sized(card: SessionCard, paper: str) -> SessionCard:
    """The card with its row height; on a whole sheet where half of one is too small."""
    layout = read_words("layout")
    size, sheet = layout["card"], layout["paper"][paper]["height"]
    half = (sheet - layout["gap"]) / 2
    rows = max(1, sum(len(lift.rows) for lift in card.lifts))
    fixed = _fixed_height(card, size)
    tall = fixed + rows * size["row_least"] > half
    room = (sheet if tall else half) - fixed
    height = max(size["row_dense"], min(size["row_most"], room / rows))
    spare = max(0.0, room - rows * height) + size["notes"]
    lines = int((spare - 2) // size["note_line"])
    return replace(card, tall=tall, row_mm=round(height - 0.05, 1), note_lines=lines)


def _fixed_height(card: SessionCard, size: dict[str, float]) -> float:
    """The height in mm of everything on the card but its rows of sets."""
    warm_ups = sum(1 + len(lift.warm_up) // 105 for lift in card.lifts if lift.warm_up)
    wide = sum(display_width(exercise + text) > 40 for exercise, text in card.assistance)
    lines = -(-len(card.assistance) // 2) + wide
    names = sum(display_width(lift.name) > 45 for lift in card.lifts) * 5.0
    return (
        size["top"] + size["care"] + size["notes"] + size["foot"] + names
        + size["lift"] * len(card.lifts) + size["warm_up"] * warm_ups + size["assistance"] * lines
    )  # fmt: skip
