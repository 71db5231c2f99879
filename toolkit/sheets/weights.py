"""Find the maxes of sheets that are no list of athletes: what the words around a number say.

A weight counts when its lift and what kind of weight it is are both written beside, above or over
it. One of the two missing makes a question; a word that says something else (reps, bodyweight, a
goal) makes it nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from toolkit.diagnostics import CellRef
from toolkit.engine.estimate import raw_estimate
from toolkit.model.reading import ReadKind
from toolkit.policy.estimates import formulas
from toolkit.sheets.cells import Cell
from toolkit.sheets.grid import Place, is_broken, is_hedged, is_scheme, is_words
from toolkit.sheets.parse import Weight, parse_weight
from toolkit.sheets.sights import (
    ALWAYS_NEVER,
    MAXISH,
    NEVER,
    PROGRAM,
    TIMES,
    TITLES_OF_OTHERS,
    Outlook,
    Sight,
    lift_of_title,
)
from toolkit.sheets.words import Label, LiftName, Says
from toolkit.units import Unit

NO_WEIGHT = Weight(0)
"""Stands for a cell that should hold a weight and holds an error or a slip."""
LIGHTEST = 5.0
"""Below it, in kg or lb, a number beside a lift is no max but a count."""
HEAVIEST = 1200.0
NO_SET = frozenset({Says.ONE_RM, Says.ESTIMATED, Says.TRAINING_MAX, Says.WORKING})
"""Heads of columns whose weights the reps beside them do not belong to."""
CALCULATOR = frozenset({Says.ESTIMATED, Says.PROGRAM})
"""What the name of a sheet "Calculator" says: nothing of the numbers typed into it."""
SLACK = 0.02
"""An estimate may be rounded by so much."""
LOADS = PROGRAM | TIMES
"""What opens a row of loads: "Week 1", "70 % x 5"."""
ESTIMATES = re.compile(
    r"0[.,]03\d*\b|1[.,]0278|0[.,]0278|\b36\s*/|/\s*30\b|37\s*-|101[.,]3|2[.,]67123|\^\s*0?[.,]1\b|\bEXP\(",
    re.IGNORECASE,
)
"""The constants of the estimate formulas (Epley, Brzycki, Lander, Lombardi ...) in a cell."""


@dataclass(frozen=True, slots=True)
class Found:
    """A weight that the words around it name: the lift, the kind, and how it was recognised.

    `lift` is None where the book does not say which lift it is, `kind` None where it does not say
    what kind of weight: both are questions to the coach.
    """

    place: Place
    weight: Weight
    lift: LiftName | None
    kind: ReadKind | None
    how: str
    unit: Unit | None = None
    reps: int | None = None
    day: Cell | None = None
    athlete: Cell | None = None

    @property
    def sheet(self) -> str:
        """The title of the sheet that the weight stands on."""
        return self.place.cell.ref.sheet

    @property
    def is_formula(self) -> bool:
        """True for a weight that the workbook works out itself."""
        return bool(self.place.cell.formula)


def find_weights(outlook: Outlook) -> Iterator[Found]:
    """Every weight of a sheet that its surroundings name, or nearly name, as a max."""
    for sight in outlook.sights():
        found = _judge(sight, outlook)
        if found is not None:
            yield found
    for place in outlook.grid.places:
        if is_words(place.cell) and (inline := _inline(place, outlook)) is not None:
            yield inline


# --- one weight ------------------------------------------------------------------------------


def _judge(sight: Sight, outlook: Outlook) -> Found | None:
    cell = sight.place.cell
    weight = NO_WEIGHT if is_broken(cell) or is_hedged(cell) else parse_weight(cell.value)
    if weight is None or _is_ruled_out(sight):
        return None
    if weight is not NO_WEIGHT and not LIGHTEST <= weight.value <= HEAVIEST:
        return None
    for reader in (_pair, _opened, _table, _strip, _heading, _captioned, _titled):
        named = reader(sight)
        if named is not None:
            found = _found(sight, _with_reps(weight, sight, outlook), *named)
            return _as_estimate(found, outlook)
    nameless = _nameless(sight, outlook)
    return _as_estimate(_found(sight, weight, *nameless), outlook) if nameless else None


def _as_estimate(found: Found, outlook: Outlook) -> Found:
    """A 1RM is an estimate where a formula makes just this number of the set beside it."""
    if found.kind is not ReadKind.ONE_RM or found.reps is not None:
        return found
    done = outlook.set_beside(found.place)
    if done is None:
        return found
    weight, reps = done
    made = [raw_estimate(weight, reps, name) for name in formulas()]
    low, high = min(made) * (1 - SLACK), max(made) * (1 + SLACK)
    estimated = low <= found.weight.value <= high
    return replace(found, kind=ReadKind.ESTIMATED) if estimated else found


def _with_reps(weight: Weight, sight: Sight, outlook: Outlook) -> Weight:
    """A best set whose reps stand in a column of their own."""
    head = _head(sight)
    if not sight.program or head is None or head.says & NO_SET:
        return weight
    reps = outlook.reps_beside(sight.place, sight.head)
    return replace(weight, reps=reps) if reps and weight.reps is None else weight


def _is_ruled_out(sight: Sight) -> bool:
    """True when a word says that this is another number."""
    row, head = _row(sight), _head(sight)
    if any(label is not None and is_scheme(label.text) for label in (row, head)):
        return True
    if row is not None and row.says & PROGRAM and not row.says & MAXISH:
        return True
    if row is not None and (row.says & ALWAYS_NEVER or (_forbids(row) and not _allows(head))):
        return True
    if head is not None and _forbids(head) and not _outweighs(sight, head):
        return True
    parent = _label(sight.parent)
    beside = (sight.first and row is not None and len(row.lifts) == 1) or (
        row is None and _names_all(_label(sight.caption))
    )
    strip = _allows(row) and head is not None and len(head.lifts) == 1
    if sight.program and not (_allows(head) or strip or (beside and _names_all(row))):
        return True
    never = ALWAYS_NEVER - TIMES if strip else ALWAYS_NEVER
    return parent is not None and bool(parent.says & never) and not _allows(head) and not beside


def _outweighs(sight: Sight, head: Label) -> bool:
    """A label right beside a weight counts more than a title that happens to stand above."""
    row, caption = _row(sight), _label(sight.caption)
    if _names_all(caption) and not (row and row.lifts) and not head.lifts:
        return True
    if not sight.first or row is None:
        return False
    return _names_all(row) or (_allows(row) and not head.says & (ALWAYS_NEVER - TIMES))


def _forbids(label: Label) -> bool:
    return bool(label.says & ALWAYS_NEVER) or (bool(label.says & NEVER) and not label.says & MAXISH)


def _allows(label: Label | None) -> bool:
    if label is None or not label.says & MAXISH or label.says & ALWAYS_NEVER:
        return False
    return not _counts_reps(label)


def _counts_reps(label: Label) -> bool:
    """True for "Max reps"; "5 rep max" and "best set (kg x reps)" are weights."""
    weighs = label.unit or label.says & {Says.REP_MAX, Says.WEIGHT}
    return Says.REPS in label.says and not weighs


def _names_all(label: Label | None) -> bool:
    return label is not None and len(label.lifts) == 1 and _allows(label)


_Named = tuple[LiftName | None, tuple[Label, ...], str]


def _pair(sight: Sight) -> _Named | None:
    """A label that says both, "Squat 1RM", and its value right of it."""
    row = _row(sight)
    if row is None or not (sight.first or sight.owner) or not _names_all(row):
        return None
    return row.lifts[0], (row, *_some(_head(sight), sight)), f"beside {_at(_row_place(sight))}"


def _opened(sight: Sight) -> _Named | None:
    """The kind of max opens a row of lifts: "Max", "Squat", 140, "Bench", 100."""
    row, opening = _row(sight), _label(sight.opening)
    if row is None or opening is None or not sight.first or len(row.lifts) != 1:
        return None
    if not _allows(opening) or opening.lifts or sight.program:
        return None
    return row.lifts[0], (opening, row), f'beside "{row.text}", after "{opening.text}"'


def _table(sight: Sight) -> _Named | None:
    """The lift names the row, the kind of max the column."""
    head, lift = _head(sight), _row_lift(sight)
    if head is None or lift is None or not _allows(head) or len(head.lifts) > 0:
        return None
    how = f"under {_at(_head_place(sight))}, beside {_at(_row_naming(sight))}"
    return lift, (head, *_some(_row(sight), None)), how


def _strip(sight: Sight) -> _Named | None:
    """The lift names the column, the kind of max the row."""
    row, lift = _row(sight), _column_lift(sight)
    if row is None or lift is None or not _allows(row) or row.lifts:
        return None
    how = f"under {_at(_column_naming(sight))}, beside {_at(_row_place(sight))}"
    return lift, (row, *_some(_head(sight), None)), how


def _heading(sight: Sight) -> _Named | None:
    """Both stand above: "Squat 1RM", or "Squat" over "1RM", and the value below."""
    head, parent, lift = _head(sight), _label(sight.parent), _column_lift(sight)
    far = _names_all(head) and not sight.first and _is_right_under(sight)
    if head is None or lift is None or not sight.top or (_row_lift(sight) and not far):
        return None
    allowed = _allows(head) or _allows(parent)
    over = f" and {_at(sight.parent)}" if sight.parent and not head.lifts else ""
    return (
        (lift, _some(head, parent), f"under {_at(_head_place(sight))}{over}") if allowed else None
    )


def _is_right_under(sight: Sight) -> bool:
    return sight.head is not None and sight.head.place.row == sight.place.row - 1


def _captioned(sight: Sight) -> _Named | None:
    """The lift stands right of its weight or below it, and nothing left or above names one."""
    caption, row, head = _label(sight.caption), _row(sight), _head(sight)
    if caption is None or len(caption.lifts) != 1 or _forbids(caption) or sight.program:
        return None
    if _column_lift(sight) and not (sight.stack and sight.stack.numbers_first):
        return None
    if (lift := _row_lift(sight)) is not None:  # words on both sides: whose is it?
        another = sight.first and lift.name != caption.lifts[0].name
        return (None, (caption,), "between two lifts") if another else None
    near = (caption, row, head, _label(sight.title), sight.sheet)
    said = next((it for it in near if _allows(it)), None)
    below = sight.caption is not None and sight.caption.row > sight.place.row
    how = f"{'over' if below else 'beside'} {_at(sight.caption)}"
    return caption.lifts[0], _some(said, caption), how


def _titled(sight: Sight) -> _Named | None:
    """A lift beside or above it, and the kind of max in a title over the block or the sheet, or in
    the words behind it."""
    beside = _row_lift(sight) if sight.first else None
    over = _column_lift(sight) if sight.top and beside is None else None
    lift = beside or over
    head = _head(sight)
    if lift is None or sight.program or _opens_loads(sight):
        return None
    label = _row(sight) if beside else head
    how = f"beside {_at(_row_naming(sight))}" if beside else f"under {_at(_column_naming(sight))}"
    if beside and label is not None and _allows(label):
        return lift, (label,), f"{how} and {_at(_row_place(sight))}"
    if not beside and sight.stack and not sight.stack.labels_first:
        over_all = _label(sight.title)
        return (None, (over_all,), "between two lifts") if over_all and _allows(over_all) else None
    if beside and head is not None and Says.WORKING in head.says:
        return lift, _some(head, label), f"{how}, under {_at(_head_place(sight))}"
    corner = None if beside else sight.corner
    titles = [(it.label, _at(it)) for it in (sight.caption, corner, sight.title) if it]
    for where, title in (*titles, (sight.sheet, f'the sheet\'s name "{sight.sheet.text}"')):
        if where.lifts:
            continue
        if _allows(where) and not (where is sight.sheet and where.says <= CALCULATOR):
            return lift, _some(where, label), f"{how}, with {title}"
        if where.says & TITLES_OF_OTHERS and where is not _label(corner):
            return None
    return lift, _some(label, None), how


def _opens_loads(sight: Sight) -> bool:
    """True in a row such as "Week 1", "Squat", 100, or under "70 % x 5"."""
    opening, title = _label(sight.opening), _label(sight.title)
    if title is not None and Says.PERCENT in title.says and not title.rest:
        return True
    return opening is not None and bool(opening.says & LOADS) and not _allows(_row(sight))


def _nameless(sight: Sight, outlook: Outlook) -> _Named | None:
    """A label such as "1RM" and its value: the lift is in the title of the block, the sheet or the
    book."""
    row, head = _row(sight), _head(sight)
    is_beside = sight.first and _allows(row)
    is_under = sight.top and _allows(head) and not sight.column
    label = row if is_beside else head if is_under else None
    if label is None or label.lifts or _row_lift(sight) or _column_lift(sight):
        return None
    how = f"beside {_at(_row_place(sight))}" if is_beside else f"under {_at(_head_place(sight))}"
    named = _named_near(sight, outlook)
    if named is None:
        return None, (label,), how
    return replace(named[0], weak=False), (label,), f"{how}; the lift is in {named[1]}"


def _named_near(sight: Sight, outlook: Outlook) -> tuple[LiftName, str] | None:
    """The lift that a block, a sheet or a book is about, and where its name stands."""
    for place in (sight.over, sight.stub, outlook.lift_left_of(sight.place), sight.title):
        if place is not None and (lift := lift_of_title(place.label.text)) is not None:
            return lift, _at(place)
    if (lift := lift_of_title(sight.sheet.text)) is not None:
        return lift, f'the sheet\'s name "{sight.sheet.text}"'
    if (lift := outlook.titled_lift(sight.place)) is not None:
        return lift, f'the title "{lift.written}"'
    lift = lift_of_title(sight.book.text)
    return (lift, f'the file\'s name "{sight.book.text}"') if lift else None


def _found(
    sight: Sight, weight: Weight, lift: LiftName | None, labels: tuple[Label, ...], how: str
) -> Found:
    kind, reps = kind_of(labels, weight, sight.place.cell)
    if kind is ReadKind.ONE_RM and _speaks_of_training_max(sight):
        kind = ReadKind.TRAINING_MAX
    around = (_label(sight.stub), _label(sight.parent), _label(sight.over))
    unit = next((label.unit for label in (*labels, *around) if label and label.unit), None)
    athlete = sight.owner.cell if sight.owner else None
    return Found(sight.place, weight, lift, kind, how, unit, reps, athlete=athlete)


def _speaks_of_training_max(sight: Sight) -> bool:
    """A bare "max" under a title, sheet or file of training maxes is one."""
    said = [_label(sight.title), sight.sheet, sight.book]
    near = [_row(sight), _head(sight), _label(sight.parent)]
    plain = not any(label and Says.ONE_RM in label.says and "1" in label.text for label in near)
    return plain and any(label is not None and Says.TRAINING_MAX in label.says for label in said)


def kind_of(
    labels: Iterable[Label], weight: Weight, cell: Cell
) -> tuple[ReadKind | None, int | None]:
    """What kind of weight the labels, nearest first, and the cell itself make it."""
    labels = tuple(labels)
    reps = next((label.reps for label in labels if label.reps and label.reps > 1), None)
    if (weight.reps is not None or reps) and any(label.says & MAXISH for label in labels):
        return ReadKind.REP_SET, weight.reps or reps
    if weight.reps is not None:
        return None, None
    kinds = (kind for label in labels for said, kind in _KINDS if said in label.says)
    kind = next(kinds, None)
    if kind is ReadKind.ONE_RM and ESTIMATES.search(cell.formula):
        kind = ReadKind.ESTIMATED
    return kind, None


_KINDS = (
    (Says.TRAINING_MAX, ReadKind.TRAINING_MAX),
    (Says.ESTIMATED, ReadKind.ESTIMATED),
    (Says.MEET_BEST, ReadKind.MEET_BEST),
    (Says.WORKING, ReadKind.WORKING_LOAD),
    (Says.ONE_RM, ReadKind.ONE_RM),
    (Says.BEST, ReadKind.BEST_SINGLE),
)


def kind_name(label: Label) -> str:
    """What kind of weight a header says stands below it, empty where it does not say."""
    kind, _ = kind_of((label,), Weight(LIGHTEST), _NOWHERE)
    return str(kind or "")


_NOWHERE = Cell(CellRef())

# --- text with the weight in it --------------------------------------------------------------


def _inline(place: Place, outlook: Outlook) -> Found | None:
    """A text with its weight in it: "1RM = 100 kg.", "Squat max: 140"."""
    label = place.label
    if label.value is None or label.sentence or _forbids(label) or len(label.lifts) > 1:
        return None
    sheet = outlook.sheet_label
    lift = next(iter((*label.lifts, *sheet.lifts, *outlook.book.lifts)), None)
    said = label if _allows(label) else sheet if _allows(sheet) else None
    if said is None and not label.lifts:
        return None
    kind, reps = kind_of(_some(said, None), label.value, place.cell)
    unit = None if label.value_unit_written else label.unit
    return Found(place, label.value, lift, kind, f'in "{label.text}"', unit, reps)


# --- the labels around -----------------------------------------------------------------------


def _label(place: Place | None) -> Label | None:
    return place.label if place else None


def _row_place(sight: Sight) -> Place | None:
    return sight.row.place if sight.row else None


def _head_place(sight: Sight) -> Place | None:
    return sight.head.place if sight.head else None


def _row(sight: Sight) -> Label | None:
    return _label(_row_place(sight))


def _head(sight: Sight) -> Label | None:
    return _label(_head_place(sight))


def _row_naming(sight: Sight) -> Place | None:
    """What names the lift of the row: its label, or the words left of one that names none."""
    return _first_with_lift(_row_place(sight), sight.stub)


def _column_naming(sight: Sight) -> Place | None:
    """What names the lift of the column: its header, or the words over one that names none."""
    return _first_with_lift(_head_place(sight), sight.parent)


def _first_with_lift(*places: Place | None) -> Place | None:
    return next((place for place in places if place is not None and place.label.lifts), None)


def _row_lift(sight: Sight) -> LiftName | None:
    return _only_lift(_row_naming(sight))


def _column_lift(sight: Sight) -> LiftName | None:
    return _only_lift(_column_naming(sight))


def _only_lift(place: Place | None) -> LiftName | None:
    return place.label.lifts[0] if place is not None and len(place.label.lifts) == 1 else None


def _at(place: Place | None) -> str:
    """A label as a coach finds it again: its words and its cell."""
    return f'"{place.label.text}" in {place.cell.ref.cell}' if place else ""


def _some(first: Label | None, second: Label | Sight | None) -> tuple[Label, ...]:
    return tuple(label for label in (first, second) if isinstance(label, Label))
