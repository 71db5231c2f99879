"""Make the sample workbooks. Run it with `python -m tests.make_samples`; names are invented."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter
import xlwt

from tests.books import book
from toolkit.sheets.blank import default_settings, write_roster_book

SAMPLES = Path(__file__).resolve().parents[1] / "sample_workbooks"
CREATED = date(2026, 11, 22)
START = date(2026, 11, 30)

Table = list[dict[str, object]]


def table(text: str) -> Iterator[dict[str, str]]:
    """Rows of a Markdown table by the words of its first row; empty cells are left out."""
    lines = [line.strip(" |").split("|") for line in text.strip().splitlines()]
    keys = [key.strip() for key in lines[0]]
    for line in lines[1:]:
        cells = zip(keys, (cell.strip() for cell in line), strict=False)
        yield {key: cell for key, cell in cells if cell}


def typed(text: str) -> object:
    """A number, a day or a text, as a coach would have typed it."""
    for kind in (int, float, date.fromisoformat):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def rows(text: str) -> Table:
    """A Markdown table as rows of typed values."""
    return [{key: typed(cell) for key, cell in row.items()} for row in table(text)]


CLUB_ATHLETES = """
athlete             | group   | sex | bodyweight | unit | sessions | training_days
Łucja Żurawska      | Seniors | F   | 62.4       |      |          | Mon Wed Fri
Håkon Bjørnvik      | Seniors | M   | 92.1       |      | 4        |
Marcus Thorne       | Seniors | M   | 103.5      |      | 4        |
Оксана Вербицька    | Seniors | F   | 68.2       |      |          | Mon Wed Fri
Ελένη Παπαδάκη      | Juniors | F   | 56.8       |      |          | Tue Thu Sat
佐藤 美咲            | Juniors | F   | 51.6       |      |          | Tue Thu Sat
ليلى الحداد         | Juniors | F   | 63.0       |      |          | Tue Thu Sat
Noah Castellanos    | Juniors | M   | 73.9       |      |          | Tue Thu Sat
Dana Whitfield      | Masters | F   | 165        | lb   |          | Mon Wed Fri
Cole Brannigan      | Masters | M   | 231        | lb   |          | Mon Wed Fri
Priya Raghunathan   | Masters | F   | 70.5       |      |          | Mon Wed Fri
Zoë Müller-Vidal    | Masters | F   | 75.0       |      | 2        | Mon Thu
"""

CLUB_MAXES = """
athlete             | lift     | max        | kind         | stage | priority | goal  | tested_on
Łucja Żurawska      | Squat    | 117.5      |              |       | A        | 122.5 | 2026-11-14
Łucja Żurawska      | Bench    | 67.5       |              |       |          | 70    | 2026-11-14
Łucja Żurawska      | Deadlift | 140        |              |       |          | 145   | 2026-11-14
Håkon Bjørnvik      | Squat    | 205        |              |       |          | 212.5 | 2026-11-14
Håkon Bjørnvik      | Bench    | 142.5      |              |       | A        | 147.5 | 2026-11-14
Håkon Bjørnvik      | Deadlift | 242.5      |              |       |          | 250   | 2026-11-14
Marcus Thorne       | Squat    | 202.5      | Training max |       |          |       |
Marcus Thorne       | Bench    | 135        | Training max |       |          |       |
Marcus Thorne       | Deadlift | 225        | Training max |       |          |       |
Оксана Вербицька    | Squat    | 125        |              |       |          | 130   | 2026-11-07
Оксана Вербицька    | Bench    | 75         |              |       |          |       | 2026-11-07
Оксана Вербицька    | Deadlift | 147.5      |              |       |          | 152.5 | 2026-11-07
Ελένη Παπαδάκη      | Squat    | 82.5       |              |       |          |       |
Ελένη Παπαδάκη      | Bench    | 50         |              |       |          |       |
Ελένη Παπαδάκη      | Deadlift | 105        |              |       |          |       |
佐藤 美咲            | Squat    | 75         |              |       |          |       |
佐藤 美咲            | Bench    | 52.5       |              | New   |          |       |
佐藤 美咲            | Deadlift | 95         |              |       |          |       |
ليلى الحداد         | Squat    | 90         |              |       |          |       |
ليلى الحداد         | Bench    | 55         |              |       |          |       |
ليلى الحداد         | Deadlift | 110        |              | New   |          |       |
Noah Castellanos    | Squat    | 130x3      |              |       |          |       | 2026-11-12
Noah Castellanos    | Bench    | 92.5       |              |       |          |       |
Noah Castellanos    | Deadlift | 165        |              |       |          |       |
Dana Whitfield      | Squat    | 245        |              |       |          | 255   |
Dana Whitfield      | Bench    | 145        |              |       |          |       |
Dana Whitfield      | Deadlift | 290        |              |       |          | 300   |
Cole Brannigan      | Squat    | 405        |              |       |          |       |
Cole Brannigan      | Bench    | 275        |              |       |          |       |
Cole Brannigan      | Deadlift | 455        |              |       | C        |       |
Priya Raghunathan   | Squat    | 95x5       |              |       |          |       | 2026-11-16
Priya Raghunathan   | Bench    | 52.5x4 @ 8 |              |       |          |       | 2026-11-17
Priya Raghunathan   | Deadlift | 115x5 @ 9  |              |       |          |       | 2026-11-18
Zoë Müller-Vidal    | Squat    | 100        |              |       |          |       |
Zoë Müller-Vidal    | Bench    | 60         |              |       |          |       |
Zoë Müller-Vidal    | Deadlift | 127.5      |              |       |          |       |
"""

CLUB_WEEK = """
day | order | exercise             | dose           | for
Mon | 8     | Bulgarian split squat | 3x8 a leg     | Seniors
Fri | 8     | Chin-up              | 3 x 6-8        | Seniors
Thu | 8     | Plank                | 3 x 40 s       | Juniors
"""


def club(folder: Path) -> None:
    """Twelve lifters, one meet, two units, five scripts."""
    write_roster_book(
        folder / "club.xlsx",
        {
            "athletes": rows(CLUB_ATHLETES),
            "maxes": rows(CLUB_MAXES),
            "meets": [{"meet": "Harbour Open", "date": date(2027, 3, 13), "priority": "A"}],
            "week": rows(CLUB_WEEK),
        },
        {**default_settings(), "start": START, "meet_name": None},
        created=CREATED,
    )


THROWERS_ATHLETES = """
athlete        | group       | sex | bodyweight | sessions | training_days   | rotation
Runa Solvang   | Throwers    | F   | 82.5       |          | Mon Wed Fri     |
Tavo Brindle   | Throwers    | M   | 112        | 4        | Mon Tue Thu Fri |
Odalys Kerr    | Throwers    | F   | 91         |          | Mon Wed Fri     | weekly
Matis Verholt  | Lifters     | M   | 80.3       | 4        | Mon Tue Thu Fri |
"""

THROWERS_MAXES = """
athlete        | lift           | max   | priority | goal  | tested_on
Runa Solvang   | Squat          | 135   | A        | 140   | 2026-11-13
Runa Solvang   | Bench press    | 82.5  |          |       | 2026-11-13
Runa Solvang   | Power clean    | 87.5  |          |       | 2026-11-14
Runa Solvang   | Overhead press | 52.5  | C        |       | 2026-11-14
Tavo Brindle   | Squat          | 210   |          | 217.5 | 2026-11-13
Tavo Brindle   | Bench press    | 160   | A        | 165   | 2026-11-13
Tavo Brindle   | Power clean    | 137.5 |          |       | 2026-11-14
Tavo Brindle   | Snatch         | 102.5 |          |       | 2026-11-14
Tavo Brindle   | Deadlift       | 235   | C        |       | 2026-11-14
Odalys Kerr    | Squat          | 150   |          |       | 2026-11-13
Odalys Kerr    | Bench press    | 92.5  |          |       | 2026-11-13
Odalys Kerr    | Power clean    | 95    | A        | 97.5  | 2026-11-14
Odalys Kerr    | Deadlift       | 170   | C        |       | 2026-11-14
Matis Verholt  | Snatch         | 112.5 | A        | 115   | 2026-11-15
Matis Verholt  | Clean and jerk | 140   | A        | 145   | 2026-11-15
Matis Verholt  | Squat          | 190   |          |       | 2026-11-13
Matis Verholt  | Overhead press | 77.5  | C        |       | 2026-11-14
"""

THROWERS_MEETS = """
meet             | date       | priority
Club Strength Day | 2027-01-16 | C
Indoor Trophy    | 2027-03-13 | A
Hillside Relays  | 2027-04-17 | B
Summer Trophy    | 2027-05-22 | A
"""

THROWERS_CALENDAR = """
from       | to         | what       | for
2026-12-24 | 2026-12-26 | Christmas  |
2027-02-01 | 2027-02-04 | Exams      | Odalys Kerr
"""

THROWERS_WEEK = """
day | order | exercise            | dose     | for
Mon | 8     | Rotational med-ball throw | 4x5 a side | Throwers
Fri | 8     | Back extension      | 3x10     |
"""


def throwers(folder: Path) -> None:
    """Three throwers and a weightlifter: a daily rotation, four meets, days off."""
    write_roster_book(
        folder / "throwers.xlsx",
        {
            "athletes": rows(THROWERS_ATHLETES),
            "maxes": rows(THROWERS_MAXES),
            "meets": rows(THROWERS_MEETS),
            "calendar": rows(THROWERS_CALENDAR),
            "week": rows(THROWERS_WEEK),
        },
        {**default_settings(), "start": START, "rotation": "daily"},
        created=CREATED,
    )


FIRST_MEET_MAXES = """
athlete   | lift        | max  | stage
Ida Ferro | Squat       | 60x5 | New
Ida Ferro | Bench press | 52.5 | New
Ida Ferro | Deadlift    | 80x5 | New
"""


def first_meet(folder: Path) -> None:
    """One lifter who is new to the lifts, and her first meet."""
    write_roster_book(
        folder / "first-meet.xlsx",
        {
            "athletes": [
                {
                    "athlete": "Ida Ferro",
                    "sex": "F",
                    "bodyweight": 66,
                    "training_days": "Mon Wed Sat",
                }
            ],
            "maxes": rows(FIRST_MEET_MAXES),
            "meets": [{"meet": "Novice Cup", "date": date(2027, 3, 20), "priority": "A"}],
        },
        {**default_settings(), "attempts": "novice"},
        created=CREATED,
    )


ROSTER = """
Name           | Squat | Bench | Deadlift
Ana Quiroga    | 105   | 62.5  | 132.5
Ben Halvorsen  | 170   | 120   | 205
Chidi Eze      | 190   | 130   | 230
Dora Lindgren  | 92.5  | 55    | 120
Emil Novák     | 150   | 102.5 | 180
Farah Siddiqui | 80    | 52.5  | 107.5
"""


def roster(folder: Path) -> None:
    """A name and three lifts, as most coaches have it: the same table as CSV and as a workbook."""
    lines = list(table(ROSTER))
    text = [",".join(lines[0]), *(",".join(line.values()) for line in lines)]
    (folder / "roster.csv").write_bytes(("\r\n".join(text) + "\r\n").encode())
    with xlsxwriter.Workbook(str(folder / "roster.xlsx")) as workbook:
        workbook.set_properties({"created": datetime.combine(CREATED, time())})
        sheet = workbook.add_worksheet("Roster")
        sheet.set_column(0, 0, 18)
        sheet.write_row(0, 0, list(lines[0]), workbook.add_format({"bold": True}))
        for number, line in enumerate(lines, start=1):
            sheet.write_row(number, 0, [typed(cell) for cell in line.values()])


BROKEN = """
# Athletes
| Athlete     | Group   | Bodyweight | Training days | Meet       |
|-------------|---------|------------|---------------|------------|
| Anna Berg   | Seniors | 63         | Mon Wed Fri   | 2027-03-13 |
| Bo Lund     | Seniors | 92.5       | Mon Wde Fri   | 2026-03-14 |
| Cleo Marsh  | Juniors | 58         |               | Sprng Open |
| anna berg   | Juniors |            |               |            |
| Dag Moen    | Juniors | 71         |               |            |

