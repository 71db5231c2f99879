"""Random books of every class: maxes laid out the way people do, with what lies about them.

`random_books(200, seed)` draws the class, the language, the words, the unit and where it stands,
the athletes and their maxes; then rows of titles, notes, bodyweights, goals and programs, empty
rows and columns, and the format of the file. The same seed draws the same books.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.corpus import files
from tests.corpus.marks import Book, marked

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
LIFTS = ("Squat", "Bench press", "Deadlift", "Overhead press")
SHARES = {"Squat": 1.0, "Bench press": 0.68, "Deadlift": 1.2, "Overhead press": 0.42}
"""A lift's max as a share of the squat, about."""
CLASSES = "ABCDEFGHIJKLMN"
UNIT_PLACES = ("label", "label", "cell", "format", "sheet", "none")

Rows = list[list[str]]
Sheets = dict[str, Rows]


@dataclass
class Draw:
    """What a random book is made of."""

    rng: random.Random
    language: str
    unit: str
    unit_at: str
    kind: str
    lifts: list[tuple[str, str]]
    """As the coach writes it, and in English."""
    squat: float = 140.0
    """What the athlete that is being written squats, in kg."""

    @property
    def words(self) -> dict[str, Any]:
        return WORDS[self.language]

    def one(self, key: str) -> str:
        """One of the words for it."""
        said = self.words[key]
        return str(said if isinstance(said, str) else self.rng.choice(said))

    @property
    def unit_word(self) -> str:
        if self.unit == "lb":
            return "lbs" if self.language == "en" else "lb"
        return {"ru": "кг", "uk": "кг", "zh": "公斤"}.get(self.language, "kg")

    def label(self, text: str) -> str:
        """A label or heading, with the unit where this book says it in its labels."""
        bracket = "[{}]" if self.language in ("pl", "nb") else "({})"
        return f"{text} {bracket.format(self.unit_word)}" if self.unit_at == "label" else text

    def max_word(self) -> str:
        """What the book calls its values."""
        key = {"1RM": "max", "training max": "training_max", "best single": "best"}[self.kind]
        return self.one(key)

    def value(self, lift: str) -> float:
        kg = self.squat * SHARES[lift] * self.rng.uniform(0.93, 1.07)
        return 5.0 * round(kg * 2.2046 / 5) if self.unit == "lb" else 2.5 * round(kg / 2.5)

    def person(self) -> None:
        """From here on another athlete is meant."""
        self.squat = self.rng.uniform(60, 240)

    def cell(self, value: float) -> str:
        """The weight as this book writes it."""
        text = f"{value:g}"
        if self.unit_at == "format":
            return f'{text} <0.0" {self.unit_word}">'
        comma = text if self.language in ("en", "ko", "ja", "zh") else text.replace(".", ",")
        if self.unit_at == "cell":
            return f'"{comma} {self.unit_word}"'
        return self.rng.choice([text, text, f'"{comma}"'])

    def heading(self) -> Rows:
        """Title, notes, the line that says the unit."""
        rows = [[f"{self.one('week')} 1-{self.rng.randint(4, 16)}"]] * self.rng.randint(0, 1)
        rows = rows + [[self.rng.choice(self.words["note"])]] * self.rng.randint(0, 1)
        if self.unit_at == "sheet":
            rows.append([self.words["in_unit"].format(unit=self.unit_word)])
        return rows + [[]] * self.rng.randint(0, 2)

    def asides(self) -> Rows:
        """Numbers that are no maxes, each with its label."""
        values = (f"{self.rng.randint(110, 230) / 2:g}", str(self.rng.randint(15, 45)), "2.5",
                  "20", str(self.rng.randint(3, 18)))  # fmt: skip
        pairs = [list(pair) for pair in zip(self.words["aside"], values, strict=True)]
        return self.rng.sample(pairs, self.rng.randint(1, 4))

    def program(self) -> Rows:
        """Weeks of sets, percents and loads under it all."""
        if self.rng.random() < 0.3:
            return []
        rows = [[], [self.one("week"), self.one("lift"), *self.words["program"], "%"]]
        for week in range(1, self.rng.randint(2, 6)):
            for lift, name in self.lifts:
                percent = self.rng.choice([65, 70, 75, 80, 85])
                load = f"{2.5 * round(percent / 250 * self.value(name)):g}"
                sets, reps = (str(self.rng.randint(2, 6)) for _ in range(2))
                rows.append([str(week), lift, sets, reps, load, f"{percent}%"])
        return rows

    def people(self, most: int = 6) -> list[str]:
        return self.rng.sample(self.words["people"], self.rng.randint(2, most))

    def defaults(self, athlete: str = "") -> dict[str, str]:
        unit = "nounit" if self.unit_at == "none" else self.unit
        return {"unit": unit, "kind": self.kind, "athlete": athlete}


