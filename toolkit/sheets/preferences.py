"""How a coach wants seasons planned: the words for it, and an athlete's own wishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.model.athlete import Preferences
from toolkit.policy.order import completed, missing_from, parse_order
from toolkit.sheets import layout
from toolkit.sheets.detect import Row
from toolkit.sheets.fields import limit, shown, sound, whole
from toolkit.sheets.layout import Setting, fold
from toolkit.sheets.parse import parse_attempts
from toolkit.sheets.reader import Cell

Parser = Callable[[object], Any]


def choice(words: Iterable[str]) -> Callable[[object], str | None]:
    """A parser for one of these words, in whatever case."""
    known = frozenset(words)
    return lambda value: fold(value) if fold(value) in known else None


def within(name: str) -> Callable[[object], int | None]:
    """A parser for a whole number inside a limit of policy/limits.toml."""
    return lambda value: whole(value, limit(name))


PARSERS: dict[str, Parser] = {
    "rotation": choice(layout.ROTATIONS),
    "order": lambda value: parse_order(str(value)),
    "block_weeks": within("block_weeks"),
    "offset": choice(layout.OFFSETS),
    "taper": choice(layout.TAPERS),
    "taper_days": within("taper_days"),
    "attempts": parse_attempts,
}
"""What the cells of the preferences may hold: a value, or None for what is none."""


def setting_of(key: str) -> Setting:
    """The row of the Settings sheet with this key."""
    return next(setting for setting in layout.SETTINGS if setting.key == key)


def read_preference(key: str, cell: Cell, findings: Findings) -> Any:
    """One preference, None (and a finding) when it cannot be read; an order is completed."""
    value = PARSERS[key](cell.value)
    if value is None:
        report_bad(key, cell, findings)
    if key == "order" and value is not None and missing_from(value):
        findings.add(
            rules.ORDER_INCOMPLETE,
            cell.ref,
            found=shown(cell.value),
            missing=" and ".join(missing_from(value)),
            used=", ".join(completed(value)),
        )
        return completed(value)
    return value


def report_bad(key: str, cell: Cell, findings: Findings) -> None:
    """A setting, here or of an athlete, that is not what is expected."""
    setting = setting_of(key)
    findings.add(
        rules.BAD_ATTEMPTS if key == "attempts" else rules.BAD_SETTING,
        cell.ref,
        label=setting.label,
        expects=setting.expects,
        found=shown(cell.value),
    )


def preferences_of(values: dict[str, Any]) -> Preferences:
    """The preferences among some read values; attempts are a style or shares."""
    style, shares = values.get("attempts") or ("", ())
    wishes = {key: values[key] for key in PARSERS if key != "attempts" and values.get(key)}
    return Preferences(**wishes, attempts=style, attempt_shares=shares)


def read_wishes(rows: Iterable[Row], findings: Findings) -> Preferences:
    """An athlete's own preferences; where rows disagree the first one counts, and it is said."""
    values: dict[str, Any] = {}
    cells: dict[str, Cell] = {}
    for row in rows:
        for key in PARSERS:
            cell = row.filled(key)
            if cell is None or not sound(cell, findings):
                continue
            value = read_preference(key, cell, findings)
            if value is not None and value != values.setdefault(key, value):
                report_twice(setting_of(key).label, cells[key], cell, findings)
            cells.setdefault(key, cell)
    return preferences_of(values)


def report_twice(what: str, first: Cell, second: Cell, findings: Findings) -> None:
    """The same thing said twice, and differently."""
    findings.add(
        rules.DETAIL_TWICE,
        second.ref,
        related=(first.ref,),
        what=what,
        first=shown(first.value),
        second=shown(second.value),
        other=first.ref,
    )
