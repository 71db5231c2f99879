"""What stands around a number: the words that may say whose it is, of which lift, and what kind.

The nearest words count most. A `Sight` only collects them; `weights.py` judges.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from toolkit.sheets.cells import Cell
from toolkit.sheets.grid import (
    Beside,
    Grid,
    Place,
    is_broken,
    is_hedged,
    is_scheme,
    is_weight,
    is_words,
)
from toolkit.sheets.layout import fold
from toolkit.sheets.parse import parse_number, parse_unit
from toolkit.sheets.spelling import is_unspaced
from toolkit.sheets.words import Label, LiftName, Says, read_label

MOST_REPS = 30
MOST_STRANGERS = 2
"""A header has at most so many words that are not known."""
STACKED = 4
"""So many labels may stand between a lift and the label of its value below it."""
STACK = 3
"""So many captions and numbers in turns make a stack."""
BETWEEN_BLOCKS = 2
"""So many empty columns side by side part two blocks."""
TITLE_DEPTH = 4
"""A sheet's title stands on its first rows."""
TITLE_ROWS = 8
"""A title such as "Current maxes" stands at most so many rows above the weights it speaks of."""
MAXISH = frozenset(
    {Says.ONE_RM, Says.TRAINING_MAX, Says.ESTIMATED, Says.BEST, Says.MEET_BEST, Says.REP_MAX}
)
"""What a label says of a weight that may be planned from."""
PROGRAM = frozenset({Says.SETS, Says.REPS, Says.RPE, Says.PERCENT, Says.SET_NUMBER, Says.WARM_UP})
"""Columns of a program or a log: the weights beside them are loads."""
NEVER = frozenset(
    {Says.SETS, Says.REPS, Says.RPE, Says.PERCENT, Says.SET_NUMBER, Says.WARM_UP, Says.DATE,
     Says.WEEK, Says.DAY, Says.SESSION, Says.SEX, Says.AGE, Says.HEIGHT, Says.BODYWEIGHT,
     Says.WEIGHT_CLASS, Says.TOTAL, Says.AVERAGE, Says.POINTS, Says.PLACE, Says.ROUNDING,
     Says.INCREASE, Says.BAR, Says.PLATES, Says.RACK, Says.STANDARD, Says.ATTEMPT, Says.GOAL,
     Says.NEW_MAX, Says.PREVIOUS, Says.YEAR, Says.NOTE}
)  # fmt: skip
"""What a label says of a number that is no max, whatever else stands around it."""
ALWAYS_NEVER = NEVER - {Says.PERCENT, Says.NOTE, Says.BAR, Says.REPS, Says.AVERAGE}
"""These outweigh a max word beside them: "squat goal 1RM", "old max", "max attempt 2"."""
ATTEMPT_NUMBER = re.compile(r"\s[1-4]$")

TIMES = frozenset({Says.WEEK, Says.DAY, Says.SESSION, Says.DATE, Says.YEAR})
"""Words of a title that say nothing about the weights below it."""
TITLES_OF_OTHERS = TIMES - {Says.DATE, Says.YEAR} | {
    Says.GOAL, Says.NEW_MAX, Says.PREVIOUS, Says.STANDARD, Says.ATTEMPT, Says.WARM_UP, Says.SETS,
    Says.BODYWEIGHT, Says.RACK, Says.INCREASE,
}  # fmt: skip
"""Titles of blocks that hold other numbers than maxes."""

TITLES = MAXISH | NEVER | {Says.ENTER, Says.PROGRAM}
"""What the title of a block may speak of."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Captions and numbers in turns down one column: what stands at its top and at its bottom."""

    words_on_top: bool
    words_below: bool

    @property
    def labels_first(self) -> bool:
        """Every number has its label right above it."""
        return self.words_on_top and not self.words_below

    @property
    def numbers_first(self) -> bool:
        """Every number has its label right below it."""
        return self.words_below and not self.words_on_top


