"""The documentation is executed: its commands run, its examples run, its links lead somewhere.

In a ```console fence a line `$ periodize ...` is run, in the order of the page and in a folder of
its own that holds a copy of sample_workbooks/. It must end with 0, or with what a trailing
`# exit 1` says. Lines below it are output, and each must be in the real output; `...` skips.
In a ```sh fence, or one of no language, the lines that begin with `periodize` are run too.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOUR = "sample_workbooks/README.md"
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", TOUR)

FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
EXIT = re.compile(r"\s+# exit (\d)\s*$")
MAIN = "from toolkit.cli import main; main()"


@dataclass(frozen=True)
class Command:
    """A command line of a page, what it should end with, and the output shown below it."""

    line: str
    code: int
    shown: tuple[str, ...]


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def fences(page: str, *languages: str) -> Iterator[str]:
    for language, body in FENCE.findall(text(page)):
        if language in languages:
            yield body


def parse(line: str, shown: list[str]) -> Command:
    stated = EXIT.search(line)
    code = int(stated[1]) if stated else 0
    return Command(line[: stated.start()] if stated else line, code, tuple(shown))


def console(body: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        line, *shown = part.replace("\\\n", " ").splitlines()
        if line.startswith("periodize "):
            yield parse(line, [row for row in shown if row.strip()])


def commands(page: str) -> list[Command]:
    found = [command for body in fences(page, "console") for command in console(body)]
    for body in fences(page, "sh", ""):
        rows = body.replace("\\\n", " ").splitlines()
        found += [parse(row, []) for row in rows if row.startswith("periodize ")]
    return found


def squeezed(line: str) -> str:
    return " ".join(line.split())


def missing(shown: tuple[str, ...], output: str) -> list[str]:
    """The shown lines that the output does not have, in the order shown."""
    rows, absent = iter([squeezed(row) for row in output.splitlines()]), []
    for line in shown:
        pattern = re.escape(squeezed(line)).replace(r"\.\.\.", ".*")
        if squeezed(line) != "..." and not any(re.fullmatch(pattern, row) for row in rows):
            absent.append(line)
            rows = iter([squeezed(row) for row in output.splitlines()])
    return absent


def python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter, in a folder away from the repository."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def periodize(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return python(f"import sys; sys.argv = {shlex.split(line)!r}; {MAIN}", folder)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with nothing but a copy of the sample workbooks."""
    shutil.copytree(ROOT / "sample_workbooks", tmp_path / "sample_workbooks")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", TOUR])
def test_the_commands_of_the_page_do_what_it_says(page: str, desk: Path) -> None:
    """From the first to the last, as a coach would type them, ending as stated."""
    listed = commands(page)
    assert listed, f"{page} shows no command"
    for command in listed:
        done = periodize(command.line, desk)
        output = done.stdout + done.stderr
        assert done.returncode == command.code, f"$ {command.line}\n{output}"
        assert "Traceback" not in output
        assert not missing(command.shown, output), f"$ {command.line}\n{output}"


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", TOUR])
def test_the_python_of_the_page_runs(page: str, desk: Path) -> None:
    """Each example is complete: it runs in a fresh interpreter with nothing before it."""
    for example in fences(page, "python"):
        done = python(example, desk)
        assert done.returncode == 0, f"{example}\n{done.stderr}"


def test_the_readme_shows_the_python_interface() -> None:
    """The five verbs stand in an example that is executed."""
    shown = "\n".join(fences("README.md", "python"))
    for verb in ("read_book", "plan", "write_workbook", "render_cards", "to_frame"):
        assert re.search(rf"\b{verb}\(", shown), verb


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_of_the_page_is_there(page: str) -> None:
    links = [unquote(link) for link in LINK.findall(text(page))]
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    files = [(ROOT / page).parent / link.split("#")[0] for link in local if link[0] != "#"]
    gone = [path.relative_to(ROOT).as_posix() for path in files if not path.exists()]
    assert not gone, f"{page} points to {gone}"


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", FENCE.sub("", text(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in headings}


@pytest.mark.parametrize("page", PAGES)
def test_every_section_the_page_points_to_is_there(page: str) -> None:
    for link in LINK.findall(text(page)):
        path, _, section = link.partition("#")
        if section and "://" not in link:
            target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
            assert section in anchors(target.relative_to(ROOT).as_posix()), link


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_shown_exists(page: str) -> None:
    rules = set(re.findall(r"^(\w+):", text("Makefile"), re.MULTILINE))
    assert {"demo", "test"} <= rules
    code = "\n".join([*re.findall(r"`([^`\n]+)`", text(page)), *fences(page, "sh", "console")])
    shown = re.findall(r"^(?:\$ )?make ((?:[a-z]+ ?)+)", code, re.MULTILINE)
    asked = {word for words in shown for word in words.split()}
    assert asked <= rules


@pytest.mark.parametrize("page", PAGES)
def test_every_file_a_shell_line_names_exists(page: str) -> None:
    """Also in the PowerShell lines, which no test can run here."""
    shell = "\n".join(fences(page, "powershell", "sh", "console")).replace("\\", "/")
    named = re.findall(r"\b(?:tests|toolkit|sample_workbooks|templates)/[\w./-]+", shell)
    gone = [name for name in named if not (ROOT / name).exists()]
    assert not gone


@pytest.mark.parametrize("page", PAGES)
def test_every_repository_path_in_the_text_exists(page: str) -> None:
    """A path between backticks that begins with a folder of the repository."""
    named = re.findall(r"`((?:tests|toolkit|sample_workbooks|templates)/[\w./-]*)`", text(page))
    gone = [name for name in named if not (ROOT / name).exists()]
    assert not gone


def test_the_changelog_has_this_version() -> None:
    import toolkit

    assert re.search(rf"^## {re.escape(toolkit.__version__)}\b", text("CHANGELOG.md"), re.MULTILINE)


SHOWN = ("B1 error  one", "...", "2 findings")


def test_output_that_differs_from_the_page_is_noticed() -> None:
    assert not missing(SHOWN, "B1  error one\nmore\n2 findings\n")
    assert missing(SHOWN, "B1  error one\nmore\n3 findings\n") == ["2 findings"]
    assert missing(("a ... b",), "a x\n") == ["a ... b"]


def test_a_stated_exit_code_and_the_output_are_read_from_a_fence() -> None:
    body = "$ periodize check x.xlsx  # exit 1\nfound\n\n$ ls\nx.xlsx\n"
    assert list(console(body)) == [Command("periodize check x.xlsx", 1, ("found",))]
