"""Why the numbers of one week are what they are, and what a finding means: text for a coach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import fill

from toolkit import rules
from toolkit.diagnostics import Rule, Severity
from toolkit.model.athlete import Lift, MaxKind
from toolkit.model.prescription import (
    AttemptRule,
    Emphasis,
    Kind,
    LoadRule,
    Prescription,
    Reason,
    Role,
    Session,
    SetGroup,
)
from toolkit.model.season import BlockWeek, Season, Week
from toolkit.outputs.layout import prescriptions
from toolkit.outputs.meets import meet_name, meet_of
from toolkit.outputs.templates import read_words
from toolkit.outputs.wording import counted, emphasis_key, long_date, percent, rest
from toolkit.policy.checks import CheckRow, check_rows
from toolkit.policy.effort import rpe_chart
from toolkit.policy.estimates import formulas
from toolkit.units import KG_PER_LB, Unit, plain, round_down

WIDTH = 96
"""Columns of the terminal that a line may fill."""

_ATTEMPTS = ("Opener", "Second attempt", "Third attempt")


def explain_week(season: Season, week: Week, lift: str = "") -> str:
    """One athlete's week in words, every load with its arithmetic; `lift` leaves the others out."""
    lines = [_heading(season, week), "", "What leads", *_leads(season, week, lift)]
    lines += ["", "The maxes", *_maxes(season, lift)]
    reasons: list[Reason] = []
    for session in week.sessions:
        shown = [one for one in prescriptions(season, session) if _belongs(one, lift)]
        if shown:
            lines += [
                "",
                _day(season, session),
                *(line for one in shown for line in _prescription(one)),
            ]
            reasons += [reason for one in shown for reason in _reasons(one)]
    lines += ["", *(_sources(reasons) if reasons else ("No training this week.",))]
    return "\n".join(lines)


def _reasons(one: Prescription) -> Iterator[Reason]:
    yield from (group.reason for group in one.groups)
    if one.reason:
        yield one.reason


def _sources(reasons: Iterable[Reason]) -> Iterator[str]:
    """Every source once, with the rules that rest on it."""
    rows: dict[str, list[str]] = {}
    for reason in dict.fromkeys(reasons):
        rows.setdefault(reason.source, []).append(reason.rule)
    yield "Where it comes from"
    for source, names in rows.items():
        yield from _wrapped(f"{', '.join(dict.fromkeys(names))}: {source}", 2)


def _belongs(prescription: Prescription, lift: str) -> bool:
    return not lift or (prescription.lift is not None and prescription.lift.name == lift)


def _heading(season: Season, week: Week) -> str:
    parts = [
        f"{season.athlete.name}, week {week.number} of {len(season.weeks)}",
        f"{long_date(week.start)} to {long_date(week.end)} {week.end.year}",
    ]
    return ", ".join(part for part in parts if part)


def _day(season: Season, session: Session) -> str:
    meet = meet_of(season, session)
    name = meet_name(meet, "the meet") if meet else ""
    if session.is_meet:
        return f"{long_date(session.date)}: {name}"
    out = f", {counted(session.days_out, 'day')} to {name}" if session.days_out and name else ""
    return f"{long_date(session.date)}, session {session.number}{out}"


# --- what leads, and from which max ----------------------------------------------------------


def _leads(season: Season, week: Week, lift: str) -> Iterator[str]:
    """A line for the lifts that do the same this week, and what it means."""
    rows: dict[tuple[str, str], list[str]] = {}
    for course in season.courses:
        for one in course.weeks:
            if one.number == week.number and lift in ("", course.lift.name):
                rows.setdefault(_lead(one), []).append(course.lift.name)
    for (where, means), lifts in rows.items():
        yield from _wrapped(f"{', '.join(lifts)}: {where}. {means}", 2)


def _lead(week: BlockWeek) -> tuple[str, str]:
    words = read_words("words")["emphasis"][emphasis_key(week.phase, week.lead)]
    place = f"block {week.block}, week {week.week} of {week.weeks}" if week.block else ""
    title = str(words["title"]).lower()
    return (f"{title} ({place})" if place else title), str(words["means"])


def _maxes(season: Season, lift: str) -> Iterator[str]:
    for course in season.courses:
        if lift in ("", course.lift.name):
            yield from _wrapped(_max(course.lift), 2)


def _max(lift: Lift) -> str:
    """Where a max comes from, and how far it can be trusted."""
    best = lift.max
    value = f"{lift.name}: {_weight(best.value, best.unit)}"
    if best.kind is MaxKind.ESTIMATED:
        known = (row for row in formulas().values() if best.formula.startswith(row.name))
        row = next(known, None)
        trust = f": {row.accuracy}" if row else ""
        return f"{value}, estimated from {best.as_written} by {best.formula}{trust}."
    if best.kind is MaxKind.TRAINING_MAX:
        return f"{value}, from a training max of {best.as_written}."
    when = f" on {best.tested_on.isoformat()}" if best.tested_on else ""
    return f"{value}, tested{when}."