@dataclass(frozen=True, slots=True)
class Sight:
    """A weight and the labels around it, nearest first; None where nothing stands.

    `row` and `stub` stand left of it (the stub further left), `over` above the row label, `head`
    and `parent` above the weight, `corner` left in the row of the head, `caption` right of the
    weight or below it, `title` over the block, `opening` at the beginning of the row, where it is
    not the row label. `owner` is a person whose column or block it is, `stack` the column of
    captions and numbers that it is one of; `sheet` and `book` are the names of both. `first` is
    true when no other number stands between the row label and the weight, `top` when none stands
    below the header. `program` is true in a table with columns for sets or reps; `column` when a
    whole column of numbers follows below.
    """

    place: Place
    row: Beside | None
    stub: Place | None
    over: Place | None
    head: Beside | None
    parent: Place | None
    corner: Place | None
    caption: Place | None
    title: Place | None
    opening: Place | None
    owner: Place | None
    stack: Stack | None
    sheet: Label
    book: Label
    program: bool
    column: bool

    @property
    def first(self) -> bool:
        """True when the weight is the first number right of its label."""
        return self.row is not None and self.row.numbers == 0

    @property
    def top(self) -> bool:
        """True when the weight is the first number below its header."""
        return self.head is not None and self.head.numbers == 0


