"""The cards as HTML: what stands on them, in which order, and that nothing breaks in or out."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.seasons import (
    FIVE_SCRIPTS,
    KG,
    ROWS,
    Row,
    assistance,
    lift,
    plan,
    prescription,
    season,
    session,
)
from toolkit.diagnostics import CellRef, Findings
from toolkit.model.athlete import Equipment, Plate, Stage
from toolkit.model.prescription import Prescription, Role
from toolkit.model.season import Plan, Season, Week
from toolkit.outputs import fonts, pdf, templates
from toolkit.outputs.cards import Sheet, render_cards, sheets
from toolkit.outputs.season_page import season_page
from toolkit.outputs.session_cards import SessionCard, session_cards
from toolkit.units import Unit

ROOT = Path(__file__).resolve().parents[2]
SQUAT = lift("Squat", "squat", 140)
DAY = date(2027, 1, 4)


def one_day(*lines: Prescription, days_out: int | None = 40) -> Season:
    """A season with one week of one session."""
    base = season()
    end = date.fromordinal(DAY.toordinal() + days_out) if days_out else None
    week = Week(1, DAY, date(2027, 1, 10), (session(DAY, 1, end, lines),))
    return replace(base, weeks=(week,))


def one_card(*lines: Prescription, days_out: int | None = 40, paper: str = "a4") -> SessionCard:
    """The card of a single session with these lines."""
    return next(session_cards(one_day(*lines, days_out=days_out), paper))


class Elements(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def text_of(html: str) -> str:
    """What a reader sees: no style, no tags, spaces made single."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.S).split())


# --- order and paper -------------------------------------------------------------------------


def test_the_order_is_season_sessions_meet_for_each_athlete() -> None:
    """Athletes follow the book; inside an athlete: season page, training days by date, meet."""
    made = list(sheets(plan(season("A"), season("B"))))
    kinds = ["season" if s.season else "meet" if s.meet else "sessions" for s in made]
    half = len(kinds) // 2
    for part in (kinds[:half], kinds[half:]):
        assert part == ["season", *["sessions"] * (half - 2), "meet"]
    assert [s.bookmark for s in made if s.bookmark] == ["A", "B"]


def test_every_training_day_has_one_card_in_order_of_date() -> None:
    """As many cards as training days, none for the meet day."""
    one = season()
    dates = [c.when for s in sheets(plan(one)) for c in s.sessions]
    days = [f"{s.days_out} days to Spring Open" for _, s in one.sessions() if not s.is_meet]
    assert dates == days


def test_two_short_sessions_share_a_sheet() -> None:
    """A rotation week of single lifts is two to a page, with a cut line between."""
    one = replace(season(lifts=[SQUAT], meet=False), attempts=())
    made = [s for s in sheets(plan(one)) if s.sessions]
    assert [len(s.sessions) for s in made[:-1]] == [2] * (len(made) - 1)
    html = render_cards(plan(one))
    assert html.count('<div class="cut">') == sum(len(s.sessions) == 2 for s in made)


def test_a_tall_session_takes_a_whole_sheet_and_is_never_split() -> None:
    """Four lifts of two rows do not fit half a sheet; nothing shares the sheet with them."""
    lines = [prescription(SQUAT, KG, "difficulty") for _ in range(4)]
    assert one_card(*lines).tall
    one = season(lifts=[lift(f"Lift {n}", "other", 100) for n in range(4)])
    for sheet in sheets(plan(one)):
        assert len(sheet.sessions) < 2 or not any(card.tall for card in sheet.sessions)


