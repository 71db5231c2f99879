"""Findings and plans as words for the terminal, and findings as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from toolkit.diagnostics import Diagnostic, Findings, Severity
from toolkit.model.prescription import Phase, Role
from toolkit.model.reading import Reading
from toolkit.model.season import BlockWeek, Plan, Season
from toolkit.policy.checks import base_rates
from toolkit.sheets.as_data import finding_data
from toolkit.units import plain


def findings_text(findings: Findings) -> str:
    """All findings, errors first: place, severity, code, sentence, cure."""
    return "\n".join(_finding(findings.workbook, item) for item in findings.sorted())


def _finding(workbook: str, item: Diagnostic) -> str:
    place = "  ".join(part for part in (workbook, str(item.where)) if part)
    also = ""
    if item.related:
        also = f" (see also {', '.join(str(ref) for ref in item.related)})"
    head = f"{place}  {item.severity.value} {item.code} {item.rule.slug}"
    lines = [head, f"{item.message}{also}", item.hint]
    if item.leaves_out:
        verb = "are" if item.leaves_out[1:] else "is"
        lines.append(f"{', '.join(item.leaves_out)} {verb} not in the plan because of this.")
    return "\n    ".join(lines)


def findings_json(findings: Findings) -> str:
    """The findings as one JSON object: workbook, and a list in the order of the text."""
    rows = [finding_data(item) for item in findings.sorted()]
    return as_json({"workbook": findings.workbook, "findings": rows})


def as_json(data: dict[str, Any]) -> str:
    """Data as the command prints it."""
    return json.dumps(data, ensure_ascii=False, indent=2)


MOST_READINGS = 24
"""So many maxes are listed; the rest is in the JSON."""


def readings_text(readings: Sequence[Reading]) -> str:
    """What was read from a book that has no table of athletes: each max, its cell, and why."""
    rows = [
        (
            reading.athlete or "",
            reading.lift,
            f"{plain(reading.value)} {reading.unit or ''}".strip(),
            str(reading.kind),
            str(reading.ref),
            reading.how,
        )
        for reading in readings[:MOST_READINGS]
    ]
    more = len(readings) - len(rows)
    rest = [f"... and {more} more: --format json lists all"] if more > 0 else []
    return "\n".join(["Read from the book:", *(f"  {line}" for line in (*_aligned(rows), *rest))])


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows in columns of one width each; columns with nothing in them are left out."""
    columns = [column for column in zip(*rows, strict=True) if any(column)]
    widths = [max(map(len, column)) for column in columns]
    for row in zip(*columns, strict=True):
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def summary(findings: Findings) -> str:
    """One closing line: how many of each, and who is not in the plan."""
    if not len(findings):
        return "No findings: the book is ready to plan."
    counts = [(findings.count(severity), severity.value) for severity in Severity]
    told = ", ".join(f"{n} {word}{'s' if n != 1 else ''}" for n, word in counts if n)
    missing = f" Not in the plan: {', '.join(findings.left_out)}." if findings.left_out else ""
    return f"{told}.{missing}"


def base_rates_text() -> str:
    """What is worth keeping in mind beside any plan, each with its source and strength."""
    lines = [f"  {one.text} ({one.source}; {one.strength})" for one in base_rates()]
    return "\n".join(["Worth keeping in mind:", *lines])


def season_lines(plan: Plan) -> Iterator[str]:
    """One line per athlete: weeks, blocks, meet, peak single. Columns line up."""
    rows = [
        (
            season.athlete.name,
            f"{len(season.weeks)} weeks",
            _blocks(season),
            _end(season),
            _peak(season),
        )
        for season in plan.seasons
    ]
    yield from _aligned(rows)


def left_out_lines(plan: Plan) -> Iterator[str]:
    """Who is not in the plan, and why; nothing when everybody is."""
    if plan.left_out:
        yield "Not in the plan:"
    for one in plan.left_out:
        yield f"  {one.name}: {one.why}"


def _blocks(season: Season) -> str:
    """The blocks of the first lift in rotation, else of the first lift: `repetition 3, ...`."""
    courses = sorted(
        season.courses, key=lambda course: any(w.phase is Phase.LEARNING for w in course.weeks)
    )
    mode = _mode(courses[0].weeks)
    counts: dict[tuple[int, str], int] = {}
    for week in courses[0].weeks:
        if week.phase in (Phase.ROTATION, Phase.LEARNING):
            learning = week.phase is Phase.LEARNING
            word = week.phase.value if learning else mode or str(week.lead)
            key = (0 if mode and not learning else week.block, word)
            counts[key] = counts.get(key, 0) + 1
    closing = "taper" if season.meet else "test"
    return ", ".join([*(f"{word} {n}" for (_, word), n in counts.items()), closing])


def _mode(weeks: tuple[BlockWeek, ...]) -> str:
    """The name of a rotation that is no list of blocks, daily or weekly; else nothing."""
    rotation = [week for week in weeks if week.phase is Phase.ROTATION]
    if any(week.lead is None for week in rotation):
        return "daily rotation"
    leads = {(week.block, week.lead) for week in rotation}
    several = len(leads) > len({block for block, _ in leads})
    return "weekly rotation" if several else ""


def _end(season: Season) -> str:
    if season.meet is None:
        return f"test week to {season.end.isoformat()}"
    return f"{season.meet.name or 'meet'} {season.meet.date.isoformat()}"


def _peak(season: Season) -> str:
    """The heaviest single before the meet."""
    tops = [
        (group.percent, prescription.exercise, group)
        for _, session, prescription, group in season.set_groups()
        if group.role in (Role.TOP, Role.WORK) and not session.is_meet
    ]
    if not tops:
        return "no work planned"
    percent, exercise, group = max(tops, key=lambda top: top[0])
    return f"peak {exercise} {plain(group.load)} {group.unit} ({percent:.1%})"


def assumed_text(plan: Plan) -> str:
    """What was assumed, once for the book and once for each athlete who differs."""
    lines = ["We assumed:", *(f"  {line}" for line in plan.assumed)]
    shared = [
        line
        for line in (plan.seasons[0].assumed if plan.seasons else ())
        if all(line in season.assumed for season in plan.seasons)
    ]
    lines += [f"  {line}" for line in shared]
    for season in plan.seasons:
        own = [line for line in season.assumed if line not in shared]
        if own:
            lines.append(f"  {season.athlete.name}: {' '.join(own)}")
    if len(lines) == 1:
        lines = ["Nothing was assumed: the book says it all."]
    moved = [f"  {s.athlete.name}: {_some(s.notes)}" for s in plan.seasons if s.notes]
    if moved:
        lines += ["Days off, and what moved:", *moved]
    return "\n".join(lines)


def _some(notes: tuple[str, ...]) -> str:
    """The first few sentences; the season page of the cards has all of them."""
    more = f" And {len(notes) - MOST_NOTES} more, on the season page." if notes[MOST_NOTES:] else ""
    return " ".join(notes[:MOST_NOTES]) + more


MOST_NOTES = 3