# Maxes
| Athlete    | Lift     | Max     | Kind | Stage    |
|------------|----------|---------|------|----------|
| Anna Berg  | Squat    | ~180    |      |          |
| Anna Berg  | Bench    | -70     |      |          |
| Anna Berg  | Deadlift | 2000    |      |          |
| Bo Lund    | Sqat     | 180     |      |          |
| Bo Lund    | Bench    | #REF!   |      |          |
| Bo Lund    | Deadlift | =C5*1.2 |      |          |
| Cleo Marsh | Squat    | 80x12   |      |          |
| Cleo Marsh | Bench    | 52.5    |      | lerning  |
| Cleo Marsh | Bench    | 55      |      |          |
| Cleo Marsh | Deadlift |         |      |          |
| Cleo March | Deadlift | 110     |      |          |

# Meets
| Meet        | Date       | Athletes |
|-------------|------------|----------|
| Spring Open | 2027-03-13 | Juniors  |

# Settings
| Setting     | Value |
|-------------|-------|
| Unit        | kg    |
| Block weeks | 9     |
| Papr        | A4    |

# Last year (hidden)
| Name      | Squat |
|-----------|-------|
| Anna Berg | 110   |
"""


def broken(folder: Path) -> None:
    """A book with most of what goes wrong, for the tour of findings."""
    book(folder, BROKEN, "broken.xlsx")


PROGRAM = """
Winterprogramm 8 Wochen |        |          |
Athletin:               | Mieke Sandvoß |   |
Alle Gewichte in kg     |        |          |
                        |        |          |
