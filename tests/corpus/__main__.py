"""`python -m tests.corpus`: the score of the books of the corpus, or of random ones."""

from __future__ import annotations

import argparse
import traceback
from pathlib import Path
from typing import Any

from tests.corpus.files import variants
from tests.corpus.marks import Book, books
from tests.corpus.score import Score, check, read_and_score, table


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("only", nargs="*", help="books whose names begin so: A, H3 ...")
    parser.add_argument("--random", type=int, metavar="N", help="N random books instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", action="store_true", help="every fault in a sentence")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the books there")
    given = parser.parse_args()
    chosen = [book for book in _chosen(given) if book.name.startswith(tuple(given.only or [""]))]
    if given.keep:
        _keep(chosen, given.keep)
        return
    scores = [_score(book) for book in chosen]
    print(table(scores))
    if given.faults:
        for one in scores:
            for fault in one.faults:
                print(f"{one.name}: {fault}")


def _chosen(given: argparse.Namespace) -> list[Book]:
    if given.random is not None:
        from tests.corpus.scatter import random_books

        return random_books(given.random, given.seed)
    return [variant for book in books() for variant in variants(book)]


def _score(book: Book) -> Score:
    try:
        return read_and_score(book, check)
    except Exception:  # noqa: BLE001 - a crash is a fault like any other, and the rest goes on
        last = traceback.format_exc().strip().splitlines()[-1]
        return Score(book.name, expected=len(book.wanted), unsaid=[f"crash: {last}"])


def _keep(chosen: list[Book], folder: Path) -> None:
    from tests.corpus.files import write

    for book in chosen:
        place: Any = folder / book.name.split(" ")[0] / book.name.replace("/", "-")
        place.mkdir(parents=True, exist_ok=True)
        print(write(place, book))


if __name__ == "__main__":
    main()
