"""A progress bar on the terminal for work that takes longer than a second."""

from __future__ import annotations

import sys
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

SECONDS_OF_SILENCE = 1.0
STEPS = 6


class Steps:
    """Shows the step at hand once a second has passed; silent where nobody watches."""

    def __init__(self) -> None:
        self._done = Event()
        self._step, self._begun = "", 0
        self._thread = Thread(target=self._watch, daemon=True)

    def begin(self, step: str) -> None:
        """Tell what is being done now."""
        self._step, self._begun = step, self._begun + 1

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        if self._done.wait(SECONDS_OF_SILENCE):
            return
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=STEPS)
            while not self._done.wait(0.1):
                self._show(bar, task)

    def _show(self, bar: Progress, task: TaskID) -> None:
        bar.update(task, description=self._step, completed=max(0, self._begun - 1))
