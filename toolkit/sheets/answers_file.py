"""The coach's answers, kept beside the book: `club.answers.toml` for club.xlsx. Never in the book.

The file is written to be read and changed by hand; deleting it forgets everything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.sheets.answers import NOTHING, Answers, Mapped, parse_map
from toolkit.sheets.lifts import near
from toolkit.units import Unit

KEYS = ("book", "unit", "athlete_name", "use", "from_log", "map")

_HEAD = """\
# Your answers about {book}, used each time it is read. Change or delete any line;
# delete the file, or run the command with --forget, to be asked again.
"""
_NOTES = {
    "unit": "weights that state no unit: kg or lb",
    "athlete_name": "whose book this is",
    "use": "only these sheets are read",
    "from_log": "training logs give estimated maxes: true or false",
    "map": "where something stands; this wins over what is found in the book",
}


def answers_path(book: Path) -> Path:
    """Where the answers about a book are kept."""
    return book.with_name(f"{book.stem}.answers.toml")


# --- reading ---------------------------------------------------------------------------------


def read_answers(book: Path, findings: Findings) -> Answers:
    """The remembered answers; what is wrong with their file becomes findings."""
    path = answers_path(book)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return NOTHING
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or "it is no text"
        findings.add(rules.ANSWERS_BROKEN, file=path.name, line=1, why=why)
        return NOTHING
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        line, why = _place_of(str(problem), text)
        findings.add(rules.ANSWERS_BROKEN, file=path.name, line=line, why=why)
        return NOTHING
    return _Reader(path.name, text, findings).answers(table, book.name)


def _place_of(problem: str, text: str) -> tuple[int, str]:
    """The line of a TOML error, and the error without it."""
    found = re.search(r"\s*\(at (?:line (\d+)[^)]*|end of document)\)", problem)
    line = int(found[1]) if found and found[1] else max(1, len(text.splitlines()))
    words = problem[: found.start()] if found else problem
    return line, (words[:1].lower() + words[1:]) or "it cannot be read"


class _Reader:
    """Reads one file's table; holds what every finding about it needs."""

    def __init__(self, file: str, text: str, findings: Findings) -> None:
        self.file, self.lines, self.findings = file, text.splitlines(), findings

    def answers(self, table: dict[str, Any], book: str) -> Answers:
        """The answers in a parsed file."""
        if table.get("book", book) != book:
            self._unused("book", f'these answers are about "{table["book"]}" and not about {book}')
            return NOTHING
        for key in table:
            if key not in KEYS:
                self._unused(key, f'there is no answer "{key}". {near(key, KEYS)}'.rstrip(" ."))
        return Answers(
            self._unit(table.get("unit", "")),
            self._text(table, "athlete_name"),
            tuple(self._maps(table)),
            tuple(self._texts(table, "use")),
            self._flag(table, "from_log"),
        )

    def _line(self, key: str, value: str = "") -> int:
        """The line (from 1) on which a key is set, or on which its value stands."""
        at_key = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=|\s*\[+\s*{re.escape(key)}\b""")
        start = next((n for n, line in enumerate(self.lines) if at_key.match(line)), 0)
        rest = enumerate(self.lines[start:], start)
        return 1 + next((n for n, line in rest if value and quoted(value) in line), start)

    def _unused(self, key: str, what: str) -> None:
        source = f"{self.file}, line {self._line(key)}"
        self.findings.add(rules.ANSWER_UNUSED, source=source, what=what)

    def _broken(self, key: str, why: str, value: str = "") -> None:
        line = self._line(key, value)
        self.findings.add(rules.ANSWERS_BROKEN, file=self.file, line=line, why=why)

    def _unit(self, value: object) -> Unit | None:
        if value in ("", *Unit):
            return Unit(str(value)) if value else None
        self._broken("unit", f'unit should be "kg" or "lb", found "{value}"')
        return None

    def _text(self, table: dict[str, Any], key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            self._broken(key, f'{key} should be a text in quotes, found "{value}"')
            return ""
        return " ".join(value.split())

    def _flag(self, table: dict[str, Any], key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self._broken(key, f'{key} should be true or false, found "{value}"')
            return False
        return value

    def _texts(self, table: dict[str, Any], key: str) -> Iterator[str]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._broken(key, f'{key} should be a list of texts, such as {key} = ["..."]')
            return
        yield from value

    def _maps(self, table: dict[str, Any]) -> Iterator[Mapped]:
        for text in self._texts(table, "map"):
            mapped = parse_map(text)
            if isinstance(mapped, str):
                self._broken("map", mapped.rstrip("."), text)
            else:
                yield mapped


# --- writing ---------------------------------------------------------------------------------


def answers_text(answers: Answers, book: str) -> str:
    """The file's content: TOML with a comment over each line."""
    values: dict[str, str] = {
        "unit": quoted(answers.unit) if answers.unit else "",
        "athlete_name": quoted(answers.athlete_name) if answers.athlete_name else "",
        "use": _list(answers.use),
        "from_log": "true" if answers.from_log else "",
        "map": _list(tuple(mapped.text for mapped in answers.maps)),
    }
    parts = [_HEAD.format(book=_one_line(book)), f"book = {quoted(book)}\n"]
    parts += [f"\n# {_NOTES[key]}\n{key} = {value}\n" for key, value in values.items() if value]
    return "".join(parts)


def quoted(text: str) -> str:
    """A TOML basic string: quotes, backslashes and control characters escaped."""
    signs = (_ESCAPES.get(sign) or sign for sign in text)
    return f'"{"".join(signs)}"'


_ESCAPES = {
    **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    "\\": "\\\\",
    '"': '\\"',
}


def _list(texts: tuple[str, ...]) -> str:
    if not texts:
        return ""
    return "[\n" + "".join(f"    {quoted(text)},\n" for text in texts) + "]"


def _one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def write_answers(book: Path, answers: Answers) -> str:
    """Remember the answers about a book; returns why that was not possible, or an empty text.

    The file is put into place in one step. The answers about another book are not written over.
    """
    path = answers_path(book)
    if _is_about_another(path, book.name):
        return f"{path.name} holds the answers about another book"
    try:
        _replace(path, answers_text(answers, book.name))
    except (OSError, ValueError) as problem:
        return f"{path.name} cannot be written ({getattr(problem, 'strerror', None) or problem})"
    return ""


def _is_about_another(path: Path, book: str) -> bool:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return False
    return bool(table.get("book", book) != book)


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".periodize-{path.name}")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    except (OSError, ValueError):
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def forget_answers(book: Path) -> bool:
    """Delete the remembered answers; True when there were some. OSError when it is refused."""
    path = answers_path(book)
    there = path.exists()
    path.unlink(missing_ok=True)
    return there
