"""The Settings sheet, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from toolkit import rules
from toolkit.diagnostics import CellRef, Diagnostic, Findings, Severity
from toolkit.model.athlete import Equipment, Plate, Settings
from toolkit.policy.loader import defaults
from toolkit.review.report import rules as review_rules
from toolkit.sheets import layout
from toolkit.sheets.detect import Row, Table
from toolkit.sheets.fields import limit, shown, sound
from toolkit.sheets.layout import Setting, fold
from toolkit.sheets.lifts import near
from toolkit.sheets.parse import (
    parse_date,
    parse_days,
    parse_formula,
    parse_fraction,
    parse_plates,
    parse_unit,
    parse_weight,
)
from toolkit.sheets.preferences import (
    PARSERS as PREFERENCES,
)
from toolkit.sheets.preferences import (
    choice,
    preferences_of,
    read_preference,
    report_bad,
    report_twice,
    within,
)
from toolkit.sheets.reader import Cell
from toolkit.units import Unit, plain


def _fraction(value: object) -> float | None:
    share = parse_fraction(value)
    return share if share is not None and limit("training_max_fraction").holds(share) else None


def _bar(value: object) -> float | None:
    weight = parse_weight(value)
    return weight.value if weight and not weight.reps and limit("bar").holds(weight.value) else None


def _plates(value: object) -> tuple[Plate, ...] | None:
    plates = parse_plates(value)
    return plates if plates and all(limit("plate").holds(it.weight) for it in plates) else None


def _text(value: object) -> str:
    return " ".join(str(value).split())


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(value).replace(",", " ").replace(";", " ").casefold().split())


_PARSERS: dict[str, Callable[[object], Any]] = {
    "unit": parse_unit,
    "start": parse_date,
    "meet": parse_date,
    "meet_name": _text,
    "sessions": within("sessions"),
    "training_days": parse_days,
    "season_weeks": within("season_weeks"),
    "formula": parse_formula,
    "training_max_fraction": _fraction,
    "paper": choice(("a4", "letter")),
    "bar_kg": _bar,
    "plates_kg": _plates,
    "bar_lb": _bar,
    "plates_lb": _plates,
    "silence": _words,
}


def read_settings(
    tables: Iterable[Table], unit: Unit | None, findings: Findings
) -> tuple[Settings, dict[str, CellRef]]:
    """The settings, and the cell each came from; the command's `unit` goes before theirs."""
    values: dict[str, Any] = {}
    cells: dict[str, Cell] = {}
    for table in tables:
        for row in table.rows if table.kind == "settings" else ():
            _read_row(row, values, cells, findings)
    refs = {key: cell.ref for key, cell in cells.items()}
    silenced = _silenced(values.pop("silence", ()), refs, findings)
    for name in ("kg", "lb"):
        values[f"equipment_{name}"] = _equipment(name, values, refs, findings)
    if unit is not None:
        values["unit"] = unit
    wishes = preferences_of({name: values.pop(name, None) for name in PREFERENCES})
    return Settings(**values, preferences=wishes, silenced=silenced), refs


def _read_row(row: Row, values: dict[str, Any], cells: dict[str, Cell], findings: Findings) -> None:
    label = row.cells["setting"]
    setting = layout.setting_words().get(fold(label.text))
    if setting is None:
        question = near(label.text, (it.label for it in layout.SETTINGS))
        findings.add(rules.SETTING_UNKNOWN, label.ref, found=shown(label.text), near=question)
        return
    cell = row.filled("value")
    if cell is None or not sound(cell, findings):
        return
    if setting.key in cells:
        report_twice(setting.label, cells[setting.key], cell, findings)
        return
    cells[setting.key] = cell
    _parse(setting, cell, values, findings)


def _parse(setting: Setting, cell: Cell, values: dict[str, Any], findings: Findings) -> None:
    key = setting.key
    if key in PREFERENCES:
        value = read_preference(key, cell, findings)
    elif (value := _PARSERS[key](cell.value)) is None:
        report_bad(key, cell, findings)
    if value is not None:
        values[key] = value