def test_letter_is_shorter_than_a4_and_the_cards_know() -> None:
    """The same session can fit half an A4 sheet and not half a Letter sheet."""
    lines = [prescription(SQUAT, KG, what) for what in ("difficulty", "difficulty", "repetition")]
    assert not one_card(*lines, paper="a4").tall
    assert one_card(*lines, paper="letter").tall
    assert "size: letter" in render_cards(plan(paper="letter"))
    assert "size: A4" in render_cards(plan())


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("count", range(1, 8))
def test_rows_fill_the_card_and_stay_inside_it(count: int, paper: str) -> None:
    """The planned heights never exceed the card, and rows stay high enough to write in."""
    card = one_card(*[prescription(SQUAT, KG, "difficulty")] * count, paper=paper)
    layout = templates.read_words("layout")
    sheet = layout["paper"][paper]["height"]
    room = sheet if card.tall else (sheet - layout["gap"]) / 2
    size = layout["card"]
    used = size["top"] + size["care"] + size["foot"] + 6 + 2 * count * card.row_mm
    used += count * (size["lift"] + size["warm_up"])
    assert size["row_dense"] - 0.1 <= card.row_mm <= size["row_most"]
    assert used <= room or card.row_mm < size["row_dense"]


# --- the session card ------------------------------------------------------------------------


def test_a_row_says_dose_load_percent_cap_and_plates() -> None:
    """5 x 8 at 67.5 % of 140 kg is 95 kg: 25 + 10 + 2.5 a side."""
    (row,) = one_card(prescription(SQUAT, KG, "repetition")).lifts[0].rows
    assert (row.sets, row.reps, row.load, row.unit) == (5, 8, "95", "kg")
    assert (row.percent, row.effort) == ("67.5 %", "RPE up to 8")
    assert row.loading.text == "25 + 10 + 2.5 a side"
    assert [plate.label for plate in row.loading.plates] == ["25", "10", "2.5"]


def test_bigger_plates_are_drawn_bigger() -> None:
    """Plates stand from the collar outwards, and their diameters follow their weights."""
    (row,) = one_card(prescription(SQUAT, KG, "repetition")).lifts[0].rows
    drawn = row.loading.plates
    assert [p.x for p in drawn] == sorted(p.x for p in drawn)
    assert [p.across for p in drawn] == sorted((p.across for p in drawn), reverse=True)


def test_a_load_that_cannot_be_made_says_so_on_the_card() -> None:
    """With 20s only, 95 kg leaves 17.5 a side, in words and marked."""
    few = Equipment(Unit.KG, 20, (Plate(20), Plate(1.25, 0)))
    line = replace(prescription(SQUAT, KG, "repetition"), equipment=few)
    html = render_cards(plan(one_day(line)))
    assert "cannot be loaded: 17.5 a side missing" in html
    assert 'class="plates short"' in html


def test_there_is_a_blank_for_every_set_and_an_rpe_box_on_the_top_set() -> None:
    """Up to eight boxes in a row; only the top set asks for its RPE."""
    html = render_cards(plan(one_day(prescription(SQUAT, KG, "difficulty"))))
    assert html.count('<div class="set">') == 1 + 3
    assert html.count('<div class="set rpe">') == 1


