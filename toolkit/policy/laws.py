"""What the coach's own numbers must keep to (laws.toml): limits of one number, and laws that only
several of them together can break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from statistics import mean
from typing import Any

from toolkit import rules
from toolkit.diagnostics import Rule
from toolkit.policy.effort import rpe_chart
from toolkit.policy.loader import read_table
from toolkit.policy.rows import Leaf, PolicyRow, shown

Place = tuple[str, str, str]
"""A table, a row and a column."""
Values = Mapping[Place, PolicyRow]
"""Every number of the method as it would hold."""

_SLACK = 1e-6
"""What rounding may add to a number that stands exactly at its limit."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What one number may be, and the law or range behind it."""

    table: str
    row: str
    columns: tuple[str, ...]
    low: float
    high: float
    why: str
    rise: float | None = None

    def holds_for(self, row: PolicyRow) -> bool:
        """True for a number this limit is about."""
        return self.table == row.table and row.column in self.columns and _below(row, self.row)

    def allows(self, value: Leaf) -> bool:
        """True for a value, or a list of values, inside the limit."""
        parts = value if isinstance(value, list) else [value]
        inside = all(self.low - _SLACK <= part <= self.high + _SLACK for part in parts)
        return inside and (self.rise is None or _rises_evenly(parts, self.rise))

    @property
    def expects(self) -> str:
        """The limit in words."""
        ends = f"from {self.low:g} to {self.high:g}"
        if self.rise is None:
            return ends
        return f"{ends}, each at most {self.rise:.0%} above the one before it and none below"


@dataclass(frozen=True, slots=True)
class Broken:
    """Numbers that cannot stand together, and the rule and words that say so."""

    places: tuple[Place, ...]
    rule: Rule
    words: Mapping[str, object]


@cache
def _laws() -> dict[str, Any]:
    return read_table("laws")


@cache
def _limits() -> tuple[Limit, ...]:
    rows = _laws()["limit"]
    return tuple(Limit(**{**row, "columns": tuple(row["columns"])}) for row in rows)


def limit_broken(row: PolicyRow, value: Leaf) -> Limit | None:
    """The limit that a value would break in this row, None when it may stand there."""
    found = (limit for limit in _limits() if limit.holds_for(row) and not limit.allows(value))
    return next(found, None)


def broken_laws(values: Values) -> Iterator[Broken]:
    """Everything that these numbers break together."""
    yield from _falling(values)
    yield from _impossible(values)
    yield from _not_leading(values)
    yield from _not_heaviest(values)


def _below(row: PolicyRow, top: str) -> bool:
    return not top or row.row == top or row.row.startswith(f"{top}.")


def _rises_evenly(parts: list[float], share: float) -> bool:
    return all(low <= high <= low * (1 + share) + _SLACK for low, high in pairwise(parts))


def _law(places: Iterable[Place], why: str) -> Broken:
    return Broken(tuple(places), rules.POLICY_LAW, {"why": why})


# --- numbers against each other --------------------------------------------------------------


def _falling(values: Values) -> Iterator[Broken]:
    """Pairs of numbers of which the first is above the second."""
    for chain in _laws()["rising"]:
        for low, high in pairwise(chain["numbers"]):
            first, second = (_number(values, chain["table"], one) for one in (low, high))
            if first > second:
                places = [(chain["table"], one[0], one[1]) for one in (high, low)]
                words = {"first": shown(first), "second": shown(second)}
                names = {"low": values[places[1]].name, "high": values[places[0]].name}
                yield Broken(tuple(places), rules.POLICY_CLASH, {**words, **names})


def _number(values: Values, table: str, number: list[Any]) -> Any:
    row, column, *end = number
    value = values[table, row, column].value
    return value[end[0]] if end else value


def _impossible(values: Values) -> Iterator[Broken]:
    """Law 7: sets that the RPE chart does not allow."""
    for row in values.values():
        for law in _laws()["possible"]:
            percent, reps = law["columns"]
            other = (row.table, row.row, reps)
            asked = row.table == law["table"] and row.column == percent and _below(row, law["row"])
            if asked and other in values:
                places = ((row.table, row.row, percent), other)
                yield from _too_hard(places, row.value, values[other].value, law)


