"""Whatever the bytes: reading ends in seconds, in little memory, and never in an exception.

The mutations are seeded, so that every run tries the same ones. The worst files that the formats
allow are read in a process of their own, where the memory can be measured. Seconds are of work,
not of the clock: the machine may be busy.
"""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import packages
from tests.books import book
from tests.unit.test_formats import CELLS, ODD, ROSTER_ODS, SHARED, WORDS, at, row
from toolkit.diagnostics import Findings
from toolkit.sheets.reader import read_cells

TRIES = 150
LONGEST_S = 10
MOST_MB = 1_000

SEEDS: dict[str, Callable[[Path], bytes]] = {
    "xlsx": lambda folder: book(folder, "# Squad\n| Name | Squat |\n| Anna | 140 |\n").read_bytes(),
    "odd xlsx": lambda _: ODD,
    "xls": lambda _: packages.xls(packages.bare_xls(SHARED, CELLS)),
    "bare xls": lambda _: packages.bare_xls(SHARED, CELLS),
    "ods": lambda _: ROSTER_ODS,
    "xlsb": lambda _: packages.xlsb(row(0) + packages.binary(5, at(0, bytes(8)))),
    "csv": lambda _: WORDS["cp1251"].encode("cp1251"),
}
HUGE = (bytes(4), b"\xff" * 4, b"\xff\xff\xff\x7f")
MAGICS = (
    *(b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08\x10\x00\x00\x06\x05\x00"),
    *(b"<?xml ", b"sep=", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"%PDF", b""),
)


def damaged(chance: random.Random, data: bytes) -> bytes:
    """Cut off, bytes changed, numbers made huge, or a stretch copied over another."""
    found = bytearray(data)
    places = [chance.randrange(len(found)) for _ in range(chance.choice((1, 4, 40)))]
    match chance.randrange(4):
        case 0:
            return data[: places[0]]
        case 1:
            for place in places:
                found[place] = chance.randrange(256)
        case 2:
            for place in places:
                found[place : place + 4] = chance.choice(HUGE)
        case _:
            length = chance.randrange(300)
            found[places[0] : places[0] + length] = found[places[-1] : places[-1] + length]
    return bytes(found)


def damaged_inside(chance: random.Random, data: bytes) -> bytes:
    """A sound zip archive with damaged parts, or with two of them swapped."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    first, second = chance.choice([*parts]), chance.choice([*parts])
    if chance.random() < 0.2:
        parts[first], parts[second] = parts[second], parts[first]
    else:
        parts[first] = damaged(chance, parts[first]) if parts[first] else b""
    return packages.archive({**parts})


def read(folder: Path, data: bytes) -> None:
    """Read it: a book or exactly one finding, soon."""
    path = folder / "any.bin"
    path.write_bytes(data)
    findings = Findings(path.name)
    start = time.process_time()
    found = read_cells(path, findings)
    assert time.process_time() - start < LONGEST_S
    assert (found is None) == (len(findings) == 1)


@pytest.mark.parametrize("kind", SEEDS)
def test_a_damaged_file_is_a_book_or_one_finding(tmp_path: Path, kind: str) -> None:
    seed = SEEDS[kind](tmp_path)
    for number in range(TRIES):
        chance = random.Random(f"{kind} {number}")
        inside = seed.startswith(b"PK") and number % 2
        read(tmp_path, damaged_inside(chance, seed) if inside else damaged(chance, seed))


@pytest.mark.parametrize("magic", MAGICS)
def test_noise_after_any_beginning_is_a_book_or_one_finding(tmp_path: Path, magic: bytes) -> None:
    for number in range(30):
        chance = random.Random(f"{magic!r} {number}")
        read(tmp_path, magic + chance.randbytes(chance.randrange(3_000)))


# --- the worst that a format allows ----------------------------------------------------------


def many(part: str, size: int = 60_000_000) -> str:
    """As many copies as an unpacked part may have, with noise so that it does not pack too well."""
    noise = random.Random(1).choices("0123456789", k=800_000)
    return part * (size // len(part)) + f"<!--{''.join(noise)}-->"


NUMBER = '<table:table-cell office:value-type="float" office:value="1"/>'
FAR_ROW = '<row><c r="XFD1"><v>1</v></c></row>'
REPEATED = 'table:number-{}-repeated="1048576"'
WORST: dict[str, Callable[[], bytes]] = {
    "empty cells": lambda: packages.xlsx(f"<sheetData><row>{many('<c/>')}</row></sheetData>"),
    "full cells": lambda: packages.xlsx(
        f"<sheetData><row>{many('<c><v>1</v></c>')}</row></sheetData>"
    ),
    "texts": lambda: packages.xlsx("", "", many("<si><t/></si>")),
    "styles": lambda: packages.xlsx("", f"<cellXfs>{many('<xf/>', 3_000_000)}</cellXfs>"),
    "merges": lambda: packages.xlsx(f"<mergeCells>{many('<mergeCell ref=x />')}</mergeCells>"),
    "depth": lambda: packages.xlsx(f"<sheetData>{many('<row>', 1_000_000)}"),
    "one tag": lambda: packages.xlsx(f"<sheetData {' '.join(f'a{i}=' for i in range(900_000))}>"),
    "far cells": lambda: packages.xlsx(f"<sheetData>{many(FAR_ROW, 4_000_000)}</sheetData>"),
    "repeated": lambda: packages.ods(
        f"<table:table><table:table-row {REPEATED.format('rows')}>"
        f'<table:table-cell {REPEATED.format("columns")} office:value-type="float" '
        'office:value="1"/></table:table-row></table:table>'
    ),
    "ods cells": lambda: packages.ods(
        f"<table:table><table:table-row>{many(NUMBER)}</table:table-row></table:table>"
    ),
    "records": lambda: packages.bare_xls(SHARED, packages.record(1) * 14_000_000),
    "commas": lambda: "💪".encode() + b"," * 49_000_000,
    "one field": lambda: b'"' + b"x" * 49_000_000,
}
MEASURED = """
import resource, sys, time
from pathlib import Path
from toolkit.diagnostics import Findings
from toolkit.sheets.reader import read_cells
start = time.process_time()
read_cells(Path(sys.argv[1]), Findings())
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the memory of a process is asked differently")
@pytest.mark.parametrize("kind", WORST)
def test_the_worst_file_is_refused_in_seconds_and_in_a_gigabyte(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "worst.bin"
    path.write_bytes(WORST[kind]())
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < LONGEST_S, f"{seconds:.1f} s"
    assert megabytes < MOST_MB, f"{megabytes:.0f} MB"
