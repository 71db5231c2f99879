"""The method's tables as typed values: one frozen `Policy` handed to the engine as an argument.

Percentages are fractions of the max, rests are seconds, days are days out (meet = 0).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.model.athlete import Priority
from toolkit.model.dials import DialTable
from toolkit.model.prescription import Emphasis, Role
from toolkit.policy.checks import CheckRow, build_checks
from toolkit.policy.dials import dial_table
from toolkit.policy.loader import (
    Defaults,
    Family,
    build_defaults,
    build_families,
    read_table,
)


@dataclass(frozen=True, slots=True)
class Dose:
    """Sets of reps at a fraction of the max, with an RPE cap (a target on a top set).

    `step` says how a difficulty week goes beyond the one before it: "load", "reps" or "sets";
    empty: by load, and by reps or sets where the load step is below the rounding.
    """

    role: Role
    sets: int
    reps: int
    percent: float
    rpe: float
    step: str = ""


Doses = tuple[Dose, ...]


@dataclass(frozen=True, slots=True)
class EmphasisTable:
    """What an emphasis asks for: doses by slot ("main", "second") and week of the block from 1."""

    slots: dict[str, tuple[Doses, ...]]
    rest_s: int
    tempo: str
    source: str

    def doses(self, slot: str, week: int) -> Doses:
        """The doses of one session; past the end of the list its last week is held."""
        weeks = self.slots[slot]
        return weeks[min(week, len(weeks)) - 1]


@dataclass(frozen=True, slots=True)
class RotationRules:
    """How blocks and deloads are laid out, in weeks."""

    mode: str
    order: tuple[Emphasis, ...]
    block_weeks: int
    shortest_block: int
    longest_block: int
    opens_never_with: Emphasis
    every_blocks: int
    after_weeks: int
    source: str


@dataclass(frozen=True, slots=True)
class DeloadRules:
    """A lighter week: share of the sets, factor on the percent, RPE cap."""

    sets_factor: float
    percent_factor: float
    rpe: float
    source: str


@dataclass(frozen=True, slots=True)
class HeavyRules:
    """At least one set at `percent` every `days` days in a rotated plan."""

    percent: float
    days: int
    reps: int
    rpe: float
    source: str


@dataclass(frozen=True, slots=True)
class LearningRules:
    """How a new lift is learned and when it graduates, in weeks."""

    weeks: int
    shortest: int
    longest: int
    rotation_weeks: int
    rpe: float
    rest_s: int
    tempo: str
    main_sets: int
    second_sets: int
    second_reps: int
    second_percent_step: float
    most_step: float
    lowest_percent: float
    percent: tuple[float, ...]
    reps: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class TaperScheme:
    """What a lift of one stage does in the taper."""

    top: Dose
    back_off: Dose
    work_percent: float
    work_rpe: float
    work_reps: tuple[int, ...]
    timing: Dose
    most_sets: int
    rest_s: int
    last_percent: float | None
    source: str


@dataclass(frozen=True, slots=True)
class TaperRules:
    """Length, volume and last sessions of the taper."""

    days: int
    least_days: int
    most_days: int
    profile: str
    linear_end: float
    tau_days: float
    volume: float
    last_window_share: float
    reference_windows: int
    cut_range: tuple[float, float]
    lift_cut_range: tuple[float, float]
    last_days: int
    last_range: tuple[int, int]
    fallback_range: tuple[int, int]
    experienced: TaperScheme
    new: TaperScheme
    source: str
    last_source: str


@dataclass(frozen=True, slots=True)
class AttemptRules:
    """Attempt shares by style, expected gain, platform grid (kg), ladder to the opener."""

    styles: dict[str, tuple[float, float, float]]
    gain: float
    gain_weeks: int
    most_gain: float
    step_kg: float
    bar_kg: float
    warm_up: tuple[tuple[float, int, int], ...]
    source: str
    warm_up_source: str


@dataclass(frozen=True, slots=True)
class WarmUpRules:
    """The training ladder: (fraction of the work load, reps), and how far a step may move."""

    steps: tuple[tuple[float, int], ...]
    heavy_from: float
    window: float
    gap: float
    plate_change_cost: float
    source: str


@dataclass(frozen=True, slots=True)
class EasyRules:
    """An easier stretch: share of the sets, cap on the percent and the RPE, for so many days."""

    days: int
    sets_factor: float
    most_percent: float
    rpe: float
    source: str


@dataclass(frozen=True, slots=True)
class MinorMeetRules:
    """The days before a B meet: fewer sets in `easy.days`, and in the last `near_days` none above
    `near_rpe`. Between meets at most `close_days` apart nothing is trained."""

    easy: EasyRules
    near_days: int
    near_rpe: float
    close_days: int


@dataclass(frozen=True, slots=True)
class DayOffRules:
    """How far a session moves from a day off, and how many days without training are a break."""

    most_moved_days: int
    break_days: int
    source: str


@dataclass(frozen=True, slots=True)
class SpecificityRules:
    """The share of reps done in the competition lift: from `rises_days_out` on it grows from
    `far_share`, and from `late_days_out` on it is at least `late_share`."""

    rises_days_out: int
    far_share: float
    late_days_out: int
    late_share: float
    assistance_stops_days_out: int
    source: str


@dataclass(frozen=True, slots=True)
class CrowdRules:
    """How many lifts a training day may hold on average, and when a session is too much."""

    lifts_a_day: int
    lifts: int
    work_sets: int
    source: str


@dataclass(frozen=True, slots=True)
class SeasonRules:
    """Frequencies, specificity, transition, smaller meets, days off, test week and limits."""

    transition_weeks: int
    transition: EasyRules
    minor_meet: MinorMeetRules
    days_off: DayOffRules

    apart: tuple[tuple[str, ...], ...]
    apart_source: str
    crowded: CrowdRules
    main_lifts: int
    most_tests: int
    priority_step: dict[Priority, int]
    new_lift_frequency: int
    specificity: SpecificityRules
    test: Doses
    test_light: Doses
    test_rest_s: int
    test_source: str
    longest_weeks: int
    bar_percent: float
    coarse_step: float
    goal_gain: float


@dataclass(frozen=True, slots=True)
class Cues:
    """What a lifter of one family thinks of."""

    rotation: str
    timing: str
    learning: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Every coaching number of the toolkit."""

    defaults: Defaults
    families: dict[str, Family]
    emphasis: dict[Emphasis, EmphasisTable]
    rotation: RotationRules
    deload: DeloadRules
    heavy: HeavyRules
    learning: LearningRules
    taper: TaperRules
    attempts: AttemptRules
    warm_ups: WarmUpRules
    season: SeasonRules
    cues: dict[str, Cues]
    dials: DialTable
    checks: dict[str, CheckRow]