Layout = Callable[[Draw], tuple[str, Sheets, str]]
"""From a draw to: what the book is like, its sheets, whose it is."""


# ---- the classes ----------------------------------------------------------------------------


def labels_and_values(draw: Draw) -> tuple[str, Sheets, str]:
    athlete = draw.rng.choice(["", draw.people()[0]])
    right = draw.rng.randint(0, 2)
    gap = draw.rng.choice([[""], ["<<"]]) * right
    order = draw.rng.choice(["{lift} {max}", "{max} {lift}", "{lift}: {max}", "{lift} – {max}:"])
    word = draw.max_word()
    block = []
    for written, name in draw.lifts:
        label = draw.label(order.format(lift=written, max=word))
        block.append([label, *gap, f"{draw.cell(draw.value(name))} {{{name}}}"])
    if draw.rng.random() < 0.4:
        written, name = draw.lifts[0]
        block.append([f"{draw.one('goal')} {written}", *gap, draw.cell(draw.value(name))])
    head = [[draw.one("name"), athlete]] if athlete else []
    rows = draw.heading() + head + block + draw.asides() + draw.program()
    return "labels and values, then a program", {"Start": rows}, athlete


def pairs_along_a_row(draw: Draw) -> tuple[str, Sheets, str]:
    word = draw.max_word()
    row = []
    for written, name in draw.lifts:
        row += [draw.label(f"{written} {word}"), f"{draw.cell(draw.value(name))} {{{name}}}"]
        row += [""] * draw.rng.randint(0, 1)
    return "pairs along one row", {"1": [*draw.heading(), row, *draw.program()]}, ""


def header_and_one_row(draw: Draw) -> tuple[str, Sheets, str]:
    head = [draw.label(written) for written, _ in draw.lifts]
    values = [f"{draw.cell(draw.value(name))} {{{name}}}" for _, name in draw.lifts]
    rows = [["", *head], [draw.max_word(), *values]]
    if draw.rng.random() < 0.5:
        goals = [draw.cell(draw.value(name)) for _, name in draw.lifts]
        rows.append([draw.one("goal"), *goals])
    sheets = {"Maxes": draw.heading() + rows + draw.program()}
    return "a header of lifts and a row of values", sheets, ""


def sheet_a_lift(draw: Draw) -> tuple[str, Sheets, str]:
    word = draw.max_word()
    sheets = {}
    for written, name in draw.lifts:
        value = draw.cell(draw.value(name))
        weeks = [[f"{draw.one('week')} {n}", "5x5", f"{70 + 3 * n}%"] for n in range(1, 5)]
        strip = [draw.label(word), f"{value} {{{name}}}", "", draw.words["aside"][2], "2.5"]
        sheets[written] = [*draw.heading(), strip, [], *weeks]
    return "a sheet a lift, the max in a strip", sheets, ""


