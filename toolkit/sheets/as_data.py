"""What was read from a book as plain data, ready to be written as JSON."""

from __future__ import annotations

from typing import Any

from toolkit.diagnostics import Diagnostic, Findings
from toolkit.model.reading import Reading
from toolkit.sheets.meets import FoundMeet
from toolkit.sheets.roster import Understood


def book_data(understood: Understood, findings: Findings) -> dict[str, Any]:
    """One object: the book, its athletes, maxes and meets, and all findings, errors first."""
    return {
        "book": understood.path.name,
        "format": understood.format or None,
        "athletes": list(understood.athletes),
        "maxes": [_max(reading) for reading in understood.readings if reading.lift],
        "meets": [_meet(found) for found in understood.meets],
        "findings": [finding_data(item) for item in findings.sorted()],
    }


def _max(reading: Reading) -> dict[str, Any]:
    """One weight: a training max and the weight of a set as they stand in the book."""
    tested_on = reading.tested_on
    return {
        "athlete": reading.athlete,
        "lift": reading.name,
        "as_written": reading.as_written,
        "value": reading.value,
        "unit": str(reading.unit) if reading.unit else None,
        "unit_source": reading.unit_source,
        "kind": str(reading.kind),
        "cell": str(reading.ref),
        "how": reading.how,
        "reps": reading.reps,
        "rpe": reading.rpe,
        "tested_on": tested_on.isoformat() if tested_on else None,
    }


def _meet(found: FoundMeet) -> dict[str, Any]:
    """A meet; an empty list of athletes: it is for everyone."""
    meet = found.meet
    return {
        "name": meet.name,
        "date": meet.date.isoformat(),
        "priority": str(meet.priority),
        "athletes": list(found.athletes),
        "cell": str(meet.origin),
    }


def finding_data(item: Diagnostic) -> dict[str, Any]:
    """One finding; `cell` is empty where it is about the whole file."""
    return {
        "code": item.code,
        "severity": item.severity.value,
        "cell": str(item.where),
        "message": item.message,
        "hint": item.hint,
        "slug": item.rule.slug,
        "related": [str(ref) for ref in item.related],
        "leaves_out": list(item.leaves_out),
    }
