"""The coach's Policy sheet over the method's tables: every number has a line, and may be changed.

A line is a table (the name of its file), a row (the parts of the table on the way to the number,
with dots between them), a column and a value. Lists stand in one cell: "0.41, 0.6".
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from toolkit import rules
from toolkit.diagnostics import Findings, Rule
from toolkit.model.athlete import Override
from toolkit.policy.loader import read_table
from toolkit.policy.method import Policy, Tables, build_policy, default_policy, read_tables
from toolkit.policy.order import completed, missing_from, parse_order

Leaf = Any
"""A number, a word, or a list of either."""
Path = tuple[str | int, ...]

HIDDEN = frozenset({"source", "key", "aliases"})
"""What a table says about itself: no numbers of the method."""
YOURS = "yours"


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One number of the method: where it stands, what it is, where it comes from.

    `yours` is true where the coach changed it. `path` and `cited` lead through the parsed table to
    the number and to the source it is printed with.
    """

    table: str
    row: str
    column: str
    value: Leaf
    source: str
    yours: bool = False
    path: Path = ()
    cited: Path = ()

    @property
    def text(self) -> str:
        """The value as it is typed into a cell."""
        return shown(self.value)

    @property
    def name(self) -> str:
        """The number as it is spoken of: `taper, taper, days`."""
        return ", ".join(part for part in (self.table, self.row, self.column) if part)


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


# --- tables as rows --------------------------------------------------------------------------


def flatten(tables: Tables) -> tuple[PolicyRow, ...]:
    """Every number of these tables, table by table and in the order of the files."""
    return tuple(
        row
        for name, table in tables.items()
        for row in _walk(PolicyRow(name, "", "", None, _own_source(table, "")), table)
    )


def effective_rows(overrides: Sequence[Override], findings: Findings) -> tuple[PolicyRow, ...]:
    """Every number of the method as it holds with the coach's changes, marked `yours`."""
    changed = {(row.table, row.row, row.column): row for row, _ in _accepted(overrides, findings)}
    return tuple(changed.get((row.table, row.row, row.column), row) for row in _shipped())


@cache
def _shipped() -> tuple[PolicyRow, ...]:
    return flatten(read_tables())


def _walk(at: PolicyRow, node: dict[str, Any]) -> Iterator[PolicyRow]:
    for key, value in {**node, **_optional(at, node)}.items():
        if key in HIDDEN or key in _columns()["elsewhere"]["names"]:
            continue
        source = _own_source(node, key)
        here = replace(at, source=source, cited=_cited(at, node, key)) if source else at
        if _is_leaf(value):
            yield replace(here, column=key, value=value, path=(*here.path, key))
        else:
            yield from _inside(_down(here, key, key), value)


def _inside(at: PolicyRow, value: dict[str, Any] | list[Any]) -> Iterator[PolicyRow]:
    if isinstance(value, dict):
        source = _own_source(value, "")
        yield from _walk(replace(at, source=source or at.source), value)
        return
    for index, (label, item) in enumerate(zip(_labels(value), value, strict=True)):
        yield from _inside(_down(at, label, index), item)


def _down(at: PolicyRow, label: str, key: str | int) -> PolicyRow:
    row = ".".join(part for part in (at.row, label) if part)
    return replace(at, row=row, path=(*at.path, key))


def _own_source(node: dict[str, Any], key: str) -> str:
    """The source a table states for itself, or for one of its parts."""
    source = node.get("source", "")
    return str(source.get(key, "")) if isinstance(source, dict) else str(source)


def _cited(at: PolicyRow, node: dict[str, Any], key: str) -> Path:
    tail = ("source", key) if isinstance(node["source"], dict) else ("source",)
    return (*at.path, *tail)


def _labels(items: list[Any]) -> list[str]:
    """What the parts of a list are called: their key, their role where it says enough, a number."""
    if not all(isinstance(item, dict) for item in items):
        return [str(number) for number in range(1, len(items) + 1)]
    if all("key" in item for item in items):
        return [item["key"] for item in items]
    if len(items) == 1:
        return [""]
    roles = [item.get("role", "") for item in items]
    return roles if len(set(roles)) == len(roles) else _labels([[] for _ in items])


def _is_leaf(value: object) -> bool:
    if isinstance(value, list):
        return all(_is_leaf(item) for item in value)
    return not isinstance(value, dict)


def _optional(at: PolicyRow, node: dict[str, Any]) -> dict[str, str]:
    """Columns the method leaves empty in this row."""
    here = f"{at.table}.{at.row}."
    offered = (
        columns
        for start, columns in _columns()["optional"].items()
        if here.startswith(f"{start}.") and "role" in node
    )
    return {key: "" for columns in offered for key in columns if key not in node}


