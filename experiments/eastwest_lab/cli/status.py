"""`eastwest status`: how far a sweep is, and what came of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eastwest_lab.language import Messages
    from eastwest_lab.sweeps.results import Results


def status(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER")],
) -> None:
    """Show what is done, failed and missing; nothing is changed."""
    from eastwest_lab.language import choose, messages
    from eastwest_lab.sweeps.results import load

    describe(load(folder), messages(choose()))


def describe(results: "Results", say: "Messages") -> None:
    """Write how many runs are done, what is odd about them, and their digest."""
    from eastwest_lab.cli.terminal import heading, line
    from eastwest_lab.cli.timeline import words

    study, runs = results.study, results.runs
    heading(say.pick(words(study.title)) or study.name)
    failed = int((runs["status"] == "failed").sum())
    begun = int(runs["replicate"].max()) + 1 if len(runs) else 0
    wanted = len(results.plan.points) * max(study.replicates.first, begun)
    line(say("cli.status.runs", done=len(runs) - failed, failed=failed, wanted=wanted))
    for stage, number in results.failures["stage"].value_counts().items():
        line(say("cli.status.stage", stage=stage, number=number))
    not_finite = [str(names).split() for names in runs["not_finite"]]
    for name in study.outcomes:
        odd = sum(name in names for names in not_finite)
        if odd:
            line(say("cli.status.not_finite", name=name, number=odd))
    for fault in results.faults:
        line(say("cli.status.fault", fault=fault))
    if len(results.codes) > 1:
        line(say("cli.status.mixture", codes="\n  ".join(results.codes)))
    line(f"{say('cli.folder')}{say('words.colon')}{results.folder}")
    line(f"{say('report.digest')}{say('words.colon')}{results.digest}")
