"""Bars that people watch while commands work, and lengths of time in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from eastwest_lab.cli.terminal import console

if TYPE_CHECKING:
    from eastwest_lab.language import Messages
    from eastwest_lab.sweeps.runner import Tally


@contextmanager
def of_years(text: str, total: int, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Give what is told of each simulated year (replicate, year), and moves a bar."""
    with _bar(text, quiet=quiet) as move:
        done = count(1)
        yield lambda replicate, year: move(next(done), total, "")


@contextmanager
def of_runs(text: str, say: "Messages", *, quiet: bool) -> Iterator[Callable[["Tally"], None]]:
    """Give what is told how far a sweep is, and moves a bar: runs, time left, failures so far."""
    with _bar(text, quiet=quiet) as move:

        def tell(tally: "Tally") -> None:
            failed = say("cli.sweep.failed", number=tally.failed) if tally.failed else ""
            move(tally.done, tally.total, failed)

        yield tell


@contextmanager
def _bar(text: str, *, quiet: bool) -> Iterator[Callable[[int, int, str], None]]:
    """Give what moves a bar (done, total, a word at its end); nothing is shown unless watched."""
    screen = console(stderr=True)
    if quiet or not screen.is_terminal:
        yield lambda done, total, word: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[word]}", markup=False),
    )
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task(text, total=None, word="")

        def move(done: int, total: int, word: str) -> None:
            progress.update(task, total=total, completed=done, word=word)

        yield move


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show that something is being done whose length is not known."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield
        return
    with screen.status(text):
        yield


def duration(seconds: float) -> str:
    """Return a length of time as 45 s, 12 min or 3 h 20 min."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