def parse_setting(key: str, value: object) -> Any:
    """What a setting would be if this were typed for it, None when it cannot be read."""
    return {**_PARSERS, **PREFERENCES}[key](value)


def _silenced(
    slugs: tuple[str, ...], refs: dict[str, CellRef], findings: Findings
) -> tuple[str, ...]:
    every = (*rules.ALL.values(), *review_rules().values())
    known = {rule.slug for rule in every if rule.severity is not Severity.ERROR}
    for slug in slugs:
        if slug not in known:
            findings.add(rules.SILENCE_UNKNOWN, refs["silence"], found=slug, near=near(slug, known))
    return tuple(slug for slug in slugs if slug in known)


def without_silenced(findings: Findings, silenced: tuple[str, ...]) -> Findings:
    """The findings without the warnings and notes the coach does not want to see.

    Errors stay, and so does what leaves somebody out of the plan.
    """

    def unwanted(item: Diagnostic) -> bool:
        stays = item.severity is Severity.ERROR or item.leaves_out
        return not stays and item.rule.slug in silenced

    return findings.without(unwanted)


# --- equipment -------------------------------------------------------------------------------


def _equipment(
    name: str, values: dict[str, Any], refs: dict[str, CellRef], findings: Findings
) -> Equipment | None:
    """The bar and plates of one unit; what is not given is the default's. None if neither is."""
    bar, plates = values.pop(f"bar_{name}", None), values.pop(f"plates_{name}", None)
    if bar is None and plates is None:
        return None
    default = defaults().equipment[Unit(name)]
    gym = Equipment(Unit(name), bar or default.bar, there(plates or default.plates))
    return even_equipment(gym, refs.get(f"plates_{name}", CellRef()), findings)


def even_equipment(gym: Equipment, at: CellRef, findings: Findings) -> Equipment:
    """The equipment without the plates that fit no even step; `at` is the cell of the plates."""
    even = replace(gym, plates=_even(gym.plates))
    _say_odd_plates(gym, even, at, findings)
    return even


def check_equipment(
    gym: Equipment, bar_at: CellRef, at: CellRef, who: tuple[str, ...], findings: Findings
) -> None:
    """There are plates, and the bar goes with them: else `who` lifts in this unit has no loads."""
    if all(plate.pairs == 0 for plate in gym.plates):
        found = ", ".join(f"{plain(plate.weight)}x0" for plate in gym.plates)
        findings.add(rules.PLATES_NONE, at, leaves_out=who, found=found)
    elif not _is_multiple(gym.bar, gym.step):
        bar, step = (f"{plain(weight)} {gym.unit}" for weight in (gym.bar, gym.step))
        findings.add(rules.BAR_UNEVEN, bar_at, leaves_out=who, bar=bar, step=step)


def there(plates: tuple[Plate, ...]) -> tuple[Plate, ...]:
    """The plates without those of which there is no pair."""
    return tuple(plate for plate in plates if plate.pairs != 0) or plates


def _is_multiple(weight: float, of: float) -> bool:
    return abs(weight / of - round(weight / of)) < 1e-6


def _even(plates: tuple[Plate, ...]) -> tuple[Plate, ...]:
    """The most plates that are multiples of one of them, the smallest where there is a choice.

    Loads are rounded to one step, in the workbook's formulas too.
    """
    sets = [
        tuple(it for it in plates if _is_multiple(it.weight, base.weight))
        for base in sorted(plates, key=lambda plate: plate.weight)
    ]
    return max(sets, key=len)


def _say_odd_plates(gym: Equipment, even: Equipment, where: CellRef, findings: Findings) -> None:
    odd = [plain(plate.weight, 3) for plate in gym.plates if plate not in even.plates]
    if odd:
        step = f"{plain(even.step)} {gym.unit}"
        findings.add(rules.PLATES_UNEVEN, where, plates=", ".join(odd), step=step)