# --- one exercise ----------------------------------------------------------------------------


def _prescription(one: Prescription) -> Iterator[str]:
    """An exercise: its ladder, its sets with their arithmetic, and the reason behind them."""
    attempt = next((group.rule for group in one.work if isinstance(group.rule, AttemptRule)), None)
    serves = f": {one.emphasis}" if one.emphasis and attempt is None else ""
    yield f"  {one.exercise}{serves}{f' {one.text}' if one.text else ''}"
    if one.warm_ups:
        yield from _ladder(one.warm_ups)
    if attempt is not None:
        yield from _wrapped(f"Expected third: {_third(attempt)}.", 4)
    for reason, groups in groupby(one.work, lambda group: group.reason):
        for group in groups:
            yield f"    {_dose(one, group)}"
            yield from _wrapped(_arithmetic(one, group), 6)
        yield from _because(reason)
    if one.reason:
        yield from _because(one.reason)


def _because(reason: Reason) -> Iterator[str]:
    yield from _wrapped(f"Why: {reason.text} [{reason.rule}].", 6)


def _ladder(groups: tuple[SetGroup, ...]) -> Iterator[str]:
    steps = ", ".join(f"{plain(group.load)} x {group.reps}{_minutes(group)}" for group in groups)
    texts = dict.fromkeys(group.reason.text for group in groups)
    why = f" {next(iter(texts))}." if len(texts) == 1 else ""
    yield from _wrapped(f"Warm-up: {steps} {groups[0].unit}.{why}", 4)


def _minutes(group: SetGroup) -> str:
    return "" if group.minutes_out is None else f" ({group.minutes_out} min before)"


def _dose(one: Prescription, group: SetGroup) -> str:
    """`6 x 7 @ 97.5 kg, RPE 8 at most, rest 2.5 min`."""
    parts = [f"{group.sets} x {group.reps} @ {_weight(group.load, group.unit)}"]
    if group.role is Role.ATTEMPT:
        tries = [it for it in one.work if it.role is Role.ATTEMPT]
        parts = [f"{_ATTEMPTS[tries.index(group)]}: {_weight(group.load, group.unit)}"]
    elif group.role is not Role.WORK:
        parts[0] += f" ({group.role})"
    if group.rpe is not None:
        parts.append(_effort(group))
    parts += [rest(group.rest_s), f"tempo {group.tempo}" if group.tempo else ""]
    return ", ".join(part for part in parts if part)


def _effort(group: SetGroup) -> str:
    if group.role is Role.TOP and group.emphasis is Emphasis.DIFFICULTY:
        return f"aim at RPE {plain(group.rpe)}"
    return f"RPE {plain(group.rpe)} at most"


def _arithmetic(one: Prescription, group: SetGroup) -> str:
    if isinstance(group.rule, AttemptRule):
        return _attempt(group.rule)
    return f"{_load(group.rule)}.{_by_the_chart(one, group)}"


def _load(rule: LoadRule) -> str:
    """`140 kg x 67.5 % = 94.5, rounded to 95 (steps of 2.5 kg)`."""
    exact = rule.training_max * rule.percent
    sum_ = f"{_weight(rule.training_max, rule.unit)} x {percent_of(rule.percent)} = {plain(exact)}"
    if rule.value == rule.bar and exact < rule.bar:
        return f"{sum_}: the bar of {_weight(rule.bar, rule.unit)} is the least"
    if plain(exact) == plain(rule.value):
        return sum_
    return f"{sum_}, rounded to {plain(rule.value)} (steps of {_weight(rule.step, rule.unit)})"


def _by_the_chart(one: Prescription, group: SetGroup) -> str:
    """How hard the set is by the RPE chart; nothing for a variation, which has a max of its own."""
    chart = rpe_chart()
    if one.kind is not Kind.COMPETITION or group.percent < chart.work_percent:
        return ""
    effort = chart.rpe(group.reps, group.percent)
    if effort < chart.lowest:
        return f" By the RPE chart below RPE {plain(chart.lowest)}."
    return f" By the RPE chart about RPE {plain(round(effort * 2) / 2)}."


def _attempt(rule: AttemptRule) -> str:
    """The share of the expected third, and the platform's grid."""
    exact = rule.third_kg * rule.share
    grid = round_down(exact, rule.step_kg)
    lines = [f"{plain(rule.third_kg)} kg x {percent_of(rule.share)} = {plain(exact)}"]
    if plain(exact) != plain(grid):
        lines.append(f"rounded down to {plain(grid)} (steps of {plain(rule.step_kg)} kg)")
    if rule.value < grid:
        lines.append(f"then {plain(rule.value)}, so that every attempt is a step below the next")
    return ", ".join(lines) + "."


