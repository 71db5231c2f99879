"""The Policy sheet: the coach's own numbers in place of the method's."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.model.athlete import Override
from toolkit.policy.override import YOURS, check
from toolkit.sheets.detect import Row, Table
from toolkit.sheets.fields import read_text, sound
from toolkit.sheets.layout import fold
from toolkit.sheets.preferences import report_twice
from toolkit.sheets.reader import Cell


def read_overrides(tables: Iterable[Table], findings: Findings) -> tuple[Override, ...]:
    """The lines of the Policy sheet that have a value, in their order, checked."""
    rows = [row for table in tables if table.kind == "policy" for row in table.rows]
    seen: dict[tuple[str, ...], Cell] = {}
    lines = tuple(
        line for line in (_read_line(row, seen, findings) for row in rows) if line is not None
    )
    check(lines, findings)
    return lines


def _read_line(row: Row, seen: dict[tuple[str, ...], Cell], findings: Findings) -> Override | None:
    cell = row.filled("value")
    if cell is None or not sound(cell, findings):
        return None
    table, name, column = (read_text(row, key, findings) for key in ("table", "row", "column"))
    place = (fold(table), fold(name), fold(column))
    if place in seen:
        what = ", ".join(part for part in (table, name, column) if part)
        report_twice(what, seen[place], cell, findings)
        return None
    seen[place] = cell
    number = cell.value if isinstance(cell.value, int | float) else None
    value = cell.text if number is None or isinstance(number, bool) else number
    return Override(table, name, column, value, _source(row, place, findings), cell.ref)


def _source(row: Row, place: tuple[str, ...], findings: Findings) -> str:
    source = read_text(row, "source", findings)
    if source:
        return source
    at = row.get("source") or row.cells["value"]
    name = ", ".join(part for part in place if part)
    findings.add(rules.POLICY_SOURCE, at.ref, number=name)
    return YOURS