TABLES = (
    "attempts",
    "checks",
    "cues",
    "defaults",
    "dials",
    "emphasis",
    "learning",
    "lifts",
    "season",
    "taper",
    "warmups",
)
"""The tables a policy is built of: what a coach's Policy sheet may change."""

Tables = dict[str, dict[str, Any]]
"""Parsed tables by name."""


def read_tables() -> Tables:
    """The tables as shipped, parsed afresh: the caller may change them."""
    return {name: read_table(name) for name in TABLES}


@cache
def default_policy() -> Policy:
    """The policy as shipped."""
    return build_policy(read_tables())


def build_policy(tables: Tables) -> Policy:
    """The typed policy of these tables."""
    season = tables["season"]
    return Policy(
        defaults=build_defaults(tables["defaults"]),
        families=build_families(tables["lifts"]),
        emphasis=_emphasis(tables["emphasis"]),
        rotation=_rotation(season),
        deload=_deload(season["deload"]),
        heavy=HeavyRules(**season["heavy_exposure"]),
        learning=_learning(tables["learning"]),
        taper=_taper(tables["taper"]),
        attempts=_attempts(tables["attempts"]),
        warm_ups=_warm_ups(tables["warmups"]),
        season=_season(season),
        cues=_cues(tables["cues"]["family"]),
        dials=dial_table(tables["dials"]),
        checks=build_checks(tables["checks"]),
    )


def _dose(row: dict[str, Any]) -> Dose:
    return Dose(**{**row, "role": Role(row["role"])})


def _doses(rows: list[dict[str, Any]]) -> Doses:
    return tuple(_dose(row) for row in rows)


def _emphasis(table: dict[str, Any]) -> dict[Emphasis, EmphasisTable]:
    return {
        emphasis: EmphasisTable(
            slots={
                slot: tuple(_doses(week) for week in weeks)
                for slot, weeks in table[emphasis.value].items()
            },
            rest_s=table["rest_s"][emphasis.value],
            tempo=table["tempo"][emphasis.value],
            source=table["source"][emphasis.value],
        )
        for emphasis in Emphasis
    }


def _rotation(season: dict[str, Any]) -> RotationRules:
    row, deload = season["rotation"], season["deload"]
    return RotationRules(
        mode=row["mode"],
        order=tuple(Emphasis(name) for name in row["order"]),
        block_weeks=row["block_weeks"],
        shortest_block=row["shortest_block"],
        longest_block=row["longest_block"],
        opens_never_with=Emphasis(row["opens_never_with"]),
        every_blocks=deload["every_blocks"],
        after_weeks=deload["after_weeks"],
        source=row["source"],
    )


