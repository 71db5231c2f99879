"""The coach's Policy sheet over the method's tables: which numbers it changes, and what it may not.

A line that cannot be used is a finding at its cell, and the method's own number is kept.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from toolkit import rules
from toolkit.diagnostics import Findings, Rule
from toolkit.model.athlete import Override
from toolkit.policy.laws import Broken, Place, Values, broken_laws, limit_broken
from toolkit.policy.method import Policy, Tables, build_policy, default_policy, read_tables
from toolkit.policy.order import completed, missing_from, parse_order
from toolkit.policy.rows import (
    Leaf,
    Path,
    PolicyRow,
    columns,
    is_prose,
    shipped_rows,
    shown,
)

YOURS = "yours"

Accepted = tuple[PolicyRow, Override]
"""A number as the coach wants it, and the line that says so."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a number may be, from policy/columns.toml."""

    low: float
    high: float
    expects: str
    units: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A value that cannot be taken: the rule it breaks, and what is expected instead."""

    rule: Rule
    expects: str


def effective_rows(overrides: Sequence[Override], findings: Findings) -> tuple[PolicyRow, ...]:
    """Every number of the method as it holds with the coach's changes, marked `yours`."""
    changed = {row.place: row for row, _ in _accepted(overrides, findings)}
    return tuple(changed.get(row.place, row) for row in shipped_rows())


# --- the coach's numbers ---------------------------------------------------------------------


def apply(overrides: Sequence[Override], findings: Findings) -> Policy:
    """The policy with the coach's numbers in it; a line that cannot be used is a finding.

    Without usable lines it is the policy as shipped.
    """
    accepted = _accepted(overrides, findings)
    return build_policy(_tables_with(accepted)) if accepted else default_policy()


def _tables_with(accepted: Iterable[Accepted]) -> Tables:
    tables = read_tables()
    for row, _ in accepted:
        _put(tables[row.table], row.path, row.value)
        _cite(tables[row.table], row)
    return tables


def check(overrides: Sequence[Override], findings: Findings) -> None:
    """What is wrong with the lines of a Policy sheet, each at its cell."""
    _accepted(overrides, findings)


def _accepted(overrides: Sequence[Override], findings: Findings) -> list[Accepted]:
    """The lines that can be used and differ from the method, as rows marked `yours`."""
    known = shipped_rows() if overrides else ()
    read = [(_find(line, known, findings), line) for line in overrides]
    taken = [
        (replace(row, value=value, source=line.source, yours=True), line)
        for row, line in read
        if row is not None and (value := _value(row, line, findings)) is not None
        if not (value == row.value and line.source in (YOURS, row.source))
    ]
    return _lawful(taken, {row.place: row for row in known}, findings) if taken else []


def _lawful(taken: list[Accepted], known: Values, findings: Findings) -> list[Accepted]:
    """The lines without those that break a law together; what is left is looked at again."""
    values = {**known, **{row.place: row for row, _ in taken}}
    lines = {row.place: line for row, line in taken}
    dropped: set[Place] = set()
    for broken in broken_laws(values):
        changed = [place for place in broken.places if place in lines]
        if changed and not dropped & set(changed):
            _report_law(broken, [lines[place] for place in changed], known[changed[0]], findings)
            dropped.update(changed)
    kept = [it for it in taken if it[0].place not in dropped]
    return _lawful(kept, known, findings) if dropped and kept else kept


def _report_law(
    broken: Broken, lines: list[Override], default: PolicyRow, findings: Findings
) -> None:
    words: dict[str, Any] = {"number": default.name, "default": default.text, **broken.words}
    related = tuple(dict.fromkeys(line.origin for line in lines[1:]))
    findings.add(
        broken.rule, lines[0].origin, related=related, found=shown(lines[0].value), **words
    )


def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def _find(line: Override, rows: Sequence[PolicyRow], findings: Findings) -> PolicyRow | None:
    """The number a line speaks of, narrowed part by part, so that the wrong part can be named."""
    left, said = list(rows), ""
    for what in ("table", "row", "column"):
        wanted = _folded(getattr(line, what))
        found = [row for row in left if _folded(getattr(row, what)) == wanted]
        if not found:
            _report_unknown(line, what, {getattr(row, what): None for row in left}, said, findings)
            return None
        left = found
        said = f" in {line.table}" if what == "table" else f" in {line.table}, {line.row}"
    return left[0]


def _report_unknown(
    line: Override, what: str, known: Iterable[str], said: str, findings: Findings
) -> None:
    name, wanted = getattr(line, what), _folded(getattr(line, what))
    for table, why in columns()["fixed"].items():
        if what == "table" and wanted == _folded(table):
            findings.add(rules.POLICY_FIXED, line.origin, table=name, why=why)
            return
    near = _near(wanted, known)
    findings.add(rules.POLICY_UNKNOWN, line.origin, what=what, found=name, inside=said, near=near)


def _near(word: str, words: Iterable[str]) -> str:
    known = {_folded(item): item for item in words}
    found = difflib.get_close_matches(word, list(known), 2)
    return f"Did you mean {' or '.join(known[item] for item in found)}? " if found else ""


def _value(row: PolicyRow, line: Override, findings: Findings) -> Leaf | None:
    """The line's value as the table has it, None (and a finding) when it cannot be taken."""
    if row.column == "order":
        return _order(row, line, findings)
    value = _read(row, line.value)
    if isinstance(value, _Wrong):
        _report(value.rule, row, line, value.expects, findings)
        return None
    limit = limit_broken(row, value)
    if limit is not None:
        _report(rules.POLICY_LIMIT, row, line, limit.expects, findings, why=limit.why)
        return None
    return value


