"""The numbers of the method as a table: for the terminal, as aligned text, as CSV to paste."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.policy.rows import PolicyRow

if TYPE_CHECKING:
    from rich.table import Table

HEADERS = ("Table", "Row", "Column", "Value", "From", "Source")
PASTED = ("Table", "Row", "Column", "Value", "Source")
"""The columns of the Policy sheet."""


def _cells(row: PolicyRow) -> tuple[str, ...]:
    origin = "yours" if row.yours else "fixed" if row.fixed else "default"
    return (row.table, row.row, row.column, row.text, origin, row.source)


def policy_lines(rows: Sequence[PolicyRow]) -> Iterator[str]:
    """A header and one line per number; columns line up, the source comes last."""
    table = [HEADERS, *(_cells(row) for row in rows)]
    widths = [min(28, max(len(line[column]) for line in table)) for column in range(5)]
    for line in table:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=False))
        yield "  ".join([*padded, line[5]]).rstrip()


def policy_csv(rows: Sequence[PolicyRow]) -> str:
    """The numbers that may be changed, in the columns of the Policy sheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(PASTED)
    for row in rows:
        if not row.fixed:
            writer.writerow((row.table, row.row, row.column, row.text, row.source))
    return text.getvalue()


def policy_table(rows: Sequence[PolicyRow]) -> Table:
    """The numbers for a terminal: the coach's own stand out."""
    from rich.table import Table
    from rich.text import Text

    table = Table(*HEADERS)
    for row in rows:
        style = "bold" if row.yours else ""
        table.add_row(*(Text(cell) for cell in _cells(row)), style=style)
    return table
