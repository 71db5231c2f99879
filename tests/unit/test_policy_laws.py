"""The limits and laws a Policy sheet is held to: the method itself keeps them all."""

from __future__ import annotations

import pytest

from toolkit.policy.laws import broken_laws, limit_broken
from toolkit.policy.loader import read_table
from toolkit.policy.rows import PolicyRow, fixed_rows, shipped_rows

LAWS = read_table("laws")
VALUES = {row.place: row for row in shipped_rows()}


def test_the_methods_own_numbers_break_no_law() -> None:
    assert [broken.words for broken in broken_laws(VALUES)] == []


def test_the_methods_own_numbers_are_inside_every_limit() -> None:
    assert [row.name for row in VALUES.values() if limit_broken(row, row.value)] == []


def concerned(law: dict[str, object], column: str) -> list[PolicyRow]:
    top = str(law["row"])
    return [
        row
        for row in VALUES.values()
        if (row.table, row.column) == (law["table"], column)
        and (not top or row.row == top or row.row.startswith(f"{top}."))
    ]


@pytest.mark.parametrize("law", [*LAWS["limit"], *LAWS["possible"]], ids=lambda law: law["why"])
def test_every_limit_is_about_a_number_there_is(law: dict[str, list[str]]) -> None:
    """A limit with a slip in its name would hold for nothing, and nobody would notice."""
    for column in law["columns"]:
        assert concerned(law, column)


def test_what_is_fixed_cannot_be_found_among_what_may_be_changed() -> None:
    assert not {row.table for row in fixed_rows()} & {row.table for row in shipped_rows()}
    assert all(row.source and row.fixed for row in fixed_rows())
