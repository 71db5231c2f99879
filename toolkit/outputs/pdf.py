"""Cards as PDF: plutoprint where it is installed, else an installed browser, else nothing.

Both engines read the same self-contained HTML, and neither may touch the network or the disk.
"""

from __future__ import annotations

import html as html_text
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

_BASE = "https://app.invalid/"
_SHEET = re.compile(r'<section class="sheet[^"]*"(?: data-bookmark="([^"]*)")?')
_SECONDS_TO_START = 60
_SECONDS_A_SHEET = 1.5
_BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge", "brave-browser",
)  # fmt: skip
_WINDOWS_PATHS = (
    "Microsoft/Edge/Application/msedge.exe",
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
)
_MAC_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def html_to_pdf(
    html: str, *, title: str, author: str = "", made_on: date, paper: str = "a4"
) -> bytes | None:
    """The cards as PDF with a bookmark per athlete, or None where nothing can make one.

    `made_on` is written as the document's date, so that the same plan gives the same bytes
    (with plutoprint; a browser adds its own); `paper` is `a4` or `letter`.
    """
    pdf = plutoprint_pdf(html, title=title, author=author, made_on=made_on, paper=paper)
    if pdf is None:
        browser = find_browser()
        pdf = browser_pdf(html, browser) if browser else None
    return None if pdf is None else _add_bookmarks(pdf, bookmarks(html))


def sheet_count(html: str) -> int:
    """How many sheets of paper the cards are laid out for."""
    return sum(1 for _ in _SHEET.finditer(html))


def bookmarks(html: str) -> tuple[tuple[str, int], ...]:
    """Each athlete's name with the index of the first sheet, from 0."""
    return tuple(
        (html_text.unescape(match[1]), index)
        for index, match in enumerate(_SHEET.finditer(html))
        if match[1]
    )


def plutoprint_pdf(
    html: str, *, title: str, author: str = "", made_on: date, paper: str = "a4"
) -> bytes | None:
    """The PDF by plutoprint; None where it is not installed or its pages are not our sheets."""
    try:
        import plutoprint
    except (ImportError, OSError):  # OSError: the wheel is there, a system library is not
        return None
    size = plutoprint.PAGE_SIZE_LETTER if paper == "letter" else plutoprint.PAGE_SIZE_A4
    book = plutoprint.Book(size)
    book.custom_resource_fetcher = _data_only(plutoprint)
    book.load_html(html, base_url=_BASE)
    day = f"{made_on.isoformat()}T00:00:00Z"
    book.set_metadata(plutoprint.PDF_METADATA_TITLE, title)
    book.set_metadata(plutoprint.PDF_METADATA_AUTHOR, author)
    book.set_metadata(plutoprint.PDF_METADATA_CREATION_DATE, day)
    book.set_metadata(plutoprint.PDF_METADATA_MODIFICATION_DATE, day)
    if book.get_page_count() != sheet_count(html):
        return None
    out = BytesIO()
    book.write_to_pdf_stream(out)
    return out.getvalue()


def _data_only(plutoprint: ModuleType) -> Any:
    """A fetcher that serves data: addresses and answers everything else with nothing."""

    class DataOnly(plutoprint.ResourceFetcher):  # type: ignore[name-defined,misc]
        def fetch_url(self, url: str) -> Any:
            if url.startswith("data:"):
                return plutoprint.default_resource_fetcher.fetch_url(url)
            # An exception here would be printed to stderr from C and then ignored.
            return plutoprint.ResourceData(b"", "text/plain")

    return DataOnly()


def find_browser() -> str | None:
    """The path of an installed browser of the Chromium family (Edge is part of Windows)."""
    return next((path for path in _browser_paths() if path), None)


def _browser_paths() -> Iterator[str | None]:
    yield from (shutil.which(name) for name in _BROWSERS)
    roots = (os.environ.get(name) for name in ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"))
    known = [Path(root) / path for root in roots if root for path in _WINDOWS_PATHS]
    known += [Path(path) for path in _MAC_PATHS] if sys.platform == "darwin" else []
    yield from (str(path) for path in known if path.is_file())


def browser_pdf(html: str, browser: str) -> bytes | None:
    """The PDF by a headless browser with a profile of its own; None when it fails or hangs."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, pdf = Path(folder, "cards.html"), Path(folder, "cards.pdf")
        page.write_text(html, encoding="utf-8")
        command = [
            browser,
            *_flags(Path(folder, "profile")),
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]
        limit = _SECONDS_TO_START + _SECONDS_A_SHEET * sheet_count(html)
        try:
            ran = subprocess.run(command, capture_output=True, timeout=limit, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        made = ran.returncode == 0 and pdf.is_file()
        return pdf.read_bytes() if made else None


def _flags(profile: Path) -> list[str]:
    flags = [
        "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer",
        "--disable-background-networking", f"--user-data-dir={profile}",
    ]  # fmt: skip
    # The sandbox cannot start as root; for everybody else it stays on.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*flags, "--no-sandbox"] if is_root else flags


def _add_bookmarks(pdf: bytes, names: tuple[tuple[str, int], ...]) -> bytes:
    """The PDF with an outline, without which 250 pages cannot be leafed through."""
    if not names:
        return pdf
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    for name, page in names:
        if page < len(reader.pages):
            writer.add_outline_item(title=name, page_number=page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
