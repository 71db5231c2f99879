"""Make the two pictures of the README from what the program writes for the sample club.

Needs LibreOffice Calc (soffice) and poppler-utils (pdftoppm). Run it with `make pictures`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "sample_workbooks" / "club.xlsx"
PICTURES = ROOT / "sample_workbooks" / "pictures"
TODAY = "2026-11-22"
DPI = 110
WHITE = 250
MARGIN = 12
MOST_BYTES = 250_000


@dataclass(frozen=True)
class Shot:
    """What to photograph: a pattern that tells the page, and from where to where, in fractions."""

    pattern: str
    top: float
    bottom: float


CARD = Shot(pattern=r"INTENSITY.*\bblock\b.*\bblock\b", top=0, bottom=0.49)  # two cards
SHEET = Shot(pattern=r"\bWeek 1 of\b", top=0.05, bottom=0.95)  # no header, no footer


@dataclass(frozen=True)
class Box:
    """A rectangle of a page, in dots."""

    left: int
    top: int
    width: int
    height: int

    @property
    def options(self) -> list[str]:
        pairs = {"-x": self.left, "-y": self.top, "-W": self.width, "-H": self.height}
        return [text for key, value in pairs.items() for text in (key, str(value))]


def make_plan(folder: Path) -> None:
    arguments = ["periodize", "plan", str(BOOK), "-o", str(folder), "--today", TODAY]
    code = f"import sys; sys.argv = {arguments!r}; from toolkit.cli import main; main()"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def as_pdf(workbook: Path, folder: Path) -> Path:
    """The workbook as it prints, by a LibreOffice with a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(workbook)], check=True, stdout=subprocess.DEVNULL)
    return folder / f"{workbook.stem}.pdf"


def find_page(pdf: Path, shot: Shot) -> tuple[int, Box]:
    """Number, from 1, of the first page that fits the shot, and the part of it to look at."""
    for number, page in enumerate(PdfReader(pdf).pages, 1):
        if re.search(shot.pattern, page.extract_text(), re.DOTALL):
            width, height = (float(side) * DPI / 72 for side in page.mediabox[2:])
            top, bottom = round(height * shot.top), round(height * shot.bottom)
            return number, Box(0, top, round(width), bottom - top)
    raise SystemExit(f"{pdf.name} has no page that fits {shot.pattern}")


def render(pdf: Path, number: int, box: Box, *options: str) -> bytes:
    page = ["-f", str(number), "-l", str(number), "-r", str(DPI)]
    command = ["pdftoppm", *options, *page, *box.options, str(pdf)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def trimmed(pdf: Path, number: int, box: Box) -> Box:
    """The box without its white edges, but for a small margin."""
    _, size, _, dots = render(pdf, number, box, "-gray").split(b"\n", 3)
    wide = int(size.split()[0])
    rows = [dots[at : at + wide] for at in range(0, len(dots), wide)]
    inked = [index for index, row in enumerate(rows) if min(row) < WHITE]
    left = min(next(at for at, dot in enumerate(rows[y]) if dot < WHITE) for y in inked)
    right = max(max(at for at, dot in enumerate(rows[y]) if dot < WHITE) for y in inked)
    top, bottom = box.top + inked[0], box.top + inked[-1]
    return Box(left - MARGIN, top - MARGIN, right - left + 2 * MARGIN, bottom - top + 2 * MARGIN)


def photograph(pdf: Path, shot: Shot, target: Path) -> None:
    number, box = find_page(pdf, shot)
    target.write_bytes(render(pdf, number, trimmed(pdf, number, box), "-png"))
    size = target.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{target.name} has {size:,} bytes, more than {MOST_BYTES:,}")
    print(f"{target.name}: page {number} of {pdf.name}, {size:,} bytes")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_plan(folder / "plan")
        photograph(folder / "plan" / "cards.pdf", CARD, PICTURES / "card.png")
        workbook = as_pdf(folder / "plan" / "plan.xlsx", folder)
        photograph(workbook, SHEET, PICTURES / "plan.png")


if __name__ == "__main__":
    main()