Übung                   | Max    | TM (90%) | Ziel
Kniebeuge               | 117,5  | 105.75   | 122.5
Bankdrücken             | 65     | 58.5     | 67.5
Kreuzheben              | 142,5  | 128.25   | 150
Körpergewicht           | 66,8   |          |
                        |        |          |
Woche 1                 | Sätze  | Wdh.     | kg
Kniebeuge               | 5      | 5        | 80
Bankdrücken             | 5      | 5        | 45
Kreuzheben              | 3      | 5        | 97.5
Woche 2                 | Sätze  | Wdh.     | kg
Kniebeuge               | 5      | 4        | 85
Bankdrücken             | 5      | 4        | 47.5
Kreuzheben              | 3      | 4        | 102.5
"""


def program(folder: Path) -> None:
    """A program of a coach's own making, saved by an old Excel: maxes in a corner, loads below."""
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("Plan")
    for row, line in enumerate(PROGRAM.strip().splitlines()):
        for column, cell in enumerate(part.strip() for part in line.split("|")):
            if cell:
                sheet.write(row, column, typed(cell))
    workbook.save(str(folder / "own-program.xls"))


LOG = """
Date,Workout Name,Exercise Name,Set Order,Weight,Reps,RPE
2026-09-28 18:02:11,Lower,Squat (Barbell),W,60,5,
2026-09-28 18:02:11,Lower,Squat (Barbell),1,100,5,8
2026-09-28 18:02:11,Lower,Deadlift (Barbell),1,130,4,8.5
2026-10-01 18:10:40,Upper,Bench Press (Barbell),1,62.5,6,9
2026-10-01 18:10:40,Upper,Bench Press (Dumbbell),1,24,10,
2026-10-26 18:05:03,Lower,Squat (Barbell),1,107.5,3,8.5
2026-10-26 18:05:03,Lower,Deadlift (Barbell),1,140,2,9
"""


def log(folder: Path) -> None:
    """What a training app exports: a set a row, and no max."""
    text = "\r\n".join(LOG.strip().splitlines()) + "\r\n"
    (folder / "training-log.csv").write_bytes(text.encode())


def main(folder: Path = SAMPLES) -> None:
    """Write every sample into a folder."""
    for make in (club, throwers, first_meet, roster, program, log, broken):
        make(folder)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
