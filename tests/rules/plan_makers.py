"""Examples of rules of the plan and the outputs that need more than a roster book."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from unittest.mock import patch

from tests.books import book
from toolkit import api
from toolkit.diagnostics import Findings
from toolkit.roundtrip.book import Workbook

TODAY = date(2026, 11, 22)
ROSTER = "# Squad\n| Name | Squat | Meet date |\n| Anna Berg | 120 | 2027-03-13 |\n"
Pair = tuple[Findings, Findings]


def roster(folder: Path, markdown: str = ROSTER, name: str = "squad.xlsx") -> Path:
    """A small roster book."""
    return book(folder, markdown, name)


def planned(path: Path, out: Path, **options: date) -> Findings:
    """The findings of the whole job."""
    return api.make_plan(path, out, today=TODAY, **options).findings


def meet_in_the_past(folder: Path) -> Pair:
    """A meet typed on the command line that is over."""
    path = roster(folder)
    past, ahead = date(2026, 3, 14), date(2027, 3, 20)
    return planned(path, folder / "a", meet=past), planned(path, folder / "b", meet=ahead)


def meet_before_start(folder: Path) -> Pair:
    """A start typed on the command line that lies behind the meet."""
    path = roster(folder)
    late, early = date(2027, 4, 5), date(2026, 11, 30)
    return planned(path, folder / "a", start=late), planned(path, folder / "b", start=early)


def nothing_to_plan(folder: Path) -> Pair:
    """A lift too light for the bar is all there is, beside somebody who can be planned."""
    light = "# Squad\n| Name | Bench |\n| Anna Berg | 25 |\n| Bo Lund | 100 |\n"
    return (
        planned(roster(folder, light), folder / "a"),
        planned(roster(folder, name="good.xlsx"), folder / "b"),
    )


def taper_off(folder: Path) -> Pair:
    """One day a week and a light max: the plates cannot make half the volume."""
    one_day = "# Squad\n| Name | Bench | Start | Meet date | Training days | Priority |\n"
    bad = roster(folder, one_day + "| Anna Berg | 37.5 | 2026-11-23 | 2027-01-25 | Wed | C |\n")
    good = roster(
        folder,
        one_day + "| Anna Berg | 137.5 | 2026-11-23 | 2027-01-25 | Mon Thu | C |\n",
        "good.xlsx",
    )
    return api.check_book(bad, today=TODAY), api.check_book(good, today=TODAY)


def taper_too_long(folder: Path) -> Pair:
    """Three weeks of taper in a season of nineteen days, and in one of fifteen weeks."""
    text = "# Squad\n| Name | Squat | Meet date | Taper days |\n| Anna Berg | 120 | {meet} | 21 |\n"
    start = {"start": date(2026, 11, 30)}
    bad = roster(folder, text.format(meet="2026-12-19"))
    good = roster(folder, text.format(meet="2027-03-13"), "good.xlsx")
    return planned(bad, folder / "a", **start), planned(good, folder / "b", **start)


def option_wins(folder: Path) -> Pair:
    """The command names another meet than the book, and the same one."""
    path = roster(folder)
    other, same = date(2027, 4, 10), date(2027, 3, 13)
    return planned(path, folder / "a", meet=other), planned(path, folder / "b", meet=same)


def days_in_week(folder: Path) -> Pair:
    """Training days on the command line, and a week that names the days of its lifts."""
    week = ROSTER + "# Week\n| Day | Exercise | Lift |\n| Mon | Squat | Squat |\n"
    days = (1, 3)
    return (
        api.check_book(roster(folder, week), today=TODAY, training_days=days),
        api.check_book(roster(folder, name="good.xlsx"), today=TODAY, training_days=days),
    )


def no_season(folder: Path) -> Pair:
    """Nobody can be planned."""
    light = "# Squad\n| Name | Bench |\n| Anna Berg | 25 |\n"
    return (
        planned(roster(folder, light), folder / "a"),
        planned(roster(folder, name="good.xlsx"), folder / "b"),
    )


def no_pdf(folder: Path) -> Pair:
    """Neither the PDF engine nor a browser is installed."""
    path = roster(folder)
    no_engine = patch("toolkit.outputs.pdf.plutoprint_pdf", return_value=None)
    with no_engine, patch("toolkit.outputs.pdf.find_browser", return_value=None):
        bad = planned(path, folder / "a")
    return bad, planned(path, folder / "b")


def no_glyph(folder: Path) -> Pair:
    """A name in a script that none of the shipped fonts covers."""
    thai = ROSTER.replace("Anna Berg", "สมชาย")
    return (
        planned(roster(folder, thai), folder / "a"),
        planned(roster(folder, name="good.xlsx"), folder / "b"),
    )


def cannot_write(folder: Path) -> Pair:
    """The folder's name is taken by a file."""
    (folder / "a").write_text("in the way")
    path = roster(folder)
    return planned(path, folder / "a"), planned(path, folder / "b")


def file_exists(folder: Path) -> Pair:
    """`new` never writes over a file."""
    path = folder / "club.xlsx"
    good = api.new_book(path, today=TODAY)
    return api.new_book(path, today=TODAY), good


def not_xlsx(folder: Path) -> Pair:
    """`new` writes Excel workbooks only."""
    return (
        api.new_book(folder / "club.csv", today=TODAY),
        api.new_book(folder / "club.xlsx", today=TODAY),
    )


