"""`eastwest explain`: why one agent did what it did in a year of a saved run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eastwest.results import Saved
    from eastwest_lab.language import Messages


def explain(
    folder: Annotated[Path, typer.Argument(metavar="RUN")],
    agent: Annotated[str, typer.Option(metavar="ID")],
    year: Annotated[int, typer.Option(metavar="YEAR")],
    replicate: Annotated[int, typer.Option(min=0)] = 0,
    lang: Annotated[str | None, typer.Option(metavar="en|zh")] = None,
) -> None:
    """Run a saved scenario again up to a year, and take one agent's decision apart."""
    from eastwest.errors import ResultsError
    from eastwest.explaining import FirmStory
    from eastwest.explaining import explain as take_apart
    from eastwest.results import load
    from eastwest_lab.cli.firm_story import tell_firm
    from eastwest_lab.cli.government_story import tell_government
    from eastwest_lab.language import choose, messages

    say, saved = messages(choose(lang)), load(folder)
    known = saved.manifest["replicates"]
    if replicate not in known:
        raise ResultsError(f"replicate: must be one of {known[0]} to {known[-1]} (got {replicate})")
    _warn(saved, say)
    if len(known) > 1:
        typer.echo(say("cli.explain.replicate", replicate=replicate, last=known[-1]))
    story = take_apart(saved.scenario, agent, year, replicate)
    if isinstance(story, FirmStory):
        tell_firm(story, say)
    else:
        tell_government(story, say)


def _warn(saved: "Saved", say: "Messages") -> None:
    """Say which versions are not those that made the run."""
    from eastwest.results.saving import versions

    then, now = saved.manifest.get("versions", {}), versions()
    changed = [
        f"{name} {then.get(name, '?')} \u2192 {now[name]}"
        for name in now
        if then.get(name) != now[name]
    ]
    if changed:
        typer.echo(say("cli.other_versions", changed=", ".join(changed)), err=True)
