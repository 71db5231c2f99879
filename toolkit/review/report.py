"""The review: every check of EVIDENCE.md that a plan can answer, run over every athlete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from toolkit.diagnostics import Findings, Rule, Severity
from toolkit.model.season import Plan
from toolkit.policy.checks import CheckRow, check_rows
from toolkit.review import dose, meetday, novice, progression, taper
from toolkit.review.athlete import AthletePlan, athlete_plans
from toolkit.review.found import NOTE, SERIOUS, WARNING, Check, Found
from toolkit.review.rows import PlanRow, plan_rows

CHECKS: dict[str, Check] = {
    "TAP-01": taper.taper_volume,
    "TAP-02": taper.taper_length,
    "TAP-03": taper.taper_rises,
    "TAP-04": taper.peak_misplaced,
    "TAP-05": taper.heavy_too_late,
    "TAP-06": taper.no_heavy_set,
    "TAP-07": taper.last_session,
    "TAP-08": taper.last_session_heavy,
    "TAP-09": taper.assistance_late,
    "TAP-10": taper.weight_still_rising,
    "TAP-11": taper.new_exercise_late,
    "TAP-12": taper.deadlift_after_squat,
    "PER-01": dose.no_variation,
    "PER-02": dose.heavy_after_volume,
    "PER-03": dose.heavy_gap,
    "PER-04": dose.specificity_falls,
    "PER-05": dose.volume_peak,
    "DOS-01": dose.weekly_sets,
    "DOS-02": dose.mean_intensity,
    "DOS-03": dose.prilepin_zones_kept,
    "DOS-04": dose.not_feasible,
    "DOS-05": dose.split_session,
    "DOS-06": dose.too_much_inol,
    "PRG-01": progression.load_jump,
    "PRG-03": progression.step_lost,
    "PRG-04": progression.gain_claimed,
    "DEL-01": progression.no_deload,
    "DEL-02": progression.rest_week,
    "DEL-03": progression.deload_not_lighter,
    "LOD-01": progression.tonnage_jump,
    "LOD-02": progression.monotony,
    "NOV-01": novice.new_lift_heavy,
    "NOV-02": novice.new_lift_seldom,
    "NOV-03": novice.new_lift_by_rpe,
    "NOV-04": novice.new_lift_jump,
    "NOV-05": novice.new_lift_hard,
    "MEET-01": meetday.opener_heavy,
    "MEET-02": meetday.second_off,
    "MEET-03": meetday.third_far,
    "MEET-04": meetday.attempt_grid,
    "MEET-05": meetday.last_warm_up_heavy,
    "MEET-06": meetday.not_loadable,
    "DAT-01": meetday.meet_date_missing,
}
"""Every check by its id: a new one is a function, a row in policy/checks.toml, and a line here."""

Checks = Mapping[str, CheckRow]
"""The rows of the checks by id: sentences and thresholds."""

SEVERITY = {SERIOUS: Severity.WARNING, WARNING: Severity.WARNING, NOTE: Severity.NOTE}
"""A review never withholds a plan: what is serious is a warning that says so."""

_WORST_FIRST = (SERIOUS, WARNING, NOTE)


@cache
def rules() -> dict[str, Rule]:
    """The checks as rules, by code: what a coach can silence and have explained."""
    return {row.code: _rule(row, row.severity[0]) for row in check_rows().values() if row.code}


def _rule(row: CheckRow, level: str) -> Rule:
    grade = f"{row.id}, serious" if level == SERIOUS else row.id
    source = f" ({grade}; {row.source}; {row.strength})."
    return Rule(row.code, row.slug, SEVERITY[level], row.message + source, row.hint)


def review_plan(plan: Plan, checks: Checks | None = None, *, at_once: bool = True) -> Findings:
    """What the checks say about a plan the toolkit made: one finding per check, athlete and lift.

    `checks` come with the coach's thresholds, else with the method's. With `at_once` the review
    follows the planning, and what the planner says itself, with a finding of its own, is not said
    again.
    """
    thresholds = checks or check_rows()
    asked = {name: row for name, row in thresholds.items() if not (at_once and row.said_by)}
    return _review(plan_rows(plan, warm_ups=not at_once), thresholds, set(asked))


def review_rows(rows: Iterable[PlanRow], workbook: str = "") -> Findings:
    """What the checks say about a plan table: one finding per check, athlete and lift."""
    findings = Findings(workbook)
    findings.extend(_review(rows, check_rows(), set(CHECKS)))
    return findings


def _review(rows: Iterable[PlanRow], checks: Checks, asked: set[str]) -> Findings:
    findings = Findings()
    for plan in athlete_plans(rows):
        for check, found in worst(plan, checks):
            if check in asked:
                _add(findings, checks[check], found, plan)
    return findings


def worst(plan: AthletePlan, checks: Checks) -> Iterator[tuple[str, Found]]:
    """The worst place of each check and lift of one athlete, checks in the order of `CHECKS`."""
    best: dict[tuple[str, str], Found] = {}
    for name, check in CHECKS.items():
        for found in check(plan, checks[name].limits):
            before = best.get((name, found.lift))
            if before is None or _rank(found) < _rank(before):
                best[name, found.lift] = found
    for (name, lift), found in best.items():
        if not any((other, lift) in best for other in checks[name].unless):
            yield name, found


def _rank(found: Found) -> tuple[int, float]:
    return _WORST_FIRST.index(found.level), -found.badness


def _add(findings: Findings, row: CheckRow, found: Found, plan: AthletePlan) -> None:
    values: dict[str, Any] = {
        "athlete": plan.name,
        "lift": found.lift,
        "when": found.row.when,
        **found.values,
    }
    findings.add(_rule(row, found.level), found.row.place, **values)