def test_eight_sets_have_eight_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of eight sets is drawn whole."""
    monkeypatch.setitem(ROWS, "repetition", (Row(Role.WORK, 8, 3, 0.7, 8),))
    html = render_cards(plan(one_day(prescription(SQUAT, KG, "repetition"))))
    assert html.count('<div class="set">') == 8


def test_the_warm_up_is_a_ladder_from_the_bar() -> None:
    """The empty bar is called by its name."""
    text = one_card(prescription(SQUAT, KG, "repetition")).lifts[0].warm_up
    assert text == "bar × 8 · 37.5 × 5 · 57.5 × 3 · 75 × 2"


@pytest.mark.parametrize("key", list(ROWS))
def test_every_emphasis_and_phase_has_its_own_tag_and_sentence(key: str) -> None:
    """Colour class, word and icon on the tag, and a sentence to care about."""
    html = render_cards(plan(one_day(prescription(SQUAT, KG, key))))
    words = templates.read_words("words")["emphasis"][key]
    assert f'<article class="card {key}"' in html
    assert f"<b>{words['title']}</b>" in html
    care = [words[name] for name in words if name.startswith("care")]
    shown = [sentence.replace("{lift}", "Squat") for sentence in care]
    assert any(sentence in html for sentence in shown)


def test_a_timing_lift_inside_a_block_carries_its_own_small_tag() -> None:
    """The card leads with repetition; the timing lift says TIMING beside its name."""
    bench = lift("Bench press", "bench press", 90)
    card = one_card(prescription(SQUAT, KG, "repetition"), prescription(bench, KG, "timing"))
    assert card.key == "repetition"
    assert [one.tag for one in card.lifts] == ["", "timing"]


def test_a_day_of_timing_only_leads_with_timing() -> None:
    """Where every lift serves timing the card does not ask for many reps."""
    assert one_card(prescription(SQUAT, KG, "timing")).key == "timing"


def test_learning_lifts_say_how_many_reps_stay_in_hand() -> None:
    """Who is new to a lift misjudges RPE, so the card does not ask for one."""
    card = one_card(prescription(SQUAT, KG, "learning"))
    assert card.lifts[0].rows[0].effort == "3 reps in hand"
    assert card.lifts[0].rows[0].tempo == "3-1-0"


def test_the_top_set_of_a_difficulty_block_has_a_target_not_a_cap() -> None:
    """RPE 9 on the top set is meant; on the back-off sets it is a limit."""
    rows = one_card(prescription(SQUAT, KG, "difficulty")).lifts[0].rows
    assert [row.effort for row in rows] == ["RPE 9", "RPE up to 8"]


def test_the_taper_speaks_of_the_heavy_single_only_where_there_is_one() -> None:
    """The heaviest single, an ordinary taper day, and the last session have their own sentence."""
    words = templates.read_words("words")["emphasis"]["taper"]
    heavy = prescription(SQUAT, KG, "taper")
    light = replace(heavy, groups=tuple(g for g in heavy.groups if g.role is not Role.TOP))
    single = words["care_heavy"].replace("{lift}", "Squat")
    assert single.startswith("Squat: ")
    assert one_card(heavy, days_out=8).care == single
    assert one_card(light, days_out=8).care == words["care"]
    assert one_card(light, days_out=3).care == words["care_last"]


def test_a_day_of_many_heavy_singles_names_two_lifts_and_counts_the_others() -> None:
    """The sentence keeps to its one line; where it is long it is set smaller."""
    heavy = [
        prescription(lift(name, "squat", 140), KG, "taper")
        for name in ("Snatch", "Clean and jerk", "Squat", "Overhead press")
    ]
    many, one = one_card(*heavy, days_out=8), one_card(heavy[0], days_out=8)
    assert many.care.startswith("Snatch, Clean and jerk and 2 more: ")
    assert (many.care_size, one.care_size) == ("long", "")
    assert one_card(*heavy[:2], days_out=8).care.startswith("Snatch, Clean and jerk: ")


@pytest.mark.parametrize("key", ["difficulty", "intensity"])
def test_the_easier_day_of_a_block_does_not_speak_of_a_top_set(key: str) -> None:
    """A second session without a top set has a sentence of its own."""
    words = templates.read_words("words")["emphasis"][key]
    whole = prescription(SQUAT, KG, key)
    easier = replace(whole, groups=tuple(g for g in whole.groups if g.role is not Role.TOP))
    assert one_card(whole).care == words["care"]
    assert one_card(easier).care == words["care_light"] != words["care"]


def test_assistance_is_a_line_with_a_box_to_tick() -> None:
    """Exercise and dose as the coach wrote them, and no number among the lifts."""
    card = one_card(prescription(SQUAT, KG, "repetition"), assistance("Plank", "3x40 s"))
    assert card.assistance == (("Plank", "3x40 s"),)
    assert len(card.lifts) == 1


def test_a_day_of_assistance_only_takes_the_tag_of_its_week() -> None:
    """No main lift leads the day, so the week does; the card still has its lines."""
    card = one_card(assistance())
    assert card.key == "repetition"
    assert card.assistance == (("Row", "3x10"),)
    assert "Row" in render_cards(plan(one_day(assistance())))


def test_start_is_shown_only_when_it_differs_from_now() -> None:
    """In a fresh plan both are the same number, printed once, with what is aimed at."""
    html = render_cards(plan())
    foot = text_of(html.split('<footer class="foot">')[1].split("</footer>")[0])
    assert "140 kg now" in foot
    assert "expected 143.5" in foot
    assert "start" not in foot
    assert "395 kg now" in foot


def test_the_coachs_goal_is_called_a_goal() -> None:
    """A goal of 150 replaces the expected third."""
    one = season(lifts=[lift("Squat", "squat", 140, goal=150.0)])
    assert "goal 150" in text_of(render_cards(plan(one)))


def test_pounds_stay_pounds_in_training() -> None:
    """A pound plan shows pounds and pound plates on its session cards."""
    card = next(session_cards(season(unit=Unit.LB), "letter"))
    (row,) = card.lifts[0].rows
    assert (row.load, row.unit) == ("215", "lb")
    assert row.loading.text == "45 + 35 + 5 a side"


# --- season page and meet-day card -----------------------------------------------------------


def test_lifts_with_the_same_course_share_a_row_of_the_calendar() -> None:
    """Two experienced lifts make one row, the new lift its own."""
    new = lift("Snatch", "snatch", 60, stage=Stage.NEW)
    page = season_page(plan(), season(lifts=[SQUAT, lift("Press", "overhead press", 60), new]))
    assert [row.lifts for row in page.rows] == [("Squat, Press",), ("Snatch",)]


@pytest.mark.parametrize("weeks", [4, 12, 22, 40])
def test_the_bands_of_the_calendar_tile_the_season(weeks: int) -> None:
    """No gap and no overlap, and each band's word fits it."""
    page = season_page(plan(), season(weeks=weeks))
    for row in page.rows:
        edge = row.bands[0].x
        for band in row.bands:
            assert band.x == pytest.approx(edge, abs=0.02)
            assert len(band.word) * 1.75 <= band.width
            edge = band.x + band.width
        assert edge == pytest.approx(31 + 147, abs=0.05)


