"""The Calendar sheet: days without training."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.model.athlete import DayOff
from toolkit.sheets.detect import Row, Table
from toolkit.sheets.fields import read_day, read_text
from toolkit.sheets.layout import fold
from toolkit.sheets.lifts import near


def read_days_off(
    tables: Iterable[Table], names: Iterable[str], findings: Findings
) -> tuple[DayOff, ...]:
    """The days off of the book in its order; `names` are its athletes and groups."""
    known = {fold(name): name for name in names if name}
    rows = [row for table in tables if table.kind == "calendar" for row in table.rows]
    days = [_read_line(row, known, findings) for row in rows]
    return tuple(day for day in days if day is not None)


def _read_line(row: Row, known: dict[str, str], findings: Findings) -> DayOff | None:
    where = row.cells["from"].ref
    name, group = read_text(row, "what", findings), _read_group(row, known, findings)
    first, last = read_day(row, "from", findings), read_day(row, "to", findings)
    if row.filled("from") is None:
        findings.add(rules.DAY_OFF_WITHOUT_DATE, where)
    if first is None:
        return None
    if last is not None and last < first:
        findings.add(rules.DAY_OFF_REVERSED, row.cells["to"].ref, first=first, last=last)
        return None
    return DayOff(first, last or first, name, group, where)


def _read_group(row: Row, known: dict[str, str], findings: Findings) -> str:
    name = read_text(row, "for", findings)
    if name and fold(name) not in known:
        question = near(name, known.values())
        findings.add(rules.DAY_OFF_FOR_NOBODY, row.cells["for"].ref, found=name, near=question)
    return known.get(fold(name), name)
