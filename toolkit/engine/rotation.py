"""Blocks: which driver leads in which week, laid back from the taper (METHOD.md 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from toolkit.model.prescription import Emphasis
from toolkit.policy.method import RotationRules


@dataclass(frozen=True, slots=True)
class RotationWeek:
    """One week before the taper: block number from 1, its lead, the week inside the block.

    In daily rotation the lead changes inside the week and is None here.
    """

    block: int
    lead: Emphasis | None
    week: int
    weeks: int
    deload: bool = False


Layout = tuple[RotationWeek, ...]
Sequences = tuple[tuple[int, tuple[Emphasis, ...]], ...]

_USUAL, _SIX_WEEKS_ONLY, _ONE_MORE = range(3)
_DELOAD_VARIANTS = (_USUAL, _SIX_WEEKS_ONLY, _ONE_MORE)


@lru_cache(maxsize=512)
def lay_blocks(
    weeks: int, rules: RotationRules, from_front: bool = False, shift: int = 0
) -> Layout:
    """Exactly `weeks` weeks of blocks and deloads, the last of the order last.

    Weeks left over lengthen repetition, then difficulty; missing weeks shorten them in the same
    order before intensity is touched. `from_front` is for a lift that has just graduated: with
    little time it begins with repetition and may not reach intensity. `shift` turns the order of
    the blocks before the last one, so that another lift or athlete leads with something else.
    """
    sequences = tuple(_sequences(weeks, rules, from_front, shift))
    for stray in range(weeks + rules.longest_block):
        found = _candidates(weeks, rules, sequences, stray)
        best = min(found, key=lambda pair: pair[0], default=None)
        if best:
            return best[1]
    return ()


def _candidates(
    weeks: int, rules: RotationRules, sequences: Sequences, stray: int
) -> Iterator[tuple[tuple[float, ...], Layout]]:
    """Layouts of the right length whose last kind of block strays by so many weeks in all."""
    for rank, sequence in sequences:
        least = 1 if len(sequence) == 1 else rules.shortest_block
        kinds = _kinds(rules)
        blocks = {kind: sequence.count(kind) for kind in kinds}
        ranges: list[Sequence[int]] = [
            range(
                blocks[kind] * (least - rules.block_weeks),
                blocks[kind] * (rules.longest_block - rules.block_weeks) + 1,
            )
            if blocks[kind]
            else range(1)
            for kind in kinds
        ]
        ranges[0] = sorted({n for n in (-stray, stray) if n in ranges[0]})
        for extra in product(*ranges):
            lengths = _lengths(sequence, dict(zip(kinds, extra, strict=True)), rules)
            if not weeks - len(sequence) <= sum(lengths) <= weeks:
                continue
            for variant in _DELOAD_VARIANTS:
                layout = _expand(sequence, lengths, rules, variant)
                if len(layout) == weeks:
                    yield _cost(rank, sequence, extra, rules, variant), layout


def _kinds(rules: RotationRules) -> tuple[Emphasis, ...]:
    """The emphases from the one whose blocks change length last to the one that changes first."""
    others = [kind for kind in rules.order[:-1] if kind is not Emphasis.REPETITION]
    repetition = [kind for kind in rules.order[:-1] if kind is Emphasis.REPETITION]
    return (rules.order[-1], *others, *repetition)


def _cost(
    rank: int,
    sequence: tuple[Emphasis, ...],
    extra: tuple[int, ...],
    rules: RotationRules,
    variant: int,
) -> tuple[float, ...]:
    """Keep the last block as it is, open rightly, then change the earlier ones least."""
    opens_wrong = sequence[0] is rules.opens_never_with
    return (opens_wrong, rank, *(abs(n) for n in extra[1:]), variant)


def _sequences(
    weeks: int, rules: RotationRules, from_front: bool, shift: int
) -> Iterator[tuple[int, tuple[Emphasis, ...]]]:
    """Block sequences worth trying, with their rank (0 is liked best)."""
    cycle = len(rules.order)
    if from_front and weeks <= rules.after_weeks + 1:
        for count in range(1, cycle + 1):
            yield cycle - count, rules.order[:count]
        return
    cycles = 1
    while len(_longest(rules.order * cycles, rules)) < weeks:
        cycles += 1
    full = _turned(rules, cycles, shift)
    usual = len(_expand(full, (rules.block_weeks,) * len(full), rules, _USUAL))
    shortest = len(full) - cycle + 1
    if weeks >= 2 * rules.shortest_block:
        shortest = max(shortest, 2)  # one block alone would open the season with the last driver
    for count in range(len(full), shortest - 1, -1):
        rank = len(full) - count
        if cycles > 1 and count == len(full) and usual > weeks:
            rank = len(full)
        yield rank, full[len(full) - count :]


def _turned(rules: RotationRules, cycles: int, shift: int) -> tuple[Emphasis, ...]:
    """The blocks of so many cycles; the last block of all is never turned, for the peak."""
    order = rules.order
    if not shift % 2:
        return order * cycles
    turned = order[1:] + order[:1]
    return turned * (cycles - 1) + (*reversed(order[:-1]), order[-1])


def _longest(sequence: tuple[Emphasis, ...], rules: RotationRules) -> Layout:
    last = rules.order[-1]
    lengths = tuple(rules.block_weeks if lead is last else rules.longest_block for lead in sequence)
    return _expand(sequence, lengths, rules, _USUAL)


def _lengths(
    sequence: tuple[Emphasis, ...], extra: dict[Emphasis, int], rules: RotationRules
) -> tuple[int, ...]:
    """Share the extra weeks of each emphasis out over its blocks, the earliest first."""
    lengths = []
    for emphasis in sequence:
        left = extra[emphasis]
        room = (rules.longest_block if left > 0 else rules.shortest_block) - rules.block_weeks
        taken = min(left, room) if left > 0 else max(left, room)
        if sequence.count(emphasis) == 1:
            taken = left
        extra[emphasis] = left - taken
        lengths.append(rules.block_weeks + taken)
    return tuple(lengths)


def _expand(
    sequence: tuple[Emphasis, ...], lengths: tuple[int, ...], rules: RotationRules, variant: int
) -> Layout:
    """The weeks of a sequence, deloads between blocks and never right before the taper.

    A deload comes after every second block, and before a block that would make more than six
    weeks without one. Two variants make odd numbers of weeks fit: only the six-week rule, or one
    deload more, after the first block.
    """
    layout: list[RotationWeek] = []
    loaded = blocks = 0
    for index, (lead, length) in enumerate(zip(sequence, lengths, strict=True)):
        layout.extend(RotationWeek(index + 1, lead, n, length) for n in range(1, length + 1))
        loaded, blocks = loaded + length, blocks + 1
        if index + 1 == len(sequence):
            break
        due = variant != _SIX_WEEKS_ONLY and blocks == rules.every_blocks
        early = variant == _ONE_MORE and index == 0
        if due or early or loaded + lengths[index + 1] > rules.after_weeks:
            layout.append(_deload(layout[-1]))
            loaded = blocks = 0
    return tuple(layout)


@lru_cache(maxsize=512)
def lay_weekly(weeks: int, rules: RotationRules, shift: int = 0) -> Layout:
    """The lead changes every week; the last week before the taper has the last of the order.

    A block is one turn through the order; the next turn goes one week further down the tables,
    and the last turn before the taper is the furthest.
    """
    order = _turned(rules, 1, shift)
    loads = _runs(weeks, rules)
    total = sum(loads)
    leads = [order[(index - total) % len(order)] for index in range(total)]
    if leads and leads[0] is rules.opens_never_with and total > 1:
        leads[0] = order[0]
    turns = -(-total // len(order))
    numbers = [(index - total) // len(order) + turns + 1 for index in range(total)]
    made = [
        RotationWeek(number, lead, row_of(number, turns, len(order)), len(order))
        for number, lead in zip(numbers, leads, strict=True)
    ]
    return _with_deloads(made, loads)


@lru_cache(maxsize=512)
def lay_daily(weeks: int, rules: RotationRules) -> Layout:
    """The lead changes inside every week; blocks only count the weeks of the tables."""
    loads = _runs(weeks, rules)
    size, total = len(rules.order), sum(loads)
    first = total % size or size
    made = [
        RotationWeek((index - first) // size + 2, None, row_of(index + 1, total, size), size)
        for index in range(total)
    ]
    return _with_deloads(made, loads)


def row_of(number: int, total: int, size: int) -> int:
    """The row (from 1) of the `number`-th of `total` turns, when the last turn has the last row.

    Rows come in groups of `size`; a first group that is shorter begins at row 1 as well.
    """
    first = total % size
    return number if number <= first else (number - first - 1) % size + 1


def _runs(weeks: int, rules: RotationRules) -> list[int]:
    """Lengths of the stretches between deloads, at most six weeks each, the longer ones first."""
    deloads = max(0, -(-(weeks - rules.after_weeks) // (rules.after_weeks + 1)))
    loaded, count = weeks - deloads, deloads + 1
    return [loaded // count + (index < loaded % count) for index in range(count)]


def _with_deloads(made: Sequence[RotationWeek], loads: Sequence[int]) -> Layout:
    layout: list[RotationWeek] = []
    at = 0
    for length in loads:
        if layout:
            layout.append(_deload(layout[-1]))
        layout.extend(made[at : at + length])
        at += length
    return tuple(layout)


def _deload(before: RotationWeek) -> RotationWeek:
    return RotationWeek(before.block, before.lead, before.week, before.weeks, deload=True)