def _third(rule: AttemptRule) -> str:
    if rule.goal is not None:
        start = f"the goal of {_weight(rule.goal, rule.unit)}"
    else:
        gain = f"{percent_of(rule.gain)} expected gain"
        start = f"the max of {_weight(rule.training_max, rule.unit)} and {gain}"
    if rule.goal is not None and rule.unit is Unit.KG:
        return start
    pounds = f", at {plain(KG_PER_LB, 4)} kg a pound" if rule.unit is Unit.LB else ""
    return f"{start}{pounds} = {plain(rule.third_kg)} kg"


def percent_of(fraction: float) -> str:
    """`82.45 %` of a fraction: as many digits as the plan has, so that the sum is right."""
    return f"{plain(fraction * 100)} %" if round(fraction * 1000, 6) % 1 else percent(fraction)


def _weight(weight: float, unit: Unit) -> str:
    return f"{plain(weight)} {unit}"


def _wrapped(text: str, indent: int) -> Iterator[str]:
    space = " " * indent
    yield fill(
        text, WIDTH, initial_indent=space, subsequent_indent=space + "  ", break_on_hyphens=False
    )


# --- a finding or a check by its name --------------------------------------------------------

_MEANS = {
    Severity.ERROR: "error: no plan until it is mended, or none for whom it is about",
    Severity.WARNING: "warning: a plan is made, and this is worth a look",
    Severity.NOTE: "note: something was assumed or is good to know",
}

_READING = "how a workbook is read and files are written; nothing about training"
"""The source of every finding that is not about the plan."""


def code_names() -> tuple[str, ...]:
    """Every name `explain_code` knows: codes, slugs, and the names of the plan checks."""
    names = [name for rule in rules.ALL.values() for name in (rule.code, rule.slug)]
    names += [name for row in check_rows().values() for name in (row.id, row.code, row.slug)]
    return tuple(dict.fromkeys(name for name in names if name))


def explain_code(code: str) -> str | None:
    """What a finding or a plan check means, what to do and where it comes from; None if unknown."""
    wanted = code.strip().casefold()
    for row in check_rows().values():
        if wanted in _folded(row.id, row.code, row.slug):
            return "\n".join(_check_lines(row))
    for rule in rules.ALL.values():
        if wanted in _folded(rule.code, rule.slug):
            return "\n".join(_rule_lines(rule))
    return None


def _folded(*names: str) -> set[str]:
    return {name.casefold() for name in names if name}


def _rule_lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.slug}"
    yield f"  {_MEANS[rule.severity]}"
    yield from _wrapped(f"Says: {_open(rule.message)}", 2)
    yield from _wrapped(f"What to do: {_open(rule.hint)}", 2)
    if rule.severity is not Severity.ERROR:
        yield from _wrapped(f'To hide it: type "{rule.slug}" under Silence in Settings.', 2)
    yield from _wrapped(f"Source: {_source(rule)}", 2)


def _source(rule: Rule) -> str:
    if not rule.code.startswith("P"):
        return _READING
    said = [row for row in check_rows().values() if rule.code in row.said_by]
    checks = "; ".join(f"{row.id}, {row.source} (strength {row.strength})" for row in said)
    return checks or "METHOD.md"


def _check_lines(row: CheckRow) -> Iterator[str]:
    yield " ".join(part for part in (row.id, row.code, row.slug) if part)
    yield from _wrapped(f"Looks at: {row.what}", 2)
    if row.message:
        yield from _wrapped(f"Says: {_open(row.message)}", 2)
    if row.hint:
        yield from _wrapped(f"What to do: {_open(row.hint)}", 2)
    if row.judged:
        yield from _wrapped(f"{row.judged.capitalize()}: {row.why}", 2)
    yield from _wrapped(f"Source: {row.source} (strength {row.strength})", 2)
    if row.limits:
        yield from _wrapped(f"Limits: {', '.join(_limits(row.limits.items()))}", 2)
    if row.yields_to:
        yield from _wrapped(f"Gives way to: {row.yields_to}", 2)


def _limits(items: Iterable[tuple[str, object]]) -> Iterator[str]:
    for name, value in items:
        values = value.items() if isinstance(value, dict) else ()
        inner = " ".join(f"{key} {number}" for key, number in values)
        several = f"{' to '.join(map(str, value))}" if isinstance(value, list) else str(value)
        yield f"{name.replace('_', ' ')} {inner or several}"


def _open(text: str) -> str:
    """A message with its blanks as blanks: `{lift}` is `<lift>`; it ends as a sentence."""
    shown = text.replace("{near}", "").replace("{", "<").replace("}", ">").strip()
    return shown if shown.endswith((".", "?")) else f"{shown}."
