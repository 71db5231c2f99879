"""The cards as paper: the PDF engines print them, and poppler says what is on the pages."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import socket
import subprocess
import threading
import unicodedata
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from tests.client.conftest import program
from tests.seasons import FIVE_SCRIPTS, lift, plan, season
from toolkit.model.season import Plan
from toolkit.outputs import pdf
from toolkit.outputs.cards import render_cards
from toolkit.units import Unit

pytestmark = pytest.mark.client
MADE = date(2026, 12, 28)
CJK_LIFT = lift("ベンチプレス", "bench press", 85)


@cache
def club(paper: str = "a4") -> Plan:
    """Five athletes of five scripts, one with a Japanese lift, one in pounds."""
    seasons = [season(name) for name in FIVE_SCRIPTS]
    extra = (season("Ida", lifts=[CJK_LIFT], meet=False), season("Jo", unit=Unit.LB, weeks=6))
    return plan(*seasons, *extra, paper=paper)


@cache
def html(paper: str = "a4") -> str:
    return render_cards(club(paper))


@pytest.fixture
def plutoprint() -> None:
    """The first engine: absent on some platforms, required in CI."""
    if importlib.util.find_spec("plutoprint") is None:
        if os.environ.get("CI"):
            pytest.fail("plutoprint is not installed")
        pytest.skip("plutoprint is not installed")


@cache
def printed(paper: str = "a4") -> bytes:
    made = pdf.html_to_pdf(html(paper), title="Club cards", made_on=MADE, paper=paper)
    assert made is not None
    return made


def browser() -> str:
    return program("chromium", "chromium-browser", "google-chrome", "msedge")


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "cards.pdf"
    path.write_bytes(data)
    return path


def pages(folder: Path, data: bytes) -> list[str]:
    """The text of every page; NFKC, because renderers map names to compatibility forms."""
    command = [program("pdftotext"), "-layout", str(saved(folder, data)), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    return unicodedata.normalize("NFKC", text).split("\f")[:-1]


def sizes(data: bytes) -> set[tuple[int, int]]:
    """The page sizes in millimetres."""
    from pypdf import PdfReader

    boxes = (page.mediabox for page in PdfReader(BytesIO(data)).pages)
    return {(round(box.width * 25.4 / 72), round(box.height * 25.4 / 72)) for box in boxes}


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("letter", (216, 279))])
def test_every_sheet_is_one_page_of_the_right_paper(
    plutoprint: None, paper: str, size: tuple[int, int]
) -> None:
    """Nothing spills over: as many pages as sheets, all of one size."""
    from pypdf import PdfReader

    assert len(PdfReader(BytesIO(printed(paper))).pages) == pdf.sheet_count(html(paper))
    assert sizes(printed(paper)) == {size}


def test_names_of_five_scripts_are_on_the_pages(plutoprint: None, tmp_path: Path) -> None:
    """Every name can be found in the text of the PDF, and no glyph is missing."""
    text = "\n".join(pages(tmp_path, printed()))
    squeezed = "".join(text.split())
    for name in FIVE_SCRIPTS:
        assert "".join(unicodedata.normalize("NFKC", name).split()) in squeezed, name
    assert "\ufffd" not in text


def test_two_session_cards_share_a_page(plutoprint: None, tmp_path: Path) -> None:
    """One-lift sessions are two to a page: two dates and two footers on each."""
    one = render_cards(plan(season(lifts=[CJK_LIFT], meet=False, weeks=4)))
    made = pdf.html_to_pdf(one, title="t", made_on=MADE)
    assert made is not None
    first, *sessions = pages(tmp_path, made)
    assert "What the words mean" in first
    assert [page.count("Week ") for page in sessions[:-1]] == [2] * (len(sessions) - 1)
    assert [page.count("kg now") for page in sessions[:-1]] == [2] * (len(sessions) - 1)


def test_all_fonts_are_ours_and_embedded(plutoprint: None, tmp_path: Path) -> None:
    """The reader's computer needs no font, and none of this computer's was used."""
    command = [program("pdffonts"), str(saved(tmp_path, printed()))]
    lines = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    rows = [line.split() for line in lines.splitlines()[2:]]
    names = {row[0].split("+")[1].split("-")[0] for row in rows}
    assert names == {"NotoSans", "NotoSansArabic", "DroidSansFallback"}
    assert all(re.search(r" yes (yes|no)  *(yes|no) ", line) for line in lines.splitlines()[2:])


def test_printing_twice_gives_the_same_bytes(plutoprint: None) -> None:
    """The document's date is the plan's, bookmarks and all."""
    again = pdf.html_to_pdf(html(), title="Club cards", made_on=MADE)
    assert again is not None
    assert hashlib.sha256(again).digest() == hashlib.sha256(printed()).digest()


def test_the_outline_names_every_athlete(plutoprint: None) -> None:
    """Bookmarks lead to each athlete's season page, titles as written."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(printed()))
    found = [(str(i["/Title"]), reader.get_destination_page_number(i)) for i in reader.outline]
    assert found == list(pdf.bookmarks(html()))
    assert reader.metadata is not None
    assert reader.metadata.title == "Club cards"


def test_nothing_is_cut_off_at_the_foot_of_a_card(plutoprint: None, tmp_path: Path) -> None:
    """Every card has its notes and ends with its maxes and what is expected of them."""
    sheets = html().split('<section class="sheet"')[1:]
    for page, sheet in zip(pages(tmp_path, printed()), sheets, strict=True):
        cards = sheet.count('<article class="card')
        assert page.count("Notes") >= cards
        assert page.count("expected") >= sheet.count("expected")


def test_a_browser_prints_the_same_sheets(tmp_path: Path) -> None:
    """The fallback engine, on the same HTML: as many pages, every name, no missing glyph."""
    from pypdf import PdfReader

    made = pdf.browser_pdf(html(), browser())
    assert made is not None
    assert len(PdfReader(BytesIO(made)).pages) == pdf.sheet_count(html())
    assert sizes(made) == {(210, 297)}
    text = "\n".join(pages(tmp_path, made))
    assert "Оксана Мельник" in text
    assert "山田" in text
    assert "\ufffd" not in text


def test_no_engine_asks_the_network(tmp_path: Path) -> None:
    """A page that tries to load a picture, a style and a font reaches neither net nor disk."""
    hits: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()
        listener = threading.Thread(target=_listen, args=(server, hits, stop))
        listener.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        hostile = html().replace(
            "</head>",
            f'<link rel="stylesheet" href="{address}/a.css">'
            f"<style>@import url({address}/b.css); body {{ background: url({address}/c.png) }}"
            f"</style></head>",
        )
        hostile = hostile.replace("<body>", f'<body><img src="{address}/d.png">')
        pdf.plutoprint_pdf(hostile, title="t", made_on=MADE)
        pdf.browser_pdf(hostile, browser())
        stop.set()
        listener.join()
    assert hits == []


def _listen(server: socket.socket, hits: list[bytes], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            connection, _ = server.accept()
        except TimeoutError:
            continue
        with connection:
            hits.append(connection.recv(200))


@pytest.mark.slow
def test_two_hundred_and_fifty_pages_are_printed(plutoprint: None) -> None:
    """A club's whole season in one file."""
    from pypdf import PdfReader

    many = render_cards(plan(*[season(f"Lifter {number}") for number in range(12)]))
    made = pdf.html_to_pdf(many, title="Club", made_on=MADE)
    assert made is not None
    assert len(PdfReader(BytesIO(made)).pages) == pdf.sheet_count(many) >= 250