def single_lift(draw: Draw) -> tuple[str, Sheets, str]:
    written, name = draw.lifts[0]
    weeks = [[f"{draw.one('week')} {n}", "4x4", f"{70 + 3 * n}%"] for n in range(1, 8)]
    strip = [draw.label(draw.max_word()), f"{draw.cell(draw.value(name))} {{{name}}}"]
    head = draw.heading()
    return "one lift, named in the title", {"Plan": [[written.upper()], *head, strip, *weeks]}, ""


def label_elsewhere(draw: Draw) -> tuple[str, Sheets, str]:
    word = draw.max_word()
    labels = [draw.label(f"{written} {word}") for written, _ in draw.lifts]
    values = [f"{draw.cell(draw.value(name))} {{{name}}}" for _, name in draw.lifts]
    way = draw.rng.choice(["right", "below", "above"])
    if way == "right":
        rows = [list(pair) for pair in zip(values, labels, strict=True)]
    else:
        rows = [values, labels] if way == "below" else [labels, values]
    return f"the label {way} of its value", {"1": draw.heading() + rows}, ""


def long_list(draw: Draw) -> tuple[str, Sheets, str]:
    head = [f"{draw.one('name')} {{v athletes}}", f"{draw.one('lift')} {{v lifts}}",
            f"{draw.label(draw.max_word())} {{v}}"]  # fmt: skip
    dated = draw.rng.random() < 0.5
    rows = [[*head, draw.words["date"]] if dated else head]
    for person in draw.people():
        draw.person()
        for written, name in draw.lifts:
            value = draw.cell(draw.value(name))
            day = [f"2026-0{draw.rng.randint(1, 9)}-1{draw.rng.randint(0, 9)}"] * dated
            rows.append([person, f"{written} {{{name}}}", value, *day])
    return "a long list", {"List": draw.heading() + rows}, ""


def own_book(draw: Draw) -> tuple[str, Sheets, str]:
    draw.language, draw.unit_at, draw.kind = "en", "column", "1RM"
    rows = [["Athlete {v athletes}", "Lift {v lifts}", "Max {v}", "Unit", "Kind"]]
    for person in draw.people():
        draw.person()
        for name in LIFTS[: draw.rng.randint(1, 4)]:
            kind = draw.rng.choice(["1RM", "Training max"])
            value = draw.value(name)
            rows.append([person, name, f"{value:g} {{{kind.replace('T', 't')}}}", draw.unit, kind])
    return "the toolkit's own sheet", {"Maxes": rows}, ""


def roster(draw: Draw, people: list[str] | None = None) -> Rows:
    """A header, an athlete a row, derived columns and rows."""
    word = draw.rng.choice(["", f" {draw.max_word()}"]) if draw.kind == "1RM" else (
        f" {draw.max_word()}")  # fmt: skip
    bodyweight, total = draw.rng.random() < 0.5, draw.rng.random() < 0.5
    head = [f"{draw.one('name')} {{v athletes}}", *[draw.words["aside"][0]] * bodyweight]
    head += [f"{draw.label(written + word)} {{v {name}}}" for written, name in draw.lifts]
    rows = [[*head, draw.words["total"]] if total else head]
    for person in people or draw.people():
        draw.person()
        values = [draw.value(name) for _, name in draw.lifts]
        cells = [draw.cell(value) for value in values]
        if draw.rng.random() < 0.1:
            cells[draw.rng.randrange(len(cells))] = ""
        weight = [f"{draw.rng.randint(100, 220) / 2:g}"] * bodyweight
        rows.append([person, *weight, *cells, *[f"{sum(values):g}"] * total])
    if draw.rng.random() < 0.4:
        mean = ["101.5"] * len(draw.lifts)
        rows.append([f"{draw.words['average']} {{not}}", *[""] * bodyweight, *mean])
    return rows


def wide_roster(draw: Draw) -> tuple[str, Sheets, str]:
    return "a wide roster", {"Team": draw.heading() + roster(draw)}, ""