def test_the_chart_shows_the_taper_as_less_work_at_more_weight() -> None:
    """The tapering bars are marked and lower; the heaviest set is higher than before."""
    chart = season_page(plan(), season()).chart
    tapering = [bar for bar in chart.bars if bar.tapering]
    before = [bar for bar in chart.bars if not bar.tapering]
    assert len(tapering) == 2
    assert max(bar.height for bar in tapering) < min(bar.height for bar in before)
    (taper,) = chart.tapers
    assert taper[0] == pytest.approx(tapering[0].x, abs=3)
    assert taper[0] + taper[1] == pytest.approx(31 + 147, abs=0.05)
    assert min(y for _, y in chart.heaviest) == chart.heaviest[-1][1]


def test_the_season_page_states_every_assumption() -> None:
    """What was assumed for the athlete and for the book stands on the page."""
    text = text_of(render_cards(plan()))
    for sentence in (*season().assumed, *plan().assumed):
        assert sentence in text


def test_the_legend_explains_what_occurs_and_nothing_else() -> None:
    """A season without learning does not explain it."""
    legend = season_page(plan(), season()).legend
    assert legend == ("repetition", "difficulty", "intensity", "timing", "deload", "taper", "meet")


def test_a_test_week_stands_in_the_calendar() -> None:
    """Without a meet the season ends in a test week and says so."""
    page = season_page(plan(), season(meet=False))
    assert page.rows[0].bands[-1].key == "test"
    assert page.headline == "12 weeks to a test week"


def test_the_meet_card_shows_attempts_in_kilograms_with_pounds_beside() -> None:
    """Opener, second, third, what follows from each, and the total of the thirds."""
    made = list(sheets(plan(season(unit=Unit.LB))))
    card = made[-1].meet
    assert card is not None
    squat = card.lifts[0]
    assert [a.name for a in squat.attempts] == ["Opener", "Second", "Third"]
    assert [a.load_kg for a in squat.attempts] == ["135", "140", "145"]
    assert squat.attempts[0].load_lb == "297.6"
    assert (squat.attempts[0].made, squat.attempts[0].missed) == ("take the second", "repeat it")
    assert card.total_kg == "410"


def test_the_meet_card_has_lights_and_blanks_for_every_attempt() -> None:
    """Three lights and a blank for the weight taken, nine times."""
    html = render_cards(plan())
    assert html.count('class="lights"') == 9
    assert html.count('class="taken"') == 9
    assert "Rack height" in html
    assert "Opener handed in" in html