def _report(
    rule: Rule, row: PolicyRow, line: Override, expects: str, findings: Findings, why: str = ""
) -> None:
    findings.add(
        rule,
        line.origin,
        number=row.name,
        expects=expects,
        found=shown(line.value),
        default=row.text or "the method's own",
        why=why,
    )


def _order(row: PolicyRow, line: Override, findings: Findings) -> Leaf | None:
    order = parse_order(str(line.value))
    if order is None:
        _report(rules.POLICY_VALUE, row, line, "R, D and I, each once", findings)
        return None
    if missing_from(order):
        findings.add(
            rules.ORDER_INCOMPLETE,
            line.origin,
            found=line.value,
            missing=" and ".join(missing_from(order)),
            used=", ".join(completed(order)),
        )
    return list(completed(order))


# --- one value -------------------------------------------------------------------------------


@cache
def _kinds() -> dict[str, _Kind]:
    rows = columns()["kind"]
    return {
        name: _Kind(**{**row, "units": tuple(row["units"]), "names": tuple(row["names"])})
        for name, row in rows.items()
    }


def _kind(row: PolicyRow, default: Leaf) -> _Kind:
    """What the number may be: by its column, by its row, by the number it replaces."""
    for name in (row.column, row.row.rpartition(".")[2], row.row):
        for kind in _kinds().values():
            if name in kind.names:
                return kind
    return _kinds()["whole" if isinstance(default, int) else "other"]


def _read(row: PolicyRow, value: float | str) -> Leaf | _Wrong:
    default = row.value
    if isinstance(default, list):
        return _read_list(row, value)
    if isinstance(default, str):
        return _read_word(row, str(value))
    return _read_number(_kind(row, default), value)


def _read_word(row: PolicyRow, text: str) -> str | _Wrong:
    choices = columns()["choice"].get(row.column)
    word = " ".join(text.split())
    if choices is None:
        return word
    found = [choice for choice in choices if choice.startswith(word.casefold())]
    if word and len(found) == 1:
        return str(found[0])
    return _Wrong(rules.POLICY_VALUE, f"one of {', '.join(choices)}")


_NUMBER = re.compile(r"([-+]?\d+(?:[.,]\d+)?)\s*(.*)")


def _read_number(kind: _Kind, value: float | str) -> float | int | _Wrong:
    wrong = _Wrong(rules.POLICY_VALUE, kind.expects)
    unit = ""
    if isinstance(value, str):
        found = _NUMBER.fullmatch(value.replace("\u2212", "-").strip())
        if found is None:
            return wrong
        value, unit = float(found[1].replace(",", ".")), found[2].strip(" .").casefold()
    if unit and unit not in kind.units:
        return _Wrong(rules.POLICY_UNITS, kind.expects)
    number = round(value / 100, 6) if unit == "%" else value
    if not kind.low <= number <= kind.high or (kind.whole and number != int(number)):
        return wrong
    return int(number) if kind.whole else number


def _read_list(row: PolicyRow, value: float | str) -> list[Leaf] | _Wrong:
    words = _parts(str(value) if isinstance(value, str) else shown(value), row.value)
    first = row.value[0]
    if isinstance(first, list):
        return [[part.strip() for part in word.split("+")] for word in words]
    if isinstance(first, str):
        return list(words)
    kind = _kind(row, first)
    numbers = [_read_number(kind, word) for word in words]
    wrong = next((it for it in numbers if isinstance(it, _Wrong)), None)
    if wrong is not None:
        return wrong
    if len({"%" in word for word in words}) > 1:
        return _Wrong(rules.POLICY_UNITS, kind.expects)
    return _fitting(row, kind, numbers)


def _fitting(row: PolicyRow, kind: _Kind, numbers: list[Any]) -> list[Leaf] | _Wrong:
    """The list, where it has as many parts as the method's own and rises where that must."""
    names = {row.column, row.row.rpartition(".")[2]}
    expects = f"{len(row.value)} parts, each {kind.expects}"
    if len(numbers) != len(row.value):
        return _Wrong(rules.POLICY_VALUE, expects)
    rising = columns()["rising_lists"]
    rises = row.table in rising["tables"] or bool(names & set(rising["names"]))
    if rises and numbers != sorted(numbers):
        return _Wrong(rules.POLICY_VALUE, f"{expects}, none below the one before it")
    return numbers


def _parts(text: str, default: list[Any]) -> list[str]:
    """The parts of a list in one cell. A comma inside a number is a decimal comma."""
    if ";" in text or is_prose(default):
        words = text.split(";")
    elif "," in text and isinstance(default[0], int | float) and not re.search(r",\s", text):
        words = text.split(",") if len(text.split(",")) == len(default) else [text]
    else:
        words = re.split(r",\s+|,(?!\d)", text)
    return [word.strip() for word in words if word.strip()]


# --- into the tables -------------------------------------------------------------------------


def _put(node: Any, path: Path, value: Leaf) -> None:
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value


def _cite(table: dict[str, Any], row: PolicyRow) -> None:
    """Name the coach's source before the method's, where the plan prints it as a reason."""
    if not row.cited:
        return
    node: Any = table
    for key in row.cited:
        node = node[key]
    mark = f"Policy sheet: {row.source}; "
    if mark not in node:
        _put(table, row.cited, mark + node)