@dataclass(frozen=True)
class Outlook:
    """One sheet of a book with all its sights."""

    grid: Grid
    book: Label

    @property
    def sheet_label(self) -> Label:
        """What the name of the sheet says."""
        return read_label(self.grid.sheet.title)

    def sights(self) -> Iterator[Sight]:
        """Every weight of the sheet with the labels around it."""
        for place in self.grid.places:
            if any(test(place.cell) for test in (is_weight, is_broken, is_hedged)):
                yield self._sight(place)

    def _sight(self, place: Place) -> Sight:
        row = self.grid.left.get((place.row, place.column))
        head = self._head(place, row)
        if row and head and self._are_apart(row, head, place):
            row = None
        return Sight(
            place,
            row,
            self._stub(row),
            self._over(row),
            head,
            self._parent(head),
            self._corner(head),
            self._caption(place),
            self._title(place, row),
            self._opening(row),
            self._owner(place, row),
            self._stack(place),
            self.sheet_label,
            self.book,
            head is not None and self._is_program(head.place.row),
            self._goes_on(place),
        )

    def lift_left_of(self, place: Place) -> Place | None:
        """The nearest words in the row that name a lift, numbers and labels between. An exercise of
        a program beside the block of a label is not what the label is about."""
        for near in self._leftwards(place):
            if is_words(near.cell) and near.label.lifts:
                head = self.grid.above.get((near.row, near.column))
                exercise = head is not None and self._heads_exercises(head.place)
                return None if exercise else near
        return None

    def _heads_exercises(self, head: Place) -> bool:
        return self._is_program(head.row) and not head.label.lifts

    def _leftwards(self, place: Place) -> Iterator[Place]:
        """The cells left of one as far as its block goes: up to two empty columns side by side."""
        column, gap = place.column - 1, 0
        while column > 0 and gap < BETWEEN_BLOCKS:
            cell = self.grid.at(place.row, column)
            gap = gap + 1 if cell is None else 0
            if cell is not None:
                yield Place(place.row, column, cell)
            column -= 1

    def _opening(self, row: Beside | None) -> Place | None:
        """The words at the beginning of the row of a label, when they are not the label itself."""
        if row is None:
            return None
        at = row.place.row, row.place.column
        if at not in self._openings:
            self._openings[at] = self._opening_of(row.place)
        return self._openings[at]

    @cached_property
    def _openings(self) -> dict[tuple[int, int], Place | None]:
        """The openings that were looked for, by the place of the label."""
        return {}

    def _opening_of(self, label: Place) -> Place | None:
        before = list(self._leftwards(label))
        words = [it for it in before if is_words(it.cell)]
        if not words or words[-1].cell is label.cell:
            return None
        # "My maxes", 150, "Squat": the labels stand behind their values.
        behind = before.index(words[-1])
        return None if behind and is_weight(before[behind - 1].cell) else words[-1]

    def reps_beside(self, place: Place, head: Beside | None) -> int | None:
        """The number in the row of a weight that stands under a header of reps."""
        for column, cell in self.grid.sheet.row(head.place.row if head else 0).items():
            if is_words(cell) and Says.REPS in read_label(cell.text).says:
                beside = self.grid.at(place.row, column)
                reps = parse_number(beside.value) if beside else None
                return int(reps) if reps is not None and 1 <= reps <= MOST_REPS else None
        return None

    def set_beside(self, place: Place) -> tuple[float, int] | None:
        """The weight and the reps that a calculator works a max out from: left of it under headers
        that say so, or right above it beside such labels."""
        near = [
            *((it, self.grid.above) for it in self._leftwards(place)),
            *((it, self.grid.left) for it in self._upwards(place)),
        ]
        weight = reps = None
        for it, beside in near:
            words = beside.get((it.row, it.column))
            number = parse_number(it.cell.value)
            if words is None or number is None:
                continue
            says = words.place.label.says
            if Says.REPS in says and 1 < number <= MOST_REPS and number == int(number):
                reps = int(number)
            elif Says.WEIGHT in says:
                weight = number
        return (weight, reps) if weight and reps else None

    def _upwards(self, place: Place) -> Iterator[Place]:
        """The cells right above one, up to the first empty one."""
        for row in range(place.row - 1, max(0, place.row - 1 - STACKED), -1):
            cell = self.grid.at(row, place.column)
            if cell is None:
                return
            yield Place(row, place.column, cell)

    def _goes_on(self, place: Place) -> bool:
        """True when two more numbers stand right below a weight."""
        below = (self.grid.at(place.row + step, place.column) for step in (1, 2))
        return all(cell is not None and is_weight(cell) for cell in below)

    def _over(self, row: Beside | None) -> Place | None:
        """The lift above a row label that names none: "Squat" over "1RM" and "Goal". A label with
        words that are not known may name a lift of its own, and so does one with its own value."""
        if row is None or row.place.label.rest:
            return None
        for above in range(row.place.row - 1, max(0, row.place.row - 1 - STACKED), -1):
            cell = self.grid.at(above, row.place.column)
            if cell is None or not is_words(cell):
                return None
            place = Place(above, row.place.column, cell)
            if place.label.lifts:
                return None if self._has_value(place) else place
        return None

    def _corner(self, head: Beside | None) -> Place | None:
        """The first words in the row of a header: "1RM (kg)" left of the lifts."""
        if head is None:
            return None
        first = self._firsts.get(head.place.row)
        return first if first is not None and first.column < head.place.column else None

    @cached_property
    def _firsts(self) -> dict[int, Place]:
        """The first words of every row."""
        places = reversed(self.grid.places)
        return {place.row: place for place in places if is_words(place.cell)}

    def _caption(self, place: Place) -> Place | None:
        """Words right of a weight, perhaps behind its unit, or else below it."""
        right = self._value_right(place)
        if right is not None and is_words(right.cell):
            further = self._value_right(right)
            if further is None or not (is_weight(further.cell) or is_scheme(further.cell.text)):
                return right
        below = self.grid.next_below(place.row, place.column)
        if below is None or not is_words(below.cell):
            return None
        stack = self._stack(place)
        return None if stack and not stack.numbers_first else below

    def _stack(self, place: Place) -> Stack | None:
        """The column of captions and numbers in turns that a number stands in, if it does."""
        cells = [place.cell]
        for step in (-1, 1):
            row = place.row + step
            while (cell := self.grid.at(row, place.column)) is not None and _takes_turn(
                cell, self.grid.at(row - step, place.column)
            ):
                cells.insert(0 if step < 0 else len(cells), cell)
                row += step
        return Stack(is_words(cells[0]), is_words(cells[-1])) if len(cells) >= STACK else None

    def _value_right(self, label: Place) -> Place | None:
        """What stands right of a label, perhaps behind its unit."""
        right = self.grid.next_right(label.row, label.column)
        is_unit = right and isinstance(right.cell.value, str) and parse_unit(right.cell.value)
        return self.grid.next_right(right.row, right.column) if right and is_unit else right

    def titled_lift(self, below: Place) -> LiftName | None:
        """The one lift that the titles of a sheet over a weight name, whatever else they say."""
        lifts = {lift.name: lift for place, lift in self._titles if self._is_over(place, below)}
        return next(iter(lifts.values())) if len(lifts) == 1 else None

    @cached_property
    def _titles(self) -> tuple[tuple[Place, LiftName], ...]:
        """The words on the first rows of a sheet that name a lift."""
        return tuple(
            (place, lift)
            for place in self.grid.places
            if place.row < self.grid.places[0].row + TITLE_DEPTH
            and is_words(place.cell)
            and not self._has_value(place)
            and (lift := lift_of_title(place.cell.text)) is not None
        )

    def _is_over(self, title: Place, place: Place) -> bool:
        """False for the name of a block right of a weight, and for a label further down."""
        below = self.grid.next_below(title.row, title.column)
        heads_block = below is not None and is_words(below.cell) and below.label.says & MAXISH
        before = (title.row, title.column) < (place.row, place.column)
        return before and not (heads_block and title.column > place.column)

    def _are_apart(self, row: Beside, head: Beside, place: Place) -> bool:
        """True for a row label of another block: other numbers lie between, and two columns side by
        side that are empty in the row and in that of the header."""
        between = range(row.place.column + 1, place.column)
        empty = [
            self.grid.at(place.row, at) is None and self.grid.at(head.place.row, at) is None
            for at in between
        ]
        return row.numbers > 0 and any(map(all, pairwise(empty)))

    def _has_value(self, place: Place) -> bool:
        beside = (self.grid.next_right(place.row, place.column),
                  self.grid.next_below(place.row, place.column))  # fmt: skip
        return any(near is not None and not is_words(near.cell) for near in beside)

    def _head(self, place: Place, row: Beside | None) -> Beside | None:
        """The header of a weight's column; words merged over its label too are a title."""
        head = self.grid.above.get((place.row, place.column))
        if head is not None and self._is_pair(head.place):
            return None
        if head is None or row is None:
            return head
        over = self.grid.at(head.place.row, row.place.column)
        return None if over is head.place.cell and row.place.column != place.column else head

    def _is_pair(self, label: Place) -> bool:
        """True for a label of a max with its one value right beside it: it heads no column."""
        if not label.label.says & MAXISH:
            return False
        value = self.grid.next_right(label.row, label.column)
        further = value and self.grid.next_right(value.row, value.column)
        alone = further is None or not is_weight(further.cell)
        return value is not None and is_weight(value.cell) and alone

    def _stub(self, row: Beside | None) -> Place | None:
        """The words left of a row label: the lift of a "1RM" in the second column."""
        if row is None:
            return None
        further = self.grid.left.get((row.place.row, row.place.column))
        return further.place if further and further.numbers == 0 else None

    def _parent(self, head: Beside | None) -> Place | None:
        """The header above a header, through merged cells or the blanks right of it."""
        if head is None or head.place.row == 1:
            return None
        row, column = head.place.row - 1, head.place.column
        for near in range(column, max(0, column - 6), -1):
            if near < column and self.grid.at(row + 1, near) is None:
                return None
            cell = self.grid.at(row, near)
            if cell is not None:
                parent = Place(row, near, cell)
                heads = (
                    is_words(cell)
                    and not is_prose(read_label(cell.text))
                    and not self._is_pair(parent)
                )
                return parent if heads else None
        return None

    def _is_program(self, row: int) -> bool:
        """True for the header of a program or a log: several labels, sets or reps among them."""
        return self._words[row] > 1 and bool(self.heads[row] & PROGRAM)

    @cached_property
    def _words(self) -> Counter[int]:
        """How many labels stand in every row."""
        return Counter(place.row for place in self.grid.places if is_words(place.cell))

    @cached_property
    def heads(self) -> dict[int, frozenset[Says]]:
        """What all labels of a row say together."""
        says: dict[int, set[Says]] = {}
        for place in self.grid.places:
            if is_words(place.cell):
                says.setdefault(place.row, set()).update(place.label.says)
        return {row: frozenset(said) for row, said in says.items()}

    def _title(self, place: Place, row: Beside | None) -> Place | None:
        """The words over a block that say what kind of weights stand in it."""
        first = row.place.column if row else place.column
        for above in range(place.row - 1, max(0, place.row - 1 - TITLE_ROWS), -1):
            own = self.grid.at(above, place.column)
            mine = own is not None and is_words(own) and read_label(own.text).says & TITLES
            columns = range(max(1, first - 1), place.column + 2)
            for column in [place.column] if mine else columns:
                cell = self.grid.at(above, column)
                if (
                    cell is not None
                    and is_words(cell)
                    and not self._is_elsewhere(Place(above, column, cell), place)
                ):
                    label = read_label(cell.text)
                    if label.sentence and not label.says & MAXISH:
                        continue
                    if not label.lifts and label.says & TITLES:
                        return Place(above, column, cell)
        return None

    def _is_elsewhere(self, title: Place, place: Place) -> bool:
        """True for what may look like the title over a weight, but heads the next column or begins
        a row of weights of its own."""
        if title.column > place.column and title.label.says & MAXISH:
            below = self.grid.next_below(title.row, title.column)
            return below is not None and is_weight(below.cell)
        right = self.grid.next_right(title.row, title.column)
        further = right and self.grid.next_right(right.row, right.column)
        named = right is not None and is_words(right.cell) and bool(right.label.lifts)
        return named and further is not None and is_weight(further.cell)

    def _owner(self, place: Place, row: Beside | None) -> Place | None:
        """The person who heads the column of a weight, or the block that it stands in."""
        if row is None:
            return None
        above = [people for at, people in self._people.items() if at < place.row]
        mine = [it for it in above[-1] if it.column <= place.column] if above else []
        if not mine or not row.place.column <= mine[-1].column <= place.column:
            return None
        return mine[-1]

    @cached_property
    def _people(self) -> dict[int, tuple[Place, ...]]:
        """The rows in which several people are named, side by side."""
        rows: dict[int, list[Place]] = {}
        for place in self.grid.places:
            if is_words(place.cell):
                rows.setdefault(place.row, []).append(place)
        people = {row: tuple(filter(_is_person, places)) for row, places in rows.items()}
        return {
            row: found
            for row, found in people.items()
            if len(found) > 1 and len(found) >= len(rows[row]) - 1 and _are_unlike(found)
        }