def test_without_a_meet_there_is_no_meet_card() -> None:
    """A season that ends in a test week ends with its last session card."""
    assert not any(sheet.meet for sheet in sheets(plan(season(meet=False))))


# --- nothing breaks in, nothing leaves --------------------------------------------------------

HOSTILE = (
    "<b>x</b>",
    "=1+1",
    '"><script>alert(1)</script>',
    "</style><style>*{display:none}",
    "{{ 7 * 7 }}",
    "/*STYLE*/",
    "javascript:alert(1)//http://example.org/x.png",
    "nul\x00 bell\x07 esc\x1b lone\ud800",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_inert(name: str) -> None:
    """Whatever an athlete is called, the page has the same kinds of element and attribute."""

    def kinds(called: str) -> set[tuple[str, tuple[str, ...]]]:
        one = season(called, lifts=[lift(called, "squat", 140)], group_name=called)
        html = render_cards(plan(replace(one, weeks=one.weeks[:1])))
        return {(tag, tuple(attributes)) for tag, attributes in Elements(html).found}

    assert kinds(name) == kinds("Anna")


def test_a_name_is_printed_as_it_was_written() -> None:
    """Escaped once and only once."""
    html = render_cards(plan(season("<b>x</b> & =1+1")))
    assert "<bdi>&lt;b&gt;x&lt;/b&gt; &amp; =1+1</bdi>" in html


def test_control_characters_do_not_reach_the_page() -> None:
    """A NUL stops a renderer and a lone surrogate cannot be saved; both are dropped."""
    html = render_cards(plan(season("a\x00b\x07c\ud800d")))
    assert "<bdi>abcd</bdi>" in html
    html.encode("utf-8")


def test_the_page_may_load_nothing() -> None:
    """The policy is the first element of the head, and there is no address but data:."""
    html = render_cards(plan())
    assert re.search(r'<head><meta http-equiv="Content-Security-Policy" content="default-src', html)
    assert set(re.findall(r"url\((\w+):", html)) == {"data"}
    for tag, attributes in Elements(html).found:
        assert tag not in {"script", "link", "img", "iframe", "object", "base"}
        assert not {"src", "href", "srcset", "xlink:href"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("path", sorted((ROOT / "templates").glob("*.j2")), ids=lambda p: p.name)
def test_templates_keep_to_what_every_engine_prints(path: Path) -> None:
    """No grid, gradient, shadow, filter, network address or switched-off escaping of text."""
    text = path.read_text(encoding="utf-8")
    banned = r"display:\s*grid|gradient\(|box-shadow|url\(http|https?:|string-set|\bpage:|<script"
    assert not re.findall(banned + r"|foreignObject|filter:|@import|\|\s*safe", text)
    assert "autoescape false" not in text or path.name == "print.css.j2"


def test_loads_are_legible_at_arms_length() -> None:
    """The load is printed at 17 points or more."""
    css = (ROOT / "templates" / "print.css.j2").read_text(encoding="utf-8")
    size = re.search(r"\.load b \{ font-size: ([\d.]+)pt", css)
    assert size is not None
    assert float(size[1]) >= 17


# --- the same bytes ---------------------------------------------------------------------------


def test_rendering_twice_gives_the_same_bytes() -> None:
    """No clock, no order of a set, no address in memory, in this process or another."""
    code = (
        "import hashlib; from tests.seasons import *; from toolkit.outputs.cards import *;"
        "made = render_cards(plan(*[season(name) for name in FIVE_SCRIPTS[2:]]));"
        "print(hashlib.sha256(made.encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


# --- fonts ------------------------------------------------------------------------------------


def faces(html: str) -> set[str]:
    """The families embedded in a page."""
    return set(re.findall(r'@font-face \{ font-family: "([^"]+)"', html))


def test_only_the_faces_that_the_text_needs_are_embedded() -> None:
    """A Latin book carries no Arabic or Chinese glyph; each script brings its own face."""
    assert faces(render_cards(plan())) == {"Noto Sans"}
    html = render_cards(plan(*[season(name) for name in (*FIVE_SCRIPTS, "דנה לוי")]))
    assert faces(html) == {
        "Noto Sans",
        "Noto Sans Arabic",
        "Noto Sans Hebrew",
        "Droid Sans Fallback",
    }


@pytest.mark.parametrize("name", [*FIVE_SCRIPTS, "דנה לוי", "김민수", "さくら", "A → B ≥ 3"])
def test_every_common_script_has_a_glyph(name: str) -> None:
    """Latin, Cyrillic, Greek, Arabic, Hebrew, Chinese, Japanese, Korean and common signs."""
    assert fonts.uncovered(name) == ""


def test_a_character_without_a_glyph_is_a_finding_at_its_cell() -> None:
    """A Thai name is reported once, with the cell it was read from; the cards are made."""
    findings = Findings()
    html = render_cards(plan(season("สมชาย")), findings)
    assert "สมชาย" in html
    assert [(item.code, item.where) for item in findings] == [("O502", CellRef("Maxes", "A2"))]
    assert "สมชาย" in findings.items[0].message


def test_names_in_known_scripts_give_no_finding() -> None:
    """The warning stays away where nothing is wrong."""
    findings = Findings()
    render_cards(plan(*[season(name) for name in FIVE_SCRIPTS]), findings)
    assert not findings.items


# --- where things are -------------------------------------------------------------------------


def test_the_templates_are_found_in_a_checkout_and_in_a_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside the package when it was installed from a wheel, beside it otherwise."""
    package = tmp_path / "toolkit"
    for folder in (tmp_path / "templates", package / "_templates"):
        folder.mkdir(parents=True)
    (tmp_path / "templates" / "cards.html.j2").touch()
    monkeypatch.setattr(templates, "__file__", str(package / "outputs" / "templates.py"))
    find = templates.templates_dir.__wrapped__
    assert find() == tmp_path / "templates"
    (package / "_templates" / "cards.html.j2").touch()
    assert find() == package / "_templates"


def test_every_font_is_shipped_with_its_licence() -> None:
    """The faces and both licence texts stand in the font folder."""
    folder = templates.templates_dir() / "fonts"
    assert all(face.path.is_file() for face in fonts.FACES)
    assert (folder / "LICENSE-OFL-1.1.txt").is_file()
    assert (folder / "LICENSE-Apache-2.0.txt").is_file()


# --- the PDF engines --------------------------------------------------------------------------


def pdf_of(html: str = "<p>x</p>") -> bytes | None:
    return pdf.html_to_pdf(html, title="t", made_on=DAY)


def test_without_any_engine_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is what the caller turns into the finding O501."""
    monkeypatch.setitem(sys.modules, "plutoprint", None)
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    assert pdf_of() is None


def test_a_browser_takes_over_where_plutoprint_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same HTML goes to the browser that was found."""
    monkeypatch.setitem(sys.modules, "plutoprint", None)
    monkeypatch.setattr(pdf, "find_browser", lambda: "/opt/browser")
    monkeypatch.setattr(pdf, "browser_pdf", lambda html, browser: f"{browser}|{html}".encode())
    assert pdf_of("<p>x</p>") == b"/opt/browser|<p>x</p>"


def test_a_browser_that_fails_is_no_pdf(tmp_path: Path) -> None:
    """A program that cannot start, or that ends without a file, gives None and no exception."""
    assert pdf.browser_pdf("<p>x</p>", str(tmp_path / "absent")) is None
    assert pdf.browser_pdf("<p>x</p>", sys.executable) is None


def test_bookmarks_are_the_athletes_at_their_first_sheet() -> None:
    """Names come back unescaped, with the sheet their season page is on."""
    one = plan(season("A & B"), season("C"))
    html = render_cards(one)
    made: list[Sheet] = list(sheets(one))
    assert pdf.sheet_count(html) == len(made)
    assert pdf.bookmarks(html) == (("A & B", 0), ("C", len(made) // 2))


def test_an_empty_plan_is_still_a_page() -> None:
    """A plan without seasons renders, with nothing on it."""
    assert pdf.sheet_count(render_cards(Plan("", ()))) == 0