def _too_hard(
    places: tuple[Place, ...], percent: Leaf, reps: Leaf, law: dict[str, Any]
) -> Iterator[Broken]:
    sets = product(*(it if isinstance(it, list) else [it] for it in (percent, reps)))
    effort, share, count = max((rpe_chart().rpe(n, p), p, n) for p, n in sets)
    if effort > law["rpe"] + _SLACK:
        words = {"reps": count, "percent": f"{share:.4g}", "effort": f"{effort:.3g}"}
        yield _law(places, law["why"].format(**words, rpe=shown(law["rpe"])))


# --- what leads ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sets:
    """One line of the emphasis table: sets of reps at a fraction of the max."""

    emphasis: str
    slot: str
    week: int
    sets: int
    reps: int
    percent: float
    places: tuple[Place, ...]

    @property
    def lifts(self) -> int:
        """All reps of the line."""
        return self.sets * self.reps


_COLUMNS = ("sets", "reps", "percent")
_LENGTHS = ("shortest_block", "longest_block")


def _lines(values: Values) -> list[_Sets]:
    rows = dict.fromkeys(row for table, row, column in values if (table, column) == _FIRST)
    return [_line(row, values) for row in rows]


_FIRST = ("emphasis", "sets")


def _line(row: str, values: Values) -> _Sets:
    emphasis, slot, week, *_ = row.split(".")
    places = tuple(("emphasis", row, column) for column in _COLUMNS)
    sets, reps, percent = (values[place].value for place in places)
    return _Sets(emphasis, slot, int(week), sets, reps, percent, places)


def _not_leading(values: Values) -> Iterator[Broken]:
    """Law 3 in blocks of every length, of a lift trained once a week and of one more often."""
    shortest, longest = (values["season", "rotation", name].value for name in _LENGTHS)
    lines = _lines(values)
    lengths = range(longest, shortest - 1, -1)  # the longest names every line that is to blame
    for weeks, slots in product(lengths, (("main",), ("main", "second"))):
        trained = [line for line in lines if line.slot in slots and line.week <= weeks]
        for measure, law in _laws()["lead"].items():
            yield from _beaten(measure, law, trained)


def _beaten(measure: str, law: dict[str, str], lines: list[_Sets]) -> Iterator[Broken]:
    """Whoever has more of what one emphasis should have most of."""
    leads = {lead["emphasis"] for lead in _laws()["lead"].values()}
    blocks = {name: [line for line in lines if line.emphasis == name] for name in sorted(leads)}
    most = {name: _MEASURES[measure](block) for name, block in blocks.items()}
    leader = law["emphasis"]
    for name, block in blocks.items():
        if most[name] > most[leader] + _SLACK:
            together = [*blocks[leader], *block]
            yield _law((place for line in together for place in line.places), law["why"])


def _weeks(block: list[_Sets]) -> list[list[_Sets]]:
    return [[it for it in block if it.week == week] for week in sorted({it.week for it in block})]


def _mean(lines: list[_Sets], value: dict[_Sets, float]) -> float:
    """The rep-weighted mean of a value over these sets."""
    return sum(value[it] * it.lifts for it in lines) / sum(it.lifts for it in lines)


def _most_reps(block: list[_Sets]) -> float:
    return max(sum(it.lifts for it in week) for week in _weeks(block))


def _mean_percent(block: list[_Sets]) -> float:
    return mean(_mean(week, {it: it.percent for it in week}) for week in _weeks(block))


def _mean_effort(block: list[_Sets]) -> float:
    chart = rpe_chart()
    return mean(
        _mean(week, {it: chart.clipped_rpe(it.reps, it.percent) for it in week})
        for week in _weeks(block)
    )


_MEASURES = {
    "reps": _most_reps,
    "percent": _mean_percent,
    "heaviest": lambda block: max(it.percent for it in block),
    "effort": _mean_effort,
}
"""What an emphasis leads in, over the weeks of a block; the names are those of laws.toml."""


def _not_heaviest(values: Values) -> Iterator[Broken]:
    """Law 4: a set of a block that is heavier than the single of the taper."""
    law = _laws()["heaviest"]
    single = (law["table"], law["row"], "percent")
    others = {
        place: row.value
        for place, row in values.items()
        if place[0] == law["among"] and place[2] == "percent"
    }
    heaviest = max(others, key=lambda place: others[place])
    if others[heaviest] > values[single].value + _SLACK:
        yield _law((single, heaviest), law["why"])