def side_by_side(draw: Draw) -> tuple[str, Sheets, str]:
    people = draw.rng.sample(draw.words["people"], 5)
    left, right = roster(draw, people[:2]), roster(draw, people[2:])
    width = max(map(len, left)) + draw.rng.randint(1, 2)
    height = max(len(left), len(right))
    left += [[]] * (height - len(left))
    right += [[]] * (height - len(right))
    rows = [[*a, *[""] * (width - len(a)), *b] for a, b in zip(left, right, strict=True)]
    return "two rosters side by side", {"All": draw.heading() + rows}, ""


def log_of_sets(draw: Draw) -> tuple[str, Sheets, str]:
    sets, reps, weight = draw.words["program"]
    rows = [[draw.words["date"], draw.one("lift"), draw.label(weight), reps, sets]]
    for day in range(1, 6):
        for written, name in draw.lifts:
            load = f"{draw.value(name):g}"
            rows.append([f"2026-09-{day:02}", written, load, str(draw.rng.randint(1, 8)), "3"])
    return "a log of sets", {"Log": rows}, ""


def dates_as_columns(draw: Draw) -> tuple[str, Sheets, str]:
    months = sorted(draw.rng.sample(range(1, 10), 3))
    sheets = {}
    for person in draw.people(3):
        draw.person()
        rows = [["", *(f"2026-0{month}-15" for month in months)]]
        for written, name in draw.lifts:
            old = [f"{draw.cell(draw.value(name))} {{? {name}; @sheet}}" for _ in months[:-1]]
            new = f"{draw.cell(draw.value(name))} {{{name}; @sheet}}"
            rows.append([draw.label(f"{written} {draw.max_word()}"), *old, new])
        sheets[person] = draw.heading() + rows
    return "a sheet an athlete, dates as columns", sheets, ""


def meet_results(draw: Draw) -> tuple[str, Sheets, str]:
    draw.unit, draw.unit_at, draw.kind = "kg", "column", "meet best"
    names = {"Squat": "Squat", "Bench press": "Bench", "Deadlift": "Deadlift"}
    head = ["Name {v athletes}", "Sex", "Equipment", "BodyweightKg"]
    for name, short in names.items():
        head += [f"{short}{n}Kg" for n in (1, 2, 3)] + [f"Best3{short}Kg {{v {name}}}"]
    rows = [[*head, "TotalKg", "Place"]]
    for person in draw.people():
        draw.person()
        row = [person, draw.rng.choice("FM"), "Raw", f"{draw.rng.randint(100, 220) / 2:g}"]
        for name in names:
            first = draw.value(name)
            tries = [first, first + 5, first + 10]
            made = [draw.rng.random() < 0.7 for _ in tries]
            good = [weight for weight, ok in zip(tries, made, strict=True) if ok]
            row += [f"{t if ok else -t:g}" for t, ok in zip(tries, made, strict=True)]
            row.append(f"{max(good):g}" if good else "0 {not}")
        rows.append([*row, f"{draw.rng.randint(100, 300) * 2.5:g}", "1"])
    return "results of a meet", {"results": rows}, ""


def nothing_in_it(draw: Draw) -> tuple[str, Sheets, str]:
    head = [draw.label(written) for written, _ in draw.lifts]
    templates = {
        "an empty roster": [[draw.one("name"), *head], *[[one] for one in draw.people()]],
        "an empty block": [[f"{lift} {draw.max_word()}", ""] for lift in head],
        "goals only": [[f"{draw.one('goal')} {lift}", "150"] for lift in head],
        "bodyweights": [[draw.one("name"), draw.words["aside"][0]],
                        *[[one, "71.5"] for one in draw.people()]],
        "a percent chart": [["%", *map(str, range(100, 200, 25))],
                            *[[f"{p}%", *(f"{p * w / 100:g}" for w in range(100, 200, 25))]
                              for p in range(50, 100, 5)]],
    }  # fmt: skip
    what = draw.rng.choice(sorted(templates))
    return what, {"1": draw.heading() + templates[what]}, ""