def shown(value: Leaf) -> str:
    """A value as it is typed into a cell."""
    if isinstance(value, list):
        parts = [" + ".join(item) if isinstance(item, list) else shown(item) for item in value]
        return ("; " if _is_prose(value) else ", ").join(parts)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _is_prose(items: list[Any]) -> bool:
    """True for a list of sentences: commas stand inside them."""
    return any(isinstance(item, str) and " " in item for item in items)


# --- the coach's numbers ---------------------------------------------------------------------


def apply(overrides: Sequence[Override], findings: Findings) -> Policy:
    """The policy with the coach's numbers in it; a line that cannot be used is a finding.

    Without usable lines it is the policy as shipped.
    """
    accepted = _accepted(overrides, findings)
    return build_policy(_tables_with(accepted)) if accepted else default_policy()


def _tables_with(accepted: Iterable[tuple[PolicyRow, Override]]) -> Tables:
    tables = read_tables()
    for row, _ in accepted:
        _put(tables[row.table], row.path, row.value)
        _cite(tables[row.table], row)
    return tables


def check(overrides: Sequence[Override], findings: Findings) -> None:
    """What is wrong with the lines of a Policy sheet, each at its cell."""
    _accepted(overrides, findings)


def _accepted(
    overrides: Sequence[Override], findings: Findings
) -> list[tuple[PolicyRow, Override]]:
    """The lines that can be used and differ from the method, as rows marked `yours`."""
    known = _shipped() if overrides else ()
    read = [(_find(line, known, findings), line) for line in overrides]
    taken = [
        (replace(row, value=value, source=line.source, yours=True), line)
        for row, line in read
        if row is not None and (value := _value(row, line, findings)) is not None
        if not (value == row.value and line.source in (YOURS, row.source))
    ]
    return _without_clashes(taken, known, findings)


def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def _find(line: Override, rows: Sequence[PolicyRow], findings: Findings) -> PolicyRow | None:
    """The number a line speaks of, narrowed part by part, so that the wrong part can be named."""
    left, said = list(rows), ""
    for what in ("table", "row", "column"):
        wanted = _folded(getattr(line, what))
        found = [row for row in left if _folded(getattr(row, what)) == wanted]
        if not found:
            words = dict.fromkeys(getattr(row, what) for row in left)
            near = _near(wanted, words)
            name = getattr(line, what)
            findings.add(
                rules.POLICY_UNKNOWN, line.origin, what=what, found=name, inside=said, near=near
            )
            return None
        left = found
        said = f" in {line.table}" if what == "table" else f" in {line.table}, {line.row}"
    return left[0]


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
    return value


def _report(rule: Rule, row: PolicyRow, line: Override, expects: str, findings: Findings) -> None:
    findings.add(
        rule,
        line.origin,
        number=row.name,
        expects=expects,
        found=shown(line.value),
        default=row.text or "the method's own",
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
def _columns() -> dict[str, Any]:
    return read_table("columns")


@cache
def _kinds() -> dict[str, _Kind]:
    rows = _columns()["kind"]
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
    choices = _columns()["choice"].get(row.column)
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
    if names & set(_columns()["rising_lists"]["names"]) and numbers != sorted(numbers):
        return _Wrong(rules.POLICY_VALUE, f"{expects}, none below the one before it")
    return numbers


def _parts(text: str, default: list[Any]) -> list[str]:
    """The parts of a list in one cell. A comma inside a number is a decimal comma."""
    if ";" in text or _is_prose(default):
        words = text.split(";")
    elif "," in text and isinstance(default[0], int | float) and not re.search(r",\s", text):
        words = text.split(",") if len(text.split(",")) == len(default) else [text]
    else:
        words = re.split(r",\s+|,(?!\d)", text)
    return [word.strip() for word in words if word.strip()]


# --- numbers against each other --------------------------------------------------------------


def _without_clashes(
    taken: list[tuple[PolicyRow, Override]], known: Sequence[PolicyRow], findings: Findings
) -> list[tuple[PolicyRow, Override]]:
    """The lines without those that make a smallest number larger than the largest."""
    values = {(row.table, row.row, row.column): row for row in known}
    values |= {(row.table, row.row, row.column): row for row, _ in taken}
    origins = {(row.table, row.row, row.column): line.origin for row, line in taken}
    clashing = set()
    for low, high in _rising() if taken else ():
        changed = [place for place in (high, low) if place in origins]
        if changed and values[low].value > values[high].value:
            clashing |= set(changed)
            findings.add(
                rules.POLICY_CLASH,
                origins[changed[0]],
                low=values[low].name,
                high=values[high].name,
                first=values[low].text,
                second=values[high].text,
            )
    return [it for it in taken if (it[0].table, it[0].row, it[0].column) not in clashing]


Place = tuple[str, str, str]


def _rising() -> Iterator[tuple[Place, Place]]:
    """Pairs of numbers of which the first is never above the second."""
    for rule in _columns()["rising"]:
        places = [(rule["table"], row, column) for row, column in rule["numbers"]]
        yield from pairwise(places)


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