def _deload(row: dict[str, Any]) -> DeloadRules:
    return DeloadRules(row["sets_factor"], row["percent_factor"], row["rpe"], row["source"])


def _learning(table: dict[str, Any]) -> LearningRules:
    length = {key: value for key, value in table["length"].items() if key != "source"}
    weeks = table["weeks"]
    return LearningRules(
        **length,
        **table["session"],
        percent=tuple(weeks["percent"]),
        reps=tuple(weeks["reps"]),
    )


def _scheme(row: dict[str, Any]) -> TaperScheme:
    def dose(name: str, role: Role) -> Dose:
        part = row[name]
        return Dose(role, 1, part["reps"], part["percent"], part["rpe"])

    return TaperScheme(
        top=dose("top", Role.TOP),
        back_off=dose("back_off", Role.BACK_OFF),
        work_percent=row["work"]["percent"],
        work_rpe=row["work"]["rpe"],
        work_reps=tuple(row["work"]["reps"]),
        timing=dose("timing", Role.WORK),
        most_sets=row["most_sets"],
        rest_s=row["rest_s"],
        last_percent=row.get("last_percent"),
        source=row["source"],
    )


def _taper(table: dict[str, Any]) -> TaperRules:
    taper, last = table["taper"], table["last_session"]
    return TaperRules(
        days=taper["days"],
        least_days=taper["days_range"][0],
        most_days=taper["days_range"][1],
        profile=taper["profile"],
        linear_end=taper["linear_end"],
        tau_days=taper["tau_days"],
        volume=taper["volume"],
        last_window_share=taper["last_window_share"],
        reference_windows=taper["reference_windows"],
        cut_range=tuple(taper["cut_range"]),
        lift_cut_range=tuple(taper["lift_cut_range"]),
        last_days=last["days"],
        last_range=tuple(last["range"]),
        fallback_range=tuple(table["heavy"]["fallback_range"]),
        experienced=_scheme(table["experienced"]),
        new=_scheme(table["new"]),
        source=taper["source"],
        last_source=last["source"],
    )


def _attempts(table: dict[str, Any]) -> AttemptRules:
    styles = {name: tuple(shares) for name, shares in table["style"].items() if name != "source"}
    ladder, third = table["warm_up"], table["third"]
    return AttemptRules(
        styles=styles,
        gain=third["gain"],
        gain_weeks=third["gain_weeks"],
        most_gain=third["most_gain"],
        step_kg=table["grid"]["step_kg"],
        bar_kg=table["grid"]["bar_kg"],
        warm_up=tuple(zip(ladder["percent"], ladder["reps"], ladder["minutes"], strict=True)),
        source=table["style"]["source"],
        warm_up_source=ladder["source"],
    )


def _warm_ups(table: dict[str, Any]) -> WarmUpRules:
    return WarmUpRules(
        steps=tuple(zip(table["percent"], table["reps"], strict=True)),
        heavy_from=table["heavy_from"],
        window=table["window"],
        gap=table["gap"],
        plate_change_cost=table["plate_change_cost"],
        source=table["source"],
    )


def _season(table: dict[str, Any]) -> SeasonRules:
    frequency, limits, test = table["frequency"], table["limits"], table["test"]
    after, minor = table["transition"], table["minor_meet"]
    return SeasonRules(
        transition_weeks=after["weeks"],
        transition=EasyRules(
            7 * after["weeks"],
            after["sets_factor"],
            after["most_percent"],
            after["rpe"],
            after["source"],
        ),
        minor_meet=MinorMeetRules(
            EasyRules(minor["days"], minor["sets_factor"], 1.0, 10, minor["source"]),
            minor["near_days"],
            minor["near_rpe"],
            minor["close_days"],
        ),
        days_off=DayOffRules(**table["days_off"]),
        apart=tuple(tuple(families) for families in table["week"]["apart"]),
        apart_source=table["week"]["source"],
        crowded=CrowdRules(**table["crowded"]),
        main_lifts=table["main_lifts"]["most"],
        most_tests=table["main_lifts"]["most_tests"],
        priority_step={Priority(key): step for key, step in frequency["priority"].items()},
        new_lift_frequency=frequency["new_lift"],
        specificity=SpecificityRules(**table["specificity"]),
        test=_doses(test["groups"]),
        test_light=_doses(test["light"]),
        test_rest_s=test["rest_s"],
        test_source=test["source"],
        longest_weeks=limits["season_weeks"],
        bar_percent=limits["bar_percent"],
        coarse_step=limits["coarse_step"],
        goal_gain=limits["goal_gain"],
    )


def _cues(rows: dict[str, Any]) -> dict[str, Cues]:
    return {
        key: Cues(row["rotation"], row["timing"], tuple(row["learning"]))
        for key, row in rows.items()
    }
