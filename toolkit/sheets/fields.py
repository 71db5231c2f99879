"""Typed accessors: a cell of a row as a value, or a finding at its address and None."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from toolkit import rules
from toolkit.diagnostics import Findings, Rule
from toolkit.policy.loader import read_table
from toolkit.sheets.detect import Row
from toolkit.sheets.parse import parse_date, parse_number, parse_weight
from toolkit.sheets.reader import Cell
from toolkit.units import Unit, convert

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limit:
    """The smallest and the largest value an input may have."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """True inside the limit, ends included."""
        return self.low <= value <= self.high


@cache
def limit(name: str) -> Limit:
    """A limit of policy/limits.toml."""
    row = read_table("limits")[name]
    return Limit(row["low"], row["high"])


def shown(value: object) -> str:
    """A value as the coach sees it in a message, cut to a readable length."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def sound(cell: Cell, findings: Findings) -> bool:
    """False, and a finding, for an error cell or a formula that was never calculated."""
    if cell.is_error:
        findings.add(rules.CELL_ERROR, cell.ref, found=shown(cell.value))
    elif cell.uncalculated:
        findings.add(rules.NOT_CALCULATED, cell.ref)
    return not (cell.is_error or cell.uncalculated)


def read(
    row: Row,
    key: str,
    parse: Callable[[object], T | None],
    rule: Rule,
    findings: Findings,
    **values: object,
) -> T | None:
    """The value of a row's cell; None when it is empty, and a finding when it is unreadable."""
    cell = row.filled(key)
    if cell is None or not sound(cell, findings):
        return None
    value = parse(cell.value)
    if value is None:
        words: dict[str, Any] = {"found": shown(cell.value), "near": "", **values}
        findings.add(rule, cell.ref, **words)
    return value


def read_text(row: Row, key: str, findings: Findings) -> str:
    """The text of a row's cell, empty when there is none."""
    cell = row.filled(key)
    return cell.text if cell is not None and sound(cell, findings) else ""


def read_day(row: Row, key: str, findings: Findings) -> date | None:
    """A row's date."""
    return read(row, key, parse_date, rules.BAD_DATE, findings)


def whole(value: object, within: Limit) -> int | None:
    """A whole number inside a limit."""
    number = parse_number(value)
    fits = number is not None and number == int(number) and within.holds(number)
    return int(number) if number is not None and fits else None


def weight_kg(value: object, unit: Unit) -> float | None:
    """A weight in kg; `unit` is used when none is written beside it."""
    weight = parse_weight(value)
    if weight is None or weight.reps is not None:
        return None
    return convert(weight.value, weight.unit or unit, Unit.KG)
