"""Where the card templates stand: in a wheel, an editable install or a bare checkout."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_MARK = "cards.html.j2"


@cache
def templates_dir() -> Path:
    """The folder of templates, words, plates and fonts.

    A wheel carries it inside the package as `toolkit/_templates`; a checkout (and so an editable
    install) has it beside the package.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_templates", package.parent / "templates"):
        if (folder / _MARK).is_file():
            return folder
    raise FileNotFoundError(f"The card templates ({_MARK}) are missing from the installation.")


@cache
def read_words(name: str) -> dict[str, Any]:
    """The parsed content of `templates/<name>.toml`: wording and drawing tables."""
    return tomllib.loads((templates_dir() / f"{name}.toml").read_text(encoding="utf-8"))