LAYOUTS: dict[str, Layout] = dict(
    zip(
        CLASSES,
        (
            *(labels_and_values, pairs_along_a_row, header_and_one_row, sheet_a_lift),
            *(single_lift, label_elsewhere, own_book, wide_roster, long_list, log_of_sets),
            *(dates_as_columns, side_by_side, meet_results, nothing_in_it),
        ),
        strict=True,
    )
)


# ---- books ----------------------------------------------------------------------------------


def random_books(count: int, seed: int) -> list[Book]:
    """So many books, every class in turn."""
    rng = random.Random(seed)
    return [random_book(rng, CLASSES[n % len(CLASSES)], n) for n in range(count)]


def random_book(rng: random.Random, letter: str, number: int) -> Book:
    """A book of a class: drawn, laid out, moved about, in some format."""
    draw = _draw(rng, letter)
    like, sheets, athlete = LAYOUTS[letter](draw)
    name = f"{letter}-random-{number} {draw.language} {draw.unit_at}"
    book = marked(name, like, sheets, draw.defaults(athlete))
    if letter == "J":
        book = replace(book, asks=("log",))
    if letter in "JN":
        book = replace(book, nothing=like)
    book = files.moved(book, rng.randint(0, 4), rng.randint(0, 3))
    if letter in "HIKL" and rng.random() < 0.2:
        book = files.spaced(book)
    return replace(book, name=name, file=f"book.{_form(rng, draw, book)}")


def _draw(rng: random.Random, letter: str) -> Draw:
    language = rng.choice(sorted(WORDS))
    unit = "lb" if language == "en" and rng.random() < 0.5 else "kg"
    kind = rng.choice(["1RM", "1RM", "1RM", "training max", "best single"])
    written = zip(WORDS[language]["lifts"], LIFTS, strict=True)
    lifts = [(rng.choice(names), name) for names, name in written][: rng.randint(3, 4)]
    rng.shuffle(lifts)
    place = rng.choice(UNIT_PLACES)
    draw = Draw(rng, language, unit, place, kind, lifts)
    draw.person()
    return draw


def _form(rng: random.Random, draw: Draw, book: Book) -> str:
    if draw.unit_at == "format":
        return "xlsx"
    merged = any(files.merges(sheet) for sheet in book.sheets)
    plain = len(book.sheets) == 1 and not merged
    return rng.choice(["xlsx", "xlsx", "xls", "xls", "ods", *["csv"] * plain])


def large_roster(rows: int = 18_900, form: str = "csv") -> Book:
    """A roster as wide as the widest there is: for the clock."""
    rng = random.Random(rows)
    cells = [["Name {v athletes}", "Class", "Bodyweight (kg)", "Squat (kg) {v Squat}",
              "Bench (kg) {v Bench press}", "Deadlift (kg) {v Deadlift}", "Total"]]  # fmt: skip
    for number in range(rows):
        squat, bench, pull = (2.5 * rng.randint(20, 90) for _ in range(3))
        lifts = [f"{squat:g}", f"{bench:g}", f"{pull:g}", f"{squat + bench + pull:g}"]
        cells.append([_invented(number), "83", f"{rng.randint(600, 1100) / 10:g}", *lifts])
    book = marked(f"H roster of {rows} ({form})", "speed", {"Roster": cells}, {"unit": "kg"})
    return replace(book, file=f"book.{form}")


def _invented(number: int) -> str:
    """A name for each number, no two alike."""
    first = (
        "Ba",
        "De",
        "Fi",
        "Go",
        "Ju",
        "Ka",
        "Le",
        "Mi",
        "No",
        "Ru",
        "Sa",
        "Te",
        "Vi",
        "Wo",
        "Zu",
    )
    last = ("lan", "mer", "rik", "dos", "vun", "tal", "bek", "nis", "gor", "sum")
    signs = f"{number:05}"
    given = first[number // 10_000] + last[int(signs[1])]
    return f"{given} {first[int(signs[2])]}{last[int(signs[3])]}{last[int(signs[4])]}"
