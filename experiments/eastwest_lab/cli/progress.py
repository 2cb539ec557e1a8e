"""A bar for a sweep: runs, time left, failures so far."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from eastwest_lab.cli.terminal import console

if TYPE_CHECKING:
    from eastwest_lab.language import Messages
    from eastwest_lab.sweeps.runner import Tally


@contextmanager
def watched(text: str, say: "Messages", *, quiet: bool) -> Iterator[Callable[["Tally"], None]]:
    """Give what moves a bar; nothing is shown unless people watch."""
    screen = console(stderr=True)
    if quiet or not screen.is_terminal:
        yield lambda tally: None
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
        TextColumn("{task.fields[failed]}", markup=False),
    )
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task(text, total=None, failed="")

        def tell(tally: "Tally") -> None:
            failed = say("cli.sweep.failed", number=tally.failed) if tally.failed else ""
            progress.update(task, total=tally.total, completed=tally.done, failed=failed)

        yield tell


def duration(seconds: float) -> str:
    """Return a length of time as 45 s, 12 min or 3 h 20 min."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