def _takes_turn(cell: Cell, before: Cell | None) -> bool:
    """True for a number after the name of a lift, and for such a name after a number."""
    if before is None or is_words(cell) == is_words(before):
        return False
    words, number = (cell, before) if is_words(cell) else (before, cell)
    return is_weight(number) and len(read_label(words.text).lifts) == 1


def _is_person(place: Place) -> bool:
    """True for a first name and a surname, with no other words."""
    label = place.label
    full = re.fullmatch(r"[^\W\d_]+([ '-][^\W\d_]+){1,2}", label.text) is not None
    count = len(re.split(r"[ -]", label.text))
    known = label.lifts or label.says or label.unit or len(label.rest) < count
    return full and not known and label.text.istitle()


def _are_unlike(people: tuple[Place, ...]) -> bool:
    """Two people have no word in common; "Left side" and "Right side" have."""
    words = [word for place in people for word in place.label.rest]
    return len(set(words)) == len(words)


def is_prose(label: Label) -> bool:
    """True for a sentence, or words of which too many are not known."""
    return label.sentence or len(label.rest) > MOST_STRANGERS


def is_of_attempt(label: Label) -> bool:
    """True for the label of an attempt: "Second attempt", "Squat 2"."""
    numbered = label.lifts and ATTEMPT_NUMBER.search(label.text)
    return Says.ATTEMPT in label.says or bool(numbered)


def lift_of_title(text: str) -> LiftName | None:
    """The lift that a title is about: "The big squat cycle". Words that are not known do not make
    another lift of it, as they would in a label."""
    label = read_label(text)
    if len(label.lifts) == 1 and label.lifts[0].variant and label.rest:
        known = [word for word in text.split() if fold(word) not in label.rest]
        plain = " ".join(known)
        for word in (it for it in label.rest if is_unspaced(it[0])):
            plain = plain.replace(word, " ")
        label = read_label(plain)
    return label.lifts[0] if len(label.lifts) == 1 else None