def annotated(path: Path, name: str = "") -> Findings:
    """What annotating a copy of a book finds."""
    out = path.with_name(name or f"{path.stem} annotated{path.suffix}")
    return api.annotate(path, out, today=TODAY)


def copy_suffix(folder: Path) -> Pair:
    """An annotated copy under a name that Excel would not open."""
    path = roster(folder)
    return annotated(path, "copy.xls"), annotated(path, "copy.xlsx")


def book_signed(folder: Path) -> Pair:
    """A signature seals the book."""
    path = roster(folder)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("_xmlsignatures/origin.sigs", b"")
    return annotated(path), annotated(roster(folder, name="good.xlsx"))


def values_only(folder: Path) -> Pair:
    """A text file has neither colours nor notes."""
    path = folder / "roster.csv"
    path.write_text("Name,Squat\nAnna Berg,~120\n", encoding="utf-8")
    return annotated(path, "copy.xlsx"), annotated(roster(folder))


def note_left_out(folder: Path) -> Pair:
    """A cell that the coach and an assistant talk about."""
    text = ROSTER.replace("120", "~120")
    path = roster(folder, text)
    workbook, part = Workbook(path.read_bytes()), "xl/threadedComments/threadedComment1.xml"
    workbook.package.put(part, b'<ThreadedComments><threadedComment ref="B2"/></ThreadedComments>')
    workbook.join(workbook.sheets["Squad"], "threadedComment", part)
    path.write_bytes(workbook.package.save())
    return annotated(path), annotated(roster(folder, text, "good.xlsx"))


def reviewed(folder: Path, name: str, text: str) -> Findings:
    """The review of a table written as CSV."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return api.review_file(path)


TABLE = "date,lift,sets,reps,percent_1rm,load,training_max\n"


def no_plan_table(folder: Path) -> Pair:
    """A roster is no plan."""
    good = reviewed(folder, "plan.csv", TABLE + "2027-01-04,Squat,3,5,0.7,140,200\n")
    return api.review_file(roster(folder)), good


def plan_row_lost(folder: Path) -> Pair:
    """A row without a number of sets."""
    bad = reviewed(folder, "bad.csv", TABLE + "2027-01-04,Squat,some,5,0.7,140,200\n")
    return bad, reviewed(folder, "good.csv", TABLE + "2027-01-04,Squat,3,5,0.7,140,200\n")


def load_and_percent(folder: Path) -> Pair:
    """150 kg beside 70 % of 200 kg."""
    bad = reviewed(folder, "bad.csv", TABLE + "2027-01-04,Squat,3,5,0.7,150,200\n")
    return bad, reviewed(folder, "good.csv", TABLE + "2027-01-04,Squat,3,5,0.7,142.5,200\n")


CLUB = "# Squad\n| Name | Squat | Bench |\n| Anna Berg | 120 | 70 |\n| Bo Lund | 140 | 100 |\n"


def with_days_off(folder: Path, bad: str, good: str, more: str = "") -> Pair:
    """The findings on two books whose days off differ, each "from to what" of one line."""

    def checked(name: str, days: str) -> Findings:
        first, last, what = days.split()
        calendar = f"# Calendar\n| From | To | What |\n| {first} | {last} | {what} |\n"
        settings = f"# Settings\n| Setting | Value |\n| Start | 2026-11-30 |\n{more}"
        return api.check_book(roster(folder, CLUB + calendar + settings, name), today=TODAY)

    return checked("bad.xlsx", bad), checked("good.xlsx", good)


MEET = "| Meet | 2027-03-13 |\n"


def long_break(folder: Path) -> Pair:
    """Three weeks of exams, and one."""
    return with_days_off(folder, "2027-01-04 2027-01-24 Exams", "2027-01-04 2027-01-10 Exams", MEET)


def break_late(folder: Path) -> Pair:
    """Three weeks off that end a week before the meet, and ten weeks before it."""
    return with_days_off(folder, "2027-02-15 2027-03-07 Exams", "2026-12-14 2027-01-03 Exams", MEET)


def day_off_at_meet(folder: Path) -> Pair:
    """A camp over the day of the meet, and one that ends before it."""
    return with_days_off(folder, "2027-03-11 2027-03-14 Camp", "2027-03-09 2027-03-09 Camp", MEET)


def no_test(folder: Path) -> Pair:
    """The week of the tests off, and the week before it."""
    return with_days_off(folder, "2027-02-15 2027-02-21 Camp", "2027-02-08 2027-02-14 Camp")


PLAN_EXAMPLES = {
    "P401": meet_in_the_past,
    "P402": meet_before_start,
    "P413": nothing_to_plan,
    "P414": taper_off,
    "P415": option_wins,
    "P418": taper_too_long,
    "P416": no_season,
    "P424": long_break,
    "P425": break_late,
    "P426": day_off_at_meet,
    "P427": no_test,
    "P430": days_in_week,
    "P593": no_plan_table,
    "P594": plan_row_lost,
    "P595": load_and_percent,
    "O501": no_pdf,
    "O502": no_glyph,
    "O503": cannot_write,
    "O504": file_exists,
    "O505": not_xlsx,
    "O606": copy_suffix,
    "O607": book_signed,
    "O608": values_only,
    "O609": note_left_out,
}
"""Examples by rule code."""
