"""`eastwest explain`: why one agent did what it did in a year of a saved run."""

from pathlib import Path
from typing import Annotated

import typer


def explain(
    folder: Annotated[Path, typer.Argument(metavar="RUN")],
    agent: Annotated[str, typer.Option(metavar="ID")],
    year: Annotated[int, typer.Option(metavar="YEAR")],
    replicate: Annotated[int, typer.Option(min=0, metavar="N")] = 0,
) -> None:
    """Run a saved scenario again up to a year, and take one agent's decision apart."""
    from eastwest.errors import ResultsError
    from eastwest.explaining import FirmStory
    from eastwest.explaining import explain as take_apart
    from eastwest.results import load
    from eastwest.scenario import in_force
    from eastwest_lab.cli.caution import warn_of_versions
    from eastwest_lab.cli.firm_story import tell_firm
    from eastwest_lab.cli.government_story import tell_government
    from eastwest_lab.language import choose, messages

    say, saved = messages(choose()), load(folder)
    known = saved.manifest["replicates"]
    if replicate not in known:
        raise ResultsError(f"replicate: must be one of {known[0]} to {known[-1]} (got {replicate})")
    warn_of_versions(saved, say)
    if len(known) > 1:
        typer.echo(say("cli.explain.replicate", replicate=replicate, last=known[-1]))
    story = take_apart(saved.scenario, agent, year, replicate)
    if isinstance(story, FirmStory):
        tell_firm(story, say)
    else:
        regime = in_force(saved.scenario.regimes, year)
        full = None if regime is None else getattr(regime.rule.score, "points", None)
        tell_government(story, say, full)
