"""Say what is odd and yet no error: other versions, entries that never hold."""

from collections.abc import Iterable
from itertools import product

import typer

from eastwest.reading.finding import DATED
from eastwest.results import Saved
from eastwest.results.saving import versions
from eastwest.scenario import Scenario
from eastwest_lab.cli.naming import BASE
from eastwest_lab.language import Messages


def warn_of_versions(saved: Saved, say: Messages) -> None:
    """Say which versions are not those that made a run."""
    then, now = saved.manifest.get("versions", {}), versions()
    changed = [
        f"{name} {then.get(name, '?')} \u2192 {now[name]}"
        for name in now
        if then.get(name) != now[name]
    ]
    if changed:
        typer.echo(say("cli.other_versions", changed=", ".join(changed)), err=True)


def warn_of_late(scenarios: Iterable[Scenario], say: Messages) -> None:
    """Say which dated entries begin after the last year, but for those that `history` has."""
    usual = Scenario.load(BASE).data
    for scenario, name in product(scenarios, DATED):
        last = scenario.tables.years[1]
        for entry in scenario.data[name]:
            if entry["from"] > last and entry not in usual[name]:
                told = say("cli.late", entry=f"[[{name}]]", year=entry["from"], last=last)
                typer.echo(told, err=True)
