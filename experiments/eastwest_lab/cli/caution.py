"""Say what is odd and yet no error: other versions, entries that never hold."""

from collections.abc import Iterable, Mapping
from itertools import product

import typer

from eastwest.backend import backend
from eastwest.reading.finding import DATED
from eastwest.results import Saved
from eastwest.results.saving import versions
from eastwest.scenario import Scenario
from eastwest_lab.cli.naming import BASE
from eastwest_lab.language import Messages

EXACT = {"numpy", "compiled"}
"""Backends whose numbers agree to 1e-9."""


def warn_of_versions(saved: Saved, say: Messages) -> None:
    """Say which versions are not those that made a run, and whether another backend did."""
    then, now = saved.manifest.get("versions", {}), versions()
    changed = [
        f"{name} {then.get(name, '?')} \u2192 {now[name]}"
        for name in now
        if then.get(name) != now[name] and name not in _of_backend(then)
    ]
    if changed:
        typer.echo(say("cli.other_versions", changed=", ".join(changed)), err=True)
    if is_of_another(saved):
        key = "cli.other_backend" if is_near(saved) else "cli.other_rounding"
        typer.echo(say(key, old=then["backend"], new=now["backend"]), err=True)


def is_of_another(saved: Saved) -> bool:
    """Return whether a run is known to be the work of another backend than that of now."""
    return _backend(saved) not in ("", backend())


def is_near(saved: Saved) -> bool:
    """Return whether the numbers of a run must agree to 1e-9 with what is calculated now."""
    return {_backend(saved), backend()} <= EXACT


def _backend(saved: Saved) -> str:
    return str(saved.manifest.get("versions", {}).get("backend", ""))


def _of_backend(then: Mapping[str, str]) -> set[str]:
    """Return the versions that say no more than which backend made a run."""
    return {"backend", *({"numba"} - then.keys())} if "backend" in then else set()


def warn_of_late(scenarios: Iterable[Scenario], say: Messages) -> None:
    """Say which dated entries begin after the last year, but for those that `history` has."""
    usual = Scenario.load(BASE).data
    for scenario, name in product(scenarios, DATED):
        last = scenario.tables.years[1]
        for entry in scenario.data[name]:
            if entry["from"] > last and entry not in usual[name]:
                told = say("cli.late", entry=f"[[{name}]]", year=entry["from"], last=last)
                typer.echo(told, err=True)
