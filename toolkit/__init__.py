"""Periodization toolkit: a coach's workbook in, a plan workbook and printable cards out.

    from datetime import date
    from toolkit import plan, read_book, render_cards, to_frame, write_workbook

The names are loaded when they are used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.api import (
        BookError,
        NotFound,
        explain,
        explain_code,
        make_plan,
        plan,
        read_book,
        render_cards,
        to_dials_frame,
        to_frame,
        write_workbook,
    )

__version__ = "0.1.0"
__all__ = [
    "BookError",
    "NotFound",
    "explain",
    "explain_code",
    "make_plan",
    "plan",
    "read_book",
    "render_cards",
    "to_dials_frame",
    "to_frame",
    "write_workbook",
]


def __getattr__(name: str) -> object:
    if name in __all__:
        from toolkit import api

        return getattr(api, name)
    raise AttributeError(f"module 'toolkit' has no attribute '{name}'")
