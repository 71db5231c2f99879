"""The method's tables as rows: every number has a line, with its source.

A line is a table (the name of its file), a row (the parts of the table on the way to the number,
with dots between them), a column and a value. Lists stand in one cell: "0.41, 0.6".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from toolkit.policy.loader import read_table
from toolkit.policy.method import Tables, read_tables

Leaf = Any
"""A number, a word, or a list of either."""
Path = tuple[str | int, ...]

HIDDEN = frozenset({"source", "key"})
"""What a table says about itself: no numbers of the method."""


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One number of the method: where it stands, what it is, where it comes from.

    `yours` is true where the coach changed it, `fixed` where nobody can. `path` and `cited` lead
    through the parsed table to the number and to the source it is printed with.
    """

    table: str
    row: str
    column: str
    value: Leaf
    source: str
    yours: bool = False
    path: Path = ()
    cited: Path = ()
    fixed: bool = False

    @property
    def text(self) -> str:
        """The value as it is typed into a cell."""
        return shown(self.value)

    @property
    def place(self) -> tuple[str, str, str]:
        """Table, row and column."""
        return (self.table, self.row, self.column)

    @property
    def name(self) -> str:
        """The number as it is spoken of: `taper, taper, days`."""
        return ", ".join(part for part in self.place if part)


def flatten(tables: Tables) -> tuple[PolicyRow, ...]:
    """Every number of these tables, table by table and in the order of the files."""
    return tuple(
        row
        for name, table in tables.items()
        for row in _walk(PolicyRow(name, "", "", None, _own_source(table, "")), table)
    )


@cache
def shipped_rows() -> tuple[PolicyRow, ...]:
    """Every number of the method that a coach may change."""
    return flatten(read_tables())


@cache
def fixed_rows() -> tuple[PolicyRow, ...]:
    """Every number that is published or a limit of reading, and cannot be changed."""
    tables = {name: read_table(name) for name in columns()["fixed"]}
    return tuple(replace(row, fixed=True) for row in flatten(tables) if _is_number(row.value))


def _is_number(value: Leaf) -> bool:
    if isinstance(value, list):
        return all(_is_number(item) for item in value)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _walk(at: PolicyRow, node: dict[str, Any]) -> Iterator[PolicyRow]:
    for key, value in {**node, **_optional(at, node)}.items():
        if key in HIDDEN or key in columns()["elsewhere"]["names"]:
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
        for start, columns in columns()["optional"].items()
        if here.startswith(f"{start}.") and "role" in node
    )
    return {key: "" for columns in offered for key in columns if key not in node}


def shown(value: Leaf) -> str:
    """A value as it is typed into a cell."""
    if isinstance(value, list):
        parts = [
            " + ".join(map(shown, item)) if isinstance(item, list) else shown(item)
            for item in value
        ]
        return ("; " if is_prose(value) else ", ").join(parts)
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def is_prose(items: list[Any]) -> bool:
    """True for a list of sentences: commas stand inside them."""
    return any(isinstance(item, str) and " " in item for item in items)


@cache
def columns() -> dict[str, Any]:
    """What the columns may hold, policy/columns.toml."""
    return read_table("columns")
